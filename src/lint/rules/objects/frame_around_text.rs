//! Text of the letter in a frame that floats.

use super::words::text_begins;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A606",
    name: "frame-around-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tekst i en ramme", en: "Text in a frame" },
        finds: Words {
            da: "Afsnit i brevets tekst, der står i en ramme (`w:framePr`), som teksten flyder uden om; afsnit lige efter hinanden meldes samlet. En ramme før brevets første tekst i en hovedskabelon eller et helt brev, som adressen i kuvertens rude, meldes ikke, og heller ikke en uncial (et stort begyndelsesbogstav).",
            en: "Paragraphs of the letter's text in a frame (`w:framePr`) that the text flows around; paragraphs one after another are told of together. A frame before the letter's first text, in a master or a whole letter, such as the address in the window of the envelope, is left alone, and so is a drop cap.",
        },
        why: Words {
            da: "En ramme ses ét sted og læses op et andet: dér, hvor dens afsnit står i dokumentet. Læseren hører en bemærkning midt i en anden sag.",
            en: "A frame is seen in one place and read in another: where its paragraphs stand in the document. The reader hears a remark in the middle of something else.",
        },
        bad: Words {
            da: "\"Svar senest 1. maj\" i en ramme i margenen.",
            en: "\"Answer by 1 May\" in a frame in the margin.",
        },
        good: Words {
            da: "\"Svar senest 1. maj\" som afsnit under overskriften.",
            en: "\"Answer by 1 May\" as a paragraph below the heading.",
        },
        steps: &[
            Words {
                da: "Højreklik på kanten af rammen, og vælg \"Formater ramme\".",
                en: "Right-click the edge of the frame and choose \"Format Frame\".",
            },
            Words { da: "Klik på \"Fjern ramme\".", en: "Click \"Remove Frame\"." },
            Words {
                da: "Flyt afsnittet til det sted, hvor det skal læses op.",
                en: "Move the paragraph to where it is to be read.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "Matterhorn 09-001"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() || !story.paragraphs.iter().any(|paragraph| paragraph.framed) {
        return;
    }
    let begins = text_begins(checker.subject().role, story);
    let mut before = false;
    for paragraph in &story.paragraphs {
        let framed = paragraph.framed
            && paragraph.in_box.is_none()
            && paragraph.bytes.start > begins
            && !paragraph.text().trim().is_empty()
            && !is_drop_cap(story, paragraph);
        if framed && !before {
            checker
                .report(
                    paragraph.place(),
                    say(
                        "teksten står i en ramme, som flyder ved siden af brevet",
                        "the text stands in a frame that floats beside the letter",
                    )
                    .help(
                        "højreklik på kanten af rammen i Word, vælg \"Formater ramme\", og klik på \"Fjern ramme\"",
                        "right-click the edge of the frame in Word, choose \"Format Frame\", and click \"Remove Frame\"",
                    ),
                )
                .at(story, &paragraph.bytes);
        }
        before = framed;
    }
}

fn is_drop_cap(story: &Story, paragraph: &Paragraph) -> bool {
    let properties = paragraph.properties.clone().and_then(|bytes| story.xml.get(bytes));
    properties.is_some_and(|xml| xml.contains(":dropCap=") && !xml.contains(":dropCap=\"none\""))
}
