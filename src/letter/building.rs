//! A paragraph's content while it is read.

use std::sync::Arc;

use super::block::{Inline, TextInline};
use super::format::RunFormat;

/// What is in a paragraph so far, and what each piece is part of.
#[derive(Debug, Default)]
pub(super) struct Building {
    /// The content, without slots.
    pub content: Vec<Inline>,
    /// What each piece is part of.
    pub marks: Vec<Mark>,
}

/// What a piece of a paragraph is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its text.
    #[default]
    Plain,
    /// A link, by its index.
    Link(u32),
    /// A formula, by its index.
    Formula(u32),
}

impl Building {
    /// Adds a piece.
    pub fn push(&mut self, inline: Inline, mark: Mark) {
        self.content.push(inline);
        self.marks.push(mark);
    }

    /// Adds text; text of one appearance runs together.
    pub fn push_text(&mut self, text: &str, format: &Arc<RunFormat>, mark: Mark) {
        if text.is_empty() {
            return;
        }
        if let (Some(Inline::Text(last)), Some(last_mark)) =
            (self.content.last_mut(), self.marks.last())
            && *last_mark == mark
            && Arc::ptr_eq(&last.format, format)
        {
            last.text.push_str(text);
            return;
        }
        let text = TextInline { text: text.to_owned(), format: format.clone(), slot: None };
        self.push(Inline::Text(text), mark);
    }

    /// The text, for outlines and excerpts; at most so many bytes or a little more.
    pub fn text(&self, most: usize) -> String {
        let mut text = String::new();
        for inline in &self.content {
            if text.len() >= most {
                break;
            }
            match inline {
                Inline::Text(piece) => text.push_str(&piece.text),
                Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => {
                    text.push(' ');
                }
                _ => {}
            }
        }
        text
    }
}
