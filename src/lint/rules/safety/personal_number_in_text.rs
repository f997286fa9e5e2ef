//! A personal number that an author left in a template.

use super::shared::{custom_xml, variables};
use crate::diagnostic::Severity;
use crate::lint::checker::Message;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Link, Object, Paragraph, Piece, PieceKind, Seen, Story};
use crate::lint::markup::Element;
use crate::lint::personal::{PersonalNumber, personal_numbers};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "S107",
    name: "personal-number-in-text",
    group: Group::Safety,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Personnummer i skabelonen", en: "Personal number in the template" },
        finds: Words {
            da: "Et personnummer (CPR), der står i teksten, i en feltkode, i et felts gemte resultat, i en alternativ tekst, et link, en dokumentegenskab, en dokumentvariabel eller skjulte data (custom XML). Datoen skal være mulig; uden bindestreg skal kontrolcifret passe. Flettefeltet med personnummeret, 000000-0000, sagsnumre og kontonumre hører ikke med. Et test- eller erstatningsnummer er en advarsel. Skjult tekst har sit eget fund (S104).",
            en: "A personal number (CPR) in the text, a field code, the stored result of a field, an alternative text, a link, a document property, a document variable or custom XML. Its day must be possible; without a hyphen its check figure must be right. The merge field of the personal number, 000000-0000, case numbers and account numbers are left alone. A test or replacement number is a warning. Hidden text has a finding of its own (S104).",
        },
        why: Words {
            da: "Nummeret følger med i hvert eneste brev, til andre end den, det tilhører. Det er et brud på datasikkerheden. Meldingen viser aldrig cifrene.",
            en: "The number goes along in every letter, to others than the person it belongs to. That is a breach of data protection. The message never shows the figures.",
        },
        bad: Words {
            da: "\"Vedrørende\" fulgt af et rigtigt personnummer fra det brev, skabelonen blev kopieret fra.",
            en: "\"Regarding\" followed by a real personal number of the letter that the template was copied from.",
        },
        good: Words {
            da: "\"Vedrørende { MERGEFIELD Borger.CprNr }\".",
            en: "\"Regarding { MERGEFIELD Borger.CprNr }\".",
        },
        steps: &[
            Words {
                da: "Slet nummeret, og sæt flettefeltet ind i stedet: tryk Ctrl+F9, og skriv MERGEFIELD Borger.CprNr mellem klammerne.",
                en: "Delete the number and put in the merge field: press Ctrl+F9 and write MERGEFIELD Borger.CprNr between the braces.",
            },
            Words {
                da: "Står det i et felts gemte resultat, så tryk F9 på feltet; det viser så feltets navn igen.",
                en: "If it is the stored result of a field, press F9 on the field; it then shows its name again.",
            },
            Words {
                da: "Står det i en egenskab, så fjern det under Filer > Oplysninger > Egenskaber.",
                en: "If it is in a property, remove it under File > Info > Properties.",
            },
            Words {
                da: "Sig det til jeres databeskyttelsesrådgiver, hvis der er sendt breve med nummeret.",
                en: "Tell your data protection officer if letters with the number were sent.",
            },
        ],
    },
    references: &["Databeskyttelsesloven § 11", "GDPR art. 5(1)(f)", "GDPR art. 33"],
    checks: &[
        Check::Paragraph(paragraph),
        Check::Object(object),
        Check::Link(link),
        Check::Document(document),
    ],
};

fn paragraph(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let (text, spans) = whole(story, paragraph);
    for number in personal_numbers(&text) {
        let mut of = spans
            .iter()
            .filter(|(span, _)| span.start < number.bytes.end && number.bytes.start < span.end);
        let Some((first_span, first)) = of.next() else { continue };
        let (last_span, last) =
            of.next_back().map_or((first_span, *first), |(span, piece)| (span, *piece));
        if first.hidden && last.hidden {
            continue;
        }
        let place = if first.seen == Seen::Stored {
            paragraph.place_of(first.shown.clone())
        } else {
            let start = first.shown.start + number.bytes.start.saturating_sub(first_span.start);
            let end = last.shown.start + number.bytes.end.saturating_sub(last_span.start);
            paragraph.place_of(start..end.min(last.shown.end))
        };
        let (danish, english) = match first.seen {
            Seen::Stored => ("i et felts gemte resultat", "in the stored result of a field"),
            Seen::Code => ("i en feltkode", "in a field code"),
            _ if first.deleted => (
                "i slettet tekst, som følger med filen",
                "in deleted text that goes along with the file",
            ),
            _ => ("i skabelonens tekst", "in the template's text"),
        };
        let bytes = first.bytes.start..last.bytes.end.max(first.bytes.end);
        let message = told(&number, danish, english);
        let report = checker.report(place, message).at(story, &bytes);
        if number.invented {
            report.severity(Severity::Warning);
        }
    }
}

/// A paragraph's text with stored results of fields, and the piece that each stretch is of.
fn whole<'p>(story: &Story, paragraph: &'p Paragraph) -> (String, Vec<(Range<usize>, &'p Piece)>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for piece in &paragraph.pieces {
        let start = text.len();
        if piece.seen == Seen::Stored && matches!(piece.kind, PieceKind::Text) {
            if let Some(element) = Element::at(&story.xml, &piece.bytes) {
                text.push_str(&element.text());
            }
        } else {
            text.push_str(&paragraph.shown[piece.shown.clone()]);
        }
        if start < text.len() {
            spans.push((start..text.len(), piece));
        }
    }
    (text, spans)
}

fn told(number: &PersonalNumber, danish: &str, english: &str) -> Message {
    let message = if number.invented {
        say(
            format!("et personnummer til test, eller et erstatningsnummer, står {danish}"),
            format!("a personal number for tests, or a replacement number, stands {english}"),
        )
    } else {
        say(format!("et personnummer står {danish}"), format!("a personal number stands {english}"))
    };
    message.help(
        "slet det, og sæt flettefeltet med personnummeret ind i stedet",
        "delete it and put in the merge field of the personal number",
    )
}

fn first(text: &str) -> Option<PersonalNumber> {
    personal_numbers(text).into_iter().next()
}

fn object(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let texts = [object.alt.as_deref(), object.word_art.as_deref(), object.link.as_deref()];
    let Some(number) = texts.into_iter().flatten().find_map(first) else { return };
    let message = told(
        &number,
        "i et billedes alternative tekst eller link",
        "in the alternative text or link of a picture",
    );
    let report = checker.report(story.object_place(object), message).at(story, &object.naming);
    if number.invented {
        report.severity(Severity::Warning);
    }
}

fn link(checker: &mut Checker<'_>, story: &Story, link: &Link) {
    // The code of a field shows its address, which was looked at as text.
    if !story.xml.get(link.bytes.clone()).is_some_and(|element| element.contains("hyperlink")) {
        return;
    }
    let texts = [link.address.as_deref(), link.tooltip.as_deref()];
    let Some(number) = texts.into_iter().flatten().find_map(in_address) else { return };
    let place = match story.paragraphs.get(link.paragraph) {
        Some(paragraph) => paragraph.place_of(link.shown.clone()),
        None => story.place(None),
    };
    let report = checker
        .report(place, told(&number, "i et links adresse", "in the address of a link"))
        .at(story, &link.bytes);
    if number.invented {
        report.severity(Severity::Warning);
    }
}

/// The personal number in an address, whose parts are set apart by other marks than in text.
fn in_address(address: &str) -> Option<PersonalNumber> {
    address.split(['/', '=', '&', '?', '#', ':', ';', ',']).find_map(first)
}

fn document(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let mut found: Vec<(PersonalNumber, String, String)> = Vec::new();
    for property in &manuscript.properties {
        if let Some(number) = first(&property.value) {
            let name = &property.name;
            found.push((
                number,
                format!("i dokumentegenskaben `{name}`"),
                format!("in the document property `{name}`"),
            ));
        }
    }
    for (name, value) in variables(manuscript) {
        if let Some(number) = first(&value) {
            found.push((
                number,
                format!("i dokumentvariablen `{name}`"),
                format!("in the document variable `{name}`"),
            ));
        }
    }
    for item in custom_xml(manuscript) {
        if let Some(number) = item.texts.iter().find_map(|text| first(text)) {
            let part = &item.part;
            found.push((
                number,
                format!("i skjulte data (`{part}`)"),
                format!("in hidden data (`{part}`)"),
            ));
        }
    }
    for (number, danish, english) in found {
        let report = checker.report_whole(told(&number, &danish, &english));
        if number.invented {
            report.severity(Severity::Warning);
        }
    }
}
