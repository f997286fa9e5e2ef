//! `brevsmed merge --records`: a letter for every record.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde::Serialize;

use super::args::MergeArgs;
use super::end::asked_to_end;
use super::error::CliError;
use super::merge::{Prepared, prepare, refuse_same_file};
use super::pdf::{LetterFormat, Pdf};
use super::progress::Progress;
use super::report::{ERRORS, LETTERS, Report, counted, number};
use super::{Console, Exit};
use crate::batch::{
    AsPdf, Batch, BatchError, Done, Failures, Fate, FileNames, Format, Letters, OneTemplate,
    Source, Summary, WholeFile,
};
use crate::diagnostic::{Diagnostic, MessageLanguage, Place, has_errors};
use crate::merge::Strictness;
use crate::wire::{OutcomeWord, ReceiptWire, receipt, receipt_of_files};

/// Records whose own failure is told in a line each.
const TOLD: usize = 20;

/// Merges a letter for every record.
pub(super) fn run(args: &MergeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let file = args.template.display().to_string();
    let Prepared { template, answers, options } = prepare(args)?;

    // What is wrong with the template is wrong with every letter: it is said once.
    let of_template = Report::of(template.diagnostics(), language);
    of_template.write(console.err, &file, args.notes, language)?;
    if options.strictness == Strictness::Strict && has_errors(template.diagnostics()) {
        let errors = counted(of_template.errors(), &ERRORS, language);
        match language {
            MessageLanguage::Danish => {
                writeln!(console.err, "ingen breve er skrevet: {errors} i skabelonen")?;
            }
            MessageLanguage::English => {
                writeln!(console.err, "no letters are written: {errors} in the template")?;
            }
        }
        return Ok(Exit::Refused);
    }

    let letters = OneTemplate { template: &template, answers: &answers, options: &options };
    make(args, &letters, &file, None, console)
}

/// Tells the file and place of one of several templates, of a letter that is put together.
pub(super) type LocateOf<'l> = dyn Fn(usize, &Place) -> (String, Place) + 'l;

/// Makes the letters, and says what came of them.
pub(super) fn make(
    args: &MergeArgs,
    letters: &impl Letters,
    file: &str,
    locate: Option<&LocateOf<'_>>,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let records = args.records.as_deref().unwrap_or(Path::new("-"));
    let progress = Progress::new(records, language);
    let mut source = open(records, &progress)?;
    if args.pdf.png.is_some() {
        return Err(CliError::NotForMany("--png"));
    }
    let mut names = file_names(args, records)?;
    let named = if names.are_pdfs() { LetterFormat::Pdf } else { LetterFormat::Docx };
    let pdf = Pdf::of(args, named)?;
    if pdf.is_some() {
        names = names.of_pdfs();
    }
    let mut companions = Companions::create(args, records, language)?;
    let stop = stop_on_interrupt();
    let batch = Batch {
        letters,
        pdf: pdf.as_ref().map(|pdf| AsPdf {
            renderer: &pdf.renderer,
            options: &pdf.options,
            strict: !args.lenient,
        }),
        folder: &args.output,
        overwrite: args.many.overwrite,
        receipts: args.receipt.is_some(),
        jobs: args.many.jobs.map(Into::into),
        stop: &stop,
    };
    let mut told = Told::default();
    let begun = Instant::now();
    let summary = batch.run(&mut source, &mut names, &mut |done| {
        progress.count();
        told.add(done, locate, language);
        companions.add(done, locate)
    });
    progress.clear();
    let summary = summary?;
    companions.finish()?;

    told.write(console.err, file, args.notes, language)?;
    let line = summary_line(&summary, &args.output, begun.elapsed().as_secs_f64(), language);
    writeln!(console.out, "{line}")?;
    Ok(if summary.is_complete() { Exit::Done } else { Exit::Refused })
}

/// `skrev 1.204 breve i breve · 3 blev afvist · 2.310 breve i sekundet`
fn summary_line(
    summary: &Summary,
    folder: &Path,
    seconds: f64,
    language: MessageLanguage,
) -> String {
    let danish = language == MessageLanguage::Danish;
    let letters = counted(summary.written, &LETTERS, language);
    let folder = folder.display();
    let mut parts = vec![if danish {
        format!("skrev {letters} i {folder}")
    } else {
        format!("wrote {letters} to {folder}")
    }];
    let fates = [
        (summary.refused, "blev afvist", "refused"),
        (summary.do_not_send, "skal ikke sendes", "not to be sent"),
        (summary.failed, "mislykkedes", "failed"),
    ];
    for (count, da, en) in fates.into_iter().filter(|(count, ..)| *count > 0) {
        parts.push(format!("{} {}", number(count, language), if danish { da } else { en }));
    }
    if summary.interrupted {
        let last = number(summary.records(), language);
        parts.push(if danish {
            format!("afbrudt efter post {last}")
        } else {
            format!("interrupted after record {last}")
        });
    }
    if summary.written > 0 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a rate for people, rounded"
        )]
        let rate = (summary.written as f64 / seconds.max(0.001)).round() as usize;
        let rate = counted(rate, &LETTERS, language);
        parts.push(if danish { format!("{rate} i sekundet") } else { format!("{rate} a second") });
    }
    parts.join(" · ")
}

/// What is told on standard error when all is done.
#[derive(Default)]
struct Told {
    report: Report,
    lines: Vec<String>,
    untold: usize,
}

impl Told {
    fn add(&mut self, done: &Done, locate: Option<&LocateOf<'_>>, language: MessageLanguage) {
        for found in &done.diagnostics {
            match (locate, &found.place) {
                (Some(locate), Some(place)) => {
                    let (file, place) = locate(done.template, place);
                    let own = Diagnostic { place: Some(place), ..found.clone() };
                    self.report.add_record(done.entry.number, &own, Some(&file));
                }
                _ => self.report.add_record(done.entry.number, found, None),
            }
        }
        // Places of these are in the letter, which no file of the bundle is.
        for found in done.rendered.iter().flat_map(|rendered| &rendered.diagnostics) {
            self.report.add_record(done.entry.number, found, None);
        }
        let Fate::Failed(error) = &done.fate else { return };
        if self.lines.len() == TOLD {
            self.untold += 1;
            return;
        }
        let record = number(done.entry.number, language);
        let words = error.words(language);
        self.lines.push(match language {
            MessageLanguage::Danish => format!("fejl: post {record}: {words}"),
            MessageLanguage::English => format!("error: record {record}: {words}"),
        });
    }

    fn write(
        &self,
        err: &mut dyn Write,
        file: &str,
        notes: bool,
        language: MessageLanguage,
    ) -> io::Result<()> {
        for line in &self.lines {
            writeln!(err, "{line}")?;
        }
        if self.untold > 0 {
            let untold = number(self.untold, language);
            match language {
                MessageLanguage::Danish => writeln!(err, "og {untold} til")?,
                MessageLanguage::English => writeln!(err, "and {untold} more")?,
            }
        }
        self.report.write(err, file, notes, language)
    }
}

/// The files beside the letters: failures and receipts.
struct Companions {
    failures: Option<Failures>,
    receipts: Option<(PathBuf, WholeFile)>,
    language: MessageLanguage,
}

#[derive(Serialize)]
struct ReceiptLine<'r> {
    record: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'r str>,
    #[serde(flatten)]
    receipt: ReceiptWire,
}

impl Companions {
    fn create(
        args: &MergeArgs,
        records: &Path,
        language: MessageLanguage,
    ) -> Result<Self, CliError> {
        let failures = match &args.many.failures {
            // The records may be the failures of the last run: they are read to their end before
            // the new ones take their place.
            Some(path) => {
                refuse_same_file(path, &[&args.template])?;
                Some(Failures::create(path, language)?)
            }
            None => None,
        };
        let receipts = match &args.receipt {
            Some(path) => {
                refuse_same_file(path, &[&args.template, records])?;
                let file = WholeFile::create(path)
                    .map_err(|source| CliError::Write(path.clone(), source))?;
                Some((path.clone(), file))
            }
            None => None,
        };
        Ok(Companions { failures, receipts, language })
    }

    fn add(&mut self, done: &Done, locate: Option<&LocateOf<'_>>) -> Result<(), BatchError> {
        let locate = locate.map(|locate| |place: &Place| locate(done.template, place));
        if let Some(failures) = &mut self.failures {
            match &locate {
                Some(locate) => failures.add_of_files(done, locate)?,
                None => failures.add(done)?,
            }
        }
        let (Some((path, out)), Some(made)) = (&mut self.receipts, &done.receipt) else {
            return Ok(());
        };
        let (outcome, file) = match &done.fate {
            Fate::Written(path) => (OutcomeWord::Letter, path.file_name()),
            Fate::DoNotSend(_) => (OutcomeWord::DoNotSend, None),
            Fate::Refused => (OutcomeWord::Refused, None),
            Fate::Failed(_) => return Ok(()),
        };
        let wire = match &locate {
            Some(locate) => receipt_of_files(made, outcome, self.language, locate),
            None => receipt(made, outcome, self.language),
        };
        let line = ReceiptLine {
            record: done.entry.number,
            file: file.and_then(|file| file.to_str()),
            receipt: match &done.rendered {
                Some(rendered) => wire.with_rendering(rendered, self.language),
                None => wire,
            },
        };
        serde_json::to_writer(&mut *out, &line)
            .map_err(io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|source| BatchError::Companion { path: path.clone(), source })
    }

    fn finish(self) -> Result<(), CliError> {
        if let Some(failures) = self.failures {
            failures.finish()?;
        }
        match self.receipts {
            Some((path, file)) => file.finish().map_err(|source| CliError::Write(path, source)),
            None => Ok(()),
        }
    }
}

fn open(records: &Path, progress: &Progress) -> Result<Source, CliError> {
    if records == Path::new("-") {
        return Ok(Source::open(BufReader::new(io::stdin()), Format::JsonLines)?);
    }
    let file = File::open(records).map_err(|source| CliError::Read(records.to_owned(), source))?;
    let is_table =
        records.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let format = if is_table { Format::Table } else { Format::JsonLines };
    Ok(Source::open(BufReader::new(progress.watch(file)), format)?)
}

fn file_names(args: &MergeArgs, records: &Path) -> Result<FileNames, CliError> {
    if let Some(expression) = &args.many.name {
        return Ok(FileNames::by_expression(expression)?);
    }
    // The records' own name, so that failures that are run again do not meet the letters of the
    // first run.
    let stem = records.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    Ok(FileNames::numbered(if matches!(stem, "" | "-") { "brev" } else { stem }))
}

/// A flag that Ctrl+C sets; the second Ctrl+C ends the program at once.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    // Without a runtime Ctrl+C ends the program as it does any other.
    if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
        std::thread::spawn(move || {
            runtime.block_on(asked_to_end());
            flag.store(true, Ordering::Relaxed);
            runtime.block_on(asked_to_end());
            std::process::exit(130);
        });
    }
    stop
}
