//! Floating objects on a page: placed where their anchor is met.

use std::rc::Rc;

use crate::letter::{Anchored, Object, Vertical, VerticalFrom, Wrap};
use crate::units::{Pt, Rect};

use super::super::float::{self, Exclusion, Surroundings};
use super::super::object::{self, LaidObject};
use super::super::stack::{AnchorSight, anchors_of};
use super::super::table::{LaidTable, TableCursor};
use super::facts;
use super::setter::Setter;
use super::sheet::{Checkpoint, Column, Known, Piece, Placed, Sheet};

impl<'l> Setter<'l> {
    /// Places an object.
    pub(super) fn float(
        &mut self,
        sheet: &mut Sheet<'l>,
        anchored: &'l Anchored,
        around: &Surroundings,
    ) {
        let size = float::size(anchored, around);
        let laid = self.object(anchored, size);
        let (x, y) = float::position(anchored, (laid.width, laid.height), around);
        let mut area = Rect { x, y, width: laid.width, height: laid.height };
        let wraps = anchored.wrap != Wrap::None;
        if wraps && !anchored.overlap {
            let others: Vec<Rect> = sheet
                .floats
                .iter()
                .filter(|other| other.source.wrap != Wrap::None)
                .map(|other| other.area)
                .collect();
            area = float::apart(area, &others, sheet.geometry.size.1);
        }
        let with_text = matches!(
            anchored.vertical,
            Vertical::Offset(VerticalFrom::Paragraph | VerticalFrom::Line, _)
                | Vertical::Align(VerticalFrom::Paragraph | VerticalFrom::Line, _)
        );
        if let Some(exclusion) = Exclusion::of(anchored, area)
            && !(anchored.in_cell && around.cell.is_some())
            && !sheet.known.iter().any(|known| std::ptr::eq(known.source, anchored))
        {
            sheet.exclusions.push(exclusion);
        }
        sheet.floats.push(Placed { source: anchored, laid, area, with_text });
    }

    /// An object as set, remembered.
    fn object(&mut self, anchored: &'l Anchored, size: (Pt, Pt)) -> Rc<LaidObject> {
        let key = (std::ptr::from_ref(anchored), size.0.0.to_bits() ^ size.1.0.to_bits());
        let fixed = !facts::object_has_page_field(&anchored.object);
        if fixed && let Some(laid) = self.objects.get(&key) {
            return laid.clone();
        }
        let mut laid = object::lay(&self.context, &anchored.object, size.0, size.1);
        if !matches!(anchored.object, Object::Box(_)) {
            laid.height = size.1;
        }
        let laid = Rc::new(laid);
        if fixed {
            self.objects.insert(key, laid.clone());
        }
        laid
    }

    /// Places the objects anchored in rows of a table.
    pub(super) fn floats_of_rows(
        &mut self,
        sheet: &mut Sheet<'l>,
        laid: &LaidTable<'l>,
        (from, to): (&TableCursor, &TableCursor),
        at: (Pt, Pt),
        around: &Surroundings,
    ) {
        let mut lines = Vec::new();
        let mut anchors = Vec::new();
        laid.sights(from, to, at, &mut lines, &mut anchors);
        anchors_of(&lines, &mut anchors);
        for sight in anchors {
            self.float(sheet, sight.anchored, &seen(&sight, around));
        }
    }

    /// Places frames that nothing follows.
    pub(super) fn strand(&mut self, sheet: &mut Sheet<'l>, column: &mut Column<'l>) {
        let around = around(sheet, column, column.y);
        for anchored in std::mem::take(&mut column.waiting) {
            self.float(sheet, anchored, &around);
        }
    }
}

/// What objects anchored in a column at this height are placed by.
pub(super) fn around(sheet: &Sheet<'_>, column: &Column<'_>, paragraph: Pt) -> Surroundings {
    Surroundings {
        page: sheet.geometry.size,
        margins: sheet.geometry.body,
        column: (column.x, column.width),
        paragraph,
        line: (paragraph, Pt::ZERO),
        character: column.x,
        cell: None,
        even: sheet.geometry.even,
    }
}

/// Whether objects placed since a checkpoint push text that stands above them already, so that
/// the page must be begun again with what is known now.
pub(super) fn pushes_back(sheet: &mut Sheet<'_>, before: &Checkpoint<'_>, top: Pt) -> bool {
    let Sheet { floats, known, pieces, .. } = sheet;
    let mut again = false;
    for placed in &floats[before.counts.1..] {
        let Some(exclusion) = Exclusion::of(placed.source, placed.area) else { continue };
        let met = known.iter_mut().find(|known| std::ptr::eq(known.source, placed.source));
        if let Some(known) = met {
            known.met = true;
            if !known.exclusion.is_near(&exclusion) {
                known.exclusion = exclusion;
                again = true;
            }
            continue;
        }
        if exclusion.area.y >= top {
            continue;
        }
        let hits = pieces.iter().take(before.counts.0).any(|piece| {
            let Piece { x, y, width, height, .. } = piece;
            let area = Rect { x: *x, y: *y, width: *width, height: *height };
            float::overlap(&area, &exclusion.area)
        });
        if hits {
            known.push(Known { source: placed.source, exclusion, met: true });
            again = true;
        }
    }
    again
}

/// What an anchor in a cell, a header or a note is placed by.
pub(super) fn seen(sight: &AnchorSight<'_>, around: &Surroundings) -> Surroundings {
    Surroundings {
        column: sight.column,
        paragraph: sight.paragraph,
        line: sight.line,
        character: sight.x,
        cell: sight.cell,
        ..*around
    }
}
