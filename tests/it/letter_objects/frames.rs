//! Frames of old: neighbours of one frame float together.

use brevsmed::font::FontBook;
use brevsmed::layout::{LayoutOptions, Paint, lay_out};
use brevsmed::units::Pt;
use insta::assert_snapshot;

use super::sketch::{Sketch, p};

fn framed(frame: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:framePr {frame}/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn neighbours_of_one_frame_are_one_float() {
    let window = r#"w:w="4000" w:h="1200" w:hRule="exact" w:hSpace="141" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1134" w:y="2835""#;
    let sender = r#"w:w="2000" w:hAnchor="margin" w:vAnchor="margin" w:xAlign="right" w:yAlign="top" w:wrap="notBeside""#;
    let body = [
        framed(window, "Ole Olsen"),
        framed(window, "Vejen 1"),
        framed(sender, "Egeby Kommune"),
        p("", "Kære Ole"),
        framed(window, "en anden ramme"),
    ];
    let found = Sketch::new(&body.concat());
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn a_dropped_capital_floats_beside_its_paragraph() {
    let body = [
        framed(
            r#"w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text""#,
            "D",
        ),
        p("", "er var engang"),
        framed(
            r#"w:dropCap="margin" w:lines="2" w:wrap="around" w:vAnchor="text" w:hAnchor="page""#,
            "I",
        ),
        p("", "margenen"),
    ];
    assert_snapshot!(Sketch::new(&body.concat()).looks());
}

#[test]
fn a_frame_without_a_width_is_as_wide_as_its_text() {
    let body = [
        framed(r#"w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:hSpace="142""#, "Drop"),
        p("", "er var engang"),
    ];
    let letter = Sketch::new(&body.concat()).letter();
    let pages = lay_out(&letter, &FontBook::shipped(), &LayoutOptions::default());
    let text_at = |words: &str| {
        pages.pages[0].items.iter().find_map(|item| match &item.paint {
            Paint::Text(text) if text.text.trim() == words => Some((text.x, text.baseline)),
            _ => None,
        })
    };
    let (drop, drop_line) = text_at("Drop").expect("the frame's text in one piece");
    let (rest, rest_line) = text_at("er var engang").expect("the text beside it");
    assert!(rest - drop > Pt(15.0) && rest - drop < Pt(60.0), "{drop:?} {rest:?}");
    assert!((rest_line - drop_line).abs() < Pt(1.0), "{drop_line:?} {rest_line:?}");
}
