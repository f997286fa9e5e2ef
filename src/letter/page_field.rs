//! Fields whose answer is the page's: PAGE, NUMPAGES, SECTIONPAGES, SECTION, STYLEREF, and IFs on them.

use std::sync::Arc;

use crate::field::{self, Conventions, Operator, Value, compare};
use crate::locale::Language;

use super::block::Inline;
use super::format::RunFormat;
use super::tree::Slot;

/// A field that only the page can answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PageField {
    /// What it asks.
    pub kind: PageFieldKind,
    /// The appearance of its answer.
    pub format: Arc<RunFormat>,
    /// What it fills in the tree.
    pub slot: Option<Slot>,
}

/// What a page field asks.
#[derive(Clone, Debug, PartialEq)]
pub enum PageFieldKind {
    /// The page's number (17.16.5.42), written as the section says unless a switch says otherwise.
    Page(Option<Numbering>),
    /// How many pages the letter has (17.16.5.39).
    Pages(Option<Numbering>),
    /// How many pages the section has (17.16.5.54).
    SectionPages(Option<Numbering>),
    /// The section's number (17.16.5.53).
    Section(Option<Numbering>),
    /// The text of the nearest paragraph of a style (17.16.5.59), by the style's name in lower case;
    /// from the page's end where true.
    StyleRef(Arc<str>, bool),
    /// One of two texts (17.16.5.26).
    If {
        /// The left side.
        left: Vec<PageOperand>,
        /// The comparison.
        operator: Operator,
        /// The right side.
        right: Vec<PageOperand>,
        /// The text if it holds.
        then: Vec<Inline>,
        /// The text if not.
        otherwise: Vec<Inline>,
    },
}

/// A piece of one side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum PageOperand {
    /// Text.
    Text(String),
    /// The answer of a field.
    Field(PageFieldKind),
}

/// Number formats of pages, notes and lists (17.18.59).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// - 1 -.
    Dashed,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C; AA after Z.
    UpperLetter,
    /// a, b, c; aa after z.
    LowerLetter,
    /// 1., 2., 3., as Danish writes ordinals; 1st in English.
    Ordinal,
    /// *, †, ‡, §.
    Symbols,
    /// Nothing at all.
    None,
}

/// What a page knows about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageFacts {
    /// The page's number.
    pub page: i64,
    /// How the section writes it.
    pub numbering: Numbering,
    /// How many pages the letter has.
    pub pages: i64,
    /// How many pages the section has.
    pub section_pages: i64,
    /// The section's number, from 1.
    pub section: i64,
    /// For each style name in lower case: the text of the first paragraph of that style on the page
    /// or the last before it, and the text of the last on the page or before it.
    pub styles: Vec<(Arc<str>, String, String)>,
}

/// The answer of a page field.
#[derive(Clone, Debug, PartialEq)]
pub enum PageAnswer<'f> {
    /// Text in the field's own appearance.
    Text(String),
    /// The branch of an IF that holds, in its appearance.
    Content(&'f [Inline]),
}

/// Comparisons nest no deeper than this; what is further in is blank.
const DEPTH: u32 = 16;

/// What a field says on a page.
pub fn resolve<'f>(field: &'f PageField, facts: &PageFacts) -> PageAnswer<'f> {
    let language = Language::from_tag(&field.format.language).unwrap_or_default();
    match &field.kind {
        PageFieldKind::If { left, operator, right, then, otherwise } => {
            let held = holds(left, *operator, right, facts, language, DEPTH);
            PageAnswer::Content(if held { then } else { otherwise })
        }
        kind => PageAnswer::Text(text(kind, facts, language, DEPTH)),
    }
}

/// Compares as IF does on the merge's side: numbers as numbers.
fn holds(
    left: &[PageOperand],
    operator: Operator,
    right: &[PageOperand],
    facts: &PageFacts,
    language: Language,
    depth: u32,
) -> bool {
    let side = |operands: &[PageOperand]| {
        let mut whole = String::new();
        for operand in operands {
            match operand {
                PageOperand::Text(piece) => whole.push_str(piece),
                PageOperand::Field(kind) => {
                    whole.push_str(&text(kind, facts, language, depth.saturating_sub(1)));
                }
            }
        }
        Value::Text(whole)
    };
    let conventions = Conventions { language, ..Conventions::default() };
    compare(&side(left), operator, &side(right), &conventions).holds
}

fn text(kind: &PageFieldKind, facts: &PageFacts, language: Language, depth: u32) -> String {
    if depth == 0 {
        return String::new();
    }
    let plain = |numbering: &Option<Numbering>| numbering.unwrap_or_default();
    match kind {
        PageFieldKind::Page(numbering) => {
            numbering.unwrap_or(facts.numbering).write(facts.page, language)
        }
        PageFieldKind::Pages(numbering) => plain(numbering).write(facts.pages, language),
        PageFieldKind::SectionPages(numbering) => {
            plain(numbering).write(facts.section_pages, language)
        }
        PageFieldKind::Section(numbering) => plain(numbering).write(facts.section, language),
        PageFieldKind::StyleRef(style, from_end) => {
            facts.styles.iter().find(|(name, _, _)| name == style).map_or_else(
                String::new,
                |(_, first, last)| {
                    if *from_end { last.clone() } else { first.clone() }
                },
            )
        }
        PageFieldKind::If { left, operator, right, then, otherwise } => {
            let held = holds(left, *operator, right, facts, language, depth - 1);
            words(if held { then } else { otherwise }, facts, language, depth - 1)
        }
    }
}

/// The plain words of a branch, for a comparison around it.
fn words(content: &[Inline], facts: &PageFacts, language: Language, depth: u32) -> String {
    let mut whole = String::new();
    for inline in content {
        match inline {
            Inline::Text(piece) => whole.push_str(&piece.text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } => whole.push('\t'),
            Inline::PageField(field) => whole.push_str(&text(&field.kind, facts, language, depth)),
            _ => {}
        }
    }
    whole
}

/// Letters repeat to this many at most, as Word stops at 780.
const LETTERS: i64 = 30;

impl Numbering {
    /// A number in this format. What a format has no sign for (nought in Roman figures) is written
    /// in figures.
    pub fn write(self, number: i64, language: Language) -> String {
        let letters = |first: u8| {
            (1..=26 * LETTERS).contains(&number).then(|| {
                let letter = char::from(first + ((number - 1) % 26) as u8);
                letter.to_string().repeat(((number - 1) / 26 + 1) as usize)
            })
        };
        let figures = || u64::try_from(number).ok().and_then(field::roman);
        let written = match self {
            Numbering::Decimal => None,
            Numbering::DecimalZero => Some(format!("{number:02}")),
            Numbering::Dashed => Some(format!("- {number} -")),
            Numbering::UpperRoman => figures(),
            Numbering::LowerRoman => figures().map(|figures| figures.to_lowercase()),
            Numbering::UpperLetter => letters(b'A'),
            Numbering::LowerLetter => letters(b'a'),
            Numbering::Ordinal => u64::try_from(number).ok().map(|count| language.ordinal(count)),
            Numbering::Symbols => (1..=4 * LETTERS).contains(&number).then(|| {
                let sign = ["*", "†", "‡", "§"][((number - 1) % 4) as usize];
                sign.repeat(((number - 1) / 4 + 1) as usize)
            }),
            Numbering::None => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (numbering, number, expected) in [
            (Numbering::Decimal, 12, "12"),
            (Numbering::DecimalZero, 7, "07"),
            (Numbering::Dashed, 3, "- 3 -"),
            (Numbering::UpperRoman, 1994, "MCMXCIV"),
            (Numbering::LowerRoman, 4, "iv"),
            (Numbering::UpperRoman, 0, "0"),
            (Numbering::LowerLetter, 26, "z"),
            (Numbering::LowerLetter, 28, "bb"),
            (Numbering::UpperLetter, -1, "-1"),
            (Numbering::UpperLetter, i64::MAX, "9223372036854775807"),
            (Numbering::Ordinal, 2, "2."),
            (Numbering::Symbols, 6, "††"),
            (Numbering::None, 6, ""),
        ] {
            assert_eq!(numbering.write(number, Language::Da), expected, "{numbering:?} {number}");
        }
    }

    #[test]
    fn an_if_compares_pages_as_numbers() {
        let facts = PageFacts { page: 9, pages: 10, ..PageFacts::default() };
        let side = |kind: PageFieldKind| vec![PageOperand::Field(kind)];
        let ask = |operator| {
            holds(
                &side(PageFieldKind::Page(None)),
                operator,
                &side(PageFieldKind::Pages(None)),
                &facts,
                Language::Da,
                DEPTH,
            )
        };
        assert!(ask(Operator::Less));
        assert!(!ask(Operator::Equal));
    }

    #[test]
    fn a_style_reference_reads_from_either_end_of_the_page() {
        let facts = PageFacts {
            styles: vec![(Arc::from("heading 1"), "Afgørelse".to_owned(), "Klage".to_owned())],
            ..PageFacts::default()
        };
        let of = |from_end| {
            text(
                &PageFieldKind::StyleRef(Arc::from("heading 1"), from_end),
                &facts,
                Language::Da,
                1,
            )
        };
        assert_eq!((of(false), of(true)), ("Afgørelse".to_owned(), "Klage".to_owned()));
    }
}
