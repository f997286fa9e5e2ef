//! Placing a paragraph: how many of its lines a column takes, after the rules of keeping.

use std::rc::Rc;

use crate::letter::{BreakKind, Paragraph};
use crate::units::Pt;

use super::super::float::{Beside, Surroundings};
use super::super::laid::{LaidParagraph, Line, Open};
use super::super::page::Paint;
use super::super::paragraph;
use super::facts;
use super::floating;
use super::flow::{Broken, Course, Cursor, Flow, Past, Progress, Top};
use super::setter::{End, Laid, Setter, Start, Step};
use super::sheet::{Above, Checkpoint, Column, Piece, Sheet, What};

/// A line may stand out of the column by this much: what rounding makes of twips.
pub(super) const SLACK: Pt = Pt(0.05);

/// Attempts at a paragraph that makes way for an object that is anchored in it.
const ATTEMPTS: usize = 5;

/// How much of a paragraph a column takes.
#[derive(Clone, Debug)]
struct Fit {
    /// How many lines there are up to the paragraph's end or its next break.
    run: usize,
    /// How many of them fit.
    fits: usize,
}

impl<'l> Setter<'l> {
    /// Places a paragraph, or as many of its lines as fit.
    pub(super) fn paragraph(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        source: &'l Paragraph,
        last: bool,
    ) -> Step {
        let fresh = matches!(next.cursor.within, Progress::Start);
        if fresh && source.format.page_break_before && !(sheet.is_empty() && column.whole) {
            next.cursor.top = Top::Forced(match column.above {
                Above::Paragraph(above) => Some(above),
                _ => None,
            });
            self.fetch_frames(&mut next.cursor);
            return Step::End(End::Page);
        }
        let begins = fresh || matches!(next.cursor.top, Top::Forced(_));
        let gap = if begins { self.gap_above(column, &next.cursor, source) } else { Pt::ZERO };
        let joined_above = matches!(column.above, Above::Paragraph(above)
            if fresh && paragraph::in_one_box(above, source));
        let joined_below = match self.flows[next.cursor.section].get(next.cursor.block + 1) {
            Some(Flow::Paragraph(below)) => paragraph::in_one_box(source, below),
            _ => false,
        };
        let before = sheet.checkpoint(column, &next.cursor);
        let y = column.y + gap;
        let mut hints = Vec::new();
        for attempt in 0..ATTEMPTS {
            sheet.floats.truncate(before.counts.1);
            sheet.exclusions.truncate(before.counts.2);
            sheet.exclusions.append(&mut hints);
            let (laid, past) = self.set(sheet, column, &next.cursor, source, y, joined_above);
            let from = match &next.cursor.within {
                Progress::Lines(broken) => broken.line.min(laid.lines.len().saturating_sub(1)),
                _ => 0,
            };
            let top = y + border_top(&laid, from, joined_above);
            let fit = self.fit(column, &laid, from, top, joined_below);
            let mut lines = legal(source, from, &fit);
            if lines == 0 && column.is_empty(sheet) && column.whole {
                // Another column would hold no more: at least one line is taken.
                lines = fit.fits.max(1).min(fit.run);
                if source.format.widow_control && fit.run - lines == 1 && lines > 2 {
                    lines -= 1;
                }
            }
            if lines == 0 {
                sheet.floats.truncate(before.counts.1);
                sheet.exclusions.truncate(before.counts.2);
                return self.full(sheet, column, &mut next.cursor);
            }
            let kept = sheet.exclusions.split_off(before.counts.2);
            let around = floating::around(sheet, column, top);
            let mut line_top = top;
            if fresh {
                for anchored in column.waiting.clone() {
                    let around = Surroundings { line: (top, Pt::ZERO), ..around };
                    self.float(sheet, anchored, &around);
                }
            }
            for line in &laid.lines[from..from + lines] {
                line_top += line.skip;
                for (anchored, x) in &line.anchors {
                    let around = Surroundings {
                        line: (line_top, line.height),
                        character: column.x + *x,
                        ..around
                    };
                    self.float(sheet, anchored, &around);
                }
                line_top += line.height;
            }
            let new = &sheet.exclusions[before.counts.2..];
            let steady = new.len() == kept.len()
                && new.iter().zip(&kept).all(|(new, kept)| new.is_near(kept));
            if !steady && attempt + 1 < ATTEMPTS {
                hints = sheet.exclusions.split_off(before.counts.2);
                continue;
            }
            if floating::pushes_back(sheet, &before, top) && !last {
                return Step::End(End::Again);
            }
            let placing = Placing { laid, past, from, lines, run: fit.run, gap, y, top };
            return self.put(sheet, column, next, before, placing, (joined_above, joined_below));
        }
        self.full(sheet, column, &mut next.cursor)
    }

    /// The space above a paragraph.
    fn gap_above(&self, column: &Column<'l>, cursor: &Cursor<'l>, source: &'l Paragraph) -> Pt {
        let gap = |above| paragraph::gap(&self.context, above, Some(source));
        match (column.above, cursor.top) {
            (Above::Paragraph(above), _) => gap(Some(above)),
            (Above::Other, _) | (Above::Nothing, Top::Section) => gap(None),
            (Above::Nothing, Top::Automatic) => Pt::ZERO,
            (Above::Nothing, Top::Forced(None)) => gap(None),
            (Above::Nothing, Top::Forced(Some(above))) => {
                (gap(Some(above)) - above.format.after).max(Pt::ZERO)
            }
        }
    }

    /// Sets the paragraph for the place where it stands; the lines that are placed stay as they are.
    fn set(
        &mut self,
        sheet: &Sheet<'l>,
        column: &Column<'l>,
        cursor: &Cursor<'l>,
        source: &'l Paragraph,
        y: Pt,
        joined_above: bool,
    ) -> (Rc<LaidParagraph<'l>>, Rc<Vec<Past>>) {
        let none: Rc<Vec<Past>> = Rc::default();
        let broken = match &cursor.within {
            Progress::Lines(broken) => Some(broken),
            _ => None,
        };
        let clear = sheet.exclusions.is_empty();
        let answered = facts::has_page_field(source);
        if let Some(broken) = broken {
            let same = (broken.laid.width - column.width).is_nearly_zero();
            if clear && same && broken.past.is_empty() && !answered {
                return (broken.laid.clone(), none);
            }
            let done = broken.laid.height_of(0..broken.line);
            let past = if broken.past.is_empty() {
                let open =
                    Beside { exclusions: &[], left: column.x, top: y, width: broken.laid.width };
                Rc::new(vec![Past::new(done, &open)])
            } else {
                broken.past.clone()
            };
            let now = Beside {
                exclusions: &sheet.exclusions,
                left: column.x,
                top: y - done,
                width: column.width,
            };
            let width = broken.laid.width.max(column.width);
            let course = Course { past: &past, now };
            let laid = paragraph::lay(&self.context, source, width, &course);
            if laid.lines.len() > broken.line {
                return (Rc::new(laid), past);
            }
            return (broken.laid.clone(), past);
        }
        if clear {
            let key = (cursor.section, cursor.block);
            if let Some((width, Laid::Paragraph(laid))) = self.laid.get(&key)
                && (*width - column.width).is_nearly_zero()
                && !answered
            {
                return (laid.clone(), none);
            }
            let open = Open(column.width);
            let laid = Rc::new(paragraph::lay(&self.context, source, column.width, &open));
            self.laid.insert(key, (column.width, Laid::Paragraph(laid.clone())));
            return (laid, none);
        }
        let border = source.format.borders.top.filter(|_| !joined_above);
        let border = border.map_or(Pt::ZERO, |border| border.space + border.width);
        let beside = Beside {
            exclusions: &sheet.exclusions,
            left: column.x,
            top: y + border,
            width: column.width,
        };
        (Rc::new(paragraph::lay(&self.context, source, column.width, &beside)), none)
    }

    /// How many lines fit between a height and the notes at the foot.
    fn fit(
        &mut self,
        column: &Column<'l>,
        laid: &LaidParagraph<'l>,
        from: usize,
        top: Pt,
        joined_below: bool,
    ) -> Fit {
        let mut fit = Fit { run: 0, fits: 0 };
        let mut y = top;
        let mut notes: Vec<usize> = Vec::new();
        let mut full = false;
        for (index, line) in laid.lines.iter().enumerate().skip(from) {
            fit.run += 1;
            let breaks = is_page_end(line.broken);
            if !full {
                y += line.skip + line.height;
                if !line.notes.is_empty() {
                    notes.extend(&line.notes);
                }
                let foot = if notes.is_empty() {
                    column.foot.height
                } else {
                    self.foot_with(column, &notes)
                };
                let end = index + 1 == laid.lines.len();
                let border = if end && !joined_below { laid.border_bottom } else { Pt::ZERO };
                // A line with nothing but a break needs no place.
                let blank = breaks && is_blank(line);
                if blank || y + border <= column.bottom - foot + SLACK {
                    fit.fits = fit.run;
                } else {
                    full = true;
                }
            }
            if breaks {
                break;
            }
        }
        fit
    }

    /// Places lines, and says how to go on.
    fn put(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        before: Checkpoint<'l>,
        placing: Placing<'l>,
        (joined_above, joined_below): (bool, bool),
    ) -> Step {
        let Placing { laid, past, from, lines, run, gap, y, top } = placing;
        let source = laid.source;
        let to = from + lines;
        let ends = to == laid.lines.len();
        let mut height = laid.height_of(from..to) + (top - y);
        if ends && !joined_below {
            height += laid.border_bottom;
        }
        if joined_above
            && let Some(Piece { what: What::Lines { joined_below, .. }, .. }) =
                sheet.pieces.last_mut()
        {
            *joined_below = Some(gap);
        }
        let whole = from == 0 && ends;
        for line in &laid.lines[from..to] {
            for note in &line.notes {
                self.add_note(column, *note, y + height, &mut next.carried);
            }
        }
        sheet.pieces.push(Piece {
            what: What::Lines {
                laid: laid.clone(),
                lines: from..to,
                joined_above,
                joined_below: None,
            },
            x: column.x,
            y,
            width: column.width,
            height,
            keep_next: source.format.keep_next && whole,
            before,
        });
        column.y = y + height;
        let upper = column.above;
        column.above = Above::Paragraph(source);
        column.waiting.clear();
        let broken_by = laid.lines[to - 1].broken.filter(|_| lines == run);
        let rest = |past: Rc<Vec<Past>>| {
            let mut past = past.as_ref().clone();
            let beside = Beside {
                exclusions: &sheet.exclusions,
                left: column.x,
                top: top - laid.height_of(0..from),
                width: column.width,
            };
            if !(sheet.exclusions.is_empty() && past.is_empty()) {
                past.push(Past::new(laid.height_of(0..to), &beside));
            }
            Progress::Lines(Broken { line: to, laid: laid.clone(), past: Rc::new(past) })
        };
        let cursor = &mut next.cursor;
        match broken_by {
            Some(kind @ (BreakKind::Page | BreakKind::Column)) => {
                let after = &laid.lines[to..];
                // The mark after a break takes no line of its own.
                let none = match after {
                    [] => true,
                    [line] => is_blank(line),
                    _ => false,
                };
                let own_first = from == 0 && to == 1 && is_blank(&laid.lines[0]);
                if none {
                    cursor.next();
                    cursor.top = Top::Automatic;
                } else if own_first {
                    cursor.within = rest(past);
                    cursor.top = Top::Forced(match upper {
                        Above::Paragraph(above) => Some(above),
                        _ => None,
                    });
                } else {
                    cursor.within = rest(past);
                    cursor.top = Top::Automatic;
                }
                Step::End(if kind == BreakKind::Page { End::Page } else { End::Column })
            }
            _ if ends => {
                cursor.next();
                Step::Next
            }
            _ => {
                cursor.within = rest(past);
                cursor.top = Top::Automatic;
                Step::End(End::Column)
            }
        }
    }
}

/// Lines that are about to be placed.
struct Placing<'l> {
    laid: Rc<LaidParagraph<'l>>,
    past: Rc<Vec<Past>>,
    from: usize,
    lines: usize,
    run: usize,
    gap: Pt,
    y: Pt,
    top: Pt,
}

/// What the top border takes above a line.
fn border_top(laid: &LaidParagraph<'_>, from: usize, joined_above: bool) -> Pt {
    if from == 0 && !joined_above { laid.border_top } else { Pt::ZERO }
}

/// Whether a line shows nothing.
fn is_blank(line: &Line<'_>) -> bool {
    line.notes.is_empty()
        && line.anchors.is_empty()
        && line.items.iter().all(|item| match &item.paint {
            Paint::Text(text) => text.text.trim().is_empty(),
            _ => false,
        })
}

fn is_page_end(broken: Option<BreakKind>) -> bool {
    matches!(broken, Some(BreakKind::Page | BreakKind::Column))
}

/// How many lines a column may take: not one alone at its foot or the next one's head, none of a
/// paragraph that keeps together.
fn legal(source: &Paragraph, from: usize, fit: &Fit) -> usize {
    let Fit { run, fits } = *fit;
    if fits >= run {
        return run;
    }
    if source.format.keep_lines && from == 0 {
        return 0;
    }
    if !source.format.widow_control {
        return fits;
    }
    let lines = if run - fits == 1 { fits.saturating_sub(1) } else { fits };
    if lines < 2 { 0 } else { lines }
}
