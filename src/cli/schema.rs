//! `brevsmed schema`.

use std::io;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::args::Speech;
use super::bundle_files;
use super::error::CliError;
use super::{Console, Exit};
use crate::bundle::schemas;
use crate::contract::{Subject, request_schema, sample_request};

/// Print the JSON Schema of a bundle's files, or of the merge request that a template needs
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[command(subcommand)]
    thing: Thing,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Debug, Subcommand)]
enum Thing {
    File(FileArgs),
    Request(RequestArgs),
}

/// The schema of one kind of file, as editors and other programs read it
#[derive(Debug, Args)]
struct FileArgs {
    /// The kind
    #[arg(value_parser = kinds())]
    kind: String,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(schemas().into_iter().map(|(word, _)| word))
}

/// The schema of the merge request that a template needs, for case systems and their tests
#[derive(Debug, Args)]
struct RequestArgs {
    /// The bundle: a folder, or the same as a zip
    bundle: PathBuf,

    /// The key of a template in the bundle
    template: String,

    /// The code of the authority that writes; without it, the central office
    #[arg(long, value_name = "CODE")]
    authority: Option<String>,

    /// The context, or several with commas between; without it, all of the template's
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    context: Vec<String>,

    /// Print a request that fits instead, in the first of the contexts
    #[arg(long)]
    sample: bool,
}

/// Runs the command.
pub(super) fn run(args: &SchemaArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    match &args.thing {
        Thing::File(file_args) => file(file_args, console),
        Thing::Request(request_args) => request(args, request_args, console),
    }
}

fn file(args: &FileArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    for (_, schema) in schemas().iter().filter(|(word, _)| *word == args.kind) {
        write!(console.out, "{schema}")?;
    }
    Ok(Exit::Done)
}

fn request(
    args: &SchemaArgs,
    asked: &RequestArgs,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let Some(bundle) = bundle_files::open(&asked.bundle, args.speech.language(), console)? else {
        return Ok(Exit::Refused);
    };
    let view = bundle_files::view(&bundle, asked.authority.as_deref())?;
    let context = asked.context.first().map(String::as_str);
    let template = bundle_files::template(&view, &asked.template, context)?;
    let assembled = view
        .assemble(template)
        .map_err(|source| CliError::Package(asked.bundle.join(&template.file), source))?;
    let subject = Subject {
        template: &assembled.template,
        manifest: &template.manifest,
        catalogue: &view.catalogue,
        contexts: (!asked.context.is_empty()).then_some(&asked.context),
    };
    let contexts = subject.contexts();
    if let Some(unknown) = asked.context.iter().find(|key| !contexts.contains(&key.as_str())) {
        return Err(CliError::NotInBundle {
            what: (
                format!("ikke skabelonen `{}` i konteksten", asked.template),
                format!("template `{}` in the context", asked.template),
            ),
            key: unknown.clone(),
            known: contexts.iter().map(|&key| key.to_owned()).collect(),
        });
    }
    let json = match contexts.first() {
        Some(context) if asked.sample => sample_request(&subject, context),
        _ => request_schema(&subject),
    };
    serde_json::to_writer_pretty(&mut *console.out, &json).map_err(io::Error::from)?;
    writeln!(console.out)?;
    Ok(Exit::Done)
}
