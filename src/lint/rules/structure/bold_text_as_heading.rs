//! A line that looks like a heading and is none.

use super::flow::{flows, is_blank, typed};
use super::phrases::{
    is_address_line, is_closing, is_date, is_opening, is_running_text, letters, tidy,
};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::units::Pt;

pub(super) static RULE: Rule = Rule {
    code: "A204",
    name: "bold-text-as-heading",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Fed tekst som overskrift", en: "Bold text as heading" },
        finds: Words {
            da: "Et kort afsnit, der er fedt, større eller understreget hele vejen, uden punktum til sidst, fulgt af løbende tekst eller en liste, der ikke er det – og uden overskriftstypografi. Undtaget er hilsner og underskrifter, tiltaler, datoer, adresselinjer, etiketter med kolon og værdi på samme linje, celler i datatabeller, en linje med kolon foran en liste, billedtekster og typografierne Titel og Undertitel.",
            en: "A short paragraph that is bold, larger or underlined throughout, without a full stop, followed by running text or a list that is not – and without a heading style. Closings and signatures, salutations, dates, lines of addresses, labels with their value on the same line, cells of data tables, a line with a colon before a list, captions, and the styles Title and Subtitle are left alone.",
        },
        why: Words {
            da: "Øjet ser en overskrift, men skærmlæseren siger kun en sætning. Man kan ikke springe til den, og den kommer ikke med i PDF-filens bogmærker.",
            en: "The eye sees a heading, but the screen reader only says a sentence. Nobody can jump to it, and it does not become a bookmark of the PDF.",
        },
        bad: Words {
            da: "\"Begrundelse\" i fed skrift over et afsnit, i typografien Normal.",
            en: "\"Reasons\" in bold above a paragraph, in the style Normal.",
        },
        good: Words {
            da: "\"Begrundelse\" i typografien Overskrift 2.",
            en: "\"Reasons\" in the style Heading 2.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i linjen, og vælg \"Startside > Typografier > Overskrift 2\".",
                en: "Place the cursor in the line and choose \"Home > Styles > Heading 2\".",
            },
            Words {
                da: "Skal overskriften se anderledes ud, så højreklik på typografien, og vælg \"Rediger\".",
                en: "If the heading should look different, right-click the style and choose \"Modify\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "WCAG 2.1 2.4.6", "EN 301 549 10.1.3.1", "Matterhorn 14-001"],
    checks: &[Check::Story(check)],
};

/// The longest line that is taken for a heading: characters and words.
const LONGEST: (usize, usize) = (90, 12);
/// The shortest text under a heading, in letters.
const TEXT_BELOW: usize = 40;
/// So many paragraphs after the closing words are names and titles.
const SIGNATURE: usize = 6;

fn check(checker: &mut Checker<'_>, story: &Story) {
    for index in faked_headings(story) {
        let paragraph = &story.paragraphs[index];
        checker
            .report(
                paragraph.place(),
                say(
                    "linjen ligner en overskrift, men har ingen overskriftstypografi",
                    "the line looks like a heading but has no heading style",
                )
                .help(
                    "vælg \"Startside > Typografier > Overskrift 2\", eller det niveau der passer",
                    "choose \"Home > Styles > Heading 2\", or the level that fits",
                ),
            )
            .at(story, &paragraph.bytes);
    }
}

/// The paragraphs that look like headings and are none.
pub(super) fn faked_headings(story: &Story) -> Vec<usize> {
    let mut found = Vec::new();
    if story.kind != crate::diagnostic::StoryKind::Body || !story.is_text() {
        return found;
    }
    for flow in flows(story) {
        let mut closed = None;
        for (at, index) in flow.iter().enumerate() {
            let paragraph = &story.paragraphs[*index];
            if paragraph.in_box.is_some() || in_data_table(story, paragraph) {
                break;
            }
            if is_closing(&paragraph.text()) {
                closed = Some(at);
            }
            if closed.is_some_and(|closed| at - closed <= SIGNATURE) || !looks_so(paragraph) {
                continue;
            }
            let mut below = flow[at + 1..].iter().map(|index| &story.paragraphs[*index]);
            let blanks = below.clone().take_while(|found| is_blank(found)).count();
            if blanks > 1 {
                continue;
            }
            if below.nth(blanks).is_some_and(|next| is_text_below(paragraph, next)) {
                found.push(*index);
            }
        }
    }
    found
}

fn in_data_table(story: &Story, paragraph: &Paragraph) -> bool {
    paragraph.table.and_then(|table| story.tables.get(table)).is_some_and(|table| table.data)
}

/// Whether it is set and worded as a heading.
fn looks_so(paragraph: &Paragraph) -> bool {
    let style = &*paragraph.format.style_name;
    let other = ["title", "subtitle", "caption", "toc ", "table of"];
    if paragraph.heading_level().is_some()
        || paragraph.list.is_some()
        || paragraph.framed
        || other.iter().any(|other| style.starts_with(other))
    {
        return false;
    }
    let text = paragraph.text();
    if text.trim().contains(['\t', '\n']) {
        return false;
    }
    let text = tidy(&text);
    let (characters, words) = (text.chars().count(), text.split(' ').count());
    let own = letters(&typed(paragraph));
    let label = text.split_once(": ").is_some_and(|(label, _)| label.split(' ').count() <= 3)
        || text.trim_end_matches(|c: char| c == '»' || c.is_whitespace()).is_empty();
    (3..=LONGEST.0).contains(&characters)
        && words <= LONGEST.1
        && own >= 3
        && !label
        && !text.ends_with(['.', ',', ';', '!'])
        && !text.starts_with(['-', '–', '•', '*', '('])
        && !is_date(&text)
        && !is_opening(&text)
        && !is_address_line(&text)
        && stands_out(paragraph).is_some()
}

/// By what all of it stands out; blanks do not count.
fn stands_out(paragraph: &Paragraph) -> Option<Look> {
    let mut all: Option<Look> = None;
    for piece in &paragraph.pieces {
        let read = paragraph.read(piece);
        let meant = matches!(piece.kind, PieceKind::Text | PieceKind::Field(..))
            && piece.seen != Seen::Stored
            && !read.trim().is_empty();
        if !meant {
            continue;
        }
        let look = Look {
            bold: piece.format.bold,
            underline: piece.format.underline.is_some() && piece.link.is_none(),
            size: piece.format.size,
        };
        all = Some(match all {
            None => look,
            Some(all) => Look {
                bold: all.bold && look.bold,
                underline: all.underline && look.underline,
                size: all.size.min(look.size),
            },
        });
    }
    all.filter(|all| all.bold || all.underline || all.size > Pt(12.0))
}

/// What sets a line apart.
#[derive(Clone, Copy)]
struct Look {
    bold: bool,
    underline: bool,
    size: Pt,
}

/// Whether the next paragraph is the text under this one, and does not look the same.
fn is_text_below(heading: &Paragraph, next: &Paragraph) -> bool {
    let text = next.text();
    if next.heading_level().is_some() || text.contains('\t') || is_opening(&text) {
        return false;
    }
    // `Du skal sende os:` says what list comes.
    if next.list.is_some() && heading.text().trim_end().ends_with(':') {
        return false;
    }
    let long = next.list.is_some() || is_running_text(&text) || letters(&text) >= TEXT_BELOW;
    let Some(own) = stands_out(heading) else { return false };
    let pieces: Vec<_> = next
        .visible()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(piece, _)| &piece.format)
        .collect();
    let plain = pieces.is_empty()
        || pieces.iter().any(|format| {
            (own.bold && !format.bold)
                || (own.underline && format.underline.is_none())
                || own.size.0 >= format.size.0 + 2.0
        });
    long && plain
}
