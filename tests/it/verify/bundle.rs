//! The demonstration bundle, proved; and the command that does it.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::scratch::{Scratch, fixture};

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The demonstration bundle, with texts of its files replaced.
fn changed(test: &str, changes: &[(&str, &str, &str)]) -> Scratch {
    let scratch = Scratch::new(test);
    copy(&fixture("bundle"), &scratch.path("b"));
    for (file, from, to) in changes {
        let path = scratch.path(&format!("b/{file}"));
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(path, text.replacen(from, to, 1)).expect("writes");
    }
    scratch
}

#[test]
fn the_demonstration_bundle_has_no_findings() {
    let ran = Scratch::new("verify-clean")
        .run_with(&["verify", fixture("bundle").to_str().expect("a path")], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.ends_with("kombinationer bevist, ingen fund\n"), "{}", ran.out);
}

/// Text and questions of other contexts are not at fault when one is looked at alone.
#[test]
fn one_context_of_the_demonstration_bundle_has_no_findings() {
    let bundle = fixture("bundle");
    let bundle = bundle.to_str().expect("a path");
    let ran =
        Scratch::new("verify-context").run_with(&["verify", bundle, "--context", "briller"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_fault_in_the_catalogue_is_found_in_the_letters() {
    let scratch = changed(
        "verify-changed",
        &[(
            "templates/bevilling-udvidet-helbredstillaeg.toml",
            "contexts = [\"briller\", \"tandproteser\"]",
            "contexts = [\"briller\", \"tandproteser\", \"fodbehandling\"]",
        )],
    );
    let ran = scratch.run("verify b bevilling-udvidet-helbredstillaeg --witnesses w");
    assert_eq!(ran.code, 1);
    assert_snapshot!(ran.text());
    let names = scratch.names("w");
    assert!(
        names.iter().any(|name| name == "bevilling-udvidet-helbredstillaeg-C503-1.json"),
        "{names:?}"
    );
    for name in names {
        let json = fs::read(scratch.path(&format!("w/{name}"))).expect("a witness");
        let case = brevsmed::wire::read_case(&json).expect("a case request");
        assert_eq!(brevsmed::wire::case_json(&case).to_string(), {
            let value: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            value.to_string()
        });
    }
}

#[test]
fn gaps_that_word_leaves_are_told_where_word_leaves_them() {
    let bundle = fixture("bundle");
    let bundle = bundle.to_str().expect("a path");
    let ran = Scratch::new("verify-as-word")
        .run_with(&["verify", bundle, "manglerbrev-generelt", "--as-word"], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("[V635]"), "{}", ran.err);
}

#[test]
fn the_proof_is_told_to_programs() {
    let bundle = fixture("bundle");
    let bundle = bundle.to_str().expect("a path");
    let ran = Scratch::new("verify-json")
        .run_with(&["verify", bundle, "manglerbrev-helbredskort", "--format", "json"], "");
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let template = &report["templates"][0];
    let questions = serde_json::to_string_pretty(&template["questions"]).expect("JSON");
    assert_snapshot!(questions);
    assert_eq!(template["method"], "all");
}

#[test]
fn what_is_not_there_could_not_be_looked_at() {
    let bundle = fixture("bundle");
    let bundle = bundle.to_str().expect("a path");
    let scratch = Scratch::new("verify-unknown");
    let ran = scratch.run_with(&["verify", bundle, "findes-ikke"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = scratch.run_with(&["verify", bundle, "--authority", "000"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
}
