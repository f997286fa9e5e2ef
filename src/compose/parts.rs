//! Parts that come along: pictures, charts, embedded objects, each with what it refers to.

use std::collections::BTreeMap;

use super::composer::Composer;
use super::document::Link;
use super::prefixes::as_conformance;
use super::tree::{Element, Node, Tree};
use crate::diagnostic::CompositionFinding;
use crate::docx::{
    CONTENT_TYPES, Limits, PackageError, content_type_of, content_types_with, relationships_part,
    resolve_target,
};

const BASE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const BASE_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Relationships of the destination's parts, and the parts added to it.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Relationships of a part: all of them, and how many it had.
    links: BTreeMap<String, (Vec<Link>, usize)>,
    /// Document, its part, id there, part here; id here.
    adopted: BTreeMap<(usize, String, String, String), Option<String>>,
    /// Document and part there; part here.
    carried: BTreeMap<(usize, String), String>,
    /// New parts with their content types.
    pub added: Vec<(String, Vec<u8>, String)>,
    /// Names of parts that are given away before their content is known.
    reserved: Vec<(String, String)>,
    /// The package is larger than is allowed.
    bytes: u64,
}

impl Composer<'_> {
    /// Rewrites ids of relationships in one element's attributes.
    pub(super) fn adopt_own_links(
        &mut self,
        element: &mut Element,
        document: usize,
        source: &str,
        target: &str,
    ) {
        if !element.attributes.contains(self.links.as_str())
            && !element.attributes.contains("relid=")
        {
            return;
        }
        for (name, value) in element.pairs() {
            let is_link = name.starts_with(self.links.as_str()) || name.ends_with(":relid");
            if !is_link || value.is_empty() {
                continue;
            }
            match self.link(document, source, &value, target) {
                Some(id) => element.put(&name, &id),
                None => element.remove(&name),
            }
        }
    }

    /// Rewrites ids of relationships in an element and all that it holds.
    pub(super) fn adopt_links(
        &mut self,
        element: &mut Element,
        document: usize,
        source: &str,
        target: &str,
    ) {
        self.adopt_own_links(element, document, source, target);
        for child in &mut element.children {
            if let Node::Element(child) = child {
                self.adopt_links(child, document, source, target);
            }
        }
    }

    fn link(&mut self, document: usize, source: &str, id: &str, target: &str) -> Option<String> {
        let place = (document, source.to_owned(), id.to_owned(), target.to_owned());
        if let Some(known) = self.parts.adopted.get(&place) {
            return known.clone();
        }
        let new = self.adopted_link(document, source, id, target);
        if new.is_none() {
            self.note_once(document, CompositionFinding::PartMissing {});
        }
        self.parts.adopted.insert(place, new.clone());
        new
    }

    fn adopted_link(
        &mut self,
        document: usize,
        source: &str,
        id: &str,
        target: &str,
    ) -> Option<String> {
        let links = self.documents[document].links(source).ok()?;
        let link = links.into_iter().find(|link| link.id == id)?;
        if link.external {
            return Some(self.add_link(target, &link.kind, &link.target, true));
        }
        let part = resolve_target(source, &link.target)?;
        let part = self.documents[document].package.actual_name(&part)?;
        let carried = self.carry(document, &part)?;
        Some(self.add_link(target, &link.kind, &relative(target, &carried), false))
    }

    /// Adds a relationship to a part of the destination and gives its id.
    pub(super) fn add_link(
        &mut self,
        part: &str,
        kind: &str,
        target: &str,
        external: bool,
    ) -> String {
        self.load_links(part);
        let kind = self.kind_in_base(kind);
        let Some((links, had)) = self.parts.links.get_mut(part) else { return String::new() };
        let same = links[*had..]
            .iter()
            .find(|link| link.kind == kind && link.target == target && link.external == external);
        if let Some(same) = same {
            return same.id.clone();
        }
        let mut number = links.len() + 1;
        while links.iter().any(|link| link.id == format!("rId{number}")) {
            number += 1;
        }
        let id = format!("rId{number}");
        links.push(Link { id: id.clone(), kind, target: target.to_owned(), external });
        id
    }

    fn load_links(&mut self, part: &str) {
        if !self.parts.links.contains_key(part) {
            // A part that cannot be read here could not be read when the package was opened.
            let links = self.documents[0].links(part).unwrap_or_default();
            let had = links.len();
            self.parts.links.insert(part.to_owned(), (links, had));
        }
    }

    fn kind_in_base(&self, kind: &str) -> String {
        let (from, to) = if self.strict { (BASE, BASE_STRICT) } else { (BASE_STRICT, BASE) };
        match kind.strip_prefix(from) {
            Some(rest) => format!("{to}{rest}"),
            None => kind.to_owned(),
        }
    }

    /// Copies a part and what it refers to; gives its name in the destination.
    fn carry(&mut self, document: usize, part: &str) -> Option<String> {
        if let Some(known) = self.parts.carried.get(&(document, part.to_owned())) {
            return Some(known.clone());
        }
        let first = self.reserve(document, part);
        let mut waiting = vec![(part.to_owned(), first.clone())];
        let mut whole = true;
        while let Some((part, new)) = waiting.pop() {
            whole &= self.carry_one(document, &part, &new, &mut waiting).is_some();
        }
        (whole || self.parts.added.iter().any(|(name, ..)| *name == first)).then_some(first)
    }

    fn reserve(&mut self, document: usize, part: &str) -> String {
        let new = self.fresh_part(part);
        self.parts.carried.insert((document, part.to_owned()), new.clone());
        new
    }

    fn carry_one(
        &mut self,
        document: usize,
        part: &str,
        new: &str,
        waiting: &mut Vec<(String, String)>,
    ) -> Option<()> {
        let package = &self.documents[document].package;
        let types = package.text(CONTENT_TYPES).ok()?;
        let kind = content_type_of(&types, part).ok()??;
        let mut bytes = package.bytes(part).ok()?;
        if package.is_strict() != self.strict && kind.ends_with("xml") {
            let xml = package.text(part).ok()?;
            bytes = as_conformance(&xml, self.strict).into_bytes();
        }
        self.parts.bytes += bytes.len() as u64;
        if self.parts.bytes > Limits::default().unpacked_bytes {
            return None;
        }
        let links = self.documents[document].links(part).ok()?;
        self.parts.added.push((new.to_owned(), bytes, kind));
        let mut rewritten: Vec<Link> = Vec::new();
        for mut link in links {
            link.kind = self.kind_in_base(&link.kind);
            if !link.external {
                let target = resolve_target(part, &link.target)
                    .and_then(|target| self.documents[document].package.actual_name(&target));
                let Some(target) = target else { continue };
                if target == self.documents[document].package.main_part() {
                    continue;
                }
                let known = self.parts.carried.get(&(document, target.clone())).cloned();
                let carried = known.unwrap_or_else(|| {
                    let name = self.reserve(document, &target);
                    waiting.push((target, name.clone()));
                    name
                });
                link.target = relative(new, &carried);
            }
            rewritten.push(link);
        }
        if !rewritten.is_empty() {
            self.parts.links.insert(new.to_owned(), (rewritten, 0));
        }
        Some(())
    }

    /// A name that no part of the destination has: `word/media/image1.png`, then `image2.png`.
    fn fresh_part(&mut self, wanted: &str) -> String {
        let taken = |name: &str| {
            self.documents[0].package.actual_name(name).is_some()
                || self.parts.reserved.iter().any(|(new, _)| new.eq_ignore_ascii_case(name))
        };
        let (stem, extension) = match wanted.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
            _ => (wanted, String::new()),
        };
        let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let mut new = wanted.to_owned();
        let mut number = 1;
        while taken(&new) {
            new = format!("{bare}{number}{extension}");
            number += 1;
        }
        self.parts.reserved.push((new.clone(), String::new()));
        new
    }

    /// A new part that the main document part names; its content comes later.
    pub(super) fn new_main_part(&mut self, file: &str, kind: &str, content_type: &str) -> String {
        let main = self.documents[0].package.main_part().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
        let part = self.fresh_part(&wanted);
        if let Some(reserved) = self.parts.reserved.last_mut() {
            content_type.clone_into(&mut reserved.1);
        }
        let kind = format!("{BASE}/{kind}");
        self.add_link(&main, &kind, &relative(&main, &part), false);
        part
    }

    /// A new part that the package itself names.
    pub(super) fn new_root_part(&mut self, wanted: &str, kind: &str, content_type: &str) -> String {
        let part = self.fresh_part(wanted);
        if let Some(reserved) = self.parts.reserved.last_mut() {
            content_type.clone_into(&mut reserved.1);
        }
        self.add_link("", kind, &part, false);
        part
    }

    /// All parts of relationships that differ from the base's.
    pub(super) fn relationship_parts(&mut self) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
        let mut parts = Vec::new();
        for (part, (links, had)) in &self.parts.links {
            if links.len() == *had {
                continue;
            }
            let name =
                if part.is_empty() { "_rels/.rels".to_owned() } else { relationships_part(part) };
            let package = &self.documents[0].package;
            let existing = if *had > 0 { package.actual_name(&name) } else { None };
            let name = existing.clone().or_else(|| package.actual_name(&name)).unwrap_or(name);
            let mut tree = match existing {
                Some(existing) => {
                    let xml = package.text(&existing)?;
                    Tree::read(&existing, &xml, 0, &Limits::default())?
                }
                None => Tree::new(Element {
                    name: "Relationships".to_owned(),
                    attributes: format!(" xmlns=\"{LINKS}\""),
                    ..Element::default()
                }),
            };
            let prefix = tree.root.prefix().to_owned();
            for link in &links[*had..] {
                let mut element =
                    Element { name: format!("{prefix}Relationship"), ..Element::default() };
                element.put("Id", &link.id);
                element.put("Type", &link.kind);
                element.put("Target", &link.target);
                if link.external {
                    element.put("TargetMode", "External");
                }
                tree.root.children.push(Node::Element(element));
            }
            parts.push((name, tree.write().into_bytes()));
        }
        Ok(parts)
    }

    /// The content types with those of the new parts; `None` when nothing differs.
    pub(super) fn content_types(&mut self) -> Result<Option<(String, Vec<u8>)>, PackageError> {
        let package = &self.documents[0].package;
        let Some(name) = package.actual_name(CONTENT_TYPES) else { return Ok(None) };
        let written = package.text(&name)?;
        // A template becomes a document.
        let types = content_types_with(&written, package.main_part(), &[])
            .unwrap_or_else(|| written.clone());
        let mut tree = Tree::read(&name, &types, 0, &Limits::default())?;
        let prefix = tree.root.prefix().to_owned();
        let carried = self.parts.added.iter().map(|(part, _, kind)| (part, kind));
        let made = self.parts.reserved.iter().filter(|(_, kind)| !kind.is_empty());
        let made = made.map(|(part, kind)| (part, kind));
        let mut defaults: Vec<(String, String)> = Vec::new();
        let mut elements: Vec<(bool, Element)> = Vec::new();
        for (part, kind) in carried.chain(made) {
            if content_type_of(&types, part)?.as_deref() == Some(kind) {
                continue;
            }
            let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
            let extension = extension.to_ascii_lowercase();
            if defaults.iter().any(|(known, type_of)| *known == extension && type_of == kind) {
                continue;
            }
            let unknown = content_type_of(&types, &format!("x.{extension}"))?.is_none()
                && !defaults.iter().any(|(known, _)| *known == extension);
            let media = kind.starts_with("image/") && !extension.is_empty();
            let mut element = Element::default();
            if media && unknown {
                element.name = format!("{prefix}Default");
                element.put("Extension", &extension);
                defaults.push((extension, kind.clone()));
            } else {
                element.name = format!("{prefix}Override");
                element.put("PartName", &format!("/{part}"));
            }
            element.put("ContentType", kind);
            elements.push((media, element));
        }
        tree.root.children.extend(elements.into_iter().map(|(_, element)| Node::Element(element)));
        let text = tree.write();
        Ok((text != written).then(|| (name, text.into_bytes())))
    }
}

/// A target as it is written in a relationship of `source`.
pub(super) fn relative(source: &str, target: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folder.is_empty() {
        return target.to_owned();
    }
    if let Some(rest) = target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
        return rest.to_owned();
    }
    format!("/{target}")
}
