//! The structure tree with the text of its elements, in reading order.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{
    Array, Dict, MaybeRef, Object, ObjectIdentifier, Stream, String as Text,
};

use super::content::{Holder, Marked};
use super::document::{catalog, name, text};
use super::text::decode;
use super::{Content, Element};

/// Elements in each other; deeper ones are left out.
const DEPTH: usize = 128;
/// Elements of a tree.
const ELEMENTS: usize = 50_000;

/// The tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Its elements.
    pub elements: Vec<Element>,
    /// Marked contents that no element names.
    pub unnamed: usize,
}

/// Reads the tree.
pub(super) fn read(pdf: &Pdf, marked: &Marked) -> Tree {
    let root = catalog(pdf).and_then(|catalog| catalog.get::<Dict<'_>>("StructTreeRoot"));
    let Some(root) = root else { return Tree::default() };
    let pages = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(index, page)| Some((page.raw().obj_id()?, index)))
        .collect();
    let mut reader = Reader {
        marked,
        pages,
        roles: root.get::<Dict<'_>>("RoleMap").unwrap_or_else(Dict::empty),
        above: HashSet::new(),
        named: HashSet::new(),
        count: 0,
    };
    let content = reader.kids(&root, None, 0);
    let elements = content
        .into_iter()
        .filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) | Content::Link { .. } => None,
        })
        .collect();
    let is_unnamed = |(key, text): &(&(Holder, i64), &String)| {
        !reader.named.contains(*key) && !text.trim().is_empty()
    };
    Tree { elements, unnamed: marked.texts.iter().filter(is_unnamed).count() }
}

struct Reader<'p> {
    marked: &'p Marked,
    pages: HashMap<ObjectIdentifier, usize>,
    roles: Dict<'p>,
    /// The element at hand and those it is in: none of them can be in it.
    above: HashSet<ObjectIdentifier>,
    /// The marked contents that elements name.
    named: HashSet<(Holder, i64)>,
    count: usize,
}

impl Reader<'_> {
    fn kids(&mut self, dict: &Dict<'_>, page: Option<usize>, depth: usize) -> Vec<Content> {
        let mut content = Vec::new();
        match dict.get::<Object<'_>>("K") {
            Some(Object::Array(kids)) => {
                for kid in kids.iter::<Object<'_>>() {
                    self.kid(kid, page, depth, &mut content);
                }
            }
            Some(kid) => self.kid(kid, page, depth, &mut content),
            None => {}
        }
        content
    }

    fn kid(&mut self, kid: Object<'_>, page: Option<usize>, depth: usize, out: &mut Vec<Content>) {
        match kid {
            Object::Number(number) => {
                if let Some(page) = page {
                    self.push(Holder::Page(page), number.as_i64(), out);
                }
            }
            Object::Dict(dict) => match name(&dict, "Type").as_deref() {
                Some("MCR") => {
                    let holder = match dict.get_ref("Stm") {
                        Some(form) => Some(Holder::Form(form.into())),
                        None => self.page(&dict).or(page).map(Holder::Page),
                    };
                    if let (Some(holder), Some(number)) = (holder, dict.get::<i32>("MCID")) {
                        self.push(holder, i64::from(number), out);
                    }
                }
                Some("OBJR") => out.extend(self.object(&dict)),
                _ => out.extend(self.element(&dict, page, depth).map(Content::Element)),
            },
            _ => {}
        }
    }

    fn push(&mut self, holder: Holder, number: i64, out: &mut Vec<Content>) {
        let Some(text) = self.marked.texts.get(&(holder, number)) else { return };
        self.named.insert((holder, number));
        match out.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => out.push(Content::Text(text.clone())),
        }
    }

    fn page(&self, dict: &Dict<'_>) -> Option<usize> {
        self.pages.get(&dict.get_ref("Pg")?.into()).copied()
    }

    fn element(&mut self, dict: &Dict<'_>, page: Option<usize>, depth: usize) -> Option<Element> {
        let own = name(dict, "S")?;
        self.count += 1;
        if depth == DEPTH || self.count > ELEMENTS {
            return None;
        }
        let id = dict.obj_id();
        if id.is_some_and(|id| !self.above.insert(id)) {
            return None;
        }
        let role = self.standard(&own);
        let mut element = Element {
            own_role: (role != own).then_some(own),
            role,
            language: text(dict, "Lang"),
            alt: text(dict, "Alt"),
            actual: text(dict, "ActualText"),
            id: text(dict, "ID"),
            columns: 1,
            rows: 1,
            ..Element::default()
        };
        match dict.get::<Object<'_>>("A") {
            Some(Object::Array(all)) => {
                for attributes in all.iter::<Object<'_>>() {
                    element.take(attributes);
                }
            }
            Some(attributes) => element.take(attributes),
            None => {}
        }
        let page = self.page(dict).or(page);
        element.content = self.kids(dict, page, depth + 1);
        if let Some(id) = id {
            self.above.remove(&id);
        }
        Some(element)
    }

    /// The standard type that a type is mapped to.
    fn standard(&self, own: &str) -> String {
        let mut role = own.to_owned();
        for _ in 0..8 {
            match name(&self.roles, &role) {
                Some(next) if next != role => role = next,
                _ => break,
            }
        }
        role
    }

    /// A link's annotation.
    fn object(&self, reference: &Dict<'_>) -> Option<Content> {
        let annotation = reference.get::<Dict<'_>>("Obj")?;
        if name(&annotation, "Subtype").as_deref() != Some("Link") {
            return None;
        }
        let action = annotation.get::<Dict<'_>>("A");
        let uri = action.as_ref().and_then(|action| text(action, "URI"));
        let target = match uri {
            Some(uri) => uri,
            None => annotation
                .get::<Object<'_>>("Dest")
                .or_else(|| action?.get::<Object<'_>>("D"))
                .and_then(|destination| self.destination(&destination))?,
        };
        let description = text(&annotation, "Contents").filter(|text| !text.trim().is_empty());
        Some(Content::Link { target, description })
    }

    fn destination(&self, destination: &Object<'_>) -> Option<String> {
        match destination {
            Object::Name(name) => Some(format!("#{}", name.as_str())),
            Object::String(name) => Some(format!("#{}", decode(name))),
            Object::Array(place) => match place.raw_iter().next()? {
                MaybeRef::Ref(page) => Some(format!("side {}", self.pages.get(&page.into())? + 1)),
                MaybeRef::NotRef(_) => None,
            },
            _ => None,
        }
    }
}

impl Element {
    /// Takes the attributes that a listener notices (14.8.5).
    fn take(&mut self, attributes: Object<'_>) {
        let attributes = match attributes {
            Object::Dict(dict) => dict,
            Object::Stream(stream) => Stream::dict(&stream).clone(),
            _ => return,
        };
        let number = |key| attributes.get::<i32>(key).and_then(|number| u32::try_from(number).ok());
        self.numbering = name(&attributes, "ListNumbering").or(self.numbering.take());
        self.scope = name(&attributes, "Scope").or(self.scope.take());
        self.columns = number("ColSpan").unwrap_or(self.columns);
        self.rows = number("RowSpan").unwrap_or(self.rows);
        self.summary = text(&attributes, "Summary").or(self.summary.take());
        if let Some(headers) = attributes.get::<Array<'_>>("Headers") {
            self.headers = headers.iter::<Text<'_>>().map(|id| decode(&id)).collect();
        }
    }
}
