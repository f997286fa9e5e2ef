//! The three-way comparison of an override as a page: what a person has to decide first, then what each side changed.
//!
//! The page holds to WCAG 2.1 AA as that of a difference does: headings have levels, tables have captions and scoped headers, and nothing
//! is said by colour alone.

use super::diff::Difference;
use super::diff_html::{STYLE, escape, list, push_story};
use super::diff_words::{lists, say};
use super::rebase::{Conflict, Rebased};
use crate::diagnostic::MessageLanguage;

/// What the three sides say of one thing beside the document, such as `title`; empty where one says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManifestChange {
    /// The key in the template's file.
    pub key: String,
    /// What the override was made from.
    pub base: String,
    /// The new central version.
    pub central: String,
    /// The override.
    pub own: String,
}

impl ManifestChange {
    /// Both sides changed it, and not to the same.
    pub fn is_conflict(&self) -> bool {
        self.base != self.central && self.base != self.own && self.central != self.own
    }

    /// Only the centre changed it: it comes along with a rebase.
    pub fn is_taken(&self) -> bool {
        self.base != self.central && self.base == self.own
    }
}

/// What goes on the page.
#[derive(Clone, Copy, Debug)]
pub struct ThreeWay<'p> {
    /// What is compared, in the reader's words.
    pub title: &'p str,
    /// The numbers of the three versions: base, new central, override.
    pub versions: [u32; 3],
    /// What the centre changed.
    pub central: &'p Difference,
    /// What the authority changed.
    pub own: &'p Difference,
    /// The override on the new central version.
    pub rebased: &'p Rebased,
    /// What differs beside the documents.
    pub manifest: &'p [ManifestChange],
}

/// The comparison as a page of its own: no script, nothing fetched.
pub fn three_way_html(page: &ThreeWay<'_>, language: MessageLanguage) -> String {
    let title = say(language, "Ændret centralt", "Changed centrally");
    let title = escape(&format!("{title}: {}", page.title));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        say(language, "da", "en"),
        escape(&summary(page, language)),
    );
    let clashes: Vec<&ManifestChange> =
        page.manifest.iter().filter(|change| change.is_conflict()).collect();
    let heading = say(language, "Her skal I vælge", "Here you have to decide");
    out.push_str(&format!("<h2>{heading}</h2>\n"));
    if page.rebased.conflicts.is_empty() && clashes.is_empty() {
        out.push_str(&format!(
            "<p>{}</p>\n",
            say(
                language,
                "Der er ingen konflikter: ændringerne kan flettes ind, uden at nogen skal vælge.",
                "There are no conflicts: the changes can be taken in without anybody deciding."
            )
        ));
    } else {
        conflicts(&mut out, &page.rebased.conflicts, &clashes, language);
    }
    difference(
        &mut out,
        say(language, "Det har centraladministrationen ændret", "What the centre changed"),
        page.central,
        language,
    );
    let taken: Vec<String> = page
        .manifest
        .iter()
        .filter(|change| change.base != change.central)
        .map(|change| format!("{}: {} → {}", change.key, change.base, change.central))
        .collect();
    if !taken.is_empty() {
        list(&mut out, 3, say(language, "Oplysninger om skabelonen", "About the template"), &taken);
    }
    difference(
        &mut out,
        say(language, "Det har kommunen ændret", "What the municipality changed"),
        page.own,
        language,
    );
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn summary(page: &ThreeWay<'_>, language: MessageLanguage) -> String {
    let [base, central, own] = page.versions;
    let conflicts = page.rebased.conflicts.len()
        + page.manifest.iter().filter(|change| change.is_conflict()).count();
    let taken = page.rebased.taken.len();
    match language {
        MessageLanguage::Danish => {
            let noun = if conflicts == 1 { "konflikt" } else { "konflikter" };
            let changes = if taken == 1 { "ændring" } else { "ændringer" };
            format!(
                "Jeres udgave {own} er lavet af den centrale udgave {base}. Den centrale udgave {central} har {taken} {changes}, der kan \
                 flettes ind uden videre, og {conflicts} {noun}."
            )
        }
        MessageLanguage::English => {
            let noun = if conflicts == 1 { "conflict" } else { "conflicts" };
            let changes = if taken == 1 { "change" } else { "changes" };
            format!(
                "Your version {own} was made from the central version {base}. The central version {central} has {taken} {changes} that can \
                 be taken in as they are, and {conflicts} {noun}."
            )
        }
    }
}

fn conflicts(
    out: &mut String,
    of_text: &[Conflict],
    of_manifest: &[&ManifestChange],
    language: MessageLanguage,
) {
    let cell = |text: &str| {
        let nothing = say(language, "(ingen tekst)", "(no text)");
        if text.trim().is_empty() { format!("<i>{nothing}</i>") } else { escape(text) }
    };
    out.push_str(&format!(
        "<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        say(language, "Steder, som begge har ændret", "Places that both have changed"),
        say(language, "Sted", "Place"),
        say(language, "Før", "Before"),
        say(language, "Ny central", "New central"),
        say(language, "Jeres", "Yours"),
    ));
    for conflict in of_text {
        let words = conflict.words(language);
        let what = words.lines().next().unwrap_or_default();
        let place = match &conflict.place {
            Some(place) => format!("{}: {what}", place.words(language)),
            None => what.to_owned(),
        };
        out.push_str(&format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(&place),
            cell(&conflict.base),
            cell(&conflict.central),
            cell(&conflict.own),
        ));
    }
    for change in of_manifest {
        out.push_str(&format!(
            "<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            say(language, "Oplysninger om skabelonen", "About the template"),
            escape(&change.key),
            cell(&change.base),
            cell(&change.central),
            cell(&change.own),
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn difference(out: &mut String, title: &str, of: &Difference, language: MessageLanguage) {
    out.push_str(&format!("<h2>{}</h2>\n", escape(title)));
    if of.is_empty() {
        let nothing = say(language, "Ingen forskelle i teksten.", "No differences in the text.");
        out.push_str(&format!("<p>{nothing}</p>\n"));
    }
    for story in &of.stories {
        push_story(out, story, 3, language);
    }
    for (title, lines) in lists(of, language) {
        list(out, 3, title, &lines);
    }
}
