//! The tree: headings, lists, contents, captions, figures.

use insta::assert_snapshot;

use super::sketch::{PNG, Sketch, item, p, table};

/// Bullets and numbers, each with a second level.
const LISTS: &str = r#"
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>"#;

fn lists(body: &[String]) -> String {
    Sketch::new(&body.concat()).numbering(LISTS).dump()
}

#[test]
fn headings_begin_at_one_and_skip_no_level() {
    let body = [
        p("Overskrift2", "Afgørelse"),
        p("", "Du får tillæg."),
        p("Overskrift4", "Sådan har vi regnet"),
        p("Overskrift4", "Sådan klager du"),
        p("Overskrift2", "Bilag"),
        p("Overskrift1", "Vejledning"),
        p("Overskrift2", "Klage"),
    ];
    assert_snapshot!(Sketch::new(&body.concat()).dump());
}

#[test]
fn headings_in_order_keep_their_levels_in_silence() {
    let body =
        [p("Overskrift1", "Afgørelse"), p("Overskrift2", "Grund"), p("Overskrift1", "Klage")];
    let letter = Sketch::new(&body.concat()).letter();
    assert!(letter.diagnostics.is_empty(), "{:?}", letter.diagnostics);
    assert_eq!(
        letter.dump(),
        "Document da-DK\n  H1 \"Afgørelse\"\n  H2 \"Grund\"\n  H1 \"Klage\"\n"
    );
}

#[test]
fn empty_paragraphs_and_headings_are_no_nodes() {
    let body = [p("", ""), p("Overskrift1", " "), p("", "Tekst"), p("", "\u{a0}"), p("", "")];
    assert_eq!(Sketch::new(&body.concat()).dump(), "Document da-DK\n  P \"Tekst\"\n");
}

#[test]
fn items_become_lists_in_lists() {
    assert_snapshot!(lists(&[
        p("", "Du skal sende:"),
        item(2, 0, "en ansøgning"),
        item(2, 1, "på papir"),
        item(2, 1, "digitalt"),
        item(2, 0, "et overslag"),
        p("", "Venlig hilsen"),
    ]));
}

#[test]
fn another_numbering_further_in_is_a_list_in_the_item() {
    let deeper = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="1440"/></w:pPr><w:r><w:t>på papir</w:t></w:r></w:p>"#;
    assert_snapshot!(lists(&[
        item(2, 0, "en ansøgning"),
        deeper.to_owned(),
        item(2, 0, "et overslag")
    ]));
}

#[test]
fn numbers_that_begin_anew_are_another_list_and_bullets_are_not() {
    assert_snapshot!(lists(&[
        item(2, 0, "en"),
        item(2, 0, "to"),
        item(3, 0, "en igen"),
        p("", "Og:"),
        item(1, 0, "punkt"),
        item(4, 0, "samme liste"),
    ]));
}

#[test]
fn an_indented_paragraph_between_items_belongs_to_the_item() {
    let indented = r#"<w:p><w:pPr><w:ind w:left="720"/></w:pPr><w:r><w:t>Det kan du gøre på borger.dk.</w:t></w:r></w:p>"#;
    assert_snapshot!(lists(&[
        item(2, 0, "Send ansøgningen."),
        indented.to_owned(),
        item(2, 0, "Vent på svar."),
        indented.to_owned(),
        p("", "Venlig hilsen"),
    ]));
}

#[test]
fn a_table_or_a_plain_paragraph_ends_a_list() {
    assert_snapshot!(lists(&[
        item(1, 0, "før"),
        table(r#"<w:tblStyle w:val="Gitter"/>"#, &["^Udgift|Beløb", "Tænder|100"]),
        item(1, 0, "efter"),
        p("", "Tekst ved margen"),
        item(1, 0, "til sidst"),
    ]));
}

#[test]
fn a_numbered_heading_is_a_heading() {
    let heading = r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Afgørelse</w:t></w:r></w:p>"#;
    let dump = lists(&[heading.to_owned(), p("", "Tekst")]);
    assert_eq!(dump, "Document da-DK\n  H1 \"1.Afgørelse\"\n  P \"Tekst\"\n");
}

#[test]
fn contents_are_a_tree_of_entries() {
    assert_snapshot!(
        Sketch::new(
            &[
                p("Indhold1", "Afgørelse 1"),
                p("Indhold2", "Grund 1"),
                p("Indhold2", "Beregning 2"),
                p("Indhold1", "Klage 3"),
                p("Overskrift1", "Afgørelse"),
            ]
            .concat()
        )
        .dump()
    );
}

#[test]
fn captions_belong_to_their_table_or_stand_by_their_figure() {
    let grid = r#"<w:tblStyle w:val="Gitter"/>"#;
    let picture =
        super::drawings::inline(r#"descr="Kort over byen""#, &super::drawings::pic("rId9"));
    let body = [
        p("Billedtekst", "Tabel 1: Udgifter"),
        table(grid, &["^Udgift|Beløb", "Tænder|100"]),
        table(grid, &["^Udgift|Beløb", "Briller|200"]),
        p("Billedtekst", "Tabel 2: Flere udgifter"),
        format!("<w:p><w:r>{picture}</w:r></w:p>"),
        p("Billedtekst", "Figur 1: Byen"),
        p("", "Tekst"),
        p("Billedtekst", "Ingen figur her"),
    ];
    assert_snapshot!(Sketch::new(&body.concat()).media("rId9", "media/kort.png", PNG).dump());
}
