//! Tables, drawings, boxes and the letter's tree: small documents in, readable text out.

mod drawings;
mod fixtures;
mod frames;
mod hostile;
mod sketch;
mod table_looks;
mod table_tree;
mod tree;
mod vml;
