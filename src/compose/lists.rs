//! Lists of what is put in. Each time an element is put in, its lists begin anew.

use std::collections::{BTreeMap, BTreeSet};

use super::composer::Composer;
use super::document::Document;
use super::tree::{Element, Node, Tree};

/// The lists of the destination, and what is added to them.
#[derive(Debug, Default)]
pub(super) struct Lists {
    next_number: u32,
    next_abstract: u32,
    next_bullet: u32,
    next_nsid: u32,
    nsids: BTreeSet<String>,
    /// Document, inclusion, id there; id here.
    numbers: BTreeMap<(usize, usize, String), Option<u32>>,
    abstracts: BTreeMap<(usize, usize, String), u32>,
    bullets: BTreeMap<(usize, String), u32>,
    added_bullets: Vec<Node>,
    added_abstracts: Vec<Node>,
    added_numbers: Vec<Node>,
}

impl Lists {
    /// The lists that the destination has.
    pub fn of(document: &Document) -> Self {
        let mut lists = Lists { next_number: 1, ..Lists::default() };
        let Some((_, tree)) = &document.numbering else { return lists };
        let after = |element: &Element, name: &str, next: u32| {
            let id = element.get(name).and_then(|id| id.parse::<u32>().ok());
            next.max(id.map_or(0, |id| id.saturating_add(1)))
        };
        for child in tree.root.children.iter().filter_map(Node::element) {
            match child.local() {
                "num" => lists.next_number = after(child, "numId", lists.next_number),
                "abstractNum" => {
                    lists.next_abstract = after(child, "abstractNumId", lists.next_abstract);
                    lists.nsids.extend(child.child_value("nsid"));
                }
                "numPicBullet" => {
                    lists.next_bullet = after(child, "numPicBulletId", lists.next_bullet);
                }
                _ => {}
            }
        }
        lists
    }
}

impl Composer<'_> {
    /// The id in the destination of a list of document `document` in its `inclusion`, from 0; `None`
    /// when that document has no such list.
    pub(super) fn list(&mut self, document: usize, inclusion: usize, id: &str) -> Option<u32> {
        let place = (document, inclusion, id.to_owned());
        if let Some(known) = self.lists.numbers.get(&place) {
            return *known;
        }
        let found = self.definition(document, "num", "numId", id);
        let abstract_id = found.as_ref().and_then(|number| number.child_value("abstractNumId"));
        let definition = abstract_id
            .as_deref()
            .and_then(|id| self.definition(document, "abstractNum", "abstractNumId", id));
        let (Some(mut number), Some(abstract_id), Some(definition)) =
            (found, abstract_id, definition)
        else {
            self.lists.numbers.insert(place, None);
            return None;
        };
        let new = self.lists.next_number;
        self.lists.next_number += 1;
        self.lists.numbers.insert(place, Some(new));
        let new_abstract = self.abstract_list(document, inclusion, abstract_id, definition);
        number.set("numId", &new.to_string());
        without_durable_id(&mut number);
        if let Some(uses) = number.child_mut("abstractNumId") {
            uses.set("val", &new_abstract.to_string());
        }
        self.rewrite_levels(document, inclusion, &mut number);
        self.lists.added_numbers.push(Node::Element(number));
        Some(new)
    }

    fn abstract_list(
        &mut self,
        document: usize,
        inclusion: usize,
        id: String,
        definition: Element,
    ) -> u32 {
        let place = (document, inclusion, id);
        if let Some(known) = self.lists.abstracts.get(&place) {
            return *known;
        }
        let new = self.lists.next_abstract;
        self.lists.next_abstract += 1;
        self.lists.abstracts.insert(place, new);
        let mut copy = match self.behind_style_link(document, &definition) {
            // A style has one list: a second start of it needs a copy of what the style means.
            Some(linked) if inclusion > 0 => linked,
            _ => definition,
        };
        copy.set("abstractNumId", &new.to_string());
        let nsid = copy.child_value("nsid").unwrap_or_default();
        if !self.lists.nsids.insert(nsid) {
            // Word takes two lists of one nsid for one list.
            let fresh = self.fresh_nsid();
            if let Some(element) = copy.child_mut("nsid") {
                element.set("val", &fresh);
            }
        }
        self.rewrite_levels(document, inclusion, &mut copy);
        self.lists.added_abstracts.push(Node::Element(copy));
        new
    }

    /// Styles and picture bullets that a list names.
    fn rewrite_levels(&mut self, document: usize, inclusion: usize, list: &mut Element) {
        let mut kept = Vec::with_capacity(list.children.len());
        for node in std::mem::take(&mut list.children) {
            let Node::Element(mut child) = node else {
                kept.push(node);
                continue;
            };
            let value = child.get("val").unwrap_or_default();
            match child.local() {
                "pStyle" | "styleLink" => {
                    // A style that was there has its own list, and one list is enough.
                    let ours = self.style(document, &value);
                    let copied =
                        ours.filter(|id| inclusion == 0 && self.copied_styles.contains(id));
                    let Some(ours) = copied else { continue };
                    child.set("val", &ours);
                }
                "numStyleLink" => {
                    let Some(ours) = self.style(document, &value) else { continue };
                    child.set("val", &ours);
                }
                "lvlPicBulletId" => {
                    let Some(ours) = self.bullet(document, &value) else { continue };
                    child.set("val", &ours.to_string());
                }
                "lvl" | "lvlOverride" => self.rewrite_levels(document, inclusion, &mut child),
                "rPr" => {
                    let theirs = child.child_value("rStyle").unwrap_or_default();
                    let ours = self.style(document, &theirs);
                    match (child.child_mut("rStyle"), ours) {
                        (Some(style), Some(ours)) => style.set("val", &ours),
                        _ => child.children.retain(|node| !node.is("rStyle")),
                    }
                }
                _ => {}
            }
            kept.push(Node::Element(child));
        }
        list.children = kept;
    }

    fn bullet(&mut self, document: usize, id: &str) -> Option<u32> {
        let place = (document, id.to_owned());
        if let Some(known) = self.lists.bullets.get(&place) {
            return Some(*known);
        }
        let mut bullet = self.definition(document, "numPicBullet", "numPicBulletId", id)?;
        let new = self.lists.next_bullet;
        self.lists.next_bullet += 1;
        self.lists.bullets.insert(place, new);
        bullet.set("numPicBulletId", &new.to_string());
        let source = self.documents[document].numbering.as_ref()?.0.clone();
        let target = self.numbering_part_name();
        self.adopt_links(&mut bullet, document, &source, &target);
        self.lists.added_bullets.push(Node::Element(bullet));
        Some(new)
    }

    fn definition(&self, document: usize, local: &str, name: &str, id: &str) -> Option<Element> {
        let (_, tree) = self.documents[document].numbering.as_ref()?;
        tree.root
            .children
            .iter()
            .filter_map(Node::element)
            .find(|child| child.is(local) && child.get(name).as_deref() == Some(id))
            .cloned()
    }

    /// The list that a list means by naming a numbering style.
    fn behind_style_link(&self, document: usize, definition: &Element) -> Option<Element> {
        let style = definition.child_value("numStyleLink")?;
        let style = self.sheets[document].styles.get(&style)?;
        let number = style.child("pPr")?.child("numPr")?.child_value("numId")?;
        let number = self.definition(document, "num", "numId", &number)?;
        let id = number.child_value("abstractNumId")?;
        self.definition(document, "abstractNum", "abstractNumId", &id)
    }

    fn fresh_nsid(&mut self) -> String {
        loop {
            self.lists.next_nsid += 1;
            let nsid = format!("{:08X}", 0x5B00_0000 + self.lists.next_nsid);
            if self.lists.nsids.insert(nsid.clone()) {
                return nsid;
            }
        }
    }

    fn numbering_part_name(&mut self) -> String {
        if let Some((part, _)) = &self.documents[0].numbering {
            return part.clone();
        }
        let part = self.new_main_part(
            "numbering.xml",
            "numbering",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
        );
        let tree: Tree = self.new_tree("numbering");
        self.documents[0].numbering = Some((part.clone(), tree));
        part
    }

    /// The numbering part with the lists that came along; `None` when there are none.
    pub(super) fn numbering_part(&mut self) -> Option<(String, String)> {
        if self.lists.added_numbers.is_empty() {
            return None;
        }
        let part = self.numbering_part_name();
        let (_, mut tree) = self.documents[0].numbering.take()?;
        let children = &mut tree.root.children;
        // The schema has pictures first, then definitions, then lists, then Word's own mark.
        insert_before(children, &["numIdMacAtCleanup"], &mut self.lists.added_numbers);
        insert_before(children, &["num", "numIdMacAtCleanup"], &mut self.lists.added_abstracts);
        insert_before(
            children,
            &["abstractNum", "num", "numIdMacAtCleanup"],
            &mut self.lists.added_bullets,
        );
        self.prefixes.declare(&mut tree.root);
        Some((part, tree.write()))
    }
}

fn insert_before(children: &mut Vec<Node>, names: &[&str], added: &mut Vec<Node>) {
    let at = children
        .iter()
        .position(|node| names.iter().any(|name| node.is(name)))
        .unwrap_or(children.len());
    children.splice(at..at, added.drain(..));
}

fn without_durable_id(number: &mut Element) {
    let names: Vec<String> = number.pairs().into_iter().map(|(name, _)| name).collect();
    for name in names.iter().filter(|name| name.ends_with(":durableId")) {
        number.remove(name);
    }
}
