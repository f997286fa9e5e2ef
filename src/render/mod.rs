//! The whole way from a finished `.docx` to a PDF.
//!
//! ```text
//! package ─letter::Sheet─► what letters of one template share, kept
//!         ─letter::read──► tree and blocks
//!         ─layout────────► pages
//!         ─pdf───────────► bytes
//! ```
//!
//! [`render`] is that way in one screen. A [`Renderer`] walks it for many letters, from any number
//! of threads: it keeps the fonts with what they have learned, the [`Sheet`]s of the templates that
//! were used last, and the pictures. What it keeps is bounded, and none of it shows in a letter: the
//! first letter and the millionth are the same bytes.
//!
//! A document that is strange is no error. The letter comes with [`Rendered::diagnostics`], and the
//! caller decides what they are worth.

mod sheets;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::docx::{Limits, Macros, Package, PackageError};
use crate::font::{FontBook, Match};
use crate::layout::{LayoutOptions, lay_out};
use crate::letter::{ReadOptions, Sheet, read};
use crate::pdf::{PdfError, PdfOptions, PictureCache, write};

use sheets::Sheets;

/// Wishes for the PDF.
#[derive(Clone, Debug, Default)]
pub struct RenderOptions {
    /// Of the pages.
    pub layout: LayoutOptions,
    /// Of the file.
    pub pdf: PdfOptions,
}

/// A letter rendered.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The fonts: asked for, drawn, how well they match.
    pub fonts: Vec<(String, String, Match)>,
    /// What was found on the way, with places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The document cannot be read.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The PDF cannot be written.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Renders a package.
///
/// # Errors
///
/// [`RenderError`].
pub fn render(
    package: &Package,
    fonts: &FontBook,
    options: &RenderOptions,
) -> Result<Rendered, RenderError> {
    render_on(package, &Sheet::read(package)?, fonts, &PictureCache::default(), options)
}

/// Renders a file's bytes.
///
/// # Errors
///
/// [`RenderError`].
pub fn render_bytes(
    docx: &[u8],
    fonts: &FontBook,
    options: &RenderOptions,
) -> Result<Rendered, RenderError> {
    render(&open(docx)?, fonts, options)
}

/// Renders many letters.
pub struct Renderer {
    fonts: Arc<FontBook>,
    sheets: Sheets,
    pictures: PictureCache,
}

impl Renderer {
    /// A renderer with these fonts.
    pub fn new(fonts: Arc<FontBook>) -> Self {
        Renderer { fonts, sheets: Sheets::default(), pictures: PictureCache::default() }
    }

    /// The fonts.
    pub fn fonts(&self) -> &FontBook {
        &self.fonts
    }

    /// Renders a package.
    ///
    /// # Errors
    ///
    /// [`RenderError`].
    pub fn render(
        &self,
        package: &Package,
        options: &RenderOptions,
    ) -> Result<Rendered, RenderError> {
        let sheet = self.sheets.of(package)?;
        render_on(package, &sheet, &self.fonts, &self.pictures, options)
    }

    /// Renders a file's bytes.
    ///
    /// # Errors
    ///
    /// [`RenderError`].
    pub fn render_bytes(
        &self,
        docx: &[u8],
        options: &RenderOptions,
    ) -> Result<Rendered, RenderError> {
        self.render(&open(docx)?, options)
    }
}

/// Macros are never run here, so that a package that carries them is read without.
fn open(docx: &[u8]) -> Result<Package, PackageError> {
    Package::open(docx, Macros::Drop, &Limits::default())
}

fn render_on(
    package: &Package,
    sheet: &Sheet,
    fonts: &FontBook,
    pictures: &PictureCache,
    options: &RenderOptions,
) -> Result<Rendered, RenderError> {
    let read_options = ReadOptions { watermark: options.layout.watermark.clone() };
    let letter = read(package, sheet, &read_options)?;
    let pages = lay_out(&letter, fonts, &options.layout);
    let written = write(&letter, &pages, fonts, pictures, &options.pdf)?;
    let mut diagnostics = letter.diagnostics;
    diagnostics.extend(pages.diagnostics);
    diagnostics.extend(written.diagnostics);
    Ok(Rendered { pdf: written.bytes, pages: pages.pages.len(), fonts: pages.fonts, diagnostics })
}
