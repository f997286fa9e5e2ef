//! Validation: bundles and documents judged whole.

mod accepted;
mod bundle;
mod cached;
mod cli;
mod demonstration;
mod readme;
mod selected;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;

use brevsmed::bundle::{Files, starter};
use brevsmed::policy::Settings;
use brevsmed::validate::{
    Against, Content, Judged, Judgement, Report, Source, Validator, Wishes, conclude,
};
use rayon::prelude::*;

use super::sketch::Sketch;

/// Settings that run these rules only: what is tested here is not what all the others find.
fn only(rules: &[&str]) -> Settings {
    Settings {
        select: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        ..Settings::default()
    }
}

/// A bundle that is whole: one letter on a master, an element, a test person.
fn small() -> Files {
    starter("Prøve").expect("writes to memory")
}

/// A document from a sketch.
fn docx(sketch: &str) -> Vec<u8> {
    Sketch::read(sketch).docx()
}

/// Replaces words of a text file of a bundle.
fn change(files: &mut Files, file: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[file].clone()).expect("text");
    assert!(text.contains(from), "{file} has no `{from}`");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
}

fn source(content: Content) -> Source {
    let path = match content {
        Content::Document(_) => "brev.docx",
        Content::Bundle(_) => "",
    };
    Source { path: path.to_owned(), relative: path.to_owned(), content }
}

/// All judgements of a source.
fn judge(validator: &Validator, source: &Source) -> (Vec<Judgement>, Option<[String; 2]>) {
    let opened = source.open();
    let prepared = validator.prepare(source, &opened);
    let jobs = validator.jobs(&prepared);
    let judgements = jobs.par_iter().map(|job| job.run(validator)).collect();
    (judgements, prepared.held_back())
}

/// The report of a source.
fn report_of(source: &Source, settings: Settings, against: &Against<'_>) -> Report {
    let validator = Validator::new(settings, Wishes::default()).expect("known rules");
    let (judgements, held_back) = judge(&validator, source);
    let judged = Judged { source, judgements, cached: false, held_back };
    conclude(&validator, &[judged], against)
}

/// The report of a bundle.
fn bundle_report(files: &Files, settings: Settings) -> Report {
    report_of(&source(Content::Bundle(files.clone())), settings, &Against::default())
}

/// The report of a lone document.
fn document_report(sketch: &str, settings: Settings) -> Report {
    report_of(&source(Content::Document(docx(sketch))), settings, &Against::default())
}

/// The faults in a line each: what, where, in which letter.
fn lines(report: &Report) -> Vec<String> {
    use brevsmed::diagnostic::MessageLanguage::English;
    let mut lines = Vec::new();
    for file in &report.files {
        for fault in &file.faults {
            let place = match (&fault.found.diagnostic.place, fault.line) {
                (_, Some(line)) => format!(":{line}"),
                (Some(place), None) => {
                    let (from, to) = place.mark;
                    let meant: String =
                        place.excerpt.chars().skip(from).take(to.saturating_sub(from)).collect();
                    format!(" {} p{} `{meant}`", place.story.key(), place.paragraph)
                }
                (None, None) => String::new(),
            };
            let letter = fault.letter.as_ref().map_or(String::new(), |letter| {
                format!(" in {} of {}", letter.template, letter.person.as_deref().unwrap_or("-"))
            });
            let accepted = fault.accepted.as_ref().map_or(String::new(), |why| format!(" {why:?}"));
            let message = fault.found.diagnostic.finding.message(English);
            let code = fault.found.code();
            lines.push(format!("{}{place} {code} {message}{letter}{accepted}", file.path));
        }
    }
    lines
}

/// The files of a folder.
pub fn load(folder: &Path) -> Files {
    fn collect(folder: &Path, inside: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, std::fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    files
}
