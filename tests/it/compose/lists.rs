//! Lists: numbered anew, restarted for every inclusion, styles and picture bullets along.

use insta::assert_snapshot;

use super::{Desk, include, markup, p, part_of};
use crate::support::{Doc, NAMESPACES, text};

fn item(list: u32, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{}</w:p>"#,
        text(words)
    )
}

fn lists(inner: &str) -> String {
    format!("<w:numbering {NAMESPACES}>{inner}</w:numbering>")
}

fn simple(id: u32, nsid: &str) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}"><w:nsid w:val="{nsid}"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>"#
    )
}

fn number(id: u32, of: u32) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/></w:num>"#)
}

#[test]
fn a_list_gets_a_new_number_and_starts_over_each_time() {
    let element = Doc::new(&format!("{}{}", item(1, "et"), item(1, "to")))
        .with("numbering", &lists(&format!("{}{}", simple(0, "AAAA0001"), number(1, 0))));
    let body = Doc::new(&format!("{}{}{}", item(1, "eget"), p(&include("k")), p(&include("k"))))
        .with(
            "numbering",
            &lists(&format!(
                "{}{}{}",
                simple(0, "AAAA0000"),
                number(1, 0),
                r#"<w:numIdMacAtCleanup w:val="1"/>"#
            )),
        );
    let composed = Desk::body(&body).with("k", &element).compose();
    let ids: Vec<&str> = markup(&composed)
        .lines()
        .filter_map(|line| line.split("numId w:val=\"").nth(1))
        .map(|rest| {
            if rest.starts_with('1') {
                "1"
            } else if rest.starts_with('2') {
                "2"
            } else {
                "3"
            }
        })
        .collect();
    assert_eq!(ids, ["1", "2", "2", "3", "3"]);
    let xml = part_of(&composed, "word/numbering.xml");
    let xml = xml.split_once('>').map_or("", |(_, rest)| rest);
    assert_snapshot!(xml.replace("<w:abstractNum ", "\n<w:abstractNum ").replace("<w:num ", "\n<w:num ").replace("<w:numIdMac", "\n<w:numIdMac"), @r#"
    <w:abstractNum w:abstractNumId="0"><w:nsid w:val="AAAA0000"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:nsid w:val="AAAA0001"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:nsid w:val="5B000001"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:numIdMacAtCleanup w:val="1"/></w:numbering>
    "#);
}

#[test]
fn a_style_brings_its_list_and_a_list_its_styles() {
    let styles = format!(
        r#"<w:styles {NAMESPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{}{}{}</w:styles>"#,
        r#"<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Punkt"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>"#,
    );
    let numbering = lists(&format!(
        "{}{}{}{}{}{}",
        r#"<w:abstractNum w:abstractNumId="7"><w:nsid w:val="00000007"/><w:lvl w:ilvl="0"><w:pStyle w:val="Punkt"/></w:lvl><w:lvl w:ilvl="1"><w:pStyle w:val="Overskrift1"/></w:lvl></w:abstractNum>"#,
        r#"<w:abstractNum w:abstractNumId="8"><w:nsid w:val="00000008"/><w:styleLink w:val="Liste"/><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>"#,
        r#"<w:abstractNum w:abstractNumId="9"><w:nsid w:val="00000009"/><w:numStyleLink w:val="Liste"/></w:abstractNum>"#,
        number(3, 7),
        number(4, 8),
        number(5, 9)
    ));
    let element = Doc::new(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Punkt"/></w:pPr></w:p>{}{}"#,
        item(3, "et"),
        item(5, "to")
    ))
    .with("styles", &styles)
    .with("numbering", &numbering);
    let composed = Desk::body(&Doc::new(&format!("{}{}", p(&include("k")), p(&include("k")))))
        .with("k", &element)
        .compose();
    let xml = part_of(&composed, "word/numbering.xml");
    assert_snapshot!(xml.split_once("<w:abstractNum").map_or("", |(_, rest)| rest).replace("<w:abstractNum ", "\n<w:abstractNum ").replace("<w:num ", "\n<w:num "), @r#"
     w:abstractNumId="0"><w:nsid w:val="00000007"/><w:lvl w:ilvl="0"><w:pStyle w:val="Punkt"/></w:lvl><w:lvl w:ilvl="1"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:nsid w:val="00000008"/><w:styleLink w:val="Liste"/><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:nsid w:val="00000009"/><w:numStyleLink w:val="Liste"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="3"><w:nsid w:val="5B000001"/><w:lvl w:ilvl="0"/><w:lvl w:ilvl="1"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="4"><w:nsid w:val="5B000002"/><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
    <w:num w:numId="5"><w:abstractNumId w:val="4"/></w:num></w:numbering>
    "#);
    assert_eq!(xml.matches("w:styleLink").count(), 1, "{xml}");
    assert!(!xml.contains("Overskrift1"), "the destination's heading has its own numbers: {xml}");
    assert!(part_of(&composed, "word/styles.xml").contains(r#"w:styleId="Liste""#));
}

#[test]
fn a_picture_bullet_brings_its_picture() {
    let numbering = lists(&format!(
        "{}{}{}",
        r#"<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:numPicBullet>"#,
        r#"<w:abstractNum w:abstractNumId="0"><w:nsid w:val="00000001"/><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum>"#,
        number(1, 0)
    ));
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/prik.gif"/></Relationships>"#;
    let element = super::parts::with_types(
        Doc::new(&item(1, "et"))
            .with("numbering", &numbering)
            .with_part("word/_rels/numbering.xml.rels", links.as_bytes())
            .with_part("word/media/prik.gif", b"GIF89a"),
        &[("gif", "image/gif")],
    );
    let composed = Desk::body(&Doc::new(&p(&include("k")))).with("k", &element).compose();
    assert_eq!(part_of(&composed, "word/media/prik.gif"), "GIF89a");
    assert!(part_of(&composed, "word/_rels/numbering.xml.rels").contains("media/prik.gif"));
}
