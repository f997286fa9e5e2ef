//! Something that was to be filled in.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::prose;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "W112",
    name: "placeholder-text",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Pladsholder i teksten", en: "Placeholder in the text" },
        finds: Words {
            da: "Tekst, som en forfatter ville udfylde senere: \"XXX\", \"xx.xx.xxxx\", \"[indsæt dato]\", \"???\", \"lorem ipsum\". Reglen er for dokumenter for sig; i en samling finder V630 det samme. Flettefelter, spørgsmål med ét spørgsmålstegn, romertal efter \"kapitel\" og tekst i kantede parenteser, som ikke beder om noget, er undtaget.",
            en: "Text that an author meant to fill in later: \"XXX\", \"xx.xx.xxxx\", \"[insert date]\", \"???\", \"lorem ipsum\". The rule is for documents by themselves; in a bundle V630 finds the same. Merge fields, questions, Roman figures after \"kapitel\", and bracketed text that asks for nothing are left alone.",
        },
        why: Words {
            da: "Borgeren får et brev med huller og ved ikke, hvad der skulle have stået.",
            en: "The citizen gets a letter with holes and does not know what should have stood there.",
        },
        bad: Words {
            da: "\"Du får XXX kr. fra den xx.xx.xxxx.\"",
            en: "\"You get XXX kr. from xx.xx.xxxx.\"",
        },
        good: Words {
            da: "Flettefelter: \"Du får «Sag.Beløb» kr. fra den «Sag.Dato».\"",
            en: "Merge fields: \"You get «Sag.Beløb» kr. from «Sag.Dato».\"",
        },
        steps: &[
            Words {
                da: "Sæt et flettefelt ind: \"Indsæt > Genveje > Felt > MergeField\".",
                en: "Insert a merge field: \"Insert > Quick Parts > Field > MergeField\".",
            },
            Words {
                da: "Skal sagsbehandleren vælge mellem tekster, så brug et flettespørgsmål.",
                en: "If the caseworker is to choose between texts, use a merge question.",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides"],
    checks: &[Check::Paragraph(check)],
};

/// What a bracket that asks for something begins with.
const ASKS: [&str; 10] =
    ["indsæt", "skriv ", "udfyld", "vælg ", "navn", "dato", "beløb", "insert", "fill in", "tekst"];

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    // The proof of a bundle's template tells of them where a reader meets them (V630).
    let subject = checker.subject();
    let proved = subject.role != Role::Letter || subject.manifest.is_some();
    if proved || !story.is_seen() {
        return;
    }
    let lower = paragraph.shown.to_lowercase();
    if !["xx", "???", "[", "lorem", "ipsum"].iter().any(|sign| lower.contains(sign)) {
        return;
    }
    let policy = checker.policy();
    for prose in prose(story, paragraph, policy) {
        let text = &prose.reading.text;
        let found = bracket(text).or_else(|| marks(text)).or_else(|| {
            let words: Vec<_> = prose.words().collect();
            let (_, word) = words.iter().enumerate().find(|(at, word)| {
                let before = at.checked_sub(1).map_or("", |at| prose.text(words[at]));
                is_placeholder(prose.text(word), before)
            })?;
            Some((*word).clone())
        });
        let Some(bytes) = found else { continue };
        checker
            .report(
                prose.place(paragraph, &bytes),
                say("en pladsholder er ikke udfyldt", "a placeholder was not filled in").help(
                    "sæt et flettefelt ind, eller skriv det, der skal stå",
                    "insert a merge field, or write what is to stand there",
                ),
            )
            .at(story, &paragraph.bytes);
        return;
    }
}

/// A word of nothing but x, such as `XXX` or `xx.xx.xxxx`.
fn is_placeholder(word: &str, before: &str) -> bool {
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "lorem" | "ipsum") {
        return true;
    }
    let letters = lower.chars().filter(|c| *c == 'x').count();
    let only = lower.chars().all(|c| matches!(c, 'x' | '-' | '.' | '/' | ','));
    let roman = matches!(word, "XX" | "XXX")
        && matches!(before.to_lowercase().as_str(), "kapitel" | "kap" | "afsnit" | "del" | "bind");
    only && letters >= 2 && lower.contains("xx") && !roman
}

/// Three question marks or more.
fn marks(text: &str) -> Option<Range<usize>> {
    let start = text.find("???")?;
    let length = text[start..].bytes().take_while(|byte| *byte == b'?').count();
    Some(start..start + length)
}

/// A bracket that asks for something.
fn bracket(text: &str) -> Option<Range<usize>> {
    text.match_indices('[').find_map(|(start, _)| {
        let end = start + text[start..].find(']')?;
        let inner = text[start + 1..end].trim().to_lowercase();
        ASKS.iter().any(|asks| inner.starts_with(asks)).then_some(start..end + 1)
    })
}
