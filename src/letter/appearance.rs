//! The letter's looks as indented text, for tests and for people: tables cell by cell, boxes and
//! pictures with their places. Lengths are points.
//!
//! ```text
//! table width 100% fixed grid 120 331.5
//!   row header at least 14.2
//!     cell top 0.5 single, bottom 0.5 single; shade D9E2F3
//!       p "Udgift" bold
//! float page 70.9, page 42.5; 120x40; square both
//!   picture 1
//! ```

use std::fmt::Write;

use crate::units::{Color, Pt};

use super::block::{Block, Inline, Paragraph, ParagraphAlign};
use super::dump::quoted;
use super::format::{Alignment, Border, BorderStyle, RunFormat};
use super::object::{
    Anchored, Horizontal, Object, PictureUse, Shape, TextBox, Vertical, Wrap, WrapSide,
};
use super::section::Letter;
use super::table::{
    Cell, CellMargins, CellSeat, HeightRule, Preferred, Row, Table, TableLayout, VerticalMerge,
};

impl Letter {
    /// How the letter's blocks look, as indented text: tables, boxes and pictures in full, paragraphs
    /// as far as they differ from plain ones.
    pub fn dump_appearance(&self) -> String {
        let mut out = String::new();
        for section in &self.sections {
            blocks(&section.blocks, 0, &mut out);
        }
        let headers = self.sections.iter().flat_map(|section| {
            let sides = [&section.headers, &section.footers];
            sides.into_iter().flat_map(|sides| [&sides.default, &sides.first, &sides.even])
        });
        let mut before = None;
        for story in headers.flatten() {
            if before.is_none_or(|before| !std::sync::Arc::ptr_eq(before, story)) {
                out.push_str("---\n");
                blocks(story, 0, &mut out);
            }
            before = Some(story);
        }
        out
    }
}

/// A length without needless digits.
fn pt(length: Pt) -> String {
    let text = format!("{:.2}", length.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hex(color: Color) -> String {
    format!("{:02X}{:02X}{:02X}", color.r, color.g, color.b)
}

fn border(border: &Border) -> String {
    let style = match border.style {
        BorderStyle::Single => "single",
        BorderStyle::Double => "double",
        BorderStyle::Triple => "triple",
        BorderStyle::Dotted => "dotted",
        BorderStyle::Dashed => "dashed",
    };
    let color = border.color.map(|color| format!(" {}", hex(color))).unwrap_or_default();
    format!("{} {style}{color}", pt(border.width))
}

fn indent(depth: usize, out: &mut String) {
    let _ = write!(out, "{:1$}", "", depth * 2);
}

fn blocks(found: &[Block], depth: usize, out: &mut String) {
    for block in found {
        match block {
            Block::Paragraph(found) => paragraph(found, depth, out),
            Block::Table(found) => table(found, depth, out),
            Block::Float(found) => float(found, depth, out),
        }
    }
}

fn paragraph(paragraph: &Paragraph, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push('p');
    let format = &paragraph.format;
    for (name, length) in [
        ("left", format.left),
        ("right", format.right),
        ("first", format.first),
        ("before", format.before),
        ("after", format.after),
    ] {
        if !length.is_nearly_zero() {
            let _ = write!(out, " {name} {}", pt(length));
        }
    }
    match format.align {
        Alignment::Start => {}
        Alignment::Center => out.push_str(" centred"),
        Alignment::End => out.push_str(" at end"),
        Alignment::Justify | Alignment::Distribute => out.push_str(" justified"),
    }
    let mut objects = Vec::new();
    for inline in &paragraph.content {
        match inline {
            Inline::Text(text) => {
                let _ = write!(out, " {}{}", quoted(&text.text), run(&text.format));
            }
            Inline::Tab { .. } => out.push_str(" tab"),
            Inline::AlignedTab { leader, .. } => {
                let _ = write!(out, " tab to margin {leader:?}");
            }
            Inline::Object(_) | Inline::Anchor(_) => objects.push(inline),
            _ => {}
        }
    }
    out.push('\n');
    for inline in objects {
        match inline {
            Inline::Object(found) => {
                indent(depth + 1, out);
                let _ = writeln!(out, "inline {}x{}", pt(found.width), pt(found.height));
                object(&found.object, depth + 2, out);
            }
            Inline::Anchor(found) => float(found, depth + 1, out),
            _ => {}
        }
    }
}

fn run(format: &RunFormat) -> String {
    let mut out = String::new();
    if format.bold {
        out.push_str(" bold");
    }
    if format.italic {
        out.push_str(" italic");
    }
    if let Some(color) = format.color {
        let _ = write!(out, " {}", hex(color));
    }
    out
}

fn preferred(width: Preferred) -> Option<String> {
    match width {
        Preferred::Auto => None,
        Preferred::Length(width) => Some(pt(width)),
        Preferred::Share(share) => Some(format!("{}%", pt(Pt(share * 100.0)))),
    }
}

fn margins(margins: &CellMargins) -> String {
    let CellMargins { top, left, bottom, right } = *margins;
    format!("{} {} {} {}", pt(top), pt(left), pt(bottom), pt(right))
}

fn table(table: &Table, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str("table");
    if let Some(width) = preferred(table.width) {
        let _ = write!(out, " width {width}");
    }
    if table.layout == TableLayout::Fixed {
        out.push_str(" fixed");
    }
    if !table.indent.is_nearly_zero() {
        let _ = write!(out, " indent {}", pt(table.indent));
    }
    match table.align {
        ParagraphAlign::Start => {}
        ParagraphAlign::Center => out.push_str(" centred"),
        ParagraphAlign::End => out.push_str(" at end"),
    }
    if !table.spacing.is_nearly_zero() {
        let _ = write!(out, " spacing {}", pt(table.spacing));
    }
    if table.rtl {
        out.push_str(" rtl");
    }
    if table.nested {
        out.push_str(" nested");
    }
    let grid: Vec<String> = table.grid.iter().copied().map(pt).collect();
    let _ = writeln!(out, " grid {}", grid.join(" "));
    for found in &table.rows {
        row(found, &table.margins, depth + 1, out);
    }
}

fn row(row: &Row, usual: &CellMargins, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str("row");
    if row.header {
        out.push_str(" header");
    }
    if row.cant_split {
        out.push_str(" whole");
    }
    match row.height {
        Some((height, HeightRule::AtLeast)) => {
            let _ = write!(out, " at least {}", pt(height));
        }
        Some((height, HeightRule::Exactly)) => {
            let _ = write!(out, " exactly {}", pt(height));
        }
        None => {}
    }
    if row.before > 0 {
        let _ = write!(out, " before {}", row.before);
    }
    if row.after > 0 {
        let _ = write!(out, " after {}", row.after);
    }
    out.push('\n');
    for found in &row.cells {
        cell(found, usual, depth + 1, out);
    }
}

fn cell(cell: &Cell, usual: &CellMargins, depth: usize, out: &mut String) {
    indent(depth, out);
    let mut parts: Vec<String> = Vec::new();
    if cell.span > 1 {
        parts.push(format!("spans {}", cell.span));
    }
    match cell.merge {
        VerticalMerge::None => {}
        VerticalMerge::Restart => parts.push("begins merge".to_owned()),
        VerticalMerge::Continue => parts.push("continues".to_owned()),
    }
    parts.extend(preferred(cell.width).map(|width| format!("width {width}")));
    if cell.margins != *usual {
        parts.push(format!("margins {}", margins(&cell.margins)));
    }
    let borders = &cell.borders;
    let sides = [
        ("top", borders.top, borders.none[0]),
        ("left", borders.left, borders.none[1]),
        ("bottom", borders.bottom, borders.none[2]),
        ("right", borders.right, borders.none[3]),
        ("falling", borders.falling, false),
        ("rising", borders.rising, false),
    ];
    for (name, side, none) in sides {
        match side {
            Some(side) => parts.push(format!("{name} {}", border(&side))),
            None if none => parts.push(format!("{name} none")),
            None => {}
        }
    }
    parts.extend(cell.shade.map(|shade| format!("shade {}", hex(shade))));
    match cell.seat {
        CellSeat::Top => {}
        CellSeat::Center => parts.push("in the middle".to_owned()),
        CellSeat::Bottom => parts.push("at the bottom".to_owned()),
    }
    if cell.no_wrap {
        parts.push("unbroken".to_owned());
    }
    if cell.turned > 0 {
        parts.push(format!("turned {}", cell.turned));
    }
    let _ = writeln!(out, "cell {}", parts.join(", "));
    blocks(&cell.blocks, depth + 1, out);
}

fn float(float: &Anchored, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str(if float.frame { "frame" } else { "float" });
    let _ = match float.horizontal {
        Horizontal::Offset(from, x) => write!(out, " {from:?} {}", pt(x)),
        Horizontal::Align(from, align) => write!(out, " {from:?} {align:?}"),
        Horizontal::Facing(from, outer) => {
            write!(out, " {from:?} {}", if outer { "outside" } else { "inside" })
        }
    };
    let _ = match float.vertical {
        Vertical::Offset(from, y) => write!(out, ", {from:?} {}", pt(y)),
        Vertical::Align(from, seat) => write!(out, ", {from:?} {seat:?}"),
    };
    let _ = write!(out, "; {}x{}", pt(float.width), pt(float.height));
    if let Some((from, share)) = float.relative_width {
        let _ = write!(out, ", width {}% of {from:?}", pt(Pt(share * 100.0)));
    }
    if let Some((from, share)) = float.relative_height {
        let _ = write!(out, ", height {}% of {from:?}", pt(Pt(share * 100.0)));
    }
    let side = |side: WrapSide| format!("{side:?}").to_lowercase();
    let _ = match &float.wrap {
        Wrap::None => write!(out, "; no wrap"),
        Wrap::Square(found) => write!(out, "; square {}", side(*found)),
        Wrap::Tight(found, points) => write!(out, "; tight {} {points:?}", side(*found)),
        Wrap::TopAndBottom => write!(out, "; top and bottom"),
    };
    if float.distance != NO_MARGINS {
        let _ = write!(out, "; distance {}", margins(&float.distance));
    }
    for (told, word) in
        [(float.behind, "behind"), (!float.in_cell, "out of cells"), (!float.overlap, "apart")]
    {
        if told {
            let _ = write!(out, "; {word}");
        }
    }
    out.push('\n');
    object(&float.object, depth + 1, out);
}

/// No margins at all.
const NO_MARGINS: CellMargins =
    CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO };

fn object(found: &Object, depth: usize, out: &mut String) {
    indent(depth, out);
    match found {
        Object::Picture(found) => picture(found, out),
        Object::Box(found) => text_box(found, depth, out),
        Object::Shape(found) => shape(found, out),
        Object::WordArt(art) => {
            let bold = if art.bold { " bold" } else { "" };
            let fill = art.fill.map(|fill| format!(" {}", hex(fill))).unwrap_or_default();
            let _ = writeln!(
                out,
                "word art {} {}{bold}{fill} turned {}",
                quoted(&art.text),
                art.family,
                art.rotation
            );
        }
        Object::Group(members) => {
            out.push_str("group\n");
            for (place, member) in members {
                indent(depth + 1, out);
                let _ = writeln!(
                    out,
                    "at {} {}; {}x{}",
                    pt(place.x),
                    pt(place.y),
                    pt(place.width),
                    pt(place.height)
                );
                object(member, depth + 2, out);
            }
        }
        Object::Missing(missing) => {
            let _ = writeln!(out, "missing {}", quoted(&missing.description));
        }
    }
}

fn picture(picture: &PictureUse, out: &mut String) {
    let _ = write!(out, "picture {}", picture.picture.0 + 1);
    let crop = &picture.crop;
    let edges = [crop.left, crop.top, crop.right, crop.bottom];
    if edges.iter().any(|edge| *edge != 0.0) {
        let edges = edges.map(|edge| pt(Pt(edge)));
        let _ = write!(out, " crop {}", edges.join(" "));
    }
    if picture.rotation != 0.0 {
        let _ = write!(out, " turned {}", pt(Pt(picture.rotation)));
    }
    if picture.flip_horizontal || picture.flip_vertical {
        let _ = write!(out, " flipped {} {}", picture.flip_horizontal, picture.flip_vertical);
    }
    if let Some(outline) = &picture.outline {
        let _ = write!(out, " line {}", border(outline));
    }
    out.push_str(if picture.slot.is_some() { " in the tree\n" } else { " artifact\n" });
}

fn text_box(text_box: &TextBox, depth: usize, out: &mut String) {
    out.push_str("box");
    if text_box.insets != NO_MARGINS {
        let _ = write!(out, " insets {}", margins(&text_box.insets));
    }
    if text_box.seat != CellSeat::Top {
        let _ = write!(out, " {:?}", text_box.seat);
    }
    if text_box.auto_height {
        out.push_str(" grows");
    }
    if let Some(fill) = text_box.fill {
        let _ = write!(out, " fill {}", hex(fill));
    }
    if let Some(outline) = &text_box.outline {
        let _ = write!(out, " line {}", border(outline));
    }
    if text_box.turned > 0 {
        let _ = write!(out, " turned {}", text_box.turned);
    }
    out.push('\n');
    blocks(&text_box.blocks, depth + 1, out);
}

fn shape(shape: &Shape, out: &mut String) {
    let _ = write!(out, "shape {:?}", shape.geometry);
    if let Some(fill) = shape.fill {
        let _ = write!(out, " fill {}", hex(fill));
    }
    if let Some(outline) = &shape.outline {
        let _ = write!(out, " line {}", border(outline));
    }
    out.push_str(if shape.slot.is_some() { " in the tree\n" } else { " artifact\n" });
}
