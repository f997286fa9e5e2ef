//! What each room may not know, checked on its source: the house stands by what is absent from it.

use std::path::{Path, PathBuf};

/// The rooms from the ground up, each with the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("locale", &[]),
    ("diagnostic", &[]),
    ("docx", &["diagnostic", "locale"]),
    ("field", &["diagnostic", "locale"]),
    ("catalogue", &["diagnostic", "field", "locale"]),
    ("template", &["diagnostic", "docx", "field", "locale"]),
    ("compose", &["diagnostic", "docx", "field", "locale", "template"]),
    ("merge", &["diagnostic", "docx", "field", "locale", "template"]),
    ("units", &[]),
    ("font", &["diagnostic", "units"]),
    ("letter", &["diagnostic", "docx", "field", "locale", "units"]),
    ("layout", &["diagnostic", "font", "letter", "locale", "units"]),
    ("pdf", &["diagnostic", "font", "layout", "letter", "units"]),
    ("render", &["diagnostic", "docx", "font", "layout", "letter", "pdf", "units"]),
    ("inspect", &[]),
    ("resolve", &["catalogue", "diagnostic", "docx", "field", "locale", "merge", "template"]),
    (
        "verify",
        &["catalogue", "diagnostic", "docx", "field", "locale", "merge", "resolve", "template"],
    ),
    ("versions", &["catalogue", "diagnostic", "docx", "field", "locale", "template"]),
    (
        "contract",
        &["catalogue", "diagnostic", "docx", "field", "locale", "merge", "template", "verify"],
    ),
    ("eval", &["diagnostic", "docx", "field", "locale", "merge", "template"]),
    (
        "wire",
        &[
            "catalogue",
            "diagnostic",
            "docx",
            "field",
            "font",
            "layout",
            "locale",
            "merge",
            "pdf",
            "render",
            "resolve",
            "template",
        ],
    ),
    (
        "bundle",
        &[
            "catalogue",
            "compose",
            "diagnostic",
            "docx",
            "field",
            "locale",
            "merge",
            "resolve",
            "template",
            "wire",
        ],
    ),
    ("policy", &["diagnostic", "locale"]),
    (
        "lint",
        &[
            "catalogue",
            "diagnostic",
            "docx",
            "field",
            "letter",
            "locale",
            "policy",
            "template",
            "units",
        ],
    ),
    (
        "validate",
        &[
            "bundle",
            "catalogue",
            "compose",
            "diagnostic",
            "docx",
            "field",
            "font",
            "letter",
            "lint",
            "locale",
            "merge",
            "policy",
            "render",
            "resolve",
            "template",
            "units",
            "verify",
            "wire",
        ],
    ),
    (
        "report",
        &[
            "diagnostic",
            "docx",
            "font",
            "inspect",
            "layout",
            "letter",
            "lint",
            "locale",
            "policy",
            "render",
            "template",
            "units",
            "validate",
            "wire",
        ],
    ),
    ("batch", &["diagnostic", "docx", "field", "locale", "merge", "render", "template", "wire"]),
    ("store", &[]),
    ("tasks", &["store"]),
    ("access", &["config", "diagnostic", "store", "tasks"]),
    (
        "registry",
        &[
            "access",
            "bundle",
            "catalogue",
            "compose",
            "contract",
            "diagnostic",
            "docx",
            "font",
            "lint",
            "locale",
            "merge",
            "policy",
            "render",
            "report",
            "resolve",
            "store",
            "tasks",
            "template",
            "validate",
            "verify",
            "versions",
            "wire",
        ],
    ),
    (
        "archive",
        &[
            "access",
            "bundle",
            "catalogue",
            "contract",
            "diagnostic",
            "docx",
            "field",
            "locale",
            "merge",
            "pdf",
            "registry",
            "render",
            "resolve",
            "store",
            "tasks",
            "template",
            "wire",
        ],
    ),
    ("config", &["diagnostic", "policy", "store"]),
    (
        "api",
        &[
            "access",
            "archive",
            "batch",
            "bundle",
            "catalogue",
            "compose",
            "config",
            "contract",
            "diagnostic",
            "docx",
            "field",
            "font",
            "inspect",
            "lint",
            "locale",
            "merge",
            "pdf",
            "policy",
            "registry",
            "render",
            "report",
            "resolve",
            "store",
            "tasks",
            "template",
            "validate",
            "verify",
            "versions",
            "wire",
        ],
    ),
    (
        "cli",
        &[
            "access",
            "api",
            "archive",
            "batch",
            "bundle",
            "catalogue",
            "compose",
            "config",
            "contract",
            "diagnostic",
            "docx",
            "eval",
            "field",
            "font",
            "inspect",
            "layout",
            "letter",
            "lint",
            "locale",
            "merge",
            "pdf",
            "policy",
            "registry",
            "render",
            "report",
            "resolve",
            "store",
            "tasks",
            "template",
            "validate",
            "verify",
            "versions",
            "wire",
        ],
    ),
];

/// Rooms in which a letter is made: the same input gives the same bytes, on every machine.
const PURE: &[&str] = &[
    "locale",
    "diagnostic",
    "docx",
    "field",
    "template",
    "merge",
    "catalogue",
    "compose",
    "resolve",
    "verify",
    "versions",
    "contract",
    "bundle",
    "units",
    "font",
    "letter",
    "layout",
    "pdf",
    "render",
    "inspect",
    "policy",
    "lint",
    "validate",
    "report",
];

/// What a pure room does not touch.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::time",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "tokio",
    "async fn",
    "async move",
    ".await",
    "thread::spawn",
    "rayon",
    "rand::",
    "println!",
    "eprintln!",
];

/// Crates that one room alone, or some, may know.
const FENCES: &[(&str, &[&str])] = &[
    ("pest", &["field"]),
    ("pest_derive", &["field"]),
    ("zip", &["docx"]),
    ("quick_xml", &["docx", "lint", "merge", "compose", "versions"]),
    ("axum", &["api"]),
    (
        "serde",
        &[
            "wire", "cli", "api", "batch", "eval", "bundle", "contract", "policy", "report",
            "validate", "store", "access", "tasks", "registry", "archive", "config",
        ],
    ),
    (
        "serde_json",
        &[
            "wire", "cli", "api", "batch", "eval", "bundle", "contract", "report", "validate",
            "store", "access", "tasks", "registry", "archive", "config",
        ],
    ),
    ("toml", &["bundle", "policy", "config", "registry"]),
    ("toml_edit", &["bundle"]),
    ("schemars", &["bundle", "store", "access", "tasks", "registry", "archive", "config", "api"]),
    ("sqlx", &["store"]),
    ("aide", &["api"]),
    ("argon2", &["access"]),
    ("jsonwebtoken", &["access"]),
    ("oauth2", &["access"]),
    ("getrandom", &["access"]),
    ("reqwest", &["access", "cli"]),
    ("rustls", &["access", "api", "cli"]),
    ("hmac", &["access", "archive"]),
    ("governor", &["api"]),
    ("prometheus_client", &["api"]),
    ("opentelemetry", &["api", "cli"]),
    ("axum_server", &["api", "cli"]),
    ("uuid", &["access", "registry", "archive", "api", "cli"]),
    ("biodivine_lib_bdd", &["verify"]),
    ("similar", &["versions", "lint"]),
    ("csv", &["wire", "batch", "cli", "api"]),
    ("handlebars", &["batch", "bundle", "cli", "wire", "api"]),
    ("clap", &["cli"]),
    ("indicatif", &["batch", "cli"]),
    ("rayon", &["batch", "cli"]),
    ("tokio", &["api", "cli", "store", "access", "registry", "archive"]),
    ("tracing", &["api", "cli", "batch", "store", "access", "registry", "archive"]),
    ("base64", &["report", "wire", "api", "access"]),
    (
        "sha2",
        &["template", "pdf", "render", "validate", "store", "access", "registry", "archive", "api"],
    ),
    ("roxmltree", &["letter", "lint"]),
    ("harfrust", &["font"]),
    ("read_fonts", &["font"]),
    ("subsetter", &["font"]),
    ("icu_segmenter", &["layout"]),
    ("unicode_bidi", &["layout"]),
    ("hypher", &["layout"]),
    ("pdf_writer", &["pdf"]),
    ("flate2", &["font", "pdf"]),
    ("image", &["pdf"]),
    ("hayro", &["inspect"]),
];

/// The longest a file may be.
const LINES: usize = 800;

/// A file of the product.
struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

impl Source {
    /// The lines of code with their numbers: no comments, no unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let product = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        product.lines().enumerate().map(|(index, line)| (index + 1, line)).filter_map(
            |(at, line)| {
                let code = line.split("//").next().unwrap_or_default();
                (!code.trim().is_empty()).then_some((at, code))
            },
        )
    }
}

/// The product's files; unit tests in files of their own left out.
fn sources() -> Vec<Source> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name != "tests.rs"))
        .map(|path| {
            let relative = path.strip_prefix(&folder).expect("inside the source");
            let room = relative.components().next().expect("a name").as_os_str().to_string_lossy();
            let room = room.trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).expect("a file");
            Source { path: path.clone(), room, text }
        })
        .collect()
}

/// Fails with every breach, each with its place.
fn check(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}

/// Whether a line of code names a word as a path's first segment: `zip::`, not `unzip::`.
fn names(code: &str, word: &str) -> bool {
    let path = format!("{word}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
            || code[..at].ends_with(" ::")
    })
}

/// The rooms of this crate that a line names: `crate::docx::…`, or `crate::{docx, field}`.
fn rooms_named(code: &str) -> Vec<&str> {
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split(['{', '}']).next().unwrap_or_default().split(',').collect(),
            None => vec![rest],
        })
        .map(|rest| {
            rest.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
        })
        .collect()
}

#[test]
fn each_room_imports_only_rooms_below_it() {
    let mut breaches = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room) else {
            if !["lib", "main"].contains(&source.room.as_str()) {
                breaches.push(format!("{}: the room is not in the table", source.path.display()));
            }
            continue;
        };
        for (at, code) in source.code() {
            for named in rooms_named(code) {
                let known = ROOMS.iter().any(|(room, _)| *room == named);
                if known && named != source.room && !allowed.contains(&named) {
                    breaches.push(format!(
                        "{}:{at}: `{}` may not know `{named}`",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    check("a room imports only what its row of the table allows", &breaches);
}

#[test]
fn the_rooms_that_make_letters_touch_nothing_outside() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| PURE.contains(&source.room.as_str())) {
        for (at, code) in source.code() {
            let found = |word: &&&str| match word.strip_suffix("::") {
                Some(path) => names(code, path),
                None => code.contains(**word),
            };
            for word in IMPURE.iter().filter(found) {
                breaches.push(format!("{}:{at}: `{word}`", source.path.display()));
            }
        }
    }
    check("no file, clock, network, thread or chance where a letter is made", &breaches);
}

#[test]
fn each_crate_is_known_to_its_rooms_only() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (at, code) in source.code() {
            for (name, rooms) in FENCES {
                if names(code, name)
                    && !rooms.contains(&source.room.as_str())
                    && source.room != "main"
                {
                    breaches.push(format!(
                        "{}:{at}: `{name}` belongs to {}",
                        source.path.display(),
                        rooms.join(", ")
                    ));
                }
            }
        }
    }
    check("one crate, one room", &breaches);
}

#[test]
fn every_file_says_what_it_holds_and_stays_readable() {
    let mut breaches = Vec::new();
    for source in sources() {
        let path = source.path.display();
        if !source.text.starts_with("//! ") {
            breaches.push(format!("{path}: does not begin with `//!`"));
        }
        let lines = source.text.lines().count();
        if lines > LINES {
            breaches.push(format!("{path}: {lines} lines, more than {LINES}"));
        }
    }
    check("every file begins with its subject and is at most 800 lines", &breaches);
}

#[test]
fn nothing_is_left_to_be_done() {
    // Put together here, so that this file does not find itself.
    let words = ["todo!", "unimplemented!", "dbg!"].map(str::to_owned);
    let marks =
        ["TO", "FIX"].map(|head| format!("{head}{}", if head == "TO" { "DO" } else { "ME" }));
    let mut breaches = Vec::new();
    for source in sources() {
        for (index, line) in source.text.lines().enumerate() {
            let at = index + 1;
            let code = line.split("//").next().unwrap_or_default();
            for word in words.iter().filter(|word| code.contains(word.as_str())) {
                breaches.push(format!("{}:{at}: `{word}`", source.path.display()));
            }
            for mark in marks.iter().filter(|mark| line.contains(mark.as_str())) {
                breaches.push(format!("{}:{at}: `{mark}`", source.path.display()));
            }
        }
    }
    check("an issue or a documented limit, not a note in the code", &breaches);
}

#[test]
fn nothing_is_unwrapped_in_the_product() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (at, code) in source.code() {
            if code.contains(".unwrap()") {
                breaches.push(format!("{}:{at}", source.path.display()));
            }
        }
    }
    check("`expect` tells why it cannot happen; `unwrap` tells nothing", &breaches);
}
