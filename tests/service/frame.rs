//! What holds of every route: who is asked for, what problems look like, what every answer says.

use brevsmed::access::Level;
use brevsmed::api::Setup;

use crate::house::{Answer, House};
use crate::on_both_stores;

on_both_stores! {
    async fn a_person_sees_the_own_account(house: House) {
        let jytte = house.person(Level::Reader, "production", "999").await;
        let answer = jytte.get("/v1/account").await;
        assert_eq!(answer.status, 200, "{:?}", answer.json);
        assert_eq!(answer.json["name"], "Jytte Jubelår");
        let nobody = house.nobody().get("/v1/account").await;
        assert_eq!((nobody.status, nobody.problem()), (401, "not-signed-in"));
        assert_eq!(nobody.header("www-authenticate"), "Bearer");
        let nowhere = jytte.get("/v1/no-such-page").await;
        assert_eq!((nowhere.status, nowhere.problem()), (404, "no-such-page"));
    }

    async fn the_demonstration_becomes_an_edition(house: House) {
        house.import_demonstration("production").await;
        let realm = brevsmed::store::Realm::new("production", "999");
        let day = jiff::civil::date(2026, 3, 1);
        let edition = house.app.editions.of(&house.app.store, &realm, day).await.expect("an edition");
        let view = edition.view().expect("a view");
        assert_eq!(view.templates().len(), 18);
        assert!(edition.read.found.is_empty(), "{:?}", edition.read.found);
    }

    async fn readiness_looks_at_the_store(house: House) {
        let nobody = house.nobody();
        let ready = nobody.get("/health/ready").await;
        assert_eq!((ready.status, &ready.json["status"]), (200, &"ready".into()));
        assert_eq!(ready.json["store"], house.engine.name());
        assert!(ready.json["fonts"].as_u64().is_some_and(|faces| faces > 10), "{:?}", ready.json);
        house.app.store.close().await;
        let away = nobody.get("/health/ready").await;
        assert_eq!((away.status, away.problem(), &away.json["lacks"]), (503, "not-ready", &"store".into()));
        assert_eq!(away.header("retry-after"), "1");
        assert_eq!(nobody.get("/health/live").await.status, 200, "the process lives");
        let answer = house.person_unknown().get("/v1/account").await;
        assert_eq!((answer.status, answer.problem()), (503, "store-away"));
    }
}

async fn house() -> House {
    House::on(brevsmed::store::Engine::Sqlite).await.expect("SQLite is always there")
}

#[tokio::test]
async fn a_credential_that_is_not_valid_is_refused_even_where_none_is_needed() {
    let house = house().await;
    for path in ["/v1/account", "/v1/problems"] {
        let answer = house.person_unknown().get(path).await;
        assert_eq!((answer.status, answer.problem()), (401, "credential-refused"), "{path}");
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    }
}

#[tokio::test]
async fn a_request_has_the_callers_id_if_it_is_a_token() {
    let house = house().await;
    let ask = async |id: &str| {
        let request = house.nobody().request("GET", "/v1/account").header("x-request-id", id);
        let answer = Answer::of(request).await;
        let instance = answer.json["instance"].as_str().expect("an instance").to_owned();
        let id = answer.header("x-request-id").to_owned();
        assert_eq!(instance, format!("urn:brevsmed:request:{id}"));
        id
    };
    assert_eq!(ask("sag-4711.a_B").await, "sag-4711.a_B");
    for bad in ["", "has a blank", "æ", &"x".repeat(65), "0101011234", "sag-010101-1234", "a;b"] {
        let id = ask(bad).await;
        assert_eq!(id.len(), 36, "`{bad}` became {id}");
    }
    let twice = house.nobody().request("GET", "/health/live").header("x-request-id", "a");
    let twice = Answer::of(twice.header("x-request-id", "b")).await;
    assert_eq!(twice.header("x-request-id").len(), 36);
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let house = house().await;
    let jytte = house.person(Level::Reader, "production", "999").await;
    for path in ["/v1/account", "/health/live", "/no-such-page", "/metrics"] {
        let answer = jytte.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("strict-transport-security"), "", "without TLS: {path}");
    }
    let setup = Setup { is_https: true, ..Setup::default() };
    let house = House::with_routes(setup, |routes| routes).await;
    let answer = house.nobody().get("/health/live").await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
}

#[tokio::test]
async fn problems_speak_the_callers_language() {
    let house = house().await;
    for (wish, spoken, title) in [
        ("da", "da", "Du er ikke logget på"),
        ("en-GB, da;q=0.5", "en", "You are not signed in"),
        ("fr", "da", "Du er ikke logget på"),
    ] {
        let request = house.nobody().request("GET", "/v1/account").header("accept-language", wish);
        let answer = Answer::of(request).await;
        assert_eq!(answer.header("content-language"), spoken);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json["title"], title);
        assert_eq!(answer.json["status"], 401);
    }
}

#[tokio::test]
async fn a_method_that_is_not_used_is_answered_with_those_that_are() {
    let house = house().await;
    let answer = Answer::of(house.nobody().request("DELETE", "/v1/problems")).await;
    assert_eq!((answer.status, answer.problem()), (405, "no-such-method"));
    assert_eq!(answer.header("allow"), "GET,HEAD");
    let options = Answer::of(house.nobody().request("OPTIONS", "/v1/problems")).await;
    assert_eq!((options.status, options.header("allow")), (405, "GET,HEAD"));
    let head = Answer::of(house.nobody().request("HEAD", "/v1/problems")).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    assert!(head.header("content-length").parse::<usize>().is_ok_and(|length| length > 1_000));
}

#[tokio::test]
async fn what_the_caller_has_is_not_sent_again() {
    let house = house().await;
    let first = house.nobody().get("/v1/openapi.json").await;
    let tag = first.header("etag").to_owned();
    assert!(first.status == 200 && tag.len() == 34, "{tag}");
    for (known, status) in [
        (tag.clone(), 304),
        (format!("W/{tag}, \"x\""), 304),
        ("*".into(), 304),
        ("\"x\"".into(), 200),
    ] {
        let request = house.nobody().request("GET", "/v1/openapi.json");
        let answer = Answer::of(request.header("if-none-match", &known)).await;
        assert_eq!(answer.status, status, "{known}");
        assert_eq!(answer.bytes.is_empty(), status == 304);
        assert_eq!(answer.header("etag"), tag);
    }
}

#[tokio::test]
async fn a_form_that_the_caller_cannot_use_is_not_acceptable() {
    let house = house().await;
    for (accept, status) in [
        ("application/json", 200),
        ("application/*", 200),
        ("text/html;q=0.5, */*;q=0.1", 200),
        ("text/html", 406),
        ("application/json;q=0, image/png", 406),
    ] {
        let request = house.nobody().request("GET", "/v1/problems").header("accept", accept);
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, status, "{accept}");
        if status == 406 {
            assert_eq!(answer.problem(), "not-acceptable");
            assert_eq!(answer.json["answers"], "application/json");
        }
    }
}
