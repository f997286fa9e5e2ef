//! What fixes change, as an author sees it: paragraphs with their codes, properties, tables, pictures.
//!
//! A diff of XML says nothing to who wrote the letter. So two manuscripts are compared, the one before
//! and the one after:
//!
//! ```text
//! --- skabeloner/afslag.docx
//! +++ skabeloner/afslag.docx
//! egenskaber
//!   ~ titel: (ingen) → Afslag på helbredstillæg
//! brevets tekst, under "Afgørelse", afsnit 4
//!   - { IF { MERGEFIELD Question:00042 } = “J” “Du får støtte.” }
//!   + { IF { MERGEFIELD Question:00042 } = "J" "Du får støtte." }
//!   ~ tabel 1, række 1: er nu overskriftsrække
//! ```
//!
//! What shows nowhere in it is named by its part, so that no change is silent.

mod facts;

use std::collections::BTreeSet;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::manuscript::{Manuscript, Story};
use crate::diagnostic::MessageLanguage;
use crate::docx::{Package, PackageError};

/// A line of what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// What the line is.
    pub kind: ChangeLineKind,
    /// Its text, in Danish and English.
    pub text: [String; 2],
}

/// What a line of a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeLineKind {
    /// Where the lines below it stand.
    Heading,
    /// A paragraph that was there.
    Removed,
    /// A paragraph that is there now.
    Added,
    /// Something that is different now.
    Note,
}

/// What differs between a document and its mended self.
///
/// # Errors
///
/// When a package cannot be read.
pub fn changes(
    before: &Manuscript<'_>,
    after: &Manuscript<'_>,
) -> Result<Vec<ChangeLine>, PackageError> {
    let mut lines =
        Lines { entries: Vec::new(), heading: None, told: BTreeSet::new(), languages: false };
    facts::properties(before, after, &mut lines);
    facts::languages(before, after, &mut lines);
    facts::relations(before, after, &mut lines)?;
    for story in &after.stories {
        let old = before.stories.iter().find(|old| old.part == story.part);
        if let Some(old) = old {
            of_story(old, story, &mut lines);
        }
    }
    let told = lines.told.clone();
    for part in changed_parts(before.package, after.package)? {
        let plumbing = part.ends_with(".rels") || part == crate::docx::CONTENT_TYPES;
        if !told.contains(&part) && !plumbing {
            let words = ["egenskaber", "properties"].map(str::to_owned);
            let came = before.package.actual_name(&part).is_none();
            let what =
                if came { ["er kommet til", "is new"] } else { ["er ændret", "has changed"] };
            lines.note(&words, what.map(|what| format!("{part}: {what}")));
        }
    }
    Ok(lines.entries)
}

/// The lines as text; a path is told as in a unified diff.
pub fn changes_text(path: &str, lines: &[ChangeLine], language: MessageLanguage) -> String {
    let mut text = format!("--- {path}\n+++ {path}\n");
    for line in lines {
        let at = usize::from(language == MessageLanguage::English);
        let sign = match line.kind {
            ChangeLineKind::Heading => "",
            ChangeLineKind::Removed => "  - ",
            ChangeLineKind::Added => "  + ",
            ChangeLineKind::Note => "  ~ ",
        };
        text.push_str(sign);
        text.push_str(&line.text[at]);
        text.push('\n');
    }
    text
}

/// Lines as they are put together.
struct Lines {
    entries: Vec<ChangeLine>,
    heading: Option<[String; 2]>,
    /// The parts whose change is told.
    told: BTreeSet<String>,
    /// The languages of the whole document are told: paragraphs need not repeat it.
    languages: bool,
}

impl Lines {
    fn under(&mut self, heading: &[String; 2]) {
        if self.heading.as_ref() != Some(heading) {
            self.entries.push(ChangeLine { kind: ChangeLineKind::Heading, text: heading.clone() });
            self.heading = Some(heading.clone());
        }
    }

    fn push(&mut self, heading: &[String; 2], kind: ChangeLineKind, text: [String; 2]) {
        self.under(heading);
        self.entries.push(ChangeLine { kind, text });
    }

    fn note(&mut self, heading: &[String; 2], text: [String; 2]) {
        self.push(heading, ChangeLineKind::Note, text);
    }
}

/// The parts that are not alike, by name.
fn changed_parts(before: &Package, after: &Package) -> Result<Vec<String>, PackageError> {
    let mut changed = Vec::new();
    for part in after.part_names().iter().filter(|part| !part.ends_with('/')) {
        let old = before.part_names().contains(part).then(|| before.packed(part)).transpose()?;
        if old.is_none_or(|old| after.packed(part).is_ok_and(|new| new != old)) {
            changed.push(part.clone());
        }
    }
    Ok(changed)
}

fn of_story(before: &Story, after: &Story, lines: &mut Lines) {
    let count = lines.entries.len();
    let key = |story: &Story| -> Vec<String> {
        story.paragraphs.iter().map(|paragraph| paragraph.shown.clone()).collect()
    };
    let (old, new) = (key(before), key(after));
    let both = |text: &str| [text.to_owned(), text.to_owned()];
    let shown = |text: &str| both(if text.trim().is_empty() { "¶" } else { text });
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, was, is) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            for (was, is) in was.zip(is) {
                facts::paragraph(&before.paragraphs[was], &after.paragraphs[is], lines);
            }
            continue;
        }
        // Where as many come as go, they are told pair by pair.
        let pairs = was.len() == is.len();
        let mut is_left = is.clone();
        for at in was {
            let place = words(&before.paragraphs[at].place());
            lines.push(&place, ChangeLineKind::Removed, shown(&old[at]));
            if pairs && let Some(new_at) = is_left.next() {
                lines.push(&place, ChangeLineKind::Added, shown(&new[new_at]));
                facts::paragraph_under(
                    &place,
                    &before.paragraphs[at],
                    &after.paragraphs[new_at],
                    lines,
                );
            }
        }
        for at in is_left {
            let place = words(&after.paragraphs[at].place());
            lines.push(&place, ChangeLineKind::Added, shown(&new[at]));
        }
    }
    facts::tables(before, after, lines);
    facts::objects(before, after, lines);
    if lines.entries.len() > count {
        lines.told.insert(after.part.clone());
    }
}

fn words(place: &crate::diagnostic::Place) -> [String; 2] {
    [place.words(MessageLanguage::Danish), place.words(MessageLanguage::English)]
}
