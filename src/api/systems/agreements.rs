//! Service agreements, read: a list, and one with what was said about it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use super::{default_limit, page_of};
use crate::access::{
    Agreement, AgreementState, Comment, Decision, Identity, Permission, ServiceName,
    se_number_adds_up,
};
use crate::store::{Kept, Moment, Work};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/agreements",
            Operation::new(
                "listAgreements",
                Permission::ReadAgreements,
                "Service agreements of the authority.",
            )
            .about("A case system sees its own."),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/agreements/{agreement}",
            Operation::new(
                "showAgreement",
                Permission::ReadAgreements,
                "A service agreement, with what was said about it.",
            )
            .problems(&[kinds::NOT_FOUND]),
            show,
        )
}

/// A service agreement.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AgreementView {
    /// The id.
    id: String,
    /// The name: `SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune`.
    name: String,
    /// The id of the system.
    system: String,
    /// The service.
    service: ServiceName,
    /// The version of the service.
    version: u32,
    /// Fields that the system may use; `Borger.*` for all that begin so; empty for all.
    fields: Vec<String>,
    /// What for.
    purpose: String,
    /// The authority's SE number.
    se_number: String,
    /// The first day.
    #[schemars(with = "String", extend("format" = "date"))]
    from: Date,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    until: Option<Date>,
    /// The id of the agreement that it renews; absent for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    renews: Option<String>,
    /// Where it is in its life.
    state: AgreementState,
    /// It holds today.
    in_force: bool,
    /// Its end is near.
    ends_soon: bool,
    /// The SE number does not add up: look twice. Some in use do not.
    se_number_is_odd: bool,
    /// Who asked for it: `person:ID` or `system:ID`.
    requested_by: String,
    /// When.
    requested: Moment,
    /// How it was decided last.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// What was said about it, oldest first.
    comments: Vec<Comment>,
}

pub(super) fn view(kept: &Kept<Agreement>, call: &Call) -> AgreementView {
    let Agreement { terms, state, requested_by, decision, comments, .. } = kept.document.clone();
    AgreementView {
        id: kept.key.clone(),
        in_force: kept.document.in_force(call.now),
        ends_soon: kept.document.ends_within(call.now, call.app.setup.access.warning_days),
        se_number_is_odd: !se_number_adds_up(&terms.se_number),
        requested: kept.made_at,
        name: terms.name,
        system: terms.system,
        service: terms.service,
        version: terms.version,
        fields: terms.fields,
        purpose: terms.purpose,
        se_number: terms.se_number,
        from: terms.from,
        until: terms.until,
        renews: terms.renews,
        state,
        requested_by,
        decision,
        comments,
    }
}

/// Which agreements are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AgreementsQuery {
    /// Only of this system.
    #[serde(default)]
    system: Option<String>,
    /// Only in this state.
    #[serde(default)]
    state: Option<AgreementState>,
    /// Only those after this one: the `next` of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most.
    #[serde(default = "default_limit")]
    #[schemars(range(min = 1, max = 200))]
    limit: usize,
}

#[derive(Deserialize, JsonSchema)]
pub(super) struct AgreementsPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code.
    #[serde(rename = "authority")]
    _authority: String,
}

#[derive(Deserialize, JsonSchema)]
pub(super) struct AgreementPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code.
    #[serde(rename = "authority")]
    _authority: String,
    /// The id of the agreement.
    pub agreement: String,
}

/// An agreement of the realm; a case system finds its own only.
pub(super) async fn find(
    work: &mut Work,
    call: &Call,
    id: &str,
) -> Result<Kept<Agreement>, Problem> {
    let kept = work.get::<Agreement>(&call.realm, id).await?;
    let kept = kept.filter(|kept| match &call.caller.identity {
        Identity::System(system) => kept.document.terms.system == *system,
        _ => true,
    });
    kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))
}

async fn list(
    call: Call,
    Path(_): Path<AgreementsPath>,
    Query(query): Query<AgreementsQuery>,
) -> Result<Shown<Listed<AgreementView>>, Problem> {
    let limit = page_of(query.limit)?;
    let system = match &call.caller.identity {
        Identity::System(own) => Some(own.clone()),
        _ => query.system,
    };
    let mut work = call.read().await?;
    let page =
        Agreement::page(&mut work, &call.realm, system, query.state, query.after, limit).await?;
    let items = page.items.iter().map(|kept| view(kept, &call)).collect();
    Ok(Shown::of(Listed { items, next: page.next }))
}

async fn show(
    call: Call,
    Path(path): Path<AgreementPath>,
) -> Result<Shown<AgreementView>, Problem> {
    let mut work = call.read().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    Ok(Shown { revision: Some(kept.revision), body: view(&kept, &call) })
}
