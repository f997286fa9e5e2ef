//! What the letters of one template share: styles, theme, numbering, settings.

use std::sync::Arc;

use roxmltree::Document;

use crate::docx::{Package, PackageError};

use super::lists::Lists;
use super::section::LetterSettings;
use super::settings_read::{self, NoteSettings};
use super::styles::Styles;
use super::theme::Theme;
use super::xml::{child, parse};

/// What the letters of one template share, read once. May be used by many threads.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The settings.
    pub settings: Arc<LetterSettings>,
    /// Fonts and colours by name.
    pub(super) theme: Theme,
    /// The styles.
    pub(super) styles: Styles,
    /// The lists.
    pub(super) lists: Lists,
    /// How notes are numbered.
    pub(super) notes: NoteSettings,
    /// Paragraph styles go before table styles even where they only repeat the defaults
    /// (`w:overrideTableStyleFontSizeAndJustification`).
    pub(super) styles_over_tables: bool,
    /// The language of the theme's fonts, the last resort for the letter's own.
    pub(super) theme_language: Option<Arc<str>>,
}

impl Sheet {
    /// Whether the theme's fonts name the language that they are for (`w:themeFontLang`).
    pub fn tells_language(&self) -> bool {
        self.theme_language.is_some()
    }

    /// Reads styles, theme, numbering and settings; an absent part gives the defaults.
    ///
    /// # Errors
    ///
    /// When a part is no XML.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let mut theme =
            with_part(package, "theme", |document| Theme::read(document.root_element()))?
                .unwrap_or_default();
        let settings = with_part(package, "settings", |document| {
            let root = document.root_element();
            if let Some(mapping) = child(root, "clrSchemeMapping") {
                theme.map(mapping);
            }
            settings_read::read(root)
        })?
        .unwrap_or_else(settings_read::absent);
        let lists = with_part(package, "numbering", |document| {
            Lists::read(document.root_element(), &theme)
        })?
        .unwrap_or_default();
        let styles = with_part(package, "styles", |document| {
            Styles::read(document.root_element(), &theme, &lists)
        })?
        .unwrap_or_default();
        Ok(Sheet {
            settings: Arc::new(settings.letter),
            theme,
            styles,
            lists,
            notes: settings.notes,
            styles_over_tables: settings.styles_over_tables,
            theme_language: settings.theme_language,
        })
    }
}

/// What is made of the first part of a kind; `None` where the package has none.
fn with_part<T>(
    package: &Package,
    kind: &str,
    make: impl FnOnce(&Document<'_>) -> T,
) -> Result<Option<T>, PackageError> {
    let Some(part) = package.parts_of_kind(kind).into_iter().next() else { return Ok(None) };
    let text = package.text(&part)?;
    let document = parse(&part, &text)?;
    Ok(Some(make(&document)))
}
