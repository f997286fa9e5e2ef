//! A part as a tree that keeps what it does not understand.
//!
//! Stories are read flat elsewhere, for a field may begin in one paragraph and end in another.
//! Putting documents together moves whole paragraphs, runs and properties about, and for that a tree
//! is the right shape. Tags are kept as they were written; only what is changed is written anew.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::docx::{Limits, PackageError, decode, encode};

/// A node of a part.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Character data, a comment, a declaration: as written.
    Other(String),
    /// The place of an element, by the number of its naming field.
    Slot(usize),
}

/// An element of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// The name with its prefix.
    pub name: String,
    /// Whether it is of WordprocessingML.
    pub word: bool,
    /// What stands between name and `>` or `/>`, as written.
    pub attributes: String,
    /// What it holds.
    pub children: Vec<Node>,
    /// Where its opening tag begins in the part it was read from.
    pub at: usize,
    /// Where its closing tag ends.
    pub end: usize,
    /// Of a paragraph: the document it came from and its number there.
    pub origin: Option<(usize, usize)>,
}

impl Node {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Whether it is a WordprocessingML element of this local name.
    pub fn is(&self, local: &str) -> bool {
        self.element().is_some_and(|element| element.is(local))
    }
}

impl Element {
    /// A WordprocessingML element without attributes.
    pub fn word(prefix: &str, local: &str, children: Vec<Node>) -> Self {
        Element { name: format!("{prefix}{local}"), word: true, children, ..Element::default() }
    }

    /// The name without prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The prefix with its colon, or nothing.
    pub fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    /// Whether it is a WordprocessingML element of this local name.
    pub fn is(&self, local: &str) -> bool {
        self.word && self.local() == local
    }

    /// The attributes: name with prefix, and value as it is meant.
    pub fn pairs(&self) -> Vec<(String, String)> {
        spans(&self.attributes)
            .into_iter()
            .map(|(name, value)| {
                let name = self.attributes[name].to_owned();
                (name, decode(&self.attributes[value]).into_owned())
            })
            .collect()
    }

    /// The value of an attribute by its name without prefix.
    pub fn get(&self, local: &str) -> Option<String> {
        spans(&self.attributes)
            .into_iter()
            .find(|(name, _)| without_prefix(&self.attributes[name.clone()]) == local)
            .map(|(_, value)| decode(&self.attributes[value]).into_owned())
    }

    /// The value of `val` of the first child of this name.
    pub fn child_value(&self, local: &str) -> Option<String> {
        self.child(local)?.get("val")
    }

    /// The first WordprocessingML child of this name.
    pub fn child(&self, local: &str) -> Option<&Element> {
        self.children.iter().filter_map(Node::element).find(|child| child.is(local))
    }

    /// The first WordprocessingML child of this name, to change it.
    pub fn child_mut(&mut self, local: &str) -> Option<&mut Element> {
        self.children.iter_mut().find_map(|node| match node {
            Node::Element(child) if child.is(local) => Some(child),
            _ => None,
        })
    }

    /// Gives an attribute that is there another value, by its name without prefix.
    pub fn set(&mut self, local: &str, value: &str) {
        let found = spans(&self.attributes)
            .into_iter()
            .find(|(name, _)| without_prefix(&self.attributes[name.clone()]) == local);
        if let Some((_, span)) = found {
            self.attributes.replace_range(span, &attribute_text(value));
        }
    }

    /// Gives an attribute a value by its whole name; it is added where it is not there.
    pub fn put(&mut self, name: &str, value: &str) {
        let found = spans(&self.attributes)
            .into_iter()
            .find(|(found, _)| &self.attributes[found.clone()] == name);
        if let Some((_, span)) = found {
            self.attributes.replace_range(span, &attribute_text(value));
            return;
        }
        self.attributes.truncate(self.attributes.trim_end().len());
        self.attributes.push_str(&format!(" {name}=\"{}\"", attribute_text(value)));
    }

    /// Takes an attribute away, by its whole name.
    pub fn remove(&mut self, name: &str) {
        let found = spans(&self.attributes)
            .into_iter()
            .find(|(found, _)| &self.attributes[found.clone()] == name);
        if let Some((name, value)) = found {
            let end = (value.end + 1).min(self.attributes.len());
            let start = self.attributes[..name.start].trim_end().len();
            self.attributes.replace_range(start..end, "");
        }
    }

    /// Namespace declarations on it: prefix and URI.
    pub fn declarations(&self) -> Vec<(String, String)> {
        self.pairs()
            .into_iter()
            .filter_map(|(name, value)| {
                if name == "xmlns" {
                    return Some((String::new(), value));
                }
                name.strip_prefix("xmlns:").map(|prefix| (prefix.to_owned(), value))
            })
            .collect()
    }

    /// How many elements it is, itself included.
    pub fn size(&self) -> usize {
        1 + self.children.iter().filter_map(Node::element).map(Element::size).sum::<usize>()
    }

    /// Does something with every element in it, itself first, in the order of the text.
    pub fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Element)) {
        visit(self);
        for child in &self.children {
            if let Node::Element(child) = child {
                child.walk(visit);
            }
        }
    }

    /// The element as markup.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        out.push_str(&self.attributes);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        write(&self.children, out);
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Nodes as markup.
pub(super) fn write(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => element.write(out),
            Node::Other(text) => out.push_str(text),
            Node::Slot(_) => {}
        }
    }
}

/// A whole part: what stands before and after the root, and the root.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    before: String,
    /// The root element.
    pub root: Element,
    after: String,
}

impl Tree {
    /// Reads a part. Paragraphs get their numbers as coming from document `document`.
    pub fn read(
        part: &str,
        xml: &str,
        document: usize,
        limits: &Limits,
    ) -> Result<Self, PackageError> {
        let malformed = |source: Box<dyn std::error::Error + Send + Sync>| {
            PackageError::Malformed { part: part.to_owned(), source }
        };
        let mut reader = NsReader::from_str(xml);
        let mut tree = Tree::default();
        let mut open: Vec<Element> = Vec::new();
        let mut rooted = false;
        let (mut start, mut paragraphs, mut count) = (0, 0, 0usize);
        loop {
            let (namespace, event) =
                reader.read_resolved_event().map_err(|source| malformed(source.into()))?;
            let word = is_word(&namespace);
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let raw = &xml[start..end];
            count += 1;
            if count > limits.pieces {
                let limit = limits.pieces;
                return Err(PackageError::TooManyElements { part: part.to_owned(), limit });
            }
            match event {
                Event::Start(tag) | Event::Empty(tag)
                    if raw.ends_with("/>") || raw.ends_with('>') =>
                {
                    let empty = raw.ends_with("/>");
                    let mut element = opened(&tag, raw, empty, word, start..end);
                    if element.is("p") {
                        paragraphs += 1;
                        element.origin = Some((document, paragraphs));
                    }
                    if open.len() >= limits.xml_depth {
                        let limit = limits.xml_depth;
                        return Err(PackageError::TooDeep { part: part.to_owned(), limit });
                    }
                    if empty {
                        tree.closed(element, &mut open, &mut rooted);
                    } else {
                        open.push(element);
                    }
                }
                Event::End(_) => {
                    if let Some(mut element) = open.pop() {
                        element.end = end;
                        tree.closed(element, &mut open, &mut rooted);
                    }
                }
                Event::DocType(_) => {
                    return Err(PackageError::DocumentType { part: part.to_owned() });
                }
                Event::Eof => break,
                _ => match open.last_mut() {
                    Some(parent) => match parent.children.last_mut() {
                        Some(Node::Other(text)) => text.push_str(raw),
                        _ => parent.children.push(Node::Other(raw.to_owned())),
                    },
                    None if rooted => tree.after.push_str(raw),
                    None => tree.before.push_str(raw),
                },
            }
            start = end;
        }
        if !open.is_empty() || !rooted {
            return Err(malformed("the part has no whole root element".into()));
        }
        Ok(tree)
    }

    fn closed(&mut self, element: Element, open: &mut [Element], rooted: &mut bool) {
        match open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None if *rooted => {}
            None => {
                self.root = element;
                *rooted = true;
            }
        }
    }

    /// The part as text.
    pub fn write(&self) -> String {
        let mut out = self.before.clone();
        self.root.write(&mut out);
        out.push_str(&self.after);
        out
    }
}

fn opened(
    tag: &BytesStart<'_>,
    raw: &str,
    empty: bool,
    word: bool,
    span: std::ops::Range<usize>,
) -> Element {
    let name = tag.name().as_ref().to_owned();
    let close = if empty { 2 } else { 1 };
    let attributes = raw
        .get(1 + name.len()..raw.len().saturating_sub(close))
        .unwrap_or_default()
        .trim_end()
        .to_owned();
    Element { name, word, attributes, at: span.start, end: span.end, ..Element::default() }
}

fn is_word(namespace: &ResolveResult<'_>) -> bool {
    matches!(
        namespace,
        ResolveResult::Bound(Namespace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                | "http://purl.oclc.org/ooxml/wordprocessingml/main"
        ))
    )
}

/// A name without its prefix.
pub(super) fn without_prefix(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute_text(value: &str) -> String {
    encode(value).replace('"', "&quot;").replace('\'', "&apos;")
}

/// Where the names and values of attributes stand in what follows an element's name.
fn spans(text: &str) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(equals) = text[at..].find('=').map(|offset| at + offset) {
        let name = text[at..equals].trim();
        let name_start = at + (text[at..equals].len() - text[at..equals].trim_start().len());
        let rest = &text[equals + 1..];
        let lead = rest.len() - rest.trim_start().len();
        let Some(quote) = rest.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))
        else {
            break;
        };
        let start = equals + 1 + lead + 1;
        let Some(length) = text[start..].find(quote) else { break };
        found.push((name_start..name_start + name.len(), start..start + length));
        at = start + length + 1;
    }
    found
}

/// Gives elements and attributes other prefixes, where the prefixes mean what they meant at the root.
pub(super) fn rename_prefixes(element: &mut Element, renamed: &BTreeMap<String, String>) {
    if renamed.is_empty() {
        return;
    }
    let declared: Vec<String> = if element.attributes.contains("xmlns") {
        element.declarations().into_iter().map(|(prefix, _)| prefix).collect()
    } else {
        Vec::new()
    };
    let own: BTreeMap<String, String>;
    let mut names = renamed;
    if declared.iter().any(|prefix| renamed.contains_key(prefix)) {
        own = renamed
            .iter()
            .filter(|(prefix, _)| !declared.contains(prefix))
            .map(|(prefix, new)| (prefix.clone(), new.clone()))
            .collect();
        names = &own;
    }
    let prefix = element.prefix().trim_end_matches(':').to_owned();
    if let Some(new) = names.get(&prefix) {
        element.name = format!("{new}:{}", element.local());
    }
    let lists = ["Requires", "Ignorable", "ProcessContent", "MustUnderstand"];
    for (name, value) in element.pairs() {
        let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
        if lists.contains(&local) && value.split_whitespace().any(|word| names.contains_key(word)) {
            let words: Vec<&str> = value
                .split_whitespace()
                .map(|word| names.get(word).map_or(word, String::as_str))
                .collect();
            element.put(&name, &words.join(" "));
        }
        if prefix.is_empty() || prefix == "xmlns" {
            continue;
        }
        if let Some(new) = names.get(prefix) {
            element.remove(&name);
            element.put(&format!("{new}:{local}"), &value);
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            rename_prefixes(child, names);
        }
    }
}

impl Tree {
    /// A new part with this root.
    pub fn new(root: Element) -> Self {
        let before = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
        Tree { before, root, after: String::new() }
    }
}
