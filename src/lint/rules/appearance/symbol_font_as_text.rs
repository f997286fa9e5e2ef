//! Signs whose meaning only a font knows.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::letter::Looks;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Story};
use crate::lint::markup::Element;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A508",
    name: "symbol-font-as-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Tegn, som kun en skrifttype kender",
            en: "Sign that only a font knows",
        },
        finds: Words {
            da: "Tegn fra en symbolskrift (Wingdings, Webdings, Symbol og andre), som ikke har en betydning i Unicode, tegn fra Unicodes private område i andre skrifttyper, og tekst i symbolskrifter, hvis tegn ikke er kendte. Tegn, som brevsmed ved hvad betyder, fx flueben, afkrydsningsfelter, pile og punkttegn, bliver til Unicode i brevet og er undtaget.",
            en: "Signs of a symbol font (Wingdings, Webdings, Symbol and others) that mean nothing in Unicode, signs of Unicode's private area in other fonts, and text in symbol fonts whose signs are not known. Signs that brevsmed knows the meaning of, such as check marks, boxes, arrows and bullets, become Unicode in the letter and are left alone.",
        },
        why: Words {
            da: "En skærmlæser siger ingenting eller et tilfældigt bogstav, og uden den rette skrifttype vises en tom firkant.",
            en: "A screen reader says nothing or a letter at random, and without that very font an empty square is shown.",
        },
        bad: Words {
            da: "Et lille hus fra Webdings foran adressen.",
            en: "A little house of Webdings before the address.",
        },
        good: Words {
            da: "Ordet \"Adresse\", eller et tegn, der findes i Unicode, som ☎.",
            en: "The word \"Address\", or a sign that Unicode has, such as ☎.",
        },
        steps: &[
            Words {
                da: "Slet tegnet, og skriv ordet, som det står for.",
                en: "Delete the sign and write the word that it stands for.",
            },
            Words {
                da: "Eller vælg \"Indsæt > Symbol > Flere symboler\", skrifttypen \"(normal tekst)\", og find et tegn dér.",
                en: "Or choose \"Insert > Symbol > More Symbols\", the font \"(normal text)\", and find a sign there.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.1.1",
        "EN 301 549 10.1.1.1",
        "Matterhorn 10-001",
        "ISO 19005-2 6.2.11.7.3",
    ],
    checks: &[Check::Paragraph(check)],
};

/// Symbol fonts whose signs have no table here.
const UNKNOWN_FONTS: &[&str] = &[
    "bookshelf symbol 7",
    "marlett",
    "monotype sorts",
    "ms outlook",
    "ms reference specialty",
    "mt extra",
    "zapf dingbats",
    "zapfdingbats",
];

/// A sign that nobody knows, and the bytes of `shown` and of the part that it stands at.
struct Sign {
    font: String,
    character: char,
    shown: Range<usize>,
    bytes: Range<usize>,
}

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() {
        return;
    }
    let mut signs: Vec<Sign> = Vec::new();
    for (piece, _) in paragraph.visible() {
        let Some((font, character)) = unknown(story, piece) else { continue };
        match signs.last_mut() {
            Some(last) if last.font == font && last.shown.end == piece.shown.start => {
                last.shown.end = piece.shown.end;
            }
            _ => signs.push(Sign {
                font,
                character,
                shown: piece.shown.clone(),
                bytes: piece.bytes.clone(),
            }),
        }
    }
    for sign in signs {
        let code = format!("U+{:04X}", u32::from(sign.character));
        let font = &sign.font;
        checker
            .report(
                paragraph.place_of(sign.shown),
                say(
                    format!("tegnet {code} i skrifttypen `{font}` har ingen kendt betydning"),
                    format!("the sign {code} of the font `{font}` has no known meaning"),
                )
                .help(
                    "skriv ordet, som tegnet står for, eller brug et tegn fra en almindelig skrifttype",
                    "write the word that the sign stands for, or use a sign of an ordinary font",
                ),
            )
            .at(story, &sign.bytes);
    }
}

/// The font and the first character of a piece that is not known.
fn unknown(story: &Story, piece: &Piece) -> Option<(String, char)> {
    let family = &*piece.format.family;
    let lost = UNKNOWN_FONTS.iter().any(|font| family.eq_ignore_ascii_case(font));
    if piece.kind != PieceKind::Symbol && !lost {
        return None;
    }
    let element = Element::at(&story.xml, &piece.bytes)?;
    if let Some(code) = element.value("char") {
        let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?;
        let font = element.value("font").unwrap_or(family).to_owned();
        let lost = UNKNOWN_FONTS.iter().any(|known| font.eq_ignore_ascii_case(known));
        let known = !lost && Looks::known_sign(&font, character).is_some();
        return (!known).then_some((font, character));
    }
    let text = element.text();
    let mut characters = text.chars().filter(|c| !c.is_whitespace());
    let found = characters.find(|c| lost || Looks::known_sign(family, *c).is_none())?;
    Some((family.to_owned(), found))
}
