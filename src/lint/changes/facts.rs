//! What is told of a change beside the text: properties, formats, tables, pictures, links outside.

use std::collections::BTreeSet;

use super::{Lines, words};
use crate::docx::PackageError;
use crate::letter::{Alignment, LineRule};
use crate::lint::manuscript::{Manuscript, Paragraph, PieceKind, Story};

/// Names of properties in Danish and English.
const NAMES: &[(&str, &str, &str)] = &[
    ("title", "titel", "title"),
    ("subject", "emne", "subject"),
    ("creator", "forfatter", "author"),
    ("lastModifiedBy", "senest gemt af", "last saved by"),
    ("Company", "firma", "company"),
    ("Manager", "leder", "manager"),
    ("language", "sprog", "language"),
    ("keywords", "mærker", "tags"),
    ("description", "kommentarer", "comments"),
];

/// The properties of the document.
pub(super) fn properties(before: &Manuscript<'_>, after: &Manuscript<'_>, lines: &mut Lines) {
    let heading = ["egenskaber", "properties"].map(str::to_owned);
    let all: BTreeSet<(&str, &str)> = before
        .properties
        .iter()
        .chain(&after.properties)
        .map(|property| (property.part.as_str(), property.name.as_str()))
        .collect();
    for (part, name) in all {
        let (was, is) = (value(before, part, name), value(after, part, name));
        if was == is {
            continue;
        }
        let named = NAMES.iter().find(|(known, ..)| *known == name);
        let text = [
            turned(named.map_or(name, |(_, danish, _)| danish), was, is, "(ingen)"),
            turned(named.map_or(name, |(.., english)| english), was, is, "(none)"),
        ];
        lines.note(&heading, text);
        lines.told.insert(part.to_owned());
    }
}

fn value<'m>(of: &'m Manuscript<'_>, part: &str, name: &str) -> Option<&'m str> {
    let found = of.properties.iter().find(|found| found.part == part && found.name == name)?;
    Some(found.value.trim()).filter(|value| !value.is_empty())
}

fn turned(what: &str, was: Option<&str>, is: Option<&str>, none: &str) -> String {
    format!("{what}: {} → {}", was.unwrap_or(none), is.unwrap_or(none))
}

/// What the document refers to outside itself.
pub(super) fn relations(
    before: &Manuscript<'_>,
    after: &Manuscript<'_>,
    lines: &mut Lines,
) -> Result<(), PackageError> {
    let heading = ["egenskaber", "properties"].map(str::to_owned);
    let mut sources: Vec<&str> = before.package.part_names().iter().map(String::as_str).collect();
    sources.retain(|part| part.ends_with(".xml") && !part.contains("_rels/"));
    for part in sources {
        let was = before.package.relationships_of(part)?;
        if was.iter().all(|relationship| !relationship.external) {
            continue;
        }
        let is = after.package.relationships_of(part)?;
        for gone in was.iter().filter(|was| was.external && !is.contains(was)) {
            let target = &gone.target;
            lines.note(
                &heading,
                [
                    format!("henviser ikke længere til {target}"),
                    format!("no longer refers to {target}"),
                ],
            );
            lines.told.insert(part.to_owned());
        }
    }
    Ok(())
}

/// The languages of the text.
pub(super) fn languages(before: &Manuscript<'_>, after: &Manuscript<'_>, lines: &mut Lines) {
    let of = |manuscript: &Manuscript<'_>| -> BTreeSet<String> {
        let paragraphs = manuscript.stories.iter().flat_map(|story| &story.paragraphs);
        let pieces = paragraphs.flat_map(|paragraph| &paragraph.pieces);
        let texts = pieces.filter(|piece| piece.kind == PieceKind::Text);
        texts.map(|piece| piece.format.language.to_string()).collect()
    };
    let (was, is) = (of(before), of(after));
    if was == is {
        return;
    }
    let list = |set: &BTreeSet<String>, none: &str| {
        let words: Vec<&str> =
            set.iter().map(|word| if word.is_empty() { none } else { word.as_str() }).collect();
        words.join(", ")
    };
    let heading = ["egenskaber", "properties"].map(str::to_owned);
    lines.note(
        &heading,
        [
            format!("tekstens sprog: {} → {}", list(&was, "(intet)"), list(&is, "(intet)")),
            format!("language of the text: {} → {}", list(&was, "(none)"), list(&is, "(none)")),
        ],
    );
    lines.languages = true;
    for part in ["word/styles.xml", "word/settings.xml"] {
        lines.told.insert(part.to_owned());
    }
}

/// A paragraph whose text stayed.
pub(super) fn paragraph(before: &Paragraph, after: &Paragraph, lines: &mut Lines) {
    let notes = facts(before, after, !lines.languages);
    if notes.is_empty() {
        return;
    }
    let place = words(&after.place());
    let short: String = after.shown.chars().take(60).collect();
    let cut = if short.len() < after.shown.len() { "…" } else { "" };
    for [danish, english] in notes {
        let about = |note: &str| {
            if short.trim().is_empty() {
                note.to_owned()
            } else {
                format!("\"{short}{cut}\": {note}")
            }
        };
        lines.note(&place, [about(&danish), about(&english)]);
    }
}

/// A paragraph whose text changed, under the place that is told already.
pub(super) fn paragraph_under(
    place: &[String; 2],
    before: &Paragraph,
    after: &Paragraph,
    lines: &mut Lines,
) {
    for note in facts(before, after, !lines.languages) {
        lines.note(place, note);
    }
}

fn facts(before: &Paragraph, after: &Paragraph, languages: bool) -> Vec<[String; 2]> {
    let mut notes = Vec::new();
    let mut differs = |was: [String; 2], is: [String; 2]| {
        if was != is {
            let [was_da, was_en] = was;
            let [is_da, is_en] = is;
            notes.push([format!("{was_da} → {is_da}"), format!("{was_en} → {is_en}")]);
        }
    };
    differs(kind(before), kind(after));
    let points =
        |value: crate::units::Pt| format!("{:.1}", value.0).trim_end_matches(".0").to_owned();
    for (danish, english, was, is) in [
        ("afstand før", "space before", before.format.before, after.format.before),
        ("afstand efter", "space after", before.format.after, after.format.after),
        ("indrykning", "indent", before.format.left, after.format.left),
    ] {
        let of = |value| {
            let points = points(value);
            [format!("{danish} {points} pt").replace('.', ","), format!("{english} {points} pt")]
        };
        differs(of(was), of(is));
    }
    differs(align(before), align(after));
    differs(line(before), line(after));
    if languages {
        differs(language(before), language(after));
    }
    if before.format.page_break_before != after.format.page_break_before {
        let [was, is] = [before, after].map(|of| of.format.page_break_before);
        let of = |on: bool| {
            if on {
                ["sideskift før".to_owned(), "page break before".to_owned()]
            } else {
                ["intet sideskift før".to_owned(), "no page break before".to_owned()]
            }
        };
        differs(of(was), of(is));
    }
    notes
}

fn line(paragraph: &Paragraph) -> [String; 2] {
    let number =
        |value: f64| format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let [danish, english] = match paragraph.format.line {
        LineRule::Auto(times) => [
            format!("linjeafstand {} gange", number(times)),
            format!("line spacing times {}", number(times)),
        ],
        LineRule::AtLeast(points) => [
            format!("linjeafstand mindst {} pt", number(points.0)),
            format!("line spacing at least {} pt", number(points.0)),
        ],
        LineRule::Exactly(points) => [
            format!("linjeafstand præcis {} pt", number(points.0)),
            format!("line spacing exactly {} pt", number(points.0)),
        ],
    };
    [danish.replace('.', ","), english]
}

/// The languages of a paragraph's text.
fn language(paragraph: &Paragraph) -> [String; 2] {
    let texts = paragraph.pieces.iter().filter(|piece| piece.kind == PieceKind::Text);
    let all: BTreeSet<&str> = texts.map(|piece| &*piece.format.language).collect();
    let all = all.into_iter().collect::<Vec<_>>().join(", ");
    [format!("sprog {all}"), format!("language {all}")]
}

fn align(paragraph: &Paragraph) -> [String; 2] {
    match paragraph.format.align {
        Alignment::Start => ["venstrestillet", "aligned left"],
        Alignment::Center => ["centreret", "centred"],
        Alignment::End => ["højrestillet", "aligned right"],
        Alignment::Justify => ["lige margener", "justified"],
        Alignment::Distribute => ["fordelt", "distributed"],
    }
    .map(str::to_owned)
}

fn kind(paragraph: &Paragraph) -> [String; 2] {
    if let Some(level) = paragraph.heading_level() {
        return [format!("overskrift {level}"), format!("heading {level}")];
    }
    match &paragraph.list {
        Some(item) if item.format == "bullet" => ["punkt på en liste", "bulleted item"],
        Some(_) => ["nummereret punkt på en liste", "numbered item"],
        None => ["almindeligt afsnit", "plain paragraph"],
    }
    .map(str::to_owned)
}

/// Header rows and descriptions of tables.
pub(super) fn tables(before: &Story, after: &Story, lines: &mut Lines) {
    if before.tables.len() != after.tables.len() {
        return;
    }
    for (was, is) in before.tables.iter().zip(&after.tables) {
        let place = words(&after.place(Some(is.paragraphs.start)));
        let number = is.number;
        for (at, (was, is)) in was.rows.iter().zip(&is.rows).enumerate() {
            if was.header != is.header {
                let what = if is.header {
                    ["er nu overskriftsrække", "is a header row now"]
                } else {
                    ["er ikke længere overskriftsrække", "is no header row any more"]
                };
                let row = at + 1;
                lines.note(
                    &place,
                    [
                        format!("tabel {number}, række {row}: {}", what[0]),
                        format!("table {number}, row {row}: {}", what[1]),
                    ],
                );
            }
        }
        if was.description != is.description {
            let (was, is) = (was.description.as_deref(), is.description.as_deref());
            lines.note(
                &place,
                [
                    turned(&format!("tabel {number}, alternativ tekst"), was, is, "(ingen)"),
                    turned(&format!("table {number}, alternative text"), was, is, "(none)"),
                ],
            );
        }
    }
}

/// What is said of pictures, and which are decoration.
pub(super) fn objects(before: &Story, after: &Story, lines: &mut Lines) {
    if before.objects.len() != after.objects.len() {
        return;
    }
    for (was, is) in before.objects.iter().zip(&after.objects) {
        let place = words(&after.object_place(is));
        let name = &is.name;
        if was.alt != is.alt {
            let (was, is) = (was.alt.as_deref(), is.alt.as_deref());
            lines.note(
                &place,
                [
                    turned(&format!("`{name}`, alternativ tekst"), was, is, "(ingen)"),
                    turned(&format!("`{name}`, alternative text"), was, is, "(none)"),
                ],
            );
        }
        if was.decorative != is.decorative {
            let what = if is.decorative {
                ["er markeret som dekorativ", "is marked as decorative"]
            } else {
                ["er ikke længere markeret som dekorativ", "is no longer marked as decorative"]
            };
            lines.note(&place, what.map(|what| format!("`{name}` {what}")));
        }
        if was.floating != is.floating {
            let what = if is.floating {
                ["er placeret frit", "floats"]
            } else {
                ["er på linje med teksten", "is in line with the text"]
            };
            lines.note(&place, what.map(|what| format!("`{name}` {what}")));
        }
    }
}
