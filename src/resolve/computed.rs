//! Fields that are computed: what the names in a formula stand for, and why it has no result.

use super::formula::{Failure, FormulaText, Operands, compute};
use super::kinds;
use super::values::{Frame, Given, Resolver, is_list};
use crate::catalogue::{CatalogueField, FieldKind};
use crate::diagnostic::ContextFinding;
use crate::field::{FormulaError, Value};
use crate::merge::{Datum, SourceWord};

impl<'r> Resolver<'r> {
    pub(super) fn formula(
        &mut self,
        field: &'r CatalogueField,
        text: &str,
        around: &[Frame<'r>],
    ) -> Result<Given, ContextFinding> {
        let name = field.name.clone();
        let formula = match self.index.formula(text) {
            Some(Ok(formula)) => formula,
            Some(Err(FormulaError::Syntax(word))) => {
                return Err(ContextFinding::FormulaUnreadable { name, word: word.clone() });
            }
            Some(Err(FormulaError::TooComplex)) => {
                return Err(ContextFinding::FormulaTooLarge { name });
            }
            _ => return Err(ContextFinding::FormulaUnfinished { name }),
        };
        self.find_inputs(formula, around);
        let mut inputs = Inputs { resolver: self, formula, around, lack: None };
        let computed = compute(formula, &mut inputs);
        let lack = inputs.lack.take();
        match computed {
            Ok(mut number) => {
                let value = match field.kind {
                    FieldKind::Boolean => Value::Bool(!number.is_zero()),
                    FieldKind::Amount if number.scale() < 2 => {
                        number.rescale(2);
                        Value::Number(number)
                    }
                    _ => Value::Number(number),
                };
                Ok(Given { datum: Datum::Value(value), source: SourceWord::Formula })
            }
            Err(failure) => Err(match (lack, failure) {
                (Some(Lack::Told), _) => {
                    self.told.extend(self.computing.last());
                    ContextFinding::FormulaNoNumber { name }
                }
                (Some(Lack::Deep(finding)), _) => finding,
                (Some(Lack::Input(input)), _) => {
                    ContextFinding::FormulaInputMissing { name, input }
                }
                (Some(Lack::Unknown(input)), _) => {
                    ContextFinding::FormulaNameUnknown { name, input }
                }
                (Some(Lack::List(input)), _) => ContextFinding::FormulaOfList { name, input },
                (None, Failure::ZeroDivide) => ContextFinding::FormulaZeroDivide { name },
                (None, Failure::TooLarge) => ContextFinding::FormulaTooLarge { name },
                (None, Failure::NoNumber) => ContextFinding::FormulaNoNumber { name },
            }),
        }
    }

    /// Finds what a formula is computed from before it is computed: formulas of formulas then take
    /// their turns, and do not stand on each other's stacks.
    fn find_inputs(&mut self, formula: &FormulaText, around: &[Frame<'r>]) {
        for name in &formula.names {
            match self.operand(name, around) {
                Meant::One(field, frames) => {
                    // What is wrong with it is known when it is asked for.
                    let _ = self.value(field, frames);
                }
                Meant::Items(list, Some(field)) => {
                    for frame in self.frames(list, &[]) {
                        let _ = self.value(field, &[frame]);
                    }
                }
                Meant::Items(_, None) | Meant::Unknown => {}
            }
        }
    }

    /// What a name in a formula means, in the items around.
    pub(super) fn operand<'a>(&self, name: &str, around: &'a [Frame<'r>]) -> Meant<'a, 'r> {
        for (at, frame) in around.iter().enumerate().rev() {
            let list = &self.catalogue.fields[frame.list].name;
            if let Some(field) = self.index.item(list, name) {
                return Meant::One(field, &around[..=at]);
            }
        }
        let Some(field) = self.index.field(name) else { return Meant::Unknown };
        let found = &self.catalogue.fields[field];
        match &found.list {
            None if is_list(found) => Meant::Items(field, None),
            None => Meant::One(field, &[]),
            Some(list) => match self.index.field(list) {
                Some(list) => Meant::Items(list, Some(field)),
                None => Meant::Unknown,
            },
        }
    }
}

/// What a name in a formula means.
pub(super) enum Meant<'a, 'r> {
    /// A field, with the items around it.
    One(usize, &'a [Frame<'r>]),
    /// The items of a list, or one field of each.
    Items(usize, Option<usize>),
    Unknown,
}

/// Why a formula has not what it needs.
enum Lack {
    /// An input whose fault is told already.
    Told,
    Input(String),
    Unknown(String),
    List(String),
    /// An input that goes in a circle, or too deep.
    Deep(ContextFinding),
}

struct Inputs<'i, 'r> {
    resolver: &'i mut Resolver<'r>,
    formula: &'i FormulaText,
    around: &'i [Frame<'r>],
    lack: Option<Lack>,
}

impl<'r> Inputs<'_, 'r> {
    /// A field's value as a number can be had from it. `None` when the field may be empty, and is.
    fn input(&mut self, field: usize, frames: &[Frame<'r>]) -> Option<Value> {
        self.resolver.consume(field);
        let found = &self.resolver.catalogue.fields[field];
        let value = self.resolver.value(field, frames);
        if self.resolver.is_told(field) {
            self.lack(Lack::Told);
        }
        let value = match value {
            Ok(Given { datum: Datum::Value(value), .. }) => value,
            Ok(_) => {
                self.lack(Lack::List(found.name.clone()));
                return Some(Value::Empty);
            }
            Err(
                finding @ (ContextFinding::FormulaCircle { .. }
                | ContextFinding::FormulaTooLarge { .. }),
            ) => {
                self.lack(Lack::Deep(finding));
                return Some(Value::Empty);
            }
            Err(_) => {
                self.lack(Lack::Input(found.name.clone()));
                return Some(Value::Empty);
            }
        };
        if value.is_empty() {
            return None;
        }
        Some(match found.kind {
            FieldKind::Boolean => kinds::boolean(&value).map_or(value, Value::Bool),
            FieldKind::Amount | FieldKind::Number { .. } => {
                kinds::number(&value, self.resolver.catalogue.language).map_or(value, Value::Number)
            }
            _ => value,
        })
    }

    fn lack(&mut self, lack: Lack) {
        self.lack.get_or_insert(lack);
    }
}

impl Operands for Inputs<'_, '_> {
    fn one(&mut self, index: usize) -> Value {
        let Some(name) = self.formula.names.get(index) else { return Value::Empty };
        let around = self.around;
        match self.resolver.operand(name, around) {
            Meant::One(field, frames) => self.input(field, frames).unwrap_or_else(|| {
                self.lack(Lack::Input(self.resolver.catalogue.fields[field].name.clone()));
                Value::Empty
            }),
            Meant::Items(..) => {
                self.lack(Lack::List(name.clone()));
                Value::Empty
            }
            Meant::Unknown => {
                self.lack(Lack::Unknown(name.clone()));
                Value::Empty
            }
        }
    }

    fn all(&mut self, index: usize) -> Vec<Value> {
        let Some(name) = self.formula.names.get(index) else { return Vec::new() };
        let around = self.around;
        match self.resolver.operand(name, around) {
            Meant::One(field, frames) => self.input(field, frames).into_iter().collect(),
            Meant::Items(list, field) => {
                self.resolver.consume(list);
                if let Err(finding) = self.resolver.value(list, &[]) {
                    let circle = matches!(finding, ContextFinding::FormulaCircle { .. });
                    let list = self.resolver.catalogue.fields[list].name.clone();
                    self.lack(if circle { Lack::Deep(finding) } else { Lack::Input(list) });
                    return vec![Value::Empty];
                }
                let frames = self.resolver.frames(list, &[]);
                match field {
                    Some(field) => {
                        frames.into_iter().filter_map(|frame| self.input(field, &[frame])).collect()
                    }
                    // The list itself: COUNT asks how many items there are.
                    None => frames.iter().map(|_| Value::Bool(true)).collect(),
                }
            }
            Meant::Unknown => {
                self.lack(Lack::Unknown(name.clone()));
                vec![Value::Empty]
            }
        }
    }
}
