//! A list of a file changed in place: entries are put in, changed and taken out; all else, comments too, stays as people wrote it.

use jiff::civil::Date;
use serde_json::{Map, Value as Json};
use thiserror::Error;
use toml_edit::{
    Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, Value,
};

/// A list that people keep in a file of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryList {
    /// The merge questions.
    Questions,
    /// Groups of questions with a rule.
    QuestionGroups,
    /// The denial reasons.
    Reasons,
    /// The authority's parameters.
    Parameters,
    /// The suppliers.
    Suppliers,
    /// The price agreements.
    Prices,
    /// The template groups.
    Groups,
}

impl EntryList {
    /// The file's name without ending, which is the word of its schema too.
    pub fn file(self) -> &'static str {
        match self {
            EntryList::Questions | EntryList::QuestionGroups => "questions",
            EntryList::Reasons => "reasons",
            EntryList::Parameters => "parameters",
            EntryList::Suppliers | EntryList::Prices => "prices",
            EntryList::Groups => "groups",
        }
    }

    /// The name of its tables in the file.
    pub fn table(self) -> &'static str {
        match self {
            EntryList::Questions => "question",
            EntryList::QuestionGroups | EntryList::Groups => "group",
            EntryList::Reasons => "reason",
            EntryList::Parameters => "parameter",
            EntryList::Suppliers => "supplier",
            EntryList::Prices => "price",
        }
    }
}

/// An entry as the file says it: texts, truths, lists of texts, tables of texts. What is null is left out.
pub type Entry = Map<String, Json>;

/// A change of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryEdit {
    /// Puts an entry at the end.
    Add(Entry),
    /// Puts another in the place of the entry of this index, counted from 0.
    Replace(usize, Entry),
    /// Takes the entry of this index out.
    Remove(usize),
}

/// Why a file could not be changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The file is no TOML.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// The list is not a list of tables, or has no such entry.
    #[error("the file has no entry {0} in `{1}`")]
    NoEntry(usize, &'static str),
}

/// A file with changes of a list, one after the other. `text`: the file; without one, a new file that names its `schema`.
///
/// # Errors
///
/// When the file is no TOML or has no such entry.
pub fn edit_list(
    text: Option<&str>,
    schema: &str,
    list: EntryList,
    edits: &[EntryEdit],
) -> Result<String, EditError> {
    let new = format!("#:schema {schema}\n");
    let text = text.unwrap_or(&new);
    let crlf = text.contains("\r\n");
    let mut document: DocumentMut = text
        .trim_start_matches('\u{feff}')
        .parse()
        .map_err(|error: toml_edit::TomlError| EditError::Unreadable(error.message().to_owned()))?;
    for edit in edits {
        apply(&mut document, list, edit)?;
    }
    let text = document.to_string();
    Ok(if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text })
}

fn apply(document: &mut DocumentMut, list: EntryList, edit: &EntryEdit) -> Result<(), EditError> {
    let name = list.table();
    // A file of nothing but comments keeps them above its first entry.
    let head = document.is_empty().then(|| document.trailing().as_str().unwrap_or_default());
    let head = head.map(str::to_owned);
    let missing = |index| EditError::NoEntry(index, name);
    match edit {
        EntryEdit::Add(entry) => {
            let mut table = Table::new();
            for (key, value) in entry {
                if let Some(value) = toml(key, value) {
                    table.insert(key, Item::Value(value));
                }
            }
            table.decor_mut().set_prefix(format!("{}\n", head.as_deref().unwrap_or_default()));
            if head.is_some() {
                document.set_trailing("");
            }
            let tables = tables(document, name).ok_or_else(|| missing(0))?;
            tables.push(table);
        }
        EntryEdit::Replace(index, entry) => {
            let tables = tables(document, name).ok_or_else(|| missing(*index))?;
            let table = tables.get_mut(*index).ok_or_else(|| missing(*index))?;
            replace(table, entry);
        }
        EntryEdit::Remove(index) => {
            let tables = tables(document, name).ok_or_else(|| missing(*index))?;
            let above = tables.get(*index).ok_or_else(|| missing(*index))?;
            let above = of_section(above.decor().prefix().and_then(|it| it.as_str()));
            tables.remove(*index);
            keep_above(document, name, *index, &above);
        }
    }
    Ok(())
}

/// The tables of a list, made if there are none. `None` where something else has the name.
fn tables<'d>(document: &'d mut DocumentMut, name: &str) -> Option<&'d mut ArrayOfTables> {
    let item = document.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if !item.is_array_of_tables() {
        // A list in brackets is one too.
        match std::mem::take(item).into_array_of_tables() {
            Ok(tables) => *item = Item::ArrayOfTables(tables),
            Err(other) => {
                *item = other;
                return None;
            }
        }
    }
    item.as_array_of_tables_mut()
}

/// Puts the values of an entry into its table; what is as it was keeps the way it is written.
fn replace(table: &mut Table, entry: &Entry) {
    let gone: Vec<String> = table
        .iter()
        .map(|(key, _)| key.to_owned())
        .filter(|key| entry.get(key).is_none_or(Json::is_null))
        .collect();
    for key in gone {
        table.remove(&key);
    }
    for (key, wanted) in entry {
        let Some(mut value) = toml(key, wanted) else { continue };
        match table.get_mut(key) {
            Some(item) if json(item).as_ref() == Some(wanted) => {}
            Some(Item::Value(old)) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            _ => {
                table.insert(key, Item::Value(value));
            }
        }
    }
}

/// What stands above an entry and is not of it: all before the last empty line under a comment.
fn of_section(prefix: Option<&str>) -> String {
    let prefix = prefix.unwrap_or_default();
    let ends = prefix.rmatch_indices('\n').map(|(at, _)| at);
    let mut end = 0;
    for at in ends {
        let line = prefix[..at].rsplit('\n').next().unwrap_or_default();
        if line.trim().is_empty() && prefix[..at].contains('#') {
            end = at + 1;
            break;
        }
    }
    prefix[..end].to_owned()
}

/// Puts what stood above an entry that is gone above the next.
fn keep_above(document: &mut DocumentMut, name: &str, index: usize, above: &str) {
    if above.is_empty() {
        return;
    }
    let next = document
        .get_mut(name)
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|tables| tables.get_mut(index));
    if let Some(next) = next {
        let own = next.decor().prefix().and_then(|it| it.as_str()).unwrap_or_default();
        let prefix = format!("{above}{}", own.trim_start_matches(['\r', '\n']));
        next.decor_mut().set_prefix(prefix);
    } else {
        let after = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{above}{after}"));
    }
}

/// A value as TOML writes it.
fn toml(key: &str, value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null => return None,
        Json::Bool(truth) => Value::from(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::from(number),
            None => Value::from(number.to_string()),
        },
        Json::String(text) => {
            let day = matches!(key, "from" | "to").then(|| text.parse::<Date>().ok()).flatten();
            match day.and_then(|day| day.to_string().parse::<Datetime>().ok()) {
                Some(day) => Value::from(day),
                None => Value::from(text.as_str()),
            }
        }
        Json::Array(items) => {
            let items = items.iter().filter_map(|item| toml("", item));
            Value::Array(items.collect::<Array>())
        }
        Json::Object(members) => {
            let mut table = InlineTable::new();
            for (key, member) in members {
                if let Some(member) = toml("", member) {
                    table.insert(key, member);
                }
            }
            Value::InlineTable(table)
        }
    })
}

/// A value as the catalogue has it: days as texts.
fn json(item: &Item) -> Option<Json> {
    if let Some(table) = item.as_table_like() {
        return of_table(table);
    }
    of_value(item.as_value()?)
}

fn of_table(table: &dyn TableLike) -> Option<Json> {
    let members = table.iter().map(|(key, item)| Some((key.to_owned(), json(item)?)));
    Some(Json::Object(members.collect::<Option<_>>()?))
}

fn of_value(value: &Value) -> Option<Json> {
    Some(match value {
        Value::String(text) => Json::String(text.value().clone()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Boolean(truth) => Json::Bool(*truth.value()),
        Value::Datetime(moment) => Json::String(moment.value().to_string()),
        Value::Array(items) => Json::Array(items.iter().map(of_value).collect::<Option<_>>()?),
        Value::InlineTable(table) => return of_table(table),
        Value::Float(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PRICES: &str = "#:schema prices\n# Aftalerne\n\n# Leverandørerne\n\n[[supplier]]\nkey = \"a\" # den første\nname = 'A'\n\n\
                          # Prisaftalerne\n\n# indtil videre\n[[price]]\nsupplier = \"a\"\nservice = \"stel\"\nprice = \"600,00\"\n\
                          from = 2026-01-01 # ved årsskiftet\n";

    fn entry(value: Json) -> Entry {
        match value {
            Json::Object(entry) => entry,
            other => panic!("{other}"),
        }
    }

    fn edited(list: EntryList, edits: &[EntryEdit]) -> String {
        edit_list(Some(PRICES), "prices", list, edits).expect("edits")
    }

    #[test]
    fn an_entry_is_put_behind_its_like() {
        let added = entry(json!({ "key": "b", "name": "B \"x\"", "cvr": null }));
        let text = edited(EntryList::Suppliers, &[EntryEdit::Add(added)]);
        let expected = PRICES
            .replace("name = 'A'\n", "name = 'A'\n\n[[supplier]]\nkey = \"b\"\nname = 'B \"x\"'\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_as_it_was_keeps_the_way_it_is_written() {
        let wanted = entry(json!({
            "supplier": "a", "service": "stel", "price": "625,00", "from": "2026-01-01", "to": "2026-12-31",
        }));
        let text = edited(EntryList::Prices, &[EntryEdit::Replace(0, wanted)]);
        assert_eq!(text, PRICES.replace("600,00", "625,00") + "to = 2026-12-31\n");
        let wanted = entry(json!({ "key": "a", "name": "Å" }));
        let text = edited(EntryList::Suppliers, &[EntryEdit::Replace(0, wanted)]);
        assert_eq!(text, PRICES.replace("'A'", "\"Å\""));
    }

    #[test]
    fn an_entry_goes_and_the_heading_of_its_section_stays() {
        let text = edited(EntryList::Prices, &[EntryEdit::Remove(0)]);
        assert!(text.contains("# Prisaftalerne") && !text.contains("indtil videre"), "{text}");
        assert!(!text.contains("[[price]]"), "{text}");
        let text = edited(EntryList::Suppliers, &[EntryEdit::Remove(0)]);
        assert!(text.contains("# Leverandørerne") && !text.contains("den første"), "{text}");
    }

    #[test]
    fn a_new_file_names_its_schema() {
        let added = entry(json!({ "name": "x", "value": "1\n2", "from": "2026-01-01" }));
        let text = edit_list(None, "s.json", EntryList::Parameters, &[EntryEdit::Add(added)]);
        let text = text.expect("edits");
        assert!(text.starts_with("#:schema s.json\n\n[[parameter]]\nname = \"x\"\n"), "{text}");
        assert!(text.contains("from = 2026-01-01"), "{text}");
        let (_, json, faults) = super::super::source::Source::toml("", &text);
        assert_eq!((faults.len(), &json["parameter"][0]["value"]), (0, &json!("1\n2")));
    }

    #[test]
    fn an_entry_that_is_not_there_cannot_be_changed() {
        let edit = EntryEdit::Remove(3);
        let refused = edit_list(Some(PRICES), "", EntryList::Prices, &[edit]);
        assert_eq!(refused, Err(EditError::NoEntry(3, "price")));
        let broken = edit_list(Some("a ="), "", EntryList::Prices, &[]);
        assert!(matches!(broken, Err(EditError::Unreadable(_))));
    }
}
