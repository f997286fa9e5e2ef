//! Parts that are no stories: styles and settings, read where a rule asks for them.

use std::ops::Range;

use roxmltree::{Document, Node};

use crate::letter::xml::{attribute, child, name, parse};
use crate::lint::fix::Edit;
use crate::lint::manuscript::Manuscript;

/// A part's name and text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Such as `word/styles.xml`.
    pub name: String,
    /// Its XML.
    pub xml: String,
}

impl Part {
    /// The first part of a kind, such as `styles`; `None` where there is none that can be read.
    pub fn of(manuscript: &Manuscript<'_>, kind: &str) -> Option<Part> {
        let name = manuscript.package.parts_of_kind(kind).into_iter().next()?;
        let xml = manuscript.package.text(&name).ok()?;
        Some(Part { name, xml })
    }

    /// Its tree.
    pub fn tree(&self) -> Option<Document<'_>> {
        parse(&self.name, &self.xml).ok()
    }

    /// An edit of it.
    pub fn edit(&self, bytes: Range<usize>, with: String) -> Edit {
        Edit::Part { part: self.name.clone(), bytes, with }
    }

    /// What sets the language of the document's defaults; the language `tag` takes the place of one
    /// that is there.
    pub fn default_language(&self, tag: &str) -> Option<Edit> {
        let tree = self.tree()?;
        let root = tree.root_element();
        let prefix = prefix(&self.xml, root.range().start);
        let lang = format!(r#"<{prefix}lang {prefix}val="{tag}"/>"#);
        let wrap =
            |element: &str, inner: &str| format!("<{prefix}{element}>{inner}</{prefix}{element}>");
        let Some(defaults) = child(root, "docDefaults") else {
            let inner = wrap("rPrDefault", &wrap("rPr", &lang));
            return Some(self.insert_first(root, &wrap("docDefaults", &inner)));
        };
        let Some(run) = child(defaults, "rPrDefault") else {
            return Some(self.insert_first(defaults, &wrap("rPrDefault", &wrap("rPr", &lang))));
        };
        let Some(properties) = child(run, "rPr") else {
            return Some(self.insert_first(run, &wrap("rPr", &lang)));
        };
        match child(properties, "lang") {
            Some(said) => {
                let found = said.attributes().find(|attribute| attribute.name() == "val");
                Some(if let Some(value) = found {
                    self.edit(value.range_value(), tag.to_owned())
                } else {
                    let at = said.range().start + 1 + prefix.len() + "lang".len();
                    self.edit(at..at, format!(r#" {prefix}val="{tag}""#))
                })
            }
            None => Some(self.insert_run_property(properties, &lang)),
        }
    }

    /// The language of the document's defaults.
    pub fn said_default_language(&self) -> Option<String> {
        let tree = self.tree()?;
        let defaults = child(tree.root_element(), "docDefaults")?;
        let properties = child(child(defaults, "rPrDefault")?, "rPr")?;
        attribute(child(properties, "lang")?, "val").map(str::to_owned)
    }

    /// A `w:lang` at its place in `w:rPr`: near the end (ISO/IEC 29500-1, annex A, EG_RPrBase).
    fn insert_run_property(&self, properties: Node<'_, '_>, xml: &str) -> Edit {
        const AFTER: [&str; 4] = ["eastAsianLayout", "specVanish", "oMath", "rPrChange"];
        let next = properties.children().find(|node| AFTER.contains(&name(*node)));
        if let Some(next) = next {
            let at = next.range().start;
            return self.edit(at..at, xml.to_owned());
        }
        match properties.last_child() {
            Some(last) => {
                let at = last.range().end;
                self.edit(at..at, xml.to_owned())
            }
            None => self.insert_first(properties, xml),
        }
    }

    /// XML as the first child of an element, which may be empty.
    fn insert_first(&self, node: Node<'_, '_>, xml: &str) -> Edit {
        if let Some(first) = node.first_child() {
            let at = first.range().start;
            return self.edit(at..at, xml.to_owned());
        }
        let range = node.range();
        let text = self.xml.get(range.clone()).unwrap_or_default();
        if let Some(tag) = text.strip_suffix("/>") {
            let name = tag[1..].split(char::is_whitespace).next().unwrap_or_default();
            let end = range.start + tag.len();
            return self.edit(end..range.end, format!(">{xml}</{name}>"));
        }
        let at = range.start + text.find('>').map_or(text.len(), |at| at + 1);
        self.edit(at..at, xml.to_owned())
    }
}

/// The prefix of the element that begins at a byte, with its colon: `w:`, or nothing.
pub(super) fn prefix(xml: &str, start: usize) -> &str {
    let tag = xml.get(start + 1..).unwrap_or_default();
    let name = tag.split([' ', '>', '/', '\t', '\n', '\r']).next().unwrap_or_default();
    name.find(':').map_or("", |at| &name[..=at])
}
