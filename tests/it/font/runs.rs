//! Text cut where the face changes.

use brevsmed::font::FontBook;
use proptest::prelude::*;

use super::regular;

/// The runs of a text in words.
fn shown(family: &str, text: &str) -> String {
    let book = FontBook::shipped();
    let runs = book.runs(text, &regular(&book, family), false, false);
    runs.iter()
        .map(|run| {
            let face = run.face.map_or("none", |face| book.descriptor(face).family.as_str());
            format!("{}: {}", text[run.range.clone()].escape_debug(), face)
        })
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn danish_and_its_neighbours_need_one_face() {
    for family in ["Calibri", "Cambria", "Arial", "Times New Roman", "Courier New", "Verdana"] {
        for text in [
            "Afgørelse om helbredstillæg – § 14, stk. 1 »pensionsloven« 1.234,50 €",
            "Åse Ærø ÆØÅ é ü ö ä ß ð þ ý “citat” ‘x’ „y“ … • ½ °",
            "Kalaallit Nunaat ĸ â ê î ô û ã ĩ ũ",
            "Ştefan Łukasz Đorđe Žižek Ğ İ ı",
            "en\u{AD}delt\u{200B}lang\u{A0}tekst\tog\nmere\u{2011}til\u{202F}sidst",
            "A\u{30A}rhus a\u{30A} e\u{301} ae\u{308}",
        ] {
            let shown = shown(family, text);
            assert!(!shown.contains(" | ") && !shown.ends_with("none"), "{family}: {shown}");
        }
    }
}

#[test]
fn other_scripts_and_signs_go_to_a_face_that_has_them() {
    insta::assert_snapshot!(
        [
            shown("Cambria", "Ærø Αθήνα Київ"),
            shown("Calibri", "navn: محمد علي, født"),
            shown("Arial", "☐ ja ☒ nej ✓"),
            shown("Calibri", "➢ punkt ▪ punkt"),
            shown("Cambria", "x\u{327}y e\u{323}\u{302}"),
            shown("Calibri", "中国 og 日本"),
            shown("Calibri", "👨\u{200D}👩 x"),
            shown("Courier New", "Жук"),
            shown("Georgia", "ⵣ"),
        ]
        .join("\n")
    );
}

proptest! {
    #[test]
    fn runs_are_the_text(text in "\\PC{0,40}", family in "Calibri|Cambria|Georgia|Verdana") {
        let book = FontBook::shipped();
        let runs = book.runs(&text, &regular(&book, &family), false, false);
        let mut at = 0;
        for run in &runs {
            prop_assert_eq!(run.range.start, at);
            prop_assert!(run.range.end > at && text.is_char_boundary(run.range.end));
            at = run.range.end;
        }
        prop_assert_eq!(at, text.len());
        prop_assert!(runs.windows(2).all(|pair| pair[0].face != pair[1].face));
    }
}
