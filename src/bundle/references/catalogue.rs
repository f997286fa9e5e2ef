//! Contexts and denial reasons.

use super::super::files::ReasonWire;
use super::super::found::{Findings, unknown};
use super::super::read::{Frame, LayerFiles, Shelf, document_fault};
use super::fields::unfit;
use super::known::Known;
use super::twice;
use crate::diagnostic::BundleFinding;

/// Checks `contexts.toml`.
pub(super) fn contexts(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let (source, contexts) = (&said.contexts.source, &said.contexts.wire.context);
    let keys = contexts.iter().enumerate();
    let keys = keys.map(|(index, context)| (format!("context[{index}].key"), &context.key[..]));
    twice(source, keys, findings);
    for (index, context) in contexts.iter().enumerate() {
        for (name, value) in &context.values {
            let path = format!("context[{index}].values.{name}");
            match known.field(name, None) {
                Some(field) => {
                    if let Some(finding) = unfit(field, value, frame.language) {
                        findings.value(source, &path, finding);
                    }
                }
                None => findings.key(source, &path, known.field_unknown(name)),
            }
        }
        for (place, name) in context.reason_requires.iter().enumerate() {
            if let Some(finding) = known.no_field(name) {
                let path = format!("context[{index}].reason_requires[{place}]");
                findings.value(source, &path, finding);
            }
        }
    }
}

/// Checks `reasons.toml`.
pub(super) fn reasons(said: &LayerFiles<'_>, known: &Known<'_>, shelf: &mut Shelf<'_, '_>) {
    let (source, reasons) = (&said.reasons.source, &said.reasons.wire.reason);
    let keys = reasons.iter().enumerate();
    let keys = keys.map(|(index, reason)| (format!("reason[{index}].key"), &reason.key[..]));
    twice(source, keys, shelf.findings);
    for (index, reason) in reasons.iter().enumerate() {
        let path = format!("reason[{index}]");
        let contexts = format!("{path}.contexts");
        known.contexts(source, &contexts, reason.contexts.as_deref(), shelf.findings);
        if reason.text.is_some() == reason.document.is_some() {
            let finding = BundleFinding::ReasonTextUnclear { key: reason.key.clone() };
            shelf.findings.key(source, &path, finding);
        }
        document(said, reason, &format!("{path}.document"), shelf);
    }
}

fn document(said: &LayerFiles<'_>, reason: &ReasonWire, path: &str, shelf: &mut Shelf<'_, '_>) {
    let Some(file) = &reason.document else { return };
    let source = &said.reasons.source;
    let Some(found) = shelf.find(&said.prefix, file) else {
        let mut files = shelf.names(".docx");
        files.retain(|name| name.split('/').any(|part| part == "reasons"));
        let finding = unknown(file, files.into_iter(), file_unknown);
        shelf.findings.value(source, path, finding);
        return;
    };
    if let Some(fault) = document_fault(shelf.bytes(&found)) {
        shelf.findings.file(&found, fault);
    }
}

/// The finding that a file does not exist.
pub(super) fn file_unknown(file: String, danish: String, english: String) -> BundleFinding {
    BundleFinding::FileUnknown { file, danish, english }
}
