//! Pieces of documents in the letter: a value of the data, or an approved text.
//!
//! The blocks of the piece take the field's place. What they refer to comes along or is let go:
//!
//! | in the piece | in the letter |
//! |---|---|
//! | a style | the letter's style of that id or name; without one, none |
//! | a picture, a link, a list | comes along |
//! | a bookmark, a comment, a section | let go |
//! | a note | the text stays, the note is let go, with a warning |
//! | a field | in an approved text it is merged; in data its stored result stays, since a value is never read as a code |

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::record::Fragment;
use super::run::Merger;
use super::writer::Vanished;
use crate::diagnostic::{Diagnostic, Finding, TERM};
use crate::docx::{
    Limits, Macros, Node, Numbering, Package, PackageError, PieceKind, Relationship, Story, Styles,
    attribute, declarations, fold,
};
use crate::template::{CompileOptions, FieldId, Template};

impl Merger<'_> {
    /// Puts a piece of the data where the field stands.
    pub(super) fn fragment(&mut self, id: FieldId, fragment: &Arc<Fragment>) {
        let opened = Package::open(&fragment.bytes, Macros::Refuse, &Limits::default()).and_then(
            |package| {
                let xml = stored_results(&package)?;
                Ok((package, xml))
            },
        );
        self.insert(id, opened);
    }

    /// Puts an approved text where the field stands, its own fields merged.
    pub(super) fn approved_text(&mut self, id: FieldId, fragment: &Arc<Fragment>) {
        // An approved text that includes itself would never end.
        if self.inclusions.iter().any(|around| Arc::ptr_eq(around, fragment)) {
            let name = self.name_of(id);
            self.note(id, Finding::SelfReference { name });
            self.vanished(Vanished::Other);
            return;
        }
        let mut inclusions = self.inclusions.clone();
        inclusions.push(Arc::clone(fragment));
        let options = CompileOptions {
            language: Some(self.template.conventions().language),
            ..CompileOptions::default()
        };
        let opened = Template::compile(&fragment.bytes, &options).and_then(|template| {
            let run = super::run::run_included(&template, &self.request, inclusions);
            if let Some(part) = run.too_large {
                let limit = template.package().limits().part_bytes;
                return Err(PackageError::PartTooLarge { part, limit });
            }
            let part = template.package().main_part().to_owned();
            let xml = match run.letter.parts.into_iter().find(|(name, _)| *name == part) {
                Some((_, bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
                None => template.package().text(&part)?,
            };
            self.trace.diagnostics.extend(run.trace.diagnostics);
            Ok((template.package().clone(), xml))
        });
        self.insert(id, opened);
    }

    fn insert(&mut self, id: FieldId, opened: Result<(Package, String), PackageError>) {
        let name = self.name_of(id);
        let adopted = opened.and_then(|(package, xml)| {
            if package.is_strict() != self.template.package().is_strict() {
                return Err(PackageError::NotWordprocessing);
            }
            self.adopt(&package, &xml)
        });
        let adopted = match adopted {
            Ok(adopted) => adopted,
            Err(error) => {
                let error = error.code().to_owned();
                self.note(id, Finding::FragmentUnreadable { name, error });
                self.vanished(Vanished::Other);
                return;
            }
        };
        for what in &adopted.let_go {
            let what = format!("{TERM}{what}");
            let finding = Finding::FragmentReduced { name: name.clone(), what };
            let diagnostic = Diagnostic::at(finding, &self.program().fields[id].place);
            // Several things may be let go at one place, each told once.
            if !self.trace.diagnostics.contains(&diagnostic) {
                self.trace.diagnostics.push(diagnostic);
            }
        }
        let in_paragraph = self.program().fields[id].in_paragraph;
        let Some(writer) = &mut self.writer else { return };
        match adopted.blocks.as_slice() {
            [] => self.vanished(Vanished::Other),
            [Block::Paragraph { runs, .. }] => writer.shape(runs.as_bytes()),
            blocks if in_paragraph && writer.directly_in_paragraph() => {
                let markup: String = blocks.iter().map(Block::markup).collect();
                writer.blocks(markup.as_bytes());
            }
            blocks => {
                // Inside a link or a control only runs may stand.
                let runs: Vec<&str> = blocks.iter().filter_map(Block::runs).collect();
                let between = format!("<{0}r><{0}br/></{0}r>", self.program_prefix());
                let runs = runs.join(&between);
                if let Some(writer) = &mut self.writer {
                    writer.shape(runs.as_bytes());
                }
                self.note(id, Finding::ParagraphsAsLines { name });
            }
        }
    }

    fn program_prefix(&self) -> String {
        self.program().prefix.clone()
    }

    /// Rewrites the body of a piece so that it can stand in the letter.
    fn adopt(&mut self, package: &Package, xml: &str) -> Result<Adopted, PackageError> {
        let part = package.main_part().to_owned();
        let source = Source {
            package,
            styles: Styles::read(package)?,
            numbering: Numbering::read(package)?,
            relationships: package.relationships_of(&part)?,
        };
        let mut adopted = Adopted::default();
        let mut namespaces = String::new();
        let mut reader = Reader::from_str(xml);
        let (mut depth, mut start) = (0usize, 0usize);
        let mut skip: Option<usize> = None;
        let mut block: Option<(bool, String, usize)> = None;
        let malformed = |source: quick_xml::Error| PackageError::Malformed {
            part: part.clone(),
            source: Box::new(source),
        };
        loop {
            let event = reader.read_event().map_err(malformed)?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let raw = &xml[start..end];
            start = end;
            let (opens, closes, tag) = match &event {
                Event::Start(tag) => (true, false, Some(tag)),
                Event::Empty(tag) => (false, false, Some(tag)),
                Event::End(_) => (false, true, None),
                Event::DocType(_) => return Err(PackageError::DocumentType { part }),
                Event::Eof => break,
                _ => (false, false, None),
            };
            if closes {
                depth = depth.saturating_sub(1);
            }
            match (tag, skip) {
                (_, Some(at)) => {
                    if closes && at == depth {
                        skip = None;
                    }
                }
                (Some(tag), None) if depth == 0 => namespaces = declarations(tag),
                (Some(_), None) if depth == 1 => {}
                (Some(tag), None) if depth == 2 && tag.local_name().as_ref() == "sectPr" => {
                    if opens {
                        skip = Some(depth);
                    }
                }
                (Some(tag), None) if depth == 2 => {
                    let name = tag.name().as_ref().len() + 1;
                    let markup = format!("{}{namespaces}{}", &raw[..name], &raw[name..]);
                    let paragraph = tag.local_name().as_ref() == "p";
                    if opens {
                        let content = markup.len();
                        block = Some((paragraph, markup, content));
                    } else if paragraph {
                        adopted.blocks.push(Block::Other(markup));
                    }
                }
                (Some(tag), None) => match self.rewritten(tag, raw, &source, &mut adopted)? {
                    Some(markup) => {
                        if let Some((_, text, _)) = &mut block {
                            text.push_str(&markup);
                        }
                    }
                    None if opens => skip = Some(depth),
                    None => {}
                },
                (None, None) => {
                    if let Some((paragraph, mut text, content)) =
                        block.take_if(|_| closes && depth == 2)
                    {
                        let runs = without_properties(&text[content..]).to_owned();
                        text.push_str(raw);
                        adopted.blocks.push(if paragraph {
                            Block::Paragraph {
                                markup: text,
                                runs: with_namespaces(&runs, &namespaces),
                            }
                        } else {
                            Block::Other(text)
                        });
                    } else if let Some((_, text, _)) = &mut block {
                        text.push_str(raw);
                    }
                }
            }
            if opens {
                depth += 1;
            }
        }
        Ok(adopted)
    }

    /// A tag of the piece as it stands in the letter; `None` when the element is let go.
    fn rewritten(
        &mut self,
        tag: &BytesStart<'_>,
        raw: &str,
        source: &Source<'_>,
        adopted: &mut Adopted,
    ) -> Result<Option<String>, PackageError> {
        let local = tag.local_name();
        match local.as_ref() {
            "pStyle" | "rStyle" | "tblStyle" => {
                let id = attribute(tag, "val").unwrap_or_default();
                let own = self.template.styles();
                let known = own.contains(&id).then_some(id.as_str());
                let by_name = || source.styles.name(&id).and_then(|name| own.id_of(name));
                return Ok(known.or_else(by_name).map(|new| replaced(raw, &id, new)));
            }
            "numId" => {
                let id = attribute(tag, "val").unwrap_or_default();
                let new = match (adopted.lists.get(&id), source.numbering.definition(&id)) {
                    (Some(new), _) => *new,
                    (None, Some(list)) => {
                        let new = self.identities.adopted_list(list);
                        adopted.lists.insert(id.clone(), new);
                        new
                    }
                    // Number 0 takes a paragraph out of its style's list.
                    (None, None) => 0,
                };
                return Ok(Some(replaced(raw, &id, &new.to_string())));
            }
            "footnoteReference" | "endnoteReference" => {
                adopted.let_go("notes");
                return Ok(None);
            }
            "sectPr" | "bookmarkStart" | "bookmarkEnd" | "commentRangeStart"
            | "commentRangeEnd" | "commentReference" | "permStart" | "permEnd" | "del"
            | "moveFrom" => return Ok(None),
            "docPr" => {
                let new = self.identities.drawing().to_string();
                return Ok(Some(replaced(raw, &attribute(tag, "id").unwrap_or_default(), &new)));
            }
            _ => {}
        }
        let mut markup = raw.to_owned();
        for attribute in tag.attributes().flatten() {
            if !matches!(attribute.key.as_ref(), "r:id" | "r:embed" | "r:link" | "r:pict") {
                continue;
            }
            let id = attribute.value.as_ref();
            let Some(relationship) = source.relationships.iter().find(|found| found.id == id)
            else {
                return Ok(None);
            };
            let new = match (relationship.kind.as_str(), relationship.external) {
                ("hyperlink", true) => {
                    self.add_relationship("hyperlink", relationship.target.clone(), true)
                }
                ("image", false) => {
                    if let Some(new) = self.taken_over(source.package, relationship)? {
                        new
                    } else {
                        adopted.let_go("pictures that are neither PNG, JPEG nor GIF");
                        return Ok(None);
                    }
                }
                _ => {
                    adopted.let_go("embedded objects");
                    return Ok(None);
                }
            };
            markup = replaced(&markup, id, &new);
        }
        Ok(Some(markup))
    }

    fn taken_over(
        &mut self,
        package: &Package,
        relationship: &Relationship,
    ) -> Result<Option<String>, PackageError> {
        let file = relationship.target.rsplit('/').next().unwrap_or_default();
        let found = package
            .part_names()
            .iter()
            .find(|name| name.rsplit('/').next() == Some(file) && name.contains("media/"));
        let Some(part) = found else { return Ok(None) };
        let kind = match file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "png" => ("png", "image/png"),
            "jpg" | "jpeg" => ("jpg", "image/jpeg"),
            "gif" => ("gif", "image/gif"),
            _ => return Ok(None),
        };
        let bytes = package.bytes(part)?;
        Ok(Some(self.add_media(&bytes, kind.0, kind.1)))
    }
}

/// The document that a piece comes from.
#[derive(Debug)]
struct Source<'p> {
    package: &'p Package,
    styles: Styles,
    numbering: Numbering,
    relationships: Vec<Relationship>,
}

/// What of a piece can stand in the letter.
#[derive(Debug, Default)]
struct Adopted {
    blocks: Vec<Block>,
    let_go: Vec<&'static str>,
    /// Lists by their id in the piece, with their id in the letter.
    lists: HashMap<String, u32>,
}

impl Adopted {
    fn let_go(&mut self, what: &'static str) {
        if !self.let_go.contains(&what) {
            self.let_go.push(what);
        }
    }
}

#[derive(Debug)]
enum Block {
    Paragraph { markup: String, runs: String },
    Other(String),
}

impl Block {
    fn markup(&self) -> &str {
        match self {
            Block::Paragraph { markup, .. } | Block::Other(markup) => markup,
        }
    }

    fn runs(&self) -> Option<&str> {
        match self {
            Block::Paragraph { runs, .. } => Some(runs),
            Block::Other(_) => None,
        }
    }
}

/// The body of a piece with the stored results of its fields instead of the fields.
fn stored_results(package: &Package) -> Result<String, PackageError> {
    fn text(story: &Story, nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Field(field) => text(story, &field.result, out),
                Node::Piece(id) => match &story.pieces[*id].kind {
                    PieceKind::Code(_)
                    | PieceKind::FieldBegin { .. }
                    | PieceKind::FieldSeparate
                    | PieceKind::FieldEnd
                    | PieceKind::SimpleFieldOpen(_)
                    | PieceKind::SimpleFieldClose => {}
                    _ => out.push_str(story.slice(&story.pieces[*id].span)),
                },
            }
        }
    }
    let limits = Limits::default();
    let part = package.main_part();
    let story = Story::read(part, package.text(part)?, &limits)?;
    let folded = fold(&story, &limits)?;
    let balanced = folded.nodes.iter().all(|node| match node {
        Node::Field(field) => {
            story.pieces[field.begin].paragraph == story.pieces[field.end].paragraph
        }
        Node::Piece(_) => true,
    });
    if !balanced {
        return Err(PackageError::NotWordprocessing);
    }
    let mut out = String::with_capacity(story.xml.len());
    text(&story, &folded.nodes, &mut out);
    Ok(out)
}

/// The text of a piece, for a condition; `None` when it cannot be read.
pub(super) fn text_of(fragment: &Fragment) -> Option<String> {
    let package = Package::open(&fragment.bytes, Macros::Refuse, &Limits::default()).ok()?;
    let xml = package.text(package.main_part()).ok()?;
    let story = Story::read(package.main_part(), xml, &Limits::default()).ok()?;
    let mut text = String::new();
    for piece in &story.pieces {
        match &piece.kind {
            PieceKind::Text(content) => text.push_str(&story.text(content)),
            PieceKind::ParagraphClose if !text.is_empty() => text.push('\n'),
            _ => {}
        }
    }
    Some(text.trim_end().to_owned())
}

/// Puts namespace declarations on each outermost element.
fn with_namespaces(runs: &str, namespaces: &str) -> String {
    let mut out = String::with_capacity(runs.len() + namespaces.len());
    let mut reader = Reader::from_str(runs);
    let (mut depth, mut start) = (0usize, 0usize);
    while let Ok(event) = reader.read_event() {
        let end = usize::try_from(reader.buffer_position()).unwrap_or(runs.len());
        let raw = &runs[start..end];
        start = end;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                if depth == 0 {
                    let name = tag.name().as_ref().len() + 1;
                    out.push_str(&raw[..name]);
                    out.push_str(namespaces);
                    out.push_str(&raw[name..]);
                } else {
                    out.push_str(raw);
                }
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                out.push_str(raw);
            }
            Event::Eof => break,
            _ => out.push_str(raw),
        }
    }
    out
}

/// A paragraph's content without its properties.
fn without_properties(content: &str) -> &str {
    let end = content.trim_start().strip_prefix('<').and_then(|rest| {
        let name = rest.split([' ', '>', '/']).next()?;
        if !name.ends_with("pPr") {
            return None;
        }
        let close = format!("</{name}>");
        match content.find(&close) {
            Some(at) => Some(at + close.len()),
            None => content.find("/>").map(|at| at + 2),
        }
    });
    &content[end.unwrap_or(0)..]
}

/// A tag with one attribute's value replaced.
fn replaced(raw: &str, old: &str, new: &str) -> String {
    raw.replacen(&format!("\"{old}\""), &format!("\"{new}\""), 1)
}
