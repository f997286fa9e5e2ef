//! The subset of a font that goes into a PDF.
//!
//! Subsetting and deflating anew for each letter would cost more than the rest of the letter, so
//! letters share programs. A face has a few *blocks* of glyphs: the letters and signs of the Nordic
//! languages, which every letter gets, and further ones of other alphabets, for the names of people.
//! A program is the union of the blocks that a letter touches. Only glyphs of no block (ligatures,
//! rare signs) make a program of its own, and so does a face that gives a letter but a bullet.
//!
//! Which program a letter gets depends on its glyphs alone. The subset keeps TrueType outlines as
//! they are, with their hints; its glyphs are numbered anew, in ascending order of the old numbers.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use flate2::{Compression, write::ZlibEncoder};
use subsetter::{GlyphRemapper, subset};

use super::face::Face;
use super::{FontError, Program};

/// What was made of a face.
#[derive(Default)]
pub(super) struct Programs {
    blocks: OnceLock<Blocks>,
    shared: Mutex<BTreeMap<u8, Arc<Program>>>,
    exact: Mutex<BTreeMap<Vec<u16>, Arc<Program>>>,
}

/// A letter that uses this many glyphs of a face or fewer (a bullet, a box to tick) gets just those.
const FEW: usize = 8;
/// The programs that are kept of letters with glyphs of no block; then they are made anew.
const MOST_EXACT: usize = 128;

/// The characters of the blocks, singly and in ranges. The first is in every program.
const BLOCKS: [(&str, &[RangeInclusive<char>]); 5] = [
    // Danish, Faroese, Greenlandic in both spellings, Icelandic, Norwegian, Swedish, German, and the
    // signs of letters.
    (
        "\u{A0}§¨©«\u{AD}®°±²³´·»¼½¾ÁÂÃÄÅÆÉÊÍÎÐÓÔÖØÚÛÜÝÞßàáâãäåæèéêíîðóôöøúûüýþĨĩŨũĸ\
         ‐‑–—‘’‚“”„•…€−",
        &[' '..='~'],
    ),
    // Latin in the rest of Europe.
    ("ẞỲỳﬁﬂ", &['\u{A1}'..='ſ', 'Ǎ'..='ǿ', 'Ș'..='ț', 'ˆ'..='˝', 'Ẁ'..='ẅ']),
    // Latin elsewhere: Vietnamese, Sámi, African languages, phonetic letters, marks.
    ("", &['ƀ'..='ʯ', '\u{300}'..='\u{36F}', 'Ḁ'..='ỿ']),
    // Greek.
    ("", &['Ͱ'..='Ͽ']),
    // Cyrillic.
    ("", &['Ѐ'..='ԯ']),
];

/// The glyphs of the blocks in a face.
struct Blocks {
    glyphs: [Vec<u16>; BLOCKS.len()],
    /// The block of each glyph, or a number beyond them.
    of: Vec<u8>,
}

impl Face {
    /// The program with these glyphs.
    pub fn program(&self, glyphs: &[u16]) -> Result<Arc<Program>, FontError> {
        let most = u16::try_from(self.font().num_glyphs()).unwrap_or(u16::MAX);
        if self.whole {
            return self.shared(u8::MAX, || (1..most).collect());
        }
        let mut wanted: Vec<u16> = glyphs.to_vec();
        wanted.retain(|glyph| *glyph != 0 && *glyph < most);
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.len() <= FEW {
            return self.exact(wanted);
        }
        let blocks = self.programs.blocks.get_or_init(|| Blocks::of(self));
        let mut touched = 1_u8;
        let mut others = 0;
        for glyph in &wanted {
            match blocks.of.get(usize::from(*glyph)) {
                Some(block) if usize::from(*block) < BLOCKS.len() => touched |= 1 << block,
                _ => others += 1,
            }
        }
        // Text in an alphabet of no block is better off without the Nordic letters.
        if others * 2 > wanted.len() {
            return self.exact(wanted);
        }
        let touched_glyphs = || {
            let touched = blocks.glyphs.iter().enumerate().filter(|(at, _)| touched >> at & 1 == 1);
            touched.flat_map(|(_, glyphs)| glyphs.iter().copied()).collect::<Vec<u16>>()
        };
        if others == 0 {
            return self.shared(touched, touched_glyphs);
        }
        wanted.extend(touched_glyphs());
        wanted.sort_unstable();
        wanted.dedup();
        self.exact(wanted)
    }

    /// The program of some blocks, made once and deflated as well as can be.
    fn shared(
        &self,
        touched: u8,
        glyphs: impl FnOnce() -> Vec<u16>,
    ) -> Result<Arc<Program>, FontError> {
        let mut shared = self.programs.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = shared.get(&touched) {
            return Ok(Arc::clone(program));
        }
        let mut glyphs = glyphs();
        glyphs.sort_unstable();
        glyphs.dedup();
        let program = Arc::new(self.make(&glyphs, Compression::best())?);
        shared.insert(touched, Arc::clone(&program));
        Ok(program)
    }

    /// The program of just these glyphs.
    fn exact(&self, glyphs: Vec<u16>) -> Result<Arc<Program>, FontError> {
        let kept = || self.programs.exact.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = kept().get(&glyphs) {
            return Ok(Arc::clone(program));
        }
        let program = Arc::new(self.make(&glyphs, Compression::default())?);
        let mut kept = kept();
        if kept.len() >= MOST_EXACT {
            kept.clear();
        }
        kept.insert(glyphs, Arc::clone(&program));
        Ok(program)
    }

    /// Makes a program of glyphs in ascending order.
    fn make(&self, glyphs: &[u16], level: Compression) -> Result<Program, FontError> {
        let refuse = |reason: String| FontError { reason };
        let remapper = GlyphRemapper::new_from_glyphs(glyphs);
        let font = subset(self.bytes(), 0, &remapper).map_err(|error| refuse(error.to_string()))?;
        let cff = font.starts_with(b"OTTO");
        // PDF takes a bare CFF program (ISO 32000-1, table 126, CIDFontType0C), but TrueType whole.
        let program = if cff {
            table(&font, *b"CFF ").ok_or_else(|| refuse("no CFF table".to_owned()))?
        } else {
            &font
        };
        let mut encoder = ZlibEncoder::new(Vec::with_capacity(program.len() * 3 / 4), level);
        let deflated = encoder
            .write_all(program)
            .and_then(|()| encoder.finish())
            .map_err(|error| refuse(error.to_string()))?;
        let of_old = |old: u16| remapper.get(old).map(|new| (old, new, self.width(old)));
        let glyphs: Vec<(u16, u16, f64)> =
            std::iter::once(0).chain(glyphs.iter().copied()).filter_map(of_old).collect();
        let tag = tag(&self.descriptor().name, &glyphs);
        Ok(Program { deflated, length: program.len(), cff, glyphs, tag })
    }
}

impl Blocks {
    /// Finds the glyphs of the blocks.
    fn of(face: &Face) -> Blocks {
        let mut of = vec![u8::MAX; face.font().num_glyphs() as usize];
        let mut number = 0;
        let glyphs = BLOCKS.map(|(letters, ranges)| {
            let mut glyphs = Vec::new();
            let characters = letters.chars().chain(ranges.iter().cloned().flatten());
            for glyph in characters.filter_map(|c| face.glyph(c)) {
                if let Some(block @ &mut u8::MAX) = of.get_mut(usize::from(glyph)) {
                    *block = number;
                    glyphs.push(glyph);
                }
            }
            number += 1;
            glyphs
        });
        Blocks { glyphs, of }
    }
}

/// A table of a font file.
fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = u16::from_be_bytes([*font.get(4)?, *font.get(5)?]);
    let number = |record: &[u8], at: usize| -> Option<usize> {
        let bytes: [u8; 4] = record.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    (0..usize::from(count)).find_map(|index| {
        let record = font.get(12 + 16 * index..)?.get(..16)?;
        if !record.starts_with(&tag) {
            return None;
        }
        font.get(number(record, 8)?..)?.get(..number(record, 12)?)
    })
}

/// Six capitals from the font's name and the glyphs (FNV-1a).
fn tag(name: &str, glyphs: &[(u16, u16, f64)]) -> String {
    let numbers = glyphs.iter().flat_map(|(old, ..)| old.to_be_bytes());
    let mut hash = name.bytes().chain(numbers).fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    (0..6)
        .map(|_| {
            let letter = (hash % 26) as u8;
            hash /= 26;
            char::from(b'A' + letter)
        })
        .collect()
}
