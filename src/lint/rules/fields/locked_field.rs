//! A field that was locked against updates.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F120",
    name: "locked-field",
    severity: Severity::Note,
    manual: Manual {
        title: Words { da: "Låst felt", en: "Locked field" },
        finds: Words {
            da: "Et felt, der er låst i Word (Ctrl+F11). Det gemte resultat bruges. Sidetal og andre felter, som først opsætningen kender, hører ikke med.",
            en: "A field that is locked in Word (Ctrl+F11). Its stored result is used. Page numbers and other fields that only the layout knows are left alone.",
        },
        why: Words {
            da: "Står et flettefelt låst, får alle borgere den samme værdi: den, der stod, da feltet blev låst.",
            en: "If a merge field is locked, all citizens get the same value: the one that stood there when it was locked.",
        },
        bad: Words {
            da: "{ MERGEFIELD Borger.Navn }, låst, med resultatet «Borger.Navn»",
            en: "{ MERGEFIELD Borger.Navn }, locked, with the result «Borger.Navn»",
        },
        good: Words {
            da: "{ MERGEFIELD Borger.Navn }, som ikke er låst",
            en: "{ MERGEFIELD Borger.Navn } that is not locked",
        },
        steps: &[
            Words {
                da: "Marker feltet, og tryk Ctrl+Shift+F11; så er det låst op.",
                en: "Select the field and press Ctrl+Shift+F11; it is then unlocked.",
            },
            Words {
                da: "Skal teksten være fast, så tryk Ctrl+Shift+F9 i stedet: feltet bliver til almindelig tekst.",
                en: "If the text is to be fixed, press Ctrl+Shift+F9 instead: the field becomes ordinary text.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.18"],
    ..Rule::BY_COMPILER
};
