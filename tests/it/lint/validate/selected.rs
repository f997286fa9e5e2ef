//! Which rules run, and how bad their findings are.

use brevsmed::diagnostic::Severity;
use brevsmed::policy::{RuleSeverity, Settings};
use brevsmed::validate::{Selection, Validator, Wishes, codes, words};

use super::{document_report, lines, only};

const BAD: &str = "# Afgørelse\nLogo: ![](logo.png)\n{ SET }";

#[test]
fn a_finding_has_the_severity_of_the_settings() {
    let severity = [
        ("A101".to_owned(), RuleSeverity::On(Severity::Note)),
        ("F110".to_owned(), RuleSeverity::Off),
    ];
    let settings = Settings { severity: severity.into(), ..only(&["A101", "F"]) };
    let report = document_report(BAD, settings);
    assert_eq!(lines(&report).len(), 1);
    assert_eq!(report.count(Severity::Note), 1);
    // A rule that is off does not run, and no report says that it did.
    let off = Settings {
        severity: [("A101".to_owned(), RuleSeverity::Off)].into(),
        ..Settings::default()
    };
    assert!(document_report(BAD, off).rules.iter().all(|rule| rule.code != "A101"));
}

#[test]
fn ignored_codes_are_not_told_whoever_finds_them() {
    let settings = Settings { ignore: vec!["F".to_owned()], ..only(&["A101", "F110"]) };
    let found = lines(&document_report(BAD, settings));
    // The code itself is narrower than the beginning; the field lacks two things.
    assert_eq!(found.len(), 3, "{found:#?}");
    let settings = Settings { ignore: vec!["F110".to_owned()], ..only(&["A101", "F110"]) };
    assert_eq!(lines(&document_report(BAD, settings)).len(), 1);
}

#[test]
fn settings_that_name_no_rule_are_refused() {
    let exception = brevsmed::policy::Exception {
        files: vec!["*".to_owned()],
        rules: vec!["A1O1".to_owned()],
        reason: "x".to_owned(),
        until: None,
    };
    let severity = [("kedelig-regel".to_owned(), RuleSeverity::Off)];
    for (settings, key) in [
        (only(&["X1"]), "select"),
        (
            Settings { extend_select: vec!["a b".to_owned()], ..Settings::default() },
            "extend-select",
        ),
        (Settings { ignore: vec![String::new()], ..Settings::default() }, "ignore"),
        (Settings { exceptions: vec![exception], ..Settings::default() }, "exceptions"),
        (Settings { severity: severity.into(), ..Settings::default() }, "severity"),
    ] {
        let refused = Validator::new(settings, Wishes::default()).map(|_| ());
        assert_eq!(refused.expect_err("no such rule").key, key);
    }
}

#[test]
fn every_code_can_be_selected_and_says_something() {
    for (code, _) in codes() {
        let selection = Selection::of(&only(&[code])).expect("a code");
        assert!(selection.is_on(code), "{code}");
        let rule = brevsmed::lint::rule(code);
        assert!(rule.is_some() || words(code).is_some(), "{code}");
    }
}

#[test]
fn a_file_that_cannot_be_opened_is_told_whatever_is_selected() {
    let selection = |settings: &Settings| Selection::of(settings).expect("settings");
    assert!(selection(&only(&["S"])).is_on("B713"));
    assert!(!selection(&only(&["S"])).is_on("A101"));
    let ignored = Settings { ignore: vec!["B713".to_owned()], ..only(&["S"]) };
    assert!(!selection(&ignored).is_on("B713"));
}
