//! The little markup of messages and manuals: `` `code` `` and `*emphasis*`; and text made harmless.

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span<'t> {
    /// Plain text.
    Plain(&'t str),
    /// Between backticks: words of the document or of Word.
    Code(&'t str),
    /// Between asterisks, of manuals only.
    Emphasis(&'t str),
}

/// The stretches of a message: code only, since the rest may be words of a document.
pub(super) fn message(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, further)) = after.split_once('`') else { break };
        if !before.is_empty() {
            spans.push(Span::Plain(before));
        }
        spans.push(Span::Code(code));
        rest = further;
    }
    if !rest.is_empty() {
        spans.push(Span::Plain(rest));
    }
    spans
}

/// The stretches of a manual.
pub(super) fn manual(text: &'static str) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for span in message(text) {
        match span {
            Span::Plain(plain) => emphasis(plain, &mut spans),
            other => spans.push(other),
        }
    }
    spans
}

fn emphasis<'t>(text: &'t str, spans: &mut Vec<Span<'t>>) {
    let mut rest = text;
    while let Some(start) = rest.find('*') {
        let after = &rest[start + 1..];
        let opens = !rest[..start].ends_with(char::is_alphanumeric)
            && after.starts_with(char::is_alphanumeric);
        let stop = after.find('*').filter(|stop| {
            opens
                && !after[..*stop].ends_with(char::is_whitespace)
                && !after[stop + 1..].starts_with(char::is_alphanumeric)
        });
        let Some(stop) = stop else { break };
        if start > 0 {
            spans.push(Span::Plain(&rest[..start]));
        }
        spans.push(Span::Emphasis(&after[..stop]));
        rest = &after[stop + 1..];
    }
    if !rest.is_empty() {
        spans.push(Span::Plain(rest));
    }
}

/// A manual's text for a terminal: emphasis is only heard.
pub(super) fn plain(text: &'static str) -> String {
    manual(text)
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) | Span::Emphasis(text) => text.to_owned(),
            Span::Code(code) => format!("`{code}`"),
        })
        .collect()
}

/// A message as Markdown: everything but code is escaped.
pub(super) fn markdown(spans: &[Span<'_>]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Plain(text) => markdown_text(text),
            Span::Emphasis(text) => format!("*{}*", markdown_text(text)),
            Span::Code(code) => markdown_code(code),
        })
        .collect()
}

/// Text whose characters mean nothing to Markdown, in running text and in table cells. Where one could
/// begin a mention or a link, it is written as an entity.
pub(super) fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '`' => escaped.push_str("&#96;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Code in Markdown; as HTML where it has characters that its own marks or a table's cell would take.
pub(super) fn markdown_code(code: &str) -> String {
    let plain = !code.contains(['`', '|', '<', '\n', '\r']);
    if code.is_empty() {
        String::new()
    } else if plain && code.trim() == code {
        format!("`{code}`")
    } else {
        format!("<code>{}</code>", markdown_text(code))
    }
}

/// A text without what could fool a terminal or a reader: control characters are blanks or `�`, marks
/// that turn the direction of text (UAX #9) are `�`. As many characters as before, so that marks
/// still count.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(clean_character).collect()
}

fn clean_character(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        // No character of XML 1.0.
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Text for XML and HTML, in elements and attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Kept by a reader of attributes only when written so.
            '\n' => escaped.push_str("&#10;"),
            c => escaped.push(if c == '\t' { ' ' } else { clean_character(c) }),
        }
    }
    escaped
}

/// Some characters of an excerpt around its mark, and the mark in them: `…` stands for what is left out.
pub(super) fn window(excerpt: &str, mark: (usize, usize), most: usize) -> Window {
    let characters: Vec<char> = clean(excerpt).chars().collect();
    let length = characters.len();
    let from = mark.0.min(length);
    let to = mark.1.clamp(from, length);
    let (mut start, mut end) = (0, length);
    if length > most {
        start = from.saturating_sub(most / 3).min(length - most);
        end = start + most;
    }
    let cut = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let (from, to) = (from.clamp(start, end), to.clamp(start, end));
    Window {
        before: format!("{}{}", if start > 0 { "…" } else { "" }, cut(start..from)),
        marked: cut(from..to),
        after: format!("{}{}", cut(to..end), if end < length { "…" } else { "" }),
    }
}

/// An excerpt in three: what stands before the mark, what is marked, and what follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// Before the mark.
    pub before: String,
    /// What is meant.
    pub marked: String,
    /// After it.
    pub after: String,
}

/// How many columns of a terminal a text takes, nearly: marks above letters take none, the wide
/// characters of East Asia and pictures two.
pub(super) fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| match c as u32 {
            0x300..=0x36f | 0x200b..=0x200d | 0xfe00..=0xfe0f | 0xad => 0,
            0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
            0xff00..=0xff60 | 0x1f300..=0x1faff => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_emphasis_are_found_and_nothing_else() {
        assert_eq!(
            manual("Med `\\* Upper` og *dekorativ* 3*4 * 5."),
            [
                Span::Plain("Med "),
                Span::Code("\\* Upper"),
                Span::Plain(" og "),
                Span::Emphasis("dekorativ"),
                Span::Plain(" 3*4 * 5."),
            ]
        );
        assert_eq!(message("`a` *b* `c"), [Span::Code("a"), Span::Plain(" *b* `c"),]);
        assert_eq!(message(""), []);
    }

    #[test]
    fn nothing_of_a_document_is_markup() {
        assert_eq!(
            escape("<a href=\"x\">&'\u{1b}[31m"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{fffd}[31m"
        );
        assert_eq!(clean("a\u{202e}b\r\nc\u{0}"), "a\u{fffd}b  c\u{fffd}");
        assert_eq!(
            markdown(&message("se `|x|` og [a](b) @hold")),
            "se <code>\\|x\\|</code> og \\[a\\](b) &#64;hold"
        );
    }

    #[test]
    fn a_window_keeps_the_mark_in_sight() {
        let long = format!("{}HER{}", "a".repeat(100), "b".repeat(100));
        let window = window(&long, (100, 103), 30);
        assert_eq!(window.before, format!("…{}", "a".repeat(10)));
        assert_eq!(window.marked, "HER");
        assert_eq!(window.after, format!("{}…", "b".repeat(17)));
    }

    #[test]
    fn a_mark_outside_the_excerpt_is_bounded() {
        let window = window("kort", (9, 2), 30);
        assert_eq!((window.before.as_str(), window.marked.as_str()), ("kort", ""));
        assert_eq!(columns("ø\u{301}漢"), 3);
    }
}
