//! A few letters that show what all of them can: requests in which every two values of two variables
//! meet, to be laid over a person's data.
//!
//! A template of forty questions has more letters than can be made. Most faults of a finished letter
//! hang on one answer or on two, so that letters in which all pairs of values occur show nearly all
//! of them. A row of the table says what is special about a letter; who receives it, with name and
//! address, is a test person.

use super::Subject;
use super::letter::{self, Witness};
use super::model::Model;
use super::space::{Diagrams, NODES, Rows};
use super::world;
use crate::merge::{Datum, Found, Record};
use crate::resolve::CaseRequest;
use crate::template::Name;

/// One letter of a cover.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// The letter with sample values throughout.
    pub witness: Witness,
    /// What is not as in an ordinary letter.
    chosen: Record,
}

/// Requests of which every two values of two variables meet in one; `most` of them. The first is the
/// most ordinary letter. None where the template has more variables than can be counted.
pub fn cover(subject: &Subject<'_>, most: usize) -> Vec<Cover> {
    let model = Model::of(subject);
    let sizes = model.sizes();
    let Some(mut space) = Diagrams::new(&sizes, NODES * 50) else { return Vec::new() };
    let proper = space.proper();
    let (world, _) = world::world(&mut space, subject, &model, &proper);
    let rows = Rows::covering_within(&mut space, &sizes, &world, most);
    rows.rows()
        .iter()
        .map(|values| Cover {
            witness: letter::letter(subject, &model, values),
            chosen: letter::chosen(subject, &model, values),
        })
        .collect()
}

impl Cover {
    /// The letter for a person's case: context, answers, history, reason, the number of items and what
    /// conditions ask are of this letter; all else, and the day, is the person's.
    #[must_use]
    pub fn over(&self, case: &CaseRequest) -> CaseRequest {
        let own = &self.witness.request;
        CaseRequest {
            record: lay(&case.record, &self.chosen, &own.record),
            date: case.date.or(own.date),
            ..own.clone()
        }
    }
}

/// A person's data with what is chosen over it; what the person has not is as in the sample.
fn lay(person: &Record, chosen: &Record, sample: &Record) -> Record {
    let mut laid = person.clone();
    for name in sample.names() {
        let Some(sample) = sample.get(name) else { continue };
        let own = match person.find(&Name::new(name, false)) {
            Found::Exact(_, datum) => Some((name, datum)),
            Found::OtherCase(_, datum, written) => Some((written, datum)),
            _ => None,
        };
        let written = own.map_or(name, |(written, _)| written).to_owned();
        let datum = match (sample, chosen.get(name), own.map(|(_, datum)| datum)) {
            (Datum::List(samples), Some(Datum::List(chosen)), own) => {
                let of_person = match own {
                    Some(Datum::List(items)) if !items.is_empty() => items,
                    _ => samples,
                };
                let items = samples.iter().zip(chosen).enumerate();
                let items = items.map(|(at, (sample, chosen))| {
                    lay(&of_person[at % of_person.len()], chosen, sample)
                });
                Datum::List(items.collect())
            }
            (_, Some(chosen), _) => chosen.clone(),
            (_, None, Some(own)) => own.clone(),
            (sample, None, None) => sample.clone(),
        };
        laid.insert(written, datum);
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Value;

    fn record(pairs: &[(&str, Datum)]) -> Record {
        let mut record = Record::default();
        for (name, datum) in pairs {
            record.insert(*name, datum.clone());
        }
        record
    }

    fn text(text: &str) -> Datum {
        Datum::Value(Value::from(text))
    }

    #[test]
    fn what_is_chosen_lies_over_the_person_and_the_sample_fills_what_is_left() {
        let items = |names: &[&str]| {
            Datum::List(names.iter().map(|name| record(&[("Ydelse", text(name))])).collect())
        };
        let person = record(&[
            ("Navn", text("Åse")),
            ("sag.nummer", text("7")),
            ("Linjer", items(&["briller"])),
        ]);
        let chosen = record(&[
            ("Ægtefælle", text("J")),
            ("Linjer", Datum::List(vec![Record::default(), Record::default()])),
        ]);
        let sample = record(&[
            ("Navn", text("N.N.")),
            ("Sag.Nummer", text("0")),
            ("Ægtefælle", text("J")),
            ("By", text("Egeby")),
            ("Linjer", items(&["a", "b"])),
        ]);
        let laid = lay(&person, &chosen, &sample);
        let shown = |name: &str| match laid.get(name) {
            Some(Datum::Value(value)) => value.to_text(crate::locale::Language::Da).into_owned(),
            Some(Datum::List(items)) => items.len().to_string(),
            _ => String::new(),
        };
        let names: Vec<String> =
            laid.names().map(|name| format!("{name}={}", shown(name))).collect();
        assert_eq!(names, ["Navn=Åse", "sag.nummer=7", "Linjer=2", "Ægtefælle=J", "By=Egeby"]);
    }

    #[test]
    fn a_list_of_no_items_stays_empty() {
        let person = record(&[("Linjer", Datum::List(vec![record(&[("A", text("1"))])]))]);
        let none = record(&[("Linjer", Datum::List(Vec::new()))]);
        assert!(
            matches!(lay(&person, &none, &none).get("Linjer"), Some(Datum::List(items)) if items.is_empty())
        );
    }
}
