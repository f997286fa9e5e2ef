//! PDFs over HTTP: what is accepted, what is answered.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use brevsmed::api::engine::router;
use brevsmed::docx::{Limits, archive_files, write_archive};
use brevsmed::inspect::inspect;
use http_body_util::BodyExt;
use insta::assert_snapshot;
use tower::ServiceExt;

use super::check::conforms;
use crate::scratch::template;

const BOUNDARY: &str = "en-linje-uden-mening";

fn form(path: &str, parts: &[(&str, &str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    Request::post(path)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary=\"{BOUNDARY}\""))
        .body(Body::from(body))
        .expect("a request")
}

fn accepting(mut request: Request<Body>, kinds: &str) -> Request<Body> {
    request.headers_mut().insert(header::ACCEPT, kinds.parse().expect("a header"));
    request
}

async fn ask(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().oneshot(request).await.expect("an answer")
}

async fn bytes(response: Response<Body>) -> Vec<u8> {
    response.into_body().collect().await.expect("a body").to_bytes().to_vec()
}

async fn json(response: Response<Body>) -> serde_json::Value {
    serde_json::from_slice(&bytes(response).await).expect("JSON")
}

fn decoded(value: &serde_json::Value) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(value.as_str().expect("text")).expect("base64")
}

#[tokio::test]
async fn a_letter_is_answered_as_pdf_where_that_is_preferred() {
    let good = template("Kære { MERGEFIELD Navn }");
    let parts: [(&str, &str, &[u8]); 2] =
        [("template", "t.docx", &good), ("data", "d", "{\"Navn\": \"Åse\"}".as_bytes())];
    let router = router();
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (accept, kind) in [
        ("application/pdf", "application/pdf"),
        ("application/pdf;q=0.9, application/json;q=0.1", "application/pdf"),
        ("application/pdf;q=0.2, application/json;q=0.9", "application/json"),
        ("application/pdf;q=0, */*", docx),
        (&format!("application/pdf;q=0.5, {docx}"), docx),
        ("*/*", docx),
    ] {
        let response = ask(&router, accepting(form("/v1/merge", &parts), accept)).await;
        assert_eq!(response.status(), StatusCode::OK, "{accept}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], kind, "{accept}");
        assert_eq!(response.headers()["brevsmed-outcome"], "letter");
        if kind == "application/pdf" {
            assert_eq!(response.headers()["brevsmed-pages"], "1");
            conforms(accept, &bytes(response).await);
        }
    }
}

#[tokio::test]
async fn json_holds_the_pdf_and_what_came_of_it_where_that_is_asked_for() {
    let good = template("Kære borger");
    let parts: [(&str, &str, &[u8]); 3] = [
        ("template", "t.docx", &good),
        ("data", "d", b"{}"),
        (
            "options",
            "o",
            "{\"format\": \"pdf\", \"title\": \"Om dig\", \"watermark\": \"TRÆNING\"}".as_bytes(),
        ),
    ];
    let response = ask(&router(), accepting(form("/v1/merge", &parts), "application/json")).await;
    let answer = json(response).await;
    assert_eq!(answer["receipt"]["pdf"]["pages"], 1);
    let inspected = inspect(&decoded(&answer["letter"])).expect("a PDF");
    assert_eq!(inspected.title.as_deref(), Some("Om dig"));
}

#[tokio::test]
async fn a_letter_that_cannot_be_drawn_whole_is_a_problem() {
    let odd = template("Kære 𓀀");
    let parts: [(&str, &str, &[u8]); 2] = [("template", "t.docx", &odd), ("data", "d", b"{}")];
    let response = ask(&router(), accepting(form("/v1/merge", &parts), "application/pdf")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(response.headers()["brevsmed-outcome"], "refused");
    let problem = json(response).await;
    assert_eq!(problem["type"], "urn:brevsmed:problem:merge-refused");
    assert_eq!(problem["diagnostics"][0]["code"], "L001");
}

#[tokio::test]
async fn a_document_is_rendered_as_a_body_or_as_a_form() {
    let document = template("Kære Åse");
    let router = router();
    let raw = Request::post("/v1/render").body(Body::from(document.clone())).expect("a request");
    let response = ask(&router, raw).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf");
    let raw = bytes(response).await;
    conforms("raw", &raw);
    let response = ask(&router, form("/v1/render", &[("document", "b.docx", &document)])).await;
    assert!(raw == bytes(response).await);

    let parts: [(&str, &str, &[u8]); 3] = [
        ("document", "b.docx", &document),
        ("options", "o", b"{\"title\": \"Brev\", \"created\": \"2026-01-15T10:00:00+01:00\"}"),
        ("enclosure", "C:\\Users\\x\\bilag.pdf", &raw),
    ];
    let response = ask(&router, accepting(form("/v1/render", &parts), "application/json")).await;
    let answer = json(response).await;
    assert_eq!(answer["pages"], 1);
    let pdf = decoded(&answer["pdf"]);
    conforms("form", &pdf);
    let inspected = inspect(&pdf).expect("a PDF");
    assert_eq!(inspected.title.as_deref(), Some("Brev"));
    assert_eq!(inspected.attachments[0].name, "bilag.pdf");
}

/// A part of a form: its name, its file's name, its bytes.
type Part<'p> = (&'p str, &'p str, &'p [u8]);

#[tokio::test]
async fn what_cannot_be_rendered_is_a_problem() {
    let document = template("Kære");
    let cases: [(&str, &[Part<'_>]); 5] = [
        ("no document", &[("document", "x", b"%PDF-1.7")]),
        ("half a document", &[("document", "x", &document[..document.len() / 2])]),
        ("nothing", &[]),
        ("an unknown part", &[("document", "x", &document), ("template", "x", b"")]),
        (
            "an enclosure that is none",
            &[("document", "x", &document), ("enclosure", "a.txt", b"hej")],
        ),
    ];
    let router = router();
    let mut told = String::new();
    for (name, parts) in cases {
        let answer = json(ask(&router, form("/v1/render", parts)).await).await;
        let answer = serde_json::to_string_pretty(&answer).expect("JSON");
        told.extend(["## ", name, "\n", &answer, "\n\n"]);
    }
    assert_snapshot!(told);
}

#[tokio::test]
async fn a_torn_document_is_told_from_one_that_is_none() {
    let mut parts = archive_files(&template("Kære"), &Limits::default()).expect("parts");
    parts.insert("word/document.xml".to_owned(), b"<w:document".to_vec());
    let torn = write_archive(&parts).expect("a zip");
    let response = ask(&router(), form("/v1/render", &[("document", "b.docx", &torn)])).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json(response).await["type"], "urn:brevsmed:problem:document-unreadable");
}
