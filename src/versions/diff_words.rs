//! A difference in words, Danish and English: what both faces of it share.

use super::align::Sign;
use super::diff::{
    Difference, ParagraphChange, ParagraphChangeKind, PictureChange, SectionChange,
    StoryDifference, StyleChange,
};
use super::format::change_words;
use super::outline::DocumentSetting;
use crate::diagnostic::{MessageLanguage, Place};

/// The Danish or the English of a pair.
pub(super) fn say<'w>(language: MessageLanguage, danish: &'w str, english: &'w str) -> &'w str {
    match language {
        MessageLanguage::Danish => danish,
        MessageLanguage::English => english,
    }
}

/// What a stretch of text is marked by for those who do not see colours.
pub(super) fn sign_word(sign: Sign, language: MessageLanguage) -> &'static str {
    match sign {
        Sign::Same => "",
        Sign::Removed => say(language, "fjernet", "removed"),
        Sign::Added => say(language, "tilføjet", "added"),
    }
}

/// What happened to a paragraph.
pub(super) fn kind_word(kind: ParagraphChangeKind, language: MessageLanguage) -> &'static str {
    match kind {
        ParagraphChangeKind::Changed => say(language, "ændret", "changed"),
        ParagraphChangeKind::Formatted => say(language, "formatering ændret", "formatting changed"),
        ParagraphChangeKind::Added => say(language, "tilføjet", "added"),
        ParagraphChangeKind::Removed => say(language, "fjernet", "removed"),
        ParagraphChangeKind::Moved => say(language, "flyttet", "moved"),
    }
}

/// A story's name with what became of it, capitalized.
pub(super) fn story_title(story: &StoryDifference, language: MessageLanguage) -> String {
    let title = capitalized(&story.kind.words(language));
    match story.whole {
        Some(sign) => format!("{title}: {}", sign_word(sign, language)),
        None => title,
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// Where a paragraph stands, its story apart; of one that moved, from where to where.
pub(super) fn spot(change: &ParagraphChange, language: MessageLanguage) -> String {
    let words = |place: &Place| {
        let all = place.words(language);
        let story = format!("{}, ", place.story.words(language));
        all.strip_prefix(&story).map_or(all.clone(), str::to_owned)
    };
    match (&change.old, &change.new, change.kind) {
        (Some(old), Some(new), ParagraphChangeKind::Moved) => {
            format!("{} → {}", words(old), words(new))
        }
        (_, Some(place), _) | (Some(place), None, _) => words(place),
        (None, None, _) => String::new(),
    }
}

/// What differs in a paragraph beside its words.
pub(super) fn notes(change: &ParagraphChange, language: MessageLanguage) -> Vec<String> {
    let mut notes = Vec::new();
    if !change.format.is_empty() {
        let paragraph = say(language, "afsnittet", "the paragraph");
        notes.push(format!("{paragraph}: {}", change_words(&change.format, language)));
    }
    for (stretch, changes) in &change.runs {
        let what = match stretch.as_str() {
            "" => say(language, "hele teksten", "all of the text").to_owned(),
            stretch => format!("\"{}\"", shorten(stretch)),
        };
        notes.push(format!("{what}: {}", change_words(changes, language)));
    }
    for picture in &change.pictures {
        notes.push(
            match picture {
                PictureChange::Image => say(language, "billedet er et andet", "another picture"),
                PictureChange::AltText => say(
                    language,
                    "billedets alternative tekst er ændret",
                    "alternative text changed",
                ),
                PictureChange::Size => {
                    say(language, "billedets størrelse er ændret", "picture size changed")
                }
                PictureChange::Added => say(language, "billede tilføjet", "picture added"),
                PictureChange::Removed => say(language, "billede fjernet", "picture removed"),
            }
            .to_owned(),
        );
    }
    let none = say(language, "ingen", "none");
    let address = |address: &'_ str| {
        if address.is_empty() { none.to_owned() } else { format!("`{address}`") }
    };
    for (from, to) in &change.links {
        let link = say(language, "linkets adresse", "address of the link");
        notes.push(format!("{link} {} → {}", address(from), address(to)));
    }
    notes
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What a table's set-up came to.
pub(super) fn table_words((number, sign): (usize, Sign), language: MessageLanguage) -> String {
    let what = match sign {
        Sign::Same => say(language, "opsætning ændret", "set-up changed"),
        sign => sign_word(sign, language),
    };
    format!("{} {number}: {what}", say(language, "tabel", "table"))
}

/// The lists under the text: a title and its lines, those that are empty left out.
pub(super) fn lists(
    difference: &Difference,
    language: MessageLanguage,
) -> Vec<(&'static str, Vec<String>)> {
    let signed = |sign: Sign, names: &[String]| -> Vec<String> {
        names.iter().map(|name| format!("{}: `{name}`", sign_word(sign, language))).collect()
    };
    let both = |added: &[String], removed: &[String]| {
        let mut lines = signed(Sign::Removed, removed);
        lines.extend(signed(Sign::Added, added));
        lines
    };
    let mut conditions = Vec::new();
    for change in &difference.conditions {
        conditions.push(match (&change.old, &change.new) {
            (Some(old), Some(new)) => format!(
                "{}: {} → {} ({})",
                say(language, "ændret", "changed"),
                old.comparison,
                new.comparison,
                new.place.words(language)
            ),
            (Some(one), None) | (None, Some(one)) => format!(
                "{}: {} ({})",
                sign_word(if change.new.is_some() { Sign::Added } else { Sign::Removed }, language),
                one.comparison,
                one.place.words(language)
            ),
            (None, None) => continue,
        });
    }
    let section = say(language, "sektion", "section");
    let sections = difference.sections.iter().map(|(number, change)| match change {
        SectionChange::Added => format!("{section} {number}: {}", sign_word(Sign::Added, language)),
        SectionChange::Removed => {
            format!("{section} {number}: {}", sign_word(Sign::Removed, language))
        }
        SectionChange::Changed(changes) => {
            format!("{section} {number}: {}", change_words(changes, language))
        }
    });
    let styles = difference.styles.iter().map(|(name, change)| {
        let name = match name.as_str() {
            "" => say(language, "dokumentets standard", "document defaults").to_owned(),
            name => format!("\"{name}\""),
        };
        match change {
            StyleChange::Added => format!("{name}: {}", sign_word(Sign::Added, language)),
            StyleChange::Removed => format!("{name}: {}", sign_word(Sign::Removed, language)),
            StyleChange::Changed(changes) => {
                format!("{name}: {}", change_words(changes, language))
            }
        }
    });
    let settings = difference.settings.iter().map(|(what, from, to)| {
        let what = match what {
            DocumentSetting::DecimalSymbol => say(language, "decimaltegn", "decimal symbol"),
            DocumentSetting::ListSeparator => say(language, "listeseparator", "list separator"),
            DocumentSetting::Language => say(language, "sprog", "language"),
            DocumentSetting::Title => say(language, "titel", "title"),
        };
        format!("{what}: \"{from}\" → \"{to}\"")
    });
    let all = [
        (
            say(language, "Felter", "Fields"),
            both(&difference.fields_added, &difference.fields_removed),
        ),
        (
            say(language, "Flettespørgsmål", "Merge questions"),
            both(&difference.questions_added, &difference.questions_removed),
        ),
        (say(language, "Betingelser", "Conditions"), conditions),
        (say(language, "Sideopsætning", "Page set-up"), sections.collect()),
        (say(language, "Typografier", "Styles"), styles.collect()),
        (say(language, "Indstillinger", "Settings"), settings.collect()),
    ];
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}
