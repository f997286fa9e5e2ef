//! The validator: what is wished for, and the work that a source makes, cut into jobs.
//!
//! Jobs do not know each other: the caller runs them in any order, on any threads, or takes their
//! judgement from a cache by their key. All judgements of a source together make its faults.

use super::hash::{Hash, sha256};
use super::letter::LetterJob;
use super::piece::PieceJob;
use super::seen::{Judgement, Seen, Sight};
use super::selection::{Selection, UnknownRule};
use super::source::{Content, Opened, Source};
use crate::bundle::{Files, LetterTemplate, Read, View};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::font::FontBook;
use crate::lint::{Found, Role};
use crate::policy::{LanguagePolicy, Settings};
use crate::render::Renderer;

/// Letters that are made of a template at most.
pub const LETTERS: usize = 64;

/// The language of letters where nothing says it.
const LANGUAGE: &str = "da-DK";

/// What is wished for, beside the settings.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The code of one authority; without it, the central office and every authority.
    pub authority: Option<String>,
    /// No letters are made of test persons and answers.
    pub without_letters: bool,
    /// What tells this program from others that may judge otherwise: its version.
    pub program: String,
}

/// Judges sources.
pub struct Validator {
    settings: Settings,
    selection: Selection,
    wishes: Wishes,
    renderer: Renderer,
    /// What all keys begin with: program, rules, policies.
    frame: String,
}

/// A piece of work.
pub struct Job<'j> {
    key: String,
    work: Work<'j>,
}

enum Work<'j> {
    /// What was found while the bundle's files were read.
    Files(&'j Read),
    Piece(PieceJob<'j>),
    Letter(Box<LetterJob<'j>>),
}

/// A bundle with its views, which letters are judged in.
pub struct Prepared<'s> {
    source: &'s Source,
    opened: &'s Opened<'s>,
    views: Vec<View<'s>>,
    /// The language that its letters should be in, and its policy.
    language: String,
    policy: LanguagePolicy,
}

impl Validator {
    /// A validator of these settings.
    ///
    /// # Errors
    ///
    /// When the settings name rules that there are not.
    pub fn new(settings: Settings, wishes: Wishes) -> Result<Self, UnknownRule> {
        let selection = Selection::of(&settings)?;
        let mut frame = Hash::of("brevsmed").and(&wishes.program);
        for rule in selection.rules() {
            frame = frame.and(rule.code);
        }
        frame = frame.and(&settings.language).and(format!("{:?}", settings.policies));
        frame = frame.and([u8::from(wishes.without_letters)]);
        frame = frame.and(wishes.authority.as_deref().unwrap_or("*"));
        Ok(Validator {
            settings,
            selection,
            wishes,
            renderer: Renderer::new(std::sync::Arc::new(FontBook::shipped())),
            frame: frame.end(),
        })
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Which rules run.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The wishes.
    pub fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    pub(super) fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// The key of a source's judgements together: another byte in any of its files gives another.
    pub fn key(&self, source: &Source) -> String {
        match &source.content {
            Content::Document(bytes) => {
                self.piece_key(Role::Letter, name_of(&source.path), "", bytes)
            }
            Content::Bundle(files) => {
                let mut hash = Hash::of("bundle").and(&self.frame);
                for (name, bytes) in files {
                    hash = hash.and(name).and(sha256(bytes));
                }
                hash.end()
            }
        }
    }

    fn piece_key(&self, role: Role, name: &str, said: &str, bytes: &[u8]) -> String {
        let hash = Hash::of("piece").and(&self.frame).and(format!("{role:?}"));
        hash.and(name).and(said).and(sha256(bytes)).end()
    }

    /// Prepares a source that was opened.
    pub fn prepare<'s>(&'s self, source: &'s Source, opened: &'s Opened<'s>) -> Prepared<'s> {
        let mut views = Vec::new();
        if let Opened::Bundle(_, read) = opened {
            let bundle = &read.bundle;
            let codes: Vec<Option<&str>> = match &self.wishes.authority {
                Some(code) => vec![Some(code)],
                None => std::iter::once(None)
                    .chain(bundle.authorities.iter().map(|found| Some(found.code.as_str())))
                    .collect(),
            };
            if is_whole(read) {
                views.extend(codes.into_iter().filter_map(|code| bundle.view(code)));
            }
        }
        // A bundle says itself which language its letters are in.
        let of_bundle = match opened {
            Opened::Bundle(_, read) => read.bundle.language.as_str(),
            Opened::Document(_) => "",
        };
        let language = [of_bundle, &self.settings.language, LANGUAGE]
            .into_iter()
            .find(|tag| !tag.is_empty())
            .unwrap_or(LANGUAGE)
            .to_owned();
        let policy = self.settings.policy(&language);
        Prepared { source, opened, views, language, policy }
    }

    /// The work that a source makes. Jobs of the same key are one: an authority that changes nothing
    /// of a letter has the central one.
    pub fn jobs<'j>(&'j self, prepared: &'j Prepared<'j>) -> Vec<Job<'j>> {
        let path = &prepared.source.path;
        match prepared.opened {
            Opened::Document(bytes) => {
                let piece = PieceJob {
                    file: "",
                    name: name_of(path),
                    bytes,
                    role: Role::Letter,
                    manifest: None,
                    tags: &[],
                    policy: &prepared.policy,
                    language: &prepared.language,
                };
                let key = self.piece_key(Role::Letter, piece.name, "", bytes);
                vec![Job { key, work: Work::Piece(piece) }]
            }
            Opened::Bundle(files, read) => self.bundle_jobs(prepared, files, read),
        }
    }

    fn bundle_jobs<'j>(
        &'j self,
        prepared: &'j Prepared<'j>,
        files: &'j Files,
        read: &'j Read,
    ) -> Vec<Job<'j>> {
        let bundle = &read.bundle;
        let (language, policy) = (prepared.language.as_str(), &prepared.policy);
        let mut jobs = vec![Job { key: String::new(), work: Work::Files(read) }];
        let asked = self.wishes.authority.as_deref();
        let authorities = bundle
            .authorities
            .iter()
            .filter(|authority| asked.is_none_or(|code| code == authority.code));
        let layers = std::iter::once(&bundle.central).chain(authorities.map(|found| &found.layer));
        let mut piece = |file: &'j str, bytes: &'j [u8], role, manifest, tags: &'j [String]| {
            let name = name_of(file);
            let said = format!("{file} {manifest:?} {tags:?}");
            let key = self.piece_key(role, name, &said, bytes);
            let work = PieceJob { file, name, bytes, role, manifest, tags, policy, language };
            jobs.push(Job { key, work: Work::Piece(work) });
        };
        for layer in layers {
            for master in &layer.masters {
                piece(&master.file, &master.document, Role::Master, None, &[]);
            }
            for element in &layer.elements {
                piece(&element.file, &element.document, Role::Element, None, &element.tags);
            }
            for template in &layer.templates {
                let manifest = Some(&template.manifest);
                let role = match template.manifest.master {
                    Some(_) => Role::Body,
                    None => Role::Letter,
                };
                piece(&template.file, &template.document, role, manifest, &[]);
            }
        }
        let persons = persons_hash(files);
        for view in &prepared.views {
            let catalogue = catalogue_hash(files, view);
            for template in view.templates() {
                let key = self.letter_key(view, template, &catalogue, &persons);
                if jobs.iter().all(|job| job.key != key) {
                    let work =
                        LetterJob { validator: self, files, view, template, policy, language };
                    jobs.push(Job { key, work: Work::Letter(Box::new(work)) });
                }
            }
        }
        jobs
    }

    /// The key of a letter: of all it is made of, which is to say its documents, the catalogue that it
    /// is proved in, and the persons whose letters are made.
    fn letter_key(
        &self,
        view: &View<'_>,
        template: &LetterTemplate,
        catalogue: &str,
        persons: &str,
    ) -> String {
        let mut hash = Hash::of("letter").and(&self.frame).and(catalogue).and(persons);
        hash = hash.and(&template.file).and(format!("{:?}", template.manifest));
        hash = hash.and(sha256(&template.document));
        if let Some(master) = template.manifest.master.as_deref().and_then(|key| view.master(key)) {
            hash = hash.and(&master.file).and(sha256(&master.document));
        }
        for (key, element) in view.elements() {
            hash = hash.and(key).and(&element.file).and(format!("{:?}", element.tags));
            hash = hash.and(sha256(&element.document));
        }
        // Which cases of persons use this template hangs on what overrides it.
        for other in view.templates() {
            hash = hash.and(&other.file).and(format!("{:?}", other.manifest.overrides));
        }
        hash.end()
    }
}

impl Prepared<'_> {
    /// What was not looked at since the bundle's files have errors, in Danish and English.
    pub fn held_back(&self) -> Option<[String; 2]> {
        let Opened::Bundle(_, read) = self.opened else { return None };
        (!is_whole(read)).then(|| {
            [
                "brevene er hverken bevist eller flettet, før fejlene i bundtets egne filer er rettet"
                    .to_owned(),
                "letters are neither proved nor merged until the errors in the bundle's own files are corrected"
                    .to_owned(),
            ]
        })
    }
}

/// Whether letters can be judged: a catalogue or a template that is wrong brings faults to all of them,
/// a test person that is wrong only lacks.
fn is_whole(read: &Read) -> bool {
    read.found
        .iter()
        .all(|found| found.severity() < Severity::Error || found.file.starts_with("persons/"))
}

impl Job<'_> {
    /// The key of its judgement: what is judged, by whom. Empty where nothing is to be kept.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it makes and proves a letter, which takes longer than a look at a file.
    pub fn is_letter(&self) -> bool {
        matches!(self.work, Work::Letter(_))
    }

    /// The file that it judges: of a letter its template's, empty where it is the bundle's own files or a lone document.
    pub fn file(&self) -> &str {
        match &self.work {
            Work::Files(_) => "",
            Work::Piece(piece) => piece.file,
            Work::Letter(letter) => &letter.template.file,
        }
    }

    /// Does it.
    pub fn run(&self, validator: &Validator) -> Judgement {
        match &self.work {
            Work::Files(read) => of_files(read),
            Work::Piece(piece) => piece.run(validator.selection.rules()),
            Work::Letter(letter) => letter.run(),
        }
    }
}

fn of_files(read: &Read) -> Judgement {
    let seen = read.found.iter().map(|found| {
        let place = (!found.excerpt.is_empty()).then(|| Place {
            excerpt: found.excerpt.clone(),
            mark: found.mark,
            ..Place::default()
        });
        let diagnostic = Diagnostic { finding: found.diagnostic.finding.clone(), place };
        Seen {
            file: found.file.clone(),
            found: told(diagnostic),
            sight: Sight::Text,
            line: found.line,
            letter: None,
        }
    });
    let seen = seen.filter(|seen| seen.file != super::source::SETTINGS).collect();
    Judgement { seen, ..Judgement::default() }
}

/// What another room found, under its rule where it has one.
pub(super) fn told(diagnostic: Diagnostic) -> Found {
    let rule = crate::lint::rule(diagnostic.finding.code());
    Found { rule, diagnostic, spot: None, fix: None }
}

/// The name of a file, without folders.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn persons_hash(files: &Files) -> String {
    let mut hash = Hash::of("persons");
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("persons/")) {
        hash = hash.and(name).and(sha256(bytes));
    }
    hash.end()
}

/// The hash of all files that a view's catalogue is read from: what is neither a document with its
/// description, nor a person, nor another authority's.
fn catalogue_hash(files: &Files, view: &View<'_>) -> String {
    let own = view.authority.map(|authority| format!("authorities/{}/", authority.code));
    let is_catalogue = |name: &str| {
        let inside = match (name.strip_prefix("authorities/"), &own) {
            (None, _) => name,
            (Some(_), Some(own)) => match name.strip_prefix(own.as_str()) {
                Some(inside) => inside,
                None => return false,
            },
            (Some(_), None) => return false,
        };
        let folders =
            ["masters/", "elements/", "templates/", "persons/", "enclosures/", "schemas/"];
        !folders.iter().any(|folder| inside.starts_with(folder))
            && !matches!(inside, "authority.toml" | "groups.toml" | super::source::SETTINGS)
    };
    let mut hash = Hash::of("catalogue");
    for (name, bytes) in files.iter().filter(|(name, _)| is_catalogue(name)) {
        hash = hash.and(name).and(sha256(bytes));
    }
    hash.end()
}
