//! Naming fields taken out of a tree: each becomes one slot directly in its paragraph.

use super::tree::{Element, Node};

/// Elements of properties, which stay when the content beside them is cut.
const PROPERTIES: &[&str] =
    &["pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr"];

/// Containers of runs that go with the element's place when nothing else is in them.
const WRAPPERS: &[&str] =
    &["ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent"];

/// Puts a slot where the bytes of a field are. `false` when the field begins in one cell, box or
/// control and ends in another: then nothing is changed.
pub(super) fn make_slot(root: &mut Element, bytes: (usize, usize), slot: usize) -> bool {
    if !in_one_place(root, bytes) {
        return false;
    }
    let mut pending = Some(slot);
    cut(&mut root.children, bytes, &mut pending);
    pending.is_none()
}

/// What stands in a range of bytes, with the properties around it.
pub(super) fn keep_only(children: &mut Vec<Node>, bytes: (usize, usize)) {
    children.retain_mut(|node| match node {
        Node::Element(child) => {
            if PROPERTIES.contains(&child.local()) && child.word {
                return true;
            }
            if child.end <= bytes.0 || child.at >= bytes.1 {
                return false;
            }
            if child.at < bytes.0 || child.end > bytes.1 {
                keep_only(&mut child.children, bytes);
            }
            true
        }
        Node::Other(_) | Node::Slot(_) => true,
    });
}

/// Whether both ends lie in one paragraph, or in paragraphs side by side.
fn in_one_place(element: &Element, bytes: (usize, usize)) -> bool {
    let holds = |child: &Element, byte: usize| child.at <= byte && byte < child.end;
    let children = || element.children.iter().filter_map(Node::element);
    let first = children().find(|child| holds(child, bytes.0));
    let last = children().find(|child| holds(child, bytes.1.saturating_sub(1)));
    match (first, last) {
        (Some(first), Some(last)) if std::ptr::eq(first, last) => {
            first.is("p") || first.at == bytes.0 || in_one_place(first, bytes)
        }
        (Some(first), Some(last)) => first.is("p") && last.is("p"),
        _ => false,
    }
}

fn cut(children: &mut Vec<Node>, bytes: (usize, usize), pending: &mut Option<usize>) {
    // Only what the bytes touch is taken out and put back: a story may have many paragraphs.
    let touches =
        |node: &Node| node.element().is_some_and(|child| child.end > bytes.0 && child.at < bytes.1);
    let Some(from) = children.iter().position(touches) else { return };
    let to = from
        + children[from..]
            .iter()
            .position(|node| node.element().is_some_and(|child| child.at >= bytes.1))
            .unwrap_or(children.len() - from);
    let taken: Vec<Node> = children.drain(from..to).collect();
    let mut kept: Vec<Node> = Vec::with_capacity(taken.len());
    // The paragraph in which the field began, where it ends in another.
    let mut begun: Option<usize> = None;
    for node in taken {
        let Node::Element(mut child) = node else {
            kept.push(node);
            continue;
        };
        if child.end <= bytes.0 || child.at >= bytes.1 {
            kept.push(Node::Element(child));
            continue;
        }
        if child.word && PROPERTIES.contains(&child.local()) {
            kept.push(Node::Element(child));
            continue;
        }
        if child.at >= bytes.0 && child.end <= bytes.1 {
            kept.extend(pending.take().map(Node::Slot));
            continue;
        }
        cut(&mut child.children, bytes, pending);
        let paragraph = child.is("p");
        if paragraph && let Some(Node::Element(first)) = begun.and_then(|at| kept.get_mut(at)) {
            join(first, child);
            continue;
        }
        if paragraph {
            begun = Some(kept.len());
        }
        if !(child.is("r") && is_hollow(&child)) {
            kept.push(Node::Element(child));
        }
    }
    children.splice(from..from, kept);
}

/// The end of a field joins its beginning; the last paragraph's mark is the one that stays.
fn join(first: &mut Element, last: Element) {
    first.children.retain(|node| !node.is("pPr"));
    // Further fields may stand in what has joined.
    first.end = last.end;
    for node in last.children {
        if node.is("pPr") {
            first.children.insert(0, node);
        } else {
            first.children.push(node);
        }
    }
}

fn is_hollow(run: &Element) -> bool {
    run.children.iter().all(|node| match node {
        Node::Element(child) => child.is("rPr"),
        Node::Other(text) => text.trim().is_empty(),
        Node::Slot(_) => false,
    })
}

/// Takes slots out of their runs, and out of wrappers that hold nothing else.
pub(super) fn lift(children: &mut Vec<Node>) {
    let mut lifted = Vec::with_capacity(children.len());
    for node in std::mem::take(children) {
        let Node::Element(mut child) = node else {
            lifted.push(node);
            continue;
        };
        lift(&mut child.children);
        let direct = child.children.iter().any(|node| matches!(node, Node::Slot(_)));
        if direct && child.is("r") {
            split_run(child, &mut lifted);
        } else if child.word && WRAPPERS.contains(&child.local()) && holds_only_slots(&child) {
            lifted.extend(child.children.into_iter().filter(|node| matches!(node, Node::Slot(_))));
        } else {
            lifted.push(Node::Element(child));
        }
    }
    *children = lifted;
}

fn holds_only_slots(wrapper: &Element) -> bool {
    let mut slots = false;
    wrapper.children.iter().all(|node| match node {
        Node::Slot(_) => {
            slots = true;
            true
        }
        Node::Element(child) => child.is("sdtPr") || child.is("sdtEndPr"),
        Node::Other(text) => text.trim().is_empty(),
    }) && slots
}

fn split_run(run: Element, out: &mut Vec<Node>) {
    let properties: Vec<Node> =
        run.children.iter().filter(|node| node.is("rPr")).cloned().collect();
    let empty = Element { children: properties, ..run.clone() };
    let mut part = empty.clone();
    for node in run.children {
        match node {
            Node::Slot(slot) => {
                let done = std::mem::replace(&mut part, empty.clone());
                if !is_hollow(&done) {
                    out.push(Node::Element(done));
                }
                out.push(Node::Slot(slot));
            }
            node if node.is("rPr") => {}
            node => part.children.push(node),
        }
    }
    if !is_hollow(&part) {
        out.push(Node::Element(part));
    }
}
