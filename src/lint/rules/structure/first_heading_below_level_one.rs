//! A letter whose first heading is not of the first level.

use super::outline::outline;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A202",
    name: "first-heading-below-level-one",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Første overskrift er ikke på niveau 1",
            en: "First heading is not of level 1",
        },
        finds: Words {
            da: "Et brev, hvis første overskrift er Overskrift 2 eller lavere. Der ses på brevet som helhed, så et indholdselement må gerne begynde med Overskrift 2. En overskrift, der kun står i nogle breve, tæller som den, der kan stå der.",
            en: "A letter whose first heading is Heading 2 or lower. The letter is judged as a whole, so a content element may well begin with Heading 2. A heading that only some letters have counts as one that may stand there.",
        },
        why: Words {
            da: "Skærmlæseren siger \"overskrift niveau 2\", og læseren leder efter en overskrift over den, som ikke findes. En PDF efter PDF/UA skal begynde med niveau 1.",
            en: "The screen reader says \"heading level 2\", and the reader looks for one above it that does not exist. A PDF by PDF/UA must begin with level 1.",
        },
        bad: Words {
            da: "Brevet begynder med \"Afgørelse\" i Overskrift 2, fordi den ser pænest ud.",
            en: "The letter begins with \"Decision\" in Heading 2 because it looks nicest.",
        },
        good: Words {
            da: "\"Afgørelse\" i Overskrift 1, hvis udseende er ændret i typografien.",
            en: "\"Decision\" in Heading 1, whose appearance was changed in the style.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i brevets første overskrift, og vælg \"Startside > Typografier > Overskrift 1\".",
                en: "Place the cursor in the letter's first heading and choose \"Home > Styles > Heading 1\".",
            },
            Words {
                da: "Højreklik på typografien, vælg \"Rediger\", og ret udseendet dér, hvis den er for stor.",
                en: "Right-click the style, choose \"Modify\" and change its appearance there if it is too large.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "ISO 14289-1 7.4.2", "Matterhorn 14-002"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(story) = checker.manuscript().stories.first() else { return };
    if checker.subject().role != Role::Letter {
        return;
    }
    let Some((first, level)) = outline(story).first().map(|found| (found.paragraph, found.level))
    else {
        return;
    };
    if level > 1 {
        checker
            .report(
                first.place(),
                say(
                    format!("brevets første overskrift er på niveau {level}"),
                    format!("the letter's first heading is of level {level}"),
                )
                .help(
                    "giv den typografien Overskrift 1, og ret udseendet i typografien",
                    "give it the style Heading 1, and change the appearance in the style",
                ),
            )
            .at(story, &first.bytes);
    }
}
