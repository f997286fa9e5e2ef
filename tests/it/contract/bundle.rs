//! The contracts of the demonstration bundle: every sample merges.

use std::collections::BTreeMap;
use std::path::Path;

use brevsmed::contract::{Subject, request_schema, sample_request};
use brevsmed::diagnostic::{MessageLanguage, render};
use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::resolve;

use crate::scratch::fixture;

fn files(folder: &Path, inside: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

#[test]
fn every_sample_of_the_demonstration_bundle_merges() {
    let mut found = BTreeMap::new();
    files(&fixture("bundle"), "", &mut found);
    let read = brevsmed::bundle::read(&found);
    let view = read.bundle.view(None).expect("the central office");
    let mut letters = 0;
    let mut faults = String::new();
    for letter in view.templates() {
        let assembled = view.assemble(letter).expect("a package");
        let (template, manifest, catalogue) =
            (&assembled.template, &letter.manifest, &view.catalogue);
        let subject = Subject { template, manifest, catalogue, contexts: None };
        assert_eq!(request_schema(&subject), request_schema(&subject));
        for context in subject.contexts() {
            let sample = sample_request(&subject, context);
            let case = brevsmed::wire::case_of(sample).expect("a case request");
            let resolved =
                resolve::resolve(&resolve::Subject { template, manifest, catalogue }, &case);
            let made = resolved.merge(template, &MergeOptions::default()).expect("a package");
            letters += 1;
            if !matches!(made.outcome, Outcome::Letter(_)) {
                faults.push_str(&format!("{} in {context}\n", manifest.key));
                for diagnostic in &made.receipt.diagnostics {
                    faults.push_str(&render(diagnostic, &letter.file, MessageLanguage::English));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(letters > 20, "{letters}");
}
