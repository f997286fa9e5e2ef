//! A story as a flat row of pieces, each a span of the part's own bytes.
//!
//! A story is a part that holds running text: the body, a header, a footer, the notes, the
//! comments (ISO/IEC 29500-1, 17.2, 17.10, 17.11, 17.13.4). Word's own model of it is flat, a row
//! of characters and paragraph marks, and fields live in *that* row: one may begin in the middle of
//! a run and end three paragraphs later. So the reader does not build a tree. It cuts the part into
//! pieces that lie end to end, notes what each is, and leaves the bytes alone:
//!
//! ```text
//! <w:p><w:pPr>…</w:pPr>  <w:r><w:rPr>…</w:rPr>  <w:t>Kære </w:t>  </w:r>  </w:p>
//! ParagraphOpen          RunOpen                Text              RunClose  ParagraphClose
//! ```
//!
//! What is not text machinery is [`PieceKind::Markup`] and only ever copied.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::limits::Limits;
use super::package::PackageError;
use super::story_reader::StoryReader;

/// Bytes of a part. Parts are bounded far below 4 GB by [`Limits::part_bytes`].
pub type Bytes = Range<usize>;

/// Position of a piece in [`Story::pieces`].
pub type PieceId = usize;

/// A part with running text, cut into pieces.
#[derive(Clone, Debug)]
pub struct Story {
    /// The part.
    pub part: String,
    /// The part's text, as it is in the package.
    pub xml: String,
    /// All of `xml`, cut; the pieces lie end to end.
    pub pieces: Vec<Piece>,
    /// The paragraphs, in the order of their opening.
    pub paragraphs: Vec<Paragraph>,
    /// The runs, in the order of their opening.
    pub runs: Vec<Run>,
    /// The prefix of WordprocessingML elements with its colon, usually `w:`.
    pub prefix: String,
}

/// A span of the part and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes.
    pub span: Bytes,
    /// What they are.
    pub kind: PieceKind,
    /// The innermost run around it, an index of [`Story::runs`].
    pub run: Option<usize>,
    /// The innermost paragraph around it, an index of [`Story::paragraphs`].
    pub paragraph: Option<usize>,
    /// The piece that opens or closes what this one closes or opens.
    pub partner: Option<PieceId>,
    /// Inside `w:del` or `w:moveFrom`: gone once the tracked changes are accepted.
    pub deleted: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Markup that only travels.
    Markup,
    /// Markup that shows something: a drawing, a symbol, a note reference.
    Ink,
    /// `w:p` and its properties.
    ParagraphOpen,
    /// The paragraph mark.
    ParagraphClose,
    /// `w:r` and its properties.
    RunOpen,
    /// End of a run.
    RunClose,
    /// `w:t`, whole; the text lies in these bytes, escaped.
    Text(Bytes),
    /// `w:instrText`, whole; the field code lies in these bytes, escaped.
    Code(Bytes),
    /// `w:br` or `w:cr` that only ends a line.
    LineBreak,
    /// `w:tab`.
    Tab,
    /// `w:fldChar`, begin.
    FieldBegin {
        /// `w:fldLock`: never to be recalculated.
        locked: bool,
    },
    /// `w:fldChar`, separate.
    FieldSeparate,
    /// `w:fldChar`, end.
    FieldEnd,
    /// `w:fldSimple` with its field code.
    SimpleFieldOpen(String),
    /// End of a simple field.
    SimpleFieldClose,
    /// A table, a row, a cell.
    Open(Structure),
    /// End of a table, a row, a cell.
    Close(Structure),
    /// An element around runs or blocks: hyperlink, content control, insertion, smart tag.
    ContainerOpen,
    /// End of a container.
    ContainerClose,
    /// A mark with a partner somewhere: bookmark, comment range, permission range.
    RangeMark {
        /// The element's name without prefix, such as `bookmarkStart`.
        element: String,
        /// The id that pairs start and end.
        id: String,
        /// The bookmark's name.
        name: Option<String>,
    },
}

/// Structure above the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Structure {
    /// `w:tbl`
    Table,
    /// `w:tr`
    Row,
    /// `w:tc`
    Cell,
    /// A story within the story: text box, footnote, endnote, comment. Fields never cross its edge.
    Story,
}

/// What a paragraph's properties say, as far as merging cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The style's id.
    pub style: Option<String>,
    /// `w:outlineLvl` of the paragraph itself, 0 to 8.
    pub outline: Option<u8>,
    /// The bytes of the value of `w:numPr/w:numId`.
    pub numbering: Option<Bytes>,
    /// Holds section properties: its mark ends a section.
    pub section: bool,
    /// The last paragraph of its cell, text box, note or story.
    pub last: bool,
    /// `w:p` without content, written as one tag.
    pub hollow: bool,
}

/// What a run's properties say, as far as merging cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// `w:r` with its attributes.
    pub tag: Bytes,
    /// `w:rPr`, whole, where there is one.
    pub properties: Option<Bytes>,
    /// Holds a field character or a field code, so it cannot be copied whole.
    pub machinery: bool,
}

impl Story {
    /// Cuts a part into pieces.
    pub fn read(part: &str, xml: String, limits: &Limits) -> Result<Self, PackageError> {
        let mut reader = StoryReader::new(part, &xml, limits);
        reader.read()?;
        let StoryReader { pieces, paragraphs, runs, prefix, .. } = reader;
        let mut story = Story { part: part.to_owned(), xml, pieces, paragraphs, runs, prefix };
        story.mark_last_paragraphs();
        Ok(story)
    }

    /// The bytes of a span.
    pub fn slice(&self, span: &Bytes) -> &str {
        &self.xml[span.clone()]
    }

    /// The text of a [`PieceKind::Text`] or [`PieceKind::Code`].
    pub fn text(&self, content: &Bytes) -> Cow<'_, str> {
        decode(self.slice(content))
    }

    /// Whether the story holds any field at all.
    pub fn has_fields(&self) -> bool {
        self.pieces.iter().any(|piece| {
            matches!(piece.kind, PieceKind::FieldBegin { .. } | PieceKind::SimpleFieldOpen(_))
        })
    }

    fn mark_last_paragraphs(&mut self) {
        let mut latest: Vec<Option<usize>> = vec![None];
        for piece in &self.pieces {
            match piece.kind {
                PieceKind::Open(Structure::Cell | Structure::Story) => latest.push(None),
                PieceKind::Close(Structure::Cell | Structure::Story) => {
                    if let Some(paragraph) = latest.pop().flatten() {
                        self.paragraphs[paragraph].last = true;
                    }
                }
                PieceKind::ParagraphClose => {
                    if let Some(top) = latest.last_mut() {
                        *top = piece.paragraph;
                    }
                }
                _ => {}
            }
        }
        if let Some(paragraph) = latest.first().copied().flatten() {
            self.paragraphs[paragraph].last = true;
        }
    }
}

/// The text that raw character data of XML stands for.
pub fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '<']) {
        return Cow::Borrowed(raw);
    }
    if !raw.contains('<') {
        return unescape(raw).unwrap_or(Cow::Borrowed(raw));
    }
    // Comments and CDATA sections inside a text element: legal, and never seen from Word.
    let mut text = String::new();
    let mut reader = quick_xml::Reader::from_str(raw);
    loop {
        match reader.read_event() {
            Ok(Event::Text(piece)) => text.push_str(&piece.into_inner()),
            Ok(Event::CData(piece)) => text.push_str(&piece.into_inner()),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", name.into_inner());
                text.push_str(&unescape(&reference).unwrap_or_default());
            }
            Ok(Event::Eof) | Err(_) => return Cow::Owned(text),
            Ok(_) => {}
        }
    }
}

/// Text as character data of XML. Characters that XML 1.0 forbids are left out: a letter with a
/// control character from a case system would not open at all.
pub fn encode(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>') && allowed(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether XML 1.0 allows the character (production 2, Char).
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}
