//! Paragraphs that are one, broken by line ends.

use super::marker::Marker;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A410",
    name: "line-breaks-as-paragraphs",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Linjeskift i stedet for afsnit",
            en: "Line breaks in the place of paragraphs",
        },
        finds: Words {
            da: "Et afsnit, hvor to eller flere stykker løbende tekst er skilt af en tom linje lavet med linjeskift (Skift+Enter), eller hvor tre eller flere er skilt af linjeskift. Adresser, underskrifter og andre korte linjer er undtaget.",
            en: "A paragraph in which two or more stretches of running text are parted by an empty line made by line breaks (Shift+Enter), or three or more by line breaks. Addresses, signatures and other short lines are left alone.",
        },
        why: Words {
            da: "Skærmlæseren læser det som ét langt afsnit, og læseren kan ikke springe fra stykke til stykke.",
            en: "The screen reader reads it as one long paragraph, and the reader cannot jump from one stretch to the next.",
        },
        bad: Words {
            da: "Begrundelsen og klagevejledningen i samme afsnit med to linjeskift imellem.",
            en: "The reasons and the guidance on appeal in the same paragraph with two line breaks between.",
        },
        good: Words {
            da: "To afsnit med afstand imellem.",
            en: "Two paragraphs with space between.",
        },
        steps: &[
            Words {
                da: "Vælg \"Startside > Vis alt (¶)\"; linjeskift vises som en knækket pil.",
                en: "Choose \"Home > Show/Hide ¶\"; line breaks show as a bent arrow.",
            },
            Words {
                da: "Erstat hvert linjeskift med et tryk på Enter.",
                en: "Replace each line break by a press of Enter.",
            },
            Words {
                da: "Sæt afstanden under \"Layout > Afstand\".",
                en: "Set the space under \"Layout > Spacing\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1"],
    checks: &[Check::Paragraph(check)],
};

/// A line of running text has so many characters and words at least.
const RUNNING: (usize, usize) = (50, 7);

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_text() || paragraph.heading_level().is_some() {
        return;
    }
    let text = paragraph.text();
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let running: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            line.chars().count() >= RUNNING.0
                && line.split_whitespace().count() >= RUNNING.1
                && Marker::of(line).is_none()
        })
        .map(|(at, _)| at)
        .collect();
    let parted = running
        .windows(2)
        .any(|pair| lines[pair[0] + 1..pair[1]].iter().any(|line| line.is_empty()));
    if running.len() < 2 || !(parted || running.len() >= 3) {
        return;
    }
    let count = running.len();
    checker
        .report(
            paragraph.place(),
            say(
                format!("{count} stykker tekst er skilt af linjeskift i ét afsnit"),
                format!("{count} stretches of text are parted by line breaks in one paragraph"),
            )
            .help(
                "erstat linjeskiftene med afsnit (Enter), og giv afstand under \"Layout > Afstand\"",
                "replace the line breaks by paragraphs (Enter), and give space under \"Layout > Spacing\"",
            ),
        )
        .at(story, &paragraph.bytes);
}
