//! Addresses of the web and of mail, as they stand in text.

use std::ops::Range;

/// The addresses in a text: what begins with `http://`, `https://` or `www.`, and e-mail addresses.
/// Bytes of the text, without the punctuation around.
pub(crate) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let cuts = text.char_indices().filter(|(_, c)| separates(*c));
    for (at, c) in cuts.map(|(at, c)| (at, c.len_utf8())).chain([(text.len(), 0)]) {
        let range = trimmed(text, start..at);
        if is_web(&text[range.clone()]) || is_mail(&text[range.clone()]) {
            found.push(range);
        }
        start = at + c;
    }
    found
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FFFC}' | '«' | '»' | '<' | '>' | '"' | '“' | '”' | '„')
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let word = &text[range.clone()];
    let opening = |c: char| !c.is_alphanumeric();
    let closing = |c: char| !c.is_alphanumeric() && c != '/';
    let left = word.len() - word.trim_start_matches(opening).len();
    let word = &word[left..];
    let start = range.start + left;
    start..start + word.trim_end_matches(closing).len()
}

/// Whether a word is an address of the web.
pub(crate) fn is_web(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = host.or_else(|| lower.starts_with("www.").then_some(lower.as_str()));
    host.is_some_and(|host| is_host(host.split(['/', '?', '#', ':']).next().unwrap_or_default()))
}

/// Whether a word is an e-mail address.
pub(crate) fn is_mail(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
        && is_host(host)
}

/// Whether it is the name of a machine on the net: labels and a top-level domain.
pub(crate) fn is_host(text: &str) -> bool {
    let mut labels = 0;
    let mut last = "";
    for label in text.split('.') {
        if label.is_empty() || !label.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return false;
        }
        labels += 1;
        last = label;
    }
    labels >= 2 && last.chars().count() >= 2 && last.chars().all(char::is_alphabetic)
}
