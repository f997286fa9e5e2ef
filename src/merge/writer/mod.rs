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

mod frames;

use crate::docx::{Structure, encode};
use crate::template::{Bytes, Copy, FrameKind, Program};

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
    /// What is written now is taken back and kept as runs: nothing may end a paragraph.
    runs_only: bool,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the text so far"
)]
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
    ink: bool,
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
            runs_only: false,
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
        if text.hole
            && self.gaps == Gaps::Close
            && let Some(first) = &copy.first
        {
            if is_blank(first.character) && text.last.is_none_or(is_space) {
                skip = Some(first.bytes.clone());
            } else if closes_up(first.character)
                && let Some((at, length)) = text.blank_at
            {
                self.out.drain(at..at + length);
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
        if self.runs_only {
            return false;
        }
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
        !self.runs_only
            && self.stack.last().is_some_and(|top| {
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

    /// Rewrites what was written since a position: as a whole, or, where a paragraph was begun in
    /// it, what is before that paragraph's text and the text.
    pub fn rewrite_since(&mut self, position: usize, mut rewrite: impl FnMut(&[u8]) -> Vec<u8>) {
        let position = position.min(self.out.len());
        let begun: Vec<usize> = self
            .stack
            .iter()
            .enumerate()
            .filter(|(_, open)| open.content > position)
            .map(|(index, _)| index)
            .collect();
        let cut = match begun.as_slice() {
            [] => position,
            [index] if self.stack[*index].start >= position => self.stack[*index].content,
            // More than a paragraph is open: what was written stays as it is.
            _ => return,
        };
        let tail = self.out.split_off(cut);
        if let [index] = begun.as_slice() {
            let head = self.out.split_off(position);
            self.out.extend(rewrite(&head));
            let open = &mut self.stack[*index];
            open.start = self.out.len() - (open.content - open.start);
            open.content = self.out.len();
        }
        self.out.extend(rewrite(&tail));
        if let Some(text) = self.paragraph_mut() {
            text.blank_at = None;
            text.line_break = None;
        }
    }

    /// A point to come back to with [`Writer::take_since`]. Until then only runs are written, and
    /// they do not touch what is before them.
    pub fn bookmark(&mut self) -> Bookmark {
        self.runs_only = true;
        let text = self.paragraph_mut().map(std::mem::take).unwrap_or_default();
        let ink = self.stack.last().is_some_and(|top| top.ink);
        Bookmark { at: self.out.len(), ink, text }
    }

    /// Takes back what was written since a bookmark.
    pub fn take_since(&mut self, bookmark: Bookmark) -> Vec<u8> {
        self.runs_only = false;
        let taken = self.out.split_off(bookmark.at.min(self.out.len()));
        if let Some(text) = self.paragraph_mut() {
            *text = bookmark.text;
        }
        if let Some(top) = self.stack.last_mut() {
            top.ink = bookmark.ink;
        }
        taken
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
        self.stack.iter().rposition(|open| !self.is_container(open.frame)).filter(|index| {
            matches!(self.program.frames[self.stack[*index].frame].kind, FrameKind::Paragraph(_))
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

/// A paragraph's opening without the ids that must be unique (`w14:paraId`, `w14:textId`).
fn without_paragraph_ids(header: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(header).into_owned();
    for attribute in ["w14:paraId=\"", "w14:textId=\""] {
        if let Some(start) = text.find(attribute)
            && let Some(length) = text[start + attribute.len()..].find('"')
        {
            let from = text[..start].trim_end().len();
            text.replace_range(from..=(start + attribute.len() + length), "");
        }
    }
    text.into_bytes()
}
