//! From a place in a composed document to the file that an author opens in Word.
//!
//! A letter of three files is checked as one, and its paragraph 14 is nobody's paragraph 14. Here
//! the number, the heading above and the table are counted again in the file that the paragraph came
//! from: `elements/klagevejledning.docx`, paragraph 3.

use super::{Assembled, LetterTemplate, View};
use crate::compose::{Origin, Piece};
use crate::diagnostic::{Diagnostic, Place, StoryKind};

/// Tells where the paragraphs of an assembled template came from.
#[derive(Debug)]
pub struct Places<'p> {
    body: &'p str,
    master: Option<&'p str>,
    elements: Vec<(&'p str, &'p str)>,
    origins: &'p [Origin],
    /// The paragraphs of the composed body, in order.
    paragraphs: Vec<Place>,
}

impl<'p> Places<'p> {
    /// The places of an assembled template.
    pub fn of(view: &View<'p>, template: &'p LetterTemplate, assembled: &'p Assembled) -> Self {
        let master = template.manifest.master.as_deref().and_then(|key| view.master(key));
        Places {
            body: &template.file,
            master: master.map(|master| master.file.as_str()),
            elements: view
                .elements()
                .into_iter()
                .map(|(key, element)| (key, element.file.as_str()))
                .collect(),
            origins: &assembled.composed.origins,
            paragraphs: assembled.template.paragraph_places(),
        }
    }

    /// The file of a piece; of one that is not there, the template's own.
    pub fn file(&self, piece: &Piece) -> &'p str {
        match piece {
            Piece::Body => self.body,
            Piece::Master => self.master.unwrap_or(self.body),
            Piece::Element(key) => self
                .elements
                .iter()
                .find(|(found, _)| found == key)
                .map_or(self.body, |(_, file)| file),
        }
    }

    /// The file that a place is in, and the place as its author counts.
    ///
    /// Headers and footers are the master template's. Notes and comments cannot be told apart: they
    /// count as the template's own.
    pub fn locate(&self, place: &Place) -> (&'p str, Place) {
        match place.story {
            StoryKind::Body => {}
            StoryKind::Header(_) | StoryKind::Footer(_) => {
                return (self.file(&Piece::Master), place.clone());
            }
            StoryKind::Footnotes | StoryKind::Endnotes | StoryKind::Comments => {
                return (self.body, place.clone());
            }
        }
        let Some(origin) = self.origin(place.paragraph) else { return (self.body, place.clone()) };
        let own = Place {
            heading: self.heading(place.paragraph, origin),
            paragraph: origin.paragraph,
            cell: place.cell.map(|(table, row, column)| (self.table(origin, table), row, column)),
            ..place.clone()
        };
        (self.file(&origin.piece), own)
    }

    /// A diagnostic with its place as its author counts, and the file; what concerns the whole is
    /// said of the template's own file.
    pub fn diagnostic(&self, diagnostic: &Diagnostic) -> (&'p str, Diagnostic) {
        let Some(place) = &diagnostic.place else { return (self.body, diagnostic.clone()) };
        let (file, place) = self.locate(place);
        (file, Diagnostic { finding: diagnostic.finding.clone(), place: Some(place) })
    }

    /// What the composition found, and what was found else, each with its file and the place there.
    pub fn all(
        &self,
        assembled: &Assembled,
        diagnostics: &[Diagnostic],
    ) -> Vec<(String, Diagnostic)> {
        let of_parts = assembled
            .composed
            .diagnostics
            .iter()
            .map(|(piece, diagnostic)| (self.file(piece).to_owned(), diagnostic.clone()));
        let of_letter = diagnostics.iter().map(|diagnostic| {
            let (file, diagnostic) = self.diagnostic(diagnostic);
            (file.to_owned(), diagnostic)
        });
        of_parts.chain(of_letter).collect()
    }

    fn origin(&self, paragraph: usize) -> Option<&'p Origin> {
        self.origins.get(paragraph.checked_sub(1)?)
    }

    /// The heading above in the same file.
    fn heading(&self, paragraph: usize, origin: &Origin) -> Option<String> {
        let heading_above =
            |number: usize| self.paragraphs.get(number - 1).and_then(|place| place.heading.clone());
        (1..paragraph).rev().find_map(|number| {
            let of = self.origin(number)?;
            // Paragraphs have the heading that was last met: where it changes, it stands itself.
            let begins =
                heading_above(number + 1).filter(|h| heading_above(number).as_ref() != Some(h));
            begins.filter(|_| of.piece == origin.piece && of.paragraph < origin.paragraph)
        })
    }

    /// The number of a table in the file it came from.
    fn table(&self, origin: &Origin, table: usize) -> usize {
        let mut begins: Vec<usize> = Vec::new();
        let mut last = None;
        for (place, of) in self.paragraphs.iter().zip(self.origins) {
            let Some((number, ..)) = place.cell else { continue };
            if last != Some(number) && of.piece == origin.piece && number <= table {
                begins.push(of.paragraph);
            }
            last = Some(number);
        }
        // An element that is used twice brings its tables twice.
        begins.sort_unstable();
        begins.dedup();
        begins.iter().filter(|begin| **begin <= origin.paragraph).count().max(1)
    }
}
