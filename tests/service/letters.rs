//! Making letters: in their context, for their recipients, once, and only of what was agreed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use brevsmed::access::{Level, Permission, ServiceName};
use brevsmed::store::Moment;
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House};
use crate::on_both_stores;

pub const LETTERS: &str = "/v1/production/999/letters";

/// A request with the data of a test person in a context.
pub fn request(template: &str, person: &str, context: &str) -> Json {
    let path = format!("{}/fixtures/bundle/persons/{person}.json", env!("CARGO_MANIFEST_DIR"));
    let person: Json =
        serde_json::from_slice(&std::fs::read(path).expect("a person")).expect("JSON");
    let cases = person["cases"].as_array().expect("cases");
    let case = cases.iter().find(|case| case["context"] == context).expect("a case");
    let mut data = person["data"].clone();
    for (key, value) in case["data"].as_object().expect("data") {
        data[key] = value.clone();
    }
    let mut request = json!({
        "template": template,
        "context": context,
        "date": case["date"],
        "data": data,
        "answers": case["answers"].as_object().cloned().unwrap_or_default(),
        "case": { "id": data["Sag"]["Nummer"] },
    });
    if let Some(history) = case["history"].as_array() {
        request["history"] = json!(history);
    }
    request
}

/// The missing-information letter of Anna Andeby, which a caseworker makes.
pub fn anna() -> Json {
    request("manglerbrev-generelt", "anna-andeby", "briller")
}

/// A caseworker of Egeby with the demonstration in use.
pub async fn caseworker(house: &House) -> Client {
    house.import_demonstration("production").await;
    house.person(Level::Caseworker, "production", "999").await
}

/// The only letter of an answer.
pub fn only(answer: &Answer) -> &Json {
    assert_eq!(answer.status, 201, "{:?}", answer.json);
    let letters = answer.json["letters"].as_array().expect("letters");
    assert_eq!(letters.len(), 1);
    &letters[0]
}

/// The words of a PDF.
fn words(pdf: &[u8]) -> String {
    let inspected = brevsmed::inspect::inspect(pdf).expect("a PDF");
    brevsmed::inspect::print(&inspected, &brevsmed::inspect::Words::DANISH)
}

async fn count_of_letters(house: &House) -> u64 {
    let mut work = house.app.store.read().await.expect("a work");
    work.count::<brevsmed::archive::Letter>(&brevsmed::store::Listing::default())
        .await
        .expect("a count")
}

on_both_stores! {
    async fn a_letter_is_made_with_its_receipt(house: House) {
        let mette = caseworker(&house).await;
        let answer = mette.post(LETTERS, &anna()).await;
        let letter = only(&answer);
        assert_eq!(letter["state"], "made");
        assert_eq!(letter["template"]["key"], "manglerbrev-generelt");
        assert_eq!(letter["template"]["version"], 1);
        assert_eq!(letter["letter_type"], "manglerbrev");
        assert_eq!(letter["personal"]["title"], "Vi mangler flere oplysninger fra dig");
        assert!(letter["responsibility"]["legal_owner"].is_string());
        let made_of: Vec<&str> =
            letter["made_of"].as_array().expect("items").iter().filter_map(|of| of["item"].as_str()).collect();
        assert_eq!(made_of[0], "templates/manglerbrev-generelt");
        assert_eq!(made_of[1], "authorities/999/masters/borger");
        assert!(made_of.iter().any(|item| item.starts_with("elements/")), "{made_of:?}");
        let receipt = &letter["receipt"];
        assert_eq!(receipt["outcome"], "letter");
        assert_eq!(receipt["context"], "briller");
        assert!(receipt["sources"].as_array().is_some_and(|sources| !sources.is_empty()));
        assert!(receipt["unused_data"].as_array().is_some_and(|unused| !unused.is_empty()));
        assert!(receipt["pdf"]["pages"].as_u64().is_some_and(|pages| pages > 0));
        assert_eq!(answer.header("location"), letter["href"].as_str().unwrap_or_default());
        assert_eq!(answer.header("etag"), "\"1\"");

        // K37: what belongs to the letter, with hashes.
        let files = letter["personal"]["files"].as_array().expect("files");
        let names: Vec<&str> = files.iter().filter_map(|file| file["name"].as_str()).collect();
        assert_eq!(names, ["letter.docx", "letter.pdf"]);
        let pdf = mette.get(files[1]["href"].as_str().expect("a path")).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
        assert_eq!(pdf.bytes.len() as u64, files[1]["size"].as_u64().expect("a size"));
        assert_eq!(pdf.header("etag").trim_matches('"'), files[1]["sha256"].as_str().expect("a hash"));
        assert!(words(&pdf.bytes).contains("Anna Andeby"));
    }

    async fn a_letter_is_answered_in_the_form_that_is_asked_for(house: House) {
        let mette = caseworker(&house).await;
        let pdf = "application/pdf";
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        for (form, begins) in [(pdf, &b"%PDF-"[..]), (docx, b"PK")] {
            let request = mette.request("POST", LETTERS).header("accept", form).json(&anna());
            let answer = Answer::of(request).await;
            assert_eq!((answer.status, answer.header("content-type")), (201, form));
            assert!(answer.bytes.starts_with(begins));
            assert_eq!(mette.get(answer.header("location")).await.status, 200);
        }
        let mut inline = anna();
        inline["inline"] = json!(true);
        inline["forms"] = json!(["docx"]);
        let answer = mette.post(LETTERS, &inline).await;
        let files = only(&answer)["personal"]["files"].as_array().expect("files");
        assert_eq!(files.len(), 1);
        let bytes = STANDARD.decode(files[0]["base64"].as_str().expect("base64")).expect("base64");
        assert!(bytes.starts_with(b"PK"));
    }

    async fn a_letter_is_made_once_under_a_key(house: House) {
        let mette = caseworker(&house).await;
        let mut request = anna();
        request["forms"] = json!(["docx"]);
        let ask = |accept: &'static str, request: &Json| {
            let to_send = mette.request("POST", LETTERS).header("idempotency-key", "sag-1");
            Answer::of(to_send.header("accept", accept).json(request))
        };
        let first = ask("application/json", &request).await;
        let letter = only(&first)["id"].clone();
        let second = ask("application/json", &request).await;
        assert_eq!(only(&second)["id"], letter);
        assert_eq!(second.header("idempotent-replayed"), "true");
        assert_eq!(only(&second)["receipt"], only(&first)["receipt"]);
        // In another form: rendered from the document that was kept.
        let third = ask("application/pdf", &request).await;
        assert_eq!((third.status, third.header("location")), (201, first.header("location")));
        assert!(third.bytes.starts_with(b"%PDF-"));
        assert_eq!(count_of_letters(&house).await, 1);
        let mut other = request.clone();
        other["context"] = json!("fodbehandling");
        let reused = ask("application/json", &other).await;
        assert_eq!((reused.status, reused.problem()), (422, "key-reused"));

        let jytte = house.person(Level::UserAdministrator, "production", "999").await;
        let erase = json!({ "letters": [letter], "reason": "lavet ved en fejl" });
        assert_eq!(jytte.post("/v1/production/999/erasures", &erase).await.status, 200);
        let gone = ask("application/json", &request).await;
        assert_eq!((gone.status, gone.problem()), (410, "erased"));
        assert_eq!(count_of_letters(&house).await, 1);
    }

    async fn a_refused_letter_leaves_nothing(house: House) {
        let mette = caseworker(&house).await;
        let mut request = anna();
        request["data"]["Borger"].as_object_mut().expect("a group").remove("Navn");
        let answer = mette.post(LETTERS, &request).await;
        assert_eq!((answer.status, answer.problem()), (422, "merge-refused"));
        let found = &answer.json["diagnostics"][0];
        assert_eq!((&found["severity"], &found["code"]), (&json!("error"), &json!("C540")));
        assert!(found["place"]["file"].as_str().is_some_and(|file| file.ends_with(".docx")));
        assert!(!answer.json.to_string().contains("000000-0001"), "no personal data");
        assert_eq!(count_of_letters(&house).await, 0);
    }

    async fn k26_a_template_outside_its_contexts_is_refused(house: House) {
        let mette = caseworker(&house).await;
        let mut request = anna();
        request["template"] = json!("bevilling-personligt-tillaeg");
        let answer = mette.post(LETTERS, &request).await;
        assert_eq!((answer.status, answer.problem()), (422, "context-refused"));
        assert_eq!(answer.json["diagnostics"][0]["code"], "C513");
        request["template"] = json!("findes-ikke");
        let answer = mette.post(LETTERS, &request).await;
        assert_eq!((answer.status, answer.problem()), (404, "not-found"));
    }

    async fn a08_the_wording_depends_on_the_letters_before(house: House) {
        let mette = caseworker(&house).await;
        let mut hearing = request("agterskrivelse-udvidet-helbredstillaeg", "anna-andeby", "briller");
        hearing["inline"] = json!(true);
        let text = |answer: &Answer| {
            let files = only(answer)["personal"]["files"].clone();
            words(&STANDARD.decode(files[1]["base64"].as_str().expect("base64")).expect("base64"))
        };
        let without = mette.post(LETTERS, &hearing).await;
        hearing["history"] = json!([{ "letter": "manglerbrev", "date": "2026-01-19", "answers": { "prisoverslag": "J" } }]);
        let with = mette.post(LETTERS, &hearing).await;
        assert_ne!(text(&without), text(&with));
        assert!(text(&with).contains("19. januar 2026"));
        assert!(!text(&without).contains("19. januar 2026"));
    }

    async fn k27_the_archive_tells_the_history_of_a_case(house: House) {
        let mette = caseworker(&house).await;
        let mut missing = anna();
        missing["date"] = json!("2026-01-19");
        only(&mette.post(LETTERS, &missing).await);
        let mut hearing = request("agterskrivelse-udvidet-helbredstillaeg", "anna-andeby", "briller");
        hearing["inline"] = json!(true);
        hearing["history_from_case"] = json!(true);
        let answer = mette.post(LETTERS, &hearing).await;
        let files = &only(&answer)["personal"]["files"];
        let pdf = STANDARD.decode(files[1]["base64"].as_str().expect("base64")).expect("base64");
        assert!(words(&pdf).contains("19. januar 2026"));
        // Another case has had no such letter.
        hearing["case"]["id"] = json!("2026-999-9999");
        let other = mette.post(LETTERS, &hearing).await;
        let files = &only(&other)["personal"]["files"];
        let pdf = STANDARD.decode(files[1]["base64"].as_str().expect("base64")).expect("base64");
        assert!(!words(&pdf).contains("19. januar 2026"));
    }

    async fn k57_answers_of_the_letter_before_are_carried(house: House) {
        let mette = caseworker(&house).await;
        let first = mette.post(LETTERS, &anna()).await;
        let yes = only(&first)["personal"]["answered_yes"].clone();
        assert!(yes.as_array().is_some_and(|yes| yes.contains(&json!("prisoverslag"))), "{yes}");
        let mut again = anna();
        again["answers"] = json!({ "underskrift": "J" });
        again["history_from_case"] = json!(true);
        again["previous_answers"] = json!("manglerbrev");
        // The day of the letter before is not after that of this one.
        let second = mette.post(LETTERS, &again).await;
        let yes = only(&second)["personal"]["answered_yes"].clone();
        assert!(yes.as_array().is_some_and(|yes| yes.contains(&json!("prisoverslag")) && yes.contains(&json!("underskrift"))), "{yes}");
    }

    async fn a10_a_reason_without_criteria_409_a_denial_without_reason_422(house: House) {
        let mette = caseworker(&house).await;
        let context = "overskrevet-til-afslag";
        let mut denial = request("afslag-udvidet-helbredstillaeg", "caecilie-aagaard", context);
        denial["data"]["Kriterier"]["Opfyldt"] = json!("J");
        denial["reason"] = json!("ikke-noedvendig");
        let made = mette.post(LETTERS, &denial).await;
        assert_eq!(only(&made)["personal"]["denial_reason"], "ikke-noedvendig");
        denial["data"]["Kriterier"]["Opfyldt"] = json!("N");
        let answer = mette.post(LETTERS, &denial).await;
        assert_eq!((answer.status, answer.problem()), (409, "reason-not-allowed"));
        denial["data"]["Kriterier"]["Opfyldt"] = json!("J");
        denial["reason"] = Json::Null;
        let answer = mette.post(LETTERS, &denial).await;
        assert_eq!((answer.status, answer.problem()), (422, "reason-required"));
        // K63: where the context has no reasons at all.
        let mut other = anna();
        other["reason"] = json!("ikke-noedvendig");
        let answer = mette.post(LETTERS, &other).await;
        assert_eq!((answer.status, answer.problem()), (409, "reason-not-allowed"));
    }

    async fn k40_a_letter_for_each_recipient_or_none(house: House) {
        let mette = caseworker(&house).await;
        let mut bundle = request("undtagelse-udbetaling-danmark", "fie-fiktiv", "undtagelse-digital");
        bundle["recipients"] = json!([
            { "to": { "role": "alternative", "name": "Udbetaling Eksempel", "cvr": "19435075",
                      "address": "Modtagervej 7", "postal_code": "9990", "town": "Mønsterkøbing" } },
            { "to": { "role": "citizen" }, "template": "egeby-orientering-undtagelse" },
        ]);
        bundle["inline"] = json!(true);
        let answer = mette.post(LETTERS, &bundle).await;
        assert_eq!(answer.status, 201, "{:?}", answer.json);
        let letters = answer.json["letters"].as_array().expect("letters");
        assert_eq!(letters.len(), 2);
        assert_eq!(letters[0]["template"]["key"], "undtagelse-udbetaling-danmark");
        assert_eq!(letters[1]["template"]["key"], "egeby-orientering-undtagelse");
        assert_eq!(letters[0]["bundle"], letters[1]["bundle"]);
        assert_eq!(letters[0]["personal"]["recipient"]["role"], "alternative");
        let pdf = |letter: &Json| {
            let file = &letter["personal"]["files"][1]["base64"];
            words(&STANDARD.decode(file.as_str().expect("base64")).expect("base64"))
        };
        assert!(pdf(&letters[0]).contains("Modtagervej 7"));
        assert!(!pdf(&letters[1]).contains("Modtagervej 7"));
        assert_eq!(count_of_letters(&house).await, 2);

        // One that cannot be made, and none is.
        bundle["recipients"][1]["template"] = json!("manglerbrev-generelt");
        let answer = mette.post(LETTERS, &bundle).await;
        assert_eq!((answer.status, answer.problem()), (422, "context-refused"));
        assert_eq!(count_of_letters(&house).await, 2);
        // Several are no one file.
        let request = mette.request("POST", LETTERS).header("accept", "application/pdf").json(&bundle);
        let answer = Answer::of(request).await;
        assert_eq!((answer.status, answer.problem()), (406, "several-letters"));
    }

    async fn k45_an_alternative_recipient_is_checked(house: House) {
        let mette = caseworker(&house).await;
        let mut request = request("undtagelse-udbetaling-danmark", "fie-fiktiv", "undtagelse-digital");
        for (to, field) in [
            (json!({ "role": "alternative", "name": "X", "cvr": "19435076" }), "recipients[0].to.cvr"),
            (json!({ "role": "alternative", "cvr": "19435075" }), "recipients[0].to.name"),
            (json!({ "role": "guardian", "name": "X" }), "recipients[0].to.address"),
        ] {
            request["recipients"] = json!([{ "to": to }]);
            let answer = mette.post(LETTERS, &request).await;
            assert_eq!((answer.status, answer.problem()), (422, "invalid"));
            assert_eq!(answer.json["field"], field);
        }
        // M04: abroad and without a personal number.
        request["recipients"] = json!([{ "to": { "role": "guardian", "name": "Ingrid Påhittad",
            "address": "Storgatan 1", "town": "Påhittstad", "country": "Sverige" } }]);
        only(&mette.post(LETTERS, &request).await);
    }

    async fn k20_enclosures_go_along_where_the_template_takes_them(house: House) {
        let mette = caseworker(&house).await;
        let pdf = STANDARD.encode(b"%PDF-1.7 an invented estimate");
        let mut with = anna();
        with["enclosures"] = json!([{ "title": "Prisoverslag", "base64": pdf }]);
        let answer = mette.post(LETTERS, &with).await;
        let file = &only(&answer)["personal"]["files"][2];
        assert_eq!((&file["name"], &file["role"], &file["title"]), (&json!("enclosure-1.pdf"), &json!("enclosure"), &json!("Prisoverslag")));
        assert_eq!(mette.get(file["href"].as_str().expect("a path")).await.bytes, b"%PDF-1.7 an invented estimate");
        // What the template always encloses needs nobody to send it.
        let card = request("manglerbrev-helbredskort", "anna-andeby", "helbredstillaegskort");
        let answer = mette.post(LETTERS, &card).await;
        assert_eq!(only(&answer)["personal"]["files"][2]["title"], "Sådan opgør du din formue");
        let mut refused = card.clone();
        refused["enclosures"] = with["enclosures"].clone();
        let answer = mette.post(LETTERS, &refused).await;
        assert_eq!((answer.status, &answer.json["field"]), (422, &json!("enclosures")));
        with["enclosures"][0]["base64"] = json!(STANDARD.encode(b"MZ a program"));
        let answer = mette.post(LETTERS, &with).await;
        assert_eq!((answer.status, &answer.json["field"]), (422, &json!("enclosures[0].base64")));
        assert_eq!(count_of_letters(&house).await, 2);
    }

    async fn a_dry_run_says_what_is_missing_and_keeps_nothing(house: House) {
        let mette = caseworker(&house).await;
        let dry = format!("{LETTERS}/dry-run");
        let mut request = anna();
        request["answers"] = json!({});
        request["data"]["Borger"].as_object_mut().expect("a group").remove("Navn");
        let answer = mette.post(&dry, &request).await;
        assert_eq!((answer.status, &answer.json["ready"]), (200, &json!(false)), "{:?}", answer.json);
        let lacks = answer.json["letters"][0]["lacks"].as_array().expect("lacks");
        let field = json!("Borger.Navn");
        assert!(lacks.iter().any(|lack| lack["kind"] == "field" && lack["name"] == field && lack["hinders"] == true), "{lacks:?}");
        assert!(lacks.iter().any(|lack| lack["kind"] == "answer" && lack["name"] == "prisoverslag" && lack["hinders"] == false));
        let ready = mette.post(&dry, &anna()).await;
        assert_eq!(ready.json["ready"], true, "{:?}", ready.json);
        let mut denial = self::request("afslag-udvidet-helbredstillaeg", "caecilie-aagaard", "overskrevet-til-afslag");
        denial["reason"] = Json::Null;
        let answer = mette.post(&dry, &denial).await;
        assert_eq!(answer.json["letters"][0]["lacks"][0]["kind"], "reason");
        assert_eq!(count_of_letters(&house).await, 0);
    }

    async fn a_preview_shows_the_letter_and_keeps_nothing(house: House) {
        let mette = caseworker(&house).await;
        let preview = format!("{LETTERS}/preview");
        for (form, begins) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK"), ("png", b"\x89PNG")] {
            let answer = mette.post(&format!("{preview}?form={form}&dpi=40"), &anna()).await;
            assert_eq!(answer.status, 200, "{:?}", answer.json);
            assert!(answer.bytes.starts_with(begins), "{form}");
        }
        let beyond = mette.post(&format!("{preview}?form=png&dpi=40&page=99"), &anna()).await;
        assert_eq!((beyond.status, beyond.problem()), (400, "invalid-query"));
        // Whoever may see templates may see invented persons, and nobody else's data.
        let reader = house.person(Level::Reader, "production", "999").await;
        assert_eq!(reader.post(&preview, &anna()).await.status, 403);
        let of_person = json!({ "template": "manglerbrev-generelt", "person": "jytte-jubelaar", "answers": { "engelsk": "J" } });
        let answer = reader.post("/v1/production/999/previews?form=json&dpi=40", &of_person).await;
        assert_eq!(answer.status, 200, "{:?}", answer.json);
        assert_eq!(answer.json["title"], "Vi mangler flere oplysninger fra dig");
        assert!(answer.json["pictures"].as_array().is_some_and(|pictures| !pictures.is_empty()));
        assert_eq!(count_of_letters(&house).await, 0);
    }

    async fn k33_training_letters_bear_a_mark_and_are_never_released(house: House) {
        house.import_demonstration("training").await;
        let mette = house.person(Level::Caseworker, "training", "999").await;
        let answer = mette.post("/v1/training/999/letters", &anna()).await;
        let letter = only(&answer);
        assert_eq!(letter["training"], true);
        let href = letter["href"].as_str().expect("a path");
        let pdf = mette.get(&format!("{href}/files/letter.pdf")).await;
        assert!(words(&pdf.bytes).contains("TRÆNING – må ikke sendes"));
        let docx = mette.get(&format!("{href}/files/letter.docx")).await;
        let files = brevsmed::docx::archive_files(&docx.bytes, &brevsmed::docx::Limits::default()).expect("a document");
        let marked = files.iter().filter(|(name, bytes)| {
            name.starts_with("word/header") && String::from_utf8_lossy(bytes).contains("TRÆNING – må ikke sendes")
        });
        assert!(marked.count() > 0, "{:?}", files.keys());
        let release = mette.request("POST", &format!("{href}/release")).header("if-match", "\"1\"");
        let answer = Answer::of(release).await;
        assert_eq!((answer.status, answer.problem()), (409, "training-letter"));
    }
}

/// The services' permissions are what the tests of agreements stand on.
#[test]
fn a_case_system_may_make_and_read_its_letters() {
    let may = ServiceName::Letters.permissions();
    assert!(may.contains(&Permission::MakeLetters) && may.contains(&Permission::ReadPersonal));
    assert!(!may.contains(&Permission::ReviewLetters));
    assert!(Moment::now() < Moment::now().plus_days(1));
}
