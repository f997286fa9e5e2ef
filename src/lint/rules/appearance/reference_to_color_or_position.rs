//! Text that sends its reader to a colour, or to the right.

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A503",
    name: "reference-to-color-or-position",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Henvisning til farve eller placering",
            en: "Reference to colour or position",
        },
        finds: Words {
            da: "Danske og engelske henvisninger til en del af brevet ved dens farve (\"de røde felter\", \"markeret med gult\") eller ved højre og venstre (\"boksen til højre\", \"i venstre kolonne\", \"øverst til højre i brevet\"). Farver og sider, der ikke handler om brevet (\"det gule sundhedskort\", \"venstre øje\", \"drej til højre\"), og \"ovenfor\", \"nedenfor\", \"øverst\" og \"nederst\" er undtaget.",
            en: "Danish and English references to a part of the letter by its colour (\"the red fields\", \"marked in yellow\") or by right and left (\"the box on the right\", \"in the left column\", \"at the top right of the letter\"). Colours and sides that are not the letter's (\"the yellow health card\", \"left eye\", \"turn right\"), and \"above\", \"below\", \"top\" and \"bottom\" are left alone.",
        },
        why: Words {
            da: "Den, der får brevet læst op, ved ikke, hvad der er rødt, og hvad der står til højre; på en telefon står det måske et andet sted.",
            en: "Whoever has the letter read aloud does not know what is red, or what stands to the right; on a telephone it may stand elsewhere.",
        },
        bad: Words {
            da: "Udfyld de røde felter, og send skemaet til adressen i højre kolonne.",
            en: "Fill in the red fields, and send the form to the address in the right column.",
        },
        good: Words {
            da: "Udfyld felterne mærket \"skal udfyldes\", og send skemaet til adressen under \"Kontakt\".",
            en: "Fill in the fields marked \"required\", and send the form to the address under \"Contact\".",
        },
        steps: &[Words {
            da: "Nævn overskriften, navnet eller nummeret på det, du henviser til, i stedet for eller ved siden af farven eller placeringen.",
            en: "Name the heading, name or number of what you refer to, instead of or beside its colour or position.",
        }],
    },
    references: &["WCAG 2.1 1.3.3", "WCAG 2.1 1.4.1", "EN 301 549 10.1.3.3"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() || !paragraph.shown.chars().any(char::is_alphabetic) {
        return;
    }
    let mut told: Vec<usize> = Vec::new();
    for reading in paragraph.readings(story) {
        for (bytes, sense) in references(&reading.text) {
            let shown = reading.shown(&bytes);
            // What stands outside the conditions is in every reading.
            if told.contains(&shown.start) {
                continue;
            }
            told.push(shown.start);
            let (danish, english) = match sense {
                Sense::Color => ("en farve", "a colour"),
                Sense::Side => ("højre eller venstre", "right or left"),
            };
            let quoted = &reading.text[bytes];
            let piece = paragraph.pieces.iter().find(|piece| piece.shown.contains(&shown.start));
            let report = checker.report(
                paragraph.place_of(shown),
                say(
                    format!("`{quoted}` henviser til {danish}"),
                    format!("`{quoted}` refers to {english}"),
                )
                .help(
                    "nævn også overskriften, navnet eller nummeret på det, der henvises til",
                    "name the heading, name or number of what is meant as well",
                ),
            );
            if let Some(piece) = piece {
                report.at(story, &piece.bytes);
            }
        }
    }
}

/// The references of a text: the bytes of each, and to what it refers.
fn references(text: &str) -> Vec<(Range<usize>, Sense)> {
    let words = words(text);
    let mut found = Vec::new();
    let mut from = 0;
    while from < words.len() {
        match reference(&words[from..]) {
            Some((length, sense)) => {
                let end = words[from + length - 1].bytes.end;
                found.push((words[from].bytes.start..end, sense));
                from += length;
            }
            None => from += 1,
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Color,
    Side,
}

/// A word in lower case, where it stands, and whether only blanks part it from the next.
struct Word {
    text: String,
    bytes: Range<usize>,
    joined: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic() || c == '-', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                words.push(Word { text: word.to_lowercase(), bytes: from..at, joined: true });
                start = None;
            }
            _ => {}
        }
        if start.is_none()
            && !c.is_whitespace()
            && let Some(last) = words.last_mut()
        {
            last.joined = false;
        }
    }
    words
}

/// The reference that words begin with: how many they are, and to what.
fn reference(words: &[Word]) -> Option<(usize, Sense)> {
    // As far as nothing but blanks stands between them.
    let end = words.iter().take(8).position(|word| !word.joined).map_or(8, |at| at + 1);
    let words: Vec<&str> = words.iter().take(end).map(|word| word.text.as_str()).collect();
    color(&words)
        .map(|count| (count, Sense::Color))
        .or_else(|| side(&words).map(|count| (count, Sense::Side)))
}

fn color(words: &[&str]) -> Option<usize> {
    match words {
        // "det røde felt", "the red fields"
        [article, color, part, ..]
            if is(THE, article) && is(COLORS, color) && is(COLORED_PARTS, part) =>
        {
            Some(3)
        }
        // "markeret med rødt", "skrevet med rød skrift"
        [marked, with, color, rest @ ..]
            if is(MARKED, marked) && is(WITH, with) && is(COLORS, color) =>
        {
            Some(if rest.first().is_some_and(|part| is(COLORED_PARTS, part)) { 4 } else { 3 })
        }
        // "vist med en rød ramme", "marked with a red frame"
        [marked, with, article, color, part, ..]
            if is(MARKED, marked)
                && is(WITH, with)
                && is(A, article)
                && is(COLORS, color)
                && is(COLORED_PARTS, part) =>
        {
            Some(5)
        }
        // "marked in the colour red"
        _ => None,
    }
}

fn side(words: &[&str]) -> Option<usize> {
    match words {
        // "i højre kolonne", "in the right-hand column"
        ["i", side, part, ..] if is(SIDES, side) && is(SIDE_PARTS, part) => Some(3),
        ["in", "the", side, part, ..] if is(SIDES, side) && is(SIDE_PARTS, part) => Some(4),
        // "boksen til højre", "the box on the right"
        [part, "til", "højre" | "venstre", rest @ ..]
            if is(PARTS, part) && !matches!(rest.first(), Some(&("for" | "ad"))) =>
        {
            Some(3)
        }
        ["the", part, "on" | "to", "the", "right" | "left", ..] if is(PARTS, part) => Some(5),
        // "øverst til højre i brevet"
        ["øverst" | "nederst", "til", "højre" | "venstre", "i" | "på", whole, ..]
            if is(WHOLES, whole) =>
        {
            Some(5)
        }
        ["top" | "bottom", "right" | "left", "of", "the" | "this", whole, ..]
            if is(WHOLES, whole) =>
        {
            Some(5)
        }
        _ => None,
    }
}

fn is(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

const THE: &[&str] = &["de", "den", "det", "disse", "the", "these"];
const A: &[&str] = &["en", "et", "a", "an"];
const WITH: &[&str] = &["med", "i", "in", "with"];
#[rustfmt::skip]
const MARKED: &[&str] = &[
    "markeret", "markerede", "skrevet", "vist", "fremhævet", "angivet", "trykt", "farvet", "mærket",
    "marked", "written", "shown", "highlighted", "printed",
];
#[rustfmt::skip]
const COLORS: &[&str] = &[
    "rød", "røde", "rødt", "grøn", "grønne", "grønt", "gul", "gule", "gult", "blå", "blåt", "orange",
    "lilla", "grå", "gråt", "lyserød", "lyserøde", "lyserødt", "turkis", "brun", "brune", "brunt",
    "farvede", "red", "green", "yellow", "blue", "purple", "grey", "gray", "pink", "brown", "coloured",
    "colored",
];
/// Parts of a letter that a colour tells from others.
#[rustfmt::skip]
const COLORED_PARTS: &[&str] = &[
    "felt", "feltet", "felter", "felterne", "kolonne", "kolonnen", "kolonner", "kolonnerne", "række",
    "rækken", "rækker", "rækkerne", "celle", "cellen", "celler", "cellerne", "tekst", "teksten",
    "tekster", "skrift", "boks", "boksen", "bokse", "boksene", "ramme", "rammen", "rammer", "tal",
    "tallene", "ord", "ordene", "bogstaver", "overskrift", "overskrifter", "overskrifterne", "afsnit",
    "markering", "markeringer", "pil", "pilen", "pile", "knap", "knappen", "skrifttype",
    "baggrund", "field", "fields", "column", "columns", "row", "rows", "cell", "cells", "text", "box",
    "boxes", "frame", "letters", "words", "figures", "headings", "arrow", "arrows", "button",
];
const SIDES: &[&str] = &["højre", "venstre", "right", "left", "right-hand", "left-hand"];
/// Parts of a page that have a side. `side` is not among them: left sides are of bodies too.
#[rustfmt::skip]
const SIDE_PARTS: &[&str] = &[
    "kolonne", "spalte", "margen", "boks", "felt", "tekstfelt", "ramme", "column", "margin", "box",
];
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "boksen", "feltet", "felterne", "tekstfeltet", "kolonnen", "tabellen", "rammen", "rubrikken",
    "skemaet", "figuren", "billedet", "teksten", "listen", "knappen", "logoet", "spalten",
    "kontaktoplysningerne", "oversigten", "box", "field", "fields", "column", "table", "frame", "figure",
    "picture", "text", "list", "button",
];
#[rustfmt::skip]
const WHOLES: &[&str] = &[
    "brevet", "siden", "dokumentet", "skemaet", "blanketten", "afgørelsen", "letter", "page",
    "document", "form",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_the_colours_and_sides_of_the_world() {
        let rows = [
            ("Udfyld de røde felter.", Some("de røde felter")),
            ("Beløbene er markeret med gult i tabellen.", Some("markeret med gult")),
            ("Fristen er skrevet med rød skrift.", Some("skrevet med rød skrift")),
            ("Skriv i boksen til højre.", Some("boksen til højre")),
            ("Se prisen i højre kolonne.", Some("i højre kolonne")),
            ("Sagsnummeret står øverst til højre i brevet.", Some("øverst til højre i brevet")),
            ("See the box on the right.", Some("the box on the right")),
            ("Vis det gule sundhedskort og det blå EU-kort.", None),
            ("Røde Kors og den grønne ordning", None),
            ("Du har fået en krone på tanden øverst til højre i overkæben.", None),
            ("Drej til højre ad Rådhusgade. Teksten til højre for døren er ny.", None),
            ("Dit venstre øje og i højre side af munden", None),
            ("Hun har gule negle, skrevet i journalen.", None),
            ("de røde, felter", None),
        ];
        for (text, expected) in rows {
            let found = references(text).first().map(|(bytes, _)| &text[bytes.clone()]);
            assert_eq!(found, expected, "{text}");
        }
    }
}
