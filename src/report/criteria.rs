//! The clauses that a letter is held to: EN 301 549 v3.2.1, chapter 10 (non-web documents), each the success
//! criterion of WCAG 2.1 with the same number.

use crate::lint::Words;

use super::words::words;

/// A criterion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Criterion {
    /// The number in WCAG, such as `1.1.1`; the clause of EN 301 549 is `10.` and this.
    pub number: &'static str,
    /// A or AA.
    pub level: &'static str,
    /// What it is called.
    pub name: Words,
    /// Which letters it is for.
    pub applies: Applies,
}

/// Which letters a criterion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applies {
    /// All.
    Always,
    /// Those with links.
    Links,
    /// Those with form fields.
    Forms,
}

impl Criterion {
    /// Whether a clause that a rule names is this criterion: `WCAG 2.1 1.1.1`, `EN 301 549 10.1.1.1`.
    pub fn is_named_by(&self, reference: &str) -> bool {
        let last = reference.rsplit(' ').next().unwrap_or_default();
        if reference.starts_with("WCAG ") {
            return last == self.number;
        }
        reference.starts_with("EN 301 549") && last.strip_prefix("10.") == Some(self.number)
    }
}

const fn always(number: &'static str, level: &'static str, name: Words) -> Criterion {
    Criterion { number, level, name, applies: Applies::Always }
}

const fn links(number: &'static str, level: &'static str, name: Words) -> Criterion {
    Criterion { number, level, name, applies: Applies::Links }
}

const fn forms(number: &'static str, level: &'static str, name: Words) -> Criterion {
    Criterion { number, level, name, applies: Applies::Forms }
}

/// The criteria that can bite for a letter: no media, no motion, no time limits.
pub(super) const CRITERIA: &[Criterion] = &[
    always("1.1.1", "A", words("Ikke-tekstbaseret indhold", "Non-text content")),
    always("1.3.1", "A", words("Information og relationer", "Info and relationships")),
    always("1.3.2", "A", words("Meningsfuld rækkefølge", "Meaningful sequence")),
    always("1.3.3", "A", words("Sensoriske egenskaber", "Sensory characteristics")),
    forms("1.3.5", "AA", words("Identificér formålet med input", "Identify input purpose")),
    always("1.4.1", "A", words("Brug af farve", "Use of colour")),
    always("1.4.3", "AA", words("Kontrast (minimum)", "Contrast (minimum)")),
    always("1.4.4", "AA", words("Ændring af tekststørrelse", "Resize text")),
    always("1.4.5", "AA", words("Billeder af tekst", "Images of text")),
    always("1.4.10", "AA", words("Ombrydning (reflow)", "Reflow")),
    always("1.4.11", "AA", words("Kontrast for ikke-tekstbaseret indhold", "Non-text contrast")),
    always("1.4.12", "AA", words("Tekstafstand", "Text spacing")),
    links("2.1.1", "A", words("Tastatur", "Keyboard")),
    links("2.1.2", "A", words("Ingen tastaturfælde", "No keyboard trap")),
    always("2.4.2", "A", words("Dokumentets titel", "Document titled")),
    links("2.4.3", "A", words("Fokusrækkefølge", "Focus order")),
    links("2.4.4", "A", words("Formål med links (i kontekst)", "Link purpose (in context)")),
    always("2.4.6", "AA", words("Overskrifter og etiketter", "Headings and labels")),
    links("2.4.7", "AA", words("Synligt fokus", "Focus visible")),
    forms("2.5.3", "A", words("Etiket i navn", "Label in name")),
    always("3.1.1", "A", words("Dokumentets sprog", "Language of document")),
    always("3.1.2", "AA", words("Sproget i dele af dokumentet", "Language of parts")),
    forms("3.2.1", "A", words("Fokus", "On focus")),
    forms("3.2.2", "A", words("Input", "On input")),
    forms("3.3.1", "A", words("Identifikation af fejl", "Error identification")),
    forms("3.3.2", "A", words("Etiketter eller instruktioner", "Labels or instructions")),
    forms("3.3.3", "AA", words("Forslag ved fejl", "Error suggestion")),
    forms(
        "3.3.4",
        "AA",
        words(
            "Forebyggelse af fejl (juridiske, økonomiske, data)",
            "Error prevention (legal, financial, data)",
        ),
    ),
    always("4.1.1", "A", words("Parsing", "Parsing")),
    always("4.1.2", "A", words("Navn, rolle, værdi", "Name, role, value")),
    forms("4.1.3", "AA", words("Statusbeskeder", "Status messages")),
];
