//! Publications: several versions in one act, judged before they are used, and the reports of it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::files::{Bytes, Page, etag_of};
use super::names::{Day, InRealm, OfKey, Paging, WORDS, item, page, realm_path, text};
use super::shown::report_path;
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::diagnostic::MessageLanguage;
use crate::registry::{self, Judged, KeptReport, Plan, Publication, TouchedOverride, Wanted};
use crate::store::{Kept, Listing, Moment};

/// How often a publication is planned anew when others publish at the same time.
const TRIES: usize = 5;
/// Faults that a refusal tells; the report has all.
const TOLD: usize = 50;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = Permission::ReadTemplates;
    routes
        .group("Publications")
        .post(
            "/v1/{environment}/{authority}/publications",
            Operation::new(
                "publish",
                Permission::ApproveTemplates,
                "Publishes approved versions, together, from a day on.",
            )
            .about(
                "The edition is validated and proved as it would be on that day. Errors that are not there \
                 today stop it, unless `accept_errors` says why they are accepted; the reason is kept with the versions and \
                 their report. All versions take effect together or none does.",
            )
            .problems(&[
                kinds::NOT_FOUND,
                kinds::INVALID,
                kinds::WRONG_STAGE,
                kinds::CHANGED,
                kinds::RESPONSIBILITY_ACK_REQUIRED,
                kinds::PUBLICATION_REFUSED,
                kinds::BUSY,
            ]),
            publish,
        )
        .get(
            "/v1/{environment}/{authority}/publications",
            Operation::new("listPublications", read, "What was published, the latest first.")
                .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/publications/{key}",
            Operation::new("showPublication", read, "A publication.").problems(&[kinds::NOT_FOUND]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/reports/{key}",
            Operation::new("showReport", read, "A report of validation and proof, for programs.")
                .about("The same JSON as `brevsmed validate --format json`, in the language asked for.")
                .problems(&[kinds::NOT_FOUND]),
            report,
        )
        .get(
            "/v1/{environment}/{authority}/reports/{key}/page",
            Operation::new("showReportPage", read, "A report as a page, for people.")
                .problems(&[kinds::NOT_FOUND]),
            report_page,
        )
}

/// What is to be published.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPublication {
    /// The versions: a question with its template, say.
    #[schemars(length(min = 1, max = 100))]
    versions: Vec<WantedVersion>,
    /// The first day on which they are used, today at the earliest; without it today.
    from: Option<Day>,
    /// Why.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    reason: String,
    /// Why errors are accepted.
    #[schemars(length(min = 1, max = 2000))]
    accept_errors: Option<String>,
}

/// A version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WantedVersion {
    /// The item: `templates/manglerbrev-generelt`.
    #[schemars(length(min = 1, max = 200))]
    item: String,
    /// The version's number.
    number: u32,
    /// The revision that was read: another is refused.
    revision: Option<i64>,
}

/// A publication.
#[derive(Debug, Serialize, JsonSchema)]
struct PublicationShown {
    /// The key.
    key: String,
    /// What was published.
    versions: Vec<PublishedVersion>,
    /// The first day on which it is used.
    from: Day,
    /// Who did it.
    who: String,
    /// When.
    at: Moment,
    /// Why.
    reason: String,
    /// Errors that are new.
    errors: u32,
    /// Warnings that are new.
    warnings: u32,
    /// Notes that are new.
    notes: u32,
    /// The path of the report.
    report: String,
    /// Why errors were accepted, where they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<String>,
    /// Of the central office: overrides that are concerned. Each has its follow-up task.
    overrides: Vec<TouchedOverride>,
    /// Of the central office: keys of the templates whose letters change.
    letters: Vec<String>,
}

/// A version that was published.
#[derive(Debug, Serialize, JsonSchema)]
struct PublishedVersion {
    /// The item.
    item: String,
    /// The version's number.
    number: u32,
}

fn publication(kept: &Kept<Publication>) -> PublicationShown {
    let it = &kept.document;
    PublicationShown {
        key: kept.key.clone(),
        versions: it
            .versions
            .iter()
            .map(|(item, number)| PublishedVersion { item: item.to_string(), number: *number })
            .collect(),
        from: Day(it.from),
        who: it.who.clone(),
        at: it.at,
        reason: it.reason.clone(),
        errors: it.errors,
        warnings: it.warnings,
        notes: it.notes,
        report: report_path(&kept.realm, &it.report),
        accepted: it.accepted.clone(),
        overrides: it.overrides.clone(),
        letters: it.letters.clone(),
    }
}

async fn publish(
    call: Call,
    Path(_): Path<InRealm>,
    Body(new): Body<NewPublication>,
) -> Result<Made<PublicationShown>, Problem> {
    let wanted = wanted(&new)?;
    let today = call.now.day();
    let from = new.from.map_or(today, |day| day.0);
    for _ in 0..TRIES {
        let mut work = call.read().await?;
        let plan = registry::plan(&mut work, &call.realm, &wanted, from, today).await?;
        drop(work);
        let (plan, judged) = judge(&call, plan).await?;
        if judged.errors > 0 && new.accept_errors.is_none() {
            return Err(refused(&call, &judged).await?);
        }
        let mut work = call.write().await?;
        let report = registry::keep_report(&mut work, &call.realm, &judged).await?;
        let id = uuid::Uuid::now_v7().to_string();
        let why = (new.reason.as_str(), new.accept_errors.as_deref());
        let made = registry::publish(&mut work, &plan, &judged, &report, &id, why).await?;
        let Some(kept) = made else { continue };
        let location = format!("{}/publications/{id}", realm_path(&call));
        let body = publication(&kept);
        let made = call.made(work, Made { location, revision: None, body }).await?;
        call.app.editions.forget(Some(&call.realm));
        return Ok(made);
    }
    Err(Problem::of(kinds::BUSY))
}

fn wanted(new: &NewPublication) -> Result<Vec<Wanted>, Problem> {
    text("reason", &new.reason, (0, WORDS))?;
    if let Some(why) = &new.accept_errors {
        text("accept_errors", why, (1, WORDS))?;
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for one in &new.versions {
        let item = item(&one.item)?;
        if wanted.iter().any(|other| other.item == item) {
            return Err(Problem::invalid(
                "versions",
                format!("`{item}` er nævnt to gange"),
                format!("`{item}` is named twice"),
            ));
        }
        wanted.push(Wanted { item, number: one.number, revision: one.revision });
    }
    if wanted.is_empty() || wanted.len() > 100 {
        return Err(Problem::invalid("versions", "1 til 100 udgaver", "1 to 100 versions"));
    }
    Ok(wanted)
}

async fn judge(call: &Call, plan: Plan) -> Result<(Arc<Plan>, Judged), Problem> {
    let judge = Arc::clone(&call.app.editions.judge);
    let plan = Arc::new(plan);
    let planned = Arc::clone(&plan);
    let judged = call
        .app
        .workshop
        .run(move || {
            let items: Vec<_> =
                planned.versions.iter().map(|kept| kept.document.item.clone()).collect();
            judge.judge(Some(&planned.before), &planned.after, &items, planned.from)
        })
        .await??;
    Ok((plan, judged))
}

/// Keeps the report, and tells of its errors.
pub(super) async fn refused(call: &Call, judged: &Judged) -> Result<Problem, Problem> {
    let mut work = call.write().await?;
    let report = registry::keep_report(&mut work, &call.realm, judged).await?;
    let detail = serde_json::json!({ "errors": judged.errors });
    work.note(&call.realm, "publication.refused", report.key.clone(), detail);
    work.commit().await?;
    let text = match call.language {
        MessageLanguage::Danish => &judged.json[0],
        MessageLanguage::English => &judged.json[1],
    };
    let parsed: Json = serde_json::from_str(text).unwrap_or_default();
    let is_error = |fault: &&Json| fault["severity"] == "error" && fault.get("accepted").is_none();
    let faults = parsed["faults"].as_array().into_iter().flatten().filter(is_error);
    let told: Vec<Json> = faults
        .take(TOLD)
        .map(|fault| {
            let keys = ["code", "name", "message", "help", "file", "line", "place", "letter"];
            let of = |key: &&str| Some(((*key).to_owned(), fault.get(*key)?.clone()));
            Json::Object(keys.iter().filter_map(of).collect())
        })
        .collect();
    let count = judged.errors;
    Ok(Problem::of(kinds::PUBLICATION_REFUSED)
        .because(format!("{count} fejl er nye"), format!("{count} errors are new"))
        .with("errors", count)
        .with("faults", told)
        .with("report", report_path(&call.realm, &report.key)))
}

async fn list(
    call: Call,
    Path(_): Path<InRealm>,
    Query(paging): Query<Paging>,
) -> Result<Shown<Listed<PublicationShown>>, Problem> {
    let listing = Listing {
        after: paging.after,
        backwards: true,
        limit: page(paging.limit)?,
        ..Listing::of(&call.realm)
    };
    let mut work = call.read().await?;
    let found = work.list::<Publication>(&listing).await?;
    let items = found.items.iter().map(publication).collect();
    Ok(Shown::of(Listed { items, next: found.next }))
}

async fn show(call: Call, Path(path): Path<OfKey>) -> Result<Shown<PublicationShown>, Problem> {
    let mut work = call.read().await?;
    let found = work.get::<Publication>(&call.realm, &path.key).await?;
    found.map(|kept| Shown::of(publication(&kept))).ok_or_else(nothing)
}

fn nothing() -> Problem {
    Problem::not_found("der er intet under den nøgle her", "there is nothing under that key here")
}

/// A form of a report in the caller's language, unless the caller has it.
async fn form(
    call: &Call,
    key: &str,
    form: &str,
    headers: &axum::http::HeaderMap,
) -> Result<(String, Option<Vec<u8>>), Problem> {
    let mut work = call.read().await?;
    let report = work.get::<KeptReport>(&call.realm, key).await?.ok_or_else(nothing)?;
    let name = match call.language {
        MessageLanguage::Danish => form.to_owned(),
        MessageLanguage::English => format!("{form}-en"),
    };
    let hash = report.document.forms.get(&name).ok_or_else(nothing)?.clone();
    if etag_of(headers, &hash) {
        return Ok((hash, None));
    }
    let bytes = work.blob(&hash).await?.ok_or_else(nothing)?;
    Ok((hash, Some(bytes)))
}

/// A report as JSON.
#[derive(Debug)]
pub(super) struct ReportJson;

impl super::files::Media for ReportJson {
    const TYPES: &'static [&'static str] = &["application/json"];
}

async fn report(
    call: Call,
    Path(path): Path<OfKey>,
    headers: axum::http::HeaderMap,
) -> Result<Bytes<ReportJson>, Problem> {
    Ok(match form(&call, &path.key, "json", &headers).await? {
        (hash, Some(bytes)) => Bytes::of("application/json", bytes).tagged(&hash),
        (hash, None) => Bytes::unchanged(&hash),
    })
}

async fn report_page(
    call: Call,
    Path(path): Path<OfKey>,
    headers: axum::http::HeaderMap,
) -> Result<Bytes<Page>, Problem> {
    Ok(match form(&call, &path.key, "html", &headers).await? {
        (hash, Some(bytes)) => Bytes::html(bytes).tagged(&hash),
        (hash, None) => Bytes::unchanged(&hash),
    })
}
