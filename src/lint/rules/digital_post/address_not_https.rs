//! A link that is not safe.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Link, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D108",
    name: "address-not-https",
    group: Group::DigitalPost,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Link uden https", en: "Link without https" },
        finds: Words {
            da: "Et link, hvis adresse begynder med http://. Links til steder i dokumentet, mail og telefon er undtaget, og adresser, som A705 finder, fordi de ikke fører til en side.",
            en: "A link whose address begins with http://. Links to places in the document, to mail and telephone are left alone, and so are addresses that A705 finds since they lead to no page.",
        },
        why: Words {
            da: "Digital Post kræver https i handlinger, og en browser advarer borgeren mod siden.",
            en: "Digital Post demands https of its actions, and browsers warn citizens of the page.",
        },
        bad: Words { da: "Et link til http://www.borger.dk", en: "A link to http://www.borger.dk" },
        good: Words {
            da: "Et link til https://www.borger.dk",
            en: "A link to https://www.borger.dk",
        },
        steps: &[
            Words {
                da: "Højreklik på linket, vælg \"Rediger link\", og skriv https i stedet for http i adressen.",
                en: "Right-click the link, choose \"Edit Hyperlink\", and write https for http in the address.",
            },
            Words {
                da: "Prøv linket bagefter: enkelte gamle sider findes kun med http.",
                en: "Try the link afterwards: some old pages are there with http only.",
            },
        ],
    },
    references: &["MeMo 1.2: Action/url", "Digital Post: øget validering (10-09-2025)"],
    checks: &[Check::Link(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, link: &Link) {
    let Some(address) = &link.address else { return };
    let insecure = address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    // An address that leads nowhere is told of as such (A705).
    let rest = address.get(7..).unwrap_or_default();
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let insecure = insecure && host.contains('.') && !rest.contains("://");
    let Some(paragraph) = story.paragraphs.get(link.paragraph).filter(|_| insecure) else {
        return;
    };
    checker
        .report(
            paragraph.place_of(link.shown.clone()),
            say(
                "linkets adresse begynder med http og ikke med https",
                "the link's address begins with http and not with https",
            )
            .help(
                "højreklik på linket, vælg \"Rediger link\", og skriv https",
                "right-click the link, choose \"Edit Hyperlink\", and write https",
            ),
        )
        .at(story, &link.bytes);
}
