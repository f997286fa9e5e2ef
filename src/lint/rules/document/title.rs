//! What a document's title could be.

use crate::lint::checker::Checker;
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Paragraph, Seen};

/// The longest title that is proposed, in characters.
const LONGEST: usize = 120;

/// Sets the title to the first heading, else to what the template is called.
pub(super) fn fix(checker: &Checker<'_>, safety: Safety) -> Option<Fix> {
    let title = proposed(checker)?;
    Some(Fix {
        title: [format!("titlen bliver \"{title}\""), format!("the title becomes \"{title}\"")],
        safety,
        edits: vec![Edit::Property { name: "title", value: Some(title) }],
    })
}

fn proposed(checker: &Checker<'_>) -> Option<String> {
    let paragraphs = &checker.manuscript().body().paragraphs;
    let heading = |wanted: &dyn Fn(&Paragraph) -> bool| {
        let mut found = paragraphs.iter().filter(|paragraph| wanted(paragraph));
        found.find_map(fixed_text)
    };
    let named = || {
        let manifest = checker.subject().manifest?;
        Some(manifest.name.trim()).filter(|name| name.chars().any(char::is_alphabetic))
    };
    heading(&|paragraph| paragraph.heading_level() == Some(1))
        .or_else(|| heading(&|paragraph| &*paragraph.format.style_name == "title"))
        .or_else(|| heading(&|paragraph| paragraph.heading_level().is_some()))
        .or_else(|| named().map(str::to_owned))
}

/// The text of a heading that is the same in every letter.
fn fixed_text(paragraph: &Paragraph) -> Option<String> {
    let varies = |seen: Seen| matches!(seen, Seen::Branch | Seen::Code | Seen::Stored);
    if paragraph.pieces.iter().any(|piece| varies(piece.seen)) {
        return None;
    }
    let text = paragraph.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('\u{AD}', "");
    let sound = text.chars().any(char::is_alphabetic) && text.chars().count() <= LONGEST;
    (sound && !text.contains('«')).then_some(text)
}
