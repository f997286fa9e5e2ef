//! What is not plain text: tables, headers, styles, lists, notes, pictures, links, formatting.

use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::versions::{ClashKind, Rebased};

use super::reading::{reading, rebased, sound, story, values};
use crate::support::{Doc, NAMESPACES, body, part, text};

/// A paragraph of plain text.
fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", text(words))
}

/// A table of plain cells.
fn table(rows: &[&[&str]]) -> String {
    let columns = rows.first().map_or(0, |row| row.len());
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .map(|cell| {
                    format!(
                        "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                        p(cell)
                    )
                })
                .collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    let grid = "<w:gridCol w:w=\"2000\"/>".repeat(columns);
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

fn rebase_bodies(base: &str, central: &str, own: &str) -> Rebased {
    rebase_docs(&Doc::new(base), &Doc::new(central), &Doc::new(own))
}

fn rebase_docs(base: &Doc, central: &Doc, own: &Doc) -> Rebased {
    let done = rebased(&base.bytes(), &central.bytes(), &own.bytes());
    sound(&done.document);
    done
}

fn shown(done: &Rebased) -> String {
    format!("{}\n{}", reading(&done.document), done.words(MessageLanguage::Danish))
}

#[test]
fn rebase_merges_tables_by_row_and_cell() {
    let base =
        table(&[&["Ydelse", "Pris"], &["Briller", "1.000 kr."], &["Tandprotese", "4.000 kr."]]);
    let central = table(&[
        &["Ydelse", "Pris fra 2027"],
        &["Briller", "1.000 kr."],
        &["Tandprotese", "4.200 kr."],
        &["Fodbehandling", "435 kr."],
    ]);
    let own =
        table(&[&["Din ydelse", "Pris"], &["Briller", "1.000 kr."], &["Tandprotese", "3.900 kr."]]);
    let done = rebase_bodies(
        &format!("{base}{}", p("Hilsen")),
        &format!("{central}{}", p("Hilsen")),
        &format!("{own}{}", p("Hilsen fra Egeby")),
    );
    insta::assert_snapshot!(shown(&done));
}

#[test]
fn rebase_takes_a_column_over() {
    let base = table(&[&["Ydelse", "Pris"], &["Briller", "1.000 kr."]]);
    let central = table(&[&["Ydelse", "Antal", "Pris"], &["Briller", "2", "1.000 kr."]]);
    let own = table(&[&["Ydelse", "Pris"], &["Briller med styrke", "1.000 kr."]]);
    let done = rebase_bodies(&base, &central, &own);
    assert!(done.conflicts.is_empty(), "{:?}", done.conflicts);
    assert_eq!(body(&done.document).matches("<w:gridCol").count(), 3);
    insta::assert_snapshot!(reading(&done.document));
}

#[test]
fn rebase_of_two_rows_for_one_marks_both() {
    let base = table(&[&["Briller", "1.000 kr."], &["Sum", "1.000 kr."]]);
    let central =
        table(&[&["Briller", "1.000 kr."], &["Kontaktlinser", "500 kr."], &["Sum", "1.000 kr."]]);
    let own = table(&[
        &["Briller", "1.000 kr."],
        &["Høreapparat til øret", "9.000 kr."],
        &["Sum", "1.000 kr."],
    ]);
    let done = rebase_bodies(&base, &central, &own);
    insta::assert_snapshot!(shown(&done));
}

#[test]
fn rebase_merges_formatting_of_one_with_words_of_the_other() {
    let run = |properties: &str, words: &str| {
        format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>")
    };
    let base = run("<w:sz w:val=\"22\"/>", "Du kan klage inden 4 uger.");
    let central = run("<w:sz w:val=\"22\"/>", "Du kan klage inden 6 uger.");
    let own = run("<w:b/><w:sz w:val=\"22\"/>", "Du kan klage inden 4 uger.");
    let done = rebase_bodies(&base, &central, &own);
    assert!(done.conflicts.is_empty());
    let xml = body(&done.document);
    assert!(
        xml.contains("<w:r><w:rPr><w:b/><w:sz w:val=\"22\"/></w:rPr><w:t xml:space=\"preserve\">Du kan klage inden 6 uger.</w:t></w:r>"),
        "{xml}"
    );
}

#[test]
fn rebase_keeps_and_lists_formatting_that_both_changed() {
    let run = |size: u8| {
        format!("<w:p><w:r><w:rPr><w:sz w:val=\"{size}\"/></w:rPr><w:t>Hilsen</w:t></w:r></w:p>")
    };
    let done = rebase_bodies(&run(22), &run(24), &run(28));
    assert_eq!(done.conflicts.len(), 1);
    assert_eq!(done.conflicts[0].kind, ClashKind::Formatting);
    assert!(body(&done.document).contains("<w:sz w:val=\"28\"/>"));
    insta::assert_snapshot!(shown(&done));
}

#[test]
fn rebase_is_blind_to_what_word_writes_anew() {
    let base = p("Du kan klage til os inden 4 uger.");
    let central = p("Du kan klage til os inden 4 uger.");
    let noisy = concat!(
        r#"<w:p w:rsidR="00AA" w14:paraId="1A2B3C4D"><w:pPr><w:rPr></w:rPr></w:pPr>"#,
        r#"<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:r w:rsidRPr="00BB"><w:t xml:space="preserve">Du kan </w:t></w:r>"#,
        r#"<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:noProof/></w:rPr><w:lastRenderedPageBreak/><w:t>kla</w:t></w:r>"#,
        r#"<w:r><w:t>ge til os inden 4 uger.</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>"#,
    );
    let (base, own) = (format!("{base}{}", p("Hilsen")), format!("{noisy}{}", p("Hilsen")));
    let central = format!("{central}{}", p("Venlig hilsen"));
    let done = rebase_bodies(&base, &central, &own);
    assert!(done.conflicts.is_empty());
    // The untouched paragraph is the override's, byte for byte.
    assert!(body(&done.document).starts_with(noisy), "{}", body(&done.document));
    assert!(reading(&done.document).ends_with("Venlig hilsen\n"));
    // And noise on the central side is no change at all.
    let own_doc = Doc::new(&p("Du kan klage til os inden 4 uger."));
    let quiet = rebase_docs(
        &own_doc,
        &Doc::new(noisy),
        &own_doc.clone().with_part("docProps/x.xml", b"<x/>"),
    );
    assert!(quiet.taken.is_empty() && quiet.conflicts.is_empty());
}

fn header(words: &str) -> String {
    format!("<w:hdr {NAMESPACES}>{}{}</w:hdr>", p("Egeby"), p(words))
}

fn with_header(words: &str, margin: u16) -> Doc {
    // Settings and styles are the first two relationships.
    let section = format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgMar w:top=\"{margin}\"/></w:sectPr>"
    );
    Doc::new(&format!("{}{section}", p("Brev"))).with("header", &header(words))
}

#[test]
fn rebase_merges_headers_and_keeps_the_overrides_where_both_changed() {
    let clean = rebase_docs(
        &with_header("Side 1", 1000),
        &with_header("Side et", 1200),
        &Doc::new(&format!("{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgMar w:top=\"1000\"/></w:sectPr>", p("Brev fra Egeby"))).with("header", &header("Side 1")),
    );
    assert!(clean.conflicts.is_empty());
    let package =
        Package::open(&clean.document, Macros::Refuse, &Limits::default()).expect("a package");
    assert_eq!(story(&package, "word/header.xml"), "Egeby\nSide et\n");
    assert!(body(&clean.document).contains("w:top=\"1200\""));

    let clash = rebase_docs(
        &with_header("Side 1", 1000),
        &with_header("Side et", 1200),
        &with_header("Ark 1", 1300),
    );
    let package =
        Package::open(&clash.document, Macros::Refuse, &Limits::default()).expect("a package");
    assert_eq!(story(&package, "word/header.xml"), "Egeby\nArk 1\n");
    assert!(part(&clash.document, "word/comments.xml").is_none());
    insta::assert_snapshot!(clash.words(MessageLanguage::Danish));
}

fn styles(more: &str) -> String {
    format!(
        "<w:styles {NAMESPACES}><w:style w:type=\"paragraph\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{more}</w:styles>"
    )
}

fn style(id: &str, properties: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:rPr>{properties}</w:rPr></w:style>"
    )
}

#[test]
fn rebase_merges_styles_one_by_one() {
    let doc = |more: String| Doc::new(&p("Brev")).with("styles", &styles(&more));
    let done = rebase_docs(
        &doc(style("A", "<w:b/>") + &style("B", "<w:b/>") + &style("C", "<w:b/>")),
        &doc(style("A", "<w:i/>")
            + &style("B", "<w:i/>")
            + &style("C", "<w:b/>")
            + &style("D", "<w:u w:val=\"single\"/>")),
        &doc(style("A", "<w:b/>") + &style("B", "<w:caps/>") + &style("C", "<w:strike/>")),
    );
    let xml = part(&done.document, "word/styles.xml").expect("styles");
    assert!(
        xml.ends_with(&format!(
            "{}{}{}{}</w:styles>",
            style("A", "<w:i/>"),
            style("B", "<w:caps/>"),
            style("C", "<w:strike/>"),
            style("D", "<w:u w:val=\"single\"/>")
        )),
        "{xml}"
    );
    insta::assert_snapshot!(done.words(MessageLanguage::Danish));
}

fn numbering(lists: &[(&str, &str)]) -> String {
    let definitions: String = lists
        .iter()
        .map(|(id, format)| format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"{format}\"/></w:lvl></w:abstractNum>"))
        .collect();
    let numbers: String = lists
        .iter()
        .map(|(id, _)| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>"))
        .collect();
    format!("<w:numbering {NAMESPACES}>{definitions}{numbers}</w:numbering>")
}

fn item(list: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        text(words)
    )
}

#[test]
fn rebase_brings_a_list_with_a_number_of_its_own() {
    let base = Doc::new(&(item("1", "Briller") + &p("Hilsen")))
        .with("numbering", &numbering(&[("1", "bullet")]));
    let central = Doc::new(&(item("1", "Briller") + &item("2", "Ring til os") + &p("Hilsen")))
        .with("numbering", &numbering(&[("1", "bullet"), ("2", "decimal")]));
    let own = Doc::new(&(item("1", "Briller") + &p("Hilsen") + &item("2", "Egebys egen liste")))
        .with("numbering", &numbering(&[("1", "bullet"), ("2", "upperRoman")]));
    let done = rebase_docs(&base, &central, &own);
    assert!(done.conflicts.is_empty(), "{:?}", done.conflicts);
    let xml = body(&done.document);
    assert_eq!(values(&xml, "<w:numId ", "w:val=\""), ["1", "3", "2"]);
    let lists = part(&done.document, "word/numbering.xml").expect("lists");
    assert_eq!(values(&lists, "<w:num ", "w:numId=\""), ["1", "2", "3"]);
    assert_eq!(values(&lists, "<w:numFmt ", "w:val=\""), ["bullet", "upperRoman", "decimal"]);
    insta::assert_snapshot!(shown(&done));
}

fn notes(words: &[&str]) -> String {
    let notes: String = (2..)
        .zip(words)
        .map(|(id, words)| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(words)))
        .collect();
    format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p/></w:footnote>{notes}</w:footnotes>"
    )
}

fn noted(words: &str, id: u8) -> String {
    format!("<w:p>{}<w:r><w:footnoteReference w:id=\"{id}\"/></w:r></w:p>", text(words))
}

#[test]
fn rebase_brings_notes_and_their_changes() {
    let base = Doc::new(&(noted("Du kan klage.", 2) + &p("Hilsen")))
        .with("footnotes", &notes(&["Lovens § 17"]));
    let central =
        Doc::new(&(noted("Du kan klage.", 2) + &noted("Vi svarer hurtigt.", 3) + &p("Hilsen")))
            .with("footnotes", &notes(&["Lovens § 18", "Inden en uge"]));
    let own = Doc::new(
        &(noted("Egebys indledning står her.", 2) + &noted("Du kan klage.", 3) + &p("Hilsen")),
    )
    .with("footnotes", &notes(&["Egebys note", "Lovens § 17"]));
    let done = rebase_docs(&base, &central, &own);
    assert!(done.conflicts.is_empty(), "{:?}", done.conflicts);
    assert_eq!(values(&body(&done.document), "<w:footnoteReference ", "w:id=\""), ["2", "4", "5"]);
    let package =
        Package::open(&done.document, Macros::Refuse, &Limits::default()).expect("a package");
    // The note that was revised is not left behind in its old wording.
    assert!(
        story(&package, "word/footnotes.xml").ends_with("Egebys note\nLovens § 18\nInden en uge\n")
    );
    // Without a part for notes the override gets one.
    let plain = Doc::new(&p("Hilsen"));
    let done = rebase_docs(&plain, &central, &Doc::new(&p("Hilsen fra Egeby")));
    assert!(part(&done.document, "word/footnotes.xml").expect("notes").contains("Lovens § 18"));
}

fn picture(id: u8) -> String {
    format!(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Våben\" descr=\"Byvåben\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"x\"><a:blip r:embed=\"rId{id}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
}

fn relationships(more: &str) -> Vec<u8> {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{base}/settings\" Target=\"settings.xml\"/><Relationship Id=\"rId2\" Type=\"{base}/styles\" Target=\"styles.xml\"/>{}</Relationships>",
        more.replace('@', base)
    )
    .into_bytes()
}

#[test]
fn rebase_brings_pictures_and_links() {
    let rels = "word/_rels/document.xml.rels";
    let types = concat!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
        r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
    );
    let image = r#"<Relationship Id="rId3" Type="@/image" Target="media/image1.png"/>"#;
    let link = r#"<Relationship Id="rId4" Type="@/hyperlink" Target="https://borger.dk/" TargetMode="External"/>"#;
    let linked =
        format!("<w:p><w:hyperlink r:id=\"rId4\">{}</w:hyperlink></w:p>", text("borger.dk"));
    let base = Doc::new(&p("Kære borger"));
    let central = Doc::new(&(picture(3) + &p("Kære borger") + &linked))
        .with_part("word/media/image1.png", b"centralt")
        .with_part("[Content_Types].xml", types.as_bytes())
        .with_part(rels, &relationships(&format!("{image}{link}")));
    let own = Doc::new(&(p("Kære borger") + &p("Egebys billede:") + &picture(3)))
        .with_part("word/media/image1.png", b"kommunens")
        .with_part("[Content_Types].xml", types.as_bytes())
        .with_part(rels, &relationships(image));
    let done = rebase_docs(&base, &central, &own);
    assert_eq!(part(&done.document, "word/media/image1.png").as_deref(), Some("kommunens"));
    assert_eq!(part(&done.document, "word/media/image2.png").as_deref(), Some("centralt"));
    assert_eq!(values(&body(&done.document), "<wp:docPr ", " id=\""), ["2", "1"]);
    assert!(part(&done.document, rels).expect("relationships").contains("https://borger.dk/"));
    // The same picture under another name is no change.
    let renamed = Doc::new(&(p("Kære borger") + &picture(3)))
        .with_part("word/media/andet.png", b"kommunens")
        .with_part("[Content_Types].xml", types.as_bytes())
        .with_part(rels, &relationships(&image.replace("image1", "andet")));
    let before = Doc::new(&(p("Kære borger") + &picture(3)))
        .with_part("word/media/image1.png", b"kommunens")
        .with_part("[Content_Types].xml", types.as_bytes())
        .with_part(rels, &relationships(image));
    assert!(rebase_docs(&before, &renamed, &own).taken.is_empty());
}

#[test]
fn rebase_keeps_the_overrides_bookmarks_and_comments() {
    let marked = concat!(
        r#"<w:p><w:bookmarkStart w:id="7" w:name="Frist"/><w:commentRangeStart w:id="4"/><w:r><w:t>Svar inden 4 uger.</w:t></w:r>"#,
        r#"<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r><w:bookmarkEnd w:id="7"/></w:p>"#,
    );
    let comments = format!(
        "<w:comments {NAMESPACES}><w:comment w:id=\"4\" w:author=\"Aase\">{}</w:comment></w:comments>",
        p("Husk fristen")
    );
    let base = p("Svar inden 4 uger.") + &p("Hilsen den 3. maj");
    let central = format!(
        "{}{}",
        r#"<w:p><w:bookmarkStart w:id="7" w:name="Svar"/><w:r><w:t>Svar inden 6 uger.</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>"#,
        p("Hilsen den 3. juni")
    );
    let own = Doc::new(&format!("{marked}{}", p("Hilsen den 4. maj"))).with("comments", &comments);
    let done = rebase_docs(&Doc::new(&base), &Doc::new(&central), &own);
    let xml = body(&done.document);
    assert_eq!(values(&xml, "<w:bookmarkStart ", "w:name=\""), ["Frist", "Svar"]);
    assert_eq!(values(&xml, "<w:bookmarkStart ", "w:id=\""), ["7", "8"]);
    assert_eq!(values(&xml, "<w:commentRangeStart ", "w:id=\""), ["4", "5", "6"]);
    let all = part(&done.document, "word/comments.xml").expect("comments");
    assert_eq!(values(&all, "<w:comment ", "w:author=\""), ["Aase", "brevsmed", "brevsmed"]);
    insta::assert_snapshot!(reading(&done.document));
}

#[test]
fn rebase_leaves_cells_and_stories_whole() {
    let cell = |inside: &str| {
        format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{inside}</w:tc></w:tr></w:tbl>"
        )
    };
    // Each takes out one of the two paragraphs of the cell.
    let (a, b) = (p("Det første afsnit her"), p("Noget ganske andet"));
    let done = rebase_bodies(&cell(&format!("{a}{b}")), &cell(&a), &cell(&b));
    assert!(body(&done.document).contains("</w:p></w:tc>"), "{}", body(&done.document));
    // And one of the two paragraphs of the letter.
    let done = rebase_bodies(&format!("{a}{b}"), &a, &b);
    assert_eq!(reading(&done.document), "\n");
}

#[test]
fn rebase_merges_inside_a_content_control() {
    let control = |words: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"Tekst\"/><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>",
            p(words),
            p("Fast tekst")
        )
    };
    let done = rebase_bodies(
        &format!("{}{}", control("Du kan klage inden 4 uger til os"), p("Hilsen")),
        &format!("{}{}", control("Du kan klage inden 6 uger til os"), p("Hilsen")),
        &format!("{}{}", control("Du kan klage inden 4 uger til Egeby"), p("Hilsen")),
    );
    assert!(done.conflicts.is_empty());
    assert_eq!(
        reading(&done.document),
        "Du kan klage inden 6 uger til Egeby\nFast tekst\nHilsen\n"
    );
}
