//! Text to glyphs.

use brevsmed::font::{FontBook, MetricsOf, ShapeStyle};
use proptest::prelude::*;
use read_fonts::model::Font;
use read_fonts::types::GlyphId;

use super::{glyphs, plain, shipped};

const FAMILIES: [(&str, &str); 4] = [
    ("Calibri", "carlito/Carlito-Regular.ttf"),
    ("Cambria", "caladea/Caladea-Regular.ttf"),
    ("Arial", "liberation/LiberationSans-Regular.ttf"),
    ("Verdana", "dejavu/DejaVuSans.ttf"),
];

/// The widths of the character map and the metrics alone, in thousandths.
fn widths(font: &Font, text: &str) -> i64 {
    let units = f64::from(font.units_per_em());
    text.chars()
        .map(|c| {
            let glyph = font.charmap().map_unicode(c).unwrap_or(GlyphId::new(0));
            f64::from(font.glyph_metrics().h_advance(glyph)) * 1000.0 / units
        })
        .sum::<f64>()
        .round() as i64
}

#[test]
fn plain_text_is_as_wide_as_its_letters() {
    let book = FontBook::shipped();
    let text = "AVATAR Ty To WA fi ffl æøåÆØÅ § 14, stk. 1.250,00 kr.";
    for (family, file) in FAMILIES {
        let font = Font::new(shipped(file), 0).expect("a font");
        let shaped = book.shape(text, &plain(&book, family));
        assert_eq!(shaped.glyphs.len(), text.chars().count(), "{family}");
        assert_eq!((shaped.advance * 1000.0).round() as i64, widths(&font, text), "{family}");
    }
}

/// Measured in LibreOffice at 24 pt: 178.2 without kerning, 168.1 with (rendering, 4.4).
#[test]
fn kerning_and_ligatures_are_on_where_they_are_asked_for() {
    let book = FontBook::shipped();
    let text = "AVATAR Ty To WA";
    let plain = plain(&book, "Calibri");
    let kerned = ShapeStyle { kerning: true, ..plain.clone() };
    let near = |style, points: f64| (book.shape(text, style).advance * 24.0 - points).abs() < 0.3;
    assert!(near(&plain, 178.2) && near(&kerned, 168.1));
    let joined = ShapeStyle { ligatures: true, ..plain.clone() };
    assert_eq!(book.shape("office", &plain).glyphs.len(), 6);
    assert!(book.shape("office", &joined).glyphs.len() < 6);
}

#[test]
fn what_leaves_no_mark_has_no_width() {
    let book = FontBook::shipped();
    for (family, _) in FAMILIES {
        let style = plain(&book, family);
        let bare = book.shape("delt", &style).advance;
        for text in [
            "de\u{AD}lt",
            "de\u{200B}lt",
            "de\tlt",
            "de\nlt",
            "\u{FEFF}delt",
            "de\u{200D}lt",
            "delt\u{7}",
        ] {
            let shaped = book.shape(text, &style);
            assert!((shaped.advance - bare).abs() < 1e-9, "{family} {text:?}");
            assert!(shaped.glyphs.iter().all(|glyph| glyph.id != 0), "{family} {text:?}");
        }
    }
}

#[test]
fn spaces_and_hyphens_that_a_face_lacks_are_made_of_those_it_has() {
    let book = FontBook::shipped();
    for (family, _) in FAMILIES {
        let style = plain(&book, family);
        let advance = |text: &str| book.shape(text, &style).advance;
        assert!((advance("a\u{A0}b") - advance("a b")).abs() < 1e-9, "{family}");
        assert!(advance("\u{202F}") > 0.0 && advance("\u{202F}") <= advance(" "), "{family}");
        assert!((advance("a\u{2011}b") - advance("a-b")).abs() < 0.03, "{family}");
    }
}

#[test]
fn a_letter_and_its_mark_are_one() {
    let book = FontBook::shipped();
    for (family, _) in FAMILIES {
        let style = plain(&book, family);
        let composed = glyphs(&book.shape("Århus é", &style));
        let decomposed = glyphs(&book.shape("A\u{30A}rhus e\u{301}", &style));
        let without_cluster = |glyphs: &[(u16, i32, u32)]| -> Vec<(u16, i32)> {
            glyphs.iter().map(|(id, advance, _)| (*id, *advance)).collect()
        };
        assert_eq!(without_cluster(&composed), without_cluster(&decomposed), "{family}");
        assert_eq!(decomposed[1].2, 3, "{family}");
    }
}

#[test]
fn right_to_left_text_comes_in_visual_order() {
    let book = FontBook::shipped();
    let face = book.select("Verdana", false, false, MetricsOf::Requested).face;
    let style = ShapeStyle { face, kerning: false, ligatures: false, rtl: true };
    let arabic = book.shape("محمد", &style);
    assert!(arabic.glyphs.windows(2).all(|pair| pair[0].cluster > pair[1].cluster));
    // The letters join: none looks as it does alone.
    let alone = book.shape("م", &style).glyphs[0].id;
    assert!(arabic.glyphs.iter().all(|glyph| glyph.id != alone));
    let hebrew = book.shape("שלום abc", &style);
    assert!(hebrew.glyphs.windows(2).all(|pair| pair[0].cluster > pair[1].cluster));
}

#[test]
fn a_missing_character_gets_a_sign_for_it() {
    let book = FontBook::shipped();
    for (family, _) in FAMILIES {
        let shaped = book.shape("a中b", &plain(&book, family));
        assert_eq!(shaped.glyphs.len(), 3, "{family}");
        assert!(shaped.glyphs.iter().all(|glyph| glyph.id != 0 && glyph.advance > 0.0), "{family}");
    }
}

#[test]
fn a_word_is_the_same_however_often_it_comes() {
    let book = FontBook::shipped();
    let style = plain(&book, "Calibri");
    let first = book.shape("helbredstillæg", &style);
    let again = book.shape("helbredstillæg", &style);
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    assert_eq!(*first, *FontBook::shipped().shape("helbredstillæg", &style));
    assert!(book.shape("", &style).glyphs.is_empty());
}

#[test]
fn many_threads_shape_with_one_book() {
    let book = FontBook::shipped();
    let style = plain(&book, "Calibri");
    let alone: Vec<_> =
        (0..200).map(|n| FontBook::shipped().shape(&format!("ord{}", n % 7), &style)).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (n, expected) in alone.iter().enumerate() {
                    assert_eq!(book.shape(&format!("ord{}", n % 7), &style), *expected);
                }
            });
        }
    });
}

proptest! {
    #[test]
    fn any_text_has_glyphs_that_the_pdf_may_show(
        text in "\\PC{0,24}",
        family in "Calibri|Cambria|Arial|Verdana|Courier New",
        kerning: bool,
        ligatures: bool,
        rtl: bool,
    ) {
        let book = FontBook::shipped();
        let style = ShapeStyle { kerning, ligatures, rtl, ..plain(&book, &family) };
        let shaped = book.shape(&text, &style);
        for glyph in &shaped.glyphs {
            prop_assert!(glyph.id != 0);
            prop_assert!(text.is_char_boundary(glyph.cluster as usize));
            prop_assert!(glyph.advance.is_finite() && glyph.dx.is_finite() && glyph.dy.is_finite());
        }
        let sum: f64 = shaped.glyphs.iter().map(|glyph| glyph.advance).sum();
        prop_assert!((shaped.advance - sum).abs() < 1e-9);
    }

    /// What the rendering specification says of Word holds for each text that Danish can be.
    #[test]
    fn nordic_text_is_as_wide_as_its_letters(
        text in "[ -~æøåÆØÅéÉüÜöÖäÄðÐþÞáíóúýÁÍÓÚÝß§–—’“”«»•½°€]{0,40}",
        at in 0_usize..4,
    ) {
        let (family, file) = FAMILIES[at];
        let font = Font::new(shipped(file), 0).expect("a font");
        let book = FontBook::shipped();
        let shaped = book.shape(&text, &plain(&book, family));
        prop_assert_eq!((shaped.advance * 1000.0).round() as i64, widths(&font, &text));
        prop_assert_eq!(shaped.glyphs.len(), text.chars().count());
    }
}
