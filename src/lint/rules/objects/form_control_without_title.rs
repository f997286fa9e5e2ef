//! A field to fill in that does not say what for.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Control, ControlKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A710",
    name: "form-control-without-title",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Felt til udfyldning uden titel", en: "Form control without title" },
        finds: Words {
            da: "Et indholdskontrolelement til tekst, valg, dato eller afkrydsning uden titel, og et gammelt formularfelt uden hjælpetekst (en note). Elementer, der er bundet til data eller låst mod ændring, billeder, gentagne sektioner og det, som Word og Google Docs selv laver, meldes ikke.",
            en: "A content control for text, choice, date or tick without a title, and a form field of old without help text (a note). Controls that are bound to data or locked, pictures, repeated sections and what Word and Google Docs make themselves are left alone.",
        },
        why: Words {
            da: "Den, der udfylder med skærmlæser, hører \"redigerbart felt\" og ved ikke, hvad der skal stå.",
            en: "Whoever fills in with a screen reader hears \"editable field\" and does not know what to put there.",
        },
        bad: Words { da: "Et felt til dato uden titel.", en: "A date control without a title." },
        good: Words {
            da: "Feltet har titlen \"Dato for indlæggelse\".",
            en: "The control has the title \"Date of admission\".",
        },
        steps: &[
            Words {
                da: "Klik i feltet, og vælg \"Udvikler > Egenskaber\".",
                en: "Click in the control and choose \"Developer > Properties\".",
            },
            Words {
                da: "Skriv under \"Titel\", hvad der skal stå i feltet.",
                en: "Under \"Title\" write what belongs in the control.",
            },
            Words {
                da: "Skal ingen udfylde det, så højreklik, og vælg \"Fjern indholdskontrolelement\".",
                en: "If nobody is to fill it in, right-click and choose \"Remove Content Control\".",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "WCAG 2.1 3.3.2",
        "WCAG 2.1 4.1.2",
        "EN 301 549 10.3.3.2",
        "EN 301 549 10.4.1.2",
        "Matterhorn 28-005",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Control(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, control: &Control) {
    let made = control.tag.as_deref().is_some_and(|tag| tag.starts_with("goog_rdk"));
    if control.title.is_some() || control.bound || control.locked || made {
        return;
    }
    let (danish, english) = match control.kind {
        ControlKind::Text => ("tekstfeltet til udfyldning", "the text control"),
        ControlKind::Choice => ("valglisten", "the list of choices"),
        ControlKind::Date => ("datofeltet", "the date control"),
        ControlKind::CheckBox => ("afkrydsningsfeltet", "the check box"),
        ControlKind::FormField => ("formularfeltet", "the form field"),
        ControlKind::Picture | ControlKind::Gallery => return,
    };
    let old = control.kind == ControlKind::FormField;
    let message = if old {
        say(format!("{danish} har ingen hjælpetekst"), format!("{english} has no help text")).help(
            "dobbeltklik på feltet i Word, vælg \"Tilføj hjælpetekst\", og skriv, hvad der skal stå",
            "double-click the field in Word, choose \"Add Help Text\", and write what belongs there",
        )
    } else {
        say(format!("{danish} har ingen titel"), format!("{english} has no title")).help(
            "klik i feltet i Word, vælg \"Udvikler > Egenskaber\", og skriv en titel; eller fjern indholdskontrolelementet",
            "click in the control in Word, choose \"Developer > Properties\", and write a title; or remove the content control",
        )
    };
    let severity = if old { Severity::Note } else { Severity::Warning };
    checker
        .report(story.place(control.paragraph), message)
        .at(story, &control.bytes)
        .severity(severity);
}
