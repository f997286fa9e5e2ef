//! One small template for each finding, and one beside it that is right.

use std::fmt::Write;

use brevsmed::catalogue::{CatalogueField, Contexts, FieldKind, GroupRule, LetterMode, Source};
use insta::assert_snapshot;

use super::{Case, group};
use crate::shapes::{paragraphs, table};
use crate::support::Doc;

/// What is found in each of some templates, under its sketch.
fn table_of(cases: Vec<(&str, Case)>) -> String {
    let mut text = String::new();
    for (sketch, case) in cases {
        let _ = writeln!(text, "{sketch}");
        for line in case.findings().lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

fn sketched(sketches: &[&'static str]) -> String {
    table_of(sketches.iter().map(|sketch| (*sketch, Case::new(sketch))).collect())
}

const A: &str = "{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}";

#[test]
fn conditions_that_decide_nothing() {
    assert_snapshot!(sketched(&[
        "x {IF 1 = 2 \"aldrig\"}y",
        "x {IF 1 = 1 \"altid\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"{IF {MERGEFIELD Question:fl-1} = \"N\" \"b\"}a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"{IF {MERGEFIELD Question:fl-1} = \"J\" \"b\"}a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}a\"}y",
        "x {IF 1 = 1 \"altid\" \"aldrig\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"{IF {MERGEFIELD Question:fl-1} = \"J\" \"b\" \"c\"}a\"}y",
        "x {IF {MERGEFIELD Sag.Ydelse} = \"briller\" \"b\" \"{IF {MERGEFIELD Sag.Ydelse} = \"fodbehandling\" \"f\" \"andet\"}\"}y",
        "x {IF {MERGEFIELD Sag.Ydelse} = \"afslag\" \"kun andre steder\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"ens\" \"ens\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"det ene\" \"det andet\"}y",
        "x {IF {MERGEFIELD Sag.Type} = \"særlig\" \"s\" \"{IF {MERGEFIELD Sag.Type} = \"helt særlig\" \"hs\" \"andet\"}\"}y",
        "x {IF {MERGEFIELD Borger.Navn} = \"\" \"intet navn\"}y",
    ]));
}

#[test]
fn holes_in_a_line() {
    assert_snapshot!(sketched(&[
        "Du bor hos {MERGEFIELD Borger.CoNavn} i dag.",
        "Navn: {MERGEFIELD Borger.CoNavn}",
        "Du bor hos os{MERGEFIELD Borger.CoNavn \\b \" og \"}.",
        "x\n{MERGEFIELD Borger.CoNavn}\ny",
        "{MERGEFIELD Borger.Navn} {MERGEFIELD Borger.CoNavn}",
        "Du bor {IF {MERGEFIELD Borger.CoNavn} <> \"\" \"hos {MERGEFIELD Borger.CoNavn} \"}i dag.",
        "{IF {MERGEFIELD Question:fl-1} = \"J\" \"Du bor hos {MERGEFIELD Borger.CoNavn}.\" \"Du bor alene.\"}",
    ]));
}

#[test]
fn words_that_stand_for_an_empty_value() {
    assert_snapshot!(sketched(&[
        "Du bor hos {MERGEFIELD Borger.CoNavn}{IF {MERGEFIELD Borger.CoNavn} = \"\" \"ukendt\"}.",
        "Du bor hos {IF {MERGEFIELD Borger.CoNavn} = \"\" \"ukendt\"}{MERGEFIELD Borger.CoNavn}.",
        "{IF {MERGEFIELD Borger.CoNavn} <> \"\" \"c/o \"}{MERGEFIELD Borger.CoNavn}\nslut",
        "Kære borger⏎{MERGEFIELD Borger.CoNavn}\nslut",
        "Hos {MERGEFIELD Borger.CoNavn} og {MERGEFIELD Borger.CoNavn}.",
        "{IF {MERGEFIELD Question:fl-1} = \"J\" \"Du bor hos \"}{MERGEFIELD Borger.CoNavn}\nslut",
    ]));
}

/// Texts in the order of letters, numbers as the letter writes them, two patterns at once.
#[test]
fn comparisons_that_some_value_meets() {
    let found = sketched(&[
        "x{IF {MERGEFIELD Sag.Type} > \"m\" \" sen\"}{IF {MERGEFIELD Sag.Type} < \"b\" \" tidlig\"}.",
        "x{IF {MERGEFIELD Borger.Navn} < \"2000\" \" lav\"}{IF {MERGEFIELD Borger.Navn} >= \"5000\" \" høj\"}.",
        "x{IF {MERGEFIELD Sag.Procent} > \"0,5\" \" lidt\"}.",
        "x{IF {MERGEFIELD Sag.Beloeb} < \"1.000\" \" lille\" \" stor\"}{IF {MERGEFIELD Sag.Beloeb} > \"2.000\" \" større\"}.",
        "x{IF {MERGEFIELD Sag.Type} = \"*gas*\" \"{IF {MERGEFIELD Sag.Type} = \"*vand*\" \" begge\"}\"}.",
    ]);
    let findings: Vec<&str> = found.lines().filter(|line| line.starts_with("    ")).collect();
    assert!(findings.is_empty(), "{found}");
}

/// The fault of a comparison inside another code is told once, as its own.
#[test]
fn comparisons_inside_other_codes() {
    assert_snapshot!(sketched(&[
        "x{IF {COMPARE {MERGEFIELD Question:fl-1} = \"ja\"} = 1 \" a\"}.",
        "x{IF {= OR({COMPARE {MERGEFIELD Question:fl-1} = \"ja\"}; {COMPARE {MERGEFIELD Question:fl-2} = \"J\"})} = 1 \" a\"}.",
        "{SKIPIF {MERGEFIELD Question:fl-1} = \"ja\"}Kære borger",
        "{SET s {MERGEFIELD Question:fl-1}}x{IF {REF s} = \"ja\" \" a\"}.",
    ]));
}

/// What SKIPIF holds back is no letter, wherever it stands.
#[test]
fn letters_held_back_at_the_end() {
    let inner = "Kære {IF {MERGEFIELD Question:fl-2} = \"J\" \" du\"}";
    let sketch = format!(
        "{{IF {{MERGEFIELD Question:fl-1}} = \"J\" \"{inner}\"}}x{{SKIPIF {{MERGEFIELD Question:fl-2}} = \"J\"}}"
    );
    assert_eq!(Case::new(&sketch).findings(), "");
}

/// An answer that the rule of a group leaves no other choice.
#[test]
fn the_other_text_under_a_rule_of_a_group() {
    let case = Case::new(
        "x{IF {MERGEFIELD Question:fl-1} = \"J\" \" a{IF {MERGEFIELD Question:fl-2} = \"N\" \" alene\" \" og b\"}\"}.",
    );
    let group = group("g", GroupRule::AtMostOne, &["a", "b"]);
    let case = case.with(|catalogue| catalogue.question_groups.push(group));
    assert_snapshot!(case.findings());
}

#[test]
fn comparisons_that_no_value_meets() {
    assert_snapshot!(sketched(&[
        "x {IF {MERGEFIELD Question:fl-1} = \"ja\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"Y\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"j\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \" J\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} <> \"nej\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}y",
        "x {IF {MERGEFIELD Question:fl-1} <> \"N\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Klar} = \"1\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Klar} = \"J\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Ydelse} = \"brille\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Ydelse} = \"briller\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Procent} > 120 \"a\"}y",
        "x {IF {MERGEFIELD Sag.Procent} > 80 \"a\"}y",
        "x {IF {MERGEFIELD Sag.Procent} = \"alle\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Beloeb} > \"meget\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Beloeb} > \"1.000,50\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Frist} > \"snart\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Frist} > \"2026-01-01\" \"a\"}y",
        "x {IF {MERGEFIELD Sag.Type} = \"sær*\" \"a\"}y",
    ]));
}

#[test]
fn questions_between_code_manifest_and_catalogue() {
    let coded = "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}y";
    let foot = "x {IF {MERGEFIELD Question:fl-4} = \"J\" \"a\"}y";
    let same = "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"a\" \"a\"}y";
    let alias = "x {IF {MERGEFIELD Question:a} = \"J\" \"a\"}y";
    let with_group = |rule, questions: &[&str]| {
        let group = group("g", rule, questions);
        Case::new(coded).with(|catalogue| catalogue.question_groups.push(group))
    };
    let mut automatic = with_group(GroupRule::ExactlyOne, &["a", "b"]);
    automatic.manifest.mode = LetterMode::Automatic;
    let elsewhere = |case: Case| {
        case.with(|catalogue| {
            catalogue.questions[0].contexts = Contexts::Only(vec!["afslag".to_owned()]);
        })
    };
    assert_snapshot!(table_of(vec![
        ("ticked and coded", Case::new(coded)),
        ("by its alias", Case::new(alias)),
        ("not ticked", Case::new(coded).ticked(&[])),
        ("ticked, not coded", Case::new("x").ticked(&["a"])),
        ("not asked here", Case::new(foot).contexts(&["briller"])),
        ("asked in one of two contexts", Case::new(foot)),
        ("without effect", Case::new(same)),
        ("an exactly-one group", with_group(GroupRule::ExactlyOne, &["a"])),
        ("an automatic letter that must be answered", automatic),
        ("a group asked nowhere", elsewhere(with_group(GroupRule::AtLeastOne, &["a"]))),
    ]));
}

#[test]
fn fields_and_their_contexts() {
    let region = "x{MERGEFIELD TableStart:Beregning}{MERGEFIELD Tekst} {MERGEFIELD Tilskud \\# \"#.##0,00\"}. {MERGEFIELD TableEnd:Beregning}y";
    let guarded = "x{IF {MERGEFIELD Sag.Ydelse} = \"briller\" \"{MERGEFIELD TableStart:Beregning}{MERGEFIELD Tekst}. {MERGEFIELD TableEnd:Beregning}\"}y";
    assert_snapshot!(table_of(vec![
        ("known", Case::new("x {MERGEFIELD Borger.Navn} {MERGEFIELD Borger:CoNavn}y")),
        ("unknown, and near", Case::new("x {MERGEFIELD Borger.Nvan} {MERGEFIELD Myndighed}y")),
        ("a region in its context", Case::new(region).contexts(&["briller"])),
        ("a region outside its context", Case::new(region)),
        ("a guarded region", Case::new(guarded)),
        (
            "an item's field outside",
            Case::new("x {MERGEFIELD Beregning.Tilskud}y").contexts(&["briller"])
        ),
        ("no list", Case::new("x{MERGEFIELD TableStart:Sag.Type}a{MERGEFIELD TableEnd:Sag.Type}y")),
        ("a list as a value", Case::new("x {MERGEFIELD Bilag}y")),
        ("a reason where none is", Case::new("x {MERGEFIELD Afslag.Aarsag}y")),
        (
            "a reason where one must be",
            Case::new("x {MERGEFIELD Afslag.Aarsag}y").contexts(&["afslag"])
        ),
        ("a price", priced(Contexts::All)),
        ("a price without its supplier", priced(Contexts::Only(vec!["briller".to_owned()]))),
        ("a date's format", Case::new("x {MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\"}y")),
        ("a date's format on text", Case::new("x {MERGEFIELD Borger.Navn \\@ \"d. MMMM yyyy\"}y")),
        ("a number's format on a date", Case::new("x {MERGEFIELD Sag.Frist \\# \"0,00\"}y")),
        (
            "a formula",
            Case::new("x { = {MERGEFIELD Sag.Beloeb} * {MERGEFIELD Sag.Procent} / 100}y")
        ),
        ("a formula on text", Case::new("x { = {MERGEFIELD Borger.Navn} * 2}y")),
    ]));
}

#[test]
fn text_that_was_to_be_filled_in() {
    assert_snapshot!(sketched(&[
        "Du får XXXXX kroner",
        "Kære «Borger_Navn»",
        "Skriv til [indsæt adresse] inden [2026]",
        "Kære <navn>, 2 < 3 og 4 > 1",
        "lorem ipsum dolor",
        "x {IF {MERGEFIELD Question:fl-1} = \"J\" \"indsæt [indsæt valgfri tekst]\"}y",
        "Efter § 14 (se afsnit XX) og »citat« gælder [1] og NN",
    ]));
}

#[test]
fn letters_without_body() {
    assert_snapshot!(sketched(&[
        "{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}",
        "{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\" \"b\"}",
        "{SKIPIF {MERGEFIELD Question:fl-1} = \"N\"}{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}",
        "x{SKIPIF 1 = 1}",
    ]));
}

/// A template that prints an agreed price, and the contexts of the supplier's field.
fn priced(contexts: Contexts) -> Case {
    Case::new("x {MERGEFIELD Sag.Pris}y").with(|catalogue| {
        let supplier = CatalogueField {
            name: "Leverandoer.Noegle".to_owned(),
            sample: "egeby-optik".to_owned(),
            contexts,
            ..CatalogueField::default()
        };
        let price = CatalogueField {
            name: "Sag.Pris".to_owned(),
            kind: FieldKind::Amount,
            sample: "435.00".to_owned(),
            source: Source::Price {
                supplier: supplier.name.clone(),
                service: "Sag.Ydelse".to_owned(),
            },
            ..CatalogueField::default()
        };
        catalogue.fields.extend([supplier, price]);
    })
}

fn styled(style: &str, text: &str) -> String {
    paragraphs(text)
        .replace("<w:p>", &format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#))
}

#[test]
fn headings_lists_and_tables_without_content() {
    let heading = styled("Overskrift1", "Afgørelse");
    let second = styled("Overskrift2", "Klage");
    let end = paragraphs("Med venlig hilsen");
    let doc = |parts: &[&str]| Case::of(&Doc::new(&parts.concat()));
    let a = paragraphs(A);
    let rows = |inner: &str| {
        format!("{}{}", table(&format!("Ydelse ¦ Tilskud\n{inner}")), paragraphs("slut"))
    };
    let region = "{MERGEFIELD TableStart:Bilag}{MERGEFIELD Titel} ¦ x{MERGEFIELD TableEnd:Bilag}";
    let open = |case: Case| {
        case.with(|catalogue| {
            let list = catalogue.fields.iter_mut().find(|field| field.name == "Bilag");
            let list = list.expect("the list of the tests");
            list.kind = FieldKind::List { least: 0 };
        })
    };
    let items = format!("{}{}", paragraphs("Vi mangler:"), styled("Opstilling", A));
    let items_of_list = paragraphs(
        "Bilag:\n{MERGEFIELD TableStart:Bilag}\n– {MERGEFIELD Titel}\n{MERGEFIELD TableEnd:Bilag}",
    );
    let several = styled("Opstilling", "{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}");
    let one = |case: Case| {
        let group = group("g", GroupRule::AtLeastOne, &["a", "b"]);
        case.with(|catalogue| catalogue.question_groups.push(group))
    };
    assert_snapshot!(table_of(vec![
        ("heading, text", doc(&[&heading, &end])),
        ("heading, text on yes, heading of the same level", doc(&[&heading, &a, &heading, &end])),
        ("heading, text on yes, lower heading, text", doc(&[&heading, &a, &second, &end])),
        ("heading at the end", doc(&[&end, &heading])),
        ("text, heading, text on yes", doc(&[&end, &heading, &a])),
        (
            "a heading under the condition of its text",
            doc(&[
                &end,
                &styled("Overskrift1", "{IF {MERGEFIELD Question:fl-1} = \"J\" \"Om a\"}"),
                &a,
                &end
            ]),
        ),
        ("an announced list of one question", doc(&[&items, &end])),
        ("an announced list of two questions", doc(&[&items, &several, &end])),
        ("an announced list of two, one of which must be", one(doc(&[&items, &several, &end]))),
        ("an announced list of a region", doc(&[&items_of_list, &end])),
        ("an announced list of a region that may be empty", open(doc(&[&items_of_list, &end]))),
        ("a colon before a value", doc(&[&paragraphs("c/o: {MERGEFIELD Borger.CoNavn}"), &end])),
        ("a colon and plain text", doc(&[&paragraphs("Skriv til:"), &end])),
        ("a table of a list", doc(&[&rows(region)])),
        ("a table of a list that may be empty", open(doc(&[&rows(region)]))),
    ]));
}

#[test]
fn gaps_that_stay() {
    let cell = |inner: &str| format!("{}{}", table(inner), paragraphs("slut"));
    let of = |body: &str| Case::of(&Doc::new(body));
    let section = paragraphs(A).replace("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>");
    let mark = r#"<w:bookmarkStart w:id="1" w:name="her"/><w:bookmarkEnd w:id="1"/>"#;
    let marked =
        format!("{}{}", paragraphs(A).replace("<w:p>", &format!("<w:p>{mark}")), paragraphs("b"));
    let three = format!(
        "x\n{A}\n{}\n{}\ny",
        A.replace("fl-1", "fl-2").replace("\"a\"", "\"b\""),
        A.replace("fl-1", "fl-3").replace("\"a\"", "\"c\"")
    );
    assert_snapshot!(table_of(vec![
        ("a paragraph that goes", Case::new("x\n{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}\ny")),
        (
            "the same in Word",
            Case::new("x\n{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}\ny").in_word()
        ),
        ("a merge field alone, in Word", Case::new("x\n{MERGEFIELD Borger.CoNavn}\ny").in_word()),
        ("a cell", of(&cell(&format!("x ¦ {A}")))),
        ("a row that goes", of(&cell(&format!("x ¦ y\n{A} ¦ {A}")))),
        ("a section's end", of(&format!("{}{section}{}", paragraphs("x"), paragraphs("y")))),
        ("an anchor", of(&format!("{}{marked}", paragraphs("x")))),
        ("two blanks around a gap", Case::new(&format!("Kære {A} borger"))),
        ("two blanks around a hole, in Word", Case::new(&format!("Kære {A} borger")).in_word()),
        (
            "a blank in the text too",
            Case::new("Kære {IF {MERGEFIELD Question:fl-1} = \"J\" \" a\"}")
        ),
        (
            "a blank in the text only",
            Case::new("Kære{IF {MERGEFIELD Question:fl-1} = \"J\" \" a\"} borger")
        ),
        ("a blank before a point, in Word", Case::new(&format!("Du får svar {A}.")).in_word()),
        ("a blank before a point", Case::new(&format!("Du får svar {A}."))),
        (
            "a point in the text",
            Case::new("Du får svar {IF {MERGEFIELD Question:fl-1} = \"J\" \".\" \"nu.\"}")
        ),
        ("three questions in three paragraphs", Case::new(&three)),
        ("three questions in three paragraphs, in Word", Case::new(&three).in_word()),
        (
            "three questions back to back, in Word",
            Case::new(&three.replace("}\n{", "}{")).in_word()
        ),
        (
            "half a paragraph on yes",
            Case::new("x {IF {MERGEFIELD Question:fl-1} = \"J\" \"a\nb\"} y\nz"),
        ),
        (
            "an empty paragraph inside a text",
            Case::new(
                "x\n{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\n{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}\nc\"}\nz"
            ),
        ),
    ]));
}

#[test]
fn conditions_on_history_variables_and_sums() {
    assert_snapshot!(sketched(&[
        "x {IF {MERGEFIELD Historik:manglerbrev} = \"J\" \"vi skrev den {MERGEFIELD Historik.manglerbrevDato \\@ \"d. MMMM yyyy\"}\" \"nej\"}.",
        "x {IF {MERGEFIELD Historik:manglerbrev} = \"J\" \"{IF {MERGEFIELD Historik:manglerbrevDato} = \"\" \"aldrig\"}a\"}.",
        "x {SET svar {MERGEFIELD Question:fl-1}}{IF svar = \"J\" \"a\"}.",
        "x {SET svar {MERGEFIELD Question:fl-1}}{IF svar = \"ja\" \"a\"}.",
        "x {IF {= {MERGEFIELD Sag.Beloeb} - 100} > 0 \"a\"}.",
        "x {IF \"{MERGEFIELD Borger.CoNavn}\" = \"\" \"intet\" \"c/o {MERGEFIELD Borger.CoNavn}\"}.",
        "x {IF {MERGEFIELD Sag.Procent} >= 50 \"a {IF {MERGEFIELD Sag.Procent} < 50 \"b\"}\"}.",
        "x {IF {MERGEFIELD Sag.Type} = {MERGEFIELD Borger.Navn} \"ens\" \"forskellige\"}.",
    ]));
}
