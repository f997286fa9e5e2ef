//! Notes, sections, headers and footers, languages, titles, the notice of a watermark.

use brevsmed::letter::ReadOptions;

use super::{document, findings, letter, line, lines, read_with};
use crate::support::{Doc, NAMESPACES};

fn text(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn spoken(text: &str, language: &str) -> String {
    format!(
        r#"<w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}

#[test]
fn notes_stand_where_their_marks_are() {
    let reference = |kind: &str, id: u8, more: &str| {
        format!(
            r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id}"{more}/></w:r>"#
        )
    };
    let note = |kind: &str, id: i8, inside: &str| {
        format!(
            r#"<w:{kind} w:id="{id}"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>"#,
            text(inside)
        )
    };
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p><w:p>{}{}{}</w:p>",
        text("Efter loven"),
        reference("footnote", 2, ""),
        text(" og praksis"),
        reference("footnote", 1, ""),
        text("."),
        text("Slut"),
        reference("endnote", 1, ""),
        r#"<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>"#
            .to_owned()
            + &reference("footnote", 9, ""),
    );
    let footnotes = note("footnote", -1, "skel")
        + &note("footnote", 1, " Praksis.")
        + &note("footnote", 2, " Loven.")
        + r#"<w:footnote w:id="3"><w:p><w:r><w:t>* Egen.</w:t></w:r></w:p></w:footnote>"#;
    let letter = letter(&document(
        &body,
        &[("footnotes", &footnotes), ("endnotes", &note("endnote", 1, " Til sidst."))],
    ));
    insta::assert_snapshot!(letter.dump());
    assert_eq!(lines(&letter), "Efter loven^1 og praksis^2.\nSlut^i^*");
    let notes: Vec<String> = letter
        .notes
        .iter()
        .map(|note| {
            format!(
                "{:?} {}: {}",
                note.kind,
                note.mark,
                match &note.blocks[0] {
                    brevsmed::letter::Block::Paragraph(paragraph) => line(paragraph),
                    other => format!("{other:?}"),
                }
            )
        })
        .collect();
    insta::assert_snapshot!(notes.join("\n"), @r"
    Foot 1: 1 Loven.
    Foot 2: 2 Praksis.
    End i: i Til sidst.
    Foot *: * Egen.
    ");
    insta::assert_snapshot!(findings(&letter), @"L022 the document refers to something that is missing: footnote (the letter's text, paragraph 2: Slut)");
}

#[test]
fn sections_inherit_headers_and_keep_their_own_set_up() {
    let properties = |inside: &str| format!("<w:sectPr>{inside}</w:sectPr>");
    let ends = |inside: &str, words: &str| {
        format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", properties(inside), text(words))
    };
    let body = [
        ends(
            r#"<w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="-1440" w:right="1134" w:bottom="1440" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>"#,
            "første",
        ),
        ends(
            r#"<w:type w:val="continuous"/><w:cols w:num="2" w:space="400" w:sep="1"/><w:docGrid w:linePitch="360"/>"#,
            "anden",
        ),
        format!("<w:p>{}</w:p>", text("tredje")),
        properties(
            r#"<w:headerReference w:type="default" r:id="findes-ikke"/><w:type w:val="oddPage"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:fmt="lowerRoman" w:start="4"/><w:cols w:equalWidth="0"><w:col w:w="2000" w:space="300"/><w:col w:w="3000"/></w:cols><w:vAlign w:val="center"/><w:docGrid w:type="lines" w:linePitch="360"/>"#,
        ),
    ]
    .concat();
    let header = format!("<w:p>{}</w:p>", text("Egeby Kommune"));
    let letter = letter(&document(&body, &[("header", &header)]));
    let found: Vec<String> = letter
        .sections
        .iter()
        .map(|section| {
            format!(
                "{:?} {}×{} top {} columns {:?} line {} title {} header {} {:?} from {:?} {:?} grid {:?}",
                section.start,
                section.width.0,
                section.height.0,
                section.margins.top.0,
                section.columns.iter().map(|c| (c.width.0, c.space.0)).collect::<Vec<_>>(),
                section.column_line,
                section.title_page,
                section.headers.default.is_some(),
                section.numbering,
                section.first_number,
                section.seat,
                section.line_grid,
            )
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"));
    assert_eq!(lines(&letter), "første\nanden\ntredje");
    assert_eq!(
        findings(&letter),
        "L022 the document refers to something that is missing: page header (the letter's text, paragraph 3: )"
    );
}

#[test]
fn a_header_is_read_once_and_is_no_part_of_the_tree() {
    let reference = r#"<w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId3"/>"#;
    let body = format!(
        "<w:p><w:pPr><w:sectPr>{reference}</w:sectPr></w:pPr>{}</w:p><w:sectPr>{reference}</w:sectPr>",
        text("brev")
    );
    let header = format!("<w:p>{}</w:p>", text("Egeby"));
    let letter = letter(&document(&body, &[("header", &header)]));
    let stories: Vec<_> = letter
        .sections
        .iter()
        .flat_map(|section| [&section.headers.default, &section.headers.first])
        .map(|story| story.as_ref().expect("a header"))
        .collect();
    assert!(stories.windows(2).all(|pair| std::sync::Arc::ptr_eq(pair[0], pair[1])));
    insta::assert_snapshot!(letter.dump());
}

#[test]
fn a_letter_speaks_the_language_of_most_of_its_text() {
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{}</w:p><w:p>{}{}</w:p>",
        spoken("Vi skriver om det, der hedder ", "da-DK"),
        spoken("due diligence", "en-GB"),
        spoken(", som er 100 % dansk.", "da-DK"),
        spoken("Dieser Absatz ist deutsch.", "de-DE"),
        spoken("12.345,67 ", "en-US"),
        spoken("kroner", "da"),
    );
    let letter = letter(&document(&body, &[]));
    assert_eq!(&*letter.language, "da-DK");
    insta::assert_snapshot!(letter.dump());
}

#[test]
fn titles_are_found_where_they_are() {
    let core = |title: &str| {
        format!(
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Egeby Kommune</dc:creator></cp:coreProperties>"#
        )
    };
    let with_title = |body: &str, title: &str| {
        let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
        document(body, &[])
            .with_part("docProps/core.xml", core(title).as_bytes())
            .with_part("_rels/.rels", root.as_bytes())
    };
    let heading = format!(
        r#"<w:p>{}</w:p><w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>{}</w:p>"#,
        text("Egeby, den 1. maj"),
        text("Afgørelse om boligstøtte")
    );
    let plain = format!("<w:p/><w:p>{}</w:p>", text("Kære Jytte"));
    let rows = [
        (&heading, "Afgørelse", "Afgørelse"),
        (&heading, "", "Afgørelse om boligstøtte"),
        (&heading, "Dokument1", "Afgørelse om boligstøtte"),
        (&heading, "Skabelon", "Afgørelse om boligstøtte"),
        (&heading, "brev_v2.docx", "Afgørelse om boligstøtte"),
        (&heading, "Microsoft Word - brev", "Afgørelse om boligstøtte"),
        (&heading, "Skabelon til afslag", "Skabelon til afslag"),
        (&plain, "", "Kære Jytte"),
        (&"<w:p/>".to_owned(), "", ""),
    ];
    for (body, title, expected) in rows {
        let letter = letter(&with_title(body, title));
        assert_eq!(letter.title, expected, "{title}");
        assert_eq!(letter.author.as_deref(), Some("Egeby Kommune"));
    }
}

#[test]
fn a_watermark_is_told_in_words() {
    let options = ReadOptions { watermark: Some("TRÆNING".to_owned()) };
    let danish = read_with(&document(&format!("<w:p>{}</w:p>", text("Kære Jytte")), &[]), &options);
    insta::assert_snapshot!(danish.dump(), @r#"
    Document da-DK
      P "Dette brev er mærket \"TRÆNING\" på hver side."
      P "Kære Jytte"
    "#);
    let english = read_with(
        &document(&format!("<w:p>{}</w:p>", spoken("Dear Jytte", "en-GB")), &[]),
        &options,
    );
    assert_eq!(
        english.notice.expect("a notice").0,
        "This letter is marked \"TRÆNING\" on each page."
    );
}

#[test]
fn a_package_of_a_body_alone_is_a_letter() {
    let bare = Doc::new("").with_part(
        "word/_rels/document.xml.rels",
        br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#,
    );
    let bare = bare.with_part(
        "word/document.xml",
        format!(
            "<w:document {NAMESPACES}><w:body><w:p>{}</w:p></w:body></w:document>",
            text("Hej")
        )
        .as_bytes(),
    );
    let letter = letter(&bare);
    assert_eq!(lines(&letter), "Hej");
    assert_eq!(letter.sections.len(), 1);
    assert_eq!(letter.settings.mode, brevsmed::letter::Mode::Word2007);
}

#[test]
fn settings_are_read() {
    let settings = r#"<w:mirrorMargins/><w:defaultTabStop w:val="1304"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="425"/><w:doNotHyphenateCaps/><w:evenAndOddHeaders w:val="1"/><w:decimalSymbol w:val="."/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#;
    let letter = letter(&document("<w:p/>", &[("settings", settings)]));
    insta::assert_debug_snapshot!(letter.settings);
}
