//! Follow-up tasks, each test named after the row of the domain it holds to.

use brevsmed::access::Level;
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House, bundle_files};
use crate::on_both_stores;
use crate::overrides::{
    LETTER, PLACE, administrator, base64, change_centrally, codes, new_override, override_in_use,
    with_words,
};

/// The open tasks of an authority.
async fn open_tasks(client: &Client, authority: &str) -> Vec<Json> {
    let path = format!("/v1/production/{authority}/tasks?state=open&kind=template-changed");
    let answer = client.get(&path).await;
    assert_eq!(answer.status, 200, "{:?}", answer.json);
    answer.json["items"].as_array().expect("items").clone()
}

/// Sends something that changes what is kept, with the revision that was read.
async fn put(client: &Client, path: &str, etag: &str, body: &Json) -> Answer {
    Answer::of(client.request("PUT", path).header("if-match", etag).json(body)).await
}

/// An authority that has overridden the letter, and the centre that has changed it since.
async fn overtaken(
    house: &House,
    own: &[(&str, &str)],
    central: &[(&str, &str)],
) -> (Client, Json) {
    house.import_demonstration("production").await;
    let document = with_words(&bundle_files("bundle")[&format!("{LETTER}.docx")], own);
    let mut new = new_override(LETTER, &[]);
    new["document"] = json!(base64(&document));
    override_in_use(house, "751", &new).await;
    change_centrally(house, LETTER, central).await;
    let client = administrator(house, "751").await;
    let tasks = open_tasks(&client, "751").await;
    assert_eq!(tasks.len(), 1, "{tasks:?}");
    (client, tasks[0].clone())
}

on_both_stores! {
    async fn k23_one_task_for_each_override_and_none_for_others(house: House) {
        house.import_demonstration("production").await;
        for authority in ["751", "101"] {
            override_in_use(&house, authority, &new_override(LETTER, &[])).await;
        }
        let (aarhus, koebenhavn) = (administrator(&house, "751").await, administrator(&house, "101").await);
        let odense = administrator(&house, "461").await;
        assert!(open_tasks(&aarhus, "751").await.is_empty());
        change_centrally(&house, LETTER, &[("Send os dette", "Send os det her")]).await;
        for (client, authority) in [(&aarhus, "751"), (&koebenhavn, "101")] {
            let tasks = open_tasks(client, authority).await;
            assert_eq!(tasks.len(), 1, "{tasks:?}");
            assert_eq!((&tasks[0]["title"], &tasks[0]["subject"]), (&json!("Beskedskabelon ændret"), &json!(LETTER)));
            assert_eq!(tasks[0]["detail"]["central"], 2);
            assert!(tasks[0]["due"].is_string());
            let shown = client.get(&format!("/v1/production/{authority}/{PLACE}")).await;
            assert_eq!((&shown.json["state"], &shown.json["task"]), (&json!("outdated"), &tasks[0]["key"]));
            let steps: Vec<&str> = shown.json["next_steps"].as_array().expect("steps")
                .iter().map(|step| step["step"].as_str().expect("a word")).collect();
            assert_eq!(steps, ["compare", "rebase", "keep", "drop"]);
        }
        assert!(open_tasks(&odense, "461").await.is_empty());
        // The demonstration municipality overrides it for one context.
        let egeby = open_tasks(&administrator(&house, "999").await, "999").await;
        assert_eq!(egeby.len(), 1);
        assert_eq!(egeby[0]["subject"], "templates/egeby-manglerbrev-fodbehandling");
        // The same files again are no new version, and a later version opens no second task.
        change_centrally(&house, LETTER, &[("Send os dette", "Send os alt det her")]).await;
        let tasks = open_tasks(&aarhus, "751").await;
        assert_eq!((tasks.len(), &tasks[0]["detail"]["central"]), (1, &json!(3)));
        // Whoever overrides now starts from what is new.
        override_in_use(&house, "461", &new_override(LETTER, &[])).await;
        assert!(open_tasks(&odense, "461").await.is_empty());
        let status = aarhus.get("/v1/production/751/status").await;
        assert_eq!((&status.json["outdated"], &status.json["open_tasks"]), (&json!(1), &json!(1)));
        assert!(codes(&status).contains(&"override-outdated".to_owned()));
    }

    async fn k23_a_task_follows_an_element_and_telling_it_again_changes_nothing(house: House) {
        house.import_demonstration("production").await;
        override_in_use(&house, "751", &new_override("elements/klagevejledning", &[])).await;
        let files = bundle_files("bundle");
        let words = first_words(&files["elements/klagevejledning.docx"]);
        change_centrally(&house, "elements/klagevejledning", &[(&words, "Klag nu")]).await;
        let client = administrator(&house, "751").await;
        assert_eq!(open_tasks(&client, "751").await.len(), 1);
        let realm = brevsmed::store::Realm::new("production", "central");
        let item: brevsmed::registry::ItemName = "elements/klagevejledning".parse().expect("an item");
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let versions = brevsmed::registry::versions(&mut work, &realm, &item).await.expect("versions");
        for version in &versions {
            brevsmed::registry::on_published(&mut work, &realm, version).await.expect("follows up");
        }
        work.commit().await.expect("commits");
        let tasks = open_tasks(&client, "751").await;
        assert_eq!((tasks.len(), &tasks[0]["detail"]["central"]), (1, &json!(2)));
    }

    async fn k23_closed_by_rebase_with_the_comparison(house: House) {
        let own = [("Send os dette", "Send os dette straks")];
        let central = [("Send os dette", "Send os dette snart"), ("Du søgte om ", "Du har søgt om ")];
        let (client, task) = overtaken(&house, &own, &central).await;
        let comparison = client.get(task["comparison"]["json"].as_str().expect("a link")).await;
        assert_eq!(comparison.status, 200, "{:?}", comparison.json);
        let conflicts = comparison.json["conflicts"].as_array().expect("conflicts");
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert_eq!(conflicts[0]["kind"], "both-changed");
        assert!(conflicts[0]["own"].as_str().expect("text").contains("straks"), "{conflicts:?}");
        assert!(!comparison.json["central_changes"].as_array().expect("changes").is_empty());
        assert_eq!(comparison.json["own_changes"].as_array().expect("changes").len(), 1);
        let page = client.get(task["comparison"]["html"].as_str().expect("a link")).await;
        let html = String::from_utf8(page.bytes.clone()).expect("text");
        assert!(page.header("content-type").starts_with("text/html"));
        for words in ["<html lang=\"da\">", "Her skal I vælge", "<th scope=\"row\">", "straks", "snart"] {
            assert!(html.contains(words), "{words}");
        }
        if let Ok(folder) = std::env::var("BREVSMED_TEST_PAGES") {
            std::fs::write(format!("{folder}/comparison.html"), &html).expect("writes");
        }
        let close = format!("/v1/production/751/tasks/{}/close", task["key"].as_str().expect("a key"));
        let wrong = client.post(&close, &json!({ "how": "done" })).await;
        assert_eq!((wrong.status, &wrong.json["field"]), (422, &json!("how")));
        let closed = client.post(&close, &json!({ "how": "rebase" })).await;
        assert_eq!(closed.status, 201, "{:?}", closed.json);
        assert_eq!((&closed.json["state"], &closed.json["closed"]["how"]), (&json!("closed"), &json!("rebased")));
        assert_eq!(closed.json["draft"], 2);
        assert_eq!(closed.json["conflicts"].as_array().expect("conflicts").len(), 1);
        let shown = client.get(&format!("/v1/production/751/{PLACE}")).await;
        assert_eq!((&shown.json["state"], &shown.json["base"]), (&json!("current"), &json!(2)));
        assert_eq!(shown.json["latest"]["stage"], "draft");
        assert_eq!(shown.json["in_use"], 1);
        // The draft has both texts, the conflict as a comment, and says what it is based on.
        let files = "/v1/production/751/items/templates:manglerbrev-udvidet-helbredstillaeg/versions/2/files";
        let draft = client.get(&format!("{files}/docx")).await;
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(draft.bytes.clone())).expect("a docx");
        assert!(archive.by_name("word/comments.xml").is_ok());
        let toml = client.get(&format!("{files}/toml")).await;
        let toml = String::from_utf8(toml.bytes).expect("text");
        let base = brevsmed::template::Template::hash_of(&with_words(
            &bundle_files("bundle")[&format!("{LETTER}.docx")],
            &central,
        ));
        assert!(toml.contains(&base), "{toml}");
        let twice = client.post(&close, &json!({ "how": "rebase" })).await;
        assert_eq!((twice.status, twice.problem()), (409, "task-closed"));
        assert_eq!(twice.json["closed"]["how"], "rebased");
        let again = client.post(&format!("/v1/production/751/{PLACE}/rebase"), &json!({})).await;
        assert_eq!((again.status, again.problem()), (409, "nothing-new"));
    }

    async fn k23_closed_by_keeping_with_a_reason(house: House) {
        let central = [("Send os dette", "Send os dette snart")];
        let (client, task) = overtaken(&house, &[], &central).await;
        let close = format!("/v1/production/751/tasks/{}/close", task["key"].as_str().expect("a key"));
        let silent = client.post(&close, &json!({ "how": "keep" })).await;
        assert_eq!((silent.status, &silent.json["field"]), (422, &json!("reason")));
        let kept = client.post(&close, &json!({ "how": "keep", "reason": "Vores er klarere" })).await;
        assert_eq!((kept.status, &kept.json["closed"]["how"]), (201, &json!("kept")), "{:?}", kept.json);
        let shown = client.get(&format!("/v1/production/751/{PLACE}")).await;
        assert_eq!((&shown.json["state"], &shown.json["reviewed"], &shown.json["base"]), (&json!("current"), &json!(2), &json!(1)));
        let again = client.post(&format!("/v1/production/751/{PLACE}/keep"), &json!({ "reason": "x" })).await;
        assert_eq!((again.status, again.problem()), (409, "nothing-new"));
        // What comes after is another task.
        change_centrally(&house, LETTER, &[("Send os dette", "Send os det hele")]).await;
        let tasks = open_tasks(&client, "751").await;
        assert_eq!(tasks.len(), 1);
        assert_ne!(tasks[0]["key"], task["key"]);
    }

    async fn k23_closed_by_dropping_the_override(house: House) {
        let (client, task) = overtaken(&house, &[], &[("Send os dette", "Send os dette snart")]).await;
        let close = format!("/v1/production/751/tasks/{}/close", task["key"].as_str().expect("a key"));
        let dropped = client.post(&close, &json!({ "how": "drop", "reason": "Den centrale er bedre" })).await;
        assert_eq!((dropped.status, &dropped.json["closed"]["how"]), (201, &json!("dropped")), "{:?}", dropped.json);
        let shown = client.get(&format!("/v1/production/751/{PLACE}")).await;
        assert_eq!((&shown.json["state"], &shown.json["legal_owner"]), (&json!("dropped"), &json!("central")));
        assert_eq!(shown.json["in_use"], Json::Null);
        change_centrally(&house, LETTER, &[("Send os dette", "Send os det hele")]).await;
        assert!(open_tasks(&client, "751").await.is_empty());
    }

    async fn k24_k12_k14_tasks_are_routed_to_packages(house: House) {
        house.import_demonstration("production").await;
        override_in_use(&house, "751", &new_override(LETTER, &[])).await;
        let client = administrator(&house, "751").await;
        let status = client.get("/v1/production/751/status").await;
        assert!(codes(&status).contains(&"task-kind-without-package".to_owned()));
        let templates = client.get("/v1/task-package-templates").await;
        assert_eq!(templates.json["items"][0]["name"], "Beskedskabelon ændret");
        let packages = "/v1/production/751/task-packages";
        let made = client.post(packages, &json!({ "template": "beskedskabelon-aendret" })).await;
        assert_eq!(made.status, 201, "{:?}", made.json);
        assert_eq!((&made.json["name"], &made.json["kinds"]), (&json!("Beskedskabelon ændret"), &json!(["template-changed"])));
        let second = json!({ "key": "webtilgaengelighed", "name": "Webtilgængelighed", "kinds": ["template-changed"] });
        assert_eq!(client.post(packages, &second).await.status, 201);
        let unknown = client.post(packages, &json!({ "key": "x", "name": "X", "kinds": ["ukendt"] })).await;
        assert_eq!((unknown.status, &unknown.json["field"]), (422, &json!("kinds")));
        let again = client.post(packages, &second).await;
        assert_eq!((again.status, again.problem()), (409, "already-there"));
        change_centrally(&house, LETTER, &[("Send os dette", "Send os det hele")]).await;
        let tasks = open_tasks(&client, "751").await;
        assert_eq!(tasks.len(), 1, "one task, in both packages");
        assert_eq!(tasks[0]["packages"], json!(["beskedskabelon-aendret", "webtilgaengelighed"]));
        let inside = client.get("/v1/production/751/tasks?package=webtilgaengelighed").await;
        assert_eq!(inside.json["items"].as_array().expect("items").len(), 1);
        let status = client.get("/v1/production/751/status").await;
        assert!(!codes(&status).contains(&"task-kind-without-package".to_owned()));
        let task = format!("/v1/production/751/tasks/{}", tasks[0]["key"].as_str().expect("a key"));
        let moved = json!({ "packages": ["webtilgaengelighed"] });
        let blind = client.put(&format!("{task}/packages"), &moved).await;
        assert_eq!((blind.status, blind.problem()), (428, "revision-needed"));
        let moved = put(&client, &format!("{task}/packages"), "\"1\"", &moved).await;
        assert_eq!((moved.status, &moved.json["packages"]), (200, &json!(["webtilgaengelighed"])));
        let package = format!("{packages}/webtilgaengelighed");
        let shown = client.get(&package).await;
        let changed = json!({ "name": "Tilgængelighed", "kinds": [] });
        let changed = put(&client, &package, shown.header("etag"), &changed).await;
        assert_eq!((changed.status, &changed.json["name"]), (200, &json!("Tilgængelighed")));
        let stale = put(&client, &package, shown.header("etag"), &json!({ "name": "X", "kinds": [] })).await;
        assert_eq!((stale.status, stale.problem()), (412, "changed"));
        let removed = Answer::of(client.request("DELETE", &package).header("if-match", changed.header("etag"))).await;
        assert_eq!(removed.status, 204);
        assert_eq!(client.get(&package).await.status, 404);
        // Settings are not for whoever only reads.
        let reader = house.person(Level::Reader, "production", "751").await;
        assert_eq!(reader.post(packages, &second).await.status, 403);
        assert_eq!(reader.get(packages).await.status, 200);
    }

    async fn k13_tasks_have_tags(house: House) {
        let (client, task) = overtaken(&house, &[], &[("Send os dette", "Send os det hele")]).await;
        let place = format!("/v1/production/751/tasks/{}", task["key"].as_str().expect("a key"));
        let etag = client.get(&place).await.header("etag").to_owned();
        let tagged = put(&client, &format!("{place}/tags"), &etag, &json!({ "tags": ["haster", "Jytte", "haster"] })).await;
        assert_eq!((tagged.status, &tagged.json["tags"]), (200, &json!(["haster", "Jytte"])));
        let found = client.get("/v1/production/751/tasks?tag=haster").await;
        assert_eq!(found.json["items"].as_array().expect("items").len(), 1);
        let none = client.get("/v1/production/751/tasks?tag=senere").await;
        assert_eq!(none.json["items"], json!([]));
        let nul = put(&client, &format!("{place}/tags"), tagged.header("etag"), &json!({ "tags": ["a\u{0}b"] })).await;
        assert_eq!(nul.status, 422);
    }

    async fn k16_notices_can_be_turned_off_with_a_warning(house: House) {
        house.import_demonstration("production").await;
        override_in_use(&house, "751", &new_override(LETTER, &[])).await;
        let client = administrator(&house, "751").await;
        let kind = "/v1/production/751/task-kinds/template-changed";
        let shown = client.get(kind).await;
        assert_eq!((&shown.json["on"], shown.header("etag")), (&json!(true), "\"0\""));
        let off = put(&client, &format!("{kind}/subscription"), "\"0\"", &json!({ "on": false })).await;
        assert_eq!((off.status, &off.json["on"]), (200, &json!(false)), "{:?}", off.json);
        assert_eq!(off.json["warnings"].as_array().expect("warnings").len(), 1);
        change_centrally(&house, LETTER, &[("Send os dette", "Send os det hele")]).await;
        assert!(open_tasks(&client, "751").await.is_empty());
        let shown = client.get(&format!("/v1/production/751/{PLACE}")).await;
        assert_eq!(shown.json["state"], "outdated", "marked all the same");
        let status = client.get("/v1/production/751/status").await;
        assert!(codes(&status).contains(&"template-changed-off".to_owned()));
        let kept = client.post(&format!("/v1/production/751/{PLACE}/keep"), &json!({ "reason": "Set" })).await;
        assert_eq!(kept.status, 201, "{:?}", kept.json);
        let on = put(&client, &format!("{kind}/subscription"), off.header("etag"), &json!({ "on": true })).await;
        assert_eq!(on.json["on"], true);
        change_centrally(&house, LETTER, &[("Send os dette", "Send os alting")]).await;
        assert_eq!(open_tasks(&client, "751").await.len(), 1);
    }

    async fn k17_own_tasks_with_free_text(house: House) {
        let client = administrator(&house, "751").await;
        let kinds = "/v1/production/751/task-kinds";
        let made = client.post(kinds, &json!({ "key": "ny-telefon", "da": "Nyt telefonnummer", "free_text": true })).await;
        assert_eq!((made.status, &made.json["own"]), (201, &json!(true)), "{:?}", made.json);
        client.post(kinds, &json!({ "key": "stram", "da": "Uden fritekst" })).await;
        let taken = client.post(kinds, &json!({ "key": "template-changed", "da": "X" })).await;
        assert_eq!((taken.status, taken.problem()), (409, "already-there"));
        let tasks = "/v1/production/751/tasks";
        let task = client.post(tasks, &json!({ "kind": "ny-telefon", "text": "Ret nummeret i brevhovedet" })).await;
        assert_eq!((task.status, &task.json["title"]), (201, &json!("Nyt telefonnummer")), "{:?}", task.json);
        assert_eq!(task.json["text"], "Ret nummeret i brevhovedet");
        let strict = client.post(tasks, &json!({ "kind": "stram", "text": "x" })).await;
        assert_eq!((strict.status, &strict.json["field"]), (422, &json!("text")));
        let shipped = client.post(tasks, &json!({ "kind": "template-changed" })).await;
        assert_eq!((shipped.status, &shipped.json["field"]), (422, &json!("kind")));
        let nowhere = client.post(tasks, &json!({ "kind": "stram", "packages": ["ukendt"] })).await;
        assert_eq!((nowhere.status, &nowhere.json["field"]), (422, &json!("packages")));
        let close = format!("{}/close", task.header("location"));
        let closed = client.post(&close, &json!({ "how": "done" })).await;
        assert_eq!((closed.status, &closed.json["closed"]["how"]), (201, &json!("done")), "{:?}", closed.json);
        let twice = client.post(&close, &json!({ "how": "done" })).await;
        assert_eq!((twice.status, twice.problem()), (409, "task-closed"));
        let list = client.get(&format!("{tasks}?limit=1&state=open")).await;
        assert_eq!(list.json["items"], json!([]));
        for _ in 0..3 {
            client.post(tasks, &json!({ "kind": "stram" })).await;
        }
        let (mut seen, mut after) = (0, String::new());
        loop {
            let page = client.get(&format!("{tasks}?kind=stram&limit=2{after}")).await;
            seen += page.json["items"].as_array().expect("items").len();
            let Some(next) = page.json["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, 3);
    }

    async fn k35_diff_rebase_and_promote_as_functions(house: House) {
        house.import_demonstration("production").await;
        let client = administrator(&house, "751").await;
        let base = bundle_files("bundle")[&format!("{LETTER}.docx")].clone();
        let own = with_words(&base, &[("Send os dette", "Send os dette straks")]);
        let kept = json!({ "item": LETTER, "version": 1, "central": true });
        let diff = json!({ "old": kept, "new": { "document": base64(&own) } });
        let diff = client.post("/v1/production/751/diff", &diff).await;
        assert_eq!((diff.status, &diff.json["same"]), (200, &json!(false)), "{:?}", diff.json);
        assert!(diff.json["changes"][0]["after"].as_str().expect("text").contains("straks"));
        let central = with_words(&base, &[("Du søgte om ", "Du har søgt om ")]);
        let rebase = json!({
            "base": kept, "central": { "document": base64(&central) }, "own": { "document": base64(&own) },
        });
        let rebase = client.post("/v1/production/751/rebase", &rebase).await;
        assert_eq!((rebase.status, &rebase.json["conflicts"]), (200, &json!([])), "{:?}", rebase.json);
        assert!(rebase.json["taken"].as_u64().expect("a number") > 0);
        let promote = json!({ "document": kept, "to": "training" });
        let promote = client.post("/v1/production/751/promote", &promote).await;
        assert_eq!(promote.status, 200, "{:?}", promote.json);
        assert!(promote.json["document"].is_string(), "{:?}", promote.json["findings"]);
        assert!(!promote.json["changes"].as_array().expect("changes").is_empty());
        let nowhere = client.post("/v1/production/751/promote", &json!({ "document": kept, "to": "maanen" })).await;
        assert_eq!((nowhere.status, &nowhere.json["field"]), (422, &json!("to")));
        let none = json!({ "old": { "item": LETTER, "version": 99 }, "new": kept });
        assert_eq!(client.post("/v1/production/751/diff", &none).await.status, 422);
        let broken = json!({ "old": { "document": base64(b"no docx") }, "new": kept });
        let broken = client.post("/v1/production/751/diff", &broken).await;
        assert_eq!((broken.status, broken.problem()), (415, "not-a-template"));
    }
}

/// Words that stand in one run of a document.
fn first_words(document: &[u8]) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).expect("a zip");
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("it").read_to_string(&mut text).expect("text");
    let runs = text.split("<w:t").skip(1).filter_map(|run| run.split_once('>')?.1.split_once('<'));
    let mut runs = runs.map(|(words, _)| words.to_owned());
    runs.find(|words| words.len() > 8 && !words.starts_with('«')).expect("words")
}
