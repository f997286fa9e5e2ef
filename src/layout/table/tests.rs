//! Tables held to the numbers measured in Word and LibreOffice, to properties, and to nonsense.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::*;
use crate::font::{FontBook, MetricsOf};
use crate::layout::LayoutOptions;
use crate::layout::laid::Learned;
use crate::layout::page::{ArtifactKind, Item, Paint, Tag};
use crate::letter::{
    Alignment, Anchored, Block, BorderStyle, Cell, CellBorders, CellMargins, CellSeat, HeightRule,
    Horizontal, HorizontalFrom, Inline, Letter, LetterSettings, LineRule, Object, PageFacts,
    Paragraph, ParagraphBorders, ParagraphFormat, Preferred, Row, RunFormat, Slot, TableLayout,
    TextBox, TextInline, Tree, Vertical, VerticalAlign, VerticalFrom, VerticalMerge, Wrap,
    WrapSide,
};
use crate::units::Color;

mod properties;

/// A line of Carlito 11: 1.2207 times the size.
const LINE: f64 = 13.428;

/// The width of the column in all tests: A4 with margins of an inch.
const ROOM: Pt = Pt(451.3);

fn run() -> Arc<RunFormat> {
    Arc::new(RunFormat {
        family: "Carlito".into(),
        complex_family: "Carlito".into(),
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
        language: "da-DK".into(),
        rtl: false,
        border: None,
    })
}

fn format() -> ParagraphFormat {
    ParagraphFormat {
        style: "Normal".into(),
        style_name: "normal".into(),
        align: Alignment::Start,
        left: Pt::ZERO,
        right: Pt::ZERO,
        first: Pt::ZERO,
        before: Pt::ZERO,
        after: Pt::ZERO,
        before_auto: false,
        after_auto: false,
        contextual: false,
        line: LineRule::Auto(1.0),
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
        snap_to_grid: false,
    }
}

fn paragraph_of(text: &str, slot: u32, format: ParagraphFormat) -> Block {
    let content = if text.is_empty() {
        Vec::new()
    } else {
        let text = text.to_owned();
        vec![Inline::Text(TextInline { text, format: run(), slot: Some(Slot(slot)) })]
    };
    Block::Paragraph(Box::new(Paragraph {
        node: None,
        number: 1,
        format: Arc::new(format),
        mark: run(),
        label: None,
        content,
    }))
}

fn paragraph(text: &str) -> Block {
    paragraph_of(text, 0, format())
}

fn line(points: f64) -> Border {
    Border { style: BorderStyle::Single, width: Pt(points), space: Pt::ZERO, color: None }
}

fn framed(points: f64) -> CellBorders {
    let border = (points > 0.0).then(|| line(points));
    CellBorders { top: border, left: border, bottom: border, right: border, ..Default::default() }
}

fn cell(blocks: Vec<Block>) -> Cell {
    Cell {
        node: None,
        span: 1,
        merge: VerticalMerge::None,
        width: Preferred::Auto,
        margins: CellMargins::default(),
        borders: framed(1.0),
        shade: None,
        seat: CellSeat::Top,
        no_wrap: false,
        turned: 0,
        blocks,
    }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { node: None, header: false, cant_split: false, height: None, before: 0, after: 0, cells }
}

fn words(texts: &[&str]) -> Row {
    row(texts.iter().map(|text| cell(vec![paragraph(text)])).collect())
}

fn table(grid: &[f64], rows: Vec<Row>) -> Table {
    Table {
        node: None,
        layout: TableLayout::Fixed,
        width: Preferred::Auto,
        indent: Pt::ZERO,
        align: ParagraphAlign::Start,
        margins: CellMargins::default(),
        spacing: Pt::ZERO,
        grid: grid.iter().map(|width| Pt(*width)).collect(),
        rtl: false,
        nested: false,
        rows,
    }
}

fn letter(mode: Mode) -> Letter {
    Letter {
        tree: Tree::default(),
        sections: Vec::new(),
        notes: Vec::new(),
        pictures: Vec::new(),
        settings: Arc::new(LetterSettings { mode, ..LetterSettings::default() }),
        language: "da-DK".into(),
        title: String::new(),
        author: None,
        notice: None,
        diagnostics: Vec::new(),
    }
}

thread_local! {
    static FONTS: &'static FontBook = Box::leak(Box::new(FontBook::shipped()));
}

/// Sets a table in a letter of this mode.
fn set<T>(mode: Mode, table: &Table, look: impl FnOnce(&Context<'_>, &LaidTable<'_>) -> T) -> T {
    let letter = letter(mode);
    let fonts = FONTS.with(|fonts| *fonts);
    let options = LayoutOptions { metrics: MetricsOf::Substitute, ..LayoutOptions::default() };
    let notes = RefCell::new(Learned::default());
    let context = Context {
        letter: &letter,
        fonts,
        options: &options,
        facts: Rc::new(PageFacts::default()),
        artifact: ArtifactKind::Layout,
        line_grid: None,
        notes: &notes,
    };
    let laid = lay(&context, table, ROOM);
    look(&context, &laid)
}

fn modern<T>(table: &Table, look: impl FnOnce(&Context<'_>, &LaidTable<'_>) -> T) -> T {
    set(Mode::Word2013, table, look)
}

/// What is painted between two cursors, with the top left corner at the origin.
fn painted(
    context: &Context<'_>,
    laid: &LaidTable<'_>,
    from: &TableCursor,
    to: &TableCursor,
) -> Vec<Item> {
    let mut items = Vec::new();
    laid.paint(context, from, to, (Pt::ZERO, Pt::ZERO), &mut items);
    items
}

fn all(table: &Table) -> Vec<Item> {
    modern(table, |context, laid| painted(context, laid, &laid.start(), &laid.end()))
}

/// Each text with its left edge and baseline, to a tenth of a point.
fn texts(items: &[Item]) -> Vec<String> {
    let texts = items.iter().filter_map(|item| match &item.paint {
        Paint::Text(text) => {
            let shown = text.text.trim_end();
            Some(format!("{:.1} {:.1} {shown}", text.x.0, text.baseline.0))
        }
        _ => None,
    });
    texts.collect()
}

fn heights(table: &Table) -> Vec<f64> {
    modern(table, |_, laid| {
        let parts = laid.parts(&laid.start(), &laid.end());
        parts.iter().map(|part| (part.height.0 * 100.0).round() / 100.0).collect()
    })
}

fn widths_of(table: &Table) -> Vec<f64> {
    modern(table, |_, laid| {
        laid.edges.windows(2).map(|pair| ((pair[1] - pair[0]).0 * 10.0).round() / 10.0).collect()
    })
}

#[test]
fn a_row_is_a_line_and_the_border_above_it() {
    let table = table(&[150.0, 150.0], vec![words(&["a", "b"]), words(&["c", "d"])]);
    for height in heights(&table) {
        assert!((height - (LINE + 1.0)).abs() < 0.02, "{height}");
    }
    let whole = modern(&table, |_, laid| laid.height);
    assert!((whole.0 - (2.0 * LINE + 3.0)).abs() < 0.03, "{whole:?}");
}

#[test]
fn space_after_counts_into_the_row() {
    let spaced = ParagraphFormat { before: Pt(5.0), after: Pt(8.0), ..format() };
    let table = table(&[150.0], vec![row(vec![cell(vec![paragraph_of("a", 0, spaced)])])]);
    let heights = heights(&table);
    assert!((heights[0] - 27.43).abs() < 0.02, "{heights:?}");
}

#[test]
fn the_border_stands_at_the_margin_since_2013_and_the_text_before() {
    let table = table(&[150.0], vec![words(&["a"])]);
    let x = |mode| {
        set(mode, &table, |context, laid| {
            let items = painted(context, laid, &laid.start(), &laid.end());
            items.iter().find_map(|item| match &item.paint {
                Paint::Text(text) => Some(text.x.0),
                _ => None,
            })
        })
    };
    assert!((x(Mode::Word2013).expect("a text") - 5.9).abs() < 0.01);
    assert!(x(Mode::Word2010).expect("a text").abs() < 0.01);
    assert!(x(Mode::Word2007).expect("a text").abs() < 0.01);
}

#[test]
fn alignment_disregards_the_indent() {
    let mut table = table(&[150.0, 150.0], vec![words(&["a", "b"])]);
    table.indent = Pt(40.0);
    table.align = ParagraphAlign::Center;
    assert!((modern(&table, |_, laid| laid.x.0) - 75.65).abs() < 0.01);
    table.align = ParagraphAlign::End;
    assert!((modern(&table, |_, laid| laid.x.0) - 151.3).abs() < 0.01);
}

#[test]
fn columns_run_from_right_to_left() {
    let mut table = table(&[100.0, 200.0], vec![words(&["a", "b"])]);
    table.rtl = true;
    let lines = texts(&all(&table));
    let x = |at: usize| lines[at].split(' ').next().and_then(|x| x.parse::<f64>().ok());
    assert!(x(0) > x(1), "{lines:?}");
}

#[test]
fn a_stored_grid_is_taken_as_it_stands() {
    let mut table = table(&[100.0, 200.0], vec![words(&["a", "b"])]);
    table.layout = TableLayout::Autofit;
    table.width = Preferred::Length(Pt(300.0));
    assert_eq!(widths_of(&table), [100.0, 200.0]);
}

#[test]
fn a_grid_that_the_cells_deny_gives_way_to_them() {
    let mut table = table(&[150.0, 150.0], vec![words(&["a", "b"])]);
    table.layout = TableLayout::Autofit;
    table.rows[0].cells[0].width = Preferred::Length(Pt(75.0));
    table.rows[0].cells[1].width = Preferred::Length(Pt(200.0));
    assert_eq!(widths_of(&table), [75.0, 200.0]);
    // Wider than the page: all shrink.
    table.rows[0].cells[1].width = Preferred::Length(Pt(675.0));
    let widths = widths_of(&table);
    assert!((widths.iter().sum::<f64>() - ROOM.0).abs() < 0.2, "{widths:?}");
    assert!(widths[0] < 75.0 && widths[1] < 675.0, "{widths:?}");
}

#[test]
fn a_placeholder_of_a_grid_is_filled_by_content() {
    let mut table = table(&[1.0, 1.0], vec![words(&["kort", "en noget længere tekst"])]);
    table.layout = TableLayout::Autofit;
    let widths = widths_of(&table);
    assert!(widths[0] > 20.0 && widths[1] > 2.0 * widths[0], "{widths:?}");
    assert!(widths.iter().sum::<f64>() < 200.0, "{widths:?}");
}

#[test]
fn a_share_is_of_the_text_width() {
    let mut table = table(&[1.0, 1.0], vec![words(&["a", "b"])]);
    table.layout = TableLayout::Autofit;
    table.width = Preferred::Share(0.5);
    for cell in &mut table.rows[0].cells {
        cell.width = Preferred::Share(0.5);
    }
    let widths = widths_of(&table);
    assert!((widths[0] - ROOM.0 / 4.0).abs() < 0.1, "{widths:?}");
    assert!((widths[1] - ROOM.0 / 4.0).abs() < 0.1, "{widths:?}");
}

#[test]
fn a_long_word_widens_its_column_at_the_others_expense() {
    let long = "Sammensætningsmulighedsundersøgelserne";
    let mut table = table(&[60.0, 240.0], vec![words(&[long, "b"])]);
    table.layout = TableLayout::Autofit;
    table.width = Preferred::Length(Pt(300.0));
    let widths = widths_of(&table);
    assert!(widths[0] > 150.0, "{widths:?}");
    assert!((widths.iter().sum::<f64>() - 300.0).abs() < 0.2, "{widths:?}");
    // A fixed table breaks the word instead.
    table.layout = TableLayout::Fixed;
    assert_eq!(widths_of(&table), [60.0, 240.0]);
}

#[test]
fn fixed_widths_are_those_of_the_first_row() {
    let mut table = table(&[150.0, 150.0], vec![words(&["a", "b"])]);
    table.rows[0].cells[0].width = Preferred::Length(Pt(75.0));
    table.rows[0].cells[1].width = Preferred::Length(Pt(600.0));
    assert_eq!(widths_of(&table), [75.0, 600.0]);
}

#[test]
fn a_merged_cell_gives_its_extra_height_to_the_last_row() {
    let mut first = cell((1..=5).map(|_| paragraph("a")).collect());
    first.merge = VerticalMerge::Restart;
    let mut second = cell(vec![paragraph("")]);
    second.merge = VerticalMerge::Continue;
    let rows = vec![
        row(vec![first, cell(vec![paragraph("b1")])]),
        row(vec![second, cell(vec![paragraph("b2")])]),
        words(&["a3", "b3"]),
    ];
    let heights = heights(&table(&[150.0, 150.0], rows));
    assert!((heights[0] - 14.43).abs() < 0.02, "{heights:?}");
    assert!((heights[0] + heights[1] - (1.0 + 5.0 * LINE)).abs() < 0.03, "{heights:?}");
    assert!((heights[2] - 14.43).abs() < 0.02, "{heights:?}");
}

#[test]
fn heights_at_least_and_exact() {
    let mut tall = words(&["a"]);
    tall.height = Some((Pt(30.0), HeightRule::AtLeast));
    let mut low = words(&["a"]);
    low.height = Some((Pt(5.0), HeightRule::AtLeast));
    let mut exact = words(&["a"]);
    exact.height = Some((Pt(10.0), HeightRule::Exactly));
    let table = table(&[150.0], vec![tall, low, exact]);
    assert_eq!(heights(&table), [30.0, 14.43, 10.0]);
    let items = all(&table);
    let clips = items.iter().filter(|item| matches!(item.paint, Paint::ClipBegin(_))).count();
    assert_eq!(clips, 1);
}

#[test]
fn content_sits_at_the_top_in_the_middle_at_the_bottom() {
    let mut seats = words(&["a", "b", "c"]);
    seats.height = Some((Pt(60.0), HeightRule::AtLeast));
    seats.cells[1].seat = CellSeat::Center;
    seats.cells[2].seat = CellSeat::Bottom;
    let lines = texts(&all(&table(&[100.0; 3], vec![seats])));
    let y: Vec<f64> =
        lines.iter().filter_map(|line| line.split(' ').nth(1)?.parse::<f64>().ok()).collect();
    let spare = 60.0 - 1.0 - LINE;
    assert!((y[1] - y[0] - spare / 2.0).abs() < 0.11, "{lines:?}");
    assert!((y[2] - y[0] - spare).abs() < 0.11, "{lines:?}");
}

#[test]
fn the_empty_paragraph_after_a_nested_table_has_no_height() {
    let mut inner = table(&[50.0], vec![words(&["n"])]);
    inner.nested = true;
    let outer = row(vec![cell(vec![Block::Table(Box::new(inner)), paragraph("")])]);
    let heights = heights(&table(&[150.0], vec![outer]));
    assert!((heights[0] - (1.0 + LINE + 2.0)).abs() < 0.03, "{heights:?}");
}

#[test]
fn the_wider_border_is_drawn_then_the_darker_and_a_refusal_stands() {
    let pale = Border { color: Some(Color { r: 200, g: 200, b: 200 }), ..line(1.0) };
    let mut rows = vec![words(&["a", "b"]), words(&["c", "d"])];
    rows[0].cells[0].borders.bottom = Some(line(3.0));
    rows[0].cells[1].borders.bottom = Some(pale);
    let laid = table(&[100.0, 100.0], rows.clone());
    let rule = modern(&laid, |_, laid| laid.rules[1].clone());
    assert_eq!(rule.iter().map(|rule| rule.border).collect::<Vec<_>>(), [line(3.0), line(1.0)]);
    rows[1].cells[0].borders.top = None;
    rows[1].cells[0].borders.none[0] = true;
    let laid = table(&[100.0, 100.0], rows);
    let rule = modern(&laid, |_, laid| laid.rules[1].clone());
    assert_eq!(rule.iter().map(|rule| rule.columns).collect::<Vec<_>>(), [(1, 2)]);
}

#[test]
fn a_border_of_the_cell_itself_beats_its_table_and_a_refusal() {
    let mut rows = vec![words(&["a", "b"]), words(&["c", "d"])];
    let red = Border { color: Some(Color { r: 255, g: 0, b: 0 }), ..line(0.5) };
    for cell in &mut rows[0].cells {
        cell.borders.bottom = Some(red);
        cell.borders.own[2] = true;
    }
    rows[1].cells[1].borders.top = None;
    rows[1].cells[1].borders.none[0] = true;
    let laid = table(&[100.0, 100.0], rows);
    let rule = modern(&laid, |_, laid| laid.rules[1].clone());
    assert_eq!(rule.iter().map(|rule| rule.border).collect::<Vec<_>>(), [red]);
}

#[test]
fn frames_in_cells_are_set_where_they_stand() {
    let framed = TextBox {
        blocks: vec![paragraph("f")],
        insets: CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO },
        seat: CellSeat::Top,
        auto_height: true,
        fill: None,
        outline: None,
        turned: 0,
    };
    let anchored = Anchored {
        width: Pt(50.0),
        height: Pt::ZERO,
        relative_width: None,
        relative_height: None,
        horizontal: Horizontal::Offset(HorizontalFrom::Page, Pt(100.0)),
        vertical: Vertical::Offset(VerticalFrom::Page, Pt(100.0)),
        wrap: Wrap::Square(WrapSide::Both),
        distance: CellMargins::default(),
        behind: false,
        in_cell: false,
        overlap: true,
        frame: true,
        object: Object::Box(framed),
    };
    let blocks = vec![Block::Float(Box::new(anchored)), paragraph("b")];
    let laid = table(&[100.0], vec![row(vec![cell(blocks)])]);
    assert_eq!(texts(&all(&laid)).len(), 2);
    assert!((heights(&laid)[0] - (2.0 * LINE + 1.0)).abs() < 0.03);
}

#[test]
fn borders_are_few_items() {
    let rows = (0..10).map(|_| words(&["a", "b", "c"])).collect();
    let items = all(&table(&[100.0; 3], rows));
    let strokes = items.iter().filter(|item| matches!(item.paint, Paint::Stroke { .. })).count();
    assert_eq!(strokes, 11 + 4);
    assert!(
        items.iter().all(|item| {
            matches!(item.paint, Paint::Text(_)) == matches!(item.tag, Tag::Slot(_))
        })
    );
}

#[test]
fn double_and_triple_borders_are_lines_side_by_side() {
    let mut rows = vec![words(&["a"])];
    rows[0].cells[0].borders = CellBorders::default();
    rows[0].cells[0].borders.top = Some(Border { style: BorderStyle::Double, ..line(1.0) });
    rows[0].cells[0].borders.bottom = Some(Border { style: BorderStyle::Triple, ..line(1.0) });
    rows[0].cells[0].borders.falling = Some(line(0.5));
    let laid = table(&[100.0], rows);
    assert!((heights(&laid)[0] - (LINE + 3.0)).abs() < 0.02);
    let items = all(&laid);
    let strokes = items.iter().filter(|item| matches!(item.paint, Paint::Stroke { .. })).count();
    assert_eq!(strokes, 2 + 3 + 1);
}

#[test]
fn turned_text_makes_its_row_tall() {
    let mut rows = vec![words(&["opad og mere", "b"])];
    rows[0].cells[0].turned = 3;
    let laid = table(&[20.0, 100.0], rows);
    assert!(heights(&laid)[0] > 50.0);
    let items = all(&laid);
    let turn = items.iter().find_map(|item| match item.paint {
        Paint::TurnBegin { degrees, .. } => Some(degrees),
        _ => None,
    });
    assert_eq!(turn, Some(270.0));
}

#[test]
fn cells_stand_apart() {
    let mut apart = table(&[100.0, 100.0], vec![words(&["a", "b"])]);
    apart.spacing = Pt(3.0);
    assert!((heights(&apart)[0] - (LINE + 2.0 + 6.0)).abs() < 0.02, "{:?}", heights(&apart));
    let items = all(&apart);
    let strokes = items.iter().filter(|item| matches!(item.paint, Paint::Stroke { .. })).count();
    assert_eq!(strokes, 8);
}

/// The pages of a table: forced cuts at a height each.
fn pages(laid: &LaidTable<'_>, height: f64) -> Vec<(TableCursor, TableCursor, Pt)> {
    let mut pages = Vec::new();
    let mut from = laid.start();
    while !laid.is_end(&from) {
        let (to, taken) = laid.cut(&from, Pt(height), true);
        assert!(to != from, "a forced cut goes on");
        pages.push((from, to.clone(), taken));
        from = to;
    }
    pages
}

#[test]
fn header_rows_come_again_as_artifacts() {
    let mut rows: Vec<Row> = (0..9).map(|at| words(&[&format!("r{at}")])).collect();
    rows[0].header = true;
    modern(&table(&[100.0], rows), |context, laid| {
        let pages = pages(laid, 4.0 * (LINE + 1.0) + 1.5);
        assert_eq!(pages.len(), 3);
        for (at, (from, to, taken)) in pages.iter().enumerate() {
            let items = painted(context, laid, from, to);
            let shown = texts(&items);
            assert_eq!(shown.len(), if at == 2 { 3 } else { 4 }, "{shown:?}");
            assert!(shown[0].ends_with("r0"), "{shown:?}");
            let tag = items.iter().find(|item| matches!(item.paint, Paint::Text(_)));
            let expected =
                if at == 0 { Tag::Slot(Slot(0)) } else { Tag::Artifact(ArtifactKind::Pagination) };
            assert_eq!(tag.map(|item| item.tag), Some(expected));
            assert!(taken.0 <= 4.0 * (LINE + 1.0) + 1.5, "{taken:?}");
        }
    });
}

#[test]
fn header_rows_are_not_left_alone() {
    let mut rows: Vec<Row> = (0..3).map(|at| words(&[&format!("r{at}")])).collect();
    rows[0].header = true;
    modern(&table(&[100.0], rows), |_, laid| {
        let (to, _) = laid.cut(&laid.start(), Pt(20.0), false);
        assert_eq!(to, laid.start());
        let (to, _) = laid.cut(&laid.start(), Pt(31.0), false);
        assert_eq!(to.row, 2);
    });
}

#[test]
fn a_row_is_broken_between_lines() {
    let lines = |name: &str, count: usize| {
        cell((0..count).map(|at| paragraph(&format!("{name}{at}"))).collect())
    };
    let table = table(&[100.0, 100.0], vec![row(vec![lines("a", 7), lines("b", 2)])]);
    modern(&table, |context, laid| {
        let (to, taken) = laid.cut(&laid.start(), Pt(5.0 * LINE + 3.0), false);
        assert!(to.inside);
        assert!((taken.0 - (5.0 * LINE + 2.0)).abs() < 0.03, "{taken:?}");
        assert_eq!(texts(&painted(context, laid, &laid.start(), &to)).len(), 7);
        let (end, rest) = laid.cut(&to, Pt(500.0), false);
        assert!(laid.is_end(&end));
        assert!((rest.0 - (2.0 * LINE + 2.0)).abs() < 0.03, "{rest:?}");
        let shown = texts(&painted(context, laid, &to, &end));
        assert_eq!(shown.len(), 2);
        assert!(shown[0].ends_with("a5"), "{shown:?}");
    });
}

#[test]
fn a_row_that_must_not_split_moves_whole() {
    let tall = || cell((0..7).map(|at| paragraph(&format!("a{at}"))).collect());
    let mut kept = row(vec![tall()]);
    kept.cant_split = true;
    modern(&table(&[100.0], vec![words(&["x"]), kept]), |_, laid| {
        let (to, _) = laid.cut(&laid.start(), Pt(80.0), false);
        assert_eq!((to.row, to.inside), (1, false));
        // Taller than a page: it splits all the same.
        let (further, _) = laid.cut(&to, Pt(80.0), true);
        assert_eq!((further.row, further.inside), (1, true));
    });
}

#[test]
fn a_row_keeps_with_the_next() {
    let kept = ParagraphFormat { keep_next: true, ..format() };
    let mut rows: Vec<Row> = (0..4).map(|at| words(&[&format!("r{at}")])).collect();
    rows[1].cells[0].blocks = vec![paragraph_of("r1", 0, kept)];
    modern(&table(&[100.0], rows), |_, laid| {
        let (to, _) = laid.cut(&laid.start(), Pt(2.0 * (LINE + 1.0) + 2.0), false);
        assert_eq!(to.row, 1);
    });
}

#[test]
fn a_merged_cell_is_broken_with_its_rows() {
    let mut merged = cell((1..=7).map(|at| paragraph(&format!("l{at}"))).collect());
    merged.merge = VerticalMerge::Restart;
    let go_on = || {
        let mut cell = cell(vec![paragraph("")]);
        cell.merge = VerticalMerge::Continue;
        cell
    };
    let rows = vec![
        row(vec![merged, cell(vec![paragraph("b1")])]),
        row(vec![go_on(), cell(vec![paragraph("b2")])]),
        row(vec![go_on(), cell(vec![paragraph("b3")])]),
        words(&["c4", "b4"]),
    ];
    // As LibreOffice: l1 to l5 with b1 to b3 on the first page, l6 and l7 above c4 on the next.
    modern(&table(&[100.0, 100.0], rows), |context, laid| {
        let (to, _) = laid.cut(&laid.start(), Pt(78.9), false);
        assert_eq!((to.row, to.inside), (2, true));
        let shown = texts(&painted(context, laid, &laid.start(), &to));
        assert_eq!(shown.len(), 8, "{shown:?}");
        let shown = texts(&painted(context, laid, &to, &laid.end()));
        assert_eq!(shown.len(), 4, "{shown:?}");
        assert!(shown[0].ends_with("l6") && shown[2].ends_with("c4"), "{shown:?}");
    });
    // At a row's border the merged cell is cut where the border is.
    let mut merged = cell((1..=4).map(|at| paragraph(&format!("l{at}"))).collect());
    merged.merge = VerticalMerge::Restart;
    let tall = || cell((1..=3).map(|_| paragraph("b")).collect());
    let mut second = row(vec![go_on(), tall()]);
    second.cant_split = true;
    let rows = vec![row(vec![merged, tall()]), second];
    modern(&table(&[100.0, 100.0], rows), |context, laid| {
        let (to, _) = laid.cut(&laid.start(), Pt(50.0), false);
        assert_eq!((to.row, to.inside), (1, false));
        assert_eq!(texts(&painted(context, laid, &laid.start(), &to)).len(), 6);
        assert_eq!(texts(&painted(context, laid, &to, &laid.end())).len(), 4);
    });
}

#[test]
fn nonsense_is_survived() {
    let mut wild = words(&["a", "b"]);
    wild.before = 1_000_000;
    wild.cells[0].span = 1_000_000;
    wild.cells[1].margins =
        CellMargins { top: Pt(-50.0), left: Pt(f64::NAN), bottom: Pt(1e300), right: Pt(-1.0) };
    wild.height = Some((Pt(f64::INFINITY), HeightRule::AtLeast));
    let grids: [&[f64]; 4] = [&[], &[0.0, 0.0], &[f64::NAN, -5.0], &[1e300, 1e-300]];
    for grid in grids {
        for layout in [TableLayout::Fixed, TableLayout::Autofit] {
            let mut table = table(grid, vec![wild.clone(), words(&["c"]), row(Vec::new())]);
            table.layout = layout;
            table.indent = Pt(-1e9);
            table.rows[1].cells[0].merge = VerticalMerge::Continue;
            modern(&table, |context, laid| {
                assert!(laid.height.0.is_finite() && laid.width.0.is_finite());
                for (from, to, _) in pages(laid, 50.0) {
                    painted(context, laid, &from, &to);
                }
            });
        }
    }
    modern(&table(&[], Vec::new()), |_, laid| assert!(laid.is_end(&laid.start())));
}

#[test]
fn tables_within_tables_end_somewhere() {
    let mut inner = table(&[100.0], vec![words(&["n"])]);
    inner.layout = TableLayout::Autofit;
    for _ in 0..200 {
        inner.nested = true;
        let held = row(vec![cell(vec![Block::Table(Box::new(inner)), paragraph("")])]);
        inner = table(&[100.0], vec![held]);
        inner.layout = TableLayout::Autofit;
    }
    modern(&inner, |context, laid| {
        assert!(laid.height.0.is_finite());
        assert!(!pages(laid, 20.0).is_empty());
        assert!(!context.notes.borrow().diagnostics.is_empty());
    });
}
