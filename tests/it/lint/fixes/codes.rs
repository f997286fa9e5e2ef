//! Fixes for what compiler and proof report.

use brevsmed::catalogue::{Catalogue, CatalogueField, FieldKind, Question};
use brevsmed::diagnostic::{ContextFinding, Diagnostic, Finding, ProofFinding};
use brevsmed::lint::{Edit, Mender, Safety, apply, fixer};

use super::super::sketch::Sketch;
use super::{changed, template, told};

/// The document with the fix of each finding made, and what an author is told of it.
fn mended(document: &[u8], diagnostics: &[Diagnostic], safety: Safety) -> (Vec<u8>, String) {
    let read = template(document);
    let catalogue = Catalogue {
        environment: "produktion".to_owned(),
        questions: vec![Question {
            alias: "fast-tandprotese".to_owned(),
            keys: vec![
                ("produktion".to_owned(), "flettespoergsmaal-00042".to_owned()),
                ("træning".to_owned(), "flettespoergsmaal-10042".to_owned()),
            ],
            ..Question::default()
        }],
        fields: vec![CatalogueField {
            name: "Sag.Ydelse".to_owned(),
            kind: FieldKind::Enumeration(vec!["Tandprotese".to_owned(), "Briller".to_owned()]),
            ..CatalogueField::default()
        }],
        ..Catalogue::default()
    };
    let mender = Mender { template: &read, catalogue: Some(&catalogue), tick: None };
    let fixes: Vec<_> = diagnostics.iter().filter_map(|found| fixer(found, &mender)).collect();
    let all: Vec<_> = fixes.iter().collect();
    let applied = apply(document, &all, safety).expect("a package");
    changed(document, &applied.bytes);
    let told = told(document, &applied.bytes);
    (applied.bytes, told)
}

fn of(sketch: &str, finding: impl Into<Finding>) -> String {
    let document = Sketch::read(sketch).docx();
    mended(&document, &[Diagnostic::of(finding)], Safety::Unsafe).1
}

#[test]
fn typographic_quotes_become_straight_where_the_code_reads_the_same() {
    let document = Sketch::read(
        "{ IF { MERGEFIELD Question:00042 } = ”J” “Du sagde »ja« til os.” „Nej.” }\n\
         { MERGEFIELD »A.B« }\n\
         { IF 1 = 1 \"en pæn \u{201d}tekst\u{201d}\" }\n\
         { IF 1 = 1 \u{201d}en \"pæn\" tekst\u{201d} }\n\
         { IF 1 = 1 \u{201d}uden ende }\n",
    )
    .docx();
    let found = template(&document).diagnostics().to_vec();
    let (bytes, told) = mended(&document, &found, Safety::Safe);
    insta::assert_snapshot!(told);
    let again = template(&bytes);
    let (twice, _) = mended(&bytes, again.diagnostics(), Safety::Safe);
    assert_eq!(twice, bytes, "a second run finds nothing to mend");
}

#[test]
fn an_answer_is_written_as_answers_are() {
    let wrong = |literal: &str, right: &str| ProofFinding::ComparisonNotAnswer {
        literal: literal.to_owned(),
        name: "fast-tandprotese".to_owned(),
        right: right.to_owned(),
    };
    let sketch = "{ IF { MERGEFIELD Question:00042 } = \"ja\" \"Du får ja.\" \"ja\" }\n";
    insta::assert_snapshot!(of(sketch, wrong("ja", "J")));
    insta::assert_snapshot!(of(
        "{ IF { MERGEFIELD Question:00042 } = nej \"x\" }\n",
        wrong("nej", "N")
    ));
    insta::assert_snapshot!(of(
        "{ IF \"j\" = { MERGEFIELD Question:00042 } \"j\" }\n",
        wrong("j", "J")
    ));
    let document = Sketch::read("{ IF { MERGEFIELD Question:00042 } = \"sandt\" \"x\" }\n").docx();
    let (bytes, _) = mended(&document, &[Diagnostic::of(wrong("sandt", "J"))], Safety::Safe);
    assert_eq!(bytes, document, "another word is a guess");
}

#[test]
fn a_value_is_written_as_the_field_has_it() {
    let wrong = |literal: &str| ProofFinding::ComparisonNotValue {
        literal: literal.to_owned(),
        name: "Sag.Ydelse".to_owned(),
        values: "`Tandprotese`, `Briller`".to_owned(),
    };
    let sketch = "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"x\" }\n";
    insta::assert_snapshot!(of(sketch, wrong("briller")));
    let sketch = "{ IF { MERGEFIELD Sag.Ydelse } = \"brille\" \"x\" }\n";
    assert!(!of(sketch, wrong("brille")).contains("  + "), "what is no value is left");
}

#[test]
fn only_the_comparison_that_is_meant_is_written_anew() {
    let document = Sketch::read(
        "{ IF { MERGEFIELD Question:00042 } = \"j\" \"en\" }\n{ IF { MERGEFIELD Sag.Type } = \"j\" \"to\" }\n",
    )
    .docx();
    let read = template(&document);
    let spots = read.spots(0).expect("a story");
    let begin = read.stories()[0]
        .2
        .nodes
        .iter()
        .find_map(|node| match node {
            brevsmed::docx::Node::Field(field) => Some(field.begin),
            brevsmed::docx::Node::Piece(_) => None,
        })
        .expect("a field");
    let finding = ProofFinding::ComparisonNotAnswer {
        literal: "j".to_owned(),
        name: "fast-tandprotese".to_owned(),
        right: "J".to_owned(),
    };
    let found = Diagnostic::at(finding, &spots.field(begin));
    insta::assert_snapshot!(mended(&document, &[found], Safety::Safe).1);
}

#[test]
fn a_key_of_another_environment_is_replaced_over_all_its_runs() {
    let run = |bold: bool, inner: &str| {
        let properties = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!("<w:r>{properties}{inner}</w:r>")
    };
    let code = |text: &str| format!("<w:instrText xml:space=\"preserve\">{text}</w:instrText>");
    let sign = |kind: &str| format!("<w:fldChar w:fldCharType=\"{kind}\"/>");
    let body = [
        run(false, &sign("begin")),
        run(false, &code(" MERGEFIELD Question:flette")),
        run(true, &code("spoergsmaal-1")),
        run(false, &code("0042 ")),
        run(false, &sign("separate")),
        run(false, "<w:t>«Question:flettespoergsmaal-10042»</w:t>"),
        run(false, &sign("end")),
        "<w:fldSimple w:instr=\" MERGEFIELD &quot;Question:flettespoergsmaal-10042&quot; \"><w:r><w:t>x</w:t></w:r></w:fldSimple>".to_owned(),
    ]
    .concat();
    let document = crate::support::Doc::paragraph(&body).bytes();
    let finding = ProofFinding::QuestionElsewhere {
        key: "flettespoergsmaal-10042".to_owned(),
        environment: "træning".to_owned(),
        alias: "fast-tandprotese".to_owned(),
        right: "flettespoergsmaal-00042".to_owned(),
    };
    let (bytes, told) = mended(&document, &[Diagnostic::of(finding)], Safety::Safe);
    insta::assert_snapshot!(told);
    let xml = crate::support::body(&bytes);
    assert!(
        xml.contains("<w:rPr><w:b/></w:rPr><w:instrText xml:space=\"preserve\">spoergsmaal-0"),
        "{xml}"
    );
    assert!(xml.contains("«Question:flettespoergsmaal-00042»"), "{xml}");
    assert!(!xml.contains("10042"), "{xml}");
}

#[test]
fn names_are_written_as_they_are_known() {
    let near = ContextFinding::FieldUnknownNear {
        name: "Borger.Nvn".to_owned(),
        near: "Borger.Navn".to_owned(),
    };
    let sketch = "Kære { MERGEFIELD Borger.Nvn }{ MERGEFIELD Borger:Nvn \\* Upper } og { MERGEFIELD Borger.Navn }\n";
    insta::assert_snapshot!(of(sketch, near));
    let case =
        Finding::FieldCase { name: "borger.navn".to_owned(), found: "Borger.Navn".to_owned() };
    insta::assert_snapshot!(of("{ MERGEFIELD borger.navn }\n", case));
    let near = ProofFinding::QuestionUnknownNear {
        key: "flettespoergsmaal-0042".to_owned(),
        near: "flettespoergsmaal-00042".to_owned(),
    };
    insta::assert_snapshot!(of("{ MERGEFIELD \"Question: flettespoergsmaal-0042\" }\n", near));
}

#[test]
fn a_question_is_ticked_in_the_templates_file() {
    let document = Sketch::read("{ MERGEFIELD Question:00042 }\n").docx();
    let read = template(&document);
    let toml = "name = \"Brev\"\nquestions = [\n    \"andet\", # spørges først\n]\n";
    let tick = |alias: &str| {
        let (bytes, with) = brevsmed::bundle::tick(toml, alias)?;
        Some(Edit::File { file: "skabeloner/brev.toml".to_owned(), bytes, with })
    };
    let mender = Mender { template: &read, catalogue: None, tick: Some(&tick) };
    let finding = ProofFinding::QuestionNotTicked { question: "fast-tandprotese".to_owned() };
    let fix = fixer(&Diagnostic::of(finding), &mender).expect("a fix");
    assert_eq!(fix.safety, Safety::Safe);
    let applied = apply(&document, &[&fix], Safety::Safe).expect("a package");
    let text = brevsmed::lint::FileEdit::all(toml, &applied.files["skabeloner/brev.toml"]);
    insta::assert_snapshot!(text);
}
