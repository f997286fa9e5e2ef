//! Comments among colleagues that nobody took out.

use super::shared::elements;
use crate::diagnostic::Severity;
use crate::diagnostic::StoryKind;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind};
use crate::lint::remark::is_remark;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S105",
    name: "comments-left-in",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Kommentarer i skabelonen", en: "Comments left in" },
        finds: Words {
            da: "Kommentarer i dokumentet, også løste; alle sammen er ét fund. En kommentarliste uden kommentarer hører ikke med, og heller ikke en kommentar, der accepterer et fund: \"brevsmed: ignorer A101 — grunden\".",
            en: "Comments in the document, resolved ones too; all of them are one finding. A list of comments without any is left alone, and so is a comment that accepts a finding: \"brevsmed: ignore A101 — the reason\".",
        },
        why: Words {
            da: "Kommentarer følger med i det brev, der dannes som Word-fil, med navnene på dem, der skrev dem.",
            en: "Comments go along in a letter that is made as a Word file, with the names of those who wrote them.",
        },
        bad: Words {
            da: "En kommentar fra Jette: \"Skal vi virkelig skrive det?\"",
            en: "A comment by Jette: \"Do we really want to write this?\"",
        },
        good: Words {
            da: "Alle kommentarer er slettet, før skabelonen lægges ind.",
            en: "All comments are deleted before the template is put in.",
        },
        steps: &[
            Words {
                da: "Vælg Gennemse > Slet > Slet alle kommentarer i dokumentet.",
                en: "Choose Review > Delete > Delete All Comments in Document.",
            },
            Words { da: "Gem dokumentet.", en: "Save the document." },
        ],
    },
    references: &["ISO/IEC 29500-1 17.13.4", "GDPR art. 5(1)(c)"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let Some(comments) = manuscript.stories.iter().find(|story| story.kind == StoryKind::Comments)
    else {
        return;
    };
    // A comment that accepts a fault for a reason is meant to stay.
    let stays = |comment: &std::ops::Range<usize>| {
        let inside = comments.paragraphs.iter().filter(|one| comment.contains(&one.bytes.start));
        is_remark(&inside.map(Paragraph::text).collect::<Vec<_>>().join(" "))
    };
    let all = elements(manuscript, &comments.part, |name| name == "comment");
    let count = all.iter().filter(|comment| !stays(comment)).count();
    if count == 0 {
        return;
    }
    let message = if count == 1 {
        say("der er en kommentar i skabelonen", "there is a comment in the template")
    } else {
        say(
            format!("der er {count} kommentarer i skabelonen"),
            format!("there are {count} comments in the template"),
        )
    }
    .help(
        "slet dem med Gennemse > Slet > Slet alle kommentarer i dokumentet",
        "delete them by Review > Delete > Delete All Comments in Document",
    );
    let marks = manuscript.stories.iter().flat_map(|story| {
        story.paragraphs.iter().flat_map(move |paragraph| {
            let of = |kind: &PieceKind| matches!(kind, PieceKind::Comment);
            paragraph
                .pieces
                .iter()
                .filter(move |piece| of(&piece.kind))
                .map(move |piece| (story, paragraph, piece))
        })
    });
    match marks.into_iter().next() {
        Some((story, paragraph, piece)) => {
            checker.report(paragraph.place(), message).at(story, &piece.bytes);
        }
        None => {
            checker.report(comments.place(Some(0)), message);
        }
    }
}
