//! Codes split over runs, sharing runs, nested, simple, tracked, wrapped.

use brevsmed::merge::MergeOptions;
use insta::assert_snapshot;

use super::{letter, letter_of, paragraphs};
use crate::support::{Doc, record};

const BEGIN: &str = r#"<w:fldChar w:fldCharType="begin"/>"#;
const SEPARATE: &str = r#"<w:fldChar w:fldCharType="separate"/>"#;
const END: &str = r#"<w:fldChar w:fldCharType="end"/>"#;

/// The letter of one paragraph of raw runs, with a name and an answer as data.
fn raw(runs: &str) -> String {
    blocks(&format!("<w:p>{runs}</w:p>"))
}

fn blocks(body: &str) -> String {
    let data = record(&[("Navn", "Åse"), ("Question:q", "J"), ("By", "Egeby")]);
    letter_of(&Doc::new(body), &data, &MergeOptions::default())
}

fn run(content: &str) -> String {
    format!("<w:r>{content}</w:r>")
}

fn code(text: &str) -> String {
    format!(r#"<w:instrText xml:space="preserve">{text}</w:instrText>"#)
}

fn t(text: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{text}</w:t>"#)
}

#[test]
fn a_code_is_read_wherever_its_runs_break() {
    let whole = r#" IF "J" = "J" "du har ret" "nej" "#;
    for cut in 1..whole.len() {
        let runs = format!(
            "{}{}{}{}{}",
            run(BEGIN),
            run(&code(&whole[..cut])),
            run(&code(&whole[cut..])),
            run(SEPARATE),
            run(END)
        );
        assert_eq!(raw(&runs), "du har ret", "cut after {:?}", &whole[..cut]);
    }
}

#[test]
fn a_code_of_one_letter_a_run_is_read() {
    let letters: String = "MERGEFIELD Navn".chars().map(|c| run(&code(&c.to_string()))).collect();
    assert_snapshot!(raw(&format!("{}{letters}{}", run(BEGIN), run(END))), @"Åse");
}

#[test]
fn a_whole_field_may_stand_in_one_run_with_text_around_it() {
    let runs = run(&format!(
        "{}{BEGIN}{}{SEPARATE}{}{END}{}",
        t("Kære "),
        code("MERGEFIELD Navn"),
        t("«Navn»"),
        t(", hej")
    ));
    assert_snapshot!(raw(&runs), @"Kære Åse, hej");
}

#[test]
fn two_fields_may_meet_in_one_run() {
    let runs = format!(
        "{}{}{}",
        run(&format!("{}{BEGIN}{}", t("a "), code("MERGEFIELD Navn"))),
        run(&format!("{END}{} {BEGIN}{}", t(" b "), code("MERGEFIELD By"))),
        run(&format!("{SEPARATE}{}{END}{}", t("x"), t(" c")))
    );
    assert_snapshot!(raw(&runs), @"a Åse b Egeby c");
}

#[test]
fn the_run_around_a_field_keeps_its_formatting() {
    let runs = format!(
        "<w:r><w:rPr><w:b/></w:rPr>{}{BEGIN}{}{END}{}</w:r>",
        t("Kære "),
        code("MERGEFIELD Navn"),
        t("!")
    );
    assert_snapshot!(raw(&runs), @"**Kære Åse!**");
}

#[test]
fn a_field_in_a_code_gives_its_value_and_its_stored_result_is_no_code() {
    assert_snapshot!(letter("{IF {MERGEFIELD Question:q} = \"J\" \"ja {MERGEFIELD Navn}\" \"nej\"}.", &[("Question:q", "J"), ("Navn", "Åse")]), @"ja Åse.");
}

#[test]
fn a_field_in_a_stored_result_goes_with_it() {
    let inner = format!("{}{}{}", run(BEGIN), run(&code("MERGEFIELD By")), run(END));
    let runs = format!(
        "{}{}{}{}{inner}{}",
        run(BEGIN),
        run(&code("MERGEFIELD Navn")),
        run(SEPARATE),
        run(&t("før")),
        run(END)
    );
    assert_snapshot!(raw(&runs), @"Åse");
}

#[test]
fn a_simple_field_is_merged_with_the_formatting_of_its_result() {
    assert_snapshot!(raw(r#"<w:fldSimple w:instr=" MERGEFIELD Navn "><w:r><w:rPr><w:b/></w:rPr><w:t>«Navn»</w:t></w:r></w:fldSimple>"#), @"**Åse**");
    assert_snapshot!(raw(r#"<w:fldSimple w:instr="MERGEFIELD Navn"/>"#), @"Åse");
    assert_snapshot!(raw(r#"<w:fldSimple w:instr="IF 1 = 1 &quot;ja &amp; tak&quot;"><w:r><w:t>x</w:t></w:r></w:fldSimple>"#), @"ja & tak");
}

#[test]
fn a_simple_field_in_a_code_is_an_operand_and_its_stored_result_is_no_code() {
    let simple = format!(
        r#"<w:fldSimple w:instr="MERGEFIELD Question:q">{}</w:fldSimple>"#,
        run(&code("«q»"))
    );
    let runs = format!(
        "{}{}{simple}{}{}",
        run(BEGIN),
        run(&code("IF ")),
        run(&code(" = \"J\" \"ja\" \"nej\"")),
        run(END)
    );
    assert_snapshot!(raw(&runs), @"ja");
}

#[test]
fn inserted_code_counts_and_deleted_code_does_not() {
    let runs = format!(
        "{}{}{}{}{}",
        run(BEGIN),
        run(&code("MERGEFIELD ")),
        r#"<w:del w:id="1"><w:r><w:delInstrText>By</w:delInstrText></w:r></w:del>"#,
        format_args!(r#"<w:ins w:id="2">{}</w:ins>"#, run(&code("Navn"))),
        run(END)
    );
    assert_snapshot!(raw(&runs), @"Åse");
}

#[test]
fn a_field_in_a_tracked_deletion_is_not_there() {
    let inside = format!(
        r#"<w:del w:id="1">{}<w:r><w:delInstrText>MERGEFIELD By</w:delInstrText></w:r>{}</w:del>"#,
        run(BEGIN),
        run(END)
    );
    assert_snapshot!(raw(&format!("{}{inside}{}", run(&t("a")), run(&t("b")))), @"ab");
}

#[test]
fn proofing_marks_smart_tags_and_bookmarks_may_cut_a_code() {
    let runs = format!(
        r#"{}{}<w:proofErr w:type="spellStart"/>{}<w:proofErr w:type="spellEnd"/><w:smartTag w:element="x">{}</w:smartTag>{}"#,
        run(BEGIN),
        run(&code("MERGE")),
        run(&code("FIELD ")),
        run(&code("Navn")),
        run(END)
    );
    assert_snapshot!(raw(&runs), @"Åse");
}

#[test]
fn fields_stand_in_links_controls_and_smart_tags() {
    let field = paragraphs("{MERGEFIELD Navn}").replace("<w:p>", "").replace("</w:p>", "");
    for (open, close) in [
        (r#"<w:hyperlink w:anchor="x">"#, "</w:hyperlink>"),
        (
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>",
            "</w:sdtContent></w:sdt>",
        ),
        (r#"<w:smartTag w:element="x">"#, "</w:smartTag>"),
        (r#"<w:ins w:id="1">"#, "</w:ins>"),
        (r#"<w:dir w:val="ltr">"#, "</w:dir>"),
    ] {
        let letter = raw(&format!("{}{open}{field}{close}{}", run(&t("a ")), run(&t(" b"))));
        assert_eq!(letter, "a Åse b", "{open}");
    }
}

#[test]
fn a_content_control_around_paragraphs_with_fields_stays() {
    let sketch = paragraphs("Kære {MERGEFIELD Navn}\n{MERGEFIELD By}");
    let body = format!("<w:sdt><w:sdtContent>{sketch}</w:sdtContent></w:sdt><w:p/>");
    assert_snapshot!(blocks(&body), @"
    Kære Åse
    Egeby
    ");
}

#[test]
fn a_content_control_in_a_code_is_part_of_the_text() {
    let control = format!(
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run(&code("i kontrol"))
    );
    let runs = format!(
        "{}{}{control}{}{}{}",
        run(BEGIN),
        run(&code("IF 1 = 1 \"tekst ")),
        run(&code(" slut\"")),
        run(END),
        run(&t("."))
    );
    assert_snapshot!(raw(&runs), @"tekst i kontrol slut.");
}

#[test]
fn a_field_may_begin_in_a_link_and_end_outside_it() {
    let runs = format!(
        r#"<w:hyperlink w:anchor="x">{}{}{}</w:hyperlink>{}{}{}"#,
        run(&t("læs ")),
        run(BEGIN),
        run(&code("MERGEFIELD ")),
        run(&code("Navn")),
        run(END),
        run(&t(" mere"))
    );
    assert_snapshot!(raw(&runs), @"læs Åse mere");
    let runs = format!(
        r#"{}{}<w:hyperlink w:anchor="x">{}{}{}</w:hyperlink>{}"#,
        run(BEGIN),
        run(&code("MERGEFIELD ")),
        run(&code("Navn")),
        run(END),
        run(&t(" i link")),
        run(&t(" mere"))
    );
    assert_snapshot!(raw(&runs), @"Åse i link mere");
}

#[test]
fn a_field_may_begin_in_a_content_control_and_end_outside_it() {
    let runs = format!(
        "<w:sdt><w:sdtContent>{}{}{}</w:sdtContent></w:sdt>{}{}",
        run(&t("a ")),
        run(BEGIN),
        run(&code("IF 1 = 1 \"b ")),
        run(&code("c\" \"d\"")),
        run(&format!("{END}{}", t(" e")))
    );
    assert_snapshot!(raw(&runs), @"a b c e");
}

#[test]
fn a_field_without_separate_has_no_stored_result_and_is_merged() {
    assert_snapshot!(raw(&format!("{}{}{}", run(BEGIN), run(&code("MERGEFIELD Navn")), run(END))), @"Åse");
}

#[test]
fn text_elements_in_a_code_are_code_and_may_be_cut_anywhere() {
    let runs = format!(
        "{}{}{}{}{}",
        run(BEGIN),
        run(&code("IF 1 = 1 ")),
        run(&t("\"ja ")),
        run(&format!("<w:rPr><w:b/></w:rPr>{}", t("tak\" \"nej\""))),
        run(END)
    );
    assert_snapshot!(raw(&runs), @"ja **tak**");
}

#[test]
fn a_text_that_ends_inside_a_link_does_not_draw_the_rest_into_it() {
    let runs = format!(
        r#"{}{}<w:hyperlink w:anchor="x">{}</w:hyperlink>{}{}"#,
        run(BEGIN),
        run(&code("IF 1 = 1 \"se ")),
        run(&code("her\" \"nej\"")),
        run(END),
        run(&t(" slut"))
    );
    let letter = crate::support::merged(
        &Doc::paragraph(&runs).template(),
        &record(&[]),
        &MergeOptions::default(),
    );
    let body = crate::support::body(letter.letter().expect("a letter"));
    assert_snapshot!(body, @r#"<w:p><w:r><w:t xml:space="preserve">se </w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve">her</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> slut</w:t></w:r></w:p>"#);
}

#[test]
fn a_backslash_protects_quotation_marks_in_every_run_of_a_text() {
    let runs = format!(
        "{}{}{}{}{}{}",
        run(BEGIN),
        run(&code("IF 1 = 1 \"a \\\"b\\\" ")),
        run(&code("c \\\"d\\\" ")),
        run(&t("e \\”f\\” ")),
        run(&code("g \\\\ h\"")),
        run(END)
    );
    assert_snapshot!(raw(&runs), @r#"a "b" c "d" e ”f” g \ h"#);
}
