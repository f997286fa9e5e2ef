//! The theme: its fonts and colours by the names that documents use (ISO/IEC 29500-1, 20.1.4).

use std::sync::Arc;

use roxmltree::Node;

use crate::units::Color;

use super::xml::{attribute, below, child, children, color, name, number, val};

/// Fonts and colours that documents ask for by their part in the theme.
#[derive(Clone, Debug, Default)]
pub(super) struct Theme {
    /// Latin and complex-script fonts of headings.
    major: (Option<Arc<str>>, Option<Arc<str>>),
    /// Latin and complex-script fonts of text.
    minor: (Option<Arc<str>>, Option<Arc<str>>),
    /// Colours by their name in the scheme: `dk1`, `accent1`.
    colors: Vec<(String, Color)>,
    /// What the settings put in the place of a name: `bg1` means `lt1`.
    mapping: Vec<(String, String)>,
}

impl Theme {
    /// Reads a theme part's root.
    pub fn read(root: Node<'_, '_>) -> Self {
        let mut theme = Theme::default();
        if let Some(fonts) = below(root, "fontScheme") {
            theme.major = child(fonts, "majorFont").map(fonts_of).unwrap_or_default();
            theme.minor = child(fonts, "minorFont").map(fonts_of).unwrap_or_default();
        }
        if let Some(scheme) = below(root, "clrScheme") {
            for entry in children(scheme) {
                let found = children(entry).find_map(|node| match name(node) {
                    "sysClr" => attribute(node, "lastClr").and_then(color),
                    _ => val(node).and_then(color),
                });
                if let Some(found) = found {
                    theme.colors.push((name(entry).to_owned(), found));
                }
            }
        }
        theme
    }

    /// Takes over what the settings put in the place of names (`w:clrSchemeMapping`).
    pub fn map(&mut self, mapping: Node<'_, '_>) {
        for attribute in mapping.attributes() {
            self.mapping.push((attribute.name().to_owned(), scheme_name(attribute.value())));
        }
    }

    /// The font of a theme reference such as `minorHAnsi` or `majorBidi`.
    pub fn font(&self, reference: &str) -> Option<Arc<str>> {
        let fonts = if reference.starts_with("major") { &self.major } else { &self.minor };
        if reference.ends_with("Bidi") { fonts.1.clone() } else { fonts.0.clone() }
    }

    /// The colour of a name such as `accent1`, `text1` (WordprocessingML) or `tx1` (DrawingML).
    pub fn color(&self, reference: &str) -> Option<Color> {
        let mapped = match reference {
            "text1" | "tx1" => "t1",
            "text2" | "tx2" => "t2",
            "background1" | "bg1" => "bg1",
            "background2" | "bg2" => "bg2",
            "hyperlink" => "hyperlink",
            "followedHyperlink" => "followedHyperlink",
            other => other,
        };
        let scheme = self
            .mapping
            .iter()
            .find(|(from, _)| from == mapped)
            .map_or_else(|| scheme_name(mapped), |(_, to)| to.clone());
        let found = self.colors.iter().find(|(name, _)| *name == scheme);
        found.map(|(_, color)| *color).or(match scheme.as_str() {
            "dk1" => Some(Color::BLACK),
            "lt1" => Some(Color::WHITE),
            _ => None,
        })
    }

    /// The colour of an element that names it in `attribute_name` or by its theme (`themeColor`,
    /// `themeFill`) with tint or shade (17.3.2.6). `Some(None)` is automatic.
    pub fn color_of(&self, node: Node<'_, '_>, names: &ColorNames) -> Option<Option<Color>> {
        if let Some(themed) =
            attribute(node, names.theme).and_then(|reference| self.color(reference))
        {
            let part = |local| {
                attribute(node, local)
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok())
                    .map(|byte| f64::from(byte) / 255.0)
            };
            let tinted = part(names.tint).map_or(themed, |tint| lighter(themed, tint));
            return Some(Some(part(names.shade).map_or(tinted, |shade| darker(tinted, shade))));
        }
        let value = attribute(node, names.value)?;
        if value == "auto" { Some(None) } else { color(value).map(Some) }
    }
}

/// The attributes that together name a colour.
pub(super) struct ColorNames {
    /// Six digits, or `auto`.
    pub value: &'static str,
    /// The theme's name for it.
    pub theme: &'static str,
    /// How much lighter.
    pub tint: &'static str,
    /// How much darker.
    pub shade: &'static str,
}

impl ColorNames {
    /// Of `w:color`.
    pub const VAL: ColorNames =
        ColorNames { value: "val", theme: "themeColor", tint: "themeTint", shade: "themeShade" };
    /// Of borders, underlines and the pattern of `w:shd`.
    pub const COLOR: ColorNames = ColorNames { value: "color", ..ColorNames::VAL };
    /// Of the background of `w:shd`.
    pub const FILL: ColorNames = ColorNames {
        value: "fill",
        theme: "themeFill",
        tint: "themeFillTint",
        shade: "themeFillShade",
    };
}

/// The name in the colour scheme of a name in a document.
fn scheme_name(reference: &str) -> String {
    match reference {
        "t1" | "dark1" => "dk1",
        "bg1" | "light1" => "lt1",
        "t2" | "dark2" => "dk2",
        "bg2" | "light2" => "lt2",
        "hyperlink" => "hlink",
        "followedHyperlink" => "folHlink",
        other => other,
    }
    .to_owned()
}

fn fonts_of(node: Node<'_, '_>) -> (Option<Arc<str>>, Option<Arc<str>>) {
    let face = |local| {
        child(node, local)
            .and_then(|font| attribute(font, "typeface"))
            .filter(|face| !face.is_empty())
            .map(Arc::from)
    };
    (face("latin"), face("cs"))
}

/// A colour with its luminance in HSL raised: `tint` is the share that is left of the colour.
fn lighter(color: Color, tint: f64) -> Color {
    let (hue, saturation, light) = to_hsl(color);
    from_hsl(hue, saturation, light * tint + (1.0 - tint))
}

/// A colour with its luminance in HSL lowered to this share.
fn darker(color: Color, shade: f64) -> Color {
    let (hue, saturation, light) = to_hsl(color);
    from_hsl(hue, saturation, light * shade)
}

fn to_hsl(color: Color) -> (f64, f64, f64) {
    let [r, g, b] = [color.r, color.g, color.b].map(|channel| f64::from(channel) / 255.0);
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let light = f64::midpoint(high, low);
    let spread = high - low;
    if spread <= f64::EPSILON {
        return (0.0, 0.0, light);
    }
    let saturation = spread / (1.0 - (2.0 * light - 1.0).abs()).max(f64::EPSILON);
    let sixth = if (high - r).abs() < f64::EPSILON {
        ((g - b) / spread).rem_euclid(6.0)
    } else if (high - g).abs() < f64::EPSILON {
        (b - r) / spread + 2.0
    } else {
        (r - g) / spread + 4.0
    };
    (sixth, saturation.min(1.0), light)
}

fn from_hsl(sixth: f64, saturation: f64, light: f64) -> Color {
    let light = light.clamp(0.0, 1.0);
    let chroma = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    let second = chroma * (1.0 - (sixth.rem_euclid(2.0) - 1.0).abs());
    let (r, g, b) = match sixth as u8 {
        0 => (chroma, second, 0.0),
        1 => (second, chroma, 0.0),
        2 => (0.0, chroma, second),
        3 => (0.0, second, chroma),
        4 => (second, 0.0, chroma),
        _ => (chroma, 0.0, second),
    };
    let floor = light - chroma / 2.0;
    let byte = |channel: f64| ((channel + floor) * 255.0).round().clamp(0.0, 255.0) as u8;
    Color { r: byte(r), g: byte(g), b: byte(b) }
}

/// A colour mixed of two: `share` of the first.
pub(super) fn blend(front: Color, back: Color, share: f64) -> Color {
    let mix = |front: u8, back: u8| {
        (f64::from(front) * share + f64::from(back) * (1.0 - share)).round().clamp(0.0, 255.0) as u8
    };
    Color { r: mix(front.r, back.r), g: mix(front.g, back.g), b: mix(front.b, back.b) }
}

/// The colour of a `w:shd` element (17.3.5): its background, or a pattern blended with it, for
/// patterns are not drawn. `Some(None)` is none.
#[expect(clippy::unnecessary_wraps, reason = "every layer says \"none\" as it says a colour")]
pub(super) fn shading(node: Node<'_, '_>, theme: &Theme) -> Option<Option<Color>> {
    let pattern = val(node).unwrap_or("clear");
    let fill = theme.color_of(node, &ColorNames::FILL).flatten();
    let share = match pattern {
        "nil" => return Some(None),
        "clear" => return Some(fill),
        "solid" => 1.0,
        "horzStripe" | "vertStripe" | "reverseDiagStripe" | "diagStripe" | "horzCross"
        | "diagCross" => 0.5,
        "thinHorzStripe"
        | "thinVertStripe"
        | "thinReverseDiagStripe"
        | "thinDiagStripe"
        | "thinHorzCross"
        | "thinDiagCross" => 0.25,
        _ => pattern.strip_prefix("pct").and_then(number).map_or(0.0, |percent| {
            // The names are rounded down: 12 is 12.5, 37 is 37.5, 62 is 62.5, 87 is 87.5.
            let half =
                if matches!(pattern, "pct12" | "pct37" | "pct62" | "pct87") { 0.5 } else { 0.0 };
            ((percent + half) / 100.0).clamp(0.0, 1.0)
        }),
    };
    if share == 0.0 {
        return Some(fill);
    }
    let ink = theme.color_of(node, &ColorNames::COLOR).flatten().unwrap_or(Color::BLACK);
    Some(Some(blend(ink, fill.unwrap_or(Color::WHITE), share)))
}
