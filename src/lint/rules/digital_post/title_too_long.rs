//! A title that Digital Post cuts off.

use super::{fixed, title};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D101",
    name: "title-too-long",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words { da: "For lang titel", en: "Title too long" },
        finds: Words {
            da: "En titel i Digital Post på mere end 256 tegn. Af en skabelon tælles kun den faste tekst, et felt ikke; af et færdigt brev hele titlen.",
            en: "A title in Digital Post of more than 256 characters. Of a template only its fixed text is counted, no field; of a finished letter the whole title.",
        },
        why: Words {
            da: "Meddelelsen bliver afvist, og brevet kommer ikke frem.",
            en: "The message is refused, and the letter does not arrive.",
        },
        bad: Words {
            da: "En titel, som gentager hele afgørelsen.",
            en: "A title that repeats the whole decision.",
        },
        good: Words {
            da: "\"Du får udvidet helbredstillæg til briller\"",
            en: "\"You get an extended health supplement for glasses\"",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil.",
            en: "Change `title` in the template's toml file.",
        }],
    },
    references: &["MeMo 1.2: MessageHeader/label (256)"],
    checks: &[Check::Document(check)],
};

/// Characters that the label of a message may have.
const MOST: usize = 256;

fn check(checker: &mut Checker<'_>) {
    let Some(title) = title(checker) else { return };
    let length = fixed(title).chars().count();
    if length <= MOST {
        return;
    }
    checker.report_whole(
        say(
            format!("titlen i Digital Post har {length} tegn, flere end {MOST}"),
            format!("the title in Digital Post has {length} characters, more than {MOST}"),
        )
        .help(
            "forkort `title` i skabelonens toml-fil",
            "shorten `title` in the template's toml file",
        ),
    );
}
