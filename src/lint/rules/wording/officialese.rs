//! Words that nobody says.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::prose;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::policy::Wording;

pub(super) static RULE: Rule = Rule {
    code: "W106",
    name: "officialese",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Kancellisprog", en: "Officialese" },
        finds: Words {
            da: "Et ord eller udtryk fra listen over kancellisprog, som har et lettere ord for det samme: \"såfremt\", \"vedrørende\", \"i henhold til\". Hvert ord nævnes én gang pr. afsnit. Listen er data: en myndighed kan udvide og rette den i brevsmed.toml.",
            en: "A word or phrase of the list of officialese that has a plainer word for the same. Each word is told of once a paragraph. The list is data: an authority may extend and change it in brevsmed.toml.",
        },
        why: Words {
            da: "Ordene får brevet til at lyde gammelt og fjernt, og den, der ikke kender dem, må gætte, hvad kommunen vil.",
            en: "The words make the letter sound old and distant, and whoever does not know them must guess what the authority wants.",
        },
        bad: Words {
            da: "\"Såfremt du ikke fremsender det påkrævede, …\"",
            en: "\"In the event that you fail to submit the requisite documents …\"",
        },
        good: Words {
            da: "\"Hvis du ikke sender det, vi mangler, …\"",
            en: "\"If you do not send what we need …\"",
        },
        steps: &[
            Words { da: "Marker ordet.", en: "Select the word." },
            Words {
                da: "Skriv det ord, som hjælpen foreslår, og læs sætningen højt: Passer den stadig?",
                en: "Write the word that the help suggests, and read the sentence aloud: does it still fit?",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    if policy.officialese.is_empty() || !story.is_seen() {
        return;
    }
    let mut told: Vec<&Wording> = Vec::new();
    for prose in prose(story, paragraph, policy) {
        for sentence in &prose.sentences {
            let words: Vec<String> =
                sentence.words.iter().map(|word| prose.text(word).to_lowercase()).collect();
            let mut at = 0;
            while at < words.len() {
                let Some((wording, length)) = longest(&policy.officialese, &words[at..]) else {
                    at += 1;
                    continue;
                };
                let bytes = sentence.words[at].start..sentence.words[at + length - 1].end;
                at += length;
                if told.contains(&wording) {
                    continue;
                }
                told.push(wording);
                let (word, instead) = (&wording.word, &wording.instead);
                checker
                    .report(
                        prose.place(paragraph, &bytes),
                        say(
                            format!("`{word}` er kancellisprog"),
                            format!("`{word}` is officialese"),
                        )
                        .help(
                            format!("skriv for eksempel \"{instead}\""),
                            format!("write, say, \"{instead}\""),
                        ),
                    )
                    .at(story, &paragraph.bytes);
            }
        }
    }
}

/// The longest wording that these words begin with, and how many of them it is. The wordings are
/// sorted.
fn longest<'p>(wordings: &'p [Wording], words: &[String]) -> Option<(&'p Wording, usize)> {
    let first = words.first()?;
    let from = wordings.partition_point(|wording| wording.word.as_str() < first.as_str());
    wordings[from..]
        .iter()
        .take_while(|wording| wording.word.starts_with(first.as_str()))
        .filter_map(|wording| {
            let mut length = 0;
            for part in wording.word.split(' ') {
                if words.get(length).is_none_or(|word| word != part) {
                    return None;
                }
                length += 1;
            }
            Some((wording, length))
        })
        .max_by_key(|(_, length)| *length)
}
