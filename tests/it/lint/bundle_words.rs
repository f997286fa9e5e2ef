//! The demonstration bundle by the rules of wording, legal content and Digital Post: nothing is found.

use std::fmt::Write;

use brevsmed::lint::{Group, Manuscript, RULES, Role, Rule, Stage, Subject, check, manuscript};
use brevsmed::policy::LanguagePolicy;
use brevsmed::template::{CompileOptions, Template};

use super::rules::told;
use crate::resolve::demonstration::files;

fn rules() -> Vec<&'static Rule> {
    let groups = [Group::Language, Group::LegalContent, Group::DigitalPost];
    let all = RULES.iter().copied();
    all.filter(|rule| rule.by_default && groups.contains(&rule.group)).collect()
}

fn judged(read: &Manuscript<'_>, subject: &Subject<'_>) -> String {
    told(&check(read, subject, &rules()))
}

#[test]
fn the_demonstration_letters_are_plain_lawful_and_fit_for_the_post() {
    let files = files();
    let bundle = brevsmed::bundle::read(&files).bundle;
    let policy = LanguagePolicy::danish();
    let mut wrong = String::new();
    let whole = |role, manifest, tags| Subject {
        role,
        stages: &[Stage::Whole],
        manifest,
        tags,
        policy: &policy,
        language: "da-DK",
        title: None,
        file_name: "brev.docx",
    };
    for code in [None, Some("999")] {
        let view = bundle.view(code).expect("an authority");
        for letter in view.templates() {
            let assembled = view.assemble(letter).expect("it fits together");
            let template = &assembled.template;
            let read = manuscript(template).expect("XML");
            let subject = whole(Role::Letter, Some(&letter.manifest), &[]);
            let found = judged(&read, &subject);
            let _ = write!(wrong, "{found}");
        }
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".docx")) {
        let template = Template::compile(bytes, &CompileOptions::default()).expect("a template");
        let read = manuscript(&template).expect("XML");
        let subject =
            Subject { stages: &[Stage::File], file_name: name, ..whole(Role::Body, None, &[]) };
        let found = judged(&read, &subject);
        if !found.is_empty() {
            let _ = writeln!(wrong, "{name}\n{found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
