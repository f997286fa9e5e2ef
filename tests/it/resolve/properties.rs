//! What holds of every case.

use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::wire::case_of;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::given::{Given, compiled, decimal};

/// Every field of the catalogue, guarded and not, in a list and outside.
const TEXT: &str = "{ MERGEFIELD Borger.Navn }{ MERGEFIELD Borger.CoNavn }\n\
    { MERGEFIELD Sag.Ydelse } { MERGEFIELD Sag.Tillaegsprocent \\# \"0,00\" } { MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }\n\
    { MERGEFIELD Kriterier.Opfyldt } { MERGEFIELD Myndighed.Telefon } { MERGEFIELD Historik:manglerbrev }\n\
    { IF { MERGEFIELD Historik:manglerbrev } = \"J\" \"{ MERGEFIELD Historik.ManglerbrevDato } { MERGEFIELD Historik.ManglerPrisoverslag }\" }\n\
    { IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"{ MERGEFIELD Beregning.TilskudIAlt }\" }\n\
    { IF { MERGEFIELD Question:flettespoergsmaal-00043 } = \"J\" \"overslag\" }{ MERGEFIELD Question:flettespoergsmaal-00042 }\n\
    { MERGEFIELD TableStart:Beregning }{ MERGEFIELD RowNumber } { MERGEFIELD Ydelse } { MERGEFIELD Overslag } { MERGEFIELD Prisaftale } { MERGEFIELD Tilskud } { MERGEFIELD Beregning.Egenbetaling }{ MERGEFIELD TableEnd:Beregning }";

fn value() -> impl Strategy<Value = Json> {
    prop_oneof![
        4 => prop::sample::select(vec!["J", "N", "briller", "optik", "brilleglas", "2026-12-20", "12,50", ""]).prop_map(|text| json!(text)),
        3 => (0..200_i32).prop_map(|number| json!(number)),
        1 => any::<bool>().prop_map(|answer| json!(answer)),
        1 => Just(Json::Null),
        1 => "\\PC{0,12}".prop_map(|text| json!(text)),
        1 => prop::collection::vec(Just(json!({ "Overslag": 1 })), 0..2).prop_map(Json::from),
    ]
}

fn item() -> impl Strategy<Value = Json> {
    (prop::option::of(value()), prop::option::of(value()), prop::option::of(value())).prop_map(
        |(service, estimate, price)| {
            let mut item = json!({});
            for (name, value) in
                [("Ydelse", service), ("Overslag", estimate), ("Prisaftale", price)]
            {
                if let Some(value) = value {
                    item[name] = value;
                }
            }
            item
        },
    )
}

fn case() -> impl Strategy<Value = Json> {
    let context = prop::sample::select(vec![
        "briller",
        "tandproteser",
        "fodbehandling",
        "overskrevet-til-afslag",
        "ukendt",
    ]);
    let names = vec![
        "Borger.Navn",
        "Borger.CoNavn",
        "Sag.Ydelse",
        "Sag.Tillaegsprocent",
        "Sag.Frist",
        "Kriterier.Opfyldt",
        "Myndighed.Telefon",
        "Leverandoer.Noegle",
        "Beregning.TilskudIAlt",
        "Historik.ManglerbrevDato",
        "sag.ydelse",
        "Ukendt.Felt",
    ];
    let data = prop::collection::btree_map(prop::sample::select(names), value(), 0..10);
    let items = prop::option::of(prop::collection::vec(item(), 0..4));
    let asked = vec![
        "prisoverslag",
        "flettespoergsmaal-00043",
        "fast-tandprotese",
        "flettespoergsmaal-10042",
    ];
    let answers = prop::collection::btree_map(prop::sample::select(asked), any::<bool>(), 0..3);
    let history = prop::collection::vec(0..28_i32, 0..3);
    let reason =
        prop::option::of(prop::sample::select(vec!["bestilt-foer-bevilling", "udgaaet", "x"]));
    (context, data, items, answers, history, reason).prop_map(
        |(context, data, items, answers, history, reason)| {
            let mut data = json!(data);
            if let Some(items) = items {
                data["Beregning"] = json!(items);
            }
            let history: Vec<Json> = history
                .into_iter()
                .map(|day| json!({ "letter": "manglerbrev", "date": format!("2026-01-{:02}", day + 1) }))
                .collect();
            json!({ "context": context, "data": data, "answers": answers, "history": history, "reason": reason, "date": "2026-11-22" })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_case_resolves_the_same_way_twice_and_every_field_of_a_letter_has_a_source(case in case()) {
        let given = Given::new().ticked(&["prisoverslag", "fast-tandprotese"]);
        let template = compiled(TEXT);
        let case = case_of(case).expect("a case");
        let options = MergeOptions::default();
        let came = given.make_case(&template, &case, &options);
        let again = given.make_case(&template, &case, &options);
        prop_assert_eq!(&came.made.outcome, &again.made.outcome);
        prop_assert_eq!(&came.made.receipt, &again.made.receipt);
        if let Outcome::Letter(_) = came.made.outcome {
            for used in &came.made.receipt.fields {
                let several = came.resolved.sources.iter().filter(|found| found.name.ends_with(&used.name)).count() > 1;
                prop_assert!(used.source.is_some() || several, "{} has no source", used.name);
            }
        }
    }

    #[test]
    fn share_and_own_payment_are_the_estimate(
        estimate in 0..10_000_000_i64,
        price in prop::option::of(0..10_000_000_i64),
        percentage in 0..=100_i32,
    ) {
        let oere = |number: i64| format!("{}.{:02}", number / 100, number % 100);
        let price = price.map_or(Json::Null, |price| json!(oere(price)));
        let case = json!({ "context": "briller", "data": {
            "Sag": { "Tillaegsprocent": percentage }, "Leverandoer": { "Noegle": "ingen" },
            "Beregning": [ { "Ydelse": "x", "Overslag": oere(estimate), "Prisaftale": price } ] } });
        let template = compiled("{ MERGEFIELD TableStart:Beregning }{ MERGEFIELD Tilskud } { MERGEFIELD Egenbetaling }{ MERGEFIELD TableEnd:Beregning }");
        let came = Given::new().make_case(&template, &case_of(case).expect("a case"), &MergeOptions::default());
        let text = came.text();
        let numbers: Vec<_> = text.trim().split(' ').map(|number| decimal(&number.replace(',', "."))).collect();
        prop_assert_eq!(numbers.len(), 2, "{}", text);
        prop_assert_eq!(numbers[0] + numbers[1], decimal(&oere(estimate)));
    }
}
