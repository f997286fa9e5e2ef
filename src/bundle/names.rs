//! Names that files ought to have: what an author calls a file that nobody will read.

use super::files::Kind;

/// The folders of a layer, with what people call them instead.
const FOLDERS: [(&str, &str, Kind); 4] = [
    ("masters", "masterskabeloner", Kind::Master),
    ("elements", "indholdselementer", Kind::Element),
    ("templates", "skabeloner", Kind::Template),
    ("persons", "testpersoner", Kind::Person),
];

/// The files of one name, with what people call them instead.
const FILES: [(Kind, &str); 8] = [
    (Kind::Bundle, "bundt"),
    (Kind::Contexts, "kontekster"),
    (Kind::Fields, "felter"),
    (Kind::Questions, "spørgsmål"),
    (Kind::Reasons, "årsager"),
    (Kind::Parameters, "parametre"),
    (Kind::Prices, "priser"),
    (Kind::Groups, "grupper"),
];

/// Endings of documents, of which only `.docx` is read.
const DOCUMENTS: [&str; 6] = [".docx", ".doc", ".dotx", ".dot", ".docm", ".dotm"];

/// The name that a file ought to have that is not read under its own, and what it then would be.
pub(super) fn right(name: &str) -> Option<(String, Kind)> {
    let (prefix, rest) = layer(name);
    let Some((folder, file)) = rest.split_once('/') else {
        let (stem, _) = rest.split_once('.').filter(|(_, ending)| is_toml(ending))?;
        let own = |(kind, _): &(Kind, &'static str)| kind.word();
        let stem = stem.to_lowercase();
        let known = FILES.iter().map(own).chain(FILES.iter().map(|(_, called)| *called));
        let near = crate::diagnostic::near(&stem, known)?;
        let (kind, _) = FILES.iter().find(|known| own(known) == near || known.1 == near)?;
        return Some((format!("{prefix}{}.toml", kind.word()), *kind));
    };
    let known = FOLDERS.iter().flat_map(|(folder, called, _)| [*folder, *called]);
    let near = crate::diagnostic::near(folder, known)?;
    let (right, _, kind) = FOLDERS.iter().find(|known| known.0 == near || known.1 == near)?;
    let lower = file.to_lowercase();
    let endings = match kind {
        Kind::Person => [(".json", &[".json", ".json.txt"][..]), ("", &[][..])],
        _ => [(".docx", &DOCUMENTS[..]), (".toml", &[".toml", ".toml.txt"][..])],
    };
    endings.iter().find_map(|(ending, written)| {
        let written = written.iter().find(|written| lower.ends_with(**written))?;
        let stem = file.get(..file.len() - written.len())?;
        Some((format!("{prefix}{right}/{stem}{ending}"), *kind))
    })
}

/// The prefix of a layer, and the name inside it.
fn layer(name: &str) -> (&str, &str) {
    let inside = name.strip_prefix("authorities/").and_then(|inside| inside.find('/'));
    name.split_at(inside.map_or(0, |at| "authorities/".len() + at + 1))
}

fn is_toml(ending: &str) -> bool {
    ["toml", "toml.txt", "tml", "txt"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::right;

    #[test]
    fn a_file_has_one_right_name() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(right(name).map(|(right, _)| right).as_deref(), expected, "`{name}`");
        };
        check("context.toml", Some("contexts.toml"));
        check("contexts.toml.txt", Some("contexts.toml"));
        check("authorities/999/Priser.toml", Some("authorities/999/prices.toml"));
        check("templates/mit brev.DOCX", Some("templates/mit brev.docx"));
        check("skabeloner/brev.docx", Some("templates/brev.docx"));
        check("templates/brev.dotx", Some("templates/brev.docx"));
        check("persons/ib.json.txt", Some("persons/ib.json"));
        check("persons/ib.txt", None);
        check("readme.txt", None);
        check("Thumbs.db", None);
        check("enclosures/x.docx", None);
    }
}
