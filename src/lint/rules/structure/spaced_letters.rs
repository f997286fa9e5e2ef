//! Words with a blank after each letter.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A407",
    name: "spaced-letters",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Spærret skrift med mellemrum", en: "Letters parted by blanks" },
        finds: Words {
            da: "Fem eller flere enkelte bogstaver i træk med ét mellemrum imellem, fx \"A F G Ø R E L S E\". Rækker i alfabetets orden (\"A B C D E\") og bogstaver med punktum er undtaget.",
            en: "Five or more single letters in a row with one blank between them, such as \"D E C I S I O N\". Rows in the order of the alphabet (\"A B C D E\") and letters with full stops are left alone.",
        },
        why: Words {
            da: "Skærmlæseren staver ordet bogstav for bogstav, og ingen kan søge efter det.",
            en: "The screen reader spells the word letter by letter, and nobody can search for it.",
        },
        bad: Words { da: "\"A F G Ø R E L S E\"", en: "\"D E C I S I O N\"" },
        good: Words {
            da: "\"Afgørelse\" med større tegnafstand.",
            en: "\"Decision\" with wider character spacing.",
        },
        steps: &[
            Words { da: "Skriv ordet uden mellemrum.", en: "Write the word without blanks." },
            Words {
                da: "Vælg \"Skrifttype > Avanceret > Afstand: Spredt\", hvis bogstaverne skal stå spredt.",
                en: "Choose \"Font > Advanced > Spacing: Expanded\" if the letters should stand apart.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "WCAG F32"],
    checks: &[Check::Paragraph(check)],
};

/// So many single letters in a row are a word.
const MANY: usize = 5;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_text() {
        return;
    }
    let text = paragraph.text();
    let mut row: Vec<char> = Vec::new();
    let mut found: Vec<char> = Vec::new();
    for token in text.split([' ', '\u{A0}']).chain(["end of text"]) {
        let mut characters = token.chars();
        match (characters.next(), characters.next()) {
            (Some(letter), None) if letter.is_alphabetic() => row.push(letter),
            // Two blanks part words.
            (None, _) => {}
            _ => {
                if row.len() >= MANY && row.len() > found.len() && !is_alphabet(&row) {
                    found.clone_from(&row);
                }
                row.clear();
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let spaced = found.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
    let place = match paragraph.shown.find(&spaced) {
        Some(at) => paragraph.place_of(at..at + spaced.len()),
        None => paragraph.place(),
    };
    let word: String = found.iter().collect();
    checker
        .report(
            place,
            say(
                "et ord er skrevet med mellemrum mellem bogstaverne",
                "a word is written with blanks between its letters",
            )
            .help(
                format!("skriv \"{word}\", og vælg \"Skrifttype > Avanceret > Afstand: Spredt\""),
                format!("write \"{word}\" and choose \"Font > Advanced > Spacing: Expanded\""),
            ),
        )
        .at(story, &paragraph.bytes);
}

/// Whether each letter is the one after the letter before.
fn is_alphabet(row: &[char]) -> bool {
    row.windows(2).all(|pair| u32::from(pair[1]) == u32::from(pair[0]) + 1)
}
