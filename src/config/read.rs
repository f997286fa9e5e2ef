//! From a file, the environment and the command line to what holds: the later stands over the earlier.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Place, place};
use super::keys::{KEYS, Key, KeyKind, variable};
use super::typed;
use super::value::{Value, has_password, of_text, of_toml};
use super::{Settings, without_password};
use crate::diagnostic::{near, toml_danish};
use crate::policy;

/// What settings are read from.
pub struct Given<'g> {
    /// The file's name and text.
    pub file: Option<(&'g Path, &'g str)>,
    /// The variables of the environment.
    pub environment: &'g BTreeMap<String, String>,
    /// What the command line says: a path of a key and its value.
    pub command_line: &'g [(&'g str, String)],
    /// Reads a file that holds a secret.
    pub secret: &'g dyn Fn(&Path) -> io::Result<String>,
}

/// What holds of a key, and where it comes from.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The key's path, with names in the place of stars.
    pub path: String,
    /// The key.
    pub key: &'static Key,
    /// The value; `None` where nothing holds.
    pub value: Option<Value>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said otherwise.
    Default,
    /// A line of the file.
    File(usize),
    /// A variable of the environment.
    Variable(String),
    /// The command line.
    CommandLine,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The settings.
    pub settings: Settings,
    /// Each key with what holds of it.
    pub holdings: Vec<Holding>,
}

impl Holding {
    /// The value as it may be shown; empty where nothing holds.
    pub fn shown(&self) -> String {
        match (&self.value, self.key.kind) {
            (Some(Value::Text(address)), KeyKind::Store) => {
                format!("{:?}", without_password(address))
            }
            (Some(value), _) => value.shown(),
            (None, _) => String::new(),
        }
    }
}

/// Reads settings.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn read(given: &Given<'_>) -> Result<Configuration, Vec<Fault>> {
    let mut reading = Reading { given, found: BTreeMap::new(), faults: Vec::new() };
    if let Some((name, text)) = given.file {
        reading.file(name, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
    reading.environment();
    reading.command_line();
    let Reading { mut found, mut faults, .. } = reading;
    let mut holdings = Vec::new();
    for key in KEYS {
        for path in paths(key, &found) {
            let holding = found.remove(&path).unwrap_or_else(|| Holding {
                value: of_text(key.kind, key.default),
                origin: Origin::Default,
                path,
                key,
            });
            holdings.push(holding);
        }
    }
    let settings = typed::settings(&holdings, &mut faults);
    if faults.is_empty() { Ok(Configuration { settings, holdings }) } else { Err(faults) }
}

/// The paths of a key: itself, or one for each name that stands in the place of its star.
fn paths(key: &'static Key, found: &BTreeMap<String, Holding>) -> Vec<String> {
    let Some((before, after)) = key.path.split_once('*') else { return vec![key.path.to_owned()] };
    let names = found.keys().filter_map(|path| path.strip_prefix(before)?.split('.').next());
    let names: std::collections::BTreeSet<&str> = names.collect();
    names.into_iter().map(|name| format!("{before}{name}{after}")).collect()
}

struct Reading<'g> {
    given: &'g Given<'g>,
    found: BTreeMap<String, Holding>,
    faults: Vec<Fault>,
}

/// The file at hand.
#[derive(Clone, Copy)]
struct File<'f> {
    name: &'f Path,
    text: &'f str,
}

impl File<'_> {
    fn fault(self, at: &Range<usize>, hide: bool, da: String, en: String) -> Fault {
        Fault { place: place(&self.name.display().to_string(), self.text, at, hide), da, en }
    }

    /// A path as the file means it: from its own folder.
    fn beside(self, path: &str) -> PathBuf {
        self.name.parent().unwrap_or(Path::new("")).join(path)
    }
}

impl Reading<'_> {
    fn file(&mut self, name: &Path, text: &str) {
        let file = File { name, text };
        match DeTable::parse(text) {
            Ok(table) => self.table(file, "", table.get_ref()),
            Err(error) => {
                let at = error.span().unwrap_or_default();
                let before = text.get(..at.start.min(text.len())).unwrap_or_default();
                let line = text.lines().nth(before.matches('\n').count()).unwrap_or_default();
                let (da, en) = (toml_danish(error.message(), line), error.message().to_owned());
                self.faults.push(file.fault(&at, false, da, en));
            }
        }
    }

    fn table(&mut self, file: File<'_>, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let word = name.get_ref().as_ref();
            if prefix.is_empty() && policy::is_of_checks(word) {
                continue;
            }
            let path = format!("{prefix}{word}");
            let inside = format!("{path}.");
            let has_inside = KEYS.iter().any(|key| is_inside(key.path, &inside));
            match value.get_ref() {
                DeValue::Table(table) if has_inside => self.table(file, &inside, table),
                _ if has_inside => self.faults.push(file.fault(
                    &value.span(),
                    false,
                    format!("`{path}` skal være en tabel: `[{path}]`"),
                    format!("`{path}` must be a table: `[{path}]`"),
                )),
                leaf => self.leaf(file, &path, &name.span(), &value.span(), leaf),
            }
        }
    }

    fn leaf(
        &mut self,
        file: File<'_>,
        path: &str,
        name: &Range<usize>,
        at: &Range<usize>,
        value: &DeValue<'_>,
    ) {
        let whole = path.strip_suffix("-file").filter(|path| {
            key(path).is_some_and(|key| matches!(key.kind, KeyKind::Secret | KeyKind::Store))
        });
        let Some(key) = key(whole.unwrap_or(path)) else {
            self.faults.push(file.fault(name, false, unknown(path).0, unknown(path).1));
            return;
        };
        let Place::File { line, .. } = place("", file.text, at, true) else { return };
        let origin = Origin::File(line);
        let hide = matches!(key.kind, KeyKind::Secret | KeyKind::Store);
        if let Some(whole) = whole {
            let DeValue::String(named) = value else {
                let (da, en) = KeyKind::File.words();
                self.faults.push(file.fault(
                    at,
                    false,
                    must(path, &da, true),
                    must(path, &en, false),
                ));
                return;
            };
            let place = place(&file.name.display().to_string(), file.text, at, false);
            self.of_file(whole, key, &file.beside(named), origin, place);
            return;
        }
        let secret = match value {
            DeValue::String(address) => key.kind == KeyKind::Store && has_password(address),
            _ => false,
        };
        if secret || key.kind == KeyKind::Secret {
            let password = "store.password";
            let path = if secret { password } else { path };
            let (variable, file_key) = (variable(path), format!("{path}-file"));
            self.faults.push(file.fault(
                at,
                true,
                format!("hemmeligheder står ikke i denne fil: brug `{file_key}`, {variable} eller {variable}_FILE"),
                format!("secrets do not stand in this file: use `{file_key}`, {variable} or {variable}_FILE"),
            ));
            return;
        }
        match of_toml(key.kind, value) {
            Some(value) => {
                let value = match (key.kind, value) {
                    (KeyKind::File, Value::Text(path)) => {
                        Value::Text(file.beside(&path).to_string_lossy().into_owned())
                    }
                    (KeyKind::Files, Value::Texts(paths)) => Value::Texts(
                        paths
                            .iter()
                            .map(|path| file.beside(path).to_string_lossy().into_owned())
                            .collect(),
                    ),
                    (_, value) => value,
                };
                self.hold(path, key, value, origin);
            }
            None => {
                let (da, en) = key.kind.words();
                self.faults.push(file.fault(
                    at,
                    hide,
                    must(path, &da, true),
                    must(path, &en, false),
                ));
            }
        }
    }

    fn environment(&mut self) {
        let given = self.given;
        for (name, text) in given.environment {
            // Set to nothing is as not set: a compose file passes on what may not be there.
            if text.is_empty() || !is_ours(name) {
                continue;
            }
            let place = Place::Variable(name.clone());
            let origin = Origin::Variable(name.clone());
            if let Some((path, key)) = key_of_variable(name) {
                match of_text(key.kind, text) {
                    Some(value) => self.hold(&path, key, value, origin),
                    None => {
                        let (da, en) = key.kind.words();
                        let (da, en) = (format!("skal være {da}"), format!("must be {en}"));
                        self.faults.push(Fault { place, da, en });
                    }
                }
                continue;
            }
            let of_file = name.strip_suffix("_FILE").and_then(key_of_variable);
            match of_file.filter(|(_, key)| matches!(key.kind, KeyKind::Secret | KeyKind::Store)) {
                Some((path, key)) => self.of_file(&path, key, Path::new(text), origin, place),
                None => {
                    let known: Vec<String> = KEYS.iter().map(Key::variable).collect();
                    let meant = near(name, known.iter().map(String::as_str));
                    let (da, en) = meant_words(meant);
                    let da = format!("variablen kendes ikke{da}");
                    let en = format!("the variable is not known{en}");
                    self.faults.push(Fault { place, da, en });
                }
            }
        }
    }

    fn command_line(&mut self) {
        let given = self.given;
        for (path, text) in given.command_line {
            let Some(key) = key(path) else { continue };
            if key.kind == KeyKind::Store && has_password(text) {
                self.faults.push(Fault {
                    place: Place::CommandLine,
                    da: "en adgangskode på kommandolinjen kan ses af alle på maskinen: brug BREVSMED_STORE_PASSWORD eller BREVSMED_STORE_PASSWORD_FILE".to_owned(),
                    en: "everybody on the machine can see a password on the command line: use BREVSMED_STORE_PASSWORD or BREVSMED_STORE_PASSWORD_FILE".to_owned(),
                });
                continue;
            }
            match of_text(key.kind, text) {
                Some(value) => self.hold(path, key, value, Origin::CommandLine),
                None => {
                    let (da, en) = key.kind.words();
                    let (da, en) = (must(path, &da, true), must(path, &en, false));
                    self.faults.push(Fault { place: Place::CommandLine, da, en });
                }
            }
        }
    }

    /// A value that a file holds.
    fn of_file(
        &mut self,
        path: &str,
        key: &'static Key,
        file: &Path,
        origin: Origin,
        place: Place,
    ) {
        let read = (self.given.secret)(file);
        match read.as_deref().map(|text| of_text(key.kind, text)) {
            Ok(Some(value)) => self.hold(path, key, value, origin),
            Ok(None) => {
                let (da, en) = key.kind.words();
                let name = file.display();
                self.faults.push(Fault {
                    place,
                    da: format!("i `{name}` skal der stå {da}"),
                    en: format!("`{name}` must hold {en}"),
                });
            }
            Err(error) => {
                let name = file.display();
                self.faults.push(Fault {
                    place,
                    da: format!("`{name}` kan ikke læses: {error}"),
                    en: format!("`{name}` cannot be read: {error}"),
                });
            }
        }
    }

    fn hold(&mut self, path: &str, key: &'static Key, value: Value, origin: Origin) {
        let holding = Holding { path: path.to_owned(), key, value: Some(value), origin };
        self.found.insert(path.to_owned(), holding);
    }
}

fn must(path: &str, what: &str, danish: bool) -> String {
    if danish { format!("`{path}` skal være {what}") } else { format!("`{path}` must be {what}") }
}

/// Whether a key stands in a table: `access.oidc.*.issuer` in `access.oidc.entra.`.
fn is_inside(key: &str, table: &str) -> bool {
    let mut key = key.split('.');
    let table: Vec<&str> = table.trim_end_matches('.').split('.').collect();
    table.iter().all(|word| key.next().is_some_and(|part| part == *word || part == "*"))
        && key.next().is_some()
}

/// The key of a path.
fn key(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| {
        let (mut parts, mut words) = (key.path.split('.'), path.split('.'));
        loop {
            match (parts.next(), words.next()) {
                (None, None) => return true,
                (Some("*"), Some(name)) if !name.is_empty() => {}
                (Some(part), Some(word)) if part == word => {}
                _ => return false,
            }
        }
    })
}

/// Whether a variable is meant for the settings: others of ours are for tests.
fn is_ours(name: &str) -> bool {
    policy::SERVICE_TABLES.iter().any(|table| name.starts_with(&format!("{}_", variable(table))))
}

/// The path and key of a variable: `BREVSMED_ACCESS_OIDC_ENTRA_ISSUER` is `access.oidc.entra.issuer`.
fn key_of_variable(name: &str) -> Option<(String, &'static Key)> {
    KEYS.iter().find_map(|key| {
        let whole = key.variable();
        let Some((before, after)) = whole.split_once('*') else {
            return (whole == name).then(|| (key.path.to_owned(), key));
        };
        let inner = name.strip_prefix(before)?.strip_suffix(after)?;
        let inner = inner.to_ascii_lowercase().replace('_', "-");
        (!inner.is_empty()).then(|| (key.path.replace('*', &inner), key))
    })
}

fn meant_words(meant: Option<&str>) -> (String, String) {
    meant.map_or_else(Default::default, |meant| {
        (format!("; mente du `{meant}`?"), format!("; did you mean `{meant}`?"))
    })
}

/// A key that is not known, with the known one most like it.
fn unknown(path: &str) -> (String, String) {
    let (table, word) = path.rsplit_once('.').map_or(("", path), |(table, word)| (table, word));
    let inside = format!("{table}.");
    let mut known: Vec<String> = if table.is_empty() {
        policy::SERVICE_TABLES.iter().map(|&table| table.to_owned()).collect()
    } else {
        let depth = table.split('.').count();
        let keys = KEYS.iter().filter(|key| is_inside(key.path, &inside));
        keys.filter_map(|key| key.path.split('.').nth(depth).map(str::to_owned)).collect()
    };
    known.dedup();
    let (da, en) = match near(word, known.iter().map(String::as_str)) {
        Some(meant) => meant_words(Some(meant)),
        None => {
            let all: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            let all = all.join(", ");
            (format!("; her kan stå {all}"), format!("; these are known here: {all}"))
        }
    };
    (format!("nøglen `{word}` kendes ikke{da}"), format!("the key `{word}` is not known{en}"))
}
