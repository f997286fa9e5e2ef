//! What was published, told to every node: through the process on SQLite, by LISTEN and NOTIFY on PostgreSQL.

use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use sqlx::{Any, Transaction};
use tokio::sync::broadcast;

use super::{Engine, Realm, StoreError};

/// The channel on PostgreSQL.
const CHANNEL: &str = "brevsmed";

/// Something that nodes keep in mind is no longer as they know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Something was published, or took effect, in a realm.
    Published(Realm),
    /// Somebody's access changed: a key, a grant, an agreement.
    Access,
    /// The connection was away: anything may have changed.
    Anything,
}

pub(super) async fn notify(
    transaction: &mut Transaction<'static, Any>,
    engine: Engine,
    change: &Change,
) -> Result<(), StoreError> {
    if engine == Engine::Postgres {
        let text = serde_json::to_string(change).unwrap_or_default();
        sqlx::query("SELECT CAST(pg_notify($1, $2) AS TEXT)")
            .bind(CHANNEL)
            .bind(text)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Whoever listens; ends when it is dropped.
#[derive(Debug)]
pub(super) struct Listener(tokio::task::AbortHandle);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Listens for as long as the store is there.
pub(super) fn listen(address: String, sender: broadcast::Sender<Change>) -> Listener {
    let task = tokio::spawn(async move {
        loop {
            if let Ok(mut listener) = PgListener::connect(&address).await
                && listener.listen(CHANNEL).await.is_ok()
            {
                let _ = sender.send(Change::Anything);
                // `None` is a connection that was lost; the listener connects again by itself.
                while let Ok(heard) = listener.try_recv().await {
                    let change = match heard {
                        Some(heard) => {
                            serde_json::from_str(heard.payload()).unwrap_or(Change::Anything)
                        }
                        None => Change::Anything,
                    };
                    let _ = sender.send(change);
                }
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    });
    Listener(task.abort_handle())
}
