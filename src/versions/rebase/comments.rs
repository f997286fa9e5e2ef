//! Word comments that tell a person which of two texts is whose, and what to do.

use super::merge::ClashKind;
use super::result::Building;
use super::xml::Tree;
use crate::docx::{CONFLICT_AUTHOR, Package, PackageError, encode};

/// Whose text a comment stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The municipality's.
    Own,
    /// That of the new central version.
    Central,
}

/// The comments of a document, old and new.
#[derive(Debug)]
pub(super) struct Comments {
    existing: Option<Tree>,
    date: String,
    next: u64,
    added: Vec<(u64, Vec<&'static str>)>,
}

const AFTERWARDS: &str =
    "Slet den tekst, der ikke skal bruges, eller skriv de to sammen, og slet begge kommentarer.";

impl Comments {
    /// The comments that the override has already.
    pub fn of(package: &Package, date: &str) -> Result<Self, PackageError> {
        let existing = match package.parts_of_kind("comments").into_iter().next() {
            Some(part) => Some(Tree::read(&part, package.text(&part)?, package.limits())?),
            None => None,
        };
        let highest = existing
            .iter()
            .flat_map(|tree| tree.root.elements())
            .filter_map(|comment| comment.attribute("w:id")?.parse::<u64>().ok())
            .max();
        let next = highest.map_or(0, |highest| highest.saturating_add(1));
        Ok(Comments { existing, date: date.to_owned(), next, added: Vec::new() })
    }

    /// A comment at one of two texts; gives its id.
    pub fn text(&mut self, kind: ClashKind, side: Side) -> u64 {
        let words = match (kind, side) {
            (ClashKind::OwnRemoved, _) => vec![
                "CENTRAL TEKST (ny version)",
                "Kommunen har slettet denne tekst eller skrevet den helt om. Siden er den ændret centralt.",
                "Slet teksten igen, hvis den ikke skal bruges, og slet kommentaren.",
            ],
            (ClashKind::CentralRemoved, _) => vec![
                "KOMMUNENS TEKST",
                "Teksten er slettet i den nye centrale version, men kommunen har ændret den.",
                "Slet teksten, hvis den ikke længere skal bruges, og slet kommentaren.",
            ],
            (ClashKind::BothAdded, Side::Own) => vec![
                "KOMMUNENS TEKST",
                "Kommunen og den nye centrale version har begge tilføjet tekst på dette sted. Den centrale tekst står lige efter.",
                "Behold begge tekster, eller slet den ene, og slet begge kommentarer.",
            ],
            (ClashKind::BothAdded, Side::Central) => vec![
                "CENTRAL TEKST (ny version)",
                "Den nye centrale version har tilføjet denne tekst. Kommunens tilføjelse står lige før.",
                "Behold begge tekster, eller slet den ene, og slet begge kommentarer.",
            ],
            (_, Side::Own) => vec![
                "KOMMUNENS TEKST",
                "Kommunen og den nye centrale version har ændret det samme. Den centrale tekst står lige efter.",
                AFTERWARDS,
            ],
            (_, Side::Central) => vec![
                "CENTRAL TEKST (ny version)",
                "Sådan lyder teksten i den nye centrale version. Kommunens tekst står lige før.",
                AFTERWARDS,
            ],
        };
        self.add(words)
    }

    /// A comment at a field over several paragraphs that stands twice; gives its id.
    pub fn field(&mut self, side: Side) -> u64 {
        self.add(vec![
            match side {
                Side::Own => "KOMMUNENS TEKST",
                Side::Central => "CENTRAL TEKST (ny version)",
            },
            "Kommunen og den nye centrale version har ændret det samme inde i et felt, der går over flere afsnit. Derfor står hele feltet to gange, først med kommunens tekst og så med den centrale. Tryk Alt+F9 for at se feltkoden.",
            "Slet hele den ene udgave, og slet begge kommentarer.",
        ])
    }

    /// A comment at a paragraph whose formatting both changed; gives its id.
    pub fn formatting(&mut self) -> u64 {
        self.add(vec![
            "FORMATERING",
            "Kommunen og den nye centrale version har hver sin formatering her. Kommunens er beholdt.",
            "Ret formateringen, hvis den centrale skal bruges, og slet kommentaren.",
        ])
    }

    fn add(&mut self, words: Vec<&'static str>) -> u64 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        self.added.push((id, words));
        id
    }

    /// Puts the new comments into the package.
    pub fn finish(self, building: &mut Building<'_>, main: &Tree) -> Result<(), PackageError> {
        if self.added.is_empty() {
            return Ok(());
        }
        let strict = main.namespaces.iter().any(|(_, uri)| uri.starts_with("http://purl.oclc.org"));
        let prefix = self.existing.as_ref().map_or_else(|| "w:".to_owned(), Tree::prefix);
        let markup: String =
            self.added.iter().map(|(id, words)| comment(&prefix, *id, &self.date, words)).collect();
        if let Some(tree) = &self.existing {
            let mut xml = tree.xml.clone();
            if tree.root.hollow() {
                let tag = tree.slice(&tree.root.tag);
                let name = tag.trim_start_matches('<');
                let name = name.split([' ', '/', '>']).next().unwrap_or_default();
                let open = tag.trim_end_matches('>').trim_end_matches('/');
                let full = format!("{open}>{markup}</{name}>");
                xml.replace_range(tree.root.span.clone(), &full);
            } else {
                xml.insert_str(tree.root.inside(&tree.xml).end, &markup);
            }
            building.parts.insert(tree.part.clone(), xml.into_bytes());
            return Ok(());
        }
        let (word, relations) = if strict {
            (
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
        } else {
            (
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            )
        };
        let part = building.free_name("word/comments.xml");
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:comments xmlns:w=\"{word}\">{markup}</w:comments>"
        );
        building.parts.insert(part.clone(), xml.into_bytes());
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
        building.declare(&part, Some(kind))?;
        building.relate(&main.part, &format!("{relations}/comments"), &part, false)?;
        Ok(())
    }
}

fn comment(w: &str, id: u64, date: &str, words: &[&str]) -> String {
    let paragraphs: String = words
        .iter()
        .enumerate()
        .map(|(index, words)| {
            let bold = if index == 0 { format!("<{w}rPr><{w}b/></{w}rPr>") } else { String::new() };
            format!(
                "<{w}p><{w}r>{bold}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>",
                encode(words)
            )
        })
        .collect();
    format!(
        "<{w}comment {w}id=\"{id}\" {w}author=\"{CONFLICT_AUTHOR}\" {w}date=\"{date}T00:00:00Z\" \
         {w}initials=\"bs\">{paragraphs}</{w}comment>"
    )
}
