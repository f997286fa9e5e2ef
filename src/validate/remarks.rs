//! What authors accept in their documents: Word comments that say `brevsmed: ignorer CODE — reason`.

use std::collections::BTreeMap;

use super::seen::Remark;
use crate::diagnostic::StoryKind;
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::markup::{Element, tags};
use crate::lint::{Manuscript, is_remark, remark};

/// The remarks of a document.
pub(super) fn of(file: &str, manuscript: &Manuscript<'_>) -> Vec<Remark> {
    let Some(comments) = manuscript.stories.iter().find(|story| story.kind == StoryKind::Comments)
    else {
        return Vec::new();
    };
    let texts = texts(comments);
    if texts.values().all(|text| !is_remark(text)) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    for story in manuscript.stories.iter().filter(|story| story.is_seen()) {
        for (id, paragraphs) in anchors(story) {
            let Some((rules, reason)) = texts.get(&id).and_then(|text| remark(text)) else {
                continue;
            };
            remarks.push(Remark {
                file: file.to_owned(),
                story: story.kind,
                paragraphs,
                rules,
                reason,
            });
        }
    }
    remarks
}

/// The comments by id.
fn texts(comments: &Story) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for comment in Element::root(&comments.xml).map(|root| root.children()).unwrap_or_default() {
        let Some(id) = comment.value("id") else { continue };
        let inside = comments
            .paragraphs
            .iter()
            .filter(|paragraph| comment.bytes.contains(&paragraph.bytes.start))
            .map(Paragraph::text);
        texts.insert(id.to_owned(), inside.collect::<Vec<_>>().join(" "));
    }
    texts
}

/// The comments that stand in a story, each with the paragraphs it is on.
fn anchors(story: &Story) -> Vec<(String, (usize, usize))> {
    let number = |byte: usize| {
        story.paragraph_at(byte).map_or_else(
            // A range may begin between paragraphs: the next one is meant.
            || {
                story
                    .paragraphs
                    .iter()
                    .find(|paragraph| paragraph.bytes.start >= byte)
                    .map(|paragraph| paragraph.number)
            },
            |index| Some(story.paragraphs[index].number),
        )
    };
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for (tag, id) in tags(&story.xml, "commentRangeEnd", "id") {
        if let Some(number) = number(tag.start) {
            ends.insert(id.to_owned(), number);
        }
    }
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (tag, id) in tags(&story.xml, "commentRangeStart", "id") {
        if let Some(first) = number(tag.start) {
            let last = ends.get(id).copied().unwrap_or(first);
            found.insert(id.to_owned(), (first.min(last), last.max(first)));
        }
    }
    for (tag, id) in tags(&story.xml, "commentReference", "id") {
        if let Some(first) = number(tag.start) {
            found.entry(id.to_owned()).or_insert((first, first));
        }
    }
    found.into_iter().collect()
}
