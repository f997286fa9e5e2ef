//! A title that says nothing.

use super::{fields, title};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D105",
    name: "meaningless-title",
    group: Group::DigitalPost,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Titel uden indhold", en: "Title that says nothing" },
        finds: Words {
            da: "En titel, som kun siger, at det er et brev: \"Afgørelse\", \"Dokument1\", \"Skabelon til …\", \"Information\". Titler med et felt i er undtaget.",
            en: "A title that only says that it is a letter: \"Decision\", \"Document1\", \"Template for …\", \"Information\". Titles with a field in them are left alone.",
        },
        why: Words {
            da: "I en indbakke med mange breve kan borgeren ikke finde det rigtige og åbner det måske slet ikke.",
            en: "Among many letters citizens cannot find the right one, and may not open it at all.",
        },
        bad: Words { da: "\"Afgørelse\"", en: "\"Decision\"" },
        good: Words {
            da: "\"Afgørelse om helbredstillæg\"",
            en: "\"Decision on health supplement\"",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["WCAG 2.1 2.4.2", "MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(title) = title(checker) else { return };
    let has_field = fields(title).next().is_some();
    if title.trim().is_empty() || has_field || !checker.policy().is_empty_title(title) {
        return;
    }
    checker.report_whole(
        say(
            "titlen i Digital Post siger ikke, hvad brevet handler om",
            "the title in Digital Post does not say what the letter is about",
        )
        .help("skriv det samme som brevets overskrift", "write the same as the letter's heading"),
    );
}
