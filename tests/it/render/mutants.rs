//! One defect at a time in a good letter: someone must see each. The mutants come from
//! `tests/e2e_pdf.py`, which makes them with the tools beside this project.

use std::fs;

use super::check::faults;

/// Mutants that are no defect, or none that a program can see.
const SOUND: &[(&str, &str)] = &[("m00_identity", "the letter as it is")];

#[test]
fn every_planted_defect_is_seen() {
    let Some(folder) = std::env::var_os("BREVSMED_MUTANTS") else {
        eprintln!("skipped: tests/e2e makes the mutants and says where they are");
        return;
    };
    let (mut seen, mut missed) = (0, Vec::new());
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let name = file.trim_end_matches(".pdf").rsplit("__").next().unwrap_or_default().to_owned();
        let found = faults(&fs::read(entry.path()).expect("a mutant"));
        let sound = SOUND.iter().any(|(sound, _)| *sound == name);
        match (found.is_empty(), sound) {
            (false, false) => seen += 1,
            (true, true) => {}
            (true, false) => missed.push(format!("{name} is not seen")),
            (false, true) => missed.push(format!("{name} is sound, and {}", found.join("; "))),
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(seen > 30, "{seen} mutants");
}
