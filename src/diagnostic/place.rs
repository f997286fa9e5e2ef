//! Where something is, in words that a Word user knows.

use super::MessageLanguage;

/// A place in a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The story.
    pub story: StoryKind,
    /// The heading above, where there is one.
    pub heading: Option<String>,
    /// The paragraph's number in its story, from 1. Empty paragraphs count, as they do for a
    /// reader who counts them.
    pub paragraph: usize,
    /// Table, row and column, each from 1, where the paragraph stands in a table.
    pub cell: Option<(usize, usize, usize)>,
    /// The text around, with field codes in braces.
    pub excerpt: String,
    /// The characters of the excerpt that are meant, from and to.
    pub mark: (usize, usize),
}

/// The kinds of story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StoryKind {
    /// The letter's text.
    #[default]
    Body,
    /// A page header, by number.
    Header(usize),
    /// A page footer, by number.
    Footer(usize),
    /// Footnotes.
    Footnotes,
    /// Endnotes.
    Endnotes,
    /// Comments.
    Comments,
}

impl StoryKind {
    /// A stable English word for machines: `body`, `header1`.
    pub fn key(self) -> String {
        match self {
            StoryKind::Body => "body".to_owned(),
            StoryKind::Header(number) => format!("header{number}"),
            StoryKind::Footer(number) => format!("footer{number}"),
            StoryKind::Footnotes => "footnotes".to_owned(),
            StoryKind::Endnotes => "endnotes".to_owned(),
            StoryKind::Comments => "comments".to_owned(),
        }
    }

    /// The story in words: `sidehoved 1`.
    pub fn words(self, language: MessageLanguage) -> String {
        use MessageLanguage::{Danish, English};
        match (self, language) {
            (StoryKind::Body, Danish) => "brevets tekst".to_owned(),
            (StoryKind::Body, English) => "the letter's text".to_owned(),
            (StoryKind::Header(number), Danish) => format!("sidehoved {number}"),
            (StoryKind::Header(number), English) => format!("page header {number}"),
            (StoryKind::Footer(number), Danish) => format!("sidefod {number}"),
            (StoryKind::Footer(number), English) => format!("page footer {number}"),
            (StoryKind::Footnotes, Danish) => "fodnoterne".to_owned(),
            (StoryKind::Footnotes, English) => "the footnotes".to_owned(),
            (StoryKind::Endnotes, Danish) => "slutnoterne".to_owned(),
            (StoryKind::Endnotes, English) => "the endnotes".to_owned(),
            (StoryKind::Comments, Danish) => "kommentarerne".to_owned(),
            (StoryKind::Comments, English) => "the comments".to_owned(),
        }
    }
}

impl Place {
    /// The place in words: `brevets tekst, under "Afgørelse", afsnit 4`; no paragraph where the place is
    /// the story as a whole.
    pub fn words(&self, language: MessageLanguage) -> String {
        let mut words = self.story.words(language);
        let (under, paragraph) = match language {
            MessageLanguage::Danish => ("under", "afsnit"),
            MessageLanguage::English => ("under", "paragraph"),
        };
        if let Some(heading) = &self.heading {
            words.push_str(&format!(", {under} \"{heading}\""));
        }
        match (self.cell, language) {
            (Some((table, row, column)), MessageLanguage::Danish) => {
                words.push_str(&format!(", tabel {table}, række {row}, kolonne {column}"));
            }
            (Some((table, row, column)), MessageLanguage::English) => {
                words.push_str(&format!(", table {table}, row {row}, column {column}"));
            }
            (None, _) => {}
        }
        if self.paragraph > 0 {
            words.push_str(&format!(", {paragraph} {}", self.paragraph));
        }
        words
    }
}
