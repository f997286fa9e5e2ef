//! What is put in, rewritten so that it can stand in the destination.
//!
//! | in the source | in the destination |
//! |---|---|
//! | a style | the destination's of that name, else it comes along |
//! | a list | a list of its own, begun anew each time |
//! | a picture, a chart, an object, a link out | comes along |
//! | a bookmark | keeps its name where it is free; fields and links that name it follow |
//! | a note | comes along, except into headers, footers and notes |
//! | a comment, a permission, a binding to custom data | let go |
//! | a section | kept in the letter's own text, else let go |
//! | text in a language of its own | says so on its runs |

use std::collections::BTreeMap;

use super::composer::{Composer, Target};
use super::ids::ANNOTATIONS;
use super::tree::{Element, Node};
use crate::diagnostic::CompositionFinding;
use crate::docx::{decode, encode};

/// Elements that do not come along.
const LET_GO: &[&str] = &[
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "permStart",
    "permEnd",
    "dataBinding",
    "printerSettings",
    "sectPrChange",
    "subDoc",
];

/// Fields whose arguments name bookmarks.
const REFERRING: &[&str] = &["REF", "PAGEREF", "NOTEREF", "HYPERLINK", "GOTOBUTTON", "="];

/// One document on its way into the destination for the `inclusion`th time.
#[derive(Debug)]
pub(super) struct Visit {
    /// The document's number.
    pub document: usize,
    /// How often it was put in before.
    pub inclusion: usize,
    /// The part that the markup comes from.
    pub source: String,
    /// The part that it goes to.
    pub target: Target,
    /// Section breaks may stay.
    pub sections: bool,
    /// What is said of the element in diagnostics.
    pub key: String,
    /// New names of bookmarks, by their names in lower case, for those that are renamed.
    names: BTreeMap<String, String>,
    marks: BTreeMap<(bool, String), String>,
    /// The style of the paragraph around, as the source calls it.
    paragraph: Option<String>,
    /// The codes of open fields so far.
    codes: Vec<String>,
}

impl Visit {
    /// A visit.
    pub fn new(
        document: usize,
        inclusion: usize,
        source: &str,
        target: &Target,
        sections: bool,
        key: &str,
    ) -> Self {
        Visit {
            document,
            inclusion,
            source: source.to_owned(),
            target: target.clone(),
            sections,
            key: key.to_owned(),
            names: BTreeMap::new(),
            marks: BTreeMap::new(),
            paragraph: None,
            codes: Vec::new(),
        }
    }

    /// The same document's other part, such as its notes.
    pub fn of_part(&self, source: &str, target: &Target) -> Self {
        let mut visit = Visit::new(self.document, self.inclusion, source, target, false, &self.key);
        visit.names.clone_from(&self.names);
        visit
    }
}

impl Composer<'_> {
    /// Rewrites nodes.
    pub(super) fn adopt(&mut self, nodes: Vec<Node>, visit: &mut Visit) -> Vec<Node> {
        self.rename_bookmarks(&nodes, visit);
        self.adopt_nodes(nodes, visit)
    }

    /// Names are settled first: a field may name a bookmark further down.
    fn rename_bookmarks(&mut self, nodes: &[Node], visit: &mut Visit) {
        for element in nodes.iter().filter_map(Node::element) {
            element.walk(&mut |element| {
                if element.is("bookmarkStart")
                    && let Some(name) = element.get("name").filter(|name| name != "_GoBack")
                {
                    let new = self.ids.bookmark(&name);
                    if new != name {
                        visit.names.insert(name.to_lowercase(), new);
                    }
                }
            });
        }
    }

    fn adopt_nodes(&mut self, nodes: Vec<Node>, visit: &mut Visit) -> Vec<Node> {
        let mut kept = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Element(element) => {
                    if let Some(element) = self.adopt_element(element, visit) {
                        kept.push(Node::Element(element));
                    }
                }
                node => kept.push(node),
            }
        }
        kept
    }

    fn adopt_element(&mut self, mut element: Element, visit: &mut Visit) -> Option<Element> {
        let document = visit.document;
        self.adopt_own_links(&mut element, document, &visit.source, &visit.target.part);
        if element.attributes.contains("paraId=") {
            let own = element.get("paraId").unwrap_or_default();
            element.set("paraId", &self.ids.paragraph(&own));
        }
        let local = element.local().to_owned();
        if local == "docPr" {
            element.set("id", &self.ids.drawing());
        }
        if LET_GO.contains(&local.as_str()) {
            return None;
        }
        if !element.word {
            element.children = self.adopt_nodes(std::mem::take(&mut element.children), visit);
            return Some(element);
        }
        if ANNOTATIONS.contains(&local.as_str()) {
            self.adopt_mark(&mut element, &local, visit)?;
        }
        let mut outer = None;
        match local.as_str() {
            "pStyle" | "rStyle" | "tblStyle" => {
                let ours = self.style(document, &element.get("val").unwrap_or_default())?;
                element.set("val", &ours);
            }
            "numId" => {
                let theirs = element.get("val").unwrap_or_default();
                // 0 takes a paragraph out of its style's list.
                let ours = self.list(document, visit.inclusion, &theirs).unwrap_or(0);
                element.set("val", &ours.to_string());
            }
            "p" => {
                let style = element.child("pPr").and_then(|own| own.child_value("pStyle"));
                outer = Some(std::mem::replace(&mut visit.paragraph, style));
            }
            "r" => self.keep_language(&mut element, visit),
            "sdtPr" => {
                if let Some(id) = element.child_mut("id") {
                    let own = id.get("val").unwrap_or_default();
                    id.set("val", &self.ids.control(&own));
                }
            }
            "hyperlink" => rename(&mut element, "anchor", visit),
            "fldChar" => match element.get("fldCharType").as_deref() {
                Some("begin") => visit.codes.push(String::new()),
                Some("end") => {
                    visit.codes.pop();
                }
                _ => {}
            },
            "instrText" => adopt_code(&mut element, visit),
            "fldSimple" => {
                let code = element.get("instr").unwrap_or_default();
                if let Some(new) = with_new_names(&code, &code, visit) {
                    element.set("instr", &new);
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let id = element.get("id").unwrap_or_default();
                let new = self.note(&local, &id, visit)?;
                element.set("id", &new);
            }
            "sectPr" => {
                if !visit.sections {
                    self.note_once(document, CompositionFinding::SectionLetGo {});
                    return None;
                }
                element
                    .children
                    .retain(|node| !node.is("headerReference") && !node.is("footerReference"));
                element.origin = Some((document, 0));
            }
            _ => {}
        }
        let had_content = !element.children.is_empty();
        let cell = matches!(local.as_str(), "tbl" | "txbxContent");
        let sections = visit.sections;
        visit.sections = sections && !cell;
        element.children = self.adopt_nodes(std::mem::take(&mut element.children), visit);
        visit.sections = sections;
        if let Some(outer) = outer {
            visit.paragraph = outer;
        }
        // A run that held only a note or a comment mark goes with it.
        let hollow =
            local == "r" && had_content && element.children.iter().all(|node| node.is("rPr"));
        (!hollow).then_some(element)
    }

    fn adopt_mark(&mut self, element: &mut Element, local: &str, visit: &mut Visit) -> Option<()> {
        let id = element.get("id").unwrap_or_default();
        if local == "bookmarkStart" {
            let name = element.get("name").unwrap_or_default();
            // Word's own mark of the last edit.
            if name == "_GoBack" {
                visit.marks.insert((true, id), String::new());
                return None;
            }
            rename(element, "name", visit);
        }
        let paired = local.ends_with("Start") || local.ends_with("End");
        let bookmark = local.starts_with("bookmark");
        let new = match visit.marks.get(&(bookmark, id.clone())).filter(|_| paired) {
            Some(known) if known.is_empty() => return None,
            Some(known) if local.ends_with("End") => known.clone(),
            _ => self.ids.mark(),
        };
        if paired {
            visit.marks.insert((bookmark, id), new.clone());
        }
        element.set("id", &new);
        Some(())
    }

    /// Text in another language than the destination would take it for says so.
    fn keep_language(&mut self, run: &mut Element, visit: &Visit) {
        let properties = run.child("rPr");
        if properties
            .is_some_and(|rpr| rpr.child("lang").is_some_and(|lang| lang.get("val").is_some()))
        {
            return;
        }
        let character = properties.and_then(|rpr| rpr.child_value("rStyle"));
        let paragraph = visit.paragraph.clone();
        let theirs =
            self.sheets[visit.document].language(paragraph.as_deref(), character.as_deref());
        let Some(theirs) = theirs else { return };
        let paragraph = paragraph.and_then(|id| self.style(visit.document, &id));
        let character = character.and_then(|id| self.style(visit.document, &id));
        let ours = self.sheets[0].language(paragraph.as_deref(), character.as_deref());
        if ours.is_some_and(|ours| ours.eq_ignore_ascii_case(&theirs)) || !has_text(run) {
            return;
        }
        let prefix = run.prefix().to_owned();
        if run.child("rPr").is_none() {
            run.children.insert(0, Node::Element(Element::word(&prefix, "rPr", Vec::new())));
        }
        let Some(properties) = run.child_mut("rPr") else { return };
        let mut language = Element::word(&prefix, "lang", Vec::new());
        language.put(&format!("{prefix}val"), &theirs);
        properties.children.retain(|node| !node.is("lang"));
        let at = properties
            .children
            .iter()
            .position(|node| {
                node.element().is_some_and(|child| {
                    !child.word
                        || matches!(
                            child.local(),
                            "eastAsianLayout" | "specVanish" | "oMath" | "rPrChange"
                        )
                })
            })
            .unwrap_or(properties.children.len());
        properties.children.insert(at, Node::Element(language));
    }
}

fn adopt_code(element: &mut Element, visit: &mut Visit) {
    let raw: String = element
        .children
        .iter()
        .map(|node| match node {
            Node::Other(text) => text.as_str(),
            _ => "",
        })
        .collect();
    let text = decode(&raw).into_owned();
    if let Some(code) = visit.codes.last_mut() {
        code.push_str(&text);
    }
    let whole = visit.codes.last().cloned().unwrap_or_default();
    if let Some(new) = with_new_names(&text, &whole, visit) {
        element.children = vec![Node::Other(encode(&new).into_owned())];
    }
}

fn has_text(run: &Element) -> bool {
    run.children.iter().any(|node| {
        node.element().is_some_and(|child| {
            matches!(child.local(), "t" | "instrText" | "delText" | "fldChar" | "sym")
        })
    })
}

fn rename(element: &mut Element, attribute: &str, visit: &Visit) {
    if let Some(name) = element.get(attribute)
        && let Some(new) = visit.names.get(&name.to_lowercase())
    {
        element.set(attribute, new);
    }
}

/// A piece of a field's code with the new names of bookmarks; `None` when nothing changes. `whole` is
/// the code from its beginning.
fn with_new_names(piece: &str, whole: &str, visit: &Visit) -> Option<String> {
    if visit.names.is_empty() {
        return None;
    }
    let keyword = whole.split_whitespace().next().unwrap_or_default().to_uppercase();
    let refers = REFERRING.iter().any(|known| keyword == *known)
        || keyword.starts_with('=')
        || visit.names.contains_key(&keyword.to_lowercase());
    if !refers {
        return None;
    }
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(piece.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        match visit.names.get(&word.to_lowercase()) {
            Some(new) => out.push_str(new),
            None => out.push_str(word),
        }
        word.clear();
    };
    for c in piece.chars() {
        if part_of_name(c) {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    (out != piece).then_some(out)
}
