//! Formatting as Word's dialogs name it: what is set on characters, paragraphs and pages.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::MessageLanguage;
use crate::docx::attribute;

/// Something that formatting sets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// The paragraph style's name.
    Style,
    /// The kind of list and how its items are marked.
    List,
    /// The level in the list, from 1.
    ListLevel,
    /// The typeface.
    Font,
    /// The size, in half points.
    Size,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// The kind of underline.
    Underline,
    /// Struck through.
    Strike,
    /// All capitals.
    Capitals,
    /// Small capitals.
    SmallCapitals,
    /// Hidden text.
    Hidden,
    /// Superscript or subscript.
    Position,
    /// The colour of the text, hexadecimal.
    Colour,
    /// The colour of the marker pen.
    Highlight,
    /// The background, hexadecimal.
    Background,
    /// The language of the text.
    Language,
    /// The character style's name.
    CharacterStyle,
    /// The alignment.
    Alignment,
    /// Space before, in twips (1/20 point).
    SpaceBefore,
    /// Space after, in twips.
    SpaceAfter,
    /// Line spacing: 240 is one line, or `exact`/`atLeast` with twips.
    LineSpacing,
    /// Left indentation, in twips.
    IndentLeft,
    /// Right indentation, in twips.
    IndentRight,
    /// Indentation of the first line, in twips; negative when it hangs.
    IndentFirst,
    /// Kept on one page with the next paragraph.
    KeepWithNext,
    /// Kept in one piece.
    KeepTogether,
    /// A page begins before it.
    PageBreakBefore,
    /// Borders, as the file has them.
    Borders,
    /// Tab stops, as the file has them.
    Tabs,
    /// The outline level, from 1; 10 is body text.
    OutlineLevel,
    /// Width and height of the page, in twips.
    PageSize,
    /// Upright or lying.
    Orientation,
    /// The upper margin, in twips.
    MarginTop,
    /// The lower margin, in twips.
    MarginBottom,
    /// The left margin, in twips.
    MarginLeft,
    /// The right margin, in twips.
    MarginRight,
    /// The distance of the header from the edge, in twips.
    HeaderDistance,
    /// The distance of the footer from the edge, in twips.
    FooterDistance,
    /// The number of columns.
    Columns,
    /// Another header and footer on the first page.
    FirstPageDiffers,
    /// Headers and footers that the section names, by page.
    HeadersAndFooters,
    /// How the section begins.
    SectionStart,
    /// What has no name in Word's dialogs that we know, by its element.
    Other(String),
}

/// What is set, each property once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Format {
    set: Vec<(Property, String)>,
}

impl Format {
    /// The value of a property; `None` when it is not set here.
    pub fn get(&self, property: &Property) -> Option<&str> {
        let found = self.set.binary_search_by(|(set, _)| set.cmp(property)).ok()?;
        Some(&self.set[found].1)
    }

    /// What is set, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Property, &str)> {
        self.set.iter().map(|(property, value)| (property, value.as_str()))
    }

    /// Sets a property.
    pub(super) fn set(&mut self, property: Property, value: impl Into<String>) {
        match self.set.binary_search_by(|(set, _)| set.cmp(&property)) {
            Ok(found) => self.set[found].1 = value.into(),
            Err(place) => self.set.insert(place, (property, value.into())),
        }
    }

    pub(super) fn remove(&mut self, property: &Property) {
        self.set.retain(|(set, _)| set != property);
    }

    /// Properties that are set here or there.
    pub(super) fn properties<'f>(&'f self, other: &'f Format) -> Vec<&'f Property> {
        let mut all: Vec<&Property> =
            self.set.iter().chain(&other.set).map(|(property, _)| property).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// A property that is another than it was.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PropertyChange {
    /// What.
    pub property: Property,
    /// What it was, as the file has it; empty for nothing.
    pub from: String,
    /// What it is.
    pub to: String,
}

/// Reads the children of `w:rPr` in some XML that holds one.
pub(super) fn of_run(xml: &str) -> Format {
    let mut format = Format::default();
    children(xml, "rPr", |tag, raw| character(tag, raw, &mut format));
    format
}

/// Reads the children of `w:pPr` in some XML that begins a paragraph or a style.
pub(super) fn of_paragraph(xml: &str) -> Format {
    let mut format = Format::default();
    children(xml, "pPr", |tag, raw| paragraph(tag, raw, &mut format));
    format
}

/// Calls `each` for the children of the first element of a name, with the child's tag and its whole
/// markup.
pub(super) fn children(xml: &str, parent: &str, mut each: impl FnMut(&BytesStart<'_>, &str)) {
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut inside) = (0_usize, None);
    let mut open: Option<(BytesStart<'_>, usize)> = None;
    loop {
        let start = reader.buffer_position() as usize;
        // The stretch is a piece of a part that was read before: an end of it is no fault.
        let Ok(event) = reader.read_event() else { return };
        let end = reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => {
                depth += 1;
                match inside {
                    None if tag.local_name().as_ref() == parent => inside = Some(depth),
                    Some(level) if depth == level + 1 => open = Some((tag, start)),
                    _ => {}
                }
            }
            Event::Empty(tag) if inside == Some(depth) => each(&tag, &xml[start..end]),
            Event::End(_) => {
                match inside {
                    Some(level) if depth == level + 1 => {
                        if let Some((tag, start)) = open.take() {
                            each(&tag, &xml[start..end]);
                        }
                    }
                    Some(level) if depth == level => return,
                    _ => {}
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

pub(super) fn value(tag: &BytesStart<'_>) -> String {
    attribute(tag, "val").unwrap_or_default()
}

/// A property that is on unless it says off.
fn toggle(tag: &BytesStart<'_>) -> &'static str {
    match value(tag).as_str() {
        "0" | "false" | "off" | "none" => "0",
        _ => "1",
    }
}

fn character(tag: &BytesStart<'_>, raw: &str, format: &mut Format) {
    let local = tag.local_name();
    let (property, value) = match local.as_ref() {
        "b" => (Property::Bold, toggle(tag).to_owned()),
        "i" => (Property::Italic, toggle(tag).to_owned()),
        "strike" | "dstrike" => (Property::Strike, toggle(tag).to_owned()),
        "caps" => (Property::Capitals, toggle(tag).to_owned()),
        "smallCaps" => (Property::SmallCapitals, toggle(tag).to_owned()),
        "vanish" => (Property::Hidden, toggle(tag).to_owned()),
        "u" => (Property::Underline, value(tag)),
        "sz" => (Property::Size, value(tag)),
        "color" => (Property::Colour, value(tag).to_lowercase()),
        "highlight" => (Property::Highlight, value(tag)),
        "shd" => (Property::Background, fill(tag)),
        "vertAlign" => (Property::Position, value(tag)),
        "rStyle" => (Property::CharacterStyle, value(tag)),
        "lang" => match attribute(tag, "val") {
            Some(language) => (Property::Language, language),
            None => return,
        },
        "rFonts" => match attribute(tag, "asciiTheme").map(|theme| format!("+{theme}")) {
            Some(theme) => (Property::Font, theme),
            None => match attribute(tag, "ascii").or_else(|| attribute(tag, "hAnsi")) {
                Some(font) => (Property::Font, font),
                None => return,
            },
        },
        // For scripts that Danish letters have none of, and what Word keeps for itself.
        "bCs" | "iCs" | "szCs" | "cs" | "rtl" | "noProof" | "webHidden" | "rPrChange" | "ins"
        | "del" | "moveFrom" | "moveTo" | "kern" | "ligatures" | "snapToGrid" => return,
        other => (Property::Other(other.to_owned()), said(raw)),
    };
    format.set(property, value);
}

fn paragraph(tag: &BytesStart<'_>, raw: &str, format: &mut Format) {
    let local = tag.local_name();
    let (property, value) = match local.as_ref() {
        "pStyle" => (Property::Style, value(tag)),
        "jc" => (Property::Alignment, side(&value(tag)).to_owned()),
        "keepNext" => (Property::KeepWithNext, toggle(tag).to_owned()),
        "keepLines" => (Property::KeepTogether, toggle(tag).to_owned()),
        "pageBreakBefore" => (Property::PageBreakBefore, toggle(tag).to_owned()),
        "pBdr" => (Property::Borders, said(raw)),
        "shd" => (Property::Background, fill(tag)),
        "tabs" => (Property::Tabs, said(raw)),
        "outlineLvl" => {
            let level: u8 = value(tag).parse().unwrap_or(9);
            (Property::OutlineLevel, (level.min(9) + 1).to_string())
        }
        "numPr" => {
            // Both together say which list; what it looks like is in another part.
            children(raw, "numPr", |tag, _| match tag.local_name().as_ref() {
                "numId" => format.set(Property::List, value(tag)),
                "ilvl" => format.set(Property::ListLevel, value(tag)),
                _ => {}
            });
            return;
        }
        "spacing" => {
            let mut set = |property, name| {
                if let Some(value) = attribute(tag, name) {
                    format.set(property, value);
                }
            };
            set(Property::SpaceBefore, "before");
            set(Property::SpaceAfter, "after");
            if let Some(line) = attribute(tag, "line") {
                let rule = attribute(tag, "lineRule").filter(|rule| rule != "auto");
                let rule = rule.map_or(String::new(), |rule| format!("{rule} "));
                format.set(Property::LineSpacing, format!("{rule}{line}"));
            }
            return;
        }
        "ind" => {
            let mut set = |property, value: Option<String>| {
                if let Some(value) = value {
                    format.set(property, value);
                }
            };
            let either = |a, b| attribute(tag, a).or_else(|| attribute(tag, b));
            set(Property::IndentLeft, either("left", "start"));
            set(Property::IndentRight, either("right", "end"));
            set(Property::IndentFirst, attribute(tag, "firstLine"));
            let hanging = attribute(tag, "hanging").filter(|hanging| hanging != "0");
            set(Property::IndentFirst, hanging.map(|hanging| format!("-{hanging}")));
            return;
        }
        "rPr"
        | "sectPr"
        | "pPrChange"
        | "widowControl"
        | "suppressAutoHyphens"
        | "snapToGrid"
        | "autoSpaceDE"
        | "autoSpaceDN"
        | "adjustRightInd" => return,
        other => (Property::Other(other.to_owned()), said(raw)),
    };
    format.set(property, value);
}

/// Alignment in the words of the transitional vocabulary.
fn side(word: &str) -> &str {
    match word {
        "start" => "left",
        "end" => "right",
        word => word,
    }
}

fn fill(tag: &BytesStart<'_>) -> String {
    attribute(tag, "fill").unwrap_or_default().to_lowercase()
}

/// Markup as far as it says something: identifiers of editing sessions left out.
pub(super) fn said(raw: &str) -> String {
    let mut out = String::new();
    for word in raw.split_inclusive(|c: char| c.is_whitespace() || c == '>') {
        if !word.starts_with("w:rsid") && !word.starts_with("w14:") {
            out.push_str(word);
        } else if word.ends_with('>') {
            out.push_str(if word.ends_with("/>") { "/>" } else { ">" });
        }
    }
    out
}

/// Changes in words, typeface and size together: `fed, skrifttype Calibri 11 → Arial 12`.
pub fn change_words(changes: &[PropertyChange], language: MessageLanguage) -> String {
    let find = |wanted: &Property| changes.iter().find(|change| change.property == *wanted);
    let both = match (find(&Property::Font), find(&Property::Size)) {
        (Some(font), Some(size)) => Some((font, size)),
        _ => None,
    };
    let mut words = Vec::new();
    for change in changes {
        match (&change.property, both) {
            (Property::Font, Some((font, size))) => {
                let points = |value: &str| shown(&Property::Size, value, language);
                words.push(format!(
                    "{} {} {} → {} {}",
                    Property::Font.words(language),
                    shown(&Property::Font, &font.from, language),
                    points(&size.from),
                    shown(&Property::Font, &font.to, language),
                    points(&size.to)
                ));
            }
            (Property::Size, Some(_)) => {}
            _ => words.push(change.words(language)),
        }
    }
    words.join(", ")
}

impl PropertyChange {
    /// The change in words: `fed`, `ikke fed`, `justering venstre → centreret`.
    pub fn words(&self, language: MessageLanguage) -> String {
        let name = self.property.words(language);
        if self.property.is_toggle() {
            let not = if language == MessageLanguage::Danish { "ikke" } else { "not" };
            return if self.to == "1" { name } else { format!("{not} {name}") };
        }
        if self.property.is_markup() {
            let changed = if language == MessageLanguage::Danish { "ændret" } else { "changed" };
            return format!("{name} {changed}");
        }
        let mut words = name;
        let _ = write!(
            words,
            " {} → {}",
            shown(&self.property, &self.from, language),
            shown(&self.property, &self.to, language)
        );
        words
    }
}

impl Property {
    fn is_toggle(&self) -> bool {
        matches!(
            self,
            Property::Bold
                | Property::Italic
                | Property::Strike
                | Property::Capitals
                | Property::SmallCapitals
                | Property::Hidden
                | Property::KeepWithNext
                | Property::KeepTogether
                | Property::PageBreakBefore
                | Property::FirstPageDiffers
        )
    }

    fn is_markup(&self) -> bool {
        matches!(
            self,
            Property::Borders | Property::Tabs | Property::HeadersAndFooters | Property::Other(_)
        )
    }

    /// What holds where nothing says anything.
    pub(super) fn default_value(&self) -> &'static str {
        match self {
            property if property.is_toggle() => "0",
            Property::Underline | Property::Highlight => "none",
            Property::Colour | Property::Background => "auto",
            Property::Position => "baseline",
            Property::Alignment => "left",
            Property::Size => "20",
            Property::LineSpacing => "240",
            Property::OutlineLevel => "10",
            Property::Columns => "1",
            Property::Orientation => "portrait",
            Property::SectionStart => "nextPage",
            Property::SpaceBefore
            | Property::SpaceAfter
            | Property::IndentLeft
            | Property::IndentRight
            | Property::IndentFirst => "0",
            _ => "",
        }
    }

    /// The name that Word gives it.
    pub fn words(&self, language: MessageLanguage) -> String {
        let (da, en) = match self {
            Property::Style => ("typografi", "style"),
            Property::List => ("liste", "list"),
            Property::ListLevel => ("listeniveau", "list level"),
            Property::Font => ("skrifttype", "font"),
            Property::Size => ("skriftstørrelse", "font size"),
            Property::Bold => ("fed", "bold"),
            Property::Italic => ("kursiv", "italic"),
            Property::Underline => ("understregning", "underline"),
            Property::Strike => ("gennemstreget", "strikethrough"),
            Property::Capitals => ("store bogstaver", "all caps"),
            Property::SmallCapitals => ("kapitæler", "small caps"),
            Property::Hidden => ("skjult", "hidden"),
            Property::Position => ("placering", "position"),
            Property::Colour => ("skriftfarve", "font colour"),
            Property::Highlight => ("fremhævningsfarve", "highlight colour"),
            Property::Background => ("baggrund", "shading"),
            Property::Language => ("sprog", "language"),
            Property::CharacterStyle => ("tegntypografi", "character style"),
            Property::Alignment => ("justering", "alignment"),
            Property::SpaceBefore => ("afstand før", "spacing before"),
            Property::SpaceAfter => ("afstand efter", "spacing after"),
            Property::LineSpacing => ("linjeafstand", "line spacing"),
            Property::IndentLeft => ("indrykning til venstre", "left indentation"),
            Property::IndentRight => ("indrykning til højre", "right indentation"),
            Property::IndentFirst => ("indrykning af første linje", "first line indentation"),
            Property::KeepWithNext => ("hold sammen med næste", "keep with next"),
            Property::KeepTogether => ("hold linjer sammen", "keep lines together"),
            Property::PageBreakBefore => ("sideskift før", "page break before"),
            Property::Borders => ("kanter", "borders"),
            Property::Tabs => ("tabulatorer", "tabs"),
            Property::OutlineLevel => ("dispositionsniveau", "outline level"),
            Property::PageSize => ("papirstørrelse", "paper size"),
            Property::Orientation => ("papirretning", "orientation"),
            Property::MarginTop => ("topmargen", "top margin"),
            Property::MarginBottom => ("bundmargen", "bottom margin"),
            Property::MarginLeft => ("venstre margen", "left margin"),
            Property::MarginRight => ("højre margen", "right margin"),
            Property::HeaderDistance => ("sidehovedets afstand fra kanten", "header from edge"),
            Property::FooterDistance => ("sidefodens afstand fra kanten", "footer from edge"),
            Property::Columns => ("spalter", "columns"),
            Property::FirstPageDiffers => {
                ("anderledes sidehoved og sidefod på første side", "different first page")
            }
            Property::HeadersAndFooters => ("sidehoveder og sidefødder", "headers and footers"),
            Property::SectionStart => ("sektionsskift", "section start"),
            Property::Other(element) => {
                return match language {
                    MessageLanguage::Danish => format!("anden formatering (`{element}`)"),
                    MessageLanguage::English => format!("other formatting (`{element}`)"),
                };
            }
        };
        if language == MessageLanguage::Danish { da } else { en }.to_owned()
    }

    /// A stable English word for machines.
    pub fn key(&self) -> String {
        match self {
            Property::Other(element) => format!("other:{element}"),
            known => known.words(MessageLanguage::English).replace(' ', "-"),
        }
    }
}

/// A value as Word shows it.
pub(super) fn shown(property: &Property, value: &str, language: MessageLanguage) -> String {
    let danish = language == MessageLanguage::Danish;
    let number = |value: &str, unit: f64, digits: usize, name: &str| match value.parse::<f64>() {
        Ok(number) => {
            let text = format!("{:.digits$}", number / unit);
            let text = if text.contains('.') {
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            } else {
                text
            };
            let text = if danish { text.replace('.', ",") } else { text };
            if name.is_empty() { text } else { format!("{text} {name}") }
        }
        Err(_) => value.to_owned(),
    };
    let centimetres = |value: &str| number(value, 1440.0 / 2.54, 2, "cm");
    match property {
        Property::Size => number(value, 2.0, 1, ""),
        Property::SpaceBefore | Property::SpaceAfter => number(value, 20.0, 1, "pt"),
        Property::IndentLeft
        | Property::IndentRight
        | Property::IndentFirst
        | Property::MarginTop
        | Property::MarginBottom
        | Property::MarginLeft
        | Property::MarginRight
        | Property::HeaderDistance
        | Property::FooterDistance => centimetres(value),
        Property::PageSize => value.split('x').map(centimetres).collect::<Vec<_>>().join(" × "),
        Property::LineSpacing => match value.split_once(' ') {
            Some((rule, twips)) => {
                let rule = match (rule, danish) {
                    ("exact", true) => "præcis",
                    ("exact", false) => "exactly",
                    (_, true) => "mindst",
                    (_, false) => "at least",
                };
                format!("{rule} {}", number(twips, 20.0, 1, "pt"))
            }
            None => number(value, 240.0, 2, ""),
        },
        Property::Style | Property::CharacterStyle => format!("\"{value}\""),
        Property::Colour | Property::Background | Property::Highlight => match (value, danish) {
            ("auto" | "", true) => "automatisk".to_owned(),
            ("auto" | "", false) => "automatic".to_owned(),
            ("none", true) => "ingen".to_owned(),
            (value, _) if value.len() == 6 && value.chars().all(|c| c.is_ascii_hexdigit()) => {
                format!("#{value}")
            }
            (value, _) => value.to_owned(),
        },
        _ if danish => DANISH
            .iter()
            .find(|(word, _)| *word == value)
            .map_or(value, |(_, danish)| danish)
            .to_owned(),
        _ if value.is_empty() => "none".to_owned(),
        _ => value.to_owned(),
    }
}

/// Words of the file in Danish.
const DANISH: &[(&str, &str)] = &[
    ("", "ingen"),
    ("none", "ingen"),
    ("left", "venstre"),
    ("right", "højre"),
    ("center", "centreret"),
    ("both", "lige margener"),
    ("single", "enkelt"),
    ("double", "dobbelt"),
    ("baseline", "på linjen"),
    ("superscript", "hævet"),
    ("subscript", "sænket"),
    ("portrait", "stående"),
    ("landscape", "liggende"),
    ("nextPage", "ny side"),
    ("continuous", "fortløbende"),
    ("oddPage", "ulige side"),
    ("evenPage", "lige side"),
    ("bullet", "punktopstilling"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_properties_are_read() {
        let format = of_run(
            r#"<w:rPr><w:rStyle w:val="Strong"/><w:rFonts w:ascii="Arial"/><w:b/><w:i w:val="0"/><w:sz w:val="24"/></w:rPr>"#,
        );
        assert_eq!(format.get(&Property::Bold), Some("1"));
        assert_eq!(format.get(&Property::Italic), Some("0"));
        assert_eq!(format.get(&Property::Font), Some("Arial"));
        assert_eq!(format.get(&Property::Underline), None);
    }

    #[test]
    fn paragraph_properties_end_with_their_element() {
        let format = of_paragraph(
            r#"<w:p w:rsidR="1"><w:pPr><w:jc w:val="center"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:rPr><w:b/></w:rPr></w:pPr>"#,
        );
        let set: Vec<String> =
            format.iter().map(|(property, value)| format!("{} {value}", property.key())).collect();
        assert_eq!(set, ["list 3", "list-level 1", "alignment center"]);
    }

    #[test]
    fn changes_are_named_as_word_names_them() {
        let change = |property, from: &str, to: &str| PropertyChange {
            property,
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let changes = [
            change(Property::Style, "Normal", "Citat"),
            change(Property::Font, "Calibri", "Arial"),
            change(Property::Size, "22", "25"),
            change(Property::Bold, "0", "1"),
            change(Property::Italic, "1", "0"),
            change(Property::MarginLeft, "1134", "1418"),
        ];
        assert_eq!(
            change_words(&changes, MessageLanguage::Danish),
            "typografi \"Normal\" → \"Citat\", skrifttype Calibri 11 → Arial 12,5, fed, ikke kursiv, \
             venstre margen 2 cm → 2,5 cm"
        );
    }
}
