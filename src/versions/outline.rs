//! What a reader and an author see of a document: paragraphs with their codes, styles, formatting.

use super::format::{Format, Property, of_paragraph, of_run, said};
use super::page;
use super::sheet::Sheet;
use crate::diagnostic::{Place, StoryKind};
use crate::docx::{
    FieldNode, Folded, Node, Package, PackageError, Piece, PieceKind, Relationship, Story,
    Structure,
};
use crate::field::{Argument, Condition, Field, NESTED};
use crate::template::{CompileOptions, FieldId, Program, Template};

/// Stands for a picture or another object in a paragraph's text.
pub const OBJECT: char = '▢';
/// Stands for the reference of a note.
pub const NOTE: char = '†';
/// Stands for a page or column break.
pub const PAGE_BREAK: char = '⇟';
/// Stands for a line break.
pub const LINE: char = '↵';

/// A document as its author sees it with the field codes shown (Alt+F9).
#[derive(Clone, Debug)]
pub struct Outline {
    /// The stories: the body first.
    pub stories: Vec<OutlinedStory>,
    /// The page set-up of each section.
    pub sections: Vec<Format>,
    /// Names of fields that the template asks for, in the order of their first use.
    pub fields: Vec<String>,
    /// Keys of the questions, in the order of their first use.
    pub questions: Vec<String>,
    /// The comparisons of IF and its kin, in the order of the text.
    pub conditions: Vec<OutlinedCondition>,
    /// What holds for the whole document: decimal symbol, list separator, language.
    pub settings: Vec<(DocumentSetting, String)>,
    pub(super) sheet: Sheet,
}

/// A setting of the whole document that shows in its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentSetting {
    /// The decimal symbol in which codes are written.
    DecimalSymbol,
    /// The list separator in which codes are written.
    ListSeparator,
    /// The language of the text.
    Language,
    /// The document's title.
    Title,
}

impl DocumentSetting {
    /// A stable English word for machines.
    pub fn key(self) -> &'static str {
        match self {
            DocumentSetting::DecimalSymbol => "decimal-symbol",
            DocumentSetting::ListSeparator => "list-separator",
            DocumentSetting::Language => "language",
            DocumentSetting::Title => "title",
        }
    }
}

/// A story.
#[derive(Clone, Debug)]
pub struct OutlinedStory {
    /// Which.
    pub kind: StoryKind,
    /// Where a header or footer is used first: `header-1-default` is that of the first section's
    /// ordinary pages. Part names and numbers change when Word saves; this does not.
    pub role: String,
    /// The paragraphs, in order; those of a text box stand after the one that holds it.
    pub paragraphs: Vec<OutlinedParagraph>,
    /// What the tables set, each as markup, in order.
    pub tables: Vec<String>,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct OutlinedParagraph {
    /// Where it stands.
    pub place: Place,
    /// The text, field codes in braces and without stored results.
    pub text: String,
    /// The style's name.
    pub style: String,
    /// The level of a heading.
    pub heading: Option<u8>,
    /// In a list: how its items are marked, and the level from 1.
    pub list: Option<(String, u8)>,
    /// What the paragraph itself sets, its style apart.
    pub format: Format,
    /// Stretches of the text with what each sets itself.
    pub runs: Vec<TextRun>,
    /// The pictures in it.
    pub pictures: Vec<OutlinedPicture>,
    /// The addresses that its links lead to.
    pub links: Vec<String>,
    pub(super) style_id: Option<String>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// Characters of the paragraph's text.
    pub length: usize,
    /// What its run sets.
    pub format: Format,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlinedPicture {
    /// The hash of its file, empty where the package does not hold it.
    pub hash: String,
    /// The alternative text.
    pub alt: String,
    /// Width and height as the file has them.
    pub size: String,
}

/// What an IF, COMPARE, SKIPIF or NEXTIF asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedCondition {
    /// The comparison: `{ MERGEFIELD Sag.Ydelse } = "briller"`.
    pub comparison: String,
    /// The whole code in braces.
    pub code: String,
    /// Where it stands.
    pub place: Place,
}

/// Outlines a document.
///
/// # Errors
///
/// When it cannot be read.
pub fn outline(document: &[u8]) -> Result<Outline, PackageError> {
    let template = Template::compile(document, &CompileOptions::default())?;
    let package = template.package();
    let sheet = Sheet::read(package)?;
    let body = template.stories().first().map(|(_, story, _)| story);
    let (sections, uses) = page::sections(package, body);
    let mut stories = Vec::new();
    for (index, (kind, story, folded)) in template.stories().iter().enumerate() {
        let role = uses
            .iter()
            .find(|(part, _)| *part == story.part)
            .map_or_else(|| kind.key(), |(_, role)| role.clone());
        let mut reader = Reader {
            template: &template,
            index,
            sheet: &sheet,
            relationships: package.relationships_of(&story.part)?,
            package,
            story,
            open: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            table_stack: Vec::new(),
        };
        reader.read(folded)?;
        let Reader { paragraphs, tables, .. } = reader;
        let paragraphs = paragraphs.into_iter().map(Building::done).collect();
        stories.push(OutlinedStory { kind: *kind, role, paragraphs, tables });
    }
    let (mut fields, mut questions) = (Vec::new(), Vec::new());
    for name in template.names() {
        let (list, name) = match &name.question {
            Some(key) => (&mut questions, key),
            None => (&mut fields, &name.path),
        };
        if !list.contains(name) {
            list.push(name.clone());
        }
    }
    let conventions = template.conventions();
    let settings = vec![
        (DocumentSetting::DecimalSymbol, conventions.separators.decimal.to_string()),
        (DocumentSetting::ListSeparator, conventions.separators.list.to_string()),
        (DocumentSetting::Language, template.styles().language.clone().unwrap_or_default()),
        (DocumentSetting::Title, template.properties().get("title").unwrap_or_default().to_owned()),
    ];
    let conditions = template.programs().iter().flat_map(conditions).collect();
    Ok(Outline { stories, sections, fields, questions, conditions, settings, sheet })
}

/// A paragraph that is being read.
#[derive(Default)]
struct Building {
    paragraph: OutlinedParagraph,
    /// A code was just opened: blanks before its first word say nothing.
    code_begins: bool,
}

impl Building {
    fn push(&mut self, text: &str, format: &Format) {
        let length = text.chars().count();
        if length == 0 {
            return;
        }
        self.paragraph.text.push_str(text);
        match self.paragraph.runs.last_mut() {
            Some(run) if run.format == *format => run.length += length,
            _ => self.paragraph.runs.push(TextRun { length, format: format.clone() }),
        }
    }

    fn code(&mut self, text: &str, format: &Format) {
        let text = if self.code_begins { text.trim_start() } else { text };
        self.code_begins &= text.is_empty();
        self.push(text, format);
    }

    /// Ends a code with one blank before its brace.
    fn end_code(&mut self, format: &Format) {
        let text = &mut self.paragraph.text;
        let blanks = text.chars().rev().take_while(|c| *c == ' ').count();
        text.truncate(text.trim_end_matches(' ').len());
        let mut left = blanks;
        while left > 0 {
            let Some(run) = self.paragraph.runs.last_mut() else { break };
            let taken = run.length.min(left);
            run.length -= taken;
            left -= taken;
            if run.length == 0 {
                self.paragraph.runs.pop();
            }
        }
        self.push(" }", format);
        self.code_begins = false;
    }

    fn done(self) -> OutlinedParagraph {
        self.paragraph
    }
}

struct Reader<'t> {
    template: &'t Template,
    index: usize,
    sheet: &'t Sheet,
    relationships: Vec<Relationship>,
    package: &'t Package,
    story: &'t Story,
    /// The open paragraphs, innermost last: one in a text box stands in another.
    open: Vec<usize>,
    paragraphs: Vec<Building>,
    tables: Vec<String>,
    table_stack: Vec<usize>,
}

impl Reader<'_> {
    fn read(&mut self, folded: &Folded) -> Result<(), PackageError> {
        let hidden = hidden(self.story, folded);
        let Some(spots) = self.template.spots(self.index) else { return Ok(()) };
        let story = self.story;
        for (id, piece) in story.pieces.iter().enumerate() {
            if hidden[id] {
                continue;
            }
            let markup = story.slice(&piece.span);
            match &piece.kind {
                PieceKind::ParagraphOpen => {
                    let mut building = Building::default();
                    let paragraph = &mut building.paragraph;
                    paragraph.place = spots.place(id);
                    if let Some(own) = piece.paragraph {
                        paragraph.style_id.clone_from(&story.paragraphs[own].style);
                        paragraph.heading = self.template.heading_level(self.index, own);
                    }
                    self.describe(paragraph, markup);
                    self.paragraphs.push(building);
                    self.open.push(self.paragraphs.len() - 1);
                }
                PieceKind::ParagraphClose => {
                    self.open.pop();
                }
                PieceKind::Open(structure) => self.enter(*structure),
                PieceKind::Close(Structure::Table) => {
                    self.table_stack.pop();
                }
                _ if piece.deleted => {}
                PieceKind::Markup => self.markup(markup)?,
                _ => self.inline(piece, markup)?,
            }
        }
        Ok(())
    }

    fn describe(&self, paragraph: &mut OutlinedParagraph, markup: &str) {
        let mut format = of_paragraph(markup);
        let style = paragraph.style_id.as_deref();
        paragraph.style = self.sheet.name(style);
        paragraph.list = self.sheet.list(&format, style);
        for property in [Property::Style, Property::List, Property::ListLevel] {
            format.remove(&property);
        }
        paragraph.format = format;
    }

    fn enter(&mut self, structure: Structure) {
        if structure == Structure::Table {
            self.tables.push(String::new());
            self.table_stack.push(self.tables.len() - 1);
        } else if let (Some(table), Structure::Row | Structure::Cell) =
            (self.table_stack.last(), structure)
        {
            self.tables[*table].push(if structure == Structure::Row { '\n' } else { '|' });
        }
    }

    /// Text, codes and what stands between them.
    fn inline(&mut self, piece: &Piece, markup: &str) -> Result<(), PackageError> {
        let format = self.format(piece);
        if let PieceKind::ContainerOpen = piece.kind {
            self.link(markup);
        }
        if let PieceKind::Ink = piece.kind {
            return self.ink(markup, &format);
        }
        let story = self.story;
        let Some(building) = self.open.last().map(|open| &mut self.paragraphs[*open]) else {
            return Ok(());
        };
        match &piece.kind {
            PieceKind::Text(content) => building.push(&story.text(content), &format),
            PieceKind::Code(content) => building.code(&story.text(content), &format),
            PieceKind::FieldBegin { .. } => {
                building.push("{ ", &format);
                building.code_begins = true;
            }
            PieceKind::FieldEnd => building.end_code(&format),
            PieceKind::SimpleFieldOpen(code) => {
                building.push(&format!("{{ {} }}", code.trim()), &format);
            }
            PieceKind::LineBreak => building.push(LINE.encode_utf8(&mut [0; 4]), &format),
            PieceKind::Tab => building.push("\t", &format),
            _ => {}
        }
        Ok(())
    }

    fn ink(&mut self, markup: &str, format: &Format) -> Result<(), PackageError> {
        let name = element(markup);
        let shown = match name {
            "footnoteReference" | "endnoteReference" => NOTE.to_string(),
            "br" => PAGE_BREAK.to_string(),
            "noBreakHyphen" => "\u{2011}".to_owned(),
            "sym" => value_of(markup, "char")
                .and_then(|code| u32::from_str_radix(&code, 16).ok())
                .and_then(char::from_u32)
                .unwrap_or(OBJECT)
                .to_string(),
            _ => OBJECT.to_string(),
        };
        if let Some(open) = self.open.last() {
            self.paragraphs[*open].push(&shown, format);
        }
        self.markup(markup)
    }

    /// What drawings and tables set.
    fn markup(&mut self, markup: &str) -> Result<(), PackageError> {
        let name = element(markup);
        if matches!(name, "tblPr" | "tblGrid" | "trPr" | "tcPr" | "tblPrEx") {
            if let Some(table) = self.table_stack.last() {
                self.tables[*table].push_str(&said(markup));
            }
            return Ok(());
        }
        let Some(open) = self.open.last().copied() else { return Ok(()) };
        let pictures = &mut self.paragraphs[open].paragraph.pictures;
        match name {
            "drawing" | "pict" => pictures.push(OutlinedPicture::default()),
            "extent" => {
                if let Some(picture) = pictures.last_mut() {
                    let side = |name| value_of(markup, name).unwrap_or_default();
                    picture.size = format!("{}x{}", side("cx"), side("cy"));
                }
            }
            "docPr" => {
                if let Some(picture) = pictures.last_mut() {
                    picture.alt = value_of(markup, "descr").unwrap_or_default();
                }
            }
            "shape" => {
                if let Some(picture) = pictures.last_mut() {
                    picture.alt = value_of(markup, "alt").unwrap_or_default();
                    picture.size = value_of(markup, "style").unwrap_or_default();
                }
            }
            "blip" | "imagedata" => {
                let id = value_of(markup, if name == "blip" { "embed" } else { "id" });
                let hash = self.hash(id.as_deref())?;
                if let Some(picture) = self.paragraphs[open].paragraph.pictures.last_mut() {
                    picture.hash = hash;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn hash(&self, id: Option<&str>) -> Result<String, PackageError> {
        let found = self.relationships.iter().find(|found| Some(found.id.as_str()) == id);
        match found.and_then(|found| self.package.target(&self.story.part, found)) {
            Some(part) => Ok(Template::hash_of(&self.package.bytes(&part)?)),
            None => Ok(String::new()),
        }
    }

    fn link(&mut self, markup: &str) {
        if element(markup) != "hyperlink" {
            return;
        }
        let anchor = value_of(markup, "anchor").map(|anchor| format!("#{anchor}"));
        let target = value_of(markup, "id").and_then(|id| {
            self.relationships.iter().find(|found| found.id == id).map(|found| found.target.clone())
        });
        let address = target.unwrap_or_default() + &anchor.unwrap_or_default();
        if let Some(open) = self.open.last() {
            self.paragraphs[*open].paragraph.links.push(address);
        }
    }

    fn format(&self, piece: &Piece) -> Format {
        piece
            .run
            .and_then(|run| self.story.runs[run].properties.as_ref())
            .map_or_else(Format::default, |properties| of_run(self.story.slice(properties)))
    }
}

/// Pieces that the outline leaves out: stored results, fields in tracked deletions, and what stands
/// beside a drawing for programs that cannot read it.
fn hidden(story: &Story, folded: &Folded) -> Vec<bool> {
    let mut hidden = vec![false; story.pieces.len()];
    hide_results(story, &folded.nodes, &mut hidden);
    let mut fallback: Option<usize> = None;
    for (id, piece) in story.pieces.iter().enumerate() {
        if piece.kind == PieceKind::Markup && fallback_edge(story.slice(&piece.span)) {
            match fallback.take() {
                Some(start) => hidden[start..=id].fill(true),
                None => fallback = Some(id),
            }
        }
    }
    hidden
}

/// Whether a tag opens or closes `mc:Fallback`.
fn fallback_edge(markup: &str) -> bool {
    let name = markup.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
    name.and_then(|name| name.rsplit(':').next()) == Some("Fallback") && !markup.ends_with("/>")
}

fn hide_results(story: &Story, nodes: &[Node], hidden: &mut [bool]) {
    for node in nodes {
        let Node::Field(field) = node else { continue };
        if field.deleted {
            hidden[field.begin..=field.end].fill(true);
            continue;
        }
        if shows_result(story, field) {
            hide_results(story, &field.result, hidden);
        } else if let Some(separate) = field.separate {
            // A simple field has no separator: its opening piece shows its code.
            let first = if separate == field.begin { separate + 1 } else { separate };
            hidden[first..field.end].fill(true);
        }
        hide_results(story, &field.code, hidden);
    }
}

/// A locked field's result stays, and that of a link is its text.
fn shows_result(story: &Story, field: &FieldNode) -> bool {
    let link = |code: &str| code.trim_start().to_ascii_uppercase().starts_with("HYPERLINK");
    match &story.pieces[field.begin].kind {
        PieceKind::FieldBegin { locked: true } => true,
        PieceKind::SimpleFieldOpen(code) => link(code),
        _ => link(&crate::template::letters::text(&crate::template::letters::of_nodes(
            story,
            &field.code,
        ))),
    }
}

/// The name of a tag's element, without prefix; empty for a closing tag.
fn element(markup: &str) -> &str {
    let name = markup.strip_prefix('<').unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(0);
    name[..end].rsplit(':').next().unwrap_or_default()
}

/// The value of an attribute of a tag, by its name without prefix.
fn value_of(markup: &str, name: &str) -> Option<String> {
    let range = crate::template::letters::attribute_value(markup, name)?;
    Some(crate::docx::decode(&markup[range]).into_owned())
}

fn conditions(program: &Program) -> impl Iterator<Item = OutlinedCondition> + '_ {
    (0..program.fields.len()).filter_map(|id| {
        let condition = match &program.fields[id].instruction.field {
            Field::If(choice) => &choice.condition,
            Field::Compare(Some(condition))
            | Field::SkipIf(Some(condition))
            | Field::NextIf(Some(condition)) => condition,
            _ => return None,
        };
        Some(OutlinedCondition {
            comparison: comparison(program, id, condition),
            code: program.braces(id),
            place: program.fields[id].place.clone(),
        })
    })
}

fn comparison(program: &Program, id: FieldId, condition: &Condition) -> String {
    let operand = |argument: &Argument| {
        let field = &program.fields[id];
        let before = field.code.get(..argument.span.start).unwrap_or_default();
        let mut nested = field.nested.iter().skip(before.matches(NESTED).count());
        let mut text = String::new();
        for c in argument.text(&field.code).chars() {
            match (c, c == NESTED) {
                (_, true) => {
                    text.push_str(&nested.next().map_or(String::new(), |id| program.braces(*id)));
                }
                (c, false) => text.push(c),
            }
        }
        if argument.quoted { format!("\"{text}\"") } else { text.trim().to_owned() }
    };
    format!(
        "{} {} {}",
        operand(&condition.left),
        condition.operator.sign(),
        operand(&condition.right)
    )
}
