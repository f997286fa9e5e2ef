//! How far a stack goes within a height: lines counted, widows and orphans kept company.

use std::ops::Range;

use crate::layout::laid::LaidParagraph;
use crate::units::Pt;

use super::{Entry, Stack, StackCursor, Within};

/// Rounding in sums of heights that no page's end may hang on.
const SLACK: Pt = Pt(0.01);

/// What a cut may disregard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::layout) enum Strictness {
    /// Widows, orphans, kept lines and kept neighbours stay together.
    Strict,
    /// Only whole lines count.
    Lines,
    /// As whole lines, and the first is taken even where it does not fit: something must be, or no
    /// page would ever be the last.
    Forced,
}

impl Stack<'_> {
    /// How far it goes from a cursor within a height, and the height it takes; the cursor itself
    /// where not a line fits. Of the space after the last paragraph counts what there is room for.
    pub fn cut(&self, from: &StackCursor, available: Pt) -> (StackCursor, Pt) {
        let (to, height) = self.cut_as(from, available, Strictness::Strict);
        if !self.is_end(&to) {
            return (to, height);
        }
        (to, height + self.after.min(available - height).max(Pt::ZERO))
    }

    /// Without the space after the last paragraph; but something is always taken: first what the
    /// keep rules allow, then whole lines, then a line that is too tall.
    pub fn cut_forced(&self, from: &StackCursor, available: Pt) -> (StackCursor, Pt) {
        for strictness in [Strictness::Strict, Strictness::Lines, Strictness::Forced] {
            let (to, height) = self.cut_as(from, available, strictness);
            if to != *from {
                return (to, height);
            }
        }
        (from.clone(), Pt::ZERO)
    }

    /// How far it goes under these rules, and the height without the space after the last paragraph.
    pub fn cut_as(
        &self,
        from: &StackCursor,
        available: Pt,
        strictness: Strictness,
    ) -> (StackCursor, Pt) {
        let available = available + SLACK;
        let strict = strictness == Strictness::Strict;
        // The last place where a cut is allowed.
        let mut allowed = (from.clone(), Pt::ZERO);
        let mut y = Pt::ZERO;
        let mut joined_above = false;
        for entry in from.entry..self.entries.len() {
            let (gap, block) = &self.entries[entry];
            let first = entry == from.entry;
            let top =
                if !first || (entry == 0 && from.within == Within::Line(0)) { y + *gap } else { y };
            let forced = strictness == Strictness::Forced && allowed.0 == *from;
            match block {
                Entry::Paragraph(laid) => {
                    let count = laid.lines.len();
                    let start = match (&from.within, first) {
                        (Within::Line(line), true) => (*line).min(count),
                        _ => 0,
                    };
                    let border =
                        if start == 0 && !joined_above { laid.border_top } else { Pt::ZERO };
                    let joined_below = self.joins_next(entry);
                    let foot = if joined_below { Pt::ZERO } else { laid.border_bottom };
                    let whole = border + laid.height_of(start..count) + foot;
                    if top + whole <= available {
                        y = top + whole;
                        joined_above = joined_below;
                        if !(strict
                            && laid.source.format.keep_next
                            && entry + 1 < self.entries.len())
                        {
                            allowed = (at(entry + 1), y);
                        }
                        continue;
                    }
                    let room = available - top - border;
                    let stop = break_lines(laid, start..count, room, strictness, forced);
                    if stop >= count && count > 0 {
                        return (at(entry + 1), top + whole);
                    }
                    if stop > start {
                        let height = top + border + laid.height_of(start..stop);
                        return (StackCursor { entry, within: Within::Line(stop) }, height);
                    }
                    return allowed;
                }
                Entry::Table(laid) => {
                    let begin = match (&from.within, first) {
                        (Within::Table(cursor), true) => (**cursor).clone(),
                        _ => laid.start(),
                    };
                    let (to, height) = laid.cut(&begin, available - top, forced);
                    if laid.is_end(&to) {
                        y = top + height;
                        if !(strict && laid.keep_next && entry + 1 < self.entries.len()) {
                            allowed = (at(entry + 1), y);
                        }
                        joined_above = false;
                        continue;
                    }
                    if to != begin {
                        let within = Within::Table(Box::new(to));
                        return (StackCursor { entry, within }, top + height);
                    }
                    return allowed;
                }
                Entry::Float(_) => {
                    joined_above = false;
                }
            }
        }
        (self.end(), y)
    }
}

/// The top of an entry.
fn at(entry: usize) -> StackCursor {
    StackCursor { entry, within: Within::Line(0) }
}

/// The line before which a paragraph is broken so that what is above fits a room; the first of the
/// range where none fits or the rest of it must not be torn.
fn break_lines(
    laid: &LaidParagraph<'_>,
    lines: Range<usize>,
    room: Pt,
    strictness: Strictness,
    forced: bool,
) -> usize {
    let Range { start, end } = lines;
    let mut stop = start;
    let mut height = Pt::ZERO;
    while stop < end {
        height += laid.height_of(stop..stop + 1);
        if height > room {
            break;
        }
        stop += 1;
    }
    // All lines fit but not the border below: the last one keeps it company.
    if stop == end {
        stop = end.saturating_sub(1).max(start);
    }
    if strictness == Strictness::Strict {
        let format = &laid.source.format;
        if format.keep_lines && start == 0 {
            return start;
        }
        if format.widow_control {
            if end - stop == 1 {
                stop = stop.saturating_sub(1).max(start);
            }
            if start == 0 && stop == 1 {
                stop = start;
            }
        }
    }
    if forced && stop == start { (start + 1).min(end) } else { stop }
}
