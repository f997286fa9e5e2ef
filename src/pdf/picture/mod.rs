//! Pictures made ready for a PDF, and kept for the next letter.
//!
//! A JPEG goes into the PDF as it is, without what cameras write about themselves. Everything else
//! is decoded once, made as small as its colours allow, and deflated. A picture much finer than its
//! place on paper is made coarser: 300 dots to the inch is what print can show.

mod cache;
mod jpeg;
mod raster;

use std::sync::Arc;

pub use cache::PictureCache;

use crate::diagnostic::{Diagnostic, RenderingFinding};
use crate::layout::{Pages, Paint};
use crate::letter::{Letter, PictureData, PictureId, PictureKind};

/// Dots to the point that a printed picture shows.
const FINENESS: f64 = 300.0 / 72.0;

/// A picture is made coarser when it is this much finer than that.
const SURPLUS: f64 = 1.5;

/// A picture as a PDF has it.
#[derive(Debug)]
pub(super) struct Ready {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// What its samples mean.
    pub space: Space,
    /// Bits of a sample.
    pub bits: u8,
    /// How its data are packed.
    pub packing: Packing,
    /// Its data.
    pub data: Vec<u8>,
    /// Opacity of each dot, eight bits, deflated; `None` where it is opaque.
    pub mask: Option<Vec<u8>>,
    /// What tells it from any other.
    pub digest: [u8; 32],
}

/// What samples mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Lightness.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// An entry of a list of red, green, blue.
    Indexed(Vec<u8>),
}

/// How data are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// JPEG.
    Dct,
    /// Deflated.
    Flate,
    /// Deflated differences, as PNG has them.
    Differences,
}

/// The pictures of a letter.
#[derive(Default)]
pub(super) struct Pictures {
    /// In the order of their first use.
    ready: Vec<Arc<Ready>>,
    /// For each picture of the letter, its place in `ready`.
    places: Vec<Option<usize>>,
}

impl Pictures {
    /// Makes ready what is on the pages.
    pub fn prepare(
        letter: &Letter,
        pages: &Pages,
        cache: &PictureCache,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sizes: Vec<Option<(f64, f64)>> = vec![None; letter.pictures.len()];
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Paint::Picture { picture, area, crop, .. } = &item.paint else { continue };
            let Some(size) = sizes.get_mut(picture.0 as usize) else { continue };
            let whole = |length: f64, cut: f64| length / (1.0 - cut).max(0.01);
            let width = whole(area.width.0, crop.left + crop.right);
            let height = whole(area.height.0, crop.top + crop.bottom);
            let (w, h) = size.unwrap_or_default();
            *size = Some((w.max(width), h.max(height)));
        }
        let mut pictures = Pictures { ready: Vec::new(), places: vec![None; sizes.len()] };
        for (at, (data, size)) in letter.pictures.iter().zip(sizes).enumerate() {
            let Some(size) = size else { continue };
            match ready(data, size, cache) {
                Some(ready) => {
                    let known = pictures.ready.iter().position(|one| one.digest == ready.digest);
                    pictures.places[at] = Some(known.unwrap_or_else(|| {
                        pictures.ready.push(ready);
                        pictures.ready.len() - 1
                    }));
                }
                None => diagnostics.push(Diagnostic::of(RenderingFinding::PictureUnreadable {
                    part: data.part.clone(),
                })),
            }
        }
        pictures
    }

    /// A picture and its number in the PDF; `None` where it cannot be drawn.
    pub fn find(&self, id: PictureId) -> Option<(usize, &Ready)> {
        let place = self.places.get(id.0 as usize).copied().flatten()?;
        Some((place, self.ready.get(place)?))
    }

    /// The pictures by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Ready> {
        self.ready.iter().map(Arc::as_ref)
    }
}

/// A picture made ready for a size in points, from the cache where it is there.
fn ready(data: &PictureData, size: (f64, f64), cache: &PictureCache) -> Option<Arc<Ready>> {
    let dots = |points: f64| (points * FINENESS).ceil().clamp(1.0, 65_535.0) as u32;
    let wanted = (dots(size.0), dots(size.1));
    cache.get(&data.bytes, wanted, || make(data, wanted))
}

/// Makes a picture ready for a place of so many dots.
fn make(data: &PictureData, wanted: (u32, u32)) -> Option<Ready> {
    match data.kind {
        PictureKind::Jpeg => jpeg::make(&data.bytes, wanted),
        PictureKind::Other => None,
        _ => raster::make(&data.bytes, wanted),
    }
}

/// The size to which a picture is made coarser; `None` where it stays as it is.
fn coarser(width: u32, height: u32, wanted: (u32, u32)) -> Option<(u32, u32)> {
    let share =
        (f64::from(wanted.0) / f64::from(width)).max(f64::from(wanted.1) / f64::from(height));
    (share * SURPLUS < 1.0).then(|| {
        let scaled = |length: u32| (f64::from(length) * share).round().max(1.0) as u32;
        (scaled(width), scaled(height))
    })
}
