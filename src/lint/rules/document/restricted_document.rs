//! A document that is locked.

use super::part::Part;
use crate::diagnostic::Severity;
use crate::letter::xml::{attribute, children, is_on, name};
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Fix, Safety};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A807",
    name: "restricted-document",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Låst dokument", en: "Restricted document" },
        finds: Words {
            da: "Dokumenter, hvor redigering er begrænset og beskyttelsen slået til, og dokumenter med adgangskode mod ændringer. En beskyttelse, der er sat op, men ikke slået til, og anbefalingen om at åbne skrivebeskyttet er undtaget. Et krypteret dokument kan slet ikke læses og meldes som det.",
            en: "Documents in which editing is restricted and the protection is on, and documents with a password against changes. A protection that is set up but not on, and the advice to open read-only, are left alone. An encrypted document cannot be read at all and is told of as that.",
        },
        why: Words {
            da: "Beskyttelsen kan hindre skærmlæsere i at komme til teksten og læseren i at ændre skrift og farver, og ingen i kommunen kan rette skabelonen.",
            en: "Protection can keep screen readers from the text and readers from changing letters and colours, and nobody in the authority can mend the template.",
        },
        bad: Words {
            da: "En gammel formular, der kun kan udfyldes.",
            en: "An old form that can only be filled in.",
        },
        good: Words {
            da: "En skabelon uden beskyttelse; rettighederne ligger i systemet, ikke i filen.",
            en: "A template without protection; who may change it is decided by the system, not in the file.",
        },
        steps: &[
            Words {
                da: "Vælg \"Gennemse > Begræns redigering > Stop beskyttelse\".",
                en: "Choose \"Review > Restrict Editing > Stop Protection\".",
            },
            Words {
                da: "Er der en adgangskode mod ændringer, så vælg \"Filer > Gem som > Værktøjer > Generelle indstillinger\", og slet den.",
                en: "If there is a password against changes, choose \"File > Save As > Tools > General Options\" and delete it.",
            },
        ],
    },
    references: &["ISO 14289-1 7.16", "Matterhorn 26-002", "Word Accessibility Checker"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let Some(part) = Part::of(checker.manuscript(), "settings") else { return };
    if !part.xml.contains("rotection") {
        return;
    }
    let Some(tree) = part.tree() else { return };
    for node in children(tree.root_element()) {
        let (danish, english) = match name(node) {
            "documentProtection" if attribute(node, "enforcement").is_some_and(is_on) => {
                match attribute(node, "edit") {
                    Some("forms") => {
                        ("kun formularfelter kan udfyldes", "only form fields can be filled in")
                    }
                    Some("comments") => {
                        ("der kan kun skrives kommentarer", "only comments can be written")
                    }
                    Some("trackedChanges") => {
                        ("alle ændringer registreres", "all changes are tracked")
                    }
                    Some("none") | None => continue,
                    Some(_) => ("intet kan ændres", "nothing can be changed"),
                }
            }
            "writeProtection"
                if ["hash", "hashValue", "cryptProviderType"]
                    .iter()
                    .any(|local| attribute(node, local).is_some()) =>
            {
                ("ændringer kræver en adgangskode", "changes need a password")
            }
            _ => continue,
        };
        checker
            .report_whole(
                say(
                    format!("dokumentet er låst: {danish}"),
                    format!("the document is restricted: {english}"),
                )
                .help(
                    "vælg \"Gennemse > Begræns redigering > Stop beskyttelse\"",
                    "choose \"Review > Restrict Editing > Stop Protection\"",
                ),
            )
            .fix(Fix {
                title: ["beskyttelsen fjernes".to_owned(), "the protection is removed".to_owned()],
                safety: Safety::Unsafe,
                edits: vec![part.edit(node.range(), String::new())],
            });
    }
}
