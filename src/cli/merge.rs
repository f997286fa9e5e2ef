//! `brevsmed merge` for one letter.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::args::MergeArgs;
use super::error::CliError;
use super::pdf::{LetterFormat, Pdf};
use super::report::{self, ERRORS, PAGES, Report, counted};
use super::{Console, Exit, approved, pictures};
use crate::batch::write_whole;
use crate::diagnostic::{MessageLanguage, Place};
use crate::merge::{Answers, Approved, MergeOptions, Outcome, Receipt, Request, Strictness, merge};
use crate::render::Rendered;
use crate::template::Template;
use crate::wire::{
    self, DATA_LIMIT, OutcomeWord, ReceiptWire, WireError, read_answers, read_record,
};

/// Merges one letter.
pub(super) fn run(args: &MergeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let data = args.data.as_deref().unwrap_or(Path::new("-"));
    refuse_same_file(&args.output, &[&args.template, data])?;
    let Prepared { template, answers, options } = prepare(args)?;
    let pdf = Pdf::of(args, LetterFormat::of(&args.output))?;
    let record = read_record(&read_input(data)?)
        .map_err(|source| CliError::Data(data.to_owned(), source))?;
    let request = Request::single(&record, &answers, &options);
    let mut merged = merge(&template, &request)
        .map_err(|source| CliError::Package(args.template.clone(), source))?;
    let receipt = merged.receipt(&template);

    let report = Report::of(&receipt.diagnostics, language);
    report.write(console.err, &args.template.display().to_string(), args.notes, language)?;
    let strict = options.strictness == Strictness::Strict;
    let rendered = match &pdf {
        Some(pdf) => pdf.render(&mut merged.outcome, strict, args, console)?,
        None => None,
    };
    if let Some(path) = &args.receipt {
        refuse_same_file(path, &[&args.template, data, &args.output])?;
        let outcome = OutcomeWord::of(&merged.outcome);
        let mut wire = wire::receipt(&receipt, outcome, language);
        if let Some((rendered, _)) = &rendered {
            wire = wire.with_rendering(rendered, language);
        }
        write_receipt(path, &wire)?;
    }
    let made = Conclusion { receipt: &receipt, rendered, errors: report.errors(), place: None };
    conclude(args, &merged.outcome, made, console)
}

/// What is known of a letter when all is done.
pub(super) struct Conclusion<'r> {
    pub receipt: &'r Receipt,
    /// Of a PDF: what came of rendering, and how many errors that found.
    pub rendered: Option<(Rendered, usize)>,
    /// The errors that the merge found.
    pub errors: usize,
    /// Where SKIPIF stands in the words of the author, if it is another than the outcome has.
    pub place: Option<Place>,
}

/// Writes the letter, and says what came of it.
pub(super) fn conclude(
    args: &MergeArgs,
    outcome: &Outcome,
    made: Conclusion<'_>,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    match outcome {
        Outcome::Letter(bytes) => {
            write_whole(&args.output, bytes)
                .map_err(|source| CliError::Write(args.output.clone(), source))?;
            let wrote = if language == MessageLanguage::Danish { "skrev" } else { "wrote" };
            let line = report::receipt_line(made.receipt, language);
            write!(console.out, "{wrote} {} · {line}", args.output.display())?;
            if let Some((rendered, _)) = &made.rendered {
                write!(console.out, " · {}", counted(rendered.pages, &PAGES, language))?;
                if let Some(folder) = &args.pdf.png {
                    pictures::write(bytes, args.pdf.dpi, folder)?;
                }
            }
            writeln!(console.out)?;
            Ok(Exit::Done)
        }
        Outcome::DoNotSend(here) => {
            let place = made.place.as_ref().unwrap_or(here).words(language);
            match language {
                MessageLanguage::Danish => writeln!(
                    console.out,
                    "skrev intet: brevet skal ikke sendes, siger SKIPIF i {place}"
                )?,
                MessageLanguage::English => writeln!(
                    console.out,
                    "wrote nothing: the letter is not to be sent, says SKIPIF in {place}"
                )?,
            }
            Ok(Exit::DoNotSend)
        }
        Outcome::Refused => {
            let of_rendering = made.rendered.map_or(0, |(_, errors)| errors);
            let errors = counted(made.errors + of_rendering, &ERRORS, language);
            match language {
                MessageLanguage::Danish => {
                    writeln!(console.err, "brevet er ikke skrevet: {errors}")?;
                }
                MessageLanguage::English => {
                    writeln!(console.err, "the letter is not written: {errors}")?;
                }
            }
            Ok(Exit::Refused)
        }
    }
}

/// What one letter and many have in common.
pub(super) struct Prepared {
    pub template: Template,
    pub answers: Answers,
    pub options: MergeOptions,
}

/// Reads the template, the answers and the wishes.
pub(super) fn prepare(args: &MergeArgs) -> Result<Prepared, CliError> {
    let wishes = args.options();
    let compile_options = wishes.compile_options().map_err(option_error)?;
    let approved = match &args.approved {
        Some(folder) => approved::read_folder(folder)?,
        None => Approved::default(),
    };
    let options = wishes.merge_options(approved).map_err(option_error)?;
    let answers =
        read_answers(&args.answers).map_err(|source| CliError::Argument("--answers", source))?;
    let bytes = read_file(&args.template)?;
    let template = Template::compile(&bytes, &compile_options)
        .map_err(|source| CliError::Package(args.template.clone(), source))?;
    Ok(Prepared { template, answers, options })
}

pub(super) fn option_error(error: WireError) -> CliError {
    let name = match error {
        WireError::NotADate => "--date",
        _ => "--language",
    };
    CliError::Argument(name, error)
}

/// Reads a file.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, CliError> {
    fs::read(path).map_err(|source| CliError::Read(path.to_owned(), source))
}

/// Refuses to write what is also read, under whatever name.
pub(super) fn refuse_same_file(output: &Path, inputs: &[&Path]) -> Result<(), CliError> {
    // A file that does not exist has only the name it is written with.
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match inputs.iter().find(|input| real(input) == real(output)) {
        Some(input) => Err(CliError::SameFile((*input).to_owned())),
        None => Ok(()),
    }
}

pub(super) fn read_input(path: &Path) -> Result<Vec<u8>, CliError> {
    if path != Path::new("-") {
        return read_file(path);
    }
    let mut bytes = Vec::new();
    // One byte more than allowed, so that too much is seen to be too much.
    io::stdin()
        .lock()
        .take(DATA_LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| CliError::Read(path.to_owned(), source))?;
    Ok(bytes)
}

pub(super) fn write_receipt(path: &Path, receipt: &ReceiptWire) -> Result<(), CliError> {
    let mut json = serde_json::to_vec_pretty(receipt)
        .map_err(|error| CliError::Write(path.to_owned(), error.into()))?;
    json.push(b'\n');
    write_whole(path, &json).map_err(|source| CliError::Write(path.to_owned(), source))
}
