//! The cascade: from layers of properties to appearance, each combination resolved once.
//!
//! Document defaults, table style, paragraph style, list level, direct properties; for runs
//! document defaults, table style, paragraph style, character style, direct properties
//! (ISO/IEC 29500-1, 17.7.2).

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node;

use crate::units::Pt;

use super::format::{
    LineRule, ParagraphBorders, ParagraphFormat, RunFormat, TabStop, VerticalAlign,
};
use super::frame::Frame;
use super::lists::Level;
use super::paragraph_layer::{LineKind, ParagraphLayer};
use super::reader::TableLayers;
use super::run_layer::{RunLayer, Toggles};
use super::sheet::Sheet;
use super::styles::ParagraphStyle;
use super::symbols::SymbolFont;

/// No layer at this level.
const NONE: u32 = u32::MAX;

/// The family and the size of a document that names none (ISO/IEC 29500-1, 17.7.5).
const FAMILY: &str = "Times New Roman";
const SIZE: Pt = Pt(10.0);

/// The formats of a letter, each made once.
#[derive(Debug, Default)]
pub(super) struct Formats {
    paragraph_layers: Interned<ParagraphDirect>,
    run_layers: Interned<RunLayer>,
    tables: Vec<Arc<TableLayers>>,
    paragraphs: HashMap<(u32, u32), Arc<ResolvedParagraph>>,
    runs: HashMap<RunKey, ResolvedRun>,
    labels: HashMap<(usize, u32, u32), ResolvedRun>,
    families: Vec<(Arc<RunFormat>, ResolvedRun)>,
    distinct: Vec<Arc<RunFormat>>,
}

/// So many formats are compared with a new one; a letter has some dozens.
const COMPARED: usize = 256;

/// Layers by the text of the element that they were read from.
#[derive(Debug)]
struct Interned<T> {
    by_text: HashMap<Box<str>, u32>,
    layers: Vec<T>,
    /// The last ones asked for: neighbours in a letter look alike.
    recent: [u32; 4],
    texts: Vec<Box<str>>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Interned {
            by_text: HashMap::new(),
            layers: Vec::new(),
            recent: [NONE; 4],
            texts: Vec::new(),
        }
    }
}

impl<T> Interned<T> {
    fn intern(&mut self, text: &str, make: impl FnOnce() -> T) -> u32 {
        for id in self.recent {
            if self.texts.get(id as usize).is_some_and(|known| **known == *text) {
                return id;
            }
        }
        let id = self.by_text.get(text).copied().unwrap_or_else(|| {
            let id = self.layers.len() as u32;
            self.layers.push(make());
            self.texts.push(Box::from(text));
            self.by_text.insert(Box::from(text), id);
            id
        });
        self.recent.rotate_right(1);
        self.recent[0] = id;
        id
    }

    fn get(&self, id: u32) -> Option<&T> {
        self.layers.get(id as usize)
    }
}

/// The direct properties of a paragraph.
#[derive(Debug, Default)]
struct ParagraphDirect {
    paragraph: ParagraphLayer,
    mark: RunLayer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RunKey {
    table: u32,
    style: u32,
    direct: u32,
}

/// A paragraph's appearance and what else its properties say.
#[derive(Clone, Debug)]
pub(super) struct ResolvedParagraph {
    /// The appearance.
    pub format: Arc<ParagraphFormat>,
    /// The appearance of the mark.
    pub mark: ResolvedRun,
    /// The mark is deleted: the next paragraph goes on here.
    pub mark_deleted: bool,
    /// The list and the level that it is an item of.
    pub list: Option<(i64, u8, Arc<Level>)>,
    /// The frame that it stands in.
    pub frame: Option<Frame>,
    /// What its runs resolve against.
    pub context: RunContext,
    direct: u32,
}

/// What the runs of a paragraph resolve against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunContext {
    table: u32,
    style: u32,
}

/// A run's appearance.
#[derive(Clone, Debug)]
pub(super) struct ResolvedRun {
    /// The appearance.
    pub format: Arc<RunFormat>,
    /// Its text is not shown.
    pub hidden: bool,
    /// Its family is a symbol font.
    pub symbol: Option<SymbolFont>,
}

impl Formats {
    /// A paragraph's appearance by its `w:pPr`.
    pub fn paragraph(
        &mut self,
        sheet: &Sheet,
        properties: Option<Node<'_, '_>>,
        table: Option<&Arc<TableLayers>>,
    ) -> Arc<ResolvedParagraph> {
        let table = self.table(table);
        let direct = properties.map_or(NONE, |node| {
            self.paragraph_layers.intern(text_of(node), || {
                let mark = super::xml::child(node, "rPr")
                    .map(|mark| RunLayer::read(mark, &sheet.theme))
                    .unwrap_or_default();
                ParagraphDirect { paragraph: ParagraphLayer::read(node, &sheet.theme), mark }
            })
        });
        if let Some(found) = self.paragraphs.get(&(table, direct)) {
            return found.clone();
        }
        let mut resolved = self.resolve_paragraph(sheet, table, direct);
        self.share(&mut resolved.mark);
        let resolved = Arc::new(resolved);
        self.paragraphs.insert((table, direct), resolved.clone());
        resolved
    }

    /// A run's appearance by its `w:rPr`.
    pub fn run(
        &mut self,
        sheet: &Sheet,
        context: RunContext,
        properties: Option<Node<'_, '_>>,
    ) -> ResolvedRun {
        let direct = properties.map_or(NONE, |node| {
            self.run_layers.intern(text_of(node), || RunLayer::read(node, &sheet.theme))
        });
        let key = RunKey { table: context.table, style: context.style, direct };
        if let Some(found) = self.runs.get(&key) {
            return found.clone();
        }
        let empty = RunLayer::default();
        let layer = self.run_layers.get(direct).unwrap_or(&empty);
        let mut resolved = self.resolve_run(sheet, context, layer);
        self.share(&mut resolved);
        self.runs.insert(key, resolved.clone());
        resolved
    }

    /// The appearance of a list label: the level's properties over those of the paragraph mark.
    pub fn label(
        &mut self,
        sheet: &Sheet,
        paragraph: &ResolvedParagraph,
        level: &Arc<Level>,
    ) -> ResolvedRun {
        let key = (Arc::as_ptr(level) as usize, paragraph.context.table, paragraph.direct);
        if let Some(found) = self.labels.get(&key) {
            return found.clone();
        }
        let mut layer = self
            .paragraph_layers
            .get(paragraph.direct)
            .map(|direct| direct.mark.clone())
            .unwrap_or_default();
        // A hidden mark joins paragraphs; it does not hide the number.
        layer.toggles.vanish = Some(false);
        layer.over(&level.run);
        let mut resolved = self.resolve_run(sheet, paragraph.context, &layer);
        self.share(&mut resolved);
        self.labels.insert(key, resolved.clone());
        resolved
    }

    /// The same appearance in another family, for a sign that names its font.
    pub fn in_family(&mut self, run: &ResolvedRun, family: &str) -> ResolvedRun {
        if *run.format.family == *family {
            return run.clone();
        }
        let known = self
            .families
            .iter()
            .find(|(base, made)| Arc::ptr_eq(base, &run.format) && *made.format.family == *family);
        if let Some((_, made)) = known {
            return made.clone();
        }
        let family: Arc<str> = Arc::from(family);
        let made = ResolvedRun {
            symbol: SymbolFont::of(&family),
            format: Arc::new(RunFormat {
                complex_family: family.clone(),
                family,
                ..(*run.format).clone()
            }),
            hidden: run.hidden,
        };
        self.families.push((run.format.clone(), made.clone()));
        made
    }

    /// Gives equal appearances one place, so that runs that differ in markup only run together.
    fn share(&mut self, run: &mut ResolvedRun) {
        match self.distinct.iter().take(COMPARED).find(|known| ***known == *run.format) {
            Some(known) => run.format = known.clone(),
            None => self.distinct.push(run.format.clone()),
        }
    }

    /// The number of a table cell's layers, equal ones being one.
    fn table(&mut self, layers: Option<&Arc<TableLayers>>) -> u32 {
        let Some(layers) = layers else { return NONE };
        let known = self
            .tables
            .iter()
            .position(|known| Arc::ptr_eq(known, layers))
            .or_else(|| self.tables.iter().position(|known| known == layers));
        known.unwrap_or_else(|| {
            self.tables.push(layers.clone());
            self.tables.len() - 1
        }) as u32
    }

    fn resolve_paragraph(&self, sheet: &Sheet, table: u32, direct: u32) -> ResolvedParagraph {
        let empty = ParagraphDirect::default();
        let own = self.paragraph_layers.get(direct).unwrap_or(&empty);
        let styles = &sheet.styles;
        let style_index = styles.paragraph_index(own.paragraph.style.as_deref());
        let no_style = ParagraphStyle::default();
        let style = style_index.and_then(|at| styles.paragraph_at(at)).unwrap_or(&no_style);

        let mut layer = styles.default_paragraph.clone();
        let list = list_of(sheet, style, &own.paragraph);
        let leaves_list = own.paragraph.list.is_some() || own.paragraph.list_level.is_some();
        let style_layer = if leaves_list { &style.unlisted } else { &style.paragraph };
        match self.tables.get(table as usize) {
            Some(layers) => {
                layer.over(&layers.paragraph);
                let kept = (!sheet.styles_over_tables).then(|| layer.clone());
                layer.over(style_layer);
                if let Some(kept) = kept {
                    yield_to_table(&mut layer, &kept, style_layer, &styles.default_paragraph);
                }
            }
            None => layer.over(style_layer),
        }
        if leaves_list && let Some((_, _, level)) = &list {
            layer.over(&level.paragraph);
        }
        layer.over(&own.paragraph);

        let context = RunContext { table, style: style_index.map_or(NONE, |index| index as u32) };
        ResolvedParagraph {
            format: Arc::new(paragraph_format(&layer, style)),
            mark: self.resolve_run(sheet, context, &own.mark),
            mark_deleted: own.mark.deleted == Some(true),
            list,
            frame: layer.frame,
            context,
            direct,
        }
    }

    fn resolve_run(&self, sheet: &Sheet, context: RunContext, direct: &RunLayer) -> ResolvedRun {
        let none = RunLayer::default();
        let styles = &sheet.styles;
        let table = self.tables.get(context.table as usize).map_or(&none, |layers| &layers.run);
        let paragraph =
            styles.paragraph_at(context.style as usize).map_or(&none, |style| &style.run);
        let character = direct
            .style
            .as_deref()
            .and_then(|id| styles.character_index(id))
            .and_then(|at| styles.character_at(at))
            .map_or(&none, |style| &style.run);
        let defaults = &styles.default_run;
        let mut layer = defaults.clone();
        layer.over(table);
        let table_size = layer.size;
        layer.over(paragraph);
        if !sheet.styles_over_tables && table.size.is_some() && paragraph.size == defaults.size {
            layer.size = table_size;
        }
        layer.over(character);
        layer.over(direct);
        let toggles = Toggles::resolved(
            defaults.toggles,
            &[table.toggles, paragraph.toggles, character.toggles],
            direct.toggles,
        );
        let format = run_format(&layer, toggles, sheet);
        ResolvedRun {
            symbol: SymbolFont::of(&format.family),
            format: Arc::new(format),
            hidden: toggles.vanish == Some(true),
        }
    }
}

/// The text of an element, by which it is known again.
fn text_of<'i>(node: Node<'_, 'i>) -> &'i str {
    node.document().input_text().get(node.range()).unwrap_or_default()
}

/// The list of a paragraph: the direct number and level each over those of its style; 0 is none
/// (17.3.1.19).
fn list_of(
    sheet: &Sheet,
    style: &ParagraphStyle,
    own: &ParagraphLayer,
) -> Option<(i64, u8, Arc<Level>)> {
    let list = own.list.or(style.paragraph.list).filter(|list| *list != 0)?;
    let level = own
        .list_level
        .or(if own.list.is_none() { style.paragraph.list_level } else { None })
        .or_else(|| sheet.lists.level_of_style(list, &style.id))
        .or(style.paragraph.list_level)
        .unwrap_or(0);
    Some((list, level, sheet.lists.level(list, level)?.clone()))
}

/// Where a paragraph style only repeats the document's defaults, the table style's spacing and
/// alignment stay: Word's rule for documents without
/// `overrideTableStyleFontSizeAndJustification`.
fn yield_to_table(
    layer: &mut ParagraphLayer,
    table: &ParagraphLayer,
    style: &ParagraphLayer,
    defaults: &ParagraphLayer,
) {
    macro_rules! keep {
        ($($field:ident),*) => {
            $(if style.$field.is_some() && style.$field == defaults.$field {
                layer.$field.clone_from(&table.$field);
            })*
        };
    }
    keep!(before, after, line, line_rule, align);
}

fn paragraph_format(layer: &ParagraphLayer, style: &ParagraphStyle) -> ParagraphFormat {
    let [top, left, bottom, right, between] = layer.borders.map(Option::flatten);
    let mut tabs: Vec<TabStop> = layer.tabs.iter().filter_map(|(_, stop)| *stop).collect();
    tabs.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
    ParagraphFormat {
        style: style.id.clone(),
        style_name: style.name.clone(),
        align: layer.align.unwrap_or_default(),
        left: layer.left.unwrap_or_default(),
        right: layer.right.unwrap_or_default(),
        first: layer.first.unwrap_or_default(),
        before: layer.before.unwrap_or_default(),
        after: layer.after.unwrap_or_default(),
        before_auto: layer.before_auto.unwrap_or(false),
        after_auto: layer.after_auto.unwrap_or(false),
        contextual: layer.contextual.unwrap_or(false),
        line: line_rule(layer),
        keep_next: layer.keep_next.unwrap_or(false),
        keep_lines: layer.keep_lines.unwrap_or(false),
        page_break_before: layer.page_break_before.unwrap_or(false),
        widow_control: layer.widow_control.unwrap_or(true),
        tabs,
        borders: ParagraphBorders { top, left, bottom, right, between },
        shade: layer.shade.flatten(),
        rtl: layer.rtl.unwrap_or(false),
        no_hyphenation: layer.no_hyphenation.unwrap_or(false),
        outline: layer.outline.filter(|level| *level < 9).map(|level| level + 1),
        snap_to_grid: layer.snap_to_grid.unwrap_or(true),
    }
}

/// `w:line` and `w:lineRule`; a negative number is an exact height, as Word reads it.
fn line_rule(layer: &ParagraphLayer) -> LineRule {
    let line = layer.line.unwrap_or(240.0).clamp(-31_680.0, 31_680.0);
    let height = Pt::twips(line.abs());
    match layer.line_rule.unwrap_or(LineKind::Auto) {
        _ if line == 0.0 => LineRule::Auto(1.0),
        LineKind::Auto if line > 0.0 => LineRule::Auto(line / 240.0),
        LineKind::AtLeast if line > 0.0 => LineRule::AtLeast(height),
        _ => LineRule::Exactly(height),
    }
}

fn run_format(layer: &RunLayer, toggles: Toggles, sheet: &Sheet) -> RunFormat {
    let rtl = layer.rtl.unwrap_or(false);
    let complex = rtl || layer.complex.unwrap_or(false);
    let family = layer.family.clone().unwrap_or_else(|| Arc::from(FAMILY));
    let complex_family = layer.complex_family.clone().unwrap_or_else(|| family.clone());
    let size = layer.size.unwrap_or(SIZE);
    let language = if rtl { layer.complex_language.as_ref() } else { layer.language.as_ref() }
        .or(sheet.theme_language.as_ref())
        .map_or_else(|| Arc::from("da-DK"), Arc::clone);
    RunFormat {
        complex_family: complex_family.clone(),
        family: if complex && layer.complex_family.is_some() { complex_family } else { family },
        size: if complex { layer.complex_size.unwrap_or(size) } else { size }.min(Pt(1638.0)),
        bold: if complex { layer.complex_bold } else { toggles.bold }.unwrap_or(false),
        italic: if complex { layer.complex_italic } else { toggles.italic }.unwrap_or(false),
        underline: layer.underline.flatten(),
        strike: toggles.strike.unwrap_or(false) && layer.double_strike != Some(true),
        double_strike: layer.double_strike.unwrap_or(false),
        caps: toggles.caps.unwrap_or(false),
        small_caps: toggles.small_caps.unwrap_or(false) && toggles.caps != Some(true),
        color: layer.color.flatten(),
        highlight: layer.highlight.flatten(),
        shade: layer.shade.flatten(),
        vertical: layer.vertical.unwrap_or(VerticalAlign::Baseline),
        position: layer.position.unwrap_or_default(),
        spacing: layer.spacing.unwrap_or_default(),
        scale: layer.scale.unwrap_or(1.0),
        kern_from: layer.kern_from.flatten(),
        ligatures: layer.ligatures.unwrap_or(false),
        language,
        rtl,
        border: layer.border.flatten(),
    }
}
