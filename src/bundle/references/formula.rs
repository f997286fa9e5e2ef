//! Formulas: that they can be read, that their names exist, that none goes in a circle.

use std::collections::BTreeMap;

use super::super::files::FieldWire;
use super::super::found::{Findings, unknown};
use super::super::read::Frame;
use super::super::source::Source;
use super::known::Known;
use crate::catalogue::fold;
use crate::diagnostic::BundleFinding;
use crate::field::{BracePiece, Expression, Field, NESTED, Separators, parse, parse_braces};

/// The functions of formulas, for a suggestion.
const FUNCTIONS: [&str; 18] = [
    "ABS", "AND", "AVERAGE", "COUNT", "DEFINED", "FALSE", "IF", "INT", "MAX", "MIN", "MOD", "NOT",
    "OR", "PRODUCT", "ROUND", "SIGN", "SUM", "TRUE",
];

/// Formulas that are followed into each other.
const LONGEST_WAY: usize = 200;

/// The names in braces and the code with placeholders for them; `None` if braces do not pair.
fn split(formula: &str) -> Option<(Vec<String>, String)> {
    let mut code = "= ".to_owned();
    let mut names = Vec::new();
    for piece in parse_braces(formula).ok()? {
        match piece {
            BracePiece::Text(text) => code.push_str(&text),
            BracePiece::Field(field) => {
                let [BracePiece::Text(name)] = field.pieces.as_slice() else { return None };
                names.push(name.trim().to_owned());
                code.push(NESTED);
            }
        }
    }
    Some((names, code))
}

/// Checks a field's formula.
pub(super) fn formula(
    source: &Source,
    path: &str,
    field: &FieldWire,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let Some(formula) = &field.formula else { return };
    let path = format!("{path}.formula");
    let unreadable = BundleFinding::FormulaUnreadable { name: field.name.clone() };
    let Some((names, code)) = split(formula) else {
        findings.value(source, &path, unreadable);
        return;
    };
    for name in &names {
        if known.field(name, field.list.as_deref()).is_none() {
            findings.at(source, source.word(&path, name), known.field_unknown(name));
        }
    }
    let read = parse(&code, Separators::of(frame.language));
    let expression = match &read.field {
        Field::Formula(formula) => formula.expression.as_ref().ok(),
        _ => None,
    };
    match expression {
        Some(expression) => words(expression, source, &path, findings),
        None => findings.value(source, &path, unreadable),
    }
}

/// Words in a formula that are neither a field nor a function.
fn words(expression: &Expression, source: &Source, path: &str, findings: &mut Findings) {
    let mut bare = |word: &str| {
        let finding = BundleFinding::FormulaNameBare { word: word.to_owned() };
        findings.at(source, source.word(path, word), finding);
    };
    match expression {
        Expression::Constant(_) | Expression::Nested(_) => {}
        Expression::Bookmark(word) => bare(word),
        Expression::Cells(_) => {
            // There is no table around a field of the catalogue.
            findings.value(
                source,
                path,
                BundleFinding::FormulaNameBare {
                    word: source
                        .value(path)
                        .map(|excerpt| cells(&excerpt.text))
                        .unwrap_or_default(),
                },
            );
        }
        Expression::Negative(inner) | Expression::Percent(inner, _) => {
            words(inner, source, path, findings);
        }
        Expression::Chain(first, rest) => {
            words(first, source, path, findings);
            for (_, operand) in rest {
                words(operand, source, path, findings);
            }
        }
        Expression::Call { function, name, arguments, .. } => {
            if function.is_none() {
                let finding = unknown(name, FUNCTIONS.into_iter(), |function, danish, english| {
                    BundleFinding::FunctionUnknown { function, danish, english }
                });
                findings.at(source, source.word(path, name), finding);
            }
            for argument in arguments {
                words(argument, source, path, findings);
            }
        }
    }
}

/// The first word of a formula that means cells of a table.
fn cells(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let is_cell = |word: &&str| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(letters, "ABOVE" | "BELOW" | "LEFT" | "RIGHT")
            || (letters.len() == 1 && letters.len() < word.len())
    };
    words.into_iter().find(is_cell).unwrap_or("A1").to_owned()
}

/// Finds fields that are computed from each other.
pub(super) fn circles(
    source: &Source,
    fields: &[FieldWire],
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let mut state = BTreeMap::new();
    for (index, field) in fields.iter().enumerate() {
        let mut way = Vec::new();
        if let Some(circle) = walk(field, known, &mut state, &mut way) {
            let finding = BundleFinding::FormulaCircle { names: circle.join(" → ") };
            findings.value(source, &format!("field[{index}].formula"), finding);
        }
    }
}

/// Whether a field has been gone through, by folded name: `false` while it is on the way.
type State = BTreeMap<String, bool>;

/// Follows a field's formula; the names of a circle that it leads into.
fn walk(
    field: &FieldWire,
    known: &Known<'_>,
    state: &mut State,
    way: &mut Vec<String>,
) -> Option<Vec<String>> {
    // No author writes so long a chain; resolving a letter finds a circle of any length.
    if way.len() == LONGEST_WAY {
        return None;
    }
    let folded = fold(&field.name);
    match state.get(&folded) {
        Some(true) => return None,
        Some(false) => {
            let start = way.iter().position(|name| fold(name) == folded).unwrap_or_default();
            let mut circle = way[start..].to_vec();
            circle.push(field.name.clone());
            return Some(circle);
        }
        None => {}
    }
    state.insert(folded.clone(), false);
    way.push(field.name.clone());
    let mut circle = None;
    for name in asked(field) {
        if let Some(next) = known.field(&name, field.list.as_deref()) {
            circle = circle.or_else(|| walk(next, known, state, way));
        }
    }
    way.pop();
    state.insert(folded, true);
    circle
}

/// The fields that a field's value is made of.
fn asked(field: &FieldWire) -> Vec<String> {
    let formula = field.formula.as_deref().and_then(split).map(|(names, _)| names);
    let price = field.price.as_ref().map(|of| vec![of.supplier.clone(), of.service.clone()]);
    formula.or(price).unwrap_or_default()
}
