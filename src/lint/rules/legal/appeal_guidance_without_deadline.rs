//! Complain, but until when?

use super::{names_deadline, open_guidance};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J107",
    name: "appeal-guidance-without-deadline",
    group: Group::LegalContent,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Klagevejledning uden frist", en: "Appeal guidance without deadline" },
        finds: Words {
            da: "En klagevejledning, som ikke siger, hvor længe man kan klage: hverken en frist i afsnittene under dens overskrift eller et felt med en frist. En vejledning, der siger, at der ikke kan klages, er undtaget.",
            en: "An appeal guidance that does not say how long one may complain: neither a deadline in the paragraphs under its heading nor a field with one. A guidance that says that no appeal is possible is left alone.",
        },
        why: Words {
            da: "Loven kræver, at klagefristen står i vejledningen. Den, der ikke kender den, kommer for sent.",
            en: "The law demands that the guidance gives the time limit. Whoever does not know it comes too late.",
        },
        bad: Words {
            da: "\"Du kan klage til Ankestyrelsen.\"",
            en: "\"You may complain to the board.\"",
        },
        good: Words {
            da: "\"Du kan klage til Ankestyrelsen. Vi skal have klagen senest 4 uger efter, at du har fået brevet.\"",
            en: "\"You may complain to the board. We need the complaint within 4 weeks of your having the letter.\"",
        },
        steps: &[Words {
            da: "Skriv fristen i klagevejledningen, helst i indholdselementet, så den er ens i alle breve.",
            en: "Write the time limit in the guidance, best in the content element, so that all letters have the same.",
        }],
    },
    references: &["Forvaltningsloven § 25", "Retssikkerhedsloven § 67"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let sections = open_guidance(checker);
    let policy = checker.policy();
    let Some(first) = sections.first() else { return };
    let said = sections.iter().any(|passage| names_deadline(passage, policy));
    if said || policy.deadline_words.is_empty() {
        return;
    }
    let place = first.paragraph.place();
    let bytes = first.paragraph.bytes.clone();
    let story = checker.manuscript().body();
    checker
        .report(
            place,
            say(
                "klagevejledningen siger ikke, hvor længe man kan klage",
                "the appeal guidance does not say how long one may complain",
            )
            .help(
                "skriv fristen, for eksempel \"senest 4 uger efter, at du har fået brevet\"",
                "write the time limit, such as \"within 4 weeks of your having the letter\"",
            ),
        )
        .at(story, &bytes);
}
