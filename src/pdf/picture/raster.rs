//! Pictures decoded to dots and packed as small as their colours allow.

use std::collections::HashMap;
use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbaImage};
use sha2::{Digest, Sha256};

use super::{Packing, Ready, Space, coarser};

/// The most columns or rows.
const SIDE: u32 = 20_000;

/// The most memory that decoding may take.
const MEMORY: u64 = 256 * 1024 * 1024;

/// The most dots, of four bytes each.
const DOTS: u64 = 40_000_000;

/// Decodes a file within limits.
pub(super) fn decode(bytes: &[u8], format: Option<ImageFormat>) -> Option<DynamicImage> {
    let reader = |bytes| {
        let mut reader = ImageReader::new(Cursor::new(bytes));
        match format {
            Some(format) => reader.set_format(format),
            None => reader = reader.with_guessed_format().ok()?,
        }
        let mut limits = Limits::default();
        limits.max_image_width = Some(SIDE);
        limits.max_image_height = Some(SIDE);
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        Some(reader)
    };
    let (width, height) = reader(bytes)?.into_dimensions().ok()?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > DOTS {
        return None;
    }
    reader(bytes)?.decode().ok()
}

/// Decodes a picture and makes it ready.
pub(super) fn make(bytes: &[u8], wanted: (u32, u32)) -> Option<Ready> {
    let image = decode(bytes, None)?.into_rgba8();
    let image = match coarser(image.width(), image.height(), wanted) {
        Some((width, height)) => resize(&image, width, height),
        None => image,
    };
    Some(pack(&image))
}

/// A smaller picture. Colours are weighed by their opacity, or the colour under transparent dots
/// would shine through at the edges.
fn resize(image: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    let mut image = image.clone();
    for dot in image.pixels_mut() {
        let alpha = u32::from(dot[3]);
        for channel in 0..3 {
            dot[channel] = ((u32::from(dot[channel]) * alpha + 127) / 255) as u8;
        }
    }
    let mut image = image::imageops::resize(&image, width, height, FilterType::Triangle);
    for dot in image.pixels_mut() {
        let alpha = u32::from(dot[3]);
        for channel in 0..3 {
            let value = (u32::from(dot[channel]) * 255 + alpha / 2).checked_div(alpha);
            dot[channel] = value.unwrap_or(255).min(255) as u8;
        }
    }
    image
}

/// Packs dots.
fn pack(image: &RgbaImage) -> Ready {
    let (width, height) = image.dimensions();
    let columns = width as usize;
    let opaque = image.pixels().all(|dot| dot[3] == 255);
    let gray = image.pixels().all(|dot| dot[0] == dot[1] && dot[1] == dot[2]);
    let palette = palette(image, if gray { 16 } else { 256 });
    let (space, bits, packing, raw) = match palette {
        Some((colors, indexes)) => {
            let bits = match colors.len() / 3 {
                0..=2 => 1,
                3..=4 => 2,
                5..=16 => 4,
                _ => 8,
            };
            (Space::Indexed(colors), bits, Packing::Flate, squeeze(&indexes, columns, bits))
        }
        None if gray => {
            let samples: Vec<u8> = image.pixels().map(|dot| dot[0]).collect();
            (Space::Gray, 8, Packing::Differences, differences(&samples, columns, 1))
        }
        None => {
            let samples: Vec<u8> =
                image.pixels().flat_map(|dot| [dot[0], dot[1], dot[2]]).collect();
            (Space::Rgb, 8, Packing::Differences, differences(&samples, columns * 3, 3))
        }
    };
    let data = deflate(&raw);
    let mask = (!opaque).then(|| {
        let alpha: Vec<u8> = image.pixels().map(|dot| dot[3]).collect();
        deflate(&alpha)
    });
    let mut digest = Sha256::new();
    digest.update(width.to_be_bytes());
    digest.update(height.to_be_bytes());
    digest.update([bits]);
    if let Space::Indexed(colors) = &space {
        digest.update(colors);
    }
    digest.update(&data);
    digest.update(mask.as_deref().unwrap_or_default());
    let digest = digest.finalize().into();
    Ready { width, height, space, bits, packing, data, mask, digest }
}

/// The colours in the order of their first dot, and each dot's; `None` where there are too many.
fn palette(image: &RgbaImage, most: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut known: HashMap<[u8; 3], u8> = HashMap::new();
    let mut colors = Vec::new();
    let mut indexes = Vec::with_capacity(image.len() / 4);
    for dot in image.pixels() {
        // The colour of what is not seen is no colour.
        let color = if dot[3] == 0 { [255; 3] } else { [dot[0], dot[1], dot[2]] };
        let index = match known.get(&color) {
            Some(index) => *index,
            None if known.len() == most => return None,
            None => {
                let index = known.len() as u8;
                known.insert(color, index);
                colors.extend_from_slice(&color);
                index
            }
        };
        indexes.push(index);
    }
    Some((colors, indexes))
}

/// Samples of so many bits side by side; rows begin with a byte.
fn squeeze(indexes: &[u8], columns: usize, bits: u8) -> Vec<u8> {
    if bits == 8 {
        return indexes.to_vec();
    }
    let each = usize::from(8 / bits);
    let mut out = Vec::with_capacity(indexes.len() / each + 1);
    for row in indexes.chunks(columns.max(1)) {
        for some in row.chunks(each) {
            let byte = some
                .iter()
                .enumerate()
                .fold(0u8, |byte, (at, index)| byte | (index << (8 - bits - bits * at as u8)));
            out.push(byte);
        }
    }
    out
}

/// Rows as differences from their neighbours, each in the way that leaves least (the filters of PNG,
/// ISO/IEC 15948, 9).
fn differences(samples: &[u8], stride: usize, step: usize) -> Vec<u8> {
    let blank = vec![0u8; stride];
    let mut above = blank.as_slice();
    let mut out = Vec::with_capacity(samples.len() + samples.len() / stride.max(1) + 1);
    let mut tries = [(); 4].map(|()| Vec::with_capacity(stride));
    for row in samples.chunks(stride.max(1)) {
        for (kind, attempt) in [0u8, 1, 2, 4].iter().zip(&mut tries) {
            attempt.clear();
            attempt.extend(row.iter().enumerate().map(|(at, value)| {
                let left = if at >= step { row[at - step] } else { 0 };
                let up = above.get(at).copied().unwrap_or_default();
                let corner = if at >= step { above.get(at - step).copied() } else { None };
                value.wrapping_sub(match kind {
                    0 => 0,
                    1 => left,
                    2 => up,
                    _ => paeth(left, up, corner.unwrap_or_default()),
                })
            }));
        }
        let weight = |bytes: &Vec<u8>| -> u64 {
            bytes.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum()
        };
        let best = (0..4).min_by_key(|at| weight(&tries[*at])).unwrap_or_default();
        out.push([0u8, 1, 2, 4][best]);
        out.extend_from_slice(&tries[best]);
        above = row;
    }
    out
}

/// The neighbour nearest to their plane.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |value: u8| (guess - i16::from(value)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

/// Deflated well: it is done once.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(8));
    encoder.write_all(bytes).expect("a vector takes every byte");
    encoder.finish().expect("a vector takes every byte")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(image: &RgbaImage) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, ImageFormat::Png).expect("a file");
        out.into_inner()
    }

    #[test]
    fn two_colours_take_a_bit_a_dot() {
        let image = RgbaImage::from_fn(9, 2, |x, _| {
            image::Rgba(if x % 2 == 0 { [0, 0, 0, 255] } else { [255, 255, 255, 255] })
        });
        let ready = make(&png(&image), (100, 100)).expect("a picture");
        assert_eq!((ready.bits, ready.mask.is_some()), (1, false));
        assert_eq!(ready.space, Space::Indexed(vec![0, 0, 0, 255, 255, 255]));
    }

    #[test]
    fn grey_stays_grey_and_opacity_becomes_a_mask() {
        let image = RgbaImage::from_fn(64, 1, |x, _| {
            let value = x as u8 * 4;
            image::Rgba([value, value, value, if x == 0 { 0 } else { 255 }])
        });
        let ready = make(&png(&image), (100, 100)).expect("a picture");
        assert_eq!(ready.space, Space::Gray);
        assert!(ready.mask.is_some());
    }

    #[test]
    fn what_is_not_seen_does_not_colour_the_edges() {
        let image = RgbaImage::from_fn(60, 60, |x, _| {
            image::Rgba(if x < 30 { [0, 0, 0, 0] } else { [200, 10, 10, 255] })
        });
        let small = resize(&image, 7, 7);
        let edge = small.pixels().filter(|dot| dot[3] > 0);
        assert!(edge.clone().count() > 0);
        assert!(edge.into_iter().all(|dot| dot[0].abs_diff(200) < 8), "{small:?}");
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused() {
        let mut bytes = png(&RgbaImage::new(2, 2));
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        assert!(make(&bytes, (10, 10)).is_none());
    }
}
