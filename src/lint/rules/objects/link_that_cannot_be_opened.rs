//! A link that leads nowhere for the reader.

use std::collections::BTreeSet;

use super::met_link::{MetLink, met_links};
use super::words::short;
use crate::diagnostic::Severity;
use crate::lint::address::{is_host, is_mail, is_web};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Manuscript, Story};
use crate::lint::markup::tags;
use crate::lint::rule::Stage as Judged;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A705",
    name: "link-that-cannot-be-opened",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Link, der ikke kan åbnes", en: "Link that cannot be opened" },
        finds: Words {
            da: "Et link til en fil på et drev (\"file:\", \"C:\\\", \"\\\\server\"), til en adresse uden \"https://\" (\"www.borger.dk\" bliver til en fil ved siden af brevet), til en maskine uden domæne eller på et lukket net (\"http://intranet\", \"localhost\", \"192.168.…\", \".local\"), med mellemrum i adressen, uden adresse, eller til et bogmærke, som ikke findes i brevet. \"https:\", \"http:\", \"mailto:\", \"tel:\" og \"sms:\" er gode; adresser, der flettes ind, ses efter i det færdige brev; links i en indholdsfortegnelse ses ikke efter, og links, der kører kode, har deres eget fund (S110).",
            en: "A link to a file on a drive (\"file:\", \"C:\\\", \"\\\\server\"), to an address without \"https://\" (\"www.borger.dk\" becomes a file beside the letter), to a machine without a domain or on a closed net (\"http://intranet\", \"localhost\", \"192.168.…\", \".local\"), with blanks in the address, without address, or to a bookmark that the letter does not have. \"https:\", \"http:\", \"mailto:\", \"tel:\" and \"sms:\" are good; addresses that are merged are looked at in the finished letter; links of a table of contents are not looked at, and links that run code have a finding of their own (S110).",
        },
        why: Words {
            da: "Borgeren trykker, og intet sker, eller får en advarsel. Et link til et internt drev røber også, hvordan myndighedens net ser ud.",
            en: "The citizen presses, and nothing happens, or a warning comes. A link to an internal drive also tells what the authority's network looks like.",
        },
        bad: Words {
            da: "Et link til \"file:///S:/Pension/vejledning.pdf\".",
            en: "A link to \"file:///S:/Pension/guide.pdf\".",
        },
        good: Words {
            da: "Vejledningen ligger på hjemmesiden, og linket fører til \"https://egeby.dk/vejledning\".",
            en: "The guide is on the website, and the link leads to \"https://egeby.dk/vejledning\".",
        },
        steps: &[
            Words {
                da: "Højreklik på linket, og vælg \"Rediger link\".",
                en: "Right-click the link and choose \"Edit Hyperlink\".",
            },
            Words {
                da: "Skriv den fulde adresse under \"Adresse\", med \"https://\" foran.",
                en: "Write the full address under \"Address\", with \"https://\" in front.",
            },
            Words {
                da: "Prøv linket på en computer uden for myndighedens net.",
                en: "Try the link on a computer outside the authority's network.",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.4", "EN 301 549 10.2.4.4"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let mut marks = None;
    for story in &manuscript.stories {
        for passage in met_links(story).into_iter().filter(|passage| !passage.unseen) {
            let address = passage.link.address.as_deref().map(str::trim).unwrap_or_default();
            let anchor = passage.link.anchor.as_deref().map(str::trim).unwrap_or_default();
            let file = checker.is(Judged::File) || checker.is(Judged::Finished);
            let whole = checker.is(Judged::Whole) || checker.is(Judged::Finished);
            let fault = if address.is_empty() && !anchor.is_empty() {
                let marks = marks.get_or_insert_with(|| bookmarks(manuscript));
                (whole && !marks.contains(anchor) && !anchor.eq_ignore_ascii_case("_top"))
                    .then_some(Fault::Bookmark)
            } else if file && !passage.link.filled {
                fault(address)
            } else {
                None
            };
            if let Some(fault) = fault {
                report(
                    checker,
                    story,
                    &passage,
                    fault,
                    if address.is_empty() { anchor } else { address },
                );
            }
        }
    }
}

fn report(
    checker: &mut Checker<'_>,
    story: &Story,
    passage: &MetLink<'_>,
    fault: Fault,
    target: &str,
) {
    let target = short(target, 60);
    let (danish, english) = match fault {
        Fault::Nothing => {
            ("linket har ingen adresse".to_owned(), "the link has no address".to_owned())
        }
        Fault::Bookmark => (
            format!("linket fører til bogmærket `{target}`, som ikke findes"),
            format!("the link leads to the bookmark `{target}`, which is not there"),
        ),
        Fault::File => (
            format!("linket fører til en fil, som borgeren ikke har: `{target}`"),
            format!("the link leads to a file that the citizen does not have: `{target}`"),
        ),
        Fault::NoScheme => (
            format!("linkets adresse mangler \"https://\": `{target}`"),
            format!("the link's address lacks \"https://\": `{target}`"),
        ),
        Fault::Inside => (
            format!("linket fører til et lukket net: `{target}`"),
            format!("the link leads to a closed net: `{target}`"),
        ),
        Fault::Scheme => (
            format!("linket kan kun åbnes i et særligt program: `{target}`"),
            format!("the link can only be opened in a special program: `{target}`"),
        ),
        Fault::Malformed => (
            format!("linkets adresse er ikke rigtig: `{target}`"),
            format!("the link's address is not well formed: `{target}`"),
        ),
    };
    let help = match fault {
        Fault::Bookmark => [
            "sæt bogmærket i teksten med \"Indsæt > Bogmærke\", eller vælg en overskrift i \"Rediger link > Sted i dokumentet\"",
            "set the bookmark in the text with \"Insert > Bookmark\", or choose a heading in \"Edit Hyperlink > Place in This Document\"",
        ],
        Fault::File | Fault::Inside => [
            "læg indholdet på hjemmesiden, og skriv dets adresse i \"Rediger link\", med \"https://\" foran",
            "put the content on the website, and write its address in \"Edit Hyperlink\", with \"https://\" in front",
        ],
        _ => [
            "højreklik på linket i Word, vælg \"Rediger link\", og skriv den fulde adresse, med \"https://\" foran en webadresse",
            "right-click the link in Word, choose \"Edit Hyperlink\", and write the full address, with \"https://\" before a web address",
        ],
    };
    checker
        .report(passage.place(story), say(danish, english).help(help[0], help[1]))
        .at(story, &passage.bytes);
}

/// Why a link cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Nothing,
    Bookmark,
    File,
    NoScheme,
    Inside,
    Scheme,
    Malformed,
}

/// What is wrong with an address.
fn fault(address: &str) -> Option<Fault> {
    if address.is_empty() {
        return Some(Fault::Nothing);
    }
    if address.starts_with("\\\\") {
        return Some(Fault::File);
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        let host = address.split(['/', '?', '#']).next().unwrap_or_default();
        let web = is_web(address) || is_mail(address);
        let file = address.contains('\\') || !(web || is_host(host) && address.contains('/'));
        return Some(if file { Fault::File } else { Fault::NoScheme });
    };
    if scheme.chars().count() == 1 {
        // A drive.
        return Some(Fault::File);
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => web_fault(rest),
        "mailto" => {
            let to = rest.split('?').next().unwrap_or_default().trim_start_matches('/');
            let good = |one: &str| is_mail(one.trim()) || one.contains('«');
            (!to.split([',', ';']).all(good)).then_some(Fault::Malformed)
        }
        "tel" | "sms" => (!rest.contains(|c: char| c.is_ascii_digit())).then_some(Fault::Malformed),
        "file" => Some(Fault::File),
        // S110 tells of what runs code.
        "javascript" | "vbscript" | "livescript" | "data" | "mhtml" | "search-ms" => None,
        scheme if scheme.starts_with("ms-") => None,
        _ if is_host(scheme) => Some(Fault::NoScheme),
        _ => Some(Fault::Scheme),
    }
}

fn web_fault(rest: &str) -> Option<Fault> {
    let Some(rest) = rest.strip_prefix("//") else { return Some(Fault::Malformed) };
    if rest.contains(char::is_whitespace) {
        return Some(Fault::Malformed);
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if host.contains('«') {
        return None;
    }
    let numbers: Option<Vec<u8>> = host.split('.').map(|part| part.parse().ok()).collect();
    if let Some([a, b, _, _]) = numbers.as_deref() {
        let closed = matches!((a, b), (10 | 127, _) | (192, 168) | (172, 16..=31) | (169, 254));
        return closed.then_some(Fault::Inside);
    }
    let closed = |ending: &&str| host.ends_with(*ending);
    if host == "localhost"
        || (!host.is_empty() && !host.contains('.') && !host.contains(char::is_whitespace))
        || [".local", ".localhost", ".intra", ".intranet", ".internal", ".lan", ".corp", ".home"]
            .iter()
            .any(closed)
    {
        // `http://https://…` has been put together of two.
        return Some(if matches!(&*host, "http" | "https") {
            Fault::Malformed
        } else {
            Fault::Inside
        });
    }
    (!is_host(&host)).then_some(Fault::Malformed)
}

/// The names of the bookmarks of all stories.
fn bookmarks<'m>(manuscript: &'m Manuscript<'_>) -> BTreeSet<&'m str> {
    let mut names = BTreeSet::new();
    for story in &manuscript.stories {
        names.extend(tags(&story.xml, "bookmarkStart", "name").into_iter().map(|(_, name)| name));
    }
    names
}
