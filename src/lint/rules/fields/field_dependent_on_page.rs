//! A condition on the number of the page.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F119",
    name: "field-dependent-on-page",
    severity: Severity::Note,
    manual: Manual {
        title: Words { da: "Betingelse på sidetallet", en: "Condition on the page number" },
        finds: Words {
            da: "En betingelse eller et regnestykke, der spørger om sidetallet eller antallet af sider. Feltet bliver i brevet, og den, der viser brevet, regner det ud.",
            en: "A condition or computation that asks for the number of the page or of pages. The field stays in the letter, and whoever shows the letter computes it.",
        },
        why: Words {
            da: "Teksten kan se forskellig ud hos forskellige modtagere, og den er ikke efterprøvet.",
            en: "The text may look different at different recipients, and it is not checked.",
        },
        bad: Words {
            da: "{ IF { PAGE } > 1 \"Side { PAGE }\" }",
            en: "{ IF { PAGE } > 1 \"Page { PAGE }\" }",
        },
        good: Words {
            da: "Sideantallet i sidefoden, og \"Anderledes første side\" slået til.",
            en: "The page number in the footer, and \"Different First Page\" turned on.",
        },
        steps: &[
            Words {
                da: "Skal noget kun stå på første side, så dobbeltklik i sidehovedet, og sæt flueben ved \"Anderledes første side\".",
                en: "If something is for the first page only, double-click in the page header and tick \"Different First Page\".",
            },
            Words { da: "Slet derefter betingelsen.", en: "Then delete the condition." },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26", "ISO/IEC 29500-1 17.16.5.44"],
    ..Rule::BY_COMPILER
};
