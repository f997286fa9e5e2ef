//! JPEG files, passed through where a PDF can hold them (ISO 32000-1, 7.4.8).

use image::ImageFormat;
use sha2::{Digest, Sha256};

use super::raster;
use super::{Packing, Ready, Space, coarser};

/// Quality of what is encoded anew.
const QUALITY: u8 = 88;

/// Makes a JPEG ready.
pub(super) fn make(bytes: &[u8], wanted: (u32, u32)) -> Option<Ready> {
    let Some(head) = Head::read(bytes) else {
        return raster::make(bytes, wanted);
    };
    let smaller = coarser(head.width, head.height, wanted);
    if smaller.is_none() && head.fits {
        return Some(wrap(head.width, head.height, head.components == 1, without_traces(bytes)));
    }
    let image = raster::decode(bytes, Some(ImageFormat::Jpeg));
    let Some(image) = image else {
        // Too large to decode, but as it is it can be shown.
        return head
            .fits
            .then(|| wrap(head.width, head.height, head.components == 1, without_traces(bytes)));
    };
    let image = match smaller {
        Some((width, height)) => {
            image.resize_exact(width, height, image::imageops::FilterType::Triangle)
        }
        None => image,
    };
    let gray = head.components == 1;
    let mut encoded = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut encoded, QUALITY);
    let done = if gray {
        image.to_luma8().write_with_encoder(encoder)
    } else {
        image.to_rgb8().write_with_encoder(encoder)
    };
    done.ok()?;
    Some(wrap(image.width(), image.height(), gray, encoded))
}

/// A JPEG file as a picture.
fn wrap(width: u32, height: u32, gray: bool, data: Vec<u8>) -> Ready {
    let digest = Sha256::digest(&data).into();
    let space = if gray { Space::Gray } else { Space::Rgb };
    Ready { width, height, space, bits: 8, packing: Packing::Dct, data, mask: None, digest }
}

/// What stands before the image data.
struct Head {
    width: u32,
    height: u32,
    components: u8,
    /// A PDF reader can show it as it is: eight bits, grey or `YCbCr`, baseline or progressive.
    fits: bool,
}

impl Head {
    /// Reads the segments before the image data; `None` where there are none to be made sense of.
    fn read(bytes: &[u8]) -> Option<Head> {
        let mut adobe = None;
        let mut head = None;
        for (marker, body) in segments(bytes) {
            match marker {
                // Start of frame; not DHT, JPG, DAC.
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                    let [precision, h1, h2, w1, w2, components, rest @ ..] = body else {
                        return None;
                    };
                    let named_rgb = rest.first() == Some(&b'R');
                    head = Some(Head {
                        width: u32::from(u16::from_be_bytes([*w1, *w2])),
                        height: u32::from(u16::from_be_bytes([*h1, *h2])),
                        components: *components,
                        fits: *precision == 8
                            && matches!(marker, 0xC0..=0xC2)
                            && matches!(components, 1 | 3)
                            && !named_rgb,
                    });
                }
                0xEE if body.starts_with(b"Adobe") => adobe = body.get(11).copied(),
                _ => {}
            }
        }
        let mut head = head.filter(|head| head.width > 0 && head.height > 0)?;
        // Adobe's transform 0 of three components is RGB, which readers take in different ways.
        head.fits &= head.components != 3 || adobe != Some(0);
        Some(head)
    }
}

/// The segments up to the image data: marker and body.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8]).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            match rest {
                [0xFF, 0xFF, ..] => rest = rest.get(1..)?,
                [0xFF, 0xDA, ..] | [] => return None,
                [0xFF, marker, a, b, ..] => {
                    let length = usize::from(u16::from_be_bytes([*a, *b]));
                    let body = rest.get(4..2 + length)?;
                    rest = rest.get(2 + length..)?;
                    return Some((*marker, body));
                }
                _ => return None,
            }
        }
    })
}

/// The file without what cameras and programs write about themselves: places, times, names,
/// previews. Colour marks of JFIF and Adobe stay.
fn without_traces(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xFF, 0xD8]);
    for (marker, body) in segments(bytes) {
        let trace = matches!(marker, 0xE1..=0xED | 0xEF | 0xFE);
        if !trace {
            out.extend_from_slice(&[0xFF, marker]);
            out.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
            out.extend_from_slice(body);
        }
    }
    let kept: usize = segments(bytes).map(|(_, body)| body.len() + 4).sum();
    let data = start_of_data(bytes, 2 + kept);
    out.extend_from_slice(bytes.get(data..).unwrap_or_default());
    out
}

/// Where the image data begin; fill bytes may stand between segments.
fn start_of_data(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg() -> Vec<u8> {
        let mut out = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 80);
        image::RgbImage::from_fn(40, 20, |x, y| image::Rgb([x as u8 * 6, y as u8 * 12, 90]))
            .write_with_encoder(encoder)
            .expect("a file");
        out
    }

    #[test]
    fn a_jpeg_goes_through_without_its_traces() {
        let plain = jpeg();
        let mut traced = plain[..2].to_vec();
        traced.extend_from_slice(&[0xFF, 0xE1, 0, 12]);
        traced.extend_from_slice(b"Exif\0\0GPS!");
        traced.extend_from_slice(&plain[2..]);
        let ready = make(&traced, (100, 100)).expect("a picture");
        assert_eq!((ready.width, ready.height, ready.packing), (40, 20, Packing::Dct));
        assert_eq!(ready.data, plain);
    }

    #[test]
    fn a_jpeg_finer_than_paper_is_made_coarser() {
        let ready = make(&jpeg(), (10, 5)).expect("a picture");
        assert_eq!((ready.width, ready.height), (10, 5));
    }

    #[test]
    fn nonsense_is_no_jpeg() {
        for bytes in [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF\xC0\x00\x01", b"GIF89a"] {
            assert!(make(bytes, (1, 1)).is_none());
        }
    }
}
