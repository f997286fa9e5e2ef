//! A hearing without an end.

use super::{LetterType, has_deadline, is_letter};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J103",
    name: "hearing-letter-without-deadline",
    group: Group::LegalContent,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Partshøring uden frist", en: "Hearing without deadline" },
        finds: Words {
            da: "Et brev af typen agterskrivelse eller partshøring, som hverken har en frist i teksten (\"senest\", \"inden 14 dage\", \"svarfrist\"), et felt med en frist eller et indholdselement mærket `frist`.",
            en: "A letter of the type hearing that has neither a deadline in its text, nor a field with a deadline, nor a content element tagged `frist`.",
        },
        why: Words {
            da: "Borgeren har ret til at udtale sig, før sagen afgøres, og må vide, hvornår det er for sent.",
            en: "Citizens have the right to be heard before the case is decided, and must know when it is too late.",
        },
        bad: Words {
            da: "\"Du har ret til at udtale dig om oplysningerne.\"",
            en: "\"You have the right to comment on the information.\"",
        },
        good: Words {
            da: "\"Du har ret til at udtale dig om oplysningerne. Vi skal have dit svar senest den 1. maj 2026.\"",
            en: "\"You have the right to comment. We need your answer on 1 May 2026 at the latest.\"",
        },
        steps: &[Words {
            da: "Sæt feltet med fristen ind, eller indholdselementet \"Svarfrist\".",
            en: "Insert the field with the deadline, or the content element \"Svarfrist\".",
        }],
    },
    references: &["Forvaltningsloven § 19"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::Hearing) || has_deadline(checker) {
        return;
    }
    checker.report_whole(
        say(
            "brevet hører borgeren og siger ikke, hvornår svaret skal være der",
            "the letter hears the citizen and does not say until when an answer counts",
        )
        .help(
            "sæt feltet med fristen eller elementet med svarfristen ind",
            "insert the field with the deadline, or the element with it",
        ),
    );
}
