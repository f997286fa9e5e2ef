//! Relationships: how one part names another (ISO/IEC 29500-2, 9.3).

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::PackageError;

/// One relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// The id that the part's markup uses, such as `rId3`.
    pub id: String,
    /// The last segment of the type URI: `header`, `image`, `officeDocument`. The same word in
    /// transitional and strict packages, whose URIs differ before it.
    pub kind: String,
    /// The target as written: relative to the folder of the part, or absolute from the root.
    pub target: String,
    /// The target lies outside the package. Never followed.
    pub external: bool,
    /// The type URI is one of ISO/IEC 29500 strict.
    pub strict: bool,
}

/// Reads a `.rels` part.
pub(super) fn read(part: &str, xml: &str) -> Result<Vec<Relationship>, PackageError> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        let event = reader.read_event().map_err(|source| PackageError::malformed(part, source))?;
        match event {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "Relationship" =>
            {
                let mut relationship = Relationship {
                    id: String::new(),
                    kind: String::new(),
                    target: String::new(),
                    external: false,
                    strict: false,
                };
                for attribute in tag.attributes().flatten() {
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .map_err(|source| PackageError::malformed(part, source))?;
                    match attribute.key.as_ref() {
                        "Id" => relationship.id = value.into_owned(),
                        "Target" => relationship.target = value.into_owned(),
                        "TargetMode" => relationship.external = value == "External",
                        "Type" => {
                            value
                                .rsplit('/')
                                .next()
                                .unwrap_or_default()
                                .clone_into(&mut relationship.kind);
                            relationship.strict = value.starts_with("http://purl.oclc.org/ooxml/");
                        }
                        _ => {}
                    }
                }
                found.push(relationship);
            }
            Event::DocType(_) => return Err(PackageError::DocumentType { part: part.to_owned() }),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The name of the part that `target` means when it stands in a relationship of `source`.
///
/// Gives `None` when the target climbs out of the package.
pub fn resolve(source: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let mut segments: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => {
            source.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
        }
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// The name of the relationship part of `part`.
pub(super) fn part_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_the_folder_of_their_part() {
        assert_eq!(
            resolve("word/document.xml", "header1.xml").as_deref(),
            Some("word/header1.xml")
        );
        assert_eq!(resolve("word/document.xml", "/word/a.xml").as_deref(), Some("word/a.xml"));
        assert_eq!(
            resolve("word/document.xml", "../custom/item.xml").as_deref(),
            Some("custom/item.xml")
        );
        assert_eq!(resolve("word/document.xml", "../../etc/passwd"), None);
        assert_eq!(resolve("", "word\\document.xml").as_deref(), Some("word/document.xml"));
    }
}
