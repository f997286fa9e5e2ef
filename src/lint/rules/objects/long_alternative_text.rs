//! An alternative text that is a story of its own.

use super::file_name_as_alternative_text::says_nothing;
use super::words::{is_unseen, named};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Object, ObjectKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A103",
    name: "long-alternative-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Lang alternativ tekst", en: "Long alternative text" },
        finds: Words {
            da: "En alternativ tekst på mere end 150 tegn; for diagrammer og SmartArt mere end 300. Tekster, som Word selv har gættet, meldes af `file-name-as-alternative-text`. Sidehoved og sidefod ses ikke efter.",
            en: "An alternative text of more than 150 characters; of more than 300 for charts and SmartArt. Texts that Word guessed are told of by `file-name-as-alternative-text`. Page headers and footers are not looked at.",
        },
        why: Words {
            da: "En alternativ tekst læses op i ét stræk. Læseren kan hverken gå tilbage et ord eller springe videre, og må høre det hele om igen.",
            en: "An alternative text is read in one go. The reader can neither go back a word nor skip ahead, and has to hear all of it again.",
        },
        bad: Words {
            da: "Et diagram over sagsgangen, hvis alternative tekst fortæller alle syv trin.",
            en: "A diagram of how the case proceeds, whose alt text tells all seven steps.",
        },
        good: Words {
            da: "De syv trin som en nummereret liste i brevet, og diagrammet med teksten \"Sagsgangen, der er beskrevet nedenfor\".",
            en: "The seven steps as a numbered list in the letter, and the diagram with the text \"The steps described below\".",
        },
        steps: &[
            Words {
                da: "Skriv det, som læseren skal vide, i brevets tekst.",
                en: "Write what the reader needs to know in the letter's text.",
            },
            Words {
                da: "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                en: "Right-click the picture and choose \"View Alt Text\".",
            },
            Words {
                da: "Kort beskrivelsen ned til en eller to sætninger.",
                en: "Cut the description down to a sentence or two.",
            },
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1"],
    checks: &[Check::Object(check)],
};

/// The most characters, and the most for charts.
const MOST: usize = 150;
const MOST_OF_CHARTS: usize = 300;

fn check(checker: &mut Checker<'_>, story: &Story, object: &Object) {
    let Some(alt) = object.alt.as_deref() else { return };
    let most = match object.kind {
        ObjectKind::Chart | ObjectKind::Diagram => MOST_OF_CHARTS,
        _ => MOST,
    };
    let length = alt.chars().count();
    if length <= most
        || object.decorative
        || !story.is_text()
        || is_unseen(story, object)
        || says_nothing(alt).is_some()
    {
        return;
    }
    let [danish, english] = named(object);
    checker
        .report(
            story.object_place(object),
            say(
                format!("{danish} har en alternativ tekst på {length} tegn; højst {most} er til at høre i ét stræk"),
                format!("{english} has an alternative text of {length} characters; no more than {most} can be heard in one go"),
            )
            .help(
                "skriv forklaringen i brevets tekst, og lad den alternative tekst sige det i en sætning",
                "put the explanation into the letter's text, and let the alternative text say it in a sentence",
            ),
        )
        .at(story, &object.naming);
}
