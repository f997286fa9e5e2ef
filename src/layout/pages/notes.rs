//! Notes at the foot of a column, and endnotes after the text.
//!
//! A note begins on the page of its mark; its line moves to the next page with it where it does not
//! fit here but would there. A note longer than that goes on at the foot of the next page.

use std::rc::Rc;

use crate::units::Pt;

use super::super::stack::{self, Entry, Stack, StackCursor};
use super::flow::{Progress, Top};
use super::setter::{End, Setter, Start, Step};
use super::sheet::{Above, Carried, Column, NotePart, Piece, Sheet, What};

/// The rule above notes is two inches long.
pub(super) const RULE_LENGTH: Pt = Pt(144.0);

/// How much of a column stays for the text when a note goes on in it.
const TEXT_SHARE: f64 = 0.2;

impl<'l> Setter<'l> {
    /// A note set at a width.
    pub(super) fn note(&mut self, note: usize, width: Pt) -> Rc<Stack<'l>> {
        if let Some((at, laid)) = self.notes.get(&note)
            && (*at - width).is_nearly_zero()
        {
            return laid.clone();
        }
        let letter = self.context.letter;
        let blocks = letter.notes.get(note).map_or(&[][..], |note| &note.blocks);
        let laid = Rc::new(stack::lay(&self.context, blocks, width));
        self.notes.insert(note, (width, laid.clone()));
        laid
    }

    /// The height of a column's foot with further notes; of a note that no column would hold, only
    /// its beginning counts.
    pub(super) fn foot_with(&mut self, column: &Column<'l>, notes: &[usize]) -> Pt {
        let mut height = column.foot.height;
        for (nth, note) in notes.iter().enumerate() {
            if column.foot.parts.iter().any(|part| part.note == *note) {
                continue;
            }
            let laid = self.note(*note, column.width);
            let rule = rule_of(&laid).0;
            if nth == 0 && column.foot.parts.is_empty() {
                height += rule;
            }
            let most = (column.bottom - column.top) * (1.0 - TEXT_SHARE);
            height += if laid.height > most { rule * 2.0 } else { laid.height };
        }
        height
    }

    /// Adds a note to a column's foot below a height; what does not fit is carried on.
    pub(super) fn add_note(
        &mut self,
        column: &mut Column<'l>,
        note: usize,
        below: Pt,
        carried: &mut Vec<Carried>,
    ) {
        let known = column.foot.parts.iter().any(|part| part.note == note)
            || carried.iter().any(|rest| rest.note == note);
        let known = known
            || self
                .context
                .letter
                .notes
                .get(note)
                .is_none_or(|note| note.kind != crate::letter::NoteKind::Foot);
        if known {
            return;
        }
        let laid = self.note(note, column.width);
        let from = laid.start();
        if carried.is_empty() {
            seat(column, note, &laid, from, column.limit() - below, carried);
        } else {
            // Notes stay in order: this one waits for those before it.
            carried.push(Carried { note, from });
        }
    }

    /// Puts what is carried from the column before at the foot of a new one.
    pub(super) fn carry(&mut self, column: &mut Column<'l>, carried: &mut Vec<Carried>) {
        if carried.is_empty() {
            return;
        }
        column.foot.continued = true;
        let most = (column.bottom - column.top) * (1.0 - TEXT_SHARE);
        let waiting = std::mem::take(carried);
        for rest in waiting {
            if !carried.is_empty() {
                carried.push(rest);
                continue;
            }
            let laid = self.note(rest.note, column.width);
            let room = most - column.foot.height;
            let before = column.foot.parts.len();
            seat(column, rest.note, &laid, rest.from.clone(), room, carried);
            if column.foot.parts.len() == before && before == 0 {
                // Not a line fits a whole column: it is set all the same, or nothing would end.
                carried.clear();
                let to = laid.end();
                let height = laid.height_between(&rest.from, &to);
                column.foot.parts.push(NotePart {
                    note: rest.note,
                    laid,
                    from: rest.from,
                    to,
                    height,
                });
                column.foot.height += height.min(most);
            }
        }
    }

    /// Places the line between the text and the endnotes.
    pub(super) fn note_rule(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        note: usize,
    ) -> Step {
        let laid = self.note(note, column.width);
        let (height, down) = rule_of(&laid);
        let gap = match column.above {
            Above::Paragraph(above) => above.format.after,
            _ => Pt::ZERO,
        };
        let y = column.y + gap;
        if y + height > column.limit() && !(column.is_empty(sheet) && column.whole) {
            return self.full(sheet, column, &mut next.cursor);
        }
        let before = sheet.checkpoint(column, &next.cursor);
        sheet.pieces.push(Piece {
            what: What::NoteRule(down),
            x: column.x,
            y,
            width: column.width,
            height,
            keep_next: true,
            before,
        });
        column.y = y + height;
        column.above = Above::Other;
        next.cursor.next();
        Step::Next
    }

    /// Places an endnote, or as much of it as fits.
    pub(super) fn end_note(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        note: usize,
    ) -> Step {
        let laid = self.note(note, column.width);
        let from = match &next.cursor.within {
            Progress::Stack(from) => from.clone(),
            _ => laid.start(),
        };
        let (mut to, mut height) = laid.cut(&from, column.limit() - column.y + Pt(0.05));
        if to == from && !laid.is_end(&from) {
            if !(column.is_empty(sheet) && column.whole) {
                return self.full(sheet, column, &mut next.cursor);
            }
            to = laid.end();
            height = laid.height_between(&from, &to);
        }
        let before = sheet.checkpoint(column, &next.cursor);
        sheet.pieces.push(Piece {
            what: What::Stack { laid: laid.clone(), from, to: to.clone() },
            x: column.x,
            y: column.y,
            width: column.width,
            height,
            keep_next: false,
            before,
        });
        column.y += height;
        column.above = Above::Other;
        if laid.is_end(&to) {
            next.cursor.next();
            return Step::Next;
        }
        next.cursor.within = Progress::Stack(to);
        next.cursor.top = Top::Automatic;
        Step::End(End::Column)
    }
}

/// Puts a note or its rest at the foot of a column, as far as there is room.
fn seat<'l>(
    column: &mut Column<'l>,
    note: usize,
    laid: &Rc<Stack<'l>>,
    from: StackCursor,
    room: Pt,
    carried: &mut Vec<Carried>,
) {
    let rule = rule_of(laid);
    let bare = column.foot.parts.is_empty();
    let room = if bare { room - rule.0 } else { room };
    let (to, height) = laid.cut(&from, room + Pt(0.05));
    if to == from && !laid.is_end(&from) {
        carried.push(Carried { note, from });
        return;
    }
    if bare {
        column.foot.rule = Some(rule);
        column.foot.height += rule.0;
    }
    column.foot.height += height;
    if !laid.is_end(&to) {
        carried.push(Carried { note, from: to.clone() });
    }
    column.foot.parts.push(NotePart { note, laid: laid.clone(), from, to, height });
}

/// The height of the rule's line, that of an empty line of the note, and how far down the rule is
/// drawn in it: on its baseline.
fn rule_of(note: &Stack<'_>) -> (Pt, Pt) {
    let first = note.entries.iter().find_map(|(_, entry)| match entry {
        Entry::Paragraph(laid) => laid.lines.first(),
        _ => None,
    });
    first.map_or((Pt(12.0), Pt(9.0)), |line| (line.height, line.ascent))
}
