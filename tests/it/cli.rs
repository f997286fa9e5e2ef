//! The command line: words, files, exit codes.

use std::fs;

use brevsmed::eval::body_text;
use insta::assert_snapshot;

use crate::scratch::{Scratch, fixture, template};

fn kort(scratch: &Scratch) {
    for (name, source) in [("kort.docx", "letters/kort.docx"), ("a.json", "data/borger-01.json")] {
        scratch.file(name, fs::read(fixture(source)).expect("a fixture"));
    }
}

fn text_of(scratch: &Scratch, letter: &str) -> String {
    body_text(&fs::read(scratch.path(letter)).expect("a letter")).expect("a package")
}

// -- merge

#[test]
fn a_letter_is_written_and_summed_up() {
    let scratch = Scratch::new("a_letter_is_written");
    kort(&scratch);
    let ran = scratch.run("merge kort.docx --data a.json -o brev.docx");
    assert_snapshot!(ran.text());
    assert!(text_of(&scratch, "brev.docx").contains("Anna Andeby"));
    assert_eq!(scratch.names("."), ["a.json", "brev.docx", "kort.docx"], "and nothing else");
}

#[test]
fn case_data_can_come_through_a_pipe() {
    let scratch = Scratch::new("case_data_through_a_pipe");
    scratch.file("t.docx", template("Kære { MERGEFIELD Borger.Navn }"));
    let ran = scratch.run_with(
        &["merge", "t.docx", "--data", "-", "-o", "b.docx"],
        r#"{"Borger": {"Navn": "Åse"}}"#,
    );
    assert_eq!(ran.text(), "exit 0\n--- out\nskrev b.docx · 1 felt\n--- err\n");
    assert_eq!(text_of(&scratch, "b.docx"), "Kære Åse");
}

#[test]
fn a_field_without_data_refuses_the_letter() {
    let scratch = Scratch::new("a_field_without_data");
    scratch.file("t.docx", template("Kære { MERGEFIELD Borger.Nvan }.\nSag { MERGEFIELD Sag }"));
    scratch.file("d.json", r#"{"Borger": {"Navn": "Åse"}}"#);
    let ran = scratch.run("merge t.docx --data d.json -o b.docx");
    assert_snapshot!(ran.text());
    assert!(!scratch.path("b.docx").exists());
    let english = scratch.run("merge t.docx --data d.json -o b.docx --lang en");
    assert_snapshot!("a_field_without_data_in_english", english.text());
}

#[test]
fn the_same_finding_is_told_once_with_its_places() {
    let scratch = Scratch::new("the_same_finding_once");
    let lines: Vec<String> = (0..8)
        .map(|_| "Sag { MERGEFIELD Sag }".to_owned())
        .chain((0..25).map(|n| format!("{{ MERGEFIELD Felt{n} }}")))
        .collect();
    scratch.file("t.docx", template(&lines.join("\n")));
    scratch.file("d.json", "{}");
    let ran = scratch.run("merge t.docx --data d.json -o b.docx");
    assert_eq!(ran.code, 1);
    let repeated: String =
        ran.err.lines().filter(|line| line.contains("også") || line.contains("til")).collect();
    assert!(ran.err.contains("   = også: brevets tekst, afsnit 2\n"), "{}", ran.err);
    assert!(ran.err.contains("   = og 4 steder til\n"), "{repeated}");
    assert!(ran.err.ends_with("og 6 til\nbrevet er ikke skrevet: 33 fejl\n"), "{}", ran.err);
}

#[test]
fn missing_values_and_answers_can_be_decided_by_the_caller() {
    let scratch = Scratch::new("missing_and_answers");
    scratch.file(
        "t.docx",
        template("{ IF { MERGEFIELD Question:00042 } = \"J\" \"ja\" \"nej\" }{ MERGEFIELD X }"),
    );
    scratch.file("d.json", "{}");
    let ran = scratch.run("merge t.docx --data d.json --answers 00042=J --missing empty -o b.docx");
    assert_eq!((ran.code, text_of(&scratch, "b.docx").as_str()), (0, "ja"));
    let ran = scratch.run("merge t.docx --data d.json --missing empty -o b.docx");
    assert_eq!((ran.code, text_of(&scratch, "b.docx").as_str()), (0, "nej"));
    assert!(ran.out.contains("1 svar regnet som N"), "{}", ran.out);
}

#[test]
fn a_letter_that_is_not_to_be_sent_is_not_written() {
    let scratch = Scratch::new("not_to_be_sent");
    scratch.file("t.docx", template("{ SKIPIF { MERGEFIELD Død } = \"J\" }Kære"));
    scratch.file("d.json", r#"{"Død": true}"#);
    let ran = scratch.run("merge t.docx --data d.json -o b.docx");
    assert_snapshot!(ran.text());
    assert!(!scratch.path("b.docx").exists());
}

#[test]
fn what_is_read_is_never_overwritten() {
    let scratch = Scratch::new("never_overwritten");
    kort(&scratch);
    let before = fs::read(scratch.path("kort.docx")).expect("a template");
    let ran = scratch.run("merge kort.docx --data a.json -o ./kort.docx");
    let words = "fejl: `kort.docx` ville blive overskrevet; vælg et andet navn\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, words));
    assert_eq!(fs::read(scratch.path("kort.docx")).expect("a template"), before);
    let ran = scratch.run("merge kort.docx --data a.json -o b.docx --receipt b.docx");
    assert_eq!(ran.code, 2);
}

#[test]
fn what_cannot_be_looked_at_is_exit_two() {
    let scratch = Scratch::new("exit_two");
    scratch.file("t.docx", template("Kære"));
    scratch.file("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 the rest".as_slice());
    scratch.file("d.json", "{}");
    scratch.file("bad.json", r#"{"Borger": {"Navn": }}"#);
    scratch.file("deep.json", r#"{"Borger": {"Logo": {"$picture": {"base64": "?"}}}}"#);
    let check = |arguments: &str, expected: &str| {
        let ran = scratch.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (2, expected), "{arguments}");
    };
    check(
        "merge old.doc --data d.json -o b.docx",
        "fejl: `old.doc`: ikke en .docx, men en OLE-fil: enten det gamle .doc-format eller et \
         dokument med adgangskode\n",
    );
    check(
        "merge t.docx --data bad.json -o b.docx",
        "fejl: `bad.json`: ikke JSON (expected value at line 1 column 21)\n",
    );
    check(
        "merge t.docx --data deep.json -o b.docx --lang en",
        "error: `deep.json`: `Borger.Logo.$picture.base64` is not base64\n",
    );
    check(
        "merge t.docx --data d.json -o b.docx --date i-dag",
        "fejl: --date: datoen er ikke på formen `2026-11-21`\n",
    );
    check(
        "merge t.docx --data d.json -o b.docx --answers 00042=måske",
        "fejl: --answers: svaret på `00042` er hverken J eller N\n",
    );
    assert_eq!(scratch.run("merge t.docx --data none.json -o b.docx").code, 2);
    assert_eq!(scratch.run("merge t.docx -o b.docx").code, 2, "neither data nor records");
    assert_eq!(scratch.run("flet t.docx").code, 2);
    assert_eq!(scratch.run("--help").code, 0);
    assert!(!scratch.path("b.docx").exists());
}

#[test]
fn the_receipt_names_fields_and_shows_values_only_when_asked() {
    let scratch = Scratch::new("receipt");
    scratch
        .file("t.docx", template("Kære { MERGEFIELD Borger.Navn }\n{ MERGEFIELD CoNavn }\nslut"));
    scratch.file("d.json", r#"{"Borger": {"Navn": "Åse"}, "CoNavn": "", "Sag": 1}"#);
    let merge = "merge t.docx --data d.json -o b.docx --receipt r.json";
    assert_eq!(scratch.run(merge).code, 0);
    let receipt = fs::read_to_string(scratch.path("r.json")).expect("a receipt");
    assert!(!receipt.contains("Åse"));
    assert_snapshot!(receipt);
    assert_eq!(scratch.run(&format!("{merge} --receipt-values")).code, 0);
    let receipt = fs::read_to_string(scratch.path("r.json")).expect("a receipt");
    assert!(receipt.contains("\"value\": \"Åse\""), "{receipt}");
}

#[test]
fn approved_texts_and_pictures_come_from_a_folder() {
    let scratch = Scratch::new("approved");
    fs::create_dir(scratch.path("godkendt")).expect("a folder");
    scratch.file("godkendt/klagevejledning.docx", template("Du kan klage."));
    // The smallest PNG: one transparent point.
    let png: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, b'I', b'H', b'D', b'R', 0,
        0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, b'I', b'D',
        b'A', b'T', 0x78, 0x9C, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0,
        b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
    ];
    scratch.file("godkendt/logo.png", png);
    scratch.file("godkendt/logo.alt.txt", "Egeby Kommunes byvåben\n");
    scratch.file(
        "t.docx",
        template("{ INCLUDEPICTURE \"C:\\\\logo.png\" }\n{ INCLUDETEXT \"klagevejledning.docx\" }"),
    );
    scratch.file("d.json", "{}");
    let ran = scratch.run("merge t.docx --data d.json --approved godkendt -o b.docx");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(text_of(&scratch, "b.docx").contains("Du kan klage."));
    let ran = scratch.run("merge t.docx --data d.json -o c.docx");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("fejl[F117]"), "{}", ran.err);
}

// -- fields

#[test]
fn every_hidden_code_is_listed_as_text() {
    let scratch = Scratch::new("fields_text");
    let letter = "letters/manglerbrev-udvidet-helbredstillaeg.docx";
    scratch.file("manglerbrev.docx", fs::read(fixture(letter)).expect("a fixture"));
    assert_snapshot!(scratch.run("fields manglerbrev.docx").text());
}

#[test]
fn every_hidden_code_is_listed_as_json() {
    let scratch = Scratch::new("fields_json");
    scratch.file(
        "t.docx",
        template("{ IF { MERGEFIELD Question:00042 } = \"J\" \"{ MERGEFIELD Navn }\" }"),
    );
    assert_snapshot!(scratch.run("fields t.docx --format json --lang en").text());
}

// -- eval

#[test]
fn a_code_is_tried() {
    let scratch = Scratch::new("eval");
    let check = |arguments: &[&str], code: i32, out: &str| {
        let ran = scratch.run_with(&[&["eval"], arguments].concat(), "");
        assert_eq!((ran.code, ran.out.as_str()), (code, out), "{arguments:?}\n{}", ran.err);
    };
    check(&["{ = 1234,5 \\# \"#.##0,00\" }"], 0, "1.234,50\n");
    check(&["= 2 * 3"], 0, "6\n");
    check(&["= 1234.5 \\# \"#,##0.00\"", "--lang", "en"], 0, "1,234.50\n");
    check(&["= SUM(1,5;2)", "--decimal-symbol", ",", "--list-separator", ";"], 0, "3,5\n");
    check(&["DATE \\@ \"d. MMMM yyyy\"", "--date", "2026-11-21"], 0, "21. november 2026\n");
    check(&["DATE \\@ \"dddd\"", "--date", "2026-11-21", "--lang", "sv"], 0, "lördag\n");
    check(
        &["Kære { MERGEFIELD Borger.Navn },\nvelkommen", "--data", r#"{"Borger":{"Navn":"Åse"}}"#],
        0,
        "Kære Åse,\nvelkommen\n",
    );
    check(&["{ MERGEFIELD Question:1 }", "--answers", "1=J"], 0, "J\n");
    check(&["{ QUOTE \"a  b \" }."], 0, "a  b .\n");
    check(&["MERGEFIELD Navn"], 1, "");
    check(&["{ IF 1 = 1 \"ja\""], 2, "");
    check(&["{ SKIPIF 1 = 1 }"], 3, "");
}

#[test]
fn a_code_that_fails_says_why() {
    let scratch = Scratch::new("eval_why");
    let ran = scratch.run_with(&["eval", "Kære { MERGEFIELD Navn }", "--lang", "en"], "");
    assert_snapshot!(ran.text());
}
