//! Styles, lists, settings, fonts and the theme: three-way by definition, not by text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::merge::ClashKind;
use super::relations::{declared, relations};
use super::result::Building;
use super::source::{Names, Source, Version, is_noise};
use super::xml::{Element, Tree};
use super::{Change, ChangeKind, Conflict, Subject};
use crate::docx::{Package, PackageError};

/// What the merge of definitions has to tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub conflicts: Vec<Conflict>,
    pub taken: Vec<Change>,
}

impl Told {
    fn conflict(&mut self, subject: Subject) {
        self.conflicts.push(Conflict {
            kind: ClashKind::Formatting,
            subject,
            place: None,
            base: String::new(),
            own: String::new(),
            central: String::new(),
            in_document: false,
        });
    }

    fn take(&mut self, kind: ChangeKind, subject: Subject) {
        self.taken.push(Change {
            kind,
            subject,
            place: None,
            before: String::new(),
            after: String::new(),
        });
    }
}

/// The three versions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Three<'p> {
    pub base: &'p Package,
    pub own: &'p Package,
    pub central: &'p Package,
}

/// Reads the one part of a kind, such as `styles`.
fn source(
    package: &Package,
    version: Version,
    kind: &str,
    lists: &Rc<HashMap<String, String>>,
) -> Result<Option<Source>, PackageError> {
    let Some(part) = package.parts_of_kind(kind).into_iter().next() else { return Ok(None) };
    let tree = Tree::read(&part, package.text(&part)?, package.limits())?;
    let names = Names { lists: Rc::clone(lists), ..Names::default() };
    Ok(Some(Source { version, tree, names }))
}

/// A replacement in a part's text.
type Edit = (std::ops::Range<usize>, String);

fn edited(own: &Tree, central: &Tree, mut edits: Vec<Edit>) -> Result<String, PackageError> {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut xml = declared(own, central)?;
    let mut at = own.root.tag.end;
    for (span, text) in edits {
        if span.start < at {
            continue;
        }
        xml.push_str(&own.xml[at..span.start]);
        xml.push_str(&text);
        at = span.end;
    }
    xml.push_str(&own.xml[at..]);
    Ok(xml)
}

/// Merges styles, settings and fonts, element by element.
pub(super) fn definitions(
    three: Three<'_>,
    building: &mut Building<'_>,
    lists: &Lists,
    told: &mut Told,
) -> Result<(), PackageError> {
    for kind in ["styles", "settings", "fontTable"] {
        let none = Rc::default();
        let Some(central) = source(three.central, Version::Central, kind, &lists.central)? else {
            continue;
        };
        let base = source(three.base, Version::Base, kind, &lists.base)?;
        let Some(own) = source(three.own, Version::Own, kind, &none)? else {
            if base.is_none() {
                whole_part(three, building, kind)?;
            }
            continue;
        };
        if own.tree.root.hollow() {
            continue;
        }
        let edits = children(base.as_ref(), &own, &central, kind, building, told)?;
        if !edits.is_empty() {
            let xml = edited(&own.tree, &central.tree, edits)?;
            building.parts.insert(own.tree.part.clone(), xml.into_bytes());
        }
    }
    Ok(())
}

/// Takes a part over that only the central version has.
fn whole_part(
    three: Three<'_>,
    building: &mut Building<'_>,
    kind: &str,
) -> Result<(), PackageError> {
    let main = three.central.main_part();
    let Some(part) = three.central.parts_of_kind(kind).into_iter().next() else { return Ok(()) };
    let found = relations(three.central, main)?
        .into_iter()
        .find(|relation| relation.kind.rsplit('/').next() == Some(kind));
    let Some(relation) = found else { return Ok(()) };
    let here = building.copy(&part)?;
    let own = three.own.main_part().to_owned();
    building.relate(&own, &relation.kind, &here, false)?;
    Ok(())
}

fn key(element: &Element) -> String {
    let id = match element.name.as_str() {
        "w:style" => element.attribute("w:styleId"),
        "w:font" => element.attribute("w:name"),
        _ => None,
    };
    format!("{} {}", element.name, id.unwrap_or_default())
}

/// What a definition is called where people read of it.
fn subject(element: &Element, kind: &str) -> Subject {
    let name = element.child("w:name").and_then(Element::value);
    let local = element.name.rsplit([':', '}']).next().unwrap_or_default();
    match kind {
        "styles" => {
            Subject::Style(name.or(element.attribute("w:styleId")).unwrap_or(local).to_owned())
        }
        "fontTable" => Subject::Font(element.attribute("w:name").unwrap_or(local).to_owned()),
        _ => Subject::Setting(local.to_owned()),
    }
}

/// The changes that the central version brings to a part's elements.
fn children(
    base: Option<&Source>,
    own: &Source,
    central: &Source,
    kind: &str,
    building: &mut Building<'_>,
    told: &mut Told,
) -> Result<Vec<Edit>, PackageError> {
    let index = |source: &Source| -> BTreeMap<String, String> {
        source.tree.root.elements().map(|element| (key(element), source.meaning(element))).collect()
    };
    let (before, mine, theirs) = (base.map(&index).unwrap_or_default(), index(own), index(central));
    let place: BTreeMap<String, std::ops::Range<usize>> =
        own.tree.root.elements().map(|element| (key(element), element.span.clone())).collect();
    let part = own.tree.part.clone();
    let mut edits: Vec<Edit> = Vec::new();
    // New elements follow the one that they follow in the central version: settings have an order.
    let mut after = own.tree.root.tag.end;
    for element in central.tree.root.elements() {
        let key = key(element);
        let known = place.get(&key);
        if let Some(span) = known {
            after = span.end;
        }
        let outside = refers_outside(element);
        if is_noise(&element.name) || outside {
            continue;
        }
        let (b, o, n) = (before.get(&key), mine.get(&key), theirs.get(&key));
        if n == b || n == o {
            continue;
        }
        match (known, o) {
            (Some(span), o) if o == b => {
                let markup = building.markup(central, element, &part)?;
                edits.push((span.clone(), markup));
                told.take(ChangeKind::Changed, subject(element, kind));
            }
            (None, _) if b.is_none() => {
                let markup = building.markup(central, element, &part)?;
                edits.push((after..after, markup));
                told.take(ChangeKind::Added, subject(element, kind));
            }
            _ => told.conflict(subject(element, kind)),
        }
    }
    if kind == "settings" {
        for element in own.tree.root.elements() {
            let key = key(element);
            let gone = !theirs.contains_key(&key) && before.get(&key) == mine.get(&key);
            if gone && !is_noise(&element.name) {
                edits.push((element.span.clone(), String::new()));
                told.take(ChangeKind::Removed, subject(element, kind));
            }
        }
    }
    Ok(edits)
}

/// Whether an element names another part: embedded fonts and data sources stay where they are.
fn refers_outside(element: &Element) -> bool {
    let mut refers = false;
    element.each(&mut |element| {
        refers |= element.attributes.iter().any(|attribute| attribute.name.starts_with("r:"));
    });
    refers
}

/// Parts that are taken whole where only the central version changed them.
pub(super) fn whole(
    three: Three<'_>,
    building: &mut Building<'_>,
    told: &mut Told,
) -> Result<(), PackageError> {
    for kind in ["theme", "webSettings"] {
        let of = |package: &Package| package.parts_of_kind(kind).into_iter().next();
        let (Some(own), Some(central)) = (of(three.own), of(three.central)) else { continue };
        let n = three.central.bytes(&central)?;
        let o = three.own.bytes(&own)?;
        let b = match of(three.base) {
            Some(part) => Some(three.base.bytes(&part)?),
            None => None,
        };
        if b.as_ref() == Some(&n) || n == o || !relations(three.central, &central)?.is_empty() {
            continue;
        }
        if b.as_ref() == Some(&o) {
            building.parts.insert(own, n);
            told.take(ChangeKind::Changed, Subject::Part(kind.to_owned()));
        } else if kind == "theme" {
            told.conflict(Subject::Part(kind.to_owned()));
        }
    }
    Ok(())
}

/// Which list of the result each list of the base and of the central version is.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub base: Rc<HashMap<String, String>>,
    pub central: Rc<HashMap<String, String>>,
}

/// A list: its element, its definition, and what both say.
struct List<'s> {
    number: &'s Element,
    definition: &'s Element,
    meaning: String,
}

fn lists_of(source: &Source) -> BTreeMap<String, List<'_>> {
    let definitions: BTreeMap<&str, &Element> = source
        .tree
        .root
        .elements()
        .filter(|element| element.name == "w:abstractNum")
        .filter_map(|element| Some((element.attribute("w:abstractNumId")?, element)))
        .collect();
    source
        .tree
        .root
        .elements()
        .filter(|element| element.name == "w:num")
        .filter_map(|number| {
            let id = number.attribute("w:numId")?;
            let definition = *definitions.get(number.child("w:abstractNumId")?.value()?)?;
            let inside = |element: &Element| -> String {
                element
                    .elements()
                    .filter(|child| child.name != "w:abstractNumId")
                    .map(|child| source.meaning(child))
                    .collect()
            };
            let meaning = format!("{}|{}", inside(number), inside(definition));
            Some((id.to_owned(), List { number, definition, meaning }))
        })
        .collect()
}

/// Merges the lists.
pub(super) fn lists(
    three: Three<'_>,
    building: &mut Building<'_>,
    told: &mut Told,
) -> Result<Lists, PackageError> {
    let none = Rc::default();
    let read = |package, version| source(package, version, "numbering", &none);
    let central = read(three.central, Version::Central)?;
    let own = read(three.own, Version::Own)?;
    let base = read(three.base, Version::Base)?;
    let Some(central) = central else { return Ok(Lists::default()) };
    let Some(own) = own.filter(|own| !own.tree.root.hollow()) else {
        if three.own.parts_of_kind("numbering").is_empty() {
            whole_part(three, building, "numbering")?;
        }
        return Ok(Lists::default());
    };
    let empty = BTreeMap::new();
    let (mine, theirs) = (lists_of(&own), lists_of(&central));
    let before = base.as_ref().map_or(empty, lists_of);
    let numbers = |name: &str, attribute: &str| {
        let elements = own.tree.root.elements().filter(move |element| element.name == name);
        elements
            .filter_map(|element| element.attribute(attribute)?.parse::<u64>().ok())
            .max()
            .unwrap_or(0)
    };
    let mut highest = (numbers("w:abstractNum", "w:abstractNumId"), numbers("w:num", "w:numId"));
    let (mut base_ids, mut central_ids) = (HashMap::new(), HashMap::new());
    let mut edits: Vec<Edit> = Vec::new();
    let mut replaced: BTreeSet<usize> = BTreeSet::new();
    let (mut definitions, mut added) = (String::new(), String::new());
    for (id, list) in &theirs {
        match (before.get(id), mine.get(id)) {
            (_, Some(o)) if o.meaning == list.meaning => {}
            (Some(b), Some(_)) if b.meaning == list.meaning => {}
            (Some(b), Some(o)) if b.meaning == o.meaning => {
                // The override's ids stay: its own paragraphs name them.
                let number = o.definition.attribute("w:abstractNumId").unwrap_or("0");
                if replaced.insert(o.definition.span.start) {
                    let definition = renumbered(&central, list.definition, number, None);
                    edits.push((o.definition.span.clone(), definition));
                }
                let markup = renumbered(&central, list.number, id, Some(number));
                edits.push((o.number.span.clone(), markup));
                told.take(ChangeKind::Changed, Subject::List(id.clone()));
            }
            (Some(_), Some(_)) => told.conflict(Subject::List(id.clone())),
            (b, _) => {
                highest = (highest.0.saturating_add(1), highest.1.saturating_add(1));
                let (definition, number) = (highest.0.to_string(), highest.1.to_string());
                definitions.push_str(&renumbered(&central, list.definition, &definition, None));
                added.push_str(&renumbered(&central, list.number, &number, Some(&definition)));
                if b.is_some() {
                    base_ids.insert(id.clone(), number.clone());
                } else {
                    told.take(ChangeKind::Added, Subject::List(number.clone()));
                }
                central_ids.insert(id.clone(), number);
            }
        }
    }
    let end = own.tree.root.inside(&own.tree.xml).end;
    let all = || own.tree.root.elements().filter(|element| element.name == "w:num");
    let first = all().next().map_or(end, |element| element.span.start);
    let last = all().last().map_or(end, |element| element.span.end);
    if !definitions.is_empty() {
        edits.push((first..first, definitions));
        edits.push((last..last, added));
    }
    if !edits.is_empty() {
        let xml = edited(&own.tree, &central.tree, edits)?;
        building.parts.insert(own.tree.part.clone(), xml.into_bytes());
    }
    Ok(Lists { base: Rc::new(base_ids), central: Rc::new(central_ids) })
}

/// A list or a definition with another id, and the id of the definition that the list uses.
fn renumbered(source: &Source, element: &Element, id: &str, uses: Option<&str>) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    let own = element
        .attributes
        .iter()
        .find(|attribute| matches!(attribute.name.as_str(), "w:numId" | "w:abstractNumId"));
    edits.extend(own.map(|attribute| (attribute.value_span.clone(), id.to_owned())));
    if let Some(uses) = uses
        && let Some(child) = element.child("w:abstractNumId")
    {
        let value = child.attributes.iter().find(|attribute| attribute.name == "w:val");
        edits.extend(value.map(|attribute| (attribute.value_span.clone(), uses.to_owned())));
    }
    let mut markup = String::new();
    let mut at = element.span.start;
    for (span, text) in edits {
        markup.push_str(&source.tree.xml[at..span.start]);
        markup.push_str(&text);
        at = span.end;
    }
    markup.push_str(&source.tree.xml[at..element.span.end]);
    markup
}
