//! `brevsmed promote`.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::Speech;
use super::bundle_files;
use super::error::CliError;
use super::merge::{read_file, refuse_same_file};
use super::report::{ERRORS, QUESTIONS, Report, counted};
use super::{Console, Exit};
use crate::batch::write_whole;
use crate::bundle::View;
use crate::catalogue::Question;
use crate::diagnostic::MessageLanguage;
use crate::versions::{KeyChange, promote};

/// Rewrite a template's question keys from one environment to another
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing else in the file changes, and nothing is written if any key cannot go along.\n\
                  A master or a content element of the bundle is named by its key as a template is.\n\
                  Exit codes: 0 promoted, or would be; 1 refused; 2 could not look"
)]
pub(super) struct PromoteArgs {
    /// The bundle with the questions: a folder, or the same as a zip
    pub bundle: PathBuf,

    /// A template's key in the bundle, or a file: brev.docx
    pub template: String,

    /// The environment whose keys stand in the codes
    #[arg(long, value_name = "ENVIRONMENT")]
    pub from: String,

    /// The environment it goes to
    #[arg(long, value_name = "ENVIRONMENT")]
    pub to: String,

    /// Another bundle, whose questions have the keys of --to
    #[arg(long, value_name = "BUNDLE")]
    pub target: Option<PathBuf>,

    /// The code of the authority whose template it is; without it, the central office
    #[arg(long, value_name = "CODE")]
    pub authority: Option<String>,

    /// The promoted template; without it, the changes are only told
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,

    /// Tell the changes and write nothing
    #[arg(long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub speech: Speech,
}

/// Runs the command.
pub(super) fn run(args: &PromoteArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let Some(bundle) = bundle_files::open(&args.bundle, language, console)? else {
        return Ok(Exit::Refused);
    };
    let view = bundle_files::view(&bundle, args.authority.as_deref())?;
    let mut questions = view.catalogue.questions.clone();
    if let Some(path) = &args.target {
        let Some(target) = bundle_files::open(path, language, console)? else {
            return Ok(Exit::Refused);
        };
        // An authority that the target does not have sees what the central office has.
        let theirs = match target.view(args.authority.as_deref()) {
            Some(theirs) => theirs,
            None => bundle_files::view(&target, None)?,
        };
        questions = with_keys_of(&questions, &theirs.catalogue.questions, &args.from, &args.to);
    }
    let (path, document) = document(args, &view)?;
    if let Some(output) = &args.output {
        refuse_same_file(output, &[&path])?;
    }
    let promoted = promote(&document, &args.from, &args.to, &questions)
        .map_err(|source| CliError::Package(path.clone(), source))?;
    let file = path.display().to_string();
    let report = Report::of(&promoted.diagnostics, language);
    report.write(console.err, &file, true, language)?;
    let english = language == MessageLanguage::English;
    let Some(new) = promoted.document else {
        let errors = counted(report.errors(), &ERRORS, language);
        if english {
            writeln!(console.err, "nothing is promoted: {errors}")?;
        } else {
            writeln!(console.err, "intet er flyttet: {errors}")?;
        }
        return Ok(Exit::Refused);
    };
    tell(&promoted.changes, &questions, language, console)?;
    let mut keys: Vec<&str> = promoted.changes.iter().map(|change| change.old.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let counted = counted(keys.len(), &QUESTIONS, language);
    match &args.output {
        Some(output) if !args.dry_run => {
            write_whole(output, &new).map_err(|source| CliError::Write(output.clone(), source))?;
            let wrote = if english { "wrote" } else { "skrev" };
            writeln!(console.out, "{wrote} {} · {counted}", output.display())?;
        }
        _ if english => writeln!(console.out, "nothing is written · {counted}")?,
        _ => writeln!(console.out, "intet er skrevet · {counted}")?,
    }
    Ok(Exit::Done)
}

/// The questions with the keys that another bundle gives them in the environment they go to.
fn with_keys_of(own: &[Question], theirs: &[Question], from: &str, to: &str) -> Vec<Question> {
    let mut questions = own.to_vec();
    for question in &mut questions {
        question.keys.retain(|(environment, _)| environment != to || from == to);
        let counterpart = theirs.iter().find(|other| other.alias == question.alias);
        if let Some(key) = counterpart.and_then(|other| other.key(to)) {
            question.keys.push((to.to_owned(), key.to_owned()));
        }
    }
    questions
}

/// The document and the name it is told by.
fn document(args: &PromoteArgs, view: &View<'_>) -> Result<(PathBuf, Vec<u8>), CliError> {
    let path = Path::new(&args.template);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if matches!(extension.to_ascii_lowercase().as_str(), "docx" | "dotx") {
        return Ok((path.to_owned(), read_file(path)?));
    }
    let key = args.template.as_str();
    let template = view.template(key, None).map(|found| (&found.file, &found.document));
    let found = template
        .or_else(|| view.element(key).map(|found| (&found.file, &found.document)))
        .or_else(|| view.master(key).map(|found| (&found.file, &found.document)));
    match found {
        Some((file, document)) => Ok((args.bundle.join(file), document.clone())),
        None => Err(bundle_files::no_template(&[view], key)),
    }
}

/// Each key once with its question, and the places below.
fn tell(
    changes: &[KeyChange],
    questions: &[Question],
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> io::Result<()> {
    let mut told: Vec<&str> = Vec::new();
    for change in changes {
        if told.contains(&change.old.as_str()) {
            continue;
        }
        told.push(&change.old);
        writeln!(console.out, "{} → {} · {}", change.old, change.new, change.alias)?;
        let question = questions.iter().find(|question| question.alias == change.alias);
        if let Some(question) = question.filter(|question| !question.text.is_empty()) {
            writeln!(console.out, "  {}", question.text)?;
        }
        for place in changes.iter().filter(|other| other.old == change.old) {
            writeln!(console.out, "    {}", place.place.words(language))?;
        }
    }
    Ok(())
}
