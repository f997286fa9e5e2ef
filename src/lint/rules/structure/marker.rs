//! Markers of lists that were typed by hand: `-`, `•`, `1.`, `a)`.

use super::phrases::follows_ordinal;

/// A typed marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A sign, the same for each item.
    Bullet(char),
    /// A number.
    Number(u32, Closing),
    /// A letter, by its place in the alphabet from 1.
    Letter(u32, Closing),
}

/// What comes after the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
}

/// The signs that people type for bullets. `+` and figures are no markers, nor is `§`.
const BULLETS: &[char] = &[
    '-', '–', '—', '•', '·', '*', '▪', '■', '●', '○', '◦', '►', '➢', '➤', '‣', '→', '\u{2011}',
    '✓', '✔', '\u{2212}',
];

impl Marker {
    /// The marker that a line begins with, and the length of it with the blanks around, in bytes.
    pub fn of(line: &str) -> Option<(Marker, usize)> {
        let text = line.trim_start();
        let lead = line.len() - text.len();
        let first = text.chars().next()?;
        let (marker, length) = if BULLETS.contains(&first) {
            (Marker::Bullet(first), first.len_utf8())
        } else if first == 'o' {
            // Only with a tab: `o` alone is a word in no language of letters, but a slip of the pen is.
            text[1..].starts_with('\t').then_some((Marker::Bullet('o'), 1))?
        } else {
            Self::numbered(text)?
        };
        let rest = &text[length..];
        let body = rest.trim_start();
        if rest.len() == body.len() || body.is_empty() {
            return None;
        }
        let word = body.split_whitespace().next().unwrap_or_default();
        let ordinal = matches!(marker, Marker::Number(_, Closing::Stop)) && follows_ordinal(word);
        // `- 5 kr.` is an amount.
        let amount = matches!(marker, Marker::Bullet('-' | '–' | '\u{2212}'))
            && body.starts_with(|c: char| c.is_ascii_digit())
            && body.split_whitespace().count() <= 2;
        (!ordinal && !amount).then_some((marker, lead + length + (rest.len() - body.len())))
    }

    fn numbered(text: &str) -> Option<(Marker, usize)> {
        let inner = text.strip_prefix('(').unwrap_or(text);
        let opened = text.len() - inner.len();
        let digits = inner.chars().take_while(char::is_ascii_digit).count();
        let (number, length) = match digits {
            1 | 2 => (Marker::Number(inner[..digits].parse().ok()?, Closing::Stop), digits),
            0 => {
                let letter = inner.chars().next().filter(char::is_ascii_alphabetic)?;
                let place = u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1;
                (Marker::Letter(place, Closing::Stop), 1)
            }
            _ => return None,
        };
        let closing = match (opened, inner[length..].chars().next()?) {
            (0, '.') => Closing::Stop,
            (0, ')') => Closing::Bracket,
            (1, ')') => Closing::Brackets,
            _ => return None,
        };
        let marker = match number {
            Marker::Number(number, _) => Marker::Number(number, closing),
            Marker::Letter(letter, _) => Marker::Letter(letter, closing),
            Marker::Bullet(_) => return None,
        };
        Some((marker, opened + length + 1))
    }

    /// Whether this is the marker of the item after one with `before`.
    pub fn follows(self, before: Marker) -> bool {
        match (before, self) {
            (Marker::Bullet(one), Marker::Bullet(other)) => one == other,
            (Marker::Number(one, closing), Marker::Number(other, other_closing))
            | (Marker::Letter(one, closing), Marker::Letter(other, other_closing)) => {
                closing == other_closing && one + 1 == other
            }
            _ => false,
        }
    }

    /// Whether a list begins so.
    pub fn begins(self) -> bool {
        matches!(self, Marker::Bullet(_) | Marker::Number(0 | 1, _) | Marker::Letter(1, _))
    }

    /// The number format and the text of a real list's label.
    pub fn label(self) -> (&'static str, String) {
        let closed = |closing| match closing {
            Closing::Stop => "%1.".to_owned(),
            Closing::Bracket => "%1)".to_owned(),
            Closing::Brackets => "(%1)".to_owned(),
        };
        match self {
            Marker::Bullet('-' | '–' | '—' | '\u{2011}' | '\u{2212}') => {
                ("bullet", "–".to_owned())
            }
            Marker::Bullet(_) => ("bullet", "•".to_owned()),
            Marker::Number(_, closing) => ("decimal", closed(closing)),
            Marker::Letter(_, closing) => ("lowerLetter", closed(closing)),
        }
    }

    /// The number that the list begins with.
    pub fn start(self) -> u32 {
        match self {
            Marker::Bullet(_) => 1,
            Marker::Number(number, _) | Marker::Letter(number, _) => number,
        }
    }
}
