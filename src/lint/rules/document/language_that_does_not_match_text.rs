//! Text in the letter's language that is marked as another.

use std::ops::Range;

use super::language_votes::{Mismatch, mismatches, tag_words};
use super::part::Part;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Piece, Story};
use crate::lint::markup::{BEHIND_LANGUAGE, Element};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::tongue::Tongue;

pub(super) static RULE: Rule = Rule {
    code: "A804",
    name: "language-that-does-not-match-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Tekst mærket med et forkert sprog",
            en: "Text marked with the wrong language",
        },
        finds: Words {
            da: "Afsnit på brevets eget sprog, der er mærket som et andet, fx dansk tekst mærket som engelsk. Sproget kendes på de små ord; dansk, norsk, svensk, engelsk og tysk kan skelnes. Korte afsnit (under seks ord), navne, adresser og tekst, som er i tvivl, er undtaget. Et eller to afsnit meldes hver for sig, flere meldes én gang med deres antal.",
            en: "Paragraphs in the letter's own language that are marked as another, such as Danish text marked as English. The language is known by its small words; Danish, Norwegian, Swedish, English and German are told apart. Short paragraphs (below six words), names, addresses and doubtful texts are left alone. One or two paragraphs are told of one by one, more once with their number.",
        },
        why: Words {
            da: "Skærmlæseren læser dansk med engelsk stemme, og ingen forstår det. Stavekontrol og orddeling bliver også forkert.",
            en: "The screen reader reads Danish with an English voice, and nobody understands it. Spelling and hyphenation go wrong as well.",
        },
        bad: Words {
            da: "\"Du kan klage over afgørelsen inden 4 uger\", mærket som engelsk (USA).",
            en: "\"Du kan klage over afgørelsen inden 4 uger\", marked as English (United States).",
        },
        good: Words {
            da: "Den samme tekst, mærket som dansk.",
            en: "The same text, marked as Danish.",
        },
        steps: &[Words {
            da: "Markér teksten, vælg \"Gennemse > Sprog > Angiv korrektursprog\", og vælg det sprog, som teksten er på.",
            en: "Select the text, choose \"Review > Language > Set Proofing Language\" and choose the language that the text is in.",
        }],
    },
    references: &["WCAG 2.1 3.1.1", "WCAG 2.1 3.1.2", "EN 301 549 10.3.1.2", "Matterhorn 11-007"],
    checks: &[Check::Story(check)],
};

/// From so many paragraphs on they are told of at once.
const MANY: usize = 3;

fn check(checker: &mut Checker<'_>, story: &Story) {
    let Some(expected) = Tongue::of_tag(checker.subject().language) else { return };
    let wrong: Vec<Mismatch<'_>> = mismatches(story, expected, |marked| marked != expected)
        .into_iter()
        .filter(|found| found.spoken == expected)
        .collect();
    if wrong.is_empty() {
        return;
    }
    let tag = checker.subject().language.to_owned();
    let groups: Vec<&[Mismatch<'_>]> =
        if wrong.len() >= MANY { vec![&wrong[..]] } else { wrong.chunks(1).collect() };
    for group in groups {
        let Some(first) = group.first() else { continue };
        let spoken = first.spoken.words();
        let marked = tag_words(&first.marked);
        let message = match group.len() {
            1 => say(
                format!("teksten er på {}, men mærket som {}", spoken[0], marked[0]),
                format!("the text is {} but marked as {}", spoken[1], marked[1]),
            ),
            count => say(
                format!("{count} afsnit er på {}, men mærket som {}", spoken[0], marked[0]),
                format!("{count} paragraphs are {} but marked as {}", spoken[1], marked[1]),
            ),
        };
        let edits = edits(checker, story, group, &tag);
        let place = first.paragraph.place();
        let bytes = first.paragraph.bytes.clone();
        let report = checker
            .report(
                place,
                message.help(
                    "markér teksten, og vælg sproget under \"Gennemse > Sprog > Angiv korrektursprog\"",
                    "select the text and choose its language under \"Review > Language > Set Proofing Language\"",
                ),
            )
            .at(story, &bytes);
        if !edits.is_empty() {
            report.fix(Fix {
                title: [
                    format!("teksten mærkes som {}", tag_words(&tag)[0]),
                    format!("the text is marked as {}", tag_words(&tag)[1]),
                ],
                safety: Safety::Unsafe,
                edits,
            });
        }
    }
}

/// What marks the text as it should be: its own marks are changed, and what has none gets one. The
/// document's defaults are changed where they are what is wrong throughout.
fn edits(checker: &Checker<'_>, story: &Story, group: &[Mismatch<'_>], tag: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut seen: Option<Range<usize>> = None;
    let master = !matches!(checker.subject().role, Role::Body | Role::Element);
    let defaults = (group.len() >= MANY && master)
        .then(|| Part::of(checker.manuscript(), "styles"))
        .flatten()
        .filter(|styles| {
            let said = styles.said_default_language();
            said.is_some_and(|said| group.iter().all(|found| found.marked == said))
        });
    for piece in group.iter().flat_map(|found| &found.pieces) {
        if seen.as_ref() == Some(&piece.run) {
            continue;
        }
        seen = Some(piece.run.clone());
        if defaults.is_some() && !is_marked(story, piece) {
            continue;
        }
        edits.extend(mark(story, piece, tag));
    }
    edits.extend(defaults.and_then(|styles| styles.default_language(tag)));
    edits
}

/// Marks the run of a piece.
pub(super) fn mark(story: &Story, piece: &Piece, tag: &str) -> Option<Edit> {
    let run = Element::at(&story.xml, &piece.run)?;
    let space = run.prefix();
    let lang = format!(r#"<{space}lang {space}val="{tag}"/>"#);
    let (bytes, with) = match &piece.run_properties {
        Some(properties) => {
            let properties = Element::at(&story.xml, properties)?;
            match properties.child("lang") {
                Some(said) => said.set("val", tag),
                None => properties.put_before(BEHIND_LANGUAGE, &lang),
            }
        }
        None if run.local() == "r" && !run.hollow => {
            run.put_first(&format!("<{space}rPr>{lang}</{space}rPr>"))
        }
        None => return None,
    };
    Some(Edit::Part { part: story.part.clone(), bytes, with })
}

/// Whether a run says itself what language it is in.
fn is_marked(story: &Story, piece: &Piece) -> bool {
    let properties = piece.run_properties.as_ref().and_then(|bytes| Element::at(&story.xml, bytes));
    let said = properties.and_then(|properties| properties.child("lang"));
    said.is_some_and(|said| said.value("val").is_some())
}
