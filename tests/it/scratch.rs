//! What tests of the edges share: a folder to write in, the program itself, templates of one line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use brevsmed::docx::{Mark, MinimalSettings, minimal_package};
use brevsmed::field::{BracePiece, parse_braces};

/// A folder of its own for a test, empty at its beginning.
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// A folder by the test's name.
    pub fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        // It is not there the first time.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder in the target directory");
        Scratch { folder }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("writes");
        path
    }

    /// Names of all files in a folder of the folder, in order.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program in the folder, with arguments as they are typed, blanks apart.
    pub fn run(&self, arguments: &str) -> Ran {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>(), "")
    }

    /// Runs the program in the folder with these arguments and this standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_brevsmed"))
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that does not read its input is not wrong.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        Ran {
            code: output.status.code().expect("no signal"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// All of it as text for a snapshot.
    pub fn text(&self) -> String {
        format!("exit {}\n--- out\n{}--- err\n{}", self.code, self.out, self.err)
    }
}

/// A demonstration letter or its data, by its path under `fixtures`.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// A template whose body is this text, field codes in braces, a line a paragraph.
pub fn template(text: &str) -> Vec<u8> {
    let mut row = Vec::new();
    push(&mut row, &parse_braces(text).expect("braces pair"));
    let settings = MinimalSettings { language: "da-DK", decimal_symbol: ',', list_separator: ';' };
    minimal_package(&row, &settings).expect("writes to memory")
}

fn push(row: &mut Vec<Mark>, pieces: &[BracePiece]) {
    for piece in pieces {
        match piece {
            BracePiece::Text(text) => row.push(Mark::Text(text.clone())),
            BracePiece::Field(field) => {
                row.push(Mark::Begin);
                push(row, &field.pieces);
                row.push(Mark::End);
            }
        }
    }
}
