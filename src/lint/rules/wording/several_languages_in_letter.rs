//! A letter of two languages.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::{is_running, prose};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::lint::tongue::{Tongue, Vote};

pub(super) static RULE: Rule = Rule {
    code: "W109",
    name: "several-languages-in-letter",
    group: Group::Language,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Brev på flere sprog", en: "Letter in several languages" },
        finds: Words {
            da: "Et brev, hvor mindst en tredjedel af den løbende tekst, og mindst 40 ord, er på et andet sprog end resten. Et brev helt på et andet sprog er i orden. Sproget kendes på de almindeligste ord; norsk regnes for dansk. En kort henvisning til hjælp på engelsk er undtaget.",
            en: "A letter in which at least a third of the running text, and at least 40 words, is in another language than the rest. A letter wholly in another language is fine. The language is known by its most common words; Norwegian counts as Danish. A short hint at help in English is left alone.",
        },
        why: Words {
            da: "Den, der kun læser det ene sprog, må lede efter sin del, og ét brev kan ikke holde to sprogs regler for klart sprog.",
            en: "Whoever reads only one of the languages must look for his part, and one letter cannot keep the rules of plain language of two.",
        },
        bad: Words {
            da: "Et brev på dansk med hele afgørelsen gentaget på engelsk nedenunder.",
            en: "A Danish letter that repeats the whole decision in English below.",
        },
        good: Words {
            da: "To skabeloner, én for hvert sprog, eller et flettespørgsmål, som vælger sproget.",
            en: "Two templates, one for each language, or a merge question that chooses the language.",
        },
        steps: &[
            Words {
                da: "Flyt den anden tekst til sin egen skabelon, eller til et bilag.",
                en: "Move the other text to a template of its own, or to an enclosure.",
            },
            Words {
                da: "Bliver den stående, så marker den, og vælg sproget i \"Gennemse > Sprog > Angiv korrektursprog\".",
                en: "If it stays, select it and choose its language in \"Review > Language > Set Proofing Language\".",
            },
        ],
    },
    references: &["WCAG 2.1 3.1.2"],
    checks: &[Check::Document(check)],
};

/// Fewer words in a paragraph do not tell their language.
const LEAST: usize = 8;
/// Fewer words in all are a hint, not a letter.
const MANY: usize = 40;

fn check(checker: &mut Checker<'_>) {
    let policy = checker.policy();
    let story = checker.manuscript().body();
    let own = Tongue::of_tag(&policy.language);
    let (mut all, mut others) = (0usize, 0usize);
    let mut first = None;
    for paragraph in story.paragraphs.iter().filter(|paragraph| is_running(story, paragraph)) {
        let Some(prose) = prose(story, paragraph, policy).into_iter().next() else { continue };
        let mut vote = Vote::default();
        let mut count = 0;
        for word in prose.words().map(|word| prose.text(word)).filter(|word| !word.contains('«')) {
            vote.count(word);
            count += 1;
        }
        all += count;
        // What is too short to tell is taken for the letter's own.
        if count >= LEAST && is_other(&vote, own) {
            others += count;
            first = first.or(Some(paragraph));
        }
    }
    // A letter all in another language is right: it is one language, and its template says which.
    let own_words = all - others;
    let mixed = others >= MANY && others * 3 >= all && own_words * 10 >= all && own_words >= LEAST;
    let Some(paragraph) = first.filter(|_| mixed) else { return };
    let percent = 100 * others / all.max(1);
    checker
        .report(
            paragraph.place(),
            say(
                format!("{percent} % af brevets tekst er på et andet sprog, fra dette afsnit"),
                format!("{percent} % of the letter's text is in another language, from this paragraph on"),
            )
            .help(
                "lav en skabelon for hvert sprog, eller et flettespørgsmål, som vælger det",
                "make a template for each language, or a merge question that chooses it",
            ),
        )
        .at(story, &paragraph.bytes);
}

/// Whether a text is plainly in another language than the letter's own.
fn is_other(vote: &Vote, own: Option<Tongue>) -> bool {
    let spoken = match own {
        Some(own) => vote.spoken(own),
        None => vote.leader(),
    };
    let near = |tongue: Option<Tongue>| match tongue {
        Some(Tongue::Norwegian) => Some(Tongue::Danish),
        other => other,
    };
    spoken.is_some() && near(spoken) != near(own)
}
