//! All that is known, for programs. `schema_version` grows when a key changes its meaning or goes; new
//! keys may come without.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::MessageLanguage;
use crate::lint::{Certainty, Repair, Rule};
use crate::validate::{Accepted, Fault, FileReport, Report};
use crate::wire::PlaceWire;

use super::tally::Tally;
use super::uri::joined;
use super::words::{kind_key, name, safety_key, severity_key};
use super::{Options, PROGRAM, VERSION};

/// The version of the shape.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct ReportWire<'r> {
    schema_version: u32,
    tool: ToolWire,
    /// The language of messages and places.
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    summary: SummaryWire<'r>,
    files: Vec<FileWire<'r>>,
    faults: Vec<FaultWire<'r>>,
    rules: Vec<RuleWire>,
    /// Exceptions and baseline entries that met no fault.
    unused: Vec<&'r str>,
    /// What was not looked at, and why.
    not_looked_at: Vec<&'r str>,
}

#[derive(Serialize)]
struct ToolWire {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct SummaryWire<'r> {
    errors: usize,
    warnings: usize,
    notes: usize,
    needs_review: usize,
    fixable: usize,
    fixable_unsafe: usize,
    accepted_by_exception: usize,
    accepted_by_baseline: usize,
    files: usize,
    files_with_faults: usize,
    templates: usize,
    combinations: &'r str,
    letters: usize,
    cached: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<u64>,
}

#[derive(Serialize)]
struct FileWire<'r> {
    path: String,
    kind: &'static str,
    sha256: &'r str,
    errors: usize,
    warnings: usize,
    notes: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct FaultWire<'r> {
    code: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'static str>,
    severity: &'static str,
    needs_review: bool,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    file: String,
    sha256: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'r str>,
    /// The bytes of the part, from and to.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixWire<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<LetterWire<'r>>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    references: &'static [&'static str],
    fingerprint: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<AcceptedWire<'r>>,
}

#[derive(Serialize)]
struct FixWire<'r> {
    title: &'r str,
    safety: &'static str,
}

#[derive(Serialize)]
struct LetterWire<'r> {
    template: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'r str>,
    differs: Vec<&'r str>,
}

#[derive(Serialize)]
struct AcceptedWire<'r> {
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

/// A rule, as reports and the table of rules name it.
#[derive(Serialize)]
pub(super) struct RuleWire {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    group: &'static str,
    severity: &'static str,
    certainty: &'static str,
    by_default: bool,
    repair: &'static str,
    references: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<usize>,
}

/// The report.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let language = options.language;
    let tally = Tally::of(report);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, fault) in report.open() {
        *found.entry(fault.found.code()).or_default() += 1;
    }
    let path = |file: &FileReport| joined(options.folder, &file.path);
    print(&ReportWire {
        schema_version: SCHEMA_VERSION,
        tool: ToolWire { name: PROGRAM, version: VERSION },
        language: tag(language),
        date: options.date.map(|date| date.to_string()),
        summary: SummaryWire {
            errors: tally.errors,
            warnings: tally.warnings,
            notes: tally.notes,
            needs_review: tally.review,
            fixable: tally.safe,
            fixable_unsafe: tally.unsafe_,
            accepted_by_exception: tally.excepted,
            accepted_by_baseline: tally.baseline,
            files: tally.files,
            files_with_faults: tally.faulty,
            templates: report.totals.templates,
            combinations: &report.totals.combinations,
            letters: report.totals.letters,
            cached: report.totals.cached,
            elapsed_ms: options.elapsed,
        },
        files: report.files.iter().map(|found| file(found, path(found))).collect(),
        faults: report
            .files
            .iter()
            .flat_map(|file| file.faults.iter().map(move |fault| (file, fault)))
            .map(|(file, found)| fault(file, found, path(file), language))
            .collect(),
        rules: report
            .rules
            .iter()
            .map(|rule| {
                let count = found.get(rule.code).copied().unwrap_or_default();
                RuleWire { found: Some(count), ..RuleWire::new(rule, language) }
            })
            .collect(),
        unused: report.unused.iter().map(|pair| one(pair, language)).collect(),
        not_looked_at: report.not_looked_at.iter().map(|pair| one(pair, language)).collect(),
    })
}

fn file(file: &FileReport, path: String) -> FileWire<'_> {
    let tally = Tally::of_file(file);
    FileWire {
        path,
        kind: kind_key(file.kind),
        sha256: &file.hash,
        errors: tally.errors,
        warnings: tally.warnings,
        notes: tally.notes,
        accepted: tally.accepted(),
    }
}

fn fault<'r>(
    file: &'r FileReport,
    fault: &'r Fault,
    path: String,
    language: MessageLanguage,
) -> FaultWire<'r> {
    let diagnostic = &fault.found.diagnostic;
    let spot = fault.found.spot.as_ref();
    FaultWire {
        code: fault.found.code(),
        name: name(fault),
        group: fault.found.rule.map(|rule| rule.group.key()),
        severity: severity_key(fault.severity),
        needs_review: fault.needs_review,
        message: diagnostic.finding.message(language),
        help: diagnostic.finding.help(language),
        file: path,
        sha256: &file.hash,
        line: fault.line,
        place: diagnostic.place.as_ref().map(|place| PlaceWire::new(place, language)),
        part: spot.map(|spot| spot.part.as_str()),
        bytes: spot.map(|spot| [spot.bytes.start, spot.bytes.end]),
        fix: fault.found.fix.as_ref().map(|fix| FixWire {
            title: one(&fix.title, language),
            safety: safety_key(fix.safety),
        }),
        letter: fault.letter.as_ref().map(|letter| LetterWire {
            template: &letter.template,
            person: letter.person.as_deref(),
            differs: letter.differs.iter().map(|pair| one(pair, language)).collect(),
        }),
        references: fault.found.rule.map_or(&[], |rule| rule.references),
        fingerprint: &fault.fingerprint,
        accepted: fault.accepted.as_ref().map(|accepted| match accepted {
            Accepted::Baseline => AcceptedWire { by: "baseline", reason: None, until: None },
            Accepted::Exception { reason, until } => AcceptedWire {
                by: "exception",
                reason: Some(reason),
                until: until.map(|until| until.to_string()),
            },
        }),
    }
}

impl RuleWire {
    /// A rule without what it found.
    pub fn new(rule: &'static Rule, language: MessageLanguage) -> Self {
        RuleWire {
            code: rule.code,
            name: rule.name,
            title: rule.manual.title.of(language),
            group: rule.group.key(),
            severity: severity_key(rule.severity),
            certainty: match rule.certainty {
                Certainty::Certain => "certain",
                Certainty::NeedsReview => "needs-review",
            },
            by_default: rule.by_default,
            repair: match rule.repair {
                Repair::None => "none",
                Repair::Safe => "safe",
                Repair::Unsafe => "unsafe",
                Repair::Partly => "partly-safe",
            },
            references: rule.references,
            found: None,
        }
    }
}

/// The text of a pair in a language.
fn one(pair: &[String; 2], language: MessageLanguage) -> &str {
    match language {
        MessageLanguage::Danish => &pair[0],
        MessageLanguage::English => &pair[1],
    }
}

/// A language as a BCP 47 tag.
pub(super) fn tag(language: MessageLanguage) -> &'static str {
    match language {
        MessageLanguage::Danish => "da",
        MessageLanguage::English => "en",
    }
}

/// Indented JSON with a last line end.
pub(super) fn print(value: &impl Serialize) -> String {
    // Strings, numbers and lists alone: nothing of these can fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
