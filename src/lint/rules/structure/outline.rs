//! The headings of a letter in the order in which they are read.

use super::flow::is_conditional;
use crate::lint::manuscript::{Paragraph, PieceKind, Story};

/// A heading.
#[derive(Debug)]
pub(super) struct Heading<'s> {
    /// Its paragraph.
    pub paragraph: &'s Paragraph,
    /// Its level, from 1.
    pub level: u8,
    /// It stands only in letters in which a condition holds.
    pub conditional: bool,
    /// The stretch of the letter that it stands in: a new one begins with a section or a page.
    pub section: usize,
}

/// The headings that say something; those of text boxes stand outside the order of the text.
pub(super) fn outline(story: &Story) -> Vec<Heading<'_>> {
    let mut section = 0;
    let mut found = Vec::new();
    for paragraph in &story.paragraphs {
        let breaks = paragraph
            .pieces
            .iter()
            .filter(|piece| piece.kind == PieceKind::PageBreak && !piece.deleted)
            .count();
        section += breaks + usize::from(paragraph.format.page_break_before);
        if let Some(level) = paragraph.heading_level()
            && paragraph.in_box.is_none()
            && !paragraph.text().trim().is_empty()
        {
            let conditional = is_conditional(paragraph);
            found.push(Heading { paragraph, level, conditional, section });
        }
        section += usize::from(paragraph.section);
    }
    found
}
