//! What validation says of one item as it would be among all else that is in use.

use std::collections::BTreeMap;

use super::item::ItemName;
use super::judge::Judged;
use crate::bundle::Files;
use crate::diagnostic::{MessageLanguage, Severity};
use crate::policy::Settings;
use crate::report::{self, Format};
use crate::validate::{
    Against, FileReport, Judged as JudgedSource, SETTINGS, Source, Validator, Wishes, conclude,
};

/// What was found in an item.
#[derive(Clone, Debug)]
pub struct Checked {
    /// How much, with the report.
    pub judged: Judged,
    /// The files of the item, with their faults.
    pub files: Vec<FileReport>,
}

/// Judges an item of an authority as part of an edition: its own files, and the letters that it makes with their master and elements. No
/// letters of test persons are made: that is for publishing. It takes a processor's time.
///
/// `None` where the settings among the files cannot be used.
pub fn check_item(
    edition: &Files,
    authority: &str,
    item: &ItemName,
    files: &BTreeMap<String, Vec<u8>>,
) -> Option<Checked> {
    let stem = format!("authorities/{authority}/{item}");
    let mut all = edition.clone();
    let title = format!("authorities/{authority}/authority.toml");
    // An authority that had nothing of its own becomes one by this item.
    all.entry(title).or_insert_with(|| format!("name = \"{authority}\"\n").into_bytes());
    for (extension, bytes) in files {
        all.insert(format!("{stem}.{extension}"), bytes.clone());
    }
    let source = Source {
        path: String::new(),
        relative: String::new(),
        content: crate::validate::Content::Bundle(all),
    };
    let wishes = Wishes {
        authority: Some(authority.to_owned()),
        without_letters: true,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let settings = match edition.get(SETTINGS) {
        Some(bytes) => Settings::read(&String::from_utf8_lossy(bytes)).ok()?,
        None => Settings::default(),
    };
    let validator = Validator::new(settings, wishes).ok()?;
    let opened = source.open();
    let prepared = validator.prepare(&source, &opened);
    let jobs = validator.jobs(&prepared);
    let meant = |file: &str| file.rsplit_once('.').is_some_and(|(own, _)| own == stem);
    let judgements = jobs
        .iter()
        .filter(|job| job.file().is_empty() || meant(job.file()))
        .map(|job| job.run(&validator))
        .collect();
    let judged = JudgedSource {
        source: &source,
        judgements,
        held_back: prepared.held_back(),
        cached: false,
    };
    let mut report = conclude(&validator, &[judged], &Against::default());
    report.files.retain(|file| meant(&file.path));
    let count = |severity| u32::try_from(report.count(severity)).unwrap_or(u32::MAX);
    let write = |format| {
        [MessageLanguage::Danish, MessageLanguage::English].map(|language| {
            let options = report::Options { language, accepted: true, ..Default::default() };
            report::write(&report, format, &options)
        })
    };
    let judged = Judged {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        letters: 0,
        touched: Vec::new(),
        json: write(Format::Json),
        html: write(Format::Html),
    };
    Some(Checked { judged, files: report.files })
}
