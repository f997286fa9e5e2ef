//! The acceptance tests that the source documents ask of a check.

use brevsmed::catalogue::{OverrideOf, Requires};

use super::Case;

fn codes(case: &Case) -> Vec<&'static str> {
    case.findings();
    case.proof().found.iter().map(|found| found.diagnostic.finding.code()).collect()
}

fn asking(key: &str) -> String {
    format!("x {{IF {{MERGEFIELD Question:{key}}} = \"J\" \"a\"}}y")
}

#[test]
fn m04_placeholder_unknown_and_training_key_are_three_errors() {
    for (key, code) in
        [("flettespoergsmaal-XXXXX", "V610"), ("ganske-andet", "V611"), ("fl-101", "V613")]
    {
        assert_eq!(codes(&Case::new(&asking(key))), [code], "{key}");
    }
}

#[test]
fn m05_ticked_but_not_coded_and_coded_but_not_ticked() {
    assert_eq!(codes(&Case::new("x").ticked(&["a"])), ["V615"]);
    assert_eq!(codes(&Case::new(&asking("fl-1")).ticked(&[])), ["V614"]);
    assert_eq!(codes(&Case::new(&asking("fl-1"))), [] as [&str; 0]);
}

#[test]
fn m06_a_calculation_in_a_letter_on_foot_treatment_is_a_context_error() {
    let sketch = "{MERGEFIELD TableStart:Beregning}{MERGEFIELD Tekst}: {MERGEFIELD Tilskud}.{MERGEFIELD TableEnd:Beregning} I alt";
    // The region once, and not its columns.
    assert_eq!(codes(&Case::new(sketch).contexts(&["fodbehandling"])), ["C503"]);
    assert_eq!(codes(&Case::new(sketch).contexts(&["briller"])), [] as [&str; 0]);
}

#[test]
fn m07_a_word_of_one_context_in_an_override_for_several() {
    let sketch = "Du har søgt om fodbehandlinger.";
    let several = Case::new(sketch);
    assert_eq!(codes(&several), ["V660"]);
    let mut scoped = Case::new(sketch);
    scoped.manifest.overrides = Some(OverrideOf {
        template: "manglerbrev".to_owned(),
        contexts: vec!["fodbehandling".to_owned()],
        ..OverrideOf::default()
    });
    assert_eq!(codes(&scoped), [] as [&str; 0]);
    let guarded = "Du har søgt om {IF {MERGEFIELD Sag.Ydelse} = \"fodbehandling\" \"fodbehandling\" \"nye brilleglas\"}.";
    assert_eq!(codes(&Case::new(guarded)), [] as [&str; 0]);
    let inverted = guarded.replace("= \"fodbehandling\"", "<> \"fodbehandling\"");
    assert_eq!(codes(&Case::new(&inverted)), ["V660", "V660"]);
    let inside = Case::new("Specialfodbehandling og fod-behandling er ikke ordet.");
    assert_eq!(codes(&inside), [] as [&str; 0]);
}

#[test]
fn m12_a_letter_to_udbetaling_danmark_has_number_name_word_and_title() {
    let to_them = |sketch: &str, title: &str| {
        let mut case = Case::new(sketch);
        case.manifest.title = title.to_owned();
        case.manifest.requires = Requires {
            fields: vec!["Borger.Navn".to_owned()],
            words: vec!["permanent".to_owned()],
            title: "23.19.08".to_owned(),
        };
        codes(&case)
    };
    let right = "{MERGEFIELD Borger.Navn} er undtaget. Undtagelsen er permanent.";
    assert_eq!(to_them(right, "23.19.08 Pension"), [] as [&str; 0]);
    assert_eq!(to_them(right, "Pension"), ["V645"]);
    assert_eq!(to_them("Undtagelsen er permanent.", "23.19.08 Pension"), ["V643"]);
    let sometimes = "{MERGEFIELD Borger.Navn} er undtaget.{IF {MERGEFIELD Question:fl-1} = \"J\" \" Permanent.\"}";
    assert_eq!(to_them(sometimes, "23.19.08 Pension"), ["V644"]);
}
