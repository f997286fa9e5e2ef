//! The demonstration letters: each is a conforming PDF, and its tags read as the letter reads.

use std::collections::BTreeMap;
use std::fs;

use brevsmed::bundle::read as read_bundle;
use brevsmed::inspect::{Words, inspect, print};
use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::render::{RenderOptions, Rendered};
use brevsmed::resolve::{Subject, resolve};
use brevsmed::template::{CompileOptions, Template};
use brevsmed::wire::read_record;
use insta::assert_snapshot;

use super::check::{RENDERER, conforms};
use crate::resolve::demonstration::files as demonstration_files;
use crate::scratch::fixture;
use crate::support::merged;

/// A demonstration letter of a citizen, merged and rendered.
fn letter(file: &str, citizen: u32) -> Rendered {
    let template = fs::read(fixture(&format!("letters/{file}"))).expect("a fixture");
    let template = Template::compile(&template, &CompileOptions::default()).expect("a template");
    let data = fs::read(fixture(&format!("data/borger-{citizen:02}.json"))).expect("a fixture");
    let record = read_record(&data).expect("case data");
    let options = MergeOptions {
        date: Some(jiff::civil::date(2026, 2, 2).at(0, 0, 0, 0)),
        ..MergeOptions::default()
    };
    let merged = merged(&template, &record, &options);
    let docx = merged.letter().unwrap_or_else(|| panic!("{file} for {citizen} is refused"));
    RENDERER.render_bytes(docx, &RenderOptions::default()).expect("a PDF")
}

fn tags(rendered: &Rendered) -> String {
    print(&inspect(&rendered.pdf).expect("a PDF"), &Words::ENGLISH)
}

fn check(file: &str, citizen: u32) {
    let rendered = letter(file, citizen);
    let name = file.rsplit_once('.').expect("an ending").0;
    assert_snapshot!(name.to_owned(), tags(&rendered));
    conforms(file, &rendered.pdf);
    assert!(rendered.pdf.len() < 80_000, "{file}: {} bytes", rendered.pdf.len());
}

#[test]
fn a_denial_of_a_card_reads_as_it_is_written() {
    check("afslag-helbredstillaegskort.docx", 3);
}

#[test]
fn a_denial_by_machine_reads_as_it_is_written() {
    check("afslag-udvidet-helbredstillaeg-automatisk.docx", 7);
}

#[test]
fn a_denial_reads_as_it_is_written() {
    check("afslag-udvidet-helbredstillaeg.docx", 4);
}

#[test]
fn a_hearing_about_a_card_reads_as_it_is_written() {
    check("agterskrivelse-helbredstillaegskort.docx", 2);
}

#[test]
fn a_hearing_reads_as_it_is_written() {
    check("agterskrivelse-udvidet-helbredstillaeg.docx", 10);
}

#[test]
fn a_grant_for_feet_reads_as_it_is_written() {
    check("bevilling-udvidet-helbredstillaeg-fodbehandling.docx", 5);
}

#[test]
fn a_grant_reads_as_it_is_written() {
    check("bevilling-udvidet-helbredstillaeg.docx", 1);
}

#[test]
fn a_card_reads_as_it_is_written() {
    check("helbredstillaegskort.docx", 6);
}

#[test]
fn a_letter_for_missing_information_reads_as_it_is_written() {
    check("manglerbrev-generelt.docx", 8);
}

#[test]
fn a_letter_for_missing_information_on_a_card_reads_as_it_is_written() {
    check("manglerbrev-helbredskort.docx", 9);
}

#[test]
fn a_letter_for_missing_information_on_an_allowance_reads_as_it_is_written() {
    check("manglerbrev-udvidet-helbredstillaeg.docx", 11);
}

#[test]
fn an_orientation_reads_as_it_is_written() {
    check("orientering.dotx", 12);
}

/// Citizens differ in names and in what is left out, and so may what breaks.
#[test]
fn the_short_letter_conforms_for_every_citizen() {
    for citizen in 1..=12 {
        let rendered = letter("kort.docx", citizen);
        conforms(&format!("kort.docx for {citizen}"), &rendered.pdf);
        assert_eq!(rendered.diagnostics, [], "{citizen}");
    }
}

#[test]
fn forty_pages_conform_and_have_an_outline() {
    let rendered = letter("langt.docx", 10);
    assert!(rendered.pages > 30, "{} pages", rendered.pages);
    let inspected = inspect(&rendered.pdf).expect("a PDF");
    assert_eq!(inspected.pages, rendered.pages);
    assert!(inspected.bookmarks > 5, "{} bookmarks", inspected.bookmarks);
    conforms("langt.docx", &rendered.pdf);
}

/// Every template of the demonstration bundle in each of its contexts, for the first person who has
/// a letter there.
#[test]
fn every_letter_of_the_bundle_conforms_under_its_title() {
    let read = read_bundle(&demonstration_files());
    let view = read.bundle.view(Some("999")).expect("the authority");
    let mut assembled = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for (person, case) in
        read.bundle.persons.iter().flat_map(|person| person.cases.iter().map(move |c| (person, c)))
    {
        for known in view.templates() {
            let Some(template) = view.template(&known.manifest.key, Some(&case.context)) else {
                continue;
            };
            let key = (template.file.clone(), case.context.clone());
            if !template.manifest.used_in().contains(&case.context) || seen.contains_key(&key) {
                continue;
            }
            let made = assembled
                .entry(template.file.clone())
                .or_insert_with(|| view.assemble(template).expect("a letter"));
            let subject = Subject {
                template: &made.template,
                manifest: &template.manifest,
                catalogue: &view.catalogue,
            };
            let options = MergeOptions {
                title: Some(format!("Om {}", case.context)),
                ..MergeOptions::default()
            };
            let letter =
                resolve(&subject, case).merge(&made.template, &options).expect("a package");
            let Outcome::Letter(docx) = letter.outcome else { continue };
            let rendered = RENDERER.render_bytes(&docx, &RenderOptions::default()).expect("a PDF");
            let name = format!("{} for {} in {}", template.file, person.key, case.context);
            conforms(&name, &rendered.pdf);
            let title = inspect(&rendered.pdf).expect("a PDF").title;
            assert_eq!(title, options.title, "{name}");
            seen.insert(key, rendered.pages);
        }
    }
    assert!(seen.len() > 15, "{} letters", seen.len());
}
