//! Faults planted one at a time into copies of the demonstration bundle: each is found, and in the
//! originals nothing is.

pub mod edit;
mod faults;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use brevsmed::bundle::{Bundle, Files, View, read};
use brevsmed::diagnostic::{Diagnostic, MessageLanguage, Severity};
use brevsmed::verify::{Subject, verify};
use edit::edited;
use faults::{Change, FAULTS, Fault};

use crate::scratch::{Scratch, fixture, template};

/// The demonstration bundle's files.
fn files() -> Files {
    fn collect(root: &Path, folder: &Path, files: &mut Files) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(root, &path, files);
            } else {
                let name = path.strip_prefix(root).expect("inside").to_string_lossy();
                files.insert(name.replace('\\', "/"), std::fs::read(&path).expect("a file"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bundle");
    let mut files = Files::new();
    collect(&root, &root, &mut files);
    files
}

/// Everything found in one template: of the bundle's files, its composition, its codes, its proof.
fn found(bundle: &Bundle, view: &View<'_>, key: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(letter) = view.template(key, None) else { return found };
    match view.assemble(letter) {
        Ok(assembled) => {
            let own = assembled.composed.own();
            found.extend(assembled.composed.diagnostics.into_iter().map(|(_, found)| found));
            let proof = verify(&Subject {
                template: &assembled.template,
                manifest: &letter.manifest,
                catalogue: &view.catalogue,
                gaps: bundle.gaps,
                own: Some(&own),
            });
            found.extend(proof.found.into_iter().map(|found| found.diagnostic));
        }
        Err(error) => panic!("{key}: {error}"),
    }
    found
}

fn serious(diagnostics: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.into_iter().filter(|found| found.severity() > Severity::Note).collect()
}

fn lines(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|found| {
            let place = found.place.as_ref().map(|place| {
                format!("{}: {}", place.words(MessageLanguage::English), place.excerpt)
            });
            format!(
                "  {} {} [{}]\n",
                found.finding.code(),
                found.finding.message(MessageLanguage::English),
                place.unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn nothing_is_wrong_with_the_originals() {
    let read = read(&files());
    let mut report = String::new();
    for found in read.found.iter().filter(|found| found.severity() > Severity::Note) {
        report.push_str(&found.render(MessageLanguage::English));
    }
    let codes: Vec<Option<&str>> = [None]
        .into_iter()
        .chain(read.bundle.authorities.iter().map(|authority| Some(authority.code.as_str())))
        .collect();
    let mut templates = 0;
    for code in codes {
        let view = read.bundle.view(code).expect("an authority of the bundle");
        for letter in view.templates() {
            templates += 1;
            let found = serious(found(&read.bundle, &view, &letter.manifest.key));
            if !found.is_empty() {
                report.push_str(&format!("{}\n{}", letter.file, lines(&found)));
            }
        }
    }
    assert!(templates >= 28, "{templates} templates");
    assert!(report.is_empty(), "{report}");
}

/// The path that the README shows: a letter is copied, changed, proved, mended, proved, tried.
#[test]
fn the_administrators_path_is_as_the_readme_shows() {
    let scratch = Scratch::new("administrator");
    for (name, bytes) in files() {
        let path = scratch.path(&format!("bundle/{name}"));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    let verify = "verify bundle mit-manglerbrev";
    let mut told = vec![
        scratch
            .run("new template bundle mit-manglerbrev --from manglerbrev-udvidet-helbredstillaeg"),
    ];
    let document = scratch.path("bundle/templates/mit-manglerbrev.docx");
    let right = std::fs::read(&document).expect("the new template");
    let pasted =
        edited(&right, edit::Edit::Replace("flettespoergsmaal-00024", "flettespoergsmaal-10024"))
            .and_then(|pasted| {
                edited(&pasted, edit::Edit::AtEnd("", "Husk at spørge din fodterapeut om prisen."))
            });
    std::fs::write(&document, pasted.expect("edited")).expect("written");
    told.push(scratch.run(verify));
    std::fs::write(&document, right).expect("written");
    told.push(scratch.run(verify));
    told.push(scratch.run(
        "merge mit-manglerbrev --bundle bundle --person petra-pension --context fodbehandling -o brev.docx",
    ));
    assert_eq!(told.iter().map(|ran| ran.code).collect::<Vec<_>>(), [0, 1, 0, 0]);
    let readme = std::fs::read_to_string(fixture("../README.md")).expect("the README");
    for line in told[1].err.lines().filter(|line| line.contains('[') || line.contains("hjælp")) {
        assert!(readme.contains(line.trim()), "the README does not show: {line}");
    }
    for ran in &told[1..3] {
        let sum = ran.out.lines().last().expect("a sum");
        assert!(readme.contains(sum), "the README does not show: {sum}");
    }
}

/// What a template is made of, with a fault planted. For speed, other templates are one line long and
/// persons and authorities are left out.
fn planted(files: &Files, fault: &Fault) -> Result<Files, String> {
    let own = format!("templates/{}.", fault.template);
    let line = template("Kære borger");
    let mut files: Files = files
        .iter()
        .filter(|(file, _)| {
            !["persons/", "authorities/", "schemas/"].iter().any(|other| file.starts_with(other))
        })
        .map(|(file, bytes)| {
            let short = file.starts_with("templates/")
                && file.ends_with(".docx")
                && !file.starts_with(&own);
            (file.clone(), if short { line.clone() } else { bytes.clone() })
        })
        .collect();
    for change in fault.edits {
        let (file, edit) = match change {
            Change::Body(edit) => (format!("templates/{}.docx", fault.template), Ok(*edit)),
            Change::Document(file, edit) => ((*file).to_owned(), Ok(*edit)),
            Change::Manifest(find, replace) => {
                (format!("templates/{}.toml", fault.template), Err((find, replace)))
            }
            Change::File(file, find, replace) => ((*file).to_owned(), Err((find, replace))),
        };
        let bytes = files.get_mut(&file).ok_or_else(|| format!("no file {file}"))?;
        *bytes = match edit {
            Ok(edit) => edited(bytes, edit)?,
            Err((find, replace)) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                if !text.contains(find) {
                    return Err(format!("`{find}` is not in {file}"));
                }
                text.replacen(find, replace, 1).into_bytes()
            }
        };
    }
    Ok(files)
}

#[test]
fn every_planted_fault_is_found() {
    let files = files();
    let mut missed = String::new();
    let mut cascades = BTreeMap::new();
    for fault in FAULTS {
        let planted = match planted(&files, fault) {
            Ok(planted) => planted,
            Err(why) => {
                missed.push_str(&format!("{}: not planted: {why}\n", fault.name));
                continue;
            }
        };
        let read = read(&planted);
        let mut all: Vec<Diagnostic> =
            read.found.iter().map(|found| found.diagnostic.clone()).collect();
        // As on the command line: a bundle whose files are wrong is mended first.
        if all.iter().all(|found| found.severity() < Severity::Error) {
            let view = read.bundle.view(None).expect("the central view");
            all.extend(found(&read.bundle, &view, fault.template));
        }
        let codes: BTreeSet<&str> = all.iter().map(|found| found.finding.code()).collect();
        let told = |code: &&str| codes.iter().any(|found| found.starts_with(*code));
        if !fault.codes.iter().any(told) {
            missed.push_str(&format!(
                "{} in {}: {:?} wanted, found\n{}",
                fault.name,
                fault.template,
                fault.codes,
                lines(&all)
            ));
        }
        let all = serious(all);
        if all.len() > 1 {
            cascades.insert(fault.name, lines(&all));
        }
    }
    assert!(FAULTS.len() >= 60, "{} faults", FAULTS.len());
    assert!(missed.is_empty(), "{missed}");
    // One fault, one diagnostic: the few that tell more than one are listed, so that a new one is seen.
    insta::assert_snapshot!(
        cascades.iter().map(|(name, lines)| format!("{name}\n{lines}")).collect::<String>()
    );
}
