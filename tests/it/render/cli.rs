//! `brevsmed render`, `merge -o letter.pdf` and `inspect`: files, words, exit codes.

use std::fs;

use insta::assert_snapshot;

use super::check::conforms;
use crate::resolve::command::bundle as command_bundle;
use crate::scratch::{Scratch, fixture, template};

fn with_letter(test: &str) -> Scratch {
    let scratch = Scratch::new(test);
    scratch.file("brev.docx", template("Kære Åse\nDu får et brev."));
    scratch
}

#[test]
fn a_document_becomes_a_pdf_beside_it() {
    let scratch = with_letter("render_beside");
    let ran = scratch.run("render brev.docx");
    assert_snapshot!(ran.text(), @r"
    exit 0
    --- out
    skrev brev.pdf · 1 side
    --- err
    ");
    conforms("brev.pdf", &fs::read(scratch.path("brev.pdf")).expect("a PDF"));
    assert_eq!(scratch.names("."), ["brev.docx", "brev.pdf"]);
}

#[test]
fn a_document_is_read_from_one_pipe_and_written_to_another() {
    let scratch = with_letter("render_pipe");
    let piped = std::process::Command::new(env!("CARGO_BIN_EXE_brevsmed"))
        .args(["render", "-", "-o", "-"])
        .stdin(fs::File::open(scratch.path("brev.docx")).expect("a file"))
        .output()
        .expect("runs");
    assert!(piped.status.success(), "{piped:?}");
    scratch.run("render brev.docx -o fil.pdf");
    assert!(piped.stdout == fs::read(scratch.path("fil.pdf")).expect("a PDF"));
}

#[test]
fn a_document_is_not_written_over_itself_or_a_font() {
    let scratch = with_letter("render_same");
    let ran = scratch.run("render brev.docx -o brev.docx --lang en");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "error: `brev.docx` would be overwritten; choose another name\n")
    );
    scratch.file("x.ttf", "no font");
    let ran = scratch.run("render brev.docx --font x.ttf --lang en");
    assert_eq!(ran.code, 2, "{}", ran.text());
    assert!(ran.err.starts_with("error: the font `x.ttf` cannot be used"), "{}", ran.err);
}

#[test]
fn a_folder_becomes_a_folder_and_what_fails_is_told() {
    let scratch = Scratch::new("render_folder");
    fs::create_dir_all(scratch.path("ind/under")).expect("a folder");
    scratch.file("ind/a.docx", template("Kære Åse"));
    scratch.file("ind/a.dotx", template("Kære Bo"));
    scratch.file("ind/under/b.docx", template("Kære Carl"));
    scratch.file("ind/~$a.docx", "Word's lock");
    scratch.file("ind/noter.txt", "no document");
    let ran = scratch.run("render ind -o ud --receipt ud.jsonl");
    assert_eq!((ran.code, ran.out.as_str()), (0, "skrev 3 breve i ud · 3 sider\n"), "{}", ran.err);
    assert_eq!(scratch.names("ud"), ["a.dotx.pdf", "a.pdf", "under"]);
    assert_eq!(scratch.names("ud/under"), ["b.pdf"]);
    let lines = fs::read_to_string(scratch.path("ud.jsonl")).expect("receipts");
    assert_eq!(lines.lines().count(), 3);
    assert!(lines.starts_with("{\"file\":\"a.docx\",\"pages\":1,"), "{lines}");

    scratch.file("ind/c.docx", "no document either");
    let ran = scratch.run("render ind -o ud2");
    assert_snapshot!(ran.text(), @r"
    exit 1
    --- out
    skrev 3 breve i ud2 · 3 sider · 1 mislykkedes
    --- err
    fejl: `ind/c.docx`: ikke et zip-arkiv, eller et, der er afkortet
    ");
}

#[test]
fn a_character_without_a_glyph_is_told_and_refused_only_when_strict() {
    let scratch = Scratch::new("render_glyph");
    scratch.file("brev.docx", template("Kære 𓀀"));
    let ran = scratch.run("render brev.docx --receipt r.json");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert!(ran.err.contains("fejl[L001]") && ran.err.contains("U+13000"), "{}", ran.err);
    let receipt: serde_json::Value =
        serde_json::from_slice(&fs::read(scratch.path("r.json")).expect("a receipt"))
            .expect("JSON");
    assert_eq!(receipt["diagnostics"][0]["code"], "L001");
    assert_eq!(receipt["diagnostics"][0]["place"]["paragraph"], 1);
    let strict = scratch.run("render brev.docx -o strengt.pdf --strict");
    assert_eq!(strict.code, 1, "{}", strict.text());
    assert!(strict.err.ends_with("brevet er ikke skrevet: 1 fejl\n"), "{}", strict.err);
    assert_eq!(scratch.names("."), ["brev.docx", "brev.pdf", "r.json"]);
}

#[test]
fn pages_become_pictures() {
    let scratch = with_letter("render_png");
    scratch.file(
        "to.docx",
        crate::support::Doc::new(
            r#"<w:p><w:r><w:t>Et</w:t><w:br w:type="page"/><w:t>To</w:t></w:r></w:p>"#,
        )
        .bytes(),
    );
    let ran = scratch.run("render to.docx --png billeder --dpi 20");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert_eq!(scratch.names("billeder"), ["side-1.png", "side-2.png"]);
    let picture = fs::read(scratch.path("billeder/side-1.png")).expect("a picture");
    let size = |at: usize| {
        u32::from_be_bytes([picture[at], picture[at + 1], picture[at + 2], picture[at + 3]])
    };
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(
        (160..=175).contains(&size(16)) && (220..=240).contains(&size(20)),
        "{}×{}",
        size(16),
        size(20)
    );
}

#[test]
fn a_letter_is_merged_into_a_pdf_with_its_receipt() {
    let scratch = Scratch::new("merge_pdf");
    scratch.file("kort.docx", fs::read(fixture("letters/kort.docx")).expect("a fixture"));
    scratch.file("b.json", fs::read(fixture("data/borger-01.json")).expect("a fixture"));
    let ran = scratch.run(
        "merge kort.docx --data b.json --date 2026-02-02 -o brev.pdf --receipt r.json --watermark TRÆNING",
    );
    assert_snapshot!(ran.text(), @r"
    exit 0
    --- out
    skrev brev.pdf · 20 felter · 2 afsnit fjernet · 1 side
    --- err
    ");
    conforms("brev.pdf", &fs::read(scratch.path("brev.pdf")).expect("a PDF"));
    let receipt: serde_json::Value =
        serde_json::from_slice(&fs::read(scratch.path("r.json")).expect("a receipt"))
            .expect("JSON");
    assert_snapshot!(serde_json::to_string_pretty(&receipt["pdf"]).expect("JSON"));
}

#[test]
fn what_only_a_pdf_can_have_is_refused_for_a_document() {
    let scratch = Scratch::new("merge_only_pdf");
    scratch.file("t.docx", template("Kære"));
    scratch.file("d.json", "{}");
    let ran = scratch.run("merge t.docx --data d.json -o brev.docx --watermark X --lang en");
    assert_snapshot!(ran.text(), @r"
    exit 2
    --- out
    --- err
    error: --watermark is only for a letter that is written as a PDF; give it a name in .pdf
    ");
}

#[test]
fn a_letter_that_cannot_be_drawn_whole_is_refused_unless_lenient() {
    let scratch = Scratch::new("merge_glyph");
    scratch.file("t.docx", template("Kære { MERGEFIELD Navn }"));
    scratch.file("d.json", "{\"Navn\": \"𓀀\"}");
    let ran = scratch.run("merge t.docx --data d.json -o brev.pdf");
    assert_eq!(ran.code, 1, "{}", ran.text());
    assert!(!scratch.path("brev.pdf").exists());
    assert!(ran.err.ends_with("brevet er ikke skrevet: 1 fejl\n"), "{}", ran.err);
    let ran = scratch.run("merge t.docx --data d.json -o brev.pdf --lenient");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert!(scratch.path("brev.pdf").exists());
}

#[test]
fn records_become_pdfs_by_the_name_or_the_format() {
    let scratch = Scratch::new("records_pdf");
    scratch.file("t.docx", template("Kære { MERGEFIELD Navn }"));
    scratch.file("r.jsonl", "{\"Navn\": \"Åse\"}\n{\"Navn\": \"Bo\"}\n{\"Navn\": \"𓀀\"}\n");
    let ran = scratch.run(
        "merge t.docx --records r.jsonl -o a --name {{Navn}}.pdf --receipt k.jsonl --failures f.jsonl",
    );
    assert_eq!(ran.code, 1, "{}", ran.text());
    assert_eq!(scratch.names("a"), ["Bo.pdf", "Åse.pdf"]);
    assert!(ran.err.contains("fejl[L001]") && ran.err.contains("i post 3"), "{}", ran.err);
    let failed = fs::read_to_string(scratch.path("f.errors.jsonl")).expect("failures");
    assert!(failed.contains("\"code\":\"L001\""), "{failed}");
    let receipts = fs::read_to_string(scratch.path("k.jsonl")).expect("receipts");
    assert!(receipts.lines().all(|line| line.contains("\"pdf\":{\"pages\":1,")), "{receipts}");
    let ran = scratch.run("merge t.docx --records r.jsonl -o b --format pdf --lenient");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert_eq!(scratch.names("b"), ["r-000001.pdf", "r-000002.pdf", "r-000003.pdf"]);
    conforms("r-000001.pdf", &fs::read(scratch.path("b/r-000001.pdf")).expect("a PDF"));
}

#[test]
fn a_letter_of_a_bundle_has_the_title_of_its_manifest() {
    let scratch = command_bundle("bundle_pdf");
    let ran = scratch.run("merge bevilling --bundle b --person aase -o brev.pdf");
    assert_eq!(ran.code, 0, "{}", ran.text());
    let shown = scratch.run("inspect brev.pdf");
    assert_eq!(shown.code, 0, "{}", shown.text());
    assert!(shown.out.starts_with("titel: Du får briller\nsprog: da-DK\n"), "{}", shown.out);
}
