//! Differences as JSON: stable English words for programs, sentences for people.

use serde::Serialize;

use super::diff::Found;
use crate::contract::{Break, BreakKind};
use crate::diagnostic::{MessageLanguage, Place};
use crate::versions::{
    ConditionChange, Difference, ParagraphChange, ParagraphChangeKind, PictureChange,
    PropertyChange, SectionChange, Sign, StyleChange,
};
use crate::wire::PlaceWire;

#[derive(Serialize)]
pub(super) struct FoundWire<'f> {
    documents: Vec<DocumentWire<'f>>,
    added: &'f [String],
    removed: &'f [String],
    callers: Vec<CallersWire<'f>>,
}

#[derive(Serialize)]
struct CallersWire<'f> {
    template: &'f str,
    breaks: Vec<BreakWire<'f>>,
}

#[derive(Serialize)]
struct BreakWire<'f> {
    kind: &'static str,
    name: &'f str,
    when: &'f str,
    contexts: &'f [String],
    message: String,
}

#[derive(Serialize)]
struct DocumentWire<'f> {
    name: &'f str,
    stories: Vec<StoryWire<'f>>,
    fields: SetsWire<'f>,
    questions: SetsWire<'f>,
    conditions: Vec<ConditionWire<'f>>,
    sections: Vec<SetUpWire>,
    styles: Vec<SetUpWire>,
    settings: Vec<SettingWire<'f>>,
}

#[derive(Serialize)]
struct SetsWire<'f> {
    added: &'f [String],
    removed: &'f [String],
}

#[derive(Serialize)]
struct StoryWire<'f> {
    story: String,
    whole: Option<&'static str>,
    paragraphs: Vec<ParagraphWire<'f>>,
    tables: Vec<TableWire>,
}

#[derive(Serialize)]
struct TableWire {
    table: usize,
    change: &'static str,
}

#[derive(Serialize)]
struct ParagraphWire<'f> {
    change: &'static str,
    old: Option<PlaceWire>,
    new: Option<PlaceWire>,
    words: Vec<WordsWire<'f>>,
    format: Vec<PropertyWire>,
    runs: Vec<RunWire<'f>>,
    pictures: Vec<&'static str>,
    links: Vec<LinkWire<'f>>,
}

#[derive(Serialize)]
struct WordsWire<'f> {
    sign: &'static str,
    text: &'f str,
}

#[derive(Serialize)]
struct RunWire<'f> {
    /// Empty for all of the paragraph.
    text: &'f str,
    format: Vec<PropertyWire>,
}

#[derive(Serialize)]
struct LinkWire<'f> {
    from: &'f str,
    to: &'f str,
}

#[derive(Serialize)]
struct PropertyWire {
    property: String,
    from: String,
    to: String,
    message: String,
}

#[derive(Serialize)]
struct ConditionWire<'f> {
    change: &'static str,
    from: Option<&'f str>,
    to: Option<&'f str>,
    place: Option<PlaceWire>,
}

#[derive(Serialize)]
struct SetUpWire {
    name: String,
    change: &'static str,
    format: Vec<PropertyWire>,
}

#[derive(Serialize)]
struct SettingWire<'f> {
    setting: String,
    from: &'f str,
    to: &'f str,
}

/// What was found, for programs.
pub(super) fn wire(found: &Found, language: MessageLanguage) -> FoundWire<'_> {
    FoundWire {
        documents: found
            .documents
            .iter()
            .map(|(name, difference)| document(name, difference, language))
            .collect(),
        added: &found.added,
        removed: &found.removed,
        callers: found
            .callers
            .iter()
            .map(|(template, breaks)| CallersWire {
                template,
                breaks: breaks.iter().map(|found| break_wire(found, language)).collect(),
            })
            .collect(),
    }
}

fn break_wire(found: &Break, language: MessageLanguage) -> BreakWire<'_> {
    let kind = match found.kind {
        BreakKind::ContextRemoved => "context-removed",
        BreakKind::FieldNew => "field-new",
        BreakKind::FieldMandatory => "field-mandatory",
        BreakKind::FieldNarrowed(_) => "field-narrowed",
        BreakKind::ValuesRemoved(_) => "values-removed",
        BreakKind::QuestionRemoved => "question-removed",
        BreakKind::QuestionNotAsked => "question-not-asked",
        BreakKind::DefaultChanged => "default-changed",
        BreakKind::GroupRule(_) => "group-rule",
        BreakKind::ReasonMandatory => "reason-mandatory",
        BreakKind::ReasonRemoved => "reason-removed",
    };
    BreakWire {
        kind,
        name: &found.name,
        when: &found.when,
        contexts: &found.contexts,
        message: found.words(language),
    }
}

fn document<'f>(
    name: &'f str,
    difference: &'f Difference,
    language: MessageLanguage,
) -> DocumentWire<'f> {
    let set_up = |name: String, change: &'static str, changes: &[PropertyChange]| SetUpWire {
        name,
        change,
        format: properties(changes, language),
    };
    DocumentWire {
        name,
        stories: difference
            .stories
            .iter()
            .map(|story| StoryWire {
                story: story.kind.key(),
                whole: story.whole.map(sign),
                paragraphs: story
                    .paragraphs
                    .iter()
                    .map(|change| paragraph(change, language))
                    .collect(),
                tables: story
                    .tables
                    .iter()
                    .map(|(table, change)| TableWire {
                        table: *table,
                        change: if *change == Sign::Same { "changed" } else { sign(*change) },
                    })
                    .collect(),
            })
            .collect(),
        fields: SetsWire { added: &difference.fields_added, removed: &difference.fields_removed },
        questions: SetsWire {
            added: &difference.questions_added,
            removed: &difference.questions_removed,
        },
        conditions: difference
            .conditions
            .iter()
            .map(|change| condition(change, language))
            .collect(),
        sections: difference
            .sections
            .iter()
            .map(|(number, change)| match change {
                SectionChange::Added => set_up(number.to_string(), "added", &[]),
                SectionChange::Removed => set_up(number.to_string(), "removed", &[]),
                SectionChange::Changed(changes) => set_up(number.to_string(), "changed", changes),
            })
            .collect(),
        styles: difference
            .styles
            .iter()
            .map(|(name, change)| match change {
                StyleChange::Added => set_up(name.clone(), "added", &[]),
                StyleChange::Removed => set_up(name.clone(), "removed", &[]),
                StyleChange::Changed(changes) => set_up(name.clone(), "changed", changes),
            })
            .collect(),
        settings: difference
            .settings
            .iter()
            .map(|(setting, from, to)| SettingWire { setting: setting.key().to_owned(), from, to })
            .collect(),
    }
}

fn paragraph(change: &ParagraphChange, language: MessageLanguage) -> ParagraphWire<'_> {
    let place = |place: &Option<Place>| place.as_ref().map(|place| PlaceWire::new(place, language));
    ParagraphWire {
        change: match change.kind {
            ParagraphChangeKind::Changed => "changed",
            ParagraphChangeKind::Formatted => "formatted",
            ParagraphChangeKind::Added => "added",
            ParagraphChangeKind::Removed => "removed",
            ParagraphChangeKind::Moved => "moved",
        },
        old: place(&change.old),
        new: place(&change.new),
        words: change
            .words
            .iter()
            .map(|(found, text)| WordsWire { sign: sign(*found), text })
            .collect(),
        format: properties(&change.format, language),
        runs: change
            .runs
            .iter()
            .map(|(text, changes)| RunWire { text, format: properties(changes, language) })
            .collect(),
        pictures: change
            .pictures
            .iter()
            .map(|picture| match picture {
                PictureChange::Image => "image",
                PictureChange::AltText => "alternative-text",
                PictureChange::Size => "size",
                PictureChange::Added => "added",
                PictureChange::Removed => "removed",
            })
            .collect(),
        links: change.links.iter().map(|(from, to)| LinkWire { from, to }).collect(),
    }
}

fn condition(change: &ConditionChange, language: MessageLanguage) -> ConditionWire<'_> {
    let word = match (&change.old, &change.new) {
        (Some(_), Some(_)) => "changed",
        (None, _) => "added",
        (_, None) => "removed",
    };
    let one = change.new.as_ref().or(change.old.as_ref());
    ConditionWire {
        change: word,
        from: change.old.as_ref().map(|condition| condition.comparison.as_str()),
        to: change.new.as_ref().map(|condition| condition.comparison.as_str()),
        place: one.map(|condition| PlaceWire::new(&condition.place, language)),
    }
}

fn properties(changes: &[PropertyChange], language: MessageLanguage) -> Vec<PropertyWire> {
    changes
        .iter()
        .map(|change| PropertyWire {
            property: change.property.key(),
            from: change.from.clone(),
            to: change.to.clone(),
            message: change.words(language),
        })
        .collect()
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Same => "same",
        Sign::Removed => "removed",
        Sign::Added => "added",
    }
}
