//! A link that runs something instead of opening a page.

use crate::diagnostic::Place;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Link, Object, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "S110",
    name: "script-link",
    group: Group::Safety,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Link, der kører kode", en: "Link that runs code" },
        finds: Words {
            da: "Et link, hvis adresse begynder med javascript:, vbscript: eller data:, eller med en forespørgsel til et program på maskinen (ms-…:, search-ms:). Adresser med https:, mailto:, tel: og links til et sted i dokumentet hører ikke med.",
            en: "A link whose address begins with javascript:, vbscript: or data:, or that asks a program of the machine (ms-…:, search-ms:). Addresses with https:, mailto:, tel: and links to a place in the document are left alone.",
        },
        why: Words {
            da: "Et klik kører kode hos læseren i stedet for at åbne en side. Ingen myndighed har brug for det, og sikkerhedsprogrammer stopper brevet.",
            en: "A click runs code at the reader's instead of opening a page. No authority needs that, and security programs stop the letter.",
        },
        bad: Words {
            da: "Linket \"Se din sag\" til javascript:void(0).",
            en: "The link \"See your case\" to javascript:void(0).",
        },
        good: Words {
            da: "Linket \"Se din sag\" til https://www.borger.dk.",
            en: "The link \"See your case\" to https://www.borger.dk.",
        },
        steps: &[
            Words {
                da: "Højreklik på linket, og vælg \"Rediger link\".",
                en: "Right-click the link and choose \"Edit Link\".",
            },
            Words {
                da: "Skriv en adresse, der begynder med https://, eller vælg \"Fjern link\".",
                en: "Write an address that begins with https://, or choose \"Remove Link\".",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.22", "CWE-79", "CVE-2022-30190"],
    checks: &[Check::Link(link), Check::Object(object)],
};

fn link(checker: &mut Checker<'_>, story: &Story, link: &Link) {
    if !link.address.as_deref().is_some_and(runs) {
        return;
    }
    let place = match story.paragraphs.get(link.paragraph) {
        Some(paragraph) => paragraph.place_of(link.shown.clone()),
        None => story.place(None),
    };
    tell(checker, story, place, &link.bytes);
}

fn object(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    if object.link.as_deref().is_some_and(runs) {
        tell(checker, story, story.object_place(object), &object.naming);
    }
}

/// Whether an address runs code. Readers pass over blanks and control characters in it.
fn runs(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    let Some((scheme, _)) = plain.split_once(':') else { return false };
    matches!(scheme, "javascript" | "vbscript" | "data" | "search-ms" | "livescript" | "mhtml")
        || scheme.starts_with("ms-")
}

fn tell(checker: &mut Checker<'_>, story: &Story, place: Place, bytes: &Range<usize>) {
    checker
        .report(
            place,
            say(
                "linket kører kode i stedet for at åbne en side",
                "the link runs code instead of opening a page",
            )
            .help(
                "giv linket en adresse, der begynder med https://, eller fjern det",
                "give the link an address that begins with https://, or remove it",
            ),
        )
        .at(story, bytes);
}
