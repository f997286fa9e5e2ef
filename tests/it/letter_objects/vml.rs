//! VML: watermarks, pictures, boxes, lines, embedded objects.

use insta::assert_snapshot;

use super::sketch::{PNG, Sketch, p};

fn pict(content: &str) -> String {
    format!(
        r#"<w:p><w:r><w:pict xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word">{content}</w:pict></w:r></w:p>"#
    )
}

#[test]
fn a_watermark_is_word_art_in_the_header() {
    let watermark = pict(
        r##"<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:412.4pt;height:247.45pt;rotation:315;z-index:-251657216;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold" string="KOPI"/></v:shape>"##,
    );
    let found = Sketch::new(&p("", "Brevet")).header(&watermark);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn pictures_stand_in_the_line_or_float() {
    let body = [
        pict(
            r##"<v:shape type="#_x0000_t75" style="width:72pt;height:1in" alt="Våben"><v:imagedata r:id="rId9" croptop="6554f" o:title="logo.png"/></v:shape>"##,
        ),
        pict(
            r##"<v:shape type="#_x0000_t75" style="position:absolute;left:10pt;top:20pt;width:72pt;height:36pt;z-index:2" alt="Logo" stroked="t"><v:imagedata r:id="rId9"/><w10:wrap type="square" side="left" anchorx="page" anchory="page"/></v:shape>"##,
        ),
    ];
    let found = Sketch::new(&body.concat()).media("rId9", "media/logo.png", PNG);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn boxes_lines_and_figures_are_drawn() {
    let body = [
        pict(&format!(
            r##"<v:rect style="position:absolute;margin-left:1cm;margin-top:2cm;width:200px;height:50px;v-text-anchor:middle" fillcolor="#ff0" strokecolor="blue" strokeweight="2pt"><v:textbox inset="0,,5mm" style="mso-fit-shape-to-text:t;layout-flow:vertical;mso-layout-flow-alt:bottom-to-top"><w:txbxContent>{}</w:txbxContent></v:textbox></v:rect>"##,
            p("", "I boksen")
        )),
        pict(
            r#"<v:line style="position:absolute" from="10pt,50pt" to="100pt,20pt" strokecolor="red"><v:stroke dashstyle="dash"/></v:line>"#,
        ),
        pict(r#"<v:oval style="width:10pt;height:10pt" fillcolor="green" stroked="f"/>"#),
        pict(r#"<v:rect style="width:10pt;height:10pt" filled="f" stroked="f"/>"#),
        pict(r#"<v:rect style="width:10pt;height:10pt;visibility:hidden"/>"#),
    ];
    let found = Sketch::new(&body.concat());
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn groups_scale_their_members() {
    let group = pict(
        r#"<v:group style="position:absolute;width:100pt;height:50pt" coordsize="1000,500" coordorigin="100,0"><v:rect style="left:100;top:0;width:500;height:250" fillcolor="black"/><v:group style="left:600;top:250;width:500;height:250" coordsize="10,10"><v:oval style="left:5;top:5;width:5;height:5"/></v:group></v:group>"#,
    );
    assert_snapshot!(Sketch::new(&group).looks());
}

#[test]
fn an_embedded_object_shows_its_picture_or_is_missing() {
    let object = |id: &str| {
        format!(
            r##"<w:p><w:r><w:object w:dxaOrig="1440" w:dyaOrig="720" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape type="#_x0000_t75" o:ole="" alt="Regneark"><v:imagedata r:id="{id}"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="x" r:id="rId5"/></w:object></w:r></w:p>"##
        )
    };
    let wmf = [&[0xD7, 0xCD, 0xC6, 0x9A][..], &[0; 40]].concat();
    let found = Sketch::new(&[object("rId9"), object("rId8")].concat())
        .media("rId9", "media/a.png", PNG)
        .media("rId8", "media/b.wmf", &wmf);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn a_horizontal_rule_runs_to_the_margin() {
    let rule = pict(
        r#"<v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" o:hr="t" fillcolor="gray" stroked="f"/>"#,
    );
    let looks = Sketch::new(&rule).looks();
    assert!(looks.contains("tab to margin Underscore"), "{looks}");
}
