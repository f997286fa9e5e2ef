//! Files that are there whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file under another name until it is finished. Dropped before that, it leaves nothing.
///
/// The guard is against interruption and full disks, not against a loss of power: half a million
/// letters are not each forced to the disk.
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    temporary: PathBuf,
    writer: Option<BufWriter<File>>,
}

/// Tells apart the files that one process has under way.
static NEXT: AtomicUsize = AtomicUsize::new(0);

impl WholeFile {
    /// Begins a file that will be `target`, in the same folder, so that the renaming is atomic.
    pub fn create(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let mut hidden = std::ffi::OsString::from(format!(
            ".brevsmed-{}-{}-",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        hidden.push(name);
        let temporary = target.with_file_name(hidden);
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        Ok(WholeFile { target: target.to_owned(), temporary, writer: Some(BufWriter::new(file)) })
    }

    /// Puts the file in its place, over one that is there.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(writer) = self.writer.take() {
            writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        }
        std::fs::rename(&self.temporary, &self.target)?;
        self.temporary.clear();
        Ok(())
    }
}

/// Writes a whole file.
pub fn write_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(target)?;
    file.write_all(bytes)?;
    file.finish()
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Some(writer) => writer.write(bytes),
            None => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.temporary.as_os_str().is_empty() {
            // Nothing can be done about a file that cannot be removed, and nobody is left to hear.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}
