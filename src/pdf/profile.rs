//! The colours of the file: an ICC profile of sRGB, made here (ICC.1:2004-10, version 4.2).
//!
//! A PDF/A file whose colours are those of a device says which device (ISO 19005-2, 6.2.3). The
//! profile holds the primaries of IEC 61966-2-1 adapted to D50, its tone curve as a formula, and the
//! adaptation itself: half a kilobyte where profiles to be had are three.

/// The profile.
pub(super) fn srgb() -> Vec<u8> {
    let description = text(*b"mluc", &localized("sRGB IEC61966-2.1"));
    let rights = text(*b"mluc", &localized("No rights reserved"));
    let white = xyz([0.964_2, 1.0, 0.824_9]);
    let red = xyz([0.436_066, 0.222_488, 0.013_916]);
    let green = xyz([0.385_147, 0.716_873, 0.097_076]);
    let blue = xyz([0.143_066, 0.060_608, 0.714_096]);
    let curve = curve();
    let adaptation = fixed(
        *b"sf32",
        &[
            1.047_882, 0.022_919, -0.050_217, 0.029_587, 0.990_494, -0.017_059, -0.009_232,
            0.015_076, 0.751_678,
        ],
    );
    let tags: [(&[u8; 4], &[u8]); 10] = [
        (b"desc", &description),
        (b"cprt", &rights),
        (b"wtpt", &white),
        (b"rXYZ", &red),
        (b"gXYZ", &green),
        (b"bXYZ", &blue),
        (b"rTRC", &curve),
        (b"gTRC", &curve),
        (b"bTRC", &curve),
        (b"chad", &adaptation),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut body: Vec<u8> = Vec::new();
    let start = 128 + 4 + tags.len() * 12;
    let mut last: Option<(&[u8], usize)> = None;
    for (name, data) in tags {
        // The three curves are one.
        let offset = match last {
            Some((same, offset)) if same == data => offset,
            _ => {
                let offset = start + body.len();
                body.extend_from_slice(data);
                body.resize(body.len().next_multiple_of(4), 0);
                offset
            }
        };
        last = Some((data, offset));
        table.extend_from_slice(name);
        table.extend_from_slice(&(offset as u32).to_be_bytes());
        table.extend_from_slice(&(data.len() as u32).to_be_bytes());
    }
    let size = (start + body.len()) as u32;
    [header(size), table, body].concat()
}

/// The first 128 bytes (7.2).
fn header(size: u32) -> Vec<u8> {
    let mut out = vec![0u8; 128];
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // A fixed date: the profile is always the same.
    put(24, &[0x07, 0xEA, 0, 1, 0, 1]);
    put(36, b"acsp");
    put(68, &[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    out
}

/// A tag's data: its type, four empty bytes, the rest.
fn text(kind: [u8; 4], rest: &[u8]) -> Vec<u8> {
    [kind.as_slice(), &[0; 4], rest].concat()
}

/// A text in one language (10.13).
fn localized(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = Vec::new();
    out.extend_from_slice(&1u32.to_be_bytes());
    out.extend_from_slice(&12u32.to_be_bytes());
    out.extend_from_slice(b"enUS");
    out.extend_from_slice(&(utf16.len() as u32).to_be_bytes());
    out.extend_from_slice(&28u32.to_be_bytes());
    out.extend_from_slice(&utf16);
    out
}

/// A colour as fixed-point numbers (10.27).
fn xyz(values: [f64; 3]) -> Vec<u8> {
    fixed(*b"XYZ ", &values)
}

/// Numbers of 16 and 16 bits.
fn fixed(kind: [u8; 4], values: &[f64]) -> Vec<u8> {
    let numbers: Vec<u8> =
        values.iter().flat_map(|value| ((value * 65_536.0).round() as i32).to_be_bytes()).collect();
    text(kind, &numbers)
}

/// The tone curve of sRGB: a straight piece, then a power (10.16, function 3).
fn curve() -> Vec<u8> {
    let mut data = fixed(*b"para", &[0.0, 2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45]);
    // The function's number takes the place of the first.
    data[8..12].copy_from_slice(&[0, 3, 0, 0]);
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_length() {
        let profile = srgb();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert!(profile.len() < 700, "{}", profile.len());
    }

    #[test]
    fn its_primaries_add_up_to_its_white() {
        let sum = |values: [f64; 3]| values.iter().sum::<f64>();
        assert!((sum([0.436_066, 0.385_147, 0.143_066]) - 0.9642).abs() < 2e-4);
        assert!((sum([0.222_488, 0.716_873, 0.060_608]) - 1.0).abs() < 2e-4);
        assert!((sum([0.013_916, 0.097_076, 0.714_096]) - 0.8249).abs() < 4e-4);
    }
}
