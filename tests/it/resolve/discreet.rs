//! What a case says stands in the letter and nowhere else: not in a finding, not in a receipt, not
//! on the console.

use std::fs;

use brevsmed::bundle::read;
use brevsmed::catalogue::{Catalogue, FieldKind, Source, fold};
use brevsmed::diagnostic::{MessageLanguage, Severity, render};
use brevsmed::eval::body_text;
use brevsmed::field::Value;
use brevsmed::merge::{Datum, MergeOptions, Outcome, Record, Strictness};
use brevsmed::resolve::{Subject, resolve};
use brevsmed::wire::{OutcomeWord, Title, receipt};

use super::command::bundle;
use super::demonstration::files;

/// What no output but the letter may hold.
const SECRET: &str = "Hemmelig4711";

/// A record with the secret in the values that `takes` names, by the names of list and field.
fn secret(
    record: &Record,
    list: Option<&str>,
    takes: &dyn Fn(Option<&str>, &str) -> bool,
) -> Record {
    let mut marked = Record::default();
    for name in record.names() {
        let datum = match record.get(name).expect("a value") {
            Datum::List(items) => {
                Datum::List(items.iter().map(|item| secret(item, Some(name), takes)).collect())
            }
            Datum::Value(value) if !value.is_empty() && takes(list, name) => {
                Datum::Value(Value::from(SECRET))
            }
            other => other.clone(),
        };
        marked.insert(name, datum);
    }
    marked
}

/// Whether a field takes any text and no other value is found by it.
fn is_free(catalogue: &Catalogue, list: Option<&str>, name: &str) -> bool {
    let field = match list {
        Some(list) => catalogue.item_field(list, name),
        None => catalogue.field(name),
    };
    let is_key = |of: &str| fold(of) == field.map_or_else(String::new, |field| fold(&field.name));
    field.is_some_and(|field| field.kind == FieldKind::Text && field.source == Source::Request)
        && !catalogue.contexts.iter().flat_map(|context| &context.values).any(|(of, _)| is_key(of))
        && !catalogue.fields.iter().any(|field| match &field.source {
            Source::Price { supplier, service } => is_key(supplier) || is_key(service),
            _ => false,
        })
}

#[test]
fn no_finding_and_no_receipt_holds_a_value() {
    let bundle = read(&files()).bundle;
    let view = bundle.view(Some("999")).expect("a view");
    let catalogue = &view.catalogue;
    let all = |_: Option<&str>, _: &str| true;
    let free = |list: Option<&str>, name: &str| is_free(catalogue, list, name);
    let (mut letters, mut refused, mut told) = (0, 0, 0);
    for known in view.templates() {
        let manifest = &known.manifest;
        let made = view.assemble(known).expect("a letter");
        let subject = Subject { template: &made.template, manifest, catalogue };
        for person in bundle.persons.iter().step_by(3) {
            for case in &person.cases {
                if !manifest.used_in().contains(&case.context) {
                    continue;
                }
                for takes in [&all as &dyn Fn(Option<&str>, &str) -> bool, &free] {
                    let mut case = case.clone();
                    case.record = secret(&case.record, None, takes);
                    let resolved = resolve(&subject, &case);
                    let mut options = MergeOptions::default();
                    match Title::of(&manifest.title).write(&resolved.record, catalogue.language) {
                        Ok(title) => options.title = title,
                        Err(finding) => {
                            let words = finding.message(MessageLanguage::Danish);
                            assert!(!words.contains(SECRET), "{words}");
                        }
                    }
                    for strictness in [Strictness::Strict, Strictness::Lenient] {
                        options.strictness = strictness;
                        let letter = resolved.merge(&made.template, &options).expect("a package");
                        match &letter.outcome {
                            Outcome::Letter(_) => letters += 1,
                            _ => refused += 1,
                        }
                        for language in [MessageLanguage::Danish, MessageLanguage::English] {
                            let found = &letter.receipt.diagnostics;
                            let words: String =
                                found.iter().map(|found| render(found, "b", language)).collect();
                            told += usize::from(
                                found.iter().any(|found| found.severity() == Severity::Error),
                            );
                            let outcome = OutcomeWord::of(&letter.outcome);
                            let wire = receipt(&letter.receipt, outcome, language);
                            let json = serde_json::to_string(&wire).expect("JSON");
                            assert!(!words.contains(SECRET), "{}: {words}", known.file);
                            assert!(!json.contains(SECRET), "{}: {json}", known.file);
                        }
                    }
                }
            }
        }
    }
    assert!(letters > 20 && refused > 20 && told > 20, "{letters} {refused} {told}");
}

#[test]
fn a_title_with_a_value_is_in_the_receipt_only_when_values_are_asked_for() {
    let scratch = bundle("bundle_discreet");
    let manifest = scratch.path("b/templates/bevilling.toml");
    let said = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(manifest, said.replace("Du får", "{{Borger.Navn}} får")).expect("writes");
    let case = |amount: &str| {
        format!(
            r#"{{ "context": "briller", "data": {{ "Borger": {{ "Navn": "{SECRET}" }}, "Sag": {{ "Beloeb": {amount}, "Note": "{SECRET}" }} }} }}"#
        )
    };
    scratch.file("god.json", case("25"));
    scratch.file("fejl.json", case(&format!("\"{SECRET}\"")));
    scratch.file("alle.jsonl", format!("{}\n{}\n", case("25"), case(&format!("\"{SECRET}\""))));
    let merge = "merge bevilling --bundle b --notes --answers klage=J --receipt r.json";
    let says =
        |name: &str| fs::read_to_string(scratch.path(name)).expect("a file").contains(SECRET);
    for (arguments, code) in [
        ("--request god.json -o brev.docx", 0),
        ("--request fejl.json -o fejl.docx", 1),
        ("--request fejl.json -o fejl.docx --lenient", 0),
        ("--records alle.jsonl -o ud --failures f.jsonl", 1),
    ] {
        let ran = scratch.run(&format!("{merge} {arguments}"));
        assert_eq!(ran.code, code, "{}", ran.err);
        assert!(!ran.text().contains(SECRET), "{}", ran.text());
        assert!(!says("r.json"), "the receipt of {arguments}");
    }
    assert!(!says("f.errors.jsonl"), "why records failed");
    let letter = fs::read(scratch.path("brev.docx")).expect("a letter");
    assert!(body_text(&letter).expect("a package").contains(SECRET));
    let ran = scratch.run(&format!("{merge} --request god.json -o brev.docx --receipt-values"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let receipt = fs::read_to_string(scratch.path("r.json")).expect("a receipt");
    assert!(receipt.contains(&format!("\"title\": \"{SECRET} får briller\"")), "{receipt}");
}
