//! The font files in the program: four families and their styles.
//!
//! Each folder holds the licence of its files.

use super::FaceId;

/// A family that ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shipped {
    /// Carlito, as wide as Calibri.
    Carlito,
    /// Caladea, as wide as Cambria.
    Caladea,
    /// Liberation Sans, as wide as Arial.
    Sans,
    /// Liberation Serif, as wide as Times New Roman.
    Serif,
    /// Liberation Mono, as wide as Courier New.
    Mono,
    /// DejaVu Sans, which looks like Verdana and has most signs. No italics.
    DejaVu,
}

/// The files, in the order of [`FaceId`]: regular, bold, italic, bold italic of each family.
pub(super) const FILES: [&[u8]; 22] = [
    include_bytes!("shipped/carlito/Carlito-Regular.ttf"),
    include_bytes!("shipped/carlito/Carlito-Bold.ttf"),
    include_bytes!("shipped/carlito/Carlito-Italic.ttf"),
    include_bytes!("shipped/carlito/Carlito-BoldItalic.ttf"),
    include_bytes!("shipped/caladea/Caladea-Regular.ttf"),
    include_bytes!("shipped/caladea/Caladea-Bold.ttf"),
    include_bytes!("shipped/caladea/Caladea-Italic.ttf"),
    include_bytes!("shipped/caladea/Caladea-BoldItalic.ttf"),
    include_bytes!("shipped/liberation/LiberationSans-Regular.ttf"),
    include_bytes!("shipped/liberation/LiberationSans-Bold.ttf"),
    include_bytes!("shipped/liberation/LiberationSans-Italic.ttf"),
    include_bytes!("shipped/liberation/LiberationSans-BoldItalic.ttf"),
    include_bytes!("shipped/liberation/LiberationSerif-Regular.ttf"),
    include_bytes!("shipped/liberation/LiberationSerif-Bold.ttf"),
    include_bytes!("shipped/liberation/LiberationSerif-Italic.ttf"),
    include_bytes!("shipped/liberation/LiberationSerif-BoldItalic.ttf"),
    include_bytes!("shipped/liberation/LiberationMono-Regular.ttf"),
    include_bytes!("shipped/liberation/LiberationMono-Bold.ttf"),
    include_bytes!("shipped/liberation/LiberationMono-Italic.ttf"),
    include_bytes!("shipped/liberation/LiberationMono-BoldItalic.ttf"),
    include_bytes!("shipped/dejavu/DejaVuSans.ttf"),
    include_bytes!("shipped/dejavu/DejaVuSans-Bold.ttf"),
];

impl Shipped {
    /// Its face of a style, and whether an italic must be made by slanting.
    pub fn face(self, bold: bool, italic: bool) -> (FaceId, bool) {
        let first = match self {
            Shipped::Carlito => 0,
            Shipped::Caladea => 4,
            Shipped::Sans => 8,
            Shipped::Serif => 12,
            Shipped::Mono => 16,
            Shipped::DejaVu => return (FaceId(20 + u16::from(bold)), italic),
        };
        (FaceId(first + u16::from(bold) + 2 * u16::from(italic)), false)
    }

    /// The family of a face, if it ships.
    pub fn of(face: FaceId) -> Option<Shipped> {
        Some(match face.0 {
            0..4 => Shipped::Carlito,
            4..8 => Shipped::Caladea,
            8..12 => Shipped::Sans,
            12..16 => Shipped::Serif,
            16..20 => Shipped::Mono,
            20..22 => Shipped::DejaVu,
            _ => return None,
        })
    }
}
