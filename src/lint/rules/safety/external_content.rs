//! A document that takes in what lies outside it.

use super::shared::{mentioned, outside};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S102",
    name: "external-content",
    group: Group::Safety,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Indhold hentet uden for dokumentet",
            en: "Content from outside the document",
        },
        finds: Words {
            da: "Et billede, et OLE-objekt, et underdokument, en ramme eller andet indhold, som dokumentet kun har et link til. Almindelige links, som læseren selv klikker på, den tilknyttede skabelon (S103) og brevfletningens datakilde (S111) hører ikke med.",
            en: "A picture, OLE object, subdocument, frame or other content that the document only links to. Ordinary links that the reader clicks, the attached template (S103) and the data source of a mail merge (S111) are left alone.",
        },
        why: Words {
            da: "Fletningen henter aldrig noget udefra, så modtageren ser en tom ramme. Åbner nogen filen i Word, henter Word indholdet, og den, der ejer adressen, kan se, hvem der læser hvornår, eller bytte indholdet ud.",
            en: "The merge never fetches anything, so the recipient sees an empty frame. When somebody opens the file in Word, Word fetches the content, and whoever owns the address can see who reads it and when, or exchange the content.",
        },
        bad: Words {
            da: "Logoet er indsat som \"Link til fil\" fra https://eksempel.dk/logo.png.",
            en: "The logo is inserted by \"Link to File\" from https://eksempel.dk/logo.png.",
        },
        good: Words {
            da: "Logoet er indsat i dokumentet med Indsæt > Billeder > Denne enhed.",
            en: "The logo is inserted into the document by Insert > Pictures > This Device.",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Oplysninger > Rediger kæder til filer.",
                en: "Choose File > Info > Edit Links to Files.",
            },
            Words {
                da: "Marker linket, og vælg \"Bryd kæde\"; så bliver indholdet en del af dokumentet.",
                en: "Select the link and choose \"Break Link\"; the content then becomes part of the document.",
            },
            Words {
                da: "Findes linket ikke dér, så slet billedet og sæt det ind igen med Indsæt > Billeder > Denne enhed.",
                en: "If the link is not there, delete the picture and insert it again by Insert > Pictures > This Device.",
            },
        ],
    },
    references: &["ISO/IEC 29500-2 6.5", "CWE-829", "GDPR art. 32"],
    checks: &[Check::Document(check)],
};

/// Kinds of relationship that are told of by other rules, or are links that a reader clicks.
const OTHERS: &[&str] =
    &["hyperlink", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData"];

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    for (part, relationship) in outside(manuscript) {
        if OTHERS.contains(&relationship.kind.as_str()) {
            continue;
        }
        let what = match relationship.kind.as_str() {
            "image" => ("et billede", "a picture"),
            "oleObject" | "package" => {
                ("et objekt fra et andet program", "an object of another program")
            }
            "subDocument" => ("et underdokument", "a subdocument"),
            "frame" => ("en ramme", "a frame"),
            "video" | "audio" | "media" => ("lyd eller video", "sound or video"),
            _ => ("noget af indholdet", "some of the content"),
        };
        let message = say(
            format!("{} hentes fra en adresse uden for dokumentet", what.0),
            format!("{} is fetched from an address outside the document", what.1),
        )
        .help(
            "indsæt det i dokumentet i stedet for at linke til det (Filer > Oplysninger > Rediger kæder til filer > Bryd kæde)",
            "insert it into the document instead of linking to it (File > Info > Edit Links to Files > Break Link)",
        );
        match mentioned(manuscript, &part, &relationship.id) {
            Some((story, bytes)) => {
                checker
                    .report(story.place(story.paragraph_at(bytes.start)), message)
                    .at(story, &bytes);
            }
            None => {
                checker.report_whole(message);
            }
        }
    }
}
