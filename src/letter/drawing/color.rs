//! Colours of DrawingML: where they come from and what is done to them (ISO/IEC 29500-1, 20.1.2.3).

use roxmltree::Node;

use crate::units::Color;

use crate::letter::vml::style as vml_style;

/// The colour that an element such as `a:solidFill` holds, on white paper: transparency is reckoned in.
///
/// `theme` answers names such as `accent1`; `placeholder` is what `phClr` stands for.
pub(super) fn of(
    holder: Node<'_, '_>,
    theme: &dyn Fn(&str) -> Option<Color>,
    placeholder: Option<Color>,
) -> Option<Color> {
    let source = holder.children().find(Node::is_element)?;
    let attribute = |name: &str| {
        source.attributes().find(|attribute| attribute.name() == name).map(|found| found.value())
    };
    let base = match source.tag_name().name() {
        "srgbClr" => Color::from_hex(attribute("val")?)?,
        "schemeClr" => match attribute("val")? {
            "phClr" => placeholder?,
            name => theme(name)?,
        },
        "sysClr" => match attribute("lastClr").and_then(Color::from_hex) {
            Some(color) => color,
            None if attribute("val") == Some("window") => Color::WHITE,
            None => Color::BLACK,
        },
        "prstClr" => preset(attribute("val")?)?,
        "scrgbClr" => {
            let channel = |name| attribute(name).and_then(percent).map(from_linear);
            Color { r: channel("r")?, g: channel("g")?, b: channel("b")? }
        }
        "hslClr" => {
            let hue = attribute("hue")?.parse::<f64>().ok()? / 60_000.0 / 360.0;
            from_hsl(hue, percent(attribute("sat")?)?, percent(attribute("lum")?)?)
        }
        _ => return None,
    };
    Some(changed(source, base))
}

/// A preset colour: the names of HTML, some with `dk`, `lt` and `med` for the long words.
fn preset(name: &str) -> Option<Color> {
    vml_style::named(name)
}

/// Applies the changes that stand inside a colour, in their order.
fn changed(source: Node<'_, '_>, base: Color) -> Color {
    let mut color = base;
    let mut alpha = 1.0;
    for change in source.children().filter(Node::is_element) {
        let value = change
            .attributes()
            .find(|attribute| attribute.name() == "val")
            .and_then(|attribute| percent(attribute.value()));
        let Some(value) = value else { continue };
        let (hue, saturation, light) = hsl(color);
        color = match change.tag_name().name() {
            "lumMod" => from_hsl(hue, saturation, light * value),
            "lumOff" => from_hsl(hue, saturation, light + value),
            "lum" => from_hsl(hue, saturation, value),
            "satMod" => from_hsl(hue, saturation * value, light),
            "satOff" => from_hsl(hue, saturation + value, light),
            "shade" => linear(color, |channel| channel * value),
            "tint" => linear(color, |channel| 1.0 - (1.0 - channel) * value),
            "alpha" => {
                alpha = value.clamp(0.0, 1.0);
                color
            }
            _ => color,
        };
    }
    over_white(color, alpha)
}

/// A share as DrawingML writes it: thousandths of a percent, or with a percent sign.
pub(super) fn percent(text: &str) -> Option<f64> {
    let value = match text.trim().strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0,
        None => text.trim().parse::<f64>().ok()? / 100_000.0,
    };
    (value.is_finite() && value.abs() < 1e4).then_some(value)
}

/// A colour seen through to white paper; 1 is opaque.
pub(in crate::letter) fn over_white(color: Color, alpha: f64) -> Color {
    let channel = |value: u8| (255.0 - (255.0 - f64::from(value)) * alpha).round() as u8;
    Color { r: channel(color.r), g: channel(color.g), b: channel(color.b) }
}

fn linear(color: Color, change: impl Fn(f64) -> f64) -> Color {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        let value =
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        from_linear(change(value))
    };
    Color { r: channel(color.r), g: channel(color.g), b: channel(color.b) }
}

/// A channel of linear light, 0 to 1, in sRGB.
fn from_linear(value: f64) -> u8 {
    let value = value.clamp(0.0, 1.0);
    let value =
        if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}

/// Hue, saturation and lightness, each from 0 to 1.
fn hsl(color: Color) -> (f64, f64, f64) {
    let [r, g, b] = [color.r, color.g, color.b].map(|channel| f64::from(channel) / 255.0);
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let (light, spread) = (f64::midpoint(high, low), high - low);
    if spread <= 0.0 {
        return (0.0, 0.0, light);
    }
    let saturation = spread / (1.0 - (2.0 * light - 1.0).abs()).max(f64::EPSILON);
    let sixth = if high <= r {
        ((g - b) / spread).rem_euclid(6.0)
    } else if high <= g {
        (b - r) / spread + 2.0
    } else {
        (r - g) / spread + 4.0
    };
    (sixth / 6.0, saturation, light)
}

fn from_hsl(hue: f64, saturation: f64, light: f64) -> Color {
    let (saturation, light) = (saturation.clamp(0.0, 1.0), light.clamp(0.0, 1.0));
    let spread = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    let sixth = hue.rem_euclid(1.0) * 6.0;
    let middle = spread * (1.0 - (sixth % 2.0 - 1.0).abs());
    let (r, g, b) = match sixth as u8 {
        0 => (spread, middle, 0.0),
        1 => (middle, spread, 0.0),
        2 => (0.0, spread, middle),
        3 => (0.0, middle, spread),
        4 => (middle, 0.0, spread),
        _ => (spread, 0.0, middle),
    };
    let channel = |value: f64| ((value + light - spread / 2.0) * 255.0).round() as u8;
    Color { r: channel(r), g: channel(g), b: channel(b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str) -> String {
        let text = format!("<a:solidFill xmlns:a='a'>{xml}</a:solidFill>");
        let document = roxmltree::Document::parse(&text).expect("a document");
        let theme = |name: &str| (name == "accent1").then_some(Color { r: 0x44, g: 0x72, b: 0xC4 });
        match of(document.root_element(), &theme, Some(Color { r: 1, g: 2, b: 3 })) {
            Some(color) => format!("{:02X}{:02X}{:02X}", color.r, color.g, color.b),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn colours_of_drawings_are_told_from_their_source_and_changes() {
        assert_eq!(check("<a:srgbClr val='0A64C8'/>"), "0A64C8");
        assert_eq!(check("<a:schemeClr val='accent1'/>"), "4472C4");
        assert_eq!(check("<a:schemeClr val='phClr'/>"), "010203");
        assert_eq!(check("<a:schemeClr val='accent9'/>"), "none");
        assert_eq!(check("<a:sysClr val='windowText' lastClr='000000'/>"), "000000");
        assert_eq!(check("<a:prstClr val='red'/>"), "FF0000");
        assert_eq!(check("<a:srgbClr val='000000'><a:alpha val='50000'/></a:srgbClr>"), "808080");
        assert_eq!(check("<a:srgbClr val='808080'><a:lumMod val='50000'/></a:srgbClr>"), "404040");
        // As Word shows "Blue, Accent 1, Lighter 60 %".
        assert_eq!(
            check(
                "<a:schemeClr val='accent1'><a:lumMod val='40000'/><a:lumOff val='60000'/></a:schemeClr>"
            ),
            "B4C6E7"
        );
        assert_eq!(check("<a:scrgbClr r='100000' g='0' b='0'/>"), "FF0000");
        assert_eq!(check("<a:hslClr hue='0' sat='100000' lum='50000'/>"), "FF0000");
        assert_eq!(check("<a:srgbClr val='FFFFFF'><a:lumMod val='NaN'/></a:srgbClr>"), "FFFFFF");
    }
}
