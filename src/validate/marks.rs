//! Paragraphs marked before a letter is merged, so that those of the finished letter are known again.
//!
//! A merged letter has other paragraphs than its template: rows are repeated, text is removed, values
//! bring paragraphs of their own. Merging copies the start tag of a paragraph as it is. So each gets an
//! attribute with a number of its own, which is read back from the finished letter; that letter is
//! judged and thrown away.

use crate::diagnostic::StoryKind;
use crate::docx::{Changes, PackageError, PieceKind};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::markup::Element;
use crate::template::{CompileOptions, Template};

/// The attribute. It has no namespace: no reader of WordprocessingML asks for it.
const ATTRIBUTE: &str = "brevsmed";

/// A template whose paragraphs are marked.
#[derive(Debug)]
pub(super) struct Marked {
    /// The template.
    pub template: Template,
    /// The story and number of each marked paragraph.
    places: Vec<(StoryKind, usize)>,
}

impl Marked {
    /// Marks the paragraphs of a template.
    pub fn of(template: &Template) -> Result<Self, PackageError> {
        let mut places = Vec::new();
        let mut changes = Changes::default();
        for (kind, story, _) in template.stories() {
            let name = format!("<{}p", story.prefix);
            let mut xml = String::with_capacity(story.xml.len() + story.paragraphs.len() * 16);
            let mut copied = 0;
            let mut number = 0;
            for piece in &story.pieces {
                if piece.kind != PieceKind::ParagraphOpen {
                    continue;
                }
                number += 1;
                let after = piece.span.start + name.len();
                if !story.xml[piece.span.clone()].starts_with(&name) || after < copied {
                    continue;
                }
                xml.push_str(&story.xml[copied..after]);
                xml.push_str(&format!(" {ATTRIBUTE}=\"{}\"", places.len()));
                places.push((*kind, number));
                copied = after;
            }
            xml.push_str(&story.xml[copied..]);
            changes.fixed.push((story.part.clone(), xml.into_bytes()));
        }
        let bytes = template.package().writer(&changes)?.write(|_| None, &[])?;
        Ok(Marked { template: Template::compile(&bytes, &CompileOptions::default())?, places })
    }

    /// The template's story and paragraph that a paragraph of the finished letter came from: its own
    /// mark, or, where a value brought the paragraph, the last one before it.
    pub fn origin(&self, story: &Story, paragraph: usize) -> Option<(StoryKind, usize)> {
        let at = story.paragraphs.partition_point(|found| found.number < paragraph);
        let at = at.min(story.paragraphs.len().checked_sub(1)?);
        let before = (0..=at).rev();
        let mut all = before.chain(at + 1..story.paragraphs.len());
        all.find_map(|index| self.mark(story, &story.paragraphs[index]))
    }

    fn mark(&self, story: &Story, paragraph: &Paragraph) -> Option<(StoryKind, usize)> {
        let element = Element::at(&story.xml, &paragraph.bytes)?;
        let number: usize = element.value(ATTRIBUTE)?.parse().ok()?;
        self.places.get(number).copied()
    }
}
