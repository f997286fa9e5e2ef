//! Conditions that fields stand behind, as far as a contract can speak of them.

use crate::catalogue::{Catalogue, Source};
use crate::field::{Conventions, Operator, Value, compare};

/// What a condition asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// Whether the question of this alias is answered yes.
    Question(String),
    /// Whether a field compares so with a text.
    Field {
        /// The field's name in the catalogue.
        name: String,
        /// The operator's sign, with the field on its left.
        operator: &'static str,
        /// The text.
        literal: String,
    },
    /// Something else, in the words of the code.
    Other(String),
}

/// A test and what it must come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    /// The test.
    pub test: Test,
    /// Whether it must hold, or must not.
    pub holds: bool,
}

/// Conditions that must all be met; none for always.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guard(pub Vec<Atom>);

impl Guard {
    /// This, and one more condition.
    pub(super) fn and(&self, test: &Test, holds: bool) -> Guard {
        let atom = Atom { test: test.clone(), holds };
        let mut atoms = self.0.clone();
        if !atoms.contains(&atom) {
            atoms.push(atom);
            atoms.sort();
        }
        Guard(atoms)
    }

    /// Whether it asks for the one thing and its opposite.
    fn is_contradictory(&self) -> bool {
        self.0.iter().any(|atom| {
            self.0.iter().any(|other| other.test == atom.test && other.holds != atom.holds)
        })
    }

    /// The guard as far as a context leaves it open; `None` where it cannot be met there.
    pub(super) fn in_context(
        &self,
        catalogue: &Catalogue,
        context: &str,
        conventions: &Conventions,
    ) -> Option<Guard> {
        if self.is_contradictory() {
            return None;
        }
        let mut open = Vec::new();
        for atom in &self.0 {
            match atom.test.in_context(catalogue, context, conventions) {
                Some(holds) if holds != atom.holds => return None,
                Some(_) => {}
                None => open.push(atom.clone()),
            }
        }
        Some(Guard(open))
    }
}

impl Test {
    /// What it comes to in a context, where the context alone decides.
    fn in_context(
        &self,
        catalogue: &Catalogue,
        context: &str,
        conventions: &Conventions,
    ) -> Option<bool> {
        match self {
            Test::Question(alias) => {
                let asked = catalogue
                    .questions
                    .iter()
                    .find(|question| question.alias == *alias)
                    .is_some_and(|question| question.contexts.contains(context));
                // Elsewhere its answer is no.
                (!asked).then_some(false)
            }
            Test::Field { name, operator, literal } => {
                let field = catalogue.field(name)?;
                let fixed = fixed(catalogue, context, &field.name)?;
                let operator = Operator::from_sign(operator)?;
                let literal = Value::from(literal.as_str());
                Some(compare(&Value::from(fixed), operator, &literal, conventions).holds)
            }
            Test::Other(_) => None,
        }
    }

    /// Whether a schema can ask it: of the request alone, and for equality.
    pub(super) fn can_be_asked(&self, catalogue: &Catalogue) -> bool {
        match self {
            Test::Question(_) => true,
            Test::Field { name, operator, literal } => {
                matches!(*operator, "=" | "<>")
                    && !literal.contains(['*', '?'])
                    && catalogue.field(name).is_some_and(|field| {
                        field.source == Source::Request && field.list.is_none()
                    })
            }
            Test::Other(_) => false,
        }
    }
}

impl Atom {
    /// The condition in a few signs: `fast-tandprotese = J`.
    pub fn words(&self) -> String {
        match (&self.test, self.holds) {
            (Test::Question(alias), true) => format!("{alias} = J"),
            (Test::Question(alias), false) => format!("{alias} = N"),
            (Test::Field { name, operator, literal }, true) => {
                format!("{name} {operator} \"{literal}\"")
            }
            (Test::Field { name, operator, literal }, false) => {
                format!("not ({name} {operator} \"{literal}\")")
            }
            (Test::Other(words), true) => words.clone(),
            (Test::Other(words), false) => format!("not ({words})"),
        }
    }
}

/// The value that a field always has in a context.
pub(super) fn fixed<'c>(catalogue: &'c Catalogue, context: &str, field: &str) -> Option<&'c str> {
    let folded = crate::catalogue::fold(field);
    let context = catalogue.context(context)?;
    let (_, value) =
        context.values.iter().find(|(name, _)| crate::catalogue::fold(name) == folded)?;
    Some(value)
}

/// Alternatives without those that say nothing new: of `a`, `a and b` only `a` is left, and of
/// `a and b`, `a and not b` too.
pub(super) fn simplified(mut guards: Vec<Guard>) -> Vec<Guard> {
    guards.retain(|guard| !guard.is_contradictory());
    guards.sort();
    guards.dedup();
    // Each round makes one fewer, or ends.
    loop {
        let absorbed = guards.iter().position(|guard| {
            guards
                .iter()
                .any(|other| other != guard && other.0.iter().all(|atom| guard.0.contains(atom)))
        });
        if let Some(index) = absorbed {
            guards.remove(index);
            continue;
        }
        let Some((first, second, shorter)) = merged(&guards) else { return guards };
        guards.remove(second);
        guards[first] = shorter;
        guards.sort();
        guards.dedup();
    }
}

/// Two guards that differ in one condition's outcome, and what is left of them.
fn merged(guards: &[Guard]) -> Option<(usize, usize, Guard)> {
    for (first, one) in guards.iter().enumerate() {
        for (second, other) in guards.iter().enumerate().skip(first + 1) {
            if one.0.len() != other.0.len() {
                continue;
            }
            let differing: Vec<&Atom> =
                one.0.iter().filter(|atom| !other.0.contains(atom)).collect();
            if let [atom] = differing.as_slice() {
                let opposite = Atom { test: atom.test.clone(), holds: !atom.holds };
                if other.0.contains(&opposite) {
                    let rest = one.0.iter().filter(|kept| kept != atom).cloned().collect();
                    return Some((first, second, Guard(rest)));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(words: &str) -> Guard {
        Guard(
            words
                .split_whitespace()
                .map(|word| Atom {
                    test: Test::Question(word.trim_start_matches('!').to_owned()),
                    holds: !word.starts_with('!'),
                })
                .collect(),
        )
    }

    #[test]
    fn alternatives_are_simplified() {
        assert_eq!(simplified(vec![guard("a"), guard("!a")]), [Guard::default()]);
        assert_eq!(simplified(vec![guard("a b"), guard("a")]), [guard("a")]);
        assert_eq!(
            simplified(
                vec![guard("a b"), guard("!b a")]
                    .into_iter()
                    .map(|mut g| {
                        g.0.sort();
                        g
                    })
                    .collect()
            ),
            [guard("a")]
        );
        assert_eq!(simplified(vec![guard("a !a")]), []);
        assert_eq!(simplified(vec![guard("b"), guard("a")]), [guard("a"), guard("b")]);
    }
}
