//! Writing the merged story: the override's bytes where it stands, the rest made anew.

use super::atoms::{Content, Mark, RunPart};
use super::blocks::{Block, Body};
use super::comments::{Comments, Side};
use super::inline::Placed;
use super::merge::{Clash, ClashKind, Paragraph, Piece, is_own, joined};
use super::result::{Building, Insert, with_inserts};
use super::source::{Property, Source, Version};
use super::xml::{Element, Tree};
use super::{Change, ChangeKind, Conflict, Subject};
use crate::diagnostic::{Place, StoryKind};
use crate::docx::{PackageError, Styles, encode};

/// A story as it is written.
pub(super) struct Writer<'w, 'p> {
    /// The package around it.
    pub building: &'w mut Building<'p>,
    /// The part it becomes.
    pub part: String,
    /// Which story.
    pub story: StoryKind,
    /// Comments, where the story may have some.
    pub comments: Option<&'w mut Comments>,
    /// Styles of the override and of the central version, to know headings by.
    pub styles: (&'w Styles, &'w Styles),
    /// The prefix of WordprocessingML here.
    pub prefix: String,
    /// What has been written.
    pub out: String,
    /// Conflicts, in order.
    pub conflicts: Vec<Conflict>,
    /// What was taken over.
    pub taken: Vec<Change>,
    /// Paragraphs so far.
    pub paragraphs: usize,
    /// The heading above.
    pub heading: Option<String>,
    /// Tables so far, and the cell in which we are.
    pub tables: usize,
    /// Table, row and column.
    pub cell: Option<(usize, usize, usize)>,
    /// Whose text stands where there is a clash, inside a field that stands twice.
    pub side: Option<Side>,
    /// Namespace declarations of all the markup, as they stand in a tag.
    pub namespaces: String,
}

/// What writing gives: what is written is in the writer.
pub(super) type Done = Result<(), PackageError>;

impl Writer<'_, '_> {
    /// Writes blocks.
    pub fn pieces(&mut self, pieces: &[Piece<'_>]) -> Done {
        pieces.iter().try_for_each(|piece| self.piece(piece))
    }

    fn piece(&mut self, piece: &Piece<'_>) -> Done {
        match piece {
            Piece::Own(block) => self.block(block),
            Piece::Central(block, instead) => {
                let kind = if instead.is_some() { ChangeKind::Changed } else { ChangeKind::Added };
                let before = instead.map_or(String::new(), |block| block.text.clone());
                self.take(kind, before, block.text.clone());
                self.block(block)
            }
            Piece::Dropped(block) => {
                self.take(ChangeKind::Removed, block.text.clone(), String::new());
                Ok(())
            }
            Piece::Paragraph(paragraph) => self.paragraph(paragraph),
            Piece::Table(table) => self.table(table),
            Piece::Inside(own, pieces) => self.inside(own, pieces),
            Piece::Clash(clash) => self.clash(clash),
            Piece::Twice(own, pieces) => self.twice(own, pieces),
        }
    }

    pub(super) fn place(&self, excerpt: &str) -> Place {
        let excerpt = shorten(excerpt);
        let length = excerpt.chars().count();
        Place {
            story: self.story,
            heading: self.heading.clone(),
            paragraph: self.paragraphs + 1,
            cell: self.cell,
            excerpt,
            mark: (0, length),
        }
    }

    pub(super) fn take(&mut self, kind: ChangeKind, before: String, after: String) {
        if self.building.again {
            return;
        }
        if before.trim().is_empty() && after.trim().is_empty() && kind != ChangeKind::Formatted {
            return;
        }
        let place = self.place(if after.is_empty() { &before } else { &after });
        self.taken.push(Change { kind, subject: Subject::Text, place: Some(place), before, after });
    }

    /// A block as it is in its version.
    fn block(&mut self, block: &Block<'_>) -> Done {
        for element in block.before.iter().chain(&block.elements) {
            let markup = self.building.markup(block.source, element, &self.part)?;
            self.out.push_str(&markup);
        }
        self.walk(block);
        Ok(())
    }

    /// Counts the paragraphs of a block, and notices headings.
    fn walk(&mut self, block: &Block<'_>) {
        match &block.body {
            Body::Paragraph(_) => {
                self.paragraphs += block.paragraphs();
                let style = block
                    .elements
                    .first()
                    .and_then(|element| element.child("w:pPr")?.child("w:pStyle")?.value());
                self.notice(block.source.version, style, &block.text);
            }
            Body::Field(inner) | Body::Control(inner) => {
                for block in inner {
                    self.walk(block);
                }
            }
            Body::Table(_) => {
                self.paragraphs += block.paragraphs();
                self.tables += tables(block);
            }
            Body::Other => self.paragraphs += block.paragraphs(),
        }
    }

    fn notice(&mut self, version: Version, style: Option<&str>, text: &str) {
        let styles = if version == Version::Own { self.styles.0 } else { self.styles.1 };
        let level = style.and_then(|style| styles.heading_level(style));
        if level.is_some() && !text.trim().is_empty() {
            self.heading = Some(shorten(text.trim()));
        }
    }

    pub(super) fn properties(
        &mut self,
        element: &str,
        properties: &[Property<'_>],
    ) -> Result<String, PackageError> {
        if properties.is_empty() {
            return Ok(String::new());
        }
        let mut markup = format!("<{}{element}>", self.prefix);
        for property in properties {
            markup.push_str(&self.building.markup(
                property.source,
                property.element,
                &self.part,
            )?);
        }
        markup.push_str(&format!("</{}{element}>", self.prefix));
        Ok(markup)
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) -> Done {
        let own = paragraph.own;
        let text: String =
            paragraph.row.atoms.iter().map(|placed| placed.atom.text.as_str()).collect();
        let comment = self.formatting_clash(&paragraph.row.clashes, paragraph, &text);
        if is_own(paragraph) && comment.is_none() {
            return self.block(own);
        }
        if !is_own(paragraph) {
            let kind = if text == own.text { ChangeKind::Formatted } else { ChangeKind::Changed };
            self.take(kind, own.text.clone(), text.clone());
        }
        for mark in &own.before {
            self.out.push_str(own.source.tree.raw(mark));
        }
        let element = own.elements[0];
        let tag = self.building.tag(own.source, element, &self.part)?;
        let tag = tag.trim_end_matches('>').trim_end_matches('/');
        let mut markup = format!("{tag}>");
        markup.push_str(&self.properties("pPr", &paragraph.properties)?);
        markup.push_str(comment.as_ref().map_or("", |(start, _)| start));
        markup.push_str(&self.runs(&paragraph.row.atoms)?);
        for mark in &paragraph.row.after {
            markup.push_str(&self.mark(*mark)?);
        }
        markup.push_str(comment.as_ref().map_or("", |(_, end)| end));
        markup.push_str(&format!("</{}p>", self.prefix));
        self.out.push_str(&markup);
        self.paragraphs += 1;
        let style = paragraph.properties.iter().find(|property| property.name == "w:pStyle");
        let version = style.map_or(Version::Own, |style| style.source.version);
        self.notice(version, style.and_then(|style| style.element.value()), &text);
        Ok(())
    }

    fn formatting_clash(
        &mut self,
        clashes: &[String],
        paragraph: &Paragraph<'_>,
        text: &str,
    ) -> Option<(String, String)> {
        if clashes.is_empty() || self.building.again {
            return None;
        }
        let place = self.place(text);
        let comment = self.comments.as_mut().map(|comments| comments.formatting());
        let names: Vec<&str> = clashes.iter().map(|name| name.trim_start_matches("w:")).collect();
        self.conflicts.push(Conflict {
            kind: ClashKind::Formatting,
            subject: Subject::Formatting(names.join(", ")),
            place: Some(place),
            base: String::new(),
            own: paragraph.own.text.clone(),
            central: paragraph.central.text.clone(),
            in_document: comment.is_some(),
        });
        comment.map(|id| self.range(id))
    }

    fn range(&self, id: u64) -> (String, String) {
        let w = &self.prefix;
        (
            format!("<{w}commentRangeStart {w}id=\"{id}\"/>"),
            format!(
                "<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>"
            ),
        )
    }

    fn mark(&mut self, mark: Mark<'_>) -> Result<String, PackageError> {
        let (Mark::Beside(source, element) | Mark::InRun(source, element)) = mark;
        let markup = self.building.markup(source, element, &self.part)?;
        Ok(match mark {
            Mark::InRun(..) => format!("<{0}r>{markup}</{0}r>", self.prefix),
            Mark::Beside(..) => markup,
        })
    }

    /// Atoms as runs: what stands together and looks the same is one run.
    fn runs(&mut self, atoms: &[Placed<'_>]) -> Result<String, PackageError> {
        let w = self.prefix.clone();
        let mut markup = String::new();
        // The formatting of the run that is open, and whether a text is open in it.
        let mut open: Option<(String, Option<&str>)> = None;
        let close = |markup: &mut String, open: &mut Option<(String, Option<&str>)>, run: bool| {
            if let Some((_, text)) = open {
                if let Some(element) = text.take() {
                    markup.push_str(&format!("</{w}{element}>"));
                }
                if run {
                    markup.push_str(&format!("</{w}r>"));
                }
            }
            if run {
                *open = None;
            }
        };
        for Placed { atom, reformatted } in atoms {
            if !atom.before.is_empty() {
                close(&mut markup, &mut open, true);
                for mark in &atom.before {
                    markup.push_str(&self.mark(*mark)?);
                }
            }
            if matches!(atom.content, Content::Whole(_) | Content::Runs(_)) {
                close(&mut markup, &mut open, true);
            }
            match &atom.content {
                Content::Whole(element) => {
                    markup.push_str(&self.building.markup(atom.source, element, &self.part)?);
                    continue;
                }
                Content::Runs(parts) => {
                    let format = if *reformatted { Some(&atom.format[..]) } else { None };
                    markup.push_str(&self.field(atom.source, parts, format)?);
                    continue;
                }
                _ => {}
            }
            if open.as_ref().is_some_and(|(look, _)| **look != *atom.look) {
                close(&mut markup, &mut open, true);
            }
            if open.is_none() {
                markup.push_str(&format!("<{w}r>"));
                markup.push_str(&self.properties("rPr", &atom.format)?);
                open = Some((atom.look.to_string(), None));
            }
            if let Content::Child(element) = &atom.content {
                close(&mut markup, &mut open, false);
                markup.push_str(&self.building.markup(atom.source, element, &self.part)?);
                continue;
            }
            let element = if matches!(atom.content, Content::Code) { "instrText" } else { "t" };
            if open.as_ref().is_some_and(|(_, text)| *text != Some(element)) {
                close(&mut markup, &mut open, false);
                markup.push_str(&format!("<{w}{element} xml:space=\"preserve\">"));
                if let Some((_, text)) = &mut open {
                    *text = Some(element);
                }
            }
            markup.push_str(&encode(&atom.text));
        }
        close(&mut markup, &mut open, true);
        Ok(markup)
    }

    fn field(
        &mut self,
        source: &Source,
        parts: &[RunPart<'_>],
        format: Option<&[Property<'_>]>,
    ) -> Result<String, PackageError> {
        let mut markup = String::new();
        for part in parts {
            match part {
                RunPart::Other(element) => {
                    markup.push_str(&self.building.markup(source, element, &self.part)?);
                }
                RunPart::Run(run, children) => {
                    markup.push_str(&format!("<{}r>", self.prefix));
                    match (format, run.child("w:rPr")) {
                        (Some(format), _) => markup.push_str(&self.properties("rPr", format)?),
                        (None, Some(own)) => {
                            markup.push_str(&self.building.markup(source, own, &self.part)?);
                        }
                        (None, None) => {}
                    }
                    for child in children {
                        markup.push_str(&self.building.markup(source, child, &self.part)?);
                    }
                    markup.push_str(&format!("</{}r>", self.prefix));
                }
            }
        }
        Ok(markup)
    }

    fn inside(&mut self, own: &Block<'_>, pieces: &[Piece<'_>]) -> Done {
        for mark in &own.before {
            self.out.push_str(own.source.tree.raw(mark));
        }
        let Body::Control(_) = own.body else { return self.pieces(pieces) };
        let tree = &own.source.tree;
        let element = own.elements[0];
        let Some(content) = element.child("w:sdtContent") else { return Ok(()) };
        self.out.push_str(&tree.xml[element.span.start..content.tag.end]);
        let start = self.out.len();
        self.pieces(pieces)?;
        if self.out.len() == start {
            self.empty_paragraph();
        }
        self.out.push_str(&tree.xml[content.inside(&tree.xml).end..element.span.end]);
        Ok(())
    }

    pub(super) fn empty_paragraph(&mut self) {
        self.out.push_str(&format!("<{0}p></{0}p>", self.prefix));
        self.paragraphs += 1;
    }

    fn clash(&mut self, clash: &Clash<&Block<'_>>) -> Done {
        let texts = (
            joined(clash.own.iter().map(|block| block.text.as_str())),
            joined(clash.central.iter().map(|block| block.text.as_str())),
        );
        self.told(clash, texts);
        if let Some(side) = self.standing() {
            let blocks = if side == Side::Own { &clash.own } else { &clash.central };
            return blocks.iter().try_for_each(|block| self.block(block));
        }
        let own = self.comment(clash.kind, Side::Own, !clash.own.is_empty());
        self.commented(&clash.own, own)?;
        let table = |block: Option<&&Block<'_>>| {
            block.is_some_and(|block| matches!(block.body, Body::Table(_)))
        };
        if table(clash.own.last()) && table(clash.central.first()) {
            // Word makes one table of two that follow each other.
            self.empty_paragraph();
        }
        let central = self.comment(clash.kind, Side::Central, !clash.central.is_empty());
        self.building.without_sections = !clash.own.is_empty();
        let written = self.commented(&clash.central, central);
        self.building.without_sections = false;
        written
    }

    /// Whose text alone stands at a clash; neither's where both can stand.
    pub(super) fn standing(&self) -> Option<Side> {
        self.side.or(self.comments.is_none().then_some(Side::Own))
    }

    /// A field in which something clashes, with the override's and with the central text.
    fn twice(&mut self, own: &Block<'_>, pieces: &[Piece<'_>]) -> Done {
        for mark in &own.before {
            self.out.push_str(own.source.tree.raw(mark));
        }
        if self.standing().is_some() {
            return self.pieces(pieces);
        }
        for side in [Side::Own, Side::Central] {
            let id = self.comments.as_mut().map(|comments| comments.field(side));
            let start = self.out.len();
            self.side = Some(side);
            self.building.again = side == Side::Central;
            let written = self.pieces(pieces);
            self.side = None;
            self.building.again = false;
            written?;
            if let Some(id) = id {
                let markup = self.out.split_off(start);
                let markup = self.around(&markup, id)?;
                self.out.push_str(&markup);
            }
        }
        Ok(())
    }

    /// Paragraphs with a comment around them.
    fn around(&self, markup: &str, id: u64) -> Result<String, PackageError> {
        let head = format!("<blocks{}>", self.namespaces);
        let xml = format!("{head}{markup}</blocks>");
        let limits = crate::docx::Limits::default();
        let tree = Tree::read(&self.part, xml, &limits)?;
        let all: Vec<&Element> = tree.root.elements().collect();
        let inserts = self.inserts(&self.part, &all, id);
        let mut out = String::new();
        for element in all {
            with_inserts(&tree, element, &inserts, &mut out);
        }
        Ok(out)
    }

    pub(super) fn told<T>(&mut self, clash: &Clash<T>, (own, central): (String, String)) {
        if self.building.again {
            return;
        }
        let place = self.place(if own.is_empty() { &central } else { &own });
        self.conflicts.push(Conflict {
            kind: clash.kind,
            subject: Subject::Text,
            place: Some(place),
            base: clash.base.clone(),
            own,
            central,
            in_document: self.comments.is_some(),
        });
    }

    pub(super) fn comment(&mut self, kind: ClashKind, side: Side, wanted: bool) -> Option<u64> {
        let comments = self.comments.as_mut().filter(|_| wanted)?;
        Some(comments.text(kind, side))
    }

    /// Blocks with a comment around them.
    fn commented(&mut self, blocks: &[&Block<'_>], comment: Option<u64>) -> Done {
        if let Some(id) = comment {
            let elements: Vec<&Element> =
                blocks.iter().flat_map(|block| block.elements.iter().copied()).collect();
            if let Some(first) = blocks.first() {
                self.building.inserts = self.inserts(&first.source.tree.part, &elements, id);
            }
        }
        let written = blocks.iter().try_for_each(|block| self.block(block));
        self.building.inserts.clear();
        written
    }

    /// Where a comment's marks go: around all paragraphs, or in the first where a table is among
    /// them.
    pub(super) fn inserts(&self, part: &str, elements: &[&Element], id: u64) -> Vec<Insert> {
        let (start, end) = self.range(id);
        let first = elements.iter().find_map(|element| first_paragraph(element));
        let Some(first) = first else { return Vec::new() };
        let plain = elements.iter().all(|element| element.name != "w:tbl");
        let last = match elements.iter().rev().find(|element| element.name == "w:p") {
            Some(last) if plain => *last,
            _ => first,
        };
        let insert = |paragraph: &Element, start: String, end: String| {
            let part = part.to_owned();
            Insert { part, paragraph: paragraph.span.start, start, end }
        };
        if std::ptr::eq(first, last) {
            return vec![insert(first, start, end)];
        }
        vec![insert(first, start, String::new()), insert(last, String::new(), end)]
    }
}

fn tables(block: &Block<'_>) -> usize {
    let mut count = 0;
    for element in &block.elements {
        element.each(&mut |element| count += usize::from(element.name == "w:tbl"));
    }
    count
}

/// The first paragraph of an element that is not in a drawing.
fn first_paragraph(element: &Element) -> Option<&Element> {
    if element.name == "w:p" {
        return Some(element);
    }
    element.elements().find_map(first_paragraph)
}

/// Two texts short enough for a list, both from a little before where they begin to differ.
pub(super) fn shorten_both(left: &str, right: &str) -> (String, String) {
    const LEAD: usize = 40;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (left, right) = (flat(left), flat(right));
    let common = left.chars().zip(right.chars()).take_while(|(a, b)| a == b).count();
    if common <= LEAD || left.is_empty() || right.is_empty() {
        return (shorten(&left), shorten(&right));
    }
    let from = |text: &str| {
        let tail: String = text.chars().skip(common - LEAD).collect();
        // From a whole word on.
        let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, rest)| rest).to_owned();
        format!("…{}", shorten(&tail))
    };
    (from(&left), from(&right))
}

/// A text short enough for a list.
pub(super) fn shorten(text: &str) -> String {
    const LENGTH: usize = 96;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LENGTH) {
        None => flat,
        Some((end, _)) => format!("{}…", &flat[..end]),
    }
}
