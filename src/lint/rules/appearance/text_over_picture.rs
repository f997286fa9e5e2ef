//! Text whose contrast a file cannot tell, since a picture or gradient lies behind it.

use super::passage::says;
use crate::diagnostic::Severity;
use crate::letter::Fill;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A510",
    name: "text-over-picture",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Tekst oven på et billede eller en farveovergang",
            en: "Text over a picture or gradient",
        },
        finds: Words {
            da: "Tekstfelter med tekst, der er fyldt med et billede, en farveovergang eller et mønster. Felter med én farve er undtaget: deres kontrast regnes ud (A501).",
            en: "Text boxes with text that are filled with a picture, a gradient or a pattern. Boxes of one colour are left alone: their contrast is computed (A501).",
        },
        why: Words {
            da: "Hvor billedet er lyst, forsvinder lys tekst, og hvor det er mørkt, forsvinder mørk tekst; om den kan læses, må et menneske se efter.",
            en: "Where the picture is light, light text vanishes, and where it is dark, dark text does; a person must look whether it can be read.",
        },
        bad: Words {
            da: "Hvid tekst i et felt med et foto af rådhuset.",
            en: "White text in a box with a photo of the town hall.",
        },
        good: Words {
            da: "Hvid tekst i et felt med én mørk farve ved siden af fotoet.",
            en: "White text in a box of one dark colour beside the photo.",
        },
        steps: &[Words {
            da: "Markér feltet, og vælg én farve under \"Figurformat > Fyldfarve til figur\", eller se efter, at al teksten kan læses.",
            en: "Select the box and choose one colour under \"Shape Format > Shape Fill\", or look whether all of the text can be read.",
        }],
    },
    references: &["WCAG 2.1 1.4.3", "EN 301 549 10.1.4.3"],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    if object.kind != ObjectKind::TextBox || object.fill != Fill::Mixed {
        return;
    }
    let texts = story.paragraphs.get(object.paragraphs.clone()).unwrap_or_default();
    if !texts.iter().any(|paragraph| says(&paragraph.text())) {
        return;
    }
    let name = &object.name;
    checker
        .report(
            story.object_place(object),
            say(
                format!(
                    "teksten i `{name}` står oven på et billede, en farveovergang eller et mønster"
                ),
                format!("the text in `{name}` stands over a picture, a gradient or a pattern"),
            )
            .help(
                "se efter, at al teksten kan læses, eller fyld feltet med én farve",
                "look whether all of the text can be read, or fill the box with one colour",
            ),
        )
        .at(story, &object.naming);
}
