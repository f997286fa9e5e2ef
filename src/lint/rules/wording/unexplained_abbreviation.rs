//! Letters that only insiders read.

use crate::diagnostic::{Severity, StoryKind};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::policy::LanguagePolicy;

pub(super) static RULE: Rule = Rule {
    code: "W110",
    name: "unexplained-abbreviation",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Uforklaret forkortelse", en: "Unexplained abbreviation" },
        finds: Words {
            da: "En forkortelse med to til seks store bogstaver, som ikke er almindeligt kendt (EU, CPR, SMS) og ikke forklares i samme tekst: \"Udbetaling Danmark (UDK)\" eller \"UDK (Udbetaling Danmark)\". Hver forkortelse nævnes én gang. Romertal og linjer med store bogstaver er undtaget.",
            en: "An abbreviation of two to six capital letters that is not generally known and is not explained in the same text, in brackets before or after it. Each is told of once. Roman figures and lines in capitals are left alone.",
        },
        why: Words {
            da: "Den, der ikke arbejder med sagerne, kan ikke slå forkortelsen op og mister tråden.",
            en: "Whoever does not work with such cases cannot look the abbreviation up and loses the thread.",
        },
        bad: Words { da: "\"UDK beregner din LTP.\"", en: "\"UDK calculates your LTP.\"" },
        good: Words {
            da: "\"Udbetaling Danmark (UDK) beregner din lokale tillægsprocent.\"",
            en: "\"Udbetaling Danmark (UDK) calculates your supplement.\"",
        },
        steps: &[
            Words {
                da: "Skriv ordene helt ud første gang, med forkortelsen i parentes.",
                en: "Write the words out the first time, the abbreviation in brackets.",
            },
            Words {
                da: "Bruges forkortelsen kun én gang, så udelad den.",
                en: "If it is used only once, leave it out.",
            },
        ],
    },
    references: &["WCAG 2.1 3.1.4"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    let policy = checker.policy();
    if story.kind != StoryKind::Body {
        return;
    }
    let texts: Vec<String> = story.paragraphs.iter().map(Paragraph::text).collect();
    let mut told: Vec<String> = Vec::new();
    for (paragraph, text) in story.paragraphs.iter().zip(&texts) {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        if capitals * 2 > letters || !is_of(paragraph, policy) {
            continue;
        }
        for prose in prose(story, paragraph, policy) {
            for bytes in prose.words() {
                let word = prose.text(bytes);
                if !is_abbreviation(word, policy) || told.iter().any(|known| known == word) {
                    continue;
                }
                told.push(word.to_owned());
                let (before, after) = (format!("({word})"), format!("{word} ("));
                if texts.iter().any(|text| text.contains(&before) || text.contains(&after)) {
                    continue;
                }
                checker
                    .report(
                        prose.place(paragraph, bytes),
                        say(
                            format!("forkortelsen `{word}` er ikke forklaret"),
                            format!("the abbreviation `{word}` is not explained"),
                        )
                        .help(
                            "skriv ordene helt ud første gang, med forkortelsen i parentes",
                            "write the words out the first time, the abbreviation in brackets",
                        ),
                    )
                    .at(story, &paragraph.bytes);
            }
        }
    }
}

fn is_abbreviation(word: &str, policy: &LanguagePolicy) -> bool {
    let length = word.chars().count();
    (2..=6).contains(&length)
        && word.chars().all(|c| c.is_alphabetic() && c.is_uppercase())
        && !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && !policy.known_abbreviations.contains(&word.to_lowercase())
}
