//! Letters built by hand: every line 20 points tall, so that pages can be counted in the head.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use brevsmed::font::FontBook;
use brevsmed::layout::{Item, LayoutOptions, Pages, Paint, lay_out};
use brevsmed::letter::{
    Alignment, Anchored, Block, BreakKind, CellMargins, CellSeat, Column, Horizontal,
    HorizontalFrom, Inline, Letter, LetterSettings, LineRule, Mode, Note, NoteKind, Numbering,
    Object, PageField, PageFieldKind, PageMargins, PageSides, Paragraph, ParagraphBorders,
    ParagraphFormat, Role, RunFormat, Section, SectionStart, Shape, ShapeGeometry, TextInline,
    Tree, Vertical, VerticalAlign, VerticalFrom, Wrap,
};
use brevsmed::units::{Color, Pt};

/// The height of a line.
pub const LINE: f64 = 20.0;

/// The fonts that ship, read once.
pub static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::shipped);

/// The appearance of all text.
pub fn run() -> Arc<RunFormat> {
    Arc::new(RunFormat {
        family: Arc::from("Calibri"),
        complex_family: Arc::from("Calibri"),
        size: Pt(11.0),
        bold: false,
        italic: false,
        underline: None,
        strike: false,
        double_strike: false,
        caps: false,
        small_caps: false,
        color: None,
        highlight: None,
        shade: None,
        vertical: VerticalAlign::Baseline,
        position: Pt::ZERO,
        spacing: Pt::ZERO,
        scale: 1.0,
        kern_from: None,
        ligatures: false,
        language: Arc::from("da-DK"),
        rtl: false,
        border: None,
    })
}

/// The appearance of a paragraph with lines of 20 points.
pub fn plain() -> ParagraphFormat {
    ParagraphFormat {
        style: Arc::from("Normal"),
        style_name: Arc::from("normal"),
        align: Alignment::Start,
        left: Pt::ZERO,
        right: Pt::ZERO,
        first: Pt::ZERO,
        before: Pt::ZERO,
        after: Pt::ZERO,
        before_auto: false,
        after_auto: false,
        contextual: false,
        line: LineRule::Exactly(Pt(LINE)),
        keep_next: false,
        keep_lines: false,
        page_break_before: false,
        widow_control: true,
        tabs: Vec::new(),
        borders: ParagraphBorders::default(),
        shade: None,
        rtl: false,
        no_hyphenation: false,
        outline: None,
        snap_to_grid: true,
    }
}

/// A letter being written.
pub struct Draft {
    pub letter: Letter,
}

impl Draft {
    /// An empty letter on paper 400 wide and 344 tall, margins 72: ten lines of text a page.
    pub fn new() -> Self {
        let settings = LetterSettings { mode: Mode::Word2013, ..LetterSettings::default() };
        Draft {
            letter: Letter {
                tree: Tree::default(),
                sections: vec![section()],
                notes: Vec::new(),
                pictures: Vec::new(),
                settings: Arc::new(settings),
                language: Arc::from("da-DK"),
                title: "Et brev".to_owned(),
                author: None,
                notice: None,
                diagnostics: Vec::new(),
            },
        }
    }

    /// A paragraph of lines, each ended by a line break; its text fills a slot of its own.
    pub fn paragraph(&mut self, lines: &[&str]) -> Paragraph {
        let node = self.letter.tree.add(Tree::ROOT, Role::Paragraph);
        let slot = self.letter.tree.slot(node);
        let mut content = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            if nth > 0 {
                content.push(Inline::Break {
                    kind: BreakKind::Line,
                    format: run(),
                    slot: Some(slot),
                });
            }
            content.push(Inline::Text(TextInline {
                text: (*line).to_owned(),
                format: run(),
                slot: Some(slot),
            }));
        }
        Paragraph {
            node: Some(node),
            number: 0,
            format: Arc::new(plain()),
            mark: run(),
            label: None,
            content,
        }
    }

    /// Adds a block to the last section.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.letter.sections.last_mut().expect("a section").blocks.push(block);
        self
    }

    /// Adds a paragraph of lines whose appearance is changed.
    pub fn text(&mut self, lines: &[&str], change: impl FnOnce(&mut ParagraphFormat)) -> &mut Self {
        let mut paragraph = self.paragraph(lines);
        change(Arc::make_mut(&mut paragraph.format));
        self.push(Block::Paragraph(Box::new(paragraph)))
    }

    /// Adds paragraphs of one line, named by a letter and a number from 1.
    pub fn fill(&mut self, name: &str, count: usize) -> &mut Self {
        for number in 1..=count {
            self.text(&[&format!("{name}{number}")], |_| ());
        }
        self
    }

    /// Adds a paragraph with further content before its lines.
    pub fn with(&mut self, first: Vec<Inline>, lines: &[&str]) -> &mut Self {
        let mut paragraph = self.paragraph(lines);
        paragraph.content.splice(0..0, first);
        self.push(Block::Paragraph(Box::new(paragraph)))
    }

    /// Begins another section like the last, changed.
    pub fn section(&mut self, change: impl FnOnce(&mut Section)) -> &mut Self {
        let mut next = self.letter.sections.last().expect("a section").clone();
        next.blocks.clear();
        change(&mut next);
        self.letter.sections.push(next);
        self
    }

    /// Changes the last section.
    pub fn set(&mut self, change: impl FnOnce(&mut Section)) -> &mut Self {
        change(self.letter.sections.last_mut().expect("a section"));
        self
    }

    /// A story for a header or footer: paragraphs without slots.
    pub fn story(lines: &[&str]) -> Arc<[Block]> {
        let blocks: Vec<Block> = lines.iter().map(|line| outside(vec![words(line)])).collect();
        Arc::from(blocks)
    }

    /// Adds a note of lines; returns its mark.
    pub fn note(&mut self, kind: NoteKind, lines: &[&str]) -> Inline {
        let number = self.letter.notes.len() + 1;
        let blocks = vec![Block::Paragraph(Box::new(self.paragraph(lines)))];
        let mark = number.to_string();
        self.letter.notes.push(Note { kind, node: None, mark: mark.clone(), blocks });
        Inline::NoteReference { kind, note: number - 1, text: mark, format: run(), slot: None }
    }

    /// Sets the letter.
    pub fn set_pages(&self) -> Pages {
        lay_out(&self.letter, &FONTS, &LayoutOptions::default())
    }

    /// Sets the letter and says where its lines stand.
    pub fn shown(&self) -> String {
        show(&self.set_pages())
    }
}

/// A section on paper 400 wide and 344 tall with margins of 72.
pub fn section() -> Section {
    let margin = Pt(72.0);
    Section {
        start: SectionStart::NextPage,
        width: Pt(400.0),
        height: Pt(344.0),
        margins: PageMargins {
            top: margin,
            bottom: margin,
            left: margin,
            right: margin,
            header: Pt(36.0),
            footer: Pt(36.0),
            gutter: Pt::ZERO,
        },
        columns: vec![Column { width: Pt(256.0), space: Pt::ZERO }],
        column_line: false,
        title_page: false,
        headers: PageSides::default(),
        footers: PageSides::default(),
        numbering: Numbering::Decimal,
        first_number: None,
        seat: CellSeat::Top,
        line_grid: None,
        rtl: false,
        blocks: Vec::new(),
    }
}

/// Text without a slot.
pub fn words(text: &str) -> Inline {
    Inline::Text(TextInline { text: text.to_owned(), format: run(), slot: None })
}

/// A page field without a slot.
pub fn field(kind: PageFieldKind) -> Inline {
    Inline::PageField(Box::new(PageField { kind, format: run(), slot: None }))
}

/// A paragraph of a header or footer.
pub fn outside(content: Vec<Inline>) -> Block {
    Block::Paragraph(Box::new(Paragraph {
        node: None,
        number: 0,
        format: Arc::new(plain()),
        mark: run(),
        label: None,
        content,
    }))
}

/// A break.
pub fn break_of(kind: BreakKind) -> Inline {
    Inline::Break { kind, format: run(), slot: None }
}

/// A filled rectangle that floats, counted from column and paragraph.
pub fn rectangle(width: f64, height: f64, wrap: Wrap) -> Anchored {
    Anchored {
        width: Pt(width),
        height: Pt(height),
        relative_width: None,
        relative_height: None,
        horizontal: Horizontal::Offset(HorizontalFrom::Column, Pt::ZERO),
        vertical: Vertical::Offset(VerticalFrom::Paragraph, Pt::ZERO),
        wrap,
        distance: CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO },
        behind: false,
        in_cell: false,
        overlap: true,
        frame: false,
        object: Object::Shape(Shape {
            geometry: ShapeGeometry::Rectangle,
            fill: Some(Color::BLACK),
            outline: None,
            slot: None,
        }),
    }
}

/// The anchor of a floating object.
pub fn anchor(anchored: Anchored) -> Inline {
    Inline::Anchor(Box::new(anchored))
}

/// Where everything stands: for each page its label, then each line of text with its left edge and
/// the top of its line box of 20 points, fills and strokes with their corners.
pub fn show(pages: &Pages) -> String {
    let mut shown = String::new();
    for page in &pages.pages {
        let _ = writeln!(shown, "page {}", page.label);
        let mut line: Option<(f64, f64, String)> = None;
        let mut pen = 0.0;
        for item in &page.items {
            if let Paint::Text(text) = &item.paint {
                let words = text.text.trim_end();
                let joins = (text.x.0 - pen).abs() < 1.0;
                pen = text.x.0 + text.glyphs.iter().map(|glyph| glyph.advance.0).sum::<f64>();
                match &mut line {
                    Some((_, y, so_far)) if joins && (*y - text.baseline.0).abs() < 0.01 => {
                        so_far.push_str(&text.text);
                    }
                    _ if words.is_empty() => {}
                    _ => {
                        flush(&mut shown, &mut line);
                        line = Some((text.x.0, text.baseline.0, text.text.clone()));
                    }
                }
                continue;
            }
            flush(&mut shown, &mut line);
            other(&mut shown, item);
        }
        flush(&mut shown, &mut line);
    }
    shown
}

fn flush(shown: &mut String, line: &mut Option<(f64, f64, String)>) {
    if let Some((x, baseline, text)) = line.take() {
        let _ = writeln!(shown, "  {x:.0} {:.0} {}", baseline - 0.8 * LINE, text.trim_end());
    }
}

fn other(shown: &mut String, item: &Item) {
    let _ = match &item.paint {
        Paint::Fill { area, .. } => writeln!(
            shown,
            "  {:.0} {:.0} fill {:.0} x {:.0}",
            area.x.0, area.y.0, area.width.0, area.height.0
        ),
        Paint::Stroke { from, to, .. } => {
            writeln!(shown, "  {:.0} {:.0} line to {:.0} {:.0}", from.0.0, from.1.0, to.0.0, to.1.0)
        }
        _ => Ok(()),
    };
}
