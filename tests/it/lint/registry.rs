//! The registry: every rule is documented in both languages, named well, and has both sketches; and
//! every code that other rooms report while a template is judged has its rule.

use std::collections::BTreeSet;

use brevsmed::diagnostic::{ContextFinding, Finding, ProofFinding, Severity};
use brevsmed::lint::{By, Check, Group, RULES, Rule, Words, replaced_by, rule};

use super::rules::{folders, sketches};

/// All faults of the rules, each told by its code.
fn faults(look: impl Fn(&Rule, &mut Vec<String>)) -> Vec<String> {
    let mut all = Vec::new();
    for rule in RULES.iter() {
        let mut faults = Vec::new();
        look(rule, &mut faults);
        all.extend(faults.into_iter().map(|fault| format!("{}: {fault}", rule.code)));
    }
    all
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The sentences of a manual, with what they are.
fn sentences(rule: &Rule) -> Vec<(&'static str, Words)> {
    let manual = &rule.manual;
    let steps = manual.steps.iter().map(|step| ("step", *step));
    [("finds", manual.finds), ("why", manual.why)].into_iter().chain(steps).collect()
}

#[test]
fn every_rule_is_documented_in_both_languages() {
    none(&faults(|rule, faults| {
        let manual = &rule.manual;
        let shown =
            [("title", manual.title), ("bad", manual.bad), ("good", manual.good)].into_iter();
        for (what, words) in shown.chain(sentences(rule)) {
            for text in [words.da, words.en] {
                if text.trim() != text || text.is_empty() {
                    faults.push(format!("{what} is empty or has blanks around it: {text:?}"));
                }
                if text.contains("  ") && !matches!(what, "bad" | "good") && !text.contains('"') {
                    faults.push(format!("{what} has two blanks in a row: {text:?}"));
                }
                if text.contains(&["TO", "DO"].concat()) {
                    faults.push(format!("{what} is not done"));
                }
            }
        }
        for (what, words) in sentences(rule) {
            for text in [words.da, words.en] {
                if !text.ends_with(['.', '?', '!', '"']) {
                    faults.push(format!("{what} does not end like a sentence: {text:?}"));
                }
            }
            if words.da == words.en {
                faults.push(format!("{what} is the same in both languages: {:?}", words.da));
            }
        }
        if manual.title.da == manual.title.en && manual.title.da.contains(' ') {
            faults.push("the title is the same in both languages".to_owned());
        }
        for title in [manual.title.da, manual.title.en] {
            if title.ends_with('.') || title.chars().count() > 80 {
                faults.push(format!("no title: {title:?}"));
            }
        }
        if manual.steps.is_empty() {
            faults.push("nothing is said of what to do in Word".to_owned());
        }
        if manual.bad == manual.good {
            faults.push("the bad example is the good one".to_owned());
        }
        if rule.references.is_empty() && rule.by_default {
            faults.push("no clause, and no house rule".to_owned());
        }
    }));
}

#[test]
fn danish_is_danish_and_english_is_english() {
    /// Small words of one language that the other does not have.
    const DANISH: &[&str] = &["og", "ikke", "eller", "er", "det", "en", "at", "i", "på", "til"];
    const ENGLISH: &[&str] = &["the", "and", "not", "or", "is", "of", "to", "that", "a", "it"];
    let counts = |text: &str, words: &[&str]| {
        let lower = text.to_lowercase();
        let found = lower.split(|c: char| !c.is_alphanumeric());
        found.filter(|word| words.contains(word)).count()
    };
    none(&faults(|rule, faults| {
        let whole = |danish: bool| {
            let texts = sentences(rule).into_iter();
            texts
                .map(|(_, words)| if danish { words.da } else { words.en })
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (da, en) = (whole(true), whole(false));
        if counts(&da, DANISH) <= counts(&da, ENGLISH) {
            faults.push(format!("the Danish seems not to be Danish: {da}"));
        }
        if counts(&en, ENGLISH) <= counts(&en, DANISH) {
            faults.push(format!("the English seems not to be English: {en}"));
        }
    }));
}

#[test]
fn names_read_after_allow_and_are_unique() {
    /// Beginnings of instructions; a name says what is found.
    const DENIED: &[&str] = &[
        "no-",
        "avoid-",
        "check-",
        "must-",
        "use-",
        "require-",
        "disallow-",
        "prefer-",
        "should-",
    ];
    let mut seen = BTreeSet::new();
    none(&faults(|rule, faults| {
        let name = rule.name;
        let kebab = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !name.starts_with('-')
            && !name.ends_with('-')
            && !name.contains("--");
        if !kebab {
            faults.push(format!("`{name}` is not in kebab case"));
        }
        if DENIED.iter().any(|beginning| name.starts_with(beginning)) {
            faults.push(format!("`{name}` is an instruction"));
        }
    }));
    let twice: Vec<&str> = RULES
        .iter()
        .flat_map(|rule| [rule.code, rule.name])
        .filter(|word| !seen.insert(*word))
        .collect();
    assert_eq!(twice, Vec::<&str>::new());
}

#[test]
fn codes_stand_in_the_ranges_of_their_groups() {
    none(&faults(|rule, faults| {
        let letters = match rule.group {
            Group::Fields => "FRT",
            Group::Questions => "V",
            Group::Contexts => "CV",
            Group::Accessibility => "A",
            Group::Language => "W",
            Group::LegalContent => "J",
            Group::DigitalPost => "D",
            Group::Safety => "S",
        };
        let (letter, number) = rule.code.split_at_checked(1).unwrap_or_default();
        if letter.is_empty() || !letters.contains(letter) {
            faults.push(format!("is not in the range of {}", rule.group.key()));
        }
        if number.len() != 3 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            faults.push("is no code".to_owned());
        }
        if rule.checks.is_empty() || rule.stages.is_empty() {
            faults.push("looks at nothing".to_owned());
        }
    }));
    assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
}

/// That the bad sketch reports the rule, and that the good one does not, is seen in `rules`.
#[test]
fn every_rule_has_a_bad_and_a_good_sketch() {
    let folders = folders();
    none(&faults(|rule, faults| {
        let folder = folders.iter().find(|(code, _)| code == rule.code);
        for kind in ["bad", "good"] {
            if folder.is_none_or(|(_, folder)| sketches(folder, kind).is_empty()) {
                faults.push(format!("has no {kind} sketch"));
            }
        }
    }));
}

/// Codes that a request of its own brings, and no template by itself.
const OF_REQUESTS: &str = "only what is made for a request: C504 to C592";

#[test]
fn every_code_of_the_compiler_and_the_proof_has_its_rule() {
    let compiler = Finding::CODES.iter().filter(|(code, _)| code.starts_with(['F', 'R', 'T']));
    let contexts = ContextFinding::CODES.iter().filter(|(code, _)| *code < "C504");
    let mut wrong = Vec::new();
    for (code, severity) in compiler.chain(ProofFinding::CODES).chain(contexts) {
        match rule(code) {
            None => wrong.push(format!("{code} has no rule ({OF_REQUESTS})")),
            Some(rule) if replaced_by(code).is_some() => {
                let own = rule.checks.iter().all(|check| !matches!(check, Check::Reported(_)));
                if !own {
                    wrong.push(format!("{} replaces {code} and finds nothing itself", rule.code));
                }
            }
            Some(rule) => {
                if rule.severity != *severity {
                    wrong.push(format!("{code} is {severity:?}, its rule {:?}", rule.severity));
                }
                if !matches!(rule.checks, [Check::Reported(_)]) {
                    wrong.push(format!("{code} is reported by another room"));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn rules_of_other_rooms_say_whose_they_are() {
    none(&faults(|rule, faults| {
        let by = rule.checks.iter().find_map(|check| match check {
            Check::Reported(by) => Some(*by),
            _ => None,
        });
        let expected = match (rule.code.as_bytes().first(), rule.code) {
            (_, "F117") => Some(By::Merge),
            (Some(b'F' | b'R'), _) => Some(By::Compiler),
            (Some(b'V' | b'C'), _) => Some(By::Proof),
            _ => by,
        };
        if by != expected {
            faults.push(format!("is reported by {by:?}, not {expected:?}"));
        }
    }));
    let severities: BTreeSet<Severity> = RULES.iter().map(|rule| rule.severity).collect();
    assert_eq!(severities.len(), 3);
}

#[test]
fn a_rule_is_found_by_code_and_by_name() {
    let found = |wanted: &str| rule(wanted).map(|rule| rule.code);
    assert_eq!(found("s107"), Some("S107"));
    assert_eq!(found("Unclosed-Field"), Some("F101"));
    assert_eq!(found("T401"), Some("S106"));
    assert_eq!(found("nothing"), None);
}
