//! The sources of the catalogue: parameters, price agreements, letters sent, the denial reason.

use std::sync::Arc;

use super::computed::Meant;
use super::values::{Frame, Given, Resolver};
use crate::catalogue::{
    CatalogueField, HistoryValue, ReasonText, ReasonValue, SentLetter, Source, fold,
};
use crate::diagnostic::ContextFinding;
use crate::field::Value;
use crate::merge::{Datum, Fragment, PriceUsed, SourceWord};

impl<'r> Resolver<'r> {
    pub(super) fn by_source(
        &mut self,
        field: &'r CatalogueField,
        around: &[Frame<'r>],
    ) -> Result<Option<Given>, ContextFinding> {
        let name = || field.name.clone();
        let text =
            |text: &str, source| Ok(Some(Given { datum: Datum::Value(Value::from(text)), source }));
        match &field.source {
            Source::Request => Ok(None),
            Source::Parameter => {
                let mut parameters = self.catalogue.parameters.iter().rev();
                let holds = parameters.find(|parameter| {
                    fold(&parameter.name) == fold(&field.name)
                        && parameter.validity.holds(self.case.date)
                });
                match holds {
                    Some(parameter) => text(&parameter.value, SourceWord::Parameter),
                    None => Err(ContextFinding::ParameterMissing { name: name() }),
                }
            }
            Source::Price { supplier, service } => self.price(field, supplier, service, around),
            Source::History { letter, value } => {
                let sent = self.latest(letter);
                let yes_no = |yes: bool| text(if yes { "J" } else { "N" }, SourceWord::History);
                match (value, sent) {
                    (HistoryValue::Sent, sent) => yes_no(sent.is_some()),
                    (HistoryValue::Date, Some(sent)) => Ok(Some(Given {
                        datum: Datum::Value(Value::Date(sent.date)),
                        source: SourceWord::History,
                    })),
                    (HistoryValue::Date, None) => {
                        Err(ContextFinding::LetterNotSent { name: name(), letter: letter.clone() })
                    }
                    (HistoryValue::Answer(alias), sent) => {
                        yes_no(sent.is_some_and(|sent| self.answered_yes(sent, alias)))
                    }
                }
            }
            Source::Reason(value) => {
                let Some(reason) = self.reason else {
                    return Err(ContextFinding::ReasonNotGiven { name: name() });
                };
                match (value, &reason.text) {
                    (ReasonValue::Name, _) => text(&reason.name, SourceWord::Reason),
                    (ReasonValue::Key, _) => text(&reason.key, SourceWord::Reason),
                    (ReasonValue::Text, ReasonText::Plain(words)) => {
                        text(words, SourceWord::Reason)
                    }
                    (ReasonValue::Text, ReasonText::Document(bytes)) => Ok(Some(Given {
                        datum: Datum::Fragment(Arc::new(Fragment { bytes: bytes.clone() })),
                        source: SourceWord::Reason,
                    })),
                }
            }
            Source::Formula(formula) => self.formula(field, formula, around).map(Some),
        }
    }

    /// The value that a field always has in the context.
    pub(super) fn fixed(&self, field: &CatalogueField) -> Option<Given> {
        let mut values = self.context.values.iter();
        let (_, value) = values.find(|(name, _)| fold(name) == fold(&field.name))?;
        let datum = Datum::Value(Value::from(value.as_str()));
        Some(Given { datum, source: SourceWord::Context })
    }

    pub(super) fn price(
        &mut self,
        field: &CatalogueField,
        supplier: &str,
        service: &str,
        around: &[Frame<'r>],
    ) -> Result<Option<Given>, ContextFinding> {
        let mut keys = [String::new(), String::new()];
        for (name, key) in [supplier, service].into_iter().zip(&mut keys) {
            let input_missing = || ContextFinding::FormulaInputMissing {
                name: field.name.clone(),
                input: name.to_owned(),
            };
            let Meant::One(input, frames) = self.operand(name, around) else {
                return Err(input_missing());
            };
            self.consume(input);
            match self.value(input, frames) {
                Ok(Given { datum: Datum::Value(value), .. }) => {
                    value.to_text(self.catalogue.language).trim().clone_into(key);
                }
                _ => return Err(input_missing()),
            }
        }
        let [supplier_key, service_key] = keys;
        // The authority's own agreements come after the central ones, and win.
        let agreed = self.catalogue.prices.iter().rev().find(|price| {
            price.supplier == supplier_key
                && price.service == service_key
                && price.validity.holds(self.case.date)
        });
        let Some(agreed) = agreed else {
            return Err(ContextFinding::PriceMissing {
                name: field.name.clone(),
                supplier: supplier.to_owned(),
                service: service.to_owned(),
            });
        };
        self.prices.insert(PriceUsed {
            supplier: supplier_key,
            service: service_key,
            from: agreed.validity.from,
            to: agreed.validity.to,
        });
        let mut price = agreed.price;
        if price.scale() < 2 {
            price.rescale(2);
        }
        let datum = Datum::Value(Value::Number(price));
        Ok(Some(Given { datum, source: SourceWord::Price }))
    }

    /// The latest letter of a type that the case had had on the day of this one.
    pub(super) fn latest(&self, letter: &str) -> Option<&'r SentLetter> {
        let day = self.case.date;
        let before =
            |sent: &&SentLetter| sent.letter == letter && day.is_none_or(|day| sent.date <= day);
        self.case.history.iter().filter(before).max_by_key(|sent| sent.date)
    }

    pub(super) fn answered_yes(&self, sent: &SentLetter, alias: &str) -> bool {
        let question = self.catalogue.questions.iter().find(|found| found.alias == alias);
        sent.yes.iter().any(|yes| {
            yes == alias
                || question.is_some_and(|question| question.keys.iter().any(|(_, key)| key == yes))
        })
    }
}
