//! A message without a subject.

use super::title;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D102",
    name: "title-empty",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Tom titel", en: "Empty title" },
        finds: Words {
            da: "Et brev uden titel i Digital Post, eller med en titel af mellemrum alene.",
            en: "A letter without a title in Digital Post, or with one of blanks alone.",
        },
        why: Words {
            da: "I indbakken står der ingenting, og borgeren kan ikke se, hvilket brev det er.",
            en: "The mailbox shows nothing, and citizens cannot tell which letter it is.",
        },
        bad: Words { da: "`title = \"\"`", en: "`title = \"\"`" },
        good: Words {
            da: "`title = \"Du får helbredstillæg\"`",
            en: "`title = \"Du får helbredstillæg\"`",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if title(checker).is_none_or(|title| !title.trim().is_empty()) {
        return;
    }
    checker.report_whole(
        say("brevet har ingen titel i Digital Post", "the letter has no title in Digital Post")
            .help(
                "skriv `title` i skabelonens toml-fil: det samme som brevets overskrift",
                "write `title` in the template's toml file: the same as the letter's heading",
            ),
    );
}
