//! Whether the service lives and is ready, and its metrics.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    MediaType, Operation as Described, Response as DescribedResponse, StatusCode as Code,
};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Call, Operation, Problem, Routes, Shown, kinds, metrics};
use crate::access::{self, Permission};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .group("Health")
        .get(
            "/health/live",
            Operation::new("showLife", Permission::Open, "Whether the process answers.")
                .about("Looks at nothing else: a supervisor that gets no answer starts the service anew.")
                .unmetered(),
            live,
        )
        .get(
            "/health/ready",
            Operation::new("showReadiness", Permission::Open, "Whether letters can be made now.")
                .about("Looks at the store and the fonts: a load balancer sends requests elsewhere until it is ready.")
                .problems(&[kinds::NOT_READY])
                .unmetered(),
            ready,
        )
        .get(
            "/metrics",
            Operation::new("readMetrics", Permission::Open, "What is counted, for Prometheus.")
                .about(
                    "OpenMetrics: requests by route and status, their durations, letters by outcome, the workshop's lanes, connections to \
                     the store, editions. Where the setting `telemetry.metrics_token` is set, it is asked for as \
                     `Authorization: Bearer`; where `telemetry.metrics` is off, there is nothing here.",
                )
                .problems(&[kinds::NOT_SIGNED_IN, kinds::NOT_FOUND])
                .shows_own_credential()
                .unmetered(),
            read_metrics,
        )
}

/// That the process answers.
#[derive(Debug, Serialize, JsonSchema)]
struct Life {
    /// `alive`.
    status: &'static str,
    /// The version that runs.
    version: &'static str,
}

async fn live(_: Call) -> Shown<Life> {
    Shown::of(Life { status: "alive", version: env!("CARGO_PKG_VERSION") })
}

/// What letters need.
#[derive(Debug, Serialize, JsonSchema)]
struct Readiness {
    /// `ready`.
    status: &'static str,
    /// The version that runs.
    version: &'static str,
    /// The database that answers.
    store: &'static str,
    /// Faces of the fonts that letters are set in.
    #[schemars(range(max = 100_000))]
    fonts: u32,
}

async fn ready(call: Call) -> Result<Shown<Readiness>, Problem> {
    let app = &call.app;
    let fonts = u32::try_from(app.renderer.fonts().faces()).unwrap_or(u32::MAX);
    let lacks = |what: &str| Problem::of(kinds::NOT_READY).with("lacks", what);
    if !app.store.is_reachable().await {
        return Err(lacks("store"));
    }
    if fonts == 0 {
        return Err(lacks("fonts"));
    }
    let store = app.store.engine().name();
    Ok(Shown::of(Readiness { status: "ready", version: env!("CARGO_PKG_VERSION"), store, fonts }))
}

/// The metrics as text.
struct MetricsText(String);

impl IntoResponse for MetricsText {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, metrics::MEDIA_TYPE)], self.0).into_response()
    }
}

impl OperationOutput for MetricsText {
    type Inner = Self;

    fn operation_response(_: &mut GenContext, _: &mut Described) -> Option<DescribedResponse> {
        Some(DescribedResponse {
            description: "The metrics in the text format of OpenMetrics.".to_owned(),
            content: [("application/openmetrics-text".to_owned(), MediaType::default())]
                .into_iter()
                .collect(),
            ..DescribedResponse::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Described,
    ) -> Vec<(Option<Code>, DescribedResponse)> {
        let response = Self::operation_response(ctx, operation).unwrap_or_default();
        vec![(Some(Code::Code(200)), response)]
    }
}

async fn read_metrics(call: Call, headers: HeaderMap) -> Result<MetricsText, Problem> {
    let setup = &call.app.setup;
    if !setup.metrics {
        return Err(Problem::of(kinds::NOT_FOUND));
    }
    if let Some(token) = &setup.metrics_token {
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        // Hashes are compared, so that the time it takes tells nothing of the token.
        if access::hash(shown) != access::hash(token.reveal()) {
            return Err(Problem::not_signed_in());
        }
    }
    Ok(MetricsText(call.app.metrics.text(&call.app)))
}
