//! `brevsmed.toml`: which rules run, how severe they are, and what is excepted.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::LanguagePolicy;
use super::language::primary;
use super::read::{Key, Source, Value};
use crate::diagnostic::Severity;

/// What an authority decides about its checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Codes, names or beginnings of codes that run; empty for the default selection.
    pub select: Vec<String>,
    /// Codes, names or beginnings of codes that run besides.
    pub extend_select: Vec<String>,
    /// Codes, names or beginnings of codes that do not run.
    pub ignore: Vec<String>,
    /// Severities by code or name, over those of the rules.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// What is excepted, with reasons.
    pub exceptions: Vec<Exception>,
    /// The baseline file, relative to the settings file.
    pub baseline: Option<String>,
    /// From which severity on the run fails.
    pub fail_on: FailOn,
    /// The language that letters are written in unless they say otherwise, such as `da-DK`.
    pub language: String,
    /// The policy of each language.
    pub policies: Vec<LanguagePolicy>,
}

/// The severity of a rule, or that it is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSeverity {
    /// The rule does not run.
    Off,
    /// It runs, and its findings are of this severity.
    On(Severity),
}

/// From which severity on a run fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// From notes on.
    Note,
    /// From warnings on.
    Warning,
    /// At errors.
    #[default]
    Error,
    /// Never.
    Never,
}

/// Something that is accepted for a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exception {
    /// The files, relative to the settings file; `*` stands for any characters of a name, `**` for
    /// any folders.
    pub files: Vec<String>,
    /// Codes, names or beginnings of codes.
    pub rules: Vec<String>,
    /// Why; never empty.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// Why settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {english}")]
pub struct SettingsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in Danish.
    pub danish: String,
    /// What is wrong, in English.
    pub english: String,
}

/// Keys at the top of the file, or in `[validate]`.
const KEYS: [&str; 6] = ["select", "extend-select", "ignore", "fail-on", "baseline", "language"];
/// Tables of the file.
const TABLES: [&str; 4] = ["validate", "severity", "exceptions", "policy"];
/// Tables of the service, which the room `config` reads.
pub(crate) const SERVICE_TABLES: [&str; 8] =
    ["service", "store", "templates", "access", "limits", "tls", "telemetry", "retention"];
/// Keys of an exception.
const EXCEPTION: [&str; 4] = ["files", "rules", "reason", "until"];

const SEVERITIES: [(&str, RuleSeverity); 4] = [
    ("error", RuleSeverity::On(Severity::Error)),
    ("warning", RuleSeverity::On(Severity::Warning)),
    ("note", RuleSeverity::On(Severity::Note)),
    ("off", RuleSeverity::Off),
];

const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::Error),
    ("warning", FailOn::Warning),
    ("note", FailOn::Note),
    ("never", FailOn::Never),
];

impl Default for Settings {
    /// What holds without a settings file: the default selection, Danish, the policies that ship.
    fn default() -> Self {
        Settings {
            select: Vec::new(),
            extend_select: Vec::new(),
            ignore: Vec::new(),
            severity: BTreeMap::new(),
            exceptions: Vec::new(),
            baseline: None,
            fail_on: FailOn::default(),
            language: "da-DK".to_owned(),
            policies: LanguagePolicy::shipped().to_vec(),
        }
    }
}

/// Whether a key at the top of the file belongs to the checks.
pub(crate) fn is_of_checks(key: &str) -> bool {
    KEYS.contains(&key) || TABLES.contains(&key)
}

impl Settings {
    /// Reads `brevsmed.toml`.
    ///
    /// # Errors
    ///
    /// When it is no TOML, has a key that is not known, or a value that is not understood; the first
    /// fault is told of, with its line.
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        let mut settings = Settings::default();
        let source = Source::new(text);
        let file = source.parse()?;
        for (key, value) in file.get_ref() {
            match key.get_ref().as_ref() {
                "validate" => {
                    for (key, value) in source.table(key, value)? {
                        settings.key(source, key, value, &KEYS)?;
                    }
                }
                "severity" => {
                    for (rule, value) in source.table(key, value)? {
                        let severity = source.choice(rule, value, &SEVERITIES)?;
                        settings.severity.insert(rule.get_ref().to_string(), severity);
                    }
                }
                "exceptions" => {
                    for (at, table) in source.tables(key, value)? {
                        settings.exceptions.push(exception(source, &at, table)?);
                    }
                }
                "policy" => {
                    for (language, value) in source.table(key, value)? {
                        let table = source.table(language, value)?;
                        settings.policy_mut(language.get_ref()).change(source, table)?;
                    }
                }
                table if SERVICE_TABLES.contains(&table) => {}
                _ => {
                    let known: Vec<&str> =
                        KEYS.into_iter().chain(TABLES).chain(SERVICE_TABLES).collect();
                    settings.key(source, key, value, &known)?;
                }
            }
        }
        Ok(settings)
    }

    /// The policy for a tag such as `da-DK`: its language's, else the limits without words.
    pub fn policy(&self, tag: &str) -> LanguagePolicy {
        let language = primary(tag);
        let known = self.policies.iter().find(|policy| policy.language == language);
        known.cloned().unwrap_or_else(|| LanguagePolicy::plain(&language))
    }

    fn policy_mut(&mut self, tag: &str) -> &mut LanguagePolicy {
        let language = primary(tag);
        let at = self.policies.iter().position(|policy| policy.language == language);
        let at = at.unwrap_or_else(|| {
            self.policies.push(LanguagePolicy::plain(&language));
            self.policies.len() - 1
        });
        &mut self.policies[at]
    }

    fn key(
        &mut self,
        source: Source<'_>,
        key: &Key<'_>,
        value: &Value<'_>,
        known: &[&str],
    ) -> Result<(), SettingsError> {
        match key.get_ref().as_ref() {
            "select" => self.select = source.list(key, value)?,
            "extend-select" => self.extend_select = source.list(key, value)?,
            "ignore" => self.ignore = source.list(key, value)?,
            "fail-on" => self.fail_on = source.choice(key, value, &FAIL_ON)?,
            "baseline" => self.baseline = Some(source.words(key, value)?),
            "language" if matches!(value.get_ref(), DeValue::Table(_)) => {
                return Err(source.fault(
                    &key.span(),
                    "ord og grænser for et sprog står i `[policy.da]`; `language` er brevenes sprog, som \"da-DK\"",
                    "words and limits of a language stand in `[policy.da]`; `language` is the letters' language, such as \"da-DK\"",
                ));
            }
            "language" => self.language = source.words(key, value)?,
            _ => return Err(source.unknown(key, known)),
        }
        Ok(())
    }
}

fn exception(
    source: Source<'_>,
    at: &Range<usize>,
    table: &DeTable<'_>,
) -> Result<Exception, SettingsError> {
    let mut exception = Exception::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "files" => exception.files = source.list(key, value)?,
            "rules" => exception.rules = source.list(key, value)?,
            "reason" => exception.reason = source.words(key, value)?,
            "until" => exception.until = Some(source.date(key, value)?),
            _ => return Err(source.unknown(key, &EXCEPTION)),
        }
    }
    let missing = [
        ("files", exception.files.is_empty(), "hvilke filer den gælder", "which files it is for"),
        ("rules", exception.rules.is_empty(), "hvilke regler den gælder", "which rules it is for"),
        ("reason", exception.reason.is_empty(), "hvorfor den er der", "why it is there"),
    ];
    match missing.iter().find(|(_, missing, _, _)| *missing) {
        Some((key, _, danish, english)) => Err(source.fault(
            at,
            format!("undtagelsen skal sige, {danish}: `{key}` mangler eller er tom"),
            format!("the exception must say {english}: `{key}` is missing or empty"),
        )),
        None => Ok(exception),
    }
}
