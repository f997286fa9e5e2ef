//! What the file says of itself, and what travels inside it.

use brevsmed::inspect::inspect;
use brevsmed::letter::Role;
use brevsmed::pdf::{PdfEnclosure, PdfError, PdfOptions, PictureCache, Refusal, write};

use super::sketch::{FONTS, ROOT, Sketch, assert_valid, told};

fn letter() -> Sketch {
    let mut sketch = Sketch::new();
    sketch.block(ROOT, Role::Heading(1), "Agterskrivelse");
    sketch.block(ROOT, Role::Paragraph, "Kære Jytte Jubelaar");
    sketch
}

fn title(sketch: &Sketch, options: &PdfOptions) -> String {
    let bytes = sketch.written(options).bytes;
    assert_valid(&bytes);
    inspect(&bytes).expect("a PDF").title.unwrap_or_default()
}

#[test]
fn the_title_is_never_empty_and_never_a_file_name() {
    let mut sketch = letter();
    let given = |title: &str| PdfOptions { title: Some(title.to_owned()), ..PdfOptions::default() };
    assert_eq!(title(&sketch, &given("Din <sag> & \"svar\"")), "Din <sag> & \"svar\"");
    assert_eq!(title(&sketch, &given("  ")), "Afgørelse om udvidet helbredstillæg");
    sketch.letter.title = "Dokument1.docx".to_owned();
    assert_eq!(title(&sketch, &PdfOptions::default()), "Agterskrivelse");
    let mut sketch = Sketch::new();
    sketch.letter.title = String::new();
    assert_eq!(title(&sketch, &PdfOptions::default()), "Brev");
}

#[test]
fn dates_are_arguments_and_the_same_everywhere() {
    let options =
        |value: &str| PdfOptions { created: Some(value.to_owned()), ..PdfOptions::default() };
    let bytes = letter().written(&options("2026-01-15T10:00:00+01:00")).bytes;
    assert_valid(&bytes);
    assert!(String::from_utf8_lossy(&bytes).contains("2026-01-15T10:00:00+01:00"));
    let sketch = letter();
    let wrong = write(
        &sketch.letter,
        &sketch.pages,
        &FONTS,
        &PictureCache::default(),
        &options("15. januar 2026"),
    );
    assert!(matches!(wrong, Err(PdfError::Date { .. })));
    let none = String::from_utf8_lossy(&sketch.plain()).into_owned();
    assert!(!none.contains("CreationDate") && !none.contains("CreateDate"));
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_another_does_not() {
    let one = letter().bytes();
    assert_eq!(one, letter().bytes());
    let mut other = letter();
    other.line(ROOT, "!");
    let identifier = |bytes: &[u8]| {
        let at = bytes.windows(4).rposition(|four| four == b"/ID[").expect("an identifier");
        bytes[at..at + 40].to_vec()
    };
    assert_ne!(identifier(&one), identifier(&other.bytes()));
}

#[test]
fn pages_are_labelled_as_they_are_printed() {
    let mut sketch = letter();
    sketch.page();
    sketch.block(ROOT, Role::Paragraph, "Bilag");
    sketch.pages.pages[0].label = "ii".to_owned();
    sketch.pages.pages[1].label = "A-1".to_owned();
    assert_valid(&sketch.bytes());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let at = plain.find("/PageLabels").expect("labels");
    let labels = &plain[at..at + plain[at..].find("]>>").expect("an end")];
    assert!(labels.contains("/S/r") && labels.contains("/St 2"), "{labels}");
    assert!(labels.contains("/P(A-)") && labels.contains("/S/D"), "{labels}");
}

#[test]
fn an_archived_enclosure_travels_inside() {
    // The validator measures what is inside by level B alone, and takes A for another claim.
    let mut inner = letter().bytes();
    let claim = b"<pdfaid:conformance>A";
    let at = inner.windows(claim.len()).position(|window| window == claim).expect("a claim");
    inner[at + claim.len() - 1] = b'B';
    let options = PdfOptions {
        enclosures: vec![
            PdfEnclosure {
                name: "Klagevejledning å.pdf".to_owned(),
                description: "Sådan klager du".to_owned(),
                bytes: inner.clone(),
            },
            PdfEnclosure {
                name: "Beregning.pdf".to_owned(),
                description: String::new(),
                bytes: inner,
            },
        ],
        ..PdfOptions::default()
    };
    let bytes = letter().written(&options).bytes;
    assert_valid(&bytes);
    let told = told(&bytes);
    let lines: Vec<&str> = told.lines().filter(|line| line.starts_with("attachment")).collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[1].contains("\"Sådan klager du\""), "{told}");
}

#[test]
fn other_enclosures_are_refused_with_a_reason() {
    let archived = letter().bytes();
    let replace = |from: &str, to: &str| {
        let at = archived
            .windows(from.len())
            .position(|window| window == from.as_bytes())
            .expect("the words");
        let mut bytes = archived.clone();
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    let cases = [
        (b"hej".to_vec(), Refusal::NotAPdf),
        (b"%PDF-1.4 /Encrypt 3 0 R".to_vec(), Refusal::Encrypted),
        (replace("pdfaid:part>2", "pdfaid:part>3"), Refusal::OtherPart { part: '3' }),
        (b"%PDF-1.4 %%EOF".to_vec(), Refusal::NotForArchive),
    ];
    for (bytes, expected) in cases {
        let options = PdfOptions {
            enclosures: vec![PdfEnclosure {
                name: "bilag.pdf".to_owned(),
                description: String::new(),
                bytes,
            }],
            ..PdfOptions::default()
        };
        let sketch = letter();
        let error =
            write(&sketch.letter, &sketch.pages, &FONTS, &PictureCache::default(), &options)
                .expect_err("a refusal");
        assert_eq!(error, PdfError::Enclosure { name: "bilag.pdf".to_owned(), reason: expected });
    }
}

#[test]
fn a_page_of_text_is_small() {
    let mut sketch = letter();
    for at in 0..40 {
        let text = format!("Linje {at}: du har ret til tillægget efter lov om social pension.");
        sketch.block(ROOT, Role::Paragraph, &text);
    }
    let bytes = sketch.bytes();
    assert_valid(&bytes);
    assert!(bytes.len() < 80_000, "{} bytes", bytes.len());
}
