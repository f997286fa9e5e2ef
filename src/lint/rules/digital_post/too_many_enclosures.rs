//! More enclosures than a message may have.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D111",
    name: "too-many-enclosures",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "For mange bilag", en: "Too many enclosures" },
        finds: Words {
            da: "En skabelon med mere end 10 faste bilag. Dokumenter, som sagsbehandleren lægger ved, tælles ikke.",
            en: "A template with more than 10 fixed enclosures. Documents that the caseworker adds are not counted.",
        },
        why: Words {
            da: "Digital Post tager højst 10 bilag; meddelelsen bliver afvist.",
            en: "Digital Post takes 10 enclosures at most; the message is refused.",
        },
        bad: Words {
            da: "Elleve `enclosures` i skabelonens toml-fil.",
            en: "Eleven `enclosures` in the template's toml file.",
        },
        good: Words {
            da: "Ét bilag, hvor de andre er samlet.",
            en: "One enclosure that holds the others.",
        },
        steps: &[Words {
            da: "Saml bilagene i færre filer, eller skriv, hvor borgeren kan læse dem.",
            en: "Gather the enclosures in fewer files, or write where citizens can read them.",
        }],
    },
    references: &["BEK om Digital Post: højst 10 bilag"],
    checks: &[Check::Document(check)],
};

/// Enclosures that a message to a citizen may have.
const MOST: usize = 10;

fn check(checker: &mut Checker<'_>) {
    let count = checker.subject().manifest.map_or(0, |manifest| manifest.enclosures.len());
    if count <= MOST {
        return;
    }
    checker.report_whole(
        say(
            format!("skabelonen har {count} faste bilag, flere end {MOST}"),
            format!("the template has {count} fixed enclosures, more than {MOST}"),
        )
        .help("saml bilagene i færre filer", "gather the enclosures in fewer files"),
    );
}
