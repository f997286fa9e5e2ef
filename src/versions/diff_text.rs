//! A difference for the terminal: the old version on the left, the new one on the right.
//!
//! ```text
//! Brevets tekst
//!
//!   under "Afgørelse", afsnit 4: ændret
//!   - Du får [-svar-] snart.                        + Du får [+en afgørelse+] snart.
//!     "snart": fed
//! ```
//!
//! Every mark is a character; colours would be lost in a mail and on paper.

use super::align::Sign;
use super::diff::{Difference, ParagraphChange};
use super::diff_words::{kind_word, lists, notes, say, spot, story_title, table_words};
use crate::diagnostic::MessageLanguage;

/// Columns of the whole.
const WIDTH: usize = 100;
/// Columns of each version: two indented marks, and a blank between the versions.
const COLUMN: usize = (WIDTH - 2 - 2 - 2 - 2) / 2;

/// The difference as lines of text.
pub fn diff_text(difference: &Difference, language: MessageLanguage) -> String {
    let mut out = String::new();
    if difference.is_empty() {
        out.push_str(say(language, "ingen forskelle", "no differences"));
        out.push('\n');
        return out;
    }
    for story in &difference.stories {
        block(&mut out, &story_title(story, language));
        for change in &story.paragraphs {
            out.push_str(&format!(
                "\n  {}: {}\n",
                spot(change, language),
                kind_word(change.kind, language)
            ));
            paragraph(&mut out, change);
            for note in notes(change, language) {
                hanging(&mut out, &note);
            }
        }
        for table in &story.tables {
            out.push_str(&format!("\n  {}\n", table_words(*table, language)));
        }
    }
    for (title, lines) in lists(difference, language) {
        block(&mut out, title);
        for line in lines {
            hanging(&mut out, &line);
        }
    }
    out
}

fn block(out: &mut String, title: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(title);
    out.push('\n');
}

fn hanging(out: &mut String, text: &str) {
    for (index, line) in wrapped(text, WIDTH - 6).iter().enumerate() {
        out.push_str(if index == 0 { "    " } else { "      " });
        out.push_str(line);
        out.push('\n');
    }
}

fn paragraph(out: &mut String, change: &ParagraphChange) {
    let side = |mine: Sign, open: &str, close: &str| -> String {
        let alone = change.words.iter().all(|(sign, _)| *sign == mine);
        change
            .words
            .iter()
            .filter(|(sign, _)| *sign == Sign::Same || *sign == mine)
            .map(|(sign, text)| {
                if *sign == mine && !alone { format!("{open}{text}{close}") } else { text.clone() }
            })
            .collect()
    };
    let same = change.words.iter().all(|(sign, _)| *sign == Sign::Same);
    if same {
        let text: String = change.words.iter().map(|(_, text)| text.as_str()).collect();
        for line in wrapped(&text, WIDTH - 4) {
            out.push_str(&format!("    {line}\n"));
        }
        return;
    }
    let left = wrapped(&side(Sign::Removed, "[-", "-]"), COLUMN);
    let right = wrapped(&side(Sign::Added, "[+", "+]"), COLUMN);
    for row in 0..left.len().max(right.len()) {
        let cell = |lines: &[String]| lines.get(row).cloned().unwrap_or_default();
        let mark = |present: bool, mark: &'static str| {
            if present && row == 0 { mark } else { " " }
        };
        let (a, b) = (cell(&left), cell(&right));
        let fill = " ".repeat(COLUMN.saturating_sub(a.chars().count()));
        let line = format!(
            "  {} {a}{fill}  {} {b}",
            mark(change.old.is_some(), "-"),
            mark(change.new.is_some(), "+")
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Lines of at most so many characters, broken at blanks, and in a longer word where they end.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word = word;
        let begun = !line.is_empty();
        if begun && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        } else if begun {
            line.push(' ');
        }
        while let Some((at, _)) = word.char_indices().nth(width) {
            lines.push(format!("{line}{}", &word[..at]));
            line.clear();
            word = &word[at..];
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_at_blanks() {
        assert_eq!(wrapped("en to tre", 6), ["en to", "tre"]);
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
