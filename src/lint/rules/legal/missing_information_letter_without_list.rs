//! What is missing is not said.

use super::{LetterType, is_letter};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::passages;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J105",
    name: "missing-information-letter-without-list",
    group: Group::LegalContent,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Manglerbrev, som ikke siger, hvad der mangler",
            en: "Missing-information letter that does not say what is missing",
        },
        finds: Words {
            da: "Et brev af typen manglerbrev uden en punktopstilling eller tabel og uden en sætning i teksten, som beder om noget (\"send\", \"vi mangler …\", \"oplys\"). Overskriften tæller ikke.",
            en: "A letter of the missing-information type without a list or table and without a sentence in its text that asks for something. The heading does not count.",
        },
        why: Words {
            da: "Borgeren kan ikke svare på noget, der ikke er spurgt om, og må ringe.",
            en: "Citizens cannot answer what was not asked, and must call.",
        },
        bad: Words {
            da: "\"Din sag kan ikke afgøres endnu. Svar senest den 1. maj.\"",
            en: "\"Your case cannot be decided yet. Answer by 1 May.\"",
        },
        good: Words {
            da: "\"Vi mangler: en kopi af din regning, et brev fra din læge.\" som punktopstilling.",
            en: "\"We need: a copy of your invoice, a letter from your doctor.\" as a list.",
        },
        steps: &[
            Words {
                da: "Skriv det, I mangler, som en punktopstilling: \"Startside > Punkttegn\".",
                en: "Write what you need as a list: \"Home > Bullets\".",
            },
            Words {
                da: "Afhænger det af sagen, så brug et flettespørgsmål for hvert punkt.",
                en: "If it depends on the case, use a merge question for each item.",
            },
        ],
    },
    references: &["Forvaltningsloven § 7"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::MissingInformation) {
        return;
    }
    let policy = checker.policy();
    let listed = passages(checker.manuscript()).iter().any(|passage| {
        let paragraph = passage.paragraph;
        paragraph.list.is_some()
            || paragraph.table.is_some()
            || (paragraph.heading_level().is_none() && passage.says(&policy.request_words))
    });
    if listed || policy.request_words.is_empty() {
        return;
    }
    checker.report_whole(
        say(
            "brevet siger ikke, hvilke oplysninger der mangler",
            "the letter does not say which information is missing",
        )
        .help("skriv det, I mangler, som en punktopstilling", "write what you need as a list"),
    );
}
