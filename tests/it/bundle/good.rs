//! Bundles that are right.

use brevsmed::bundle::{TestPerson, read};
use brevsmed::catalogue::ReasonText;
use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::{Limits, archive_files, write_archive};
use insta::assert_snapshot;

use super::kit::{files, findings};

#[test]
fn a_small_bundle_is_read_as_it_is_written() {
    let mut read = read(&files(include_str!("good.txt")));
    assert_eq!(findings(&read, MessageLanguage::Danish), "");
    // What a document holds is not what is shown here.
    let layers = read.bundle.authorities.iter_mut().map(|authority| &mut authority.layer);
    for layer in layers.chain([&mut read.bundle.central]) {
        layer.masters.iter_mut().for_each(|master| master.document.clear());
        layer.elements.iter_mut().for_each(|element| element.document.clear());
        layer.templates.iter_mut().for_each(|template| template.document.clear());
    }
    for reason in &mut read.bundle.central.catalogue.reasons {
        if let ReasonText::Document(document) = &mut reason.text {
            document.clear();
        }
    }
    let persons = std::mem::take(&mut read.bundle.persons);
    assert_snapshot!(format!("{:#?}", read.bundle));
    assert_snapshot!("its_person", persons.iter().map(person).collect::<String>());
}

/// A test person, a line a value: names in a record are in no order of their own in its debug form.
fn person(person: &TestPerson) -> String {
    let mut text = format!("{} {}\n", person.key, person.name);
    for case in &person.cases {
        text.push_str(&format!("  {} {:?} {:?}\n", case.context, case.reason, case.date));
        for name in case.record.names() {
            text.push_str(&format!("    {name}: {:?}\n", case.record.get(name)));
        }
        text.push_str(&format!("    {:?}\n    {:?}\n", case.answers, case.history));
    }
    text
}

#[test]
fn a_zip_is_the_same_as_its_folder() {
    let files = files(include_str!("good.txt"));
    let zip = write_archive(&files).expect("writes to memory");
    let unpacked = archive_files(&zip, &Limits::default()).expect("an archive");
    assert_eq!(unpacked, files);
}
