//! VML read: the drawings of old in `w:pict` and `w:object` (ISO/IEC 29500-4, 19).
//!
//! Word writes VML still: as the fallback of newer drawings, for watermarks, for embedded objects and
//! for horizontal rules. A shape says in a `style` attribute like that of CSS where it stands.

mod place;
mod shape;
pub(super) mod style;

use std::sync::Arc;

use roxmltree::Node;

use crate::units::Pt;

use super::block::{Inline, ParagraphAlign};
use super::drawing::Figure;
use super::format::{RunFormat, TabLeader};
use super::object::InlineObject;
use super::reader::{Home, Reader};
use super::xml::{alternate, attribute, children, is_on, name};
use shape::Written;
use style::VmlStyle;

/// Reads a `w:pict` or `w:object` element.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: Node<'_, '_>,
    format: &Arc<RunFormat>,
    home: Home,
) -> Option<Inline> {
    let drawn = children(node)
        .filter_map(|node| {
            if name(node) == "AlternateContent" {
                alternate(node).and_then(|branch| children(branch).next())
            } else {
                Some(node)
            }
        })
        .find(|node| shape::is_shape(name(*node)))?;
    let style = VmlStyle::new(attribute(drawn, "style").unwrap_or_default());
    if style.get("visibility") == Some("hidden") {
        return None;
    }
    if attribute(drawn, "hr").is_some_and(is_true) {
        // A rule runs to the margin, however wide the column is: a tab filled with a line does the
        // same.
        return Some(Inline::AlignedTab {
            align: ParagraphAlign::End,
            to_margin: false,
            leader: TabLeader::Underscore,
            format: format.clone(),
            slot: None,
        });
    }
    let written = Written::new(node, drawn);
    let (width, height) = size(drawn, &style, name(node) == "object");
    let mut figure = Figure::new(shape::said(drawn), home);
    let object = shape::read(reader, &written, (width, height), &mut figure)?;
    if place::floats(drawn, &style) {
        let anchored = place::anchored(drawn, &style, (width, height), object);
        return Some(Inline::Anchor(Box::new(anchored)));
    }
    let inline = InlineObject { width, height, object, format: format.clone() };
    Some(Inline::Object(Box::new(inline)))
}

/// The colour behind the text of a shape; the colour alone of what is more than one.
pub(super) fn fill(shape: Node<'_, '_>) -> Option<crate::units::Color> {
    Written::new(shape.parent().unwrap_or(shape), shape).fill()
}

/// The size of a shape: of its style, of a line's ends, or of the object that a picture stands for.
fn size(node: Node<'_, '_>, style: &VmlStyle<'_>, object: bool) -> (Pt, Pt) {
    if name(node) == "line" {
        let ((left, top), (right, bottom)) = (shape::end(node, "from"), shape::end(node, "to"));
        return ((right - left).abs(), (bottom - top).abs());
    }
    let of_object = |local| {
        let parent = node.parent().filter(|_| object)?;
        attribute(parent, local).and_then(super::xml::twips)
    };
    let side = |property, original| {
        style.length(property).or_else(|| of_object(original)).unwrap_or(Pt::ZERO).max(Pt::ZERO)
    };
    (side("width", "dxaOrig"), side("height", "dyaOrig"))
}

/// VML's own truth: `t`, `true`; also `1` and `on`.
fn is_true(value: &str) -> bool {
    !matches!(value, "f" | "") && is_on(value)
}
