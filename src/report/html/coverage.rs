//! What was checked: criteria and rules, those too that found nothing. Evidence for the accessibility
//! statement, which a person signs: a program can find faults, and cannot find that there are none.

use std::collections::BTreeMap;

use crate::lint::{Group, Rule};
use crate::report::Options;
use crate::report::criteria::{Applies, CRITERIA, Criterion};
use crate::report::words::{counted, sentence, severity, words};
use crate::validate::Report;

use super::faults::manual;
use super::summary::scrolled;
use super::writer::Html;

/// How many open faults of certain rules, open faults that need a person, and accepted faults a code has.
#[derive(Clone, Copy, Default)]
struct Count {
    certain: usize,
    review: usize,
    accepted: usize,
}

fn counts(report: &Report) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for fault in report.files.iter().flat_map(|file| &file.faults) {
        let count = counts.entry(fault.found.code()).or_default();
        match (&fault.accepted, fault.needs_review) {
            (Some(_), _) => count.accepted += 1,
            (None, true) => count.review += 1,
            (None, false) => count.certain += 1,
        }
    }
    counts
}

/// What came of a criterion or another clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Found,
    Accepted,
    Review,
    Nothing,
    Unchecked,
}

impl Outcome {
    fn of(rules: &[&'static Rule], counts: &BTreeMap<&'static str, Count>) -> Outcome {
        let of = |rule: &&Rule| counts.get(rule.code).copied().unwrap_or_default();
        if rules.is_empty() {
            Outcome::Unchecked
        } else if rules.iter().any(|rule| of(rule).certain > 0) {
            Outcome::Found
        } else if rules.iter().any(|rule| of(rule).review > 0) {
            Outcome::Review
        } else if rules.iter().any(|rule| of(rule).accepted > 0) {
            Outcome::Accepted
        } else {
            Outcome::Nothing
        }
    }

    /// A sign and words: never colour alone.
    fn words(self) -> crate::lint::Words {
        match self {
            Outcome::Found => words("✗ Fejl fundet", "✗ Faults found"),
            Outcome::Accepted => words("◐ Fejl accepteret", "◐ Faults accepted"),
            Outcome::Review => words("? Skal vurderes", "? Needs a person"),
            Outcome::Nothing => words("✓ Intet fundet", "✓ Nothing found"),
            Outcome::Unchecked => words(
                "? Skal vurderes, ingen regel dækker det",
                "? Needs a person, no rule covers it",
            ),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Outcome::Found => "found",
            Outcome::Accepted => "accepted",
            Outcome::Review | Outcome::Unchecked => "review",
            Outcome::Nothing => "nothing",
        }
    }
}

/// The chapter of the requirements.
pub(super) fn criteria(html: &mut Html, report: &Report, options: &Options<'_>) {
    let language = options.language;
    let counts = counts(report);
    html.element("section", &[("aria-labelledby", "criteria")], |html| {
        let heading = words("Krav til tilgængelighed", "Accessibility requirements");
        html.line("h2", &[("id", "criteria")], heading.of(language));
        let about = words(
            "Hvad der er kontrolleret for hvert krav i EN 301 549 v3.2.1, kapitel 10, og succeskriteriet i WCAG 2.1 med samme nummer. \"Intet fundet\" betyder, at ingen regel fandt en fejl; det er ikke et bevis for, at kravet er opfyldt. Oversigten kan bruges som dokumentation til tilgængelighedserklæringen.",
            "What was checked for each requirement of EN 301 549 v3.2.1, chapter 10, and the success criterion of WCAG 2.1 with the same number. \"Nothing found\" means that no rule found a fault; it does not prove that the requirement is met. The table can serve as evidence for the accessibility statement.",
        );
        html.line("p", &[], about.of(language));
        let caption = words("EN 301 549 og WCAG 2.1", "EN 301 549 and WCAG 2.1").of(language);
        scrolled(html, caption, |html| {
            html.line("caption", &[], caption);
            let columns = words("EN 301 549|WCAG|Krav|Resultat|Regler", "EN 301 549|WCAG|Requirement|Outcome|Rules");
            head(html, columns.of(language));
            html.element("tbody", &[], |html| {
                for criterion in CRITERIA {
                    criterion_row(html, criterion, report, &counts, options);
                }
            });
        });
        others(html, report, &counts, options);
    });
}

fn head(html: &mut Html, columns: &str) {
    html.element("thead", &[], |html| {
        html.element("tr", &[], |html| {
            for column in columns.split('|') {
                html.line("th", &[("scope", "col")], column);
            }
        });
    });
}

fn criterion_row(
    html: &mut Html,
    criterion: &Criterion,
    report: &Report,
    counts: &BTreeMap<&'static str, Count>,
    options: &Options<'_>,
) {
    let language = options.language;
    let rules: Vec<&'static Rule> = report
        .rules
        .iter()
        .copied()
        .filter(|rule| rule.references.iter().any(|reference| criterion.is_named_by(reference)))
        .collect();
    html.element("tr", &[], |html| {
        html.line("th", &[("scope", "row")], &format!("10.{}", criterion.number));
        html.line("td", &[], &format!("{} ({})", criterion.number, criterion.level));
        let applies = match criterion.applies {
            Applies::Always => "",
            Applies::Links => words(" (breve med links)", " (letters with links)").of(language),
            Applies::Forms => {
                words(" (breve med formularfelter)", " (letters with form fields)").of(language)
            }
        };
        html.line("td", &[], &format!("{}{applies}", criterion.name.of(language)));
        outcome_cells(html, &rules, counts, options);
    });
}

/// The outcome, and the rules with what each found.
fn outcome_cells(
    html: &mut Html,
    rules: &[&'static Rule],
    counts: &BTreeMap<&'static str, Count>,
    options: &Options<'_>,
) {
    let language = options.language;
    let outcome = Outcome::of(rules, counts);
    html.line("td", &[("class", outcome.class())], outcome.words().of(language));
    html.element("td", &[], |html| {
        for (at, rule) in rules.iter().enumerate() {
            if at > 0 {
                html.text(", ");
            }
            let target = format!("#rule-{}", rule.code);
            html.inline("a", &[("href", &target)], |html| html.text(rule.code));
            let count = counts.get(rule.code).copied().unwrap_or_default();
            let open = count.certain + count.review;
            if open > 0 {
                html.text(&format!(" ({open})"));
            }
        }
    });
}

/// Clauses beside WCAG and EN 301 549: PDF/UA, the Matterhorn Protocol, Danish law, Word's own checker.
fn others(
    html: &mut Html,
    report: &Report,
    counts: &BTreeMap<&'static str, Count>,
    options: &Options<'_>,
) {
    let language = options.language;
    let mut clauses: BTreeMap<&'static str, Vec<&'static Rule>> = BTreeMap::new();
    for rule in &report.rules {
        for reference in rule.references {
            if !CRITERIA.iter().any(|criterion| criterion.is_named_by(reference)) {
                clauses.entry(reference).or_default().push(rule);
            }
        }
    }
    if clauses.is_empty() {
        return;
    }
    let caption = words("Andre henvisninger", "Other references").of(language);
    html.element("details", &[], |html| {
        html.line("summary", &[], caption);
        scrolled(html, caption, |html| {
            html.line("caption", &[], caption);
            head(html, words("Henvisning|Resultat|Regler", "Reference|Outcome|Rules").of(language));
            html.element("tbody", &[], |html| {
                for (clause, rules) in &clauses {
                    html.element("tr", &[], |html| {
                        html.line("th", &[("scope", "row")], clause);
                        outcome_cells(html, rules, counts, options);
                    });
                }
            });
        });
    });
}

/// The chapter of the rules: all that ran, with their manuals.
pub(super) fn rules(html: &mut Html, report: &Report, options: &Options<'_>) {
    let language = options.language;
    let counts = counts(report);
    html.element("section", &[("aria-labelledby", "rules")], |html| {
        html.line("h2", &[("id", "rules")], words("Regler", "Rules").of(language));
        let count = counted(
            report.rules.len(),
            words("regel er anvendt", "rule was applied"),
            words("regler er anvendt", "rules were applied"),
            language,
        );
        html.line("p", &[], &sentence(&count));
        for group in Group::ALL {
            let members: Vec<&'static Rule> =
                report.rules.iter().copied().filter(|rule| rule.group == group).collect();
            if members.is_empty() {
                continue;
            }
            let heading = sentence(group.words().of(language));
            html.line("h3", &[], heading.trim_end_matches('.'));
            for rule in members {
                rule_entry(html, rule, counts.get(rule.code).copied().unwrap_or_default(), options);
            }
        }
    });
}

fn rule_entry(html: &mut Html, rule: &'static Rule, count: Count, options: &Options<'_>) {
    let language = options.language;
    let id = format!("rule-{}", rule.code);
    html.element("div", &[("class", "rule"), ("id", &id)], |html| {
        html.inline("p", &[], |html| {
            html.inline("strong", &[], |html| html.text(rule.code));
            html.text(" ");
            html.inline("code", &[], |html| html.text(rule.name));
            let open = count.certain + count.review;
            let found = match (open, count.accepted) {
                (0, 0) => words("intet fundet", "nothing found").of(language).to_owned(),
                (0, accepted) => {
                    format!("{accepted} {}", words("accepteret", "accepted").of(language))
                }
                (open, 0) => format!("{open} {}", words("fundet", "found").of(language)),
                (open, accepted) => format!(
                    "{open} {}, {accepted} {}",
                    words("fundet", "found").of(language),
                    words("accepteret", "accepted").of(language)
                ),
            };
            html.text(&format!(" · {} · {found}", severity(rule.severity, language)));
        });
        manual(html, rule, options);
    });
}
