//! The outline of a long letter: its headings, for those who jump (ISO 32000-1, 12.3.3).

use std::collections::BTreeMap;

use pdf_writer::writers::{Outline, OutlineItem};
use pdf_writer::{Finish, Ref, TextStr};

use crate::letter::NodeId;

use super::content::Written;
use super::file::File;
use super::links::Texts;
use super::number::{count, rounded};
use super::plan::Plan;

/// A heading.
struct Entry {
    level: u8,
    title: String,
    page: usize,
    top: f64,
    around: Around,
    /// How many headings are under it.
    below: usize,
}

/// The headings next to a heading.
#[derive(Default)]
struct Around {
    parent: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

/// Writes the outline of a letter of more than a page and more than a heading.
pub(super) fn write(
    file: &mut File,
    plan: &Plan,
    contents: &[Written],
    texts: &Texts,
    sheets: &[Ref],
) -> Option<Ref> {
    if contents.len() < 2 {
        return None;
    }
    let (entries, top) = entries(plan, contents, texts);
    if entries.len() < 2 {
        return None;
    }
    let root = file.id();
    let ids: Vec<Ref> = entries.iter().map(|_| file.id()).collect();
    let id = |at: Option<usize>| at.and_then(|at| ids.get(at).copied());
    let mut writer: Outline = file.object(root).start();
    if let (Some(first), Some(last)) = (id(top.first), id(top.last)) {
        writer.first(first).last(last);
    }
    writer.count(count(entries.len()));
    writer.finish();
    for (entry, own) in entries.iter().zip(&ids) {
        let mut writer: OutlineItem = file.object(*own).start();
        writer.title(TextStr(&entry.title));
        writer.parent(id(entry.around.parent).unwrap_or(root));
        if let Some(before) = id(entry.around.before) {
            writer.prev(before);
        }
        if let Some(after) = id(entry.around.after) {
            writer.next(after);
        }
        if let (Some(first), Some(last)) = (id(entry.around.first), id(entry.around.last)) {
            writer.first(first).last(last);
            writer.count(count(entry.below));
        }
        if let Some(sheet) = sheets.get(entry.page) {
            writer.dest().page(*sheet).xyz(0.0, rounded(entry.top) as f32, Some(0.0));
        }
        writer.finish();
    }
    Some(root)
}

/// The headings in reading order, each with those around it, and the first and last of the top.
fn entries(plan: &Plan, contents: &[Written], texts: &Texts) -> (Vec<Entry>, Around) {
    let mut places: BTreeMap<NodeId, (usize, f64)> = BTreeMap::new();
    for (page, content) in contents.iter().enumerate() {
        for (node, top) in &content.headings {
            places.entry(*node).or_insert((page, *top));
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut top = Around::default();
    let mut above: Vec<usize> = Vec::new();
    for node in plan.order().iter().filter(|node| plan.heading(**node) == Some(**node)) {
        let (Some((page, height)), title) = (places.get(node), texts.of(*node)) else { continue };
        if title.is_empty() {
            continue;
        }
        let level = plan.level(*node);
        while above.last().is_some_and(|other| entries[*other].level >= level) {
            above.pop();
        }
        let own = entries.len();
        let parent = above.last().copied();
        let family = match parent {
            Some(parent) => &mut entries[parent].around,
            None => &mut top,
        };
        let before = family.last.replace(own);
        family.first.get_or_insert(own);
        if let Some(before) = before {
            entries[before].around.after = Some(own);
        }
        for over in &above {
            entries[*over].below += 1;
        }
        let around = Around { parent, before, ..Around::default() };
        entries.push(Entry { level, title, page: *page, top: *height, around, below: 0 });
        above.push(own);
    }
    (entries, top)
}
