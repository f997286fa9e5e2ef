//! The audit trail: one chain a realm, each line with the hash of the one before.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::blob::hex;
use super::care::Anchor;
use super::select::Select;
use super::{Engine, Realm, StoreError, Work};

/// What is to be noted.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub realm: Realm,
    pub action: String,
    pub subject: String,
    pub detail: serde_json::Value,
}

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    /// The realm.
    pub environment: String,
    /// The realm.
    pub authority: String,
    /// Counts the lines of the realm, from 1.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// In which request.
    pub request: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else is to be known, as JSON.
    pub detail: String,
    /// The hash of the line before; of the first line empty.
    pub previous: String,
    /// SHA-256 of this line without its hash, as a JSON array of the fields in this order.
    pub hash: String,
}

/// Which lines are wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only what this one did.
    pub actor: Option<String>,
    /// Only such actions: `template.approved`, or all that begin with `template.`.
    pub action: Option<String>,
    /// Only what was done to this.
    pub subject: Option<String>,
    /// Only lines before this number, for the next page.
    pub before: Option<i64>,
    /// So many at most.
    pub limit: usize,
}

/// What a check of the trail found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// Chains that were checked.
    pub chains: usize,
    /// Lines that were checked.
    pub lines: u64,
    /// The first fault of each chain that has one.
    pub faults: Vec<ChainFault>,
}

/// Where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainFault {
    /// The realm.
    pub realm: Realm,
    /// The line's number.
    pub number: i64,
    /// What is wrong: `missing`, `changed`, `unlinked`.
    pub fault: &'static str,
}

impl AuditLine {
    /// The hash that the line should have.
    pub fn digest(&self) -> String {
        let fields = (
            &self.environment,
            &self.authority,
            self.number,
            &self.at,
            &self.actor,
            &self.request,
            &self.action,
            &self.subject,
            &self.detail,
            &self.previous,
        );
        let text = serde_json::to_vec(&fields).unwrap_or_default();
        hex(&Sha256::digest(text))
    }
}

/// Adds the notes of a work to their chains.
pub(super) async fn append(work: &mut Work, mut notes: Vec<Note>) -> Result<(), StoreError> {
    // All works lock their chains in one order, so that none wait for each other.
    notes.sort_by(|a, b| a.realm.cmp(&b.realm));
    let mut last: Option<(Realm, i64, String)> = None;
    let (at, actor, request) = (work.now().to_string(), work.who().to_owned(), work.request());
    for note in notes {
        let (number, previous) = match &last {
            Some((realm, number, hash)) if *realm == note.realm => (*number, hash.clone()),
            _ => {
                lock(work, &note.realm).await?;
                end(work, &note.realm).await?
            }
        };
        let mut line = AuditLine {
            environment: note.realm.environment.clone(),
            authority: note.realm.authority.clone(),
            number: number + 1,
            at: at.clone(),
            actor: actor.clone(),
            request: request.clone(),
            action: note.action,
            subject: note.subject,
            detail: note.detail.to_string(),
            previous,
            hash: String::new(),
        };
        line.hash = line.digest();
        last = Some((note.realm, line.number, line.hash.clone()));
        sqlx::query(
            "INSERT INTO audit (environment, authority, number, at, actor, request, action, subject, detail, previous, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(line.environment)
        .bind(line.authority)
        .bind(line.number)
        .bind(line.at)
        .bind(line.actor)
        .bind(line.request)
        .bind(line.action)
        .bind(line.subject)
        .bind(line.detail)
        .bind(line.previous)
        .bind(line.hash)
        .execute(&mut *work.transaction)
        .await?;
    }
    Ok(())
}

/// One at a time adds to a chain; on SQLite there is one writer anyway.
async fn lock(work: &mut Work, realm: &Realm) -> Result<(), StoreError> {
    if work.engine == Engine::Postgres {
        sqlx::query("SELECT CAST(pg_advisory_xact_lock(hashtextextended($1, 0)) AS TEXT)")
            .bind(format!("audit {realm}"))
            .execute(&mut *work.transaction)
            .await?;
    }
    Ok(())
}

/// The number and hash of a chain's last line.
async fn end(work: &mut Work, realm: &Realm) -> Result<(i64, String), StoreError> {
    let row = sqlx::query(
        "SELECT number, hash FROM audit WHERE environment = $1 AND authority = $2 ORDER BY number DESC LIMIT 1",
    )
    .bind(realm.environment.clone())
    .bind(realm.authority.clone())
    .fetch_optional(&mut *work.transaction)
    .await?;
    match row {
        Some(row) => Ok((row.try_get("number")?, row.try_get("hash")?)),
        None => Ok((0, String::new())),
    }
}

const COLUMNS: &str = "SELECT environment, authority, number, at, actor, request, action, subject, detail, previous, hash FROM audit";

impl Work {
    /// Lines of a realm's trail, the latest first.
    pub async fn trail(
        &mut self,
        realm: &Realm,
        filter: &AuditFilter,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let mut query = Select::new(COLUMNS);
        query.text(" WHERE environment = ", realm.environment.clone());
        query.text(" AND authority = ", realm.authority.clone());
        if let Some(actor) = &filter.actor {
            query.text(" AND actor = ", actor);
        }
        if let Some(action) = &filter.action {
            let end = if action.ends_with('.') { "\u{10ffff}" } else { "" };
            query.text(" AND action >= ", action).text(" AND action <= ", format!("{action}{end}"));
        }
        if let Some(subject) = &filter.subject {
            query.text(" AND subject = ", subject);
        }
        if let Some(before) = filter.before {
            query.number(" AND number < ", before);
        }
        query.number(
            " ORDER BY number DESC LIMIT ",
            i64::try_from(filter.limit).unwrap_or(i64::MAX),
        );
        let rows = query.rows(self).await?;
        rows.iter().map(line).collect()
    }

    /// Checks every chain from its first line to its last.
    pub async fn check_trail(&mut self) -> Result<ChainReport, StoreError> {
        let chains = sqlx::query(
            "SELECT environment, authority FROM audit GROUP BY environment, authority ORDER BY environment, authority",
        )
        .fetch_all(&mut *self.transaction)
        .await?;
        let mut report = ChainReport { chains: chains.len(), ..ChainReport::default() };
        for chain in chains {
            let realm = Realm::new(
                chain.try_get::<String, _>("environment")?,
                chain.try_get::<String, _>("authority")?,
            );
            if let Some((number, fault)) = self.check_chain(&realm, &mut report.lines).await? {
                report.faults.push(ChainFault { realm, number, fault });
            }
        }
        Ok(report)
    }

    /// The last line of each chain.
    pub async fn anchors(&mut self) -> Result<Vec<Anchor>, StoreError> {
        let rows = sqlx::query(
            "SELECT environment, authority, number, hash FROM audit AS line WHERE number = \
             (SELECT MAX(number) FROM audit WHERE environment = line.environment AND authority = line.authority) \
             ORDER BY environment, authority",
        )
        .fetch_all(&mut *self.transaction)
        .await?;
        let anchor = |row: &AnyRow| {
            let environment: String = row.try_get("environment")?;
            let authority: String = row.try_get("authority")?;
            let realm = Realm { environment, authority };
            Ok(Anchor { realm, number: row.try_get("number")?, hash: row.try_get("hash")? })
        };
        rows.iter().map(anchor).collect()
    }

    /// Compares anchors that were kept elsewhere with the chains: the lines that they name must still be there with their hashes.
    pub async fn check_anchors(
        &mut self,
        anchors: &[Anchor],
    ) -> Result<Vec<ChainFault>, StoreError> {
        let mut faults = Vec::new();
        for anchor in anchors {
            let row = sqlx::query(
                "SELECT hash FROM audit WHERE environment = $1 AND authority = $2 AND number = $3",
            )
            .bind(anchor.realm.environment.clone())
            .bind(anchor.realm.authority.clone())
            .bind(anchor.number)
            .fetch_optional(&mut *self.transaction)
            .await?;
            let hash: Option<String> = row.map(|row| row.try_get("hash")).transpose()?;
            let fault = match hash {
                None => "missing",
                Some(hash) if hash != anchor.hash => "changed",
                Some(_) => continue,
            };
            faults.push(ChainFault { realm: anchor.realm.clone(), number: anchor.number, fault });
        }
        Ok(faults)
    }

    async fn check_chain(
        &mut self,
        realm: &Realm,
        lines: &mut u64,
    ) -> Result<Option<(i64, &'static str)>, StoreError> {
        const AT_ONCE: i64 = 1_000;
        let (mut number, mut previous) = (0_i64, String::new());
        loop {
            let mut query = Select::new(COLUMNS);
            query.text(" WHERE environment = ", realm.environment.clone());
            query.text(" AND authority = ", realm.authority.clone());
            query.number(" AND number > ", number).number(" ORDER BY number LIMIT ", AT_ONCE);
            let rows = query.rows(self).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            for row in &rows {
                let line = line(row)?;
                *lines += 1;
                if line.number != number + 1 {
                    return Ok(Some((number + 1, "missing")));
                }
                if line.digest() != line.hash {
                    return Ok(Some((line.number, "changed")));
                }
                if line.previous != previous {
                    return Ok(Some((line.number, "unlinked")));
                }
                number = line.number;
                previous = line.hash;
            }
        }
    }
}

fn line(row: &AnyRow) -> Result<AuditLine, StoreError> {
    Ok(AuditLine {
        environment: row.try_get("environment")?,
        authority: row.try_get("authority")?,
        number: row.try_get("number")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        request: row.try_get("request")?,
        action: row.try_get("action")?,
        subject: row.try_get("subject")?,
        detail: row.try_get("detail")?,
        previous: row.try_get("previous")?,
        hash: row.try_get("hash")?,
    })
}
