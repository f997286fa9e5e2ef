//! What can be written on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use super::audit::AuditArgs;
use super::backup::BackupArgs;
use super::compose::ComposeArgs;
use super::config::ConfigArgs;
use super::diagnose::DiagnoseArgs;
use super::diff::DiffArgs;
use super::explain::{ExplainArgs, RulesListArgs};
use super::inspect::InspectArgs;
use super::new::NewArgs;
use super::pack::PackArgs;
use super::pdf::{LetterFormat, PdfArgs};
use super::promote::PromoteArgs;
use super::rebase::RebaseArgs;
use super::render::RenderArgs;
use super::schema::SchemaArgs;
use super::serve::ServeArgs;
use super::validate::ValidateArgs;
use super::verify::VerifyArgs;
use crate::diagnostic::MessageLanguage;
use crate::locale::Language;
use crate::wire::{GapsWord, MissingWord, OptionsWire, WireError, read_language};

/// Fletter Word-skabeloner til færdige breve.
///
/// Merges Word templates full of field codes with case data into finished letters.
#[derive(Debug, Parser)]
#[command(name = "brevsmed", version)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Merge(Box<MergeArgs>),
    Fields(FieldsArgs),
    Render(RenderArgs),
    Inspect(InspectArgs),
    Eval(EvalArgs),
    New(NewArgs),
    Pack(PackArgs),
    Schema(SchemaArgs),
    Verify(VerifyArgs),
    Validate(Box<ValidateArgs>),
    Explain(ExplainArgs),
    Rules(RulesListArgs),
    Compose(ComposeArgs),
    Promote(PromoteArgs),
    Diff(DiffArgs),
    Rebase(RebaseArgs),
    Serve(ServeArgs),
    Config(ConfigArgs),
    Backup(BackupArgs),
    Audit(AuditArgs),
    Diagnose(DiagnoseArgs),
}

/// Merge a template with case data: one letter, or one for every record
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("source").required(true),
    after_help = "Exit codes: 0 written; 1 template or data has errors, nothing is written (of many \
                  records: some failed); 2 could not look; 3 the letter is not to be sent (SKIPIF)"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct MergeArgs {
    /// The template: .docx, .dotx, or .docm and .dotm with --drop-macros; with --bundle, its key
    pub template: PathBuf,

    /// Case data of one letter, a JSON object; `-` reads standard input
    #[arg(long, value_name = "FILE", group = "source")]
    pub data: Option<PathBuf>,

    /// Many records: JSON lines, or a table if the name ends in .csv; `-` reads JSON lines. With
    /// --bundle each line is a case request
    #[arg(long, value_name = "FILE", group = "source")]
    pub records: Option<PathBuf>,

    #[command(flatten)]
    pub context: ContextArgs,

    /// The letter, or with --records the folder for the letters
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,

    /// Answers to merge questions, `00042=J,00043=N` or a JSON object
    #[arg(long, value_name = "ANSWERS", default_value = "", hide_default_value = true)]
    pub answers: String,

    /// The day of the decision, for DATE and its kin: 2026-11-21; without it, today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// The document's title
    #[arg(long)]
    pub title: Option<String>,

    /// The letter's language, such as da-DK; without it, the template's
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    /// What a field without a value becomes
    #[arg(long, default_value = "refuse", value_parser = missing())]
    pub missing: MissingWord,

    /// What becomes of the gaps that vanished fields leave; without it, closed, or what the bundle
    /// says
    #[arg(long, value_parser = gaps())]
    pub gaps: Option<GapsWord>,

    /// Write the letter in spite of errors
    #[arg(long)]
    pub lenient: bool,

    /// Remove tables whose regions are all empty, with the heading above
    #[arg(long)]
    pub remove_empty_tables: bool,

    /// Read a template with macros and leave them out
    #[arg(long)]
    pub drop_macros: bool,

    /// Texts (.docx) and pictures (.png, .jpg, .gif) that INCLUDETEXT and INCLUDEPICTURE may name; a
    /// picture's alternative text stands in NAME.alt.txt, empty for a decorative one
    #[arg(long, value_name = "FOLDER")]
    pub approved: Option<PathBuf>,

    /// Write the receipt as JSON; with --records, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,

    /// Show the values in the receipt: they are personal data
    #[arg(long, requires = "receipt")]
    pub receipt_values: bool,

    /// What the letter is written as; without it, what the name of the output, or --name, ends in
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<LetterFormat>,

    #[command(flatten)]
    pub many: ManyArgs,

    #[command(flatten)]
    pub pdf: PdfArgs,

    /// Show notes too, not only errors and warnings
    #[arg(long)]
    pub notes: bool,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "In a context, from a bundle")]
pub(super) struct ContextArgs {
    /// The bundle: a folder or a .zip
    #[arg(long, value_name = "BUNDLE")]
    pub bundle: Option<PathBuf>,

    /// The context that the letter is made in; without it, that of the request or the person
    #[arg(long, value_name = "KEY", requires = "bundle")]
    pub context: Option<String>,

    /// The authority whose letters, parameters and prices are used; without it, the central ones
    #[arg(long, value_name = "CODE", requires = "bundle")]
    pub authority: Option<String>,

    /// A case request, a JSON object with context, data, answers, history; `-` reads standard input
    #[arg(long, value_name = "FILE", group = "source", requires = "bundle")]
    pub request: Option<PathBuf>,

    /// A test person of the bundle
    #[arg(long, value_name = "KEY", group = "source", requires = "bundle")]
    pub person: Option<String>,

    /// The denial reason
    #[arg(long, value_name = "KEY", requires = "bundle")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "With --records")]
pub(super) struct ManyArgs {
    /// File name of each letter, a handlebars expression: '{{Sag.Nummer}}.docx', or .pdf
    #[arg(long, value_name = "EXPRESSION", requires = "records")]
    pub name: Option<String>,

    /// Letters at a time; without it, as many as there are processors
    #[arg(long, value_name = "N", requires = "records")]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Keep the records that failed, to be run again; FILE.errors.jsonl beside it says why
    #[arg(long, value_name = "FILE", requires = "records")]
    pub failures: Option<PathBuf>,

    /// Replace letters that are in the folder already
    #[arg(long, requires = "records")]
    pub overwrite: bool,
}

/// List every hidden field code of a template, with where it stands
#[derive(Debug, Args)]
pub(super) struct FieldsArgs {
    /// The template
    pub template: PathBuf,

    /// How to list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,

    /// Read a template with macros
    #[arg(long)]
    pub drop_macros: bool,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    Text,
    Json,
}

/// Try one field code, written with braces, and print its result
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// The code: '{ IF { MERGEFIELD Alder } >= 67 "pensionist" }'
    pub code: String,

    /// Case data, a JSON object
    #[arg(long, value_name = "JSON", default_value = "{}", hide_default_value = true)]
    pub data: String,

    /// Answers to merge questions
    #[arg(long, value_name = "ANSWERS", default_value = "", hide_default_value = true)]
    pub answers: String,

    /// The template's decimal symbol; without it, that of the language
    #[arg(long, value_name = "SYMBOL")]
    pub decimal_symbol: Option<char>,

    /// The template's list separator; without it, that of the language
    #[arg(long, value_name = "SYMBOL")]
    pub list_separator: Option<char>,

    /// The letter's language: da, nb, sv or en. Messages are English for en
    #[arg(long, value_name = "LANGUAGE", value_parser = letter_language)]
    pub lang: Option<Language>,

    /// What DATE and its kin mean: 2026-11-21; without it, today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Speech {
    /// Language of messages; without it, English if LC_ALL, LC_MESSAGES or LANG is, else Danish
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    lang: Option<SpeechWord>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SpeechWord {
    Da,
    En,
}

impl Speech {
    /// The language of messages.
    pub fn language(self) -> MessageLanguage {
        match self.lang {
            Some(SpeechWord::Da) => MessageLanguage::Danish,
            Some(SpeechWord::En) => MessageLanguage::English,
            None => of_environment(),
        }
    }
}

impl Command {
    /// The language of messages.
    pub fn message_language(&self) -> MessageLanguage {
        match self {
            Command::Merge(args) => args.speech.language(),
            Command::Fields(args) => args.speech.language(),
            Command::Serve(args) => args.speech.language(),
            Command::Config(args) => args.speech.language(),
            Command::Backup(args) => args.speech.language(),
            Command::Audit(args) => args.speech.language(),
            Command::Diagnose(args) => args.speech.language(),
            Command::New(args) => args.speech.language(),
            Command::Render(args) => args.speech.language(),
            Command::Inspect(args) => args.speech.language(),
            Command::Pack(args) => args.speech.language(),
            Command::Schema(args) => args.speech.language(),
            Command::Verify(args) => args.speech.language(),
            Command::Validate(args) => args.speech.language(),
            Command::Explain(args) => args.speech.language(),
            Command::Rules(args) => args.speech.language(),
            Command::Compose(args) => args.speech.language(),
            Command::Promote(args) => args.speech.language(),
            Command::Diff(args) => args.speech.language(),
            Command::Rebase(args) => args.speech.language(),
            Command::Eval(args) => args.message_language(),
        }
    }
}

impl EvalArgs {
    /// The language of messages: that of the letter, as far as there are messages in it.
    pub fn message_language(&self) -> MessageLanguage {
        match self.lang {
            Some(Language::En) => MessageLanguage::English,
            Some(_) => MessageLanguage::Danish,
            None => of_environment(),
        }
    }
}

impl MergeArgs {
    /// The wishes, as the wire has them.
    pub fn options(&self) -> OptionsWire {
        OptionsWire {
            missing: self.missing,
            gaps: self.gaps.unwrap_or_default(),
            lenient: self.lenient,
            remove_empty_tables: self.remove_empty_tables,
            date: Some(self.date.clone().unwrap_or_else(today)),
            title: self.title.clone(),
            language: self.language.clone(),
            receipt_values: self.receipt_values,
            drop_macros: self.drop_macros,
            ..OptionsWire::default()
        }
    }
}

/// Today, as the machine's clock and time zone have it.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// English if the environment asks for it, else Danish, also where it asks for nothing.
fn of_environment() -> MessageLanguage {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match asked.as_deref().and_then(Language::from_tag) {
        Some(Language::En) => MessageLanguage::English,
        _ => MessageLanguage::Danish,
    }
}

fn letter_language(tag: &str) -> Result<Language, WireError> {
    read_language(tag)
}

fn missing() -> impl TypedValueParser<Value = MissingWord> {
    PossibleValuesParser::new(["refuse", "empty"]).map(|word| match word.as_str() {
        "empty" => MissingWord::Empty,
        _ => MissingWord::Refuse,
    })
}

fn gaps() -> impl TypedValueParser<Value = GapsWord> {
    PossibleValuesParser::new(["close", "as-word"]).map(|word| match word.as_str() {
        "as-word" => GapsWord::AsWord,
        _ => GapsWord::Close,
    })
}
