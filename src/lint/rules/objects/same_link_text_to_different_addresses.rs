//! Links that sound alike and lead to different places.

use crate::diagnostic::Severity;
use std::collections::BTreeMap;

use super::met_link::met_links;
use super::unclear_link_text::is_empty;
use super::words::{heard, short};
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A706",
    name: "same-link-text-to-different-addresses",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Samme linktekst til forskellige adresser",
            en: "Same link text to different addresses",
        },
        finds: Words {
            da: "Et link, hvis tekst er den samme som et tidligere links i dokumentet, mens adressen er en anden. \"http\" og \"https\", \"www.\", store bogstaver i domænet og en skråstreg til sidst tæller ikke som forskelle. Tomme linkord meldes af `unclear-link-text`; adresser, der flettes ind, meldes ikke.",
            en: "A link whose text is that of an earlier link of the document while its address is another. \"http\" and \"https\", \"www.\", capitals in the domain and a slash at the end are no differences. Empty link words are told of by `unclear-link-text`; addresses that are merged are left alone.",
        },
        why: Words {
            da: "På listen af links kan læseren ikke se, hvilket der fører hvorhen.",
            en: "In the list of links the reader cannot tell which leads where.",
        },
        bad: Words {
            da: "\"Ansøgningsskema\" fører først til helbredstillæg og siden til varmetillæg.",
            en: "\"Application form\" leads first to health allowance and then to heating allowance.",
        },
        good: Words {
            da: "\"Ansøgningsskema til helbredstillæg\" og \"Ansøgningsskema til varmetillæg\".",
            en: "\"Application form for health allowance\" and \"Application form for heating allowance\".",
        },
        steps: &[
            Words {
                da: "Højreklik på det andet link, og vælg \"Rediger link\".",
                en: "Right-click the second link and choose \"Edit Hyperlink\".",
            },
            Words {
                da: "Skriv i \"Tekst, der skal vises\", hvad der skiller det fra det første, eller ret adressen.",
                en: "In \"Text to display\" write what sets it apart from the first, or correct the address.",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.4", "EN 301 549 10.2.4.4"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for story in &manuscript.stories {
        for passage in met_links(story) {
            let said = heard(&passage.text);
            let Some(address) = passage.link.address.as_deref() else { continue };
            if said.is_empty() || passage.unseen || passage.link.filled || is_empty(checker, &said)
            {
                continue;
            }
            let anchor = passage.link.anchor.as_deref().unwrap_or_default();
            let target = format!("{}#{anchor}", same(address));
            match known.get(&said) {
                Some(first) if *first != target => {}
                Some(_) => continue,
                None => {
                    known.insert(said, target);
                    continue;
                }
            }
            let text = short(passage.text.trim(), 60);
            checker
                .report(
                    passage.place(story),
                    say(
                        format!("linkteksten \"{text}\" førte før et andet sted hen"),
                        format!("the link text \"{text}\" led elsewhere before"),
                    )
                    .help(
                        "skriv i linkteksten, hvad der skiller de to links, eller ret adressen",
                        "write in the link text what sets the two links apart, or correct the address",
                    ),
                )
                .at(story, &passage.bytes);
        }
    }
}

/// An address without what makes no difference.
fn same(address: &str) -> String {
    let address = address.trim();
    let rest = match address.split_once("://") {
        Some((scheme, rest)) if scheme.to_ascii_lowercase().starts_with("http") => rest,
        _ => return address.to_lowercase(),
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}/{}", path.trim_end_matches('/'))
}
