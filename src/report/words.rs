//! The fixed words of reports, in Danish and English.

use crate::diagnostic::{MessageLanguage, Severity, StoryKind};
use crate::lint::{Safety, Words};
use crate::validate::{Accepted, Fault, FileKind, LetterShown};

use super::markup::clean;

/// A text in both languages.
pub(super) const fn words(da: &'static str, en: &'static str) -> Words {
    Words { da, en }
}

/// Severities from the worst.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// A severity as it is said.
pub(super) fn severity(severity: Severity, language: MessageLanguage) -> &'static str {
    match severity {
        Severity::Error => words("fejl", "error"),
        Severity::Warning => words("advarsel", "warning"),
        Severity::Note => words("bemærk", "note"),
    }
    .of(language)
}

/// A severity for machines; SARIF's levels are the same words.
pub(super) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// So many of a severity: `2 advarsler`.
pub(super) fn many(count: usize, severity: Severity, language: MessageLanguage) -> String {
    let one = count == 1;
    let noun = match severity {
        Severity::Error if one => words("fejl", "error"),
        Severity::Error => words("fejl", "errors"),
        Severity::Warning if one => words("advarsel", "warning"),
        Severity::Warning => words("advarsler", "warnings"),
        Severity::Note if one => words("bemærkning", "note"),
        Severity::Note => words("bemærkninger", "notes"),
    };
    counted(count, noun, noun, language)
}

/// A number and its noun.
pub(super) fn counted(count: usize, one: Words, more: Words, language: MessageLanguage) -> String {
    let noun = if count == 1 { one } else { more };
    format!("{} {}", number(&count.to_string(), language), noun.of(language))
}

/// Decimal figures in threes; anything else as it is.
pub(super) fn number(figures: &str, language: MessageLanguage) -> String {
    if figures.is_empty() || !figures.bytes().all(|byte| byte.is_ascii_digit()) {
        return clean(figures);
    }
    let separator = words(".", ",").of(language);
    let mut grouped = String::with_capacity(figures.len() * 4 / 3 + 1);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(figure);
    }
    grouped
}

/// A list in a sentence: `a, b og c`.
pub(super) fn joined(parts: &[String], language: MessageLanguage) -> String {
    let and = words(" og ", " and ").of(language);
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}{and}{last}", most.join(", ")),
    }
}

/// What a file is.
pub(super) fn kind(kind: FileKind) -> Words {
    match kind {
        FileKind::Document => words("dokument", "document"),
        FileKind::Template => words("brevskabelon", "template"),
        FileKind::Master => words("masterskabelon", "master template"),
        FileKind::Element => words("indholdselement", "content element"),
        FileKind::Other => words("fil", "file"),
    }
}

/// What a file is, for machines.
pub(super) fn kind_key(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Document => "document",
        FileKind::Template => "template",
        FileKind::Master => "master",
        FileKind::Element => "element",
        FileKind::Other => "other",
    }
}

/// Where a fault is, in words: a place, a line, or all of the file.
pub(super) fn place(fault: &Fault, language: MessageLanguage) -> String {
    if let Some(line) = fault.line {
        return format!("{} {line}", words("linje", "line").of(language));
    }
    match &fault.found.diagnostic.place {
        Some(place) => clean(&place.words(language)),
        None => words("hele filen", "the whole file").of(language).to_owned(),
    }
}

/// A story of which the paragraphs are listed.
pub(super) fn story(story: StoryKind, language: MessageLanguage) -> String {
    story.words(language)
}

/// The name of the rule, where there is one.
pub(super) fn name(fault: &Fault) -> &'static str {
    fault.found.rule.map_or("", |rule| rule.name)
}

/// Code and name: `A101 picture-without-alternative-text`.
pub(super) fn code_and_name(fault: &Fault) -> String {
    format!("{} {}", fault.found.code(), name(fault)).trim_end().to_owned()
}

/// What was found, with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let mut sentence: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => return String::new(),
    };
    if !sentence.ends_with(['.', '!', '?', '…', ':']) {
        sentence.push('.');
    }
    sentence
}

/// What was found.
pub(super) fn message(fault: &Fault, language: MessageLanguage) -> String {
    clean(&fault.found.diagnostic.finding.message(language))
}

/// What to do about it.
pub(super) fn help(fault: &Fault, language: MessageLanguage) -> Option<String> {
    fault.found.diagnostic.finding.help(language).map(|help| clean(&help))
}

/// One of two texts.
pub(super) fn of(pair: &[String; 2], language: MessageLanguage) -> String {
    clean(match language {
        MessageLanguage::Danish => &pair[0],
        MessageLanguage::English => &pair[1],
    })
}

/// The letter that shows a fault: `manglerbrev-generelt, Jytte Jubelaar (context = briller)`.
pub(super) fn letter(letter: &LetterShown, language: MessageLanguage) -> String {
    let mut text = clean(&letter.template);
    if let Some(person) = &letter.person {
        text.push_str(", ");
        text.push_str(&clean(person));
    }
    if !letter.differs.is_empty() {
        let differs: Vec<String> = letter.differs.iter().map(|pair| of(pair, language)).collect();
        text.push_str(&format!(" ({})", differs.join("; ")));
    }
    text
}

/// Why a fault is accepted.
pub(super) fn accepted(accepted: &Accepted, language: MessageLanguage) -> String {
    match accepted {
        Accepted::Baseline => {
            words("kendt fra baseline", "known from the baseline").of(language).to_owned()
        }
        Accepted::Exception { reason, until } => {
            let mut text =
                format!("{}: {}", words("undtaget", "excepted").of(language), clean(reason));
            if let Some(until) = until {
                text.push_str(&format!(" ({} {until})", words("til og med", "until").of(language)));
            }
            text
        }
    }
}

/// How a fix is asked for on the command line.
pub(super) fn fix_switch(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--fix --unsafe",
    }
}

/// Whether a person should look at a fix, for machines.
pub(super) fn safety_key(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    }
}

/// What is said of faults that a person must judge.
pub(super) const NEEDS_REVIEW: Words = words(
    "et menneske skal afgøre, om det er en fejl",
    "a person must judge whether it is a fault",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_threes() {
        let danish = |figures: &str| number(figures, MessageLanguage::Danish);
        assert_eq!(danish("7"), "7");
        assert_eq!(danish("999"), "999");
        assert_eq!(danish("1000"), "1.000");
        assert_eq!(danish("18446744073709551616"), "18.446.744.073.709.551.616");
        assert_eq!(number("1000000", MessageLanguage::English), "1,000,000");
        assert_eq!(danish("mere end 10"), "mere end 10");
    }

    #[test]
    fn a_sentence_has_a_capital_and_one_full_stop() {
        assert_eq!(sentence("ændr titlen"), "Ændr titlen.");
        assert_eq!(sentence("Hvad nu?"), "Hvad nu?");
        assert_eq!(sentence(""), "");
    }
}
