//! An alternative text that tells nothing of the picture.

use super::words::{is_unseen, short};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A102",
    name: "file-name-as-alternative-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Alternativ tekst, der intet siger",
            en: "Alternative text that says nothing",
        },
        finds: Words {
            da: "En alternativ tekst, der kun er et filnavn (\"logo_ny.png\", \"IMG_2041\"), et af Words egne navne (\"Billede 1\", \"Grafik 3\", \"Picture 2\"), et ord som \"billede\" eller \"logo\" alene, eller en tekst, som Word selv har gættet (\"Et billede, der indeholder …\", \"Beskrivelse er automatisk genereret\"). En tekst med et navn i (\"Egeby Kommunes logo\") meldes ikke.",
            en: "An alternative text that is only a file name (\"logo_new.png\", \"IMG_2041\"), one of Word's own names (\"Billede 1\", \"Grafik 3\", \"Picture 2\"), a word such as \"picture\" or \"logo\" alone, or a text that Word guessed (\"A picture containing …\", \"Description automatically generated\"). A text that names something (\"Logo of Egeby Municipality\") is left alone.",
        },
        why: Words {
            da: "Skærmlæseren læser \"logo understreg ny punktum png\" op. Læseren får støj i stedet for det, som billedet viser.",
            en: "The screen reader says \"logo underscore new dot png\". The reader gets noise instead of what the picture shows.",
        },
        bad: Words {
            da: "Et logo med den alternative tekst \"Billede 1\".",
            en: "A logo with the alt text \"Billede 1\".",
        },
        good: Words {
            da: "Logoet med den alternative tekst \"Egeby Kommune\".",
            en: "The logo with the alt text \"Egeby Kommune\".",
        },
        steps: &[
            Words {
                da: "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                en: "Right-click the picture and choose \"View Alt Text\".",
            },
            Words {
                da: "Slet teksten, og skriv med dine egne ord, hvad billedet siger læseren.",
                en: "Delete the text and say in your own words what the picture tells the reader.",
            },
            Words {
                da: "Er det kun pynt, så sæt kryds ved \"Markér som dekorativ\".",
                en: "If it is only decoration, tick \"Mark as decorative\".",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.1.1",
        "EN 301 549 10.1.1.1",
        "Matterhorn 13-005",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Object(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let Some(alt) = object.alt.as_deref() else { return };
    if object.decorative || is_unseen(story, object) {
        return;
    }
    let Some(why) = says_nothing(alt) else { return };
    let said = short(&alt.split_whitespace().collect::<Vec<_>>().join(" "), 60);
    let [danish, english] = match why {
        Nothing::FileName => ["er et filnavn", "is a file name"],
        Nothing::Name => ["siger ikke, hvad billedet viser", "does not say what the picture shows"],
        Nothing::Guess => ["er Words eget gæt", "is Word's own guess"],
    };
    checker
        .report(
            story.object_place(object),
            say(
                format!("den alternative tekst \"{said}\" {danish}"),
                format!("the alternative text \"{said}\" {english}"),
            )
            .help(
                "højreklik på billedet i Word, vælg \"Vis alternativ tekst\", og skriv, hvad billedet siger læseren",
                "right-click the picture in Word, choose \"View Alt Text\", and write what the picture tells the reader",
            ),
        )
        .at(story, &object.naming);
}

/// Why a text says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    FileName,
    Name,
    Guess,
}

const ENDINGS: &[&str] = &[
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp",
    ".eps", ".ico", ".heic",
];
const GUESSES: &[&str] = &[
    "et billede, der indeholder",
    "billede, der indeholder",
    "et billede der indeholder",
    "billede der indeholder",
    "a picture containing",
    "an image containing",
    "a close up of",
    "a close-up of",
];
const GENERATED: &[&str] = &[
    "beskrivelse er automatisk genereret",
    "automatisk genereret beskrivelse",
    "description automatically generated",
    "automatically generated description",
];
/// Names that Word gives, and words that say only what kind of thing it is; numbers are left out.
const NAMES: &[&str] = &[
    "billede",
    "billedet",
    "grafik",
    "grafikelement",
    "foto",
    "fotografi",
    "figur",
    "diagram",
    "tegning",
    "ikon",
    "illustration",
    "logo",
    "logoet",
    "objekt",
    "tekstfelt",
    "autofigur",
    "kombinationstegning",
    "rektangel",
    "ellipse",
    "lige forbindelse",
    "lige pilforbindelse",
    "gruppe",
    "pladsholder til billede",
    "alternativ tekst",
    "beskrivelse",
    "picture",
    "image",
    "photo",
    "photograph",
    "graphic",
    "graphics",
    "figure",
    "chart",
    "shape",
    "drawing",
    "icon",
    "object",
    "text box",
    "textbox",
    "autoshape",
    "rectangle",
    "oval",
    "straight connector",
    "straight arrow connector",
    "group",
    "img",
    "pic",
    "alt text",
    "alternative text",
    "description",
    "placeholder",
    "untitled",
    "smartart",
    "wordart",
];
/// How cameras, scanners and Word call files.
const FILES: &[&str] =
    &["img", "dsc", "dscn", "scan", "image", "pict", "screenshot", "skærmbillede"];

/// Why an alternative text says nothing, if it does.
pub(super) fn says_nothing(alt: &str) -> Option<Nothing> {
    let lower = alt.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if GUESSES.iter().any(|guess| lower.starts_with(guess))
        || GENERATED.iter().any(|mark| lower.trim_end_matches('.').ends_with(mark))
    {
        return Some(Nothing::Guess);
    }
    if ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        return Some(Nothing::FileName);
    }
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    if NAMES.contains(&words) {
        return Some(Nothing::Name);
    }
    let letters =
        lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '(' | ')'));
    let numbered = letters.len() < lower.len() && !lower.contains(' ');
    let named = letters.trim_end_matches(['_', '-']);
    (numbered && FILES.contains(&named)).then_some(Nothing::FileName)
}
