//! Objects, links and controls.

use std::ops::Range;

use roxmltree::Node;

use super::paragraph::Seen;
use super::read::Reader;
use crate::letter::Fill;
use crate::letter::xml::{
    alternate, attribute, below, child, children, emu, half_points, is_on, name, on, relation,
};
use crate::units::Pt;

/// A picture, shape, text box or embedded object.
#[derive(Clone, Debug)]
pub struct Object {
    /// `w:drawing`, `w:pict`, `w:object`, whole.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: ObjectKind,
    /// The element that carries its name and description: the start tag of `wp:docPr`, or of the VML
    /// shape.
    pub naming: Range<usize>,
    /// Its name in Word's selection pane, such as `Billede 1`.
    pub name: String,
    /// Its alternative text: description, else title.
    pub alt: Option<String>,
    /// Marked as decorative.
    pub decorative: bool,
    /// It floats: anchored, not in the line.
    pub floating: bool,
    /// It lies behind the text.
    pub behind: bool,
    /// What lies behind the text of its box.
    pub fill: Fill,
    /// Its width and height, where told.
    pub size: Option<(Pt, Pt)>,
    /// The part that holds its picture or content.
    pub target: Option<String>,
    /// The address of a picture or object that lies outside the document.
    pub outside: Option<String>,
    /// The address that a click on it opens.
    pub link: Option<String>,
    /// The paragraphs of its text box, indexes of [`super::Story::paragraphs`].
    pub paragraphs: Range<usize>,
    /// The text of WordArt.
    pub word_art: Option<String>,
    /// The paragraph that it is anchored in, an index of [`super::Story::paragraphs`].
    pub paragraph: Option<usize>,
    /// It stands in another object: a member of a group, or inside a text box.
    pub within: Option<usize>,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// A picture.
    Picture,
    /// A shape without text.
    Shape,
    /// A shape with text.
    TextBox,
    /// Several drawings in one.
    Group,
    /// A chart.
    Chart,
    /// SmartArt.
    Diagram,
    /// WordArt, as watermarks are.
    WordArt,
    /// An object of another program (`w:object` with OLE).
    Embedded,
    /// A control of ActiveX.
    ActiveX,
    /// Handwriting, video and what else there is.
    Other,
}

/// A link: `w:hyperlink`, or a HYPERLINK field.
#[derive(Clone, Debug)]
pub struct Link {
    /// `w:hyperlink`, whole; of a field, its begin.
    pub bytes: Range<usize>,
    /// The address; `None` for a place in the document, or where the relationship is missing.
    pub address: Option<String>,
    /// The place in the document.
    pub anchor: Option<String>,
    /// What the author says of it.
    pub tooltip: Option<String>,
    /// The text that readers meet, merge fields as `«Name»`.
    pub text: String,
    /// Its address comes from a field in its code, and is known when letters are merged.
    pub filled: bool,
    /// Who may meet it.
    pub seen: Seen,
    /// It holds an object, whose alternative text is the link's.
    pub object: Option<usize>,
    /// The paragraph, an index of [`super::Story::paragraphs`].
    pub paragraph: usize,
    /// The bytes of the paragraph's `shown` that it covers.
    pub shown: Range<usize>,
}

/// A content control (`w:sdt`) or form field (`w:ffData`).
#[derive(Clone, Debug)]
pub struct Control {
    /// The element, whole.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: ControlKind,
    /// Its title: `w:alias`; of a form field its help or status text.
    pub title: Option<String>,
    /// Its tag, or the form field's name.
    pub tag: Option<String>,
    /// It still shows the prompt that Word puts where nothing was filled in (`w:showingPlcHdr`).
    pub prompts: bool,
    /// Its content cannot be changed (`w:lock`): nobody fills it in.
    pub locked: bool,
    /// Bound to data (`w:dataBinding`).
    pub bound: bool,
    /// The paragraph it stands in or begins with, an index of [`super::Story::paragraphs`].
    pub paragraph: Option<usize>,
}

/// What a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlKind {
    /// Text, rich or plain.
    Text,
    /// A list to choose from.
    Choice,
    /// A date.
    Date,
    /// A box to tick.
    CheckBox,
    /// A picture.
    Picture,
    /// Something that Word makes: a table of contents, a page number gallery, a repeated section.
    Gallery,
    /// A form field of old.
    FormField,
}

/// Reads a `w:drawing`, `w:pict` or `w:object`; `None` where nothing is drawn.
pub(super) fn read(reader: &mut Reader<'_>, node: Node<'_, '_>) -> Option<usize> {
    match name(node) {
        "drawing" => drawing(reader, node),
        _ => vml(reader, node),
    }
}

fn drawing(reader: &mut Reader<'_>, node: Node<'_, '_>) -> Option<usize> {
    let frame = children(node).find(|node| matches!(name(*node), "inline" | "anchor"))?;
    let naming = child(frame, "docPr");
    let data = child(frame, "graphic").and_then(|graphic| child(graphic, "graphicData"))?;
    let content = children(data).next()?;
    let own = naming.map(said).unwrap_or_default();
    let own = if own.alt.is_none() && !own.decorative && name(content) == "pic" {
        let inner = child(content, "nvPicPr").and_then(|node| child(node, "cNvPr"));
        let inner = inner.map(said).unwrap_or_default();
        Said { alt: inner.alt, decorative: inner.decorative, ..own }
    } else {
        own
    };
    let text = below(content, "txbxContent");
    let kind = match name(content) {
        "pic" => ObjectKind::Picture,
        "wsp" if text.is_some() => ObjectKind::TextBox,
        "wsp" => ObjectKind::Shape,
        "wgp" | "wpc" | "lockedCanvas" => ObjectKind::Group,
        "chart" => ObjectKind::Chart,
        "relIds" => ObjectKind::Diagram,
        _ => ObjectKind::Other,
    };
    let extent = child(frame, "extent");
    let side = |local| extent.and_then(|node| attribute(node, local)).and_then(emu);
    let blip = below(content, "blip");
    let embedded = blip
        .and_then(|blip| relation(blip, "embed"))
        .or_else(|| relation(content, "id"))
        .and_then(|id| reader.inside(id));
    let outside = blip.and_then(|blip| relation(blip, "link")).and_then(|id| reader.outside(id));
    let link = naming
        .and_then(|node| child(node, "hlinkClick"))
        .and_then(|node| relation(node, "id"))
        .and_then(|id| reader.outside(id));
    let object = Object {
        bytes: node.range(),
        kind,
        naming: naming.map_or_else(|| node.range(), |node| start_tag(node)),
        name: own.name,
        alt: own.alt,
        decorative: own.decorative,
        floating: name(frame) == "anchor",
        behind: attribute(frame, "behindDoc").is_some_and(is_on),
        fill: match kind {
            ObjectKind::TextBox | ObjectKind::Shape => reader.fill(content),
            ObjectKind::Group => Fill::Mixed,
            _ => Fill::None,
        },
        size: side("cx").zip(side("cy")),
        target: embedded,
        outside,
        link,
        paragraphs: 0..0,
        word_art: None,
        paragraph: reader.here(),
        within: None,
    };
    let boxes: Vec<Node<'_, '_>> = texts_of(content);
    Some(add(reader, object, &boxes))
}

/// The text boxes of a drawing, those of a group's members; of alternates the branch that is read.
fn texts_of<'a, 'i>(content: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    fn collect<'a, 'i>(node: Node<'a, 'i>, depth: usize, found: &mut Vec<Node<'a, 'i>>) {
        for inner in children(node) {
            match name(inner) {
                "txbxContent" => found.push(inner),
                "AlternateContent" => {
                    if let Some(branch) = alternate(inner) {
                        collect(branch, depth + 1, found);
                    }
                }
                _ if depth < 40 => collect(inner, depth + 1, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(content, 0, &mut found);
    found
}

fn vml(reader: &mut Reader<'_>, node: Node<'_, '_>) -> Option<usize> {
    let control = below(node, "control").is_some();
    let embedded = below(node, "OLEObject").is_some();
    let shape = node.descendants().skip(1).find(|node| {
        node.is_element()
            && matches!(
                name(*node),
                "shape"
                    | "rect"
                    | "roundrect"
                    | "oval"
                    | "line"
                    | "polyline"
                    | "group"
                    | "image"
                    | "arc"
                    | "curve"
            )
    });
    let Some(shape) = shape else {
        if !control && !embedded {
            return None;
        }
        return Some(add(reader, bare(node, reader.here(), control), &[]));
    };
    if attribute(shape, "hr").is_some_and(|value| matches!(value, "t" | "true" | "1")) {
        // A ruled line: it says nothing and nobody misses it.
        return None;
    }
    let style = attribute(shape, "style").unwrap_or_default();
    let property = |wanted: &str| {
        style.split(';').find_map(|part| {
            let (key, value) = part.split_once(':')?;
            key.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
        })
    };
    let path = below(shape, "textpath");
    let data = below(shape, "imagedata");
    let boxes = texts_of(shape);
    let kind = if control {
        ObjectKind::ActiveX
    } else if embedded {
        ObjectKind::Embedded
    } else if path.is_some() {
        ObjectKind::WordArt
    } else if name(shape) == "group" {
        ObjectKind::Group
    } else if !boxes.is_empty() {
        ObjectKind::TextBox
    } else if data.is_some() {
        ObjectKind::Picture
    } else {
        ObjectKind::Shape
    };
    let alt = ["alt", "title"]
        .into_iter()
        .find_map(|local| attribute(shape, local).map(str::trim).filter(|text| !text.is_empty()));
    let length = |property: Option<&str>| property.and_then(half_points_of);
    let object = Object {
        bytes: node.range(),
        kind,
        naming: start_tag(shape),
        name: attribute(shape, "id").unwrap_or_default().to_owned(),
        alt: alt.map(str::to_owned),
        decorative: false,
        floating: property("position").is_some_and(|value| value.eq_ignore_ascii_case("absolute")),
        behind: property("z-index").is_some_and(|value| value.starts_with('-')),
        fill: match kind {
            ObjectKind::TextBox | ObjectKind::Shape => reader.fill(shape),
            ObjectKind::Group => Fill::Mixed,
            _ => Fill::None,
        },
        size: length(property("width")).zip(length(property("height"))),
        target: data.and_then(|data| relation(data, "id")).and_then(|id| reader.inside(id)),
        outside: data
            .and_then(|data| relation(data, "href").or_else(|| relation(data, "id")))
            .and_then(|id| reader.outside(id)),
        link: attribute(shape, "href").map(str::to_owned),
        paragraphs: 0..0,
        word_art: path.and_then(|path| attribute(path, "string")).map(str::to_owned),
        paragraph: reader.here(),
        within: None,
    };
    Some(add(reader, object, &boxes))
}

/// A length of CSS, as VML styles write it; a bare number is pixels of 1/96 inch.
fn half_points_of(text: &str) -> Option<Pt> {
    let text = text.trim();
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        return text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|pixels| Pt(pixels * 0.75));
    }
    half_points(text)
}

fn bare(node: Node<'_, '_>, paragraph: Option<usize>, control: bool) -> Object {
    Object {
        bytes: node.range(),
        kind: if control { ObjectKind::ActiveX } else { ObjectKind::Embedded },
        naming: node.range(),
        name: String::new(),
        alt: None,
        decorative: false,
        floating: false,
        behind: false,
        fill: Fill::None,
        size: None,
        target: None,
        outside: None,
        link: None,
        paragraphs: 0..0,
        word_art: None,
        paragraph,
        within: None,
    }
}

fn add(reader: &mut Reader<'_>, object: Object, boxes: &[Node<'_, '_>]) -> usize {
    let index = reader.story.objects.len();
    let within = reader.open_box();
    reader.story.objects.push(Object { within, ..object });
    if !boxes.is_empty() {
        let first = reader.next_paragraph();
        for text in boxes {
            reader.text_box(index, *text);
        }
        reader.story.objects[index].paragraphs = first..reader.next_paragraph();
    }
    index
}

/// What an author says of a drawing.
#[derive(Default)]
struct Said {
    name: String,
    alt: Option<String>,
    decorative: bool,
}

fn said(node: Node<'_, '_>) -> Said {
    let text = |local| attribute(node, local).map(str::trim).filter(|text| !text.is_empty());
    Said {
        name: text("name").unwrap_or_default().to_owned(),
        alt: text("descr").or_else(|| text("title")).map(str::to_owned),
        decorative: below(node, "decorative").is_some_and(on),
    }
}

/// The bytes of an element's start tag.
fn start_tag(node: Node<'_, '_>) -> Range<usize> {
    let range = node.range();
    let end = node.first_child().map_or(range.end, |child| child.range().start);
    range.start..end
}
