//! A field code over several lines, nested codes indented.

use crate::field::{BraceField, BracePiece, parse_braces};

/// The lines of a code of braces, none wider than `width` where a blank allows it. What fits on a
/// line stays on it; otherwise every nested code gets lines of its own.
pub(super) fn lines(code: &str, width: usize) -> Vec<String> {
    let Ok(pieces) = parse_braces(code) else { return vec![code.to_owned()] };
    let mut lines = Lines { width, done: Vec::new(), current: String::new(), indent: 0 };
    lines.pieces(&pieces);
    lines.end_line();
    lines.done
}

struct Lines {
    width: usize,
    done: Vec<String>,
    current: String,
    indent: usize,
}

impl Lines {
    fn pieces(&mut self, pieces: &[BracePiece]) {
        // Whether no blank stands before what comes: `"{ MERGEFIELD Navn }"`.
        let mut glued = false;
        for piece in pieces {
            match piece {
                BracePiece::Text(text) => {
                    glued &= !text.starts_with(char::is_whitespace);
                    for word in text.split_whitespace() {
                        self.word(word, glued);
                        glued = false;
                    }
                    glued = !text.ends_with(char::is_whitespace);
                }
                BracePiece::Field(field) => {
                    self.field(field, glued);
                    glued = true;
                }
            }
        }
    }

    fn field(&mut self, field: &BraceField, glued: bool) {
        let flat = flat(field);
        let simple = field.nested().next().is_none();
        let on_one_line = self.indent + flat.chars().count() <= self.width;
        if on_one_line && simple {
            self.word(&flat, glued);
            return;
        }
        self.end_line();
        if on_one_line {
            self.word(&flat, false);
        } else {
            self.word("{", false);
            self.indent += 2;
            self.pieces(&field.pieces);
            self.indent -= 2;
            self.word("}", false);
        }
        self.end_line();
    }

    fn word(&mut self, word: &str, glued: bool) {
        if !self.at_start() && !self.fits(word) {
            self.end_line();
        }
        if self.at_start() {
            self.current = " ".repeat(self.indent);
        } else if !glued {
            self.current.push(' ');
        }
        self.current.push_str(word);
    }

    fn fits(&self, word: &str) -> bool {
        let used = if self.at_start() { self.indent } else { self.current.chars().count() + 1 };
        used + word.chars().count() <= self.width
    }

    fn at_start(&self) -> bool {
        self.current.is_empty()
    }

    fn end_line(&mut self) {
        if !self.at_start() {
            self.done.push(std::mem::take(&mut self.current));
        }
    }
}

fn flat(field: &BraceField) -> String {
    let mut text = String::new();
    for piece in &field.pieces {
        match piece {
            BracePiece::Text(words) => text.push_str(words),
            BracePiece::Field(field) => text.push_str(&flat(field)),
        }
    }
    format!("{{ {} }}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: &[&str]) {
        assert_eq!(lines(code, 40), expected);
    }

    #[test]
    fn a_short_code_stays_on_its_line() {
        check("{ MERGEFIELD Borger.Navn }", &["{ MERGEFIELD Borger.Navn }"]);
        check(
            "{ IF { MERGEFIELD A } = \"J\" \"ja\" }",
            &["{ IF { MERGEFIELD A } = \"J\" \"ja\" }"],
        );
    }

    #[test]
    fn a_long_code_is_indented_by_its_nesting() {
        check(
            "{ IF { MERGEFIELD A } = \"J\" \"Du får { IF { MERGEFIELD Beløb } > 100 \"mere\" \"mindre\" }\" \"\" }",
            &[
                "{ IF { MERGEFIELD A } = \"J\" \"Du får",
                "  { IF { MERGEFIELD Beløb } > 100 \"mere\"",
                "    \"mindre\" }",
                "  \" \"\" }",
            ],
        );
    }
}
