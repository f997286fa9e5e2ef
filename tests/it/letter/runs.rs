//! What stands in a paragraph: text, signs, breaks, revisions, hidden marks, formulas.

use super::{document, findings, letter, lines};

fn read(content: &str) -> String {
    lines(&letter(&document(&format!("<w:p>{content}</w:p>"), &[])))
}

#[test]
fn content_of_runs_is_read() {
    let rows = [
        ("<w:r><w:t> a  b </w:t></w:r>", "a  b"),
        (r#"<w:r><w:t xml:space="preserve"> a </w:t></w:r>"#, " a "),
        ("<w:r><w:t>a<!-- x -->b</w:t></w:r>", "ab"),
        ("<w:r><w:t>a\tb\nc</w:t></w:r>", "a→b c"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/></w:r>", "a→b↵Line ↵Line "),
        (
            r#"<w:r><w:br w:type="page"/><w:br w:type="column"/><w:br w:type="textWrapping" w:clear="all"/></w:r>"#,
            "↵Page ↵Column ↵LineBelowFloats ",
        ),
        ("<w:r><w:lastRenderedPageBreak/><w:t>a</w:t></w:r>", "a"),
        (
            "<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>post</w:t><w:softHyphen/></w:r>",
            "e\u{2011}post\u{AD}",
        ),
        (r#"<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#, "☑"),
        (r#"<w:r><w:sym w:font="Symbol" w:char="00B7"/></w:r>"#, "•"),
        (r#"<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>"#, ""),
        (r#"<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>"#, "✓"),
        (
            r#"<w:r><w:ptab w:alignment="right" w:relativeTo="margin" w:leader="none"/><w:pgNum/></w:r>"#,
            "⇥{Page(None)}",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "base",
        ),
        ("<w:r><w:annotationRef/><w:commentReference w:id=\"1\"/><w:t>a</w:t></w:r>", "a"),
        (
            "<w:ins><w:r><w:t>ind</w:t></w:r></w:ins><w:del><w:r><w:delText>ud</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>fra</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>til</w:t></w:r></w:moveTo>",
            "indtil",
        ),
        (
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:r><w:t>felt</w:t></w:r></w:sdtContent></w:sdt>",
            "felt",
        ),
        ("<w:smartTag><w:customXml><w:r><w:t>inde</w:t></w:r></w:customXml></w:smartTag>", "inde"),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:t>synlig</w:t></w:r>",
            "synlig",
        ),
        (
            r#"<w:bookmarkStart w:id="0" w:name="her"/><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="0"/>"#,
            "<her>x",
        ),
        (
            r#"<mc:AlternateContent><mc:Choice Requires="ukendt"><w:r><w:t>nyt</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>gammelt</w:t></w:r></mc:Fallback></mc:AlternateContent>"#,
            "gammelt",
        ),
        (
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>nyt</w:t></mc:Choice><mc:Fallback><w:t>gammelt</w:t></mc:Fallback></mc:AlternateContent></w:r>"#,
            "nyt",
        ),
    ];
    for (content, expected) in rows {
        assert_eq!(read(content), expected, "{content}");
    }
}

#[test]
fn marks_that_do_not_show_join_paragraphs() {
    let paragraph = |properties: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let deleted = r#"<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>"#;
    let inserted = r#"<w:rPr><w:ins w:id="1" w:author="x"/></w:rPr>"#;
    let body = [
        paragraph(deleted, "en"),
        paragraph(deleted, "to"),
        paragraph("", "tre"),
        paragraph(inserted, "fire"),
        paragraph("<w:rPr><w:vanish/></w:rPr>", "fem"),
        paragraph("", "seks"),
        r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del><w:r><w:delText>helt væk</w:delText></w:r></w:del></w:p>"#.to_owned(),
        paragraph(deleted, "syv"),
    ]
    .concat();
    insta::assert_snapshot!(lines(&letter(&document(&body, &[]))), @r"
    entotre
    fire
    femseks
    syv
    ");
}

#[test]
fn formulas_are_read_as_a_line() {
    let math = |inside: &str| {
        format!(
            r#"<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inside}</m:oMath>"#
        )
    };
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let part = |name: &str, inside: &str| format!("<m:{name}>{inside}</m:{name}>");
    let rows = [
        (part("f", &(part("num", &run("a+b")) + &part("den", &run("2")))), "(a+b)/2"),
        (part("sSup", &(part("e", &run("x")) + &part("sup", &run("2")))), "x^2"),
        (part("rad", &(part("deg", "") + &part("e", &run("x")))), "√(x)"),
        (part("d", &(part("e", &run("x")) + &part("e", &run("y")))), "(x|y)"),
        (
            format!(
                r#"<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>"#,
                run("i=1"),
                run("n"),
                run("i")
            ),
            "∑_(i=1)^n i",
        ),
    ];
    for (inside, expected) in rows {
        assert_eq!(read(&math(&inside)), expected);
    }
    let letter = letter(&document(
        &format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">Beløb: </w:t></w:r>{}</w:p>",
            math(&run("x=2"))
        ),
        &[],
    ));
    insta::assert_snapshot!(letter.dump());
}

#[test]
fn what_only_word_can_take_in_is_told() {
    let body = r#"<w:p><w:r><w:t>Før</w:t></w:r></w:p><w:altChunk r:id="rId9"/><w:p><w:r><w:t>Efter</w:t></w:r><w:subDoc r:id="rId8"/></w:p>"#;
    let letter = letter(&document(body, &[]));
    insta::assert_snapshot!(findings(&letter), @r"
    L021 another file is inserted here that becomes text in Word only; it is left out (the letter's text, paragraph 1: )
    L021 another file is inserted here that becomes text in Word only; it is left out (the letter's text, paragraph 2: Efter)
    ");
    assert_eq!(lines(&letter), "Før\nEfter");
}
