//! Content types: what each part of the package is (ISO/IEC 29500-2, 10.1.2).

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::PackageError;

const PART: &str = "[Content_Types].xml";
const DOCUMENT: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// The content type of `part`, from its override or the default of its extension.
pub fn of(xml: &str, part: &str) -> Result<Option<String>, PackageError> {
    let extension = part.rsplit('.').next().unwrap_or_default();
    let mut default = None;
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|source| PackageError::malformed(PART, source))? {
            Event::Start(tag) | Event::Empty(tag) => {
                let kind = attribute(&tag, "ContentType");
                match tag.local_name().as_ref() {
                    "Override"
                        if attribute(&tag, "PartName").is_some_and(|name| {
                            name.trim_start_matches('/').eq_ignore_ascii_case(part)
                        }) =>
                    {
                        return Ok(kind);
                    }
                    "Default"
                        if attribute(&tag, "Extension")
                            .is_some_and(|found| found.eq_ignore_ascii_case(extension)) =>
                    {
                        default = kind;
                    }
                    _ => {}
                }
            }
            Event::DocType(_) => return Err(PackageError::DocumentType { part: PART.to_owned() }),
            Event::Eof => return Ok(default),
            _ => {}
        }
    }
}

/// Whether a main part of this content type is a Word document or template.
pub(super) fn is_wordprocessing(kind: &str) -> bool {
    kind == DOCUMENT
        || kind
            == "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
        || kind == "application/vnd.ms-word.document.macroEnabled.main+xml"
        || kind == "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
}

/// The content types of a finished letter: the main part is a document whatever the template was,
/// macro parts and `dropped` parts are gone, and each of `extensions` has its default.
///
/// Gives `None` when nothing had to change, so that the part stays as it was.
pub(super) fn for_letter(
    xml: &str,
    main: &str,
    dropped: &[String],
    extensions: &[(&str, &str)],
) -> Option<String> {
    let mut out = xml.to_owned();
    for tag in tags(xml) {
        let Some(name) = attribute_of(tag, "PartName") else { continue };
        let name = name.trim_start_matches('/');
        if dropped.iter().any(|part| part == name) {
            out = out.replacen(tag, "", 1);
        } else if name.eq_ignore_ascii_case(main)
            && let Some(kind) = attribute_of(tag, "ContentType").filter(|kind| *kind != DOCUMENT)
        {
            out = out.replacen(tag, &tag.replacen(kind, DOCUMENT, 1), 1);
        }
    }
    let known: Vec<String> = tags(&out)
        .filter_map(|tag| attribute_of(tag, "Extension"))
        .map(str::to_ascii_lowercase)
        .collect();
    let missing: String = extensions
        .iter()
        .filter(|(extension, _)| !known.iter().any(|found| found == extension))
        .map(|(extension, kind)| {
            format!(r#"<Default Extension="{extension}" ContentType="{kind}"/>"#)
        })
        .collect();
    if !missing.is_empty() {
        // Defaults may stand anywhere among the children of Types.
        if let Some(end) = out.rfind("</") {
            out.insert_str(end, &missing);
        }
    }
    (out != xml).then_some(out)
}

fn tags(xml: &str) -> impl Iterator<Item = &str> {
    xml.split_inclusive('>').filter_map(|piece| piece.find('<').map(|start| &piece[start..]))
}

fn attribute_of<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[start..].chars().next()?;
    let value = &tag[start + quote.len_utf8()..];
    value.split(quote).next()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.try_get_attribute(name)
        .ok()??
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(std::borrow::Cow::into_owned)
}
