//! Seeded faults: each is one slip of an author, or a few together, in a copy of the demonstration bundle.
//! The linter tells of it, at its place, and of nothing else.
//!
//! The faults stand in `fixtures/seeded`, written as [`Seed`] says. The bundle is read once; of it each fault
//! has its letter with what that is made of, judged by the validator as a user's bundle is: the files as
//! written, the letter put together and proved, and where the fault asks for it the finished letters.

mod judge;
mod plant;
mod seed;

use std::collections::BTreeSet;
use std::fmt::Write;

use brevsmed::lint::RULES;
use rayon::prelude::*;

use judge::{Bench, Told};
use seed::{Seed, seeds};

/// The files of faults, and what they are about.
const GROUPS: [&str; 8] =
    ["objects", "structure", "appearance", "words", "codes", "questions", "bundle", "letters"];

/// Rules that run by default and whose fault no copy of the demonstration bundle can have, and why.
const NOT_PLANTED: &[(&str, &str)] = &[
    (
        "D101",
        "of a bundle the reader tells it at the manifest (B763), and of a name that makes it so the merge (C592)",
    ),
    ("D102", "the reader of a bundle tells it at the manifest (B705)"),
    ("F117", "in a bundle it is told when the letter is put together (K801)"),
];

/// The faults of a group, each judged. What differs from what was expected is told all at once.
fn group(name: &str) {
    let bench = Bench::new();
    let seeds = seeds(name);
    let judged: Vec<Result<Vec<Told>, String>> =
        seeds.par_iter().map(|seed| bench.judge(seed)).collect();
    let mut wrong = String::new();
    let mut lines = String::new();
    for (seed, told) in seeds.iter().zip(judged) {
        match told {
            Err(why) => writeln!(wrong, "= {}\nnot planted: {why}", seed.name).expect("a string"),
            Ok(told) => {
                let mut expected: Vec<String> = seed.expected.clone();
                expected.extend(seed.besides.iter().map(|(expected, _)| expected.clone()));
                expected.sort();
                let mut found: Vec<String> = told.iter().map(|told| told.spot.clone()).collect();
                found.sort();
                if expected != found || found.is_empty() {
                    writeln!(wrong, "= {}\nwanted {expected:?}", seed.name).expect("a string");
                    for told in &told {
                        writeln!(wrong, "@ {}    # {}", told.spot, told.words).expect("a string");
                    }
                }
                for told in &told {
                    writeln!(lines, "{}: {} {}", seed.name, told.spot, told.words)
                        .expect("a string");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_suffix => name }, {
        insta::assert_snapshot!("seeded", lines);
    });
}

#[test]
fn faults_of_pictures_links_controls_and_notes_are_found() {
    group("objects");
}

#[test]
fn faults_of_headings_tables_and_lists_are_found() {
    group("structure");
}

#[test]
fn faults_of_colour_type_and_the_document_are_found() {
    group("appearance");
}

#[test]
fn faults_of_words_law_post_and_safety_are_found() {
    group("words");
}

#[test]
fn faults_of_codes_and_conditions_are_found() {
    group("codes");
}

#[test]
fn faults_of_questions_and_contexts_are_found() {
    group("questions");
}

#[test]
fn faults_of_manifests_and_catalogue_are_found() {
    group("bundle");
}

#[test]
fn faults_of_finished_letters_and_several_faults_are_found() {
    group("letters");
}

#[test]
fn every_rule_that_runs_by_default_is_seeded() {
    let all: Vec<Seed> = GROUPS.iter().flat_map(|name| seeds(name)).collect();
    let names: BTreeSet<&str> = all.iter().map(|seed| seed.name.as_str()).collect();
    assert_eq!(names.len(), all.len(), "a name is given twice");
    assert!(all.len() >= 100, "{} faults", all.len());
    let several = all.iter().filter(|seed| seed.expected.len() > 1).count();
    assert!(several >= 10, "{several} faults in combination");
    let seeded: BTreeSet<&str> = all
        .iter()
        .flat_map(|seed| &seed.expected)
        .filter_map(|expected| expected.split(' ').next())
        .collect();
    let missing: Vec<&str> = RULES
        .iter()
        .filter(|rule| rule.by_default && !seeded.contains(rule.code))
        .map(|rule| rule.code)
        .collect();
    let excused: Vec<&str> = NOT_PLANTED.iter().map(|(code, _)| *code).collect();
    assert_eq!(missing, excused);
    assert!(NOT_PLANTED.iter().all(|(_, why)| !why.is_empty()));
    assert!(all.iter().flat_map(|seed| &seed.besides).all(|(_, why)| !why.is_empty()));
}
