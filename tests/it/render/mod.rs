//! Letters as PDFs through their public faces: the library, the command line, HTTP.

mod check;
mod cli;
mod corpus;
mod fixtures;
mod http;
mod inspect;
mod mutants;
mod renderer;
