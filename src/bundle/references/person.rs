//! Test persons: that their cases name what exists.

use super::super::files::PersonFile;
use super::super::found::{Findings, unknown};
use super::super::read::Parsed;
use super::known::Known;
use crate::diagnostic::BundleFinding;

/// Checks a test person. What any owner in the bundle has counts: a person is for all of them.
pub(in crate::bundle) fn of_person(
    said: &Parsed<PersonFile>,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let source = &said.source;
    for (index, case) in said.wire.cases.iter().enumerate() {
        let path = format!("cases[{index}]");
        known.context(source, &format!("{path}.context"), &case.context, findings);
        for question in case.answers.keys() {
            answer(&format!("{path}.answers"), question, said, known, findings);
        }
        for (place, sent) in case.history.iter().enumerate() {
            let path = format!("{path}.history[{place}]");
            known.letter(source, &format!("{path}.letter"), &sent.letter, findings);
            for question in sent.answers.keys() {
                answer(&format!("{path}.answers"), question, said, known, findings);
            }
        }
        if let Some(reason) = &case.reason
            && !known.reasons.contains(&reason.as_str())
        {
            let reasons = known.reasons.iter().copied();
            let finding = unknown(reason, reasons, |key, danish, english| {
                BundleFinding::ReasonUnknown { key, danish, english }
            });
            findings.value(source, &format!("{path}.reason"), finding);
        }
    }
}

fn answer(
    path: &str,
    question: &str,
    said: &Parsed<PersonFile>,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let exists = known
        .questions
        .iter()
        .any(|(alias, keys)| *alias == question || keys.values().any(|key| key == question));
    if !exists {
        let finding = known.question_unknown(question);
        findings.key(&said.source, &format!("{path}.{question}"), finding);
    }
}
