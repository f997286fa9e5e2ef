//! `validate`, `explain` and `rules` as they are typed.

use std::fs;

use super::docx;
use crate::scratch::Scratch;

const GOOD: &str = "# Afgørelse\nDu får tilskud.";
const BAD: &str = "# Afgørelse\nDu får tilskud. ![](logo.png)";

fn scratch(test: &str) -> Scratch {
    let scratch = Scratch::new(&format!("validate-{test}"));
    scratch.file("god.docx", docx(GOOD));
    scratch.file("daarlig.docx", docx(BAD));
    scratch
}

#[test]
fn exit_codes_say_how_it_ended() {
    let scratch = scratch("codes");
    scratch.file("beskadiget.docx", "no archive");
    scratch.file("laes.txt", "x");
    for (arguments, code) in [
        ("god.docx --select A101", 0),
        ("daarlig.docx --select A101", 1),
        ("god.docx daarlig.docx --select A101", 1),
        ("daarlig.docx --select V", 0),
        ("daarlig.docx --ignore A101 --select A101", 0),
        ("daarlig.docx --select A101 --fail-on never", 0),
        ("daarlig.docx --select A101 --exit-zero", 0),
        ("beskadiget.docx", 1),
        ("findes-ikke.docx", 2),
        ("god.docx findes-ikke.docx", 2),
        ("daarlig.docx --select X9", 2),
        ("daarlig.docx --format blå", 2),
        ("daarlig.docx --report sarif", 2),
        ("daarlig.docx --config findes-ikke.toml", 2),
        ("daarlig.docx --baseline findes-ikke.json", 2),
        ("daarlig.docx --date i-gaar", 2),
        ("--isolated --select A101", 1),
    ] {
        let ran = scratch.run(&format!("validate --no-cache {arguments}"));
        assert_eq!(ran.code, code, "{arguments}\n{}", ran.text());
    }
}

#[test]
fn what_was_not_looked_at_is_said_once() {
    let scratch = Scratch::new("validate-unseen");
    assert_eq!(scratch.run("new bundle b").code, 0);
    scratch.file("b/fields.toml", "type = 1");
    for arguments in ["", "--format concise", "--statistics", "--output rapport.txt"] {
        let ran = scratch.run(&format!("validate b --no-cache --select B {arguments}"));
        let said = "brevene er hverken bevist eller flettet";
        let count = ran.out.matches(said).count() + ran.err.matches(said).count();
        assert_eq!(count, 1, "{arguments}\n{}", ran.text());
    }
}

#[test]
fn warnings_fail_when_there_are_more_than_allowed() {
    let scratch = scratch("warnings");
    scratch.file("brevsmed.toml", "select = [\"A101\"]\n[severity]\nA101 = \"warning\"\n");
    for (arguments, code) in [
        ("", 0),
        ("--max-warnings 1", 0),
        ("--max-warnings 0", 1),
        ("--fail-on warning", 1),
        ("--fail-on note", 1),
    ] {
        let ran = scratch.run(&format!("validate --no-cache daarlig.docx {arguments}"));
        assert_eq!(ran.code, code, "{arguments}\n{}", ran.text());
    }
}

#[test]
fn findings_are_told_with_what_to_do() {
    let scratch = scratch("text");
    let ran = scratch.run("validate . --no-cache --select A101");
    insta::assert_snapshot!("validated", ran.text());
    let ran =
        scratch.run("validate daarlig.docx --no-cache --select A101 --format concise --lang en");
    insta::assert_snapshot!("validated-concise", ran.text());
    let ran = scratch.run("validate . --no-cache --select A101 --statistics");
    assert_eq!(ran.out, "1  A101       Billede uden alternativ tekst\n");
}

#[test]
fn settings_that_cannot_be_used_say_where() {
    let scratch = scratch("settings");
    scratch.file("brevsmed.toml", "select = [\"A1\"]\nignor = [\"V\"]\n");
    let unknown_key = scratch.run("validate god.docx --no-cache");
    scratch.file("brevsmed.toml", "select = [\"A1\"]\n\nignore = [\"V\",\n  \"A1O1\"]\n");
    let unknown_rule = scratch.run("validate god.docx --no-cache");
    let typed =
        scratch.run("validate god.docx --isolated --select picture-without-alternative-txt");
    insta::assert_snapshot!(
        "settings",
        format!("{}\n{}\n{}", unknown_key.text(), unknown_rule.text(), typed.text())
    );
    // Not asked, not read.
    assert_eq!(scratch.run("validate god.docx --no-cache --isolated --select A101").code, 0);
}

#[test]
fn settings_are_found_above_and_paths_count_from_there() {
    let scratch = Scratch::new("validate-above");
    fs::create_dir_all(scratch.path("breve/gamle")).expect("folders");
    scratch.file("breve/gamle/a.docx", docx(BAD));
    scratch.file("breve/b.docx", docx(BAD));
    scratch.file(
        "brevsmed.toml",
        "select = [\"A101\"]\n[[exceptions]]\nfiles = [\"breve/gamle/*\"]\nrules = [\"A101\"]\nreason = \"erstattes i foråret\"\n",
    );
    for path in ["breve/gamle", "./breve/gamle/a.docx", "breve/../breve/gamle"] {
        let ran = scratch.run(&format!("validate {path} --no-cache"));
        assert_eq!(ran.code, 0, "{path}\n{}", ran.text());
    }
    assert_eq!(scratch.run("validate --no-cache").code, 1);
}

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let scratch = scratch("baseline");
    let run = |arguments: &str| {
        scratch.run(&format!("validate daarlig.docx --no-cache --select A101 {arguments}"))
    };
    assert_eq!(run("--baseline kendt.json --write-baseline").code, 0);
    assert_eq!(run("--baseline kendt.json").code, 0);
    assert_eq!(run("").code, 1);
    scratch.file("daarlig.docx", docx(&format!("{BAD}\nOg et til: ![](til.png)")));
    let ran = run("--baseline kendt.json");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Og et til:") && !ran.out.contains("Du får tilskud"), "{}", ran.out);
    scratch.file("daarlig.docx", docx(GOOD));
    let ran = run("--baseline kendt.json");
    assert!(ran.out.contains("som ikke er der mere"), "{}", ran.text());
    assert_eq!(run("--baseline kendt.json --prune-baseline").code, 0);
    let text = fs::read_to_string(scratch.path("kendt.json")).expect("a baseline");
    assert_eq!(text, "{\n  \"version\": 1,\n  \"files\": {}\n}\n");
}

#[test]
fn reports_go_where_they_are_asked_to() {
    let scratch = scratch("reports");
    let ran = scratch.run(
        "validate daarlig.docx --no-cache --select A101 --format json --report sarif:a.sarif --report junit:a.xml --report html:a.html --report github:a.txt",
    );
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(json.to_string().contains("A101"));
    let read = |name: &str| fs::read_to_string(scratch.path(name)).expect("a report");
    let sarif: serde_json::Value = serde_json::from_str(&read("a.sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(read("a.xml").contains("<testsuite"));
    assert!(read("a.html").contains("A101") && read("a.html").contains("data:image/"));
    assert!(read("a.txt").starts_with("::error"));
    let ran = scratch.run("validate daarlig.docx --no-cache --select A101 -o fund.txt");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(read("fund.txt").contains("A101"));
}

#[test]
fn a_second_run_knows_what_the_first_found() {
    let scratch = scratch("cache");
    let first = scratch.run("validate . --select A101 --format concise");
    let second = scratch.run("validate . --select A101 --format concise");
    assert_eq!((first.code, second.code), (1, 1));
    assert!(second.out.contains("2 filer fra cachen"), "{}", second.out);
    let found = |out: &str| out.lines().next().map(str::to_owned);
    assert_eq!(found(&first.out), found(&second.out));
    assert_eq!(fs::read_to_string(scratch.path(".brevsmed_cache/.gitignore")).expect("it"), "*\n");
    // What changed is judged anew, and what is damaged in the cache too.
    scratch.file("daarlig.docx", docx(GOOD));
    let third = scratch.run("validate . --select A101");
    assert_eq!(third.code, 0, "{}", third.text());
    assert!(third.out.contains("1 fil fra cachen"), "{}", third.out);
    for shelf in fs::read_dir(scratch.path(".brevsmed_cache")).expect("a cache").flatten() {
        for entry in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
            fs::write(entry.path(), "{").expect("writes");
        }
    }
    assert_eq!(scratch.run("validate . --select A101").code, 0);
}

#[test]
fn a_bundle_is_validated_as_a_folder_and_as_a_zip() {
    let scratch = Scratch::new("validate-bundle");
    assert_eq!(scratch.run("new bundle b").code, 0);
    scratch.file("b/elements/kontakt.docx", docx("Ring til os. ![](logo.png)"));
    assert_eq!(scratch.run("pack b -o b.zip").code, 0);
    for (path, told) in [
        ("b", "b/elements/kontakt.docx"),
        ("b.zip", "b.zip/elements/kontakt.docx"),
        (".", "b/elements/kontakt.docx"),
    ] {
        let ran = scratch.run(&format!("validate {path} --no-cache --select A101"));
        assert_eq!(ran.code, 1, "{}", ran.text());
        assert!(ran.out.contains(told), "{path}\n{}", ran.text());
    }
}

#[test]
fn a_copy_bears_the_findings_as_comments() {
    let scratch = scratch("annotate");
    let ran = scratch.run("validate daarlig.docx --no-cache --select A101 --annotate ud.docx");
    assert_eq!(ran.code, 1, "{}", ran.text());
    assert!(ran.err.contains("skrev ud.docx · 1 kommentar"), "{}", ran.err);
    assert!(fs::read(scratch.path("ud.docx")).expect("a copy").starts_with(b"PK"));
    let ran = scratch.run("validate daarlig.docx --no-cache --select A101 --annotate daarlig.docx");
    assert_eq!(ran.code, 2, "{}", ran.text());
    let ran = scratch.run("validate . --no-cache --select A101 --annotate ud.docx");
    assert_eq!(ran.code, 2, "{}", ran.text());
}

#[test]
fn what_can_be_mended_is_shown_and_then_mended() {
    let scratch = scratch("fix");
    scratch
        .file("citat.docx", docx("# Afgørelse\n{ IF { MERGEFIELD Question:00001 } = “J” “Ja.” }"));
    let before = fs::read(scratch.path("citat.docx")).expect("a file");
    let ran = scratch.run("validate citat.docx --no-cache --select F105 --diff");
    assert_eq!(ran.code, 1, "{}", ran.text());
    assert!(ran.out.contains("= \"J\" \"Ja.\""), "{}", ran.text());
    assert_eq!(fs::read(scratch.path("citat.docx")).expect("a file"), before);
    let ran = scratch.run("validate citat.docx --no-cache --select F105 --fix --fail-on note");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert!(ran.err.starts_with("rettet citat.docx\n  F105 "), "{}", ran.err);
    assert_ne!(fs::read(scratch.path("citat.docx")).expect("a file"), before);
    let ran = scratch.run("validate citat.docx --no-cache --select F105 --diff");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn codes_and_names_are_explained() {
    let scratch = Scratch::new("validate-explain");
    let of_rule = scratch.run("explain picture-without-alternative-text");
    assert_eq!(of_rule.code, 0);
    assert!(of_rule.out.starts_with("A101 picture-without-alternative-text\n"), "{}", of_rule.out);
    assert_eq!(scratch.run("explain a101").out, of_rule.out);
    let of_table = scratch.run("explain B720 K801 --lang en");
    insta::assert_snapshot!("explained", of_table.text());
    let unknown = scratch.run("explain A1O1");
    assert_eq!(
        (unknown.code, unknown.err.as_str()),
        (2, "fejl: ingen kode eller regel hedder `A1O1`; mente du `A101`?\n")
    );
    assert!(scratch.run("rules").out.contains("A101"));
    assert!(scratch.run("rules --format markdown --lang en").out.contains("| A101 |"));
    let json = scratch.run("rules --format json").out;
    assert!(
        serde_json::from_str::<serde_json::Value>(&json)
            .expect("JSON")
            .to_string()
            .contains("A101")
    );
}
