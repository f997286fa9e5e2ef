//! Underlined words that look like a link and are none.

use super::passage::{passages, says};
use crate::diagnostic::{Severity, StoryKind};
use crate::letter::UnderlineKind;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A504",
    name: "underlined-text-that-is-no-link",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Understreget tekst, der ikke er et link",
            en: "Underlined text that is no link",
        },
        finds: Words {
            da: "Ord i brevets tekst med en enkelt streg under, der ikke er et link. Overskrifter, hele afsnit, der er korte nok til at være en overskrift, tal (understregede summer), adresser på nettet, streger til at skrive på og tabeller er undtaget.",
            en: "Words of the letter's text with a single line under them that are no link. Headings, whole paragraphs short enough to be one, figures (underlined sums), web addresses, lines to write on and tables are left alone.",
        },
        why: Words {
            da: "På en skærm betyder en streg under teksten et link; læseren trykker, og der sker ikke noget. Stregen skærer også i bogstaverne g, j, p, q og y.",
            en: "On a screen a line under text means a link; the reader presses it, and nothing happens. The line also cuts through the letters g, j, p, q and y.",
        },
        bad: Words {
            da: "Du skal svare _inden den 14. maj_, med streg under.",
            en: "You must answer _by 14 May_, underlined.",
        },
        good: Words {
            da: "Du skal svare **inden den 14. maj**, med fed skrift.",
            en: "You must answer **by 14 May**, in bold.",
        },
        steps: &[Words {
            da: "Markér ordene, fjern \"Startside > Understreget\", og vælg \"Fed\", hvis de skal fremhæves.",
            en: "Select the words, switch off \"Home > Underline\", and choose \"Bold\" if they should stand out.",
        }],
    },
    references: &["WCAG 2.1 1.4.1", "EN 301 549 10.1.4.1"],
    checks: &[Check::Paragraph(check)],
};

/// A paragraph of at most so many characters may be meant as a heading.
const SHORT: usize = 100;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let notes = matches!(story.kind, StoryKind::Footnotes | StoryKind::Endnotes);
    if (story.kind != StoryKind::Body && !notes)
        || paragraph.heading_level().is_some()
        || paragraph.table.is_some()
        || paragraph.in_box.is_some()
    {
        return;
    }
    let found = passages(paragraph, |piece| {
        let kind = piece.format.underline.map(|underline| underline.kind);
        let plain = matches!(kind, Some(UnderlineKind::Single | UnderlineKind::Words));
        (plain && piece.link.is_none()).then_some(())
    });
    if found.is_empty() {
        return;
    }
    let whole = paragraph.text();
    for passage in found {
        let text = passage.text.trim();
        let all = text.len() == whole.trim().trim_end_matches([':', '.']).len()
            || text.len() == whole.trim().len();
        let heading = all && whole.chars().count() <= SHORT;
        let words = text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        let address = ["://", "www.", "@"].iter().any(|mark| text.contains(mark));
        if heading || !words || address || !says(text) {
            continue;
        }
        checker
            .report(
                paragraph.place_of(passage.shown.clone()),
                say(
                    "understreget tekst ligner et link og er det ikke",
                    "underlined text looks like a link and is none",
                )
                .help(
                    "fjern understregningen; brug fed skrift, hvis ordene skal fremhæves",
                    "remove the underline; use bold if the words should stand out",
                ),
            )
            .at(story, &passage.bytes);
    }
}
