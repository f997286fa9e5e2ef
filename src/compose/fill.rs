//! Slots filled: what is named takes the place of the field that names it.
//!
//! | the field stands | what happens |
//! |---|---|
//! | alone in its paragraph | the paragraph is replaced by the blocks |
//! | among text, one paragraph is put in | its runs join the text, the paragraph around stays |
//! | among text, several are put in | the first joins the text before, the last the text behind; where there is text, its paragraph's look stays, else that of what is put in |
//! | in a field's code | the same, as code |
//! | in a link or a control in a line | as lines, with a warning when there are several |

use std::collections::VecDeque;

use super::composer::{Composer, Target};
use super::naming::{Inside, Named, Naming};
use super::quoted::{into_code, quote_run};
use super::tree::{Element, Node};
use crate::diagnostic::{CompositionFinding, Diagnostic};
use crate::docx::decode;

/// The story in which slots are filled, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Host {
    /// The document whose naming fields the slots are.
    pub document: usize,
    /// The story there.
    pub story: usize,
    /// The part of the destination that is written.
    pub target: Target,
    /// What is being put in around.
    pub around: Vec<Named>,
    /// Directly in the body of the destination, where sections may change.
    pub top: bool,
    /// How many elements there are around.
    pub level: usize,
}

impl Host {
    /// A story of a document that is put in.
    pub fn of_source(document: usize, story: usize, target: &Target, around: Vec<Named>) -> Self {
        Host { document, story, target: target.clone(), around, top: false, level: 0 }
    }

    fn below(&self) -> Self {
        Host { top: false, level: self.level + 1, ..self.clone() }
    }
}

impl Composer<'_> {
    /// Fills the slots of blocks.
    pub(super) fn fill(&mut self, nodes: Vec<Node>, host: &Host) -> Vec<Node> {
        let mut waiting: VecDeque<Node> = nodes.into();
        let mut out = Vec::with_capacity(waiting.len());
        let below = host.below();
        while let Some(node) = waiting.pop_front() {
            match node {
                Node::Element(paragraph) if paragraph.is("p") => {
                    self.last_origin = paragraph.origin.or(self.last_origin);
                    self.paragraph(paragraph, host, &mut out, &mut waiting);
                }
                Node::Element(mut element) => {
                    if !element.children.is_empty() {
                        let children = std::mem::take(&mut element.children);
                        element.children = self.fill(children, &below);
                        self.end_with_paragraph(&mut element);
                    }
                    out.push(Node::Element(element));
                }
                Node::Other(text) => out.push(Node::Other(text)),
                Node::Slot(_) => {}
            }
        }
        out
    }

    /// Cells, boxes, notes and margins hold at least one paragraph, and end with one.
    fn end_with_paragraph(&mut self, element: &mut Element) {
        let container = ["tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"];
        if !element.word || !container.contains(&element.local()) {
            return;
        }
        let last = element
            .children
            .iter()
            .rev()
            .filter_map(Node::element)
            .find(|child| !child.local().starts_with("bookmark") && child.local() != "tcPr");
        if last.is_none_or(|last| last.is("tbl")) {
            let empty = self.empty_paragraph(element.prefix());
            element.children.push(Node::Element(empty));
        }
    }

    fn empty_paragraph(&self, prefix: &str) -> Element {
        Element { origin: self.last_origin, ..Element::word(prefix, "p", Vec::new()) }
    }

    fn paragraph(
        &mut self,
        mut paragraph: Element,
        host: &Host,
        out: &mut Vec<Node>,
        waiting: &mut VecDeque<Node>,
    ) {
        let at = paragraph.children.iter().position(|node| matches!(node, Node::Slot(_)));
        let slot = at.and_then(|at| match &paragraph.children[at] {
            Node::Slot(slot) => Some((at, *slot)),
            _ => None,
        });
        let Some((at, slot)) = slot else {
            let children = std::mem::take(&mut paragraph.children);
            paragraph.children = self.fill_runs(children, &host.below(), false);
            out.push(Node::Element(paragraph));
            return;
        };
        let Some(naming) = self.naming(host, slot) else { return };
        let mut tail = paragraph.children.split_off(at);
        tail.remove(0);
        let mut head = std::mem::take(&mut paragraph.children);
        let properties = take_properties(&mut head);
        // What stands in links and text boxes before the slot comes first.
        let head = self.fill_runs(head, &host.below(), false);
        let content = self.expand(&naming, host);
        let split = Split { paragraph, properties, head, tail, inside: naming.inside };
        self.put(split, content, out, waiting);
    }

    fn put(
        &mut self,
        mut split: Split,
        mut content: Vec<Node>,
        out: &mut Vec<Node>,
        waiting: &mut VecDeque<Node>,
    ) {
        let in_code = split.inside.is_some();
        let alone = !in_code && is_blank(&split.head) && is_blank(&split.tail);
        let ends_section = split
            .properties
            .as_ref()
            .is_some_and(|properties| properties.child("sectPr").is_some());
        if content.is_empty() {
            if !alone || ends_section {
                waiting.push_front(Node::Element(split.whole(Vec::new())));
            } else {
                out.extend(marks(split.head));
                out.extend(marks(split.tail));
            }
            return;
        }
        if alone {
            self.put_alone(split, content, out, waiting);
            return;
        }
        if let Some(inside) = split.inside {
            self.make_code(&mut content, inside);
        }
        let (before, behind) = split.blank_sides();
        if content.len() == 1 && content[0].is("p") {
            let Some(Node::Element(mut only)) = content.pop() else { return };
            let own = take_properties(&mut only.children);
            if in_code && before && behind {
                split.properties = with_section(own, split.properties.as_ref());
            }
            waiting.push_front(Node::Element(split.whole(only.children)));
            return;
        }
        let mut content: VecDeque<Node> = content.into();
        let first = content.pop_front();
        let last = content.pop_back();
        let without_section = split.properties.clone().map(without_section);
        match first {
            Some(Node::Element(mut first)) if first.is("p") => {
                let own = take_properties(&mut first.children);
                let properties = if before { own } else { without_section };
                let mut children: Vec<Node> = properties.into_iter().map(Node::Element).collect();
                children.append(&mut split.head);
                children.append(&mut first.children);
                let tag = if before && !in_code { &first } else { &split.paragraph };
                out.push(Node::Element(Element { children, ..tag.clone() }));
            }
            first => {
                let mut children: Vec<Node> =
                    without_section.into_iter().map(Node::Element).collect();
                children.append(&mut split.head);
                out.push(Node::Element(Element { children, ..split.paragraph.clone() }));
                out.extend(first);
            }
        }
        out.extend(content);
        match last {
            Some(Node::Element(mut last)) if last.is("p") => {
                let own = take_properties(&mut last.children);
                let properties = if behind {
                    with_section(own, split.properties.as_ref())
                } else {
                    split.properties
                };
                let mut children: Vec<Node> = properties.into_iter().map(Node::Element).collect();
                children.append(&mut last.children);
                children.append(&mut split.tail);
                waiting.push_front(Node::Element(Element { children, ..last }));
            }
            last => {
                out.extend(last);
                let mut rest = split;
                rest.head = Vec::new();
                rest.paragraph = without_id(rest.paragraph);
                waiting.push_front(Node::Element(rest.whole(Vec::new())));
            }
        }
    }

    /// The blocks take the place of a paragraph that held nothing but the field.
    fn put_alone(
        &mut self,
        split: Split,
        mut content: Vec<Node>,
        out: &mut Vec<Node>,
        waiting: &mut VecDeque<Node>,
    ) {
        let prefix = split.paragraph.prefix().to_owned();
        // Two tables with nothing between them become one in Word.
        let table = |node: Option<&Node>| node.is_some_and(|node| node.is("tbl"));
        let is_element = |node: &&Node| node.element().is_some();
        if table(out.iter().rev().find(is_element)) && table(content.iter().find(is_element)) {
            out.push(Node::Element(self.empty_paragraph(&prefix)));
        }
        let ends_in_table = table(content.iter().rev().find(is_element));
        let section =
            split.properties.as_ref().and_then(|properties| properties.child("sectPr")).is_some();
        if section {
            match content.last_mut() {
                Some(Node::Element(last)) if last.is("p") => {
                    let own = take_properties(&mut last.children);
                    let both = with_section(own, split.properties.as_ref());
                    last.children.splice(0..0, both.into_iter().map(Node::Element));
                }
                _ => {
                    let properties = with_section(None, split.properties.as_ref());
                    let mut end = self.empty_paragraph(&prefix);
                    end.children.extend(properties.into_iter().map(Node::Element));
                    content.push(Node::Element(end));
                }
            }
        } else if ends_in_table && table(waiting.iter().find(is_element)) {
            content.push(Node::Element(self.empty_paragraph(&prefix)));
        }
        out.extend(marks(split.head));
        out.append(&mut content);
        out.extend(marks(split.tail));
    }

    fn make_code(&mut self, content: &mut Vec<Node>, inside: Inside) {
        into_code(content);
        if inside.quoted {
            return;
        }
        let word = self.word.clone();
        for (last, at) in [(false, 0), (true, content.len())] {
            let node = if last { content.last_mut() } else { content.first_mut() };
            match node {
                Some(Node::Element(paragraph)) if paragraph.is("p") => {
                    let place = if last {
                        paragraph.children.len()
                    } else {
                        usize::from(paragraph.child("pPr").is_some())
                    };
                    paragraph.children.insert(place, quote_run(&word));
                }
                _ => {
                    let mut paragraph = self.empty_paragraph(&word);
                    paragraph.children.push(quote_run(&word));
                    let at = if last { content.len() } else { at };
                    content.insert(at, Node::Element(paragraph));
                }
            }
        }
    }

    /// Fills slots where only runs may stand, and those of text boxes.
    fn fill_runs(&mut self, nodes: Vec<Node>, host: &Host, in_link: bool) -> Vec<Node> {
        let mut out = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Element(mut element) => {
                    if !element.children.is_empty() {
                        let children = std::mem::take(&mut element.children);
                        let mut below = host.below();
                        element.children = if element.is("txbxContent") {
                            // Word has no notes in text boxes.
                            below.target.notes = false;
                            self.fill(children, &below)
                        } else {
                            self.fill_runs(children, &below, in_link || element.is("hyperlink"))
                        };
                        self.end_with_paragraph(&mut element);
                    }
                    out.push(Node::Element(element));
                }
                Node::Slot(slot) => {
                    if let Some(naming) = self.naming(host, slot) {
                        let content = self.expand(&naming, host);
                        self.put_as_lines(content, &naming, host, in_link, &mut out);
                    }
                }
                Node::Other(text) => out.push(Node::Other(text)),
            }
        }
        out
    }

    fn put_as_lines(
        &mut self,
        mut content: Vec<Node>,
        naming: &Naming,
        host: &Host,
        in_link: bool,
        out: &mut Vec<Node>,
    ) {
        let blocks = content.iter().filter(|node| node.is("p") || node.is("tbl")).count();
        if blocks > 1 || content.iter().any(|node| node.is("tbl")) {
            let key = naming.named.key().to_owned();
            let finding = CompositionFinding::ElementAsLines { key };
            self.note_at(host.document, Diagnostic::at(finding, &naming.place));
        }
        if let Some(inside) = naming.inside {
            self.make_code(&mut content, inside);
        }
        let mut lines: Vec<Vec<Node>> = Vec::new();
        for node in content {
            if let Node::Element(element) = node {
                lines_of(element, &mut lines);
            }
        }
        while lines.len() > 1 && lines.last().is_some_and(|line| is_blank(line)) {
            lines.pop();
        }
        let word = self.word.clone();
        for (number, mut line) in lines.into_iter().enumerate() {
            if number > 0 {
                let line_break = Element::word(&word, "br", Vec::new());
                out.push(Node::Element(Element::word(&word, "r", vec![Node::Element(line_break)])));
            }
            if in_link {
                unwrap_links(&mut line);
            }
            out.append(&mut line);
        }
    }

    fn naming(&self, host: &Host, slot: usize) -> Option<Naming> {
        self.documents[host.document].stories.get(host.story)?.namings.get(slot).cloned()
    }
}

/// A paragraph parted at its slot.
#[derive(Debug)]
struct Split {
    /// The paragraph without its content.
    paragraph: Element,
    properties: Option<Element>,
    head: Vec<Node>,
    tail: Vec<Node>,
    inside: Option<Inside>,
}

impl Split {
    /// The paragraph with something in the middle.
    fn whole(self, middle: Vec<Node>) -> Element {
        let mut children: Vec<Node> = self.properties.into_iter().map(Node::Element).collect();
        children.extend(self.head);
        children.extend(middle);
        children.extend(self.tail);
        Element { children, ..self.paragraph }
    }

    /// Whether no text stands before the slot, and none behind it.
    fn blank_sides(&self) -> (bool, bool) {
        match self.inside {
            None => (is_blank(&self.head), is_blank(&self.tail)),
            Some(inside) => (
                !inside.before && !shows_before(&self.head),
                !inside.after && !shows_behind(&self.tail),
            ),
        }
    }
}

fn take_properties(children: &mut Vec<Node>) -> Option<Element> {
    let at = children.iter().position(|node| node.is("pPr"))?;
    match children.remove(at) {
        Node::Element(properties) => Some(properties),
        _ => None,
    }
}

fn without_section(mut properties: Element) -> Element {
    properties.children.retain(|node| !node.is("sectPr"));
    properties
}

/// Properties with the section that ends at another paragraph's mark.
fn with_section(own: Option<Element>, section_of: Option<&Element>) -> Option<Element> {
    let Some(section) = section_of.and_then(|properties| properties.child("sectPr")) else {
        return own;
    };
    let mut properties = own.unwrap_or_else(|| {
        let prefix = section.prefix().to_owned();
        Element::word(&prefix, "pPr", Vec::new())
    });
    properties.children.retain(|node| !node.is("sectPr"));
    let at = properties
        .children
        .iter()
        .position(|node| node.is("pPrChange"))
        .unwrap_or(properties.children.len());
    properties.children.insert(at, Node::Element(section.clone()));
    Some(properties)
}

fn without_id(mut paragraph: Element) -> Element {
    let names: Vec<String> = paragraph.pairs().into_iter().map(|(name, _)| name).collect();
    for name in names.iter().filter(|name| name.ends_with(":paraId") || name.ends_with(":textId")) {
        paragraph.remove(name);
    }
    paragraph
}

/// Marks with a partner elsewhere.
fn is_mark(element: &Element) -> bool {
    element.local().ends_with("Start") || element.local().ends_with("End")
}

fn marks(nodes: Vec<Node>) -> impl Iterator<Item = Node> {
    nodes.into_iter().filter(|node| node.element().is_some_and(is_mark))
}

/// Whether nothing in it shows, blanks apart.
fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Slot(_) => false,
        Node::Other(text) => text.trim().is_empty(),
        Node::Element(element) => match element.local() {
            "pPr" | "rPr" | "proofErr" | "lastRenderedPageBreak" => true,
            "t" | "delText" => text_of(element).trim().is_empty(),
            "r" | "ins" | "del" | "smartTag" => is_blank(&element.children),
            _ => is_mark(element),
        },
    })
}

fn text_of(element: &Element) -> String {
    element
        .children
        .iter()
        .map(|node| match node {
            Node::Other(text) => decode(text).into_owned(),
            _ => String::new(),
        })
        .collect()
}

/// What a paragraph shows, piece by piece: +1 and -1 are the beginning and end of a field, 0 is ink.
fn pieces(nodes: &[Node], out: &mut Vec<i8>) {
    for element in nodes.iter().filter_map(Node::element) {
        match element.local() {
            "fldChar" => match element.get("fldCharType").as_deref() {
                Some("begin") => out.push(1),
                Some("end") => out.push(-1),
                _ => {}
            },
            "t" if text_of(element).trim().is_empty() => {}
            "t" | "drawing" | "pict" | "object" | "sym" | "br" | "tab" | "fldSimple" => out.push(0),
            "pPr" | "rPr" | "instrText" => {}
            _ => pieces(&element.children, out),
        }
    }
}

/// Whether text shows before the field whose code goes on behind these nodes.
fn shows_before(nodes: &[Node]) -> bool {
    let mut row = Vec::new();
    pieces(nodes, &mut row);
    let (mut depth, mut shows) = (0, false);
    for piece in row {
        match piece {
            1 => depth += 1,
            -1 => {
                depth -= 1;
                // A field that is closed again shows its value.
                shows |= depth <= 0;
            }
            _ => shows |= depth <= 0,
        }
    }
    shows
}

/// Whether text shows behind the field in whose code these nodes begin.
fn shows_behind(nodes: &[Node]) -> bool {
    let mut row = Vec::new();
    pieces(nodes, &mut row);
    let (mut depth, mut shows, mut closed) = (0, false, false);
    for piece in row {
        match piece {
            1 => {
                depth += 1;
                shows = true;
            }
            -1 if depth > 0 => depth -= 1,
            -1 => {
                closed = true;
                shows = false;
            }
            _ => shows = true,
        }
    }
    closed && shows
}

/// The paragraphs of a block as lines of runs.
fn lines_of(element: Element, lines: &mut Vec<Vec<Node>>) {
    if element.is("p") {
        let mut children = element.children;
        take_properties(&mut children);
        lines.push(children);
        return;
    }
    for node in element.children {
        if let Node::Element(child) = node {
            lines_of(child, lines);
        }
    }
}

fn unwrap_links(nodes: &mut Vec<Node>) {
    let mut out = Vec::with_capacity(nodes.len());
    for node in std::mem::take(nodes) {
        match node {
            Node::Element(link) if link.is("hyperlink") => out.extend(link.children),
            node => out.push(node),
        }
    }
    *nodes = out;
}
