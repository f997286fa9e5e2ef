//! Small random templates: what is proved is what every single letter shows.

use std::collections::BTreeSet;

use brevsmed::merge::{
    Answer, Answers, Datum, Gaps, MergeOptions, Missing, Record, Request, Strictness, merge,
};
use brevsmed::verify::verify_within;
use proptest::prelude::*;

use super::Case;
use crate::support::{body, visible};

/// A code or a text: marks `t1.` and the like, blanks, paragraph ends, IFs over three questions.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0..6u8).prop_map(|number| format!("t{number}")),
        Just(" ".to_owned()),
        Just(".".to_owned()),
        Just("\n".to_owned()),
        Just("{MERGEFIELD Borger.CoNavn}".to_owned()),
        Just("{MERGEFIELD Borger.Navn}".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let text = prop::collection::vec(inner, 0..4).prop_map(|parts| parts.concat());
        (1..4u8, any::<bool>(), text.clone(), prop::option::of(text)).prop_map(
            |(question, yes, then, otherwise)| {
                let letter = if yes { "J" } else { "N" };
                let otherwise = otherwise.map_or(String::new(), |text| format!(" \"{text}\""));
                format!("{{IF {{MERGEFIELD Question:fl-{question}}} = \"{letter}\" \"{then}\"{otherwise}}}")
            },
        )
    })
}

/// What all letters of a template show together.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    empty_letter: bool,
    /// Letters with a paragraph that nothing shows in although the template has a code there.
    doubled: bool,
    /// Names that some letter misses when they are not sent.
    needed: BTreeSet<String>,
    /// Names that every letter misses.
    always: BTreeSet<String>,
    /// Some text is in no letter.
    dead: bool,
}

/// The same sketch with each of its texts another.
fn told_apart(sketch: &str) -> (String, Vec<String>) {
    let (mut out, mut texts) = (String::new(), Vec::new());
    let mut rest = sketch;
    while let Some(at) = rest.find('t') {
        let digit = rest[at + 1..].chars().next().is_some_and(|c| c.is_ascii_digit());
        let before = rest[..at].chars().next_back();
        let text = digit && !before.is_some_and(char::is_alphabetic);
        out.push_str(&rest[..at]);
        if text {
            let own = format!("t{}x", texts.len());
            out.push_str(&own);
            texts.push(own);
            rest = &rest[at + 2..];
        } else {
            out.push('t');
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    (out, texts)
}

fn try_all(case: &Case, texts: &[String]) -> Seen {
    let mut seen = Seen::default();
    let mut shown = String::new();
    let mut first = true;
    for number in 0..16u8 {
        let mut answers = Answers::new();
        for question in 0..3 {
            let yes = number >> question & 1 == 1;
            let answer = if yes { Answer::Yes } else { Answer::No };
            answers.insert(format!("fl-{}", question + 1), answer);
        }
        let mut record = Record::default();
        let co = if number & 8 == 8 { "Bo" } else { "" };
        record.insert("Borger.Navn", Datum::Value("Åse".into()));
        record.insert("Borger.CoNavn", Datum::Value(co.into()));
        let options = MergeOptions {
            gaps: case.gaps,
            strictness: Strictness::Lenient,
            missing: Missing::Refuse,
            ..MergeOptions::default()
        };
        let request = Request::single(&record, &answers, &options);
        let merged = merge(&case.template, &request).expect("a package");
        let text = visible(&body(merged.letter().expect("a letter")));
        seen.empty_letter |= text.trim().is_empty();
        seen.doubled |= text.contains("  ");
        shown.push_str(&text);
        let nothing = Record::default();
        let request = Request::single(&nothing, &answers, &options);
        let merged = merge(&case.template, &request).expect("a package");
        let missing: BTreeSet<String> = merged
            .receipt(&case.template)
            .diagnostics
            .iter()
            .filter_map(|found| {
                let message = found.finding.message(brevsmed::diagnostic::MessageLanguage::English);
                let code = found.finding.code();
                let word = message.split('`').nth(1)?;
                ["M301", "M302"].contains(&code).then(|| word.to_owned())
            })
            .collect();
        seen.always = if first {
            missing.clone()
        } else {
            seen.always.intersection(&missing).cloned().collect()
        };
        seen.needed.extend(missing);
        first = false;
    }
    seen.dead = texts.iter().any(|text| !shown.contains(text.as_str()));
    seen
}

fn proved(case: &Case, nodes: usize) -> Seen {
    let proof = verify_within(&case.subject(), nodes);
    let has = |code: &str| proof.found.iter().any(|found| found.diagnostic.finding.code() == code);
    Seen {
        empty_letter: has("V631"),
        doubled: has("V637"),
        dead: has("V601") || has("V603") || has("V608"),
        needed: proof.needs.iter().map(|need| need.name.clone()).collect(),
        always: proof
            .needs
            .iter()
            .filter(|need| need.condition == brevsmed::verify::Condition::Always)
            .map(|need| need.name.clone())
            .collect(),
    }
}

/// Blanks that stand beside each other in the sketch are the author's own.
fn author_doubles(sketch: &str) -> bool {
    sketch.contains("  ") || sketch.contains(" \n") || sketch.contains("\n ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_proof_is_what_all_letters_show(pieces in prop::collection::vec(piece(), 1..7), word in any::<bool>()) {
        let (sketch, texts) = told_apart(&pieces.concat());
        prop_assume!(!author_doubles(&sketch));
        let mut case = Case::new(&sketch).contexts(&["briller"]);
        if word {
            case.gaps = Gaps::AsWord;
        }
        let all = try_all(&case, &texts);
        let mut proof = proved(&case, 10_000);
        // A blank beside a code that shows nothing is closed or kept by rules of its own: the proof
        // may not claim what no letter shows.
        prop_assert!(!proof.doubled || all.doubled, "doubled blanks claimed: {sketch}");
        proof.doubled = all.doubled;
        // A branch that cannot be reached is told of though it holds no text of these.
        prop_assert!(proof.dead || !all.dead, "dead text not found: {sketch}");
        proof.dead = all.dead;
        prop_assert_eq!(&proof, &all, "{}", sketch);
        case.findings();
        let mut pairs = proved(&case, 0);
        prop_assert!(!pairs.doubled || all.doubled);
        prop_assert!(!pairs.empty_letter || all.empty_letter);
        pairs.doubled = all.doubled;
        pairs.empty_letter = all.empty_letter;
        prop_assert!(pairs.needed.is_subset(&all.needed));
    }
}
