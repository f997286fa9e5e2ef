//! Letters of case systems: only within their agreement, and only their own.

use std::collections::BTreeSet;

use brevsmed::access::{Agreement, AgreementState, Key, ServiceName, System, Terms};
use brevsmed::store::Realm;
use serde_json::json;

use crate::house::{Client, House};
use crate::letters::{LETTERS, anna, caseworker, only, request};
use crate::on_both_stores;

/// A case system with an approved agreement about these fields, calling with its key.
pub async fn system(house: &House, name: &str, fields: &[&str]) -> Client {
    let mut work = house.app.store.write(&house.hand()).await.expect("a work");
    let system = System {
        name: name.to_owned(),
        vendor: "Opdigtet Software".to_owned(),
        contact_name: "Ulla Ulveøje".to_owned(),
        contact_email: "uu@opdigtet.example".to_owned(),
        blocked: false,
    };
    let system = System::register(&mut work, system).await.expect("a system");
    let until = house.now().plus_days(300);
    let (secret, _) =
        Key::make(&mut work, &system.key, "drift", "production", until).await.expect("a key");
    let agreement = Agreement {
        terms: Terms {
            name: format!("SF1601 - Afsend breve v1 - {name} PROD – Egeby Kommune"),
            system: system.key.clone(),
            service: ServiceName::Letters,
            version: 1,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            purpose: "breve i pensionssager".to_owned(),
            se_number: "19435075".to_owned(),
            from: jiff::civil::date(2020, 1, 1),
            until: None,
            renews: None,
        },
        state: AgreementState::Approved,
        requested_by: "person:a".to_owned(),
        written_by: BTreeSet::new(),
        decision: None,
        comments: Vec::new(),
    };
    let realm = Realm::new("production", "999");
    work.insert(&realm, &format!("agreement-{name}"), agreement).await.expect("an agreement");
    work.commit().await.expect("commits");
    let mut client = house.nobody();
    client.token = Some(secret.shown().to_owned());
    client
}

on_both_stores! {
    async fn v03_data_are_cut_to_the_agreement(house: House) {
        caseworker(&house).await;
        let whole = system(&house, "KP", &[]).await;
        let made = whole.post(LETTERS, &anna()).await;
        assert_eq!(only(&made)["withheld"], json!([]));
        let narrow = system(&house, "KX", &["Borger.*", "Sag.*", "Brev.*", "Sagsbehandler.*"]).await;
        let made = narrow.post(LETTERS, &anna()).await;
        let withheld = only(&made)["withheld"].as_array().expect("names").clone();
        assert!(withheld.contains(&json!("Behandler.Klinik")), "{withheld:?}");
        assert!(withheld.iter().all(|name| !name.as_str().unwrap_or_default().starts_with("Borger.")));
        // What the letter cannot do without is missing, though it was sent.
        let tight = system(&house, "KY", &["Sag.*"]).await;
        let refused = tight.post(LETTERS, &anna()).await;
        assert_eq!((refused.status, refused.problem()), (422, "merge-refused"));
        let dry = tight.post(&format!("{LETTERS}/dry-run"), &anna()).await;
        assert!(dry.json["withheld"].as_array().is_some_and(|names| names.contains(&json!("Borger.Navn"))));
    }

    async fn a_case_system_sees_its_own_letters_only(house: House) {
        let mette = caseworker(&house).await;
        let (kp, kx) = (system(&house, "KP", &[]).await, system(&house, "KX", &[]).await);
        let made = kp.post(LETTERS, &anna()).await;
        let href = only(&made)["href"].as_str().expect("a path").to_owned();
        assert!(only(&made)["made_by"].as_str().is_some_and(|who| who.starts_with("system:")));
        assert_eq!(kp.get(&href).await.json["masked"], false);
        assert_eq!(kp.get(&format!("{href}/files/letter.pdf")).await.status, 200);
        assert_eq!(kx.get(&href).await.status, 404);
        assert_eq!(kx.get(&format!("{href}/files/letter.pdf")).await.status, 404);
        assert_eq!(kx.get(LETTERS).await.json["items"], json!([]));
        assert_eq!(kp.get(LETTERS).await.json["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(mette.get(&href).await.status, 200);
        // Nor does another system's letter tell what a case has had.
        let mut hearing = request("agterskrivelse-udvidet-helbredstillaeg", "anna-andeby", "briller");
        hearing["history_from_case"] = json!(true);
        hearing["previous_answers"] = json!("manglerbrev");
        hearing["unattended"] = json!(false);
        assert_eq!(only(&kx.post(LETTERS, &hearing).await)["state"], "made");
        // V02: without an agreement here, nothing.
        let elsewhere = kp.post("/v1/production/751/letters", &anna()).await;
        assert_eq!((elsewhere.status, elsewhere.problem()), (403, "agreement-missing"));
        // A case system makes automatic letters by itself only where the authority lets it.
        let card = request("helbredstillaegskort", "anna-andeby", "helbredstillaegskort");
        let refused = kp.post(LETTERS, &card).await;
        assert_eq!((refused.status, refused.problem()), (409, "automation-off"));
        // It reviews nothing.
        assert_eq!(kp.get("/v1/production/999/review-queue").await.status, 403);
    }
}
