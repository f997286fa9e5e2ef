//! The HTTP face: the service, and the bare engine.
//!
//! [`service_router`] is the product: every route has a row in the table of [`Routes`], which says what it asks of its caller; a guard before
//! the handler finds out who calls, whether they may, and whether the same was asked before. A handler gets a [`Call`], opens a unit of
//! work, and finishes it with an answer.
//!
//! ```text
//! request ─► id, limits ─► guard: caller, permission in the realm of the path, idempotency key ─► handler(Call, Path, Query, Body)
//!                                                                                                    │ Work: entries, audit, answer
//! problem in the caller's language ◄─────────────────────────────────────────────────────────────────┘ commit
//! ```
//!
//! Paths name the realm: `/v1/{environment}/{authority}/…`, `central` for the central office. [`engine`] is the bare engine.

mod access_problems;
mod account;
mod answer;
mod answer_headers;
mod call;
mod catalogue;
pub mod chores;
pub mod engine;
mod extract;
mod guard;
mod health;
mod hygiene;
mod letters;
mod limits;
mod listen;
pub mod mask;
mod metrics;
mod openapi;
mod openapi_common;
mod overrides;
mod papers;
mod people;
mod preferences;
mod problem;
mod problem_danish;
pub mod problem_kinds;
mod rates;
mod registry;
mod request_id;
mod routes;
mod service;
mod systems;
pub mod telemetry;
mod watch;
mod workshop;

pub use answer::{Done, Listed, Made, Shown};
pub use call::{Call, Once, etag};
pub use extract::{Body, Path, Query};
pub use guard::{IDEMPOTENCY_KEY, REPLAYED};
pub use listen::{Listening, serve};
pub use metrics::Metrics;
pub use problem::Problem;
pub use problem_kinds as kinds;
pub use rates::Rates;
pub use routes::{Operation, Route, Routes};
pub use service::{App, Clock, Service, Setup};
pub use workshop::{Bustle, Workshop};

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderName;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;

/// The header with the request's id, which a caller may choose.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The groups of routes.
const GROUPS: &[fn(Routes) -> Routes] = &[
    letters::routes,
    catalogue::routes,
    registry::routes,
    overrides::routes,
    systems::routes,
    people::routes,
    account::routes,
    papers::routes,
    health::routes,
];

/// All routes of the service, in the order in which the OpenAPI document lists them.
pub fn routes(app: &App) -> Routes {
    GROUPS.iter().fold(Routes::new(Arc::clone(app)), |all, add| add(all))
}

/// The service as a router. Give it the address of its callers (`into_make_service_with_connect_info`), by which strangers are told apart.
///
/// What a request passes, from the outside in: it gets its id; it is watched; its answer gets its headers; a problem is written in the
/// caller's language; the caller may have it already; a panic becomes a problem; so many at a time; so long; so large; nothing in doubt;
/// then the guard of its route.
pub fn service_router(app: &App) -> Router {
    service_router_with(app, |routes| routes)
}

/// The service with some more routes.
pub fn service_router_with(app: &App, more: fn(Routes) -> Routes) -> Router {
    let Routes { router, table, .. } = more(routes(app));
    let (router, document) = openapi::finish(router, &table, &app.setup);
    let parameters = hygiene::Parameters(Arc::new(document.parameters(&table)));
    let _ = app.papers.set(papers::Papers::new(document));
    let state = || Arc::clone(app);
    router
        .fallback(async || Problem::of(kinds::NO_SUCH_PAGE))
        .method_not_allowed_fallback(async || Problem::of(kinds::NO_SUCH_METHOD))
        .layer(middleware::from_fn_with_state(parameters, hygiene::clean))
        .layer(DefaultBodyLimit::max(app.setup.body_limit))
        .layer(middleware::from_fn_with_state(state(), limits::in_size))
        .layer(middleware::from_fn_with_state(state(), limits::in_time))
        .layer(middleware::from_fn_with_state(state(), limits::gate))
        .layer(CatchPanicLayer::custom(limits::panicked))
        .layer(middleware::from_fn(answer_headers::negotiated))
        .layer(middleware::from_fn(problem::in_the_callers_language))
        .layer(middleware::from_fn_with_state(state(), answer_headers::secured))
        .layer(middleware::from_fn_with_state(state(), watch::watch))
        .layer(middleware::from_fn(request_id::named))
        .with_state(state())
}
