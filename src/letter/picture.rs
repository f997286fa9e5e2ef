//! What a picture's file is, by its first bytes: a name or a content type may say anything.

use super::object::PictureKind;

/// The kind of a picture and its size in its own pixels; `None` where the file is empty, damaged in its
/// head, or no picture.
pub(super) fn kind(bytes: &[u8]) -> Option<PictureKind> {
    let (kind, size) = head(bytes)?;
    match size {
        Some((0, _) | (_, 0)) => None,
        _ => Some(kind),
    }
}

/// The kind and, where the head tells it in a fixed place, the size.
fn head(bytes: &[u8]) -> Option<(PictureKind, Option<(u32, u32)>)> {
    let at = |from: usize, length: usize| bytes.get(from..from + length);
    let big = |from: usize| at(from, 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let little = |from: usize| at(from, 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let little16 = |from: usize| at(from, 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let header = at(12, 4)? == b"IHDR";
        return header.then_some((PictureKind::Png, Some((big(16)?, big(20)?))));
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some((PictureKind::Jpeg, Some(jpeg_size(bytes)?)));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Some((PictureKind::Gif, Some((little16(6)?, little16(8)?))));
    }
    if bytes.starts_with(b"BM") {
        // The head of 1987 counts in 16 bits.
        let size = if little(14)? == 12 {
            (little16(18)?, little16(20)?)
        } else {
            (little(18)?, little(22)?)
        };
        return Some((PictureKind::Bmp, Some(size)));
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return (bytes.len() > 8).then_some((PictureKind::Tiff, None));
    }
    let metafile = bytes.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A])
        || bytes.starts_with(&[0x01, 0x00, 0x09, 0x00])
        || (bytes.starts_with(&[0x01, 0x00, 0x00, 0x00]) && at(40, 4) == Some(b" EMF"));
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = start.windows(4).any(|window| window == b"<svg");
    (metafile || text).then_some((PictureKind::Other, None))
}

/// The size in the first frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        while bytes.get(at)? == &0xFF && bytes.get(at + 1)? == &0xFF {
            at += 1;
        }
        if bytes.get(at)? != &0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        // Markers that stand alone: TEM and the restarts.
        if marker == 0x01 || (0xD0..=0xD8).contains(&marker) {
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let frame = (0xC0..=0xCF).contains(&marker) && ![0xC4, 0xC8, 0xCC].contains(&marker);
        if frame {
            let number = |from: usize| {
                Some(u32::from(u16::from_be_bytes([*bytes.get(from)?, *bytes.get(from + 1)?])))
            };
            return Some((number(at + 7)?, number(at + 5)?));
        }
        // The scan begins or the file ends, and there was no frame.
        if marker == 0xDA || marker == 0xD9 || length < 2 {
            return None;
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_first_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x02";
        assert_eq!(kind(png), Some(PictureKind::Png));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x08\x08\0\x05\0\x07\x03";
        assert_eq!(jpeg_size(jpeg), Some((7, 5)));
        assert_eq!(kind(jpeg), Some(PictureKind::Jpeg));
        assert_eq!(kind(b"GIF89a\x01\0\x01\0"), Some(PictureKind::Gif));
        assert_eq!(kind(b"II*\0\x08\0\0\0\0\0"), Some(PictureKind::Tiff));
        assert_eq!(kind(b"<?xml version=\"1.0\"?><svg/>"), Some(PictureKind::Other));
        assert_eq!(kind(&[0xD7, 0xCD, 0xC6, 0x9A, 0, 0]), Some(PictureKind::Other));
    }

    #[test]
    fn damaged_heads_are_no_pictures() {
        for bytes in [
            &b""[..],
            b"\x89PNG\r\n\x1a\n",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x02",
            b"\xFF\xD8\xFF",
            b"\xFF\xD8\xFF\xDA\0\x02",
            b"\xFF\xD8\xFF\xFF\xFF\xFF",
            b"GIF89a\0\0\x01\0",
            b"BM",
            b"hello",
        ] {
            assert_eq!(kind(bytes), None, "{bytes:?}");
        }
    }
}
