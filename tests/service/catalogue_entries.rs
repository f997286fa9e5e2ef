//! Entries of lists, over HTTP: added, changed and taken out in the files that people wrote, and never with an error in them.

use brevsmed::access::Level;
use brevsmed::registry::Edition;
use brevsmed::store::{AuditFilter, Realm};
use serde_json::{Value as Json, json};
use std::sync::Arc;

use crate::house::{Answer, Client, House};
use crate::on_both_stores;

const EGEBY: &str = "/v1/production/999";
const CENTRAL: &str = "/v1/production/central";

/// An administrator of Egeby's templates, with the demonstration in use.
async fn administrator(house: &House) -> Client {
    house.import_demonstration("production").await;
    house.person(Level::TemplateAdministrator, "production", "999").await
}

async fn with_tag(
    client: &Client,
    method: &str,
    path: &str,
    tag: &str,
    body: Option<&Json>,
) -> Answer {
    let request = client.request(method, path).header("if-match", tag);
    Answer::of(match body {
        Some(body) => request.json(body),
        None => request,
    })
    .await
}

async fn egeby(house: &House) -> Arc<Edition> {
    let realm = Realm::new("production", "999");
    house.app.editions.of(&house.app.store, &realm, house.now().day()).await.expect("an edition")
}

/// A file of Egeby as it is in use.
async fn file(house: &House, name: &str) -> String {
    let edition = egeby(house).await;
    let bytes = edition.files.get(&format!("authorities/999/{name}")).expect("a file");
    String::from_utf8(bytes.clone()).expect("text")
}

on_both_stores! {
    async fn m11_a_price_agreement_needs_its_supplier(house: House) {
        let jytte = administrator(&house).await;
        let price = json!({ "supplier": "ny-optik", "service": "brillestel", "price": "500.00", "from": "2026-01-01" });
        let refused = jytte.post(&format!("{EGEBY}/price-agreements"), &price).await;
        assert_eq!((refused.status, refused.problem()), (422, "unknown-supplier"), "{:?}", refused.json);
        let finding = &refused.json["findings"][0];
        assert_eq!((&finding["code"], &finding["file"]), (&json!("B726"), &json!("authorities/999/prices.toml")));
        assert!(finding["line"].as_u64().is_some_and(|line| line > 10) && finding["excerpt"].is_string(), "{finding}");
        let supplier = json!({ "key": "ny-optik", "name": "Ny Optik", "cvr": "00000099" });
        let made = jytte.post(&format!("{EGEBY}/suppliers"), &supplier).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert_eq!(made.header("location"), "/v1/production/999/suppliers/ny-optik");
        assert_eq!(made.header("etag"), "\"2\"");
        let made = jytte.post(&format!("{EGEBY}/price-agreements"), &price).await;
        assert_eq!((made.status, made.header("etag")), (201, "\"3\""), "{:?}", made.json);
        assert_eq!(made.json["id"], "ny-optik:brillestel:2026-01-01");
        let shown = jytte.get(made.header("location")).await;
        assert_eq!((shown.status, &shown.json["entry"]["price"]), (200, &json!("500.00")));
        let text = file(&house, "prices.toml").await;
        assert!(text.contains("# Leverandører og de priser, vi har aftalt med dem.") && text.contains("# Prisaftalerne"), "{text}");
        assert!(text.contains("supplier = \"ny-optik\"\nservice = \"brillestel\"\nprice = \"500,00\"\nfrom = 2026-01-01"), "{text}");
        // The agreement forbids that its supplier goes.
        let path = format!("{EGEBY}/suppliers/ny-optik");
        let refused = with_tag(&jytte, "DELETE", &path, "\"3\"", None).await;
        assert_eq!((refused.status, refused.problem()), (409, "in-use"), "{:?}", refused.json);
        assert_eq!(refused.json["used_by"][0]["key"], "ny-optik:brillestel");
        let gone = with_tag(&jytte, "DELETE", made.header("location"), "\"3\"", None).await;
        assert_eq!(gone.status, 204, "{:?}", gone.json);
        let gone = with_tag(&jytte, "DELETE", &path, "\"4\"", None).await;
        assert_eq!(gone.status, 204, "{:?}", gone.json);
        let text = file(&house, "prices.toml").await;
        let original = crate::house::bundle_files("bundle");
        assert_eq!(text.as_bytes(), original["authorities/999/prices.toml"], "as it was before");
    }

    async fn k58_prices_do_not_hold_twice_on_a_day(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/price-agreements");
        let price = json!({ "supplier": "egeby-optik", "service": "brillestel", "price": "450", "from": "2026-06-01" });
        let refused = jytte.post(&path, &price).await;
        assert_eq!((refused.status, refused.problem()), (422, "days-overlap"), "{:?}", refused.json);
        let old = format!("{path}/egeby-optik:brillestel:2026-01-01");
        let shown = jytte.get(&old).await;
        let tag = shown.header("etag").to_owned();
        let ended = json!({ "supplier": "egeby-optik", "service": "brillestel", "price": "435.00", "from": "2026-01-01", "to": "2026-05-31" });
        let changed = with_tag(&jytte, "PUT", &old, &tag, Some(&ended)).await;
        assert_eq!((changed.status, &changed.json["entry"]["to"]), (200, &json!("2026-05-31")), "{:?}", changed.json);
        assert_eq!(jytte.post(&path, &price).await.status, 201);
        let list = jytte.get(&format!("{path}?words=egeby-optik%20brillestel")).await;
        assert_eq!(list.json["items"].as_array().map(Vec::len), Some(2));
        for bad in ["-1", "1,5", "1.234", "mange"] {
            let price = json!({ "supplier": "egeby-optik", "service": "brilleglas", "price": bad });
            let refused = jytte.post(&path, &price).await;
            assert_eq!((refused.status, refused.problem()), (422, "invalid"), "{bad}");
        }
    }

    async fn a_change_names_the_version_that_was_read(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/suppliers/egetand");
        let named = json!({ "key": "egetand", "name": "Egetand Tandteknik ApS", "cvr": "00000021" });
        let blind = jytte.put(&path, &named).await;
        assert_eq!((blind.status, blind.problem()), (428, "revision-needed"));
        let stale = with_tag(&jytte, "PUT", &path, "\"7\"", Some(&named)).await;
        assert_eq!((stale.status, stale.problem()), (412, "changed"));
        let changed = with_tag(&jytte, "PUT", &path, "\"1\"", Some(&named)).await;
        assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""));
        let same = with_tag(&jytte, "PUT", &path, "\"2\"", Some(&named)).await;
        assert_eq!((same.status, same.header("etag")), (200, "\"2\""), "nothing changed, no version made");
        let other = json!({ "key": "andet", "name": "Egetand", "cvr": null });
        let refused = with_tag(&jytte, "PUT", &path, "\"2\"", Some(&other)).await;
        assert_eq!((refused.status, refused.problem()), (422, "invalid"));
        let none = with_tag(&jytte, "PUT", &format!("{EGEBY}/suppliers/andet"), "\"2\"", Some(&other)).await;
        assert_eq!(none.status, 404);
        let twice = jytte.post(&format!("{EGEBY}/suppliers"), &named).await;
        assert_eq!((twice.status, twice.problem()), (409, "already-there"));
        // Who did it is known.
        let mut work = house.app.store.read().await.expect("a work");
        let filter = AuditFilter { action: Some("entry.published".to_owned()), limit: 10, ..AuditFilter::default() };
        let lines = work.trail(&Realm::new("production", "999"), &filter).await.expect("a trail");
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].subject.as_str(), lines[0].actor.as_str()), ("prices@000002", format!("person:{}", jytte.id).as_str()));
        assert!(lines[0].detail.contains("suppliers/egetand changed"), "{}", lines[0].detail);
    }

    async fn an_entry_is_added_once_under_an_idempotency_key(house: House) {
        let jytte = administrator(&house).await;
        let supplier = json!({ "key": "ny-optik", "name": "Ny Optik" });
        let path = format!("{EGEBY}/suppliers");
        let send = async || Answer::of(jytte.request("POST", &path).header("idempotency-key", "k-1").json(&supplier)).await;
        let (first, again) = (send().await, send().await);
        assert_eq!((first.status, again.status), (201, 201), "{:?}", again.json);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(first.json, again.json);
    }

    async fn readers_change_nothing_and_nobody_changes_anothers(house: House) {
        let jytte = administrator(&house).await;
        let supplier = json!({ "key": "ny-optik", "name": "Ny Optik" });
        let reader = house.person(Level::Reader, "production", "999").await;
        let refused = reader.post(&format!("{EGEBY}/suppliers"), &supplier).await;
        assert_eq!((refused.status, refused.problem()), (403, "not-permitted"));
        for path in [format!("{CENTRAL}/suppliers"), "/v1/production/751/suppliers".to_owned(), "/v1/training/999/suppliers".to_owned()] {
            let refused = jytte.post(&path, &supplier).await;
            assert_eq!((refused.status, refused.problem()), (403, "not-permitted"), "{path}");
        }
        assert_eq!(house.nobody().post(&format!("{EGEBY}/suppliers"), &supplier).await.status, 401);
    }

    async fn k05_a_central_entry_is_overridden_and_never_touched(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/reasons/ikke-noedvendig");
        let shown = jytte.get(&path).await;
        assert_eq!((&shown.json["owner"], shown.header("etag")), (&json!("central"), "\"1\""));
        let missing = with_tag(&jytte, "DELETE", &path, "\"1\"", None).await;
        assert_eq!(missing.status, 404, "it is the central office's");
        let mut entry = shown.json["entry"].clone();
        entry["text"] = json!("Vi giver afslag, fordi du allerede har en løsning, der virker.\n\nKontakt os, hvis det ændrer sig.");
        let changed = with_tag(&jytte, "PUT", &path, "\"1\"", Some(&entry)).await;
        assert_eq!((changed.status, &changed.json["owner"]), (200, &json!("municipality:999")), "{:?}", changed.json);
        assert_eq!(changed.json["overrides_central"], true);
        let central = jytte.get(&format!("{CENTRAL}/reasons/ikke-noedvendig")).await;
        assert_eq!(central.json["entry"], shown.json["entry"]);
        let dropped = with_tag(&jytte, "DELETE", &path, "\"2\"", None).await;
        assert_eq!(dropped.status, 204);
        assert_eq!(jytte.get(&path).await.json["owner"], "central");
    }

    async fn k62_denial_reasons_are_the_authoritys_own(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/reasons");
        let list = jytte.get(&format!("{path}?context=afslag-sagsbehandler")).await;
        assert_eq!(list.json["items"].as_array().map(Vec::len), Some(7));
        let with_document = jytte.get(&format!("{path}/billigere-loesning")).await;
        assert_eq!(with_document.json["entry"]["document"], "reasons/billigere-loesning.docx");
        let reason = json!({ "key": "for-sent", "name": "Ansøgt for sent", "text": "Vi giver afslag, fordi fristen var gået.", "contexts": ["afslag-sagsbehandler"] });
        assert_eq!(jytte.post(&path, &reason).await.status, 201);
        let unknown = json!({ "key": "x", "name": "X", "text": "Y", "contexts": ["findes-ikke"] });
        let refused = jytte.post(&path, &unknown).await;
        assert_eq!((refused.status, refused.problem()), (422, "entry-refused"), "{:?}", refused.json);
        assert_eq!(refused.json["findings"][0]["code"], "B720");
        for bad in [json!({ "key": "x", "name": "X" }), json!({ "key": "x", "name": "X", "text": "Y", "document": "Z" }),
                    json!({ "key": "../x", "name": "X", "text": "Y" }), json!({ "key": "x", "name": "X\u{0}", "text": "Y" })] {
            let refused = jytte.post(&path, &bad).await;
            assert_eq!((refused.status, refused.problem()), (422, "invalid"), "{bad}");
        }
    }

    async fn k07_a_telephone_number_changes_on_its_day(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/parameters/Myndighed.Telefon");
        let shown = jytte.get(&format!("{path}?day=2026-03-31")).await;
        assert_eq!((&shown.json["value"], &shown.json["owner_class"]), (&json!("99 99 99 00"), &json!("municipal-required")));
        assert_eq!(jytte.get(&format!("{path}?day=2026-04-01")).await.json["value"], "99 99 98 00");
        let values = json!({ "values": [
            { "value": "99 99 99 00", "to": "2026-03-31" },
            { "value": "99 99 98 00", "from": "2026-04-01", "to": "2027-12-31" },
            { "value": "99 99 97 00", "from": "2028-01-01" },
        ] });
        let set = with_tag(&jytte, "PUT", &path, "\"1\"", Some(&values)).await;
        assert_eq!((set.status, set.header("etag")), (200, "\"2\""), "{:?}", set.json);
        assert_eq!(jytte.get(&format!("{path}?day=2028-01-01")).await.json["value"], "99 99 97 00");
        let text = file(&house, "parameters.toml").await;
        assert!(text.starts_with("#:schema ../../schemas/parameters.schema.json\n# Egeby Kommunes egne værdier."), "{text}");
        assert!(text.contains("value = \"99 99 98 00\"\nfrom = 2026-04-01\nto = 2027-12-31"), "{text}");
        let overlap = json!({ "values": [{ "value": "1", "to": "2026-03-31" }, { "value": "2", "from": "2026-03-01" }] });
        let refused = with_tag(&jytte, "PUT", &path, "\"2\"", Some(&overlap)).await;
        assert_eq!((refused.status, refused.problem()), (422, "days-overlap"), "{:?}", refused.json);
        let one = json!({ "values": [{ "value": "99 99 96 00" }] });
        let set = with_tag(&jytte, "PUT", &path, "\"2\"", Some(&one)).await;
        assert_eq!(set.status, 200, "{:?}", set.json);
        assert_eq!(set.json["values"], json!([{ "value": "99 99 96 00" }]));
        assert_eq!(file(&house, "parameters.toml").await.matches("Myndighed.Telefon").count(), 1);
        let unknown = with_tag(&jytte, "PUT", &format!("{EGEBY}/parameters/Findes.Ikke"), "\"3\"", Some(&one)).await;
        assert_eq!(unknown.status, 404);
    }

    async fn k04_a_parameter_has_its_owner(house: House) {
        let jytte = administrator(&house).await;
        let limit = format!("{EGEBY}/parameters/Sag.Formuegraense");
        assert_eq!(jytte.get(&limit).await.json["owner_class"], "central-only");
        let value = json!({ "values": [{ "value": "1" }] });
        let refused = with_tag(&jytte, "PUT", &limit, "*", Some(&value)).await;
        assert_eq!((refused.status, refused.problem()), (409, "central-only"));
        let missing = jytte.get(&format!("{EGEBY}/parameters?missing=true")).await;
        assert_eq!(missing.json["items"], json!([]), "Egeby has set all of its own");
        let gone = with_tag(&jytte, "DELETE", &format!("{EGEBY}/parameters/Myndighed.CVR"), "*", None).await;
        assert_eq!(gone.status, 204, "{:?}", gone.json);
        let missing = jytte.get(&format!("{EGEBY}/parameters?missing=true")).await;
        assert_eq!(missing.json["items"][0]["name"], "Myndighed.CVR");
        assert_eq!(missing.json["items"][0]["owner"], "central", "a stand-in");
        let report = jytte.get(&format!("{CENTRAL}/parameter-report")).await;
        assert_eq!(report.json["items"], json!([{ "authority": "999", "name": "Egeby Kommune", "missing": ["Myndighed.CVR"], "not_used": [] }]));
        // A municipality that has set nothing lacks all that it must set.
        let other = house.person(Level::TemplateAdministrator, "production", "751").await;
        let report = other.get("/v1/production/751/parameter-report").await;
        assert_eq!(report.json["items"][0]["missing"].as_array().map(Vec::len), Some(8));
        let set = with_tag(&other, "PUT", "/v1/production/751/parameters/Myndighed.Navn", "\"0\"", Some(&json!({ "values": [{ "value": "Aarhus Kommune" }] }))).await;
        assert_eq!((set.status, set.header("etag")), (200, "\"1\""), "{:?}", set.json);
        let shown = other.get("/v1/production/751/parameters/Myndighed.Navn").await;
        assert_eq!((&shown.json["value"], &shown.json["owner"]), (&json!("Aarhus Kommune"), &json!("municipality:751")));
        assert_eq!(jytte.get(&format!("{EGEBY}/parameters/Myndighed.Navn")).await.json["value"], "Egeby Kommune");
    }

    async fn k68_a_new_question_gets_its_keys(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/questions");
        let question = json!({ "alias": "egen-tolk", "text": "Skal der bestilles tolk?", "contexts": ["briller"] });
        let made = jytte.post(&path, &question).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        let keys = &made.json["entry"]["keys"];
        assert!(keys["production"].as_str().is_some_and(|key| key.starts_with("flettespoergsmaal-")), "{keys}");
        assert_ne!(keys["production"], keys["training"]);
        assert!(file(&house, "questions.toml").await.contains("# Grupperne nederst siger"));
        // One that is ticked stays, and so do its keys.
        let used = format!("{path}/egen-tilbyd-moede");
        let shown = jytte.get(&used).await;
        assert!(!shown.json["used_by"].as_array().expect("uses").is_empty());
        let refused = with_tag(&jytte, "DELETE", &used, shown.header("etag"), None).await;
        assert_eq!((refused.status, refused.problem()), (409, "in-use"), "{:?}", refused.json);
        let mut entry = shown.json["entry"].clone();
        entry["keys"]["production"] = json!("flettespoergsmaal-99999");
        let refused = with_tag(&jytte, "PUT", &used, shown.header("etag"), Some(&entry)).await;
        assert_eq!((refused.status, refused.problem()), (422, "invalid"));
        let mut entry = shown.json["entry"].clone();
        entry["help"] = json!("Mødet kan være på rådhuset eller i borgerens hjem.");
        let changed = with_tag(&jytte, "PUT", &used, shown.header("etag"), Some(&entry)).await;
        assert_eq!(changed.status, 200, "{:?}", changed.json);
        let gone = with_tag(&jytte, "DELETE", made.header("location"), changed.header("etag"), None).await;
        assert_eq!(gone.status, 204, "nothing uses it: {:?}", gone.json);
    }

    async fn a_central_question_that_a_municipality_ticks_stays(house: House) {
        house.import_demonstration("production").await;
        let central = house.person(Level::CentralAdministrator, "production", "central").await;
        let path = format!("{CENTRAL}/questions/ny-ansoegning");
        let refused = with_tag(&central, "DELETE", &path, "*", None).await;
        assert_eq!((refused.status, refused.problem()), (409, "in-use"), "{:?}", refused.json);
        let owners: Vec<&str> = refused.json["used_by"].as_array().expect("uses").iter().filter_map(|it| it["owner"].as_str()).collect();
        assert!(owners.contains(&"municipality:999"), "{owners:?}");
    }

    async fn k31_template_groups_offer_templates_in_a_step(house: House) {
        let jytte = administrator(&house).await;
        let path = format!("{EGEBY}/groups");
        let list = jytte.get(&path).await;
        assert_eq!(list.json["items"].as_array().map(Vec::len), Some(9));
        let group = json!({ "key": "egeby-breve", "name": "Egebys breve", "process": "Udvidet helbredstillæg", "step": "Send brev",
                            "templates": ["egeby-orientering-undtagelse"], "default": "egeby-orientering-undtagelse" });
        assert_eq!(jytte.post(&path, &group).await.status, 201);
        let offered = jytte.get(&format!("{EGEBY}/templates?group=egeby-breve")).await;
        assert_eq!(offered.json["items"][0]["key"], "egeby-orientering-undtagelse");
        let unknown = json!({ "key": "x", "name": "X", "process": "P", "templates": ["findes-ikke"] });
        let refused = jytte.post(&path, &unknown).await;
        assert_eq!((refused.status, refused.problem()), (422, "entry-refused"), "{:?}", refused.json);
        let rule = json!({ "key": "moede", "name": "Møde", "rule": "at-most-one", "questions": ["egen-tilbyd-moede", "egen-hjemmebesoeg"] });
        let made = jytte.post(&format!("{EGEBY}/question-groups"), &rule).await;
        assert_eq!((made.status, &made.json["entry"]["rule"]), (201, &json!("at-most-one")), "{:?}", made.json);
    }

    async fn a_version_that_is_to_come_is_not_undone_behind_its_back(house: House) {
        let jytte = administrator(&house).await;
        let mut files = brevsmed::bundle::Files::new();
        files.insert("authorities/999/prices.toml".to_owned(), b"# Nye priser\n".to_vec());
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let from = house.now().plus_days(30).day();
        brevsmed::registry::import(&mut work, "production", &files, from).await.expect("imports");
        work.commit().await.expect("commits");
        let refused = jytte.post(&format!("{EGEBY}/suppliers"), &json!({ "key": "ny", "name": "Ny" })).await;
        assert_eq!((refused.status, refused.problem()), (409, "later-published"), "{:?}", refused.json);
        assert_eq!(refused.json["from"], from.to_string());
    }
}
