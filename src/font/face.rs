//! A font file read: its names, its style, its metrics, and what the PDF says about it.

use std::sync::{Arc, OnceLock};

use read_fonts::TableProvider;
use read_fonts::model::metrics::LineBox;
use read_fonts::model::{Font, Kind};
use read_fonts::tables::head::MacStyle;
use read_fonts::tables::os2::SelectionFlags;
use read_fonts::types::{F48Dot16, Fixed, GlyphId, NameId};

use super::characters::Characters;
use super::program::Programs;
use super::shape::Plans;
use super::{Descriptor, FontError, MetricsOf, VerticalMetrics};

/// A font file. Parts are read when they are asked for, and once.
pub(super) struct Face {
    file: File,
    characters: OnceLock<Characters>,
    descriptor: OnceLock<Descriptor>,
    lines: OnceLock<[VerticalMetrics; 2]>,
    /// What shaping has planned.
    pub plans: Plans,
    /// What was made for PDFs.
    pub programs: Programs,
    /// Its licence forbids to leave glyphs out.
    pub whole: bool,
}

/// A file and its tables.
enum File {
    /// One of the product, read when it is first asked for.
    Shipped(&'static [u8], OnceLock<Font>),
    /// One of an authority, read when it came.
    Own(Arc<Vec<u8>>, Font),
}

/// What a file says its family and style are.
pub(super) struct Named {
    /// Names of its family, the one that Word lists first.
    pub families: Vec<String>,
    /// Names of the face alone.
    pub faces: Vec<String>,
    /// Its weight, 400 is regular.
    pub weight: u16,
    /// Italic or oblique.
    pub italic: bool,
}

/// A weight from which a face counts as bold.
pub(super) const BOLD: u16 = 600;

/// How `OS/2.fsType` restricts a font (OpenType, OS/2).
mod embedding {
    /// The bits that say what an embedded font may be used for.
    pub const USES: u16 = 0x000E;
    /// It must not be embedded.
    pub const RESTRICTED: u16 = 0x0002;
    /// It must not be subset.
    pub const NO_SUBSETTING: u16 = 0x0100;
    /// Only bitmaps may be embedded.
    pub const BITMAPS_ONLY: u16 = 0x0200;
}

impl Face {
    /// A file of the product.
    pub fn shipped(bytes: &'static [u8]) -> Face {
        Face::new(File::Shipped(bytes, OnceLock::new()), false)
    }

    fn new(file: File, whole: bool) -> Face {
        Face {
            file,
            characters: OnceLock::new(),
            descriptor: OnceLock::new(),
            lines: OnceLock::new(),
            plans: Plans::default(),
            programs: Programs::default(),
            whole,
        }
    }

    /// An authority's file.
    ///
    /// # Errors
    ///
    /// When it is no font that a PDF can hold, or its licence bits forbid embedding.
    pub fn own(file: &[u8]) -> Result<(Face, Named), FontError> {
        let refuse = |reason: &str| FontError { reason: reason.to_owned() };
        match file.get(..4) {
            Some(b"ttcf") => {
                return Err(refuse("the file is a collection of fonts; give each font as a file"));
            }
            Some(b"wOFF" | b"wOF2") => {
                return Err(refuse("the file is a web font; give the TrueType or OpenType file"));
            }
            Some([0, 1, 0, 0] | b"true" | b"OTTO") => {}
            _ => return Err(refuse("the file is not a TrueType or OpenType font")),
        }
        let bytes = Arc::new(file.to_vec());
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
        let font = Font::new(shared, 0)
            .filter(|font| matches!(font.kind(), Kind::Sfnt(..)))
            .ok_or_else(|| refuse("the file is not a TrueType or OpenType font"))?;
        let named = Named::of(&font);
        let refuse = |reason: &str| FontError {
            reason: format!(
                "the font {} {reason}",
                named.families.first().map_or("without a name", String::as_str)
            ),
        };
        let tables = font.tables();
        let whole_tables = tables.head().is_ok_and(|head| head.units_per_em() >= 16)
            && tables.hhea().is_ok()
            && tables.hmtx().is_ok()
            && tables.maxp().is_ok_and(|maxp| maxp.num_glyphs() > 0)
            && font.charmap().has_unicode();
        if !whole_tables || named.families.is_empty() {
            return Err(refuse("is damaged: it lacks a table that every font has"));
        }
        let restrictions = tables.os2().map_or(0, |os2| os2.fs_type());
        if restrictions & embedding::USES == embedding::RESTRICTED
            || restrictions & embedding::BITMAPS_ONLY != 0
        {
            return Err(refuse(
                "must not be embedded in documents, says its licence (OS/2.fsType)",
            ));
        }
        let whole = restrictions & embedding::NO_SUBSETTING != 0;
        if whole && font.num_glyphs() >= u32::from(u16::MAX) {
            return Err(refuse(
                "must not be subset, says its licence, and is too large to embed whole",
            ));
        }
        let face = Face::new(File::Own(bytes, font), whole);
        // A font that no program can be made of must not come to light in the midst of a batch.
        face.program(&[1])
            .map_err(|error| refuse(&format!("cannot be embedded: {}", error.reason)))?;
        Ok((face, named))
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        match &self.file {
            File::Shipped(bytes, _) => bytes,
            File::Own(bytes, _) => bytes,
        }
    }

    /// Its tables.
    pub fn font(&self) -> &Font {
        match &self.file {
            File::Shipped(bytes, font) => {
                font.get_or_init(|| Font::new(*bytes, 0).expect("the files that ship are fonts"))
            }
            File::Own(_, font) => font,
        }
    }

    /// Its characters.
    pub fn characters(&self) -> &Characters {
        self.characters.get_or_init(|| Characters::of(self.font()))
    }

    /// Units of the design in the size.
    pub fn units(&self) -> f64 {
        f64::from(self.font().units_per_em())
    }

    /// The glyph of a character.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font().charmap().map_unicode(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)
    }

    /// The width of a glyph in thousandths of the size.
    pub fn width(&self, glyph: u16) -> f64 {
        let advance = self.font().glyph_metrics().h_advance(GlyphId::from(glyph));
        f64::from(advance) * 1000.0 / self.units()
    }

    /// The metrics that lines are measured with.
    pub fn lines(&self, of: MetricsOf) -> VerticalMetrics {
        let [word, libreoffice] = self.lines.get_or_init(|| {
            let metrics = self.font().metrics();
            // Word takes `hhea` whatever the font asks for (rendering, 4.2).
            let hhea = metrics
                .hhea_line
                .filter(|line| line.ascender.to_f64() != 0.0 || line.descender.to_f64() != 0.0);
            let fallback = VerticalMetrics { ascent: 0.75, descent: 0.25, line_gap: 0.0 };
            let shares = |line: Option<LineBox>| {
                line.map_or(fallback, |line| VerticalMetrics {
                    ascent: line.ascender.to_f64() / self.units(),
                    descent: -line.descender.to_f64() / self.units(),
                    line_gap: line.line_gap.to_f64().max(0.0) / self.units(),
                })
            };
            [shares(hhea.or(metrics.h_line())), shares(metrics.h_line())]
        });
        match of {
            MetricsOf::Requested => *word,
            MetricsOf::Substitute => *libreoffice,
        }
    }

    /// What the PDF says about it.
    pub fn descriptor(&self) -> &Descriptor {
        self.descriptor.get_or_init(|| self.describe())
    }

    fn describe(&self) -> Descriptor {
        let font = self.font();
        let metrics = font.metrics();
        let style = font.style_metrics();
        let thousandths = |units: f64| units * 1000.0 / self.units();
        let named = Named::of(font);
        let family = named.families.first().cloned().unwrap_or_default();
        let lines = self.lines(MetricsOf::Requested);
        let cap_height = metrics
            .cap_height
            .map(F48Dot16::to_f64)
            .filter(|height| *height > 0.0)
            .or_else(|| {
                let extents = font.glyph_metrics().extents(GlyphId::from(self.glyph('H')?))?;
                Some(f64::from(extents.y_bearing))
            })
            .map_or(lines.ascent * 1000.0, thousandths);
        // The tables give the upper edge of both lines (OpenType, post and OS/2).
        let middle = |line: Option<read_fonts::model::metrics::Decoration>| {
            line.map(|line| {
                let thickness = line.thickness.to_f64();
                let middle = line.position.to_f64() - thickness / 2.0;
                (thousandths(middle), thousandths(thickness))
            })
            .filter(|(_, thickness)| *thickness > 0.0)
        };
        let (underline_position, underline_thickness) =
            middle(style.underline).unwrap_or((-100.0, 50.0));
        let (strikeout_position, _) =
            middle(style.strike_through).unwrap_or((cap_height * 0.36, 50.0));
        Descriptor {
            name: postscript_name(font, &family),
            family,
            bold: named.weight >= BOLD,
            italic: named.italic,
            serif: has_serifs(font),
            monospace: style.is_fixed_pitch.unwrap_or(false),
            bbox: [
                thousandths(metrics.bounds.x_min.to_f64()),
                thousandths(metrics.bounds.y_min.to_f64()),
                thousandths(metrics.bounds.x_max.to_f64()),
                thousandths(metrics.bounds.y_max.to_f64()),
            ],
            italic_angle: style.italic_angle.map_or(0.0, Fixed::to_f64),
            ascent: lines.ascent * 1000.0,
            descent: lines.descent * -1000.0,
            cap_height,
            // No table has it; this follows the weight from hairline to black.
            stem_v: 10.0 + 220.0 * (f64::from(named.weight.clamp(50, 950)) - 50.0) / 900.0,
            underline_position,
            underline_thickness,
            strikeout_position,
        }
    }
}

impl Named {
    /// Reads the names and the style.
    fn of(font: &Font) -> Named {
        let several = |ids: [NameId; 2]| {
            let mut names: Vec<String> = Vec::new();
            for id in ids {
                if let Some(name) = name(font, id)
                    && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
                {
                    names.push(name);
                }
            }
            names
        };
        let tables = font.tables();
        let (mut weight, mut italic) = (400, false);
        if let Ok(head) = tables.head() {
            weight = if head.mac_style().contains(MacStyle::BOLD) { 700 } else { 400 };
            italic = head.mac_style().contains(MacStyle::ITALIC);
        }
        if let Ok(os2) = tables.os2() {
            // Some old fonts count from 1 to 9.
            weight = match os2.us_weight_class() {
                0 => weight,
                small @ 1..=9 => small * 100,
                weight => weight.min(1000),
            };
            italic |=
                os2.fs_selection().intersects(SelectionFlags::ITALIC | SelectionFlags::OBLIQUE);
        }
        Named {
            families: several([NameId::FAMILY_NAME, NameId::TYPOGRAPHIC_FAMILY_NAME]),
            faces: several([NameId::FULL_NAME, NameId::POSTSCRIPT_NAME]),
            weight,
            italic,
        }
    }
}

/// A name of a font, at most as long as a name can be.
fn name(font: &Font, id: NameId) -> Option<String> {
    const LONGEST: usize = 128;
    let name = font.names().get(id)?.english_or_first()?.name();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The PostScript name with the characters that such a name may have; the family's without blanks
/// where there is none.
fn postscript_name(font: &Font, family: &str) -> String {
    let allowed = |c: &char| c.is_ascii_graphic() && !"[](){}<>/%#".contains(*c);
    let of = |name: &str| name.chars().filter(allowed).take(63).collect::<String>();
    let own = name(font, NameId::POSTSCRIPT_NAME).map(|name| of(&name)).unwrap_or_default();
    if !own.is_empty() {
        return own;
    }
    let family = of(family);
    if family.is_empty() { "Font".to_owned() } else { family }
}

/// Whether the letters have serifs, after the family class and the PANOSE numbers (OpenType, OS/2).
fn has_serifs(font: &Font) -> bool {
    let Ok(os2) = font.tables().os2() else { return false };
    match os2.s_family_class() >> 8 {
        1..=5 | 7 => true,
        8 => false,
        _ => matches!(os2.panose_10(), [2, 2..=10, ..]),
    }
}
