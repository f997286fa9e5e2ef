//! What a package may cost us: the bounds that make hostile input an error instead of an outage.

/// Upper bounds on a package and on what is read from it.
///
/// The defaults are far above any letter and far below what hurts a server: the largest template
/// seen in practice unpacks to some 4 MB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the archive as it arrives, in bytes.
    pub archive_bytes: u64,
    /// Entries in the archive.
    pub entries: usize,
    /// Size of one part that we unpack, in bytes.
    pub part_bytes: u64,
    /// Size of all parts together, as the archive declares them, in bytes.
    pub unpacked_bytes: u64,
    /// Pieces of all stories together: elements, mostly. A page of a letter has some 300.
    pub pieces: usize,
    /// Depth of elements in a part.
    pub xml_depth: usize,
    /// Fields inside fields. Word itself stops at 20.
    pub field_depth: usize,
    /// Field codes of one story together, in bytes. Reading one costs many times its length.
    pub code_bytes: usize,
    /// Fields in one story.
    pub fields: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            archive_bytes: 64 << 20,
            entries: 4_096,
            part_bytes: 64 << 20,
            unpacked_bytes: 512 << 20,
            pieces: 2_000_000,
            xml_depth: 256,
            field_depth: 40,
            code_bytes: 4 << 20,
            fields: 200_000,
        }
    }
}
