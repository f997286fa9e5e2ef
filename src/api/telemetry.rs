//! What the service tells of itself while it runs: log lines, JSON or for people, and traces by OTLP where a setting asks for it.
//!
//! A net hangs under both: log lines are masked ([`super::mask`]), and a trace has fields of ours only.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter as Otlp, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use thiserror::Error;
use tokio::runtime::Handle;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use super::mask::Masking;
use crate::config::{LogForm, TelemetrySettings};

/// What can go wrong with telemetry.
#[derive(Debug, Error)]
pub enum TelemetryError {
    /// The level is none that the filter knows.
    #[error("`{0}` says not what is to be logged")]
    Level(String),
    /// The receiver of traces cannot be used.
    #[error("traces cannot be sent: {0}")]
    Otlp(String),
}

/// Telemetry that has begun; [`Telemetry::end`] sends what is left.
#[derive(Debug, Default)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

/// Begins to write log lines to standard error and, where settings name a receiver, to send traces. `RUST_LOG` goes before the settings.
/// Call it on a runtime, once a process: a second subscriber changes nothing.
///
/// # Errors
///
/// When the settings cannot be used.
pub fn begin(settings: &TelemetrySettings) -> Result<Telemetry, TelemetryError> {
    begin_to(settings, std::io::stderr)
}

/// As [`begin`], with log lines written elsewhere.
///
/// # Errors
///
/// When the settings cannot be used.
pub fn begin_to<M>(settings: &TelemetrySettings, writer: M) -> Result<Telemetry, TelemetryError>
where
    M: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level = std::env::var("RUST_LOG").unwrap_or_else(|_| settings.level.clone());
    let filter = EnvFilter::try_new(&level).map_err(|_| TelemetryError::Level(level))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(Masking(writer)).with_target(false);
    let lines = match settings.log {
        LogForm::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .with_filter(filter)
            .boxed(),
        // The line of a request says all that its span would repeat.
        LogForm::Text => lines.with_ansi(false).with_filter(filter).boxed(),
    };
    let traces = settings.otlp.as_deref().map(|to| sender(to, &settings.name)).transpose()?;
    let spans = traces.as_ref().map(|traces| {
        tracing_opentelemetry::layer()
            .with_tracer(traces.tracer("brevsmed"))
            .with_location(false)
            .with_threads(false)
            // Only our own spans: those of libraries may say more than they should.
            .with_filter(tracing_subscriber::filter::filter_fn(|it| {
                it.is_span() && it.target().starts_with("brevsmed")
            }))
    });
    let _ = tracing_subscriber::registry().with(lines).with(spans).try_init();
    Ok(Telemetry { traces })
}

impl Telemetry {
    /// Sends what is left. It waits for the receiver, so call it where blocking is allowed.
    pub fn end(self) {
        if let Some(traces) = self.traces
            && let Err(error) = traces.shutdown_with_timeout(Duration::from_secs(5))
        {
            tracing::warn!(%error, "traces are lost");
        }
    }
}

/// Sends traces to the receiver at an address such as `http://127.0.0.1:4318`.
fn sender(address: &str, name: &str) -> Result<SdkTracerProvider, TelemetryError> {
    let address = address.trim_end_matches('/');
    let address = match address.strip_suffix("/v1/traces") {
        Some(_) => address.to_owned(),
        None => format!("{address}/v1/traces"),
    };
    let exporter = Otlp::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(address)
        .with_timeout(Duration::from_secs(5))
        .build()
        .map_err(|error| TelemetryError::Otlp(error.to_string()))?;
    let runtime = Handle::try_current().map_err(|error| TelemetryError::Otlp(error.to_string()))?;
    let resource = Resource::builder()
        .with_service_name(name.to_owned())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    Ok(SdkTracerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(OnRuntime { exporter: Arc::new(exporter), runtime })
        .build())
}

/// Sends on our runtime: the batches are made on a thread of their own, which has none.
struct OnRuntime {
    exporter: Arc<Otlp>,
    runtime: Handle,
}

impl fmt::Debug for OnRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnRuntime")
    }
}

impl SpanExporter for OnRuntime {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let exporter = Arc::clone(&self.exporter);
        let sent = self.runtime.spawn(async move { exporter.export(batch).await });
        sent.await.unwrap_or_else(|error| Err(OTelSdkError::InternalFailure(error.to_string())))
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        if let Some(exporter) = Arc::get_mut(&mut self.exporter) {
            exporter.set_resource(resource);
        }
    }
}
