//! Paragraphs whose text is in another language than they are marked with.

use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Seen, Story};
use crate::lint::tongue::{Tongue, Vote};

/// A paragraph that is marked with another language than its text is in.
pub(super) struct Mismatch<'s> {
    /// The paragraph.
    pub paragraph: &'s Paragraph,
    /// The language that its text is in.
    pub spoken: Tongue,
    /// The tag that most of it is marked with.
    pub marked: String,
    /// What its letters are marked with, where it is marked with the wrong tag.
    pub pieces: Vec<&'s Piece>,
}

/// The mismatches of a story whose text should be in `expected`, as far as their marks are wanted.
pub(super) fn mismatches(
    story: &Story,
    expected: Tongue,
    wanted: impl Fn(Tongue) -> bool,
) -> Vec<Mismatch<'_>> {
    let all = story.paragraphs.iter().filter(|_| story.is_seen());
    all.filter_map(|paragraph| mismatch(paragraph, expected, &wanted)).collect()
}

/// The paragraphs of a story that are in another language than `expected`, and not marked as that.
pub(super) fn foreign(story: &Story, expected: Tongue) -> Vec<Mismatch<'_>> {
    let mut found = mismatches(story, expected, |_| true);
    found.retain(|found| found.spoken != expected);
    found
}

fn mismatch(
    paragraph: &Paragraph,
    expected: Tongue,
    wanted: impl Fn(Tongue) -> bool,
) -> Option<Mismatch<'_>> {
    // Nearly all paragraphs are too short or marked as they should be: the tags come first.
    let mut tags: Vec<(&str, usize)> = Vec::new();
    for (piece, text) in paragraph.visible() {
        let tag = &*piece.format.language;
        match tags.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, letters)) => *letters += text.len(),
            None => tags.push((tag, text.len())),
        }
    }
    let all: usize = tags.iter().map(|(_, letters)| letters).sum();
    if all < 24 {
        return None;
    }
    let (tag, letters) = tags.into_iter().max_by_key(|(_, letters)| *letters)?;
    let marked = Tongue::of_tag(tag).filter(|marked| wanted(*marked))?;
    // Where a paragraph holds several languages, each is judged with what is marked alike.
    if letters * 2 < all {
        return None;
    }
    let mut vote = Vote::default();
    // Pieces cut words, so their texts are joined before the words are counted.
    let mut text = String::new();
    for (piece, said) in paragraph.visible() {
        if &*piece.format.language == tag {
            text.push_str(said);
        } else if said.chars().any(char::is_alphabetic) {
            text.push(' ');
        }
    }
    vote.count(&text);
    let spoken = vote.spoken(expected).filter(|spoken| *spoken != marked)?;
    // A text that is nearly as good in the language it is marked with is left to it.
    if vote.hits(marked) * 4 > vote.hits(spoken) * 3 {
        return None;
    }
    let pieces = paragraph
        .pieces
        .iter()
        .filter(|piece| {
            matches!(piece.kind, PieceKind::Text)
                && matches!(piece.seen, Seen::Always | Seen::Branch)
                && &*piece.format.language == tag
        })
        .collect();
    Some(Mismatch { paragraph, spoken, marked: tag.to_owned(), pieces })
}

/// A tag in words, such as `engelsk (en-US)`: in Danish and English.
pub(super) fn tag_words(tag: &str) -> [String; 2] {
    match Tongue::of_tag(tag) {
        Some(tongue) => tongue.words().map(|name| format!("{name} ({tag})")),
        None => [tag.to_owned(), tag.to_owned()],
    }
}
