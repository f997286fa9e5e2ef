//! An object of another program, a control, sound or film.

use super::words::{is_unseen, named};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A110",
    name: "embedded-object",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Indlejret objekt", en: "Embedded object" },
        finds: Words {
            da: "Et objekt fra et andet program, for eksempel et Excel-ark (OLE), et ActiveX-objekt, lyd eller film. Et OLE-objekt uden alternativ tekst meldes i stedet af `picture-without-alternative-text`. Diagrammer og SmartArt, som Word selv laver, meldes ikke.",
            en: "An object of another program, such as an Excel sheet (OLE), an ActiveX control, sound or film. An OLE object without alternative text is told of by `picture-without-alternative-text` instead. Charts and SmartArt that Word makes itself are left alone.",
        },
        why: Words {
            da: "I brevet bliver det til et stillbillede eller ingenting. Indholdet kan hverken læses op eller åbnes, og ActiveX kan være farligt.",
            en: "In the letter it becomes a still picture or nothing. Its content can neither be read aloud nor opened, and ActiveX can be dangerous.",
        },
        bad: Words {
            da: "En udregning indsat som Excel-objekt.",
            en: "A calculation inserted as an Excel object.",
        },
        good: Words {
            da: "Udregningen som en tabel i Word med en overskriftsrække.",
            en: "The calculation as a table in Word with a header row.",
        },
        steps: &[
            Words {
                da: "Åbn objektet, og kopiér indholdet.",
                en: "Open the object and copy its content.",
            },
            Words {
                da: "Slet objektet, og vælg \"Startside > Sæt ind > Behold kun tekst\", eller sæt indholdet ind som en almindelig tabel.",
                en: "Delete the object and choose \"Home > Paste > Keep Text Only\", or paste the content as a plain table.",
            },
            Words {
                da: "Læg film og lyd på hjemmesiden med undertekster, og skriv et link.",
                en: "Put film and sound on the website with captions, and write a link.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.2.1",
        "WCAG 2.1 4.1.2",
        "EN 301 549 10.1.2.1",
        "EN 301 549 10.4.1.2",
        "Matterhorn 05-001",
    ],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let described = object.alt.is_some() || object.decorative;
    // S102 tells of what is only linked.
    let xml = story.xml.get(object.bytes.clone()).unwrap_or_default();
    let linked = xml.contains("Type=\"Link\"");
    let [danish, english] = match object.kind {
        ObjectKind::Embedded if described && !linked => [
            "kommer fra et andet program og bliver til et billede i brevet",
            "comes from another program and becomes a picture in the letter",
        ],
        ObjectKind::ActiveX => ["kan ikke bruges i et brev", "cannot be used in a letter"],
        ObjectKind::Picture | ObjectKind::Other if plays(story, object) => [
            "er lyd eller film, som ikke følger med brevet",
            "is sound or film, which does not go with the letter",
        ],
        _ => return,
    };
    if is_unseen(story, object) {
        return;
    }
    let [name_danish, name_english] = named(object);
    checker
        .report(
            story.object_place(object),
            say(format!("{name_danish} {danish}"), format!("{name_english} {english}")).help(
                "sæt indholdet ind som tekst eller tabel i Word, og slet objektet",
                "put the content in as text or a table in Word, and delete the object",
            ),
        )
        .at(story, &object.bytes);
}

/// Whether it is sound or film.
pub(super) fn plays(story: &Story, object: &Object) -> bool {
    let xml = story.xml.get(object.bytes.clone()).unwrap_or_default();
    ["webVideoPr", ":videoFile", ":audioFile", ":wavAudioFile", ":quickTimeFile"]
        .iter()
        .any(|mark| xml.contains(mark))
}
