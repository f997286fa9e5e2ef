//! A computation that cannot be read.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F118",
    name: "unreadable-formula",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Regnestykke, der ikke kan læses",
            en: "Computation that cannot be read",
        },
        finds: Words {
            da: "Et felt, der begynder med =, og hvis regnestykke har en forkert funktion, en åben parentes eller et forkert skilletegn. Navne på funktioner skrives på engelsk.",
            en: "A field that begins with = and whose computation has a wrong function, an open parenthesis or a wrong separator. Names of functions are in English.",
        },
        why: Words {
            da: "Beløbet kan ikke regnes ud, så brevet bliver ikke skrevet.",
            en: "The amount cannot be computed, so the letter is not written.",
        },
        bad: Words {
            da: "{ = AFRUND( { MERGEFIELD Sag.Beloeb } * 0,85 }",
            en: "{ = AFRUND( { MERGEFIELD Sag.Beloeb } * 0,85 }",
        },
        good: Words {
            da: "{ = ROUND({ MERGEFIELD Sag.Beloeb } * 0,85; 2) }",
            en: "{ = ROUND({ MERGEFIELD Sag.Beloeb } * 0,85; 2) }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret regnestykket: SUM, ROUND, IF, AND, OR; skilletegnet er semikolon i en dansk skabelon.",
                en: "Correct the computation: SUM, ROUND, IF, AND, OR; the separator is a semicolon in a Danish template.",
            },
            Words {
                da: "Bedre: lad feltkataloget regne beløbet ud, så det kan efterprøves.",
                en: "Better: let the field catalogue compute the amount, so that it can be checked.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.3"],
    ..Rule::BY_COMPILER
};
