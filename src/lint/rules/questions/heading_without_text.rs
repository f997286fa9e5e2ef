//! A heading that answers can leave with nothing under it.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V632",
    name: "heading-without-text",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Overskrift uden tekst under", en: "Heading with nothing under it" },
        finds: Words {
            da: "En overskrift, hvor al tekst under den er betinget og kan mangle. En lavere overskrift med tekst tæller som indhold.",
            en: "A heading under which all text is conditional and may be missing. A lower heading with text counts as content.",
        },
        why: Words {
            da: "Den, der hopper fra overskrift til overskrift med en skærmlæser, lander i ingenting.",
            en: "Whoever goes from heading to heading by screen reader lands in nothing.",
        },
        bad: Words {
            da: "Overskriften \"Klage\" og derunder kun { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du kan klage.\" }",
            en: "The heading \"Appeal\" and below it only { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You may appeal.\" }",
        },
        good: Words {
            da: "Overskriften står selv inde i betingelsen.",
            en: "The heading itself stands in the condition.",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Flyt overskriften ind i betingelsen, med sit afsnitstegn, foran teksten.",
                en: "Move the heading into the condition, with its paragraph mark, before the text.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "WCAG 2.1 2.4.6"],
    ..Rule::BY_PROOF
};
