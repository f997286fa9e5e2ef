//! A paragraph that looks like work.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::prose::{is_of, is_running, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "W104",
    name: "long-paragraph",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Langt afsnit", en: "Long paragraph" },
        finds: Words {
            da: "Et afsnit løbende tekst på mere end 100 ord. Et flettefelt er ét ord; af en betingelses tekster læses én ad gangen. Overskrifter, punkter, tabeller og bokse er undtaget.",
            en: "A paragraph of running text of more than 100 words. A merge field is one word; of a condition's texts one is read at a time. Headings, list items, tables and boxes are left alone.",
        },
        why: Words {
            da: "Læseren leder efter det, der gælder ham. I et langt afsnit er der ingen steder at standse, og en skærmlæser kan kun springe til det næste.",
            en: "Readers look for what concerns them. A long paragraph has no place to halt, and a screen reader can only jump to the next one.",
        },
        bad: Words {
            da: "Et afsnit på en halv side med resultat, begrundelse og frist i ét.",
            en: "Half a page in one paragraph: result, reasons and deadline.",
        },
        good: Words {
            da: "Tre afsnit på fem linjer, hvert med sin egen underoverskrift.",
            en: "Three paragraphs of five lines, each under a heading of its own.",
        },
        steps: &[
            Words {
                da: "Sæt markøren, hvor et nyt emne begynder, og tryk Enter.",
                en: "Put the cursor where a new subject begins, and press Enter.",
            },
            Words {
                da: "Giv det nye afsnit en underoverskrift: \"Startside > Typografier > Overskrift 2\".",
                en: "Give the new paragraph a heading: \"Home > Styles > Heading 2\".",
            },
        ],
    },
    references: &["Klarsprog: public Danish writing guides"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let policy = checker.policy();
    // A word is two signs at least, its blank among them.
    if paragraph.shown.len() < 2 * policy.paragraph_words {
        return;
    }
    if !is_running(story, paragraph) || !is_of(paragraph, policy) {
        return;
    }
    let counts = prose(story, paragraph, policy).into_iter().map(|prose| prose.words().count());
    let words = counts.max().unwrap_or_default();
    if words <= policy.paragraph_words {
        return;
    }
    let limit = policy.paragraph_words;
    checker
        .report(
            paragraph.place(),
            say(
                format!("afsnittet har {words} ord, mere end {limit}"),
                format!("the paragraph has {words} words, more than {limit}"),
            )
            .help(
                "del afsnittet, hvor et nyt emne begynder, og giv det en underoverskrift",
                "split the paragraph where a new subject begins, and give it a heading",
            ),
        )
        .at(story, &paragraph.bytes);
}
