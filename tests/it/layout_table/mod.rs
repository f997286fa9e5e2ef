//! Tables from their markup to the page: one rule a test, with the numbers that Word and LibreOffice
//! were measured to have.

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::font::{FontBook, MetricsOf};
use brevsmed::layout::{ArtifactKind, LayoutOptions, Pages, Paint, Tag, lay_out};
use brevsmed::letter::{ReadOptions, Sheet, read};

use std::sync::LazyLock;

use crate::support::{Doc, NAMESPACES};

/// The fonts that ship, read once.
static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::shipped);

/// A4 with margins of an inch.
const PAGE: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" "#,
    r#"w:footer="708" w:gutter="0"/></w:sectPr>"#,
);

/// Borders of one point everywhere.
const LINES: &str = concat!(
    r#"<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0"/>"#,
    r#"<w:left w:val="single" w:sz="8" w:space="0"/><w:bottom w:val="single" w:sz="8" w:space="0"/>"#,
    r#"<w:right w:val="single" w:sz="8" w:space="0"/><w:insideH w:val="single" w:sz="8" w:space="0"/>"#,
    r#"<w:insideV w:val="single" w:sz="8" w:space="0"/></w:tblBorders>"#,
);

fn paragraph(text: &str) -> String {
    spaced(text, "")
}

fn spaced(text: &str, properties: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(width: u32, properties: &str, content: &str) -> String {
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>"#
    )
}

fn row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

/// A row of plain cells, 3000 twips each.
fn words(texts: &[&str]) -> String {
    let cells: Vec<String> = texts.iter().map(|text| cell(3000, "", &paragraph(text))).collect();
    row("", &cells)
}

fn table(properties: &str, grid: &[u32], rows: &[String]) -> String {
    let grid: String = grid.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    format!(
        "<w:tbl><w:tblPr>{properties}{LINES}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

/// Sets a body in Calibri 11 under a compatibility mode.
fn set(body: &str, mode: u32) -> Pages {
    let settings = format!(
        concat!(
            r#"<w:settings {}><w:compat><w:compatSetting w:name="compatibilityMode" "#,
            r#"w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/></w:compat></w:settings>"#
        ),
        NAMESPACES, mode
    );
    let styles = format!(
        concat!(
            r#"<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" "#,
            r#"w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal">"#,
            r#"<w:name w:val="Normal"/></w:style></w:styles>"#,
        ),
        NAMESPACES
    );
    let bytes = Doc::new(&format!("{body}{PAGE}"))
        .with("settings", &settings)
        .with("styles", &styles)
        .bytes();
    let package = Package::open(&bytes, Macros::Drop, &Limits::default()).expect("a package");
    let sheet = Sheet::read(&package).expect("its styles");
    let letter = read(&package, &sheet, &ReadOptions::default()).expect("a letter");
    let options = LayoutOptions { metrics: MetricsOf::Substitute, ..LayoutOptions::default() };
    lay_out(&letter, &FONTS, &options)
}

/// Text on a page: left edge, baseline, the words, and whether they are an artifact.
struct Seen {
    page: usize,
    x: f64,
    y: f64,
    artifact: bool,
}

/// Each text by its words; the same words on later pages as well.
fn seen(pages: &Pages, words: &str) -> Vec<Seen> {
    let mut found = Vec::new();
    for (page, set) in pages.pages.iter().enumerate() {
        for item in &set.items {
            if let Paint::Text(text) = &item.paint
                && text.text.trim() == words
            {
                let artifact = item.tag == Tag::Artifact(ArtifactKind::Pagination);
                found.push(Seen { page, x: text.x.0, y: text.baseline.0, artifact });
            }
        }
    }
    found
}

fn one(pages: &Pages, words: &str) -> Seen {
    let mut found = seen(pages, words);
    assert_eq!(found.len(), 1, "`{words}` stands once");
    found.remove(0)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.06
}

#[track_caller]
fn check(found: f64, measured: f64) {
    assert!(near(found, measured), "{found} is not {measured}");
}

#[test]
fn rows_between_lines_of_a_point_are_14_45_apart() {
    let body = paragraph("A")
        + &table("", &[3000, 3000], &[words(&["a1", "b1"]), words(&["a2", "b2"])])
        + &paragraph("Z");
    let pages = set(&body, 15);
    let y = |words| one(&pages, words).y;
    check(y("a2") - y("a1"), 14.43);
    check(y("a1") - y("A"), 13.43 + 1.0);
    check(y("Z") - y("a2"), 13.43 + 1.0);
    check(one(&pages, "a1").x, 77.9);
    check(one(&pages, "b1").x, 227.9);
}

#[test]
fn text_stands_at_the_margin_in_old_modes() {
    let body = table("", &[3000, 3000], &[words(&["a1", "b1"])]) + &paragraph("Z");
    for mode in [11, 12, 14] {
        check(one(&set(&body, mode), "a1").x, 72.0);
    }
    check(one(&set(&body, 15), "a1").x, 77.9);
}

#[test]
fn space_in_cells_counts_and_space_outside_does_not_add_up() {
    let inner = spaced("a1", r#"<w:spacing w:before="100" w:after="160"/>"#);
    let rows = [row("", &[cell(3000, "", &inner), cell(3000, "", &paragraph("b1"))])];
    let body = spaced("A", r#"<w:spacing w:after="200"/>"#)
        + &table("", &[3000, 3000], &rows)
        + &spaced("Z", r#"<w:spacing w:before="100"/>"#);
    let pages = set(&body, 15);
    let y = |words| one(&pages, words).y;
    check(y("b1") - y("A"), 13.43 + 10.0 + 1.0);
    check(y("a1") - y("b1"), 5.0);
    check(y("Z") - y("a1"), 13.43 + 8.0 + 1.0 + 5.0);
}

#[test]
fn a_table_as_wide_as_the_text_is_centred_or_stands_at_the_right() {
    let rows = [words(&["a1", "b1"])];
    let centred = table(r#"<w:jc w:val="center"/>"#, &[3000, 3000], &rows) + &paragraph("Z");
    check(one(&set(&centred, 15), "a1").x, 153.05);
    let right = table(r#"<w:jc w:val="right"/>"#, &[3000, 3000], &rows) + &paragraph("Z");
    check(one(&set(&right, 15), "a1").x, 228.7);
    let share = r#"<w:tblW w:w="5000" w:type="pct"/>"#;
    let wide = table(share, &[3000, 3000], &rows) + &paragraph("Z");
    check(one(&set(&wide, 15), "b1").x, 72.0 + 0.5 + 225.65 + 5.4);
}

/// Paragraphs that leave room for five rows on the first page.
fn filling() -> String {
    (0..46).map(|at| paragraph(&format!("f{at}"))).collect()
}

#[test]
fn header_rows_come_again_on_the_next_page() {
    let head = row(
        "<w:tblHeader/>",
        &[cell(3000, "", &paragraph("H1")), cell(3000, "", &paragraph("H2"))],
    );
    let mut rows = vec![head];
    rows.extend((0..8).map(|at| words(&[&format!("r{at}"), &format!("s{at}")])));
    let pages = set(&(filling() + &table("", &[3000, 3000], &rows) + &paragraph("Z")), 15);
    let heads = seen(&pages, "H1");
    assert_eq!(
        heads.iter().map(|head| (head.page, head.artifact)).collect::<Vec<_>>(),
        [(0, false), (1, true)]
    );
    assert_eq!((one(&pages, "r3").page, one(&pages, "r4").page), (0, 1));
    check(one(&pages, "r4").y - heads[1].y, 14.43);
    // The first line of a page's text is 72 down; the border takes a point.
    check(heads[1].y, 72.0 + 1.0 + 0.9707 * 11.0);
}

#[test]
fn a_row_goes_on_on_the_next_page() {
    let lines: String = (1..8).map(|at| paragraph(&format!("l{at}"))).collect();
    let beside = paragraph("x1") + &paragraph("x2");
    let rows = [row("", &[cell(3000, "", &lines), cell(3000, "", &beside)])];
    let split = set(&(filling() + &table("", &[3000, 3000], &rows) + &paragraph("Z")), 15);
    assert_eq!((one(&split, "l5").page, one(&split, "l6").page), (0, 1));
    check(one(&split, "l6").y, 72.0 + 1.0 + 0.9707 * 11.0);
    check(one(&split, "Z").y - one(&split, "l7").y, 13.43 + 1.0);
    // Unless it must not.
    let rows = [row("<w:cantSplit/>", &[cell(3000, "", &lines), cell(3000, "", &beside)])];
    let whole = set(&(filling() + &table("", &[3000, 3000], &rows) + &paragraph("Z")), 15);
    assert_eq!((one(&whole, "l1").page, one(&whole, "l7").page), (1, 1));
}

#[test]
fn a_merged_cell_goes_on_with_its_last_row() {
    let lines: String = (1..8).map(|at| paragraph(&format!("l{at}"))).collect();
    let go_on = || cell(3000, "<w:vMerge/>", "<w:p/>");
    let rows = [
        row(
            "",
            &[
                cell(3000, r#"<w:vMerge w:val="restart"/>"#, &lines),
                cell(3000, "", &paragraph("b1")),
            ],
        ),
        row("", &[go_on(), cell(3000, "", &paragraph("b2"))]),
        row("", &[go_on(), cell(3000, "", &paragraph("b3"))]),
        words(&["c4", "b4"]),
    ];
    let pages = set(&(filling() + &table("", &[3000, 3000], &rows) + &paragraph("Z")), 15);
    for (words, page) in [("b3", 0), ("l5", 0), ("l6", 1), ("l7", 1), ("c4", 1)] {
        assert_eq!(one(&pages, words).page, page, "{words}");
    }
    check(one(&pages, "b3").y - one(&pages, "b1").y, 2.0 * 14.43);
    check(one(&pages, "c4").y - one(&pages, "l7").y, 14.43);
}

#[test]
fn a_nested_table_stands_in_its_cell() {
    let inner = table("", &[1000], &[row("", &[cell(1000, "", &paragraph("n1"))])]) + "<w:p/>";
    let rows = [
        row("", &[cell(3000, "", &inner), cell(3000, "", &paragraph("b1"))]),
        words(&["a2", "b2"]),
    ];
    let pages = set(&(table("", &[3000, 3000], &rows) + &paragraph("Z")), 15);
    check(one(&pages, "n1").x, 72.0 + 0.5 + 5.4 + 0.5 + 5.4);
    check(one(&pages, "n1").y - one(&pages, "b1").y, 1.0);
    check(one(&pages, "b2").y - one(&pages, "b1").y, 1.0 + 13.43 + 1.0 + 1.0);
}

#[test]
fn rows_keep_their_heights() {
    let rows = [
        row(r#"<w:trHeight w:val="600" w:hRule="exact"/>"#, &[cell(3000, "", &paragraph("a1"))]),
        row(r#"<w:trHeight w:val="600"/>"#, &[cell(3000, "", &paragraph("a2"))]),
        row(r#"<w:trHeight w:val="600" w:hRule="atLeast"/>"#, &[cell(3000, "", &paragraph("a3"))]),
        words(&["a4"]),
    ];
    let pages = set(&(table("", &[3000], &rows) + &paragraph("Z")), 15);
    for (upper, lower) in [("a1", "a2"), ("a2", "a3"), ("a3", "a4")] {
        check(one(&pages, lower).y - one(&pages, upper).y, 30.0);
    }
}
