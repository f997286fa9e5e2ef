//! Text strings of a PDF (ISO 32000-1, 7.9.2.2) and of its metadata.

/// PDFDocEncoding where it is not Latin-1: codes from 0x18 to 0x1F, and from 0x80 to 0xA0.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// A text string: UTF-16 or UTF-8 with its mark, else PDFDocEncoding. Language escapes are left out.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => without_escapes(&utf16(rest)),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| pdf_doc(*byte)).collect(),
    }
}

/// UTF-16 with the more significant byte first, without mark.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect()
}

fn pdf_doc(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// U+001B begins and ends a language code inside a text.
fn without_escapes(text: &str) -> String {
    text.split('\u{1B}').step_by(2).collect()
}

/// Text of XML with its five names of characters and its numbers of characters put back.
pub(super) fn without_entities(xml: &str) -> String {
    let mut text = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 12);
        let known = end.and_then(|end| entity(&rest[1..end]));
        if let (Some(c), Some(end)) = (known, end) {
            text.push(c);
            rest = &rest[end + 1..];
        } else {
            text.push('&');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_come_in_three_encodings() {
        assert_eq!(decode(b"\xFE\xFF\x00\xE5\x00b"), "åb");
        assert_eq!(decode(b"\xFE\xFF\x00\x1B\x00d\x00a\x00\x1B\x00b"), "b");
        assert_eq!(decode("\u{FEFF}Åse".as_bytes()), "Åse");
        assert_eq!(decode(b"\x84 \x80 \xE6\xF8\xE5"), "— • æøå");
    }

    #[test]
    fn entities_are_put_back_and_others_stay() {
        assert_eq!(
            without_entities("Åse &amp; S&#xF8;n &lt;3 & &ukendt; &#0;"),
            "Åse & Søn <3 & &ukendt; \0"
        );
    }
}
