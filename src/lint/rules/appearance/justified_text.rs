//! Lines stretched to both margins.

use crate::diagnostic::{Severity, StoryKind};
use crate::letter::Alignment;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A507",
    name: "justified-text",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Lige margener i begge sider", en: "Justified text" },
        finds: Words {
            da: "Afsnit i brevets tekst på mindst 12 ord, hvis linjer strækkes, så begge margener er lige. Alle sådanne afsnit meldes én gang. Reglen er slået fra, medmindre kommunen vælger den.",
            en: "Paragraphs of the letter's text of at least 12 words whose lines are stretched to both margins. All of them are told of once. The rule is off unless the authority selects it.",
        },
        why: Words {
            da: "Ujævne mellemrum gør det svært for ordblinde og svagsynede at holde linjen.",
            en: "Uneven gaps make it hard for readers with dyslexia or low vision to keep the line.",
        },
        bad: Words {
            da: "Brevets brødtekst med lige margener i begge sider.",
            en: "The letter's text stretched to both margins.",
        },
        good: Words {
            da: "Brevets brødtekst venstrejusteret med løs højrekant.",
            en: "The letter's text aligned left with a ragged right edge.",
        },
        steps: &[Words {
            da: "Markér afsnittene, og vælg \"Startside > Venstrejuster\", eller ret justeringen i typografien.",
            en: "Select the paragraphs and choose \"Home > Align Left\", or change the alignment of the style.",
        }],
    },
    references: &["WCAG 2.1 1.4.8 (AAA)"],
    checks: &[Check::Story(check)],
};

/// A paragraph of fewer words seldom has a line to stretch.
const FEWEST: usize = 12;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if story.kind != StoryKind::Body {
        return;
    }
    let justified = |paragraph: &&Paragraph| {
        matches!(paragraph.format.align, Alignment::Justify)
            && paragraph.text().split_whitespace().count() >= FEWEST
    };
    let mut found = story.paragraphs.iter().filter(justified);
    let Some(first) = found.next() else { return };
    let (more, more_english) = match found.count() {
        0 => (String::new(), String::new()),
        1 => ("; et afsnit mere er det også".to_owned(), "; so is one more paragraph".to_owned()),
        count => (
            format!("; {count} afsnit mere er det også"),
            format!("; so are {count} more paragraphs"),
        ),
    };
    checker
        .report(
            first.place(),
            say(
                format!("afsnittet er strakt til begge margener{more}"),
                format!("the paragraph is stretched to both margins{more_english}"),
            )
            .help(
                "venstrejuster teksten, helst i typografien",
                "align the text left, best in the style",
            ),
        )
        .at(story, &first.bytes);
}
