//! Tables in the tree: data or layout, headers, spans.

use insta::assert_snapshot;

use super::sketch::{Sketch, cell, p, table};

const GRID: &str = r#"<w:tblStyle w:val="Gitter"/>"#;

#[test]
fn marked_header_rows_are_the_head() {
    assert_snapshot!(
        Sketch::new(&table(GRID, &["^Udgift|Beløb", "Tænder|100", "Briller|200"])).dump()
    );
}

#[test]
fn a_bold_first_row_is_the_head() {
    let dump = Sketch::new(&table(GRID, &["*Udgift*|*Beløb*", "Tænder|100"])).dump();
    assert!(dump.contains("TH column"), "{dump}");
    assert!(!dump.contains("L013"), "nothing was guessed: {dump}");
}

#[test]
fn a_bold_first_column_holds_the_headers_of_rows() {
    assert_snapshot!(Sketch::new(&table(GRID, &["*Navn*|Ole", "*By*|Egeby"])).dump());
}

#[test]
fn a_header_row_and_a_bold_first_column_are_both_headers() {
    let rows = ["^|2024|2025", "*Varme*|10|11", "*Medicin*|20|22"];
    assert_snapshot!(Sketch::new(&table(GRID, &rows)).dump());
}

#[test]
fn a_grid_without_headers_takes_its_first_row_and_says_so() {
    assert_snapshot!(Sketch::new(&table(GRID, &["Udgift|Beløb", "Tænder|100"])).dump());
}

#[test]
fn tables_that_only_keep_places_are_plain_text() {
    let layouts = [
        // No lines at all: an address beside a logo.
        table("", &["Ole Olsen|Egeby Kommune", "Vejen 1|Torvet 1"]),
        // One row, one column, nothing inside.
        table(GRID, &["Til|Fra"]),
        table(GRID, &["kun", "en", "kolonne"]),
        // Said by the author.
        table(&format!(r#"{GRID}<w:tblDescription w:val="Layout: adresse"/>"#), &["a|b", "c|d"]),
    ];
    for layout in layouts {
        let dump = Sketch::new(&layout).dump();
        assert!(!dump.contains("Table"), "{dump}");
        assert!(dump.contains("  P \""), "{dump}");
    }
}

#[test]
fn a_table_around_a_table_is_layout_and_the_inner_one_data() {
    let inner = table(GRID, &["^Udgift|Beløb", "Tænder|100"]);
    let outer = format!(
        "<w:tbl><w:tblPr>{GRID}</w:tblPr><w:tr><w:tc>{}</w:tc><w:tc>{inner}<w:p/></w:tc></w:tr><w:tr>{}{}</w:tr></w:tbl>",
        p("", "Til venstre"),
        cell("", "c"),
        cell("", "d")
    );
    assert_snapshot!(Sketch::new(&outer).dump());
}

#[test]
fn a_one_column_table_with_a_marked_header_is_data() {
    let dump = Sketch::new(&table(GRID, &["^Udgift", "Tænder"])).dump();
    assert!(dump.contains("Table\n") && dump.contains("TH column"), "{dump}");
}

#[test]
fn spans_are_told_and_headers_named() {
    let head = "<w:trPr><w:tblHeader/></w:trPr>";
    let rows = format!(
        "<w:tr>{head}{}{}</w:tr><w:tr>{head}{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        cell(r#"<w:vMerge w:val="restart"/>"#, "Udgift"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "Beløb"),
        cell("<w:vMerge/>", ""),
        cell("", "2024"),
        cell("", "2025"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "Tænder"),
        cell("", "1"),
        cell("", "2"),
        cell("<w:vMerge/>", ""),
        cell("", "3"),
        cell("", "4"),
    );
    let xml = format!("<w:tbl><w:tblPr>{GRID}</w:tblPr>{rows}</w:tbl>");
    assert_snapshot!(Sketch::new(&xml).dump());
}

#[test]
fn a_span_from_the_head_into_the_body_ends_with_the_head() {
    let rows = format!(
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr>",
        cell(r#"<w:vMerge w:val="restart"/>"#, "Udgift"),
        cell("", "Beløb"),
        cell("<w:vMerge/>", ""),
        cell("", "100"),
    );
    let xml = format!("<w:tbl><w:tblPr>{GRID}</w:tblPr>{rows}</w:tbl>");
    let dump = Sketch::new(&xml).dump();
    assert!(!dump.contains("rows="), "{dump}");
    assert_eq!(dump.matches("TD").count(), 2, "{dump}");
}

#[test]
fn rows_with_holes_are_filled_so_that_all_are_equally_long() {
    let rows = format!(
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}</w:tr>",
        cell("", "a"),
        cell("", "b"),
        cell("", "c"),
        cell("", "i midten"),
    );
    let xml = format!("<w:tbl><w:tblPr>{GRID}</w:tblPr>{rows}</w:tbl>");
    assert_snapshot!(Sketch::new(&xml).dump());
}

#[test]
fn rows_that_only_continue_cells_are_no_rows() {
    let rows = format!(
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr>",
        cell("", "a"),
        cell("", "b"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "c"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "d"),
        cell("<w:vMerge/>", ""),
        cell("<w:vMerge/>", ""),
    );
    let dump = Sketch::new(&format!("<w:tbl><w:tblPr>{GRID}</w:tblPr>{rows}</w:tbl>")).dump();
    assert_eq!(dump.matches("TR").count(), 2, "{dump}");
    assert!(!dump.contains("rows="), "{dump}");
}

#[test]
fn a_style_that_sets_its_first_row_and_column_apart_names_headers() {
    let style = r#"<w:style w:type="table" w:styleId="Fin"><w:name w:val="Fin"/><w:basedOn w:val="Gitter"/>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr><w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"#;
    let look = r#"<w:tblStyle w:val="Fin"/><w:tblLook w:val="04A0"/>"#;
    assert_snapshot!(
        Sketch::new(&table(look, &["Udgift|Beløb", "Tænder|100"])).styles(style).dump()
    );
}

#[test]
fn deleted_rows_are_gone() {
    let rows = format!(
        "<w:tr>{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\" w:author=\"x\"/></w:trPr>{}</w:tr><w:tr><w:trPr><w:ins w:id=\"2\" w:author=\"x\"/></w:trPr>{}</w:tr>",
        cell("", "bliver"),
        cell("", "slettet"),
        cell("", "ny"),
    );
    let dump = Sketch::new(&format!("<w:tbl>{rows}</w:tbl>")).dump();
    assert_eq!(dump, "Document da-DK\n  P \"bliver\"\n  P \"ny\"\n");
}

#[test]
fn rows_and_cells_in_content_controls_are_read() {
    let xml = format!(
        "<w:tbl><w:tblPr>{GRID}</w:tblPr><w:sdt><w:sdtContent><w:tr><w:trPr><w:tblHeader/></w:trPr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "a"),
        cell("", "b"),
        cell("", "c"),
        cell("", "d"),
    );
    assert_snapshot!(Sketch::new(&xml).dump());
}

#[test]
fn in_a_header_a_table_is_an_artifact() {
    let header = table(GRID, &["^Udgift|Beløb", "Tænder|100"]);
    assert_snapshot!(Sketch::new(&p("", "Brevet")).header(&header).dump());
}
