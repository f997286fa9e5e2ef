//! A document that does not say what language it is in.

use super::language_that_does_not_match_text::mark;
use super::language_votes::foreign;
use super::part::Part;
use crate::diagnostic::Severity;
use crate::letter::xml::{attribute, child, children, name};
use crate::lint::checker::{Checker, Role, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::tongue::Tongue;

pub(super) static RULE: Rule = Rule {
    code: "A803",
    name: "missing-language",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Partly,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Dokument uden sprog", en: "Document without a language" },
        finds: Words {
            da: "Breve, master-skabeloner og skabeloner uden master, hvor hverken standardtypografien, dokumentets standarder, temaets skrifttyper eller egenskaberne siger, hvilket sprog teksten er på. Andre skabeloner og indholdselementer er undtaget: de får masterens sprog.",
            en: "Letters, master templates and templates without a master in which neither the default style, the document defaults, the theme fonts nor the properties say what language the text is in. Other templates and content elements are left alone: they get the language of the master.",
        },
        why: Words {
            da: "Skærmlæseren vælger stemme efter sproget. Uden det kan et dansk brev blive læst op med engelsk udtale.",
            en: "A screen reader chooses its voice by the language. Without it a Danish letter may be read with English pronunciation.",
        },
        bad: Words {
            da: "En skabelon lavet af et andet program, uden sprog i standarderne.",
            en: "A template made by another program, without a language in its defaults.",
        },
        good: Words {
            da: "Standardsproget er dansk (da-DK).",
            en: "The default language is Danish (da-DK).",
        },
        steps: &[
            Words {
                da: "Tryk Ctrl+A, og vælg \"Gennemse > Sprog > Angiv korrektursprog\".",
                en: "Press Ctrl+A and choose \"Review > Language > Set Proofing Language\".",
            },
            Words {
                da: "Vælg Dansk, og klik på \"Angiv som standard\".",
                en: "Choose Danish and click \"Set As Default\".",
            },
        ],
    },
    references: &["WCAG 2.1 3.1.1", "EN 301 549 10.3.1.1", "ISO 14289-1 7.2", "Matterhorn 11-001"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if !is_missing(checker) {
        return;
    }
    let tag = checker.subject().language.to_owned();
    let edit = Part::of(checker.manuscript(), "styles")
        .and_then(|styles| styles.default_language(&tag))
        .unwrap_or(Edit::Property { name: "language", value: Some(tag.clone()) });
    // What is in another language would be marked wrongly from then on.
    let foreign = foreign_marks(checker);
    let (safety, danish, english) = if foreign.is_empty() {
        (Safety::Safe, "", "")
    } else {
        (
            Safety::Unsafe,
            ", og fremmed tekst mærkes med sit eget",
            ", and foreign text is marked with its own",
        )
    };
    checker
        .report_whole(
            say(
                "dokumentet siger ikke, hvilket sprog det er på",
                "the document does not say what language it is in",
            )
            .help(
                "markér alt, vælg \"Gennemse > Sprog > Angiv korrektursprog\", og klik på \"Angiv som standard\"",
                "select all, choose \"Review > Language > Set Proofing Language\" and click \"Set As Default\"",
            ),
        )
        .fix(Fix {
            title: [
                format!("dokumentets sprog bliver {tag}{danish}"),
                format!("the language of the document becomes {tag}{english}"),
            ],
            safety,
            edits: [edit].into_iter().chain(foreign).collect(),
        });
}

/// What marks the text that is in another language than the document's.
fn foreign_marks(checker: &Checker<'_>) -> Vec<Edit> {
    let Some(expected) = Tongue::of_tag(checker.subject().language) else { return Vec::new() };
    let mut edits = Vec::new();
    for story in &checker.manuscript().stories {
        for found in foreign(story, expected) {
            let tag = found.spoken.tag();
            edits.extend(found.pieces.iter().filter_map(|piece| mark(story, piece, tag)));
        }
    }
    edits.dedup();
    edits
}

/// Whether the language of the text is for this document to say, and it does not.
pub(super) fn is_missing(checker: &Checker<'_>) -> bool {
    let subject = checker.subject();
    let decides = match subject.role {
        Role::Letter | Role::Master => true,
        Role::Body => subject.manifest.is_some_and(|manifest| manifest.master.is_none()),
        Role::Element => false,
    };
    let manuscript = checker.manuscript();
    decides
        && manuscript.property("language").is_none()
        && !manuscript.sheet.tells_language()
        && !Part::of(manuscript, "styles").is_some_and(|styles| default_style_tells(&styles))
}

/// Whether the defaults or the default paragraph style name a language.
fn default_style_tells(styles: &Part) -> bool {
    if !styles.xml.contains(":lang ") {
        return false;
    }
    if styles.said_default_language().is_some() {
        return true;
    }
    let Some(tree) = styles.tree() else { return true };
    children(tree.root_element())
        .filter(|style| name(*style) == "style")
        .filter(|style| attribute(*style, "type") == Some("paragraph"))
        .filter(|style| attribute(*style, "default").is_some_and(crate::letter::xml::is_on))
        .filter_map(|style| child(style, "rPr").and_then(|run| child(run, "lang")))
        .any(|lang| attribute(lang, "val").is_some_and(|tag| !tag.is_empty()))
}
