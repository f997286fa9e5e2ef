//! A passage of many long words.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, is_running, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::sentences::Lix;

pub(super) static RULE: Rule = Rule {
    code: "W103",
    name: "difficult-paragraph",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Svær passage (LIX)", en: "Difficult passage (LIX)" },
        finds: Words {
            da: "Et afsnit løbende tekst på mindst 40 ord, hvis LIX er over 54, selv om ingen af dets sætninger er lange: det er ordene, der er svære. Har afsnittet en lang sætning, siger W101 det.",
            en: "A paragraph of running text of at least 40 words with a LIX above 54 although none of its sentences is long: the words are what is hard. Where the paragraph has a long sentence, W101 says so.",
        },
        why: Words {
            da: "Mange lange ord på ét sted får læseren til at springe hele afsnittet over. Ofte er det afsnittet med begrundelsen.",
            en: "Many long words in one place make readers skip the whole paragraph. Often it is the one with the reasons.",
        },
        bad: Words {
            da: "\"Kommunalbestyrelsen vurderer ansøgningen efter pensionslovens bestemmelser.\"",
            en: "\"The municipal council evaluates applications under the provisions of the pensions legislation.\"",
        },
        good: Words {
            da: "\"Vi ser på din ansøgning efter reglerne i lov om social pension.\"",
            en: "\"We look at your application by the rules of the pensions act.\"",
        },
        steps: &[
            Words {
                da: "Find de lange ord i afsnittet.",
                en: "Find the long words of the paragraph.",
            },
            Words {
                da: "Sig det samme med flere korte ord, eller med et verbum: \"dokumentation for\" bliver til \"vise, at\".",
                en: "Say the same with several short words, or with a verb: \"documentation of\" becomes \"show that\".",
            },
        ],
    },
    references: &["Björnsson: Läsbarhet (LIX)", "WCAG 2.1 3.1.5"],
    checks: &[Check::Paragraph(check)],
};

/// Fewer words say nothing.
const LEAST: usize = 40;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    // So many words have more letters than this.
    if paragraph.shown.len() < 4 * LEAST {
        return;
    }
    if !is_running(story, paragraph) || !is_of(paragraph, policy) {
        return;
    }
    for prose in prose(story, paragraph, policy) {
        let mut lix = Lix::default();
        lix.add(&prose.reading.text, &prose.sentences);
        let ended = prose.sentences.iter().any(|sentence| sentence.ended);
        let long = prose.sentences.iter().any(|found| found.words.len() > policy.sentence_words);
        let Some(number) = lix.number().filter(|number| *number > policy.lix_most) else {
            continue;
        };
        if lix.words < LEAST || long || !ended {
            continue;
        }
        let percent = 100 * lix.long / lix.words;
        checker
            .report(
                paragraph.place(),
                say(
                    format!("afsnittets LIX er {number}: {percent} % af ordene har mere end 6 bogstaver"),
                    format!("the paragraph's LIX is {number}: {percent} % of its words have more than 6 letters"),
                )
                .help(
                    "skift lange ord ud med korte, og substantiver ud med verber",
                    "replace long words by short ones, and nouns by verbs",
                ),
            )
            .at(story, &paragraph.bytes);
        return;
    }
}
