//! What the user reads: diagnostics, each once, and the line that says what was done.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, MessageLanguage, Severity, render};
use crate::locale::{Language, push_grouped};
use crate::merge::Receipt;

/// Different findings that are shown in full; a template with more needs an afternoon, not a list.
const SHOWN: usize = 20;
/// Further places that are named for a finding that occurs several times.
const PLACES: usize = 3;
/// Records that are named for a finding.
const RECORDS: usize = 5;

/// Findings with all their places, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct Report {
    findings: Vec<Repeated>,
    index: HashMap<String, usize>,
}

#[derive(Debug)]
struct Repeated {
    first: Diagnostic,
    /// The file it is in, where the report is of several.
    file: Option<String>,
    /// Where else, or in which records, as far as named.
    named: Named,
    count: usize,
}

#[derive(Debug)]
enum Named {
    Places(Vec<String>),
    Records(Vec<usize>),
}

impl Report {
    /// A report of one letter's diagnostics.
    pub fn of(diagnostics: &[Diagnostic], language: MessageLanguage) -> Self {
        let mut report = Report::default();
        for diagnostic in diagnostics {
            report.add(diagnostic, None, language);
        }
        report
    }

    /// A report of diagnostics in several files.
    pub fn of_files(diagnostics: &[(String, Diagnostic)], language: MessageLanguage) -> Self {
        let mut report = Report::default();
        for (file, diagnostic) in diagnostics {
            report.add(diagnostic, Some(file), language);
        }
        report
    }

    fn add(&mut self, diagnostic: &Diagnostic, file: Option<&str>, language: MessageLanguage) {
        let repeated = self.repeated(diagnostic, Named::Places(Vec::new()));
        repeated.count += 1;
        if repeated.count == 1 {
            repeated.file = file.map(str::to_owned);
        }
        // The first place is shown with its excerpt.
        if let (Named::Places(places), Some(place)) = (&mut repeated.named, &diagnostic.place)
            && repeated.count > 1
            && places.len() < PLACES
        {
            let words = place.words(language);
            places.push(match file {
                Some(file) if repeated.file.as_deref() != Some(file) => format!("{file}: {words}"),
                _ => words,
            });
        }
    }

    /// Adds what one record of many was found to have, in a file of its own or in that of all.
    pub fn add_record(&mut self, record: usize, diagnostic: &Diagnostic, file: Option<&str>) {
        let repeated = self.repeated(diagnostic, Named::Records(Vec::new()));
        if let Named::Records(records) = &mut repeated.named
            && records.last() != Some(&record)
        {
            if repeated.count == 0 {
                repeated.file = file.map(str::to_owned);
            }
            repeated.count += 1;
            if records.len() < RECORDS {
                records.push(record);
            }
        }
    }

    fn repeated(&mut self, diagnostic: &Diagnostic, named: Named) -> &mut Repeated {
        let finding = &diagnostic.finding;
        let key = format!("{} {}", finding.code(), finding.message(MessageLanguage::Danish));
        let at = *self.index.entry(key).or_insert(self.findings.len());
        if at == self.findings.len() {
            self.findings.push(Repeated { first: diagnostic.clone(), file: None, named, count: 0 });
        }
        &mut self.findings[at]
    }

    /// Writes the findings, the worst first.
    pub fn write(
        &self,
        err: &mut dyn Write,
        file: &str,
        notes: bool,
        language: MessageLanguage,
    ) -> io::Result<()> {
        let mut shown: Vec<&Repeated> = self
            .findings
            .iter()
            .filter(|repeated| notes || repeated.first.severity() > Severity::Note)
            .collect();
        let hidden = self.findings.len() - shown.len();
        shown.sort_by_key(|repeated| std::cmp::Reverse(repeated.first.severity()));
        for repeated in shown.iter().take(SHOWN) {
            let file = repeated.file.as_deref().unwrap_or(file);
            write!(err, "{}", render(&repeated.first, file, language))?;
            repeated.write_further(err, language)?;
        }
        if shown.len() > SHOWN {
            let more = number(shown.len() - SHOWN, language);
            match language {
                MessageLanguage::Danish => writeln!(err, "og {more} til")?,
                MessageLanguage::English => writeln!(err, "and {more} more")?,
            }
        }
        if hidden > 0 {
            let notes = counted(hidden, &NOTES, language);
            match language {
                MessageLanguage::Danish => {
                    writeln!(err, "{notes} er ikke vist (--notes viser dem)")?;
                }
                MessageLanguage::English => {
                    writeln!(err, "{notes} not shown (--notes shows them)")?;
                }
            }
        }
        Ok(())
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.findings
            .iter()
            .filter(|repeated| repeated.first.severity() == Severity::Error)
            .map(|repeated| repeated.count)
            .sum()
    }
}

impl Repeated {
    fn write_further(&self, err: &mut dyn Write, language: MessageLanguage) -> io::Result<()> {
        let danish = language == MessageLanguage::Danish;
        match &self.named {
            Named::Places(places) => {
                for place in places {
                    writeln!(err, "   = {}: {place}", if danish { "også" } else { "also" })?;
                }
                match self.count - 1 - places.len() {
                    0 => Ok(()),
                    more if danish => {
                        writeln!(err, "   = og {} steder til", number(more, language))
                    }
                    more => writeln!(err, "   = and {} more places", number(more, language)),
                }
            }
            Named::Records(records) => {
                let word = match (danish, self.count) {
                    (true, 1) => "i post",
                    (true, _) => "i posterne",
                    (false, 1) => "in record",
                    (false, _) => "in records",
                };
                let numbers: Vec<_> =
                    records.iter().map(|record| number(*record, language)).collect();
                write!(err, "   = {word} {}", numbers.join(", "))?;
                match self.count - records.len() {
                    0 => writeln!(err),
                    more if danish => writeln!(err, " og {} til", number(more, language)),
                    more => writeln!(err, " and {} more", number(more, language)),
                }
            }
        }
    }
}

/// What went into a letter, after its name: `14 felter · 2 svar regnet som N · 1 afsnit fjernet`.
pub(super) fn receipt_line(receipt: &Receipt, language: MessageLanguage) -> String {
    let mut parts = vec![counted(receipt.fields.len(), &FIELDS, language)];
    let (as_no, removed) = match language {
        MessageLanguage::Danish => ("regnet som N", "fjernet"),
        MessageLanguage::English => ("taken as N", "removed"),
    };
    if !receipt.defaulted.is_empty() {
        parts.push(format!("{} {as_no}", counted(receipt.defaulted.len(), &ANSWERS, language)));
    }
    if !receipt.removed.is_empty() {
        parts.push(format!("{} {removed}", counted(receipt.removed.len(), &PARAGRAPHS, language)));
    }
    parts.join(" · ")
}

/// A noun: one and many in Danish, one and many in English.
pub(super) struct Noun(pub &'static str, pub &'static str, pub &'static str, pub &'static str);

pub(super) const FIELDS: Noun = Noun("felt", "felter", "field", "fields");
pub(super) const LETTERS: Noun = Noun("brev", "breve", "letter", "letters");
pub(super) const QUESTIONS: Noun = Noun("spørgsmål", "spørgsmål", "question", "questions");
pub(super) const ERRORS: Noun = Noun("fejl", "fejl", "error", "errors");
const ANSWERS: Noun = Noun("svar", "svar", "answer", "answers");
pub(super) const ELEMENTS: Noun =
    Noun("indholdselement", "indholdselementer", "content element", "content elements");
pub(super) const PARAGRAPHS: Noun = Noun("afsnit", "afsnit", "paragraph", "paragraphs");
pub(super) const PAGES: Noun = Noun("side", "sider", "page", "pages");
const NOTES: Noun = Noun("bemærkning", "bemærkninger", "note", "notes");

/// A number and its noun.
pub(super) fn counted(count: usize, noun: &Noun, language: MessageLanguage) -> String {
    let word = match (language, count) {
        (MessageLanguage::Danish, 1) => noun.0,
        (MessageLanguage::Danish, _) => noun.1,
        (MessageLanguage::English, 1) => noun.2,
        (MessageLanguage::English, _) => noun.3,
    };
    format!("{} {word}", number(count, language))
}

/// A number with its thousands apart.
pub(super) fn number(count: usize, language: MessageLanguage) -> String {
    let letters = match language {
        MessageLanguage::Danish => Language::Da,
        MessageLanguage::English => Language::En,
    };
    let mut text = String::new();
    push_grouped(&mut text, &count.to_string(), letters.group_symbol());
    text
}
