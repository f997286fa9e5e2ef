//! Why a command could not be carried out, in the user's language.

use std::io;
use std::path::{Path, PathBuf};

use crate::batch::BatchError;
use crate::diagnostic::MessageLanguage;
use crate::docx::PackageError;
use crate::eval::EvalError;
use crate::field::BraceFault;
use crate::font::FontError;
use crate::inspect::InspectError;
use crate::pdf::PdfError;
use crate::policy::SettingsError;
use crate::store::StoreError;
use crate::validate::{BaselineError, UnknownRule};
use crate::wire::{WireError, package_error, pdf_error, wire_error};

/// Keys that are named where another does not exist.
const KNOWN: usize = 12;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("`{}` cannot be read", .0.display())]
    Read(PathBuf, #[source] io::Error),
    #[error("`{}` cannot be written", .0.display())]
    Write(PathBuf, #[source] io::Error),
    #[error("`{}` would be overwritten", .0.display())]
    SameFile(PathBuf),
    #[error("`{}`", .0.display())]
    Package(PathBuf, #[source] PackageError),
    #[error("`{}`", .0.display())]
    Data(PathBuf, #[source] WireError),
    #[error("the argument of {0}")]
    Argument(&'static str, #[source] WireError),
    /// Something that the bundle does not have: what it is, in Danish and English, its key, and
    /// those that there are.
    #[error("the bundle has no {} `{key}`", what.1)]
    NotInBundle { what: (String, String), key: String, known: Vec<String> },
    #[error("`{}`", .0.display())]
    Font(PathBuf, #[source] FontError),
    #[error("`{}`", .0.display())]
    Pdf(PathBuf, #[source] PdfError),
    #[error("`{}`", .0.display())]
    Inspect(PathBuf, #[source] InspectError),
    #[error("the PDFs of a folder need a folder")]
    FolderToStandardOutput,
    #[error("{0} is only for a letter that is written as a PDF")]
    OnlyForPdf(&'static str),
    #[error("{0} is for one document")]
    OneDocument(&'static str),
    #[error("{0} is not for many letters")]
    NotForMany(&'static str),
    #[error("the code")]
    Code(#[source] EvalError),
    #[error("`{}` exists", .0.display())]
    Exists(PathBuf),
    #[error("`{}` is no folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("`{0}` cannot be a key")]
    KeyUnfit(String),
    #[error("`{}`", .0.display())]
    Settings(PathBuf, #[source] SettingsError),
    /// A rule that there is not, and the file and line that name it; the command line without one.
    #[error("the rules")]
    UnknownRule(Option<(PathBuf, usize)>, #[source] UnknownRule),
    /// A code that there is not, and the one that was meant perhaps.
    #[error("no code or rule is called `{0}`")]
    UnknownCode(String, Option<String>),
    #[error("`{}`", .0.display())]
    Baseline(PathBuf, #[source] BaselineError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// Everything that is wrong with the service's settings.
    #[error("the settings")]
    Config(Vec<crate::config::Fault>),
    #[error("the store `{0}`")]
    Store(String, #[source] StoreError),
    /// What PostgreSQL's own tools do.
    #[error("PostgreSQL is copied by pg_dump")]
    PostgresCopy,
    #[error("the first password cannot be made")]
    FirstPassword,
    /// What the demonstration could not do, in words.
    #[error("the demonstration: {0}")]
    Demo(String),
    #[error("telemetry")]
    Telemetry(#[source] crate::api::telemetry::TelemetryError),
    #[error("no address to listen on")]
    Listen(#[source] io::Error),
    #[error("the server ended")]
    Serve(#[source] io::Error),
    #[error("standard output cannot be written")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has gone, as `head` does: no reason for words.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, CliError::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// One line for the user.
    pub fn words(&self, language: MessageLanguage) -> String {
        let english = language == MessageLanguage::English;
        let file = |path: &Path| path.display().to_string();
        let (da, en) = match self {
            CliError::Read(path, source) => (
                format!("`{}` kan ikke læses: {}", file(path), in_danish(source)),
                format!("`{}` cannot be read: {source}", file(path)),
            ),
            CliError::Write(path, source) => (
                format!("`{}` kan ikke skrives: {}", file(path), in_danish(source)),
                format!("`{}` cannot be written: {source}", file(path)),
            ),
            CliError::SameFile(path) => (
                format!("`{}` ville blive overskrevet; vælg et andet navn", file(path)),
                format!("`{}` would be overwritten; choose another name", file(path)),
            ),
            CliError::Package(path, source) => {
                let words = format!("`{}`: {}", file(path), package_error(source, language));
                (words.clone(), words)
            }
            CliError::Data(path, source) => {
                let words = format!("`{}`: {}", file(path), wire_error(source, language));
                (words.clone(), words)
            }
            CliError::Argument(name, source) => {
                let words = format!("{name}: {}", wire_error(source, language));
                (words.clone(), words)
            }
            CliError::Font(path, source) => (
                format!("skrifttypen `{}` kan ikke bruges: {source}", file(path)),
                format!("the font `{}` cannot be used: {source}", file(path)),
            ),
            CliError::Pdf(path, source) => {
                let words = pdf_error(source, language);
                let words = format!("`{}`: {words}", file(path));
                (words.clone(), words)
            }
            CliError::Inspect(path, source) => {
                let danish = match source {
                    InspectError::NotAPdf => "ikke en PDF, der kan læses".to_owned(),
                    InspectError::Encrypted => "PDF-filen er krypteret".to_owned(),
                    InspectError::Picture { page } => format!("side {page} kan ikke tegnes"),
                };
                let file = file(path);
                (format!("`{file}`: {danish}"), format!("`{file}`: {source}"))
            }
            CliError::FolderToStandardOutput => (
                "en mappes breve kan ikke skrives til standarduddata; angiv en mappe med -o".to_owned(),
                "the letters of a folder cannot be written to standard output; name a folder with -o"
                    .to_owned(),
            ),
            CliError::OnlyForPdf(name) => (
                format!("{name} bruges kun, når brevet skrives som PDF; giv det et navn på .pdf"),
                format!("{name} is only for a letter that is written as a PDF; give it a name in .pdf"),
            ),
            CliError::OneDocument(name) => (
                format!("{name} bruges til ét dokument ad gangen; nævn en .docx-fil"),
                format!("{name} is for one document at a time; name a .docx file"),
            ),
            CliError::NotForMany(name) => (
                format!("{name} bruges ikke sammen med --records"),
                format!("{name} is not used with --records"),
            ),
            CliError::NotInBundle { what, key, known } => not_in_bundle(what, key, known),
            CliError::Exists(path) => (
                format!("`{}` findes allerede og bliver ikke overskrevet", file(path)),
                format!("`{}` exists already and is not overwritten", file(path)),
            ),
            CliError::NotAFolder(path) => (
                format!("`{}` er ikke en mappe; pak et zip-arkiv ud først", file(path)),
                format!("`{}` is no folder; unpack a zip first", file(path)),
            ),
            CliError::KeyUnfit(key) => (
                format!("`{key}` kan ikke være en nøgle; brug bogstaver, cifre og bindestreger"),
                format!("`{key}` cannot be a key; use letters, digits and hyphens"),
            ),
            CliError::Settings(path, source) => (
                format!("{}:{}: {}", file(path), source.line, source.danish),
                format!("{}:{}: {}", file(path), source.line, source.english),
            ),
            CliError::UnknownRule(at, source) => {
                let (word, key) = (&source.word, source.key);
                let key = match at {
                    Some((path, line)) => format!("{}:{line}: `{key}`", file(path)),
                    None => format!("`{key}`"),
                };
                let (da, en) = meant(source.near.as_deref());
                (
                    format!("{key}: ingen regel, kode eller begyndelse på koder hedder `{word}`{da}"),
                    format!("{key}: {source}{en}"),
                )
            }
            CliError::UnknownCode(code, near) => {
                let (da, en) = meant(near.as_deref());
                (format!("ingen kode eller regel hedder `{code}`{da}"), format!("{self}{en}"))
            }
            CliError::Baseline(path, source) => (
                format!("`{}` er ikke en baseline, der kan læses: {source}", file(path)),
                format!("`{}`: {source}", file(path)),
            ),
            CliError::Code(source) => code_words(source),
            CliError::Batch(source) => batch_words(source, language),
            CliError::Config(faults) => {
                let all: Vec<String> = faults.iter().map(|fault| fault.words(language)).collect();
                return all.join("\n");
            }
            CliError::Store(address, source) => store_words(address, source),
            CliError::PostgresCopy => (
                "lageret er PostgreSQL, som kopieres med sine egne værktøjer: pg_dump --format=custom --file=FIL ADRESSE, mens tjenesten kører".to_owned(),
                "the store is PostgreSQL, which its own tools copy: pg_dump --format=custom --file=FILE ADDRESS, while the service runs".to_owned(),
            ),
            CliError::FirstPassword => (
                "den første adgangskode kan ikke laves".to_owned(),
                self.to_string(),
            ),
            CliError::Demo(why) => {
                (format!("demonstrationen: {why}"), format!("the demonstration: {why}"))
            }
            CliError::Telemetry(source) => (
                format!("log og spor kan ikke begynde: {source}"),
                format!("log and traces cannot begin: {source}"),
            ),
            CliError::Listen(source) => (
                format!("adressen kan ikke bruges: {source}"),
                format!("the address cannot be used: {source}"),
            ),
            CliError::Serve(source) => {
                (format!("serveren stoppede: {source}"), format!("the server ended: {source}"))
            }
            CliError::Output(source) => (
                format!("uddata kan ikke skrives: {source}"),
                format!("output cannot be written: {source}"),
            ),
        };
        if english { format!("error: {en}") } else { format!("fejl: {da}") }
    }
}

/// Why a file cannot be read or written; what is rare stays in the words of the system.
fn in_danish(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "filen eller mappen findes ikke".to_owned(),
        io::ErrorKind::PermissionDenied => "der er ikke adgang til den".to_owned(),
        io::ErrorKind::IsADirectory => "det er en mappe".to_owned(),
        io::ErrorKind::NotADirectory => "noget af stien er ikke en mappe".to_owned(),
        io::ErrorKind::StorageFull => "disken er fuld".to_owned(),
        io::ErrorKind::FileTooLarge => "filen er for stor".to_owned(),
        _ => error.to_string(),
    }
}

/// What the bundle lacks, and what it has instead: the one of nearly that name, or all.
fn not_in_bundle(what: &(String, String), key: &str, known: &[String]) -> (String, String) {
    // Who names the file means the key.
    let file = key.rsplit(['/', '\\']).next().unwrap_or(key);
    let stem = [".docx", ".json", ".toml"].iter().find_map(|ending| file.strip_suffix(ending));
    let near = crate::diagnostic::near(stem.unwrap_or(file), known.iter().map(String::as_str));
    let there: Vec<String> = match near {
        Some(near) => vec![format!("`{near}`")],
        None => known.iter().take(KNOWN).map(|known| format!("`{known}`")).collect(),
    };
    let more = if near.is_none() && known.len() > KNOWN { " …" } else { "" };
    let (da, en) = match (near, there.is_empty()) {
        (_, true) => (String::new(), String::new()),
        (Some(_), _) => {
            (format!("; mente du {}?", there[0]), format!("; did you mean {}?", there[0]))
        }
        (None, _) => {
            let there = there.join(", ");
            (format!("; der er {there}{more}"), format!("; there are {there}{more}"))
        }
    };
    (
        format!("bundtet har {} `{key}`{da}", what.0),
        format!("the bundle has no {} `{key}`{en}", what.1),
    )
}

/// Why a store cannot be used. The database's own words stay in English.
fn store_words(address: &str, error: &StoreError) -> (String, String) {
    let da = match error {
        StoreError::Unreachable(source) => format!("kan ikke nås: {source}"),
        StoreError::Conflict(source) => format!("er optaget af en anden: {source}"),
        StoreError::Address(_) => {
            "er ikke adressen på et lager; skriv `sqlite:FIL` eller `postgres://…`".to_owned()
        }
        StoreError::Later { found, known } => format!(
            "er lavet af en senere version af programmet (tabeller {found}, her kendes {known}); brug den"
        ),
        StoreError::File { path, source } if source.kind() == io::ErrorKind::AlreadyExists => {
            format!("`{}` findes allerede og bliver ikke overskrevet", path.display())
        }
        StoreError::File { path, source } => format!("`{}`: {}", path.display(), in_danish(source)),
        StoreError::Damaged(verdict) => format!("kopien er ikke hel: {verdict}"),
        other => other.to_string(),
    };
    let en = match error {
        StoreError::File { path, source } if source.kind() == io::ErrorKind::AlreadyExists => {
            format!("`{}` exists already and is not overwritten", path.display())
        }
        other => other.to_string(),
    };
    (format!("lageret `{address}`: {da}"), format!("the store `{address}`: {en}"))
}

/// What was meant, perhaps.
fn meant(near: Option<&str>) -> (String, String) {
    near.map_or_else(Default::default, |near| {
        (format!("; mente du `{near}`?"), format!("; did you mean `{near}`?"))
    })
}

fn code_words(error: &EvalError) -> (String, String) {
    let da = match error {
        EvalError::Braces(BraceFault::Unclosed(at)) => {
            format!("`{{` ved byte {at} bliver ikke lukket")
        }
        EvalError::Braces(BraceFault::Unopened(at)) => format!("`}}` ved byte {at} lukker intet"),
        EvalError::Braces(BraceFault::TooDeep(at)) => {
            format!("for mange felter inde i hinanden ved byte {at}")
        }
        EvalError::Package(error) => package_error(error, MessageLanguage::Danish),
    };
    (da, error.to_string())
}

fn batch_words(error: &BatchError, language: MessageLanguage) -> (String, String) {
    let da = match error {
        BatchError::Read(source) => format!("posterne kan ikke læses: {source}"),
        BatchError::Table(source) => {
            format!("tabellen med poster kan ikke læses: {}", wire_error(source, language))
        }
        BatchError::Folder { path, source } => {
            format!("mappen `{}` kan ikke oprettes: {source}", path.display())
        }
        BatchError::NameExpression(source) => {
            format!("udtrykket for filnavne kan ikke læses: {source}")
        }
        BatchError::Companion { path, source } => {
            format!("`{}` kan ikke skrives: {source}", path.display())
        }
        BatchError::Threads(source) => format!("der er ingen tråde at arbejde med: {source}"),
    };
    let en = match error {
        BatchError::Table(source) => format!("{error}: {}", wire_error(source, language)),
        other => match std::error::Error::source(other) {
            Some(source) => format!("{other}: {source}"),
            None => other.to_string(),
        },
    };
    (da, en)
}
