//! Paragraph properties of one place of the cascade, nothing resolved (ISO/IEC 29500-1, 17.3.1).

use std::sync::Arc;

use roxmltree::Node;

use crate::units::{Color, Pt};

use super::format::{Alignment, Border, BorderStyle, TabAlign, TabLeader, TabStop};
use super::frame::Frame;
use super::theme::{ColorNames, Theme, shading};
use super::xml::{
    attribute, attribute_twips, child_val, children, integer, is_on, name, number, on, twips, val,
};

/// Paragraph properties as one element gives them; `None` is not said here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParagraphLayer {
    /// The paragraph style; never inherited.
    pub style: Option<Arc<str>>,
    /// Alignment.
    pub align: Option<Alignment>,
    /// Indent at the start.
    pub left: Option<Pt>,
    /// Indent at the end.
    pub right: Option<Pt>,
    /// First line, negative hangs.
    pub first: Option<Pt>,
    /// Space before.
    pub before: Option<Pt>,
    /// Space after.
    pub after: Option<Pt>,
    /// Automatic space before.
    pub before_auto: Option<bool>,
    /// Automatic space after.
    pub after_auto: Option<bool>,
    /// The number of `w:line`, in twips or 240ths of a line.
    pub line: Option<f64>,
    /// What that number means.
    pub line_rule: Option<LineKind>,
    /// Contextual spacing.
    pub contextual: Option<bool>,
    /// Keep with next.
    pub keep_next: Option<bool>,
    /// Keep lines together.
    pub keep_lines: Option<bool>,
    /// Begins a page.
    pub page_break_before: Option<bool>,
    /// Widow control.
    pub widow_control: Option<bool>,
    /// Tab stops; without one, the stop of a lower layer there is taken away.
    pub tabs: Vec<(Pt, Option<TabStop>)>,
    /// Borders: top, left, bottom, right, between; `Some(None)` is none.
    pub borders: [Option<Option<Border>>; 5],
    /// Shading; `Some(None)` is none.
    pub shade: Option<Option<Color>>,
    /// Right-to-left.
    pub rtl: Option<bool>,
    /// Not hyphenated.
    pub no_hyphenation: Option<bool>,
    /// Outline level from 0; 9 is text.
    pub outline: Option<u8>,
    /// On the grid.
    pub snap_to_grid: Option<bool>,
    /// The list (`w:numId`); 0 is none.
    pub list: Option<i64>,
    /// The list's level, from 0.
    pub list_level: Option<u8>,
    /// A frame.
    pub frame: Option<Frame>,
}

/// What the number of `w:line` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// 240ths of a line.
    Auto,
    /// Twips, at least.
    AtLeast,
    /// Twips, exactly.
    Exactly,
}

impl ParagraphLayer {
    /// Reads a `w:pPr` element.
    pub fn read(properties: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = ParagraphLayer::default();
        for node in children(properties) {
            layer.take(node, theme);
        }
        layer
    }

    fn take(&mut self, node: Node<'_, '_>, theme: &Theme) {
        match name(node) {
            "pStyle" => self.style = val(node).map(Arc::from),
            "jc" => self.align = val(node).and_then(alignment),
            "ind" => self.indents(node),
            "spacing" => self.spacing(node),
            "contextualSpacing" => self.contextual = Some(on(node)),
            "keepNext" => self.keep_next = Some(on(node)),
            "keepLines" => self.keep_lines = Some(on(node)),
            "pageBreakBefore" => self.page_break_before = Some(on(node)),
            "widowControl" => self.widow_control = Some(on(node)),
            "tabs" => self.tabs = children(node).filter_map(tab).collect(),
            "pBdr" => {
                for side in children(node) {
                    let at = match name(side) {
                        "top" => 0,
                        "left" | "start" => 1,
                        "bottom" => 2,
                        "right" | "end" => 3,
                        "between" => 4,
                        _ => continue,
                    };
                    self.borders[at] = border(side, theme);
                }
            }
            "shd" => self.shade = shading(node, theme),
            "bidi" => self.rtl = Some(on(node)),
            "suppressAutoHyphens" => self.no_hyphenation = Some(on(node)),
            "outlineLvl" => {
                self.outline = val(node)
                    .and_then(integer)
                    .and_then(|level| u8::try_from(level).ok())
                    .filter(|level| *level <= 9);
            }
            "snapToGrid" => self.snap_to_grid = Some(on(node)),
            "numPr" => {
                self.list = child_val(node, "numId").and_then(integer);
                self.list_level =
                    child_val(node, "ilvl").and_then(integer).map(|level| level.clamp(0, 8) as u8);
            }
            "framePr" => self.frame = Some(Frame::read(node)),
            _ => {}
        }
    }

    /// `w:ind`; measures in characters are left out, Word writes the twips beside them.
    fn indents(&mut self, node: Node<'_, '_>) {
        let either =
            |first, second| attribute_twips(node, first).or_else(|| attribute_twips(node, second));
        self.left = either("start", "left");
        self.right = either("end", "right");
        // Of both, hanging counts (17.3.1.12).
        self.first = attribute_twips(node, "hanging")
            .map(|hanging| -hanging)
            .or_else(|| attribute_twips(node, "firstLine"));
    }

    fn spacing(&mut self, node: Node<'_, '_>) {
        self.before = attribute_twips(node, "before").map(|space| space.max(Pt::ZERO));
        self.after = attribute_twips(node, "after").map(|space| space.max(Pt::ZERO));
        self.before_auto = attribute(node, "beforeAutospacing").map(is_on);
        self.after_auto = attribute(node, "afterAutospacing").map(is_on);
        self.line = attribute(node, "line")
            .and_then(|text| number(text).or_else(|| twips(text).map(|line| line.0 * 20.0)));
        self.line_rule = match attribute(node, "lineRule") {
            Some("exact") => Some(LineKind::Exactly),
            Some("atLeast") => Some(LineKind::AtLeast),
            Some(_) => Some(LineKind::Auto),
            None => None,
        };
    }

    /// This layer with an upper one over it.
    pub fn over(&mut self, upper: &ParagraphLayer) {
        macro_rules! take {
            ($($field:ident),*) => {
                $(if upper.$field.is_some() { self.$field.clone_from(&upper.$field); })*
            };
        }
        take!(
            style,
            align,
            left,
            right,
            first,
            before,
            after,
            before_auto,
            after_auto,
            line,
            line_rule,
            contextual,
            keep_next,
            keep_lines,
            page_break_before,
            widow_control,
            shade,
            rtl,
            no_hyphenation,
            outline,
            snap_to_grid,
            list,
            list_level,
            frame
        );
        for (side, upper) in self.borders.iter_mut().zip(&upper.borders) {
            if upper.is_some() {
                *side = *upper;
            }
        }
        for (at, stop) in &upper.tabs {
            match self.tabs.iter_mut().find(|(own, _)| (*own - *at).is_nearly_zero()) {
                Some(own) => own.1 = *stop,
                None => self.tabs.push((*at, *stop)),
            }
        }
    }
}

fn alignment(value: &str) -> Option<Alignment> {
    Some(match value {
        "left" | "start" => Alignment::Start,
        "right" | "end" => Alignment::End,
        "center" => Alignment::Center,
        "both" | "lowKashida" | "mediumKashida" | "highKashida" => Alignment::Justify,
        "distribute" | "thaiDistribute" => Alignment::Distribute,
        _ => return None,
    })
}

/// A `w:tab` of `w:tabs`: a stop, or with `clear` the end of one.
fn tab(node: Node<'_, '_>) -> Option<(Pt, Option<TabStop>)> {
    let at = attribute_twips(node, "pos")?;
    let align = match val(node).unwrap_or("left") {
        "clear" => return Some((at, None)),
        "center" => TabAlign::Center,
        "right" | "end" => TabAlign::Right,
        "decimal" => TabAlign::Decimal,
        "bar" => TabAlign::Bar,
        // `num` is the list tab of Word 97: a left stop to everyone else.
        _ => TabAlign::Left,
    };
    Some((at, Some(TabStop { at, align, leader: leader(attribute(node, "leader")) })))
}

/// `w:leader`.
pub(super) fn leader(value: Option<&str>) -> TabLeader {
    match value {
        Some("dot") => TabLeader::Dot,
        Some("hyphen") => TabLeader::Hyphen,
        Some("underscore" | "heavy") => TabLeader::Underscore,
        Some("middleDot") => TabLeader::MiddleDot,
        _ => TabLeader::None,
    }
}

/// A border element (`w:top`, `w:bdr`, …); `Some(None)` where it says that there is none.
pub(super) fn border(node: Node<'_, '_>, theme: &Theme) -> Option<Option<Border>> {
    let style = match val(node)? {
        "nil" | "none" => return Some(None),
        "double" | "thinThickSmallGap" | "thickThinSmallGap" | "thinThickMediumGap"
        | "thickThinMediumGap" | "thinThickLargeGap" | "thickThinLargeGap" | "doubleWave" => {
            BorderStyle::Double
        }
        "triple" | "thinThickThinSmallGap" | "thinThickThinMediumGap" | "thinThickThinLargeGap" => {
            BorderStyle::Triple
        }
        "dotted" => BorderStyle::Dotted,
        "dashed" | "dashSmallGap" | "dotDash" | "dotDotDash" | "dashDotStroked" => {
            BorderStyle::Dashed
        }
        _ => BorderStyle::Single,
    };
    let eighths = attribute(node, "sz").and_then(number).unwrap_or(4.0);
    let space = attribute(node, "space").and_then(number).unwrap_or(0.0);
    Some(Some(Border {
        style,
        // From a quarter of a point to twelve points (17.3.4); Word draws 0 as its thinnest line.
        width: Pt::eighths(eighths.clamp(2.0, 96.0)),
        space: Pt(space.clamp(0.0, 31.0)),
        color: theme.color_of(node, &ColorNames::COLOR).flatten(),
    }))
}
