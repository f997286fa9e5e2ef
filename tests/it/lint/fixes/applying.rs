//! Applying fixes: whole or not at all, only the bytes concerned, again until nothing is left.

use brevsmed::diagnostic::{Diagnostic, Finding};
use brevsmed::docx::PackageError;
use brevsmed::lint::{Edit, FileEdit, Fix, Found, Safety, WhyNot, apply};
use proptest::prelude::*;

use super::super::sketch::Sketch;
use super::rounds::{Work, mend};
use super::{changed, parts, told};

const DOCUMENT: &str = "word/document.xml";

fn fix(edits: Vec<Edit>) -> Fix {
    Fix { title: ["retter".to_owned(), "mends".to_owned()], safety: Safety::Safe, edits }
}

fn edit(bytes: std::ops::Range<usize>, with: &str) -> Edit {
    Edit::Part { part: DOCUMENT.to_owned(), bytes, with: with.to_owned() }
}

fn property(name: &'static str, value: Option<&str>) -> Edit {
    Edit::Property { name, value: value.map(str::to_owned) }
}

/// Where a text stands in the document's part.
fn at(bytes: &[u8], text: &str) -> std::ops::Range<usize> {
    let xml = String::from_utf8(parts(bytes)[DOCUMENT].clone()).expect("UTF-8");
    let start = xml.find(text).expect("the text is there");
    start..start + text.len()
}

fn content(bytes: &[u8], part: &str) -> String {
    String::from_utf8(parts(bytes)[part].clone()).expect("UTF-8")
}

#[test]
fn only_the_bytes_concerned_change() {
    let before = Sketch::read("# Afgørelse\nKære borger.\n! header Egeby Kommune\n").docx();
    let mend = fix(vec![edit(at(&before, "borger"), "Anna &amp; Bo")]);
    let applied = apply(&before, &[&mend], Safety::Safe).expect("a package");
    assert_eq!(applied.applied, [0]);
    assert_eq!(changed(&before, &applied.bytes), [DOCUMENT]);
    assert_eq!(applied.parts, [DOCUMENT]);
    insta::assert_snapshot!(told(&before, &applied.bytes));
    let nothing = apply(&before, &[], Safety::Safe).expect("a package");
    assert_eq!(nothing.bytes, before, "without a fix, the same bytes");
}

#[test]
fn fixes_of_the_same_bytes_wait_for_one_another() {
    let before = Sketch::read("Kære borger.\n").docx();
    let word = at(&before, "borger");
    let first = fix(vec![edit(word.clone(), "ven")]);
    let second = fix(vec![edit(word.start + 2..word.end, "x"), property("title", Some("T"))]);
    let beside = fix(vec![edit(word.end..word.end, " og ven")]);
    let twin = first.clone();
    let applied =
        apply(&before, &[&first, &second, &beside, &twin], Safety::Safe).expect("a package");
    assert_eq!(applied.applied, [0, 2, 3]);
    assert_eq!((applied.skipped[0].fix, applied.skipped[0].why), (1, WhyNot::PutOff));
    assert!(content(&applied.bytes, DOCUMENT).contains("Kære ven og ven."));
    let titles = changed(&before, &applied.bytes);
    assert_eq!(titles, [DOCUMENT], "nothing of a fix that waits is made");
}

#[test]
fn a_fix_that_breaks_the_part_is_dropped_and_told() {
    let before = Sketch::read("Kære borger.\nEn.\nTo.\nTre.\n").docx();
    let good = ["En.", "To.", "Tre."].map(|word| fix(vec![edit(at(&before, word), "Ny.")]));
    let broken = fix(vec![edit(at(&before, "borger"), "</w:t>")]);
    let nowhere = fix(vec![edit(900_000..900_001, "x")]);
    let all = [&good[0], &broken, &good[1], &nowhere, &good[2]];
    let applied = apply(&before, &all, Safety::Safe).expect("a package");
    assert_eq!(applied.applied, [0, 2, 4]);
    let why: Vec<(usize, WhyNot)> =
        applied.skipped.iter().map(|skipped| (skipped.fix, skipped.why)).collect();
    assert_eq!(why, [(1, WhyNot::Breaks), (3, WhyNot::Misplaced)]);
    assert_eq!(content(&applied.bytes, DOCUMENT).matches("Ny.").count(), 3);
    assert_eq!(changed(&before, &applied.bytes), [DOCUMENT]);
}

#[test]
fn unsafe_fixes_are_made_only_when_asked_for() {
    let before = Sketch::read("Kære borger.\n").docx();
    let risky = Fix { safety: Safety::Unsafe, ..fix(vec![edit(at(&before, "borger"), "ven")]) };
    let applied = apply(&before, &[&risky], Safety::Safe).expect("a package");
    assert_eq!((applied.bytes == before, applied.skipped[0].why), (true, WhyNot::Unsafe));
    let applied = apply(&before, &[&risky], Safety::Unsafe).expect("a package");
    assert_eq!(applied.applied, [0]);
}

#[test]
fn core_properties_are_set_removed_and_made_where_there_are_none() {
    let before = Sketch::read("! title -\nKære borger.\n").docx();
    let both = fix(vec![
        property("title", Some("Afgørelse om <støtte> & mere")),
        property("keywords", Some("brev")),
    ]);
    let applied = apply(&before, &[&both], Safety::Safe).expect("a package");
    insta::assert_snapshot!(told(&before, &applied.bytes));
    changed(&before, &applied.bytes);
    let again = apply(&applied.bytes, &[&fix(vec![property("title", None)])], Safety::Safe)
        .expect("a package");
    insta::assert_snapshot!(told(&applied.bytes, &again.bytes));

    // A package without the part.
    let bare = crate::support::Doc::paragraph("<w:r><w:t>x</w:t></w:r>").bytes();
    let titled = apply(&bare, &[&fix(vec![property("title", Some("Brev"))])], Safety::Safe)
        .expect("a package");
    insta::assert_snapshot!(changed(&bare, &titled.bytes).join("\n"));
    insta::assert_snapshot!(told(&bare, &titled.bytes));
    let twice = apply(&titled.bytes, &[&fix(vec![property("title", Some("Brev"))])], Safety::Safe)
        .expect("a package");
    assert_eq!(twice.bytes, titled.bytes, "what is so already changes nothing");
}

#[test]
fn parts_and_relationships_come_and_go() {
    let before =
        Sketch::read("! rel-out rIdX attachedTemplate file:///C:/skabelon.dotm\nKære.\n").docx();
    let gone = fix(vec![Edit::Relationship { part: DOCUMENT.to_owned(), id: "rIdX".to_owned() }]);
    let applied = apply(&before, &[&gone], Safety::Safe).expect("a package");
    assert_eq!(changed(&before, &applied.bytes), ["word/_rels/document.xml.rels"]);
    insta::assert_snapshot!(told(&before, &applied.bytes));

    let bare = crate::support::Doc::paragraph("<w:r><w:t>x</w:t></w:r>").bytes();
    let numbering = Edit::Part {
        part: "word/numbering.xml".to_owned(),
        bytes: 0..0,
        with: r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"#.to_owned(),
    };
    let applied = apply(&bare, &[&fix(vec![numbering])], Safety::Safe).expect("a package");
    insta::assert_snapshot!(changed(&bare, &applied.bytes).join("\n"));
    assert!(
        content(&applied.bytes, "word/_rels/document.xml.rels").contains("relationships/numbering")
    );
    assert!(content(&applied.bytes, "[Content_Types].xml").contains(".numbering+xml"));
}

#[test]
fn a_part_in_utf_16_stays_in_it() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>Kære ven</w:t></w:r></w:p></w:body></w:document>";
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let doc = crate::support::Doc::paragraph("").with_part(DOCUMENT, &wide).bytes();
    let read = super::template(&doc);
    let story = &read.stories()[0].1;
    let start = story.xml.find("ven").expect("the word");
    let applied = apply(&doc, &[&fix(vec![edit(start..start + 3, "borger")])], Safety::Safe)
        .expect("a package");
    assert_eq!(applied.applied, [0]);
    let again = super::template(&applied.bytes);
    assert!(again.stories()[0].1.xml.contains("Kære borger"));
    assert_eq!(parts(&applied.bytes)[DOCUMENT][..2], [0xFF, 0xFE]);
}

#[test]
fn rounds_go_on_until_nothing_is_left_and_end_when_a_fix_mends_nothing() {
    let before = Sketch::read("aaaa\n").docx();
    let judge = |work: &Work| -> Result<Vec<Found>, PackageError> {
        let here = content(&work.bytes, DOCUMENT);
        let end = here.find("</w:t>").expect("a text");
        let start = here[..end].rfind('>').expect("its tag") + 1;
        // One fault a letter, all of whose fixes want the whole word.
        Ok(here[start..end]
            .match_indices('a')
            .map(|(at, _)| {
                let mut word = here[start..end].to_owned();
                word.replace_range(at..=at, "b");
                Found {
                    rule: None,
                    diagnostic: Diagnostic::of(Finding::TypographicQuotes {}),
                    spot: None,
                    fix: Some(fix(vec![edit(start..end, &word)])),
                }
            })
            .collect())
    };
    let work = Work { bytes: before.clone(), ..Work::default() };
    let mended = mend(work.clone(), Safety::Safe, judge).expect("a package");
    assert!(content(&mended.work.bytes, DOCUMENT).contains(">bbbb<"));
    assert_eq!((mended.done.len(), mended.unfinished), (4, false));

    let endless = |work: &Work| -> Result<Vec<Found>, PackageError> {
        let end = at(&work.bytes, "</w:t>").start;
        Ok(vec![Found {
            rule: None,
            diagnostic: Diagnostic::of(Finding::TypographicQuotes {}),
            spot: None,
            fix: Some(fix(vec![edit(end..end, "x")])),
        }])
    };
    assert!(mend(work, Safety::Safe, endless).expect("a package").unfinished);
}

#[test]
fn edits_of_other_files_are_given_back() {
    let before = Sketch::read("Kære.\n").docx();
    let tick = |bytes, with: &str| {
        fix(vec![Edit::File { file: "a.toml".to_owned(), bytes, with: with.to_owned() }])
    };
    let (one, same, other) = (tick(3..3, "x"), tick(3..3, "x"), tick(3..3, "y"));
    let applied = apply(&before, &[&one, &same, &other], Safety::Safe).expect("a package");
    assert_eq!(applied.applied, [0, 1]);
    assert_eq!(applied.bytes, before);
    assert_eq!(FileEdit::all("abcdef", &applied.files["a.toml"]), "abcxdef");
    let misplaced = [FileEdit { bytes: 90..95, with: "z".to_owned() }];
    assert_eq!(FileEdit::all("abc", &misplaced), "abc");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nonsense_never_breaks_a_document(
        edits in prop::collection::vec((0_usize..700, 0_usize..60, "[a<>/&\"ø]{0,6}"), 0..12)
    ) {
        let before = Sketch::read("# Afgørelse\nKære { MERGEFIELD A.B } ø.\n").docx();
        let fixes: Vec<Fix> =
            edits.iter().map(|(start, length, with)| fix(vec![edit(*start..start + length, with)])).collect();
        let all: Vec<&Fix> = fixes.iter().collect();
        let applied = apply(&before, &all, Safety::Safe).expect("a package");
        let text = content(&applied.bytes, DOCUMENT);
        prop_assert!(roxmltree::Document::parse(&text).is_ok());
        prop_assert_eq!(applied.applied.len() + applied.skipped.len(), fixes.len());
    }
}
