//! Planting: a fault's edits made in a document.

use std::collections::BTreeMap;

use brevsmed::docx::{Limits, Macros, Package};

use super::seed::{Edit, Seed};
use crate::lint::sketch::{Sketch, relationship};
use crate::seeded::edit::{end_of_body, paragraph_with, replaced};
use crate::support::zip;

const DOCUMENT: &str = "word/document.xml";
/// What stands in the paragraph of the signature.
const SIGNATURE: [&str; 2] = ["Element:underskrift", "INCLUDETEXT \"underskrift"];

/// The document with a fault in it.
pub fn planted(document: &[u8], seed: &Seed) -> Result<Vec<u8>, String> {
    let package =
        Package::open(document, Macros::Refuse, &Limits::default()).map_err(|e| e.to_string())?;
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in package.part_names() {
        parts.insert(name.clone(), package.bytes(name).map_err(|e| e.to_string())?);
    }
    for edit in &seed.edits {
        match edit {
            Edit::Text(old, new) => {
                change(&mut parts, DOCUMENT, |xml| replaced(xml, old, new))?;
            }
            Edit::Xml(part, old, new) => change(&mut parts, part, |xml| {
                if !xml.contains(old.as_str()) {
                    return Err(format!("`{old}` is not in {part}"));
                }
                Ok(xml.replacen(old.as_str(), new, 1))
            })?,
            Edit::Part(name, xml) => {
                parts.insert(name.clone(), xml.clone().into_bytes());
            }
            Edit::Type(part, kind) => change(&mut parts, "[Content_Types].xml", |xml| {
                let told =
                    format!(r#"<Override PartName="/{part}" ContentType="{kind}"/></Types>"#);
                Ok(xml.replacen("</Types>", &told, 1))
            })?,
            Edit::Toml(..) => {}
        }
    }
    if !seed.blocks.is_empty() {
        add(&mut parts, seed)?;
    }
    Ok(zip(&parts.into_iter().collect::<Vec<_>>()))
}

fn signature(xml: &str) -> Option<std::ops::Range<usize>> {
    SIGNATURE.iter().find_map(|signature| paragraph_with(xml, signature).ok())
}

/// Adds the blocks, with their relationships and pictures.
fn add(parts: &mut BTreeMap<String, Vec<u8>>, seed: &Seed) -> Result<(), String> {
    let sketch = Sketch::read(&seed.blocks);
    change(parts, DOCUMENT, |xml| {
        let start = xml.find("<w:body>").ok_or("a body")? + "<w:body>".len();
        let (from, to) = match &seed.before {
            _ if seed.all => (start, end_of_body(xml)?),
            Some(anchor) => {
                let at = paragraph_with(xml, anchor)?.start;
                (at, at)
            }
            None if seed.first => (start, start),
            None => {
                // The signature is the last that a letter says.
                let last = if seed.last { None } else { signature(xml) };
                let at = last.map_or_else(|| end_of_body(xml), |found| Ok(found.start))?;
                (at, at)
            }
        };
        let xml = format!("{}{}{}", &xml[..from], sketch.body(), &xml[to..]);
        // Prefixes that sketches use and the document has not declared.
        let mut spaces = String::new();
        for (prefix, space) in [
            ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
            ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
            ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
        ] {
            if !xml.contains(&format!("xmlns:{prefix}=")) {
                spaces.push_str(&format!(r#" xmlns:{prefix}="{space}""#));
            }
        }
        Ok(xml.replacen("<w:document ", &format!("<w:document{spaces} "), 1))
    })?;
    let related: String = sketch.relationships().iter().map(relationship).collect();
    change(parts, "word/_rels/document.xml.rels", |xml| {
        Ok(xml.replacen("</Relationships>", &format!("{related}</Relationships>"), 1))
    })?;
    for (name, bytes) in sketch.media() {
        parts.insert(format!("word/media/{name}"), bytes.clone());
    }
    change(parts, "[Content_Types].xml", |xml| {
        let mut more = String::new();
        for (ending, kind) in
            [("png", "image/png"), ("gif", "image/gif"), ("bin", "application/octet-stream")]
        {
            if !xml.contains(&format!(r#"Extension="{ending}""#)) {
                more.push_str(&format!(r#"<Default Extension="{ending}" ContentType="{kind}"/>"#));
            }
        }
        Ok(xml.replacen("</Types>", &format!("{more}</Types>"), 1))
    })
}

fn change(
    parts: &mut BTreeMap<String, Vec<u8>>,
    part: &str,
    with: impl FnOnce(&str) -> Result<String, String>,
) -> Result<(), String> {
    let bytes = parts.get_mut(part).ok_or_else(|| format!("no part {part}"))?;
    let xml = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    *bytes = with(xml)?.into_bytes();
    Ok(())
}
