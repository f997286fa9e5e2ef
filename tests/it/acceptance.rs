//! What the source documents ask for, by its number there: a template, a case, the letter.

use brevsmed::merge::{Gaps, MergeOptions};
use insta::assert_snapshot;

use crate::resolve::given::{Given, compiled, decimal};

fn answers(context: &str, answers: &str) -> String {
    format!(r#"{{ "context": "{context}", "answers": {{ {answers} }} }}"#)
}

#[test]
fn m01_question_with_any_quotes() {
    let given = Given::new().ticked(&["klage"]);
    for (open, close) in [("\"", "\""), ("”", "”"), ("„", "“"), ("»", "«"), ("“", "”")]
    {
        let text = format!(
            "Før. {{ IF {{MERGEFIELD Question:flettespoergsmaal-00045}} = {open}J{close} {open}Du kan klage.{close} }}"
        );
        let came = |given_answers: &str| given.make(&text, &answers("briller", given_answers));
        let with = came(r#""klage": "J""#);
        assert!(with.text().starts_with("Før. Du kan klage.\n"), "{}", with.text());
        assert!(came(r#""klage": "N""#).text().starts_with("Før.\n"));
        let unanswered = came("");
        assert!(unanswered.text().starts_with("Før.\n"));
        assert_eq!(unanswered.made.receipt.defaulted, ["flettespoergsmaal-00045"]);
    }
}

#[test]
fn m02_three_questions_back_to_back() {
    let given = Given::new().ticked(&["prisoverslag", "loenseddel", "klage"]);
    let question = |number: u32, text: &str| {
        format!(
            "{{ IF {{ MERGEFIELD Question:flettespoergsmaal-{number:05} }} = \"J\" \"{text}\" }}"
        )
    };
    let three = [question(43, "Send overslag."), question(44, "Send løn."), question(45, "Klag.")];
    let one_yes = answers("briller", r#""prisoverslag": "N", "loenseddel": "J", "klage": "N""#);
    let text = format!("Først {} sidst", three.join(" "));
    assert_eq!(given.text(&text, &one_yes), "Først Send løn. sidst\n");
    let text = format!("Først\n{}\nsidst", three.concat());
    assert_eq!(given.text(&text, &one_yes), "Først\nSend løn.\nsidst\n");
    let text = format!("Først\n{}\nsidst", three.join("\n"));
    assert_eq!(given.text(&text, &one_yes), "Først\nSend løn.\nsidst\n");
    let as_word = MergeOptions { gaps: Gaps::AsWord, ..MergeOptions::default() };
    let came = given.make_with(&text, &one_yes, &as_word);
    assert_eq!(came.text(), "Først\n\nSend løn.\n\nsidst\n");
}

#[test]
fn m03_an_empty_looking_letter_lists_its_ten_codes() {
    let codes: Vec<String> = (0..10)
        .map(|number| {
            format!("{{ IF {{ MERGEFIELD Question:{number} }} = \"J\" \"tekst {number}\" }}")
        })
        .collect();
    let template = compiled(&codes.join("\n"));
    let listed = brevsmed::template::list(&template);
    assert_eq!(listed.len(), 10);
    for (number, field) in listed.iter().enumerate() {
        assert_eq!(field.code.split_whitespace().collect::<Vec<_>>().join(" "), codes[number]);
        assert_eq!(field.place.paragraph, number + 1);
    }
}

/// The table of a decision, as two letters have it.
const TABLE: &str = "Beregning\n\
    { MERGEFIELD TableStart:Beregning }{ MERGEFIELD Ydelse }: { MERGEFIELD Overslag \\# \"#.##0,00\" } | \
    { MERGEFIELD Prisaftale \\# \"#.##0,00\" } | { MERGEFIELD Tilskud \\# \"#.##0,00\" } | \
    { MERGEFIELD Egenbetaling \\# \"#.##0,00\" }{ MERGEFIELD TableEnd:Beregning }\n\
    I alt { MERGEFIELD Beregning.TilskudIAlt \\# \"#.##0,00\" } kr.";

#[test]
fn m06_calculation_table_in_foot_treatment_is_a_context_error() {
    let case = r#"{ "context": "fodbehandling", "data": { "Sag": { "Tillaegsprocent": 100 },
        "Beregning": [ { "Ydelse": "fod", "Overslag": 500, "Prisaftale": 435, "Tilskud": 1, "Egenbetaling": 1 } ] } }"#;
    assert_snapshot!(Given::new().text(TABLE, case));
}

#[test]
fn m08_hearing_letter_with_and_without_missing_letter() {
    let text = "Vi påtænker at give dig afslag.\n\
        { IF { MERGEFIELD Historik:manglerbrev } = \"J\" \"Vi skrev til dig den { MERGEFIELD Historik.ManglerbrevDato \\@ \"d. MMMM yyyy\" }{ IF { MERGEFIELD Historik.ManglerPrisoverslag } = \"J\" \" og bad om et prisoverslag\" }.\" \"Vi har ikke bedt dig om mere.\" }\n\
        Svar senest { MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }.";
    let case = |history: &str| {
        format!(
            r#"{{ "context": "briller", "date": "2026-11-22", "data": {{ "Sag": {{ "Frist": "2026-12-20" }} }}, "history": [ {history} ] }}"#
        )
    };
    let sent =
        r#"{ "letter": "manglerbrev", "date": "2026-10-01", "answers": { "prisoverslag": "J" } }"#;
    let given = Given::new();
    let (with, without) = (given.text(text, &case(sent)), given.text(text, &case("")));
    assert_ne!(with, without);
    assert_snapshot!(format!("{with}---\n{without}"));
}

#[test]
fn m10_denial_reason_rules() {
    let text = "Afslag\n{ MERGEFIELD Afslag.AarsagTekst }";
    let case = |reason: &str, met: &str| {
        format!(
            r#"{{ "context": "overskrevet-til-afslag", "data": {{ "Kriterier": {{ "Opfyldt": "{met}" }} }}{reason} }}"#
        )
    };
    let reason = r#", "reason": "bestilt-foer-bevilling""#;
    let given = Given::new();
    assert!(given.text(text, &case(reason, "J")).starts_with("Afslag\nDu får afslag"));
    assert_eq!(given.make(text, &case(reason, "N")).codes(), ["C586"]);
    assert_eq!(given.make(text, &case("", "J")).codes(), ["C580"]);
    let granted = r#"{ "context": "briller", "reason": "kun-briller" }"#;
    assert_eq!(given.make("Bevilling", granted).codes(), ["C581"]);
}

#[test]
fn m11_table_to_the_oere() {
    // Estimate, agreed price, percentage; share and own payment.
    let rows = [
        ("500", "435", "100", "369.75", "130.25"),
        ("435", "435", "100", "369.75", "65.25"),
        ("350", "435", "100", "297.50", "52.50"),
        ("435", "435", "33", "122.02", "312.98"),
        ("435", "435", "50", "184.88", "250.12"),
        ("435", "435", "67", "247.73", "187.27"),
        ("435", "435", "1", "3.70", "431.30"),
        ("300", "", "60", "153.00", "147.00"),
        ("500", "435", "0", "0.00", "500.00"),
    ];
    let given = Given::new();
    let template = compiled(TABLE);
    let mut letters = String::new();
    for (estimate, price, percentage, share, own) in rows {
        let service = if price.is_empty() { "uden aftale" } else { "brilleglas" };
        let case = format!(
            r#"{{ "context": "briller", "date": "2026-11-22", "data": {{ "Leverandoer": {{ "Noegle": "optik" }},
                "Sag": {{ "Tillaegsprocent": {percentage} }}, "Beregning": [ {{ "Ydelse": "{service}", "Overslag": {estimate} }} ] }} }}"#
        );
        let case = brevsmed::wire::read_case(case.as_bytes()).expect("a case");
        let came = given.make_case(&template, &case, &MergeOptions::default());
        let letter = came.text();
        let danish = |number: &str| {
            brevsmed::locale::number_text(decimal(number), brevsmed::locale::Language::Da, true)
        };
        let expected = format!("| {} | {}\n", danish(share), danish(own));
        assert!(letter.contains(&expected), "{estimate} {price} {percentage}: {letter}");
        assert_eq!(decimal(share) + decimal(own), decimal(estimate));
        letters.push_str(&letter);
    }
    assert_snapshot!(letters);
}

#[test]
fn m11_price_agreement_with_an_unknown_supplier_is_an_error() {
    let file = |text: &str| text.as_bytes().to_vec();
    let files = [
        (
            "bundle.toml",
            file(
                "name = \"P\"\nlanguage = \"da-DK\"\nenvironment = \"production\"\nenvironments = [\"production\"]\n",
            ),
        ),
        (
            "prices.toml",
            file(
                "[[supplier]]\nkey = \"optik\"\nname = \"Optik\"\n\
                 [[price]]\nsupplier = \"optk\"\nservice = \"briller\"\nprice = \"435,00\"\n",
            ),
        ),
    ];
    let files = files.map(|(name, bytes)| (name.to_owned(), bytes)).into();
    let read = brevsmed::bundle::read(&files);
    assert!(read.has_errors());
    let found: Vec<_> = read
        .found
        .iter()
        .map(|found| found.render(brevsmed::diagnostic::MessageLanguage::Danish))
        .collect();
    assert!(
        found.iter().any(|found| found.contains("B726") && found.contains("`optk`")),
        "{found:?}"
    );
}
