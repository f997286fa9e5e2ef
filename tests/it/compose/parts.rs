//! Pictures, charts, links, notes, bookmarks: what text refers to comes along with it.

use insta::assert_snapshot;

use super::{Desk, found, include, markup, p, part_of};
use crate::support::{Doc, NAMESPACES, field, part, text};

const BASE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document with defaults for more extensions.
pub fn with_types(doc: Doc, types: &[(&str, &str)]) -> Doc {
    let written = part(&doc.bytes(), "[Content_Types].xml").expect("content types");
    let more: String = types
        .iter()
        .map(|(extension, kind)| {
            format!(r#"<Default Extension="{extension}" ContentType="{kind}"/>"#)
        })
        .collect();
    doc.with_part(
        "[Content_Types].xml",
        written.replace("</Types>", &format!("{more}</Types>")).as_bytes(),
    )
}

/// Relationships as a part: id, kind, target.
fn links(all: &[(&str, &str, &str)]) -> String {
    let elements: String = all
        .iter()
        .map(|(id, kind, target)| {
            let mode = if target.contains("://") { r#" TargetMode="External""# } else { "" };
            let base = if kind.contains("://") { String::new() } else { format!("{BASE}/") };
            format!(r#"<Relationship Id="{id}" Type="{base}{kind}" Target="{target}"{mode}/>"#)
        })
        .collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{elements}</Relationships>"#
    )
}

const OWN: [(&str, &str, &str); 2] =
    [("rId1", "settings", "settings.xml"), ("rId2", "styles", "styles.xml")];

fn linked(doc: Doc, more: &[(&str, &str, &str)]) -> Doc {
    let all: Vec<_> = OWN.iter().chain(more).copied().collect();
    doc.with_part("word/_rels/document.xml.rels", links(&all).as_bytes())
}

fn picture(id: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Logo" descr="Byvåben"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:blip r:embed="{id}"/></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

#[test]
fn pictures_come_along_under_free_names() {
    let master = with_types(
        linked(
            Doc::new(&format!(
                "{}{}{}",
                p(&picture("rId7")),
                p(&include("indhold")),
                p(&include("k"))
            ))
            .with_part("word/media/image1.png", b"master"),
            &[("rId7", "image", "media/image1.png")],
        ),
        &[("png", "image/png")],
    );
    let body = with_types(
        linked(
            Doc::new(&format!("{}{}", p(&picture("rId9")), p(&include("k"))))
                .with_part("word/media/image1.png", b"body"),
            &[("rId9", "image", "/word/media/image1.png")],
        ),
        &[("png", "image/png")],
    );
    let element = with_types(
        linked(
            Doc::new(&format!("{}{}", p(&picture("rId7")), p(&picture("rId7"))))
                .with_part("word/media/image1.emf", b"element"),
            &[("rId7", "image", "media/image1.emf")],
        ),
        &[("emf", "image/x-emf")],
    );
    let composed = Desk::body(&body).on(&master).with("k", &element).compose();
    assert_eq!(part_of(&composed, "word/media/image1.png"), "master");
    assert_eq!(part_of(&composed, "word/media/image2.png"), "body");
    assert_eq!(part_of(&composed, "word/media/image1.emf"), "element");
    let rels = part_of(&composed, "word/_rels/document.xml.rels");
    assert_snapshot!(rels.replace("<Relationship ", "\n<Relationship "), @r#"
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>
    <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
    <Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/>
    <Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image2.png"/>
    <Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.emf"/></Relationships>
    "#);
    let ids: Vec<String> = markup(&composed)
        .split("docPr id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn a_chart_brings_its_workbook_and_its_colours() {
    let chart = format!(
        r#"<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="{BASE}"><c:externalData r:id="rId1"/></c:chartSpace>"#
    );
    let chart_links = links(&[
        ("rId1", "package", "../embeddings/bog.xlsx"),
        (
            "rId2",
            "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle",
            "colors1.xml",
        ),
    ]);
    let element = with_types(
        linked(
            Doc::new(&p(&format!(
                r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="d"/><a:graphic xmlns:a="urn:a"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId5"/></a:graphic></wp:inline></w:drawing></w:r>{}"#,
                r#"<w:hyperlink r:id="rId6"><w:r><w:t>ud</w:t></w:r></w:hyperlink>"#
            )))
            .with_part("word/charts/chart1.xml", chart.as_bytes())
            .with_part("word/charts/_rels/chart1.xml.rels", chart_links.as_bytes())
            .with_part("word/charts/colors1.xml", b"<cs:c xmlns:cs=\"urn:c\"/>")
            .with_part("word/embeddings/bog.xlsx", b"PK"),
            &[("rId5", "chart", "charts/chart1.xml"), ("rId6", "hyperlink", "https://egeby.example/?a=1&amp;b=2")],
        ),
        &[("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
    );
    let body = Doc::new(&format!("{}{}", p(&include("k")), p(&include("k"))))
        .with_part("word/charts/colors1.xml", b"<x/>");
    let composed = Desk::body(&body).with("k", &element).compose();
    assert_eq!(part_of(&composed, "word/embeddings/bog.xlsx"), "PK");
    let rels = part_of(&composed, "word/charts/_rels/chart1.xml.rels");
    assert!(
        rels.contains("2011/relationships/chartColorStyle") && rels.contains("colors2.xml"),
        "{rels}"
    );
    assert!(rels.contains("/word/embeddings/bog.xlsx"), "{rels}");
    let rels = part_of(&composed, "word/_rels/document.xml.rels");
    assert_eq!(rels.matches("a=1&amp;b=2").count(), 1, "{rels}");
    assert_eq!(rels.matches("chart1.xml").count(), 1, "{rels}");
}

#[test]
fn a_picture_that_is_not_there_is_told() {
    let element = linked(Doc::new(&p(&picture("rId5"))), &[("rId5", "image", "media/væk.png")]);
    let composed = Desk::body(&Doc::new(&p(&include("k")))).with("k", &element).compose();
    assert_eq!(found(&composed), "k K817");
    assert!(!markup(&composed).contains("r:embed"));
}

fn notes(inner: &str) -> String {
    format!(
        r#"<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>{inner}</w:footnotes>"#
    )
}

fn note(id: u32, content: &str) -> String {
    format!(
        r#"<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r>{content}</w:p></w:footnote>"#
    )
}

fn reference(id: u32) -> String {
    format!(r#"{}<w:r><w:footnoteReference w:id="{id}"/></w:r>"#, text("ord"))
}

#[test]
fn footnotes_come_along_each_time() {
    let element = Doc::new(&p(&format!("{}{}", reference(1), reference(2)))).with(
        "footnotes",
        &notes(&format!("{}{}", note(1, &text("første")), note(2, &include("lille")))),
    );
    let small = Doc::new(&p(&text("lille element")));
    let body = Doc::new(&format!("{}{}{}", p(&reference(1)), p(&include("k")), p(&include("k"))))
        .with("footnotes", &notes(&note(1, &text("brevets egen"))));
    let composed = Desk::body(&body).with("k", &element).with("lille", &small).compose();
    let xml = part_of(&composed, "word/footnotes.xml");
    assert_eq!(
        crate::support::visible(&xml).trim(),
        "brevets egen\nførste\nlille element\nførste\nlille element"
    );
    assert_eq!(found(&composed), "");
}

#[test]
fn a_part_for_notes_is_made_where_there_is_none() {
    let element = Doc::new(&p(&reference(1))).with("footnotes", &notes(&note(1, &text("første"))));
    let master = Doc::new(&p(&include("indhold")));
    let body = Doc::new(&p(&include("k")));
    let composed = Desk::body(&body).on(&master).with("k", &element).compose();
    assert_snapshot!(part_of(&composed, "word/footnotes.xml").split_once("?>").map_or("", |(_, rest)| rest.trim()), @r#"<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">første</w:t></w:r></w:p></w:footnote></w:footnotes>"#);
    let settings = part_of(&composed, "word/settings.xml");
    assert!(settings.contains(r#"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:decimalSymbol"#), "{settings}");
}

#[test]
fn notes_are_let_go_in_a_header() {
    let element = Doc::new(&p(&reference(1))).with("footnotes", &notes(&note(1, &text("første"))));
    let body = Doc::new("<w:p/>")
        .with("header", &format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p(&include("k"))));
    let composed = Desk::body(&body).with("k", &element).compose();
    assert_eq!(found(&composed), "body K810");
    assert!(!part_of(&composed, "word/header.xml").contains("footnoteReference"));
}

#[test]
fn bookmarks_that_clash_are_renamed_and_what_names_them_follows() {
    let content = format!(
        r#"<w:p><w:bookmarkStart w:id="0" w:name="Frist"/>{}<w:bookmarkEnd w:id="0"/></w:p><w:p><w:hyperlink w:anchor="Frist">{}</w:hyperlink>{}{}</w:p>"#,
        text("om 4 uger"),
        text("se"),
        field(" REF Frist \\h ", "om 4 uger"),
        field("MERGEFIELD Frist", "«Frist»"),
    );
    let element = Doc::new(&content);
    let body = Doc::new(&format!("{}{}", p(&include("k")), p(&include("k"))));
    let composed = Desk::body(&body).with("k", &element).compose();
    let xml = markup(&composed);
    assert_eq!(xml.matches(r#"w:name="Frist""#).count(), 1);
    assert_eq!(xml.matches(r#"w:name="Frist_2""#).count(), 1);
    assert_eq!(xml.matches(r#"w:anchor="Frist_2""#).count(), 1);
    assert_eq!(xml.matches(" REF Frist_2 \\h ").count(), 1, "{xml}");
    assert_eq!(xml.matches("MERGEFIELD Frist<").count(), 2, "{xml}");
}

#[test]
fn comments_and_bindings_are_let_go_and_changes_stay() {
    let element = Doc::new(concat!(
        r#"<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:b/></w:rPr><w:commentReference w:id="1"/></w:r>"#,
        r#"<w:ins w:id="7" w:author="A"><w:r><w:t>ny</w:t></w:r></w:ins><w:del w:id="8" w:author="A"><w:r><w:delText>gammel</w:delText></w:r></w:del></w:p>"#,
        r#"<w:sdt><w:sdtPr><w:id w:val="12"/><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"#,
    ));
    let body = Doc::new(&format!("{}{}", p(&include("k")), p(&include("k"))));
    let composed = Desk::body(&body).with("k", &element).compose();
    assert_eq!(found(&composed), "k K811, k K812");
    let xml = markup(&composed);
    assert!(!xml.contains("comment") && !xml.contains("dataBinding"), "{xml}");
    assert!(xml.contains("delText") && xml.contains("<w:ins "), "{xml}");
}

#[test]
fn the_title_of_the_body_wins() {
    let core = |title: &str| {
        format!(
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Egeby</dc:creator></cp:coreProperties>"#
        )
    };
    let titled = |doc: Doc, title: &str| {
        let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
        doc.with_part("_rels/.rels", root.as_bytes())
            .with_part("docProps/core.xml", core(title).as_bytes())
    };
    let master = Doc::new(&p(&include("indhold")));
    let body = titled(Doc::new("<w:p/>"), "Afgørelse");
    let composed = Desk::body(&body).on(&titled(master.clone(), "Brevpapir")).compose();
    let xml = part_of(&composed, "docProps/core.xml");
    assert!(
        xml.contains("Afgørelse") && !xml.contains("Brevpapir") && xml.contains("Egeby"),
        "{xml}"
    );
    let composed = Desk::body(&body).on(&master).compose();
    assert!(part_of(&composed, "docProps/core.xml").contains("Afgørelse"));
    let composed =
        Desk::body(&titled(Doc::new("<w:p/>"), " ")).on(&titled(master, "Brevpapir")).compose();
    assert!(part_of(&composed, "docProps/core.xml").contains("Brevpapir"));
}

#[test]
fn a_document_property_that_stays_behind_is_told_where_a_field_asks_for_it() {
    let with_office = |doc: Doc| {
        let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>"#;
        let custom = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Kontor"><vt:lpwstr>Pension</vt:lpwstr></property></Properties>"#;
        doc.with_part("_rels/.rels", root.as_bytes())
            .with_part("docProps/custom.xml", custom.as_bytes())
    };
    let element = with_office(Doc::new(&p(&field("DOCPROPERTY \"Kontor\"", "gemt"))));
    let quiet = with_office(Doc::new(&p(&text("Intet felt"))));
    let body = Doc::new(&format!("{}{}", p(&include("k")), p(&include("l"))));
    let desk = Desk::body(&body).with("k", &element).with("l", &quiet);
    assert_eq!(found(&desk.compose()), "k K819");
    let body = with_office(body);
    let desk = Desk::body(&body).with("k", &element).with("l", &quiet);
    assert_eq!(found(&desk.compose()), "");
}

#[test]
fn document_variables_come_along_where_there_are_none() {
    let settings = |variables: &str| {
        format!(
            r#"<w:settings {NAMESPACES}><w:compat/>{variables}<w:rsids/><w:decimalSymbol w:val=","/></w:settings>"#
        )
    };
    let variable =
        |name: &str, value: &str| format!(r#"<w:docVar w:name="{name}" w:val="{value}"/>"#);
    let body = Doc::new(&p(&field("DOCVARIABLE Kontor", "gemt"))).with(
        "settings",
        &settings(&format!(
            "<w:docVars>{}{}</w:docVars>",
            variable("kontor", "Pension"),
            variable("By", "Egeby")
        )),
    );
    let master = Doc::new(&p(&include("indhold"))).with("settings", &settings(""));
    let composed = Desk::body(&body).on(&master).compose();
    let xml = part_of(&composed, "word/settings.xml");
    assert!(xml.contains(r#"<w:compat/><w:docVars><w:docVar w:name="kontor" w:val="Pension"/><w:docVar w:name="By" w:val="Egeby"/></w:docVars><w:rsids/>"#), "{xml}");
    let own = master.with(
        "settings",
        &settings(&format!("<w:docVars>{}</w:docVars>", variable("Kontor", "Borgerservice"))),
    );
    let xml = part_of(&Desk::body(&body).on(&own).compose(), "word/settings.xml");
    assert!(
        xml.contains("Borgerservice") && xml.contains("Egeby") && !xml.contains("Pension"),
        "{xml}"
    );
}

#[test]
fn parts_that_nothing_is_put_into_keep_their_bytes() {
    let odd = format!("<w:hdr  {NAMESPACES} ><w:p ></w:p><!-- x --></w:hdr>");
    let master = Doc::new(&p(&include("indhold")))
        .with("header", &odd)
        .with_part("customXml/item1.xml", b"<a  b = '1' />");
    let composed = Desk::body(&Doc::new(&p(&text("brev")))).on(&master).compose();
    assert_eq!(part_of(&composed, "word/header.xml"), odd);
    for name in [
        "word/styles.xml",
        "word/settings.xml",
        "word/_rels/document.xml.rels",
        "customXml/item1.xml",
        "_rels/.rels",
    ] {
        assert_eq!(part(&composed.document, name), part(&master.bytes(), name), "{name}");
    }
}
