//! `brevsmed validate --watch`: for whoever has Word open.
//!
//! Word saves by writing another file and renaming it, file servers tell nobody when, and editors write
//! twice. So the files are asked for their size and day several times a second, which costs little for
//! some thousand of them, and a run begins when they have been still for a moment. Only what changed is
//! judged anew: the rest is known by its bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::error::CliError;
use super::validate::{ValidateArgs, Workbench};
use super::validate_cache::Cache;
use super::{Console, Exit};
use crate::diagnostic::MessageLanguage;

/// How often files are asked.
const PAUSE: Duration = Duration::from_millis(250);
/// Folders in each other.
const DEPTH: usize = 32;

/// What tells one state of the files from another.
type State = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Validates, and validates anew whenever a file changes, until Ctrl+C.
pub(super) fn watch(args: &ValidateArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let cache = Workbench::of(args, None)?.cache;
    // What is judged in this watch stays in memory too, where nothing is kept on disk.
    let cache = if args.no_cache { Cache::in_memory() } else { cache };
    let mut last = None;
    loop {
        let state = settled(args);
        let changed = last.as_ref().map(|last| changes(last, &state));
        if changed.as_ref().is_some_and(Vec::is_empty) {
            sleep(PAUSE);
            continue;
        }
        head(args, changed.unwrap_or_default(), language, console)?;
        // Settings may be half written, and a file may be gone: told, and tried again.
        match Workbench::of(args, Some(cache.clone())).and_then(|workbench| {
            let ran = workbench.run()?;
            workbench.write(&ran, console)
        }) {
            Ok(_) => {}
            Err(error) if error.is_broken_pipe() => return Err(error),
            Err(error) => writeln!(console.err, "{}", error.words(language))?,
        }
        let words = match language {
            MessageLanguage::Danish => "venter på ændringer · Ctrl+C slutter",
            MessageLanguage::English => "waiting for changes · Ctrl+C ends",
        };
        writeln!(console.out, "{words}")?;
        console.out.flush()?;
        last = Some(state);
    }
}

/// What stands above a run: a cleared screen, and what changed.
fn head(
    args: &ValidateArgs,
    mut changed: Vec<PathBuf>,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    if std::io::stdout().is_terminal() && args.output.is_none() {
        write!(console.out, "\x1b[2J\x1b[H")?;
    }
    let more = changed.len().saturating_sub(3);
    changed.truncate(3);
    if changed.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> =
        changed.iter().map(|path| super::validate_sources::shown(path)).collect();
    if more > 0 {
        names.push(format!("+{more}"));
    }
    let word = match language {
        MessageLanguage::Danish => "ændret",
        MessageLanguage::English => "changed",
    };
    writeln!(console.out, "{word}: {}", names.join(", "))?;
    Ok(())
}

/// The state of the files once they are still.
fn settled(args: &ValidateArgs) -> State {
    let mut state = state(args);
    loop {
        sleep(PAUSE / 2);
        let again = self::state(args);
        if again == state {
            return state;
        }
        state = again;
    }
}

/// The files that differ between two states.
fn changes(before: &State, after: &State) -> Vec<PathBuf> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let other = after.iter().filter(|(path, now)| before.get(*path) != Some(now));
    other.map(|(path, _)| path).chain(gone).cloned().collect()
}

fn state(args: &ValidateArgs) -> State {
    let mut state = State::new();
    for path in &args.paths {
        look(path, 0, &mut state);
        // The settings may lie above.
        for folder in fs::canonicalize(path).iter().flat_map(|path| path.ancestors()) {
            note(&folder.join(crate::validate::SETTINGS), &mut state);
        }
    }
    for path in args.rules.config.iter().chain(&args.outcome.baseline) {
        note(path, &mut state);
    }
    state
}

fn look(path: &Path, depth: usize, state: &mut State) {
    let Ok(found) = fs::metadata(path) else { return };
    if !found.is_dir() {
        return note(path, state);
    }
    if depth == DEPTH {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !name.starts_with("~$") {
            look(&entry.path(), depth + 1, state);
        }
    }
}

fn note(path: &Path, state: &mut State) {
    if let Ok(found) = fs::metadata(path)
        && found.is_file()
    {
        state.insert(path.to_owned(), (found.len(), found.modified().ok()));
    }
}
