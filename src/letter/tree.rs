//! What the letter says, in reading order: the structure that becomes the PDF's tags.

use std::sync::Arc;

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A place in the tree that marked content fills: the stretches of text and the pictures that belong
/// to one node, between its other children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u32);

/// The letter's structure. Node 0 is the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    slots: Vec<NodeId>,
}

/// A structure element (ISO 32000-1, 14.7.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it is in; `None` for the document.
    pub parent: Option<NodeId>,
    /// What is in it, in reading order.
    pub children: Vec<Child>,
    /// Its language as a BCP 47 tag, where it differs from its parent's.
    pub language: Option<Arc<str>>,
    /// The alternate description of a figure or formula (14.9.3).
    pub alt: Option<String>,
}

/// A child of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// A structure element.
    Node(NodeId),
    /// Marked content.
    Slot(Slot),
}

/// Standard structure types (14.8.4), with the attributes that PDF/UA-1 asks of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole letter.
    Document,
    /// A group without a meaning of its own: a text box, a cell of a layout table.
    Division,
    /// H1 to H6; never skips a level (ISO 14289-1, 7.4.2).
    Heading(u8),
    /// P.
    Paragraph,
    /// L.
    List(ListNumbering),
    /// LI.
    ListItem,
    /// Lbl.
    Label,
    /// LBody.
    ListBody,
    /// Table, with its summary where the author gave one.
    Table {
        /// What the table is about, for those who do not see it.
        summary: Option<String>,
    },
    /// THead.
    TableHead,
    /// TBody.
    TableBody,
    /// TR.
    TableRow,
    /// TH.
    HeaderCell {
        /// What it is the header of.
        scope: Scope,
        /// How many columns it spans.
        columns: u32,
        /// How many rows it spans.
        rows: u32,
        /// The header cells above or beside it, where scope cannot say.
        headers: Vec<NodeId>,
    },
    /// TD.
    DataCell {
        /// How many columns it spans.
        columns: u32,
        /// How many rows it spans.
        rows: u32,
        /// Its header cells, where scope cannot say.
        headers: Vec<NodeId>,
    },
    /// Figure; has an alternate description.
    Figure,
    /// Caption.
    Caption,
    /// Link.
    Link {
        /// Where it goes: a URI, or `#name` for a bookmark of the letter.
        target: String,
        /// The annotation's description, where the author gave a tooltip.
        tooltip: Option<String>,
    },
    /// Note.
    Note,
    /// Reference: the mark of a note in the text.
    Reference,
    /// Span: text in another language.
    Span,
    /// TOC.
    Contents,
    /// TOCI.
    ContentsItem,
    /// Formula; has an alternate description.
    Formula,
}

/// What a list's labels are (14.8.5.5, ListNumbering).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListNumbering {
    /// No labels.
    None,
    /// A filled round bullet.
    Disc,
    /// An open round bullet.
    Circle,
    /// A square bullet; stands for every other sign as well.
    Square,
    /// 1, 2, 3.
    Decimal,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, C.
    UpperAlpha,
    /// a, b, c.
    LowerAlpha,
}

/// What a header cell is the header of (14.8.5.7, Scope).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Its row.
    Row,
    /// Its column.
    Column,
    /// Both.
    Both,
}

impl Default for Tree {
    fn default() -> Self {
        let document = Node {
            role: Role::Document,
            parent: None,
            children: Vec::new(),
            language: None,
            alt: None,
        };
        Tree { nodes: vec![document], slots: Vec::new() }
    }
}

impl Tree {
    /// The document.
    pub const ROOT: NodeId = NodeId(0);

    /// The node of an id.
    ///
    /// # Panics
    ///
    /// When the id is of another tree.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node of an id, to be changed.
    ///
    /// # Panics
    ///
    /// When the id is of another tree.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// Adds a last child.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            children: Vec::new(),
            language: None,
            alt: None,
        });
        self.node_mut(parent).children.push(Child::Node(id));
        id
    }

    /// Makes a node that is to stand in `parent`, and does not list it there yet: see
    /// [`Tree::place`].
    pub fn reserve(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            children: Vec::new(),
            language: None,
            alt: None,
        });
        id
    }

    /// Lists a reserved node as a last child of `parent`.
    pub fn place(&mut self, id: NodeId, parent: NodeId) {
        self.node_mut(id).parent = Some(parent);
        self.node_mut(parent).children.push(Child::Node(id));
    }

    /// Adds marked content as a last child; text that follows text of the same node shares its slot.
    pub fn slot(&mut self, parent: NodeId) -> Slot {
        if let Some(Child::Slot(slot)) = self.node(parent).children.last() {
            return *slot;
        }
        let slot = Slot(self.slots.len() as u32);
        self.slots.push(parent);
        self.node_mut(parent).children.push(Child::Slot(slot));
        slot
    }

    /// The node that a slot belongs to.
    ///
    /// # Panics
    ///
    /// When the slot is of another tree.
    pub fn owner(&self, slot: Slot) -> NodeId {
        self.slots[slot.0 as usize]
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the letter is empty.
    pub fn is_empty(&self) -> bool {
        self.nodes[0].children.is_empty()
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The node and its ancestors, from itself to the document.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| self.node(*id).parent)
    }
}
