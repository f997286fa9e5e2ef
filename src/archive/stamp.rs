//! The mark of letters made in training: nobody is to take one for a letter.

use crate::docx::{Changes, Limits, Macros, Package, PackageError};
use crate::store::Realm;

/// What stands on a letter made in training.
pub const TRAINING_MARK: &str = "TRÆNING – må ikke sendes";

/// The environment whose letters are sent.
const PRODUCTION: &str = "production";

/// Whether letters of a realm are only for training: those of every environment but production.
pub fn is_training(realm: &Realm) -> bool {
    realm.environment != PRODUCTION
}

/// A document with the mark as a paragraph at the top of each page header; in the text, where it has no header.
///
/// # Errors
///
/// When the document cannot be read.
pub(super) fn stamp(document: &[u8], mark: &str) -> Result<Vec<u8>, PackageError> {
    let package = Package::open(document, Macros::Drop, &Limits::default())?;
    let mut fixed = Vec::new();
    for part in package.parts_of_kind("header") {
        let xml = package.text(&part)?;
        if let Some(marked) = after_start(&xml, "hdr", &paragraph(&xml, "hdr", mark)) {
            fixed.push((part, marked.into_bytes()));
        }
    }
    if fixed.is_empty() {
        let part = package.main_part().to_owned();
        let xml = package.text(&part)?;
        if let Some(marked) = after_start(&xml, "body", &paragraph(&xml, "body", mark)) {
            fixed.push((part, marked.into_bytes()));
        }
    }
    let changes = Changes { fixed, ..Changes::default() };
    package.writer(&changes)?.write(|_| None, &[])
}

/// The prefix of an element's first start tag, with its colon.
fn prefix<'x>(xml: &'x str, element: &str) -> Option<(&'x str, usize)> {
    xml.match_indices('<').find_map(|(at, _)| {
        let rest = &xml[at + 1..];
        let name =
            rest.split(|sign: char| sign.is_whitespace() || matches!(sign, '>' | '/')).next()?;
        let local = name.rsplit(':').next()?;
        (local == element).then(|| (&name[..name.len() - local.len()], at))
    })
}

fn paragraph(xml: &str, element: &str, mark: &str) -> String {
    let w = prefix(xml, element).map_or("w:", |(prefix, _)| prefix);
    // Of a name space that is the default, attributes have no prefix that could be known.
    let (bold, centred) = if w.is_empty() {
        (format!("<{w}rPr><{w}b/></{w}rPr>"), String::new())
    } else {
        let pr = format!("<{w}pPr><{w}jc {w}val=\"center\"/></{w}pPr>");
        (format!("<{w}rPr><{w}b/></{w}rPr>"), pr)
    };
    format!("<{w}p>{centred}<{w}r>{bold}<{w}t>{mark}</{w}t></{w}r></{w}p>")
}

/// The text with something after an element's start tag; `None` where the element is not there or empty.
fn after_start(xml: &str, element: &str, inserted: &str) -> Option<String> {
    let (_, at) = prefix(xml, element)?;
    let end = at + xml[at..].find('>')?;
    if xml[..end].ends_with('/') {
        return None;
    }
    Some(format!("{}{inserted}{}", &xml[..=end], &xml[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_first_in_the_header() {
        let header = r#"<?xml version="1.0"?><w:hdr xmlns:w="x"><w:p/></w:hdr>"#;
        let marked = after_start(header, "hdr", &paragraph(header, "hdr", TRAINING_MARK));
        assert_eq!(
            marked.as_deref(),
            Some(concat!(
                r#"<?xml version="1.0"?><w:hdr xmlns:w="x"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>"#,
                "<w:r><w:rPr><w:b/></w:rPr><w:t>TRÆNING – må ikke sendes</w:t></w:r></w:p><w:p/></w:hdr>"
            ))
        );
        assert_eq!(after_start("<w:hdr/>", "hdr", "x"), None);
        assert_eq!(after_start("<a/>", "hdr", "x"), None);
    }
}
