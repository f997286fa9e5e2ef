//! Judgements kept: what is read back is what was judged, and a key hangs on all that matters.

use brevsmed::bundle::Files;
use brevsmed::policy::Settings;
use brevsmed::report::{Format, Options, write};
use brevsmed::validate::{
    Against, Content, Judged, Source, Validator, Wishes, conclude, read_judgements,
    write_judgements,
};

use super::{docx, judge, only, small, source};

/// Sources with faults of all kinds: of files, rules, codes, proofs, letters, persons.
fn sources() -> Vec<Source> {
    let mut faulty = small();
    faulty.insert(
        "elements/kontakt.docx".to_owned(),
        docx("! comment brevsmed: ignorer A101 — pynt\nRing ![](l.png)<<<w:r><w:commentReference w:id=\"1\"/></w:r> >>\n{ SET }\n{ IF { MERGEFIELD Question:flettespoergsmaal-00001 } = \"ja\" \"Ja.\" }"),
    );
    let person = String::from_utf8(faulty["persons/test-testesen.json"].clone()).expect("text");
    faulty.insert(
        "persons/test-testesen.json".to_owned(),
        person.replace("2026-02-23", "snart").into_bytes(),
    );
    let mut broken = small();
    broken.insert("contexts.toml".to_owned(), b"[[context]]\nkey = 1\n".to_vec());
    vec![
        source(Content::Bundle(faulty)),
        source(Content::Bundle(broken)),
        source(Content::Document(docx(
            "! header ![](h.png)\n# A\n|! a | b\n| ![](b.png) | { REF x }",
        ))),
        source(Content::Document(b"PK".to_vec())),
    ]
}

#[test]
fn what_is_kept_is_what_was_judged() {
    let validator = Validator::new(Settings::default(), Wishes::default()).expect("rules");
    for source in &sources() {
        let (fresh, held_back) = judge(&validator, source);
        let text = write_judgements(&fresh);
        let kept = read_judgements(&text).expect("its own text");
        assert_eq!(write_judgements(&kept), text);
        let report = |judgements| {
            let held_back = held_back.clone();
            let judged = Judged { source, judgements, cached: false, held_back };
            let report = conclude(&validator, &[judged], &Against::default());
            assert!(report.open().count() > 0);
            write(&report, Format::Json, &Options::default())
        };
        assert_eq!(report(kept), report(fresh));
    }
}

#[test]
fn a_text_that_is_not_ours_is_as_if_it_were_not_there() {
    let validator = Validator::new(Settings::default(), Wishes::default()).expect("rules");
    let (fresh, _) = judge(&validator, &sources()[0]);
    let text = write_judgements(&fresh);
    assert!(read_judgements("").is_none());
    assert!(read_judgements(&text.replace("\"version\":1", "\"version\":2")).is_none());
    assert!(read_judgements(&text.replace("A101", "A9999")).is_none());
    // Cut anywhere, it is not read, and nothing breaks.
    for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
        assert!(read_judgements(&text[..at]).is_none());
    }
}

/// The keys of all work on a bundle, by whether a letter is made.
fn keys(files: &Files, settings: Settings, wishes: Wishes) -> (String, Vec<(bool, String)>) {
    let validator = Validator::new(settings, wishes).expect("rules");
    let source = source(Content::Bundle(files.clone()));
    let opened = source.open();
    let prepared = validator.prepare(&source, &opened);
    let jobs = validator.jobs(&prepared);
    let jobs = jobs.iter().map(|job| (job.is_letter(), job.key().to_owned())).collect();
    (validator.key(&source), jobs)
}

#[test]
fn a_key_hangs_on_all_that_a_judgement_hangs_on() {
    let before = small();
    let (whole, jobs) = keys(&before, Settings::default(), Wishes::default());
    assert_eq!(
        keys(&before, Settings::default(), Wishes::default()),
        (whole.clone(), jobs.clone())
    );
    // What changes: how many files are judged anew, and whether the letter is.
    for (file, from, to, pieces, letter) in [
        ("fields.toml", "Borgerens fulde navn", "Hele navnet", 0, true),
        ("parameters.toml", "00 00 00 00", "12 34 56 78", 0, true),
        ("persons/test-testesen.json", "Prøvevej 1", "Prøvevej 2", 0, true),
        ("templates/manglerbrev.toml", "Manglerbrev", "Mangelbrev", 1, true),
        ("groups.toml", "Oplysning", "Sagsoplysning", 0, false),
        ("elements/kontakt.toml", "Kontakt", "Ring til os", 0, false),
    ] {
        let mut files = before.clone();
        let text = String::from_utf8(files[file].clone()).expect("text");
        assert!(text.contains(from), "{file}");
        files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
        let (other, others) = keys(&files, Settings::default(), Wishes::default());
        assert_ne!(other, whole, "{file}");
        let differs = |is_letter| {
            jobs.iter().zip(&others).filter(|(a, b)| a.0 == is_letter && a != b).count()
        };
        assert_eq!((differs(false), differs(true)), (pieces, usize::from(letter)), "{file}");
    }
    let mut files = before.clone();
    files.insert("elements/kontakt.docx".to_owned(), docx("Ring til os"));
    let (_, others) = keys(&files, Settings::default(), Wishes::default());
    assert_eq!(jobs.iter().zip(&others).filter(|(a, b)| a != b).count(), 2);
    // Rules, policies and the program too.
    for (settings, wishes) in [
        (only(&["A101"]), Wishes::default()),
        (Settings { policies: Vec::new(), ..Settings::default() }, Wishes::default()),
        (Settings::default(), Wishes { program: "other".to_owned(), ..Wishes::default() }),
        (Settings::default(), Wishes { without_letters: true, ..Wishes::default() }),
    ] {
        let (other, others) = keys(&before, settings, wishes);
        assert_ne!(other, whole);
        assert!(jobs.iter().zip(&others).all(|(a, b)| a.1.is_empty() || a.1 != b.1));
    }
    // What only the report is about is no reason to judge anew.
    let severity = [(
        "A101".to_owned(),
        brevsmed::policy::RuleSeverity::On(brevsmed::diagnostic::Severity::Note),
    )];
    let settings = Settings { severity: severity.into(), ..Settings::default() };
    assert_eq!(keys(&before, settings, Wishes::default()).0, whole);
}
