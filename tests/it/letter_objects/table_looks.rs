//! Looks of tables: the cascade of styles, borders, margins, grids.

use insta::assert_snapshot;

use super::sketch::{Sketch, cell, p, table};

/// A style with every part of a table coloured, so that the part that wins is seen.
fn parts(names: &[(&str, &str)]) -> String {
    let parts: String = names
        .iter()
        .map(|(name, fill)| {
            format!(
                r#"<w:tblStylePr w:type="{name}"><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr></w:tblStylePr>"#
            )
        })
        .collect();
    format!(r#"<w:style w:type="table" w:styleId="Dele"><w:name w:val="Dele"/>{parts}</w:style>"#)
}

/// The shading of a table's cells, a row a line.
fn shades(look: &str, style: &str, rows: &[&str]) -> String {
    let properties = format!(r#"<w:tblStyle w:val="Dele"/>{look}"#);
    let looks = Sketch::new(&table(&properties, rows)).styles(style).looks();
    let mut out = String::new();
    for line in looks.lines() {
        if line.trim_start().starts_with("row") {
            out.push('\n');
        }
        if line.trim_start().starts_with("cell") {
            let shade = line.split("shade ").nth(1).map_or("-", |rest| &rest[..6]);
            out.push_str(shade);
            out.push(' ');
        }
    }
    out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn each_part_of_a_style_goes_over_those_before_it() {
    let all = [
        ("band1Vert", "000001"),
        ("band2Vert", "000002"),
        ("band1Horz", "000003"),
        ("band2Horz", "000004"),
        ("firstRow", "000005"),
        ("lastRow", "000006"),
        ("firstCol", "000007"),
        ("lastCol", "000008"),
        ("nwCell", "000009"),
        ("neCell", "00000A"),
        ("swCell", "00000B"),
        ("seCell", "00000C"),
    ];
    let rows = ["a|b|c", "d|e|f", "g|h|i", "j|k|l"];
    let on = r#"<w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:lastColumn="1" w:noHBand="0" w:noVBand="0"/>"#;
    assert_eq!(
        shades(on, &parts(&all), &rows),
        "000009 000005 00000A\n000007 000003 000008\n000007 000004 000008\n00000B 000006 00000C"
    );
    let bits = r#"<w:tblLook w:val="0420"/>"#;
    assert_eq!(
        shades(bits, &parts(&all), &rows),
        "000005 000005 000005\n000003 000003 000003\n000004 000004 000004\n000003 000003 000003"
    );
    let columns = r#"<w:tblLook w:val="0200"/>"#;
    assert_eq!(
        shades(columns, &parts(&all), &rows[..2]),
        "000001 000002 000001\n000001 000002 000001"
    );
}

#[test]
fn bands_are_as_tall_as_the_style_says() {
    let style = parts(&[("band1Horz", "000003"), ("band2Horz", "000004")])
        .replace("<w:tblStylePr w:type=\"band1Horz\">", "<w:tblPr><w:tblStyleRowBandSize w:val=\"2\"/></w:tblPr><w:tblStylePr w:type=\"band1Horz\">");
    assert_eq!(
        shades("", &style, &["a", "b", "c", "d", "e"]),
        "000003\n000003\n000004\n000004\n000003"
    );
}

#[test]
fn text_takes_what_the_parts_of_the_style_say() {
    let style = r#"<w:style w:type="table" w:styleId="Fin"><w:name w:val="Fin"/><w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:color w:val="333333"/></w:rPr>
<w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>"#;
    let look = r#"<w:tblStyle w:val="Fin"/><w:tblLook w:val="0420"/>"#;
    assert_snapshot!(
        Sketch::new(&table(look, &["Udgift|Beløb", "Tænder|100"])).styles(style).looks()
    );
}

#[test]
fn outer_and_inner_borders_come_from_the_style_the_table_and_the_cell() {
    let borders = r#"<w:tblStyle w:val="Gitter"/><w:tblBorders><w:top w:val="double" w:sz="12" w:color="FF0000"/><w:insideV w:val="nil"/></w:tblBorders>"#;
    let cells =
        r#"<w:tcBorders><w:bottom w:val="nil"/><w:right w:val="dashed" w:sz="8"/></w:tcBorders>"#;
    let xml = format!(
        "<w:tbl><w:tblPr>{borders}</w:tblPr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(cells, "a"),
        cell("", "b"),
        cell("", "c"),
        cell("<w:tcBorders><w:tl2br w:val=\"single\" w:sz=\"4\"/></w:tcBorders>", "d"),
    );
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn a_row_may_have_borders_and_margins_of_its_own() {
    let exceptions = r#"<w:tblPrEx><w:tblBorders><w:top w:val="single" w:sz="24"/></w:tblBorders><w:tblCellMar><w:left w:w="0"/></w:tblCellMar></w:tblPrEx>"#;
    let xml = format!(
        "<w:tbl><w:tr>{exceptions}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("", "a"),
        cell("", "b")
    );
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn margins_come_from_the_cell_the_table_the_style_or_words_default() {
    let style = r#"<w:style w:type="table" w:styleId="Luft"><w:name w:val="Luft"/><w:tblPr><w:tblCellMar><w:top w:w="40"/><w:left w:w="200"/></w:tblCellMar></w:tblPr></w:style>"#;
    let xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Luft\"/><w:tblCellMar><w:left w:w=\"300\"/></w:tblCellMar></w:tblPr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "a"),
        cell("<w:tcMar><w:right w:w=\"0\"/></w:tcMar>", "b"),
    );
    let letter = Sketch::new(&xml).styles(style).letter();
    let brevsmed::letter::Block::Table(table) = &letter.sections[0].blocks[0] else {
        panic!("a table")
    };
    let margins = |cell: usize| {
        let margins = table.rows[0].cells[cell].margins;
        let sides = [margins.top, margins.left, margins.bottom, margins.right];
        sides.map(|side| format!("{:.2}", side.0)).join(" ")
    };
    assert_eq!(margins(0), "2.00 15.00 0.00 5.40");
    assert_eq!(margins(1), "2.00 15.00 0.00 0.00");
}

#[test]
fn properties_of_tables_rows_and_cells_are_read() {
    let table_properties = r#"<w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblInd w:w="200" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellSpacing w:w="20" w:type="dxa"/><w:bidiVisual/>"#;
    let xml = format!(
        "<w:tbl><w:tblPr>{table_properties}</w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>\
         <w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"400\"/><w:tblHeader/></w:trPr>{}{}</w:tr>\
         <w:tr><w:trPr><w:trHeight w:val=\"600\" w:hRule=\"exact\"/></w:trPr>{}</w:tr></w:tbl>",
        cell(
            "<w:tcW w:w=\"1000\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/><w:noWrap/><w:textDirection w:val=\"btLr\"/>",
            "a"
        ),
        cell(
            "<w:tcW w:w=\"2500\" w:type=\"pct\"/><w:shd w:val=\"pct25\" w:color=\"000000\" w:fill=\"FFFFFF\"/><w:vAlign w:val=\"bottom\"/>",
            "b"
        ),
        cell("<w:gridSpan w:val=\"2\"/><w:textDirection w:val=\"tbRl\"/>", "c"),
    );
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn cells_merged_the_old_way_are_one() {
    let xml = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:tcW w:w=\"1000\" w:type=\"dxa\"/><w:hMerge w:val=\"restart\"/>", "a"),
        cell("<w:tcW w:w=\"1000\" w:type=\"dxa\"/><w:hMerge/>", ""),
        cell("<w:tcW w:w=\"1000\" w:type=\"dxa\"/>", "b"),
    );
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn a_missing_grid_is_made_from_widths() {
    let width = |twips: u32| format!("<w:tcW w:w=\"{twips}\" w:type=\"dxa\"/>");
    let xml = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&width(1000), "a"),
        cell(&width(3000), "b")
    );
    let looks = Sketch::new(&xml).looks();
    assert!(looks.starts_with("table grid 50 150\n"), "{looks}");
}

#[test]
fn rows_that_disagree_about_columns_share_a_grid_of_all_edges() {
    let width = |twips: u32| format!("<w:tcW w:w=\"{twips}\" w:type=\"dxa\"/>");
    let grid = "<w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>";
    let xml = format!(
        "<w:tbl>{grid}<w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(&width(3000), "a"),
        cell(&width(3000), "b"),
        cell(&width(2000), "c"),
        cell(&width(2000), "d"),
        cell(&width(2000), "e"),
    );
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn a_floating_table_has_a_place() {
    let position = r#"<w:tblpPr w:leftFromText="141" w:rightFromText="141" w:vertAnchor="page" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpY="1440"/><w:tblOverlap w:val="never"/>"#;
    let xml = [table(position, &["Sagsnr.|123"]), p("", "Tekst")].concat();
    assert_snapshot!(Sketch::new(&xml).looks());
}

#[test]
fn header_rows_are_leading_rows_only() {
    let looks = Sketch::new(&table("", &["^a", "b", "^c"])).looks();
    assert_eq!(looks.matches("row header").count(), 1, "{looks}");
    let all = Sketch::new(&table("", &["^a", "^b"])).looks();
    assert_eq!(all.matches("row header").count(), 0, "{all}");
}

#[test]
fn text_that_continues_a_merged_cell_does_not_show() {
    let xml = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "vises"),
        cell("<w:vMerge/>", "skjult"),
        cell("", "nederst"),
    );
    let sketch = Sketch::new(&xml);
    assert!(!sketch.looks().contains("skjult"));
    assert_eq!(sketch.dump(), "Document da-DK\n  P \"vises\"\n  P \"nederst\"\n");
}
