//! The template: a package and its field codes, compiled once, merged many times.
//!
//! Here the two rooms below meet: `docx` knows that a field has a code and cannot read it, `field`
//! reads codes and has never seen a document. Compiling takes every story of the package, folds its
//! fields, reads their codes and turns the story into a [`Program`]: spans to copy, and holes.
//!
//! Of the paragraph
//!
//! ```text
//! Kære { MERGEFIELD Borger.Fornavn }, { IF { MERGEFIELD Question:00042 } = ”J” ”vi har brug for mere.” }
//! ```
//!
//! it makes
//!
//! ```text
//! Open(paragraph)  Copy("…<w:t>Kære </w:t></w:r>")  Field(0)  Copy("<w:r><w:t>, </w:t></w:r>")
//! Field(1) = If { [Nested(2)] = ["J"], then: Copy("<w:r><w:t>vi har brug for mere.</w:t></w:r>") }
//! Close(paragraph)
//! ```
//!
//! A template is immutable and `Send + Sync`; merging borrows it. A bad template is never an error:
//! compiling gives the value, which does what can be done, and the [`Diagnostic`]s. An error means
//! that we could not look: no archive, no document, or one built to hurt us.
//!
//! Decisions, where Word leaves room or nothing to copy:
//!
//! | question | decision |
//! |---|---|
//! | a field whose condition asks for PAGE or NUMPAGES | stays a field, with the case's values in its code |
//! | REF with `\n \r \w \p \t` (paragraph numbers) | stays a field |
//! | a locked field (`w:fldLock`) | its stored result, and a note |
//! | a field in a tracked deletion | is not there |
//! | a bookmark with one end in a field | goes with the field |
//! | ASK, DATABASE and the like | an error; where the caller insists, the stored result |

pub(crate) mod code;
mod compile;
mod faults;
pub(crate) mod letters;
mod listing;
mod names;
pub(crate) mod places;
mod program;
mod regions;
mod steps;

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

pub(crate) use faults::readable;
pub use listing::{ListedField, list};
pub use names::{Name, Names};
pub use places::Spots;
pub use program::{
    Action, Branch, Bytes, Copy, Edge, Field, FieldId, Frame, FrameKind, MergeAction,
    ParagraphFrame, Part, Patch, PatchKind, Program, Region, Step, Stored, Table, Text,
};

use crate::diagnostic::{Diagnostic, Finding, Place, StoryKind};
use crate::docx::{
    CONTENT_TYPES, Changes, DocumentProperties, Folded, LetterParts, Limits, Macros, Numbering,
    Package, PackageError, PackageWriter, PieceKind, Settings, Story, Styles, fold,
};
use crate::field::{Conventions, Separators};
use crate::locale::Language;

/// How to read a template.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// What to do with macros.
    pub macros: Macros,
    /// Bounds on what the package may cost.
    pub limits: Limits,
    /// The letter's language; without it, that of the template's text.
    pub language: Option<Language>,
}

/// A compiled template.
#[derive(Debug)]
pub struct Template {
    package: Package,
    hash: String,
    programs: Vec<Program>,
    names: Names,
    diagnostics: Vec<Diagnostic>,
    conventions: Conventions,
    settings: Settings,
    properties: DocumentProperties,
    styles: Styles,
    numbering: Numbering,
    bookmarks: HashMap<String, (usize, usize)>,
    highest_drawing: u32,
    writer: PackageWriter,
    parts: LetterParts,
    stories: Vec<(StoryKind, Story, Folded)>,
}

impl Template {
    /// Compiles a template from the bytes of its package.
    pub fn compile(bytes: &[u8], options: &CompileOptions) -> Result<Self, PackageError> {
        let package = Package::open(bytes, options.macros, &options.limits)?;
        let settings = Settings::read(&package)?;
        let styles = Styles::read(&package)?;
        let properties = DocumentProperties::read(&package)?;
        let numbering = Numbering::read(&package)?;
        let parts = LetterParts::of(&package, options.macros)?;
        let conventions = conventions(&settings, &styles, options.language);

        let mut stories = Vec::new();
        let mut left = options.limits;
        for (kind, part) in story_parts(&package) {
            let story = Story::read(&part, package.text(&part)?, &left)?;
            left.pieces = left.pieces.saturating_sub(story.pieces.len());
            let folded = fold(&story, &options.limits)?;
            stories.push((kind, story, folded));
        }
        let mut diagnostics = Vec::new();
        if parts.macros {
            diagnostics.push(Diagnostic::of(Finding::MacrosDropped {}));
        }
        if stories.iter().any(|(_, story, _)| story.pieces.iter().any(|piece| piece.deleted)) {
            diagnostics.push(Diagnostic::of(Finding::TrackedChanges {}));
        }
        let names_of_bookmarks = bookmark_names(&stories);
        let mut names = Names::default();
        let mut drawings = HashSet::new();
        let mut programs = Vec::new();
        for (kind, story, folded) in &stories {
            let mut shared = compile::Shared {
                styles: &styles,
                separators: conventions.separators,
                restarted: numbering.restarted(),
                names: &mut names,
                diagnostics: &mut diagnostics,
                drawings: &mut drawings,
                bookmarks: &names_of_bookmarks,
            };
            programs.push(compile::compile(*kind, story, folded, &mut shared));
        }
        let varying = programs
            .iter()
            .filter(|program| program.has_holes())
            .map(|program| program.part.clone())
            .collect();
        let changes =
            Changes { fixed: parts.changed.clone(), varying, dropped: parts.dropped.clone() };
        let writer = package.writer(&changes)?;
        let mut bookmarks = HashMap::new();
        for (program, compiled) in programs.iter().enumerate() {
            for (index, (name, _)) in compiled.bookmarks.iter().enumerate() {
                bookmarks.entry(name.to_lowercase()).or_insert((program, index));
            }
        }
        let highest_drawing =
            drawings.iter().filter_map(|id| id.parse().ok()).max().unwrap_or_default();
        Ok(Template {
            package,
            hash: Self::hash_of(bytes),
            programs,
            names,
            diagnostics,
            conventions,
            settings,
            properties,
            styles,
            numbering,
            bookmarks,
            highest_drawing,
            writer,
            parts,
            stories,
        })
    }

    /// SHA-256 of a package's bytes, in hexadecimal: the hash that its template would have.
    pub fn hash_of(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// SHA-256 of the template's bytes, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What is odd about the template, in the order of its text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The names that the template asks the data for.
    pub fn names(&self) -> &[Name] {
        self.names.all()
    }

    /// The compiled stories.
    pub fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// How the template's codes are written and what the letter speaks.
    pub fn conventions(&self) -> Conventions {
        self.conventions
    }

    /// What the document settings say.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The document's properties.
    pub fn properties(&self) -> &DocumentProperties {
        &self.properties
    }

    /// The document's styles.
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The document's lists.
    pub fn numbering(&self) -> &Numbering {
        &self.numbering
    }

    /// The package as it was read.
    pub fn package(&self) -> &Package {
        &self.package
    }

    /// The highest id of a drawing object.
    pub fn highest_drawing(&self) -> u32 {
        self.highest_drawing
    }

    /// The stories with their fields folded, as far as reading goes.
    pub fn stories(&self) -> &[(StoryKind, Story, Folded)] {
        &self.stories
    }

    /// The places of a story's pieces, by the story's program. Found anew at each call.
    pub fn spots(&self, program: usize) -> Option<Spots<'_>> {
        let (kind, story, folded) = self.stories.get(program)?;
        Some(Spots::of(*kind, story, &self.styles, folded))
    }

    /// The heading level of a paragraph of a story, by the story's program.
    pub fn heading_level(&self, program: usize, paragraph: usize) -> Option<u8> {
        let (_, story, _) = self.stories.get(program)?;
        places::heading_level(story, &self.styles, paragraph)
    }

    /// Where each paragraph of the letter's text stands, in order, without its text.
    pub fn paragraph_places(&self) -> Vec<Place> {
        self.stories
            .iter()
            .filter(|(kind, ..)| *kind == StoryKind::Body)
            .flat_map(|(kind, story, _)| places::Places::paragraphs(*kind, story, &self.styles))
            .collect()
    }

    /// The program and index of a bookmark, by its name, letter case apart.
    pub fn bookmark(&self, name: &str) -> Option<(usize, usize)> {
        self.bookmarks.get(&name.to_lowercase()).copied()
    }

    /// Writes the letter's package.
    pub(crate) fn writer(&self) -> &PackageWriter {
        &self.writer
    }

    /// The text of a part as every letter of this template has it.
    pub(crate) fn letter_part(&self, part: &str) -> Option<String> {
        match self.parts.changed.iter().find(|(name, _)| name == part) {
            Some((_, bytes)) => String::from_utf8(bytes.clone()).ok(),
            None => self.package.text(&self.package.actual_name(part)?).ok(),
        }
    }

    /// The content types as every letter of this template has them.
    pub(crate) fn content_types(&self) -> String {
        self.letter_part(CONTENT_TYPES).unwrap_or_default()
    }
}

impl Program {
    /// Whether a letter's story can differ from the template's.
    pub fn has_holes(&self) -> bool {
        match self.steps.as_slice() {
            [] => false,
            [Step::Copy(copy)] => copy.bytes.start != 0,
            _ => true,
        }
    }
}

fn conventions(settings: &Settings, styles: &Styles, asked: Option<Language>) -> Conventions {
    let language = asked
        .or_else(|| styles.language.as_deref().and_then(Language::from_tag))
        .or_else(|| settings.language.as_deref().and_then(Language::from_tag))
        .unwrap_or_default();
    let defaults = Separators::of(language);
    Conventions {
        separators: Separators {
            decimal: settings.decimal_symbol.unwrap_or(defaults.decimal),
            list: settings.list_separator.unwrap_or(defaults.list),
        },
        language,
    }
}

/// The parts with running text, body first.
pub(crate) fn story_parts(package: &Package) -> Vec<(StoryKind, String)> {
    let numbered = |kind: &str, make: fn(usize) -> StoryKind| {
        package
            .parts_of_kind(kind)
            .into_iter()
            .enumerate()
            .map(move |(index, part)| (make(index + 1), part))
            .collect::<Vec<_>>()
    };
    let mut parts = vec![(StoryKind::Body, package.main_part().to_owned())];
    parts.extend(numbered("header", StoryKind::Header));
    parts.extend(numbered("footer", StoryKind::Footer));
    parts.extend(numbered("footnotes", |_| StoryKind::Footnotes));
    parts.extend(numbered("endnotes", |_| StoryKind::Endnotes));
    parts.extend(numbered("comments", |_| StoryKind::Comments));
    let mut seen = HashSet::new();
    parts.retain(|(_, part)| seen.insert(part.clone()));
    parts
}

/// Names that REF may mean, in lower case: bookmarks of the text, and those that SET makes.
fn bookmark_names(stories: &[(StoryKind, Story, Folded)]) -> HashSet<String> {
    let mut names = HashSet::new();
    for (_, story, _) in stories {
        let mut code = String::new();
        for piece in &story.pieces {
            match &piece.kind {
                PieceKind::RangeMark { element, name: Some(name), .. }
                    if element == "bookmarkStart" =>
                {
                    names.insert(name.to_lowercase());
                }
                PieceKind::FieldBegin { .. } => {
                    // The value that SET gives may hold fields: its own code ends here or later.
                    names.extend(name_set_by(&code));
                    code.clear();
                }
                PieceKind::Code(content) => code.push_str(&story.text(content)),
                PieceKind::FieldSeparate | PieceKind::FieldEnd => {
                    names.extend(name_set_by(&code));
                    code.clear();
                }
                PieceKind::SimpleFieldOpen(code) => names.extend(name_set_by(code)),
                _ => {}
            }
        }
    }
    names
}

/// The bookmark that a SET code names.
fn name_set_by(code: &str) -> Option<String> {
    let mut words = code.split_whitespace();
    let keyword = words.next()?;
    (keyword.eq_ignore_ascii_case("SET") || keyword.eq_ignore_ascii_case("ASK"))
        .then(|| words.next().map(|name| name.trim_matches('"').to_lowercase()))
        .flatten()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write;
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
