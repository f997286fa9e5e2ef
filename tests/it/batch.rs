//! Many letters: names, failures, order, and what an interruption leaves.

use std::fs;
use std::io::Cursor;
use std::sync::atomic::AtomicBool;

use brevsmed::batch::{Batch, Failures, FileNames, Format, OneTemplate, Source, Summary};
use brevsmed::diagnostic::MessageLanguage;
use brevsmed::eval::body_text;
use brevsmed::merge::{Answers, MergeOptions};
use brevsmed::template::{CompileOptions, Template};
use insta::assert_snapshot;

use crate::scratch::{Scratch, fixture, template};

fn text_of(scratch: &Scratch, letter: &str) -> String {
    body_text(&fs::read(scratch.path(letter)).expect("a letter")).expect("a package")
}

/// Output without the rate, which no two machines share.
fn without_rate(text: &str) -> String {
    let parts = text.trim_end().split(" · ");
    parts.filter(|part| !part.ends_with("sekundet")).collect::<Vec<_>>().join(" · ")
}

#[test]
fn a_table_and_json_lines_give_the_same_letters() {
    let scratch = Scratch::new("table_and_lines");
    for source in ["letters/kort.docx", "data/citizens.jsonl", "data/citizens.csv"] {
        let name = source.rsplit('/').next().expect("a name");
        scratch.file(name, fs::read(fixture(source)).expect("a fixture"));
    }
    let name = "--name {{Sag.Nummer}}.docx";
    let lines = scratch.run(&format!("merge kort.docx --records citizens.jsonl -o a {name}"));
    assert_eq!((lines.code, without_rate(&lines.out)), (0, "skrev 12 breve i a".to_owned()));
    let table = scratch.run(&format!("merge kort.docx --records citizens.csv -o b {name}"));
    assert_eq!((table.code, without_rate(&table.out)), (0, "skrev 12 breve i b".to_owned()));
    let names = scratch.names("a");
    assert_eq!((names.len(), names[0].as_str()), (12, "2026-999-00001.docx"));
    assert_eq!(names, scratch.names("b"));
    for name in names {
        assert_eq!(
            text_of(&scratch, &format!("a/{name}")),
            text_of(&scratch, &format!("b/{name}"))
        );
    }
}

const RECORDS: &str = concat!(
    "{\"Navn\": \"Anna\", \"Nr\": 1}\n",
    "\n",
    "{\"Nr\": 2}\n",
    "{\"Navn\": \"Bent\", \"Nr\": 1}\n",
    "{\"Navn\": \"Carl\" \"Nr\": 4}\n",
    "{\"Navn\": \"Dorte\"}\n",
    "{\"Navn\": \"Erik\", \"Nr\": 6, \"Død\": true}\n",
);

#[test]
fn what_failed_is_kept_and_can_be_run_again() {
    let scratch = Scratch::new("failures");
    scratch.file(
        "t.docx",
        template("{ SKIPIF { MERGEFIELD Død } = J }Kære { MERGEFIELD Navn }, nr. { MERGEREC }"),
    );
    let lines: Vec<String> = RECORDS
        .lines()
        .map(|line| match line {
            line if line.is_empty() || line.contains("Død") => line.to_owned(),
            line => line.replacen('{', "{\"Død\": false, ", 1),
        })
        .collect();
    scratch.file("r.jsonl", lines.join("\n"));
    let ran = scratch.run_with(
        &[
            "merge",
            "t.docx",
            "--records",
            "r.jsonl",
            "-o",
            "ud",
            "--name",
            "{{Nr}}",
            "--failures",
            "f.jsonl",
            "--receipt",
            "k.jsonl",
            "--jobs",
            "2",
        ],
        "",
    );
    assert_snapshot!(format!("exit {}\n{}\n{}", ran.code, without_rate(&ran.out), ran.err));
    assert_eq!(scratch.names("ud"), ["1-2.docx", "1.docx"]);
    assert_eq!(text_of(&scratch, "ud/1-2.docx"), "Kære Bent, nr. 3");
    let read = |name: &str| fs::read_to_string(scratch.path(name)).expect("a file");
    assert_snapshot!(
        "what_failed_and_why",
        format!("{}---\n{}", read("f.jsonl"), read("f.errors.jsonl"))
    );
    let receipts = read("k.jsonl");
    assert_eq!(receipts.lines().count(), 4, "{receipts}");
    assert!(receipts.starts_with(r#"{"record":1,"file":"1.docx","outcome":"letter","#));

    // The failures are the records of the next run, and its failures take their place.
    let again = scratch.run_with(
        &[
            "merge",
            "t.docx",
            "--records",
            "f.jsonl",
            "-o",
            "ud",
            "--missing",
            "empty",
            "--failures",
            "f.jsonl",
        ],
        "",
    );
    assert_eq!(again.code, 1);
    assert_eq!(scratch.names("ud"), ["1-2.docx", "1.docx", "f-000001.docx", "f-000003.docx"]);
    assert_eq!(read("f.jsonl"), "{\"Død\": false, \"Navn\": \"Carl\" \"Nr\": 4}\n");
}

#[test]
fn a_letter_that_is_there_is_not_replaced_unasked() {
    let scratch = Scratch::new("not_replaced");
    scratch.file("t.docx", template("Kære { MERGEFIELD Navn }"));
    scratch.file("r.jsonl", "{\"Navn\": \"Anna\"}");
    let merge = ["merge", "t.docx", "--records", "r.jsonl", "-o", "ud", "--name", "brev"];
    assert_eq!(scratch.run_with(&merge, "").code, 0);
    scratch.file("r.jsonl", "{\"Navn\": \"Bent\"}");
    let ran = scratch.run_with(&merge, "");
    assert_eq!((ran.code, ran.err.as_str()), (1, "fejl: post 1: `ud/brev.docx` findes allerede\n"));
    assert_eq!(text_of(&scratch, "ud/brev.docx"), "Kære Anna");
    assert_eq!(scratch.run_with(&[&merge[..], &["--overwrite"]].concat(), "").code, 0);
    assert_eq!(text_of(&scratch, "ud/brev.docx"), "Kære Bent");
}

#[test]
fn a_bad_row_does_not_end_the_table() {
    let scratch = Scratch::new("bad_row");
    scratch.file("t.docx", template("Kære { MERGEFIELD Navn }"));
    scratch
        .file("r.csv", b"\xEF\xBB\xBFNavn;By\nAnna;Egeby\nBent\nCarl;\xC6r\xF8\nDorte;\"a;b\"\n");
    let ran = scratch.run("merge t.docx --records r.csv -o ud --failures f.jsonl");
    assert_eq!(without_rate(&ran.out), "skrev 2 breve i ud · 2 mislykkedes");
    assert_eq!(
        ran.err,
        "fejl: post 2: posten kan ikke læses: antallet af celler i linje 3 er 1, antallet af kolonner 2\n\
         fejl: post 3: posten kan ikke læses: linje 4 er ikke UTF-8; gem tabellen som CSV UTF-8\n"
    );
    assert_eq!(scratch.names("ud"), ["r-000001.docx", "r-000004.docx"]);
}

#[test]
fn an_error_in_the_template_is_told_once() {
    let scratch = Scratch::new("template_error");
    scratch.file("t.docx", template("{ MERGEFIELD }"));
    scratch.file("r.jsonl", "{}\n{}\n{}\n");
    let ran = scratch.run("merge t.docx --records r.jsonl -o ud");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err.matches("fejl[").count(), 1, "{}", ran.err);
    assert!(ran.err.ends_with("ingen breve er skrevet: 1 fejl i skabelonen\n"), "{}", ran.err);
    assert!(!scratch.path("ud").exists());
}

#[test]
fn failures_keep_the_order_of_the_records() {
    let scratch = Scratch::new("order");
    let compiled = Template::compile(&template("{ MERGEFIELD Navn }"), &CompileOptions::default())
        .expect("reads");
    let records: String = (1..=3_000)
        .map(|n| {
            if n % 7 == 0 { format!("{{\"Nr\":{n}}}\n") } else { format!("{{\"Navn\":\"{n}\"}}\n") }
        })
        .collect();
    let (summary, failures) = run(&scratch, &compiled, records, false);
    assert_eq!((summary.written, summary.refused), (3_000 - 428, 428));
    let expected: Vec<String> =
        (1..=3_000).filter(|n| n % 7 == 0).map(|n| format!("{{\"Nr\":{n}}}")).collect();
    assert!(failures.lines().eq(expected), "the failures are in another order");
}

#[test]
fn an_interrupted_batch_leaves_whole_letters_only() {
    let scratch = Scratch::new("interrupted");
    let compiled = Template::compile(&template("{ MERGEFIELD Navn }"), &CompileOptions::default())
        .expect("reads");
    let records = "{\"Navn\":\"Anna\"}\n".repeat(3_000);
    let (summary, _) = run(&scratch, &compiled, records, true);
    assert!(summary.interrupted && !summary.is_complete());
    assert!(summary.written > 0 && summary.written < 3_000, "{summary:?}");
    let names = scratch.names("ud");
    assert_eq!(names.len(), summary.written);
    assert!(!names.iter().any(|name| name.starts_with('.')), "an unfinished letter is left");
}

fn run(
    scratch: &Scratch,
    template: &Template,
    records: String,
    stopped: bool,
) -> (Summary, String) {
    let (answers, options) = (Answers::new(), MergeOptions::default());
    let stop = AtomicBool::new(stopped);
    let folder = scratch.path("ud");
    let batch = Batch {
        letters: &OneTemplate { template, answers: &answers, options: &options },
        pdf: None,
        folder: &folder,
        overwrite: false,
        receipts: false,
        jobs: Some(2),
        stop: &stop,
    };
    let mut source = Source::open(Cursor::new(records), Format::JsonLines).expect("lines");
    let mut names = FileNames::numbered("brev");
    let path = scratch.path("f.jsonl");
    let mut failures = Failures::create(&path, MessageLanguage::Danish).expect("creates");
    let summary = batch.run(&mut source, &mut names, &mut |done| failures.add(done)).expect("runs");
    failures.finish().expect("finishes");
    (summary, fs::read_to_string(path).expect("failures"))
}
