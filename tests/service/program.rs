//! The program as it is installed: started on a store, killed, asked to end, started again at the same address.
//!
//! Used by the tests of faults and by `benches/service.rs`.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How the program is started.
#[derive(Clone, Debug)]
pub struct Start {
    /// The program.
    pub program: PathBuf,
    /// The address of its store.
    pub store: String,
    /// Where it answers.
    pub listen: SocketAddr,
    /// Its working folder, where its log is.
    pub folder: PathBuf,
    /// Settings as environment variables.
    pub settings: Vec<(&'static str, String)>,
    /// Bytes that a file may have: what a full disk looks like to it.
    pub file_limit: Option<u64>,
}

impl Start {
    /// The program on a store, on a port that is free now, without limits of calls.
    pub fn on(program: &str, store: &str, folder: &Path) -> Start {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        Start {
            program: PathBuf::from(program),
            store: store.to_owned(),
            listen: listener.local_addr().expect("an address"),
            folder: folder.to_owned(),
            settings: vec![
                ("BREVSMED_LIMITS_CALLS_A_MINUTE", "0".to_owned()),
                ("BREVSMED_TELEMETRY_LEVEL", "warn".to_owned()),
            ],
            file_limit: None,
        }
    }

    /// Starts it, and waits until it listens.
    pub fn start(&self) -> Program {
        let mut command = match self.file_limit {
            // A program that ignores the signal is told by an error that the file is full, as of a full disk.
            Some(bytes) => {
                let mut shell = Command::new("sh");
                let script =
                    format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", bytes / 512);
                shell.arg("-c").arg(script).arg(&self.program);
                shell
            }
            None => Command::new(&self.program),
        };
        let log = OpenOptions::new().create(true).append(true).open(self.log()).expect("a log");
        command
            .args(["serve", "--store", &self.store, "--listen", &self.listen.to_string()])
            .current_dir(&self.folder)
            .envs(self.settings.iter().map(|(name, value)| (*name, value.as_str())))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command.spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let listens = lines.by_ref().map_while(Result::ok).any(|line| line.contains("http"));
        // The pipe stays open and is read, so that the program can go on writing.
        std::thread::spawn(move || lines.count());
        let program = Program { child, start: self.clone() };
        assert!(listens, "it does not start: {}", program.start.logged());
        program
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        format!("http://{}", self.listen)
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// What it has logged, in all its lives.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }
}

/// The program while it runs. Killed when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// How it was started.
    pub start: Start,
}

impl Program {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`: it can do nothing about it.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// `kill -TERM`, as service managers do it.
    pub fn ask_to_end(&self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.id().to_string()).status();
        assert!(asked.expect("kill").success());
    }

    /// How it ended; `None` when it did not in that time.
    pub fn end_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let since = Instant::now();
        while since.elapsed() < patience {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Lets its files grow again.
    pub fn lift_file_limit(&self) {
        let id = self.id().to_string();
        let lifted = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited"]).status();
        assert!(lifted.expect("prlimit").success());
    }

    /// Memory that it has now, in MB; `None` where there is no `/proc`.
    pub fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kilobytes / 1024.0)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
