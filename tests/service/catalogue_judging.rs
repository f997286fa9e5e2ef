//! Validation and proof over HTTP: in use, as a version would be, and of files that are sent along.

use brevsmed::access::Level;
use brevsmed::bundle::blank_document;
use reqwest::multipart::{Form, Part};
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House};
use crate::on_both_stores;

const EGEBY: &str = "/v1/production/999";

async fn reader(house: &House) -> Client {
    house.import_demonstration("production").await;
    house.person(Level::Reader, "production", "999").await
}

async fn sent(client: &Client, path: &str, parts: &[(&str, &[u8])]) -> Answer {
    // Names as curl and browsers send them.
    let mut form = Form::new().percent_encode_noop();
    for (name, bytes) in parts {
        form = form.part((*name).to_owned(), Part::bytes(bytes.to_vec()));
    }
    Answer::of(client.request("POST", path).multipart(form)).await
}

fn codes(list: &Json) -> Vec<&str> {
    list.as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect()
}

const SAID: &str = "name = \"Prøve\"\ntitle = \"Prøve\"\ncontexts = [\"fodbehandling\"]\nquestions = []\nmaster = \"borger\"\n\
                    category = \"Brev\"\nletter = \"orientering\"\n";

on_both_stores! {
    async fn what_is_in_use_is_judged(house: House) {
        let reader = reader(&house).await;
        let path = format!("{EGEBY}/validation?item=templates/egeby-orientering-undtagelse");
        let report = reader.get(&path).await;
        assert_eq!((report.status, report.header("content-type")), (200, "application/json"), "{:?}", report.json);
        assert_eq!((&report.json["schema_version"], &report.json["summary"]["errors"]), (&json!(1), &json!(0)));
        assert_eq!(report.json["summary"]["templates"], 1);
        assert_eq!(report.json["not_looked_at"], json!([]));
        let sarif = reader.get(&format!("{path}&format=sarif")).await;
        assert_eq!((sarif.header("content-type"), &sarif.json["version"]), ("application/sarif+json", &json!("2.1.0")));
        let html = reader.get(&format!("{path}&format=html")).await;
        assert!(html.header("content-type").starts_with("text/html"));
        assert!(String::from_utf8_lossy(&html.bytes).contains("<html"));
        // Without an own one the central item is meant.
        let central = reader.get(&format!("{EGEBY}/validation?item=elements/klagevejledning")).await;
        assert_eq!(central.status, 200);
        for (query, status) in [("item=findes/ikke", 422), ("item=templates/findes-ikke", 404), ("version=1", 422), ("item=prices&version=7", 404)] {
            let answer = reader.get(&format!("{EGEBY}/validation?{query}")).await;
            assert_eq!(answer.status, status, "{query}: {:?}", answer.json);
        }
    }

    async fn a_version_is_judged_as_if_it_were_in_use(house: House) {
        let reader = reader(&house).await;
        let mut files = brevsmed::bundle::Files::new();
        let faulty = b"[[supplier]]\nkey = \"a\"\nname = \"A\"\n\n[[price]]\nsupplier = \"b\"\nservice = \"x\"\nprice = \"1,00\"\n";
        files.insert("authorities/999/prices.toml".to_owned(), faulty.to_vec());
        let mut work = house.app.store.write(&house.hand()).await.expect("a work");
        let from = house.now().plus_days(30).day();
        brevsmed::registry::import(&mut work, "production", &files, from).await.expect("imports");
        work.commit().await.expect("commits");
        let now = reader.get(&format!("{EGEBY}/validation?item=prices&version=1")).await;
        assert!(!codes(&now.json["faults"]).contains(&"B726"), "{:?}", now.json["faults"]);
        let then = reader.get(&format!("{EGEBY}/validation?item=prices&version=2")).await;
        assert!(codes(&then.json["faults"]).contains(&"B726"), "{:?}", then.json["faults"]);
        assert!(!then.json["not_looked_at"].as_array().expect("a list").is_empty(), "letters wait for the files");
    }

    async fn k86_files_are_judged_before_they_are_kept(house: House) {
        let reader = reader(&house).await;
        let document = blank_document("Prøve", "# Prøve\nKære { MERGEFIELD Borger.Navn }\nTilskud: { MERGEFIELD Beregning.Ialt }").expect("a document");
        let parts: [(&str, &[u8]); 2] = [("templates/proeve.docx", &document), ("templates/proeve.toml", SAID.as_bytes())];
        let report = sent(&reader, &format!("{EGEBY}/validation"), &parts).await;
        assert_eq!(report.status, 200, "{:?}", report.json);
        let faults = report.json["faults"].as_array().expect("faults");
        let of_context = faults.iter().find(|it| it["message"].as_str().is_some_and(|text| text.contains("Beregning.Ialt")));
        let of_context = of_context.expect("the table is not of foot treatment");
        assert_eq!(of_context["severity"], "error");
        assert_eq!(of_context["file"], "authorities/999/templates/proeve.docx");
        let proof = sent(&reader, &format!("{EGEBY}/templates/proeve/proof"), &parts).await;
        assert_eq!((proof.status, &proof.json["clean"]), (200, &json!(false)), "{:?}", proof.json);
        let none = reader.get(&format!("{EGEBY}/templates/proeve")).await;
        assert_eq!(none.status, 404, "nothing was kept");
        let alone = sent(&reader, &format!("{EGEBY}/validation"), &[("document", &document)]).await;
        assert_eq!((alone.status, &alone.json["summary"]["files"]), (200, &json!(1)), "{:?}", alone.json);
        let macros = sent(&reader, &format!("{EGEBY}/validation"), &[("document", b"no document")]).await;
        assert_eq!(codes(&macros.json["faults"]), ["B713"]);
        let unknown = sent(&reader, &format!("{EGEBY}/validation"), &[("../secret", b"x")]).await;
        assert_eq!((unknown.status, unknown.problem()), (400, "unknown-part"), "{:?}", unknown.json);
        let empty = sent(&reader, &format!("{EGEBY}/validation"), &[]).await;
        assert!([400, 422].contains(&empty.status), "{:?}", empty.json);
        let json = reader.post(&format!("{EGEBY}/validation"), &json!({})).await;
        assert_eq!((json.status, json.problem()), (415, "not-multipart"));
    }

    async fn a_proof_has_a_letter_that_shows_the_fault(house: House) {
        let reader = reader(&house).await;
        let path = format!("{EGEBY}/templates/manglerbrev-generelt/proof");
        let proof = reader.get(&path).await;
        assert_eq!((proof.status, &proof.json["clean"]), (200, &json!(true)), "{:?}", proof.json);
        assert!(proof.json["combinations"].as_str().is_some_and(|count| count.len() > 3), "{}", proof.json["combinations"]);
        let document = blank_document(
            "Prøve",
            "# Prøve\n{ IF { MERGEFIELD Question:flettespoergsmaal-00001 } = \"ja\" \"Send et overslag.\" }\n{ IF { MERGEFIELD Question:flettespoergsmaal-00001 } = \"J\" \"\" \"Hej\" }",
        );
        let document = document.expect("a document");
        let sent = sent(&reader, &format!("{path}?context=briller"), &[("document", &document)]).await;
        assert_eq!((sent.status, &sent.json["clean"]), (200, &json!(false)), "{:?}", sent.json);
        let findings = sent.json["findings"].as_array().expect("findings");
        let shown = findings.iter().find(|it| it["witness"].is_object()).expect("a witness");
        assert_eq!(shown["witness"]["context"], "briller", "{shown}");
        assert!(brevsmed::wire::read_case(shown["witness"].to_string().as_bytes()).is_ok());
    }
}
