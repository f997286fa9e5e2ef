//! Rebasing: an override taken from the central version it was made from to a new one.
//!
//! A municipality has changed the central letter B into its own O. The centre publishes N. What the
//! municipality needs is its own letter with the centre's changes in it, and to be asked only where
//! the two disagree:
//!
//! ```text
//! B  Du kan klage inden 4 uger.  Ring til os.      the central version the override was made from
//! N  Du kan klage inden 6 uger.  Ring til os.      the new central version
//! O  Du kan klage inden 4 uger.  Ring på 12345678. the override
//! →  Du kan klage inden 6 uger.  Ring på 12345678.
//! ```
//!
//! The result starts from the override's package, since letterhead and styles are often what it was
//! made for; what it left alone comes from N. How it is done:
//!
//! | step | file |
//! |---|---|
//! | parts as trees of spans; ids, revision marks and borders of runs are not compared | `xml`, `source` |
//! | paragraphs, tables, fields over several paragraphs; inside them words, whole fields, pictures | `blocks`, `atoms` |
//! | B against O and B against N: equal ones first, then those alike, so that a rewording is a change | `align` |
//! | what stands where; no byte is written yet | `merge`, `inline` |
//! | the override's bytes where they stand, central markup with ids, lists, pictures and notes made anew | `write`, `rows`, `result`, `relations` |
//! | styles, lists, settings and fonts by definition | `parts` |
//! | notes that nothing refers to any more | `leftovers` |
//!
//! Decisions:
//!
//! - Changes with only blanks or punctuation between them touch: "4. maj" against "3. juni" is a
//!   question for a person, not "4. juni".
//! - A field is one thing. Its code changed on both sides is a conflict; its stored result is no text.
//! - At a conflict both texts stand in the document, the municipality's first, each with a Word
//!   comment in Danish. Where Word allows no comment, in headers and footers, and in styles, lists
//!   and formatting, the municipality's stands and the conflict is listed.
//! - A field over several paragraphs whose paragraphs conflict stands twice as a whole: half of one
//!   code and half of another would be no field.
//! - Bookmarks and comments of the override stay. The central office's comments do not come along.
//! - A moved paragraph is one taken out and one put in.
//! - A style or font that the new central version no longer has stays: paragraphs of the override
//!   may use it. Document properties are the override's.

mod align;
mod atoms;
mod blocks;
mod comments;
mod inline;
mod leftovers;
mod merge;
mod parts;
mod relations;
mod result;
mod rows;
mod source;
mod stories;
mod words;
mod write;
mod xml;

pub use merge::ClashKind;

use crate::diagnostic::Place;
use crate::docx::{Limits, Macros, Package, PackageError, Styles};

use comments::Comments;
use parts::{Three, Told};
use result::Building;
use source::Version;
use stories::{Edition, Pool};
use xml::Element;

/// An override on a new central version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// The document.
    pub document: Vec<u8>,
    /// Where a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// What was taken over from the new central version.
    pub taken: Vec<Change>,
}

/// Two changes that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What both sides did.
    pub kind: ClashKind,
    /// What it is about.
    pub subject: Subject,
    /// Where it is in the result.
    pub place: Option<Place>,
    /// The text that the override was made from; empty where both added something.
    pub base: String,
    /// The override's text; empty where it took the text out.
    pub own: String,
    /// The text of the new central version; empty where it took the text out.
    pub central: String,
    /// A comment in the document marks it. Where none does, the override's version stands.
    pub in_document: bool,
}

/// Something taken over from the new central version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// What it is about.
    pub subject: Subject,
    /// Where it is in the result.
    pub place: Option<Place>,
    /// The override's text before.
    pub before: String,
    /// The text in the result.
    pub after: String,
}

/// What the new central version did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Put in.
    Added,
    /// Taken out.
    Removed,
    /// Changed.
    Changed,
    /// Changed in looks only.
    Formatted,
}

/// What a conflict or change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Running text.
    Text,
    /// Properties of text or of a table, by the names of their elements.
    Formatting(String),
    /// A property of the page, by the name of its element.
    Section(String),
    /// A style, by its name.
    Style(String),
    /// A list, by its number.
    List(String),
    /// A font, by its name.
    Font(String),
    /// A document setting, by the name of its element.
    Setting(String),
    /// A whole part, such as `theme`.
    Part(String),
}

/// Takes an override from the central version it was made from to a new one. `date` stands at the
/// comments, as in `2026-11-21`.
///
/// Fails where one of the documents cannot be read, or where the three are not of the same kind of
/// document, transitional or strict.
pub fn rebase(
    base: &[u8],
    central: &[u8],
    own: &[u8],
    date: &str,
) -> Result<Rebased, PackageError> {
    let limits = Limits::default();
    let open = |bytes: &[u8]| Package::open(bytes, Macros::Refuse, &limits);
    let packages = (open(base)?, open(own)?, open(central)?);
    let three = Three { base: &packages.0, own: &packages.1, central: &packages.2 };
    if three.base.is_strict() != three.own.is_strict()
        || three.own.is_strict() != three.central.is_strict()
    {
        return Err(PackageError::NotWordprocessing);
    }
    let mut told = Told::default();
    let mut building = Building::new(three.own, three.central);
    let lists = parts::lists(three, &mut building, &mut told)?;
    building.lists = lists.central.clone();
    let mut pool = Pool::new();
    let editions = (
        Edition::read(three.base, Version::Base, lists.base.clone(), &mut pool)?,
        Edition::read(three.own, Version::Own, std::rc::Rc::default(), &mut pool)?,
        Edition::read(three.central, Version::Central, lists.central.clone(), &mut pool)?,
    );
    if base == central || own == central {
        return Ok(Rebased { document: own.to_vec(), conflicts: Vec::new(), taken: Vec::new() });
    }
    let styles = (Styles::read(three.own)?, Styles::read(three.central)?);
    // What was listed so far is about definitions: it comes after the text.
    let mut texts = Told::default();
    let mut comments = Comments::of(three.own, date)?;
    survey(&editions, three, &mut building)?;
    building.central_notes =
        editions.2.note_parts.iter().map(|(kind, source)| (*kind, source)).collect();
    for (key, theirs) in &editions.2.references {
        if let Some(mine) = editions.1.references.get(key) {
            building.stories.insert(theirs.clone(), mine.clone());
        }
    }
    let three_editions = (&editions.0, &editions.1, &editions.2);
    let both = (&styles.0, &styles.1);
    stories::body(three_editions, &mut building, &mut comments, both, &mut texts)?;
    stories::margins(three_editions, &mut pool, &mut building, both, &mut texts)?;
    parts::definitions(three, &mut building, &lists, &mut told)?;
    parts::whole(three, &mut building, &mut told)?;
    comments.finish(&mut building, &editions.1.main.tree)?;
    texts.conflicts.append(&mut told.conflicts);
    texts.taken.append(&mut told.taken);
    let untouched = building.is_untouched();
    let document = if own == base {
        central.to_vec()
    } else if untouched {
        own.to_vec()
    } else {
        building.finish()?
    };
    Ok(Rebased { document, conflicts: texts.conflicts, taken: texts.taken })
}

/// Learns which ids and bookmarks there are, so that new ones are new.
fn survey(
    editions: &(Edition<'_>, Edition<'_>, Edition<'_>),
    three: Three<'_>,
    building: &mut Building<'_>,
) -> Result<(), PackageError> {
    fn look(root: &Element, building: &mut Building<'_>) {
        root.each(&mut |element| {
            let number = |name: &str| element.attribute(name).and_then(|id| id.parse().ok());
            match element.name.as_str() {
                "wp:docPr" => {
                    building.highest.1 = building.highest.1.max(number("id").unwrap_or(0));
                }
                "w:bookmarkStart" => {
                    building.highest.0 = building.highest.0.max(number("w:id").unwrap_or(0));
                    building.bookmarks.extend(element.attribute("w:name").map(str::to_owned));
                }
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:rPrChange" | "w:pPrChange" => {
                    building.highest.0 = building.highest.0.max(number("w:id").unwrap_or(0));
                }
                _ => {}
            }
        });
    }
    look(&editions.0.main.tree.root, building);
    look(&editions.1.main.tree.root, building);
    for (package, edition) in [(three.base, &editions.0), (three.own, &editions.1)] {
        for source in edition.note_parts.values() {
            look(&source.tree.root, building);
        }
        for kind in ["header", "footer"] {
            for part in package.parts_of_kind(kind) {
                let tree = xml::Tree::read(&part, package.text(&part)?, package.limits())?;
                look(&tree.root, building);
            }
        }
    }
    // Ids are 32 bits wide: a document that has used the last one starts a new row.
    let wide = |id: u64| if id > 2_000_000_000 { 1_000_000_000 } else { id };
    building.highest = (wide(building.highest.0), wide(building.highest.1));
    Ok(())
}
