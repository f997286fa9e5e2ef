//! The content of a paragraph gathered as one text, with the look and the slot of each stretch.

use std::ops::Range;
use std::sync::Arc;

use crate::layout::laid::Context;
use crate::layout::object;
use crate::letter::{Inline, Label, LabelSuffix, PageAnswer, Paragraph, RunFormat, Slot, resolve};

use super::look::Look;
use super::piece::{Kind, Pieces};
use super::place::Where;

/// Fields in the answers of fields nest no deeper than this.
const DEPTH: u32 = 8;

/// A stretch of the paragraph's content before it is cut: one look, one slot.
pub(super) struct Span<'l> {
    pub range: Range<usize>,
    pub look: usize,
    pub slot: Option<Slot>,
    /// What the letter says, where capitals are drawn: character for character.
    pub written: Option<String>,
    pub kind: Option<Kind<'l>>,
}

/// A paragraph's content before it is cut.
pub(super) struct Gathered<'l> {
    /// The text, the looks and the objects; no pieces yet.
    pub pieces: Pieces<'l>,
    /// The stretches, in logical order.
    pub spans: Vec<Span<'l>>,
    /// How many of them are the label.
    pub label: usize,
    /// Where the label's text ends.
    pub label_end: usize,
    /// Before these bytes no line ends, whatever the characters say.
    pub no_break: Vec<usize>,
}

/// Gathers a paragraph's label and content.
pub(super) fn gather<'l>(
    context: &Context<'l>,
    paragraph: &'l Paragraph,
    place: &Where<'_>,
) -> Gathered<'l> {
    let mut reader = Reader {
        context,
        place,
        pieces: Pieces::default(),
        spans: Vec::with_capacity(paragraph.content.len() + 4),
        no_break: Vec::new(),
        last: None,
    };
    if let Some(label) = &paragraph.label {
        reader.label(label);
    }
    let (label, label_end) = (reader.spans.len(), reader.pieces.text.len());
    for inline in &paragraph.content {
        reader.inline(inline, DEPTH);
    }
    let Reader { pieces, spans, no_break, .. } = reader;
    Gathered { pieces, spans, label, label_end, no_break }
}

/// Gathers the content as one text with spans.
struct Reader<'r, 'l> {
    context: &'r Context<'l>,
    place: &'r Where<'r>,
    pieces: Pieces<'l>,
    spans: Vec<Span<'l>>,
    /// After these bytes no line ends, whatever the character says.
    no_break: Vec<usize>,
    /// The format looked up last, and its look.
    last: Option<(*const RunFormat, usize)>,
}

impl<'l> Reader<'_, 'l> {
    fn look(&mut self, format: &Arc<RunFormat>) -> usize {
        let key = Arc::as_ptr(format);
        if let Some((last, index)) = self.last
            && std::ptr::eq(last, key)
        {
            return index;
        }
        let looks = &mut self.pieces.looks;
        let known = looks.iter().position(|look| std::ptr::eq(Arc::as_ptr(&look.format), key));
        let index = known.unwrap_or_else(|| {
            looks.push(Look::of(self.context, format, self.place));
            looks.len() - 1
        });
        self.last = Some((key, index));
        index
    }

    fn label(&mut self, label: &'l Label) {
        // A level without a sign has no tab behind it either.
        if label.text.is_empty() {
            return;
        }
        self.text(&label.text, &label.format, label.slot);
        match label.suffix {
            LabelSuffix::Tab => self.special('\t', Kind::LabelTab, &label.format, label.slot),
            LabelSuffix::Space => self.text(" ", &label.format, label.slot),
            LabelSuffix::Nothing => {}
        }
    }

    fn inline(&mut self, inline: &'l Inline, depth: u32) {
        match inline {
            Inline::Text(text) => self.text(&text.text, &text.format, text.slot),
            Inline::Tab { format, slot } => self.special('\t', Kind::Tab, format, *slot),
            Inline::AlignedTab { align, to_margin, leader, format, slot } => {
                let (align, to_margin, leader) = (*align, *to_margin, *leader);
                self.special('\t', Kind::AlignedTab { align, to_margin, leader }, format, *slot);
            }
            Inline::Break { kind, format, slot } => {
                self.special('\u{2028}', Kind::Break(*kind), format, *slot);
            }
            Inline::Object(object) => {
                let laid = object::lay(self.context, &object.object, object.width, object.height);
                let index = self.pieces.objects.len();
                self.pieces.objects.push((object, laid));
                self.special('\u{fffc}', Kind::Object(index), &object.format, None);
            }
            Inline::Anchor(anchored) => self.mark(Kind::Anchor(anchored)),
            Inline::NoteReference { note, text, format, slot, .. } => {
                self.mark(Kind::Note(*note));
                self.text(text, format, *slot);
            }
            Inline::PageField(field) => match resolve(field, &self.context.facts) {
                PageAnswer::Text(text) => self.text(&text, &field.format, field.slot),
                PageAnswer::Content(content) if depth > 0 => {
                    for inline in content {
                        self.inline(inline, depth - 1);
                    }
                }
                PageAnswer::Content(_) => {}
            },
            Inline::Bookmark(name) => self.mark(Kind::Bookmark(name)),
        }
    }

    fn text(&mut self, text: &str, format: &Arc<RunFormat>, slot: Option<Slot>) {
        if text.is_empty() {
            return;
        }
        let look = self.look(format);
        let out = &mut self.pieces.text;
        let from = out.len();
        let capitals = format.caps || format.small_caps;
        if !capitals && !text.contains(['\u{2011}', '\u{2029}', '\n', '\r', '\t']) {
            out.push_str(text);
        } else {
            for character in text.chars() {
                match character {
                    '\u{2011}' => {
                        out.push('-');
                        self.no_break.push(out.len());
                    }
                    // Not in the model's text; would end the paragraph for the bidi algorithm.
                    '\u{2029}' | '\n' | '\r' | '\t' => out.push(' '),
                    // Small capitals are made when sizes are known: see `Cutter::small_capitals`.
                    _ if format.caps => out.push(capital(character)),
                    _ => out.push(character),
                }
            }
        }
        let range = from..out.len();
        let written = format.caps.then(|| text.to_owned());
        self.spans.push(Span { range, look, slot, written, kind: None });
    }

    fn special(&mut self, sign: char, kind: Kind<'l>, format: &Arc<RunFormat>, slot: Option<Slot>) {
        let look = self.look(format);
        let from = self.pieces.text.len();
        self.pieces.text.push(sign);
        let range = from..self.pieces.text.len();
        self.spans.push(Span { range, look, slot, written: None, kind: Some(kind) });
    }

    fn mark(&mut self, kind: Kind<'l>) {
        let at = self.pieces.text.len();
        self.spans.push(Span {
            range: at..at,
            look: 0,
            slot: None,
            written: None,
            kind: Some(kind),
        });
    }
}

/// The capital of a character where it is one character, so that what is drawn and what was written
/// go in step: Word leaves `ß` alone too.
pub(super) fn capital(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(capital), None) => capital,
        _ => character,
    }
}
