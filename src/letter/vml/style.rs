//! The `style` attribute of VML shapes, and VML's lengths and colours (ISO/IEC 29500-4, 19.1).

use crate::units::{Color, Pt};

/// A `style` attribute, taken apart.
pub(super) struct VmlStyle<'a>(&'a str);

impl<'a> VmlStyle<'a> {
    /// Of an attribute's text.
    pub(super) fn new(text: &'a str) -> Self {
        VmlStyle(text)
    }

    /// The value of a property; the last one counts, as in CSS.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.rsplit(';').find_map(|declaration| {
            let (key, value) = declaration.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// A property as a length.
    pub(super) fn length(&self, name: &str) -> Option<Pt> {
        length(self.get(name)?)
    }

    /// A property as a bare number: a coordinate inside a group, a share in tenths of a percent.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.get(name)?)
    }

    /// The rotation in degrees clockwise: degrees, or 65,536ths of one where marked `fd`.
    pub(super) fn rotation(&self) -> f64 {
        let Some(value) = self.get("rotation") else { return 0.0 };
        let degrees = match value.strip_suffix("fd") {
            Some(fixed) => number(fixed).map(|value| value / 65_536.0),
            None => number(value),
        };
        degrees.map_or(0.0, |degrees| degrees.rem_euclid(360.0))
    }
}

/// A finite number of a sane size.
pub(super) fn number(text: &str) -> Option<f64> {
    let value: f64 = text.trim().parse().ok()?;
    (value.is_finite() && value.abs() < 1e9).then_some(value)
}

/// A length with a unit; pixels of 1/96 inch without one, as VML has it outside groups.
pub(super) fn length(text: &str) -> Option<Pt> {
    let text = text.trim();
    let split = text
        .find(|character: char| character.is_ascii_alphabetic() || character == '%')
        .unwrap_or(text.len());
    let (value, unit) = text.split_at(split);
    let value = number(value)?;
    let length = match unit.trim() {
        "" | "px" => Pt(value * 0.75),
        "pt" => Pt(value),
        "in" => Pt::inches(value),
        "cm" => Pt::mm(value * 10.0),
        "mm" => Pt::mm(value),
        "pc" | "pi" => Pt(value * 12.0),
        "emu" => Pt::emu(value),
        _ => return None,
    };
    // Ten thousand inches: beyond that is no page.
    (length.0.abs() < 720_000.0).then_some(length)
}

/// A share as VML writes opacities and crops: `.5`, `50%`, or 65,536ths marked `f`.
pub(super) fn share(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(fixed) = text.strip_suffix('f') {
        return number(fixed).map(|value| value / 65_536.0);
    }
    match text.strip_suffix('%') {
        Some(percent) => number(percent).map(|value| value / 100.0),
        None => number(text),
    }
}

/// A colour: `#rgb`, `#rrggbb`, a name, `rgb(…)`; what stands after a blank is a palette's index.
pub(super) fn color(text: &str) -> Option<Color> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let mut parts = inside.split(',').map(|part| part.trim().parse::<u8>().ok());
        return Some(Color { r: parts.next()??, g: parts.next()??, b: parts.next()?? });
    }
    let word = text.split_whitespace().next()?;
    if let Some(digits) = word.strip_prefix('#') {
        if digits.len() == 3 && digits.is_ascii() {
            let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
            return Color::from_hex(&doubled);
        }
        return Color::from_hex(digits);
    }
    named(word).or_else(|| Color::from_hex(word))
}

/// The sixteen colours of HTML, and those that Word's own watermarks and DrawingML's presets use
/// beside them.
pub(in crate::letter) fn named(name: &str) -> Option<Color> {
    const NAMES: &[(&str, u32)] = &[
        ("black", 0x00_0000),
        ("silver", 0xC0_C0C0),
        ("gray", 0x80_8080),
        ("grey", 0x80_8080),
        ("white", 0xFF_FFFF),
        ("maroon", 0x80_0000),
        ("red", 0xFF_0000),
        ("purple", 0x80_0080),
        ("fuchsia", 0xFF_00FF),
        ("magenta", 0xFF_00FF),
        ("green", 0x00_8000),
        ("lime", 0x00_FF00),
        ("olive", 0x80_8000),
        ("yellow", 0xFF_FF00),
        ("navy", 0x00_0080),
        ("blue", 0x00_00FF),
        ("teal", 0x00_8080),
        ("aqua", 0x00_FFFF),
        ("cyan", 0x00_FFFF),
        ("orange", 0xFF_A500),
        ("brown", 0xA5_2A2A),
        ("pink", 0xFF_C0CB),
        ("gold", 0xFF_D700),
        ("darkblue", 0x00_008B),
        ("dkblue", 0x00_008B),
        ("darkred", 0x8B_0000),
        ("dkred", 0x8B_0000),
        ("darkgreen", 0x00_6400),
        ("dkgreen", 0x00_6400),
        ("darkgray", 0xA9_A9A9),
        ("dkgray", 0xA9_A9A9),
        ("lightgray", 0xD3_D3D3),
        ("lightgrey", 0xD3_D3D3),
        ("ltgray", 0xD3_D3D3),
        ("gainsboro", 0xDC_DCDC),
        ("lightblue", 0xAD_D8E6),
        ("ltblue", 0xAD_D8E6),
        ("steelblue", 0x46_82B4),
    ];
    let (_, rgb) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let [_, r, g, b] = rgb.to_be_bytes();
    Some(Color { r, g, b })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_taken_apart() {
        let style = VmlStyle::new(
            "position:absolute; margin-left:-1.5pt;MARGIN-TOP:2cm;width:96;rotation:315;z-index:-1;height:x",
        );
        assert_eq!(style.get("position"), Some("absolute"));
        assert_eq!(style.length("margin-left"), Some(Pt(-1.5)));
        assert_eq!(style.length("margin-top"), Some(Pt::mm(20.0)));
        assert_eq!(style.length("width"), Some(Pt(72.0)));
        assert_eq!(style.length("height"), None);
        assert!((style.rotation() - 315.0).abs() < 1e-9);
        assert!((VmlStyle::new("rotation:-2949120fd").rotation() - 315.0).abs() < 1e-9);
        assert_eq!(style.number("z-index"), Some(-1.0));
    }

    #[test]
    fn numbers_beyond_reason_are_none() {
        for text in ["NaN", "inf", "1e300pt", "-", "", "12pt34", "999999999in"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn colours_and_shares() {
        assert_eq!(color("#fff"), Some(Color::WHITE));
        assert_eq!(color("silver"), Color::from_hex("C0C0C0"));
        assert_eq!(color("#4472c4 [3204]"), Color::from_hex("4472C4"));
        assert_eq!(color("rgb(1, 2, 3)"), Some(Color { r: 1, g: 2, b: 3 }));
        assert_eq!(color("window"), None);
        assert_eq!(share(".5"), Some(0.5));
        assert_eq!(share("32768f"), Some(0.5));
        assert_eq!(share("25%"), Some(0.25));
    }
}
