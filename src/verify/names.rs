//! What a name in a code means, in the regions around it.

use super::Subject;
use crate::catalogue::{CatalogueField, fold};
use crate::template::Name;

/// A region around a code, and which of its items is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// The list's name as it is compared.
    pub list: String,
    /// Before the keys of the item's fields: `beregning[1]`, or `beregning[]` for any item.
    pub prefix: String,
    /// The item's number; 0 for any.
    pub item: usize,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A merge question, by the key in the code.
    Question(String),
    /// A field: its place in the catalogue, if it has one, and what tells it from others.
    Field {
        /// Index of the catalogue's fields.
        catalogue: Option<usize>,
        /// The name as it is compared, with the item it belongs to.
        key: String,
    },
    /// A field of a list's items, used outside the list's region.
    Outside(usize),
    /// The number of the region's item.
    Number,
}

/// What a name means in these regions, outermost first. The merge looks in the same order: items
/// from the inside out, then the case.
pub(super) fn meaning(subject: &Subject<'_>, name: &Name, scopes: &[Scope]) -> Meaning {
    if let Some(key) = &name.question {
        return Meaning::Question(key.clone());
    }
    let mapped = if name.mapped { mapped(subject, name) } else { name.path.clone() };
    let found = field(subject, &mapped, scopes);
    if let Some(found) = found {
        return found;
    }
    if let Some((head, rest)) = mapped.split_at_checked("image.".len())
        && head.eq_ignore_ascii_case("image.")
        && let Some(found) = field(subject, rest, scopes)
    {
        return found;
    }
    let last = mapped.rsplit('.').next().unwrap_or_default().to_lowercase();
    if let Some(scope) = scopes.last() {
        if matches!(last.as_str(), "rownumber" | "rækkenummer") {
            return Meaning::Number;
        }
        // The only field of an item that is no group has this name by the wire's rule.
        if last == "value" {
            return Meaning::Field { catalogue: None, key: format!("{}.value", scope.prefix) };
        }
    }
    let folded = fold(&mapped);
    let key = scopes
        .iter()
        .rev()
        .find_map(|scope| {
            let own = folded.strip_prefix(&scope.list)?.strip_prefix('.')?;
            Some(format!("{}.{own}", scope.prefix))
        })
        .unwrap_or(folded);
    Meaning::Field { catalogue: None, key }
}

fn field(subject: &Subject<'_>, path: &str, scopes: &[Scope]) -> Option<Meaning> {
    let folded = fold(path);
    for scope in scopes.iter().rev() {
        let own = folded
            .strip_prefix(&scope.list)
            .and_then(|rest| rest.strip_prefix('.'))
            .unwrap_or(&folded);
        if let Some(field) = subject.catalogue.item_field(&scope.list, own) {
            let own = fold(&field.name);
            let own = own
                .strip_prefix(&scope.list)
                .and_then(|rest| rest.strip_prefix('.'))
                .unwrap_or(&own);
            let key = format!("{}.{own}", scope.prefix);
            return Some(Meaning::Field { catalogue: index(subject, field), key });
        }
    }
    let field = subject.catalogue.field(path)?;
    let catalogue = index(subject, field)?;
    match &field.list {
        Some(_) => Some(Meaning::Outside(catalogue)),
        None => Some(Meaning::Field { catalogue: Some(catalogue), key: fold(&field.name) }),
    }
}

fn index(subject: &Subject<'_>, field: &CatalogueField) -> Option<usize> {
    subject.catalogue.fields.iter().position(|found| std::ptr::eq(found, field))
}

fn mapped(subject: &Subject<'_>, name: &Name) -> String {
    let mapped = &subject.template.settings().mapped_fields;
    mapped
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(&name.written))
        .map_or(name.path.clone(), |(_, data)| data.replace(':', "."))
}

/// The list that a region repeats: its place in the catalogue, and the scope of one of its items.
pub(super) fn region(
    subject: &Subject<'_>,
    name: &str,
    scopes: &[Scope],
    item: usize,
) -> (Meaning, Scope) {
    let meaning = meaning(subject, &Name::new(name, false), scopes);
    let key = match &meaning {
        Meaning::Field { key, .. } => key.clone(),
        _ => fold(name),
    };
    let list = match &meaning {
        Meaning::Field { catalogue: Some(field), .. } | Meaning::Outside(field) => {
            fold(&subject.catalogue.fields[*field].name)
        }
        _ => fold(name),
    };
    let number = if item == 0 { String::new() } else { item.to_string() };
    (meaning, Scope { list, prefix: format!("{key}[{number}]"), item })
}

/// The key of any item's field, for that of one item.
pub(super) fn of_any_item(key: &str) -> String {
    let mut inside = false;
    key.chars()
        .filter(|c| {
            if *c == '[' {
                inside = true;
                return true;
            }
            if *c == ']' {
                inside = false;
            }
            !inside
        })
        .collect()
}
