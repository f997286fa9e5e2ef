//! Answers that leave nothing of the letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V631",
    name: "empty-letter",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Svar, der giver et tomt brev",
            en: "Answers that give an empty letter",
        },
        finds: Words {
            da: "En kombination af svar, hvor hele brevets tekst er betinget, og ingen af betingelserne er opfyldt.",
            en: "A combination of answers in which all of the letter's text is conditional and none of the conditions holds.",
        },
        why: Words {
            da: "Borgeren får et brev uden indhold, måske med en frist, der løber.",
            en: "The citizen gets a letter without content, perhaps with a time limit running.",
        },
        bad: Words {
            da: "Kun { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Send os et overslag.\" }",
            en: "Only { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Send us an estimate.\" }",
        },
        good: Words {
            da: "Den samme kode efter \"Vi mangler oplysninger fra dig.\"",
            en: "The same code after \"We need more from you.\"",
        },
        steps: &[
            Words {
                da: "Skriv en fast tekst, som altid gælder.",
                en: "Write a fixed text that always holds.",
            },
            Words {
                da: "Eller kræv mindst ét ja: læg spørgsmålene i en gruppe med rule = \"at-least-one\" i questions.toml.",
                en: "Or demand one yes: put the questions into a group with rule = \"at-least-one\" in questions.toml.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["KP-praksis K78"],
    ..Rule::BY_PROOF
};
