//! The faces there are, and which of them stands for a family.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::face::{BOLD, Face};
use super::words::Words;
use super::{
    Descriptor, FaceId, FaceRun, FontError, Match, MetricsOf, Program, Selection, ShapeStyle,
    Shaped, family, run, shape, shipped,
};

/// The fonts there are, and what has been learned of them. Shared between threads.
///
/// Making one is cheap: a font is read when a letter first asks for it.
pub struct FontBook {
    faces: Vec<Face>,
    own: BTreeMap<String, Vec<Own>>,
    words: Words,
}

/// An authority's face.
#[derive(Clone, Copy)]
struct Own {
    face: FaceId,
    weight: u16,
    italic: bool,
}

/// More faces than an authority has; keeps what is embedded and searched within bounds.
const MOST_FACES: usize = 1024;

impl FontBook {
    /// The fonts that ship with the product.
    pub fn shipped() -> Self {
        FontBook {
            faces: shipped::FILES.into_iter().map(Face::shipped).collect(),
            own: BTreeMap::new(),
            words: Words::default(),
        }
    }

    /// The same with an authority's own font files (TrueType or OpenType, one face each), which
    /// win over shipped ones. Of two files for the same style of a family, the later wins.
    ///
    /// # Errors
    ///
    /// When a file is no font, or its licence bits forbid embedding (`OS/2.fsType`).
    pub fn with_fonts(mut self, files: &[&[u8]]) -> Result<Self, FontError> {
        let mut alone = Vec::new();
        for file in files {
            if self.faces.len() >= MOST_FACES {
                return Err(FontError { reason: format!("more than {MOST_FACES} fonts") });
            }
            let (face, named) = Face::own(file)?;
            let id = FaceId(u16::try_from(self.faces.len()).unwrap_or(u16::MAX));
            let own = Own { face: id, weight: named.weight, italic: named.italic };
            self.faces.push(face);
            for family in named.families {
                self.own.entry(family.to_lowercase()).or_default().push(own);
            }
            alone.extend(named.faces.into_iter().map(|name| (name.to_lowercase(), own)));
        }
        // A document may name a face alone (`Minion Semibold`), unless a family is named so.
        for (name, own) in alone {
            self.own.entry(name).or_insert_with(|| vec![own]);
        }
        Ok(self)
    }

    /// How many faces there are.
    pub fn faces(&self) -> usize {
        self.faces.len()
    }

    /// The families there are, by name.
    pub fn families(&self) -> Vec<String> {
        let faces = (0..self.faces.len()).map(|face| FaceId(u16::try_from(face).unwrap_or(0)));
        let families = faces.map(|face| self.descriptor(face).family.clone());
        families.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// The face that stands for a family.
    pub fn select(&self, family: &str, bold: bool, italic: bool, of: MetricsOf) -> Selection {
        if !self.own.is_empty()
            && let Some(own) = self.own.get(&family.trim().to_lowercase())
        {
            return self.select_own(own, bold, italic, of);
        }
        let stand = family::stand(family);
        let (face, synthetic_italic) = stand.drawn.face(bold || stand.heavy, italic);
        let own_metrics = match of {
            MetricsOf::Requested => stand.metrics,
            MetricsOf::Substitute => None,
        };
        Selection {
            face,
            metrics: own_metrics.unwrap_or_else(|| self.face(face).lines(of)),
            synthetic_bold: false,
            synthetic_italic,
            scale: stand.scale,
            substitution: stand.matching,
        }
    }

    fn select_own(&self, own: &[Own], bold: bool, italic: bool, of: MetricsOf) -> Selection {
        let wanted = if bold { 700_u16 } else { 400 };
        let nearest = own
            .iter()
            .rev()
            .min_by_key(|own| (own.italic != italic, own.weight.abs_diff(wanted)))
            .copied()
            .unwrap_or(Own { face: FaceId(0), weight: 400, italic: false });
        Selection {
            face: nearest.face,
            metrics: self.face(nearest.face).lines(of),
            synthetic_bold: bold && nearest.weight < BOLD,
            synthetic_italic: italic && !nearest.italic,
            scale: 1.0,
            substitution: Match::Same,
        }
    }

    /// Text cut where the face that has its characters changes; the selected face wins wherever it
    /// has them, and marks stay with their base.
    ///
    /// Characters that leave no mark on the page stay with what is before them. Blanks between two
    /// stretches of another face are set in that face.
    pub fn runs(
        &self,
        text: &str,
        selection: &Selection,
        bold: bool,
        italic: bool,
    ) -> Vec<FaceRun> {
        run::runs(self, text, selection.face, bold, italic)
    }

    /// Text shaped; remembered, for words come again.
    ///
    /// The text is one of [`FaceRun`]s of the face. What leaves no mark gets a glyph without ink
    /// and width, and a character that the face does not have a sign for that; glyph 0, which
    /// PDF/UA forbids (ISO 14289-1, 7.21.8), is never used.
    pub fn shape(&self, text: &str, style: &ShapeStyle) -> Arc<Shaped> {
        self.words.get_or(text, style, || shape::shape(self.face(style.face), text, style))
    }

    /// What the PDF says about a face.
    pub fn descriptor(&self, face: FaceId) -> &Descriptor {
        self.face(face).descriptor()
    }

    /// The program with these glyphs; one that has them already is used again.
    ///
    /// Which program it is depends on the face and the glyphs alone.
    ///
    /// # Errors
    ///
    /// When the font's outlines cannot be read.
    pub fn program(&self, face: FaceId, glyphs: &[u16]) -> Result<Arc<Program>, FontError> {
        self.face(face).program(glyphs)
    }

    /// A face. One of another book is taken for the first: a wrong letter, but no panic.
    pub(super) fn face(&self, id: FaceId) -> &Face {
        self.faces.get(usize::from(id.0)).unwrap_or(&self.faces[0])
    }

    /// The authority's faces in the order of their files.
    pub(super) fn own(&self) -> impl Iterator<Item = FaceId> {
        let first = shipped::FILES.len();
        (first..self.faces.len()).filter_map(|at| u16::try_from(at).ok().map(FaceId))
    }
}

impl std::fmt::Debug for FontBook {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FontBook").field("faces", &self.faces.len()).finish_non_exhaustive()
    }
}
