//! Two versions of a template, and what differs.

use brevsmed::diagnostic::MessageLanguage::{Danish, English};
use brevsmed::versions::{Difference, Page, diff, diff_html, diff_text, outline};
use proptest::prelude::*;

use crate::scratch::fixture;
use crate::support::{Doc, NAMESPACES, field, text};

fn between(old: &Doc, new: &Doc) -> Difference {
    let read = |doc: &Doc| outline(&doc.bytes()).expect("a package");
    diff(&read(old), &read(new))
}

fn paragraphs(paragraphs: &[String]) -> String {
    paragraphs.iter().map(|runs| format!("<w:p>{runs}</w:p>")).collect()
}

const SECTION: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708"/></w:sectPr>"#;

const STYLES: &str = concat!(
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Citat"/><w:basedOn w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>"#,
);

fn letter(body: &str, header: &str) -> Doc {
    Doc::new(&format!("{body}{SECTION}"))
        .with("styles", &format!("<w:styles {NAMESPACES}>{STYLES}</w:styles>"))
        .with("header", &format!("<w:hdr {NAMESPACES}><w:p>{}</w:p></w:hdr>", text(header)))
}

fn heading(words: &str) -> String {
    format!(r#"<w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>{}"#, text(words))
}

fn formatted(properties: &str, words: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn versions() -> (Doc, Doc) {
    let question = |key: &str, letter: &str, words: &str| {
        field(
            &format!(" IF {{ MERGEFIELD Question:{key} }} = \"{letter}\" \"{words}\" "),
            "gammelt",
        )
    };
    let old = [
        heading("Afgørelse"),
        format!("{}{}{}", text("Kære "), field(" MERGEFIELD Borger.Fornavn ", "«x»"), text(",")),
        text("Vi har modtaget din ansøgning om personligt tillæg til briller."),
        question("00042", "J", "Vi skal bruge et overslag fra din optiker."),
        text("Du kan klage inden fire uger, hvis du er uenig."),
        text("Med venlig hilsen"),
        heading("Bilag"),
        text("Dette afsnit flytter op foran hilsenen i den nye udgave."),
        formatted("", "Husk vores åbningstider."),
        text("Det her bliver slettet helt."),
    ];
    let new = [
        heading("Afgørelse"),
        format!("{}{}{}", text("Kære "), field(" MERGEFIELD Borger.Navn ", "«y»"), text(",")),
        format!(
            "{}{}{}",
            text("Vi har modtaget din ansøgning om "),
            formatted(r#"<w:b/><w:rFonts w:ascii="Arial"/><w:sz w:val="24"/>"#, "helbredstillæg"),
            text(" til briller.")
        ),
        question("00042", "N", "Vi skal bruge et overslag fra din optiker."),
        question("00043", "J", "Vi skal bruge din årsopgørelse."),
        text("Dette afsnit flytter op foran hilsenen i den nye udgave."),
        format!(
            r#"<w:pPr><w:pStyle w:val="Citat"/><w:jc w:val="center"/></w:pPr>{}"#,
            text("Du kan klage inden fire uger, hvis du er uenig.")
        ),
        text("Med venlig hilsen"),
        heading("Bilag"),
        format!("{}{}", text("Husk "), formatted("<w:b/>", "vores åbningstider.")),
    ];
    let mut new = letter(&paragraphs(&new), "Egeby Kommune, Ydelsescenter");
    new = new.with(
        "styles",
        &format!(
            "<w:styles {NAMESPACES}>{}</w:styles>",
            STYLES.replace(
                r#"<w:name w:val="heading 1"/>"#,
                r#"<w:name w:val="heading 1"/><w:rPr><w:b/><w:color w:val="1F3864"/></w:rPr>"#
            )
        ),
    );
    let main = String::from_utf8(
        crate::support::part(&new.bytes(), "word/document.xml").expect("a body").into_bytes(),
    )
    .expect("UTF-8");
    let new = new.with_part(
        "word/document.xml",
        main.replace(r#"w:left="1134""#, r#"w:left="1418""#).as_bytes(),
    );
    (letter(&paragraphs(&old), "Egeby Kommune"), new)
}

#[test]
fn a_revision_is_told_side_by_side() {
    let (old, new) = versions();
    let difference = between(&old, &new);
    insta::assert_snapshot!("text", diff_text(&difference, Danish));
    insta::assert_snapshot!("english", diff_text(&difference, English));
    let documents = [("brev.docx".to_owned(), difference.clone())];
    let page = Page { title: "før.docx → efter.docx", documents: &documents, callers: &[] };
    insta::assert_snapshot!("html", diff_html(&page, Danish));
    let widest = diff_text(&difference, Danish).lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
}

#[test]
fn saving_again_is_no_difference() {
    let old = letter(
        &paragraphs(&[
            format!("{}{}", text("Kære "), field("MERGEFIELD Borger.Navn", "«Borger.Navn»")),
            text("Du har ret til hjælp."),
        ]),
        "Egeby",
    );
    let split = format!(
        r#"<w:bookmarkStart w:id="0" w:name="_GoBack"/>{}<w:proofErr w:type="spellStart"/>{}<w:bookmarkEnd w:id="0"/>"#,
        formatted("<w:noProof/>", "Du har "),
        text("ret til hjælp.")
    );
    let new = letter(
        &paragraphs(&[
            format!(
                "{}{}{}",
                text("Kæ"),
                text("re "),
                field(" MERGEFIELD Borger.Navn   ", "Åse Holm")
            ),
            split,
        ]),
        "Egeby",
    );
    let difference = between(&old, &new);
    assert!(difference.is_empty(), "{}", diff_text(&difference, English));
}

#[test]
fn every_demonstration_letter_is_like_itself_and_unlike_the_others() {
    let mut outlines = Vec::new();
    let mut names: Vec<_> = std::fs::read_dir(fixture("letters"))
        .expect("the letters")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    names.sort();
    for name in &names {
        outlines.push(outline(&std::fs::read(name).expect("a file")).expect("a package"));
    }
    for (index, one) in outlines.iter().enumerate() {
        assert!(diff(one, one).is_empty(), "{}", names[index].display());
        let next = &outlines[(index + 1) % outlines.len()];
        assert!(!diff(one, next).is_empty(), "{}", names[index].display());
    }
    let find = |wanted: &str| {
        names.iter().position(|name| name.ends_with(wanted)).map(|at| &outlines[at]).expect("there")
    };
    let difference = diff(
        find("afslag-udvidet-helbredstillaeg.docx"),
        find("afslag-udvidet-helbredstillaeg-automatisk.docx"),
    );
    insta::assert_snapshot!("two_refusals", diff_text(&difference, Danish));
}

/// One edit of a letter, as a search and what replaces it, in a part.
const EDITS: &[(&str, &str, &str, &str)] = &[
    ("a letter", "word/document.xml", "ansøgning", "ansøgninG"),
    ("a blank", "word/document.xml", "modtaget din", "modtaget  din"),
    ("bold", "word/document.xml", "<w:i/>", "<w:i/><w:b/>"),
    ("no italic", "word/document.xml", "<w:i/>", ""),
    ("a rare property", "word/document.xml", "<w:i/>", "<w:i/><w:emboss/>"),
    ("a style", "word/document.xml", r#"<w:pStyle w:val="Citat"/>"#, ""),
    ("an alignment", "word/document.xml", r#"<w:jc w:val="center"/>"#, r#"<w:jc w:val="right"/>"#),
    ("a field", "word/document.xml", "Borger.Navn", "Borger.Fornavn"),
    ("a switch", "word/document.xml", "Borger.Navn ", "Borger.Navn \\* Upper "),
    ("a comparison", "word/document.xml", "&quot;J&quot;", "&quot;N&quot;"),
    ("a key", "word/document.xml", "00042", "00043"),
    ("a branch", "word/document.xml", "overslag", "tilbud"),
    ("a margin", "word/document.xml", r#"w:left="1134""#, r#"w:left="1135""#),
    ("the paper", "word/document.xml", r#"w:w="11906""#, r#"w:w="12240""#),
    ("a line break", "word/document.xml", "<w:br/>", ""),
    ("a page break", "word/document.xml", "<w:br/>", r#"<w:br w:type="page"/>"#),
    ("a list's level", "word/document.xml", r#"<w:ilvl w:val="0"/>"#, r#"<w:ilvl w:val="1"/>"#),
    (
        "no list",
        "word/document.xml",
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
        "",
    ),
    ("a row", "word/document.xml", "<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>", ""),
    ("a cell's colour", "word/document.xml", r#"w:fill="FF0000""#, r#"w:fill="00FF00""#),
    ("a link", "word/document.xml", r#"w:anchor="a""#, r#"w:anchor="b""#),
    ("an alternative text", "word/document.xml", r#"descr="Logo""#, r#"descr="Våben""#),
    ("a header", "word/header.xml", "Egeby", "Nyby"),
    ("a style's font", "word/styles.xml", "Calibri", "Arial"),
    ("the mark of a list", "word/numbering.xml", "bullet", "decimal"),
    (
        "the decimal symbol",
        "word/settings.xml",
        r#"w:decimalSymbol w:val=",""#,
        r#"w:decimalSymbol w:val=".""#,
    ),
    ("a picture", "word/media/a.png", "one", "two"),
];

fn rich() -> Doc {
    let body = format!(
        concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="Citat"/><w:jc w:val="center"/></w:pPr>{}{}{}</w:p>"#,
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}<w:r><w:br/></w:r></w:p>"#,
            r#"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="FF0000"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>"#,
            r#"<w:p><w:hyperlink w:anchor="a">{}</w:hyperlink><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="2"/><wp:docPr id="1" name="b" descr="Logo"/><a:blip xmlns:a="a" r:embed="rIdPicture"/></wp:inline></w:drawing></w:r></w:p>"#,
        ),
        text("Vi har modtaget din ansøgning, "),
        formatted("<w:i/>", "tak."),
        field(" MERGEFIELD Borger.Navn ", "x"),
        r#"<w:fldSimple w:instr=" IF 00042 = &quot;J&quot; &quot;Et overslag&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>"#,
        field(" IF { MERGEFIELD Question:00042 } = 1 \"overslag\" ", "x"),
        text("her"),
    );
    let doc = letter(&body, "Egeby").with(
        "numbering",
        &format!(
            r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
        ),
    );
    let relationships = crate::support::part(&doc.bytes(), "word/_rels/document.xml.rels")
        .expect("relationships")
        .replace(
            "</Relationships>",
            r#"<Relationship Id="rIdPicture" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/></Relationships>"#,
        );
    doc.with_part("word/_rels/document.xml.rels", relationships.as_bytes())
        .with_part("word/media/a.png", b"one")
}

#[test]
fn every_single_edit_is_found() {
    let old = rich();
    assert!(between(&old, &old).is_empty());
    let mut told = String::new();
    for (name, part, search, replacement) in EDITS {
        let text = crate::support::part(&old.bytes(), part).expect("the part");
        assert!(text.contains(search), "{name}: `{search}` is not in {part}");
        let new = old.clone().with_part(part, text.replacen(search, replacement, 1).as_bytes());
        let difference = between(&old, &new);
        assert!(!difference.is_empty(), "{name} is not found");
        let back = between(&new, &old);
        assert!(!back.is_empty(), "{name} is not found on the way back");
        told.push_str(&format!("=== {name}\n{}\n", diff_text(&difference, Danish)));
    }
    insta::assert_snapshot!("edits", told);
}

proptest! {
    #[test]
    fn a_generated_letter_is_like_itself_and_an_edit_of_it_is_found(
        lines in proptest::collection::vec("[a-zæøå ]{0,20}(\\{ MERGEFIELD [A-Z]{1,3} \\})?[a-z., ]{0,10}", 1..8),
        at in any::<proptest::sample::Index>(),
        word in "[a-zæøå]{1,8}",
        kind in 0..4_u8,
    ) {
        let written = |lines: &[String]| outline(&crate::scratch::template(&lines.join("\n"))).expect("a package");
        let old = written(&lines);
        prop_assert!(diff(&old, &old).is_empty());
        let mut edited = lines.clone();
        let index = at.index(lines.len());
        match kind {
            0 => edited[index].push_str(&word),
            1 => edited.insert(index, word),
            2 => edited[index].insert_str(0, "{ IF 1 = 1 \"x\" }"),
            _ => { edited.remove(index); }
        }
        let new = written(&edited);
        // Taking one of two same neighbours away, or the only line, leaves what was there.
        let same = old.stories[0].paragraphs.iter().map(|paragraph| &paragraph.text)
            .eq(new.stories[0].paragraphs.iter().map(|paragraph| &paragraph.text));
        prop_assert_eq!(diff(&old, &new).is_empty(), same);
    }
}

#[test]
fn thousands_of_like_paragraphs_are_compared_soon() {
    let row = |words: &dyn Fn(usize) -> &'static str| {
        Doc::new(&(0..6_000).map(|i| format!("<w:p>{}</w:p>", text(words(i)))).collect::<String>())
    };
    let old = row(&|_| "Den samme tekst igen");
    let new =
        row(&|i| if i % 2 == 0 { "Den samme tekst igen" } else { "Den samme tekst her igen" });
    let begun = std::time::Instant::now();
    let difference = between(&old, &new);
    assert!(difference.stories[0].paragraphs.len() >= 3_000);
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
