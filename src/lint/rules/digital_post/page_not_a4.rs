//! A page that does not fit the envelope.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::markup::Element;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D109",
    name: "page-not-a4",
    group: Group::DigitalPost,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Siden er ikke A4", en: "Page is not A4" },
        finds: Words {
            da: "En sektion, hvis papirformat ikke er A4 (210 × 297 mm, stående eller liggende), med 2 mm til forskel. Sektioner uden papirformat er undtaget, og skabeloner og indholdselementer, som går ind i en master: de får masterens sider.",
            en: "A section whose paper is not A4 (210 × 297 mm, upright or sideways), within 2 mm. Sections without a paper size are left alone, and so are templates and content elements that go into a master: they get its pages.",
        },
        why: Words {
            da: "Den, der ikke har Digital Post, får brevet på papir: fjernprint afviser andre formater eller skalerer siden, så adressen ikke står i ruden.",
            en: "Whoever has no Digital Post gets the letter on paper: remote printing refuses other sizes, or scales the page so that the address is not in the window.",
        },
        bad: Words {
            da: "En skabelon i formatet Letter, som en amerikansk Word laver.",
            en: "A template of the size Letter, as an American Word makes it.",
        },
        good: Words { da: "Papirformatet A4.", en: "The size A4." },
        steps: &[
            Words {
                da: "Vælg \"Layout > Størrelse > A4\".", en: "Choose \"Layout > Size > A4\"."
            },
            Words {
                da: "Har brevet flere sektioner, så stil markøren i hver af dem, eller vælg \"Anvend på: Hele dokumentet\".",
                en: "If the letter has several sections, do so in each, or choose \"Apply to: Whole document\".",
            },
        ],
    },
    references: &["Fjernprint: skabeloner"],
    checks: &[Check::Document(check)],
};

/// A4 in twentieths of a point.
const A4: (i64, i64) = (11_906, 16_838);
/// Two millimetres.
const ROOM: i64 = 114;

fn check(checker: &mut Checker<'_>) {
    // What goes into a master has the master's pages.
    if matches!(checker.subject().role, Role::Body | Role::Element) {
        return;
    }
    let story = checker.manuscript().body();
    for section in &story.sections {
        let Some((width, height)) = size(&story.xml, section) else { continue };
        let near = |a: i64, b: i64| (a - b).abs() <= ROOM;
        let upright = near(width, A4.0) && near(height, A4.1);
        if upright || (near(width, A4.1) && near(height, A4.0)) {
            continue;
        }
        let millimetres = |twips: i64| (twips * 254 + 7_200) / 14_400;
        let (width, height) = (millimetres(width), millimetres(height));
        let place = story.place(story.paragraph_at(section.start).or_else(|| {
            story.paragraphs.iter().rposition(|paragraph| paragraph.bytes.end <= section.start)
        }));
        checker
            .report(
                place,
                say(
                    format!("siden er {width} × {height} mm og ikke A4"),
                    format!("the page is {width} × {height} mm and not A4"),
                )
                .help("vælg \"Layout > Størrelse > A4\"", "choose \"Layout > Size > A4\""),
            )
            .at(story, section);
        return;
    }
}

/// The width and height that a section says, in twentieths of a point.
fn size(xml: &str, section: &Range<usize>) -> Option<(i64, i64)> {
    let size = Element::at(xml, section)?.child("pgSz")?;
    let number = |name: &str| {
        size.value(name)?.parse::<i64>().ok().filter(|size| (1..=100_000).contains(size))
    };
    Some((number("w")?, number("h")?))
}
