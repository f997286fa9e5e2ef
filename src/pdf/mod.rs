//! The letter as a PDF that everyone can read: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at
//! once, as PDF 1.7.
//!
//! Pages say where everything is, the tree says what it is; this room writes both so that they meet:
//! marked content for each slot of the tree, artifacts for the rest, and a structure tree whose order
//! is the reading order. The same letter gives the same bytes; the file's identifier is made from
//! them.
//!
//! ```text
//! plan        what of the tree is really on the pages
//! glyphs      which glyphs are drawn, and what each stands for ─► font programs
//! picture     pictures as a PDF has them, kept from letter to letter
//! content     a page: text, figure; marked content and artifacts in the order of painting
//! tags        the structure tree     links      outline     labels     enclosure
//! metadata    what the file says of itself      profile     its colours
//! file        objects packed, deflated, numbered
//! ```
//!
//! In our letter a paragraph over two pages is one element with a piece on each:
//!
//! ```text
//! page 1   /P <</MCID 7>> BDC BT … [(…)] TJ ET EMC
//! page 2   /P <</MCID 0>> BDC BT … [(…)] TJ ET EMC
//! tree     <</Type/StructElem/S/P/P 31 0 R/Pg 4 0 R/K[7 <</Type/MCR/Pg 6 0 R/MCID 0>>]>>
//! ```

mod content;
mod enclosure;
mod figure;
mod file;
mod glyphs;
mod labels;
mod links;
mod metadata;
mod number;
mod outline;
mod picture;
mod plan;
mod profile;
mod space;
mod tags;
mod text;
mod typefaces;

pub use picture::PictureCache;

use pdf_writer::types::{OutputIntentSubtype, TabOrder};
use pdf_writer::writers::{Catalog, DocumentInfo, Page as Sheet, Pages as Sheets};
use pdf_writer::{Filter, Finish, Name, Ref, TextStr};

use crate::diagnostic::Diagnostic;
use crate::font::FontBook;
use crate::layout::Pages;
use crate::letter::Letter;

use content::Context;
use file::File;
use glyphs::Faces;
use links::{Links, Texts};
use metadata::Facts;
use number::count;
use picture::{Packing, Pictures, Space};
use plan::Plan;

/// Wishes for the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// The title; absent or blank, the letter's own.
    pub title: Option<String>,
    /// When the letter was made, as an argument: nothing here reads a clock. RFC 3339 with seconds
    /// and offset, such as `2026-01-15T10:00:00+01:00`.
    pub created: Option<String>,
    /// Enclosures to carry in the file.
    pub enclosures: Vec<PdfEnclosure>,
}

/// A PDF that travels inside the letter's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfEnclosure {
    /// Its file name.
    pub name: String,
    /// What it is, for people.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A font's program cannot be read.
    #[error("the font {name} cannot be embedded: {reason}")]
    Font {
        /// The font.
        name: String,
        /// Why.
        reason: String,
    },
    /// A date that is none.
    #[error("the date {value} is not like 2026-01-15T10:00:00+01:00")]
    Date {
        /// What was given.
        value: String,
    },
    /// An enclosure that PDF/A-2 does not allow inside (ISO 19005-2, 6.8).
    #[error("the enclosure {name} cannot be carried inside the letter: {reason}; send it beside")]
    Enclosure {
        /// The enclosure.
        name: String,
        /// Why.
        reason: Refusal,
    },
}

/// Why an enclosure cannot be carried inside the letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is something else.
    #[error("it is no PDF")]
    NotAPdf,
    /// It needs a password, or forbids something.
    #[error("it is encrypted")]
    Encrypted,
    /// Its metadata claim no part of PDF/A.
    #[error("it does not say that it is PDF/A-1 or PDF/A-2")]
    NotForArchive,
    /// Its metadata claim another part of PDF/A.
    #[error("it is PDF/A-{part}, and PDF/A-2 takes in PDF/A-1 and PDF/A-2 only")]
    OtherPart {
        /// The part.
        part: char,
    },
    /// The file would be larger than a PDF can say.
    #[error("it is larger than 2 GB")]
    TooLarge,
    /// Two would answer to one name.
    #[error("another enclosure has the same name")]
    SameName,
}

/// A letter written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What could not be written as asked for: damaged pictures, links that lead nowhere.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes the PDF. Pictures made ready for one letter are kept for the next in the cache.
///
/// # Errors
///
/// [`PdfError`].
pub fn write(
    letter: &Letter,
    pages: &Pages,
    fonts: &FontBook,
    pictures: &PictureCache,
    options: &PdfOptions,
) -> Result<Written, PdfError> {
    assemble(letter, pages, fonts, pictures, options, false)
}

/// Writes the same PDF so that people and tests can read it: nothing of its own is deflated, glyphs
/// are hexadecimal digits, and objects stand by themselves behind a cross-reference table.
///
/// # Errors
///
/// [`PdfError`].
pub fn write_plain(
    letter: &Letter,
    pages: &Pages,
    fonts: &FontBook,
    pictures: &PictureCache,
    options: &PdfOptions,
) -> Result<Written, PdfError> {
    assemble(letter, pages, fonts, pictures, options, true)
}

fn assemble(
    letter: &Letter,
    pages: &Pages,
    fonts: &FontBook,
    cache: &PictureCache,
    options: &PdfOptions,
    plain: bool,
) -> Result<Written, PdfError> {
    enclosure::check(&options.enclosures)?;
    let mut diagnostics = Vec::new();
    let tree = &letter.tree;
    let plan = Plan::new(tree, pages);
    let faces = Faces::gather(pages, fonts)?;
    let pictures = Pictures::prepare(letter, pages, cache, &mut diagnostics);
    let mut file = File::new(plain);
    let [catalog, info, sheet_tree, resources] = [(); 4].map(|()| file.id());
    let sheets: Vec<Ref> = pages.pages.iter().map(|_| file.id()).collect();

    let context = Context { tree, plan: &plan, faces: &faces, pictures: &pictures, plain };
    let contents: Vec<content::Written> =
        pages.pages.iter().map(|page| content::write(&context, page)).collect();
    let texts = Texts::gather(&contents);
    let facts = Facts::gather(letter, options, &first_heading(&plan, &texts))?;
    let (links, goals) = Links::find(&mut file, tree, &plan, pages, &contents, &mut diagnostics);
    links.write(&mut file, &goals, tree, &sheets, pages, &texts);
    let structure = tags::Tags {
        letter,
        plan: &plan,
        contents: &contents,
        sheets: &sheets,
        links: &links,
        language: &facts.language,
    }
    .write(&mut file);
    let outline = outline::write(&mut file, &plan, &contents, &texts, &sheets);
    let enclosed = enclosure::write(&mut file, &options.enclosures, &facts);

    for (at, (page, content)) in pages.pages.iter().zip(&contents).enumerate() {
        let operators = file.id();
        file.stream(operators, &content.operators).finish();
        let mut sheet: Sheet = file.object(sheets[at]).start();
        sheet.parent(sheet_tree);
        sheet.media_box(
            space::Area {
                left: 0.0,
                bottom: 0.0,
                right: page.width.0.clamp(3.0, 14_400.0),
                top: page.height.0.clamp(3.0, 14_400.0),
            }
            .rect(),
        );
        sheet.pair(Name(b"Resources"), resources);
        sheet.contents(operators);
        sheet.struct_parents(count(at));
        sheet.tab_order(TabOrder::StructureOrder);
        if content.transparent {
            sheet.group().transparency().color_space().device_rgb();
        }
        if links.of_page(at).next().is_some() {
            sheet.annotations(links.of_page(at));
        }
        sheet.finish();
    }
    let mut writer: Sheets = file.object(sheet_tree).start();
    writer.kids(sheets.iter().copied()).count(count(sheets.len()));
    writer.finish();

    let typefaces = typefaces::write(&mut file, &faces, fonts);
    let images = write_pictures(&mut file, &pictures);
    let mut writer: pdf_writer::writers::Resources = file.object(resources).start();
    name_all(&mut writer.fonts(), b'F', &typefaces);
    if !images.is_empty() {
        name_all(&mut writer.x_objects(), b'I', &images);
    }
    writer.finish();

    write_catalog(
        &mut file,
        &Roots { catalog, sheet_tree, structure, outline, enclosed },
        &facts,
        pages,
    );
    write_information(&mut file, info, &facts);
    Ok(Written { bytes: file.finish(catalog, info), diagnostics })
}

/// The objects that the catalogue leads to.
struct Roots {
    catalog: Ref,
    sheet_tree: Ref,
    structure: Ref,
    outline: Option<Ref>,
    enclosed: Option<Ref>,
}

/// The text of the first heading on the pages.
fn first_heading(plan: &Plan, texts: &Texts) -> String {
    plan.order()
        .iter()
        .find(|node| plan.heading(**node) == Some(**node))
        .map(|node| texts.of(*node))
        .unwrap_or_default()
}

/// Names objects `F0`, `F1`, and so on.
fn name_all(dict: &mut pdf_writer::Dict<'_>, letter: u8, objects: &[Ref]) {
    for (at, object) in objects.iter().enumerate() {
        let mut name = vec![letter];
        number::integer(&mut name, at as u64);
        dict.pair(Name(&name), *object);
    }
}

/// Writes the catalogue, and what only it leads to (ISO 32000-1, 7.7.2).
fn write_catalog(file: &mut File, roots: &Roots, facts: &Facts, pages: &Pages) {
    let [metadata, profile] = [(); 2].map(|()| file.id());
    let xmp = facts.xmp();
    // As text, for programs that look for it without reading the file.
    let mut stream = file.ready(metadata, xmp.as_bytes(), xmp.as_bytes());
    stream.pair(Name(b"Type"), Name(b"Metadata"));
    stream.pair(Name(b"Subtype"), Name(b"XML"));
    stream.finish();
    let icc = profile::srgb();
    file.stream(profile, &icc).pair(Name(b"N"), 3);

    let labels = labels::ranges(pages.pages.iter().map(|page| page.label.as_str()));
    let mut writer: Catalog = file.object(roots.catalog).start();
    writer.pages(roots.sheet_tree);
    writer.pair(Name(b"StructTreeRoot"), roots.structure);
    writer.mark_info().marked(true);
    writer.lang(TextStr(&facts.language));
    writer.metadata(metadata);
    writer.viewer_preferences().display_doc_title(true);
    if let Some(outline) = roots.outline {
        writer.outlines(outline);
    }
    if let Some(enclosed) = roots.enclosed {
        writer.insert(Name(b"Names")).dict().pair(Name(b"EmbeddedFiles"), enclosed);
    }
    if !labels.is_empty() {
        let mut tree = writer.insert(Name(b"PageLabels")).dict();
        let mut entries = tree.insert(Name(b"Nums")).array();
        for range in &labels {
            entries.item(count(range.from));
            let mut label: pdf_writer::writers::PageLabel = entries.push().start();
            if !range.prefix.is_empty() {
                label.prefix(TextStr(&range.prefix));
            }
            if let Some(style) = range.style {
                label.style(style).offset(count(range.first as usize));
            }
        }
    }
    let mut intents = writer.output_intents();
    let mut intent = intents.push();
    intent.subtype(OutputIntentSubtype::PDFA);
    intent.output_condition_identifier(TextStr("sRGB IEC61966-2.1"));
    intent.info(TextStr("sRGB IEC61966-2.1"));
    intent.dest_output_profile(profile);
    intent.finish();
    intents.finish();
    writer.finish();
}

/// Writes the information dictionary, which says what the metadata say.
fn write_information(file: &mut File, info: Ref, facts: &Facts) {
    let mut writer: DocumentInfo = file.object(info).start();
    writer.title(TextStr(&facts.title));
    if let Some(author) = &facts.author {
        writer.author(TextStr(author));
    }
    writer.creator(TextStr(metadata::CREATOR));
    writer.producer(TextStr(metadata::PRODUCER));
    if let Some((_, date)) = &facts.created {
        writer.creation_date(*date);
        writer.modified_date(*date);
    }
    writer.finish();
}

/// Writes the pictures; their numbers are in the order of their first use.
fn write_pictures(file: &mut File, pictures: &Pictures) -> Vec<Ref> {
    let mut images = Vec::new();
    for picture in pictures.iter() {
        let (image, mask) = (file.id(), picture.mask.as_ref().map(|_| file.id()));
        let mut writer = file.image(image, &picture.data, &picture.digest);
        writer.width(picture.width.cast_signed()).height(picture.height.cast_signed());
        writer.bits_per_component(i32::from(picture.bits));
        match &picture.space {
            Space::Gray => writer.color_space().device_gray(),
            Space::Rgb => writer.color_space().device_rgb(),
            Space::Indexed(colors) => {
                let last = count((colors.len() / 3).saturating_sub(1));
                writer.color_space().indexed(Name(b"DeviceRGB"), last, colors);
            }
        }
        match picture.packing {
            Packing::Dct => {
                writer.filter(Filter::DctDecode);
            }
            Packing::Flate => {
                writer.filter(Filter::FlateDecode);
            }
            Packing::Differences => {
                writer.filter(Filter::FlateDecode);
                writer
                    .decode_parms()
                    .predictor(pdf_writer::types::Predictor::PngOptimum)
                    .colors(if picture.space == Space::Rgb { 3 } else { 1 })
                    .columns(picture.width.cast_signed());
            }
        }
        if let Some(mask) = mask {
            writer.s_mask(mask);
        }
        writer.finish();
        if let (Some(mask), Some(data)) = (mask, &picture.mask) {
            let mut writer = file.image(mask, data, &picture.digest);
            writer.width(picture.width.cast_signed()).height(picture.height.cast_signed());
            writer.bits_per_component(8).color_space().device_gray();
            writer.filter(Filter::FlateDecode);
            writer.finish();
        }
        images.push(image);
    }
    images
}
