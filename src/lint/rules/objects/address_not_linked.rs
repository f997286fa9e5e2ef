//! An address that cannot be followed.

use super::words::short;
use crate::diagnostic::Severity;
use crate::lint::address::{addresses, is_mail};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A702",
    name: "address-not-linked",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Adresse uden link", en: "Address that is not linked" },
        finds: Words {
            da: "En webadresse, der begynder med \"http://\", \"https://\" eller \"www.\", eller en e-mailadresse, som står som almindelig tekst i brevet eller dets noter. Navne som \"borger.dk\", flettefelter og alt i sidehoved og sidefod meldes ikke.",
            en: "A web address that begins with \"http://\", \"https://\" or \"www.\", or an e-mail address, that stands as plain text in the letter or its notes. Names such as \"borger.dk\", merge fields, and all in page headers and footers are left alone.",
        },
        why: Words {
            da: "I Digital Post vil læseren trykke på adressen. Uden link skal den kopieres eller tastes, hvilket er svært med skærmlæser og stemmestyring.",
            en: "In Digital Post the reader wants to press the address. Without a link it has to be copied or typed, which is hard with a screen reader or voice control.",
        },
        bad: Words {
            da: "\"Skriv til pension@egeby.dk\" uden link.",
            en: "\"Write to pension@egeby.dk\" without a link.",
        },
        good: Words {
            da: "Samme sætning med link på adressen.",
            en: "The same sentence with a link on the address.",
        },
        steps: &[
            Words {
                da: "Markér adressen, og vælg \"Indsæt > Link\".",
                en: "Select the address and choose \"Insert > Link\".",
            },
            Words {
                da: "Skriv adressen under \"Adresse\"; for en e-mailadresse vælg \"E-mailadresse\" til venstre.",
                en: "Write the address under \"Address\"; for an e-mail address choose \"E-mail Address\" on the left.",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.4", "EN 301 549 10.2.4.4"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let worth_a_look = paragraph.shown.contains(['@', '/']) || paragraph.shown.contains("www.");
    if !worth_a_look || !story.is_text() {
        return;
    }
    let (text, origins) = plain(paragraph);
    for range in addresses(&text) {
        let address = &text[range.clone()];
        let origin = |at: usize| {
            let after = origins.partition_point(|(start, _)| *start <= at);
            after.checked_sub(1).map_or(0, |last| at - origins[last].0 + origins[last].1)
        };
        let start = origin(range.start);
        let last = address.chars().next_back().map_or(0, char::len_utf8);
        let end = origin(range.end - last) + last;
        let (danish, english) = if is_mail(address) {
            ("e-mailadressen", "the e-mail address")
        } else {
            ("webadressen", "the web address")
        };
        let address = short(address, 60);
        checker
            .report(
                paragraph.place_of(start..end),
                say(
                    format!("{danish} `{address}` er ikke et link"),
                    format!("{english} `{address}` is not a link"),
                )
                .help(
                    "markér adressen i Word, og vælg \"Indsæt > Link\"",
                    "select the address in Word, and choose \"Insert > Link\"",
                ),
            )
            .at(story, &paragraph.bytes);
    }
}

/// The text outside links, and where each stretch of it begins in what the paragraph shows.
fn plain(paragraph: &Paragraph) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut origins = Vec::new();
    for piece in paragraph.pieces.iter().filter(|piece| !piece.hidden && !piece.deleted) {
        let plain = piece.kind == PieceKind::Text
            && piece.link.is_none()
            && matches!(piece.seen, Seen::Always | Seen::Branch);
        if plain {
            origins.push((text.len(), piece.shown.start));
            text.push_str(&paragraph.shown[piece.shown.clone()]);
        } else if !text.ends_with('\u{FFFC}') {
            text.push('\u{FFFC}');
        }
    }
    (text, origins)
}
