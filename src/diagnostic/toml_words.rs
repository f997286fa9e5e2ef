//! Why a file is no TOML, in Danish: what the parser says, for people who have no parser in mind.

/// What the parser says begins so; and what that means to whoever wrote the line.
const WORDS: &[(&str, &str)] = &[
    (
        "string values must be quoted",
        "tekst skal stå i citationstegn; `true` og `false` skrives på engelsk",
    ),
    ("invalid basic string", "et citationstegn mangler"),
    ("invalid literal string", "et citationstegn mangler"),
    (
        "invalid unquoted key",
        "en nøgle uden citationstegn kan kun have bogstaverne a til z, cifre, `-` og `_`",
    ),
    ("duplicate key", "nøglen står der to gange"),
    ("invalid date", "en dato skrives som 2026-11-21 og skal findes i kalenderen"),
    ("unclosed array", "en kantet parentes `]` mangler"),
    ("unclosed inline table", "en krøllet parentes mangler"),
    ("unclosed table", "en kantet parentes `]` mangler"),
    ("missing comma", "et komma mangler"),
    ("extra comma", "der er et komma for meget"),
    ("missing value", "værdien efter lighedstegnet mangler"),
    ("key with no value", "lighedstegnet og værdien mangler"),
    ("missing assignment", "lighedstegnet mangler"),
    ("extra `=`", "der er et lighedstegn for meget"),
    ("extra assignment", "der er et lighedstegn for meget"),
    ("unexpected `=`", "der er et lighedstegn for meget, eller en parentes mangler før det"),
    (
        "unexpected leading zero",
        "et tal må ikke begynde med 0; en dato skrives som 2026-11-21, og andet står i citationstegn",
    ),
    ("unexpected key or value", "linjen skulle slutte her; beløb med komma står i citationstegn"),
    (
        "carriage return",
        "linjeskiftene er af en slags, som ikke kan læses; gem filen igen i en teksteditor",
    ),
    ("missing escaped value", "en omvendt skråstreg i citationstegn skrives dobbelt: `\\\\`"),
];

/// The words for what the parser says of a line; its own where there are none.
pub(crate) fn toml_danish(why: &str, line: &str) -> String {
    if line.contains(['“', '”', '„', '’', '»', '«']) && !line.trim_start().starts_with('#')
    {
        let quoted = ["string", "invalid", "missing", "unexpected"];
        if quoted.iter().any(|start| why.starts_with(start)) {
            return "citationstegn skal være lige: \" og ikke “ eller ”".to_owned();
        }
    }
    let known = WORDS.iter().find(|(start, _)| why.starts_with(start));
    known.map_or_else(|| why.to_owned(), |(_, words)| (*words).to_owned())
}
