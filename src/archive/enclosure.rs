//! Enclosures (*bilag*) that a case system sends along.

/// Enclosures that a letter may have: what Digital Post takes.
pub const ENCLOSURES: usize = 10;

/// An enclosure as it was sent.
#[derive(Clone, Debug)]
pub struct EnclosureSent {
    /// Its title.
    pub title: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why an enclosure cannot go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnclosureFault {
    /// It is neither a PDF, a PNG nor a JPEG.
    Kind,
    /// It has no bytes.
    Empty,
}

/// The media type and extension of an enclosure, by its bytes: what a file says of itself is what its reader believes.
///
/// # Errors
///
/// When it is nothing that a recipient can be expected to read.
pub fn check_enclosure(bytes: &[u8]) -> Result<(&'static str, &'static str), EnclosureFault> {
    const KINDS: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "application/pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    ];
    if bytes.is_empty() {
        return Err(EnclosureFault::Empty);
    }
    KINDS
        .iter()
        .find(|(begins, ..)| bytes.starts_with(begins))
        .map(|(_, media, extension)| (*media, *extension))
        .ok_or(EnclosureFault::Kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enclosure_is_what_its_bytes_say() {
        assert_eq!(check_enclosure(b"%PDF-1.7"), Ok(("application/pdf", "pdf")));
        assert_eq!(check_enclosure(b"MZ"), Err(EnclosureFault::Kind));
        assert_eq!(check_enclosure(b""), Err(EnclosureFault::Empty));
    }
}
