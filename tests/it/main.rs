//! All integration tests in one binary: one link, and `cargo nextest run` stays under a minute.

mod api;
mod architecture;
mod batch;
mod cli;
mod corpus;
mod fixtures;
mod hostile;
mod oracles;
mod properties;
mod scratch;
mod shapes;
mod support;
mod wire;
