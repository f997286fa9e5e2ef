//! An alternative text that says what stands beside the picture.

use super::words::{heard, is_unseen, named, short};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A105",
    name: "alternative-text-that-repeats",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Alternativ tekst, der gentager teksten ved siden af",
            en: "Alternative text that repeats the text beside it",
        },
        finds: Words {
            da: "En alternativ tekst, der ord for ord er teksten i billedets eget afsnit eller i afsnittet lige før eller efter, store og små bogstaver og tegnsætning uset. Tekster på mindre end fire tegn, tekster, der kun er en del af afsnittet, og sidehoved og sidefod meldes ikke.",
            en: "An alternative text that is word for word the text of the picture's own paragraph or of the one just before or after, letter case and punctuation aside. Texts of fewer than four characters, texts that are only part of the paragraph, and page headers and footers are left alone.",
        },
        why: Words {
            da: "Læseren hører det samme to gange og leder efter forskellen.",
            en: "The reader hears the same thing twice and looks for the difference.",
        },
        bad: Words {
            da: "Et ikon af en telefon med teksten \"Ring til os\", ved siden af overskriften \"Ring til os\".",
            en: "An icon of a telephone with the text \"Call us\", beside the heading \"Call us\".",
        },
        good: Words {
            da: "Ikonet er markeret som dekorativt.",
            en: "The icon is marked as decorative.",
        },
        steps: &[
            Words {
                da: "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                en: "Right-click the picture and choose \"View Alt Text\".",
            },
            Words {
                da: "Sæt kryds ved \"Markér som dekorativ\", når teksten ved siden af siger det hele.",
                en: "Tick \"Mark as decorative\" where the text beside it says it all.",
            },
            Words {
                da: "Viser billedet mere end teksten, så skriv det, som kun billedet viser.",
                en: "If the picture shows more than the text, write what only the picture shows.",
            },
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1"],
    checks: &[Check::Object(check)],
};

/// Shorter texts are the same by chance.
const LEAST: usize = 4;

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let Some(alt) = object.alt.as_deref() else { return };
    let Some(own) = object.paragraph else { return };
    let said = heard(alt);
    let heard_at_all = !object.decorative && story.is_text() && !is_unseen(story, object);
    if !heard_at_all || said.chars().count() < LEAST {
        return;
    }
    let beside = own.saturating_sub(1)..=own.saturating_add(1);
    let repeats = beside
        .filter_map(|at| story.paragraphs.get(at))
        .any(|paragraph| heard(&paragraph.text()) == said);
    if !repeats {
        return;
    }
    let [danish, english] = named(object);
    let said = short(alt, 60);
    checker
        .report(
            story.object_place(object),
            say(
                format!(
                    "{danish} har den alternative tekst \"{said}\", som også står ved siden af"
                ),
                format!(
                    "{english} has the alternative text \"{said}\", which stands beside it too"
                ),
            )
            .help(
                "markér billedet som dekorativt, eller skriv det, som kun billedet viser",
                "mark the picture as decorative, or write what only the picture shows",
            ),
        )
        .at(story, &object.naming);
}
