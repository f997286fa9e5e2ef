//! A net under every log line: what looks like a personal number is not written, whoever put it there.

use std::borrow::Cow;
use std::io::{self, Write};

use tracing_subscriber::fmt::MakeWriter;

/// What stands where a personal number was.
const MASK: &str = "******-****";
/// Signs of a word of hexadecimal digits that is a hash or a UUID: no personal number is looked for in it.
const IDENTIFIER: usize = 32;

/// A text without what looks like a personal number: six digits and four, with or without a hyphen between, and no digit beside them.
pub fn masked(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut written = String::new();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        if let Some(end) = number_at(bytes, at).filter(|&end| !is_in_identifier(bytes, at, end)) {
            written.push_str(&text[from..at]);
            written.push_str(MASK);
            (from, at) = (end, end);
        } else {
            at += 1;
        }
    }
    if from == 0 { Cow::Borrowed(text) } else { Cow::Owned(written + &text[from..]) }
}

/// The end of the personal number that begins here.
fn number_at(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |from: usize, count: usize| {
        bytes.get(from..from + count).is_some_and(|it| it.iter().all(u8::is_ascii_digit))
    };
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if (at > 0 && is_digit(at - 1)) || !digits(at, 6) {
        return None;
    }
    let rest = if bytes.get(at + 6) == Some(&b'-') { at + 7 } else { at + 6 };
    let end = rest + 4;
    (digits(rest, 4) && !is_digit(end)).then_some(end)
}

/// Whether the number is a piece of a hash or of a UUID.
fn is_in_identifier(bytes: &[u8], at: usize, end: usize) -> bool {
    let is_of_it = |byte: &&u8| byte.is_ascii_hexdigit() || **byte == b'-';
    let before = bytes[..at].iter().rev().take_while(is_of_it).count();
    let after = bytes[end..].iter().take_while(is_of_it).count();
    before + (end - at) + after >= IDENTIFIER
}

/// Where log lines are written, masked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Masking<M>(pub M);

/// A line on its way.
#[derive(Debug)]
pub struct MaskedLine<W>(W);

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Masking<M> {
    type Writer = MaskedLine<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        MaskedLine(self.0.make_writer())
    }
}

impl<W: Write> Write for MaskedLine<W> {
    /// Takes a whole line: the subscriber writes each at once.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        self.0.write_all(masked(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_is_masked_wherever_it_stands() {
        for (text, expected) in [
            ("0101011234", "******-****"),
            ("cpr=010101-1234, next", "cpr=******-****, next"),
            ("Åse 0101011234 og 020202-2345", "Åse ******-**** og ******-****"),
            ("{\"name\":\"x0101011234\"}", "{\"name\":\"x******-****\"}"),
            ("DKFDC010101-1234Å", "DKFDC******-****Å"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "duration 1763800000000 ms",
            "2026-11-22T09:15:00.123456Z",
            "SE 12345678",
            "01932841-7123-7000-8000-123456789012",
            "4a01932841712370008000123456789012",
            "a 123456-78901",
            "",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn a_line_is_masked_on_its_way() {
        let mut line = MaskedLine(Vec::new());
        line.write_all("borger 010101-1234\n".as_bytes()).expect("memory");
        assert_eq!(String::from_utf8(line.0).expect("text"), "borger ******-****\n");
    }
}
