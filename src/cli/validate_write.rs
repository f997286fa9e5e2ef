//! The reports of a validation, written where they were asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Console;
use super::error::CliError;
use super::validate::{Ran, Workbench};
use crate::batch::write_whole;
use crate::diagnostic::{MessageLanguage, Severity};
use crate::font::FontBook;
use crate::lint::Safety;
use crate::render::Renderer;
use crate::report::{DrawOptions, Format, Options, PagePictures, draw, write as written};
use crate::validate::{Content, Report};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Text,
    /// For people, a line each.
    Concise,
    /// For programs.
    Json,
    /// For code scanning (SARIF 2.1.0).
    Sarif,
    /// For test reports (JUnit).
    Junit,
    /// For the log of a GitHub action.
    Github,
    /// For GitLab's code quality.
    Gitlab,
    /// For a job's summary or a comment.
    Markdown,
    /// For administrators: a page with pictures of the letters.
    Html,
}

impl ReportFormat {
    fn format(self) -> Format {
        match self {
            ReportFormat::Text => Format::Text,
            ReportFormat::Concise => Format::Concise,
            ReportFormat::Json => Format::Json,
            ReportFormat::Sarif => Format::Sarif,
            ReportFormat::Junit => Format::Junit,
            ReportFormat::Github => Format::Github,
            ReportFormat::Gitlab => Format::Gitlab,
            ReportFormat::Markdown => Format::Markdown,
            ReportFormat::Html => Format::Html,
        }
    }

    /// Notes are for who asks for them where people read all of it.
    fn is_for_eyes(self) -> bool {
        matches!(self, ReportFormat::Text | ReportFormat::Concise)
    }
}

/// A report that goes to a file: `sarif:out.sarif`.
#[derive(Clone, Debug)]
pub(super) struct ReportTo {
    format: Format,
    path: PathBuf,
}

/// Reads `FORMAT:FILE`.
pub(super) fn report_to(text: &str) -> Result<ReportTo, String> {
    let formats = || Format::ALL.map(Format::name).join(", ");
    let (name, path) = text
        .split_once(':')
        .ok_or_else(|| format!("FORMAT:FILE is meant; formats: {}", formats()))?;
    let format = Format::named(name)
        .ok_or_else(|| format!("no format is called `{name}`; there are {}", formats()))?;
    if path.is_empty() {
        return Err("FORMAT:FILE is meant, and the file is missing".to_owned());
    }
    Ok(ReportTo { format, path: PathBuf::from(path) })
}

/// Writes what was found, in all ways that were asked for.
pub(super) fn write(
    workbench: &Workbench<'_>,
    ran: &Ran,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let args = workbench.args;
    let language = args.speech.language();
    let wants_pictures =
        args.format == ReportFormat::Html || args.report.iter().any(|to| to.format == Format::Html);
    let pictures = wants_pictures.then(|| pictures(ran));
    let options = Options {
        language,
        fail_on: workbench.fail_on(),
        date: workbench.day,
        pictures: pictures.as_ref(),
        ..Options::default()
    };
    for to in &args.report {
        save(&to.path, &written(&ran.report, to.format, &options))?;
    }
    let hidden = if args.notes || !args.format.is_for_eyes() || workbench.notes_fail() {
        0
    } else {
        ran.report.count(Severity::Note)
    };
    let shown = if hidden > 0 { without_notes(&ran.report) } else { ran.report.clone() };
    let options = Options { colour: workbench.colored(), ..options };
    let text = if args.statistics {
        statistics(&ran.report, language)
    } else {
        written(&shown, args.format.format(), &options)
    };
    match &args.output {
        Some(path) => save(path, &text)?,
        None => write!(console.out, "{text}")?,
    }
    // A report that people read here has said it.
    let said = args.format.is_for_eyes() && args.output.is_none() && !args.statistics;
    for words in ran.report.not_looked_at.iter().filter(|_| !said) {
        let words = &words[usize::from(language == MessageLanguage::English)];
        writeln!(console.err, "{words}")?;
    }
    if hidden > 0 && !args.quiet && !args.statistics {
        let words = match (language, hidden) {
            (MessageLanguage::Danish, 1) => {
                "1 bemærkning er ikke vist; se den med --notes".to_owned()
            }
            (MessageLanguage::Danish, _) => {
                format!("{hidden} bemærkninger er ikke vist; se dem med --notes")
            }
            (MessageLanguage::English, 1) => "1 note is not shown; see it with --notes".to_owned(),
            (MessageLanguage::English, _) => {
                format!("{hidden} notes are not shown; see them with --notes")
            }
        };
        writeln!(console.err, "{words}")?;
    }
    Ok(())
}

fn save(path: &Path, text: &str) -> Result<(), CliError> {
    write_whole(path, text.as_bytes()).map_err(|source| CliError::Write(path.to_owned(), source))
}

/// The report without notes that are open.
fn without_notes(report: &Report) -> Report {
    let mut report = report.clone();
    for file in &mut report.files {
        file.faults.retain(|fault| fault.severity > Severity::Note || fault.accepted.is_some());
    }
    report
}

/// How often each rule found something, the most frequent first.
fn statistics(report: &Report, language: MessageLanguage) -> String {
    let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for (_, fault) in report.open() {
        let count = counts.entry(fault.found.code()).or_default();
        count.0 += 1;
        count.1 |= fault.found.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    }
    let mut lines: Vec<(usize, &str, bool)> =
        counts.into_iter().map(|(code, (count, fix))| (count, code, fix)).collect();
    lines.sort_by_key(|(count, code, _)| (std::cmp::Reverse(*count), *code));
    let width = lines.first().map_or(1, |(count, ..)| count.to_string().len());
    let mut text = String::new();
    for (count, code, fix) in lines {
        let said = match crate::lint::rule(code) {
            Some(rule) => rule.manual.title.of(language).to_owned(),
            None => crate::validate::words(code).map_or(String::new(), |(message, _)| {
                message[usize::from(language == MessageLanguage::English)].clone()
            }),
        };
        let sign = if fix { "[*]" } else { "   " };
        text.push_str(&format!("{count:>width$}  {code}  {sign}  {said}\n"));
    }
    text
}

/// Pictures of the pages that show faults, by the path of their file.
fn pictures(ran: &Ran) -> BTreeMap<String, PagePictures> {
    let renderer = Renderer::new(std::sync::Arc::new(FontBook::shipped()));
    let bytes = |path: &str| {
        ran.gathered.sources.iter().find_map(|source| match &source.content {
            Content::Document(bytes) => (source.path == path).then_some(bytes.as_slice()),
            Content::Bundle(files) => files
                .iter()
                .find(|(name, _)| source.path_of(name) == path)
                .map(|(_, bytes)| bytes.as_slice()),
        })
    };
    let with_faults: Vec<_> =
        ran.report.files.iter().filter(|file| !file.faults.is_empty()).collect();
    with_faults
        .par_iter()
        .filter_map(|file| {
            let docx = bytes(&file.path).filter(|bytes| bytes.starts_with(b"PK"))?;
            let drawn = draw(docx, &file.faults, &renderer, &DrawOptions::default())?;
            Some((file.path.clone(), drawn))
        })
        .collect()
}
