//! A list numbered in a way that no PDF can tell of.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A402",
    name: "unmappable-list-numbering",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Nummerering, som PDF ikke kender",
            en: "Numbering that PDF does not know",
        },
        finds: Words {
            da: "En liste, hvis numre ikke er tal, romertal eller bogstaver, fx \"første\", \"1st\" eller \"01\". Punktopstillinger er undtaget, og overskrifter også. Listen nævnes én gang.",
            en: "A list whose numbers are not figures, Roman figures or letters, such as \"first\", \"1st\" or \"01\". Bulleted lists are left alone, and so are headings. The list is told of once.",
        },
        why: Words {
            da: "I PDF-filen kan kun de almindelige nummereringer mærkes. Skærmlæseren kan ikke sige, hvilken slags liste det er.",
            en: "In the PDF only the usual kinds of numbering can be marked. The screen reader cannot say which kind of list it is.",
        },
        bad: Words {
            da: "En liste nummereret \"Første\", \"Anden\", \"Tredje\".",
            en: "A list numbered \"First\", \"Second\", \"Third\".",
        },
        good: Words {
            da: "Den samme liste nummereret 1, 2, 3.",
            en: "The same list numbered 1, 2, 3.",
        },
        steps: &[
            Words {
                da: "Markér listen, og vælg pilen ved \"Startside > Nummerering\".",
                en: "Select the list and choose the arrow at \"Home > Numbering\".",
            },
            Words {
                da: "Vælg \"Definer nyt talformat\", og vælg 1, 2, 3, I, II, III eller a, b, c.",
                en: "Choose \"Define New Number Format\", and choose 1, 2, 3, I, II, III or a, b, c.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "ISO 14289-1 7.6", "Matterhorn 16-001"],
    checks: &[Check::Story(check)],
};

/// The formats that a PDF's `ListNumbering` has words for, and those without numbers.
const KNOWN: &[&str] =
    &["decimal", "bullet", "none", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", ""];

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() {
        return;
    }
    let mut told: Vec<i64> = Vec::new();
    for paragraph in &story.paragraphs {
        let Some(item) = &paragraph.list else { continue };
        if paragraph.heading_level().is_some()
            || KNOWN.contains(&item.format.as_str())
            || told.contains(&item.list)
        {
            continue;
        }
        told.push(item.list);
        let format = &item.format;
        checker
            .report(
                paragraph.place(),
                say(
                    format!("listen er nummereret på en måde, som PDF ikke kender (`{format}`)"),
                    format!("the list is numbered in a way that PDF does not know (`{format}`)"),
                )
                .help(
                    "vælg 1, 2, 3, I, II, III eller a, b, c under \"Startside > Nummerering\"",
                    "choose 1, 2, 3, I, II, III or a, b, c under \"Home > Numbering\"",
                ),
            )
            .at(story, &paragraph.bytes);
    }
}
