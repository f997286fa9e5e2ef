//! Starting: a small bundle that is whole, and pieces to be added to one that people have written.
//!
//! What people have written is never written anew: a piece is put into the text, so that comments
//! and order stay.

mod document;
mod files;
mod pieces;
mod tick;

pub use document::blank_document;
pub use files::starter;
pub use pieces::{
    NewQuestion, add_overrides, append_question, is_key, manifest_text, renamed, take_over,
};
pub use tick::tick;
