//! An object that floats beside the text.

use super::words::{has_text, is_unseen, is_watermark, named};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A601",
    name: "floating-object",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Flydende objekt", en: "Floating object" },
        finds: Words {
            da: "Et billede, et diagram, en SmartArt-grafik, en gruppe eller en beskrevet figur i brevets tekst, som flyder: det står ikke på linje med teksten. Dekorative objekter, figurer uden beskrivelse, vandmærker og alt i sidehoved og sidefod meldes ikke. Tekstfelter meldes af `text-in-text-box`.",
            en: "A picture, chart, SmartArt graphic, group or described shape in the letter's text that floats: it is not in line with the text. Decorative objects, shapes without description, watermarks and all in page headers and footers are left alone. Text boxes are told of by `text-in-text-box`.",
        },
        why: Words {
            da: "Et flydende billede læses op dér, hvor det er forankret, og det er ofte et andet sted end dér, hvor det ses. Nogle skærmlæsere springer det over. Når felter flettes, kan det flytte sig hen over teksten.",
            en: "A floating picture is read where it is anchored, which is often not where it is seen. Some screen readers pass it over. When fields are merged it can move over the text.",
        },
        bad: Words {
            da: "Et billede af underskriften med ombrydningen \"Foran tekst\".",
            en: "A picture of the signature with the wrapping \"In Front of Text\".",
        },
        good: Words {
            da: "Underskriften i sit eget afsnit, på linje med teksten.",
            en: "The signature in a paragraph of its own, in line with the text.",
        },
        steps: &[
            Words {
                da: "Markér billedet, og klik på \"Layoutindstillinger\" ved kanten.",
                en: "Select the picture and click \"Layout Options\" at its edge.",
            },
            Words { da: "Vælg \"På linje med tekst\".", en: "Choose \"In Line with Text\"." },
            Words {
                da: "Flyt billedet til det sted, hvor det skal læses op.",
                en: "Move the picture to where it is to be read.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.2",
        "EN 301 549 10.1.3.2",
        "Matterhorn 09-001",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    if !object.floating || object.decorative || object.within.is_some() || !story.is_text() {
        return;
    }
    let meant = match object.kind {
        ObjectKind::TextBox | ObjectKind::WordArt => false,
        ObjectKind::Shape => object.alt.is_some(),
        ObjectKind::Group => !has_text(story, &object.paragraphs),
        _ => true,
    };
    if !meant || is_watermark(story, object) || is_unseen(story, object) {
        return;
    }
    let [danish, english] = named(object);
    checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} flyder ved siden af teksten"),
                format!("{english} floats beside the text"),
            )
            .help(
                "klik på \"Layoutindstillinger\" ved kanten i Word, og vælg \"På linje med tekst\"",
                "click \"Layout Options\" at its edge in Word, and choose \"In Line with Text\"",
            ),
        )
        .at(story, &object.bytes);
}
