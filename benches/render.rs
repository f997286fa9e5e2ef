//! What a PDF costs, step by step, on three letters: one page, two pages, forty.
//!
//! `cargo bench --bench render`. Reading is the tree and blocks of a package whose sheet is known;
//! setting is the pages of a letter that was read; writing is the PDF of pages that are set. A whole
//! letter is all of it from the package's bytes, and a merged one from the case data.
//!
//! `BREVSMED_LETTERS=100000 cargo bench --bench render` makes that many different letters in one
//! process instead, and says how fast, and how much memory there was after each tenth.

use std::sync::{Arc, LazyLock};
use std::time::Instant;

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::field::Value;
use brevsmed::font::FontBook;
use brevsmed::layout::{LayoutOptions, Pages, lay_out};
use brevsmed::letter::{Letter, ReadOptions, Sheet, read};
use brevsmed::merge::{Answers, Datum, MergeOptions, Record, Request, Strictness, merge};
use brevsmed::pdf::{PdfOptions, PictureCache, write};
use brevsmed::render::{RenderOptions, Renderer};
use brevsmed::template::{CompileOptions, Template};
use divan::{Bencher, black_box};

fn main() {
    match std::env::var("BREVSMED_LETTERS").ok().and_then(|count| count.parse().ok()) {
        Some(count) => many(count),
        None => divan::main(),
    }
}

/// The letters, by the names of their files: one page, two, forty.
const LETTERS: &[&str] = &["kort", "bevilling-udvidet-helbredstillaeg", "langt"];

static FONTS: LazyLock<Arc<FontBook>> = LazyLock::new(|| Arc::new(FontBook::shipped()));

fn template(letter: &str) -> Template {
    let file = format!("{}/fixtures/letters/{letter}.docx", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(file).expect("a fixture");
    Template::compile(&bytes, &CompileOptions::default()).expect("a template")
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

fn merged(template: &Template, record: &Record) -> Vec<u8> {
    let (answers, options) = (Answers::new(), options());
    let merged = merge(template, &Request::single(record, &answers, &options)).expect("a package");
    merged.letter().expect("a letter").to_vec()
}

/// A letter at each of its stages.
struct Stages {
    docx: Vec<u8>,
    package: Package,
    sheet: Sheet,
    letter: Letter,
    pages: Pages,
}

impl Stages {
    fn of(letter: &str) -> Self {
        let docx = merged(&template(letter), &data());
        let package = Package::open(&docx, Macros::Drop, &Limits::default()).expect("a package");
        let sheet = Sheet::read(&package).expect("a sheet");
        let letter = read(&package, &sheet, &ReadOptions::default()).expect("a letter");
        let pages = lay_out(&letter, &FONTS, &LayoutOptions::default());
        Stages { docx, package, sheet, letter, pages }
    }
}

#[divan::bench(args = LETTERS)]
fn a_sheet_read(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    bencher.bench(|| Sheet::read(black_box(&stages.package)));
}

#[divan::bench(args = LETTERS)]
fn b_letter_read(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    bencher.bench(|| read(black_box(&stages.package), &stages.sheet, &ReadOptions::default()));
}

#[divan::bench(args = LETTERS)]
fn c_pages_set(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    bencher.bench(|| lay_out(black_box(&stages.letter), &FONTS, &LayoutOptions::default()));
}

#[divan::bench(args = LETTERS)]
fn d_pdf_written(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    let (pictures, options) = (PictureCache::default(), PdfOptions::default());
    let _ = write(&stages.letter, &stages.pages, &FONTS, &pictures, &options);
    bencher.bench(|| write(black_box(&stages.letter), &stages.pages, &FONTS, &pictures, &options));
}

/// From the bytes of a `.docx` to those of the PDF, by a renderer that knows the template.
#[divan::bench(args = LETTERS)]
fn e_whole(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    let (renderer, options) = (Renderer::new(Arc::clone(&FONTS)), RenderOptions::default());
    bencher.bench(|| renderer.render_bytes(black_box(&stages.docx), &options));
}

/// From case data to the PDF.
#[divan::bench(args = LETTERS)]
fn f_merged_whole(bencher: Bencher<'_, '_>, letter: &str) {
    let (template, record) = (template(letter), data());
    let (renderer, options) = (Renderer::new(Arc::clone(&FONTS)), RenderOptions::default());
    bencher.bench(|| renderer.render_bytes(&merged(&template, black_box(&record)), &options));
}

/// The first letter of a process: the fonts are read, and nothing is known.
#[divan::bench(args = LETTERS)]
fn g_first(bencher: Bencher<'_, '_>, letter: &str) {
    let stages = Stages::of(letter);
    let options = RenderOptions::default();
    bencher.bench(|| {
        Renderer::new(Arc::new(FontBook::shipped())).render_bytes(&stages.docx, &options)
    });
}

/// Makes different letters in one process: each has a name and an amount of its own.
fn many(count: usize) {
    let template = template("bevilling-udvidet-helbredstillaeg");
    let record = data();
    let (renderer, options) = (Renderer::new(Arc::clone(&FONTS)), RenderOptions::default());
    let (begun, mut bytes) = (Instant::now(), 0);
    for number in 0..count {
        let mut record = record.clone();
        let name = format!("Borger {} Nummer-{number}", (b'A' + (number % 26) as u8) as char);
        record.insert("Borger.Navn", Datum::Value(Value::from(name.as_str())));
        record.insert("Sag.Nummer", Datum::Value(Value::from(format!("{number:08}").as_str())));
        let rendered = renderer.render_bytes(&merged(&template, &record), &options).expect("a PDF");
        bytes += rendered.pdf.len();
        if (number + 1) % (count / 10).max(1) == 0 {
            let seconds = begun.elapsed().as_secs_f64();
            #[expect(clippy::print_stdout, reason = "what this run is for")]
            {
                println!(
                    "{:>8} letters, {:>6.0} a second on one core, {:>6.1} MB resident, {} bytes each",
                    number + 1,
                    (number + 1) as f64 / seconds,
                    resident_mb(),
                    bytes / (number + 1),
                );
            }
        }
    }
}

/// Memory of the process now; 0 where the system does not say.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kilobytes| kilobytes.parse::<f64>().ok())
        .unwrap_or_default()
        / 1024.0
}
