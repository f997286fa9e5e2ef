//! All integration tests in one binary: one link, and `cargo nextest run` stays under a minute.

mod acceptance;
mod api;
mod architecture;
mod batch;
mod bundle;
mod cli;
mod compose;
mod contract;
mod corpus;
mod fixtures;
mod font;
mod hostile;
mod letter;
mod letter_objects;
mod oracles;
mod properties;
mod rebase;
mod resolve;
mod scratch;
mod seeded;
mod shapes;
mod support;
mod verify;
mod versions;
mod wire;
