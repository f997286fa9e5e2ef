//! What is accepted: by an exception of the settings, a comment in the document, or the baseline.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::conclude::Against;
use super::glob::meets;
use super::report::{Accepted, Fault};
use super::seen::Remark;
use super::selection::{Selector, selectors};
use crate::policy::{Exception, Settings};

/// Accepts faults, and keeps account of what accepted any.
pub(super) struct Acceptance<'a> {
    exceptions: Vec<(&'a Exception, Vec<Selector>)>,
    against: &'a Against<'a>,
    /// Exceptions that accepted something, and those whose files were looked at.
    used: BTreeSet<usize>,
    concerned: BTreeSet<usize>,
    /// Comments that accepted nothing, in words.
    pub unused_remarks: Vec<[String; 2]>,
    /// Fingerprints of faults that the baseline knows.
    pub met: BTreeSet<String>,
    /// The files that were looked at.
    pub looked_at: BTreeSet<String>,
}

impl<'a> Acceptance<'a> {
    pub fn new(settings: &'a Settings, against: &'a Against<'a>) -> Self {
        let exceptions = settings.exceptions.iter().map(|exception| {
            // Words that mean no rule were refused before.
            (exception, selectors(&exception.rules, "exceptions").unwrap_or_default())
        });
        Acceptance {
            exceptions: exceptions.collect(),
            against,
            used: BTreeSet::new(),
            concerned: BTreeSet::new(),
            unused_remarks: Vec::new(),
            met: BTreeSet::new(),
            looked_at: BTreeSet::new(),
        }
    }

    /// Marks what is accepted of a file's faults.
    pub fn of_file(
        &mut self,
        path: &str,
        relative: &str,
        remarks: &[&Remark],
        faults: &mut [Fault],
    ) {
        self.looked_at.insert(relative.to_owned());
        let here: Vec<usize> = (0..self.exceptions.len())
            .filter(|at| self.exceptions[*at].0.files.iter().any(|glob| meets(glob, relative)))
            .collect();
        self.concerned.extend(&here);
        let remarks: Vec<(&Remark, Vec<Selector>)> =
            remarks.iter().map(|remark| (*remark, known(&remark.rules))).collect();
        let mut used = vec![false; remarks.len()];
        for fault in faults {
            let code = fault.found.code();
            let of = |selectors: &[Selector]| selectors.iter().any(|one| one.meets(code).is_some());
            let place = fault.found.diagnostic.place.as_ref();
            let remark = remarks.iter().position(|(remark, rules)| {
                let (first, last) = remark.paragraphs;
                !remark.reason.is_empty()
                    && of(rules)
                    && place.is_some_and(|place| {
                        place.story == remark.story && (first..=last).contains(&place.paragraph)
                    })
            });
            let exception = here.iter().copied().find(|at| {
                let (exception, rules) = &self.exceptions[*at];
                !expired(exception, self.against.day) && of(rules)
            });
            fault.accepted = if let Some(at) = remark {
                used[at] = true;
                Some(Accepted::Exception { reason: remarks[at].0.reason.clone(), until: None })
            } else if let Some(at) = exception {
                self.used.insert(at);
                let exception = self.exceptions[at].0;
                Some(Accepted::Exception {
                    reason: exception.reason.clone(),
                    until: exception.until,
                })
            } else if self
                .against
                .baseline
                .is_some_and(|baseline| baseline.knows(relative, code, &fault.fingerprint))
            {
                self.met.insert(fault.fingerprint.clone());
                Some(Accepted::Baseline)
            } else {
                None
            };
        }
        for ((remark, rules), used) in remarks.iter().zip(used) {
            if !used {
                self.unused_remarks.push(idle(path, remark, rules));
            }
        }
    }
}

fn known(rules: &[String]) -> Vec<Selector> {
    rules.iter().filter_map(|rule| Selector::read(rule)).collect()
}

fn expired(exception: &Exception, day: Option<Date>) -> bool {
    exception.until.zip(day).is_some_and(|(until, day)| until < day)
}

/// Why a comment accepts nothing.
fn idle(path: &str, remark: &Remark, rules: &[Selector]) -> [String; 2] {
    let named = remark.rules.join(", ");
    let (first, _) = remark.paragraphs;
    let danish = format!("{path}: kommentaren `brevsmed: ignorer {named}` ved afsnit {first}");
    let english = format!("{path}: the comment `brevsmed: ignore {named}` at paragraph {first}");
    if remark.reason.is_empty() {
        return [
            format!(
                "{danish} mangler en begrundelse og gælder ikke; skriv den efter en tankestreg"
            ),
            format!("{english} lacks a reason and does not count; write it after a dash"),
        ];
    }
    if rules.len() < remark.rules.len() {
        return [
            format!("{danish} nævner en regel, der ikke findes"),
            format!("{english} names a rule that does not exist"),
        ];
    }
    [
        format!("{danish} accepterer intet fund mere og kan slettes"),
        format!("{english} accepts no finding any more and can be deleted"),
    ]
}

/// Exceptions that accepted nothing in the files that were looked at, and those that have run out.
pub(super) fn unused_exceptions(
    settings: &Settings,
    acceptance: &Acceptance<'_>,
    day: Option<Date>,
) -> Vec<[String; 2]> {
    let mut unused = Vec::new();
    for (at, exception) in settings.exceptions.iter().enumerate() {
        if !acceptance.concerned.contains(&at) || acceptance.used.contains(&at) {
            continue;
        }
        let (rules, files) = (exception.rules.join(", "), exception.files.join(", "));
        let danish = format!("undtagelsen for {rules} i {files}");
        let english = format!("the exception for {rules} in {files}");
        unused.push(match exception.until.filter(|_| expired(exception, day)) {
            Some(until) => [
                format!("{danish} udløb den {until} og gælder ikke mere"),
                format!("{english} ended on {until} and holds no more"),
            ],
            None => [
                format!("{danish} rammer intet fund mere og kan slettes"),
                format!("{english} meets no finding any more and can be deleted"),
            ],
        });
    }
    unused
}
