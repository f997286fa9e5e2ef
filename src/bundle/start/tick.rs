//! Ticking a question in a template's file, as its author would.

use std::ops::Range;

use super::super::source::{Source, item};
use super::pieces::toml_text;

/// The bytes of a template's file that go, and what comes, to tick a question: a new item at the end
/// of `questions`, written as the items before it are. `None` where it is ticked already, or the
/// file cannot be read.
pub fn tick(file: &str, alias: &str) -> Option<(Range<usize>, String)> {
    let (source, json, faults) = Source::toml("", file);
    if !faults.is_empty() {
        return None;
    }
    let end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let word = toml_text(alias);
    let edit = match (json.get("questions"), source.bytes("questions")) {
        (Some(serde_json::Value::Array(items)), Some(array)) => {
            if items.iter().any(|item| item == alias) {
                return None;
            }
            match items.len().checked_sub(1) {
                Some(last) => {
                    let last = source.bytes(&item("questions", last))?;
                    behind(file, &array, &last, &word, end)?
                }
                None => (array.start + 1..array.start + 1, word),
            }
        }
        (None, _) => {
            // Behind a key of the file itself: at the end it might belong to a table.
            let after = ["contexts", "title", "name"].iter().find_map(|key| source.bytes(key))?;
            let rest = file.get(after.end..)?;
            let line = rest.find('\n').map(|at| after.end + at + 1);
            match line {
                Some(at) => (at..at, format!("questions = [{word}]{end}")),
                None => (file.len()..file.len(), format!("{end}questions = [{word}]{end}")),
            }
        }
        _ => return None,
    };
    // Whatever the layout was: the file must be read, and say what it said before and the tick.
    let mut changed = file.to_owned();
    changed.replace_range(edit.0.clone(), &edit.1);
    let (_, mut after, faults) = Source::toml("", &changed);
    let ticked = after.get_mut("questions")?.as_array_mut()?.pop()? == alias;
    let mut before = json;
    if before.get("questions").is_none() {
        before
            .as_object_mut()?
            .insert("questions".to_owned(), serde_json::Value::Array(Vec::new()));
    }
    (faults.is_empty() && ticked && before == after).then_some(edit)
}

/// One item more behind the last, on a line of its own where the last has one.
fn behind(
    file: &str,
    array: &Range<usize>,
    last: &Range<usize>,
    word: &str,
    end: &str,
) -> Option<(Range<usize>, String)> {
    let line_start = file.get(..last.start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = file.get(line_start..last.start)?;
    let alone = line_start > array.start && indent.chars().all(char::is_whitespace);
    if !alone {
        return Some((last.end..last.end, format!(", {word}")));
    }
    let line_end = last.end + file.get(last.end..)?.find(['\r', '\n'])?;
    let rest = file.get(last.end..line_end)?;
    if rest.contains(']') && !rest.trim_start_matches([',', ' ', '\t']).starts_with('#') {
        return Some((last.end..last.end, format!(",{end}{indent}{word}")));
    }
    // A comment behind the last item stays with it.
    let comma = rest.trim_start().starts_with(',');
    let rest = if comma { rest.to_owned() } else { format!(",{rest}") };
    let close = if comma { "," } else { "" };
    Some((last.end..line_end, format!("{rest}{end}{indent}{word}{close}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticked(file: &str, alias: &str) -> String {
        let (bytes, with) = tick(file, alias).expect("an edit");
        let mut text = file.to_owned();
        text.replace_range(bytes, &with);
        text
    }

    #[test]
    fn a_tick_is_written_as_the_others_are() {
        assert_eq!(
            ticked("name = 'x'\nquestions = [\"a\"] # spørg\nletter = 'b'\n", "c"),
            "name = 'x'\nquestions = [\"a\", \"c\"] # spørg\nletter = 'b'\n"
        );
        assert_eq!(ticked("questions = []\r\n", "c"), "questions = [\"c\"]\r\n");
        assert_eq!(
            ticked("questions = [\n  'a', # først\n  'b', # sidst\n]\n", "c"),
            "questions = [\n  'a', # først\n  'b', # sidst\n  \"c\",\n]\n"
        );
        assert_eq!(
            ticked("questions = [\r\n  'a',\r\n  'b' # sidst\r\n]\r\n", "c"),
            "questions = [\r\n  'a',\r\n  'b', # sidst\r\n  \"c\"\r\n]\r\n"
        );
        assert_eq!(
            ticked("questions = [\n  'a',\n  'b']\n", "c"),
            "questions = [\n  'a',\n  'b',\n  \"c\"]\n"
        );
        assert_eq!(
            ticked("name = 'x' # navn\n[[enclosures]]\nfile = 'a'\n", "c"),
            "name = 'x' # navn\nquestions = [\"c\"]\n[[enclosures]]\nfile = 'a'\n"
        );
        assert_eq!(ticked("name = 'x'", "c"), "name = 'x'\nquestions = [\"c\"]\n");
    }

    #[test]
    fn what_is_ticked_or_cannot_be_read_is_left() {
        assert_eq!(tick("questions = ['c']", "c"), None);
        assert_eq!(tick("questions = [", "c"), None);
        assert_eq!(tick("questions = 1\n", "c"), None);
        assert_eq!(tick("", "c"), None);
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_stumble(file in "(questions|name|[=\\[\\]\"'#,\r\n]| |a|ø){0,30}") {
            let _ = tick(&file, "c");
        }
    }
}
