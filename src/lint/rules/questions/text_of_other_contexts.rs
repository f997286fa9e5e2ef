//! Text for contexts that the template is not made in.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V605",
    name: "text-of-other-contexts",
    severity: Severity::Note,
    manual: Manual {
        title: Words { da: "Tekst til andre kontekster", en: "Text for other contexts" },
        finds: Words {
            da: "Tekst, der kun kommer med i kontekster, som skabelonen ikke bruges i. Det er i orden i et indholdselement, som flere skabeloner deler.",
            en: "Text that is in the letter only in contexts the template is not made in. That is right in a content element that several templates share.",
        },
        why: Words {
            da: "Ingen borger får teksten i brevet fra denne skabelon. Mangler den, så mangler en kontekst.",
            en: "No citizen gets the text in a letter of this template. If it is missed, a context is missing.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"afslag\" \"Vi giver dig afslag.\" } i en bevilling",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"afslag\" \"Vi giver dig afslag.\" } in a grant",
        },
        good: Words {
            da: "Den samme tekst i skabelonen til afslag",
            en: "The same text in the template of denials",
        },
        steps: &[
            Words {
                da: "Se i skabelonens .toml, hvilke kontekster der står i `contexts`.",
                en: "See in the template's .toml which contexts are in `contexts`.",
            },
            Words {
                da: "Føj konteksten til, eller slet teksten.",
                en: "Add the context, or delete the text.",
            },
        ],
    },
    references: &["KP-praksis K28", "KP-praksis K29"],
    ..Rule::BY_PROOF
};
