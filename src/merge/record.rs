//! The case data of one letter: values under names.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::field::Value;
use crate::template::Name;

/// Case data: what each name stands for.
///
/// Groups are flattened: `{"Borger": {"Navn": …}}` is found as `Borger.Navn` and, since templates
/// write it both ways, as `Borger:Navn`.
#[derive(Clone, Debug, Default)]
pub struct Record {
    entries: Vec<Entry>,
    paths: HashMap<String, usize>,
    /// Entries by path in lower case, made when a name is first not found as written.
    folded: OnceLock<HashMap<String, Vec<usize>>>,
    groups: Vec<String>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    datum: Datum,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Datum {
    /// A value that can be printed.
    Value(Value),
    /// A list, for a region.
    List(Vec<Record>),
    /// A picture.
    Picture(Arc<Picture>),
    /// A piece of a document.
    Fragment(Arc<Fragment>),
}

/// A picture for the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// PNG, JPEG or GIF.
    pub bytes: Vec<u8>,
    /// What a reader hears instead; `None` was not given.
    pub alt: Option<String>,
    /// The picture says nothing and is passed over by screen readers.
    pub decorative: bool,
    /// Width in millimetres; without it, the picture's own size at its resolution.
    pub width_mm: Option<u32>,
}

/// A piece of a document for the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// A `.docx`.
    pub bytes: Vec<u8>,
}

/// What a look-up found.
#[derive(Clone, Copy, Debug)]
pub enum Found<'r> {
    /// The name as written.
    Exact(usize, &'r Datum),
    /// A name that differs in letter case.
    OtherCase(usize, &'r Datum, &'r str),
    /// Several names that differ in letter case.
    Ambiguous,
    /// The name of a group of fields.
    Group,
    /// Nothing.
    Nothing,
}

impl Record {
    /// Adds what a name stands for. The same name twice: the last one holds.
    pub fn insert(&mut self, name: impl Into<String>, datum: Datum) {
        let name = name.into();
        let path = name.replace(':', ".");
        self.folded.take();
        if let Some(index) = self.paths.get(&path) {
            self.entries[*index] = Entry { name, datum };
        } else {
            self.paths.insert(path, self.entries.len());
            self.entries.push(Entry { name, datum });
        }
    }

    /// Notes that a name is a group, so that a look-up of it can say so.
    pub fn insert_group(&mut self, name: impl Into<String>) {
        self.groups.push(name.into().replace(':', "."));
    }

    /// Looks a name up: exactly first, then in any letter case if that is unique.
    pub fn find(&self, name: &Name) -> Found<'_> {
        self.find_path(&name.path, &name.folded)
    }

    pub(super) fn find_path(&self, path: &str, folded: &str) -> Found<'_> {
        if let Some(index) = self.paths.get(path) {
            return Found::Exact(*index, &self.entries[*index].datum);
        }
        let by_folded = self.folded.get_or_init(|| {
            let mut map: HashMap<String, Vec<usize>> = HashMap::new();
            for (path, index) in &self.paths {
                map.entry(path.to_lowercase()).or_default().push(*index);
            }
            map
        });
        match by_folded.get(folded).map(Vec::as_slice) {
            Some([index]) => {
                let entry = &self.entries[*index];
                Found::OtherCase(*index, &entry.datum, &entry.name)
            }
            Some([_, ..]) => Found::Ambiguous,
            _ if self.groups.iter().any(|group| group == path) => Found::Group,
            _ => Found::Nothing,
        }
    }

    /// The value of a name, as the request writes it.
    pub fn get(&self, name: &str) -> Option<&Datum> {
        self.paths.get(&name.replace(':', ".")).map(|index| &self.entries[*index].datum)
    }

    /// All names, in the order of the request.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A name much like the one asked for, for a message.
    pub(super) fn near(&self, name: &str) -> Option<&str> {
        crate::diagnostic::near(name, self.names())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let mut record = Record::default();
        record.insert("Borger.Navn", Datum::Value(Value::from("Åse")));
        record.insert("sag:nummer", Datum::Value(Value::from("1")));
        record.insert("A", Datum::Value(Value::Empty));
        record.insert("a", Datum::Value(Value::Empty));
        record.insert_group("Borger");
        record
    }

    #[test]
    fn a_name_is_found_as_written_then_in_any_case() {
        let record = record();
        let find = |name: &str| record.find(&Name::new(name, false));
        assert!(matches!(find("Borger:Navn"), Found::Exact(..)));
        assert!(matches!(find("SAG.Nummer"), Found::OtherCase(_, _, "sag:nummer")));
        assert!(matches!(find("a"), Found::Exact(..)));
        assert!(matches!(find("Borger"), Found::Group));
        assert!(matches!(find("Borger.Adresse"), Found::Nothing));
    }

    #[test]
    fn a_misspelt_name_has_a_neighbour() {
        assert_eq!(record().near("Borger.Nvan"), Some("Borger.Navn"));
        assert_eq!(record().near("Myndighed"), None);
    }
}
