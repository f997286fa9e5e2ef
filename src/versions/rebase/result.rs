//! The package of the result: the override's, with what the central version brings.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::relations::{
    Relation, quoted, relations, relationships, relative, target, with_declarations,
};
use super::source::{Source, Version};
use super::xml::{Child, Element, Tree};
use crate::docx::{CONTENT_TYPES, Changes, Package, PackageError, encode, relationships_part};

/// Marks to put into a paragraph while it is copied.
#[derive(Clone, Debug)]
pub(super) struct Insert {
    /// The paragraph's part in its version.
    pub part: String,
    /// Where the paragraph begins in its part.
    pub paragraph: usize,
    /// Right after its properties.
    pub start: String,
    /// Before its end.
    pub end: String,
}

/// The relationships that a part of the result has.
#[derive(Debug, Default)]
struct Known {
    /// Ids by type, target and whether that is outside.
    ids: HashMap<(String, String, bool), String>,
    highest: u64,
}

/// Notes of one kind that come from the central version.
#[derive(Debug, Default)]
struct NewNotes {
    markup: String,
    next: Option<i64>,
    known: HashMap<String, String>,
}

/// The package under construction.
#[derive(Debug)]
pub(super) struct Building<'p> {
    pub own: &'p Package,
    central: &'p Package,
    /// Parts with their new content.
    pub parts: BTreeMap<String, Vec<u8>>,
    /// Relationships added, by part.
    added: BTreeMap<String, Vec<Relation>>,
    /// What relationships there are, by part.
    known: BTreeMap<String, Known>,
    /// The central relationships, by part and id.
    theirs: BTreeMap<String, HashMap<String, Relation>>,
    /// The override's parts by a hash of their bytes.
    contents: Option<HashMap<u64, Vec<String>>>,
    /// Content types added, by part.
    types: BTreeMap<String, String>,
    /// Central parts that were copied, and their names here.
    copied: BTreeMap<String, String>,
    /// Central headers and footers, and the override's that stand for them.
    pub stories: BTreeMap<String, String>,
    /// Central lists and their ids here.
    pub lists: Rc<HashMap<String, String>>,
    /// Names of bookmarks that the central version may not bring again.
    pub bookmarks: BTreeSet<String>,
    bookmark_ids: HashMap<String, u64>,
    /// The highest id of a bookmark or tracked change, and of a drawing.
    pub highest: (u64, u64),
    notes: BTreeMap<&'static str, NewNotes>,
    /// The central notes, by kind.
    pub central_notes: BTreeMap<&'static str, &'p Source>,
    /// Section properties of a copied paragraph are left out.
    pub without_sections: bool,
    /// The override's markup is written once more: its ids and marks stand in the document already.
    pub again: bool,
    /// Marks to be put into paragraphs.
    pub inserts: Vec<Insert>,
}

impl<'p> Building<'p> {
    /// The override's package, unchanged.
    pub fn new(own: &'p Package, central: &'p Package) -> Self {
        Building {
            own,
            central,
            parts: BTreeMap::new(),
            added: BTreeMap::new(),
            known: BTreeMap::new(),
            theirs: BTreeMap::new(),
            contents: None,
            types: BTreeMap::new(),
            copied: BTreeMap::new(),
            stories: BTreeMap::new(),
            lists: Rc::default(),
            bookmarks: BTreeSet::new(),
            bookmark_ids: HashMap::new(),
            highest: (0, 0),
            notes: BTreeMap::new(),
            central_notes: BTreeMap::new(),
            without_sections: false,
            again: false,
            inserts: Vec::new(),
        }
    }

    /// The markup of an element as it stands in `part` of the result: the override's as it is, the
    /// central one with ids made anew.
    pub fn markup(
        &mut self,
        source: &Source,
        element: &Element,
        part: &str,
    ) -> Result<String, PackageError> {
        let mut out = String::new();
        if source.version == Version::Own && !self.again {
            with_inserts(&source.tree, element, &self.inserts, &mut out);
        } else {
            self.adopt(source, element, part, &mut out)?;
        }
        Ok(out)
    }

    /// The start tag of an element as it stands in `part` of the result.
    pub fn tag(
        &mut self,
        source: &Source,
        element: &Element,
        part: &str,
    ) -> Result<String, PackageError> {
        if source.version == Version::Own && !self.again {
            return Ok(source.tree.slice(&element.tag).to_owned());
        }
        let mut out = String::new();
        self.adopt_tag(source, element, part, &mut out)?;
        Ok(out)
    }

    fn adopt(
        &mut self,
        source: &Source,
        element: &Element,
        part: &str,
        out: &mut String,
    ) -> Result<(), PackageError> {
        match element.name.as_str() {
            "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:commentReference"
            | "w:lastRenderedPageBreak"
            | "w:proofErr" => return Ok(()),
            "w:sectPr" if self.without_sections => return Ok(()),
            "w:bookmarkStart" => {
                let name = element.attribute("w:name").unwrap_or_default();
                if name == "_GoBack" || !self.bookmarks.insert(name.to_owned()) {
                    return Ok(());
                }
                self.highest.0 += 1;
                let id = element.attribute("w:id").unwrap_or_default().to_owned();
                self.bookmark_ids.insert(format!("{} {id}", source.tree.part), self.highest.0);
            }
            "w:bookmarkEnd" => {
                let id = element.attribute("w:id").unwrap_or_default();
                if !self.bookmark_ids.contains_key(&format!("{} {id}", source.tree.part)) {
                    return Ok(());
                }
            }
            _ => {}
        }
        let start = out.len();
        let insert = self
            .inserts
            .iter()
            .find(|insert| {
                element.name == "w:p"
                    && insert.part == source.tree.part
                    && insert.paragraph == element.span.start
            })
            .cloned();
        self.adopt_tag(source, element, part, out)?;
        if element.hollow() {
            if let Some(insert) = insert {
                let tag = out[start..].trim_end_matches('>').trim_end_matches('/').to_owned();
                out.truncate(start);
                let prefix = source.tree.prefix();
                out.push_str(&format!("{tag}>{}{}</{prefix}p>", insert.start, insert.end));
            }
            return Ok(());
        }
        let mut pending = insert.as_ref();
        if element.child("w:pPr").is_none()
            && let Some(insert) = pending.take()
        {
            out.push_str(&insert.start);
        }
        for child in &element.children {
            match child {
                Child::Text(span) => out.push_str(source.tree.slice(span)),
                // The id of a content control is Word's own affair.
                Child::Element(child) if child.name == "w:id" && element.name == "w:sdtPr" => {}
                Child::Element(child) => {
                    self.adopt(source, child, part, out)?;
                    if child.name == "w:pPr"
                        && let Some(insert) = pending.take()
                    {
                        out.push_str(&insert.start);
                    }
                }
            }
        }
        if let Some(insert) = insert {
            out.push_str(&insert.end);
        }
        let inside = element.inside(&source.tree.xml);
        out.push_str(&source.tree.xml[inside.end..element.span.end]);
        Ok(())
    }

    fn adopt_tag(
        &mut self,
        source: &Source,
        element: &Element,
        part: &str,
        out: &mut String,
    ) -> Result<(), PackageError> {
        let xml = &source.tree.xml;
        let own = source.version == Version::Own;
        let mut at = element.tag.start;
        for attribute in &element.attributes {
            let new = match (element.name.as_str(), attribute.name.as_str()) {
                (_, "w14:paraId" | "w14:textId") => None,
                (_, name) if name.starts_with("w:rsid") => None,
                // Lists, notes and relationships of the override keep their ids.
                (name, _) if own && !["wp:docPr", "w:ins", "w:del"].contains(&name) => continue,
                (_, name) if name.starts_with("r:") => {
                    self.relation(source, &attribute.value, part)?
                }
                ("w:numId", "w:val") => {
                    Some(self.lists.get(&attribute.value).unwrap_or(&attribute.value).clone())
                }
                ("w:footnoteReference", "w:id") => Some(self.note("footnote", &attribute.value)?),
                ("w:endnoteReference", "w:id") => Some(self.note("endnote", &attribute.value)?),
                ("wp:docPr", "id") => {
                    self.highest.1 += 1;
                    Some(self.highest.1.to_string())
                }
                ("w:bookmarkStart" | "w:bookmarkEnd", "w:id") => {
                    let key = format!("{} {}", source.tree.part, attribute.value);
                    self.bookmark_ids.get(&key).map(u64::to_string)
                }
                (
                    "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:rPrChange" | "w:pPrChange",
                    "w:id",
                ) => {
                    self.highest.0 += 1;
                    Some(self.highest.0.to_string())
                }
                _ => continue,
            };
            if let Some(new) = new {
                out.push_str(&xml[at..attribute.value_span.start]);
                out.push_str(&encode(&new).replace('"', "&quot;").replace('\'', "&apos;"));
                at = attribute.value_span.end;
            } else {
                out.push_str(&xml[at..attribute.span.start]);
                at = attribute.span.end;
            }
        }
        out.push_str(&xml[at..element.tag.end]);
        Ok(())
    }

    /// The id in `part` of what a relationship of the central version names.
    fn relation(
        &mut self,
        source: &Source,
        id: &str,
        part: &str,
    ) -> Result<Option<String>, PackageError> {
        let part_there = &source.tree.part;
        if !self.theirs.contains_key(part_there) {
            let all = relations(self.central, part_there)?;
            let by_id = all.into_iter().map(|relation| (relation.id.clone(), relation)).collect();
            self.theirs.insert(part_there.clone(), by_id);
        }
        let found = self.theirs.get(part_there).and_then(|all| all.get(id)).cloned();
        let Some(found) = found else { return Ok(None) };
        if found.external {
            return Ok(Some(self.relate(part, &found.kind, &found.target, true)?));
        }
        let Some(there) = target(self.central, &source.tree.part, &found) else {
            return Ok(None);
        };
        let here = match self.stories.get(&there) {
            Some(story) => story.clone(),
            None => self.copy(&there)?,
        };
        Ok(Some(self.relate(part, &found.kind, &here, false)?))
    }

    /// The id of a relationship, made where there is none. `to` is a part or a URI.
    pub fn relate(
        &mut self,
        part: &str,
        kind: &str,
        to: &str,
        external: bool,
    ) -> Result<String, PackageError> {
        if !self.known.contains_key(part) {
            let mut known = Known::default();
            for relation in relations(self.own, part)? {
                let number = relation.id.strip_prefix("rId").and_then(|id| id.parse().ok());
                known.highest = known.highest.max(number.unwrap_or(0));
                let to = if relation.external {
                    relation.target.clone()
                } else {
                    target(self.own, part, &relation).unwrap_or_default()
                };
                known.ids.entry((relation.kind, to, relation.external)).or_insert(relation.id);
            }
            self.known.insert(part.to_owned(), known);
        }
        let known = self.known.entry(part.to_owned()).or_default();
        let key = (kind.to_owned(), to.to_owned(), external);
        if let Some(id) = known.ids.get(&key) {
            return Ok(id.clone());
        }
        known.highest = known.highest.saturating_add(1);
        let id = format!("rId{}", known.highest);
        known.ids.insert(key, id.clone());
        let target = if external { to.to_owned() } else { relative(part, to) };
        let relation = Relation { id: id.clone(), kind: kind.to_owned(), target, external };
        self.added.entry(part.to_owned()).or_default().push(relation);
        Ok(id)
    }

    /// Copies a part of the central version with all that it names; gives its name here.
    pub fn copy(&mut self, there: &str) -> Result<String, PackageError> {
        if let Some(here) = self.copied.get(there) {
            return Ok(here.clone());
        }
        let bytes = self.central.bytes(there)?;
        let named = relations(self.central, there)?;
        let kind = self.central.content_type(there)?;
        if named.is_empty() {
            // The same picture is one part, wherever it lies.
            for name in self.like(&bytes)? {
                if extension(&name) == extension(there)
                    && !self.parts.contains_key(&name)
                    && self.own.content_type(&name)? == kind
                    && self.own.bytes(&name)? == bytes
                {
                    self.copied.insert(there.to_owned(), name.clone());
                    return Ok(name);
                }
            }
        }
        let here = self.free_name(there);
        self.copied.insert(there.to_owned(), here.clone());
        self.parts.insert(here.clone(), bytes);
        self.declare(&here, kind.as_deref())?;
        if !named.is_empty() {
            let mut copies = Vec::new();
            for mut relation in named {
                if !relation.external {
                    let Some(inner) = target(self.central, there, &relation) else { continue };
                    relation.target = relative(&here, &self.copy(&inner)?);
                }
                copies.push(relation);
            }
            self.parts.insert(relationships_part(&here), relationships(None, &copies).into_bytes());
        }
        Ok(here)
    }

    /// The override's parts that seem to hold these bytes.
    fn like(&mut self, bytes: &[u8]) -> Result<Vec<String>, PackageError> {
        let hash = |bytes: &[u8]| {
            let mut hasher = std::hash::DefaultHasher::new();
            std::hash::Hash::hash(bytes, &mut hasher);
            std::hash::Hasher::finish(&hasher)
        };
        if self.contents.is_none() {
            let mut contents: HashMap<u64, Vec<String>> = HashMap::new();
            for name in self.own.part_names().iter().filter(|name| !name.ends_with('/')) {
                contents.entry(hash(&self.own.bytes(name)?)).or_default().push(name.clone());
            }
            self.contents = Some(contents);
        }
        let found = self.contents.as_ref().and_then(|contents| contents.get(&hash(bytes)));
        Ok(found.cloned().unwrap_or_default())
    }

    /// Says what a new part is, where its ending does not.
    pub fn declare(&mut self, part: &str, kind: Option<&str>) -> Result<(), PackageError> {
        if let Some(kind) = kind
            && self.own.content_type(part)?.as_deref() != Some(kind)
        {
            self.types.insert(part.to_owned(), kind.to_owned());
        }
        Ok(())
    }

    /// A name like this one that no part has.
    pub fn free_name(&self, like: &str) -> String {
        let taken = |name: &str| {
            self.own.actual_name(name).is_some()
                || self.parts.keys().any(|part| part.eq_ignore_ascii_case(name))
        };
        if !taken(like) {
            return like.to_owned();
        }
        let (stem, ending) = like.rsplit_once('.').unwrap_or((like, "bin"));
        let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let mut number = 1_u64;
        loop {
            let name = format!("{stem}{number}.{ending}");
            if !taken(&name) {
                return name;
            }
            number += 1;
        }
    }

    /// The id here of a central note, which comes along.
    fn note(&mut self, kind: &'static str, id: &str) -> Result<String, PackageError> {
        if let Some(known) = self.notes.get(kind).and_then(|notes| notes.known.get(id)) {
            return Ok(known.clone());
        }
        let Some(source) = self.central_notes.get(kind).copied() else { return Ok(id.to_owned()) };
        let name = format!("w:{kind}");
        let found = source
            .tree
            .root
            .elements()
            .find(|note| note.name == name && note.attribute("w:id") == Some(id));
        let Some(note) = found else { return Ok(id.to_owned()) };
        let part = self.notes_part(kind)?;
        let next = match self.notes.get(kind).and_then(|notes| notes.next) {
            Some(next) => next,
            None => self.highest_note(kind, &part)? + 1,
        };
        let new = next.to_string();
        let entry = self.notes.entry(kind).or_default();
        entry.next = Some(next + 1);
        entry.known.insert(id.to_owned(), new.clone());
        let mut content = String::new();
        for child in note.elements() {
            self.adopt(source, child, &part, &mut content)?;
        }
        let prefix = source.tree.prefix();
        self.notes
            .entry(kind)
            .or_default()
            .markup
            .push_str(&format!("<{prefix}{kind} {prefix}id=\"{new}\">{content}</{prefix}{kind}>"));
        Ok(new)
    }

    fn highest_note(&self, kind: &str, part: &str) -> Result<i64, PackageError> {
        let Some(name) = self.own.actual_name(part) else { return Ok(1) };
        let tree = Tree::read(&name, self.own.text(&name)?, self.own.limits())?;
        let ids = tree.root.elements().filter(|note| note.name == format!("w:{kind}"));
        Ok(ids.filter_map(|note| note.attribute("w:id")?.parse().ok()).max().unwrap_or(0).max(0))
    }

    /// The part for notes; where the override has none, the central one without its notes.
    fn notes_part(&mut self, kind: &'static str) -> Result<String, PackageError> {
        let plural = format!("{kind}s");
        if let Some(part) = self.own.parts_of_kind(&plural).into_iter().next() {
            return Ok(part);
        }
        let part = format!("word/{plural}.xml");
        if self.parts.contains_key(&part) {
            return Ok(part);
        }
        let Some(source) = self.central_notes.get(kind) else { return Ok(part) };
        let tree = &source.tree;
        let mut xml = tree.xml[..tree.root.tag.end].to_owned();
        for note in tree.root.elements() {
            if note.attribute("w:type").is_some() {
                xml.push_str(tree.raw(note));
            }
        }
        xml.push_str(&tree.xml[tree.root.inside(&tree.xml).end..]);
        self.parts.insert(part.clone(), xml.into_bytes());
        let kind_of = self.central.content_type(&tree.part)?;
        self.declare(&part, kind_of.as_deref())?;
        let relation = relations(self.central, self.central.main_part())?
            .into_iter()
            .find(|relation| relation.kind.ends_with(&plural));
        if let Some(relation) = relation {
            let main = self.own.main_part().to_owned();
            self.relate(&main, &relation.kind, &part, false)?;
        }
        Ok(part)
    }

    /// The text of a part as it will be.
    pub fn text(&self, part: &str) -> Result<String, PackageError> {
        match self.parts.get(part) {
            Some(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
            None => self.own.text(part),
        }
    }

    /// Whether nothing has come from the central version.
    pub fn is_untouched(&self) -> bool {
        self.parts.is_empty() && self.added.is_empty() && self.notes.is_empty()
    }

    /// Writes the package.
    pub fn finish(mut self) -> Result<Vec<u8>, PackageError> {
        for (kind, notes) in std::mem::take(&mut self.notes) {
            let part = self.notes_part(kind)?;
            let xml = self.text(&part)?;
            let mut xml = with_declarations(&part, &xml, self.central_notes.get(kind).copied())?;
            if let Some(end) = xml.rfind("</") {
                xml.insert_str(end, &notes.markup);
            }
            self.parts.insert(part, xml.into_bytes());
        }
        self.drop_notes()?;
        for (part, added) in std::mem::take(&mut self.added) {
            let name = relationships_part(&part);
            let name = self.own.actual_name(&name).unwrap_or(name);
            let xml = match self.own.actual_name(&name) {
                Some(name) => Some(self.own.text(&name)?),
                None => None,
            };
            self.parts.insert(name, relationships(xml.as_deref(), &added).into_bytes());
        }
        if !self.types.is_empty() {
            let mut xml = self.own.text(CONTENT_TYPES)?;
            let prefix = match xml.rfind("</") {
                Some(end) => xml[end + 2..].split_once(':').map_or("", |(prefix, _)| prefix),
                None => "",
            };
            let colon = if prefix.is_empty() { "" } else { ":" };
            let overrides: String = self
                .types
                .iter()
                .map(|(part, kind)| {
                    let (part, kind) = (quoted(part), quoted(kind));
                    format!(
                        "<{prefix}{colon}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"
                    )
                })
                .collect();
            if let Some(end) = xml.rfind("</") {
                xml.insert_str(end, &overrides);
            }
            self.parts.insert(CONTENT_TYPES.to_owned(), xml.into_bytes());
        }
        let fixed = self.parts.into_iter().collect();
        let changes = Changes { fixed, varying: Vec::new(), dropped: Vec::new() };
        self.own.writer(&changes)?.write(|_| None, &[])
    }
}

/// An element as it is, with marks put into its paragraphs.
pub(super) fn with_inserts(tree: &Tree, element: &Element, inserts: &[Insert], out: &mut String) {
    let inside = inserts.iter().filter(|insert| {
        insert.part == tree.part
            && element.span.start <= insert.paragraph
            && insert.paragraph < element.span.end
    });
    let mut at = element.span.start;
    for insert in inside {
        let mut paragraph = None;
        element.each(&mut |found| {
            if found.span.start == insert.paragraph {
                paragraph = Some(found);
            }
        });
        let Some(paragraph) = paragraph else { continue };
        if paragraph.hollow() {
            out.push_str(&tree.xml[at..paragraph.span.start]);
            let tag = tree.slice(&paragraph.tag).trim_end_matches('>').trim_end_matches('/');
            out.push_str(&format!("{tag}>{}{}</{}p>", insert.start, insert.end, tree.prefix()));
            at = paragraph.span.end;
            continue;
        }
        let first = paragraph.child("w:pPr").map_or(paragraph.tag.end, |found| found.span.end);
        out.push_str(&tree.xml[at..first]);
        out.push_str(&insert.start);
        let last = paragraph.inside(&tree.xml).end;
        out.push_str(&tree.xml[first..last]);
        out.push_str(&insert.end);
        at = last;
    }
    out.push_str(&tree.xml[at..element.span.end]);
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
