//! Text to glyphs.
//!
//! The work is harfrust's. Its plans are kept for each face, script, direction and choice of
//! features; the features are Word's defaults, not a browser's: no kerning and no ligatures unless
//! the letter asks for them (rendering, 4.4), and no contextual alternates in the scripts that can be
//! read without.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use harfrust::unicode::script;
use harfrust::{
    Buffer, BufferFlags, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
    shape as shape_buffer,
};

use super::characters::is_invisible;
use super::face::Face;
use super::{Glyph, ShapeStyle, Shaped};

/// The plans of a face, and buffers to shape in.
#[derive(Default)]
pub(super) struct Plans {
    plans: RwLock<Vec<Arc<Plan>>>,
    buffers: Mutex<Vec<Buffer>>,
}

/// A plan for a script and a style.
struct Plan {
    script: Script,
    kerning: bool,
    ligatures: bool,
    rtl: bool,
    features: Vec<Feature>,
    prepared: ShapePlan,
}

/// More plans of one face than letters need; beyond it, they are made anew.
const MOST_PLANS: usize = 64;
/// More buffers than threads shape at once.
const MOST_BUFFERS: usize = 64;
/// A buffer that has grown beyond this many glyphs is let go.
const LONGEST_BUFFER: usize = 4096;

/// A character that leaves no mark in any font.
const NOTHING: u32 = 0x200B;

/// Shapes text in a face.
pub(super) fn shape(face: &Face, text: &str, style: &ShapeStyle) -> Shaped {
    let mut glyphs = Vec::with_capacity(text.len());
    if text.is_ascii() {
        shape_script(face, text, 0, Script::LATIN, style, &mut glyphs);
    } else {
        let mut stretches = scripts(text);
        if style.rtl {
            stretches.reverse();
        }
        for (start, end, script) in stretches {
            shape_script(face, &text[start..end], start, script, style, &mut glyphs);
        }
    }
    glyphs.shrink_to_fit();
    let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
    Shaped { glyphs, advance }
}

/// Stretches of one script; what is common to several scripts goes with what is before it.
fn scripts(text: &str) -> Vec<(usize, usize, Script)> {
    let mut stretches: Vec<(usize, usize, Script)> = Vec::with_capacity(1);
    let mut known = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let own = match script(u32::from(c)) {
            Script::COMMON | Script::INHERITED | Script::UNKNOWN => None,
            script => Some(script),
        };
        match (stretches.last_mut(), own) {
            (None, _) => {
                known = own.is_some();
                stretches.push((at, end, own.unwrap_or(Script::LATIN)));
            }
            (Some(last), Some(script)) if !known => {
                *last = (last.0, end, script);
                known = true;
            }
            (Some(last), Some(script)) if script != last.2 => {
                stretches.push((at, end, script));
            }
            (Some(last), _) => last.1 = end,
        }
    }
    stretches
}

/// Shapes a stretch of one script that begins at a byte of the text.
fn shape_script(
    face: &Face,
    text: &str,
    start: usize,
    script: Script,
    style: &ShapeStyle,
    glyphs: &mut Vec<Glyph>,
) {
    let font = face.font();
    let plan = face.plans.plan(face, script, style);
    let mut buffer = face.plans.buffer();
    // Only the characters that harfrust would take for unknown are put differently.
    for (at, c) in text.char_indices() {
        let code = match c {
            c if c.is_ascii_graphic() || c == ' ' => u32::from(c),
            '\u{2010}' | '\u{2011}' if !face.characters().has(c) => hyphen(face),
            c if is_invisible(c) && !is_joining(c) => NOTHING,
            c => u32::from(c),
        };
        buffer.push(code, u32::try_from(start + at).unwrap_or(u32::MAX));
    }
    buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
    buffer.set_direction(direction(style));
    buffer.set_script(Some(script));
    let options = ShapeOptions::new().plan(Some(&plan.prepared)).features(&plan.features);
    if shape_buffer(&ShaperFont::new(font), &mut buffer, options).is_ok() {
        let units = face.units();
        let share = |value: i32| f64::from(value) / units;
        let most = font.num_glyphs();
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let cluster = info.cluster;
            match u16::try_from(info.glyph_id) {
                Ok(id) if id != 0 && u32::from(id) < most => glyphs.push(Glyph {
                    id,
                    advance: share(position.x_advance),
                    dx: share(position.x_offset),
                    dy: share(position.y_offset),
                    cluster,
                }),
                _ => glyphs.extend(substitute(face, text, start, cluster)),
            }
        }
    }
    face.plans.give_back(buffer);
}

/// Whether an invisible character tells its neighbours how to join: it must reach the shaper.
fn is_joining(c: char) -> bool {
    matches!(
        u32::from(c),
        0x34F | 0x200C | 0x200D | 0x180B..=0x180F | 0xFE00..=0xFE0F | 0xE0020..=0xE01EF
    )
}

/// The code of the hyphen that the face has.
fn hyphen(face: &Face) -> u32 {
    let hyphens = ['\u{2010}', '\u{2011}', '-'];
    let had = hyphens.into_iter().find(|hyphen| face.characters().has(*hyphen));
    u32::from(had.unwrap_or('-'))
}

/// What stands for a character that the face does not have: nothing for one that leaves no mark,
/// else the sign for it, a box, or a question mark.
fn substitute(face: &Face, text: &str, start: usize, cluster: u32) -> Option<Glyph> {
    let missing = text.get((cluster as usize).checked_sub(start)?..)?.chars().next()?;
    let (id, wide) = if is_invisible(missing) || missing.is_whitespace() {
        (face.glyph(' ')?, missing.is_whitespace() && !missing.is_control())
    } else {
        (['\u{FFFD}', '\u{25A1}', '?', ' '].into_iter().find_map(|c| face.glyph(c))?, true)
    };
    let advance = if wide { face.width(id) / 1000.0 } else { 0.0 };
    Some(Glyph { id, advance, dx: 0.0, dy: 0.0, cluster })
}

/// The direction of a style.
fn direction(style: &ShapeStyle) -> Direction {
    if style.rtl { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// The features that are switched from harfrust's defaults.
fn features(script: Script, style: &ShapeStyle) -> Vec<Feature> {
    let mut features = Vec::with_capacity(4);
    let mut off = |tag: &[u8; 4]| features.push(Feature::new(Tag::new(tag), 0, ..));
    if !style.kerning {
        off(b"kern");
    }
    if !style.ligatures {
        off(b"liga");
    }
    if matches!(script, Script::LATIN | Script::GREEK | Script::CYRILLIC | Script::HEBREW) {
        off(b"clig");
        off(b"calt");
    }
    features
}

impl Plans {
    /// The plan for a script and a style.
    fn plan(&self, face: &Face, script: Script, style: &ShapeStyle) -> Arc<Plan> {
        let fits = |plan: &&Arc<Plan>| {
            plan.script == script
                && plan.kerning == style.kerning
                && plan.ligatures == style.ligatures
                && plan.rtl == style.rtl
        };
        let known = self.plans.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = known.iter().find(fits) {
            return Arc::clone(plan);
        }
        drop(known);
        let features = features(script, style);
        let prepared = ShapePlan::new(face.font(), direction(style), Some(script), None, &features);
        let plan = Arc::new(Plan {
            script,
            kerning: style.kerning,
            ligatures: style.ligatures,
            rtl: style.rtl,
            features,
            prepared,
        });
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        if plans.len() < MOST_PLANS && !plans.iter().any(|plan| fits(&plan)) {
            plans.push(Arc::clone(&plan));
        }
        plan
    }

    /// An empty buffer.
    fn buffer(&self) -> Buffer {
        let mut buffers = self.buffers.lock().unwrap_or_else(PoisonError::into_inner);
        buffers.pop().unwrap_or_default()
    }

    /// Keeps a buffer for the next text.
    fn give_back(&self, mut buffer: Buffer) {
        if buffer.len() > LONGEST_BUFFER {
            return;
        }
        buffer.clear();
        let mut buffers = self.buffers.lock().unwrap_or_else(PoisonError::into_inner);
        if buffers.len() < MOST_BUFFERS {
            buffers.push(buffer);
        }
    }
}
