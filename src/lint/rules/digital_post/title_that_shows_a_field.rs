//! A title that shows how it is made.

use super::title;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D110",
    name: "title-that-shows-a-field",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "Titlen viser en feltkode", en: "Title that shows a field code" },
        finds: Words {
            da: "En titel med en feltkode i Words form (\"«Sag.Ydelse»\", \"{ MERGEFIELD … }\"), som titler ikke fletter: her skrives felter som {{Sag.Ydelse}}. I et færdigt brev også en titel, hvor {{ eller «» er blevet stående.",
            en: "A title with a field code as Word writes it, which titles do not merge: fields are written {{Sag.Ydelse}} there. In a finished letter also a title in which {{ or «» is left.",
        },
        why: Words {
            da: "Borgeren ser koden i sin indbakke.",
            en: "Citizens see the code in their mailbox.",
        },
        bad: Words {
            da: "`title = \"Afslag på «Sag.Ydelse»\"`",
            en: "`title = \"Afslag på «Sag.Ydelse»\"`",
        },
        good: Words {
            da: "`title = \"Afslag på {{Sag.Ydelse}}\"`",
            en: "`title = \"Afslag på {{Sag.Ydelse}}\"`",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["MeMo 1.2: MessageHeader/label"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let finished = checker.subject().title.is_some();
    let Some(title) = title(checker) else { return };
    let left = finished && (title.contains("{{") || title.contains("}}"));
    let field = title.find('«').is_some_and(|at| title[at..].contains('»'));
    if !left && !field && !title.contains("MERGEFIELD") {
        return;
    }
    checker.report_whole(
        say(
            "titlen i Digital Post viser en feltkode",
            "the title in Digital Post shows a field code",
        )
        .help(
            "skriv felter i titlen som {{Sag.Ydelse}}",
            "write fields in the title as {{Sag.Ydelse}}",
        ),
    );
}
