//! A denial reason where none can be chosen.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V650",
    name: "field-without-source",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Felt uden kilde i konteksten",
            en: "Field without a source in the context",
        },
        finds: Words {
            da: "Afslagsårsagens tekst, brugt i en kontekst, hvor ingen afslagsårsag kan vælges.",
            en: "The text of the denial reason, used in a context where no denial reason can be chosen.",
        },
        why: Words {
            da: "Begrundelsen ville mangle i brevet, så det ikke kan skrives.",
            en: "The reason would be missing from the letter, so it cannot be written.",
        },
        bad: Words {
            da: "{ MERGEFIELD Afslag.Aarsag } i en bevilling",
            en: "{ MERGEFIELD Afslag.Aarsag } in a grant",
        },
        good: Words {
            da: "{ MERGEFIELD Afslag.Aarsag } i et afslag",
            en: "{ MERGEFIELD Afslag.Aarsag } in a denial",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt en betingelse om teksten, som kun er opfyldt ved afslag.",
                en: "Put a condition around the text that holds for denials only.",
            },
            Words {
                da: "Eller sæt reason = \"required\" for konteksten i contexts.toml.",
                en: "Or set reason = \"required\" for the context in contexts.toml.",
            },
        ],
    },
    references: &["KP-praksis K62", "KP-praksis K28"],
    ..Rule::OF_CONTEXTS
};
