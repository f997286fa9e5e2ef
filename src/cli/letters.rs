//! `brevsmed merge --bundle --records`: a letter for every case request.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::args::MergeArgs;
use super::bundle_files::{template, view};
use super::error::CliError;
use super::in_context::{Wishes, merge_case};
use super::records::make;
use super::report::{ERRORS, Report, counted};
use super::{Console, Exit, bundle_files};
use crate::batch::{Content, Entry, Finished, LetterError, Letters};
use crate::bundle::{Assembled, LetterTemplate, Places, View};
use crate::diagnostic::{MessageLanguage, Severity};
use crate::merge::{Record, Strictness};
use crate::resolve::{CaseRequest, Resolution, Resolved, Subject};
use crate::wire::{Title, read_case};

/// Makes a letter of every case request.
pub(super) fn run(
    args: &MergeArgs,
    path: &Path,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let Some(bundle) = bundle_files::open(path, language, console)? else {
        return Ok(Exit::Refused);
    };
    let view = view(&bundle, args.context.authority.as_deref())?;
    let wishes = Wishes::of(args, &bundle)?;
    let key = args.template.to_string_lossy();
    let mut used = Used::default();
    let default = template(&view, &key, args.context.context.as_deref())?;
    used.add(&view, path, default)?;
    for context in &view.catalogue.contexts {
        let found = template(&view, &key, Some(&context.key))?;
        let index = used.add(&view, path, found)?;
        used.by_context.insert(context.key.clone(), index);
    }
    let places: Vec<Places<'_>> = used
        .templates
        .iter()
        .map(|(template, assembled)| Places::of(&view, template, assembled))
        .collect();

    // What is wrong with the templates is wrong with every letter: it is said once.
    let of_templates: Vec<_> = used
        .templates
        .iter()
        .zip(&places)
        .flat_map(|((_, assembled), places)| {
            places.all(assembled, assembled.template.diagnostics())
        })
        .collect();
    let report = Report::of_files(&of_templates, language);
    report.write(console.err, &default.file, args.notes, language)?;
    if wishes.options.strictness == Strictness::Strict && report.errors() > 0 {
        let errors = counted(report.errors(), &ERRORS, language);
        match language {
            MessageLanguage::Danish => {
                writeln!(console.err, "ingen breve er skrevet: {errors} i skabelonen")?;
            }
            MessageLanguage::English => {
                writeln!(console.err, "no letters are written: {errors} in the template")?;
            }
        }
        return Ok(Exit::Refused);
    }
    let resolutions = used
        .templates
        .iter()
        .map(|(template, assembled)| {
            Resolution::of(Subject {
                template: &assembled.template,
                manifest: &template.manifest,
                catalogue: &view.catalogue,
            })
        })
        .collect();
    let titles = used.templates.iter().map(|(found, _)| Title::of(&found.manifest.title)).collect();
    let letters = CaseLetters { view: &view, used: &used, resolutions, titles, wishes: &wishes };
    let locate = |template: usize, place: &crate::diagnostic::Place| {
        let (file, place) = places[template].locate(place);
        (file.to_owned(), place)
    };
    make(args, &letters, &default.file, Some(&locate), console)
}

/// The templates that a key stands for: an authority may override one in some contexts.
#[derive(Default)]
struct Used<'b> {
    templates: Vec<(&'b LetterTemplate, Assembled)>,
    by_context: BTreeMap<String, usize>,
}

impl<'b> Used<'b> {
    fn add(
        &mut self,
        view: &View<'b>,
        path: &Path,
        template: &'b LetterTemplate,
    ) -> Result<usize, CliError> {
        let known = self.templates.iter().position(|(found, _)| std::ptr::eq(*found, template));
        if let Some(index) = known {
            return Ok(index);
        }
        let assembled = view
            .assemble(template)
            .map_err(|source| CliError::Package(path.join(&template.file), source))?;
        self.templates.push((template, assembled));
        Ok(self.templates.len() - 1)
    }
}

/// Letters whose entries are case requests; a row of a table is the data of one.
struct CaseLetters<'l> {
    view: &'l View<'l>,
    used: &'l Used<'l>,
    /// Those of the templates, in their order.
    resolutions: Vec<Resolution<'l>>,
    titles: Vec<Title>,
    wishes: &'l Wishes,
}

impl Letters for CaseLetters<'_> {
    type Ready = (usize, Resolved);

    fn ready(&self, entry: &Entry) -> Result<Self::Ready, LetterError> {
        let case = match &entry.content {
            Content::Line(line) => read_case(line).map_err(Arc::new)?,
            Content::Row(row) => CaseRequest { record: row.record(), ..CaseRequest::default() },
            Content::Unreadable(error) => return Err(Arc::clone(error).into()),
        };
        let case = self.wishes.over(case);
        let index = self.used.by_context.get(&case.context).copied().unwrap_or_default();
        Ok((index, self.resolutions[index].resolve(&case)))
    }

    fn is_refused(&self, (_, resolved): &Self::Ready) -> bool {
        let options = resolved.options(&self.wishes.options);
        options.strictness == Strictness::Strict
            && resolved.findings(&options).any(|found| found.severity() == Severity::Error)
    }

    fn record<'r>(&self, (_, resolved): &'r Self::Ready) -> &'r Record {
        &resolved.record
    }

    fn merge(
        &self,
        (index, resolved): Self::Ready,
        number: usize,
        receipt: bool,
    ) -> Result<Finished, LetterError> {
        let (_, assembled) = &self.used.templates[index];
        let made = merge_case(
            &self.titles[index],
            &self.view.catalogue,
            assembled,
            resolved,
            self.wishes,
            number,
        )
        .map_err(LetterError::Package)?;
        let of_template = assembled.template.diagnostics().len();
        Ok(Finished {
            outcome: made.outcome,
            diagnostics: made.receipt.diagnostics[of_template..].to_vec(),
            receipt: receipt.then_some(made.receipt),
            template: index,
        })
    }
}
