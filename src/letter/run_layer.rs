//! Run properties of one place of the cascade, nothing resolved (ISO/IEC 29500-1, 17.3.2).

use std::sync::Arc;

use roxmltree::Node;

use crate::units::{Color, Pt};

use super::format::{Border, Underline, UnderlineKind, VerticalAlign};
use super::paragraph_layer::border;
use super::theme::{ColorNames, Theme, shading};
use super::xml::{attribute, children, half_points, name, namespace, number, on, twips, val};

/// Run properties as one element gives them; `None` is not said here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunLayer {
    /// The character style; never inherited.
    pub style: Option<Arc<str>>,
    /// The Latin family.
    pub family: Option<Arc<str>>,
    /// The family of complex scripts.
    pub complex_family: Option<Arc<str>>,
    /// The size.
    pub size: Option<Pt>,
    /// The switches that cancel each other between style levels (17.7.3).
    pub toggles: Toggles,
    /// Struck through twice; `w:dstrike` is no toggle in Word.
    pub double_strike: Option<bool>,
    /// Underline; `Some(None)` is none.
    pub underline: Option<Option<Underline>>,
    /// Colour; `Some(None)` is automatic.
    pub color: Option<Option<Color>>,
    /// Highlight; `Some(None)` is none.
    pub highlight: Option<Option<Color>>,
    /// Shading; `Some(None)` is none.
    pub shade: Option<Option<Color>>,
    /// Superscript, subscript.
    pub vertical: Option<VerticalAlign>,
    /// Raised by.
    pub position: Option<Pt>,
    /// Letter spacing.
    pub spacing: Option<Pt>,
    /// Horizontal scaling.
    pub scale: Option<f64>,
    /// Kerning from this size; `Some(None)` is never.
    pub kern_from: Option<Option<Pt>>,
    /// Standard ligatures.
    pub ligatures: Option<bool>,
    /// The language.
    pub language: Option<Arc<str>>,
    /// The language of right-to-left text.
    pub complex_language: Option<Arc<str>>,
    /// Right-to-left.
    pub rtl: Option<bool>,
    /// Set as a complex script whatever its characters.
    pub complex: Option<bool>,
    /// Bold of complex scripts.
    pub complex_bold: Option<bool>,
    /// Italic of complex scripts.
    pub complex_italic: Option<bool>,
    /// The size of complex scripts.
    pub complex_size: Option<Pt>,
    /// A border; `Some(None)` is none.
    pub border: Option<Option<Border>>,
    /// Hidden as on the web only (`w:webHidden`).
    pub web_hidden: Option<bool>,
    /// Hidden although it is a paragraph mark that ends a run-in heading (`w:specVanish`).
    pub special_vanish: Option<bool>,
    /// The mark of this run is a tracked insertion or deletion: deleted where true.
    pub deleted: Option<bool>,
}

/// The toggle properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Toggles {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Capitals.
    pub caps: Option<bool>,
    /// Small capitals.
    pub small_caps: Option<bool>,
    /// Struck through.
    pub strike: Option<bool>,
    /// Hidden.
    pub vanish: Option<bool>,
}

impl Toggles {
    /// These with those of an upper layer of the same level over them.
    pub fn over(&mut self, upper: Toggles) {
        self.bold = upper.bold.or(self.bold);
        self.italic = upper.italic.or(self.italic);
        self.caps = upper.caps.or(self.caps);
        self.small_caps = upper.small_caps.or(self.small_caps);
        self.strike = upper.strike.or(self.strike);
        self.vanish = upper.vanish.or(self.vanish);
    }

    /// What levels of styles together say: on where an odd number of them say so, and wherever the
    /// document's defaults say so; a direct property has the last word (17.7.3).
    pub fn resolved(defaults: Toggles, levels: &[Toggles], direct: Toggles) -> Toggles {
        let one = |of: fn(Toggles) -> Option<bool>| {
            let odd = levels.iter().filter(|level| of(**level) == Some(true)).count() % 2 == 1;
            Some(of(direct).unwrap_or(of(defaults) == Some(true) || odd))
        };
        Toggles {
            bold: one(|toggles| toggles.bold),
            italic: one(|toggles| toggles.italic),
            caps: one(|toggles| toggles.caps),
            small_caps: one(|toggles| toggles.small_caps),
            strike: one(|toggles| toggles.strike),
            vanish: one(|toggles| toggles.vanish),
        }
    }
}

impl RunLayer {
    /// Reads a `w:rPr` element.
    pub fn read(properties: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = RunLayer::default();
        for node in children(properties) {
            layer.take(node, theme);
        }
        layer
    }

    fn take(&mut self, node: Node<'_, '_>, theme: &Theme) {
        match name(node) {
            "rStyle" => self.style = val(node).map(Arc::from),
            "rFonts" => self.fonts(node, theme),
            "sz" => self.size = val(node).and_then(half_points).filter(|size| size.0 > 0.0),
            "szCs" => {
                self.complex_size = val(node).and_then(half_points).filter(|size| size.0 > 0.0);
            }
            "b" => self.toggles.bold = Some(on(node)),
            "bCs" => self.complex_bold = Some(on(node)),
            "i" => self.toggles.italic = Some(on(node)),
            "iCs" => self.complex_italic = Some(on(node)),
            "caps" => self.toggles.caps = Some(on(node)),
            "smallCaps" => self.toggles.small_caps = Some(on(node)),
            "strike" => self.toggles.strike = Some(on(node)),
            "dstrike" => self.double_strike = Some(on(node)),
            "vanish" => self.toggles.vanish = Some(on(node)),
            "webHidden" => self.web_hidden = Some(on(node)),
            "specVanish" => self.special_vanish = Some(on(node)),
            "u" => self.underline = underline(node, theme),
            "color" => self.color = theme.color_of(node, &ColorNames::VAL),
            "highlight" => self.highlight = val(node).map(highlight),
            "shd" => self.shade = shading(node, theme),
            "vertAlign" => {
                self.vertical = match val(node) {
                    Some("superscript") => Some(VerticalAlign::Super),
                    Some("subscript") => Some(VerticalAlign::Sub),
                    _ => Some(VerticalAlign::Baseline),
                };
            }
            "position" => self.position = val(node).and_then(half_points),
            "spacing" => self.spacing = val(node).and_then(twips),
            "w" => {
                // From 1 to 600 percent (17.18.81); Word writes a bare number.
                self.scale = val(node)
                    .and_then(|text| number(text.strip_suffix('%').unwrap_or(text)))
                    .map(|percent| percent / 100.0)
                    .filter(|scale| (0.01..=6.0).contains(scale));
            }
            "kern" => {
                self.kern_from =
                    val(node).and_then(half_points).map(|size| (size.0 > 0.0).then_some(size));
            }
            "ligatures" => {
                self.ligatures = val(node).map(|kind| kind.contains("standard") || kind == "all");
            }
            "lang" => {
                self.language = language(attribute(node, "val")).or(self.language.take());
                self.complex_language = language(attribute(node, "bidi"));
            }
            "rtl" => self.rtl = Some(on(node)),
            "cs" => self.complex = Some(on(node)),
            "bdr" => self.border = border(node, theme),
            // As the mark of a paragraph; `w:ins` there changes nothing.
            "del" | "moveFrom" if !namespace(node).is_empty() => self.deleted = Some(true),
            _ => {}
        }
    }

    /// `w:rFonts`: in one element a theme font goes before a named one (17.3.2.26).
    fn fonts(&mut self, node: Node<'_, '_>, theme: &Theme) {
        let find = |themed: &str, named: &str| {
            attribute(node, themed)
                .and_then(|reference| theme.font(reference))
                .or_else(|| attribute(node, named).filter(|face| !face.is_empty()).map(Arc::from))
        };
        self.family = find("asciiTheme", "ascii").or_else(|| find("hAnsiTheme", "hAnsi"));
        self.complex_family = find("cstheme", "cs");
        if attribute(node, "hint") == Some("cs") {
            self.complex = self.complex.or(Some(true));
        }
    }

    /// This layer with an upper one over it; toggles as within one level of styles.
    pub fn over(&mut self, upper: &RunLayer) {
        macro_rules! take {
            ($($field:ident),*) => {
                $(if upper.$field.is_some() { self.$field.clone_from(&upper.$field); })*
            };
        }
        take!(
            style,
            family,
            complex_family,
            size,
            double_strike,
            underline,
            color,
            highlight,
            shade,
            vertical,
            position,
            spacing,
            scale,
            kern_from,
            ligatures,
            language,
            complex_language,
            rtl,
            complex,
            complex_bold,
            complex_italic,
            complex_size,
            border,
            web_hidden,
            special_vanish,
            deleted
        );
        self.toggles.over(upper.toggles);
    }
}

/// A language tag as it is kept: `x-none` and the empty tag say nothing.
fn language(tag: Option<&str>) -> Option<Arc<str>> {
    tag.filter(|tag| {
        !tag.is_empty()
            && !tag.eq_ignore_ascii_case("x-none")
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
    .map(Arc::from)
}

/// `w:u`; an element without a value but with a colour says nothing of the shape.
fn underline(node: Node<'_, '_>, theme: &Theme) -> Option<Option<Underline>> {
    let kind = match val(node)? {
        "none" => return Some(None),
        "words" => UnderlineKind::Words,
        "double" => UnderlineKind::Double,
        "thick" => UnderlineKind::Thick,
        "dotted" | "dottedHeavy" => UnderlineKind::Dotted,
        "dash" | "dashedHeavy" | "dashLong" | "dashLongHeavy" | "dotDash" | "dashDotHeavy"
        | "dotDotDash" | "dashDotDotHeavy" => UnderlineKind::Dashed,
        "wave" | "wavyHeavy" | "wavyDouble" => UnderlineKind::Wave,
        _ => UnderlineKind::Single,
    };
    let color = theme.color_of(node, &ColorNames::COLOR).flatten();
    Some(Some(Underline { kind, color }))
}

/// The colours of `w:highlight` (17.18.40).
fn highlight(name: &str) -> Option<Color> {
    let hex = match name {
        "black" => 0x00_00_00,
        "blue" => 0x00_00_FF,
        "cyan" => 0x00_FF_FF,
        "darkBlue" => 0x00_00_80,
        "darkCyan" => 0x00_80_80,
        "darkGray" => 0x80_80_80,
        "darkGreen" => 0x00_80_00,
        "darkMagenta" => 0x80_00_80,
        "darkRed" => 0x80_00_00,
        "darkYellow" => 0x80_80_00,
        "green" => 0x00_FF_00,
        "lightGray" => 0xC0_C0_C0,
        "magenta" => 0xFF_00_FF,
        "red" => 0xFF_00_00,
        "white" => 0xFF_FF_FF,
        "yellow" => 0xFF_FF_00,
        _ => return None,
    };
    Some(Color { r: (hex >> 16) as u8, g: (hex >> 8) as u8, b: hex as u8 })
}
