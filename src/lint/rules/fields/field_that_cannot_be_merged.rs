//! A field that asks a person, another program or another recipient.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F107",
    name: "field-that-cannot-be-merged",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Felt, der ikke kan flettes automatisk",
            en: "Field that cannot be merged automatically",
        },
        finds: Words {
            da: "Felter, der spørger ved skærmen (ASK, FILLIN), går til næste modtager (NEXT, NEXTIF), henter fra andre programmer og filer (LINK, DDE, DATABASE, INCLUDE, AUTOTEXT) eller kører noget (MACROBUTTON, PRINT).",
            en: "Fields that ask at the screen (ASK, FILLIN), go to the next recipient (NEXT, NEXTIF), fetch from other programs and files (LINK, DDE, DATABASE, INCLUDE, AUTOTEXT) or run something (MACROBUTTON, PRINT).",
        },
        why: Words {
            da: "Et brev har én modtager og dannes uden nogen ved skærmen. Brevet bliver ikke skrevet, før feltet er væk.",
            en: "A letter has one recipient and is made with nobody at the screen. The letter is not written until the field is gone.",
        },
        bad: Words {
            da: "{ FILLIN \"Hvad er fristen?\" }",
            en: "{ FILLIN \"What is the time limit?\" }",
        },
        good: Words {
            da: "{ MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }",
            en: "{ MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words { da: "Slet feltet.", en: "Delete the field." },
            Words {
                da: "Skal sagsbehandleren svare på noget, så opret et flettespørgsmål; skal en værdi ind, så brug et flettefelt.",
                en: "If the caseworker is to answer something, make a merge question; if a value is needed, use a merge field.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.3", "ISO/IEC 29500-1 17.16.5.19"],
    ..Rule::BY_COMPILER
};
