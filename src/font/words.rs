//! The words shaped before.
//!
//! Half a million letters say mostly the same words, and then a name each. What is kept is bounded
//! by its size: each shard has a young and an old generation; a word found in the old one becomes
//! young again, and when the young one is full, it becomes the old one. Names go by, words stay.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem::{size_of, take};
use std::sync::{Arc, PoisonError, RwLock};

use super::{Glyph, ShapeStyle, Shaped};

/// Shards, so that threads seldom wait for each other.
const SHARDS: usize = 32;
/// The bytes of one generation in one shard: 16 MB in all.
const GENERATION: usize = 16 * 1024 * 1024 / SHARDS / 2;
/// Longer texts are not words and do not come again.
const LONGEST: usize = 128;

/// The words of a book.
pub(super) struct Words {
    shards: Vec<RwLock<Shard>>,
}

/// Words whose hashes share some bits.
#[derive(Default)]
struct Shard {
    young: Generation,
    old: Generation,
    size: usize,
}

/// One word for each hash: where two words have the same, the later is kept.
type Generation = HashMap<u64, Word, BuildHasherDefault<AsItIs>>;

/// A word.
struct Word {
    text: Box<str>,
    style: ShapeStyle,
    shaped: Arc<Shaped>,
}

impl Word {
    fn is(&self, text: &str, style: &ShapeStyle) -> bool {
        *self.text == *text && self.style == *style
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        size_of::<(u64, Word, Shaped)>()
            + self.text.len()
            + self.shaped.glyphs.len() * size_of::<Glyph>()
    }
}

impl Default for Words {
    fn default() -> Self {
        Words { shards: (0..SHARDS).map(|_| RwLock::default()).collect() }
    }
}

impl Words {
    /// The word as it was shaped before, or as it is shaped now.
    pub fn get_or(
        &self,
        text: &str,
        style: &ShapeStyle,
        shape: impl FnOnce() -> Shaped,
    ) -> Arc<Shaped> {
        if text.len() > LONGEST {
            return Arc::new(shape());
        }
        let hash = hash(text, style);
        // The low bits choose the place in the map, so the shard takes others.
        let shard = &self.shards[(hash >> 48) as usize % SHARDS];
        let held = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(word) = held.young.get(&hash).filter(|word| word.is(text, style)) {
            return Arc::clone(&word.shaped);
        }
        let old = held.old.get(&hash).filter(|word| word.is(text, style));
        let old = old.map(|word| Arc::clone(&word.shaped));
        drop(held);
        let shaped = old.unwrap_or_else(|| Arc::new(shape()));
        let word = Word { text: text.into(), style: style.clone(), shaped: Arc::clone(&shaped) };
        shard.write().unwrap_or_else(PoisonError::into_inner).keep(hash, word);
        shaped
    }
}

impl Shard {
    /// Keeps a word.
    fn keep(&mut self, hash: u64, word: Word) {
        if self.size >= GENERATION {
            self.old = take(&mut self.young);
            self.size = 0;
        }
        self.size += word.size();
        if let Some(replaced) = self.young.insert(hash, word) {
            self.size = self.size.saturating_sub(replaced.size());
        }
    }
}

/// A hash of the word and its style: multiply and fold, eight bytes at a time. Words that are made
/// to have the same hash push each other out and are shaped anew; nothing grows.
fn hash(text: &str, style: &ShapeStyle) -> u64 {
    const SECRET: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |state: u64, word: u64| {
        let product = u128::from(state ^ word) * u128::from(SECRET);
        (product >> 64) as u64 ^ product as u64
    };
    let flags =
        u64::from(style.kerning) | u64::from(style.ligatures) << 1 | u64::from(style.rtl) << 2;
    let mut state = fold(!SECRET, u64::from(style.face.0) << 8 | flags | (text.len() as u64) << 32);
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        state = fold(state, chunk.try_into().map_or(0, u64::from_le_bytes));
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    fold(fold(state, u64::from_le_bytes(last)), SECRET >> 1)
}

/// A hasher for keys that are hashes.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::{GENERATION, SHARDS, Words};
    use crate::font::{FaceId, Glyph, ShapeStyle, Shaped};

    fn style() -> ShapeStyle {
        ShapeStyle { face: FaceId(0), kerning: false, ligatures: false, rtl: false }
    }

    fn shaped(glyphs: usize) -> Shaped {
        let glyph = Glyph { id: 1, advance: 0.5, dx: 0.0, dy: 0.0, cluster: 0 };
        Shaped { glyphs: vec![glyph; glyphs], advance: 0.0 }
    }

    #[test]
    fn a_word_is_shaped_once_and_names_do_not_push_it_out() {
        let words = Words::default();
        let mut times = 0;
        for name in 0..200_000 {
            let _ = words.get_or(&format!("Navn{name}"), &style(), || shaped(8));
            let _ = words.get_or("kommunen", &style(), || {
                times += 1;
                shaped(8)
            });
        }
        assert_eq!(times, 1);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let words = Words::default();
        for name in 0..200_000 {
            let _ = words.get_or(&format!("Navn{name}"), &style(), || shaped(8));
        }
        let mut held = 0;
        for shard in &words.shards {
            let shard = shard.read().expect("no thread panicked");
            held += shard
                .young
                .values()
                .chain(shard.old.values())
                .map(super::Word::size)
                .sum::<usize>();
        }
        assert!(held <= 2 * SHARDS * (GENERATION + 4096), "{held}");
        assert!(held > GENERATION, "{held}");
    }

    #[test]
    fn the_same_text_in_another_style_is_another_word() {
        let words = Words::default();
        let kerned = ShapeStyle { kerning: true, ..style() };
        assert_eq!(words.get_or("Til", &style(), || shaped(3)).glyphs.len(), 3);
        assert_eq!(words.get_or("Til", &kerned, || shaped(2)).glyphs.len(), 2);
        assert_eq!(words.get_or("Til", &style(), || shaped(1)).glyphs.len(), 3);
    }
}
