//! Sections of a letter whose text has section breaks of its own.
//!
//! A break belongs to the paragraph it ends with, and says how the pages *before* it look. So once the
//! text has a landscape page in the middle, the first pages of the letter are described by the text's
//! own first section, not by the master's. Its headers and footers are let go, and a section without
//! any has those of the section before it; the first one has nothing before it, and gets the
//! master's. Sections that lie the way the master's do take its paper and margins too.

use super::tree::{Element, Node};

/// The order of what a section holds (ISO/IEC 29500-1, annex A, CT_SectPr).
const ORDER: &[&str] = &[
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
];

/// Gives the sections that came in what the master has for its own.
pub(super) fn settle(body: &mut Element) {
    let mut incoming: Vec<usize> = Vec::new();
    let mut groups: Vec<(Vec<usize>, Option<usize>)> = Vec::new();
    for (at, node) in body.children.iter().enumerate() {
        let Some(section) = section_of(node) else { continue };
        if section.origin.is_some() {
            incoming.push(at);
        } else {
            groups.push((std::mem::take(&mut incoming), Some(at)));
        }
    }
    groups.push((incoming, None));
    for (incoming, governing) in groups {
        let Some((first, _)) = incoming.split_first() else { continue };
        let ours = governing.and_then(|at| section_of(&body.children[at])).cloned();
        for at in &incoming {
            let Some(section) = section_mut(&mut body.children[*at]) else { continue };
            section.origin = None;
            let Some(ours) = &ours else { continue };
            if is_landscape(section) == is_landscape(ours) {
                for name in ["pgSz", "pgMar", "pgBorders", "docGrid"] {
                    take_over(section, ours, name);
                }
            }
            section.children.retain(|node| !node.is("titlePg"));
            if at == first {
                for name in ["headerReference", "footerReference", "titlePg", "pgNumType"] {
                    take_over(section, ours, name);
                }
            }
        }
        // The letter's first page lies in the section that came in.
        if let Some(section) = governing.and_then(|at| section_mut(&mut body.children[at])) {
            section.children.retain(|node| !node.is("titlePg"));
            if let Some(numbers) = section.child_mut("pgNumType") {
                let start = format!("{}start", numbers.prefix());
                numbers.remove(&start);
            }
        }
    }
}

fn section_of(node: &Node) -> Option<&Element> {
    let element = node.element()?;
    if element.is("sectPr") {
        return Some(element);
    }
    if !element.is("p") {
        return None;
    }
    element.child("pPr")?.child("sectPr")
}

fn section_mut(node: &mut Node) -> Option<&mut Element> {
    let Node::Element(element) = node else { return None };
    if element.is("sectPr") {
        return Some(element);
    }
    element.child_mut("pPr")?.child_mut("sectPr")
}

fn is_landscape(section: &Element) -> bool {
    let Some(page) = section.child("pgSz") else { return false };
    let number = |name: &str| page.get(name).and_then(|value| value.parse::<u32>().ok());
    match (number("w"), number("h")) {
        (Some(width), Some(height)) => width > height,
        _ => page.get("orient").as_deref() == Some("landscape"),
    }
}

fn take_over(section: &mut Element, ours: &Element, name: &str) {
    section.children.retain(|node| !node.is(name));
    let rank = |node: &Node| {
        node.element()
            .and_then(|element| ORDER.iter().position(|known| *known == element.local()))
            .unwrap_or(ORDER.len())
    };
    let place = ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
    // References to headers and footers stand in any order among themselves.
    let place = if name == "footerReference" { place - 1 } else { place };
    for node in ours.children.iter().filter(|node| node.is(name)) {
        let at = section
            .children
            .iter()
            .position(|known| rank(known) > place.max(1))
            .unwrap_or(section.children.len());
        section.children.insert(at, node.clone());
    }
}
