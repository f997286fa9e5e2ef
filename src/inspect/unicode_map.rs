//! ToUnicode maps (ISO 32000-1, 9.10.3): what a font's codes stand for.

use std::collections::BTreeMap;

use super::text::utf16;

/// The most characters that one code may stand for, and the most codes of a map.
const LONGEST: usize = 128;
const CODES: usize = 1 << 17;

/// What the codes of a font stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnicodeMap {
    texts: BTreeMap<u32, String>,
}

enum Token<'m> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'m [u8]),
}

impl UnicodeMap {
    /// Reads a map; what cannot be read is passed over.
    pub fn read(map: &[u8]) -> Self {
        let mut read = UnicodeMap::default();
        let mut tokens = Tokens { rest: map };
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => read.characters(&mut tokens),
                Token::Word(b"beginbfrange") => read.ranges(&mut tokens),
                _ => {}
            }
        }
        read
    }

    /// What a code stands for.
    pub fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    fn characters(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(code)) = tokens.next() {
            let Some(Token::Hex(text)) = tokens.next() else { return };
            self.insert(number(&code), &text);
        }
    }

    fn ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(first)) = tokens.next() {
            let Some(Token::Hex(last)) = tokens.next() else { return };
            let (first, last) = (number(&first), number(&last));
            match tokens.next() {
                Some(Token::Hex(mut text)) => {
                    for code in first..=last.min(first.saturating_add(0xFFFF)) {
                        if !self.insert(code, &text) {
                            return;
                        }
                        // The last byte counts, as the specification has it.
                        if let Some(byte) = text.last_mut() {
                            *byte = byte.wrapping_add(1);
                        }
                    }
                }
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        self.insert(code, &text);
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn insert(&mut self, code: u32, text: &[u8]) -> bool {
        if self.texts.len() >= CODES || text.len() > 2 * LONGEST {
            return false;
        }
        self.texts.insert(code, utf16(text));
        true
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

struct Tokens<'m> {
    rest: &'m [u8],
}

impl<'m> Tokens<'m> {
    fn next(&mut self) -> Option<Token<'m>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            match first {
                b'%' => {
                    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.rest = &rest[end.unwrap_or(rest.len())..];
                }
                b'<' if rest.first() == Some(&b'<') => self.rest = &rest[1..],
                b'<' => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    self.rest = rest.get(end + 1..).unwrap_or_default();
                    return Some(Token::Hex(hex(&rest[..end])));
                }
                b'[' => {
                    self.rest = rest;
                    return Some(Token::Open);
                }
                b']' => {
                    self.rest = rest;
                    return Some(Token::Close);
                }
                byte if byte.is_ascii_alphanumeric() => {
                    let is_word = |byte: &u8| byte.is_ascii_alphanumeric();
                    let end = self.rest.iter().position(|byte| !is_word(byte));
                    let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                    self.rest = rest;
                    return Some(Token::Word(word));
                }
                _ => self.rest = rest,
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|value| u8::try_from(value).ok())
        .collect();
    values.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_texts_one_by_one_and_in_ranges() {
        let map = UnicodeMap::read(
            b"/CIDInit /ProcSet findresource begin\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar\n<0003> <0020>\n<0004> <00660069>\nendbfchar\n\
              2 beginbfrange\n<0010> <0012> <0041>\n<0020> <0021> [<00E6> <00F8>]\nendbfrange",
        );
        let found: Vec<_> =
            [3, 4, 0x10, 0x11, 0x12, 0x20, 0x21, 5].map(|code| map.get(code)).into();
        assert_eq!(
            found,
            [Some(" "), Some("fi"), Some("A"), Some("B"), Some("C"), Some("æ"), Some("ø"), None]
        );
    }

    #[test]
    fn a_map_built_to_hurt_ends() {
        let mut map = b"9 beginbfrange\n".to_vec();
        for _ in 0..100 {
            map.extend(b"<00000000> <FFFFFFFF> <0041>\n<00010000> <FFFFFFFF> <0041>\n");
        }
        assert!(UnicodeMap::read(&map).texts.len() <= CODES);
        assert_eq!(UnicodeMap::read(b"beginbfchar <41"), UnicodeMap::default());
    }
}
