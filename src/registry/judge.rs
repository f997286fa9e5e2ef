//! Judging what would be in use: validation and proof over a whole edition, and what of it is new.
//!
//! A fault that is in use already is no reason to refuse something else: the edition is judged as it is without what is to be
//! published, and what is found there is known. Judgements are kept by the hash of what they hang on, so that only the letters that
//! change are made again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::item::{ItemKind, ItemName};
use super::version::Verdict;
use crate::bundle::{self, Files};
use crate::diagnostic::{MessageLanguage, Severity};
use crate::policy::{Settings, SettingsError};
use crate::report::{self, Format, Options};
use crate::store::{Document, Kept, Moment, Realm, StoreError, Work};
use crate::validate::{
    Against, Baseline, Content, Judged as JudgedSource, Judgement, Report, SETTINGS, Source,
    UnknownRule, Validator, Wishes, conclude,
};

/// Judgements that are kept.
const KEPT: usize = 4_096;

/// Judges editions, and remembers what it judged.
#[derive(Default)]
pub struct Judge {
    memory: Mutex<HashMap<String, Arc<Judgement>>>,
}

/// Why nothing could be judged.
#[derive(Debug, Error)]
pub enum JudgeError {
    /// `brevsmed.toml` cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// `brevsmed.toml` names a rule that there is not.
    #[error(transparent)]
    Rule(#[from] UnknownRule),
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Errors that are new.
    pub errors: u32,
    /// Warnings that are new.
    pub warnings: u32,
    /// Notes that are new.
    pub notes: u32,
    /// Letters that were made and judged.
    pub letters: u32,
    /// Keys of the central templates whose letters change.
    pub touched: Vec<String>,
    /// The report, in Danish and English: as JSON.
    pub json: [String; 2],
    /// The same as pages.
    pub html: [String; 2],
}

impl Judge {
    /// Judges the files of an edition against what they were before. `items` are those that change. It takes time: call it where
    /// blocking is allowed.
    ///
    /// # Errors
    ///
    /// When the settings among the files cannot be used.
    pub fn judge(
        &self,
        before: Option<&Files>,
        after: &Files,
        items: &[ItemName],
        day: Date,
    ) -> Result<Judged, JudgeError> {
        let known = match before {
            // A bundle that is wrong already says nothing that could be held against.
            Some(files) if files.contains_key("bundle.toml") => {
                let report = self.report(files, day, None)?;
                Some(Baseline::of(&report, str::to_owned))
            }
            _ => None,
        };
        let report = self.report(after, day, known.as_ref())?;
        let languages = [MessageLanguage::Danish, MessageLanguage::English];
        let write = |format| {
            languages.map(|language| {
                let options =
                    Options { language, date: Some(day), accepted: true, ..Options::default() };
                report::write(&report, format, &options)
            })
        };
        let count = |severity| u32::try_from(report.count(severity)).unwrap_or(u32::MAX);
        Ok(Judged {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            letters: u32::try_from(report.totals.letters).unwrap_or(u32::MAX),
            touched: touched(after, items),
            json: write(Format::Json),
            html: write(Format::Html),
        })
    }

    fn report(
        &self,
        files: &Files,
        day: Date,
        baseline: Option<&Baseline>,
    ) -> Result<Report, JudgeError> {
        let settings = match files.get(SETTINGS) {
            Some(bytes) => Settings::read(&String::from_utf8_lossy(bytes))?,
            None => Settings::default(),
        };
        let wishes = Wishes { program: env!("CARGO_PKG_VERSION").to_owned(), ..Wishes::default() };
        let validator = Validator::new(settings, wishes)?;
        let source = Source {
            path: String::new(),
            relative: String::new(),
            content: Content::Bundle(files.clone()),
        };
        let opened = source.open();
        let prepared = validator.prepare(&source, &opened);
        let judgements = validator
            .jobs(&prepared)
            .iter()
            .map(|job| {
                if let Some(known) = self.known(job.key()) {
                    return Judgement::clone(&known);
                }
                let judgement = job.run(&validator);
                self.remember(job.key(), &judgement);
                judgement
            })
            .collect();
        let held_back = prepared.held_back();
        let judged = JudgedSource { source: &source, judgements, cached: false, held_back };
        Ok(conclude(&validator, &[judged], &Against { day: Some(day), baseline }))
    }

    fn known(&self, key: &str) -> Option<Arc<Judgement>> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.get(key).map(Arc::clone)
    }

    fn remember(&self, key: &str, judgement: &Judgement) {
        if key.is_empty() {
            return;
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() >= KEPT {
            memory.clear();
        }
        memory.insert(key.to_owned(), Arc::new(judgement.clone()));
    }
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Judge").finish_non_exhaustive()
    }
}

/// The central templates in whose letters one of the items is.
fn touched(files: &Files, items: &[ItemName]) -> Vec<String> {
    let read = bundle::read(files);
    let Some(view) = read.bundle.view(None) else { return Vec::new() };
    let of =
        |kind: ItemKind, key: &str| items.iter().any(|item| item.kind == kind && item.key == key);
    let templates = view.templates().into_iter().filter(|template| {
        let manifest = &template.manifest;
        of(ItemKind::Template, &manifest.key)
            || manifest.master.as_deref().is_some_and(|key| of(ItemKind::Master, key))
            || items.iter().any(|item| item.kind == ItemKind::Element)
                && view.compose(template).is_ok_and(|composed| {
                    composed.elements.iter().any(|key| of(ItemKind::Element, key))
                })
    });
    templates.map(|template| template.manifest.key.clone()).collect()
}

/// A report that is kept. Its key is the SHA-256 of its Danish JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeptReport {
    /// When it was made.
    pub at: Moment,
    /// Errors that nothing accepts.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
    /// Letters of test persons that were made and judged.
    pub letters: u32,
    /// The blobs of its forms: `json` and `html` in Danish, `json-en` and `html-en`.
    pub forms: std::collections::BTreeMap<String, String>,
}

impl Document for KeptReport {
    const KIND: &'static str = "report";
    const HISTORY: bool = false;
}

/// Keeps a report with its realm.
pub async fn keep_report(
    work: &mut Work,
    realm: &Realm,
    judged: &Judged,
) -> Result<Kept<KeptReport>, StoreError> {
    let mut forms = std::collections::BTreeMap::new();
    for (name, text) in ["json", "json-en"].iter().zip(&judged.json) {
        forms.insert((*name).to_owned(), work.keep(text.as_bytes()).await?);
    }
    for (name, text) in ["html", "html-en"].iter().zip(&judged.html) {
        forms.insert((*name).to_owned(), work.keep(text.as_bytes()).await?);
    }
    let key = forms.get("json").cloned().unwrap_or_default();
    if let Some(kept) = work.get::<KeptReport>(realm, &key).await? {
        return Ok(kept);
    }
    let report = KeptReport {
        at: work.now(),
        errors: judged.errors,
        warnings: judged.warnings,
        notes: judged.notes,
        letters: judged.letters,
        forms,
    };
    work.insert(realm, &key, report).await
}

impl Judged {
    /// The verdict, with the report as it was kept.
    pub fn verdict(&self, report: &Kept<KeptReport>, accepted: Option<String>) -> Verdict {
        Verdict {
            errors: self.errors,
            warnings: self.warnings,
            notes: self.notes,
            report: report.key.clone(),
            accepted,
        }
    }
}
