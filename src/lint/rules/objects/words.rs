//! What rules on objects and links have in common: objects in words, texts made comparable, what
//! stands before the letter's text.

use std::ops::Range;

use crate::lint::checker::Role;
use crate::lint::manuscript::{Object, ObjectKind, Piece, PieceKind, Seen, Story};

/// An object in Danish and English, with its name in Word's selection pane.
pub(super) fn named(object: &Object) -> [String; 2] {
    let [danish, english] = kind(object.kind);
    let name = match object.name.as_str() {
        // What Word numbers by itself in old drawings tells its author nothing.
        name if name.is_empty() || name.starts_with("_x0000_") => String::new(),
        name => format!(" `{}`", short(name, 60)),
    };
    [format!("{danish}{name}"), format!("{english}{name}")]
}

fn kind(kind: ObjectKind) -> [&'static str; 2] {
    match kind {
        ObjectKind::Picture => ["billedet", "the picture"],
        ObjectKind::Shape => ["figuren", "the shape"],
        ObjectKind::TextBox => ["tekstfeltet", "the text box"],
        ObjectKind::Group => ["gruppen af figurer", "the group of shapes"],
        ObjectKind::Chart => ["diagrammet", "the chart"],
        ObjectKind::Diagram => ["SmartArt-grafikken", "the SmartArt graphic"],
        ObjectKind::WordArt => ["WordArt-teksten", "the WordArt text"],
        ObjectKind::Embedded => ["det indlejrede objekt", "the embedded object"],
        ObjectKind::ActiveX => ["ActiveX-objektet", "the ActiveX control"],
        ObjectKind::Other => ["objektet", "the object"],
    }
}

/// A text, cut after so many characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut cut: String = text.chars().take(most).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// A text in lower case, blanks as one, without punctuation around it: what is the same to the ear.
pub(super) fn heard(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '«' | '»');
    words.join(" ").trim_matches(outer).to_lowercase()
}

/// Whether some paragraphs hold text that readers may meet.
pub(super) fn has_text(story: &Story, paragraphs: &Range<usize>) -> bool {
    let paragraphs = story.paragraphs.get(paragraphs.clone()).unwrap_or_default();
    paragraphs.iter().any(|paragraph| !paragraph.text().trim().is_empty())
}

/// Whether nobody meets an object: it is hidden, deleted, or an author's code.
pub(super) fn is_unseen(story: &Story, object: &Object) -> bool {
    let naming = story.xml.get(object.naming.clone()).unwrap_or_default();
    naming.contains(" hidden=\"1\"")
        || naming.contains(" hidden=\"true\"")
        || piece(story, object)
            .is_some_and(|piece| piece.hidden || piece.deleted || piece.seen == Seen::Code)
}

fn piece<'s>(story: &'s Story, object: &Object) -> Option<&'s Piece> {
    let paragraph = story.paragraphs.get(object.paragraph?)?;
    paragraph.pieces.iter().find(|piece| {
        matches!(piece.kind, PieceKind::Object(_)) && piece.bytes.start == object.bytes.start
    })
}

/// Whether the object around it says what it shows, or that it decorates.
pub(super) fn is_told_by_outer(story: &Story, object: &Object) -> bool {
    object
        .within
        .and_then(|outer| story.objects.get(outer))
        .is_some_and(|outer| outer.alt.is_some() || outer.decorative)
}

/// Whether it is a watermark: what Word puts behind the text of each page, or WordArt behind it.
pub(super) fn is_watermark(story: &Story, object: &Object) -> bool {
    let name = object.name.to_ascii_lowercase();
    name.starts_with("powerpluswatermarkobject")
        || name.starts_with("wordpicturewatermark")
        || (story.is_page_edge() && object.kind == ObjectKind::WordArt)
}

/// Where the letter's text begins: the first paragraph that stands in the flow and says something.
/// What stands before it is read first wherever it is placed, as an address in the window of an
/// envelope is. A file that goes into a letter has text before it.
pub(super) fn text_begins(role: Role, story: &Story) -> usize {
    if matches!(role, Role::Body | Role::Element) {
        return 0;
    }
    story
        .paragraphs
        .iter()
        .find(|paragraph| {
            let floats = paragraph
                .table
                .and_then(|table| story.tables.get(table))
                .is_some_and(|table| table.floating);
            paragraph.in_box.is_none()
                && !paragraph.framed
                && !floats
                && !paragraph.text().trim().is_empty()
        })
        .map_or(usize::MAX, |paragraph| paragraph.bytes.start)
}
