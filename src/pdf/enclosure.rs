//! Enclosures inside the file: other PDFs, if they are fit for the archive themselves.
//!
//! PDF/A-2 takes in PDF/A-1 and PDF/A-2 and nothing else (ISO 19005-2, 6.8). What else there is
//! travels beside the letter.

use std::collections::HashSet;
use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_writer::writers::{FileSpec, NameTree};
use pdf_writer::{Finish, Name, Ref, Str, TextStr};

use super::file::File;
use super::metadata::Facts;
use super::number::count;
use super::{PdfEnclosure, PdfError, Refusal};

/// The most that the metadata of an enclosure may be.
const METADATA: u64 = 4 * 1024 * 1024;

/// Refuses what the standard does not let in.
pub(super) fn check(enclosures: &[PdfEnclosure]) -> Result<(), PdfError> {
    let mut names: HashSet<&str> = HashSet::new();
    for enclosure in enclosures {
        let refusal = refusal(&enclosure.bytes)
            .or_else(|| (!names.insert(&enclosure.name)).then_some(Refusal::SameName));
        if let Some(reason) = refusal {
            return Err(PdfError::Enclosure { name: enclosure.name.clone(), reason });
        }
    }
    Ok(())
}

/// Why a file is not let in.
fn refusal(bytes: &[u8]) -> Option<Refusal> {
    if !contains(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Some(Refusal::NotAPdf);
    }
    if contains(bytes, b"/Encrypt") {
        return Some(Refusal::Encrypted);
    }
    match claimed_part(bytes) {
        Some(b'1' | b'2') => {}
        Some(part) => return Some(Refusal::OtherPart { part: char::from(part) }),
        None => return Some(Refusal::NotForArchive),
    }
    i32::try_from(bytes.len()).is_err().then_some(Refusal::TooLarge)
}

/// The part of ISO 19005 that a file's metadata name.
fn claimed_part(bytes: &[u8]) -> Option<u8> {
    part_in(bytes).or_else(|| {
        // Metadata may be deflated since PDF/A-2.
        let mut rest = bytes;
        while let Some(at) = find(rest, b"/Metadata") {
            rest = &rest[at + 9..];
            let Some(start) = find(&rest[..rest.len().min(4096)], b"stream") else { continue };
            let dictionary = &rest[..start];
            let body = &rest[start + 6..];
            let body = body.strip_prefix(b"\r").unwrap_or(body);
            let body = body.strip_prefix(b"\n").unwrap_or(body);
            if contains(dictionary, b"FlateDecode") && contains(dictionary, b"/XML") {
                let mut text = Vec::new();
                // What follows the stream is not read; what is damaged says nothing.
                let _ = ZlibDecoder::new(body).take(METADATA).read_to_end(&mut text);
                if let Some(part) = part_in(&text) {
                    return Some(part);
                }
            }
        }
        None
    })
}

/// The part named in metadata: `<pdfaid:part>2</pdfaid:part>` or `pdfaid:part="2"`.
fn part_in(text: &[u8]) -> Option<u8> {
    let at = find(text, b"pdfaid:part")?;
    let rest = text.get(at + 11..)?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b">").or_else(|| {
        let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
        rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'"))
    })?;
    rest.trim_ascii_start().first().copied().filter(u8::is_ascii_digit)
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    while let Some(step) = bytes.get(from..)?.iter().position(|byte| *byte == first) {
        from += step;
        if bytes[from..].starts_with(word) {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// Writes the enclosures and gives their name tree (ISO 32000-1, 7.11.4).
pub(super) fn write(file: &mut File, enclosures: &[PdfEnclosure], facts: &Facts) -> Option<Ref> {
    if enclosures.is_empty() {
        return None;
    }
    let mut sorted: Vec<&PdfEnclosure> = enclosures.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    let mut specs = Vec::new();
    for (at, enclosure) in sorted.into_iter().enumerate() {
        let [bytes, spec] = [(); 2].map(|()| file.id());
        let mut stream = file.stream(bytes, &enclosure.bytes);
        stream.pair(Name(b"Type"), Name(b"EmbeddedFile"));
        stream.pair(Name(b"Subtype"), Name(b"application/pdf"));
        let mut params = stream.insert(Name(b"Params")).dict();
        params.pair(Name(b"Size"), count(enclosure.bytes.len()));
        if let Some((_, date)) = &facts.created {
            params.pair(Name(b"ModDate"), *date);
        }
        params.finish();
        stream.finish();
        let plain: String = enclosure
            .name
            .chars()
            .map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' })
            .collect();
        let mut writer: FileSpec = file.object(spec).start();
        writer.path(Str(plain.as_bytes()));
        writer.unic_file(TextStr(&enclosure.name));
        writer.embedded_file_with_unicode(bytes);
        let description = enclosure.description.trim();
        writer.description(TextStr(if description.is_empty() {
            &enclosure.name
        } else {
            description
        }));
        writer.finish();
        specs.push((format!("{at:04}"), spec));
    }
    let id = file.id();
    let mut writer: NameTree<Ref> = file.object(id).start();
    let mut entries = writer.names();
    for (name, spec) in &specs {
        entries.insert(Str(name.as_bytes()), *spec);
    }
    entries.finish();
    writer.finish();
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_claim_is_found_in_both_spellings() {
        assert_eq!(claimed_part(b"<pdfaid:part>2</pdfaid:part>"), Some(b'2'));
        assert_eq!(claimed_part(b"<rdf:Description pdfaid:part = '1'"), Some(b'1'));
        assert_eq!(claimed_part(b"pdfaid:parts"), None);
        assert_eq!(claimed_part(b"/Metadata"), None);
    }
}
