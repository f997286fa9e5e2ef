//! Floating objects: where they stand and how text makes way for them.

use brevsmed::letter::{
    Block, CellMargins, CellSeat, Horizontal, HorizontalFrom, Object, ParagraphAlign, TextBox,
    Vertical, VerticalFrom, Wrap, WrapSide,
};
use brevsmed::units::Pt;

use super::build::{Draft, anchor, rectangle};

fn has(shown: &str, line: &str) {
    assert!(shown.lines().any(|shown| shown.trim() == line), "no `{line}` in\n{shown}");
}

fn square() -> Wrap {
    Wrap::Square(WrapSide::Both)
}

#[test]
fn text_stands_beside_a_square_object() {
    let mut draft = Draft::new();
    draft.with(vec![anchor(rectangle(100.0, 50.0, square()))], &["a"]).fill("b", 4);
    let shown = draft.shown();
    has(&shown, "72 72 fill 100 x 50");
    has(&shown, "172 72 a");
    has(&shown, "172 112 b2");
    // 72 + 3 lines of 20 lie below 122: the fourth line is clear.
    has(&shown, "72 132 b3");
}

#[test]
fn distances_are_kept() {
    let mut object = rectangle(100.0, 35.0, square());
    object.distance =
        CellMargins { top: Pt::ZERO, left: Pt(9.0), bottom: Pt(10.0), right: Pt(9.0) };
    let mut draft = Draft::new();
    draft.with(vec![anchor(object)], &["a"]).fill("b", 3);
    let shown = draft.shown();
    has(&shown, "181 72 a");
    has(&shown, "181 112 b2");
    has(&shown, "72 132 b3");
}

#[test]
fn a_line_needs_an_inch_beside_an_object() {
    for (width, place) in [(184.0, "256 72 a"), (185.0, "72 122 a")] {
        let mut draft = Draft::new();
        draft.with(vec![anchor(rectangle(width, 50.0, square()))], &["a"]);
        has(&draft.shown(), place);
    }
}

#[test]
fn text_stands_above_and_below_only() {
    let mut object = rectangle(100.0, 50.0, Wrap::TopAndBottom);
    object.vertical = Vertical::Offset(VerticalFrom::Paragraph, Pt(30.0));
    let mut draft = Draft::new();
    draft.with(vec![anchor(object)], &["a"]).fill("b", 2);
    let shown = draft.shown();
    has(&shown, "72 72 a");
    has(&shown, "72 152 b1");
}

#[test]
fn an_object_above_its_anchor_pushes_the_text_there() {
    let mut object = rectangle(100.0, 40.0, square());
    object.vertical = Vertical::Offset(VerticalFrom::Page, Pt(72.0));
    let mut draft = Draft::new();
    draft.fill("a", 3).with(vec![anchor(object)], &["b"]);
    let shown = draft.shown();
    has(&shown, "172 72 a1");
    has(&shown, "172 92 a2");
    has(&shown, "72 112 a3");
}

#[test]
fn an_object_goes_where_its_anchor_goes() {
    let mut draft = Draft::new();
    draft.fill("a", 10).with(vec![anchor(rectangle(100.0, 40.0, square()))], &["b"]);
    let shown = draft.shown();
    let second = shown.split("page 2").nth(1).expect("a second page");
    has(second, "72 72 fill 100 x 40");
    has(second, "172 72 b");
}

#[test]
fn what_text_makes_way_for_is_pushed_back_into_the_page() {
    let mut object = rectangle(100.0, 40.0, square());
    object.vertical = Vertical::Offset(VerticalFrom::Page, Pt(320.0));
    object.horizontal = Horizontal::Offset(HorizontalFrom::Page, Pt(350.0));
    let mut draft = Draft::new();
    draft.with(vec![anchor(object.clone())], &["a"]);
    has(&draft.shown(), "300 304 fill 100 x 40");
    object.wrap = Wrap::None;
    let mut draft = Draft::new();
    draft.with(vec![anchor(object)], &["a"]);
    has(&draft.shown(), "350 320 fill 100 x 40");
}

#[test]
fn places_count_from_page_margin_and_column() {
    for (from, x) in [
        (HorizontalFrom::Page, 300.0),
        (HorizontalFrom::Margin, 228.0),
        (HorizontalFrom::Column, 228.0),
        (HorizontalFrom::LeftMargin, -28.0),
        (HorizontalFrom::RightMargin, 300.0),
    ] {
        let mut object = rectangle(100.0, 40.0, Wrap::None);
        object.horizontal = Horizontal::Align(from, ParagraphAlign::End);
        let mut draft = Draft::new();
        draft.with(vec![anchor(object)], &["a"]);
        has(&draft.shown(), &format!("{x:.0} 72 fill 100 x 40"));
    }
    for (from, seat, y) in [
        (VerticalFrom::Page, CellSeat::Bottom, 304.0),
        (VerticalFrom::Margin, CellSeat::Center, 152.0),
        (VerticalFrom::TopMargin, CellSeat::Bottom, 32.0),
        (VerticalFrom::BottomMargin, CellSeat::Top, 272.0),
    ] {
        let mut object = rectangle(100.0, 40.0, Wrap::None);
        object.vertical = Vertical::Align(from, seat);
        let mut draft = Draft::new();
        draft.with(vec![anchor(object)], &["a"]);
        has(&draft.shown(), &format!("72 {y:.0} fill 100 x 40"));
    }
}

#[test]
fn a_frame_stands_beside_the_paragraph_that_follows() {
    let mut draft = Draft::new();
    let inner = draft.paragraph(&["address"]);
    let mut frame = rectangle(120.0, 0.0, square());
    frame.frame = true;
    frame.object = Object::Box(TextBox {
        blocks: vec![Block::Paragraph(Box::new(inner))],
        insets: CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO },
        seat: CellSeat::Top,
        auto_height: true,
        fill: None,
        outline: None,
        turned: 0,
    });
    draft.fill("a", 1).push(Block::Float(Box::new(frame))).fill("b", 2);
    let shown = draft.shown();
    has(&shown, "72 92 address");
    has(&shown, "192 92 b1");
    has(&shown, "72 112 b2");
}

#[test]
fn objects_that_may_not_overlap_stand_under_one_another() {
    let mut second = rectangle(100.0, 40.0, square());
    second.overlap = false;
    let mut draft = Draft::new();
    draft.with(vec![anchor(rectangle(100.0, 40.0, square())), anchor(second)], &["a"]);
    let shown = draft.shown();
    has(&shown, "72 72 fill 100 x 40");
    has(&shown, "72 112 fill 100 x 40");
}

#[test]
fn text_follows_an_outline() {
    // A triangle with its right angle at the bottom left: the further down, the wider.
    let outline = vec![(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
    let object = rectangle(100.0, 100.0, Wrap::Tight(WrapSide::Both, outline));
    let mut draft = Draft::new();
    draft.with(vec![anchor(object)], &["a"]).fill("b", 3);
    let shown = draft.shown();
    has(&shown, "92 72 a");
    has(&shown, "112 92 b1");
    has(&shown, "132 112 b2");
}

#[test]
fn a_paragraph_broken_over_pages_makes_way_only_where_the_object_is() {
    let lines: Vec<String> = (1..=12).map(|line| format!("p{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut object = rectangle(100.0, 80.0, square());
    object.vertical = Vertical::Offset(VerticalFrom::Page, Pt(232.0));
    let mut draft = Draft::new();
    draft.with(vec![anchor(object)], &lines);
    let shown = draft.shown();
    has(&shown, "72 212 p8");
    has(&shown, "172 252 p10");
    let second = shown.split("page 2").nth(1).expect("a second page");
    has(second, "72 72 p11");
}

#[test]
fn text_flows_around_what_stands_in_the_letterhead() {
    let mut object = rectangle(100.0, 50.0, square());
    object.horizontal = Horizontal::Align(HorizontalFrom::Margin, ParagraphAlign::End);
    object.vertical = Vertical::Offset(VerticalFrom::Page, Pt(92.0));
    let header = super::build::outside(vec![anchor(object), super::build::words("h")]);
    let mut draft = Draft::new();
    draft.set(|section| section.headers.default = Some(std::sync::Arc::from(vec![header])));
    let long = "ord ".repeat(40);
    draft.text(&[&long], |_| ());
    let wide = draft.shown();
    // The first line has the whole width, the next stands beside the object, and breaks earlier.
    has(&wide, "72 36 h");
    has(&wide, "228 92 fill 100 x 50");
    let lines: Vec<usize> = wide
        .lines()
        .filter(|line| line.contains("ord"))
        .map(|line| line.matches("ord").count())
        .collect();
    assert!(lines[0] > lines[1], "{wide}");
}
