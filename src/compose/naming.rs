//! Naming fields: the fields by which an author says "here stands that element".

use std::collections::BTreeSet;

use super::{BODY, Sources};
use crate::diagnostic::{CompositionFinding, Diagnostic, Place};
use crate::docx::{FieldNode, Folded, Node, PieceKind, Story};
use crate::field::{Argument, Field, Instruction, NESTED, Separators, TokenKind, parse};
use crate::template::code::Code;
use crate::template::places::Places;

/// The most naming fields of one story. A letter has a handful.
const NAMINGS: usize = 5_000;

/// What a naming field names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// The template's own document.
    Body,
    /// The content element of this key.
    Element(String),
}

/// A naming field of a story.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// What it names.
    pub named: Named,
    /// Only what stands in this bookmark of it.
    pub bookmark: Option<String>,
    /// The bytes of the story's part from the field's beginning to its end.
    pub bytes: (usize, usize),
    /// Where it stands.
    pub place: Place,
    /// Set where it stands in another field's code.
    pub inside: Option<Inside>,
}

/// How a naming field stands in another field's code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Inside {
    /// Between quotation marks.
    pub quoted: bool,
    /// The argument has other text before it.
    pub before: bool,
    /// The argument has other text behind it.
    pub after: bool,
}

/// What the fields of a story ask for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The naming fields.
    pub namings: Vec<Naming>,
    /// The naming fields that name nothing.
    pub diagnostics: Vec<Diagnostic>,
    /// The document properties that DOCPROPERTY asks for, and where.
    pub properties: Vec<(String, Place)>,
}

/// Finds the naming fields of a story, tells which of them name nothing, and the document properties
/// that its fields ask for.
pub(super) fn find(
    story: &Story,
    folded: &Folded,
    places: &Places,
    sources: &Sources<'_>,
) -> Asked {
    let mut finder = Finder {
        story,
        places,
        sources,
        found: Vec::new(),
        diagnostics: Vec::new(),
        properties: Vec::new(),
        full: false,
    };
    finder.nodes(&folded.nodes, None);
    let Finder { found, diagnostics, properties, .. } = finder;
    Asked { namings: found, diagnostics, properties }
}

struct Finder<'f> {
    story: &'f Story,
    places: &'f Places,
    sources: &'f Sources<'f>,
    found: Vec<Naming>,
    diagnostics: Vec<Diagnostic>,
    properties: Vec<(String, Place)>,
    /// There are more than are put in.
    full: bool,
}

impl Finder<'_> {
    fn nodes(&mut self, nodes: &[Node], inside: Option<Inside>) {
        for node in nodes {
            if let Node::Field(field) = node
                && !field.deleted
            {
                self.field(field, inside);
            }
        }
    }

    fn field(&mut self, node: &FieldNode, inside: Option<Inside>) {
        let code = Code::of(self.story, &node.code);
        let text = match &self.story.pieces[node.begin].kind {
            PieceKind::SimpleFieldOpen(code) => code.clone(),
            _ => code.text.clone(),
        };
        let instruction = parse(&text, Separators::default());
        if let Some((key, bookmark)) = name_in(&instruction.field, &text) {
            self.naming(node, &text, key, bookmark, inside);
            return;
        }
        if let Field::DocProperty(name) = &instruction.field
            && !name.is_dynamic(&text)
        {
            let place = self.places.place(self.story, node.begin, Some(node.begin));
            self.properties.push((name.text(&text).trim().to_owned(), place));
        }
        self.nested(node, &code, &instruction, &text);
        // What the field shows is made anew when the letter is merged, unless it stays a field.
        if matches!(instruction.field, Field::Layout(_) | Field::Kept(_) | Field::Unknown(_)) {
            self.nodes(&node.result, inside);
        }
    }

    fn nested(&mut self, node: &FieldNode, code: &Code, instruction: &Instruction, text: &str) {
        let places = text.match_indices(NESTED).map(|(byte, _)| byte);
        for (byte, index) in places.zip(code.nested()) {
            let tokens = &instruction.tokens;
            let behind = tokens.partition_point(|token| token.span.start <= byte);
            let token = tokens[..behind]
                .last()
                .filter(|token| token.span.contains(&byte) && token.kind == TokenKind::Quoted);
            let inside = token.map_or(Inside::default(), |token| {
                let more = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
                let quote = text[token.span.clone()].chars().next().map_or(1, char::len_utf8);
                let close = text[token.span.clone()].chars().next_back().map_or(1, char::len_utf8);
                Inside {
                    quoted: true,
                    before: more(text.get(token.span.start + quote..byte)),
                    after: more(text.get(byte + 1..token.span.end.saturating_sub(close))),
                }
            });
            if let Some(Node::Field(field)) = node.code.get(index)
                && !field.deleted
            {
                self.field(field, Some(inside));
            }
        }
        // Fields in the cells of a table in a code stand for themselves.
        let own: BTreeSet<usize> = code.nested().collect();
        for (index, child) in node.code.iter().enumerate() {
            if let Node::Field(field) = child
                && !field.deleted
                && !own.contains(&index)
            {
                self.field(field, None);
            }
        }
    }

    fn naming(
        &mut self,
        node: &FieldNode,
        text: &str,
        key: &Argument,
        bookmark: Option<&Argument>,
        inside: Option<Inside>,
    ) {
        let place = self.places.place(self.story, node.begin, Some(node.begin));
        if self.found.len() >= NAMINGS {
            let key = key.text(text).into_owned();
            let finding = CompositionFinding::ComposedTooLarge { key };
            if self.found.len() == NAMINGS && !self.full {
                self.full = true;
                self.diagnostics.push(Diagnostic::at(finding, &place));
            }
            return;
        }
        let mut note = |finding| self.diagnostics.push(Diagnostic::at(finding, &place));
        if key.is_dynamic(text) || bookmark.is_some_and(|name| name.is_dynamic(text)) {
            note(CompositionFinding::ElementNameComposed {});
            return;
        }
        let written = key.text(text).trim().to_owned();
        let written = element_key(&written).unwrap_or(&written).trim().to_owned();
        let Some(named) = look_up(&written, self.sources) else {
            note(CompositionFinding::ElementMissing { key: written });
            return;
        };
        let pieces = &self.story.pieces;
        self.found.push(Naming {
            named,
            bookmark: bookmark.map(|name| name.text(text).into_owned()),
            bytes: (pieces[node.begin].span.start, pieces[node.end].span.end),
            place,
            inside,
        });
    }
}

/// The name in a field that names an element, and the bookmark beside it.
fn name_in<'f>(field: &'f Field, code: &str) -> Option<(&'f Argument, Option<&'f Argument>)> {
    match field {
        Field::IncludeText(include) => Some((&include.source, include.bookmark.as_ref())),
        Field::MergeField(merge) => {
            element_key(merge.name.text(code).trim()).map(|_| (&merge.name, None))
        }
        _ => None,
    }
}

/// The key in `Element:klagevejledning` or `Element.klagevejledning`.
fn element_key(name: &str) -> Option<&str> {
    let (head, key) = name.split_at_checked("Element:".len())?;
    (head.eq_ignore_ascii_case("Element:") || head.eq_ignore_ascii_case("Element.")).then_some(key)
}

/// Looks a name up: as it is, then its last segment, then that without extension.
fn look_up(name: &str, sources: &Sources<'_>) -> Option<Named> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if [name, file, stem].contains(&BODY) {
        return Some(Named::Body);
    }
    [name, file, stem]
        .into_iter()
        .find(|key| sources.elements.contains_key(key))
        .map(|key| Named::Element(key.to_owned()))
}

impl Named {
    /// The key that the author wrote.
    pub fn key(&self) -> &str {
        match self {
            Named::Body => BODY,
            Named::Element(key) => key,
        }
    }
}
