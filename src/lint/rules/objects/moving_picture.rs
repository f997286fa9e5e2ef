//! A picture that moves.

use crate::diagnostic::Severity;
use std::collections::BTreeSet;

use super::words::named;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A108",
    name: "moving-picture",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Billede, der bevæger sig", en: "Moving picture" },
        finds: Words {
            da: "En GIF eller PNG med mere end ét billede i sig. Et billede, der vises flere steder, meldes første gang.",
            en: "A GIF or PNG of more than one frame. A picture that is shown in several places is told of the first time.",
        },
        why: Words {
            da: "Bevægelse, der ikke kan standses, gør teksten ved siden af svær at læse for mange, og blink kan udløse anfald. I en PDF og på papir står billedet stille, og det, som bevægelsen viste, er væk.",
            en: "Movement that cannot be stopped makes the text beside it hard to read for many, and flashing can cause seizures. In a PDF and on paper the picture stands still, and what the movement showed is gone.",
        },
        bad: Words {
            da: "En blinkende pil, der peger på fristen.",
            en: "A flashing arrow that points at the deadline.",
        },
        good: Words { da: "Fristen skrevet med fed skrift.", en: "The deadline in bold." },
        steps: &[
            Words {
                da: "Slet billedet, og sig med ord, hvad det viste.",
                en: "Delete the picture and say in words what it showed.",
            },
            Words {
                da: "Eller åbn det i Paint, gem det ene billede som PNG, og indsæt det i stedet.",
                en: "Or open it in Paint, save the one frame as PNG, and insert that instead.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 2.2.2",
        "WCAG 2.1 2.3.1",
        "EN 301 549 10.2.2.2",
        "EN 301 549 10.2.3.1",
        "Matterhorn 03-001",
    ],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let mut looked = BTreeSet::new();
    for story in &manuscript.stories {
        for object in &story.objects {
            let Some(target) = object.target.as_deref() else { continue };
            let ending = target.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            if !matches!(&*ending, "gif" | "png") || !looked.insert(target) {
                continue;
            }
            let moves = manuscript.package.bytes(target).is_ok_and(|bytes| moves(&bytes));
            if !moves {
                continue;
            }
            let [danish, english] = named(object);
            checker
                .report(
                    story.object_place(object),
                    say(format!("{danish} bevæger sig"), format!("{english} moves")).help(
                        "brug et billede, der står stille, eller sig det med ord",
                        "use a picture that stands still, or say it in words",
                    ),
                )
                .at(story, &object.bytes);
        }
    }
}

/// Whether a picture has more than one frame.
fn moves(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"GIF8") {
        frames(bytes).is_some_and(|frames| frames > 1)
    } else {
        animated(bytes)
    }
}

/// The frames of a GIF, no more than two of them counted (GIF89a, Appendix B).
fn frames(bytes: &[u8]) -> Option<usize> {
    let colours = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    let mut at = 13 + colours(*bytes.get(10)?);
    let mut frames = 0;
    loop {
        match bytes.get(at) {
            Some(0x21) => at += 2,
            Some(0x2C) => {
                frames += 1;
                if frames > 1 {
                    return Some(frames);
                }
                at += 11 + colours(*bytes.get(at + 9)?);
            }
            _ => return Some(frames),
        }
        while let Some(length) = bytes.get(at).filter(|length| **length != 0) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
}

/// Whether a PNG has a chunk of animation before its picture (PNG 3, 11.3.6).
fn animated(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return false;
    }
    let mut at = 8;
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) {
        match kind {
            b"acTL" => return true,
            b"IDAT" | b"IEND" => return false,
            _ => {}
        }
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        at = at.saturating_add(12).saturating_add(length).min(usize::MAX - 8);
    }
    false
}
