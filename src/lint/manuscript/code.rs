//! An open field while its code is read: which of its characters a reader may meet.
//!
//! Of `IF a = b "yes" "no"` the fourth and fifth argument are texts of the letter. The code comes in
//! pieces, cut by runs, paragraphs and fields in it, so the count goes on from piece to piece. Texts
//! are quoted, straight or typographic; a word without quotes in their place is one too.

use std::ops::Range;

use super::paragraph::Seen;

/// Where a field's reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// In its code.
    Code,
    /// In its stored result.
    Result,
}

/// An open field.
#[derive(Debug)]
pub(super) struct OpenField {
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// Its begin, a piece of that paragraph.
    pub piece: usize,
    /// Who meets what it stands in.
    pub seen: Seen,
    /// Where its reading stands.
    pub phase: Phase,
    /// The link that it is.
    pub link: Option<usize>,
    /// A field stands in its code.
    pub filled: bool,
    /// Arguments that have ended, the field's type among them.
    arguments: usize,
    /// The argument at hand: quoted, bare, or none.
    within: Within,
    /// The code, fields in it as a blank.
    code: String,
    /// The condition that it is, once a text of it was met: an index of [`super::Story::conditions`].
    pub condition: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Nothing,
    Bare,
    Quoted,
    Operator,
}

/// IF, left operand, operator, right operand: so many come before the texts.
const BEFORE_TEXTS: usize = 4;
/// The longest code whose words are kept.
const KEPT: usize = 2_000;

impl OpenField {
    pub fn new(paragraph: usize, piece: usize, seen: Seen, _boxes: usize) -> Self {
        OpenField {
            paragraph,
            piece,
            seen,
            phase: Phase::Code,
            link: None,
            filled: false,
            arguments: 0,
            within: Within::Nothing,
            code: String::new(),
            condition: None,
        }
    }

    /// Takes a piece of code; says which of its bytes are text of which branch.
    pub fn take(&mut self, text: &str) -> Vec<(Option<u8>, Range<usize>)> {
        let mut cuts: Vec<(Option<u8>, Range<usize>)> = Vec::new();
        let mut mark = |branch: Option<u8>, at: Range<usize>| match cuts.last_mut() {
            Some((last, range)) if *last == branch => range.end = at.end,
            _ => cuts.push((branch, at)),
        };
        for (at, c) in text.char_indices() {
            let bytes = at..at + c.len_utf8();
            let quote =
                matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}');
            let operator =
                matches!(c, '=' | '<' | '>') && self.is_if() && self.arguments < BEFORE_TEXTS;
            let mut branch = None;
            match self.within {
                Within::Quoted if quote => self.end_argument(),
                Within::Quoted => branch = self.branch(),
                _ if quote => {
                    if self.within != Within::Nothing {
                        self.end_argument();
                    }
                    self.within = Within::Quoted;
                }
                Within::Nothing if c.is_whitespace() => {}
                Within::Operator if operator => {}
                _ if c.is_whitespace() => self.end_argument(),
                _ if operator => {
                    if self.within == Within::Bare {
                        self.end_argument();
                    }
                    self.within = Within::Operator;
                }
                Within::Operator => {
                    self.end_argument();
                    self.within = Within::Bare;
                }
                Within::Nothing => {
                    self.within = Within::Bare;
                    branch = self.branch().filter(|_| c != '\\');
                }
                Within::Bare => branch = self.branch(),
            }
            mark(branch, bytes);
            if self.code.len() < KEPT {
                self.code.push(c);
            }
        }
        cuts
    }

    /// A field begins in this one's code.
    pub fn nested(&mut self) {
        if self.phase == Phase::Code {
            self.filled = true;
            if self.within == Within::Bare && self.arguments == 0 {
                // `IF{ … }`: the type needs no blank after it.
                self.end_argument();
            }
            match self.within {
                Within::Nothing => self.arguments += 1,
                Within::Operator => self.arguments += 2,
                Within::Bare | Within::Quoted => {}
            }
            if self.within == Within::Operator {
                self.within = Within::Nothing;
            }
            self.code.push(' ');
        }
    }

    /// A paragraph ends in this field.
    pub fn paragraph_ended(&mut self) {
        if self.phase == Phase::Code && self.within != Within::Quoted {
            if self.within != Within::Nothing {
                self.end_argument();
            }
            self.code.push(' ');
        }
    }

    /// Whether the next character is text of a branch.
    pub fn in_branch(&self) -> bool {
        self.branch().is_some()
    }

    /// The branch that the next character is text of: 0 if the condition holds, 1 if not.
    pub fn branch(&self) -> Option<u8> {
        let branch = self.arguments.checked_sub(BEFORE_TEXTS).filter(|branch| *branch < 2)?;
        let within = matches!(self.within, Within::Quoted | Within::Bare);
        (self.is_if() && within).then_some(u8::from(branch != 0))
    }

    /// Whether its stored result is the letter's own text.
    pub fn shows_result(&self) -> bool {
        matches!(self.words().0.as_str(), "HYPERLINK")
    }

    /// Its type in capitals and its first argument.
    pub fn words(&self) -> (String, String) {
        let code = self.code.trim_start();
        let (kind, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
        let rest = rest.trim_start();
        let argument = match rest.chars().next() {
            Some(open @ ('"' | '\u{201C}' | '\u{201D}' | '\u{201E}')) => rest[open.len_utf8()..]
                .split(['"', '\u{201C}', '\u{201D}'])
                .next()
                .unwrap_or_default(),
            Some('\\') | None => "",
            _ => rest.split_whitespace().next().unwrap_or_default(),
        };
        (kind.to_uppercase(), argument.to_owned())
    }

    /// The argument of a switch.
    pub fn switch(&self, wanted: char) -> Option<String> {
        let mark = format!("\\{wanted}");
        let rest = self.code.split(&mark).nth(1)?.trim_start();
        let value = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or_default(),
            None => rest.split_whitespace().next().unwrap_or_default(),
        };
        Some(value.to_owned()).filter(|value| !value.is_empty())
    }

    fn is_if(&self) -> bool {
        let code = self.code.trim_start();
        code.len() >= 2
            && code.is_char_boundary(2)
            && code[..2].eq_ignore_ascii_case("IF")
            && code[2..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    }

    fn end_argument(&mut self) {
        self.arguments += 1;
        self.within = Within::Nothing;
    }
}
