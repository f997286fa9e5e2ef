//! What the proof over all answers costs: independent questions, entangled ones, and by pairs.
//!
//! `cargo bench --bench verify`. A template of `n` questions in IFs of their own has 2^n letters;
//! the entangled one holds text under an odd number of yeses of six questions and chains of two.

use std::fmt::Write;

use brevsmed::catalogue::{Catalogue, Context, Manifest, Question};
use brevsmed::docx::{Mark, MinimalSettings, minimal_package};
use brevsmed::field::{BracePiece, parse_braces};
use brevsmed::merge::Gaps;
use brevsmed::template::{CompileOptions, Template};
use brevsmed::verify::{Subject, verify, verify_within};
use divan::Bencher;

fn main() {
    divan::main();
}

struct Case {
    template: Template,
    manifest: Manifest,
    catalogue: Catalogue,
}

impl Case {
    fn new(text: &str, count: usize) -> Self {
        let mut row = Vec::new();
        push(&mut row, &parse_braces(text).expect("braces pair"));
        let settings =
            MinimalSettings { language: "da-DK", decimal_symbol: ',', list_separator: ';' };
        let bytes = minimal_package(&row, &settings).expect("writes to memory");
        let aliases = || (0..count).map(|number| format!("q-{number}"));
        Case {
            template: Template::compile(&bytes, &CompileOptions::default()).expect("a template"),
            manifest: Manifest {
                contexts: vec!["a".to_owned(), "b".to_owned()],
                questions: aliases().collect(),
                ..Manifest::default()
            },
            catalogue: Catalogue {
                environment: "production".to_owned(),
                contexts: ["a", "b"]
                    .map(|key| Context { key: key.to_owned(), ..Context::default() })
                    .to_vec(),
                questions: aliases()
                    .map(|alias| Question {
                        keys: vec![("production".to_owned(), alias.clone())],
                        alias,
                        ..Question::default()
                    })
                    .collect(),
                ..Catalogue::default()
            },
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            template: &self.template,
            manifest: &self.manifest,
            catalogue: &self.catalogue,
            gaps: Gaps::Close,
            own: None,
        }
    }
}

fn push(row: &mut Vec<Mark>, pieces: &[BracePiece]) {
    for piece in pieces {
        match piece {
            BracePiece::Text(text) => row.push(Mark::Text(text.clone())),
            BracePiece::Field(field) => {
                row.push(Mark::Begin);
                push(row, &field.pieces);
                row.push(Mark::End);
            }
        }
    }
}

fn asking(number: usize, then: &str, otherwise: &str) -> String {
    format!("{{IF {{MERGEFIELD Question:q-{number}}} = \"J\" \"{then}\" \"{otherwise}\"}}")
}

fn independent(count: usize) -> Case {
    let mut text = "Kære borger".to_owned();
    for number in 0..count {
        let _ = write!(text, "\n{}", asking(number, "Ja.", ""));
    }
    Case::new(&text, count)
}

fn entangled(count: usize) -> Case {
    let mut level = ("ulige".to_owned(), "lige".to_owned());
    for number in (0..6).rev() {
        let (odd, even) = &level;
        level = (asking(number, even, odd), asking(number, odd, even));
    }
    let mut text = format!("Kære borger\n{}", level.1);
    for number in 6..count {
        let inner = asking(number - 1, "b", "c");
        let _ = write!(text, "\n{}", asking(number, &inner, "d"));
    }
    Case::new(&text, count)
}

#[divan::bench(args = [10, 20, 40])]
fn independent_questions(bencher: Bencher<'_, '_>, count: usize) {
    let case = independent(count);
    bencher.bench(|| verify(&case.subject()));
}

#[divan::bench(args = [12, 25])]
fn entangled_questions(bencher: Bencher<'_, '_>, count: usize) {
    let case = entangled(count);
    bencher.bench(|| verify(&case.subject()));
}

#[divan::bench(args = [10, 40])]
fn by_pairs(bencher: Bencher<'_, '_>, count: usize) {
    let case = independent(count);
    bencher.bench(|| verify_within(&case.subject(), 0));
}
