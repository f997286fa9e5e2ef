//! Tables of contents and captions: what paragraphs are by their style and their neighbours.

use super::{Fact, Outline, adopt};
use crate::letter::tree::{Child, NodeId, Role, Tree};

/// Groups entries that follow one another into a table of contents, deeper ones into tables inside it.
pub(super) fn group(outline: &Outline, tree: &mut Tree, container: NodeId) {
    let level = |child: &Child| match outline.fact(*child) {
        Some(Fact::Contents(level)) => Some(level),
        _ => None,
    };
    if !tree.node(container).children.iter().any(|child| level(child).is_some()) {
        return;
    }
    let children = std::mem::take(&mut tree.node_mut(container).children);
    let mut open: Vec<(u8, NodeId)> = Vec::new();
    for child in children {
        let Some(level) = level(&child) else {
            open.clear();
            adopt(tree, container, child);
            continue;
        };
        while open.len() > 1 && open.last().is_some_and(|(open, _)| *open > level) {
            open.pop();
        }
        if open.last().is_none_or(|(open, _)| *open < level) {
            let parent = open.last().map_or(container, |(_, contents)| *contents);
            let contents = tree.add(parent, Role::Contents);
            open.push((level, contents));
        }
        let parent = open.last().map_or(container, |(_, contents)| *contents);
        adopt(tree, parent, child);
    }
}

/// Makes paragraphs of the caption style captions where they stand beside a table or a figure; that
/// of a table becomes its first or last child (ISO 32000-1, 14.8.4.3.4).
pub(super) fn captions(outline: &Outline, tree: &mut Tree, container: NodeId) {
    let is_caption = |child: &Child| outline.fact(*child) == Some(Fact::Caption);
    if !tree.node(container).children.iter().any(is_caption) {
        return;
    }
    let children = std::mem::take(&mut tree.node_mut(container).children);
    let mut kept: Vec<Child> = Vec::with_capacity(children.len());
    let mut taken: Option<NodeId> = None;
    for (index, child) in children.iter().enumerate() {
        if let (Child::Node(node), true) = (child, is_caption(child)) {
            let before = kept.last().and_then(|child| table(tree, *child));
            let after = children.get(index + 1).and_then(|child| table(tree, *child));
            let figure = kept.last().is_some_and(|child| shows_figure(tree, *child))
                || children.get(index + 1).is_some_and(|child| shows_figure(tree, *child));
            // A table that has its caption above it has none below.
            match (before.filter(|table| taken != Some(*table)), after) {
                (_, Some(table)) => {
                    tree.node_mut(*node).role = Role::Caption;
                    tree.node_mut(*node).parent = Some(table);
                    tree.node_mut(table).children.insert(0, *child);
                    taken = Some(table);
                    continue;
                }
                (Some(table), None) => {
                    tree.node_mut(*node).role = Role::Caption;
                    adopt(tree, table, *child);
                    taken = Some(table);
                    continue;
                }
                (None, None) if figure => tree.node_mut(*node).role = Role::Caption,
                (None, None) => {}
            }
        }
        kept.push(*child);
    }
    tree.node_mut(container).children = kept;
}

fn table(tree: &Tree, child: Child) -> Option<NodeId> {
    let Child::Node(node) = child else { return None };
    matches!(tree.node(node).role, Role::Table { .. }).then_some(node)
}

/// A figure, or a paragraph of nothing else.
fn shows_figure(tree: &Tree, child: Child) -> bool {
    let Child::Node(node) = child else { return false };
    let node = tree.node(node);
    node.role == Role::Figure
        || (!node.children.is_empty()
            && node.children.iter().all(|child| match child {
                Child::Node(inner) => tree.node(*inner).role == Role::Figure,
                Child::Slot(_) => false,
            }))
}
