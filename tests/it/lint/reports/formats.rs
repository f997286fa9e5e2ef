//! One report in every format and language; and what no format may let through.

use std::path::Path;

use brevsmed::diagnostic::{MessageLanguage, Severity};
use brevsmed::lint::RULES;
use brevsmed::policy::FailOn;
use brevsmed::report::{
    Format, Options, TableFormat, explain, explain_markdown, rules_table, write,
};
use brevsmed::validate::Report;

use super::sample;

const LANGUAGES: [(&str, MessageLanguage); 2] =
    [("da", MessageLanguage::Danish), ("en", MessageLanguage::English)];

fn options(language: MessageLanguage) -> Options<'static> {
    Options {
        language,
        folder: "egeby",
        elapsed: Some(1_349),
        date: Some(jiff::civil::date(2026, 11, 22)),
        ..Options::default()
    }
}

/// The report in a format, without what changes with each release or is no words.
fn written(format: Format, language: MessageLanguage) -> String {
    let text = write(&sample::report(), format, &options(language));
    let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    match (text.find("<style>"), text.find("</style>")) {
        (Some(from), Some(to)) => format!("{}{}", &text[..from], &text[to..]),
        _ => text,
    }
}

#[test]
fn every_format_says_it_in_both_languages() {
    for format in Format::ALL {
        for (name, language) in LANGUAGES {
            let name = format!("{}-{name}", format.name());
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(name, written(format, language));
            });
        }
    }
}

#[test]
fn every_format_is_known_by_its_name() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
    }
    assert_eq!(Format::named("pdf"), None);
}

#[test]
fn no_format_lets_a_document_speak_for_it() {
    for format in Format::ALL {
        for (_, language) in LANGUAGES {
            let text = write(&sample::report(), format, &options(language));
            let name = format.name();
            assert!(!text.contains('\u{1b}'), "{name}: an escape code of a document");
            assert!(!text.contains('\u{202e}') || format == Format::Json, "{name}: turned text");
            assert!(!text.contains('\0'), "{name}: a nul");
            if matches!(format, Format::Html | Format::Junit | Format::Markdown) {
                assert!(!text.contains("<script"), "{name}: a script of a document");
            }
            let commands = text.lines().filter(|line| line.starts_with("::")).count();
            assert!(format != Format::Github || commands == text.lines().count(), "{text}");
            assert!(format == Format::Github || commands == 0, "{name}: a command of a document");
        }
    }
}

#[test]
fn json_and_its_kin_are_json() {
    for format in [Format::Json, Format::Sarif, Format::Gitlab] {
        let text = write(&sample::report(), format, &Options::default());
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert!(value.is_object() || value.is_array());
    }
}

#[test]
fn xml_is_read_by_a_reader_of_xml() {
    let text = write(&sample::report(), Format::Junit, &Options::default());
    let document = roxmltree::Document::parse(&text).expect("XML");
    let count = |name: &str| {
        document.descendants().filter(|node| node.tag_name().name() == name).count().to_string()
    };
    let root = document.root_element();
    assert_eq!(root.attribute("tests"), Some(count("testcase").as_str()));
    assert_eq!(root.attribute("failures"), Some(count("failure").as_str()));
    assert_eq!(root.attribute("errors"), Some(count("error").as_str()));
    for suite in root.children().filter(roxmltree::Node::is_element) {
        let cases = suite.children().filter(roxmltree::Node::is_element).count().to_string();
        assert_eq!(suite.attribute("tests"), Some(cases.as_str()));
    }
}

#[test]
fn a_case_fails_from_the_severity_asked_for() {
    let failures = |fail_on| {
        let options = Options { fail_on, ..Options::default() };
        write(&sample::report(), Format::Junit, &options).matches("<failure").count()
    };
    let counts = [FailOn::Never, FailOn::Error, FailOn::Warning, FailOn::Note].map(failures);
    assert_eq!(counts, [0, 5, 7, 8]);
}

#[test]
fn two_hundred_blank_paragraphs_are_one_fault_to_a_reader() {
    let mut report = sample::report();
    report.files.truncate(1);
    report.files[0].faults = (1..=200).map(sample::blank).collect();
    let text = write(&report, Format::Text, &Options::default());
    assert!(text.lines().count() < 20, "{text}");
    assert!(text.contains("199 steder til: brevets tekst, afsnit 2–200"), "{text}");
    assert!(text.contains("200 advarsler i 1 af 1 fil"), "{text}");
    assert_eq!(write(&report, Format::Concise, &Options::default()).matches("A401").count(), 200);
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let coloured = Options { colour: true, ..Options::default() };
    let text = write(&sample::report(), Format::Text, &coloured);
    assert!(text.contains("\u{1b}[1;31mfejl[A101]\u{1b}[0m"), "{text}");
    let plain = write(&sample::report(), Format::Text, &Options::default());
    let mut stripped = text;
    for code in
        ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[1;31m", "\u{1b}[1;32m", "\u{1b}[1;33m"]
    {
        stripped = stripped.replace(code, "");
    }
    for code in ["\u{1b}[1;34m", "\u{1b}[1;36m"] {
        stripped = stripped.replace(code, "");
    }
    assert_eq!(stripped, plain);
}

#[test]
fn what_is_accepted_is_told_on_request() {
    let all = Options { accepted: true, ..Options::default() };
    let text = write(&sample::report(), Format::Text, &all);
    let told: Vec<&str> = text.lines().filter(|line| line.starts_with("accepteret")).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_clean_report_says_so() {
    let clean = Report { files: sample::report().files.split_off(4), ..Report::default() };
    for (_, language) in LANGUAGES {
        for format in Format::ALL {
            let text = write(&clean, format, &options(language));
            assert!(text.is_empty() == (format == Format::Github), "{}: {text}", format.name());
        }
    }
    let text = write(&clean, Format::Text, &Options::default());
    assert_eq!(text, "ingen fejl i 1 fil\n0 regler\n");
    assert_eq!(clean.count(Severity::Error), 0);
}

#[test]
fn sarif_stays_within_the_limits_of_code_scanning() {
    let mut report = sample::report();
    report.files[0].faults = (1..=25_010).map(sample::blank).collect();
    let text = write(&report, Format::Sarif, &Options::default());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let run = &value["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array();
    assert_eq!(notifications.map(Vec::len), Some(3));
    let hashes: std::collections::BTreeSet<String> = run["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].to_string())
        .collect();
    assert_eq!(hashes.len(), 25_000, "each alert is told from the others");
}

#[test]
fn the_manual_is_explained_and_listed() {
    let rules = sample::rules();
    let mut text = String::new();
    for (name, language) in LANGUAGES {
        for rule in [rules[0], rules[2], rules[4]] {
            text.push_str(&format!("--- {} ({name})\n{}", rule.code, explain(rule, language)));
        }
        text.push_str(&format!("--- markdown ({name})\n{}", explain_markdown(rules[3], language)));
        for format in [TableFormat::Text, TableFormat::Markdown, TableFormat::Json] {
            text.push_str(&format!("--- {format:?} ({name})\n"));
            text.push_str(&rules_table(&rules, language, format));
        }
    }
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("manual", text); });
}

#[test]
fn every_rule_can_be_explained() {
    for rule in RULES.iter() {
        for (_, language) in LANGUAGES {
            let text = explain(rule, language);
            assert!(text.starts_with(rule.code), "{}", rule.code);
            assert!(!explain_markdown(rule, language).is_empty());
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(100), "{}: a line of {widest:?} characters", rule.code);
        }
    }
}

/// Writes the formats that other programs check (`tests/e2e_reports.py`, `tests/e2e_axe.mjs`) into the folder
/// that `BREVSMED_KEEP_REPORTS` names.
#[test]
fn reports_are_kept_for_other_eyes() {
    let Ok(folder) = std::env::var("BREVSMED_KEEP_REPORTS") else { return };
    let folder = Path::new(&folder);
    let pictures = super::pages::pictures();
    let report = super::pages::report();
    for (name, language) in LANGUAGES {
        let options = Options { pictures: Some(&pictures), ..options(language) };
        for (which, report) in [("sample", &sample::report()), ("pages", &report)] {
            for (format, extension) in [
                (Format::Sarif, "sarif"),
                (Format::Junit, "xml"),
                (Format::Html, "html"),
                (Format::Gitlab, "json"),
                (Format::Markdown, "md"),
            ] {
                let path = folder.join(format!("{which}-{name}.{extension}"));
                std::fs::write(path, write(report, format, &options))
                    .expect("a folder to write to");
            }
        }
    }
}
