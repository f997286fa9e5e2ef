//! Pictures of pages: the marks stand where the paragraphs are.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use brevsmed::diagnostic::{Place, StoryKind};
use brevsmed::font::FontBook;
use brevsmed::lint::{Manuscript, manuscript};
use brevsmed::render::Renderer;
use brevsmed::report::{DrawOptions, PagePictures, draw};
use brevsmed::template::{CompileOptions, Template};
use brevsmed::validate::{Fault, FileKind, FileReport, Report};

use super::sample;

const LETTER: &str = "fixtures/letters/afslag-udvidet-helbredstillaeg.docx";

fn letter() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(LETTER);
    std::fs::read(path).expect("a letter")
}

fn renderer() -> Renderer {
    Renderer::new(Arc::new(FontBook::shipped()))
}

fn read<T>(docx: &[u8], look: impl FnOnce(&Manuscript<'_>) -> T) -> T {
    let template = Template::compile(docx, &CompileOptions::default()).expect("a template");
    look(&manuscript(&template).expect("a manuscript"))
}

/// The places of a document: its paragraphs with words, its blank ones, a header and a footer.
fn places(docx: &[u8]) -> Vec<(Place, bool)> {
    read(docx, |manuscript| {
        let stories = manuscript.stories.iter().filter(|story| story.kind != StoryKind::Comments);
        let paragraphs = stories.flat_map(|story| &story.paragraphs);
        paragraphs.map(|found| (found.place(), found.text().trim().is_empty())).collect()
    })
}

/// A report on a letter with some faults of each kind of place.
pub fn report() -> Report {
    let places = places(&letter());
    let mut faults: Vec<Fault> = Vec::new();
    let mut words = 0;
    for (place, blank) in &places {
        let body = place.story == StoryKind::Body;
        words += usize::from(body && !blank);
        let fault = match (body, *blank) {
            (true, true) => sample::blank(place.paragraph),
            (true, false) if words % 4 == 1 => sample::coloured(place.paragraph, &place.excerpt),
            (false, false) => sample::picture(),
            _ => continue,
        };
        faults.push(sample::at(fault, place));
    }
    let file = FileReport {
        path: LETTER.to_owned(),
        kind: FileKind::Template,
        hash: "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce".to_owned(),
        faults,
    };
    Report { files: vec![file], rules: sample::rules(), ..Report::default() }
}

/// Pictures of that letter.
pub fn pictures() -> BTreeMap<String, PagePictures> {
    let faults = &report().files[0].faults;
    let drawn = draw(&letter(), faults, &renderer(), &DrawOptions::default()).expect("pictures");
    BTreeMap::from([(LETTER.to_owned(), drawn)])
}

#[test]
fn marks_stand_in_the_order_of_the_text_and_inside_the_page() {
    let report = report();
    let faults = &report.files[0].faults;
    let drawn = draw(&letter(), faults, &renderer(), &DrawOptions::default()).expect("pictures");
    assert!(!drawn.pages.is_empty());
    let mut marked = 0;
    for page in &drawn.pages {
        assert!(page.png.starts_with(b"\x89PNG"), "page {}", page.number);
        let mut last = 0.0;
        for area in &page.areas {
            marked += 1;
            let place = faults[area.fault].found.diagnostic.place.as_ref().expect("a place");
            assert!(area.width > 0.0 && area.height > 0.0, "{place:?}: {area:?}");
            assert!(area.x >= 0.0 && area.x + area.width <= page.width, "{place:?}: {area:?}");
            assert!(area.y >= 0.0 && area.y + area.height <= page.height, "{place:?}: {area:?}");
            match place.story {
                StoryKind::Header(_) => assert!(area.y < page.height / 3.0, "{place:?}: {area:?}"),
                StoryKind::Footer(_) => assert!(area.y > page.height / 2.0, "{place:?}: {area:?}"),
                _ if place.cell.is_none() => {
                    assert!(area.y >= last, "{place:?}: {area:?} after {last}");
                    last = area.y;
                }
                _ => {}
            }
        }
    }
    assert!(marked >= faults.len(), "{marked} marks of {} faults", faults.len());
}

/// Every paragraph that shows words is found on the pages, in all letters of the demonstration.
#[test]
fn every_paragraph_with_words_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    let renderer = renderer();
    let mut letters: Vec<_> = std::fs::read_dir(folder).expect("letters").flatten().collect();
    letters.sort_by_key(std::fs::DirEntry::path);
    for letter in letters {
        let docx = std::fs::read(letter.path()).expect("a letter");
        let places = places(&docx);
        let places: Vec<&Place> =
            places.iter().filter(|(_, blank)| !blank).map(|(place, _)| place).collect();
        let faults: Vec<Fault> =
            places.iter().map(|place| sample::at(sample::blank(1), place)).collect();
        let options = DrawOptions { dpi: 10, most: 1_000 };
        let drawn = draw(&docx, &faults, &renderer, &options).expect("pictures");
        let found: std::collections::BTreeSet<usize> =
            drawn.pages.iter().flat_map(|page| &page.areas).map(|area| area.fault).collect();
        let lost: Vec<String> = (0..faults.len())
            .filter(|at| !found.contains(at))
            .map(|at| {
                format!("{:?} {} {}", places[at].story, places[at].paragraph, places[at].excerpt)
            })
            .collect();
        assert!(lost.is_empty(), "{}: {lost:#?}", letter.path().display());
    }
}

#[test]
fn what_is_no_document_has_no_pictures() {
    let fault = sample::at(sample::blank(1), &Place { paragraph: 1, ..Place::default() });
    let options = DrawOptions::default();
    assert_eq!(draw(b"no zip", std::slice::from_ref(&fault), &renderer(), &options), None);
    assert_eq!(draw(&letter(), &[], &renderer(), &options), None);
    let mut far = fault;
    far.found.diagnostic.place = Some(Place { paragraph: usize::MAX, ..Place::default() });
    let drawn = draw(&letter(), &[far], &renderer(), &options).expect("pictures");
    assert_eq!(drawn.pages.len(), 1, "the last paragraph before it");
}

#[test]
fn only_the_pages_of_the_first_faults_are_drawn() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters/langt.docx");
    let docx = std::fs::read(path).expect("a letter");
    let faults: Vec<Fault> =
        places(&docx).iter().map(|(place, _)| sample::at(sample::blank(1), place)).collect();
    let options = DrawOptions { dpi: 20, most: 2 };
    let drawn = draw(&docx, &faults, &renderer(), &options).expect("pictures");
    assert_eq!(drawn.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2]);
    assert!(drawn.left_out > 0, "the letter is long");
}
