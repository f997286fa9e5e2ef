//! A passage set in capitals by its format.

use super::phrases::letters;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A409",
    name: "capitals-by-format",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tekst vist med store bogstaver", en: "Text shown in capitals" },
        finds: Words {
            da: "Tre eller flere ord, i alt mindst 20 bogstaver, som formatet \"Store bogstaver\" viser med store bogstaver. En typografi nævnes én gang, ved det første afsnit. Kapitæler er undtaget.",
            en: "Three or more words, with at least 20 letters in all, that the format \"All caps\" shows in capitals. A style is told of once, at its first paragraph. Small capitals are left alone.",
        },
        why: Words {
            da: "Skærmlæseren læser teksten rigtigt, men for ordblinde og svagsynede er ord i store bogstaver sværere at kende.",
            en: "The screen reader reads the text rightly, but to dyslexic and low-sighted people words in capitals are harder to make out.",
        },
        bad: Words {
            da: "Overskrifterne har \"Store bogstaver\" i typografien.",
            en: "The headings have \"All caps\" in their style.",
        },
        good: Words {
            da: "Overskrifterne er fede og større.",
            en: "The headings are bold and larger.",
        },
        steps: &[
            Words {
                da: "Højreklik på typografien under \"Startside > Typografier\", og vælg \"Rediger\".",
                en: "Right-click the style under \"Home > Styles\" and choose \"Modify\".",
            },
            Words {
                da: "Vælg \"Formatér > Skrifttype\", og fjern krydset ved \"Store bogstaver\".",
                en: "Choose \"Format > Font\" and untick \"All caps\".",
            },
        ],
    },
    references: &["WCAG 2.1 3.1.5"],
    checks: &[Check::Story(check)],
};

/// The fewest words and letters of a passage.
const PASSAGE: (usize, usize) = (3, 20);

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for paragraph in &story.paragraphs {
        let style = &*paragraph.format.style_name;
        if told.contains(&style) || !has_passage(paragraph) {
            continue;
        }
        told.push(style);
        checker
            .report(
                paragraph.place(),
                say(
                    "teksten vises med store bogstaver",
                    "the text is shown in capitals",
                )
                .help(
                    "fjern krydset ved \"Store bogstaver\" under \"Skrifttype\", og fremhæv med fed skrift eller størrelse",
                    "untick \"All caps\" under \"Font\", and set the text apart by bold or size",
                ),
            )
            .at(story, &paragraph.bytes);
    }
}

/// Whether so much of it is set in capitals that was not typed so.
fn has_passage(paragraph: &Paragraph) -> bool {
    let mut passage = String::new();
    for (piece, text) in paragraph.visible() {
        if piece.format.caps {
            passage.push_str(text);
        } else if !text.trim().is_empty() {
            passage.clear();
        }
        if passage.chars().any(char::is_lowercase)
            && passage.split_whitespace().count() >= PASSAGE.0
            && letters(&passage) >= PASSAGE.1
        {
            return true;
        }
    }
    false
}
