//! Annotations of a GitHub action: workflow commands in its log.
//!
//! GitHub shows some ten annotations of each level and step, so the worst come first, and repeated faults
//! of a rule in a file are one annotation.

use crate::diagnostic::Severity;
use crate::validate::Report;

use super::Options;
use super::groups::{groups, places};
use super::uri::joined;
use super::words::{
    NEEDS_REVIEW, SEVERITIES, code_and_name, counted, help, letter, message, of, place, sentence,
    words,
};

/// The commands.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let language = options.language;
    let mut text = String::new();
    for pair in &report.not_looked_at {
        let title = words("Ikke undersøgt", "Not looked at").of(language);
        text.push_str(&format!(
            "::error title={}::{}\n",
            property(title),
            data(&of(pair, language))
        ));
    }
    for level in SEVERITIES {
        for file in &report.files {
            let open = file.faults.iter();
            let open = open.filter(|fault| fault.accepted.is_none() && fault.severity == level);
            for group in groups(open) {
                let fault = group.first;
                let mut lines =
                    vec![format!("{}: {}", place(fault, language), message(fault, language))];
                lines.extend(help(fault, language).map(|help| sentence(&help)));
                if fault.needs_review {
                    lines.push(sentence(NEEDS_REVIEW.of(language)));
                }
                if let Some(shown) = &fault.letter {
                    let label = words("Ses i brevet", "Shows in the letter").of(language);
                    lines.push(format!("{label} {}", letter(shown, language)));
                }
                if !group.more.is_empty() {
                    let further = counted(
                        group.more.len(),
                        words("sted til", "more place"),
                        words("steder til", "more places"),
                        language,
                    );
                    let places = places(group.more.iter().map(|(_, fault)| *fault), language);
                    lines.push(format!("{further}: {places}"));
                }
                text.push_str(&format!(
                    "::{} file={},line={},title={}::{}\n",
                    command(level),
                    property(&joined(options.folder, &file.path)),
                    fault.line.unwrap_or(1),
                    property(&code_and_name(fault)),
                    data(&lines.join("\n"))
                ));
            }
        }
    }
    text
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// As `@actions/core` escapes the data of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As `@actions/core` escapes a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
