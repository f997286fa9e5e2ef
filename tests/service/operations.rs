//! The program as it is run: the demonstration, the first start, TLS, the end, chores, backup, the trail, diagnosis.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use brevsmed::api::chores::{CHORES, once};

use crate::on_both_stores;

/// The program in a folder, without the settings of whoever runs the tests.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brevsmed"));
    for (name, _) in std::env::vars() {
        if name.starts_with("BREVSMED_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder).env("LC_ALL", "en_US.UTF-8").env("TMPDIR", folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().expect("the program runs")
}

fn words(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A folder that goes at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let folder = std::env::temp_dir().join(format!("brevsmed-operations-{id}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A service that runs, with what it said until it listened.
struct Running {
    child: Child,
    said: String,
    url: String,
}

impl Running {
    #[allow(clippy::zombie_processes, reason = "whoever has it ends it")]
    fn start(command: &mut Command) -> Running {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output"));
        let mut said = String::new();
        loop {
            let mut line = String::new();
            let read = lines.read_line(&mut line).expect("a line");
            if read == 0 {
                let mut errors = String::new();
                let stderr = child.stderr.as_mut().expect("its errors");
                stderr.read_to_string(&mut errors).expect("text");
                child.wait().expect("it ended");
                panic!("it ended: {said}{errors}");
            }
            said.push_str(&line);
            if let Some((_, url)) = line.split_once("listening on ") {
                let url = url.trim().to_owned();
                return Running { child, said, url };
            }
        }
    }

    /// Asks it to end as a service manager does, and says how it ended and what it logged.
    fn end(mut self) -> (bool, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
        let mut log = String::new();
        let stderr = self.child.stderr.as_mut().expect("its errors");
        stderr.read_to_string(&mut log).expect("text");
        (self.child.wait().expect("it ends").success(), log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn shell(line: &str, folder: &Path) -> Output {
    Command::new("sh").args(["-c", line]).current_dir(folder).output().expect("a shell")
}

#[test]
fn the_demonstration_prints_lines_that_work() {
    let folder = Folder::new();
    let mut command = program(&folder.0);
    // As from a checkout: the demonstration bundle is below the folder.
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let running = Running::start(command.args(["serve", "--demo", "--listen", "127.0.0.1:0"]));
    let lines: Vec<&str> = running.said.lines().filter(|line| line.starts_with("curl ")).collect();
    assert_eq!(lines.len(), 2, "{}", running.said);
    let letter = shell(lines[0], &folder.0);
    assert!(letter.status.success(), "{}", words(&letter));
    let pdf = std::fs::read(folder.0.join("brev.pdf")).expect("the letter");
    let seen = brevsmed::inspect::inspect(&pdf).expect("a PDF that can be read");
    let text = format!("{seen:?}");
    assert!(text.contains("Jytte"), "{text:.400}");
    let questions = shell(lines[1], &folder.0);
    assert!(questions.status.success(), "{}", words(&questions));
    let questions: serde_json::Value =
        serde_json::from_slice(&questions.stdout).expect("the questions as JSON");
    assert!(questions.is_object());
    // The first letters lie in the folder that it names.
    let made: Vec<&str> = running
        .said
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with(".pdf") && !line.starts_with("curl"))
        .collect();
    assert_eq!(made.len(), 3, "{}", running.said);
    assert!(made.iter().all(|path| std::fs::read(path).is_ok_and(|it| it.starts_with(b"%PDF"))));
    let password =
        running.said.lines().find_map(|line| line.split_once("password ")).expect("one").1;
    let password = password.to_owned();
    let key = lines[0].split("Bearer ").nth(1).and_then(|rest| rest.split('\'').next());
    let key = key.expect("a key").to_owned();
    let (is_well, log) = running.end();
    assert!(is_well, "{log}");
    assert!(!log.contains(&password) && !log.contains(&key));
}

#[test]
fn the_first_start_makes_an_administrator_and_shows_the_password_once() {
    let folder = Folder::new();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let running = Running::start(program(&folder.0).args(serve));
    let password = running
        .said
        .lines()
        .find_map(|line| line.strip_prefix("first password: "))
        .expect("a password")
        .to_owned();
    assert!(folder.0.join("brevsmed.db").is_file());
    let ready = shell(&format!("curl -sS {}/health/live", running.url), &folder.0);
    assert!(ready.status.success(), "{}", words(&ready));
    let (is_well, log) = running.end();
    assert!(is_well && !log.contains(&password), "{log}");
    let kept = std::fs::read(folder.0.join("brevsmed.db")).expect("the store");
    let bytes = password.as_bytes();
    assert!(!kept.windows(bytes.len()).any(|window| window == bytes));
    let again = Running::start(program(&folder.0).args(serve));
    assert!(!again.said.contains("password"), "{}", again.said);
    again.end();

    // What the other commands say of such a store.
    let copied = run(&folder.0, &["backup", "copy.db"]);
    assert!(copied.status.success(), "{}", words(&copied));
    let taken = run(&folder.0, &["backup", "copy.db"]);
    assert_eq!(taken.status.code(), Some(2), "{}", words(&taken));
    for store in ["sqlite:brevsmed.db", "sqlite:copy.db"] {
        let verified = run(&folder.0, &["audit", "verify", "--json", "--store", store]);
        assert_eq!(verified.status.code(), Some(0), "{}", words(&verified));
        let report: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("JSON");
        assert_eq!(report["chains"], 1, "{report}");
    }
    let anchors = run(&folder.0, &["audit", "anchors"]);
    std::fs::write(folder.0.join("anchors.json"), &anchors.stdout).expect("written");
    let anchored = run(&folder.0, &["audit", "verify", "--anchors", "anchors.json"]);
    assert!(
        words(&anchored).contains("the audit trail is whole: 1 chains"),
        "{}",
        words(&anchored)
    );
    let nowhere = run(&folder.0, &["audit", "verify", "--store", "sqlite:none.db"]);
    assert_eq!(nowhere.status.code(), Some(2), "{}", words(&nowhere));
    let told = run(&folder.0, &["diagnose", "--json"]);
    assert_eq!(told.status.code(), Some(0), "{}", words(&told));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told["store"]["engine"], "SQLite");
    assert_eq!(told["store"]["facts"]["migration"], 1);
    assert!(told["fonts"].as_array().is_some_and(|fonts| !fonts.is_empty()), "{told}");
    let postgres = run(&folder.0, &["backup", "x.db", "--store", "postgres://a@b/c"]);
    assert!(words(&postgres).contains("pg_dump"), "{}", words(&postgres));
}

#[test]
fn settings_are_checked_and_secrets_masked() {
    let folder = Folder::new();
    let write = |text: &str| std::fs::write(folder.0.join("brevsmed.toml"), text).expect("written");
    write("[service]\nlisten = \"127.0.0.1:9\"\n[store]\naddress = \"postgres://brev@db/breve\"\n");
    let mut check = program(&folder.0);
    let check = check.args(["config", "check"]).env("BREVSMED_STORE_PASSWORD", "hemmelig");
    let checked = check.output().expect("the program runs");
    let said = words(&checked);
    assert!(checked.status.success(), "{said}");
    assert!(said.contains("brevsmed.toml:2") && said.contains("BREVSMED_STORE_PASSWORD"), "{said}");
    assert!(!said.contains("hemmelig"), "{said}");
    write("[service]\nlisen = \"127.0.0.1:9\"\n");
    for command in [&["config", "check"][..], &["serve"], &["diagnose"], &["backup", "x"]] {
        let refused = run(&folder.0, command);
        assert!(!refused.status.success());
        assert!(words(&refused).contains("did you mean `listen`?"), "{}", words(&refused));
    }
    let keys = run(&folder.0, &["config", "keys"]);
    assert!(words(&keys).contains("BREVSMED_STORE_PASSWORD_FILE"), "{}", words(&keys));
}

#[test]
fn tls_is_answered_with_the_certificate_and_read_again_on_hangup() {
    let folder = Folder::new();
    let certificate = |name: &str| {
        let line = format!(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name} \
             -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
        );
        let made = shell(&line, &folder.0);
        assert!(made.status.success(), "{}", words(&made));
    };
    certificate("first");
    std::fs::write(
        folder.0.join("brevsmed.toml"),
        "[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n",
    )
    .expect("written");
    let running = Running::start(program(&folder.0).args(["serve", "--listen", "127.0.0.1:0"]));
    assert!(running.url.starts_with("https://"), "{}", running.url);
    let ask = || {
        let line = format!("curl -sS --cacert certificate.pem {}/health/live", running.url);
        shell(&line, &folder.0)
    };
    let answer = ask();
    assert!(answer.status.success(), "{}", words(&answer));
    certificate("second");
    assert!(!ask().status.success(), "the former certificate still stands");
    let id = running.child.id().to_string();
    assert!(Command::new("kill").args(["-HUP", &id]).status().expect("kill").success());
    let begun = std::time::Instant::now();
    while !ask().status.success() {
        assert!(begun.elapsed().as_secs() < 10, "the new certificate is not read");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(running.end().0);
}

on_both_stores! {
    async fn a_chore_is_done_once_however_many_nodes_try(house: House) {
        let chore = CHORES.iter().find(|chore| chore.name == "forget-answers").expect("the chore");
        let mut tasks = Vec::new();
        for _ in 0..6 {
            let app = house.app.clone();
            tasks.push(tokio::spawn(async move { once(&app, chore).await }));
        }
        let mut done = 0;
        for task in tasks {
            done += usize::from(task.await.expect("no panic").expect("asked").is_some());
        }
        assert_eq!(done, 1);
        assert!(once(&house.app, chore).await.expect("asked").is_none());
        house.app.clock.pass(chore.every + 1);
        assert!(once(&house.app, chore).await.expect("asked").is_some());
    }

    async fn every_chore_can_be_done_on_an_empty_store(house: House) {
        for chore in CHORES {
            assert_eq!(once(&house.app, chore).await.expect(chore.name), Some(0), "{}", chore.name);
        }
    }
}
