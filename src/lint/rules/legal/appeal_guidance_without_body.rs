//! Complain, but to whom?

use super::open_guidance;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J108",
    name: "appeal-guidance-without-body",
    group: Group::LegalContent,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Klagevejledning, som ikke siger, hvem der afgør klagen",
            en: "Appeal guidance that does not say who decides",
        },
        finds: Words {
            da: "En klagevejledning, hvor afsnittene under dens overskrift ikke nævner, hvem der afgør klagen: intet nævn, ingen styrelse, intet ministerium, ingen domstol og intet felt med klageinstansen.",
            en: "An appeal guidance whose paragraphs name nobody who decides the appeal: no board, agency, ministry or court, and no field with it.",
        },
        why: Words {
            da: "Loven kræver, at klageinstansen er nævnt. Borgeren skal vide, at en anden end kommunen ser på sagen.",
            en: "The law demands that the body is named. Citizens must know that somebody else than the municipality looks at the case.",
        },
        bad: Words {
            da: "\"Du kan klage senest 4 uger efter, at du har fået brevet.\"",
            en: "\"You may complain within 4 weeks of having the letter.\"",
        },
        good: Words {
            da: "\"Du kan klage. Ændrer vi ikke afgørelsen, sender vi klagen til Ankestyrelsen.\"",
            en: "\"You may complain. If we do not change the decision, we send the complaint to the board.\"",
        },
        steps: &[Words {
            da: "Skriv, hvem der afgør klagen, helst i indholdselementet.",
            en: "Write who decides the appeal, best in the content element.",
        }],
    },
    references: &["Forvaltningsloven § 25"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let sections = open_guidance(checker);
    let policy = checker.policy();
    let Some(first) = sections.first() else { return };
    let named = sections.iter().any(|passage| {
        passage.says(&policy.appeal_bodies) || passage.shows_field(&["klage", "instans", "naevn"])
    });
    if named || policy.appeal_bodies.is_empty() {
        return;
    }
    let place = first.paragraph.place();
    let bytes = first.paragraph.bytes.clone();
    let story = checker.manuscript().body();
    checker
        .report(
            place,
            say(
                "klagevejledningen siger ikke, hvem der afgør klagen",
                "the appeal guidance does not say who decides the appeal",
            )
            .help(
                "skriv, hvem der afgør klagen, for eksempel Ankestyrelsen",
                "write who decides the appeal, such as Ankestyrelsen",
            ),
        )
        .at(story, &bytes);
}
