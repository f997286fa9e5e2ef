//! The settings part (ISO/IEC 29500-1, 17.15).

use std::sync::Arc;

use roxmltree::Node;

use crate::units::Pt;

use super::page_field::Numbering;
use super::section::{LetterSettings, Mode, NoteFormat};
use super::xml::{attribute, child, child_val, children, integer, name, on, switch, twips, val};

/// What the settings say.
pub(super) struct Settings {
    /// To the pages.
    pub letter: LetterSettings,
    /// To the notes.
    pub notes: NoteSettings,
    /// Paragraph styles go before table styles.
    pub styles_over_tables: bool,
    /// The language of the theme.
    pub theme_language: Option<Arc<str>>,
}

/// How notes are numbered.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteSettings {
    /// Footnotes.
    pub foot: NoteFormat,
    /// Endnotes.
    pub end: NoteFormat,
    /// Footnotes begin anew in each section.
    pub foot_by_section: bool,
    /// Endnotes begin anew in each section.
    pub end_by_section: bool,
}

impl Default for NoteSettings {
    fn default() -> Self {
        NoteSettings {
            foot: NoteFormat { numbering: Numbering::Decimal, start: 1 },
            end: NoteFormat { numbering: Numbering::LowerRoman, start: 1 },
            foot_by_section: false,
            end_by_section: false,
        }
    }
}

/// What holds without a settings part.
pub(super) fn absent() -> Settings {
    Settings {
        letter: LetterSettings::default(),
        notes: NoteSettings::default(),
        styles_over_tables: false,
        theme_language: None,
    }
}

/// Reads the root of the settings part.
pub(super) fn read(root: Node<'_, '_>) -> Settings {
    let mut settings = absent();
    let letter = &mut settings.letter;
    for node in children(root) {
        match name(node) {
            "defaultTabStop" => {
                if let Some(distance) = val(node).and_then(twips) {
                    letter.default_tab = distance.max(Pt::ZERO);
                }
            }
            "displayBackgroundShape" => letter.page_color = on(node),
            "evenAndOddHeaders" => letter.even_and_odd = on(node),
            "autoHyphenation" => letter.hyphenate = on(node),
            "consecutiveHyphenLimit" => {
                letter.hyphen_limit = val(node)
                    .and_then(integer)
                    .and_then(|limit| u32::try_from(limit).ok())
                    .filter(|limit| *limit > 0);
            }
            "hyphenationZone" => {
                if let Some(zone) = val(node).and_then(twips) {
                    letter.hyphenation_zone = zone.max(Pt::ZERO);
                }
            }
            "doNotHyphenateCaps" => letter.no_caps_hyphenation = on(node),
            "mirrorMargins" => letter.mirror_margins = on(node),
            "gutterAtTop" => letter.gutter_at_top = on(node),
            "decimalSymbol" => {
                if let Some(mark) = val(node).and_then(|text| text.chars().next()) {
                    letter.decimal_mark = mark;
                }
            }
            "themeFontLang" => {
                settings.theme_language = val(node).filter(|tag| !tag.is_empty()).map(Arc::from);
            }
            "footnotePr" => {
                let (format, by_section) = note_format(node, settings.notes.foot);
                settings.notes.foot = format;
                settings.notes.foot_by_section = by_section;
            }
            "endnotePr" => {
                let (format, by_section) = note_format(node, settings.notes.end);
                settings.notes.end = format;
                settings.notes.end_by_section = by_section;
            }
            "compat" => {
                letter.no_shift_return_stretch =
                    switch(node, "doNotExpandShiftReturn").unwrap_or(false);
                letter.gaps_add_up =
                    switch(node, "doNotUseHTMLParagraphAutoSpacing").unwrap_or(false);
                for setting in children(node).filter(|node| name(*node) == "compatSetting") {
                    match attribute(setting, "name") {
                        Some("compatibilityMode") => {
                            letter.mode = mode(val(setting).and_then(integer));
                        }
                        Some("overrideTableStyleFontSizeAndJustification") => {
                            settings.styles_over_tables =
                                val(setting).is_some_and(super::xml::is_on);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    settings
}

fn mode(version: Option<i64>) -> Mode {
    match version {
        Some(15..) => Mode::Word2013,
        Some(14) => Mode::Word2010,
        Some(..=11) => Mode::Word2003,
        _ => Mode::Word2007,
    }
}

/// `w:footnotePr` or `w:endnotePr` over what holds without it; whether notes begin anew by section.
pub(super) fn note_format(node: Node<'_, '_>, default: NoteFormat) -> (NoteFormat, bool) {
    let format = NoteFormat {
        numbering: child_val(node, "numFmt").map_or(default.numbering, numbering),
        start: child_val(node, "numStart")
            .and_then(integer)
            .map_or(default.start, |start| start.clamp(0, 1_000_000)),
    };
    let anew = child(node, "numRestart").and_then(val);
    (format, matches!(anew, Some("eachSect" | "eachPage")))
}

/// A number format of pages and notes.
pub(super) fn numbering(format: &str) -> Numbering {
    match format {
        "decimalZero" => Numbering::DecimalZero,
        "numberInDash" => Numbering::Dashed,
        "upperRoman" => Numbering::UpperRoman,
        "lowerRoman" => Numbering::LowerRoman,
        "upperLetter" => Numbering::UpperLetter,
        "lowerLetter" => Numbering::LowerLetter,
        "ordinal" => Numbering::Ordinal,
        "chicago" => Numbering::Symbols,
        "none" => Numbering::None,
        _ => Numbering::Decimal,
    }
}
