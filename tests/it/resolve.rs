//! A request in its context: places of composed letters, fields, answers, formulas, the command.

mod answers;
pub mod command;
pub mod demonstration;
mod discreet;
mod fields;
pub mod given;
mod places;
mod properties;
mod reasons;
