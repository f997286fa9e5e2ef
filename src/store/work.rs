//! A unit of work: everything that one request changes, together or not at all.

use sqlx::{Any, Transaction};
use tokio::sync::{OwnedMutexGuard, broadcast};

use super::audit::{self, Note};
use super::changes::{self, Change};
use super::{Engine, Moment, Realm, Store, StoreError};

/// In whose name something is done, and when.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Who: `person:ID`, `system:ID`, `service` for what the service does by itself.
    pub who: String,
    /// The request that it belongs to; empty outside of one.
    pub request: String,
    /// When.
    pub now: Moment,
}

/// A unit of work. Dropped without [`Work::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Work {
    pub(super) transaction: Transaction<'static, Any>,
    pub(super) engine: Engine,
    hand: Hand,
    notes: Vec<Note>,
    changes: Vec<Change>,
    sender: broadcast::Sender<Change>,
    /// Last, so that the next writer's turn comes when the transaction has ended.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Work {
    pub(super) fn of(
        store: &Store,
        transaction: Transaction<'static, Any>,
        hand: Hand,
        turn: Option<OwnedMutexGuard<()>>,
    ) -> Self {
        Work {
            transaction,
            engine: store.engine,
            hand,
            notes: Vec::new(),
            changes: Vec::new(),
            sender: store.changes.clone(),
            _turn: turn,
        }
    }

    /// When it is done.
    pub fn now(&self) -> Moment {
        self.hand.now
    }

    /// Who does it.
    pub fn who(&self) -> &str {
        &self.hand.who
    }

    /// The request that it belongs to.
    pub(super) fn request(&self) -> String {
        self.hand.request.clone()
    }

    /// Notes in the audit trail what is done: an action such as `template.approved`, what it is done to, and what else is to be known
    /// of it. No personal data: keys, hashes, reasons.
    pub fn note(
        &mut self,
        realm: &Realm,
        action: &str,
        subject: impl Into<String>,
        detail: serde_json::Value,
    ) {
        self.notes.push(Note {
            realm: realm.clone(),
            action: action.to_owned(),
            subject: subject.into(),
            detail,
        });
    }

    /// Tells all nodes, once it is committed, that something was published.
    pub fn announce(&mut self, change: Change) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// Makes it so.
    ///
    /// # Errors
    ///
    /// When the database fails or another was faster; then nothing of it happened.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let notes = std::mem::take(&mut self.notes);
        // Last, since the chain of a realm is locked from its line to the commit.
        audit::append(&mut self, notes).await?;
        for change in &self.changes {
            changes::notify(&mut self.transaction, self.engine, change).await?;
        }
        let Work { transaction, changes, sender, .. } = self;
        transaction.commit().await?;
        for change in changes {
            // This node hears it before it answers, on PostgreSQL too, whose notice comes later. Nobody may be listening.
            let _ = sender.send(change);
        }
        Ok(())
    }
}
