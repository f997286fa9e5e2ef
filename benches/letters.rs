//! What a letter costs, step by step, on three templates: short, standard, 40 pages.
//!
//! `cargo bench --bench letters`. Parsing is cutting the body into pieces and folding its fields;
//! compiling is the whole template, once; merging is a whole letter, package and all; writing is the
//! package's share of that.

use brevsmed::docx::{Changes, Limits, Macros, Package, Story, fold};
use brevsmed::merge::{Answers, MergeOptions, Record, Request, Strictness, merge};
use brevsmed::template::{CompileOptions, Template};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The letters, by the names of their files.
const LETTERS: &[&str] = &["kort", "bevilling-udvidet-helbredstillaeg", "langt"];

fn bytes(letter: &str) -> Vec<u8> {
    let file = format!("{}/fixtures/letters/{letter}.docx", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(file).expect("a fixture")
}

fn data() -> Record {
    let file = format!("{}/fixtures/data/borger-10.json", env!("CARGO_MANIFEST_DIR"));
    brevsmed::wire::read_record(&std::fs::read(file).expect("a fixture")).expect("case data")
}

fn options() -> MergeOptions {
    MergeOptions {
        strictness: Strictness::Lenient,
        date: Some(jiff::civil::date(2026, 2, 2).at(0, 0, 0, 0)),
        ..MergeOptions::default()
    }
}

#[divan::bench(args = LETTERS)]
fn parse(bencher: Bencher<'_, '_>, letter: &str) {
    let limits = Limits::default();
    let package = Package::open(&bytes(letter), Macros::Refuse, &limits).expect("a package");
    let xml = package.text(package.main_part()).expect("a body");
    bencher.with_inputs(|| xml.clone()).bench_values(|xml| {
        let story = Story::read(package.main_part(), xml, &limits).expect("a story");
        fold(&story, &limits).expect("fields")
    });
}

#[divan::bench(args = LETTERS)]
fn compile(bencher: Bencher<'_, '_>, letter: &str) {
    let bytes = bytes(letter);
    bencher.bench(|| Template::compile(black_box(&bytes), &CompileOptions::default()));
}

#[divan::bench(args = LETTERS)]
fn merge_one(bencher: Bencher<'_, '_>, letter: &str) {
    let template =
        Template::compile(&bytes(letter), &CompileOptions::default()).expect("a template");
    let (record, options, answers) = (data(), options(), Answers::new());
    let request = Request::single(&record, &answers, &options);
    assert!(merge(&template, &request).expect("a package").letter().is_some());
    bencher.bench(|| merge(&template, black_box(&request)));
}

/// The package of a finished letter written once more: deflating and copying, nothing else.
#[divan::bench(args = LETTERS)]
fn write(bencher: Bencher<'_, '_>, letter: &str) {
    let template =
        Template::compile(&bytes(letter), &CompileOptions::default()).expect("a template");
    let (record, options, answers) = (data(), options(), Answers::new());
    let request = Request::single(&record, &answers, &options);
    let merged = merge(&template, &request).expect("a package");
    let finished = merged.letter().expect("a letter");
    let package = Package::open(finished, Macros::Refuse, &Limits::default()).expect("a package");
    let varying = template.programs().iter().filter(|program| program.has_holes());
    let parts: Vec<(String, Vec<u8>)> = varying
        .map(|program| (program.part.clone(), package.bytes(&program.part).expect("a part")))
        .collect();
    let names = parts.iter().map(|(name, _)| name.clone()).collect();
    let changes = Changes { varying: names, ..Changes::default() };
    let writer = package.writer(&changes).expect("a writer");
    let content =
        |name: &str| parts.iter().find(|(part, _)| part == name).map(|(_, bytes)| &bytes[..]);
    bencher.bench(|| writer.write(content, &[]).expect("a package"));
}

/// Template and data as bytes in, letter out: what a caller pays who keeps nothing.
#[divan::bench(args = LETTERS)]
fn whole(bencher: Bencher<'_, '_>, letter: &str) {
    let (bytes, record, options, answers) = (bytes(letter), data(), options(), Answers::new());
    bencher.bench(|| {
        let template =
            Template::compile(black_box(&bytes), &CompileOptions::default()).expect("a template");
        let request = Request::single(&record, &answers, &options);
        merge(&template, &request).expect("a package")
    });
}
