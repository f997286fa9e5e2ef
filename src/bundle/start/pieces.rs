//! Pieces of text for files that people have written.

use std::collections::BTreeSet;

use super::super::source::Source;
use super::super::{Bundle, Layer};

/// A merge question to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewQuestion {
    /// Its alias.
    pub alias: String,
    /// The question as the caseworker reads it.
    pub text: String,
    /// Its key in each environment, in the order of the bundle.
    pub keys: Vec<(String, String)>,
}

/// What keys of questions begin with.
const PREFIX: &str = "flettespoergsmaal-";
/// How far apart the numbers of two environments begin.
const APART: u32 = 10_000;

impl NewQuestion {
    /// A question with the next free key of each environment. Authorities draw from the same
    /// numbers as the central office.
    pub fn of(alias: &str, text: &str, bundle: &Bundle, environments: &[String]) -> Self {
        let layers: Vec<&Layer> = std::iter::once(&bundle.central)
            .chain(bundle.authorities.iter().map(|authority| &authority.layer))
            .collect();
        let questions = || layers.iter().flat_map(|layer| &layer.catalogue.questions);
        let mut taken: BTreeSet<u32> =
            questions().flat_map(|of| &of.keys).filter_map(|(_, key)| number(key)).collect();
        // The environment of the templates has the lowest numbers.
        let mut bases = environments.to_vec();
        bases.sort_by_key(|name| *name != bundle.environment);
        let keys = environments.iter().map(|name| {
            let highest = questions().filter_map(|of| number(of.key(name)?)).max();
            let base = bases.iter().position(|of| of == name).unwrap_or_default();
            let mut next = highest.unwrap_or(base as u32 * APART).saturating_add(1);
            while taken.contains(&next) {
                next = next.saturating_add(1);
            }
            taken.insert(next);
            (name.clone(), format!("{PREFIX}{next:05}"))
        });
        NewQuestion { alias: alias.to_owned(), text: text.to_owned(), keys: keys.collect() }
    }
}

fn number(key: &str) -> Option<u32> {
    key.strip_prefix(PREFIX)?.parse().ok()
}

/// `questions.toml` with one question more at its end; all else stays as it is.
pub fn append_question(file: Option<&str>, schema: &str, question: &NewQuestion) -> String {
    let mut text = file.map_or_else(|| format!("#:schema {schema}\n"), str::to_owned);
    if !text.ends_with('\n') {
        let end = as_in(&text, "\n".to_owned());
        text.push_str(&end);
    }
    let keys = question.keys.iter().map(|(name, key)| {
        let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let name = if name.chars().all(bare) { name.clone() } else { toml_text(name) };
        format!("{name} = {}", toml_text(key))
    });
    let keys: Vec<String> = keys.collect();
    let added = format!(
        "\n[[question]]\nalias = {}\nkeys = {{ {} }}\ntext = {}\n",
        toml_text(&question.alias),
        keys.join(", "),
        toml_text(&question.text)
    );
    let added = as_in(&text, added);
    text.push_str(&added);
    text
}

/// Lines that end as those of a text do: Windows has two characters.
fn as_in(text: &str, lines: String) -> String {
    if text.contains("\r\n") { lines.replace('\n', "\r\n") } else { lines }
}

/// A template's file with these contexts, for a new template.
pub fn manifest_text(
    name: &str,
    contexts: &[String],
    master: Option<&str>,
    letter: &str,
    schema: &str,
) -> String {
    let contexts: Vec<String> = contexts.iter().map(|key| toml_text(key)).collect();
    let master = master.map(|key| format!("master = {}\n", toml_text(key))).unwrap_or_default();
    let (name, letter) = (toml_text(name), toml_text(letter));
    format!(
        "#:schema {schema}\nname = {name}\ntitle = {name}\ncontexts = [{}]\nquestions = []\n\
         {master}category = \"Brev\"\nchannels = [\"digital-post\"]\nletter = {letter}\n\
         mode = \"manual\"\n",
        contexts.join(", ")
    )
}

/// A template's file under another name; all else stays as it is.
pub fn renamed(file: &str, name: &str) -> String {
    let (source, _, _) = Source::toml("", file);
    match source.bytes("name") {
        Some(value) => format!("{}{}{}", &file[..value.start], toml_text(name), &file[value.end..]),
        None => file.to_owned(),
    }
}

/// A template's file that says what it overrides; all else stays as it is.
pub fn add_overrides(file: &str, template: &str, base: &str, contexts: &[String]) -> String {
    let contexts: Vec<String> = contexts.iter().map(|key| toml_text(key)).collect();
    let contexts = if contexts.is_empty() {
        String::new()
    } else {
        format!(", contexts = [{}]", contexts.join(", "))
    };
    let line = format!(
        "overrides = {{ template = {}, base = {}{contexts} }}\n",
        toml_text(template),
        toml_text(base)
    );
    let (source, _, _) = Source::toml("", file);
    with_line(file, &source, &line)
}

/// A template's file with a line more behind its name: at the end it might belong to a table.
fn with_line(file: &str, source: &Source, line: &str) -> String {
    let after = source.bytes("name").map(|value| value.end);
    let at = after.map(|end| file[end..].find('\n').map_or(file.len(), |found| end + found + 1));
    let (before, rest) = file.split_at(at.unwrap_or_default());
    let between = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{}{rest}", as_in(file, format!("{between}{line}")))
}

/// A file with the value that another has under a key of the file itself; all else stays as it is. A key that the other does not have
/// stays too.
pub fn take_over(file: &str, other: &str, key: &str) -> String {
    let (theirs, _, _) = Source::toml("", other);
    let Some(value) = theirs.bytes(key).and_then(|at| other.get(at)) else {
        return file.to_owned();
    };
    let (mine, _, _) = Source::toml("", file);
    match mine.bytes(key) {
        Some(at) => {
            format!("{}{}{}", &file[..at.start], as_in(file, value.to_owned()), &file[at.end..])
        }
        None => with_line(file, &mine, &format!("{key} = {value}\n")),
    }
}

/// Whether a text can be a key, which is also a file's name: letters, digits and hyphens.
pub fn is_key(text: &str) -> bool {
    const LONGEST: usize = 80;
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && text.chars().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A text as TOML writes it.
pub(super) fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(file: &str, path: &str) -> serde_json::Value {
        let (_, json, faults) = Source::toml("", file);
        assert_eq!(faults, [], "{file}");
        json.pointer(path).cloned().unwrap_or_default()
    }

    proptest! {
        #[test]
        fn a_question_of_any_text_is_read_back(text in "\\PC*", before in "(# [a-zø]{0,5}\r?\n|a = 1)?") {
            let question = NewQuestion {
                alias: "x".to_owned(),
                text: text.clone(),
                keys: vec![("træning".to_owned(), "flettespoergsmaal-1".to_owned())],
            };
            let file = append_question(Some(&before), "s", &question);
            prop_assert!(file.starts_with(&before));
            prop_assert_eq!(value(&file, "/question/0/text"), text);
            prop_assert_eq!(value(&file, "/question/0/keys/træning"), "flettespoergsmaal-1");
        }

        #[test]
        fn a_file_is_renamed_and_overrides_in_its_place(name in "\\PC{0,20}") {
            let file = "# først\r\nname = \"Gammelt\" # navnet\r\ntitle = 'x'\r\n[[enclosures]]\r\nfile = 'a'";
            let renamed = renamed(file, &name);
            prop_assert_eq!(value(&renamed, "/name"), name);
            prop_assert!(renamed.contains("# navnet"));
            let over = add_overrides(&renamed, "m", "0", &["a".to_owned()]);
            prop_assert_eq!(value(&over, "/overrides/contexts/0"), "a");
            prop_assert_eq!(over.matches('\n').count(), over.matches("\r\n").count());
        }
    }

    #[test]
    fn a_value_is_taken_over_in_its_place() {
        let mine = "# min\r\nname = 'a'\r\ntitle = 'x' # titlen\r\n[requires]\r\nwords = ['b']\r\n";
        let theirs = "name = 'b'\ntitle = \"y\"\nkle = \"32.03.12\"\n";
        let taken = take_over(&take_over(mine, theirs, "title"), theirs, "kle");
        assert_eq!(value(&taken, "/title"), "y");
        assert_eq!(value(&taken, "/kle"), "32.03.12");
        assert_eq!(value(&taken, "/name"), "a");
        assert!(taken.contains("# titlen") && taken.contains("\r\nkle"), "{taken}");
        assert_eq!(take_over(mine, theirs, "mode"), mine);
    }

    #[test]
    fn a_key_is_also_the_name_of_a_file() {
        for key in ["a", "afslag-på-briller", "999"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["", "../x", "a b", "-a", "a.b", "a/b", &"a".repeat(81)] {
            assert!(!is_key(key), "{key}");
        }
    }
}
