//! More than one heading of the first level.

use super::outline::outline;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A207",
    name: "several-top-headings",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Flere overskrifter på niveau 1", en: "Several headings of level 1" },
        finds: Words {
            da: "En overskrift på niveau 1 efter en anden på niveau 1 i samme sektion af brevet. Overskrifter i IF-grene kan udelukke hinanden og tæller ikke. Et bilag, der begynder på en ny side eller i en ny sektion, må have sin egen.",
            en: "A heading of level 1 after another of level 1 in the same section of the letter. Headings in branches of IF may exclude each other and do not count. An enclosure that begins on a new page or in a new section may have its own.",
        },
        why: Words {
            da: "Overskrift 1 er brevets navn. Er der flere, ved læseren ikke, hvad brevet handler om, og hvad der hører under hvad.",
            en: "Heading 1 is the letter's name. Where there are several, the reader cannot tell what the letter is about and what belongs under what.",
        },
        bad: Words {
            da: "\"Afgørelse\", \"Begrundelse\" og \"Klagevejledning\", alle i Overskrift 1.",
            en: "\"Decision\", \"Reasons\" and \"How to appeal\", all in Heading 1.",
        },
        good: Words {
            da: "\"Afgørelse\" i Overskrift 1, de andre i Overskrift 2.",
            en: "\"Decision\" in Heading 1, the others in Heading 2.",
        },
        steps: &[
            Words {
                da: "Lad brevets titel være den eneste i Overskrift 1.",
                en: "Let the letter's title be the only one in Heading 1.",
            },
            Words {
                da: "Giv de andre typografien Overskrift 2 under \"Startside > Typografier\".",
                en: "Give the others the style Heading 2 under \"Home > Styles\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "WCAG 2.1 2.4.6"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(story) = checker.manuscript().stories.first() else { return };
    if checker.subject().role != Role::Letter {
        return;
    }
    let mut sections = Vec::new();
    let mut further = Vec::new();
    for heading in outline(story).into_iter().filter(|found| found.level == 1 && !found.conditional)
    {
        if sections.contains(&heading.section) {
            further.push(heading.paragraph);
        } else {
            sections.push(heading.section);
        }
    }
    // One finding for all of them: it is one decision of the author.
    let Some(second) = further.first() else { return };
    let count = further.len() + sections.len();
    checker
        .report(
            second.place(),
            say(
                format!("brevet har {count} overskrifter på niveau 1"),
                format!("the letter has {count} headings of level 1"),
            )
            .help(
                "lad brevets titel være den eneste i Overskrift 1, og giv de andre Overskrift 2",
                "let the letter's title be the only one in Heading 1, and give the others Heading 2",
            ),
        )
        .at(story, &second.bytes);
}
