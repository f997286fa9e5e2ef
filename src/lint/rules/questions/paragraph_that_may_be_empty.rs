//! A paragraph that answers can leave empty in the letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V635",
    name: "paragraph-that-may-be-empty",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Afsnit, der kan blive tomt", en: "Paragraph that may be empty" },
        finds: Words {
            da: "Et afsnit, hvor alt er betinget, og som bliver stående tomt: altid når `gaps` er \"as-word\", ellers kun hvor afsnittet holder et sektionsskift eller et bogmærke. Det sidste afsnit i en celle er V636.",
            en: "A paragraph of which all is conditional and which stays empty: always where `gaps` is \"as-word\", otherwise only where it holds a section break or a bookmark. The last paragraph of a cell is V636.",
        },
        why: Words {
            da: "Der kommer et hul i brevet, og en skærmlæser siger \"tom linje\".",
            en: "There is a hole in the letter, and a screen reader says \"blank\".",
        },
        bad: Words {
            da: "Et afsnit med kun { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "A paragraph of only { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You will hear from us.\" }",
        },
        good: Words {
            da: "Koderne lige efter hinanden, med afsnitstegnet inde i teksten",
            en: "The codes right after each other, with the paragraph mark inside the text",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Flyt afsnitstegnet ind i betingelsens tekst: \"teksten¶\".",
                en: "Move the paragraph mark into the text of the condition: \"text¶\".",
            },
            Words {
                da: "Eller sæt gaps = \"close\" i bundle.toml, så tomme afsnit lukkes.",
                en: "Or set gaps = \"close\" in bundle.toml, so that empty paragraphs are closed up.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["KP-praksis K75", "WCAG 2.1 1.3.1"],
    ..Rule::BY_PROOF
};
