//! SARIF 2.1.0 (OASIS), as GitHub code scanning reads it.
//!
//! Every rule that ran is declared, silent ones too: a viewer closes an alert only when it sees that its
//! rule ran and said nothing. What GitHub takes is bounded (25,000 results, 10 locations, 20 tags), and what
//! does not fit is told of as a notification.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Place;
use crate::validate::{Accepted, Fault, FileReport, LetterShown, Report};

use super::gitlab::Unique;
use super::markup::{self, clean};
use super::sarif_rules::{Descriptor, Multiformat, Text, descriptors};
use super::uri::{is_absolute, joined, uri};
use super::words::{
    NEEDS_REVIEW, accepted, counted, help, letter, message, place, sentence, severity_key, words,
};
use super::{Options, PROGRAM, VERSION};

/// The most results that GitHub takes in a run.
const RESULTS: usize = 25_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    automation_details: Id,
    language: &'static str,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    artifacts: Vec<Artifact>,
    results: Vec<ResultWire>,
}

#[derive(Serialize)]
struct Id {
    id: &'static str,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
struct Artifact {
    location: ArtifactLocation,
    roles: [&'static str; 1],
    #[serde(rename = "mimeType")]
    mime_type: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    hashes: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultWire {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Multiformat,
    locations: [Location; 1],
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    properties: Properties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    needs_review: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixProperties>,
}

#[derive(Serialize)]
struct FixProperties {
    title: String,
    safety: &'static str,
}

/// The report.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let language = options.language;
    let (rules, indexes) = descriptors(report, language);
    let mut unique = Unique::default();
    let mut results = Vec::new();
    let mut left_out = 0;
    for (index, file) in report.files.iter().enumerate() {
        for fault in &file.faults {
            if results.len() == RESULTS {
                left_out += 1;
                continue;
            }
            let rule = indexes.get(fault.found.code()).copied();
            let fingerprint = unique.of(&fault.fingerprint);
            results.push(result(file, index, fault, rule, fingerprint, options));
        }
    }
    let notification = |level: &'static str, pair: &[String; 2]| Notification {
        level,
        message: Text::new(braces(&sentence(&super::words::of(pair, language)))),
    };
    let unseen = report.not_looked_at.iter().map(|pair| notification("error", pair));
    let unused = report.unused.iter().map(|pair| notification("note", pair));
    let mut notifications: Vec<Notification> = unseen.chain(unused).collect();
    if left_out > 0 {
        let noun = counted(left_out, words("fejl", "fault"), words("fejl", "faults"), language);
        let told = words(
            "er udeladt: filen kan højst rumme 25.000",
            "left out: the file holds 25,000 at most",
        );
        let message = Text::new(sentence(&format!("{noun} {}", told.of(language))));
        notifications.push(Notification { level: "warning", message });
    }
    let tag = super::json::tag(language);
    super::json::print(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: PROGRAM,
                    version: VERSION,
                    semantic_version: VERSION,
                    language: tag,
                    rules,
                },
            },
            automation_details: Id { id: "brevsmed/validate/" },
            language: tag,
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: report.not_looked_at.is_empty(),
                tool_execution_notifications: notifications,
            }],
            artifacts: report.files.iter().map(|file| artifact(file, options)).collect(),
            results,
        }],
    })
}

fn location_of(file: &FileReport, options: &Options<'_>) -> ArtifactLocation {
    let path = joined(options.folder, &file.path);
    let uri_base_id = (!is_absolute(&path)).then_some("%SRCROOT%");
    ArtifactLocation { uri: uri(&path), uri_base_id, index: None }
}

fn artifact(file: &FileReport, options: &Options<'_>) -> Artifact {
    let mut hashes = BTreeMap::new();
    if !file.hash.is_empty() {
        hashes.insert("sha-256", file.hash.clone());
    }
    let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
    Artifact {
        location: location_of(file, options),
        roles: ["analysisTarget"],
        mime_type: match extension.to_ascii_lowercase().as_str() {
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docm" => "application/vnd.ms-word.document.macroEnabled.12",
            "dotx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
            "dotm" => "application/vnd.ms-word.template.macroEnabled.12",
            "toml" => "application/toml",
            "json" => "application/json",
            _ => "application/octet-stream",
        },
        hashes,
    }
}

fn result(
    file: &FileReport,
    index: usize,
    fault: &Fault,
    rule_index: Option<usize>,
    fingerprint: String,
    options: &Options<'_>,
) -> ResultWire {
    let language = options.language;
    let at = fault.found.diagnostic.place.as_ref();
    let snippet = at.filter(|place| !place.excerpt.is_empty());
    let mut artifact_location = location_of(file, options);
    artifact_location.index = Some(index);
    ResultWire {
        rule_id: fault.found.code(),
        rule_index,
        level: severity_key(fault.severity),
        message: said(fault, options),
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location,
                region: Region {
                    start_line: fault.line.unwrap_or(1).max(1),
                    snippet: snippet.map(|place| Text::new(clean(&place.excerpt))),
                },
            },
            logical_locations: at
                .map(|at| LogicalLocation {
                    name: place(fault, language),
                    fully_qualified_name: qualified(at),
                    kind: "element",
                })
                .into_iter()
                .collect(),
        }],
        // GitHub knows an alert by the first; it would make its own from lines that a docx has not.
        partial_fingerprints: BTreeMap::from([
            ("primaryLocationLineHash", fingerprint.clone()),
            ("brevsmed/v1", fingerprint),
        ]),
        suppressions: fault.accepted.iter().map(|why| suppression(why, options)).collect(),
        properties: Properties {
            needs_review: fault.needs_review,
            letter: fault.letter.as_ref().map(|shown: &LetterShown| letter(shown, language)),
            part: fault.found.spot.as_ref().map(|spot| clean(&spot.part)),
            fix: fault.found.fix.as_ref().map(|fix| FixProperties {
                title: super::words::of(&fix.title, language),
                safety: super::words::safety_key(fix.safety),
            }),
        },
    }
}

/// What was found and where, since no line tells; then what to do.
fn said(fault: &Fault, options: &Options<'_>) -> Multiformat {
    let language = options.language;
    let found = sentence(&message(fault, language));
    let place = sentence(&place(fault, language));
    let mut text = format!("{found} {place}");
    let mut markdown =
        format!("{} {}", markup::markdown(&markup::message(&found)), markup::markdown_text(&place));
    let mut add = |sentence: &str| {
        text.push(' ');
        text.push_str(sentence);
        markdown.push_str("\n\n");
        markdown.push_str(&markup::markdown(&markup::message(sentence)));
    };
    if let Some(help) = help(fault, language) {
        add(&sentence(&help));
    }
    if fault.needs_review {
        add(&sentence(NEEDS_REVIEW.of(language)));
    }
    if let Some(shown) = &fault.letter {
        let label = words("Ses i brevet", "Shows in the letter").of(language);
        add(&sentence(&format!("{label} {}", letter(shown, language))));
    }
    // In a message, brackets would be links and braces placeholders (3.11.5, 3.11.6).
    let text = text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    Multiformat { text: text.replace('{', "{{").replace('}', "}}"), markdown: braces(&markdown) }
}

/// Braces doubled, as messages of SARIF want them.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn suppression(why: &Accepted, options: &Options<'_>) -> Suppression {
    Suppression {
        kind: "external",
        status: "accepted",
        justification: sentence(&accepted(why, options.language)),
    }
}

/// A place as a path: `body/tbl[1]/tr[2]/tc[3]/p[12]`; paragraphs count through the story.
fn qualified(place: &Place) -> String {
    let mut path = place.story.key();
    if let Some((table, row, column)) = place.cell {
        path.push_str(&format!("/tbl[{table}]/tr[{row}]/tc[{column}]"));
    }
    if place.paragraph > 0 {
        path.push_str(&format!("/p[{}]", place.paragraph));
    }
    path
}
