//! What a request may not be: in doubt, built to hurt, from a page of others; and what is done once.

use brevsmed::access::{Level, Permission, SESSION_COOKIE};
use brevsmed::api::{
    Body, Call, Done, Made, Operation, Path, Problem, Query, Routes, Setup, kinds,
};
use brevsmed::store::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::house::{Answer, Client, House};

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
    #[serde(default)]
    more: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u8>,
    #[serde(default)]
    #[schemars(length(max = 4))]
    after: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Named {
    name: String,
}

/// Routes that only these tests need: something is made, something is listed, something is named.
fn things(routes: Routes) -> Routes {
    const MAKE: Operation = Operation::new("makeThing", Permission::SignedIn, "Makes a thing.");
    const LIST: Operation = Operation::new("listThings", Permission::SignedIn, "Lists things.");
    const KEEP: Operation = Operation::new("keepThing", Permission::SignedIn, "Keeps a thing.");
    const DROP: Operation = Operation::new("dropThing", Permission::SignedIn, "Drops a thing.");
    const SHOW: Operation = Operation::new("showThing", Permission::SignedIn, "Shows a thing.");
    routes
        .group("Letters")
        .post("/v1/things", MAKE, make)
        .get("/v1/things", LIST, list)
        .get("/v1/things/{name}", SHOW, show)
        .put("/v1/kept/{name}", KEEP, keep)
        .delete("/v1/kept/{name}", DROP, drop_kept)
}

impl Document for Thing {
    const KIND: &'static str = "thing";
}

/// Makes a thing under a name; changes it where it is there.
async fn keep(
    call: Call,
    Path(Named { name }): Path<Named>,
    Body(thing): Body<Thing>,
) -> Result<Made<Thing>, Problem> {
    let mut work = call.write().await?;
    let location = format!("/v1/kept/{name}");
    let revision = if call.if_match.is_some() {
        let kept = work.get::<Thing>(&call.realm, &name).await?;
        let kept = kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
        call.matches(&kept)?;
        work.replace(&kept, thing.clone()).await?.revision
    } else {
        work.insert(&call.realm, &name, thing.clone()).await?.revision
    };
    call.made(work, Made { location, revision: Some(revision), body: thing }).await
}

async fn drop_kept(call: Call, Path(Named { name }): Path<Named>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = work.get::<Thing>(&call.realm, &name).await?;
    call.matches(&kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?)?;
    Ok(Done)
}

#[tokio::test]
async fn what_has_a_revision_is_changed_by_whom_has_read_it() {
    let (_house, jytte) = house().await;
    let put = async |known: Option<&str>| {
        let request = jytte.request("PUT", "/v1/kept/a").json(&json!({"name": "a"}));
        let request = known.into_iter().fold(request, |it, known| it.header("if-match", known));
        Answer::of(request).await
    };
    let first = put(None).await;
    assert_eq!((first.status, first.header("etag")), (201, "\"1\""));
    let twice = put(None).await;
    assert_eq!((twice.status, twice.problem()), (409, "already-there"));
    assert_eq!(put(Some("\"1\"")).await.header("etag"), "\"2\"");
    let late = put(Some("\"1\"")).await;
    assert_eq!((late.status, late.problem()), (412, "changed"));
    let unread = jytte.delete("/v1/kept/a").await;
    assert_eq!((unread.status, unread.problem()), (428, "revision-needed"));
    let read = Answer::of(jytte.request("DELETE", "/v1/kept/a").header("if-match", "*")).await;
    assert_eq!(read.status, 204);
}

async fn make(call: Call, Body(thing): Body<Thing>) -> Result<Made<Thing>, Problem> {
    let mut work = call.write().await?;
    work.note(&call.realm, "thing.made", "thing", json!({}));
    let location = format!("/v1/things/{}", thing.name.len());
    call.made(work, Made { location, revision: None, body: thing }).await
}

async fn list(_: Call, Query(page): Query<Page>) -> Result<String, Problem> {
    Ok(format!("{:?} {:?}", page.limit, page.after))
}

async fn show(_: Call, Path(Named { name }): Path<Named>) -> Result<String, Problem> {
    if name.is_empty() { Err(Problem::of(kinds::NOT_FOUND)) } else { Ok(name) }
}

async fn house() -> (House, Client) {
    let house = House::with_routes(Setup::default(), things).await;
    let jytte = house.person(Level::Reader, "production", "999").await;
    (house, jytte)
}

fn raw(client: &Client, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
    client.request("POST", "/v1/things").header("content-type", "application/json").body(body)
}

#[tokio::test]
async fn a_body_is_json_and_nothing_else() {
    let (_house, jytte) = house().await;
    let deep = format!(r#"{{"name":"a","more":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    for (body, status, problem) in [
        (r#"{"name":"Åse"}"#, 201, ""),
        (r#"{"name":"a\\u0000"}"#, 201, ""),
        (r#"{"name":"a"#, 400, "unreadable-body"),
        ("", 400, "unreadable-body"),
        (r#"{"name":"\ud800"}"#, 400, "unreadable-body"),
        (deep.as_str(), 400, "unreadable-body"),
        (r#"{"name":"a\u0000b"}"#, 422, "invalid"),
        (r#"{"name":7}"#, 422, "invalid"),
        (r#"{"name":"a","other":1}"#, 422, "invalid"),
        (r#"{"name":"a","name":"b"}"#, 422, "invalid"),
        ("[]", 422, "invalid"),
    ] {
        let answer = Answer::of(raw(&jytte, body.to_owned())).await;
        let shown: String = body.chars().take(40).collect();
        assert_eq!(
            (answer.status, answer.problem()),
            (status, problem),
            "{shown} {:?}",
            answer.json
        );
    }
    let latin = Answer::of(raw(&jytte, b"{\"name\":\"\xe5\"}".to_vec())).await;
    assert_eq!((latin.status, latin.problem()), (400, "unreadable-body"));
    let text = jytte.request("POST", "/v1/things").header("content-type", "text/plain").body("{}");
    let text = Answer::of(text).await;
    assert_eq!((text.status, text.problem()), (415, "not-json"));
}

#[tokio::test]
async fn what_was_sent_is_not_repeated_in_a_problem() {
    let (_house, jytte) = house().await;
    let answer = Answer::of(raw(&jytte, r#"{"name":"a","more":1,"name":"0101011234"}"#)).await;
    let said = String::from_utf8(answer.bytes).expect("text");
    assert!(!said.contains("0101011234"), "{said}");
    let answer = Answer::of(raw(&jytte, r#"{"name":["0101011234"]}"#)).await;
    let said = String::from_utf8(answer.bytes).expect("text");
    assert!(!said.contains("0101011234"), "{said}");
}

#[tokio::test]
async fn a_query_has_the_parameters_of_its_route_only() {
    let (_house, jytte) = house().await;
    for (query, status) in [
        ("", 200),
        ("?", 200),
        ("?limit=7&after=abc", 200),
        ("?limit=seven", 400),
        ("?limit=-1", 400),
        // The bounds are those of the document; the handler looks at none.
        ("?limit=0", 400),
        ("?limit=200", 200),
        ("?limit=201", 400),
        ("?after=%C3%A6%C3%B8%C3%A5+", 200),
        ("?after=%C3%A6%C3%B8%C3%A5+x", 400),
        ("?unknown=1", 400),
        ("?limit=1&limit=2", 400),
        ("?after=%00", 400),
        ("?after=%ff", 400),
    ] {
        let answer = jytte.get(&format!("/v1/things{query}")).await;
        let problem = if status == 400 { "invalid-query" } else { "" };
        assert_eq!((answer.status, answer.problem()), (status, problem), "{query}");
    }
    let none = jytte.get("/v1/account?a=b").await;
    assert_eq!((none.status, none.problem()), (400, "invalid-query"));
    assert_eq!(none.json["detail"], "adressen har ingen parametre");
}

#[tokio::test]
async fn a_name_that_cannot_be_one_names_nothing() {
    let (_house, jytte) = house().await;
    for (name, status) in [("a", 200), ("%C3%A5", 200), ("a%00b", 404), ("%ff", 404)] {
        let answer = jytte.get(&format!("/v1/things/{name}")).await;
        assert_eq!(answer.status, status, "{name}");
        assert_eq!(answer.problem(), if status == 404 { "not-found" } else { "" });
    }
}

#[tokio::test]
async fn a_header_that_counts_is_there_once() {
    let (_house, jytte) = house().await;
    for (name, value) in [
        ("authorization", "Bearer other"),
        ("content-type", "application/json"),
        ("idempotency-key", "a"),
        ("if-match", "\"1\""),
    ] {
        let mut request = raw(&jytte, "{}").header(name, value);
        if name.starts_with('i') {
            request = request.header(name, value);
        }
        let answer = Answer::of(request).await;
        assert_eq!((answer.status, answer.problem()), (400, "header-twice"), "{name}");
        assert_eq!(answer.json["header"], name);
    }
}

#[tokio::test]
async fn the_same_request_is_carried_out_once() {
    let (house, jytte) = house().await;
    let ask = async |client: &Client, key: &str, body: &str| {
        Answer::of(raw(client, body.to_owned()).header("idempotency-key", key)).await
    };
    let first = ask(&jytte, "k1", r#"{"name":"a"}"#).await;
    let again = ask(&jytte, "k1", r#"{"name":"a"}"#).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(
        (first.bytes, first.headers.get("location")),
        (again.bytes.clone(), again.headers.get("location"))
    );
    assert_eq!(again.header("idempotent-replayed"), "true");
    let other = ask(&jytte, "k1", r#"{"name":"b"}"#).await;
    assert_eq!((other.status, other.problem()), (422, "key-reused"));
    let karen = house.person(Level::Reader, "production", "999").await;
    let hers = ask(&karen, "k1", r#"{"name":"b"}"#).await;
    assert_eq!((hers.status, hers.header("idempotent-replayed")), (201, ""), "keys are one's own");
    // What cannot be a key is not taken for none: the request would be carried out twice.
    for none in [&"k".repeat(256), "", "k 1", "nøgle"] {
        let none = ask(&jytte, none, r#"{"name":"a"}"#).await;
        assert_eq!((none.status, none.problem()), (422, "invalid"));
    }
}

#[tokio::test]
async fn a_page_of_others_changes_nothing() {
    let (house, jytte) = house().await;
    let token = jytte.token.clone().expect("a token");
    let by_cookie = |method: &str, path: &str| {
        let request = house.nobody().request(method, path);
        request.header("cookie", format!("other=1; {SESSION_COOKIE}={token}"))
    };
    assert_eq!(Answer::of(by_cookie("GET", "/v1/account")).await.status, 200);
    let body = json!({"name": "a"});
    let foreign = Answer::of(by_cookie("POST", "/v1/things").json(&body)).await;
    assert_eq!((foreign.status, foreign.problem()), (403, "cross-site"));
    let own = by_cookie("POST", "/v1/things").header("x-brevsmed-request", "1").json(&body);
    assert_eq!(Answer::of(own).await.status, 201);
    let wrong = by_cookie("GET", "/v1/account").header("authorization", "Basic Zm9v");
    let wrong = Answer::of(wrong).await;
    assert_eq!((wrong.status, wrong.problem()), (401, "credential-refused"), "no way round");
}

#[tokio::test]
async fn an_environment_that_is_not_there_is_not_found() {
    let house = House::with_routes(Setup::default(), |routes| {
        const WHERE: Operation = Operation::new("showRealm", Permission::Open, "Shows the realm.");
        routes.group("Letters").get(
            "/v1/{environment}/{authority}/realm",
            WHERE,
            async |call: Call| call.realm.to_string(),
        )
    })
    .await;
    let there = house.nobody().get("/v1/training/751/realm").await;
    assert_eq!((there.status, there.bytes.as_slice()), (200, b"training/751".as_slice()));
    let nowhere = house.nobody().get("/v1/moon/751/realm").await;
    assert_eq!((nowhere.status, nowhere.problem()), (404, "not-found"));
}
