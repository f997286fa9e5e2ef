//! A link whose text does not say where it leads.

use super::met_link::met_links;
use super::words::{heard, short};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A701",
    name: "unclear-link-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Uklar linktekst", en: "Unclear link text" },
        finds: Words {
            da: "Et link, hvis hele tekst er et af sprogpolitikkens tomme linkord, for eksempel \"her\", \"klik her\", \"læs mere\" eller \"link\", store og små bogstaver, pile og tegnsætning uset. Linkord med mere i (\"Læs mere om helbredstillæg\") meldes ikke.",
            en: "A link whose whole text is one of the language policy's empty link words, such as \"here\", \"click here\", \"read more\" or \"link\", letter case, arrows and punctuation aside. Link words with more to them (\"Read more about health allowance\") are left alone.",
        },
        why: Words {
            da: "Skærmlæserens brugere hører ofte kun listen af links. Fem gange \"her\" siger ikke, hvilket der fører til ansøgningen. På papir siger \"her\" ingenting.",
            en: "Users of screen readers often hear only the list of links. Five times \"here\" does not tell which one leads to the application. On paper \"here\" says nothing.",
        },
        bad: Words {
            da: "\"Du kan søge her.\" med link på \"her\".",
            en: "\"You can apply here.\" with the link on \"here\".",
        },
        good: Words {
            da: "\"Du kan søge om helbredstillæg på borger.dk.\" med link på \"søge om helbredstillæg på borger.dk\".",
            en: "\"You can apply for health allowance at borger.dk.\" with the link on \"apply for health allowance at borger.dk\".",
        },
        steps: &[
            Words {
                da: "Højreklik på linket, og vælg \"Rediger link\".",
                en: "Right-click the link and choose \"Edit Hyperlink\".",
            },
            Words {
                da: "Skriv i \"Tekst, der skal vises\", hvor linket fører hen.",
                en: "In \"Text to display\" write where the link leads.",
            },
            Words {
                da: "Omskriv sætningen, så linkteksten kan stå alene.",
                en: "Rewrite the sentence so that the link text can stand alone.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 2.4.4",
        "EN 301 549 10.2.4.4",
        "Matterhorn 28-012",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Story(check)],
};

/// What says nothing, where the policy names no such words.
const EMPTY: &[&str] = &[
    "her",
    "klik her",
    "tryk her",
    "læs mere",
    "læs her",
    "læs mere her",
    "se her",
    "se mere",
    "se mere her",
    "link",
    "linket",
    "dette link",
    "mere",
    "mere info",
    "mere information",
    "find mere information her",
    "hent",
    "hent her",
    "download",
    "gå til",
    "åbn",
    "denne side",
    "here",
    "click here",
    "click",
    "read more",
    "read here",
    "more",
    "more info",
    "more information",
    "see here",
    "see more",
    "learn more",
    "this link",
    "this page",
    "go",
];

fn check(checker: &mut Checker<'_>, story: &Story) {
    for passage in met_links(story) {
        let said = heard(&passage.text);
        if said.is_empty() || passage.unseen || !is_empty(checker, &said) {
            continue;
        }
        let text = short(passage.text.trim(), 60);
        checker
            .report(
                passage.place(story),
                say(
                    format!("linkteksten \"{text}\" siger ikke, hvor linket fører hen"),
                    format!("the link text \"{text}\" does not say where the link leads"),
                )
                .help(
                    "højreklik på linket i Word, vælg \"Rediger link\", og skriv i \"Tekst, der skal vises\", hvad læseren finder dér",
                    "right-click the link in Word, choose \"Edit Hyperlink\", and write in \"Text to display\" what the reader will find there",
                ),
            )
            .at(story, &passage.bytes);
    }
}

/// Whether a link text says nothing, in the policy's words.
pub(super) fn is_empty(checker: &Checker<'_>, said: &str) -> bool {
    let own = &checker.policy().empty_link_texts;
    if own.is_empty() { EMPTY.contains(&said) } else { own.iter().any(|word| heard(word) == said) }
}
