//! What happens if nobody answers is not said.

use super::{LetterType, is_letter};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::passages;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J106",
    name: "missing-information-letter-without-consequence",
    group: Group::LegalContent,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Manglerbrev uden konsekvens",
            en: "Missing-information letter without consequence",
        },
        finds: Words {
            da: "Et brev af typen manglerbrev, hvor ingen tekst siger, hvad der sker, hvis borgeren ikke svarer: ingen ord som \"ellers\", \"afslag\", \"afgør\" eller \"stopper\".",
            en: "A letter of the missing-information type in which no text says what happens if the citizen does not answer.",
        },
        why: Words {
            da: "Reglen om processuel skadevirkning kan kun bruges, når borgeren har fået den at vide.",
            en: "That silence counts against a citizen may only be held against one who was told so.",
        },
        bad: Words {
            da: "\"Send os en kopi af din regning senest den 1. maj.\"",
            en: "\"Send us a copy of your invoice by 1 May.\"",
        },
        good: Words {
            da: "\"Hører vi ikke fra dig, afgør vi sagen ud fra det, vi ved. Det kan betyde, at du får afslag.\"",
            en: "\"If we do not hear from you, we decide the case on what we know. That may mean a refusal.\"",
        },
        steps: &[Words {
            da: "Skriv i et afsnit for sig, hvad der sker, hvis I ikke hører fra borgeren.",
            en: "Write in a paragraph of its own what happens if you do not hear from the citizen.",
        }],
    },
    references: &["Retssikkerhedsloven § 11 b"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::MissingInformation) {
        return;
    }
    let policy = checker.policy();
    let said = passages(checker.manuscript())
        .iter()
        .any(|passage| passage.says(&policy.consequence_words));
    if said || policy.consequence_words.is_empty() {
        return;
    }
    checker.report_whole(
        say(
            "brevet siger ikke, hvad der sker, hvis borgeren ikke svarer",
            "the letter does not say what happens if the citizen does not answer",
        )
        .help(
            "skriv, at I afgør sagen ud fra det, I ved, og hvad det kan betyde",
            "write that you decide the case on what you know, and what that may mean",
        ),
    );
}
