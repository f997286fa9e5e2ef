//! Text that comes to stand in a field's code, as the argument of an IF.
//!
//! There it is code: Word writes it as `w:instrText`, a quotation mark in it would end the argument,
//! and a backslash protects the sign after it (ISO/IEC 29500-1, 17.16.1). Fields in the text keep
//! their own codes and their own quotation marks. Cells of a table are no part of the argument's text
//! for the reader of codes, so their quotation marks stay as they are.

use super::tree::{Element, Node};
use crate::docx::{decode, encode};

/// Marks that would end an argument.
const QUOTES: [char; 4] = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];

/// Turns text into code, quotation marks and backslashes protected.
pub(super) fn into_code(nodes: &mut [Node]) {
    let mut depth = 0;
    convert(nodes, &mut depth, true);
}

/// A run that holds one straight quotation mark of a code.
pub(super) fn quote_run(prefix: &str) -> Node {
    let mark = Element::word(prefix, "instrText", vec![Node::Other("\"".to_owned())]);
    Node::Element(Element::word(prefix, "r", vec![Node::Element(mark)]))
}

fn convert(nodes: &mut [Node], depth: &mut usize, protect: bool) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if !element.word {
            continue;
        }
        match element.local() {
            "fldChar" => match element.get("fldCharType").as_deref() {
                Some("begin") => *depth += 1,
                Some("end") => *depth = depth.saturating_sub(1),
                _ => {}
            },
            "t" => as_code(element, protect && *depth == 0),
            "drawing" | "pict" | "object" | "del" | "moveFrom" | "pPr" | "rPr" => {}
            "fldSimple" => {
                *depth += 1;
                convert(&mut element.children, depth, protect);
                *depth = depth.saturating_sub(1);
            }
            "tbl" => convert(&mut element.children, depth, false),
            _ => convert(&mut element.children, depth, protect),
        }
    }
}

fn as_code(element: &mut Element, protect: bool) {
    let prefix = element.prefix().to_owned();
    element.name = format!("{prefix}instrText");
    if !protect {
        return;
    }
    for node in &mut element.children {
        let Node::Other(raw) = node else { continue };
        let text = decode(raw);
        if text.contains(QUOTES) || text.contains('\\') {
            let mut protected = String::with_capacity(text.len() + 4);
            for c in text.chars() {
                if c == '\\' || QUOTES.contains(&c) {
                    protected.push('\\');
                }
                protected.push(c);
            }
            *raw = encode(&protected).into_owned();
        }
    }
}
