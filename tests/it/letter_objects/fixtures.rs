//! The letters of the fixtures, and of the corpus where it is at hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::letter::{
    Block, Child, Inline, Letter, NodeId, Object, ReadOptions, Role, Sheet, Slot, Tree, read,
};
use insta::assert_snapshot;

use super::sketch::{letter, told};

fn fixture(name: &str) -> Letter {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters").join(name);
    letter(&std::fs::read(path).expect("a fixture"))
}

#[test]
fn a_grant_reads_as_it_is_written() {
    assert_snapshot!(told(&fixture("bevilling-udvidet-helbredstillaeg.docx")));
}

#[test]
fn a_request_for_information_reads_as_it_is_written() {
    assert_snapshot!(told(&fixture("manglerbrev-udvidet-helbredstillaeg.docx")));
}

#[test]
fn a_letter_with_a_letterhead_stands_in_its_places() {
    assert_snapshot!(fixture("bevilling-udvidet-helbredstillaeg.docx").dump_appearance());
}

#[test]
fn all_fixtures_make_sound_trees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("fixtures").flatten().map(|entry| entry.path()).collect();
    names.sort();
    assert!(names.len() > 10);
    for path in names {
        let letter = letter(&std::fs::read(&path).expect("a fixture"));
        check(&letter, &path.display().to_string());
    }
}

#[test]
fn the_corpus_makes_sound_trees() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut found = Vec::new();
    gather(&corpus, &mut found);
    if found.is_empty() {
        eprintln!("skipped: there is no corpus at {}", corpus.display());
        return;
    }
    found.sort();
    let mut read_well = 0;
    for path in &found {
        let bytes = std::fs::read(path).expect("a document");
        let Ok(package) = Package::open(&bytes, Macros::Drop, &Limits::default()) else { continue };
        let Ok(sheet) = Sheet::read(&package) else { continue };
        if let Ok(letter) = read(&package, &sheet, &ReadOptions::default()) {
            check(&letter, &path.display().to_string());
            read_well += 1;
        }
    }
    assert!(read_well * 10 >= found.len() * 9, "{read_well} of {}", found.len());
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "docx") {
            found.push(path);
        }
    }
}

/// What holds for every letter's tree.
pub fn check(letter: &Letter, name: &str) {
    let tree = &letter.tree;
    let mut seen = BTreeSet::new();
    let mut reached = BTreeSet::new();
    let mut headings = Vec::new();
    walk(tree, Tree::ROOT, &mut seen, &mut reached, &mut headings, name);
    let mut last = 0;
    for level in headings {
        assert!(level <= last + 1, "{name}: level {level} after {last}");
        last = level;
    }
    let mut filled = BTreeSet::new();
    letter.sections.iter().for_each(|section| slots(&section.blocks, &mut filled));
    letter.notes.iter().for_each(|note| slots(&note.blocks, &mut filled));
    for slot in filled {
        assert!(reached.contains(&slot.0), "{name}: {slot:?} fills a node that is not in the tree");
    }
}

fn walk(
    tree: &Tree,
    id: NodeId,
    seen: &mut BTreeSet<NodeId>,
    reached: &mut BTreeSet<u32>,
    headings: &mut Vec<u8>,
    name: &str,
) {
    assert!(seen.insert(id), "{name}: {id:?} stands in two places");
    let node = tree.node(id);
    let roles = || {
        node.children.iter().filter_map(|child| match child {
            Child::Node(child) => Some(&tree.node(*child).role),
            Child::Slot(_) => None,
        })
    };
    match &node.role {
        Role::Heading(level) => headings.push(*level),
        Role::Figure => {
            assert!(node.alt.as_ref().is_some_and(|alt| !alt.is_empty()), "{name}: no description");
        }
        Role::List(_) => {
            assert!(roles().next().is_some(), "{name}: empty list");
            assert!(roles().all(|role| *role == Role::ListItem), "{name}: {:?}", node.children);
        }
        Role::Contents => {
            let inside = |role: &Role| matches!(role, Role::ContentsItem | Role::Contents);
            assert!(roles().all(inside), "{name}: {:?}", node.children);
        }
        Role::Table { .. } => {
            let parts: Vec<&Role> = roles().filter(|role| **role != Role::Caption).collect();
            assert!(parts.ends_with(&[&Role::TableBody]), "{name}: {parts:?}");
            assert!(has_header(tree, id), "{name}: no header cell");
            columns(tree, id, name);
        }
        Role::TableRow => {
            let cell =
                |role: &Role| matches!(role, Role::HeaderCell { .. } | Role::DataCell { .. });
            assert!(roles().next().is_some() && roles().all(cell), "{name}: a row of no cells");
        }
        Role::Paragraph => assert!(!node.children.is_empty(), "{name}: an empty paragraph"),
        _ => {}
    }
    for child in &node.children {
        match child {
            Child::Node(child) => {
                assert_eq!(tree.node(*child).parent, Some(id), "{name}: {child:?}");
                walk(tree, *child, seen, reached, headings, name);
            }
            Child::Slot(slot) => {
                assert_eq!(tree.owner(*slot), id, "{name}: {slot:?}");
                reached.insert(slot.0);
            }
        }
    }
}

fn has_header(tree: &Tree, id: NodeId) -> bool {
    tree.node(id).children.iter().any(|child| match child {
        Child::Node(child) => {
            matches!(tree.node(*child).role, Role::HeaderCell { .. }) || has_header(tree, *child)
        }
        Child::Slot(_) => false,
    })
}

/// All rows of a table are equally long, cells that reach down from above counted.
fn columns(tree: &Tree, table: NodeId, name: &str) {
    let nodes = |id: NodeId| {
        let children = tree.node(id).children.clone();
        children.into_iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Slot(_) => None,
        })
    };
    let rows: Vec<NodeId> = nodes(table)
        .filter(|part| matches!(tree.node(*part).role, Role::TableHead | Role::TableBody))
        .flat_map(nodes)
        .collect();
    let mut lengths = vec![0; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        for cell in nodes(*row) {
            if let Role::HeaderCell { columns, rows, .. } | Role::DataCell { columns, rows, .. } =
                &tree.node(cell).role
            {
                for length in lengths.iter_mut().skip(at).take(*rows as usize) {
                    *length += columns;
                }
            }
        }
    }
    assert!(lengths.windows(2).all(|pair| pair[0] == pair[1]), "{name}: rows of {lengths:?}");
}

fn slots(blocks: &[Block], found: &mut BTreeSet<Slot>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                found.extend(paragraph.label.as_ref().and_then(|label| label.slot));
                for inline in &paragraph.content {
                    match inline {
                        Inline::Text(text) => found.extend(text.slot),
                        Inline::Tab { slot, .. }
                        | Inline::Break { slot, .. }
                        | Inline::NoteReference { slot, .. } => found.extend(*slot),
                        Inline::PageField(field) => found.extend(field.slot),
                        Inline::Object(object) => of_object(&object.object, found),
                        Inline::Anchor(anchor) => of_object(&anchor.object, found),
                        _ => {}
                    }
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    assert!(!cell.blocks.is_empty(), "a cell without a block");
                    slots(&cell.blocks, found);
                }
            }
            Block::Float(float) => of_object(&float.object, found),
        }
    }
}

fn of_object(object: &Object, found: &mut BTreeSet<Slot>) {
    match object {
        Object::Picture(picture) => found.extend(picture.slot),
        Object::Box(text_box) => slots(&text_box.blocks, found),
        Object::Shape(shape) => found.extend(shape.slot),
        Object::WordArt(_) => {}
        Object::Group(members) => members.iter().for_each(|(_, member)| of_object(member, found)),
        Object::Missing(missing) => found.extend(missing.slot),
    }
}
