//! A prompt of Word's where text should be.

use super::words::short;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Control, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A711",
    name: "prompt-left-in-letter",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Ledetekst efterladt i brevet", en: "Prompt left in the letter" },
        finds: Words {
            da: "Et indholdskontrolelement, der stadig viser sin ledetekst, for eksempel \"Klik eller tryk her for at skrive tekst\". Elementer, der er bundet til data, og ledetekster uden synlig tekst meldes ikke.",
            en: "A content control that still shows its prompt, such as \"Click or tap here to enter text\". Controls that are bound to data, and prompts without visible text are left alone.",
        },
        why: Words {
            da: "Brevet flettes uden, at nogen udfylder feltet. Borgeren læser \"Klik eller tryk her for at skrive tekst\" i sin afgørelse.",
            en: "The letter is merged without anybody filling in the control. The citizen reads \"Click or tap here to enter text\" in the decision.",
        },
        bad: Words {
            da: "Feltet \"Begrundelse\" viser \"Klik eller tryk her for at skrive tekst\".",
            en: "The control \"Reasons\" shows \"Click or tap here to enter text\".",
        },
        good: Words {
            da: "Et flettefelt, `{ MERGEFIELD Sag.Begrundelse }`, eller en fast tekst.",
            en: "A merge field, `{ MERGEFIELD Sag.Begrundelse }`, or a fixed text.",
        },
        steps: &[
            Words { da: "Klik i feltet.", en: "Click in the control." },
            Words {
                da: "Skriv teksten, eller indsæt et flettefelt: \"Forsendelser > Indsæt fletfelt\".",
                en: "Write the text, or insert a merge field: \"Mailings > Insert Merge Field\".",
            },
            Words {
                da: "Højreklik, og vælg \"Fjern indholdskontrolelement\", hvis ingen skal udfylde det.",
                en: "Right-click and choose \"Remove Content Control\" if nobody is to fill it in.",
            },
        ],
    },
    references: &["WCAG 2.1 3.3.2", "EN 301 549 10.3.3.2"],
    checks: &[Check::Control(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, control: &Control) {
    if !control.prompts || control.bound {
        return;
    }
    let first = control.paragraph.unwrap_or(story.paragraphs.len());
    let mut text = String::new();
    let mut at = None;
    for (index, paragraph) in story.paragraphs.iter().enumerate().skip(first) {
        if paragraph.bytes.start >= control.bytes.end {
            break;
        }
        for (piece, shown) in paragraph.visible() {
            let inside =
                control.bytes.start <= piece.bytes.start && piece.bytes.end <= control.bytes.end;
            if inside {
                text.push_str(shown);
                at.get_or_insert((index, piece.shown.clone())).1.end = piece.shown.end;
            }
        }
        if !text.trim().is_empty() {
            break;
        }
    }
    let Some((paragraph, shown)) = at.filter(|_| !text.trim().is_empty()) else { return };
    let text = short(text.trim(), 60);
    checker
        .report(
            story.paragraphs[paragraph].place_of(shown),
            say(
                format!("ledeteksten \"{text}\" står tilbage i brevet"),
                format!("the prompt \"{text}\" is left in the letter"),
            )
            .help(
                "skriv teksten, indsæt et flettefelt, eller fjern indholdskontrolelementet",
                "write the text, insert a merge field, or remove the content control",
            ),
        )
        .at(story, &control.bytes);
}
