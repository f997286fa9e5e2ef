//! A paragraph under way, in all combinations at once: for each fact about it, where it is so.
//!
//! The facts are those of the merge's writer, and change as they do there.

use super::space::Space;
use crate::merge::Gaps;
use crate::template::Copy;

/// What is so of the paragraph that is open, and in which combinations.
#[derive(Clone, Debug)]
pub(super) struct Paragraph<T> {
    /// One is open.
    pub open: T,
    /// Something shows in it.
    pub ink: T,
    /// A field in it gave nothing.
    pub vanished: T,
    /// A field that is no region's marker gave nothing.
    pub unmarked: T,
    /// A field that is no merge field gave nothing.
    pub other: T,
    /// It has any text, blanks included.
    pub any: T,
    /// A field gave nothing since the last character.
    pub hole: T,
    /// The last character is a blank.
    pub blank: T,
    /// The last character is no white space.
    pub solid: T,
    /// The current line shows something.
    pub line_ink: T,
    /// A field of the current line gave nothing.
    pub line_holes: T,
    /// The last character that shows is a colon.
    pub colon: T,
    /// The last two characters are blanks.
    pub twin: T,
    /// It is never removed.
    pub kept: T,
}

/// What kind of field gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// A merge field.
    Merge,
    /// Any other field.
    Other,
    /// A region's marker.
    Marker,
}

/// What became of a paragraph at its mark.
#[derive(Clone, Debug)]
pub(super) struct Closed<T> {
    /// It is in the letter and shows something.
    pub shown: T,
    /// Its fields left it empty, and it stays.
    pub empty: T,
    /// Its fields left it empty.
    pub vanished: T,
    /// It ends with a colon that something stands behind in the template, which is gone.
    pub hanging: T,
    /// It ends with a colon.
    pub colon: T,
}

/// Blanks as they are found wrong.
#[derive(Clone, Debug)]
pub(super) struct Blanks<T> {
    /// Two in a row.
    pub doubled: T,
    /// One before punctuation.
    pub stray: T,
}

impl<T: Clone> Paragraph<T> {
    /// No paragraph.
    pub fn none<S: Space<Set = T>>(space: &S) -> Self {
        let none = space.none();
        Paragraph {
            open: none.clone(),
            ink: none.clone(),
            vanished: none.clone(),
            unmarked: none.clone(),
            other: none.clone(),
            any: none.clone(),
            hole: none.clone(),
            blank: none.clone(),
            solid: none.clone(),
            line_ink: none.clone(),
            line_holes: none.clone(),
            colon: none.clone(),
            twin: none.clone(),
            kept: none,
        }
    }

    fn facts(&mut self) -> [&mut T; 13] {
        [
            &mut self.ink,
            &mut self.vanished,
            &mut self.unmarked,
            &mut self.other,
            &mut self.any,
            &mut self.hole,
            &mut self.blank,
            &mut self.solid,
            &mut self.line_ink,
            &mut self.line_holes,
            &mut self.colon,
            &mut self.twin,
            &mut self.kept,
        ]
    }

    /// A paragraph begins.
    pub fn open<S: Space<Set = T>>(&mut self, space: &mut S, guard: &T, kept: bool) {
        let outside = space.not(guard);
        for fact in self.facts() {
            *fact = space.and(fact, &outside);
        }
        self.open = space.or(&self.open, guard);
        if kept {
            self.kept = space.or(&self.kept, guard);
        }
    }

    /// Something of the template is copied; tells which blanks are then wrong.
    pub fn copy<S: Space<Set = T>>(
        &mut self,
        space: &mut S,
        guard: &T,
        copy: &Copy,
        colon: Option<bool>,
        gaps: Gaps,
    ) -> Blanks<T> {
        let here = space.and(guard, &self.open);
        let mut blanks = Blanks { doubled: space.none(), stray: space.none() };
        let mut settled = here.clone();
        if let Some(first) = &copy.first {
            let cured =
                if gaps == Gaps::Close { space.and(&here, &self.hole) } else { space.none() };
            let uncured = space.not(&cured);
            let after_blank = space.and(&here, &self.blank);
            let after_blank = space.and(&after_blank, &uncured);
            if is_blank(first.character) {
                self.twin = space.or(&self.twin, &after_blank);
                let only = copy.last.as_ref().is_some_and(|last| last.bytes == first.bytes);
                if only {
                    // The blank itself is left out, and the gap stays open.
                    let solid = space.not(&self.solid);
                    let dropped = space.and(&cured, &solid);
                    let kept = space.not(&dropped);
                    settled = space.and(&settled, &kept);
                }
            } else if closes_up(first.character) {
                // One of two blanks goes with the gap.
                self.twin = space.and(&self.twin, &uncured);
                blanks.stray = after_blank;
            }
        }
        // Two blanks at a paragraph's end are seen by nobody.
        if copy.ink {
            blanks.doubled = space.and(&here, &self.twin);
            self.set(space, &here, false, |own| &mut own.twin);
        }
        if let Some(last) = &copy.last {
            self.any = space.or(&self.any, &here);
            let unsettled = space.not(&settled);
            self.hole = space.and(&self.hole, &unsettled);
            self.set(space, &settled, is_blank(last.character), |own| &mut own.blank);
            let space_like = is_blank(last.character) || matches!(last.character, '\n' | '\t');
            self.set(space, &settled, !space_like, |own| &mut own.solid);
        }
        if copy.ink {
            self.ink = space.or(&self.ink, &here);
            self.line_ink = space.or(&self.line_ink, &here);
            self.set(space, &here, colon == Some(true), |own| &mut own.colon);
        }
        blanks
    }

    fn set<S: Space<Set = T>>(
        &mut self,
        space: &mut S,
        guard: &T,
        value: bool,
        fact: fn(&mut Self) -> &mut T,
    ) {
        let fact = fact(self);
        *fact = if value {
            space.or(fact, guard)
        } else {
            let outside = space.not(guard);
            space.and(fact, &outside)
        };
    }

    /// A value is written; tells where it stands behind two blanks.
    pub fn text<S: Space<Set = T>>(&mut self, space: &mut S, guard: &T) -> T {
        let here = space.and(guard, &self.open);
        let doubled = space.and(&here, &self.twin);
        self.set(space, &here, false, |own| &mut own.twin);
        self.set(space, &here, true, |own| &mut own.any);
        self.set(space, &here, false, |own| &mut own.hole);
        self.set(space, &here, false, |own| &mut own.blank);
        self.set(space, &here, true, |own| &mut own.solid);
        self.set(space, &here, true, |own| &mut own.ink);
        self.set(space, &here, true, |own| &mut own.line_ink);
        self.set(space, &here, false, |own| &mut own.colon);
        doubled
    }

    /// A field gave nothing.
    pub fn gone<S: Space<Set = T>>(&mut self, space: &mut S, guard: &T, kind: Gone) {
        let here = space.and(guard, &self.open);
        self.set(space, &here, true, |own| &mut own.hole);
        self.set(space, &here, true, |own| &mut own.line_holes);
        self.set(space, &here, true, |own| &mut own.vanished);
        if kind != Gone::Marker {
            self.set(space, &here, true, |own| &mut own.unmarked);
        }
        if kind == Gone::Other {
            self.set(space, &here, true, |own| &mut own.other);
        }
    }

    /// A line ends. Tells where its break is written.
    pub fn line_break<S: Space<Set = T>>(&mut self, space: &mut S, guard: &T, gaps: Gaps) {
        let here = space.and(guard, &self.open);
        let bare = space.not(&self.line_ink);
        let gone = match gaps {
            Gaps::Close => {
                let empty = space.and(&self.line_holes, &bare);
                space.and(&here, &empty)
            }
            Gaps::AsWord => space.none(),
        };
        self.set(space, &here, false, |own| &mut own.line_holes);
        self.set(space, &here, false, |own| &mut own.line_ink);
        self.set(space, &here, false, |own| &mut own.solid);
        self.set(space, &here, false, |own| &mut own.blank);
        self.set(space, &here, false, |own| &mut own.hole);
        self.set(space, &gone, true, |own| &mut own.hole);
    }

    /// The paragraph's mark. `kept`: the mark is that of a paragraph which is never removed.
    pub fn close<S: Space<Set = T>>(
        &mut self,
        space: &mut S,
        guard: &T,
        kept: bool,
        gaps: Gaps,
        keep_blank_lines: bool,
    ) -> Closed<T> {
        let here = space.and(guard, &self.open);
        let bare = space.not(&self.ink);
        let bare = space.and(&here, &bare);
        let textless = space.not(&self.any);
        let marked_only = {
            let marked = space.not(&self.unmarked);
            let marked = space.and(&marked, &self.vanished);
            space.and(&marked, &textless)
        };
        let by_rule = match gaps {
            // A paragraph of quotation marks only goes too.
            Gaps::Close => space.or(&self.vanished, &textless),
            Gaps::AsWord if keep_blank_lines => space.none(),
            Gaps::AsWord => {
                let merge_only = space.not(&self.other);
                let empty = space.and(&textless, &merge_only);
                space.and(&empty, &self.vanished)
            }
        };
        let by_rule = space.or(&by_rule, &marked_only);
        let removable = if kept { space.none() } else { space.not(&self.kept) };
        let removed = space.and(&bare, &by_rule);
        let removed = space.and(&removed, &removable);
        let stays = space.not(&removed);
        let vanished = space.and(&bare, &self.vanished);
        let empty = space.and(&vanished, &stays);
        let shown = space.and(&here, &self.ink);
        let colon = space.and(&shown, &self.colon);
        let hanging = space.and(&colon, &self.hole);
        let closed = Closed { shown, empty, vanished, hanging, colon };
        let outside = space.not(guard);
        self.open = space.and(&self.open, &outside);
        closed
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}')
}

fn closes_up(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”')
}
