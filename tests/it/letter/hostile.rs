//! Nonsense: whatever a package holds, it is read or refused with a reason, and nothing breaks.

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::letter::{ReadOptions, Sheet, read};
use proptest::prelude::*;

use super::{document, findings, letter, lines};
use crate::support::{Doc, NAMESPACES};

/// Reads a document if it can be read, and walks over all that comes of it.
fn try_reading(doc: &Doc) {
    let Ok(package) = Package::open(&doc.bytes(), Macros::Drop, &Limits::default()) else { return };
    let Ok(sheet) = Sheet::read(&package) else { return };
    if let Ok(letter) = read(&package, &sheet, &ReadOptions::default()) {
        assert!(!letter.sections.is_empty());
        assert!(letter.dump().starts_with("Document"));
    }
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str, count: usize| {
        format!(
            "{}<w:p><w:r><w:t>bund</w:t></w:r></w:p>{}",
            open.repeat(count),
            close.repeat(count)
        )
    };
    let tables = deep("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 100);
    let controls = deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 2_000);
    for body in [&tables, &controls] {
        let letter = letter(&document(body, &[]));
        assert!(findings(&letter).contains("L020"), "{}", findings(&letter));
    }
    let inserted = format!(
        "<w:p>{}<w:r><w:t>x</w:t></w:r>{}</w:p>",
        "<w:ins>".repeat(3_000),
        "</w:ins>".repeat(3_000)
    );
    assert!(findings(&letter(&document(&inserted, &[]))).contains("L020"));
}

#[test]
fn fields_without_measure_are_bounded() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let body = format!("<w:p>{}</w:p><w:p><w:r><w:t>efter</w:t></w:r></w:p>", begin.repeat(20_000));
    assert!(lines(&letter(&document(&body, &[]))).ends_with("efter"));
    let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let body = format!("<w:p>{}<w:r><w:t>x</w:t></w:r></w:p>", end.repeat(1_000));
    assert_eq!(lines(&letter(&document(&body, &[]))), "x");
}

#[test]
fn styles_and_lists_in_circles_end() {
    let styles = (0..300)
        .map(|at| {
            format!(
                r#"<w:style w:type="paragraph" w:styleId="S{at}"><w:basedOn w:val="S{}"/></w:style>"#,
                (at + 1) % 300
            )
        })
        .collect::<String>();
    let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="a"/><w:numStyleLink w:val="a"/><w:lvl w:ilvl="0"><w:start w:val="9223372036854775807"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%2%9%0%"/></w:lvl><w:lvl w:ilvl="77"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="-3"/></w:num>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="S0"/><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#;
    letter(&document(body, &[("styles", &styles), ("numbering", numbering)]));
}

#[test]
fn parts_that_are_no_xml_are_an_error_with_their_name() {
    let doc = document("<w:p/>", &[]).with("styles", "<w:styles");
    let package = Package::open(&doc.bytes(), Macros::Drop, &Limits::default()).expect("a package");
    let error = Sheet::read(&package).expect_err("no sheet").to_string();
    assert!(error.contains("word/styles.xml"), "{error}");
    let entities = r#"<!DOCTYPE w [<!ENTITY a "x">]><w:document><w:body/></w:document>"#;
    let doc = document("<w:p/>", &[]).with_part("word/document.xml", entities.as_bytes());
    let package = Package::open(&doc.bytes(), Macros::Drop, &Limits::default()).expect("a package");
    let sheet = Sheet::read(&package).expect("a sheet");
    assert!(read(&package, &sheet, &ReadOptions::default()).is_err());
}

/// Pieces that mangled documents are made of.
const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>tekst</w:t>",
    "<w:tab/>",
    r#"<w:br w:type="page"/>"#,
    r#"<w:fldChar w:fldCharType="begin"/>"#,
    r#"<w:fldChar w:fldCharType="separate"/>"#,
    r#"<w:fldChar w:fldCharType="end"/>"#,
    "<w:instrText>IF </w:instrText>",
    "<w:instrText>PAGE</w:instrText>",
    r#"<w:instrText> = "x" "y" "z"</w:instrText>"#,
    r#"<w:instrText>HYPERLINK \l "a" \o</w:instrText>"#,
    r#"<w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>"#,
    r#"<w:pPr><w:pStyle w:val="Overskrift1"/><w:ind w:left="1e9" w:hanging="-5cm"/></w:pPr>"#,
    r#"<w:pPr><w:framePr w:w="100" w:hAnchor="page"/><w:sectPr><w:cols w:num="-4" w:space="99999"/></w:sectPr></w:pPr>"#,
    r#"<w:rPr><w:vanish/><w:lang w:val="de-DE"/><w:sz w:val="-7"/></w:rPr>"#,
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    r#"<w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge/></w:tcPr>"#,
    r#"<w:hyperlink w:anchor="x">"#,
    "</w:hyperlink>",
    "<w:ins>",
    "</w:ins>",
    "<w:sdt><w:sdtContent>",
    "</w:sdtContent></w:sdt>",
    r#"<w:footnoteReference w:id="1"/>"#,
    r#"<w:sectPr><w:pgSz w:w="NaN" w:h="-1"/><w:pgMar w:top="999999"/></w:sectPr>"#,
    "<w:pict><v:shape style='width:1e99pt;rotation:x'/></w:pict>",
    r#"<w:sym w:font="Wingdings" w:char="FFFFFFFF"/>"#,
    "<m>∑</m>",
];

/// Makes the pieces a well-formed body: tags that do not fit are left out or added.
fn well_formed(pieces: &[usize]) -> String {
    let mut open: Vec<String> = Vec::new();
    let mut body = String::new();
    for piece in pieces.iter().map(|at| PIECES[at % PIECES.len()]) {
        if let Some(close) = piece.strip_prefix("</") {
            let wanted = close.split('>').next().unwrap_or_default();
            let Some(at) = open.iter().rposition(|name| name == wanted) else { continue };
            for name in open.drain(at..).rev() {
                body.push_str(&format!("</{name}>"));
            }
        } else {
            body.push_str(piece);
            let opens =
                !piece.ends_with("/>") && !piece.contains("</") && piece.matches('<').count() > 0;
            if opens {
                for tag in piece.split('<').skip(1) {
                    let name = tag.split([' ', '>']).next().unwrap_or_default();
                    open.push(name.to_owned());
                }
            }
        }
    }
    for name in open.iter().rev() {
        body.push_str(&format!("</{name}>"));
    }
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn mangled_bodies_are_read(pieces in prop::collection::vec(0..PIECES.len(), 0..120)) {
        let body = well_formed(&pieces);
        let doc = document(&body, &[
            ("numbering", r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="3"><w:lvlText w:val="%4%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#),
            ("footnotes", r#"<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:footnoteReference w:id="1"/><w:t>note</w:t></w:r></w:p></w:footnote>"#),
        ]);
        try_reading(&doc);
    }

    #[test]
    fn mangled_bytes_are_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let body = r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/><w:ind w:left="720"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t>Afgørelse</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#;
        let mut bytes = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>").into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        try_reading(&document("", &[]).with_part("word/document.xml", &bytes));
    }
}
