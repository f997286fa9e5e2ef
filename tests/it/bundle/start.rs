//! `brevsmed new` and `brevsmed schema`, end to end in a folder.

use std::fs;

use brevsmed::bundle::{Files, read, starter};
use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::{Limits, archive_files, write_archive};
use brevsmed::eval::body_text;
use brevsmed::merge::{MergeOptions, Request, merge};
use brevsmed::template::{CompileOptions, Template};
use insta::assert_snapshot;

use super::kit::findings;
use crate::scratch::Scratch;

fn text(scratch: &Scratch, file: &str) -> String {
    fs::read_to_string(scratch.path(file)).expect("a file")
}

fn begun(test: &str) -> Scratch {
    let scratch = Scratch::new(test);
    assert_eq!(scratch.run("new bundle b").code, 0);
    scratch
}

#[test]
fn a_new_bundle_is_right_and_makes_a_letter() {
    let read = read(&starter("Egeby \"Nord\"").expect("writes to memory"));
    assert_eq!(findings(&read, MessageLanguage::Danish), "");
    assert_eq!(read.bundle.name, "Egeby \"Nord\"");
    let body = &read.bundle.central.templates[0].document;
    let template = Template::compile(body, &CompileOptions::default()).expect("a package");
    assert_eq!(template.diagnostics(), []);
    let mut case = read.bundle.persons[0].cases[0].clone();
    let answer = case.answers["mangler-budget"];
    case.answers.insert("flettespoergsmaal-00001".to_owned(), answer);
    let options = MergeOptions {
        strictness: brevsmed::merge::Strictness::Lenient,
        ..MergeOptions::default()
    };
    let request = Request::single(&case.record, &case.answers, &options);
    let merged = merge(&template, &request).expect("a package");
    assert_snapshot!(body_text(merged.letter().expect("a letter")).expect("a package"));
}

#[test]
fn a_new_bundle_is_a_folder_with_schemas() {
    let scratch = Scratch::new("new_bundle");
    assert_snapshot!(scratch.run("new bundle egeby/breve --name Egeby").text());
    assert_eq!(scratch.names("egeby"), ["breve"], "and nothing half-written");
    assert_eq!(
        scratch.names("egeby/breve").join(" "),
        "bundle.toml contexts.toml elements fields.toml groups.toml masters parameters.toml \
         persons prices.toml questions.toml reasons.toml schemas templates"
    );
    assert!(text(&scratch, "egeby/breve/bundle.toml").contains("name = \"Egeby\"\n"));
    let schema = scratch.run("schema file fields");
    assert_eq!(
        (schema.code, schema.out),
        (0, text(&scratch, "egeby/breve/schemas/fields.schema.json"))
    );
    let ran = scratch.run("new bundle egeby/breve");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "fejl: `egeby/breve` findes allerede og bliver ikke overskrevet\n")
    );
    fs::create_dir(scratch.path("tom")).expect("a folder");
    assert_eq!(scratch.run("new bundle tom --lang en").code, 0, "an empty folder is free");
    assert_eq!(scratch.run("schema file skabelon").code, 2);
}

#[test]
fn a_new_question_takes_the_next_free_key_and_keeps_the_file() {
    let scratch = begun("new_question");
    let mut before = text(&scratch, "b/questions.toml");
    before.push_str("# Min egen bemærkning");
    scratch.file("b/questions.toml", &before);
    let ran = scratch
        .run_with(&["new", "question", "b", "fast-protese", "--text", "Er protesen \"fast\"?"], "");
    assert_snapshot!(ran.text());
    let after = text(&scratch, "b/questions.toml");
    assert_snapshot!(
        "the_question_in_its_file",
        after.strip_prefix(&before).expect("what was there")
    );
    let own = scratch.run("new question b egen --text Nå? --authority 999 --lang en");
    assert_snapshot!("a_question_of_an_authority", own.text());
    assert_snapshot!("its_file", text(&scratch, "b/authorities/999/questions.toml"));
}

#[test]
fn a_question_that_is_there_already_is_refused() {
    let scratch = begun("new_question_twice");
    let before = text(&scratch, "b/questions.toml");
    let ran = scratch.run("new question b mangler-budget --text Igen?");
    assert_snapshot!(ran.text());
    assert_eq!(text(&scratch, "b/questions.toml"), before);
    let ran = scratch.run("new question b ../x --text Igen?");
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1));
}

#[test]
fn a_new_template_is_empty_or_a_copy() {
    let scratch = begun("new_template");
    let ran = scratch.run("new template b afslag-briller");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_snapshot!(text(&scratch, "b/templates/afslag-briller.toml"));
    let document = fs::read(scratch.path("b/templates/afslag-briller.docx")).expect("a document");
    assert_eq!(body_text(&document).expect("a package"), "Afslag briller");
    let ran = scratch.run("new template b rykker --from manglerbrev --name Rykker --authority 999");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_snapshot!("a_copy", text(&scratch, "b/authorities/999/templates/rykker.toml"));
    let ran = scratch.run("new template b rykker --authority 999");
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = scratch.run("new template b rykker2 --from mangler");
    assert_eq!(
        ran.err,
        "fejl: bundtet har ingen skabelon `mangler`; der er `afslag-briller`, `manglerbrev`\n"
    );
}

#[test]
fn an_override_says_what_is_taken_over() {
    let scratch = begun("new_override");
    let ran = scratch.run("new template b manglerbrev --authority 999 --override");
    let hash = Template::hash_of(
        &fs::read(scratch.path("b/templates/manglerbrev.docx")).expect("a document"),
    );
    assert_snapshot!(ran.text());
    let text = text(&scratch, "b/authorities/999/templates/manglerbrev.toml");
    assert_snapshot!("the_file_of_an_override", text.replace(&hash, "HASH"));
    let again = scratch.run(
        "new template b andet --from manglerbrev --authority 999 --override --context sagsoplysning",
    );
    assert_eq!((again.code, again.err.as_str()), (0, ""), "narrower than the first");
    let third = scratch.run("new template b tredje --from manglerbrev --authority 999 --override");
    assert_eq!(third.code, 1);
    assert!(third.err.contains("fejl[B769]"), "{}", third.err);
    assert!(!scratch.path("b/authorities/999/templates/tredje.docx").exists());
}

#[test]
fn a_bundle_with_errors_is_not_added_to() {
    let scratch = begun("new_in_faulty");
    scratch.file("b/contexts.toml", "[[context]]\nkey = \"x\"\n");
    let ran = scratch.run("new template b x");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("fejl[B702]"), "{}", ran.err);
    assert!(ran.err.contains("`b` kan ikke bruges: "), "{}", ran.err);
    assert_eq!(scratch.run("new template ingen x").code, 2);
}

#[test]
fn a_bundle_is_packed_and_a_packed_one_is_the_same() {
    let scratch = begun("pack");
    scratch.file("b/.git", "not part of it");
    scratch.file("b/templates/~$manglerbrev.docx", "Word's lock");
    let ran = scratch.run("pack b -o b.zip");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "skrev b.zip · 28 filer\n", ""));
    assert_eq!(scratch.run("pack b.zip -o again.zip").code, 0);
    let zip = fs::read(scratch.path("b.zip")).expect("a zip");
    assert!(zip == fs::read(scratch.path("again.zip")).expect("a zip"));
    // As file managers pack a folder, with the folder.
    let files = archive_files(&zip, &Limits::default()).expect("an archive");
    let inside: Files =
        files.into_iter().map(|(name, bytes)| (format!("egeby/{name}"), bytes)).collect();
    scratch.file("wrapped.zip", write_archive(&inside).expect("writes to memory"));
    assert_eq!(scratch.run("pack wrapped.zip -o plain.zip").code, 0);
    assert!(zip == fs::read(scratch.path("plain.zip")).expect("a zip"));
    assert_eq!(scratch.run("pack b -o b.zip").code, 2, "nothing is overwritten");
    let ran = scratch.run("new question b.zip x --text Nå?");
    assert_eq!(ran.err, "fejl: `b.zip` er ikke en mappe; pak et zip-arkiv ud først\n");
    scratch.file("b/fields.toml", "[[field]]\nnavn = \"x\"\n");
    let ran = scratch.run("pack b -o c.zip --lang en");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[B701]: the key `navn` is not known here"), "{}", ran.err);
    scratch.file("no.zip", "PK");
    assert_eq!(scratch.run("pack no.zip -o c.zip").code, 2);
}
