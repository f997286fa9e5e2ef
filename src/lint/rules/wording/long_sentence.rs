//! A sentence that must be read twice.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, is_prose, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "W101",
    name: "long-sentence",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Lang sætning", en: "Long sentence" },
        finds: Words {
            da: "En sætning på mere end 25 ord; over 35 er den en advarsel. Et flettefelt er ét ord. Punktummer i forkortelser, datoer, beløb og paragraffer slutter ikke en sætning; et kolon gør. Overskrifter, sidehoveder og passager på et andet sprog er undtaget. Af en betingelses tekster læses én ad gangen.",
            en: "A sentence of more than 25 words; above 35 it is a warning. A merge field is one word. Full stops of abbreviations, dates, amounts and sections end no sentence; a colon does. Headings, page headers and passages in another language are left alone. Of a condition's texts one is read at a time.",
        },
        why: Words {
            da: "Den, der læser langsomt eller får brevet læst op, har glemt begyndelsen, når slutningen kommer.",
            en: "Whoever reads slowly, or has the letter read aloud, has forgotten the beginning when the end comes.",
        },
        bad: Words {
            da: "Vi har, da du ikke har sendt os de oplysninger, som vi bad dig om i vores brev, og da fristen er udløbet, afgjort din sag ud fra de oplysninger, som vi havde.",
            en: "As you have not sent us the information that we asked you for in our letter, and as the deadline has passed, we have decided your case on the information that we had.",
        },
        good: Words {
            da: "Vi bad dig om flere oplysninger. Fristen er udløbet, og vi har ikke fået dem. Derfor har vi afgjort din sag ud fra det, vi ved.",
            en: "We asked you for more information. The deadline has passed, and we have not had it. So we have decided your case on what we know.",
        },
        steps: &[
            Words {
                da: "Find det sted i sætningen, hvor en ny tanke begynder, ofte ved \"og\", \"som\" eller \"da\".",
                en: "Find where a new thought begins, often at \"and\", \"which\" or \"as\".",
            },
            Words {
                da: "Sæt punktum, og begynd en ny sætning med det, der er vigtigst for læseren.",
                en: "Put a full stop, and begin a new sentence with what matters most to the reader.",
            },
            Words {
                da: "Er der flere led af samme slags, så gør dem til en punktopstilling: \"Startside > Punkttegn\".",
                en: "If there are several parts of one kind, make them a list: \"Home > Bullets\".",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides", "WCAG 2.1 3.1.5"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    // A word is two signs at least, its blank among them.
    if paragraph.shown.len() < 2 * policy.sentence_words {
        return;
    }
    if !is_prose(story, paragraph) || !is_of(paragraph, policy) {
        return;
    }
    // A sentence with two texts of a condition is one fault: the longest of its readings.
    let mut long: Vec<(Range<usize>, usize)> = Vec::new();
    for prose in prose(story, paragraph, policy) {
        for sentence in &prose.sentences {
            let words = sentence.words.len();
            if words <= policy.sentence_words {
                continue;
            }
            let shown = prose.reading.shown(&sentence.bytes);
            match long.iter_mut().find(|(known, _)| known.start == shown.start) {
                Some(known) if known.1 < words => *known = (shown, words),
                Some(_) => {}
                None => long.push((shown, words)),
            }
        }
    }
    for (shown, words) in long {
        let (limit, severity) = if words > policy.sentence_words_most {
            (policy.sentence_words_most, Severity::Warning)
        } else {
            (policy.sentence_words, Severity::Note)
        };
        checker
            .report(
                paragraph.place_of(shown),
                say(
                    format!("sætningen har {words} ord, mere end {limit}"),
                    format!("the sentence has {words} words, more than {limit}"),
                )
                .help(
                    "sæt punktum, hvor en ny tanke begynder, eller gør leddene til en punktopstilling",
                    "put a full stop where a new thought begins, or make the parts a list",
                ),
            )
            .severity(severity)
            .at(story, &paragraph.bytes);
    }
}
