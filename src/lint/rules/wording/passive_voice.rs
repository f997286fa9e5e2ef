//! Nobody does anything.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, is_prose, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::policy::LanguagePolicy;

pub(super) static RULE: Rule = Rule {
    code: "W105",
    name: "passive-voice",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Passiv", en: "Passive voice" },
        finds: Words {
            da: "Et afsnit med to eller flere verber i passiv: kendte former på -s, som \"sendes\" og \"behandles\", og \"bliver\" med kort tillægsform, som \"bliver behandlet\". Ord, der kun ligner, er undtaget: ejefald (\"kommunens\"), \"findes\", \"synes\", \"mødes\". Én passiv i et afsnit nævnes ikke.",
            en: "A paragraph with two or more verbs in the passive: known Danish forms in -s, and \"bliver\" with a past participle. Words that only look so are left alone: genitives and verbs that have no other form. One passive in a paragraph is not told of.",
        },
        why: Words {
            da: "I passiv er den, der gør noget, væk. Læseren ved ikke, om det er ham selv eller kommunen, der skal handle.",
            en: "In the passive whoever acts is gone. Readers do not know whether they or the authority must do something.",
        },
        bad: Words {
            da: "\"Ansøgningen behandles, når oplysningerne indsendes.\"",
            en: "\"The application will be processed when the information is submitted.\"",
        },
        good: Words {
            da: "\"Vi behandler din ansøgning, når du har sendt oplysningerne.\"",
            en: "\"We process your application when you have sent the information.\"",
        },
        steps: &[
            Words { da: "Spørg: Hvem gør det?", en: "Ask: who does it?" },
            Words {
                da: "Skriv den, der gør det, først: \"Vi sender\" i stedet for \"Der sendes\".",
                en: "Write whoever does it first: \"We send\", not \"There is sent\".",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides"],
    checks: &[Check::Paragraph(check)],
};

/// So many in a paragraph are a manner of writing; one may be the best way to say it.
const MANY: usize = 2;

/// The verb that makes a passive with a participle, in its forms.
const BECOME: [&str; 4] = ["bliver", "blive", "blev", "blevet"];
/// Words that may stand between the two.
const BETWEEN: [&str; 8] = ["ikke", "også", "nu", "altid", "så", "automatisk", "først", "kun"];

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    if policy.passive_verbs.is_empty() || !is_prose(story, paragraph) || !is_of(paragraph, policy) {
        return;
    }
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for prose in prose(story, paragraph, policy) {
        for sentence in &prose.sentences {
            let words: Vec<String> =
                sentence.words.iter().map(|word| prose.text(word).to_lowercase()).collect();
            for (at, word) in words.iter().enumerate() {
                let Some((last, shown)) = passive(policy, &words, at) else { continue };
                let bytes = sentence.words[at].start..sentence.words[last].end;
                let place = prose.reading.shown(&bytes);
                if word.is_empty() || found.iter().any(|(known, _)| known.start == place.start) {
                    continue;
                }
                found.push((place, shown));
            }
        }
    }
    if found.len() < MANY {
        return;
    }
    found.sort_by_key(|(place, _)| place.start);
    let count = found.len();
    let names = found.iter().take(4).map(|(_, shown)| format!("`{shown}`")).collect::<Vec<_>>();
    let names = names.join(", ");
    let place = paragraph.place_of(found[0].0.clone());
    checker
        .report(
            place,
            say(
                format!("afsnittet har {count} verber i passiv: {names}"),
                format!("the paragraph has {count} verbs in the passive: {names}"),
            )
            .help("skriv, hvem der gør det: vi eller du", "write who does it: we or you"),
        )
        .at(story, &paragraph.bytes);
}

/// The passive that begins at a word: the last of its words, and how it reads.
fn passive(policy: &LanguagePolicy, words: &[String], at: usize) -> Option<(usize, String)> {
    let word = &words[at];
    if is_listed(policy, word) {
        return Some((at, word.clone()));
    }
    if !BECOME.contains(&word.as_str()) || policy.language != "da" {
        return None;
    }
    let last = (at + 1..words.len()).find(|next| !BETWEEN.contains(&words[*next].as_str()))?;
    let stem = words[last].strip_suffix("et").or_else(|| words[last].strip_suffix('t'))?;
    is_listed(policy, &format!("{stem}es")).then(|| (last, format!("{word} {}", words[last])))
}

fn is_listed(policy: &LanguagePolicy, form: &str) -> bool {
    policy.passive_verbs.iter().any(|known| known == form)
        && !policy.passive_allowed.iter().any(|known| known == form)
}
