//! Notes of the override that the result no longer refers to.
//!
//! Nobody sees them, and yet the fields in them would ask the case for data. A note that nothing
//! referred to before stays as it was.

use std::collections::BTreeSet;

use super::result::Building;
use super::xml::Tree;
use crate::docx::PackageError;

impl Building<'_> {
    /// Takes out the notes whose references went.
    pub(super) fn drop_notes(&mut self) -> Result<(), PackageError> {
        let own = self.own;
        let main = own.main_part();
        if !self.parts.contains_key(main) {
            return Ok(());
        }
        let (before, after) = (own.text(main)?, self.text(main)?);
        for kind in ["footnote", "endnote"] {
            let reference = format!("w:{kind}Reference");
            let referred = |xml: &str| -> Result<BTreeSet<String>, PackageError> {
                let tree = Tree::read(main, xml.to_owned(), own.limits())?;
                let mut ids = BTreeSet::new();
                tree.root.each(&mut |element| {
                    if element.name == reference {
                        ids.extend(element.attribute("w:id").map(str::to_owned));
                    }
                });
                Ok(ids)
            };
            let (old, new) = (referred(&before)?, referred(&after)?);
            if old.is_subset(&new) {
                continue;
            }
            let Some(part) = own.parts_of_kind(&format!("{kind}s")).into_iter().next() else {
                continue;
            };
            let tree = Tree::read(&part, self.text(&part)?, own.limits())?;
            let mut left = tree.xml.clone();
            let notes: Vec<_> = tree.root.elements().collect();
            for note in notes.into_iter().rev() {
                let id = note.attribute("w:id").unwrap_or_default();
                if old.contains(id) && !new.contains(id) && note.attribute("w:type").is_none() {
                    left.replace_range(note.span.clone(), "");
                }
            }
            self.parts.insert(part, left.into_bytes());
        }
        Ok(())
    }
}
