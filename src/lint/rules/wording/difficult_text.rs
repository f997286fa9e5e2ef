//! A letter that most readers give up.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::{is_of, is_running, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::sentences::Lix;

pub(super) static RULE: Rule = Rule {
    code: "W102",
    name: "difficult-text",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Svært brev (LIX)", en: "Difficult letter (LIX)" },
        finds: Words {
            da: "Et brev, hvis løbende tekst har et LIX over 44; over 54 er det en advarsel. LIX er ord pr. sætning plus procentdelen af ord med mere end 6 bogstaver. Overskrifter, punktopstillinger, tabeller, adressefelter og passager på et andet sprog tælles ikke med, og et flettefelt er ét kort ord. Breve med under 60 ord løbende tekst er undtaget.",
            en: "A letter whose running text has a LIX above 44; above 54 it is a warning. LIX is words per sentence plus the percentage of words of more than 6 letters. Headings, lists, tables, address blocks and passages in another language are not counted, and a merge field is one short word. Letters with fewer than 60 words of running text are left alone.",
        },
        why: Words {
            da: "Et LIX på 45 til 54 svarer til faglitteratur, over 55 til lovtekst. Hver femte voksne dansker har svært ved at læse en sådan tekst.",
            en: "A LIX of 45 to 54 is that of professional literature, above 55 that of laws. Many grown-ups find it hard to read such a text.",
        },
        bad: Words {
            da: "Et brev, hvor næsten hver sætning har en bisætning og ord som \"rådighedsberegning\" og \"kommunalbestyrelsen\".",
            en: "A letter in which almost every sentence has a subordinate clause and words of the administration.",
        },
        good: Words {
            da: "Det samme i korte sætninger med hverdagsord: \"Vi har regnet ud, hvad du har tilbage om måneden.\"",
            en: "The same in short sentences with everyday words: \"We have worked out what you have left each month.\"",
        },
        steps: &[
            Words {
                da: "Se efter de længste sætninger, og del dem.",
                en: "Look for the longest sentences, and split them.",
            },
            Words {
                da: "Skift lange ord ud med korte, hvor de betyder det samme.",
                en: "Replace long words by short ones where they mean the same.",
            },
            Words {
                da: "I Word viser \"Filer > Indstillinger > Korrektur > Vis statistik om læsbarhed\" tallene, efter at stavekontrollen er kørt.",
                en: "In Word, \"File > Options > Proofing > Show readability statistics\" shows the figures once spelling was checked.",
            },
        ],
    },
    references: &["Björnsson: Läsbarhet (LIX)", "WCAG 2.1 3.1.5"],
    checks: &[Check::Document(check)],
};

/// Fewer words of running text say nothing: a long name alone would decide.
const LEAST: usize = 60;

fn check(checker: &mut Checker<'_>) {
    let policy = checker.policy();
    let story = checker.manuscript().body();
    let mut lix = Lix::default();
    for paragraph in &story.paragraphs {
        if !is_running(story, paragraph) || !is_of(paragraph, policy) {
            continue;
        }
        let Some(first) = prose(story, paragraph, policy).into_iter().next() else { continue };
        // Without a full stop it is a line, not a text.
        if first.sentences.iter().any(|sentence| sentence.ended) {
            lix.add(&first.reading.text, &first.sentences);
        }
    }
    let Some(number) = lix.number().filter(|number| *number > policy.lix) else { return };
    if lix.words < LEAST {
        return;
    }
    let severity = if number > policy.lix_most { Severity::Warning } else { Severity::Note };
    let (average, percent) = (lix.words / lix.sentences.max(1), 100 * lix.long / lix.words);
    checker
        .report_whole(
            say(
                format!("brevets LIX er {number}: {average} ord pr. sætning, {percent} % lange ord"),
                format!("the letter's LIX is {number}: {average} words a sentence, {percent} % long words"),
            )
            .help(
                "del de længste sætninger, og skift lange ord ud med korte",
                "split the longest sentences, and replace long words by short ones",
            ),
        )
        .severity(severity);
}
