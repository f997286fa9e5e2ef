//! What the law asks of each letter type: J1xx.

mod appeal_guidance_without_body;
mod appeal_guidance_without_deadline;
mod decision_without_appeal_guidance;
mod decision_without_law_reference;
mod denial_without_reasons;
mod hearing_letter_without_deadline;
mod missing_information_letter_without_consequence;
mod missing_information_letter_without_deadline;
mod missing_information_letter_without_list;
mod sender_not_named;

use crate::lint::checker::Checker;
use crate::lint::prose::{Passage, passages};
use crate::lint::rule::Rule;
use crate::policy::LanguagePolicy;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &decision_without_appeal_guidance::RULE,
    &denial_without_reasons::RULE,
    &hearing_letter_without_deadline::RULE,
    &missing_information_letter_without_deadline::RULE,
    &missing_information_letter_without_list::RULE,
    &missing_information_letter_without_consequence::RULE,
    &appeal_guidance_without_deadline::RULE,
    &appeal_guidance_without_body::RULE,
    &decision_without_law_reference::RULE,
    &sender_not_named::RULE,
];

/// What the law asks of a letter goes by what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LetterType {
    /// A decision that does not give all: a refusal, or a letter that is merely called a decision.
    Decision,
    /// A refusal.
    Denial,
    /// Any decision, a grant too.
    AnyDecision,
    /// What an authority means to decide, to be heard on.
    Hearing,
    /// Something is missing.
    MissingInformation,
}

/// Whether the manifest says that the letter is of this type. What letters of other types must hold,
/// and of documents that no manifest stands beside, is not known.
fn is_letter(checker: &Checker<'_>, wanted: LetterType) -> bool {
    let Some(manifest) = checker.subject().manifest else { return false };
    let letter = manifest.letter.trim().to_lowercase();
    let words: &[&str] = match wanted {
        LetterType::Decision => {
            &["afslag", "delvist-afslag", "delvis-bevilling", "afgørelse", "afgoerelse"]
        }
        LetterType::Denial => &["afslag", "delvist-afslag"],
        LetterType::AnyDecision => &[
            "afslag",
            "delvist-afslag",
            "delvis-bevilling",
            "afgørelse",
            "afgoerelse",
            "bevilling",
        ],
        LetterType::Hearing => &["agterskrivelse", "partshøring", "partshoering"],
        LetterType::MissingInformation => &["manglerbrev"],
    };
    words.contains(&letter.as_str())
}

/// Whether a content element of the letter has a tag.
fn tagged(checker: &Checker<'_>, tag: &str) -> bool {
    checker.subject().tags.iter().any(|found| found.eq_ignore_ascii_case(tag))
}

/// The passages of the appeal guidance: those that speak of appeals, and what stands with them under
/// the same heading. Complaints to the data protection authority are another matter.
fn guidance<'c>(checker: &Checker<'c>) -> Vec<Passage<'c>> {
    let policy = checker.policy();
    let all = passages(checker.manuscript());
    let speaks = |passage: &Passage<'_>| {
        passage.says(&policy.appeal_words)
            && !passage.words.iter().any(|word| word.starts_with("datatilsyn"))
            && !follows(passage, "ingen", |word| word.ends_with("vejledning"))
    };
    let mut wanted = vec![false; all.len()];
    for (at, passage) in all.iter().enumerate() {
        if !speaks(passage) || passage.paragraph.heading_level().is_some() {
            continue;
        }
        let mine = &passage.paragraph.heading;
        for (other, passage) in all.iter().enumerate() {
            // Without headings, what stands near belongs to it.
            let near = mine.is_some() || at.abs_diff(other) <= 3;
            if near && passage.paragraph.heading == *mine {
                wanted[other] = true;
            }
        }
    }
    let kept = all.into_iter().zip(wanted).filter(|(_, wanted)| *wanted);
    kept.map(|(passage, _)| passage).collect()
}

/// The appeal guidance of a decision, which has to say until when and to whom one may complain; none
/// where it says that nobody can be complained to.
fn open_guidance<'c>(checker: &Checker<'c>) -> Vec<Passage<'c>> {
    if !is_letter(checker, LetterType::AnyDecision) {
        return Vec::new();
    }
    let sections = guidance(checker);
    let closed = sections.iter().any(|passage| is_final(passage, checker.policy()));
    if closed { Vec::new() } else { sections }
}

/// Whether a guidance says that nobody can be complained to: it needs no time limit and no body.
fn is_final(passage: &Passage<'_>, policy: &LanguagePolicy) -> bool {
    follows(passage, "ikke", |word| policy.appeal_words.iter().any(|known| known == word))
}

/// Whether a word stands right before another.
fn follows(passage: &Passage<'_>, first: &str, second: impl Fn(&str) -> bool) -> bool {
    passage.words.windows(2).any(|pair| pair[0] == first && second(&pair[1]))
}

/// Whether the letter says somewhere until when.
fn has_deadline(checker: &Checker<'_>) -> bool {
    let policy = checker.policy();
    policy.deadline_words.is_empty()
        || tagged(checker, "frist")
        || passages(checker.manuscript()).iter().any(|passage| names_deadline(passage, policy))
}

/// Whether a passage says until when: a word of deadlines, a field of that name, or *inden* with a
/// number, a date or a field soon after it.
fn names_deadline(passage: &Passage<'_>, policy: &LanguagePolicy) -> bool {
    let spans = ["dag", "dage", "uge", "uger", "måned", "måneder", "hverdage"];
    let after = |at: usize| passage.words.iter().skip(at + 1).take(4);
    passage.says(&policy.deadline_words)
        || passage.shows_field(&["frist", "deadline"])
        || passage.words.iter().enumerate().any(|(at, word)| {
            word == "inden"
                && after(at).any(|next| {
                    next.contains('«')
                        || next.starts_with(|c: char| c.is_ascii_digit())
                        || spans.contains(&next.as_str())
                })
        })
}
