//! Text that is too small for many readers.

use std::collections::BTreeMap;

use super::passage::{Passage, decimal, passages, says};
use crate::diagnostic::Severity;
use crate::letter::VerticalAlign;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A506",
    name: "small-text",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Lille skrift", en: "Small text" },
        finds: Words {
            da: "Tekst under 10 pt i brevet, og under 8 pt i sidehoved, sidefod og noter. Hævet og sænket skrift er undtaget. Hver størrelse meldes én gang for brevets tekst, hvert sidehoved og hver sidefod. Reglen er slået fra, medmindre kommunen vælger den.",
            en: "Text below 10 pt in the letter, and below 8 pt in headers, footers and notes. Superscript and subscript are left alone. Each size is told of once for the letter's text, each header and each footer. The rule is off unless the authority selects it.",
        },
        why: Words {
            da: "Mange modtagere er ældre; på papir kan skriften ikke forstørres.",
            en: "Many recipients are old; on paper the letters cannot be made larger.",
        },
        bad: Words { da: "Klagevejledningen i 8 pt.", en: "The guidance on appeal in 8 pt." },
        good: Words { da: "Hele brevet i 11 eller 12 pt.", en: "The whole letter in 11 or 12 pt." },
        steps: &[Words {
            da: "Markér teksten, og vælg mindst 10 pt under \"Startside > Skriftstørrelse\", eller ret størrelsen i typografien.",
            en: "Select the text and choose at least 10 pt under \"Home > Font Size\", or change the size of the style.",
        }],
    },
    references: &["WCAG 2.1 1.4.4", "EN 301 549 10.1.4.4"],
    checks: &[Check::Story(check)],
};

/// The least size in the letter's text, and beside it, in points.
const TEXT: f64 = 10.0;
const BESIDE: f64 = 8.0;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_seen() {
        return;
    }
    let least = if story.kind == crate::diagnostic::StoryKind::Body { TEXT } else { BESIDE };
    // Sizes in hundredths of a point: the first passage of each, and how many there are.
    let mut sizes: BTreeMap<u32, (&Paragraph, Passage<u32>, usize)> = BTreeMap::new();
    for paragraph in &story.paragraphs {
        let found = passages(paragraph, |piece| {
            let size = piece.format.size.0;
            let small = size < least && piece.format.vertical == VerticalAlign::Baseline;
            small.then_some((size * 100.0).round() as u32)
        });
        for passage in found.into_iter().filter(|passage| says(&passage.text)) {
            match sizes.get_mut(&passage.key) {
                Some((.., count)) => *count += 1,
                None => {
                    sizes.insert(passage.key, (paragraph, passage, 1));
                }
            }
        }
    }
    let asked = decimal(least);
    for (size, (paragraph, passage, count)) in sizes {
        let size = decimal(f64::from(size) / 100.0);
        let places = match count {
            1 => [String::new(), String::new()],
            count => [format!(", {count} steder"), format!(", in {count} places")],
        };
        checker
            .report(
                paragraph.place_of(passage.shown.clone()),
                say(
                    format!("teksten er {} pt, mindre end {} pt{}", size[0], asked[0], places[0]),
                    format!("the text is {} pt, below {} pt{}", size[1], asked[1], places[1]),
                )
                .help(
                    "vælg en større skrift, helst i typografien",
                    "choose a larger size, best in the style",
                ),
            )
            .at(story, &passage.bytes);
    }
}
