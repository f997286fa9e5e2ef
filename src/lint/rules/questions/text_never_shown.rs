//! Text that no answer brings into the letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V601",
    name: "text-never-shown",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Tekst, der aldrig kan komme med", en: "Text that can never be shown" },
        finds: Words {
            da: "Tekst i en betingelse, som ingen svar, kontekst eller værdi opfylder, hvor den end står. Tekst, der kun mangler i skabelonens egne kontekster, er V605.",
            en: "Text of a condition that no answer, context or value meets, wherever it stands. Text that is missing in the template's own contexts only is V605.",
        },
        why: Words {
            da: "Forfatteren tror, at borgeren får teksten at vide. Det gør ingen.",
            en: "The author believes that the citizen is told. Nobody is.",
        },
        bad: Words { da: "{ IF 1 = 2 \"Du kan klage.\" }", en: "{ IF 1 = 2 \"Du kan klage.\" }" },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du kan klage.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du kan klage.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret betingelsen, så den spørger om det, der var meningen.",
                en: "Correct the condition, so that it asks what was meant.",
            },
            Words {
                da: "Er teksten overflødig, så slet hele feltet.",
                en: "If the text is of no use, delete all of the field.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26"],
    ..Rule::BY_PROOF
};
