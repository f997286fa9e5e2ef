//! Cutting a part into pieces, one parser event after the other.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::limits::Limits;
use super::package::PackageError;
use super::story::{Bytes, Paragraph, Piece, PieceId, PieceKind, Run, Structure};

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
    Text {
        start: usize,
        content: usize,
        code: bool,
    },
    FieldCharacter {
        start: usize,
        kind: PieceKind,
    },
    Structure(Structure),
    Container,
    SimpleField,
    Deleted,
    /// Properties that end with their element and are part of the piece before.
    Properties {
        start: usize,
        own_piece: bool,
    },
    InProperties,
}

pub(super) struct StoryReader<'a> {
    part: &'a str,
    xml: &'a str,
    limits: &'a Limits,
    open: Vec<(Open, Option<PieceId>)>,
    pub pieces: Vec<Piece>,
    pub paragraphs: Vec<Paragraph>,
    pub runs: Vec<Run>,
    run_stack: Vec<usize>,
    paragraph_stack: Vec<usize>,
    /// Runs of an outer paragraph do not enclose the text of a text box inside them.
    run_floor: Vec<usize>,
    deleted: usize,
    pub prefix: String,
}

impl<'a> StoryReader<'a> {
    pub fn new(part: &'a str, xml: &'a str, limits: &'a Limits) -> Self {
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

    pub fn read(&mut self) -> Result<(), PackageError> {
        let mut reader = NsReader::from_str(self.xml);
        let mut start = 0;
        let mut rooted = false;
        loop {
            let (namespace, event) = reader
                .read_resolved_event()
                .map_err(|source| PackageError::malformed(self.part, source))?;
            let vocabulary = vocabulary(&namespace);
            let end = reader.buffer_position() as usize;
            if self.pieces.len() > self.limits.pieces {
                return Err(PackageError::TooManyElements {
                    part: self.part.to_owned(),
                    limit: self.limits.pieces,
                });
            }
            rooted |= matches!(event, Event::Start(_) | Event::Empty(_));
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
                Event::GeneralRef(_) if unescape(&self.xml[start..end]).is_err() => {
                    return Err(PackageError::malformed(self.part, "an entity is not declared"));
                }
                Event::Eof => break,
                _ => self.other(start..end),
            }
            start = end;
        }
        if !self.open.is_empty() {
            return Err(PackageError::malformed(self.part, "the part ends inside an element"));
        }
        if !rooted {
            return Err(PackageError::malformed(self.part, "the part has no root element"));
        }
        Ok(())
    }

    fn start(&mut self, vocabulary: Vocabulary, tag: &BytesStart<'_>, span: Bytes) {
        match self.open.last() {
            Some((Open::Properties { .. } | Open::InProperties, _)) => {
                self.property(vocabulary, tag, &span);
                self.open.push((Open::InProperties, None));
                return;
            }
            // The data of a form field, or a comment in a text: part of that piece.
            Some((Open::Text { .. } | Open::FieldCharacter { .. }, _)) => {
                self.open.push((Open::InProperties, None));
                return;
            }
            _ => {}
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
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name).map(
        |attribute| {
            attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.clone().into_owned(), Cow::into_owned)
        },
    )
}

/// Where the value of `val` stands in a tag.
fn value_span(tag: &str) -> Option<Bytes> {
    let start = tag.find("val=")? + 5;
    let quote = tag.as_bytes().get(start - 1).copied()?;
    let length = tag[start..].find(char::from(quote))?;
    Some(start..start + length)
}

/// The namespace declarations of an element, each with a blank before it.
pub fn declarations(root: &BytesStart<'_>) -> String {
    root.attributes()
        .flatten()
        .filter(|attribute| attribute.key.as_ref().starts_with("xmlns"))
        .map(|attribute| format!(" {}=\"{}\"", attribute.key.as_ref(), attribute.value))
        .collect()
}
