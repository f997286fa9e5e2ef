//! The report as one page of HTML that stands alone: no network, no script, pictures inside.
//!
//! It is read by administrators and auditors, some of them by ear, so it is held to what it asks of letters:
//! landmarks, headings in order, tables with captions and headers, signs that are not colour alone, contrast
//! in light and dark, a print style. An end-to-end test has axe look at it.
//!
//! ```text
//! header   what it comes to
//! nav      the files with faults, and the chapters
//! main     summary ─ a file each: faults by place, pages with marks ─ accepted ─ criteria ─ rules
//! ```

mod coverage;
mod faults;
mod figures;
mod summary;
mod writer;

use crate::validate::{FileReport, Report};

use self::writer::Html;
use super::tally::Tally;
use super::text::{looked_at, verdict_text};
use super::words::{SEVERITIES, sentence, words};
use super::{Options, PROGRAM, VERSION};

/// The look of the page.
const STYLE: &str = include_str!("style.css");

/// The page.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let (language, tally) = (options.language, Tally::of(report));
    let title = words("Kontrol af brevskabeloner", "Check of letter templates").of(language);
    let verdict = sentence(&verdict_text(report, &tally, language));
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n");
    html.element("html", &[("lang", super::json::tag(language))], |html| {
        html.element("head", &[], |html| {
            html.raw("<meta charset=\"utf-8\">\n");
            html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
            html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
            html.line("title", &[], &format!("{title}: {verdict}"));
            html.raw("<style>\n");
            html.raw(STYLE);
            html.raw("</style>\n");
        });
        html.element("body", &[], |html| {
            let skip = words("Spring til indholdet", "Skip to the content").of(language);
            html.line("a", &[("class", "skip"), ("href", "#main")], skip);
            html.element("header", &[], |html| {
                html.line("h1", &[], title);
                html.line("p", &[("class", verdict_class(report, &tally))], &verdict);
                html.line("p", &[("class", "facts")], &facts(report, options));
            });
            contents(html, report, options);
            html.element("main", &[("id", "main"), ("tabindex", "-1")], |html| {
                summary::write(html, report, options);
                for (at, file) in with_faults(report) {
                    faults::file(html, file, at + 1, options);
                }
                summary::accepted(html, report, options);
                coverage::criteria(html, report, options);
                coverage::rules(html, report, options);
            });
            html.element("footer", &[], |html| {
                html.line("p", &[], &format!("{PROGRAM} {VERSION}"));
            });
        });
    });
    html.finish()
}

fn verdict_class(report: &Report, tally: &Tally) -> &'static str {
    if !report.not_looked_at.is_empty() {
        return "verdict error";
    }
    match SEVERITIES.into_iter().find(|severity| tally.count(*severity) > 0) {
        Some(worst) => match super::words::severity_key(worst) {
            "error" => "verdict error",
            "warning" => "verdict warning",
            _ => "verdict note",
        },
        None => "verdict clean",
    }
}

/// When, and how much was looked at.
fn facts(report: &Report, options: &Options<'_>) -> String {
    let mut facts = looked_at(report, options);
    if let Some(date) = options.date {
        facts = format!("{date} · {facts}");
    }
    facts
}

/// Files with open faults, each with its number among all.
fn with_faults(report: &Report) -> impl Iterator<Item = (usize, &FileReport)> {
    let open = |file: &&FileReport| file.faults.iter().any(|fault| fault.accepted.is_none());
    report.files.iter().filter(open).enumerate()
}

/// The table of contents.
fn contents(html: &mut Html, report: &Report, options: &Options<'_>) {
    let language = options.language;
    let label = words("Indhold", "Contents").of(language);
    html.element("nav", &[("aria-label", label)], |html| {
        html.element("ul", &[], |html| {
            let mut entry = |target: &str, text: &str| {
                html.element("li", &[], |html| html.line("a", &[("href", target)], text));
            };
            entry("#summary", words("Overblik", "Summary").of(language));
            for (at, file) in with_faults(report) {
                entry(
                    &format!("#file-{}", at + 1),
                    &super::uri::joined(options.folder, &file.path),
                );
            }
            if summary::has_accepted(report) {
                entry("#accepted", words("Accepteret", "Accepted").of(language));
            }
            entry(
                "#criteria",
                words("Krav til tilgængelighed", "Accessibility requirements").of(language),
            );
            entry("#rules", words("Regler", "Rules").of(language));
        });
    });
}
