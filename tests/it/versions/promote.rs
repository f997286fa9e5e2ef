//! Question keys from one environment to another, and not a byte more.

use std::io::{Cursor, Read};

use brevsmed::catalogue::Question;
use brevsmed::diagnostic::{MessageLanguage, render};
use brevsmed::versions::{Promoted, promote};
use proptest::prelude::*;

use crate::support::{Doc, NAMESPACES, field, instruction, text};

/// A question with keys in training and production.
fn question(alias: &str, training: &str, production: &str) -> Question {
    let keys = [("training", training), ("production", production)];
    Question {
        alias: alias.to_owned(),
        keys: keys
            .iter()
            .filter(|(_, key)| !key.is_empty())
            .map(|(environment, key)| ((*environment).to_owned(), (*key).to_owned()))
            .collect(),
        text: format!("Skal brevet have {alias}?"),
        ..Question::default()
    }
}

fn questions() -> Vec<Question> {
    vec![
        question("fast-tandprotese", "flettespoergsmaal-10042", "flettespoergsmaal-00042"),
        question("prisoverslag", "flettespoergsmaal-10043", "flettespoergsmaal-00043"),
        question("kun-traening", "flettespoergsmaal-10044", ""),
        question("laengere", "q-1", "flettespoergsmaal-00045"),
        question("ens", "flettespoergsmaal-7", "flettespoergsmaal-7"),
    ]
}

fn to_production(document: &[u8]) -> Promoted {
    promote(document, "training", "production", &questions()).expect("a package")
}

/// A field whose code stands in several runs, one a piece.
fn split(pieces: &[&str], stored: &str) -> String {
    let runs: String = pieces.iter().map(|piece| instruction(piece)).collect();
    format!(
        concat!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}"#,
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        ),
        runs,
        text(stored)
    )
}

/// The bytes of every part, unpacked and as they are compressed.
fn parts(package: &[u8]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let (mut plain, mut raw) = (Vec::new(), Vec::new());
        archive.by_index_raw(index).expect("an entry").read_to_end(&mut raw).expect("reads");
        let mut entry = archive.by_index(index).expect("an entry");
        entry.read_to_end(&mut plain).expect("reads");
        parts.push((entry.name().expect("a name").into_owned(), plain, raw));
    }
    parts
}

fn part(package: &[u8], name: &str) -> String {
    let found = parts(package).into_iter().find(|(found, ..)| found == name).expect("a part");
    String::from_utf8(found.1).expect("UTF-8")
}

/// What was found, in words.
fn found(promoted: &Promoted) -> String {
    promoted
        .diagnostics
        .iter()
        .map(|diagnostic| render(diagnostic, "brev.docx", MessageLanguage::Danish))
        .collect()
}

/// A letter with questions wherever Word can put a field.
fn letter() -> Doc {
    let inner = "MERGEFIELD Question:flettespoergsmaal-10042";
    let text_box = |key: &str| {
        format!(
            "<w:txbxContent><w:p>{}</w:p></w:txbxContent>",
            field(&format!(" MERGEFIELD Question:{key} "), &format!("«Question:{key}»"))
        )
    };
    let body = format!(
        concat!(
            "<w:p>{}{}</w:p>",
            r#"<w:p><w:fldSimple w:instr=" MERGEFIELD &quot;Question:flettespoergsmaal-10042&quot; \* MERGEFORMAT "><w:r><w:t>«Question:flettespoergsmaal-10042»</w:t></w:r></w:fldSimple></w:p>"#,
            "<w:p>{}</w:p>",
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>",
            "<mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "<w:p><w:r><w:t>flettespoergsmaal-10042 i brevets tekst er ingen kode</w:t></w:r></w:p>",
        ),
        text("Før "),
        field(
            &format!(r#" IF {{ {inner} }} = "J" "Ja & {{ IF {{ {inner} }} = "N" "nej" }}" "#),
            ""
        ),
        split(
            &[" MERGEFIELD Question:flettespoerg", "smaal-1", "0043 "],
            "«Question:flettespoergsmaal-10043»"
        ),
        text_box("flettespoergsmaal-10042"),
        text_box("flettespoergsmaal-10042"),
    );
    let story = |root: &str, inside: &str| format!("<w:{root} {NAMESPACES}>{inside}</w:{root}>");
    let code = field(" MERGEFIELD Question:flettespoergsmaal-10043 ", "x");
    Doc::new(&body)
        .with("header", &story("hdr", &format!("<w:p>{code}</w:p>")))
        .with("footer", &story("ftr", "<w:p><w:r><w:t>Side 1</w:t></w:r></w:p>"))
        .with(
            "footnotes",
            &story("footnotes", &format!(r#"<w:footnote w:id="2"><w:p>{code}</w:p></w:footnote>"#)),
        )
        .with_part("customXml/item1.xml", b"<a>flettespoergsmaal-10042</a>")
}

#[test]
fn every_key_in_a_code_changes_and_nothing_else() {
    let old = letter().bytes();
    let promoted = to_production(&old);
    let new = promoted.document.as_deref().expect("promoted");
    let mut text = String::new();
    for change in &promoted.changes {
        text.push_str(&format!(
            "{} → {} ({}): {}\n",
            change.old,
            change.new,
            change.alias,
            change.place.words(MessageLanguage::Danish)
        ));
    }
    for ((name, plain, raw), (_, old_plain, old_raw)) in parts(new).iter().zip(&parts(&old)) {
        let touched = plain != old_plain;
        assert!(touched || raw == old_raw, "{name} was compressed anew");
        if touched {
            // Whatever differs is the digit.
            assert_eq!(plain.len(), old_plain.len());
            let differing: Vec<(char, char)> = old_plain
                .iter()
                .zip(plain)
                .filter(|(a, b)| a != b)
                .map(|(a, b)| (char::from(*a), char::from(*b)))
                .collect();
            assert!(differing.iter().all(|pair| *pair == ('1', '0')), "{name}: {differing:?}");
            text.push_str(&format!("{name}: {} digits\n", differing.len()));
        }
    }
    insta::assert_snapshot!(text);
    assert!(part(new, "word/document.xml").contains("flettespoergsmaal-10042 i brevets tekst"));
    let back = promote(new, "production", "training", &questions()).expect("a package");
    let back = back.document.expect("back");
    for ((name, plain, _), (_, old_plain, _)) in parts(&back).iter().zip(&parts(&old)) {
        assert_eq!(plain, old_plain, "{name}");
    }
}

#[test]
fn a_longer_key_grows_where_the_last_letter_stood() {
    let old =
        Doc::paragraph(&split(&[" MERGEFIELD Question:q", "-", "1 "], "«Question:q-1»")).bytes();
    let promoted = to_production(&old);
    let new = promoted.document.expect("promoted");
    insta::assert_snapshot!(crate::support::body(&new));
    let back = promote(&new, "production", "training", &questions()).expect("a package");
    assert_eq!(
        part(&back.document.expect("back"), "word/document.xml"),
        part(&old, "word/document.xml")
    );
}

#[test]
fn a_key_that_is_escaped_in_the_file_is_read_and_written() {
    let code = " MERGEFIELD Question:flettespoergsmaal-&#x31;00<![CDATA[42]]> ";
    let runs = format!(
        concat!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        ),
        code
    );
    let promoted = to_production(&Doc::paragraph(&runs).bytes());
    let new = crate::support::body(&promoted.document.expect("promoted"));
    assert!(new.contains("flettespoergsmaal-000<![CDATA[42]]>"), "{new}");
    let odd = vec![question("a", "q<1>", "q&\"2\""), question("b", "x", "y")];
    let document = Doc::paragraph(
        r#"<w:fldSimple w:instr="MERGEFIELD &quot;Question:q&lt;1&gt;&quot;"><w:r><w:t>q&lt;1&gt;</w:t></w:r></w:fldSimple>"#,
    );
    let promoted = promote(&document.bytes(), "training", "production", &odd).expect("a package");
    let new = crate::support::body(&promoted.document.expect("promoted"));
    assert!(new.contains("Question:q&amp;&quot;2&quot;&quot;"), "{new}");
    assert!(new.contains("<w:t>q&amp;\"2\"</w:t>"), "{new}");
}

#[test]
fn a_part_in_utf_16_stays_in_utf_16() {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body><w:p>{}{}</w:p></w:body></w:document>"#,
        text("Æblegrød "),
        field(" MERGEFIELD Question:flettespoergsmaal-10042 ", "ø")
    );
    let wide = |xml: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(xml.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let old = Doc::new("").with_part("word/document.xml", &wide(&xml)).bytes();
    let new = to_production(&old).document.expect("promoted");
    let found = parts(&new).into_iter().find(|(name, ..)| name == "word/document.xml");
    assert_eq!(found.expect("there").1, wide(&xml.replace("10042", "00042")));
}

#[test]
fn a_letter_without_questions_is_the_same_file() {
    let old = Doc::paragraph(&field(" MERGEFIELD Borger.Navn ", "x")).bytes();
    assert_eq!(to_production(&old).document.as_deref(), Some(old.as_slice()));
    // The same key in both environments asks for nothing either.
    let old = Doc::paragraph(&field(" MERGEFIELD Question:flettespoergsmaal-7 ", "x")).bytes();
    let promoted = to_production(&old);
    assert_eq!(promoted.document.as_deref(), Some(old.as_slice()));
    assert_eq!(promoted.changes, []);
}

#[test]
fn m04_promotion_is_refused_when_any_key_cannot_go_along() {
    let ask =
        |key: &str| field(&format!(" IF {{ MERGEFIELD Question:{key} }} = \"J\" \"x\" "), "x");
    let keys = [
        "flettespoergsmaal-10042",
        "flettespoergsmaal-10044",
        "flettespoergsmaal-99999",
        "flettespoergsmaal-1004",
        "Flettespoergsmaal-10042",
        "flettespoergsmaal-XXXXX",
        "flettespoergsmaal-00043",
        "prisoverslag",
    ];
    let body: String = keys.iter().map(|key| format!("<w:p>{}</w:p>", ask(key))).collect();
    let composed = field(" MERGEFIELD Question:{ MERGEFIELD Sag.Type } ", "x");
    let promoted = to_production(&Doc::new(&format!("{body}<w:p>{composed}</w:p>")).bytes());
    assert!(promoted.document.is_none());
    insta::assert_snapshot!(found(&promoted));
    for key in &keys[1..] {
        assert!(to_production(&Doc::paragraph(&ask(key)).bytes()).document.is_none(), "{key}");
    }
}

#[test]
fn environments_and_keys_that_are_not_told_apart_are_found() {
    let document = Doc::paragraph(&field(" MERGEFIELD Question:q1 ", "x")).bytes();
    let nowhere = promote(&document, "test", "production", &questions()).expect("a package");
    let twice = [question("a", "q1", "p1"), question("b", "q1", "p2")];
    let twice = promote(&document, "training", "production", &twice).expect("a package");
    let one = [question("a", "q1", "p1"), question("b", "q2", "p1")];
    let one = promote(&document, "training", "production", &one).expect("a package");
    let crossed = [question("a", "q1", "q2"), question("b", "q2", "q1")];
    let crossed = promote(&document, "training", "production", &crossed).expect("a package");
    let third = Question {
        keys: vec![("acceptance".to_owned(), "q1".to_owned())],
        ..question("a", "", "")
    };
    let third = promote(&document, "training", "production", &[third, question("b", "x", "y")])
        .expect("a package");
    assert!(crossed.document.is_some());
    for refused in [&nowhere, &twice, &one, &third] {
        assert!(refused.document.is_none());
    }
    let all = [nowhere, twice, one, crossed, third];
    insta::assert_snapshot!(all.iter().map(found).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_no_document_is_an_error() {
    assert!(promote(b"no", "training", "production", &questions()).is_err());
}

/// A code cut into pieces at any places.
fn pieces(code: String) -> impl Strategy<Value = Vec<String>> {
    let characters = code.chars().count();
    proptest::collection::btree_set(0..=characters, 0..5).prop_map(move |cuts| {
        let letters: Vec<char> = code.chars().collect();
        let mut ends: Vec<usize> = cuts.into_iter().collect();
        ends.push(characters);
        let mut start = 0;
        let mut pieces = Vec::new();
        for end in ends {
            pieces.push(letters[start..end].iter().collect());
            start = end;
        }
        pieces
    })
}

fn key() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("flettespoergsmaal-10042"),
        Just("flettespoergsmaal-10043"),
        Just("q-1"),
        Just("flettespoergsmaal-7"),
    ]
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~æøå<&\"]{0,12}".prop_map(|words| text(&words)),
        (key(), any::<bool>())
            .prop_flat_map(|(key, stored)| {
                let stored = if stored { format!("«Question:{key}»") } else { String::new() };
                (pieces(format!(" MERGEFIELD Question:{key} ")), Just(stored))
            })
            .prop_map(|(pieces, stored)| {
                split(&pieces.iter().map(String::as_str).collect::<Vec<_>>(), &stored)
            }),
        key().prop_map(|key| field(
            &format!(" IF {{ MERGEFIELD Question:{key} }} = \"J\" \"ja\" "),
            "ja"
        )),
        key().prop_map(|key| format!(
            r#"<w:fldSimple w:instr="MERGEFIELD Question:{key}"><w:r><w:t>{key}</w:t></w:r></w:fldSimple>"#
        )),
    ]
}

proptest! {
    #[test]
    fn there_and_back_gives_every_byte_of_every_part(
        paragraphs in proptest::collection::vec(proptest::collection::vec(piece(), 0..6), 0..6)
    ) {
        let body: String =
            paragraphs.iter().map(|pieces| format!("<w:p>{}</w:p>", pieces.concat())).collect();
        let old = Doc::new(&body).bytes();
        let there = to_production(&old);
        let new = there.document.expect("promoted");
        prop_assert!(!part(&new, "word/document.xml").contains("Question:flettespoergsmaal-1"));
        let back = promote(&new, "production", "training", &questions()).expect("a package");
        let back_bytes = back.document.expect("back");
        for ((name, plain, _), (_, old_plain, _)) in parts(&back_bytes).iter().zip(&parts(&old)) {
            prop_assert!(plain == old_plain, "{}", name);
        }
        let aliases = |changes: &[brevsmed::versions::KeyChange]| -> Vec<String> {
            changes.iter().map(|change| change.alias.clone()).collect()
        };
        prop_assert_eq!(aliases(&there.changes), aliases(&back.changes));
    }
}
