//! Three-way merge inside a paragraph: words, fields and formatting.

use std::ops::Range;
use std::rc::Rc;

use super::align::{Hunk, Numbers, hunks};
use super::atoms::{Atom, Kind, Mark, Row};
use super::source::{Property, RUN, merge_properties, spelt};

/// An atom of the merged paragraph.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    /// The atom, with the formatting it is to have.
    pub atom: Atom<'a>,
    /// Its formatting is not the one it is written with.
    pub reformatted: bool,
}

/// A merged row of atoms.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged<'a> {
    /// The atoms.
    pub atoms: Vec<Placed<'a>>,
    /// Marks after the last.
    pub after: Vec<Mark<'a>>,
    /// Formatting that both sides changed differently; the override's stands.
    pub clashes: Vec<String>,
}

/// Merges; `None` when both sides changed the same words differently.
pub(super) fn merge_rows<'a>(
    base: &Row<'a>,
    own: &Row<'a>,
    central: &Row<'a>,
    numbers: &mut Numbers,
) -> Option<Merged<'a>> {
    let mut identities =
        |row: &Row<'_>| row.atoms.iter().map(|atom| numbers.of(&atom.key)).collect::<Vec<_>>();
    let (b, o, n) = (identities(base), identities(own), identities(central));
    let weight = |at: usize| usize::from(counts(&base.atoms[at]));
    let mut merging = Merging {
        base,
        own: Side::new(own, hunks(&b, &o, &weight), b.len()),
        central: Side::new(central, hunks(&b, &n, &weight), b.len()),
        merged: Merged::default(),
        marks: Vec::new(),
    };
    let mut at = 0;
    for region in merging.changed() {
        merging.unchanged(at..region.base.start);
        merging.region(&region)?;
        at = region.base.end;
    }
    merging.unchanged(at..b.len());
    merging.merged.after = std::mem::take(&mut merging.marks);
    merging.merged.after.extend(own.after.iter().copied());
    merging.merged.after.extend(new_bookmarks(&central.after));
    Some(merging.merged)
}

/// Whether an atom separates two changes: a blank or a comma between them does not.
fn counts(atom: &Atom<'_>) -> bool {
    matches!(atom.kind, Kind::Word | Kind::Unit)
}

struct Side<'m, 'a> {
    row: &'m Row<'a>,
    hunks: Vec<Hunk>,
    /// Where each base position stands on this side, where it has not changed.
    at: Vec<Option<usize>>,
}

impl<'m, 'a> Side<'m, 'a> {
    fn new(row: &'m Row<'a>, hunks: Vec<Hunk>, length: usize) -> Self {
        let mut at = vec![None; length];
        let (mut from, mut to) = (0, 0);
        for hunk in &hunks {
            for (base, side) in (from..hunk.base.start).zip(to..) {
                at[base] = Some(side);
            }
            (from, to) = (hunk.base.end, hunk.side.end);
        }
        for (base, side) in (from..length).zip(to..) {
            at[base] = Some(side);
        }
        Side { row, hunks, at }
    }

    /// The positions on this side of a stretch of the base that begins and ends with a change or
    /// with what has not changed.
    fn stretch(&self, base: &Range<usize>) -> Range<usize> {
        let mut shift: isize = 0;
        let mut start = None;
        for hunk in &self.hunks {
            if start.is_none() && hunk.base.start >= base.start {
                start = Some(base.start.saturating_add_signed(shift));
            }
            if hunk.base.end > base.end {
                break;
            }
            shift += hunk.side.len().cast_signed() - hunk.base.len().cast_signed();
        }
        let start = start.unwrap_or(base.start.saturating_add_signed(shift));
        start..base.end.saturating_add_signed(shift)
    }

    fn atom(&self, base: usize) -> Option<&'m Atom<'a>> {
        self.at.get(base).copied().flatten().and_then(|at| self.row.atoms.get(at))
    }
}

/// A stretch of the base that changed on one side or on both.
#[derive(Debug)]
struct Region {
    base: Range<usize>,
    own: bool,
    central: bool,
}

/// Formatting before and after.
type Change<'a> = (Rc<Vec<Property<'a>>>, Rc<Vec<Property<'a>>>);

/// Words of one side and formatting of the other touch.
struct Touching;

struct Merging<'m, 'a> {
    base: &'m Row<'a>,
    own: Side<'m, 'a>,
    central: Side<'m, 'a>,
    merged: Merged<'a>,
    /// The override's marks whose atom is gone.
    marks: Vec<Mark<'a>>,
}

impl<'a> Merging<'_, 'a> {
    /// The changes of both sides in order; those that touch are one.
    fn changed(&self) -> Vec<Region> {
        let of = |hunks: &[Hunk], own: bool| {
            hunks
                .iter()
                .map(|hunk| Region { base: hunk.base.clone(), own, central: !own })
                .collect::<Vec<_>>()
        };
        let mut all = of(&self.own.hunks, true);
        all.extend(of(&self.central.hunks, false));
        all.sort_by_key(|region| (region.base.start, region.base.end, !region.own));
        let mut regions: Vec<Region> = Vec::new();
        for region in all {
            if let Some(last) = regions.last_mut() {
                let touches = region.base.start < last.base.end
                    || !self.base.atoms[last.base.end..region.base.start].iter().any(counts);
                let other = (region.own && last.central) || (region.central && last.own);
                let both = last.own && last.central;
                if touches && (other || both) {
                    last.base.end = last.base.end.max(region.base.end);
                    last.own |= region.own;
                    last.central |= region.central;
                    continue;
                }
            }
            regions.push(region);
        }
        regions
    }

    fn unchanged(&mut self, base: Range<usize>) {
        for at in base {
            let (Some(own), Some(central)) = (self.own.atom(at), self.central.atom(at)) else {
                continue;
            };
            let before = &self.base.atoms[at];
            let mut atom = own.clone();
            atom.before.extend(new_bookmarks(&central.before));
            if own.look == central.look || central.look == before.look {
                self.place(atom, false);
                continue;
            }
            let (format, clashes) =
                merge_properties(&before.format, &own.format, &central.format, RUN);
            self.clash(clashes);
            self.reformat(atom, format);
        }
    }

    fn region(&mut self, region: &Region) -> Option<()> {
        let own = self.own.stretch(&region.base);
        let central = self.central.stretch(&region.base);
        let own_atoms = &self.own.row.atoms[own];
        let central_atoms = &self.central.row.atoms[central];
        match (region.own, region.central) {
            (true, false) => {
                let change = self.formatting(&region.base, false).ok()?;
                for atom in own_atoms {
                    self.adapted(atom.clone(), change.as_ref());
                }
            }
            (false, true) => {
                let change = self.formatting(&region.base, true).ok()?;
                let kept: Vec<Mark<'a>> =
                    own_atoms.iter().flat_map(|atom| atom.before.iter().copied()).collect();
                self.marks.extend(kept);
                for atom in central_atoms {
                    let mut atom = atom.clone();
                    atom.before = new_bookmarks(&atom.before).collect();
                    self.adapted(atom, change.as_ref());
                }
            }
            _ => {
                let same = own_atoms.len() == central_atoms.len()
                    && own_atoms.iter().zip(central_atoms).all(|(a, b)| a.key == b.key);
                if !same {
                    return None;
                }
                for (atom, theirs) in own_atoms.iter().zip(central_atoms) {
                    if atom.look != theirs.look {
                        let names = differing(&atom.format, &theirs.format);
                        self.clash(names);
                    }
                    self.place(atom.clone(), false);
                }
            }
        }
        Some(())
    }

    /// How the side that did not change the words of a stretch changed their formatting: before and
    /// after. When it did so here and there only, the two changes touch.
    fn formatting(&self, base: &Range<usize>, own: bool) -> Result<Option<Change<'a>>, Touching> {
        let side = if own { &self.own } else { &self.central };
        // An insertion takes after what stands on both sides of it.
        let around = if base.is_empty() {
            base.start.saturating_sub(1)..(base.end + 1).min(self.base.atoms.len())
        } else {
            base.clone()
        };
        let mut change: Option<Change<'a>> = None;
        let mut words: Option<String> = None;
        for at in around {
            let before = &self.base.atoms[at];
            let Some(after) = side.atom(at) else { continue };
            if before.kind == Kind::Blank && !base.is_empty() {
                continue;
            }
            let told = delta(&before.format, &after.format);
            match &words {
                Some(known) if *known == told => {}
                // Between changed and unchanged words an insertion keeps its own formatting.
                Some(_) if base.is_empty() => return Ok(None),
                Some(_) => return Err(Touching),
                None => {
                    change = (!told.is_empty())
                        .then(|| (Rc::clone(&before.format), Rc::clone(&after.format)));
                    words = Some(told);
                }
            }
        }
        Ok(change)
    }

    fn adapted(&mut self, atom: Atom<'a>, change: Option<&Change<'a>>) {
        match change {
            None => self.place(atom, false),
            Some((before, after)) => {
                let (format, clashes) = merge_properties(before, &atom.format, after, RUN);
                self.clash(clashes);
                self.reformat(atom, format);
            }
        }
    }

    fn reformat(&mut self, mut atom: Atom<'a>, format: Vec<Property<'a>>) {
        let look: Rc<str> = spelt(&format).into();
        let reformatted = look != atom.look;
        (atom.format, atom.look) = (Rc::new(format), look);
        self.place(atom, reformatted);
    }

    fn place(&mut self, mut atom: Atom<'a>, reformatted: bool) {
        if !self.marks.is_empty() {
            let mut before = std::mem::take(&mut self.marks);
            before.append(&mut atom.before);
            atom.before = before;
        }
        self.merged.atoms.push(Placed { atom, reformatted });
    }

    fn clash(&mut self, names: Vec<String>) {
        for name in names {
            if !self.merged.clashes.contains(&name) {
                self.merged.clashes.push(name);
            }
        }
    }
}

/// Of the central marks only bookmarks are of interest: comments are the central office's own.
fn new_bookmarks<'m, 'a>(marks: &'m [Mark<'a>]) -> impl Iterator<Item = Mark<'a>> + use<'m, 'a> {
    marks.iter().copied().filter(|mark| match mark {
        Mark::Beside(_, element) => element.name.starts_with("w:bookmark"),
        Mark::InRun(..) => false,
    })
}

/// What changed between two formattings, in words to compare.
fn delta(before: &[Property<'_>], after: &[Property<'_>]) -> String {
    let mut told: Vec<String> = Vec::new();
    for property in after {
        if !before.iter().any(|found| found.meaning == property.meaning) {
            told.push(format!("+{}", property.meaning));
        }
    }
    for property in before {
        if !after.iter().any(|found| found.name == property.name) {
            told.push(format!("-{}", property.name));
        }
    }
    told.sort_unstable();
    told.join(";")
}

fn differing(left: &[Property<'_>], right: &[Property<'_>]) -> Vec<String> {
    let missing = |a: &[Property<'_>], b: &[Property<'_>]| {
        a.iter()
            .filter(|property| !b.iter().any(|found| found.meaning == property.meaning))
            .map(|property| property.name.clone())
            .collect::<Vec<_>>()
    };
    let mut names = missing(left, right);
    names.extend(missing(right, left));
    names.sort_unstable();
    names.dedup();
    names
}
