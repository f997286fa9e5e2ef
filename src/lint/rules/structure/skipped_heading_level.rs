//! A heading that is more than one level below the one above it.

use super::outline::outline;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A203",
    name: "skipped-heading-level",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Overskriftsniveau sprunget over", en: "Skipped heading level" },
        finds: Words {
            da: "En overskrift, der er mere end ét niveau under den foregående, fx Overskrift 3 lige efter Overskrift 1. I skabelonen regnes en overskrift i en IF-gren for at være der; mangler den i et færdigt brev, findes springet dér. Et element, der begynder med Overskrift 2, er rigtigt: der ses på brevet som helhed.",
            en: "A heading more than one level below the one before, such as Heading 3 right after Heading 1. In the template a heading in a branch of IF is taken to be there; where a finished letter lacks it, the leap is found there. An element that begins with Heading 2 is right: the letter is judged as a whole.",
        },
        why: Words {
            da: "Den, der får overskrifterne læst op, tror, at der mangler et afsnit mellem dem.",
            en: "Whoever has the headings read aloud believes that a part between them is missing.",
        },
        bad: Words {
            da: "Overskrift 1 \"Afgørelse\" fulgt af Overskrift 3 \"Begrundelse\".",
            en: "Heading 1 \"Decision\" followed by Heading 3 \"Reasons\".",
        },
        good: Words {
            da: "Overskrift 1 \"Afgørelse\" fulgt af Overskrift 2 \"Begrundelse\".",
            en: "Heading 1 \"Decision\" followed by Heading 2 \"Reasons\".",
        },
        steps: &[
            Words {
                da: "Vælg \"Vis > Navigationsrude\", og se, hvor niveauerne springer.",
                en: "Choose \"View > Navigation Pane\" and see where the levels leap.",
            },
            Words {
                da: "Giv overskriften typografien for det niveau, der følger efter den overskrift, den hører under.",
                en: "Give the heading the style of the level that comes after the heading it belongs under.",
            },
            Words {
                da: "Kan overskriften over den falde bort på grund af et flettespørgsmål, så lad dem stå i samme betingelse.",
                en: "If the heading above it may fall away because of a merge question, let both stand in the same condition.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "ISO 14289-1 7.4.2", "Matterhorn 14-003"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(story) = checker.manuscript().stories.first() else { return };
    if checker.subject().role != Role::Letter {
        return;
    }
    // The deepest level that the heading at hand may come after.
    let mut above = 0;
    for heading in outline(story) {
        let level = heading.level;
        // What begins too deep is another rule's.
        if above > 0 && level > above + 1 {
            checker
                .report(
                    heading.paragraph.place(),
                    say(
                        format!("overskriften er på niveau {level}, og den før er på niveau {above}"),
                        format!("the heading is of level {level}, and the one before is of level {above}"),
                    )
                    .help(
                        format!("giv den typografien Overskrift {}", above + 1),
                        format!("give it the style Heading {}", above + 1),
                    ),
                )
                .at(story, &heading.paragraph.bytes);
        }
        above = if heading.conditional { above.max(level) } else { level };
    }
}
