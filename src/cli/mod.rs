//! The command line.
//!
//! ```text
//! $ brevsmed merge kort.docx --data borger-01.json -o brev.docx
//! skrev brev.docx · 19 felter · 1 afsnit fjernet
//!
//! $ brevsmed merge kort.docx --records citizens.jsonl -o breve --name '{{Sag.Nummer}}.docx'
//! skrev 12 breve i breve · 4.800 breve i sekundet
//!
//! $ brevsmed render brev.docx -o brev.pdf
//! skrev brev.pdf · 2 sider
//!
//! $ brevsmed eval '{ = 1234,5 \# "#.##0,00" }'
//! 1.234,50
//! ```
//!
//! What was written is told on standard output, what is wrong on standard error, in Danish unless
//! the environment or `--lang` says English. Callers branch on the exit code:
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done: written, listed, evaluated |
//! | 1 | template or data has errors, and nothing was written; of many records, some failed |
//! | 2 | could not look: wrong usage, a file that cannot be read or written |
//! | 3 | the template says that this letter is not to be sent (SKIPIF) |

mod approved;
mod args;
mod audit;
mod backup;
mod bundle_files;
mod compose;
mod config;
mod diagnose;
mod diff;
mod diff_json;
mod end;
mod error;
mod eval;
mod explain;
mod fields;
mod in_context;
mod inspect;
mod letter;
mod letters;
mod merge;
mod new;
mod pack;
mod pdf;
mod pictures;
mod progress;
mod promote;
mod rebase;
mod records;
mod render;
mod report;
mod schema;
mod serve;
mod service_settings;
mod tree;
mod validate;
mod validate_cache;
mod validate_fix;
mod validate_settings;
mod validate_sources;
mod validate_watch;
mod validate_write;
mod verify;
mod write_new;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser;

use args::{Cli, Command};

/// Where the words go.
pub struct Console<'c> {
    /// What was asked for.
    pub out: &'c mut dyn Write,
    /// What is wrong.
    pub err: &'c mut dyn Write,
}

/// How a command ended; the value is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Template or data has errors.
    Refused = 1,
    /// We could not look.
    CouldNotLook = 2,
    /// The letter is not to be sent.
    DoNotSend = 3,
}

/// Runs one command.
pub fn run(arguments: impl Iterator<Item = OsString>, console: &mut Console<'_>) -> Exit {
    let command = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.command,
        Err(usage) => {
            // Help and version are what was asked for; the rest is wrong usage.
            let asked = !usage.use_stderr();
            return match usage.print() {
                Ok(()) if asked => Exit::Done,
                _ => Exit::CouldNotLook,
            };
        }
    };
    let language = command.message_language();
    let ended = match command {
        Command::Merge(args) => match (&args.context.bundle, args.records.is_some()) {
            (Some(bundle), true) => letters::run(&args, bundle, console),
            (Some(bundle), false) => letter::run(&args, bundle, console),
            (None, true) => records::run(&args, console),
            (None, false) => merge::run(&args, console),
        },
        Command::Fields(args) => fields::run(&args, console),
        Command::Eval(args) => eval::run(&args, console),
        Command::New(args) => new::run(&args, console),
        Command::Pack(args) => pack::run(&args, console),
        Command::Render(args) => render::run(&args, console),
        Command::Inspect(args) => inspect::run(&args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Validate(args) => validate::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Rules(args) => explain::list(&args, console),
        Command::Compose(args) => compose::run(&args, console),
        Command::Promote(args) => promote::run(&args, console),
        Command::Diff(args) => diff::run(&args, console),
        Command::Rebase(args) => rebase::run(&args, console),
        Command::Serve(args) => serve::run(&args, console),
        Command::Config(args) => config::run(&args, console),
        Command::Backup(args) => backup::run(&args, console),
        Command::Audit(args) => audit::run(&args, console),
        Command::Diagnose(args) => diagnose::run(&args, console),
    };
    ended.unwrap_or_else(|error| {
        if !error.is_broken_pipe() {
            // Nobody is left to hear that nobody hears.
            let _ = writeln!(console.err, "{}", error.words(language));
        }
        Exit::CouldNotLook
    })
}
