//! `brevsmed new`: a bundle, a template, a question.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::args::Speech;
use super::error::CliError;
use super::{Console, Exit, bundle_files, write_new};
use crate::bundle::{
    self, Bundle, Files, NewQuestion, Read, add_overrides, append_question, blank_document, is_key,
    manifest_text, read, renamed,
};
use crate::diagnostic::MessageLanguage;
use crate::docx::PackageError;
use crate::template::Template;

/// Start a bundle, a template or a question
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    #[command(subcommand)]
    thing: Thing,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Debug, Subcommand)]
enum Thing {
    Bundle(BundleArgs),
    Template(TemplateArgs),
    Question(QuestionArgs),
}

/// A small bundle that is whole: a letter can be merged from it
#[derive(Debug, Args)]
struct BundleArgs {
    /// The folder, new or empty
    folder: PathBuf,

    /// What people call it; without it, the folder's name
    #[arg(long)]
    name: Option<String>,
}

/// A template: empty, a copy, or an authority's override of a central one
#[derive(Debug, Args)]
struct TemplateArgs {
    /// The bundle's folder
    bundle: PathBuf,

    /// The key of the new template; its files are KEY.docx and KEY.toml
    key: String,

    /// The template to copy
    #[arg(long, value_name = "KEY")]
    from: Option<String>,

    /// What people call it
    #[arg(long)]
    name: Option<String>,

    /// The authority it belongs to; without it, the central office
    #[arg(long, value_name = "CODE")]
    authority: Option<String>,

    /// It overrides the central template that it is copied from, or that has its key
    #[arg(long = "override", requires = "authority")]
    overrides: bool,

    /// With --override: a context that it is for; without it, all
    #[arg(long, value_name = "KEY", requires = "overrides")]
    context: Vec<String>,
}

/// A merge question, with the next free key of each environment
#[derive(Debug, Args)]
struct QuestionArgs {
    /// The bundle's folder
    bundle: PathBuf,

    /// The alias: the name that is the same in every environment
    alias: String,

    /// The question as the caseworker reads it
    #[arg(long)]
    text: String,

    /// The authority it belongs to; without it, the central office
    #[arg(long, value_name = "CODE")]
    authority: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &NewArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    match &args.thing {
        Thing::Bundle(args) => new_bundle(args, language, console),
        Thing::Template(args) => new_template(args, language, console),
        Thing::Question(args) => new_question(args, language, console),
    }
}

fn new_bundle(
    args: &BundleArgs,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let folder_name = args.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = args.name.clone().or(folder_name).unwrap_or_else(|| "Bundt".to_owned());
    let files = bundle::starter(&name).map_err(|source| package(&args.folder, source))?;
    write_new::folder(&args.folder, &files)?;
    let folder = args.folder.display();
    let count = files.len();
    match language {
        MessageLanguage::Danish => writeln!(
            console.out,
            "skrev {folder} · {count} filer: en kontekst, en skabelon på en master, to \
             flettespørgsmål, en testperson\n\n\
             Skabelonerne rettes i Word, resten i en teksteditor. Næste skridt:\n  \
             brevsmed verify {folder}\n  \
             brevsmed new question {folder} min-oplysning --text \"Mangler vi …?\"\n  \
             brevsmed new template {folder} mit-brev --from manglerbrev"
        )?,
        MessageLanguage::English => writeln!(
            console.out,
            "wrote {folder} · {count} files: a context, a template on a master, two merge \
             questions, a test person\n\n\
             Templates are changed in Word, the rest in a text editor. Next:\n  \
             brevsmed verify {folder}\n  \
             brevsmed new question {folder} my-alias --text \"Do we lack …?\"\n  \
             brevsmed new template {folder} my-letter --from manglerbrev"
        )?,
    }
    Ok(Exit::Done)
}

/// A bundle in a folder, as it was found.
struct Opened {
    files: Files,
    bundle: Bundle,
}

/// Opens a bundle that is to be added to. `None` when it has errors, which have been told.
fn open(
    folder: &Path,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Opened>, CliError> {
    if folder.is_file() {
        return Err(CliError::NotAFolder(folder.to_owned()));
    }
    let files = bundle_files::load(folder)?;
    let found = read(&files);
    if found.has_errors() {
        bundle_files::tell(folder, &found, language, console)?;
        return Ok(None);
    }
    Ok(Some(Opened { files, bundle: found.bundle }))
}

/// Writes what is added, if the bundle is still right with it.
fn add(
    folder: &Path,
    opened: &Opened,
    new: &Files,
    changed: &Files,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<bool, CliError> {
    let mut after = opened.files.clone();
    after.extend(new.iter().chain(changed).map(|(name, bytes)| (name.clone(), bytes.clone())));
    let found = read(&after);
    if found.has_errors() {
        bundle_files::tell(folder, &found, language, console)?;
        return Ok(false);
    }
    write_new::files(folder, new, changed)?;
    for name in new.keys().chain(changed.keys()) {
        let wrote = if language == MessageLanguage::Danish { "skrev" } else { "wrote" };
        writeln!(console.out, "{wrote} {}", folder.join(name).display())?;
    }
    tell_news(&found, new, language, console)?;
    Ok(true)
}

/// Tells the warnings in the new files.
fn tell_news(
    found: &Read,
    new: &Files,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    for found in found.found.iter().filter(|found| new.contains_key(&found.file)) {
        write!(console.err, "{}", found.render(language))?;
    }
    Ok(())
}

fn prefix(authority: Option<&str>) -> String {
    authority.map(|code| format!("authorities/{code}/")).unwrap_or_default()
}

/// The name of an authority that the bundle does not have yet.
fn new_authority(opened: &Opened, code: Option<&str>, new: &mut Files) {
    let Some(code) = code else { return };
    let file = format!("authorities/{code}/authority.toml");
    if !opened.files.contains_key(&file) {
        let text =
            format!("#:schema ../../schemas/authority.schema.json\nname = \"Myndighed {code}\"\n");
        new.insert(file, text.into_bytes());
    }
}

fn new_template(
    args: &TemplateArgs,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let code = args.authority.as_deref();
    for key in [Some(args.key.as_str()), code].into_iter().flatten() {
        if !is_key(key) {
            return Err(CliError::KeyUnfit(key.to_owned()));
        }
    }
    let Some(opened) = open(&args.bundle, language, console)? else { return Ok(Exit::Refused) };
    let prefix = prefix(code);
    let own_schema = if code.is_some() { "../../../schemas" } else { "../schemas" };
    let schema = format!("{own_schema}/template.schema.json");
    let from = args.from.as_deref().or(args.overrides.then_some(args.key.as_str()));
    let (document, text) = if let Some(from) = from {
        let (document, text) = source_of(&opened, from, code.filter(|_| !args.overrides))
            .ok_or_else(|| no_template(&opened.bundle, code, from))?;
        let name = args.name.clone().or((!args.overrides).then(|| spoken(&args.key)));
        let mut text = name.map_or_else(|| text.to_owned(), |name| renamed(text, &name));
        if args.overrides {
            text = add_overrides(&text, from, &Template::hash_of(document), &args.context);
        }
        (document.to_vec(), text)
    } else {
        let name = args.name.clone().unwrap_or_else(|| spoken(&args.key));
        let central = &opened.bundle.central;
        let contexts = central.catalogue.contexts.iter().map(|found| found.key.clone());
        let contexts: Vec<String> = contexts.collect();
        let master = central.masters.first().map(|master| master.key.as_str());
        let document = blank_document(&name, &format!("# {name}\n"))
            .map_err(|source| package(&args.bundle, source))?;
        (document, manifest_text(&name, &contexts, master, &args.key, &schema))
    };
    // What is copied from the central office names its schema from another folder.
    let text = text.replace("#:schema ../schemas/", &format!("#:schema {own_schema}/"));
    let mut new = Files::new();
    new_authority(&opened, code, &mut new);
    new.insert(format!("{prefix}templates/{}.docx", args.key), document);
    new.insert(format!("{prefix}templates/{}.toml", args.key), text.into_bytes());
    if !add(&args.bundle, &opened, &new, &Files::new(), language, console)? {
        return Ok(Exit::Refused);
    }
    if args.overrides {
        let words = match language {
            MessageLanguage::Danish => RESPONSIBILITY_DA,
            MessageLanguage::English => RESPONSIBILITY_EN,
        };
        writeln!(console.out, "\n{words}")?;
    }
    Ok(Exit::Done)
}

/// The document and the file beside it of a template: of an authority, its own before the central
/// one.
fn source_of<'o>(
    opened: &'o Opened,
    key: &str,
    authority: Option<&str>,
) -> Option<(&'o [u8], &'o str)> {
    let of = |prefix: String| {
        let document = opened.files.get(&format!("{prefix}templates/{key}.docx"))?;
        let text = opened.files.get(&format!("{prefix}templates/{key}.toml"))?;
        let text = std::str::from_utf8(text).ok()?;
        Some((document.as_slice(), text.strip_prefix('\u{feff}').unwrap_or(text)))
    };
    authority.and_then(|code| of(prefix(Some(code)))).or_else(|| of(String::new()))
}

fn no_template(bundle: &Bundle, code: Option<&str>, key: &str) -> CliError {
    match bundle_files::view(bundle, code) {
        Ok(view) => bundle_files::no_template(&[&view], key),
        Err(error) => error,
    }
}

/// A key as a name: `afslag-paa-briller` is `Afslag paa briller`.
fn spoken(key: &str) -> String {
    let words = key.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What an authority is told when it overrides a central template.
const RESPONSIBILITY_DA: &str = "\
Bemærk: Når en central skabelon overskrives, overtager myndigheden ansvaret for den.
  · Vedligehold: ændringer i den centrale skabelon kommer ikke med af sig selv. `brevsmed verify`
    siger til, når den centrale skabelon er ændret, og `brevsmed rebase` fletter ændringen ind.
  · Webtilgængelighed: det er nu myndigheden, der svarer for, at brevet er webtilgængeligt.
Skal overskrivningen væk igen, slettes dens to filer; så gælder den centrale skabelon.";
const RESPONSIBILITY_EN: &str = "\
Note: Whoever overrides a central template takes over the responsibility for it.
  · Upkeep: changes of the central template do not come along by themselves. `brevsmed verify` tells
    when the central template has changed, and `brevsmed rebase` merges the change in.
  · Web accessibility: it is now the authority that answers for the letter being accessible.
To undo the override, delete its two files; the central template then holds again.";

fn new_question(
    args: &QuestionArgs,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let code = args.authority.as_deref();
    for key in [Some(args.alias.as_str()), code].into_iter().flatten() {
        if !is_key(key) {
            return Err(CliError::KeyUnfit(key.to_owned()));
        }
    }
    let Some(opened) = open(&args.bundle, language, console)? else { return Ok(Exit::Refused) };
    let bundle = &opened.bundle;
    let question = NewQuestion::of(&args.alias, &args.text, bundle, &bundle.environments);
    let file = format!("{}questions.toml", prefix(code));
    let schemas = if code.is_some() { "../../schemas" } else { "schemas" };
    let before = opened.files.get(&file).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let text = append_question(before, &format!("{schemas}/questions.schema.json"), &question);
    let (mut new, mut changed) = (Files::new(), Files::new());
    new_authority(&opened, code, &mut new);
    let into = if before.is_some() { &mut changed } else { &mut new };
    into.insert(file, text.into_bytes());
    if !add(&args.bundle, &opened, &new, &changed, language, console)? {
        return Ok(Exit::Refused);
    }
    writeln!(console.out)?;
    let width = question.keys.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, key) in &question.keys {
        writeln!(console.out, "  {name:width$}  {key}")?;
    }
    let own = question.keys.iter().find(|(name, _)| *name == bundle.environment);
    let key = own.map(|(_, key)| key.as_str()).unwrap_or_default();
    writeln!(console.out, "\n{}", how_to(key, &args.alias, language))?;
    Ok(Exit::Done)
}

/// The field code of a question, and how it comes into Word.
fn how_to(key: &str, alias: &str, language: MessageLanguage) -> String {
    match language {
        MessageLanguage::Danish => format!(
            "Feltkode til skabelonen:\n\n  \
             {{ IF {{ MERGEFIELD Question:{key} }} = \"J\" \"tekst, når svaret er ja\" \"\" }}\n\n\
             Sådan kommer den ind i Word:\n  \
             1. Sæt markøren, hvor teksten skal stå, og tryk Ctrl+F9. Der kommer et par klammer; de\n     \
             kan ikke skrives med tastaturet.\n  \
             2. Skriv IF mellem klammerne, tryk Ctrl+F9 igen, og skriv i det inderste par:\n     \
             MERGEFIELD Question:{key}\n  \
             3. Skriv efter det inderste par: = \"J\" \"teksten\" \"\"\n  \
             4. Tryk Alt+F9 for at skjule koderne igen, og gem.\n  \
             5. Føj \"{alias}\" til `questions` i skabelonens .toml-fil, så der spørges."
        ),
        MessageLanguage::English => format!(
            "Field code for the template:\n\n  \
             {{ IF {{ MERGEFIELD Question:{key} }} = \"J\" \"text when the answer is yes\" \"\" }}\n\n\
             To bring it into Word:\n  \
             1. Place the cursor where the text belongs and press Ctrl+F9. A pair of braces appears;\n     \
             they cannot be typed.\n  \
             2. Type IF between the braces, press Ctrl+F9 again, and type in the inner pair:\n     \
             MERGEFIELD Question:{key}\n  \
             3. Type after the inner pair: = \"J\" \"the text\" \"\"\n  \
             4. Press Alt+F9 to hide the codes again, and save.\n  \
             5. Add \"{alias}\" to `questions` in the template's .toml file, so that it is asked."
        ),
    }
}

fn package(path: &Path, source: PackageError) -> CliError {
    CliError::Package(path.to_owned(), source)
}
