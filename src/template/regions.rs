//! Repeated regions: which nodes lie between a start and an end marker.
//!
//! Word has no regions. `TableStart:`/`TableEnd:` and `BeginGroup:`/`EndGroup:` in the names of merge
//! fields are a convention of the engines that municipalities come from. How far a region reaches
//! follows from where its markers stand:
//!
//! | markers stand in | repeated is |
//! |---|---|
//! | two cells of one row | the row |
//! | two rows of one table | the rows from one to the other |
//! | two paragraphs of one text or cell | the paragraphs from one to the other, tables between them included |
//! | one paragraph, nothing else in it | the paragraph, and in a table of one column its row |
//! | one paragraph with other text | what is between them |

use std::collections::HashMap;
use std::ops::Range;

use crate::docx::{Node, PieceId, PieceKind, Story, Structure};

/// A marker among nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its node.
    pub node: usize,
    /// Starts a region, or ends one.
    pub start: bool,
    /// The list's name.
    pub name: String,
}

/// A region among nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The list's name.
    pub name: String,
    /// The nodes that are repeated.
    pub nodes: Range<usize>,
    /// The node of the start marker.
    pub marker: usize,
}

/// What is wrong with a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RegionFault {
    /// A start without an end.
    NoEnd(Marker),
    /// An end without a start.
    NoStart(Marker),
    /// The region overlaps another.
    Crossed(Marker),
}

/// The marker that a merge field's name makes of it: whether it starts, and the list's name.
pub(super) fn marker(name: &str) -> Option<(bool, &str)> {
    const MARKERS: &[(&str, bool)] =
        &[("TableStart:", true), ("TableEnd:", false), ("BeginGroup:", true), ("EndGroup:", false)];
    MARKERS.iter().find_map(|(prefix, start)| {
        let (head, list) = name.split_at_checked(prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| (*start, list.trim()))
    })
}

/// Pairs markers and finds how far each region reaches, outermost first.
pub(super) fn extents(
    story: &Story,
    nodes: &[Node],
    markers: &[Marker],
) -> (Vec<Extent>, Vec<RegionFault>) {
    let mut faults = Vec::new();
    let mut open: Vec<&Marker> = Vec::new();
    // Of each name, how many of its starts are open: an end without any need not look for one.
    let mut waiting: HashMap<String, usize> = HashMap::new();
    let mut pairs: Vec<(&Marker, &Marker)> = Vec::new();
    for marker in markers {
        let name = marker.name.to_ascii_lowercase();
        if marker.start {
            open.push(marker);
            *waiting.entry(name).or_default() += 1;
            continue;
        }
        if waiting.get(&name).is_none_or(|count| *count == 0) {
            faults.push(RegionFault::NoStart(marker.clone()));
            continue;
        }
        while let Some(start) = open.pop() {
            let found = start.name.to_ascii_lowercase();
            let same = found == name;
            if let Some(count) = waiting.get_mut(&found) {
                *count -= 1;
            }
            if same {
                pairs.push((start, marker));
                break;
            }
            faults.push(RegionFault::NoEnd(start.clone()));
        }
    }
    faults.extend(open.into_iter().cloned().map(RegionFault::NoEnd));

    let ancestors = Ancestors::of(story, nodes);
    let mut found: Vec<Extent> = Vec::new();
    for (start, end) in pairs {
        let reach = ancestors.reach(story, nodes, start.node, end.node);
        if cuts_element(story, &nodes[reach.clone()]) {
            faults.push(RegionFault::NoEnd(start.clone()));
            continue;
        }
        found.push(Extent { name: start.name.clone(), nodes: reach, marker: start.node });
    }
    found.sort_by_key(|extent| (extent.nodes.start, std::cmp::Reverse(extent.nodes.end)));
    let mut nested: Vec<Extent> = Vec::new();
    // The regions around, outermost first; each ends before the one around it does.
    let mut around: Vec<Range<usize>> = Vec::new();
    for extent in found {
        while around.last().is_some_and(|outer| outer.end <= extent.nodes.start) {
            around.pop();
        }
        let crosses = around
            .last()
            .is_some_and(|outer| extent.nodes.end > outer.end || extent.nodes == *outer);
        if crosses {
            let marker = Marker { node: extent.marker, start: true, name: extent.name };
            faults.push(RegionFault::Crossed(marker));
        } else {
            around.push(extent.nodes.clone());
            nested.push(extent);
        }
    }
    (nested, faults)
}

/// Whether an element begins in a range and ends outside it, or the other way round: a link, a
/// content control, a paragraph whose mark the marker's own code swallowed. Nothing is repeated by
/// halves.
fn cuts_element(story: &Story, nodes: &[Node]) -> bool {
    let first = nodes.first().map_or(0, |node| match node {
        Node::Piece(id) => *id,
        Node::Field(field) => field.begin,
    });
    let last = nodes.last().map_or(0, |node| match node {
        Node::Piece(id) => *id,
        Node::Field(field) => field.end,
    });
    nodes.iter().any(|node| match node {
        Node::Piece(id) => match story.pieces[*id].kind {
            PieceKind::RunOpen | PieceKind::RunClose => false,
            _ => {
                story.pieces[*id].partner.is_some_and(|partner| !(first..=last).contains(&partner))
            }
        },
        Node::Field(_) => false,
    })
}

/// For each node, the structure right around it, as a node's index.
struct Ancestors {
    parent: Vec<Option<usize>>,
    node_of: HashMap<PieceId, usize>,
    /// How many cells each row has.
    cells: HashMap<usize, usize>,
}

impl Ancestors {
    fn of(story: &Story, nodes: &[Node]) -> Self {
        let mut open: Vec<usize> = Vec::new();
        let mut parent = Vec::with_capacity(nodes.len());
        let mut node_of = HashMap::new();
        let mut cells: HashMap<usize, usize> = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            let kind = match node {
                Node::Piece(id) => {
                    node_of.insert(*id, index);
                    Some(&story.pieces[*id].kind)
                }
                Node::Field(_) => None,
            };
            if matches!(kind, Some(PieceKind::Close(_) | PieceKind::ParagraphClose)) {
                open.pop();
            }
            parent.push(open.last().copied());
            if let (Some(PieceKind::Open(Structure::Cell)), Some(row)) = (kind, open.last()) {
                *cells.entry(*row).or_default() += 1;
            }
            if matches!(kind, Some(PieceKind::Open(_) | PieceKind::ParagraphOpen)) {
                open.push(index);
            }
        }
        Ancestors { parent, node_of, cells }
    }

    /// What is open around a node, outermost first.
    fn around(&self, node: usize) -> Vec<usize> {
        let mut around: Vec<usize> =
            std::iter::successors(self.parent[node], |outer| self.parent[*outer]).collect();
        around.reverse();
        around
    }

    /// From the opening of one node to the closing of another.
    fn span(&self, story: &Story, nodes: &[Node], from: usize, to: usize) -> Range<usize> {
        let close = match &nodes[to] {
            Node::Piece(id) => story.pieces[*id].partner.and_then(|id| self.node_of.get(&id)),
            Node::Field(_) => None,
        };
        from..close.copied().unwrap_or(to) + 1
    }

    fn reach(&self, story: &Story, nodes: &[Node], start: usize, end: usize) -> Range<usize> {
        let (a, b) = (&self.around(start), &self.around(end));
        let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let kind = |index: usize| match &nodes[index] {
            Node::Piece(id) => Some(&story.pieces[*id].kind),
            Node::Field(_) => None,
        };
        let innermost = common.checked_sub(1).and_then(|last| a.get(last)).copied();
        match innermost.and_then(kind) {
            Some(PieceKind::Open(Structure::Row)) => {
                let row = innermost.unwrap_or(start);
                self.span(story, nodes, row, row)
            }
            Some(PieceKind::ParagraphOpen) => {
                let paragraph = innermost.unwrap_or(start);
                if !self.alone(story, nodes, paragraph, start, end) {
                    return start + 1..end;
                }
                let row = a
                    .iter()
                    .rev()
                    .copied()
                    .find(|index| kind(*index) == Some(&PieceKind::Open(Structure::Row)));
                match row {
                    Some(row) if self.cells.get(&row) == Some(&1) => {
                        self.span(story, nodes, row, row)
                    }
                    _ => self.span(story, nodes, paragraph, paragraph),
                }
            }
            _ => {
                let first = a.get(common).copied().unwrap_or(start);
                let last = b.get(common).copied().unwrap_or(end);
                self.span(story, nodes, first, last)
            }
        }
    }

    /// Whether a paragraph shows nothing outside the two markers.
    fn alone(
        &self,
        story: &Story,
        nodes: &[Node],
        paragraph: usize,
        start: usize,
        end: usize,
    ) -> bool {
        let whole = self.span(story, nodes, paragraph, paragraph);
        (whole.start..start).chain(end + 1..whole.end).all(|index| match &nodes[index] {
            Node::Field(_) => false,
            Node::Piece(id) => match &story.pieces[*id].kind {
                PieceKind::Text(content) => story.text(content).trim().is_empty(),
                PieceKind::Ink => false,
                _ => true,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_from_names() {
        assert_eq!(marker("TableStart:Ydelser"), Some((true, "Ydelser")));
        assert_eq!(marker("tableend:Ydelser"), Some((false, "Ydelser")));
        assert_eq!(marker("BeginGroup:A"), Some((true, "A")));
        assert_eq!(marker("Borger.Navn"), None);
        assert_eq!(marker("æ"), None);
    }
}
