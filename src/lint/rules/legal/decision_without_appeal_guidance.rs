//! A refusal that does not say how to complain.

use super::{LetterType, guidance, is_letter, tagged};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J101",
    name: "decision-without-appeal-guidance",
    group: Group::LegalContent,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Afslag uden klagevejledning", en: "Refusal without appeal guidance" },
        finds: Words {
            da: "Et brev af typen afslag eller afgørelse, hvor ingen tekst siger, at og hvordan man kan klage, og intet indholdselement er mærket `klagevejledning`. En sætning i teksten tæller lige så meget som et element, også en, der siger, at der ikke kan klages. Sætninger om at klage til Datatilsynet tæller ikke. Bevillinger, som giver borgeren fuldt medhold, er undtaget.",
            en: "A letter of the type refusal or decision in which no text says that and how one may complain, and no content element is tagged `klagevejledning`. A sentence in the text counts as much as an element, also one that says that no appeal is possible. Sentences about complaints to the data protection authority do not count. Grants that give the citizen all that was asked for are left alone.",
        },
        why: Words {
            da: "Loven kræver det, og uden vejledning løber klagefristen ikke: borgeren kan klage i årevis, og mange klager slet ikke.",
            en: "The law demands it, and without guidance the time limit does not run: the citizen may complain for years, and many never do.",
        },
        bad: Words {
            da: "Et afslag, som slutter efter begrundelsen.",
            en: "A refusal that ends after its reasons.",
        },
        good: Words {
            da: "Afslaget med elementet Klagevejledning til sidst.",
            en: "The refusal with the element Klagevejledning at its end.",
        },
        steps: &[
            Words {
                da: "Sæt indholdselementet med klagevejledningen ind sidst i brevet.",
                en: "Insert the content element with the appeal guidance at the end of the letter.",
            },
            Words {
                da: "Har I ikke sådan et element, så skriv, hvem man klager til, hvordan og inden hvornår.",
                en: "If you have no such element, write whom to complain to, how, and until when.",
            },
        ],
    },
    references: &["Forvaltningsloven § 25", "Forvaltningsloven § 26"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_letter(checker, LetterType::Decision) || tagged(checker, "klagevejledning") {
        return;
    }
    if !guidance(checker).is_empty() {
        return;
    }
    checker.report_whole(
        say(
            "brevet er et afslag og siger ikke, hvordan man klager",
            "the letter is a refusal and does not say how to complain",
        )
        .help(
            "sæt indholdselementet med klagevejledningen ind sidst i brevet",
            "insert the content element with the appeal guidance at the end of the letter",
        ),
    );
}
