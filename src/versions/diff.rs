//! What differs between two versions of a template, in the words of those who wrote it.
//!
//! Compared is what a reader sees and what a letter is made of: text with codes, styles, formatting,
//! pictures, page set-up, the comparisons of conditions. How the file spells it (runs, identifiers of
//! editing sessions, stored results, part names) is no difference: Word changes that by saving.
//!
//! Formatting is compared as it is set in place, and named by what holds there; what a style sets is
//! told once, of the style.

use std::collections::{HashMap, HashSet};

use super::align::{self, Pair, Sign, align, compare_words};
use super::format::{Format, Property, PropertyChange};
use super::outline::{
    DocumentSetting, Outline, OutlinedCondition, OutlinedParagraph, OutlinedStory,
};
use super::sheet::Sheet;
use crate::diagnostic::{Place, StoryKind};

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The stories with differences, the body first.
    pub stories: Vec<StoryDifference>,
    /// Fields that are asked for anew, by name.
    pub fields_added: Vec<String>,
    /// Fields that are no longer asked for.
    pub fields_removed: Vec<String>,
    /// Questions that are asked anew, by key.
    pub questions_added: Vec<String>,
    /// Questions that are no longer asked.
    pub questions_removed: Vec<String>,
    /// Conditions that compare something else, are new, or have gone.
    pub conditions: Vec<ConditionChange>,
    /// Sections whose page set-up differs, by number from 1.
    pub sections: Vec<(usize, SectionChange)>,
    /// Styles that differ, by name; the empty name is the document's defaults.
    pub styles: Vec<(String, StyleChange)>,
    /// Settings of the whole document that differ: what, from, to.
    pub settings: Vec<(DocumentSetting, String, String)>,
}

/// What differs in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryDifference {
    /// Which.
    pub kind: StoryKind,
    /// The story is in one version only.
    pub whole: Option<Sign>,
    /// The paragraphs that differ, in order.
    pub paragraphs: Vec<ParagraphChange>,
    /// Tables whose set-up differs, by number from 1 in the new version, or in the old one where it
    /// has gone.
    pub tables: Vec<(usize, Sign)>,
}

/// What differs in a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParagraphChange {
    /// How the paragraph came to differ.
    pub kind: ParagraphChangeKind,
    /// Where it was.
    pub old: Option<Place>,
    /// Where it is.
    pub new: Option<Place>,
    /// The text, stretch by stretch.
    pub words: Vec<(Sign, String)>,
    /// What differs in the formatting of the paragraph.
    pub format: Vec<PropertyChange>,
    /// What differs in the formatting of its characters: the stretch, empty for all of it.
    pub runs: Vec<(String, Vec<PropertyChange>)>,
    /// What differs in its pictures.
    pub pictures: Vec<PictureChange>,
    /// Addresses of links: from, to; empty for none.
    pub links: Vec<(String, String)>,
}

/// How a paragraph came to differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphChangeKind {
    /// Its text is another.
    #[default]
    Changed,
    /// Its text is the same; formatting, a picture or a link is not.
    Formatted,
    /// It is new.
    Added,
    /// It has gone.
    Removed,
    /// It stands elsewhere; its text may differ too.
    Moved,
}

/// What differs in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureChange {
    /// It is another picture.
    Image,
    /// Its alternative text is another.
    AltText,
    /// Its size is another.
    Size,
    /// It is new.
    Added,
    /// It has gone.
    Removed,
}

/// What differs in a condition; the one that is missing is new or has gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionChange {
    /// The comparison as it was.
    pub old: Option<OutlinedCondition>,
    /// The comparison as it is.
    pub new: Option<OutlinedCondition>,
}

/// What differs in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionChange {
    /// It is new.
    Added,
    /// It has gone.
    Removed,
    /// Its set-up differs.
    Changed(Vec<PropertyChange>),
}

/// What differs in a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StyleChange {
    /// It is new.
    Added,
    /// It has gone.
    Removed,
    /// What it sets differs.
    Changed(Vec<PropertyChange>),
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }
}

/// Compares two versions.
pub fn diff(old: &Outline, new: &Outline) -> Difference {
    let fields = gone_and_new(&old.fields, &new.fields);
    let questions = gone_and_new(&old.questions, &new.questions);
    Difference {
        stories: stories(old, new),
        fields_removed: fields.0,
        fields_added: fields.1,
        questions_removed: questions.0,
        questions_added: questions.1,
        conditions: conditions(&old.conditions, &new.conditions),
        sections: sections(&old.sections, &new.sections),
        styles: styles(old, new),
        settings: old
            .settings
            .iter()
            .zip(&new.settings)
            .filter(|(old, new)| old != new)
            .map(|((what, from), (_, to))| (*what, from.clone(), to.clone()))
            .collect(),
    }
}

fn gone_and_new(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let without = |these: &[String], those: &[String]| {
        these.iter().filter(|name| !those.contains(name)).cloned().collect()
    };
    (without(old, new), without(new, old))
}

fn stories(old: &Outline, new: &Outline) -> Vec<StoryDifference> {
    let mut differences = Vec::new();
    let empty = |story: &OutlinedStory| OutlinedStory {
        paragraphs: Vec::new(),
        tables: Vec::new(),
        ..story.clone()
    };
    let by_role =
        |outline: &Outline, role: &str| outline.stories.iter().position(|story| story.role == role);
    let mut push = |kind, whole: Option<Sign>, a: &OutlinedStory, b: &OutlinedStory| {
        let (paragraphs, tables) = (paragraphs(old, new, a, b), tables(&a.tables, &b.tables));
        if whole.is_some() || !paragraphs.is_empty() || !tables.is_empty() {
            differences.push(StoryDifference { kind, whole, paragraphs, tables });
        }
    };
    for story in &new.stories {
        match by_role(old, &story.role) {
            Some(index) => push(story.kind, None, &old.stories[index], story),
            None => push(story.kind, Some(Sign::Added), &empty(story), story),
        }
    }
    for story in &old.stories {
        if by_role(new, &story.role).is_none() {
            push(story.kind, Some(Sign::Removed), story, &empty(story));
        }
    }
    differences
}

fn tables(old: &[String], new: &[String]) -> Vec<(usize, Sign)> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    align(&old, &new)
        .into_iter()
        .filter_map(|pair| match (pair.old, pair.new) {
            (Some(a), Some(b)) if old[a] == new[b] => None,
            (Some(_), Some(b)) => Some((b + 1, Sign::Same)),
            (Some(a), None) => Some((a + 1, Sign::Removed)),
            (None, Some(b)) => Some((b + 1, Sign::Added)),
            (None, None) => None,
        })
        .collect()
}

/// A paragraph is taken for one that moved if this much of it stayed.
const MOVED: f64 = 0.8;
/// Shorter texts, such as "Nej", are everywhere: they do not move.
const MOVABLE: usize = 15;

fn paragraphs(
    old: &Outline,
    new: &Outline,
    olds: &OutlinedStory,
    news: &OutlinedStory,
) -> Vec<ParagraphChange> {
    fn texts(story: &OutlinedStory) -> Vec<&str> {
        story.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
    }
    let (old_texts, new_texts) = (texts(olds), texts(news));
    let pairs = align(&old_texts, &new_texts);
    let moved = moves(&pairs, &old_texts, &new_texts);
    let origins: HashSet<usize> = moved.values().copied().collect();
    let mut changes = Vec::new();
    for pair in pairs {
        let (old_index, new_index, kind) = match (pair.old, pair.new) {
            // Told where it has gone to.
            (Some(old), None) if origins.contains(&old) => continue,
            (None, Some(new)) => match moved.get(&new) {
                Some(from) => (Some(*from), Some(new), ParagraphChangeKind::Moved),
                None => (None, Some(new), ParagraphChangeKind::Added),
            },
            (Some(old), None) => (Some(old), None, ParagraphChangeKind::Removed),
            (old, new) => (old, new, ParagraphChangeKind::Changed),
        };
        let a = old_index.map(|index| &olds.paragraphs[index]);
        let b = new_index.map(|index| &news.paragraphs[index]);
        changes.extend(paragraph(&old.sheet, &new.sheet, a, b, kind));
    }
    changes
}

/// Paragraphs that are gone in one place and new in another: by the new one, the old one.
fn moves(pairs: &[Pair], old: &[&str], new: &[&str]) -> HashMap<usize, usize> {
    let movable = |text: &str| text.chars().nth(MOVABLE - 1).is_some();
    let gone: Vec<usize> =
        pairs.iter().filter(|pair| pair.new.is_none()).filter_map(|pair| pair.old).collect();
    let added = pairs.iter().filter(|pair| pair.old.is_none()).filter_map(|pair| pair.new);
    let added: Vec<usize> = added.filter(|added| movable(new[*added])).collect();
    let mut moved: HashMap<usize, usize> = HashMap::new();
    if gone.len().saturating_mul(added.len()) > align::COMPARED {
        // Too many to see which are alike: only those of the same text.
        let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
        for from in gone.into_iter().rev() {
            same.entry(old[from]).or_default().push(from);
        }
        for added in added {
            if let Some(from) = same.get_mut(new[added]).and_then(Vec::pop) {
                moved.insert(added, from);
            }
        }
        return moved;
    }
    let mut left = gone;
    for added in added {
        let text = new[added];
        let best = left
            .iter()
            .enumerate()
            .map(|(at, from)| {
                let alike =
                    if old[*from] == text { 2.0 } else { align::likeness(old[*from], text) };
                (alike, at)
            })
            .filter(|(alike, _)| *alike >= MOVED)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, at)) = best {
            moved.insert(added, left.remove(at));
        }
    }
    moved
}

fn paragraph(
    old_sheet: &Sheet,
    new_sheet: &Sheet,
    old: Option<&OutlinedParagraph>,
    new: Option<&OutlinedParagraph>,
    kind: ParagraphChangeKind,
) -> Option<ParagraphChange> {
    let place = |paragraph: Option<&OutlinedParagraph>| paragraph.map(|found| found.place.clone());
    let mut change =
        ParagraphChange { kind, old: place(old), new: place(new), ..ParagraphChange::default() };
    let (Some(old), Some(new)) = (old, new) else {
        let (sign, text) = match (old, new) {
            (Some(old), _) => (Sign::Removed, &old.text),
            (_, Some(new)) => (Sign::Added, &new.text),
            (None, None) => return None,
        };
        change.words = vec![(sign, text.clone())];
        return Some(change);
    };
    change.words = compare_words(&old.text, &new.text);
    change.format = paragraph_format(old_sheet, new_sheet, old, new);
    change.runs = run_formats(old_sheet, new_sheet, old, new, &change.words);
    change.pictures = pictures(old, new);
    change.links = links(old, new);
    if kind == ParagraphChangeKind::Changed && old.text == new.text {
        let nothing = change.format.is_empty()
            && change.runs.is_empty()
            && change.pictures.is_empty()
            && change.links.is_empty();
        if nothing {
            return None;
        }
        change.kind = ParagraphChangeKind::Formatted;
    }
    Some(change)
}

/// A difference in a property, unless it comes to the same.
fn property_change(property: &Property, from: String, to: String) -> Option<PropertyChange> {
    (from != to).then(|| PropertyChange { property: property.clone(), from, to })
}

fn paragraph_format(
    old_sheet: &Sheet,
    new_sheet: &Sheet,
    old: &OutlinedParagraph,
    new: &OutlinedParagraph,
) -> Vec<PropertyChange> {
    let mut changes = Vec::new();
    changes.extend(property_change(&Property::Style, old.style.clone(), new.style.clone()));
    if old.style == new.style || old.list.is_some() && new.list.is_some() {
        let mark = |paragraph: &OutlinedParagraph| {
            paragraph.list.as_ref().map_or(String::new(), |(mark, _)| mark.clone())
        };
        let level = |paragraph: &OutlinedParagraph| {
            paragraph.list.as_ref().map_or(String::new(), |(_, level)| level.to_string())
        };
        changes.extend(property_change(&Property::List, mark(old), mark(new)));
        if old.list.is_some() && new.list.is_some() {
            changes.extend(property_change(&Property::ListLevel, level(old), level(new)));
        }
    }
    for property in old.format.properties(&new.format) {
        let held = |sheet: &Sheet, paragraph: &OutlinedParagraph| {
            held(sheet, &paragraph.format, property, None, paragraph.style_id.as_deref())
        };
        changes.extend(property_change(property, held(old_sheet, old), held(new_sheet, new)));
    }
    changes
}

/// What holds for a property: set in place, or by the styles there.
fn held(
    sheet: &Sheet,
    format: &Format,
    property: &Property,
    character: Option<&str>,
    paragraph: Option<&str>,
) -> String {
    match (format.get(property), property) {
        (Some(id), Property::CharacterStyle) => sheet.name(Some(id)),
        (None, Property::CharacterStyle) => String::new(),
        (Some(value), _) => sheet.font(property, value),
        (None, _) => sheet.inherited(property, character, paragraph),
    }
}

/// What differs in the formatting of the words that stayed.
fn run_formats(
    old_sheet: &Sheet,
    new_sheet: &Sheet,
    old: &OutlinedParagraph,
    new: &OutlinedParagraph,
    words: &[(Sign, String)],
) -> Vec<(String, Vec<PropertyChange>)> {
    let spread = |paragraph: &OutlinedParagraph| -> Vec<usize> {
        let runs = paragraph.runs.iter().enumerate();
        runs.flat_map(|(index, run)| std::iter::repeat_n(index, run.length)).collect()
    };
    let (olds, news) = (spread(old), spread(new));
    let mut known: HashMap<(usize, usize), Vec<PropertyChange>> = HashMap::new();
    let (mut from, mut to) = (0, 0);
    let mut stretches: Vec<(String, Vec<PropertyChange>)> = Vec::new();
    let mut adjacent = false;
    for (sign, text) in words {
        let length = text.chars().count();
        match sign {
            Sign::Removed => from += length,
            Sign::Added => to += length,
            Sign::Same => {
                for character in text.chars() {
                    let pair = (olds.get(from).copied(), news.get(to).copied());
                    from += 1;
                    to += 1;
                    let (Some(a), Some(b)) = pair else { continue };
                    let changes = known
                        .entry((a, b))
                        .or_insert_with(|| run_change(old_sheet, new_sheet, (old, a), (new, b)));
                    if changes.is_empty() {
                        adjacent = false;
                        continue;
                    }
                    match stretches.last_mut() {
                        Some((stretch, same)) if adjacent && *same == *changes => {
                            stretch.push(character);
                        }
                        _ => stretches.push((character.to_string(), changes.clone())),
                    }
                    adjacent = true;
                }
            }
        }
    }
    if let [(stretch, _)] = stretches.as_mut_slice()
        && *stretch == old.text
        && *stretch == new.text
    {
        stretch.clear();
    }
    stretches
}

fn run_change(
    old_sheet: &Sheet,
    new_sheet: &Sheet,
    (old, a): (&OutlinedParagraph, usize),
    (new, b): (&OutlinedParagraph, usize),
) -> Vec<PropertyChange> {
    let (a, b) = (&old.runs[a].format, &new.runs[b].format);
    if a == b {
        return Vec::new();
    }
    let character = |format: &Format| format.get(&Property::CharacterStyle).map(str::to_owned);
    a.properties(b)
        .into_iter()
        .filter_map(|property| {
            let from =
                held(old_sheet, a, property, character(a).as_deref(), old.style_id.as_deref());
            let to = held(new_sheet, b, property, character(b).as_deref(), new.style_id.as_deref());
            property_change(property, from, to)
        })
        .collect()
}

fn pictures(old: &OutlinedParagraph, new: &OutlinedParagraph) -> Vec<PictureChange> {
    let mut changes = Vec::new();
    for index in 0..old.pictures.len().max(new.pictures.len()) {
        match (old.pictures.get(index), new.pictures.get(index)) {
            (Some(a), Some(b)) => {
                let differs = [
                    (PictureChange::Image, a.hash != b.hash),
                    (PictureChange::AltText, a.alt != b.alt),
                    (PictureChange::Size, a.size != b.size),
                ];
                changes.extend(differs.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind));
            }
            (None, Some(_)) => changes.push(PictureChange::Added),
            (Some(_), None) => changes.push(PictureChange::Removed),
            (None, None) => {}
        }
    }
    changes
}

fn links(old: &OutlinedParagraph, new: &OutlinedParagraph) -> Vec<(String, String)> {
    let address = |paragraph: &OutlinedParagraph, index: usize| {
        paragraph.links.get(index).cloned().unwrap_or_default()
    };
    (0..old.links.len().max(new.links.len()))
        .map(|index| (address(old, index), address(new, index)))
        .filter(|(from, to)| from != to)
        .collect()
}

fn conditions(old: &[OutlinedCondition], new: &[OutlinedCondition]) -> Vec<ConditionChange> {
    fn codes(conditions: &[OutlinedCondition]) -> Vec<&str> {
        conditions.iter().map(|condition| condition.code.as_str()).collect()
    }
    let change = |pair: Pair| {
        let a = pair.old.map(|index| &old[index]);
        let b = pair.new.map(|index| &new[index]);
        let same = matches!((a, b), (Some(a), Some(b)) if a.comparison == b.comparison);
        (!same).then(|| ConditionChange { old: a.cloned(), new: b.cloned() })
    };
    align(&codes(old), &codes(new)).into_iter().filter_map(change).collect()
}

fn sections(old: &[Format], new: &[Format]) -> Vec<(usize, SectionChange)> {
    let mut changes = Vec::new();
    for index in 0..old.len().max(new.len()) {
        let change = match (old.get(index), new.get(index)) {
            (Some(a), Some(b)) => match format_changes(a, b) {
                changes if changes.is_empty() => continue,
                changes => SectionChange::Changed(changes),
            },
            (None, Some(_)) => SectionChange::Added,
            (Some(_), None) => SectionChange::Removed,
            (None, None) => continue,
        };
        changes.push((index + 1, change));
    }
    changes
}

fn format_changes(old: &Format, new: &Format) -> Vec<PropertyChange> {
    old.properties(new)
        .into_iter()
        .filter_map(|property| {
            let value = |format: &Format| {
                format.get(property).unwrap_or(property.default_value()).to_owned()
            };
            property_change(property, value(old), value(new))
        })
        .collect()
}

fn styles(old: &Outline, new: &Outline) -> Vec<(String, StyleChange)> {
    let (olds, news) = (old.sheet.definitions(), new.sheet.definitions());
    let mut changes = Vec::new();
    for (name, format) in &news {
        match olds.get(name) {
            None => changes.push((name.clone(), StyleChange::Added)),
            Some(before) => {
                let differing = format_changes(before, format);
                if !differing.is_empty() {
                    changes.push((name.clone(), StyleChange::Changed(differing)));
                }
            }
        }
    }
    let gone = olds.keys().filter(|name| !news.contains_key(*name));
    changes.extend(gone.map(|name| (name.clone(), StyleChange::Removed)));
    changes
}
