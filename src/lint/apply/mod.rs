//! Fixes applied: a package in, the same package with only the bytes concerned changed out.
//!
//! Each fix is made whole or not at all. Two that would write over the same bytes are not made
//! together: the later one is put off, and whoever asked judges the new document again, until nothing is
//! left to do. Parts that no fix concerns are copied with their compressed bytes, in their old order.
//!
//! ```text
//! judge ─► fixes ─► apply ─► judge ─► fixes ─► apply ─► judge ─► nothing to mend
//! ```
//!
//! A fix that would leave a part without well-formed XML is dropped and told; it is a fault of the
//! rule, and the document does not suffer for it.
//!
//! Parts that are not there are made: an [`Edit::Part`] of a part that the package does not hold, with
//! the bytes `0..0`, is its whole text. Of numberings, comments, settings and notes the relationship and
//! content type come along; so they do of core properties.

mod parts;
mod properties;
mod splices;

use std::collections::BTreeMap;

use super::fix::{Edit, Fix, Safety};
use crate::docx::{Changes, Limits, Macros, Package, PackageError};
use splices::Plan;

/// A document with fixes made.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The package; the bytes that were given where nothing of it changed.
    pub bytes: Vec<u8>,
    /// The fixes that were made: their positions in what was given.
    pub applied: Vec<usize>,
    /// The fixes that were not made, and why.
    pub skipped: Vec<Skipped>,
    /// The parts that changed or came.
    pub parts: Vec<String>,
    /// Edits of other files of the bundle, by file, in the order of their bytes.
    pub files: BTreeMap<String, Vec<FileEdit>>,
}

/// A fix that was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its position in what was given.
    pub fix: usize,
    /// Why.
    pub why: WhyNot,
}

/// Why a fix was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Only safe fixes were asked for.
    Unsafe,
    /// It concerns the same bytes as another that was made; it may be made in the next round.
    PutOff,
    /// It speaks of bytes that are not there.
    Misplaced,
    /// A part would no longer be XML.
    Breaks,
}

/// A change of a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The bytes that go.
    pub bytes: std::ops::Range<usize>,
    /// What comes.
    pub with: String,
}

impl FileEdit {
    /// Whether it can be made together with others: no byte and no place between two is wanted twice.
    pub fn fits(&self, others: &[FileEdit]) -> bool {
        others.iter().all(|other| {
            let (one, other) = (&self.bytes, &other.bytes);
            one.start != other.start && (one.end <= other.start || other.end <= one.start)
        })
    }

    /// A text with edits made, which are in the order of their bytes. Edits that do not fit the text,
    /// or want what one before them has, are left out.
    pub fn all(text: &str, edits: &[FileEdit]) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut copied = 0;
        let mut begun = None;
        for edit in edits {
            let fits = edit.bytes.start >= copied && begun != Some(edit.bytes.start);
            let (Some(between), Some(_)) =
                (text.get(copied..edit.bytes.start), text.get(edit.bytes.clone()))
            else {
                continue;
            };
            if fits {
                out.push_str(between);
                out.push_str(&edit.with);
                copied = edit.bytes.end;
                begun = Some(edit.bytes.start);
            }
        }
        out.push_str(&text[copied..]);
        out
    }
}

/// Makes fixes, in the order given; those of [`Safety::Unsafe`] only where that is asked for.
///
/// # Errors
///
/// When the package cannot be read or written.
pub fn apply(bytes: &[u8], fixes: &[&Fix], safety: Safety) -> Result<Applied, PackageError> {
    let package = Package::open(bytes, Macros::Drop, &Limits::default())?;
    let mut plan = Plan::new(&package);
    let mut wanted = Vec::new();
    let mut skipped = Vec::new();
    for (at, fix) in fixes.iter().enumerate() {
        if fix.safety == Safety::Unsafe && safety == Safety::Safe {
            skipped.push(Skipped { fix: at, why: WhyNot::Unsafe });
        } else {
            wanted.push(at);
        }
    }
    let mut applied = Vec::new();
    make(&mut plan, fixes, &wanted, &mut applied, &mut skipped)?;
    applied.sort_unstable();
    skipped.sort_unstable_by_key(|skipped| skipped.fix);
    let (fixed, files) = plan.finish()?;
    let parts = fixed.iter().map(|(part, _)| part.clone()).collect();
    let bytes = if fixed.is_empty() {
        bytes.to_vec()
    } else {
        let changes = Changes { fixed, ..Changes::default() };
        package.writer(&changes)?.write(|_| None, &[])?
    };
    Ok(Applied { bytes, applied, skipped, parts, files })
}

/// Takes as many fixes into the plan as leave every part XML: all at once where that goes well, else
/// by halves.
fn make(
    plan: &mut Plan<'_>,
    fixes: &[&Fix],
    wanted: &[usize],
    applied: &mut Vec<usize>,
    skipped: &mut Vec<Skipped>,
) -> Result<(), PackageError> {
    let mut next = plan.clone();
    let mut taken = Vec::new();
    let mut refused = Vec::new();
    for at in wanted {
        match next.take(fixes[*at])? {
            Ok(()) => taken.push(*at),
            Err(why) => refused.push(Skipped { fix: *at, why }),
        }
    }
    if taken.is_empty() {
        skipped.append(&mut refused);
    } else if next.is_sound() {
        *plan = next;
        applied.append(&mut taken);
        skipped.append(&mut refused);
    } else if let [only] = taken.as_slice() {
        skipped.push(Skipped { fix: *only, why: WhyNot::Breaks });
        skipped.append(&mut refused);
    } else {
        skipped.append(&mut refused);
        let (head, tail) = taken.split_at(taken.len() / 2);
        make(plan, fixes, head, applied, skipped)?;
        make(plan, fixes, tail, applied, skipped)?;
    }
    Ok(())
}

impl Fix {
    /// Whether it changes the document itself, and not only files beside it.
    pub fn is_of_document(&self) -> bool {
        self.edits.iter().any(|edit| !matches!(edit, Edit::File { .. }))
    }
}
