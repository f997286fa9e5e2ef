//! Document settings: what merging reads from them, and what a finished letter must not keep.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{Package, PackageError};
use super::story::Bytes;
use super::story_reader::attribute;

/// What `settings.xml` says, as far as merging cares (ISO/IEC 29500-1, 17.15.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The part, where the package has one.
    pub part: Option<String>,
    /// `w:decimalSymbol`: how the author's machine wrote decimals.
    pub decimal_symbol: Option<char>,
    /// `w:listSeparator`: what separates arguments of a formula.
    pub list_separator: Option<char>,
    /// `w:themeFontLang`: a hint at the language where the styles name none.
    pub language: Option<String>,
    /// Document variables, name and value.
    pub variables: Vec<(String, String)>,
    /// `w:mailMerge` asks Word to keep lines whose fields came out empty.
    pub keep_blank_lines: bool,
    /// The mail merge's field map: mapped name, name in the data source.
    pub mapped_fields: Vec<(String, String)>,
}

/// Elements of the settings that belong to the template's machinery: the mail merge's data source,
/// the prompt to update fields, the path of the template on somebody's machine.
const MACHINERY: &[&str] = &["mailMerge", "updateFields", "attachedTemplate"];

/// Kinds of relationship that those elements use.
const MACHINERY_RELATIONSHIPS: &[&str] =
    &["mailMergeSource", "mailMergeHeaderSource", "recipientData", "attachedTemplate"];

impl Settings {
    /// Reads the settings of a package; an absent part gives the defaults.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let Some(part) = package.parts_of_kind("settings").into_iter().next() else {
            return Ok(Settings::default());
        };
        let xml = package.text(&part)?;
        let mut settings = Settings { part: Some(part.clone()), ..Settings::default() };
        let mut mapped: (Option<String>, Option<String>) = (None, None);
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().map_err(|source| PackageError::malformed(&part, source))? {
                Event::Start(tag) | Event::Empty(tag) => settings.element(&tag, &mut mapped),
                Event::DocType(_) => return Err(PackageError::DocumentType { part }),
                Event::Eof => return Ok(settings),
                _ => {}
            }
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>, mapped: &mut (Option<String>, Option<String>)) {
        let value = || attribute(tag, "val");
        let symbol = || value().and_then(|value| value.chars().next());
        match tag.local_name().as_ref() {
            "decimalSymbol" => self.decimal_symbol = symbol(),
            "listSeparator" => self.list_separator = symbol(),
            "themeFontLang" => self.language = value(),
            "docVar" => {
                if let (Some(name), Some(value)) = (attribute(tag, "name"), value()) {
                    self.variables.push((name, value));
                }
            }
            "doNotSuppressBlankLines" => {
                self.keep_blank_lines =
                    !value().is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"));
            }
            "fieldMapData" => *mapped = (None, None),
            "name" => mapped.1 = value(),
            "mappedName" => mapped.0 = value(),
            _ => {}
        }
        if let (Some(_), Some(_)) = mapped
            && let (Some(word), Some(data)) = (mapped.0.take(), mapped.1.take())
        {
            self.mapped_fields.push((word, data));
        }
    }
}

/// What a finished letter's settings differ in from the template's.
#[derive(Clone, Debug, Default)]
pub struct LetterSettings {
    /// Parts with their new content.
    pub changed: Vec<(String, Vec<u8>)>,
    /// Parts that are gone, such as the recipients of the author's test merge.
    pub dropped: Vec<String>,
}

/// The settings of a finished letter: without mail merge, update prompt and template path.
pub fn letter_settings(package: &Package) -> Result<LetterSettings, PackageError> {
    let mut letter = LetterSettings::default();
    let Some(part) = package.parts_of_kind("settings").into_iter().next() else {
        return Ok(letter);
    };
    let xml = package.text(&part)?;
    let kept = without_elements(&part, &xml, |tag| MACHINERY.contains(&tag.local_name().as_ref()))?;
    if kept.len() != xml.len() {
        letter.changed.push((part.clone(), kept.into_bytes()));
    }
    let machinery = |kind: &str| MACHINERY_RELATIONSHIPS.contains(&kind);
    let relationships = package.relationships_of(&part)?;
    if relationships.iter().any(|relationship| machinery(&relationship.kind)) {
        let rels = super::relationships::part_of(&part);
        let Some(rels) = package.actual_name(&rels) else { return Ok(letter) };
        for relationship in &relationships {
            if machinery(&relationship.kind)
                && !relationship.external
                && let Some(target) = super::relationships::resolve(&part, &relationship.target)
                && let Some(target) = package.actual_name(&target)
            {
                letter.dropped.push(target);
            }
        }
        if relationships.iter().all(|relationship| machinery(&relationship.kind)) {
            letter.dropped.push(rels);
        } else {
            let xml = package.text(&rels)?;
            let kept = without_elements(&rels, &xml, |tag| {
                attribute(tag, "Type")
                    .is_some_and(|kind| kind.rsplit('/').next().is_some_and(machinery))
            })?;
            letter.changed.push((rels, kept.into_bytes()));
        }
    }
    Ok(letter)
}

/// A part without the elements that `unwanted` picks; all other bytes as they were.
pub(super) fn without_elements(
    part: &str,
    xml: &str,
    unwanted: impl Fn(&BytesStart<'_>) -> bool,
) -> Result<String, PackageError> {
    let mut cut: Vec<Bytes> = Vec::new();
    let mut inside: Option<(usize, usize)> = None;
    let mut reader = Reader::from_str(xml);
    let mut start = 0;
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|source| PackageError::malformed(part, source))?;
        let end = reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => {
                if inside.is_none() && unwanted(&tag) {
                    inside = Some((start, depth));
                }
                depth += 1;
            }
            Event::Empty(tag) if inside.is_none() && unwanted(&tag) => {
                cut.push(start..end);
            }
            Event::End(_) => {
                depth -= 1;
                if let Some((from, at)) = inside
                    && at == depth
                {
                    cut.push(from..end);
                    inside = None;
                }
            }
            Event::DocType(_) => return Err(PackageError::DocumentType { part: part.to_owned() }),
            Event::Eof => break,
            _ => {}
        }
        start = end;
    }
    let mut kept = String::with_capacity(xml.len());
    let mut from = 0;
    for span in cut {
        kept.push_str(&xml[from..span.start]);
        from = span.end;
    }
    kept.push_str(&xml[from..]);
    Ok(kept)
}
