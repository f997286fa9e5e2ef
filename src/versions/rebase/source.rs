//! A part of one version, and what its markup means apart from ids and noise.
//!
//! Word writes the same paragraph with other revision marks, other relationship ids and other
//! borders between runs every time it saves. What is left once those are gone is the *meaning*;
//! two things of the same meaning are one text.

use std::collections::HashMap;
use std::rc::Rc;

use super::xml::{Child, Element, Tree};
use crate::docx::decode;

/// Which of the three versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// The central version that the override was made from.
    Base,
    /// The override.
    Own,
    /// The new central version.
    Central,
}

/// A part of one version.
#[derive(Debug)]
pub(super) struct Source {
    /// The version.
    pub version: Version,
    /// The markup.
    pub tree: Tree,
    /// What its ids stand for.
    pub names: Names,
}

/// What ids of a part stand for, the same words in every version.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Relationship ids.
    pub relations: HashMap<String, String>,
    /// List ids, by the id that the list has or will have in the result.
    pub lists: Rc<HashMap<String, String>>,
    /// Notes by `footnote` or `endnote` and id: their text.
    pub notes: Rc<HashMap<String, String>>,
}

impl Source {
    /// The meaning of an element with everything in it.
    pub fn meaning(&self, element: &Element) -> String {
        let mut out = String::new();
        self.spell(element, &mut out);
        out
    }

    /// The meaning of an element without its content.
    pub fn own_meaning(&self, element: &Element) -> String {
        let mut out = String::new();
        self.spell_tag(element, &mut out);
        out
    }

    fn spell(&self, element: &Element, out: &mut String) {
        if is_noise(&element.name) {
            return;
        }
        let bare = matches!(element.name.as_str(), "w:rPr" | "w:pPr" | "w:r");
        let start = out.len();
        self.spell_tag(element, out);
        out.push('{');
        let inside = out.len();
        for child in &element.children {
            match child {
                Child::Element(child) => self.spell(child, out),
                Child::Text(span) => {
                    let text = decode(self.tree.slice(span));
                    if !text.trim().is_empty() || is_text(&element.name) {
                        out.push_str(&text);
                    }
                }
            }
        }
        if bare && out.len() == inside {
            out.truncate(start);
        } else {
            out.push('}');
        }
    }

    fn spell_tag(&self, element: &Element, out: &mut String) {
        out.push_str(&element.name);
        let mut attributes: Vec<(&str, String)> = element
            .attributes
            .iter()
            .filter(|attribute| !is_noise_attribute(&element.name, &attribute.name))
            .map(|attribute| {
                (attribute.name.as_str(), self.value(element, &attribute.name, &attribute.value))
            })
            // A toggle that is on, with or without saying so (ISO/IEC 29500-1, 17.17.4).
            .filter(|(name, value)| {
                !(*name == "w:val" && matches!(value.as_str(), "1" | "true" | "on"))
            })
            .collect();
        attributes.sort_unstable();
        for (name, value) in attributes {
            out.push_str(&format!(" {name}={value:?}"));
        }
    }

    fn value(&self, element: &Element, name: &str, value: &str) -> String {
        let known = if name.starts_with("r:") {
            self.names.relations.get(value)
        } else {
            match (element.name.as_str(), name) {
                ("w:numId", "w:val") => self.names.lists.get(value),
                ("w:footnoteReference", "w:id") => {
                    self.names.notes.get(&format!("footnote {value}"))
                }
                ("w:endnoteReference", "w:id") => self.names.notes.get(&format!("endnote {value}")),
                _ => None,
            }
        };
        known.map_or(value, String::as_str).to_owned()
    }
}

/// Elements that only hold characters, whose blanks count.
fn is_text(name: &str) -> bool {
    matches!(name, "w:t" | "w:instrText" | "w:delText" | "w:delInstrText")
}

/// Elements without meaning for the reader of the letter. Marks with ids of their own are not
/// compared; see [`super::atoms`] for what becomes of them.
pub(super) fn is_noise(name: &str) -> bool {
    matches!(
        name,
        "w:proofErr"
            | "w:lastRenderedPageBreak"
            | "w:noProof"
            | "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:commentReference"
            | "w:rsids"
            | "w:rsid"
            | "w:nsid"
            | "w:tmpl"
            | "w:id"
            | "w14:docId"
            | "w:proofState"
            | "w:zoom"
    )
}

fn is_noise_attribute(element: &str, name: &str) -> bool {
    name.starts_with("w:rsid")
        || matches!(
            name,
            "w14:paraId" | "w14:textId" | "wp14:anchorId" | "wp14:editId" | "xml:space"
        )
        || (matches!(element, "wp:docPr" | "pic:cNvPr") && name == "id")
        || (matches!(element, "w:fldChar") && name == "w:dirty")
        || name.ends_with("restartNumberingAfterBreak")
}

/// One property of a run, paragraph, cell, section: a child of `w:rPr` and the like.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    /// The element's name, with its type where several may stand side by side.
    pub name: String,
    /// What it says.
    pub meaning: String,
    /// Where it is written.
    pub source: &'a Source,
    /// The markup.
    pub element: &'a Element,
}

/// The properties in an element such as `w:rPr`; none where there is none.
pub(super) fn properties<'a>(
    source: &'a Source,
    element: Option<&'a Element>,
) -> Vec<Property<'a>> {
    let Some(element) = element else { return Vec::new() };
    element
        .elements()
        .filter(|child| !is_noise(&child.name))
        .filter_map(|child| {
            let meaning = source.meaning(child);
            let name = match child.attribute("w:type") {
                Some(kind) if child.name.ends_with("Reference") => {
                    format!("{} {kind}", child.name)
                }
                _ => child.name.clone(),
            };
            // An empty `w:rPr` says nothing.
            (!meaning.is_empty()).then_some(Property { name, meaning, source, element: child })
        })
        .collect()
}

/// Whether two sets of properties say the same.
pub(super) fn same(left: &[Property<'_>], right: &[Property<'_>]) -> bool {
    spelt(left) == spelt(right)
}

/// All that some properties say, in an order of their own.
pub(super) fn spelt(properties: &[Property<'_>]) -> String {
    let mut all: Vec<&str> = properties.iter().map(|property| property.meaning.as_str()).collect();
    all.sort_unstable();
    all.join(";")
}

/// The properties of a three-way merge, in the order that the schema asks for, and the names of
/// those that both sides changed differently; there the override's stand.
pub(super) fn merge_properties<'a>(
    base: &[Property<'a>],
    own: &[Property<'a>],
    central: &[Property<'a>],
    order: &[&str],
) -> (Vec<Property<'a>>, Vec<String>) {
    let meaning = |side: &[Property<'a>], name: &str| {
        side.iter().find(|property| property.name == name).map(|property| property.meaning.clone())
    };
    let mut merged = Vec::new();
    let mut clashes = Vec::new();
    for property in own {
        let (b, n) = (meaning(base, &property.name), meaning(central, &property.name));
        let o = Some(&property.meaning);
        if b == n || n.as_ref() == o {
            merged.push(property.clone());
        } else if b.as_ref() == o {
            merged.extend(central.iter().find(|found| found.name == property.name).cloned());
        } else {
            clashes.push(property.name.clone());
            merged.push(property.clone());
        }
    }
    for property in central {
        if own.iter().any(|found| found.name == property.name) {
            continue;
        }
        match meaning(base, &property.name) {
            None => merged.push(property.clone()),
            Some(base) if base == property.meaning => {}
            // Taken out by one, changed by the other.
            Some(_) => clashes.push(property.name.clone()),
        }
    }
    let place = |name: &str| {
        let name = name.split(' ').next().unwrap_or(name);
        order.iter().position(|known| *known == name).unwrap_or(order.len())
    };
    // What is not in the table, Word's later additions, comes last; a tracked change after it.
    merged.sort_by_key(|property| (property.name.ends_with("Change"), place(&property.name)));
    (merged, clashes)
}

/// The order of `w:rPr` (ISO/IEC 29500-1, 17.3.2).
#[rustfmt::skip]
pub(super) const RUN: &[&str] = &[
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i",
    "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike", "w:outline", "w:shadow",
    "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden", "w:color",
    "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u",
    "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang",
    "w:eastAsianLayout", "w:specVanish", "w:oMath",
];

/// The order of `w:pPr` (17.3.1).
#[rustfmt::skip]
pub(super) const PARAGRAPH: &[&str] = &[
    "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl",
    "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens",
    "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
    "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
    "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
    "w:sectPr",
];

/// The order of `w:sectPr` (17.6.17).
#[rustfmt::skip]
pub(super) const SECTION: &[&str] = &[
    "w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type", "w:pgSz",
    "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt",
    "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter",
    "w:docGrid", "w:printerSettings",
];

/// The order of `w:tblPr` (17.4.59).
#[rustfmt::skip]
pub(super) const TABLE: &[&str] = &[
    "w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders",
    "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription",
];

/// Rows have no order of their own (17.4.81), only that tracked changes come last.
pub(super) const ROW: &[&str] = &["w:cnfStyle", "w:ins", "w:del"];

/// The order of `w:tcPr` (17.4.69).
#[rustfmt::skip]
pub(super) const CELL: &[&str] = &[
    "w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd",
    "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark",
    "w:cellIns", "w:cellDel", "w:cellMerge",
];
