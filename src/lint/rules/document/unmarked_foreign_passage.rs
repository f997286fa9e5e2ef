//! Text in another language than the letter's that is not marked as that.

use super::language_that_does_not_match_text::mark;
use super::language_votes::{Mismatch, foreign, tag_words};
use super::missing_language::is_missing;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::tongue::Tongue;

pub(super) static RULE: Rule = Rule {
    code: "A805",
    name: "unmarked-foreign-passage",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Fremmedsproget tekst uden sprogmærke",
            en: "Foreign text without its language",
        },
        finds: Words {
            da: "Afsnit på et andet sprog end brevets, der er mærket med brevets sprog eller et tredje, fx en engelsk klagevejledning mærket som dansk. Sproget kendes på de små ord; dansk, norsk, svensk, engelsk og tysk kan skelnes. Enkelte fremmede ord, navne og afsnit under seks ord er undtaget. Afsnit efter hinanden meldes én gang, og fra tre passager også de andre på samme sprog. Dokumenter, der slet ikke siger deres sprog (A803), er undtaget.",
            en: "Paragraphs in another language than the letter's that are marked with the letter's language or a third, such as English guidance on appeal marked as Danish. The language is known by its small words; Danish, Norwegian, Swedish, English and German are told apart. Single foreign words, names and paragraphs below six words are left alone. Paragraphs behind one another are told of once, and from three passages on so are all others in the same language. Documents that do not say their language at all (A803) are left alone.",
        },
        why: Words {
            da: "Skærmlæseren læser engelsk med dansk stemme, så den læser, teksten er skrevet til, ikke forstår den.",
            en: "The screen reader reads English with a Danish voice, so that the reader for whom the text was written does not understand it.",
        },
        bad: Words {
            da: "\"You can appeal the decision within four weeks\", mærket som dansk.",
            en: "\"You can appeal the decision within four weeks\", marked as Danish.",
        },
        good: Words {
            da: "Den samme tekst, mærket som engelsk.",
            en: "The same text, marked as English.",
        },
        steps: &[Words {
            da: "Markér teksten, vælg \"Gennemse > Sprog > Angiv korrektursprog\", og vælg det sprog, som teksten er på.",
            en: "Select the text, choose \"Review > Language > Set Proofing Language\" and choose the language that the text is in.",
        }],
    },
    references: &["WCAG 2.1 3.1.2", "EN 301 549 10.3.1.2", "Matterhorn 11-007"],
    checks: &[Check::Story(check)],
};

/// From so many passages on those alike are told of at once.
const MANY: usize = 3;

fn check(checker: &mut Checker<'_>, story: &Story) {
    let Some(expected) = Tongue::of_tag(checker.subject().language) else { return };
    let foreign = foreign(story, expected);
    // Where the document says no language, nothing is marked with it: A803 comes first.
    if foreign.is_empty() || is_missing(checker) {
        return;
    }
    // Passages apart are faults apart, unless there are so many that the whole document is foreign.
    let mut groups: Vec<Vec<&Mismatch<'_>>> = Vec::new();
    let alike = |one: &Mismatch<'_>, next: &Mismatch<'_>| {
        one.spoken == next.spoken && one.marked == next.marked
    };
    for found in &foreign {
        let follows = |group: &&mut Vec<&Mismatch<'_>>| {
            group.last().is_some_and(|last| {
                alike(last, found) && found.paragraph.number <= last.paragraph.number + 1
            })
        };
        match groups.last_mut().filter(follows) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    if groups.len() >= MANY {
        let mut merged: Vec<Vec<&Mismatch<'_>>> = Vec::new();
        for group in groups {
            let same = |known: &&mut Vec<&Mismatch<'_>>| alike(known[0], group[0]);
            match merged.iter_mut().find(same) {
                Some(known) => known.extend(group),
                None => merged.push(group),
            }
        }
        groups = merged;
    }
    for group in groups {
        let Some(first) = group.first() else { continue };
        let tag = first.spoken.tag();
        let (spoken, marked) = (first.spoken.words(), tag_words(&first.marked));
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
        let mut edits: Vec<Edit> = group
            .iter()
            .flat_map(|found| &found.pieces)
            .filter_map(|piece| mark(story, piece, tag))
            .collect();
        edits.dedup();
        let report = checker
            .report(
                first.paragraph.place(),
                message.help(
                    "markér teksten, og vælg sproget under \"Gennemse > Sprog > Angiv korrektursprog\"",
                    "select the text and choose its language under \"Review > Language > Set Proofing Language\"",
                ),
            )
            .at(story, &first.paragraph.bytes);
        if !edits.is_empty() {
            report.fix(Fix {
                title: [
                    format!("teksten mærkes som {}", tag_words(tag)[0]),
                    format!("the text is marked as {}", tag_words(tag)[1]),
                ],
                safety: Safety::Unsafe,
                edits,
            });
        }
    }
}
