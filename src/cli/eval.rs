//! `brevsmed eval`: one field code, its result as text.

use super::args::{EvalArgs, today};
use super::error::CliError;
use super::report::Report;
use super::{Console, Exit};
use crate::diagnostic::{MessageLanguage, has_errors};
use crate::eval::{EvalOptions, eval};
use crate::wire::{read_answers, read_date, read_record};

/// Tries one field code.
pub(super) fn run(args: &EvalArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.message_language();
    let argument = |name| move |source| CliError::Argument(name, source);
    let options = EvalOptions {
        record: read_record(args.data.as_bytes()).map_err(argument("--data"))?,
        answers: read_answers(&args.answers).map_err(argument("--answers"))?,
        language: args.lang.unwrap_or_default(),
        decimal_symbol: args.decimal_symbol,
        list_separator: args.list_separator,
        date: Some(
            read_date(&args.date.clone().unwrap_or_else(today)).map_err(argument("--date"))?,
        ),
    };
    let evaluated = eval(&args.code, &options).map_err(CliError::Code)?;
    let file = if language == MessageLanguage::Danish { "koden" } else { "the code" };
    Report::of(&evaluated.diagnostics, language).write(console.err, file, true, language)?;
    if has_errors(&evaluated.diagnostics) {
        return Ok(Exit::Refused);
    }
    if evaluated.do_not_send.is_some() {
        match language {
            MessageLanguage::Danish => writeln!(console.err, "brevet skal ikke sendes")?,
            MessageLanguage::English => writeln!(console.err, "the letter is not to be sent")?,
        }
        return Ok(Exit::DoNotSend);
    }
    writeln!(console.out, "{}", evaluated.text)?;
    Ok(Exit::Done)
}
