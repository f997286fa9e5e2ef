//! Faults of bundles: each once, in the file of whoever can mend it.

use brevsmed::validate::{Accepted, FileKind};

use super::{bundle_report, change, docx, lines, only, small};

/// A PNG of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

#[test]
fn a_small_bundle_is_clean() {
    let report = bundle_report(&small(), only(&["A101", "B", "C", "F", "K", "M"]));
    assert_eq!(lines(&report), [""; 0]);
    assert_eq!((report.totals.templates, report.totals.letters > 2), (1, true));
    assert!(report.totals.combinations.len() == 1, "{}", report.totals.combinations);
    let kinds: Vec<(&str, FileKind)> =
        report.files.iter().map(|file| (file.path.as_str(), file.kind)).collect();
    assert!(kinds.contains(&("masters/borger.docx", FileKind::Master)));
    assert!(kinds.contains(&("elements/kontakt.docx", FileKind::Element)));
    assert!(kinds.contains(&("templates/manglerbrev.docx", FileKind::Template)));
    assert!(kinds.contains(&("fields.toml", FileKind::Other)));
    assert!(kinds.iter().all(|(path, _)| !path.ends_with(".schema.json")));
}

/// A picture of an element is in the element's file, in its letters and in their finished letters.
#[test]
fn a_fault_of_an_element_is_told_once_and_there() {
    let mut files = small();
    files.insert(
        "elements/kontakt.docx".to_owned(),
        docx("Ring til os.\n¶\nVores logo: ![](logo.png)"),
    );
    let report = bundle_report(&files, only(&["A101"]));
    assert_eq!(
        lines(&report),
        ["elements/kontakt.docx body p3 `▢` A101 the picture `Billede 1` has no alternative text"]
    );
}

/// A picture of the case has no alternative text: no template shows it, the letter does.
#[test]
fn a_fault_that_only_a_finished_letter_has_is_told_at_the_authors_paragraph() {
    let mut files = small();
    files.insert(
        "elements/kontakt.docx".to_owned(),
        docx("Ring til os.\n¶\nKortet: { MERGEFIELD Sag.Kort }"),
    );
    let field = "\n[[field]]\nname = \"Sag.Kort\"\ntext = \"Et kort\"\ntype = \"picture\"\n";
    files.get_mut("fields.toml").expect("a file").extend(field.bytes());
    let kort = format!(r#""Kort": {{ "$picture": {{ "base64": "{DOT}" }} }}, "Frist""#);
    change(&mut files, "persons/test-testesen.json", "\"Frist\"", &kort);
    let report = bundle_report(&files, only(&["A101"]));
    let found = lines(&report);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("elements/kontakt.docx body p3 `"), "{found:?}");
    assert!(found[0].ends_with("in manglerbrev of test-testesen"), "{found:?}");
    let fault = &report.files.iter().find(|file| !file.faults.is_empty()).expect("it").faults[0];
    let place = fault.found.diagnostic.place.as_ref().expect("a place");
    assert_eq!(place.excerpt, "Kortet: { MERGEFIELD Sag.Kort }");
    assert_eq!(fault.accepted, None::<Accepted>);
}

/// A code is read by the compiler of the file, and of every letter that has the element.
#[test]
fn a_fault_of_a_field_code_is_told_once() {
    let mut files = small();
    files.insert("elements/kontakt.docx".to_owned(), docx("Ring.\n{ SET }\nHilsen os"));
    let report = bundle_report(&files, only(&["F"]));
    let found = lines(&report);
    let at = "elements/kontakt.docx body p2 `{ SET }` F110 the field `SET` lacks something:";
    assert_eq!(found, [format!("{at} bookmark"), format!("{at} text")]);
}

/// By itself an element that ends a region lacks its beginning.
#[test]
fn what_a_file_by_itself_lacks_is_no_fault() {
    let mut files = small();
    files.insert(
        "elements/kontakt.docx".to_owned(),
        docx("Ring til os.\n{ MERGEFIELD TableEnd:Linjer }"),
    );
    let alone = lines(&bundle_report(&files, only(&["R"])));
    assert_eq!(alone.len(), 1, "no letter begins it: {alone:#?}");
    files.insert(
        "templates/manglerbrev.docx".to_owned(),
        docx("# Vi mangler\n{ MERGEFIELD TableStart:Linjer }\n{ INCLUDETEXT \"kontakt\" }"),
    );
    assert_eq!(lines(&bundle_report(&files, only(&["R"]))), [""; 0]);
}

#[test]
fn a_fault_of_a_persons_data_is_the_persons() {
    let mut files = small();
    change(&mut files, "persons/test-testesen.json", "\"2026-02-23\"", "\"snart\"");
    let report = bundle_report(&files, only(&["C", "M"]));
    let found = lines(&report);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("persons/test-testesen.json C5"), "{found:?}");
}

/// A catalogue that is wrong would bring a fault to every letter.
#[test]
fn letters_wait_for_a_catalogue_without_errors() {
    let mut files = small();
    change(&mut files, "fields.toml", "type = \"date\"", "type = \"dato\"");
    files.insert("elements/kontakt.docx".to_owned(), docx("Logo: ![](logo.png)"));
    let report = bundle_report(&files, only(&["A101", "B", "C", "V"]));
    let found = lines(&report);
    assert!(found.iter().any(|line| line.starts_with("fields.toml:") && line.contains("B704")));
    assert!(found.iter().any(|line| line.contains("A101")), "{found:#?}");
    assert!(!found.iter().any(|line| line.contains(" C5") || line.contains(" V6")), "{found:#?}");
    assert_eq!((report.not_looked_at.len(), report.totals.letters), (1, 0));
}

/// A person's file that cannot be read keeps nobody from proving letters.
#[test]
fn letters_do_not_wait_for_a_person() {
    let mut files = small();
    change(&mut files, "persons/test-testesen.json", "\"cases\"", "\"sager\"");
    let report = bundle_report(&files, only(&["B"]));
    assert!(lines(&report).iter().all(|line| line.starts_with("persons/")), "{report:#?}");
    assert_eq!(report.not_looked_at, [[""; 2]; 0]);
    assert!(report.totals.letters > 0);
}

/// An authority that overrides nothing has the central letters, and not their faults once more.
#[test]
fn a_central_fault_is_not_repeated_for_each_authority() {
    let mut files = small();
    files.insert("elements/kontakt.docx".to_owned(), docx("Ring.\nLogo: ![](l.png)"));
    let central = bundle_report(&files, only(&["A101", "F"]));
    assert_eq!(lines(&central).len(), 1);
    for code in ["123", "124"] {
        let file = format!("authorities/{code}/authority.toml");
        files.insert(file, format!("name = \"Kommune {code}\"").into_bytes());
    }
    let all = bundle_report(&files, only(&["A101", "F"]));
    assert_eq!(lines(&central), lines(&all));
    // The letters are the same, and made once.
    assert_eq!(central.totals.letters, all.totals.letters);
    // A parameter of its own makes the letters of an authority others.
    let parameter = "[[parameter]]\nname = \"Myndighed.Navn\"\nvalue = \"Nyby\"\n";
    files.insert("authorities/124/parameters.toml".to_owned(), parameter.as_bytes().to_vec());
    let other = bundle_report(&files, only(&["A101", "F"]));
    assert_eq!(lines(&central), lines(&other));
    assert!(other.totals.letters > all.totals.letters);
}

#[test]
fn a_damaged_document_of_a_bundle_is_one_fault() {
    let mut files = small();
    files.insert("elements/kontakt.docx".to_owned(), b"PK\x03\x04 no archive".to_vec());
    let report = bundle_report(&files, only(&["ALL"]));
    let found = lines(&report);
    let here: Vec<_> =
        found.iter().filter(|line| line.starts_with("elements/kontakt.docx")).collect();
    assert_eq!(here.len(), 1, "{found:#?}");
    assert!(here[0].contains("B713"));
}

#[test]
fn bytes_of_any_kind_are_a_report() {
    for (name, bytes) in [
        ("bundle.toml", b"\xff\xfe\x00".to_vec()),
        ("templates/manglerbrev.docx", Vec::new()),
        ("templates/manglerbrev.toml", b"title = ".to_vec()),
        ("persons/test-testesen.json", b"[[[".to_vec()),
        ("masters/borger.docx", docx("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>")),
    ] {
        let mut files = small();
        files.insert(name.to_owned(), bytes);
        assert!(!lines(&bundle_report(&files, only(&["ALL"]))).is_empty(), "{name}");
    }
}
