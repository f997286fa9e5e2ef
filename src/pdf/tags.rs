//! The structure tree: what a screen reader walks (ISO 32000-1, 14.7).

use std::collections::BTreeMap;

use pdf_writer::types::{ListNumbering as Numbering, Placement, StructRole, TableHeaderScope};
use pdf_writer::writers::{NameTree, NumberTree, StructElement, StructTreeRoot};
use pdf_writer::{Finish, Ref, Str, TextStr};

use crate::letter::{Child, Letter, ListNumbering, Node, NodeId, Role, Scope, Tree};

use super::content::Written;
use super::file::File;
use super::links::Links;
use super::metadata::is_language;
use super::number::count;
use super::plan::{Plan, is_inline};
use super::space::Area;

/// What the structure tree is written from.
pub(super) struct Tags<'l> {
    /// The letter.
    pub letter: &'l Letter,
    /// What of it is on the pages.
    pub plan: &'l Plan,
    /// The pages' contents.
    pub contents: &'l [Written],
    /// The pages' numbers.
    pub sheets: &'l [Ref],
    /// The links.
    pub links: &'l Links,
    /// The letter's language.
    pub language: &'l str,
}

/// The marked content of each slot: page and number.
type Marks = Vec<Vec<(usize, i32)>>;

impl Tags<'_> {
    /// Writes the tree and gives the number of its root.
    pub fn write(&self, file: &mut File) -> Ref {
        let tree = &self.letter.tree;
        let root = file.id();
        let mut refs: Vec<Option<Ref>> = vec![None; tree.len()];
        for node in self.plan.order() {
            refs[node.0 as usize] = Some(file.id());
        }
        let marks = self.marks(tree);
        let figures = self.figures();
        let names = self.names(tree);
        for id in self.plan.order() {
            self.element(file, *id, root, &refs, &marks, &figures, &names);
        }
        let parents = self.parents(file, tree, &refs);
        let mut identified: BTreeMap<&str, Ref> = BTreeMap::new();
        for (node, name) in &names {
            if let Some(element) = refs[node.0 as usize] {
                identified.insert(name, element);
            }
        }
        let name_tree = (!identified.is_empty()).then(|| {
            let id = file.id();
            let mut writer: NameTree<Ref> = file.object(id).start();
            let mut entries = writer.names();
            for (name, element) in &identified {
                entries.insert(Str(name.as_bytes()), *element);
            }
            entries.finish();
            writer.finish();
            id
        });
        let mut writer: StructTreeRoot = file.object(root).start();
        if let Some(document) = refs.first().copied().flatten() {
            writer.child(document);
        }
        writer.insert(pdf_writer::Name(b"ParentTree")).primitive(parents);
        writer.parent_tree_next_key(count(self.sheets.len() + self.links.owners().count()));
        if let Some(name_tree) = name_tree {
            writer.insert(pdf_writer::Name(b"IDTree")).primitive(name_tree);
        }
        writer.finish();
        root
    }

    /// The marked content of each slot, in the order of pages.
    fn marks(&self, tree: &Tree) -> Marks {
        let mut marks: Marks = vec![Vec::new(); tree.slots()];
        for (page, content) in self.contents.iter().enumerate() {
            for (number, slot) in content.slots.iter().enumerate() {
                if let Some(marks) = marks.get_mut(slot.0 as usize) {
                    marks.push((page, count(number)));
                }
            }
        }
        marks
    }

    /// The box of each figure on its first page.
    fn figures(&self) -> BTreeMap<NodeId, (usize, Area)> {
        let mut figures: BTreeMap<NodeId, (usize, Area)> = BTreeMap::new();
        for (page, content) in self.contents.iter().enumerate() {
            for (node, area) in &content.figures {
                let known = figures.entry(*node).or_insert((page, *area));
                if known.0 == page {
                    known.1 = known.1.with(*area);
                }
            }
        }
        figures
    }

    /// The identifiers of notes and of header cells that others name.
    fn names(&self, tree: &Tree) -> BTreeMap<NodeId, String> {
        let mut names = BTreeMap::new();
        for id in self.plan.order() {
            match &tree.node(*id).role {
                Role::Note => {
                    names.insert(*id, format!("note{}", id.0));
                }
                Role::HeaderCell { headers, .. } | Role::DataCell { headers, .. } => {
                    for header in headers.iter().filter(|header| self.plan.is_alive(**header)) {
                        names.insert(*header, format!("cell{}", header.0));
                    }
                }
                _ => {}
            }
        }
        names
    }

    /// Writes an element.
    #[expect(clippy::too_many_arguments, reason = "what was gathered once for all elements")]
    fn element(
        &self,
        file: &mut File,
        id: NodeId,
        root: Ref,
        refs: &[Option<Ref>],
        marks: &Marks,
        figures: &BTreeMap<NodeId, (usize, Area)>,
        names: &BTreeMap<NodeId, String>,
    ) {
        let tree = &self.letter.tree;
        let node = tree.node(id);
        let Some(own) = refs[id.0 as usize] else { return };
        let parent = node.parent.and_then(|parent| refs[parent.0 as usize]).unwrap_or(root);
        let figure = figures.get(&id);
        let page = figure.map(|(page, _)| *page).or_else(|| first_page(node, marks));
        let sheet = |page: usize| self.sheets.get(page).copied();

        let mut writer: StructElement = file.object(own).start();
        writer.kind(self.role(node, id));
        writer.parent(parent);
        if let Some(sheet) = page.and_then(sheet) {
            writer.page(sheet);
        }
        if let Some(name) = names.get(&id) {
            writer.id(Str(name.as_bytes()));
        }
        if let Some(language) = node.language.as_deref().filter(|language| is_language(language)) {
            writer.lang(TextStr(language));
        }
        if let Some(alt) = self.alternate(node) {
            writer.alt(TextStr(&alt));
        }
        let mut children = writer.children();
        for child in &node.children {
            match child {
                Child::Node(child) => {
                    if let Some(child) = refs[child.0 as usize] {
                        children.struct_element(child);
                    }
                }
                Child::Slot(slot) => {
                    for (on, number) in marks.get(slot.0 as usize).into_iter().flatten() {
                        if Some(*on) == page {
                            children.marked_content_id(*number);
                        } else if let Some(sheet) = sheet(*on) {
                            children.marked_content_ref().page(sheet).marked_content_id(*number);
                        }
                    }
                }
            }
        }
        for (annotation, on) in self.links.of_link(id) {
            let mut object = children.object_ref();
            object.object(annotation);
            if Some(on) != page
                && let Some(sheet) = sheet(on)
            {
                object.page(sheet);
            }
        }
        children.finish();
        self.attributes(&mut writer, node, figure.map(|(_, area)| *area), names);
    }

    /// What an element is: a link that cannot be touched is a piece of text.
    fn role(&self, node: &Node, id: NodeId) -> StructRole {
        match &node.role {
            Role::Link { .. } if !self.links.is_live(id) => StructRole::Span,
            role => kind(role, self.plan.level(id)),
        }
    }

    /// The description of a figure; one must be there (ISO 14289-1, 7.3).
    fn alternate(&self, node: &Node) -> Option<String> {
        let given = node.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        match node.role {
            Role::Figure | Role::Formula => {
                let danish = self.language.starts_with("da");
                let none = if danish { "Billede uden beskrivelse" } else { "Undescribed picture" };
                Some(given.unwrap_or(none).to_owned())
            }
            _ => given.map(str::to_owned),
        }
    }

    /// Writes the attributes of lists, tables and figures (ISO 32000-1, 14.8.5).
    fn attributes(
        &self,
        writer: &mut StructElement<'_>,
        node: &Node,
        area: Option<Area>,
        names: &BTreeMap<NodeId, String>,
    ) {
        match &node.role {
            Role::List(numbering) => {
                writer.attributes().push().list().list_numbering(numbering_of(*numbering));
            }
            Role::Table { summary: Some(summary) } => {
                writer.attributes().push().table().summary(TextStr(summary));
            }
            Role::HeaderCell { scope, columns, rows, headers } => {
                let mut attributes = writer.attributes();
                let mut table = attributes.push().table();
                table.scope(match scope {
                    Scope::Row => TableHeaderScope::Row,
                    Scope::Column => TableHeaderScope::Column,
                    Scope::Both => TableHeaderScope::Both,
                });
                spans(&mut table, *columns, *rows);
                self.headers(&mut table, headers, names);
            }
            Role::DataCell { columns, rows, headers }
                if *columns > 1
                    || *rows > 1
                    || headers.iter().any(|header| self.plan.is_alive(*header)) =>
            {
                let mut attributes = writer.attributes();
                let mut table = attributes.push().table();
                spans(&mut table, *columns, *rows);
                self.headers(&mut table, headers, names);
            }
            Role::Figure | Role::Formula => {
                let block =
                    node.parent.is_none_or(|parent| is_group(&self.letter.tree.node(parent).role));
                let mut attributes = writer.attributes();
                let mut layout = attributes.push().layout();
                if block {
                    layout.placement(Placement::Block);
                }
                if let Some(area) = area {
                    layout.bbox(area.rect());
                }
            }
            _ => {}
        }
    }

    /// Writes which header cells a cell has.
    fn headers(
        &self,
        table: &mut pdf_writer::writers::TableAttributes<'_>,
        headers: &[NodeId],
        names: &BTreeMap<NodeId, String>,
    ) {
        let found: Vec<&String> = headers
            .iter()
            .filter(|header| self.plan.is_alive(**header))
            .filter_map(|header| names.get(header))
            .collect();
        if !found.is_empty() {
            table.headers().items(found.iter().map(|name| Str(name.as_bytes())));
        }
    }

    /// Writes the tree from content to elements: for each page its elements by number, for each
    /// annotation its link.
    fn parents(&self, file: &mut File, tree: &Tree, refs: &[Option<Ref>]) -> Ref {
        let mut lists = Vec::with_capacity(self.contents.len());
        for content in self.contents {
            let id = file.id();
            let mut list = file.object(id).array();
            for slot in &content.slots {
                if let Some(element) = refs[tree.owner(*slot).0 as usize] {
                    list.item(element);
                }
            }
            list.finish();
            lists.push(id);
        }
        let id = file.id();
        let mut writer: NumberTree<Ref> = file.object(id).start();
        let mut entries = writer.nums();
        for (page, list) in lists.iter().enumerate() {
            entries.insert(count(page), *list);
        }
        for (at, link) in self.links.owners().enumerate() {
            if let Some(element) = refs[link.0 as usize] {
                entries.insert(count(self.sheets.len() + at), element);
            }
        }
        entries.finish();
        writer.finish();
        id
    }
}

/// The page of an element's first marked content.
fn first_page(node: &Node, marks: &Marks) -> Option<usize> {
    node.children.iter().find_map(|child| match child {
        Child::Slot(slot) => marks.get(slot.0 as usize)?.first().map(|(page, _)| *page),
        Child::Node(_) => None,
    })
}

/// Whether what stands in it stands by itself, not in a line.
fn is_group(role: &Role) -> bool {
    !is_inline(role)
        && !matches!(role, Role::Paragraph | Role::Heading(_) | Role::Label | Role::Caption)
}

/// Writes how many columns and rows a cell spans.
fn spans(table: &mut pdf_writer::writers::TableAttributes<'_>, columns: u32, rows: u32) {
    if columns > 1 {
        table.col_span(count(columns as usize));
    }
    if rows > 1 {
        table.row_span(count(rows as usize));
    }
}

fn numbering_of(numbering: ListNumbering) -> Numbering {
    match numbering {
        ListNumbering::None => Numbering::None,
        ListNumbering::Disc => Numbering::Disc,
        ListNumbering::Circle => Numbering::Circle,
        ListNumbering::Square => Numbering::Square,
        ListNumbering::Decimal => Numbering::Decimal,
        ListNumbering::UpperRoman => Numbering::UpperRoman,
        ListNumbering::LowerRoman => Numbering::LowerRoman,
        ListNumbering::UpperAlpha => Numbering::UpperAlpha,
        ListNumbering::LowerAlpha => Numbering::LowerAlpha,
    }
}

/// The structure type of a role.
fn kind(role: &Role, level: u8) -> StructRole {
    match role {
        Role::Document => StructRole::Document,
        Role::Division => StructRole::Div,
        Role::Heading(_) => match level {
            0 | 1 => StructRole::H1,
            2 => StructRole::H2,
            3 => StructRole::H3,
            4 => StructRole::H4,
            5 => StructRole::H5,
            _ => StructRole::H6,
        },
        Role::Paragraph => StructRole::P,
        Role::List(_) => StructRole::L,
        Role::ListItem => StructRole::LI,
        Role::Label => StructRole::Lbl,
        Role::ListBody => StructRole::LBody,
        Role::Table { .. } => StructRole::Table,
        Role::TableHead => StructRole::THead,
        Role::TableBody => StructRole::TBody,
        Role::TableRow => StructRole::TR,
        Role::HeaderCell { .. } => StructRole::TH,
        Role::DataCell { .. } => StructRole::TD,
        Role::Figure => StructRole::Figure,
        Role::Caption => StructRole::Caption,
        Role::Link { .. } => StructRole::Link,
        Role::Note => StructRole::Note,
        Role::Reference => StructRole::Reference,
        Role::Span => StructRole::Span,
        Role::Contents => StructRole::TOC,
        Role::ContentsItem => StructRole::TOCI,
        Role::Formula => StructRole::Formula,
    }
}
