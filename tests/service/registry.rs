//! Authorities, the life of versions, publications, bundles, and editions as nodes use them.

use base64::Engine as _;
use brevsmed::access::Level;
use brevsmed::bundle::{Files, blank_document, starter};
use brevsmed::docx::{Limits, archive_files, write_archive};
use brevsmed::store::Realm;
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House, bundle_files, fresh_database, grant};
use crate::on_both_stores;

const ITEMS: &str = "/v1/production/central/items";
const LETTER: &str = "/v1/production/central/items/templates:manglerbrev/versions";

/// The letter of the starter with another line.
fn letter(line: &str) -> String {
    let lines = format!(
        "# Vi mangler oplysninger fra dig\nKære {{ MERGEFIELD Borger.Navn }}\n{line}\n\
         {{ IF {{ MERGEFIELD Question:flettespoergsmaal-00001 }} = \"J\" \"et budget over dine faste udgifter\" }}\n\
         {{ IF {{ MERGEFIELD Question:flettespoergsmaal-00002 }} = \"J\" \"kontoudtog for de seneste tre måneder\" }}\n\
         Vi skal have dit svar senest den {{ MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }}.\n\
         {{ INCLUDETEXT \"kontakt\" }}\n"
    );
    base64(&blank_document("Manglerbrev", &lines).expect("a document"))
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn small_bundle() -> Files {
    starter("Prøve").expect("a bundle")
}

async fn centre(house: &House) -> Client {
    house.person(Level::CentralAdministrator, "*", "central").await
}

/// Sends a zip.
async fn send(client: &Client, path: &str, files: &Files) -> Answer {
    let zip = write_archive(files).expect("a zip");
    let request = client.request("POST", path).header("content-type", "application/zip").body(zip);
    Answer::of(request).await
}

/// Sets a bundle up in an environment, in use from today.
async fn set_up(house: &House, client: &Client, environment: &str, files: &Files) {
    let path = format!("/v1/{environment}/central/imports?mode=published");
    let answer = send(client, &path, files).await;
    assert_eq!(answer.status, 201, "{:?}", answer.json);
    let _ = house;
}

/// Takes a step with the revision that is there now.
async fn step(client: &Client, path: &str, step: &str, body: &Json) -> Answer {
    let now = client.get(path).await;
    let request = client
        .request("POST", &format!("{path}/{step}"))
        .header("if-match", now.header("etag"))
        .json(body);
    Answer::of(request).await
}

/// Makes a draft, has it tested and approved. Says its path.
async fn approved(author: &Client, other: &Client, items: &str, item: &str, body: &Json) -> String {
    let made = author.post(&format!("{items}/{item}/versions"), body).await;
    assert_eq!(made.status, 201, "{:?}", made.json);
    let path = made.json["path"].as_str().expect("a path").to_owned();
    let tested = step(author, &path, "test", &json!({ "remark": "set igennem" })).await;
    assert_eq!(tested.status, 200, "{:?}", tested.json);
    let approved = step(other, &path, "approve", &json!({})).await;
    assert_eq!(approved.status, 200, "{:?}", approved.json);
    path
}

fn number(path: &str) -> u64 {
    path.rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number")
}

on_both_stores! {
    async fn k01_there_are_98_municipalities_and_whoever_runs_the_installation_adds_others(house: House) {
        let (anna, jytte) =
            (centre(&house).await, house.person(Level::UserAdministrator, "production", "751").await);
        let all = jytte.get("/v1/authorities?limit=200").await;
        assert_eq!(all.status, 200, "{:?}", all.json);
        let items = all.json["items"].as_array().expect("items");
        assert_eq!(items.len(), 99);
        assert!(items.iter().any(|one| one["code"] == "751" && one["name"] == "Aarhus"));
        let egeby = json!({ "code": "999", "name": "Egeby Kommune" });
        let refused = jytte.post("/v1/authorities", &egeby).await;
        assert_eq!((refused.status, refused.problem()), (403, "not-permitted"));
        let added = anna.post("/v1/authorities", &egeby).await;
        assert_eq!((added.status, added.header("location")), (201, "/v1/authorities/999"));
        let again = anna.post("/v1/authorities", &egeby).await;
        assert_eq!((again.status, again.problem()), (409, "already-there"));
        let shown = jytte.get("/v1/authorities/999").await;
        assert_eq!(shown.json["kind"], "added");
        let bad = anna.post("/v1/authorities", &json!({ "code": "A b", "name": "x" })).await;
        assert_eq!((bad.status, bad.problem()), (422, "invalid"));
        let page = jytte.get("/v1/authorities?limit=2").await;
        let next = page.json["next"].as_str().expect("a cursor");
        let page = jytte.get(&format!("/v1/authorities?limit=2&after={next}")).await;
        assert_eq!(page.json["items"][0]["code"], "151");
        assert_eq!(jytte.get("/v1/authorities?limit=0").await.status, 400);
        assert_eq!(jytte.get("/v1/environments").await.json["items"][0]["name"], "training");
    }

    async fn k31_a_version_goes_from_draft_to_in_use_by_two_persons(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        set_up(&house, &anna, "production", &small_bundle()).await;
        let draft = json!({ "based_on": 1, "files": { "docx": letter("Vi skriver, fordi noget mangler.") }, "note": "ny indledning" });
        let made = anna.post(LETTER, &draft).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        let path = format!("{LETTER}/2");
        assert_eq!(made.header("location"), path);
        assert_eq!(made.json["state"], "draft");
        assert!(made.json["files"]["toml"].is_object(), "the description is taken over");

        // A draft may be written anew by whoever knows its revision; what it was is kept.
        let change = json!({ "files": { "docx": letter("Vi skriver, fordi vi mangler noget.") } });
        let blind = Answer::of(anna.request("PATCH", &path).json(&change)).await;
        assert_eq!((blind.status, blind.problem()), (428, "revision-needed"));
        let late = Answer::of(anna.request("PATCH", &path).header("if-match", "\"7\"").json(&change)).await;
        assert_eq!((late.status, late.problem()), (412, "changed"));
        let written = Answer::of(anna.request("PATCH", &path).header("if-match", made.header("etag")).json(&change)).await;
        assert_eq!(written.status, 200, "{:?}", written.json);
        let history = anna.get(&format!("{path}/history")).await;
        let states = history.json["items"].as_array().expect("states");
        assert_eq!(states.len(), 2);
        assert_ne!(states[0]["version"]["files"]["docx"]["sha256"], states[1]["version"]["files"]["docx"]["sha256"]);

        // Not before it was tested, and not by whoever made it.
        let early = step(&bo, &path, "approve", &json!({})).await;
        assert_eq!((early.status, early.problem(), early.json["stage"].as_str()), (409, "wrong-stage", Some("draft")));
        let tested = step(&anna, &path, "test", &json!({ "remark": "læst med Test Testesen" })).await;
        assert_eq!(tested.status, 200, "{:?}", tested.json);
        assert_eq!(tested.json["verdict"]["errors"], 0, "{:?}", tested.json);
        let report = anna.get(tested.json["verdict"]["report"].as_str().expect("a report")).await;
        assert_eq!(report.status, 200);
        assert!(report.json["summary"]["letters"].as_u64() > Some(0), "{:?}", report.json["summary"]);
        let own = step(&anna, &path, "approve", &json!({})).await;
        assert_eq!((own.status, own.problem()), (409, "own-work"));
        let approved = step(&bo, &path, "approve", &json!({})).await;
        assert_eq!((approved.status, approved.json["state"].as_str()), (200, Some("approved")));

        // Never back in time; from a day on it takes the place of the one before.
        let today = house.now().day();
        let tomorrow = today.tomorrow().expect("a day");
        let version = json!([{ "item": "templates/manglerbrev", "number": 2 }]);
        let past = json!({ "versions": version, "from": today.yesterday().expect("a day").to_string() });
        let refused = bo.post("/v1/production/central/publications", &past).await;
        assert_eq!((refused.status, refused.json["field"].as_str()), (422, Some("from")));
        let wanted = json!({ "versions": version, "from": tomorrow.to_string(), "reason": "sprogpolitikken" });
        let published = bo.post("/v1/production/central/publications", &wanted).await;
        assert_eq!(published.status, 201, "{:?}", published.json);
        assert_eq!(published.json["letters"], json!(["manglerbrev"]));
        assert_eq!(anna.get(&path).await.json["state"], "scheduled");
        let before = anna.get(ITEMS).await;
        let of = |answer: &Answer| {
            let items = answer.json["items"].as_array().expect("items").clone();
            items.into_iter().find(|one| one["item"] == "templates/manglerbrev").expect("the letter")
        };
        assert_eq!((of(&before)["in_use"].as_u64(), of(&before)["scheduled"]["number"].as_u64()), (Some(1), Some(2)));
        house.app.clock.pass(24 * 3_600);
        assert_eq!(of(&anna.get(ITEMS).await)["in_use"], 2);
        assert_eq!(anna.get(&format!("{LETTER}/1")).await.json["state"], "outdated");
        let edition = anna.get("/v1/production/751/edition?limit=200").await;
        assert_eq!(edition.status, 403, "a central administrator sees the centre only");
        let edition = anna.get("/v1/production/central/edition?limit=200").await;
        let items = edition.json["items"].as_array().expect("items");
        assert!(items.iter().any(|one| one["place"] == "templates/manglerbrev" && one["number"] == 2));
        let late = step(&bo, &path, "withdraw", &json!({ "reason": "fortrudt" })).await;
        assert_eq!((late.status, late.problem()), (409, "in-effect"));
    }

    async fn k31_sending_back_withdrawing_retiring_and_putting_aside_have_their_places(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        set_up(&house, &anna, "production", &small_bundle()).await;
        let draft = json!({ "based_on": 1, "files": { "docx": letter("Vi skriver, fordi noget mangler.") } });
        let path = approved(&anna, &bo, ITEMS, "templates:manglerbrev", &draft).await;
        let nothing = step(&bo, &path, "send-back", &json!({ "reason": " " })).await;
        assert_eq!((nothing.status, nothing.problem()), (422, "invalid"));
        let back = step(&bo, &path, "send-back", &json!({ "reason": "overskriften mangler" })).await;
        assert_eq!((back.status, back.json["state"].as_str()), (200, Some("draft")));
        // Whoever sends back is no author by that.
        step(&anna, &path, "test", &json!({})).await;
        let again = step(&bo, &path, "approve", &json!({})).await;
        assert_eq!(again.status, 200, "{:?}", again.json);

        let tomorrow = house.now().day().tomorrow().expect("a day").to_string();
        let wanted = json!({ "versions": [{ "item": "templates/manglerbrev", "number": number(&path) }], "from": tomorrow });
        assert_eq!(bo.post("/v1/production/central/publications", &wanted).await.status, 201);
        let withdrawn = step(&bo, &path, "withdraw", &json!({ "reason": "venter på loven" })).await;
        assert_eq!((withdrawn.status, withdrawn.json["state"].as_str()), (200, Some("approved")));
        house.app.clock.pass(24 * 3_600);
        assert_eq!(anna.get(&format!("{LETTER}/1")).await.json["state"], "in-use");

        // A last day, then out of use; nothing earlier comes back.
        let last = house.now().day().to_string();
        let retired = step(&bo, &format!("{LETTER}/1"), "retire", &json!({ "reason": "bruges ikke", "last_day": last })).await;
        assert_eq!((retired.status, retired.json["state"].as_str()), (200, Some("in-use")), "{:?}", retired.json);
        house.app.clock.pass(24 * 3_600);
        assert_eq!(anna.get(&format!("{LETTER}/1")).await.json["state"], "retired");
        let edition = anna.get("/v1/production/central/edition?limit=200").await;
        let items = edition.json["items"].as_array().expect("items").clone();
        assert!(items.iter().all(|one| one["place"] != "templates/manglerbrev"));

        let made = anna.post(LETTER, &json!({ "based_on": 1 })).await;
        let path = made.json["path"].as_str().expect("a path").to_owned();
        let gone = Answer::of(anna.request("DELETE", &path).header("if-match", made.header("etag"))).await;
        assert_eq!(gone.status, 204);
        assert_eq!(anna.get(&path).await.json["state"], "retired", "it is kept");
        let trail = house.app.store.read().await.expect("a work").check_trail().await.expect("a trail");
        assert!(trail.faults.is_empty() && trail.lines > 0, "{trail:?}");
    }

    async fn k28_errors_stop_a_publication_or_are_accepted_with_a_reason_that_is_kept(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        set_up(&house, &anna, "production", &small_bundle()).await;
        let draft = json!({ "based_on": 1, "files": { "docx": letter("Din sag er { MERGEFIELD Sag.Findesikke }.") } });
        let path = approved(&anna, &bo, ITEMS, "templates:manglerbrev", &draft).await;
        let version = json!([{ "item": "templates/manglerbrev", "number": number(&path) }]);
        let refused = bo.post("/v1/production/central/publications", &json!({ "versions": version })).await;
        assert_eq!((refused.status, refused.problem()), (422, "publication-refused"), "{:?}", refused.json);
        let faults = refused.json["faults"].as_array().expect("faults");
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault["file"] == "templates/manglerbrev.docx"), "{faults:?}");
        let report = refused.json["report"].as_str().expect("a report");
        assert_eq!(anna.get(report).await.json["summary"]["errors"], refused.json["errors"]);
        let page = anna.get(&format!("{report}/page")).await;
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(String::from_utf8_lossy(&page.bytes).contains("Findesikke"));
        assert_eq!(anna.get(&path).await.json["state"], "approved", "nothing was published");

        let accepted = json!({ "versions": version, "accept_errors": "feltet kommer i aften" });
        let published = bo.post("/v1/production/central/publications", &accepted).await;
        assert_eq!(published.status, 201, "{:?}", published.json);
        assert_eq!(published.json["accepted"], "feltet kommer i aften");
        assert_eq!(anna.get(&path).await.json["verdict"]["accepted"], "feltet kommer i aften");

        // What is in use already stops nothing else.
        let name = json!({ "based_on": 1, "files": { "toml": "#:schema schemas/reasons.schema.json\n" } });
        let other = approved(&anna, &bo, ITEMS, "reasons", &name).await;
        let version = json!([{ "item": "reasons", "number": number(&other) }]);
        let published = bo.post("/v1/production/central/publications", &json!({ "versions": version })).await;
        assert_eq!((published.status, published.json["errors"].as_u64()), (201, Some(0)), "{:?}", published.json);
    }

    async fn k75_a_question_and_its_template_are_published_together_or_not_at_all(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        let files = small_bundle();
        set_up(&house, &anna, "production", &files).await;
        let questions = String::from_utf8(files["questions.toml"].clone()).expect("text");
        let questions = format!(
            "{questions}\n[[question]]\nalias = \"mangler-erklaering\"\nkeys = {{ training = \"flettespoergsmaal-10003\", production = \"flettespoergsmaal-00003\" }}\ntext = \"Mangler vi en erklæring?\"\n"
        );
        let toml = String::from_utf8(files["templates/manglerbrev.toml"].clone()).expect("text");
        let toml = toml.replace("\"mangler-kontoudtog\"]", "\"mangler-kontoudtog\", \"mangler-erklaering\"]");
        let line = "{ IF { MERGEFIELD Question:flettespoergsmaal-00003 } = \"J\" \"en erklæring fra din læge\" }";
        let question = json!({ "files": { "toml": questions } });
        let template = json!({ "files": { "docx": letter(line), "toml": toml } });
        let question = approved(&anna, &bo, ITEMS, "questions", &question).await;
        let template = approved(&anna, &bo, ITEMS, "templates:manglerbrev", &template).await;
        let template = json!({ "item": "templates/manglerbrev", "number": number(&template) });
        let question = json!({ "item": "questions", "number": number(&question) });
        let path = "/v1/production/central/publications";
        let alone = bo.post(path, &json!({ "versions": [template] })).await;
        assert_eq!((alone.status, alone.problem()), (422, "publication-refused"));
        let twice = bo.post(path, &json!({ "versions": [template, template] })).await;
        assert_eq!((twice.status, twice.problem()), (422, "invalid"));
        let key = "to-ad-gangen";
        let both = json!({ "versions": [question, template] });
        let request = || bo.request("POST", path).header("idempotency-key", key).json(&both);
        let published = Answer::of(request()).await;
        assert_eq!(published.status, 201, "{:?}", published.json);
        let again = Answer::of(request()).await;
        assert_eq!((again.status, again.header("idempotent-replayed")), (201, "true"));
        assert_eq!(again.json["key"], published.json["key"]);
        let listed = anna.get(path).await;
        assert_eq!(listed.json["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(listed.json["items"][0]["versions"].as_array().map(Vec::len), Some(2));
    }

    async fn k22_an_override_that_nobody_acknowledged_is_not_published_409(house: House) {
        let anna = centre(&house).await;
        set_up(&house, &anna, "production", &small_bundle()).await;
        let admin = || house.person(Level::TemplateAdministrator, "production", "751");
        let (jytte, kim) = (admin().await, admin().await);
        let items = "/v1/production/751/items";
        let element = base64(&blank_document("Kontakt", "Ring til os.\n").expect("a document"));
        let toml = String::from_utf8(small_bundle()["elements/kontakt.toml"].clone()).expect("text");
        let draft = json!({ "files": { "docx": element, "toml": toml } });
        let path = approved(&jytte, &kim, items, "elements:kontakt", &draft).await;
        let wanted = json!({ "versions": [{ "item": "elements/kontakt", "number": number(&path) }] });
        let refused = kim.post("/v1/production/751/publications", &wanted).await;
        assert_eq!((refused.status, refused.problem()), (409, "responsibility-ack-required"), "{:?}", refused.json);
        assert_eq!(refused.json["item"], "elements/kontakt");
        // What is the central office's alone is not a municipality's to make.
        let bundle = jytte.post(&format!("{items}/bundle/versions"), &json!({ "files": { "toml": "" } })).await;
        assert_eq!((bundle.status, bundle.problem()), (422, "invalid"));
        let other = jytte.post("/v1/production/central/items/questions/versions", &json!({ "files": { "toml": "" } })).await;
        assert_eq!((other.status, other.problem()), (403, "not-permitted"));
    }

    async fn k31_files_are_fetched_as_they_were_and_versions_compared(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        let files = small_bundle();
        set_up(&house, &anna, "production", &files).await;
        // The same again changes nothing; other content is no first set-up any more.
        let path = "/v1/production/central/imports?mode=published";
        let again = send(&anna, path, &files).await;
        assert_eq!((again.status, again.json["published"].as_u64()), (201, Some(0)), "{:?}", again.json);
        let mut other = files.clone();
        other.insert("reasons.toml".to_owned(), b"# ingen\n".to_vec());
        let refused = send(&anna, path, &other).await;
        assert_eq!((refused.status, refused.problem(), refused.json["item"].as_str()), (409, "already-there", Some("reasons")));
        let jytte = house.person(Level::TemplateAdministrator, "production", "central").await;
        let refused = send(&jytte, path, &files).await;
        assert_eq!((refused.status, refused.problem()), (403, "not-permitted"));

        let file = anna.get(&format!("{LETTER}/1/files/docx")).await;
        assert_eq!(file.bytes, files["templates/manglerbrev.docx"]);
        let request = anna.request("GET", &format!("{LETTER}/1/files/docx")).header("if-none-match", file.header("etag"));
        let unchanged = Answer::of(request).await;
        assert_eq!((unchanged.status, unchanged.bytes.len()), (304, 0));
        assert_eq!(anna.get(&format!("{LETTER}/1/files/pdf")).await.status, 404);
        assert_eq!(anna.get("/v1/production/central/items/nothing/versions").await.status, 404);

        let toml = String::from_utf8(files["templates/manglerbrev.toml"].clone()).expect("text");
        let toml = toml.replace(", \"mangler-kontoudtog\"", "");
        let draft = json!({ "based_on": 1, "files": { "docx": letter("Dit nummer: { MERGEFIELD Sag.Nummer }."), "toml": toml } });
        anna.post(LETTER, &draft).await;
        let difference = bo.get(&format!("{LETTER}/2/difference")).await;
        assert_eq!(difference.status, 200, "{:?}", difference.json);
        assert_eq!(difference.json["names"]["fields_added"], json!(["Sag.Nummer"]));
        assert_eq!(difference.json["breaks_callers"], true, "whoever answers the question is refused");
        let breaks = difference.json["callers"][0]["breaks"].to_string();
        assert!(breaks.contains("mangler-kontoudtog"), "{breaks}");
        let page = bo.get(&format!("{LETTER}/2/difference/page")).await;
        assert!(String::from_utf8_lossy(&page.bytes).starts_with("<!DOCTYPE html>"));
        let none = bo.get(&format!("{LETTER}/2/difference?against=2")).await;
        assert_eq!((none.json["files"].as_array().map(Vec::len), none.json["breaks_callers"].as_bool()), (Some(0), Some(false)));
        let broken = anna.post(LETTER, &json!({ "files": { "docx": base64(b"no document") } })).await;
        assert_eq!((broken.status, broken.problem()), (415, "not-a-template"));
        let mut parts = archive_files(&blank_document("Manglerbrev", "# Brev").expect("a document"), &Limits::default()).expect("parts");
        parts.insert("word/document.xml".to_owned(), b"<w:document".to_vec());
        let torn = base64(&write_archive(&parts).expect("a zip"));
        let torn = anna.post(LETTER, &json!({ "files": { "docx": torn } })).await;
        assert_eq!((torn.status, torn.problem()), (422, "template-unreadable"), "{:?}", torn.json);
        let odd = anna.post(LETTER, &json!({ "files": { "pdf": base64(b"%PDF-1.7") } })).await;
        assert_eq!((odd.status, odd.json["field"].as_str()), (422, Some("files")));
    }

    async fn k33_a_bundle_is_imported_with_the_keys_of_the_environment_and_exported_as_it_is(house: House) {
        let anna = centre(&house).await;
        let demonstration = bundle_files("bundle");
        // Past HTTP: judging it all takes a minute without optimisation.
        house.import_demonstration("production").await;
        let zip = anna.get("/v1/production/central/edition/bundle").await;
        assert_eq!((zip.status, zip.header("content-type")), (200, "application/zip"));
        let out = archive_files(&zip.bytes, &Limits::default()).expect("an archive");
        let central: Vec<&String> = demonstration.keys().filter(|path| !path.starts_with("authorities/") && !path.starts_with("schemas/")).collect();
        for path in central {
            assert_eq!(out.get(path), demonstration.get(path), "{path}");
        }
        // The authority's has its own too, and is a bundle that can be read as it is.
        let jytte = house.person(Level::Reader, "production", "999").await;
        let own = jytte.get("/v1/production/999/edition/bundle").await;
        let mut own = archive_files(&own.bytes, &Limits::default()).expect("an archive");
        assert!(own.contains_key("schemas/fields.schema.json"), "those of this version, for editors");
        own.retain(|path, _| !path.starts_with("schemas/"));
        let mut items = demonstration.clone();
        items.retain(|path, _| !path.starts_with("schemas/"));
        assert_eq!(own.keys().collect::<Vec<_>>(), items.keys().collect::<Vec<_>>());
        assert!(own == items, "byte for byte");

        let path = "/v1/production/central/imports";
        let mut other = demonstration.clone();
        other.insert("reasons.toml".to_owned(), b"# ingen\n".to_vec());
        let drafts = send(&anna, path, &other).await;
        assert_eq!(drafts.status, 201, "{:?}", drafts.json);
        assert_eq!(drafts.json["versions"].as_array().map(Vec::len), Some(1));
        assert_eq!(drafts.json["versions"][0]["item"], "reasons");
        let broken = Answer::of(anna.request("POST", path).header("content-type", "application/zip").body("no zip")).await;
        assert_eq!((broken.status, broken.problem()), (422, "not-a-bundle"));
        let plain = Answer::of(anna.request("POST", path).body("x")).await;
        assert_eq!((plain.status, plain.problem()), (415, "not-zip"));

        // In training the same letters have the keys of training.
        let drafts = send(&anna, "/v1/training/central/imports", &demonstration).await;
        assert_eq!(drafts.status, 201, "{:?}", drafts.json);
        let promoted = brevsmed::registry::into_environment(&demonstration, "training").expect("promotes");
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        brevsmed::registry::import(&mut work, "training", &promoted, house.now().day()).await.expect("imports");
        work.commit().await.expect("commits");
        // Test persons answer questions of the authority too: its edition is the one that is whole.
        let svend = house.person(Level::Reader, "training", "999").await;
        let zip = svend.get("/v1/training/999/edition/bundle").await;
        let training = archive_files(&zip.bytes, &Limits::default()).expect("an archive");
        let read = brevsmed::bundle::read(&training);
        assert_eq!(read.bundle.environment, "training");
        assert!(read.found.is_empty(), "{:?}", read.found);
        let letter = brevsmed::template::Template::compile(&training["templates/manglerbrev-generelt.docx"], &brevsmed::template::CompileOptions::default());
        assert!(letter.is_ok());
        assert_ne!(training["templates/manglerbrev-generelt.docx"], demonstration["templates/manglerbrev-generelt.docx"]);
    }

    async fn k77_what_was_tested_in_training_is_promoted_with_the_keys_of_production(house: House) {
        let (anna, bo) = (centre(&house).await, centre(&house).await);
        let files = small_bundle();
        for environment in ["production", "training"] {
            set_up(&house, &anna, environment, &files).await;
        }
        let training = "/v1/training/central/items/templates:manglerbrev/versions";
        let of_production = blank_with("flettespoergsmaal-00001", "flettespoergsmaal-00002");
        let of_training = blank_with("flettespoergsmaal-10001", "flettespoergsmaal-10002");
        let made = anna.post(training, &json!({ "based_on": 1, "files": { "docx": base64(&of_training) } })).await;
        let path = made.json["path"].as_str().expect("a path").to_owned();
        let wanted = json!({ "from": "training", "versions": [{ "item": "templates/manglerbrev", "number": 2 }] });
        let promotions = "/v1/production/central/promotions";
        let early = bo.post(promotions, &wanted).await;
        assert_eq!((early.status, early.problem()), (409, "wrong-stage"));
        let tested = step(&anna, &path, "test", &json!({})).await;
        assert_eq!((tested.status, tested.json["verdict"]["errors"].as_u64()), (200, Some(0)), "{:?}", tested.json);
        let promoted = bo.post(promotions, &wanted).await;
        assert_eq!(promoted.status, 201, "{:?}", promoted.json);
        let path = promoted.json["items"][0]["path"].as_str().expect("a path");
        let shown = bo.get(path).await;
        assert_eq!(shown.json["state"], "tested");
        assert!(shown.json["steps"][0]["reason"].as_str().is_some_and(|words| words.contains("training/central")), "{:?}", shown.json);
        let document = bo.get(&format!("{path}/files/docx")).await;
        let text = |bytes: &[u8]| {
            let parts = archive_files(bytes, &Limits::default()).expect("a document");
            String::from_utf8_lossy(&parts["word/document.xml"]).into_owned()
        };
        assert_eq!(text(&document.bytes), text(&of_production));
        let same = bo.post(promotions, &json!({ "from": "production", "versions": [{ "item": "questions", "number": 1 }] })).await;
        assert_eq!((same.status, same.problem()), (422, "invalid"));

        // A key without a counterpart is refused.
        let stray = blank_with("flettespoergsmaal-10001", "flettespoergsmaal-77777");
        let made = anna.post(training, &json!({ "based_on": 1, "files": { "docx": base64(&stray) } })).await;
        step(&anna, made.json["path"].as_str().expect("a path"), "test", &json!({})).await;
        let wanted = json!({ "from": "training", "versions": [{ "item": "templates/manglerbrev", "number": 3 }] });
        let refused = bo.post(promotions, &wanted).await;
        assert_eq!((refused.status, refused.problem()), (422, "keys-not-promoted"), "{:?}", refused.json);
        assert_eq!(refused.json["documents"], json!(["templates/manglerbrev.docx"]));
    }

    async fn k35_a_package_of_another_authority_comes_with_our_keys(house: House) {
        house.import_demonstration("production").await;
        let egeby = house.person(Level::TemplateAdministrator, "production", "999").await;
        let aarhus = house.person_with(vec![grant(Level::TemplateAdministrator, "production", "751")]).await;
        let package = egeby.get("/v1/production/999/package").await;
        assert_eq!(package.status, 200, "{:?}", package.json);
        let nothing = aarhus.get("/v1/production/751/package").await;
        assert_eq!((nothing.status, nothing.problem()), (404, "not-found"));
        let files = archive_files(&package.bytes, &Limits::default()).expect("an archive");
        assert!(!files.keys().any(|path| path.ends_with("parameters.toml") || path.ends_with("prices.toml")));
        let taken = send(&aarhus, "/v1/production/751/packages", &files).await;
        assert_eq!(taken.status, 201, "{:?}", taken.json);
        let questions = taken.json["questions"].as_array().expect("questions");
        assert_eq!(questions.len(), 6);
        assert!(questions.iter().all(|one| one["added"] == true && one["theirs"] == one["ours"]), "the keys are free");
        let items: Vec<&str> =
            taken.json["versions"].as_array().expect("versions").iter().filter_map(|one| one["item"].as_str()).collect();
        assert!(items.contains(&"questions") && items.contains(&"templates/egeby-manglerbrev-fodbehandling"), "{items:?}");

        // Where the alias is ours already, their documents get our key.
        let path = "/v1/production/751/items/questions/versions/1";
        let ours = aarhus.get(&format!("{path}/files/toml")).await;
        let ours = String::from_utf8_lossy(&ours.bytes).replace("flettespoergsmaal-009", "flettespoergsmaal-008");
        let made = aarhus.post("/v1/production/751/items/questions/versions", &json!({ "files": { "toml": ours } })).await;
        let realm = Realm::new("production", "751");
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let mut files_751 = Files::new();
        files_751.insert("authorities/751/questions.toml".to_owned(), ours.clone().into_bytes());
        files_751.insert("authorities/751/authority.toml".to_owned(), b"name = \"Aarhus\"\n".to_vec());
        let from = house.now().day();
        brevsmed::registry::import(&mut work, "production", &files_751, from).await.expect("imports");
        work.commit().await.expect("commits");
        let _ = (made, realm);
        let taken = send(&aarhus, "/v1/production/751/packages", &files).await;
        assert_eq!(taken.status, 201, "{:?}", taken.json);
        let questions = taken.json["questions"].as_array().expect("questions");
        assert!(questions.iter().all(|one| one["added"] == false), "{questions:?}");
        assert_eq!(questions[0]["theirs"], "flettespoergsmaal-00901");
        assert_eq!(questions[0]["ours"], "flettespoergsmaal-00801");
        let version = taken.json["versions"].as_array().expect("versions").iter().find(|one| {
            one["item"] == "templates/egeby-manglerbrev-fodbehandling"
        });
        let path = version.and_then(|one| one["path"].as_str()).expect("a path").to_owned();
        let document = aarhus.get(&format!("{path}/files/docx")).await;
        let parts = archive_files(&document.bytes, &Limits::default()).expect("a document");
        let text = String::from_utf8_lossy(&parts["word/document.xml"]).into_owned();
        assert!(text.contains("00806") && !text.contains("00906"), "their key has gone");
        let two = send(&aarhus, "/v1/production/751/packages", &small_bundle()).await;
        assert_eq!((two.status, two.problem()), (422, "not-a-bundle"));
    }

    async fn k02_an_authority_takes_letters_into_use_one_by_one(house: House) {
        let jytte = house.person(Level::TemplateAdministrator, "production", "751").await;
        let path = "/v1/production/751/activations/groups:fodbehandling";
        let off = jytte.put(path, &json!({ "status": "inactive", "reason": "venter" })).await;
        assert_eq!(off.status, 200, "{:?}", off.json);
        let blind = jytte.put(path, &json!({ "status": "manual" })).await;
        assert_eq!((blind.status, blind.problem()), (428, "revision-needed"));
        let own = jytte.put("/v1/production/751/activations/templates:manglerbrev", &json!({ "status": "automatic" })).await;
        assert_eq!(own.status, 200);
        let realm = Realm::new("production", "751");
        let groups = ["fodbehandling".to_owned()];
        let mut work = house.app.store.read().await.expect("a work");
        let status = brevsmed::registry::status(&mut work, &realm, "andet", &groups).await.expect("a status");
        assert_eq!(status, brevsmed::registry::Status::Inactive);
        let status = brevsmed::registry::status(&mut work, &realm, "manglerbrev", &groups).await.expect("a status");
        assert_eq!(status, brevsmed::registry::Status::Automatic, "what is said of the template wins");
        let status = brevsmed::registry::status(&mut work, &realm, "andet", &[]).await.expect("a status");
        assert_eq!(status, brevsmed::registry::Status::Manual);
        drop(work);
        assert_eq!(jytte.get("/v1/production/751/activations").await.json["items"].as_array().map(Vec::len), Some(2));
        let request = jytte.request("DELETE", path).header("if-match", off.header("etag"));
        assert_eq!(Answer::of(request).await.status, 204);
        let reader = house.person(Level::Reader, "production", "751").await;
        assert_eq!(reader.put(path, &json!({ "status": "manual" })).await.status, 403);
        assert_eq!(jytte.put("/v1/production/751/activations/x", &json!({ "status": "manual" })).await.status, 404);
    }

    async fn k05_editions_are_read_once_and_shared_by_days_and_authorities(house: House) {
        house.import_demonstration("production").await;
        let editions = &house.app.editions;
        let day = jiff::civil::date(2026, 3, 1);
        let of = |authority: &str, day| {
            let realm = Realm::new("production", authority);
            let (app, day): (_, jiff::civil::Date) = (house.app.clone(), day);
            async move { app.editions.of(&app.store, &realm, day).await.expect("an edition") }
        };
        // All at once: whoever comes while it is read waits for it.
        let all: Vec<_> = (0..16).map(|_| tokio::spawn(of("751", day))).collect();
        for one in all {
            assert_eq!(one.await.expect("a task").authority(), Some("751"));
        }
        assert_eq!(editions.reads(), 1);
        let (aarhus, centre) = (of("101", day).await, of("central", day.tomorrow().expect("a day")).await);
        assert_eq!((editions.reads(), editions.count()), (1, 1), "nothing of one's own: the same contents");
        assert_eq!(aarhus.hash, centre.hash);
        let egeby = of("999", day).await;
        assert_eq!((editions.reads(), editions.count()), (2, 2));

        // A central letter is compiled once for all who have the same.
        let (of_egeby, of_aarhus) = (egeby.view().expect("a view"), aarhus.view().expect("a view"));
        let key = "helbredstillaegskort";
        let theirs = of_aarhus.template(key, None).expect("a template");
        let first = aarhus.assembled(&of_aarhus, theirs).expect("a letter");
        let again = centre.assembled(&centre.view().expect("a view"), theirs).expect("a letter");
        assert!(std::sync::Arc::ptr_eq(&first, &again));
        let own = egeby.assembled(&of_egeby, of_egeby.template(key, None).expect("a template")).expect("a letter");
        assert!(!std::sync::Arc::ptr_eq(&first, &own), "Egeby has a master and an element of its own");

        // What is published is used at once.
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let mut files = Files::new();
        files.insert("reasons.toml".to_owned(), b"# ingen\n".to_vec());
        brevsmed::registry::import(&mut work, "production", &files, day).await.expect("imports");
        work.commit().await.expect("commits");
        let hash = aarhus.hash.clone();
        let mut renewed = false;
        for _ in 0..50 {
            renewed = of("101", day).await.hash != hash;
            if renewed {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(renewed, "within a second");
    }
}

/// The letter of the starter with these keys.
fn blank_with(budget: &str, statements: &str) -> Vec<u8> {
    let text = base64::engine::general_purpose::STANDARD
        .decode(letter("Vi skriver, fordi noget mangler."))
        .expect("Base64");
    let mut parts = archive_files(&text, &Limits::default()).expect("a document");
    let document = String::from_utf8(parts["word/document.xml"].clone()).expect("XML");
    let document = document
        .replace("flettespoergsmaal-00001", budget)
        .replace("flettespoergsmaal-00002", statements);
    parts.insert("word/document.xml".to_owned(), document.into_bytes());
    write_archive(&parts).expect("a document")
}

/// Two nodes on one database: what one publishes, the other uses.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn k31_what_one_node_publishes_the_other_uses_within_a_second() {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let Some(address) = fresh_database(&id).await else { return };
    let here = brevsmed::store::Store::open(&address, 4).await.expect("a store");
    let there = brevsmed::store::Store::open(&address, 4).await.expect("a store");
    let hand = brevsmed::store::Hand {
        who: "person:test".to_owned(),
        request: String::new(),
        now: brevsmed::store::Moment::now(),
    };
    let (realm, day) = (Realm::new("production", "751"), jiff::civil::date(2026, 3, 1));
    let editions = brevsmed::registry::Editions::default();
    let before = editions.of(&there, &realm, day).await.expect("an edition").hash.clone();
    // The listener of the other node is up once it was told of anything.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(editions.of(&there, &realm, day).await.expect("an edition").hash, before);
    let mut work = here.write(&hand).await.expect("a work");
    brevsmed::registry::import(&mut work, "production", &small_bundle(), day)
        .await
        .expect("imports");
    work.commit().await.expect("commits");
    let began = std::time::Instant::now();
    while editions.of(&there, &realm, day).await.expect("an edition").hash == before {
        assert!(began.elapsed().as_millis() < 1_000, "not heard within a second");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}
