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

/// The e-mail addresses in a text, whatever stands around them: `mailto:` and brackets too.
pub(crate) fn mails(text: &str) -> Vec<Range<usize>> {
    let of_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        let name = text[from..at].char_indices().rev().take_while(|(_, c)| is_of_name(*c)).last();
        let start = name.map_or(at, |(start, _)| from + start);
        let host = &text[at + 1..];
        let host = &host[..host.find(|c: char| !of_host(c)).unwrap_or(host.len())];
        let end = at + 1 + host.trim_end_matches(['.', '-']).len();
        from = at + 1;
        if start < at && text[at + 1..end].contains('.') {
            found.push(start..end);
        }
    }
    found
}

/// Whether a character may stand in the name before the `@`.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// Whether a word is meant as an address, however it is written: it is not read as a word, and the
/// stops in it end no sentence.
pub(crate) fn looks_like_address(word: &str) -> bool {
    if !word.contains(['.', '@', ':']) {
        return false;
    }
    if word.contains("://") || word.contains('@') || word.to_ascii_lowercase().starts_with("www.") {
        return true;
    }
    let host = word.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, ending)| {
        name.chars().count() > 2
            && (2..=3).contains(&ending.chars().count())
            && host
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
            && ending.chars().all(|c| c.is_ascii_lowercase())
    })
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
    !name.is_empty() && name.chars().all(is_of_name) && is_host(host)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(ranges: Vec<Range<usize>>, text: &str) -> Vec<&str> {
        ranges.into_iter().map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        let text =
            "Se (www.egeby.dk/pension/), https://borger.dk. Skriv til post@egeby.dk, eller 1.5.";
        let all = ["www.egeby.dk/pension/", "https://borger.dk", "post@egeby.dk"];
        assert_eq!(found(addresses(text), text), all);
        assert_eq!(found(mails(text), text), ["post@egeby.dk"]);
        let text = "mailto:a@b.dk?x=1 <c.d@e-f.dk>. @home g@h";
        assert_eq!(found(mails(text), text), ["a@b.dk", "c.d@e-f.dk"]);
    }

    #[test]
    fn words_that_are_meant_as_addresses_are_told_from_others() {
        for word in ["egeby.dk", "egeby.dk/pension", "a@b", "http://x", "WWW.x"] {
            assert!(looks_like_address(word), "{word}");
        }
        for word in ["kl.", "f.eks.", "1.5", "Hr.Jensen", "og/eller", "ca:"] {
            assert!(!looks_like_address(word), "{word}");
        }
    }
}
