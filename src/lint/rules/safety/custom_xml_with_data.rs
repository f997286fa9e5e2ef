//! Data that lies in the file and is seen nowhere.

use super::shared::custom_xml;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S113",
    name: "custom-xml-with-data",
    group: Group::Safety,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Skjulte data i filen", en: "Custom XML with data" },
        finds: Words {
            da: "En del med egne XML-data (customXml), der har indhold: data fra et fagsystem, som indholdskontrolelementer er bundet til, eller navne fra et dokumentbibliotek. Tomme kildelister, forsideegenskaber og det, Word selv lægger dér, hører ikke med.",
            en: "A part of custom XML data that has content: data of a business system that content controls are bound to, or names from a document library. Empty lists of sources, cover page properties and what Word itself puts there are left alone.",
        },
        why: Words {
            da: "Dataene følger med hvert brev uden at kunne ses. Er de fra en sag, får alle modtagere en andens oplysninger.",
            en: "The data goes along with every letter without being seen. If it is of a case, all recipients get the particulars of somebody else.",
        },
        bad: Words {
            da: "customXml/item1.xml med navn og adresse fra den sag, skabelonen blev prøvet på.",
            en: "customXml/item1.xml with name and address of the case that the template was tried on.",
        },
        good: Words {
            da: "Skabelonen har kun flettefelter; dataene kommer fra sagen.",
            en: "The template has merge fields only; the data comes from the case.",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Oplysninger > Kontrollér for problemer > Undersøg dokument.",
                en: "Choose File > Info > Check for Issues > Inspect Document.",
            },
            Words {
                da: "Sæt flueben ved \"Brugerdefinerede XML-data\", og klik på Undersøg.",
                en: "Tick \"Custom XML Data\", and click Inspect.",
            },
            Words {
                da: "Klik på Fjern alle, hvis ingen indholdskontrolelementer skal bruge dataene.",
                en: "Click Remove All if no content control needs the data.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 15.2.5", "ISO/IEC 29500-1 17.5.2.6", "GDPR art. 5(1)(c)"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    for item in custom_xml(checker.manuscript()) {
        if !item.data {
            continue;
        }
        let part = item.part;
        checker.report_whole(
            say(
                format!("filen har data, som ikke ses i dokumentet (`{part}`)"),
                format!("the file has data that is not seen in the document (`{part}`)"),
            )
            .help(
                "fjern dem under Filer > Oplysninger > Kontrollér for problemer > Undersøg dokument, hvis ingen bruger dem",
                "remove it under File > Info > Check for Issues > Inspect Document if nobody uses it",
            ),
        );
    }
}
