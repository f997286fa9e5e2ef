//! Oddities of a field code, as findings for its author.

use crate::diagnostic::{Finding, TERM};
use crate::field::{FaultKind, Instruction};

/// Findings that one code can have: an author who has read so many reads no more.
const ENOUGH: usize = 20;

/// The findings of a code.
pub(super) fn findings(instruction: &Instruction, code: &str) -> Vec<Finding> {
    let field = || instruction.field.keyword().to_owned();
    let mut findings: Vec<Finding> = Vec::new();
    for fault in &instruction.faults {
        if findings.len() >= ENOUGH {
            break;
        }
        let text = || readable(code.get(fault.span.clone()).unwrap_or_default());
        let finding = match &fault.kind {
            FaultKind::UnterminatedQuote => Finding::QuoteUnterminated {},
            FaultKind::TypographicQuotes => Finding::TypographicQuotes {},
            FaultKind::UnknownSwitch(switch) => Finding::SwitchUnknown { switch: switch.clone() },
            FaultKind::UnknownFormat(format) => Finding::FormatUnknown { format: format.clone() },
            FaultKind::MissingArgument(what) => {
                Finding::ArgumentMissing { field: field(), what: format!("{TERM}{what}") }
            }
            // Without its condition the instruction is none of its type any more: the code says which.
            FaultKind::MissingCondition => Finding::ConditionMissing { field: text() },
            FaultKind::UnexpectedArgument => {
                Finding::ArgumentUnexpected { field: field(), text: text() }
            }
            FaultKind::StrayBackslash => Finding::CodeUnclear { text: text() },
            FaultKind::BadPicture | FaultKind::DynamicFormat => {
                Finding::PictureUnreadable { picture: text() }
            }
            FaultKind::LongDigitsPicture => Finding::PictureLong { picture: text() },
            FaultKind::MixedSeparators => Finding::SeparatorsMixed { picture: text() },
            FaultKind::FormulaSyntax(_) | FaultKind::FormulaTooDeep => Finding::FormulaUnreadable {
                formula: readable(code.trim().trim_start_matches('=')),
            },
        };
        // One word about quotes is enough for one code.
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// A stretch of code for a message: placeholders as what a reader can see.
pub(crate) fn readable(code: &str) -> String {
    let text: String = code
        .chars()
        .map(|c| match c {
            crate::field::NESTED => '…',
            crate::field::OBJECT => '▢',
            crate::field::PARAGRAPH | crate::field::LINE_BREAK => ' ',
            c => c,
        })
        .collect();
    text.trim().to_owned()
}
