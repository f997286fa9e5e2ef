//! `brevsmed merge --bundle`: words, files, exit codes.

use std::fs;

use brevsmed::eval::body_text;
use insta::assert_snapshot;

use crate::scratch::{Scratch, template};
use crate::support::part;

/// A small bundle with a master, an element, an authority and a person.
pub fn bundle(test: &str) -> Scratch {
    let scratch = Scratch::new(test);
    for folder in ["masters", "elements", "templates", "persons", "authorities/999/templates"] {
        fs::create_dir_all(scratch.path(&format!("b/{folder}"))).expect("a folder");
    }
    let file = |name: &str, text: &str| scratch.file(&format!("b/{name}"), text);
    file(
        "bundle.toml",
        "name = \"Prøve\"\nlanguage = \"da-DK\"\nenvironment = \"production\"\nenvironments = [\"production\"]\n",
    );
    file(
        "contexts.toml",
        "[[context]]\nkey = \"briller\"\nname = \"Briller\"\nprocess = \"Helbredstillæg\"\nvalues = { \"Sag.Ydelse\" = \"briller\" }\n\
         [[context]]\nkey = \"fod\"\nname = \"Fodbehandling\"\nprocess = \"Helbredstillæg\"\nvalues = { \"Sag.Ydelse\" = \"fodbehandling\" }\n",
    );
    file(
        "fields.toml",
        "[[field]]\nname = \"Borger.Navn\"\ntext = \"Navn\"\ntype = \"text\"\n\
         [[field]]\nname = \"Sag.Ydelse\"\ntext = \"Ydelse\"\ntype = \"text\"\n\
         [[field]]\nname = \"Sag.Beloeb\"\ntext = \"Beløb\"\ntype = \"amount\"\ncontexts = [\"briller\"]\n\
         [[field]]\nname = \"Sag.Halvt\"\ntext = \"Det halve\"\ntype = \"amount\"\ncontexts = [\"briller\"]\nformula = \"ROUND({Sag.Beloeb} / 2; 2)\"\n\
         [[field]]\nname = \"Myndighed.Telefon\"\ntext = \"Telefon\"\ntype = \"text\"\nparameter = true\n",
    );
    file(
        "questions.toml",
        "[[question]]\nalias = \"klage\"\nkeys = { production = \"flettespoergsmaal-00045\" }\ntext = \"Skal klagevejledningen med?\"\n",
    );
    file(
        "parameters.toml",
        "[[parameter]]\nname = \"Myndighed.Telefon\"\nvalue = \"11 11 11 11\"\n",
    );
    scratch.file(
        "b/masters/borger.docx",
        template(
            "Tlf. { MERGEFIELD Myndighed.Telefon }\n{ MERGEFIELD Element:indhold }\nVenlig hilsen",
        ),
    );
    file("masters/borger.toml", "name = \"Borger\"\n");
    scratch.file(
        "b/elements/klagevejledning.docx",
        template("Klag\nDu kan klage over { MERGEFIELD Sag.Halvt }."),
    );
    file("elements/klagevejledning.toml", "name = \"Klagevejledning\"\n");
    scratch.file(
        "b/templates/bevilling.docx",
        template("Kære { MERGEFIELD Borger.Navn }\nDu får { MERGEFIELD Sag.Ydelse }.\n{ IF { MERGEFIELD Question:flettespoergsmaal-00045 } = \"J\" \"Der er klagevejledning.\" }\n{ INCLUDETEXT \"klagevejledning\" }"),
    );
    let manifest = "name = \"Bevilling\"\ntitle = \"Du får {{Sag.Ydelse}}\"\ncontexts = [\"briller\", \"fod\"]\nquestions = [\"klage\"]\nmaster = \"borger\"\ncategory = \"Afgørelse\"\nletter = \"bevilling\"\nkle = \"32.03.12\"\n";
    file("templates/bevilling.toml", manifest);
    file(
        "persons/aase.json",
        r#"{ "name": "Åse", "data": { "Borger": { "Navn": "Åse Ø." } }, "cases": [
            { "context": "briller", "date": "2026-11-22", "data": { "Sag": { "Beloeb": 25.5 } }, "answers": { "klage": "J" } },
            { "context": "fod", "date": "2026-11-22", "data": {} } ] }"#,
    );
    file("authorities/999/authority.toml", "name = \"Egeby\"\n");
    file(
        "authorities/999/parameters.toml",
        "[[parameter]]\nname = \"Myndighed.Telefon\"\nvalue = \"99 99 99 99\"\n",
    );
    scratch.file(
        "b/authorities/999/templates/bevilling-fod.docx",
        template("Kære { MERGEFIELD Borger.Navn }: fodbehandling"),
    );
    let base = brevsmed::template::Template::hash_of(
        &fs::read(scratch.path("b/templates/bevilling.docx")).expect("a template"),
    );
    let own = format!(
        "{}overrides = {{ template = \"bevilling\", base = \"{base}\", contexts = [\"fod\"] }}\n",
        manifest.replace("questions = [\"klage\"]\n", "")
    );
    file("authorities/999/templates/bevilling-fod.toml", &own);
    scratch
}

fn letter(scratch: &Scratch, name: &str) -> String {
    body_text(&fs::read(scratch.path(name)).expect("a letter")).expect("a package")
}

#[test]
fn a_letter_is_made_of_a_person_s_case() {
    let scratch = bundle("bundle_person");
    let ran = scratch
        .run("merge bevilling --bundle b --person aase -o brev.docx --receipt r.json --notes");
    assert_snapshot!(format!("{}\n--- letter\n{}", ran.text(), letter(&scratch, "brev.docx")));
    let receipt = fs::read_to_string(scratch.path("r.json")).expect("a receipt");
    assert!(!receipt.contains("Åse"));
    // The template's hash is that of the composed document.
    let start = receipt.find("\"context\"").expect("a context");
    let end = receipt.find("\"fields\"").expect("fields");
    assert_snapshot!("a_receipt_says_where_values_came_from", &receipt[start..end]);
    assert!(receipt.contains("\"file\": \"elements/klagevejledning.docx\""), "{receipt}");
    let core = part(&fs::read(scratch.path("brev.docx")).expect("a letter"), "docProps/core.xml");
    assert!(core.expect("properties").contains("Du får briller</dc:title>"));
}

#[test]
fn an_authority_has_its_own_parameters_and_overrides() {
    let scratch = bundle("bundle_authority");
    let merge = "merge bevilling --bundle b --person aase --authority 999 -o brev.docx";
    assert_eq!(scratch.run(merge).code, 0);
    assert!(letter(&scratch, "brev.docx").contains("Tlf. 99 99 99 99"));
    let ran = scratch.run(&format!("{merge} --context fod"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(letter(&scratch, "brev.docx").contains("Åse Ø.: fodbehandling"));
}

#[test]
fn a_finding_names_the_file_and_the_paragraph_there() {
    let scratch = bundle("bundle_finding");
    let ran = scratch.run("merge bevilling --bundle b --person aase --context fod -o brev.docx");
    assert_snapshot!(ran.text());
    assert!(!scratch.path("brev.docx").exists());
    let english = scratch
        .run("merge bevilling --bundle b --person aase --context fod -o brev.docx --lang en");
    assert_snapshot!("a_finding_in_english", english.text());
}

#[test]
fn a_case_request_comes_from_a_file_or_a_pipe() {
    let scratch = bundle("bundle_request");
    let request = r#"{ "context": "briller", "data": { "Borger": { "Navn": "Bo" }, "Sag": { "Beloeb": "1.000,00" } } }"#;
    let ran = scratch.run_with(
        &[
            "merge",
            "bevilling",
            "--bundle",
            "b",
            "--request",
            "-",
            "--answers",
            "klage=J",
            "-o",
            "brev.docx",
        ],
        request,
    );
    assert_eq!(ran.text(), "exit 0\n--- out\nskrev brev.docx · 5 felter\n--- err\n");
    assert!(letter(&scratch, "brev.docx").contains("Du kan klage over 500,00."));
    scratch.file("d.json", r#"{ "Borger": { "Navn": "Bo" }, "Sag": { "Beloeb": 1 } }"#);
    let ran =
        scratch.run("merge bevilling --bundle b --data d.json --context briller -o brev.docx");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = scratch.run("merge bevilling --bundle b --data d.json -o brev.docx");
    assert_eq!((ran.code, ran.err.starts_with("fejl[C510]")), (1, true), "{}", ran.err);
}

#[test]
fn what_the_bundle_lacks_is_said_with_what_it_has() {
    let scratch = bundle("bundle_lacks");
    let words: String = [
        "merge bevillign --bundle b --person aase -o brev.docx",
        "merge afslag --bundle b --person aase -o brev.docx",
        "merge b/templates/bevilling.docx --bundle b --person aase -o brev.docx",
        "merge bevilling --bundle b --person aase.json -o brev.docx",
        "merge bevilling --bundle bb --person aase -o brev.docx",
        "merge bevilling --bundle b --person aaase -o brev.docx",
        "merge bevilling --bundle b --person aase --authority 998 -o brev.docx",
        "merge bevilling --bundle b --person aase --context tand -o brev.docx",
        "merge bevilling --bundle b --person aase --authority 998 -o brev.docx --lang en",
    ]
    .iter()
    .map(|arguments| {
        let ran = scratch.run(arguments);
        format!("{} {}", ran.code, ran.err)
    })
    .collect();
    assert_snapshot!(words);
    assert_eq!(scratch.run("merge bevilling --person aase -o brev.docx").code, 2, "no bundle");
}

#[test]
fn many_case_requests_become_many_letters() {
    let scratch = bundle("bundle_many");
    let lines = [
        r#"{ "context": "briller", "data": { "Borger": { "Navn": "Ane" }, "Sag": { "Beloeb": 1 } }, "answers": { "klage": "J" } }"#,
        r#"{ "context": "fod", "data": { "Borger": { "Navn": "Bo" } } }"#,
        r#"{ "context": "briller", "data": { "Sag": { "Beloeb": "x" } } }"#,
        r#"{ "kontekst": "briller" }"#,
    ];
    scratch.file("r.jsonl", lines.join("\n"));
    let ran = scratch.run_with(
        &[
            "merge",
            "bevilling",
            "--bundle",
            "b",
            "--authority",
            "999",
            "--records",
            "r.jsonl",
            "--name",
            "{{Borger.Navn}}",
            "-o",
            "ud",
            "--failures",
            "f.jsonl",
            "--receipt",
            "k.jsonl",
        ],
        "",
    );
    let out = ran.out.split(" · ").filter(|part| !part.contains("i sekundet")).collect::<Vec<_>>();
    assert_snapshot!(format!("exit {}\n{}\n{}", ran.code, out.join(" · "), ran.err));
    assert_eq!(scratch.names("ud"), ["Ane.docx", "Bo.docx"]);
    assert!(letter(&scratch, "ud/Bo.docx").contains("Bo: fodbehandling"), "the override");
    let failed = fs::read_to_string(scratch.path("f.jsonl")).expect("failures");
    assert_eq!(failed.lines().collect::<Vec<_>>(), lines[2..]);
    let receipts = fs::read_to_string(scratch.path("k.jsonl")).expect("receipts");
    assert!(receipts.contains(r#""context":"fod","sources""#), "{receipts}");
    assert!(receipts.contains(r#""file":"authorities/999/templates/bevilling-fod.docx""#));
}
