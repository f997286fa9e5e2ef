//! `brevsmed validate --fix`: rounds of judging and mending until nothing is left to mend.
//!
//! Everything happens in memory first. What changed is then written over the old files, each whole or
//! not at all, or shown and left alone (`--diff`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::error::CliError;
use super::validate::{Ran, Workbench};
use super::validate_sources::Gathered;
use super::{Console, Exit};
use crate::batch::write_whole;
use crate::diagnostic::{MessageLanguage, Severity};
use crate::docx::{Macros, PackageError};
use crate::lint::{
    AnnotateOptions, Annotation, Edit, FileEdit, Fix, Safety, annotate, apply, changes,
    changes_text, manuscript,
};
use crate::template::{CompileOptions, Template};
use crate::validate::{Content, Fault, Source};

/// The most rounds: fixes that want the same bytes wait for one another.
const ROUNDS: usize = 100;

/// What was mended in a file.
#[derive(Default)]
pub(super) struct Mended {
    /// What was done: code, and in words in Danish and English.
    pub done: Vec<(&'static str, [String; 2])>,
    /// The bytes before.
    pub before: Vec<u8>,
    /// The bytes after.
    pub after: Vec<u8>,
}

/// Files that were mended: by source and name.
pub(super) type AllMended = BTreeMap<(usize, String), Mended>;

/// Mends what can be mended, in memory; what is found after it comes back too.
pub(super) fn mend(workbench: &Workbench<'_>, mut ran: Ran) -> Result<(Ran, AllMended), CliError> {
    let safety = if workbench.args.mending.r#unsafe { Safety::Unsafe } else { Safety::Safe };
    let mut all = AllMended::new();
    for _ in 0..ROUNDS {
        let mut changes: BTreeMap<(usize, String), Vec<u8>> = BTreeMap::new();
        let mut of_texts: BTreeMap<(usize, String), Vec<FileEdit>> = BTreeMap::new();
        for file in &ran.report.files {
            let fixes: Vec<(&Fault, &Fix)> = file
                .faults
                .iter()
                .filter(|fault| fault.accepted.is_none())
                .filter_map(|fault| Some((fault, fault.found.fix.as_ref()?)))
                .filter(|(_, fix)| safety == Safety::Unsafe || fix.safety == Safety::Safe)
                .collect();
            let Some((at, name)) =
                position(&ran.gathered, &file.path).filter(|_| !fixes.is_empty())
            else {
                continue;
            };
            let Some(bytes) = bytes_of(&ran.gathered.sources[at], &name) else { continue };
            let mut done: Vec<&Fault> = Vec::new();
            if bytes.starts_with(b"PK") {
                let of_package: Vec<&Fix> = fixes.iter().map(|(_, fix)| *fix).collect();
                let applied = apply(bytes, &of_package, safety)
                    .map_err(|source| CliError::Package(PathBuf::from(&file.path), source))?;
                done.extend(applied.applied.iter().map(|at| fixes[*at].0));
                if applied.bytes != bytes {
                    changes.insert((at, name.clone()), applied.bytes);
                }
                for (file, edits) in applied.files {
                    of_texts.entry((at, file)).or_default().extend(edits);
                }
            } else {
                for (fault, fix) in &fixes {
                    let mut made = false;
                    for edit in &fix.edits {
                        if let Edit::File { file, bytes, with } = edit {
                            let edit = FileEdit { bytes: bytes.clone(), with: with.clone() };
                            let edits = of_texts.entry((at, file.clone())).or_default();
                            // What wants the same place waits for the next round.
                            if edit.fits(edits) {
                                edits.push(edit);
                                made = true;
                            }
                        }
                    }
                    if made {
                        done.push(fault);
                    }
                }
            }
            if !done.is_empty() {
                let mended = all
                    .entry((at, name.clone()))
                    .or_insert_with(|| Mended { before: bytes.to_vec(), ..Mended::default() });
                mended.done.extend(done.iter().filter_map(|fault| {
                    Some((fault.found.code(), fault.found.fix.as_ref()?.title.clone()))
                }));
            }
        }
        for ((at, name), mut edits) in of_texts {
            edits.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
            edits.dedup();
            let Some(bytes) = bytes_of(&ran.gathered.sources[at], &name) else { continue };
            let text = String::from_utf8_lossy(bytes);
            let after = FileEdit::all(&text, &edits);
            if after.as_bytes() != bytes {
                all.entry((at, name.clone()))
                    .or_insert_with(|| Mended { before: bytes.to_vec(), ..Mended::default() });
                changes.insert((at, name), after.into_bytes());
            }
        }
        if changes.is_empty() {
            break;
        }
        for ((at, name), bytes) in changes {
            if let Some(mended) = all.get_mut(&(at, name.clone())) {
                mended.after.clone_from(&bytes);
            }
            match &mut ran.gathered.sources[at].content {
                Content::Document(own) => *own = bytes,
                Content::Bundle(files) => {
                    files.insert(name, bytes);
                }
            }
        }
        ran = workbench.judge_all(ran.gathered);
    }
    all.retain(|_, mended| !mended.after.is_empty() && mended.after != mended.before);
    Ok((ran, all))
}

/// The source and name of a reported file.
fn position(gathered: &Gathered, path: &str) -> Option<(usize, String)> {
    gathered.sources.iter().enumerate().find_map(|(at, source)| match &source.content {
        Content::Document(_) => (source.path == path).then(|| (at, String::new())),
        Content::Bundle(files) => {
            files.keys().find(|name| source.path_of(name) == path).map(|name| (at, name.clone()))
        }
    })
}

fn bytes_of<'s>(source: &'s Source, name: &str) -> Option<&'s [u8]> {
    match &source.content {
        Content::Document(bytes) => Some(bytes),
        Content::Bundle(files) => files.get(name).map(Vec::as_slice),
    }
}

/// Writes the mended files over the old ones and tells what was done.
pub(super) fn write(
    workbench: &Workbench<'_>,
    ran: &Ran,
    all: &AllMended,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    for ((at, name), mended) in all {
        let place = &ran.gathered.places[*at];
        if !name.is_empty() && !place.is_dir() {
            return Err(CliError::NotAFolder(place.clone()));
        }
        let path = if name.is_empty() { place.clone() } else { place.join(name) };
        write_whole(&path, &mended.after)
            .map_err(|source| CliError::Write(path.clone(), source))?;
    }
    tell(workbench, ran, all, console)
}

/// Tells what was done, file by file; the same thing done often in one line.
fn tell(
    workbench: &Workbench<'_>,
    ran: &Ran,
    all: &AllMended,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    if workbench.args.quiet {
        return Ok(());
    }
    let danish = workbench.args.speech.language() == MessageLanguage::Danish;
    for ((at, name), mended) in all {
        let path = ran.gathered.sources[*at].path_of(name);
        let word = if danish { "rettet" } else { "mended" };
        writeln!(console.err, "{word} {path}")?;
        let mut told = BTreeSet::new();
        for (code, title) in &mended.done {
            let count =
                mended.done.iter().filter(|other| *other == &(*code, title.clone())).count();
            if told.insert((code, title)) {
                let times = if count > 1 { format!(" ({count})") } else { String::new() };
                writeln!(console.err, "  {code} {}{times}", title[usize::from(!danish)])?;
            }
        }
    }
    Ok(())
}

/// Shows what would be done and changes nothing. Something to be done ends as a finding.
pub(super) fn show(
    workbench: &Workbench<'_>,
    ran: &Ran,
    all: &AllMended,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    for ((at, name), mended) in all {
        let path = ran.gathered.sources[*at].path_of(name);
        let text = difference(&path, mended, workbench.args.speech.language())
            .map_err(|source| CliError::Package(PathBuf::from(&path), source))?;
        write!(console.out, "{}", if workbench.colored() { colored(&text) } else { text })?;
    }
    tell(workbench, ran, all, console)?;
    Ok(if all.is_empty() || workbench.args.outcome.exit_zero { Exit::Done } else { Exit::Refused })
}

/// What differs between a file and its mended self, as its author sees it.
fn difference(
    path: &str,
    mended: &Mended,
    language: MessageLanguage,
) -> Result<String, PackageError> {
    if mended.before.starts_with(b"PK") {
        let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
        let before = Template::compile(&mended.before, &options)?;
        let after = Template::compile(&mended.after, &options)?;
        let lines = changes(&manuscript(&before)?, &manuscript(&after)?)?;
        return Ok(changes_text(path, &lines, language));
    }
    let before = String::from_utf8_lossy(&mended.before);
    let after = String::from_utf8_lossy(&mended.after);
    let mut text = format!("--- {path}\n+++ {path}\n");
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    // Fixes of text files change some lines next to each other.
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - same;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest);
    let tail = tail.take_while(|(a, b)| a == b).count();
    for line in &before[same..before.len() - tail] {
        text.push_str(&format!("  - {line}\n"));
    }
    for line in &after[same..after.len() - tail] {
        text.push_str(&format!("  + {line}\n"));
    }
    Ok(text)
}

/// A difference in the colours that terminals give it.
fn colored(text: &str) -> String {
    let mut colored = String::new();
    for line in text.lines() {
        let color = match line {
            _ if line.starts_with("---") || line.starts_with("+++") => "1",
            _ if line.starts_with("  - ") => "31",
            _ if line.starts_with("  + ") => "32",
            _ if line.starts_with("  ~ ") => "36",
            _ => "0",
        };
        colored.push_str(&format!("\x1b[{color}m{line}\x1b[0m\n"));
    }
    colored
}

/// Writes a copy of the only document with its findings as Word comments.
pub(super) fn write_annotated(
    workbench: &Workbench<'_>,
    ran: &Ran,
    to: &Path,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let language = workbench.args.speech.language();
    let [Source { content: Content::Document(bytes), path, .. }] = &ran.gathered.sources[..] else {
        return Err(CliError::OneDocument("--annotate"));
    };
    let place = &ran.gathered.places[0];
    if std::fs::canonicalize(place).ok() == std::fs::canonicalize(to).ok() {
        return Err(CliError::SameFile(to.to_owned()));
    }
    let unreadable = |source| CliError::Package(PathBuf::from(path), source);
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    let template = Template::compile(bytes, &options).map_err(unreadable)?;
    let annotations: Vec<Annotation<'_>> = ran
        .report
        .open()
        .map(|(_, fault)| Annotation { found: &fault.found, severity: fault.severity })
        .filter(|one| {
            workbench.args.notes || one.severity > Severity::Note || workbench.notes_fail()
        })
        .collect();
    let now = jiff::Timestamp::now().round(jiff::Unit::Second).map(|now| now.to_string());
    let options = AnnotateOptions { language, date: now.as_deref().ok() };
    let copy = annotate(bytes, &template, &annotations, &options).map_err(unreadable)?;
    write_whole(to, &copy).map_err(|source| CliError::Write(to.to_owned(), source))?;
    if !workbench.args.quiet {
        let count = annotations.len();
        let (to, danish) = (to.display(), language == MessageLanguage::Danish);
        let words = match (danish, count) {
            (true, 1) => format!("skrev {to} · 1 kommentar"),
            (true, _) => format!("skrev {to} · {count} kommentarer"),
            (false, 1) => format!("wrote {to} · 1 comment"),
            (false, _) => format!("wrote {to} · {count} comments"),
        };
        writeln!(console.err, "{words}")?;
    }
    Ok(())
}
