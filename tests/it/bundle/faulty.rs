//! Everything that can be wrong with a bundle's files, each with its message.

use brevsmed::bundle::{Files, read};
use brevsmed::diagnostic::{BundleFinding, MessageLanguage};
use insta::assert_snapshot;

use super::kit::{files, findings};

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let read = read(&files(include_str!("faulty.txt")));
    assert!(read.has_errors());
    assert_snapshot!(findings(&read, MessageLanguage::Danish));
    assert_snapshot!("every_fault_in_english", findings(&read, MessageLanguage::English));
}

#[test]
fn every_message_is_met() {
    let mut met: Vec<String> = Vec::new();
    let latin = Files::from([("fields.toml".to_owned(), b"text = \"Afg\xF8relse\"".to_vec())]);
    let many = format!("values = [{}]", "'a',".repeat(5_001));
    let many = Files::from([("fields.toml".to_owned(), format!("[[field]]\n{many}").into_bytes())]);
    let large = Files::from([("fields.toml".to_owned(), vec![b'\n'; 17 << 20])]);
    let misnamed = Files::from([("felter.toml".to_owned(), Vec::new())]);
    for files in [files(include_str!("faulty.txt")), latin, many, large, misnamed] {
        let read = read(&files);
        met.extend(read.found.iter().map(|found| found.diagnostic.finding.code().to_owned()));
    }
    // Nothing that an author writes leads to this one: it says that schema and reader differ.
    met.push("B718".to_owned());
    let unmet: Vec<&str> = BundleFinding::CODES
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| !met.iter().any(|found| found == code))
        .collect();
    assert_eq!(unmet, Vec::<&str>::new());
}

#[test]
fn m11_price_agreement_with_unknown_supplier_is_an_error() {
    let bundle = include_str!("good.txt").replace("supplier = \"optik\"", "supplier = \"optiker\"");
    let read = read(&files(&bundle));
    assert!(read.has_errors());
    let codes: Vec<&str> = read.found.iter().map(|found| found.diagnostic.finding.code()).collect();
    assert_eq!(codes, ["B726"]);
}

#[test]
fn the_central_office_does_not_know_what_is_an_authoritys_own() {
    let text = include_str!("good.txt")
        .replace("questions = [\"prisoverslag\"]\nmaster", "questions = [\"egen\"]\nmaster");
    let own = "=== authorities/999/questions.toml\n[[question]]\nalias = \"egen\"\ntext = \"Nå?\"\nkeys = { \
               training = \"flettespoergsmaal-10099\", production = \"flettespoergsmaal-00099\" }\n";
    let central = read(&files(&format!("{text}{own}")));
    assert_snapshot!(findings(&central, MessageLanguage::Danish));
    let template =
        "contexts = [\"briller\"]\ncategory = \"Brev\"\nletter = \"manglerbrev\"\noverrides";
    let text = include_str!("good.txt")
        .replace(template, &format!("questions = [\"egen\", \"prisoverslag\"]\n{template}"));
    let its_own = read(&files(&format!("{text}{own}")));
    assert_eq!(findings(&its_own, MessageLanguage::Danish), "");
}

#[test]
fn a_folder_that_is_no_bundle_says_so() {
    let read = read(&Files::from([("brev.docx".to_owned(), Vec::new())]));
    assert!(read.has_errors());
    assert_snapshot!(findings(&read, MessageLanguage::Danish));
}

/// What is found of the good bundle after one of its files was changed, renamed or lost.
fn after(change: impl Fn(&mut Files)) -> String {
    let mut files = files(include_str!("good.txt"));
    change(&mut files);
    findings(&read(&files), MessageLanguage::Danish)
}

#[test]
fn a_file_that_cannot_be_read_hides_what_follows_from_it() {
    let replaced = |file: &str, from: &str, to: &str| {
        after(|files| {
            let text = String::from_utf8(files[file].clone()).expect("text");
            assert!(text.contains(from), "{file} has no {from}");
            files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
        })
    };
    let renamed = |from: &str, to: &str| {
        after(|files| {
            let bytes = files.remove(from).expect("a file");
            files.insert(to.to_owned(), bytes);
        })
    };
    let told = [
        ("no bracket", replaced("contexts.toml", "]]", "]")),
        ("curly quotes", replaced("fields.toml", "type = \"text\"", "type = ”text”")),
        ("one table", replaced("fields.toml", "[[field]]", "[field]")),
        ("in Danish", replaced("questions.toml", "[[question]]", "[[spørgsmål]]")),
        ("Latin-1", after(|files| drop(files.insert("contexts.toml".to_owned(), vec![0xF8])))),
        ("renamed", renamed("contexts.toml", "Kontekster.toml")),
        ("saved as text", renamed("fields.toml", "fields.toml.txt")),
        ("lost", after(|files| drop(files.remove("contexts.toml")))),
        ("no bundle.toml", after(|files| drop(files.remove("bundle.toml")))),
    ];
    let told: String = told.iter().map(|(what, told)| format!("=== {what}\n{told}")).collect();
    assert_snapshot!(told);
}
