//! What is accepted: exceptions with an end, comments in documents, baselines.

use brevsmed::policy::{Exception, Settings};
use brevsmed::validate::{Accepted, Against, Baseline, Content, Report};
use jiff::civil::date;

use super::{bundle_report, document_report, docx, lines, only, report_of, small, source};

const TWO: &str = "# Afgørelse\nHer er logoet: ![](logo.png)\nOg her et til: ![](logo.png)";

fn excepted(files: &str, rules: &str, until: Option<jiff::civil::Date>) -> Settings {
    let exception = Exception {
        files: vec![files.to_owned()],
        rules: vec![rules.to_owned()],
        reason: "logoet er pynt".to_owned(),
        until,
    };
    Settings { exceptions: vec![exception], ..only(&["A101"]) }
}

fn on(day: jiff::civil::Date, settings: Settings) -> Report {
    let against = Against { day: Some(day), baseline: None };
    report_of(&source(Content::Document(docx(TWO))), settings, &against)
}

#[test]
fn an_exception_accepts_with_its_reason_until_its_last_day() {
    let until = Some(date(2026, 3, 31));
    let report = on(date(2026, 3, 31), excepted("*.docx", "A1", until));
    assert_eq!((report.open().count(), report.unused.len()), (0, 0));
    let accepted = Accepted::Exception { reason: "logoet er pynt".to_owned(), until };
    assert!(report.files[0].faults.iter().all(|fault| fault.accepted == Some(accepted.clone())));

    let report = on(date(2026, 4, 1), excepted("*.docx", "A1", until));
    assert_eq!(report.open().count(), 2);
    assert_eq!(
        report.unused,
        [[
            "undtagelsen for A1 i *.docx udløb den 2026-03-31 og gælder ikke mere",
            "the exception for A1 in *.docx ended on 2026-03-31 and holds no more"
        ]]
    );
}

#[test]
fn an_exception_that_meets_nothing_is_told_where_its_files_were_looked_at() {
    let day = date(2026, 1, 1);
    let report = on(day, excepted("*.docx", "V", None));
    assert_eq!((report.open().count(), report.unused.len()), (2, 1));
    assert!(report.unused[0][0].ends_with("rammer intet fund mere og kan slettes"));
    // Of other files nothing is known now.
    let report = on(day, excepted("gamle/*.docx", "A101", None));
    assert_eq!((report.open().count(), report.unused.len()), (2, 0));
}

#[test]
fn a_comment_accepts_at_its_paragraph_with_a_reason() {
    let with = |comment: &str| {
        let sketch = format!(
            "! comment {comment}\n# Afgørelse\nHer er logoet: ![](logo.png)<<<w:r><w:commentReference w:id=\"1\"/></w:r> >>\nOg her et til: ![](logo.png)"
        );
        document_report(&sketch, only(&["A101"]))
    };
    let report = with("brevsmed: ignorer A101 — det er pynt");
    let accepted: Vec<_> =
        report.files[0].faults.iter().map(|fault| fault.accepted.clone()).collect();
    let reason = Accepted::Exception { reason: "det er pynt".to_owned(), until: None };
    assert_eq!(accepted, [Some(reason), None]);
    assert_eq!(report.unused.len(), 0);

    for (comment, told) in [
        ("brevsmed: ignorer A101", "mangler en begrundelse"),
        ("brevsmed: ignorer A999 — findes ikke", "nævner en regel, der ikke findes"),
        ("brevsmed: ignore V632 — nothing here", "accepterer intet fund mere"),
    ] {
        let report = with(comment);
        assert_eq!(report.open().count(), 2, "{comment}");
        assert_eq!(report.unused.len(), 1, "{comment}");
        assert!(report.unused[0][0].contains(told), "{:?}", report.unused);
    }
    let report = with("husk at spørge Tine");
    assert_eq!((report.open().count(), report.unused.len()), (2, 0));
}

fn with_baseline(sketch: &str, baseline: &Baseline) -> Report {
    let against = Against { day: None, baseline: Some(baseline) };
    report_of(&source(Content::Document(docx(sketch))), only(&["A101"]), &against)
}

#[test]
fn a_baseline_knows_faults_by_their_words() {
    let before = document_report(TWO, only(&["A101"]));
    let baseline = Baseline::of(&before, str::to_owned);
    assert_eq!(baseline.len(), 2);
    let text = baseline.write();
    assert_eq!(Baseline::read(&text).expect("its own text"), baseline);

    assert_eq!(with_baseline(TWO, &baseline).open().count(), 0);
    // Paragraphs above change no fingerprint, a new fault is new.
    let more = TWO.replace("Her er", "Kære borger\n¶\nNyt: ![](ny.png)\nHer er");
    let report = with_baseline(&more, &baseline);
    let open: Vec<usize> = report
        .open()
        .filter_map(|(_, fault)| Some(fault.found.diagnostic.place.as_ref()?.paragraph))
        .collect();
    assert_eq!(open, [4]);
    assert_eq!(report.unused.len(), 0);

    // What was mended is told of, and pruned.
    let less = "# Afgørelse\nHer er logoet: ![](logo.png)";
    let report = with_baseline(less, &baseline);
    assert_eq!(
        report.unused,
        [[
            "baselinen kender 1 fund af A101 i brev.docx, som ikke er der mere",
            "the baseline knows 1 findings of A101 in brev.docx that are there no more"
        ]]
    );
    let now = Baseline::of(&report, str::to_owned);
    let pruned = baseline.pruned(&now, |file| file == "brev.docx", |_| true);
    assert_eq!(pruned, now);
    // Files that were not looked at stay known while they are there.
    assert_eq!(baseline.pruned(&now, |_| false, |_| true), baseline);
    assert!(baseline.pruned(&now, |_| false, |_| false).is_empty());
}

#[test]
fn faults_of_equal_words_are_told_apart_by_their_order() {
    let twice = "Logo: ![](logo.png)\nLogo: ![](logo.png)";
    let report = document_report(twice, only(&["A101"]));
    let prints: Vec<&str> =
        report.files[0].faults.iter().map(|fault| fault.fingerprint.as_str()).collect();
    assert_eq!(prints.len(), 2);
    assert_ne!(prints[0], prints[1]);
    // One of them mended: the other is known.
    let baseline = Baseline::of(&report, str::to_owned);
    assert_eq!(with_baseline("Logo: ![](logo.png)", &baseline).open().count(), 0);
}

#[test]
fn what_is_no_baseline_is_refused() {
    for text in [
        "",
        "[]",
        "{\"version\":1}",
        "{\"version\":2,\"files\":{}}",
        "{\"version\":1,\"files\":{\"a\":1}}",
    ] {
        assert!(Baseline::read(text).is_err(), "{text}");
    }
}

#[test]
fn exceptions_go_by_the_path_in_the_bundle() {
    let mut files = small();
    files.insert("elements/kontakt.docx".to_owned(), docx("Logo: ![](l.png)"));
    let report =
        bundle_report(&files, excepted("elements/**", "picture-without-alternative-text", None));
    assert_eq!((lines(&report).len(), report.open().count()), (1, 0));
}
