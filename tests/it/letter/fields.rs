//! Fields and links in a letter that is read: stored results, page fields, form fields.

use super::{document, findings, letter, lines};

/// A complex field in runs: its code and its stored result.
fn field(code: &str, result: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        instruction(code),
        text(result)
    )
}

fn instruction(code: &str) -> String {
    let code = code.replace('"', "&quot;").replace('<', "&lt;");
    format!(r#"<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>"#)
}

fn text(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn read(content: &str) -> String {
    lines(&letter(&document(&format!("<w:p>{content}</w:p>"), &[])))
}

#[test]
fn results_are_shown_and_the_page_answers_its_own() {
    let rows = [
        (field("MERGEFIELD Navn", "Jytte"), "Jytte"),
        (field(" DATE \\@ \"d. MMMM\" ", "1. maj"), "1. maj"),
        (field("PAGE", "7"), "{Page(None)}"),
        (field(" PAGE \\* roman \\* MERGEFORMAT ", "vii"), "{Page(Some(LowerRoman))}"),
        (field("NUMPAGES  \\* Arabic", "9"), "{Pages(Some(Decimal))}"),
        (field("SECTIONPAGES", "9"), "{SectionPages(None)}"),
        (field("section", "1"), "{Section(None)}"),
        (field("STYLEREF \"Overskrift 1\" \\l", "x"), "{StyleRef(\"heading 1\", true)}"),
        (field("STYLEREF 2", "x"), "{StyleRef(\"heading 2\", false)}"),
        (field("STYLEREF 1 \\n", "1.2"), "1.2"),
        (field("STYLEREF Ukendt", "gemt"), "gemt"),
        (field("XE \"opslag\"", "vises ikke"), ""),
        (field("TC \"opslag\"", ""), ""),
        (field("SET navn \"x\"", ""), ""),
        (field("MACROBUTTON Gem tryk her", ""), ""),
        (field("= 2 + 2", "4"), "4"),
        (field("", "uden kode"), "uden kode"),
    ];
    for (content, expected) in rows {
        assert_eq!(read(&content), expected, "{content}");
    }
    let no_result = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        instruction("PAGE")
    );
    assert_eq!(read(&no_result), "{Page(None)}");
    assert_eq!(read(&no_result.replace("PAGE", "MACROBUTTON Gem tryk her")), "tryk her");
    assert_eq!(read(&no_result.replace("PAGE", "SYMBOL 252 \\f Wingdings")), "✓");
    assert_eq!(read(&no_result.replace("PAGE", "MERGEFIELD Navn")), "");
    let simple = r#"<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple><w:fldSimple w:instr="AUTHOR"><w:r><w:t>Egeby</w:t></w:r></w:fldSimple>"#;
    assert_eq!(read(simple), "{Page(None)}Egeby");
}

#[test]
fn conditions_on_the_page_stay_open() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let separate = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let open = format!(
        "{begin}{}{}{}{}{} \\* MERGEFORMAT{separate}{}{end}",
        instruction("IF "),
        field("PAGE", "1"),
        instruction(" < "),
        field("NUMPAGES", "2"),
        instruction(" \"vend, side ")
            + &field("PAGE", "1")
            + &instruction(" af ")
            + &field("MERGEFIELD Antal", "to")
            + &instruction("\" \"slut\""),
        text("vend")
    );
    insta::assert_snapshot!(read(&open), @r#"{If { left: [Field(Page(None))], operator: Less, right: [Field(Pages(None))], then: [Text(TextInline { text: "vend, side ", format: RunFormat { family: "Times New Roman", complex_family: "Times New Roman", size: Pt(10.0), bold: false, italic: false, underline: None, strike: false, double_strike: false, caps: false, small_caps: false, color: None, highlight: None, shade: None, vertical: Baseline, position: Pt(0.0), spacing: Pt(0.0), scale: 1.0, kern_from: None, ligatures: false, language: "da-DK", rtl: false, border: None }, slot: Some(Slot(0)) }), PageField(PageField { kind: Page(None), format: RunFormat { family: "Times New Roman", complex_family: "Times New Roman", size: Pt(10.0), bold: false, italic: false, underline: None, strike: false, double_strike: false, caps: false, small_caps: false, color: None, highlight: None, shade: None, vertical: Baseline, position: Pt(0.0), spacing: Pt(0.0), scale: 1.0, kern_from: None, ligatures: false, language: "da-DK", rtl: false, border: None }, slot: Some(Slot(0)) }), Text(TextInline { text: " af to", format: RunFormat { family: "Times New Roman", complex_family: "Times New Roman", size: Pt(10.0), bold: false, italic: false, underline: None, strike: false, double_strike: false, caps: false, small_caps: false, color: None, highlight: None, shade: None, vertical: Baseline, position: Pt(0.0), spacing: Pt(0.0), scale: 1.0, kern_from: None, ligatures: false, language: "da-DK", rtl: false, border: None }, slot: Some(Slot(0)) })], otherwise: [Text(TextInline { text: "slut", format: RunFormat { family: "Times New Roman", complex_family: "Times New Roman", size: Pt(10.0), bold: false, italic: false, underline: None, strike: false, double_strike: false, caps: false, small_caps: false, color: None, highlight: None, shade: None, vertical: Baseline, position: Pt(0.0), spacing: Pt(0.0), scale: 1.0, kern_from: None, ligatures: false, language: "da-DK", rtl: false, border: None }, slot: Some(Slot(0)) })] }}"#);
    let stored = format!(
        "{begin}{}{}{}{separate}{}{end}",
        instruction("IF "),
        field("MERGEFIELD Svar", "J"),
        instruction(" = \"J\" \"ja\" \"nej\""),
        text("ja")
    );
    assert_eq!(read(&stored), "ja");
}

#[test]
fn form_fields_show_their_value() {
    let form = |data: &str, code: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            instruction(code)
        )
    };
    let entries = r#"<w:ddList><w:result w:val="1"/><w:listEntry w:val="rød"/><w:listEntry w:val="grøn"/></w:ddList>"#;
    let rows = [
        (form("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>", "FORMCHECKBOX"), "☐"),
        (
            form("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", "FORMCHECKBOX"),
            "☒",
        ),
        (form("<w:checkBox><w:default w:val=\"1\"/></w:checkBox>", "FORMCHECKBOX"), "☒"),
        (form(entries, "FORMDROPDOWN"), "grøn"),
        (form("<w:ddList/>", "FORMDROPDOWN"), ""),
        (form("<w:textInput><w:default w:val=\"navn\"/></w:textInput>", "FORMTEXT"), "navn"),
    ];
    for (content, expected) in rows {
        assert_eq!(read(&content), expected, "{content}");
    }
}

#[test]
fn fields_reach_over_paragraphs() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let separate = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let body = format!(
        "<w:p>{}{begin}{}</w:p><w:p>{}{separate}{}</w:p><w:p>{}{end}{}</w:p>",
        text("før "),
        instruction("IF 1 = 1 \"første"),
        instruction("anden\""),
        text("resultat"),
        text("videre"),
        text(" efter")
    );
    assert_eq!(lines(&letter(&document(&body, &[]))), "før resultat\nvidere efter");

    // A code that never ends does not swallow the letter.
    let body = format!(
        "<w:p>{}{begin}{}</w:p><w:p>{}</w:p><w:p>{}</w:p>",
        text("før "),
        instruction("IF 1 = 1"),
        text("anden"),
        text("tredje")
    );
    assert_eq!(lines(&letter(&document(&body, &[]))), "før \nanden\ntredje");
}

#[test]
fn links_are_nodes_with_their_target() {
    let relationships = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="u1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://egeby.dk/klage" TargetMode="External"/><Relationship Id="u2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>"#;
    let body = format!(
        "<w:p>{}<w:hyperlink r:id=\"u1\" w:tooltip=\"Sådan klager du\">{}{}</w:hyperlink>{}</w:p><w:p><w:hyperlink w:anchor=\"bilag\">{}</w:hyperlink></w:p><w:p><w:hyperlink r:id=\"u2\">{}</w:hyperlink><w:hyperlink r:id=\"findes-ikke\">{}</w:hyperlink></w:p><w:p>{}</w:p><w:p>{}</w:p><w:p><w:bookmarkStart w:id=\"1\" w:name=\"bilag\"/>{}</w:p>",
        text("Læs mere på "),
        text("egeby.dk"),
        text("/klage"),
        text("."),
        text("se bilaget"),
        text("farligt"),
        text(" og tomt"),
        field("HYPERLINK \"https://borger.dk/\" \\l \"top\" \\o \"Borger\"", "borger.dk"),
        field("REF bilag \\h", "Bilag 1") + &text(" på side ") + &field("PAGEREF bilag \\h", "3"),
        text("Bilag 1")
    );
    let letter = letter(
        &document(&body, &[]).with_part("word/_rels/document.xml.rels", relationships.as_bytes()),
    );
    insta::assert_snapshot!(letter.dump());
    assert_eq!(findings(&letter), "");
}
