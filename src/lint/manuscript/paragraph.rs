//! A paragraph and what stands in it.

use std::ops::Range;
use std::sync::Arc;

use super::Story;
use crate::diagnostic::{Place, StoryKind};
use crate::letter::{NoteKind, ParagraphFormat, RunFormat};
use crate::lint::markup::Element;
use crate::lint::personal::masked;

/// The longest excerpt, in characters, and how much of it stands before what is meant.
const EXCERPT: usize = 96;
const BEFORE: usize = 32;

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// `w:p`, whole.
    pub bytes: Range<usize>,
    /// `w:pPr`, whole, where there is one.
    pub properties: Option<Range<usize>>,
    /// The story.
    pub story: StoryKind,
    /// Its number, as [`Place`] counts.
    pub number: usize,
    /// The heading above.
    pub heading: Option<Arc<str>>,
    /// Table, row and column, each from 1, where it stands in a cell.
    pub cell: Option<(usize, usize, usize)>,
    /// The table that it stands in, an index of [`super::Story::tables`].
    pub table: Option<usize>,
    /// The text box that it stands in, an index of [`super::Story::objects`].
    pub in_box: Option<usize>,
    /// It stands in a frame (`w:framePr`).
    pub framed: bool,
    /// It ends a section.
    pub section: bool,
    /// The last of its story, cell or text box.
    pub last: bool,
    /// Its appearance.
    pub format: Arc<ParagraphFormat>,
    /// The appearance of its mark.
    pub mark: Arc<RunFormat>,
    /// The list item that it is.
    pub list: Option<ListItem>,
    /// All of it as Word shows it with field codes on: `{ MERGEFIELD Borger.Navn }`.
    pub shown: String,
    /// The pieces that `shown` is made of, in order.
    pub pieces: Vec<Piece>,
}

/// A paragraph as an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// `w:numId`.
    pub list: i64,
    /// The level, from 0.
    pub level: u8,
    /// The number format as the document names it, such as `decimal` or `bullet`.
    pub format: String,
    /// The text of the label, `%1` to `%9` standing for numbers.
    pub label: String,
}

/// A stretch of a paragraph of one kind and one appearance.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Who may meet it.
    pub seen: Seen,
    /// Its bytes of [`Paragraph::shown`]; none for a stored result, which Word does not show while it
    /// shows codes. An object is a `▢`.
    pub shown: Range<usize>,
    /// The element in the part: `w:t`, `w:tab`, `w:instrText`, `w:drawing`, `w:fldChar`.
    pub bytes: Range<usize>,
    /// The run around it: `w:r`, whole.
    pub run: Range<usize>,
    /// The run's `w:rPr`, whole, where there is one.
    pub run_properties: Option<Range<usize>>,
    /// Its appearance.
    pub format: Arc<RunFormat>,
    /// The text of a condition that it is of, the innermost.
    pub alternative: Option<Alternative>,
    /// Its text is hidden (`w:vanish`).
    pub hidden: bool,
    /// It is gone once tracked changes are accepted.
    pub deleted: bool,
    /// The link that it is in, an index of [`super::Story::links`].
    pub link: Option<usize>,
    /// The shade of the table cell behind it.
    pub cell_shade: Option<crate::units::Color>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Text.
    Text,
    /// `w:sym`, or a character of a symbol font's private use area; shown in Unicode where known.
    Symbol,
    /// A tab.
    Tab,
    /// The end of a line within the paragraph.
    LineBreak,
    /// The end of a page or column.
    PageBreak,
    /// A field's begin: the braces and code that follow belong to it. The type in capitals, such as
    /// `MERGEFIELD`, and its first argument.
    Field(String, String),
    /// The rest of a field's code, or its closing brace.
    Code,
    /// An object, an index of [`super::Story::objects`].
    Object(usize),
    /// The mark of a note.
    Note(NoteKind),
    /// The mark of a comment.
    Comment,
    /// A formula (`m:oMath`).
    Formula,
}

/// One of the texts of an IF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alternative {
    /// The IF, an index of [`super::Story::conditions`].
    pub condition: usize,
    /// 0 for the text that stands where the condition holds, 1 for the other.
    pub branch: u8,
}

/// Who may meet a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Every reader.
    Always,
    /// The reader of a letter in which a condition holds: the text of a branch of IF.
    Branch,
    /// The last result of a field, which merging replaces: an example of what readers meet.
    Stored,
    /// Only the author: part of a field's code.
    Code,
}

impl Paragraph {
    /// The text that readers may meet, in order: texts of branches too, merge fields as `«Name»`,
    /// other fields that show something by their type as `«DATE»`, tabs and line ends as themselves;
    /// no codes, stored results, hidden or deleted text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(&self.read(piece));
        }
        text
    }

    /// What readers meet of a piece.
    pub fn read(&self, piece: &Piece) -> std::borrow::Cow<'_, str> {
        if piece.hidden || piece.deleted {
            return "".into();
        }
        match (&piece.kind, piece.seen) {
            (_, Seen::Code | Seen::Stored) => "".into(),
            (PieceKind::Field(kind, name), _) => match kind.as_str() {
                "MERGEFIELD" => format!("«{name}»").into(),
                "IF" | "HYPERLINK" | "SET" | "ASK" | "FILLIN" | "TOC" | "TC" | "XE" | "SKIPIF"
                | "NEXT" | "NEXTIF" | "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN" | "" => {
                    "".into()
                }
                kind => format!("«{kind}»").into(),
            },
            (PieceKind::Text | PieceKind::Symbol, _) => self.shown[piece.shown.clone()].into(),
            (PieceKind::Tab, _) => "\t".into(),
            (PieceKind::LineBreak, _) => "\n".into(),
            _ => "".into(),
        }
    }

    /// The bytes of a piece's text in the part, where it is spelt there as it reads: where it is not,
    /// an edit counted in its characters would cut wrongly.
    pub fn spelt(&self, story: &Story, piece: &Piece) -> Option<Range<usize>> {
        let bytes = Element::at(&story.xml, &piece.bytes)?.inside()?;
        (story.xml.get(bytes.clone())? == self.shown.get(piece.shown.clone())?).then_some(bytes)
    }

    /// The pieces with text that readers may meet, with that text.
    pub fn visible(&self) -> impl Iterator<Item = (&Piece, &str)> {
        self.pieces
            .iter()
            .filter(|piece| {
                matches!(piece.kind, PieceKind::Text | PieceKind::Symbol)
                    && matches!(piece.seen, Seen::Always | Seen::Branch)
                    && !piece.hidden
                    && !piece.deleted
            })
            .map(|piece| (piece, &self.shown[piece.shown.clone()]))
    }

    /// Whether readers meet nothing here: no text, field, object, note or break.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| {
            piece.deleted
                || match piece.kind {
                    PieceKind::Text if piece.seen == Seen::Stored => false,
                    PieceKind::Text | PieceKind::Symbol => {
                        self.shown[piece.shown.clone()].trim().is_empty() || piece.hidden
                    }
                    PieceKind::Comment => true,
                    _ => false,
                }
        })
    }

    /// Whether it is a heading with a level that assistive technology is told of, from 1.
    pub fn heading_level(&self) -> Option<u8> {
        self.format.outline
    }

    /// Its place, with all of it marked.
    pub fn place(&self) -> Place {
        self.place_of(0..self.shown.len())
    }

    /// The place of some bytes of [`Paragraph::shown`], with these marked.
    pub fn place_of(&self, shown: Range<usize>) -> Place {
        let (excerpt, mark) = self.excerpt(shown);
        Place {
            story: self.story,
            heading: self.heading.as_deref().map(str::to_owned),
            paragraph: self.number,
            cell: self.cell,
            excerpt,
            mark,
        }
    }

    /// The place of some characters of a piece's text: bytes counted from the piece's start.
    pub fn place_in(&self, piece: &Piece, bytes: Range<usize>) -> Place {
        let start = piece.shown.start;
        self.place_of(start + bytes.start..start + bytes.end)
    }

    /// The text around some bytes on one line, and the characters of it that are meant.
    fn excerpt(&self, shown: Range<usize>) -> (String, (usize, usize)) {
        let floor = |at: usize| {
            (0..=at.min(self.shown.len()))
                .rev()
                .find(|at| self.shown.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let (start, end) = (floor(shown.start), floor(shown.end.max(shown.start)));
        let told = masked(&self.shown);
        let one_line = |text: &str| -> String {
            text.chars().map(|c| if c.is_whitespace() && c != '\u{A0}' { ' ' } else { c }).collect()
        };
        let (head, meant, tail) =
            (one_line(&told[..start]), one_line(&told[start..end]), one_line(&told[end..]));
        let before: Vec<char> = head.chars().collect();
        let cut = before.len().saturating_sub(BEFORE);
        let mut excerpt = String::new();
        if cut > 0 {
            excerpt.push('…');
        }
        excerpt.extend(&before[cut..]);
        let excerpt_start = excerpt.trim_start().chars().count();
        let excerpt = excerpt.trim_start().to_owned();
        let room = EXCERPT.saturating_sub(excerpt_start).max(24);
        let meant_shown: String = if meant.chars().count() > room {
            meant.chars().take(room).chain(['…']).collect()
        } else {
            meant.clone()
        };
        let mark = (excerpt_start, excerpt_start + meant_shown.chars().count());
        let mut text = excerpt + &meant_shown;
        if meant_shown == meant {
            let room = EXCERPT.saturating_sub(text.chars().count()).max(8);
            if tail.chars().count() > room {
                text.extend(tail.chars().take(room));
                text.push('…');
            } else {
                text.push_str(&tail);
            }
        }
        let text = text.trim_end().to_owned();
        let length = text.chars().count();
        (text, (mark.0.min(length), mark.1.min(length).max(mark.0.min(length))))
    }
}
