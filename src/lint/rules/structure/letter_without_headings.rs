//! A letter that cannot be leafed through by its headings.

use super::bold_text_as_heading::faked_headings;
use super::flow::{measured, typed};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::manuscript::Paragraph;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A201",
    name: "letter-without-headings",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Brev uden overskrifter", en: "Letter without headings" },
        finds: Words {
            da: "Et brev med mere end omkring 1.000 tegn løbende tekst, hvor intet afsnit har en overskriftstypografi. Fra omkring en side, eller når tre eller flere afsnit begynder med fede stikord, er det en advarsel. Korte breve er undtaget, og er der falske overskrifter, nævnes kun de (A204).",
            en: "A letter of more than some 1,000 characters of running text in which no paragraph has a heading style. From about a page on, or when three or more paragraphs begin with bold lead-ins, it is a warning. Short letters are left alone, and where there are faked headings only those are told of (A204).",
        },
        why: Words {
            da: "Den, der bruger skærmlæser, springer fra overskrift til overskrift for at finde afgørelsen eller klagefristen. Uden overskrifter skal hele brevet høres fra ende til anden.",
            en: "Who uses a screen reader jumps from heading to heading to find the decision or the time limit for appeal. Without headings the whole letter must be heard from end to end.",
        },
        bad: Words {
            da: "En afgørelse på to sider, hvor \"Begrundelse\" og \"Klagevejledning\" kun er fede ord i teksten.",
            en: "A decision of two pages in which \"Reasons\" and \"How to appeal\" are only bold words of the text.",
        },
        good: Words {
            da: "Den samme afgørelse med \"Begrundelse\" og \"Klagevejledning\" i typografien Overskrift 2.",
            en: "The same decision with \"Reasons\" and \"How to appeal\" in the style Heading 2.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i brevets titel, og vælg \"Startside > Typografier > Overskrift 1\".",
                en: "Place the cursor in the letter's title and choose \"Home > Styles > Heading 1\".",
            },
            Words {
                da: "Giv hvert afsnit af brevet en kort overskrift på sin egen linje med typografien Overskrift 2.",
                en: "Give each part of the letter a short heading on a line of its own in the style Heading 2.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "WCAG 2.1 2.4.6",
        "EN 301 549 10.2.4.6",
        "Matterhorn 14-001",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Document(check)],
};

/// From so many characters on, headings help.
const WORTH_HEADINGS: usize = 1_000;
/// So many characters are about a page.
const PAGE: usize = 2_500;
/// So many bold lead-ins are headings in disguise.
const LEAD_INS: usize = 3;

fn check(checker: &mut Checker<'_>) {
    let Some(story) = checker.manuscript().stories.first() else { return };
    if checker.subject().role != Role::Letter
        || story.paragraphs.iter().any(|found| found.heading_level().is_some())
    {
        return;
    }
    let running = story.paragraphs.iter().filter(|found| found.in_box.is_none());
    let characters: usize = running.clone().map(|found| measured(found).chars().count()).sum();
    let lead_ins = running.filter(|found| has_lead_in(found)).count();
    if (characters < WORTH_HEADINGS && lead_ins < LEAD_INS) || !faked_headings(story).is_empty() {
        return;
    }
    let severity =
        if characters >= PAGE || lead_ins >= LEAD_INS { Severity::Warning } else { Severity::Note };
    checker
        .report_whole(
            say("brevet har ingen overskrifter", "the letter has no headings").help(
                "giv brevets titel typografien Overskrift 1 og hver del af brevet en kort overskrift med Overskrift 2",
                "give the letter's title the style Heading 1 and each part of the letter a short heading in Heading 2",
            ),
        )
        .severity(severity);
}

/// Whether it begins with a few bold words and goes on in plain text.
fn has_lead_in(paragraph: &Paragraph) -> bool {
    let mut bold = 0;
    let mut plain = 0;
    for (piece, text) in paragraph.visible() {
        let length = text.trim().chars().count();
        if plain == 0 && piece.format.bold {
            bold += length;
        } else {
            plain += length;
        }
    }
    let ended = typed(paragraph).trim_end().ends_with(['.', '!', '?', ':', ';']);
    (3..=60).contains(&bold) && plain >= 40 && ended
}
