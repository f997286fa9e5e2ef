//! A word behind the text that the text does not say.

use crate::diagnostic::Severity;
use std::collections::BTreeSet;

use super::words::{heard, is_unseen, is_watermark, short};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A603",
    name: "watermark",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Vandmærke", en: "Watermark" },
        finds: Words {
            da: "Et vandmærke, hvis ord (\"UDKAST\", \"KOPI\", \"FORTROLIGT\") ikke står noget sted i brevets tekst. Et billede som vandmærke er en note. Et vandmærke, der er sat på flere slags sidehoveder, meldes én gang.",
            en: "A watermark whose word (\"DRAFT\", \"COPY\", \"CONFIDENTIAL\") stands nowhere in the letter's text. A picture as watermark is a note. A watermark that is set on several kinds of page headers is told of once.",
        },
        why: Words {
            da: "Et vandmærke hører til sidehovedet og bliver ikke læst op. Siger det noget, får kun den seende det at vide, og det gør teksten hen over det sværere at læse.",
            en: "A watermark belongs to the page header and is not read aloud. If it says something, only those who see are told, and it makes the text over it harder to read.",
        },
        bad: Words {
            da: "\"UDKAST\" på skrå bag teksten, og intet ord om det i brevet.",
            en: "\"DRAFT\" aslant behind the text, and no word of it in the letter.",
        },
        good: Words {
            da: "En linje øverst i brevet: \"Dette er et udkast til afgørelse.\"",
            en: "A line at the top of the letter: \"This is a draft decision.\"",
        },
        steps: &[
            Words {
                da: "Skriv det, som vandmærket siger, øverst i brevet.",
                en: "Write what the watermark says at the top of the letter.",
            },
            Words {
                da: "Fjern vandmærket: \"Design > Vandmærke > Fjern vandmærke\".",
                en: "Remove the watermark: \"Design > Watermark > Remove Watermark\".",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.1.1",
        "WCAG 2.1 1.4.3",
        "EN 301 549 10.1.1.1",
        "Matterhorn 01-001",
        "Word Accessibility Checker (2010-2016)",
    ],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for story in &manuscript.stories {
        for object in &story.objects {
            if !is_watermark(story, object) || object.decorative || is_unseen(story, object) {
                continue;
            }
            let word = object.word_art.as_deref().unwrap_or_default();
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            if told.insert(heard(&word)) && (word.is_empty() || !says(checker, &word)) {
                report(checker, story, object, &word);
            }
        }
    }
}

/// Whether the letter's text says it.
fn says(checker: &Checker<'_>, word: &str) -> bool {
    let word = heard(word);
    let mut texts = checker.manuscript().stories.iter().filter(|story| story.is_text());
    texts.any(|story| {
        story.paragraphs.iter().any(|paragraph| paragraph.text().to_lowercase().contains(&word))
    })
}

fn report(checker: &mut Checker<'_>, story: &Story, object: &Object, word: &str) {
    let (message, severity) = if word.is_empty() {
        let message = say(
            "et billede ligger som vandmærke bag teksten",
            "a picture lies behind the text as a watermark",
        )
        .help(
            "fjern det med \"Design > Vandmærke > Fjern vandmærke\", eller gør det så lyst, at teksten er let at læse",
            "remove it with \"Design > Watermark > Remove Watermark\", or make it so light that the text is easy to read",
        );
        (message, Severity::Note)
    } else {
        let word = short(word, 40);
        let message = say(
            format!("vandmærket siger \"{word}\", og brevets tekst gør ikke"),
            format!("the watermark says \"{word}\", and the letter's text does not"),
        )
        .help(
            "skriv det øverst i brevet, eller fjern vandmærket med \"Design > Vandmærke > Fjern vandmærke\"",
            "write it at the top of the letter, or remove the watermark with \"Design > Watermark > Remove Watermark\"",
        );
        (message, Severity::Warning)
    };
    checker.report(story.object_place(object), message).at(story, &object.bytes).severity(severity);
}
