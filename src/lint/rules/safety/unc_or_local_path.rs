//! A path on a machine or a server that only the authority knows.

use super::shared::variables;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S112",
    name: "unc-or-local-path",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Sti på en maskine eller et netværksdrev",
            en: "Path on a machine or a network drive",
        },
        finds: Words {
            da: "En dokumentegenskab eller en dokumentvariabel med en sti: \\\\server\\mappe, C:\\Users\\…, eller file:. Links, læseren klikker på (A705), indhold, der hentes (S102), den tilknyttede skabelon (S103) og brevfletningens datakilde (S111) har deres egne fund. Stier i teksten hører ikke med.",
            en: "A document property or document variable with a path: \\\\server\\folder, C:\\Users\\…, or file:. Links that the reader clicks (A705), content that is fetched (S102), the attached template (S103) and the data source of a mail merge (S111) have findings of their own. Paths in the text are left alone.",
        },
        why: Words {
            da: "Stien følger med hvert brev og fortæller navne på medarbejdere, servere og mapper. Er den grundlaget for links, kan borgeren ikke åbne dem.",
            en: "The path goes along with every letter and tells names of staff, servers and folders. If it is the base of links, the citizen cannot open them.",
        },
        bad: Words {
            da: "Egenskaben Basis for hyperlinks er C:\\Users\\ttest\\Breve.",
            en: "The property Hyperlink base is C:\\Users\\ttest\\Letters.",
        },
        good: Words {
            da: "Egenskaben Basis for hyperlinks er tom.",
            en: "The property Hyperlink base is empty.",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Oplysninger > Egenskaber > Avancerede egenskaber.",
                en: "Choose File > Info > Properties > Advanced Properties.",
            },
            Words {
                da: "Slet stien på fanen Resumé eller Brugerdefineret, og klik på OK.",
                en: "Delete the path on the tab Summary or Custom, and click OK.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 22.2.2.10", "CWE-200", "GDPR art. 5(1)(c)"],
    checks: &[Check::Document(document)],
};

fn document(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    let properties = manuscript
        .properties
        .iter()
        .filter(|property| property.name != "Template" && is_path(&property.value))
        .map(|property| {
            let name = &property.name;
            (format!("dokumentegenskaben `{name}`"), format!("the document property `{name}`"))
        });
    let variables =
        variables(manuscript).into_iter().filter(|(_, value)| is_path(value)).map(|(name, _)| {
            (format!("dokumentvariablen `{name}`"), format!("the document variable `{name}`"))
        });
    for (danish, english) in properties.chain(variables) {
        checker.report_whole(
            say(
                format!("{danish} er en sti på en maskine eller et netværksdrev"),
                format!("{english} is a path on a machine or a network drive"),
            )
            .help("slet den", "delete it"),
        );
    }
}

/// `\\server\…`, `C:\…`, `file:…`.
fn is_path(text: &str) -> bool {
    let text = text.trim();
    let bytes = text.as_bytes();
    let server = text.strip_prefix("\\\\").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric()) && rest.contains(['\\', '/'])
    });
    let drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/');
    server || drive || bytes.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"file:"))
}
