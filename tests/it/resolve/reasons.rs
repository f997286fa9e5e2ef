//! Denial reasons: where one is chosen, which, and what it needs.

use brevsmed::catalogue::ReasonText;
use brevsmed::eval::body_text;
use brevsmed::merge::Outcome;
use insta::assert_snapshot;

use super::given::Given;
use crate::scratch::template;

const TEXT: &str = "Afslag\n{ MERGEFIELD Afslag.AarsagTekst }\nHilsen";

fn case(context: &str, reason: Option<&str>, criteria: &str) -> String {
    let reason = reason.map_or_else(String::new, |key| format!(r#", "reason": "{key}""#));
    format!(r#"{{ "context": "{context}", "data": {{ {criteria} }}{reason} }}"#)
}

const MET: &str = r#""Kriterier": { "Opfyldt": "J" }"#;

#[test]
fn a_reason_is_required_allowed_or_refused() {
    let reason = Some("bestilt-foer-bevilling");
    let rows = [
        ("overskrevet-til-afslag", reason, MET),
        ("overskrevet-til-afslag", None, MET),
        ("overskrevet-til-afslag", reason, r#""Kriterier": { "Opfyldt": "N" }"#),
        ("overskrevet-til-afslag", reason, ""),
        ("overskrevet-til-afslag", Some("bestilt-efter-bevilling"), MET),
        ("overskrevet-til-afslag", Some("noget-andet"), MET),
        ("overskrevet-til-afslag", Some("udgaaet"), MET),
        ("overskrevet-til-afslag", Some("kun-briller"), MET),
        ("fodbehandling", reason, MET),
        ("fodbehandling", None, MET),
        ("briller", reason, MET),
    ];
    let given = Given::new();
    let told: String = rows
        .into_iter()
        .map(|(context, reason, criteria)| {
            let text = given.text(TEXT, &case(context, reason, criteria));
            format!("── {context} {reason:?} {criteria}\n{text}")
        })
        .collect();
    assert_snapshot!(told);
}

#[test]
fn a_reason_may_be_a_document() {
    let mut given = Given::new();
    given.catalogue.reasons[0].text = ReasonText::Document(template("Først.\nSiden."));
    let came =
        given.make(TEXT, &case("overskrevet-til-afslag", Some("bestilt-foer-bevilling"), MET));
    let Outcome::Letter(letter) = &came.made.outcome else { panic!("{}", came.text()) };
    assert_eq!(body_text(letter).expect("a letter"), "Afslag\nFørst.\nSiden.\nHilsen");
    assert_eq!(came.sources(), "Afslag.AarsagTekst: denial-reason\n");
    let provenance = came.made.receipt.provenance.as_ref().expect("a context");
    assert_eq!(provenance.reason.as_deref(), Some("bestilt-foer-bevilling"));
}
