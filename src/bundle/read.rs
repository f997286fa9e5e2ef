//! Files to a bundle: each is read by its kind, then all of them against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::check::check;
use super::convert;
use super::files::{
    AuthorityFile, BundleFile, ContextsFile, ElementFile, FieldsFile, GroupsFile, Kind, MasterFile,
    ParametersFile, PersonFile, PricesFile, QuestionsFile, ReasonsFile, TemplateFile,
};
use super::found::{Findings, Found};
use super::names;
use super::person;
use super::references::{self, Known};
use super::source::Source;
use super::{Authority, Bundle, Files};
use crate::diagnostic::{BundleFinding, MessageLanguage, Severity, toml_danish};
use crate::locale::Language;
use crate::template::{CompileOptions, Template};
use crate::wire::package_error;

/// Megabytes of a file that people write; the largest known has 0.1.
const LARGEST: usize = 16;

/// Faults of one file's syntax that are told: one often brings others with it.
const FAULTS: usize = 5;

/// A bundle and what was found in its files.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The bundle, as far as it could be read.
    pub bundle: Bundle,
    /// What was found, file by file and line by line.
    pub found: Vec<Found>,
}

impl Read {
    /// Whether something is wrong enough that no letter can be made of the bundle.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity() == Severity::Error)
    }
}

/// A file that was read.
#[derive(Debug, Default)]
pub(super) struct Parsed<T> {
    /// Its text.
    pub source: Source,
    /// What it says.
    pub wire: T,
}

/// A document and the file beside it.
#[derive(Debug)]
pub(super) struct Piece<'f, T> {
    /// The key: the file's name without ending.
    pub key: String,
    /// The `.docx` in the bundle.
    pub file: String,
    /// What is said beside it; its source has no name where nothing is.
    pub said: Parsed<T>,
    /// The `.docx`.
    pub document: &'f [u8],
}

/// What one owner has, as its files say it.
#[derive(Debug, Default)]
pub(super) struct LayerFiles<'f> {
    /// What the paths of its files begin with: nothing, or `authorities/999/`.
    pub prefix: String,
    pub contexts: Parsed<ContextsFile>,
    pub fields: Parsed<FieldsFile>,
    pub questions: Parsed<QuestionsFile>,
    pub reasons: Parsed<ReasonsFile>,
    pub parameters: Parsed<ParametersFile>,
    pub prices: Parsed<PricesFile>,
    pub groups: Parsed<GroupsFile>,
    pub masters: Vec<Piece<'f, MasterFile>>,
    pub elements: Vec<Piece<'f, ElementFile>>,
    pub templates: Vec<Piece<'f, TemplateFile>>,
}

/// What all layers share.
#[derive(Debug)]
pub(super) struct Frame {
    /// The environment of the templates.
    pub environment: String,
    /// All environments.
    pub environments: Vec<String>,
    /// The language of numbers in the files.
    pub language: Language,
}

/// Reads a bundle. Faults are findings; what is right is read in spite of them.
pub fn read(files: &Files) -> Read {
    let mut reader = Reader {
        files,
        findings: Findings::default(),
        used: BTreeSet::new(),
        schemas: BTreeMap::new(),
    };
    let whole = reader.bundle_file();
    let central = reader.layer("");
    let mut authorities: Vec<(String, Parsed<AuthorityFile>, LayerFiles<'_>)> = Vec::new();
    for code in reader.codes() {
        let prefix = format!("authorities/{code}/");
        let said = reader.one(Kind::Authority, &format!("{prefix}authority.toml"));
        let layer = reader.layer(&prefix);
        authorities.push((code, said, layer));
    }

    let language = Language::from_tag(&whole.wire.language).unwrap_or_default();
    let environments = match &whole.wire.environments {
        named if named.is_empty() => vec![whole.wire.environment.clone()],
        named => named.clone(),
    };
    let frame = Frame { environment: whole.wire.environment.clone(), environments, language };
    references::of_bundle(&whole, &frame, &mut reader.findings);

    let mut bundle = Bundle {
        name: whole.wire.name.clone(),
        environment: frame.environment.clone(),
        environments: frame.environments.clone(),
        language: whole.wire.language.clone(),
        gaps: convert::gaps(whole.wire.gaps),
        ..Bundle::default()
    };
    let known = Known::of(&central, None);
    references::of_layer(&central, &known, &frame, &mut reader.shelf());
    bundle.central = convert::layer(&central, &frame, files);
    for (code, said, layer) in &authorities {
        let known = Known::of(&central, Some(layer));
        references::of_layer(layer, &known, &frame, &mut reader.shelf());
        bundle.authorities.push(Authority {
            code: code.clone(),
            name: said.wire.name.clone(),
            layer: convert::layer(layer, &frame, files),
        });
    }
    let layers: Vec<&LayerFiles<'_>> = authorities.iter().map(|(_, _, layer)| layer).collect();
    let everywhere = Known::of_all(&central, &layers);
    for (key, file) in reader.folder("persons/", ".json") {
        if let Some(text) = reader.text(Kind::Person, &file)
            && let Some((source, json)) = reader.parsed(Kind::Person, &file, text)
            && let Some(said) = reader.wire::<PersonFile>(&source, json.clone())
        {
            let said = Parsed { source, wire: said };
            references::of_person(&said, &everywhere, &mut reader.findings);
            bundle.persons.push(person::of(key, &said, &json, &mut reader.findings));
        }
    }
    reader.unnamed();
    reader.missing();
    Read { bundle, found: reader.findings.sorted() }
}

struct Reader<'f> {
    files: &'f Files,
    findings: Findings,
    /// Files that something in the bundle names or that are known by their names.
    used: BTreeSet<String>,
    schemas: BTreeMap<Kind, Json>,
}

/// The bundle's files while references are checked.
pub(super) struct Shelf<'r, 'f> {
    files: &'f Files,
    used: &'r mut BTreeSet<String>,
    pub findings: &'r mut Findings,
}

impl Shelf<'_, '_> {
    /// The full name of a file that a layer names: its own, or the central office's.
    pub fn find(&mut self, prefix: &str, file: &str) -> Option<String> {
        let found = find(self.files, prefix, file)?;
        self.used.insert(found.clone());
        Some(found)
    }

    /// The names of files of this ending, relative to the bundle.
    pub fn names(&self, ending: &str) -> Vec<&str> {
        let of = |name: &&String| name.ends_with(ending);
        self.files.keys().filter(of).map(String::as_str).collect()
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: &str) -> &[u8] {
        self.files.get(file).map_or(&[], Vec::as_slice)
    }
}

/// The full name of a file that a layer names: its own, or the central office's.
pub(super) fn find(files: &Files, prefix: &str, file: &str) -> Option<String> {
    [format!("{prefix}{file}"), file.to_owned()].into_iter().find(|name| files.contains_key(name))
}

/// Why a document cannot be opened, as a finding.
pub(super) fn document_fault(document: &[u8]) -> Option<BundleFinding> {
    let error = Template::compile(document, &CompileOptions::default()).err()?;
    Some(BundleFinding::DocumentUnreadable {
        danish: package_error(&error, MessageLanguage::Danish),
        english: package_error(&error, MessageLanguage::English),
    })
}

impl<'f> Reader<'f> {
    fn shelf(&mut self) -> Shelf<'_, 'f> {
        Shelf { files: self.files, used: &mut self.used, findings: &mut self.findings }
    }

    fn bundle_file(&mut self) -> Parsed<BundleFile> {
        if !self.files.contains_key("bundle.toml") {
            let finding = BundleFinding::FileMissing { file: "bundle.toml".to_owned() };
            self.findings.file("bundle.toml", finding);
            self.findings.unread(Kind::Bundle);
        }
        self.one(Kind::Bundle, "bundle.toml")
    }

    /// The codes of the authorities, from the folders.
    fn codes(&self) -> BTreeSet<String> {
        let inside = self.files.keys().filter_map(|name| name.strip_prefix("authorities/"));
        inside.filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect()
    }

    fn layer(&mut self, prefix: &str) -> LayerFiles<'f> {
        LayerFiles {
            prefix: prefix.to_owned(),
            contexts: self.of_layer(Kind::Contexts, prefix),
            fields: self.of_layer(Kind::Fields, prefix),
            questions: self.of_layer(Kind::Questions, prefix),
            reasons: self.of_layer(Kind::Reasons, prefix),
            parameters: self.of_layer(Kind::Parameters, prefix),
            prices: self.of_layer(Kind::Prices, prefix),
            groups: self.of_layer(Kind::Groups, prefix),
            masters: self.pieces(Kind::Master, &format!("{prefix}masters/")),
            elements: self.pieces(Kind::Element, &format!("{prefix}elements/")),
            templates: self.pieces(Kind::Template, &format!("{prefix}templates/")),
        }
    }

    fn of_layer<T: DeserializeOwned + Default>(&mut self, kind: Kind, prefix: &str) -> Parsed<T> {
        self.one(kind, &format!("{prefix}{}.toml", kind.word()))
    }

    /// A file of one name; nothing where it is not.
    fn one<T: DeserializeOwned + Default>(&mut self, kind: Kind, file: &str) -> Parsed<T> {
        let read = self.text(kind, file).and_then(|text| self.parsed(kind, file, text));
        match read {
            Some((source, json)) => {
                let wire = self.wire(&source, json).unwrap_or_default();
                Parsed { source, wire }
            }
            None => Parsed::default(),
        }
    }

    /// The documents of a folder, each with what is said beside it.
    fn pieces<T: DeserializeOwned + Default>(
        &mut self,
        kind: Kind,
        folder: &str,
    ) -> Vec<Piece<'f, T>> {
        let documents = self.folder(folder, ".docx");
        let said = self.folder(folder, ".toml");
        let keys: BTreeSet<&String> = documents.keys().chain(said.keys()).collect();
        let mut pieces = Vec::new();
        for key in keys {
            let (file, beside) = (format!("{folder}{key}.docx"), format!("{folder}{key}.toml"));
            let document = self.files.get(&file).map(Vec::as_slice);
            self.used.insert(file.clone());
            if let Some(fault) = document.and_then(document_fault) {
                self.findings.file(&file, fault);
            }
            if document.is_none() {
                let finding = BundleFinding::DocumentMissing { file: format!("{key}.docx") };
                self.findings.file(&beside, finding);
            } else if !said.contains_key(key) {
                let finding = BundleFinding::DescriptionMissing { file: format!("{key}.toml") };
                self.findings.file(&file, finding);
            }
            let said = self.one(kind, &beside);
            let document = document.unwrap_or_default();
            pieces.push(Piece { key: key.clone(), file, said, document });
        }
        pieces
    }

    /// The files of a folder with an ending, by key.
    fn folder(&self, folder: &str, ending: &str) -> BTreeMap<String, String> {
        let inside = self.files.keys().filter_map(|name| {
            let key = name.strip_prefix(folder)?.strip_suffix(ending)?;
            (!key.is_empty() && !key.contains('/')).then(|| (key.to_owned(), name.clone()))
        });
        inside.collect()
    }

    /// A file's text, without the mark that some editors begin with.
    fn text(&mut self, kind: Kind, file: &str) -> Option<&'f str> {
        let bytes = self.files.get(file)?;
        self.used.insert(file.to_owned());
        if bytes.len() > LARGEST << 20 {
            let finding = BundleFinding::FileTooLarge { limit: LARGEST.to_string() };
            self.findings.file(file, finding);
            self.findings.unread(kind);
            return None;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.findings.file(file, BundleFinding::TextUnreadable {});
            self.findings.unread(kind);
            return None;
        };
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// A file's text as a tree that fits its schema.
    fn parsed(&mut self, kind: Kind, file: &str, text: &str) -> Option<(Source, Json)> {
        let json_file = kind == Kind::Person;
        let (source, json, faults) =
            if json_file { Source::json(file, text) } else { Source::toml(file, text) };
        let broken = !faults.is_empty();
        for fault in faults.into_iter().take(FAULTS) {
            let excerpt = fault.at.map(|at| source.excerpt(&at));
            let finding = if json_file {
                BundleFinding::JsonUnreadable { why: fault.why }
            } else {
                let line = excerpt.as_ref().map_or("", |excerpt| excerpt.text.as_str());
                let danish = toml_danish(&fault.why, line);
                BundleFinding::TomlUnreadable { danish, english: fault.why }
            };
            self.findings.at(&source, excerpt, finding);
        }
        let schema = self.schemas.entry(kind).or_insert_with(|| kind.schema());
        // What a broken file lacks may be there and not have been understood.
        if broken || !has_its_tables(schema, &json) {
            self.findings.unread(kind);
        }
        let mut silent = Findings::default();
        let findings = if broken { &mut silent } else { &mut self.findings };
        let json = check(schema, json, &source, findings);
        (!(broken && json_file)).then_some((source, json))
    }

    fn wire<T: DeserializeOwned>(&mut self, source: &Source, json: Json) -> Option<T> {
        match serde_json::from_value(json) {
            Ok(wire) => Some(wire),
            Err(error) => {
                let finding = BundleFinding::FileRefused { why: error.to_string() };
                self.findings.file(&source.file, finding);
                None
            }
        }
    }

    /// Tells of files that everything names what they would hold of, and that are not there.
    fn missing(&mut self) {
        for kind in [Kind::Contexts, Kind::Fields, Kind::Questions, Kind::Reasons] {
            let file = format!("{}.toml", kind.word());
            let is_it = |name: &&String| name.rsplit('/').next() == Some(&*file);
            if self.findings.lacking(kind) > 0 && !self.files.keys().any(|name| is_it(&name)) {
                self.findings.unread(kind);
                self.findings.file(&file, BundleFinding::FileMissing { file: file.clone() });
            }
        }
    }

    /// Notes the files that nothing names. Schemas are for editors, Markdown is for people, settings and
    /// baseline for the checks.
    fn unnamed(&mut self) {
        for name in self.files.keys() {
            let known = self.used.contains(name)
                || name.ends_with(".schema.json")
                || name.ends_with(".md")
                || matches!(name.as_str(), "brevsmed.toml" | "brevsmed-baseline.json")
                || name.split('/').any(|part| part.starts_with(['.', '~']));
            if known {
                continue;
            }
            match names::right(name).filter(|(right, _)| !self.files.contains_key(right)) {
                Some((right, kind)) => {
                    self.findings.unread(kind);
                    self.findings.file(name, BundleFinding::FileMisnamed { right });
                }
                None => self.findings.file(name, BundleFinding::FileUnnamed {}),
            }
        }
    }
}

/// Whether what a file holds is what such files hold, as far as it goes beyond single values: none
/// of its tables has another name or form.
fn has_its_tables(schema: &Json, json: &Json) -> bool {
    let properties = schema.get("properties");
    json.as_object().into_iter().flatten().all(|(key, value)| {
        let known = properties.and_then(|properties| properties.get(key));
        let is_list = known.and_then(|known| known.get("type")).is_some_and(|kind| kind == "array");
        match known {
            Some(_) => !is_list || value.is_array(),
            None => !value.is_array() && !value.is_object(),
        }
    })
}
