//! `brevsmed compose`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use super::args::Speech;
use super::bundle_files;
use super::error::CliError;
use super::merge::{read_file, refuse_same_file};
use super::report::{ELEMENTS, ERRORS, PARAGRAPHS, Report, counted};
use super::{Console, Exit};
use crate::batch::write_whole;
use crate::bundle::{LetterTemplate, View};
use crate::compose::{Composed, Piece, Sources, compose};
use crate::diagnostic::{Diagnostic, MessageLanguage};

/// Put a template together with its master and content elements
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("letter").required(true).args(["bundle", "body"]),
    override_usage = "brevsmed compose BUNDLE TEMPLATE [--authority CODE] [--context KEY] -o OUT.docx\n       \
                      brevsmed compose --body B.docx [--master M.docx] [--element KEY=E.docx]... -o OUT.docx",
    after_help = "Exit codes: 0 written; 1 the parts have errors, and nothing is written without --lenient; \
                  2 could not look"
)]
pub(super) struct ComposeArgs {
    /// The bundle: a folder, or the same as a zip
    #[arg(requires = "template", conflicts_with_all = ["master", "body", "elements"])]
    pub bundle: Option<PathBuf>,

    /// The key of a template in the bundle
    pub template: Option<String>,

    /// The code of the authority that writes; without it, the central office
    #[arg(long, value_name = "CODE", requires = "bundle")]
    pub authority: Option<String>,

    /// The context, where the authority overrides the template in some contexts
    #[arg(long, value_name = "KEY", requires = "bundle")]
    pub context: Option<String>,

    /// The template's own text
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,

    /// The master template
    #[arg(long, value_name = "FILE", requires = "body")]
    pub master: Option<PathBuf>,

    /// A content element and its key; may be given several times
    #[arg(long = "element", value_name = "KEY=FILE", requires = "body", value_parser = key_and_file)]
    pub elements: Vec<(String, PathBuf)>,

    /// The composed document
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,

    /// Write the document in spite of errors
    #[arg(long)]
    pub lenient: bool,

    /// Show notes as well
    #[arg(long)]
    pub notes: bool,

    #[command(flatten)]
    pub speech: Speech,
}

fn key_and_file(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((key, file)) if !key.is_empty() && !file.is_empty() => {
            Ok((key.to_owned(), PathBuf::from(file)))
        }
        _ => Err("KEY=FILE".to_owned()),
    }
}

/// Runs the command.
pub(super) fn run(args: &ComposeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    match (&args.bundle, &args.template) {
        (Some(bundle), Some(key)) => of_bundle(args, bundle, key, console),
        _ => of_files(args, console),
    }
}

fn of_files(args: &ComposeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    // The argument group asks for it.
    let body = args.body.as_deref().unwrap_or(Path::new(""));
    let named = args.elements.iter().map(|(_, path)| path.as_path());
    let inputs: Vec<&Path> =
        args.master.as_deref().into_iter().chain([body]).chain(named).collect();
    refuse_same_file(&args.output, &inputs)?;
    let master = args.master.as_deref().map(read_file).transpose()?;
    let text = read_file(body)?;
    let mut elements = BTreeMap::new();
    for (key, path) in &args.elements {
        elements.insert(key.as_str(), read_file(path)?);
    }
    let sources = Sources {
        master: master.as_deref(),
        body: &text,
        elements: elements.iter().map(|(key, bytes)| (*key, bytes.as_slice())).collect(),
    };
    let composed =
        compose(&sources).map_err(|source| CliError::Package(body.to_owned(), source))?;
    let file = |piece: &Piece| {
        let path = match piece {
            Piece::Body => Some(body),
            Piece::Master => args.master.as_deref(),
            Piece::Element(key) => {
                args.elements.iter().find(|(known, _)| known == key).map(|(_, path)| path.as_path())
            }
        };
        path.unwrap_or(body).display().to_string()
    };
    told(args, &composed, &file, console)
}

fn of_bundle(
    args: &ComposeArgs,
    path: &Path,
    key: &str,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let Some(bundle) = bundle_files::open(path, language, console)? else {
        return Ok(Exit::Refused);
    };
    let view = bundle_files::view(&bundle, args.authority.as_deref())?;
    let template = bundle_files::template(&view, key, args.context.as_deref())?;
    let composed = view
        .compose(template)
        .map_err(|source| CliError::Package(path.join(&template.file), source))?;
    told(args, &composed, &|piece| file_of(&view, template, piece), console)
}

/// The file in the bundle that a document was read from.
fn file_of(view: &View<'_>, template: &LetterTemplate, piece: &Piece) -> String {
    let found = match piece {
        Piece::Body => None,
        Piece::Master => template
            .manifest
            .master
            .as_deref()
            .and_then(|key| view.master(key))
            .map(|master| master.file.clone()),
        Piece::Element(key) => view.element(key).map(|element| element.file.clone()),
    };
    found.unwrap_or_else(|| template.file.clone())
}

fn told(
    args: &ComposeArgs,
    composed: &Composed,
    file: &dyn Fn(&Piece) -> String,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let mut by_piece: BTreeMap<&Piece, Vec<Diagnostic>> = BTreeMap::new();
    for (piece, diagnostic) in &composed.diagnostics {
        by_piece.entry(piece).or_default().push(diagnostic.clone());
    }
    let mut errors = 0;
    for (piece, diagnostics) in by_piece {
        let report = Report::of(&diagnostics, language);
        errors += report.errors();
        report.write(console.err, &file(piece), args.notes, language)?;
    }
    let english = language == MessageLanguage::English;
    if errors > 0 && !args.lenient {
        let errors = counted(errors, &ERRORS, language);
        if english {
            writeln!(console.err, "the document is not written: {errors}")?;
        } else {
            writeln!(console.err, "dokumentet er ikke skrevet: {errors}")?;
        }
        return Ok(Exit::Refused);
    }
    write_whole(&args.output, &composed.document)
        .map_err(|source| CliError::Write(args.output.clone(), source))?;
    writeln!(
        console.out,
        "{} {} · {} · {}",
        if english { "wrote" } else { "skrev" },
        args.output.display(),
        counted(composed.origins.len(), &PARAGRAPHS, language),
        counted(composed.elements.len(), &ELEMENTS, language),
    )?;
    Ok(Exit::Done)
}
