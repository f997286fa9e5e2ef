//! `brevsmed validate`.
//!
//! Reading, judging and writing are three steps: `validate_sources` finds the files, a run judges them
//! in parallel with what the cache knows, `validate_write` writes the reports.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use jiff::civil::Date;
use rayon::prelude::*;

use super::args::{Speech, today};
use super::error::CliError;
use super::progress::Progress;
use super::validate_cache::Cache;
use super::validate_settings::{Configuration, configure};
use super::validate_sources::{Gathered, gather};
use super::validate_write::{self, ReportFormat, ReportTo};
use super::{Console, Exit, validate_fix, validate_watch};
use crate::diagnostic::Severity;
use crate::policy::FailOn;
use crate::validate::{
    Against, Baseline, Content, Judged, Judgement, Report, Source, Validator, Wishes, conclude,
};
use crate::wire::read_date;

/// Say everything that is wrong with templates before any citizen sees it: bundles, folders, documents
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 clean; 1 findings, of the severity of --fail-on or worse; 2 could not look: wrong \
                  usage or settings, a path that cannot be read. A damaged document among others is a finding"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct ValidateArgs {
    /// Bundles (folders or zips), folders with documents, documents (.docx, .dotx, .docm, .dotm)
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportFormat,

    /// Write a report to a file besides; may be given several times
    #[arg(long, value_name = "FORMAT:FILE", value_parser = validate_write::report_to)]
    pub report: Vec<ReportTo>,

    /// Write the findings to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub rules: RulesArgs,

    #[command(flatten)]
    pub outcome: OutcomeArgs,

    #[command(flatten)]
    pub mending: MendingArgs,

    /// The code of one authority; without it, the central office and every authority
    #[arg(long, value_name = "CODE")]
    pub authority: Option<String>,

    /// Make no letters of test persons and answers
    #[arg(long)]
    pub no_letters: bool,

    /// Judge everything anew
    #[arg(long)]
    pub no_cache: bool,

    /// Where judgements are kept; without it, .brevsmed_cache beside the settings
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,

    /// Count findings by rule instead of showing them
    #[arg(long)]
    pub statistics: bool,

    /// Show notes too, not only errors and warnings
    #[arg(long)]
    pub notes: bool,

    /// Stay, and validate anew whenever a file changes; Ctrl+C ends it
    #[arg(long, conflicts_with_all = ["output", "fix", "annotate", "write_baseline"])]
    pub watch: bool,

    /// Findings only: no summary, no progress
    #[arg(short, long)]
    pub quiet: bool,

    /// Colour
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,

    #[command(flatten)]
    pub speech: Speech,
}

/// Which rules run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct RulesArgs {
    /// Only these: codes, names, beginnings of codes, or ALL; commas between
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,

    /// These besides
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub extend_select: Vec<String>,

    /// Not these
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// The settings; without it, brevsmed.toml in the folder of the first path or above
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,

    /// Without settings
    #[arg(long)]
    pub isolated: bool,
}

/// What the run comes to.
#[derive(Debug, Args)]
#[command(next_help_heading = "Outcome")]
pub(super) struct OutcomeArgs {
    /// Known findings; without it, what the settings say
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write the findings of now as the known ones
    #[arg(long)]
    pub write_baseline: bool,

    /// Take known findings that are there no more out of the baseline
    #[arg(long, conflicts_with = "write_baseline")]
    pub prune_baseline: bool,

    /// From which severity on the run fails; without it, what the settings say, else error
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailWord>,

    /// Fail at more warnings than these
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,

    /// End with 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,

    /// The day that exceptions end by: 2026-11-21; without it, today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// What is mended.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mending")]
pub(super) struct MendingArgs {
    /// Mend what can be mended without a person, in place
    #[arg(long)]
    pub fix: bool,

    /// With --fix or --diff: mend also what the author should look at
    #[arg(long)]
    pub r#unsafe: bool,

    /// Show what --fix would change, and change nothing
    #[arg(long)]
    pub diff: bool,

    /// Write a copy of a document with the findings as Word comments
    #[arg(long, value_name = "OUT.docx")]
    pub annotate: Option<PathBuf>,
}

/// When findings are in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailWord {
    /// Notes too.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
    /// Nothing.
    Never,
}

/// What stays the same while a run lasts, or a watch.
pub(super) struct Workbench<'s> {
    pub args: &'s ValidateArgs,
    pub configuration: Configuration,
    pub validator: Validator,
    pub cache: Cache,
    pub day: Option<Date>,
}

/// What one run found.
pub(super) struct Ran {
    pub report: Report,
    pub gathered: Gathered,
}

/// Runs the command.
pub(super) fn run(args: &ValidateArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    if args.watch {
        return validate_watch::watch(args, console);
    }
    let workbench = Workbench::of(args, None)?;
    let mut ran = workbench.run()?;
    if args.mending.fix || args.mending.diff {
        let (after, mended) = validate_fix::mend(&workbench, ran)?;
        if args.mending.diff {
            return validate_fix::show(&workbench, &after, &mended, console);
        }
        validate_fix::write(&workbench, &after, &mended, console)?;
        ran = after;
    }
    let ended = workbench.write(&ran, console)?;
    if let Some(to) = &args.mending.annotate {
        validate_fix::write_annotated(&workbench, &ran, to, console)?;
    }
    workbench.keep_baseline(&ran, console)?;
    Ok(ended)
}

impl<'s> Workbench<'s> {
    /// Reads the settings. `cache`: of the run before, in the same watch.
    pub fn of(args: &'s ValidateArgs, cache: Option<Cache>) -> Result<Self, CliError> {
        let configuration = configure(args)?;
        let wishes = Wishes {
            authority: args.authority.clone(),
            without_letters: args.no_letters,
            program: super::validate_cache::program(),
        };
        let settings = configuration.settings.clone();
        let validator = Validator::new(settings, wishes)
            .map_err(|source| CliError::UnknownRule(None, source))?;
        let cache = match cache {
            Some(cache) => cache,
            None if args.no_cache => Cache::in_memory(),
            None => Cache::in_folder(match &args.cache_dir {
                Some(folder) => folder.clone(),
                None => configuration.folder.join(".brevsmed_cache"),
            }),
        };
        let date = args.outcome.date.clone().unwrap_or_else(today);
        let day = read_date(&date).map_err(|source| CliError::Argument("--date", source))?;
        Ok(Workbench { args, configuration, validator, cache, day: Some(day.date()) })
    }

    /// Finds the files and judges them.
    pub fn run(&self) -> Result<Ran, CliError> {
        let gathered = gather(&self.args.paths, &self.configuration)?;
        self.authority_is_there(&gathered)?;
        Ok(self.judge_all(gathered))
    }

    /// Refuses an authority that a bundle does not have: nothing of it would be looked at.
    fn authority_is_there(&self, gathered: &Gathered) -> Result<(), CliError> {
        let Some(code) = &self.args.authority else { return Ok(()) };
        for source in &gathered.sources {
            let Content::Bundle(files) = &source.content else { continue };
            let known: std::collections::BTreeSet<&str> = files
                .keys()
                .filter_map(|name| name.strip_prefix("authorities/")?.split('/').next())
                .collect();
            if !known.contains(code.as_str()) {
                return Err(CliError::NotInBundle {
                    what: ("ingen myndighed".to_owned(), "authority".to_owned()),
                    key: code.clone(),
                    known: known.into_iter().map(str::to_owned).collect(),
                });
            }
        }
        Ok(())
    }

    /// Judges what was found.
    pub fn judge_all(&self, gathered: Gathered) -> Ran {
        let language = self.args.speech.language();
        let progress = Progress::of_documents(gathered.sources.len(), language);
        if self.args.quiet {
            progress.clear();
        }
        let bar = progress.bar();
        let judged: Vec<Judged<'_>> =
            gathered.sources.par_iter().map(|source| self.judge(source, bar)).collect();
        progress.clear();
        let baseline =
            self.configuration.baseline.as_ref().filter(|_| !self.args.outcome.write_baseline);
        let against = Against { day: self.day, baseline };
        let report = conclude(&self.validator, &judged, &against);
        drop(judged);
        Ran { report, gathered }
    }

    /// The judgements of a source: known ones, or made now.
    fn judge<'g>(&self, source: &'g Source, bar: &ProgressBar) -> Judged<'g> {
        let key = self.validator.key(source);
        if let Some(judgements) = self.cache.get(&key) {
            bar.inc(1);
            return Judged { source, judgements, cached: true, held_back: None };
        }
        let opened = source.open();
        let prepared = self.validator.prepare(source, &opened);
        let jobs = self.validator.jobs(&prepared);
        bar.inc_length(jobs.len() as u64);
        let judgements: Vec<Judgement> = jobs
            .par_iter()
            .map(|job| {
                let judgement = self.cache.get(job.key()).and_then(|mut known| known.pop());
                let judgement = judgement.unwrap_or_else(|| {
                    let judgement = job.run(&self.validator);
                    self.cache.put(job.key(), std::slice::from_ref(&judgement));
                    judgement
                });
                bar.inc(1);
                judgement
            })
            .collect();
        bar.inc(1);
        let held_back = prepared.held_back();
        // What was not looked at is told anew each time.
        if held_back.is_none() {
            self.cache.put(&key, &judgements);
        }
        Judged { source, judgements, cached: false, held_back }
    }

    /// Writes the reports and tells how it ended.
    pub fn write(&self, ran: &Ran, console: &mut Console<'_>) -> Result<Exit, CliError> {
        let language = self.args.speech.language();
        validate_write::write(self, ran, console)?;
        for error in &ran.gathered.unread {
            writeln!(console.err, "{}", error.words(language))?;
        }
        if !ran.gathered.unread.is_empty() {
            return Ok(Exit::CouldNotLook);
        }
        if ran.gathered.sources.is_empty() {
            let words = match language {
                crate::diagnostic::MessageLanguage::Danish => {
                    "fejl: her er hverken et bundt eller et Word-dokument at validere"
                }
                crate::diagnostic::MessageLanguage::English => {
                    "error: there is neither a bundle nor a Word document here to validate"
                }
            };
            writeln!(console.err, "{words}")?;
            return Ok(Exit::CouldNotLook);
        }
        Ok(if self.fails(&ran.report) { Exit::Refused } else { Exit::Done })
    }

    /// Whether a report fails the run.
    pub fn fails(&self, report: &Report) -> bool {
        let outcome = &self.args.outcome;
        if outcome.exit_zero || outcome.write_baseline {
            return false;
        }
        let least = match self.fail_on() {
            FailOn::Note => Some(Severity::Note),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Error => Some(Severity::Error),
            FailOn::Never => None,
        };
        let too_bad =
            least.is_some_and(|least| report.open().any(|(_, fault)| fault.severity >= least));
        let warnings = report.count(Severity::Warning);
        too_bad
            || outcome.max_warnings.is_some_and(|most| warnings > most)
            || (least.is_some() && !report.not_looked_at.is_empty())
    }

    /// From which severity on the run fails.
    pub fn fail_on(&self) -> FailOn {
        match self.args.outcome.fail_on {
            Some(FailWord::Note) => FailOn::Note,
            Some(FailWord::Warning) => FailOn::Warning,
            Some(FailWord::Error) => FailOn::Error,
            Some(FailWord::Never) => FailOn::Never,
            None => self.validator.settings().fail_on,
        }
    }

    /// Whether notes fail the run, so that they are shown.
    pub fn notes_fail(&self) -> bool {
        self.fail_on() == FailOn::Note
    }

    /// Whether colours are shown.
    pub fn colored(&self) -> bool {
        match self.args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                self.args.output.is_none()
                    && std::io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }

    /// Writes or prunes the baseline where that is asked for.
    fn keep_baseline(&self, ran: &Ran, console: &mut Console<'_>) -> Result<(), CliError> {
        let outcome = &self.args.outcome;
        if !outcome.write_baseline && !outcome.prune_baseline {
            return Ok(());
        }
        let path = &self.configuration.baseline_path;
        let now = Baseline::of(&ran.report, |path| ran.gathered.relative(path));
        let baseline = match &self.configuration.baseline {
            Some(known) if outcome.prune_baseline => {
                let looked: std::collections::BTreeSet<String> =
                    ran.report.files.iter().map(|file| ran.gathered.relative(&file.path)).collect();
                let folder = &self.configuration.folder;
                known.pruned(&now, |file| looked.contains(file), |file| folder.join(file).exists())
            }
            // There is nothing to prune.
            None if outcome.prune_baseline => return Ok(()),
            _ => now,
        };
        std::fs::write(path, baseline.write())
            .map_err(|source| CliError::Write(path.clone(), source))?;
        let count = baseline.len();
        let words = match self.args.speech.language() {
            crate::diagnostic::MessageLanguage::Danish => {
                format!("skrev {} · {count} kendte fund", path.display())
            }
            crate::diagnostic::MessageLanguage::English => {
                format!("wrote {} · {count} known findings", path.display())
            }
        };
        if !self.args.quiet {
            writeln!(console.err, "{words}")?;
        }
        Ok(())
    }
}
