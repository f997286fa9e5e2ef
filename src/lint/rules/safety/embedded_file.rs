//! Another file inside the document.

use super::shared::{inside, mentioned};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Object;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S109",
    name: "embedded-file",
    group: Group::Safety,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Indlejret fil", en: "Embedded file" },
        finds: Words {
            da: "En fil, der ligger inde i dokumentet, uden at læseren ser den hele: regnearket bag et diagram, eller en fil, som intet i teksten længere viser. Objekter fra andre programmer, som ses i teksten (A110), og linkede objekter (S102) hører ikke med.",
            en: "A file inside the document that the reader does not see all of: the workbook behind a chart, or a file that nothing in the text shows any more. Objects of other programs that are seen in the text (A110) and linked objects (S102) are left alone.",
        },
        why: Words {
            da: "Hele filen følger med hvert brev, der sendes som Word-fil: et diagram over tre tal har alle regnearkets ark med, måske med andres oplysninger. I en PDF er den ikke med.",
            en: "All of the file goes along with every letter sent as a Word file: a chart of three figures has all sheets of its workbook with it, perhaps with the particulars of others. A PDF does not have it.",
        },
        bad: Words {
            da: "Et diagram over tilskuddet, hvis regneark også har et ark med borgernes navne.",
            en: "A chart of the grant whose workbook also has a sheet with the names of citizens.",
        },
        good: Words {
            da: "Diagrammet indsat som billede med en alternativ tekst.",
            en: "The chart put in as a picture with an alternative text.",
        },
        steps: &[
            Words {
                da: "Marker diagrammet, og tryk Ctrl+X.",
                en: "Select the chart and press Ctrl+X.",
            },
            Words {
                da: "Vælg Hjem > Sæt ind > Indsæt speciel > Billede (PNG).",
                en: "Choose Home > Paste > Paste Special > Picture (PNG).",
            },
            Words {
                da: "Højreklik på billedet, vælg \"Vis alternativ tekst\", og skriv, hvad tallene viser.",
                en: "Right-click the picture, choose \"View Alt Text\", and write what the figures show.",
            },
        ],
    },
    references: &[
        "ISO/IEC 29500-1 15.2.11",
        "ISO/IEC 29500-1 15.2.12",
        "CWE-829",
        "GDPR art. 5(1)(c)",
    ],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    for (part, relationship) in inside(manuscript) {
        if !matches!(relationship.kind.as_str(), "package" | "oleObject") {
            continue;
        }
        // What stands in the text is an object, which has its own finding.
        if mentioned(manuscript, &part, &relationship.id).is_some() {
            continue;
        }
        let chart = manuscript.stories.iter().find_map(|story| {
            let of = |object: &&Object| object.target.as_deref() == Some(part.as_str());
            story.objects.iter().find(of).map(|object| (story, object))
        });
        match chart {
            Some((story, object)) => {
                checker
                    .report(
                        story.object_place(object),
                        say(
                            "hele diagrammets regneark følger med filen",
                            "all of the chart's workbook goes along with the file",
                        )
                        .help(
                            "kopier diagrammet, og indsæt det som billede med en alternativ tekst",
                            "copy the chart and paste it as a picture with an alternative text",
                        ),
                    )
                    .at(story, &object.bytes);
            }
            None => {
                checker.report_whole(
                    say(
                        "en indlejret fil følger med, uden at dokumentet viser den",
                        "an embedded file goes along, and the document does not show it",
                    )
                    .help(
                        "åbn dokumentet i Word, og gem det igen under et nyt navn",
                        "open the document in Word and save it under a new name",
                    ),
                );
            }
        }
    }
}
