//! `brevsmed explain` and `brevsmed rules`: the manual at the command line.

use clap::{Args, ValueEnum};

use super::args::Speech;
use super::error::CliError;
use super::{Console, Exit};
use crate::diagnostic::{MessageLanguage, Severity, near};
use crate::lint::RULES;
use crate::report::{TableFormat, explain, rules_table};
use crate::validate::{code, codes, words};

/// Say what a rule finds, why it matters to the reader of the letter, and what to do in Word
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 explained; 2 no code or rule is called so")]
pub(super) struct ExplainArgs {
    /// Codes or names of rules: A101, picture-without-alternative-text
    #[arg(required = true)]
    pub rules: Vec<String>,

    #[command(flatten)]
    pub speech: Speech,
}

/// List all rules
#[derive(Debug, Args)]
pub(super) struct RulesListArgs {
    /// How to list
    #[arg(long, value_enum, default_value = "text")]
    pub format: TableWord,

    #[command(flatten)]
    pub speech: Speech,
}

/// How rules are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableWord {
    /// For a terminal.
    Text,
    /// For a page.
    Markdown,
    /// For programs.
    Json,
}

/// Runs `explain`.
pub(super) fn run(args: &ExplainArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    for (at, wanted) in args.rules.iter().enumerate() {
        let Some(text) = page(wanted, language) else {
            let names = RULES.iter().map(|rule| rule.name);
            let codes = codes();
            let near = near(wanted, names.chain(codes.iter().map(|(code, _)| *code)));
            return Err(CliError::UnknownCode(wanted.clone(), near.map(str::to_owned)));
        };
        if at > 0 {
            writeln!(console.out)?;
        }
        write!(console.out, "{text}")?;
    }
    Ok(Exit::Done)
}

/// Runs `rules`.
pub(super) fn list(args: &RulesListArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let format = match args.format {
        TableWord::Text => TableFormat::Text,
        TableWord::Markdown => TableFormat::Markdown,
        TableWord::Json => TableFormat::Json,
    };
    let table = rules_table(&RULES, args.speech.language(), format);
    writeln!(console.out, "{}", table.trim_end_matches('\n'))?;
    Ok(Exit::Done)
}

/// The page of a code or name: of a rule its manual, of another code what its findings say.
fn page(wanted: &str, language: MessageLanguage) -> Option<String> {
    let code = code(wanted)?;
    if let Some(rule) = crate::lint::rule(code) {
        return Some(explain(rule, language));
    }
    let (message, help) = words(code)?;
    let (_, severity) = codes().into_iter().find(|(own, _)| *own == code)?;
    let danish = language == MessageLanguage::Danish;
    let at = usize::from(!danish);
    let severity = match (severity, danish) {
        (Severity::Error, true) => "fejl",
        (Severity::Error, false) => "error",
        (Severity::Warning, true) => "advarsel",
        (Severity::Warning, false) => "warning",
        (Severity::Note, true) => "bemærkning",
        (Severity::Note, false) => "note",
    };
    let of = of_letter(code, danish);
    let mut text = format!("{code}\n{}\n\n{severity} · {of}\n", message[at]);
    // Some help is all of the finding's own.
    if help[at].chars().any(char::is_alphabetic) {
        let heading = if danish { "Hvad du kan gøre" } else { "What to do" };
        text.push_str(&format!("\n{heading}\n  {}\n", help[at]));
    }
    Some(text)
}

/// What the codes of a letter are about.
fn of_letter(code: &str, danish: bool) -> &'static str {
    let (da, en) = match code.as_bytes().first() {
        Some(b'B') => ("bundtets egne filer", "the bundle's own files"),
        Some(b'K') => (
            "sammensætning af master, brødtekst og elementer",
            "composition of master, body and elements",
        ),
        Some(b'M') => ("sagens data i skabelonen", "case data in the template"),
        Some(b'P') => ("versioner og overskrivninger", "versions and overrides"),
        Some(b'L') => ("siderne i det færdige brev", "the pages of the finished letter"),
        Some(b'C') => ("kontekster og katalog", "contexts and catalogue"),
        Some(b'V') => ("bevis over alle svar", "proof over all answers"),
        Some(b'R') => ("regioner", "regions"),
        Some(b'T') => ("skabelonens pakke", "the template's package"),
        _ => ("felter", "fields"),
    };
    if danish { da } else { en }
}
