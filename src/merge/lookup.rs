//! Names looked up: in the items of regions, the case data, the answers.

use super::record::{Datum, Found, Record};
use super::request::Missing;
use super::run::Merger;
use crate::diagnostic::Finding;
use crate::field::Value;
use crate::template::{FieldId, MergeAction, Name};

/// A region's current item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'t> {
    /// The region's name.
    pub name: &'t str,
    /// The item.
    pub record: &'t Record,
    /// Its number, from 1.
    pub number: usize,
}

/// What a merge field's name stands for.
#[derive(Clone, Debug)]
pub(super) enum Looked<'t> {
    Value(std::borrow::Cow<'t, Value>),
    Rich(&'t Datum),
    Missing,
}

impl<'t> Merger<'t> {
    /// Finds a name in the items of the regions around, innermost first, then in the case data.
    pub(super) fn find(&mut self, name: &Name) -> (Found<'t>, bool) {
        for scope in self.scopes.iter().rev() {
            let own = name
                .path
                .split_at_checked(scope.name.len())
                .filter(|(head, _)| head.eq_ignore_ascii_case(scope.name))
                .and_then(|(_, rest)| rest.strip_prefix('.'));
            let found = match own {
                Some(own) => scope.record.find_path(own, &own.to_lowercase()),
                None => scope.record.find(name),
            };
            if !matches!(found, Found::Nothing) {
                return (found, true);
            }
        }
        let found = self.request.record.find(name);
        if let Found::Exact(index, _) | Found::OtherCase(index, ..) = found
            && let Some(used) = self.used.get_mut(index)
        {
            *used = true;
        }
        (found, false)
    }

    pub(super) fn look_up(&mut self, id: FieldId, merge: &'t MergeAction) -> Looked<'t> {
        let composed;
        let name = match (merge.name, &merge.composed) {
            (Some(index), _) => &self.template.names()[index],
            (None, Some(text)) => {
                composed = Name::new(&self.text_of(text), false);
                &composed
            }
            (None, None) => return Looked::Missing,
        };
        let looked = self.look_up_name(id, name);
        let value = self.request.options.receipt_values.then(|| match &looked {
            Looked::Value(value) => {
                Some(value.to_text(self.template.conventions().language).into_owned())
            }
            _ => None,
        });
        self.trace.uses.push((self.program, id, value.flatten()));
        looked
    }

    fn look_up_name(&mut self, id: FieldId, name: &Name) -> Looked<'t> {
        if let Some(key) = &name.question {
            return self.answer(id, name, key);
        }
        let mapped;
        let name = if name.mapped {
            mapped = self.mapped_name(name);
            &mapped
        } else {
            name
        };
        let (found, _) = self.find(name);
        let datum = match found {
            Found::Exact(_, datum) => datum,
            Found::OtherCase(_, datum, other) => {
                let (name, found) = (name.written.clone(), other.to_owned());
                self.note(id, Finding::FieldCase { name, found });
                datum
            }
            Found::Ambiguous => {
                self.note(id, Finding::FieldAmbiguous { name: name.written.clone() });
                return Looked::Missing;
            }
            Found::Group => {
                self.note(id, Finding::ValueNotText { name: name.written.clone() });
                return Looked::Missing;
            }
            Found::Nothing => match image_name(name) {
                // `Image:` before a name is how other engines mark a picture.
                Some(name) => return self.look_up_name(id, &name),
                None => return self.missing(id, name),
            },
        };
        match datum {
            Datum::Value(value) => Looked::Value(std::borrow::Cow::Borrowed(value)),
            Datum::List(_) => {
                self.note(id, Finding::ValueNotText { name: name.written.clone() });
                Looked::Missing
            }
            rich => Looked::Rich(rich),
        }
    }

    fn missing(&mut self, id: FieldId, name: &Name) -> Looked<'t> {
        if let (Some(scope), "rownumber" | "rækkenummer") =
            (self.scopes.last(), name.folded.rsplit('.').next().unwrap_or_default())
        {
            let number = Value::Text(scope.number.to_string());
            return Looked::Value(std::borrow::Cow::Owned(number));
        }
        let reported =
            ["M301", "M302"].into_iter().any(|code| self.noted.contains(&(code, self.program, id)));
        if self.request.options.missing == Missing::Refuse && !reported {
            let near = self.request.record.near(&name.written).map(str::to_owned);
            let name = name.written.clone();
            self.note(
                id,
                match near {
                    Some(near) => Finding::FieldMissingNear { name, near },
                    None => Finding::FieldMissing { name },
                },
            );
        }
        Looked::Missing
    }

    fn answer(&mut self, id: FieldId, name: &Name, key: &str) -> Looked<'t> {
        let answers = self.request.answers;
        let given = answers.get(key).copied();
        let letter = match given {
            Some(answer) => answer.letter(),
            None => match self.find(name).0 {
                Found::Exact(_, Datum::Value(value))
                | Found::OtherCase(_, Datum::Value(value), _)
                    if !value.is_empty() =>
                {
                    let language = self.template.conventions().language;
                    if let Some(answer) = super::Answer::read(&value.to_text(language)) {
                        answer.letter()
                    } else {
                        let question = key.to_owned();
                        self.note(id, Finding::AnswerInvalid { question });
                        "N"
                    }
                }
                _ => {
                    if self.defaulted.insert(key.to_owned()) {
                        self.trace.defaulted.push(key.to_owned());
                        self.note(id, Finding::AnswerDefaulted { question: key.to_owned() });
                    }
                    "N"
                }
            },
        };
        Looked::Value(std::borrow::Cow::Owned(Value::from(letter)))
    }

    pub(super) fn mapped_name(&self, name: &Name) -> Name {
        let mapped = &self.template.settings().mapped_fields;
        let found = mapped
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(&name.written))
            .map_or(name.written.as_str(), |(_, data)| data.as_str());
        Name::new(found, false)
    }

    /// A value of the case data by a name that is no merge field's own, as text.
    pub(super) fn plain(&mut self, name: &str) -> Option<String> {
        let language = self.template.conventions().language;
        match self.find(&Name::new(name, false)).0 {
            Found::Exact(_, Datum::Value(value)) | Found::OtherCase(_, Datum::Value(value), _) => {
                Some(value.to_text(language).into_owned())
            }
            _ => None,
        }
    }
}

/// The name behind the mark `Image:`.
fn image_name(name: &Name) -> Option<Name> {
    let (head, rest) = name.written.split_at_checked("Image:".len())?;
    head.eq_ignore_ascii_case("Image:").then(|| Name::new(rest, name.mapped))
}
