//! A page's content stream: marked content in the order of painting.
//!
//! What stands together and belongs to one slot is one marked-content sequence with a number
//! (MCID); what belongs to none is an artifact (ISO 32000-1, 14.6, 14.8.2.2). Sequences are never
//! nested in each other, and clips and turns begin and end between them, so that both nest properly.

use crate::layout::{ArtifactKind, Item, Page, Paint, Tag};
use crate::letter::{NodeId, Role, Slot, Tree};
use crate::units::{Color, Pt, Rect};

use super::glyphs::Faces;
use super::number::{fine, integer, number};
use super::picture::Pictures;
use super::plan::Plan;
use super::space::{Area, Matrix};

/// What pages are written with.
pub(super) struct Context<'l> {
    /// The tree.
    pub tree: &'l Tree,
    /// What of it is on the pages.
    pub plan: &'l Plan,
    /// The faces.
    pub faces: &'l Faces,
    /// The pictures.
    pub pictures: &'l Pictures,
    /// Strings are written in hexadecimal digits.
    pub plain: bool,
}

/// A page's content, and what the tree needs to know of it.
pub(super) struct Written {
    /// The operators.
    pub operators: Vec<u8>,
    /// The slot of each marked-content number.
    pub slots: Vec<Slot>,
    /// Where links are: the link and the box of a piece of it.
    pub links: Vec<(NodeId, Area)>,
    /// Where figures are.
    pub figures: Vec<(NodeId, Area)>,
    /// Where headings begin: their upper edge.
    pub headings: Vec<(NodeId, f64)>,
    /// Text of headings and links, in pieces.
    pub texts: Vec<(NodeId, String)>,
    /// A picture with transparent parts is on it.
    pub transparent: bool,
}

/// The deepest that graphics states may nest (ISO 19005-2, 6.1.13), less what a picture needs.
const DEEPEST: usize = 24;

/// Writes a page.
pub(super) fn write(context: &Context<'_>, page: &Page) -> Written {
    let mut painter = Painter {
        context,
        height: page.height.0,
        out: Vec::with_capacity(256 + page.items.len() * 96),
        open: None,
        in_text: false,
        line: None,
        state: State::default(),
        scopes: Vec::new(),
        matrix: Matrix::IDENTITY,
        found: Written {
            operators: Vec::new(),
            slots: Vec::new(),
            links: Vec::new(),
            figures: Vec::new(),
            headings: Vec::new(),
            texts: Vec::new(),
            transparent: false,
        },
    };
    for item in &page.items {
        painter.item(item);
    }
    painter.close();
    while !painter.scopes.is_empty() {
        painter.end();
    }
    Written { operators: painter.out, ..painter.found }
}

/// Writes one page.
pub(super) struct Painter<'l> {
    pub(super) context: &'l Context<'l>,
    /// The page's height.
    pub(super) height: f64,
    pub(super) out: Vec<u8>,
    /// The sequence that is open.
    open: Option<Open>,
    /// Inside `BT` and `ET`.
    pub(super) in_text: bool,
    /// Where the text line begins, as written, if it stands upright.
    pub(super) line: Option<(f64, f64)>,
    pub(super) state: State,
    scopes: Vec<Scope>,
    matrix: Matrix,
    pub(super) found: Written,
}

/// A marked-content sequence.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Slot(Slot),
    Artifact(ArtifactKind),
}

/// What was there before a clip or turn.
struct Scope {
    state: State,
    matrix: Matrix,
    /// A state was saved for it.
    saved: bool,
}

/// The graphics state as far as it is used; lengths as written.
#[derive(Clone, PartialEq)]
pub(super) struct State {
    pub fill: Color,
    pub line: Color,
    pub width: f64,
    pub dash: Vec<f64>,
    pub round: bool,
    /// Index of the face, and the size.
    pub font: Option<(usize, f64)>,
    pub scale: f64,
    pub bold: bool,
    pub rise: f64,
}

impl Default for State {
    fn default() -> Self {
        State {
            fill: Color::BLACK,
            line: Color::BLACK,
            width: 1.0,
            dash: Vec::new(),
            round: false,
            font: None,
            scale: 1.0,
            bold: false,
            rise: 0.0,
        }
    }
}

impl Painter<'_> {
    /// Writes an item.
    fn item(&mut self, item: &Item) {
        match &item.paint {
            Paint::ClipBegin(area) => {
                let clip = self.area(*area);
                self.begin(Matrix::IDENTITY, Some(clip));
            }
            Paint::TurnBegin { about, degrees } => {
                let about = (about.0.0, self.height - about.1.0);
                self.begin(Matrix::turn(*degrees, about), None);
            }
            Paint::End => self.end(),
            paint => {
                self.open(item.tag);
                self.paint(paint);
            }
        }
    }

    /// Saves the state and clips or turns what follows.
    fn begin(&mut self, turn: Matrix, clip: Option<Area>) {
        self.close();
        let saved = self.scopes.len() < DEEPEST;
        self.scopes.push(Scope { state: self.state.clone(), matrix: self.matrix, saved });
        if !saved {
            return;
        }
        self.out.extend_from_slice(b"q\n");
        if let Some(clip) = clip {
            self.rectangle(clip);
            self.out.extend_from_slice(b" W n\n");
        } else {
            self.transform(turn);
            self.matrix = turn.then(self.matrix);
        }
    }

    /// Ends the last clip or turn; an end without beginning is nothing.
    fn end(&mut self) {
        let Some(scope) = self.scopes.pop() else { return };
        self.close();
        if scope.saved {
            self.out.extend_from_slice(b"Q\n");
            self.state = scope.state;
            self.matrix = scope.matrix;
        }
    }

    /// Opens the sequence of a tag, unless it is open.
    fn open(&mut self, tag: Tag) {
        let (wanted, owner) = match tag {
            Tag::Slot(slot) => match self.context.plan.owner(slot) {
                Some(owner) => (Open::Slot(slot), Some(owner)),
                None => (Open::Artifact(ArtifactKind::Layout), None),
            },
            Tag::Artifact(kind) => (Open::Artifact(kind), None),
        };
        if self.open == Some(wanted) {
            return;
        }
        self.close();
        self.open = Some(wanted);
        match (wanted, owner) {
            (Open::Slot(slot), Some(owner)) => {
                let role = &self.context.tree.node(owner).role;
                self.out.push(b'/');
                self.out.extend_from_slice(name(role, self.context.plan.level(owner)).as_bytes());
                self.out.extend_from_slice(b"<</MCID ");
                integer(&mut self.out, self.found.slots.len() as u64);
                self.out.extend_from_slice(b">>BDC\n");
                self.found.slots.push(slot);
            }
            (Open::Artifact(kind), _) => self.out.extend_from_slice(artifact(kind)),
            (Open::Slot(_), None) => {}
        }
    }

    /// Ends the sequence that is open.
    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// The node whose content is being painted.
    pub(super) fn owner(&self) -> Option<NodeId> {
        match self.open {
            Some(Open::Slot(slot)) => self.context.plan.owner(slot),
            _ => None,
        }
    }

    /// Ends the text object that is open.
    pub(super) fn end_text(&mut self) {
        if self.in_text {
            self.out.extend_from_slice(b"ET\n");
            self.in_text = false;
            self.line = None;
        }
    }

    fn paint(&mut self, paint: &Paint) {
        if let Paint::Text(text) = paint {
            self.text(text);
            return;
        }
        self.end_text();
        match paint {
            Paint::Fill { area, color } => {
                let area = self.area(*area);
                self.fill(*color);
                self.rectangle(area);
                self.out.extend_from_slice(b" f\n");
                self.note(area);
            }
            Paint::Stroke { from, to, width, color, style } => {
                let flip = |(x, y): (Pt, Pt)| (x.0, self.height - y.0);
                self.stroke(flip(*from), flip(*to), width.0, *color, *style);
            }
            Paint::Ellipse { area, fill, line } => {
                let area = self.area(*area);
                self.ellipse(area, *fill, *line);
                self.note(area);
            }
            Paint::Picture { picture, area, crop, rotation, flip } => {
                let area = self.area(*area);
                self.picture(*picture, area, *crop, *rotation, *flip);
            }
            Paint::Text(_) | Paint::ClipBegin(_) | Paint::TurnBegin { .. } | Paint::End => {}
        }
    }

    /// A rectangle of the page, counted upwards from its lower edge.
    pub(super) fn area(&self, rect: Rect) -> Area {
        Area {
            left: rect.x.0,
            bottom: self.height - rect.bottom().0,
            right: rect.right().0,
            top: self.height - rect.y.0,
        }
    }

    /// Notes where a piece of a link or a figure is.
    pub(super) fn note(&mut self, area: Area) {
        let Some(owner) = self.owner() else { return };
        let (link, figure) = (self.context.plan.link(owner), self.context.plan.figure(owner));
        if link.is_none() && figure.is_none() {
            return;
        }
        let area = self.matrix.area(area);
        self.found.links.extend(link.map(|link| (link, area)));
        self.found.figures.extend(figure.map(|figure| (figure, area)));
    }

    /// Where a point of the page is, with all turns.
    pub(super) fn point(&self, x: f64, y: f64) -> (f64, f64) {
        self.matrix.point(x, y)
    }

    /// Sets the colour of fills and text.
    pub(super) fn fill(&mut self, color: Color) {
        if self.state.fill != color {
            self.state.fill = color;
            self.color(color, b" g\n", b" rg\n");
        }
    }

    /// Sets the colour of lines.
    pub(super) fn line(&mut self, color: Color) {
        if self.state.line != color {
            self.state.line = color;
            self.color(color, b" G\n", b" RG\n");
        }
    }

    fn color(&mut self, color: Color, gray: &[u8], rgb: &[u8]) {
        let share = |value: u8| (f64::from(value) / 255.0 * 1000.0).round() / 1000.0;
        fine(&mut self.out, share(color.r));
        if color.r == color.g && color.g == color.b {
            self.out.extend_from_slice(gray);
            return;
        }
        self.out.push(b' ');
        fine(&mut self.out, share(color.g));
        self.out.push(b' ');
        fine(&mut self.out, share(color.b));
        self.out.extend_from_slice(rgb);
    }

    /// Sets the thickness of lines.
    pub(super) fn width(&mut self, width: f64) {
        if (self.state.width - width).abs() > 0.000_1 {
            self.state.width = width;
            fine(&mut self.out, (width * 1000.0).round() / 1000.0);
            self.out.extend_from_slice(b" w\n");
        }
    }

    /// Writes a rectangle as a path.
    pub(super) fn rectangle(&mut self, area: Area) {
        for value in [area.left, area.bottom, area.right - area.left, area.top - area.bottom] {
            number(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"re");
    }

    /// Writes a change of coordinates.
    pub(super) fn transform(&mut self, matrix: Matrix) {
        for value in &matrix.0[..4] {
            fine(&mut self.out, *value);
            self.out.push(b' ');
        }
        number(&mut self.out, matrix.0[4]);
        self.out.push(b' ');
        number(&mut self.out, matrix.0[5]);
        self.out.extend_from_slice(b" cm\n");
    }

    /// Writes numbers and an operator.
    pub(super) fn operator(&mut self, operands: &[f64], operator: &str) {
        for operand in operands {
            number(&mut self.out, *operand);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }
}

/// The operands and operator that begin an artifact.
fn artifact(kind: ArtifactKind) -> &'static [u8] {
    match kind {
        ArtifactKind::Header => b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
        ArtifactKind::Footer => {
            b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n"
        }
        ArtifactKind::Watermark => b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n",
        ArtifactKind::Pagination => b"/Artifact<</Type/Pagination>>BDC\n",
        ArtifactKind::Layout => b"/Artifact<</Type/Layout>>BDC\n",
    }
}

/// The name of a role (14.8.4).
pub(super) fn name(role: &Role, level: u8) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Division => "Div",
        Role::Heading(_) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        },
        Role::Paragraph => "P",
        Role::List(_) => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table { .. } => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::HeaderCell { .. } => "TH",
        Role::DataCell { .. } => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Link { .. } => "Link",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Span => "Span",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Formula => "Formula",
    }
}
