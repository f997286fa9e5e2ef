//! Finished letters: those of the test persons, and those of answers and values that matter.
//!
//! A template can be clean and a letter not: a row that vanishes leaves a heading without content, an
//! empty value a link without text. Each test person's own letters are made, then letters in which every
//! two answers and values meet ([`verify::cover`]), laid over the persons' data so that what stands in
//! them is what such letters say.

use std::collections::HashSet;

use super::letter::{LetterJob, located, seen};
use super::marks::Marked;
use super::report::LetterShown;
use super::seen::{Judgement, Seen, Sight};
use super::validator::{LETTERS, told};
use crate::bundle::{Assembled, Places, TestPerson};
use crate::diagnostic::{Diagnostic, Finding, MessageLanguage, Place, Severity};
use crate::docx::{Macros, PackageError};
use crate::lint::{Found, Manuscript, Stage, check, manuscript};
use crate::merge::MergeOptions;
use crate::render::RenderOptions;
use crate::resolve::{CaseRequest, Made, Resolution, Subject};
use crate::template::{CompileOptions, Template};
use crate::verify::cover;
use crate::wire::Title;

/// Findings of rendering that rules tell at a better place.
const TOLD_BY_RULES: [&str; 4] = ["L003", "L010", "L013", "L014"];

/// A letter that was made, and its title.
type Finished = (Vec<u8>, Option<String>);

/// What letters of one template are made with.
struct Maker<'m> {
    job: &'m LetterJob<'m>,
    assembled: &'m Assembled,
    places: &'m Places<'m>,
    /// The composed document.
    manuscript: &'m Manuscript<'m>,
    tags: &'m [String],
    marked: Marked,
    title: Title,
    options: MergeOptions,
    /// Hashes of the letters judged already.
    known: HashSet<String>,
}

/// Makes the letters of a template and judges them.
pub(super) fn judge(
    job: &LetterJob<'_>,
    assembled: &Assembled,
    places: &Places<'_>,
    manuscript: &Manuscript<'_>,
    tags: &[String],
    judgement: &mut Judgement,
) -> Result<(), PackageError> {
    let bundle = job.view.bundle;
    let manifest = &job.template.manifest;
    let own = assembled.composed.own();
    let covers = cover(&job.to_prove(assembled, &own), LETTERS);
    let mut maker = Maker {
        job,
        assembled,
        places,
        manuscript,
        tags,
        marked: Marked::of(&assembled.template)?,
        title: Title::of(&manifest.title),
        options: MergeOptions {
            gaps: bundle.gaps,
            language: Some(bundle.language.clone()).filter(|tag| !tag.is_empty()),
            ..MergeOptions::default()
        },
        known: HashSet::new(),
    };
    let fits = |case: &CaseRequest| {
        manifest.used_in().contains(&case.context)
            && job
                .view
                .template(&manifest.key, Some(&case.context))
                .is_some_and(|found| std::ptr::eq(found, job.template))
    };
    let cases: Vec<(&TestPerson, &CaseRequest)> = bundle
        .persons
        .iter()
        .flat_map(|person| person.cases.iter().map(move |case| (person, case)))
        .filter(|(_, case)| fits(case))
        .collect();
    let day = covers.first().and_then(|cover| cover.witness.request.date);
    for (person, case) in cases.iter().take(LETTERS / 2) {
        let case = CaseRequest { date: case.date.or(day), ..(*case).clone() };
        let context = case.context.clone();
        let shown = LetterShown {
            template: manifest.key.clone(),
            person: Some(person.key.clone()),
            differs: vec![[format!("kontekst = {context}"), format!("context = {context}")]],
        };
        maker.of_person(person, &case, &shown, judgement)?;
    }
    let left = LETTERS.saturating_sub(judgement.letters);
    for (number, cover) in covers.iter().enumerate().take(left) {
        let context = &cover.witness.request.context;
        let here: Vec<&(&TestPerson, &CaseRequest)> =
            cases.iter().filter(|(_, case)| case.context == *context).collect();
        let of_person = here.get(number % here.len().max(1));
        let mut shown = job.shown(&cover.witness, of_person.map(|(person, _)| person.key.as_str()));
        let mut made = None;
        if let Some((_, case)) = of_person {
            made = maker.make(&cover.over(case))?;
        }
        if made.is_none() {
            // What a person's values do not allow is made of sample values alone.
            shown.person = None;
            made = maker.make(&cover.witness.request)?;
        }
        if let Some((letter, title)) = made {
            maker.finished(&letter, title.as_deref(), &shown, false, judgement)?;
        }
    }
    Ok(())
}

impl Maker<'_> {
    fn resolution(&self) -> Resolution<'_> {
        Resolution::of(Subject {
            template: &self.marked.template,
            manifest: &self.job.template.manifest,
            catalogue: &self.job.view.catalogue,
        })
    }

    /// A letter and its title, where there is one to be sent.
    fn make(&self, case: &CaseRequest) -> Result<Option<Finished>, PackageError> {
        let resolved = self.resolution().resolve(case);
        if resolved.is_outside() {
            return Ok(None);
        }
        let title = self.title.write(&resolved.record, self.job.view.catalogue.language);
        let title = title.ok().flatten();
        let options = MergeOptions { title: title.clone(), ..self.options.clone() };
        let made = resolved.merge(&self.marked.template, &options)?;
        Ok(match made.outcome {
            crate::merge::Outcome::Letter(bytes) => Some((bytes, title)),
            _ => None,
        })
    }

    /// A person's own letter: judged, and set on pages.
    fn of_person(
        &mut self,
        person: &TestPerson,
        case: &CaseRequest,
        shown: &LetterShown,
        judgement: &mut Judgement,
    ) -> Result<(), PackageError> {
        let resolved = self.resolution().resolve(case);
        let mut options = self.options.clone();
        if !resolved.is_outside() {
            match self.title.write(&resolved.record, self.job.view.catalogue.language) {
                Ok(title) => options.title = title,
                Err(finding) => {
                    let file = self.job.template.file.replace(".docx", ".toml");
                    let mut seen = seen(&file, told(Diagnostic::of(finding)), Sight::Person);
                    seen.letter = Some(shown.clone());
                    // It is one title, however long each person's name makes it.
                    let code = seen.found.code();
                    let known = |other: &Seen| other.file == file && other.found.code() == code;
                    if !judgement.seen.iter().any(known) {
                        judgement.seen.push(seen);
                    }
                }
            }
        }
        let made = resolved.merge(&self.marked.template, &options)?;
        self.faults_of_person(person, &made, shown, judgement);
        if let crate::merge::Outcome::Letter(letter) = &made.outcome {
            self.finished(letter, options.title.as_deref(), shown, true, judgement)?;
        }
        Ok(())
    }

    /// What the merge says of the person's data. What the proof says of the template is no fault of
    /// the person's.
    fn faults_of_person(
        &self,
        person: &TestPerson,
        made: &Made,
        shown: &LetterShown,
        judgement: &mut Judgement,
    ) {
        // What is settled in the context says the same as the merge, and better.
        let settled: Vec<String> = made
            .receipt
            .diagnostics
            .iter()
            .filter(|found| found.finding.code().starts_with('C'))
            .filter_map(|found| named(&found.finding))
            .collect();
        let of_template = self.assembled.template.diagnostics();
        let words = |finding: &Finding| finding.message(MessageLanguage::Danish);
        for diagnostic in &made.receipt.diagnostics {
            let code = diagnostic.finding.code();
            // That a question is not answered is how test persons are; it is told of real letters.
            // Contents that nobody approved were told of when the letter was put together (K801).
            if diagnostic.severity() == Severity::Note || code == "F117" {
                continue;
            }
            if code.starts_with('M')
                && named(&diagnostic.finding).is_some_and(|n| settled.contains(&n))
            {
                continue;
            }
            let known = of_template.iter().any(|found| found.finding == diagnostic.finding)
                || judgement.seen.iter().any(|seen| {
                    seen.sight == Sight::Proved
                        && seen.found.code() == code
                        && words(&seen.found.diagnostic.finding) == words(&diagnostic.finding)
                });
            if known {
                continue;
            }
            // The place is the template's, and the fault is not.
            let found = told(Diagnostic { finding: diagnostic.finding.clone(), place: None });
            let mut seen = seen(&format!("persons/{}.json", person.key), found, Sight::Person);
            seen.letter = Some(shown.clone());
            judgement.seen.push(seen);
        }
    }

    /// Judges a finished letter.
    fn finished(
        &mut self,
        letter: &[u8],
        title: Option<&str>,
        shown: &LetterShown,
        set: bool,
        judgement: &mut Judgement,
    ) -> Result<(), PackageError> {
        if !self.known.insert(super::hash::sha256(letter)) {
            return Ok(());
        }
        judgement.letters += 1;
        let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
        let template = Template::compile(letter, &options)?;
        let finished = manuscript(&template)?;
        let mut subject = self.job.subject(&[Stage::Finished], self.tags);
        subject.title = title;
        let rules = self.job.validator.selection().rules();
        let mut found: Vec<(Found, Sight)> = check(&finished, &subject, rules)
            .into_iter()
            .map(|found| (found, Sight::Finished))
            .collect();
        if set
            && let Ok(rendered) =
                self.job.validator.renderer().render_bytes(letter, &RenderOptions::default())
        {
            let told_elsewhere = |found: &Diagnostic| TOLD_BY_RULES.contains(&found.finding.code());
            let rendered = rendered.diagnostics.into_iter().filter(|found| !told_elsewhere(found));
            found.extend(rendered.map(|diagnostic| (told(diagnostic), Sight::Rendered)));
        }
        for (mut found, sight) in found {
            found.spot = None;
            found.fix = None;
            found.diagnostic.place =
                found.diagnostic.place.map(|place| self.place(&finished, &place));
            let (file, found) = located(self.places, self.manuscript, found);
            let mut seen = seen(&file, found, sight);
            seen.letter = Some(shown.clone());
            judgement.seen.push(seen);
        }
        Ok(())
    }

    /// A place of the finished letter in the composed template: the author's paragraph with its codes,
    /// and in it the words that are meant, where they stand there too.
    fn place(&self, finished: &Manuscript<'_>, place: &Place) -> Place {
        let origin = finished
            .stories
            .iter()
            .find(|story| story.kind == place.story)
            .filter(|_| place.paragraph > 0)
            .and_then(|story| self.marked.origin(story, place.paragraph));
        let Some((kind, number)) = origin else {
            return Place { story: place.story, ..Place::default() };
        };
        let story = self.manuscript.stories.iter().find(|story| story.kind == kind);
        let paragraph = story.and_then(|story| {
            let at = story.paragraphs.partition_point(|found| found.number < number);
            story.paragraphs.get(at).filter(|found| found.number == number)
        });
        let Some(paragraph) = paragraph else {
            return Place { story: kind, paragraph: number, ..Place::default() };
        };
        let (from, to) = place.mark;
        let meant: String =
            place.excerpt.chars().skip(from).take(to.saturating_sub(from)).collect();
        let meant = meant.trim_end_matches('…').trim();
        let mut at = paragraph.shown.match_indices(meant);
        match (at.next(), at.next()) {
            (Some((at, meant)), None) if !meant.is_empty() => {
                paragraph.place_of(at..at + meant.len())
            }
            _ => paragraph.place(),
        }
    }
}

/// What a finding names first.
fn named(finding: &Finding) -> Option<String> {
    finding.message(MessageLanguage::English).split('`').nth(1).map(str::to_owned)
}
