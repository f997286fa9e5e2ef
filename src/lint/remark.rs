//! Comments by which an author accepts faults: `brevsmed: ignorer A101 — logoet er pynt`.

/// What begins such a comment.
const OPENING: &str = "brevsmed:";
/// The word after it, in Danish and English.
const VERBS: [&str; 4] = ["ignorer", "ignorér", "ignore", "accepter"];

/// Whether a comment's text is one of these.
pub fn is_remark(text: &str) -> bool {
    remark(text).is_some()
}

/// The rules that a comment names, and its reason; the reason is empty where it gives none. `None` of a
/// comment that is none of these.
pub fn remark(text: &str) -> Option<(Vec<String>, String)> {
    let text = text.trim();
    let rest = text.get(OPENING.len()..).filter(|_| {
        text.get(..OPENING.len()).is_some_and(|head| head.eq_ignore_ascii_case(OPENING))
    })?;
    let mut rest = rest.trim_start();
    let verb = rest.split(char::is_whitespace).next().unwrap_or_default();
    if !VERBS.contains(&verb.to_lowercase().as_str()) {
        return None;
    }
    rest = rest[verb.len()..].trim_start();
    // Rules end where the reason begins: at a dash or colon with a blank before it.
    let dash =
        [" — ", " – ", " - ", ": "].iter().filter_map(|dash| Some((rest.find(dash)?, dash.len())));
    let (rules, reason) = match dash.min() {
        Some((at, length)) => (&rest[..at], rest[at + length..].trim()),
        None => (rest, ""),
    };
    let rules = rules
        .split([',', ' ', '\t', '\n', '\u{A0}'])
        .map(|rule| rule.trim_end_matches(['.', ';']))
        .filter(|rule| !rule.is_empty())
        .map(str::to_owned)
        .collect();
    Some((rules, reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::remark;

    #[test]
    fn a_remark_names_rules_and_a_reason() {
        let rules =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            remark("brevsmed: ignorer A101, W103 — logoet er pynt"),
            Some((rules(&["A101", "W103"]), "logoet er pynt".to_owned()))
        );
        assert_eq!(
            remark(" Brevsmed: ignore picture-without-alternative-text: decorative"),
            Some((rules(&["picture-without-alternative-text"]), "decorative".to_owned()))
        );
        assert_eq!(remark("brevsmed: ignorer A101"), Some((rules(&["A101"]), String::new())));
        assert_eq!(remark("brevsmed: hvad mener du?"), None);
        assert_eq!(remark("Husk at rette"), None);
        assert_eq!(remark("brævsmed"), None);
    }
}
