//! Promotion: question keys of one environment become those of another.
//!
//! "Husk blot at ændre nøglen på flettespørgsmålene": here it is done, by the alias that a question
//! has in every environment, or refused. Nothing else of the file changes. Parts without a question
//! are copied with their compressed bytes; in the others only the characters that differ between the
//! old and the new key are written anew, each in the run where its predecessor stood. So promoting
//! back gives the bytes that were there, unless the way led through a shorter key whose characters
//! were missing in several runs: then nothing tells how they were spread.
//!
//! Decisions:
//!
//! | question | decision |
//! |---|---|
//! | keys | compare exactly, capitals too; blanks around them do not count |
//! | the stored result `«Question:…»` | changed too: Word shows it until the field is updated, and a search for the old key would find it |
//! | a field in the stored result of another | counts as any other: Word shows and may keep it |
//! | a field in a tracked deletion | is not there, and stays as it is |
//! | a key that is the same in both environments | nothing to change, no finding |
//! | one key at fault | no document: half a promotion is worse than none |

use std::ops::Range;

use crate::catalogue::Question;
use crate::diagnostic::{Diagnostic, Place, VersionFinding, has_errors};
use crate::docx::{Changes, FieldNode, Node, PackageError, PieceKind, Story, rewritten};
use crate::field::{Field, NESTED, Separators, parse};
use crate::template::letters::{self, Edit, spell};
use crate::template::{CompileOptions, Spots, Template};

/// A template that was promoted, or why not.
#[derive(Clone, Debug)]
pub struct Promoted {
    /// The `.docx`; `None` when it was refused.
    pub document: Option<Vec<u8>>,
    /// The keys that change, one entry for each use, in the order of the text.
    pub changes: Vec<KeyChange>,
    /// What was found; with an error in it there is no document.
    pub diagnostics: Vec<Diagnostic>,
}

/// A key that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// The key in the environment it comes from.
    pub old: String,
    /// The key in the environment it goes to.
    pub new: String,
    /// The question's alias.
    pub alias: String,
    /// Where the code stands.
    pub place: Place,
}

/// Rewrites the question keys in a document's field codes from the environment `from` to `to`.
///
/// # Errors
///
/// When the document cannot be read or written. Keys that cannot be promoted are diagnostics.
pub fn promote(
    document: &[u8],
    from: &str,
    to: &str,
    questions: &[Question],
) -> Result<Promoted, PackageError> {
    let template = Template::compile(document, &CompileOptions::default())?;
    let mut promotion = Promotion {
        from,
        to,
        questions,
        separators: template.conventions().separators,
        changes: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut fixed = Vec::new();
    for (program, (_, story, folded)) in template.stories().iter().enumerate() {
        let Some(spots) = template.spots(program) else { continue };
        let mut edits = Vec::new();
        promotion.nodes(story, &folded.nodes, &spots, &mut edits);
        edits.sort_by_key(|(bytes, _)| bytes.start);
        if !edits.is_empty() {
            let bytes = template.package().bytes(&story.part)?;
            fixed.push((story.part.clone(), rewritten(&bytes, &story.xml, &edits)));
        }
    }
    promotion.check_environments();
    let Promotion { changes, diagnostics, .. } = promotion;
    let document = if has_errors(&diagnostics) {
        None
    } else if fixed.is_empty() {
        Some(document.to_vec())
    } else {
        let changes = Changes { fixed, ..Changes::default() };
        Some(template.package().writer(&changes)?.write(|_| None, &[])?)
    };
    Ok(Promoted { document, changes, diagnostics })
}

struct Promotion<'p> {
    from: &'p str,
    to: &'p str,
    questions: &'p [Question],
    separators: Separators,
    changes: Vec<KeyChange>,
    diagnostics: Vec<Diagnostic>,
}

impl<'p> Promotion<'p> {
    fn nodes(&mut self, story: &Story, nodes: &[Node], spots: &Spots<'_>, edits: &mut Vec<Edit>) {
        for node in nodes {
            if let Node::Field(field) = node
                && !field.deleted
            {
                self.field(story, field, spots, edits);
                self.nodes(story, &field.code, spots, edits);
                self.nodes(story, &field.result, spots, edits);
            }
        }
    }

    fn field(
        &mut self,
        story: &Story,
        field: &FieldNode,
        spots: &Spots<'_>,
        edits: &mut Vec<Edit>,
    ) {
        let piece = &story.pieces[field.begin];
        let code = match piece.kind {
            PieceKind::SimpleFieldOpen(_) => {
                letters::of_simple(story.slice(&piece.span), piece.span.start)
            }
            _ => letters::of_nodes(story, &field.code),
        };
        let text = letters::text(&code);
        let Some(name) = self.merge_name(&text) else { return };
        let Some(range) = question_key(&text, name) else { return };
        let key = &text[range.clone()];
        let place = spots.field(field.begin);
        if key.contains(NESTED) {
            let code = text.replace(NESTED, "{…}").trim().to_owned();
            self.found(VersionFinding::KeyComposed { code }, &place);
            return;
        }
        let Some((question, new)) = self.counterpart(key, &place) else { return };
        if new == key {
            return;
        }
        let first = text[..range.start].chars().count();
        let length = key.chars().count();
        spell(&code[first..first + length], new, edits);
        let result = letters::of_nodes(story, &field.result);
        for start in letters::mentions(&letters::text(&result), key) {
            spell(&result[start..start + length], new, edits);
        }
        self.changes.push(KeyChange {
            old: key.to_owned(),
            new: new.to_owned(),
            alias: question.alias.clone(),
            place,
        });
    }

    /// The bytes of a merge field's name in its code.
    fn merge_name(&self, code: &str) -> Option<Range<usize>> {
        match parse(code, self.separators).field {
            Field::MergeField(merge) => Some(merge.name.span),
            _ => None,
        }
    }

    /// The question of a key and its key where the template goes.
    fn counterpart(&mut self, key: &str, place: &Place) -> Option<(&'p Question, &'p str)> {
        let questions = self.questions;
        let here = with_key(questions, self.from, key);
        let there = with_key(questions, self.to, key);
        let finding = match (here.as_slice(), there.as_slice()) {
            ([question], _) => match question.key(self.to) {
                Some(new) => {
                    let same = with_key(questions, self.to, new);
                    if same.len() > 1 {
                        twice(new, self.to, &same)
                    } else {
                        if let [other] = there.as_slice()
                            && other.alias != question.alias
                        {
                            let finding = VersionFinding::KeyOfBoth {
                                key: key.to_owned(),
                                here: question.alias.clone(),
                                there: other.alias.clone(),
                            };
                            self.found(finding, place);
                        }
                        return Some((question, new));
                    }
                }
                None => VersionFinding::KeyWithoutCounterpart {
                    key: key.to_owned(),
                    environment: self.to.to_owned(),
                },
            },
            ([_, ..], _) => twice(key, self.from, &here),
            ([], [_, ..]) => {
                VersionFinding::KeyOfTarget { key: key.to_owned(), environment: self.to.to_owned() }
            }
            ([], []) => self.unknown(key),
        };
        self.found(finding, place);
        None
    }

    /// Why a key is unknown in both environments.
    fn unknown(&self, key: &str) -> VersionFinding {
        let environment = self.from.to_owned();
        if let Some((other, _)) = self
            .questions
            .iter()
            .flat_map(|question| &question.keys)
            .find(|(_, found)| found == key)
        {
            return VersionFinding::KeyOfOther {
                key: key.to_owned(),
                other: other.clone(),
                environment,
            };
        }
        let by_alias = self.questions.iter().find(|question| question.alias == key);
        if let Some(right) = by_alias.and_then(|question| question.key(self.from)) {
            return VersionFinding::KeyIsAlias { key: key.to_owned(), right: right.to_owned() };
        }
        if is_placeholder(key) {
            return VersionFinding::KeyPlaceholder { key: key.to_owned() };
        }
        let keys = self.questions.iter().filter_map(|question| question.key(self.from));
        match crate::diagnostic::near(key, keys) {
            Some(near) => VersionFinding::KeyUnknownNear {
                key: key.to_owned(),
                environment,
                near: near.to_owned(),
            },
            None => VersionFinding::KeyUnknown { key: key.to_owned(), environment },
        }
    }

    /// An environment that no question knows is one finding, not one for each key.
    fn check_environments(&mut self) {
        for environment in [self.from, self.to] {
            let known = self.questions.iter().any(|question| question.key(environment).is_some());
            if !known && (!self.diagnostics.is_empty() || !self.questions.is_empty()) {
                self.diagnostics = vec![Diagnostic::of(VersionFinding::EnvironmentUnknown {
                    environment: environment.to_owned(),
                })];
                self.changes.clear();
                return;
            }
        }
    }

    fn found(&mut self, finding: VersionFinding, place: &Place) {
        self.diagnostics.push(Diagnostic::at(finding, place));
    }
}

fn with_key<'q>(questions: &'q [Question], environment: &str, key: &str) -> Vec<&'q Question> {
    questions.iter().filter(|question| question.key(environment) == Some(key)).collect()
}

fn twice(key: &str, environment: &str, questions: &[&Question]) -> VersionFinding {
    let aliases: Vec<String> =
        questions.iter().map(|question| format!("`{}`", question.alias)).collect();
    VersionFinding::KeyTwice {
        key: key.to_owned(),
        environment: environment.to_owned(),
        aliases: aliases.join(", "),
    }
}

/// The bytes of a question's key in a code, where the name at `name` asks one.
fn question_key(code: &str, name: Range<usize>) -> Option<Range<usize>> {
    const PREFIX: &str = "Question:";
    let written = code.get(name.clone())?;
    let lead = written.len() - written.trim_start().len();
    let (head, rest) = written[lead..].split_at_checked(PREFIX.len())?;
    if !head.eq_ignore_ascii_case(PREFIX) {
        return None;
    }
    let start = name.start + lead + PREFIX.len() + (rest.len() - rest.trim_start().len());
    let key = rest.trim();
    (!key.is_empty()).then_some(start..start + key.len())
}

/// Whether a key is what the guidance writes where a key belongs: `XXXXX`, `<nøgle>`.
fn is_placeholder(key: &str) -> bool {
    let last = key.rsplit(['-', '_', ':']).next().unwrap_or_default();
    let mut characters = last.chars();
    let repeated = characters.next().is_some_and(|first| {
        last.chars().count() >= 3
            && matches!(first, 'x' | 'X' | 'n' | 'N' | '0' | '#' | '?' | '.')
            && characters.all(|c| c == first)
    });
    let lower = key.to_lowercase();
    repeated
        || key.contains(['<', '>', '[', ']', '«', '»', '…', '(', ')'])
        || ["nøgle", "noegle", "indsæt"].iter().any(|word| lower.contains(word))
}
