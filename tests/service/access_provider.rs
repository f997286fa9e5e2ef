//! Identities of others: an identity provider that the test serves itself, for people (M01, M04) and for case systems.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json as Served, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use brevsmed::access::Level;
use brevsmed::api::Setup;
use brevsmed::config::{AccessSettings, Hidden, Jwt, Oidc};
use brevsmed::store::Engine;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::access::{HERE, administrator, central, holder, system};
use crate::house::{Answer, House};

/// A key of the tests, which opens nothing else.
const KEY: &str = "\
-----BEGIN PRIVATE KEY-----\n\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRsRFLvZDeARnEf/3\n\
5zJtknoDeKR+WdQr2q5l9fO5f+OhRANCAAS8C1HKe8Bsfd1GaEsvse9MhhpdJGeO\n\
a/GD7/0DrrtRCB+TJK5QPN9gDqf8nLxWNVI6J5Kvt0cc2p9WqUFYCQe5\n\
-----END PRIVATE KEY-----\n\
";

/// The provider: what it answers, and what it was asked.
#[derive(Default)]
struct Desk {
    id_token: Mutex<String>,
    asked: Mutex<Vec<(String, String)>>,
    keys_asked: Mutex<usize>,
}

struct Provider {
    issuer: String,
    desk: Arc<Desk>,
}

fn key() -> EncodingKey {
    EncodingKey::from_ec_pem(KEY.as_bytes()).expect("a key")
}

fn signed(claims: &Json, kid: &str) -> String {
    let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::ES256) };
    encode(&header, claims, &key()).expect("a token")
}

impl Provider {
    async fn start() -> Provider {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let desk = Arc::new(Desk::default());
        let about = json!({
            "issuer": issuer, "jwks_uri": format!("{issuer}/keys"),
            "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        });
        let keys = async |State(desk): State<Arc<Desk>>| {
            *desk.keys_asked.lock().expect("a lock") += 1;
            let mut jwk = Jwk::from_encoding_key(&key(), Algorithm::ES256).expect("a key");
            jwk.common.key_id = Some("one".to_owned());
            Served(JwkSet { keys: vec![jwk] })
        };
        let token = async |State(desk): State<Arc<Desk>>, form: String| {
            let form = reqwest::Url::parse(&format!("http://form/?{form}")).expect("a form");
            let pairs =
                form.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned()));
            *desk.asked.lock().expect("a lock") = pairs.collect();
            let id_token = desk.id_token.lock().expect("a lock").clone();
            Served(
                json!({ "access_token": "unused", "token_type": "Bearer", "id_token": id_token }),
            )
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(async move || Served(about)))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&desk));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Provider { issuer, desk }
    }

    /// A house that trusts it.
    async fn house(&self, engine: Engine) -> Option<House> {
        let oidc = Oidc {
            key: "egelogin".to_owned(),
            name: "Egelogin".to_owned(),
            issuer: self.issuer.clone(),
            client_id: "brevsmed".to_owned(),
            client_secret: Some(Hidden::new("hemmelig")),
            assurance: vec!["substantial".to_owned()],
            required_for: vec!["751".to_owned()],
        };
        let jwt = Jwt {
            key: "egetokens".to_owned(),
            issuer: self.issuer.clone(),
            jwks_url: format!("{}/keys", self.issuer),
            audience: "brevsmed-api".to_owned(),
            client_claim: "client_id".to_owned(),
            environments: vec!["production".to_owned()],
        };
        let access =
            AccessSettings { oidc: vec![oidc], jwt: vec![jwt], ..AccessSettings::default() };
        House::set_up(engine, Setup { access, ..Setup::default() }).await
    }
}

/// What a browser has when it is at the provider.
struct Away {
    state: String,
    nonce: String,
    challenge: String,
    cookie: String,
}

async fn browser(house: &House, path: &str, cookie: Option<&str>) -> Answer {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let request = client.build().expect("a client").get(format!("{}{path}", house.base));
    Answer::of(match cookie {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    })
    .await
}

async fn go(house: &House) -> Away {
    let gone = browser(house, "/v1/session/providers/egelogin?go_on=/breve", None).await;
    assert_eq!(gone.status, 303, "{:?}", gone.json);
    let to = reqwest::Url::parse(gone.header("location")).expect("an address");
    let of = |name: &str| {
        to.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    assert_eq!(of("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(of("scope").as_deref(), Some("openid email"));
    let cookie = gone.header("set-cookie").split(';').next().expect("a pair").to_owned();
    Away {
        state: of("state").expect("a state"),
        nonce: of("nonce").expect("a nonce"),
        challenge: of("code_challenge").expect("a challenge"),
        cookie,
    }
}

fn back(away: &Away) -> String {
    format!("/v1/session/providers/egelogin/back?code=kode&state={}", away.state)
}

async fn people(engine: Engine) {
    let provider = Provider::start().await;
    let Some(house) = provider.house(engine).await else { return };
    let jytte = administrator(&house).await;
    let body = json!({
        "name": "Petra Postvæsen", "email": "petra@egeby.example", "provider": "egelogin", "grants": [{ "level": "caseworker" }],
    });
    let invited = jytte.post(&format!("{HERE}/access"), &body).await;
    assert_eq!(invited.status, 201, "{:?}", invited.json);
    assert!(invited.json.get("first_password").is_none());
    let second = house.now().timestamp().as_second();
    let claims = |nonce: &str| {
        json!({
            "iss": provider.issuer, "aud": "brevsmed", "sub": "4711", "nonce": nonce, "exp": second + 300, "iat": second,
            "email": "petra@egeby.example", "email_verified": true, "acr": "substantial", "cpr": "0101011234",
        })
    };
    // Each of these is not accepted, and brings nobody in.
    let faults: &[(&str, Json)] = &[
        ("iss", json!("https://other.example")),
        ("aud", json!("another")),
        ("nonce", json!("another")),
        ("exp", json!(second - 120)),
        ("iat", json!(second + 600)),
        ("sub", json!("")),
        ("email_verified", json!(false)),
        ("email", json!("ingen@egeby.example")),
        ("acr", json!("low")),
        ("azp", json!("another")),
    ];
    for (name, value) in faults {
        let away = go(&house).await;
        let mut claims = claims(&away.nonce);
        claims[*name] = value.clone();
        *provider.desk.id_token.lock().expect("a lock") = signed(&claims, "one");
        let refused = browser(&house, &back(&away), Some(&away.cookie)).await;
        assert_eq!((refused.status, refused.problem()), (401, "provider-refused"), "{name}");
    }
    // A token signed with a shared secret that anybody knows: the public key's text.
    let away = go(&house).await;
    let forged =
        encode(&Header::default(), &claims(&away.nonce), &EncodingKey::from_secret(b"one"))
            .expect("a token");
    *provider.desk.id_token.lock().expect("a lock") = forged;
    assert_eq!(browser(&house, &back(&away), Some(&away.cookie)).await.status, 401);
    // Another browser, and another state.
    let away = go(&house).await;
    *provider.desk.id_token.lock().expect("a lock") = signed(&claims(&away.nonce), "one");
    assert_eq!(browser(&house, &back(&away), None).await.status, 401, "no cookie");
    let other = go(&house).await;
    assert_eq!(
        browser(&house, &back(&away), Some(&other.cookie)).await.status,
        401,
        "another browser"
    );
    // In.
    let came = browser(&house, &back(&away), Some(&away.cookie)).await;
    assert_eq!((came.status, came.header("location")), (303, "/breve"), "{:?}", came.json);
    let asked = provider.desk.asked.lock().expect("a lock").clone();
    let verifier = asked.iter().find(|(name, _)| name == "code_verifier").expect("a verifier");
    assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier.1)), away.challenge);
    let cookie = came.header("set-cookie").split(';').next().expect("a pair").to_owned();
    let own = browser(&house, "/v1/account", Some(&cookie)).await;
    assert_eq!((own.status, &own.json["name"]), (200, &json!("Petra Postvæsen")));
    let sessions = browser(&house, "/v1/account/sessions", Some(&cookie)).await;
    assert_eq!(sessions.json["items"][0]["assurance"], "substantial");
    // The same code again, and the same person with another mail address.
    assert_eq!(browser(&house, &back(&away), Some(&away.cookie)).await.status, 401, "once");
    let away = go(&house).await;
    let mut moved = claims(&away.nonce);
    moved["email"] = json!("petra@andetsteds.example");
    *provider.desk.id_token.lock().expect("a lock") = signed(&moved, "one");
    assert_eq!(browser(&house, &back(&away), Some(&away.cookie)).await.status, 303);
    // Somebody else under the invited address is not her.
    let away = go(&house).await;
    let mut strange = claims(&away.nonce);
    strange["sub"] = json!("4712");
    *provider.desk.id_token.lock().expect("a lock") = signed(&strange, "one");
    assert_eq!(browser(&house, &back(&away), Some(&away.cookie)).await.status, 401);
    let elsewhere =
        browser(&house, "/v1/session/providers/egelogin?go_on=//evil.example", None).await;
    assert_eq!((elsewhere.status, elsewhere.problem()), (400, "invalid-query"));
    // A16: where an authority's people sign in with it only, there are no passwords.
    let there = house.person(Level::UserAdministrator, "production", "751").await;
    let body =
        json!({ "name": "Bo", "email": "bo@egeby.example", "grants": [{ "level": "reader" }] });
    let refused = there.post("/v1/production/751/access", &body).await;
    assert_eq!((refused.status, refused.json["field"].as_str()), (422, Some("provider")));
}

async fn systems(engine: Engine) {
    let provider = Provider::start().await;
    let Some(house) = provider.house(engine).await else { return };
    let ib = central(&house).await;
    let (id, _) = system(&house, &ib, "KP").await;
    let second = house.now().timestamp().as_second();
    let claims = json!({ "iss": provider.issuer, "aud": "brevsmed-api", "client_id": "kp-drift", "exp": second + 300, "iat": second });
    let ask = async |claims: &Json, kid: &str, path: &str| {
        holder(&house, &signed(claims, kid)).get(path).await.status
    };
    let path = format!("{HERE}/agreements");
    assert_eq!(ask(&claims, "one", &path).await, 401, "an unknown client");
    let client = json!({ "clients": [{ "issuer": provider.issuer, "client_id": "kp-drift" }] });
    let set = crate::access::with_match(
        &ib,
        "PUT",
        &format!("/v1/systems/{id}/clients"),
        "*",
        Some(&client),
    )
    .await;
    assert_eq!(set.status, 200, "{:?}", set.json);
    assert_eq!(ask(&claims, "one", &path).await, 200);
    assert_eq!(
        ask(&claims, "one", "/v1/training/999/agreements").await,
        401,
        "another environment"
    );
    for (name, value) in [
        ("aud", json!("another")),
        ("exp", json!(second - 120)),
        ("iss", json!("https://other.example")),
        ("client_id", json!("x")),
    ] {
        let mut claims = claims.clone();
        claims[name] = value;
        assert_eq!(ask(&claims, "one", &path).await, 401, "{name}");
    }
    // Unknown keys do not make us ask for keys again and again.
    let before = *provider.desk.keys_asked.lock().expect("a lock");
    for _ in 0..5 {
        assert_eq!(ask(&claims, "two", &path).await, 401);
    }
    assert_eq!(*provider.desk.keys_asked.lock().expect("a lock"), before);
    let taken = json!({ "clients": [{ "issuer": provider.issuer, "client_id": "kp-drift" }] });
    let (other, _) = system(&house, &ib, "Novax").await;
    let taken = crate::access::with_match(
        &ib,
        "PUT",
        &format!("/v1/systems/{other}/clients"),
        "*",
        Some(&taken),
    )
    .await;
    assert_eq!((taken.status, taken.problem()), (409, "already-there"));
}

mod m04_people_come_by_an_identity_provider_without_a_national_number {
    use super::{Engine, people};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        people(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        people(Engine::Postgres).await;
    }
}

mod systems_come_with_tokens_of_an_issuer {
    use super::{Engine, systems};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        systems(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        systems(Engine::Postgres).await;
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let issuer = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let provider = Provider { issuer, desk: Arc::default() };
    let house = provider.house(Engine::Sqlite).await.expect("SQLite is always there");
    let gone = browser(&house, "/v1/session/providers/egelogin", None).await;
    assert_eq!((gone.status, gone.problem()), (503, "provider-away"), "{:?}", gone.json);
    assert!(!gone.header("retry-after").is_empty());
}
