//! Repeated regions: how far they reach, what repeats, numbers, formulas, ids.

use brevsmed::merge::{Datum, MergeOptions, Record};
use insta::assert_snapshot;

use super::{letter_of, paragraphs, shown, table};
use crate::support::{Doc, body, merged, record};

/// Two benefits, the second without payments.
fn benefits() -> Record {
    let mut data = record(&[("Navn", "Åse")]);
    let mut glasses = record(&[("Art", "Briller"), ("Beløb", "1000")]);
    glasses
        .insert("Rater", Datum::List(vec![record(&[("Rate", "600")]), record(&[("Rate", "400")])]));
    let mut teeth = record(&[("Art", "Tænder"), ("Beløb", "250.5")]);
    teeth.insert("Rater", Datum::List(Vec::new()));
    data.insert("Ydelser", Datum::List(vec![glasses, teeth]));
    data.insert("Ingen", Datum::List(Vec::new()));
    data
}

fn blocks(xml: &str) -> String {
    letter_of(&Doc::new(xml), &benefits(), &MergeOptions::default())
}

fn start(name: &str) -> String {
    format!("{{MERGEFIELD TableStart:{name}}}")
}

fn end(name: &str) -> String {
    format!("{{MERGEFIELD TableEnd:{name}}}")
}

#[test]
fn a_region_in_two_cells_repeats_its_row() {
    let rows = format!(
        "Art ¦ Kr.\n{}{{MERGEFIELD Art}} ¦ {{MERGEFIELD Beløb}}{}\nI alt ¦ x",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"
    [Art ¦ Kr.]
    [Briller ¦ 1000]
    [Tænder ¦ 250.5]
    [I alt ¦ x]
    ");
}

#[test]
fn a_region_in_two_rows_repeats_the_rows_from_one_to_the_other() {
    let rows = format!(
        "{}{{MERGEFIELD Art}}\n{{MERGEFIELD Beløb}} kr.{}",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"
    [Briller]
    [1000 kr.]
    [Tænder]
    [250.5 kr.]
    ");
}

#[test]
fn a_region_in_two_paragraphs_repeats_them_and_its_markers_leave_no_line() {
    let sketch = format!(
        "før\n{}\n{{MERGEFIELD Art}}:\n{{MERGEFIELD Beløb}} kr.\n{}\nefter",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&paragraphs(&sketch)), @"
    før
    Briller:
    1000 kr.
    Tænder:
    250.5 kr.
    efter
    ");
}

#[test]
fn a_region_around_a_table_repeats_the_table() {
    let xml = format!(
        "{}{}{}<w:p/>",
        paragraphs(&start("Ydelser")),
        table("{MERGEFIELD Art} ¦ {MERGEFIELD Beløb}"),
        paragraphs(&format!("\n{}", end("Ydelser")))
    );
    assert_snapshot!(blocks(&xml), @"
    [Briller ¦ 1000]

    [Tænder ¦ 250.5]
    ");
}

#[test]
fn regions_nest() {
    let sketch = format!(
        "{}{{MERGEFIELD Art}}:\n{}rate {{MERGEFIELD Rate}} af {{MERGEFIELD Beløb}} til {{MERGEFIELD Navn}}{}\nslut {}\n.",
        start("Ydelser"),
        start("Rater"),
        end("Rater"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&paragraphs(&sketch)), @"
    Briller:
    rate 600 af 1000 til Åse
    rate 400 af 1000 til Åse
    slut
    Tænder:
    slut
    .
    ");
}

#[test]
fn rows_nest_in_rows() {
    let rows = format!(
        "{}{{MERGEFIELD Art}} ¦ x\n{}- ¦ {{MERGEFIELD Rate}}{}\ni alt ¦ {{MERGEFIELD Beløb}}{}",
        start("Ydelser"),
        start("Rater"),
        end("Rater"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"
    [Briller ¦ x]
    [- ¦ 600]
    [- ¦ 400]
    [i alt ¦ 1000]
    [Tænder ¦ x]
    [i alt ¦ 250.5]
    ");
}

#[test]
fn a_region_in_a_sentence_repeats_what_is_between_its_markers() {
    let sketch = format!(
        "Du får: {}{{MERGEFIELD Art}} ({{MERGEFIELD Beløb}}), {}i alt.",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&paragraphs(&sketch)), @"Du får: Briller (1000), Tænder (250.5), i alt.");
}

#[test]
fn a_region_in_a_sentence_with_nothing_between_its_markers_is_nothing() {
    let sketch = format!("Du får: {}{}i alt.", start("Ydelser"), end("Ydelser"));
    assert_snapshot!(blocks(&paragraphs(&sketch)), @"Du får: i alt.");
}

#[test]
fn a_region_alone_in_a_table_of_one_cell_repeats_the_row() {
    let rows = format!("{}{{MERGEFIELD Art}}{}", start("Ydelser"), end("Ydelser"));
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"
    [Briller]
    [Tænder]
    ");
}

#[test]
fn groups_of_other_engines_are_regions_too() {
    let sketch = "{MERGEFIELD BeginGroup:Ydelser}{MERGEFIELD Art}{MERGEFIELD EndGroup:Ydelser}\n.";
    assert_snapshot!(blocks(&paragraphs(sketch)), @"
    Briller
    Tænder
    .
    ");
}

#[test]
fn an_empty_list_takes_its_rows_away() {
    let rows = format!("Art ¦ Kr.\n{}{{MERGEFIELD Art}} ¦ x{}", start("Ingen"), end("Ingen"));
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"[Art ¦ Kr.]");
    let only = format!("{}{{MERGEFIELD Art}} ¦ x{}", start("Ingen"), end("Ingen"));
    assert_snapshot!(blocks(&format!("{}{}", table(&only), paragraphs("slut"))), @"slut");
}

#[test]
fn an_empty_list_takes_the_table_and_its_heading_when_asked() {
    let heading = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let rows = |list: &str| table(&format!("Art\n{}{{MERGEFIELD Art}}{}", start(list), end(list)));
    let xml = format!(
        "{}{}{}{}{}<w:p/>",
        paragraphs("tekst"),
        heading("Ingen ydelser"),
        rows("Ingen"),
        heading("Ydelser"),
        rows("Ydelser")
    );
    let options = MergeOptions { remove_empty_tables: true, ..MergeOptions::default() };
    assert_snapshot!(letter_of(&Doc::new(&xml), &benefits(), &options), @"
    tekst
    Overskrift1: Ydelser
    [Art]
    [Briller]
    [Tænder]
    ");
}

#[test]
fn rows_can_be_numbered() {
    let rows = format!(
        "{}{{MERGEREC}}/{{MERGESEQ}} ¦ {{MERGEFIELD RowNumber}} ¦ {{MERGEFIELD Ydelser.Art}} {{SEQ nr}}{}",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&format!("{}{}", table(&rows), paragraphs("{MERGEREC}"))), @"
    [1/1 ¦ 1 ¦ Briller 1]
    [2/2 ¦ 2 ¦ Tænder 2]
    1
    ");
}

#[test]
fn formulas_see_the_rows_that_a_region_made() {
    let rows = format!(
        "Art ¦ Kr.\n{}{{MERGEFIELD Art}} ¦ {{MERGEFIELD Beløb \\# \"#.##0,00\"}}{}\nI alt ¦ {{=SUM(ABOVE) \\# \"#.##0,00\"}}\nB2 ¦ {{=B2}}\nB2:B3 ¦ {{=SUM(B2:B3)}}\nAntal ¦ {{=COUNT(B2:B3)}}",
        start("Ydelser"),
        end("Ydelser")
    );
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(&rows))), @"
    [Art ¦ Kr.]
    [Briller ¦ 1.000,00]
    [Tænder ¦ 250,50]
    [I alt ¦ 1.250,50]
    [B2 ¦ 1000]
    [B2:B3 ¦ 1250,5]
    [Antal ¦ 2]
    ");
}

#[test]
fn formulas_look_left_right_and_below() {
    let rows = "2 ¦ 3 ¦ {=SUM(LEFT)} ¦ {=SUM(RIGHT)} ¦ 4\n{=SUM(BELOW)} ¦ x ¦ y ¦ z ¦ w\n5 ¦ 0 ¦ 0 ¦ 0 ¦ 0\n7 ¦ 0 ¦ 0 ¦ 0 ¦ 0";
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(rows))), @"
    [2 ¦ 3 ¦ 5 ¦ 4 ¦ 4]
    [12 ¦ x ¦ y ¦ z ¦ w]
    [5 ¦ 0 ¦ 0 ¦ 0 ¦ 0]
    [7 ¦ 0 ¦ 0 ¦ 0 ¦ 0]
    ");
}

#[test]
fn a_region_without_its_partner_or_across_another_is_refused() {
    let options = MergeOptions::default();
    let doc = Doc::new(&paragraphs(&format!("{}\n{{MERGEFIELD Navn}}", start("Ydelser"))));
    assert_snapshot!(letter_of(&doc, &benefits(), &options), @"refused: R201");
    let crossed = format!(
        "{}\n{}\n{}\n{}\n.",
        start("Ydelser"),
        start("Ingen"),
        end("Ydelser"),
        end("Ingen")
    );
    assert_snapshot!(letter_of(&Doc::new(&paragraphs(&crossed)), &benefits(), &options), @"refused: R201 R201");
}

#[test]
fn a_region_that_cuts_a_link_in_two_is_refused() {
    let runs = |sketch: &str| paragraphs(sketch).replace("<w:p>", "").replace("</w:p>", "");
    let xml = format!(
        r#"<w:p>{}<w:hyperlink w:anchor="x">{}</w:hyperlink>{}</w:p><w:p/>"#,
        runs(&start("Ydelser")),
        runs(&end("Ydelser")),
        runs("slut")
    );
    assert_snapshot!(blocks(&xml), @"refused: R201");
}

#[test]
fn a_region_over_what_is_no_list_is_refused() {
    let doc = Doc::new(&paragraphs(&format!("{}\nx\n{}\n.", start("Navn"), end("Navn"))));
    assert_snapshot!(letter_of(&doc, &benefits(), &MergeOptions::default()), @"refused: M310");
    let doc = Doc::new(&paragraphs(&format!("{}\nx\n{}\n.", start("Ukendt"), end("Ukendt"))));
    assert_snapshot!(letter_of(&doc, &benefits(), &MergeOptions::default()), @"refused: M301");
}

#[test]
fn ids_of_drawings_bookmarks_and_paragraphs_are_unique_in_repeats() {
    let inside = concat!(
        r#"<w:p w14:paraId="11111111"><w:bookmarkStart w:id="1" w:name="sted"/><w:r><w:drawing><wp:inline><wp:docPr id="5" name="logo"/></wp:inline></w:drawing></w:r>"#,
        r#"<w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>"#
    );
    let again = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="5" name="igen"/></wp:inline></w:drawing></w:r></w:p>"#;
    let xml =
        format!("{}{inside}{}{again}", paragraphs(&start("Ydelser")), paragraphs(&end("Ydelser")));
    let letter = merged(&Doc::new(&xml).template(), &benefits(), &MergeOptions::default());
    let out = body(letter.letter().expect("a letter"));
    let all = |attribute: &str| {
        let mut values: Vec<String> = out
            .split(&format!(" {attribute}=\""))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect();
        values.sort_unstable();
        values
    };
    for attribute in ["id", "w14:paraId", "w:name"] {
        let values = all(attribute);
        let mut unique = values.clone();
        unique.dedup();
        assert_eq!(values, unique, "{attribute}");
    }
    assert_eq!(all("id").len(), 3);
    // Each bookmark's end has the id of its start.
    assert_eq!(all("w:id").chunks(2).filter(|pair| pair[0] == pair[1]).count(), 2);
    assert_eq!(shown(&out), "▢x\n▢x\n▢");
}

#[test]
fn a_restarted_list_starts_over_in_each_item() {
    let numbering = format!(
        concat!(
            r#"<w:numbering {}><w:abstractNum w:abstractNumId="0"/>"#,
            r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
            r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#
        ),
        crate::support::NAMESPACES
    );
    let item = |number: u8| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
        )
    };
    let xml = format!(
        "{}{}{}{}{}<w:p/>",
        paragraphs(&start("Ydelser")),
        item(2),
        item(2),
        item(1),
        paragraphs(&end("Ydelser"))
    );
    let doc = Doc::new(&xml).with("numbering", &numbering);
    let letter = merged(&doc.template(), &benefits(), &MergeOptions::default());
    let letter = letter.letter().expect("a letter");
    let numbers: Vec<String> = body(letter)
        .split("<w:numId w:val=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    assert_eq!(numbers, ["2", "2", "1", "3", "3", "1"]);
    let part = crate::support::part(letter, "word/numbering.xml").expect("lists");
    assert!(
        part.contains(r#"<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride"#),
        "{part}"
    );
}
