//! Styles with their ancestors folded in (ISO/IEC 29500-1, 17.7).

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node;

use super::lists::Lists;
use super::paragraph_layer::ParagraphLayer;
use super::run_layer::RunLayer;
use super::table_style::TableStyle;
use super::theme::Theme;
use super::xml::{attribute, child, child_val, children, is_on, name};

/// The longest chain of `w:basedOn` that is followed; Word allows eleven.
const ANCESTORS: usize = 64;

/// The styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// Paragraph properties of the document's defaults.
    pub default_paragraph: ParagraphLayer,
    /// Run properties of the document's defaults.
    pub default_run: RunLayer,
    paragraphs: Vec<ParagraphStyle>,
    characters: Vec<CharacterStyle>,
    tables: Vec<(Arc<str>, Arc<TableStyle>)>,
    ids: HashMap<(Kind, Arc<str>), usize>,
    normal: Option<usize>,
    default_table: Option<usize>,
}

/// A paragraph style and its ancestors in one.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    /// Its id.
    pub id: Arc<str>,
    /// Its name in lower case.
    pub name: Arc<str>,
    /// Paragraph properties, with those of its list level where the style brings the list.
    pub paragraph: ParagraphLayer,
    /// Paragraph properties without those of a list level: for a paragraph that leaves the list.
    pub unlisted: ParagraphLayer,
    /// Run properties.
    pub run: RunLayer,
}

/// A character style and its ancestors in one.
#[derive(Clone, Debug, Default)]
pub(super) struct CharacterStyle {
    /// Run properties.
    pub run: RunLayer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Paragraph,
    Character,
    Table,
}

/// A style as it is written.
struct Written<'a, 'i> {
    id: Arc<str>,
    kind: Kind,
    name: Arc<str>,
    based_on: Option<&'a str>,
    node: Node<'a, 'i>,
}

impl Styles {
    /// Reads a style part's root.
    pub fn read(root: Node<'_, '_>, theme: &Theme, lists: &Lists) -> Self {
        let mut styles = Styles::default();
        if let Some(defaults) = child(root, "docDefaults") {
            if let Some(run) = child(defaults, "rPrDefault").and_then(|node| child(node, "rPr")) {
                styles.default_run = RunLayer::read(run, theme);
            }
            if let Some(paragraph) =
                child(defaults, "pPrDefault").and_then(|node| child(node, "pPr"))
            {
                styles.default_paragraph = ParagraphLayer::read(paragraph, theme);
            }
        }
        let written: Vec<Written<'_, '_>> =
            children(root).filter(|node| name(*node) == "style").filter_map(written).collect();
        let mut index: HashMap<(Kind, &str), usize> = HashMap::new();
        for (at, style) in written.iter().enumerate() {
            index.entry((style.kind, style.id.as_ref())).or_insert(at);
        }
        for (at, style) in written.iter().enumerate() {
            if index.get(&(style.kind, style.id.as_ref())) == Some(&at) {
                let default = attribute(style.node, "default").is_some_and(is_on);
                let chain = chain(&written, &index, at);
                styles.add(style, &chain, theme, lists, default);
            }
        }
        styles
    }

    fn add(
        &mut self,
        style: &Written<'_, '_>,
        chain: &[&Written<'_, '_>],
        theme: &Theme,
        lists: &Lists,
        default: bool,
    ) {
        let at = match style.kind {
            Kind::Paragraph => {
                let folded = fold_paragraph(style, chain, theme, lists);
                self.paragraphs.push(folded);
                let at = self.paragraphs.len() - 1;
                if default {
                    self.normal.get_or_insert(at);
                }
                at
            }
            Kind::Character => {
                self.characters.push(CharacterStyle { run: fold_run(chain, theme) });
                self.characters.len() - 1
            }
            Kind::Table => {
                let nodes: Vec<Node<'_, '_>> = chain.iter().map(|style| style.node).collect();
                self.tables.push((style.id.clone(), Arc::new(TableStyle::read(&nodes, theme))));
                let at = self.tables.len() - 1;
                if default {
                    self.default_table.get_or_insert(at);
                }
                at
            }
        };
        self.ids.insert((style.kind, style.id.clone()), at);
    }

    /// The paragraph style of an id; the default one where there is no such style.
    pub fn paragraph_index(&self, id: Option<&str>) -> Option<usize> {
        id.and_then(|id| self.index(Kind::Paragraph, id)).or(self.normal)
    }

    /// A paragraph style by its index.
    pub fn paragraph_at(&self, at: usize) -> Option<&ParagraphStyle> {
        self.paragraphs.get(at)
    }

    /// The character style of an id.
    pub fn character_index(&self, id: &str) -> Option<usize> {
        self.index(Kind::Character, id)
    }

    /// A character style by its index.
    pub fn character_at(&self, at: usize) -> Option<&CharacterStyle> {
        self.characters.get(at)
    }

    /// The table style of an id; the default one where there is no such style.
    pub fn table(&self, id: Option<&str>) -> Option<&Arc<TableStyle>> {
        let at = id.and_then(|id| self.index(Kind::Table, id)).or(self.default_table)?;
        self.tables.get(at).map(|(_, style)| style)
    }

    /// The name of a paragraph style that a field calls by name or id, in lower case. Word's own
    /// headings go by their name in the user's language too.
    pub fn name_of_reference(&self, reference: &str) -> Option<String> {
        let heading = ["overskrift", "rubrik", "otsikko", "\u{fc}berschrift"]
            .iter()
            .find_map(|word| reference.strip_prefix(word))
            .map(|rest| format!("heading {}", rest.trim()));
        let name = match (reference, &heading) {
            ("titel" | "tittel", _) => "title",
            (_, Some(heading)) => heading,
            _ => reference,
        };
        self.paragraphs
            .iter()
            .find(|style| *style.name == *name || *style.name == *reference)
            .or_else(|| self.paragraphs.iter().find(|style| style.id.to_lowercase() == reference))
            .map(|style| style.name.to_string())
    }

    fn index(&self, kind: Kind, id: &str) -> Option<usize> {
        self.ids.get(&(kind, Arc::from(id))).copied()
    }
}

fn written<'a, 'i>(node: Node<'a, 'i>) -> Option<Written<'a, 'i>> {
    let kind = match attribute(node, "type") {
        Some("paragraph") | None => Kind::Paragraph,
        Some("character") => Kind::Character,
        Some("table") => Kind::Table,
        Some(_) => return None,
    };
    Some(Written {
        id: Arc::from(attribute(node, "styleId")?),
        kind,
        name: Arc::from(child_val(node, "name").unwrap_or_default().to_lowercase()),
        based_on: child_val(node, "basedOn"),
        node,
    })
}

/// A style and its ancestors, the oldest first; a circle ends where it closes.
fn chain<'s, 'a, 'i>(
    written: &'s [Written<'a, 'i>],
    index: &HashMap<(Kind, &str), usize>,
    at: usize,
) -> Vec<&'s Written<'a, 'i>> {
    let mut seen = vec![at];
    let mut current = at;
    while let Some(parent) = written[current]
        .based_on
        .and_then(|id| index.get(&(written[at].kind, id)))
        .filter(|parent| !seen.contains(parent) && seen.len() < ANCESTORS)
    {
        seen.push(*parent);
        current = *parent;
    }
    seen.iter().rev().map(|at| &written[*at]).collect()
}

/// The properties of a chain of paragraph styles. A style that brings a list has the indents of the
/// list's level under its own, over those of its ancestors.
fn fold_paragraph(
    style: &Written<'_, '_>,
    chain: &[&Written<'_, '_>],
    theme: &Theme,
    lists: &Lists,
) -> ParagraphStyle {
    let mut folded = ParagraphStyle {
        id: style.id.clone(),
        name: style.name.clone(),
        run: fold_run(chain, theme),
        ..ParagraphStyle::default()
    };
    for ancestor in chain {
        let mut own = child(ancestor.node, "pPr")
            .map(|properties| ParagraphLayer::read(properties, theme))
            .unwrap_or_default();
        own.style = None;
        if own.list.is_some() || own.list_level.is_some() {
            let list = own.list.or(folded.paragraph.list);
            if own.list.is_some() && own.list_level.is_none() {
                own.list_level = list.and_then(|list| lists.level_of_style(list, &ancestor.id));
            }
            let level = own.list_level.or(folded.paragraph.list_level).unwrap_or(0);
            if let Some(level) = list.and_then(|list| lists.level(list, level)) {
                folded.paragraph.over(&level.paragraph);
            }
        }
        // Word knows its own headings by their name, whatever level they forget to say.
        own.outline = own.outline.or_else(|| heading_level(&ancestor.name));
        folded.paragraph.over(&own);
        folded.unlisted.over(&own);
    }
    folded
}

/// The outline level, from 0, of a style of Word's own name `heading 1` to `heading 9`.
fn heading_level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix("heading ")?.parse::<u8>().ok()?;
    (1..=9).contains(&digit).then(|| digit - 1)
}

fn fold_run(chain: &[&Written<'_, '_>], theme: &Theme) -> RunLayer {
    let mut folded = RunLayer::default();
    for ancestor in chain {
        if let Some(properties) = child(ancestor.node, "rPr") {
            folded.over(&RunLayer::read(properties, theme));
        }
    }
    folded.style = None;
    folded
}
