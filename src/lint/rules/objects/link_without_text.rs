//! A link that has nothing to say or to press.

use super::met_link::met_links;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A703",
    name: "link-without-text",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Link uden tekst", en: "Link without text" },
        finds: Words {
            da: "Et link, der hverken har tekst, et flettefelt eller et beskrevet billede, for eksempel et, der er blevet tilbage om et mellemrum. Et link om et billede uden alternativ tekst meldes af `picture-without-alternative-text`. Skjulte og slettede links og dem i en indholdsfortegnelse meldes ikke. I det færdige brev ses også links, hvis flettede tekst blev tom.",
            en: "A link that has neither text, a merge field nor a described picture, such as one that was left around a blank. A link around a picture without alternative text is told of by `picture-without-alternative-text`. Hidden and deleted links and those of a table of contents are left alone. In the finished letter, links whose merged text came out empty are seen too.",
        },
        why: Words {
            da: "Skærmlæseren siger \"link\" og intet mere, og den, der bruger tastatur, lander på ingenting.",
            en: "The screen reader says \"link\" and no more, and whoever uses a keyboard lands on nothing.",
        },
        bad: Words {
            da: "Linkets tekst blev slettet, men linket blev tilbage om et mellemrum.",
            en: "The link's text was deleted, but the link stayed around a blank.",
        },
        good: Words { da: "Linket er fjernet.", en: "The link is removed." },
        steps: &[
            Words {
                da: "Tryk Alt+F9 for at se feltkoderne, og find `HYPERLINK`.",
                en: "Press Alt+F9 to see the field codes, and find `HYPERLINK`.",
            },
            Words {
                da: "Højreklik på linket, og vælg \"Fjern link\", eller skriv en tekst.",
                en: "Right-click the link and choose \"Remove Hyperlink\", or write a text.",
            },
            Words {
                da: "Er linkets tekst et flettefelt, så sæt en betingelse om hele linket.",
                en: "If the link's text is a merge field, put a condition around the whole link.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 2.4.4",
        "EN 301 549 10.2.4.4",
        "ISO 14289-1 7.18.5",
        "Matterhorn 28-012",
    ],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    for passage in met_links(story) {
        if passage.unseen || passage.picture || !passage.text.trim().is_empty() {
            continue;
        }
        checker
            .report(
                passage.place(story),
                say("et link har ingen tekst", "a link has no text").help(
                    "højreklik på linket i Word, og vælg \"Fjern link\", eller giv det en tekst",
                    "right-click the link in Word and choose \"Remove Hyperlink\", or give it a text",
                ),
            )
            .at(story, &passage.bytes);
    }
}
