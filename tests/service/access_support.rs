//! Support access (M07): given by the person helped, for looking only, seen by both, over by itself.

use brevsmed::access::Level;
use serde_json::json;

use crate::access::{HERE, administrator};
use crate::house::{Answer, Client};
use crate::on_both_stores;

async fn under(helper: &Client, id: &str, method: &str, path: &str) -> Answer {
    Answer::of(helper.request(method, path).header("brevsmed-support", id)).await
}

on_both_stores! {
    async fn m07_support_access_is_given_seen_and_over(house: House) {
        let jytte = administrator(&house).await;
        let helper = house.person(Level::Reader, "production", "central").await;
        let body = json!({
            "helper": format!("{}@egeby.example", helper.id), "ticket": "SAG-4711",
            "environment": "production", "authority": "999",
        });
        assert_eq!(helper.get(&format!("{HERE}/agreements")).await.status, 403);
        let given = jytte.post("/v1/account/support", &body).await;
        assert_eq!(given.status, 201, "{:?}", given.json);
        let id = given.json["id"].as_str().expect("an id").to_owned();
        let seen = under(&helper, &id, "GET", &format!("{HERE}/agreements")).await;
        assert_eq!((seen.status, seen.header("brevsmed-support")), (200, id.as_str()));
        // For looking only, and not at what the person helped may do about others.
        let change = under(&helper, &id, "POST", "/v1/account/support").await;
        assert_eq!((change.status, change.problem()), (403, "support-reads-only"));
        let people = under(&helper, &id, "GET", &format!("{HERE}/access")).await;
        assert_eq!((people.status, people.problem()), (403, "not-permitted"));
        let elsewhere = under(&helper, &id, "GET", "/v1/training/999/agreements").await;
        assert_eq!(elsewhere.status, 403);
        // Both see it.
        for person in [&jytte, &helper] {
            let own = person.get("/v1/account").await;
            assert_eq!(own.json["support"][0]["id"], json!(id));
        }
        assert_eq!(under(&helper, &id, "GET", "/v1/account").await.json["looking_under"], json!(id));
        // Nobody else uses it.
        let other = house.person(Level::Reader, "production", "central").await;
        let stolen = under(&other, &id, "GET", &format!("{HERE}/agreements")).await;
        assert_eq!((stolen.status, stolen.problem()), (403, "support-over"));
        house.app.clock.pass(31 * 60);
        let late = under(&helper, &id, "GET", &format!("{HERE}/agreements")).await;
        assert_eq!((late.status, late.problem()), (403, "support-over"));
        let trail = jytte.get(&format!("{HERE}/audit?action=support.given")).await;
        assert_eq!(trail.json["items"][0]["subject"], json!(id));
    }

    async fn m07_support_access_is_ended_at_once(house: House) {
        let jytte = administrator(&house).await;
        let helper = house.person(Level::Reader, "production", "central").await;
        let mut body = json!({
            "helper": format!("{}@egeby.example", helper.id), "ticket": "SAG-4711",
            "environment": "production", "authority": "999", "minutes": 480,
        });
        let given = jytte.post("/v1/account/support", &body).await;
        let id = given.json["id"].as_str().expect("an id").to_owned();
        assert_eq!(under(&helper, &id, "GET", &format!("{HERE}/agreements")).await.status, 200);
        assert_eq!(jytte.delete(&format!("/v1/account/support/{id}")).await.status, 204);
        assert_eq!(under(&helper, &id, "GET", &format!("{HERE}/agreements")).await.status, 403);
        // One letter only: nothing else.
        body["letter"] = json!("0198");
        let given = jytte.post("/v1/account/support", &body).await;
        let id = given.json["id"].as_str().expect("an id").to_owned();
        let other = under(&helper, &id, "GET", &format!("{HERE}/agreements")).await;
        assert_eq!((other.status, other.problem()), (403, "not-permitted"));
        body["minutes"] = json!(481);
        let long = jytte.post("/v1/account/support", &body).await;
        assert_eq!((long.status, long.json["field"].as_str()), (422, Some("minutes")));
        body["minutes"] = json!(5);
        body["authority"] = json!("751");
        let strange = jytte.post("/v1/account/support", &body).await;
        assert_eq!((strange.status, strange.problem()), (403, "not-permitted"));
    }
}
