//! What all requests share.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::metrics::Metrics;
use super::papers::Papers;
use super::rates::Rates;
use super::workshop::Workshop;
use crate::access::Doorkeeper;
use crate::config::{AccessSettings, Hidden, Settings};
use crate::font::FontBook;
use crate::registry::Editions;
use crate::render::Renderer;
use crate::store::{Moment, Store};

/// The service, as handlers have it.
pub type App = Arc<Service>;

/// What all requests share.
pub struct Service {
    /// What is kept.
    pub store: Store,
    /// What is in use, read and ready.
    pub editions: Editions,
    /// Where letters are made.
    pub workshop: Workshop,
    /// Makes PDFs.
    pub renderer: Renderer,
    /// The time.
    pub clock: Clock,
    /// Finds out who calls.
    pub door: Doorkeeper,
    /// How it is set up.
    pub setup: Setup,
    /// What is counted.
    pub metrics: Metrics,
    /// How often one caller may call.
    pub rates: Rates,
    /// Requests at a time.
    pub(super) gate: Arc<Semaphore>,
    /// The OpenAPI document and its page, once the routes are known.
    pub(super) papers: OnceLock<Papers>,
}

/// How a service is set up, apart from its store.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a decision of its own")]
pub struct Setup {
    /// The environments, such as `training` and `production`.
    pub environments: Vec<String>,
    /// Bytes that a request may have.
    pub body_limit: usize,
    /// How long a request may take.
    pub time_limit: Duration,
    /// How long an answer under an idempotency key is remembered, in days.
    pub answers_kept_days: i64,
    /// Whether the one who made a version may approve it too.
    pub approve_own: bool,
    /// How access is set up.
    pub access: AccessSettings,
    /// Letters at a time; 0 for one a processor.
    pub benches: usize,
    /// Letters that may wait.
    pub queue: usize,
    /// The address by which callers know the service, without a slash at the end.
    pub public_url: Option<String>,
    /// Callers come by TLS: cookies are `Secure`, and browsers are told to stay with it.
    pub is_https: bool,
    /// A proxy of ours stands before the service: callers are told apart by `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Requests at a time.
    pub requests_at_a_time: usize,
    /// Calls a minute of one caller, over time; 0 for no limit.
    pub calls_a_minute: u32,
    /// Calls that one caller may send at once.
    pub calls_at_once: u32,
    /// Calls a minute from one address without a credential; 0 for no limit.
    pub strangers_a_minute: u32,
    /// `/metrics` is answered.
    pub metrics: bool,
    /// What is shown to read `/metrics`; without it, whoever reaches the service may.
    pub metrics_token: Option<Hidden>,
    /// How long letters are kept where an authority has not decided, in days.
    pub letters_days: i64,
    /// The data and answers of a letter are kept with it where an authority has not decided.
    pub keep_inputs: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            environments: vec!["training".to_owned(), "production".to_owned()],
            body_limit: super::engine::BODY_LIMIT,
            time_limit: Duration::from_mins(1),
            answers_kept_days: 7,
            approve_own: false,
            access: AccessSettings::default(),
            benches: 0,
            queue: 256,
            public_url: None,
            is_https: false,
            behind_proxy: false,
            requests_at_a_time: 512,
            calls_a_minute: 0,
            calls_at_once: 200,
            strangers_a_minute: 0,
            metrics: true,
            metrics_token: None,
            letters_days: 1_826,
            keep_inputs: false,
        }
    }
}

impl Setup {
    /// The set-up that settings ask for.
    pub fn of(settings: &Settings) -> Self {
        let Settings { service, store, templates, access, limits, tls, telemetry, retention } =
            settings;
        let public_url = service.public_url.clone();
        let is_https =
            tls.is_some() || public_url.as_deref().is_some_and(|url| url.starts_with("https:"));
        Setup {
            environments: service.environments.clone(),
            access: access.clone(),
            body_limit: limits.body_bytes,
            time_limit: Duration::from_secs(limits.request_seconds),
            answers_kept_days: store.answers_days,
            approve_own: !templates.second_person,
            benches: limits.letters_at_a_time,
            queue: limits.letters_waiting,
            public_url,
            is_https,
            behind_proxy: service.behind_proxy,
            requests_at_a_time: limits.requests_at_a_time,
            calls_a_minute: limits.calls_a_minute,
            calls_at_once: limits.calls_at_once,
            strangers_a_minute: limits.strangers_a_minute,
            metrics: telemetry.metrics,
            metrics_token: telemetry.metrics_token.clone(),
            letters_days: retention.letters_days,
            keep_inputs: retention.inputs,
        }
    }
}

impl Service {
    /// A service on a store.
    pub fn new(store: Store, fonts: Arc<FontBook>, setup: Setup, clock: Clock) -> App {
        // Whoever waits half of the time has the other half left for the work.
        let workshop = Workshop::new(setup.benches, setup.queue, setup.time_limit / 2);
        let door = Doorkeeper::new(setup.access.clone(), &store);
        Arc::new(Service {
            store,
            door,
            editions: Editions::default(),
            workshop,
            renderer: Renderer::new(fonts),
            clock,
            metrics: Metrics::default(),
            rates: Rates::of(&setup),
            gate: Arc::new(Semaphore::new(setup.requests_at_a_time.max(1))),
            papers: OnceLock::new(),
            setup,
        })
    }
}

/// The time: that of the machine, or so much later, where a test wants to see what time does.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    pub fn now(&self) -> Moment {
        Moment::now().plus_seconds(self.ahead_seconds.load(Ordering::Relaxed))
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.ahead_seconds.fetch_add(seconds, Ordering::Relaxed);
    }
}
