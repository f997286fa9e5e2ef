//! Random letters: everything is on some page, once, in order, and setting them ends.

use brevsmed::layout::{Paint, Tag};
use brevsmed::letter::{
    BreakKind, Column, NoteKind, SectionStart, Vertical, VerticalFrom, Wrap, WrapSide,
};
use brevsmed::units::Pt;
use proptest::prelude::*;

use super::build::{Draft, anchor, break_of, rectangle};

/// A paragraph of a random letter.
#[derive(Clone, Debug)]
struct Random {
    lines: usize,
    before: f64,
    flags: [bool; 5],
    extra: u8,
    size: (f64, f64),
    offset: f64,
}

fn paragraph() -> impl Strategy<Value = Random> {
    (
        1..14_usize,
        0.0..40.0_f64,
        any::<[bool; 5]>(),
        0..24_u8,
        (1.0..300.0_f64, 1.0..400.0_f64),
        -100.0..200.0_f64,
    )
        .prop_map(|(lines, before, flags, extra, size, offset)| Random {
            lines,
            before,
            flags,
            extra,
            size,
            offset,
        })
}

fn letter(paragraphs: &[Random], columns: usize) -> Draft {
    let mut draft = Draft::new();
    for (index, random) in paragraphs.iter().enumerate() {
        let words: Vec<String> = (0..random.lines).map(|line| format!("w{index}.{line}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut paragraph = draft.paragraph(&words);
        let format = std::sync::Arc::make_mut(&mut paragraph.format);
        format.before = Pt(random.before);
        format.keep_next = random.flags[0];
        format.keep_lines = random.flags[1];
        format.widow_control = random.flags[2];
        format.page_break_before = random.flags[3] && random.flags[4];
        let first = match random.extra {
            0 => Some(break_of(BreakKind::Page)),
            1 => Some(break_of(BreakKind::Column)),
            2 => Some(draft.note(NoteKind::Foot, &words)),
            kind @ 3..=6 => {
                let wrap = match kind {
                    3 => Wrap::TopAndBottom,
                    4 => Wrap::Square(WrapSide::Both),
                    5 => Wrap::Square(WrapSide::Largest),
                    _ => Wrap::None,
                };
                let mut object = rectangle(random.size.0, random.size.1, wrap);
                let from = if random.flags[4] { VerticalFrom::Page } else { VerticalFrom::Line };
                object.vertical = Vertical::Offset(from, Pt(random.offset));
                object.overlap = random.flags[3];
                Some(anchor(object))
            }
            7 => {
                draft.section(|section| {
                    section.start = SectionStart::Continuous;
                    let width = 240.0 / columns as f64;
                    section.columns = vec![Column { width: Pt(width), space: Pt(4.0) }; columns];
                });
                None
            }
            _ => None,
        };
        paragraph.content.splice(0..0, first);
        draft.push(brevsmed::letter::Block::Paragraph(Box::new(paragraph)));
    }
    draft
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_comes_twice(
        paragraphs in prop::collection::vec(paragraph(), 1..40),
        columns in 1..4_usize,
    ) {
        let draft = letter(&paragraphs, columns);
        let pages = draft.set_pages();
        let mut met = std::collections::BTreeMap::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let (Tag::Slot(slot), Paint::Text(text)) = (item.tag, &item.paint) {
                for word in text.text.split_whitespace() {
                    *met.entry((slot.0, word.to_owned())).or_insert(0) += 1;
                }
            }
        }
        let expected: usize = paragraphs.iter().map(|random| random.lines).sum();
        let notes: usize = draft.letter.notes.iter().map(|note| note.blocks.len()).sum();
        let in_text: usize = met.keys().filter(|(_, word)| word.starts_with('w')).count();
        prop_assert!(in_text >= expected, "{in_text} of {expected}, {notes} notes");
        for (word, times) in &met {
            prop_assert_eq!(*times, 1, "{:?}", word);
        }
    }

    #[test]
    fn text_stands_in_order(
        paragraphs in prop::collection::vec(paragraph(), 1..30),
    ) {
        let draft = letter(&paragraphs, 1);
        let shown = draft.shown();
        let mut last = (0, 0);
        for word in shown.split_whitespace() {
            let Some((paragraph, line)) = word.strip_prefix('w').and_then(|at| at.split_once('.'))
            else { continue };
            let at: (usize, usize) =
                (paragraph.parse().expect("a number"), line.parse().expect("a number"));
            // Notes repeat the words of their paragraph.
            if paragraphs[at.0].extra == 2 {
                continue;
            }
            prop_assert!(at >= last, "{:?} after {:?} in\n{}", at, last, shown);
            last = at;
        }
    }
}
