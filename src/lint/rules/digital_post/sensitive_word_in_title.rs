//! A title that tells the neighbours.

use super::{fixed, title};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::is_among;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D104",
    name: "sensitive-word-in-title",
    group: Group::DigitalPost,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Følsomt ord i titlen", en: "Sensitive word in the title" },
        finds: Words {
            da: "En titel med et ord om helbred, misbrug, straf, gæld eller andet, som andre ikke skal vide. Ordene er data: en myndighed kan ændre dem i brevsmed.toml. Ydelsens navn, som \"helbredstillæg\", er undtaget.",
            en: "A title with a word about health, addiction, crime, debt or something else that others are not to know. The words are data: an authority may change them in brevsmed.toml. The name of a benefit is left alone.",
        },
        why: Words {
            da: "Titlen ses af andre end borgeren: i beskeden om ny post, på en låst skærm, hos den, der har læseadgang.",
            en: "Others than the citizen see the title: in the note of new mail, on a locked screen, whoever has access.",
        },
        bad: Words {
            da: "\"Afgørelse om behandling for alkoholmisbrug\"",
            en: "\"Decision on treatment for alcohol addiction\"",
        },
        good: Words {
            da: "\"Afgørelse i din sag hos Egeby Kommune\"",
            en: "\"Decision in your case with Egeby Kommune\"",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["GDPR art. 9", "GDPR art. 32", "MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(title) = title(checker) else { return };
    let policy = checker.policy();
    let fixed = fixed(title);
    let Some(word) = fixed
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| is_among(word, &policy.sensitive_words))
    else {
        return;
    };
    let word = word.to_lowercase();
    checker.report_whole(
        say(
            format!("titlen i Digital Post har det følsomme ord `{word}`"),
            format!("the title in Digital Post has the sensitive word `{word}`"),
        )
        .help(
            "skriv en titel, som ikke siger mere, end andre må vide",
            "write a title that says no more than others may know",
        ),
    );
}
