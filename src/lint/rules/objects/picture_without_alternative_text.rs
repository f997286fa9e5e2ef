//! A picture that a screen reader passes over in silence.

use super::words::{has_text, is_told_by_outer, is_unseen, is_watermark, named};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A101",
    name: "picture-without-alternative-text",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Billede uden alternativ tekst",
            en: "Picture without alternative text",
        },
        finds: Words {
            da: "Et billede, en figur, et diagram, en SmartArt-grafik, en gruppe af figurer eller et indlejret objekt, som hverken har en alternativ tekst eller er markeret som dekorativt, i brevets tekst, noter, sidehoveder og sidefødder. En figur uden tekst er en advarsel, alt andet en fejl. En gruppe meldes én gang, ikke for hvert af dens billeder. Vandmærker, tekstfelter med tekst, vandrette streger, skjulte billeder og ActiveX-objekter meldes ikke her.",
            en: "A picture, shape, chart, SmartArt graphic, group of shapes or embedded object that has neither an alternative text nor the mark *decorative*, in the letter's text, notes, page headers and footers. A shape without text is a warning, all else an error. A group is told of once, not for each of its pictures. Watermarks, text boxes with text, horizontal lines, hidden pictures and ActiveX controls are not told of here.",
        },
        why: Words {
            da: "Den, der får brevet læst op, hører ingenting eller kun ordet \"billede\", og kan ikke vide, om noget gik tabt.",
            en: "Whoever has the letter read aloud hears nothing, or only the word \"picture\", and cannot know whether something was lost.",
        },
        bad: Words {
            da: "Kommunens logo, indsat uden at skrive en alternativ tekst.",
            en: "The municipality's logo, inserted without alt text.",
        },
        good: Words {
            da: "Logoet med den alternative tekst \"Egeby Kommune\".",
            en: "The logo with the alt text \"Egeby Kommune\".",
        },
        steps: &[
            Words {
                da: "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                en: "Right-click the picture and choose \"View Alt Text\".",
            },
            Words {
                da: "Beskriv i en sætning, hvad billedet siger læseren.",
                en: "Say in a sentence what the picture tells the reader.",
            },
            Words {
                da: "Er det kun pynt, så sæt kryds ved \"Markér som dekorativ\".",
                en: "If it is only decoration, tick \"Mark as decorative\".",
            },
            Words {
                da: "Består figuren af flere dele, så markér dem, vælg \"Figurformat > Gruppér\", og beskriv gruppen.",
                en: "If the drawing is made of parts, select them, choose \"Shape Format > Group\", and describe the group.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.1.1",
        "EN 301 549 10.1.1.1",
        "ISO 14289-1 7.3",
        "Matterhorn 13-004",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    if object.alt.is_some() || object.decorative || speaks(story, object) {
        return;
    }
    if is_watermark(story, object) || is_told_by_outer(story, object) || is_unseen(story, object) {
        return;
    }
    let [danish, english] = named(object);
    let [look_danish, look_english] = match object.kind {
        ObjectKind::Chart | ObjectKind::Diagram => [
            "højreklik på kanten i Word, vælg \"Vis alternativ tekst\", og skriv det, som tallene eller delene viser læseren",
            "right-click the edge in Word, choose \"View Alt Text\", and write what the figures or parts show the reader",
        ],
        ObjectKind::Group => [
            "højreklik på kanten af gruppen i Word, vælg \"Vis alternativ tekst\", og beskriv det hele i en sætning eller markér det som dekorativt",
            "right-click the edge of the group in Word, choose \"View Alt Text\", and describe all of it in a sentence or mark it as decorative",
        ],
        ObjectKind::Shape => [
            "højreklik på figuren i Word, vælg \"Vis alternativ tekst\", og markér den som dekorativ, hvis den kun er en streg eller pynt",
            "right-click the shape in Word, choose \"View Alt Text\", and mark it as decorative if it is only a line or ornament",
        ],
        _ => [
            "højreklik på billedet i Word, vælg \"Vis alternativ tekst\", og beskriv det eller markér det som dekorativt",
            "right-click the picture in Word, choose \"View Alt Text\", and describe it or mark it as decorative",
        ],
    };
    let severity =
        if object.kind == ObjectKind::Shape { Severity::Warning } else { Severity::Error };
    checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} har ingen alternativ tekst"),
                format!("{english} has no alternative text"),
            )
            .help(look_danish, look_english),
        )
        .at(story, &object.naming)
        .severity(severity);
}

/// Whether its text can be read, or another rule says all there is to say.
fn speaks(story: &Story, object: &Object) -> bool {
    match object.kind {
        ObjectKind::TextBox => true,
        ObjectKind::Group => object.target.is_none() && has_text(story, &object.paragraphs),
        ObjectKind::WordArt => object.word_art.is_some(),
        ObjectKind::ActiveX => true,
        ObjectKind::Other => super::embedded_object::plays(story, object),
        _ => false,
    }
}
