//! A heading style on what is no heading.

use super::flow::typed;
use super::phrases::{is_address_line, is_closing, is_date, is_opening, is_running_text};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A208",
    name: "heading-for-looks",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Overskriftstypografi på det, der ikke er en overskrift",
            en: "Heading style on what is no heading",
        },
        finds: Words {
            da: "En overskriftstypografi på løbende tekst (en lang sætning med punktum eller flere sætninger), på en adresselinje, en tiltale, en dato alene eller hilsenen til sidst. Spørgsmål som overskrift, fx \"Hvordan klager du?\", er i orden.",
            en: "A heading style on running text (a long sentence with a full stop, or several sentences), on a line of an address, a salutation, a date alone, or the closing words. Questions as headings, such as \"How do you appeal?\", are fine.",
        },
        why: Words {
            da: "Skærmlæseren kalder det en overskrift. Oversigten over brevets overskrifter bliver fyldt med det, der ikke viser vej.",
            en: "The screen reader calls it a heading. The list of the letter's headings is filled with what does not show the way.",
        },
        bad: Words {
            da: "Afsnittet \"Vi har den 3. marts fået din ansøgning, og vi har nu set på den.\" i Overskrift 3, fordi den er blå.",
            en: "The paragraph \"We got your application on 3 March, and we have now looked at it.\" in Heading 3 because that is blue.",
        },
        good: Words {
            da: "Afsnittet i Normal, eller i en typografi med samme udseende.",
            en: "The paragraph in Normal, or in a style of the same appearance.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i afsnittet, og vælg \"Startside > Typografier > Normal\".",
                en: "Place the cursor in the paragraph and choose \"Home > Styles > Normal\".",
            },
            Words {
                da: "Skal teksten fremhæves, så brug typografien \"Stærk\" eller lav en ny afsnitstypografi.",
                en: "If the text should stand out, use the style \"Strong\" or make a paragraph style of its own.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 14-001"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if paragraph.heading_level().is_none() || !story.is_text() {
        return;
    }
    let text = paragraph.text();
    let what = if is_running_text(&text) {
        ("løbende tekst", "running text")
    } else if is_closing(&text) {
        ("en hilsen", "a closing")
    } else if is_opening(&text)
        && !typed(paragraph).to_lowercase().starts_with("til ")
        && !typed(paragraph).to_lowercase().starts_with("to ")
    {
        ("en tiltale", "a salutation")
    } else if is_date(&text) {
        ("en dato", "a date")
    } else if is_address_line(&text) {
        ("en adresselinje", "a line of an address")
    } else {
        return;
    };
    checker
        .report(
            paragraph.place(),
            say(
                format!("overskriftstypografien er brugt på {}", what.0),
                format!("the heading style is used on {}", what.1),
            )
            .help(
                "vælg \"Startside > Typografier > Normal\", eller en typografi med samme udseende",
                "choose \"Home > Styles > Normal\", or a style of the same appearance",
            ),
        )
        .at(story, &paragraph.bytes);
}
