//! Case data that only the page header or footer holds.

use crate::diagnostic::Severity;
use std::collections::BTreeSet;

use crate::diagnostic::{Place, StoryKind};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A604",
    name: "content-only-in-page-header-or-footer",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words {
            da: "Indhold, der kun står i sidehoved eller sidefod",
            en: "Content only in a page header or footer",
        },
        finds: Words {
            da: "Flettefelter i et sidehoved eller en sidefod, som ikke står noget sted i brevets tekst. Bedømmes på brevet som helhed, med hovedskabelon og indholdselementer. Felter, der kun styrer en betingelse, tæller ikke som indhold. Af felter om myndigheden (`Myndighed.…`, `Afsender.…`, `Kommune.…`) er det nok, at teksten har ét: resten er brevpapir. Alle felter i samme sidehoved eller sidefod meldes samlet, og hvert felt kun første gang.",
            en: "Merge fields in a page header or footer that stand nowhere in the letter's text. Judged of the letter as a whole, with master template and content elements. Fields that only steer a condition do not count as content. Of fields about the authority (`Myndighed.…`, `Afsender.…`, `Kommune.…`) it is enough that the text holds one of them: the rest is letterhead. All fields of a page header or footer are told of together, and each field only the first time.",
        },
        why: Words {
            da: "Skærmlæsere springer sidehoved og sidefod over. Står sagsnummeret eller fristen kun dér, får den, der hører brevet, det aldrig at vide.",
            en: "Screen readers pass page headers and footers over. If the case number or the deadline stands only there, whoever hears the letter is never told.",
        },
        bad: Words {
            da: "\"Sagsnr. «Sag.Nummer»\" i sidehovedet og intet sagsnummer i brevet.",
            en: "\"Case no. «Sag.Nummer»\" in the page header and no case number in the letter.",
        },
        good: Words {
            da: "\"Sagsnr. «Sag.Nummer»\" øverst i brevets tekst; i sidehovedet kan det gentages.",
            en: "\"Case no. «Sag.Nummer»\" at the top of the letter's text; the page header may repeat it.",
        },
        steps: &[
            Words {
                da: "Dobbeltklik i sidehovedet, og kopiér linjen.",
                en: "Double-click in the page header and copy the line.",
            },
            Words {
                da: "Luk sidehovedet, og sæt linjen ind øverst i brevets tekst.",
                en: "Close the page header and paste the line at the top of the letter's text.",
            },
            Words {
                da: "Lad den stå i sidehovedet på de følgende sider, hvis I vil.",
                en: "Leave it in the header of the following pages if you like.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 18-001"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let text: BTreeSet<String> = manuscript
        .stories
        .iter()
        .filter(|story| story.is_text())
        .flat_map(fields)
        .map(|(_, _, name)| name.to_lowercase())
        .collect();
    let sender = text.iter().any(|name| is_sender(name));
    let mut told: BTreeSet<String> = BTreeSet::new();
    for story in manuscript.stories.iter().filter(|story| story.is_page_edge()) {
        let mut names: Vec<&str> = Vec::new();
        let mut place: Option<(Place, std::ops::Range<usize>)> = None;
        for (paragraph, piece, name) in fields(story) {
            let known = name.to_lowercase();
            let letterhead = sender && is_sender(&known);
            if !letterhead && !text.contains(&known) && told.insert(known) {
                names.push(name);
                place.get_or_insert_with(|| {
                    (paragraph.place_of(span(paragraph, piece)), piece.bytes.clone())
                });
            }
        }
        if let Some((place, bytes)) = place {
            report(checker, story, &names, place, &bytes);
        }
    }
}

fn report(
    checker: &mut Checker<'_>,
    story: &Story,
    names: &[&str],
    place: Place,
    bytes: &std::ops::Range<usize>,
) {
    let header = matches!(story.kind, StoryKind::Header(_));
    let (danish, english) =
        if header { ("sidehovedet", "the page header") } else { ("sidefoden", "the page footer") };
    let listed = |and: &str| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
            _ => names.concat(),
        }
    };
    let one = names.len() == 1;
    let (field, fields) = if one { ("feltet", "the field") } else { ("felterne", "the fields") };
    let stands = if one { "stands" } else { "stand" };
    checker
        .report(
            place,
            say(
                format!("{field} {} står kun i {danish}, som ikke læses op", listed("og")),
                format!(
                    "{fields} {} {stands} only in {english}, which is not read aloud",
                    listed("and")
                ),
            )
            .help(
                "skriv det også i brevets tekst, for eksempel øverst",
                "write it in the letter's text too, for example at the top",
            ),
        )
        .at(story, bytes);
}

/// Whether a field, in lower case, is about who sends the letter.
fn is_sender(name: &str) -> bool {
    let subject = name.split('.').next().unwrap_or_default();
    matches!(
        subject,
        "myndighed"
            | "afsender"
            | "kommune"
            | "forvaltning"
            | "organisation"
            | "authority"
            | "sender"
    )
}

/// The merge fields of a story whose values readers may meet, with their names.
fn fields(story: &Story) -> impl Iterator<Item = (&Paragraph, &Piece, &str)> {
    story.paragraphs.iter().flat_map(|paragraph| {
        paragraph.pieces.iter().filter_map(move |piece| match &piece.kind {
            PieceKind::Field(kind, name)
                if kind == "MERGEFIELD"
                    && matches!(piece.seen, Seen::Always | Seen::Branch)
                    && !piece.hidden
                    && !piece.deleted =>
            {
                Some((paragraph, piece, name.as_str()))
            }
            _ => None,
        })
    })
}

/// A field with its braces, in what its paragraph shows.
fn span(paragraph: &Paragraph, piece: &Piece) -> std::ops::Range<usize> {
    let rest = paragraph.shown.get(piece.shown.start..).unwrap_or_default();
    let end = rest.find('}').map_or(piece.shown.end, |at| piece.shown.start + at + 1);
    piece.shown.start..end
}
