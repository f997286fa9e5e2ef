//! Sets of combinations in words: *når `fast-tandprotese` = J og konteksten er tandproteser*.

use super::Subject;
use super::model::{Kind, Model};
use super::space::Space;
use crate::diagnostic::MessageLanguage;

/// When something is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// In every letter.
    Always,
    /// In no letter.
    Never,
    /// In letters that meet all terms of one of these.
    When(Vec<Vec<Term>>),
    /// It depends on these, in too many ways to be listed.
    DependsOn(Vec<String>),
}

/// One thing and the values it may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is.
    pub topic: Topic,
    /// Its values.
    pub values: Vec<String>,
}

/// What a term is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The context.
    Context,
    /// The answer to a question, by alias.
    Question(String),
    /// A field.
    Field(String),
    /// The number of a list's items.
    Items(String),
    /// The denial reason.
    Reason,
    /// A condition that is not computed.
    Unknown,
}

impl Condition {
    /// The condition in words.
    pub fn words(&self, language: MessageLanguage) -> String {
        let danish = language == MessageLanguage::Danish;
        match self {
            Condition::Always => if danish { "altid" } else { "always" }.to_owned(),
            Condition::Never => if danish { "aldrig" } else { "never" }.to_owned(),
            Condition::DependsOn(names) if names.is_empty() => {
                if danish { "i nogle breve" } else { "in some letters" }.to_owned()
            }
            Condition::DependsOn(names) => {
                let names = names.join(", ");
                if danish {
                    format!("i nogle breve; det afhænger af {names}")
                } else {
                    format!("in some letters; it depends on {names}")
                }
            }
            Condition::When(ways) => {
                let (and, or) =
                    if danish { (" og ", ", eller når ") } else { (" and ", ", or when ") };
                let ways: Vec<String> = ways
                    .iter()
                    .map(|terms| {
                        terms.iter().map(|term| term.words(danish)).collect::<Vec<_>>().join(and)
                    })
                    .collect();
                format!("{} {}", if danish { "når" } else { "when" }, ways.join(or))
            }
        }
    }
}

impl Term {
    fn words(&self, danish: bool) -> String {
        let or = if danish { " eller " } else { " or " };
        let values = self
            .values
            .iter()
            .map(|value| match value.as_str() {
                "" if danish => "(tom)",
                "" => "(empty)",
                value => value,
            })
            .collect::<Vec<_>>()
            .join(or);
        match &self.topic {
            Topic::Context if danish => format!("konteksten er {values}"),
            Topic::Context => format!("the context is {values}"),
            Topic::Question(name) | Topic::Field(name) => format!("`{name}` = {values}"),
            Topic::Items(name) if danish => format!("`{name}` har {values} poster"),
            Topic::Items(name) => format!("`{name}` has {values} items"),
            Topic::Reason if danish => format!("afslagsårsagen er {values}"),
            Topic::Reason => format!("the denial reason is {values}"),
            Topic::Unknown if danish => {
                "en betingelse, der ikke kan efterprøves, er opfyldt".to_owned()
            }
            Topic::Unknown => "a condition that cannot be computed holds".to_owned(),
        }
    }
}

/// Variables that a condition in words may have, and combinations of their values.
const VARIABLES: usize = 8;
const TABLE: usize = 768;
/// Values of one variable that are listed: as many as a word has bits, and one to spare.
const VALUES: usize = 63;
/// Ways of meeting a condition that are listed.
const WAYS: usize = 4;

/// A set in words.
pub(super) fn condition<S: Space>(
    subject: &Subject<'_>,
    model: &Model,
    space: &mut S,
    world: &S::Set,
    set: &S::Set,
) -> Condition {
    if space.apart(set, world) {
        return Condition::Never;
    }
    let outside = space.not(set);
    if space.apart(&outside, world) {
        return Condition::Always;
    }
    let variables = space.decides(set);
    let sizes: Vec<usize> = variables.iter().map(|v| model.variables[*v].size).collect();
    let total = sizes.iter().fold(1usize, |total, size| total.saturating_mul(*size));
    let wide = sizes.iter().any(|size| *size > VALUES);
    let names = || {
        let mut names: Vec<String> =
            variables.iter().filter_map(|variable| name(model, *variable)).collect();
        names.sort();
        names.dedup();
        Condition::DependsOn(if S::PROVES { names } else { Vec::new() })
    };
    if !S::PROVES || variables.len() > VARIABLES || total > TABLE || wide {
        return names();
    }
    // Of each combination: in the set, outside, or no request at all.
    let mut table = Vec::with_capacity(total);
    for index in 0..total {
        let mut here = space.all();
        for (variable, value) in variables.iter().zip(digits(index, &sizes)) {
            let literal = space.value(*variable, value);
            here = space.and(&here, &literal);
        }
        let request = !space.apart(&here, world);
        let inside = !space.apart(&here, set);
        table.push(request.then_some(inside));
    }
    let ways = cover(&table, &sizes);
    if ways.len() > WAYS {
        return names();
    }
    Condition::When(
        ways.iter()
            .map(|way| {
                way.iter()
                    .zip(&variables)
                    .zip(&sizes)
                    .filter(|((mask, _), size)| mask.count_ones() as usize != **size)
                    .map(|((mask, variable), size)| Term {
                        topic: topic(model, *variable),
                        values: (0..*size)
                            .filter(|value| mask >> value & 1 == 1)
                            .map(|value| value_words(subject, model, *variable, value))
                            .collect(),
                    })
                    .collect()
            })
            .collect(),
    )
}

fn digits(mut index: usize, sizes: &[usize]) -> Vec<usize> {
    let mut digits = vec![0; sizes.len()];
    for (digit, size) in digits.iter_mut().zip(sizes).rev() {
        *digit = index % size;
        index /= size;
    }
    digits
}

/// Boxes of values that hold all combinations inside and none outside.
fn cover(table: &[Option<bool>], sizes: &[usize]) -> Vec<Vec<u64>> {
    let fits = |way: &[u64]| {
        table
            .iter()
            .enumerate()
            .all(|(index, inside)| *inside != Some(false) || !within(way, &digits(index, sizes)))
    };
    let mut ways: Vec<Vec<u64>> = Vec::new();
    for (index, inside) in table.iter().enumerate() {
        let values = digits(index, sizes);
        if *inside != Some(true) || ways.iter().any(|way| within(way, &values)) {
            continue;
        }
        let mut way: Vec<u64> = values.iter().map(|value| 1 << value).collect();
        for position in (0..way.len()).rev() {
            let whole = (1u64 << sizes[position]) - 1;
            let own = std::mem::replace(&mut way[position], whole);
            if fits(&way) {
                continue;
            }
            way[position] = own;
            for value in 0..sizes[position] {
                let before = way[position];
                way[position] |= 1 << value;
                if !fits(&way) {
                    way[position] = before;
                }
            }
        }
        ways.push(way);
    }
    ways
}

fn within(way: &[u64], values: &[usize]) -> bool {
    way.iter().zip(values).all(|(mask, value)| mask >> value & 1 == 1)
}

fn topic(model: &Model, variable: usize) -> Topic {
    match &model.variables[variable].kind {
        Kind::Context => Topic::Context,
        Kind::Question(alias) => Topic::Question(alias.clone()),
        Kind::Field(key) => Topic::Field(field_name(model, key)),
        Kind::Count(key) => Topic::Items(key.clone()),
        Kind::Reason => Topic::Reason,
        Kind::Unknown => Topic::Unknown,
    }
}

fn field_name(model: &Model, key: &str) -> String {
    model.slots.get(key).map_or_else(|| key.to_owned(), |slot| slot.written.clone())
}

fn name(model: &Model, variable: usize) -> Option<String> {
    match topic(model, variable) {
        Topic::Question(name) | Topic::Field(name) | Topic::Items(name) => {
            Some(format!("`{name}`"))
        }
        Topic::Context => Some("kontekst".to_owned()),
        Topic::Reason => Some("afslagsårsag".to_owned()),
        Topic::Unknown => None,
    }
}

fn value_words(subject: &Subject<'_>, model: &Model, variable: usize, value: usize) -> String {
    match &model.variables[variable].kind {
        Kind::Context => model
            .contexts
            .get(value)
            .map(|index| subject.catalogue.contexts[*index].key.clone())
            .unwrap_or_default(),
        Kind::Question(alias) => {
            let yes_first = model.questions.get(alias).is_some_and(|asked| asked.yes_first);
            if (value == 0) == yes_first { "J" } else { "N" }.to_owned()
        }
        Kind::Field(key) => {
            let language = subject.template.conventions().language;
            model
                .slots
                .get(key)
                .and_then(|slot| slot.values.get(value))
                .map(|value| value.to_text(language).into_owned())
                .unwrap_or_default()
        }
        Kind::Count(key) => {
            model.counts.get(key).map(|(_, counts)| counts[value].to_string()).unwrap_or_default()
        }
        Kind::Reason => value
            .checked_sub(1)
            .and_then(|index| Some(model.reason.as_ref()?.1[index]))
            .map(|index| subject.catalogue.reasons[index].key.clone())
            .unwrap_or_default(),
        Kind::Unknown => String::new(),
    }
}
