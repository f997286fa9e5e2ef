//! DrawingML: pictures, shapes, boxes and groups, in the line and floating.

use insta::assert_snapshot;

use super::sketch::{PNG, Sketch, p};

/// The namespaces of drawings.
const SPACES: &str = concat!(
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" "#,
    r#"xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" "#,
    r#"xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative""#,
);

/// A drawing in the line, an inch wide and half as tall.
pub fn inline(says: &str, content: &str) -> String {
    format!(
        r#"<w:drawing {SPACES}><wp:inline><wp:extent cx="914400" cy="457200"/><wp:docPr id="1" name="x" {says}/><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:inline></w:drawing>"#
    )
}

/// A floating drawing: its attributes, its place and wrapping, its content.
fn anchor(attributes: &str, place: &str, content: &str) -> String {
    format!(
        r#"<w:drawing {SPACES}><wp:anchor {attributes}>{place}<wp:extent cx="914400" cy="457200"/><wp:docPr id="1" name="x" descr="Våben"/><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>"#
    )
}

/// A picture.
pub fn pic(id: &str) -> String {
    pic_with(id, "", "")
}

fn pic_with(id: &str, fill: &str, properties: &str) -> String {
    format!(
        r#"<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="y"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{id}"/>{fill}</pic:blipFill><pic:spPr>{properties}</pic:spPr></pic:pic>"#
    )
}

/// A shape with properties and what else it has.
fn shape(properties: &str, rest: &str) -> String {
    format!("<wps:wsp><wps:spPr>{properties}</wps:spPr>{rest}</wps:wsp>")
}

fn text(words: &str) -> String {
    format!("<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>", p("", words))
}

/// A letter of one paragraph with drawings, and a picture `rId9`.
fn sketch(drawings: &[String]) -> Sketch {
    let runs: String = drawings.iter().map(|drawing| format!("<w:r>{drawing}</w:r>")).collect();
    Sketch::new(&format!("<w:p><w:r><w:t>Før </w:t></w:r>{runs}</w:p>{}", p("", "Efter"))).media(
        "rId9",
        "media/logo.png",
        PNG,
    )
}

#[test]
fn a_described_picture_is_a_figure() {
    let found = sketch(&[inline(r#"descr="Kommunens våben""#, &pic("rId9"))]);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn a_title_stands_in_for_a_description_and_nothing_is_told_of() {
    let dump = sketch(&[inline(r#"title="Våben""#, &pic("rId9"))]).dump();
    assert!(dump.contains("Figure alt \"Våben\"") && !dump.contains("L003"), "{dump}");
}

#[test]
fn a_decorative_picture_is_an_artifact() {
    let decorative = r#"<w:drawing xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" xmlns:a="a" xmlns:pic="p"><wp:inline><wp:extent cx="914400" cy="457200"/><wp:docPr id="1" name="x"><a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst></wp:docPr><a:graphic><a:graphicData>PIC</a:graphicData></a:graphic></wp:inline></w:drawing>"#
        .replace("PIC", &pic("rId9"));
    let found = sketch(&[decorative]);
    let dump = found.dump();
    assert!(!dump.contains("Figure") && !dump.contains("L003"), "{dump}");
    assert!(found.looks().contains("picture 1 artifact"));
}

#[test]
fn a_picture_that_nobody_described_says_so_and_is_told_of() {
    let dump = sketch(&[inline("", &pic("rId9"))]).dump();
    assert!(dump.contains("Figure alt \"Billede uden beskrivelse\""), "{dump}");
    assert!(dump.contains("! L003 the letter's text, paragraph 1"), "{dump}");
    let file = sketch(&[inline(r#"descr="logo.PNG""#, &pic("rId9"))]).dump();
    assert!(file.contains("! L014"), "{file}");
}

#[test]
fn words_that_word_adds_are_left_out_of_descriptions() {
    let said = "descr=\"Et våben\n\nAutomatisk genereret beskrivelse\"";
    let dump = sketch(&[inline(said, &pic("rId9"))]).dump();
    assert!(dump.contains("Figure alt \"Et våben\" "), "{dump}");
}

#[test]
fn pictures_are_cut_turned_mirrored_and_lined() {
    let fill = r#"<a:srcRect l="10000" t="-20000" r="25%"/>"#;
    let properties = r#"<a:xfrm rot="5400000" flipH="1"/><a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>"#;
    let looks = sketch(&[inline("descr=\"x\"", &pic_with("rId9", fill, properties))]).looks();
    assert!(
        looks.contains(
            "picture 1 crop 0.1 -0.2 0.25 0 turned 90 flipped true false line 1 single FF0000"
        ),
        "{looks}"
    );
}

#[test]
fn what_cannot_be_drawn_is_missing_with_its_description() {
    let emf = [&[1, 0, 0, 0][..], &[0; 36], b" EMF", &[0; 40]].concat();
    let chart = r#"<c:chart xmlns:c="c" r:id="rId1"/>"#;
    let found = Sketch::new(&format!(
        "<w:p><w:r>{}</w:r><w:r>{}</w:r><w:r>{}</w:r><w:r>{}</w:r></w:p>",
        inline("descr=\"Kurve\"", chart),
        inline("descr=\"Metafil\"", &pic("rId1")),
        inline("descr=\"Tom\"", &pic("rId2")),
        inline("", &pic("rId404")),
    ))
    .media("rId1", "media/a.emf", &emf)
    .media("rId2", "media/b.png", b"");
    assert_snapshot!(found.dump());
}

#[test]
fn a_linked_picture_is_never_fetched() {
    let linked = pic("").replace("r:embed=\"\"", "r:link=\"rId1\"");
    let found = Sketch::new(&format!("<w:p><w:r>{}</w:r></w:p>", inline("", &linked)))
        .linked("rId1", "http://127.0.0.1:9/logo.png");
    let dump = found.dump();
    assert!(dump.contains("[missing") && dump.contains("! L011"), "{dump}");
    assert!(found.letter().pictures.is_empty());
}

#[test]
fn one_file_in_two_places_is_one_picture() {
    let drawing = inline("descr=\"x\"", &pic("rId9"));
    assert_eq!(sketch(&[drawing.clone(), drawing]).letter().pictures.len(), 1);
}

#[test]
fn floating_pictures_have_places_wraps_and_distances() {
    let picture = pic("rId9");
    let place = |h: &str, v: &str, wrap: &str| {
        format!("<wp:positionH {h}</wp:positionH><wp:positionV {v}</wp:positionV>{wrap}")
    };
    let of = |kind: &str, value: &str| format!(r#"relativeFrom="{kind}">{value}"#);
    let offset = |emu: i64| format!("<wp:posOffset>{emu}</wp:posOffset>");
    let align = |name: &str| format!("<wp:align>{name}</wp:align>");
    let polygon = r#"<wp:wrapTight wrapText="left"><wp:wrapPolygon><wp:start x="0" y="0"/><wp:lineTo x="21600" y="0"/><wp:lineTo x="10800" y="21600"/></wp:wrapPolygon></wp:wrapTight>"#;
    let both = [
        anchor(
            r#"behindDoc="1" layoutInCell="0" allowOverlap="0" distL="114300""#,
            &place(&of("page", &offset(127_000)), &of("page", &offset(254_000)), "<wp:wrapNone/>"),
            &picture,
        ),
        anchor(
            "",
            &place(
                &of("margin", &align("right")),
                &of("topMargin", &align("center")),
                r#"<wp:wrapSquare wrapText="largest"/>"#,
            ),
            &picture,
        ),
        anchor(
            "",
            &place(&of("column", &align("outside")), &of("paragraph", &offset(-12_700)), polygon),
            &picture,
        ),
        anchor(
            r#"simplePos="1""#,
            &format!(
                r#"<wp:simplePos x="12700" y="25400"/>{}"#,
                place(&of("page", &offset(1)), &of("line", &offset(1)), "<wp:wrapTopAndBottom/>")
            ),
            &picture,
        ),
        anchor(
            "",
            &format!(
                r#"<mc:AlternateContent><mc:Choice Requires="wp14"><wp:positionH relativeFrom="page"><wp14:pctPosHOffset>50000</wp14:pctPosHOffset></wp:positionH></mc:Choice><mc:Fallback><wp:positionH relativeFrom="page">{}</wp:positionH></mc:Fallback></mc:AlternateContent><wp:positionV relativeFrom="bottomMargin">{}</wp:positionV><wp:wrapThrough wrapText="right"/><wp14:sizeRelH relativeFrom="margin"><wp14:pctWidth>40000</wp14:pctWidth></wp14:sizeRelH><wp14:sizeRelV relativeFrom="page"><wp14:pctHeight>0</wp14:pctHeight></wp14:sizeRelV>"#,
                offset(635_000),
                offset(0)
            ),
            &picture,
        ),
    ];
    assert_snapshot!(sketch(&both).looks());
}

#[test]
fn the_text_of_a_box_is_read_after_its_paragraph() {
    let body = r#"<wps:bodyPr lIns="0" anchor="ctr" vert="vert270"><a:spAutoFit/></wps:bodyPr>"#;
    let properties = r#"<a:xfrm/><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFCC"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>"#;
    let found = sketch(&[inline("", &shape(properties, &format!("{}{body}", text("Send svar"))))]);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn one_branch_of_alternate_content_is_read_and_never_both() {
    let drawing = inline("", &shape("", &text("ny")));
    let both = format!(
        r#"<mc:AlternateContent xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"#,
        p("", "gammel")
    );
    let dump = sketch(&[both]).dump();
    assert!(dump.contains("\"ny\"") && !dump.contains("gammel"), "{dump}");
}

#[test]
fn shapes_have_forms_fills_and_lines_of_their_own_or_their_styles() {
    let style = r#"<wps:style><a:lnRef idx="2"><a:srgbClr val="00FF00"/></a:lnRef><a:fillRef idx="1"><a:srgbClr val="0000FF"/></a:fillRef></wps:style>"#;
    let shapes = [
        shape(r#"<a:prstGeom prst="ellipse"/>"#, style),
        shape(r#"<a:prstGeom prst="star5"/><a:noFill/>"#, style),
        shape(
            r#"<a:xfrm flipV="1"/><a:prstGeom prst="line"/><a:ln w="19050"><a:prstDash val="sysDot"/></a:ln>"#,
            style,
        ),
        shape(
            r#"<a:prstGeom prst="roundRect"/><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr val="646464"/></a:gs></a:gsLst></a:gradFill>"#,
            "",
        ),
        // Neither fill nor line: there is nothing to see.
        shape(r#"<a:prstGeom prst="rect"/><a:noFill/><a:ln><a:noFill/></a:ln>"#, style),
    ];
    let drawings: Vec<String> = shapes.iter().map(|shape| inline("", shape)).collect();
    let found = sketch(&drawings);
    assert_snapshot!(found.looks());
    assert!(!found.dump().contains("Figure"), "nobody describes them: they decorate");
}

#[test]
fn a_group_is_one_figure_with_its_members_scaled() {
    let member = |x: u32, y: u32| {
        format!(r#"<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="500" cy="500"/></a:xfrm>"#)
    };
    let group = format!(
        r#"<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="457200"/><a:chOff x="1000" y="1000"/><a:chExt cx="1000" cy="1000"/></a:xfrm></wpg:grpSpPr>{}{}{}<wpg:grpSp><wpg:grpSpPr><a:xfrm><a:off x="1500" y="1500"/><a:ext cx="500" cy="500"/><a:chOff x="0" y="0"/><a:chExt cx="10" cy="10"/></a:xfrm></wpg:grpSpPr>{}</wpg:grpSp></wpg:wgp>"#,
        pic_with("rId9", "", &member(1000, 1000)),
        pic_with("rId9", "", &member(1500, 1000)),
        shape(&member(1000, 1500), &text("i gruppen")),
        shape(
            r#"<a:xfrm><a:off x="5" y="5"/><a:ext cx="5" cy="5"/></a:xfrm><a:solidFill><a:srgbClr val="112233"/></a:solidFill>"#,
            ""
        ),
    );
    let found = sketch(&[inline(r#"descr="To våben""#, &group)]);
    assert_snapshot!(found.dump());
    assert_snapshot!(found.looks());
}

#[test]
fn in_a_header_pictures_are_artifacts_and_nothing_is_asked_of_them() {
    let header = format!("<w:p><w:r>{}</w:r></w:p>", inline("", &pic("rId9")));
    let dump = Sketch::new(&p("", "Brevet")).header(&header).dump();
    assert!(!dump.contains("Figure") && !dump.contains("L003"), "{dump}");
}

#[test]
fn hidden_drawings_are_gone() {
    let dump = sketch(&[inline(r#"hidden="1" descr="x""#, &pic("rId9"))]).looks();
    assert!(!dump.contains("picture"), "{dump}");
}
