//! A condition that cannot be computed before the letter is made.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V607",
    name: "condition-out-of-reach-of-proof",
    severity: Severity::Note,
    manual: Manual {
        title: Words {
            da: "Betingelse, der ikke kan efterprøves",
            en: "Condition that cannot be proved",
        },
        finds: Words {
            da: "En betingelse på noget, som først kendes, når brevet dannes: dagens dato, et regnestykke på beløb, et navn sat sammen af felter. Begge udfald regnes for mulige.",
            en: "A condition on what is known only when the letter is made: the day, a computation on amounts, a name put together from fields. Both outcomes count as possible.",
        },
        why: Words {
            da: "Andre meldinger om teksten kan mangle, fordi ingen ved, hvem der får den. Se brevet igennem med to testpersoner.",
            en: "Other messages about the text may be missing, since nobody knows who gets it. Look through the letter with two test persons.",
        },
        bad: Words {
            da: "{ IF { = { MERGEFIELD Sag.Beloeb } - 100 } > 0 \"Du skal betale.\" }",
            en: "{ IF { = { MERGEFIELD Sag.Beloeb } - 100 } > 0 \"Du skal betale.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Beloeb } > 100 \"Du skal betale.\" }",
            en: "{ IF { MERGEFIELD Sag.Beloeb } > 100 \"Du skal betale.\" }",
        },
        steps: &[
            Words {
                da: "Lad feltkataloget regne ud, om betingelsen er opfyldt, som et felt med J eller N.",
                en: "Let the field catalogue compute whether the condition holds, as a field of J or N.",
            },
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words { da: "Spørg om det felt i stedet.", en: "Ask for that field instead." },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26"],
    ..Rule::BY_PROOF
};
