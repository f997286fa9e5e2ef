//! Writing a story: frames kept well formed, gaps closed.
//!
//! Steps open and close frames without promising that they pair: a branch that was not chosen may
//! have held the end of one paragraph and the beginning of the next. The writer keeps a stack of what
//! is open and applies the rule of Word's flat model: paragraph properties belong to the *mark*, so
//! when text begun in one paragraph reaches the mark of another, the paragraph gets that one's
//! properties.
//!
//! Gaps are closed on the way out. A field that gives nothing is noted as *vanished*; what shows is
//! *ink*. A paragraph with vanished fields and no ink is taken back when its mark comes, and so is a
//! row; a blank that met its neighbour over a vanished field is left out.

use crate::docx::{Structure, encode};
use crate::template::{Bytes, Copy, FrameKind, PatchKind, Program};

use super::identities::Identities;
use super::request::Gaps;

/// Writes one story.
#[derive(Debug)]
pub(super) struct Writer<'t> {
    program: &'t Program,
    gaps: Gaps,
    keep_blank_lines: bool,
    out: Vec<u8>,
    stack: Vec<OpenFrame>,
    /// Frames to close as soon as the paragraph does.
    resume: Option<Vec<usize>>,
    removed: Vec<usize>,
    /// A paragraph taken back right behind a table, in case another table follows.
    behind_table: Option<(usize, Vec<u8>)>,
}

#[derive(Debug)]
struct OpenFrame {
    frame: usize,
    /// Where its opening tag begins.
    start: usize,
    /// Where its content begins.
    content: usize,
    /// Something shows in it.
    ink: bool,
    /// Fields that gave nothing.
    vanished: usize,
    /// A region in it had no items.
    empty_region: bool,
    /// Something in it was taken back.
    reduced: bool,
    text: TextState,
    /// Of a table: where the cells of each row are.
    grid: Vec<Vec<Bytes>>,
}

/// What has been written of a paragraph's text.
#[derive(Clone, Debug, Default)]
struct TextState {
    /// The last character, if any.
    last: Option<char>,
    /// Where the last character is, when it is a blank.
    blank_at: Option<(usize, usize)>,
    /// A field vanished since the last character.
    hole: bool,
    /// Any text at all, blanks included.
    any: bool,
    /// A field other than a merge field vanished, so Word would keep the line.
    other_than_merge: bool,
    /// Region markers stood here.
    markers: usize,
    /// Of the current line: something shows, fields vanished, where the break before it is.
    line_ink: bool,
    line_holes: usize,
    line_break: Option<Bytes>,
}

/// A point to come back to.
#[derive(Clone, Debug)]
pub(super) struct Bookmark {
    at: usize,
    depth: usize,
    text: TextState,
}

/// What kind of field vanished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vanished {
    /// A merge field without a value: Word removes its line.
    Merge,
    /// Any other field.
    Other,
    /// The marker of a region.
    Marker,
}

impl<'t> Writer<'t> {
    pub fn new(program: &'t Program, gaps: Gaps, keep_blank_lines: bool) -> Self {
        Writer {
            program,
            gaps,
            keep_blank_lines,
            out: Vec::with_capacity(program.buffer.len()),
            stack: Vec::new(),
            resume: None,
            removed: Vec::new(),
            behind_table: None,
        }
    }

    /// The story's bytes, and the numbers of the paragraphs that were removed.
    pub fn finish(mut self) -> (Vec<u8>, Vec<usize>) {
        while let Some(top) = self.stack.last() {
            self.close_top(top.frame);
        }
        (self.out, self.removed)
    }

    // -- bytes

    /// Copies bytes of the program.
    pub fn copy(&mut self, copy: &Copy) {
        self.table_behind_table(&copy.bytes);
        let bytes = self.bytes(&copy.bytes);
        let Some(text) = self.paragraph() else {
            self.out.extend_from_slice(bytes);
            self.ink(copy.ink);
            return;
        };
        let mut skip = None;
        if text.hole && self.gaps == Gaps::Close {
            if let Some(first) = &copy.first {
                if is_blank(first.character) && text.last.is_none_or(is_space) {
                    skip = Some(first.bytes.clone());
                } else if closes_up(first.character)
                    && let Some((at, length)) = text.blank_at
                {
                    self.out.drain(at..at + length);
                }
            }
        }
        let base = self.out.len();
        match &skip {
            Some(skip) => {
                let cut = skip.start - copy.bytes.start;
                self.out.extend_from_slice(&bytes[..cut]);
                self.out.extend_from_slice(&bytes[cut + skip.len()..]);
            }
            None => self.out.extend_from_slice(bytes),
        }
        let dropped = skip.map_or(0, |skip| skip.len());
        let Some(text) = self.paragraph_mut() else { return };
        if let Some(last) = &copy.last {
            let only_blank_was_dropped =
                dropped > 0 && copy.first.as_ref().is_some_and(|first| first.bytes == last.bytes);
            text.any = true;
            if !only_blank_was_dropped {
                text.hole = false;
                text.last = Some(last.character);
                text.blank_at = is_blank(last.character).then(|| {
                    (base + last.bytes.start - copy.bytes.start - dropped, last.bytes.len())
                });
            }
        }
        text.line_ink |= copy.ink;
        self.ink(copy.ink);
    }

    /// Writes markup of our own that shows nothing.
    pub fn markup(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes markup of our own that shows something, such as a picture.
    pub fn shape(&mut self, markup: &[u8]) {
        self.out.extend_from_slice(markup);
        if let Some(text) = self.paragraph_mut() {
            text.hole = false;
            text.last = Some('\u{FFFC}');
            text.blank_at = None;
            text.line_ink = true;
        }
        self.ink(true);
    }

    /// Writes a value as a run of its own. Line ends in it become breaks.
    pub fn text(&mut self, value: &str, properties: &Bytes) {
        let program = self.program;
        let prefix = program.prefix.as_bytes();
        let open = |out: &mut Vec<u8>| {
            out.push(b'<');
            out.extend_from_slice(prefix);
            out.extend_from_slice(br#"t xml:space="preserve">"#);
        };
        let close = |out: &mut Vec<u8>, element: &[u8]| {
            out.extend_from_slice(b"</");
            out.extend_from_slice(prefix);
            out.extend_from_slice(element);
        };
        let out = &mut self.out;
        out.push(b'<');
        out.extend_from_slice(prefix);
        out.extend_from_slice(b"r>");
        out.extend_from_slice(program.buffer[properties.clone()].as_bytes());
        let mut blank_at = None;
        for (index, line) in value.split('\n').enumerate() {
            if index > 0 {
                out.push(b'<');
                out.extend_from_slice(prefix);
                out.extend_from_slice(b"br/>");
            }
            let line = line.strip_suffix('\r').unwrap_or(line);
            for (column, stretch) in line.split('\t').enumerate() {
                if column > 0 {
                    out.push(b'<');
                    out.extend_from_slice(prefix);
                    out.extend_from_slice(b"tab/>");
                }
                open(out);
                out.extend_from_slice(encode(stretch).as_bytes());
                blank_at = stretch
                    .chars()
                    .next_back()
                    .filter(|last| is_blank(*last))
                    .map(|last| (out.len() - last.len_utf8(), last.len_utf8()));
                close(out, b"t>");
            }
        }
        close(out, b"r>");
        let ink = !value.trim().is_empty();
        if let Some(text) = self.paragraph_mut() {
            text.any = true;
            text.hole = false;
            text.last = value.chars().next_back();
            text.blank_at = blank_at;
            text.line_ink |= ink;
        }
        self.ink(ink);
    }

    /// Ends the paragraph and begins another of the same kind: a value of several paragraphs.
    /// Tells whether that was possible here.
    pub fn split_paragraph(&mut self) -> bool {
        let Some(top) = self.stack.last() else { return false };
        let frame = &self.program.frames[top.frame];
        if !matches!(frame.kind, FrameKind::Paragraph(_)) {
            return false;
        }
        let header = without_paragraph_ids(self.bytes(&frame.open));
        self.out.extend_from_slice(self.program.buffer[frame.close.clone()].as_bytes());
        let start = self.out.len();
        self.out.extend_from_slice(&header);
        let content = self.out.len();
        if let Some(top) = self.stack.last_mut() {
            // The part before stays, whatever comes now.
            top.start = start;
            top.content = content;
            top.text = TextState::default();
        }
        true
    }

    /// Puts whole blocks in the middle of the paragraph that is open: what is before them stays a
    /// paragraph if it shows anything, and so does what comes after.
    pub fn blocks(&mut self, markup: &[u8]) {
        let Some(top) = self.stack.last_mut() else { return };
        let frame = &self.program.frames[top.frame];
        let header = without_paragraph_ids(self.program.buffer[frame.open.clone()].as_bytes());
        if top.ink {
            self.out.extend_from_slice(self.program.buffer[frame.close.clone()].as_bytes());
        } else {
            self.out.truncate(top.start);
        }
        self.out.extend_from_slice(markup);
        top.start = self.out.len();
        self.out.extend_from_slice(&header);
        top.content = self.out.len();
        top.ink = false;
        top.vanished += 1;
        top.text = TextState { hole: true, line_holes: 1, ..TextState::default() };
    }

    /// Whether a paragraph is the innermost thing open.
    pub fn directly_in_paragraph(&self) -> bool {
        self.stack.last().is_some_and(|top| {
            matches!(self.program.frames[top.frame].kind, FrameKind::Paragraph(_))
        })
    }

    /// A line break of the template.
    pub fn line_break(&mut self, bytes: &Bytes) {
        let gaps = self.gaps;
        let (start, end) = (self.out.len(), self.out.len() + bytes.len());
        let Some(text) = self.paragraph_mut() else {
            let bytes = self.bytes(bytes);
            self.out.extend_from_slice(bytes);
            return;
        };
        let gone = gaps == Gaps::Close && text.line_holes > 0 && !text.line_ink;
        text.line_holes = 0;
        text.line_ink = false;
        text.last = Some('\n');
        text.blank_at = None;
        if gone {
            text.hole = true;
        } else {
            text.hole = false;
            text.line_break = Some(start..end);
            let bytes = self.bytes(bytes);
            self.out.extend_from_slice(bytes);
        }
    }

    /// A field gave nothing.
    pub fn vanished(&mut self, kind: Vanished) {
        if let Some(text) = self.paragraph_mut() {
            text.hole = true;
            text.line_holes += 1;
            match kind {
                Vanished::Merge => {}
                Vanished::Other => text.other_than_merge = true,
                Vanished::Marker => text.markers += 1,
            }
        }
        if let Some(top) = self.stack.last_mut() {
            top.vanished += 1;
        }
    }

    /// A region had no items.
    pub fn empty_region(&mut self) {
        if let Some(table) = self.innermost_table() {
            self.stack[table].empty_region = true;
            self.stack[table].reduced = true;
        } else if let Some(top) = self.stack.last_mut() {
            top.reduced = true;
        }
    }

    /// Where writing is now.
    pub fn position(&self) -> usize {
        self.out.len()
    }

    /// What was written since a position.
    pub fn since(&self, position: usize) -> &[u8] {
        &self.out[position.min(self.out.len())..]
    }

    /// Replaces what was written since a position.
    pub fn replace_since(&mut self, position: usize, bytes: &[u8]) {
        self.out.truncate(position);
        self.out.extend_from_slice(bytes);
        if let Some(text) = self.paragraph_mut() {
            text.blank_at = None;
        }
    }

    /// A point to come back to with [`Writer::take_since`].
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            at: self.out.len(),
            depth: self.stack.len(),
            text: self.paragraph().cloned().unwrap_or_default(),
        }
    }

    /// Takes back what was written since a bookmark. Gives `None` when frames were opened or closed
    /// meanwhile, so that it is no run of text.
    pub fn take_since(&mut self, bookmark: Bookmark) -> Option<Vec<u8>> {
        if self.stack.len() != bookmark.depth || self.out.len() < bookmark.at {
            return None;
        }
        let taken = self.out.split_off(bookmark.at);
        if let Some(text) = self.paragraph_mut() {
            *text = bookmark.text;
        }
        Some(taken)
    }

    // -- frames

    /// Opens a frame.
    pub fn open(&mut self, frame: usize, identities: &mut Identities<'_>) {
        let program = self.program;
        let data = &program.frames[frame];
        self.table_behind_table(&data.open);
        let start = self.out.len();
        let mut from = data.open.start;
        for patch in &data.patches {
            self.out.extend_from_slice(program.buffer[from..patch.bytes.start].as_bytes());
            let value = identities.value(patch.kind, &program.buffer[patch.bytes.clone()]);
            self.out.extend_from_slice(value.as_bytes());
            from = patch.bytes.end;
        }
        self.out.extend_from_slice(program.buffer[from..data.open.end].as_bytes());
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
                let paragraph = self
                    .stack
                    .iter()
                    .rposition(|open| !self.is_container(open.frame))
                    .filter(|index| {
                        matches!(
                            self.program.frames[self.stack[*index].frame].kind,
                            FrameKind::Paragraph(_)
                        )
                    });
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
        let kept = [open.frame, mark].into_iter().any(|frame| {
            matches!(&program.frames[frame].kind, FrameKind::Paragraph(data) if data.kept)
        });
        if self.gaps == Gaps::Close
            && open.text.line_holes > 0
            && !open.text.line_ink
            && open.ink
            && let Some(last_break) = open.text.line_break.take()
        {
            self.out.drain(last_break);
        }
        if open.vanished > 0 && !open.ink && !kept && self.may_remove(&open) {
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
    fn table_behind_table(&mut self, next: &Bytes) {
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

    fn close_top(&mut self, frame: usize) {
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
        let before = String::from_utf8_lossy(&self.out[..start]).into_owned();
        let paragraph = ["p>", "p "]
            .iter()
            .filter_map(|tag| before.rfind(&format!("<{}{tag}", self.program.prefix)))
            .max();
        let end = format!("</{}p>", self.program.prefix);
        let outer = self.stack.len().checked_sub(2).map_or(0, |index| self.stack[index].content);
        if let Some(from) = paragraph.filter(|from| *from >= outer && before.ends_with(&end))
            && !before[from..].contains("sectPr")
            && style_of(&before[from..]).is_some_and(is_heading)
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

    // -- state

    fn ink(&mut self, ink: bool) {
        if ink && let Some(top) = self.stack.last_mut() {
            top.ink = true;
        }
    }

    fn is_container(&self, frame: usize) -> bool {
        self.program.frames[frame].kind == FrameKind::Container
    }

    fn paragraph_index(&self) -> Option<usize> {
        self.stack
            .iter()
            .rposition(|open| !self.is_container(open.frame))
            .filter(|index| {
                matches!(
                    self.program.frames[self.stack[*index].frame].kind,
                    FrameKind::Paragraph(_)
                )
            })
    }

    fn paragraph(&self) -> Option<&TextState> {
        self.paragraph_index().map(|index| &self.stack[index].text)
    }

    fn paragraph_mut(&mut self) -> Option<&mut TextState> {
        self.paragraph_index().map(|index| &mut self.stack[index].text)
    }

    fn innermost_table(&self) -> Option<usize> {
        self.stack.iter().rposition(|open| {
            matches!(
                self.program.frames[open.frame].kind,
                FrameKind::Structure(Structure::Table, _)
            )
        })
    }

    /// The cells of the table around, as far as they are written: row, column, bytes. The current
    /// row is the last one.
    pub fn cells(&self) -> &[Vec<Bytes>] {
        self.innermost_table().map_or(&[], |table| &self.stack[table].grid)
    }

    /// Bytes that were written.
    pub fn written(&self, bytes: &Bytes) -> &[u8] {
        self.out.get(bytes.clone()).unwrap_or_default()
    }

    fn bytes(&self, bytes: &Bytes) -> &'t [u8] {
        self.program.buffer[bytes.clone()].as_bytes()
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}')
}

fn is_space(c: char) -> bool {
    is_blank(c) || matches!(c, '\n' | '\t')
}

/// Characters that no blank stands before in running text.
fn closes_up(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”')
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

/// A paragraph's opening without the ids that must be unique (`w14:paraId`, `w14:textId`).
fn without_paragraph_ids(header: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(header).into_owned();
    for attribute in ["w14:paraId=\"", "w14:textId=\""] {
        if let Some(start) = text.find(attribute)
            && let Some(length) = text[start + attribute.len()..].find('"')
        {
            let from = text[..start].trim_end().len();
            text.replace_range(from..start + attribute.len() + length + 1, "");
        }
    }
    text.into_bytes()
}
