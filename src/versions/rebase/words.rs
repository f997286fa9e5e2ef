//! Conflicts and changes in words, for people.

use super::write::{shorten, shorten_both};
use super::{Change, ChangeKind, ClashKind, Conflict, Rebased, Subject};
use crate::diagnostic::MessageLanguage;
use crate::diagnostic::MessageLanguage::{Danish, English};

/// What Word calls the properties that people know, in Danish and English.
const PROPERTIES: &[(&str, &str, &str)] = &[
    ("rStyle", "tegntypografi", "character style"),
    ("rFonts", "skrifttype", "font"),
    ("b", "fed", "bold"),
    ("i", "kursiv", "italic"),
    ("u", "understregning", "underline"),
    ("strike", "gennemstregning", "strikethrough"),
    ("caps", "store bogstaver", "all caps"),
    ("color", "skriftfarve", "font colour"),
    ("sz", "skriftstørrelse", "font size"),
    ("highlight", "fremhævning", "highlight"),
    ("lang", "sprog", "language"),
    ("vanish", "skjult tekst", "hidden text"),
    ("pStyle", "typografi", "style"),
    ("numPr", "punktopstilling eller nummerering", "bullets or numbering"),
    ("jc", "justering", "alignment"),
    ("spacing", "afstand", "spacing"),
    ("ind", "indrykning", "indentation"),
    ("tabs", "tabulatorer", "tabs"),
    ("shd", "skygge", "shading"),
    ("pBdr", "kanter", "borders"),
    ("keepNext", "hold sammen med næste", "keep with next"),
    ("pageBreakBefore", "sideskift før", "page break before"),
    ("sectPr", "sektion", "section"),
    ("pgSz", "papirstørrelse", "paper size"),
    ("pgMar", "margener", "margins"),
    ("cols", "spalter", "columns"),
    ("headerReference", "sidehoved", "header"),
    ("footerReference", "sidefod", "footer"),
    ("titlePg", "anderledes første side", "different first page"),
    ("pgNumType", "sidetal", "page numbers"),
    ("tblStyle", "tabeltypografi", "table style"),
    ("tblW", "tabelbredde", "table width"),
    ("tblBorders", "tabelkanter", "table borders"),
    ("tcW", "kolonnebredde", "column width"),
    ("tcBorders", "cellekanter", "cell borders"),
    ("vAlign", "lodret justering", "vertical alignment"),
];

/// Properties in Word's terms; one that is not in the table keeps the name of its element.
fn properties(names: &str, language: MessageLanguage) -> String {
    let mut words: Vec<&str> = Vec::new();
    for name in names.split(", ") {
        let name = name.split(' ').next().unwrap_or(name);
        // The twin for other scripts says the same to a reader.
        let plain = name.strip_suffix("Cs").unwrap_or(name);
        let known = PROPERTIES.iter().find(|(known, ..)| *known == plain);
        let word = known.map_or(name, |(_, da, en)| if language == Danish { da } else { en });
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

impl ClashKind {
    /// A stable English word for machines.
    pub fn key(self) -> &'static str {
        match self {
            ClashKind::BothChanged => "both-changed",
            ClashKind::BothAdded => "both-added",
            ClashKind::OwnRemoved => "override-removed",
            ClashKind::CentralRemoved => "central-removed",
            ClashKind::Formatting => "formatting",
        }
    }
}

impl ChangeKind {
    /// A stable English word for machines.
    pub fn key(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
            ChangeKind::Formatted => "formatted",
        }
    }

    fn words(self, language: MessageLanguage) -> &'static str {
        match (self, language) {
            (ChangeKind::Added, Danish) => "tilføjet",
            (ChangeKind::Added, English) => "added",
            (ChangeKind::Removed, Danish) => "slettet",
            (ChangeKind::Removed, English) => "removed",
            (ChangeKind::Changed, Danish) => "ændret",
            (ChangeKind::Changed, English) => "changed",
            (ChangeKind::Formatted, Danish) => "ny formatering",
            (ChangeKind::Formatted, English) => "formatted anew",
        }
    }
}

impl Subject {
    /// A stable English word for machines, and the name of the thing where it has one.
    pub fn key(&self) -> (&'static str, Option<&str>) {
        match self {
            Subject::Text => ("text", None),
            Subject::Formatting(name) => ("formatting", Some(name)),
            Subject::Section(name) => ("page", Some(name)),
            Subject::Style(name) => ("style", Some(name)),
            Subject::List(name) => ("list", Some(name)),
            Subject::Font(name) => ("font", Some(name)),
            Subject::Setting(name) => ("setting", Some(name)),
            Subject::Part(name) => ("part", Some(name)),
        }
    }

    fn words(&self, language: MessageLanguage) -> String {
        match (self, language) {
            (Subject::Text, Danish) => "tekst".to_owned(),
            (Subject::Text, English) => "text".to_owned(),
            (Subject::Formatting(names), Danish) => {
                format!("formateringen ({})", properties(names, language))
            }
            (Subject::Formatting(names), English) => {
                format!("the formatting ({})", properties(names, language))
            }
            (Subject::Section(names), Danish) => {
                format!("sideopsætningen ({})", properties(names, language))
            }
            (Subject::Section(names), English) => {
                format!("the page set-up ({})", properties(names, language))
            }
            (Subject::Style(name), Danish) => format!("typografien \"{name}\""),
            (Subject::Style(name), English) => format!("the style \"{name}\""),
            (Subject::List(name), Danish) => format!("liste nummer {name}"),
            (Subject::List(name), English) => format!("list number {name}"),
            (Subject::Font(name), Danish) => format!("skrifttypen \"{name}\""),
            (Subject::Font(name), English) => format!("the font \"{name}\""),
            (Subject::Setting(name), Danish) => format!("dokumentindstillingen `{name}`"),
            (Subject::Setting(name), English) => format!("the document setting `{name}`"),
            (Subject::Part(name), Danish) if name == "theme" => "temaet".to_owned(),
            (Subject::Part(name), English) if name == "theme" => "the theme".to_owned(),
            (Subject::Part(name), Danish) => format!("delen `{name}`"),
            (Subject::Part(name), English) => format!("the part `{name}`"),
        }
    }
}

impl Conflict {
    /// Some lines: what both sides did, where, both texts, and what to do.
    pub fn words(&self, language: MessageLanguage) -> String {
        let danish = language == Danish;
        let subject = self.subject.words(language);
        let head = match (self.kind, danish) {
            (ClashKind::BothChanged, true) => "begge har ændret det samme".to_owned(),
            (ClashKind::BothChanged, false) => "both changed the same".to_owned(),
            (ClashKind::BothAdded, true) => "begge har tilføjet tekst på samme sted".to_owned(),
            (ClashKind::BothAdded, false) => "both added text in the same place".to_owned(),
            (ClashKind::OwnRemoved, true) => {
                "kommunen har slettet det, som er ændret centralt".to_owned()
            }
            (ClashKind::OwnRemoved, false) => {
                "the override removed what the central version changed".to_owned()
            }
            (ClashKind::CentralRemoved, true) => {
                "det, som kommunen har ændret, er slettet centralt".to_owned()
            }
            (ClashKind::CentralRemoved, false) => {
                "the central version removed what the override changed".to_owned()
            }
            (ClashKind::Formatting, true) => {
                format!("begge har ændret {subject}; kommunens er beholdt")
            }
            (ClashKind::Formatting, false) => {
                format!("both changed {subject}; the override's is kept")
            }
        };
        let mut words =
            if danish { format!("konflikt: {head}") } else { format!("conflict: {head}") };
        if let Some(place) = &self.place {
            words.push_str(&format!("\n  --> {}", place.words(language)));
        }
        if self.kind != ClashKind::Formatting {
            let (own, central) =
                if danish { ("kommunen", "centralt") } else { ("override", "central") };
            let text = |text: &str| match (text.trim().is_empty(), danish) {
                (true, true) => "(slettet)".to_owned(),
                (true, false) => "(removed)".to_owned(),
                (false, _) => format!("\"{text}\""),
            };
            let (mine, theirs) = shorten_both(&self.own, &self.central);
            words.push_str(&format!("\n   | {own}: {}", text(&mine)));
            words.push_str(&format!("\n   | {central}: {}", text(&theirs)));
        } else if !self.own.is_empty() {
            words.push_str(&format!("\n   | \"{}\"", shorten(&self.own)));
        }
        let help = match (self.in_document, danish) {
            (true, true) => "se kommentarerne i dokumentet",
            (true, false) => "see the comments in the document",
            (false, true) => {
                "kommunens udgave står i dokumentet; ret den, hvis den centrale skal bruges"
            }
            (false, false) => {
                "the override's stands in the document; change it if the central one is to be used"
            }
        };
        let lead = if danish { "hjælp" } else { "help" };
        words.push_str(&format!("\n   = {lead}: {help}\n"));
        words
    }
}

impl Change {
    /// A line or two: what was taken over, and where.
    pub fn words(&self, language: MessageLanguage) -> String {
        let kind = self.kind.words(language);
        let mut words = match &self.place {
            Some(place) => format!("{kind}: {}", place.words(language)),
            None => format!("{kind}: {}", self.subject.words(language)),
        };
        let (before, after) = shorten_both(&self.before, &self.after);
        if !before.is_empty() && self.kind != ChangeKind::Formatted {
            words.push_str(&format!("\n   - {before}"));
        }
        if !after.is_empty() {
            let sign = if self.kind == ChangeKind::Formatted { '~' } else { '+' };
            words.push_str(&format!(
                "\n   {sign} {}",
                if sign == '~' { shorten(&after) } else { after }
            ));
        }
        words.push('\n');
        words
    }
}

impl Rebased {
    /// All conflicts and all that was taken over, for people.
    pub fn words(&self, language: MessageLanguage) -> String {
        let mut words = String::new();
        for conflict in &self.conflicts {
            words.push_str(&conflict.words(language));
        }
        if !self.taken.is_empty() {
            words.push_str(match language {
                Danish => "overtaget fra den nye centrale version:\n",
                English => "taken over from the new central version:\n",
            });
        }
        for change in &self.taken {
            words.push_str(&change.words(language));
        }
        words
    }
}
