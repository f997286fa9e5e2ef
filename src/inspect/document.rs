//! What a PDF says about itself: title, language, claims, attachments.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Text,
};
use hayro::hayro_syntax::{Pdf, PdfVersion};

use super::text::{decode, without_entities};
use super::{Attachment, Inspected};

/// Nodes of a name tree, entries of an outline.
const NODES: usize = 100_000;
const ATTACHMENTS: usize = 1_000;

/// Reads all but the content.
pub(super) fn read(pdf: &Pdf) -> Inspected {
    let mut inspected = Inspected {
        version: version(pdf.version()).to_owned(),
        pages: pdf.pages().len(),
        ..Inspected::default()
    };
    let Some(catalog) = catalog(pdf) else { return inspected };
    inspected.language = text(&catalog, "Lang");
    inspected.tagged = catalog.get::<Dict<'_>>("StructTreeRoot").is_some()
        && catalog
            .get::<Dict<'_>>("MarkInfo")
            .is_some_and(|info| info.get::<bool>("Marked") == Some(true));
    inspected.shows_title = catalog
        .get::<Dict<'_>>("ViewerPreferences")
        .is_some_and(|preferences| preferences.get::<bool>("DisplayDocTitle") == Some(true));
    let metadata = catalog.get::<Stream<'_>>("Metadata");
    let metadata =
        metadata.and_then(|stream| stream.decoded().ok().map(|bytes| decode_xmp(&bytes)));
    let metadata = metadata.unwrap_or_default();
    inspected.claims = claims(&metadata);
    inspected.title = xmp_title(&metadata)
        .or_else(|| pdf.metadata().title.as_deref().map(decode))
        .filter(|title| !title.trim().is_empty());
    inspected.bookmarks = bookmarks(&catalog);
    inspected.attachments = attachments(&catalog);
    inspected
}

pub(super) fn catalog(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
}

/// A text string.
pub(super) fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Text<'_>>(key).map(|text| decode(&text))
}

/// A name.
pub(super) fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Name<'_>>(key).map(|name| name.as_str().to_owned())
}

fn version(version: PdfVersion) -> &'static str {
    match version {
        PdfVersion::Pdf10 => "1.0",
        PdfVersion::Pdf11 => "1.1",
        PdfVersion::Pdf12 => "1.2",
        PdfVersion::Pdf13 => "1.3",
        PdfVersion::Pdf14 => "1.4",
        PdfVersion::Pdf15 => "1.5",
        PdfVersion::Pdf16 => "1.6",
        PdfVersion::Pdf17 => "1.7",
        PdfVersion::Pdf20 => "2.0",
    }
}

fn decode_xmp(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] => decode(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The standards that the metadata claim, as properties or attributes.
fn claims(xmp: &str) -> Vec<String> {
    let mut claims = Vec::new();
    if let Some(part) = property(xmp, "pdfuaid:part") {
        claims.push(format!("PDF/UA-{part}"));
    }
    if let Some(part) = property(xmp, "pdfaid:part") {
        let level = property(xmp, "pdfaid:conformance").unwrap_or_default().to_lowercase();
        claims.push(format!("PDF/A-{part}{level}"));
    }
    claims
}

fn property(xmp: &str, name: &str) -> Option<String> {
    let value = between(xmp, &format!("<{name}>"), "<")
        .or_else(|| between(xmp, &format!("{name}=\""), "\""))
        .or_else(|| between(xmp, &format!("{name}='"), "'"))?;
    let value = without_entities(value.trim());
    (!value.is_empty() && value.len() < 16).then_some(value)
}

fn xmp_title(xmp: &str) -> Option<String> {
    let title = between(xmp, "<dc:title>", "</dc:title>")?;
    let item = &title[title.find("<rdf:li")?..];
    let (tag, rest) = item.split_once('>')?;
    // The first of several languages; an empty one is empty.
    let title = if tag.ends_with('/') { "" } else { rest.split('<').next()? };
    Some(without_entities(title.trim()))
}

fn between<'x>(text: &'x str, before: &str, after: &str) -> Option<&'x str> {
    let rest = &text[text.find(before)? + before.len()..];
    Some(&rest[..rest.find(after)?])
}

fn bookmarks(catalog: &Dict<'_>) -> usize {
    let Some(outlines) = catalog.get::<Dict<'_>>("Outlines") else { return 0 };
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut waiting: Vec<Dict<'_>> = outlines.get::<Dict<'_>>("First").into_iter().collect();
    let mut count = 0;
    while let Some(entry) = waiting.pop() {
        if count == NODES || entry.obj_id().is_some_and(|id| !seen.insert(id)) {
            break;
        }
        count += 1;
        waiting.extend(entry.get::<Dict<'_>>("Next"));
        waiting.extend(entry.get::<Dict<'_>>("First"));
    }
    count
}

fn attachments(catalog: &Dict<'_>) -> Vec<Attachment> {
    let names = catalog.get::<Dict<'_>>("Names");
    let root = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut waiting: Vec<Dict<'_>> = root.into_iter().collect();
    let (mut found, mut nodes) = (Vec::new(), 0);
    while let Some(node) = waiting.pop() {
        nodes += 1;
        if nodes > NODES || node.obj_id().is_some_and(|id| !seen.insert(id)) {
            break;
        }
        if let Some(kids) = node.get::<Array<'_>>("Kids") {
            let kids: Vec<_> = kids.iter::<Object<'_>>().filter_map(Object::into_dict).collect();
            waiting.extend(kids.into_iter().rev());
        }
        let Some(pairs) = node.get::<Array<'_>>("Names") else { continue };
        for entry in pairs.iter::<Object<'_>>().skip(1).step_by(2) {
            if found.len() == ATTACHMENTS {
                return found;
            }
            found.extend(entry.into_dict().map(|file| attachment(&file)));
        }
    }
    found
}

fn attachment(file: &Dict<'_>) -> Attachment {
    let stream = file
        .get::<Dict<'_>>("EF")
        .and_then(|files| files.get::<Stream<'_>>("UF").or_else(|| files.get::<Stream<'_>>("F")));
    let size = stream
        .and_then(|stream| stream.dict().get::<Dict<'_>>("Params"))
        .and_then(|parameters| parameters.get::<i32>("Size"))
        .and_then(|size| u64::try_from(size).ok());
    Attachment {
        name: text(file, "UF").or_else(|| text(file, "F")).unwrap_or_default(),
        description: text(file, "Desc").filter(|description| !description.trim().is_empty()),
        size,
    }
}
