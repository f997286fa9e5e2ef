//! Paragraphs set, one factor at a time, against the measures of the specification.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use super::*;
use crate::font::{FontBook, MetricsOf};
use crate::layout::LayoutOptions;
use crate::layout::laid::{Learned, Open, Spot};
use crate::layout::page::{ArtifactKind, Item, Paint};
use crate::letter::{
    Alignment, Border, BorderStyle, Inline, Label, LabelSuffix, Letter, LetterSettings, LineRule,
    Mode, PageFacts, ParagraphAlign, ParagraphBorders, ParagraphFormat, RunFormat, TabAlign,
    TabLeader, TabStop, TextInline, Tree, Underline, UnderlineKind, VerticalAlign,
};

mod around;
mod hostile;

static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::shipped);

fn run(family: &str, size: f64) -> RunFormat {
    RunFormat {
        family: Arc::from(family),
        complex_family: Arc::from("Times New Roman"),
        size: Pt(size),
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
    }
}

fn format() -> ParagraphFormat {
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
        snap_to_grid: true,
    }
}

/// A paragraph in Calibri 10, from text in which `→` is a tab and `↵` a line break.
struct Probe {
    run: RunFormat,
    format: ParagraphFormat,
    settings: LetterSettings,
    label: Option<Label>,
    width: f64,
    metrics: MetricsOf,
}

impl Default for Probe {
    fn default() -> Self {
        Probe {
            run: run("Calibri", 10.0),
            format: format(),
            settings: LetterSettings { mode: Mode::Word2013, ..LetterSettings::default() },
            label: None,
            width: 400.0,
            metrics: MetricsOf::Requested,
        }
    }
}

fn inlines(text: &str, format: &Arc<RunFormat>) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut piece = String::new();
    let flush = |piece: &mut String, content: &mut Vec<Inline>| {
        if !piece.is_empty() {
            let text = std::mem::take(piece);
            content.push(Inline::Text(TextInline { text, format: format.clone(), slot: None }));
        }
    };
    for character in text.chars() {
        let inline = match character {
            '→' => Inline::Tab { format: format.clone(), slot: None },
            '↵' => Inline::Break { kind: BreakKind::Line, format: format.clone(), slot: None },
            '⇟' => Inline::Break { kind: BreakKind::Page, format: format.clone(), slot: None },
            _ => {
                piece.push(character);
                continue;
            }
        };
        flush(&mut piece, &mut content);
        content.push(inline);
    }
    flush(&mut piece, &mut content);
    content
}

fn paragraph(content: Vec<Inline>, format: ParagraphFormat, mark: RunFormat) -> Paragraph {
    Paragraph {
        node: None,
        number: 1,
        format: Arc::new(format),
        mark: Arc::new(mark),
        label: None,
        content,
    }
}

fn letter(settings: LetterSettings) -> Letter {
    Letter {
        tree: Tree::default(),
        sections: Vec::new(),
        notes: Vec::new(),
        pictures: Vec::new(),
        settings: Arc::new(settings),
        language: Arc::from("da-DK"),
        title: String::new(),
        author: None,
        notice: None,
        diagnostics: Vec::new(),
    }
}

/// Runs a test with a context.
fn with<T>(
    letter: &Letter,
    metrics: MetricsOf,
    test: impl FnOnce(&Context<'_>) -> T,
) -> (T, Learned) {
    let options = LayoutOptions { watermark: None, metrics };
    let notes = RefCell::new(Learned::default());
    let context = Context {
        letter,
        fonts: &FONTS,
        options: &options,
        facts: Rc::new(PageFacts { page: 3, pages: 9, ..PageFacts::default() }),
        artifact: ArtifactKind::Header,
        line_grid: None,
        notes: &notes,
    };
    let result = test(&context);
    (result, notes.into_inner())
}

impl Probe {
    fn paragraph(self, text: &str) -> (Paragraph, Letter, f64, MetricsOf) {
        let mark = self.run.clone();
        let content = inlines(text, &Arc::new(self.run));
        let mut paragraph = paragraph(content, self.format, mark);
        paragraph.label = self.label.map(Box::new);
        (paragraph, letter(self.settings), self.width, self.metrics)
    }

    fn set<T>(self, text: &str, test: impl FnOnce(&LaidParagraph<'_>) -> T) -> T {
        self.set_in(text, None, test)
    }

    fn set_in<T>(
        self,
        text: &str,
        room: Option<&dyn Room>,
        test: impl FnOnce(&LaidParagraph<'_>) -> T,
    ) -> T {
        let (paragraph, letter, width, metrics) = self.paragraph(text);
        let open = Open(Pt(width));
        let room = room.unwrap_or(&open);
        with(&letter, metrics, |context| test(&lay(context, &paragraph, Pt(width), room))).0
    }

    /// The lines as text, each stretch of text with its place.
    fn dump(self, text: &str) -> String {
        self.set(text, dump)
    }

    /// What stands on each line.
    fn lines(self, text: &str) -> Vec<String> {
        self.set(text, |laid| laid.lines.iter().map(|line| line_text(line)).collect())
    }
}

fn line_text(line: &Line<'_>) -> String {
    line.items
        .iter()
        .filter_map(|item| match (&item.tag, &item.paint) {
            (crate::layout::page::Tag::Artifact(ArtifactKind::Layout), _) => None,
            (_, Paint::Text(text)) => Some(text.text.as_str()),
            _ => None,
        })
        .collect()
}

fn dump(laid: &LaidParagraph<'_>) -> String {
    let mut out = String::new();
    for line in &laid.lines {
        let (height, ascent) = (line.height.0, line.ascent.0);
        out.push_str(&format!("line {height:.2}, baseline {ascent:.2}\n"));
        for item in &line.items {
            out.push_str(&item_text(item));
        }
    }
    out
}

fn item_text(item: &Item) -> String {
    let layout = matches!(item.tag, crate::layout::page::Tag::Artifact(ArtifactKind::Layout));
    match &item.paint {
        Paint::Text(text) => {
            let width: f64 = text.glyphs.iter().map(|glyph| glyph.advance.0).sum();
            let mut said = String::new();
            if let Some(actual) = &text.actual {
                said = format!(" says {actual:?}");
            }
            let mark = if layout { "~" } else { "" };
            format!(
                "  {mark}{:.2}…{:.2} @{:.2} {:.1} {:?}{said}\n",
                text.x.0,
                text.x.0 + width,
                text.baseline.0,
                text.size.0,
                text.text
            )
        }
        Paint::Stroke { from, to, width, style, .. } => format!(
            "  stroke {:.2},{:.2} to {:.2},{:.2} thick {:.2} {style:?}\n",
            from.0.0, from.1.0, to.0.0, to.1.0, width.0
        ),
        Paint::Fill { area, .. } => format!(
            "  fill {:.2},{:.2} {:.2}×{:.2}\n",
            area.x.0, area.y.0, area.width.0, area.height.0
        ),
        other => format!("  {other:?}\n"),
    }
}

/// Where the first word that begins so stands, on any line.
fn x_of(laid: &LaidParagraph<'_>, word: &str) -> f64 {
    for line in &laid.lines {
        for item in &line.items {
            if let Paint::Text(text) = &item.paint
                && let Some(at) = text.text.find(word)
            {
                let before = text.glyphs.iter().filter(|glyph| (glyph.text.start as usize) < at);
                return text.x.0 + before.map(|glyph| glyph.advance.0).sum::<f64>();
            }
        }
    }
    f64::NAN
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.06, "{found:.3} is not {expected:.3}");
}

/// The measures of the specification were read off pages: a third of a point is their grain.
fn about(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.3, "{found:.3} is not about {expected:.3}");
}

#[test]
fn the_first_baseline_lies_an_ascent_and_a_line_gap_below_the_top() {
    for (family, expected) in
        [("Calibri", 0.971), ("Arial", 0.938), ("Times New Roman", 0.933), ("DejaVu Sans", 0.929)]
    {
        let probe = Probe { run: run(family, 100.0), width: 4000.0, ..Probe::default() };
        near(probe.set("Hxg", |laid| laid.lines[0].ascent.0) / 100.0, expected);
    }
    let cambria =
        Probe { run: run("Cambria", 100.0), metrics: MetricsOf::Substitute, ..Probe::default() };
    near(cambria.set("Hxg", |laid| laid.lines[0].ascent.0) / 100.0, 0.900);
}

#[test]
fn line_rules_seat_the_baseline() {
    let with = |line: LineRule| {
        let mut format = format();
        format.line = line;
        let probe = Probe { run: run("Calibri", 24.0), format, ..Probe::default() };
        probe.set("Hxg", |laid| (laid.lines[0].height.0, laid.lines[0].ascent.0))
    };
    let (height, baseline) = with(LineRule::Auto(1.0));
    near(height, 29.30);
    near(baseline, 23.30);
    // Half as much again goes below.
    let (height, baseline) = with(LineRule::Auto(1.5));
    near(height, 43.95);
    near(baseline, 23.30);
    let (height, baseline) = with(LineRule::Exactly(Pt(20.0)));
    near(height, 20.0);
    near(baseline, 16.0);
    // The surplus goes above.
    let (height, baseline) = with(LineRule::AtLeast(Pt(40.0)));
    near(height, 40.0);
    near(baseline, 34.0);
    let (height, _) = with(LineRule::AtLeast(Pt(10.0)));
    near(height, 29.30);
}

#[test]
fn an_empty_paragraph_is_as_high_as_its_mark() {
    let probe = Probe { run: run("Calibri", 24.0), ..Probe::default() };
    near(probe.set("", |laid| laid.lines[0].height.0), 29.30);
}

#[test]
fn kerning_comes_with_the_size_it_is_asked_from() {
    let width = |kern_from: Option<f64>| {
        let run = RunFormat { kern_from: kern_from.map(Pt), ..run("Calibri", 24.0) };
        let probe = Probe { run, ..Probe::default() };
        probe.set("AVATAR Ty To WA", |laid| match &laid.lines[0].items[0].paint {
            Paint::Text(text) => text.glyphs.iter().map(|glyph| glyph.advance.0).sum::<f64>(),
            _ => 0.0,
        })
    };
    about(width(None), 178.2);
    about(width(Some(30.0)), 178.2);
    about(width(Some(1.0)), 168.1);
}

#[test]
fn lines_break_first_fit_with_the_blank_hanging() {
    let lines = Probe { width: 100.0, ..Probe::default() }
        .lines("Kommunen har behandlet din ansøgning om helbredstillæg.");
    insta::assert_debug_snapshot!(lines, @r#"
    [
        "Kommunen har ",
        "behandlet din ",
        "ansøgning om ",
        "helbredstillæg.",
    ]
    "#);
}

#[test]
fn some_signs_keep_words_together_and_some_part_them() {
    let lines = |text: &str| Probe { width: 60.0, ..Probe::default() }.lines(text);
    insta::assert_debug_snapshot!(lines("beløbet er kr.\u{a0}12.500 i alt"), @r#"
    [
        "beløbet er ",
        "kr.\u{a0}12.500 i alt",
    ]
    "#);
    insta::assert_debug_snapshot!(lines("tillægs\u{ad}ansøgning"), @r#"
    [
        "tillægs-",
        "ansøgning",
    ]
    "#);
    insta::assert_debug_snapshot!(lines("en a\u{ad}b"), @r#"
    [
        "en ab",
    ]
    "#);
    insta::assert_debug_snapshot!(lines("skriv en lang e-mail"), @r#"
    [
        "skriv en lang ",
        "e-mail",
    ]
    "#);
    insta::assert_debug_snapshot!(lines("skriv en lang e\u{2011}mail"), @r#"
    [
        "skriv en lang ",
        "e-mail",
    ]
    "#);
    insta::assert_debug_snapshot!(lines("helbredstillægsansøgningsskema"), @r#"
    [
        "helbredstillæg",
        "sansøgningssk",
        "ema",
    ]
    "#);
}

#[test]
fn hyphenation_comes_when_the_letter_asks() {
    let settings =
        LetterSettings { hyphenate: true, hyphenation_zone: Pt(5.0), ..LetterSettings::default() };
    let text = "Du skal sende os helbredstillægsansøgningen";
    let dump = Probe { width: 130.0, settings: settings.clone(), ..Probe::default() }.dump(text);
    insta::assert_snapshot!(dump, @r#"
    line 12.21, baseline 9.71
      0.00…112.89 @9.71 10.0 "Du skal sende os helbredstil"
      112.89…115.95 @9.71 10.0 "-" says "\u{ad}"
    line 12.21, baseline 9.71
      0.00…70.34 @9.71 10.0 "lægsansøgningen"
    "#);
    let mut barred = format();
    barred.no_hyphenation = true;
    let lines = Probe { width: 130.0, settings, format: barred, ..Probe::default() }.lines(text);
    assert_eq!(lines, ["Du skal sende os ", "helbredstillægsansøgningen"]);
}

fn stops(stops: &[(f64, TabAlign)]) -> ParagraphFormat {
    let mut format = format();
    format.tabs = stops
        .iter()
        .map(|(at, align)| TabStop { at: Pt(*at), align: *align, leader: TabLeader::None })
        .collect();
    format
}

#[test]
fn tabs_go_to_their_stops() {
    let x = |format: ParagraphFormat, text: &str, word: &str| {
        Probe { format, ..Probe::default() }.set(text, |laid| x_of(laid, word))
    };
    // The default grid, and only after the last stop of one's own.
    near(x(format(), "a→b→c", "c"), 72.0);
    near(x(stops(&[(100.0, TabAlign::Left)]), "a→b", "b"), 100.0);
    near(x(stops(&[(100.0, TabAlign::Left)]), "a→b→c", "c"), 108.0);
    // Stops count from the margin, not from the indent.
    let mut indented = stops(&[(100.0, TabAlign::Left)]);
    indented.left = Pt(30.0);
    near(x(indented, "a→b", "b"), 100.0);
    // A hanging indent is a stop.
    let mut hanging = format();
    hanging.left = Pt(50.0);
    hanging.first = Pt(-50.0);
    near(x(hanging, "a→b", "b"), 50.0);
}

#[test]
fn text_ends_centres_and_stands_by_its_decimal_mark_at_a_stop() {
    let width = |text: &str| {
        Probe::default().set(text, |laid| match &laid.lines[0].items[0].paint {
            Paint::Text(text) => text.glyphs.iter().map(|glyph| glyph.advance.0).sum::<f64>(),
            _ => 0.0,
        })
    };
    let at = |align: TabAlign, text: &str, word: &str| {
        let format = stops(&[(200.0, align)]);
        Probe { format, ..Probe::default() }.set(text, |laid| x_of(laid, word))
    };
    near(at(TabAlign::Right, "Dato→21. november", "21"), 200.0 - width("21. november"));
    near(at(TabAlign::Center, "Dato→21. november", "21"), 200.0 - width("21. november") / 2.0);
    near(at(TabAlign::Decimal, "→1.234,50 kr.", "1.234"), 200.0 - width("1.234"));
    near(at(TabAlign::Decimal, "→1.234 kr.", "1.234"), 200.0 - width("1.234"));
    // Never over what is left of it.
    let long = "Et langt stykke tekst, der når forbi stoppet, ja";
    near(
        at(TabAlign::Right, &format!("{long}→mere"), "mere"),
        width(long).max(200.0 - width("mere")),
    );
}

#[test]
fn leaders_stand_on_one_grid() {
    let mut format = stops(&[(200.0, TabAlign::Right)]);
    format.tabs[0].leader = TabLeader::Dot;
    let dump = Probe { format, ..Probe::default() }.dump("Side→1");
    insta::assert_snapshot!(dump, @r#"
    line 12.21, baseline 9.71
      ~17.67…194.38 @9.71 10.0 "......................................................................"
      0.00…200.00 @9.71 10.0 "Side 1"
    "#);
}

#[test]
fn a_tab_without_room_begins_the_next_line() {
    let lines = Probe { width: 60.0, ..Probe::default() }.lines("et langt ord→nu");
    assert_eq!(lines, ["et langt ord", " nu"]);
}

fn labelled(text: &str, suffix: LabelSuffix, align: ParagraphAlign) -> Label {
    let format = Arc::new(run("Calibri", 10.0));
    Label { text: text.to_owned(), format, align, suffix, slot: None }
}

#[test]
fn labels_hang_before_the_text() {
    let at = |left: f64, first: f64, label: Option<Label>, word: &str| {
        let mut format = format();
        format.left = Pt(left);
        format.first = Pt(first);
        Probe { format, label, ..Probe::default() }.set("tekst", |laid| x_of(laid, word))
    };
    let tab = |align| Some(labelled("1.", LabelSuffix::Tab, align));
    near(at(36.0, -18.0, tab(ParagraphAlign::Start), "1."), 18.0);
    near(at(36.0, -18.0, tab(ParagraphAlign::Start), "tekst"), 36.0);
    near(at(36.0, -18.0, tab(ParagraphAlign::End), "tekst"), 36.0);
    let wide = at(36.0, -18.0, tab(ParagraphAlign::End), "1.");
    near(wide, 18.0 - (5.07 + 2.52));
    // Without an indent to go to, the next default stop.
    near(at(0.0, 0.0, tab(ParagraphAlign::Start), "tekst"), 36.0);
    let space = Some(labelled("1.", LabelSuffix::Space, ParagraphAlign::Start));
    near(at(0.0, 0.0, space, "tekst"), 5.07 + 2.52 + 2.26);
    let nothing = Some(labelled("1.", LabelSuffix::Nothing, ParagraphAlign::Start));
    near(at(0.0, 0.0, nothing, "tekst"), 5.07 + 2.52);
    // A number wider than its room goes to the next stop.
    let wide = Some(labelled("1234567.", LabelSuffix::Tab, ParagraphAlign::Start));
    near(at(36.0, -18.0, wide, "tekst"), 72.0);
}

#[test]
fn justified_lines_reach_the_margin_and_last_lines_do_not() {
    let mut justified = format();
    justified.align = Alignment::Justify;
    let text = "Kommunen har behandlet din ansøgning om tillæg↵og giver nu besked om det her";
    let dump = Probe { format: justified.clone(), width: 120.0, ..Probe::default() }.dump(text);
    insta::assert_snapshot!(dump, @r#"
    line 12.21, baseline 9.71
      0.00…122.26 @9.71 10.0 "Kommunen har behandlet "
    line 12.21, baseline 9.71
      0.00…120.00 @9.71 10.0 "din ansøgning om tillæg "
    line 12.21, baseline 9.71
      0.00…122.26 @9.71 10.0 "og giver nu besked om det "
    line 12.21, baseline 9.71
      0.00…13.72 @9.71 10.0 "her"
    "#);
    let settings = LetterSettings { no_shift_return_stretch: true, ..LetterSettings::default() };
    let kept = Probe { format: justified, settings, width: 120.0, ..Probe::default() };
    let ends = kept.set(text, |laid| x_of(laid, "tillæg"));
    near(ends, Probe::default().set("din ansøgning om tillæg", |laid| x_of(laid, "tillæg")));
}

#[test]
fn a_word_that_nearly_fits_is_let_in_by_word_2013() {
    let mut justified = format();
    justified.align = Alignment::Justify;
    let text = "en to tre fire fem seks syv otte ni ti elleve tolv tretten";
    let natural = Probe::default().set(text, |laid| x_of(laid, "elleve"));
    let lines = |mode: Mode, width: f64| {
        let settings = LetterSettings { mode, ..LetterSettings::default() };
        Probe { format: justified.clone(), settings, width, ..Probe::default() }.lines(text)[0]
            .clone()
    };
    // Nine blanks of 2.26 pt give up to 7 % of themselves.
    let just_under = natural - 2.26 - 1.0;
    assert!(lines(Mode::Word2013, just_under).ends_with("ti "));
    assert!(lines(Mode::Word2010, just_under).ends_with("ni "));
}

#[test]
fn lines_are_centred_and_ended_without_their_blanks() {
    let at = |align: Alignment| {
        let mut format = format();
        format.align = align;
        Probe { format, width: 200.0, ..Probe::default() }.set("ord  ", |laid| x_of(laid, "ord"))
    };
    let wide = 200.0 - at(Alignment::End);
    near(at(Alignment::Center), (200.0 - wide) / 2.0);
    assert!(wide < 15.0, "{wide}");
}

#[test]
fn capitals_are_drawn_and_the_written_letters_said() {
    let capitals = RunFormat { caps: true, ..run("Calibri", 10.0) };
    insta::assert_snapshot!(Probe { run: capitals, ..Probe::default() }.dump("Afgørelse OM straße"), @r#"
    line 12.21, baseline 9.71
      0.00…47.32 @9.71 10.0 "AFGØRELSE" says "Afgørelse"
      47.32…67.01 @9.71 10.0 " OM "
      67.01…97.85 @9.71 10.0 "STRAßE" says "straße"
    "#);
    let small = RunFormat { small_caps: true, ..run("Calibri", 24.0) };
    insta::assert_snapshot!(Probe { run: small, ..Probe::default() }.dump("Ære 12"), @r#"
    line 29.30, baseline 23.30
      0.00…18.32 @23.30 24.0 "Æ"
      18.32…38.12 @23.30 19.2 "RE" says "re"
      38.12…67.87 @23.30 24.0 " 12"
    "#);
}

#[test]
fn raised_text_is_smaller_and_does_not_grow_the_line() {
    let natural = Probe::default().set("m", |laid| laid.lines[0].height.0);
    for vertical in [VerticalAlign::Super, VerticalAlign::Sub] {
        let run = RunFormat { vertical, ..run("Calibri", 10.0) };
        let probe = Probe { run, ..Probe::default() };
        near(probe.set("2", |laid| laid.lines[0].height.0), natural);
    }
    let run = RunFormat { position: Pt(3.0), ..run("Calibri", 10.0) };
    let probe = Probe { run, ..Probe::default() };
    near(probe.set("2", |laid| laid.lines[0].ascent.0), 9.71 + 3.0);
}

#[test]
fn lines_under_and_through_text_follow_the_font() {
    let decorated = |change: fn(&mut RunFormat)| {
        let mut run = run("Calibri", 24.0);
        change(&mut run);
        Probe { run, ..Probe::default() }.dump("to ord")
    };
    insta::assert_snapshot!(decorated(|run| {
        run.underline = Some(Underline { kind: UnderlineKind::Single, color: None });
    }), @r#"
    line 29.30, baseline 23.30
      0.00…59.75 @23.30 24.0 "to ord"
      stroke 0.00,25.64 to 59.75,25.64 thick 2.27 Solid
    "#);
    insta::assert_snapshot!(decorated(|run| {
        run.underline = Some(Underline { kind: UnderlineKind::Words, color: None });
        run.strike = true;
    }), @r#"
    line 29.30, baseline 23.30
      0.00…59.75 @23.30 24.0 "to ord"
      stroke 0.00,25.64 to 20.70,25.64 thick 2.27 Solid
      stroke 26.12,25.64 to 59.75,25.64 thick 2.27 Solid
      stroke 0.00,18.08 to 59.75,18.08 thick 2.27 Solid
    "#);
    insta::assert_snapshot!(decorated(|run| {
        run.highlight = Some(crate::units::Color { r: 255, g: 255, b: 0 });
    }), @r#"
    line 29.30, baseline 23.30
      fill 0.00,0.00 59.75×29.30
      0.00…59.75 @23.30 24.0 "to ord"
    "#);
}

#[test]
fn automatic_text_is_white_on_a_dark_ground() {
    let color = |shade: &str| {
        let mut format = format();
        format.shade = crate::units::Color::from_hex(shade);
        Probe { format, ..Probe::default() }.set("ord", |laid| {
            match &laid.lines[0].items[0].paint {
                Paint::Text(text) => text.color,
                _ => crate::units::Color { r: 1, g: 1, b: 1 },
            }
        })
    };
    assert_eq!(color("1F3864"), crate::units::Color::WHITE);
    assert_eq!(color("D9D9D9"), crate::units::Color::BLACK);
}

#[test]
fn right_to_left_text_is_set_from_the_right_and_said_in_order() {
    let mut rtl = format();
    rtl.rtl = true;
    rtl.left = Pt(10.0);
    insta::assert_snapshot!(Probe { format: rtl, width: 200.0, ..Probe::default() }.dump("שלום 12 abc"), @r#"
    line 12.21, baseline 9.71
      169.44…190.00 @9.71 10.0 "שלום"
      166.94…169.44 @9.71 10.0 " "
      156.94…166.94 @9.71 10.0 "12"
      154.44…156.94 @9.71 10.0 " "
      140.17…154.44 @9.71 10.0 "abc"
    "#);
    insta::assert_snapshot!(Probe { width: 200.0, ..Probe::default() }.dump("navn שלום עולם her"), @r#"
    line 12.21, baseline 9.71
      0.00…22.08 @9.71 10.0 "navn "
      43.71…64.27 @9.71 10.0 "שלום"
      41.21…43.71 @9.71 10.0 " "
      22.08…41.21 @9.71 10.0 "עולם"
      64.27…66.77 @9.71 10.0 " "
      66.77…80.48 @9.71 10.0 "her"
    "#);
}

#[test]
fn breaks_end_lines() {
    let lines = |text: &str| Probe::default().lines(text);
    assert_eq!(lines("en↵to"), ["en ", "to"]);
    assert_eq!(lines("en↵"), ["en ", ""]);
    assert_eq!(lines("en⇟"), ["en "]);
    assert_eq!(lines("⇟to"), [" ", "to"]);
    assert_eq!(lines(""), [""]);
}

/// A column with something in its middle, down to a depth.
struct Middle;

impl Room for Middle {
    fn spot(&self, top: Pt, _height: Pt) -> Spot {
        let free = if top.0 < 20.0 {
            vec![(Pt::ZERO, Pt(80.0)), (Pt(150.0), Pt(80.0))]
        } else {
            vec![(Pt::ZERO, Pt(230.0))]
        };
        Spot { skip: Pt::ZERO, free }
    }
}

#[test]
fn lines_stand_on_both_sides_of_what_floats() {
    let probe = Probe { width: 230.0, ..Probe::default() };
    let text = "Kommunen har behandlet din ansøgning om tillæg og giver nu besked om afgørelsen";
    insta::assert_snapshot!(probe.set_in(text, Some(&Middle), dump), @r#"
    line 12.21, baseline 9.71
      0.00…65.23 @9.71 10.0 "Kommunen har "
      150.00…208.73 @9.71 10.0 "behandlet din "
    line 12.21, baseline 9.71
      0.00…59.25 @9.71 10.0 "ansøgning om "
      150.00…222.18 @9.71 10.0 "tillæg og giver nu "
    line 12.21, baseline 9.71
      0.00…89.44 @9.71 10.0 "besked om afgørelsen"
    "#);
}

#[test]
fn a_column_has_a_least_and_a_most_width() {
    let (paragraph, letter, _, metrics) = Probe::default().paragraph("en to treogtyve");
    let ((least, most), _) = with(&letter, metrics, |context| widths(context, &paragraph));
    let width = |text: &str| Probe::default().set(text, |laid| x_of(laid, "|"));
    near(least.0, width("treogtyve|"));
    near(most.0, width("en to treogtyve|"));
}

#[test]
fn a_character_that_no_font_has_is_told_once_with_its_place() {
    let (paragraph, letter, width, metrics) = Probe::default().paragraph("ord \u{12000}\u{12000}");
    let ((), learned) = with(&letter, metrics, |context| {
        lay(context, &paragraph, Pt(width), &Open(Pt(width)));
        lay(context, &paragraph, Pt(width), &Open(Pt(width)));
    });
    let told: Vec<String> = learned
        .diagnostics
        .iter()
        .map(|diagnostic| format!("{:?} {:?}", diagnostic.finding, diagnostic.place))
        .collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        "RenderingFinding(CharacterWithoutGlyph { character: \"𒀀\", code_point: \"U+12000\" }) Some(Place { story: Header(1), heading: None, paragraph: 1, cell: None, excerpt: \"ord 𒀀𒀀\", mark: (4, 5) })",
    ]
    "#);
}

#[test]
fn a_family_that_nothing_is_known_of_is_told_once() {
    let run = run("Kommuneskrift Særlig", 10.0);
    let (paragraph, letter, width, metrics) = Probe { run, ..Probe::default() }.paragraph("ord");
    let ((), learned) = with(&letter, metrics, |context| {
        lay(context, &paragraph, Pt(width), &Open(Pt(width)));
    });
    assert_eq!(learned.diagnostics.len(), 1);
    assert!(learned.fonts.iter().any(|(asked, _, _)| asked == "Kommuneskrift Særlig"));
}
