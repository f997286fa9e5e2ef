//! The walk: each rule is called at what it looks at, once.

use std::ops::Range;

use super::fix::Fix;
use super::found::{Found, Spot};
use super::manuscript::{Manuscript, Story};
use super::personal::masked;
use super::rule::{Check, Rule, Stage};
use crate::catalogue::Manifest;
use crate::diagnostic::{Diagnostic, Place, RuleFinding};
use crate::policy::LanguagePolicy;

/// What is judged, beside the manuscript itself.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// What part of a letter the file is.
    pub role: Role,
    /// As what it is judged: a lone document is judged as file and as whole, in two walks or one.
    pub stages: &'s [Stage],
    /// What is said beside the template; `None` for masters, elements and lone documents.
    pub manifest: Option<&'s Manifest>,
    /// The tags of an element, or of all the elements that a whole letter holds.
    pub tags: &'s [String],
    /// The policy of its language.
    pub policy: &'s LanguagePolicy,
    /// The language it should be in, such as `da-DK`.
    pub language: &'s str,
    /// The Digital Post title of a finished letter.
    pub title: Option<&'s str>,
    /// The name of the file, without folders.
    pub file_name: &'s str,
}

/// What part of a letter a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// All of it: a lone document, a template put together, or a finished letter.
    Letter,
    /// A master template.
    Master,
    /// A template's own text, that goes into a master.
    Body,
    /// A content element.
    Element,
}

/// What a rule says of a fault, in both languages.
#[derive(Clone, Debug)]
pub struct Message {
    message: [String; 2],
    help: [String; 2],
}

/// The fault in words: Danish and English, sentences without full stop.
pub fn say(danish: impl Into<String>, english: impl Into<String>) -> Message {
    Message { message: [danish.into(), english.into()], help: [String::new(), String::new()] }
}

impl Message {
    /// What to do about it.
    #[must_use]
    pub fn help(mut self, danish: impl Into<String>, english: impl Into<String>) -> Self {
        self.help = [danish.into(), english.into()];
        self
    }
}

/// Collects what rules find while the manuscript is walked.
#[derive(Debug)]
pub struct Checker<'c> {
    manuscript: &'c Manuscript<'c>,
    subject: &'c Subject<'c>,
    rule: &'static Rule,
    found: Vec<Found>,
}

impl<'c> Checker<'c> {
    /// The document.
    pub fn manuscript(&self) -> &'c Manuscript<'c> {
        self.manuscript
    }

    /// What is said beside it.
    pub fn subject(&self) -> &'c Subject<'c> {
        self.subject
    }

    /// The policy of its language.
    pub fn policy(&self) -> &'c LanguagePolicy {
        self.subject.policy
    }

    /// Whether it is judged as this.
    pub fn is(&self, stage: Stage) -> bool {
        self.subject.stages.contains(&stage)
    }

    /// Reports a fault at a place.
    pub fn report(&mut self, place: Place, message: Message) -> Report<'_> {
        self.push(Some(place), message)
    }

    /// Reports a fault of the whole document.
    pub fn report_whole(&mut self, message: Message) -> Report<'_> {
        self.push(None, message)
    }

    fn push(&mut self, place: Option<Place>, message: Message) -> Report<'_> {
        let finding = RuleFinding {
            code: self.rule.code,
            severity: self.rule.severity,
            message: message.message,
            help: message.help,
        };
        let place = place
            .map(|place| Place { heading: place.heading.map(|heading| masked(&heading)), ..place });
        let diagnostic = Diagnostic { finding: finding.into(), place };
        self.found.push(Found { rule: Some(self.rule), diagnostic, spot: None, fix: None });
        let at = self.found.len() - 1;
        Report { found: &mut self.found[at] }
    }
}

/// A fault that was reported, for what else is to be said of it.
#[derive(Debug)]
pub struct Report<'r> {
    found: &'r mut Found,
}

impl Report<'_> {
    /// The bytes meant.
    #[expect(clippy::return_self_not_must_use, reason = "what is reported is reported")]
    pub fn at(self, story: &Story, bytes: &Range<usize>) -> Self {
        self.found.spot = Some(Spot { part: story.part.clone(), bytes: bytes.clone() });
        self
    }

    /// What would mend it.
    #[expect(clippy::return_self_not_must_use, reason = "what is reported is reported")]
    pub fn fix(self, fix: Fix) -> Self {
        self.found.fix = Some(fix);
        self
    }

    /// Another severity than the rule's own, where the rule knows degrees.
    #[expect(clippy::return_self_not_must_use, reason = "what is reported is reported")]
    pub fn severity(self, severity: crate::diagnostic::Severity) -> Self {
        if let crate::diagnostic::Finding::RuleFinding(finding) = &mut self.found.diagnostic.finding
        {
            finding.severity = severity;
        }
        self
    }
}

/// Judges a manuscript by rules; only those that look at what the subject is judged as are called.
/// What is found comes in the order of the text.
pub fn check(
    manuscript: &Manuscript<'_>,
    subject: &Subject<'_>,
    rules: &[&'static Rule],
) -> Vec<Found> {
    let mut found = Vec::new();
    for rule in rules {
        if !rule.stages.iter().any(|stage| subject.stages.contains(stage)) {
            continue;
        }
        let mut checker = Checker { manuscript, subject, rule, found: Vec::new() };
        for check in rule.checks {
            call(&mut checker, *check);
        }
        found.append(&mut checker.found);
    }
    found.sort_by_key(|found| {
        found.diagnostic.place.as_ref().map(|place| (place.story, place.paragraph, place.mark))
    });
    found
}

fn call<'c>(checker: &mut Checker<'c>, check: Check) {
    let manuscript: &'c Manuscript<'c> = checker.manuscript;
    let stories = manuscript.stories.iter();
    match check {
        Check::Document(look) => look(checker),
        Check::Story(look) => stories.for_each(|story| look(checker, story)),
        Check::Paragraph(look) => stories.for_each(|story| {
            story.paragraphs.iter().for_each(|found| look(checker, story, found));
        }),
        Check::Table(look) => stories.for_each(|story| {
            story.tables.iter().for_each(|found| look(checker, story, found));
        }),
        Check::Object(look) => stories.for_each(|story| {
            story.objects.iter().for_each(|found| look(checker, story, found));
        }),
        Check::Link(look) => stories.for_each(|story| {
            story.links.iter().for_each(|found| look(checker, story, found));
        }),
        Check::Control(look) => stories.for_each(|story| {
            story.controls.iter().for_each(|found| look(checker, story, found));
        }),
        Check::Reported(_) => {}
    }
}
