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

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::limits::Limits;
use super::package::PackageError;

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
        return quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw));
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
                text.push_str(&quick_xml::escape::unescape(&reference).unwrap_or_default());
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    Word,
    Compatibility,
    Other,
}

/// What an element that is still open closes when it ends.
enum Open {
    Markup,
    Paragraph,
    Run,
    Text { start: usize, content: usize, code: bool },
    FieldCharacter { start: usize, kind: PieceKind },
    Structure(Structure),
    Container,
    SimpleField,
    Deleted,
    /// Properties that end with their element and are part of the piece before.
    Properties { start: usize, own_piece: bool },
    InProperties,
}

struct StoryReader<'a> {
    part: &'a str,
    xml: &'a str,
    limits: &'a Limits,
    open: Vec<(Open, Option<PieceId>)>,
    pieces: Vec<Piece>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    run_stack: Vec<usize>,
    paragraph_stack: Vec<usize>,
    /// Runs of an outer paragraph do not enclose the text of a text box inside them.
    run_floor: Vec<usize>,
    deleted: usize,
    prefix: String,
}

impl<'a> StoryReader<'a> {
    fn new(part: &'a str, xml: &'a str, limits: &'a Limits) -> Self {
        StoryReader {
            part,
            xml,
            limits,
            open: Vec::new(),
            pieces: Vec::new(),
            paragraphs: Vec::new(),
            runs: Vec::new(),
            run_stack: Vec::new(),
            paragraph_stack: Vec::new(),
            run_floor: Vec::new(),
            deleted: 0,
            prefix: "w:".to_owned(),
        }
    }

    fn read(&mut self) -> Result<(), PackageError> {
        let base = if self.xml.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut reader = NsReader::from_str(&self.xml[base..]);
        let mut start = base;
        if base > 0 {
            self.push(0..base, PieceKind::Markup);
        }
        loop {
            let (namespace, event) = reader
                .read_resolved_event()
                .map_err(|source| PackageError::malformed(self.part, source))?;
            let vocabulary = vocabulary(&namespace);
            let end = base + reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => {
                    if self.open.len() >= self.limits.xml_depth {
                        return Err(PackageError::TooDeep {
                            part: self.part.to_owned(),
                            limit: self.limits.xml_depth,
                        });
                    }
                    if self.open.is_empty() && vocabulary == Vocabulary::Word {
                        self.prefix = tag
                            .name()
                            .prefix()
                            .map(|prefix| format!("{}:", prefix.into_inner()))
                            .unwrap_or_default();
                    }
                    self.start(vocabulary, &tag, start..end);
                }
                Event::Empty(tag) => self.empty(vocabulary, &tag, start..end),
                Event::End(_) => self.end(start..end),
                Event::DocType(_) => {
                    return Err(PackageError::DocumentType { part: self.part.to_owned() });
                }
                Event::Eof => break,
                _ => self.other(start..end),
            }
            start = end;
        }
        if self.open.is_empty() {
            Ok(())
        } else {
            Err(PackageError::malformed(self.part, "the part ends inside an element"))
        }
    }

    fn start(&mut self, vocabulary: Vocabulary, tag: &BytesStart<'_>, span: Bytes) {
        if let Some((Open::Properties { .. } | Open::InProperties, _)) = self.open.last() {
            self.property(vocabulary, tag, &span);
            self.open.push((Open::InProperties, None));
            return;
        }
        let local = tag.local_name();
        let name = local.as_ref();
        let opened = match (vocabulary, name) {
            (Vocabulary::Word, "p") => {
                self.paragraphs.push(Paragraph::default());
                self.paragraph_stack.push(self.paragraphs.len() - 1);
                self.run_floor.push(self.run_stack.len());
                (Open::Paragraph, Some(self.push(span, PieceKind::ParagraphOpen)))
            }
            (Vocabulary::Word, "r") => {
                self.runs.push(Run { tag: span.clone(), ..Run::default() });
                self.run_stack.push(self.runs.len() - 1);
                (Open::Run, Some(self.push(span, PieceKind::RunOpen)))
            }
            (Vocabulary::Word, "t" | "instrText") => {
                let code = name == "instrText";
                (Open::Text { start: span.start, content: span.end, code }, None)
            }
            (Vocabulary::Word, "fldChar") => {
                let kind = self.field_character(tag);
                (Open::FieldCharacter { start: span.start, kind }, None)
            }
            (Vocabulary::Word, "pPr") if self.follows(&PieceKind::ParagraphOpen) => {
                (Open::Properties { start: span.start, own_piece: false }, None)
            }
            (Vocabulary::Word, "rPr") if self.follows(&PieceKind::RunOpen) => {
                (Open::Properties { start: span.start, own_piece: false }, None)
            }
            (
                Vocabulary::Word,
                "pPr" | "rPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "tblPrEx" | "sdtPr"
                | "sdtEndPr" | "sectPr" | "smartTagPr" | "customXmlPr",
            ) => (Open::Properties { start: span.start, own_piece: true }, None),
            (Vocabulary::Word, "fldSimple") => {
                let code = attribute(tag, "instr").unwrap_or_default();
                (Open::SimpleField, Some(self.push(span, PieceKind::SimpleFieldOpen(code))))
            }
            (Vocabulary::Word, "tbl") => self.structure(span, Structure::Table),
            (Vocabulary::Word, "tr") => self.structure(span, Structure::Row),
            (Vocabulary::Word, "tc") => self.structure(span, Structure::Cell),
            (Vocabulary::Word, "txbxContent" | "footnote" | "endnote" | "comment") => {
                self.structure(span, Structure::Story)
            }
            (Vocabulary::Word, "del" | "moveFrom") => {
                self.deleted += 1;
                (Open::Deleted, Some(self.push(span, PieceKind::ContainerOpen)))
            }
            (
                Vocabulary::Word,
                "ins" | "moveTo" | "hyperlink" | "sdt" | "sdtContent" | "smartTag" | "customXml"
                | "dir" | "bdo" | "subDoc",
            ) => (Open::Container, Some(self.push(span, PieceKind::ContainerOpen))),
            (Vocabulary::Word, "drawing" | "pict" | "object" | "ruby") => {
                self.push(span, PieceKind::Ink);
                (Open::Markup, None)
            }
            (Vocabulary::Other, "oMath" | "oMathPara") => {
                self.push(span, PieceKind::Ink);
                (Open::Markup, None)
            }
            _ => {
                self.push(span, PieceKind::Markup);
                (Open::Markup, None)
            }
        };
        self.open.push(opened);
    }

    fn structure(&mut self, span: Bytes, structure: Structure) -> (Open, Option<PieceId>) {
        (Open::Structure(structure), Some(self.push(span, PieceKind::Open(structure))))
    }

    fn empty(&mut self, vocabulary: Vocabulary, tag: &BytesStart<'_>, span: Bytes) {
        match self.open.last() {
            Some((Open::Properties { .. } | Open::InProperties, _)) => {
                self.property(vocabulary, tag, &span);
                return;
            }
            Some((Open::Text { .. } | Open::FieldCharacter { .. }, _)) => return,
            _ => {}
        }
        let local = tag.local_name();
        let kind = match (vocabulary, local.as_ref()) {
            (Vocabulary::Word, "p") => {
                self.paragraphs.push(Paragraph { hollow: true, ..Paragraph::default() });
                self.paragraph_stack.push(self.paragraphs.len() - 1);
                let open = self.push(span.clone(), PieceKind::ParagraphOpen);
                let close = self.push(span.end..span.end, PieceKind::ParagraphClose);
                self.pair(open, close);
                self.paragraph_stack.pop();
                return;
            }
            (Vocabulary::Word, "fldChar") => self.field_character(tag),
            (Vocabulary::Word, "fldSimple") => {
                let code = attribute(tag, "instr").unwrap_or_default();
                let open = self.push(span.clone(), PieceKind::SimpleFieldOpen(code));
                let close = self.push(span.end..span.end, PieceKind::SimpleFieldClose);
                self.pair(open, close);
                return;
            }
            (Vocabulary::Word, "br") => match attribute(tag, "type").as_deref() {
                None | Some("textWrapping") => PieceKind::LineBreak,
                Some(_) => PieceKind::Ink,
            },
            (Vocabulary::Word, "cr") => PieceKind::LineBreak,
            (Vocabulary::Word, "tab") => PieceKind::Tab,
            (
                Vocabulary::Word,
                "sym" | "footnoteReference" | "endnoteReference" | "noBreakHyphen" | "pgNum"
                | "contentPart" | "dayLong" | "dayShort" | "monthLong" | "monthShort" | "yearLong"
                | "yearShort",
            ) => PieceKind::Ink,
            (
                Vocabulary::Word,
                name @ ("bookmarkStart" | "bookmarkEnd" | "commentRangeStart" | "commentRangeEnd"
                | "permStart" | "permEnd" | "moveFromRangeStart" | "moveFromRangeEnd"
                | "moveToRangeStart" | "moveToRangeEnd"),
            ) => PieceKind::RangeMark {
                element: name.to_owned(),
                id: attribute(tag, "id").unwrap_or_default(),
                name: attribute(tag, "name"),
            },
            _ => PieceKind::Markup,
        };
        self.push(span, kind);
    }

    fn end(&mut self, span: Bytes) {
        // The parser has already refused unmatched ends.
        let Some((open, opener)) = self.open.pop() else { return };
        let closer = match open {
            Open::Markup => {
                self.push(span, PieceKind::Markup);
                return;
            }
            Open::InProperties => return,
            Open::Properties { start, own_piece } => {
                self.properties_end(start..span.end, own_piece);
                return;
            }
            Open::Text { start, content, code } => {
                let content = content..span.start;
                if code && self.deleted == 0 {
                    self.mark_machinery();
                }
                let kind = if code { PieceKind::Code(content) } else { PieceKind::Text(content) };
                self.push(start..span.end, kind);
                return;
            }
            Open::FieldCharacter { start, kind } => {
                self.push(start..span.end, kind);
                return;
            }
            Open::Paragraph => {
                let closer = self.push(span, PieceKind::ParagraphClose);
                self.paragraph_stack.pop();
                self.run_floor.pop();
                closer
            }
            Open::Run => {
                let closer = self.push(span, PieceKind::RunClose);
                self.run_stack.pop();
                closer
            }
            Open::Structure(structure) => self.push(span, PieceKind::Close(structure)),
            Open::Container => self.push(span, PieceKind::ContainerClose),
            Open::SimpleField => self.push(span, PieceKind::SimpleFieldClose),
            Open::Deleted => {
                let closer = self.push(span, PieceKind::ContainerClose);
                self.deleted = self.deleted.saturating_sub(1);
                closer
            }
        };
        if let Some(opener) = opener {
            self.pair(opener, closer);
        }
    }

    fn other(&mut self, span: Bytes) {
        if !matches!(
            self.open.last(),
            Some((
                Open::Properties { .. }
                    | Open::InProperties
                    | Open::Text { .. }
                    | Open::FieldCharacter { .. },
                _
            ))
        ) {
            self.push(span, PieceKind::Markup);
        }
    }

    /// Properties right after the opening of their paragraph or run belong to that piece.
    fn properties_end(&mut self, span: Bytes, own_piece: bool) {
        if own_piece {
            self.push(span, PieceKind::Markup);
        } else if let Some(piece) = self.pieces.last_mut() {
            piece.span.end = span.end;
            if let (PieceKind::RunOpen, Some(run)) = (&piece.kind, piece.run) {
                self.runs[run].properties = Some(span);
            }
        }
    }

    fn property(&mut self, vocabulary: Vocabulary, tag: &BytesStart<'_>, span: &Bytes) {
        let in_paragraph = self.pieces.last().is_some_and(|p| p.kind == PieceKind::ParagraphOpen);
        let Some(paragraph) = self.paragraph_stack.last().filter(|_| in_paragraph) else { return };
        if vocabulary != Vocabulary::Word {
            return;
        }
        let paragraph = &mut self.paragraphs[*paragraph];
        match tag.local_name().as_ref() {
            "pStyle" => paragraph.style = attribute(tag, "val"),
            "outlineLvl" => {
                paragraph.outline = attribute(tag, "val").and_then(|level| level.parse().ok());
            }
            "sectPr" => paragraph.section = true,
            // A tracked change keeps the old numbering after the new: the first one holds.
            "numId" if paragraph.numbering.is_none() => {
                paragraph.numbering = value_span(&self.xml[span.clone()])
                    .map(|value| span.start + value.start..span.start + value.end);
            }
            _ => {}
        }
    }

    fn field_character(&mut self, tag: &BytesStart<'_>) -> PieceKind {
        let kind = match attribute(tag, "fldCharType").as_deref() {
            Some("begin") => {
                let locked = attribute(tag, "fldLock")
                    .is_some_and(|lock| matches!(lock.as_str(), "1" | "true" | "on"));
                PieceKind::FieldBegin { locked }
            }
            Some("separate") => PieceKind::FieldSeparate,
            Some("end") => PieceKind::FieldEnd,
            _ => PieceKind::Markup,
        };
        self.mark_machinery();
        kind
    }

    fn mark_machinery(&mut self) {
        if let Some(run) = self.run_stack.last() {
            self.runs[*run].machinery = true;
        }
    }

    fn follows(&self, kind: &PieceKind) -> bool {
        self.pieces.last().is_some_and(|piece| piece.kind == *kind)
    }

    fn push(&mut self, span: Bytes, kind: PieceKind) -> PieceId {
        let floor = self.run_floor.last().copied().unwrap_or(0);
        self.pieces.push(Piece {
            span,
            kind,
            run: self.run_stack.get(floor..).and_then(<[usize]>::last).copied(),
            paragraph: self.paragraph_stack.last().copied(),
            partner: None,
            deleted: self.deleted > 0,
        });
        self.pieces.len() - 1
    }

    fn pair(&mut self, open: PieceId, close: PieceId) {
        self.pieces[open].partner = Some(close);
        self.pieces[close].partner = Some(open);
    }
}

fn vocabulary(namespace: &ResolveResult<'_>) -> Vocabulary {
    match namespace {
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )) => Vocabulary::Word,
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/markup-compatibility/2006",
        )) => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| {
            attribute
                .unescape_value()
                .map_or_else(|_| attribute.value.clone().into_owned(), Cow::into_owned)
        })
}

/// Where the value of `val` stands in a tag.
fn value_span(tag: &str) -> Option<Bytes> {
    let start = tag.find("val=")? + 5;
    let quote = tag.as_bytes().get(start - 1).copied()?;
    let length = tag[start..].find(char::from(quote))?;
    Some(start..start + length)
}
