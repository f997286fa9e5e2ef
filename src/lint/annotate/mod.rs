//! Findings as Word comments in a copy, so that an author meets them where they work.
//!
//! Each finding becomes a comment around what it is about. Comments stand in the letter's text only:
//! of what is found in a page header or a note, and of the document as a whole, the comment stands
//! at the first paragraph and says the place in words. Of a field the comment goes around the outermost
//! field, since within a code it would be code; of a text box it stands at the drawing's anchor.
//!
//! The comments are by [`ANNOTATOR`]. Those of an earlier run are taken out, those of people stay.

mod lines;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use super::apply::apply;
use super::fix::{Edit, Fix, Safety};
use super::found::Found;
use super::markup::{Element, prefix};
use crate::diagnostic::{MessageLanguage, Severity, StoryKind};
use crate::docx::PackageError;
use crate::letter::xml::{attribute, children, name, parse};
use crate::template::Template;
use lines::Lines;

/// Who writes the comments.
pub const ANNOTATOR: &str = crate::docx::CONFLICT_AUTHOR;
/// The initials that Word shows; they tell these comments from those that rebasing leaves.
pub const ANNOTATOR_INITIALS: &str = crate::docx::REMARK_INITIALS;

/// A finding that is to be told of in a comment.
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'a> {
    /// What was found.
    pub found: &'a Found,
    /// How bad it is by the settings.
    pub severity: Severity,
}

/// How comments are written.
#[derive(Clone, Copy, Debug)]
pub struct AnnotateOptions<'a> {
    /// Their language.
    pub language: MessageLanguage,
    /// The moment that they bear, such as `2026-11-22T09:00:00Z`; none without one.
    pub date: Option<&'a str>,
}

/// A copy of a document with a comment for each finding. `bytes` are those that the template was
/// compiled from and the findings speak of.
///
/// # Errors
///
/// When the package cannot be read or written, or its comments are no XML.
pub fn annotate(
    bytes: &[u8],
    template: &Template,
    annotations: &[Annotation<'_>],
    options: &AnnotateOptions<'_>,
) -> Result<Vec<u8>, PackageError> {
    let package = template.package();
    let Some((program, (_, story, folded))) =
        template.stories().iter().enumerate().find(|(_, (kind, ..))| *kind == StoryKind::Body)
    else {
        return Ok(bytes.to_vec());
    };
    let existing = package.parts_of_kind("comments").into_iter().next();
    let part = existing.clone().unwrap_or_else(|| beside(package.main_part(), "comments.xml"));
    let text = existing.as_deref().map(|part| package.text(part)).transpose()?;
    let old = Old::read(&part, text.as_deref())?;
    let lines = Lines::of(story, folded);
    let spots = template.spots(program);
    let mut edits: Vec<Edit> = Vec::new();
    let main =
        |bytes: Range<usize>, with: String| Edit::Part { part: story.part.clone(), bytes, with };
    for bytes in lines::marks_of(&story.part, &story.xml, &old.ours)? {
        edits.push(main(bytes, String::new()));
    }
    let mut comments = String::new();
    let mut placed = Vec::new();
    for (at, annotation) in annotations.iter().enumerate() {
        let id = old.next + at as u64;
        let anchor = lines.anchor(annotation.found, &story.part, spots.as_ref());
        let elsewhere = anchor.is_none();
        comments.push_str(&words::comment(&old.prefix, id, annotation, elsewhere, options));
        // A document without a paragraph has no place for a comment.
        if let Some(anchor) = anchor.or_else(|| lines.first()) {
            placed.push((id, anchor));
        } else {
            comments.clear();
        }
    }
    edits.extend(lines.edits(story, &placed).into_iter().map(|(bytes, with)| main(bytes, with)));
    edits.extend(old.edits(&part, text.as_deref(), &comments, package.is_strict()));
    if edits.is_empty() {
        return Ok(bytes.to_vec());
    }
    let fix = Fix { title: [String::new(), String::new()], safety: Safety::Safe, edits };
    let applied = apply(bytes, &[&fix], Safety::Safe)?;
    if applied.applied.is_empty() {
        return Err(PackageError::Malformed {
            part: story.part.clone(),
            source: "comments cannot be put into it".into(),
        });
    }
    Ok(applied.bytes)
}

/// A part's neighbour of another name.
fn beside(part: &str, name: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// The comments that are there already.
struct Old {
    /// The ids of ours.
    ours: BTreeSet<String>,
    /// Where ours stand in their part.
    bytes: Vec<Range<usize>>,
    /// The next free id.
    next: u64,
    /// The prefix of WordprocessingML in their part, with its colon.
    prefix: String,
}

impl Old {
    fn read(part: &str, text: Option<&str>) -> Result<Self, PackageError> {
        let mut old =
            Old { ours: BTreeSet::new(), bytes: Vec::new(), next: 0, prefix: "w:".to_owned() };
        let Some(text) = text else { return Ok(old) };
        let document = parse(part, text)?;
        let root = document.root_element();
        prefix(text, root.range().start).clone_into(&mut old.prefix);
        for comment in children(root).filter(|node| name(*node) == "comment") {
            let id = attribute(comment, "id").unwrap_or_default();
            if let Ok(number) = id.parse::<u64>() {
                old.next = old.next.max(number.saturating_add(1));
            }
            if attribute(comment, "author") == Some(ANNOTATOR)
                && attribute(comment, "initials") == Some(ANNOTATOR_INITIALS)
            {
                old.ours.insert(id.to_owned());
                old.bytes.push(comment.range());
            }
        }
        // Ids beyond what Word counts to are nobody's; ours begin anew.
        if old.next > u64::from(u32::MAX / 4) {
            old.next = 1_000_000;
        }
        Ok(old)
    }

    /// The edits of their part: ours of before out, the new ones in.
    fn edits(&self, part: &str, text: Option<&str>, comments: &str, strict: bool) -> Vec<Edit> {
        let edit =
            |bytes: Range<usize>, with: String| Edit::Part { part: part.to_owned(), bytes, with };
        let Some(text) = text else {
            if comments.is_empty() {
                return Vec::new();
            }
            let space = if strict {
                "http://purl.oclc.org/ooxml/wordprocessingml/main"
            } else {
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            };
            let xml = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <w:comments xmlns:w=\"{space}\">{comments}</w:comments>"
            );
            return vec![edit(0..0, xml)];
        };
        let mut edits: Vec<Edit> =
            self.bytes.iter().map(|bytes| edit(bytes.clone(), String::new())).collect();
        if comments.is_empty() {
            return edits;
        }
        if let Some(root) = Element::root(text) {
            let (bytes, with) = root.put_last(comments);
            edits.push(edit(bytes, with));
        }
        edits
    }
}
