//! `brevsmed render`: a finished `.docx`, or a folder of them, as PDF.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::args::Speech;
use super::error::CliError;
use super::merge::{read_input, refuse_same_file};
use super::pdf::PdfArgs;
use super::pictures;
use super::progress::Progress;
use super::report::{ERRORS, LETTERS, PAGES, Report, counted, number};
use super::{Console, Exit};
use crate::batch::{BatchError, WholeFile, write_whole};
use crate::diagnostic::{Diagnostic, MessageLanguage, Severity};
use crate::render::{RenderError, RenderOptions, Rendered, Renderer};
use crate::wire::RenderingWire;

/// Render a finished letter, or any .docx, as a PDF that everyone can read: PDF/UA-1 and PDF/A-2a
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 written; 1 with --strict: the letter has errors and is not written (of a \
                  folder: some documents failed); 2 could not look"
)]
pub(super) struct RenderArgs {
    /// The document, or a folder of them; `-` reads standard input
    pub input: PathBuf,

    /// The PDF, or for a folder the folder for the PDFs; `-` writes standard output. Without it,
    /// beside the document
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,

    /// The title; without it, the document's own, else its first heading
    #[arg(long)]
    pub title: Option<String>,

    /// Do not write a letter that has errors, such as a character that no font has
    #[arg(long)]
    pub strict: bool,

    /// Write what came of it as JSON: pages, fonts, findings with places; for a folder, JSON lines
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,

    /// Documents of a folder at a time; without it, as many as there are processors
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Show notes too, not only errors and warnings
    #[arg(long)]
    pub notes: bool,

    #[command(flatten)]
    pub pdf: PdfArgs,

    #[command(flatten)]
    pub speech: Speech,
}

/// Folders in each other.
const DEPTH: usize = 16;
/// Documents whose own failure is told in a line each.
const TOLD: usize = 20;

/// Runs the command.
pub(super) fn run(args: &RenderArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let renderer = args.pdf.renderer()?;
    let options = args.pdf.options(args.title.clone())?;
    if args.input.is_dir() {
        folder(args, &renderer, &options, console)
    } else {
        single(args, &renderer, &options, console)
    }
}

fn single(
    args: &RenderArgs,
    renderer: &Renderer,
    options: &RenderOptions,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let standard = Path::new("-");
    let output = match &args.output {
        Some(output) => output.clone(),
        None if args.input == standard => standard.to_owned(),
        None => args.input.with_extension("pdf"),
    };
    let inputs: Vec<&Path> = args.pdf.inputs().chain([args.input.as_path()]).collect();
    if output != standard {
        refuse_same_file(&output, &inputs)?;
    }
    let rendered = renderer
        .render_bytes(&read_input(&args.input)?, options)
        .map_err(|source| CliError::of_rendering(&args.input, source))?;

    let report = Report::of(&rendered.diagnostics, language);
    report.write(console.err, &args.input.display().to_string(), args.notes, language)?;
    let refused = args.strict && report.errors() > 0;
    if let Some(path) = &args.receipt {
        let all: Vec<&Path> = inputs.iter().copied().chain([output.as_path()]).collect();
        refuse_same_file(path, &all)?;
        let mut json = serde_json::to_vec_pretty(&RenderingWire::of(&rendered, language))
            .map_err(|error| CliError::Write(path.clone(), error.into()))?;
        json.push(b'\n');
        write_whole(path, &json).map_err(|source| CliError::Write(path.clone(), source))?;
    }
    if refused {
        let errors = counted(report.errors(), &ERRORS, language);
        match language {
            MessageLanguage::Danish => writeln!(console.err, "brevet er ikke skrevet: {errors}")?,
            MessageLanguage::English => {
                writeln!(console.err, "the letter is not written: {errors}")?;
            }
        }
        return Ok(Exit::Refused);
    }
    if let Some(folder) = &args.pdf.png {
        pictures::write(&rendered.pdf, args.pdf.dpi, folder)?;
    }
    if output == standard {
        console.out.write_all(&rendered.pdf)?;
        console.out.flush()?;
        return Ok(Exit::Done);
    }
    write_whole(&output, &rendered.pdf)
        .map_err(|source| CliError::Write(output.clone(), source))?;
    let wrote = if language == MessageLanguage::Danish { "skrev" } else { "wrote" };
    let pages = counted(rendered.pages, &PAGES, language);
    writeln!(console.out, "{wrote} {} · {pages}", output.display())?;
    Ok(Exit::Done)
}

/// What came of a document of a folder.
struct Done {
    /// Its path below the folder.
    name: PathBuf,
    fate: Result<Written, CliError>,
}

struct Written {
    pages: usize,
    refused: bool,
    diagnostics: Vec<Diagnostic>,
    receipt: Option<RenderingWire>,
}

fn folder(
    args: &RenderArgs,
    renderer: &Renderer,
    options: &RenderOptions,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let target = args.output.as_deref().unwrap_or(&args.input);
    if target == Path::new("-") {
        return Err(CliError::FolderToStandardOutput);
    }
    let mut names = Vec::new();
    documents(&args.input, Path::new(""), 0, &mut names)?;
    names.sort();
    let outputs = outputs(&names);
    let mut receipts = match &args.receipt {
        Some(path) => {
            Some((path, WholeFile::create(path).map_err(|e| CliError::Write(path.clone(), e))?))
        }
        None => None,
    };
    let progress = Progress::of_documents(names.len(), language);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, Into::into))
        .build()
        .map_err(|source| BatchError::Threads(Box::new(source)))?;
    let bar = progress.bar().clone();
    let one = |(name, output): (&PathBuf, &PathBuf)| {
        let fate = document(args, renderer, options, name, &target.join(output), language);
        bar.inc(1);
        Done { name: name.clone(), fate }
    };
    let done: Vec<Done> = threads.install(|| names.par_iter().zip(&outputs).map(one).collect());
    progress.clear();

    let mut found = Vec::new();
    let (mut written, mut pages, mut refused, mut failed) = (0_usize, 0_usize, 0_usize, 0_usize);
    for done in &done {
        match &done.fate {
            Ok(fate) if fate.refused => refused += 1,
            Ok(fate) => {
                written += 1;
                pages += fate.pages;
            }
            Err(error) => {
                failed += 1;
                if failed <= TOLD {
                    writeln!(console.err, "{}", error.words(language))?;
                }
            }
        }
        let Ok(fate) = &done.fate else { continue };
        let file = done.name.display().to_string();
        found.extend(fate.diagnostics.iter().map(|found| (file.clone(), found.clone())));
        if let (Some((path, out)), Some(receipt)) = (&mut receipts, &fate.receipt) {
            let line = receipt.line_of(&file);
            serde_json::to_writer(&mut *out, &line)
                .map_err(io::Error::from)
                .and_then(|()| out.write_all(b"\n"))
                .map_err(|source| CliError::Write((*path).clone(), source))?;
        }
    }
    if let Some((path, out)) = receipts {
        out.finish().map_err(|source| CliError::Write(path.clone(), source))?;
    }
    if failed > TOLD {
        let more = number(failed - TOLD, language);
        match language {
            MessageLanguage::Danish => writeln!(console.err, "og {more} til")?,
            MessageLanguage::English => writeln!(console.err, "and {more} more")?,
        }
    }
    let report = Report::of_files(&found, language);
    report.write(console.err, "", args.notes, language)?;

    let letters = counted(written, &LETTERS, language);
    let pages = counted(pages, &PAGES, language);
    let place = target.display();
    let mut line = match language {
        MessageLanguage::Danish => format!("skrev {letters} i {place} · {pages}"),
        MessageLanguage::English => format!("wrote {letters} to {place} · {pages}"),
    };
    for (count, da, en) in [(refused, "blev afvist", "refused"), (failed, "mislykkedes", "failed")]
    {
        if count > 0 {
            let word = if language == MessageLanguage::Danish { da } else { en };
            line.push_str(&format!(" · {} {word}", number(count, language)));
        }
    }
    writeln!(console.out, "{line}")?;
    Ok(if refused + failed == 0 { Exit::Done } else { Exit::Refused })
}

fn document(
    args: &RenderArgs,
    renderer: &Renderer,
    options: &RenderOptions,
    name: &Path,
    output: &Path,
    language: MessageLanguage,
) -> Result<Written, CliError> {
    let path = args.input.join(name);
    let bytes = fs::read(&path).map_err(|source| CliError::Read(path.clone(), source))?;
    let Rendered { pdf, pages, fonts, diagnostics } = renderer
        .render_bytes(&bytes, options)
        .map_err(|source| CliError::of_rendering(&path, source))?;
    let refused = args.strict
        && diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
    if !refused {
        let unwritable = |source| CliError::Write(output.to_owned(), source);
        if let Some(folder) = output.parent() {
            fs::create_dir_all(folder).map_err(unwritable)?;
        }
        write_whole(output, &pdf).map_err(unwritable)?;
        if let Some(folder) = &args.pdf.png {
            pictures::write(&pdf, args.pdf.dpi, &folder.join(name.with_extension("")))?;
        }
    }
    let rendered = Rendered { pdf: Vec::new(), pages, fonts, diagnostics };
    let receipt = args.receipt.is_some().then(|| RenderingWire::of(&rendered, language));
    Ok(Written { pages, refused, diagnostics: rendered.diagnostics, receipt })
}

/// The documents of a folder and of those in it. Names that begin with a point or, as Word's locks
/// do, with `~$` are passed over.
fn documents(
    root: &Path,
    inside: &Path,
    depth: usize,
    found: &mut Vec<PathBuf>,
) -> Result<(), CliError> {
    let folder = root.join(inside);
    let unreadable = |source| CliError::Read(folder.clone(), source);
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let words = name.to_string_lossy();
        if words.starts_with('.') || words.starts_with("~$") {
            continue;
        }
        let kind = entry.file_type().map_err(unreadable)?;
        let path = inside.join(&name);
        if kind.is_dir() && depth < DEPTH {
            documents(root, &path, depth + 1, found)?;
        } else if kind.is_file() && is_document(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    matches!(extension.to_ascii_lowercase().as_str(), "docx" | "dotx" | "docm" | "dotm")
}

/// Where each document's PDF goes: its name with another ending, unless a document before it has
/// that already.
fn outputs(names: &[PathBuf]) -> Vec<PathBuf> {
    let mut taken = HashSet::new();
    names
        .iter()
        .map(|name| {
            let own = name.with_extension("pdf");
            if taken.insert(own.clone()) {
                return own;
            }
            let mut whole = name.clone().into_os_string();
            whole.push(".pdf");
            let whole = PathBuf::from(whole);
            taken.insert(whole.clone());
            whole
        })
        .collect()
}

impl CliError {
    /// Why a document could not be rendered.
    pub fn of_rendering(path: &Path, error: RenderError) -> Self {
        match error {
            RenderError::Package(source) => CliError::Package(path.to_owned(), source),
            RenderError::Pdf(source) => CliError::Pdf(path.to_owned(), source),
        }
    }
}
