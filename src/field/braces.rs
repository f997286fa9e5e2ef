//! Text with field codes in braces, as people write it down.

/// How many fields may stand in each other; Word's own forms stay below ten.
pub const DEPTH_LIMIT: usize = 64;

/// A piece of such a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BracePiece {
    /// Text outside braces, or of the field it stands in.
    Text(String),
    /// A field.
    Field(BraceField),
}

/// What stands between two braces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BraceField {
    /// The field's code and the fields nested in it, in order.
    pub pieces: Vec<BracePiece>,
}

impl BraceField {
    /// The field's code with [`NESTED`](super::NESTED) in the place of each
    /// field in it, ready for [`parse`](super::parse).
    pub fn code(&self) -> String {
        let mut code = String::new();
        for piece in &self.pieces {
            match piece {
                BracePiece::Text(text) => code.push_str(text),
                BracePiece::Field(_) => code.push(super::NESTED),
            }
        }
        code
    }

    /// The nested fields, in the order of their placeholders.
    pub fn nested(&self) -> impl Iterator<Item = &BraceField> {
        self.pieces.iter().filter_map(|piece| match piece {
            BracePiece::Field(field) => Some(field),
            BracePiece::Text(_) => None,
        })
    }
}

/// Why a text with braces cannot be split; each with its byte offset.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BraceFault {
    /// A `{` without its `}`.
    #[error("`{{` at byte {0} is not closed")]
    Unclosed(usize),
    /// A `}` without its `{`.
    #[error("`}}` at byte {0} closes nothing")]
    Unopened(usize),
    /// More than [`DEPTH_LIMIT`] braces in each other.
    #[error("more than {DEPTH_LIMIT} fields in each other at byte {0}")]
    TooDeep(usize),
}

/// Splits a text such as `Kære { IF { MERGEFIELD Køn } = "K" "fru" "hr." }`
/// into text and fields.
///
/// Every brace counts, also between quotes: a field may stand there, and Word
/// itself never shows braces that are text in a code.
///
/// # Errors
///
/// A [`BraceFault`] if the braces do not pair.
pub fn parse_braces(text: &str) -> Result<Vec<BracePiece>, BraceFault> {
    let mut open: Vec<(usize, Vec<BracePiece>)> = Vec::new();
    let mut pieces: Vec<BracePiece> = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '{' | '}') {
            continue;
        }
        if start < at {
            pieces.push(BracePiece::Text(text[start..at].to_owned()));
        }
        start = at + 1;
        if letter == '{' {
            if open.len() == DEPTH_LIMIT {
                return Err(BraceFault::TooDeep(at));
            }
            open.push((at, std::mem::take(&mut pieces)));
        } else {
            let (_, outer) = open.pop().ok_or(BraceFault::Unopened(at))?;
            let field = BraceField { pieces: std::mem::replace(&mut pieces, outer) };
            pieces.push(BracePiece::Field(field));
        }
    }
    if let Some((at, _)) = open.last() {
        return Err(BraceFault::Unclosed(*at));
    }
    if start < text.len() {
        pieces.push(BracePiece::Text(text[start..].to_owned()));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn print(pieces: &[BracePiece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                BracePiece::Text(text) => text.clone(),
                BracePiece::Field(field) => format!("{{{}}}", print(&field.pieces)),
            })
            .collect()
    }

    #[test]
    fn a_nested_field_becomes_a_placeholder() {
        let pieces =
            parse_braces("Kære { IF { MERGEFIELD Køn } = \"K\" \"fru\" }!").expect("pairs");
        let [BracePiece::Text(before), BracePiece::Field(field), BracePiece::Text(after)] =
            &pieces[..]
        else {
            panic!("three pieces");
        };
        assert_eq!((before.as_str(), after.as_str()), ("Kære ", "!"));
        assert_eq!(field.code(), " IF \u{13} = \"K\" \"fru\" ");
        assert_eq!(field.nested().count(), 1);
    }

    #[test]
    fn a_brace_alone_is_named_with_its_place() {
        assert_eq!(parse_braces("ø{ a"), Err(BraceFault::Unclosed(2)));
        assert_eq!(parse_braces("a }"), Err(BraceFault::Unopened(2)));
        assert_eq!(parse_braces(&"{".repeat(100_000)), Err(BraceFault::TooDeep(64)));
    }

    proptest! {
        #[test]
        fn printing_gives_the_text_back(text in "[a-zø{} ]{0,40}") {
            if let Ok(pieces) = parse_braces(&text) {
                prop_assert_eq!(print(&pieces), text);
            }
        }
    }
}
