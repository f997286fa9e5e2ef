//! A title in Digital Post that does not begin as it must.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V645",
    name: "title-with-other-beginning",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Titel, der begynder forkert", en: "Title with another beginning" },
        finds: Words {
            da: "Skabelonens titel i Digital Post begynder ikke med det, `requires.title` siger.",
            en: "The template's title in Digital Post does not begin with what `requires.title` says.",
        },
        why: Words {
            da: "Modtageren fordeler posten efter titlen, så brevet havner det forkerte sted.",
            en: "The recipient sorts post by its title, so the letter ends in the wrong place.",
        },
        bad: Words {
            da: "title = \"Fritagelse\"; requires = { title = \"23.19.08\" }",
            en: "title = \"Fritagelse\"; requires = { title = \"23.19.08\" }",
        },
        good: Words {
            da: "title = \"23.19.08 Pension\"; requires = { title = \"23.19.08\" }",
            en: "title = \"23.19.08 Pension\"; requires = { title = \"23.19.08\" }",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens .toml-fil.",
            en: "Correct `title` in the template's .toml file.",
        }],
    },
    references: &["KP-praksis K47"],
    ..Rule::BY_PROOF
};
