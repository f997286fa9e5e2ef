//! What is counted, in the text format of Prometheus. Labels are names of ours: routes as templates, never a path.

use std::borrow::Cow;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::service::Service;

/// The media type of what is read.
pub(super) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds of the buckets of durations, in seconds.
const SECONDS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];

type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// What a service counts.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    durations: Family<Labels<2>, Histogram, fn() -> Histogram>,
    under_way: Gauge,
    letters: Family<Labels<2>, Counter>,
    working: Gauge,
    waiting: Family<Labels<1>, Gauge>,
    connections: Family<Labels<1>, Gauge>,
    editions: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("brevsmed");
        let durations: Family<Labels<2>, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(SECONDS));
        let version: Family<Labels<1>, Gauge> = Family::default();
        version.get_or_create(&[("version", env!("CARGO_PKG_VERSION").into())]).set(1);
        let metrics = Metrics {
            registry: Registry::default(),
            requests: Family::default(),
            durations,
            under_way: Gauge::default(),
            letters: Family::default(),
            working: Gauge::default(),
            waiting: Family::default(),
            connections: Family::default(),
            editions: Gauge::default(),
        };
        registry.register("build", "The version that runs", version);
        registry.register("requests", "Requests answered", metrics.requests.clone());
        registry.register(
            "request_duration_seconds",
            "Time until an answer begins",
            metrics.durations.clone(),
        );
        registry.register(
            "requests_under_way",
            "Requests not yet answered",
            metrics.under_way.clone(),
        );
        registry.register("letters", "Letters by what came of them", metrics.letters.clone());
        registry.register(
            "workshop_working",
            "Works under way that take a processor",
            metrics.working.clone(),
        );
        registry.register("workshop_waiting", "Works that wait, by lane", metrics.waiting.clone());
        registry.register(
            "store_connections",
            "Connections to the store, by state",
            metrics.connections.clone(),
        );
        registry.register(
            "editions_cached",
            "Editions that are read and ready",
            metrics.editions.clone(),
        );
        Metrics { registry, ..metrics }
    }
}

impl Metrics {
    /// A request came.
    pub(super) fn came(&self) {
        self.under_way.inc();
    }

    /// A request was answered, or given up by its caller.
    pub(super) fn left(&self) {
        self.under_way.dec();
    }

    /// How a request was answered.
    pub(super) fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let route = || Cow::Owned(route.to_owned());
        let status = Cow::Owned(status.to_string());
        let labels = [("method", method.into()), ("route", route()), ("status", status)];
        self.requests.get_or_create(&labels).inc();
        let labels = [("method", method.into()), ("route", route())];
        self.durations.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// What came of a letter in an environment: `letter`, `do-not-send`, `refused`.
    pub fn letter(&self, environment: &str, outcome: &'static str) {
        let environment = Cow::Owned(environment.to_owned());
        let labels = [("environment", environment), ("outcome", outcome.into())];
        self.letters.get_or_create(&labels).inc();
    }

    /// All of it as text.
    pub(super) fn text(&self, service: &Service) -> String {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let bustle = service.workshop.bustle();
        self.working.set(count(bustle.working));
        for (lane, waiting) in [("light", bustle.light_waiting), ("heavy", bustle.heavy_waiting)] {
            self.waiting.get_or_create(&[("lane", lane.into())]).set(count(waiting));
        }
        let (open, idle) = service.store.connections();
        for (state, number) in [("idle", idle), ("used", open.saturating_sub(idle))] {
            self.connections.get_or_create(&[("state", state.into())]).set(count(number));
        }
        self.editions.set(count(service.editions.count()));
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
