//! A package with next to nothing in it, for trying field codes without a template.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::package::PackageError;
use super::story::encode;

/// What such a package's single story is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Text, or the code of the field that is open. A line end begins a new paragraph.
    Text(String),
    /// The field character `begin`.
    Begin,
    /// The field character `end`.
    End,
}

/// What such a package says about numbers and language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinimalSettings<'s> {
    /// `w:lang`, such as `da-DK`.
    pub language: &'s str,
    /// `w:decimalSymbol`
    pub decimal_symbol: char,
    /// `w:listSeparator`
    pub list_separator: char,
}

/// The bytes of a package whose body is `row`. Fields have no stored result.
pub fn minimal_package(
    row: &[Mark],
    settings: &MinimalSettings<'_>,
) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONSHIPS.to_owned()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS.to_owned()),
        ("word/document.xml", document(row)),
        ("word/settings.xml", settings_part(settings)),
        ("word/styles.xml", styles_part(settings)),
    ];
    for (part, xml) in parts {
        let damaged = |source: Box<dyn std::error::Error + Send + Sync>| PackageError::Damaged {
            part: part.to_owned(),
            source,
        };
        archive.start_file(part, stored).map_err(|source| damaged(source.into()))?;
        archive.write_all(xml.as_bytes()).map_err(|source| damaged(source.into()))?;
    }
    match archive.finish() {
        Ok(bytes) => Ok(bytes.into_inner()),
        Err(source) => {
            Err(PackageError::Damaged { part: "word/styles.xml".to_owned(), source: source.into() })
        }
    }
}

fn document(row: &[Mark]) -> String {
    let mut xml = format!("{HEAD}<w:document xmlns:w=\"{MAIN}\"><w:body><w:p>");
    let mut depth = 0_usize;
    for mark in row {
        match mark {
            Mark::Text(text) => push_text(&mut xml, text, depth > 0),
            Mark::Begin => {
                depth += 1;
                xml.push_str("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>");
            }
            Mark::End => {
                depth = depth.saturating_sub(1);
                xml.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
        }
    }
    xml.push_str("</w:p><w:sectPr/></w:body></w:document>");
    xml
}

fn push_text(xml: &mut String, text: &str, code: bool) {
    let element = if code { "instrText" } else { "t" };
    for (line_number, line) in text.split('\n').enumerate() {
        if line_number > 0 {
            xml.push_str("</w:p><w:p>");
        }
        for (index, words) in line.trim_end_matches('\r').split('\t').enumerate() {
            if index > 0 {
                xml.push_str("<w:r><w:tab/></w:r>");
            }
            if !words.is_empty() {
                let open = format!("<w:r><w:{element} xml:space=\"preserve\">");
                let close = format!("</w:{element}></w:r>");
                xml.extend([open.as_str(), &encode(words), &close]);
            }
        }
    }
}

fn settings_part(settings: &MinimalSettings<'_>) -> String {
    let attribute = |symbol: char| match symbol {
        '"' => "&quot;".to_owned(),
        symbol => encode(symbol.encode_utf8(&mut [0; 4])).into_owned(),
    };
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:decimalSymbol w:val=\"{}\"/>\
         <w:listSeparator w:val=\"{}\"/></w:settings>",
        attribute(settings.decimal_symbol),
        attribute(settings.list_separator)
    )
}

fn styles_part(settings: &MinimalSettings<'_>) -> String {
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:lang w:val=\"{}\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>",
        encode(settings.language)
    )
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
</Types>";
const RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
const DOCUMENT_RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
</Relationships>";

#[cfg(test)]
mod tests {
    use super::super::{Limits, Macros, Package, PieceKind, Story};
    use super::*;

    #[test]
    fn a_minimal_package_opens_and_has_its_fields() {
        let row = [
            Mark::Text("a < b\n".to_owned()),
            Mark::Begin,
            Mark::Text(" PAGE ".to_owned()),
            Mark::End,
        ];
        let settings =
            MinimalSettings { language: "da-DK", decimal_symbol: ',', list_separator: ';' };
        let bytes = minimal_package(&row, &settings).expect("writes to memory");
        let package = Package::open(&bytes, Macros::Refuse, &Limits::default()).expect("a package");
        let part = package.main_part().to_owned();
        let xml = package.text(&part).expect("text");
        let story = Story::read(&part, xml, &Limits::default()).expect("well-formed");
        assert_eq!(story.paragraphs.len(), 2);
        assert!(story.has_fields());
        assert!(story.pieces.iter().any(|piece| match &piece.kind {
            PieceKind::Text(content) => story.text(content) == "a < b",
            _ => false,
        }));
    }
}
