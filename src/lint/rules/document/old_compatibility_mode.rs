//! A document that Word still treats as one of Word 2003.

use crate::diagnostic::Severity;
use crate::letter::Mode;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A811",
    name: "old-compatibility-mode",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Kompatibilitet med Word 2003", en: "Compatibility with Word 2003" },
        finds: Words {
            da: "Dokumenter, som er gemt til at vises som i Word 2003 eller ældre (kompatibilitetstilstand 11 eller lavere). Nyere tilstande er undtaget, også dem fra Word 2007 og 2010.",
            en: "Documents saved to be shown as in Word 2003 or older (compatibility mode 11 or lower). Later modes are left alone, those of Word 2007 and 2010 too.",
        },
        why: Words {
            da: "I den tilstand kan Word ikke gemme alt det, som hjælper læseren, fx at et billede er dekorativt, og tabeller og linjer falder anderledes end i nyere skabeloner.",
            en: "In that mode Word cannot save all that helps the reader, such as that a picture is decorative, and tables and lines fall otherwise than in newer templates.",
        },
        bad: Words {
            da: "En skabelon fra 2002, der er gemt om fra .dot uden at blive konverteret.",
            en: "A template of 2002, saved from .dot without being converted.",
        },
        good: Words {
            da: "Den samme skabelon konverteret til det nyeste format.",
            en: "The same template converted to the newest format.",
        },
        steps: &[Words {
            da: "Vælg \"Filer > Oplysninger > Konvertér\", og se efter, at siderne ser ud som før.",
            en: "Choose \"File > Info > Convert\" and see that the pages look as before.",
        }],
    },
    references: &["ISO/IEC 29500-1 17.15.3"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    if checker.manuscript().sheet.settings.mode != Mode::Word2003 {
        return;
    }
    checker.report_whole(
        say("dokumentet vises som i Word 2003", "the document is shown as in Word 2003").help(
            "vælg \"Filer > Oplysninger > Konvertér\", og se efter, at siderne ser ud som før",
            "choose \"File > Info > Convert\" and see that the pages look as before",
        ),
    );
}
