//! What of a request a service agreement covers.

use crate::catalogue::fold;
use crate::merge::{Datum, Record};

/// Whether a field is covered: by its name, or by that of a group or list that it is in. Without names everything is.
pub fn in_scope(fields: &[String], name: &str) -> bool {
    let name = fold(name);
    fields.is_empty() || fields.iter().any(|field| is_below(&name, &fold(field)))
}

/// A record cut to what is covered, and the names of what was withheld; of items of lists each name once.
pub fn within(fields: &[String], record: &Record) -> (Record, Vec<String>) {
    if fields.is_empty() {
        return (record.clone(), Vec::new());
    }
    let mut withheld = Vec::new();
    let record = cut(fields, record, "", &mut withheld);
    withheld.sort();
    withheld.dedup();
    (record, withheld)
}

fn cut(fields: &[String], record: &Record, before: &str, withheld: &mut Vec<String>) -> Record {
    let mut out = Record::default();
    for name in record.names() {
        let Some(datum) = record.get(name) else { continue };
        let full = if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") };
        let datum = match datum {
            _ if in_scope(fields, &full) => datum.clone(),
            Datum::List(items) if holds_some(fields, &full) => {
                Datum::List(items.iter().map(|item| cut(fields, item, &full, withheld)).collect())
            }
            _ => {
                withheld.push(full);
                continue;
            }
        };
        for (at, _) in name.match_indices(['.', ':']) {
            out.insert_group(&name[..at]);
        }
        out.insert(name, datum);
    }
    out
}

/// Whether some field of a list is covered.
fn holds_some(fields: &[String], list: &str) -> bool {
    let list = fold(list);
    fields.iter().any(|field| is_below(&fold(field), &list))
}

/// Whether a name is another or in the group of it, which may be written as `borger`, `borger.` or `borger.*`; both folded.
fn is_below(name: &str, group: &str) -> bool {
    let group = group.trim_end_matches('*');
    name.strip_prefix(group)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']) || group.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Value;

    fn value(text: &str) -> Datum {
        Datum::Value(Value::from(text))
    }

    #[test]
    fn names_groups_and_fields_of_lists_are_covered() {
        let mut item = Record::default();
        item.insert("Ydelse", value("aftryk"));
        item.insert("Overslag", value("975"));
        let mut record = Record::default();
        record.insert("Borger.Navn", value("Åse"));
        record.insert("Borger.CprNr", value("000000-0000"));
        record.insert("Sag.Nummer", value("1"));
        record.insert("Sagsbehandler.Navn", value("Mette"));
        record.insert("Beregning", Datum::List(vec![item.clone(), item]));
        let fields = ["Borger.Navn", "sag.*", "Beregning.Overslag"].map(str::to_owned);
        let (kept, withheld) = within(&fields, &record);
        assert_eq!(kept.names().collect::<Vec<_>>(), ["Borger.Navn", "Sag.Nummer", "Beregning"]);
        assert_eq!(withheld, ["Beregning.Ydelse", "Borger.CprNr", "Sagsbehandler.Navn"]);
        let Some(Datum::List(items)) = kept.get("Beregning") else { panic!("a list") };
        assert_eq!(items[1].names().collect::<Vec<_>>(), ["Overslag"]);
        assert!(within(&[], &record).1.is_empty());
    }
}
