//! Text of the letter in a box that floats.

use super::words::{has_text, is_unseen, named, text_begins};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A602",
    name: "text-in-text-box",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tekst i et tekstfelt", en: "Text in a text box" },
        finds: Words {
            da: "Tekst eller flettefelter i et tekstfelt, i en figur, i en gruppe eller i WordArt i brevets tekst. Et tekstfelt, der står før brevets første tekst i en hovedskabelon eller et helt brev, er som regel adressen i kuvertens rude, og er kun en note. Tomme tekstfelter og alt i sidehoved og sidefod meldes ikke.",
            en: "Text or merge fields in a text box, shape, group or WordArt in the letter's text. A text box before the letter's first text, in a master or a whole letter, is as a rule the address in the window of the envelope, and only a note. Empty text boxes and all in page headers and footers are left alone.",
        },
        why: Words {
            da: "Teksten i et tekstfelt læses op dér, hvor feltet er forankret, eller slet ikke. Vokser teksten ved fletning, bliver resten skåret af.",
            en: "The text in a text box is read where the box is anchored, or not at all. If merging makes the text longer, the rest is cut off.",
        },
        bad: Words {
            da: "Fristen i en boks til højre for teksten.",
            en: "The deadline in a box to the right of the text.",
        },
        good: Words {
            da: "Fristen i sit eget afsnit med kant og skygge.",
            en: "The deadline in a paragraph of its own with borders and shading.",
        },
        steps: &[
            Words {
                da: "Markér teksten i tekstfeltet, og klip den ud.",
                en: "Select the text in the text box and cut it.",
            },
            Words {
                da: "Sæt den ind i brevets tekst, hvor den skal læses op.",
                en: "Paste it into the letter's text where it is to be read.",
            },
            Words {
                da: "Vil du beholde rammen, så vælg \"Startside > Kanter\".",
                en: "If you want to keep the frame, choose \"Home > Borders\".",
            },
            Words { da: "Slet det tomme tekstfelt.", en: "Delete the empty text box." },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.2",
        "EN 301 549 10.1.3.2",
        "Matterhorn 09-001",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() || story.objects.is_empty() {
        return;
    }
    let begins = text_begins(checker.subject().role, story);
    for object in &story.objects {
        look(checker, story, object, begins);
    }
}

fn look(checker: &mut Checker<'_>, story: &Story, object: &Object, begins: usize) {
    let speaks = match object.kind {
        ObjectKind::WordArt => {
            object.word_art.as_deref().is_some_and(|text| !text.trim().is_empty())
        }
        _ => has_text(story, &object.paragraphs),
    };
    // A box in a box is the same fault.
    if !speaks || object.within.is_some() || is_unseen(story, object) {
        return;
    }
    let [danish, english] = named(object);
    let address = object.bytes.start < begins && object.kind != ObjectKind::WordArt;
    let message = if address {
        say(
            format!("{danish} før brevets tekst indeholder tekst"),
            format!("{english} before the letter's text holds text"),
        )
        .help(
            "er det adressen, så sæt den som almindelige afsnit øverst i skabelonen med afstand før; så læses den op først",
            "if it is the address, set it as plain paragraphs at the top of the template with space before; it is then read first",
        )
    } else {
        say(
            format!("{danish} indeholder tekst, som hører til i brevet"),
            format!("{english} holds text that belongs to the letter"),
        )
        .help(
            "flyt teksten ud i brevet, hvor den skal læses op, og giv afsnittet en kant, hvis det skal ses",
            "move the text into the letter where it is to be read, and give the paragraph a border if it should stand out",
        )
    };
    let severity = if address { Severity::Note } else { Severity::Warning };
    checker.report(story.object_place(object), message).at(story, &object.bytes).severity(severity);
}
