//! Something is missing, but not since when.

use super::{LetterType, has_deadline, is_letter};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J104",
    name: "missing-information-letter-without-deadline",
    group: Group::LegalContent,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Manglerbrev uden frist",
            en: "Missing-information letter without deadline",
        },
        finds: Words {
            da: "Et brev af typen manglerbrev, som hverken har en frist i teksten, et felt med en frist eller et indholdselement mærket `frist`.",
            en: "A letter that asks for missing information and has neither a deadline in its text, nor a field with a deadline, nor a content element tagged `frist`.",
        },
        why: Words {
            da: "Uden frist ved borgeren ikke, hvornår sagen bliver afgjort uden oplysningerne.",
            en: "Without a deadline citizens do not know when the case is decided without the information.",
        },
        bad: Words {
            da: "\"Vi mangler en kopi af din regning.\"",
            en: "\"We need a copy of your invoice.\"",
        },
        good: Words {
            da: "\"Vi mangler en kopi af din regning. Send den, så vi har den senest den 1. maj 2026.\"",
            en: "\"We need a copy of your invoice. Send it so that we have it on 1 May 2026 at the latest.\"",
        },
        steps: &[Words {
            da: "Sæt feltet med fristen ind, eller indholdselementet \"Svarfrist\".",
            en: "Insert the field with the deadline, or the content element \"Svarfrist\".",
        }],
    },
    references: &["Retssikkerhedsloven § 11", "Forvaltningsloven § 7"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::MissingInformation) || has_deadline(checker) {
        return;
    }
    checker.report_whole(
        say(
            "brevet beder om oplysninger og siger ikke, hvornår de skal være der",
            "the letter asks for information and does not say until when",
        )
        .help(
            "sæt feltet med fristen eller elementet med svarfristen ind",
            "insert the field with the deadline, or the element with it",
        ),
    );
}
