//! What the tests of access share: people by their levels, passwords, systems with keys and agreements.

use brevsmed::access::Level;
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House};

/// The authority of the tests.
pub const HERE: &str = "/v1/production/999";

/// A user administrator of the authority.
pub async fn administrator(house: &House) -> Client {
    house.person(Level::UserAdministrator, "production", "999").await
}

/// A central administrator.
pub async fn central(house: &House) -> Client {
    house.person(Level::CentralAdministrator, "*", "central").await
}

/// A request that names a revision, or any.
pub async fn with_match(
    client: &Client,
    method: &str,
    path: &str,
    revision: &str,
    body: Option<&Json>,
) -> Answer {
    let request = client.request(method, path).header("if-match", revision);
    Answer::of(match body {
        Some(body) => request.json(body),
        None => request,
    })
    .await
}

/// Invites somebody with one level; answers the id of the account and the first password.
pub async fn invite(by: &Client, email: &str, level: &str) -> (String, String) {
    let body = json!({ "name": "Petra Postvæsen", "email": email, "grants": [{ "level": level }] });
    let answer = by.post(&format!("{HERE}/access"), &body).await;
    assert_eq!(answer.status, 201, "{:?}", answer.json);
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    (text(&answer.json["person"]["account"]), text(&answer.json["first_password"]))
}

/// Signs in with a password.
pub async fn sign_in(house: &House, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    house.nobody().post("/v1/session", &body).await
}

/// Whoever shows a token.
pub fn holder(house: &House, token: &str) -> Client {
    let mut client = house.nobody();
    client.token = Some(token.to_owned());
    client
}

/// The revision of an answer.
pub fn revision(answer: &Answer) -> String {
    answer.header("etag").to_owned()
}

/// A registered system and a client that shows a key of it for production.
pub async fn system(house: &House, central: &Client, name: &str) -> (String, Client) {
    let body = json!({ "name": name, "vendor": "Egebytes", "contact_name": "Ib Ibsen", "contact_email": "ib.ibsen@egebytes.example" });
    let answer = central.post("/v1/systems", &body).await;
    assert_eq!(answer.status, 201, "{:?}", answer.json);
    let id = answer.json["id"].as_str().expect("an id").to_owned();
    let body = json!({ "name": "drift", "environment": "production" });
    let answer = central.post(&format!("/v1/systems/{id}/keys"), &body).await;
    assert_eq!(answer.status, 201, "{:?}", answer.json);
    let secret = answer.json["secret"].as_str().expect("a secret").to_owned();
    (id, holder(house, &secret))
}

/// What an agreement asks for.
pub fn terms(version: u32, system: &str) -> Json {
    json!({
        "name": format!("SF1470 - Brevfletning v{version} - {system} PROD – Egeby Kommune"),
        "service": "templates",
        "fields": ["Borger.*", "Sag.Nummer"],
        "purpose": "Breve om helbredstillæg",
        "se_number": "29189846",
        "from": "2020-01-01",
    })
}
