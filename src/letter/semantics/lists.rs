//! List items that follow one another become lists, deeper ones inside the item above them.

use crate::units::Pt;

use super::{Fact, ListFacts, Outline, adopt};
use crate::letter::tree::{Child, ListNumbering, NodeId, Role, Tree};

/// Lists deeper than this go on at the same depth: Word has nine levels.
const DEPTH: usize = 16;

/// Texts that begin this near each other begin at the same place.
const NEAR: Pt = Pt(2.0);

/// A list that may go on.
#[derive(Clone, Copy)]
struct Open {
    list: NodeId,
    item: ListFacts,
    left: Pt,
    body: NodeId,
}

/// Groups the items among a node's children.
pub(super) fn group(outline: &Outline, tree: &mut Tree, container: NodeId) {
    let is_item = |child: &Child| matches!(outline.fact(*child), Some(Fact::Item { .. }));
    if !tree.node(container).children.iter().any(is_item) {
        return;
    }
    let children = std::mem::take(&mut tree.node_mut(container).children);
    let next = next_items(outline, &children);
    let mut open: Vec<Open> = Vec::new();
    for (index, child) in children.iter().enumerate() {
        match outline.fact(*child) {
            Some(Fact::Item { item, left, body }) => {
                place(
                    tree,
                    container,
                    &mut open,
                    *child,
                    &Open { list: container, item, left, body },
                );
            }
            Some(fact @ (Fact::Plain { .. } | Fact::Beside)) => {
                let goes_on = next[index]
                    .is_some_and(|next| open.iter().any(|open| same_list(&open.item, &next)));
                let inside = match fact {
                    Fact::Plain { left } => {
                        open.iter().rev().find(|open| open.left.0 > 0.0 && left + NEAR >= open.left)
                    }
                    _ => open.last(),
                };
                if let Some(inside) = inside.filter(|_| goes_on) {
                    adopt(tree, inside.body, *child);
                } else {
                    open.clear();
                    adopt(tree, container, *child);
                }
            }
            _ => {
                open.clear();
                adopt(tree, container, *child);
            }
        }
    }
}

/// For each child the item that comes next with only plain text before it.
fn next_items(outline: &Outline, children: &[Child]) -> Vec<Option<ListFacts>> {
    let mut next = None;
    let mut found: Vec<Option<ListFacts>> = children
        .iter()
        .rev()
        .map(|child| {
            let here = next;
            match outline.fact(*child) {
                Some(Fact::Item { item, .. }) => next = Some(item),
                Some(Fact::Plain { .. } | Fact::Beside) => {}
                _ => next = None,
            }
            here
        })
        .collect();
    found.reverse();
    found
}

/// Whether two items count on with each other. Lists of one definition share their numbers unless
/// one begins anew; bullets have none that could.
fn same_list(one: &ListFacts, other: &ListFacts) -> bool {
    let bullets = matches!(
        one.numbering,
        ListNumbering::None | ListNumbering::Disc | ListNumbering::Circle | ListNumbering::Square
    );
    one.definition == other.definition && (one.list == other.list || bullets)
}

/// Puts an item into the list that it continues, a list inside the item above, or a list of its own.
fn place(tree: &mut Tree, container: NodeId, open: &mut Vec<Open>, child: Child, new: &Open) {
    let of_same = |open: &Open| same_list(&open.item, &new.item);
    let keep = match open.iter().rposition(of_same) {
        // Deeper in the same numbering: inside the item above, whatever stands deeper there is done.
        Some(at) if open[at].item.level < new.item.level => at + 1,
        Some(at) => {
            let at = open
                .iter()
                .position(|open| of_same(open) && open.item.level >= new.item.level)
                .unwrap_or(at);
            let level = &open[at].item;
            if level.level == new.item.level && level.numbering == new.item.numbering {
                open.truncate(at + 1);
                adopt(tree, open[at].list, child);
                open[at] = Open { list: open[at].list, ..*new };
                return;
            }
            at
        }
        // Another numbering: inside the last item that begins clearly further left.
        None => open.iter().rposition(|open| open.left + NEAR < new.left).map_or(0, |at| at + 1),
    };
    open.truncate(keep.min(DEPTH));
    let parent = open.last().map_or(container, |open| open.body);
    let list = tree.add(parent, Role::List(new.item.numbering));
    adopt(tree, list, child);
    open.push(Open { list, ..*new });
}
