//! One document judged and mended in turn until there is nothing left to mend, as `validate --fix` does
//! with all files of a bundle at once.

use std::collections::BTreeMap;

use brevsmed::docx::PackageError;
use brevsmed::lint::{FileEdit, Fix, Found, Safety, WhyNot, apply};

/// The most rounds. Fixes that want the same bytes wait for one another, so a document of many
/// faked lists needs some; a rule whose fix does not mend would need ever more.
const ROUNDS: usize = 100;

/// A document under repair, and text files beside it.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// The package.
    pub bytes: Vec<u8>,
    /// The text files that fixes may change, by path.
    pub files: BTreeMap<String, String>,
}

/// A document that was mended.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// The document and the files beside it.
    pub work: Work,
    /// What was done, in order.
    pub done: Vec<Done>,
    /// What was left undone though it was asked for, and why.
    pub left: Vec<(Done, WhyNot)>,
    /// Whether fixes were still to be made when the rounds ended: a fault of a rule.
    pub unfinished: bool,
}

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The code of the fault.
    pub code: &'static str,
    /// What was done, in Danish and English.
    pub title: [String; 2],
}

/// Judges a document and makes the fixes of what is found, again and again, until nothing is left to
/// mend. `judge` says what is wrong with the work as it stands; what its settings except it leaves out.
/// Of a document that a fix has made unreadable the state before is kept.
pub fn mend(
    work: Work,
    safety: Safety,
    mut judge: impl FnMut(&Work) -> Result<Vec<Found>, PackageError>,
) -> Result<Mended, PackageError> {
    let mut mended = Mended { work, ..Mended::default() };
    let mut found = judge(&mended.work)?;
    for _ in 0..ROUNDS {
        let with_fix: Vec<(&Found, &Fix)> =
            found.iter().filter_map(|found| Some((found, found.fix.as_ref()?))).collect();
        let fixes: Vec<&Fix> = with_fix.iter().map(|(_, fix)| *fix).collect();
        let made = apply(&mended.work.bytes, &fixes, safety)?;
        let done = |at: usize| {
            let (found, fix) = with_fix[at];
            Done { code: found.code(), title: fix.title.clone() }
        };
        mended.left = made
            .skipped
            .iter()
            .filter(|skipped| matches!(skipped.why, WhyNot::Breaks | WhyNot::Misplaced))
            .map(|skipped| (done(skipped.fix), skipped.why))
            .collect();
        let mut next = Work { bytes: made.bytes, files: mended.work.files.clone() };
        for (file, edits) in &made.files {
            if let Some(text) = next.files.get_mut(file) {
                *text = FileEdit::all(text, edits);
            }
        }
        let changed = next.bytes != mended.work.bytes || next.files != mended.work.files;
        if made.applied.is_empty() || !changed {
            return Ok(mended);
        }
        let Ok(judged) = judge(&next) else {
            mended.left.extend(made.applied.iter().map(|at| (done(*at), WhyNot::Breaks)));
            return Ok(mended);
        };
        mended.done.extend(made.applied.iter().map(|at| done(*at)));
        mended.work = next;
        found = judged;
    }
    mended.unfinished = true;
    Ok(mended)
}
