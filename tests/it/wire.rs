//! The wire: JSON and tables to case data, wishes and answers, and what is said when they are wrong.

use brevsmed::diagnostic::MessageLanguage::{Danish, English};
use brevsmed::merge::{Answer, Approved, Datum, Gaps, Missing, Record, Strictness};
use brevsmed::wire::{
    DEPTH_LIMIT, OptionsWire, Table, read_answers, read_date, read_record, wire_error,
};

/// A record as lines: name, kind, value.
fn dump(record: &Record) -> Vec<String> {
    record.names().flat_map(|name| dump_datum(name, record.get(name).expect("its name"))).collect()
}

fn dump_datum(name: &str, datum: &Datum) -> Vec<String> {
    match datum {
        Datum::Value(value) => vec![format!("{name} {value:?}")],
        Datum::Picture(picture) => vec![format!(
            "{name} picture of {} bytes, {:?}, {}, {:?}",
            picture.bytes.len(),
            picture.alt,
            picture.decorative,
            picture.width_mm
        )],
        Datum::Fragment(fragment) => {
            vec![format!("{name} fragment of {} bytes", fragment.bytes.len())]
        }
        Datum::List(items) => {
            let items = items.iter().flat_map(|item| [vec!["-".to_owned()], dump(item)].concat());
            std::iter::once(format!("{name} list"))
                .chain(items.map(|line| format!("  {line}")))
                .collect()
        }
    }
}

#[test]
fn json_becomes_named_values() {
    let record = read_record(
        r#"{
            "Borger": {"Navn": "Åse", "Adresse": {"By": "Egeby"}, "CoNavn": null, "Samtykke": true},
            "Sag": {"Beløb": 1742.50, "Stort": 12345678901234567890.12, "Lille": 1.5e-3, "År": 2E3, "Plus": 1.20e+2},
            "Beregning": [{"Tekst": "Briller", "Trin": [{"Nr": 1}]}, {"Tekst": "Tænder"}],
            "Bilag": ["lønseddel", 2],
            "Tom": [],
            "Historik:manglerbrev": "J",
            "Logo": {"$picture": {"base64": "iVBO\nRw==", "alt": "Byvåben", "width_mm": 40}},
            "Streg": {"$picture": {"base64": "", "decorative": true, "alt": null}},
            "Klage": {"$fragment": {"base64": "UEsDBA=="}}
        }"#
        .as_bytes(),
    )
    .expect("data");
    insta::assert_snapshot!(dump(&record).join("\n"));
}

#[test]
fn a_mistake_is_named_by_its_path_and_never_by_its_value() {
    let deep = format!("{}1{}", "{\"a\":".repeat(DEPTH_LIMIT + 1), "}".repeat(DEPTH_LIMIT + 1));
    let deep_path = vec!["a"; DEPTH_LIMIT].join(".");
    let check = |json: &str, en: &str, da: &str| {
        let error = read_record(json.as_bytes()).expect_err(json);
        assert_eq!(
            (wire_error(&error, English), wire_error(&error, Danish)),
            (en.to_owned(), da.to_owned())
        );
    };
    check("[1]", "is a list, and an object is needed", "er en liste, men skal være et objekt");
    check(
        r#"{"A": [{"B": 123456789012345678901234567890.5}]}"#,
        "the number in `A[0].B` has more than 28 digits; send it as text",
        "tallet i `A[0].B` har mere end 28 cifre; send det som tekst",
    );
    check(
        r#"{"A": {"$image": "hemmelig"}}"#,
        "`A.$image` is not known; `$picture` and `$fragment` are",
        "`A.$image` kendes ikke; det gør `$picture` og `$fragment`",
    );
    check(
        r#"{"A": {"$picture": {"base64": "", "height": 3}}}"#,
        "`A.$picture.height` is not known in a picture or a fragment",
        "`A.$picture.height` kendes ikke i et billede eller et dokumentstykke",
    );
    check(
        r#"{"A": [{"$picture": {"base64": "", "width_mm": 2.5}}]}"#,
        "`A[0].Value.$picture.width_mm` is a number, and a whole number under 10,000 is needed",
        "`A[0].Value.$picture.width_mm` er et tal, men skal være et helt tal under 10.000",
    );
    check(
        r#"{"A": {"$fragment": {"base64": "hemmelig!"}}}"#,
        "`A.$fragment.base64` is not base64",
        "`A.$fragment.base64` er ikke base64",
    );
    check(
        &deep,
        &format!("`{deep_path}` is nested deeper than {DEPTH_LIMIT} levels"),
        &format!("`{deep_path}` ligger i mere end {DEPTH_LIMIT} niveauer"),
    );
}

#[test]
fn numbers_and_depth_built_to_hurt_are_refused() {
    for number in ["1e99", "1e-99", "1e4000000000", "-1e99999999999999999999", "1E+29"] {
        assert!(read_record(format!("{{\"a\": {number}}}").as_bytes()).is_err(), "{number}");
    }
    for open in ["[", "{\"a\":"] {
        assert!(read_record(open.repeat(1_000_000).as_bytes()).is_err());
    }
}

#[test]
fn answers_come_as_a_list_or_as_json() {
    for text in ["00042=J, Question:00043 = n,", r#"{"Question:00042": true, "00043": "N"}"#] {
        let answers = read_answers(text).expect(text);
        assert_eq!(answers.len(), 2);
        assert_eq!((answers["00042"], answers["00043"]), (Answer::Yes, Answer::No));
    }
    assert!(read_answers(" ").expect("no answers").is_empty());
    for (text, expected) in [
        ("00042", "answer 1 is not of the form `key=J`"),
        ("1=J,=N", "answer 2 is not of the form `key=J`"),
        ("00042=ja", "the answer to `00042` is neither J nor N"),
        ("{\"1\": 1}", "`1` is a number, and text is needed"),
    ] {
        let error = read_answers(text).expect_err(text);
        assert_eq!(wire_error(&error, English), expected);
    }
}

#[test]
fn options_are_the_wishes_of_the_command_line() {
    let options = OptionsWire::read(
        r#"{"missing": "empty", "gaps": "as-word", "lenient": true, "date": "2026-11-21",
            "title": "Afgørelse", "language": "nb", "properties": {"Kontor": "Egeby"}}"#,
    )
    .expect("options");
    let options = options.merge_options(Approved::default()).expect("options");
    assert_eq!(options.missing, Missing::Empty);
    assert_eq!(options.gaps, Gaps::AsWord);
    assert_eq!(options.strictness, Strictness::Lenient);
    assert_eq!(options.properties["kontor"], "Egeby");
    assert_eq!(options.date, read_date("2026-11-21T00:00").ok());
    assert!(OptionsWire::read(r#"{"mising": "empty"}"#).is_err(), "a misspelt wish is no wish");
    let hungarian = OptionsWire::read(r#"{"language": "hu"}"#).expect("options");
    let error = hungarian.compile_options().expect_err("no Hungarian letters");
    assert_eq!(
        wire_error(&error, English),
        "the language `hu` is not known; da, nb, sv and en are"
    );
}

#[test]
fn a_table_is_read_whatever_separates_its_cells() {
    for text in [
        "Borger.Navn;By\nÅse;Egeby\n",
        "Borger.Navn,By\r\nÅse,Egeby\r\n",
        "\u{feff}Borger.Navn\tBy\nÅse\tEgeby",
    ] {
        let mut table = Table::open(std::io::Cursor::new(text.to_owned())).expect("a table");
        let row = table.next_row().expect("a row").expect("a good row");
        assert_eq!(dump(&row.record()), ["Borger.Navn Text(\"Åse\")", "By Text(\"Egeby\")"]);
        assert!(table.next_row().is_none());
    }
    for (text, expected) in
        [("A;;B\n", "column 2 has no name"), ("A;B;A\n", "two columns are called `A`")]
    {
        let error = Table::open(std::io::Cursor::new(text)).err().expect("no table");
        assert_eq!(wire_error(&error, English), expected);
    }
}
