//! The cascade, a case a rule: what is written where, and what comes of it.

use super::{document, letter, paragraph_words, paragraphs, run_words};
use brevsmed::letter::Inline;

/// Styles, a paragraph's properties, a run's properties, and what the paragraph and the run are.
struct Case {
    rule: &'static str,
    styles: &'static str,
    paragraph: &'static str,
    run: &'static str,
    expected: (&'static str, &'static str),
}

const DEFAULTS: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#;

fn style(kind: &str, id: &str, more: &str) -> String {
    format!(r#"<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{id}"/>{more}</w:style>"#)
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let styles = case
            .styles
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(|line| match line.trim().splitn(3, ' ').collect::<Vec<_>>()[..] {
                ["D"] => DEFAULTS.to_owned(),
                ["P", id, more] => style("paragraph", id, more),
                ["C", id, more] => style("character", id, more),
                _ => line.trim().to_owned(),
            })
            .collect::<String>();
        let body = format!(
            "<w:p><w:pPr>{}</w:pPr><w:r><w:rPr>{}</w:rPr><w:t>ord</w:t></w:r></w:p>",
            case.paragraph, case.run
        );
        let letter = letter(&document(&body, &[("styles", &styles)]));
        let all = paragraphs(&letter);
        let paragraph = all.first().expect("a paragraph");
        let run = paragraph
            .content
            .iter()
            .find_map(|inline| match inline {
                Inline::Text(text) => Some(run_words(&text.format)),
                _ => None,
            })
            .unwrap_or_else(|| "hidden".to_owned());
        let found = (paragraph_words(&paragraph.format), run);
        if (found.0.as_str(), found.1.as_str()) != case.expected {
            wrong.push(format!("{}:\n   {found:?}\n   {:?}", case.rule, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn run_properties_come_from_their_places() {
    const PLAIN: &str = "Times New Roman 10";
    let case = |rule, styles, paragraph, run, expected| Case {
        rule,
        styles,
        paragraph,
        run,
        expected: ("", expected),
    };
    let bold = r#"P Fed <w:rPr><w:b/></w:rPr>
C Kraftig <w:rPr><w:b/><w:i/></w:rPr>
C Svag <w:rPr><w:b w:val="0"/></w:rPr>"#;
    check(&[
        case("no defaults: the standard's", "", "", "", PLAIN),
        case(
            "the defaults' font and size",
            r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
            "",
            "",
            "Arial 12",
        ),
        case(
            "bold of the paragraph style",
            bold,
            r#"<w:pStyle w:val="Fed"/>"#,
            "",
            "Times New Roman 10, bold",
        ),
        case(
            "bold of the character style",
            bold,
            "",
            r#"<w:rStyle w:val="Kraftig"/>"#,
            "Times New Roman 10, bold, italic",
        ),
        case(
            "bold of both cancels out",
            bold,
            r#"<w:pStyle w:val="Fed"/>"#,
            r#"<w:rStyle w:val="Kraftig"/>"#,
            "Times New Roman 10, italic",
        ),
        case(
            "off in a character style takes nothing away",
            bold,
            r#"<w:pStyle w:val="Fed"/>"#,
            r#"<w:rStyle w:val="Svag"/>"#,
            "Times New Roman 10, bold",
        ),
        case(
            "a direct property has the last word",
            bold,
            r#"<w:pStyle w:val="Fed"/>"#,
            r#"<w:rStyle w:val="Kraftig"/><w:b/>"#,
            "Times New Roman 10, bold, italic",
        ),
        case("direct off", bold, r#"<w:pStyle w:val="Fed"/>"#, r#"<w:b w:val="false"/>"#, PLAIN),
        case(
            "bold of the defaults stays",
            r"<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>
P Fed <w:rPr><w:b/></w:rPr>",
            r#"<w:pStyle w:val="Fed"/>"#,
            "",
            "Times New Roman 10, bold",
        ),
        case(
            "a style over its ancestor, no toggling between them",
            r#"P Far <w:rPr><w:b/><w:sz w:val="30"/></w:rPr>
P Barn <w:basedOn w:val="Far"/><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>"#,
            r#"<w:pStyle w:val="Barn"/>"#,
            "",
            "Times New Roman 15, bold, ink FF0000",
        ),
        case(
            "styles in a circle end where it closes",
            r#"P A <w:basedOn w:val="B"/><w:rPr><w:i/></w:rPr>
P B <w:basedOn w:val="A"/><w:rPr><w:sz w:val="40"/></w:rPr>"#,
            r#"<w:pStyle w:val="A"/>"#,
            "",
            "Times New Roman 20, italic",
        ),
        case(
            "an unknown style is the default one",
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>"#,
            r#"<w:pStyle w:val="Findes ikke"/>"#,
            "",
            "Times New Roman 10, italic",
        ),
        case(
            "the default style without being named",
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>"#,
            "",
            "",
            "Times New Roman 10, italic",
        ),
        case(
            "an unknown character style is none",
            "",
            "",
            r#"<w:rStyle w:val="Findes ikke"/>"#,
            PLAIN,
        ),
        case("hidden", "", "", "<w:vanish/>", "hidden"),
        case(
            "hidden by style, shown directly",
            "C Skjult <w:rPr><w:vanish/></w:rPr>",
            "",
            r#"<w:rStyle w:val="Skjult"/><w:vanish w:val="0"/>"#,
            PLAIN,
        ),
        case("hidden on the web is printed", "", "", "<w:webHidden/>", PLAIN),
        case(
            "automatic colour over a colour",
            r#"P Rød <w:rPr><w:color w:val="FF0000"/></w:rPr>"#,
            r#"<w:pStyle w:val="Rød"/>"#,
            r#"<w:color w:val="auto"/>"#,
            PLAIN,
        ),
        case(
            "no underline over an underline",
            r#"P U <w:rPr><w:u w:val="single"/></w:rPr>"#,
            r#"<w:pStyle w:val="U"/>"#,
            r#"<w:u w:val="none"/>"#,
            PLAIN,
        ),
        case(
            "capitals go before small capitals",
            "",
            "",
            "<w:caps/><w:smallCaps/>",
            "Times New Roman 10, caps",
        ),
        case(
            "kerning from a size",
            "",
            "",
            r#"<w:kern w:val="28"/>"#,
            "Times New Roman 10, kerned",
        ),
        case(
            "kerning of size 0 is none",
            r#"P K <w:rPr><w:kern w:val="2"/></w:rPr>"#,
            r#"<w:pStyle w:val="K"/>"#,
            r#"<w:kern w:val="0"/>"#,
            PLAIN,
        ),
        case(
            "a pattern is blended",
            "",
            "",
            r#"<w:shd w:val="pct25" w:color="000000" w:fill="FFFFFF"/>"#,
            "Times New Roman 10, shade BFBFBF",
        ),
        case(
            "spacing, position, scale",
            "",
            "",
            r#"<w:spacing w:val="20"/><w:position w:val="-6"/><w:w w:val="80"/>"#,
            "Times New Roman 10, raised -3, spaced 1, scale 0.8",
        ),
        case(
            "absurd sizes are kept small",
            "",
            "",
            r#"<w:sz w:val="99999999"/>"#,
            "Times New Roman 1638",
        ),
        case("no number is no size", "", "", r#"<w:sz w:val="NaN"/><w:w w:val="0"/>"#, PLAIN),
        case(
            "ligatures",
            "",
            "",
            r#"<w14:ligatures w14:val="standardContextual"/>"#,
            "Times New Roman 10, ligatures",
        ),
        case(
            "right-to-left text has sizes of its own",
            "",
            "",
            r#"<w:rFonts w:ascii="Arial" w:cs="Times"/><w:sz w:val="20"/><w:szCs w:val="30"/><w:b/><w:rtl/>"#,
            "Times 15, rtl",
        ),
    ]);
}

#[test]
fn paragraph_properties_come_from_their_places() {
    let case = |rule, styles, paragraph, expected| Case {
        rule,
        styles,
        paragraph,
        run: "",
        expected: (expected, "Times New Roman 10"),
    };
    let indented = r#"P Ind <w:pPr><w:ind w:left="720" w:hanging="360"/><w:spacing w:before="100" w:after="200"/></w:pPr>"#;
    let used = r#"<w:pStyle w:val="Ind"/>"#;
    check(&[
        case("a style's", indented, used, "left 36, first -18, before 5, after 10"),
        case(
            "indents merge one by one",
            indented,
            r#"<w:pStyle w:val="Ind"/><w:ind w:left="1440"/>"#,
            "left 72, first -18, before 5, after 10",
        ),
        case(
            "first line takes hanging's place",
            indented,
            r#"<w:pStyle w:val="Ind"/><w:ind w:firstLine="0"/>"#,
            "left 36, before 5, after 10",
        ),
        case(
            "hanging goes before first line",
            "",
            r#"<w:ind w:hanging="200" w:firstLine="400"/>"#,
            "first -10",
        ),
        case(
            "start and end are left and right",
            "",
            r#"<w:ind w:start="200" w:end="400"/>"#,
            "left 10, right 20",
        ),
        case(
            "spacing merges one by one",
            indented,
            r#"<w:pStyle w:val="Ind"/><w:spacing w:after="0"/>"#,
            "left 36, first -18, before 5",
        ),
        case(
            "the defaults' spacing",
            "<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
            "",
            "after 8, line 1.0791666666666666×",
        ),
        case(
            "a rule keeps the number of below",
            r#"P L <w:pPr><w:spacing w:line="300"/></w:pPr>"#,
            r#"<w:pStyle w:val="L"/><w:spacing w:lineRule="exact"/>"#,
            "line =15",
        ),
        case("at least", "", r#"<w:spacing w:line="400" w:lineRule="atLeast"/>"#, "line ≥20"),
        case(
            "a line of nothing is one line",
            "",
            r#"<w:spacing w:line="0" w:lineRule="exact"/>"#,
            "",
        ),
        case("a negative line is exact", "", r#"<w:spacing w:line="-240"/>"#, "line =12"),
        case(
            "automatic spaces",
            "",
            r#"<w:spacing w:before="100" w:beforeAutospacing="1" w:afterAutospacing="on"/>"#,
            "before 5, before auto, after auto",
        ),
        case(
            "stops of style and paragraph together",
            r#"P T <w:pPr><w:tabs><w:tab w:val="left" w:pos="1000"/><w:tab w:val="right" w:pos="9000" w:leader="dot"/></w:tabs></w:pPr>"#,
            r#"<w:pStyle w:val="T"/><w:tabs><w:tab w:val="center" w:pos="500"/></w:tabs>"#,
            "tab center 25 none, tab left 50 none, tab right 450 dot",
        ),
        case(
            "a stop taken away",
            r#"P T <w:pPr><w:tabs><w:tab w:val="left" w:pos="1000"/><w:tab w:val="right" w:pos="9000"/></w:tabs></w:pPr>"#,
            r#"<w:pStyle w:val="T"/><w:tabs><w:tab w:val="clear" w:pos="1000"/></w:tabs>"#,
            "tab right 450 none",
        ),
        case(
            "a list tab is a left stop",
            "",
            r#"<w:tabs><w:tab w:val="num" w:pos="360"/></w:tabs>"#,
            "tab left 18 none",
        ),
        case(
            "a heading's level by its name",
            r#"<w:style w:type="paragraph" w:styleId="O2"><w:name w:val="heading 2"/></w:style>"#,
            r#"<w:pStyle w:val="O2"/>"#,
            "outline 2",
        ),
        case(
            "a heading's level by its ancestor's name",
            "<w:style w:type=\"paragraph\" w:styleId=\"O2\"><w:name w:val=\"heading 2\"/></w:style>\nP Egen <w:basedOn w:val=\"O2\"/>",
            r#"<w:pStyle w:val="Egen"/>"#,
            "outline 2",
        ),
        case(
            "level 9 is text",
            r#"<w:style w:type="paragraph" w:styleId="O2"><w:name w:val="heading 2"/></w:style>"#,
            r#"<w:pStyle w:val="O2"/><w:outlineLvl w:val="9"/>"#,
            "",
        ),
        case(
            "switches off over switches on",
            r"P K <w:pPr><w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:contextualSpacing/></w:pPr>",
            r#"<w:pStyle w:val="K"/><w:keepNext w:val="0"/><w:pageBreakBefore w:val="off"/>"#,
            "contextual, keep lines",
        ),
        case("widow control off", "", r#"<w:widowControl w:val="0"/>"#, "widows"),
        case(
            "a side of the border taken away",
            r#"P B <w:pPr><w:pBdr><w:top w:val="single" w:sz="8"/><w:bottom w:val="double" w:sz="4"/></w:pBdr></w:pPr>"#,
            r#"<w:pStyle w:val="B"/><w:pBdr><w:top w:val="nil"/></w:pBdr>"#,
            "bottom double 0.5",
        ),
        case("shading", "", r#"<w:shd w:val="clear" w:fill="D9E2F3"/>"#, "shade D9E2F3"),
        case("aligned at the end", "", r#"<w:jc w:val="right"/>"#, "end"),
        case(
            "justified",
            "",
            r#"<w:jc w:val="both"/><w:suppressAutoHyphens/>"#,
            "justify, no hyphens",
        ),
        case(
            "measures with units",
            "",
            r#"<w:ind w:left="2.54cm" w:right="1in"/>"#,
            "left 72, right 72",
        ),
        case("negative spaces are none", "", r#"<w:spacing w:before="-200"/>"#, ""),
    ]);
}

#[test]
fn theme_fonts_go_before_named_ones_and_colours_are_tinted() {
    let theme = concat!(
        r#"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>"#,
        r#"<a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>"#,
        r#"<a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:cs typeface="Arial"/></a:minorFont></a:fontScheme>"#,
        r#"</a:themeElements></a:theme>"#
    );
    let run = |properties: &str| {
        format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>ord</w:t></w:r></w:p>")
    };
    let body = [
        r#"<w:rFonts w:ascii="Arial" w:asciiTheme="majorHAnsi"/>"#,
        r#"<w:rFonts w:asciiTheme="minorHAnsi"/>"#,
        r#"<w:rFonts w:hAnsi="Verdana"/>"#,
        r#"<w:color w:val="000000" w:themeColor="accent1"/>"#,
        r#"<w:color w:val="000000" w:themeColor="accent1" w:themeTint="99"/>"#,
        r#"<w:color w:val="000000" w:themeColor="accent1" w:themeShade="BF"/>"#,
        r#"<w:color w:val="123456" w:themeColor="accent6"/>"#,
        r#"<w:shd w:val="clear" w:fill="auto" w:themeFill="background1" w:themeFillShade="D9"/>"#,
    ]
    .map(run)
    .concat();
    let letter = letter(&document(&body, &[]).with("theme", theme));
    let found: Vec<String> = paragraphs(&letter)
        .iter()
        .filter_map(|paragraph| match paragraph.content.first() {
            Some(Inline::Text(text)) => Some(run_words(&text.format)),
            _ => None,
        })
        .collect();
    // Beside these Word itself stores 8EAADB, 2F5496 and D9D9D9.
    insta::assert_snapshot!(found.join("\n"), @r"
    Cambria 10
    Calibri 10
    Verdana 10
    Times New Roman 10, ink 4472C4
    Times New Roman 10, ink 8FAADC
    Times New Roman 10, ink 2F5496
    Times New Roman 10, ink 123456
    Times New Roman 10, shade D9D9D9
    ");
}

#[test]
fn equal_appearances_are_one() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">et </w:t></w:r><w:r><w:rPr><w:noProof/></w:rPr><w:t>or</w:t></w:r><w:r><w:rPr><w:lang w:val="da-DK"/></w:rPr><w:t>d</w:t></w:r></w:p>"#;
    let letter = letter(&document(body, &[]));
    let content = &paragraphs(&letter)[0].content;
    assert_eq!(content.len(), 1, "{content:?}");
}
