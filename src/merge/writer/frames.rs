//! Frames opened and closed, and taken back when nothing in them shows.

use crate::docx::Structure;
use crate::template::{Bytes, FrameKind, PatchKind};

use super::{OpenFrame, TextState, Writer};
use crate::merge::identities::Identities;
use crate::merge::request::Gaps;

impl Writer<'_> {
    /// Opens a frame.
    pub fn open(&mut self, frame: usize, identities: &mut Identities<'_>) {
        let program = self.program;
        let data = &program.frames[frame];
        self.table_behind_table(&data.open);
        let start = self.out.len();
        let mut from = data.open.start;
        for patch in &data.patches {
            self.out.extend_from_slice(&program.buffer.as_bytes()[from..patch.bytes.start]);
            let value = identities.value(patch.kind, &program.buffer[patch.bytes.clone()]);
            self.out.extend_from_slice(value.as_bytes());
            from = patch.bytes.end;
        }
        self.out.extend_from_slice(&program.buffer.as_bytes()[from..data.open.end]);
        if matches!(data.kind, FrameKind::Structure(Structure::Row, _))
            && let Some(table) = self.innermost_table()
        {
            self.stack[table].grid.push(Vec::new());
        }
        self.stack.push(OpenFrame {
            frame,
            start,
            content: self.out.len(),
            ink: false,
            vanished: 0,
            empty_region: false,
            reduced: false,
            text: TextState::default(),
            grid: Vec::new(),
        });
    }

    /// A patched value between copies.
    pub fn patch(&mut self, kind: PatchKind, bytes: &Bytes, identities: &mut Identities<'_>) {
        let value = identities.value(kind, &self.program.buffer[bytes.clone()]);
        self.out.extend_from_slice(value.as_bytes());
    }

    /// Closes a frame. `headings` tells whether a paragraph style is a heading, and whether tables
    /// without items are to go.
    pub fn close(&mut self, frame: usize, empty_tables: Option<&dyn Fn(&str) -> bool>) {
        match &self.program.frames[frame].kind {
            FrameKind::Paragraph(_) => {
                let paragraph =
                    self.stack.iter().rposition(|open| !self.is_container(open.frame)).filter(
                        |index| {
                            matches!(
                                self.program.frames[self.stack[*index].frame].kind,
                                FrameKind::Paragraph(_)
                            )
                        },
                    );
                let Some(index) = paragraph else { return };
                self.close_above(index);
                self.close_paragraph(frame);
                if let Some(frames) = self.resume.take() {
                    self.resume(&frames);
                }
            }
            FrameKind::Structure(..) | FrameKind::Container => {
                let Some(index) = self.stack.iter().rposition(|open| open.frame == frame) else {
                    return;
                };
                self.close_above(index);
                if let Some(is_heading) = empty_tables {
                    self.drop_empty_table(is_heading);
                }
                self.close_top(frame);
            }
        }
    }

    /// After a field that crossed the edge of containers: closes those that are not around it any
    /// more, at once or when the paragraph ends.
    pub fn resume(&mut self, frames: &[usize]) {
        while let Some(top) = self.stack.last() {
            if self.is_container(top.frame) {
                if frames.contains(&top.frame) {
                    return;
                }
                self.close_top(top.frame);
            } else {
                break;
            }
        }
        let in_paragraph = self.stack.last().is_some_and(|top| {
            matches!(self.program.frames[top.frame].kind, FrameKind::Paragraph(_))
        });
        if in_paragraph {
            self.resume = Some(frames.to_vec());
        }
    }

    fn close_above(&mut self, index: usize) {
        while self.stack.len() > index + 1 {
            if let Some(top) = self.stack.last() {
                self.close_top(top.frame);
            }
        }
    }

    fn close_paragraph(&mut self, mark: usize) {
        let Some(mut open) = self.stack.pop() else { return };
        let program = self.program;
        let kept = [open.frame, mark].into_iter().any(
            |frame| matches!(&program.frames[frame].kind, FrameKind::Paragraph(data) if data.kept),
        );
        if self.gaps == Gaps::Close
            && open.text.hole
            && let Some((at, length)) = open.text.blank_at.take()
        {
            self.out.drain(at..at + length);
        }
        if self.gaps == Gaps::Close
            && open.text.line_holes > 0
            && !open.text.line_ink
            && open.ink
            && let Some(last_break) = open.text.line_break.take()
        {
            self.out.drain(last_break);
        }
        // A paragraph that held nothing but the quotation marks around a table or a list.
        let carrier = self.gaps == Gaps::Close && !open.text.any;
        if (open.vanished > 0 || carrier) && !open.ink && !kept && self.may_remove(&open) {
            self.take_back(&open, mark);
            self.close_into_parent(&open, true);
            return;
        }
        if open.frame != mark {
            // The text has reached another paragraph's mark, and the mark holds the properties.
            let header = self.bytes(&program.frames[mark].open).to_vec();
            self.out.splice(open.start..open.content, header);
        }
        self.out.extend_from_slice(program.buffer[program.frames[mark].close.clone()].as_bytes());
        self.close_into_parent(&open, false);
    }

    fn may_remove(&self, open: &OpenFrame) -> bool {
        let text = &open.text;
        if text.markers == open.vanished && !text.any {
            return true;
        }
        match self.gaps {
            Gaps::Close => true,
            Gaps::AsWord => !self.keep_blank_lines && !text.any && !text.other_than_merge,
        }
    }

    fn take_back(&mut self, open: &OpenFrame, mark: usize) {
        if let FrameKind::Paragraph(data) = &self.program.frames[mark].kind {
            self.removed.push(data.number);
        }
        let table_end = format!("</{}tbl>", self.program.prefix);
        let mut taken = self.out.split_off(open.start);
        if self.out.ends_with(table_end.as_bytes()) {
            let close = &self.program.frames[mark].close;
            taken.extend_from_slice(self.program.buffer[close.clone()].as_bytes());
            self.behind_table = Some((self.out.len(), taken));
        }
    }

    /// Two tables with nothing between them become one in Word: the paragraph that parted them
    /// comes back.
    pub(super) fn table_behind_table(&mut self, next: &Bytes) {
        if let Some((at, paragraph)) = self.behind_table.take()
            && at == self.out.len()
            && self.program.buffer[next.clone()]
                .strip_prefix('<')
                .and_then(|rest| rest.strip_prefix(self.program.prefix.as_str()))
                .is_some_and(|rest| rest.starts_with("tbl>") || rest.starts_with("tbl "))
        {
            self.out.extend_from_slice(&paragraph);
        }
    }

    pub(super) fn close_top(&mut self, frame: usize) {
        if matches!(self.program.frames[frame].kind, FrameKind::Paragraph(_)) {
            self.close_paragraph(frame);
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        let program = self.program;
        let data = &program.frames[open.frame];
        let mut gone = false;
        match &data.kind {
            FrameKind::Structure(Structure::Row, _) => {
                gone = self.gaps == Gaps::Close
                    && open.vanished > 0
                    && !open.ink
                    && !contains(&self.out[open.start..], b"vMerge");
                if gone && let Some(table) = self.innermost_table() {
                    self.stack[table].grid.pop();
                }
            }
            FrameKind::Structure(Structure::Table, _) => {
                let row = format!("<{}tr", program.prefix);
                gone = open.reduced && !contains(&self.out[open.content..], row.as_bytes());
            }
            FrameKind::Structure(Structure::Cell | Structure::Story, _) => {
                self.end_with_paragraph(&open);
            }
            FrameKind::Paragraph(_) | FrameKind::Container => {}
        }
        if gone {
            self.out.truncate(open.start);
        } else {
            let cell = open.content..self.out.len();
            self.out.extend_from_slice(program.buffer[data.close.clone()].as_bytes());
            if matches!(data.kind, FrameKind::Structure(Structure::Cell, _))
                && let Some(table) = self.innermost_table()
                && let Some(row) = self.stack[table].grid.last_mut()
            {
                row.push(cell);
            }
        }
        self.close_into_parent(&open, gone);
    }

    /// A cell, a text box or a note must end with a paragraph.
    fn end_with_paragraph(&mut self, open: &OpenFrame) {
        let table_end = format!("</{}tbl>", self.program.prefix);
        let paragraph = format!("<{}p", self.program.prefix);
        let content = &self.out[open.content..];
        let wanting = open.reduced && !contains(content, paragraph.as_bytes())
            || content.ends_with(table_end.as_bytes());
        if wanting {
            let hollow = format!("<{}p/>", self.program.prefix);
            self.out.extend_from_slice(hollow.as_bytes());
        }
    }

    /// Takes a table back whose regions had no items, and a heading right above it.
    fn drop_empty_table(&mut self, is_heading: &dyn Fn(&str) -> bool) {
        let Some(open) = self.stack.last() else { return };
        let kind = &self.program.frames[open.frame].kind;
        if !matches!(kind, FrameKind::Structure(Structure::Table, _)) || !open.empty_region {
            return;
        }
        let start = open.start;
        let content = open.content;
        self.out.truncate(content);
        let outer = self.stack.len().checked_sub(2).map_or(0, |index| self.stack[index].content);
        let before = self.out.get(outer..start).unwrap_or_default();
        let tags = ["p>", "p "].map(|tag| format!("<{}{tag}", self.program.prefix));
        let end = format!("</{}p>", self.program.prefix);
        let paragraph = before.ends_with(end.as_bytes()).then(|| {
            let opens =
                |at: &usize| tags.iter().any(|tag| before[*at..].starts_with(tag.as_bytes()));
            (0..before.len()).rev().find(opens)
        });
        if let Some(from) = paragraph.flatten().map(|from| outer + from)
            && let text = String::from_utf8_lossy(&self.out[from..start])
            && !text.contains("sectPr")
            && style_of(&text).is_some_and(is_heading)
        {
            self.out.drain(from..start);
            if let Some(open) = self.stack.last_mut() {
                open.start -= start - from;
                open.content -= start - from;
            }
        }
    }

    fn close_into_parent(&mut self, child: &OpenFrame, gone: bool) {
        if let Some(parent) = self.stack.last_mut() {
            parent.ink |= child.ink;
            parent.vanished += child.vanished;
            parent.reduced |= gone;
        }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The style of the paragraph whose opening this is.
fn style_of(paragraph: &str) -> Option<&str> {
    let (_, rest) = paragraph.split_once("pStyle ")?;
    let (_, rest) = rest.split_once("val=\"")?;
    rest.split('"').next()
}
