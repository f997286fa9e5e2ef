//! A document without a title.

use super::title;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::fix::Safety;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A801",
    name: "missing-document-title",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Dokument uden titel", en: "Document without a title" },
        finds: Words {
            da: "Breve og skabeloner, hvor titlen i dokumentets egenskaber er tom. Master-skabeloner og indholdselementer er undtaget: det er skabelonens egen titel, brevet får.",
            en: "Letters and templates whose title in the document properties is empty. Master templates and content elements are left alone: a letter gets the title of the template itself.",
        },
        why: Words {
            da: "Titlen er det første, en skærmlæser siger, og det, der står på fanen og i listen over åbne dokumenter. Uden den hører læseren et filnavn.",
            en: "The title is the first thing that a screen reader says, and what the tab and the list of open documents show. Without it the reader hears a file name.",
        },
        bad: Words {
            da: "Egenskaben Titel er tom, og læseren hører \"brev 4711 endelig 2 punktum docx\".",
            en: "The property Title is empty, and the reader hears \"brev 4711 final 2 dot docx\".",
        },
        good: Words {
            da: "Titel: \"Afgørelse om udvidet helbredstillæg\".",
            en: "Title: \"Decision on extended health supplement\".",
        },
        steps: &[
            Words {
                da: "Vælg \"Filer > Oplysninger\", og klik på \"Tilføj en titel\" ud for \"Titel\".",
                en: "Choose \"File > Info\" and click \"Add a title\" beside \"Title\".",
            },
            Words {
                da: "Skriv, hvad brevet handler om, gerne som i brevets overskrift.",
                en: "Write what the letter is about, preferably as in its heading.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 2.4.2",
        "EN 301 549 10.2.4.2",
        "ISO 14289-1 7.1",
        "Matterhorn 06-003",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let owns = matches!(checker.subject().role, Role::Letter | Role::Body);
    if !owns || checker.manuscript().property("title").is_some() {
        return;
    }
    let fix = title::fix(checker, Safety::Safe);
    let report =
        checker.report_whole(say("dokumentet har ingen titel", "the document has no title").help(
            "vælg \"Filer > Oplysninger\", og skriv ved \"Titel\", hvad brevet handler om",
            "choose \"File > Info\" and write beside \"Title\" what the letter is about",
        ));
    if let Some(fix) = fix {
        report.fix(fix);
    }
}
