//! What came of rendering a letter, as JSON. The names of members are contract.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::receipt::{DiagnosticWire, diagnostics};
use crate::diagnostic::MessageLanguage;
use crate::font::Match;
use crate::render::Rendered;

/// The PDF of a letter: its pages, its fonts, and what could not be drawn as it was meant.
#[derive(Clone, Debug, Serialize)]
pub struct RenderingWire {
    /// How many pages it has.
    pub pages: usize,
    /// The fonts, in alphabetical order of what was asked for.
    pub fonts: Vec<FontWire>,
    /// What was found. Places are of the finished letter: a paragraph that was merged away does not
    /// count.
    pub diagnostics: Vec<DiagnosticWire>,
}

/// A font of a letter.
#[derive(Clone, Debug, Serialize)]
pub struct FontWire {
    /// The family that the letter asks for.
    pub asked: String,
    /// The family that is drawn.
    pub drawn: String,
    /// `same`; `metric`: another with the same widths; `near`: one that looks alike; `unknown`:
    /// nothing is known of the family.
    pub r#match: &'static str,
}

/// A PDF with what came of rendering it.
#[derive(Clone, Debug, Serialize)]
pub struct RenderedWire {
    /// What came of it.
    #[serde(flatten)]
    pub rendering: RenderingWire,
    /// The PDF in base64.
    pub pdf: String,
}

/// A PDF with what came of rendering it, in the language asked for.
pub fn rendered_letter(rendered: &Rendered, language: MessageLanguage) -> RenderedWire {
    let rendering = RenderingWire::of(rendered, language);
    RenderedWire { rendering, pdf: STANDARD.encode(&rendered.pdf) }
}

/// What came of one of several documents.
#[derive(Clone, Debug, Serialize)]
pub struct RenderingLineWire<'l> {
    /// The document's path below the folder.
    pub file: &'l str,
    /// What came of it.
    #[serde(flatten)]
    pub rendering: &'l RenderingWire,
}

impl RenderingWire {
    /// What came of rendering, with messages in the language asked for.
    pub fn of(rendered: &Rendered, language: MessageLanguage) -> Self {
        RenderingWire {
            pages: rendered.pages,
            fonts: rendered
                .fonts
                .iter()
                .map(|(asked, drawn, how)| FontWire {
                    asked: asked.clone(),
                    drawn: drawn.clone(),
                    r#match: match how {
                        Match::Same => "same",
                        Match::Metric => "metric",
                        Match::Near => "near",
                        Match::Unknown => "unknown",
                    },
                })
                .collect(),
            diagnostics: diagnostics(&rendered.diagnostics, language),
        }
    }

    /// The line of a document among several.
    pub fn line_of<'l>(&'l self, file: &'l str) -> RenderingLineWire<'l> {
        RenderingLineWire { file, rendering: self }
    }
}
