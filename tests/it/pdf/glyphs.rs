//! Glyphs: what is seen is what is said.

use brevsmed::inspect::{Content, inspect};
use brevsmed::layout::{Paint, Tag};
use brevsmed::letter::Role;
use brevsmed::units::{Color, Pt};

use super::sketch::{ROOT, Sketch, assert_valid, shaped};

/// The text of the only paragraph of a file.
fn said(pdf: &[u8]) -> String {
    let inspected = inspect(pdf).expect("a PDF");
    let Some(Content::Element(paragraph)) = inspected.elements[0].content.first() else {
        return String::new();
    };
    paragraph
        .content
        .iter()
        .map(|content| match content {
            Content::Text(text) => text.as_str(),
            _ => "",
        })
        .collect()
}

#[test]
fn one_glyph_with_two_texts_says_both() {
    let mut sketch = Sketch::new();
    let text = "1.250\u{A0}kr. på kontoen\u{2011}nu - og \u{3BC}\u{B5}";
    sketch.block(ROOT, Role::Paragraph, text);
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), text);
    assert_eq!(said(&sketch.plain()), text);
}

#[test]
fn all_letters_of_the_north_come_back() {
    let mut sketch = Sketch::new();
    let text = "ÆØÅæøå ÄÖäö ÐÞðþ áéíóúý ĸ Šđŋ ŧž – — “citat” » « § € ½ …";
    sketch.block(ROOT, Role::Paragraph, text);
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), text);
}

#[test]
fn what_is_read_instead_is_said() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "kom");
    let slot = sketch.letter.tree.slot(paragraph);
    let mut hyphen = sketch.text("-");
    hyphen.actual = Some(String::new());
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(hyphen)));
    let mut capitals = sketch.text("MUNEN");
    capitals.actual = Some("munen".to_owned());
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(capitals)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "kommunen");
}

#[test]
fn a_ligature_says_its_letters() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    // Two letters drawn by one glyph, as a ligature is.
    let mut item = shaped("afi", false, 72.0, 72.0);
    item.glyphs[1].text = 1..3;
    item.glyphs.truncate(2);
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "afi");
}

#[test]
fn a_cluster_of_several_glyphs_is_said_once() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    // One letter drawn by two glyphs, as a base with its mark is.
    let mut item = shaped("o/", false, 72.0, 72.0);
    item.text = "ø".to_owned();
    item.glyphs[0].text = 0..2;
    item.glyphs[1].text = 2..2;
    item.glyphs[1].dy = Pt(2.0);
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "ø");
}

#[test]
fn text_from_right_to_left_is_said_as_it_is_read() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    let mut item = shaped("abc", false, 72.0, 72.0);
    item.glyphs.reverse();
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "abc");
}

#[test]
fn a_character_without_a_glyph_is_never_a_box() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    let mut item = shaped("ab", false, 72.0, 72.0);
    item.glyphs[1].id = 0;
    item.text = "a王".to_owned();
    item.glyphs[1].text = 1..4;
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "a王");
}

#[test]
fn private_characters_are_not_said() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    let mut item = shaped("x", false, 72.0, 72.0);
    item.text = "\u{F0B7}".to_owned();
    item.glyphs[0].text = 0..3;
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    assert_valid(&sketch.bytes());
    assert_eq!(said(&sketch.bytes()), "\u{FFFD}");
}

#[test]
fn thickened_slanted_narrow_and_coloured_text_is_valid() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    for (bold, italic, scale) in
        [(true, false, 1.0), (false, true, 1.0), (true, true, 0.82), (false, false, 1.0)]
    {
        let mut item = sketch.text("Egeby");
        item.synthetic_bold = bold;
        item.synthetic_italic = italic;
        item.scale = scale;
        item.color = Color { r: 192, g: 0, b: 0 };
        for glyph in &mut item.glyphs {
            glyph.advance = glyph.advance * scale;
        }
        sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
        sketch.down += 16.0;
    }
    assert_valid(&sketch.bytes());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let operators: Vec<&str> = plain
        .split("stream\n")
        .find(|part| part.contains(" Tf"))
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.ends_with("TJ"))
        .collect();
    insta::assert_snapshot!(operators.join("\n"));
}

#[test]
fn spacing_moves_glyphs_and_keeps_the_sum() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    let mut item = sketch.text("Kære Jytte");
    for glyph in &mut item.glyphs {
        glyph.advance += Pt(if glyph.text.start == 4 { 5.0 } else { 0.0 });
    }
    sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let shown = plain.lines().find(|line| line.ends_with("TJ")).unwrap_or_default();
    assert_eq!(shown.matches('<').count(), 2, "one step, after the blank: {shown}");
    assert!(shown.contains(">-455<") || shown.contains(">-454<"), "5 pt of 11: {shown}");
}

#[test]
fn hostile_numbers_do_no_harm() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let slot = sketch.letter.tree.slot(paragraph);
    for bad in [f64::NAN, f64::INFINITY, -1e30, 0.0] {
        let mut item = sketch.text("tal");
        item.size = Pt(bad);
        item.scale = bad;
        item.x = Pt(bad);
        item.glyphs[0].advance = Pt(bad);
        item.glyphs[1].text = std::ops::Range { start: 7, end: 3 };
        item.glyphs[2].text = 0..900;
        sketch.paint(Tag::Slot(slot), Paint::Text(Box::new(item)));
    }
    sketch.pages.pages[0].width = Pt(f64::NAN);
    sketch.pages.pages[0].height = Pt(-4.0);
    let bytes = sketch.bytes();
    inspect(&bytes).expect("a PDF that opens");
}
