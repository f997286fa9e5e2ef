//! What pages know about themselves, and where a letter asks for it.

use std::sync::Arc;

use crate::letter::{
    Block, Inline, Letter, Object, PageFieldKind, PageOperand, Paragraph, Section,
};

/// What page fields ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Something of the page at hand.
    pub page: bool,
    /// How many pages there are, of the letter or the section.
    pub count: bool,
    /// The text of a style.
    pub style: bool,
}

impl Asked {
    fn or(self, other: Asked) -> Asked {
        Asked {
            page: self.page || other.page,
            count: self.count || other.count,
            style: self.style || other.style,
        }
    }

    /// Whether anything is asked.
    pub fn any(self) -> bool {
        self.page || self.count || self.style
    }

    /// Whether a first pass cannot know the answer.
    pub fn later(self) -> bool {
        self.count || self.style
    }
}

/// What the text asks for.
pub(super) fn of_text(letter: &Letter) -> Asked {
    let sections = letter.sections.iter().map(|section| of_blocks(&section.blocks));
    let notes = letter.notes.iter().map(|note| of_blocks(&note.blocks));
    sections.chain(notes).fold(Asked::default(), Asked::or)
}

/// What the headers and footers of a section ask for.
pub(super) fn of_sides(section: &Section) -> Asked {
    [&section.headers, &section.footers]
        .into_iter()
        .flat_map(|sides| [&sides.default, &sides.first, &sides.even])
        .flatten()
        .map(|blocks| of_blocks(blocks))
        .fold(Asked::default(), Asked::or)
}

/// What blocks ask for.
pub(super) fn of_blocks(blocks: &[Block]) -> Asked {
    let mut asked = Asked::default();
    for block in blocks {
        asked = asked.or(match block {
            Block::Paragraph(paragraph) => of_content(&paragraph.content),
            Block::Table(table) => table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .map(|cell| of_blocks(&cell.blocks))
                .fold(Asked::default(), Asked::or),
            Block::Float(anchored) => of_object(&anchored.object),
        });
    }
    asked
}

fn of_content(content: &[Inline]) -> Asked {
    let mut asked = Asked::default();
    for inline in content {
        asked = asked.or(match inline {
            Inline::PageField(field) => of_kind(&field.kind),
            Inline::Object(object) => of_object(&object.object),
            Inline::Anchor(anchored) => of_object(&anchored.object),
            _ => continue,
        });
    }
    asked
}

fn of_object(object: &Object) -> Asked {
    match object {
        Object::Box(text_box) => of_blocks(&text_box.blocks),
        Object::Group(parts) => {
            parts.iter().map(|(_, part)| of_object(part)).fold(Asked::default(), Asked::or)
        }
        _ => Asked::default(),
    }
}

fn of_kind(kind: &PageFieldKind) -> Asked {
    let page = Asked { page: true, ..Asked::default() };
    match kind {
        PageFieldKind::Page(_) | PageFieldKind::Section(_) => page,
        PageFieldKind::Pages(_) | PageFieldKind::SectionPages(_) => Asked { count: true, ..page },
        PageFieldKind::StyleRef(..) => Asked { style: true, ..page },
        PageFieldKind::If { left, right, then, otherwise, .. } => {
            let operands = left.iter().chain(right).map(|operand| match operand {
                PageOperand::Field(kind) => of_kind(kind),
                PageOperand::Text(_) => Asked::default(),
            });
            operands.fold(page, Asked::or).or(of_content(then)).or(of_content(otherwise))
        }
    }
}

/// Whether a paragraph says something of its page.
pub(super) fn has_page_field(paragraph: &Paragraph) -> bool {
    of_content(&paragraph.content).any()
}

/// Whether an object says something of its page.
pub(super) fn object_has_page_field(object: &Object) -> bool {
    of_object(object).any()
}

/// The text of a paragraph, for STYLEREF.
fn words(paragraph: &Paragraph) -> String {
    let mut words = String::new();
    for inline in &paragraph.content {
        match inline {
            Inline::Text(text) => words.push_str(&text.text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => {
                words.push(' ');
            }
            _ => {}
        }
    }
    words.trim().to_owned()
}

/// The running texts of styles: for each style name the first text on a page and the last, or those
/// of the pages before.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// Style name, first text, last text.
    pub texts: Vec<(Arc<str>, String, String)>,
    /// The styles that were met on the page at hand.
    met: Vec<Arc<str>>,
}

impl Styles {
    /// A new page begins.
    pub fn turn(&mut self) {
        self.met.clear();
        for (_, first, last) in &mut self.texts {
            first.clone_from(last);
        }
    }

    /// A paragraph begins on the page.
    pub fn meet(&mut self, paragraph: &Paragraph) {
        let text = words(paragraph);
        if text.is_empty() {
            return;
        }
        let name = &paragraph.format.style_name;
        let first = !self.met.contains(name);
        if first {
            self.met.push(name.clone());
        }
        match self.texts.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, start, last)) => {
                if first {
                    start.clone_from(&text);
                }
                *last = text;
            }
            None => self.texts.push((name.clone(), text.clone(), text)),
        }
    }

    /// Paragraphs in the cells of a table.
    pub fn meet_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.meet(paragraph),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.meet_blocks(&cell.blocks);
                    }
                }
                Block::Float(_) => {}
            }
        }
    }
}
