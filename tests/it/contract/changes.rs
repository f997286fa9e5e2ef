//! What a new version breaks for the callers of the old one.

use brevsmed::catalogue::{Contexts, FieldKind, GroupRule, ReasonRule};
use brevsmed::contract::breaking;
use brevsmed::diagnostic::MessageLanguage::{Danish, English};

use super::{Letter, letter, question};

/// A change of a letter, by name.
type Change = (&'static str, fn(&mut Letter));

/// Changes that break no caller.
const HARMLESS: &[Change] = &[
    ("nothing", |_| {}),
    ("other words", |letter| letter.text.push_str("Med venlig hilsen")),
    ("an optional field", |letter| letter.text.push_str("{ MERGEFIELD Borger.CoNavn }")),
    ("a field fewer", |letter| letter.text = letter.text.replace("MERGEFIELD Sag.Frist", "DATE")),
    ("a mandatory field made optional", |letter| letter.field("Borger.Navn").optional = true),
    ("another enumeration word", |letter| {
        letter.field("Sag.Ydelse").kind =
            FieldKind::Enumeration(["briller", "fod", "tand"].map(str::to_owned).to_vec());
    }),
    ("wider bounds", |letter| {
        letter.field("Sag.Procent").kind = FieldKind::Number { least: None, greatest: None };
    }),
    ("a new question with a default", |letter| {
        letter.manifest.questions.push("utikket".to_owned());
    }),
    ("a rule dropped", |letter| letter.catalogue.question_groups[0].rule = GroupRule::Any),
    ("a rule loosened", |letter| letter.catalogue.question_groups[0].rule = GroupRule::AtMostOne),
    ("a reason more", |letter| letter.catalogue.reasons[1].contexts = Contexts::All),
    ("a reason no longer demanded", |letter| {
        letter.catalogue.contexts[1].reason = ReasonRule::Allowed;
    }),
    ("a condition more", |letter| {
        let asked = "{ IF { MERGEFIELD Question:q-2 } = \"J\" \"{ MERGEFIELD Sag.Laege }\" }";
        letter.text = letter.text.replace("{ MERGEFIELD Sag.Laege }", asked);
    }),
    ("another key", |letter| {
        letter.catalogue.questions[0].keys[0] = ("production".to_owned(), "q-9".to_owned());
        letter.text = letter.text.replace("q-1", "q-9");
    }),
];

/// Changes that break callers.
const HARMFUL: &[Change] = &[
    ("a context gone", |letter| {
        letter.manifest.contexts.pop();
    }),
    ("a new mandatory field", |letter| {
        letter.text = letter.text.replace("Sag.Laege", "Sag.Nyt");
        letter.catalogue.fields.push(super::field("Sag.Nyt", FieldKind::Text));
        letter.text.push_str("{ MERGEFIELD Sag.Nyt }");
    }),
    ("a condition gone", |letter| letter.text.push_str("{ MERGEFIELD Sag.Laege }")),
    ("a new field behind a question", |letter| {
        letter.text = letter.text.replace("MERGEFIELD Sag.Laege", "MERGEFIELD Sag.Optiker");
    }),
    ("an optional field made mandatory", |letter| letter.field("Borger.CoNavn").optional = false),
    ("a type narrowed", |letter| letter.field("Sag.Formue").kind = FieldKind::Date),
    ("a text made an enumeration", |letter| {
        letter.field("Borger.Navn").kind = FieldKind::Enumeration(vec!["Åse".to_owned()]);
    }),
    ("an enumeration word gone", |letter| {
        letter.field("Sag.Ydelse").kind = FieldKind::Enumeration(vec!["briller".to_owned()]);
        letter.catalogue.contexts[0].values.clear();
    }),
    ("narrower bounds", |letter| {
        letter.field("Sag.Procent").kind =
            FieldKind::Number { least: Some(1.into()), greatest: Some(99.into()) };
    }),
    ("more items", |letter| letter.field("Beregning").kind = FieldKind::List { least: 2 }),
    ("a question gone", |letter| {
        letter.manifest.questions.remove(0);
    }),
    ("a question asked in fewer contexts", |letter| {
        letter.catalogue.questions[0].contexts = Contexts::Only(vec!["fod".to_owned()]);
    }),
    ("another default", |letter| letter.catalogue.questions[0].default_yes = true),
    ("a group with a new member", |letter| {
        letter.catalogue.questions.push(question("ny", "q-5", Contexts::All));
        letter.manifest.questions.push("ny".to_owned());
        letter.catalogue.question_groups[0].questions.push("ny".to_owned());
    }),
    ("a reason gone", |letter| letter.catalogue.reasons[1].active = false),
    ("a reason demanded", |letter| letter.catalogue.contexts[0].reason = ReasonRule::Required),
    ("no fixed value any more", |letter| letter.catalogue.contexts[1].values.clear()),
    ("a source gone", |letter| {
        letter.field("Myndighed.Navn").source = brevsmed::catalogue::Source::Request;
    }),
];

fn told(change: &Change) -> String {
    let old = letter();
    let mut new = letter();
    change.1(&mut new);
    let found = breaking(&old.schema(), &new.schema());
    let mut told = format!("{}\n", change.0);
    for found in found {
        told.push_str(&format!("    {}\n    {}\n", found.words(Danish), found.words(English)));
    }
    told
}

#[test]
fn what_breaks_callers_is_told() {
    let all: Vec<String> = HARMFUL.iter().map(told).collect();
    for (change, told) in HARMFUL.iter().zip(&all) {
        assert!(told.lines().count() > 1, "{} breaks callers", change.0);
    }
    insta::assert_snapshot!(all.concat());
}

#[test]
fn what_breaks_nobody_is_not_told() {
    for change in HARMLESS {
        assert_eq!(told(change), format!("{}\n", change.0));
    }
}
