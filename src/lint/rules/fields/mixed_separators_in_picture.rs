//! A number format with the separators of another language.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F113",
    name: "mixed-separators-in-picture",
    severity: Severity::Note,
    manual: Manual {
        title: Words {
            da: "Talformat med et andet sprogs skilletegn",
            en: "Number format with the separators of another language",
        },
        finds: Words {
            da: "Et format efter \\#, der er skrevet med andre tegn for decimaler og tusinder end skabelonens. Pladserne beholdes, og brevet får sine egne tegn.",
            en: "A format after \\# written with other signs for decimals and thousands than the template's. The positions are kept, and the letter gets its own signs.",
        },
        why: Words {
            da: "Brevet er rigtigt. Men åbnes skabelonen i Word, kan 1.234,50 komme til at stå som 1,23.",
            en: "The letter is right. But when the template is opened in Word, 1.234,50 may stand as 1,23.",
        },
        bad: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"#,##0.00\" } i en dansk skabelon",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"#,##0.00\" } in a Danish template",
        },
        good: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" } i en dansk skabelon",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" } in a Danish template",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv punktum mellem tusinder og komma foran decimaler: \\# \"#.##0,00\".",
                en: "Write a point between thousands and a comma before decimals: \\# \"#.##0,00\".",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.2"],
    ..Rule::BY_COMPILER
};
