//! Parts that are no stories: styles and settings, read where a rule asks for them.

use std::ops::Range;

use roxmltree::Document;

use crate::letter::xml::{attribute, child, parse};
use crate::lint::fix::Edit;
use crate::lint::manuscript::Manuscript;
use crate::lint::markup::{BEHIND_LANGUAGE, Element};

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
        let root = Element::root(&self.xml)?;
        let space = root.prefix();
        let lang = format!(r#"<{space}lang {space}val="{tag}"/>"#);
        let wrap =
            |element: &str, inner: &str| format!("<{space}{element}>{inner}</{space}{element}>");
        let put = |within: &Element<'_>, with: &str| {
            let (bytes, with) = within.put_first(with);
            Some(self.edit(bytes, with))
        };
        let Some(defaults) = root.child("docDefaults") else {
            let inner = wrap("rPrDefault", &wrap("rPr", &lang));
            return put(&root, &wrap("docDefaults", &inner));
        };
        let Some(run) = defaults.child("rPrDefault") else {
            return put(&defaults, &wrap("rPrDefault", &wrap("rPr", &lang)));
        };
        let Some(properties) = run.child("rPr") else {
            return put(&run, &wrap("rPr", &lang));
        };
        let (bytes, with) = match properties.child("lang") {
            Some(said) => said.set("val", tag),
            None => properties.put_before(BEHIND_LANGUAGE, &lang),
        };
        Some(self.edit(bytes, with))
    }

    /// The language of the document's defaults.
    pub fn said_default_language(&self) -> Option<String> {
        let tree = self.tree()?;
        let defaults = child(tree.root_element(), "docDefaults")?;
        let properties = child(child(defaults, "rPrDefault")?, "rPr")?;
        attribute(child(properties, "lang")?, "val").map(str::to_owned)
    }
}
