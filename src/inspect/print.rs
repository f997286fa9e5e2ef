//! A PDF as indented text: what it says of itself, then the tree.

use std::fmt::Write;

use super::{Content, Element, Inspected};

/// The words around the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Of the lines before the tree.
    pub title: &'static str,
    /// As above.
    pub language: &'static str,
    /// As above.
    pub claims: &'static str,
    /// As above.
    pub pages: &'static str,
    /// As above.
    pub bookmarks: &'static str,
    /// As above.
    pub attachment: &'static str,
    /// As above.
    pub artifacts: &'static str,
    /// What is missing.
    pub none: &'static str,
    /// Said where there is no tree.
    pub untagged: &'static str,
    /// Said of texts that nobody hears.
    pub unmarked: &'static str,
}

impl Words {
    /// In Danish.
    pub const DANISH: Words = Words {
        title: "titel",
        language: "sprog",
        claims: "følger",
        pages: "sider",
        bookmarks: "bogmærker",
        attachment: "bilag",
        artifacts: "artefakter",
        none: "ingen",
        untagged: "filen er ikke opmærket: en skærmlæser ved ikke, hvad der står",
        unmarked: "tekster uden for opmærkningen, som ingen hører",
    };
    /// In English.
    pub const ENGLISH: Words = Words {
        title: "title",
        language: "language",
        claims: "follows",
        pages: "pages",
        bookmarks: "bookmarks",
        attachment: "attachment",
        artifacts: "artifacts",
        none: "none",
        untagged: "the file is not tagged: a screen reader does not know what it says",
        unmarked: "texts outside the tags, which nobody hears",
    };
}

/// Prints a PDF.
pub fn print(inspected: &Inspected, words: &Words) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name}: {value}");
    };
    let none = || words.none.to_owned();
    line(words.title, &inspected.title.as_deref().map_or_else(none, plain));
    line(words.language, &inspected.language.as_deref().map_or_else(none, plain));
    let claims = match inspected.claims.as_slice() {
        [] => none(),
        claims => plain(&claims.join(", ")),
    };
    line(words.claims, &format!("{claims} (PDF {})", inspected.version));
    line(words.pages, &inspected.pages.to_string());
    if inspected.bookmarks > 0 {
        line(words.bookmarks, &inspected.bookmarks.to_string());
    }
    for file in &inspected.attachments {
        let mut value = plain(&file.name);
        if let Some(description) = &file.description {
            value.push_str(&format!(" {}", quoted(description)));
        }
        if let Some(size) = file.size {
            value.push_str(&format!(" ({size} byte)"));
        }
        line(words.attachment, &value);
    }
    let kinds: Vec<String> =
        inspected.artifacts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    line(words.artifacts, &if kinds.is_empty() { none() } else { plain(&kinds.join(", ")) });
    if !inspected.tagged {
        let _ = writeln!(out, "! {}", words.untagged);
    }
    if inspected.unmarked > 0 {
        let _ = writeln!(out, "! {} {}", inspected.unmarked, words.unmarked);
    }
    out.push('\n');
    for element in &inspected.elements {
        element.print(0, &mut out);
    }
    out
}

impl Element {
    fn print(&self, depth: usize, out: &mut String) {
        out.push_str(&"  ".repeat(depth));
        out.push_str(&plain(&self.role));
        if let Some(own) = &self.own_role {
            let _ = write!(out, " ({})", plain(own));
        }
        for property in self.properties() {
            let _ = write!(out, " [{property}]");
        }
        if let [Content::Text(text)] = self.content.as_slice() {
            let _ = writeln!(out, " {}", quoted(text));
            return;
        }
        out.push('\n');
        for content in &self.content {
            match content {
                Content::Element(element) => element.print(depth + 1, out),
                Content::Text(text) => {
                    let _ = writeln!(out, "{}{}", "  ".repeat(depth + 1), quoted(text));
                }
                Content::Link { target, description } => {
                    let _ = write!(out, "{}→ {}", "  ".repeat(depth + 1), plain(target));
                    if let Some(description) = description {
                        let _ = write!(out, " {}", quoted(description));
                    }
                    out.push('\n');
                }
            }
        }
    }

    /// What a screen reader says besides the content, or steers by.
    fn properties(&self) -> Vec<String> {
        let mut said = Vec::new();
        let mut say = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                said.push(format!("{name} {}", quoted(value)));
            }
        };
        say("alt", &self.alt);
        say("actual", &self.actual);
        say("summary", &self.summary);
        said.extend(self.numbering.as_deref().map(plain));
        said.extend(self.scope.as_deref().map(plain));
        if self.columns != 1 {
            said.push(format!("columns {}", self.columns));
        }
        if self.rows != 1 {
            said.push(format!("rows {}", self.rows));
        }
        if !self.headers.is_empty() {
            said.push(format!("headers {}", plain(&self.headers.join(" "))));
        }
        said.extend(self.id.as_deref().map(|id| format!("id {}", plain(id))));
        said.extend(self.language.as_deref().map(|tag| format!("lang {}", plain(tag))));
        said
    }
}

/// Text in quotation marks, on one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text))
}

/// Text on one line: characters that steer a terminal, or hide the order of others, are named.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => {
                shown.extend(c.escape_unicode());
            }
            c if c.is_control() => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}
