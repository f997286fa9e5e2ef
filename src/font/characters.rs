//! Which characters a face has.

use read_fonts::model::Font;

/// The end of the basic plane.
const BASIC: u32 = 0x1_0000;

/// The characters of a face: one bit each in the basic plane, a sorted list beyond it.
pub(super) struct Characters {
    basic: Box<[u64]>,
    beyond: Vec<u32>,
}

impl Characters {
    /// Reads the character map.
    pub fn of(font: &Font) -> Characters {
        let mut basic = vec![0_u64; BASIC as usize / 64].into_boxed_slice();
        let mut beyond = Vec::new();
        // A map may name a character more than once, but not more often than there are characters.
        for (code, glyph) in font.charmap().unicodes().take(char::MAX as usize + 1) {
            if glyph.to_u32() == 0 || glyph.to_u32() >= font.num_glyphs() {
                continue;
            }
            if let Some(word) = basic.get_mut(code as usize / 64) {
                *word |= 1 << (code % 64);
            } else if code <= char::MAX as u32 {
                beyond.push(code);
            }
        }
        beyond.sort_unstable();
        beyond.dedup();
        Characters { basic, beyond }
    }

    /// Whether the face has the character.
    pub fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        match self.basic.get(code as usize / 64) {
            Some(word) => word >> (code % 64) & 1 == 1,
            None => self.beyond.binary_search(&code).is_ok(),
        }
    }
}

/// Whether a character leaves no mark on the page by itself: controls, joiners, direction marks,
/// soft hyphens, variation selectors. No font needs a glyph for it.
pub(super) fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(
        u32::from(c),
        0x80..=0x9F
            | 0xAD
            | 0x34F
            | 0x61C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180B..=0x180F
            | 0x200B..=0x200F
            | 0x2028..=0x202E
            | 0x2060..=0x206F
            | 0x3164
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xFFA0
            | 0xFFF0..=0xFFFC
            | 0xE0000..=0xE0FFF
    )
}

/// Whether a character is a space that is made from the face's own space where it has no glyph.
pub(super) fn is_space(c: char) -> bool {
    matches!(u32::from(c), 0x20 | 0xA0 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000)
}
