//! Lengths: points as a type, and the units that OOXML writes them in.
//!
//! A point is 1/72 inch, the unit of PDF's user space (ISO 32000-1, 8.3.2.3). OOXML counts in
//! twentieths of a point, half-points, eighths of a point and English metric units; all of them are
//! exact in a 64-bit float, whose rounding stays far below a thousandth of a point on any page.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Pt(pub f64);

impl Pt {
    /// No length.
    pub const ZERO: Pt = Pt(0.0);

    /// Twentieths of a point (`ST_TwipsMeasure`).
    pub fn twips(value: f64) -> Pt {
        Pt(value / 20.0)
    }

    /// Half-points (`ST_HpsMeasure`).
    pub fn half_points(value: f64) -> Pt {
        Pt(value / 2.0)
    }

    /// Eighths of a point (`ST_EighthPointMeasure`).
    pub fn eighths(value: f64) -> Pt {
        Pt(value / 8.0)
    }

    /// English metric units, 12,700 to the point (`ST_Coordinate`).
    pub fn emu(value: f64) -> Pt {
        Pt(value / 12_700.0)
    }

    /// Inches.
    pub fn inches(value: f64) -> Pt {
        Pt(value * 72.0)
    }

    /// Millimetres.
    pub fn mm(value: f64) -> Pt {
        Pt(value * 72.0 / 25.4)
    }

    /// The larger of two.
    #[must_use]
    pub fn max(self, other: Pt) -> Pt {
        Pt(self.0.max(other.0))
    }

    /// The smaller of two.
    #[must_use]
    pub fn min(self, other: Pt) -> Pt {
        Pt(self.0.min(other.0))
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Pt {
        Pt(self.0.abs())
    }

    /// Between two bounds; the lower wins where they cross.
    #[must_use]
    pub fn clamp(self, low: Pt, high: Pt) -> Pt {
        self.min(high).max(low)
    }

    /// Whether it is so near zero that no eye or device tells the difference: a hundredth of a twip.
    pub fn is_nearly_zero(self) -> bool {
        self.0.abs() < 0.000_5
    }
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}

impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}

impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}

impl Mul<f64> for Pt {
    type Output = Pt;
    fn mul(self, factor: f64) -> Pt {
        Pt(self.0 * factor)
    }
}

impl Div<f64> for Pt {
    type Output = Pt;
    fn div(self, divisor: f64) -> Pt {
        Pt(self.0 / divisor)
    }
}

impl Div for Pt {
    type Output = f64;
    fn div(self, other: Pt) -> f64 {
        self.0 / other.0
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}

impl Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(lengths: I) -> Pt {
        Pt(lengths.map(|length| length.0).sum())
    }
}

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Black, the colour of text that names none.
    pub const BLACK: Color = Color { r: 0, g: 0, b: 0 };
    /// White, the colour of paper.
    pub const WHITE: Color = Color { r: 255, g: 255, b: 255 };

    /// Six hexadecimal digits (`ST_HexColorRGB`); `None` for anything else, `auto` among it.
    pub fn from_hex(digits: &str) -> Option<Color> {
        if digits.len() != 6 || !digits.is_ascii() {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Color { r: byte(0)?, g: byte(2)?, b: byte(4)? })
    }

    /// Relative luminance from 0 to 1 (WCAG 2.1, definition of relative luminance).
    pub fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(self.r) + 0.7152 * channel(self.g) + 0.0722 * channel(self.b)
    }

    /// The contrast with another colour, from 1 to 21 (WCAG 2.1, definition of contrast ratio).
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether automatic text turns white on it: the threshold that Word's own is near.
    pub fn turns_text_white(self) -> bool {
        let [r, g, b] = [self.r, self.g, self.b].map(u32::from);
        299 * r + 587 * g + 114 * b <= 60 * 1000
    }
}

/// A rectangle on a page; `y` counts downwards from the page's top edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: Pt,
    /// The top edge.
    pub y: Pt,
    /// The width.
    pub width: Pt,
    /// The height.
    pub height: Pt,
}

impl Rect {
    /// The right edge.
    pub fn right(&self) -> Pt {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Pt {
        self.y + self.height
    }

    /// The same rectangle moved.
    #[must_use]
    pub fn moved(self, dx: Pt, dy: Pt) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..self }
    }
}
