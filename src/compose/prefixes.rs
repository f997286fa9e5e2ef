//! Namespace prefixes: what each means in the composed document.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Element, without_prefix};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const MAIN_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LINKS_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// Namespaces that have one name in transitional and one in strict documents
/// (ISO/IEC 29500-1, annex A, and 29500-4, annex A).
const TWINS: &[(&str, &str)] = &[
    (MAIN, MAIN_STRICT),
    (LINKS, LINKS_STRICT),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
        "http://purl.oclc.org/ooxml/officeDocument/customXml",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "http://purl.oclc.org/ooxml/drawingml/picture",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://purl.oclc.org/ooxml/drawingml/chart",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "http://purl.oclc.org/ooxml/drawingml/diagram",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
];

/// Markup with the namespaces of transitional or of strict documents.
pub(super) fn as_conformance(xml: &str, strict: bool) -> String {
    let mut out = xml.to_owned();
    for (transitional, of_strict) in TWINS {
        let (from, to) = if strict { (transitional, of_strict) } else { (of_strict, transitional) };
        out = out.replace(&format!("\"{from}"), &format!("\"{to}"));
    }
    out
}

/// Prefixes and their namespaces in the composed document.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    names: BTreeMap<String, String>,
    /// Prefixes that different parts of the base use for different things.
    ambiguous: BTreeSet<String>,
    ignorable: BTreeSet<String>,
    strict: bool,
}

impl Prefixes {
    /// The prefixes of a document that is strict or not.
    pub fn new(strict: bool) -> Self {
        Prefixes { strict, ..Prefixes::default() }
    }

    /// Says whether the base is strict, once it is known.
    pub fn set_strict(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Learns those of a part of the base, which keep their meaning.
    pub fn learn(&mut self, root: &Element) {
        for (prefix, uri) in root.declarations() {
            if prefix.is_empty() {
                continue;
            }
            match self.names.get(&prefix) {
                Some(known) if *known != uri => {
                    self.ambiguous.insert(prefix);
                }
                _ => {
                    self.names.insert(prefix, uri);
                }
            }
        }
    }

    /// What the prefixes of a source become, for those that become another.
    pub fn adopt(&mut self, root: &Element) -> BTreeMap<String, String> {
        let mut renamed = BTreeMap::new();
        let ignorable = ignorable(root);
        for (prefix, uri) in root.declarations() {
            let new = self.prefix_for(&prefix, &uri);
            if ignorable.contains(&prefix) {
                self.ignorable.insert(new.clone());
            }
            if new != prefix {
                renamed.insert(prefix, new);
            }
        }
        renamed
    }

    fn prefix_for(&mut self, wanted: &str, uri: &str) -> String {
        let usable = |prefix: &str, known: &str| known == uri && !self.ambiguous.contains(prefix);
        if self.names.get(wanted).is_some_and(|known| usable(wanted, known)) {
            return wanted.to_owned();
        }
        if let Some((prefix, _)) = self.names.iter().find(|(prefix, known)| usable(prefix, known)) {
            return prefix.clone();
        }
        let stem = if wanted.is_empty() { "n" } else { wanted };
        let mut new = stem.to_owned();
        let mut number = 1;
        while self.names.contains_key(&new) || self.ambiguous.contains(&new) || new.is_empty() {
            new = format!("{stem}{number}");
            number += 1;
        }
        self.names.insert(new.clone(), uri.to_owned());
        new
    }

    /// The prefix of WordprocessingML with its colon.
    pub fn word(&mut self) -> String {
        let uri = if self.strict { MAIN_STRICT } else { MAIN };
        self.prefix_for("w", uri) + ":"
    }

    /// The prefix of ids of relationships with its colon.
    pub fn links(&mut self) -> String {
        let uri = if self.strict { LINKS_STRICT } else { LINKS };
        self.prefix_for("r", uri) + ":"
    }

    /// Declares on a root what is used in it and not declared there.
    pub fn declare(&mut self, root: &mut Element) {
        let mut used = BTreeSet::new();
        root.walk(&mut |element| {
            used.insert(element.prefix().trim_end_matches(':').to_owned());
            if !element.attributes.contains([':', 'R']) {
                return;
            }
            for (name, value) in element.pairs() {
                if let Some((prefix, _)) = name.split_once(':') {
                    used.insert(prefix.to_owned());
                }
                if without_prefix(&name) == "Requires" {
                    used.extend(value.split_whitespace().map(str::to_owned));
                }
            }
        });
        let declared: BTreeSet<String> =
            root.declarations().into_iter().map(|(prefix, _)| prefix).collect();
        let mut passed_over = Vec::new();
        for prefix in used.difference(&declared) {
            let Some(uri) = self.names.get(prefix) else { continue };
            root.put(&format!("xmlns:{prefix}"), &uri.clone());
            if self.ignorable.contains(prefix) {
                passed_over.push(prefix.clone());
            }
        }
        if passed_over.is_empty() {
            return;
        }
        let mut list: Vec<String> = ignorable(root).into_iter().collect();
        list.extend(passed_over);
        let prefix = self.prefix_for("mc", COMPATIBILITY);
        if !root.declarations().iter().any(|(found, _)| *found == prefix) {
            root.put(&format!("xmlns:{prefix}"), COMPATIBILITY);
        }
        root.put(&format!("{prefix}:Ignorable"), &list.join(" "));
    }
}

fn ignorable(root: &Element) -> BTreeSet<String> {
    root.get("Ignorable")
        .map(|list| list.split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default()
}
