//! Whole sentences in italics.

use super::passage::passages;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A505",
    name: "long-italic-passage",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Lang kursiv passage", en: "Long passage in italics" },
        finds: Words {
            da: "Mere end 20 ord i træk i kursiv. Overskrifter og kortere passager, som titler og citater af en enkelt sætning, er undtaget. Reglen er slået fra, medmindre kommunen vælger den.",
            en: "More than 20 words in a row in italics. Headings and shorter passages, such as titles and quotations of one sentence, are left alone. The rule is off unless the authority selects it.",
        },
        why: Words {
            da: "Skrå bogstaver er sværere at skelne; det trætter især ordblinde og svagsynede læsere.",
            en: "Slanted letters are harder to tell apart; that tires readers with dyslexia or low vision above all.",
        },
        bad: Words {
            da: "Et citat af en hel lovparagraf i kursiv.",
            en: "A whole section of an act quoted in italics.",
        },
        good: Words {
            da: "Det samme citat i almindelig skrift, rykket ind og med anførselstegn.",
            en: "The same quotation in upright letters, indented and with quotation marks.",
        },
        steps: &[Words {
            da: "Markér teksten, fjern \"Startside > Kursiv\", og brug en typografi med indrykning til citater.",
            en: "Select the text, switch off \"Home > Italic\", and use a style with an indent for quotations.",
        }],
    },
    references: &["WCAG 2.1 1.4.8 (AAA)"],
    checks: &[Check::Paragraph(check)],
};

/// The most words that may stand in italics in a row.
const MOST: usize = 20;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() || paragraph.heading_level().is_some() {
        return;
    }
    for passage in passages(paragraph, |piece| piece.format.italic.then_some(())) {
        let words = passage.text.split_whitespace().count();
        if words <= MOST {
            continue;
        }
        checker
            .report(
                paragraph.place_of(passage.shown.clone()),
                say(
                    format!("{words} ord i træk står i kursiv"),
                    format!("{words} words in a row are in italics"),
                )
                .help(
                    "brug almindelig skrift, og vis et citat med indrykning og anførselstegn",
                    "use upright letters, and show a quotation by an indent and quotation marks",
                ),
            )
            .at(story, &passage.bytes);
    }
}
