//! A letter from nobody.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::prose::is_among;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "J110",
    name: "sender-not-named",
    group: Group::LegalContent,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::Whole],
    manual: Manual {
        title: Words { da: "Afsenderen er ikke nævnt", en: "Sender not named" },
        finds: Words {
            da: "Et brev, hvor myndighedens navn ikke står nogen steder: hverken i teksten, i sidehoved eller sidefod, i et billedes alternative tekst eller i et felt, der hedder noget med myndighed, kommune eller afsender.",
            en: "A letter in which the authority is named nowhere: neither in the text, in page headers or footers, in the alternative text of a picture, nor by a field with a name like myndighed, kommune or afsender.",
        },
        why: Words {
            da: "Borgeren skal kunne se, hvilken myndighed der har truffet afgørelsen. Et logo uden tekst siger intet til den, der får brevet læst op.",
            en: "Citizens must see which authority made the decision. A logo without text says nothing to whoever has the letter read aloud.",
        },
        bad: Words {
            da: "Et brev, som slutter med sagsbehandlerens navn alene.",
            en: "A letter that ends with the caseworker's name alone.",
        },
        good: Words {
            da: "\"Venlig hilsen / Anne Hansen / Egeby Kommune\"",
            en: "\"Yours sincerely / Anne Hansen / Egeby Kommune\"",
        },
        steps: &[Words {
            da: "Skriv myndighedens navn under underskriften, eller sæt flettefeltet med navnet ind.",
            en: "Write the authority's name below the signature, or insert the merge field with it.",
        }],
    },
    references: &["Forvaltningsloven § 32 b", "Folketingets Ombudsmand: afsenderangivelse"],
    checks: &[Check::Document(check)],
};

/// Parts of the names of fields that hold the sender.
const FIELDS: [&str; 6] = ["myndighed", "kommune", "afsender", "organisation", "enhed", "sender"];

fn check(checker: &mut Checker<'_>) {
    let (policy, manuscript) = (checker.policy(), checker.manuscript());
    let no_letter = checker.subject().manifest.is_none_or(|said| said.letter.is_empty());
    if no_letter || policy.sender_words.is_empty() {
        return;
    }
    let is_named = |text: &str| {
        let fields = text.to_lowercase();
        let mut fields = fields.split('«').skip(1).filter_map(|rest| rest.split('»').next());
        fields.any(|field| FIELDS.iter().any(|part| field.contains(part)))
            || text.split(|c: char| c.is_whitespace() || c == ',').any(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    && is_among(word, &policy.sender_words)
            })
    };
    let named = manuscript.stories.iter().filter(|story| story.is_seen()).any(|story| {
        story.paragraphs.iter().any(|paragraph| is_named(&paragraph.text()))
            || story.objects.iter().any(|object| {
                object.alt.as_deref().is_some_and(is_named)
                    || object.word_art.as_deref().is_some_and(is_named)
            })
    });
    if named {
        return;
    }
    checker.report_whole(
        say(
            "brevet nævner ikke den myndighed, som det kommer fra",
            "the letter does not name the authority that it comes from",
        )
        .help(
            "skriv myndighedens navn under underskriften, eller sæt feltet med navnet ind",
            "write the authority's name below the signature, or insert the field with it",
        ),
    );
}
