//! Changes that nobody has accepted or rejected.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S106",
    name: "tracked-changes-left-in",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Registrerede ændringer i skabelonen", en: "Tracked changes left in" },
        finds: Words {
            da: "Registrerede indsættelser, sletninger og flytninger; alle sammen er ét fund, ved den første. Ændringer, der kun gælder formatering, hører ikke med.",
            en: "Tracked insertions, deletions and moves; all of them are one finding, at the first. Changes of format only are left alone.",
        },
        why: Words {
            da: "Modtageren kan se, hvad der blev slettet, og af hvem. I felter regnes ændringerne som accepteret, andre steder står både det gamle og det nye i brevet.",
            en: "The recipient can see what was deleted, and by whom. In fields the changes count as accepted; elsewhere both the old and the new stand in the letter.",
        },
        bad: Words {
            da: "\"Du skal svare inden ~~14~~ 21 dage\" med ændringen registreret.",
            en: "\"You must answer within ~~14~~ 21 days\" with the change tracked.",
        },
        good: Words {
            da: "\"Du skal svare inden 21 dage\" med ændringen accepteret.",
            en: "\"You must answer within 21 days\" with the change accepted.",
        },
        steps: &[
            Words {
                da: "Vælg Gennemse, og se ændringerne igennem med Næste.",
                en: "Choose Review and go through the changes with Next.",
            },
            Words {
                da: "Vælg Acceptér > Acceptér alle ændringer, og stop registrering.",
                en: "Choose Accept > Accept All Changes and Stop Tracking.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.13.5", "GDPR art. 5(1)(c)"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let stories = &checker.manuscript().stories;
    let count: usize = stories.iter().map(|story| story.revisions.len()).sum();
    let first =
        stories.iter().find_map(|story| story.revisions.first().map(|revision| (story, revision)));
    let Some((story, revision)) = first else { return };
    let message = if count == 1 {
        say(
            "en registreret ændring er hverken accepteret eller afvist",
            "a tracked change is neither accepted nor rejected",
        )
    } else {
        say(
            format!("{count} registrerede ændringer er hverken accepteret eller afvist"),
            format!("{count} tracked changes are neither accepted nor rejected"),
        )
    };
    checker
        .report(
            story.place(revision.paragraph),
            message.help(
                "accepter eller afvis dem i Word under Gennemse",
                "accept or reject them in Word under Review",
            ),
        )
        .at(story, &revision.bytes);
}
