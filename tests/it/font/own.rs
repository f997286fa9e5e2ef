//! An authority's own fonts.

use brevsmed::font::{FontBook, Match, MetricsOf};
use proptest::prelude::*;

use super::{fixture, plain, regular, shipped};

/// The place of a table in a font file.
fn table(font: &[u8], tag: [u8; 4]) -> usize {
    let count = u16::from_be_bytes([font[4], font[5]]);
    (0..usize::from(count))
        .map(|index| &font[12 + 16 * index..][..16])
        .find(|record| record.starts_with(&tag))
        .map(|record| u32::from_be_bytes([record[8], record[9], record[10], record[11]]) as usize)
        .expect("the table")
}

/// Changes what the licence bits of a font allow.
pub fn set_fs_type(font: &mut [u8], bits: u16) {
    let at = table(font, *b"OS/2") + 8;
    font[at..at + 2].copy_from_slice(&bits.to_be_bytes());
}

fn kassen() -> FontBook {
    let files = ["kassen-regular.ttf", "kassen-bold.ttf", "kassen-light.ttf", "kassen-italic.otf"]
        .map(fixture);
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    FontBook::shipped().with_fonts(&files).expect("fonts")
}

#[test]
fn a_family_of_its_own_is_drawn_as_it_is() {
    let book = kassen();
    let mut shown = String::new();
    for (family, bold, italic) in [
        ("Kassen", false, false),
        ("KASSEN", true, false),
        ("Kassen", false, true),
        ("Kassen", true, true),
        ("Kassen Light", false, false),
        ("Kassen Light", true, false),
        ("Kassen-Bold", false, false),
        ("Calibri", false, false),
    ] {
        let selection = book.select(family, bold, italic, MetricsOf::Requested);
        shown.push_str(&format!(
            "{family}{}{}: {}{}{} {:?}\n",
            if bold { ", bold" } else { "" },
            if italic { ", italic" } else { "" },
            book.descriptor(selection.face).name,
            if selection.synthetic_bold { " thickened" } else { "" },
            if selection.synthetic_italic { " slanted" } else { "" },
            selection.substitution,
        ));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn word_takes_its_lines_from_hhea_and_libreoffice_from_the_table_it_is_told() {
    let book = kassen();
    let word = book.select("Kassen", false, false, MetricsOf::Requested).metrics;
    let libreoffice = book.select("Kassen", false, false, MetricsOf::Substitute).metrics;
    assert_eq!((word.ascent, word.descent, word.line_gap), (0.8, 0.22, 0.03));
    assert_eq!((libreoffice.ascent, libreoffice.descent, libreoffice.line_gap), (0.7, 0.2, 0.1));
}

#[test]
fn an_authority_may_bring_the_real_calibri() {
    // Carlito under another name: each name of the family in the file is as long.
    let mut file = shipped("carlito/Carlito-Regular.ttf");
    for (old, new) in [("Carlito", "Calibri")] {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        for (old, new) in [(wide(old), wide(new)), (old.into(), new.into())] {
            let mut at = 0;
            while let Some(found) = file[at..].windows(old.len()).position(|bytes| bytes == old) {
                at += found;
                file[at..at + new.len()].copy_from_slice(&new);
            }
        }
    }
    let book = FontBook::shipped().with_fonts(&[&file]).expect("a font");
    let selection = regular(&book, "Calibri");
    assert_eq!(selection.substitution, Match::Same);
    assert_eq!(book.descriptor(selection.face).family, "Calibri");
    assert_eq!(regular(&FontBook::shipped(), "Calibri").substitution, Match::Metric);
}

#[test]
fn an_own_font_is_asked_for_signs_that_no_other_has() {
    let book = kassen();
    let runs = book.runs("Egeby ☐ Київ", &regular(&book, "Kassen"), false, false);
    let faces: Vec<&str> = runs
        .iter()
        .map(|run| run.face.map_or("none", |face| book.descriptor(face).family.as_str()))
        .collect();
    assert_eq!(faces, ["Kassen", "DejaVu Sans", "Kassen", "Liberation Sans"]);
}

#[test]
fn a_font_that_cannot_be_used_is_refused_by_its_name() {
    let refused = |file: &[u8]| {
        FontBook::shipped().with_fonts(&[file]).err().map(|error| error.reason).unwrap_or_default()
    };
    let with = |bits: u16| {
        let mut file = fixture("kassen-bold.ttf");
        set_fs_type(&mut file, bits);
        file
    };
    let cut = fixture("kassen-regular.ttf");
    let shown = [
        refused(&with(0x0002)),
        refused(&with(0x0200)),
        refused(b""),
        refused(b"Dette er ikke en skrifttype"),
        refused(b"wOF2...................."),
        refused(b"ttcf...................."),
        refused(&cut[..300]),
    ]
    .join("\n");
    insta::assert_snapshot!(shown);
    // Installable, preview and print, editable; and restricted with a milder bit beside it.
    for bits in [0, 4, 8, 6] {
        assert_eq!(refused(&with(bits)), "", "{bits:#x}");
    }
}

/// Does everything that a letter does with a font.
fn use_all(book: &FontBook, family: &str) {
    let text = "Egeby Kommune ÆØÅ æøå 0123\u{AD}4 x\u{301}";
    for (bold, italic) in [(false, false), (true, true)] {
        let selection = book.select(family, bold, italic, MetricsOf::Requested);
        let _ = book.descriptor(selection.face);
        let _ = book.runs(text, &selection, bold, italic);
    }
    let style = plain(book, family);
    let mut kerned = style.clone();
    (kerned.kerning, kerned.ligatures, kerned.rtl) = (true, true, true);
    let _ = book.shape(text, &kerned);
    let shaped = book.shape(text, &style);
    let ids: Vec<u16> = shaped.glyphs.iter().map(|glyph| glyph.id).collect();
    let _ = book.program(style.face, &ids);
    let _ = book.program(style.face, &(0..400).collect::<Vec<u16>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_damage_to_a_font_makes_a_panic(
        file in "kassen-regular\\.ttf|kassen-italic\\.otf",
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        length in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = fixture(&file);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(length) = length {
            bytes.truncate(length.index(bytes.len()));
        }
        if let Ok(book) = FontBook::shipped().with_fonts(&[&bytes]) {
            use_all(&book, "Kassen");
        }
    }

    #[test]
    fn no_bytes_make_a_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..2000), kind in 0..4) {
        let magic: &[u8] = [&b"\0\x01\0\0"[..], b"OTTO", b"true", b""][kind as usize];
        bytes.splice(..0, magic.iter().copied());
        let _ = FontBook::shipped().with_fonts(&[&bytes]);
    }
}

#[test]
fn damage_to_the_tables_of_a_large_font_makes_no_panic() {
    let whole = shipped("liberation/LiberationMono-Regular.ttf");
    let mut random = 7_u64;
    for round in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..=round % 24 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            // The directory and the small tables say where everything is: most of the damage goes there.
            let reach = if random >> 61 < 5 { 4096 } else { bytes.len() };
            let at = (random >> 20) as usize % reach;
            bytes[at] = (random >> 8) as u8;
        }
        if let Ok(book) = FontBook::shipped().with_fonts(&[&bytes]) {
            use_all(&book, "Liberation Mono");
        }
    }
}
