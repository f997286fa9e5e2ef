//! Edits of a template as an author makes them in Word: to text and codes, however runs cut them.

use std::fmt::Write;
use std::ops::Range;

use brevsmed::docx::{Limits, Macros, Package, decode, encode};
use brevsmed::field::{BracePiece, parse_braces};

use crate::support::zip;

/// An edit of a template's body.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// Text or code, first occurrence, and what stands there instead.
    Replace(&'static str, &'static str),
    /// A new paragraph, codes in braces, before the paragraph that holds a text; its style's id.
    Before(&'static str, &'static str, &'static str),
    /// A new paragraph at the end.
    AtEnd(&'static str, &'static str),
    /// Everything between the paragraphs that hold two texts, both included, goes into the result of
    /// an IF with this condition.
    Guard(&'static str, &'static str, &'static str),
    /// All of the body is replaced by these paragraphs: style's id and text.
    All(&'static [(&'static str, &'static str)]),
}

/// The document with an edit made.
pub fn edited(document: &[u8], edit: Edit) -> Result<Vec<u8>, String> {
    let package =
        Package::open(document, Macros::Refuse, &Limits::default()).map_err(|e| e.to_string())?;
    let main = package.main_part().to_owned();
    let xml = package.text(&main).map_err(|e| e.to_string())?;
    let xml = match edit {
        Edit::Replace(find, replace) => replaced(&xml, find, replace)?,
        Edit::Before(anchor, style, text) => {
            let paragraph = paragraph_with(&xml, anchor)?;
            format!(
                "{}{}{}",
                &xml[..paragraph.start],
                paragraph_of(style, text),
                &xml[paragraph.start..]
            )
        }
        Edit::AtEnd(style, text) => {
            let at = end_of_body(&xml)?;
            format!("{}{}{}", &xml[..at], paragraph_of(style, text), &xml[at..])
        }
        Edit::Guard(first, last, condition) => guarded(&xml, first, last, condition)?,
        Edit::All(paragraphs) => {
            let start = xml.find("<w:body>").ok_or("a body")? + "<w:body>".len();
            let made: String =
                paragraphs.iter().map(|(style, text)| paragraph_of(style, text)).collect();
            format!("{}{made}{}", &xml[..start], &xml[end_of_body(&xml)?..])
        }
    };
    let parts: Result<Vec<(String, Vec<u8>)>, String> = package
        .part_names()
        .iter()
        .map(|name| {
            let bytes = if *name == main {
                xml.clone().into_bytes()
            } else {
                package.bytes(name).map_err(|e| e.to_string())?
            };
            Ok((name.clone(), bytes))
        })
        .collect();
    Ok(zip(&parts?))
}

/// Replaces the first occurrence of a text that may be cut into several runs.
pub fn replaced(xml: &str, find: &str, replace: &str) -> Result<String, String> {
    let mut flat = String::new();
    let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
    for content in contents(xml) {
        spans.push((flat.len(), content.clone()));
        flat.push_str(&decode(&xml[content]));
    }
    let at = flat.find(find).ok_or_else(|| format!("`{find}` is not there"))?;
    let end = at + find.len();
    let mut out = xml.to_owned();
    let mut first = true;
    let mut new: Vec<(Range<usize>, String)> = Vec::new();
    for (start, span) in spans {
        let text = decode(&xml[span.clone()]).into_owned();
        let (from, to) = (at.max(start), end.min(start + text.len()));
        if from >= to {
            continue;
        }
        let (from, to) = (from - start, to - start);
        let put = if std::mem::take(&mut first) { replace } else { "" };
        new.push((span, encode(&format!("{}{put}{}", &text[..from], &text[to..])).into_owned()));
    }
    for (span, text) in new.into_iter().rev() {
        out.replace_range(span, &text);
    }
    Ok(out)
}

/// The bytes of all text and codes, in order.
fn contents(xml: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in [("<w:t", "</w:t>"), ("<w:instrText", "</w:instrText>")] {
        let mut at = 0;
        while let Some(start) = xml[at..].find(open).map(|found| at + found) {
            at = start + open.len();
            if !xml[at..].starts_with(['>', ' ']) {
                continue;
            }
            let Some(from) = xml[at..].find('>').map(|found| at + found + 1) else { break };
            if xml[..from].ends_with("/>") {
                continue;
            }
            let Some(to) = xml[from..].find(close).map(|found| from + found) else { break };
            found.push(from..to);
        }
    }
    let mut at = 0;
    while let Some(from) = xml[at..].find("w:instr=\"").map(|found| at + found + 9) {
        let Some(to) = xml[from..].find('"').map(|found| from + found) else { break };
        found.push(from..to);
        at = to;
    }
    found.sort_by_key(|span| span.start);
    found
}

/// The first paragraph whose text and codes hold a text.
pub fn paragraph_with(xml: &str, text: &str) -> Result<Range<usize>, String> {
    let mut at = 0;
    while let Some(start) = xml[at..].find("<w:p").map(|found| at + found) {
        at = start + 4;
        if !xml[at..].starts_with(['>', ' ']) {
            continue;
        }
        let end =
            xml[at..].find("</w:p>").map(|found| at + found + 6).ok_or("a paragraph's end")?;
        let flat: String = contents(&xml[start..end])
            .into_iter()
            .map(|span| decode(&xml[start..end][span]).into_owned())
            .collect();
        if flat.contains(text) {
            return Ok(start..end);
        }
    }
    Err(format!("no paragraph has `{text}`"))
}

pub fn end_of_body(xml: &str) -> Result<usize, String> {
    let end = xml.rfind("</w:body>").ok_or("a body's end")?;
    match xml[..end].rfind("<w:sectPr") {
        // Section properties of the body, not of a paragraph in it.
        Some(at) if !xml[at..end].contains("</w:p>") => Ok(at),
        _ => Ok(end),
    }
}

fn guarded(xml: &str, first: &str, last: &str, condition: &str) -> Result<String, String> {
    let start = paragraph_with(xml, first)?.start;
    let end = paragraph_with(xml, last)?.end;
    let open = format!(
        "<w:p>{}{}{}",
        mark("begin"),
        runs(&parse_braces(&format!(" IF {condition} \"")).map_err(|e| format!("{e:?}"))?, true),
        "</w:p>"
    );
    let close = format!("<w:p>{}{}</w:p>", code("\" "), mark("end"));
    Ok(format!("{}{open}{}{close}{}", &xml[..start], &xml[start..end], &xml[end..]))
}

/// A paragraph with codes in braces.
pub fn paragraph_of(style: &str, text: &str) -> String {
    let pieces = parse_braces(text).expect("braces pair");
    let properties = if style.is_empty() {
        String::new()
    } else {
        format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#)
    };
    format!("<w:p>{properties}{}</w:p>", runs(&pieces, false))
}

fn runs(pieces: &[BracePiece], in_code: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            BracePiece::Text(text) if in_code => out.push_str(&code(text)),
            BracePiece::Text(text) => {
                let _ =
                    write!(out, r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, encode(text));
            }
            BracePiece::Field(field) => {
                out.push_str(&mark("begin"));
                out.push_str(&runs(&field.pieces, true));
                out.push_str(&mark("end"));
            }
        }
    }
    out
}

fn mark(kind: &str) -> String {
    format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#)
}

fn code(text: &str) -> String {
    format!(r#"<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>"#, encode(text))
}
