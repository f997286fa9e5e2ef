//! A letter of the fixtures with bytes flipped: some mutants merge, none panics.

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::merge::Outcome;
use brevsmed::template::{CompileOptions, Template};

use super::fixture;
use crate::corpus::made_up;
use crate::support::{lenient, merged, zip};

/// A generator of numbers without quality and with one virtue: the same ones on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        // Multiplier and increment of Knuth's MMIX.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// Compiles and merges; gives what became of it.
fn survives(bytes: &[u8]) -> &'static str {
    match Template::compile(bytes, &CompileOptions::default()) {
        Err(error) => error.code(),
        Ok(template) => match merged(&template, &made_up(&template), &lenient()).outcome {
            Outcome::Letter(_) => "letter",
            Outcome::DoNotSend(_) => "not to be sent",
            Outcome::Refused => "refused",
        },
    }
}

#[test]
fn a_thousand_mutants_of_the_archive_end_in_a_letter_or_an_error() {
    let whole = fixture("kort.docx");
    let mut numbers = Numbers(42);
    for _ in 0..1_000 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(3) {
            let at = numbers.below(bytes.len());
            bytes[at] ^= 1 << numbers.below(8);
        }
        survives(&bytes);
    }
}

#[test]
fn five_hundred_mutants_of_the_markup_end_in_a_letter_or_an_error() {
    let package = Package::open(&fixture("kort.docx"), Macros::Refuse, &Limits::default())
        .expect("a package");
    let parts: Vec<(String, Vec<u8>)> = package
        .part_names()
        .iter()
        .map(|name| (name.clone(), package.bytes(name).expect("a part")))
        .collect();
    let read = ["word/document.xml", "word/settings.xml", "word/styles.xml", "_rels/.rels"];
    // What a flipped bit rarely makes: other field characters, quotes, brackets, half an element.
    let scraps: &[&[u8]] = &[
        b"\"",
        b"\\",
        b"<",
        b">",
        b"&",
        b"</w:r>",
        b"<w:r>",
        b"</w:p><w:p>",
        b"<w:fldChar w:fldCharType=\"begin\"/>",
        b"<w:fldChar w:fldCharType=\"end\"/>",
        b"<w:fldChar w:fldCharType=\"separate\"/>",
        b"<w:instrText> IF ( </w:instrText>",
        b"<w:fldSimple w:instr=\"= 1 +\"/>",
        b"<w:tc>",
        b"\xC3",
        b"\0",
    ];
    let mut numbers = Numbers(4_711);
    let mut letters = 0;
    for round in 0..500 {
        let mut mutant = parts.clone();
        let wanted = read[if round % 4 == 0 { numbers.below(read.len()) } else { 0 }];
        let (_, bytes) = mutant.iter_mut().find(|(name, _)| name == wanted).expect("a part");
        for _ in 0..=numbers.below(3) {
            let at = numbers.below(bytes.len());
            match numbers.below(3) {
                0 => bytes[at] ^= 1 << numbers.below(8),
                1 => {
                    let scrap = scraps[numbers.below(scraps.len())];
                    // Between elements, where a scrap of markup may still be well formed.
                    let at =
                        bytes[..at].iter().rposition(|byte| *byte == b'>').map_or(at, |at| at + 1);
                    bytes.splice(at..at, scrap.iter().copied());
                }
                _ => {
                    let end = (at + 1 + numbers.below(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        letters += usize::from(survives(&zip(&mutant)) == "letter");
    }
    assert!(letters > 50, "mutants that all fail early test little: {letters} letters");
}
