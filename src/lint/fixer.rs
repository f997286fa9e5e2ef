//! Fixes for what the compiler and the proof report: they know what is wrong, this knows how to write it.
//!
//! | finding | what is written | |
//! |---|---|---|
//! | F105 | straight quotation marks for typographic ones | safe |
//! | V620 | `J` for `j`, `ja`, `Ja`; `N` for `n`, `nej` | safe |
//! | V620 | `J` or `N` for another word that is no answer | unsafe |
//! | V621 | the field's own value for one that differs in letter case | safe |
//! | V613 | this environment's key for another environment's, by alias | safe |
//! | V612 | the key that is nearly the same | unsafe |
//! | V614 | the question ticked in the template's `.toml` | safe |
//! | C502, M302, M303 | the field's name as the catalogue or the data has it | unsafe |
//!
//! A code may lie over several runs; each character is written where its predecessor stood, so that bold
//! stays bold. Names and keys are replaced wherever the document has them, also in stored results,
//! which Word shows until fields are updated; comparisons and quotation marks at their own place only.

use crate::catalogue::{Catalogue, FieldKind};
use crate::diagnostic::{ContextFinding, Diagnostic, Finding, Place, ProofFinding};
use crate::docx::{FieldNode, Node, PieceKind, Story};
use crate::field::{Argument, Condition, FaultKind, Field, Instruction, NESTED, TokenKind, parse};
use crate::template::letters::{self, Letter, spell};
use crate::template::{Spots, Template};

use super::fix::{Edit, Fix, Safety};

/// The edit that ticks a question, by its alias.
pub type Tick<'t> = dyn Fn(&str) -> Option<Edit> + 't;

/// What fixes are made from.
#[derive(Clone, Copy)]
pub struct Mender<'m> {
    /// The file whose bytes are edited, compiled alone: a body, a master, an element, or a lone document.
    pub template: &'m Template,
    /// What its letters may say where; `None` for lone documents.
    pub catalogue: Option<&'m Catalogue>,
    /// The edit of the template's `.toml` that ticks a question by its alias; `None` where there is no
    /// such file, or it cannot be edited.
    pub tick: Option<&'m Tick<'m>>,
}

impl std::fmt::Debug for Mender<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mender").field("template", &self.template.hash()).finish_non_exhaustive()
    }
}

/// A field of the document with the letters of its code.
struct Code<'c> {
    story: &'c Story,
    node: &'c FieldNode,
    letters: Vec<Letter>,
    text: String,
    place: Place,
}

/// What mends a finding of the compiler, the proof or the merge in this file, if anything does.
///
/// The finding may come from the letter that the file was put into: where no field stands at
/// exactly its place, every field of the file is meant that has the fault.
pub fn fixer(diagnostic: &Diagnostic, mender: &Mender<'_>) -> Option<Fix> {
    match &diagnostic.finding {
        Finding::TypographicQuotes {} => {
            let title = [
                "sætter lige citationstegn i feltkoden".to_owned(),
                "puts straight quotation marks into the field code".to_owned(),
            ];
            mender.fix(diagnostic, title, Safety::Safe, &|code, edits| {
                straighten(mender, code, edits);
            })
        }
        Finding::ProofFinding(finding) => mender.of_proof(diagnostic, finding),
        Finding::ContextFinding(ContextFinding::FieldUnknownNear { name, near })
        | Finding::FieldMissingNear { name, near }
        | Finding::FieldCase { name, found: near } => mender.rename(name, near),
        _ => None,
    }
}

type Edits = Vec<(String, letters::Edit)>;

impl<'m> Mender<'m> {
    fn of_proof(&self, diagnostic: &Diagnostic, finding: &ProofFinding) -> Option<Fix> {
        match finding {
            ProofFinding::ComparisonNotAnswer { literal, right, .. } => {
                let plain = literal.trim().to_lowercase();
                let sure = matches!(plain.as_str(), "j" | "ja" | "n" | "nej");
                let safety = if sure { Safety::Safe } else { Safety::Unsafe };
                self.compare_with(diagnostic, literal, right, safety)
            }
            ProofFinding::ComparisonNotValue { literal, name, .. } => {
                let field = self.catalogue?.field(name)?;
                let FieldKind::Enumeration(values) = &field.kind else { return None };
                let folded = literal.trim().to_lowercase();
                let mut same = values.iter().filter(|value| value.to_lowercase() == folded);
                match (same.next(), same.next()) {
                    (Some(right), None) => {
                        self.compare_with(diagnostic, literal, right, Safety::Safe)
                    }
                    _ => None,
                }
            }
            ProofFinding::QuestionElsewhere { key, right, .. } => {
                self.replace_key(key, right, Safety::Safe)
            }
            ProofFinding::QuestionUnknownNear { key, near } => {
                self.replace_key(key, near, Safety::Unsafe)
            }
            ProofFinding::QuestionNotTicked { question } => Some(Fix {
                title: [
                    format!("sætter flueben ved flettespørgsmålet `{question}`"),
                    format!("ticks the merge question `{question}`"),
                ],
                safety: Safety::Safe,
                edits: vec![self.tick?(question)?],
            }),
            _ => None,
        }
    }

    /// Writes another literal in the comparison at the finding's place.
    fn compare_with(
        &self,
        diagnostic: &Diagnostic,
        literal: &str,
        right: &str,
        safety: Safety,
    ) -> Option<Fix> {
        // A quotation mark would end the text early.
        if right.contains(['"', '\\']) {
            return None;
        }
        let title = [
            format!("skriver `{right}` i stedet for `{literal}`"),
            format!("writes `{right}` instead of `{literal}`"),
        ];
        self.fix(diagnostic, title, safety, &|code, edits| {
            let instruction = parse(&code.text, self.template.conventions().separators);
            let (Field::If(crate::field::If { condition, .. })
            | Field::SkipIf(Some(condition))
            | Field::NextIf(Some(condition))
            | Field::Compare(Some(condition))) = &instruction.field
            else {
                return;
            };
            let Condition { left, right: other, .. } = condition;
            // The literal is the operand beside the field, never both.
            let meant: Vec<&Argument> = [left, other]
                .into_iter()
                .filter(|side| {
                    !side.is_dynamic(&code.text)
                        && side.text(&code.text).trim() == literal.trim()
                        && !side.span.is_empty()
                })
                .collect();
            if let [argument] = meant.as_slice() {
                code.spell(&argument.span, right, edits);
            }
        })
    }

    /// Writes another key for a question, wherever its key stands.
    fn replace_key(&self, key: &str, right: &str, safety: Safety) -> Option<Fix> {
        let title = [
            format!("skriver nøglen `{right}` i stedet for `{key}`"),
            format!("writes the key `{right}` instead of `{key}`"),
        ];
        self.everywhere(title, safety, &|written| {
            let (head, rest) = written.split_once(':')?;
            (head.trim().eq_ignore_ascii_case("Question") && rest.trim() == key)
                .then(|| (key.to_owned(), right.to_owned()))
        })
    }

    /// Writes a field's name as it is known.
    fn rename(&self, name: &str, near: &str) -> Option<Fix> {
        let title = [
            format!("skriver `{near}` i stedet for `{name}`"),
            format!("writes `{near}` instead of `{name}`"),
        ];
        self.everywhere(title, Safety::Unsafe, &|written| {
            let written = written.trim();
            if crate::catalogue::fold(written) != crate::catalogue::fold(name) {
                return None;
            }
            // A template that writes colons between the parts of names goes on doing so.
            let colons = written.contains(':') && !written.contains('.') && !near.contains(':');
            let near = if colons { near.replace('.', ":") } else { near.to_owned() };
            (near != written).then(|| (written.to_owned(), near))
        })
    }

    /// Replaces a word of the names of merge fields, and of their stored results.
    fn everywhere(
        &self,
        title: [String; 2],
        safety: Safety,
        replaced: &dyn Fn(&str) -> Option<(String, String)>,
    ) -> Option<Fix> {
        let mut edits = Vec::new();
        for code in self.codes() {
            let instruction = parse(&code.text, self.template.conventions().separators);
            let Field::MergeField(merge) = &instruction.field else { continue };
            let written = code.text.get(merge.name.span.clone()).unwrap_or_default();
            if written.contains(NESTED) {
                continue;
            }
            let Some((old, new)) = replaced(written) else { continue };
            let Some(at) = written.rfind(&old) else { continue };
            let start = merge.name.span.start + at;
            // A name with blanks in it needs quotation marks, and a code without has none to give.
            if new.contains(char::is_whitespace) && !merge.name.quoted {
                continue;
            }
            code.spell(&(start..start + old.len()), &new, &mut edits);
            let stored = letters::of_nodes(code.story, &code.node.result);
            let shown = letters::text(&stored);
            let length = old.chars().count();
            for start in letters::mentions(&shown, &old) {
                spell_in(code.story, &stored[start..start + length], &new, &mut edits);
            }
        }
        fix_of(title, safety, edits)
    }

    /// A fix of the field at the finding's place; of all that can be mended so, where no field stands
    /// there.
    fn fix(
        &self,
        diagnostic: &Diagnostic,
        title: [String; 2],
        safety: Safety,
        mend: &dyn Fn(&Code<'_>, &mut Edits),
    ) -> Option<Fix> {
        let codes = self.codes();
        let mut edits = Vec::new();
        let here = |code: &&Code<'_>| diagnostic.place.as_ref() == Some(&code.place);
        if codes.iter().any(|code| here(&code)) {
            for code in codes.iter().filter(here) {
                mend(code, &mut edits);
            }
        } else {
            for code in &codes {
                mend(code, &mut edits);
            }
        }
        fix_of(title, safety, edits)
    }

    fn codes(&self) -> Vec<Code<'m>> {
        let mut codes = Vec::new();
        for (program, (_, story, folded)) in self.template.stories().iter().enumerate() {
            if let Some(spots) = self.template.spots(program) {
                collect(story, &folded.nodes, &spots, &mut codes);
            }
        }
        codes
    }
}

fn collect<'c>(story: &'c Story, nodes: &'c [Node], spots: &Spots<'_>, codes: &mut Vec<Code<'c>>) {
    for node in nodes {
        let Node::Field(field) = node else { continue };
        if field.deleted {
            continue;
        }
        let begin = &story.pieces[field.begin];
        let letters = match begin.kind {
            PieceKind::SimpleFieldOpen(_) => {
                letters::of_simple(story.slice(&begin.span), begin.span.start)
            }
            _ => letters::of_nodes(story, &field.code),
        };
        let text = letters::text(&letters);
        codes.push(Code { story, node: field, letters, text, place: spots.field(field.begin) });
        collect(story, &field.code, spots, codes);
        collect(story, &field.result, spots, codes);
    }
}

impl Code<'_> {
    /// Writes another text over some bytes of the code.
    fn spell(&self, bytes: &std::ops::Range<usize>, new: &str, edits: &mut Edits) {
        let Some(old) = self.text.get(bytes.clone()) else { return };
        let first = self.text[..bytes.start].chars().count();
        let length = old.chars().count();
        if let Some(letters) = self.letters.get(first..first + length) {
            spell_in(self.story, letters, new, edits);
        }
    }
}

fn spell_in(story: &Story, letters: &[Letter], new: &str, edits: &mut Edits) {
    let mut spelt = Vec::new();
    spell(letters, new, &mut spelt);
    edits.extend(spelt.into_iter().map(|edit| (story.part.clone(), edit)));
}

fn fix_of(title: [String; 2], safety: Safety, edits: Edits) -> Option<Fix> {
    let edits: Vec<Edit> =
        edits.into_iter().map(|(part, (bytes, with))| Edit::Part { part, bytes, with }).collect();
    (!edits.is_empty()).then_some(Fix { title, safety, edits })
}

/// Straight quotation marks around the arguments of a code, where it reads the same with them.
fn straighten(mender: &Mender<'_>, code: &Code<'_>, edits: &mut Edits) {
    let separators = mender.template.conventions().separators;
    let read = parse(&code.text, separators);
    // Of a text that does not end nobody knows where the mark belongs.
    if read.faults.iter().any(|fault| fault.kind == FaultKind::UnterminatedQuote) {
        return;
    }
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for token in read.tokens.iter().filter(|token| token.kind == TokenKind::Quoted) {
        let text = code.text.get(token.span.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
            continue;
        };
        let end = token.span.end - last.len_utf8();
        for (at, mark) in [(token.span.start, first), (end, last)] {
            if matches!(mark, '“' | '”' | '„' | '»' | '«') {
                marks.push((at, mark.len_utf8()));
            }
        }
    }
    marks.dedup();
    let mut straight = code.text.clone();
    for (at, length) in marks.iter().rev() {
        straight.replace_range(*at..at + length, "\"");
    }
    if marks.is_empty() || !same(&read, &code.text, &straight, separators) {
        return;
    }
    for (at, length) in marks {
        code.spell(&(at..at + length), "\"", edits);
    }
}

/// Whether two codes read the same.
fn same(read: &Instruction, code: &str, other: &str, separators: crate::field::Separators) -> bool {
    let again = parse(other, separators);
    read.canonical(code) == again.canonical(other)
        && read.tokens.len() == again.tokens.len()
        && read.field.keyword() == again.field.keyword()
}
