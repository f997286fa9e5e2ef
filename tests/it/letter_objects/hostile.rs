//! Documents that mean harm, and documents that mean nothing.

use proptest::prelude::*;

use super::fixtures::check;
use super::sketch::{Sketch, cell, item, p, table};

fn sound(body: &str) {
    let letter = Sketch::new(body).letter();
    check(&letter, "hostile");
}

#[test]
fn absurd_numbers_do_no_harm() {
    for number in ["-1", "0", "4294967296", "99999999999999999999", "NaN", "inf", "1e308", "", "x"]
    {
        sound(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Gitter"/><w:tblW w:w="{number}" w:type="pct"/><w:tblInd w:w="{number}"/><w:tblStyleRowBandSize w:val="{number}"/><w:tblLook w:val="{number}"/></w:tblPr><w:tblGrid><w:gridCol w:w="{number}"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="{number}"/><w:gridAfter w:val="{number}"/><w:trHeight w:val="{number}"/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>"#,
            cell(
                &format!(
                    r#"<w:tcW w:w="{number}" w:type="dxa"/><w:gridSpan w:val="{number}"/><w:tcMar><w:left w:w="{number}"/></w:tcMar>"#
                ),
                "a"
            ),
            cell("<w:vMerge/>", "b"),
            cell("", "c"),
        ));
        sound(&format!(
            r#"<w:p><w:r><w:drawing xmlns:a="a" xmlns:wps="w"><wp:anchor><wp:extent cx="{number}" cy="{number}"/><wp:positionH><wp:posOffset>{number}</wp:posOffset></wp:positionH><wp:wrapTight><wp:wrapPolygon><wp:start x="{number}" y="{number}"/></wp:wrapPolygon></wp:wrapTight><wp:docPr/><a:graphic><a:graphicData><wps:wgp><wps:grpSpPr><a:xfrm><a:chOff x="{number}" y="0"/><a:chExt cx="{number}" cy="{number}"/></a:xfrm></wps:grpSpPr><wps:wsp><wps:spPr><a:xfrm rot="{number}"/><a:solidFill><a:srgbClr val="FF0000"><a:lumMod val="{number}"/></a:srgbClr></a:solidFill><a:ln w="{number}"/></wps:spPr></wps:wsp></wps:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"#
        ));
        sound(&format!(
            r#"<w:p><w:r><w:pict><v:group style="width:{number};height:{number}pt;rotation:{number}" coordsize="{number},{number}"><v:rect style="left:{number};width:{number}" strokeweight="{number}"/></v:group></w:pict></w:r></w:p>"#
        ));
    }
}

#[test]
fn tables_in_tables_end_somewhere() {
    let mut xml = p("", "inderst");
    for _ in 0..70 {
        xml = format!("<w:tbl><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>");
    }
    sound(&xml);
}

#[test]
fn tables_without_what_tables_have() {
    for xml in [
        "<w:tbl/>",
        "<w:tbl><w:tr/></w:tbl>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:tbl><w:tblGrid/><w:tr><w:tc><w:tbl/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:hMerge/></w:tcPr></w:tc></w:tr></w:tbl>",
    ] {
        sound(xml);
    }
}

#[test]
fn drawings_without_what_drawings_have() {
    for xml in [
        "<w:drawing/>",
        "<w:drawing><wp:inline/></w:drawing>",
        "<w:drawing><wp:anchor><graphic><graphicData/></graphic></wp:anchor></w:drawing>",
        "<w:drawing><wp:inline><graphic><graphicData><pic/></graphicData></graphic></wp:inline></w:drawing>",
        "<w:drawing><wp:inline><graphic><graphicData><wsp/></graphicData></graphic></wp:inline></w:drawing>",
        "<w:pict/>",
        "<w:pict><v:shape/></w:pict>",
        "<w:pict><v:line from=\"x\" to=\",\"/></w:pict>",
        "<w:object><v:shape><v:imagedata/></v:shape></w:object>",
    ] {
        sound(&format!("<w:p><w:r>{xml}</w:r></w:p>"));
    }
}

#[test]
fn boxes_in_boxes_end_somewhere() {
    let mut xml = p("", "inderst");
    for _ in 0..70 {
        xml = format!(
            "<w:p><w:r><w:t>x</w:t></w:r><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{xml}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
        );
    }
    sound(&xml);
}

/// A cell with random merging.
fn any_cell() -> impl Strategy<Value = String> {
    let merge = prop_oneof![
        3 => Just(""),
        1 => Just("<w:vMerge/>"),
        1 => Just("<w:vMerge w:val=\"restart\"/>"),
        1 => Just("<w:hMerge/>"),
    ];
    let text = prop_oneof![Just(""), Just("tekst"), Just("*fed*")];
    (merge, 1..4_u32, text).prop_map(|(merge, span, text)| {
        cell(&format!(r#"<w:gridSpan w:val="{span}"/>{merge}"#), text)
    })
}

fn any_row() -> impl Strategy<Value = String> {
    let cells = prop::collection::vec(any_cell(), 1..5);
    (any::<bool>(), 0..2_u32, cells).prop_map(|(header, before, cells)| {
        let header = if header { "<w:tblHeader/>" } else { "" };
        format!(
            r#"<w:tr><w:trPr>{header}<w:gridBefore w:val="{before}"/></w:trPr>{}</w:tr>"#,
            cells.concat()
        )
    })
}

/// A block of any kind.
fn any_block() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(p("", "tekst")),
        Just(p("", "")),
        Just(p("Overskrift1", "Overskrift")),
        Just(p("Overskrift4", "Dyb overskrift")),
        Just(p("Billedtekst", "Billedtekst")),
        Just(p("Indhold2", "Indhold")),
        (1..4_u32, 0..2_u32).prop_map(|(list, level)| item(list, level, "punkt")),
        Just(table(r#"<w:tblStyle w:val="Gitter"/>"#, &["a|b", "c|d"])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tables_of_any_shape_make_sound_trees(rows in prop::collection::vec(any_row(), 1..6)) {
        sound(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Gitter"/></w:tblPr>{}</w:tbl>"#,
            rows.concat()
        ));
    }

    #[test]
    fn blocks_in_any_order_make_sound_trees(blocks in prop::collection::vec(any_block(), 1..20)) {
        const LISTS: &str = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>"#;
        let letter = Sketch::new(&blocks.concat()).numbering(LISTS).letter();
        check(&letter, "blocks");
    }
}
