//! Letters on pages built by hand: a tree, lines of text, pictures; written, validated, read back.

use std::sync::{Arc, LazyLock};

use brevsmed::font::{FontBook, MetricsOf, ShapeStyle};
use brevsmed::inspect::{Words, inspect, print};
use brevsmed::layout::{
    ArtifactKind, Item, Page, Pages, Paint, PlacedGlyph, StrokeStyle, Tag, TextItem,
};
use brevsmed::letter::{
    Crop, Letter, NodeId, PictureData, PictureId, PictureKind, Role, Slot, Tree,
};
use brevsmed::pdf::{PdfOptions, PictureCache, Written, write, write_plain};
use brevsmed::units::{Color, Pt, Rect};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// The fonts that ship with the product, read once.
pub static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::shipped);

/// The document's node.
pub const ROOT: NodeId = Tree::ROOT;

/// A letter on pages, under construction.
pub struct Sketch {
    /// The letter.
    pub letter: Letter,
    /// Its pages.
    pub pages: Pages,
    /// How far down the next line's baseline is.
    pub down: f64,
}

impl Sketch {
    /// An empty page of A4.
    pub fn new() -> Self {
        let letter = Letter {
            tree: Tree::default(),
            sections: Vec::new(),
            notes: Vec::new(),
            pictures: Vec::new(),
            settings: Arc::default(),
            language: Arc::from("da-DK"),
            title: "Afgørelse om udvidet helbredstillæg".to_owned(),
            author: Some("Egeby Kommune".to_owned()),
            notice: None,
            diagnostics: Vec::new(),
        };
        let mut sketch = Sketch { letter, pages: Pages::default(), down: 0.0 };
        sketch.page();
        sketch
    }

    /// Begins a page.
    pub fn page(&mut self) {
        self.pages.pages.push(Page {
            width: Pt(595.3),
            height: Pt(841.9),
            label: (self.pages.pages.len() + 1).to_string(),
            items: Vec::new(),
            bookmarks: Vec::new(),
        });
        self.down = 72.0;
    }

    /// Adds a node.
    pub fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.letter.tree.add(parent, role)
    }

    /// Adds a node with a line of text.
    pub fn block(&mut self, parent: NodeId, role: Role, text: &str) -> NodeId {
        let node = self.node(parent, role);
        self.line(node, text);
        node
    }

    /// Adds a line of text to a node.
    pub fn line(&mut self, node: NodeId, text: &str) -> Slot {
        let slot = self.letter.tree.slot(node);
        self.paint_line(Tag::Slot(slot), text);
        slot
    }

    /// Paints a line.
    pub fn paint_line(&mut self, tag: Tag, text: &str) {
        let item = self.text(text);
        self.paint(tag, Paint::Text(Box::new(item)));
        self.down += 16.0;
    }

    /// Text of Calibri at the left margin.
    pub fn text(&self, text: &str) -> TextItem {
        shaped(text, false, 72.0, self.down)
    }

    /// Paints something on the last page.
    pub fn paint(&mut self, tag: Tag, paint: Paint) {
        self.pages.pages.last_mut().expect("a page").items.push(Item { tag, paint });
    }

    /// An artifact line.
    pub fn artifact(&mut self, kind: ArtifactKind, text: &str) {
        self.paint_line(Tag::Artifact(kind), text);
    }

    /// A thin line across the page as an artifact.
    pub fn rule(&mut self) {
        let y = Pt(self.down);
        self.paint(
            Tag::Artifact(ArtifactKind::Layout),
            Paint::Stroke {
                from: (Pt(72.0), y),
                to: (Pt(523.0), y),
                width: Pt(0.5),
                color: Color { r: 0, g: 80, b: 160 },
                style: StrokeStyle::Solid,
            },
        );
    }

    /// Adds a picture's file.
    pub fn file(&mut self, kind: PictureKind, bytes: Vec<u8>) -> PictureId {
        let part = format!("word/media/image{}", self.letter.pictures.len() + 1);
        self.letter.pictures.push(PictureData { kind, bytes: bytes.into(), part });
        PictureId(self.letter.pictures.len() as u32 - 1)
    }

    /// Adds a figure with a picture.
    pub fn figure(&mut self, parent: NodeId, picture: PictureId, alt: &str) -> NodeId {
        let node = self.node(parent, Role::Figure);
        self.letter.tree.node_mut(node).alt = Some(alt.to_owned());
        let slot = self.letter.tree.slot(node);
        self.picture(Tag::Slot(slot), picture, 100.0, 50.0);
        node
    }

    /// Paints a picture at a size.
    pub fn picture(&mut self, tag: Tag, picture: PictureId, width: f64, height: f64) {
        let area = Rect { x: Pt(72.0), y: Pt(self.down), width: Pt(width), height: Pt(height) };
        self.paint(
            tag,
            Paint::Picture {
                picture,
                area,
                crop: Crop::default(),
                rotation: 0.0,
                flip: (false, false),
            },
        );
        self.down += height + 16.0;
    }

    /// The PDF.
    pub fn written(&self, options: &PdfOptions) -> Written {
        write(&self.letter, &self.pages, &FONTS, &PictureCache::default(), options).expect("a PDF")
    }

    /// The PDF's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        self.written(&PdfOptions::default()).bytes
    }

    /// The PDF for reading.
    pub fn plain(&self) -> Vec<u8> {
        let options = PdfOptions::default();
        write_plain(&self.letter, &self.pages, &FONTS, &PictureCache::default(), &options)
            .expect("a PDF")
            .bytes
    }

    /// The PDF, valid in both forms, as indented text.
    pub fn tree(&self) -> String {
        let bytes = self.bytes();
        assert_valid(&bytes);
        assert_valid(&self.plain());
        told(&bytes)
    }
}

/// A line of text in Calibri's stand-in at eleven points.
pub fn shaped(text: &str, bold: bool, x: f64, down: f64) -> TextItem {
    let face = FONTS.select("Calibri", bold, false, MetricsOf::Requested).face;
    let style = ShapeStyle { face, kerning: false, ligatures: false, rtl: false };
    let shaped = FONTS.shape(text, &style);
    let size = 11.0;
    let glyphs = shaped.glyphs.iter().enumerate().map(|(at, glyph)| {
        let next = shaped.glyphs[at + 1..].iter().find(|next| next.cluster > glyph.cluster);
        let first = at == 0 || shaped.glyphs[at - 1].cluster != glyph.cluster;
        let end = next.map_or(text.len() as u32, |next| next.cluster);
        PlacedGlyph {
            id: glyph.id,
            advance: Pt(glyph.advance * size),
            dx: Pt(glyph.dx * size),
            dy: Pt(glyph.dy * size),
            text: if first { glyph.cluster..end } else { end..end },
        }
    });
    TextItem {
        x: Pt(x),
        baseline: Pt(down),
        face,
        size: Pt(size),
        scale: 1.0,
        color: Color::BLACK,
        synthetic_bold: false,
        synthetic_italic: false,
        glyphs: glyphs.collect(),
        text: text.to_owned(),
        actual: None,
        ascent: Pt(10.0),
        descent: Pt(3.0),
    }
}

/// A PDF as indented text.
pub fn told(pdf: &[u8]) -> String {
    print(&inspect(pdf).expect("a PDF"), &Words::ENGLISH)
}

/// What PDF/UA-1 and PDF/A-2a say against a file: `ua1 7.1-3`.
pub fn failures(pdf: &[u8]) -> Vec<String> {
    let mut failures = Vec::new();
    for name in ["ua1", "2a"] {
        let profile: ValidationProfile = name.parse().expect("a profile");
        let options = ValidationOptions::default().profile(profile);
        match validate_pdf_bytes(pdf, &options) {
            Ok(report) => failures.extend(
                report
                    .failures
                    .iter()
                    .map(|failure| format!("{name} {} {}", failure.rule_id, failure.message)),
            ),
            Err(error) => failures.push(format!("{name} unreadable: {error}")),
        }
    }
    failures.sort();
    failures.dedup();
    failures
}

/// Fails unless a file follows both standards and says what no validator asks for.
pub fn assert_valid(pdf: &[u8]) {
    let failures = [failures(pdf), super::checks::breaches(pdf)].concat();
    assert!(failures.is_empty(), "{failures:#?}");
}
