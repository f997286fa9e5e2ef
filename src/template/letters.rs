//! The characters of a field code, each with the bytes of the part that spell it.

use std::ops::Range;

use crate::docx::{Node, PieceKind, Story, Structure, decode};
use crate::field::{LINE_BREAK, NESTED, OBJECT, PARAGRAPH};

/// A character of a text and how the part spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The character.
    pub character: char,
    /// Its bytes in the part; none for a placeholder.
    pub bytes: Option<Range<usize>>,
    /// How a character in its place is written.
    pub spelling: Spelling,
}

/// Where a character stands, and so how another in its place is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Character data.
    Text,
    /// A CDATA section.
    Raw,
    /// The value of an attribute.
    Attribute,
}

impl Spelling {
    /// A character as it is written there.
    pub fn write(self, character: char, out: &mut String) {
        match (self, character) {
            (Spelling::Raw, c) => out.push(c),
            (Spelling::Attribute, '"') => out.push_str("&quot;"),
            (Spelling::Attribute, '\'') => out.push_str("&apos;"),
            (_, c) => out.push_str(&crate::docx::encode(c.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// The letters of a complex field's code, or of a stored result, from its nodes: nested fields and
/// objects as placeholders, as the field language reads them.
pub(crate) fn of_nodes(story: &Story, nodes: &[Node]) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut skip_until = None;
    for node in nodes {
        let id = match node {
            Node::Piece(id) => *id,
            Node::Field(field) => {
                if skip_until.is_none() && !field.deleted {
                    letters.push(placeholder(NESTED));
                }
                continue;
            }
        };
        if let Some(closer) = skip_until {
            if id == closer {
                skip_until = None;
            }
            continue;
        }
        let piece = &story.pieces[id];
        if piece.deleted {
            continue;
        }
        match &piece.kind {
            PieceKind::Code(content) | PieceKind::Text(content) => {
                push(&mut letters, story.slice(content), content.start, Spelling::Text);
            }
            PieceKind::LineBreak => letters.push(placeholder(LINE_BREAK)),
            PieceKind::Tab => letters.push(placeholder('\t')),
            PieceKind::ParagraphClose => letters.push(placeholder(PARAGRAPH)),
            PieceKind::Ink => letters.push(placeholder(OBJECT)),
            PieceKind::Open(Structure::Table | Structure::Story) => skip_until = piece.partner,
            _ => {}
        }
    }
    letters
}

/// The letters of a simple field's code, which stands in an attribute of its tag.
pub(crate) fn of_simple(tag: &str, start: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    if let Some(value) = attribute_value(tag, "instr") {
        push(&mut letters, &tag[value.clone()], start + value.start, Spelling::Attribute);
    }
    letters
}

/// The letters as text, and where each begins in it.
pub(crate) fn text(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.character).collect()
}

fn placeholder(character: char) -> Letter {
    Letter { character, bytes: None, spelling: Spelling::Text }
}

/// Cuts raw XML text into its characters.
fn push(letters: &mut Vec<Letter>, raw: &str, start: usize, spelling: Spelling) {
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let length = inside.find("]]>").unwrap_or(inside.len());
            let from = at + "<![CDATA[".len();
            for (offset, c) in inside[..length].char_indices() {
                let begin = start + from + offset;
                letters.push(letter(c, begin..begin + c.len_utf8(), Spelling::Raw));
            }
            at = (from + length + "]]>".len()).min(raw.len());
        } else if rest.starts_with('<') {
            // A comment or an instruction: it says nothing.
            let close = if rest.starts_with("<!--") { "-->" } else { ">" };
            at += rest.find(close).map_or(rest.len(), |end| end + close.len());
        } else if let Some(end) = rest.strip_prefix('&').and_then(|rest| rest.find(';')) {
            let length = end + 2;
            for c in decode(&rest[..length]).chars() {
                letters.push(letter(c, start + at..start + at + length, spelling));
            }
            at += length;
        } else {
            let Some(c) = rest.chars().next() else { return };
            letters.push(letter(c, start + at..start + at + c.len_utf8(), spelling));
            at += c.len_utf8();
        }
    }
}

fn letter(c: char, bytes: Range<usize>, spelling: Spelling) -> Letter {
    // White space of the file is a blank in Word.
    let character = if matches!(c, '\n' | '\r') { ' ' } else { c };
    Letter { character, bytes: Some(bytes), spelling }
}

/// Where the value of an attribute stands in a tag, by its name without prefix.
pub(crate) fn attribute_value(tag: &str, wanted: &str) -> Option<Range<usize>> {
    let bytes = tag.as_bytes();
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    loop {
        at += tag[at..].find(|c: char| !c.is_ascii_whitespace())?;
        let equals = at + tag[at..].find('=')?;
        let name = tag[at..equals].trim();
        let quote_at = equals + 1 + tag[equals + 1..].find(['"', '\''])?;
        let start = quote_at + 1;
        let length = tag[start..].find(char::from(bytes[quote_at]))?;
        if name.rsplit(':').next() == Some(wanted) {
            return Some(start..start + length);
        }
        at = start + length + 1;
    }
}

/// Bytes of a part and what replaces them.
pub(crate) type Edit = (Range<usize>, String);

/// Writes a new text over the letters of an old one: what both begin and end with stays, the others
/// are replaced in their places, and what the new one has more goes where the last of them stood.
pub(crate) fn spell(old: &[Letter], new: &str, edits: &mut Vec<Edit>) {
    if old.is_empty() {
        return;
    }
    let new: Vec<char> = new.chars().collect();
    let shorter = old.len().min(new.len());
    let same = |(a, b): &(&Letter, &char)| a.character == **b;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count()
        .min(shorter - head);
    let (from, to) = (head, old.len() - tail);
    let middle = &new[head..new.len() - tail];
    let mut texts: Vec<String> = Vec::with_capacity(to - from);
    for (index, letter) in old[from..to].iter().enumerate() {
        let mut text = String::new();
        if let Some(character) = middle.get(index) {
            letter.spelling.write(*character, &mut text);
        }
        texts.push(text);
    }
    let more = middle.get(texts.len()..).unwrap_or_default();
    if !more.is_empty() {
        // After the last letter that changes, or where nothing changes, after the one before.
        let (anchor, after) = match to.checked_sub(1) {
            Some(last) => (&old[last], true),
            None => (&old[0], false),
        };
        let mut text = String::new();
        for c in more {
            anchor.spelling.write(*c, &mut text);
        }
        match (texts.last_mut(), &anchor.bytes) {
            (Some(last), _) => last.push_str(&text),
            (None, Some(bytes)) => {
                let at = if after { bytes.end } else { bytes.start };
                edits.push((at..at, text));
            }
            (None, None) => {}
        }
    }
    for (letter, text) in old[from..to].iter().zip(texts) {
        if let Some(bytes) = &letter.bytes {
            edits.push((bytes.clone(), text));
        }
    }
}

/// Where a word is mentioned whole in a text, in characters.
pub(crate) fn mentions(text: &str, key: &str) -> Vec<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(key)
        .filter(|(at, _)| {
            !text[..*at].chars().next_back().is_some_and(part_of_word)
                && !text[at + key.len()..].chars().next().is_some_and(part_of_word)
        })
        .map(|(at, _)| text[..at].chars().count())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(raw: &str) -> Vec<(char, &str)> {
        let mut letters = Vec::new();
        push(&mut letters, raw, 0, Spelling::Text);
        letters
            .into_iter()
            .map(|letter| (letter.character, &raw[letter.bytes.expect("no placeholder")]))
            .collect()
    }

    #[test]
    fn each_character_has_its_bytes() {
        assert_eq!(spelt("aø"), [('a', "a"), ('ø', "ø")]);
        assert_eq!(spelt("&#x30;&amp;"), [('0', "&#x30;"), ('&', "&amp;")]);
        assert_eq!(
            spelt("1<!-- x -->2<![CDATA[<3]]>"),
            [('1', "1"), ('2', "2"), ('<', "<"), ('3', "3")]
        );
    }

    #[test]
    fn an_attribute_is_found_by_its_name() {
        let tag = r#"<w:fldSimple w:dirty = "1" w:instr=' MERGEFIELD "a" '>"#;
        let value = attribute_value(tag, "instr").expect("there");
        assert_eq!(&tag[value], r#" MERGEFIELD "a" "#);
        assert_eq!(attribute_value(tag, "other"), None);
    }
}
