//! Which glyphs the letter draws, what each stands for, and under which number the PDF has it.
//!
//! In a PDF a glyph has one text (`ToUnicode`, ISO 32000-1, 9.10.3). Where a font draws a blank and a
//! no-break space with one glyph, it stands for the first of them in the order of Unicode, and the
//! other is said by an `ActualText` where it comes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::font::{FaceId, FontBook, Program};
use crate::layout::{Pages, Paint, PlacedGlyph, TextItem};

use super::PdfError;

/// The faces of a letter, in order.
pub(super) struct Faces {
    faces: Vec<Face>,
}

/// A face of a letter.
pub(super) struct Face {
    /// Which.
    pub id: FaceId,
    /// Its program.
    pub program: Arc<Program>,
    /// By the glyph's number in the face.
    uses: Vec<Use>,
    /// Texts of more than one character.
    long: Vec<String>,
}

/// A glyph in use.
#[derive(Clone, Copy)]
struct Use {
    means: Means,
    /// Its number in the program; 0 where it is not there.
    code: u16,
    /// Its width in thousandths, rounded as it is written.
    width: f64,
}

/// What a glyph stands for.
#[derive(Clone, Copy, PartialEq)]
enum Means {
    /// It is not drawn.
    Unused,
    /// Part of a cluster that only has a text as a whole.
    Part,
    /// A character.
    Char(char),
    /// An entry of [`Face::long`].
    Long(u32),
}

/// A glyph of a face as the PDF has it.
#[derive(Clone, Copy)]
pub(super) struct Coded {
    /// Its code.
    pub code: u16,
    /// Its width in thousandths of the size.
    pub width: f64,
}

/// Glyphs while they are gathered.
#[derive(Default)]
struct Gathering {
    uses: Vec<Use>,
    long: Vec<String>,
}

impl Faces {
    /// Gathers the glyphs of all pages and gets their programs.
    pub fn gather(pages: &Pages, fonts: &FontBook) -> Result<Self, PdfError> {
        let mut gathered: BTreeMap<FaceId, Gathering> = BTreeMap::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Paint::Text(text) = &item.paint {
                gathered.entry(text.face).or_default().take(text);
            }
        }
        let mut faces = Vec::with_capacity(gathered.len());
        for (id, Gathering { mut uses, long }) in gathered {
            let glyphs: Vec<u16> = (1..uses.len().min(1 << 16))
                .filter(|glyph| uses[*glyph].means != Means::Unused)
                .map(|glyph| glyph as u16)
                .collect();
            if glyphs.is_empty() {
                continue;
            }
            let program = fonts.program(id, &glyphs).map_err(|error| PdfError::Font {
                name: fonts.descriptor(id).name.clone(),
                reason: error.reason,
            })?;
            for (glyph, code, width) in &program.glyphs {
                if let Some(glyph) = uses.get_mut(usize::from(*glyph)) {
                    glyph.code = *code;
                    glyph.width = (width * 100.0).round() / 100.0;
                }
            }
            faces.push(Face { id, program, uses, long });
        }
        Ok(Faces { faces })
    }

    /// A face and its index.
    pub fn find(&self, id: FaceId) -> Option<(usize, &Face)> {
        let index = self.faces.iter().position(|face| face.id == id)?;
        Some((index, &self.faces[index]))
    }

    /// The faces.
    pub fn iter(&self) -> impl Iterator<Item = &Face> {
        self.faces.iter()
    }
}

impl Gathering {
    /// Takes the glyphs of a text.
    fn take(&mut self, item: &TextItem) {
        for (glyphs, range) in clusters(&item.glyphs) {
            let text = slice(&item.text, range);
            if let [glyph] = glyphs {
                let means = self.meaning(text);
                self.learn(glyph.id, means);
            } else if text.chars().count() == glyphs.len() {
                for (glyph, character) in glyphs.iter().zip(text.chars()) {
                    self.learn(glyph.id, Means::Char(character));
                }
            } else {
                for glyph in glyphs {
                    self.learn(glyph.id, Means::Part);
                }
            }
        }
    }

    /// What a text is as a meaning.
    fn meaning(&mut self, text: &str) -> Means {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (None, _) => Means::Part,
            (Some(character), None) => Means::Char(character),
            _ => {
                let known = self.long.iter().position(|long| long == text);
                Means::Long(known.unwrap_or_else(|| {
                    self.long.push(text.to_owned());
                    self.long.len() - 1
                }) as u32)
            }
        }
    }

    /// Notes that a glyph stands for something; the simplest and first in Unicode wins.
    fn learn(&mut self, glyph: u16, means: Means) {
        let at = usize::from(glyph);
        if at >= self.uses.len() {
            self.uses.resize(at + 1, Use { means: Means::Unused, code: 0, width: 0.0 });
        }
        let known = &mut self.uses[at].means;
        *known = match (*known, means) {
            (Means::Char(one), Means::Char(other)) => Means::Char(one.min(other)),
            (Means::Char(one), _) => Means::Char(one),
            (_, Means::Char(other)) => Means::Char(other),
            (Means::Long(one), _) => Means::Long(one),
            (_, Means::Long(other)) => Means::Long(other),
            _ => Means::Part,
        };
    }
}

impl Face {
    /// A glyph as the PDF has it; `None` where the font has none.
    pub fn coded(&self, glyph: u16) -> Option<Coded> {
        let found = self.uses.get(usize::from(glyph)).filter(|_| glyph != 0)?;
        (found.code != 0).then_some(Coded { code: found.code, width: found.width })
    }

    /// Whether glyphs say their text by themselves.
    pub fn says(&self, glyphs: &[PlacedGlyph], text: &str) -> bool {
        match glyphs {
            [glyph] => match self.means(glyph.id) {
                Means::Char(character) => {
                    let mut characters = text.chars();
                    characters.next() == Some(character) && characters.next().is_none()
                }
                Means::Long(at) => self.long.get(at as usize).is_some_and(|long| long == text),
                _ => false,
            },
            _ => {
                text.chars().count() == glyphs.len()
                    && glyphs
                        .iter()
                        .zip(text.chars())
                        .all(|(glyph, character)| self.means(glyph.id) == Means::Char(character))
            }
        }
    }

    /// What a glyph stands for.
    fn means(&self, glyph: u16) -> Means {
        self.uses.get(usize::from(glyph)).map_or(Means::Unused, |glyph| glyph.means)
    }

    /// Code, width and text of each glyph in use, ascending by code.
    pub fn used(&self) -> Vec<(u16, f64, String)> {
        let mut used: Vec<(u16, f64, String)> = self
            .uses
            .iter()
            .filter(|glyph| glyph.means != Means::Unused && glyph.code != 0)
            .map(|glyph| (glyph.code, glyph.width, self.text(glyph.means)))
            .collect();
        used.sort_by_key(|(code, ..)| *code);
        used.dedup_by_key(|(code, ..)| *code);
        used
    }

    /// The text of `ToUnicode`. A code for private use says nothing to anybody (ISO 19005-2,
    /// 6.2.11.7.3), and zero, U+FEFF and U+FFFE are not allowed (ISO 14289-1, 7.21.7).
    fn text(&self, means: Means) -> String {
        let text = match means {
            Means::Char(character) => character.to_string(),
            Means::Long(at) => self.long.get(at as usize).cloned().unwrap_or_default(),
            Means::Unused | Means::Part => String::new(),
        };
        if text.is_empty() {
            return '\u{200B}'.to_string();
        }
        text.chars()
            .map(|character| match character {
                '\0' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
                character if is_private(character) => '\u{FFFD}',
                character => character,
            })
            .collect()
    }
}

/// Whether Unicode leaves a character to agreement.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Glyphs in clusters: one that has a text and those after it that have none.
pub(super) fn clusters(
    glyphs: &[PlacedGlyph],
) -> impl Iterator<Item = (&[PlacedGlyph], &Range<u32>)> {
    let mut rest = glyphs;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let more = rest[1..].iter().take_while(|glyph| glyph.text.is_empty()).count();
        let (cluster, after) = rest.split_at(1 + more);
        rest = after;
        Some((cluster, &first.text))
    })
}

/// A piece of a text, empty where the range is none of it.
pub(super) fn slice<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    text.get(range.start as usize..range.end as usize).unwrap_or_default()
}
