//! A picture that is the letter, such as a scanned page.

use super::words::{is_unseen, named};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::units::Pt;

pub(super) static RULE: Rule = Rule {
    code: "A106",
    name: "picture-of-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Billede af tekst", en: "Picture of text" },
        finds: Words {
            da: "Et billede i brevets tekst, der fylder mere end halvdelen af en A4-side, i et dokument med mindre end 400 tegn tekst: som regel en indscannet side. Dekorative billeder, billeder bag teksten og billeder i sidehoved og sidefod meldes ikke.",
            en: "A picture in the letter's text that covers more than half a page of A4, in a document with fewer than 400 characters of text: as a rule a scanned page. Decorative pictures, pictures behind the text and those of page headers and footers are left alone.",
        },
        why: Words {
            da: "Tekst i et billede kan hverken læses op, forstørres, søges i eller oversættes. En alternativ tekst kan ikke erstatte en hel side.",
            en: "Text in a picture can neither be read aloud, enlarged, searched nor translated. No alternative text can stand for a whole page.",
        },
        bad: Words {
            da: "Et brev, der består af en indscannet side.",
            en: "A letter that consists of a scanned page.",
        },
        good: Words {
            da: "Teksten skrevet i Word, og kun underskriften som billede.",
            en: "The text written in Word, and only the signature as a picture.",
        },
        steps: &[
            Words {
                da: "Skriv teksten i Word med typografier som \"Overskrift 1\".",
                en: "Write the text in Word with styles such as \"Heading 1\".",
            },
            Words {
                da: "Har du kun papiret, så åbn den indscannede PDF i Word, der genkender teksten, og læs korrektur.",
                en: "If you have only the paper, open the scanned PDF in Word, which recognises the text, and proofread it.",
            },
            Words { da: "Slet billedet af teksten.", en: "Delete the picture of the text." },
        ],
    },
    references: &["WCAG 2.1 1.4.5", "EN 301 549 10.1.4.5", "Matterhorn 08-001"],
    checks: &[Check::Object(check)],
};

/// Half a page of A4, in square points.
const HALF_A_PAGE: f64 = 595.0 * 842.0 / 2.0;
/// Less text is hardly a letter, in characters.
const LITTLE: usize = 400;

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let Some((Pt(width), Pt(height))) = object.size else { return };
    if object.kind != ObjectKind::Picture
        || width * height < HALF_A_PAGE
        || object.decorative
        || object.behind
        || !story.is_text()
        || is_unseen(story, object)
    {
        return;
    }
    let mut text = 0;
    for paragraph in &story.paragraphs {
        text += paragraph.text().trim().chars().count();
        if text >= LITTLE {
            return;
        }
    }
    let [danish, english] = named(object);
    checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} fylder mere end en halv side, og der er næsten ingen tekst: er det et billede af tekst?"),
                format!("{english} covers more than half a page, and there is hardly any text: is it a picture of text?"),
            )
            .help(
                "skriv teksten i Word i stedet for at vise den som billede",
                "write the text in Word instead of showing it as a picture",
            ),
        )
        .at(story, &object.bytes);
}
