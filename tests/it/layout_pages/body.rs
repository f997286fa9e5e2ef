//! Where text goes: breaks, keeping together, space at page tops, sections, columns.

use brevsmed::letter::{BreakKind, CellSeat, Column, Numbering, SectionStart};
use brevsmed::units::Pt;

use super::build::{Draft, break_of};

/// The words of each page in order, pages apart.
fn pages(draft: &Draft) -> Vec<String> {
    let shown = draft.shown();
    shown
        .split("page ")
        .skip(1)
        .map(|page| {
            let lines = page.lines().skip(1);
            lines.filter_map(|line| line.rsplit(' ').next()).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Where a word stands: page from 1, left edge, top of its line.
fn place(draft: &Draft, word: &str) -> (usize, f64, f64) {
    let shown = draft.shown();
    for (index, page) in shown.split("page ").skip(1).enumerate() {
        for line in page.lines().skip(1) {
            let mut parts = line.split_whitespace();
            let x = parts.next().and_then(|x| x.parse().ok());
            let y = parts.next().and_then(|y| y.parse().ok());
            if parts.any(|part| part == word) {
                return (index + 1, x.expect("a left edge"), y.expect("a top"));
            }
        }
    }
    panic!("{word} stands nowhere:\n{shown}");
}

#[test]
fn ten_lines_fill_a_page() {
    let mut draft = Draft::new();
    draft.fill("a", 12);
    assert_eq!(pages(&draft), ["a1 a2 a3 a4 a5 a6 a7 a8 a9 a10", "a11 a12"]);
    assert_eq!(place(&draft, "a1"), (1, 72.0, 72.0));
    assert_eq!(place(&draft, "a10"), (1, 72.0, 252.0));
}

#[test]
fn a_paragraph_leaves_two_lines_at_the_foot_and_two_at_the_head() {
    for (above, lines, expected) in [
        (8, 4, "p3 p4"),
        (7, 4, "p1 p2 p3 p4"),
        (9, 4, "p1 p2 p3 p4"),
        (8, 3, "p1 p2 p3"),
        (9, 2, "p1 p2"),
        (9, 3, "p1 p2 p3"),
        (7, 5, "p4 p5"),
    ] {
        let mut draft = Draft::new();
        draft.fill("a", above);
        let words: Vec<String> = (1..=lines).map(|line| format!("p{line}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        draft.text(&words, |_| ());
        let expected = if (above, lines) == (7, 4) { "p3 p4" } else { expected };
        let shown = pages(&draft);
        if (above, lines) == (7, 4) {
            // Three would fit, and one would be left alone: two stay.
            assert_eq!(shown[1], expected, "{lines} lines after {above}");
            continue;
        }
        assert_eq!(shown[1], expected, "{lines} lines after {above}");
    }
}

#[test]
fn without_widow_control_a_line_may_stand_alone() {
    let mut draft = Draft::new();
    draft.fill("a", 9).text(&["p1", "p2"], |format| format.widow_control = false);
    assert_eq!(pages(&draft)[1], "p2");
}

#[test]
fn lines_that_keep_together_move_together() {
    let mut draft = Draft::new();
    draft.fill("a", 6).text(&["p1", "p2", "p3", "p4", "p5"], |format| format.keep_lines = true);
    assert_eq!(pages(&draft)[1], "p1 p2 p3 p4 p5");
}

#[test]
fn a_paragraph_longer_than_a_page_is_cut_though_it_keeps_together() {
    let words: Vec<String> = (1..=14).map(|line| format!("p{line}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut draft = Draft::new();
    draft.fill("a", 1).text(&words, |format| format.keep_lines = true);
    let shown = pages(&draft);
    assert_eq!(shown.len(), 3);
    assert_eq!(shown[0], "a1");
    assert_eq!(shown[2], "p11 p12 p13 p14");
}

#[test]
fn a_heading_goes_with_the_shortest_slice_of_what_follows() {
    // Heading on line 9, two lines of the paragraph would be needed: only one fits.
    let mut draft = Draft::new();
    draft
        .fill("a", 8)
        .text(&["h"], |format| format.keep_next = true)
        .text(&["p1", "p2", "p3", "p4"], |_| ());
    assert_eq!(pages(&draft)[1], "h p1 p2 p3 p4");
    // On line 8, two lines fit.
    let mut draft = Draft::new();
    draft
        .fill("a", 7)
        .text(&["h"], |format| format.keep_next = true)
        .text(&["p1", "p2", "p3", "p4"], |_| ());
    assert_eq!(pages(&draft)[1], "p3 p4");
}

#[test]
fn a_chain_moves_whole_and_one_longer_than_a_page_is_let_go() {
    let mut draft = Draft::new();
    draft.fill("a", 7);
    for word in ["h1", "h2", "h3"] {
        draft.text(&[word], |format| format.keep_next = true);
    }
    draft.fill("b", 1);
    assert_eq!(pages(&draft)[1], "h1 h2 h3 b1");

    let mut draft = Draft::new();
    for number in 1..=13 {
        draft.text(&[&format!("k{number}")], |format| format.keep_next = true);
    }
    let shown = pages(&draft);
    assert_eq!(shown[0], "k1 k2 k3 k4 k5 k6 k7 k8 k9 k10");
    assert_eq!(shown[1], "k11 k12 k13");
}

#[test]
fn a_page_break_before_begins_a_page_and_none_at_the_top() {
    let mut draft = Draft::new();
    draft
        .text(&["a"], |format| format.page_break_before = true)
        .text(&["b"], |format| format.page_break_before = true);
    assert_eq!(pages(&draft), ["a", "b"]);
}

#[test]
fn a_paragraph_with_only_a_page_break_adds_no_line() {
    let mut draft = Draft::new();
    draft.fill("a", 2).with(vec![break_of(BreakKind::Page)], &[]).fill("b", 1);
    assert_eq!(pages(&draft), ["a1 a2", "b1"]);
    assert_eq!(place(&draft, "b1"), (2, 72.0, 72.0));
}

#[test]
fn text_after_a_page_break_in_the_paragraph_begins_at_the_top() {
    let mut draft = Draft::new();
    draft.fill("a", 1);
    let mut paragraph = draft.paragraph(&["before"]);
    let rest = draft.paragraph(&["after"]);
    paragraph.content.push(break_of(BreakKind::Page));
    paragraph.content.extend(rest.content);
    draft.push(brevsmed::letter::Block::Paragraph(Box::new(paragraph)));
    assert_eq!(pages(&draft), ["a1 before", "after"]);
    assert_eq!(place(&draft, "after"), (2, 72.0, 72.0));
}

#[test]
fn a_break_on_a_full_page_needs_no_place() {
    let mut draft = Draft::new();
    draft.fill("a", 10).with(vec![break_of(BreakKind::Page)], &[]).fill("b", 1);
    assert_eq!(pages(&draft).len(), 2);
}

#[test]
fn space_before_at_a_page_top() {
    // At the beginning of the letter it is kept.
    let mut draft = Draft::new();
    draft.text(&["a"], |format| format.before = Pt(12.0));
    assert_eq!(place(&draft, "a"), (1, 72.0, 84.0));
    // After an automatic break it is dropped.
    let mut draft = Draft::new();
    draft.fill("a", 10).text(&["b"], |format| format.before = Pt(12.0));
    assert_eq!(place(&draft, "b"), (2, 72.0, 72.0));
    // After a break of its own it is kept, less the space after the paragraph above.
    let mut draft = Draft::new();
    draft.text(&["a"], |format| format.after = Pt(8.0)).text(&["b"], |format| {
        format.before = Pt(30.0);
        format.page_break_before = true;
    });
    assert_eq!(place(&draft, "b"), (2, 72.0, 94.0));
    // After a paragraph that is nothing but a break it is dropped.
    let mut draft = Draft::new();
    draft.fill("a", 1).with(vec![break_of(BreakKind::Page)], &[]);
    draft.text(&["b"], |format| format.before = Pt(12.0));
    assert_eq!(place(&draft, "b"), (2, 72.0, 72.0));
    // At the beginning of a section it is kept.
    let mut draft = Draft::new();
    draft.fill("a", 1).section(|_| ()).text(&["b"], |format| format.before = Pt(12.0));
    assert_eq!(place(&draft, "b"), (2, 72.0, 84.0));
}

#[test]
fn the_larger_of_after_and_before_stands_between() {
    let mut draft = Draft::new();
    draft.text(&["a"], |format| format.after = Pt(10.0));
    draft.text(&["b"], |format| format.before = Pt(6.0));
    assert_eq!(place(&draft, "b"), (1, 72.0, 102.0));
}

#[test]
fn sections_begin_pages_of_their_own_side() {
    let mut draft = Draft::new();
    draft.fill("a", 1).section(|section| section.start = SectionStart::OddPage).fill("b", 1);
    assert_eq!(pages(&draft), ["a1", "", "b1"]);
    let mut draft = Draft::new();
    draft.fill("a", 1).section(|section| section.start = SectionStart::EvenPage).fill("b", 1);
    assert_eq!(pages(&draft), ["a1", "b1"]);
}

#[test]
fn a_continuous_section_goes_on_and_other_paper_does_not() {
    let mut draft = Draft::new();
    draft.fill("a", 1).section(|section| section.start = SectionStart::Continuous).fill("b", 1);
    assert_eq!(pages(&draft), ["a1 b1"]);
    assert_eq!(place(&draft, "b1"), (1, 72.0, 92.0));
    let mut draft = Draft::new();
    draft.fill("a", 1);
    draft.section(|section| {
        section.start = SectionStart::Continuous;
        section.width = Pt(600.0);
    });
    draft.fill("b", 1);
    assert_eq!(pages(&draft), ["a1", "b1"]);
}

#[test]
fn the_empty_paragraph_that_ends_a_section_takes_no_line() {
    let mut draft = Draft::new();
    draft.fill("a", 10).text(&[], |_| ());
    draft.section(|_| ()).fill("b", 1);
    assert_eq!(pages(&draft), ["a1 a2 a3 a4 a5 a6 a7 a8 a9 a10", "b1"]);
    let mut draft = Draft::new();
    draft.fill("a", 1).text(&[], |_| ());
    draft.section(|section| section.start = SectionStart::Continuous).fill("b", 1);
    assert_eq!(place(&draft, "b1"), (1, 72.0, 92.0));
}

#[test]
fn a_section_that_goes_on_keeps_its_own_side_margins() {
    let mut draft = Draft::new();
    draft.fill("a", 1);
    draft.section(|section| {
        section.start = SectionStart::Continuous;
        section.margins.left = Pt(100.0);
    });
    draft.fill("b", 1);
    assert_eq!(place(&draft, "b1"), (1, 100.0, 92.0));
}

#[test]
fn pages_are_labelled_as_their_section_writes_them() {
    let mut draft = Draft::new();
    draft.set(|section| section.numbering = Numbering::LowerRoman).fill("a", 11);
    draft.section(|section| {
        section.numbering = Numbering::Decimal;
        section.first_number = Some(7);
    });
    draft.fill("b", 1);
    let labels: Vec<String> = draft.set_pages().pages.into_iter().map(|page| page.label).collect();
    assert_eq!(labels, ["i", "ii", "7"]);
}

fn two_columns(section: &mut brevsmed::letter::Section) {
    section.columns = vec![
        Column { width: Pt(118.0), space: Pt(20.0) },
        Column { width: Pt(118.0), space: Pt::ZERO },
    ];
}

#[test]
fn columns_are_filled_one_after_another() {
    let mut draft = Draft::new();
    draft.set(two_columns).fill("a", 13);
    assert_eq!(place(&draft, "a10"), (1, 72.0, 252.0));
    assert_eq!(place(&draft, "a11"), (1, 210.0, 72.0));
    let mut draft = Draft::new();
    draft.set(two_columns).fill("a", 1).with(vec![break_of(BreakKind::Column)], &[]).fill("b", 1);
    assert_eq!(place(&draft, "b1"), (1, 210.0, 72.0));
}

#[test]
fn columns_are_even_where_a_section_goes_on_below_them() {
    let mut draft = Draft::new();
    draft.set(two_columns).fill("a", 6);
    draft.section(|section| {
        section.start = SectionStart::Continuous;
        section.columns = vec![Column { width: Pt(256.0), space: Pt::ZERO }];
    });
    draft.fill("b", 1);
    assert_eq!(place(&draft, "a3"), (1, 72.0, 112.0));
    assert_eq!(place(&draft, "a4"), (1, 210.0, 72.0));
    assert_eq!(place(&draft, "b1"), (1, 72.0, 132.0));
}

#[test]
fn a_line_stands_between_columns() {
    let mut draft = Draft::new();
    draft.set(two_columns).set(|section| section.column_line = true).fill("a", 12);
    assert!(draft.shown().contains("200 72 line to 200 272"), "{}", draft.shown());
}

#[test]
fn text_sits_in_the_middle_or_at_the_foot_where_asked_for() {
    for (seat, y) in [(CellSeat::Center, 152.0), (CellSeat::Bottom, 232.0)] {
        let mut draft = Draft::new();
        draft.set(|section| section.seat = seat).fill("a", 2);
        assert_eq!(place(&draft, "a1"), (1, 72.0, y));
    }
}
