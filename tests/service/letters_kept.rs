//! Letters that are kept: who sees what of them, how long, and how they are found and erased.

use brevsmed::access::{Grant, Level};
use brevsmed::archive::{Letter, purge};
use brevsmed::store::{AuditFilter, AuditLine, Realm};
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House, grant};
use crate::letters::{LETTERS, anna, caseworker, only, request};
use crate::on_both_stores;

const RETENTION: &str = "/v1/production/999/settings/retention";

async fn trail(house: &House, action: &str) -> Vec<AuditLine> {
    let filter =
        AuditFilter { action: Some(action.to_owned()), limit: 100, ..AuditFilter::default() };
    let mut work = house.app.store.read().await.expect("a work");
    work.trail(&Realm::new("production", "999"), &filter).await.expect("a trail")
}

/// A letter that is only a document: quicker.
fn short() -> Json {
    let mut request = anna();
    request["forms"] = json!(["docx"]);
    request
}

async fn put(client: &Client, path: &str, revision: i64, body: &Json) -> Answer {
    let request = client.request("PUT", path).header("if-match", format!("\"{revision}\""));
    Answer::of(request.json(body)).await
}

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("{LETTERS}{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {:?}", answer.json);
    let items = answer.json["items"].as_array().expect("items");
    items.iter().map(|item| item["id"].as_str().unwrap_or_default().to_owned()).collect()
}

on_both_stores! {
    async fn a05_letters_are_masked_without_access_to_personal_data(house: House) {
        let mette = caseworker(&house).await;
        let made = mette.post(LETTERS, &anna()).await;
        let letter = only(&made);
        let href = letter["href"].as_str().expect("a path").to_owned();
        let reader = house.person(Level::Reader, "production", "999").await;
        let seen = reader.get(&href).await;
        assert_eq!((seen.status, &seen.json["masked"]), (200, &json!(true)));
        assert!(seen.json.get("personal").is_none());
        assert!(!seen.json.to_string().contains("2026-999-0011"), "{:?}", seen.json);
        let receipt = reader.get(&format!("{href}/receipt")).await;
        assert_eq!(receipt.status, 200);
        assert!(receipt.json["pdf"].get("diagnostics").is_none());
        let file = reader.get(&format!("{href}/files/letter.pdf")).await;
        assert_eq!((file.status, file.problem()), (403, "not-permitted"));
        assert!(trail(&house, "letter.read").await.is_empty());

        // A06: with it, each look is noted.
        let personal = house.person(Level::PersonalReader, "production", "999").await;
        let seen = personal.get(&href).await;
        assert_eq!((seen.status, &seen.json["masked"]), (200, &json!(false)));
        assert_eq!(seen.json["personal"]["case"]["id"], "2026-999-0011");
        assert_eq!(personal.get(&format!("{href}/files/letter.pdf")).await.status, 200);
        let looks = trail(&house, "letter.read").await;
        assert_eq!(looks.len(), 2);
        assert!(looks.iter().all(|line| line.actor == format!("person:{}", personal.id)));
        assert_eq!(personal.get(&format!("{href}/files/request.json")).await.status, 404);
        // Another authority's people know of none.
        let other = house.person(Level::PersonalReader, "production", "751").await;
        assert_eq!(other.get(&href).await.status, 403);
        let elsewhere = href.replace("/999/", "/751/");
        assert_eq!((other.get(&elsewhere).await.status, other.get(&elsewhere).await.problem().to_owned()), (404, "not-found".to_owned()));
    }

    async fn a07_letters_of_other_areas_are_not_seen(house: House) {
        let mette = caseworker(&house).await;
        let made = mette.post(LETTERS, &short()).await;
        let href = only(&made)["href"].as_str().expect("a path").to_owned();
        let of = |area: &str| Grant {
            areas: vec![area.to_owned()],
            ..grant(Level::Caseworker, "production", "999")
        };
        let inside = house.person_with(vec![of("udvidet-oplysning")]).await;
        let outside = house.person_with(vec![of("undtagelse")]).await;
        assert_eq!(inside.get(&href).await.status, 200);
        assert_eq!(outside.get(&href).await.status, 404);
        assert_eq!(ids(&inside, "").await.len(), 1);
        assert_eq!(ids(&outside, "").await.len(), 0);
        assert_eq!(inside.post(LETTERS, &short()).await.status, 201);
        let refused = outside.post(LETTERS, &short()).await;
        assert_eq!((refused.status, refused.problem()), (403, "not-permitted"));
    }

    async fn letters_are_listed_by_what_is_asked_for(house: House) {
        let mette = caseworker(&house).await;
        let mut made = Vec::new();
        for (case, context) in [("a", "briller"), ("b", "fodbehandling"), ("a", "briller")] {
            let mut letter = short();
            letter["context"] = json!(context);
            letter["case"]["id"] = json!(case);
            let answer = mette.post(LETTERS, &letter).await;
            made.push(only(&answer)["id"].as_str().expect("an id").to_owned());
            house.app.clock.pass(86_400);
        }
        made.reverse();
        assert_eq!(ids(&mette, "").await, made);
        assert_eq!(ids(&mette, "?case=a").await, [made[0].clone(), made[2].clone()]);
        assert_eq!(ids(&mette, "?state=waiting").await, [""; 0]);
        assert_eq!(ids(&mette, "?template=manglerbrev-generelt&state=made").await.len(), 3);
        assert_eq!(ids(&mette, "?template=andet").await, [""; 0]);
        let middle = house.now().plus_days(-2).day();
        assert_eq!(ids(&mette, &format!("?from={middle}&to={middle}")).await, [made[1].clone()]);
        let page = mette.get(&format!("{LETTERS}?limit=2")).await;
        let next = page.json["next"].as_str().expect("a cursor");
        assert_eq!(ids(&mette, &format!("?limit=2&after={next}")).await, [made[2].clone()]);
        for wrong in ["?limit=0", "?limit=x", "?after=x", "?from=i-dag", "?andet=1", "?state=x"] {
            let answer = mette.get(&format!("{LETTERS}{wrong}")).await;
            assert_eq!((answer.status, answer.problem()), (400, "invalid-query"), "{wrong}");
        }
    }

    async fn k38_a_letter_takes_the_place_of_one_that_is_not_released(house: House) {
        let mette = caseworker(&house).await;
        let made = mette.post(LETTERS, &short()).await;
        let old = only(&made).clone();
        let mut new = short();
        new["supersedes"] = json!([old["id"]]);
        let made = mette.post(LETTERS, &new).await;
        let id = only(&made)["id"].clone();
        assert_eq!(only(&made)["supersedes"], json!([old["id"]]));
        let seen = mette.get(old["href"].as_str().expect("a path")).await;
        assert_eq!((&seen.json["state"], &seen.json["superseded_by"]), (&json!("superseded"), &id));
        // What is superseded stays so, and a request that cannot be done leaves nothing.
        let again = mette.post(LETTERS, &new).await;
        assert_eq!((again.status, again.problem()), (409, "letter-not-now"));
        new["supersedes"] = json!(["00000000-0000-7000-8000-000000000000"]);
        assert_eq!(mette.post(LETTERS, &new).await.status, 404);
        assert_eq!(ids(&mette, "").await.len(), 2);
    }

    async fn a_persons_letters_are_found_and_erased(house: House) {
        let mette = caseworker(&house).await;
        let made = mette.post(LETTERS, &short()).await;
        let href = only(&made)["href"].as_str().expect("a path").to_owned();
        let mut renumbered = short();
        // V11: under another number, which the person got later.
        renumbered["person"] = json!("0000001234");
        only(&mette.post(LETTERS, &renumbered).await);
        only(&mette.post(LETTERS, &request("manglerbrev-generelt", "dorthe-oproeve", "briller")).await);

        let find = "/v1/production/999/letters/find";
        let numbers = json!({ "numbers": ["000000-0001"] });
        assert_eq!(mette.post(find, &numbers).await.status, 403);
        let jytte = house.person(Level::UserAdministrator, "production", "999").await;
        let found = jytte.post(find, &numbers).await;
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(1), "{:?}", found.json);
        let both = json!({ "numbers": ["0000000001", "000000-1234"] });
        let found = jytte.post(find, &both).await;
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(2));

        let erase = json!({ "numbers": ["000000-0001"], "reason": "anmodning efter databeskyttelsesforordningens artikel 17" });
        let erased = jytte.post("/v1/production/999/erasures", &erase).await;
        assert_eq!((erased.status, erased.json["erased"].as_array().map(Vec::len)), (200, Some(1)));
        let stub = mette.get(&href).await;
        assert_eq!((stub.status, &stub.json["state"]), (200, &json!("erased")));
        assert!(stub.json.get("personal").is_none());
        assert_eq!(stub.json["erased"]["who"], format!("person:{}", jytte.id));
        let file = mette.get(&format!("{href}/files/letter.docx")).await;
        assert_eq!((file.status, file.problem()), (410, "erased"));
        let receipt = mette.get(&format!("{href}/receipt")).await;
        assert_eq!((receipt.status, receipt.problem()), (410, "erased"));
        assert_eq!(jytte.post(find, &numbers).await.json["items"], json!([]));
        // Once is enough.
        let again = jytte.post("/v1/production/999/erasures", &erase).await;
        assert_eq!(again.json["erased"], json!([]));

        // No number stands anywhere but in the letters themselves.
        let lines = trail(&house, "letter").await.into_iter().chain(trail(&house, "letters.searched").await);
        for line in lines {
            assert!(!line.detail.contains("0001") && !line.subject.contains("000000"), "{line:?}");
        }
        let searches = trail(&house, "letters.searched").await;
        assert_eq!(searches.len(), 3);
        let mut work = house.app.store.read().await.expect("a work");
        let kept = work.list::<Letter>(&brevsmed::store::Listing::default()).await.expect("letters");
        for letter in kept.items {
            let body = serde_json::to_string(&letter.document).expect("JSON");
            assert!(!body.contains("000000-0001") && !body.contains("0000001234"), "{body}");
        }
    }

    async fn letters_are_deleted_when_their_time_is_up(house: House) {
        let mette = caseworker(&house).await;
        let admin = house.person(Level::TemplateAdministrator, "production", "999").await;
        let first = mette.post(LETTERS, &short()).await;
        let first = only(&first).clone();
        assert!(first.get("due").is_none());
        let asked = admin.get(RETENTION).await;
        assert_eq!((asked.status, asked.header("etag")), (200, "\"0\""));
        let rules = json!({ "days": 100, "categories": [{ "category": "Manglerbrev", "days": 30 }] });
        assert_eq!(admin.put(RETENTION, &rules).await.problem(), "revision-needed");
        assert_eq!(put(&mette, RETENTION, 0, &rules).await.status, 403);
        assert_eq!(put(&admin, RETENTION, 0, &rules).await.status, 200);
        assert_eq!(put(&admin, RETENTION, 0, &rules).await.problem(), "changed");
        let second = mette.post(LETTERS, &request("agterskrivelse-udvidet-helbredstillaeg", "anna-andeby", "briller")).await;
        let second = only(&second).clone();
        assert_eq!(second["due"].as_str().map(|due| &due[..10]), Some(&house.now().plus_days(100).to_string()[..10]));

        // The letter from before gets its time too.
        let purged = purge(&house.app.store, house.now(), 100).await.expect("purged");
        assert_eq!((purged.redated, purged.letters, purged.more), (1, 0, false));
        house.app.clock.pass(31 * 86_400);
        let purged = purge(&house.app.store, house.now(), 100).await.expect("purged");
        assert_eq!(purged.letters, 1);
        assert_eq!(mette.get(first["href"].as_str().expect("a path")).await.status, 404);
        assert_eq!(mette.get(second["href"].as_str().expect("a path")).await.status, 200);
        assert_eq!(trail(&house, "letter.deleted").await.len(), 1);
        let jytte = house.person(Level::UserAdministrator, "production", "999").await;
        let found = jytte.post("/v1/production/999/letters/find", &json!({ "numbers": ["000000-0001"] })).await;
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(1), "whose it was is deleted too");
        for wrong in [json!({ "days": 0 }), json!({ "days": 36_501 }), json!({ "dage": 1 })] {
            assert_eq!(put(&admin, RETENTION, 1, &wrong).await.problem(), "invalid");
        }
    }

    async fn m08_what_letters_are_made_from_is_kept_as_a_hash(house: House) {
        let mette = caseworker(&house).await;
        let admin = house.person(Level::TemplateAdministrator, "production", "999").await;
        let made = mette.post(LETTERS, &short()).await;
        let personal = &only(&made)["personal"];
        assert_eq!(personal["request_sha256"].as_str().map(str::len), Some(64));
        assert!(personal.get("inputs_kept_until").is_none());
        let kept = async |id: &Json| {
            let id = id.as_str().expect("an id");
            let mut work = house.app.store.read().await.expect("a work");
            let letter = work.get::<Letter>(&Realm::new("production", "999"), id).await.expect("a look").expect("a letter");
            work.file(&letter, "request.json").await.expect("a look").map(|file| file.bytes)
        };
        assert_eq!(kept(&only(&made)["id"]).await, None);

        // Where the authority wants it they are kept for a while, and go before the letter.
        assert_eq!(put(&admin, RETENTION, 0, &json!({ "days": 100, "inputs_days": 10 })).await.status, 200);
        let made = mette.post(LETTERS, &short()).await;
        let letter = only(&made);
        assert!(letter["personal"]["inputs_kept_until"].is_string());
        assert!(kept(&letter["id"]).await.is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains("Anna Andeby")));
        house.app.clock.pass(11 * 86_400);
        let purged = purge(&house.app.store, house.now(), 100).await.expect("purged");
        assert_eq!((purged.inputs, purged.letters), (1, 0));
        assert_eq!(kept(&letter["id"]).await, Some(Vec::new()));
        assert_eq!(mette.get(letter["href"].as_str().expect("a path")).await.status, 200);
    }
}
