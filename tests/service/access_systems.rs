//! Case systems: keys and service agreements. Rows of 1K.

use brevsmed::access::{Level, upkeep};
use brevsmed::config::AccessSettings;
use serde_json::json;

use crate::access::{HERE, central, holder, revision, system, terms, with_match};
use crate::house::{Client, House};
use crate::on_both_stores;

/// Something that the service `templates` permits, and that is there in every part of the house.
const READ: &str = "/v1/production/999/agreements";

async fn agreement_administrator(house: &House) -> Client {
    house.person(Level::AgreementAdministrator, "production", "999").await
}

/// Asks for an agreement in a system's own name, and answers its path.
async fn request(system: &Client, body: &serde_json::Value) -> String {
    let asked = system.post(&format!("{HERE}/agreements"), body).await;
    assert_eq!(asked.status, 201, "{:?}", asked.json);
    asked.header("location").to_owned()
}

async fn approve(by: &Client, path: &str) -> crate::house::Answer {
    let read = by.get(path).await;
    let body = json!({ "se_number": "29189846", "confirmed": true });
    with_match(by, "POST", &format!("{path}/approve"), &revision(&read), Some(&body)).await
}

/// Whether the doorkeeper lets the system read templates.
async fn may(house: &House, key: &Client) -> Result<Vec<String>, Option<String>> {
    use brevsmed::access::{Credential, Permission, Shown};
    let credential = Credential::Bearer(key.token.clone().expect("a key"));
    let shown = Shown { credential, support: None, environment: "production" };
    let door = &house.app.door;
    let caller =
        door.authenticate(&house.app.store, &shown, house.now()).await.map_err(|_| None)?;
    let realm = brevsmed::store::Realm::new("production", "999");
    match caller.agreed(Permission::ReadTemplates, &realm, house.now()) {
        Some(agreed) => Ok(agreed.fields.clone()),
        None => {
            let latest = caller.latest_agreement(Permission::ReadTemplates, &realm);
            Err(latest.map(|agreed| agreed.agreement.clone()))
        }
    }
}

on_both_stores! {
    async fn v01_a_system_needs_an_approved_agreement(house: House) {
        let (ib, aase) = (central(&house).await, agreement_administrator(&house).await);
        let (_, key) = system(&house, &ib, "KP").await;
        assert_eq!(may(&house, &key).await, Err(None));
        let path = request(&key, &terms(1, "KP")).await;
        let id = path.rsplit('/').next().expect("an id").to_owned();
        // V02: the refusal names the agreement.
        assert_eq!(may(&house, &key).await, Err(Some(id)));
        assert_eq!(approve(&aase, &path).await.status, 200);
        // V03: with its fields, and at once.
        assert_eq!(may(&house, &key).await, Ok(vec!["Borger.*".to_owned(), "Sag.Nummer".to_owned()]));
        let other = key.get("/v1/training/999/agreements").await;
        assert_eq!((other.status, other.problem()), (401, "credential-refused"), "a key of production");
        let not_for = key.get(&format!("{HERE}/audit")).await;
        assert_eq!((not_for.status, not_for.problem()), (403, "agreement-missing"));
        let end = json!({ "reason": "Systemet er skiftet ud" });
        assert_eq!(aase.post(&format!("{path}/end"), &end).await.status, 200);
        assert!(may(&house, &key).await.is_err());
    }

    async fn v04_a_new_version_is_approved_anew_and_the_old_one_holds(house: House) {
        let (ib, aase) = (central(&house).await, agreement_administrator(&house).await);
        let (_, key) = system(&house, &ib, "KP").await;
        let old = request(&key, &terms(1, "KP")).await;
        assert_eq!(approve(&aase, &old).await.status, 200);
        let mut new = terms(2, "KP");
        new["renews"] = json!(old.rsplit('/').next());
        new["fields"] = json!(["Borger.Navn"]);
        let path = request(&key, &new).await;
        assert_eq!(may(&house, &key).await.map(|fields| fields.len()), Ok(2), "the old one");
        assert_eq!(approve(&aase, &path).await.status, 200);
        assert_eq!(may(&house, &key).await, Ok(vec!["Borger.Navn".to_owned()]));
        new["renews"] = json!("no-such");
        let none = key.post(&format!("{HERE}/agreements"), &new).await;
        assert_eq!((none.status, none.json["field"].as_str()), (422, Some("renews")));
    }

    async fn v05_the_name_says_what_where_for_whom(house: House) {
        let ib = central(&house).await;
        let (_, key) = system(&house, &ib, "KP").await;
        for name in ["KP vil gerne flette breve", "SF1470 - Brevfletning v1 - KP TEST – Egeby Kommune", "SF1470 - Brevfletning v1 - Novax PROD – Egeby Kommune"] {
            let mut body = terms(1, "KP");
            body["name"] = json!(name);
            let answer = key.post(&format!("{HERE}/agreements"), &body).await;
            assert_eq!((answer.status, answer.json["field"].as_str()), (422, Some("name")), "{name}");
        }
        let shown = key.get(&request(&key, &terms(7, "KP")).await).await;
        assert_eq!(shown.json["version"], 7);
    }

    async fn v06_approval_needs_the_se_number_confirmed(house: House) {
        let (ib, aase) = (central(&house).await, agreement_administrator(&house).await);
        let (_, key) = system(&house, &ib, "KP").await;
        let mut wrong = terms(1, "KP");
        wrong["se_number"] = json!("12345678");
        let path = request(&key, &wrong).await;
        let read = aase.get(&path).await;
        assert_eq!(read.json["se_number_is_odd"], true);
        let at = format!("{path}/approve");
        for body in [json!({}), json!({ "se_number": "12345678" }), json!({ "se_number": "29189846", "confirmed": true })] {
            let refused = with_match(&aase, "POST", &at, &revision(&read), Some(&body)).await;
            assert_eq!((refused.status, refused.problem()), (409, "se-number-not-confirmed"), "{body}");
        }
        // Sent back, corrected by whoever asked, read and approved.
        let back = aase.post(&format!("{path}/return"), &json!({ "reason": "SE-nummeret er forkert" })).await;
        assert_eq!((back.status, &back.json["state"]), (200, &json!("returned")));
        let early = with_match(&aase, "POST", &at, &revision(&back), Some(&json!({ "se_number": "12345678", "confirmed": true }))).await;
        assert_eq!((early.status, early.problem()), (409, "not-now"));
        let corrected = with_match(&key, "PUT", &path, &revision(&back), Some(&terms(1, "KP"))).await;
        assert_eq!((corrected.status, &corrected.json["state"]), (200, &json!("requested")));
        let stale = with_match(&aase, "POST", &at, &revision(&read), Some(&json!({ "se_number": "29189846", "confirmed": true }))).await;
        assert_eq!((stale.status, stale.problem()), (412, "changed"));
        let approved = approve(&aase, &path).await;
        assert_eq!((approved.status, &approved.json["decision"]["se_number"]), (200, &json!("29189846")));
        // V10: approving it again changes nothing.
        let again = approve(&aase, &path).await;
        assert_eq!((again.status, revision(&again)), (200, revision(&approved)));
    }

    async fn v07_a_question_is_asked_before_it_is_rejected(house: House) {
        let (ib, aase) = (central(&house).await, agreement_administrator(&house).await);
        let (_, key) = system(&house, &ib, "KP").await;
        let path = request(&key, &terms(1, "KP")).await;
        let asked = aase.post(&format!("{path}/comments"), &json!({ "text": "Hvorfor Borger.*?" })).await;
        assert_eq!(asked.status, 200, "{:?}", asked.json);
        assert_eq!(key.post(&format!("{path}/comments"), &json!({ "text": "Til adressefeltet." })).await.status, 200);
        let none = aase.post(&format!("{path}/reject"), &json!({ "reason": " " })).await;
        assert_eq!((none.status, none.problem()), (422, "invalid"));
        let rejected = aase.post(&format!("{path}/reject"), &json!({ "reason": "For mange felter" })).await;
        assert_eq!((rejected.status, &rejected.json["state"]), (200, &json!("rejected")));
        assert_eq!(rejected.json["comments"].as_array().map(Vec::len), Some(2));
    }

    async fn v08_whoever_asked_for_it_does_not_approve_it(house: House) {
        let ib = central(&house).await;
        let (id, key) = system(&house, &ib, "KP").await;
        let grants = [Level::TemplateAdministrator, Level::AgreementAdministrator];
        let both = house.person_with(grants.map(|level| crate::house::grant(level, "production", "999")).to_vec()).await;
        let mut body = terms(1, "KP");
        body["system"] = json!(id);
        let path = request(&both, &body).await;
        let own = approve(&both, &path).await;
        assert_eq!((own.status, own.problem()), (409, "second-person"));
        let user_administrator = house.person(Level::UserAdministrator, "production", "999").await;
        let not_theirs = approve(&user_administrator, &path).await;
        assert_eq!((not_theirs.status, not_theirs.problem()), (403, "not-permitted"));
        let (_, strange) = system(&house, &ib, "Novax").await;
        assert_eq!(strange.get(&path).await.status, 404, "another system's");
        assert_eq!(strange.get(READ).await.json["items"], json!([]));
        assert_eq!(key.get(READ).await.json["items"].as_array().map(Vec::len), Some(1));
    }

    async fn v09_the_end_of_an_agreement_is_warned_of_once(house: House) {
        let (ib, aase) = (central(&house).await, agreement_administrator(&house).await);
        let (_, key) = system(&house, &ib, "KP").await;
        let mut body = terms(1, "KP");
        body["until"] = json!(house.now().plus_days(100).day().to_string());
        let path = request(&key, &body).await;
        assert_eq!(approve(&aase, &path).await.status, 200);
        let (settings, environments) = (AccessSettings::default(), house.app.setup.environments.clone());
        let tend = async || upkeep(&house.app.store, &settings, &environments, house.now()).await.expect("upkeep");
        assert_eq!(tend().await.warnings, 0);
        house.app.clock.pass(50 * 86_400);
        assert_eq!((tend().await.warnings, tend().await.warnings), (1, 0));
        assert_eq!(aase.get(&path).await.json["ends_soon"], true);
        assert!(may(&house, &key).await.is_ok());
        house.app.clock.pass(52 * 86_400);
        assert!(may(&house, &key).await.is_err(), "over");
    }

    async fn keys_are_shown_once_rotated_and_revoked(house: House) {
        let ib = central(&house).await;
        let (id, key) = system(&house, &ib, "KP").await;
        let keys = format!("/v1/systems/{id}/keys");
        assert_eq!(key.get(READ).await.status, 200);
        let listed = ib.get(&keys).await;
        assert!(!String::from_utf8_lossy(&listed.bytes).contains(key.token.as_deref().expect("a key")));
        let first = &listed.json["items"][0];
        assert!(first["last_used"].is_string(), "{first}");
        let at = format!("{keys}/{}/rotate", first["id"].as_str().expect("an id"));
        let rotated = ib.post(&at, &json!({ "overlap_hours": 2 })).await;
        assert_eq!(rotated.status, 201, "{:?}", rotated.json);
        let new = holder(&house, rotated.json["secret"].as_str().expect("a secret"));
        assert_eq!((key.get(READ).await.status, new.get(READ).await.status), (200, 200));
        house.app.clock.pass(7_300);
        let old = key.get(READ).await;
        assert_eq!((old.status, old.problem()), (401, "credential-refused"));
        let again = ib.post(&at, &json!({})).await;
        assert_eq!((again.status, again.problem()), (409, "not-now"));
        assert_eq!(new.get(READ).await.status, 200);
        let new_id = rotated.json["key"]["id"].as_str().expect("an id");
        // At once, though it was used a moment ago.
        assert_eq!(ib.delete(&format!("{keys}/{new_id}")).await.status, 204);
        assert_eq!(new.get(READ).await.status, 401);
        let short = json!({ "name": "prøve", "environment": "production", "days": 1 });
        let short = ib.post(&keys, &short).await;
        let short = holder(&house, short.json["secret"].as_str().expect("a secret"));
        assert_eq!(short.get(READ).await.status, 200);
        // A13: all at once.
        assert_eq!(ib.post(&format!("/v1/systems/{id}/revoke"), &json!({})).await.status, 204);
        assert_eq!(short.get(READ).await.status, 401);
        let blocked = ib.post(&keys, &json!({ "name": "ny", "environment": "production" })).await;
        assert_eq!((blocked.status, blocked.problem()), (409, "not-now"));
    }

    async fn p03_a_system_has_a_name_of_its_own(house: House) {
        let ib = central(&house).await;
        let (id, _) = system(&house, &ib, "KP").await;
        let body = json!({ "name": "kp", "vendor": "Andre", "contact_name": "Bo", "contact_email": "bo@andre.example" });
        let twice = ib.post("/v1/systems", &body).await;
        assert_eq!((twice.status, twice.problem()), (409, "already-there"));
        let shared = json!({ "contact_email": "support@egebytes.example" });
        let shared = with_match(&ib, "PATCH", &format!("/v1/systems/{id}"), "*", Some(&shared)).await;
        assert_eq!((shared.status, shared.problem()), (422, "role-mailbox"));
        let jytte = house.person(Level::UserAdministrator, "production", "999").await;
        assert_eq!(jytte.get("/v1/systems").await.status, 403);
    }
}
