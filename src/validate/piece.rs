//! One file as its author wrote it: a lone document, or a master, body or element of a bundle.

use super::remarks;
use super::seen::{Judgement, Seen, Sight};
use super::validator::told;
use crate::catalogue::Manifest;
use crate::diagnostic::{BundleFinding, Diagnostic, MessageLanguage};
use crate::docx::{Macros, PackageError};
use crate::lint::{
    Found, Mender, Role, Rule, Stage, Subject, check, fixer, manuscript, replaced_by,
};
use crate::policy::LanguagePolicy;
use crate::template::{CompileOptions, Template};
use crate::wire::package_error;

/// A file to be judged.
#[derive(Clone, Copy)]
pub(super) struct PieceJob<'p> {
    /// The file in its source.
    pub file: &'p str,
    /// Its name, without folders.
    pub name: &'p str,
    /// Its bytes.
    pub bytes: &'p [u8],
    /// What part of a letter it is.
    pub role: Role,
    /// What is said beside it.
    pub manifest: Option<&'p Manifest>,
    /// The tags of an element.
    pub tags: &'p [String],
    /// The policy of its language.
    pub policy: &'p LanguagePolicy,
    /// The language it should be in.
    pub language: &'p str,
}

impl PieceJob<'_> {
    /// Judges it. A lone document is judged as a file and as a whole letter at once.
    pub fn run(&self, rules: &[&'static Rule]) -> Judgement {
        let lone = self.file.is_empty();
        let mut judgement = Judgement {
            templates: usize::from(lone || self.manifest.is_some()),
            ..Judgement::default()
        };
        if let Err(error) = self.look(rules, lone, &mut judgement) {
            // Of a bundle's files this is told where they are read.
            if lone {
                judgement.seen.push(self.seen(told(unreadable(&error)), Sight::Author));
            }
        }
        judgement
    }

    fn look(
        &self,
        rules: &[&'static Rule],
        lone: bool,
        judgement: &mut Judgement,
    ) -> Result<(), PackageError> {
        // Macros are never run here; that they are there is told.
        let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
        let template = Template::compile(self.bytes, &options)?;
        let manuscript = manuscript(&template)?;
        let subject = Subject {
            role: self.role,
            stages: if lone { &[Stage::File, Stage::Whole] } else { &[Stage::File] },
            manifest: self.manifest,
            tags: self.tags,
            policy: self.policy,
            language: self.language,
            title: None,
            file_name: self.name,
        };
        let found = check(&manuscript, &subject, rules);
        judgement.remarks = remarks::of(self.file, &manuscript);
        judgement.seen.extend(found.into_iter().map(|found| self.seen(found, Sight::Author)));
        let sight = if lone { Sight::Proved } else { Sight::Compiled };
        let mender = Mender { template: &template, catalogue: None, tick: None };
        for diagnostic in template.diagnostics() {
            if replaced_by(diagnostic.finding.code()).is_some() {
                continue;
            }
            let fix = fixer(diagnostic, &mender);
            judgement.seen.push(self.seen(Found { fix, ..told(diagnostic.clone()) }, sight));
        }
        Ok(())
    }

    fn seen(&self, found: Found, sight: Sight) -> Seen {
        Seen { file: self.file.to_owned(), found, sight, line: None, letter: None }
    }
}

/// That a document cannot be opened, and why.
pub(super) fn unreadable(error: &PackageError) -> Diagnostic {
    Diagnostic::of(BundleFinding::DocumentUnreadable {
        danish: package_error(error, MessageLanguage::Danish),
        english: package_error(error, MessageLanguage::English),
    })
}
