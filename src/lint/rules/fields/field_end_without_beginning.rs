//! The end of a field that was deleted by halves.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F102",
    name: "field-end-without-beginning",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Feltslutning uden begyndelse", en: "Field end without a beginning" },
        finds: Words {
            da: "Et felts slutning, som ingen begyndelse hører til i samme tekst eller celle. Det sker, når et halvt felt slettes eller kopieres.",
            en: "The end of a field to which no beginning belongs in the same text or cell. It happens when half a field is deleted or copied.",
        },
        why: Words {
            da: "Resten af en kode kan stå som løs tekst i brevet, og Word kan melde filen som beskadiget.",
            en: "The rest of a code may stand in the letter as loose text, and Word may call the file damaged.",
        },
        bad: Words { da: "Du får svar.\" }", en: "You will hear from us.\" }" },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You will hear from us.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Find den løse klamme, og slet den og resten af koden omkring den.",
                en: "Find the loose brace, and delete it and the rest of the code around it.",
            },
            Words {
                da: "Mangler feltet nu, så indsæt det igen med Ctrl+F9.",
                en: "If the field is missing now, insert it again by Ctrl+F9.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.18", "KP-praksis K74"],
    ..Rule::BY_COMPILER
};
