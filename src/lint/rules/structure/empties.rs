//! Runs of blank paragraphs.

use super::flow::{flows, is_blank};
use crate::diagnostic::Place;
use crate::lint::manuscript::{Paragraph, Story};

/// A run of blank paragraphs in the text, with what stands around it.
#[derive(Debug)]
pub(super) struct Blanks<'s> {
    /// What stands before it.
    pub before: Option<&'s Paragraph>,
    /// The blank ones.
    pub blank: Vec<&'s Paragraph>,
    /// What comes after.
    pub after: Option<&'s Paragraph>,
}

/// The runs of blank paragraphs between the paragraphs of one flow. Flows without any content – an
/// empty cell – have none.
pub(super) fn blanks(story: &Story) -> Vec<Blanks<'_>> {
    let mut found = Vec::new();
    for flow in flows(story) {
        let paragraphs: Vec<&Paragraph> = flow.iter().map(|at| &story.paragraphs[*at]).collect();
        if paragraphs.iter().all(|paragraph| is_blank(paragraph)) {
            continue;
        }
        let mut at = 0;
        while at < paragraphs.len() {
            let length = paragraphs[at..].iter().take_while(|found| is_blank(found)).count();
            if length > 0 {
                found.push(Blanks {
                    before: at.checked_sub(1).map(|before| paragraphs[before]),
                    blank: paragraphs[at..at + length].to_vec(),
                    after: paragraphs.get(at + length).copied(),
                });
            }
            at += length.max(1);
        }
    }
    found
}

/// Characters of the text before that an excerpt begins with.
const CONTEXT: usize = 40;
/// The most paragraph marks that an excerpt shows.
const MARKS: usize = 8;

impl Blanks<'_> {
    /// The place of the first, with marks such as Word shows them, after the words before them.
    pub fn place(&self) -> Place {
        let mut place = self.blank.first().map(|first| first.place()).unwrap_or_default();
        let text = self.before.map(|before| before.shown.replace(['\t', '\n'], " "));
        let text = text.unwrap_or_default();
        let text = text.trim_end();
        let skipped = text.chars().count().saturating_sub(CONTEXT);
        let mut excerpt: String = text.chars().skip(skipped).collect();
        if skipped > 0 {
            excerpt.insert(0, '…');
        }
        if !excerpt.is_empty() {
            excerpt.push_str(" ¶ ");
        }
        let start = excerpt.chars().count();
        excerpt.push_str(&vec!["¶"; self.blank.len().min(MARKS)].join(" "));
        if self.blank.len() > MARKS {
            excerpt.push_str(" …");
        }
        place.mark = (start, excerpt.chars().count());
        place.excerpt = excerpt;
        place
    }
}
