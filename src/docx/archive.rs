//! Archives that are no package: a bundle as a zip, opened with the same distrust.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipWriter;

use super::limits::Limits;
use super::package::{PackageError, checked_names, open_archive, store};

/// The files of an archive by name, folders left out.
///
/// # Errors
///
/// As for a package: hostile names, sizes that lie, encryption, damage.
pub fn archive_files(
    bytes: &[u8],
    limits: &Limits,
) -> Result<BTreeMap<String, Vec<u8>>, PackageError> {
    let mut archive = open_archive(bytes, limits)?;
    let names = checked_names(&mut archive, limits)?;
    let mut files = BTreeMap::new();
    for (index, name) in names.into_iter().enumerate() {
        if name.ends_with('/') {
            continue;
        }
        let damaged = |source: Box<dyn std::error::Error + Send + Sync>| PackageError::Damaged {
            part: name.clone(),
            source,
        };
        let mut entry = archive.by_index(index).map_err(|source| damaged(source.into()))?;
        let (limit, declared) = (limits.part_bytes, entry.size());
        if declared > limit {
            return Err(PackageError::PartTooLarge { part: name, limit });
        }
        // The declared sizes were added up when the names were checked, so they are binding.
        let mut content = Vec::new();
        (&mut entry)
            .take(declared + 1)
            .read_to_end(&mut content)
            .map_err(|source| damaged(source.into()))?;
        if content.len() as u64 != declared {
            return Err(damaged("its size is not the one that is declared".into()));
        }
        files.insert(name, content);
    }
    Ok(files)
}

/// An archive of these files in the order of their names; the same files give the same bytes.
pub fn write_archive(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        store(&mut archive, name, content)?;
    }
    match archive.finish() {
        Ok(bytes) => Ok(bytes.into_inner()),
        Err(source) => Err(PackageError::Damaged { part: String::new(), source: source.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let files = files(&[("bundle.toml", "name = \"x\""), ("templates/a.toml", "")]);
        let bytes = write_archive(&files).expect("writes to memory");
        assert_eq!(archive_files(&bytes, &Limits::default()).expect("an archive"), files);
        assert_eq!(write_archive(&files).expect("writes to memory"), bytes);
    }

    #[test]
    fn a_name_that_leaves_the_folder_is_refused() {
        let bytes = write_archive(&files(&[("../x", "")])).expect("writes to memory");
        let opened = archive_files(&bytes, &Limits::default());
        assert!(matches!(opened, Err(PackageError::UnsafeEntryName)));
    }

    #[test]
    fn more_than_the_limits_allow_is_refused() {
        let bytes = write_archive(&files(&[("a", "12345"), ("b", "")])).expect("writes to memory");
        let few = Limits { entries: 1, ..Limits::default() };
        assert!(matches!(archive_files(&bytes, &few), Err(PackageError::TooManyEntries { .. })));
        let small = Limits { part_bytes: 4, ..Limits::default() };
        assert!(matches!(archive_files(&bytes, &small), Err(PackageError::PartTooLarge { .. })));
    }
}
