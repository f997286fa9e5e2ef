//! A difference told change by change, in words, for programs that show it their own way.

use super::align::Sign;
use super::diff::Difference;
use super::diff_words::{kind_word, lists, notes, spot, story_title, table_words};
use crate::diagnostic::MessageLanguage;

/// One change, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldChange {
    /// Where: the story and the place in it, or the heading of a list such as that of fields.
    pub place: String,
    /// What was done; of what stands in a list, the whole line.
    pub what: String,
    /// The text before; empty where it is new.
    pub before: String,
    /// The text after; empty where it has gone.
    pub after: String,
    /// What else differs there: formatting, pictures, links.
    pub notes: Vec<String>,
}

/// A difference, change by change.
pub fn told(difference: &Difference, language: MessageLanguage) -> Vec<ToldChange> {
    let mut changes = Vec::new();
    for story in &difference.stories {
        let title = story_title(story, language);
        for change in &story.paragraphs {
            let side = |gone: Sign| -> String {
                let words = change.words.iter().filter(|(sign, _)| *sign != gone);
                words.map(|(_, text)| text.as_str()).collect()
            };
            changes.push(ToldChange {
                place: format!("{title}: {}", spot(change, language)),
                what: kind_word(change.kind, language).to_owned(),
                before: side(Sign::Added),
                after: side(Sign::Removed),
                notes: notes(change, language),
            });
        }
        changes.extend(story.tables.iter().map(|table| ToldChange {
            place: title.clone(),
            what: table_words(*table, language),
            ..ToldChange::default()
        }));
    }
    for (title, lines) in lists(difference, language) {
        changes.extend(lines.into_iter().map(|what| ToldChange {
            place: title.to_owned(),
            what,
            ..ToldChange::default()
        }));
    }
    changes
}
