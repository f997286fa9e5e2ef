//! Groups and canvases: members at their places, scaled to the group's size (20.1.7.5).

use roxmltree::Node;

use super::figure::{Figure, Lack, missing};
use super::shape;
use crate::letter::object::{Extent, Object};
use crate::letter::reader::Reader;
use crate::letter::xml::{alternate, attribute, child, children, name, number};
use crate::units::Pt;

/// Groups in groups beyond this depth are left out.
const DEPTH: usize = 16;

/// Members beyond this number are left out.
const MEMBERS: usize = 2_000;

/// How a group's own coordinates come to lengths.
#[derive(Clone, Copy)]
struct Scale {
    origin: (f64, f64),
    factor: (f64, f64),
    moved: (Pt, Pt),
}

/// Reads a group (`wpg:wgp`) or a canvas (`wpc:wpc`) of a size.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: Node<'_, '_>,
    size: (Pt, Pt),
    figure: &mut Figure,
) -> Option<Object> {
    let mut members = Vec::new();
    gather(reader, node, scale(node, size, (Pt::ZERO, Pt::ZERO)), figure, &mut members, 0);
    (!members.is_empty()).then_some(Object::Group(members))
}

/// The scale of a group that is `size` large and stands at `moved`: a canvas counts in English metric
/// units from its own corner.
fn scale(node: Node<'_, '_>, size: (Pt, Pt), moved: (Pt, Pt)) -> Scale {
    let unit = 1.0 / 12_700.0;
    let plain = Scale { origin: (0.0, 0.0), factor: (unit, unit), moved };
    let transform = child(node, "grpSpPr").and_then(|properties| child(properties, "xfrm"));
    let Some(transform) = transform else { return plain };
    let pair = |local, x, y| {
        let node = child(transform, local)?;
        let coordinate = |local| attribute(node, local).and_then(number);
        Some((coordinate(x)?, coordinate(y)?))
    };
    let (Some(origin), Some(extent)) = (pair("chOff", "x", "y"), pair("chExt", "cx", "cy")) else {
        return plain;
    };
    let factor = |size: Pt, extent: f64| if extent > 0.0 { size.0 / extent } else { unit };
    Scale { origin, factor: (factor(size.0, extent.0), factor(size.1, extent.1)), moved }
}

/// Where a member with a transform stands.
fn extent(transform: Option<Node<'_, '_>>, scale: &Scale) -> Extent {
    let number_of = |element, local| {
        transform
            .and_then(|transform| child(transform, element))
            .and_then(|node| attribute(node, local))
            .and_then(number)
            .unwrap_or(0.0)
    };
    let sane = |length: f64| Pt(length.clamp(-20_000.0, 20_000.0));
    Extent {
        x: sane((number_of("off", "x") - scale.origin.0) * scale.factor.0) + scale.moved.0,
        y: sane((number_of("off", "y") - scale.origin.1) * scale.factor.1) + scale.moved.1,
        width: sane(number_of("ext", "cx") * scale.factor.0).max(Pt::ZERO),
        height: sane(number_of("ext", "cy") * scale.factor.1).max(Pt::ZERO),
    }
}

fn gather(
    reader: &mut Reader<'_>,
    group: Node<'_, '_>,
    scale_here: Scale,
    figure: &mut Figure,
    members: &mut Vec<(Extent, Object)>,
    depth: usize,
) {
    for found in children(group) {
        let node = match name(found) {
            "AlternateContent" => match alternate(found).and_then(|branch| children(branch).next())
            {
                Some(node) => node,
                None => continue,
            },
            _ => found,
        };
        if members.len() >= MEMBERS {
            return;
        }
        let of = |properties| {
            extent(child(node, properties).and_then(|node| child(node, "xfrm")), &scale_here)
        };
        match name(node) {
            "wsp" | "sp" => {
                let place = of("spPr");
                let size = (place.width, place.height);
                if let Some(object) = shape::read(reader, node, size, figure) {
                    members.push((place, object));
                }
            }
            "pic" => {
                let place = of("spPr");
                let object = shape::picture(reader, node, figure);
                members.push((place, object));
            }
            "grpSp" | "wgp" if depth < DEPTH => {
                let place = of("grpSpPr");
                let inner = scale(node, (place.width, place.height), (place.x, place.y));
                gather(reader, node, inner, figure, members, depth + 1);
            }
            "graphicFrame" => {
                let place = extent(child(node, "xfrm"), &scale_here);
                members.push((place, missing(reader, figure, Lack::Drawing)));
            }
            _ => {}
        }
    }
}
