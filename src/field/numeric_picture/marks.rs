//! Which sign in a picture is the radix and which one groups.
//!
//! The document's `w:decimalSymbol` should say, but pictures are copied from
//! templates that were made on other machines. So the places come first:
//!
//! | in the picture                                  | means                 |
//! |-------------------------------------------------|-----------------------|
//! | both signs (`#.##0,00`)                         | the last is the radix |
//! | one sign, more than once (`#.###.##0`)          | grouping              |
//! | one, with `#` before `0` after it (`#.##0`)     | grouping: no fraction is written so |
//! | one, not followed by three places (`0,00`), or by an `x` (`0.00x`) | radix |
//! | one, followed by three others (`#,###`, `0.000`)| the document decides  |
//!
//! All sections of a picture mean the same; the first that says something
//! says it for all.

use super::{Item, Place, Section};
use crate::field::Separators;

/// The two signs of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marks {
    pub(super) radix: char,
}

impl Marks {
    pub(super) fn of(sections: &[Section], separators: Separators) -> Self {
        let radix = sections
            .iter()
            .find_map(radix_by_places)
            .unwrap_or(if separators.decimal == ',' { ',' } else { '.' });
        Self { radix }
    }

    pub(super) fn differ_from(self, separators: Separators) -> bool {
        self.radix != separators.decimal
    }

    /// What `mark` is.
    pub(super) fn is_radix(self, mark: char) -> bool {
        mark == self.radix
    }
}

impl Section {
    /// The first and last index of items between which signs count: between
    /// the first place and the last. A point before the first place is the
    /// radix of a picture without whole digits (`.00`) if nothing else in the
    /// section is a sign and no letter stands before it (`kr.00`).
    pub(super) fn marked(&self) -> Option<(usize, usize)> {
        let is_place = |item: &Item| matches!(item, Item::Place(_));
        let first = self.items.iter().position(is_place)?;
        let last = self.items.iter().rposition(is_place)?;
        let inner =
            self.items[first..=last].iter().any(|item| matches!(item, Item::Mark('.' | ',')));
        let leading = first.checked_sub(1).filter(|at| {
            let after_letter = at.checked_sub(1).is_some_and(|before| {
                matches!(self.items[before], Item::Ordinary(letter) if letter.is_alphabetic())
            });
            !inner && !after_letter && matches!(self.items[*at], Item::Mark('.' | ','))
        });
        Some((leading.unwrap_or(first), last))
    }
}

/// The radix sign that the places alone speak for.
fn radix_by_places(section: &Section) -> Option<char> {
    let (start, end) = section.marked()?;
    let items = &section.items[start..=end];
    let marks: Vec<(usize, char)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match item {
            Item::Mark(mark @ ('.' | ',')) => Some((at, *mark)),
            _ => None,
        })
        .collect();
    let (at, last) = *marks.last()?;
    let other = if last == '.' { ',' } else { '.' };
    if marks.iter().any(|(_, mark)| *mark == other) {
        return Some(last);
    }
    if marks.len() > 1 {
        return Some(other);
    }
    if at == 0 {
        return Some(last);
    }
    let before = places(&items[..at]);
    let after = places(&items[at + 1..]);
    match after[..] {
        [Place::Optional, Place::Optional, Place::Zero] if before.contains(&Place::Optional) => {
            Some(other)
        }
        [_, _, _] if !after.contains(&Place::Cut) => None,
        _ => Some(last),
    }
}

fn places(items: &[Item]) -> Vec<Place> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Place(place) => Some(*place),
            _ => None,
        })
        .collect()
}
