//! Findings as Word comments.

use brevsmed::diagnostic::{Diagnostic, MessageLanguage, Place, RuleFinding, Severity, StoryKind};
use brevsmed::lint::manuscript::Paragraph;
use brevsmed::lint::{AnnotateOptions, Annotation, Found, RULES, Spot, annotate};

use super::super::sketch::Sketch;
use super::{changed, parts, template};

fn found(place: Option<Place>, spot: Option<std::ops::Range<usize>>) -> Found {
    let finding = RuleFinding {
        code: "A101",
        severity: Severity::Error,
        message: ["billedet `Logo` har ingen alternativ tekst".to_owned(), "no alt".to_owned()],
        help: ["beskriv <billedet> & gem".to_owned(), "describe it".to_owned()],
    };
    Found {
        rule: RULES.iter().copied().find(|rule| rule.code == "A101"),
        diagnostic: Diagnostic { finding: finding.into(), place },
        spot: spot.map(|bytes| Spot { part: "word/document.xml".to_owned(), bytes }),
        fix: None,
    }
}

fn annotated(document: &[u8], all: &[Found]) -> Vec<u8> {
    let read = template(document);
    let annotations: Vec<Annotation<'_>> =
        all.iter().map(|found| Annotation { found, severity: Severity::Error }).collect();
    let options =
        AnnotateOptions { language: MessageLanguage::Danish, date: Some("2026-11-22T09:00:00Z") };
    annotate(document, &read, &annotations, &options).expect("a document")
}

fn xml(document: &[u8]) -> String {
    String::from_utf8(parts(document)["word/document.xml"].clone()).expect("UTF-8")
}

/// The part where a text stands.
fn at(document: &[u8], text: &str) -> std::ops::Range<usize> {
    let start = xml(document).find(text).expect("the text is there");
    start..start + text.len()
}

/// The body with its text and comment marks only.
fn marks(document: &[u8]) -> String {
    let text = xml(document);
    let mut out = String::new();
    for piece in text.split('<').skip(1) {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        let id = || tag.split("id=\"").nth(1).and_then(|id| id.split('"').next()).unwrap_or("?");
        match tag.split([' ', '/']).next().unwrap_or_default() {
            "w:commentRangeStart" => out.push_str(&format!("[{}", id())),
            "w:commentRangeEnd" => out.push_str(&format!("{}]", id())),
            "w:commentReference" => out.push_str(&format!("({})", id())),
            "w:fldChar" if tag.contains("begin") => out.push('{'),
            "w:fldChar" if tag.contains("end") => out.push('}'),
            "w:p" => out.push_str("\n¶ "),
            _ => {}
        }
        out.push_str(rest);
    }
    out
}

#[test]
fn a_comment_stands_around_what_is_meant() {
    let document = Sketch::read(
        "! header Egeby Kommune\nKære **borger**, velkommen.\n\
         { IF { MERGEFIELD Question:00042 } = \"J\" \"Du får støtte.\" }\n¶\n| a | b\n",
    )
    .docx();
    let place = |story, paragraph| Place { story, paragraph, ..Place::default() };
    let all = [
        found(None, Some(at(&document, "borger"))),
        found(None, Some(at(&document, "MERGEFIELD"))),
        found(Some(place(StoryKind::Body, 3)), None),
        found(
            Some(Place { excerpt: "Egeby Kommune".to_owned(), ..place(StoryKind::Header(1), 1) }),
            None,
        ),
        found(None, None),
        found(Some(place(StoryKind::Body, 4)), None),
        found(Some(place(StoryKind::Body, 900)), None),
    ];
    let copy = annotated(&document, &all);
    insta::assert_snapshot!(changed(&document, &copy).join("\n"));
    insta::assert_snapshot!(marks(&copy));
    let comments = String::from_utf8(parts(&copy)["word/comments.xml"].clone()).expect("UTF-8");
    insta::assert_snapshot!(
        comments.replace("<w:comment ", "\n<w:comment ").replace("<w:p>", "\n  <w:p>")
    );
    // Read back as the linter reads: comments are a story of their own.
    let again = template(&copy);
    assert!(again.stories().iter().any(|(kind, ..)| *kind == StoryKind::Comments));
}

#[test]
fn earlier_remarks_go_and_those_of_people_stay() {
    let document = Sketch::read("! comment Husk at ringe\nKære borger.\nHilsen\n").docx();
    let first =
        annotated(&document, &[found(None, Some(at(&document, "Hilsen"))), found(None, None)]);
    let second = annotated(&first, &[found(None, Some(at(&first, "borger")))]);
    insta::assert_snapshot!(marks(&second));
    let all = parts(&second);
    let mut parts_of_comments = all.iter().filter(|(name, _)| name.contains("comments"));
    let (_, comments) = parts_of_comments.next().expect("comments");
    assert!(parts_of_comments.next().is_none(), "one part holds them all");
    let comments = String::from_utf8(comments.clone()).expect("UTF-8");
    assert_eq!(comments.matches("w:author=\"brevsmed\"").count(), 1);
    assert!(comments.contains("Husk at ringe"));
    let none = annotated(&second, &[]);
    assert_eq!(xml(&none), xml(&document), "without findings all is as it was");
}

#[test]
fn places_are_found_in_every_document_of_the_corpus() {
    let Some(folder) = crate::support::shared("corpus") else {
        eprintln!("the corpus is not here");
        return;
    };
    let mut seen = 0;
    for path in super::rules::documents(&folder) {
        let bytes = std::fs::read(&path).expect("a file");
        let Some(read) = super::rules::readable(&bytes) else { continue };
        let Ok(manuscript) = brevsmed::lint::manuscript(&read) else { continue };
        // One remark at every paragraph of every story.
        let all: Vec<Found> = manuscript
            .stories
            .iter()
            .flat_map(|story| &story.paragraphs)
            .take(400)
            .map(|paragraph| found(Some(paragraph.place()), None))
            .collect();
        let copy = annotated(&bytes, &all);
        let again = super::rules::readable(&copy).unwrap_or_else(|| panic!("{}", path.display()));
        let before: Vec<String> =
            manuscript.body().paragraphs.iter().map(Paragraph::text).collect();
        let read_again = brevsmed::lint::manuscript(&again).expect("XML");
        let after: Vec<String> = read_again.body().paragraphs.iter().map(Paragraph::text).collect();
        assert_eq!(before, after, "{}", path.display());
        assert_eq!(again.names().len(), read.names().len(), "{}", path.display());
        // No mark is a field's code or in a text box.
        assert_eq!(read.diagnostics().len(), again.diagnostics().len(), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 0);
}
