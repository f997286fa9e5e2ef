//! What can be asked of a PDF on the command line, the same for `render` and `merge`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::Console;
use super::args::MergeArgs;
use super::error::CliError;
use super::merge::read_file;
use super::report::Report;
use crate::font::{FontBook, MetricsOf};
use crate::layout::LayoutOptions;
use crate::merge::Outcome;
use crate::pdf::{PdfEnclosure, PdfOptions};
use crate::render::{RenderOptions, Rendered, Renderer};
use crate::wire::{WireError, read_moment};

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "As a PDF")]
pub(super) struct PdfArgs {
    /// A picture of each page, side-1.png and so on, in this folder
    #[arg(long, value_name = "FOLDER")]
    pub png: Option<PathBuf>,

    /// Dots per inch of the pictures
    #[arg(long, value_name = "N", default_value_t = 96, requires = "png",
        value_parser = clap::value_parser!(u16).range(10..=600))]
    pub dpi: u16,

    /// A font file of the authority's own, .ttf or .otf; wins over the fonts that ship
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,

    /// A word across each page, such as TRÆNING
    #[arg(long, value_name = "WORD")]
    pub watermark: Option<String>,

    /// A PDF that travels inside the letter
    #[arg(long, value_name = "FILE.pdf")]
    pub enclosure: Vec<PathBuf>,

    /// When the letter was made: 2026-01-15T10:00:00+01:00; without it, the file does not say
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub created: Option<String>,

    /// Whose heights lines are measured with: those of the font asked for, as Word, or of the one
    /// that stands in
    #[arg(long, default_value = "requested", value_parser = metrics())]
    pub metrics: MetricsOf,
}

impl PdfArgs {
    /// The first option that was given and that only a PDF can have.
    fn asked(&self) -> Option<&'static str> {
        let options = [
            ("--png", self.png.is_some()),
            ("--font", !self.font.is_empty()),
            ("--watermark", self.watermark.is_some()),
            ("--enclosure", !self.enclosure.is_empty()),
            ("--created", self.created.is_some()),
            ("--metrics", self.metrics != MetricsOf::default()),
        ];
        options.into_iter().find(|(_, given)| *given).map(|(name, _)| name)
    }

    /// A renderer with the fonts.
    pub fn renderer(&self) -> Result<Renderer, CliError> {
        Ok(Renderer::new(Arc::new(fonts(&self.font)?)))
    }

    /// The wishes for a PDF under a title.
    pub fn options(&self, title: Option<String>) -> Result<RenderOptions, CliError> {
        let enclosures = self.enclosure.iter().map(|path| enclosure(path));
        Ok(RenderOptions {
            layout: LayoutOptions {
                watermark: self.watermark.clone().filter(|word| !word.trim().is_empty()),
                metrics: self.metrics,
            },
            pdf: PdfOptions {
                title,
                created: self.created.clone(),
                enclosures: enclosures.collect::<Result<_, _>>()?,
            },
        })
    }

    /// The files that are read, none of which may be overwritten.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.font.iter().chain(&self.enclosure).map(PathBuf::as_path)
    }
}

/// The fonts that ship, with others.
pub(super) fn fonts(files: &[PathBuf]) -> Result<FontBook, CliError> {
    let mut book = FontBook::shipped();
    for path in files {
        let bytes = read_file(path)?;
        book = book.with_fonts(&[&bytes]).map_err(|source| CliError::Font(path.clone(), source))?;
    }
    Ok(book)
}

fn enclosure(path: &Path) -> Result<PdfEnclosure, CliError> {
    let bytes = read_file(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    Ok(PdfEnclosure {
        name: name.unwrap_or_default(),
        description: stem.unwrap_or_default(),
        bytes,
    })
}

/// What a merged letter is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LetterFormat {
    Docx,
    Pdf,
}

/// How merged letters become PDFs.
pub(super) struct Pdf {
    pub renderer: Renderer,
    pub options: RenderOptions,
}

impl Pdf {
    /// What `merge` asks for; `None` for documents. `named` says what the letters are called.
    pub fn of(args: &MergeArgs, named: LetterFormat) -> Result<Option<Self>, CliError> {
        if args.format.unwrap_or(named) == LetterFormat::Docx {
            return match args.pdf.asked() {
                Some(name) => Err(CliError::OnlyForPdf(name)),
                None => Ok(None),
            };
        }
        // The title is the document's: the merge has written it there.
        let options = args.pdf.options(None)?;
        Ok(Some(Pdf { renderer: args.pdf.renderer()?, options }))
    }

    /// Puts the PDF in the place of the letter and tells what rendering found; a strict letter with
    /// errors is refused. `None` where there is no letter.
    pub fn render(
        &self,
        outcome: &mut Outcome,
        strict: bool,
        args: &MergeArgs,
        console: &mut Console<'_>,
    ) -> Result<Option<(Rendered, usize)>, CliError> {
        let Outcome::Letter(letter) = outcome else { return Ok(None) };
        let mut rendered = self
            .renderer
            .render_bytes(letter, &self.options)
            .map_err(|source| CliError::of_rendering(&args.output, source))?;
        let language = args.speech.language();
        let report = Report::of(&rendered.diagnostics, language);
        report.write(console.err, &args.output.display().to_string(), args.notes, language)?;
        let errors = report.errors();
        *outcome = if strict && errors > 0 {
            Outcome::Refused
        } else {
            Outcome::Letter(std::mem::take(&mut rendered.pdf))
        };
        Ok(Some((rendered, errors)))
    }
}

impl LetterFormat {
    /// What a file is to be, by its name.
    pub fn of(path: &Path) -> Self {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            LetterFormat::Pdf
        } else {
            LetterFormat::Docx
        }
    }
}

fn moment(text: &str) -> Result<String, WireError> {
    read_moment(text)
}

fn metrics() -> impl TypedValueParser<Value = MetricsOf> {
    PossibleValuesParser::new(["requested", "substitute"]).map(|word| match word.as_str() {
        "substitute" => MetricsOf::Substitute,
        _ => MetricsOf::Requested,
    })
}
