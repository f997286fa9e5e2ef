//! Who has access: given, taken, guarded, reviewed. Rows of 1I and 1J.

use brevsmed::access::{Grant, Level, upkeep};
use brevsmed::config::AccessSettings;
use serde_json::json;

use crate::access::{HERE, administrator, central, holder, invite, revision, sign_in, with_match};
use crate::house::{Answer, grant};
use crate::on_both_stores;

on_both_stores! {
    async fn a01_an_administrator_sees_everybody_with_access(house: House) {
        let jytte = administrator(&house).await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        house.person(Level::Caseworker, "production", "751").await;
        house.person(Level::Caseworker, "training", "999").await;
        let list = jytte.get(&format!("{HERE}/access")).await;
        let items = list.json["items"].as_array().expect("people");
        assert_eq!(items.len(), 2, "{:?}", list.json);
        let shown = items.iter().find(|it| it["account"] == json!(petra)).expect("Petra");
        assert_eq!(shown["grants"][0]["level"], "caseworker");
        assert_eq!(shown["grants"][0]["given_by"], json!(format!("person:{}", jytte.id)));
        assert_eq!(shown["warnings"][0]["code"], "never-signed-in");
        let page = jytte.get(&format!("{HERE}/access?limit=1")).await;
        let next = page.json["next"].as_str().expect("a cursor");
        let rest = jytte.get(&format!("{HERE}/access?limit=1&after={next}")).await;
        assert_eq!(rest.json["items"].as_array().map(Vec::len), Some(1));
        assert!(rest.json.get("next").is_none());
        let caseworker = house.person(Level::Caseworker, "production", "999").await;
        assert_eq!(caseworker.get(&format!("{HERE}/access")).await.status, 403);
        assert_eq!(jytte.get("/v1/production/751/access").await.status, 403);
    }

    async fn a02_a_role_mailbox_is_refused(house: House) {
        let jytte = administrator(&house).await;
        for email in ["post@egeby.example", "borgerservice@egeby.example", "lon@egeby.example"] {
            let body = json!({ "name": "Petra", "email": email, "grants": [{ "level": "reader" }] });
            let answer = jytte.post(&format!("{HERE}/access"), &body).await;
            assert_eq!((answer.status, answer.problem()), (422, "role-mailbox"), "{email}");
        }
    }

    async fn a03_the_mail_about_access_is_prepared_and_not_sent(house: House) {
        let jytte = administrator(&house).await;
        let (petra, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let danish = jytte.get(&format!("{HERE}/access/{petra}/notice")).await;
        let text = danish.json["text"].as_str().expect("a text");
        assert!(text.contains("Kære Petra Postvæsen") && text.contains("- Sagsbehandler"), "{text}");
        assert!(!text.contains(&first), "the password is not in the mail");
        let english = jytte.request("GET", &format!("{HERE}/access/{petra}/notice"));
        let english = Answer::of(english.header("accept-language", "en")).await;
        assert!(english.json["text"].as_str().is_some_and(|it| it.contains("- Caseworker")));
    }

    async fn a04_single_levels_are_given_and_taken(house: House) {
        let jytte = administrator(&house).await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let person = jytte.get(&format!("{HERE}/access/{petra}")).await;
        let path = format!("{HERE}/access/{petra}/grants/template-administrator");
        let body = json!({ "areas": ["helbredstillaeg"], "basis": "Lederen, 12. maj" });
        let unread = jytte.put(&path, &body).await;
        assert_eq!((unread.status, unread.problem()), (428, "revision-needed"));
        let given = with_match(&jytte, "PUT", &path, &revision(&person), Some(&body)).await;
        assert_eq!(given.status, 200, "{:?}", given.json);
        let grants = given.json["person"]["grants"].as_array().expect("grants").clone();
        assert_eq!(grants.len(), 2);
        assert_eq!(grants[1]["areas"], json!(["helbredstillaeg"]));
        assert_eq!(grants[1]["basis"], "Lederen, 12. maj");
        let stale = with_match(&jytte, "PUT", &path, &revision(&person), Some(&body)).await;
        assert_eq!((stale.status, stale.problem()), (412, "changed"));
        let taken = with_match(&jytte, "DELETE", &path, &revision(&given), None).await;
        assert_eq!((taken.status, taken.json["grants"].as_array().map(Vec::len)), (200, Some(1)));
        let again = with_match(&jytte, "DELETE", &path, "*", None).await;
        assert_eq!((again.status, again.problem()), (404, "not-found"));
        // What is not given in a municipality is not given by its administrator.
        let more = format!("{HERE}/access/{petra}/grants/central-administrator");
        let more = with_match(&jytte, "PUT", &more, "*", Some(&json!({}))).await;
        assert_eq!((more.status, more.problem()), (422, "invalid"));
        assert_eq!(more.json["field"], "level");
    }

    async fn a10_too_many_and_too_few_administrators_are_warned_of(house: House) {
        let jytte = administrator(&house).await;
        let codes = async || {
            let overview = jytte.get(&format!("{HERE}/access/overview")).await;
            let warnings = overview.json["warnings"].as_array().expect("warnings").clone();
            warnings.iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes().await, ["one-administrator"]);
        administrator(&house).await;
        assert!(codes().await.is_empty());
        administrator(&house).await;
        administrator(&house).await;
        assert_eq!(codes().await, ["many-administrators"]);
    }

    async fn a11_access_is_reviewed_in_time(house: House) {
        let jytte = administrator(&house).await;
        let other = administrator(&house).await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let settings = AccessSettings::default();
        let environments = house.app.setup.environments.clone();
        let tend = async || upkeep(&house.app.store, &settings, &environments, house.now()).await.expect("upkeep");
        assert_eq!(tend().await.reviews, 0);
        house.app.clock.pass(183 * 86_400);
        assert_eq!(tend().await.reviews, 1);
        assert_eq!(tend().await.reviews, 0, "once");
        let reviews = jytte.get(&format!("{HERE}/access/reviews")).await;
        let review = reviews.json["items"][0]["review"].as_str().expect("a review").to_owned();
        house.app.clock.pass(31 * 86_400);
        let overview = jytte.get(&format!("{HERE}/access/overview")).await;
        assert_eq!(overview.json["warnings"][0]["code"], "review-overdue");
        let path = format!("{HERE}/access/reviews/{review}");
        assert_eq!(jytte.get(&path).await.json["waiting"].as_array().map(Vec::len), Some(3));
        let decide = |account: String, decision: &str| json!({ "account": account, "decision": decision });
        let path = format!("{path}/decisions");
        let own = jytte.post(&path, &decide(jytte.id.clone(), "confirm")).await;
        assert_eq!((own.status, own.problem()), (409, "own-access"));
        assert_eq!(jytte.post(&path, &decide(other.id.clone(), "confirm")).await.status, 200);
        assert_eq!(jytte.post(&path, &decide(petra.clone(), "remove")).await.status, 200);
        let last = other.post(&path, &decide(jytte.id.clone(), "confirm")).await;
        assert!(last.json["closed"].is_string(), "{:?}", last.json);
        assert_eq!(jytte.get(&format!("{HERE}/access/{petra}")).await.status, 404);
        let late = jytte.post(&path, &decide(petra, "confirm")).await;
        assert_eq!((late.status, late.problem()), (409, "not-now"));
    }

    async fn a12_contact_roles_say_whom_to_tell(house: House) {
        let jytte = administrator(&house).await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "template-administrator").await;
        let path = format!("{HERE}/access/{petra}/contact-roles");
        let set = with_match(&jytte, "PUT", &path, "*", Some(&json!({ "roles": ["templates", "accessibility"] }))).await;
        assert_eq!((set.status, &set.json["contact_roles"]), (200, &json!(["templates", "accessibility"])));
        let found = jytte.get(&format!("{HERE}/access?contact_role=templates")).await;
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(1));
    }

    async fn a13_everything_is_revoked_at_once(house: House) {
        let jytte = administrator(&house).await;
        let petra = house.person(Level::Caseworker, "production", "999").await;
        assert_eq!(petra.get("/v1/account").await.status, 200);
        let path = format!("{HERE}/access/{}", petra.id);
        let gone = with_match(&jytte, "DELETE", &path, "*", None).await;
        assert_eq!(gone.status, 204, "{:?}", gone.json);
        assert_eq!(petra.get("/v1/account").await.status, 401, "sessions too");
        assert_eq!(jytte.get(&path).await.status, 404);
        let trail = jytte.get(&format!("{HERE}/audit?action=access.&subject={}", petra.id)).await;
        assert_eq!(trail.json["items"][0]["action"], "access.revoked");
    }

    async fn a14_one_does_not_change_ones_own_access(house: House) {
        let jytte = administrator(&house).await;
        administrator(&house).await;
        let own = format!("{HERE}/access/{}", jytte.id);
        let all = with_match(&jytte, "DELETE", &own, "*", None).await;
        assert_eq!((all.status, all.problem()), (409, "own-access"));
        let one = format!("{own}/grants/user-administrator");
        let one = with_match(&jytte, "DELETE", &one, "*", None).await;
        assert_eq!((one.status, one.problem()), (409, "own-access"));
        let more = format!("{own}/grants/agreement-administrator");
        let more = with_match(&jytte, "PUT", &more, "*", Some(&json!({}))).await;
        assert_eq!((more.status, more.problem()), (409, "own-access"));
    }

    async fn a15_the_last_administrator_stays(house: House) {
        let (jytte, petra) = (administrator(&house).await, administrator(&house).await);
        let off = |id: &str| format!("{HERE}/access/{id}");
        // Each removes the other at the same moment: one of them stays.
        let (one, other) = (off(&petra.id), off(&jytte.id));
        let (one, other) = tokio::join!(
            with_match(&jytte, "DELETE", &one, "*", None),
            with_match(&petra, "DELETE", &other, "*", None),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 204, "{:?} {:?}", one.json, other.json);
        // The slower one is either the last administrator's remover, or not an administrator any more.
        assert!([401, 403, 409].contains(&statuses[1]), "{statuses:?}");
        let left = if one.status == 204 { &jytte } else { &petra };
        let overview = left.get(&format!("{HERE}/access/overview")).await;
        assert_eq!(overview.json["administrators"], json!([left.id]));
        // Nor can a user administrator of all environments be taken off by one of this environment.
        let wide = house.person(Level::UserAdministrator, "*", "999").await;
        let part = with_match(left, "DELETE", &off(&wide.id), "*", None).await;
        assert_eq!((part.status, part.problem()), (409, "second-person"));
        let last = with_match(&wide, "DELETE", &off(&left.id), "*", None).await;
        assert_eq!(last.status, 204, "{:?}", last.json);
    }

    async fn a15_whoever_administers_for_a_while_is_not_the_last(house: House) {
        let jytte = administrator(&house).await;
        let until = Some(house.now().plus_days(30));
        let for_a_while = Grant { until, ..grant(Level::UserAdministrator, "production", "999") };
        let bo = house.person_with(vec![for_a_while]).await;
        let path = format!("{HERE}/access/{}", jytte.id);
        let last = with_match(&bo, "DELETE", &path, "*", None).await;
        assert_eq!((last.status, last.problem()), (409, "last-administrator"), "{:?}", last.json);
        assert_eq!(jytte.get(&format!("{HERE}/access")).await.status, 200);
    }

    async fn a15_the_central_office_keeps_an_administrator(house: House) {
        let ib = central(&house).await;
        let bo = house.person(Level::CentralAdministrator, "production", "central").await;
        let path = format!("/v1/production/central/access/{}", ib.id);
        let wide = with_match(&bo, "DELETE", &path, "*", None).await;
        assert_eq!((wide.status, wide.problem()), (409, "second-person"));
        let path = format!("/v1/production/central/access/{}/grants/central-administrator", bo.id);
        assert_eq!(with_match(&ib, "DELETE", &path, "*", None).await.status, 200);
    }

    async fn p01_the_central_office_makes_the_first_administrator(house: House) {
        let ib = central(&house).await;
        let body = json!({ "name": "Jytte Jubelår", "email": "jytte@egeby.example", "basis": "Brev fra borgmesteren" });
        let made = ib.post(&format!("{HERE}/access/administrators"), &body).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert_eq!(made.json["person"]["grants"][0]["level"], "user-administrator");
        assert!(made.json["first_password"].is_string());
        assert_eq!(ib.get(&format!("{HERE}/access")).await.status, 403, "and sees nothing more");
    }

    async fn p03_an_account_is_personal(house: House) {
        let jytte = administrator(&house).await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let path = format!("{HERE}/access/{petra}");
        let body = json!({ "name": "Palle Post", "email": "palle@egeby.example" });
        let other = with_match(&jytte, "PATCH", &path, "*", Some(&body)).await;
        assert_eq!((other.status, other.problem()), (409, "personal"));
        let married = with_match(&jytte, "PATCH", &path, "*", Some(&json!({ "name": "Petra Pakhus" }))).await;
        assert_eq!((married.status, &married.json["name"]), (200, &json!("Petra Pakhus")));
    }

    async fn p04_another_administrator_confirms_an_administrator(house: House) {
        let (jytte, bo) = (administrator(&house).await, administrator(&house).await);
        let (petra, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let path = format!("{HERE}/access/{petra}/grants/user-administrator");
        let proposed = with_match(&jytte, "PUT", &path, "*", Some(&json!({}))).await;
        assert_eq!(proposed.status, 200, "{:?}", proposed.json);
        assert_eq!(proposed.json["person"]["grants"].as_array().map(Vec::len), Some(1), "not yet");
        let id = proposed.json["proposal"]["id"].as_str().expect("a proposal");
        let path = format!("{HERE}/access/proposals/{id}/confirm");
        let own = jytte.post(&path, &json!({})).await;
        assert_eq!((own.status, own.problem()), (409, "second-person"));
        let confirmed = bo.post(&path, &json!({})).await;
        assert_eq!((confirmed.status, &confirmed.json["confirmed"]), (200, &json!(true)));
        let twice = bo.post(&path, &json!({})).await;
        assert_eq!((twice.status, twice.problem()), (409, "not-now"));
        let person = bo.get(&format!("{HERE}/access/{petra}")).await;
        assert_eq!(person.json["grants"].as_array().map(Vec::len), Some(2));
        assert_eq!(sign_in(&house, "petra@egeby.example", &first).await.status, 201);
    }

    async fn nobody_takes_an_account_over_through_another_authority(house: House) {
        let jytte = administrator(&house).await;
        let strange = house.person(Level::UserAdministrator, "production", "751").await;
        let (petra, _) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let body = json!({ "name": "Petra", "email": "petra@egeby.example", "grants": [{ "level": "reader" }] });
        let both = strange.post("/v1/production/751/access", &body).await;
        assert_eq!(both.status, 201, "{:?}", both.json);
        assert!(both.json.get("first_password").is_none(), "she has one already");
        let path = format!("/v1/production/751/access/{petra}");
        let reset = strange.post(&format!("{path}/first-password"), &json!({})).await;
        assert_eq!((reset.status, reset.problem()), (409, "second-person"));
        let mail = json!({ "email": "bandit@elsewhere.example" });
        let mail = with_match(&strange, "PATCH", &path, "*", Some(&mail)).await;
        assert_eq!((mail.status, mail.problem()), (409, "second-person"));
        // What the other authority gave goes; what this one gave stays.
        assert_eq!(with_match(&strange, "DELETE", &path, "*", None).await.status, 204);
        assert_eq!(jytte.get(&format!("{HERE}/access/{petra}")).await.status, 200);
    }

    async fn the_trail_is_read_by_those_who_may(house: House) {
        let (jytte, ib) = (administrator(&house).await, central(&house).await);
        invite(&jytte, "petra@egeby.example", "caseworker").await;
        let trail = jytte.get(&format!("{HERE}/audit?limit=1")).await;
        assert_eq!(trail.json["items"][0]["action"], "access.given");
        assert!(!String::from_utf8_lossy(&trail.bytes).contains("petra@"), "no personal data");
        let next = trail.json["next"].as_str().expect("a cursor");
        let rest = jytte.get(&format!("{HERE}/audit?after={next}")).await;
        assert_eq!(rest.json["items"][0]["action"], "access.invited");
        let bad = jytte.get(&format!("{HERE}/audit?after=x")).await;
        assert_eq!((bad.status, bad.problem()), (400, "invalid-query"));
        assert_eq!(jytte.get("/v1/audit").await.status, 403);
        assert_eq!(ib.get("/v1/audit").await.status, 200);
        let reader = house.person(Level::Reader, "production", "999").await;
        assert_eq!(reader.get(&format!("{HERE}/audit")).await.status, 403);
        assert_eq!(holder(&house, "bs_nothing").get("/v1/audit").await.status, 401);
    }
}
