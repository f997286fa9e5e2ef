//! The audit trail, read: of an authority, and of the installation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use super::{RealmPath, default_limit, page_of};
use crate::access::Permission;
use crate::store::{AuditFilter, AuditLine, Moment};

pub(super) fn routes(routes: Routes) -> Routes {
    const ABOUT: &str = "Append-only; each line has the hash of the one before. Who did what to what, when, in which request; no personal data.";
    routes
        .get(
            "/v1/{environment}/{authority}/audit",
            Operation::new(
                "readAudit",
                Permission::ReadAudit,
                "The audit trail of the authority, the latest line first.",
            )
            .about(ABOUT),
            of_authority,
        )
        .get(
            "/v1/audit",
            Operation::new(
                "readInstallationAudit",
                Permission::ReadAudit,
                "The audit trail of the installation: sign-ins, systems, keys.",
            )
            .about(ABOUT),
            of_installation,
        )
}

/// Which lines are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    /// Only what this one did: `person:ID`, `system:ID`, `service`.
    #[serde(default)]
    actor: Option<String>,
    /// Only this action, such as `template.approved`; all that begin with `template.` where it ends with a dot.
    #[serde(default)]
    action: Option<String>,
    /// Only what was done to this.
    #[serde(default)]
    subject: Option<String>,
    /// Only lines before this number: the `next` of the page before.
    #[serde(default)]
    #[schemars(length(max = 19), regex(pattern = r"^[0-9]+$"))]
    after: Option<String>,
    /// So many at most.
    #[serde(default = "default_limit")]
    #[schemars(range(min = 1, max = 200))]
    limit: usize,
}

/// A line of the audit trail.
#[derive(Debug, Serialize, JsonSchema)]
struct LineView {
    /// Counts the lines, from 1.
    number: i64,
    /// When.
    at: Moment,
    /// Who: `person:ID`, `system:ID`, `service`.
    actor: String,
    /// In which request; empty outside of one.
    request: String,
    /// What was done.
    action: String,
    /// To what.
    subject: String,
    /// What else is to be known.
    detail: serde_json::Map<String, serde_json::Value>,
    /// The hash of the line before; of the first line empty.
    previous: String,
    /// The hash of this line.
    hash: String,
}

fn view(line: AuditLine) -> LineView {
    LineView {
        number: line.number,
        at: line.at.parse().unwrap_or_else(|_| Moment::of(jiff::Timestamp::UNIX_EPOCH)),
        actor: line.actor,
        request: line.request,
        action: line.action,
        subject: line.subject,
        detail: serde_json::from_str(&line.detail).unwrap_or_default(),
        previous: line.previous,
        hash: line.hash,
    }
}

async fn of_authority(
    call: Call,
    Path(_): Path<RealmPath>,
    query: Query<AuditQuery>,
) -> Result<Shown<Listed<LineView>>, Problem> {
    of_installation(call, query).await
}

async fn of_installation(
    call: Call,
    Query(query): Query<AuditQuery>,
) -> Result<Shown<Listed<LineView>>, Problem> {
    let limit = page_of(query.limit)?;
    let before = query.after.map(|after| after.parse::<i64>()).transpose().map_err(|_| {
        Problem::of(kinds::INVALID_QUERY)
            .with("field", "after")
            .because("et linjenummer", "the number of a line")
    })?;
    let filter = AuditFilter {
        actor: query.actor,
        action: query.action,
        subject: query.subject,
        before,
        limit: limit + 1,
    };
    let mut work = call.read().await?;
    let mut lines = work.trail(&call.realm, &filter).await?;
    let next = lines.get(limit).and(lines.get(limit - 1)).map(|last| last.number.to_string());
    lines.truncate(limit);
    Ok(Shown::of(Listed { items: lines.into_iter().map(view).collect(), next }))
}
