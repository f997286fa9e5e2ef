//! Resolving: the case data of one letter in its context.
//!
//! A case system names the context in which the letter is made and sends what it knows. Here every
//! field that the template uses is looked up in the catalogue, found in the request or where the
//! catalogue says, and put into the record that is merged; what does not exist in the context is an
//! error, even if the request supplies a value.
//!
//! Of the decision on the health supplement for glasses, the request brings
//!
//! ```text
//! context briller   date 2026-11-22
//! Leverandoer.Noegle   Sag.Tillaegsprocent   Beregning: [ { Ydelse, Overslag } ]
//! ```
//!
//! and the letter says for each line of the calculation
//!
//! ```text
//! Overslag       500,00   request
//! Prisaftale     435,00   price agreement of that supplier for that service, on that day
//! Tilskud        369,75   formula  ROUND(MIN({Beregning.Overslag}; {Beregning.Prisaftale}) * 85% * …; 2)
//! Egenbetaling   130,25   formula  {Beregning.Overslag} - {Beregning.Tilskud}
//! ```
//!
//! # Whence a value
//!
//! The first that has one: the request; what the catalogue names as the field's source (an authority
//! parameter or a price agreement that holds on the day of the letter, the letters sent before, the
//! denial reason); the value that the field always has in the context; its formula. An optional field
//! that none of them has is empty.
//!
//! # What is found when
//!
//! | fault | is found |
//! |---|---|
//! | a field or question that the catalogue lacks, a question that is coded and not ticked | always |
//! | a field outside its contexts, a value that is missing | where this letter needs it: text that is guarded does no harm |
//! | a value in the request that is not what the field's type asks for | if the template or a formula uses the field |
//!
//! # Formulas
//!
//! A formula is an expression of the field language as in `{ = … }`, in the signs of the catalogue's
//! language (Danish: `;` between arguments, `,` in decimals), with names of fields in braces. In a field of a list's items,
//! `{Beregning.Overslag}` is that of the same item; elsewhere it stands for all items, and only a
//! function can take it: `SUM({Beregning.Tilskud})`.
//!
//! A field that may be empty, and is, is passed over by the functions of many numbers (`MIN`, `SUM`
//! and so on), as an empty cell of a table is: `MIN({Beregning.Overslag}; {Beregning.Prisaftale})` is
//! the estimate where no price is agreed. Between operators it has no number, and the formula says so
//! itself: `IF(DEFINED({Sag.AndetTilskud}); {Sag.AndetTilskud}; 0)`. A boolean counts 1 or 0.

mod answers;
mod case;
mod computed;
mod formula;
mod index;
mod kinds;
mod letter;
mod reason;
mod sources;
mod uses;
mod values;

pub use case::CaseRequest;
pub use formula::{FormulaText, formula_text};
pub use letter::Made;

use crate::catalogue::{Catalogue, Context, Manifest};
use crate::diagnostic::{ContextFinding, Diagnostic};
use crate::merge::{
    Answers, MergeOptions, Missing, PriceUsed, Record, Request, Sourced, Strictness, try_out,
};
use crate::template::Template;
use index::Index;
use uses::Uses;
use values::Resolver;

/// What a letter is made of, apart from its case.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The template, put together and compiled.
    pub template: &'s Template,
    /// What is said of it beside its document.
    pub manifest: &'s Manifest,
    /// What letters may say where.
    pub catalogue: &'s Catalogue,
}

/// A request that can be merged, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The key of the context.
    pub context: String,
    /// The case data: all fields of the request that exist in the context, under the names that the
    /// catalogue has for them, and those that were found elsewhere.
    pub record: Record,
    /// An answer to every question of the template, by the keys that its codes have.
    pub answers: Answers,
    /// Where each field has its value from; of a list, also the fields of its items.
    pub sources: Vec<Sourced>,
    /// What is wrong. A letter with an error among them must not be sent.
    pub diagnostics: Vec<Diagnostic>,
    /// Values that this letter needs and nobody has, as errors at the places that need them: better
    /// words for what the merge finds. They are no faults where a missing value may be empty.
    pub missing: Vec<Diagnostic>,
    /// Keys of the questions that were not answered and have their default.
    pub defaulted: Vec<String>,
    /// Aliases of the questions that were answered and are none of this letter.
    pub unasked: Vec<String>,
    /// The key of the denial reason.
    pub reason: Option<String>,
    /// The price agreements that were used.
    pub prices: Vec<PriceUsed>,
    /// Names in the request that formulas and prices were made of, though the letter may not print
    /// them.
    consumed: Vec<String>,
    /// Each name of the template and the field of the catalogue that it means.
    meanings: Vec<(String, String)>,
    /// Names of the template that mean nothing in the catalogue, with points and in lower case.
    faulty: Vec<String>,
    /// The context is not one in which the letter can be made: nothing else was looked at.
    outside: bool,
    /// The letter is made without a caseworker.
    automatic: bool,
    /// The letter's day.
    date: Option<jiff::civil::Date>,
}

/// What a letter is made of, looked at once for many cases.
#[derive(Debug)]
pub struct Resolution<'s> {
    subject: Subject<'s>,
    index: Index,
    uses: Uses,
}

impl<'s> Resolution<'s> {
    /// Looks at a template and its catalogue.
    pub fn of(subject: Subject<'s>) -> Self {
        let index = Index::of(subject.catalogue);
        let uses = Uses::of(&subject, &index);
        Resolution { subject, index, uses }
    }

    /// Resolves a request in its context.
    pub fn resolve(&self, case: &CaseRequest) -> Resolved {
        resolve_with(&self.subject, &self.index, &self.uses, case)
    }

    /// The template, put together and compiled.
    pub fn template(&self) -> &'s Template {
        self.subject.template
    }
}

/// Resolves a request in its context; [`Resolution`] does it for many.
pub fn resolve(subject: &Subject<'_>, case: &CaseRequest) -> Resolved {
    Resolution::of(*subject).resolve(case)
}

fn resolve_with(subject: &Subject<'_>, index: &Index, uses: &Uses, case: &CaseRequest) -> Resolved {
    let mut resolved = Resolved {
        context: case.context.clone(),
        record: case.record.clone(),
        answers: case.answers.clone(),
        automatic: subject.manifest.mode == crate::catalogue::LetterMode::Automatic,
        date: case.date,
        ..Resolved::default()
    };
    let context = match context(subject, &case.context) {
        Ok(context) => context,
        Err(finding) => {
            resolved.diagnostics.push(Diagnostic::of(finding));
            resolved.outside = true;
            return resolved;
        }
    };
    answers::resolve(subject, context, case, uses, &mut resolved);
    let before = resolved.diagnostics.len();
    let reason = reason::chosen(subject, context, case, &mut resolved);
    let reason_is_wrong = resolved.diagnostics.len() > before;
    let mut resolver = Resolver::new(subject, index, context, case, reason);
    if reason.is_some() {
        reason::criteria(context, &mut resolver, &mut resolved);
    }
    resolver.letter(uses, &mut resolved);
    reached(subject, case, uses, &resolver, reason_is_wrong, &mut resolved);
    resolved
}

/// The context, if the letter is made in it.
fn context<'s>(subject: &Subject<'s>, key: &str) -> Result<&'s Context, ContextFinding> {
    let catalogue = subject.catalogue;
    let used_in = subject.manifest.used_in();
    let contexts = || quoted(used_in.iter().map(String::as_str));
    if key.is_empty() {
        return Err(ContextFinding::ContextNotNamed { contexts: contexts() });
    }
    let context = key.to_owned();
    let Some(found) = catalogue.context(key) else {
        let keys = catalogue.contexts.iter().map(|context| context.key.as_str());
        return Err(match crate::diagnostic::near(key, keys) {
            Some(near) => ContextFinding::ContextUnknownNear { context, near: near.to_owned() },
            None => ContextFinding::ContextUnknown { context, contexts: contexts() },
        });
    };
    if !used_in.is_empty() && !used_in.iter().any(|used| used == key) {
        return Err(ContextFinding::ContextNotOfTemplate { context, contexts: contexts() });
    }
    Ok(found)
}

/// Finds what this letter needs and cannot have, by merging it without writing it.
fn reached(
    subject: &Subject<'_>,
    case: &CaseRequest,
    uses: &Uses,
    resolver: &Resolver<'_>,
    reason_is_wrong: bool,
    resolved: &mut Resolved,
) {
    if !resolver.lacks_any() {
        return;
    }
    let options = MergeOptions {
        missing: Missing::Refuse,
        strictness: Strictness::Lenient,
        date: case.date.map(|day| day.to_datetime(jiff::civil::Time::midnight())),
        ..MergeOptions::default()
    };
    let request = Request::single(&resolved.record, &resolved.answers, &options);
    for diagnostic in try_out(subject.template, &request) {
        let Some(name) = letter::missing_name(&diagnostic.finding) else { continue };
        let Some(field) = uses.meaning(name, diagnostic.place.as_ref()) else { continue };
        let Some(finding) = resolver.lack(field) else { continue };
        if resolver.is_told(field)
            || reason_is_wrong && matches!(finding, ContextFinding::ReasonNotGiven { .. })
        {
            resolved.faulty.push(crate::catalogue::fold(name));
            continue;
        }
        let fault = finding.is_no_lack_of_value();
        let found = Diagnostic { finding: finding.into(), place: diagnostic.place };
        if fault {
            resolved.diagnostics.push(found);
        } else {
            resolved.missing.push(found);
        }
    }
}

/// Words in backticks with commas between.
fn quoted<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
