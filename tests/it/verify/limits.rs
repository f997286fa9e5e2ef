//! Many questions: the proof in all combinations, and the pairs where that is too much.

use std::fmt::Write;

use brevsmed::catalogue::Question;
use brevsmed::verify::{Method, verify, verify_within};

use super::Case;

/// A template of a sketch whose questions `q-0`, `q-1`, … are in the catalogue and ticked.
fn with_questions(sketch: &str, count: usize) -> Case {
    let mut case = Case::new(sketch).with(|catalogue| {
        catalogue.questions.extend((0..count).map(|number| Question {
            alias: format!("q-{number}"),
            keys: vec![("production".to_owned(), format!("q-{number}"))],
            ..Question::default()
        }));
    });
    case.manifest.questions = (0..count).map(|number| format!("q-{number}")).collect();
    case
}

fn asking(number: usize, then: &str, otherwise: &str) -> String {
    format!("{{IF {{MERGEFIELD Question:q-{number}}} = \"J\" \"{then}\" \"{otherwise}\"}}")
}

#[test]
fn forty_questions_are_proved() {
    let mut sketch = "Kære borger".to_owned();
    for number in 0..40 {
        let _ = write!(sketch, "\n{}", asking(number, "Ja.", ""));
    }
    let case = with_questions(&sketch, 40);
    let proof = case.proof();
    assert_eq!(proof.combinations, (2u64.pow(40) * 2).to_string());
    assert_eq!(proof.method, Method::All);
    assert_eq!(proof.questions.len(), 40);
    assert!(proof.is_clean());
}

/// Text under an odd number of yeses: no shorter way to say it than through all of them.
fn entangled(count: usize) -> String {
    let mut codes = String::new();
    let mut level = ("ulige".to_owned(), "lige".to_owned());
    for number in (0..6).rev() {
        let (odd, even) = &level;
        level = (asking(number, even, odd), asking(number, odd, even));
    }
    codes.push_str(&level.1);
    for number in 6..count {
        let inner = asking(number - 1, "b", "c");
        let _ = write!(codes, "\n{}", asking(number, &inner, "d"));
    }
    codes
}

#[test]
fn entangled_questions_are_proved() {
    let case = with_questions(&format!("x\n{}", entangled(25)), 25);
    let proof = case.proof();
    assert_eq!(proof.method, Method::All);
    let codes: Vec<_> = proof.found.iter().map(|found| found.diagnostic.finding.code()).collect();
    assert!(proof.is_clean(), "{codes:?}");
}

/// What does not need a proof is found by pairs as well.
#[test]
fn pairs_find_what_two_answers_show() {
    for sketch in [
        "Kære {IF {MERGEFIELD Question:fl-1} = \"J\" \" a\"}{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}.",
        "{IF {MERGEFIELD Question:fl-1} = \"J\" \"a\"}{IF {MERGEFIELD Question:fl-2} = \"J\" \"b\"}",
        "x {IF {MERGEFIELD Question:fl-1} = \"ja\" \"a\"}y",
        "x {MERGEFIELD Beregning.Tilskud} {MERGEFIELD Borger.Nvan}y",
    ] {
        let case = Case::new(sketch);
        let (all, pairs) = (verify(&case.subject()), verify_within(&case.subject(), 0));
        assert_eq!(pairs.method, Method::Pairs);
        let told = |proof: &brevsmed::verify::Proof| {
            let line =
                |found| super::line(found).split(" | ").next().unwrap_or_default().to_owned();
            proof.found.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(told(&pairs), told(&all), "{sketch}");
    }
}

/// A template for more contexts than a machine word has bits.
#[test]
fn many_contexts_are_no_trouble() {
    let keys: Vec<String> = (0..70).map(|number| format!("k-{number}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let case = Case::new("x {IF {MERGEFIELD Sag.Ydelse} = \"k-3\" \"{MERGEFIELD Borger.Navn}\"}y")
        .contexts(&keys)
        .with(|catalogue| {
            for key in &keys {
                catalogue.contexts.push(brevsmed::catalogue::Context {
                    key: (*key).to_owned(),
                    ..brevsmed::catalogue::Context::default()
                });
            }
            let field = catalogue.fields.iter_mut().find(|field| field.name == "Sag.Ydelse");
            let words = keys.iter().map(|key| (*key).to_owned()).collect();
            field.expect("a field of the tests").kind =
                brevsmed::catalogue::FieldKind::Enumeration(words);
        });
    let proof = case.proof();
    assert!(proof.is_clean());
    assert!(!proof.needs.iter().any(|need| need.mandatory && need.name == "Borger.Navn"));
}

/// Twenty pairs of answers, all first ones asked before all second ones: the diagram of "no pair is
/// yes" doubles with each pair.
#[test]
fn what_is_too_entangled_is_tried_by_pairs() {
    let mut sketch = "{IF 1 = 2 \"\"}".to_owned();
    for number in 0..40 {
        // Asked in order, so that the order of the diagram is the worst there is.
        let _ = write!(sketch, "{{SET v{number} {{MERGEFIELD Question:q-{number}}}}}");
    }
    for number in 0..20 {
        let inner = asking(number + 20, "Ja.", "");
        let _ = write!(sketch, "{}", asking(number, &inner, ""));
    }
    let case = with_questions(&sketch, 40);
    let proof = case.proof();
    assert_eq!(proof.method, Method::Pairs);
    assert!(proof.combinations.parse::<u32>().expect("figures") < 200, "{}", proof.combinations);
    let codes: Vec<_> = proof.found.iter().map(|found| found.diagnostic.finding.code()).collect();
    // Without a single pair of yeses the letter is empty, and all no is among what is tried.
    assert!(codes.contains(&"V631"), "{codes:?}");
}
