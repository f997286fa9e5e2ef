//! The rules in SARIF: what each is, for viewers that show it beside its results.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{MessageLanguage, Severity};
use crate::lint::{Certainty, Rule};
use crate::validate::{Fault, Report};

use super::manual::{explain, explain_markdown};
use super::markup;
use super::words::{message, sentence, severity_key};

/// The most tags that GitHub takes.
const TAGS: usize = 20;

/// A text for people.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

impl Text {
    /// This text.
    pub fn new(text: String) -> Self {
        Text { text }
    }
}

/// A text for people, plain and in Markdown.
#[derive(Serialize)]
pub(super) struct Multiformat {
    /// Plain.
    pub text: String,
    /// Markdown.
    pub markdown: String,
}

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    short_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Multiformat>,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: Vec<String>,
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleName")]
    rule_name: Option<&'static str>,
}

/// The rules that ran and the codes that were found besides, and where each stands.
pub(super) fn descriptors(
    report: &Report,
    language: MessageLanguage,
) -> (Vec<Descriptor>, BTreeMap<&'static str, usize>) {
    let mut all: BTreeMap<&'static str, Descriptor> =
        report.rules.iter().map(|rule| (rule.code, of_rule(rule, language))).collect();
    for fault in report.files.iter().flat_map(|file| &file.faults) {
        all.entry(fault.found.code()).or_insert_with(|| match fault.found.rule {
            Some(rule) => of_rule(rule, language),
            None => of_code(fault, language),
        });
    }
    let indexes = all.keys().enumerate().map(|(index, code)| (*code, index)).collect();
    (all.into_values().collect(), indexes)
}

fn of_rule(rule: &'static Rule, language: MessageLanguage) -> Descriptor {
    Descriptor {
        id: rule.code,
        name: Some(pascal(rule.name)),
        short_description: Text::new(sentence(rule.manual.title.of(language))),
        full_description: Some(Text::new(markup::plain(rule.manual.finds.of(language)))),
        help: Some(Multiformat {
            text: explain(rule, language),
            markdown: explain_markdown(rule, language),
        }),
        default_configuration: Configuration { level: severity_key(rule.severity) },
        properties: Properties {
            tags: tags(rule),
            precision: match rule.certainty {
                Certainty::Certain => "very-high",
                Certainty::NeedsReview => "medium",
            },
            problem_severity: problem(rule.severity),
            rule_name: Some(rule.name),
        },
    }
}

/// A code that has no rule, such as that of a damaged file: its first message stands for it.
fn of_code(fault: &Fault, language: MessageLanguage) -> Descriptor {
    let found = message(fault, language);
    Descriptor {
        id: fault.found.code(),
        name: None,
        short_description: Text::new(sentence(&found)),
        full_description: None,
        help: None,
        default_configuration: Configuration {
            level: severity_key(fault.found.diagnostic.severity()),
        },
        properties: Properties {
            tags: Vec::new(),
            precision: "very-high",
            problem_severity: problem(fault.found.diagnostic.severity()),
            rule_name: None,
        },
    }
}

/// What CodeQL's viewers sort by.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

/// The group, how sure the rule is, and its clauses: `accessibility`, `wcag-1.1.1`, `en-301-549-10.1.1.1`.
fn tags(rule: &Rule) -> Vec<String> {
    let mut tags = vec![rule.group.key().to_owned()];
    if rule.certainty == Certainty::NeedsReview {
        tags.push("needs-review".to_owned());
    }
    for reference in rule.references {
        let reference = match reference.strip_prefix("WCAG ") {
            // The version is that of the law; a tag is of the criterion.
            Some(clause) => format!("wcag {}", clause.rsplit(' ').next().unwrap_or(clause)),
            None => (*reference).to_owned(),
        };
        let tag = slug(&reference);
        if !tag.is_empty() && !tags.contains(&tag) && tags.len() < TAGS {
            tags.push(tag);
        }
    }
    tags
}

/// Small letters, figures, full stops; hyphens between.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() || c == '.' => slug.push(c),
            '§' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches(['-', '.']).to_owned()
}

/// `picture-without-alternative-text` as SARIF likes names: `PictureWithoutAlternativeText`.
fn pascal(name: &str) -> String {
    name.split('-')
        .filter_map(|word| {
            let mut characters = word.chars();
            characters
                .next()
                .map(|first| first.to_uppercase().chain(characters).collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_become_tags() {
        assert_eq!(slug("EN 301 549 10.1.1.1"), "en-301-549-10.1.1.1");
        assert_eq!(slug("Forvaltningsloven § 25, stk. 1."), "forvaltningsloven-§-25-stk.-1");
        assert_eq!(pascal("bold-text-as-heading"), "BoldTextAsHeading");
    }
}
