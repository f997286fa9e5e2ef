//! Which part of one row stands for which part of another, and the regions of a three-way merge.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The largest product of two lengths that is compared in full; beyond it only what is unique on
/// both sides leads.
const COMPARED: usize = 1_000_000;

/// Changes of one row; with more of them it counts as written anew.
const HUNKS: usize = 2_000;

/// The largest product of lengths among which likenesses are looked for.
const LIKENED: usize = 40_000;

/// Like enough for one to be a rewording of the other.
const ALIKE: f64 = 0.5;

/// Numbers for texts, the same number for the same text.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    /// The number of a text.
    pub fn of(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.insert(text.to_owned(), next);
        next
    }
}

/// Something that can be paired with its like.
#[derive(Debug)]
pub(super) struct Item {
    /// The same in equal things.
    pub identity: u32,
    /// The same in things that could stand for one another: paragraphs, tables.
    pub kind: u8,
    /// Its words, sorted.
    pub words: Vec<u32>,
}

impl Item {
    /// From 0, nothing in common, to 1.
    fn likeness(&self, other: &Item) -> f64 {
        if self.kind != other.kind {
            return 0.0;
        }
        if self.words.is_empty() || other.words.is_empty() {
            // Without words there is nothing to be alike in, except that both have none.
            let both = self.words.is_empty() && other.words.is_empty();
            return if both { ALIKE } else { 0.0 };
        }
        let (mut left, mut right, mut common) = (0, 0, 0_u32);
        while let (Some(a), Some(b)) = (self.words.get(left), other.words.get(right)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    left += 1;
                    right += 1;
                }
            }
        }
        2.0 * f64::from(common) / (self.words.len() + other.words.len()) as f64
    }
}

/// Equal things of two rows, in the order of both: positions in the old row and in the new.
pub(super) fn equal(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    middle(old, new, head..old_end, head..new_end, &mut pairs);
    pairs.extend((0..tail).map(|at| (old_end + at, new_end + at)));
    pairs
}

fn middle(
    old: &[u32],
    new: &[u32],
    left: Range<usize>,
    right: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    if left.is_empty() || right.is_empty() {
        return;
    }
    if left.len().saturating_mul(right.len()) <= COMPARED {
        for op in capture_diff_slices(Algorithm::Myers, &old[left.clone()], &new[right.clone()]) {
            if op.tag() == DiffTag::Equal {
                pairs.extend(
                    op.old_range()
                        .zip(op.new_range())
                        .map(|(a, b)| (left.start + a, right.start + b)),
                );
            }
        }
        return;
    }
    let anchors = anchors(old, new, &left, &right);
    if anchors.is_empty() {
        return;
    }
    let (mut from, mut to) = (left.start, right.start);
    for (a, b) in anchors.into_iter().chain([(left.end, right.end)]) {
        middle(old, new, from..a, to..b, pairs);
        if a < left.end {
            pairs.push((a, b));
        }
        (from, to) = (a + 1, b + 1);
    }
}

/// What occurs once on each side, as far as it stands in the same order: patience.
fn anchors(
    old: &[u32],
    new: &[u32],
    left: &Range<usize>,
    right: &Range<usize>,
) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u32, (usize, usize, usize, usize)> = HashMap::new();
    for at in left.clone() {
        let entry = seen.entry(old[at]).or_default();
        (entry.0, entry.1) = (entry.0 + 1, at);
    }
    for at in right.clone() {
        let entry = seen.entry(new[at]).or_default();
        (entry.2, entry.3) = (entry.2 + 1, at);
    }
    let unique: Vec<(usize, usize)> = left
        .clone()
        .filter_map(|at| match seen.get(&old[at]) {
            Some((1, _, 1, there)) => Some((at, *there)),
            _ => None,
        })
        .collect();
    // The longest row that rises on both sides.
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(unique.len());
    for (index, (_, there)) in unique.iter().enumerate() {
        let pile = piles.partition_point(|top| unique[*top].1 < *there);
        before.push(pile.checked_sub(1).map(|under| piles[under]));
        if pile == piles.len() {
            piles.push(index);
        } else {
            piles[pile] = index;
        }
    }
    let mut row = Vec::new();
    let mut at = piles.last().copied();
    while let Some(index) = at {
        row.push(unique[index]);
        at = before[index];
    }
    row.reverse();
    row
}

/// For each of the old row, its counterpart in the new: equal ones first, then those alike.
pub(super) fn counterparts(old: &[Item], new: &[Item]) -> Vec<Option<usize>> {
    let identities = |row: &[Item]| row.iter().map(|item| item.identity).collect::<Vec<_>>();
    let mut found = vec![None; old.len()];
    let (mut from, mut to) = (0, 0);
    let pairs = equal(&identities(old), &identities(new));
    for (a, b) in pairs.into_iter().chain([(old.len(), new.len())]) {
        likenesses(old, new, from..a, to..b, &mut found);
        if a < old.len() {
            found[a] = Some(b);
        }
        (from, to) = (a + 1, b + 1);
    }
    found
}

/// Pairs what is alike between two equal things, so that all likeness together is greatest.
fn likenesses(
    old: &[Item],
    new: &[Item],
    left: Range<usize>,
    right: Range<usize>,
    found: &mut [Option<usize>],
) {
    let (rows, columns) = (left.len(), right.len());
    if rows == 0 || columns == 0 {
        return;
    }
    if rows.saturating_mul(columns) <= LIKENED {
        let like = |row: usize, column: usize| {
            let likeness = old[left.start + row].likeness(&new[right.start + column]);
            if likeness >= ALIKE { likeness } else { 0.0 }
        };
        let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let likeness = like(row, column);
                let paired =
                    if likeness > 0.0 { best[row + 1][column + 1] + likeness } else { 0.0 };
                best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let likeness = like(row, column);
            if likeness > 0.0 && best[row][column] <= best[row + 1][column + 1] + likeness {
                found[left.start + row] = Some(right.start + column);
                row += 1;
                column += 1;
            } else if best[row + 1][column] >= best[row][column + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    // What is left over between two pairs, one against one each, has been written anew.
    let (mut from, mut to) = (left.start, right.start);
    for at in left.start..=left.end {
        let there = if at == left.end { Some(right.end) } else { found[at] };
        if let Some(there) = there {
            let same = at - from == there - to;
            if same && (from..at).zip(to..there).all(|(a, b)| old[a].kind == new[b].kind) {
                for (a, b) in (from..at).zip(to..there) {
                    found[a] = Some(b);
                }
            }
            (from, to) = (at + 1, there + 1);
        }
    }
}

/// A piece of a three-way merge, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// One of the base, and what became of it on each side.
    Base {
        /// Position in the base.
        base: usize,
        /// Position in the override.
        own: Option<usize>,
        /// Position in the new central version.
        central: Option<usize>,
    },
    /// What the sides put between.
    New {
        /// Positions in the override.
        own: Range<usize>,
        /// Positions in the new central version.
        central: Range<usize>,
    },
}

/// The regions of a three-way merge, from the counterparts of the base on both sides.
pub(super) fn regions(
    own: &[Option<usize>],
    own_length: usize,
    central: &[Option<usize>],
    central_length: usize,
) -> Vec<Region> {
    let mut regions = Vec::new();
    let (mut own_at, mut central_at) = (0, 0);
    let mut between =
        |regions: &mut Vec<Region>, own_to: Option<usize>, central_to: Option<usize>| {
            let own = own_at..own_to.unwrap_or(own_at);
            let central = central_at..central_to.unwrap_or(central_at);
            own_at = own_to.map_or(own_at, |at| at + 1);
            central_at = central_to.map_or(central_at, |at| at + 1);
            if !own.is_empty() || !central.is_empty() {
                regions.push(Region::New { own, central });
            }
        };
    for (base, (own, central)) in own.iter().zip(central).enumerate() {
        between(&mut regions, *own, *central);
        regions.push(Region::Base { base, own: *own, central: *central });
    }
    between(&mut regions, Some(own_length), Some(central_length));
    regions
}

/// A change of a row: base positions that became these positions of the side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Positions in the base.
    pub base: Range<usize>,
    /// Positions in the side.
    pub side: Range<usize>,
}

/// The changes from base to side. `weight` tells how much a base position counts as text: a little
/// that stayed between two large changes is no anchor, since words such as "og" stand everywhere.
pub(super) fn hunks(base: &[u32], side: &[u32], weight: &dyn Fn(usize) -> usize) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (a, b) in equal(base, side).into_iter().chain([(base.len(), side.len())]) {
        if from < a || to < b {
            hunks.push(Hunk { base: from..a, side: to..b });
        }
        (from, to) = (a + 1, b + 1);
    }
    let size = |hunk: &Hunk| {
        let removed: usize = hunk.base.clone().map(weight).sum();
        // Positions of the side count as one each; half of them are blanks.
        removed.max(hunk.side.len().div_ceil(2))
    };
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        let mut hunk = hunk;
        while let Some(before) = joined.last() {
            let between: usize = (before.base.end..hunk.base.start).map(weight).sum();
            if between > size(before) || between > size(&hunk) {
                break;
            }
            hunk = Hunk {
                base: before.base.start..hunk.base.end,
                side: before.side.start..hunk.side.end,
            };
            joined.pop();
        }
        joined.push(hunk);
    }
    if joined.len() > HUNKS {
        return vec![Hunk { base: 0..base.len(), side: 0..side.len() }];
    }
    joined
}
