//! Styles of what is put in: those of the same name are the destination's, the others come along.

use super::composer::Composer;
use super::sheet::{is_default, kind_of, name_of};
use super::tree::{Element, Node, Tree};

/// The longest chain of styles that name styles; a chain in Word ends long before.
const CHAIN: usize = 64;

impl Composer<'_> {
    /// The id in the destination of a style of document `document`; `None` when that document has no
    /// such style.
    pub(super) fn style(&mut self, document: usize, id: &str) -> Option<String> {
        let place = (document, id.to_owned());
        if let Some(known) = self.style_map.get(&place) {
            return known.clone();
        }
        let Some(style) = self.sheets[document].styles.get(id).cloned() else {
            self.style_map.insert(place, None);
            return None;
        };
        if self.style_chain >= CHAIN {
            return None;
        }
        let (kind, name) = (kind_of(&style), name_of(&style));
        let ours = &self.sheets[0];
        let same = ours.id_of(&kind, &name).or_else(|| {
            // Two documents may call their ordinary text by different names.
            is_default(&style).then(|| ours.default_of(&kind)).flatten()
        });
        if let Some(same) = same.cloned() {
            self.style_map.insert(place, Some(same.clone()));
            return Some(same);
        }
        let new = self.fresh_style_id(id);
        self.style_map.insert(place, Some(new.clone()));
        self.copied_styles.insert(new.clone());
        self.style_chain += 1;
        let copy = self.copied_style(document, style, &new);
        self.style_chain -= 1;
        self.sheets[0].add(&copy);
        self.styles_added.push(copy);
        Some(new)
    }

    fn fresh_style_id(&self, id: &str) -> String {
        let taken = |id: &str| {
            self.sheets[0].styles.keys().any(|known| known.eq_ignore_ascii_case(id))
                || self.copied_styles.iter().any(|known| known.eq_ignore_ascii_case(id))
        };
        let mut new = id.to_owned();
        let mut number = 1;
        while taken(&new) {
            new = format!("{id}{number}");
            number += 1;
        }
        new
    }

    fn copied_style(&mut self, document: usize, mut style: Element, new: &str) -> Element {
        style.set("styleId", new);
        let default = format!("{}default", self.word);
        style.remove(&default);
        let name = name_of(&style);
        if self.sheets[0].has_name(&name)
            && let Some(element) = style.child_mut("name")
        {
            // A paragraph style and a table style of one name: a name belongs to one style.
            let written = element.get("val").unwrap_or_default();
            let mut number = 1;
            while self.sheets[0].has_name(&format!("{name} {number}")) {
                number += 1;
            }
            element.set("val", &format!("{written} {number}"));
        }
        let mut kept = Vec::with_capacity(style.children.len());
        for node in std::mem::take(&mut style.children) {
            let Node::Element(mut child) = node else {
                kept.push(node);
                continue;
            };
            if child.word && matches!(child.local(), "basedOn" | "link" | "next") {
                let theirs = child.get("val").unwrap_or_default();
                let Some(ours) = self.style(document, &theirs) else { continue };
                child.set("val", &ours);
            }
            if let Some(number) = child.child_mut("numPr").and_then(|list| list.child_mut("numId"))
            {
                let theirs = number.get("val").unwrap_or_default();
                let ours = self.list(document, 0, &theirs);
                number.set("val", &ours.unwrap_or(0).to_string());
            }
            kept.push(Node::Element(child));
        }
        style.children = kept;
        style
    }

    /// The styles part with the styles that came along; `None` when there are none.
    pub(super) fn styles_part(&mut self) -> Option<(String, String)> {
        if self.styles_added.is_empty() {
            return None;
        }
        let (part, mut tree) = if let Some(styles) = self.documents[0].styles.take() {
            styles
        } else {
            let part = self.new_main_part(
                "styles.xml",
                "styles",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            );
            (part, self.new_tree("styles"))
        };
        tree.root.children.extend(self.styles_added.drain(..).map(Node::Element));
        self.prefixes.declare(&mut tree.root);
        Some((part, tree.write()))
    }

    /// A part with an empty root element.
    pub(super) fn new_tree(&mut self, local: &str) -> Tree {
        Tree::new(Element::word(&self.word, local, Vec::new()))
    }
}
