//! A difference as a page of its own, for a mail or a case: no script, nothing fetched.
//!
//! It holds to WCAG 2.1 AA as the letters do: the language is declared, headings have levels, tables
//! have captions and scoped headers, and what is removed or added says so in words, not by colour.

use super::align::Sign;
use super::diff::{Difference, ParagraphChange, ParagraphChangeKind, StoryDifference};
use super::diff_words::{kind_word, lists, notes, say, sign_word, spot, story_title, table_words};
use crate::diagnostic::MessageLanguage;

/// What goes on a page.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// What is compared with what, in the reader's words.
    pub title: &'p str,
    /// The documents by their names. One alone needs no heading of its own.
    pub documents: &'p [(String, Difference)],
    /// What breaks the callers of templates, in sentences, by the template's name.
    pub callers: &'p [(String, Vec<String>)],
}

/// Differences as a page.
pub fn diff_html(page: &Page<'_>, language: MessageLanguage) -> String {
    let title = format!("{}: {}", say(language, "Forskelle", "Differences"), page.title);
    let title = escape(&title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n",
        say(language, "da", "en"),
    );
    if page.documents.iter().all(|(_, difference)| difference.is_empty()) {
        let nothing = say(language, "Ingen forskelle i teksten.", "No differences in the text.");
        out.push_str(&format!("<p>{nothing}</p>\n"));
    }
    for (name, lines) in page.callers {
        let callers = say(language, "Fagsystemer, der bruger", "Callers of");
        list(&mut out, 2, &format!("{callers} {name}"), lines);
    }
    let alone = page.documents.len() == 1;
    for (name, difference) in page.documents.iter().filter(|(_, difference)| !difference.is_empty())
    {
        let level = if alone { 2 } else { 3 };
        if !alone {
            out.push_str(&format!("<h2>{}</h2>\n", escape(name)));
        }
        for story in &difference.stories {
            push_story(&mut out, story, level, language);
        }
        for (title, lines) in lists(difference, language) {
            list(&mut out, level, title, &lines);
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

pub(super) fn list(out: &mut String, level: u8, title: &str, lines: &[String]) {
    out.push_str(&format!("<h{level}>{}</h{level}>\n<ul>\n", escape(title)));
    for line in lines {
        out.push_str(&format!("<li>{}</li>\n", escape(line)));
    }
    out.push_str("</ul>\n");
}

pub(super) fn push_story(
    out: &mut String,
    story: &StoryDifference,
    level: u8,
    language: MessageLanguage,
) {
    let title = escape(&story_title(story, language));
    out.push_str(&format!("<h{level}>{title}</h{level}>\n"));
    if !story.paragraphs.is_empty() {
        out.push_str(&format!(
            "<table>\n<caption>{title}</caption>\n<thead><tr><th scope=\"col\">{}</th>\
             <th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            say(language, "Afsnit", "Paragraph"),
            say(language, "Før", "Before"),
            say(language, "Efter", "After"),
        ));
        for change in &story.paragraphs {
            push_paragraph(out, change, language);
        }
        out.push_str("</tbody>\n</table>\n");
    }
    if !story.tables.is_empty() {
        out.push_str("<ul>\n");
        for table in &story.tables {
            out.push_str(&format!("<li>{}</li>\n", escape(&table_words(*table, language))));
        }
        out.push_str("</ul>\n");
    }
}

fn push_paragraph(out: &mut String, change: &ParagraphChange, language: MessageLanguage) {
    let side = |mine: Sign, element: &str| -> String {
        change
            .words
            .iter()
            .filter(|(sign, _)| *sign == Sign::Same || *sign == mine)
            .map(|(sign, text)| match *sign {
                Sign::Same => escape(text),
                sign => format!(
                    "<{element}><span class=\"label\">{}:</span> {}</{element}>",
                    sign_word(sign, language),
                    escape(text)
                ),
            })
            .collect()
    };
    out.push_str(&format!(
        "<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}",
        escape(&spot(change, language)),
        kind_word(change.kind, language),
        if change.kind == ParagraphChangeKind::Added {
            String::new()
        } else {
            side(Sign::Removed, "del")
        },
        if change.kind == ParagraphChangeKind::Removed {
            String::new()
        } else {
            side(Sign::Added, "ins")
        },
    ));
    let notes = notes(change, language);
    if !notes.is_empty() {
        out.push_str("<ul>");
        for note in notes {
            out.push_str(&format!("<li>{}</li>", escape(&note)));
        }
        out.push_str("</ul>");
    }
    out.push_str("</td></tr>\n");
}

pub(super) fn escape(text: &str) -> String {
    crate::docx::encode(text).replace('"', "&quot;")
}

/// Contrasts of at least 7 to 1 in both colour schemes; removed text is struck through, added text
/// underlined.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
caption{text-align:left;font-weight:bold;padding:.25rem 0}\
th,td{border:1px solid #767676;padding:.5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
th[scope=row]{font-weight:normal}thead th:first-child{width:20%}td{white-space:pre-wrap}\
del{text-decoration:line-through}ins{text-decoration:underline}\
.label{font-size:.8em;font-style:italic}";
