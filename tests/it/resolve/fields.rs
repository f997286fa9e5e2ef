//! Fields: where they exist, whence they come, what fits them.

use brevsmed::catalogue::{FieldKind, LetterMode, Source};
use brevsmed::merge::{MergeOptions, Missing, Strictness};
use insta::assert_snapshot;

use super::given::{Given, field, formula};

/// A table of templates and cases as one text.
fn table(given: &Given, rows: &[(&str, &str)]) -> String {
    rows.iter()
        .map(|(template, case)| {
            format!("── {template}\n   {case}\n{}\n", given.text(template, case))
        })
        .collect()
}

#[test]
fn a_context_is_known_and_the_template_is_made_for_it() {
    let mut given = Given::new();
    given.manifest.contexts.retain(|context| context != "tandproteser");
    assert_snapshot!(table(
        &given,
        &[
            ("Kære", r#"{ "context": "briller" }"#),
            ("Kære", r#"{ "context": "brille" }"#),
            ("Kære", r#"{ "context": "fysioterapi" }"#),
            ("Kære", r#"{ "context": "tandproteser" }"#),
            ("Kære", "{}"),
        ],
    ));
}

#[test]
fn a_field_exists_in_its_contexts_only() {
    let list = r#"{ "context": "CONTEXT", "data": { "Beregning": [ { "Overslag": 500 } ], "Sag": { "Tillaegsprocent": 100 } } }"#;
    let briller = &list.replace("CONTEXT", "briller");
    let feet = &list.replace("CONTEXT", "fodbehandling");
    let region = "Før\n{ MERGEFIELD TableStart:Beregning }{ MERGEFIELD Overslag } af { MERGEFIELD Beregning.Tilskud }{ MERGEFIELD TableEnd:Beregning }\nEfter";
    let guarded = "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"I alt { MERGEFIELD Beregning.TilskudIAlt }\" \"Intet\" }";
    assert_snapshot!(table(
        &Given::new(),
        &[
            (region, briller),
            (region, feet),
            ("{ MERGEFIELD Beregning.TilskudIAlt }", feet),
            (guarded, briller),
            (guarded, feet),
            ("{ MERGEFIELD Beregning.Tilskud }", briller),
            ("{ MERGEFIELD Borger.Nvan } { MERGEFIELD Xyz } { MERGEFIELD Xyz }", briller),
            ("{ IF 1 = 2 \"{ MERGEFIELD Xyz }\" \"nej\" }", briller),
            ("{ MERGEFIELD TableStart:Borger.Navn }x{ MERGEFIELD TableEnd:Borger.Navn }", briller),
            ("{ MERGEFIELD TableStart:Beregninger }x{ MERGEFIELD TableEnd:Beregninger }", briller),
        ],
    ));
}

#[test]
fn a_value_has_one_source_and_the_request_wins() {
    let template = "{ MERGEFIELD Borger.Navn }{ MERGEFIELD Borger.CoNavn }\n\
                    { MERGEFIELD Sag.Ydelse }\n\
                    { MERGEFIELD Myndighed.Telefon }\n\
                    { MERGEFIELD Historik:manglerbrev } { MERGEFIELD Historik.ManglerPrisoverslag }\n\
                    { MERGEFIELD TableStart:Beregning }{ MERGEFIELD RowNumber }: { MERGEFIELD Prisaftale } { MERGEFIELD Tilskud }{ MERGEFIELD TableEnd:Beregning }\n\
                    { MERGEFIELD Beregning.TilskudIAlt }";
    let given = Given::new();
    let bare = r#"{ "context": "briller", "date": "2026-11-22", "data": {
        "borger": { "navn": "Åse" }, "Leverandoer": { "Noegle": "optik" }, "Sag": { "Tillaegsprocent": "33" },
        "Beregning": [ { "Ydelse": "brilleglas", "Overslag": 500 }, { "Ydelse": "stel", "Overslag": "200,00" } ] } }"#;
    let sent = r#"{ "context": "briller", "date": "2026-11-22", "data": {
        "Borger:Navn": "Åse", "Borger": { "CoNavn": "Bo" }, "Sag": { "Ydelse": "briller", "Tillaegsprocent": 33 },
        "Myndighed": { "Telefon": "33 33 33 33" }, "Historik": { "manglerbrev": true, "ManglerPrisoverslag": "N" },
        "Beregning": [ { "Prisaftale": 400, "Tilskud": 10, "Overslag": 100 } ] } }"#;
    let mut out = String::new();
    for case in [bare, sent] {
        let came = given.make(template, case);
        out.push_str(&format!("{}{}\n", came.text(), came.sources()));
    }
    assert_snapshot!(out);
}

#[test]
fn what_holds_is_what_holds_on_the_day_of_the_letter() {
    let template = "{ MERGEFIELD Myndighed.Telefon } { MERGEFIELD TableStart:Beregning }{ MERGEFIELD Prisaftale }{ MERGEFIELD TableEnd:Beregning }";
    let case = |date: &str| {
        format!(
            r#"{{ "context": "briller", {date} "data": {{ "Leverandoer": {{ "Noegle": "optik" }}, "Beregning": [ {{ "Ydelse": "brilleglas" }} ] }} }}"#
        )
    };
    let on = |date: &str| {
        let came = Given::new().make(template, &case(date));
        let prices: Vec<_> =
            came.resolved.prices.iter().map(|price| format!("{:?}", price.from)).collect();
        format!("{date} {}{}\n", came.text(), prices.join(" "))
    };
    assert_snapshot!(
        [
            on(r#""date": "2026-06-30","#),
            on(r#""date": "2026-07-01","#),
            on(r#""date": "2024-12-31","#),
            on(""),
        ]
        .concat()
    );
}

#[test]
fn history_is_what_was_sent_before_the_day_of_the_letter() {
    let template = "{ MERGEFIELD Historik:manglerbrev }\
                    { IF { MERGEFIELD Historik:manglerbrev } = \"J\" \" den { MERGEFIELD Historik.ManglerbrevDato \\@ \"d. MMMM yyyy\" }\" }\
                    { IF { MERGEFIELD Historik.ManglerPrisoverslag } = \"J\" \" om prisoverslag\" }";
    let case = |history: &str| {
        format!(r#"{{ "context": "briller", "date": "2026-11-22", "history": [ {history} ] }}"#)
    };
    let first = r#"{ "letter": "manglerbrev", "date": "2026-01-19", "answers": { "flettespoergsmaal-10043": "J" } }"#;
    let second =
        r#"{ "letter": "manglerbrev", "date": "2026-03-01", "answers": { "prisoverslag": "N" } }"#;
    let later = r#"{ "letter": "manglerbrev", "date": "2026-12-24" }"#;
    let other = r#"{ "letter": "bevilling", "date": "2026-01-01" }"#;
    let rows: Vec<(&str, String)> = ["", first, later, other]
        .into_iter()
        .map(|history| (template, case(history)))
        .chain([(template, case(&format!("{second}, {first}")))])
        .chain([("Den { MERGEFIELD Historik.ManglerbrevDato }", case(""))])
        .collect();
    let rows: Vec<_> = rows.iter().map(|(template, case)| (*template, case.as_str())).collect();
    assert_snapshot!(table(&Given::new(), &rows));
}

#[test]
fn a_value_of_the_wrong_type_is_named_and_never_shown() {
    let text = "{ MERGEFIELD Sag.Tillaegsprocent } { MERGEFIELD Sag.Frist } { MERGEFIELD Kriterier.Opfyldt } { MERGEFIELD Borger.Navn }\n\
                { MERGEFIELD TableStart:Beregning }{ MERGEFIELD Overslag }{ MERGEFIELD TableEnd:Beregning }";
    let given = Given::new();
    let wrong = r#"{ "context": "briller", "data": { "Sag": { "Tillaegsprocent": 101, "Frist": "hemmelig", "Ydelse": "sko" },
        "Kriterier": { "Opfyldt": "hemmelig" }, "Borger": { "Navn": [ "hemmelig" ] },
        "Beregning": [ { "Overslag": 1 }, { "Overslag": "hemmelig" } ] } }"#;
    let told = given.text(text, wrong);
    assert!(!told.contains("hemmelig"), "{told}");
    let none = r#"{ "context": "briller", "data": { "Sag": { "Tillaegsprocent": "hemmelig", "Frist": "11/12/2026" },
        "Kriterier": { "Opfyldt": true }, "Borger": { "Navn": "hemmelig" }, "Beregning": [] } }"#;
    let told_of_none = given.text(text, none);
    let contradicting =
        r#"{ "context": "briller", "data": { "Sag": { "Ydelse": "tandproteser" } } }"#;
    assert_snapshot!(format!(
        "{told}\n{told_of_none}\n{}\n{}",
        given.text("{ MERGEFIELD Sag.Ydelse }", contradicting),
        given.text("intet felt", wrong),
    ));
}

#[test]
fn a_missing_value_says_where_it_should_have_come_from() {
    let given = Given::new()
        .with(field(
            "Sag.Pris",
            FieldKind::Amount,
            Source::Price {
                supplier: "Leverandoer.Noegle".to_owned(),
                service: "Sag.Ydelse".to_owned(),
            },
        ))
        .with(formula("Sag.Halvt", "{Sag.Tillaegsprocent} / 2"))
        .with(formula("Sag.Brudt", "1 / ({Sag.Tillaegsprocent} - {Sag.Tillaegsprocent})"))
        .with(formula("Sag.Ring", "{Sag.Rang} + 1"))
        .with(formula("Sag.Rang", "{Sag.Ring} + 1"))
        .with(formula("Sag.Ukendt", "{Sag.Findesikke} + 1"))
        .with(formula("Sag.Liste", "{Beregning.Overslag} * 2"))
        .with(formula("Sag.Rod", "ROUND({Sag.Tillaegsprocent}"))
        .with(formula("Sag.Ord", "{Borger.Navn} * 2"));
    let case = r#"{ "context": "briller", "date": "2024-01-01", "data": { "Leverandoer": { "Noegle": "ukendt" }, "Sag": { "Frist": "", "Tillaegsprocent": 0 }, "Borger": { "Navn": "hemmelig" }, "Beregning": [ { "Overslag": 1 } ] } }"#;
    let without = r#"{ "context": "briller", "data": { "Sag": {} } }"#;
    let rows: Vec<String> = [
        ("Borger.Navn", without),
        ("Sag.Frist", case),
        ("Myndighed.Telefon", case),
        ("Sag.Pris", case),
        ("Sag.Pris", without),
        ("Historik.ManglerbrevDato", case),
        ("Afslag.AarsagTekst", case),
        ("Sag.Halvt", without),
        ("Sag.Halvt", case),
        ("Sag.Brudt", case),
        ("Sag.Ring", case),
        ("Sag.Ukendt", case),
        ("Sag.Liste", case),
        ("Sag.Rod", case),
        ("Sag.Ord", case),
    ]
    .into_iter()
    .map(|(name, case)| given.text(&format!("{{ MERGEFIELD {name} }}"), case))
    .collect();
    let told = rows.concat();
    assert!(!told.contains("hemmelig"));
    assert_snapshot!(told);
}

#[test]
fn nothing_is_found_wrong_with_text_that_this_letter_does_not_need() {
    let given = Given::new();
    let text = "{ IF { MERGEFIELD Sag.Ydelse } = \"fodbehandling\" \"{ MERGEFIELD Borger.Navn }, { MERGEFIELD Afslag.AarsagNavn }\" \"Kære\" }";
    assert_eq!(given.text(text, r#"{ "context": "briller" }"#), "Kære\n");
    assert_eq!(given.make(text, r#"{ "context": "fodbehandling" }"#).codes(), ["C540", "C545"]);
}

#[test]
fn the_caller_may_let_missing_values_be_empty_but_not_fields_of_other_contexts() {
    let given = Given::new();
    let options = MergeOptions { missing: Missing::Empty, ..MergeOptions::default() };
    let text = "Kære { MERGEFIELD Borger.Navn }.{ MERGEFIELD Beregning.TilskudIAlt }";
    let came = given.make_with(text, r#"{ "context": "fodbehandling" }"#, &options);
    assert_eq!(came.codes(), ["C503"]);
    let came = given.make_with(
        "Kære { MERGEFIELD Borger.Navn }.",
        r#"{ "context": "briller" }"#,
        &options,
    );
    assert_eq!(came.text(), "Kære.\n");
}

#[test]
fn an_automatic_letter_has_no_hole_whatever_the_options() {
    let mut given = Given::new();
    given.manifest.mode = LetterMode::Automatic;
    let options = MergeOptions {
        missing: Missing::Empty,
        strictness: Strictness::Lenient,
        ..MergeOptions::default()
    };
    let came =
        given.make_with("Kære { MERGEFIELD Borger.Navn }", r#"{ "context": "briller" }"#, &options);
    assert!(came.text().starts_with("REFUSED\nC540"), "{}", came.text());
}

#[test]
fn formulas_of_formulas_have_an_end() {
    let chain = |length: usize, before: &str, after: &str| {
        let mut given = Given::new().with(formula("F0", "{Sag.Tillaegsprocent}"));
        for number in 1..length {
            let text = format!("{before}{{F{}}}{after}", number - 1);
            given = given.with(formula(&format!("F{number}"), &text));
        }
        let text = format!("{{ MERGEFIELD F{} }}", length - 1);
        given
            .text(&text, r#"{ "context": "briller", "data": { "Sag": { "Tillaegsprocent": 7 } } }"#)
    };
    assert_eq!(chain(24, "", " + 1"), "30,00\n");
    // As deep as a formula may be, in each other as deep as they may be.
    assert_eq!(chain(24, &"IF(1; ".repeat(23), &"; 0)".repeat(23)), "7,00\n");
    assert!(chain(500, "", " + 1").starts_with("REFUSED\nC549"));
}

#[test]
fn names_are_found_as_templates_write_them() {
    let given = Given::new().with(field("Borger.Foto", FieldKind::Picture, Source::Request));
    let case = r#"{ "context": "briller", "data": { "BORGER.NAVN": "Åse", "Beregning": [ { "beregning.overslag": 7 } ] } }"#;
    assert_snapshot!(table(
        &given,
        &[
            ("{ MERGEFIELD Borger:Navn } { MERGEFIELD borger.navn }", case),
            ("{ MERGEFIELD Image:Borger.Foto }", case),
            (
                "{ MERGEFIELD BeginGroup:Beregning }{ MERGEFIELD Beregning:Overslag } { MERGEFIELD Borger.Navn }{ MERGEFIELD EndGroup:Beregning }",
                case
            ),
            (
                "{ MERGEFIELD TableStart:Beregning }{ MERGEFIELD Overslaget }{ MERGEFIELD TableEnd:Beregning }",
                case
            ),
        ],
    ));
}
