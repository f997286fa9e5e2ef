//! Complex fields, folded from the flat row of pieces into a tree.
//!
//! Word writes a field as three characters in runs, `begin`, `separate` and `end`
//! (ISO/IEC 29500-1, 17.16.18), with the code between the first two and the stored result between
//! the last two:
//!
//! ```text
//! begin  IF  begin MERGEFIELD Question:00042 separate «…» end  = ”J” ”Du har ret.”  separate … end
//! ```
//!
//! Fields close last in, first out, and never across the edge of a cell, a text box or a note. The
//! clause says what to do with one that breaks this: it is no field, its code is hidden and its
//! result is plain text. So folding cannot fail on a bad letter; it reports.

use super::limits::Limits;
use super::package::PackageError;
use super::story::{PieceId, PieceKind, Story, Structure};

/// A piece outside fields, or a whole field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A piece of the story.
    Piece(PieceId),
    /// A field.
    Field(FieldNode),
}

/// A field with what lies inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNode {
    /// `begin`, or the opening of a simple field.
    pub begin: PieceId,
    /// `separate`, where there is one. Without it the field has no stored result.
    pub separate: Option<PieceId>,
    /// `end`, or the closing of a simple field.
    pub end: PieceId,
    /// The field code's nodes; empty for a simple field, whose code is in its opening piece.
    pub code: Vec<Node>,
    /// The stored result's nodes.
    pub result: Vec<Node>,
    /// A tracked deletion took the whole field away.
    pub deleted: bool,
}

/// A field character that pairs with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// What is wrong.
    pub kind: FieldFaultKind,
    /// The field character.
    pub piece: PieceId,
}

/// What is wrong with a field character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFaultKind {
    /// A field begins and does not end in its cell, box, note or story.
    Unclosed,
    /// An end without a beginning.
    StrayEnd,
    /// A second `separate`, or one outside a field.
    StraySeparate,
}

/// A story's nodes in order, and the field characters that pair with nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The faults.
    pub faults: Vec<FieldFault>,
}

/// Folds the fields of a story.
pub fn fold(story: &Story, limits: &Limits) -> Result<Folded, PackageError> {
    let mut folder = Folder { story, open: Vec::new(), floors: vec![0], folded: Folded::default() };
    let (mut fields, mut code_bytes) = (0, 0);
    for (id, piece) in story.pieces.iter().enumerate() {
        code_bytes += match &piece.kind {
            PieceKind::Code(content) => content.len(),
            PieceKind::SimpleFieldOpen(code) => code.len(),
            _ => 0,
        };
        if code_bytes > limits.code_bytes {
            return Err(PackageError::CodesTooLong {
                part: story.part.clone(),
                limit: limits.code_bytes,
            });
        }
        match piece.kind {
            PieceKind::FieldBegin { .. } | PieceKind::SimpleFieldOpen(_) => {
                fields += 1;
                if fields > limits.fields {
                    return Err(PackageError::TooManyFields {
                        part: story.part.clone(),
                        limit: limits.fields,
                    });
                }
                if folder.open.len() >= limits.field_depth {
                    return Err(PackageError::FieldsTooDeep {
                        part: story.part.clone(),
                        limit: limits.field_depth,
                    });
                }
                folder.begin(id);
            }
            PieceKind::FieldSeparate => folder.separate(id),
            PieceKind::FieldEnd => folder.end(id),
            PieceKind::SimpleFieldClose => {
                folder.leave_scope();
                folder.close(id);
            }
            PieceKind::Open(Structure::Cell | Structure::Story) => {
                folder.push(Node::Piece(id));
                folder.floors.push(folder.open.len());
            }
            PieceKind::Close(Structure::Cell | Structure::Story) => {
                folder.leave_scope();
                folder.push(Node::Piece(id));
            }
            _ => folder.push(Node::Piece(id)),
        }
    }
    folder.floors.truncate(1);
    folder.leave_scope();
    folder.folded.faults.sort_by_key(|fault| fault.piece);
    Ok(folder.folded)
}

struct OpenField {
    begin: PieceId,
    separate: Option<PieceId>,
    code: Vec<Node>,
    result: Vec<Node>,
}

struct Folder<'s> {
    story: &'s Story,
    open: Vec<OpenField>,
    /// How many open fields belong to the scopes around the current one.
    floors: Vec<usize>,
    folded: Folded,
}

impl Folder<'_> {
    fn begin(&mut self, id: PieceId) {
        let simple = matches!(self.story.pieces[id].kind, PieceKind::SimpleFieldOpen(_));
        self.open.push(OpenField {
            begin: id,
            // All that a simple field holds is its result.
            separate: simple.then_some(id),
            code: Vec::new(),
            result: Vec::new(),
        });
        if simple {
            self.floors.push(self.open.len());
        }
    }

    fn separate(&mut self, id: PieceId) {
        match self.innermost() {
            Some(field) if field.separate.is_none() => field.separate = Some(id),
            _ => self.fault(FieldFaultKind::StraySeparate, id),
        }
    }

    fn end(&mut self, id: PieceId) {
        if self.innermost().is_some() {
            self.close(id);
        } else {
            self.fault(FieldFaultKind::StrayEnd, id);
        }
    }

    fn close(&mut self, id: PieceId) {
        if let Some(OpenField { begin, separate, code, result }) = self.open.pop() {
            let deleted = self.story.pieces[begin].deleted && self.story.pieces[id].deleted;
            self.push(Node::Field(FieldNode { begin, separate, end: id, code, result, deleted }));
        }
    }

    /// Leaves a scope: fields still open in it are no fields, and what they held joins the text.
    fn leave_scope(&mut self) {
        let floor = self.floors.last().copied().unwrap_or(0);
        while self.open.len() > floor {
            if let Some(field) = self.open.pop() {
                self.fault(FieldFaultKind::Unclosed, field.begin);
                let separate = field.separate.filter(|separate| *separate != field.begin);
                let inside = field.code.into_iter().chain(separate.map(Node::Piece));
                for node in inside.chain(field.result) {
                    self.push(node);
                }
            }
        }
        if self.floors.len() > 1 {
            self.floors.pop();
        }
    }

    fn innermost(&mut self) -> Option<&mut OpenField> {
        let floor = self.floors.last().copied().unwrap_or(0);
        self.open.get_mut(floor..).and_then(<[OpenField]>::last_mut)
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(field) if field.separate.is_some() => field.result.push(node),
            Some(field) => field.code.push(node),
            None => self.folded.nodes.push(node),
        }
    }

    fn fault(&mut self, kind: FieldFaultKind, piece: PieceId) {
        self.folded.faults.push(FieldFault { kind, piece });
    }
}
