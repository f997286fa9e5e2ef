//! Careful start: what a case system may do by itself, and the letters that wait for a caseworker.

use brevsmed::access::Level;
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House};
use crate::letters::{LETTERS, anna, caseworker, only, request};
use crate::on_both_stores;

const AUTOMATION: &str = "/v1/production/999/settings/automation";
const QUEUE: &str = "/v1/production/999/review-queue";

/// An automatic letter that nobody stands behind.
fn card() -> Json {
    let mut request = request("helbredstillaegskort", "anna-andeby", "helbredstillaegskort");
    request["unattended"] = json!(true);
    request["forms"] = json!(["docx"]);
    request
}

async fn switch(house: &House, rules: Json) {
    let admin = house.person(Level::TemplateAdministrator, "production", "999").await;
    let revision = admin.get(AUTOMATION).await.header("etag").to_owned();
    let request = admin.request("PUT", AUTOMATION).header("if-match", revision);
    let answer = Answer::of(request.json(&json!({ "rules": rules }))).await;
    assert_eq!(answer.status, 200, "{:?}", answer.json);
}

async fn step(
    client: &Client,
    letter: &Json,
    step: &str,
    revision: i64,
    body: Option<Json>,
) -> Answer {
    let path = format!("{}/{step}", letter["href"].as_str().expect("a path"));
    let request = client.request("POST", &path).header("if-match", format!("\"{revision}\""));
    match body {
        Some(body) => Answer::of(request.json(&body)).await,
        None => Answer::of(request).await,
    }
}

async fn waiting(client: &Client) -> Vec<Json> {
    let answer = client.get(QUEUE).await;
    assert_eq!(answer.status, 200, "{:?}", answer.json);
    answer.json["items"].as_array().expect("items").clone()
}

on_both_stores! {
    async fn a13_auto_decide_without_auto_send_lands_in_the_review_queue(house: House) {
        let mette = caseworker(&house).await;
        // K51: off until somebody says otherwise.
        let refused = mette.post(LETTERS, &card()).await;
        assert_eq!((refused.status, refused.problem()), (409, "automation-off"));
        switch(&house, json!([{ "template": "helbredstillaegskort", "auto_decide": true }])).await;
        let made = mette.post(LETTERS, &card()).await;
        let letter = only(&made).clone();
        assert_eq!((&letter["state"], &letter["unattended"]), (&json!("waiting"), &json!(true)));
        let queue = waiting(&mette).await;
        assert_eq!((queue.len(), &queue[0]["id"]), (1, &letter["id"]));
        assert_eq!(queue[0]["masked"], true, "the queue is without personal data");
        // What waits is not released by whoever made it.
        let release = step(&mette, &letter, "release", 1, None).await;
        assert_eq!((release.status, release.problem(), &release.json["state"]), (409, "letter-not-now", &json!("waiting")));
        // K53: switched on when the letters look good; for this context only.
        switch(&house, json!([
            { "auto_decide": true },
            { "context": "helbredstillaegskort", "auto_send": true },
        ])).await;
        let made = mette.post(LETTERS, &card()).await;
        assert_eq!(only(&made)["state"], "released");
        // With a caseworker behind it, nothing of this matters.
        let mut attended = card();
        attended["unattended"] = json!(false);
        assert_eq!(only(&mette.post(LETTERS, &attended).await)["state"], "made");
    }

    async fn k02_a_template_is_inactive_manual_or_automatic(house: House) {
        let mette = caseworker(&house).await;
        switch(&house, json!([
            { "auto_decide": true, "auto_send": true },
            { "template": "helbredstillaegskort", "status": "manual" },
            { "template": "manglerbrev-generelt", "context": "briller", "status": "inactive" },
        ])).await;
        let refused = mette.post(LETTERS, &card()).await;
        assert_eq!((refused.status, refused.problem()), (409, "automation-off"));
        let refused = mette.post(LETTERS, &anna()).await;
        assert_eq!((refused.status, refused.problem()), (409, "template-inactive"));
        let reader = house.person(Level::Reader, "production", "999").await;
        assert_eq!(reader.get(AUTOMATION).await.json["rules"].as_array().map(Vec::len), Some(3));
        assert_eq!(reader.put(AUTOMATION, &json!({ "rules": [] })).await.status, 403);
        let admin = house.person(Level::TemplateAdministrator, "production", "999").await;
        let request = admin.request("PUT", AUTOMATION).header("if-match", "\"1\"");
        let wrong = Answer::of(request.json(&json!({ "rules": [{ "template": "" }] }))).await;
        assert_eq!((wrong.status, wrong.problem()), (422, "invalid"));
    }

    async fn k52_an_unattended_letter_never_has_a_hole(house: House) {
        let mette = caseworker(&house).await;
        switch(&house, json!([{ "auto_decide": true, "auto_send": true }])).await;
        let mut card = card();
        card["data"]["Bevilling"].as_object_mut().expect("a group").remove("Kortnummer");
        let refused = mette.post(LETTERS, &card).await;
        assert_eq!((refused.status, refused.problem()), (422, "merge-refused"));
        assert_eq!(mette.get(LETTERS).await.json["items"], json!([]));
    }

    async fn letters_are_approved_rejected_and_released(house: House) {
        let mette = caseworker(&house).await;
        switch(&house, json!([{ "auto_decide": true }])).await;
        let mut letters = Vec::new();
        for _ in 0..3 {
            letters.push(only(&mette.post(LETTERS, &card()).await).clone());
        }
        let reader = house.person(Level::PersonalReader, "production", "999").await;
        assert_eq!(reader.get(QUEUE).await.status, 403);
        assert_eq!(step(&reader, &letters[0], "approve", 1, None).await.status, 403);

        // Nobody approves what is not as they read it.
        let path = format!("{}/approve", letters[0]["href"].as_str().expect("a path"));
        let blind = Answer::of(mette.request("POST", &path)).await;
        assert_eq!((blind.status, blind.problem()), (428, "revision-needed"));
        let stale = step(&mette, &letters[0], "approve", 7, None).await;
        assert_eq!((stale.status, stale.problem()), (412, "changed"));
        let approved = step(&mette, &letters[0], "approve", 1, None).await;
        assert_eq!((approved.status, &approved.json["state"]), (200, &json!("approved")));
        assert_eq!(approved.header("etag"), "\"2\"");
        let again = step(&mette, &letters[0], "approve", 2, None).await;
        assert_eq!((again.status, again.problem()), (409, "letter-not-now"));
        let released = step(&mette, &letters[0], "release", 2, None).await;
        assert_eq!((released.status, &released.json["state"]), (200, &json!("released")));

        let unsaid = step(&mette, &letters[1], "reject", 1, Some(json!({ "reason": "  " }))).await;
        assert_eq!((unsaid.status, unsaid.problem()), (422, "invalid"));
        let rejected = step(&mette, &letters[1], "reject", 1, Some(json!({ "reason": "forkert kortnummer" }))).await;
        assert_eq!((rejected.status, &rejected.json["state"]), (200, &json!("rejected")));
        let seen = mette.get(letters[1]["href"].as_str().expect("a path")).await;
        let steps = seen.json["personal"]["steps"].as_array().expect("steps");
        assert_eq!((&steps[1]["state"], &steps[1]["reason"]), (&json!("rejected"), &json!("forkert kortnummer")));
        assert_eq!(waiting(&mette).await.len(), 1);

        let counted = mette.get(&format!("{QUEUE}/statistics")).await;
        let count = &counted.json["items"][0];
        assert_eq!(
            (&count["template"], &count["decided"], &count["approved_unchanged"], &count["rejected"]),
            (&json!("helbredstillaegskort"), &json!(2), &json!(1), &json!(1))
        );
        assert!(count["since"].is_string());
        // K44: a letter in a caseworker's own hands can be taken back, and it is logged.
        let mut own = card();
        own["unattended"] = json!(false);
        let own = only(&mette.post(LETTERS, &own).await).clone();
        let back = step(&mette, &own, "reject", 1, Some(json!({ "reason": "sagen er ikke færdig" }))).await;
        assert_eq!(back.status, 200);
    }

    async fn a_letter_is_made_again_with_other_answers(house: House) {
        let mette = caseworker(&house).await;
        switch(&house, json!([{ "auto_decide": true }])).await;
        let old = only(&mette.post(LETTERS, &card()).await).clone();
        // Without the data of the letter, it is the caller who must have them.
        let answers = json!({ "answers": { "digital-hjaelp": "N", "aegtefaelle-kort": "J" } });
        let refused = step(&mette, &old, "change", 1, Some(answers.clone())).await;
        assert_eq!((refused.status, refused.problem()), (409, "inputs-not-kept"));
        let mut whole = answers.clone();
        whole["data"] = card()["data"].clone();
        let changed = step(&mette, &old, "change", 1, Some(whole.clone())).await;
        assert_eq!(changed.status, 201, "{:?}", changed.json);
        assert_eq!((&changed.json["state"], &changed.json["supersedes"]), (&json!("approved"), &json!([old["id"]])));
        let seen = mette.get(old["href"].as_str().expect("a path")).await;
        assert_eq!((&seen.json["state"], &seen.json["superseded_by"]), (&json!("superseded"), &changed.json["id"]));
        let late = step(&mette, &old, "change", 2, Some(whole)).await;
        assert_eq!((late.status, late.problem()), (409, "letter-not-now"));
        let new = mette.get(changed.header("location")).await;
        assert_eq!(new.json["personal"]["answered_yes"], json!(["aegtefaelle-kort"]));
        assert_eq!(new.json["personal"]["case"]["id"], "2026-999-0012");

        // Where the authority keeps the data, the answers are enough.
        let admin = house.person(Level::TemplateAdministrator, "production", "999").await;
        let retention = admin.request("PUT", "/v1/production/999/settings/retention").header("if-match", "\"0\"");
        assert_eq!(Answer::of(retention.json(&json!({ "inputs_days": 10 }))).await.status, 200);
        let old = only(&mette.post(LETTERS, &card()).await).clone();
        let changed = step(&mette, &old, "change", 1, Some(answers)).await;
        assert_eq!(changed.status, 201, "{:?}", changed.json);
        let statistics = mette.get(&format!("{QUEUE}/statistics")).await;
        let count = &statistics.json["items"][0];
        assert_eq!((&count["decided"], &count["changed"], &count["approved_unchanged"]), (&json!(2), &json!(2), &json!(0)));
        assert_eq!(waiting(&mette).await.len(), 0);
        // The new letters are the same person's.
        let jytte = house.person(Level::UserAdministrator, "production", "999").await;
        let find = json!({ "numbers": ["000000-0001"] });
        let found = jytte.post("/v1/production/999/letters/find", &find).await;
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(4));
    }
}
