//! The demonstration bundle: every test person's cases, in every letter of their context.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use brevsmed::bundle::{Bundle, Files, View, read};
use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::resolve::{Subject, resolve};

use super::given::told;
use crate::scratch::fixture;

pub fn files() -> Files {
    fn add(folder: &Path, path: &str, files: &mut Files) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{path}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                add(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut files = Files::new();
    add(&fixture("bundle"), "", &mut files);
    files
}

/// Makes every person's letters as seen by an authority, and tells which cannot be made.
fn letters(bundle: &Bundle, authority: Option<&str>) -> String {
    let view: View<'_> = bundle.view(authority).expect("a view");
    let mut assembled = BTreeMap::new();
    let mut out: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for person in &bundle.persons {
        for case in &person.cases {
            for known in view.templates() {
                let Some(template) = view.template(&known.manifest.key, Some(&case.context)) else {
                    continue;
                };
                if !template.manifest.used_in().contains(&case.context) {
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
                let resolved = resolve(&subject, case);
                let letter =
                    resolved.merge(&made.template, &MergeOptions::default()).expect("a package");
                let line = out.entry(format!("{} in {}", template.file, case.context)).or_default();
                if let Outcome::Letter(_) = letter.outcome {
                    line.0 += 1;
                } else {
                    let found: Vec<_> = letter
                        .receipt
                        .diagnostics
                        .iter()
                        .filter(|found| found.severity() == brevsmed::diagnostic::Severity::Error)
                        .cloned()
                        .collect();
                    line.1.push(format!("  {}: {}", person.key, told(&found).replace('\n', "; ")));
                }
            }
        }
    }
    let mut faults: Vec<String> = Vec::new();
    for template in view.templates() {
        for context in template.manifest.used_in() {
            let Some(used) = view.template(&template.manifest.key, Some(context)) else { continue };
            let line = format!("{} in {context}", used.file);
            if used.manifest.used_in().contains(context)
                && out.get(&line).is_none_or(|(letters, _)| *letters == 0)
            {
                faults.push(format!("{line}: nobody has a letter"));
            }
        }
    }
    for (line, (_, refused)) in out {
        faults.extend(refused.iter().map(|refused| format!("{line}{refused}")));
    }
    faults.join("\n")
}

#[test]
fn every_letter_is_made_in_its_contexts() {
    let read = read(&files());
    assert!(!read.has_errors());
    for authority in [None, Some("999")] {
        assert_eq!(letters(&read.bundle, authority), "", "{authority:?}");
    }
}
