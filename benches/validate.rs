//! What validation costs: a thousand templates judged, and known already; a bundle with its letters.
//!
//! `cargo bench --bench validate`. The templates are the demonstration letters, each a little other
//! than the next, so that none is known by its bytes from another.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use brevsmed::bundle::Files;
use brevsmed::docx::{Limits, archive_files, write_archive};
use brevsmed::policy::Settings;
use brevsmed::validate::{
    Against, Content, Judged, Report, Source, Validator, Wishes, conclude, read_judgements,
    write_judgements,
};
use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;

/// How many templates there are.
const TEMPLATES: usize = 1_000;

fn main() {
    divan::main();
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// The demonstration letters, each many times and never twice the same.
fn templates() -> Vec<Source> {
    let mut letters: Vec<PathBuf> = fs::read_dir(fixture("letters"))
        .expect("letters")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "langt"))
        .collect();
    letters.sort();
    let letters: Vec<Vec<u8>> =
        letters.iter().map(|path| fs::read(path).expect("a letter")).collect();
    (0..TEMPLATES)
        .into_par_iter()
        .map(|number| {
            let bytes = &letters[number % letters.len()];
            let mut parts = archive_files(bytes, &Limits::default()).expect("an archive");
            let document = parts.get_mut("word/document.xml").expect("a document");
            let text = String::from_utf8(document.clone()).expect("UTF-8");
            *document = text.replacen(" dig", &format!(" dig{number}"), 1).into_bytes();
            let path = format!("skabelon-{number}.docx");
            let bytes = write_archive(&parts).expect("writes to memory");
            Source { path: path.clone(), relative: path, content: Content::Document(bytes) }
        })
        .collect()
}

fn bundle() -> Source {
    fn collect(folder: &Path, inside: &str, files: &mut Files) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut files = Files::new();
    collect(&fixture("bundle"), "", &mut files);
    Source { path: "b".to_owned(), relative: "b".to_owned(), content: Content::Bundle(files) }
}

fn validator(without_letters: bool) -> Validator {
    let wishes = Wishes { without_letters, ..Wishes::default() };
    Validator::new(Settings::default(), wishes).expect("known rules")
}

fn judge<'s>(validator: &Validator, source: &'s Source) -> Judged<'s> {
    let opened = source.open();
    let prepared = validator.prepare(source, &opened);
    let jobs = validator.jobs(&prepared);
    let judgements = jobs.par_iter().map(|job| job.run(validator)).collect();
    Judged { source, judgements, cached: false, held_back: None }
}

fn report(validator: &Validator, judged: &[Judged<'_>]) -> Report {
    conclude(validator, judged, &Against::default())
}

#[divan::bench(sample_count = 5)]
fn a_thousand_templates_cold(bencher: Bencher<'_, '_>) {
    let (sources, validator) = (templates(), validator(false));
    bencher.counter(ItemsCount::new(TEMPLATES)).bench(|| {
        let judged: Vec<Judged<'_>> =
            sources.par_iter().map(|source| judge(&validator, source)).collect();
        report(&validator, &judged)
    });
}

#[divan::bench(sample_count = 5)]
fn a_thousand_templates_cached(bencher: Bencher<'_, '_>) {
    let (sources, validator) = (templates(), validator(false));
    let known: HashMap<String, String> = sources
        .par_iter()
        .map(|source| {
            let judged = judge(&validator, source);
            (validator.key(source), write_judgements(&judged.judgements))
        })
        .collect();
    bencher.counter(ItemsCount::new(TEMPLATES)).bench(|| {
        let judged: Vec<Judged<'_>> = sources
            .par_iter()
            .map(|source| {
                let judgements = read_judgements(&known[&validator.key(source)]);
                let judgements = judgements.expect("its own text");
                Judged { source, judgements, cached: true, held_back: None }
            })
            .collect();
        report(&validator, &judged)
    });
}

#[divan::bench(sample_count = 3, args = [false, true])]
fn the_demonstration_bundle(bencher: Bencher<'_, '_>, without_letters: bool) {
    let (source, validator) = (bundle(), validator(without_letters));
    bencher.bench(|| report(&validator, &[judge(&validator, &source)]));
}
