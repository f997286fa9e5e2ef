//! A title that says nothing.

use super::title;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, Role, say};
use crate::lint::fix::Safety;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A802",
    name: "meaningless-document-title",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words {
            da: "Dokumenttitel, der ikke siger noget",
            en: "Document title that says nothing",
        },
        finds: Words {
            da: "En titel i dokumentets egenskaber, der er et filnavn, begynder med \"Microsoft Word - \", er et ord som \"Dokument1\", \"Skabelon\" eller \"Brev\" med eller uden tal, ikke har et eneste bogstav, eller viser et flettefelt, der ikke er flettet. Ordene kan kommunen selv bestemme (`empty_titles`). Master-skabeloner og indholdselementer er undtaget.",
            en: "A title in the document properties that is a file name, begins with \"Microsoft Word - \", is a word such as \"Document1\", \"Template\" or \"Letter\" with or without a number, has no letter at all, or shows a merge field that was not merged. The authority may decide the words (`empty_titles`). Master templates and content elements are left alone.",
        },
        why: Words {
            da: "Læseren hører titlen først, og den skelner brevet fra andre åbne dokumenter. \"Dokument1\" gør ingen af delene.",
            en: "The reader hears the title first, and it tells the letter from other open documents. \"Document1\" does neither.",
        },
        bad: Words {
            da: "Microsoft Word - skabelon_ny2.doc",
            en: "Microsoft Word - template_new2.doc",
        },
        good: Words {
            da: "Afslag på udvidet helbredstillæg",
            en: "Rejection of extended health supplement",
        },
        steps: &[Words {
            da: "Vælg \"Filer > Oplysninger\", og skriv ved \"Titel\", hvad brevet handler om.",
            en: "Choose \"File > Info\" and write beside \"Title\" what the letter is about.",
        }],
    },
    references: &["WCAG 2.1 2.4.2", "EN 301 549 10.2.4.2", "Matterhorn 06-004"],
    checks: &[Check::Document(check)],
};

/// Words that are no title, alone or with a number.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "brev", "brevskabelon", "document", "dokument", "dokumenttitel", "kopi", "letter", "ny", "skabelon",
    "standardbrev", "template", "test", "titel", "title", "uden titel", "unavngivet", "untitled",
];
#[rustfmt::skip]
const ENDINGS: &[&str] = &[".doc", ".docm", ".docx", ".dot", ".dotm", ".dotx", ".odt", ".pdf", ".rtf"];

fn check(checker: &mut Checker<'_>) {
    if !matches!(checker.subject().role, Role::Letter | Role::Body) {
        return;
    }
    let Some(said) = checker.manuscript().property("title") else { return };
    let Some([danish, english]) = lack(said, &checker.policy().empty_titles) else { return };
    let shown: String = said.chars().take(60).collect();
    let fix = title::fix(checker, Safety::Unsafe);
    let report = checker.report_whole(
        say(
            format!("dokumentets titel `{shown}` {danish}"),
            format!("the document's title `{shown}` {english}"),
        )
        .help(
            "vælg \"Filer > Oplysninger\", og skriv ved \"Titel\", hvad brevet handler om",
            "choose \"File > Info\" and write beside \"Title\" what the letter is about",
        ),
    );
    if let Some(fix) = fix {
        report.fix(fix);
    }
}

/// Why a title says nothing.
fn lack(title: &str, empty: &[String]) -> Option<[&'static str; 2]> {
    let lower = title.trim().to_lowercase();
    if ["«", "»", "mergefield", "{{", "}}"].iter().any(|mark| lower.contains(mark)) {
        return Some(["viser et felt, der ikke er flettet", "shows a field that was not merged"]);
    }
    if lower.starts_with("microsoft word - ") || ENDINGS.iter().any(|end| lower.ends_with(end)) {
        return Some(["er et filnavn", "is a file name"]);
    }
    let path = lower.contains('\\') || (lower.contains('_') && !lower.contains(' '));
    if path {
        return Some(["er et filnavn", "is a file name"]);
    }
    if !lower.chars().any(char::is_alphabetic) {
        return Some(["har ingen ord", "has no words"]);
    }
    let counted = |c: char| c.is_ascii_digit() || " .-_()".contains(c);
    let bare = lower.trim_end_matches(counted).trim();
    let own = empty.iter().any(|word| {
        let word = word.to_lowercase();
        word == lower || word == bare
    });
    (own || EMPTY.contains(&bare) || EMPTY.contains(&lower.as_str()))
        .then_some(["siger ikke, hvad brevet handler om", "does not say what the letter is about"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_file_names_and_empty_words() {
        let own = ["Tom titel".to_owned()];
        for title in [
            "Dokument1",
            "Dokument 12",
            "Skabelon",
            "Brev (2)",
            "Microsoft Word - afslag.doc",
            "Microsoft Word - Afslag",
            "afslag.docx",
            "skabelon_ny_2",
            "C:\\Breve\\afslag",
            "2024-05-14",
            "Brev til «Borger.Navn»",
            "tom titel",
        ] {
            assert!(lack(title, &own).is_some(), "{title}");
        }
        for title in [
            "Afgørelse om helbredstillæg",
            "Brev til borgeren",
            "Testamente og arv",
            "Dokumentation for indkomst",
            "23.19.08 Pension",
            "Skabelonens navn",
            "Ny afgørelse",
            "Afslag på støtte efter § 82",
        ] {
            assert_eq!(lack(title, &own), None, "{title}");
        }
    }
}
