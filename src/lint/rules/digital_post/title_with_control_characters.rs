//! A title of two lines.

use super::title;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D106",
    name: "title-with-control-characters",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Linjeskift i titlen", en: "Line break in the title" },
        finds: Words {
            da: "En titel med linjeskift, tabulator eller usynlige styretegn.",
            en: "A title with line breaks, tabs or other control characters.",
        },
        why: Words {
            da: "Indbakker viser kun den første linje, og nogle modtagere afviser meddelelsen.",
            en: "Mailboxes show the first line only, and some recipients refuse the message.",
        },
        bad: Words {
            da: "En titel, som er kopieret fra et brev med linjeskift i overskriften.",
            en: "A title copied from a letter whose heading has a line break.",
        },
        good: Words { da: "Den samme titel på én linje.", en: "The same title on one line." },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200B}');
    if !title(checker).is_some_and(|title| title.contains(is_odd)) {
        return;
    }
    checker.report_whole(
        say(
            "titlen i Digital Post har linjeskift eller styretegn",
            "the title in Digital Post has line breaks or control characters",
        )
        .help(
            "skriv titlen på én linje i skabelonens toml-fil",
            "write the title on one line in the template's toml file",
        ),
    );
}
