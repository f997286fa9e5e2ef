//! The bundle's files as they are written: one struct a table, from which schema and reader come.
//!
//! A doc comment here is what an editor shows beside the key, so it speaks to whoever writes the
//! file. [`Kind`] says which file is which.

mod authority;
mod catalogue;
mod kind;
mod letters;
mod person;
mod text;

pub(super) use authority::{AuthorityFile, BundleFile, GapsChoice};
pub(super) use catalogue::{
    ContextWire, ContextsFile, FieldType, FieldWire, FieldsFile, HistoryWhat, HistoryWire,
    OwnerWord, ParametersFile, PricesFile, QuestionsFile, ReasonChoice, ReasonPart, ReasonWire,
    ReasonsFile, RuleWord,
};
pub(super) use kind::Kind;
pub(super) use letters::{
    ChannelWord, ElementFile, GroupsFile, MasterFile, ModeWord, OverrideWire, TemplateFile,
};
pub(super) use person::PersonFile;
pub(super) use text::{DateText, NumberText};
