//! What `merge --bundle` asks for: the case, the template that is used in its context, the letter.

use std::path::Path;

use jiff::civil::{Date, DateTime};

use super::args::{MergeArgs, today};
use super::error::CliError;
use super::merge::{option_error, read_input};
use crate::bundle::{Assembled, Bundle, TestPerson, View};
use crate::catalogue::Catalogue;
use crate::merge::{Answers, Approved, MergeOptions};
use crate::resolve::{CaseRequest, Made, Resolved};
use crate::wire::{Title, read_answers, read_case, read_date, read_record};

/// What holds of every case that is asked for.
pub(super) struct Wishes {
    pub options: MergeOptions,
    answers: Answers,
    /// The day that was asked for.
    day: Option<Date>,
    today: Date,
    context: Option<String>,
    reason: Option<String>,
    /// The title that was asked for.
    title: Option<String>,
}

impl Wishes {
    /// Reads the wishes.
    pub fn of(args: &MergeArgs, bundle: &Bundle) -> Result<Self, CliError> {
        let approved = match &args.approved {
            Some(folder) => super::approved::read_folder(folder)?,
            None => Approved::default(),
        };
        let argument = |source| CliError::Argument("--date", source);
        let mut options = args.options().merge_options(approved).map_err(option_error)?;
        let asked = args.date.as_deref().map(read_date).transpose().map_err(argument)?;
        // The day of a letter is that of its case, unless another is asked for.
        options.date = asked;
        options.gaps = if args.gaps.is_some() { options.gaps } else { bundle.gaps };
        if options.language.is_none() && !bundle.language.is_empty() {
            options.language = Some(bundle.language.clone());
        }
        let context = &args.context;
        Ok(Wishes {
            answers: read_answers(&args.answers)
                .map_err(|source| CliError::Argument("--answers", source))?,
            day: asked.map(DateTime::date),
            today: read_date(&today()).map_err(argument)?.date(),
            context: context.context.clone(),
            reason: context.reason.clone(),
            title: args.title.clone(),
            options,
        })
    }

    /// A case with the wishes over it.
    pub fn over(&self, mut case: CaseRequest) -> CaseRequest {
        if let Some(context) = &self.context {
            case.context.clone_from(context);
        }
        if self.reason.is_some() {
            case.reason.clone_from(&self.reason);
        }
        case.date = self.day.or(case.date).or(Some(self.today));
        case.answers.extend(self.answers.iter().map(|(key, answer)| (key.clone(), *answer)));
        case
    }
}

/// The case of one letter.
pub(super) fn case(
    args: &MergeArgs,
    view: &View<'_>,
    key: &str,
    wishes: &Wishes,
) -> Result<CaseRequest, CliError> {
    let case = if let Some(key_of_person) = &args.context.person {
        of_person(view, key, key_of_person, wishes)?
    } else if let Some(path) = &args.context.request {
        read_case(&read_input(path)?).map_err(|source| CliError::Data(path.clone(), source))?
    } else {
        let path = args.data.as_deref().unwrap_or(Path::new("-"));
        let record = read_record(&read_input(path)?)
            .map_err(|source| CliError::Data(path.to_owned(), source))?;
        CaseRequest { record, ..CaseRequest::default() }
    };
    Ok(wishes.over(case))
}

/// A person's case: in the context that was asked for, else the first that the template is made in.
fn of_person(
    view: &View<'_>,
    key: &str,
    person: &str,
    wishes: &Wishes,
) -> Result<CaseRequest, CliError> {
    let bundle = view.bundle;
    let found = bundle.person(person).ok_or_else(|| CliError::NotInBundle {
        what: ("ingen testperson".to_owned(), "test person".to_owned()),
        key: person.to_owned(),
        known: bundle.persons.iter().map(|person| person.key.clone()).collect(),
    })?;
    let fits = |case: &&CaseRequest| match &wishes.context {
        Some(context) => case.context == *context,
        None => view
            .template(key, Some(&case.context))
            .is_some_and(|template| template.manifest.used_in().contains(&case.context)),
    };
    let case = found.cases.iter().find(fits).or_else(|| {
        // Without a case that fits, the first says best what is wrong.
        found.cases.first().filter(|_| wishes.context.is_none())
    });
    case.cloned().ok_or_else(|| no_case(found, wishes))
}

fn no_case(person: &TestPerson, wishes: &Wishes) -> CliError {
    CliError::NotInBundle {
        what: (
            format!("ingen sag for testpersonen `{}` i konteksten", person.key),
            format!("case of the test person `{}` in the context", person.key),
        ),
        key: wishes.context.clone().unwrap_or_default(),
        known: person.cases.iter().map(|case| case.context.clone()).collect(),
    }
}

/// Merges a resolved letter under its title.
pub(super) fn merge_case(
    title: &Title,
    catalogue: &Catalogue,
    assembled: &Assembled,
    resolved: Resolved,
    wishes: &Wishes,
    number: usize,
) -> Result<Made, crate::docx::PackageError> {
    let mut options = wishes.options.clone();
    options.title.clone_from(&wishes.title);
    let made = title.merge(&assembled.template, catalogue, resolved, &options, number)?;
    Ok(made.0)
}
