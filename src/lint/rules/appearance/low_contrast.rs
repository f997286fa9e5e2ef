//! Text that is too pale, or too dark, for what lies behind it.

use std::collections::BTreeMap;

use super::passage::{Passage, decimal, passages, says};
use crate::diagnostic::Severity;
use crate::letter::Fill;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Paragraph, Piece, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::units::{Color, Pt};

pub(super) static RULE: Rule = Rule {
    code: "A501",
    name: "low-contrast",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "For lav kontrast", en: "Low contrast" },
        finds: Words {
            da: "Tekst, hvis farve står i et forhold til baggrunden under 4,5:1, eller under 3:1 fra 18 pt (fra 14 pt, hvis den er fed). Farven er den, som typografier, tema og tabel tilsammen giver; baggrunden er fremhævning, skyggelægning af tekst, afsnit eller celle, tekstfeltets fyld eller sidens farve. Sammenhængende tekst og alle afsnit, som samme typografi giver samme farve, meldes én gang. Tekst oven på et billede, en farveovergang eller et andet tegneobjekt kan filen ikke afgøre; den er undtaget, og det er skjult og slettet tekst også. Automatisk farve er sort, og hvid på mørk skyggelægning; i et farvet tekstfelt vælger Word selv, og den er undtaget der.",
            en: "Text whose colour has a contrast with what lies behind it below 4.5:1, or below 3:1 from 18 pt (from 14 pt where it is bold). The colour is the one that styles, theme and table give together; behind it is highlight, shading of the text, paragraph or cell, the fill of the text box, or the colour of the page. A connected passage, and all paragraphs that one style gives the same colour, are told of once. Text over a picture, a gradient or another drawing cannot be decided from the file and is left alone, as is hidden and deleted text. Automatic colour is black, and white on dark shading; in a coloured text box Word chooses it, and it is left alone there.",
        },
        why: Words {
            da: "Mange læsere, især ældre og svagsynede, kan ikke læse lysegrå eller gul tekst på hvidt, og et brev printes ofte i sort-hvid.",
            en: "Many readers, above all the old and those with low vision, cannot read pale grey or yellow on white, and letters are often printed in black and white.",
        },
        bad: Words {
            da: "Lysegrå tekst (#A6A6A6) på hvidt papir: 2,43:1.",
            en: "Pale grey text (#A6A6A6) on white paper: 2.43:1.",
        },
        good: Words {
            da: "Mørkegrå tekst (#595959) på hvidt papir: 7:1.",
            en: "Dark grey text (#595959) on white paper: 7:1.",
        },
        steps: &[
            Words {
                da: "Markér teksten, og vælg \"Startside > Skriftfarve > Automatisk\" eller en mørkere farve.",
                en: "Select the text and choose \"Home > Font Color > Automatic\" or a darker colour.",
            },
            Words {
                da: "Kommer farven fra en typografi, så højreklik på den under \"Startside > Typografier\", vælg \"Rediger\", og ret farven dér.",
                en: "If the colour comes from a style, right-click it under \"Home > Styles\", choose \"Modify\" and change the colour there.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.4.3",
        "EN 301 549 10.1.4.3",
        "Matterhorn 04-001",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Story(check)],
};

/// What large text is asked for, and what all other text is.
const LARGE: f64 = 3.0;
const NORMAL: f64 = 4.5;

/// The colours of a passage that is hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    text: [u8; 3],
    behind: [u8; 3],
    large: bool,
}

/// One fault: the first passage that shows it, and how many more do.
struct Fault<'s> {
    paragraph: &'s Paragraph,
    passage: Passage<Pair>,
    more: usize,
}

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_seen() {
        return;
    }
    let page = checker.manuscript().page_color.unwrap_or(Color::WHITE);
    let drawn = story.objects.iter().any(floats);
    let mut faults: Vec<Fault<'_>> = Vec::new();
    // The faults that a style makes; and the one that the paragraph before ended with.
    let mut by_style: BTreeMap<(&str, Pair), usize> = BTreeMap::new();
    let mut running: Option<(Pair, usize, usize)> = None;
    for (at, paragraph) in story.paragraphs.iter().enumerate() {
        let Some(under) = under(story, paragraph, page) else { continue };
        let found = passages(paragraph, |piece| pair(paragraph, piece, &under, drawn));
        for passage in found.into_iter().filter(|passage| says(&passage.text)) {
            let pair = passage.key;
            let styled = !is_direct(story, paragraph, &passage);
            let style = (&*paragraph.format.style_name, pair);
            let known = by_style.get(&style).copied().filter(|_| styled).or_else(|| {
                running
                    .filter(|(same, before, _)| *same == pair && before + 1 >= at)
                    .map(|(_, _, fault)| fault)
            });
            let fault = known.unwrap_or(faults.len());
            match faults.get_mut(fault) {
                Some(fault) => fault.more += 1,
                None => faults.push(Fault { paragraph, passage, more: 0 }),
            }
            if styled {
                by_style.insert(style, fault);
            }
            running = Some((pair, at, fault));
        }
    }
    for fault in faults {
        report(checker, story, &fault);
    }
}

fn report(checker: &mut Checker<'_>, story: &Story, fault: &Fault<'_>) {
    let Pair { text, behind, large } = fault.passage.key;
    let (text, behind) = (color(text), color(behind));
    let least = if large { LARGE } else { NORMAL };
    let ratio = decimal(text.contrast(behind));
    let needed = decimal(least);
    let [better, better_english] = match readable(text, behind, least) {
        Some(better) => {
            [format!(", fx {}, eller", hex(better)), format!(", such as {}, or", hex(better))]
        }
        None => [" eller".to_owned(), " or".to_owned()],
    };
    let (more, more_english) = match fault.more {
        0 => (String::new(), String::new()),
        1 => (
            "; det gælder også et sted mere".to_owned(),
            "; the same holds in one more place".to_owned(),
        ),
        more => (
            format!("; det gælder også {more} steder mere"),
            format!("; the same holds in {more} more places"),
        ),
    };
    checker
        .report(
            fault.paragraph.place_of(fault.passage.shown.clone()),
            say(
                format!(
                    "teksten er svær at læse: kontrasten er {}:1 ({} på {}) og skal være mindst {}:1{more}",
                    ratio[0], hex(text), hex(behind), needed[0]
                ),
                format!(
                    "the text is hard to read: its contrast is {}:1 ({} on {}) and must be at least {}:1{more_english}",
                    ratio[1], hex(text), hex(behind), needed[1]
                ),
            )
            .help(
                format!("vælg en farve med mere kontrast{better} automatisk farve"),
                format!("choose a colour with more contrast{better_english} automatic colour"),
            ),
        )
        .at(story, &fault.passage.bytes);
}

/// What lies under a paragraph's own shade: the page, or the fill of its box. `None` where the file
/// does not tell.
enum Under {
    Page(Color),
    Box(Color),
}

fn under(story: &Story, paragraph: &Paragraph, page: Color) -> Option<Under> {
    let Some(index) = paragraph.in_box else { return Some(Under::Page(page)) };
    let around = story.objects.get(index)?;
    match around.fill {
        Fill::Color(color) => Some(Under::Box(color)),
        Fill::Mixed => None,
        // Nothing tells what a box without fill floats over, once there is more than it.
        Fill::None => {
            let others = story.objects.iter().enumerate();
            let alone = !others.clone().any(|(other, object)| other != index && floats(object));
            alone.then_some(Under::Page(page))
        }
    }
}

/// Whether an object may lie under, or over, text that it does not hold.
fn floats(object: &Object) -> bool {
    object.floating
        && match object.kind {
            ObjectKind::TextBox => object.fill != Fill::None,
            ObjectKind::WordArt => false,
            _ => true,
        }
}

/// The colours of a piece, where they are too near each other.
fn pair(paragraph: &Paragraph, piece: &Piece, under: &Under, drawn: bool) -> Option<Pair> {
    let format = &piece.format;
    let own = format.highlight.or(format.shade).or(paragraph.format.shade).or(piece.cell_shade);
    let (page, boxed) = match under {
        Under::Page(color) => (*color, false),
        Under::Box(color) => (*color, true),
    };
    let behind = own.unwrap_or(page);
    let text = match format.color {
        Some(color) => color,
        None if own.is_none() && boxed => return None,
        None if behind.turns_text_white() => Color::WHITE,
        None => Color::BLACK,
    };
    // Light text was made for something dark: a drawing may lie there.
    if own.is_none() && !boxed && drawn && text.luminance() > 0.6 {
        return None;
    }
    let large = format.size >= Pt(18.0) || (format.bold && format.size >= Pt(14.0));
    let least = if large { LARGE } else { NORMAL };
    (text.contrast(behind) < least).then_some(Pair {
        text: [text.r, text.g, text.b],
        behind: [behind.r, behind.g, behind.b],
        large,
    })
}

/// Whether the passage's own runs or paragraph name a colour, so that no style makes it.
fn is_direct(story: &Story, paragraph: &Paragraph, passage: &Passage<Pair>) -> bool {
    let names_color = |bytes: &std::ops::Range<usize>| {
        story.xml.get(bytes.clone()).is_some_and(|xml| {
            [":color ", ":shd ", ":highlight "].iter().any(|element| xml.contains(element))
        })
    };
    paragraph.properties.as_ref().is_some_and(names_color)
        || paragraph
            .pieces
            .iter()
            .filter(|piece| {
                passage.bytes.start <= piece.bytes.start && piece.bytes.end <= passage.bytes.end
            })
            .any(|piece| piece.run_properties.as_ref().is_some_and(names_color))
}

/// The nearest colour of the same kind that can be read: darker on light, lighter on dark.
fn readable(text: Color, behind: Color, least: f64) -> Option<Color> {
    let darker = behind.luminance() > 0.18;
    (1..=100).map(|step| f64::from(step) / 100.0).find_map(|share| {
        let mix = |channel: u8| {
            let goal = if darker { 0.0 } else { 255.0 };
            (f64::from(channel) * (1.0 - share) + goal * share).round() as u8
        };
        let color = Color { r: mix(text.r), g: mix(text.g), b: mix(text.b) };
        (color.contrast(behind) >= least).then_some(color)
    })
}

fn color([r, g, b]: [u8; 3]) -> Color {
    Color { r, g, b }
}

fn hex(Color { r, g, b }: Color) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}
