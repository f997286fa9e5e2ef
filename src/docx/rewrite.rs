//! Edits of a part's text put into its bytes.

use std::ops::Range;

/// A part with edits made, in the encoding that it came in: `bytes` is the part, `xml` its text as
/// [`super::Package::text`] gives it, and the edits are of `xml`, in order and apart from each other.
pub fn rewritten(bytes: &[u8], xml: &str, edits: &[(Range<usize>, String)]) -> Vec<u8> {
    let splice = |text: &str, shift: isize| {
        let at = |byte: usize| byte.saturating_add_signed(shift);
        let mut out = String::with_capacity(text.len() + 64);
        let mut copied = 0;
        for (bytes, replacement) in edits {
            out.push_str(&text[copied..at(bytes.start)]);
            out.push_str(replacement);
            copied = at(bytes.end);
        }
        out.push_str(&text[copied..]);
        out
    };
    let wide = |rest: &[u8], read: fn([u8; 2]) -> u16, write: fn(u16) -> [u8; 2]| {
        let units = rest.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        // Reading made the declaration true, so that it may be longer than it was.
        let shift = text.len().cast_signed() - xml.len().cast_signed();
        let mut out = bytes[..2].to_vec();
        out.extend(splice(&text, shift).encode_utf16().flat_map(write));
        out
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes, u16::to_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes, u16::to_be_bytes),
        [0xEF, 0xBB, 0xBF, ..] => {
            let mut out = bytes[..3].to_vec();
            out.extend(splice(xml, 0).into_bytes());
            out
        }
        _ => splice(xml, 0).into_bytes(),
    }
}
