//! A link whose text is a raw address.

use super::met_link::met_links;
use super::words::short;
use crate::diagnostic::Severity;
use crate::lint::address::{is_host, is_web};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A704",
    name: "address-as-link-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Rå adresse som linktekst", en: "Raw address as link text" },
        finds: Words {
            da: "Et link, hvis tekst er en webadresse med \"http://\" eller \"https://\", med mere end ét led efter skråstregen, med spørgsmålstegn, lighedstegn eller procenttegn, eller på mere end 40 tegn. Korte adresser, som et menneske kan sige (\"borger.dk\", \"www.egeby.dk/pension\"), e-mailadresser og telefonnumre meldes ikke.",
            en: "A link whose text is a web address with \"http://\" or \"https://\", with more than one step after the slash, with a question, equals or percent sign, or of more than 40 characters. Short addresses that a person can say (\"borger.dk\", \"www.egeby.dk/pension\"), e-mail addresses and telephone numbers are left alone.",
        },
        why: Words {
            da: "En rå adresse læses op tegn for tegn: \"h t t p s kolon skråstreg skråstreg …\". Den siger ikke, hvad læseren finder dér.",
            en: "A raw address is read sign by sign: \"h t t p s colon slash slash …\". It does not say what the reader will find there.",
        },
        bad: Words {
            da: "Linkteksten \"https://www.borger.dk/pension/tillaeg?id=27\".",
            en: "The link text \"https://www.borger.dk/pension/tillaeg?id=27\".",
        },
        good: Words {
            da: "Linkteksten \"helbredstillæg på borger.dk\".",
            en: "The link text \"health allowance at borger.dk\".",
        },
        steps: &[
            Words {
                da: "Højreklik på linket, og vælg \"Rediger link\".",
                en: "Right-click the link and choose \"Edit Hyperlink\".",
            },
            Words {
                da: "Skriv i \"Tekst, der skal vises\", hvad læseren finder dér.",
                en: "In \"Text to display\" write what the reader will find there.",
            },
            Words {
                da: "Skal adressen kunne læses på papir, så brug en kort en, som \"borger.dk/tillaeg\".",
                en: "If the address has to be readable on paper, use a short one, such as \"borger.dk/tillaeg\".",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.4", "EN 301 549 10.2.4.4", "Word Accessibility Checker"],
    checks: &[Check::Story(check)],
};

/// A longer address is no name that a person can say, in characters.
const LONG: usize = 40;

fn check(checker: &mut Checker<'_>, story: &Story) {
    for passage in met_links(story) {
        let text = passage.text.trim();
        if passage.unseen || !is_raw(text) {
            continue;
        }
        let said = short(text, 60);
        checker
            .report(
                passage.place(story),
                say(
                    format!("linkteksten er den rå adresse `{said}`"),
                    format!("the link text is the raw address `{said}`"),
                )
                .help(
                    "højreklik på linket i Word, vælg \"Rediger link\", og skriv i \"Tekst, der skal vises\", hvad læseren finder dér",
                    "right-click the link in Word, choose \"Edit Hyperlink\", and write in \"Text to display\" what the reader will find there",
                ),
            )
            .at(story, &passage.bytes);
    }
}

/// Whether a text is an address that nobody would say aloud.
fn is_raw(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let web = is_web(text);
    let (host, path) = text.split_once('/').unwrap_or((text, ""));
    let addressed = is_host(host) && text.contains('/');
    if !web && !addressed {
        return false;
    }
    text.contains("://")
        || path.trim_end_matches('/').contains('/')
        || text.contains(['?', '=', '%', '&'])
        || text.chars().count() > LONG
}
