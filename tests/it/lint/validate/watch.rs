//! `validate --watch`: a file is saved as Word saves it, and the findings are told anew.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::docx;
use crate::scratch::Scratch;

/// A watch that ends with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn begin(scratch: &Scratch) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_brevsmed"))
            .args(["validate", ".", "--watch", "--select", "A101", "--format", "concise"])
            .current_dir(scratch.path(""))
            .env("LANG", "C.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Watch { child, lines }
    }

    /// What is told until it waits again.
    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_mins(1)).expect("a line in time");
            if line.starts_with("venter") {
                return told;
            }
            told.push(line);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_file_that_is_saved_is_validated_anew() {
    let scratch = Scratch::new("validate-watch");
    scratch.file("a.docx", docx("Logo: ![](logo.png)"));
    scratch.file("b.docx", docx("Intet at se."));
    let watch = Watch::begin(&scratch);
    let first = watch.told();
    assert!(first.iter().any(|line| line.contains("a.docx") && line.contains("A101")), "{first:?}");

    // Word writes beside the file and renames; its lock beside an open document is nobody's letter.
    scratch.file("~$a.docx", "lock");
    scratch.file("a.tmp", docx("Logo: ![Egeby Kommune](logo.png)"));
    fs::rename(scratch.path("a.tmp"), scratch.path("a.docx")).expect("renames");
    let second = watch.told();
    assert!(second[0].starts_with("ændret: a.docx"), "{second:?}");
    assert!(!second.iter().any(|line| line.contains("A101")), "{second:?}");
    assert!(second.iter().any(|line| line.contains("1 fil fra cachen")), "{second:?}");

    // A document that is half written is told of, and right again with the next save.
    scratch.file("b.docx", "half");
    let third = watch.told();
    assert!(third[0].starts_with("ændret: b.docx"), "{third:?}");
}
