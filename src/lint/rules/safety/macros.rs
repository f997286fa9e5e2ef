//! A document that carries a program.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "S101",
    name: "macros",
    group: Group::Safety,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Makroer i skabelonen", en: "Macros in the template" },
        finds: Words {
            da: "Et dokument med et makroprojekt (VBA), også når det er gemt under navnet .docx. Afspillede taster og andre tilføjelser uden VBA hører ikke med. Brevet selv får aldrig makroerne med.",
            en: "A document with a macro project (VBA), even when it is saved under a name that ends in .docx. Add-ins without VBA are not counted. The letter itself never carries the macros.",
        },
        why: Words {
            da: "En makro er et program, der kører på maskinen hos den, der åbner filen. Modtagerens postsystem afviser ofte filer med makroer, og fletningen nægter at åbne skabelonen.",
            en: "A macro is a program that runs on the machine of whoever opens the file. Mail systems often refuse files with macros, and the merge refuses to open the template.",
        },
        bad: Words {
            da: "Skabelonen `afgoerelse.docm`, hvor en makro sætter datoen ind.",
            en: "The template `afgoerelse.docm`, in which a macro puts in the date.",
        },
        good: Words {
            da: "Skabelonen `afgoerelse.docx`, hvor feltet { MERGEFIELD Brev.Dato } sætter datoen ind.",
            en: "The template `afgoerelse.docx`, in which the field { MERGEFIELD Brev.Dato } puts in the date.",
        },
        steps: &[
            Words {
                da: "Vælg Filer > Gem som, og vælg filtypen \"Word-dokument (*.docx)\".",
                en: "Choose File > Save As and the type \"Word Document (*.docx)\".",
            },
            Words {
                da: "Svar ja til at gemme uden VB-projektet.",
                en: "Answer yes to saving without the VB project.",
            },
            Words {
                da: "Erstat det, som makroen gjorde, med flettefelter.",
                en: "Replace what the macro did by merge fields.",
            },
        ],
    },
    references: &["MS-OFFMACRO2 2.2.1", "MITRE ATT&CK T1137.001", "ISO/IEC 27002 8.7"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let package = checker.manuscript().package;
    let project = package.part_names().iter().any(|name| {
        name.rsplit('/').next().is_some_and(|file| file.eq_ignore_ascii_case("vbaProject.bin"))
    });
    let enabled = || {
        let kind = package.content_type(package.main_part()).ok().flatten();
        kind.is_some_and(|kind| kind.contains("macroEnabled"))
    };
    if project || enabled() {
        checker.report_whole(say("skabelonen har makroer", "the template has macros").help(
            "gem den som \"Word-dokument (*.docx)\", som ikke kan have makroer",
            "save it as \"Word Document (*.docx)\", which cannot have macros",
        ));
    }
}
