//! Overrides and what follows from them, each test named after the row of the domain it holds to.

use brevsmed::access::Level;
use brevsmed::registry::{self, Acknowledgement, ItemName, Stage, Step, Version};
use brevsmed::store::{AuditFilter, Listing, Realm};
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House, bundle_files};
use crate::on_both_stores;

pub const LETTER: &str = "templates/manglerbrev-udvidet-helbredstillaeg";
pub const PLACE: &str = "overrides/templates/manglerbrev-udvidet-helbredstillaeg";

/// A template administrator of a municipality.
pub async fn administrator(house: &House, authority: &str) -> Client {
    house.person(Level::TemplateAdministrator, "production", authority).await
}

/// The version of the text that is to be acknowledged.
pub fn text_version() -> &'static str {
    registry::responsibility_text().version
}

pub fn new_override(of: &str, contexts: &[&str]) -> Json {
    json!({ "of": of, "contexts": contexts, "acknowledge": { "text_version": text_version() } })
}

/// Overrides something for an authority, and takes the draft into use as of today.
pub async fn override_in_use(house: &House, authority: &str, new: &Json) -> Answer {
    let client = administrator(house, authority).await;
    let made = client.post(&format!("/v1/production/{authority}/overrides"), new).await;
    assert_eq!(made.status, 201, "{:?}", made.json);
    let item = made.json["item"].as_str().expect("an item").to_owned();
    take_into_use(house, authority, &item).await;
    made
}

/// Publishes the latest version of an item past the approval, which `registry` tests.
async fn take_into_use(house: &House, authority: &str, item: &str) {
    let realm = Realm::new("production", authority);
    let item: ItemName = item.parse().expect("an item");
    let mut work = house.app.store.write(&house.hand()).await.expect("a work");
    let number = registry::versions(&mut work, &realm, &item).await.expect("versions");
    let number = number.last().expect("a version").number;
    let key = Version::key(&item, number);
    let kept = work.get::<Version>(&realm, &key).await.expect("reads").expect("a version");
    let mut version = kept.document.clone();
    version.stage = Stage::Published;
    version.from = Some(work.now().day());
    let who = work.who().to_owned();
    version.steps.push(Step {
        stage: Stage::Published,
        who,
        at: work.now(),
        reason: String::new(),
    });
    let kept = work.replace(&kept, version).await.expect("replaces");
    registry::on_published(&mut work, &realm, &kept.document).await.expect("follows up");
    registry::took_effect(&mut work, &realm).await.expect("tells");
    work.commit().await.expect("commits");
    house.app.editions.forget(Some(&realm));
}

/// Publishes a central document with other words.
pub async fn change_centrally(house: &House, item: &str, words: &[(&str, &str)]) {
    let mut files = bundle_files("bundle");
    files.retain(|path, _| path.rsplit_once('.').is_some_and(|(stem, _)| stem == item));
    let path = format!("{item}.docx");
    let changed = with_words(&files[&path], words);
    files.insert(path, changed);
    let mut work = house.app.store.write(&house.hand()).await.expect("a work");
    let day = work.now().day();
    let made = registry::import(&mut work, "production", &files, day).await.expect("imports");
    assert_eq!(made, 1);
    work.commit().await.expect("commits");
    house.app.editions.forget(None);
}

/// A document with some words for others.
pub fn with_words(document: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).expect("a zip");
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        if name == "word/document.xml" {
            let mut text = String::from_utf8(bytes).expect("text");
            for (old, new) in words {
                assert!(text.contains(old), "`{old}` stands in one run");
                text = text.replace(old, new);
            }
            bytes = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("writes");
    }
    out.finish().expect("a zip").into_inner()
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

pub fn codes(status: &Answer) -> Vec<String> {
    let warnings = status.json["warnings"].as_array().expect("warnings").iter();
    warnings.map(|warning| warning["code"].as_str().unwrap_or_default().to_owned()).collect()
}

on_both_stores! {
    async fn k22_without_acknowledgement_409(house: House) {
        house.import_demonstration("production").await;
        let client = administrator(&house, "751").await;
        let path = "/v1/production/751/overrides";
        let asked = client.post(path, &json!({ "of": LETTER })).await;
        assert_eq!((asked.status, asked.problem()), (409, "responsibility-ack-required"));
        assert_eq!(asked.json["text"]["version"], text_version());
        assert!(asked.json["text"]["da"].as_str().expect("Danish").contains("webtilgængelige"));
        assert!(asked.json["text"]["en"].as_str().expect("English").contains("accessibility"));
        let old = json!({ "of": LETTER, "acknowledge": { "text_version": "2020-01" } });
        let old = client.post(path, &old).await;
        assert_eq!((old.status, old.problem()), (409, "responsibility-ack-required"));
        let nothing = client.get(path).await;
        assert_eq!(nothing.json["items"], json!([]));

        let made = client.post(path, &new_override(LETTER, &[])).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert_eq!(made.header("location"), format!("/v1/production/751/{PLACE}"));
        let given = &made.json["acknowledgement"];
        assert_eq!((&given["name"], &given["current"]), (&json!("Jytte Jubelår"), &json!(true)));
        assert_eq!(given["text_version"], text_version());
        assert_eq!(made.json["accessibility_owner"], "municipality:751");
        assert_eq!(made.json["latest"]["stage"], "draft");
        assert!(made.json["latest"]["verdict"]["errors"].is_number(), "{:?}", made.json);
        let evidence = client.get(&format!("/v1/production/751/{PLACE}/acknowledgement")).await;
        assert_eq!(evidence.json["evidence"].as_str().expect("a hash").len(), 64);
        assert_eq!(evidence.json["who"], format!("person:{}", client.id));
        let again = client.post(path, &new_override(LETTER, &[])).await;
        assert_eq!((again.status, again.problem()), (409, "already-there"));
        let mut work = house.app.store.read().await.expect("a work");
        let realm = Realm::new("production", "751");
        let trail = AuditFilter { action: Some("override.".to_owned()), limit: 9, ..AuditFilter::default() };
        let trail = work.trail(&realm, &trail).await.expect("a trail");
        assert_eq!(trail.len(), 2);
        assert!(trail.iter().all(|line| !line.detail.contains("Jytte")));
    }

    async fn k22_the_text_has_changed_since(house: House) {
        house.import_demonstration("production").await;
        let client = administrator(&house, "751").await;
        client.post("/v1/production/751/overrides", &new_override(LETTER, &[])).await;
        let realm = Realm::new("production", "751");
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let given = work.list::<Acknowledgement>(&Listing::of(&realm)).await.expect("reads").items;
        let older = Acknowledgement { text_version: "2024-01".to_owned(), ..given[0].document.clone() };
        work.replace(&given[0], older).await.expect("replaces");
        work.commit().await.expect("commits");
        let mut work = house.app.store.read().await.expect("a work");
        let item: ItemName = LETTER.parse().expect("an item");
        let versions = registry::versions(&mut work, &realm, &item).await.expect("versions");
        let needed = registry::acknowledgement_needed(&mut work, &realm, &versions[0]).await;
        assert!(needed.expect("reads"), "the next publication asks again");
        drop(work);
        let shown = client.get(&format!("/v1/production/751/{PLACE}")).await;
        assert_eq!(shown.json["acknowledgement"]["current"], false);
        let status = client.get("/v1/production/751/status").await;
        assert!(codes(&status).contains(&"acknowledgement-outdated".to_owned()));
        let place = format!("/v1/production/751/{PLACE}/acknowledgement");
        let old = client.post(&place, &json!({ "text_version": "2024-01" })).await;
        assert_eq!((old.status, old.problem()), (409, "responsibility-ack-required"));
        let new = client.post(&place, &json!({ "text_version": text_version() })).await;
        assert_eq!(new.status, 201, "{:?}", new.json);
        let mut work = house.app.store.read().await.expect("a work");
        let needed = registry::acknowledgement_needed(&mut work, &realm, &versions[0]).await;
        assert!(!needed.expect("reads"));
    }

    async fn k22_publishing_asks_for_the_acknowledgement(house: House) {
        house.import_demonstration("production").await;
        // A municipality's own version of a central element that came past the overrides.
        let client = administrator(&house, "751").await;
        let docx = base64(&bundle_files("bundle")["elements/kontakt.docx"]);
        let toml = "name = \"Kontakt\"\ntags = [\"kontakt\"]\n";
        let items = "/v1/production/751/items/elements:kontakt/versions";
        let draft = client.post(items, &json!({ "files": { "docx": docx, "toml": toml } })).await;
        assert_eq!(draft.status, 201, "{:?}", draft.json);
        let realm = Realm::new("production", "751");
        let item: ItemName = "elements/kontakt".parse().expect("an item");
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let key = Version::key(&item, 1);
        let kept = work.get::<Version>(&realm, &key).await.expect("reads").expect("a version");
        let approved = Version { stage: Stage::Approved, ..kept.document.clone() };
        work.replace(&kept, approved).await.expect("replaces");
        work.commit().await.expect("commits");
        let wanted = json!({ "versions": [{ "item": "elements/kontakt", "number": 1 }] });
        let refused = client.post("/v1/production/751/publications", &wanted).await;
        assert_eq!((refused.status, refused.problem()), (409, "responsibility-ack-required"), "{:?}", refused.json);
        assert_eq!(refused.json["text"]["version"], text_version());
    }

    async fn k21_an_override_flips_responsibility_and_dropping_it_flips_it_back(house: House) {
        house.import_demonstration("production").await;
        let client = administrator(&house, "751").await;
        let list = "/v1/production/751/responsibility";
        let of = |answer: &Answer, template: &str| {
            let items = answer.json["items"].as_array().expect("items").iter();
            items.clone().find(|item| item["template"] == template).expect("the template").clone()
        };
        let before = client.get(list).await;
        assert!(before.json["items"].as_array().expect("items").iter().all(|item| item["legal_owner"] == "central"));
        let made = override_in_use(&house, "751", &new_override(LETTER, &[])).await;
        assert_eq!(made.json["touches"]["letters"].as_array().expect("letters").len(), 1);
        let after = client.get(list).await;
        let letter = of(&after, "manglerbrev-udvidet-helbredstillaeg");
        assert_eq!(letter["accessibility_owner"], "municipality:751", "{letter}");
        assert_eq!((&letter["origin"], &letter["because"]), (&json!("override"), &json!([LETTER])));
        assert_eq!(of(&after, "manglerbrev-generelt")["legal_owner"], "central");
        let other = administrator(&house, "101").await.get("/v1/production/101/responsibility").await;
        assert_eq!(of(&other, "manglerbrev-udvidet-helbredstillaeg")["legal_owner"], "central");

        let drop = format!("/v1/production/751/{PLACE}/drop");
        let past = client.post(&drop, &json!({ "reason": "x", "from": "2020-01-01" })).await;
        assert_eq!((past.status, past.problem()), (422, "invalid"));
        let tomorrow = house.now().plus_days(1).day().to_string();
        let dropped = client.post(&drop, &json!({ "reason": "Den centrale er god nok", "from": tomorrow })).await;
        assert_eq!((dropped.status, &dropped.json["state"]), (201, &json!("dropped")), "{:?}", dropped.json);
        let today = client.get(list).await;
        assert_eq!(of(&today, "manglerbrev-udvidet-helbredstillaeg")["legal_owner"], "municipality:751");
        let then = client.get(&format!("{list}?day={tomorrow}")).await;
        let letter = of(&then, "manglerbrev-udvidet-helbredstillaeg");
        assert_eq!((&letter["legal_owner"], &letter["origin"]), (&json!("central"), &json!("central")));
        let twice = client.post(&drop, &json!({ "reason": "x" })).await;
        assert_eq!((twice.status, twice.problem()), (409, "override-dropped"));
        // It can be taken up again.
        let again = client.post("/v1/production/751/overrides", &new_override(LETTER, &[])).await;
        assert_eq!((again.status, &again.json["latest"]["number"]), (201, &json!(2)), "{:?}", again.json);
    }

    async fn k21_an_own_element_flips_every_letter_that_contains_it(house: House) {
        house.import_demonstration("production").await;
        let made = override_in_use(&house, "751", &new_override("elements/klagevejledning", &[])).await;
        let touched: Vec<&str> = made.json["touches"]["letters"].as_array().expect("letters")
            .iter().map(|letter| letter["template"].as_str().expect("a key")).collect();
        assert!(touched.len() > 1, "{touched:?}");
        let client = administrator(&house, "751").await;
        let list = client.get("/v1/production/751/responsibility").await;
        for item in list.json["items"].as_array().expect("items") {
            let is_touched = touched.contains(&item["template"].as_str().expect("a key"));
            let owner = if is_touched { "municipality:751" } else { "central" };
            assert_eq!(item["accessibility_owner"], owner, "{item}");
            assert_eq!(item["origin"], "central");
        }
        let scoped = new_override("elements/kontakt", &["briller"]);
        let scoped = client.post("/v1/production/751/overrides", &scoped).await;
        assert_eq!((scoped.status, &scoped.json["field"]), (422, &json!("contexts")));
    }

    async fn k19_overrides_and_own_templates_are_told_apart(house: House) {
        house.import_demonstration("production").await;
        let client = administrator(&house, "999").await;
        let list = client.get("/v1/production/999/responsibility").await;
        let origin = |template: &str| {
            let items = list.json["items"].as_array().expect("items").iter();
            items.clone().find(|item| item["template"] == template).expect("it")["origin"].clone()
        };
        assert_eq!(origin("egeby-orientering-undtagelse"), "own");
        assert_eq!(origin("egeby-manglerbrev-fodbehandling"), "override");
        assert_eq!(origin("manglerbrev-generelt"), "central");
        let overrides = client.get("/v1/production/999/overrides").await;
        let items: Vec<&str> = overrides.json["items"].as_array().expect("items")
            .iter().map(|item| item["item"].as_str().expect("a name")).collect();
        assert_eq!(items, [
            "elements/kontakt", "masters/borger",
            "templates/bevilling-udvidet-helbredstillaeg", "templates/egeby-manglerbrev-fodbehandling",
        ]);
        let page = client.get("/v1/production/999/overrides?limit=3").await;
        assert_eq!(page.json["next"], "templates/bevilling-udvidet-helbredstillaeg");
        let status = client.get("/v1/production/999/status").await;
        assert!(codes(&status).contains(&"acknowledgement-missing".to_owned()));
    }

    async fn k29_words_of_one_context_in_a_letter_for_several(house: House) {
        house.import_demonstration("production").await;
        let files = bundle_files("bundle");
        let changed = with_words(&files[&format!("{LETTER}.docx")], &[("Send os dette", "Send os dette om din fodbehandling")]);
        let whole = json!({
            "of": LETTER, "document": base64(&changed), "acknowledge": { "text_version": text_version() },
        });
        let found = |answer: &Answer| {
            let findings = answer.json["findings"].as_array().expect("findings").iter();
            findings.filter(|finding| finding["code"] == "V660").count()
        };
        let client = administrator(&house, "751").await;
        let made = client.post("/v1/production/751/overrides", &whole).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert!(found(&made) > 0, "{:?}", made.json["findings"]);
        let contexts: Vec<&str> = made.json["touches"]["contexts"].as_array().expect("contexts")
            .iter().map(|context| context["key"].as_str().expect("a key")).collect();
        assert_eq!(contexts, ["briller", "fodbehandling", "tandproteser"]);

        let client = administrator(&house, "101").await;
        let mut scoped = whole.clone();
        scoped["contexts"] = json!(["fodbehandling"]);
        let made = client.post("/v1/production/101/overrides", &scoped).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert_eq!(made.json["item"], format!("{LETTER}-fodbehandling"));
        assert_eq!(found(&made), 0, "{:?}", made.json["findings"]);
        let twice = json!({
            "of": LETTER, "contexts": ["fodbehandling"], "key": "en-anden", "acknowledge": { "text_version": text_version() },
        });
        let twice = client.post("/v1/production/101/overrides", &twice).await;
        assert_eq!((twice.status, twice.problem()), (409, "already-there"));
        scoped["contexts"] = json!(["maanen"]);
        let nowhere = client.post("/v1/production/101/overrides", &scoped).await;
        assert_eq!((nowhere.status, &nowhere.json["field"]), (422, &json!("contexts")));
    }
}
