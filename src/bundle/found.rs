//! What is found in a bundle's files, with file, line and excerpt.

use std::collections::{BTreeSet, HashSet};

use super::files::Kind;
use super::source::{Excerpt, Source};
use crate::diagnostic::{BundleFinding, Diagnostic, Finding, MessageLanguage, Severity, render};

/// A finding in a file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file in the bundle.
    pub file: String,
    /// The line, from 1; `None` when it concerns the file as a whole.
    pub line: Option<usize>,
    /// The line's text; of test persons only what is meant.
    pub excerpt: String,
    /// The characters of the excerpt that are meant, from and to.
    pub mark: (usize, usize),
    /// What was found.
    pub diagnostic: Diagnostic,
}

impl Found {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.diagnostic.severity()
    }

    /// The finding as several lines of text:
    ///
    /// ```text
    /// fejl[B701]: nøglen `kontekster` kendes ikke her
    ///   --> fields.toml:12
    ///    |  kontekster = ["briller"]
    ///    |  ^^^^^^^^^^
    ///    = hjælp: mente du `contexts`?
    /// ```
    pub fn render(&self, language: MessageLanguage) -> String {
        let text = render(&self.diagnostic, &self.file, language);
        let (head, help) = text.split_once('\n').unwrap_or((&text, ""));
        let mut text = format!("{head}\n  --> {}", self.file);
        if let Some(line) = self.line {
            text.push_str(&format!(":{line}"));
        }
        text.push('\n');
        if !self.excerpt.is_empty() {
            let (from, to) = self.mark;
            let mark = "^".repeat(to.saturating_sub(from).max(1));
            text.push_str(&format!("   |  {}\n   |  {}{mark}\n", self.excerpt, " ".repeat(from)));
        }
        text.push_str(help);
        text
    }
}

/// File, line, mark and words of a finding.
type Told = (String, Option<usize>, (usize, usize), String);

/// Findings as they are made.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<Found>,
    /// Those that were made: two checks may meet at one fault.
    told: HashSet<Told>,
    /// Kinds of files of which not all was read.
    unread: BTreeSet<Kind>,
}

impl Findings {
    /// A finding at a line.
    pub fn at(&mut self, source: &Source, excerpt: Option<Excerpt>, finding: impl Into<Finding>) {
        self.push(&source.file, excerpt, finding);
    }

    /// A finding at the key of a path.
    pub fn key(&mut self, source: &Source, path: &str, finding: impl Into<Finding>) {
        self.push(&source.file, source.key(path), finding);
    }

    /// A finding at the value of a path.
    pub fn value(&mut self, source: &Source, path: &str, finding: impl Into<Finding>) {
        self.push(&source.file, source.value(path), finding);
    }

    /// A finding about a file as a whole.
    pub fn file(&mut self, file: &str, finding: impl Into<Finding>) {
        self.push(file, None, finding);
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    fn push(&mut self, file: &str, excerpt: Option<Excerpt>, finding: impl Into<Finding>) {
        let line = excerpt.as_ref().map(|excerpt| excerpt.line);
        let excerpt = excerpt.unwrap_or_default();
        let diagnostic = Diagnostic::of(finding);
        let words = diagnostic.finding.message(MessageLanguage::Danish);
        if self.told.insert((file.to_owned(), line, excerpt.mark, words)) {
            let (excerpt, mark) = (excerpt.text, excerpt.mark);
            self.found.push(Found { file: file.to_owned(), line, excerpt, mark, diagnostic });
        }
    }

    /// Notes that not all files of a kind were read: what is named may be in them, so that it is no
    /// finding that it does not exist.
    pub fn unread(&mut self, kind: Kind) {
        self.unread.insert(kind);
    }

    /// How many findings say that something does not exist which files of this kind would hold.
    pub fn lacking(&self, kind: Kind) -> usize {
        self.found.iter().filter(|found| holds(&found.diagnostic.finding) == Some(kind)).count()
    }

    /// All of them, file by file and line by line.
    pub fn sorted(self) -> Vec<Found> {
        let (found, unread) = (self.found, self.unread);
        let follows = |found: &Found| {
            holds(&found.diagnostic.finding).is_some_and(|kind| unread.contains(&kind))
        };
        let is_error = |found: &&Found| found.severity() == Severity::Error;
        // A bundle with errors is never one without, whatever is left out.
        let keep = found.iter().filter(is_error).all(follows);
        let mut found: Vec<Found> =
            found.into_iter().filter(|found| keep || !follows(found)).collect();
        found.sort_by(|a, b| (&a.file, a.line, a.mark).cmp(&(&b.file, b.line, b.mark)));
        found
    }
}

/// The kind of files that would hold what a finding says does not exist.
fn holds(finding: &Finding) -> Option<Kind> {
    let Finding::BundleFinding(finding) = finding else { return None };
    Some(match finding {
        BundleFinding::ContextUnknown { .. } => Kind::Contexts,
        BundleFinding::QuestionUnknown { .. } => Kind::Questions,
        BundleFinding::FieldUnknown { .. }
        | BundleFinding::ListUnknown { .. }
        | BundleFinding::ParameterNotAsked { .. }
        | BundleFinding::TitleFieldElsewhere { .. } => Kind::Fields,
        BundleFinding::ReasonUnknown { .. } => Kind::Reasons,
        BundleFinding::SupplierUnknown { .. } => Kind::Prices,
        BundleFinding::EnvironmentUnknown { .. } | BundleFinding::QuestionKeyMissing { .. } => {
            Kind::Bundle
        }
        BundleFinding::TemplateUnknown { .. } | BundleFinding::LetterTypeUnknown { .. } => {
            Kind::Template
        }
        BundleFinding::MasterUnknown { .. } => Kind::Master,
        _ => return None,
    })
}

/// Help for a word that is not known: the nearest that is, or those there are.
pub(super) struct Suggestion {
    pub danish: String,
    pub english: String,
}

impl Suggestion {
    /// Help for `wanted` among `known`.
    pub fn of<'k>(wanted: &str, known: impl Iterator<Item = &'k str>) -> Self {
        const SHOWN: usize = 8;
        let known: Vec<&str> = known.filter(|word| !word.is_empty()).collect();
        if let Some(near) = crate::diagnostic::near(wanted, known.iter().copied()) {
            return Suggestion {
                danish: format!("mente du `{near}`?"),
                english: format!("did you mean `{near}`?"),
            };
        }
        if known.is_empty() {
            return Suggestion {
                danish: "der er ingen endnu".to_owned(),
                english: "there are none yet".to_owned(),
            };
        }
        // One more takes no more room than saying that there is one more.
        let shown = if known.len() == SHOWN + 1 { known.len() } else { SHOWN };
        let listed: Vec<String> =
            known.iter().take(shown).map(|word| format!("`{word}`")).collect();
        let more = known.len() - listed.len();
        let listed = listed.join(", ");
        let (og, and) = if more > 0 {
            (format!(" og {more} til"), format!(" and {more} more"))
        } else {
            (String::new(), String::new())
        };
        Suggestion {
            danish: format!("her kendes {listed}{og}"),
            english: format!("known here: {listed}{and}"),
        }
    }
}

/// A finding about a word that is not known, with its suggestion.
pub(super) fn unknown<'k>(
    wanted: &str,
    known: impl Iterator<Item = &'k str>,
    finding: impl FnOnce(String, String, String) -> BundleFinding,
) -> BundleFinding {
    let Suggestion { danish, english } = Suggestion::of(wanted, known);
    finding(wanted.to_owned(), danish, english)
}
