//! What of the tree is really on the pages, known before anything is written.
//!
//! A paragraph of blanks has nothing to say: its blanks become an artifact and it leaves the tree
//! (an empty element is announced as nothing, or as "blank"). What leaves may have been a heading, so
//! the levels of those that stay are counted anew: they may not skip (ISO 14289-1, 7.4.2).

use crate::layout::{Pages, Paint, Tag};
use crate::letter::{Child, NodeId, Role, Slot, Tree};

/// What of the tree is on the pages.
pub(super) struct Plan {
    /// For each node, whether it is in the structure tree.
    alive: Vec<bool>,
    /// For each node, whether something in it is said or shown.
    speaks: Vec<bool>,
    /// For each node, the level of a heading.
    levels: Vec<u8>,
    /// For each node, the link that it is in or is.
    links: Vec<Option<NodeId>>,
    /// For each node, the figure or formula that it is in or is.
    figures: Vec<Option<NodeId>>,
    /// For each node, the heading that it is in or is.
    headings: Vec<Option<NodeId>>,
    /// For each slot, its node, where that is written.
    owners: Vec<Option<NodeId>>,
    /// The living nodes in reading order.
    order: Vec<NodeId>,
}

impl Plan {
    /// Looks through the pages.
    pub fn new(tree: &Tree, pages: &Pages) -> Self {
        let count = tree.len();
        let mut plan = Plan {
            alive: vec![false; count],
            speaks: vec![false; count],
            levels: vec![0; count],
            links: vec![None; count],
            figures: vec![None; count],
            headings: vec![None; count],
            owners: vec![None; tree.slots()],
            order: Vec::with_capacity(count),
        };
        let down = downwards(tree);
        let painted = plan.look(tree, pages, &down);
        for &id in &down {
            let node = tree.node(id);
            let parent = node.parent.map(|parent| parent.0 as usize);
            let inherit =
                |of: &[Option<NodeId>]| parent.and_then(|parent| of.get(parent).copied().flatten());
            let at = id.0 as usize;
            plan.links[at] = inherit(&plan.links);
            plan.figures[at] = inherit(&plan.figures);
            plan.headings[at] = inherit(&plan.headings);
            match node.role {
                Role::Link { .. } => plan.links[at] = Some(id),
                Role::Figure | Role::Formula => plan.figures[at] = Some(id),
                Role::Heading(_) => plan.headings[at] = Some(id),
                _ => {}
            }
        }
        for (at, painted) in painted.iter().enumerate() {
            let owner = tree.owner(Slot(at as u32));
            if *painted && plan.says(tree, owner) {
                plan.owners[at] = Some(owner);
                plan.alive[owner.0 as usize] = true;
            }
        }
        plan.spread(tree, &down);
        plan.walk(tree);
        plan
    }

    /// Which slots are painted; marks the nodes that speak, and those around them.
    fn look(&mut self, tree: &Tree, pages: &Pages, down: &[NodeId]) -> Vec<bool> {
        let mut painted = vec![false; tree.slots()];
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Tag::Slot(slot) = item.tag else { continue };
            let Some(painted) = painted.get_mut(slot.0 as usize) else { continue };
            let owner = tree.owner(slot).0 as usize;
            let speaks = match &item.paint {
                Paint::Text(text) => {
                    *painted = true;
                    self.speaks[owner]
                        || text.text.contains(is_seen)
                        || text.actual.as_deref().is_some_and(|actual| actual.contains(is_seen))
                }
                Paint::ClipBegin(_) | Paint::TurnBegin { .. } | Paint::End => continue,
                _ => {
                    *painted = true;
                    true
                }
            };
            self.speaks[owner] |= speaks;
        }
        self.spread_up(tree, down, |plan| &mut plan.speaks);
        painted
    }

    /// Whether the block that a node is in says something.
    fn says(&self, tree: &Tree, node: NodeId) -> bool {
        tree.ancestors(node)
            .find(|id| !is_inline(&tree.node(*id).role))
            .is_none_or(|block| self.speaks[block.0 as usize])
    }

    /// Life goes from a node to those around it, and from a table to its cells: an empty cell has its
    /// place all the same.
    fn spread(&mut self, tree: &Tree, down: &[NodeId]) {
        self.alive[0] = true;
        self.spread_up(tree, down, |plan| &mut plan.alive);
        for id in down.iter().skip(1) {
            let (at, node) = (id.0 as usize, tree.node(*id));
            let part = match node.role {
                Role::TableHead | Role::TableBody | Role::TableRow => !node.children.is_empty(),
                Role::HeaderCell { .. } | Role::DataCell { .. } => true,
                _ => false,
            };
            if part && node.parent.is_some_and(|parent| self.alive[parent.0 as usize]) {
                self.alive[at] = true;
            }
        }
    }

    /// What holds of a node holds of those around it.
    fn spread_up(
        &mut self,
        tree: &Tree,
        down: &[NodeId],
        of: impl Fn(&mut Plan) -> &mut Vec<bool>,
    ) {
        let of = of(self);
        for id in down.iter().rev() {
            if of[id.0 as usize]
                && let Some(parent) = tree.node(*id).parent
            {
                of[parent.0 as usize] = true;
            }
        }
    }

    /// Puts the living in reading order and counts the levels of headings.
    fn walk(&mut self, tree: &Tree) {
        let mut last = 0u8;
        let mut ahead = vec![Tree::ROOT];
        while let Some(id) = ahead.pop() {
            if !self.is_alive(id) {
                continue;
            }
            self.order.push(id);
            let node = tree.node(id);
            if let Role::Heading(level) = node.role {
                last = level.clamp(1, 6).min(last + 1);
                self.levels[id.0 as usize] = last;
            }
            ahead.extend(node.children.iter().rev().filter_map(|child| match child {
                Child::Node(node) => Some(*node),
                Child::Slot(_) => None,
            }));
        }
    }

    /// Whether a node is in the structure tree.
    pub fn is_alive(&self, node: NodeId) -> bool {
        self.alive.get(node.0 as usize).copied().unwrap_or_default()
    }

    /// The level of a heading that is written.
    pub fn level(&self, node: NodeId) -> u8 {
        self.levels.get(node.0 as usize).copied().unwrap_or(1).max(1)
    }

    /// The link that a node is in or is.
    pub fn link(&self, node: NodeId) -> Option<NodeId> {
        self.links.get(node.0 as usize).copied().flatten()
    }

    /// The figure that a node is in or is.
    pub fn figure(&self, node: NodeId) -> Option<NodeId> {
        self.figures.get(node.0 as usize).copied().flatten()
    }

    /// The heading that a node is in or is.
    pub fn heading(&self, node: NodeId) -> Option<NodeId> {
        self.headings.get(node.0 as usize).copied().flatten()
    }

    /// The node that a slot's content belongs to; `None` where it is to be an artifact.
    pub fn owner(&self, slot: Slot) -> Option<NodeId> {
        self.owners.get(slot.0 as usize).copied().flatten()
    }

    /// The nodes of the structure tree in reading order, the document first.
    pub fn order(&self) -> &[NodeId] {
        &self.order
    }
}

/// All nodes, each after the one it is in. Their numbers do not say: a list is made after its items.
fn downwards(tree: &Tree) -> Vec<NodeId> {
    let mut seen = vec![false; tree.len()];
    let mut down = Vec::with_capacity(tree.len());
    let mut ahead = vec![Tree::ROOT];
    while let Some(id) = ahead.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        down.push(id);
        ahead.extend(tree.node(id).children.iter().rev().filter_map(|child| match child {
            Child::Node(node) => Some(*node),
            Child::Slot(_) => None,
        }));
    }
    down
}

/// Whether a character leaves a trace, on paper or in a voice.
fn is_seen(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Elements that stand in a line of a block (ISO 32000-1, 14.8.4.4).
pub(super) fn is_inline(role: &Role) -> bool {
    matches!(role, Role::Span | Role::Link { .. } | Role::Reference)
}
