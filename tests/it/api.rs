//! The HTTP face: what is asked, what is answered, what is logged.

use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use brevsmed::api::engine::{BODY_LIMIT, router};
use brevsmed::eval::body_text;
use http_body_util::BodyExt;
use insta::assert_snapshot;
use tower::ServiceExt;

use crate::scratch::{fixture, template};

const BOUNDARY: &str = "en-linje-uden-mening";

/// A part's name and content.
type Part<'p> = (&'p str, &'p [u8]);

/// A merge request with these parts.
fn post(parts: &[Part<'_>]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, content) in parts {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    Request::post("/v1/merge")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary=\"{BOUNDARY}\""))
        .body(Body::from(body))
        .expect("a request")
}

fn with(mut request: Request<Body>, name: header::HeaderName, value: &str) -> Request<Body> {
    request.headers_mut().insert(name, value.parse().expect("a header"));
    request
}

async fn ask(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().oneshot(request).await.expect("an answer")
}

async fn bytes(response: Response<Body>) -> Vec<u8> {
    response.into_body().collect().await.expect("a body").to_bytes().to_vec()
}

/// Status, what headers matter, and the body, laid out.
async fn text(response: Response<Body>) -> String {
    let status = response.status();
    let header = |name: &str| {
        response.headers().get(name).map_or("-", |value| value.to_str().expect("text")).to_owned()
    };
    let head = format!("{status}\n{}\n{}\n", header("content-type"), header("brevsmed-outcome"));
    let body = bytes(response).await;
    let json: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    format!("{head}{}", serde_json::to_string_pretty(&json).expect("JSON"))
}

#[tokio::test]
async fn a_letter_is_answered_as_docx() {
    let letter = fs::read(fixture("letters/kort.docx")).expect("a fixture");
    let data = fs::read(fixture("data/borger-05.json")).expect("a fixture");
    let router = router();
    for _ in 0..2 {
        let response = ask(&router, post(&[("template", &letter), ("data", &data)])).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        );
        assert_eq!(response.headers()["brevsmed-outcome"], "letter");
        let text = body_text(&bytes(response).await).expect("a package");
        assert!(text.contains("Vi har modtaget din ansøgning"), "{text}");
    }
}

#[tokio::test]
async fn the_receipt_comes_with_the_letter_where_json_is_accepted() {
    let parts: [Part<'_>; 4] = [
        (
            "template",
            &template("Kære { MERGEFIELD Navn }{ IF { MERGEFIELD Question:1 } = J \"!\" }"),
        ),
        ("data", "{\"Navn\": \"Åse\"}".as_bytes()),
        ("answers", b"1=J"),
        ("options", b"{\"receipt_values\": true}"),
    ];
    let request = with(post(&parts), header::ACCEPT, "application/json");
    let response = ask(&router(), request).await;
    let json: serde_json::Value = serde_json::from_slice(&bytes(response).await).expect("JSON");
    assert_eq!(json["outcome"], "letter");
    assert_eq!(json["receipt"]["fields"][0]["value"], "Åse");
    let base64 = base64_decode(json["letter"].as_str().expect("base64"));
    assert_eq!(body_text(&base64).expect("a package"), "Kære Åse!");
}

#[tokio::test]
async fn a_refused_letter_is_a_problem_with_diagnostics() {
    let parts: [Part<'_>; 2] = [
        ("template", &template("Kære { MERGEFIELD Nvan }")),
        ("data", b"{\"Navn\": \"hemmelig\"}"),
    ];
    let response = ask(&router(), post(&parts)).await;
    assert_snapshot!(text(response).await);
    let english = with(post(&parts), header::ACCEPT_LANGUAGE, "da;q=0.2, en-GB");
    assert_snapshot!("a_refused_letter_in_english", text(ask(&router(), english).await).await);
}

#[tokio::test]
async fn a_letter_not_to_be_sent_is_no_content() {
    let parts: [Part<'_>; 2] = [("template", &template("{ SKIPIF 1 = 1 }Kære")), ("data", b"{}")];
    let response = ask(&router(), post(&parts)).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()["brevsmed-outcome"], "do-not-send");
    assert!(bytes(response).await.is_empty());
    let json = with(post(&parts), header::ACCEPT, "application/json");
    let response = ask(&router(), json).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(text(response).await.contains("\"outcome\": \"do-not-send\""));
}

#[tokio::test]
async fn every_problem_has_its_type() {
    let good = template("Kære");
    let truncated = &good[..good.len() / 2];
    let cases: [(&str, &[Part<'_>]); 10] = [
        ("no data", &[("template", &good)]),
        ("no template", &[("data", b"{}")]),
        ("another part", &[("template", &good), ("date", b"2026-11-21")]),
        ("data is no JSON", &[("template", &good), ("data", b"{hemmelig}")]),
        ("data is a list", &[("template", &good), ("data", b"[]")]),
        ("unknown option", &[("template", &good), ("data", b"{}"), ("options", b"{\"x\":1}")]),
        ("unclear answer", &[("template", &good), ("data", b"{}"), ("answers", b"1=ja")]),
        ("answers are no UTF-8", &[("template", &good), ("data", b"{}"), ("answers", b"\xE6")]),
        ("no Word document", &[("template", b"%PDF-1.7"), ("data", b"{}")]),
        ("half a template", &[("template", truncated), ("data", b"{}")]),
    ];
    let router = router();
    let mut told = String::new();
    for (name, parts) in cases {
        let answer = text(ask(&router, post(parts)).await).await;
        assert!(!answer.contains("hemmelig"), "{answer}");
        told.extend(["## ", name, "\n", &answer, "\n\n"]);
    }
    assert_snapshot!(told);
}

#[tokio::test]
async fn requests_that_are_no_forms_are_problems_too() {
    let router = router();
    let cases = [
        Request::post("/v1/merge").body(Body::from("{}")).expect("a request"),
        Request::post("/v1/merge")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from("--x\r\nContent-Disp"))
            .expect("a request"),
        Request::get("/v1/merge").body(Body::empty()).expect("a request"),
        Request::get("/v2/merge").body(Body::empty()).expect("a request"),
    ];
    let mut told = String::new();
    for request in cases {
        told.push_str(&text(ask(&router, request).await).await);
        told.push_str("\n\n");
    }
    assert_snapshot!(told);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let request = post(&[("template", &vec![0; BODY_LIMIT + 1])]);
    let response = ask(&router(), request).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(response).await.contains("urn:brevsmed:problem:too-large"));
}

#[tokio::test]
async fn health_is_plain() {
    let request = Request::get("/health").body(Body::empty()).expect("a request");
    let response = ask(&router(), request).await;
    assert_eq!(response.status(), StatusCode::OK);
    let json: serde_json::Value = serde_json::from_slice(&bytes(response).await).expect("JSON");
    assert_eq!(
        (&json["status"], &json["version"]),
        (&"ok".into(), &env!("CARGO_PKG_VERSION").into())
    );
}

#[tokio::test]
async fn one_line_a_request_is_logged_and_no_data() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    // For all tests of the process, since a subscriber of one thread would miss what another thread
    // asked first. Their requests are in the log too, and none of their secrets.
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    let parts: [Part<'_>; 2] = [
        ("template", &template("Kære { MERGEFIELD Navn }")),
        ("data", b"{\"Navn\": \"hemmelig\"}"),
    ];
    let router = router();
    ask(&router, post(&parts)).await;
    let secret = Request::get("/hemmelig?cpr=hemmelig").body(Body::empty()).expect("a request");
    ask(&router, secret).await;
    let log = log.text();
    assert!(!log.contains("hemmelig"), "{log}");
    let is_logged =
        |parts: &[&str]| log.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    let merged = ["POST", "http.route=\"/v1/merge\"", "http.status=200", "outcome=\"letter\""];
    assert!(is_logged(&merged), "{log}");
    assert!(is_logged(&["GET", "http.route=\"-\"", "http.status=404"]), "{log}");
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic").clone()).expect("UTF-8")
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn base64_decode(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).expect("base64")
}
