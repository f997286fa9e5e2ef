//! Two full stops in a row.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "W111",
    name: "doubled-full-stop",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "To punktummer i træk", en: "Doubled full stop" },
        finds: Words {
            da: "To punktummer eller to kommaer lige efter hinanden, også hvor det ene hører til en forkortelse (\"500 kr..\") eller til teksten i en betingelse. Tre punktummer og prikkede linjer er undtaget.",
            en: "Two full stops or two commas in a row, also where one belongs to an abbreviation or to the text of a condition. Three full stops and dotted lines are left alone.",
        },
        why: Words {
            da: "Det ser sjusket ud, og en skærmlæser siger \"punktum punktum\" eller holder en lang pause midt i en oplysning.",
            en: "It looks careless, and a screen reader says \"dot dot\" or halts in the middle of what matters.",
        },
        bad: Words { da: "\"Du får 500 kr..\"", en: "\"You get 500 kr..\"" },
        good: Words {
            da: "\"Du får 500 kr.\" En forkortelses punktum er også sætningens.",
            en: "\"You get 500 kr.\" The full stop of an abbreviation is the sentence's as well.",
        },
        steps: &[
            Words { da: "Slet det ene punktum.", en: "Delete one of them." },
            Words {
                da: "Står det ene i en betingelse, så vis feltkoderne med Alt+F9, og lad kun teksten i betingelsen have punktum.",
                en: "If one is in a condition, show the field codes with Alt+F9, and leave the full stop to the condition's text alone.",
            },
        ],
    },
    references: &["Retskrivningsordbogen § 42"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() {
        return;
    }
    let mut told: Vec<usize> = Vec::new();
    for reading in paragraph.readings(story) {
        for at in doubled(&reading.text) {
            let shown = reading.shown(&(at..at + 2));
            if told.contains(&shown.start) {
                continue;
            }
            told.push(shown.start);
            let sign = &reading.text[at..=at];
            let (danish, english) = match sign {
                "." => ("punktummer", "full stops"),
                _ => ("kommaer", "commas"),
            };
            let place = paragraph.place_of(shown.clone());
            let report = checker
                .report(
                    place,
                    say(format!("to {danish} i træk"), format!("two {english} in a row"))
                        .help("slet det ene", "delete one of them"),
                )
                .at(story, &paragraph.bytes);
            if let Some(edit) = edit(story, paragraph, &shown) {
                report.fix(Fix {
                    title: ["slet det ene tegn".to_owned(), "delete one of the signs".to_owned()],
                    safety: Safety::Safe,
                    edits: vec![edit],
                });
            }
        }
    }
}

/// Where two stops or commas stand, no more and no fewer.
fn doubled(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let sign = bytes[at];
        let length = bytes[at..].iter().take_while(|byte| **byte == sign).count();
        let next = text.get(at + length..).and_then(|rest| rest.chars().next());
        // `../` and `1..5` are no writing.
        let ends = next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '\\' | '…'));
        let begins = text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace());
        if matches!(sign, b'.' | b',') && length == 2 && ends && begins {
            found.push(at);
        }
        at += length;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

/// What deletes the second of two signs: they must stand in one piece of text, spelt as they are read.
fn edit(story: &Story, paragraph: &Paragraph, shown: &Range<usize>) -> Option<Edit> {
    let piece = paragraph.pieces.iter().find(|piece| {
        piece.shown.start <= shown.start
            && shown.end <= piece.shown.end
            && piece.seen == Seen::Always
            && piece.kind == PieceKind::Text
    })?;
    let at = paragraph.spelt(story, piece)?.start + (shown.start - piece.shown.start) + 1;
    Some(Edit::Part { part: story.part.clone(), bytes: at..at + 1, with: String::new() })
}
