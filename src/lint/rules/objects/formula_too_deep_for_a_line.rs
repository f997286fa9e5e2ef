//! A formula that cannot be read as one line.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A109",
    name: "formula-too-deep-for-a-line",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Formel, der ikke kan læses som én linje",
            en: "Formula that cannot be read as one line",
        },
        finds: Words {
            da: "En formel med en matrix, flere linjer, en sum eller et integral, eller en brøk eller rod inde i en anden. Formler på én linje, også med en enkelt brøk eller potens, meldes ikke: de læses op, som de står, for eksempel \"(a + b)/2\".",
            en: "A formula with a matrix, several lines, a sum or integral, or a fraction or root within another. Formulas of one line, with a single fraction or power too, are left alone: they are read as they stand, such as \"(a + b)/2\".",
        },
        why: Words {
            da: "Brevet viser og læser en formel som én linje tekst. En brøk i en brøk bliver til en række skråstreger, som få kan følge med øret.",
            en: "The letter shows and reads a formula as one line of text. A fraction within a fraction becomes a row of slashes that few can follow by ear.",
        },
        bad: Words {
            da: "En brøk, hvis nævner er en brøk.",
            en: "A fraction whose denominator is a fraction.",
        },
        good: Words {
            da: "Beregningen i trin: \"Formue ud over grænsen: 10.000 kr. 10.000 kr. delt med 12 er 833 kr.\"",
            en: "The calculation in steps: \"Wealth above the limit: 10,000 kr. 10,000 kr. divided by 12 is 833 kr.\"",
        },
        steps: &[
            Words {
                da: "Skriv beregningen i trin, en linje til hvert.",
                en: "Write the calculation in steps, a line each.",
            },
            Words {
                da: "Eller stil tallene op i en tabel med overskrifter.",
                en: "Or set the figures in a table with headers.",
            },
            Words {
                da: "Slet formlen, eller lad den stå efter forklaringen.",
                en: "Delete the formula, or let it stand after the explanation.",
            },
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1", "Matterhorn 17-002"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let formulas = paragraph.pieces.iter().filter(|piece| piece.kind == PieceKind::Formula);
    for piece in formulas.filter(|piece| !piece.hidden && !piece.deleted) {
        let xml = story.xml.get(piece.bytes.clone()).unwrap_or_default();
        if !is_deep(xml) {
            continue;
        }
        checker
            .report(
                paragraph.place_of(piece.shown.clone()),
                say(
                    "formlen har flere etager og læses op som én linje",
                    "the formula has several storeys and is read as one line",
                )
                .help("skriv beregningen i trin", "write the calculation in steps"),
            )
            .at(story, &piece.bytes);
    }
}

/// Whether a formula has more than one storey, from the names of its elements.
fn is_deep(xml: &str) -> bool {
    let mut storeys = 0_usize;
    for tag in xml.split('<').skip(1) {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let tag = tag.split('>').next().unwrap_or_default();
        let empty = tag.ends_with('/');
        let name = tag.split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        match name.rsplit(':').next().unwrap_or_default() {
            "m" | "eqArr" | "nary" if !closes => return true,
            "f" | "rad" if closes => storeys = storeys.saturating_sub(1),
            "f" | "rad" if !empty => {
                storeys += 1;
                if storeys > 1 {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}
