//! All integration tests in one binary: one link, and `cargo nextest run` stays under a minute.

mod corpus;
mod fixtures;
mod oracles;
mod support;
