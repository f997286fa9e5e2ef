//! Judgements as text, to be kept from run to run under their key.
//!
//! A key is the hash of everything that a judgement hangs on: the bytes of the files, the program, the
//! rules that run, the policies, and of a letter all its parts with the catalogue and the test persons.
//! What the settings accept, and how bad they say things are, is no part of a judgement: it is applied
//! anew each time. A text that cannot be read is as if it were not there.

use serde::{Deserialize, Serialize};

use super::codes::lasting;
use super::report::LetterShown;
use super::seen::{Judgement, Remark, Seen, Sight};
use crate::diagnostic::{Diagnostic, MessageLanguage, Place, RuleFinding, Severity, StoryKind};
use crate::lint::{Edit, Fix, Found, Safety, Spot};

/// The form of the text.
const VERSION: u32 = 1;

/// Judgements as text.
pub fn write_judgements(judgements: &[Judgement]) -> String {
    let wire = Whole { version: VERSION, judgements: judgements.iter().map(Wire::of).collect() };
    // Texts and numbers can always be written; an empty text is as if it were not there.
    serde_json::to_string(&wire).unwrap_or_default()
}

/// Reads judgements. `None` where the text is not one of this program's.
pub fn read_judgements(text: &str) -> Option<Vec<Judgement>> {
    let whole: Whole = serde_json::from_str(text).ok()?;
    if whole.version != VERSION {
        return None;
    }
    whole.judgements.into_iter().map(Wire::read).collect()
}

#[derive(Serialize, Deserialize)]
struct Whole {
    version: u32,
    judgements: Vec<Wire>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    seen: Vec<SeenWire>,
    remarks: Vec<RemarkWire>,
    pieces: Vec<String>,
    templates: usize,
    combinations: String,
    letters: usize,
}

impl Wire {
    fn of(judgement: &Judgement) -> Self {
        Wire {
            seen: judgement.seen.iter().map(SeenWire::of).collect(),
            remarks: judgement.remarks.iter().map(RemarkWire::of).collect(),
            pieces: judgement.pieces.clone(),
            templates: judgement.templates,
            combinations: judgement.combinations.clone(),
            letters: judgement.letters,
        }
    }

    fn read(self) -> Option<Judgement> {
        Some(Judgement {
            seen: self.seen.into_iter().map(SeenWire::read).collect::<Option<_>>()?,
            remarks: self.remarks.into_iter().map(RemarkWire::read).collect::<Option<_>>()?,
            pieces: self.pieces,
            templates: self.templates,
            combinations: self.combinations,
            letters: self.letters,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct SeenWire {
    file: String,
    code: String,
    severity: u8,
    message: [String; 2],
    help: [String; 2],
    place: Option<PlaceWire>,
    spot: Option<(String, usize, usize)>,
    fix: Option<FixWire>,
    sight: SightWire,
    line: Option<usize>,
    letter: Option<LetterWire>,
}

#[derive(Serialize, Deserialize)]
struct PlaceWire {
    story: String,
    heading: Option<String>,
    paragraph: usize,
    cell: Option<(usize, usize, usize)>,
    excerpt: String,
    mark: (usize, usize),
}

#[derive(Serialize, Deserialize)]
struct LetterWire {
    template: String,
    person: Option<String>,
    differs: Vec<[String; 2]>,
}

#[derive(Serialize, Deserialize)]
struct FixWire {
    title: [String; 2],
    safe: bool,
    edits: Vec<EditWire>,
}

#[derive(Serialize, Deserialize)]
enum EditWire {
    Part(String, usize, usize, String),
    Property(String, Option<String>),
    Relationship(String, String),
    File(String, usize, usize, String),
}

#[derive(Serialize, Deserialize)]
enum SightWire {
    Text,
    Author,
    Compiled,
    Proved,
    Whole,
    Finished,
    Rendered,
    Person,
}

#[derive(Serialize, Deserialize)]
struct RemarkWire {
    file: String,
    story: String,
    paragraphs: (usize, usize),
    rules: Vec<String>,
    reason: String,
}

impl SeenWire {
    fn of(seen: &Seen) -> Self {
        use MessageLanguage::{Danish, English};
        let found = &seen.found;
        let finding = &found.diagnostic.finding;
        SeenWire {
            file: seen.file.clone(),
            code: finding.code().to_owned(),
            severity: finding.severity() as u8,
            message: [finding.message(Danish), finding.message(English)],
            help: [Danish, English].map(|language| finding.help(language).unwrap_or_default()),
            place: found.diagnostic.place.as_ref().map(PlaceWire::of),
            spot: found
                .spot
                .as_ref()
                .map(|spot| (spot.part.clone(), spot.bytes.start, spot.bytes.end)),
            fix: found.fix.as_ref().map(FixWire::of),
            sight: SightWire::of(seen.sight),
            line: seen.line,
            letter: seen.letter.as_ref().map(|letter| LetterWire {
                template: letter.template.clone(),
                person: letter.person.clone(),
                differs: letter.differs.clone(),
            }),
        }
    }

    fn read(self) -> Option<Seen> {
        let code = lasting(&self.code)?;
        let severity = match self.severity {
            0 => Severity::Note,
            1 => Severity::Warning,
            2 => Severity::Error,
            _ => return None,
        };
        let finding = RuleFinding { code, severity, message: self.message, help: self.help };
        let place = match self.place {
            Some(place) => Some(place.read()?),
            None => None,
        };
        let fix = match self.fix {
            Some(fix) => Some(fix.read()?),
            None => None,
        };
        let found = Found {
            rule: crate::lint::rule(code),
            diagnostic: Diagnostic { finding: finding.into(), place },
            spot: self.spot.map(|(part, start, end)| Spot { part, bytes: start..end }),
            fix,
        };
        let letter = self.letter.map(|letter| LetterShown {
            template: letter.template,
            person: letter.person,
            differs: letter.differs,
        });
        Some(Seen { file: self.file, found, sight: self.sight.read(), line: self.line, letter })
    }
}

impl PlaceWire {
    fn of(place: &Place) -> Self {
        PlaceWire {
            story: place.story.key(),
            heading: place.heading.clone(),
            paragraph: place.paragraph,
            cell: place.cell,
            excerpt: place.excerpt.clone(),
            mark: place.mark,
        }
    }

    fn read(self) -> Option<Place> {
        Some(Place {
            story: story(&self.story)?,
            heading: self.heading,
            paragraph: self.paragraph,
            cell: self.cell,
            excerpt: self.excerpt,
            mark: self.mark,
        })
    }
}

impl FixWire {
    fn of(fix: &Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| match edit.clone() {
            Edit::Part { part, bytes, with } => EditWire::Part(part, bytes.start, bytes.end, with),
            Edit::Property { name, value } => EditWire::Property(name.to_owned(), value),
            Edit::Relationship { part, id } => EditWire::Relationship(part, id),
            Edit::File { file, bytes, with } => EditWire::File(file, bytes.start, bytes.end, with),
        });
        FixWire {
            title: fix.title.clone(),
            safe: fix.safety == Safety::Safe,
            edits: edits.collect(),
        }
    }

    fn read(self) -> Option<Fix> {
        let edits = self.edits.into_iter().map(|edit| {
            Some(match edit {
                EditWire::Part(part, start, end, with) => {
                    Edit::Part { part, bytes: start..end, with }
                }
                EditWire::Property(name, value) => Edit::Property { name: property(&name)?, value },
                EditWire::Relationship(part, id) => Edit::Relationship { part, id },
                EditWire::File(file, start, end, with) => {
                    Edit::File { file, bytes: start..end, with }
                }
            })
        });
        Some(Fix {
            title: self.title,
            safety: if self.safe { Safety::Safe } else { Safety::Unsafe },
            edits: edits.collect::<Option<_>>()?,
        })
    }
}

/// The core properties that fixes set.
fn property(name: &str) -> Option<&'static str> {
    const NAMES: &[&str] = &[
        "title",
        "language",
        "creator",
        "lastModifiedBy",
        "subject",
        "description",
        "keywords",
        "category",
        "contentStatus",
        "revision",
        "version",
        "identifier",
        "created",
        "modified",
        "lastPrinted",
        "Company",
        "Manager",
        "Template",
        "HyperlinkBase",
    ];
    NAMES.iter().copied().find(|known| *known == name)
}

impl SightWire {
    fn of(sight: Sight) -> Self {
        match sight {
            Sight::Text => SightWire::Text,
            Sight::Author => SightWire::Author,
            Sight::Compiled => SightWire::Compiled,
            Sight::Proved => SightWire::Proved,
            Sight::Whole => SightWire::Whole,
            Sight::Finished => SightWire::Finished,
            Sight::Rendered => SightWire::Rendered,
            Sight::Person => SightWire::Person,
        }
    }

    fn read(self) -> Sight {
        match self {
            SightWire::Text => Sight::Text,
            SightWire::Author => Sight::Author,
            SightWire::Compiled => Sight::Compiled,
            SightWire::Proved => Sight::Proved,
            SightWire::Whole => Sight::Whole,
            SightWire::Finished => Sight::Finished,
            SightWire::Rendered => Sight::Rendered,
            SightWire::Person => Sight::Person,
        }
    }
}

impl RemarkWire {
    fn of(remark: &Remark) -> Self {
        RemarkWire {
            file: remark.file.clone(),
            story: remark.story.key(),
            paragraphs: remark.paragraphs,
            rules: remark.rules.clone(),
            reason: remark.reason.clone(),
        }
    }

    fn read(self) -> Option<Remark> {
        Some(Remark {
            file: self.file,
            story: story(&self.story)?,
            paragraphs: self.paragraphs,
            rules: self.rules,
            reason: self.reason,
        })
    }
}

/// The story of a key: `body`, `header1`.
fn story(key: &str) -> Option<StoryKind> {
    Some(match key {
        "body" => StoryKind::Body,
        "footnotes" => StoryKind::Footnotes,
        "endnotes" => StoryKind::Endnotes,
        "comments" => StoryKind::Comments,
        _ => {
            if let Some(number) = key.strip_prefix("header") {
                StoryKind::Header(number.parse().ok()?)
            } else {
                StoryKind::Footer(key.strip_prefix("footer")?.parse().ok()?)
            }
        }
    })
}
