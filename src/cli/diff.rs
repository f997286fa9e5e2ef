//! `brevsmed diff`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Speech;
use super::bundle_files;
use super::diff_json;
use super::error::CliError;
use super::merge::read_file;
use super::{Console, Exit};
use crate::bundle::{LetterTemplate, View};
use crate::contract::{Break, Subject, breaking, request_schema};
use crate::diagnostic::MessageLanguage;
use crate::versions::{Difference, Page, diff, diff_html, diff_text, outline};

/// Show what a new version of a template changes, for people and for callers
#[derive(Debug, Args)]
#[command(
    override_usage = "brevsmed diff OLD.docx NEW.docx [--bundle BUNDLE --template KEY]\n       \
                      brevsmed diff OLD_BUNDLE NEW_BUNDLE [--template KEY] [--authority CODE]",
    after_help = "Of bundles, every master, element and template is compared, or with --template the letter \
                  as it is put together.\n\
                  Exit codes: 0 no differences; 1 differences, with --breaking only those that break callers; \
                  2 could not look"
)]
pub(super) struct DiffArgs {
    /// The old version: a .docx, or a bundle
    pub old: PathBuf,

    /// The new version: the same kind of thing
    pub new: PathBuf,

    /// The bundle that the two documents belong to, to tell what breaks callers
    #[arg(long, value_name = "BUNDLE", requires = "template")]
    pub bundle: Option<PathBuf>,

    /// The key of the template in the bundle
    #[arg(long, value_name = "KEY")]
    pub template: Option<String>,

    /// The code of the authority that writes; without it, the central office
    #[arg(long, value_name = "CODE")]
    pub authority: Option<String>,

    /// Differences count only if they break callers
    #[arg(long)]
    pub breaking: bool,

    /// How to tell
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    Html,
}

/// What was found, by the names that people know the documents by.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Documents of both versions that differ.
    pub documents: Vec<(String, Difference)>,
    /// Documents of the one version alone.
    pub added: Vec<String>,
    /// Documents that have gone.
    pub removed: Vec<String>,
    /// What breaks callers, by template.
    pub callers: Vec<(String, Vec<Break>)>,
}

/// Runs the command.
pub(super) fn run(args: &DiffArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let found = if is_document(&args.old) && is_document(&args.new) {
        documents(args, language, console)?
    } else {
        bundles(args, language, console)?
    };
    let Some(found) = found else { return Ok(Exit::CouldNotLook) };
    tell(args, &found, language, console)?;
    let same = found.documents.is_empty() && found.added.is_empty() && found.removed.is_empty();
    let counts = !found.callers.is_empty() || !args.breaking && !same;
    Ok(if counts { Exit::Refused } else { Exit::Done })
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    matches!(extension.to_ascii_lowercase().as_str(), "docx" | "dotx")
}

fn documents(
    args: &DiffArgs,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Found>, CliError> {
    let (old, new) = (read_file(&args.old)?, read_file(&args.new)?);
    let mut found = Found::default();
    let difference = difference((&args.old, &old), (&args.new, &new))?;
    if !difference.is_empty() {
        found.documents.push((args.new.display().to_string(), difference));
    }
    if let (Some(path), Some(key)) = (&args.bundle, &args.template) {
        let Some(bundle) = bundle_files::open(path, language, console)? else { return Ok(None) };
        let view = bundle_files::view(&bundle, args.authority.as_deref())?;
        let template = bundle_files::template(&view, key, None)?;
        let schema = |file: &Path, document: Vec<u8>| {
            let template = LetterTemplate { document, ..template.clone() };
            schema(&view, &template, file)
        };
        let breaks = breaking(&schema(&args.old, old)?, &schema(&args.new, new)?);
        if !breaks.is_empty() {
            found.callers.push((key.clone(), breaks));
        }
    }
    Ok(Some(found))
}

fn bundles(
    args: &DiffArgs,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Found>, CliError> {
    let old = bundle_files::open(&args.old, language, console)?;
    let new = bundle_files::open(&args.new, language, console)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(None) };
    let (old, new) = (
        bundle_files::view(&old, args.authority.as_deref())?,
        bundle_files::view(&new, args.authority.as_deref())?,
    );
    let mut found = Found::default();
    if let Some(key) = &args.template {
        let (before, after) = (old.template(key, None), new.template(key, None));
        if before.is_none() && after.is_none() {
            return Err(bundle_files::no_template(&[&old, &new], key));
        }
        let composed = |view: &View<'_>, template: Option<&LetterTemplate>, path: &Path| {
            template
                .map(|template| {
                    let composed = view
                        .compose(template)
                        .map_err(|source| CliError::Package(path.join(&template.file), source))?;
                    Ok::<_, CliError>((template.file.clone(), composed.document))
                })
                .transpose()
        };
        let pair = (composed(&old, before, &args.old)?, composed(&new, after, &args.new)?);
        compare(args, key, pair, &mut found)?;
        callers(args, (&old, before), (&new, after), &mut found)?;
        return Ok(Some(found));
    }
    let (mut befores, mut afters) = (pieces(&old), pieces(&new));
    let mut names: Vec<String> = befores.keys().chain(afters.keys()).cloned().collect();
    names.sort();
    names.dedup();
    for name in names {
        let pair = (befores.remove(&name), afters.remove(&name));
        compare(args, &name, pair, &mut found)?;
    }
    for template in old.templates() {
        let after =
            new.templates().into_iter().find(|other| other.manifest.key == template.manifest.key);
        callers(args, (&old, Some(template)), (&new, after), &mut found)?;
    }
    Ok(Some(found))
}

/// The documents of a bundle by name, each with its file.
fn pieces(view: &View<'_>) -> BTreeMap<String, (String, Vec<u8>)> {
    let mut pieces = BTreeMap::new();
    for template in view.templates() {
        let piece = (template.file.clone(), template.document.clone());
        pieces.insert(format!("templates/{}", template.manifest.key), piece);
        if let Some(master) = template.manifest.master.as_deref().and_then(|key| view.master(key)) {
            let piece = (master.file.clone(), master.document.clone());
            pieces.insert(format!("masters/{}", master.key), piece);
        }
    }
    for (key, element) in view.elements() {
        let piece = (element.file.clone(), element.document.clone());
        pieces.insert(format!("elements/{key}"), piece);
    }
    pieces
}

type Piece = Option<(String, Vec<u8>)>;

fn compare(
    args: &DiffArgs,
    name: &str,
    pair: (Piece, Piece),
    found: &mut Found,
) -> Result<(), CliError> {
    match pair {
        (Some((old_file, old)), Some((new_file, new))) => {
            if old != new {
                let (old_path, new_path) = (args.old.join(old_file), args.new.join(new_file));
                let difference = difference((&old_path, &old), (&new_path, &new))?;
                if !difference.is_empty() {
                    found.documents.push((name.to_owned(), difference));
                }
            }
        }
        (None, Some(_)) => found.added.push(name.to_owned()),
        (Some(_), None) => found.removed.push(name.to_owned()),
        (None, None) => {}
    }
    Ok(())
}

fn difference(
    (old_path, old): (&Path, &[u8]),
    (new_path, new): (&Path, &[u8]),
) -> Result<Difference, CliError> {
    let read = |path: &Path, bytes: &[u8]| {
        outline(bytes).map_err(|source| CliError::Package(path.to_owned(), source))
    };
    Ok(diff(&read(old_path, old)?, &read(new_path, new)?))
}

fn callers(
    args: &DiffArgs,
    (old_view, old): (&View<'_>, Option<&LetterTemplate>),
    (new_view, new): (&View<'_>, Option<&LetterTemplate>),
    found: &mut Found,
) -> Result<(), CliError> {
    // A template that is new has no callers, and one that has gone is told as gone.
    let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
    let before = schema(old_view, old, &args.old.join(&old.file))?;
    let after = schema(new_view, new, &args.new.join(&new.file))?;
    let breaks = breaking(&before, &after);
    if !breaks.is_empty() {
        found.callers.push((new.manifest.key.clone(), breaks));
    }
    Ok(())
}

fn schema(
    view: &View<'_>,
    template: &LetterTemplate,
    file: &Path,
) -> Result<serde_json::Value, CliError> {
    let assembled =
        view.assemble(template).map_err(|source| CliError::Package(file.to_owned(), source))?;
    Ok(request_schema(&Subject {
        template: &assembled.template,
        manifest: &template.manifest,
        catalogue: &view.catalogue,
        contexts: None,
    }))
}

fn tell(
    args: &DiffArgs,
    found: &Found,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> io::Result<()> {
    let sentences = |breaks: &[Break]| -> Vec<String> {
        breaks.iter().map(|found| found.words(language)).collect()
    };
    match args.format {
        DiffFormat::Json => {
            serde_json::to_writer_pretty(&mut *console.out, &diff_json::wire(found, language))?;
            writeln!(console.out)
        }
        DiffFormat::Html => {
            let callers: Vec<(String, Vec<String>)> = found
                .callers
                .iter()
                .map(|(name, breaks)| (name.clone(), sentences(breaks)))
                .collect();
            let title = format!("{} → {}", args.old.display(), args.new.display());
            let page = Page { title: &title, documents: &found.documents, callers: &callers };
            write!(console.out, "{}", diff_html(&page, language))
        }
        DiffFormat::Text => {
            let english = language == MessageLanguage::English;
            let nothing = found.documents.is_empty()
                && found.added.is_empty()
                && found.removed.is_empty()
                && found.callers.is_empty();
            if nothing {
                let words = if english { "no differences" } else { "ingen forskelle" };
                return writeln!(console.out, "{words}");
            }
            for (name, breaks) in &found.callers {
                let title =
                    if english { "Breaks callers of" } else { "Bryder fagsystemer, der bruger" };
                writeln!(console.out, "{title} {name}")?;
                for sentence in sentences(breaks) {
                    writeln!(console.out, "    {sentence}")?;
                }
                writeln!(console.out)?;
            }
            let (added, removed) = if english { ("new", "gone") } else { ("ny", "væk") };
            for (word, names) in [(added, &found.added), (removed, &found.removed)] {
                for name in names {
                    writeln!(console.out, "{name}: {word}\n")?;
                }
            }
            for (index, (name, difference)) in found.documents.iter().enumerate() {
                if index > 0 {
                    writeln!(console.out)?;
                }
                writeln!(
                    console.out,
                    "=== {name}\n\n{}",
                    diff_text(difference, language).trim_end()
                )?;
            }
            Ok(())
        }
    }
}
