//! Signing in and out: first passwords, failures, sessions, cookies.

use brevsmed::access::{Account, Level};
use brevsmed::store::Realm;
use serde_json::json;

use crate::access::{HERE, administrator, holder, invite, sign_in};
use crate::house::Answer;
use crate::on_both_stores;

const OWN: &str = "rejsegilde-i-marts";

on_both_stores! {
    async fn p06_a_first_password_works_once_and_must_be_changed(house: House) {
        let jytte = administrator(&house).await;
        let (_, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let answer = sign_in(&house, "Petra@Egeby.example", &first).await;
        assert_eq!((answer.status, &answer.json["must_change_password"]), (201, &json!(true)));
        let petra = holder(&house, answer.json["token"].as_str().expect("a token"));
        // Nothing else before that.
        let early = petra.get(&format!("{HERE}/agreements")).await;
        assert_eq!((early.status, early.problem()), (403, "password-first"));
        // Used up.
        let again = sign_in(&house, "petra@egeby.example", &first).await;
        assert_eq!((again.status, again.problem()), (401, "sign-in-refused"));
        let unfit = petra.post("/v1/account/password", &json!({ "new": "petra-postvæsen" })).await;
        assert_eq!((unfit.status, unfit.problem()), (422, "password-unfit"));
        let chosen = petra.post("/v1/account/password", &json!({ "new": OWN })).await;
        assert_eq!(chosen.status, 204, "{:?}", chosen.json);
        assert_eq!(petra.get("/v1/account").await.json["must_change_password"], false);
        assert_eq!(sign_in(&house, "petra@egeby.example", OWN).await.status, 201);
        // Another change needs the one before.
        let body = json!({ "current": "noget helt andet", "new": "sankthans-paa-torvet" });
        let wrong = petra.post("/v1/account/password", &body).await;
        assert_eq!((wrong.status, wrong.problem()), (401, "sign-in-refused"));
        assert_eq!(wrong.header("www-authenticate"), "Bearer", "RFC 9110, 15.5.2");
    }

    async fn p06_a_forgotten_password_is_replaced_and_never_asked_for(house: House) {
        let jytte = administrator(&house).await;
        let (id, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let token = sign_in(&house, "petra@egeby.example", &first).await;
        let petra = holder(&house, token.json["token"].as_str().expect("a token"));
        assert_eq!(petra.post("/v1/account/password", &json!({ "new": OWN })).await.status, 204);
        let path = format!("{HERE}/access/{id}/first-password");
        let key = uuid::Uuid::now_v7().to_string();
        let request = || jytte.request("POST", &path).header("idempotency-key", &key);
        let reset = Answer::of(request()).await;
        assert_eq!(reset.status, 201, "{:?}", reset.json);
        // The secret is shown once, whatever is repeated.
        let again = Answer::of(request()).await;
        assert_eq!((again.status, again.problem()), (409, "shown-once"));
        assert_eq!(petra.get("/v1/account").await.status, 401, "her sessions ended");
        assert_eq!(sign_in(&house, "petra@egeby.example", OWN).await.status, 401);
        let first = reset.json["first_password"].as_str().expect("a password");
        // Too old.
        house.app.clock.pass(8 * 86_400);
        assert_eq!(sign_in(&house, "petra@egeby.example", first).await.status, 401);
    }

    async fn failures_slow_down_and_do_not_tell_who_is_there(house: House) {
        let jytte = administrator(&house).await;
        let (_, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        for email in ["petra@egeby.example", "ingen@egeby.example"] {
            for _ in 0..5 {
                let wrong = sign_in(&house, email, "noget helt andet").await;
                assert_eq!((wrong.status, wrong.problem()), (401, "sign-in-refused"), "{email}");
            }
            let slowed = sign_in(&house, email, "noget helt andet").await;
            assert_eq!((slowed.status, slowed.problem()), (429, "too-many-requests"), "{email}");
            assert!(slowed.header("retry-after").parse::<u64>().is_ok_and(|it| it <= 30), "{email}");
        }
        // The right one waits too, and works after the wait.
        assert_eq!(sign_in(&house, "petra@egeby.example", &first).await.status, 429);
        house.app.clock.pass(31);
        assert_eq!(sign_in(&house, "petra@egeby.example", &first).await.status, 201);
    }

    async fn sessions_are_listed_slide_and_end(house: House) {
        let petra = house.person(Level::Caseworker, "production", "999").await;
        let hash = brevsmed::access::hash_password(OWN, brevsmed::access::PasswordCost::default());
        let installation = Realm::installation();
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let kept = work.get::<Account>(&installation, &petra.id).await.expect("reads").expect("there");
        let password = Some(hash.expect("a hash"));
        let email = kept.document.email.clone();
        work.replace(&kept, Account { password, ..kept.document.clone() }).await.expect("kept");
        work.commit().await.expect("commits");
        let one = sign_in(&house, &email, OWN).await;
        let other = sign_in(&house, &email, OWN).await;
        let one = holder(&house, one.json["token"].as_str().expect("a token"));
        let other = holder(&house, other.json["token"].as_str().expect("a token"));
        let sessions = one.get("/v1/account/sessions").await;
        let items = sessions.json["items"].as_array().expect("sessions").clone();
        assert_eq!(items.len(), 3);
        let strange = items.iter().find(|it| it["is_this"] == false).expect("another");
        assert!(strange["id"].as_str().is_some_and(|id| id.len() == 16));
        // Used within the hour, it lasts another; twelve hours at most.
        for _ in 0..15 {
            house.app.clock.pass(2_800);
            assert_eq!(one.get("/v1/account").await.status, 200);
        }
        assert_eq!(other.get("/v1/account").await.status, 401, "not used for an hour");
        house.app.clock.pass(2_800);
        assert_eq!(one.get("/v1/account").await.status, 401, "over after twelve hours");
        let last = sign_in(&house, &email, OWN).await;
        let last = holder(&house, last.json["token"].as_str().expect("a token"));
        assert_eq!(last.delete("/v1/account/sessions").await.status, 204);
        assert_eq!(petra.get("/v1/account").await.status, 401, "ended by the other");
        assert_eq!(last.delete("/v1/session").await.status, 204);
        assert_eq!(last.get("/v1/account").await.status, 401);
    }

    async fn a_cookie_is_for_browsers_and_safe_from_other_sites(house: House) {
        let jytte = administrator(&house).await;
        let (_, first) = invite(&jytte, "petra@egeby.example", "caseworker").await;
        let body = json!({ "email": "petra@egeby.example", "password": first, "show_by": "cookie" });
        let answer = house.nobody().post("/v1/session", &body).await;
        assert_eq!(answer.status, 201, "{:?}", answer.json);
        assert!(answer.json.get("token").is_none());
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && cookie.contains("; Path=/;"), "{cookie}");
        assert!(!cookie.contains("Secure"), "plain HTTP on this machine");
        let shown = cookie.split(';').next().expect("a pair");
        let elsewhere = house.nobody().request("POST", "/v1/session").header("host", "breve.egeby.example");
        let body = json!({ "email": "jytte@egeby.example", "password": "noget helt andet", "show_by": "cookie" });
        assert_eq!(Answer::of(elsewhere.json(&body)).await.status, 401);
        let new = json!({ "new": OWN });
        let post = || house.nobody().request("POST", "/v1/account/password").header("cookie", shown).json(&new);
        let forged = Answer::of(post()).await;
        assert_eq!((forged.status, forged.problem()), (403, "cross-site"));
        let ours = Answer::of(post().header("x-brevsmed-request", "1")).await;
        assert_eq!(ours.status, 204, "{:?}", ours.json);
    }
}
