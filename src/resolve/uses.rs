//! What a template asks of its catalogue: every name at every use, with the lists around it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Subject;
use super::index::Index;
use crate::catalogue::{Catalogue, FieldKind, fold};
use crate::diagnostic::{ContextFinding, Diagnostic, Place};
use crate::field::Field;
use crate::template::{
    Action, Branch, FieldId, MergeAction, Name, Part, Program, Step, Template, Text,
};

/// The only field of an item that is no object; [`crate::wire::ITEM`] of the wire.
const ITEM: &str = "Value";

/// A template's names in the terms of its catalogue.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Fields outside lists, by index in the catalogue, in the order of the text.
    pub fields: Vec<usize>,
    /// The item fields that are used of each list.
    pub items: BTreeMap<usize, BTreeSet<usize>>,
    /// Keys of questions as the codes have them, with the first place of each.
    pub questions: Vec<(String, Place)>,
    /// What cannot be right in any context.
    pub faults: Vec<Diagnostic>,
    /// The names that are at fault, as [`fold`] has them.
    pub faulty: BTreeSet<String>,
    /// Names as written, and the fields they mean.
    pub meanings: Vec<(String, usize)>,
    /// The same with their places.
    placed: Vec<(String, Place, usize)>,
    known: HashSet<usize>,
}

impl Uses {
    /// Collects the names of a template and of its title.
    pub fn of(subject: &Subject<'_>, index: &Index) -> Self {
        let mut walk = Walk {
            template: subject.template,
            catalogue: subject.catalogue,
            index,
            uses: Uses::default(),
            lists: Vec::new(),
            reported: HashSet::new(),
            seen: HashSet::new(),
        };
        for (index, program) in subject.template.programs().iter().enumerate() {
            walk.program(index, program);
        }
        for name in title_names(&subject.manifest.title) {
            walk.name(&Name::new(&name, false), None);
        }
        walk.uses
    }

    /// The field that a name means at a place. A mapped name, or one with the mark of a picture, is
    /// reported under another name than the template's: of such the place is enough.
    pub fn meaning(&self, name: &str, place: Option<&Place>) -> Option<usize> {
        let here = || self.placed.iter().filter(|(_, found, _)| Some(found) == place);
        let found = here().find(|(written, ..)| written == name).or_else(|| here().next());
        found.map(|(.., field)| *field)
    }

    fn add(&mut self, written: &str, place: Option<&Place>, field: usize) {
        if let Some(place) = place {
            self.placed.push((written.to_owned(), place.clone(), field));
        }
        let meaning = (written.to_owned(), field);
        if !self.meanings.contains(&meaning) {
            self.meanings.push(meaning);
        }
    }
}

/// The names that a handlebars expression asks for: what stands in its doubled braces, as far as it
/// looks like a name.
pub(super) fn title_names(title: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = title;
    while let Some(start) = rest.find("{{") {
        let inner = &rest[start + 2..];
        let Some(end) = inner.find("}}") else { break };
        let name = inner[..end].trim_matches(['{', '~', ' ']);
        let is_name = name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '_' | '-'));
        if is_name && name != "else" && name != "this" {
            names.push(name.to_owned());
        }
        rest = &inner[end..];
    }
    names
}

struct Walk<'w> {
    template: &'w Template,
    catalogue: &'w Catalogue,
    index: &'w Index,
    uses: Uses,
    /// The lists around, outermost first, each with its name.
    lists: Vec<(usize, String)>,
    /// Codes and names that were reported: the first place is enough.
    reported: HashSet<(&'static str, String)>,
    /// Fields that were visited, by program and the lists around.
    seen: HashSet<(usize, FieldId, Vec<usize>)>,
}

impl Walk<'_> {
    fn program(&mut self, index: usize, program: &Program) {
        self.steps(index, program, &program.steps);
    }

    fn steps(&mut self, index: usize, program: &Program, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Field(id) | Step::Code { field: id, .. } => self.field(index, program, *id),
                Step::Region(id) => {
                    let region = &program.regions[*id];
                    if let Some(list) = self.region(&region.name, &region.place) {
                        self.lists.push((list, region.name.clone()));
                        self.steps(index, program, &region.steps);
                        self.lists.pop();
                    }
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, index: usize, program: &Program, id: FieldId) {
        let around: Vec<usize> = self.lists.iter().map(|(list, _)| *list).collect();
        let field = &program.fields[id];
        if matches!(field.action, Action::Stored | Action::Nothing)
            || !self.seen.insert((index, id, around))
        {
            return;
        }
        match &field.action {
            Action::Merge(merge) => self.merge(index, program, merge, &field.place),
            Action::If { left, right, then, otherwise } => {
                self.text(index, program, left);
                self.text(index, program, right);
                self.branch(index, program, then);
                if let Some(otherwise) = otherwise {
                    self.branch(index, program, otherwise);
                }
            }
            Action::Condition { left, right } => {
                self.text(index, program, left);
                self.text(index, program, right);
            }
            Action::Quote(branch) => self.branch(index, program, branch),
            Action::Set { name, content } => {
                self.text(index, program, name);
                self.branch(index, program, content);
            }
            Action::Compute | Action::Keep => {
                if matches!(
                    field.instruction.field,
                    Field::AddressBlock(_) | Field::GreetingLine(_)
                ) {
                    self.mapped_fields();
                }
                for nested in &field.nested {
                    self.field(index, program, *nested);
                }
            }
            Action::Stored | Action::Nothing => {}
        }
    }

    /// What address blocks and greeting lines may ask for. They pass over what is not there.
    fn mapped_fields(&mut self) {
        for (_, data) in &self.template.settings().mapped_fields {
            let Some(field) = self.index.field(data) else { continue };
            if self.catalogue.fields[field].list.is_none() && self.uses.known.insert(field) {
                self.uses.fields.push(field);
            }
        }
    }

    fn merge(&mut self, index: usize, program: &Program, merge: &MergeAction, place: &Place) {
        if let Some(name) = merge.name.and_then(|name| self.template.names().get(name)) {
            self.name(&self.mapped(name), Some(place));
        }
        if let Some(composed) = &merge.composed {
            self.text(index, program, composed);
        }
        for branch in [&merge.before, &merge.after].into_iter().flatten() {
            self.branch(index, program, branch);
        }
    }

    fn branch(&mut self, index: usize, program: &Program, branch: &Branch) {
        self.steps(index, program, &branch.steps);
        self.text(index, program, &branch.text);
    }

    fn text(&mut self, index: usize, program: &Program, text: &Text) {
        for part in &text.parts {
            if let Part::Nested(id) = part {
                self.field(index, program, *id);
            }
        }
    }

    /// A name as the data has it; what is written stays what the template says.
    fn mapped(&self, name: &Name) -> Name {
        if !name.mapped {
            return name.clone();
        }
        let mapped = &self.template.settings().mapped_fields;
        let data = mapped.iter().find(|(word, _)| word.eq_ignore_ascii_case(&name.written));
        match data {
            Some((_, data)) => Name { written: name.written.clone(), ..Name::new(data, false) },
            None => name.clone(),
        }
    }

    fn name(&mut self, name: &Name, place: Option<&Place>) {
        if let Some(key) = &name.question {
            if !self.uses.questions.iter().any(|(found, _)| found == key)
                && let Some(place) = place
            {
                self.uses.questions.push((key.clone(), place.clone()));
            }
            return;
        }
        // An element that is still a name is none that the composition found; it says so itself.
        if name.folded.starts_with("element.") {
            return;
        }
        let catalogue = self.catalogue;
        let plain = without_image(&name.path);
        for path in [name.path.as_str()].into_iter().chain(plain) {
            for (list, list_name) in self.lists.iter().rev() {
                if let Some(field) = self.index.item(list_name, path) {
                    self.uses.items.entry(*list).or_default().insert(field);
                    self.uses.add(&name.written, place, field);
                    return;
                }
            }
            let Some(field) = self.index.field(path) else { continue };
            let found = &catalogue.fields[field];
            match &found.list {
                None => {
                    if self.uses.known.insert(field) {
                        self.uses.fields.push(field);
                    }
                    self.uses.add(&name.written, place, field);
                }
                Some(list) => {
                    let (name, list) = (found.name.clone(), list.clone());
                    self.fault(
                        &name.clone(),
                        ContextFinding::FieldOutsideList { name, list },
                        place,
                    );
                }
            }
            return;
        }
        if !self.lists.is_empty() && self.is_given_by_the_merge(name) {
            return;
        }
        let near = {
            let own = self.lists.iter().flat_map(|(list, _)| {
                let list = &catalogue.fields[*list].name;
                catalogue.fields.iter().filter(move |field| {
                    field.list.as_deref().is_some_and(|of| fold(of) == fold(list))
                })
            });
            let outside = catalogue.fields.iter().filter(|field| field.list.is_none());
            let names = own.chain(outside).map(|field| field.name.as_str());
            crate::diagnostic::near(&name.path, names).map(str::to_owned)
        };
        let written = name.written.clone();
        let finding = match near {
            Some(near) => ContextFinding::FieldUnknownNear { name: written, near },
            None => ContextFinding::FieldUnknownToCatalogue { name: written },
        };
        self.fault(&name.path, finding, place);
    }

    /// Names inside a region that no data has: the item's number, and the item that is no object.
    fn is_given_by_the_merge(&self, name: &Name) -> bool {
        let last = name.folded.rsplit('.').next().unwrap_or_default();
        let list = self.lists.last().map_or("", |(_, list)| list.as_str());
        matches!(last, "rownumber" | "rækkenummer")
            || name.path == ITEM
            || name.path == format!("{list}.{ITEM}")
    }

    /// The list of a region, if there is one.
    fn region(&mut self, name: &str, place: &Place) -> Option<usize> {
        let catalogue = self.catalogue;
        let inner = self
            .lists
            .iter()
            .rev()
            .find_map(|(list, around)| Some((*list, self.index.item(around, name)?)));
        let outside =
            || self.index.field(name).filter(|field| catalogue.fields[*field].list.is_none());
        let Some(field) = inner.map(|(_, field)| field).or_else(outside) else {
            let lists = catalogue
                .fields
                .iter()
                .filter(|field| matches!(field.kind, FieldKind::List { .. }))
                .map(|field| field.name.as_str());
            let near = crate::diagnostic::near(name, lists).map(str::to_owned);
            let written = name.to_owned();
            let finding = match near {
                Some(near) => ContextFinding::FieldUnknownNear { name: written, near },
                None => ContextFinding::FieldUnknownToCatalogue { name: written },
            };
            self.fault(name, finding, Some(place));
            return None;
        };
        let found = &catalogue.fields[field];
        if !matches!(found.kind, FieldKind::List { .. }) {
            let finding = ContextFinding::RegionOfNoList { name: found.name.clone() };
            self.fault(name, finding, Some(place));
            return None;
        }
        match inner {
            Some((list, _)) => {
                self.uses.items.entry(list).or_default().insert(field);
            }
            None if self.uses.known.insert(field) => self.uses.fields.push(field),
            None => {}
        }
        self.uses.items.entry(field).or_default();
        self.uses.add(name, Some(place), field);
        Some(field)
    }

    fn fault(&mut self, name: &str, finding: ContextFinding, place: Option<&Place>) {
        self.uses.faulty.insert(fold(name));
        if self.reported.insert((finding.code(), fold(name))) {
            self.uses.faults.push(Diagnostic { finding: finding.into(), place: place.cloned() });
        }
    }
}

/// The name behind the mark `Image:`, by which other engines know a picture.
fn without_image(path: &str) -> Option<&str> {
    let (head, rest) = path.split_at_checked("Image.".len())?;
    head.eq_ignore_ascii_case("Image.").then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_asks_for_the_names_in_its_braces() {
        let names =
            title_names("Afslag på {{Sag.Ydelse}} {{{ Borger:Navn }}} {{#if X}}{{else}}{{/if}}");
        assert_eq!(names, ["Sag.Ydelse", "Borger:Navn"]);
        assert!(title_names("{{").is_empty());
    }
}
