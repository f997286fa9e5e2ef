//! Where the field that names an element stands, and what then takes its place.

use insta::assert_snapshot;

use super::{Desk, found, include, markup, origins, p, part_of, shown};
use crate::support::{Doc, NAMESPACES, field, text};

const LAST: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#;

fn two() -> Doc {
    Doc::new(&format!("{}{}{LAST}", p(&text("et")), p(&text("to"))))
}

fn one() -> Doc {
    Doc::new(&format!("{}{LAST}", p(&text("kun et"))))
}

fn master(blocks: &str) -> Doc {
    Doc::new(&format!("{blocks}{LAST}"))
}

#[test]
fn a_body_takes_the_place_that_its_master_names() {
    let body = Doc::new(&format!("{}{}{LAST}", p(&text("Kære borger")), p(&text("Hilsen"))));
    let head = master(&format!(
        "{}{}{}",
        p(&text("Egeby Kommune")),
        p(&include("indhold")),
        p(&text("Torvet 1"))
    ));
    let composed = Desk::body(&body).on(&head).compose();
    assert_snapshot!(shown(&composed), @r"
    Egeby Kommune
    Kære borger
    Hilsen
    Torvet 1
    ");
    assert_snapshot!(origins(&composed), @"master 1, body 1, body 2, master 3");
    assert_eq!(found(&composed), "");
}

#[test]
fn a_body_that_names_nothing_stays_as_it_is_to_the_byte() {
    let desk = Desk::body(&two());
    let composed = desk.compose();
    assert_eq!(composed.document, desk.body);
    assert_eq!(origins(&composed), "body 1, body 2");
}

#[test]
fn every_writing_of_the_field_names_the_element() {
    let run = |content: &str| format!("<w:r>{content}</w:r>");
    let begin = r#"<w:fldChar w:fldCharType="begin"/>"#;
    let separate = r#"<w:fldChar w:fldCharType="separate"/>"#;
    let end = r#"<w:fldChar w:fldCharType="end"/>"#;
    let fields = [
        field("INCLUDETEXT \"k\"", "gemt"),
        field(" includetext k \\* MERGEFORMAT ", "gemt"),
        field("INCLUDETEXT ”k” \\*CHARFORMAT", ""),
        field("INCLUDETEXT \"C:\\\\Tekster\\\\k.docx\" \\! ", ""),
        field("MERGEFIELD Element:k", "«k»"),
        field("MERGEFIELD element.k \\* MERGEFORMAT", "«k»"),
        r#"<w:fldSimple w:instr=" INCLUDETEXT &quot;k&quot; "><w:r><w:t>gemt</w:t></w:r></w:fldSimple>"#.to_owned(),
        r#"<w:fldSimple w:instr="MERGEFIELD Element:k"/>"#.to_owned(),
        run(&format!("{begin}<w:instrText>INCLUDETEXT k</w:instrText>{separate}<w:t>gemt</w:t>{end}")),
        format!("{}{}{}", run(begin), run("<w:instrText>INCLUDE</w:instrText>"), run(&format!("<w:instrText>TEXT k</w:instrText>{end}"))),
        format!("<w:ins w:id=\"4\" w:author=\"A\">{}</w:ins>", field("INCLUDETEXT k", "gemt")),
        format!("<w:smartTag>{}</w:smartTag>", field("INCLUDETEXT k", "gemt")),
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", field("INCLUDETEXT k", "gemt")),
        format!("<w:proofErr w:type=\"spellStart\"/><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>{}<w:r><w:rPr><w:b/></w:rPr></w:r>", field("INCLUDETEXT k", "x")),
    ];
    for naming in fields {
        let composed = Desk::body(&master(&p(&naming))).with("k", &two()).compose();
        assert_eq!(shown(&composed), "et\nto", "{naming}");
        assert_eq!(origins(&composed), "k 1, k 2", "{naming}");
        assert_eq!(composed.elements, ["k"]);
    }
}

#[test]
fn a_stored_result_of_several_paragraphs_goes() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT k</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let blocks = format!(
        "<w:p>{begin}{}</w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>{}<w:p>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>{}",
        text("gammelt"),
        p(&text("mere gammelt")),
        text("sidste gamle"),
        p(&text("efter"))
    );
    let composed = Desk::body(&master(&blocks)).with("k", &two()).compose();
    assert_eq!(shown(&composed), "et\nto\nefter");
    let followed = blocks.replace(
        "\"end\"/></w:r></w:p>",
        &format!("\"end\"/></w:r>{}{}</w:p>", text(" og "), include("k")),
    );
    let composed = Desk::body(&master(&followed)).with("k", &two()).compose();
    assert_eq!(shown(&composed), "et\nto og et\nto\nefter");
    assert_eq!(found(&composed), "");
    let with_text = blocks.replace(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"",
        "<w:p><w:r><w:t>før </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"",
    );
    let composed = Desk::body(&master(&with_text)).with("k", &two()).compose();
    assert_eq!(shown(&composed), "før et\nto\nefter");
}

#[test]
fn one_paragraph_in_a_sentence_comes_as_runs() {
    let sentence = format!(
        r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}{}{}</w:p>"#,
        text("Der er "),
        include("k"),
        text(" tilbage.")
    );
    let composed = Desk::body(&master(&sentence)).with("k", &one()).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">Der er </w:t></w:r><w:r><w:t xml:space="preserve">kun et</w:t></w:r><w:r><w:t xml:space="preserve"> tilbage.</w:t></w:r></w:p>
    <w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>
    "#);
    assert_eq!(origins(&composed), "body 1");
}

#[test]
fn several_paragraphs_split_the_sentence() {
    let sentence = format!(
        r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}{}{}</w:p>"#,
        text("før "),
        include("k"),
        text(" efter")
    );
    let three = Doc::new(&format!(
        "{}{}{}",
        p(&text("et")),
        r#"<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>midt</w:t></w:r></w:p>"#,
        p(&text("to"))
    ));
    let composed = Desk::body(&master(&sentence)).with("k", &three).compose();
    assert_eq!(shown(&composed), "før et\nmidt\nto efter");
    assert_eq!(markup(&composed).matches("center").count(), 2, "{}", markup(&composed));
    assert_eq!(origins(&composed), "body 1, k 2, k 3");
    let table = Doc::new(&format!(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}",
        p(&text("celle")),
        p(&text("slut"))
    ));
    let composed = Desk::body(&master(&sentence)).with("k", &table).compose();
    assert_eq!(shown(&composed), "før \ncelle\nslut efter");
}

#[test]
fn two_fields_in_one_paragraph_are_both_filled() {
    let both = p(&format!("{}{}", include("a"), include("b")));
    let composed = Desk::body(&master(&both)).with("a", &two()).with("b", &one()).compose();
    assert_eq!(shown(&composed), "et\ntokun et");
    let apart = p(&format!("{} og {}{}", include("a"), include("b"), text("."))
        .replace(" og ", &text(" og ")));
    let composed = Desk::body(&master(&apart)).with("a", &one()).with("b", &one()).compose();
    assert_eq!(shown(&composed), "kun et og kun et.");
    assert_eq!(composed.elements, ["a", "b"]);
}

#[test]
fn elements_stand_in_cells_boxes_margins_and_notes() {
    let cell = format!(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p(&include("k"))
    );
    let boxed = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        p(&include("k"))
    );
    let body = master(&format!(
        "{cell}{boxed}{}",
        p("<w:r><w:footnoteReference w:id=\"1\"/></w:r>")
    ))
    .with("header", &format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p(&include("k"))))
    .with("footer", &format!("<w:ftr {NAMESPACES}>{}</w:ftr>", p(&include("k"))))
    .with(
        "footnotes",
        &format!(
            "<w:footnotes {NAMESPACES}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
            p(&include("k"))
        ),
    );
    let composed = Desk::body(&body).with("k", &two()).compose();
    assert_eq!(shown(&composed), "et\nto\net\nto\n\n", "{}", markup(&composed));
    for part in ["header", "footer", "footnotes"] {
        let xml = part_of(&composed, &format!("word/{part}.xml"));
        assert_eq!(crate::support::visible(&xml), "et\nto", "{part}");
    }
    assert_eq!(found(&composed), "");
}

#[test]
fn a_cell_still_ends_with_a_paragraph() {
    let cell = format!(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p(&include("k"))
    );
    let inner = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let composed = Desk::body(&master(&cell)).with("k", &Doc::new(inner)).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
    <w:p/></w:tc></w:tr></w:tbl>
    <w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>
    "#);
    let empty = Desk::body(&master(&cell)).with("k", &Doc::new("")).compose();
    assert!(markup(&empty).contains("<w:tc><w:p/></w:tc>"), "{}", markup(&empty));
}

#[test]
fn two_tables_do_not_become_one() {
    let table = |word: &str| {
        format!("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&text(word)))
    };
    let body = master(&format!("{}{}{}", table("over"), p(&include("k")), table("under")));
    let composed = Desk::body(&body).with("k", &Doc::new(&table("midt"))).compose();
    assert_eq!(shown(&composed), "over\n\nmidt\n\nunder");
}

#[test]
fn only_lines_stand_in_a_link() {
    let link =
        p(&format!(r#"<w:hyperlink w:anchor="top">{}</w:hyperlink>{}"#, include("k"), text("!")))
            .replace(
                "<w:p>",
                r#"<w:p><w:bookmarkStart w:id="1" w:name="top"/><w:bookmarkEnd w:id="1"/>"#,
            );
    let composed = Desk::body(&master(&link)).with("k", &two()).compose();
    assert_eq!(shown(&composed), "et⏎to!");
    assert_eq!(found(&composed), "body K809");
    let composed = Desk::body(&master(&link)).with("k", &one()).compose();
    assert_eq!(shown(&composed), "kun et!");
    assert_eq!(found(&composed), "");
}

#[test]
fn elements_hold_elements() {
    let outer = Doc::new(&format!("{}{}", p(&text("ydre")), p(&include("indre"))));
    let composed = Desk::body(&master(&p(&include("ydre"))))
        .with("ydre", &outer)
        .with("indre", &two())
        .compose();
    assert_eq!(shown(&composed), "ydre\net\nto");
    assert_eq!(origins(&composed), "ydre 1, indre 1, indre 2");
    assert_eq!(composed.elements, ["ydre", "indre"]);
}

#[test]
fn a_bookmark_takes_its_own_text_only() {
    let doc = Doc::new(&format!(
        "{}{}{}",
        p(&format!("{}<w:bookmarkStart w:id=\"0\" w:name=\"Midt\"/>{}", text("før "), text("et"))),
        p(&text("imellem")),
        p(&format!("{}<w:bookmarkEnd w:id=\"0\"/>{}", text("to"), text(" efter")))
    ));
    let naming = p(&field("INCLUDETEXT \"k\" midt", "gemt"));
    let composed = Desk::body(&master(&naming)).with("k", &doc).compose();
    assert_eq!(shown(&composed), "et\nimellem\nto");
    let missing = p(&field("INCLUDETEXT \"k\" andet", "gemt"));
    let composed = Desk::body(&master(&missing)).with("k", &doc).compose();
    assert_eq!(found(&composed), "body K807");
}

#[test]
fn marks_around_the_field_are_around_the_text() {
    let naming = p(&format!(
        "<w:bookmarkStart w:id=\"3\" w:name=\"her\"/>{}<w:bookmarkEnd w:id=\"3\"/>",
        include("k")
    ));
    let composed = Desk::body(&master(&naming)).with("k", &two()).compose();
    let xml = markup(&composed);
    let (start, end) = (xml.find("bookmarkStart"), xml.find("bookmarkEnd"));
    assert!(start < xml.find("et<") && end > xml.find("to<"), "{xml}");
}
