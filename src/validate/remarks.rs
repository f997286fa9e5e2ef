//! What authors accept in their documents: Word comments that say `brevsmed: ignorer CODE — reason`.

use std::collections::BTreeMap;

use super::seen::Remark;
use crate::diagnostic::StoryKind;
use crate::lint::manuscript::{Paragraph, Story};
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
    for story in manuscript.stories.iter().filter(|story| story.kind != StoryKind::Comments) {
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
    for (id, range) in elements(&comments.xml, "comment") {
        let inside = comments
            .paragraphs
            .iter()
            .filter(|paragraph| range.contains(&paragraph.bytes.start))
            .map(Paragraph::text);
        let text = inside.collect::<Vec<_>>().join(" ");
        texts.insert(id, text);
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
    for (id, range) in elements(&story.xml, "commentRangeEnd") {
        if let Some(number) = number(range.start) {
            ends.insert(id, number);
        }
    }
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (id, range) in elements(&story.xml, "commentRangeStart") {
        if let Some(first) = number(range.start) {
            let last = ends.get(&id).copied().unwrap_or(first);
            found.insert(id, (first.min(last), last.max(first)));
        }
    }
    for (id, range) in elements(&story.xml, "commentReference") {
        if let Some(first) = number(range.start) {
            found.entry(id).or_insert((first, first));
        }
    }
    found.into_iter().collect()
}

/// The elements of a local name that have an id: the id, and the bytes from the element's begin to the
/// begin of the next one of the name.
fn elements(xml: &str, local: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut from = 0;
    while let Some(at) = xml[from..].find('<').map(|at| from + at) {
        let end = xml[at..].find('>').map_or(xml.len(), |end| at + end);
        let tag = &xml[at + 1..end];
        from = (end + 1).min(xml.len());
        let name = tag.split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
        if name.rsplit(':').next() != Some(local) {
            continue;
        }
        let id = tag.split_once(":id=").and_then(|(_, rest)| {
            let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            rest[1..].split(quote).next().map(str::to_owned)
        });
        if let Some((_, last)) = found.last_mut() {
            last.end = at;
        }
        if let Some(id) = id {
            found.push((id, at..xml.len()));
        }
    }
    found
}
