//! The font programs that PDFs get.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use brevsmed::font::{FontBook, Program};
use proptest::prelude::*;
use read_fonts::model::Font;
use read_fonts::types::GlyphId;

use super::{fixture, glyphs, plain, regular, shipped};

/// The ids of a text's glyphs.
fn ids(book: &FontBook, family: &str, text: &str) -> Vec<u16> {
    glyphs(&book.shape(text, &plain(book, family))).into_iter().map(|(id, ..)| id).collect()
}

/// The program for a text.
fn program(book: &FontBook, family: &str, text: &str) -> Arc<Program> {
    let ids = ids(book, family, text);
    book.program(regular(book, family).face, &ids).expect("a program")
}

/// The program's bytes.
fn inflated(program: &Program) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(&program.deflated[..]).read_to_end(&mut bytes).expect("zlib");
    assert_eq!(bytes.len(), program.length);
    bytes
}

const LETTER: &str = "Afgørelse om helbredstillæg efter pensionslovens § 14 a, stk. 1 – vi har modtaget \
    din ansøgning den 3. januar 2026 og giver dig 1.234,50 kr.";

#[test]
fn letters_in_nordic_languages_share_one_program_of_moderate_size() {
    let book = FontBook::shipped();
    let mut sizes = String::new();
    for family in ["Calibri", "Cambria", "Arial", "Times New Roman", "Courier New", "Verdana"] {
        let first = program(&book, family, LETTER);
        let other = program(&book, family, "Kære Åse Ærø, ØKONOMI (ß, é, ü) \"x\" «y» 4567");
        assert!(Arc::ptr_eq(&first, &other), "{family}");
        assert!(first.deflated.len() < 27_000, "{family}: {}", first.deflated.len());
        let round = |bytes: usize| (bytes + 500) / 1000;
        sizes.push_str(&format!(
            "{family}: {} glyphs, {} kB, {} kB deflated, {}\n",
            first.glyphs.len(),
            round(first.length),
            round(first.deflated.len()),
            first.tag
        ));
    }
    insta::assert_snapshot!(sizes);
}

#[test]
fn names_from_elsewhere_add_their_alphabet() {
    let book = FontBook::shipped();
    let danish = program(&book, "Calibri", LETTER);
    let polish = program(&book, "Calibri", &format!("{LETTER} Łukasz"));
    let czech = program(&book, "Calibri", &format!("{LETTER} Dvořák"));
    let greek = program(&book, "Calibri", &format!("{LETTER} Αθήνα"));
    assert!(Arc::ptr_eq(&polish, &czech));
    assert!(polish.glyphs.len() > danish.glyphs.len());
    assert_ne!(polish.tag, danish.tag);
    assert_ne!(greek.tag, polish.tag);
}

#[test]
fn a_bullet_alone_is_a_small_program() {
    let book = FontBook::shipped();
    let bullet = program(&book, "Verdana", "•");
    assert_eq!(bullet.glyphs.len(), 2);
    assert!(bullet.deflated.len() < 5_000, "{}", bullet.deflated.len());
    assert!(Arc::ptr_eq(&bullet, &program(&book, "Verdana", "•••")));
}

#[test]
fn a_program_does_not_depend_on_the_letters_before() {
    let texts = [
        LETTER,
        "Łukasz Dvořák og mange flere",
        "☐ ☒ ✓",
        "Αθήνα Київ Ærø x",
        "→ ← ↑ ↓ ≤ ≥ abcdefgh",
    ];
    let made = |order: &[usize]| {
        let book = FontBook::shipped();
        let mut programs = BTreeMap::new();
        for at in order {
            programs.insert(*at, program(&book, "Verdana", texts[*at]).deflated.clone());
        }
        programs
    };
    assert_eq!(made(&[0, 1, 2, 3, 4]), made(&[4, 2, 0, 3, 1]));
}

#[test]
fn glyphs_keep_their_outlines_and_widths() {
    let book = FontBook::shipped();
    for (family, file) in [
        ("Calibri", "carlito/Carlito-Regular.ttf"),
        ("Times New Roman", "liberation/LiberationSerif-Regular.ttf"),
        ("Verdana", "dejavu/DejaVuSans.ttf"),
    ] {
        let whole = Font::new(shipped(file), 0).expect("a font");
        let program = program(&book, family, "Ærø og Łódź → æ ½ • ﬁ");
        let subset = Font::new(inflated(&program), 0).expect("a font");
        assert!(!program.cff);
        assert!(
            program.glyphs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
        );
        assert_eq!(program.glyphs[0].0, 0);
        for (old, new, width) in &program.glyphs {
            let (old, new) = (GlyphId::from(*old), GlyphId::from(*new));
            let before = whole
                .glyph_metrics()
                .extents(old)
                .map(|box_| (box_.x_bearing, box_.width, box_.height));
            let after = subset
                .glyph_metrics()
                .extents(new)
                .map(|box_| (box_.x_bearing, box_.width, box_.height));
            assert_eq!(before, after, "{family} {old}");
            let advance = f64::from(subset.glyph_metrics().h_advance(new)) * 1000.0
                / f64::from(subset.units_per_em());
            assert!((advance - width).abs() < 1e-6, "{family} {old}");
        }
    }
}

#[test]
fn a_font_with_cff_outlines_gives_a_bare_cff_program() {
    let italic = fixture("kassen-italic.otf");
    let book = FontBook::shipped().with_fonts(&[&italic]).expect("a font");
    let program = program(&book, "Kassen", "Egeby Kommune");
    let bytes = inflated(&program);
    assert!(program.cff);
    // Major version 1 and a header of four bytes (Adobe technical note 5176, 6).
    assert_eq!((bytes[0], bytes[2]), (1, 4));
    for id in ids(&book, "Kassen", "Egeby Kommune") {
        assert!(program.glyphs.iter().any(|(old, ..)| *old == id));
    }
}

#[test]
fn a_font_that_must_not_be_subset_goes_in_whole() {
    let mut regular = fixture("kassen-regular.ttf");
    super::own::set_fs_type(&mut regular, 0x0100);
    let book = FontBook::shipped().with_fonts(&[&regular]).expect("a font");
    let program = program(&book, "Kassen", "E");
    let glyphs = Font::new(regular, 0).expect("a font").num_glyphs() as usize;
    assert_eq!(program.glyphs.len(), glyphs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_glyphs_are_in_their_program(wanted in proptest::collection::vec(0_u16..7000, 0..40)) {
        let book = FontBook::shipped();
        let face = regular(&book, "Verdana").face;
        let program = book.program(face, &wanted).expect("a program");
        let glyphs = Font::new(shipped("dejavu/DejaVuSans.ttf"), 0).expect("a font").num_glyphs();
        for glyph in wanted.iter().filter(|glyph| u32::from(**glyph) < glyphs) {
            prop_assert!(program.glyphs.iter().any(|(old, ..)| old == glyph), "{}", glyph);
        }
    }
}
