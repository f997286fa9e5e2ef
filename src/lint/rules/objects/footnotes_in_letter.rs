//! Notes, that interrupt who hears the letter.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::PieceKind;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A720",
    name: "footnotes-in-letter",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Fodnoter i brevet", en: "Footnotes in the letter" },
        finds: Words {
            da: "Mærker for fodnoter eller slutnoter i brevets tekst; meldes én gang for hver fil, ved den første. Slået fra, medmindre den vælges: fodnoter er tilladt, når de er rigtige fodnoter.",
            en: "Marks of footnotes or endnotes in the letter's text; told of once a file, at the first. Off unless selected: footnotes are allowed where they are real footnotes.",
        },
        why: Words {
            da: "Den, der hører brevet, afbrydes af tallet og skal finde noten og tilbage igen. I et brev kan oplysningen næsten altid stå i teksten.",
            en: "Whoever hears the letter is interrupted by the number and has to find the note and the way back. In a letter the information can nearly always stand in the text.",
        },
        bad: Words {
            da: "\"Vi har givet dig afslag.¹\" og lovens paragraf i noten.",
            en: "\"We have refused your application.¹\" and the section of the act in the note.",
        },
        good: Words {
            da: "\"Vi har givet dig afslag efter pensionslovens § 14 a.\"",
            en: "\"We have refused your application under section 14 a of the Pensions Act.\"",
        },
        steps: &[
            Words {
                da: "Klik på notens tal, og læs noten.",
                en: "Click the number of the note and read it.",
            },
            Words {
                da: "Skriv det vigtige i sætningen, eller i et afsnit om loven sidst i brevet.",
                en: "Put what matters into the sentence, or into a section on the law at the end of the letter.",
            },
            Words {
                da: "Slet tallet i teksten; så forsvinder noten.",
                en: "Delete the number in the text; the note then goes.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 19-003"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let story = checker.manuscript().body();
    let mut marks = story.paragraphs.iter().flat_map(|paragraph| {
        let notes =
            paragraph.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Note(_)));
        notes.filter(|piece| !piece.deleted && !piece.hidden).map(move |piece| (paragraph, piece))
    });
    let Some((paragraph, piece)) = marks.next() else { return };
    let count = 1 + marks.count();
    let (danish, english) = match count {
        1 => ("brevet har en note".to_owned(), "the letter has a note".to_owned()),
        _ => (format!("brevet har {count} noter"), format!("the letter has {count} notes")),
    };
    checker
        .report(
            paragraph.place_of(piece.shown.clone()),
            say(danish, english).help(
                "skriv det vigtige i teksten, så læseren ikke skal lede efter det",
                "write what matters in the text, so that the reader need not look for it",
            ),
        )
        .at(story, &piece.bytes);
}
