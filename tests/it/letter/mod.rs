//! Reading letters: the cascade, lists, fields, notes, sections, languages, and nonsense.

mod cascade;
mod corpus;
mod fields;
mod hostile;
mod lists;
mod places;
mod runs;
mod stories;

use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::letter::{
    Alignment, Block, Inline, Letter, LineRule, Paragraph, ParagraphFormat, ReadOptions, RunFormat,
    Sheet, VerticalAlign, read,
};

use crate::support::{Doc, NAMESPACES};

/// A letter read from a document.
pub fn letter(doc: &Doc) -> Letter {
    read_with(doc, &ReadOptions::default())
}

/// A letter read with wishes.
pub fn read_with(doc: &Doc, options: &ReadOptions) -> Letter {
    let package = Package::open(&doc.bytes(), Macros::Drop, &Limits::default()).expect("a package");
    let sheet = Sheet::read(&package).expect("a sheet");
    read(&package, &sheet, options).expect("a letter")
}

/// A document of this body with these styles, numbering and so on, by kind.
pub fn document(body: &str, parts: &[(&str, &str)]) -> Doc {
    parts.iter().fold(Doc::new(body), |doc, (kind, content)| {
        let root = match *kind {
            "styles" => "w:styles",
            "numbering" => "w:numbering",
            "settings" => "w:settings",
            "footnotes" => "w:footnotes",
            "endnotes" => "w:endnotes",
            "header" => "w:hdr",
            "footer" => "w:ftr",
            other => panic!("no root for {other}"),
        };
        doc.with(kind, &format!("<{root} {NAMESPACES}>{content}</{root}>"))
    })
}

/// All paragraphs, those in tables and boxes among them.
pub fn paragraphs(letter: &Letter) -> Vec<&Paragraph> {
    fn of<'l>(blocks: &'l [Block], found: &mut Vec<&'l Paragraph>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => found.push(paragraph),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        of(&cell.blocks, found);
                    }
                }
                Block::Float(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    for section in &letter.sections {
        of(&section.blocks, &mut found);
    }
    found
}

/// A paragraph's text on one line: label in brackets, tabs as `→`, breaks as `↵`, page fields in
/// braces, notes as `^1`.
pub fn line(paragraph: &Paragraph) -> String {
    let label =
        paragraph.label.as_ref().map(|label| format!("[{}] ", label.text)).unwrap_or_default();
    label + &inlines(&paragraph.content)
}

fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Tab { .. } => "→".to_owned(),
            Inline::AlignedTab { .. } => "⇥".to_owned(),
            Inline::Break { kind, .. } => format!("↵{kind:?} "),
            Inline::NoteReference { text, .. } => format!("^{text}"),
            Inline::PageField(field) => format!("{{{:?}}}", field.kind),
            Inline::Bookmark(name) => format!("<{name}>"),
            Inline::Object(_) | Inline::Anchor(_) => "▣".to_owned(),
        })
        .collect()
}

/// The lines of all paragraphs.
pub fn lines(letter: &Letter) -> String {
    paragraphs(letter).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The diagnostics, a line each.
pub fn findings(letter: &Letter) -> String {
    letter
        .diagnostics
        .iter()
        .map(|found| {
            let place = found
                .place
                .as_ref()
                .map(|place| {
                    format!(" ({}: {})", place.words(MessageLanguage::English), place.excerpt)
                })
                .unwrap_or_default();
            format!(
                "{} {}{place}",
                found.finding.code(),
                found.finding.message(MessageLanguage::English)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a run's appearance says beyond plain text.
pub fn run_words(format: &RunFormat) -> String {
    let mut words = vec![format!("{} {}", format.family, format.size.0)];
    let mut flag = |on: bool, word: &str| {
        if on {
            words.push(word.to_owned());
        }
    };
    flag(format.bold, "bold");
    flag(format.italic, "italic");
    flag(format.caps, "caps");
    flag(format.small_caps, "small caps");
    flag(format.strike, "strike");
    flag(format.double_strike, "double strike");
    flag(format.underline.is_some(), "underline");
    flag(format.vertical == VerticalAlign::Super, "super");
    flag(format.vertical == VerticalAlign::Sub, "sub");
    flag(format.rtl, "rtl");
    flag(format.ligatures, "ligatures");
    flag(format.kern_from.is_some(), "kerned");
    flag(format.border.is_some(), "bordered");
    let hex =
        |color: brevsmed::units::Color| format!("{:02X}{:02X}{:02X}", color.r, color.g, color.b);
    for (name, color) in
        [("ink", format.color), ("highlight", format.highlight), ("shade", format.shade)]
    {
        if let Some(color) = color {
            words.push(format!("{name} {}", hex(color)));
        }
    }
    for (name, length) in [("raised", format.position), ("spaced", format.spacing)] {
        if !length.is_nearly_zero() {
            words.push(format!("{name} {}", length.0));
        }
    }
    if (format.scale - 1.0).abs() > 1e-9 {
        words.push(format!("scale {}", format.scale));
    }
    words.join(", ")
}

/// What a paragraph's appearance says beyond a plain paragraph.
pub fn paragraph_words(format: &ParagraphFormat) -> String {
    let mut words = Vec::new();
    for (name, length) in [
        ("left", format.left),
        ("right", format.right),
        ("first", format.first),
        ("before", format.before),
        ("after", format.after),
    ] {
        if !length.is_nearly_zero() {
            words.push(format!("{name} {}", length.0));
        }
    }
    match format.line {
        LineRule::Auto(times) if (times - 1.0).abs() < 1e-9 => {}
        LineRule::Auto(times) => words.push(format!("line {times}×")),
        LineRule::AtLeast(height) => words.push(format!("line ≥{}", height.0)),
        LineRule::Exactly(height) => words.push(format!("line ={}", height.0)),
    }
    if format.align != Alignment::Start {
        words.push(format!("{:?}", format.align).to_lowercase());
    }
    for (on, word) in [
        (format.before_auto, "before auto"),
        (format.after_auto, "after auto"),
        (format.contextual, "contextual"),
        (format.keep_next, "keep next"),
        (format.keep_lines, "keep lines"),
        (format.page_break_before, "new page"),
        (!format.widow_control, "widows"),
        (format.rtl, "rtl"),
        (format.no_hyphenation, "no hyphens"),
    ] {
        if on {
            words.push(word.to_owned());
        }
    }
    if let Some(level) = format.outline {
        words.push(format!("outline {level}"));
    }
    if let Some(shade) = format.shade {
        words.push(format!("shade {:02X}{:02X}{:02X}", shade.r, shade.g, shade.b));
    }
    let borders = [
        (format.borders.top, "top"),
        (format.borders.left, "left"),
        (format.borders.bottom, "bottom"),
        (format.borders.right, "right"),
        (format.borders.between, "between"),
    ];
    for (border, side) in borders {
        if let Some(border) = border {
            words.push(format!("{side} {:?} {}", border.style, border.width.0).to_lowercase());
        }
    }
    for tab in &format.tabs {
        words.push(format!("tab {:?} {} {:?}", tab.align, tab.at.0, tab.leader).to_lowercase());
    }
    words.join(", ")
}
