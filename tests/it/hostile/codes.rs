//! Field codes as long as a book: quotes, brackets, backslashes, operators, arguments without number.

use brevsmed::template::Template;

use super::{letter_of, refused};
use crate::support::{Doc, field, lenient, merged, text};

/// Compiles and merges a document whose only field has this code; the text around it must survive.
fn check(name: &str, code: &str) {
    let doc = Doc::paragraph(&format!("{}{}{}", text("før|"), field(code, "gemt"), text("|efter")));
    let letter = letter_of(&doc);
    assert!(letter.starts_with("før"), "{name}: {}", &letter[..letter.len().min(80)]);
    assert!(letter.ends_with("efter"), "{name}");
}

/// The same over and over. Work that grows with the square of this is felt.
fn long(of: &str) -> String {
    of.repeat((1 << 15) / of.len())
}

#[test]
fn codes_of_five_megabytes_are_refused_unread() {
    for of in ["\"", "(", "\\", "a "] {
        let code = of.repeat((5 << 20) / of.len());
        let doc = Doc::paragraph(&field(&code, "gemt"));
        assert_eq!(refused(&doc.bytes()), "field-codes-too-long", "{of}");
        let simple = format!(r#"<w:fldSimple w:instr="{}"/>"#, code.replace('"', "&quot;"));
        assert_eq!(refused(&Doc::paragraph(&simple).bytes()), "field-codes-too-long", "{of}");
    }
}

#[test]
fn quotation_marks_without_end_are_read() {
    check("straight", &long("\""));
    check("in IF", &format!("IF 1 = 1 {}", long("\"")));
    check("apart", &format!("QUOTE {}", long("\" ")));
    check("typographic", &format!("QUOTE {}", long("”")));
    check("typographic words", &format!("QUOTE \"{}", long("”a")));
    check("low", &format!("MERGEFIELD {}", long("„a")));
}

#[test]
fn brackets_without_end_are_read() {
    check("open", &format!("= {}", long("(")));
    check("closed", &format!("= {}", long(")")));
    check("pairs", &format!("= {}1{}", "(".repeat(1 << 14), ")".repeat(1 << 14)));
    check("empty pairs", &format!("= {}", long("()")));
    check("functions", &format!("= {}", long("SUM(")));
}

#[test]
fn backslashes_without_end_are_read() {
    check("alone", &long("\\"));
    check("after a name", &format!("MERGEFIELD Navn {}", long("\\")));
    check("switches", &format!("MERGEFIELD Navn {}", long(" \\q")));
    check("formats", &format!("MERGEFIELD Navn {}", long(" \\* Ukendt")));
    check("pictures", &format!("= 1 {}", long(" \\# 0")));
    check("escaped quotes", &format!("QUOTE \"{}\"", long("\\\"")));
}

#[test]
fn operators_and_signs_without_end_are_read() {
    check("equals", &format!("IF {}", long("=")));
    check("less", &format!("IF 1 {}", long("<")));
    check("plus", &format!("= 1{}", long("+1")));
    check("minus", &format!("= {}1", long("-")));
    check("power", &format!("= 1{}", long("^1")));
    check("percent", &format!("= 1{}", long("%")));
    check("digits", &format!("= {}", long("9")));
    check("name", &format!("= {}", long("A")));
    check("points", &format!("= 1{}", long(".1")));
}

#[test]
fn a_code_with_arguments_without_end_is_read() {
    check("QUOTE", &format!("QUOTE {}", long("a ")));
    check("MERGEFIELD", &format!("MERGEFIELD {}", long("a ")));
    check("IF", &format!("IF 1 = 1 {}", long("a ")));
    check("unknown", &format!("UKENDT {}", long("a ")));
    check("distinct", &{
        let mut code = String::from("IF 1 = 1 a b");
        for number in 0..20_000 {
            code.push_str(&format!(" {number}"));
        }
        code
    });
}

#[test]
fn pictures_without_end_are_read() {
    check("number", &format!("= 1 \\# \"{}\"", long("#")));
    check("literals", &format!("= 1 \\# \"{}\"", long("'")));
    check("sections", &format!("= 1 \\# \"{}\"", long(";")));
    check("date", &format!("DATE \\@ \"{}\"", long("d ")));
    check("date quotes", &format!("DATE \\@ \"{}\"", long("'")));
}

#[test]
fn wildcards_in_any_number_are_matched_without_searching_all_ways() {
    let left = "a".repeat(10_000);
    check("stars", &format!("IF \"{left}\" = \"{}b\" \"ja\" \"nej\"", "*a".repeat(1_000)));
    check("marks", &format!("IF \"{left}\" = \"{}b\" \"ja\" \"nej\"", "?".repeat(9_999)));
}

#[test]
fn a_code_split_over_twenty_thousand_runs_is_read() {
    let doc = Doc::paragraph(&format!(
        "{}{}{}",
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "</w:instrText></w:r>"#,
        "<w:r><w:instrText>x</w:instrText></w:r>".repeat(20_000),
        r#"<w:r><w:instrText>"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    ));
    assert_eq!(letter_of(&doc), "x".repeat(20_000));
}

#[test]
fn numbers_beyond_all_digits_are_an_error_of_the_formula() {
    for code in [
        "= 9^9^9^9",
        "= 10^400",
        "= 1/0",
        "= 79228162514264337593543950335 * 10",
        "= 0,1^1000000000",
    ] {
        let doc = Doc::paragraph(&format!("{}{}", text("a "), field(code, "")));
        let template: Template = doc.template();
        let merged = merged(&template, &crate::support::record(&[]), &lenient());
        let receipt = merged.receipt(&template);
        let codes: Vec<_> = receipt.diagnostics.iter().map(|d| d.finding.code()).collect();
        assert!(merged.letter().is_some());
        assert!(codes.is_empty() || codes == ["M315"], "{code}: {codes:?}");
    }
}
