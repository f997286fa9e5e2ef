//! What drawings of all kinds have in common: what the author says they show, the picture's file, the
//! text in a box.

use roxmltree::Node;

use crate::diagnostic::{RenderingFinding, TERM};
use crate::letter::block::Block;
use crate::letter::object::{Missing, Object, PictureData, PictureId, PictureKind};
use crate::letter::picture::kind;
use crate::letter::reader::{DEPTH, Home, Reader, Target};
use crate::letter::table_read::has_text;
use crate::letter::tree::{Role, Slot};
use crate::letter::xml::{attribute, is_on, name, val};

/// What the author says of a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::letter) struct Said {
    /// Its alternate description.
    pub alt: Option<String>,
    /// It only decorates.
    pub decorative: bool,
}

/// What is said in the attributes of `wp:docPr` or `pic:cNvPr`.
pub(super) fn said(properties: Node<'_, '_>) -> Said {
    let text = |local| attribute(properties, local).and_then(words);
    Said {
        alt: text("descr").or_else(|| text("title")),
        decorative: properties
            .descendants()
            .any(|node| name(node) == "decorative" && val(node).is_none_or(is_on)),
    }
}

/// A description on one line, without the words that Word adds to descriptions of its own making.
pub(in crate::letter) fn words(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for added in [
        "Description automatically generated",
        "Automatisk genereret beskrivelse",
        "Beskrivelse er automatisk genereret",
    ] {
        if let Some(own) = words.strip_suffix(added) {
            words = own.trim_end().into();
        }
    }
    (!words.is_empty()).then_some(words)
}

/// Whether a description is only the name of the picture's file.
fn is_file_name(alt: &str) -> bool {
    let (_, extension) = alt.rsplit_once('.').unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    matches!(
        extension.as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "emf" | "wmf" | "svg"
    )
}

/// A drawing on its way into the tree: one figure, however many pictures it is made of.
pub(in crate::letter) struct Figure {
    said: Said,
    home: Home,
    slot: Option<Slot>,
    /// A picture without a description was told of.
    told: bool,
}

impl Figure {
    /// Of a drawing in `home`.
    pub fn new(said: Said, home: Home) -> Self {
        Figure { said, home, slot: None, told: false }
    }

    /// Where its text boxes belong.
    pub fn home(&self) -> Home {
        self.home
    }

    /// What a picture fills in the tree: nothing where it decorates or stands in a header. One that
    /// nobody described gets words that say so.
    pub fn slot(&mut self, reader: &mut Reader<'_>) -> Option<Slot> {
        if self.said.alt.is_none() && !self.said.decorative && !self.told {
            self.told = true;
            if self.home.is_some() {
                reader.report(RenderingFinding::PictureWithoutAlternative {});
            }
        }
        if self.said.decorative {
            return None;
        }
        if self.said.alt.as_deref().is_some_and(is_file_name) && !self.told && self.home.is_some() {
            self.told = true;
            reader.report(RenderingFinding::AlternativeIsFileName {});
        }
        let alt = self.said.alt.clone().unwrap_or_else(|| undescribed(reader).to_owned());
        self.fill(reader, alt)
    }

    /// What a line or a figure without text fills: nothing, unless its author describes it.
    pub fn shape_slot(&mut self, reader: &mut Reader<'_>) -> Option<Slot> {
        let alt = self.said.alt.clone().filter(|_| !self.said.decorative)?;
        self.fill(reader, alt)
    }

    fn fill(&mut self, reader: &mut Reader<'_>, alt: String) -> Option<Slot> {
        if self.slot.is_none() {
            let node = reader.tree.reserve(self.home?, Role::Figure);
            reader.tree.node_mut(node).alt = Some(alt);
            self.slot = Some(reader.tree.slot(node));
        }
        self.slot
    }
}

/// The words for a picture that nobody described.
fn undescribed(reader: &Reader<'_>) -> &'static str {
    match language(reader) {
        "en" => "Picture without a description",
        "nb" | "nn" | "no" => "Bilde uten beskrivelse",
        "sv" => "Bild utan beskrivning",
        "de" => "Bild ohne Beschreibung",
        _ => "Billede uden beskrivelse",
    }
}

/// The letter's language as far as it is known while reading: that of its default text.
fn language<'r>(reader: &'r Reader<'_>) -> &'r str {
    let tag = reader.sheet.styles.default_run.language.as_deref().unwrap_or("da");
    tag.split('-').next().unwrap_or("da")
}

/// Why something is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::letter) enum Lack {
    /// A chart.
    Chart,
    /// A diagram (SmartArt).
    Diagram,
    /// Handwriting.
    Ink,
    /// A drawing of another program.
    Drawing,
    /// An object of another program.
    Embedded,
    /// A picture in a format that is not read.
    Format,
    /// A picture outside the package.
    Outside,
    /// No data, or none that is a picture.
    Damaged,
}

/// Something that cannot be drawn, told of and described.
pub(in crate::letter) fn missing(
    reader: &mut Reader<'_>,
    figure: &mut Figure,
    lack: Lack,
) -> Object {
    let what = match lack {
        Lack::Chart => "a chart",
        Lack::Diagram => "a diagram (SmartArt)",
        Lack::Ink => "handwriting",
        Lack::Drawing => "a drawing of another program",
        Lack::Embedded => "an embedded object",
        Lack::Format => "a picture in a format that is not read, such as EMF, WMF or SVG",
        Lack::Outside | Lack::Damaged => "a picture",
    };
    match lack {
        Lack::Outside => reader.report(RenderingFinding::PictureOutside {}),
        Lack::Damaged => reader.report(RenderingFinding::PictureDamaged {}),
        _ => reader.report(RenderingFinding::NotDrawn { what: format!("{TERM}{what}") }),
    }
    let slot = figure.slot(reader);
    let description = match (&figure.said.alt, figure.said.decorative) {
        (Some(alt), _) => alt.clone(),
        (None, true) => String::new(),
        (None, false) => undescribed(reader).to_owned(),
    };
    Object::Missing(Missing { description, slot })
}

/// The picture that a relationship names, taken into the letter once.
pub(in crate::letter) fn picture(
    reader: &mut Reader<'_>,
    relationship: &str,
) -> Result<PictureId, Lack> {
    let part = match reader.target(relationship) {
        Some(Target::Part(part)) => part,
        Some(Target::Outside(_)) => return Err(Lack::Outside),
        None => return Err(Lack::Damaged),
    };
    if let Some(at) = reader.pictures.iter().position(|picture| picture.part == part) {
        return Ok(PictureId(at as u32));
    }
    let bytes = reader.package.bytes(&part).map_err(|_| Lack::Damaged)?;
    match kind(&bytes) {
        None => Err(Lack::Damaged),
        Some(PictureKind::Other) => Err(Lack::Format),
        Some(kind) => {
            let id = PictureId(reader.pictures.len() as u32);
            reader.pictures.push(PictureData { kind, bytes: bytes.into(), part });
            Ok(id)
        }
    }
}

/// The blocks of a text box (`w:txbxContent`): read after the paragraph that it stands at, as a group
/// of its own.
pub(in crate::letter) fn text_box(
    reader: &mut Reader<'_>,
    content: Node<'_, '_>,
    home: Home,
) -> Vec<Block> {
    if reader.depth >= DEPTH {
        return Vec::new();
    }
    let Some(home) = home else { return reader.story(content, None) };
    let group = reader.tree.reserve(home, Role::Division);
    let blocks = reader.story(content, Some(group));
    if has_text(&blocks) {
        reader.outline.beside(group);
        reader.after_paragraph.push(group);
    }
    blocks
}
