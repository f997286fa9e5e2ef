//! The judgement: a letter of the bundle before and after, by the validator.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use brevsmed::bundle::{Bundle, Files, Layer, Read, read};
use brevsmed::diagnostic::MessageLanguage::English;
use brevsmed::policy::Settings;
use brevsmed::validate::{
    Against, Content, Judged, Judgement, Opened, Source, Validator, Wishes, conclude,
};

use super::plant::planted;
use super::seed::{Edit, Seed};
use crate::scratch::{fixture, template};

/// What is told of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Code, file, place, as faults expect them.
    pub spot: String,
    /// What was found, and its place in words.
    pub words: String,
    /// What tells it from others: paragraphs have other numbers where something is planted above.
    same: (&'static str, String),
}

/// The demonstration bundle, read once.
pub struct Bench {
    files: Files,
    read: Read,
    quick: Validator,
    whole: Validator,
    /// What is told of letters as they are, by letter and how it is judged.
    known: Mutex<BTreeMap<String, Arc<Vec<Told>>>>,
    /// The elements of letters.
    used: Mutex<BTreeMap<String, Arc<Vec<String>>>>,
}

impl Bench {
    /// Reads the bundle.
    pub fn new() -> Self {
        let files = crate::lint::validate::load(&fixture("bundle"));
        let read = read(&files);
        let validator = |without_letters| {
            let wishes = Wishes { without_letters, ..Wishes::default() };
            Validator::new(Settings::default(), wishes).expect("known rules")
        };
        let (known, used) = (Mutex::default(), Mutex::default());
        Bench { files, read, quick: validator(true), whole: validator(false), known, used }
    }

    /// What a fault brings that was not there before; that something vanished is an error.
    pub fn judge(&self, seed: &Seed) -> Result<Vec<Told>, String> {
        let mut files = self.files.clone();
        for edit in &seed.edits {
            if let Edit::Toml(file, old, new) = edit {
                let bytes = files.get_mut(file).ok_or_else(|| format!("no file {file}"))?;
                let text = String::from_utf8_lossy(bytes).into_owned();
                if !text.contains(old.as_str()) {
                    return Err(format!("`{old}` is not in {file}"));
                }
                *bytes = text.replacen(old.as_str(), new, 1).into_bytes();
            }
        }
        let document = files.get(&seed.file).ok_or_else(|| format!("no file {}", seed.file))?;
        let document = planted(document, seed)?;
        if seed.lone {
            let before = told_alone(&self.quick, &seed.file, &self.files[&seed.file]);
            let named = seed.named.as_deref().unwrap_or(&seed.file);
            return without(told_alone(&self.quick, named, &document), &before);
        }
        files.insert(seed.file.clone(), document.clone());
        let read = if seed.edits.iter().any(|edit| matches!(edit, Edit::Toml(..))) {
            read(&short(&files, seed))
        } else {
            let mut read = self.read.clone();
            replace(&mut read.bundle, &seed.file, &document);
            read
        };
        without(self.told(seed, files, read), &self.before(seed))
    }

    /// What is told of the letter as it is.
    fn before(&self, seed: &Seed) -> Arc<Vec<Told>> {
        let key = format!("{} {} {}", seed.letter, seed.letters, seed.authority);
        let known = || self.known.lock().expect("no other thread failed");
        if let Some(told) = known().get(&key) {
            return told.clone();
        }
        let told = Arc::new(self.told(seed, self.files.clone(), self.read.clone()));
        known().insert(key, told.clone());
        told
    }

    /// The elements that a letter holds.
    fn elements(&self, letter: &str) -> Arc<Vec<String>> {
        let mut used = self.used.lock().expect("no other thread failed");
        let elements = used.entry(letter.to_owned()).or_insert_with(|| {
            let view = self.read.bundle.view(None).expect("the central office");
            let template = view.template(letter, None).expect("a letter of the bundle");
            Arc::new(view.assemble(template).expect("documents").composed.elements)
        });
        elements.clone()
    }

    /// All that is told of the letter and its files.
    fn told(&self, seed: &Seed, files: Files, mut read: Read) -> Vec<Told> {
        cut(&mut read.bundle, seed);
        if !seed.authority {
            let named = format!("{} {:?}", seed.blocks, seed.edits);
            let used = self.elements(&seed.letter);
            read.bundle.central.elements.retain(|element| {
                element.file == seed.file
                    || used.contains(&element.key)
                    || named.contains(&element.key)
            });
        }
        let names: Vec<String> = files.keys().cloned().collect();
        let mut files = files;
        for name in names {
            let ours = name.contains(&format!("/{}.", seed.letter)) || *name == seed.file;
            let other = name.ends_with(".docx") && !ours;
            if other || name.starts_with("schemas/") {
                files.remove(&name);
            }
        }
        let validator = if seed.letters { &self.whole } else { &self.quick };
        let source = Source {
            path: String::new(),
            relative: String::new(),
            content: Content::Bundle(files.clone()),
        };
        conclusion(validator, &source, &Opened::Bundle(&files, Box::new(read)))
    }
}

/// All that is told of a document by itself.
fn told_alone(validator: &Validator, path: &str, document: &[u8]) -> Vec<Told> {
    let source = Source {
        path: path.to_owned(),
        relative: path.to_owned(),
        content: Content::Document(document.to_vec()),
    };
    conclusion(validator, &source, &Opened::Document(document))
}

/// What is told of a source.
fn conclusion(validator: &Validator, source: &Source, opened: &Opened<'_>) -> Vec<Told> {
    let prepared = validator.prepare(source, opened);
    let judgements: Vec<Judgement> =
        validator.jobs(&prepared).iter().map(|job| job.run(validator)).collect();
    let held_back = prepared.held_back();
    let judged = Judged { source, judgements, cached: false, held_back };
    let report = conclude(validator, &[judged], &Against::default());
    let mut told = Vec::new();
    for file in &report.files {
        for fault in &file.faults {
            let diagnostic = &fault.found.diagnostic;
            let (spot, words) = match (&diagnostic.place, fault.line) {
                (_, Some(line)) => (format!("line {line}"), format!("line {line}")),
                (Some(place), None) => (
                    format!("{} {}", place.story.key(), place.paragraph),
                    format!("{}: {}", place.words(English), place.excerpt),
                ),
                (None, None) => ("-".to_owned(), "the whole".to_owned()),
            };
            let code = fault.found.code();
            let message = diagnostic.finding.message(English);
            told.push(Told {
                spot: format!("{code} {} {spot}", file.path),
                words: format!("{words} | {message}"),
                same: (code, message),
            });
        }
    }
    told
}

/// What was not there before; that something vanished is an error.
fn without(mut after: Vec<Told>, before: &[Told]) -> Result<Vec<Told>, String> {
    for old in before {
        let at = after.iter().position(|told| told.same == old.same);
        after.remove(at.ok_or_else(|| format!("no longer told: {} {}", old.spot, old.words))?);
    }
    Ok(after)
}

/// The letter with its master and elements alone.
fn cut(bundle: &mut Bundle, seed: &Seed) {
    if !seed.letters {
        bundle.persons.clear();
    }
    if !seed.authority {
        bundle.authorities.clear();
    }
    let ours = format!("/{}.docx", seed.letter);
    let mut layers: Vec<&mut Layer> = vec![&mut bundle.central];
    layers.extend(bundle.authorities.iter_mut().map(|authority| &mut authority.layer));
    for layer in layers {
        layer.templates.retain(|template| template.file.ends_with(&ours));
        layer.groups.clear();
    }
    // An authority's letters stand on central masters too.
    if seed.authority {
        return;
    }
    let masters: Vec<String> = bundle
        .central
        .templates
        .iter()
        .filter_map(|template| template.manifest.master.clone())
        .map(|key| format!("masters/{key}.docx"))
        .collect();
    bundle
        .central
        .masters
        .retain(|master| master.file == seed.file || masters.contains(&master.file));
}

/// The bundle with other templates one line long, so that it is read fast.
fn short(files: &Files, seed: &Seed) -> Files {
    if seed.letters {
        return files.clone();
    }
    let line = template("Kære borger");
    let own = format!("/{}.", seed.letter);
    let mut short: BTreeMap<String, Vec<u8>> = files.clone();
    short.retain(|name, _| {
        !(name.starts_with("schemas/")
            || name.starts_with("authorities/") && !seed.authority
            || name.starts_with("persons/"))
    });
    for (name, bytes) in &mut short {
        if name.contains("templates/") && name.ends_with(".docx") && !name.contains(&own) {
            bytes.clone_from(&line);
        }
    }
    short
}

/// Puts another document into its place.
fn replace(bundle: &mut Bundle, file: &str, document: &[u8]) {
    let mut layers: Vec<&mut Layer> = vec![&mut bundle.central];
    layers.extend(bundle.authorities.iter_mut().map(|authority| &mut authority.layer));
    for layer in layers {
        let templates = layer.templates.iter_mut().map(|t| (&t.file, &mut t.document));
        let masters = layer.masters.iter_mut().map(|m| (&m.file, &mut m.document));
        let elements = layer.elements.iter_mut().map(|e| (&e.file, &mut e.document));
        for (name, bytes) in templates.chain(masters).chain(elements) {
            if name == file {
                *bytes = document.to_vec();
            }
        }
    }
}
