//! One letter as one owner has it: put together, proved, judged as a whole, and made for test persons.

use std::collections::BTreeMap;

use super::finished;
use super::piece::unreadable;
use super::report::LetterShown;
use super::seen::{Judgement, Seen, Sight};
use super::validator::{Validator, name_of, told};
use crate::bundle::{self, Assembled, Files, LetterTemplate, Places, View};
use crate::diagnostic::Diagnostic;
use crate::docx::PackageError;
use crate::lint::{
    Edit, Fix, Found, Manuscript, Mender, Role, Stage, Subject, check, fixer, manuscript,
};
use crate::policy::LanguagePolicy;
use crate::template::{CompileOptions, Template};
use crate::verify::{self, Witness, verify};

/// A letter to be judged.
pub(super) struct LetterJob<'l> {
    /// Rules, wishes, and fonts.
    pub validator: &'l Validator,
    /// The files of the bundle.
    pub files: &'l Files,
    /// Whose letter it is.
    pub view: &'l View<'l>,
    /// The template.
    pub template: &'l LetterTemplate,
    /// The policy of its language.
    pub policy: &'l LanguagePolicy,
    /// The language it should be in.
    pub language: &'l str,
}

impl LetterJob<'_> {
    /// Judges it.
    pub fn run(&self) -> Judgement {
        let mut judgement = Judgement::default();
        if let Err(error) = self.look(&mut judgement) {
            let found = told(unreadable(&error));
            judgement.seen.push(seen(&self.template.file, found, Sight::Proved));
        }
        judgement
    }

    /// What rules are told of it.
    pub fn subject<'s>(&'s self, stages: &'s [Stage], tags: &'s [String]) -> Subject<'s> {
        Subject {
            role: Role::Letter,
            stages,
            manifest: Some(&self.template.manifest),
            tags,
            policy: self.policy,
            language: self.language,
            title: None,
            file_name: name_of(&self.template.file),
        }
    }

    /// The proof's subject.
    pub fn to_prove<'s>(
        &'s self,
        assembled: &'s Assembled,
        own: &'s [bool],
    ) -> verify::Subject<'s> {
        verify::Subject {
            template: &assembled.template,
            manifest: &self.template.manifest,
            catalogue: &self.view.catalogue,
            gaps: self.view.bundle.gaps,
            own: Some(own),
        }
    }

    fn look(&self, judgement: &mut Judgement) -> Result<(), PackageError> {
        let assembled = self.view.assemble(self.template)?;
        let places = Places::of(self.view, self.template, &assembled);
        judgement.pieces = self.pieces(&assembled);
        for (piece, diagnostic) in &assembled.composed.diagnostics {
            judgement.seen.push(seen(places.file(piece), told(diagnostic.clone()), Sight::Proved));
        }
        let own = assembled.composed.own();
        let mut menders = Menders { job: self, compiled: BTreeMap::new() };
        let proof = verify(&self.to_prove(&assembled, &own));
        judgement.combinations.clone_from(&proof.combinations);
        for found in &proof.found {
            // What concerns a package as a whole is told of the file whose package it is.
            if found.diagnostic.finding.code().starts_with("T4") {
                continue;
            }
            let (file, diagnostic) = places.diagnostic(&found.diagnostic);
            let letter = found.witness.as_ref().map(|witness| self.shown(witness, None));
            let fix = menders.fix(file, &diagnostic);
            let mut seen = seen(file, Found { fix, ..told(diagnostic) }, Sight::Proved);
            seen.letter = letter;
            judgement.seen.push(seen);
        }
        let manuscript = manuscript(&assembled.template)?;
        let tags = self.tags(&assembled);
        let subject = self.subject(&[Stage::Whole], &tags);
        for found in check(&manuscript, &subject, self.validator.selection().rules()) {
            let (file, found) = located(&places, &manuscript, found);
            judgement.seen.push(seen(&file, found, Sight::Whole));
        }
        if !self.validator.wishes().without_letters {
            finished::judge(self, &assembled, &places, &manuscript, &tags, judgement)?;
        }
        Ok(())
    }

    /// The files that the letter is made of.
    fn pieces(&self, assembled: &Assembled) -> Vec<String> {
        let master = self.template.manifest.master.as_deref().and_then(|key| self.view.master(key));
        let elements = assembled.composed.elements.iter();
        let elements = elements.filter_map(|key| self.view.element(key));
        let mut pieces = vec![self.template.file.clone()];
        pieces.extend(master.map(|master| master.file.clone()));
        pieces.extend(elements.map(|element| element.file.clone()));
        pieces
    }

    /// The tags of the elements that the letter holds.
    fn tags(&self, assembled: &Assembled) -> Vec<String> {
        let elements = assembled.composed.elements.iter();
        let elements = elements.filter_map(|key| self.view.element(key));
        let mut tags: Vec<String> = elements.flat_map(|element| element.tags.clone()).collect();
        tags.sort();
        tags.dedup();
        tags
    }

    /// The letter that shows something.
    pub fn shown(&self, witness: &Witness, person: Option<&str>) -> LetterShown {
        let differs = witness.differs.iter().map(|(name, value)| both(name, value)).collect();
        LetterShown {
            template: self.template.manifest.key.clone(),
            person: person.map(str::to_owned),
            differs,
        }
    }
}

/// The files of a letter compiled by themselves, for fixes of what the proof found in them.
struct Menders<'m> {
    job: &'m LetterJob<'m>,
    compiled: BTreeMap<String, Option<Template>>,
}

impl Menders<'_> {
    /// What mends a finding in its file.
    fn fix(&mut self, file: &str, diagnostic: &Diagnostic) -> Option<Fix> {
        // The codes that `fixer` knows to mend; compiling is not for nothing.
        const MENDED: [&str; 8] = ["F105", "V612", "V613", "V614", "V620", "V621", "C502", "M303"];
        if !MENDED.contains(&diagnostic.finding.code()) {
            return None;
        }
        let job = self.job;
        let template = self.compiled.entry(file.to_owned()).or_insert_with(|| {
            let bytes = job.files.get(file)?;
            Template::compile(bytes, &CompileOptions::default()).ok()
        });
        // A question is ticked for the template, wherever it is asked.
        let manifest = job.template.file.replace(".docx", ".toml");
        let tick = |alias: &str| {
            let text = std::str::from_utf8(job.files.get(&manifest)?).ok()?;
            let (bytes, with) = bundle::tick(text, alias)?;
            Some(Edit::File { file: manifest.clone(), bytes, with })
        };
        let mender = Mender {
            template: template.as_ref()?,
            catalogue: Some(&job.view.catalogue),
            tick: Some(&tick),
        };
        fixer(diagnostic, &mender)
    }
}

/// What differs, in Danish and English; the proof says it in Danish.
fn both(name: &str, value: &str) -> [String; 2] {
    let english_name = match name {
        "kontekst" => "context".to_owned(),
        "afslagsårsag" => "denial reason".to_owned(),
        _ => match name.strip_prefix("antal i ") {
            Some(list) => format!("number of {list}"),
            None => name.to_owned(),
        },
    };
    let english_value = if value == "(tom)" { "(empty)" } else { value };
    [format!("{name} = {value}"), format!("{english_name} = {english_value}")]
}

/// What a rule found in the composed document, in the file whose author can mend it. Bytes are those
/// of no file there, so that only fixes of other files stay.
pub(super) fn located(
    places: &Places<'_>,
    manuscript: &Manuscript<'_>,
    found: Found,
) -> (String, Found) {
    let of_files = |edit: &Edit| matches!(edit, Edit::File { .. });
    let fix = found.fix.filter(|fix| fix.edits.iter().all(of_files));
    let (file, diagnostic) = match &found.diagnostic.place {
        // A place without a paragraph is the story as a whole.
        Some(place) if place.paragraph == 0 && place.story == manuscript.body().kind => {
            let finding = found.diagnostic.finding.clone();
            let (file, _) = places.diagnostic(&Diagnostic { finding, place: None });
            (file, found.diagnostic.clone())
        }
        _ => places.diagnostic(&found.diagnostic),
    };
    (file.to_owned(), Found { rule: found.rule, diagnostic, spot: None, fix })
}

/// Something seen in a file.
pub(super) fn seen(file: &str, found: Found, sight: Sight) -> Seen {
    Seen { file: file.to_owned(), found, sight, line: None, letter: None }
}
