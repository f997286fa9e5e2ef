//! A refusal that does not say why.

use super::{LetterType, is_letter, tagged};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::passages;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J102",
    name: "denial-without-reasons",
    group: Group::LegalContent,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Afslag uden begrundelse", en: "Refusal without reasons" },
        finds: Words {
            da: "Et brev af typen afslag, hvor intet siger hvorfor: ingen tekst med ord som \"fordi\", \"derfor\" eller \"begrundelse\", intet felt med årsagen og intet indholdselement mærket `begrundelse`.",
            en: "A letter of the type refusal in which nothing says why: no text with words of reasons, no field with the cause, and no content element tagged `begrundelse`.",
        },
        why: Words {
            da: "Loven kræver en begrundelse, når man ikke får ret i alt. Uden den kan borgeren ikke vurdere, om det kan betale sig at klage, og afgørelsen kan være ugyldig.",
            en: "The law demands reasons wherever a citizen does not get all. Without them nobody can judge whether to complain, and the decision may be void.",
        },
        bad: Words {
            da: "\"Du får ikke helbredstillæg. Du kan klage til Ankestyrelsen.\"",
            en: "\"You get no supplement. You may complain to the board.\"",
        },
        good: Words {
            da: "\"Du får ikke helbredstillæg, fordi din formue er over grænsen.\"",
            en: "\"You get no supplement because your money is above the limit.\"",
        },
        steps: &[
            Words {
                da: "Skriv under en overskrift som \"Derfor får du afslag\", hvilke regler afgørelsen bygger på, og hvad der har været afgørende.",
                en: "Write under a heading which rules the decision is based on and what decided it.",
            },
            Words {
                da: "Bruger I faste begrundelser, så sæt indholdselementet eller feltet med årsagen ind.",
                en: "If you use fixed reasons, insert the content element or the field with the cause.",
            },
        ],
    },
    references: &["Forvaltningsloven § 22", "Forvaltningsloven § 24"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::Denial) || tagged(checker, "begrundelse") {
        return;
    }
    let policy = checker.policy();
    let given = passages(checker.manuscript()).iter().any(|passage| {
        passage.says(&policy.reason_words)
            || passage.shows_field(&["begrund", "aarsag", "årsag", "kriteri"])
    });
    if given || policy.reason_words.is_empty() {
        return;
    }
    checker.report_whole(
        say("brevet er et afslag uden begrundelse", "the letter is a refusal without reasons")
            .help(
                "skriv, hvilke regler afgørelsen bygger på, og hvad der har været afgørende",
                "write which rules the decision is based on, and what decided it",
            ),
    );
}
