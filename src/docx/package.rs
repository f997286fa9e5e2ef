//! The OPC package: an archive of parts, opened with distrust and written without surprises.

use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::content_types;
use super::limits::Limits;
use super::relationships::{self, Relationship};

/// Why a package could not be opened, read or written.
///
/// Nothing here quotes the text of a part: a message may end in a log.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The file is an OLE compound file: Word 97-2003, or a `.docx` with a password.
    #[error(
        "not a `.docx` but an OLE compound file: either the old `.doc` format or a document protected by a password"
    )]
    CompoundFile,
    /// The bytes are no zip archive, or a truncated one.
    #[error("not a zip archive, or a truncated one")]
    NotZip(#[source] zip::result::ZipError),
    /// The archive is larger than [`Limits::archive_bytes`].
    #[error("the archive is {size} bytes, more than the limit of {limit}")]
    ArchiveTooLarge {
        /// Bytes found.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The archive has more entries than [`Limits::entries`].
    #[error("the archive has {count} entries, more than the limit of {limit}")]
    TooManyEntries {
        /// Entries found.
        count: usize,
        /// Entries allowed.
        limit: usize,
    },
    /// A part is larger than [`Limits::part_bytes`], or all parts than [`Limits::unpacked_bytes`].
    #[error("part `{part}` unpacks to more than the limit of {limit} bytes")]
    PartTooLarge {
        /// The part.
        part: String,
        /// Bytes allowed.
        limit: u64,
    },
    /// Two entries have the same name (ISO/IEC 29500-2 forbids it, letter case apart).
    #[error("the archive holds two entries with one name, or entries that overlap")]
    DuplicateEntries,
    /// A name that leaves the package: absolute, with `..`, a drive or a control character.
    #[error("the archive holds an entry whose name leaves the package")]
    UnsafeEntryName,
    /// An entry is encrypted.
    #[error("part `{part}` is encrypted")]
    Encrypted {
        /// The part.
        part: String,
    },
    /// A part that must be there is not.
    #[error("part `{part}` is missing")]
    MissingPart {
        /// The part.
        part: String,
    },
    /// The package is a workbook, a presentation or something else.
    #[error("no Word document: the package has no main document part of WordprocessingML")]
    NotWordprocessing,
    /// The package carries macros and the caller refuses them.
    #[error(
        "the package carries macros (`.docm` or `.dotm`): save it as `.docx`, or ask for the macros to be dropped"
    )]
    Macros,
    /// A part is no well-formed XML.
    #[error("part `{part}` is not well-formed XML")]
    Malformed {
        /// The part.
        part: String,
        /// What the parser says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A part is neither UTF-8 nor UTF-16.
    #[error("part `{part}` is neither UTF-8 nor UTF-16")]
    Encoding {
        /// The part.
        part: String,
    },
    /// A part declares a document type, the door of entity attacks. OPC forbids it.
    #[error("part `{part}` has a document type declaration, which the package format forbids")]
    DocumentType {
        /// The part.
        part: String,
    },
    /// The stories have more elements than [`Limits::pieces`].
    #[error("part `{part}` brings the elements of the stories above the limit of {limit}")]
    TooManyElements {
        /// The part.
        part: String,
        /// Pieces allowed.
        limit: usize,
    },
    /// Elements are nested deeper than [`Limits::xml_depth`].
    #[error("part `{part}` nests elements deeper than the limit of {limit}")]
    TooDeep {
        /// The part.
        part: String,
        /// Depth allowed.
        limit: usize,
    },
    /// Fields are nested deeper than [`Limits::field_depth`].
    #[error("part `{part}` nests fields deeper than the limit of {limit}")]
    FieldsTooDeep {
        /// The part.
        part: String,
        /// Depth allowed.
        limit: usize,
    },
    /// A story's field codes are longer than [`Limits::code_bytes`].
    #[error("part `{part}` holds field codes of more than the limit of {limit} bytes")]
    CodesTooLong {
        /// The part.
        part: String,
        /// Bytes allowed.
        limit: usize,
    },
    /// A story has more fields than [`Limits::fields`].
    #[error("part `{part}` holds more fields than the limit of {limit}")]
    TooManyFields {
        /// The part.
        part: String,
        /// Fields allowed.
        limit: usize,
    },
    /// The archive could not be read or written further.
    #[error("the archive is damaged at part `{part}`")]
    Damaged {
        /// The part.
        part: String,
        /// What the archive says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl PackageError {
    pub(super) fn malformed(
        part: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        PackageError::Malformed { part: part.to_owned(), source: source.into() }
    }

    fn damaged(part: &str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        PackageError::Damaged { part: part.to_owned(), source: source.into() }
    }

    /// A stable word for the kind of error, for callers that branch.
    pub fn code(&self) -> &'static str {
        match self {
            PackageError::CompoundFile => "compound-file",
            PackageError::NotZip(_) => "not-a-zip-archive",
            PackageError::ArchiveTooLarge { .. } => "archive-too-large",
            PackageError::TooManyEntries { .. } => "too-many-entries",
            PackageError::PartTooLarge { .. } => "part-too-large",
            PackageError::DuplicateEntries => "duplicate-entries",
            PackageError::UnsafeEntryName => "unsafe-entry-name",
            PackageError::Encrypted { .. } => "encrypted",
            PackageError::MissingPart { .. } => "missing-part",
            PackageError::NotWordprocessing => "not-a-word-document",
            PackageError::Macros => "macros",
            PackageError::Malformed { .. } => "malformed-xml",
            PackageError::Encoding { .. } => "encoding",
            PackageError::DocumentType { .. } => "document-type",
            PackageError::TooManyElements { .. } => "too-many-elements",
            PackageError::TooDeep { .. } => "xml-too-deep",
            PackageError::FieldsTooDeep { .. } => "fields-too-deep",
            PackageError::CodesTooLong { .. } => "field-codes-too-long",
            PackageError::TooManyFields { .. } => "too-many-fields",
            PackageError::Damaged { .. } => "damaged",
        }
    }
}

/// What to do with a `.docm` or `.dotm`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Macros {
    /// Refuse the package: the default, since a letter has no use for code.
    #[default]
    Refuse,
    /// Read it and leave the macros out of whatever is written.
    Drop,
}

/// An opened package. Parts are unpacked when asked for; the rest stays compressed.
#[derive(Clone, Debug)]
pub struct Package {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    limits: Limits,
    names: Vec<String>,
    main: String,
    relationships: Vec<Relationship>,
}

impl Package {
    /// Opens a package from its bytes and finds the main document part.
    pub fn open(bytes: &[u8], macros: Macros, limits: &Limits) -> Result<Self, PackageError> {
        let mut package = Package {
            archive: open_archive(bytes, limits)?,
            limits: *limits,
            names: Vec::new(),
            main: String::new(),
            relationships: Vec::new(),
        };
        package.names = checked_names(&mut package.archive, limits)?;
        let root = package.relationships_of("")?;
        let main = root
            .iter()
            .find(|relationship| relationship.kind == "officeDocument" && !relationship.external)
            .and_then(|relationship| relationships::resolve("", &relationship.target))
            .ok_or(PackageError::NotWordprocessing)?;
        let content_types = package.text("[Content_Types].xml")?;
        let kind = content_types::of(&content_types, &main)?;
        if !kind.as_deref().is_some_and(content_types::is_wordprocessing) {
            return Err(PackageError::NotWordprocessing);
        }
        package.main =
            package.actual_name(&main).ok_or(PackageError::MissingPart { part: main })?;
        package.relationships = package.relationships_of(&package.main.clone())?;
        if macros == Macros::Refuse && package.has_macros(kind.as_deref()) {
            return Err(PackageError::Macros);
        }
        Ok(package)
    }

    /// The name of the main document part, usually `word/document.xml`.
    pub fn main_part(&self) -> &str {
        &self.main
    }

    /// The relationships of the main document part.
    pub fn relationships(&self) -> &[Relationship] {
        &self.relationships
    }

    /// Names of all parts, in the order of the archive.
    pub fn part_names(&self) -> &[String] {
        &self.names
    }

    /// The parts that the main document part names in relationships of `kind`, such as `header`,
    /// in the order of the relationships; those that the package lists but does not hold are left
    /// out.
    pub fn parts_of_kind(&self, kind: &str) -> Vec<String> {
        self.relationships
            .iter()
            .filter(|relationship| relationship.kind == kind && !relationship.external)
            .filter_map(|relationship| relationships::resolve(&self.main, &relationship.target))
            .filter_map(|part| self.actual_name(&part))
            .collect()
    }

    /// Whether the package is of ISO/IEC 29500 strict.
    pub fn is_strict(&self) -> bool {
        self.relationships.iter().any(|relationship| relationship.strict)
    }

    /// Whether the package holds a part of this name, letter case apart (ISO/IEC 29500-2, 7.3).
    pub fn actual_name(&self, part: &str) -> Option<String> {
        self.names.iter().find(|name| name.eq_ignore_ascii_case(part)).cloned()
    }

    /// The relationships of any part; empty where it has none.
    pub fn relationships_of(&self, part: &str) -> Result<Vec<Relationship>, PackageError> {
        let name =
            if part.is_empty() { "_rels/.rels".to_owned() } else { relationships::part_of(part) };
        match self.actual_name(&name) {
            Some(name) => relationships::read(&name, &self.text(&name)?),
            None if part.is_empty() => Err(PackageError::MissingPart { part: name }),
            None => Ok(Vec::new()),
        }
    }

    /// The bytes of a part.
    pub fn bytes(&self, part: &str) -> Result<Vec<u8>, PackageError> {
        let index = self
            .names
            .iter()
            .position(|name| name == part)
            .ok_or_else(|| PackageError::MissingPart { part: part.to_owned() })?;
        let mut archive = self.archive.clone();
        let mut entry =
            archive.by_index(index).map_err(|source| PackageError::damaged(part, source))?;
        let (limit, declared) = (self.limits.part_bytes, entry.size());
        if declared > limit {
            return Err(PackageError::PartTooLarge { part: part.to_owned(), limit });
        }
        // The declared size may lie. It was counted when the archive was opened, so it is binding.
        let mut bytes = Vec::with_capacity(declared as usize);
        (&mut entry)
            .take(declared + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| PackageError::damaged(part, source))?;
        if bytes.len() as u64 != declared {
            return Err(PackageError::damaged(part, "its size is not the one that is declared"));
        }
        Ok(bytes)
    }

    /// The bytes of a part as the archive holds them, compressed or not: what tells parts apart
    /// without unpacking them.
    pub fn packed(&self, part: &str) -> Result<Vec<u8>, PackageError> {
        let index = self
            .names
            .iter()
            .position(|name| name == part)
            .ok_or_else(|| PackageError::MissingPart { part: part.to_owned() })?;
        let mut archive = self.archive.clone();
        let entry =
            archive.by_index_raw(index).map_err(|source| PackageError::damaged(part, source))?;
        let mut bytes = vec![u8::from(entry.compression() != CompressionMethod::Stored)];
        entry
            .take(self.limits.part_bytes)
            .read_to_end(&mut bytes)
            .map_err(|source| PackageError::damaged(part, source))?;
        Ok(bytes)
    }

    /// The text of an XML part. UTF-16, which the format allows, becomes UTF-8.
    pub fn text(&self, part: &str) -> Result<String, PackageError> {
        let bytes = self.bytes(part)?;
        let encoding = || PackageError::Encoding { part: part.to_owned() };
        match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).ok_or_else(encoding),
            [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).ok_or_else(encoding),
            // The mark says nothing in UTF-8, and positions count without it.
            [0xEF, 0xBB, 0xBF, rest @ ..] => {
                String::from_utf8(rest.to_vec()).map_err(|_| encoding())
            }
            [..] => String::from_utf8(bytes).map_err(|_| encoding()),
        }
    }

    /// The part that a relationship of `source` names; `None` where it is outside or not held.
    pub fn target(&self, source: &str, relationship: &Relationship) -> Option<String> {
        if relationship.external {
            return None;
        }
        self.actual_name(&relationships::resolve(source, &relationship.target)?)
    }

    /// The content type of a part.
    pub fn content_type(&self, part: &str) -> Result<Option<String>, PackageError> {
        content_types::of(&self.text("[Content_Types].xml")?, part)
    }

    /// What the package and what is made of it may cost.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A package ready to be written many times with some parts replaced, added or left out.
    pub fn writer(&self, changes: &Changes) -> Result<PackageWriter, PackageError> {
        PackageWriter::new(self, changes)
    }

    fn has_macros(&self, main_kind: Option<&str>) -> bool {
        main_kind.is_some_and(|kind| kind.contains("macroEnabled"))
            || self.names.iter().any(|name| is_macro_part(name))
    }
}

/// Whether a part holds macros or belongs to them.
pub(super) fn is_macro_part(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin", "attachedtoolbars.bin"]
        .iter()
        .any(|macro_part| name.rsplit('/').next() == Some(*macro_part))
}

/// What is to differ from the package as it was read.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Parts with their new content, the same in every letter; a new name is added at the end.
    pub fixed: Vec<(String, Vec<u8>)>,
    /// Parts that each letter brings itself.
    pub varying: Vec<String>,
    /// Parts left out.
    pub dropped: Vec<String>,
}

/// Writes a package with the varying parts of one letter; everything else is copied compressed, as
/// it is.
///
/// The entries keep the order of the template, new ones come last, and every date is the zip
/// format's first: the same letter gives the same bytes.
#[derive(Clone, Debug)]
pub struct PackageWriter {
    prepared: ZipArchive<Cursor<Arc<[u8]>>>,
    entries: Vec<PreparedEntry>,
    size: usize,
}

#[derive(Clone, Debug)]
struct PreparedEntry {
    name: String,
    /// Its place in the prepared archive; without one, each letter brings it.
    prepared: Option<usize>,
}

impl PackageWriter {
    fn new(package: &Package, changes: &Changes) -> Result<Self, PackageError> {
        // Everything that stays the same is put into one archive now, so that a letter only copies
        // compressed bytes.
        let mut source = package.archive.clone();
        let mut prepared = ZipWriter::new(Cursor::new(Vec::new()));
        let mut entries: Vec<PreparedEntry> = Vec::new();
        let mut copied = 0;
        let mut copy = |entries: &mut Vec<PreparedEntry>, name: &str| {
            entries.push(PreparedEntry { name: name.to_owned(), prepared: Some(copied) });
            copied += 1;
        };
        for (index, name) in package.names.iter().enumerate() {
            if changes.dropped.contains(name) || name.ends_with('/') {
                continue;
            }
            if changes.varying.contains(name) {
                entries.push(PreparedEntry { name: name.clone(), prepared: None });
                continue;
            }
            if let Some((_, content)) = changes.fixed.iter().find(|(part, _)| part == name) {
                store(&mut prepared, name, content)?;
            } else {
                let entry = source
                    .by_index_raw(index)
                    .map_err(|source| PackageError::damaged(name, source))?;
                prepared
                    .raw_copy_file_rename(entry, name.as_str())
                    .map_err(|source| PackageError::damaged(name, source))?;
            }
            copy(&mut entries, name);
        }
        for (name, content) in &changes.fixed {
            if !package.names.contains(name) {
                store(&mut prepared, name, content)?;
                copy(&mut entries, name);
            }
        }
        for name in &changes.varying {
            if !package.names.contains(name) {
                entries.push(PreparedEntry { name: name.clone(), prepared: None });
            }
        }
        let bytes =
            prepared.finish().map_err(|source| PackageError::damaged("", source))?.into_inner();
        let size = bytes.len();
        let prepared = ZipArchive::new(Cursor::new(Arc::<[u8]>::from(bytes)))
            .map_err(|source| PackageError::damaged("", source))?;
        Ok(PackageWriter { prepared, entries, size })
    }

    /// Writes one package. `content` gives the bytes of the parts that this letter has of its own;
    /// `added` are parts that the template does not have. A varying part without content is left
    /// out.
    pub fn write<'a>(
        &self,
        content: impl Fn(&str) -> Option<&'a [u8]>,
        added: &[(String, Vec<u8>)],
    ) -> Result<Vec<u8>, PackageError> {
        let mut prepared = self.prepared.clone();
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.size + (32 << 10))));
        for entry in &self.entries {
            match (content(&entry.name), entry.prepared) {
                (Some(content), _) => store(&mut out, &entry.name, content)?,
                (None, Some(index)) => {
                    let raw = prepared
                        .by_index_raw(index)
                        .map_err(|source| PackageError::damaged(&entry.name, source))?;
                    out.raw_copy_file(raw)
                        .map_err(|source| PackageError::damaged(&entry.name, source))?;
                }
                (None, None) => {}
            }
        }
        for (name, content) in added {
            store(&mut out, name, content)?;
        }
        Ok(out.finish().map_err(|source| PackageError::damaged("", source))?.into_inner())
    }
}

pub(super) fn store(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
) -> Result<(), PackageError> {
    // Against level 6, level 3 halves the time of a letter of 40 pages and makes it 2 to 3 percent
    // larger; half a million letters in a night weigh more than that.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(zip::DateTime::default());
    archive.start_file(name, options).map_err(|source| PackageError::damaged(name, source))?;
    archive.write_all(content).map_err(|source| PackageError::damaged(name, source))
}

pub(super) fn open_archive(
    bytes: &[u8],
    limits: &Limits,
) -> Result<ZipArchive<Cursor<Arc<[u8]>>>, PackageError> {
    const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(PackageError::CompoundFile);
    }
    let size = bytes.len() as u64;
    if size > limits.archive_bytes {
        return Err(PackageError::ArchiveTooLarge { size, limit: limits.archive_bytes });
    }
    let archive = ZipArchive::new(Cursor::new(Arc::from(bytes))).map_err(PackageError::NotZip)?;
    if archive.len() > limits.entries {
        return Err(PackageError::TooManyEntries { count: archive.len(), limit: limits.entries });
    }
    Ok(archive)
}

/// The names of all entries, once the archive has been found harmless.
pub(super) fn checked_names(
    archive: &mut ZipArchive<Cursor<Arc<[u8]>>>,
    limits: &Limits,
) -> Result<Vec<String>, PackageError> {
    if archive.has_duplicate_names() || archive.has_overlapping_entries().unwrap_or(true) {
        return Err(PackageError::DuplicateEntries);
    }
    let mut names = Vec::with_capacity(archive.len());
    let mut unpacked: u64 = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(PackageError::NotZip)?;
        // Some Windows programs write backslashes between the segments; a part's name has slashes.
        let name = entry.name().map_err(|_| PackageError::UnsafeEntryName)?.replace('\\', "/");
        if leaves_package(&name) {
            return Err(PackageError::UnsafeEntryName);
        }
        if entry.encrypted() {
            return Err(PackageError::Encrypted { part: name });
        }
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > limits.unpacked_bytes {
            return Err(PackageError::PartTooLarge { part: name, limit: limits.unpacked_bytes });
        }
        names.push(name);
    }
    let mut folded: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    folded.sort_unstable();
    if folded.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(PackageError::DuplicateEntries);
    }
    Ok(names)
}

fn leaves_package(name: &str) -> bool {
    name.is_empty()
        || name.starts_with('/')
        || name.as_bytes().get(1) == Some(&b':')
        || name.chars().any(char::is_control)
        || name.split('/').any(|segment| segment == "..")
}

/// UTF-16 as UTF-8, with the XML declaration made true.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    Some(match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, body)) => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{body}")
        }
        None => text,
    })
}
