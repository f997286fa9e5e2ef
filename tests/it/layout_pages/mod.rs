//! Pages: one rule of Word's a test, on letters whose lines are all 20 points tall.

mod body;
mod build;
mod floats;
mod headers;
mod hostile;
mod notes;
mod properties;
