//! Fonts: what stands for what, which lines it makes, how text is cut and shaped, and what goes into
//! the PDF.

mod metrics;
mod own;
mod program;
mod runs;
mod selection;
mod shape;

use brevsmed::font::{FontBook, MetricsOf, Selection, ShapeStyle, Shaped};

/// The family in its regular face, as Word measures it.
pub fn regular(book: &FontBook, family: &str) -> Selection {
    book.select(family, false, false, MetricsOf::Requested)
}

/// A family's regular face without kerning and ligatures, from left to right.
pub fn plain(book: &FontBook, family: &str) -> ShapeStyle {
    let face = regular(book, family).face;
    ShapeStyle { face, kerning: false, ligatures: false, rtl: false }
}

/// A text's glyphs: id, advance in thousandths, cluster.
pub fn glyphs(shaped: &Shaped) -> Vec<(u16, i32, u32)> {
    let thousandths = |share: f64| (share * 1000.0).round() as i32;
    shaped
        .glyphs
        .iter()
        .map(|glyph| (glyph.id, thousandths(glyph.advance), glyph.cluster))
        .collect()
}

/// A file of the fixtures.
pub fn fixture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fonts");
    std::fs::read(folder.join(name)).expect("a fixture")
}

/// A file that ships.
pub fn shipped(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/font/shipped");
    std::fs::read(folder.join(name)).expect("a font that ships")
}
