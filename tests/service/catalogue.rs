//! What letters are made of, over HTTP: templates in use, forms and contracts, elements, fields, test persons.

use brevsmed::access::Level;
use brevsmed::store::Realm;
use brevsmed::template::{CompileOptions, Template};
use serde_json::{Value as Json, json};

use crate::house::{Answer, Client, House};
use crate::on_both_stores;

const EGEBY: &str = "/v1/production/999";
const CENTRAL: &str = "/v1/production/central";

/// A reader of Egeby, with the demonstration in use.
async fn reader(house: &House) -> Client {
    house.import_demonstration("production").await;
    house.person(Level::Reader, "production", "999").await
}

async fn shown(client: &Client, path: &str) -> Json {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {:?}", answer.json);
    answer.json
}

fn texts<'j>(list: &'j Json, member: &str) -> Vec<&'j str> {
    let items = list.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| item[member].as_str()).collect()
}

on_both_stores! {
    async fn templates_in_use_are_listed_page_by_page(house: House) {
        let reader = reader(&house).await;
        let all = shown(&reader, &format!("{EGEBY}/templates")).await;
        let all = texts(&all["items"], "key").into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(all.len(), 18);
        assert!(all.is_sorted(), "{all:?}");
        let mut paged = Vec::new();
        let mut after = String::new();
        loop {
            let page = shown(&reader, &format!("{EGEBY}/templates?limit=7{after}")).await;
            paged.extend(texts(&page["items"], "key").into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(paged, all);
        for bad in ["limit=0", "limit=201", "limit=x", "sort=key", "day=2026-13-01"] {
            let answer = reader.get(&format!("{EGEBY}/templates?{bad}")).await;
            assert_eq!((answer.status, answer.problem()), (400, "invalid-query"), "{bad}");
        }
        // Before anything was in use.
        let before = shown(&reader, &format!("{EGEBY}/templates?day=2019-12-31")).await;
        assert_eq!(before["items"], json!([]));
        let other = house.person(Level::Reader, "production", "751").await;
        let answer = other.get(&format!("{EGEBY}/templates")).await;
        assert_eq!((answer.status, answer.problem()), (403, "not-permitted"));
    }

    async fn templates_are_found_by_what_they_are(house: House) {
        let reader = reader(&house).await;
        let found = async |query: &str| -> Vec<String> {
            let list = shown(&reader, &format!("{EGEBY}/templates?{query}")).await;
            texts(&list["items"], "key").into_iter().map(str::to_owned).collect()
        };
        assert_eq!(found("group=udvidet-afslag").await, ["afslag-udvidet-helbredstillaeg"]);
        assert_eq!(
            found("origin=own").await,
            ["egeby-afslag-flettespoergsmaal", "egeby-agterskrivelse-manglerbrev", "egeby-orientering-undtagelse"]
        );
        assert_eq!(
            found("origin=override").await,
            ["bevilling-udvidet-helbredstillaeg", "egeby-manglerbrev-fodbehandling"]
        );
        assert_eq!(
            found("letter=manglerbrev&mode=automatic&context=fodbehandling").await,
            ["egeby-manglerbrev-fodbehandling", "manglerbrev-udvidet-helbredstillaeg"]
        );
        assert_eq!(found("words=undtagelse%20egeby").await, ["egeby-orientering-undtagelse"]);
        let process = "process=Personligt%20till%C3%A6g";
        assert_eq!(
            found(process).await,
            ["bevilling-personligt-tillaeg", "egeby-agterskrivelse-manglerbrev", "manglerbrev-generelt"]
        );
        assert!(found("responsible=municipality:999").await.contains(&"egeby-orientering-undtagelse".to_owned()));
        assert!(found("words=findes-ikke").await.is_empty());
    }

    async fn k21_a_template_tells_whose_it_is_and_what_it_is_made_of(house: House) {
        let reader = reader(&house).await;
        let own = shown(&reader, &format!("{EGEBY}/templates/bevilling-udvidet-helbredstillaeg")).await;
        assert_eq!((&own["origin"], &own["owner"]), (&json!("override"), &json!("municipality:999")));
        assert_eq!(own["responsibility"]["accessibility_owner"], "municipality:999");
        assert_eq!(own["base"].as_str().map(str::len), Some(64));
        let elements = own["elements"].as_array().expect("elements");
        let kontakt = elements.iter().find(|it| it["key"] == "kontakt").expect("the contact element");
        assert_eq!(kontakt["owner"], "municipality:999", "Egeby's own over the central one");
        let versions = texts(&own["versions"], "item");
        assert!(versions.contains(&"masters/borger") && versions.contains(&"elements/kontakt"), "{versions:?}");
        // An override for one context alone is found under the key of what it overrides, in that context.
        let path = format!("{EGEBY}/templates/manglerbrev-udvidet-helbredstillaeg");
        let central = shown(&reader, &path).await;
        assert_eq!(central["origin"], "central");
        let scoped = shown(&reader, &format!("{path}?context=fodbehandling")).await;
        assert_eq!(scoped["key"], "egeby-manglerbrev-fodbehandling");
        assert_eq!(scoped["contexts"], json!(["fodbehandling"]));
        let elsewhere = reader.get(&format!("{EGEBY}/templates/helbredstillaegskort?context=briller")).await;
        assert_eq!((elsewhere.status, elsewhere.problem()), (422, "invalid"));
        let none = reader.get(&format!("{EGEBY}/templates/findes-ikke")).await;
        assert_eq!((none.status, none.problem()), (404, "not-found"));
    }

    async fn k05_the_centre_sees_who_overrides(house: House) {
        let reader = reader(&house).await;
        let path = format!("{CENTRAL}/templates/manglerbrev-udvidet-helbredstillaeg");
        let central = shown(&reader, &path).await;
        assert_eq!(
            central["overridden_by"],
            json!([{ "authority": "999", "template": "egeby-manglerbrev-fodbehandling", "contexts": ["fodbehandling"] }])
        );
    }

    async fn k18_the_templates_of_a_process_are_found_before_it_is_taken_into_use(house: House) {
        let reader = reader(&house).await;
        let index = shown(&reader, &format!("{EGEBY}/processes")).await;
        let of = |name: &str| {
            let items = index["items"].as_array().expect("processes");
            items.iter().find(|it| it["process"] == name).expect("the process").clone()
        };
        let udvidet = of("Udvidet helbredstillæg");
        assert_eq!(texts(&udvidet["steps"], "step"), ["Afgørelse", "Automatisk afgørelse", "Opret bevilling", "Send brev"]);
        let steps = udvidet["steps"].as_array().expect("steps");
        let opret = steps.iter().find(|it| it["step"] == "Opret bevilling").expect("the step");
        let contexts = opret["contexts"].as_array().expect("contexts");
        let foot = contexts.iter().find(|it| it["key"] == "fodbehandling").expect("the context");
        let templates = texts(&foot["templates"], "key");
        assert!(templates.contains(&"egeby-manglerbrev-fodbehandling"), "{templates:?}");
        assert!(!templates.contains(&"manglerbrev-udvidet-helbredstillaeg"), "overridden there: {templates:?}");
        assert_eq!(texts(&opret["groups"], "key"), ["udvidet-oplysning", "udvidet-bevilling"]);
        let own = steps.iter().find(|it| it["step"] == "Send brev").expect("the step");
        assert_eq!(texts(&own["groups"], "key"), ["egeby"]);
    }

    async fn k68_the_form_of_a_template_has_its_questions_in_order(house: House) {
        let reader = reader(&house).await;
        let path = format!("{EGEBY}/templates/manglerbrev-generelt/questions");
        let form = shown(&reader, &format!("{path}?context=briller")).await;
        let questions = form["questions"].as_array().expect("questions");
        let aliases = texts(&form["questions"], "alias");
        assert_eq!(aliases[..3], ["prisoverslag", "erklaering-behandler", "synsproeve"]);
        assert_eq!(questions[2]["help"], "Synsprøven må højst være 6 måneder gammel.");
        assert_eq!((&questions[0]["key"], &questions[0]["default"]), (&json!("flettespoergsmaal-00001"), &json!("N")));
        assert!(questions.iter().all(|it| it["matters"].is_string()), "{questions:?}");
        let foot = shown(&reader, &format!("{path}?context=fodbehandling")).await;
        assert!(!texts(&foot["questions"], "alias").contains(&"synsproeve"), "asked of spectacles only");
        let afslag = shown(&reader, &format!("{EGEBY}/templates/egeby-afslag-flettespoergsmaal/questions")).await;
        assert_eq!(afslag["groups"][0]["rule"], "at-least-one");
        assert_eq!(afslag["groups"][0]["questions"].as_array().map(Vec::len), Some(4));
        assert_eq!(afslag["questions"][0]["group"], "egne-afslagsgrunde");
        assert_eq!(afslag["reason"], "allowed");
        assert!(texts(&afslag["reasons"], "key").contains(&"egeby-uden-for-aftale"));
        assert!(!texts(&afslag["reasons"], "key").contains(&"gammel-ordning"), "no longer chosen");
        // In training the keys are others.
        house.import_demonstration("training").await;
        let english = reader.request("GET", &format!("{path}?context=briller")).header("accept-language", "en");
        let english = Answer::of(english).await.json;
        assert!(english["questions"][0]["matters"].as_str().expect("words").is_ascii(), "{english}");
    }

    async fn a_case_system_gets_schema_sample_and_values(house: House) {
        let reader = reader(&house).await;
        let path = format!("{EGEBY}/templates/bevilling-udvidet-helbredstillaeg");
        let schema = shown(&reader, &format!("{path}/schema?context=briller")).await;
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["properties"]["context"]["enum"], json!(["briller"]));
        let sample = shown(&reader, &format!("{path}/sample?context=briller")).await;
        assert_eq!(sample["context"], "briller");
        assert!(sample["data"]["Borger"]["Navn"].is_string(), "{sample}");
        assert!(brevsmed::wire::read_case(sample.to_string().as_bytes()).is_ok(), "{sample}");
        let values = shown(&reader, &format!("{path}/values?context=briller")).await;
        let needs: Vec<(&str, &str)> = values["values"]
            .as_array()
            .expect("values")
            .iter()
            .filter_map(|it| Some((it["name"].as_str()?, it["need"].as_str()?)))
            .collect();
        assert!(needs.contains(&("Borger.Navn", "mandatory")), "{needs:?}");
        assert!(needs.contains(&("Myndighed.Navn", "supplied")), "{needs:?}");
        assert!(needs.iter().any(|(_, need)| *need == "optional"), "{needs:?}");
    }

    async fn an_element_tells_where_it_is_used(house: House) {
        let reader = reader(&house).await;
        let list = shown(&reader, &format!("{EGEBY}/elements?tag=klagevejledning")).await;
        assert_eq!(texts(&list["items"], "key"), ["klagevejledning"]);
        let kontakt = shown(&reader, &format!("{EGEBY}/elements/kontakt")).await;
        assert_eq!((&kontakt["owner"], &kontakt["overrides_central"]), (&json!("municipality:999"), &json!(true)));
        let used = texts(&kontakt["used_by"], "key");
        assert!(used.contains(&"egeby-orientering-undtagelse") && used.contains(&"manglerbrev-generelt"), "{used:?}");
        let master = shown(&reader, &format!("{EGEBY}/masters/borger")).await;
        assert!(texts(&master["used_by"], "key").len() > 10, "{master}");
        assert_eq!(texts(&shown(&reader, &format!("{EGEBY}/masters")).await["items"], "key"), ["anden-modtager", "borger"]);
        for path in ["elements/kontakt", "masters/borger", "templates/orientering"] {
            let answer = reader.get(&format!("{EGEBY}/{path}/document")).await;
            assert_eq!(answer.status, 200);
            assert!(answer.header("content-type").starts_with("application/vnd.openxmlformats"));
            assert!(Template::compile(&answer.bytes, &CompileOptions::default()).is_ok(), "{path}");
        }
        let none = reader.get(&format!("{EGEBY}/elements/findes-ikke")).await;
        assert_eq!(none.status, 404);
    }

    async fn k28_a_context_has_its_fields(house: House) {
        let reader = reader(&house).await;
        let fields = async |query: &str| -> Vec<Json> {
            let list = shown(&reader, &format!("{EGEBY}/fields?limit=200{query}")).await;
            list["items"].as_array().cloned().unwrap_or_default()
        };
        let names = |fields: &[Json]| -> Vec<String> {
            fields.iter().filter_map(|it| it["name"].as_str().map(str::to_owned)).collect()
        };
        let glasses = names(&fields("&context=briller").await);
        let foot = names(&fields("&context=fodbehandling").await);
        let table = |names: &[String]| names.iter().any(|name| name.starts_with("Beregning."));
        assert!(table(&glasses) && !table(&foot), "the calculation is of spectacles, not of foot treatment");
        let date = fields("&words=Brev.Frist").await;
        assert_eq!(date[0]["code"], "{ MERGEFIELD Brev.Frist \\@ \"d. MMMM yyyy\" }");
        assert_eq!((&date[0]["type"], &date[0]["sample"]), (&json!("date"), &json!("2026-02-23")));
        let unknown = reader.get(&format!("{EGEBY}/fields?context=findes-ikke")).await;
        assert_eq!((unknown.status, unknown.problem()), (422, "invalid"));
        let contexts = shown(&reader, &format!("{EGEBY}/contexts?process=Udvidet%20helbredstill%C3%A6g&step=Opret%20bevilling")).await;
        assert_eq!(texts(&contexts["items"], "key"), ["briller", "tandproteser", "fodbehandling"]);
        let codes = reader.get(&format!("{EGEBY}/merge-codes?context=fodbehandling")).await;
        assert_eq!(codes.status, 200);
        assert!(codes.header("content-disposition").contains("flettekoder-fodbehandling.docx"));
        let template = Template::compile(&codes.bytes, &CompileOptions::default()).expect("a document");
        let named: Vec<&str> = template.names().iter().map(|name| name.written.as_str()).collect();
        assert!(named.contains(&"Borger.Navn") && !table(&named.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()));
        assert!(template.names().iter().any(|name| name.question.as_deref() == Some("flettespoergsmaal-00001")));
    }

    async fn k34_test_persons_are_found_by_what_is_known_of_them(house: House) {
        let reader = reader(&house).await;
        let all = shown(&reader, &format!("{EGEBY}/persons")).await;
        assert_eq!(all["items"].as_array().map(Vec::len), Some(20));
        let below = shown(&reader, &format!("{EGEBY}/persons?where=tillaegsprocent%3C100")).await;
        let below = below["items"].as_array().expect("persons");
        assert!(!below.is_empty() && below.len() < 20, "{}", below.len());
        for case in below.iter().flat_map(|person| person["cases"].as_array().expect("cases")) {
            let share: f64 = case["values"]["Sag.Tillaegsprocent"].as_str().expect("a share").replace(',', ".").parse().expect("a number");
            assert!(share < 100.0, "{case}");
        }
        let both = "where=Tillaegsprocent%3C100,Pensionstype=folkepension&context=briller";
        let both = shown(&reader, &format!("{EGEBY}/persons?{both}")).await;
        assert!(both["items"].as_array().is_some_and(|found| found.len() <= below.len()));
        let anna = shown(&reader, &format!("{EGEBY}/persons?words=anna%20000000-0001")).await;
        assert_eq!(texts(&anna["items"], "key"), ["anna-andeby"]);
        let one = shown(&reader, &format!("{EGEBY}/persons/anna-andeby")).await;
        assert_eq!(one["cases"][0]["data"]["Borger"]["Navn"], "Anna Andeby");
        for bad in ["where=procent", "where=Findes.Ikke=1", "fields=Findes.Ikke"] {
            let answer = reader.get(&format!("{EGEBY}/persons?{bad}")).await;
            assert_eq!((answer.status, answer.problem()), (400, "invalid-query"), "{bad}");
        }
        let fields = "fields=CprNr,Pensionstype,Tillaegsprocent,Formue&words=anna";
        let table = reader.get(&format!("{EGEBY}/person-table?{fields}")).await;
        assert_eq!(table.status, 200);
        assert!(table.header("content-type").starts_with("text/csv"));
        let text = String::from_utf8(table.bytes).expect("text");
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        assert_eq!(lines.next(), Some("key;name;case;context;date;Borger.CprNr;Sag.Pensionstype;Sag.Tillaegsprocent;Sag.Formue"));
        assert_eq!(lines.next(), Some("anna-andeby;Anna Andeby;1;briller;2026-02-02;000000-0001;folkepension;100;12500"));
    }

    async fn rules_have_their_manual(house: House) {
        let nobody = house.nobody();
        let rules = shown(&nobody, "/v1/rules?limit=200").await;
        assert!(rules["items"].as_array().is_some_and(|rules| rules.len() > 100));
        let rule = shown(&nobody, "/v1/rules/A101").await;
        assert_eq!(rule["name"], "picture-without-alternative-text");
        assert!(rule["markdown"].as_str().is_some_and(|text| text.contains("### Hvad den finder")));
        let by_name = shown(&nobody, "/v1/rules/picture-without-alternative-text").await;
        assert_eq!(by_name["code"], "A101");
        let bare = shown(&nobody, "/v1/rules/B726").await;
        assert!(bare["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert_eq!(nobody.get("/v1/rules/Z999").await.problem(), "not-found");
    }

    async fn an_authority_with_nothing_of_its_own_sees_the_central_layer(house: House) {
        house.import_demonstration("production").await;
        let reader = house.person(Level::Reader, "production", "751").await;
        let list = shown(&reader, "/v1/production/751/templates").await;
        assert_eq!(list["items"].as_array().map(Vec::len), Some(14));
        let one = shown(&reader, "/v1/production/751/templates/manglerbrev-generelt").await;
        assert_eq!(one["responsibility"]["legal_owner"], "central");
        let empty = house.person(Level::Reader, "training", "751").await;
        for path in ["templates", "elements", "masters", "processes", "fields", "contexts", "persons", "questions", "parameters"] {
            let list = shown(&empty, &format!("/v1/training/751/{path}")).await;
            assert_eq!(list["items"], json!([]), "{path}");
        }
        assert!(Realm::new("training", "751").central().is_central());
    }
}
