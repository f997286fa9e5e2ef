//! A file and its faults, by place, each with its excerpt, what to do, and the manual of its rule.

use std::collections::BTreeSet;

use crate::lint::Rule;
use crate::report::groups::{Group, groups, places};
use crate::report::manual::{REFERENCES_HEADING, STEPS_HEADING, facts, sections};
use crate::report::markup::{self, window};
use crate::report::uri::joined;
use crate::report::words::{
    NEEDS_REVIEW, counted, fix_switch, help, kind, letter, message, of, place, sentence, severity,
    severity_key, words,
};
use crate::report::{Options, PagePictures};
use crate::validate::{Fault, FileReport};

use super::figures::{self, Numbers};
use super::writer::Html;

/// The longest excerpt, in characters.
const EXCERPT: usize = 160;

/// The chapter of a file.
pub(super) fn file(html: &mut Html, file: &FileReport, number: usize, options: &Options<'_>) {
    let language = options.language;
    let id = format!("file-{number}");
    // Accepted faults have a chapter of their own; the numbers are of what is open.
    let open: Vec<(usize, &Fault)> =
        file.faults.iter().enumerate().filter(|(_, fault)| fault.accepted.is_none()).collect();
    let groups = groups(open.iter().map(|(_, fault)| *fault));
    let numbers = Numbers::of(number, &groups, &open);
    let pictures = options.pictures.and_then(|pictures| pictures.get(&file.path));
    html.element("section", &[("class", "file"), ("aria-labelledby", &id)], |html| {
        html.line("h2", &[("id", &id)], &joined(options.folder, &file.path));
        let kind = sentence(kind(file.kind).of(language));
        html.element("p", &[("class", "facts")], |html| {
            html.text(&kind);
            if !file.hash.is_empty() {
                html.text(" SHA-256: ");
                html.line("code", &[("class", "hash")], &file.hash);
            }
        });
        let class = if pictures.is_some() { "beside" } else { "alone" };
        html.element("div", &[("class", class)], |html| {
            html.element("div", &[], |html| {
                list(html, &groups, &numbers, pictures, options);
            });
            if let Some(pictures) = pictures {
                figures::write(html, pictures, &numbers, number, options);
            }
        });
    });
}

/// The faults under the headings of their places.
fn list(
    html: &mut Html,
    groups: &[Group<'_>],
    numbers: &Numbers,
    pictures: Option<&PagePictures>,
    options: &Options<'_>,
) {
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    let mut rest = groups;
    let mut at = 0;
    while let Some(first) = rest.first() {
        let heading = heading(first.first, options);
        let same = rest.iter().take_while(|group| self::heading(group.first, options) == heading);
        let (here, further) = rest.split_at(same.count());
        html.line("h3", &[], &heading);
        for group in here {
            let id = numbers.id(at);
            fault(html, group, at, &id, (numbers, pictures), &mut explained, options);
            at += 1;
        }
        rest = further;
    }
}

/// Story and heading above: what faults are grouped by.
fn heading(fault: &Fault, options: &Options<'_>) -> String {
    let language = options.language;
    let Some(place) = &fault.found.diagnostic.place else {
        return words("Hele filen", "The whole file").of(language).to_owned();
    };
    let mut heading = place.story.words(language);
    if let Some(above) = &place.heading {
        let under = words("under", "under").of(language);
        heading.push_str(&format!(", {under} \"{}\"", markup::clean(above)));
    }
    sentence(&heading).trim_end_matches('.').to_owned()
}

fn fault(
    html: &mut Html,
    group: &Group<'_>,
    at: usize,
    id: &str,
    (numbers, pictures): (&Numbers, Option<&PagePictures>),
    explained: &mut BTreeSet<&'static str>,
    options: &Options<'_>,
) {
    let (language, fault) = (options.language, group.first);
    let level = severity_key(fault.severity);
    let classes = format!("fault {level}");
    html.element("article", &[("class", &classes), ("id", id), ("tabindex", "-1")], |html| {
        html.inline("h4", &[], |html| {
            let number = (at + 1).to_string();
            let marks = pictures.map(|pictures| numbers.marks(at, pictures)).unwrap_or_default();
            match marks.first() {
                Some((_, mark)) => {
                    let label = words("vis på siden", "show on the page").of(language);
                    let label = format!("{number}: {label}");
                    let target = format!("#{mark}");
                    let attributes =
                        [("class", "number"), ("href", target.as_str()), ("aria-label", &label)];
                    html.inline("a", &attributes, |html| html.text(&number));
                }
                None => html.inline("span", &[("class", "number")], |html| html.text(&number)),
            }
            html.text(" ");
            let word = sentence(severity(fault.severity, language));
            html.inline("span", &[("class", "severity")], |html| {
                html.text(word.trim_end_matches('.'));
            });
            html.text(" ");
            let found = sentence(&message(fault, language));
            html.marked(&markup::message(&found));
        });
        excerpt(html, fault);
        if let Some(help) = help(fault, language) {
            let help = sentence(&help);
            html.spans("p", &[("class", "help")], &markup::message(&help));
        }
        html.element("dl", &[], |html| {
            details(html, group, options);
            if let Some(pictures) = pictures {
                pages(html, &numbers.marks(at, pictures), options);
            }
        });
        if let Some(rule) = fault.found.rule {
            if explained.insert(rule.code) {
                manual(html, rule, options);
            } else {
                html.element("p", &[("class", "again")], |html| {
                    let text = words(
                        "Reglen er forklaret ovenfor ved første fejl af samme slags.",
                        "The rule is explained above, at the first fault of its kind.",
                    );
                    html.text(text.of(language));
                });
            }
        }
    });
}

/// The excerpt with what is meant marked.
fn excerpt(html: &mut Html, fault: &Fault) {
    let Some(place) = &fault.found.diagnostic.place else { return };
    if place.excerpt.trim().is_empty() {
        return;
    }
    let window = window(&place.excerpt, place.mark, EXCERPT);
    html.element("blockquote", &[], |html| {
        html.inline("p", &[], |html| {
            html.text(&window.before);
            if !window.marked.is_empty() {
                html.inline("mark", &[], |html| html.text(&window.marked));
            }
            html.text(&window.after);
        });
    });
}

/// Where, which rule, and what else is known of the fault.
fn details(html: &mut Html, group: &Group<'_>, options: &Options<'_>) {
    let (language, fault) = (options.language, group.first);
    let mut entry = |label: &str, text: &str| {
        html.line("dt", &[], label);
        html.spans("dd", &[], &markup::message(text));
    };
    entry(words("Sted", "Place").of(language), &place(fault, language));
    let code = fault.found.code();
    let name = super::super::words::name(fault);
    let rule = if name.is_empty() { code.to_owned() } else { format!("{code} `{name}`") };
    entry(words("Regel", "Rule").of(language), &rule);
    if fault.needs_review {
        let review = sentence(NEEDS_REVIEW.of(language));
        entry(words("Vurdering", "Judgement").of(language), &review);
    }
    if let Some(shown) = &fault.letter {
        entry(words("Ses i brevet", "Shows in the letter").of(language), &letter(shown, language));
    }
    if let Some(fix) = &fault.found.fix {
        let title = of(&fix.title, language);
        let text = format!("{} (`{}`)", title, fix_switch(fix.safety));
        entry(words("Rettelse", "Fix").of(language), &text);
    }
    if !group.more.is_empty() {
        let label = counted(
            group.more.len(),
            words("sted til", "more place"),
            words("steder til", "more places"),
            language,
        );
        entry(&label, &places(group.more.iter().map(|(_, fault)| *fault), language));
    }
}

/// The pages that show it, each a link to the mark there.
fn pages(html: &mut Html, marks: &[(usize, String)], options: &Options<'_>) {
    if marks.is_empty() {
        return;
    }
    let language = options.language;
    html.line("dt", &[], words("Vist på", "Shown on").of(language));
    html.element("dd", &[], |html| {
        for (at, (page, mark)) in marks.iter().enumerate() {
            if at > 0 {
                html.text(", ");
            }
            let target = format!("#{mark}");
            let text = format!("{} {page}", words("side", "page").of(language));
            html.inline("a", &[("href", &target)], |html| html.text(&text));
        }
    });
}

/// The rule's page, folded.
pub(super) fn manual(html: &mut Html, rule: &'static Rule, options: &Options<'_>) {
    let language = options.language;
    html.element("details", &[], |html| {
        let title = markup::plain(rule.manual.title.of(language));
        let about = words("Om reglen", "About the rule").of(language);
        html.line("summary", &[], &format!("{about} {}: {title}", rule.code));
        html.element("dl", &[("class", "manual")], |html| {
            for (heading, body) in sections(rule) {
                let body = body.of(language);
                if !body.is_empty() {
                    html.line("dt", &[], heading.of(language));
                    html.spans("dd", &[], &markup::manual(body));
                }
            }
            if !rule.manual.steps.is_empty() {
                html.line("dt", &[], STEPS_HEADING.of(language));
                html.element("dd", &[], |html| {
                    html.element("ol", &[], |html| {
                        for step in rule.manual.steps {
                            html.spans("li", &[], &markup::manual(step.of(language)));
                        }
                    });
                });
            }
            html.line("dt", &[], words("Slags", "Kind").of(language));
            let facts = facts(rule, language).join(" ");
            html.spans("dd", &[], &markup::message(&facts));
            if !rule.references.is_empty() {
                html.line("dt", &[], REFERENCES_HEADING.of(language));
                html.line("dd", &[], &rule.references.join("; "));
            }
        });
    });
}
