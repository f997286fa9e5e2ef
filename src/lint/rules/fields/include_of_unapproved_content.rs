//! A field that asks for a file that is not approved.

use crate::diagnostic::Severity;
use crate::lint::rule::{By, Check, Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F117",
    name: "include-of-unapproved-content",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Felt, der henter noget, som ikke er godkendt",
            en: "Field that asks for something unapproved",
        },
        finds: Words {
            da: "Et INCLUDETEXT- eller INCLUDEPICTURE-felt, der nævner en fil eller adresse, som ikke er blandt de godkendte elementer. Elementer fra det godkendte lager er i orden.",
            en: "An INCLUDETEXT or INCLUDEPICTURE field that names a file or address which is not among the approved elements. Elements of the approved store are right.",
        },
        why: Words {
            da: "Filer og adresser hentes aldrig, mens et brev flettes. Borgeren ville mangle teksten, og derfor bliver brevet ikke skrevet.",
            en: "Files and addresses are never fetched while a letter is merged. The citizen would miss the text, and so the letter is not written.",
        },
        bad: Words {
            da: "{ INCLUDETEXT \"\\\\\\\\server\\\\breve\\\\klage.docx\" }",
            en: "{ INCLUDETEXT \"\\\\\\\\server\\\\letters\\\\appeal.docx\" }",
        },
        good: Words {
            da: "{ INCLUDETEXT \"klagevejledning\" }",
            en: "{ INCLUDETEXT \"klagevejledning\" }",
        },
        steps: &[
            Words {
                da: "Læg teksten ind som indholdselement (bundtets mappe `elements`).",
                en: "Put the text in as a content element (the bundle's folder `elements`).",
            },
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv elementets navn i koden i stedet for stien.",
                en: "Write the name of the element into the code in place of the path.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.27", "ISO/IEC 29500-1 17.16.5.28"],
    checks: &[Check::Reported(By::Merge)],
    ..Rule::BY_COMPILER
};
