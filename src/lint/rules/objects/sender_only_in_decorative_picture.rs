//! A letter that only says by its logo who wrote it.

use super::words::{is_unseen, is_watermark, named, text_begins};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{ObjectKind, Paragraph};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A107",
    name: "sender-only-in-decorative-picture",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Afsenderen kun i et dekorativt billede",
            en: "Sender only in a decorative picture",
        },
        finds: Words {
            da: "Et billede i sidehovedet eller før brevets første tekst, der er markeret som dekorativt, når afsenderen ikke er nævnt noget sted i brevets tekst: hverken et felt om myndigheden, et ord som \"kommune\", \"styrelse\" eller \"region\", eller en alternativ tekst. Gælder breve med mere end 200 tegn.",
            en: "A picture in the page header or before the letter's first text that is marked as decorative, where the letter's text nowhere names the sender: neither a field about the authority, nor a word such as \"kommune\", \"styrelse\", \"region\", \"municipality\", nor an alternative text. Of letters with more than 200 characters.",
        },
        why: Words {
            da: "Den, der ser logoet, ved, hvem brevet er fra. Den, der får det læst op, får det ikke at vide.",
            en: "Whoever sees the logo knows who the letter is from. Whoever has it read aloud is not told.",
        },
        bad: Words {
            da: "Logoet i sidehovedet er dekorativt, og brevet slutter med \"Venlig hilsen\" og et navn.",
            en: "The logo in the page header is decorative, and the letter ends with \"Kind regards\" and a name.",
        },
        good: Words {
            da: "Brevet slutter med \"Venlig hilsen, Egeby Kommune\".",
            en: "The letter ends with \"Kind regards, Egeby Municipality\".",
        },
        steps: &[
            Words {
                da: "Skriv afsenderens navn i brevets tekst, for eksempel over datoen eller under \"Venlig hilsen\".",
                en: "Write the sender's name in the letter's text, for example above the date or below \"Kind regards\".",
            },
            Words {
                da: "Eller fjern krydset ved \"Markér som dekorativ\", og skriv navnet som alternativ tekst, når logoet står i brevets tekst.",
                en: "Or clear \"Mark as decorative\" and give the name as alternative text, where the logo stands in the letter's text.",
            },
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1", "Matterhorn 01-002"],
    checks: &[Check::Document(check)],
};

/// Words and names of fields by which a letter says who sends it.
const SENDERS: &[&str] = &[
    "kommun",
    "styrelse",
    "region",
    "ministeri",
    "nævn",
    "udbetaling danmark",
    "myndighed",
    "afsender",
    "forvaltning",
    "borgerservice",
    "jobcent",
    "direktorat",
    "ankestyr",
    "municipal",
    "council",
    "authority",
    "agency",
    "sender",
];
/// A shorter text is hardly a letter, in characters.
const LEAST: usize = 200;

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let logo = manuscript.stories.iter().find_map(|story| {
        let before = if story.is_page_edge() {
            usize::MAX
        } else if story.is_text() {
            text_begins(checker.subject().role, story)
        } else {
            0
        };
        let object = story.objects.iter().find(|object| {
            object.kind == ObjectKind::Picture
                && object.decorative
                && object.bytes.start < before
                && !is_watermark(story, object)
                && !is_unseen(story, object)
        })?;
        Some((story, object))
    });
    let Some((story, object)) = logo else { return };
    let mut length = 0;
    for text in manuscript.stories.iter().filter(|story| story.is_text()) {
        let alternatives = text.objects.iter().filter(|object| !object.decorative);
        let alternatives = alternatives.filter_map(|object| object.alt.clone());
        for words in text.paragraphs.iter().map(Paragraph::text).chain(alternatives) {
            length += words.chars().count();
            let words = words.to_lowercase();
            if SENDERS.iter().any(|sender| words.contains(sender)) {
                return;
            }
        }
    }
    if length < LEAST {
        return;
    }
    let [danish, english] = named(object);
    checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} er dekorativt, og brevets tekst siger ikke, hvem der skriver"),
                format!("{english} is decorative, and the letter's text does not say who writes"),
            )
            .help(
                "skriv afsenderens navn i brevets tekst, for eksempel under \"Venlig hilsen\"",
                "write the sender's name in the letter's text, for example below \"Kind regards\"",
            ),
        )
        .at(story, &object.naming);
}
