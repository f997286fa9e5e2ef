//! Properties that hold of every document: any tree of runs and fields, merged.

#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "documents are put together from texts; a test is read more often than it is run"
)]

use brevsmed::docx::{Limits, Macros, Node, Package, PieceKind, Story, decode, encode, fold};
use brevsmed::merge::{Datum, Outcome, Record};
use brevsmed::template::{CompileOptions, Template};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{Doc, body, lenient, merged, part, record};

/// A piece of a paragraph.
#[derive(Clone, Debug)]
enum Inline {
    Text(String),
    Break,
    Tab,
    /// A complex field: its code, text between fields in it, and whether it has a result.
    Field(Vec<Inline>, Vec<Inline>, bool),
    Code(String),
    Simple(String, Vec<Inline>),
    Wrapped(&'static str, Vec<Inline>),
    /// A paragraph ends here and another begins, wherever this is.
    Mark,
    /// A field character that may pair with nothing.
    Stray(&'static str),
}

fn codes() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "MERGEFIELD Navn",
        "MERGEFIELD Tom",
        "MERGEFIELD Afsnit \\b \"a \" \\f \" b\"",
        "IF ",
        " = \"J\" \"ja ",
        "\" \"nej\"",
        "IF 1 = 1 \"",
        "\"",
        "IF 1 = 2 \"x\" \"",
        "QUOTE \"",
        "= 1 + ",
        "SET x \"",
        "REF x",
        "PAGE",
        "UKENDT y",
        "SEQ z",
        "MERGEFIELD TableStart:L",
        "MERGEFIELD TableEnd:L",
        "\\* Upper",
        "DATE",
        "COMPARE 1 = 1",
        "SKIPIF 1 = 2",
        "=SUM(ABOVE)",
    ])
    .prop_map(str::to_owned)
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        4 => "[a-zæøå .,&<>]{0,6}".prop_map(Inline::Text),
        1 => Just(Inline::Break),
        1 => Just(Inline::Tab),
        3 => codes().prop_map(Inline::Code),
        1 => Just(Inline::Mark),
        1 => prop::sample::select(vec!["begin", "separate", "end"]).prop_map(Inline::Stray),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let row = vec(inner, 0..5);
        prop_oneof![
            4 => (codes(), row.clone(), row.clone(), any::<bool>()).prop_map(|(code, mut inside, result, has)| {
                inside.insert(0, Inline::Code(code));
                Inline::Field(inside, result, has)
            }),
            1 => (codes(), row.clone()).prop_map(|(code, inside)| Inline::Simple(code, inside)),
            1 => (prop::sample::select(vec!["w:hyperlink", "w:ins", "w:smartTag"]), row)
                .prop_map(|(element, inside)| Inline::Wrapped(element, inside)),
        ]
    })
}

/// Runs; inside wrappers and simple fields no paragraph can end.
fn runs(row: &[Inline], marks: bool, out: &mut String) {
    let run = |out: &mut String, content: &str| {
        out.push_str("<w:r>");
        out.push_str(content);
        out.push_str("</w:r>");
    };
    for inline in row {
        match inline {
            Inline::Text(text) => {
                run(out, &format!(r#"<w:t xml:space="preserve">{}</w:t>"#, encode(text)));
            }
            Inline::Code(code) => run(
                out,
                &format!(r#"<w:instrText xml:space="preserve">{}</w:instrText>"#, encode(code)),
            ),
            Inline::Break => run(out, "<w:br/>"),
            Inline::Tab => run(out, "<w:tab/>"),
            Inline::Stray(kind) => run(out, &format!(r#"<w:fldChar w:fldCharType="{kind}"/>"#)),
            Inline::Mark if marks => out.push_str("</w:p><w:p>"),
            Inline::Mark => {}
            Inline::Field(code, result, has) => {
                run(out, r#"<w:fldChar w:fldCharType="begin"/>"#);
                runs(code, marks, out);
                if *has {
                    run(out, r#"<w:fldChar w:fldCharType="separate"/>"#);
                    runs(result, marks, out);
                }
                run(out, r#"<w:fldChar w:fldCharType="end"/>"#);
            }
            Inline::Simple(code, inside) => {
                let code = encode(code).replace('"', "&quot;");
                out.push_str(&format!(r#"<w:fldSimple w:instr="{code}">"#));
                runs(inside, false, out);
                out.push_str("</w:fldSimple>");
            }
            Inline::Wrapped(element, inside) => {
                out.push_str(&format!("<{element}>"));
                runs(inside, false, out);
                out.push_str(&format!("</{element}>"));
            }
        }
    }
}

/// Paragraphs, and a table of two rows from the last of them.
fn document(rows: &[Vec<Inline>]) -> String {
    let mut cells = Vec::new();
    for row in rows {
        let mut cell = "<w:p>".to_owned();
        runs(row, true, &mut cell);
        cell.push_str("</w:p>");
        cells.push(cell);
    }
    let mut out: String = cells.iter().take(2).map(String::as_str).collect();
    if let [_, _, a, b, ..] = cells.as_slice() {
        out.push_str(&format!(
            "<w:tbl><w:tr><w:tc>{a}</w:tc><w:tc>{b}</w:tc></w:tr><w:tr><w:tc>{b}</w:tc></w:tr></w:tbl>"
        ));
    }
    out + "<w:p/>"
}

fn data() -> Record {
    let mut data =
        record(&[("Navn", "Åse & <b>"), ("Tom", ""), ("Afsnit", "en\n\nto\n"), ("L.Navn", "x")]);
    data.insert("L", Datum::List(vec![record(&[("Navn", "1")]), record(&[("Navn", "2")])]));
    data
}

/// Field characters of a story, counted: begins, separates, ends.
fn characters(story: &Story) -> (usize, usize, usize) {
    let count = |wanted: fn(&PieceKind) -> bool| {
        story.pieces.iter().filter(|piece| wanted(&piece.kind)).count()
    };
    (
        count(|kind| matches!(kind, PieceKind::FieldBegin { .. })),
        count(|kind| *kind == PieceKind::FieldSeparate),
        count(|kind| *kind == PieceKind::FieldEnd),
    )
}

fn pieces_in(nodes: &[Node], found: &mut Vec<usize>) {
    for node in nodes {
        match node {
            Node::Piece(id) => found.push(*id),
            Node::Field(field) => {
                found.push(field.begin);
                found.extend(field.separate.filter(|separate| *separate != field.begin));
                found.push(field.end);
                pieces_in(&field.code, found);
                pieces_in(&field.result, found);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_document_merges_to_well_formed_xml_without_loose_field_characters(
        rows in vec(vec(inline(), 0..6), 1..5)
    ) {
        let template = Doc::new(&document(&rows)).template();
        let merged = merged(&template, &data(), &lenient());
        let bytes = match merged.outcome {
            Outcome::Letter(bytes) => bytes,
            Outcome::DoNotSend(_) => return Ok(()),
            Outcome::Refused => panic!("a lenient merge refuses nothing"),
        };
        let xml = part(&bytes, "word/document.xml").expect("a body");
        let mut reader = quick_xml::Reader::from_str(&xml);
        reader.config_mut().enable_all_checks(true);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{error}: {xml}"),
            }
        }
        let limits = Limits::default();
        let package = Package::open(&bytes, Macros::Refuse, &limits).expect("a package");
        let story = Story::read("word/document.xml", package.text("word/document.xml").expect("text"), &limits)
            .expect("a story");
        let folded = fold(&story, &limits).expect("fields");
        prop_assert_eq!(&folded.faults, &vec![], "{}", xml);
        let (begins, separates, ends) = characters(&story);
        prop_assert!(begins == ends && separates <= begins, "{}", xml);
        // Paragraphs stand in bodies and cells, runs in paragraphs.
        prop_assert!(!xml.contains("<w:p><w:p>") && !xml.contains("<w:r><w:r>"), "{}", xml);
        prop_assert!(!xml.contains("</w:tbl></w:tc>") && !xml.contains("<w:tc></w:tc>"), "{}", xml);
        let again = Template::compile(&bytes, &CompileOptions::default()).expect("a template");
        for field in again.programs().iter().flat_map(|program| &program.fields) {
            // An unknown field stays, and may be left empty when a field in its code gave nothing.
            let kept = matches!(field.instruction.field.keyword(), "PAGE" | "IF" | "COMPARE" | "=")
                || matches!(field.instruction.field, brevsmed::field::Field::Unknown(_) | brevsmed::field::Field::Bare(_) | brevsmed::field::Field::Empty)
                || field.action == brevsmed::template::Action::Keep;
            prop_assert!(kept, "`{}` is left: {}", field.code, xml);
        }
    }

    #[test]
    fn merging_twice_gives_the_same_bytes(rows in vec(vec(inline(), 0..6), 1..5)) {
        let template = Doc::new(&document(&rows)).template();
        let (one, other) = (merged(&template, &data(), &lenient()), merged(&template, &data(), &lenient()));
        prop_assert_eq!(one.outcome, other.outcome);
    }

    #[test]
    fn folding_keeps_every_piece_once(rows in vec(vec(inline(), 0..6), 1..5)) {
        let xml = format!("<w:document {}><w:body>{}</w:body></w:document>", crate::support::NAMESPACES, document(&rows));
        let limits = Limits::default();
        let story = Story::read("word/document.xml", xml, &limits).expect("a story");
        let folded = fold(&story, &limits).expect("fields");
        let mut found: Vec<usize> = folded.faults.iter().map(|fault| fault.piece).collect();
        pieces_in(&folded.nodes, &mut found);
        found.sort_unstable();
        prop_assert_eq!(found, (0..story.pieces.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_document_without_fields_is_copied_to_the_byte(
        texts in vec("[a-zæøå .&<>]{0,12}", 0..8)
    ) {
        let xml: String = texts
            .iter()
            .map(|text| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", encode(text)))
            .collect();
        let doc = Doc::new(&xml);
        let merged = merged(&doc.template(), &data(), &lenient());
        prop_assert_eq!(body(merged.letter().expect("a letter")), xml);
    }

    #[test]
    fn text_survives_encoding_and_decoding(text in "\\PC{0,40}") {
        prop_assert_eq!(decode(&encode(&text)).into_owned(), text);
    }

    #[test]
    fn encoded_text_is_always_well_formed(text in any::<String>()) {
        let xml = format!("<a>{}</a>", encode(&text));
        let mut reader = quick_xml::Reader::from_str(&xml);
        reader.config_mut().enable_all_checks(true);
        while !matches!(reader.read_event().expect("XML"), quick_xml::events::Event::Eof) {}
        // Of the controls below the blank, XML 1.0 allows three.
        let allowed = xml.chars().all(|c| c >= ' ' || matches!(c, '\t' | '\n' | '\r'));
        prop_assert!(allowed, "{}", xml);
    }
}
