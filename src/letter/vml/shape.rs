//! VML shapes: pictures, text boxes, lines, figures, groups and word art.

use std::sync::Arc;

use roxmltree::Node;

use super::is_true;
use super::style::{VmlStyle, color, length, share};
use crate::letter::drawing::color::over_white;
use crate::letter::drawing::{Figure, Lack, Said, missing, picture, text_box, words};
use crate::letter::format::{Border, BorderStyle};
use crate::letter::object::{
    Crop, Extent, Object, PictureUse, Shape, ShapeGeometry, TextBox, WordArt,
};
use crate::letter::reader::Reader;
use crate::letter::table::{CellMargins, CellSeat};
use crate::letter::table_read::has_text;
use crate::letter::xml::{attribute, child, children, name, number, relation};
use crate::units::{Color, Pt};

/// Groups in groups beyond this depth are left out.
const DEPTH: usize = 16;

/// Members beyond this number are left out.
const MEMBERS: usize = 2_000;

/// A shape as it is written, with the type that it is of.
pub(super) struct Written<'a, 'i> {
    node: Node<'a, 'i>,
    kind: Option<Node<'a, 'i>>,
    /// The number of its type, such as 75 for pictures.
    number: Option<u32>,
}

/// Whether an element of this name draws something.
pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "shape"
            | "rect"
            | "roundrect"
            | "oval"
            | "line"
            | "group"
            | "image"
            | "polyline"
            | "arc"
            | "curve"
    )
}

/// What the author says of a shape.
pub(super) fn said(node: Node<'_, '_>) -> Said {
    let text = |local| attribute(node, local).and_then(words);
    // The title of the picture's data is a file's name; it says nothing.
    Said { alt: text("alt").or_else(|| text("title")), decorative: false }
}

/// An end of a line: `from` or `to`.
pub(super) fn end(node: Node<'_, '_>, local: &str) -> (Pt, Pt) {
    let text = attribute(node, local).unwrap_or_default();
    let mut parts = text.split(',').map(|part| length(part).unwrap_or(Pt::ZERO));
    (parts.next().unwrap_or(Pt::ZERO), parts.next().unwrap_or(Pt::ZERO))
}

impl<'a, 'i> Written<'a, 'i> {
    /// A shape inside `around`, where its type may stand beside it.
    pub fn new(around: Node<'a, 'i>, node: Node<'a, 'i>) -> Self {
        let reference = attribute(node, "type").map(|id| id.trim_start_matches('#'));
        let kind = reference.and_then(|id| {
            children(around)
                .find(|node| name(*node) == "shapetype" && attribute(*node, "id") == Some(id))
        });
        let number = reference
            .and_then(|id| id.rsplit_once("_t").map(|(_, digits)| digits))
            .and_then(|digits| digits.parse().ok());
        Written { node, kind, number }
    }

    /// An attribute of the shape, else of its type.
    fn attribute(&self, local: &str) -> Option<&'a str> {
        attribute(self.node, local).or_else(|| self.kind.and_then(|kind| attribute(kind, local)))
    }

    /// Whether a picture is its only content, which has neither fill nor line of its own.
    fn is_picture(&self) -> bool {
        self.number == Some(75) || child(self.node, "imagedata").is_some()
    }

    pub(super) fn fill(&self) -> Option<Color> {
        let element = child(self.node, "fill");
        let filled =
            self.attribute("filled").map_or(!self.is_picture() && !self.is_line(), is_true);
        if !filled || element.and_then(|fill| attribute(fill, "on")).is_some_and(|on| !is_true(on))
        {
            return None;
        }
        let of_element = |local| element.and_then(|fill| attribute(fill, local));
        let named = self.attribute("fillcolor").or_else(|| of_element("color"));
        let solid = named.map_or(Some(Color::WHITE), color)?;
        let opacity = of_element("opacity").and_then(share).unwrap_or(1.0).clamp(0.0, 1.0);
        // A box that lets all light through has no background.
        (opacity > 0.01).then(|| over_white(solid, opacity))
    }

    fn outline(&self) -> Option<Border> {
        let element = child(self.node, "stroke");
        let stroked = self.attribute("stroked").map_or(!self.is_picture(), is_true);
        if !stroked || element.and_then(|line| attribute(line, "on")).is_some_and(|on| !is_true(on))
        {
            return None;
        }
        let of_element = |local| element.and_then(|line| attribute(line, local));
        let ink = self.attribute("strokecolor").or_else(|| of_element("color")).and_then(color);
        let width = self
            .attribute("strokeweight")
            .or_else(|| of_element("weight"))
            .and_then(length)
            .unwrap_or(Pt(0.75));
        let style = match (of_element("dashstyle"), of_element("linestyle")) {
            (None | Some("solid"), Some("thinThin" | "thinThick" | "thickThin")) => {
                BorderStyle::Double
            }
            (None | Some("solid"), Some("thickBetweenThin")) => BorderStyle::Triple,
            (None | Some("solid"), _) => BorderStyle::Single,
            (Some("1 1" | "dot" | "shortdot"), _) => BorderStyle::Dotted,
            _ => BorderStyle::Dashed,
        };
        let one = match style {
            BorderStyle::Double => width / 3.0,
            BorderStyle::Triple => width / 5.0,
            _ => width,
        };
        let width = one.clamp(Pt(0.25), Pt(200.0));
        Some(Border { style, width, space: Pt::ZERO, color: ink })
    }

    fn is_line(&self) -> bool {
        name(self.node) == "line" || matches!(self.number, Some(20 | 32 | 33 | 34 | 38))
    }

    fn geometry(&self, style: &VmlStyle<'_>) -> ShapeGeometry {
        let flip = style.get("flip").unwrap_or_default();
        if name(self.node) == "line" {
            let (from, to) = (end(self.node, "from"), end(self.node, "to"));
            let rising = (to.0 < from.0) != (to.1 < from.1);
            return if rising { ShapeGeometry::RisingLine } else { ShapeGeometry::Line };
        }
        if self.is_line() {
            let rising = flip.contains('x') != flip.contains('y');
            return if rising { ShapeGeometry::RisingLine } else { ShapeGeometry::Line };
        }
        match (name(self.node), self.number) {
            ("oval", _) | (_, Some(3 | 120)) => ShapeGeometry::Ellipse,
            _ => ShapeGeometry::Rectangle,
        }
    }
}

/// What a shape of a size is; `None` where there is nothing to see.
pub(super) fn read(
    reader: &mut Reader<'_>,
    shape: &Written<'_, '_>,
    size: (Pt, Pt),
    figure: &mut Figure,
) -> Option<Object> {
    read_at(reader, shape, size, figure, 0)
}

fn read_at(
    reader: &mut Reader<'_>,
    shape: &Written<'_, '_>,
    (width, height): (Pt, Pt),
    figure: &mut Figure,
    depth: usize,
) -> Option<Object> {
    let node = shape.node;
    let style = VmlStyle::new(attribute(node, "style").unwrap_or_default());
    if name(node) == "group" {
        let mut members = Vec::new();
        gather(reader, node, (width, height), figure, &mut members, depth);
        return (!members.is_empty()).then_some(Object::Group(members));
    }
    if let Some(path) = child(node, "textpath")
        && let Some(text) = attribute(path, "string").filter(|text| !text.trim().is_empty())
    {
        return Some(Object::WordArt(word_art(reader, shape, &style, path, text)));
    }
    let data = child(node, "imagedata").or_else(|| (name(node) == "image").then_some(node));
    if let Some(data) = data {
        return Some(image(reader, shape, &style, data, figure));
    }
    let holder = child(node, "textbox");
    let blocks = match holder.and_then(|holder| child(holder, "txbxContent")) {
        Some(content) => text_box(reader, content, figure.home()),
        None => Vec::new(),
    };
    if has_text(&blocks) {
        let own =
            VmlStyle::new(holder.and_then(|node| attribute(node, "style")).unwrap_or_default());
        return Some(Object::Box(TextBox {
            blocks,
            insets: insets(holder.and_then(|node| attribute(node, "inset"))),
            seat: match style.get("v-text-anchor") {
                Some("middle" | "middle-center") => CellSeat::Center,
                Some("bottom" | "bottom-center") => CellSeat::Bottom,
                _ => CellSeat::Top,
            },
            auto_height: own.get("mso-fit-shape-to-text").is_some_and(is_true),
            fill: shape.fill(),
            outline: shape.outline(),
            turned: match (own.get("layout-flow"), own.get("mso-layout-flow-alt")) {
                (_, Some("bottom-to-top")) => 3,
                (Some("vertical" | "vertical-ideographic"), _) => 1,
                _ => 0,
            },
        }));
    }
    let (fill, outline) = (shape.fill(), shape.outline());
    let line = shape.is_line();
    if (fill.is_none() || line) && outline.is_none() {
        return None;
    }
    let slot = figure.shape_slot(reader);
    let fill = fill.filter(|_| !line);
    Some(Object::Shape(Shape { geometry: shape.geometry(&style), fill, outline, slot }))
}

/// Text drawn as a picture.
fn word_art(
    reader: &Reader<'_>,
    shape: &Written<'_, '_>,
    style: &VmlStyle<'_>,
    path: Node<'_, '_>,
    text: &str,
) -> WordArt {
    let own = VmlStyle::new(attribute(path, "style").unwrap_or_default());
    let family = own.get("font-family").map(|family| {
        family.split(',').next().unwrap_or(family).trim_matches(|c| matches!(c, '"' | '\'' | ' '))
    });
    let bold = matches!(own.get("font-weight"), Some("bold" | "700" | "800" | "900"));
    let default = || reader.sheet.styles.default_run.family.clone();
    WordArt {
        text: text.to_owned(),
        family: family
            .filter(|family| !family.is_empty())
            .map(Arc::from)
            .or_else(default)
            .unwrap_or_else(|| Arc::from("Calibri")),
        bold,
        italic: own.get("font-style") == Some("italic"),
        fill: shape.fill(),
        rotation: style.rotation(),
    }
}

/// A picture (`v:imagedata`).
fn image(
    reader: &mut Reader<'_>,
    shape: &Written<'_, '_>,
    style: &VmlStyle<'_>,
    data: Node<'_, '_>,
    figure: &mut Figure,
) -> Object {
    let embedded = shape.node.parent().is_some_and(|parent| {
        name(parent) == "object" || children(parent).any(|node| name(node) == "OLEObject")
    });
    let id = relation(data, "id")
        .or_else(|| relation(data, "pict"))
        .or_else(|| attribute(data, "relid"));
    let outside = attribute(data, "href").is_some() || attribute(data, "src").is_some();
    let found = match id {
        Some(id) => picture(reader, id),
        None if outside => Err(Lack::Outside),
        None => Err(Lack::Damaged),
    };
    let edge =
        |local| attribute(data, local).and_then(share).map_or(0.0, |share| share.clamp(-10.0, 1.0));
    let crop = Crop {
        left: edge("cropleft"),
        top: edge("croptop"),
        right: edge("cropright"),
        bottom: edge("cropbottom"),
    };
    let flip = style.get("flip").unwrap_or_default();
    match found {
        Ok(picture) => Object::Picture(PictureUse {
            picture,
            crop: if crop.left + crop.right < 0.999 && crop.top + crop.bottom < 0.999 {
                crop
            } else {
                Crop::default()
            },
            rotation: style.rotation(),
            flip_horizontal: flip.contains('x'),
            flip_vertical: flip.contains('y'),
            outline: shape.outline(),
            slot: figure.slot(reader),
        }),
        // An object of another program shows a metafile of itself.
        Err(Lack::Format) if embedded => missing(reader, figure, Lack::Embedded),
        Err(lack) => missing(reader, figure, lack),
    }
}

/// The four insets of a text box; what is left out is a tenth of an inch at the sides and half of
/// that above and below.
fn insets(text: Option<&str>) -> CellMargins {
    let mut parts = text.unwrap_or_default().split(',');
    let mut next = |default: f64| {
        parts.next().and_then(length).unwrap_or(Pt(default)).clamp(Pt::ZERO, Pt(1_000.0))
    };
    CellMargins { left: next(7.2), top: next(3.6), right: next(7.2), bottom: next(3.6) }
}

/// The members of a group, in its coordinates scaled to its size.
fn gather(
    reader: &mut Reader<'_>,
    group: Node<'_, '_>,
    (width, height): (Pt, Pt),
    figure: &mut Figure,
    members: &mut Vec<(Extent, Object)>,
    depth: usize,
) {
    let pair = |local, default: f64| {
        let mut parts = attribute(group, local).unwrap_or_default().split(',').map(number);
        let mut next = || parts.next().flatten().unwrap_or(default);
        (next(), next())
    };
    let (extent, origin) = (pair("coordsize", 1_000.0), pair("coordorigin", 0.0));
    let factor = |size: Pt, extent: f64| if extent > 0.0 { size.0 / extent } else { 0.0 };
    let (fx, fy) = (factor(width, extent.0), factor(height, extent.1));
    let sane = |length: f64| Pt(length.clamp(-20_000.0, 20_000.0));
    for node in children(group).filter(|node| is_shape(name(*node))) {
        if members.len() >= MEMBERS {
            return;
        }
        let style = VmlStyle::new(attribute(node, "style").unwrap_or_default());
        let coordinate = |property| style.number(property).unwrap_or(0.0);
        let mut corner = (coordinate("left"), coordinate("top"));
        let mut size = (coordinate("width"), coordinate("height"));
        if name(node) == "line" {
            let ends = ["from", "to"].map(|local| {
                let text = attribute(node, local).unwrap_or_default();
                let mut parts = text.split(',').map(|part| number(part).unwrap_or(0.0));
                (parts.next().unwrap_or(0.0), parts.next().unwrap_or(0.0))
            });
            corner = (ends[0].0.min(ends[1].0), ends[0].1.min(ends[1].1));
            size = ((ends[0].0 - ends[1].0).abs(), (ends[0].1 - ends[1].1).abs());
        }
        let place = Extent {
            x: sane((corner.0 - origin.0) * fx),
            y: sane((corner.1 - origin.1) * fy),
            width: sane(size.0 * fx).max(Pt::ZERO),
            height: sane(size.1 * fy).max(Pt::ZERO),
        };
        let size = (place.width, place.height);
        if name(node) == "group" {
            if depth < DEPTH {
                let mut inner = Vec::new();
                gather(reader, node, size, figure, &mut inner, depth + 1);
                members.extend(inner.into_iter().map(|(extent, object)| {
                    (Extent { x: extent.x + place.x, y: extent.y + place.y, ..extent }, object)
                }));
            }
            continue;
        }
        let shape = Written::new(group, node);
        if let Some(object) = read_at(reader, &shape, size, figure, depth + 1) {
            members.push((place, object));
        }
    }
}
