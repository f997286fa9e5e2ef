//! All judgements together: one fault once, as bad as the settings say, accepted where somebody did.
//!
//! | seen | told |
//! |---|---|
//! | by the compiler, in a file and in the letters made of it | once, in the file; what only the file by itself lacks is no fault |
//! | in several letters, or by the central office and an authority | once, with the first letter that shows it |
//! | in a finished letter, where the file or the whole letter has the same fault | in the file |
//! | by two rooms under two codes | under the code of the better place (`OVERLAPS`) |

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::accept::{Acceptance, unused_exceptions};
use super::baseline::Baseline;
use super::fingerprint::fingerprints;
use super::hash::sha256;
use super::report::{Fault, FileKind, FileReport, Report};
use super::seen::{Judgement, Seen, Sight};
use super::source::{Content, SETTINGS, Source};
use super::validator::Validator;
use crate::diagnostic::{MessageLanguage, Place, StoryKind};
use crate::lint::{Certainty, is_remark};
use crate::locale::sum_of_figures;

/// A code that is not told where another says the same at a better place: in the same paragraph, or
/// anywhere in the same file.
const OVERLAPS: &[(&str, &str, Within)] = &[
    // The rules of safety know where, and who.
    ("K811", "S105", Within::File),
    ("K812", "S106", Within::File),
    // That a document with macros is not opened follows from them.
    ("B713", "S101", Within::File),
    // What the proof finds of the text as it is written.
    ("V635", "A404", Within::Paragraph),
    ("V637", "A405", Within::Paragraph),
    // What rendering can do nothing with, a rule says how to do otherwise.
    ("L004", "A110", Within::Paragraph),
    ("L011", "S102", Within::File),
    ("L071", "A705", Within::Paragraph),
    ("L072", "A705", Within::Paragraph),
    ("L072", "S110", Within::Paragraph),
    ("L072", "S112", Within::Paragraph),
];

/// How near two findings are that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Paragraph,
    File,
}

/// A source with its judgements.
#[derive(Debug)]
pub struct Judged<'j> {
    /// The source.
    pub source: &'j Source,
    /// Its judgements, in the order of its jobs.
    pub judgements: Vec<Judgement>,
    /// Whether they were taken from a cache.
    pub cached: bool,
    /// What was not looked at, and why, in Danish and English.
    pub held_back: Option<[String; 2]>,
}

/// What a run is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'a> {
    /// The day, for exceptions that end.
    pub day: Option<Date>,
    /// The faults that are known.
    pub baseline: Option<&'a Baseline>,
}

/// Makes the report of all sources.
pub fn conclude(validator: &Validator, judged: &[Judged<'_>], against: &Against<'_>) -> Report {
    let mut report = Report { rules: validator.selection().rules().to_vec(), ..Report::default() };
    let mut acceptance = Acceptance::new(validator.settings(), against);
    let mut combinations = "0".to_owned();
    for one in judged {
        let totals = &mut report.totals;
        for judgement in &one.judgements {
            totals.templates += judgement.templates;
            totals.letters += judgement.letters;
            combinations = sum_of_figures(&combinations, &judgement.combinations);
        }
        report.not_looked_at.extend(one.held_back.clone());
        let first = report.files.len();
        of_source(validator, one, &mut acceptance, &mut report);
        if one.cached {
            report.totals.cached += report.files.len() - first;
        }
    }
    report.totals.combinations = combinations;
    report.unused.extend(unused_exceptions(validator.settings(), &acceptance, against.day));
    report.unused.append(&mut acceptance.unused_remarks);
    if let Some(baseline) = against.baseline {
        report.unused.extend(baseline.unmet(&acceptance.met, &acceptance.looked_at));
    }
    report.files.sort_by(|a, b| a.path.cmp(&b.path));
    report
}

fn of_source(
    validator: &Validator,
    judged: &Judged<'_>,
    acceptance: &mut Acceptance<'_>,
    report: &mut Report,
) {
    let source = judged.source;
    let selection = validator.selection();
    let mut files: BTreeMap<String, FileReport> = BTreeMap::new();
    match &source.content {
        Content::Document(bytes) => {
            let hash = sha256(bytes);
            let path = source.path_of("");
            files.insert(String::new(), FileReport { path, hash, ..FileReport::default() });
        }
        Content::Bundle(content) => {
            for (name, bytes) in content.iter().filter(|(name, _)| is_of_authors(name)) {
                let report = FileReport {
                    path: source.path_of(name),
                    kind: kind(name),
                    hash: sha256(bytes),
                    faults: Vec::new(),
                };
                files.insert(name.clone(), report);
            }
        }
    }
    let remarks: Vec<_> =
        judged.judgements.iter().flat_map(|judgement| judgement.remarks.iter()).collect();
    for seen in once(&judged.judgements) {
        let code = seen.found.code();
        if !selection.is_on(code) {
            continue;
        }
        let own = seen.found.diagnostic.severity();
        let fault = Fault {
            severity: selection.severity(code, own),
            needs_review: seen
                .found
                .rule
                .is_some_and(|rule| rule.certainty == Certainty::NeedsReview),
            line: seen.line,
            letter: seen.letter.clone(),
            fingerprint: String::new(),
            accepted: None,
            found: seen.found.clone(),
        };
        let file = files.entry(seen.file.clone()).or_insert_with(|| FileReport {
            path: source.path_of(&seen.file),
            kind: kind(&seen.file),
            ..FileReport::default()
        });
        file.faults.push(fault);
    }
    for (name, file) in &mut files {
        sort(&mut file.faults);
        let relative = source.relative_of(name);
        fingerprints(&relative, &mut file.faults);
        let here: Vec<_> = remarks.iter().filter(|remark| remark.file == *name).copied().collect();
        acceptance.of_file(&file.path, &relative, &here, &mut file.faults);
    }
    report.files.extend(files.into_values());
}

/// What was seen, each fault once.
fn once(judgements: &[Judgement]) -> Vec<&Seen> {
    let in_letters: HashSet<&str> =
        judgements.iter().flat_map(|one| one.pieces.iter().map(String::as_str)).collect();
    let all = || judgements.iter().flat_map(|one| one.seen.iter().map(move |seen| (one, seen)));
    let proved: HashSet<Spelt<'_>> = all()
        .filter(|(_, seen)| seen.sight == Sight::Proved)
        .map(|(_, seen)| spelt(seen))
        .collect();
    let mut kept: Vec<(&Judgement, &Seen)> = all()
        .filter(|(_, seen)| match seen.sight {
            // By itself a file lacks what the other parts of the letter bring.
            Sight::Compiled => {
                !in_letters.contains(seen.file.as_str())
                    || proved.contains(&spelt(seen))
                    || seen.found.code().starts_with("T4")
            }
            _ => !remark_itself(seen),
        })
        .collect();
    // Stable: of equals the first stays, and the central office's letters come first.
    kept.sort_by_key(|(_, seen)| {
        let of_person = seen.letter.as_ref().is_some_and(|letter| letter.person.is_some());
        (seen.sight, of_person)
    });
    let mut told: HashSet<(Spelt<'_>, (usize, usize))> = HashSet::new();
    let mut compiled: HashSet<Spelt<'_>> = HashSet::new();
    let mut at: HashSet<At<'_>> = HashSet::new();
    let mut result: Vec<&Seen> = Vec::new();
    for (judgement, seen) in kept {
        let here = at_of(seen);
        let fresh = match seen.sight {
            Sight::Finished | Sight::Rendered => {
                let whole = here.1.is_none();
                let elsewhere = whole
                    && judgement.pieces.iter().any(|piece| at.contains(&(piece, None, here.2)));
                !elsewhere && !at.contains(&here)
            }
            // The excerpt of a file by itself may be another, and its mark with it.
            Sight::Compiled => {
                compiled.insert(spelt(seen));
                told.insert((spelt(seen), mark(seen)))
            }
            Sight::Proved => {
                !compiled.contains(&spelt(seen)) && told.insert((spelt(seen), mark(seen)))
            }
            _ => told.insert((spelt(seen), mark(seen))),
        };
        if fresh {
            at.insert(here);
            result.push(seen);
        }
    }
    let overlapped: Vec<bool> = result.iter().map(|seen| overlapped(seen, &at)).collect();
    result.into_iter().zip(overlapped).filter(|(_, over)| !over).map(|(seen, _)| seen).collect()
}

/// File, code, story and paragraph, words.
type Spelt<'s> = (&'s str, &'static str, Option<(StoryKind, usize)>, Option<usize>, String);

/// File, story and paragraph, code.
type At<'s> = (&'s str, Option<(StoryKind, usize)>, &'static str);

fn spelt(seen: &Seen) -> Spelt<'_> {
    let (file, paragraph, code) = at_of(seen);
    let words = seen.found.diagnostic.finding.message(MessageLanguage::Danish);
    (file, code, paragraph, seen.line, words)
}

fn at_of(seen: &Seen) -> At<'_> {
    let place = seen.found.diagnostic.place.as_ref();
    let paragraph = place.map(|place| (place.story, place.paragraph));
    (&seen.file, paragraph, seen.found.code())
}

fn mark(seen: &Seen) -> (usize, usize) {
    seen.found.diagnostic.place.as_ref().map(|place: &Place| place.mark).unwrap_or_default()
}

/// A finding about a comment that accepts findings.
fn remark_itself(seen: &Seen) -> bool {
    seen.found.diagnostic.place.as_ref().is_some_and(|place| {
        place.story == StoryKind::Comments && is_remark(place.excerpt.trim_end_matches('…'))
    })
}

fn overlapped(seen: &Seen, at: &HashSet<At<'_>>) -> bool {
    let (file, paragraph, code) = at_of(seen);
    OVERLAPS.iter().any(|(weaker, stronger, within)| {
        *weaker == code
            && match within {
                Within::Paragraph => at.contains(&(file, paragraph, *stronger)),
                Within::File => {
                    at.iter().any(|(other, _, code)| *other == file && code == stronger)
                }
            }
    })
}

/// In the order of the text: the whole first, then line by line and paragraph by paragraph.
fn sort(faults: &mut [Fault]) {
    faults.sort_by(|a, b| {
        let key = |fault: &Fault| {
            let place = fault.found.diagnostic.place.as_ref();
            let place = place.map(|place| (place.story, place.paragraph, place.mark));
            (fault.line, place, fault.found.code())
        };
        let words = |fault: &Fault| fault.found.diagnostic.finding.message(MessageLanguage::Danish);
        key(a).cmp(&key(b)).then_with(|| words(a).cmp(&words(b)))
    });
}

/// Whether a bundle's file is one that its authors answer for.
fn is_of_authors(name: &str) -> bool {
    [".docx", ".toml", ".json"].iter().any(|ending| name.ends_with(ending))
        && !name.ends_with(".schema.json")
        && name != SETTINGS
}

fn kind(name: &str) -> FileKind {
    if name.is_empty() {
        return FileKind::Document;
    }
    if !name.ends_with(".docx") {
        return FileKind::Other;
    }
    match name.rsplit('/').nth(1) {
        Some("masters") => FileKind::Master,
        Some("elements") => FileKind::Element,
        Some("templates") => FileKind::Template,
        _ => FileKind::Other,
    }
}
