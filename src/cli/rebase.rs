//! `brevsmed rebase`.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::args::{Speech, today};
use super::error::CliError;
use super::merge::{read_file, refuse_same_file};
use super::report::Report;
use super::{Console, Exit, bundle_files};
use crate::batch::write_whole;
use crate::diagnostic::{Diagnostic, MessageLanguage, Place, VersionFinding, has_errors};
use crate::template::{CompileOptions, Template};
use crate::versions::{Rebased, Subject, rebase};
use crate::wire::{PlaceWire, read_date};

/// Take an override from the central version it was made from to a new one
#[derive(Debug, Args)]
#[command(
    override_usage = "brevsmed rebase --base FILE --central FILE --override FILE -o OUT\n       \
                      brevsmed rebase BUNDLE TEMPLATE --authority CODE --base FILE -o OUT",
    after_help = "Exit codes: 0 written, no conflicts; 1 conflicts (the file is written, with comments \
                  in it), or the bundle has errors; 2 could not look"
)]
pub(super) struct RebaseArgs {
    /// A bundle that holds the new central template and the authority's override of it
    #[arg(requires = "template", requires = "authority", conflicts_with_all = ["central", "own"])]
    pub bundle: Option<PathBuf>,

    /// The template's key
    pub template: Option<String>,

    /// The authority whose override it is
    #[arg(long, value_name = "CODE", requires = "bundle")]
    pub authority: Option<String>,

    /// The context that the override is for, where it is not for all
    #[arg(long, value_name = "KEY", requires = "bundle")]
    pub context: Option<String>,

    /// The central version that the override was made from
    #[arg(long, value_name = "FILE")]
    pub base: PathBuf,

    /// The new central version
    #[arg(long, value_name = "FILE", required_unless_present = "bundle")]
    pub central: Option<PathBuf>,

    /// The override
    #[arg(long = "override", value_name = "FILE", required_unless_present = "bundle")]
    pub own: Option<PathBuf>,

    /// The override on the new central version
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,

    /// Write conflicts and changes as JSON
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,

    /// The date of the comments: 2026-11-21; without it, today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    #[command(flatten)]
    pub speech: Speech,
}

/// The documents of a rebase, with the names they are told by.
struct Documents {
    central: (PathBuf, Vec<u8>),
    own: (PathBuf, Vec<u8>),
    diagnostics: Vec<Diagnostic>,
}

/// Runs the command.
pub(super) fn run(args: &RebaseArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let date = match &args.date {
        Some(date) => read_date(date)
            .map_err(|source| CliError::Argument("--date", source))?
            .date()
            .to_string(),
        None => today(),
    };
    let base = read_file(&args.base)?;
    let Some(documents) = documents(args, &base, language, console)? else {
        return Ok(Exit::Refused);
    };
    let file = documents.own.0.display().to_string();
    Report::of(&documents.diagnostics, language).write(console.err, &file, true, language)?;
    if has_errors(&documents.diagnostics) {
        return Ok(Exit::Refused);
    }
    let inputs = [args.base.as_path(), &documents.central.0, &documents.own.0];
    refuse_same_file(&args.output, &inputs)?;
    let (central, own) = (&documents.central.1, &documents.own.1);
    // The error says which part; which of the three it is in is told by opening each.
    for (path, bytes) in
        [(&args.base, &base), (&documents.central.0, central), (&documents.own.0, own)]
    {
        Template::compile(bytes, &CompileOptions::default())
            .map_err(|source| CliError::Package(path.clone(), source))?;
    }
    let done = rebase(&base, central, own, &date)
        .map_err(|source| CliError::Package(documents.own.0.clone(), source))?;
    if let Some(path) = &args.list {
        refuse_same_file(path, &[inputs[0], inputs[1], inputs[2], &args.output])?;
        let wire = wire(&done, language);
        let json = serde_json::to_vec_pretty(&wire)
            .map_err(|source| CliError::Write(path.clone(), source.into()))?;
        write_whole(path, &json).map_err(|source| CliError::Write(path.clone(), source))?;
    }
    write_whole(&args.output, &done.document)
        .map_err(|source| CliError::Write(args.output.clone(), source))?;
    told(&done, &args.output, language, console)?;
    if args.bundle.is_some() {
        let (hash, own) = (Template::hash_of(central), documents.own.0.with_extension("toml"));
        let own = own.display();
        match language {
            MessageLanguage::Danish => writeln!(
                console.out,
                "når overskrivningen er gået igennem: læg den i bundtet, og skriv base = \"{hash}\" i {own}"
            )?,
            MessageLanguage::English => writeln!(
                console.out,
                "once the override is gone through: put it into the bundle, and write base = \"{hash}\" in {own}"
            )?,
        }
    }
    Ok(if done.conflicts.is_empty() { Exit::Done } else { Exit::Refused })
}

fn documents(
    args: &RebaseArgs,
    base: &[u8],
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Documents>, CliError> {
    if let (Some(central), Some(own)) = (&args.central, &args.own) {
        let (central_bytes, own_bytes) = (read_file(central)?, read_file(own)?);
        return Ok(Some(Documents {
            central: (central.clone(), central_bytes),
            own: (own.clone(), own_bytes),
            diagnostics: Vec::new(),
        }));
    }
    let (Some(path), Some(key), Some(code)) = (&args.bundle, &args.template, &args.authority)
    else {
        return Ok(None);
    };
    let Some(bundle) = bundle_files::open(path, language, console)? else { return Ok(None) };
    let view = bundle_files::view(&bundle, Some(code))?;
    let found = view.template(key, args.context.as_deref());
    let own = found.and_then(|own| Some((own, own.manifest.overrides.as_ref()?)));
    let Some((own, of)) = own else {
        let finding = VersionFinding::NoOverride { template: key.clone(), code: code.clone() };
        return refused(finding, path, language, console);
    };
    let central =
        bundle.central.templates.iter().find(|central| central.manifest.key == of.template);
    let Some(central) = central else {
        let finding = VersionFinding::NoCentralTemplate { template: of.template.clone() };
        return refused(finding, path, language, console);
    };
    let mut diagnostics = Vec::new();
    if !of.base.is_empty() && !of.base.eq_ignore_ascii_case(&Template::hash_of(base)) {
        let template = own.manifest.key.clone();
        diagnostics.push(Diagnostic::of(VersionFinding::OtherBase { template }));
    }
    Ok(Some(Documents {
        central: (path.join(&central.file), central.document.clone()),
        own: (path.join(&own.file), own.document.clone()),
        diagnostics,
    }))
}

fn refused(
    finding: VersionFinding,
    path: &Path,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Documents>, CliError> {
    let file = path.display().to_string();
    Report::of(&[Diagnostic::of(finding)], language).write(console.err, &file, true, language)?;
    Ok(None)
}

fn told(
    done: &Rebased,
    output: &Path,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> io::Result<()> {
    write!(console.out, "{}", done.words(language))?;
    let (taken, conflicts) = (done.taken.len(), done.conflicts.len());
    let output = output.display();
    match language {
        MessageLanguage::Danish => {
            let noun = if conflicts == 1 { "konflikt" } else { "konflikter" };
            let changes = if taken == 1 { "ændring" } else { "ændringer" };
            writeln!(
                console.out,
                "skrev {output} · {taken} {changes} overtaget · {conflicts} {noun}"
            )
        }
        MessageLanguage::English => {
            let noun = if conflicts == 1 { "conflict" } else { "conflicts" };
            let changes = if taken == 1 { "change" } else { "changes" };
            writeln!(
                console.out,
                "wrote {output} · {taken} {changes} taken over · {conflicts} {noun}"
            )
        }
    }
}

#[derive(Serialize)]
struct RebasedWire<'r> {
    conflicts: Vec<ConflictWire<'r>>,
    taken: Vec<ChangeWire<'r>>,
}

#[derive(Serialize)]
struct ConflictWire<'r> {
    kind: &'static str,
    #[serde(flatten)]
    subject: SubjectWire<'r>,
    place: Option<PlaceWire>,
    base: &'r str,
    r#override: &'r str,
    central: &'r str,
    in_document: bool,
    message: String,
}

#[derive(Serialize)]
struct ChangeWire<'r> {
    kind: &'static str,
    #[serde(flatten)]
    subject: SubjectWire<'r>,
    place: Option<PlaceWire>,
    before: &'r str,
    after: &'r str,
}

#[derive(Serialize)]
struct SubjectWire<'r> {
    subject: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'r str>,
}

fn wire(done: &Rebased, language: MessageLanguage) -> RebasedWire<'_> {
    let at = |place: &Option<Place>| place.as_ref().map(|place| PlaceWire::new(place, language));
    RebasedWire {
        conflicts: done
            .conflicts
            .iter()
            .map(|conflict| ConflictWire {
                kind: conflict.kind.key(),
                subject: subject(&conflict.subject),
                place: at(&conflict.place),
                base: &conflict.base,
                r#override: &conflict.own,
                central: &conflict.central,
                in_document: conflict.in_document,
                message: conflict.words(language).trim_end().to_owned(),
            })
            .collect(),
        taken: done
            .taken
            .iter()
            .map(|change| ChangeWire {
                kind: change.kind.key(),
                subject: subject(&change.subject),
                place: at(&change.place),
                before: &change.before,
                after: &change.after,
            })
            .collect(),
    }
}

fn subject(subject: &Subject) -> SubjectWire<'_> {
    let (subject, name) = subject.key();
    SubjectWire { subject, name }
}
