//! Where a paragraph of a letter is, for diagnostics of those who set it.

use std::sync::Arc;

use crate::diagnostic::{Place, StoryKind};

use super::block::{Block, Inline, NoteKind, Paragraph};
use super::object::Object;
use super::paragraph_read::excerpt;
use super::section::Letter;

impl Letter {
    /// The place of one of this letter's paragraphs: its story, the heading above, its number and
    /// a short excerpt. Costs a walk over the letter, since few paragraphs are ever asked for.
    pub fn place(&self, paragraph: &Paragraph) -> Place {
        let mut search = Search { wanted: paragraph, heading: None, tables: 0, cell: None };
        let place = |search: Search<'_>, story: StoryKind| Place {
            story,
            heading: search.heading,
            paragraph: paragraph.number as usize,
            cell: search.cell,
            excerpt: excerpt(&text(paragraph)),
            mark: (0, excerpt(&text(paragraph)).chars().count()),
        };
        if self.sections.iter().any(|section| search.find(&section.blocks, None)) {
            return place(search, StoryKind::Body);
        }
        let search = || Search { wanted: paragraph, heading: None, tables: 0, cell: None };
        for note in &self.notes {
            let mut search = search();
            if search.find(&note.blocks, None) {
                let story = match note.kind {
                    NoteKind::Foot => StoryKind::Footnotes,
                    NoteKind::End => StoryKind::Endnotes,
                };
                search.heading = None;
                return place(search, story);
            }
        }
        for (header, stories) in [(true, self.stories(true)), (false, self.stories(false))] {
            for (at, blocks) in stories.iter().enumerate() {
                let mut search = search();
                if search.find(blocks, None) {
                    let number = at + 1;
                    let story =
                        if header { StoryKind::Header(number) } else { StoryKind::Footer(number) };
                    search.heading = None;
                    return place(search, story);
                }
            }
        }
        place(search(), StoryKind::Body)
    }

    /// The headers or the footers, each once, in the order in which sections name them.
    fn stories(&self, headers: bool) -> Vec<&Arc<[Block]>> {
        let mut found: Vec<&Arc<[Block]>> = Vec::new();
        for section in &self.sections {
            let sides = if headers { &section.headers } else { &section.footers };
            for story in [&sides.default, &sides.first, &sides.even].into_iter().flatten() {
                if !found.iter().any(|known| Arc::ptr_eq(known, story)) {
                    found.push(story);
                }
            }
        }
        found
    }
}

/// The search for a paragraph.
struct Search<'p> {
    wanted: &'p Paragraph,
    heading: Option<String>,
    tables: usize,
    cell: Option<(usize, usize, usize)>,
}

impl Search<'_> {
    fn find(&mut self, blocks: &[Block], cell: Option<(usize, usize, usize)>) -> bool {
        blocks.iter().any(|block| match block {
            Block::Paragraph(paragraph) => self.find_paragraph(paragraph, cell),
            Block::Table(table) => {
                self.tables += 1;
                let number = self.tables;
                table.rows.iter().enumerate().any(|(row, cells)| {
                    cells.cells.iter().enumerate().any(|(column, found)| {
                        let here = cell.unwrap_or((number, row + 1, column + 1));
                        self.find(&found.blocks, Some(here))
                    })
                })
            }
            Block::Float(anchored) => self.find_in(&anchored.object, cell),
        })
    }

    fn find_paragraph(
        &mut self,
        paragraph: &Paragraph,
        cell: Option<(usize, usize, usize)>,
    ) -> bool {
        if std::ptr::eq(paragraph, self.wanted) {
            self.cell = cell;
            return true;
        }
        let inside = paragraph.content.iter().any(|inline| match inline {
            Inline::Object(object) => self.find_in(&object.object, cell),
            Inline::Anchor(anchored) => self.find_in(&anchored.object, cell),
            _ => false,
        });
        if !inside && paragraph.format.outline.is_some() {
            let text = text(paragraph);
            if !text.trim().is_empty() {
                self.heading = Some(text.trim().to_owned());
            }
        }
        inside
    }

    fn find_in(&mut self, object: &Object, cell: Option<(usize, usize, usize)>) -> bool {
        match object {
            Object::Box(found) => self.find(&found.blocks, cell),
            Object::Group(members) => members.iter().any(|(_, member)| self.find_in(member, cell)),
            _ => false,
        }
    }
}

/// The text of a paragraph, as much of it as an excerpt or a heading needs.
fn text(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for inline in &paragraph.content {
        if text.len() > 240 {
            break;
        }
        match inline {
            Inline::Text(piece) => text.push_str(&piece.text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => text.push(' '),
            _ => {}
        }
    }
    text
}
