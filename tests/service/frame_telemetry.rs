//! What the service tells of itself: metrics, log lines, traces.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use brevsmed::access::{Level, Permission};
use brevsmed::api::{Call, Operation, Routes, Setup, telemetry};
use brevsmed::config::{Hidden, LogForm, TelemetrySettings};
use brevsmed::store::Engine;
use tracing_subscriber::fmt::MakeWriter;

use crate::house::{Answer, House};

#[tokio::test]
async fn what_is_counted_is_read_by_prometheus() {
    let house = House::on(Engine::Sqlite).await.expect("SQLite is always there");
    let jytte = house.person(Level::Reader, "production", "999").await;
    jytte.get("/v1/account").await;
    jytte.get("/v1/problems/not-found").await;
    house.nobody().get("/v1/account").await;
    house.nobody().get("/secret/0101011234").await;
    house.app.metrics.letter("production", "letter");
    let answer = house.nobody().get("/metrics").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/openmetrics-text; version=1.0.0; charset=utf-8")
    );
    let text = String::from_utf8(answer.bytes).expect("text");
    for line in [
        "brevsmed_requests_total{method=\"GET\",route=\"/v1/account\",status=\"200\"} 1",
        "brevsmed_requests_total{method=\"GET\",route=\"/v1/account\",status=\"401\"} 1",
        "brevsmed_requests_total{method=\"GET\",route=\"/v1/problems/{name}\",status=\"200\"} 1",
        "brevsmed_requests_total{method=\"GET\",route=\"-\",status=\"404\"} 1",
        "brevsmed_request_duration_seconds_count{method=\"GET\",route=\"/v1/account\"} 2",
        "brevsmed_letters_total{environment=\"production\",outcome=\"letter\"} 1",
        "brevsmed_requests_under_way 1",
        "brevsmed_workshop_working 0",
        "brevsmed_workshop_waiting{lane=\"heavy\"} 0",
        "brevsmed_store_connections{state=\"used\"} ",
        "brevsmed_editions_cached 0",
        concat!("brevsmed_build{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("0101011234"));
}

#[tokio::test]
async fn metrics_are_shown_to_whom_the_settings_say() {
    let token = Some(Hidden::new("prometheus-secret"));
    let setup = Setup { metrics_token: token, ..Setup::default() };
    let house = House::with_routes(setup, |routes| routes).await;
    let ask = async |token: &str| {
        let request = house.nobody().request("GET", "/metrics");
        Answer::of(request.header("authorization", format!("Bearer {token}"))).await
    };
    assert_eq!(ask("prometheus-secret").await.status, 200);
    let wrong = ask("other").await;
    assert_eq!((wrong.status, wrong.problem()), (401, "not-signed-in"));
    assert_eq!(house.nobody().get("/metrics").await.status, 401);
    let setup = Setup { metrics: false, ..Setup::default() };
    let house = House::with_routes(setup, |routes| routes).await;
    let off = house.nobody().get("/metrics").await;
    assert_eq!((off.status, off.problem()), (404, "not-found"));
}

/// Lines that were written.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Lines {
    type Writer = Lines;

    fn make_writer(&'w self) -> Lines {
        self.clone()
    }
}

/// A route that says in the log what it should not.
fn careless(routes: Routes) -> Routes {
    const TELL: Operation = Operation::new("tellTooMuch", Permission::Open, "Tells too much.");
    routes.group("Letters").get(
        "/v1/{environment}/{authority}/tell/{whom}",
        TELL,
        async |_: Call| {
            tracing::warn!(whom = "Åse 010101-1234", "letter for {}", "0202021234");
            "told"
        },
    )
}

/// A collector of traces: the bodies that it was sent.
async fn collector() -> (String, Arc<Mutex<Vec<Bytes>>>) {
    let sent: Arc<Mutex<Vec<Bytes>>> = Arc::default();
    let take = async |State(sent): State<Arc<Mutex<Vec<Bytes>>>>, body: Bytes| {
        sent.lock().expect("bodies").push(body);
    };
    let router = Router::new().route("/v1/traces", post(take)).with_state(Arc::clone(&sent));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, sent)
}

/// One subscriber a process, hence one test of all that it does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_one_line_and_one_span_without_personal_numbers() {
    let lines = Lines::default();
    let (address, sent) = collector().await;
    let settings = TelemetrySettings {
        log: LogForm::Json,
        level: "info".to_owned(),
        otlp: Some(address),
        name: "brevsmed-test".to_owned(),
        metrics: true,
        metrics_token: None,
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let telemetry = telemetry::begin_to(&settings, lines.clone()).expect("begins");
    let house = House::with_routes(Setup::default(), careless).await;
    let jytte = house.person(Level::Reader, "production", "999").await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let request = jytte.request("GET", "/v1/production/999/tell/0101011234");
    let request = request.header("traceparent", format!("00-{trace}-b7ad6b7169203331-01"));
    let answer = Answer::of(request.header("x-request-id", "sag-1")).await;
    assert_eq!(answer.status, 200);
    tokio::time::sleep(Duration::from_millis(50)).await;
    tokio::task::spawn_blocking(move || telemetry.end()).await.expect("ends");

    let text = String::from_utf8(lines.0.lock().expect("lines").clone()).expect("text");
    assert!(!text.contains("0101011234") && !text.contains("010101-1234"), "{text}");
    assert!(text.contains("letter for ******-****") && text.contains("Åse ******-****"), "{text}");
    let told: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> = told.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(told.len(), 1, "one line a request: {text}");
    let line = told[0];
    assert_eq!(line["http.route"], "/v1/{environment}/{authority}/tell/{whom}");
    assert_eq!((&line["http.method"], &line["http.status"]), (&"GET".into(), &200.into()));
    assert_eq!(line["caller"], format!("person:{}", jytte.id));
    assert_eq!((&line["realm"], &line["request_id"]), (&"production/999".into(), &"sag-1".into()));
    assert!(line["duration_ms"].is_u64(), "{line}");
    assert!(!text.contains("Jytte"), "an id, no name");

    let bodies = sent.lock().expect("bodies").concat();
    let has = |bytes: &[u8]| bodies.windows(bytes.len()).any(|window| window == bytes);
    let of_caller: Vec<u8> = (0..16)
        .map(|at| u8::from_str_radix(&trace[at * 2..at * 2 + 2], 16).expect("hex"))
        .collect();
    assert!(has(&of_caller), "the span belongs to the caller's trace");
    assert!(
        has(b"GET /v1/{environment}/{authority}/tell/{whom}"),
        "the span is named by its route"
    );
    assert!(has(b"brevsmed-test") && has(b"sag-1"));
    assert!(!has(b"0101011234"));
}
