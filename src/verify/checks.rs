//! What the manifest, the conditions and the codes themselves tell.

use std::collections::BTreeSet;

use super::Subject;
use super::domain;
use super::model::{Model, asks_for};
use super::names::{Meaning, meaning};
use super::operands::{Side, operator, side};
use super::reading::contexts_words;
use super::space::Space;
use super::walk::{Judged, Raw, Walk, Walked};
use super::world::Broken;
use crate::catalogue::{FieldKind, LetterMode};
use crate::diagnostic::{Place, ProofFinding, TERM};
use crate::field::{Field as Code, Operator};
use crate::merge::Gaps;
use crate::template::{Action, FieldId, Program, Step};

/// A finding that no letter in particular shows.
fn plain<T>(finding: ProofFinding, place: Option<Place>) -> Raw<T> {
    Raw { finding: finding.into(), place, set: None }
}

/// The questions in the codes and those that are ticked.
pub(super) fn questions<T>(subject: &Subject<'_>) -> Vec<Raw<T>> {
    let catalogue = subject.catalogue;
    let mut found = Vec::new();
    let mut coded: BTreeSet<&str> = BTreeSet::new();
    // A question whose key is wrong seems not to be coded.
    let mut wrong_keys = false;
    for (index, name) in subject.template.names().iter().enumerate() {
        let Some(key) = &name.question else { continue };
        let place = first_place(subject, index);
        if is_placeholder(key) {
            wrong_keys = true;
            found.push(plain(ProofFinding::QuestionKeyPlaceholder { key: key.clone() }, place));
        } else if let Some(question) = catalogue.question(key) {
            let new = coded.insert(&question.alias);
            if new && !subject.manifest.questions.contains(&question.alias) {
                let question = question.alias.clone();
                found.push(plain(ProofFinding::QuestionNotTicked { question }, place));
            }
        } else if let Some((question, environment)) = catalogue.question_elsewhere(key) {
            coded.insert(&question.alias);
            let right = question.key(&catalogue.environment).unwrap_or(&question.alias);
            let finding = ProofFinding::QuestionElsewhere {
                key: key.clone(),
                environment: environment.to_owned(),
                alias: question.alias.clone(),
                right: right.to_owned(),
            };
            found.push(plain(finding, place));
        } else {
            let known = catalogue.questions.iter().flat_map(|question| {
                question.key(&catalogue.environment).into_iter().chain([question.alias.as_str()])
            });
            let key = key.clone();
            wrong_keys = true;
            let finding = match crate::diagnostic::near(&key, known) {
                Some(near) => ProofFinding::QuestionUnknownNear { near: near.to_owned(), key },
                None => ProofFinding::QuestionUnknown { key },
            };
            found.push(plain(finding, place));
        }
    }
    for alias in &subject.manifest.questions {
        if catalogue.questions.iter().all(|question| question.alias != *alias) {
            found.push(plain(ProofFinding::QuestionUnknown { key: alias.clone() }, None));
        } else if !coded.contains(alias.as_str()) && !wrong_keys {
            found.push(plain(ProofFinding::QuestionNotCoded { question: alias.clone() }, None));
        }
    }
    found
}

/// Where a name is used first.
fn first_place(subject: &Subject<'_>, name: usize) -> Option<Place> {
    subject.template.programs().iter().find_map(|program| {
        program.fields.iter().find_map(|field| match &field.action {
            Action::Merge(merge) if merge.name == Some(name) => Some(field.place.clone()),
            _ => None,
        })
    })
}

/// Whether a key was never put in: `XXXXX`, `<nøgle>`, `flettespoergsmaal-NNNNN`.
fn is_placeholder(key: &str) -> bool {
    let last = key.rsplit(['-', ':']).next().unwrap_or(key);
    let word = last.trim_matches(['<', '>', '[', ']', '(', ')', '{', '}', ' ']).to_lowercase();
    let same =
        |letters: &str| word.chars().count() >= 3 && word.chars().all(|c| letters.contains(c));
    last.starts_with(['<', '['])
        || same("x")
        || same("n")
        || same("?")
        || ["nøgle", "noegle", "key", "nummer"].contains(&word.as_str())
}

/// The conditions, as all visits together saw them. Gives the questions in faulty ones.
pub(super) fn conditions<S: Space>(
    subject: &Subject<'_>,
    walked: &Walked<S::Set>,
    found: &mut Vec<Raw<S::Set>>,
) -> BTreeSet<String> {
    let mut faulty = walked.faulty.clone();
    let mut wrong: BTreeSet<(usize, FieldId)> = BTreeSet::new();
    let before = found.len();
    // What is asked inside a condition stands behind it, and its fault is told first.
    for ((at, id), judged) in walked.judged.iter().rev() {
        let program = &subject.template.programs()[*at];
        let field = &program.fields[*id];
        if !judged.known || (!judged.holds && !judged.fails) {
            continue;
        }
        let mut tell = |finding: ProofFinding| {
            faulty.extend(judged.questions.iter().cloned());
            found.push(plain(finding, Some(field.place.clone())));
        };
        match comparison(subject, program, *id, judged) {
            Compared::Wrong(finding) => {
                tell(finding);
                wrong.insert((*at, *id));
                continue;
            }
            Compared::Guard => continue,
            Compared::Plain => {}
        }
        let Action::If { left, right, then, otherwise } = &field.action else { continue };
        let asked = left.nested().chain(right.nested());
        if asked.into_iter().any(|id| has_wrong(program, *at, id, &wrong)) {
            continue;
        }
        if !S::PROVES && judged.constant.is_none() {
            continue;
        }
        if !judged.holds && !then.steps.is_empty() {
            let unasked = judged.questions.iter().find_map(|alias| never_asked(subject, alias));
            if judged.constant == Some(false) {
                tell(ProofFinding::TextNeverShown {});
            } else if let Some(finding) = unasked {
                tell(finding);
            } else if judged.could_hold {
                tell(ProofFinding::ConditionContradicts {});
            } else {
                tell(ProofFinding::TextNotInContexts {});
            }
        } else if !judged.fails {
            let other = otherwise.as_ref().is_some_and(|other| !other.steps.is_empty());
            if other && (!judged.might_fail || judged.questions_only && judged.could_fail) {
                tell(ProofFinding::OtherTextNeverShown {});
            } else if judged.constant == Some(true) {
                tell(ProofFinding::ConditionAlwaysTrue {});
            } else if judged.could_fail && !other {
                tell(ProofFinding::ConditionImplied {});
            } else if other {
                tell(ProofFinding::TextNotInContexts {});
            }
        }
    }
    found[before..].reverse();
    faulty
}

/// Whether a field, or one inside it, is a comparison that cannot mean what it says.
fn has_wrong(
    program: &Program,
    at: usize,
    id: FieldId,
    wrong: &BTreeSet<(usize, FieldId)>,
) -> bool {
    wrong.contains(&(at, id))
        || program.fields[id].nested.iter().any(|nested| has_wrong(program, at, *nested, wrong))
}

fn never_asked(subject: &Subject<'_>, alias: &str) -> Option<ProofFinding> {
    let question = subject.catalogue.questions.iter().find(|found| found.alias == alias)?;
    let asked = subject.manifest.used_in().iter().any(|key| question.contexts.contains(key));
    (!asked).then(|| ProofFinding::QuestionNeverAsked {
        question: alias.to_owned(),
        contexts: contexts_words(&question.contexts),
    })
}

/// What a comparison is worth.
enum Compared {
    /// Nothing wrong by itself.
    Plain,
    /// It asks whether something is there at all.
    Guard,
    /// It cannot mean what it says.
    Wrong(ProofFinding),
}

fn comparison(subject: &Subject<'_>, program: &Program, id: FieldId, judged: &Judged) -> Compared {
    let field = &program.fields[id];
    let (Action::If { left, right, .. } | Action::Condition { left, right }) = &field.action else {
        return Compared::Plain;
    };
    let Some(operator) = operator(program, id) else { return Compared::Plain };
    let (name, literal) = match (side(program, left), side(program, right)) {
        (Side::Field { name, before, after }, Side::Literal(literal))
        | (Side::Literal(literal), Side::Field { name, before, after })
            if before.is_empty() && after.is_empty() =>
        {
            (name, literal)
        }
        _ => return Compared::Plain,
    };
    let name = &subject.template.names()[name];
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let constant = judged.constant.is_some();
    let answer = |name: &str| {
        let word = literal.trim().to_lowercase();
        let right = match word.as_str() {
            "" => "N",
            word if word.starts_with(['j', 'y', '1', 't', 's', 'x']) => "J",
            word if word.starts_with(['n', '0', 'f']) => "N",
            _ => "J",
        };
        Compared::Wrong(ProofFinding::ComparisonNotAnswer {
            literal: literal.clone(),
            name: name.to_owned(),
            right: right.to_owned(),
        })
    };
    let index = match meaning(subject, name, &judged.scopes) {
        Meaning::Question(key) if constant => return answer(&Model::alias(subject, &key)),
        Meaning::Field { catalogue: Some(index), .. } => index,
        _ => return Compared::Plain,
    };
    let data = &subject.catalogue.fields[index];
    if literal.is_empty() {
        return Compared::Guard;
    }
    let wildcards = literal.contains(['*', '?']);
    let conventions = subject.template.conventions();
    let name = data.name.clone();
    let other_type = |kind: &str| {
        Compared::Wrong(ProofFinding::ComparisonOfOtherType {
            literal: literal.clone(),
            name: data.name.clone(),
            kind: format!("{TERM}{kind}"),
        })
    };
    match &data.kind {
        FieldKind::Boolean if constant => answer(&name),
        FieldKind::Enumeration(values) if constant && equality && !values.contains(&literal) => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let values = values.join(", ");
            Compared::Wrong(ProofFinding::ComparisonNotValue { literal, name, values })
        }
        FieldKind::Number { .. } | FieldKind::Amount if wildcards => Compared::Plain,
        FieldKind::Number { least, greatest } => {
            match domain::written_number(&literal, &conventions) {
                None => other_type("a number"),
                Some(number)
                    if constant
                        && (least.is_some_and(|least| number < least)
                            || greatest.is_some_and(|greatest| greatest < number)) =>
                {
                    let bound = |bound: &Option<_>| {
                        bound.map_or("…".to_owned(), |bound: rust_decimal::Decimal| {
                            bound.to_string()
                        })
                    };
                    let bounds = format!("{}–{}", bound(least), bound(greatest));
                    Compared::Wrong(ProofFinding::ComparisonOutOfBounds { literal, name, bounds })
                }
                Some(_) => Compared::Plain,
            }
        }
        FieldKind::Amount if domain::written_number(&literal, &conventions).is_none() => {
            other_type("an amount")
        }
        FieldKind::Date if !wildcards && domain::day(&literal).is_none() => other_type("a date"),
        _ => Compared::Plain,
    }
}

/// Questions whose answers change nothing.
pub(super) fn effects<S: Space>(
    subject: &Subject<'_>,
    model: &Model,
    space: &S,
    walked: &Walked<S::Set>,
    faulty: &BTreeSet<String>,
    found: &mut Vec<Raw<S::Set>>,
) {
    if !S::PROVES {
        return;
    }
    let mut effective: BTreeSet<usize> = walked.effective.iter().copied().collect();
    for set in &walked.effects {
        effective.extend(space.decides(set));
    }
    for (alias, used) in &walked.asked {
        let Some(asked) = model.questions.get(alias) else { continue };
        if asked.catalogue.is_some()
            && !effective.contains(&asked.variable)
            && !faulty.contains(alias)
            && subject.manifest.questions.contains(alias)
            && never_asked(subject, alias).is_none()
        {
            let question = alias.clone();
            let finding = ProofFinding::QuestionWithoutEffect { question };
            found.push(plain(finding, Some(used.place.clone())));
        }
    }
}

/// Groups of questions and their rules.
pub(super) fn groups<T>(
    subject: &Subject<'_>,
    model: &Model,
    broken: &[Broken],
    found: &mut Vec<Raw<T>>,
) {
    let catalogue = subject.catalogue;
    for broken in broken {
        found.push(plain(
            ProofFinding::GroupImpossible {
                group: catalogue.question_groups[broken.group].key.clone(),
                context: catalogue.contexts[broken.context].key.clone(),
            },
            None,
        ));
    }
    if subject.manifest.mode != LetterMode::Automatic {
        return;
    }
    for group in &catalogue.question_groups {
        for context in &model.contexts {
            let key = &catalogue.contexts[*context].key;
            let asked: Vec<bool> = catalogue
                .questions
                .iter()
                .filter(|question| {
                    group.questions.contains(&question.alias)
                        && subject.manifest.questions.contains(&question.alias)
                        && question.contexts.contains(key)
                })
                .map(|question| question.default_yes)
                .collect();
            let yes = asked.iter().filter(|yes| **yes).count();
            if !asked.is_empty() && !group.rule.allows(yes) {
                found.push(plain(
                    ProofFinding::AutomaticNeedsAnswer {
                        group: group.key.clone(),
                        context: key.clone(),
                    },
                    None,
                ));
                break;
            }
        }
    }
}

/// Codes of questions that a blank or a paragraph mark parts (K75).
pub(super) fn spacing<T>(subject: &Subject<'_>, found: &mut Vec<Raw<T>>) {
    for program in subject.template.programs() {
        let mut before = Before::Nothing;
        let mut told = false;
        scan(program, &program.steps, &mut before, &mut |id, parted| {
            if parted && !told {
                let finding = match subject.gaps {
                    Gaps::AsWord => ProofFinding::QuestionSpacing {},
                    Gaps::Close => ProofFinding::QuestionSpacingClosed {},
                };
                found.push(plain(finding, Some(program.fields[id].place.clone())));
            }
            told = parted;
        });
    }
}

/// What stands before a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Question,
    /// A question, and a blank or paragraph mark behind it.
    Parted,
}

fn scan(
    program: &Program,
    steps: &[Step],
    before: &mut Before,
    question: &mut impl FnMut(FieldId, bool),
) {
    for step in steps {
        match step {
            Step::Field(id) if is_question(program, *id) => {
                question(*id, *before == Before::Parted);
                *before = Before::Question;
            }
            Step::Field(id) => {
                *before = Before::Nothing;
                if let Action::If { then, otherwise, .. } = &program.fields[*id].action {
                    for branch in std::iter::once(then).chain(otherwise) {
                        scan(program, &branch.steps, &mut Before::Nothing.clone(), question);
                    }
                }
            }
            Step::Copy(copy) if copy.ink => *before = Before::Nothing,
            Step::Copy(copy) if copy.last.is_some() && *before != Before::Nothing => {
                *before = Before::Parted;
            }
            Step::Close(_) | Step::LineBreak(_) if *before != Before::Nothing => {
                *before = Before::Parted;
            }
            Step::Region(id) => {
                *before = Before::Nothing;
                let steps = &program.regions[*id].steps;
                scan(program, steps, &mut Before::Nothing.clone(), question);
            }
            _ => {}
        }
    }
}

/// Whether a field is an IF over questions that shows nothing on the other answer.
fn is_question(program: &Program, id: FieldId) -> bool {
    let Action::If { left, right, otherwise: None, .. } = &program.fields[id].action else {
        return false;
    };
    left.nested().chain(right.nested()).any(|nested| {
        let field = &program.fields[nested];
        match &field.instruction.field {
            Code::MergeField(merge) => {
                let name = merge.name.text(&field.code);
                name.trim().to_lowercase().starts_with("question:")
            }
            _ => false,
        }
    })
}

impl<S: Space> Walk<'_, S> {
    /// A field printed by a format that is not for its type.
    pub fn check_format(
        &mut self,
        id: FieldId,
        catalogue: Option<usize>,
        written: &str,
        guard: &S::Set,
    ) {
        let Some(index) = catalogue else { return };
        let kind = &self.subject.catalogue.fields[index].kind;
        let field = &self.program().fields[id];
        let place = Some(field.place.clone());
        for format in &field.instruction.formats {
            let name = written.to_owned();
            match (asks_for(format), kind) {
                (Some(true), FieldKind::Number { .. } | FieldKind::Amount) => {}
                (Some(false), FieldKind::Date) => {}
                (Some(true), _) => {
                    self.found(ProofFinding::NumberFormatOnOther { name }, place.clone(), guard);
                }
                (Some(false), _) => {
                    self.found(ProofFinding::DateFormatOnOther { name }, place.clone(), guard);
                }
                (None, _) => {}
            }
        }
    }

    /// A field inside a formula.
    pub fn computed_with(&mut self, id: FieldId, guard: &S::Set) {
        let field = &self.program().fields[id];
        let Action::Merge(merge) = &field.action else { return };
        let Some(name) = merge.name else { return };
        let name = &self.subject.template.names()[name];
        let Meaning::Field { catalogue: Some(index), .. } =
            meaning(self.subject, name, &self.scopes)
        else {
            return;
        };
        let kind = &self.subject.catalogue.fields[index].kind;
        if !matches!(kind, FieldKind::Number { .. } | FieldKind::Amount) {
            let finding = ProofFinding::FormulaOnOther { name: name.written.clone() };
            self.found(finding, Some(field.place.clone()), guard);
        }
    }
}
