//! A letter that sends people to one member of staff.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::personal::mail_addresses;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S114",
    name: "e-mail-of-a-person",
    group: Group::Safety,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: false,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "En persons mailadresse", en: "Mail address of a person" },
        finds: Words {
            da: "En mailadresse med et fornavn og et efternavn med punktum imellem, i teksten eller i et link. Fælles postkasser som post@egeby.dk, adresser fra flettefelter og adresser i afsenderens hoved fra en myndighedsparameter hører ikke med. Husregel: slået fra, medmindre I vælger den til.",
            en: "A mail address with a first and a last name and a point between, in the text or in a link. Shared boxes such as post@egeby.dk, addresses from merge fields and from a parameter of the authority are left alone. House rule: off unless you select it.",
        },
        why: Words {
            da: "Medarbejderen holder op, og skabelonen bliver stående. Borgeren skriver så til en postkasse, som ingen læser, og fristen løber.",
            en: "The member of staff leaves, and the template stays. The citizen then writes to a box that nobody reads, and the time limit runs.",
        },
        bad: Words {
            da: "\"Skriv til tine.testrup@egeby.dk\".",
            en: "\"Write to tine.testrup@egeby.dk\".",
        },
        good: Words { da: "\"Skriv til pension@egeby.dk\".", en: "\"Write to pension@egeby.dk\"." },
        steps: &[
            Words {
                da: "Erstat adressen med en fælles postkasse eller et flettefelt.",
                en: "Replace the address by a shared box or a merge field.",
            },
            Words {
                da: "Ret også linket: højreklik, og vælg \"Rediger link\".",
                en: "Correct the link too: right-click and choose \"Edit Link\".",
            },
        ],
    },
    references: &["GDPR art. 5(1)(c)"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let found: Vec<_> = paragraph
        .visible()
        .filter_map(|(piece, text)| {
            let address = mail_addresses(text).into_iter().next()?;
            Some((piece, address))
        })
        .collect();
    for (piece, address) in found {
        checker
            .report(
                paragraph.place_in(piece, address),
                say(
                    "mailadressen ser ud til at være en bestemt medarbejders",
                    "the mail address seems to be that of one member of staff",
                )
                .help(
                    "skriv en fælles postkasse, eller sæt et flettefelt ind",
                    "write a shared box, or put in a merge field",
                ),
            )
            .at(story, &piece.bytes);
    }
}
