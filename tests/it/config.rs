//! The settings of the service: what holds, where it comes from, and what is refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use brevsmed::api::Setup;
use brevsmed::config::{Configuration, Fault, Given, Origin, Place, Settings, read};
use brevsmed::diagnostic::MessageLanguage;

/// Reads a file with some variables and files of secrets.
fn reads(text: &str, variables: &[(&str, &str)]) -> Result<Configuration, Vec<Fault>> {
    let environment: BTreeMap<String, String> =
        variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    read(&Given {
        file: Some((Path::new("etc/brevsmed.toml"), text)),
        environment: &environment,
        command_line: &[],
        secret: &|path| match path.to_string_lossy().as_ref() {
            "etc/hemmelig" | "/run/secrets/db" => Ok("kode@ord/1\n".to_owned()),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        },
    })
}

fn settings(text: &str, variables: &[(&str, &str)]) -> Settings {
    reads(text, variables).expect("settings").settings
}

/// The faults in English, one a line.
fn faults(text: &str, variables: &[(&str, &str)]) -> String {
    let faults = reads(text, variables).expect_err("faults");
    let words: Vec<String> =
        faults.iter().map(|fault| fault.words(MessageLanguage::English)).collect();
    words.join("\n")
}

#[test]
fn nothing_said_is_a_service_in_this_folder() {
    let settings = settings("", &[]);
    assert_eq!(settings.service.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.store.address.reveal(), "sqlite:brevsmed.db");
    assert_eq!(settings.service.environments, ["training", "production"]);
    let setup = Setup::of(&settings);
    let default = Setup::default();
    assert_eq!(setup.environments, default.environments);
    assert_eq!(setup.body_limit, default.body_limit);
    assert_eq!(setup.time_limit, default.time_limit);
    assert_eq!(setup.access.session_seconds, default.access.session_seconds);
    assert_eq!(setup.letters_days, default.letters_days);
    assert!(!setup.approve_own && !setup.is_https);
}

#[test]
fn a_variable_stands_over_the_file_and_the_command_line_over_both() {
    let text = "[service]\nlisten = \"0.0.0.0:1\"\n\n[limits]\nrequest-seconds = 5\n";
    let environment: BTreeMap<String, String> =
        [("BREVSMED_SERVICE_LISTEN", "0.0.0.0:2"), ("BREVSMED_TELEMETRY_OTLP", "")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    let configuration = read(&Given {
        file: Some((Path::new("brevsmed.toml"), text)),
        environment: &environment,
        command_line: &[("store.address", "sqlite:x.db".to_owned())],
        secret: &|_| Err(std::io::ErrorKind::NotFound.into()),
    })
    .expect("settings");
    let of = |path: &str| {
        let found = configuration.holdings.iter().find(|holding| holding.path == path);
        found.map(|holding| (holding.shown(), holding.origin.clone())).expect("held")
    };
    assert_eq!(
        of("service.listen"),
        ("\"0.0.0.0:2\"".to_owned(), Origin::Variable("BREVSMED_SERVICE_LISTEN".to_owned()))
    );
    assert_eq!(of("limits.request-seconds"), ("5".to_owned(), Origin::File(5)));
    assert_eq!(of("store.address"), ("\"sqlite:x.db\"".to_owned(), Origin::CommandLine));
    assert_eq!(of("telemetry.otlp"), (String::new(), Origin::Default));
}

#[test]
fn secrets_come_from_the_environment_or_a_file_and_are_masked() {
    let text = "[store]\naddress = \"postgres://brev@db/breve\"\npassword-file = \"hemmelig\"\n\
                [access.oidc.egeby]\nissuer = \"https://login.example\"\nclient-id = \"brev\"\n";
    let variables = [("BREVSMED_ACCESS_OIDC_EGEBY_CLIENT_SECRET", "s3kret")];
    let configuration = reads(text, &variables).expect("settings");
    let settings = &configuration.settings;
    assert_eq!(settings.store.address.reveal(), "postgres://brev:kode%40ord%2F1@db/breve");
    let provider = &settings.access.oidc[0];
    assert_eq!((provider.key.as_str(), provider.name.as_str()), ("egeby", "egeby"));
    assert_eq!(
        provider.client_secret.as_ref().map(brevsmed::config::Hidden::reveal),
        Some("s3kret")
    );
    let shown = format!(
        "{configuration:?} {:?}",
        configuration.holdings.iter().map(brevsmed::config::Holding::shown).collect::<Vec<_>>()
    );
    assert!(!shown.contains("s3kret") && !shown.contains("kode@ord"), "{shown}");
    let by_file = [
        ("BREVSMED_STORE_ADDRESS", "postgres://brev@db/breve"),
        ("BREVSMED_STORE_PASSWORD_FILE", "/run/secrets/db"),
    ];
    let read = reads("", &by_file).expect("settings").settings;
    assert_eq!(read.store.address.reveal(), settings.store.address.reveal());
}

#[test]
fn a_secret_in_the_file_or_on_the_command_line_is_refused_and_not_repeated() {
    for text in [
        "[store]\npassword = \"hemmelig\"\n",
        "[store]\naddress = \"postgres://brev:hemmelig@db/breve\"\n",
        "[telemetry]\nmetrics-token = \"hemmelig\"\n",
    ] {
        let words = faults(text, &[]);
        assert!(words.contains("secrets do not stand in this file"), "{words}");
        assert!(words.contains("_FILE") && !words.contains("hemmelig"), "{words}");
    }
    let refused = read(&Given {
        file: None,
        environment: &BTreeMap::new(),
        command_line: &[("store.address", "postgres://brev:hemmelig@db/breve".to_owned())],
        secret: &|_| Err(std::io::ErrorKind::NotFound.into()),
    })
    .expect_err("refused");
    assert_eq!(refused[0].place, Place::CommandLine);
    assert!(!format!("{refused:?}").contains("hemmelig"));
}

#[test]
fn faults_say_where_and_what_was_meant() {
    let text =
        "[service]\nlisen = \"127.0.0.1:1\"\n[limits]\nrequest-seconds = 0\n[acces]\nx = 1\n";
    insta::assert_snapshot!(faults(text, &[]), @r#"
    error: the key `acces` is not known; did you mean `access`?
      --> etc/brevsmed.toml:5
       |  [acces]
       |   ^^^^^
    error: `limits.request-seconds` must be a whole number from 1 to 3600
      --> etc/brevsmed.toml:4
       |  request-seconds = 0
       |                    ^
    error: the key `lisen` is not known; did you mean `listen`?
      --> etc/brevsmed.toml:2
       |  lisen = "127.0.0.1:1"
       |  ^^^^^
    "#);
    let danish = reads("[store]\nconnections = \"mange\"\n", &[]).expect_err("faults");
    insta::assert_snapshot!(danish[0].words(MessageLanguage::Danish), @r#"
    fejl: `store.connections` skal være et helt tal fra 1 til 1000
      --> etc/brevsmed.toml:2
       |  connections = "mange"
       |                ^^^^^^^
    "#);
    assert_eq!(
        faults("", &[("BREVSMED_STORE_CONECTIONS", "4")]),
        "error: BREVSMED_STORE_CONECTIONS: the variable is not known; did you mean `BREVSMED_STORE_CONNECTIONS`?"
    );
    assert!(faults("[service\n", &[]).contains("brevsmed.toml:1"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    for (text, words) in [
        ("[tls]\ncertificate = \"c.pem\"\n", "go together"),
        ("[access]\nlocal-accounts = false\n", "nobody can sign in"),
        ("[access]\nsession-seconds = 7200\nsession-longest-seconds = 3600\n", "must not be less"),
        (
            "[access.oidc.a]\nissuer = \"https://a.example\"\n",
            "`access.oidc.a.client-id` is missing",
        ),
        ("[access.jwt.a]\nissuer = \"https://a\"\njwks-url = \"http://a.example/k\"\n", "https://"),
        ("[service]\nenvironments = []\n", "environments"),
        ("[service]\nenvironments = [\"a\", \"a\"]\n", "environments"),
        ("[service]\nenvironments = [\"Prøve\"]\n", "environments"),
        ("service = 1\n", "must be a table"),
        (
            "[store]\npassword-file = \"nowhere\"\naddress = \"postgres://a@b/c\"\n",
            "cannot be read",
        ),
    ] {
        let found = faults(text, &[]);
        assert!(found.contains(words), "{text}: {found}");
    }
    assert!(faults("", &[("BREVSMED_STORE_PASSWORD", "x")]).contains("for PostgreSQL"));
}

#[test]
fn the_checks_and_the_service_share_a_file() {
    let text = "ignore = [\"W1\"]\n[severity]\nW103 = \"note\"\n[service]\nlisten = \"127.0.0.1:9\"\n\
                [access.oidc.x]\nissuer = \"https://x.example\"\nclient-id = \"y\"\n";
    assert_eq!(settings(text, &[]).service.listen.port(), 9);
    let checks = brevsmed::policy::Settings::read(text).expect("settings of the checks");
    assert_eq!(checks.ignore, ["W1"]);
    let unknown = brevsmed::policy::Settings::read("[servise]\nx = 1\n").expect_err("refused");
    assert!(unknown.english.contains("`service`"), "{unknown}");
}

#[test]
fn the_deployment_files_are_as_the_program_reads_them() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/deployment");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let whole = text("brevsmed.toml");
    let settings = settings(&whole, &[]);
    assert!(settings.service.behind_proxy);
    // What is commented out is right too.
    let all: Vec<String> = whole
        .lines()
        .filter(|line| !line.contains("sqlite:"))
        .map(|line| match line.strip_prefix("# ") {
            Some(code) if code.starts_with('[') || code.contains(" = ") => code.to_owned(),
            _ => line.to_owned(),
        })
        .collect();
    let read = read(&Given {
        file: Some((Path::new("brevsmed.toml"), &all.join("\n"))),
        environment: &BTreeMap::new(),
        command_line: &[],
        secret: &|_| Ok("x".to_owned()),
    });
    let read = read.map_err(|faults| {
        let words = faults.iter().map(|fault| fault.words(MessageLanguage::English));
        words.collect::<Vec<_>>().join("\n")
    });
    let settings = read.unwrap_or_else(|words| panic!("{words}")).settings;
    assert!(settings.tls.is_some() && settings.access.jwt.len() == 1);
    // Every variable that the others set is a key.
    for name in ["compose.yaml", "Dockerfile", "brevsmed.service"] {
        let text = text(name);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for variable in words.filter(|word| word.starts_with("BREVSMED_")) {
            let plain = variable.strip_suffix("_FILE").unwrap_or(variable);
            let is_known = brevsmed::config::KEYS.iter().any(|key| key.variable() == plain);
            assert!(is_known, "{name}: {variable}");
        }
    }
}

#[test]
fn every_key_says_what_it_is_in_both_languages() {
    for key in brevsmed::config::KEYS {
        assert!(!key.da.is_empty() && !key.en.is_empty() && key.da != key.en, "{}", key.path);
        assert!(key.path.contains('.') && key.variable().starts_with("BREVSMED_"));
    }
}
