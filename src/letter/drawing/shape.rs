//! Pictures, shapes and text boxes: form, fill, line and text (DrawingML, 20.1 and 20.2).

use roxmltree::Node;

use super::color::{self, percent};
use super::figure::{Figure, Lack, missing, text_box};
use crate::letter::format::{Border, BorderStyle};
use crate::letter::object::{Crop, Extent, Object, PictureUse, Shape, ShapeGeometry, TextBox};
use crate::letter::reader::Reader;
use crate::letter::table::{CellMargins, CellSeat};
use crate::letter::table_layer::turned;
use crate::letter::table_read::has_text;
use crate::letter::theme::Theme;
use crate::letter::xml::{
    alternate, attribute, below, child, children, emu, is_on, name, number, relation,
};
use crate::units::{Color, Pt};

/// A `pic:pic` element.
pub(super) fn picture(reader: &mut Reader<'_>, node: Node<'_, '_>, figure: &mut Figure) -> Object {
    let properties = child(node, "spPr");
    let outline = properties.and_then(|properties| line(reader, properties, None));
    let Some(fill) = child(node, "blipFill") else {
        return missing(reader, figure, Lack::Damaged);
    };
    let transform = properties.and_then(|properties| child(properties, "xfrm"));
    filled(reader, fill, transform, outline, figure)
}

/// A picture that fills a frame (`pic:blipFill`, `a:blipFill`).
fn filled(
    reader: &mut Reader<'_>,
    fill: Node<'_, '_>,
    transform: Option<Node<'_, '_>>,
    outline: Option<Border>,
    figure: &mut Figure,
) -> Object {
    let blip = child(fill, "blip");
    let embedded = blip.and_then(|blip| relation(blip, "embed"));
    let linked = blip.and_then(|blip| relation(blip, "link"));
    // An SVG stands beside the picture that substitutes it; alone it cannot be drawn.
    let vector =
        blip.and_then(|blip| below(blip, "svgBlip")).and_then(|svg| relation(svg, "embed"));
    let found = match (embedded.filter(|id| !id.is_empty()), linked, vector) {
        (Some(id), ..) => super::picture(reader, id),
        (None, Some(_), _) => Err(Lack::Outside),
        (None, None, Some(id)) => super::picture(reader, id),
        (None, None, None) => Err(Lack::Damaged),
    };
    match found {
        Ok(picture) => Object::Picture(PictureUse {
            picture,
            crop: child(fill, "srcRect").map(crop).unwrap_or_default(),
            rotation: transform.map_or(0.0, rotation),
            flip_horizontal: flag(transform, "flipH"),
            flip_vertical: flag(transform, "flipV"),
            outline,
            slot: figure.slot(reader),
        }),
        Err(lack) => missing(reader, figure, lack),
    }
}

/// What is cut off; negative shares leave room. Nonsense that would leave nothing cuts nothing.
fn crop(node: Node<'_, '_>) -> Crop {
    let share = |local| {
        attribute(node, local).and_then(percent).map_or(0.0, |share| share.clamp(-10.0, 1.0))
    };
    let crop = Crop { left: share("l"), top: share("t"), right: share("r"), bottom: share("b") };
    if crop.left + crop.right >= 0.999 || crop.top + crop.bottom >= 0.999 {
        return Crop::default();
    }
    crop
}

/// A rotation in degrees clockwise, from 0 up to 360.
pub(super) fn rotation(transform: Node<'_, '_>) -> f64 {
    let degrees = attribute(transform, "rot").and_then(number).unwrap_or(0.0) / 60_000.0;
    degrees.rem_euclid(360.0)
}

fn flag(node: Option<Node<'_, '_>>, local: &str) -> bool {
    node.and_then(|node| attribute(node, local)).is_some_and(is_on)
}

/// A `wps:wsp` element: a text box where it holds text, a line or figure otherwise; `None` where there
/// is nothing to see.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: Node<'_, '_>,
    (width, height): (Pt, Pt),
    figure: &mut Figure,
) -> Option<Object> {
    let properties = child(node, "spPr");
    let style = child(node, "style");
    let outline = match properties {
        Some(properties) => line(reader, properties, style),
        None => None,
    };
    let transform = properties.and_then(|properties| child(properties, "xfrm"));
    let background = properties.and_then(|properties| fill(&reader.sheet.theme, properties, style));
    let geometry = geometry(properties, transform, (width, height));
    // A line has no inside, whatever its style fills.
    let is_line = matches!(geometry, ShapeGeometry::Line | ShapeGeometry::RisingLine);
    let background = background.filter(|_| !is_line);
    let degrees = transform.map_or(0.0, rotation);
    let content = children(node)
        .filter_map(
            |node| if name(node) == "AlternateContent" { alternate(node) } else { Some(node) },
        )
        .find_map(|node| match name(node) {
            "txbx" => child(node, "txbxContent"),
            _ => below(node, "txbxContent"),
        });
    let blocks = match content {
        Some(content) => text_box(reader, content, figure.home()),
        None => Vec::new(),
    };
    if has_text(&blocks) {
        let body = child(node, "bodyPr");
        let round = geometry == ShapeGeometry::Ellipse;
        let text_box = Object::Box(TextBox {
            blocks,
            insets: insets(body),
            seat: match body.and_then(|body| attribute(body, "anchor")) {
                Some("ctr") => CellSeat::Center,
                Some("b") => CellSeat::Bottom,
                _ => CellSeat::Top,
            },
            auto_height: body.is_some_and(|body| child(body, "spAutoFit").is_some()),
            fill: background.filter(|_| !round),
            outline: outline.filter(|_| !round),
            turned: (direction(body) + quarter_turns(degrees)) % 4,
        });
        if !round {
            return Some(text_box);
        }
        let extent = Extent { x: Pt::ZERO, y: Pt::ZERO, width, height };
        let shape = Shape { geometry, fill: background, outline, slot: None };
        return Some(Object::Group(vec![(extent, Object::Shape(shape)), (extent, text_box)]));
    }
    if let Some(picture) = properties.and_then(|properties| child(properties, "blipFill")) {
        return Some(filled(reader, picture, transform, outline, figure));
    }
    if background.is_none() && outline.is_none() {
        return None;
    }
    let slot = figure.shape_slot(reader);
    Some(Object::Shape(Shape { geometry, fill: background, outline, slot }))
}

/// Whole quarter turns; what lies between is set upright.
fn quarter_turns(degrees: f64) -> u8 {
    let quarters = (degrees / 90.0).round();
    if (quarters * 90.0 - degrees).abs() < 1.0 { (quarters as u8) % 4 } else { 0 }
}

/// Quarter turns of the text in a box (`a:bodyPr/@vert`).
fn direction(body: Option<Node<'_, '_>>) -> u8 {
    match body.and_then(|body| attribute(body, "vert")) {
        Some("vert" | "eaVert" | "wordArtVert" | "wordArtVertRtl") => 1,
        Some("vert270") => 3,
        Some(other) => turned(other),
        None => 0,
    }
}

/// Insets of text: a tenth of an inch at the sides, half of that above and below (21.1.2.1.1).
fn insets(body: Option<Node<'_, '_>>) -> CellMargins {
    let inset = |local, default: f64| {
        body.and_then(|body| attribute(body, local))
            .and_then(emu)
            .unwrap_or(Pt::emu(default))
            .clamp(Pt::ZERO, Pt(1_000.0))
    };
    CellMargins {
        top: inset("tIns", 45_720.0),
        left: inset("lIns", 91_440.0),
        bottom: inset("bIns", 45_720.0),
        right: inset("rIns", 91_440.0),
    }
}

/// The form, as far as letters show forms: others by the rectangle around them.
fn geometry(
    properties: Option<Node<'_, '_>>,
    transform: Option<Node<'_, '_>>,
    (width, height): (Pt, Pt),
) -> ShapeGeometry {
    let preset = properties
        .and_then(|properties| child(properties, "prstGeom"))
        .and_then(|geometry| attribute(geometry, "prst"))
        .unwrap_or("rect");
    let straight = width.is_nearly_zero() || height.is_nearly_zero();
    match preset {
        "ellipse" | "flowChartConnector" | "donut" | "pie" | "chord" => ShapeGeometry::Ellipse,
        "line" | "lineInv" | "straightConnector1" | "bentConnector2" | "bentConnector3"
        | "curvedConnector3" => {
            // Each turn to the other side makes a falling line rise.
            let turns = [flag(transform, "flipH"), flag(transform, "flipV"), preset == "lineInv"];
            if turns.into_iter().filter(|turn| *turn).count() % 2 == 1 {
                ShapeGeometry::RisingLine
            } else {
                ShapeGeometry::Line
            }
        }
        _ if straight => ShapeGeometry::Line,
        _ => ShapeGeometry::Rectangle,
    }
}

/// The background of a shape: its own, else its style's. Gradients and patterns become the colour that
/// they are on average.
pub(in crate::letter) fn fill(
    theme: &Theme,
    properties: Node<'_, '_>,
    style: Option<Node<'_, '_>>,
) -> Option<Color> {
    for node in children(properties) {
        match name(node) {
            "noFill" | "blipFill" | "grpFill" => return None,
            "solidFill" | "gradFill" | "pattFill" => return paint(theme, node, None),
            _ => {}
        }
    }
    let reference = style.and_then(|style| child(style, "fillRef"))?;
    let index = attribute(reference, "idx").and_then(number).unwrap_or(0.0);
    if index < 1.0 || (index - 1_000.0).abs() < 0.5 {
        return None;
    }
    of(theme, reference, None)
}

/// The colour of a fill element.
fn paint(theme: &Theme, node: Node<'_, '_>, placeholder: Option<Color>) -> Option<Color> {
    match name(node) {
        "solidFill" => of(theme, node, placeholder),
        "gradFill" => {
            let stops: Vec<Color> = child(node, "gsLst")
                .map(|stops| {
                    children(stops)
                        .take(100)
                        .filter_map(|stop| of(theme, stop, placeholder))
                        .collect()
                })
                .unwrap_or_default();
            average(&stops)
        }
        "pattFill" => {
            let part = |local| child(node, local).and_then(|node| of(theme, node, placeholder));
            let both: Vec<Color> = ["fgClr", "bgClr"].into_iter().filter_map(part).collect();
            average(&both)
        }
        _ => None,
    }
}

fn average(colors: &[Color]) -> Option<Color> {
    let count = u32::try_from(colors.len()).ok().filter(|count| *count > 0)?;
    let mean = |channel: fn(&Color) -> u8| {
        (colors.iter().map(|color| u32::from(channel(color))).sum::<u32>() / count) as u8
    };
    Some(Color { r: mean(|color| color.r), g: mean(|color| color.g), b: mean(|color| color.b) })
}

fn of(theme: &Theme, holder: Node<'_, '_>, placeholder: Option<Color>) -> Option<Color> {
    color::of(holder, &|name| theme.color(name), placeholder)
}

/// The line around a shape: its own, else its style's.
pub(super) fn line(
    reader: &Reader<'_>,
    properties: Node<'_, '_>,
    style: Option<Node<'_, '_>>,
) -> Option<Border> {
    let theme = &reader.sheet.theme;
    let reference = style.and_then(|style| child(style, "lnRef"));
    let index =
        reference.and_then(|reference| attribute(reference, "idx")).and_then(number).unwrap_or(0.0);
    let of_style = reference.filter(|_| index >= 1.0);
    let style_color = of_style.and_then(|reference| of(theme, reference, None));
    let own = child(properties, "ln");
    let painted = own.and_then(|own| {
        children(own)
            .find(|node| matches!(name(*node), "noFill" | "solidFill" | "gradFill" | "pattFill"))
    });
    let ink = match painted {
        Some(node) if name(node) == "noFill" => return None,
        Some(node) => paint(theme, node, style_color),
        // A line that names no colour of its own is there only where the style has one.
        None => Some(style_color.or_else(|| of_style.map(|_| Color::BLACK))?),
    };
    let width = own
        .and_then(|own| attribute(own, "w"))
        .and_then(emu)
        // The widths of Word's own theme: half a point, one, one and a half.
        .unwrap_or(if of_style.is_some() { Pt(0.5 * index.clamp(1.0, 3.0)) } else { Pt(0.75) });
    let dash = own.and_then(|own| child(own, "prstDash")).and_then(|dash| attribute(dash, "val"));
    let compound = own.and_then(|own| attribute(own, "cmpd"));
    let style = match (dash.unwrap_or("solid"), compound.unwrap_or("sng")) {
        ("solid", "dbl" | "thickThin" | "thinThick") => BorderStyle::Double,
        ("solid", "tri") => BorderStyle::Triple,
        ("solid", _) => BorderStyle::Single,
        ("sysDot" | "dot", _) => BorderStyle::Dotted,
        _ => BorderStyle::Dashed,
    };
    // Of two or three lines, each is a share of the whole.
    let one = match style {
        BorderStyle::Double => width / 3.0,
        BorderStyle::Triple => width / 5.0,
        _ => width,
    };
    Some(Border { style, width: one.clamp(Pt(0.25), Pt(200.0)), space: Pt::ZERO, color: ink })
}
