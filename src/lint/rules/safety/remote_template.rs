//! A document that asks for a template on another machine.

use super::shared::{elements, outside};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S103",
    name: "remote-template",
    group: Group::Safety,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tilknyttet skabelon et andet sted", en: "Attached template elsewhere" },
        finds: Words {
            da: "En tilknyttet Word-skabelon med en adresse: på internettet, på et netværksdrev eller på en bestemt maskine. Den almindelige skabelon Normal uden sti hører ikke med. En adresse på nettet eller på en server er en fejl, en sti på en maskine er en advarsel.",
            en: "An attached Word template with an address: on the internet, on a network drive or on some machine. The ordinary template Normal without a path is left alone. An address on the net or on a server is an error, a path on a machine is a warning.",
        },
        why: Words {
            da: "Word henter skabelonen, når filen åbnes, og kører dens makroer. Sådan kommer skadelig kode ind i et dokument, der selv er rent. En sti på en maskine fortæller desuden navnet på den, der skrev skabelonen.",
            en: "Word fetches the template when the file is opened, and runs its macros. This is how harmful code gets into a document that is clean itself. A path on a machine also tells the name of the person who wrote the template.",
        },
        bad: Words {
            da: "Dokumentet er knyttet til https://eksempel.dk/brev.dotm.",
            en: "The document is attached to https://eksempel.dk/brev.dotm.",
        },
        good: Words {
            da: "Dokumentet er knyttet til Normal.",
            en: "The document is attached to Normal.",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Indstillinger > Tilføjelsesprogrammer.",
                en: "Choose File > Options > Add-ins.",
            },
            Words {
                da: "Vælg \"Skabeloner\" ved Administrer nederst, og klik på Udfør.",
                en: "Choose \"Templates\" at Manage below, and click Go.",
            },
            Words {
                da: "Slet adressen under Dokumentskabelon, skriv Normal, og klik på OK.",
                en: "Delete the address under Document template, write Normal and click OK.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.15.1.6", "MITRE ATT&CK T1221", "CWE-829"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    for (part, relationship) in outside(manuscript) {
        if relationship.kind != "attachedTemplate" {
            continue;
        }
        let target = relationship.target.to_lowercase();
        let bare = !target.contains(['/', '\\', ':']);
        if bare {
            continue;
        }
        let path = target.strip_prefix("file:").map_or(target.as_str(), |path| {
            path.strip_prefix("///").or_else(|| path.strip_prefix("//localhost/")).unwrap_or(path)
        });
        let local = path.as_bytes().get(1) == Some(&b':');
        let mut edits =
            vec![Edit::Relationship { part: part.clone(), id: relationship.id.clone() }];
        edits.extend(
            elements(manuscript, &part, |node| node == "attachedTemplate")
                .into_iter()
                .map(|bytes| Edit::Part { part: part.clone(), bytes, with: String::new() }),
        );
        let (danish, english, severity) = if local {
            (
                "den tilknyttede skabelon ligger på en bestemt maskine",
                "the attached template lies on a machine of somebody",
                Severity::Warning,
            )
        } else {
            (
                "den tilknyttede skabelon hentes fra et andet sted, når dokumentet åbnes",
                "the attached template is fetched from elsewhere when the document is opened",
                Severity::Error,
            )
        };
        checker
            .report_whole(say(danish, english).help(
                "skriv Normal som dokumentskabelon under Filer > Indstillinger > Tilføjelsesprogrammer > Skabeloner",
                "write Normal as document template under File > Options > Add-ins > Templates",
            ))
            .severity(severity)
            .fix(Fix {
                title: [
                    "fjern linket til den tilknyttede skabelon".to_owned(),
                    "remove the link to the attached template".to_owned(),
                ],
                safety: Safety::Safe,
                edits,
            });
    }
}
