//! Where a paragraph is, for those who lay it out.

use brevsmed::diagnostic::{MessageLanguage, StoryKind};
use brevsmed::letter::Block;

use super::{document, letter, line, paragraphs};

fn text(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn places_count_as_a_reader_counts() {
    let body = format!(
        r#"<w:p>{}</w:p><w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>{}</w:p><w:p/><w:p>{}</w:p><w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>"#,
        text("Kære Jytte"),
        text("Afgørelse"),
        text(
            "Vi har afgjort din sag, og her er en lang begrundelse, som ikke kan stå i et uddrag."
        ),
        text("A"),
        text("B"),
    );
    let header = format!("<w:p>{}</w:p>", text("Egeby"));
    let letter = letter(&document(&body, &[("header", &header)]));
    let places: Vec<String> = paragraphs(&letter)
        .into_iter()
        .filter(|paragraph| !line(paragraph).is_empty())
        .map(|paragraph| {
            let place = letter.place(paragraph);
            format!("{} | {}", place.words(MessageLanguage::English), place.excerpt)
        })
        .collect();
    insta::assert_snapshot!(places.join("\n"), @r#"
    the letter's text, paragraph 1 | Kære Jytte
    the letter's text, paragraph 2 | Afgørelse
    the letter's text, under "Afgørelse", paragraph 4 | Vi har afgjort din sag, og her er en lang begrundelse, som i…
    the letter's text, under "Afgørelse", table 1, row 1, column 1, paragraph 5 | A
    the letter's text, under "Afgørelse", table 1, row 1, column 2, paragraph 6 | B
    "#);
    let header = letter.sections[0].headers.default.as_ref().expect("a header");
    let Block::Paragraph(paragraph) = &header[0] else { panic!("{header:?}") };
    assert_eq!(letter.place(paragraph).story, StoryKind::Header(1));
}

#[test]
fn a_frame_in_a_cell_stays_in_its_cell() {
    let framed = format!(
        r#"<w:p><w:pPr><w:framePr w:hSpace="141" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:y="2266"/></w:pPr>{}</w:p>"#,
        text("i rammen")
    );
    let body = format!(
        r#"<w:tbl><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc>{framed}</w:tc></w:tr></w:tbl>{framed}<w:p/>"#
    );
    let letter = letter(&document(&body, &[]));
    let blocks = &letter.sections[0].blocks;
    let Block::Table(table) = &blocks[0] else { panic!("{blocks:?}") };
    assert!(matches!(table.rows[0].cells[0].blocks[0], Block::Paragraph(_)), "{table:?}");
    assert!(matches!(blocks[1], Block::Float(_)), "{blocks:?}");
}
