//! The summary: files and severities; and what is accepted, with the reasons.

use crate::lint::Safety;
use crate::report::groups::{groups, places};
use crate::report::tally::Tally;
use crate::report::text::accepted_line;
use crate::report::uri::joined;
use crate::report::words::{
    accepted as accepted_words, code_and_name, counted, fix_switch, kind, many, message, of,
    sentence, words,
};
use crate::report::{Options, markup};
use crate::validate::{FileReport, Report};

use super::with_faults;
use super::writer::Html;

/// The chapter.
pub(super) fn write(html: &mut Html, report: &Report, options: &Options<'_>) {
    let (language, tally) = (options.language, Tally::of(report));
    html.element("section", &[("aria-labelledby", "summary")], |html| {
        html.line("h2", &[("id", "summary")], words("Overblik", "Summary").of(language));
        html.element("ul", &[("class", "counts")], |html| {
            for severity in crate::report::words::SEVERITIES {
                html.line("li", &[], &many(tally.count(severity), severity, language));
            }
            for (count, safety) in [(tally.safe, Safety::Safe), (tally.unsafe_, Safety::Unsafe)] {
                if count > 0 {
                    let verb = words("kan rettes med", "fixable with").of(language);
                    html.element("li", &[], |html| {
                        html.text(&format!("{count} {verb} "));
                        html.line("code", &[], fix_switch(safety));
                    });
                }
            }
            if tally.review > 0 {
                let noun = words("skal vurderes af et menneske", "for a person to judge");
                html.line("li", &[], &format!("{} {}", tally.review, noun.of(language)));
            }
            if let Some(line) = accepted_line(&tally, language) {
                html.line("li", &[], &line);
            }
        });
        if tally.faulty > 0 {
            table(html, report, options);
        }
        clean_files(html, report, options);
        let unseen = words("Ikke undersøgt", "Not looked at").of(language);
        remarks(html, unseen, &report.not_looked_at, options);
        let unused =
            words("Undtagelser, der ikke længere bruges", "Exceptions that are no longer used");
        remarks(html, unused.of(language), &report.unused, options);
    });
}

/// What is to be said of the validation itself.
fn remarks(html: &mut Html, heading: &str, remarks: &[[String; 2]], options: &Options<'_>) {
    if remarks.is_empty() {
        return;
    }
    html.line("h3", &[], heading);
    html.element("ul", &[], |html| {
        for pair in remarks {
            let text = of(pair, options.language);
            html.spans("li", &[], &markup::message(&text));
        }
    });
}

/// Files with open faults, and how many of each severity.
fn table(html: &mut Html, report: &Report, options: &Options<'_>) {
    let language = options.language;
    let caption = words("Fejl i hver fil", "Faults in each file").of(language);
    scrolled(html, caption, |html| {
        html.line("caption", &[], caption);
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                let columns = words(
                    "Fil|Slags|Fejl|Advarsler|Bemærkninger|Accepteret",
                    "File|Kind|Errors|Warnings|Notes|Accepted",
                );
                for column in columns.of(language).split('|') {
                    html.line("th", &[("scope", "col")], column);
                }
            });
        });
        html.element("tbody", &[], |html| {
            for (at, file) in with_faults(report) {
                let tally = Tally::of_file(file);
                html.element("tr", &[], |html| {
                    html.inline("th", &[("scope", "row")], |html| {
                        let target = format!("#file-{}", at + 1);
                        html.line("a", &[("href", &target)], &joined(options.folder, &file.path));
                    });
                    html.line("td", &[], kind(file.kind).of(language));
                    for count in [tally.errors, tally.warnings, tally.notes, tally.accepted()] {
                        html.line("td", &[("class", "figure")], &count.to_string());
                    }
                });
            }
        });
    });
}

/// A table that may be wider than the window, in a region that the keyboard reaches.
pub(super) fn scrolled(html: &mut Html, label: &str, table: impl FnOnce(&mut Html)) {
    let region =
        [("class", "scrolled"), ("role", "region"), ("aria-label", label), ("tabindex", "0")];
    html.element("div", &region, |html| html.element("table", &[], table));
}

/// Files without open faults.
fn clean_files(html: &mut Html, report: &Report, options: &Options<'_>) {
    let language = options.language;
    let clean: Vec<&FileReport> = report
        .files
        .iter()
        .filter(|file| file.faults.iter().all(|fault| fault.accepted.is_some()))
        .collect();
    if clean.is_empty() {
        return;
    }
    let count = counted(
        clean.len(),
        words("fil uden fejl", "file without faults"),
        words("filer uden fejl", "files without faults"),
        language,
    );
    html.element("details", &[], |html| {
        html.line("summary", &[], &count);
        html.element("ul", &[], |html| {
            for file in clean {
                html.line("li", &[], &joined(options.folder, &file.path));
            }
        });
    });
}

/// Whether anything is accepted.
pub(super) fn has_accepted(report: &Report) -> bool {
    report.files.iter().flat_map(|file| &file.faults).any(|fault| fault.accepted.is_some())
}

/// The chapter of what is accepted.
pub(super) fn accepted(html: &mut Html, report: &Report, options: &Options<'_>) {
    if !has_accepted(report) {
        return;
    }
    let language = options.language;
    html.element("section", &[("aria-labelledby", "accepted")], |html| {
        html.line("h2", &[("id", "accepted")], words("Accepteret", "Accepted").of(language));
        let caption =
            words("Fejl, der er accepteret, og hvorfor", "Faults that are accepted, and why");
        let caption = caption.of(language);
        scrolled(html, caption, |html| {
            html.line("caption", &[], caption);
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    let columns =
                        words("Regel|Fil|Steder|Hvad|Hvorfor", "Rule|File|Places|What|Why");
                    for column in columns.of(language).split('|') {
                        html.line("th", &[("scope", "col")], column);
                    }
                });
            });
            html.element("tbody", &[], |html| {
                for file in &report.files {
                    let faults = file.faults.iter().filter(|fault| fault.accepted.is_some());
                    for group in groups(faults) {
                        row(html, file, &group, options);
                    }
                }
            });
        });
    });
}

fn row(
    html: &mut Html,
    file: &FileReport,
    group: &crate::report::groups::Group<'_>,
    options: &Options<'_>,
) {
    let (language, fault) = (options.language, group.first);
    html.element("tr", &[], |html| {
        html.line("th", &[("scope", "row")], &code_and_name(fault));
        html.line("td", &[], &joined(options.folder, &file.path));
        let all = std::iter::once(fault).chain(group.more.iter().map(|(_, fault)| *fault));
        html.line("td", &[], &places(all, language));
        let found = sentence(&message(fault, language));
        html.spans("td", &[], &markup::message(&found));
        let why = fault.accepted.as_ref().map(|why| accepted_words(why, language));
        html.line("td", &[], &sentence(&why.unwrap_or_default()));
    });
}
