//! The parts of a finished letter that name other parts: content types and relationships.

use super::content_types;
use super::package::{Macros, Package, PackageError, is_macro_part};
use super::relationships;
use super::settings::{letter_settings, without_elements};
use super::story::encode;
use super::story_reader::attribute;

/// What every letter of a template differs in from the template's package, whatever the data.
#[derive(Clone, Debug, Default)]
pub struct LetterParts {
    /// Parts with their new content.
    pub changed: Vec<(String, Vec<u8>)>,
    /// Parts that are gone.
    pub dropped: Vec<String>,
    /// Macros were among them.
    pub macros: bool,
}

impl LetterParts {
    /// Finds what has to change so that the package is a document and nothing of the template's
    /// machinery is left.
    pub fn of(package: &Package, macros: Macros) -> Result<Self, PackageError> {
        let settings = letter_settings(package)?;
        let mut parts =
            LetterParts { changed: settings.changed, dropped: settings.dropped, macros: false };
        if macros == Macros::Drop {
            parts.drop_macros(package)?;
        }
        parts.drop_thumbnail(package)?;
        let types = package.text(CONTENT_TYPES)?;
        if let Some(types) =
            content_types::for_letter(&types, package.main_part(), &parts.dropped, &[])
        {
            parts.changed.push((CONTENT_TYPES.to_owned(), types.into_bytes()));
        }
        Ok(parts)
    }

    /// The thumbnail shows the first page of the template, not of the letter.
    fn drop_thumbnail(&mut self, package: &Package) -> Result<(), PackageError> {
        const ROOT: &str = "_rels/.rels";
        let thumbnails: Vec<_> = package
            .relationships_of("")?
            .into_iter()
            .filter(|relationship| relationship.kind == "thumbnail")
            .collect();
        if thumbnails.is_empty() {
            return Ok(());
        }
        self.dropped.extend(thumbnails.iter().filter_map(|relationship| {
            package.actual_name(&relationships::resolve("", &relationship.target)?)
        }));
        if let Some(root) = package.actual_name(ROOT) {
            let kept = without_elements(&root, &package.text(&root)?, |tag| {
                attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/thumbnail"))
            })?;
            self.changed.push((root, kept.into_bytes()));
        }
        Ok(())
    }

    fn drop_macros(&mut self, package: &Package) -> Result<(), PackageError> {
        for name in package.part_names() {
            let owner = name
                .rsplit('/')
                .next()
                .and_then(|file| file.strip_suffix(".rels"))
                .is_some_and(is_macro_part);
            if owner || is_macro_part(name) {
                self.dropped.push(name.clone());
                self.macros = true;
            }
        }
        let rels = relationships::part_of(package.main_part());
        if self.macros
            && let Some(rels) = package.actual_name(&rels)
        {
            let xml = package.text(&rels)?;
            let kept = without_elements(&rels, &xml, |tag| {
                attribute(tag, "Target").is_some_and(|target| is_macro_part(&target))
            })?;
            self.changed.push((rels, kept.into_bytes()));
        }
        Ok(())
    }
}

/// The part that lists content types.
pub const CONTENT_TYPES: &str = "[Content_Types].xml";

/// A picture or the like that a letter brings itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPart {
    /// The part's name, such as `word/media/brev1.png`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The file name extension, in lower case.
    pub extension: &'static str,
    /// The content type.
    pub content_type: &'static str,
}

/// The content types with a default for each of the media.
pub fn content_types_with(types: &str, main: &str, media: &[MediaPart]) -> Option<String> {
    let extensions: Vec<(&str, &str)> =
        media.iter().map(|media| (media.extension, media.content_type)).collect();
    content_types::for_letter(types, main, &[], &extensions)
}

/// A relationship that a letter adds to one of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRelationship {
    /// The id, unique in its part.
    pub id: String,
    /// The kind, such as `image` or `hyperlink`.
    pub kind: &'static str,
    /// The target, relative to the part or a URI.
    pub target: String,
    /// Outside the package, as a hyperlink's target is.
    pub external: bool,
}

/// The name of the relationship part of `part`.
pub fn relationships_part(part: &str) -> String {
    relationships::part_of(part)
}

/// A relationship part with more relationships; `xml` is the part as it is, if there is one.
pub fn relationships_with(xml: Option<&str>, strict: bool, added: &[NewRelationship]) -> String {
    const EMPTY: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
    );
    let base = if strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    };
    let elements: String = added
        .iter()
        .map(|relationship| {
            format!(
                r#"<Relationship Id="{}" Type="{base}/{}" Target="{}"{}/>"#,
                relationship.id,
                relationship.kind,
                encode(&relationship.target).replace('"', "&quot;"),
                if relationship.external { r#" TargetMode="External""# } else { "" },
            )
        })
        .collect();
    let xml = xml.filter(|xml| xml.contains("</")).unwrap_or(EMPTY);
    match xml.rfind("</") {
        Some(end) => format!("{}{elements}{}", &xml[..end], &xml[end..]),
        None => xml.to_owned(),
    }
}
