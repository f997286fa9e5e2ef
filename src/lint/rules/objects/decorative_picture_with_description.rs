//! A picture that is both decoration and described.

use crate::diagnostic::Severity;
use std::ops::Range;

use super::words::{is_unseen, named, short};
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Object, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A104",
    name: "decorative-picture-with-description",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Dekorativt billede med beskrivelse",
            en: "Decorative picture with a description",
        },
        finds: Words {
            da: "Et billede, der både er markeret som dekorativt og har en alternativ tekst.",
            en: "A picture that is marked as decorative and has an alternative text too.",
        },
        why: Words {
            da: "Mærket vinder: beskrivelsen læses aldrig op. Enten er beskrivelsen spildt, eller også hører læseren ikke noget, som nogen mente var vigtigt.",
            en: "The mark wins: the description is never read. Either the description is wasted, or the reader does not hear something that somebody thought important.",
        },
        bad: Words {
            da: "Logoet er markeret som dekorativt og har teksten \"Egeby Kommune\".",
            en: "The logo is marked as decorative and has the text \"Egeby Kommune\".",
        },
        good: Words {
            da: "Logoet har teksten \"Egeby Kommune\" og er ikke markeret som dekorativt.",
            en: "The logo has the text \"Egeby Kommune\" and is not marked as decorative.",
        },
        steps: &[
            Words {
                da: "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                en: "Right-click the picture and choose \"View Alt Text\".",
            },
            Words {
                da: "Siger billedet noget, så fjern krydset ved \"Markér som dekorativ\".",
                en: "If the picture says something, clear \"Mark as decorative\".",
            },
            Words {
                da: "Er det kun pynt, så fjern krydset, slet teksten, og sæt krydset igen.",
                en: "If it is only decoration, clear the mark, delete the text, and set the mark again.",
            },
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1"],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let Some(alt) = object.alt.as_deref() else { return };
    if !object.decorative || is_unseen(story, object) {
        return;
    }
    let [danish, english] = named(object);
    let said = short(alt, 60);
    let edits: Vec<Edit> = descriptions(story, object)
        .into_iter()
        .map(|bytes| Edit::Part { part: story.part.clone(), bytes, with: String::new() })
        .collect();
    let report = checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} er markeret som dekorativt og har alligevel teksten \"{said}\""),
                format!("{english} is marked as decorative and yet has the text \"{said}\""),
            )
            .help(
                "vælg i \"Vis alternativ tekst\" det ene: siger billedet noget, så fjern krydset ved \"Markér som dekorativ\"; ellers slet teksten",
                "choose one in \"View Alt Text\": if the picture says something, clear \"Mark as decorative\"; else delete the text",
            ),
        )
        .at(story, &object.naming);
    // What the picture itself says, not its frame, is left to the author.
    if !edits.is_empty() {
        let title = [
            "slet den alternative tekst til det dekorative billede".to_owned(),
            "delete the alternative text of the decorative picture".to_owned(),
        ];
        report.fix(Fix { title, safety: Safety::Unsafe, edits });
    }
}

/// The attributes that describe it, each with the blank before it.
fn descriptions(story: &Story, object: &Object) -> Vec<Range<usize>> {
    let tag = story.xml.get(object.naming.clone()).unwrap_or_default();
    let attribute = |name: &str| {
        let start = tag.find(name)?;
        let value = start + name.len();
        let quote = tag[value..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value + 1 + tag[value + 1..].find(quote)? + 1;
        Some(object.naming.start + start..object.naming.start + end)
    };
    [" descr=", " title="].into_iter().filter_map(attribute).collect()
}
