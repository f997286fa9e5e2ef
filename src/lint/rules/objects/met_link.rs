//! A link as its reader meets it: Word cuts one link into several where its appearance changes.

use std::ops::Range;

use crate::diagnostic::Place;
use crate::lint::manuscript::{Link, PieceKind, Seen, Story};

/// A link that is met as one.
pub(super) struct MetLink<'s> {
    /// The first of its links.
    pub link: &'s Link,
    /// Its text, or the alternative text of the picture that it is.
    pub text: String,
    /// It holds a picture that has to be described.
    pub picture: bool,
    /// All of it is hidden or deleted.
    pub unseen: bool,
    shown: Range<usize>,
    /// Its bytes in the part.
    pub bytes: Range<usize>,
}

impl MetLink<'_> {
    /// Its place.
    pub fn place(&self, story: &Story) -> Place {
        match story.paragraphs.get(self.link.paragraph) {
            Some(paragraph) => paragraph.place_of(self.shown.clone()),
            None => story.place(None),
        }
    }
}

/// The links of a story that readers may meet; entries of a table of contents and other results that
/// Word makes are none.
pub(super) fn met_links(story: &Story) -> Vec<MetLink<'_>> {
    let mut found: Vec<MetLink<'_>> = Vec::new();
    for (index, link) in story.links.iter().enumerate() {
        if matches!(link.seen, Seen::Stored | Seen::Code) {
            continue;
        }
        let object = link.object.and_then(|object| story.objects.get(object));
        let described = object.and_then(|object| object.alt.as_deref()).unwrap_or_default();
        let text = format!("{}{described}", link.text);
        let mut pieces = story
            .paragraphs
            .get(link.paragraph)
            .into_iter()
            .flat_map(|paragraph| &paragraph.pieces)
            .filter(|piece| piece.link == Some(index))
            .filter(|piece| !matches!(piece.kind, PieceKind::Code))
            .peekable();
        let unseen = pieces.peek().is_some() && pieces.all(|piece| piece.hidden || piece.deleted);
        let picture = object.is_some_and(|object| !object.decorative);
        match found.last_mut() {
            Some(last)
                if last.link.paragraph == link.paragraph
                    && last.shown.end == link.shown.start
                    && last.link.address == link.address
                    && last.link.anchor == link.anchor
                    && !link.filled =>
            {
                last.text.push_str(&text);
                last.shown.end = link.shown.end;
                last.bytes.end = link.bytes.end.max(last.bytes.end);
                last.picture |= picture;
                last.unseen &= unseen;
            }
            _ => found.push(MetLink {
                link,
                text,
                picture,
                unseen,
                shown: link.shown.clone(),
                bytes: link.bytes.clone(),
            }),
        }
    }
    found
}
