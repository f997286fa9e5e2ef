//! The stories of the three versions: read, paired, merged and put back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::align::Numbers;
use super::blocks::{Block, blocks};
use super::comments::Comments;
use super::merge::{ClashKind, Piece, merge_blocks};
use super::parts::Told;
use super::relations::{declared, relations, target};
use super::result::Building;
use super::source::{Names, SECTION, Source, Version, merge_properties, properties, same};
use super::write::Writer;
use super::xml::{Element, Tree};
use super::{Change, ChangeKind, Conflict, Subject};
use crate::diagnostic::StoryKind;
use crate::docx::{Package, PackageError, Styles, encode};

/// Bytes of parts, each known by a number: equal pictures are one, whatever their parts are called.
pub(super) type Pool = BTreeMap<Vec<u8>, usize>;

/// One version, read.
#[derive(Debug)]
pub(super) struct Edition<'p> {
    pub package: &'p Package,
    version: Version,
    lists: Rc<HashMap<String, String>>,
    notes: Rc<HashMap<String, String>>,
    /// The body.
    pub main: Source,
    /// The parts for notes, by kind.
    pub note_parts: BTreeMap<&'static str, Source>,
    /// Headers and footers by section, place and type, such as `0 w:headerReference default`.
    pub references: BTreeMap<String, String>,
}

impl<'p> Edition<'p> {
    /// Reads a version.
    pub fn read(
        package: &'p Package,
        version: Version,
        lists: Rc<HashMap<String, String>>,
        pool: &mut Pool,
    ) -> Result<Self, PackageError> {
        let mut note_parts = BTreeMap::new();
        let mut notes = HashMap::new();
        for kind in ["footnote", "endnote"] {
            let Some(part) = package.parts_of_kind(&format!("{kind}s")).into_iter().next() else {
                continue;
            };
            let source = read(package, version, &part, &lists, &Rc::default(), pool)?;
            for note in source.tree.root.elements() {
                if let Some(id) = note.attribute("w:id") {
                    let (inside, _) = blocks(&source, note);
                    let keys: Vec<&str> = inside.iter().map(|block| block.key.as_str()).collect();
                    notes.insert(format!("{kind} {id}"), format!("{kind}: {}", keys.join("\n")));
                }
            }
            note_parts.insert(kind, source);
        }
        let notes = Rc::new(notes);
        let main = read(package, version, package.main_part(), &lists, &notes, pool)?;
        let references = references(package, &main)?;
        Ok(Edition { package, version, lists, notes, main, note_parts, references })
    }

    fn source(&self, part: &str, pool: &mut Pool) -> Result<Source, PackageError> {
        read(self.package, self.version, part, &self.lists, &self.notes, pool)
    }
}

fn read(
    package: &Package,
    version: Version,
    part: &str,
    lists: &Rc<HashMap<String, String>>,
    notes: &Rc<HashMap<String, String>>,
    pool: &mut Pool,
) -> Result<Source, PackageError> {
    let tree = Tree::read(part, package.text(part)?, package.limits())?;
    let mut named = HashMap::new();
    for relation in relations(package, part)? {
        let kind = relation.kind.rsplit('/').next().unwrap_or_default().to_owned();
        let meaning = if relation.external {
            format!("{kind} {}", relation.target)
        } else if matches!(kind.as_str(), "header" | "footer") {
            "story".to_owned()
        } else if matches!(kind.as_str(), "styles" | "settings" | "theme" | "numbering") {
            kind
        } else if let Some(there) = target(package, part, &relation) {
            let next = pool.len();
            let number = *pool.entry(package.bytes(&there)?).or_insert(next);
            format!("{kind} #{number}")
        } else {
            kind
        };
        named.insert(relation.id, meaning);
    }
    let names = Names { relations: named, lists: Rc::clone(lists), notes: Rc::clone(notes) };
    Ok(Source { version, tree, names })
}

fn references(package: &Package, main: &Source) -> Result<BTreeMap<String, String>, PackageError> {
    let all = relations(package, &main.tree.part)?;
    let mut found = BTreeMap::new();
    let mut section = 0;
    main.tree.root.each(&mut |element| {
        if element.name != "w:sectPr" {
            return;
        }
        for reference in element.elements().filter(|child| child.name.ends_with("erReference")) {
            let id = reference.attribute("r:id").unwrap_or_default();
            let relation = all.iter().find(|relation| relation.id == id);
            if let Some(part) = relation.and_then(|found| target(package, &main.tree.part, found)) {
                let kind = reference.attribute("w:type").unwrap_or("default");
                found.insert(format!("{section} {} {kind}", reference.name), part);
            }
        }
        section += 1;
    });
    Ok(found)
}

/// Merges the body.
pub(super) fn body(
    three: (&Edition<'_>, &Edition<'_>, &Edition<'_>),
    building: &mut Building<'_>,
    comments: &mut Comments,
    styles: (&Styles, &Styles),
    told: &mut Told,
) -> Result<(), PackageError> {
    let (base, own, central) = three;
    let of = |source: &'_ Source| -> Result<usize, PackageError> {
        let found = source.tree.root.elements().position(|child| child.name == "w:body");
        found.ok_or(PackageError::NotWordprocessing)
    };
    let at = (of(&base.main)?, of(&own.main)?, of(&central.main)?);
    let sources = (&base.main, &own.main, &central.main);
    let containers = (
        nth(&sources.0.tree.root, at.0),
        nth(&sources.1.tree.root, at.1),
        nth(&sources.2.tree.root, at.2),
    );
    let Some(xml) = story(
        sources,
        containers,
        &mut Setting { building, comments: Some(comments), styles, told, kind: StoryKind::Body },
    )?
    else {
        return Ok(());
    };
    building.parts.insert(own.main.tree.part.clone(), xml.into_bytes());
    Ok(())
}

fn nth(root: &Element, at: usize) -> &Element {
    root.elements().nth(at).unwrap_or(root)
}

/// Merges the headers and footers that all three versions have.
pub(super) fn margins(
    three: (&Edition<'_>, &Edition<'_>, &Edition<'_>),
    pool: &mut Pool,
    building: &mut Building<'_>,
    styles: (&Styles, &Styles),
    told: &mut Told,
) -> Result<(), PackageError> {
    let (base, own, central) = three;
    let mut done = BTreeSet::new();
    for (key, part) in &own.references {
        let (Some(before), Some(theirs)) = (base.references.get(key), central.references.get(key))
        else {
            continue;
        };
        if !done.insert(part.clone()) {
            continue;
        }
        let sources =
            (base.source(before, pool)?, own.source(part, pool)?, central.source(theirs, pool)?);
        let number = |kind: &str| {
            let all = own.package.parts_of_kind(kind);
            all.iter().position(|found| found == part).map_or(1, |at| at + 1)
        };
        let kind = if key.contains("header") {
            StoryKind::Header(number("header"))
        } else {
            StoryKind::Footer(number("footer"))
        };
        let containers = (&sources.0.tree.root, &sources.1.tree.root, &sources.2.tree.root);
        let mut setting = Setting { building, comments: None, styles, told, kind };
        let merged = story((&sources.0, &sources.1, &sources.2), containers, &mut setting)?;
        if let Some(xml) = merged {
            building.parts.insert(part.clone(), xml.into_bytes());
        }
    }
    Ok(())
}

/// What a story is merged into.
struct Setting<'s, 'p> {
    building: &'s mut Building<'p>,
    comments: Option<&'s mut Comments>,
    styles: (&'s Styles, &'s Styles),
    told: &'s mut Told,
    kind: StoryKind,
}

/// Merges a story; `None` when the override's stands as it is.
fn story(
    sources: (&Source, &Source, &Source),
    containers: (&Element, &Element, &Element),
    setting: &mut Setting<'_, '_>,
) -> Result<Option<String>, PackageError> {
    let (base, _) = blocks(sources.0, containers.0);
    let (own, after) = blocks(sources.1, containers.1);
    let (central, _) = blocks(sources.2, containers.2);
    let mut numbers = Numbers::default();
    let pieces = merge_blocks(&base, &own, &central, &mut numbers);
    let section = section(sources, containers, setting)?;
    if section.is_none() && pieces.iter().all(|piece| matches!(piece, Piece::Own(_))) {
        return Ok(None);
    }
    let own_tree = &sources.1.tree;
    let container = containers.1;
    let mut writer = Writer {
        building: &mut *setting.building,
        part: own_tree.part.clone(),
        story: setting.kind,
        comments: setting.comments.as_deref_mut(),
        styles: setting.styles,
        prefix: own_tree.prefix(),
        out: String::new(),
        conflicts: Vec::new(),
        taken: Vec::new(),
        paragraphs: 0,
        heading: None,
        tables: 0,
        cell: None,
        side: None,
        namespaces: namespaces(own_tree, &sources.2.tree),
    };
    writer.pieces(&pieces)?;
    // A story has a paragraph, whatever both sides took out.
    if !has_paragraph(&pieces) {
        writer.out.push_str(&format!("<{0}p></{0}p>", writer.prefix));
    }
    let mut content = std::mem::take(&mut writer.out);
    setting.told.conflicts.append(&mut writer.conflicts);
    setting.told.taken.append(&mut writer.taken);
    for mark in after {
        content.push_str(own_tree.raw(mark));
    }
    let last = container.elements().filter(|child| child.name == "w:sectPr").last();
    match (section, last) {
        (Some(markup), _) => content.push_str(&markup),
        (None, Some(last)) => content.push_str(own_tree.raw(last)),
        (None, None) => {}
    }
    let head = declared(own_tree, &sources.2.tree)?;
    let root = &own_tree.root;
    let inside = container.inside(&own_tree.xml);
    let xml = if std::ptr::eq(root, container) {
        if root.hollow() {
            own_tree.xml.clone()
        } else {
            format!("{head}{content}{}", &own_tree.xml[inside.end..])
        }
    } else if container.hollow() {
        own_tree.xml.clone()
    } else {
        format!(
            "{head}{}{content}{}",
            &own_tree.xml[root.tag.end..inside.start],
            &own_tree.xml[inside.end..]
        )
    };
    paired(&own_tree.part, xml).map(Some)
}

/// The namespaces of two trees as they stand in a tag.
fn namespaces(own: &Tree, central: &Tree) -> String {
    let mut all: BTreeMap<&str, &str> = BTreeMap::new();
    for (prefix, uri) in central.namespaces.iter().chain(&own.namespaces) {
        all.insert(prefix, uri);
    }
    all.iter()
        .map(|(prefix, uri)| {
            let colon = if prefix.is_empty() { "" } else { ":" };
            format!(" xmlns{colon}{prefix}=\"{}\"", encode(uri).replace('"', "&quot;"))
        })
        .collect()
}

fn has_paragraph(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| {
        let block = |block: &Block<'_>| block.paragraphs() > 0;
        match piece {
            Piece::Own(found) | Piece::Central(found, _) => block(found),
            Piece::Dropped(_) => false,
            Piece::Clash(clash) => clash.own.iter().chain(&clash.central).any(|found| block(found)),
            _ => true,
        }
    })
}

/// The section properties at the end of the body, where the central version changed them.
fn section(
    sources: (&Source, &Source, &Source),
    containers: (&Element, &Element, &Element),
    setting: &mut Setting<'_, '_>,
) -> Result<Option<String>, PackageError> {
    fn last<'a>(source: &'a Source, container: &'a Element) -> Vec<super::source::Property<'a>> {
        let found = container.elements().filter(|child| child.name == "w:sectPr").last();
        properties(source, found)
    }
    let (b, o, n) = (
        last(sources.0, containers.0),
        last(sources.1, containers.1),
        last(sources.2, containers.2),
    );
    if same(&b, &n) || same(&o, &n) {
        return Ok(None);
    }
    let (merged, clashes) = merge_properties(&b, &o, &n, SECTION);
    for name in clashes {
        setting.told.conflicts.push(Conflict {
            kind: ClashKind::Formatting,
            subject: Subject::Section(name.trim_start_matches("w:").to_owned()),
            place: None,
            base: String::new(),
            own: String::new(),
            central: String::new(),
            in_document: false,
        });
    }
    if same(&merged, &o) {
        return Ok(None);
    }
    let tree = &sources.1.tree;
    let (mut markup, end) =
        match containers.1.elements().filter(|child| child.name == "w:sectPr").last() {
            Some(own) => {
                let tag = tree.slice(&own.tag).trim_end_matches('>').trim_end_matches('/');
                (format!("{tag}>"), format!("</{}sectPr>", tree.prefix()))
            }
            None => (format!("<{}sectPr>", tree.prefix()), format!("</{}sectPr>", tree.prefix())),
        };
    for property in &merged {
        markup.push_str(&setting.building.markup(property.source, property.element, &tree.part)?);
        let new = property.source.version == Version::Central
            && !o.iter().any(|own| own.meaning == property.meaning);
        if new {
            setting.told.taken.push(Change {
                kind: ChangeKind::Formatted,
                subject: Subject::Section(property.name.trim_start_matches("w:").to_owned()),
                place: None,
                before: String::new(),
                after: String::new(),
            });
        }
    }
    markup.push_str(&end);
    Ok(Some(markup))
}

/// Takes marks out whose other half has gone with its paragraph.
fn paired(part: &str, xml: String) -> Result<String, PackageError> {
    let limits = crate::docx::Limits::default();
    let tree = Tree::read(part, xml, &limits)?;
    let mut starts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut ends: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut marks: Vec<(&str, &str, &Element)> = Vec::new();
    tree.root.each(&mut |element| {
        let kind = match element.name.as_str() {
            "w:bookmarkStart" | "w:bookmarkEnd" => "bookmark",
            "w:commentRangeStart" | "w:commentRangeEnd" => "comment",
            _ => return,
        };
        let id = element.attribute("w:id").unwrap_or_default();
        let count = if element.name.ends_with("Start") { &mut starts } else { &mut ends };
        *count.entry((kind, id)).or_default() += 1;
        marks.push((kind, id, element));
    });
    let mut out = String::with_capacity(tree.xml.len());
    let mut at = 0;
    for (kind, id, element) in marks {
        if starts.contains_key(&(kind, id)) != ends.contains_key(&(kind, id)) {
            out.push_str(&tree.xml[at..element.span.start]);
            at = element.span.end;
        }
    }
    out.push_str(&tree.xml[at..]);
    Ok(out)
}
