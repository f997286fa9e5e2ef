//! Pages as pictures.

use std::fs;
use std::path::Path;

use super::error::CliError;
use crate::batch::write_whole;
use crate::inspect;

/// Writes `side-1.png` and so on into a folder.
pub(super) fn write(pdf: &[u8], dpi: u16, folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|source| CliError::Write(folder.to_owned(), source))?;
    inspect::pictures(pdf, f32::from(dpi), &mut |number, png| -> Result<(), CliError> {
        let path = folder.join(format!("side-{number}.png"));
        write_whole(&path, png).map_err(|source| CliError::Write(path.clone(), source))
    })
    .map_err(|source| CliError::Inspect(folder.to_owned(), source))?
}
