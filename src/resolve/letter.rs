//! A resolved request merged, and its receipt with what was settled before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::civil::Time;

use super::Resolved;
use crate::catalogue::fold;
use crate::diagnostic::{Diagnostic, Finding, Place, has_errors};
use crate::docx::PackageError;
use crate::merge::{
    Answers, MergeOptions, Merged, Missing, Outcome, Provenance, Receipt, Request, SourceWord,
    Sourced, Strictness, merge,
};
use crate::template::{Name, Template};

/// A letter made in its context.
#[derive(Clone, Debug)]
pub struct Made {
    /// The letter, or why there is none.
    pub outcome: Outcome,
    /// The receipt: what was settled in the context and what was merged.
    pub receipt: Receipt,
}

impl Resolved {
    /// What is wrong with the request, under these options: where a missing value may be empty, what
    /// is missing is no fault. An automatic letter never has a hole, whatever the options.
    pub fn findings(&self, options: &MergeOptions) -> impl Iterator<Item = &Diagnostic> {
        let missing = self.automatic || options.missing == Missing::Refuse;
        let missing = if missing { self.missing.as_slice() } else { &[] };
        self.diagnostics.iter().chain(missing)
    }

    /// Whether the letter cannot be made in the context at all, so that nothing else was looked at.
    pub fn is_outside(&self) -> bool {
        self.outside
    }

    /// Merges the letter. `options.title` is the letter's title, which the caller makes.
    ///
    /// # Errors
    ///
    /// As [`merge`].
    pub fn merge(&self, template: &Template, options: &MergeOptions) -> Result<Made, PackageError> {
        self.merge_as(template, options, 1)
    }

    /// As [`Self::merge`], for the letter of that number in a batch.
    pub fn merge_as(
        &self,
        template: &Template,
        options: &MergeOptions,
        number: usize,
    ) -> Result<Made, PackageError> {
        let options = self.options(options);
        let request = Request {
            record_number: number,
            sequence_number: number,
            ..Request::single(&self.record, &self.answers, &options)
        };
        let merged = merge(template, &request)?;
        Ok(self.made(template, &options, merged))
    }

    /// The options under which the letter is merged.
    pub fn options<'o>(&self, options: &'o MergeOptions) -> Cow<'o, MergeOptions> {
        let mut options = Cow::Borrowed(options);
        if let (None, Some(day)) = (options.date, self.date) {
            options.to_mut().date = Some(day.to_datetime(Time::midnight()));
        }
        if self.automatic {
            options.to_mut().missing = Missing::Refuse;
            options.to_mut().strictness = Strictness::Strict;
        }
        options
    }

    /// The letter of a merge of this request: refused where the context says so, and its receipt
    /// with what was settled before.
    pub fn made(&self, template: &Template, options: &MergeOptions, merged: Merged) -> Made {
        let mut receipt = merged.receipt(template);
        self.complete(template, options, &mut receipt);
        let refused = options.strictness == Strictness::Strict && has_errors(&receipt.diagnostics);
        let outcome = if refused { Outcome::Refused } else { merged.outcome };
        Made { outcome, receipt }
    }

    fn complete(&self, template: &Template, options: &MergeOptions, receipt: &mut Receipt) {
        let own: Vec<Diagnostic> = self.findings(options).cloned().collect();
        let places: HashSet<&Place> = own.iter().filter_map(|found| found.place.as_ref()).collect();
        let told = |found: &Diagnostic| {
            self.outside
                || missing_name(&found.finding).is_some_and(|name| {
                    self.faulty.contains(&fold(name))
                        || found.place.as_ref().is_some_and(|place| places.contains(place))
                })
        };
        // What the template alone has comes first.
        let of_template = template.diagnostics().len().min(receipt.diagnostics.len());
        let of_merge = receipt.diagnostics.split_off(of_template);
        receipt.diagnostics.extend(own.iter().cloned());
        receipt.diagnostics.extend(of_merge.into_iter().filter(|found| !told(found)));
        let sources = SourcesOfNames::of(self);
        for used in &mut receipt.fields {
            used.source = sources.source(&used.name);
        }
        let consumed: HashSet<String> = self.consumed.iter().map(|name| fold(name)).collect();
        receipt.unused.retain(|name| !consumed.contains(&fold(name)));
        receipt.unused.extend(self.unasked.iter().map(|alias| format!("Question:{alias}")));
        receipt.defaulted.extend(self.defaulted.iter().cloned());
        receipt.provenance = Some(Provenance {
            context: self.context.clone(),
            title: options.title.clone().filter(|_| options.receipt_values),
            sources: self.sources.clone(),
            reason: self.reason.clone(),
            prices: self.prices.clone(),
        });
    }

    /// Where the value of a name came from, as the template writes it; `None` where several sources
    /// gave it, or where the name is composed of other fields.
    pub fn source(&self, written: &str) -> Option<SourceWord> {
        SourcesOfNames::of(self).source(written)
    }
}

/// Where the values of a letter came from, by the names that its template writes.
struct SourcesOfNames<'r> {
    /// The source of a name; `None` where several sources gave it.
    of: HashMap<&'r str, Option<SourceWord>>,
    answers: &'r Answers,
    by_default: HashSet<&'r str>,
}

impl<'r> SourcesOfNames<'r> {
    fn of(resolved: &'r Resolved) -> Self {
        let mut of_fields: HashMap<&str, Vec<SourceWord>> = HashMap::new();
        for Sourced { name, source } in &resolved.sources {
            of_fields.entry(name).or_default().push(*source);
        }
        let mut of = HashMap::new();
        for (written, field) in &resolved.meanings {
            for source in of_fields.get(field.as_str()).into_iter().flatten() {
                of.entry(written.as_str())
                    .and_modify(|known| *known = None)
                    .or_insert(Some(*source));
            }
        }
        let by_default = resolved.defaulted.iter().map(String::as_str).collect();
        SourcesOfNames { of, answers: &resolved.answers, by_default }
    }

    /// Where the value of a name came from; `None` where several sources gave it, or where the name
    /// is composed of other fields.
    fn source(&self, written: &str) -> Option<SourceWord> {
        if let Some(source) = self.of.get(written) {
            return *source;
        }
        let name = Name::new(written, false);
        if let Some(key) = &name.question {
            if self.by_default.contains(key.as_str()) {
                return Some(SourceWord::Default);
            }
            return self.answers.contains_key(key).then_some(SourceWord::Answer);
        }
        matches!(last(&name.folded), "rownumber" | "rækkenummer").then_some(SourceWord::Merge)
    }
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The name that the merge says is missing.
pub(super) fn missing_name(finding: &Finding) -> Option<&str> {
    match finding {
        Finding::FieldMissing { name } | Finding::FieldMissingNear { name, .. } => Some(name),
        _ => None,
    }
}
