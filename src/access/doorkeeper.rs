//! The doorkeeper: finds out who calls, and keeps it in mind for some seconds.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use super::authenticate::{AuthenticationError, Credential, Shown, authenticate};
use super::caller::Caller;
use super::identity::Tokens;
use super::secret;
use crate::config::AccessSettings;
use crate::store::{Change, Moment, Store};

/// How long an answer may be old, in seconds, where another node has changed access and could not say so.
const MEMORY_SECONDS: i64 = 3;
/// Callers that are kept in mind at most.
const MEMORY: usize = 10_000;

/// Finds out who calls.
///
/// A caller is kept in mind for some seconds, or until [`Change::Access`] is heard, or [`Doorkeeper::forget`] is called by whoever
/// changed access on this node. A refusal is never kept.
#[derive(Debug)]
pub struct Doorkeeper {
    pub(super) settings: AccessSettings,
    pub(super) tokens: Tokens,
    memory: Mutex<Memory>,
}

#[derive(Debug)]
struct Memory {
    /// Counts what was forgotten, so that what was read before is not kept after.
    epoch: u64,
    known: HashMap<String, (Moment, Caller)>,
    changes: Receiver<Change>,
}

impl Doorkeeper {
    /// A doorkeeper who hears of a store's changes.
    pub fn new(settings: AccessSettings, store: &Store) -> Self {
        let memory = Memory { epoch: 0, known: HashMap::new(), changes: store.watch() };
        let tokens = Tokens::new();
        Doorkeeper { settings, tokens, memory: Mutex::new(memory) }
    }

    /// How access is set up.
    pub fn settings(&self) -> &AccessSettings {
        &self.settings
    }

    /// Checks tokens of identity providers.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Finds out who calls.
    ///
    /// # Errors
    ///
    /// When the credential is not valid, or cannot be looked up.
    pub async fn authenticate(
        &self,
        store: &Store,
        shown: &Shown<'_>,
        now: Moment,
    ) -> Result<Caller, AuthenticationError> {
        let token = match &shown.credential {
            Credential::None => return Ok(Caller::nobody()),
            Credential::Bearer(token) | Credential::Cookie(token) => token,
        };
        let by_cookie = matches!(shown.credential, Credential::Cookie(_));
        let support = shown.support.unwrap_or_default();
        let key = secret::hash(&format!("{by_cookie} {} {support} {token}", shown.environment));
        let epoch = match self.recall(&key, now) {
            Ok(caller) => return Ok(caller),
            Err(epoch) => epoch,
        };
        let caller = authenticate(self, store, shown, token, now).await?;
        let caller = Caller { by_cookie, ..caller };
        self.keep(key, epoch, now, &caller);
        Ok(caller)
    }

    /// Forgets everybody: access was changed on this node.
    pub fn forget(&self) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.forget();
    }

    fn recall(&self, key: &str, now: Moment) -> Result<Caller, u64> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.listen();
        match memory.known.get(key) {
            Some((at, caller)) if (0..MEMORY_SECONDS).contains(&now.seconds_since(*at)) => {
                Ok(caller.clone())
            }
            _ => Err(memory.epoch),
        }
    }

    fn keep(&self, key: String, epoch: u64, now: Moment, caller: &Caller) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.listen();
        if memory.epoch != epoch {
            return;
        }
        if memory.known.len() >= MEMORY {
            memory.known.clear();
        }
        memory.known.insert(key, (now, caller.clone()));
    }
}

impl Memory {
    fn listen(&mut self) {
        loop {
            match self.changes.try_recv() {
                Ok(Change::Published(_)) => {}
                Ok(Change::Access | Change::Anything) | Err(TryRecvError::Lagged(_)) => {
                    self.forget();
                }
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    fn forget(&mut self) {
        self.epoch += 1;
        self.known.clear();
    }
}
