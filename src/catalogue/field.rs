//! Fields: what a name stands for, in which contexts, and where its value comes from.

use rust_decimal::Decimal;

use super::context::Contexts;

/// A field of the catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogueField {
    /// The name as templates write it, `Borger.Navn`; of an item of a list, after the list's name:
    /// `Beregning.Tilskud`.
    pub name: String,
    /// What it holds, in words for people.
    pub text: String,
    /// What its values are.
    pub kind: FieldKind,
    /// The switches that belong behind it in a code, such as `\# "#.##0,00"`; empty for none.
    pub format: String,
    /// A value as a case system sends it, for previews and witnesses.
    pub sample: String,
    /// Where it exists.
    pub contexts: Contexts,
    /// It may hold personal data.
    pub personal: bool,
    /// It may be empty in a letter that is right.
    pub optional: bool,
    /// The list whose items have it.
    pub list: Option<String>,
    /// Where its value comes from when the request does not bring it.
    pub source: Source,
    /// Of an authority parameter, who sets it.
    pub owner: ParameterOwner,
}

/// Who sets an authority parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParameterOwner {
    /// The central office alone; what an authority says of it is not used.
    CentralOnly,
    /// Every authority must; the central office's value is a stand-in for previews.
    MunicipalRequired,
    /// An authority may, and need not.
    MunicipalOptional,
    /// The central office sets it, and an authority may set its own over it.
    #[default]
    Overridable,
}

/// What the values of a field are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FieldKind {
    /// Text.
    #[default]
    Text,
    /// A number between bounds, both of which it may reach.
    Number {
        /// The least.
        least: Option<Decimal>,
        /// The greatest.
        greatest: Option<Decimal>,
    },
    /// An amount in kroner.
    Amount,
    /// A day.
    Date,
    /// `J` or `N`.
    Boolean,
    /// One of these texts.
    Enumeration(Vec<String>),
    /// A list whose items repeat a region.
    List {
        /// How many items there are at least.
        least: usize,
    },
    /// A piece of a document.
    RichText,
    /// A picture.
    Picture,
}

/// Where a field's value comes from when the request does not bring it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// From the request alone.
    #[default]
    Request,
    /// An authority parameter of the field's name.
    Parameter,
    /// The price agreed with a supplier for a service, on the day of the letter.
    Price {
        /// The field that holds the supplier's key.
        supplier: String,
        /// The field that holds the service.
        service: String,
    },
    /// The letters that the case has had.
    History {
        /// The letter type, such as `manglerbrev`.
        letter: String,
        /// What of it.
        value: HistoryValue,
    },
    /// The denial reason.
    Reason(ReasonValue),
    /// A formula in the field language; other fields stand in it in braces:
    /// `ROUND(MIN({Beregning.Overslag}; {Beregning.Prisaftale}) * 85%; 2)`.
    Formula(String),
}

/// What a field tells of an earlier letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HistoryValue {
    /// `J` if such a letter was sent, else `N`.
    #[default]
    Sent,
    /// The day of the latest one; empty if none was sent.
    Date,
    /// The answer that the latest one was given to the question of this alias; `N` if none was.
    Answer(String),
}

/// What a field tells of the denial reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReasonValue {
    /// Its text.
    #[default]
    Text,
    /// Its name.
    Name,
    /// Its key.
    Key,
}
