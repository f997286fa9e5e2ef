//! `brevsmed merge --bundle` for one letter in its context.

use std::path::Path;

use super::args::MergeArgs;
use super::bundle_files::{template, view};
use super::error::CliError;
use super::in_context::{Wishes, case, merge_case};
use super::merge::{Conclusion, conclude, refuse_same_file, write_receipt};
use super::pdf::{LetterFormat, Pdf};
use super::report::Report;
use super::{Console, Exit, bundle_files};
use crate::bundle::Places;
use crate::catalogue::LetterMode;
use crate::merge::{Outcome, Strictness};
use crate::resolve::{Subject, resolve};
use crate::wire::{OutcomeWord, Title, receipt_of_files};

/// Makes one letter.
pub(super) fn run(
    args: &MergeArgs,
    path: &Path,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let from = args.data.as_deref().or(args.context.request.as_deref());
    let inputs: Vec<&Path> = from.into_iter().chain([path]).collect();
    refuse_same_file(&args.output, &inputs)?;
    let Some(bundle) = bundle_files::open(path, language, console)? else {
        return Ok(Exit::Refused);
    };
    let view = view(&bundle, args.context.authority.as_deref())?;
    let wishes = Wishes::of(args, &bundle)?;
    let pdf = Pdf::of(args, LetterFormat::of(&args.output))?;
    let key = args.template.to_string_lossy();
    let case = case(args, &view, &key, &wishes)?;
    let template = template(&view, &key, Some(&case.context))?;
    let package = |source| CliError::Package(path.join(&template.file), source);
    let assembled = view.assemble(template).map_err(package)?;
    let places = Places::of(&view, template, &assembled);

    let (manifest, catalogue) = (&template.manifest, &view.catalogue);
    let subject = Subject { template: &assembled.template, manifest, catalogue };
    let resolved = resolve(&subject, &case);
    let title = Title::of(&manifest.title);
    let mut made =
        merge_case(&title, catalogue, &assembled, resolved, &wishes, 1).map_err(package)?;
    let found = places.all(&assembled, &made.receipt.diagnostics);
    let report = Report::of_files(&found, language);
    report.write(console.err, &template.file, args.notes, language)?;
    let strict =
        wishes.options.strictness == Strictness::Strict || manifest.mode == LetterMode::Automatic;
    if strict && report.errors() > 0 {
        made.outcome = Outcome::Refused;
    }
    let locate = |place: &crate::diagnostic::Place| {
        let (file, place) = places.locate(place);
        (file.to_owned(), place)
    };
    let rendered = match &pdf {
        Some(pdf) => pdf.render(&mut made.outcome, strict, args, console)?,
        None => None,
    };
    if let Some(path) = &args.receipt {
        let with_letter: Vec<&Path> = inputs.iter().copied().chain([&*args.output]).collect();
        refuse_same_file(path, &with_letter)?;
        let outcome = OutcomeWord::of(&made.outcome);
        let mut wire = receipt_of_files(&made.receipt, outcome, language, &locate);
        if let Some((rendered, _)) = &rendered {
            wire = wire.with_rendering(rendered, language);
        }
        write_receipt(path, &wire)?;
    }
    let place = match &made.outcome {
        Outcome::DoNotSend(place) => Some(locate(place).1),
        _ => None,
    };
    let conclusion =
        Conclusion { receipt: &made.receipt, rendered, errors: report.errors(), place };
    conclude(args, &made.outcome, conclusion, console)
}
