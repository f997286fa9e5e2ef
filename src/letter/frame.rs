//! Frames of old (`w:framePr`, ISO/IEC 29500-1, 17.3.1.11): neighbours of one frame become a float.

use roxmltree::Node;

use crate::units::Pt;

use super::block::{Block, ParagraphAlign};
use super::object::{
    Anchored, Horizontal, HorizontalFrom, Object, TextBox, Vertical, VerticalFrom, Wrap, WrapSide,
};
use super::reader::Reader;
use super::table::{CellMargins, CellSeat};
use super::xml::{attribute, attribute_twips};

/// The frame that a paragraph asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    /// The width; zero is as wide as the content.
    width: Pt,
    height: Pt,
    /// Neither less nor more than the height.
    exact: bool,
    horizontal: Horizontal,
    vertical: Vertical,
    wrap: Wrap,
    across: Pt,
    along: Pt,
}

impl Frame {
    /// Reads a `w:framePr` element.
    pub fn read(node: Node<'_, '_>) -> Self {
        let length = |local| attribute_twips(node, local);
        let height = length("h").unwrap_or(Pt::ZERO).max(Pt::ZERO);
        Frame {
            width: length("w").unwrap_or(Pt::ZERO).max(Pt::ZERO),
            height: if attribute(node, "hRule") == Some("auto") { Pt::ZERO } else { height },
            exact: attribute(node, "hRule") == Some("exact") && height.0 > 0.0,
            horizontal: horizontal(node),
            vertical: vertical(node),
            wrap: match attribute(node, "wrap") {
                Some("notBeside") => Wrap::TopAndBottom,
                Some("none") => Wrap::None,
                _ => Wrap::Square(WrapSide::Both),
            },
            across: length("hSpace").unwrap_or(Pt::ZERO).max(Pt::ZERO),
            along: length("vSpace").unwrap_or(Pt::ZERO).max(Pt::ZERO),
        }
    }

    /// The float of blocks in this frame.
    fn around(self, blocks: Vec<Block>) -> Block {
        let none = CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO };
        Block::Float(Box::new(Anchored {
            width: self.width,
            height: self.height,
            relative_width: None,
            relative_height: None,
            horizontal: self.horizontal,
            vertical: self.vertical,
            wrap: self.wrap,
            distance: CellMargins {
                top: self.along,
                left: self.across,
                bottom: self.along,
                right: self.across,
            },
            behind: false,
            in_cell: true,
            overlap: true,
            frame: true,
            object: Object::Box(TextBox {
                blocks,
                insets: none,
                seat: CellSeat::Top,
                auto_height: !self.exact,
                fill: None,
                outline: None,
                turned: 0,
            }),
        }))
    }
}

fn horizontal(node: Node<'_, '_>) -> Horizontal {
    // A dropped capital in the margin ends where the text begins.
    if attribute(node, "dropCap") == Some("margin") {
        return Horizontal::Align(HorizontalFrom::LeftMargin, ParagraphAlign::End);
    }
    let from = match attribute(node, "hAnchor") {
        Some("page") => HorizontalFrom::Page,
        Some("margin") => HorizontalFrom::Margin,
        _ => HorizontalFrom::Column,
    };
    match attribute(node, "xAlign") {
        Some("left") => Horizontal::Align(from, ParagraphAlign::Start),
        Some("center") => Horizontal::Align(from, ParagraphAlign::Center),
        Some("right") => Horizontal::Align(from, ParagraphAlign::End),
        Some("inside") => Horizontal::Facing(from, false),
        Some("outside") => Horizontal::Facing(from, true),
        _ => Horizontal::Offset(from, attribute_twips(node, "x").unwrap_or(Pt::ZERO)),
    }
}

fn vertical(node: Node<'_, '_>) -> Vertical {
    let from = match attribute(node, "vAnchor") {
        Some("page") => VerticalFrom::Page,
        Some("margin") => VerticalFrom::Margin,
        _ => VerticalFrom::Paragraph,
    };
    let seat = match attribute(node, "yAlign") {
        // Beside text there is nothing to align with.
        _ if from == VerticalFrom::Paragraph => None,
        Some("top" | "inside") => Some(CellSeat::Top),
        Some("center") => Some(CellSeat::Center),
        Some("bottom" | "outside") => Some(CellSeat::Bottom),
        _ => None,
    };
    match seat {
        Some(seat) => Vertical::Align(from, seat),
        None => Vertical::Offset(from, attribute_twips(node, "y").unwrap_or(Pt::ZERO)),
    }
}

/// Blocks in their order, each with the frame that it asks for: those of one frame become a float.
pub(super) fn gather(_reader: &mut Reader<'_>, items: Vec<(Block, Option<Frame>)>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(items.len());
    let mut open: Option<(Frame, Vec<Block>)> = None;
    for (block, frame) in items {
        if let (Some((same, inside)), Some(frame)) = (&mut open, &frame)
            && same == frame
        {
            inside.push(block);
            continue;
        }
        if let Some((frame, inside)) = open.take() {
            blocks.push(frame.around(inside));
        }
        match frame {
            Some(frame) => open = Some((frame, vec![block])),
            None => blocks.push(block),
        }
    }
    if let Some((frame, inside)) = open {
        blocks.push(frame.around(inside));
    }
    blocks
}
