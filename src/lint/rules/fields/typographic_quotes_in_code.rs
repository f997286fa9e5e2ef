//! Quotation marks that Word curled in a code.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F105",
    name: "typographic-quotes-in-code",
    severity: Severity::Note,
    repair: Repair::Safe,
    manual: Manual {
        title: Words {
            da: "Typografiske citationstegn i en kode",
            en: "Typographic quotation marks in a code",
        },
        finds: Words {
            da: "Krøllede citationstegn (“ ” „ «) om tekster i en feltkode. Fletningen læser dem som lige tegn, og meldingen er kun en note. Krøllede tegn inde i en tekst er i orden.",
            en: "Curled quotation marks (“ ” „ «) around texts of a field code. The merge reads them as straight ones, and this is a note only. Curled marks inside a text are right.",
        },
        why: Words {
            da: "Words egen fletning kan læse dem anderledes, så den, der prøver skabelonen i Word, ser et andet brev end borgeren.",
            en: "Word's own merge may read them otherwise, so whoever tries the template in Word sees another letter than the citizen.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = ”briller” “Du får tilskud.” }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = ”briller” “You get a grant.” }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"You get a grant.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Slet det krøllede tegn, skriv \" igen, og tryk straks Ctrl+Z, hvis Word krøller det.",
                en: "Delete the curled mark, write \" again, and press Ctrl+Z at once if Word curls it.",
            },
            Words {
                da: "Slå det fra for fremtiden: Filer > Indstillinger > Korrektur > Indstillinger for Autokorrektur > Autoformatering under skrivning.",
                en: "Turn it off for the future: File > Options > Proofing > AutoCorrect Options > AutoFormat As You Type.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.1", "KP-praksis K72"],
    ..Rule::BY_COMPILER
};
