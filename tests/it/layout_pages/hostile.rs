//! Measures that no printer could use: pages come out all the same.

use brevsmed::letter::{BreakKind, Column, NoteKind, Vertical, VerticalFrom, Wrap, WrapSide};
use brevsmed::units::Pt;

use super::build::{Draft, anchor, break_of, rectangle};

fn sets(draft: &Draft) {
    let pages = draft.set_pages();
    let shown = super::build::show(&pages);
    for word in ["a1", "a2", "a3"] {
        assert!(shown.split_whitespace().any(|part| part == word), "no {word} in\n{shown}");
    }
    for page in &pages.pages {
        assert!(page.width.0.is_finite() && page.width > Pt::ZERO);
        assert!(page.height.0.is_finite() && page.height > Pt::ZERO);
    }
}

#[test]
fn pages_of_no_size_or_too_large_a_one() {
    for size in [0.0, -5.0, f64::NAN, f64::INFINITY, 1e12, 1.0] {
        let mut draft = Draft::new();
        draft.set(|section| {
            section.width = Pt(size);
            section.height = Pt(size);
        });
        draft.fill("a", 3);
        sets(&draft);
    }
}

#[test]
fn margins_larger_than_the_page() {
    for margin in [400.0, 1e9, -400.0, -1e9] {
        let mut draft = Draft::new();
        draft.set(|section| {
            section.margins.top = Pt(margin);
            section.margins.bottom = Pt(margin);
            section.margins.left = Pt(margin);
            section.margins.right = Pt(margin);
            section.margins.header = Pt(margin);
            section.margins.footer = Pt(margin);
            section.margins.gutter = Pt(margin);
        });
        draft.fill("a", 3);
        sets(&draft);
    }
}

#[test]
fn a_header_taller_than_the_page() {
    let lines: Vec<String> = (0..40).map(|line| format!("h{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut draft = Draft::new();
    draft.set(|section| section.headers.default = Some(Draft::story(&lines))).fill("a", 3);
    sets(&draft);
}

#[test]
fn columns_of_no_width() {
    let mut draft = Draft::new();
    draft.set(|section| {
        section.columns = vec![Column { width: Pt::ZERO, space: Pt(-3.0) }; 5];
    });
    draft.fill("a", 3);
    sets(&draft);
}

#[test]
fn objects_larger_than_the_page() {
    for wrap in [Wrap::TopAndBottom, Wrap::Square(WrapSide::Both), Wrap::None] {
        for from in [VerticalFrom::Paragraph, VerticalFrom::Page, VerticalFrom::Line] {
            let mut object = rectangle(9e5, 9e5, wrap.clone());
            object.vertical = Vertical::Offset(from, Pt(-50.0));
            let mut draft = Draft::new();
            draft.fill("a", 2).with(vec![anchor(object)], &["a3"]);
            sets(&draft);
        }
    }
}

#[test]
fn an_object_that_its_own_text_flees() {
    // The line of the anchor moves below the object, and the object with the line.
    let mut object = rectangle(256.0, 30.0, Wrap::TopAndBottom);
    object.vertical = Vertical::Offset(VerticalFrom::Line, Pt::ZERO);
    let mut draft = Draft::new();
    draft.fill("a", 2).with(vec![anchor(object)], &["a3"]);
    sets(&draft);
}

#[test]
fn notes_that_fill_pages() {
    let lines: Vec<String> = (0..60).map(|line| format!("n{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut draft = Draft::new();
    for _ in 0..3 {
        let mark = draft.note(NoteKind::Foot, &lines);
        draft.with(vec![mark], &["marked"]);
    }
    draft.fill("a", 3);
    sets(&draft);
}

#[test]
fn a_thousand_page_breaks() {
    let mut draft = Draft::new();
    for _ in 0..1000 {
        draft.with(vec![break_of(BreakKind::Page), break_of(BreakKind::Column)], &[]);
    }
    draft.fill("a", 3);
    sets(&draft);
    assert!(draft.set_pages().pages.len() > 1000);
}

#[test]
fn a_letter_without_anything() {
    let draft = Draft::new();
    assert_eq!(draft.set_pages().pages.len(), 1);
    let mut draft = Draft::new();
    draft.letter.sections.clear();
    assert!(draft.set_pages().pages.is_empty());
}
