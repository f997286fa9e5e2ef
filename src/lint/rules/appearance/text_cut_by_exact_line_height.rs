//! Lines too low for what stands in them.

use super::passage::{decimal, says};
use crate::diagnostic::Severity;
use crate::letter::LineRule;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Object, Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A509",
    name: "text-cut-by-exact-line-height",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Linjeafstand, der skærer teksten over",
            en: "Line spacing that cuts text",
        },
        finds: Words {
            da: "Afsnit med en fast linjeafstand, der er mindre end skriftstørrelsen, så toppen af bogstaverne skæres af, og billeder på linje med teksten, der er højere end den faste linjeafstand, så kun en stribe ses. Tomme afsnit, flydende billeder og linjeafstanden \"Mindst\" er undtaget.",
            en: "Paragraphs with an exact line spacing below the size of their letters, so that their tops are cut off, and pictures in line with the text that are taller than it, so that only a strip is seen. Empty paragraphs, floating pictures and the line spacing \"At least\" are left alone.",
        },
        why: Words {
            da: "Læseren ser halve bogstaver, og den, der forstørrer teksten eller øger linjeafstanden, får ingen hjælp af det.",
            en: "The reader sees half letters, and enlarging the text or its spacing does not help.",
        },
        bad: Words {
            da: "Tekst på 12 pt med en fast linjeafstand på 8 pt.",
            en: "Text of 12 pt with an exact line spacing of 8 pt.",
        },
        good: Words {
            da: "Tekst på 12 pt med linjeafstanden \"Mindst 8 pt\" eller \"Enkelt\".",
            en: "Text of 12 pt with the line spacing \"At least 8 pt\" or \"Single\".",
        },
        steps: &[Words {
            da: "Markér afsnittet, åbn \"Startside > Linjeafstand > Indstillinger for linjeafstand\", og vælg \"Enkelt\" eller \"Mindst\".",
            en: "Select the paragraph, open \"Home > Line and Paragraph Spacing > Line Spacing Options\" and choose \"Single\" or \"At least\".",
        }],
    },
    references: &["WCAG 2.1 1.4.4", "WCAG 2.1 1.4.12", "EN 301 549 10.1.4.12"],
    checks: &[Check::Paragraph(check)],
};

/// Letters reach so much of their size above and below the line that less than this share cuts them.
const SHARE: f64 = 0.95;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() {
        return;
    }
    let LineRule::Exactly(height) = paragraph.format.line else { return };
    let read = |piece: &crate::lint::manuscript::Piece| says(&paragraph.read(piece));
    let largest = paragraph
        .pieces
        .iter()
        .filter(|piece| piece.format.size * SHARE > height && read(piece))
        .max_by(|one, two| one.format.size.0.total_cmp(&two.format.size.0));
    let line = decimal(height.0);
    let message = if let Some(piece) = largest {
        let size = decimal(piece.format.size.0);
        say(
            format!("linjeafstanden er fast {} pt og skærer tekst på {} pt over", line[0], size[0]),
            format!("the line spacing is exactly {} pt and cuts text of {} pt", line[1], size[1]),
        )
    } else if let Some(name) = cut_picture(story, paragraph, height.0) {
        say(
            format!("linjeafstanden er fast {} pt og skærer billedet `{name}` over", line[0]),
            format!("the line spacing is exactly {} pt and cuts the picture `{name}`", line[1]),
        )
    } else {
        return;
    };
    let message = message.help(
        "vælg linjeafstanden \"Enkelt\" eller \"Mindst\" under \"Startside > Linjeafstand > Indstillinger for linjeafstand\"",
        "choose the line spacing \"Single\" or \"At least\" under \"Home > Line and Paragraph Spacing > Line Spacing Options\"",
    );
    let report = checker.report(paragraph.place(), message).at(story, &paragraph.bytes);
    if let Some(edit) = loosened(story, paragraph) {
        report.fix(Fix {
            title: [
                "linjeafstanden bliver \"Mindst\" i stedet for fast".to_owned(),
                "the line spacing becomes \"At least\" instead of exact".to_owned(),
            ],
            safety: Safety::Unsafe,
            edits: vec![edit],
        });
    }
}

/// The name of a picture in the line that is much taller than the line.
fn cut_picture<'s>(story: &'s Story, paragraph: &Paragraph, height: f64) -> Option<&'s str> {
    let mut objects = paragraph.pieces.iter().filter_map(|piece| match piece.kind {
        PieceKind::Object(index) if piece.seen == Seen::Always && !piece.hidden => {
            story.objects.get(index)
        }
        _ => None,
    });
    let cut = |object: &&Object| {
        !object.floating
            && object.within.is_none()
            && object.size.is_some_and(|(_, tall)| tall.0 > height + 1.0)
    };
    objects.find(cut).map(|object| object.name.as_str())
}

/// The paragraph's own rule loosened, where it has one.
fn loosened(story: &Story, paragraph: &Paragraph) -> Option<Edit> {
    let properties = paragraph.properties.clone()?;
    let xml = story.xml.get(properties.clone())?;
    let at = xml.find(r#"lineRule="exact""#)? + r#"lineRule=""#.len();
    let start = properties.start + at;
    Some(Edit::Part {
        part: story.part.clone(),
        bytes: start..start + "exact".len(),
        with: "atLeast".to_owned(),
    })
}
