//! A personal number on a locked screen.

use super::{fields, fixed, title};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D103",
    name: "personal-number-in-title",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Personnummer i titlen", en: "Personal number in the title" },
        finds: Words {
            da: "En titel med et personnummer: ti cifre, hvis første seks er en dato, med eller uden bindestreg, eller et felt, hvis navn siger, at det er et (CPR, personnummer). Sagsnumre, telefonnumre og KLE-numre er undtaget.",
            en: "A title with a personal number: ten figures, the first six of them a date, with or without a hyphen, or a field whose name says that it is one. Case numbers, telephone numbers and KLE keys are left alone.",
        },
        why: Words {
            da: "Titlen ses af andre: i beskeden om ny post, på en låst skærm, i en log. Personnummeret er fortroligt.",
            en: "Others see the title: in the note of new mail, on a locked screen, in a log. The personal number is confidential.",
        },
        bad: Words {
            da: "`title = \"Afslag til {{Borger.CprNr}}\"`",
            en: "`title = \"Afslag til {{Borger.CprNr}}\"`",
        },
        good: Words {
            da: "`title = \"Afslag på helbredstillæg\"`",
            en: "`title = \"Afslag på helbredstillæg\"`",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["GDPR art. 32", "Databeskyttelsesloven § 11", "MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(title) = title(checker) else { return };
    let by_field = fields(title).any(|field| {
        let name = field.to_lowercase();
        ["cpr", "personnummer", "personnr"].iter().any(|part| name.contains(part))
    });
    if !by_field && !has_personal_number(&fixed(title)) {
        return;
    }
    checker.report_whole(
        say(
            "titlen i Digital Post har et personnummer",
            "the title in Digital Post has a personal number",
        )
        .help(
            "tag personnummeret ud af `title` i skabelonens toml-fil",
            "take the personal number out of `title` in the template's toml file",
        ),
    );
}

/// Whether ten figures stand somewhere of which the first six are a date.
fn has_personal_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/');
    text.split(|c: char| !is_part(c)).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let figures: Vec<u32> = word.chars().filter_map(|c| c.to_digit(10)).collect();
        let hyphen = word.find('-').is_none_or(|at| at == 6);
        let plain = word.chars().all(|c| c.is_ascii_digit() || c == '-');
        if figures.len() != 10 || !plain || !hyphen || word.matches('-').count() > 1 {
            return false;
        }
        let (day, month) = (figures[0] * 10 + figures[1], figures[2] * 10 + figures[3]);
        (1..=31).contains(&day) && (1..=12).contains(&month)
    })
}
