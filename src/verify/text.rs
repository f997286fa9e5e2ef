//! The template's own text on the walk: what is copied, where it stands, and what must not be left
//! in it.

use super::flow::Shown;
use super::space::Space;
use super::walk::Walk;
use crate::diagnostic::{Place, ProofFinding, StoryKind};
use crate::docx::{PieceId, PieceKind, Structure, decode};
use crate::template::{Copy, Step};

impl<S: Space> Walk<'_, S> {
    /// Bytes of the template are copied.
    pub fn copy(&mut self, copy: &Copy, guard: &S::Set) {
        let subject = self.subject;
        let Some((_, story, _)) = subject.template.stories().get(self.program) else { return };
        let mut colon = None;
        if copy.bytes.start >= story.xml.len() {
            let text = untagged(&self.program().buffer[copy.bytes.clone()]);
            colon = last_ink(&text).map(|last| last == ':');
            let place = self.here.clone();
            self.words(&text, place.as_ref(), guard);
            self.copied(copy, colon, guard);
            return;
        }
        let from = story.pieces.partition_point(|piece| piece.span.end <= copy.bytes.start);
        let to = story.pieces.partition_point(|piece| piece.span.start < copy.bytes.end);
        // Paragraphs that stand whole in what is copied; their ink, and whether it ends in a colon.
        let mut inner: Option<(usize, bool, Option<char>)> = None;
        let mut depth = self.levels.len().saturating_sub(1);
        let mut text = String::new();
        let mut first: Option<PieceId> = None;
        let mut rows: Vec<bool> = Vec::new();
        for id in from..to {
            let piece = &story.pieces[id];
            if piece.deleted {
                continue;
            }
            match &piece.kind {
                PieceKind::Text(content) => {
                    let own = story.text(content);
                    if let Some(last) = last_ink(&own) {
                        colon = Some(last == ':');
                        if let Some(inner) = &mut inner {
                            inner.1 = true;
                            inner.2 = Some(last);
                        }
                    }
                    text.push_str(&own);
                    first.get_or_insert(id);
                }
                PieceKind::Ink => {
                    colon = Some(false);
                    if let Some(inner) = &mut inner {
                        inner.1 = true;
                        inner.2 = None;
                    }
                }
                PieceKind::Tab | PieceKind::LineBreak => text.push(' '),
                PieceKind::Open(Structure::Cell | Structure::Story) => depth += 1,
                PieceKind::Close(Structure::Cell | Structure::Story) => {
                    depth = depth.saturating_sub(1);
                }
                PieceKind::ParagraphOpen if !piece.deleted => {
                    inner = piece.paragraph.map(|paragraph| (paragraph, false, None));
                }
                PieceKind::Open(Structure::Row) => rows.push(true),
                PieceKind::ParagraphClose => {
                    self.flush(&mut text, &mut first, guard);
                    if let Some((paragraph, true, last)) = inner.take() {
                        self.whole(paragraph, id, last == Some(':'), depth == 0, guard);
                    }
                }
                _ => {}
            }
        }
        self.flush(&mut text, &mut first, guard);
        for _ in rows {
            self.static_row();
        }
        self.copied(copy, colon, guard);
    }

    /// A row without fields.
    fn static_row(&mut self) {
        if let Some(level) = self.level() {
            level.note_head();
        }
    }

    fn copied(&mut self, copy: &Copy, colon: Option<bool>, guard: &S::Set) {
        let gaps = self.subject.gaps;
        let Some(level) = self.levels.last_mut() else { return };
        let blanks = level.paragraph.copy(self.space, guard, copy, colon, gaps);
        let open = level.paragraph.open.clone();
        if copy.ink {
            let closed = self.space.not(&open);
            let bare = self.space.and(guard, &closed);
            self.ink(&bare);
            self.walked.effects.push(guard.clone());
        }
        for (set, finding) in [
            (blanks.doubled, ProofFinding::BlankDoubled {}),
            (blanks.stray, ProofFinding::BlankBeforePunctuation {}),
        ] {
            if !self.never(&set) {
                let place = self
                    .here
                    .clone()
                    .or_else(|| self.last_open.and_then(|frame| self.frame_place(frame)));
                self.found(finding, place, &set);
            }
        }
    }

    fn flush(&mut self, text: &mut String, first: &mut Option<PieceId>, guard: &S::Set) {
        let text = std::mem::take(text);
        if let Some(piece) = first.take() {
            let place = self.spots.as_ref().map(|spots| spots.place(piece));
            self.words(&text, place.as_ref(), guard);
        }
    }

    /// A paragraph without fields.
    fn whole(
        &mut self,
        paragraph: usize,
        close: PieceId,
        colon: bool,
        outer: bool,
        guard: &S::Set,
    ) {
        let own = self.is_own(Some(close));
        if !outer {
            self.flow.content(self.space, guard, own);
            return;
        }
        let heading = self.subject.template.heading_level(self.program, paragraph);
        let item = self.is_item(Some(paragraph), Some(close));
        let none = self.space.none();
        let ends = if colon { guard.clone() } else { none.clone() };
        let spots = self.spots.take();
        let place = || spots.as_ref().map_or_else(Place::default, |spots| spots.place(close));
        self.flow.paragraph(
            self.space,
            &Shown { set: guard, own, heading, item, colon: &ends, hanging: &none, place: &place },
        );
        self.spots = spots;
    }

    /// Whether a paragraph looks like an item of a list: by its numbering, its style, a typed dash, or because
    /// answers or items decide whether it is there.
    pub fn is_item(&self, paragraph: Option<usize>, piece: Option<PieceId>) -> bool {
        let stories = self.subject.template.stories();
        let own = paragraph.and_then(|index| stories.get(self.program)?.1.paragraphs.get(index));
        let listed = own.is_some_and(|own| {
            own.numbering.is_some()
                || own.style.as_ref().is_some_and(|style| {
                    let style = style.to_lowercase();
                    ["list", "opstil", "punkt", "bullet"].iter().any(|word| style.contains(word))
                })
        });
        let bullet = piece.is_some_and(|piece| self.begins_with_bullet(piece));
        listed || bullet || self.depth > 0 || !self.around.is_empty()
    }

    /// Whether an item's sign was typed before the paragraph's text that holds a piece.
    fn begins_with_bullet(&self, piece: PieceId) -> bool {
        let Some((_, story, _)) = self.subject.template.stories().get(self.program) else {
            return false;
        };
        let from = match &story.pieces[piece].kind {
            PieceKind::ParagraphClose => story.pieces[piece].partner.unwrap_or(piece),
            _ => piece,
        };
        let mut fields = 0usize;
        for piece in &story.pieces[from..] {
            match &piece.kind {
                PieceKind::FieldBegin { .. } | PieceKind::SimpleFieldOpen(_) => fields += 1,
                PieceKind::FieldEnd | PieceKind::SimpleFieldClose => {
                    fields = fields.saturating_sub(1);
                }
                PieceKind::ParagraphClose => return false,
                PieceKind::Text(content) if fields == 0 && !piece.deleted => {
                    let text = story.text(content);
                    if let Some(first) = text.chars().find(|c| !c.is_whitespace()) {
                        return matches!(first, '–' | '-' | '•' | '·' | '*' | '—');
                    }
                }
                _ => {}
            }
        }
        false
    }

    // -- places

    /// Whether the paragraph of a piece is the letter's own, not its master's.
    pub fn is_own(&self, piece: Option<PieceId>) -> bool {
        let Some(own) = self.subject.own else { return true };
        let body = self.subject.template.programs()[self.program].story == StoryKind::Body;
        match (&self.spots, piece) {
            (Some(spots), Some(piece)) if body => {
                let paragraph = spots.place(piece).paragraph;
                own.get(paragraph.saturating_sub(1)).copied().unwrap_or(true)
            }
            _ => true,
        }
    }

    /// The piece that begins at or holds a byte of the story.
    pub fn piece_at(&self, byte: usize) -> Option<PieceId> {
        let (_, story, _) = self.subject.template.stories().get(self.program)?;
        let id = story.pieces.partition_point(|piece| piece.span.end <= byte);
        (id < story.pieces.len()).then_some(id)
    }

    /// Where a frame stands.
    pub fn frame_place(&self, frame: usize) -> Option<Place> {
        let mut piece = self.piece_at(self.program().frames[frame].open.start)?;
        let (_, story, _) = self.subject.template.stories().get(self.program)?;
        // A table stands where its first paragraph does.
        while story.pieces.get(piece)?.paragraph.is_none() {
            piece += 1;
        }
        Some(self.spots.as_ref()?.place(piece))
    }

    /// The paragraph that a frame opens, as an index of the story's.
    pub fn paragraph_of(&self, frame: usize) -> Option<usize> {
        let piece = self.piece_at(self.program().frames[frame].open.start)?;
        self.subject.template.stories().get(self.program)?.1.pieces[piece].paragraph
    }

    /// Whether a frame is the last paragraph of its cell, text box or story.
    pub fn is_last(&self, frame: usize) -> bool {
        self.paragraph_of(frame)
            .and_then(|index| {
                self.subject.template.stories().get(self.program)?.1.paragraphs.get(index)
            })
            .is_some_and(|paragraph| paragraph.last)
    }

    // -- words

    /// Looks through a stretch of text for what must not be left in a letter.
    fn words(&mut self, text: &str, place: Option<&Place>, guard: &S::Set) {
        if text.trim().is_empty() || self.never(guard) {
            return;
        }
        if text.chars().any(char::is_alphanumeric) {
            self.words_stand(guard);
        }
        let folded = text.to_lowercase();
        for (index, word) in self.subject.manifest.requires.words.iter().enumerate() {
            if folded.contains(&word.to_lowercase()) {
                self.walked.said[index] = self.space.or(&self.walked.said[index], guard);
            }
        }
        for left in leftovers(text) {
            let place = place.map(|place| marked(place, &left));
            self.found(ProofFinding::PlaceholderLeft { text: left }, place, guard);
        }
        self.context_words(text, place, guard);
    }

    fn context_words(&mut self, text: &str, place: Option<&Place>, guard: &S::Set) {
        if self.model.contexts.len() < 2 {
            return;
        }
        let folded: String = text.replace('\u{AD}', "").to_lowercase();
        let contexts = &self.subject.catalogue.contexts;
        let used = &self.model.contexts;
        let mut told: Vec<&str> = Vec::new();
        for index in used {
            for word in &contexts[*index].words {
                let word = word.trim();
                if word.is_empty() || told.contains(&word) || !begins_a_word(&folded, word) {
                    continue;
                }
                told.push(word);
                let owns = |context: &usize| {
                    contexts[*context].words.iter().any(|own| {
                        let own = own.trim();
                        !own.is_empty() && (word.starts_with(own) || own.starts_with(word))
                    })
                };
                let mut elsewhere = self.space.none();
                let mut others = Vec::new();
                for (position, context) in used.iter().enumerate() {
                    if owns(context) {
                        continue;
                    }
                    let here = self.space.value(self.model.context, position);
                    let reached = self.space.and(&here, guard);
                    if !self.never(&reached) {
                        others.push(format!("`{}`", contexts[*context].key));
                        elsewhere = self.space.or(&elsewhere, &reached);
                    }
                }
                let own: Vec<String> = used
                    .iter()
                    .filter(|context| owns(context))
                    .map(|context| format!("`{}`", contexts[*context].key))
                    .collect();
                let finding = ProofFinding::ContextWord {
                    word: word.to_owned(),
                    own: own.join(", "),
                    other: others.join(", "),
                };
                self.found(finding, place.map(|place| marked(place, word)), &elsewhere);
            }
        }
    }
}

/// A place narrowed to a word of its excerpt, and to the end of the word that it begins.
fn marked(place: &Place, word: &str) -> Place {
    let fold = |c: char| c.to_lowercase().next().unwrap_or(c);
    let excerpt: Vec<char> = place.excerpt.chars().map(fold).collect();
    let wanted: Vec<char> = word.chars().map(fold).collect();
    let mut narrowed = place.clone();
    let found = excerpt.windows(wanted.len().max(1)).position(|window| *window == wanted[..]);
    if let Some(from) = found {
        let mut to = from + wanted.len();
        while excerpt.get(to).is_some_and(|c| c.is_alphanumeric()) {
            to += 1;
        }
        narrowed.mark = (from, to);
    }
    narrowed
}

/// Whether a word of the text begins so.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

/// The last character that shows.
fn last_ink(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !c.is_whitespace())
}

/// Text of a made stretch of markup.
fn untagged(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        text.push_str(&decode(&rest[..start]));
        match rest[start..].find('>') {
            Some(end) => rest = &rest[start + end + 1..],
            None => return text,
        }
    }
    text.push_str(&decode(rest));
    text
}

/// What looks like a place that was to be filled in.
pub(super) fn leftovers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |left: &str| {
        let left: String = left.trim().chars().take(40).collect();
        if !found.contains(&left) {
            found.push(left);
        }
    };
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let letters = word.chars().count();
        if letters >= 4 && ["X", "N"].iter().any(|letter| word.replace(letter, "").is_empty()) {
            add(word);
        }
    }
    for (open, close) in [('[', ']'), ('<', '>'), ('«', '»')] {
        let mut rest = text;
        while let Some(start) = rest.find(open) {
            rest = &rest[start + open.len_utf8()..];
            let Some(end) = rest.find(close) else { break };
            let inside = rest[..end].trim();
            let word = inside.split_whitespace().next().unwrap_or_default().to_lowercase();
            let length = inside.chars().count();
            let meant = match open {
                '[' => ASKED.contains(&word.as_str()),
                // Danish quotation marks point the other way: a field's result is shown in these.
                '«' => length <= 60 && !inside.is_empty() && !inside.contains(' '),
                _ => {
                    (2..=40).contains(&length)
                        && inside
                            .chars()
                            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '_'))
                }
            };
            if meant {
                add(&format!("{open}{inside}{close}"));
            }
            rest = &rest[end + close.len_utf8()..];
        }
    }
    if text.to_lowercase().contains("lorem ipsum") {
        add("lorem ipsum");
    }
    found
}

/// First words of what authors put in brackets to be filled in.
const ASKED: &[&str] = &[
    "indsæt", "skriv", "udfyld", "angiv", "vælg", "navn", "dato", "beløb", "adresse", "tekst",
    "insert", "fill", "name", "date",
];

/// The steps of a branch as text that tells whether two branches show the same.
pub(super) fn shape(program: &crate::template::Program, steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Copy(copy) => text.push_str(&program.buffer[copy.bytes.clone()]),
            Step::Field(id) | Step::Code { field: id, .. } => text.push_str(&program.braces(*id)),
            Step::LineBreak(_) => text.push('\n'),
            Step::Open(_) => text.push('⟨'),
            Step::Close(_) => text.push('⟩'),
            Step::Region(id) => {
                text.push_str(&program.regions[*id].name);
                text.push_str(&shape(program, &program.regions[*id].steps));
            }
            Step::Patch(_) | Step::Resume(_) => {}
        }
    }
    text
}
