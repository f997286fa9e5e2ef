//! Where in the letter a paragraph stands, for diagnostics.

use crate::diagnostic::{Place, StoryKind};
use crate::layout::laid::Context;
use crate::layout::page::ArtifactKind;
use crate::letter::{Inline, Paragraph};

/// This many characters stand around the one that is meant.
const AROUND: usize = 24;

/// A paragraph as a place.
pub(super) struct Where<'p> {
    story: StoryKind,
    paragraph: &'p Paragraph,
}

impl<'p> Where<'p> {
    /// The place of a paragraph.
    pub fn new(context: &Context<'_>, paragraph: &'p Paragraph) -> Self {
        let story = match context.artifact {
            ArtifactKind::Header => StoryKind::Header(1),
            ArtifactKind::Footer => StoryKind::Footer(1),
            _ => StoryKind::Body,
        };
        Where { story, paragraph }
    }

    /// The paragraph with its first words.
    pub fn whole(&self) -> Place {
        let text = self.text();
        let excerpt: String = text.chars().take(2 * AROUND).collect();
        let end = excerpt.chars().count();
        self.place(excerpt, (0, end))
    }

    /// The first of these characters.
    pub fn of(&self, character: char) -> Place {
        let text: Vec<char> = self.text().chars().collect();
        let at = text.iter().position(|other| *other == character).unwrap_or(0);
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND).min(text.len());
        let excerpt = text.get(from..to).unwrap_or_default().iter().collect();
        self.place(excerpt, (at - from, at - from + 1))
    }

    fn place(&self, excerpt: String, mark: (usize, usize)) -> Place {
        Place {
            story: self.story,
            paragraph: self.paragraph.number as usize,
            excerpt,
            mark,
            ..Place::default()
        }
    }

    fn text(&self) -> String {
        let label = self.paragraph.label.iter().map(|label| label.text.as_str());
        let content = self.paragraph.content.iter().filter_map(|inline| match inline {
            Inline::Text(text) => Some(text.text.as_str()),
            Inline::NoteReference { text, .. } => Some(text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } => Some(" "),
            _ => None,
        });
        label.chain(content).collect()
    }
}
