//! List definitions: levels, their texts and where numbers start (ISO/IEC 29500-1, 17.9).

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node;

use super::block::{LabelSuffix, ParagraphAlign};
use super::paragraph_layer::ParagraphLayer;
use super::run_layer::RunLayer;
use super::theme::Theme;
use super::xml::{attribute, child, child_val, children, integer, name, switch};

/// The lists of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Definitions by the order in which they stand.
    definitions: Vec<Definition>,
    /// Lists by `w:numId`.
    lists: HashMap<i64, List>,
}

/// An abstract list (`w:abstractNum`).
#[derive(Clone, Debug, Default)]
struct Definition {
    id: i64,
    /// The numbering style that defines it in its place.
    link: Option<String>,
    /// The numbering style that it defines.
    defines: Option<String>,
    levels: [Option<Arc<Level>>; 9],
}

/// A list (`w:num`): a definition with some levels replaced.
#[derive(Clone, Debug, Default)]
struct List {
    definition: usize,
    levels: [Option<Arc<Level>>; 9],
    starts: [Option<i64>; 9],
}

/// A level of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    /// The first number.
    pub start: i64,
    /// How numbers are written.
    pub format: NumberFormat,
    /// The format as the document names it.
    pub written_format: Arc<str>,
    /// The label, `%1` to `%9` standing for numbers.
    pub text: String,
    /// All numbers of the label are written as 1, 2, 3 (`w:isLgl`).
    pub legal: bool,
    /// Begins anew after a number of this level (from 1) or a higher one; 0 never does.
    pub restart: Option<i64>,
    /// What follows the label.
    pub suffix: LabelSuffix,
    /// Where it sits.
    pub align: ParagraphAlign,
    /// The paragraph style that is of this level.
    pub style: Option<String>,
    /// Paragraph properties.
    pub paragraph: ParagraphLayer,
    /// Run properties of the label.
    pub run: RunLayer,
}

/// How the numbers of a level are written (17.18.59).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// No number but a sign.
    Bullet,
    /// Nothing.
    None,
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03; with this many digits at least.
    Zeros(u8),
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperLetter,
    /// a, b, c.
    LowerLetter,
    /// 1., 2., 3. or 1st, 2nd, 3rd.
    Ordinal,
    /// One, Two, Three.
    CardinalText,
    /// First, Second, Third.
    OrdinalText,
    /// *, †, ‡, §.
    Chicago,
    /// - 1 -.
    Dash,
    /// 0x-digits.
    Hex,
}

impl Lists {
    /// Reads a numbering part's root.
    pub fn read(root: Node<'_, '_>, theme: &Theme) -> Self {
        let mut lists = Lists::default();
        for node in children(root).filter(|node| name(*node) == "abstractNum") {
            let Some(id) = attribute(node, "abstractNumId").and_then(integer) else { continue };
            let mut definition = Definition {
                id,
                link: child_val(node, "numStyleLink").map(str::to_owned),
                defines: child_val(node, "styleLink").map(str::to_owned),
                levels: Default::default(),
            };
            for level in children(node).filter(|node| name(*node) == "lvl") {
                read_level(level, &mut definition.levels, theme);
            }
            lists.definitions.push(definition);
        }
        for node in children(root).filter(|node| name(*node) == "num") {
            let Some(id) = attribute(node, "numId").and_then(integer) else { continue };
            let Some(definition) = child_val(node, "abstractNumId")
                .and_then(integer)
                .and_then(|id| lists.definitions.iter().position(|found| found.id == id))
            else {
                continue;
            };
            let mut list = List { definition: lists.followed(definition), ..List::default() };
            for change in children(node).filter(|node| name(*node) == "lvlOverride") {
                let Some(at) = attribute(change, "ilvl").and_then(level_index) else { continue };
                list.starts[at] = child_val(change, "startOverride").and_then(integer);
                if let Some(level) = child(change, "lvl") {
                    read_level(level, &mut list.levels, theme);
                }
            }
            lists.lists.entry(id).or_insert(list);
        }
        lists
    }

    /// A definition that only names a numbering style is the one that this style belongs to.
    fn followed(&self, at: usize) -> usize {
        let Some(link) = self.definitions.get(at).and_then(|found| found.link.as_deref()) else {
            return at;
        };
        self.definitions
            .iter()
            .position(|found| found.defines.as_deref() == Some(link))
            .unwrap_or(at)
    }

    /// A level of a list.
    pub fn level(&self, list: i64, level: u8) -> Option<&Arc<Level>> {
        let at = usize::from(level.min(8));
        let list = self.lists.get(&list)?;
        list.levels[at]
            .as_ref()
            .or_else(|| self.definitions.get(list.definition)?.levels[at].as_ref())
    }

    /// The level of a list that belongs to a paragraph style.
    pub fn level_of_style(&self, list: i64, style: &str) -> Option<u8> {
        (0..9).find(|level| {
            self.level(list, *level).is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }

    /// The definition that a list counts with, shared by all lists of it.
    pub fn definition(&self, list: i64) -> Option<usize> {
        self.lists.get(&list).map(|list| list.definition)
    }

    /// Where a list starts a level anew.
    pub fn start_override(&self, list: i64, level: u8) -> Option<i64> {
        self.lists.get(&list).and_then(|list| list.starts[usize::from(level.min(8))])
    }
}

fn level_index(text: &str) -> Option<usize> {
    integer(text).and_then(|level| usize::try_from(level).ok()).filter(|level| *level < 9)
}

fn read_level(node: Node<'_, '_>, levels: &mut [Option<Arc<Level>>; 9], theme: &Theme) {
    let Some(at) = attribute(node, "ilvl").and_then(level_index) else { return };
    let picture = child(node, "lvlPicBulletId").is_some();
    let text = child_val(node, "lvlText").unwrap_or_default();
    let mut format = child(node, "numFmt").map_or(NumberFormat::Decimal, number_format);
    if picture {
        format = NumberFormat::Bullet;
    }
    levels[at] = Some(Arc::new(Level {
        start: child_val(node, "start").and_then(integer).unwrap_or(0),
        format,
        written_format: Arc::from(child_val(node, "numFmt").unwrap_or("decimal")),
        // A picture as a bullet is drawn as the bullet that it stands for.
        text: if picture { "\u{2022}".to_owned() } else { text.to_owned() },
        legal: switch(node, "isLgl").unwrap_or(false),
        restart: child_val(node, "lvlRestart").and_then(integer),
        suffix: match child_val(node, "suff") {
            Some("space") => LabelSuffix::Space,
            Some("nothing") => LabelSuffix::Nothing,
            _ => LabelSuffix::Tab,
        },
        align: match child_val(node, "lvlJc") {
            Some("center") => ParagraphAlign::Center,
            Some("right" | "end") => ParagraphAlign::End,
            _ => ParagraphAlign::Start,
        },
        style: child_val(node, "pStyle").map(str::to_owned),
        paragraph: child(node, "pPr")
            .map(|node| ParagraphLayer::read(node, theme))
            .unwrap_or_default(),
        run: child(node, "rPr").map(|node| RunLayer::read(node, theme)).unwrap_or_default(),
    }));
}

/// The format of a `w:numFmt`; a custom one is known by its pattern of zeros.
fn number_format(node: Node<'_, '_>) -> NumberFormat {
    match super::xml::val(node).unwrap_or("decimal") {
        "bullet" => NumberFormat::Bullet,
        "none" => NumberFormat::None,
        "decimalZero" => NumberFormat::Zeros(2),
        "upperRoman" => NumberFormat::UpperRoman,
        "lowerRoman" => NumberFormat::LowerRoman,
        "upperLetter" => NumberFormat::UpperLetter,
        "lowerLetter" => NumberFormat::LowerLetter,
        "ordinal" => NumberFormat::Ordinal,
        "cardinalText" => NumberFormat::CardinalText,
        "ordinalText" => NumberFormat::OrdinalText,
        "chicago" => NumberFormat::Chicago,
        "numberInDash" => NumberFormat::Dash,
        "hex" => NumberFormat::Hex,
        "custom" => {
            let pattern = attribute(node, "format").unwrap_or_default();
            let first = pattern.split(',').next().unwrap_or_default();
            NumberFormat::Zeros(first.chars().count().clamp(1, 9) as u8)
        }
        _ => NumberFormat::Decimal,
    }
}
