//! The plan: which bytes of which part are replaced by what.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::fix::{Edit, Fix};
use super::properties::{self, PropertyEdit};
use super::{FileEdit, WhyNot, parts};
use crate::docx::{Package, PackageError, relationships_part, rewritten};
use crate::letter::xml::{attribute, children, name, parse};

/// Where an edit is made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Part(String),
    File(String),
}

/// Bytes and what replaces them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    bytes: Range<usize>,
    with: String,
    /// The property that it sets: several may come in one place.
    property: Option<&'static str>,
}

/// Edits that were accepted.
#[derive(Clone, Debug)]
pub(super) struct Plan<'p> {
    package: &'p Package,
    splices: BTreeMap<Target, Vec<Splice>>,
    /// The texts of the parts concerned, as they are.
    texts: BTreeMap<String, Arc<str>>,
}

/// Parts with their new bytes, and edits of other files.
pub(super) type Finished = (Vec<(String, Vec<u8>)>, BTreeMap<String, Vec<FileEdit>>);

impl<'p> Plan<'p> {
    pub fn new(package: &'p Package) -> Self {
        Plan { package, splices: BTreeMap::new(), texts: BTreeMap::new() }
    }

    /// Takes in a fix, or says why not; then nothing of it is taken.
    pub fn take(&mut self, fix: &Fix) -> Result<Result<(), WhyNot>, PackageError> {
        let mut wanted = Vec::new();
        for edit in &fix.edits {
            match self.splices_of(edit)? {
                Some(splices) => wanted.extend(splices),
                None => return Ok(Err(WhyNot::Misplaced)),
            }
        }
        let mut fresh: Vec<(Target, Splice)> = Vec::new();
        let mut known = 0;
        for (target, splice) in &wanted {
            let made = self.splices.get(target).map(Vec::as_slice).unwrap_or_default();
            if made.contains(splice) {
                known += 1;
            } else if made.iter().any(|other| collide(splice, other)) {
                return Ok(Err(WhyNot::PutOff));
            } else if fresh.iter().any(|(other, of)| {
                other == target && splice.bytes != of.bytes && collide(splice, of)
            }) {
                return Ok(Err(WhyNot::Misplaced));
            } else {
                fresh.push((target.clone(), splice.clone()));
            }
        }
        // What another fix makes in part is another fix's; only a twin is made with it.
        if known > 0 && !fresh.is_empty() {
            return Ok(Err(WhyNot::PutOff));
        }
        for (target, splice) in fresh {
            let made = self.splices.entry(target).or_default();
            let key = |splice: &Splice| (splice.bytes.start, splice.bytes.end);
            let at = made.partition_point(|other| key(other) <= key(&splice));
            made.insert(at, splice);
        }
        Ok(Ok(()))
    }

    /// What an edit replaces; `None` where there is no such place.
    fn splices_of(&mut self, edit: &Edit) -> Result<Option<Vec<(Target, Splice)>>, PackageError> {
        Ok(match edit {
            Edit::Part { part, bytes, with } => {
                let part = self.package.actual_name(part).unwrap_or_else(|| part.clone());
                let text = self.text(&part)?;
                text.get(bytes.clone()).map(|_| vec![(Target::Part(part), plain(bytes, with))])
            }
            Edit::Property { name, value } => {
                let part = properties::part(self.package)?;
                let text = self.text(&part)?;
                properties::edits(&part, &text, name, value.as_deref())?.map(|edits| {
                    let splice = |PropertyEdit { bytes, with }| Splice {
                        bytes,
                        with,
                        property: Some(*name),
                    };
                    edits
                        .into_iter()
                        .map(|edit| (Target::Part(part.clone()), splice(edit)))
                        .collect()
                })
            }
            Edit::Relationship { part, id } => {
                let Some(part) = self.package.actual_name(&relationships_part(part)) else {
                    return Ok(None);
                };
                let text = self.text(&part)?;
                let document = parse(&part, &text)?;
                let found = children(document.root_element()).find(|node| {
                    name(*node) == "Relationship" && attribute(*node, "Id") == Some(id)
                });
                found.map(|node| vec![(Target::Part(part.clone()), plain(&node.range(), ""))])
            }
            Edit::File { file, bytes, with } => (bytes.start <= bytes.end)
                .then(|| vec![(Target::File(file.clone()), plain(bytes, with))]),
        })
    }

    /// The text of a part as it is; of one that is to be made, what it begins with.
    fn text(&mut self, part: &str) -> Result<Arc<str>, PackageError> {
        if let Some(text) = self.texts.get(part) {
            return Ok(text.clone());
        }
        let text: Arc<str> = match self.package.actual_name(part) {
            Some(part) => self.package.text(&part)?.into(),
            None => parts::beginning(part).into(),
        };
        self.texts.insert(part.to_owned(), text.clone());
        Ok(text)
    }

    /// The parts that change, with their new text.
    fn changed(&self) -> BTreeMap<String, String> {
        let mut changed = BTreeMap::new();
        for (target, splices) in &self.splices {
            let Target::Part(part) = target else { continue };
            let Some(text) = self.texts.get(part) else { continue };
            changed.insert(part.clone(), spliced(text, splices));
        }
        changed
    }

    /// Whether every part that changes is XML.
    pub fn is_sound(&self) -> bool {
        self.changed().iter().all(|(part, text)| parse(part, text).is_ok())
    }

    /// The new parts, with relationships and content types for those that came.
    pub fn finish(self) -> Result<Finished, PackageError> {
        let mut changed = self.changed();
        parts::declare(self.package, &mut changed)?;
        let mut fixed = Vec::new();
        for (part, text) in changed {
            let bytes = match self.package.actual_name(&part) {
                Some(_) => {
                    let old = self.package.text(&part)?;
                    if old == text {
                        continue;
                    }
                    // The declaration of encoding and byte order stays what it was.
                    rewritten(&self.package.bytes(&part)?, &old, &[between(&old, &text)])
                }
                None => text.into_bytes(),
            };
            fixed.push((part, bytes));
        }
        let mut files: BTreeMap<String, Vec<FileEdit>> = BTreeMap::new();
        for (target, splices) in self.splices {
            let Target::File(file) = target else { continue };
            let edits = splices
                .into_iter()
                .map(|splice| FileEdit { bytes: splice.bytes, with: splice.with })
                .collect();
            files.insert(file, edits);
        }
        Ok((fixed, files))
    }
}

/// The one edit that makes a text of another: what stands between their common beginning and end.
fn between(old: &str, new: &str) -> (Range<usize>, String) {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let tail: usize = old[head..]
        .chars()
        .rev()
        .zip(new[head..].chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    (head..old.len() - tail, new[head..new.len() - tail].to_owned())
}

fn plain(bytes: &Range<usize>, with: &str) -> Splice {
    Splice { bytes: bytes.clone(), with: with.to_owned(), property: None }
}

/// Whether two edits want the same bytes, or the same place between two bytes.
fn collide(a: &Splice, b: &Splice) -> bool {
    let (one, other) = (&a.bytes, &b.bytes);
    match (one.is_empty(), other.is_empty()) {
        (true, true) => {
            let properties = a.property.is_some() && b.property.is_some();
            one.start == other.start && !(properties && a.property != b.property)
        }
        (true, false) => other.start < one.start && one.start < other.end,
        (false, true) => one.start < other.start && other.start < one.end,
        (false, false) => one.start < other.end && other.start < one.end,
    }
}

fn spliced(text: &str, splices: &[Splice]) -> String {
    let more: usize = splices.iter().map(|splice| splice.with.len()).sum();
    let mut out = String::with_capacity(text.len() + more);
    let mut copied = 0;
    for splice in splices {
        out.push_str(text.get(copied..splice.bytes.start).unwrap_or_default());
        out.push_str(&splice.with);
        copied = splice.bytes.end;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}
