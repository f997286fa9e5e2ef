//! A passage typed in capitals.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A408",
    name: "typed-capitals",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tekst skrevet med store bogstaver", en: "Text typed in capitals" },
        finds: Words {
            da: "Tre eller flere ord i træk, i alt mindst 20 bogstaver, skrevet kun med store bogstaver. Forkortelser som CPR, CVR og SKAT, enkelte ord, tal og flettefelter er undtaget.",
            en: "Three or more words in a row, with at least 20 letters in all, typed in capitals only. Abbreviations such as CPR, CVR and SKAT, single words, figures and merge fields are left alone.",
        },
        why: Words {
            da: "Store bogstaver er sværere at læse, især for ordblinde, og nogle skærmlæsere staver dem eller læser dem som forkortelser.",
            en: "Capitals are harder to read, above all for dyslexic people, and some screen readers spell them or read them as abbreviations.",
        },
        bad: Words {
            da: "\"HUSK AT SENDE DOKUMENTATION INDEN FRISTEN\"",
            en: "\"REMEMBER TO SEND DOCUMENTATION IN TIME\"",
        },
        good: Words {
            da: "\"Husk at sende dokumentation inden fristen\" i fed skrift.",
            en: "\"Remember to send documentation in time\" in bold.",
        },
        steps: &[
            Words {
                da: "Markér teksten, og vælg \"Startside > Skift store/små bogstaver > Som i en sætning\".",
                en: "Select the text and choose \"Home > Change Case > Sentence case\".",
            },
            Words {
                da: "Fremhæv den med typografien \"Stærk\", eller gør den til en overskrift.",
                en: "Set it apart with the style \"Strong\", or make it a heading.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "WCAG 2.1 3.1.5"],
    checks: &[Check::Story(check)],
};

/// The fewest words and letters of a passage, and how many of the words are no abbreviations.
const PASSAGE: (usize, usize, usize) = (3, 20, 2);
/// Words of fewer letters may be abbreviations.
const WORD: usize = 5;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() {
        return;
    }
    // Lines one after the other are one passage; those without letters part nothing.
    let mut going_on = false;
    for paragraph in &story.paragraphs {
        let text = paragraph.text();
        match capitals_in(&text) {
            Some(passage) if !going_on => {
                report(checker, story, paragraph, &text, passage);
                going_on = true;
            }
            Some(_) => {}
            None => going_on = going_on && !text.chars().any(char::is_alphabetic),
        }
    }
}

/// The first passage in capitals.
fn capitals_in(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut row: Vec<(usize, &str)> = Vec::new();
    let mut passages: Vec<(usize, usize)> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace()) {
        let field = word.contains('«') || word.contains('»');
        if field || word.chars().any(char::is_lowercase) {
            passages.extend(passage(&row));
            row.clear();
        } else if capitals(word) > 0 {
            row.push((at, word));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    passages.extend(passage(&row));
    passages.first().copied()
}

fn report(
    checker: &mut Checker<'_>,
    story: &Story,
    paragraph: &Paragraph,
    text: &str,
    (start, end): (usize, usize),
) {
    let place = match text.get(start..end).and_then(|found| paragraph.shown.find(found)) {
        Some(at) => paragraph.place_of(at..at + (end - start)),
        None => paragraph.place(),
    };
    checker
        .report(
            place,
            say("teksten er skrevet med store bogstaver", "the text is typed in capitals").help(
                "skriv den med små bogstaver, og fremhæv den med typografien \"Stærk\"",
                "write it in small letters and set it apart with the style \"Strong\"",
            ),
        )
        .at(story, &paragraph.bytes);
}

/// From where to where the words are a passage.
fn passage(row: &[(usize, &str)]) -> Option<(usize, usize)> {
    let (start, _) = row.first()?;
    let (last, word) = row.last()?;
    let all: usize = row.iter().map(|(_, word)| capitals(word)).sum();
    let long = row.iter().filter(|(_, word)| capitals(word) >= WORD).count();
    (row.len() >= PASSAGE.0 && all >= PASSAGE.1 && long >= PASSAGE.2)
        .then_some((*start, last + word.len()))
}

fn capitals(word: &str) -> usize {
    word.chars().filter(|c| c.is_uppercase()).count()
}
