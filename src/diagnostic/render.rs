//! Diagnostics as text for people.

use std::fmt::Write;

use super::{Diagnostic, MessageLanguage, Severity};

/// A diagnostic as several lines of text. `file` is the name that the reader knows the template by.
pub fn render(diagnostic: &Diagnostic, file: &str, language: MessageLanguage) -> String {
    let severity = match (diagnostic.severity(), language) {
        (Severity::Error, MessageLanguage::Danish) => "fejl",
        (Severity::Error, MessageLanguage::English) => "error",
        (Severity::Warning, MessageLanguage::Danish) => "advarsel",
        (Severity::Warning, MessageLanguage::English) => "warning",
        (Severity::Note, MessageLanguage::Danish) => "bemærk",
        (Severity::Note, MessageLanguage::English) => "note",
    };
    let finding = &diagnostic.finding;
    let mut text = format!("{severity}[{}]: {}\n", finding.code(), finding.message(language));
    if let Some(place) = &diagnostic.place {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  --> {file}: {}", place.words(language));
        if !place.excerpt.is_empty() {
            let (from, to) = place.mark;
            let _ = writeln!(text, "   |  {}", place.excerpt);
            let _ = writeln!(text, "   |  {}{}", " ".repeat(from), "^".repeat((to - from).max(1)));
        }
    }
    if let Some(help) = finding.help(language) {
        let word = match language {
            MessageLanguage::Danish => "hjælp",
            MessageLanguage::English => "help",
        };
        let _ = writeln!(text, "   = {word}: {help}");
    }
    text
}
