//! `promote`, `diff` and `schema request` as they are typed.

use std::fs;
use std::path::Path;

use crate::scratch::{Scratch, fixture, template};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn with_bundle(test: &str) -> Scratch {
    let scratch = Scratch::new(test);
    copy(&fixture("bundle"), &scratch.path("bundle"));
    scratch
}

#[test]
fn m04_a_template_goes_to_training_and_back() {
    let scratch = with_bundle("versions_promote");
    let there = scratch
        .run("promote bundle manglerbrev-generelt --from production --to training -o t.docx");
    assert_eq!(there.code, 0, "{}", there.text());
    insta::assert_snapshot!("promoted", there.text());
    // What was promoted cannot be promoted once more.
    let twice = scratch.run("promote bundle t.docx --from production --to training -o u.docx");
    assert_eq!(twice.code, 1);
    assert!(twice.err.contains("P905"), "{}", twice.text());
    assert!(!scratch.path("u.docx").exists());
    let back = scratch.run("promote bundle t.docx --from training --to production -o p.docx");
    assert_eq!(back.code, 0, "{}", back.text());
    let old = scratch.path("bundle/templates/manglerbrev-generelt.docx");
    let same = scratch.run_with(
        &["diff", old.to_str().expect("UTF-8"), scratch.path("p.docx").to_str().expect("UTF-8")],
        "",
    );
    assert_eq!((same.code, same.out.as_str()), (0, "ingen forskelle\n"));
}

#[test]
fn promotion_tells_and_writes_nothing_when_asked_so() {
    let scratch = with_bundle("versions_dry");
    let told = scratch.run(
        "promote bundle manglerbrev-helbredskort --from production --to training -o x.docx --dry-run",
    );
    assert_eq!(told.code, 0, "{}", told.text());
    assert!(told.out.ends_with("flettespørgsmål\n") || told.out.contains("intet er skrevet"));
    assert!(!scratch.path("x.docx").exists());
    for (arguments, code) in [
        ("promote bundle findes-ikke --from production --to training", 2),
        ("promote bundle manglerbrev-helbredskort --from production --to findes-ikke", 1),
        (
            "promote bundle manglerbrev-helbredskort --from production --to training --authority x",
            2,
        ),
        ("promote findes-ikke x.docx --from production --to training", 2),
    ] {
        assert_eq!(scratch.run(arguments).code, code, "{arguments}");
    }
}

#[test]
fn keys_of_another_bundle_are_used() {
    let scratch = with_bundle("versions_target");
    copy(&fixture("bundle"), &scratch.path("other"));
    let path = scratch.path("other/questions.toml");
    let text = fs::read_to_string(&path).expect("a file").replace("flettespoergsmaal-1", "prod-7");
    fs::write(&path, text).expect("writes");
    let told = scratch.run(
        "promote bundle manglerbrev-generelt --from production --to training --target other --dry-run",
    );
    assert_eq!(told.code, 0, "{}", told.text());
    assert!(told.out.contains("flettespoergsmaal-00001 → prod-70001"), "{}", told.out);
}

#[test]
fn two_documents_are_compared() {
    let scratch = Scratch::new("versions_diff");
    scratch.file("a.docx", template("Kære { MERGEFIELD Borger.Navn }\nDu får svar."));
    scratch.file("b.docx", template("Kære { MERGEFIELD Borger.Navn }\nDu får snart svar."));
    let told = scratch.run("diff a.docx b.docx");
    insta::assert_snapshot!("two_documents", told.text());
    assert_eq!(scratch.run("diff a.docx a.docx").code, 0);
    // Words break no caller.
    assert_eq!(scratch.run("diff a.docx b.docx --breaking").code, 0);
    assert_eq!(scratch.run("diff a.docx c.docx").code, 2);
    let json = scratch.run("diff a.docx b.docx --format json --lang en");
    insta::assert_snapshot!("two_documents_json", json.text());
    let html = scratch.run("diff a.docx b.docx --format html");
    assert!(html.out.contains("<ins><span class=\"label\">tilføjet:</span> snart </ins>"));
}

#[test]
fn a_bundle_tells_what_breaks_callers() {
    let scratch = with_bundle("versions_bundles");
    copy(&fixture("bundle"), &scratch.path("ny"));
    assert_eq!(scratch.run("diff bundle ny").text(), "exit 0\n--- out\ningen forskelle\n--- err\n");
    let path = scratch.path("ny/fields.toml");
    let fields = fs::read_to_string(&path).expect("a file");
    let name = fields.find("name = \"Borger.CoNavn\"").expect("the field");
    let optional = name + fields[name..].find("optional = true").expect("it is optional");
    let stricter = format!(
        "{}optional = false{}",
        &fields[..optional],
        &fields[optional + "optional = true".len()..]
    );
    fs::write(&path, stricter).expect("writes");
    let told = scratch.run("diff bundle ny --breaking --template afslag-helbredstillaegskort");
    assert_eq!(told.code, 1, "{}", told.text());
    assert!(told.out.contains("feltet `Borger.CoNavn` kunne udelades"), "{}", told.out);
    let all = scratch
        .run("diff bundle ny --breaking --format json --template afslag-helbredstillaegskort");
    assert_eq!(all.code, 1);
    assert!(all.out.contains("\"field-mandatory\""));
}

#[test]
fn a_contract_is_printed() {
    let scratch = with_bundle("versions_schema");
    let schema = scratch.run("schema request bundle bevilling-udvidet-helbredstillaeg");
    assert_eq!(schema.code, 0);
    assert!(schema.out.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
    let sample = scratch
        .run("schema request bundle bevilling-udvidet-helbredstillaeg --context briller --sample");
    scratch.file("request.json", &sample.out);
    let merged = scratch.run(
        "merge bevilling-udvidet-helbredstillaeg --bundle bundle --request request.json -o brev.docx",
    );
    assert_eq!(merged.code, 0, "{}", merged.text());
    for arguments in [
        "schema request bundle findes-ikke",
        "schema request bundle orientering --context findes-ikke",
        "schema request bundle orientering --authority findes-ikke",
    ] {
        assert_eq!(scratch.run(arguments).code, 2, "{arguments}");
    }
}
