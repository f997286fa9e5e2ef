//! Every rule against its sketches: the bad one reports exactly it, the good one nothing at all.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use brevsmed::catalogue::{Enclosure, Manifest};
use brevsmed::diagnostic::{MessageLanguage, render};
use brevsmed::docx::{Limits, Macros, archive_files, write_archive};
use brevsmed::lint::{
    Edit, Found, RULES, Role, Rule, Stage, Subject, check, manuscript, replaced_by, rule,
};
use brevsmed::policy::LanguagePolicy;
use brevsmed::template::{CompileOptions, Template};

use super::sketch::Sketch;
use super::trial;

/// Judges as a sketch says: by rules that run by default, and `besides`.
pub fn judged<T>(
    sketch: &Sketch,
    besides: Option<&'static Rule>,
    judge: impl FnOnce(&Subject<'_>, &[&'static Rule]) -> T,
) -> T {
    let role = match sketch.said("role") {
        Some("element") => Role::Element,
        Some("master") => Role::Master,
        Some("body") => Role::Body,
        _ => Role::Letter,
    };
    let stages: &[Stage] = match (sketch.said("stage"), role) {
        (Some("finished"), _) => &[Stage::Finished],
        (_, Role::Letter) => &[Stage::File, Stage::Whole],
        _ => &[Stage::File],
    };
    let tags: Vec<String> = sketch
        .said("tags")
        .map(|tags| tags.split(',').map(|tag| tag.trim().to_owned()).collect())
        .unwrap_or_default();
    let said = |key: &str| {
        sketch.all("manifest").iter().find_map(|line| {
            let (found, value) = line.split_once('=')?;
            (found.trim() == key).then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    let enclosures: usize =
        sketch.said("enclosures").and_then(|count| count.parse().ok()).unwrap_or_default();
    let enclosures: Vec<Enclosure> = (1..=enclosures)
        .map(|at| Enclosure { file: format!("bilag/{at}.pdf"), title: format!("Bilag {at}") })
        .collect();
    let said_beside = !sketch.all("manifest").is_empty() || !enclosures.is_empty();
    let manifest = said_beside.then(|| Manifest {
        key: "skitse".to_owned(),
        name: said("name").unwrap_or_default(),
        title: said("title").unwrap_or_else(|| "Brev om din sag".to_owned()),
        enclosures,
        letter: said("letter").unwrap_or_default(),
        ..Manifest::default()
    });
    let policy = policy();
    let title = sketch.said("digital-post").map(str::to_owned);
    let file_name = sketch.said("file").unwrap_or("skitse.docx").to_owned();
    let subject = Subject {
        role,
        stages,
        manifest: manifest.as_ref(),
        tags: &tags,
        policy: &policy,
        language: "da-DK",
        title: title.as_deref(),
        file_name: &file_name,
    };
    let rules: Vec<&'static Rule> = RULES
        .iter()
        .copied()
        .filter(|rule| rule.by_default || besides.is_some_and(|besides| besides.code == rule.code))
        .collect();
    judge(&subject, &rules)
}

/// What the rules find in a sketch: rules that run by default, and `besides`.
pub fn lint(text: &str, besides: Option<&'static Rule>) -> Vec<Found> {
    lint_as(text, &Sketch::read(text).docx(), besides)
}

/// What the rules find in a document that was made of a sketch.
fn lint_as(text: &str, docx: &[u8], besides: Option<&'static Rule>) -> Vec<Found> {
    let sketch = Sketch::read(text);
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    let template = Template::compile(docx, &options).expect("a sketch is a template");
    let read = manuscript(&template).expect("its parts are XML");
    let mut told = template.diagnostics().to_vec();
    if sketch.said("merge").is_some() {
        told = trial::merged(&template, &sketch);
    }
    if sketch.said("bundle").is_some() {
        told.extend(trial::proved(text));
    }
    let mut found: Vec<Found> = told
        .into_iter()
        .filter(|diagnostic| replaced_by(diagnostic.finding.code()).is_none())
        .filter(|diagnostic| {
            !sketch.all("besides").iter().any(|code| code == diagnostic.finding.code())
        })
        .map(|diagnostic| Found {
            rule: rule(diagnostic.finding.code()),
            diagnostic,
            spot: None,
            fix: None,
        })
        .collect();
    found.extend(judged(&sketch, besides, |subject, rules| check(&read, subject, rules)));
    found
}

/// The policy that sketches are held to: the one that ships.
pub fn policy() -> LanguagePolicy {
    LanguagePolicy::danish()
}

/// What was found, as people read it in both languages.
pub fn told(found: &[Found]) -> String {
    let mut text = String::new();
    for found in found {
        text.push_str(&render(&found.diagnostic, "skitse.docx", MessageLanguage::Danish));
        let english = render(&found.diagnostic, "sketch.docx", MessageLanguage::English);
        for line in english.lines().filter(|line| !line.starts_with("   |")) {
            let _ = writeln!(text, "{line}");
        }
        if let Some(fix) = &found.fix {
            let _ = writeln!(text, "   = {:?}: {} / {}", fix.safety, fix.title[0], fix.title[1]);
        }
    }
    text
}

/// The folders of sketches, by code.
pub fn folders() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lint");
    let mut found: Vec<(String, PathBuf)> = std::fs::read_dir(root)
        .expect("the sketches")
        .flatten()
        .filter(|entry| entry.path().is_dir() && entry.file_name() != "bundle")
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    found
}

/// The sketches of a folder whose names begin so.
pub fn sketches(folder: &Path, beginning: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "sketch"))
        .filter_map(|entry| {
            let name = entry.path().file_stem()?.to_string_lossy().into_owned();
            let text = std::fs::read_to_string(entry.path()).ok()?;
            name.starts_with(beginning).then_some((name, text))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_bad_sketch_is_told_of_by_its_rule_alone() {
    let mut wrong = Vec::new();
    for (code, folder) in folders() {
        let Some(rule) = rule(&code) else {
            wrong.push(format!("{code}: there is no such rule"));
            continue;
        };
        for (name, text) in sketches(&folder, "bad") {
            let found = lint(&text, Some(rule));
            if found.is_empty() || found.iter().any(|found| found.code() != code) {
                wrong.push(format!("{code}/{name}:\n{}", told(&found)));
            }
            insta::with_settings!({ description => text, snapshot_suffix => format!("{code}-{name}"), prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!("sketch", told(&found));
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_good_sketch_is_passed_over_in_silence() {
    let mut wrong = Vec::new();
    for (code, folder) in folders() {
        for (name, text) in sketches(&folder, "good") {
            let found = lint(&text, rule(&code));
            if !found.is_empty() {
                wrong.push(format!("{code}/{name}:\n{}", told(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn foreign_text_waits_for_the_language_of_the_document() {
    let text = concat!(
        "# Afgørelse om tillæg\n",
        "Du får tillægget fra 1. maj, og vi sender dig et brev, når sagen er afgjort.\n",
        "You can appeal the decision within four weeks of the day you got this letter.\n",
    );
    let codes = |text: &str| -> Vec<&str> {
        lint(text, None).iter().map(|found| found.rule.map_or("", |rule| rule.code)).collect()
    };
    assert_eq!(codes(text), ["A805"]);
    assert_eq!(codes(&format!("! language -\n{text}")), ["A803"]);
}

/// The document with the prefix `ns0` for `w`, as other programs than Word write it.
fn of_other_prefix(docx: &[u8]) -> Vec<u8> {
    let files = archive_files(docx, &Limits::default()).expect("a zip");
    let files = files.into_iter().map(|(name, bytes)| match String::from_utf8(bytes) {
        Ok(xml) => (name, other_prefix(&xml).into_bytes()),
        Err(other) => (name, other.into_bytes()),
    });
    write_archive(&files.collect()).expect("a zip")
}

fn other_prefix(xml: &str) -> String {
    let marks =
        [("<w:", "<ns0:"), ("</w:", "</ns0:"), (" w:", " ns0:"), ("xmlns:w=", "xmlns:ns0=")];
    marks.iter().fold(xml.to_owned(), |xml, (from, to)| xml.replace(from, to))
}

#[test]
fn no_rule_hangs_on_the_prefix_that_a_part_uses() {
    let all = |found: &[Found], prefix: &dyn Fn(&str) -> String| {
        let edits = found.iter().filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits);
        let edits: Vec<String> = edits
            .filter_map(|edit| match edit {
                Edit::Part { with, .. } => Some(prefix(with)),
                _ => None,
            })
            .collect();
        format!("{}{}", told(found), edits.join("\n"))
    };
    let mut wrong = Vec::new();
    for (code, folder) in folders() {
        for (name, text) in sketches(&folder, "bad") {
            let docx = Sketch::read(&text).docx();
            let known = all(&lint_as(&text, &docx, rule(&code)), &other_prefix);
            let other = lint_as(&text, &of_other_prefix(&docx), rule(&code));
            let other = all(&other, &str::to_owned);
            if known != other {
                wrong.push(format!("{code}/{name}:\n{known}\nis with another prefix\n{other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
