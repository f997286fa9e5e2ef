//! Styles and language: the destination's look, with what it lacks brought along.

use insta::assert_snapshot;

use super::{Desk, include, markup, p, part_of, styled};
use crate::support::{Doc, NAMESPACES};

fn sheet(language: &str, styles: &str) -> String {
    format!(
        r#"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>{styles}</w:styles>"#
    )
}

const OURS: &str = concat!(
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Boks"><w:name w:val="Gul boks"/></w:style>"#,
);

const THEIRS: &str = concat!(
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Standardtekst"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="Heading 1"/><w:rPr><w:i/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Boks"><w:name w:val="Blå boks"/><w:basedOn w:val="Ramme"/><w:next w:val="Standard"/><w:link w:val="BoksTegn"/></w:style>"#,
    r#"<w:style w:type="character" w:customStyle="1" w:styleId="BoksTegn"><w:name w:val="Blå boks Tegn"/><w:link w:val="Boks"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Ramme"><w:name w:val="Ramme"/><w:basedOn w:val="Standard"/></w:style>"#,
    r#"<w:style w:type="table" w:styleId="Gitter"><w:name w:val="Table Grid"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Ubrugt"><w:name w:val="Ubrugt"/></w:style>"#,
    r#"<w:style w:type="character" w:customStyle="1" w:styleId="gul"><w:name w:val="gul boks"/></w:style>"#,
);

#[test]
fn styles_are_matched_by_name_and_the_others_come_along() {
    let master = Doc::new(&p(&include("indhold"))).with("styles", &sheet("da-DK", OURS));
    let body = Doc::new(&format!(
        "{}{}{}{}{}{}",
        styled("Overskrift1", "Afgørelse"),
        styled("Boks", "boks"),
        styled("Standard", "brød"),
        styled("Findes ikke", "uden"),
        r#"<w:p><w:r><w:rPr><w:rStyle w:val="gul"/></w:rPr><w:t>gult</w:t></w:r></w:p>"#,
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="Gitter"/></w:tblPr><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"#
    ))
    .with("styles", &sheet("da-DK", THEIRS));
    let composed = Desk::body(&body).on(&master).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">Afgørelse</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="Boks1"/></w:pPr><w:r><w:t xml:space="preserve">boks</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t xml:space="preserve">brød</w:t></w:r></w:p>
    <w:p><w:pPr/><w:r><w:t xml:space="preserve">uden</w:t></w:r></w:p>
    <w:p><w:r><w:rPr><w:rStyle w:val="gul"/></w:rPr><w:t>gult</w:t></w:r></w:p>
    <w:tbl><w:tblPr><w:tblStyle w:val="Gitter"/></w:tblPr><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
    <w:p/>
    "#);
    let styles = part_of(&composed, "word/styles.xml").replace("<w:style ", "\n<w:style ");
    let (ours, added) = styles.split_once("Gul boks").expect("ours first");
    assert!(ours.contains("Heading1"), "{ours}");
    assert_snapshot!(added, @r#"
    "/></w:style>
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="Ramme"><w:name w:val="Ramme"/><w:basedOn w:val="Normal"/></w:style>
    <w:style w:type="character" w:customStyle="1" w:styleId="BoksTegn"><w:name w:val="Blå boks Tegn"/><w:link w:val="Boks1"/></w:style>
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="Boks1"><w:name w:val="Blå boks"/><w:basedOn w:val="Ramme"/><w:next w:val="Normal"/><w:link w:val="BoksTegn"/></w:style>
    <w:style w:type="character" w:customStyle="1" w:styleId="gul"><w:name w:val="gul boks 1"/></w:style>
    <w:style w:type="table" w:styleId="Gitter"><w:name w:val="Table Grid"/></w:style></w:styles>
    "#);
}

#[test]
fn text_in_another_language_says_so() {
    let master = Doc::new(&p(&include("indhold"))).with("styles", &sheet("da-DK", OURS));
    let body = Doc::new(concat!(
        r#"<w:p><w:r><w:t>English</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:rPr><w:b/><w:lang w:val="de-DE"/></w:rPr><w:t>deutsch</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:rPr><w:lang w:val="da-DK"/></w:rPr><w:t>dansk</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:pStyle w:val="Dansk"/></w:pPr><w:r><w:t>også dansk</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:rPr><w:sz w:val="20"/><w:oMath/></w:rPr><w:t>more</w:t></w:r><w:r><w:br/></w:r></w:p>"#,
    ))
    .with("styles", &sheet("en-GB", &format!("{OURS}{}", r#"<w:style w:type="paragraph" w:styleId="Dansk"><w:name w:val="Dansk"/><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:style>"#)));
    let composed = Desk::body(&body).on(&master).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>English</w:t></w:r></w:p>
    <w:p><w:r><w:rPr><w:b/><w:lang w:val="de-DE"/></w:rPr><w:t>deutsch</w:t></w:r></w:p>
    <w:p><w:r><w:rPr><w:lang w:val="da-DK"/></w:rPr><w:t>dansk</w:t></w:r></w:p>
    <w:p><w:pPr><w:pStyle w:val="Dansk"/></w:pPr><w:r><w:t>også dansk</w:t></w:r></w:p>
    <w:p><w:r><w:rPr><w:sz w:val="20"/><w:lang w:val="en-GB"/><w:oMath/></w:rPr><w:t>more</w:t></w:r><w:r><w:br/></w:r></w:p>
    "#);
}

#[test]
fn a_master_without_styles_gets_a_part_for_them() {
    let bare = Doc::new(&p(&include("indhold")));
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let xml = format!(
        "<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        p(&include("indhold"))
    );
    let links =
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let root = crate::support::part(&bare.bytes(), "_rels/.rels").expect("a part");
    let master = crate::support::zip(&[
        ("[Content_Types].xml".to_owned(), types.as_bytes().to_vec()),
        ("_rels/.rels".to_owned(), root.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), links.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), xml.into_bytes()),
    ]);
    let body = Doc::new(&styled("Overskrift1", "Afgørelse"));
    let composed = Desk { master: Some(master), ..Desk::body(&body) }.compose();
    assert!(part_of(&composed, "word/styles.xml").contains("heading 1"));
}

#[test]
fn prefixes_of_a_source_become_those_of_the_destination() {
    let master = Doc::new(&p(&include("indhold")));
    let other = format!(
        "<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        format_args!(
            r#"<w:p w14:paraId="1A"><w:r xmlns:q="urn:q"><w:t>a</w:t><q:w14 q:x="1"/></w:r></w:p>{}"#,
            r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>b</w:t></mc:Choice></mc:AlternateContent></w:r></w:p>"#
        )
    )
    .replace("<w:", "<ord:")
    .replace("</w:", "</ord:")
    .replace("xmlns:w=", "mc:Ignorable=\"ny\" xmlns:ord=")
    .replace("w14:paraId", "ny:paraId")
    .replace("\"w14\"", "\"ny\"")
    .replace("xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"", "xmlns:ny=\"urn:ny\" xmlns:w=\"urn:noget-andet\"");
    let body = Doc::new("").with_part("word/document.xml", other.as_bytes());
    let composed = Desk::body(&body).on(&master).compose();
    let xml = part_of(&composed, "word/document.xml");
    let (root, rest) = xml.split_once("<w:body>").expect("a body");
    assert!(
        root.contains(r#"xmlns:ny="urn:ny""#) && root.contains(r#"mc:Ignorable="ny""#),
        "{root}"
    );
    assert_snapshot!(rest, @r#"<w:p ny:paraId="1A"><w:r xmlns:q="urn:q"><w:t>a</w:t><q:w14 q:x="1"/></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice Requires="ny"><w:t>b</w:t></mc:Choice></mc:AlternateContent></w:r></w:p></w:body></w:document>"#);
}
