//! The names that a template asks the case data for.

use std::collections::HashMap;

/// Names of merge fields, each once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<Name>,
    index: HashMap<(String, bool), usize>,
}

/// A name as the template writes it, and as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written: `Borger:Navn`.
    pub written: String,
    /// With points between its parts: `Borger.Navn`.
    pub path: String,
    /// The path in lower case.
    pub folded: String,
    /// `\m`: a mapped name, to be translated by the settings' field map.
    pub mapped: bool,
    /// The key, where the name asks a merge question (`Question:<key>`).
    pub question: Option<String>,
}

impl Name {
    /// Reads a name.
    pub fn new(written: &str, mapped: bool) -> Self {
        let written = written.trim();
        let path = written.replace(':', ".");
        let question = written
            .split_at_checked("Question:".len())
            .filter(|(head, _)| head.eq_ignore_ascii_case("Question:"))
            .map(|(_, key)| key.trim().to_owned());
        Name { written: written.to_owned(), folded: path.to_lowercase(), path, mapped, question }
    }
}

impl Names {
    /// The index of a name, which is added if it is new.
    pub(super) fn add(&mut self, written: &str, mapped: bool) -> usize {
        let key = (written.trim().to_owned(), mapped);
        if let Some(index) = self.index.get(&key) {
            return *index;
        }
        self.names.push(Name::new(written, mapped));
        self.index.insert(key, self.names.len() - 1);
        self.names.len() - 1
    }

    /// All names, in the order in which the template first uses them.
    pub fn all(&self) -> &[Name] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_its_key() {
        let name = Name::new(" Question:flettespoergsmaal-00042 ", false);
        assert_eq!(name.question.as_deref(), Some("flettespoergsmaal-00042"));
        assert_eq!(Name::new("Borger:Navn", false).path, "Borger.Navn");
        assert_eq!(Name::new("Borger.Navn", false).question, None);
    }
}
