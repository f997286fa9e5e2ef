//! Validation over HTTP: what is in use, a draft or files that are sent along, judged in the author's terms.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::download::{Download, Reported};
use super::look::{Day, InRealm, edition};
use super::sent::{AsItWouldBe, DOCUMENT, Sent, with_sent, with_version};
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Query, Routes, kinds};
use crate::bundle::{Bundle, Files};
use crate::diagnostic::MessageLanguage;
use crate::policy::Settings;
use crate::report::{Format, Options, write};
use crate::validate::{
    Against, Content, Judged, Opened, Report, Source, Validator, Wishes, conclude,
};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Validation and proof")
        .get(
            "/v1/{environment}/{authority}/validation",
            Operation::new("validateItem", READ, "Judge what is in use, or a version of an item as if it were.")
                .about(
                    "With `item` only that and the letters that it is part of, with `version` as if that version were in use. What was not \
                     looked at in time is said in `not_looked_at`; a report that is clean but for that is not clean.",
                )
                .problems(&[kinds::INVALID]),
            validate_item,
        )
        .post(
            "/v1/{environment}/{authority}/validation",
            Operation::new("validateFiles", READ, "Judge files that are sent along, as if they were in use. Nothing is kept.")
                .about(
                    "Parts are named by their paths in the realm's layer: `templates/brev.docx`, `templates/brev.toml`. A part `document` alone \
                     is judged without a bundle.",
                )
                .problems(&[
                    kinds::NOT_MULTIPART,
                    kinds::MULTIPART_BROKEN,
                    kinds::UNKNOWN_PART,
                    kinds::MISSING_PART,
                    kinds::TOO_LARGE,
                ]),
            validate_files,
        )
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ReportForm {
    /// All that is known, for programs.
    #[default]
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// A page that stands alone.
    Html,
    /// Markdown.
    Markdown,
}

/// What is judged, and how.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ItemQuery {
    /// With what is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// The item: `templates/manglerbrev-generelt`, `elements/kontakt`, `questions`; without it, all.
    #[serde(default)]
    item: Option<String>,
    /// The number of one of the realm's own versions of the item.
    #[serde(default)]
    version: Option<u32>,
    /// `true`: letters of test persons are made and judged too, which takes longer.
    #[serde(default)]
    letters: Option<bool>,
    /// How the report is written.
    #[serde(default)]
    format: Option<ReportForm>,
}

/// How sent files are judged.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FilesQuery {
    /// With what is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// `true`: letters of test persons are made and judged too, which takes longer.
    #[serde(default)]
    letters: Option<bool>,
    /// How the report is written.
    #[serde(default)]
    format: Option<ReportForm>,
}

async fn validate_item(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<ItemQuery>,
) -> Result<Reported, Problem> {
    let edition = edition(&call, query.day).await?;
    if query.version.is_some() && query.item.is_none() {
        return Err(Problem::invalid(
            "version",
            "en udgave er af et emne: sig også `item`",
            "a version is of an item: say `item` too",
        ));
    }
    let would_be = with_version(&call, &edition, query.item.as_deref(), query.version).await?;
    let work = Judging {
        authority: authority_of(&edition.read.bundle, edition.authority()),
        stems: would_be.stems,
        letters: query.letters == Some(true),
        language: call.language,
        day: query.day.map_or_else(|| call.now.day(), |day| day.0),
        patience: patience(&call),
    };
    let form = query.format.unwrap_or_default();
    call.app.workshop.run(move || work.report(Content::Bundle(would_be.files), form)).await?
}

async fn validate_files(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<FilesQuery>,
    mut sent: Sent,
) -> Result<Reported, Problem> {
    let edition = edition(&call, query.day).await?;
    let mut work = Judging {
        authority: None,
        stems: BTreeSet::new(),
        letters: query.letters == Some(true),
        language: call.language,
        day: query.day.map_or_else(|| call.now.day(), |day| day.0),
        patience: patience(&call),
    };
    let form = query.format.unwrap_or_default();
    if let Some(document) = sent.0.remove(DOCUMENT) {
        return call
            .app
            .workshop
            .run(move || work.report(Content::Document(document), form))
            .await?;
    }
    let AsItWouldBe { files, stems } = with_sent(&edition, sent);
    work.stems = stems;
    work.authority = edition.authority().filter(|code| has_files(&files, code)).map(str::to_owned);
    call.app.workshop.run(move || work.report(Content::Bundle(files), form)).await?
}

/// The authority whose view is judged; one without anything of its own has the central one.
fn authority_of(bundle: &Bundle, code: Option<&str>) -> Option<String> {
    let has_own = |code: &&str| bundle.authorities.iter().any(|it| it.code == **code);
    code.filter(has_own).map(str::to_owned)
}

fn has_files(files: &Files, code: &str) -> bool {
    let prefix = format!("authorities/{code}/");
    files.keys().any(|path| path.starts_with(&prefix))
}

/// How long is judged before the rest is left: an answer must be written in time.
fn patience(call: &Call) -> Duration {
    call.app.setup.time_limit / 2
}

/// What is judged, and how.
struct Judging {
    authority: Option<String>,
    stems: BTreeSet<String>,
    letters: bool,
    language: MessageLanguage,
    day: Date,
    patience: Duration,
}

impl Judging {
    fn report(&self, content: Content, form: ReportForm) -> Result<Reported, Problem> {
        let report = self.judge(content)?;
        let (format, media) = match form {
            ReportForm::Json => (Format::Json, "application/json"),
            ReportForm::Sarif => (Format::Sarif, "application/sarif+json"),
            ReportForm::Html => (Format::Html, "text/html; charset=utf-8"),
            ReportForm::Markdown => (Format::Markdown, "text/markdown; charset=utf-8"),
        };
        let options =
            Options { language: self.language, date: Some(self.day), ..Options::default() };
        let bytes = write(&report, format, &options).into_bytes();
        Ok(Reported(Download { media, name: String::new(), bytes }))
    }

    fn judge(&self, content: Content) -> Result<Report, Problem> {
        let begun = Instant::now();
        let wishes = Wishes {
            authority: self.authority.clone(),
            without_letters: !self.letters,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let validator = Validator::new(Settings::default(), wishes).map_err(|_| Problem::ours())?;
        let path = if matches!(content, Content::Document(_)) { "document.docx" } else { "" };
        let source = Source { path: path.to_owned(), relative: path.to_owned(), content };
        let opened = source.open();
        let letters = match &opened {
            Opened::Bundle(_, read) => self.letters_of(&read.bundle),
            Opened::Document(_) => BTreeSet::new(),
        };
        let prepared = validator.prepare(&source, &opened);
        let is_meant = |file: &str, is_letter: bool| {
            file.is_empty()
                || self.stems.is_empty()
                || self.is_meant(file)
                || is_letter && letters.contains(file)
        };
        let (mut judgements, mut left) = (Vec::new(), 0);
        for job in validator.jobs(&prepared) {
            if !is_meant(job.file(), job.is_letter()) {
                continue;
            }
            if begun.elapsed() > self.patience {
                left += 1;
                continue;
            }
            judgements.push(job.run(&validator));
        }
        let held_back = (left > 0).then(|| {
            [
                format!(
                    "{left} dele blev ikke set på, da tiden var gået: spørg om ét emne ad gangen"
                ),
                format!(
                    "{left} parts were not looked at when time was up: ask for one item at a time"
                ),
            ]
        });
        let held_back = prepared.held_back().or(held_back);
        let judged = Judged { source: &source, judgements, cached: false, held_back };
        let against = Against { day: Some(self.day), baseline: None };
        let mut report = conclude(&validator, &[judged], &against);
        if !self.stems.is_empty() {
            report.files.retain(|file| self.is_meant(&file.path) || !file.faults.is_empty());
        }
        Ok(report)
    }

    fn is_meant(&self, file: &str) -> bool {
        file.rsplit_once('.').is_some_and(|(stem, _)| self.stems.contains(stem))
    }

    /// The files of the templates whose letters the items that are meant are part of. A list of the catalogue is part of all.
    fn letters_of(&self, bundle: &Bundle) -> BTreeSet<String> {
        let Some(view) = bundle.view(self.authority.as_deref()) else { return BTreeSet::new() };
        let is_list = |stem: &String| {
            !["templates/", "elements/", "masters/"].iter().any(|folder| stem.contains(folder))
        };
        let all = self.stems.iter().any(is_list);
        let has_element = self.stems.iter().any(|stem| stem.contains("elements/"));
        let is_of = |template: &&crate::bundle::LetterTemplate| {
            let master = template.manifest.master.as_deref().and_then(|key| view.master(key));
            let composed = has_element.then(|| view.compose(template).ok()).flatten();
            let elements = composed.map(|composed| composed.elements).unwrap_or_default();
            all || self.is_meant(&template.file)
                || master.is_some_and(|master| self.is_meant(&master.file))
                || elements.iter().any(|key| {
                    view.element(key).is_some_and(|element| self.is_meant(&element.file))
                })
        };
        view.templates().into_iter().filter(is_of).map(|template| template.file.clone()).collect()
    }
}
