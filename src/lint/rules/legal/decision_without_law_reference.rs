//! A decision by no rule.

use super::{LetterType, is_letter, tagged};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::passages;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J109",
    name: "decision-without-law-reference",
    group: Group::LegalContent,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Afgørelse uden lovhenvisning",
            en: "Decision without reference to the law",
        },
        finds: Words {
            da: "Et brev af typen afslag, bevilling eller afgørelse, som ikke nævner en lov, en bekendtgørelse eller en paragraf, og som ikke har et indholdselement mærket `lovgrundlag` eller et felt med lovgrundlaget.",
            en: "A letter of the type refusal, grant or decision that names no act, order or section and has no content element tagged `lovgrundlag`, nor a field with the legal basis.",
        },
        why: Words {
            da: "Loven kræver, at en begrundelse henviser til de regler, den bygger på. Borgeren skal kunne slå dem op.",
            en: "The law demands that reasons refer to the rules that they are based on. Citizens must be able to look them up.",
        },
        bad: Words {
            da: "\"Du får ikke tillæg, fordi din formue er for høj.\"",
            en: "\"You get no supplement because you have too much money.\"",
        },
        good: Words {
            da: "\"Afgørelsen bygger på § 14 a, stk. 4, i lov om social pension.\"",
            en: "\"The decision is based on section 14 a (4) of the pensions act.\"",
        },
        steps: &[Words {
            da: "Skriv lovens navn og paragraffen sidst i begrundelsen, eller sæt indholdselementet med lovgrundlaget ind.",
            en: "Write the act and the section at the end of the reasons, or insert the content element with the legal basis.",
        }],
    },
    references: &["Forvaltningsloven § 24"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::AnyDecision) || tagged(checker, "lovgrundlag") {
        return;
    }
    let policy = checker.policy();
    let named = passages(checker.manuscript()).iter().any(|passage| {
        passage.says(&policy.law_words)
            || passage.words.iter().any(|word| word.contains('§'))
            || passage.shows_field(&["lov", "hjemmel", "paragraf"])
    });
    if named || policy.law_words.is_empty() {
        return;
    }
    checker.report_whole(
        say(
            "brevet er en afgørelse og nævner ingen lov",
            "the letter is a decision and names no act",
        )
        .help(
            "skriv loven og paragraffen, eller sæt elementet med lovgrundlaget ind",
            "write the act and the section, or insert the element with the legal basis",
        ),
    );
}
