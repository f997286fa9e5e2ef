//! Fields read: stored results shown, links and page fields recognised (ISO/IEC 29500-1, 17.16).

use std::sync::Arc;

use roxmltree::Node;

use crate::field::{
    self, Argument, Field, GeneralFormat, LINE_BREAK, NESTED, PARAGRAPH, Separators, TokenKind,
};

use super::block::{BreakKind, Inline};
use super::building::{Building, Mark};
use super::cascade::{ResolvedRun, RunContext};
use super::format::RunFormat;
use super::page_field::{Numbering, PageField, PageFieldKind, PageOperand};
use super::reader::{Home, Reader};
use super::symbols::SymbolFont;
use super::tagging::LinkTarget;
use super::xml::{attribute, child, child_val, children, integer, is_on, name, on, val};

/// Fields inside fields that are followed; Word stops at 20.
const NESTING: usize = 64;

/// The longest code that is kept; Word's own limit is far below.
const CODE: usize = 64 << 10;

/// A field that has begun.
#[derive(Debug)]
pub(super) struct OpenField {
    /// Its code, nested fields as placeholders.
    code: String,
    /// Where in the code an appearance begins.
    formats: Vec<(usize, Arc<RunFormat>)>,
    /// The fields in its code.
    nested: Vec<Nested>,
    /// What happens to its result; `None` while the code is read.
    action: Option<Action>,
    /// It is part of a code: its result is an argument.
    argument: bool,
    /// Its result as text, where it is part of a code.
    captured: String,
    /// The appearance of its result, else of its first character.
    format: Option<Arc<RunFormat>>,
    /// The run that began it.
    begin: ResolvedRun,
    /// What a form field says of itself.
    form: Option<Form>,
    /// A link was opened.
    linked: bool,
}

/// A field in a code.
#[derive(Clone, Debug)]
enum Nested {
    Text(String),
    Page(PageFieldKind),
}

/// What happens to a stored result.
#[derive(Clone, Debug)]
enum Action {
    /// It is shown; where there is none, this is.
    Show(Option<String>),
    /// It is not shown.
    Hide,
    /// This is shown in its place.
    Replace(String),
    /// The page answers.
    Page(Box<PageFieldKind>),
}

/// Form field data (`w:ffData`).
#[derive(Clone, Debug, Default)]
struct Form {
    checked: bool,
    entry: Option<String>,
    default: Option<String>,
}

/// Where what is read now goes to.
enum Sink {
    /// The page.
    Page,
    /// The code of this field.
    Code(usize),
    /// The captured result of this field.
    Captured(usize),
    /// Nowhere: the result of this field is not shown.
    Nowhere(usize),
}

impl Reader<'_> {
    /// Whether what is read now is not for the reader.
    pub fn is_silent(&self) -> bool {
        !matches!(self.sink(), Sink::Page)
    }

    fn sink(&self) -> Sink {
        for (at, field) in self.fields.iter().enumerate().rev() {
            match &field.action {
                None => return Sink::Code(at),
                Some(Action::Hide | Action::Replace(_) | Action::Page(_)) => {
                    return Sink::Nowhere(at);
                }
                Some(Action::Show(_)) if field.argument => return Sink::Captured(at),
                Some(Action::Show(_)) => {}
            }
        }
        Sink::Page
    }

    /// What text read now is part of.
    pub fn mark(&self) -> Mark {
        self.open_links.last().map_or(Mark::Plain, |link| Mark::Link(*link))
    }

    /// Takes text without tabs and line ends.
    pub fn take_text(&mut self, text: &str, format: &Arc<RunFormat>, building: &mut Building) {
        match self.sink() {
            Sink::Page => building.push_text(text, format, self.mark()),
            Sink::Code(at) => self.fields[at].push_code(text, format),
            Sink::Captured(at) => {
                let field = &mut self.fields[at];
                if field.captured.len() < CODE {
                    field.captured.push_str(text);
                }
                field.format.get_or_insert_with(|| format.clone());
            }
            Sink::Nowhere(at) => {
                self.fields[at].format.get_or_insert_with(|| format.clone());
            }
        }
    }

    /// Takes anything else that stands in a line.
    pub fn take_inline(&mut self, inline: Inline, format: &Arc<RunFormat>, b: &mut Building) {
        match self.sink() {
            Sink::Page => b.push(inline, self.mark()),
            Sink::Code(_) | Sink::Captured(_) => match inline {
                Inline::Tab { .. } => self.take_text("\t", format, b),
                Inline::Break { .. } => {
                    self.take_text(LINE_BREAK.encode_utf8(&mut [0; 4]), format, b);
                }
                _ => {}
            },
            Sink::Nowhere(_) => {}
        }
    }

    /// Takes the text of a code (`w:instrText`).
    pub fn take_code(&mut self, text: &str, format: &Arc<RunFormat>) {
        if let Some(field) = self.fields.last_mut()
            && field.action.is_none()
        {
            field.push_code(text, format);
        }
    }

    /// The end of a paragraph inside a code.
    pub fn take_paragraph_end(&mut self, format: &Arc<RunFormat>) {
        let mut mark = [0; 4];
        let mark = PARAGRAPH.encode_utf8(&mut mark);
        match self.sink() {
            Sink::Code(at) => self.fields[at].push_code(mark, format),
            Sink::Captured(at) => self.fields[at].captured.push_str(mark),
            Sink::Page | Sink::Nowhere(_) => {}
        }
    }

    /// Reads a `w:fldChar`.
    pub fn field_character(&mut self, node: Node<'_, '_>, run: &ResolvedRun, b: &mut Building) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.begin_field(String::new(), run, child(node, "ffData").map(form)),
            Some("separate") => self.separate_field(),
            Some("end") => self.end_field(b),
            _ => {}
        }
    }

    /// Reads a `w:fldSimple`.
    pub fn simple_field(
        &mut self,
        node: Node<'_, '_>,
        context: RunContext,
        home: Home,
        b: &mut Building,
    ) {
        let run = self.formats.run(self.sheet, context, None);
        let code = attribute(node, "instr").unwrap_or_default();
        self.begin_field(code.chars().take(CODE).collect(), &run, child(node, "ffData").map(form));
        if children(node).any(|child| name(child) != "fldData") {
            self.separate_field();
            self.inlines(node, context, home, b);
        }
        self.end_field(b);
    }

    fn begin_field(&mut self, code: String, run: &ResolvedRun, form: Option<Form>) {
        if self.fields.len() >= NESTING {
            // Counted all the same, so that its end closes no other field.
            let hidden = OpenField { action: Some(Action::Hide), ..OpenField::new(run) };
            if self.fields.len() < 100 * NESTING {
                self.fields.push(hidden);
            }
            return;
        }
        let mut argument = false;
        match self.sink() {
            Sink::Code(at) => {
                argument = true;
                let outer = &mut self.fields[at];
                outer.push_code(NESTED.encode_utf8(&mut [0; 4]), &run.format);
                outer.nested.push(Nested::Text(String::new()));
            }
            Sink::Captured(_) | Sink::Page | Sink::Nowhere(_) => {}
        }
        let formats = if code.is_empty() { Vec::new() } else { vec![(0, run.format.clone())] };
        self.fields.push(OpenField { code, formats, argument, form, ..OpenField::new(run) });
    }

    /// The code of the innermost field is complete.
    fn separate_field(&mut self) {
        let Some(field) = self.fields.last() else { return };
        if field.action.is_some() {
            return;
        }
        let (action, link) = self.understand(field);
        let open = link.is_some();
        if let Some(link) = link {
            self.open_link(link);
        }
        if let Some(field) = self.fields.last_mut() {
            field.action = Some(action);
            field.linked = open;
        }
    }

    fn end_field(&mut self, b: &mut Building) {
        let Some(field) = self.fields.last() else { return };
        let without_result = field.action.is_none();
        if without_result {
            self.separate_field();
        }
        let Some(field) = self.fields.pop() else { return };
        if field.linked {
            self.close_link();
        }
        let format = field.format.unwrap_or_else(|| field.begin.format.clone());
        let hidden = field.begin.hidden;
        let answer = match field.action {
            Some(Action::Page(kind)) => {
                if let (true, Some(nested)) = (field.argument, self.nested()) {
                    *nested = Nested::Page(*kind);
                } else if !hidden {
                    let field = PageField { kind: *kind, format: format.clone(), slot: None };
                    self.take_inline(Inline::PageField(Box::new(field)), &format, b);
                }
                return;
            }
            Some(Action::Replace(text)) => text,
            Some(Action::Show(Some(text))) if without_result => text,
            Some(Action::Show(_)) if field.argument => field.captured,
            _ => return,
        };
        if let (true, Some(nested)) = (field.argument, self.nested()) {
            *nested = Nested::Text(answer);
        } else if !hidden {
            self.take_text(&answer, &format, b);
        }
    }

    /// The last nested field of the code that is read.
    fn nested(&mut self) -> Option<&mut Nested> {
        match self.sink() {
            Sink::Code(at) => self.fields[at].nested.last_mut(),
            _ => None,
        }
    }

    /// Opens a link; what is read now belongs to it.
    pub fn open_link(&mut self, link: LinkTarget) {
        self.links.push(link);
        self.open_links.push(self.links.len() as u32 - 1);
    }

    /// Closes the innermost link.
    pub fn close_link(&mut self) {
        self.open_links.pop();
    }

    /// What a complete code asks for, and the link that it is.
    fn understand(&self, field: &OpenField) -> (Action, Option<LinkTarget>) {
        let code = field.code.trim();
        let keyword =
            code.split(|c: char| c.is_whitespace() || c == '\\').next().unwrap_or_default();
        let page = |kind: fn(Option<Numbering>) -> PageFieldKind| {
            (Action::Page(Box::new(kind(numbering(code)))), None)
        };
        let show = (Action::Show(None), None);
        match keyword.to_ascii_uppercase().as_str() {
            "PAGE" => page(PageFieldKind::Page),
            "NUMPAGES" => page(PageFieldKind::Pages),
            "SECTIONPAGES" => page(PageFieldKind::SectionPages),
            "SECTION" => page(PageFieldKind::Section),
            "STYLEREF" => {
                self.style_reference(code).map_or(show, |kind| (Action::Page(Box::new(kind)), None))
            }
            "IF" if field.nested.iter().any(|nested| matches!(nested, Nested::Page(_))) => {
                self.condition(field).map_or(show, |kind| (Action::Page(Box::new(kind)), None))
            }
            "HYPERLINK" => (Action::Show(None), hyperlink(&field.code)),
            "REF" | "PAGEREF" | "NOTEREF" | "FTNREF" => (Action::Show(None), reference(code)),
            "XE" | "TC" | "TA" | "RD" | "PRIVATE" | "SET" | "ASK" | "NEXT" | "NEXTIF"
            | "SKIPIF" => (Action::Hide, None),
            "FORMCHECKBOX" => {
                let checked = field.form.as_ref().is_some_and(|form| form.checked);
                let sign = if checked { '\u{2612}' } else { '\u{2610}' };
                (Action::Replace(sign.to_string()), None)
            }
            "FORMDROPDOWN" => {
                let entry = field.form.as_ref().and_then(|form| form.entry.clone());
                (entry.map_or(Action::Show(None), Action::Replace), None)
            }
            "FORMTEXT" => {
                (Action::Show(field.form.as_ref().and_then(|form| form.default.clone())), None)
            }
            "MACROBUTTON" | "GOTOBUTTON" => {
                let mut words = code.splitn(3, char::is_whitespace);
                (Action::Show(words.nth(2).map(|text| text.trim().to_owned())), None)
            }
            "SYMBOL" => (Action::Show(symbol(code)), None),
            _ => show,
        }
    }

    /// STYLEREF to a paragraph style's text; its other answers are shown as stored.
    fn style_reference(&self, code: &str) -> Option<PageFieldKind> {
        let words = words(code);
        if words.iter().any(|word| matches!(word.as_str(), "\\n" | "\\p" | "\\r" | "\\t" | "\\w")) {
            return None;
        }
        let from_end = words.iter().any(|word| word == "\\l");
        let name = words.iter().skip(1).find(|word| !word.starts_with('\\'))?.to_lowercase();
        let style = match name.as_str() {
            digit if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => {
                format!("heading {digit}")
            }
            _ => self.sheet.styles.name_of_reference(&name)?,
        };
        Some(PageFieldKind::StyleRef(Arc::from(style), from_end))
    }

    /// An IF that asks about the page.
    fn condition(&self, field: &OpenField) -> Option<PageFieldKind> {
        let decimal = self.sheet.settings.decimal_mark;
        let list = if decimal == ',' { ';' } else { ',' };
        let instruction = field::parse(&field.code, Separators { decimal, list });
        let Field::If(asked) = instruction.field else { return None };
        Some(PageFieldKind::If {
            left: field.operands(&asked.condition.left),
            operator: asked.condition.operator,
            right: field.operands(&asked.condition.right),
            then: field.inlines(&asked.then),
            otherwise: asked.otherwise.map(|text| field.inlines(&text)).unwrap_or_default(),
        })
    }

    /// Closes fields that never end: their code would swallow the rest of the story.
    pub fn abandon_fields(&mut self) {
        while let Some(field) = self.fields.pop() {
            if field.linked {
                self.close_link();
            }
        }
    }
}

impl OpenField {
    fn new(run: &ResolvedRun) -> Self {
        OpenField {
            code: String::new(),
            formats: Vec::new(),
            nested: Vec::new(),
            action: None,
            argument: false,
            captured: String::new(),
            format: None,
            begin: run.clone(),
            form: None,
            linked: false,
        }
    }

    fn push_code(&mut self, text: &str, format: &Arc<RunFormat>) {
        if self.code.len() + text.len() > CODE {
            return;
        }
        if self.formats.last().is_none_or(|(_, last)| !Arc::ptr_eq(last, format)) {
            self.formats.push((self.code.len(), format.clone()));
        }
        self.code.push_str(text);
    }

    /// The characters of an argument with their places in the code.
    fn characters(&self, argument: &Argument) -> impl Iterator<Item = (usize, char)> {
        let start = argument.span.start;
        self.code
            .get(argument.span.clone())
            .unwrap_or_default()
            .char_indices()
            .map(move |(at, character)| (start + at, character))
            .filter(|(at, _)| argument.escapes.binary_search(at).is_err())
    }

    /// The nested field whose placeholder is at this byte of the code.
    fn nested_at(&self, at: usize) -> Option<&Nested> {
        let before = self.code.get(..at)?.matches(NESTED).count();
        self.nested.get(before)
    }

    fn operands(&self, argument: &Argument) -> Vec<PageOperand> {
        let mut operands = Vec::new();
        let mut text = String::new();
        for (at, character) in self.characters(argument) {
            match (character, self.nested_at(at)) {
                (NESTED, Some(Nested::Page(kind))) => {
                    if !text.is_empty() {
                        operands.push(PageOperand::Text(std::mem::take(&mut text)));
                    }
                    operands.push(PageOperand::Field(kind.clone()));
                }
                (NESTED, Some(Nested::Text(result))) => text.push_str(result),
                (NESTED, None) => {}
                (character, _) => text.push(character),
            }
        }
        if !text.is_empty() {
            operands.push(PageOperand::Text(text));
        }
        operands
    }

    fn inlines(&self, argument: &Argument) -> Vec<Inline> {
        let mut building = Building::default();
        for (at, character) in self.characters(argument) {
            let index = self.formats.partition_point(|(start, _)| *start <= at);
            let format = index
                .checked_sub(1)
                .and_then(|index| self.formats.get(index))
                .map_or(&self.begin.format, |(_, format)| format);
            match character {
                NESTED => match self.nested_at(at) {
                    Some(Nested::Page(kind)) => {
                        let field =
                            PageField { kind: kind.clone(), format: format.clone(), slot: None };
                        building.push(Inline::PageField(Box::new(field)), Mark::Plain);
                    }
                    Some(Nested::Text(text)) => building.push_text(text, format, Mark::Plain),
                    None => {}
                },
                '\t' => {
                    let tab = Inline::Tab { format: format.clone(), slot: None };
                    building.push(tab, Mark::Plain);
                }
                LINE_BREAK | PARAGRAPH => {
                    let line =
                        Inline::Break { kind: BreakKind::Line, format: format.clone(), slot: None };
                    building.push(line, Mark::Plain);
                }
                field::OBJECT => {}
                character => {
                    building.push_text(character.encode_utf8(&mut [0; 4]), format, Mark::Plain);
                }
            }
        }
        building.content
    }
}

/// A number format given by `\*`.
fn numbering(code: &str) -> Option<Numbering> {
    let mut rest = code;
    let mut found = None;
    while let Some((_, after)) = rest.split_once("\\*") {
        let word = after.split_whitespace().next().unwrap_or_default().trim_matches('"');
        found = match GeneralFormat::from_name(word) {
            Some(GeneralFormat::Arabic) => Some(Numbering::Decimal),
            Some(GeneralFormat::ArabicDash) => Some(Numbering::Dashed),
            Some(GeneralFormat::AlphabeticUpper) => Some(Numbering::UpperLetter),
            Some(GeneralFormat::AlphabeticLower) => Some(Numbering::LowerLetter),
            Some(GeneralFormat::RomanUpper) => Some(Numbering::UpperRoman),
            Some(GeneralFormat::RomanLower) => Some(Numbering::LowerRoman),
            Some(GeneralFormat::Ordinal) => Some(Numbering::Ordinal),
            _ => found,
        };
        rest = after;
    }
    found
}

/// The words of a code, quotes taken away; switches in small letters with their backslash.
fn words(code: &str) -> Vec<String> {
    field::parse(code, Separators::default())
        .tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Blank)
        .map(|token| {
            let text = token.text.trim();
            match token.kind {
                TokenKind::Quoted => unquoted(text),
                TokenKind::Switch | TokenKind::FormatSwitch => text.to_lowercase(),
                _ => text.replace("\\\\", "\\"),
            }
        })
        .collect()
}

fn unquoted(text: &str) -> String {
    let mut inner = text.chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str();
    let mut plain = String::with_capacity(inner.len());
    let mut protected = false;
    for character in inner.chars() {
        if character == '\\' && !protected {
            protected = true;
            continue;
        }
        protected = false;
        plain.push(character);
    }
    plain
}

/// Where a HYPERLINK field goes: an address, a place of the letter (`\l`), or both.
fn hyperlink(code: &str) -> Option<LinkTarget> {
    let (mut address, mut place, mut tooltip) = (None, None, None);
    let words = words(code.trim());
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => place = words.next(),
            "\\o" => tooltip = words.next(),
            "\\t" => {
                words.next();
            }
            _ if word.starts_with('\\') => {}
            _ => address = address.or(Some(word)),
        }
    }
    LinkTarget::new(address.as_deref(), place.as_deref(), tooltip)
}

/// REF, PAGEREF and NOTEREF with `\h`: a link to the bookmark.
fn reference(code: &str) -> Option<LinkTarget> {
    let mut parts = code.split_whitespace().skip(1);
    let bookmark = parts.next()?.trim_matches('"');
    parts
        .any(|switch| switch.eq_ignore_ascii_case("\\h"))
        .then(|| LinkTarget::new(None, Some(bookmark), None))?
}

/// A SYMBOL field without a stored result.
fn symbol(code: &str) -> Option<String> {
    let words = words(code);
    let number = words.get(1)?;
    let code = match number.strip_prefix("0x").or_else(|| number.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let family = words.iter().position(|word| word == "\\f").and_then(|at| words.get(at + 1));
    let font = family.and_then(|family| SymbolFont::of(family));
    let character = char::from_u32(code).filter(|character| !character.is_control())?;
    Some(super::symbols::unicode(font, character).to_string())
}

/// The data of a form field.
fn form(data: Node<'_, '_>) -> Form {
    let mut form = Form::default();
    for node in children(data) {
        match name(node) {
            "checkBox" => {
                let state = child(node, "checked").or_else(|| child(node, "default"));
                form.checked = state.is_some_and(on);
            }
            "ddList" => {
                let index = child_val(node, "result")
                    .or_else(|| child_val(node, "default"))
                    .and_then(integer)
                    .and_then(|index| usize::try_from(index).ok())
                    .unwrap_or(0);
                form.entry = children(node)
                    .filter(|entry| name(*entry) == "listEntry")
                    .nth(index)
                    .and_then(val)
                    .map(str::to_owned);
            }
            "textInput" => form.default = child_val(node, "default").map(str::to_owned),
            "enabled" if val(node).is_some_and(|value| !is_on(value)) => {}
            _ => {}
        }
    }
    form
}
