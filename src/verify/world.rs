//! Which combinations are letters: what context, groups, history and denial reasons allow together.

use super::Subject;
use super::model::Model;
use super::space::Space;
use crate::catalogue::{GroupRule, HistoryValue, QuestionGroup, ReasonRule, Source, fold};

/// A group's rule that no answers can keep, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// Index of the catalogue's groups.
    pub group: usize,
    /// Index of the catalogue's contexts.
    pub context: usize,
}

/// The combinations that can be a request.
pub(super) fn world<S: Space>(
    space: &mut S,
    subject: &Subject<'_>,
    model: &Model,
    proper: &S::Set,
) -> (S::Set, Vec<Broken>) {
    let mut world = proper.clone();
    let mut broken = Vec::new();
    let mut require = |space: &mut S, rule: S::Set| world = space.and(&world, &rule);
    for (position, context) in model.contexts.iter().enumerate() {
        let here = space.value(model.context, position);
        let elsewhere = space.not(&here);
        let key = &subject.catalogue.contexts[*context].key;
        for asked in model.questions.values() {
            let known = asked.catalogue.map(|index| &subject.catalogue.questions[index]);
            if known.is_some_and(|question| !question.contexts.contains(key)) {
                let no = space.value(asked.variable, usize::from(asked.yes_first));
                let rule = space.or(&elsewhere, &no);
                require(space, rule);
            }
        }
        for (name, value) in &subject.catalogue.contexts[*context].values {
            for slot in model.slots.values() {
                let (Some(field), Some(variable)) = (slot.catalogue, slot.variable) else {
                    continue;
                };
                let field = &subject.catalogue.fields[field];
                if fold(&field.name) != fold(name) {
                    continue;
                }
                let value = super::domain::typed(field, value, &subject.template.conventions());
                if let Some(index) = slot.values.iter().position(|found| *found == value) {
                    let fixed = space.value(variable, index);
                    let rule = space.or(&elsewhere, &fixed);
                    require(space, rule);
                }
            }
        }
        for (group, data) in subject.catalogue.question_groups.iter().enumerate() {
            let asked = ticked(subject, model, data, key);
            if asked.is_empty() {
                let ticks = data.questions.iter().any(|q| subject.manifest.questions.contains(q));
                if ticks && !data.rule.allows(0) {
                    broken.push(Broken { group, context: *context });
                }
                continue;
            }
            let rule = keeps(space, data.rule, &asked);
            let rule = space.or(&elsewhere, &rule);
            require(space, rule);
        }
        if let Some((variable, reasons)) = &model.reason {
            let context = &subject.catalogue.contexts[*context];
            let none = space.value(*variable, 0);
            let given = space.not(&none);
            let mut allowed = if context.reason == ReasonRule::Required && !reasons.is_empty() {
                given.clone()
            } else {
                space.all()
            };
            for (position, reason) in reasons.iter().enumerate() {
                let reason = &subject.catalogue.reasons[*reason];
                if context.reason == ReasonRule::Refused || !reason.contexts.contains(key) {
                    let this = space.value(*variable, position + 1);
                    let other = space.not(&this);
                    allowed = space.and(&allowed, &other);
                }
            }
            for name in &context.reason_requires {
                let Some(slot) = model.slots.get(&fold(name)) else { continue };
                let Some(variable) = slot.variable else { continue };
                let yes = slot.values.iter().position(|value| *value == "J".into());
                if let Some(yes) = yes {
                    let yes = space.value(variable, yes);
                    let met = space.or(&none, &yes);
                    allowed = space.and(&allowed, &met);
                }
            }
            let rule = space.or(&elsewhere, &allowed);
            require(space, rule);
        }
    }
    for rule in history(space, subject, model) {
        require(space, rule);
    }
    (world, broken)
}

/// The variables of a group's ticked questions that are asked in a context, with the value of yes.
fn ticked(
    subject: &Subject<'_>,
    model: &Model,
    group: &QuestionGroup,
    context: &str,
) -> Vec<(usize, usize)> {
    group
        .questions
        .iter()
        .filter(|alias| subject.manifest.questions.contains(alias))
        .filter_map(|alias| model.questions.get(alias))
        .filter(|asked| {
            asked
                .catalogue
                .is_some_and(|index| subject.catalogue.questions[index].contexts.contains(context))
        })
        .map(|asked| (asked.variable, usize::from(!asked.yes_first)))
        .collect()
}

/// The combinations that keep a rule over questions.
fn keeps<S: Space>(space: &mut S, rule: GroupRule, asked: &[(usize, usize)]) -> S::Set {
    // How many yeses there are so far: none, one, more.
    let mut counted = [space.all(), space.none(), space.none()];
    for (variable, yes) in asked {
        let yes = space.value(*variable, *yes);
        let no = space.not(&yes);
        let [none, one, more] = counted;
        let second = space.and(&one, &yes);
        let first = space.and(&none, &yes);
        let still = space.and(&one, &no);
        counted = [space.and(&none, &no), space.or(&still, &first), space.or(&more, &second)];
    }
    let mut kept = space.none();
    for (count, set) in counted.iter().enumerate() {
        if rule.allows(count) {
            kept = space.or(&kept, set);
        }
    }
    kept
}

/// Fields of the same earlier letter agree on whether it was sent.
fn history<S: Space>(space: &mut S, subject: &Subject<'_>, model: &Model) -> Vec<S::Set> {
    let mut rules = Vec::new();
    let mut sent: Vec<(&str, S::Set, bool)> = Vec::new();
    for slot in model.slots.values() {
        let (Some(field), Some(variable)) = (slot.catalogue, slot.variable) else { continue };
        let Source::History { letter, value } = &subject.catalogue.fields[field].source else {
            continue;
        };
        let first = space.value(variable, 0);
        let told = space.not(&first);
        sent.push((letter, told, matches!(value, HistoryValue::Answer(_))));
    }
    for (index, (letter, told, answer)) in sent.iter().enumerate() {
        for (other, also, other_answer) in sent.iter().skip(index + 1) {
            if letter != other || (*answer && *other_answer) {
                continue;
            }
            let (no, also_no) = (space.not(told), space.not(also));
            // An answer can be yes only if the letter was sent; the other facts say the same.
            if !*other_answer {
                let rule = space.or(&no, also);
                rules.push(rule);
            }
            if !*answer {
                let rule = space.or(&also_no, told);
                rules.push(rule);
            }
        }
    }
    rules
}
