//! The letter's text from top to bottom: headings and what stands under them, lists and what
//! announces them.

use super::space::Space;
use crate::diagnostic::Place;

/// Something that waits for what must come after it.
#[derive(Clone, Debug)]
struct Pending<T> {
    /// Of a heading, its level.
    level: u8,
    /// Where nothing has come yet.
    waits: T,
    place: Place,
    /// Of a colon: a list is what comes after it. `None` until the next paragraph is seen.
    list: Option<bool>,
}

/// What was left without what must come after it.
#[derive(Clone, Debug)]
pub(super) struct Left<T> {
    /// A heading, or else the announcement of a list.
    pub heading: bool,
    /// Its place.
    pub place: Place,
    /// Where it is so.
    pub set: T,
}

/// The text so far.
#[derive(Clone, Debug)]
pub(super) struct Flow<T> {
    headings: Vec<Pending<T>>,
    colons: Vec<Pending<T>>,
    /// Where anything of the letter's own shows.
    pub ink: T,
    left: Vec<Left<T>>,
}

/// A paragraph that shows.
pub(super) struct Shown<'p, T> {
    /// Where it shows.
    pub set: &'p T,
    /// It is the letter's own, not its master's.
    pub own: bool,
    /// The level, of a heading.
    pub heading: Option<u8>,
    /// It may be an item of a list.
    pub item: bool,
    /// Where it ends with a colon.
    pub colon: &'p T,
    /// Where something behind the colon is gone.
    pub hanging: &'p T,
    /// Its place.
    pub place: &'p dyn Fn() -> Place,
}

impl<T: Clone> Flow<T> {
    /// Nothing yet.
    pub fn new<S: Space<Set = T>>(space: &S) -> Self {
        Flow { headings: Vec::new(), colons: Vec::new(), ink: space.none(), left: Vec::new() }
    }

    /// Something shows that is no paragraph of the letter's own level: a table's cell, a drawing.
    pub fn content<S: Space<Set = T>>(&mut self, space: &mut S, set: &T, own: bool) {
        if own {
            self.ink = space.or(&self.ink, set);
        }
        settle(space, &mut self.headings, set);
        settle(space, &mut self.colons, set);
    }

    /// A paragraph.
    pub fn paragraph<S: Space<Set = T>>(&mut self, space: &mut S, shown: &Shown<'_, T>) {
        let set = shown.set;
        if shown.own {
            self.ink = space.or(&self.ink, set);
        }
        for colon in &mut self.colons {
            let list = *colon.list.get_or_insert(shown.item);
            if list && !shown.item {
                let alone = space.and(&colon.waits, set);
                note(space, &mut self.left, false, colon, alone);
            }
            let outside = space.not(set);
            colon.waits = if list { space.and(&colon.waits, &outside) } else { space.none() };
        }
        match shown.heading {
            None => settle(space, &mut self.headings, set),
            Some(level) => {
                for heading in &mut self.headings {
                    if heading.level >= level {
                        let alone = space.and(&heading.waits, set);
                        note(space, &mut self.left, true, heading, alone);
                    }
                }
                // A heading below another is what comes after it.
                settle(space, &mut self.headings, set);
                self.headings.push(Pending {
                    level,
                    waits: set.clone(),
                    place: (shown.place)(),
                    list: None,
                });
            }
        }
        for (waits, list) in [(shown.hanging, Some(true)), (shown.colon, None)] {
            if shown.heading.is_some() || space.apart(waits, &space.all()) {
                continue;
            }
            let mut waits = waits.clone();
            if list.is_none() {
                let whole = space.not(shown.hanging);
                waits = space.and(&waits, &whole);
            }
            self.colons.push(Pending { level: 0, waits, place: (shown.place)(), list });
        }
        let gone = |space: &S, pending: &Pending<T>| space.apart(&pending.waits, &space.all());
        self.headings.retain(|pending| !gone(space, pending));
        self.colons.retain(|pending| !gone(space, pending));
    }

    /// The end of the letter; what was left, in the order of the text.
    pub fn end<S: Space<Set = T>>(mut self, space: &mut S) -> (Vec<Left<T>>, T) {
        for heading in std::mem::take(&mut self.headings) {
            let waits = heading.waits.clone();
            note(space, &mut self.left, true, &heading, waits);
        }
        for colon in std::mem::take(&mut self.colons) {
            if colon.list == Some(true) {
                let waits = colon.waits.clone();
                note(space, &mut self.left, false, &colon, waits);
            }
        }
        (self.left, self.ink)
    }
}

fn settle<S: Space<Set = T>, T: Clone>(space: &mut S, pending: &mut [Pending<T>], set: &T) {
    if pending.is_empty() {
        return;
    }
    let outside = space.not(set);
    for waiting in pending {
        waiting.waits = space.and(&waiting.waits, &outside);
    }
}

fn note<S: Space<Set = T>, T: Clone>(
    space: &S,
    left: &mut Vec<Left<T>>,
    heading: bool,
    pending: &Pending<T>,
    set: T,
) {
    if !space.apart(&set, &space.all()) {
        left.push(Left { heading, place: pending.place.clone(), set });
    }
}
