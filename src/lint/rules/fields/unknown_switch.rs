//! A switch that the field does not know.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F108",
    name: "unknown-switch",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Ukendt kontakt", en: "Unknown switch" },
        finds: Words {
            da: "En kontakt (et tegn efter \\), som felttypen ikke har. Den springes over. De almindelige kontakter \\*, \\# og \\@ kendes af alle felter.",
            en: "A switch (a letter after \\) that the type of field does not have. It is passed over. The general switches \\*, \\# and \\@ are known to all fields.",
        },
        why: Words {
            da: "Forfatteren ville noget med kontakten, og det sker ikke: et beløb kan stå uden decimaler, en dato i et forkert format.",
            en: "The author wanted something by the switch, and it does not happen: an amount may stand without decimals, a date in a wrong format.",
        },
        bad: Words { da: "{ MERGEFIELD Sag.Beloeb \\q }", en: "{ MERGEFIELD Sag.Beloeb \\q }" },
        good: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" }",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret bogstavet efter \\, eller slet kontakten.",
                en: "Correct the letter after \\, or delete the switch.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4", "ISO/IEC 29500-1 17.16.5"],
    ..Rule::BY_COMPILER
};
