//! `brevsmed serve --demo`: everything to try, in a temporary folder: the demonstration templates, people of each level, a case system, letters.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use super::{ServeArgs, bind, listens, open, url};
use crate::access::{
    Account, Agreement, Grant, Key, Level, PasswordCost, ServiceName, System, Terms,
    first_password, hash_password,
};
use crate::api::{App, Listening, serve};
use crate::bundle::Files;
use crate::cli::bundle_files;
use crate::cli::end::asked_to_end;
use crate::cli::error::CliError;
use crate::cli::{Console, Exit};
use crate::config::{Hidden, Settings};
use crate::diagnostic::MessageLanguage;
use crate::registry;
use crate::store::{Hand, Moment, Realm};

/// The demonstration bundle, from the checkout's folder.
const BUNDLE: &str = "fixtures/bundle";
/// The authority of the demonstration.
const AUTHORITY: &str = "999";
/// Its SE number, as an agreement names it.
const SE_NUMBER: &str = "12345674";

/// The letters that are made at once: a test person, the template, the context.
const LETTERS: [(&str, &str, &str); 3] = [
    ("jytte-jubelaar", "bevilling-udvidet-helbredstillaeg", "tandproteser"),
    ("anna-andeby", "bevilling-udvidet-helbredstillaeg", "briller"),
    ("petra-pension", "bevilling-udvidet-helbredstillaeg-fodbehandling", "fodbehandling"),
];

/// The people: a level, a name, where.
const PEOPLE: [(Level, &str, &str); 7] = [
    (Level::CentralAdministrator, "Centa Centralborg", Realm::CENTRAL),
    (Level::UserAdministrator, "Ulla Udvalgt", AUTHORITY),
    (Level::TemplateAdministrator, "Troels Tekst", AUTHORITY),
    (Level::AgreementAdministrator, "Agnes Aftale", AUTHORITY),
    (Level::Caseworker, "Mette Modelborg", AUTHORITY),
    (Level::PersonalReader, "Peder Persondata", AUTHORITY),
    (Level::Reader, "Lise Læser", AUTHORITY),
];

/// What was made ready.
struct Ready {
    password: String,
    key: String,
}

/// Makes everything ready, answers, makes the first letters, and says how to go on.
pub(super) async fn run(
    args: &ServeArgs,
    mut settings: Settings,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let name = format!("brevsmed-demo-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).map_err(|error| CliError::Write(folder.clone(), error))?;
    settings.store.address =
        Hidden::new(format!("sqlite:{}", folder.join("brevsmed.db").display()));
    settings.tls = None;
    let files = bundle_files::load(&bundle_folder()?)?;
    let app = open(args, &settings).await?;
    let ready = seed(&app, &files).await?;
    let listener = bind(&settings)?;
    let url = url(&settings, &listener)?;
    let listening =
        Listening { tls: None, patience: Duration::from_secs(settings.service.shutdown_seconds) };
    let serving = tokio::spawn({
        let app = Arc::clone(&app);
        async move { serve(&app, listener, listening, asked_to_end()).await }
    });
    let made = letters(&url, &ready.key, &files, &folder).await?;
    tell(args, console, &url, &folder, &ready, &made)?;
    listens(console, args.speech.language(), &url)?;
    serving
        .await
        .map_err(|error| CliError::Serve(std::io::Error::other(error)))?
        .map_err(CliError::Serve)?;
    Ok(Exit::Done)
}

/// The folder of the demonstration bundle: below the folder we are in, or above the program that `cargo run` built.
fn bundle_folder() -> Result<PathBuf, CliError> {
    let here = std::env::current_dir().unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_default();
    let above = here.ancestors().chain(program.ancestors().skip(1));
    let found = above.map(|folder| folder.join(BUNDLE)).find(|folder| folder.is_dir());
    found.ok_or_else(|| CliError::Read(PathBuf::from(BUNDLE), std::io::ErrorKind::NotFound.into()))
}

/// Brings in the templates, the authority, the people and the case system.
async fn seed(app: &App, files: &Files) -> Result<Ready, CliError> {
    let failed = |error| CliError::Store("demo".to_owned(), error);
    let now = app.clock.now();
    let hand = |who: &str| Hand { who: who.to_owned(), request: "demo".to_owned(), now };
    let password = first_password();
    let hash = {
        let password = password.clone();
        tokio::task::spawn_blocking(move || hash_password(&password, PasswordCost::default()))
            .await
            .map_err(|_| CliError::FirstPassword)?
            .map_err(|_| CliError::FirstPassword)?
    };
    let mut work = app.store.write(&hand("service")).await.map_err(failed)?;
    for environment in &app.setup.environments {
        let from = jiff::civil::date(2020, 1, 1);
        registry::import(&mut work, environment, files, from).await.map_err(failed)?;
    }
    registry::add_authority(&mut work, AUTHORITY, "Egeby Kommune").await.map_err(failed)?;
    let installation = Realm::installation();
    for (level, name, authority) in PEOPLE {
        let grant = Grant {
            level,
            environment: "*".to_owned(),
            authority: authority.to_owned(),
            areas: Vec::new(),
            until: None,
        };
        let mut account = Account::new(name, address(name), vec![grant]);
        account.password = Some(hash.clone());
        let id = uuid::Uuid::now_v7().to_string();
        work.note(&installation, "account.made", &id, json!({ "demo": true }));
        work.insert(&installation, &id, account).await.map_err(failed)?;
    }
    work.commit().await.map_err(failed)?;
    let key = case_system(app, now).await.map_err(|error| match error {
        crate::access::AccessError::Store(error) => failed(error),
        other => CliError::Demo(other.to_string()),
    })?;
    Ok(Ready { password, key })
}

/// A case system that has agreed with the authority; one asks, another approves.
async fn case_system(app: &App, now: Moment) -> Result<String, crate::access::AccessError> {
    let hand = |who: &str| Hand { who: who.to_owned(), request: "demo".to_owned(), now };
    let mut work = app.store.write(&hand("service")).await?;
    let system = System {
        name: "DEMO".to_owned(),
        vendor: "Egeby Kommune".to_owned(),
        contact_name: "Mette Modelborg".to_owned(),
        contact_email: address("Mette Modelborg"),
        blocked: false,
    };
    let system = System::register(&mut work, system).await?;
    let until = now.plus_days(30);
    let (secret, _) =
        Key::make(&mut work, &system.key, "demonstration", "production", until).await?;
    let realm = Realm::new("production", AUTHORITY);
    let mut asked = Vec::new();
    for (service, title) in
        [(ServiceName::Letters, "Brevfletning"), (ServiceName::Templates, "Skabeloner")]
    {
        let terms = Terms {
            name: format!("SF0001 - {title} v1 - DEMO PROD – Egeby Kommune"),
            system: system.key.clone(),
            service,
            version: 1,
            fields: Vec::new(),
            purpose: "Demonstration".to_owned(),
            se_number: SE_NUMBER.to_owned(),
            from: now.day(),
            until: None,
            renews: None,
        };
        asked.push(Agreement::request(&mut work, &realm, terms).await?);
    }
    work.commit().await?;
    let mut work = app.store.write(&hand("person:demo")).await?;
    for agreement in &asked {
        Agreement::approve(&mut work, agreement, SE_NUMBER, "").await?;
    }
    work.commit().await?;
    Ok(secret.shown().to_owned())
}

/// The mail address of an invented person.
fn address(name: &str) -> String {
    let name = name.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    format!("{}@egeby.example", name.replace(' ', "."))
}

/// Makes the first letters through the service itself, as the case system would, and writes them down with their requests.
async fn letters(
    url: &str,
    key: &str,
    files: &Files,
    folder: &Path,
) -> Result<Vec<PathBuf>, CliError> {
    let client = reqwest::Client::builder().no_proxy().build();
    let client = client.map_err(|error| CliError::Demo(error.to_string()))?;
    let mut made = Vec::new();
    for (person, template, context) in LETTERS {
        let Some(request) = request(files, person, template, context) else { continue };
        let body = serde_json::to_vec_pretty(&request).unwrap_or_default();
        let write = |name: String, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).map_err(|error| CliError::Write(path.clone(), error))?;
            Ok::<_, CliError>(path)
        };
        write(format!("{person}.json"), &body)?;
        // The same key and request, each form of the same letter.
        let once = uuid::Uuid::now_v7().to_string();
        for (form, ending) in [
            ("application/pdf", "pdf"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ] {
            let sent = client
                .post(format!("{url}/v1/production/{AUTHORITY}/letters"))
                .bearer_auth(key)
                .header("idempotency-key", &once)
                .header("content-type", "application/json")
                .header("accept", form)
                .body(body.clone())
                .send()
                .await
                .map_err(|error| CliError::Demo(error.to_string()))?;
            let status = sent.status();
            let bytes = sent.bytes().await.map_err(|error| CliError::Demo(error.to_string()))?;
            if !status.is_success() {
                let said = String::from_utf8_lossy(&bytes);
                return Err(CliError::Demo(format!("{person}: {status} {said}")));
            }
            made.push(write(format!("{person}.{ending}"), &bytes)?);
        }
    }
    Ok(made)
}

/// The request for a test person's letter: the data of the person, and over them those of the case.
fn request(files: &Files, person: &str, template: &str, context: &str) -> Option<Json> {
    let bytes = files.get(&format!("persons/{person}.json"))?;
    let person: Json = serde_json::from_slice(bytes).ok()?;
    let cases = person["cases"].as_array()?;
    let case = cases.iter().find(|case| case["context"] == context)?;
    let mut data = person["data"].as_object().cloned().unwrap_or_default();
    over(&mut data, case["data"].as_object()?);
    // A caseworker stands behind the letter: automation is off until the authority sets it.
    let mut request =
        json!({ "template": template, "context": context, "data": data, "unattended": false });
    for member in ["answers", "history", "reason", "date"] {
        if let Some(value) = case.get(member).filter(|value| !value.is_null()) {
            request[member] = value.clone();
        }
    }
    Some(request)
}

fn over(data: &mut Map<String, Json>, upper: &Map<String, Json>) {
    for (name, value) in upper {
        match (data.get_mut(name), value) {
            (Some(Json::Object(below)), Json::Object(value)) => over(below, value),
            _ => {
                data.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Says what there is, and two lines that work as they stand.
fn tell(
    args: &ServeArgs,
    console: &mut Console<'_>,
    url: &str,
    folder: &Path,
    ready: &Ready,
    made: &[PathBuf],
) -> Result<(), CliError> {
    let danish = args.speech.language() == MessageLanguage::Danish;
    let pick = |da: &'static str, en: &'static str| if danish { da } else { en };
    let Ready { password, key } = ready;
    let out = &mut console.out;
    writeln!(
        out,
        "{}",
        pick("Demonstration: alle data er opdigtede.", "Demonstration: all data are invented.")
    )?;
    writeln!(out, "\n{} {}", pick("mappe:", "folder:"), folder.display())?;
    for path in made {
        writeln!(out, "  {}", path.display())?;
    }
    writeln!(
        out,
        "\n{} {password}",
        pick("konti, alle med adgangskoden", "accounts, all with the password")
    )?;
    for (level, name, authority) in PEOPLE {
        let (da, en) = level.title();
        writeln!(out, "  {:<34} {:<28} {authority}", address(name), pick(da, en))?;
    }
    writeln!(
        out,
        "\n{}",
        pick(
            "et fagsystem henter et brev og en skabelons spørgsmål:",
            "a case system has a letter made, and reads a template's questions:"
        )
    )?;
    let (person, template, _) = LETTERS[0];
    let data = folder.join(format!("{person}.json"));
    writeln!(
        out,
        "curl -sSf -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -H 'Accept: application/pdf' \
         -H 'Idempotency-Key: demo-1' --data-binary @{} -o brev.pdf {url}/v1/production/{AUTHORITY}/letters",
        data.display()
    )?;
    writeln!(
        out,
        "curl -sSf -H 'Authorization: Bearer {key}' {url}/v1/production/{AUTHORITY}/templates/{template}/questions"
    )?;
    writeln!(out, "\n{} {url}/v1/docs", pick("alle adresser:", "every route:"))?;
    Ok(())
}
