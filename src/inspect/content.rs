//! What is on the pages: the text of each marked content, and what is marked as nothing.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::content::ops::TypedInstruction;
use hayro::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::page::Resources;

use super::text::decode;
use super::unicode_map::UnicodeMap;

/// Form XObjects in each other, marked content in each other, saved states.
const DEPTH: usize = 64;
/// Bytes of text that are kept.
const TEXT: usize = 32 << 20;
/// Operators that are read of all pages together.
const OPERATORS: usize = 20_000_000;

/// What was found on the pages.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The text of each marked content, by page (or form) and number.
    pub texts: HashMap<(Holder, i64), String>,
    /// Artifacts by their kinds.
    pub artifacts: BTreeMap<String, usize>,
    /// Texts that are neither in marked content of the tree nor in artifacts.
    pub unmarked: usize,
}

/// What a marked content's number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    /// A page, from 0.
    Page(usize),
    /// A form, by its object.
    Form(ObjectIdentifier),
}

/// Reads all pages.
pub(super) fn read(pdf: &Pdf) -> Marked {
    let mut reader = Reader::default();
    for (index, page) in pdf.pages().iter().enumerate() {
        reader.fonts.clear();
        let holder = Holder::Page(index);
        reader.stream(page.typed_operations(), page.resources(), holder, Vec::new(), 0);
    }
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Marked,
    fonts: HashMap<String, Rc<Font>>,
    maps: HashMap<ObjectIdentifier, Rc<UnicodeMap>>,
    kept: usize,
    read: usize,
}

/// How the bytes of a shown text become codes, and these text.
#[derive(Debug, Default)]
struct Font {
    wide: bool,
    map: Option<Rc<UnicodeMap>>,
}

/// A marked content that is open.
#[derive(Clone, Copy)]
enum Open {
    /// Of the tree.
    Numbered(Holder, i64),
    /// Not heard.
    Artifact,
    /// Read as something else; what is shown in it is not.
    Replaced,
    /// A mark without meaning here.
    Other,
}

impl Reader {
    fn stream(
        &mut self,
        mut operations: TypedIter<'_>,
        resources: &Resources<'_>,
        holder: Holder,
        mut open: Vec<Open>,
        depth: usize,
    ) {
        let mut font: Option<Rc<Font>> = None;
        let mut saved: Vec<Option<Rc<Font>>> = Vec::new();
        while let Some(operation) = operations.next() {
            self.read += 1;
            if self.read > OPERATORS {
                return;
            }
            match operation {
                TypedInstruction::SaveState(_) if saved.len() < 4_096 => saved.push(font.clone()),
                TypedInstruction::RestoreState(_) => font = saved.pop().unwrap_or(font),
                TypedInstruction::TextFont(set) => font = Some(self.font(set.0, resources)),
                TypedInstruction::BeginMarkedContent(begin) => {
                    let kind = if begin.0.as_str() == "Artifact" {
                        self.artifact(None)
                    } else {
                        Open::Other
                    };
                    open.push(kind);
                }
                TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                    let properties = properties(begin.1, resources);
                    let opened = self.begin(begin.0, properties.as_ref(), holder, &open);
                    open.push(opened);
                }
                TypedInstruction::EndMarkedContent(_) => {
                    open.pop();
                }
                TypedInstruction::ShowText(show) => self.show(show.0, font.as_deref(), &open),
                TypedInstruction::NextLineAndShowText(show) => {
                    self.show(show.0, font.as_deref(), &open);
                }
                TypedInstruction::ShowTextWithParameters(show) => {
                    self.show(show.2, font.as_deref(), &open);
                }
                TypedInstruction::ShowTexts(show) => {
                    for piece in show.0.iter::<Object<'_>>() {
                        if let Object::String(piece) = piece {
                            self.show(&piece, font.as_deref(), &open);
                        }
                    }
                }
                TypedInstruction::XObject(object) if depth < 8 => {
                    self.form(object.0, resources, &open, depth);
                }
                _ => {}
            }
            if open.len() > DEPTH {
                return;
            }
        }
    }

    fn begin(
        &mut self,
        tag: &Name<'_>,
        properties: Option<&Dict<'_>>,
        holder: Holder,
        open: &[Open],
    ) -> Open {
        if tag.as_str() == "Artifact" {
            return self.artifact(properties);
        }
        let Some(properties) = properties else { return Open::Other };
        if let Some(number) = properties.get::<i32>("MCID") {
            return Open::Numbered(holder, i64::from(number));
        }
        let actual = properties.get::<hayro::hayro_syntax::object::String<'_>>("ActualText");
        match actual {
            Some(actual) => {
                self.push(&decode(&actual), open);
                Open::Replaced
            }
            None => Open::Other,
        }
    }

    fn artifact(&mut self, properties: Option<&Dict<'_>>) -> Open {
        let name = |key: &str| properties.and_then(|properties| properties.get::<Name<'_>>(key));
        let kind = name("Subtype").or_else(|| name("Type"));
        let kind =
            kind.map_or_else(|| "-".to_owned(), |kind| kind.as_str().chars().take(32).collect());
        // A file has a handful of kinds; one with thousands is no letter.
        if self.found.artifacts.len() < 64 || self.found.artifacts.contains_key(&kind) {
            *self.found.artifacts.entry(kind).or_default() += 1;
        }
        Open::Artifact
    }

    fn form(&mut self, name: &Name<'_>, resources: &Resources<'_>, open: &[Open], depth: usize) {
        let Some(form) = resources.get_x_object(name) else { return };
        let subtype = form.dict().get::<Name<'_>>("Subtype");
        if subtype.is_none_or(|subtype| subtype.as_str() != "Form") {
            return;
        }
        let Ok(content) = form.decoded() else { return };
        let own =
            Resources::new(form.dict().get::<Dict<'_>>("Resources").unwrap_or_else(Dict::empty));
        // Inside an artifact or a marked content everything in the form belongs to that.
        let inside = open.iter().rev().find(|open| !matches!(open, Open::Other));
        let open = inside.copied().into_iter().collect();
        let fonts = std::mem::take(&mut self.fonts);
        let holder = Holder::Form(form.obj_id());
        self.stream(TypedIter::new(&content), &own, holder, open, depth + 1);
        self.fonts = fonts;
    }

    fn show(&mut self, shown: &[u8], font: Option<&Font>, open: &[Open]) {
        let text = font.map_or_else(|| decode(shown), |font| font.text(shown));
        self.push(&text, open);
    }

    fn push(&mut self, text: &str, open: &[Open]) {
        for open in open.iter().rev() {
            match open {
                Open::Artifact | Open::Replaced => return,
                Open::Numbered(holder, number) => {
                    self.kept += text.len();
                    if self.kept <= TEXT {
                        self.found.texts.entry((*holder, *number)).or_default().push_str(text);
                    }
                    return;
                }
                Open::Other => {}
            }
        }
        if !text.trim().is_empty() {
            self.found.unmarked += 1;
        }
    }

    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>) -> Rc<Font> {
        if let Some(font) = self.fonts.get(name.as_str()) {
            return Rc::clone(font);
        }
        let dict = resources.get_font(name);
        let wide = dict
            .as_ref()
            .and_then(|dict| dict.get::<Name<'_>>("Subtype"))
            .is_some_and(|subtype| subtype.as_str() == "Type0");
        let stream = dict.as_ref().and_then(|dict| dict.get::<Stream<'_>>("ToUnicode"));
        let map = stream.and_then(|stream| {
            let id = stream.obj_id();
            if let Some(map) = self.maps.get(&id) {
                return Some(Rc::clone(map));
            }
            let map = Rc::new(UnicodeMap::read(&stream.decoded().ok()?));
            self.maps.insert(id, Rc::clone(&map));
            Some(map)
        });
        let font = Rc::new(Font { wide, map });
        self.fonts.insert(name.as_str().to_owned(), Rc::clone(&font));
        font
    }
}

impl Font {
    fn text(&self, shown: &[u8]) -> String {
        let mut text = String::with_capacity(shown.len());
        for code in shown.chunks(if self.wide { 2 } else { 1 }) {
            let number = code.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte));
            match self.map.as_ref().and_then(|map| map.get(number)) {
                Some(known) => text.push_str(known),
                // Without a map, one byte is taken for Latin text and two for nothing known.
                None if self.wide => text.push('\u{FFFD}'),
                None => text.push_str(&decode(code)),
            }
        }
        text
    }
}

fn properties<'a>(object: &Object<'a>, resources: &Resources<'a>) -> Option<Dict<'a>> {
    match object {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get::<Dict<'a>>(name.as_str()),
        _ => None,
    }
}
