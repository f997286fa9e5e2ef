//! Drawings read: pictures, shapes and text boxes (DrawingML, ISO/IEC 29500-1, 20).
//!
//! A drawing is a frame (`wp:inline` or `wp:anchor`) that says how large it is, where it stands and
//! what its author says it shows, and in it a picture, a shape, a group of both, or something that
//! only Word can draw.

mod anchor;
pub(super) mod color;
mod figure;
mod group;
pub(super) mod shape;

use std::sync::Arc;

use roxmltree::Node;

use crate::units::Pt;

use super::block::Inline;
use super::format::RunFormat;
use super::object::{InlineObject, Object};
use super::reader::{Home, Reader};
use super::xml::{attribute, below, child, children, emu, is_on, name};

pub(super) use figure::{Figure, Lack, Said, missing, picture, text_box, words};

/// Reads a `w:drawing` element. A figure's node is made with [`super::Tree::reserve`]; it takes its
/// place among its paragraph's text when that is tagged.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: Node<'_, '_>,
    format: &Arc<RunFormat>,
    home: Home,
) -> Option<Inline> {
    let frame = children(node).find(|node| matches!(name(*node), "inline" | "anchor"))?;
    let properties = child(frame, "docPr");
    if properties.and_then(|node| attribute(node, "hidden")).is_some_and(is_on) {
        return None;
    }
    let data = child(frame, "graphic").and_then(|graphic| child(graphic, "graphicData"))?;
    let content = children(data).next()?;
    let extent = child(frame, "extent");
    let size = |local| {
        extent
            .and_then(|extent| attribute(extent, local))
            .and_then(emu)
            .unwrap_or(Pt::ZERO)
            .max(Pt::ZERO)
    };
    let (width, height) = (size("cx"), size("cy"));
    let mut figure = Figure::new(said(properties, content), home);
    let object = object(reader, content, (width, height), &mut figure)?;
    let turn = turned(content);
    let (width, height) = if turn { (height, width) } else { (width, height) };
    if name(frame) == "inline" {
        let inline = InlineObject { width, height, object, format: format.clone() };
        return Some(Inline::Object(Box::new(inline)));
    }
    Some(Inline::Anchor(Box::new(anchor::read(frame, width, height, object))))
}

/// What a graphic is.
fn object(
    reader: &mut Reader<'_>,
    content: Node<'_, '_>,
    size: (Pt, Pt),
    figure: &mut Figure,
) -> Option<Object> {
    match name(content) {
        "pic" => Some(shape::picture(reader, content, figure)),
        "wsp" => shape::read(reader, content, size, figure),
        "wgp" | "wpc" | "lockedCanvas" => group::read(reader, content, size, figure),
        "chart" => Some(missing(reader, figure, Lack::Chart)),
        "relIds" => Some(missing(reader, figure, Lack::Diagram)),
        "ink" | "contentPart" => Some(missing(reader, figure, Lack::Ink)),
        _ => Some(missing(reader, figure, Lack::Drawing)),
    }
}

/// What the author says of a drawing: at its frame, else at the picture itself.
fn said(properties: Option<Node<'_, '_>>, content: Node<'_, '_>) -> Said {
    let own = properties.map(figure::said).unwrap_or_default();
    if own.alt.is_some() || own.decorative || name(content) != "pic" {
        return own;
    }
    let inner = child(content, "nvPicPr").and_then(|node| child(node, "cNvPr"));
    inner.map(figure::said).unwrap_or_default()
}

/// Whether a shape stands on its side, so that width and height change places. Pictures turn within
/// their frame.
fn turned(content: Node<'_, '_>) -> bool {
    name(content) == "wsp"
        && below(content, "xfrm")
            .and_then(|transform| attribute(transform, "rot"))
            .and_then(super::xml::number)
            .is_some_and(|rotation| {
                let degrees = (rotation / 60_000.0).rem_euclid(180.0);
                (45.0..135.0).contains(&degrees)
            })
}
