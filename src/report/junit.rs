//! JUnit's XML, as Jenkins, GitLab and Azure read it: a suite a file, a case a rule.
//!
//! A rule that ran and found nothing is a case that passed: the file is evidence of what was checked.
//! A case fails when it holds an open fault of at least the failing severity; milder and accepted faults
//! are told in its output.

use std::collections::BTreeMap;

use crate::diagnostic::{MessageLanguage, Severity};
use crate::policy::FailOn;
use crate::validate::{Fault, FileKind, FileReport, Report};

use super::Options;
use super::groups::{groups, places};
use super::markup::{escape, window};
use super::uri::joined;
use super::words::{
    NEEDS_REVIEW, accepted, code_and_name, counted, help, letter, message, of, place, sentence,
    severity, words,
};

/// The longest excerpt, in characters.
const EXCERPT: usize = 100;

/// A case: its name, and the faults of its rule in the file.
struct Case<'f> {
    name: String,
    faults: Vec<&'f Fault>,
}

/// The report.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let mut suites = String::new();
    let (mut tests, mut failures) = (0, 0);
    for file in &report.files {
        let cases = cases(report, file);
        let failed = cases.iter().filter(|case| fails(case, options)).count();
        tests += cases.len();
        failures += failed;
        let path = joined(options.folder, &file.path);
        // Some servers take what follows the last full stop for the class: the ending goes.
        let class = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let (class, path) = (escape(class), escape(&path));
        suites.push_str(&format!(
            "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\" time=\"0\">\n",
            cases.len()
        ));
        for case in &cases {
            suites.push_str(&written(case, &class, options));
        }
        suites.push_str("  </testsuite>\n");
    }
    if !report.not_looked_at.is_empty() {
        let count = report.not_looked_at.len();
        tests += count;
        suites.push_str(&unseen(report, options));
    }
    let errors = report.not_looked_at.len();
    let seconds = options.elapsed.map_or_else(|| "0".to_owned(), seconds);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{seconds}\">\n{suites}</testsuites>\n",
        super::PROGRAM
    )
}

/// What was not looked at: cases that could not run.
fn unseen(report: &Report, options: &Options<'_>) -> String {
    let name = words("Ikke undersøgt", "Not looked at").of(options.language);
    let count = report.not_looked_at.len();
    let mut text = format!(
        "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"0\" errors=\"{count}\" skipped=\"0\" time=\"0\">\n"
    );
    for (at, pair) in report.not_looked_at.iter().enumerate() {
        let why = escape(&of(pair, options.language));
        text.push_str(&format!(
            "    <testcase name=\"{name} {}\" classname=\"{}\" time=\"0\">\n      <error message=\"{why}\" type=\"not-looked-at\"/>\n    </testcase>\n",
            at + 1,
            super::PROGRAM
        ));
    }
    text.push_str("  </testsuite>\n");
    text
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000)
}

/// The cases of a file by code: of documents all rules that ran; of other files, where most rules have
/// nothing to look at, those that found something, or one that passed.
fn cases<'f>(report: &Report, file: &'f FileReport) -> Vec<Case<'f>> {
    let mut cases: BTreeMap<&str, Case<'f>> = BTreeMap::new();
    if file.kind != FileKind::Other {
        for rule in &report.rules {
            let name = format!("{} {}", rule.code, rule.name);
            cases.insert(rule.code, Case { name, faults: Vec::new() });
        }
    }
    for fault in &file.faults {
        let case = cases
            .entry(fault.found.code())
            .or_insert_with(|| Case { name: code_and_name(fault), faults: Vec::new() });
        case.faults.push(fault);
    }
    if cases.is_empty() {
        cases.insert("", Case { name: "readable".to_owned(), faults: Vec::new() });
    }
    cases.into_values().collect()
}

fn is_failure(fault: &Fault, options: &Options<'_>) -> bool {
    let least = match options.fail_on {
        FailOn::Note => Severity::Note,
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
        FailOn::Never => return false,
    };
    fault.accepted.is_none() && fault.severity >= least
}

fn fails(case: &Case<'_>, options: &Options<'_>) -> bool {
    case.faults.iter().any(|fault| is_failure(fault, options))
}

fn written(case: &Case<'_>, class: &str, options: &Options<'_>) -> String {
    let language = options.language;
    let mut text =
        format!("    <testcase name=\"{}\" classname=\"{class}\" time=\"0\"", escape(&case.name));
    if case.faults.is_empty() {
        text.push_str("/>\n");
        return text;
    }
    text.push_str(">\n");
    let (failures, others): (Vec<&Fault>, Vec<&Fault>) =
        case.faults.iter().partition(|fault| is_failure(fault, options));
    if let Some(first) = failures.first() {
        let mut summary = message(first, language);
        if failures.len() > 1 {
            let more = words("flere", "more").of(language);
            summary.push_str(&format!(" (+ {} {more})", failures.len() - 1));
        }
        text.push_str(&format!(
            "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
            escape(&summary),
            escape(first.found.code()),
            block(&failures, language)
        ));
    }
    if !others.is_empty() {
        let told = block(&others, language);
        text.push_str(&format!("      <system-out>{told}</system-out>\n"));
    }
    text.push_str("    </testcase>\n");
    text
}

/// Faults as lines of text, escaped. Repeated ones are told once, accepted ones each with its reason.
fn block(faults: &[&Fault], language: MessageLanguage) -> String {
    let open = groups(faults.iter().copied().filter(|fault| fault.accepted.is_none()));
    let accepted = faults.iter().copied().filter(|fault| fault.accepted.is_some());
    let mut lines: Vec<String> = Vec::new();
    for group in open {
        lines.push(told(group.first, language));
        if !group.more.is_empty() {
            let further = counted(
                group.more.len(),
                words("sted til", "more place"),
                words("steder til", "more places"),
                language,
            );
            let places = places(group.more.iter().map(|(_, fault)| *fault), language);
            lines.push(format!("  {further}: {places}"));
        }
    }
    lines.extend(accepted.map(|fault| told(fault, language)));
    let told = lines;
    // Line by line, so that line ends of ours stay line ends.
    told.join("\n").split('\n').map(escape).collect::<Vec<_>>().join("\n")
}

fn told(fault: &Fault, language: MessageLanguage) -> String {
    let word = severity(fault.severity, language);
    let mut lines =
        vec![format!("{}: {word}: {}", place(fault, language), message(fault, language))];
    if let Some(found) = fault.found.diagnostic.place.as_ref().filter(|at| !at.excerpt.is_empty()) {
        let window = window(&found.excerpt, found.mark, EXCERPT);
        lines.push(format!("  | {}[{}]{}", window.before, window.marked, window.after));
    }
    lines.extend(help(fault, language).map(|help| format!("  {}", sentence(&help))));
    if fault.needs_review {
        lines.push(format!("  {}", sentence(NEEDS_REVIEW.of(language))));
    }
    if let Some(shown) = &fault.letter {
        let label = words("Ses i brevet", "Shows in the letter").of(language);
        lines.push(format!("  {label} {}", letter(shown, language)));
    }
    if let Some(why) = &fault.accepted {
        lines.push(format!("  {}", sentence(&accepted(why, language))));
    }
    lines.join("\n")
}
