//! De instead of du.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::policy::LanguagePolicy;

pub(super) static RULE: Rule = Rule {
    code: "W107",
    name: "formal-address",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Høflig tiltale", en: "Formal address" },
        finds: Words {
            da: "\"De\", \"Dem\" eller \"Deres\" med stort begyndelsesbogstav inde i en sætning. Først i en sætning kan ordet lige så godt være flertal (\"De to regninger\"), og det nævnes ikke; heller ikke i navne som \"De Gamles By\".",
            en: "The Danish formal pronouns with a capital letter inside a sentence. At the beginning of a sentence the word may as well be the plural, and is not told of; nor is it in names.",
        },
        why: Words {
            da: "Brevene siger du. Skifter tiltalen midt i et brev, tror læseren, at der er tale om en anden.",
            en: "The letters say *du*. When the address changes in the middle of a letter, readers think that somebody else is meant.",
        },
        bad: Words {
            da: "\"Hermed svar på Deres henvendelse.\"",
            en: "\"Hermed svar på Deres henvendelse.\"",
        },
        good: Words { da: "\"Her er svar på dit brev.\"", en: "\"Her er svar på dit brev.\"" },
        steps: &[
            Words {
                da: "Skift De, Dem og Deres ud med du, dig, din og dit.",
                en: "Replace De, Dem and Deres by du, dig, din and dit.",
            },
            Words {
                da: "Er der tale om flere personer, så skriv ordet med lille begyndelsesbogstav.",
                en: "If several people are meant, write the word with a small letter.",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    if policy.formal_address.is_empty() || !story.is_seen() || !is_of(paragraph, policy) {
        return;
    }
    for prose in prose(story, paragraph, policy) {
        for sentence in &prose.sentences {
            for (at, bytes) in sentence.words.iter().enumerate().skip(1) {
                let word = prose.text(bytes);
                let before = prose.text(&(sentence.words[at - 1].end..bytes.start));
                let next = sentence.words.get(at + 1).map_or("", |next| prose.text(next));
                let name = next.chars().next().is_some_and(char::is_uppercase);
                if !is_formal(word, policy) || name || before.contains(['"', '”', '“', '»', '–'])
                {
                    continue;
                }
                checker
                    .report(
                        prose.place(paragraph, bytes),
                        say(
                            format!("`{word}` er høflig tiltale, hvor brevene siger du"),
                            format!("`{word}` is the formal address, where letters say *du*"),
                        )
                        .help(
                            "skriv du, dig, din eller dit; om flere personer med lille begyndelsesbogstav",
                            "write du, dig, din or dit; of several people, with a small letter",
                        ),
                    )
                    .at(story, &paragraph.bytes);
                // One paragraph that says De throughout is one fault.
                return;
            }
        }
    }
}

/// A formal pronoun with its capital letter, and that alone a capital.
fn is_formal(word: &str, policy: &LanguagePolicy) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && policy.formal_address.contains(&word.to_lowercase())
}
