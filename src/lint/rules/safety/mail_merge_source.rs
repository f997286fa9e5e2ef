//! The list of recipients that Word once merged with.

use super::shared::{elements, outside, settings_part};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S111",
    name: "mail-merge-source",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Brevfletningens datakilde", en: "Data source of a mail merge" },
        finds: Words {
            da: "En datakilde til Words egen brevfletning, gemt i dokumentets indstillinger: en sti, en forbindelse eller en forespørgsel. Et dokument, der kun er mærket som brevfletning uden datakilde, hører ikke med.",
            en: "A data source of Word's own mail merge, kept in the document's settings: a path, a connection or a query. A document that is only marked as a mail merge, without a source, is left alone.",
        },
        why: Words {
            da: "Stien fortæller, hvor en liste over borgere ligger, og ofte hvem der lavede den. Word spørger efter datakilden, hver gang skabelonen åbnes. Fletningen her bruger den aldrig.",
            en: "The path tells where a list of citizens lies, and often who made it. Word asks for the source each time the template is opened. The merge here never uses it.",
        },
        bad: Words {
            da: "Indstillingerne nævner C:\\Users\\ttest\\borgere.xlsx.",
            en: "The settings name C:\\Users\\ttest\\borgere.xlsx.",
        },
        good: Words {
            da: "Skabelonen er et normalt Word-dokument med flettefelter.",
            en: "The template is a normal Word document with merge fields.",
        },
        steps: &[
            Words {
                da: "Vælg Forsendelser > Start brevfletning > Normalt Word-dokument.",
                en: "Choose Mailings > Start Mail Merge > Normal Word Document.",
            },
            Words {
                da: "Gem dokumentet; flettefelterne bliver stående.",
                en: "Save the document; the merge fields stay.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.14.20", "ISO/IEC 29500-1 17.14.9", "GDPR art. 5(1)(c)"],
    checks: &[Check::Document(check)],
};

/// What names the source, in the mail merge's settings. The map of fields stays: the merge uses it.
const SOURCE: &[&str] = &[
    "connectString",
    "query",
    "dataSource",
    "headerSource",
    "udl",
    "table",
    "src",
    "recipientData",
];

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let Some(part) = settings_part(manuscript) else { return };
    let inside = elements(manuscript, &part, |name| name == "mailMerge");
    if inside.is_empty() {
        return;
    }
    let naming = elements(manuscript, &part, |name| SOURCE.contains(&name));
    let naming: Vec<_> = naming
        .into_iter()
        .filter(|bytes| {
            inside.iter().any(|merge| merge.start < bytes.start && bytes.end < merge.end)
        })
        .collect();
    let sources = ["mailMergeSource", "mailMergeHeaderSource", "recipientData"];
    let mut edits: Vec<Edit> = outside(manuscript)
        .into_iter()
        .filter(|(of, relationship)| *of == part && sources.contains(&relationship.kind.as_str()))
        .map(|(part, relationship)| Edit::Relationship { part, id: relationship.id })
        .collect();
    if naming.is_empty() && edits.is_empty() {
        return;
    }
    edits.extend(naming.into_iter().map(|bytes| Edit::Part {
        part: part.clone(),
        bytes,
        with: String::new(),
    }));
    checker
        .report_whole(
            say(
                "skabelonen husker en datakilde til Words brevfletning",
                "the template remembers a data source of Word's mail merge",
            )
            .help(
                "vælg Forsendelser > Start brevfletning > Normalt Word-dokument, og gem",
                "choose Mailings > Start Mail Merge > Normal Word Document, and save",
            ),
        )
        .fix(Fix {
            title: [
                "fjern brevfletningens datakilde".to_owned(),
                "remove the data source of the mail merge".to_owned(),
            ],
            safety: Safety::Safe,
            edits,
        });
}
