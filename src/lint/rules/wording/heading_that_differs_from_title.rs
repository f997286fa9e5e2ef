//! The mailbox says one thing and the letter another.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "W108",
    name: "heading-that-differs-from-title",
    group: Group::Language,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Overskriften er en anden end titlen",
            en: "Heading that differs from the title",
        },
        finds: Words {
            da: "Brevets første overskrift siger ikke det samme som dets titel i Digital Post. Store og små bogstaver, mellemrum og tegn til sidst er uden betydning, og felter sammenlignes efter navn. Titler med betingelser, og titler, som modtageren har bestemt (`requires.title`), er undtaget.",
            en: "The first heading of the letter does not say the same as its title in Digital Post. Letter case, blanks and signs at the end do not matter, and fields are compared by name. Titles with conditions, and titles that the recipient prescribes (`requires.title`), are left alone.",
        },
        why: Words {
            da: "Læseren ser titlen i listen over post og åbner brevet. Står der noget andet øverst, er det så det rigtige brev?",
            en: "Readers see the title in the list of their mail and open the letter. If its top says something else, is it the right letter?",
        },
        bad: Words {
            da: "Titlen \"Svar på din ansøgning\" og overskriften \"Du får helbredstillæg\".",
            en: "The title \"Answer to your application\" and the heading \"You get a health supplement\".",
        },
        good: Words {
            da: "\"Du får helbredstillæg\" begge steder.",
            en: "\"You get a health supplement\" in both places.",
        },
        steps: &[Words {
            da: "Ret `title` i skabelonens toml-fil, eller ret overskriften i Word, så de siger det samme.",
            en: "Change `title` in the template's toml file, or the heading in Word, so that they say the same.",
        }],
    },
    references: &["Klarsprog: public Danish writing guides", "WCAG 2.1 2.4.2"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let subject = checker.subject();
    let title = match (subject.title, subject.manifest) {
        (Some(title), _) => title,
        (None, Some(manifest)) if manifest.requires.title.is_empty() => &manifest.title,
        _ => return,
    };
    let prescribed = subject.manifest.is_some_and(|said| !said.requires.title.is_empty());
    let Some(wanted) = plain(title).filter(|_| !prescribed) else { return };
    let story = checker.manuscript().body();
    let headings = story.paragraphs.iter().filter(|paragraph| paragraph.in_box.is_none());
    let first = headings
        .filter(|paragraph| paragraph.heading_level().is_some())
        .find(|paragraph| !paragraph.text().trim().is_empty());
    let Some(heading) = first else { return };
    let same = |text: &str| plain(text).is_some_and(|found| found == wanted);
    if heading.readings(story).iter().any(|reading| same(&reading.text)) {
        return;
    }
    checker
        .report(
            heading.place(),
            say(
                "overskriften siger noget andet end brevets titel i Digital Post",
                "the heading says something else than the letter's title in Digital Post",
            )
            .help(
                "ret `title` i skabelonens toml-fil eller overskriften i Word, så de siger det samme",
                "change `title` in the template's toml file or the heading in Word, so that they say the same",
            ),
        )
        .at(story, &heading.bytes);
}

/// A title to compare: in lower case, fields by name; nothing where it is empty or decides something.
fn plain(title: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = title;
    while let Some(start) = rest.find("{{") {
        text.push_str(&rest[..start]);
        let end = rest[start..].find("}}")? + start;
        let inner = rest[start + 2..end].trim_start_matches('{').trim();
        if inner.starts_with(['#', '/', '^', '>', '!']) || inner == "else" {
            return None;
        }
        text.push_str(&format!("«{}»", inner.split_whitespace().next_back()?));
        rest = rest[end + 2..].trim_start_matches('}');
    }
    text.push_str(rest);
    let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches(['.', ':', '!']).to_owned();
    Some(text).filter(|text| !text.is_empty())
}
