//! What a comment says.

use super::{ANNOTATOR, ANNOTATOR_INITIALS, AnnotateOptions, Annotation};
use crate::diagnostic::{MessageLanguage, Severity, StoryKind};
use crate::docx::encode;
use crate::lint::rule::Certainty;

/// A comment's element: what was found, where if not here, what to do, and how in Word.
pub(super) fn comment(
    w: &str,
    id: u64,
    annotation: &Annotation<'_>,
    elsewhere: bool,
    options: &AnnotateOptions<'_>,
) -> String {
    let date = options
        .date
        .map(|date| format!(" {w}date=\"{}\"", encode(date).replace('"', "&quot;")))
        .unwrap_or_default();
    let mut paragraphs = String::new();
    for (at, text) in said(annotation, elsewhere, options.language).iter().enumerate() {
        // Word's own comments begin with the mark by which it finds their number.
        let (mark, bold) = match at {
            0 => (format!("<{w}r><{w}annotationRef/></{w}r>"), format!("<{w}rPr><{w}b/></{w}rPr>")),
            _ => (String::new(), String::new()),
        };
        paragraphs.push_str(&format!(
            "<{w}p>{mark}<{w}r>{bold}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>",
            encode(text)
        ));
    }
    format!(
        "<{w}comment {w}id=\"{id}\" {w}author=\"{ANNOTATOR}\"{date} \
         {w}initials=\"{ANNOTATOR_INITIALS}\">{paragraphs}</{w}comment>"
    )
}

/// The paragraphs of a comment.
fn said(annotation: &Annotation<'_>, elsewhere: bool, language: MessageLanguage) -> Vec<String> {
    let danish = language == MessageLanguage::Danish;
    let pick = |da: &str, en: &str| if danish { da.to_owned() } else { en.to_owned() };
    let whole = || pick("Gælder hele dokumentet.", "About the whole document.");
    let found = annotation.found;
    let finding = &found.diagnostic.finding;
    let severity = match annotation.severity {
        Severity::Error => pick("Fejl", "Error"),
        Severity::Warning => pick("Advarsel", "Warning"),
        Severity::Note => pick("Bemærkning", "Note"),
    };
    let mut said = vec![format!("{severity} {}: {}.", finding.code(), finding.message(language))];
    if elsewhere {
        said.push(match &found.diagnostic.place {
            Some(place) if place.paragraph == 0 && place.story == StoryKind::Body => whole(),
            Some(place) if place.paragraph == 0 => {
                format!("{}: {}.", pick("Sted", "Place"), place.story.words(language))
            }
            Some(place) if place.excerpt.is_empty() => {
                format!("{}: {}.", pick("Sted", "Place"), place.words(language))
            }
            Some(place) => {
                format!(
                    "{}: {}: \"{}\"",
                    pick("Sted", "Place"),
                    place.words(language),
                    place.excerpt
                )
            }
            None => whole(),
        });
    }
    if found.rule.is_some_and(|rule| rule.certainty == Certainty::NeedsReview) {
        said.push(pick(
            "Reglen kan tage fejl her: det skal vurderes af et menneske.",
            "The rule may be wrong here: a person must judge it.",
        ));
    }
    let help = finding.help(language);
    said.extend(help.map(|help| {
        let mut letters = help.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str().trim_end_matches('.'))
    }));
    let steps = found.rule.map(|rule| rule.manual.steps).unwrap_or_default();
    if !steps.is_empty() {
        said.push(pick("Sådan retter du det i Word:", "How to correct it in Word:"));
        said.extend(
            steps.iter().enumerate().map(|(at, step)| format!("{}. {}", at + 1, step.of(language))),
        );
    }
    said
}
