//! What rules of wording and content ask of a paragraph: whether it is running text, in which
//! language, and what its readers meet.

use std::ops::Range;

use super::manuscript::{Manuscript, Paragraph, Reading, Story};
use super::sentences::{Sentence, sentences};
use crate::diagnostic::{Place, StoryKind};
use crate::policy::{LanguagePolicy, fits};

/// A paragraph as one of its readers meets it.
#[derive(Debug)]
pub struct Prose {
    /// What is met.
    pub reading: Reading,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// Whether a paragraph is text of the letter that is no heading: of the body or its notes.
pub fn is_prose(story: &Story, paragraph: &Paragraph) -> bool {
    story.is_text() && paragraph.heading_level().is_none()
}

/// Whether it is running text: prose in no list, table, box or frame.
pub fn is_running(story: &Story, paragraph: &Paragraph) -> bool {
    is_prose(story, paragraph)
        && story.kind == StoryKind::Body
        && paragraph.list.is_none()
        && paragraph.table.is_none()
        && paragraph.in_box.is_none()
        && !paragraph.framed
}

/// Whether most of its text is marked as of the policy's language, or of none.
pub fn is_of(paragraph: &Paragraph, policy: &LanguagePolicy) -> bool {
    let (mut own, mut other) = (0usize, 0usize);
    for (piece, text) in paragraph.visible() {
        let tag = piece.format.language.to_ascii_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let primary = if matches!(primary, "no" | "nn") { "nb" } else { primary };
        let same = primary.is_empty() || primary == policy.language;
        *(if same { &mut own } else { &mut other }) += text.len();
    }
    own >= other
}

/// What its readers meet, with its sentences.
pub fn prose(story: &Story, paragraph: &Paragraph, policy: &LanguagePolicy) -> Vec<Prose> {
    paragraph
        .readings(story)
        .into_iter()
        .map(|reading| Prose { sentences: sentences(&reading.text, policy), reading })
        .collect()
}

impl Prose {
    /// The text of some bytes.
    pub fn text(&self, bytes: &Range<usize>) -> &str {
        self.reading.text.get(bytes.clone()).unwrap_or_default()
    }

    /// The words in their order, from sentence to sentence.
    pub fn words(&self) -> impl Iterator<Item = &Range<usize>> {
        self.sentences.iter().flat_map(|sentence| &sentence.words)
    }

    /// The place of some bytes.
    pub fn place(&self, paragraph: &Paragraph, bytes: &Range<usize>) -> Place {
        paragraph.place_of(self.reading.shown(bytes))
    }
}

/// Whether a word fits one of some patterns of a policy.
pub fn is_among(word: &str, patterns: &[String]) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '§');
    let lower = word.to_lowercase();
    !lower.is_empty() && patterns.iter().any(|pattern| fits(pattern, &lower))
}

/// A paragraph of the body with its words, for rules that look for what a letter says.
#[derive(Debug)]
pub struct Passage<'m> {
    /// The paragraph.
    pub paragraph: &'m Paragraph,
    /// What it says in all its readings, in lower case, blanks between the words.
    pub words: Vec<String>,
}

/// The passages of the body that say something, headings among them.
pub fn passages<'m>(manuscript: &'m Manuscript<'_>) -> Vec<Passage<'m>> {
    manuscript
        .body()
        .paragraphs
        .iter()
        .map(|paragraph| {
            // Of each condition one text at a time: the words of two are not run together.
            let story = manuscript.body();
            let readings: Vec<String> =
                paragraph.readings(story).into_iter().map(|reading| reading.text).collect();
            let text = readings.join("\n").to_lowercase();
            let words = text
                .split(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '”' | '“'))
                .map(|word| {
                    word.trim_matches(|c: char| {
                        !c.is_alphanumeric() && !matches!(c, '§' | '«' | '»')
                    })
                    .to_owned()
                })
                .filter(|word| !word.is_empty())
                .collect();
            Passage { paragraph, words }
        })
        .filter(|passage| !passage.words.is_empty())
        .collect()
}

impl Passage<'_> {
    /// Whether one of its words fits a pattern.
    pub fn says(&self, patterns: &[String]) -> bool {
        self.words.iter().any(|word| patterns.iter().any(|pattern| fits(pattern, word)))
    }

    /// Whether it shows a field whose name has one of these in it.
    pub fn shows_field(&self, parts: &[&str]) -> bool {
        self.words
            .iter()
            .filter(|word| word.contains('«'))
            .any(|word| parts.iter().any(|part| word.contains(part)))
    }
}
