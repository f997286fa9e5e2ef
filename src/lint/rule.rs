//! A rule: its code and name, its manual, and where in a template it looks.

use super::checker::Checker;
use super::manuscript::{Control, Link, Object, Paragraph, Story, Table};
use crate::diagnostic::{MessageLanguage, Severity};

/// A rule of the linter. One lives in each file of `rules/`.
#[derive(Debug)]
pub struct Rule {
    /// The stable code; never given to another rule.
    pub code: &'static str,
    /// The pattern that it finds, such as `picture-without-alternative-text`: reads after "allow".
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How bad its findings are unless the settings say otherwise.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// Runs unless the settings say otherwise. House rules that many would not want are off.
    pub by_default: bool,
    /// What can be mended without a person.
    pub repair: Repair,
    /// Where it looks: files as authors write them, whole letters, finished letters.
    pub stages: &'static [Stage],
    /// What is to be known of it.
    pub manual: Manual,
    /// Clauses, such as `WCAG 2.1 1.1.1`, `EN 301 549 10.1.1.1`, `ISO 14289-1 7.3`, `Matterhorn 13-004`.
    pub references: &'static [&'static str],
    /// What it looks at.
    pub checks: &'static [Check],
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Field codes and regions.
    Fields,
    /// Merge questions and conditions.
    Questions,
    /// Contexts and catalogue.
    Contexts,
    /// Accessibility.
    Accessibility,
    /// Plain language.
    Language,
    /// What the law asks of a letter.
    LegalContent,
    /// Digital Post.
    DigitalPost,
    /// Safety and privacy.
    Safety,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The file decides it.
    Certain,
    /// A sign that a person must judge: its findings are marked *needs review*.
    NeedsReview,
}

/// What can be mended without a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Nothing.
    None,
    /// The letter reads as before, or as was surely meant.
    Safe,
    /// The author should look at what was done.
    Unsafe,
    /// Some of it safely; of the rest the author should look at what was done.
    Partly,
}

/// Where a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A file as its author wrote it: a template's body, a master, an element, or a lone document.
    File,
    /// A letter's template as a whole: master, body and elements in one. A lone document is its own
    /// whole.
    Whole,
    /// A finished letter.
    Finished,
}

/// A text in both languages of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Danish.
    pub da: &'static str,
    /// English.
    pub en: &'static str,
}

/// What is to be known of a rule; each text is of whole sentences.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// The rule in a few words, such as `Billede uden alternativ tekst`, without full stop.
    pub title: Words,
    /// What it finds, exactly, and what it leaves alone.
    pub finds: Words,
    /// Why it matters to the reader of the letter.
    pub why: Words,
    /// An example of what it finds.
    pub bad: Words,
    /// The same as it should be.
    pub good: Words,
    /// What to do in Word, step by step.
    pub steps: &'static [Words],
}

/// What a rule looks at. Rules never walk by themselves: the checker walks once and calls them.
#[derive(Clone, Copy)]
pub enum Check {
    /// The document as a whole.
    Document(fn(&mut Checker<'_>)),
    /// Each story.
    Story(fn(&mut Checker<'_>, &Story)),
    /// Each paragraph.
    Paragraph(fn(&mut Checker<'_>, &Story, &Paragraph)),
    /// Each table.
    Table(fn(&mut Checker<'_>, &Story, &Table)),
    /// Each picture, shape, text box, embedded object.
    Object(fn(&mut Checker<'_>, &Story, &Object)),
    /// Each link.
    Link(fn(&mut Checker<'_>, &Story, &Link)),
    /// Each content control and form field.
    Control(fn(&mut Checker<'_>, &Story, &Control)),
    /// Found by another room, which reports it under this code.
    Reported(By),
}

/// Who else reports findings that have a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The compiler of field codes.
    Compiler,
    /// The proof over all answers.
    Proof,
    /// The composition of master, body and elements.
    Composition,
    /// Merging test letters.
    Merge,
    /// Setting test letters as pages.
    Rendering,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Check::Document(_) => "Document",
            Check::Story(_) => "Story",
            Check::Paragraph(_) => "Paragraph",
            Check::Table(_) => "Table",
            Check::Object(_) => "Object",
            Check::Link(_) => "Link",
            Check::Control(_) => "Control",
            Check::Reported(by) => return write!(f, "Reported({by:?})"),
        })
    }
}

/// Texts of a rule that has not said them yet: what the beginnings below are filled with.
const UNSAID: Words = Words { da: "", en: "" };

impl Rule {
    /// The beginning of a rule whose findings the compiler of field codes reports.
    pub const BY_COMPILER: Rule = Rule::reported(Group::Fields, &[Check::Reported(By::Compiler)]);
    /// The beginning of a rule on questions whose findings the proof reports.
    pub const BY_PROOF: Rule = Rule::reported(Group::Questions, &[Check::Reported(By::Proof)]);
    /// The beginning of a rule on contexts whose findings the proof reports.
    pub const OF_CONTEXTS: Rule = Rule::reported(Group::Contexts, &[Check::Reported(By::Proof)]);

    const fn reported(group: Group, checks: &'static [Check]) -> Rule {
        Rule {
            code: "",
            name: "",
            group,
            severity: Severity::Error,
            certainty: Certainty::Certain,
            by_default: true,
            repair: Repair::None,
            stages: &[Stage::Whole],
            manual: Manual {
                title: UNSAID,
                finds: UNSAID,
                why: UNSAID,
                bad: UNSAID,
                good: UNSAID,
                steps: &[],
            },
            references: &[],
            checks,
        }
    }
}

impl Words {
    /// The text in a language.
    pub fn of(self, language: MessageLanguage) -> &'static str {
        match language {
            MessageLanguage::Danish => self.da,
            MessageLanguage::English => self.en,
        }
    }
}

impl Group {
    /// All groups, in the order of the manual.
    pub const ALL: [Group; 8] = [
        Group::Fields,
        Group::Questions,
        Group::Contexts,
        Group::Accessibility,
        Group::Language,
        Group::LegalContent,
        Group::DigitalPost,
        Group::Safety,
    ];

    /// A stable English word for machines.
    pub fn key(self) -> &'static str {
        match self {
            Group::Fields => "fields",
            Group::Questions => "questions",
            Group::Contexts => "contexts",
            Group::Accessibility => "accessibility",
            Group::Language => "language",
            Group::LegalContent => "legal-content",
            Group::DigitalPost => "digital-post",
            Group::Safety => "safety",
        }
    }

    /// The group in words.
    pub fn words(self) -> Words {
        match self {
            Group::Fields => Words { da: "felter", en: "fields" },
            Group::Questions => Words { da: "flettespørgsmål", en: "merge questions" },
            Group::Contexts => Words { da: "kontekster", en: "contexts" },
            Group::Accessibility => Words { da: "tilgængelighed", en: "accessibility" },
            Group::Language => Words { da: "sprog", en: "language" },
            Group::LegalContent => Words { da: "juridisk indhold", en: "legal content" },
            Group::DigitalPost => Words { da: "Digital Post", en: "Digital Post" },
            Group::Safety => Words { da: "sikkerhed", en: "safety" },
        }
    }
}
