//! A paragraph as a row of atoms: words, blanks, whole fields, pictures.
//!
//! Borders between runs are not atoms, so a text is the same however Word has split it. A field
//! from its begin to its end is one atom known by its code. Marks that show nothing, bookmarks and
//! the author's comments, travel with the atom after them and are not compared.

use std::rc::Rc;

use super::source::{Property, Source, properties, spelt};
use super::xml::{Child, Element};
use crate::docx::decode;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and digits.
    Word,
    /// Blanks.
    Blank,
    /// Any other character.
    Sign,
    /// A field, a picture, a link: something that is whole or not at all.
    Unit,
}

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Atom<'a> {
    /// What it is, formatting apart.
    pub key: String,
    /// How it reads.
    pub text: String,
    /// Its kind.
    pub kind: Kind,
    /// Character formatting.
    pub format: Rc<Vec<Property<'a>>>,
    /// The same, in words to compare.
    pub look: Rc<str>,
    /// Where it is written.
    pub source: &'a Source,
    /// What is written.
    pub content: Content<'a>,
    /// Marks that stand before it.
    pub before: Vec<Mark<'a>>,
}

/// The markup of an atom.
#[derive(Clone, Debug)]
pub(super) enum Content<'a> {
    /// Characters of a `w:t`.
    Text,
    /// Characters of a `w:instrText` whose field is not in this paragraph alone.
    Code,
    /// A child of a run: a tab, a picture.
    Child(&'a Element),
    /// The runs of a field.
    Runs(Vec<RunPart<'a>>),
    /// An element beside the runs: a link, a content control.
    Whole(&'a Element),
}

/// A run of a field, or what stands between two.
#[derive(Clone, Debug)]
pub(super) enum RunPart<'a> {
    /// A run with those of its children that are the field's.
    Run(&'a Element, Vec<&'a Element>),
    /// Something else.
    Other(&'a Element),
}

/// A mark.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark<'a> {
    /// An element beside the runs.
    Beside(&'a Source, &'a Element),
    /// A child of a run.
    InRun(&'a Source, &'a Element),
}

/// The atoms of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// The atoms.
    pub atoms: Vec<Atom<'a>>,
    /// Marks after the last.
    pub after: Vec<Mark<'a>>,
    /// A field character that pairs with nothing in this paragraph stands in it.
    pub open: bool,
}

impl Row<'_> {
    /// What the paragraph says, formatting and all.
    pub fn key(&self) -> String {
        let mut key = String::new();
        for atom in &self.atoms {
            key.push_str(&format!("{:?}[{}]", atom.key, atom.look));
        }
        key
    }

    /// How the paragraph reads.
    pub fn text(&self) -> String {
        self.atoms.iter().map(|atom| atom.text.as_str()).collect()
    }
}

/// Reads the atoms of a paragraph, or of anything that holds runs.
pub(super) fn atoms<'a>(source: &'a Source, paragraph: &'a Element) -> Row<'a> {
    let mut reading = Reading {
        source,
        atoms: Vec::new(),
        marks: Vec::new(),
        text: String::new(),
        code: false,
        format: Rc::new(Vec::new()),
        look: Rc::from(""),
        field: Vec::new(),
        depth: 0,
        open: false,
    };
    reading.content(paragraph);
    reading.end();
    Row { atoms: reading.atoms, after: reading.marks, open: reading.open }
}

struct Reading<'a> {
    source: &'a Source,
    atoms: Vec<Atom<'a>>,
    marks: Vec<Mark<'a>>,
    /// Characters that are no atoms yet, of one formatting.
    text: String,
    code: bool,
    format: Rc<Vec<Property<'a>>>,
    look: Rc<str>,
    /// The runs of the field that is open.
    field: Vec<RunPart<'a>>,
    depth: usize,
    open: bool,
}

impl<'a> Reading<'a> {
    fn content(&mut self, paragraph: &'a Element) {
        for child in paragraph.elements() {
            match child.name.as_str() {
                "w:pPr" | "w:proofErr" => {}
                "w:r" => self.run(child),
                "w:bookmarkStart" | "w:bookmarkEnd" if is_go_back(child) => {}
                name if is_mark(name) => {
                    if self.depth > 0 {
                        self.field.push(RunPart::Other(child));
                    } else {
                        self.flush();
                        self.marks.push(Mark::Beside(self.source, child));
                    }
                }
                _ if self.depth > 0 => self.field.push(RunPart::Other(child)),
                _ => self.whole(child),
            }
        }
    }

    fn whole(&mut self, element: &'a Element) {
        self.flush();
        let key = self.inline_meaning(element);
        let text = shown(self.source, element);
        self.push(key, text, Kind::Unit, Content::Whole(element), None);
    }

    /// The meaning of an element around runs: its own, and its atoms.
    fn inline_meaning(&self, element: &'a Element) -> String {
        let runs = matches!(
            element.name.as_str(),
            "w:hyperlink" | "w:ins" | "w:smartTag" | "w:fldSimple" | "w:moveTo"
        );
        if !runs {
            return self.source.meaning(element);
        }
        let result = element.name == "w:fldSimple"
            && element.attribute("w:instr").is_some_and(|code| !result_counts(code));
        let inside = if result { String::new() } else { atoms(self.source, element).key() };
        format!("{}{{{inside}}}", self.source.own_meaning(element))
    }

    fn run(&mut self, run: &'a Element) {
        let format = properties(self.source, run.child("w:rPr"));
        let look: Rc<str> = spelt(&format).into();
        if look != self.look {
            self.flush();
            (self.format, self.look) = (Rc::new(format), look);
        }
        for child in run.elements() {
            match child.name.as_str() {
                "w:rPr" | "w:lastRenderedPageBreak" | "w:annotationRef" => {}
                "w:commentReference" => {
                    if self.depth == 0 {
                        self.flush();
                        self.marks.push(Mark::InRun(self.source, child));
                    }
                }
                "w:fldChar" => self.field_character(run, child),
                _ if self.depth > 0 => self.part(run, child),
                "w:t" => self.characters(child, false),
                "w:instrText" => self.characters(child, true),
                name => {
                    self.flush();
                    let text = match name {
                        "w:tab" => "\t",
                        "w:br" | "w:cr" => "\n",
                        "w:noBreakHyphen" => "-",
                        "w:softHyphen" => "",
                        _ => "▢",
                    };
                    let key = self.source.meaning(child);
                    self.push(key, text.to_owned(), Kind::Unit, Content::Child(child), None);
                }
            }
        }
    }

    fn characters(&mut self, element: &'a Element, code: bool) {
        if code != self.code {
            self.flush();
            self.code = code;
        }
        self.text.push_str(&characters(self.source, element));
    }

    fn part(&mut self, run: &'a Element, child: &'a Element) {
        match self.field.last_mut() {
            Some(RunPart::Run(last, children)) if std::ptr::eq(*last, run) => children.push(child),
            _ => self.field.push(RunPart::Run(run, vec![child])),
        }
    }

    fn field_character(&mut self, run: &'a Element, child: &'a Element) {
        match child.attribute("w:fldCharType") {
            Some("begin") => {
                if self.depth == 0 {
                    self.flush();
                }
                self.depth += 1;
                self.part(run, child);
            }
            Some("end") if self.depth > 0 => {
                self.part(run, child);
                self.depth -= 1;
                if self.depth == 0 {
                    self.close();
                }
            }
            _ if self.depth > 0 => self.part(run, child),
            _ => {
                self.flush();
                self.loose(child);
            }
        }
    }

    /// A field character whose partner is elsewhere.
    fn loose(&mut self, child: &'a Element) {
        self.open = true;
        let text = match child.attribute("w:fldCharType") {
            Some("begin") => "{ ",
            Some("end") => " }",
            _ => " ",
        };
        let key = self.source.meaning(child);
        self.push(key, text.to_owned(), Kind::Unit, Content::Child(child), None);
    }

    fn close(&mut self) {
        let parts = std::mem::take(&mut self.field);
        let field = spell(self.source, &parts);
        self.push(field.key, field.text, Kind::Unit, Content::Runs(parts), Some(field.format));
    }

    /// The paragraph ends. A field that is still open goes on elsewhere: its pieces are atoms.
    fn end(&mut self) {
        self.flush();
        if self.depth == 0 {
            return;
        }
        self.depth = 0;
        self.open = true;
        for part in std::mem::take(&mut self.field) {
            match part {
                RunPart::Other(element) if is_mark(&element.name) => {
                    self.flush();
                    self.marks.push(Mark::Beside(self.source, element));
                }
                RunPart::Other(element) => self.whole(element),
                RunPart::Run(run, children) => {
                    let format = properties(self.source, run.child("w:rPr"));
                    let look: Rc<str> = spelt(&format).into();
                    if look != self.look {
                        self.flush();
                        (self.format, self.look) = (Rc::new(format), look);
                    }
                    for child in children {
                        match child.name.as_str() {
                            "w:t" => self.characters(child, false),
                            "w:instrText" => self.characters(child, true),
                            _ => {
                                self.flush();
                                self.loose(child);
                            }
                        }
                    }
                }
            }
        }
        self.flush();
    }

    /// Makes atoms of the characters that have come together.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let content = if self.code { Content::Code } else { Content::Text };
        let lead = if self.code { "code " } else { "" };
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let (kind, length) = if first.is_alphanumeric() {
                (Kind::Word, rest.find(|c: char| !c.is_alphanumeric()))
            } else if first.is_whitespace() {
                (Kind::Blank, rest.find(|c: char| !c.is_whitespace()))
            } else {
                (Kind::Sign, Some(first.len_utf8()))
            };
            let (token, tail) = rest.split_at(length.unwrap_or(rest.len()));
            self.push(format!("{lead}{token}"), token.to_owned(), kind, content.clone(), None);
            rest = tail;
        }
    }

    fn push(
        &mut self,
        key: String,
        text: String,
        kind: Kind,
        content: Content<'a>,
        format: Option<Vec<Property<'a>>>,
    ) {
        let (format, look) = match (&content, format) {
            (Content::Whole(_), _) => (Rc::new(Vec::new()), Rc::from("")),
            (_, Some(format)) => {
                let look = spelt(&format).into();
                (Rc::new(format), look)
            }
            _ => (Rc::clone(&self.format), Rc::clone(&self.look)),
        };
        let before = std::mem::take(&mut self.marks);
        self.atoms.push(Atom {
            key,
            text,
            kind,
            format,
            look,
            source: self.source,
            content,
            before,
        });
    }
}

/// A field, spelt.
struct Spelt<'a> {
    key: String,
    text: String,
    format: Vec<Property<'a>>,
}

fn spell<'a>(source: &'a Source, parts: &[RunPart<'a>]) -> Spelt<'a> {
    // Where each of the nested fields stands, code or result.
    let mut in_result = vec![false];
    let mut code: Vec<(String, String)> = Vec::new();
    let mut result: Vec<(String, String)> = Vec::new();
    let mut formats: Vec<Vec<Property<'a>>> = Vec::new();
    for part in parts {
        let (format, look, children) = match part {
            RunPart::Other(element) => {
                if !is_mark(&element.name) {
                    let into = if in_result.contains(&true) { &mut result } else { &mut code };
                    into.push((String::new(), source.meaning(element)));
                }
                continue;
            }
            RunPart::Run(run, children) => {
                let format = properties(source, run.child("w:rPr"));
                let look = spelt(&format);
                (format, look, children)
            }
        };
        for child in children {
            let kind = child.attribute("w:fldCharType");
            let at_result = in_result.contains(&true);
            let into = if at_result { &mut result } else { &mut code };
            let word = match (child.name.as_str(), kind) {
                ("w:fldChar", Some("begin")) => {
                    in_result.push(false);
                    // The data of a form field is the field's own.
                    format!("{{{}", child.elements().map(|e| source.meaning(e)).collect::<String>())
                }
                ("w:fldChar", Some("separate")) => {
                    if let Some(last) = in_result.last_mut() {
                        *last = true;
                    }
                    continue;
                }
                ("w:fldChar", _) => {
                    in_result.pop();
                    let into = if in_result.contains(&true) { &mut result } else { &mut code };
                    into.push((look.clone(), "}".to_owned()));
                    continue;
                }
                ("w:instrText" | "w:t", _) => characters(source, child),
                _ => source.meaning(child),
            };
            if !at_result && child.name == "w:instrText" {
                formats.push(format.clone());
            }
            match into.last_mut() {
                Some((last, text)) if *last == look => text.push_str(&word),
                _ => into.push((look.clone(), word)),
            }
        }
    }
    let plain: String = code.iter().map(|(_, text)| text.as_str()).collect();
    let inner = plain.strip_prefix('{').and_then(|code| code.strip_suffix('}')).unwrap_or(&plain);
    let text = format!("{{ {} }}", braces(inner));
    let looks: Vec<String> = formats.iter().map(|format| spelt(format)).collect();
    let uniform = looks.windows(2).all(|pair| pair[0] == pair[1]);
    let format = if uniform { formats.into_iter().next().unwrap_or_default() } else { Vec::new() };
    let mut key =
        if uniform { format!("field {}", inner.trim()) } else { format!("field {code:?}") };
    if result_counts(inner) {
        key.push_str(&format!(" {result:?}"));
    }
    Spelt { key, text, format }
}

/// Whether the stored result of a field is the author's own text and not what Word last computed.
fn result_counts(code: &str) -> bool {
    let name = code.trim_start().split([' ', '\t']).next().unwrap_or_default();
    name.eq_ignore_ascii_case("HYPERLINK") || name.to_ascii_uppercase().starts_with("FORM")
}

/// A code with blanks inside its braces.
fn braces(code: &str) -> String {
    let spaced = code.replace('{', "{ ").replace('}', " }");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn characters(source: &Source, element: &Element) -> String {
    element
        .children
        .iter()
        .filter_map(|child| match child {
            Child::Text(span) => Some(decode(source.tree.slice(span))),
            Child::Element(_) => None,
        })
        .collect()
}

/// The text in an element.
pub(super) fn shown(source: &Source, element: &Element) -> String {
    let mut text = String::new();
    element.each(&mut |element| match element.name.as_str() {
        "w:t" => text.push_str(&characters(source, element)),
        "w:tab" => text.push('\t'),
        "w:br" | "w:cr" => text.push('\n'),
        _ => {}
    });
    if text.is_empty() { "▢".to_owned() } else { text }
}

/// The field character that an atom is, where its partner is in another paragraph.
pub(super) fn loose<'a>(atom: &Atom<'a>) -> Option<&'a str> {
    match atom.content {
        Content::Child(child) if child.name == "w:fldChar" => child.attribute("w:fldCharType"),
        _ => None,
    }
}

/// Whether an element only marks a place.
pub(super) fn is_mark(name: &str) -> bool {
    matches!(
        name,
        "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:permStart"
            | "w:permEnd"
            | "w:moveFromRangeStart"
            | "w:moveFromRangeEnd"
            | "w:moveToRangeStart"
            | "w:moveToRangeEnd"
    )
}

/// Where the author's cursor stood last: Word's own bookmark, of no use to anyone else.
fn is_go_back(element: &Element) -> bool {
    element.attribute("w:name") == Some("_GoBack")
}
