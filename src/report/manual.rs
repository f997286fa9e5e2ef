//! The manual: a rule explained, and all rules in a table. Both come from the rules themselves.

use crate::diagnostic::MessageLanguage;
use crate::lint::{By, Certainty, Check, Group, Repair, Rule, Stage, Words};

use super::json::RuleWire;
use super::markup::{self, columns};
use super::words::{sentence, severity, words};

/// The width that texts for terminals are broken at.
const WIDTH: usize = 88;

/// How a table of rules is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// For a terminal.
    Text,
    /// For a page.
    Markdown,
    /// For programs.
    Json,
}

const FINDS: Words = words("Hvad den finder", "What it finds");
const WHY: Words = words("Hvorfor det betyder noget", "Why it matters");
const EXAMPLE: Words = words("Eksempel", "Example");
const INSTEAD: Words = words("Sådan bør det være", "As it should be");
const STEPS: Words = words("Sådan retter du det i Word", "What to do in Word");
const REFERENCES: Words = words("Henvisninger", "References");

/// A rule's page for a terminal.
pub fn explain(rule: &'static Rule, language: MessageLanguage) -> String {
    let manual = &rule.manual;
    let mut text = format!("{} {}\n", rule.code, rule.name);
    text.push_str(&format!("{}\n\n", sentence(&markup::plain(manual.title.of(language)))));
    for line in facts(rule, language) {
        text.push_str(&format!("{}\n", wrapped(&line, "", "  ")));
    }
    for (heading, body) in sections(rule) {
        let body = body.of(language);
        if !body.is_empty() {
            text.push_str(&format!("\n{}\n", heading.of(language)));
            for paragraph in markup::plain(body).split('\n') {
                text.push_str(&format!("{}\n", wrapped(paragraph, "  ", "  ")));
            }
        }
    }
    if !manual.steps.is_empty() {
        text.push_str(&format!("\n{}\n", STEPS.of(language)));
        for (at, step) in manual.steps.iter().enumerate() {
            let number = format!("  {}. ", at + 1);
            let indent = " ".repeat(number.len());
            text.push_str(&format!(
                "{}\n",
                wrapped(&markup::plain(step.of(language)), &number, &indent)
            ));
        }
    }
    if !rule.references.is_empty() {
        text.push_str(&format!("\n{}\n", REFERENCES.of(language)));
        for reference in rule.references {
            text.push_str(&format!("  {reference}\n"));
        }
    }
    text
}

/// A rule's page in Markdown, without its title: SARIF's viewers show that themselves.
pub fn explain_markdown(rule: &'static Rule, language: MessageLanguage) -> String {
    let manual = |text: Words| markup::markdown(&markup::manual(text.of(language)));
    let mut text = format!(
        "**{}** `{}`\n\n{}\n",
        rule.code,
        rule.name,
        markup::markdown(&markup::message(&facts(rule, language).join(" ")))
    );
    for (heading, body) in sections(rule) {
        if !body.of(language).is_empty() {
            text.push_str(&format!("\n### {}\n\n{}\n", heading.of(language), manual(body)));
        }
    }
    if !rule.manual.steps.is_empty() {
        text.push_str(&format!("\n### {}\n\n", STEPS.of(language)));
        for (at, step) in rule.manual.steps.iter().enumerate() {
            text.push_str(&format!("{}. {}\n", at + 1, manual(*step)));
        }
    }
    if !rule.references.is_empty() {
        text.push_str(&format!("\n### {}\n\n", REFERENCES.of(language)));
        for reference in rule.references {
            text.push_str(&format!("- {}\n", markup::markdown_text(reference)));
        }
    }
    text
}

/// The parts of a rule's page that are running text.
pub(super) fn sections(rule: &'static Rule) -> [(Words, Words); 4] {
    let manual = &rule.manual;
    [(FINDS, manual.finds), (WHY, manual.why), (EXAMPLE, manual.bad), (INSTEAD, manual.good)]
}

/// The heading of the steps.
pub(super) const STEPS_HEADING: Words = STEPS;

/// The heading of the clauses.
pub(super) const REFERENCES_HEADING: Words = REFERENCES;

/// What kind of rule it is, in sentences.
pub(super) fn facts(rule: &'static Rule, language: MessageLanguage) -> Vec<String> {
    let mut facts = vec![format!(
        "{}: {}. {}: {}.",
        words("Gruppe", "Group").of(language),
        rule.group.words().of(language),
        words("Alvor", "Severity").of(language),
        severity(rule.severity, language)
    )];
    facts.push(looks_at(rule, language));
    if rule.certainty == Certainty::NeedsReview {
        let review = words(
            "Reglen ser et tegn; et menneske skal afgøre, om det er en fejl.",
            "The rule sees a sign; a person must judge whether it is a fault.",
        );
        facts.push(review.of(language).to_owned());
    }
    if !rule.by_default {
        let off = words(
            "Reglen er slået fra, indtil indstillingerne vælger den.",
            "The rule is off until the settings select it.",
        );
        facts.push(off.of(language).to_owned());
    }
    let repair = match rule.repair {
        Repair::None => return facts,
        Repair::Safe => words(
            "Kan rettes med `--fix`: brevet læses som før eller som sikkert ment.",
            "Fixable with `--fix`: the letter reads as before, or as was surely meant.",
        ),
        Repair::Unsafe => words(
            "Kan rettes med `--fix --unsafe`: se på resultatet bagefter.",
            "Fixable with `--fix --unsafe`: look at what was done.",
        ),
        Repair::Partly => words(
            "Kan rettes med `--fix`, hvor rettelsen er sikkert ment, og ellers med `--fix --unsafe`: se på resultatet bagefter.",
            "Fixable with `--fix` where the repair was surely meant, and else with `--fix --unsafe`: look at what was done.",
        ),
    };
    facts.push(repair.of(language).to_owned());
    facts
}

/// Where the rule looks, or who reports what it names.
fn looks_at(rule: &Rule, language: MessageLanguage) -> String {
    let by = rule.checks.iter().find_map(|check| match check {
        Check::Reported(by) => Some(*by),
        _ => None,
    });
    let text = match by {
        Some(By::Compiler) => words(
            "Meldes, når skabelonens feltkoder læses.",
            "Reported when the template's field codes are read.",
        ),
        Some(By::Proof) => words(
            "Meldes af beviset over alle svar, kontekster og historik.",
            "Reported by the proof over all answers, contexts and history.",
        ),
        Some(By::Composition) => words(
            "Meldes, når masterskabelon, brevskabelon og indholdselementer sættes sammen.",
            "Reported when master template, template and content elements are put together.",
        ),
        Some(By::Merge) => words(
            "Meldes, når testpersonernes breve flettes.",
            "Reported when the test persons' letters are merged.",
        ),
        Some(By::Rendering) => words(
            "Meldes, når testpersonernes breve sættes som sider.",
            "Reported when the test persons' letters are set as pages.",
        ),
        None => {
            let stages: Vec<String> = rule
                .stages
                .iter()
                .map(|stage| {
                    match stage {
                        Stage::File => words("hver fil for sig", "each file by itself"),
                        Stage::Whole => words("den samlede skabelon", "the template as a whole"),
                        Stage::Finished => words("færdige breve", "finished letters"),
                    }
                    .of(language)
                    .to_owned()
                })
                .collect();
            let stages = super::words::joined(&stages, language);
            return format!("{} {stages}.", words("Ser på", "Looks at").of(language));
        }
    };
    text.of(language).to_owned()
}

/// Rules in a table, by group.
pub fn rules_table(
    rules: &[&'static Rule],
    language: MessageLanguage,
    format: TableFormat,
) -> String {
    match format {
        TableFormat::Text => table_text(rules, language),
        TableFormat::Markdown => table_markdown(rules, language),
        TableFormat::Json => {
            let rules: Vec<RuleWire> =
                rules.iter().map(|rule| RuleWire::new(rule, language)).collect();
            super::json::print(&rules)
        }
    }
}

/// Signs of a rule: `*` safe fix, `u` unsafe fix, `?` a person judges, `-` off.
fn signs(rule: &Rule) -> String {
    let mut signs = String::new();
    match rule.repair {
        Repair::None => {}
        Repair::Safe => signs.push('*'),
        Repair::Unsafe => signs.push('u'),
        Repair::Partly => signs.push_str("*u"),
    }
    if rule.certainty == Certainty::NeedsReview {
        signs.push('?');
    }
    if !rule.by_default {
        signs.push('-');
    }
    signs
}

const LEGEND: Words = words(
    "* rettes med --fix · u rettes med --fix --unsafe · ? vurderes af et menneske · - slået fra",
    "* fixed by --fix · u fixed by --fix --unsafe · ? judged by a person · - off by default",
);

/// The groups that some of the rules are of, with those.
fn by_group(rules: &[&'static Rule]) -> impl Iterator<Item = (Group, Vec<&'static Rule>)> {
    Group::ALL.into_iter().filter_map(|group| {
        let members: Vec<&'static Rule> =
            rules.iter().copied().filter(|rule| rule.group == group).collect();
        (!members.is_empty()).then_some((group, members))
    })
}

fn table_text(rules: &[&'static Rule], language: MessageLanguage) -> String {
    let mut text = String::new();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let severities = super::words::SEVERITIES.map(|found| severity(found, language));
    let severity_width = severities.iter().map(|word| columns(word)).max().unwrap_or_default();
    for (group, members) in by_group(rules) {
        text.push_str(&format!("{}\n", sentence(group.words().of(language)).trim_end_matches('.')));
        for rule in members {
            let word = severity(rule.severity, language);
            let pad = " ".repeat(severity_width - columns(word));
            text.push_str(&format!(
                "  {:4} {word}{pad} {:3} {:width$}  {}\n",
                rule.code,
                signs(rule),
                rule.name,
                markup::plain(rule.manual.title.of(language))
            ));
        }
        text.push('\n');
    }
    text.push_str(&format!("{}\n", LEGEND.of(language)));
    text
}

fn table_markdown(rules: &[&'static Rule], language: MessageLanguage) -> String {
    let mut text = String::new();
    let head = words(
        "| Kode | Navn | Hvad den finder | Alvor | |\n|---|---|---|---|---|\n",
        "| Code | Name | What it finds | Severity | |\n|---|---|---|---|---|\n",
    );
    for (group, members) in by_group(rules) {
        let heading = sentence(group.words().of(language));
        text.push_str(&format!("### {}\n\n", heading.trim_end_matches('.')));
        text.push_str(head.of(language));
        for rule in members {
            text.push_str(&format!(
                "| {} | `{}` | {} | {} | {} |\n",
                rule.code,
                rule.name,
                markup::markdown(&markup::manual(rule.manual.title.of(language))),
                severity(rule.severity, language),
                signs(rule).replace('*', "\\*")
            ));
        }
        text.push('\n');
    }
    text.push_str(&format!("{}\n", LEGEND.of(language).replace('*', "\\*")));
    text
}

/// A paragraph in lines of a terminal.
fn wrapped(text: &str, first: &str, next: &str) -> String {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut filled = false;
    for word in text.split_whitespace() {
        if filled && columns(&line) + 1 + columns(word) > WIDTH {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            filled = false;
        }
        if filled {
            line.push(' ');
        }
        line.push_str(word);
        filled = true;
    }
    lines.push(line);
    lines.join("\n")
}
