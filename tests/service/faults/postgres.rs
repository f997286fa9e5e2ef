//! PostgreSQL restarted under load, in three ways: asked to, crashed, and away for a while.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use brevsmed::archive::Letter;
use brevsmed::store::{Listing, Store};

use super::clients::{Attempt, Clients};
use super::{CLIENTS, PDF_OF, Scene};
use crate::house::{House, bundle_files};

/// Letters.
const LETTERS: usize = 400;
/// The user that PostgreSQL runs as when we are root, whom it refuses: `nobody`.
const NOBODY: u32 = 65_534;

/// A PostgreSQL of our own. Stopped and removed when it is dropped.
struct Cluster {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
    is_root: bool,
}

impl Cluster {
    /// A new one; `None` where PostgreSQL is not installed.
    fn new() -> Option<Cluster> {
        let Some(binaries) = binaries() else {
            eprintln!("skipped: no initdb in PATH or /usr/lib/postgresql");
            return None;
        };
        let folder =
            std::env::temp_dir().join(format!("brevsmed-pg-{}", uuid::Uuid::now_v7().simple()));
        fs::create_dir_all(&folder).expect("a folder");
        let is_root = fs::metadata(&folder).expect("a folder").uid() == 0;
        if is_root {
            chown(&folder, Some(NOBODY), Some(NOBODY)).expect("root may");
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let cluster = Cluster { binaries, folder, port, is_root };
        cluster.run("initdb", &["-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]);
        cluster.begin();
        Some(cluster)
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(self.binaries.join(program));
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        // The server keeps what it is given: no pipes of ours.
        command.stdout(Stdio::null()).stderr(Stdio::null()).env("LC_ALL", "C.UTF-8");
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let status = command.status().expect("PostgreSQL's programs run");
        assert!(status.success(), "{program} {arguments:?}: {status}");
    }

    fn options(&self) -> String {
        let socket = self.folder.display();
        format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={socket}",
            self.port
        )
    }

    fn begin(&self) {
        self.run("pg_ctl", &["-D", "data", "-l", "log", "-w", "-o", &self.options(), "start"]);
    }

    fn end(&self, mode: &str) {
        self.run("pg_ctl", &["-D", "data", "-w", "-m", mode, "stop"]);
    }

    fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.join("data/postmaster.pid");
        if data.exists() {
            let stopped = std::panic::catch_unwind(|| self.end("immediate"));
            drop(stopped);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    folders.extend(debian.into_iter().rev());
    folders.into_iter().find(|folder| folder.join("initdb").is_file())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_postgres_restarted_under_load() {
    let Some(cluster) = Cluster::new() else { return };
    let address = cluster.address();
    let store = Store::open(&address, 4).await.expect("a store");
    let scene = Scene::of(House::of(store, address).await, PDF_OF).await;
    let program = scene.start();
    let clients = scene.clients.clone();
    let making = tokio::spawn(async move { clients.make(LETTERS, CLIENTS).await });

    scene.clients.reach(40).await;
    cluster.end("fast");
    cluster.begin();
    scene.clients.reach(140).await;
    cluster.end("immediate");
    cluster.begin();
    scene.clients.reach(240).await;
    cluster.end("fast");
    tokio::time::sleep(Duration::from_secs(3)).await;
    cluster.begin();
    making.await.expect("clients do not panic");

    {
        // The program itself was there all the time: every request was answered.
        let ledger = scene.clients.ledger.lock().expect("a ledger");
        assert_eq!(ledger.no_answer, 0, "a connection broke");
        for (status, problem) in ledger.later.keys() {
            let honest = ["store-away", "busy", "timed-out"].contains(&problem.as_str());
            assert!(*status == 503 && honest, "{status} {problem}");
        }
    }
    scene.ask_again((0..LETTERS).step_by(17)).await;
    let news = LETTERS..LETTERS + publication_is_heard(&scene).await;
    drop(program);
    scene.settle(news.end).await;
}

/// What is published after the restart reaches the program: it listens again. Says how many letters it took to see.
async fn publication_is_heard(scene: &Scene) -> usize {
    let template = scene.clients.template_of(LETTERS);
    let mut files = bundle_files("bundle");
    let (path, settings) = files
        .iter()
        .find(|(path, _)| path.ends_with(&format!("templates/{template}.toml")))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .expect("the template's file");
    files.insert(path, [settings, b"\n# published again\n".to_vec()].concat());
    let mut work = scene.house.app.store.write(&scene.house.hand()).await.expect("a work");
    let from = jiff::civil::date(2020, 1, 2);
    let made = brevsmed::registry::import(&mut work, "production", &files, from).await;
    assert_eq!(made.expect("imports"), 1);
    work.commit().await.expect("commits");
    for number in LETTERS..LETTERS + 40 {
        let answer = scene.clients.attempt_as(number, LETTERS).await;
        assert!(matches!(answer, Attempt::Made { .. }), "{answer:?}");
        if version_of(scene, &Clients::key(number)).await == Some(2) {
            return number - LETTERS + 1;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the program never heard of the publication");
}

/// Of which version of its template the letter of a case was made.
async fn version_of(scene: &Scene, case: &str) -> Option<u32> {
    let mut work = scene.house.app.store.read().await.expect("a work");
    let listing = Listing { subject: Some(case.to_owned()), ..Listing::of(&scene.realm) };
    let letters = work.list::<Letter>(&listing).await.expect("letters").items;
    letters.first().and_then(|kept| kept.document.version())
}
