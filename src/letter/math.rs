//! Formulas as a line of text (Office Math, ISO/IEC 29500-1, 22.1).
//!
//! A formula in a letter is a calculation or a fraction of a year. It is set and read as one line:
//! `(a + b)/2`, `√(x)`, `x^2`.

use roxmltree::Node;

use super::building::{Building, Mark};
use super::cascade::ResolvedRun;
use super::reader::Reader;
use super::run_read::text_of;
use super::xml::{attribute, child, children, name, val};

/// The deepest that a formula is followed.
const DEPTH: usize = 40;

/// The longest formula, in bytes.
const LENGTH: usize = 8 << 10;

impl Reader<'_> {
    /// Reads a formula: its text in a line, marked as a formula with the same words.
    pub fn formula(&mut self, node: Node<'_, '_>, run: &ResolvedRun, b: &mut Building) {
        let mut text = String::new();
        line(node, &mut text, 0);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        if self.is_silent() {
            self.take_text(&text, &run.format, b);
            return;
        }
        self.formulas.push(text.clone());
        b.push_text(&text, &run.format, Mark::Formula(self.formulas.len() as u32 - 1));
    }
}

/// Writes what is in an element.
fn line(node: Node<'_, '_>, out: &mut String, depth: usize) {
    if depth > DEPTH || out.len() > LENGTH {
        return;
    }
    for child in children(node) {
        element(child, out, depth + 1);
    }
}

fn element(node: Node<'_, '_>, out: &mut String, depth: usize) {
    let inner = |local: &str| child(node, local).map(|part| text(part, depth)).unwrap_or_default();
    match name(node) {
        "t" => out.push_str(&text_of(node)),
        "f" => {
            let (above, below) = (inner("num"), inner("den"));
            out.push_str(&format!("{}/{}", grouped(&above), grouped(&below)));
        }
        "sSup" => out.push_str(&format!("{}^{}", inner("e"), grouped(&inner("sup")))),
        "sSub" => out.push_str(&format!("{}_{}", inner("e"), grouped(&inner("sub")))),
        "sSubSup" => out.push_str(&format!(
            "{}_{}^{}",
            inner("e"),
            grouped(&inner("sub")),
            grouped(&inner("sup"))
        )),
        "rad" => {
            let degree = inner("deg");
            let sign = match degree.trim() {
                "" | "2" => "√".to_owned(),
                "3" => "∛".to_owned(),
                "4" => "∜".to_owned(),
                other => format!("{other}√"),
            };
            out.push_str(&format!("{sign}({})", inner("e")));
        }
        "d" => {
            let mark = |local: &str, default: &str| {
                child(node, "dPr")
                    .and_then(|properties| child(properties, local))
                    .map_or_else(|| default.to_owned(), |mark| val(mark).unwrap_or("").to_owned())
            };
            let parts: Vec<String> = children(node)
                .filter(|part| name(*part) == "e")
                .map(|part| text(part, depth))
                .collect();
            out.push_str(&mark("begChr", "("));
            out.push_str(&parts.join(&mark("sepChr", "|")));
            out.push_str(&mark("endChr", ")"));
        }
        "nary" => {
            let sign = child(node, "naryPr")
                .and_then(|properties| child(properties, "chr"))
                .and_then(|sign| attribute(sign, "val"))
                .unwrap_or("∫");
            out.push_str(sign);
            for (local, before) in [("sub", '_'), ("sup", '^')] {
                let limit = inner(local);
                if !limit.trim().is_empty() {
                    out.push(before);
                    out.push_str(&grouped(&limit));
                }
            }
            out.push(' ');
            out.push_str(&inner("e"));
        }
        "func" => out.push_str(&format!("{}({})", inner("fName"), inner("e"))),
        "m" => {
            let rows: Vec<String> = children(node)
                .filter(|row| name(*row) == "mr")
                .map(|row| {
                    children(row).map(|cell| text(cell, depth)).collect::<Vec<_>>().join(" ")
                })
                .collect();
            out.push_str(&format!("[{}]", rows.join("; ")));
        }
        "eqArr" => {
            let rows: Vec<String> = children(node)
                .filter(|row| name(*row) == "e")
                .map(|row| text(row, depth))
                .collect();
            out.push_str(&rows.join("; "));
        }
        properties if properties.ends_with("Pr") => {}
        _ => line(node, out, depth),
    }
}

fn text(node: Node<'_, '_>, depth: usize) -> String {
    let mut out = String::new();
    line(node, &mut out, depth);
    out
}

/// In brackets, unless it is one thing.
fn grouped(text: &str) -> String {
    let text = text.trim();
    if text.chars().all(char::is_alphanumeric) { text.to_owned() } else { format!("({text})") }
}
