//! What was answered under an idempotency key: the same request again gets the same answer.

use sqlx::Row;

use super::document::moment;
use super::{Moment, StoreError, Work};

/// An answer that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// SHA-256 of what was asked.
    pub fingerprint: String,
    /// The HTTP status.
    pub status: u16,
    /// The `Location` of what was made; empty without one.
    pub location: String,
    /// The body as JSON. Of a letter only what it can be found by; never a secret.
    pub body: String,
    /// When it was answered.
    pub made_at: Moment,
}

impl Work {
    /// What was answered to a caller under a key.
    pub async fn answered(
        &mut self,
        caller: &str,
        key: &str,
    ) -> Result<Option<Answered>, StoreError> {
        let row = sqlx::query(
            "SELECT fingerprint, status, location, body, made_at FROM answered WHERE caller = $1 AND key = $2",
        )
        .bind(caller.to_owned())
        .bind(key.to_owned())
        .fetch_optional(&mut *self.transaction)
        .await?;
        row.map(|row| {
            Ok(Answered {
                fingerprint: row.try_get("fingerprint")?,
                status: u16::try_from(row.try_get::<i64, _>("status")?).unwrap_or(200),
                location: row.try_get("location")?,
                body: row.try_get("body")?,
                made_at: moment(row.try_get("made_at")?),
            })
        })
        .transpose()
    }

    /// Remembers an answer until it is `due`. `false` when there is one already: then this work must not be committed.
    pub async fn remember(
        &mut self,
        caller: &str,
        key: &str,
        answer: &Answered,
        due: Moment,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO answered (caller, key, fingerprint, status, location, body, made_at, due) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(caller.to_owned())
        .bind(key.to_owned())
        .bind(answer.fingerprint.clone())
        .bind(i64::from(answer.status))
        .bind(answer.location.clone())
        .bind(answer.body.clone())
        .bind(answer.made_at.to_string())
        .bind(due.to_string())
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets answers whose time is up, and says how many.
    pub async fn forget_answers(&mut self) -> Result<u64, StoreError> {
        let now = self.now().to_string();
        let done = sqlx::query("DELETE FROM answered WHERE due <= $1")
            .bind(now)
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected())
    }
}
