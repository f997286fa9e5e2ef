//! Properties that say who wrote the template.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Manuscript, PieceKind, Property};
use crate::lint::personal::names_person;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S108",
    name: "personal-metadata",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Dokumentegenskaber, der nævner en person",
            en: "Document properties that name a person",
        },
        finds: Words {
            da: "Forfatter, Senest ændret af, Overordnet og egne egenskaber, hvis tekst ligner et navn på en person, en brugerkode eller en persons mailadresse. Navnet på en myndighed, en afdeling eller et program hører ikke med. Alle sammen er ét fund.",
            en: "Author, Last modified by, Manager and custom properties whose text looks like the name of a person, a user code or a person's mail address. The name of an authority, a department or a program is left alone. All of them are one finding.",
        },
        why: Words {
            da: "Hver modtager af en Word-fil kan se, hvem der skrev skabelonen. Borgeren kan tro, at det er den, der har afgjort sagen.",
            en: "Every recipient of a Word file can see who wrote the template. The citizen may believe that this is who decided the case.",
        },
        bad: Words {
            da: "Egenskaben Forfatter er \"Tine Testrup\".",
            en: "The property Author is \"Tine Testrup\".",
        },
        good: Words {
            da: "Egenskaben Forfatter er \"Egeby Kommune\".",
            en: "The property Author is \"Egeby Kommune\".",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Oplysninger > Kontrollér for problemer > Undersøg dokument.",
                en: "Choose File > Info > Check for Issues > Inspect Document.",
            },
            Words {
                da: "Sæt flueben ved \"Dokumentegenskaber og personlige oplysninger\", og klik på Undersøg.",
                en: "Tick \"Document Properties and Personal Information\", and click Inspect.",
            },
            Words {
                da: "Klik på Fjern alle, og skriv myndighedens navn som forfatter.",
                en: "Click Remove All, and write the name of the authority as author.",
            },
        ],
    },
    references: &["ISO/IEC 29500-2 8", "GDPR art. 5(1)(c)", "GDPR art. 25"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let named: Vec<&Property> =
        manuscript.properties.iter().filter(|property| of_person(property)).collect();
    if named.is_empty() {
        return;
    }
    let names: Vec<String> = named.iter().map(|property| format!("`{}`", property.name)).collect();
    let names = names.join(", ");
    let report = checker.report_whole(
        say(
            format!("dokumentets egenskaber ser ud til at nævne en person: {names}"),
            format!("the document's properties seem to name a person: {names}"),
        )
        .help(
            "fjern dem under Filer > Oplysninger > Kontrollér for problemer > Undersøg dokument",
            "remove them under File > Info > Check for Issues > Inspect Document",
        ),
    );
    // A letter that shows a property would lose the words.
    if !shows_properties(manuscript) {
        report.fix(Fix {
            title: [
                format!("fjern egenskaberne {names}"),
                format!("remove the properties {names}"),
            ],
            safety: Safety::Safe,
            edits: named.into_iter().map(removed).collect(),
        });
    }
}

fn of_person(property: &Property) -> bool {
    let custom = property.part.to_ascii_lowercase().contains("custom");
    let asked = matches!(property.name.as_str(), "creator" | "lastModifiedBy" | "Manager");
    (asked || custom) && names_person(&property.value)
}

fn removed(property: &Property) -> Edit {
    let name = match property.name.as_str() {
        "creator" => "creator",
        "lastModifiedBy" => "lastModifiedBy",
        _ => {
            return Edit::Part {
                part: property.part.clone(),
                bytes: property.bytes.clone(),
                with: String::new(),
            };
        }
    };
    Edit::Property { name, value: None }
}

fn shows_properties(manuscript: &Manuscript<'_>) -> bool {
    let paragraphs = manuscript.stories.iter().flat_map(|story| &story.paragraphs);
    paragraphs.flat_map(|paragraph| &paragraph.pieces).any(|piece| match &piece.kind {
        PieceKind::Field(kind, _) => {
            matches!(kind.as_str(), "AUTHOR" | "LASTSAVEDBY" | "DOCPROPERTY" | "INFO")
        }
        _ => false,
    })
}
