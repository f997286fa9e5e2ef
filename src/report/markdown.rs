//! Markdown for the summary of a job and the comment of a merge request, as GitHub and GitLab read it.
//!
//! Comments are bounded: GitHub takes 65,536 characters. What does not fit is counted.

use crate::diagnostic::MessageLanguage;
use crate::validate::{FileReport, Report};

use super::Options;
use super::groups::{Group, groups, places};
use super::markup::{self, markdown_code, markdown_text, window};
use super::tally::Tally;
use super::text::{accepted_line, looked_at, verdict_text};
use super::uri::joined;
use super::words::{
    NEEDS_REVIEW, SEVERITIES, counted, fix_switch, help, kind, letter, message, name, of, place,
    sentence, severity, words,
};

/// So much is written, in bytes, before files are only counted.
const MOST: usize = 60_000;

/// The longest excerpt, in characters.
const EXCERPT: usize = 80;

/// The report.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let (language, tally) = (options.language, Tally::of(report));
    let title = words("Kontrol af brevskabeloner", "Check of letter templates").of(language);
    let mut text =
        format!("## {title}\n\n**{}**\n\n", sentence(&verdict_text(report, &tally, language)));
    if let Some(line) = accepted_line(&tally, language) {
        text.push_str(&format!("{}\n\n", sentence(&line)));
    }
    let faulty: Vec<&FileReport> = report
        .files
        .iter()
        .filter(|file| file.faults.iter().any(|fault| fault.accepted.is_none()))
        .collect();
    if !faulty.is_empty() {
        text.push_str(&table(&faulty, options));
    }
    let mut left = 0;
    for file in &faulty {
        let section = section(file, options);
        if text.len() + section.len() > MOST {
            left += 1;
        } else {
            text.push_str(&section);
        }
    }
    if left > 0 {
        let noun = counted(left, words("fil", "file"), words("filer", "files"), language);
        let told = words(
            "er ikke vist her, fordi listen blev for lang",
            "not shown here: the list grew too long",
        );
        text.push_str(&format!("*{noun} {}.*\n\n", told.of(language)));
    }
    for pair in &report.not_looked_at {
        let label = words("Ikke undersøgt", "Not looked at").of(language);
        text.push_str(&format!("- **{label}:** {}\n", remark(pair, language)));
    }
    for pair in &report.unused {
        text.push_str(&format!("- {}\n", remark(pair, language)));
    }
    if !report.unused.is_empty() || !report.not_looked_at.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!(
        "<sub>{} · {} {}</sub>\n",
        looked_at(report, options),
        super::PROGRAM,
        super::VERSION
    ));
    text
}

fn remark(pair: &[String; 2], language: MessageLanguage) -> String {
    markup::markdown(&markup::message(&of(pair, language)))
}

/// Files and severities.
fn table(files: &[&FileReport], options: &Options<'_>) -> String {
    let language = options.language;
    let head =
        words("| Fil | Fejl | Advarsler | Bemærkninger |", "| File | Errors | Warnings | Notes |");
    let mut text = format!("{}\n|---|--:|--:|--:|\n", head.of(language));
    for file in files {
        let tally = Tally::of_file(file);
        let path = markdown_code(&markup::clean(&joined(options.folder, &file.path)));
        let row = format!("| {path} | {} | {} | {} |\n", tally.errors, tally.warnings, tally.notes);
        if text.len() + row.len() > MOST / 3 {
            text.push_str("| … | | | |\n");
            break;
        }
        text.push_str(&row);
    }
    text.push('\n');
    text
}

/// A file, folded unless it has errors.
fn section(file: &FileReport, options: &Options<'_>) -> String {
    let (language, tally) = (options.language, Tally::of_file(file));
    let counts: Vec<String> = SEVERITIES
        .into_iter()
        .filter(|severity| tally.count(*severity) > 0)
        .map(|severity| super::words::many(tally.count(severity), severity, language))
        .collect();
    let open = if tally.errors > 0 { " open" } else { "" };
    let path = markup::escape(&markup::clean(&joined(options.folder, &file.path)));
    let mut text = format!(
        "<details{open}><summary><strong>{path}</strong> · {} · {}</summary>\n\n",
        kind(file.kind).of(language),
        counts.join(", ")
    );
    for group in groups(file.faults.iter().filter(|fault| fault.accepted.is_none())) {
        text.push_str(&item(&group, options));
    }
    text.push_str("\n</details>\n\n");
    text
}

fn item(group: &Group<'_>, options: &Options<'_>) -> String {
    let (language, fault) = (options.language, group.first);
    let found = message(fault, language);
    let code = fault.found.code();
    let rule = name(fault);
    let rule = if rule.is_empty() { String::new() } else { format!(" {}", markdown_code(rule)) };
    let mut text = format!(
        "- **{} {code}**{rule}: {}\n",
        severity(fault.severity, language),
        markup::markdown(&markup::message(&found))
    );
    let mut line = |what: &str| text.push_str(&format!("  <br>{what}\n"));
    line(&format!("↳ {}", markdown_text(&place(fault, language))));
    if let Some(at) = fault.found.diagnostic.place.as_ref().filter(|at| !at.excerpt.is_empty()) {
        let window = window(&at.excerpt, at.mark, EXCERPT);
        let marked = markdown_text(&window.marked);
        let marked = if marked.is_empty() { marked } else { format!("<ins>{marked}</ins>") };
        line(&format!(
            "<q>{}{marked}{}</q>",
            markdown_text(&window.before),
            markdown_text(&window.after)
        ));
    }
    if let Some(help) = help(fault, language) {
        line(&markup::markdown(&markup::message(&sentence(&help))));
    }
    if fault.needs_review {
        line(&sentence(NEEDS_REVIEW.of(language)));
    }
    if let Some(shown) = &fault.letter {
        let label = words("Ses i brevet", "Shows in the letter").of(language);
        line(&format!("{label} {}", markdown_text(&letter(shown, language))));
    }
    if let Some(fix) = &fault.found.fix {
        let title = sentence(&of(&fix.title, language));
        let title = markup::markdown(&markup::message(&title));
        let label = words("Kan rettes med", "Fixable with").of(language);
        line(&format!("{label} `{}`: {title}", fix_switch(fix.safety)));
    }
    if !group.more.is_empty() {
        let further = counted(
            group.more.len(),
            words("sted til", "more place"),
            words("steder til", "more places"),
            language,
        );
        let places = places(group.more.iter().map(|(_, fault)| *fault), language);
        line(&format!("{further}: {}", markdown_text(&places)));
    }
    text
}
