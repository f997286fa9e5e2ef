//! The second text of a condition, which nobody gets.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V608",
    name: "other-text-never-shown",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Den anden tekst kan aldrig komme med",
            en: "The other text can never be shown",
        },
        finds: Words {
            da: "Den tekst, der gælder, når betingelsen ikke er opfyldt, hvor betingelsen altid er opfyldt.",
            en: "The text for when the condition does not hold, where the condition always holds.",
        },
        why: Words {
            da: "Den, der skulle have den anden tekst, får den første.",
            en: "Whoever was to get the other text gets the first.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Ja{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" tak\" \" ellers nej\" }.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Ja{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" tak\" \" ellers nej\" }.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Ja tak.\" \"Ellers nej.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Ja tak.\" \"Ellers nej.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret betingelsen, eller slet den anden tekst.",
                en: "Correct the condition, or delete the other text.",
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
