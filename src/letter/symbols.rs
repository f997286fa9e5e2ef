//! What the signs of symbol fonts say in Unicode.
//!
//! Word keeps a sign of such a font as a code of the private area (`U+F0B7`) or as the Latin
//! letter at the same place. Neither means anything to a screen reader, so the letter keeps the
//! sign's own character. After the tables at unicode.org (Symbol: Adobe's mapping) and, for the
//! Wingdings fonts, the names in Unicode 7.0; a sign outside the basic plane gives way to the
//! nearest one inside, which fonts have.

/// The symbol fonts that letters meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SymbolFont {
    /// Symbol.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
}

impl SymbolFont {
    /// The symbol font of a family.
    pub fn of(family: &str) -> Option<Self> {
        let is = |name: &str| family.eq_ignore_ascii_case(name);
        match family.as_bytes().first()? {
            b'S' | b's' if is("Symbol") || is("SymbolPS") || is("Standard Symbols PS") => {
                Some(SymbolFont::Symbol)
            }
            b'W' | b'w' if is("Wingdings") => Some(SymbolFont::Wingdings),
            b'W' | b'w' if is("Wingdings 2") => Some(SymbolFont::Wingdings2),
            b'W' | b'w' if is("Wingdings 3") => Some(SymbolFont::Wingdings3),
            b'W' | b'w' if is("Webdings") => Some(SymbolFont::Webdings),
            _ => None,
        }
    }

    /// The Unicode character of one of its codes; `None` where there is none.
    pub fn character(self, code: u8) -> Option<char> {
        if code == 0x20 || code == 0xA0 && self != SymbolFont::Symbol {
            return Some(char::from(code));
        }
        match self {
            SymbolFont::Symbol => symbol(code),
            SymbolFont::Wingdings => wingdings(code),
            SymbolFont::Wingdings2 => find(WINGDINGS_2, code),
            SymbolFont::Wingdings3 => find(WINGDINGS_3, code),
            SymbolFont::Webdings => find(WEBDINGS, code),
        }
    }
}

/// A character of the document in Unicode: signs of the private area by the table of the font, or
/// of Symbol where the font is another. Others stay; a small square stands for what is not known.
pub(super) fn unicode(font: Option<SymbolFont>, character: char) -> char {
    match known(font, character) {
        Some(sign) => sign,
        None if code(font, character).is_some() => '\u{25AA}',
        None => character,
    }
}

/// A character of the document in Unicode, where it is known what it says.
pub(super) fn known(font: Option<SymbolFont>, character: char) -> Option<char> {
    let Some(code) = code(font, character) else {
        return Some(character).filter(|character| !is_private(*character));
    };
    let plain = (code < 0x80 && font.is_none()).then(|| char::from(code));
    font.unwrap_or(SymbolFont::Symbol).character(code).or(plain)
}

/// The code of a sign in its font; `None` for characters that are no signs of a symbol font.
fn code(font: Option<SymbolFont>, character: char) -> Option<u8> {
    match (u32::from(character), font) {
        (code @ 0xF020..=0xF0FF, _) => Some((code - 0xF000) as u8),
        (code @ 0x20..=0xFF, Some(_)) => Some(code as u8),
        _ => None,
    }
}

/// Whether Unicode leaves a character's meaning to those who use it.
fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

fn symbol(code: u8) -> Option<char> {
    const LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
    const HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
    match code {
        0x20..=0x7E => LOW.chars().nth(usize::from(code - 0x20)),
        0xA0..=0xFE => HIGH.chars().nth(usize::from(code - 0xA0)).filter(|sign| *sign != ' '),
        _ => None,
    }
}

fn wingdings(code: u8) -> Option<char> {
    let from = |first: char, base: u8| char::from_u32(first as u32 + u32::from(code - base));
    match code {
        0x5E..=0x69 => from('♈', 0x5E),
        0x81..=0x8A => from('①', 0x81),
        0x8C..=0x95 => from('❶', 0x8C),
        _ => find(WINGDINGS, code),
    }
}

fn find(table: &[(u8, char)], code: u8) -> Option<char> {
    table.iter().find(|(found, _)| *found == code).map(|(_, sign)| *sign)
}

#[rustfmt::skip]
const WINGDINGS: &[(u8, char)] = &[
    (0x21, '✏'), (0x22, '✂'), (0x23, '✁'), (0x28, '☎'), (0x29, '✆'), (0x2A, '✉'), (0x2B, '✉'),
    (0x2C, '✉'), (0x2D, '✉'), (0x2E, '✉'), (0x2F, '✉'), (0x36, '⌛'), (0x37, '⌨'), (0x3E, '✇'),
    (0x3F, '✍'), (0x40, '✍'), (0x41, '✌'), (0x45, '☜'), (0x46, '☞'), (0x47, '☝'), (0x48, '☟'),
    (0x49, '✋'), (0x4A, '☺'), (0x4B, '☺'), (0x4C, '☹'), (0x4E, '☠'), (0x4F, '⚐'), (0x50, '⚑'),
    (0x51, '✈'), (0x52, '☼'), (0x54, '❄'), (0x55, '✝'), (0x56, '✞'), (0x57, '✠'), (0x58, '✠'),
    (0x59, '✡'), (0x5A, '☪'), (0x5B, '☯'), (0x5C, 'ॐ'), (0x5D, '☸'), (0x6A, '&'), (0x6B, '&'),
    (0x6C, '●'), (0x6D, '❍'), (0x6E, '■'), (0x6F, '□'), (0x70, '□'), (0x71, '❑'), (0x72, '❒'),
    (0x73, '⬧'), (0x74, '⧫'), (0x75, '◆'), (0x76, '❖'), (0x77, '⬥'), (0x78, '⌧'), (0x79, '⍓'),
    (0x7A, '⌘'), (0x7B, '❀'), (0x7C, '✿'), (0x7D, '❝'), (0x7E, '❞'), (0x80, '⓪'), (0x8B, '⓿'),
    (0x96, '❧'), (0x97, '☙'), (0x98, '❧'), (0x99, '☙'), (0x9A, '❧'), (0x9B, '☙'), (0x9C, '❧'),
    (0x9D, '☙'), (0x9E, '·'), (0x9F, '•'), (0xA1, '○'), (0xA2, '○'), (0xA3, '○'), (0xA4, '◉'),
    (0xA5, '◎'), (0xA6, '❍'), (0xA7, '▪'), (0xA8, '☐'), (0xA9, '▲'), (0xAA, '✦'), (0xAB, '★'),
    (0xAC, '✶'), (0xAD, '✴'), (0xAE, '✹'), (0xAF, '✵'), (0xB0, '⌖'), (0xB1, '⌖'), (0xB2, '✧'),
    (0xB3, '⌑'), (0xB5, '✪'), (0xB6, '✰'), (0xC3, '↵'), (0xC4, '↳'), (0xD5, '⌫'), (0xD6, '⌦'),
    (0xD8, '➢'), (0xDC, '➲'), (0xDF, '←'), (0xE0, '→'), (0xE1, '↑'), (0xE2, '↓'), (0xE3, '↖'),
    (0xE4, '↗'), (0xE5, '↙'), (0xE6, '↘'), (0xE7, '⬅'), (0xE8, '➔'), (0xE9, '⬆'), (0xEA, '⬇'),
    (0xEB, '⬉'), (0xEC, '⬈'), (0xED, '⬋'), (0xEE, '⬊'), (0xEF, '⇦'), (0xF0, '⇨'), (0xF1, '⇧'),
    (0xF2, '⇩'), (0xF3, '⬄'), (0xF4, '⇳'), (0xF5, '⬁'), (0xF6, '⬀'), (0xF7, '⬃'), (0xF8, '⬂'),
    (0xF9, '▭'), (0xFA, '▫'), (0xFB, '✗'), (0xFC, '✓'), (0xFD, '☒'), (0xFE, '☑'), (0xFF, '⊞'),
];

#[rustfmt::skip]
const WINGDINGS_2: &[(u8, char)] = &[
    (0x21, '✒'), (0x27, '☏'), (0x2A, '☎'), (0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'),
    (0x53, '☒'), (0x54, '☒'), (0x55, '⊗'), (0x56, '⊗'), (0x57, '⊘'), (0x58, '⊘'), (0x69, '⓪'),
    (0x97, '●'), (0x98, '●'), (0x99, '○'), (0x9A, '○'), (0x9D, '◎'), (0x9E, '◉'), (0xA0, '■'),
    (0xA2, '■'), (0xA3, '☐'), (0xA4, '□'), (0xA5, '□'), (0xA6, '□'), (0xAA, '▪'), (0xAE, '◆'),
    (0xB1, '◇'), (0xB4, '⬥'), (0xE0, '✦'), (0xE8, '★'),
];

#[rustfmt::skip]
const WINGDINGS_3: &[(u8, char)] = &[
    (0x21, '→'), (0x22, '←'), (0x66, '←'), (0x67, '→'), (0x68, '↑'), (0x69, '↓'), (0x6A, '↖'),
    (0x6B, '↗'), (0x6C, '↙'), (0x6D, '↘'), (0x70, '▲'), (0x71, '▼'), (0x72, '△'), (0x73, '▽'),
    (0x74, '◀'), (0x75, '▶'), (0x76, '◁'), (0x77, '▷'), (0x7B, '◀'), (0x7C, '◀'), (0x7D, '▶'),
    (0x84, '▶'),
];

#[rustfmt::skip]
const WEBDINGS: &[(u8, char)] = &[
    (0x22, '☀'), (0x33, '◀'), (0x34, '▶'), (0x35, '▲'), (0x36, '▼'), (0x3C, '■'), (0x3D, '●'),
    (0x51, '✈'), (0x59, '♥'), (0x5F, '☂'), (0x61, '✔'), (0x63, '□'), (0x67, '■'), (0x69, 'ℹ'),
    (0x6E, '●'), (0x72, '✖'), (0x73, '?'), (0x78, '✖'), (0x7E, '⚡'), (0x80, '☎'), (0x9A, '✉'),
    (0xC8, '☎'), (0xE9, '☼'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_unicode() {
        let symbol = SymbolFont::of("Symbol");
        let wingdings = SymbolFont::of("wingdings");
        let rows = [
            (symbol, '\u{F0B7}', '•'),
            (symbol, '·', '•'),
            (symbol, 'a', 'α'),
            (symbol, '\u{F0AE}', '→'),
            (symbol, '\u{F0B3}', '≥'),
            (symbol, '\u{F0F2}', '∫'),
            (symbol, '\u{F0FE}', '⎭'),
            (symbol, '\u{F0E5}', '∑'),
            (symbol, '\u{F0A0}', '€'),
            (wingdings, '\u{F0A7}', '▪'),
            (wingdings, '\u{F0D8}', '➢'),
            (wingdings, '\u{F0FC}', '✓'),
            (wingdings, 'ü', '✓'),
            (wingdings, '\u{F0FE}', '☑'),
            (wingdings, '\u{F078}', '⌧'),
            (wingdings, '\u{F0A8}', '☐'),
            (wingdings, '\u{F081}', '①'),
            (wingdings, ' ', ' '),
            (SymbolFont::of("Wingdings 2"), '\u{F050}', '✓'),
            (SymbolFont::of("Webdings"), 'a', '✔'),
            (None, '\u{F0B7}', '•'),
            (None, 'ü', 'ü'),
            (None, '\u{E000}', '\u{E000}'),
            (wingdings, 'Ω', 'Ω'),
        ];
        for (font, character, expected) in rows {
            assert_eq!(unicode(font, character), expected, "{font:?} {:04X}", character as u32);
        }
    }

    #[test]
    fn tables_hold_each_code_once() {
        for table in [WINGDINGS, WINGDINGS_2, WINGDINGS_3, WEBDINGS] {
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
