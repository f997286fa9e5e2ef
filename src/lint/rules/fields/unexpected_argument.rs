//! More text in a field than it can use.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F112",
    name: "unexpected-argument",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "For meget tekst i et felt",
            en: "More text in a field than it can use",
        },
        finds: Words {
            da: "Tekst i en feltkode, som feltet ikke har plads til: en tredje tekst i IF, eller ord, der mangler citationstegn om sig. Et navn med mellemrum skal have citationstegn.",
            en: "Text in a field code that the field has no room for: a third text in IF, or words without quotation marks around them. A name with blanks needs quotation marks.",
        },
        why: Words {
            da: "Det overskydende kommer ikke med i brevet, og ofte er det halvdelen af en sætning.",
            en: "What is left over does not come into the letter, and often it is half a sentence.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" Du får tilskud }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" You get a grant }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"You get a grant\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt citationstegn om hele teksten, eller slet det, der er for meget.",
                en: "Put quotation marks around all of the text, or delete what is too much.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.1"],
    ..Rule::BY_COMPILER
};
