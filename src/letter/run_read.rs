//! What stands in a paragraph: runs, links, content controls, revisions (ISO/IEC 29500-1, 17.3.3).

use std::sync::Arc;

use roxmltree::Node;

use crate::diagnostic::RenderingFinding;

use super::block::{BreakKind, Inline, NoteKind, ParagraphAlign};
use super::building::Building;
use super::cascade::{ResolvedRun, RunContext};
use super::format::RunFormat;
use super::page_field::{PageField, PageFieldKind};
use super::paragraph_layer::leader;
use super::reader::{DEPTH, Home, Reader, Target, bookmark};
use super::symbols::{self, SymbolFont};
use super::tagging::LinkTarget;
use super::xml::{alternate, attribute, child, children, name, relation};
use super::{drawing, vml};

impl Reader<'_> {
    /// Reads the inline content of an element.
    pub fn inlines(
        &mut self,
        node: Node<'_, '_>,
        context: RunContext,
        home: Home,
        b: &mut Building,
    ) {
        if self.depth >= DEPTH {
            self.report(RenderingFinding::TooDeep {});
            return;
        }
        self.depth += 1;
        for child in children(node) {
            self.inline(child, context, home, b);
        }
        self.depth -= 1;
    }

    fn inline(&mut self, node: Node<'_, '_>, context: RunContext, home: Home, b: &mut Building) {
        match name(node) {
            "r" => self.run(node, context, home, b),
            "hyperlink" => {
                let link = self.hyperlink(node);
                let linked = link.is_some();
                if let Some(link) = link {
                    self.open_link(link);
                }
                self.inlines(node, context, home, b);
                if linked {
                    self.close_link();
                }
            }
            // Revisions are read as accepted.
            "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                self.inlines(node, context, home, b);
            }
            "sdt" => {
                if let Some(content) = child(node, "sdtContent") {
                    self.inlines(content, context, home, b);
                }
            }
            "fldSimple" => self.simple_field(node, context, home, b),
            "AlternateContent" => {
                if let Some(branch) = alternate(node) {
                    self.inlines(branch, context, home, b);
                }
            }
            "bookmarkStart" => {
                if let Some(bookmark) = bookmark(node) {
                    b.push(Inline::Bookmark(bookmark), super::building::Mark::Plain);
                }
            }
            "oMath" | "oMathPara" => {
                let run = self.formats.run(self.sheet, context, None);
                self.formula(node, &run, b);
            }
            "subDoc" => self.report(RenderingFinding::ChunkLeftOut {}),
            _ => {}
        }
    }

    /// Where a `w:hyperlink` goes.
    fn hyperlink(&self, node: Node<'_, '_>) -> Option<LinkTarget> {
        let address = relation(node, "id").and_then(|id| match self.target(id) {
            Some(Target::Outside(address)) => Some(address),
            _ => None,
        });
        LinkTarget::new(
            address.as_deref(),
            attribute(node, "anchor").or_else(|| attribute(node, "docLocation")),
            attribute(node, "tooltip").map(str::to_owned),
        )
    }

    /// Reads a `w:r`.
    fn run(&mut self, node: Node<'_, '_>, context: RunContext, home: Home, b: &mut Building) {
        let run = self.formats.run(self.sheet, context, child(node, "rPr"));
        self.run_content(node, &run, context, home, b);
    }

    fn run_content(
        &mut self,
        node: Node<'_, '_>,
        run: &ResolvedRun,
        context: RunContext,
        home: Home,
        b: &mut Building,
    ) {
        let mut custom_mark = false;
        for part in children(node) {
            let local = name(part);
            // Fields are followed in hidden runs too: their parts must stay paired.
            match local {
                "fldChar" => self.field_character(part, run, b),
                "instrText" => {
                    let code = text_of(part);
                    self.take_code(&code, &run.format);
                }
                "rPr" => {}
                _ if run.hidden => {}
                "footnoteReference" | "endnoteReference" => {
                    let kind =
                        if local == "footnoteReference" { NoteKind::Foot } else { NoteKind::End };
                    custom_mark = self.note_reference(part, node, kind, run, b);
                }
                "t" | "sym" if custom_mark => {}
                "t" => self.text(part, run, b),
                _ => self.run_part(part, local, run, context, home, b),
            }
        }
    }

    fn run_part(
        &mut self,
        part: Node<'_, '_>,
        local: &str,
        run: &ResolvedRun,
        context: RunContext,
        home: Home,
        b: &mut Building,
    ) {
        let format = &run.format;
        match local {
            "tab" => {
                self.take_inline(Inline::Tab { format: format.clone(), slot: None }, format, b);
            }
            "ptab" => {
                let align = match attribute(part, "alignment") {
                    Some("center") => ParagraphAlign::Center,
                    Some("right") => ParagraphAlign::End,
                    _ => ParagraphAlign::Start,
                };
                let tab = Inline::AlignedTab {
                    align,
                    to_margin: attribute(part, "relativeTo") != Some("indent"),
                    leader: leader(attribute(part, "leader")),
                    format: format.clone(),
                    slot: None,
                };
                self.take_inline(tab, format, b);
            }
            "br" => {
                let kind = match (attribute(part, "type"), attribute(part, "clear")) {
                    (Some("page"), _) => BreakKind::Page,
                    (Some("column"), _) => BreakKind::Column,
                    (_, Some("all" | "left" | "right")) => BreakKind::LineBelowFloats,
                    _ => BreakKind::Line,
                };
                self.line_break(kind, format, b);
            }
            "cr" => self.line_break(BreakKind::Line, format, b),
            "noBreakHyphen" => self.take_text("\u{2011}", format, b),
            "softHyphen" => self.take_text("\u{AD}", format, b),
            "sym" => self.sign(part, run, b),
            "drawing" | "pict" | "object" => self.object(part, local, run, home, b),
            "AlternateContent" => {
                if let Some(branch) = alternate(part)
                    && self.depth < DEPTH
                {
                    self.depth += 1;
                    self.run_content(branch, run, context, home, b);
                    self.depth -= 1;
                }
            }
            "footnoteRef" | "endnoteRef" => {
                if let Some(mark) = self.notes.mark.clone() {
                    self.take_text(&mark, format, b);
                }
            }
            "pgNum" => {
                let field = PageField {
                    kind: PageFieldKind::Page(None),
                    format: format.clone(),
                    slot: None,
                };
                self.take_inline(Inline::PageField(Box::new(field)), format, b);
            }
            // The base of a ruby is the text; what stands above it is how it is said.
            "ruby" => {
                if let Some(base) = child(part, "rubyBase") {
                    self.inlines(base, context, home, b);
                }
            }
            "oMath" | "oMathPara" => self.formula(part, run, b),
            _ => {}
        }
    }

    /// A picture, shape or text box; nothing in a field's code.
    fn object(
        &mut self,
        part: Node<'_, '_>,
        local: &str,
        run: &ResolvedRun,
        home: Home,
        b: &mut Building,
    ) {
        if self.is_silent() || self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        let inline = if local == "drawing" {
            drawing::read(self, part, &run.format, home)
        } else {
            vml::read(self, part, &run.format, home)
        };
        self.depth -= 1;
        if let Some(inline) = inline {
            self.take_inline(inline, &run.format, b);
        }
    }

    pub(super) fn line_break(
        &mut self,
        kind: BreakKind,
        format: &Arc<RunFormat>,
        b: &mut Building,
    ) {
        self.take_inline(Inline::Break { kind, format: format.clone(), slot: None }, format, b);
    }

    /// Reads a `w:t`.
    fn text(&mut self, node: Node<'_, '_>, run: &ResolvedRun, b: &mut Building) {
        let text = text_of(node);
        let text = if keeps_space(node) { text.as_ref() } else { text.trim_matches(is_space) };
        self.plain_text(text, run, b);
    }

    /// Takes text as it stands in the document, which may hold tabs, line ends and signs.
    pub(super) fn plain_text(&mut self, text: &str, run: &ResolvedRun, b: &mut Building) {
        let special = |c: char| {
            c < ' '
                || ('\u{E000}'..='\u{F8FF}').contains(&c)
                || matches!(c, '\u{2028}' | '\u{2029}')
        };
        if run.symbol.is_none() && !text.contains(special) {
            self.take_text(text, &run.format, b);
            return;
        }
        let mut plain = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\t' => {
                    self.take_text(&plain, &run.format, b);
                    plain.clear();
                    let tab = Inline::Tab { format: run.format.clone(), slot: None };
                    self.take_inline(tab, &run.format, b);
                }
                '\u{2028}' | '\u{2029}' => {
                    self.take_text(&plain, &run.format, b);
                    plain.clear();
                    self.line_break(BreakKind::Line, &run.format, b);
                }
                '\n' | '\r' => plain.push(' '),
                character if character < ' ' => {}
                character => plain.push(symbols::unicode(run.symbol, character)),
            }
        }
        self.take_text(&plain, &run.format, b);
    }

    /// Reads a `w:sym`: a sign and the font whose sign it is.
    fn sign(&mut self, node: Node<'_, '_>, run: &ResolvedRun, b: &mut Building) {
        let Some(character) = attribute(node, "char")
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32)
            .filter(|character| !character.is_control())
        else {
            return;
        };
        let family = attribute(node, "font").filter(|family| !family.is_empty());
        let run = family.map_or_else(|| run.clone(), |family| self.formats.in_family(run, family));
        let font = family.map_or(run.symbol, SymbolFont::of);
        let sign = symbols::unicode(font, character);
        self.take_text(sign.encode_utf8(&mut [0; 4]), &run.format, b);
    }
}

/// The text of an element, pieces between comments joined.
pub(super) fn text_of<'a>(node: Node<'a, '_>) -> std::borrow::Cow<'a, str> {
    let mut pieces = node.children().filter(Node::is_text).filter_map(|text| text.text());
    let first = pieces.next().unwrap_or_default();
    match pieces.next() {
        None => first.into(),
        Some(second) => {
            let mut whole = format!("{first}{second}");
            whole.extend(pieces);
            whole.into()
        }
    }
}

/// Whether blanks at the ends count (`xml:space`), here or for the whole part.
fn keeps_space(node: Node<'_, '_>) -> bool {
    let said = |node: Node<'_, '_>| attribute(node, "space").map(|value| value == "preserve");
    said(node).or_else(|| said(node.document().root_element())).unwrap_or(false)
}

/// Blanks of XML.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}
