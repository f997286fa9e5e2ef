//! A file that Digital Post refuses.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "D107",
    name: "file-name-with-forbidden-characters",
    group: Group::DigitalPost,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Forbudte tegn i filnavn", en: "Forbidden characters in a file name" },
        finds: Words {
            da: "Et filnavn på brevet eller på et fast bilag med et af tegnene < > : \" / \\ | ? *, linjeskift eller et særligt mellemrum, som hårdt mellemrum. Almindelige mellemrum, æ, ø og å er tilladt.",
            en: "A file name of the letter or of a fixed enclosure with one of < > : \" / \\ | ? *, line breaks or special blanks such as a no-break space. Ordinary blanks and æ, ø, å are allowed.",
        },
        why: Words {
            da: "Siden 10. september 2025 afviser Digital Post hele meddelelsen.",
            en: "Since 10 September 2025 Digital Post refuses the whole message.",
        },
        bad: Words { da: "`Afslag: briller?.docx`", en: "`Afslag: briller?.docx`" },
        good: Words { da: "`Afslag, briller.docx`", en: "`Afslag, briller.docx`" },
        steps: &[Words {
            da: "Giv filen et andet navn, og ret henvisningen i skabelonens toml-fil.",
            en: "Rename the file, and change the reference in the template's toml file.",
        }],
    },
    references: &["Digital Post: øget validering (10-09-2025)"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let subject = checker.subject();
    let own = std::iter::once(subject.file_name);
    let enclosures = subject.manifest.into_iter().flat_map(|manifest| &manifest.enclosures);
    let names = own
        .chain(enclosures.map(|enclosure| enclosure.file.rsplit('/').next().unwrap_or_default()));
    let wrong: Vec<String> = names
        .filter(|name| name.contains(is_forbidden))
        .map(|name| name.chars().filter(|c| !c.is_control()).collect())
        .collect();
    for name in wrong {
        checker.report_whole(
            say(
                format!("filnavnet `{name}` har tegn, som Digital Post afviser"),
                format!("the file name `{name}` has characters that Digital Post refuses"),
            )
            .help(
                "giv filen et navn uden < > : \" / \\ | ? * og særlige mellemrum",
                "give the file a name without < > : \" / \\ | ? * and special blanks",
            ),
        );
    }
}

fn is_forbidden(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '\r' | '\n' | '\u{A0}' | '\u{2000}'
            ..='\u{200A}' | '\u{2028}' | '\u{205F}' | '\u{2060}' | '\u{3000}'
    )
}
