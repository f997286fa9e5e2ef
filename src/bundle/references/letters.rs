//! Elements, templates, overrides and template groups.

use super::super::files::{OverrideWire, TemplateFile};
use super::super::found::{Findings, unknown};
use super::super::read::{LayerFiles, Piece, Shelf};
use super::super::source::item;
use super::catalogue::file_unknown;
use super::known::Known;
use super::{title, twice};
use crate::diagnostic::BundleFinding;
use crate::template::Template;

/// Checks the content elements.
pub(super) fn elements(said: &LayerFiles<'_>, known: &Known<'_>, findings: &mut Findings) {
    for piece in &said.elements {
        let contexts = piece.said.wire.contexts.as_deref();
        known.contexts(&piece.said.source, "contexts", contexts, findings);
    }
}

/// Checks the templates.
pub(super) fn templates(said: &LayerFiles<'_>, known: &Known<'_>, shelf: &mut Shelf<'_, '_>) {
    for (index, piece) in said.templates.iter().enumerate() {
        let (source, wire) = (&piece.said.source, &piece.said.wire);
        if source.file.is_empty() {
            continue;
        }
        known.contexts(source, "contexts", Some(&wire.contexts), shelf.findings);
        if wire.contexts.is_empty() {
            shelf.findings.key(source, "contexts", BundleFinding::ContextsMissing {});
        }
        let contexts = wire.contexts.iter().enumerate();
        let contexts = contexts.map(|(place, key)| (item("contexts", place), &key[..]));
        twice(source, contexts, shelf.findings);
        for (place, alias) in wire.questions.iter().enumerate() {
            known.question(source, &item("questions", place), alias, shelf.findings);
        }
        let questions = wire.questions.iter().enumerate();
        let questions = questions.map(|(place, alias)| (item("questions", place), &alias[..]));
        twice(source, questions, shelf.findings);
        for (place, name) in wire.requires.fields.iter().enumerate() {
            if known.field(name, None).is_none() {
                let path = format!("requires.fields[{place}]");
                shelf.findings.value(source, &path, known.field_unknown(name));
            }
        }
        if let Some(master) = &wire.master
            && !known.masters.contains(&master.as_str())
        {
            let masters = known.masters.iter().copied();
            let finding = unknown(master, masters, |key, danish, english| {
                BundleFinding::MasterUnknown { key, danish, english }
            });
            shelf.findings.value(source, "master", finding);
        }
        for (place, enclosure) in wire.enclosures.iter().enumerate() {
            let path = format!("enclosures[{place}].file");
            if !enclosure.file.is_empty() && shelf.find(&said.prefix, &enclosure.file).is_none() {
                let files: Vec<&str> = shelf.names("").into_iter().filter(is_enclosure).collect();
                let finding = unknown(&enclosure.file, files.into_iter(), file_unknown);
                shelf.findings.value(source, &path, finding);
            }
        }
        if !wire.kle.is_empty() && !is_kle(&wire.kle) {
            let finding = BundleFinding::KleUnreadable { kle: wire.kle.clone() };
            shelf.findings.value(source, "kle", finding);
        }
        title::title(source, wire, known, shelf.findings);
        if let Some(of) = &wire.overrides {
            overrides(said, piece, of, known, shelf.findings);
            overridden_twice(&said.templates[..index], piece, of, shelf.findings);
        }
    }
}

fn is_enclosure(name: &&str) -> bool {
    name.split('/').any(|part| part == "enclosures")
}

/// `NN.NN.NN`
fn is_kle(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let two_digits = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(two_digits)
}

fn overrides(
    said: &LayerFiles<'_>,
    piece: &Piece<'_, TemplateFile>,
    of: &OverrideWire,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let source = &piece.said.source;
    if said.prefix.is_empty() {
        findings.key(source, "overrides", BundleFinding::OverrideCentral {});
        return;
    }
    known.contexts(source, "overrides.contexts", Some(&of.contexts), findings);
    let Some((_, central, document)) = known.central.iter().find(|(key, ..)| *key == of.template)
    else {
        let keys = known.central.iter().map(|(key, ..)| *key);
        let finding = unknown(&of.template, keys, |key, danish, english| {
            BundleFinding::TemplateUnknown { key, danish, english }
        });
        if !of.template.is_empty() {
            findings.value(source, "overrides.template", finding);
        }
        return;
    };
    for (place, context) in of.contexts.iter().enumerate() {
        let exists = known.contexts.iter().any(|known| known.key == *context);
        if exists && !central.contexts.contains(context) {
            let finding = BundleFinding::OverrideContextElsewhere {
                context: context.clone(),
                template: of.template.clone(),
            };
            findings.value(source, &item("overrides.contexts", place), finding);
        }
    }
    if !of.base.eq_ignore_ascii_case(&Template::hash_of(document)) {
        let finding = BundleFinding::BaseChanged { template: of.template.clone() };
        findings.value(source, "overrides.base", finding);
    }
}

/// Two overrides of one template must not meet in a context.
fn overridden_twice(
    earlier: &[Piece<'_, TemplateFile>],
    piece: &Piece<'_, TemplateFile>,
    of: &OverrideWire,
    findings: &mut Findings,
) {
    let clash = earlier.iter().find(|other| {
        other.said.wire.overrides.as_ref().is_some_and(|other| {
            let both_for_all = other.contexts.is_empty() && of.contexts.is_empty();
            let shared = of.contexts.iter().any(|context| other.contexts.contains(context));
            other.template == of.template && (both_for_all || shared)
        })
    });
    if let Some(other) = clash {
        let (template, other) = (of.template.clone(), other.key.clone());
        let finding = BundleFinding::OverriddenTwice { template, other };
        findings.key(&piece.said.source, "overrides", finding);
    }
}

/// Checks `groups.toml`.
pub(super) fn groups(said: &LayerFiles<'_>, known: &Known<'_>, findings: &mut Findings) {
    let (source, groups) = (&said.groups.source, &said.groups.wire.group);
    let keys = groups.iter().enumerate();
    let keys = keys.map(|(index, group)| (format!("group[{index}].key"), &group.key[..]));
    twice(source, keys, findings);
    for (index, group) in groups.iter().enumerate() {
        let path = format!("group[{index}]");
        for (place, key) in group.templates.iter().enumerate() {
            if key.is_empty() || known.templates.contains(&key.as_str()) {
                continue;
            }
            let templates = known.templates.iter().copied();
            let finding = unknown(key, templates, |key, danish, english| {
                BundleFinding::TemplateUnknown { key, danish, english }
            });
            findings.value(source, &item(&format!("{path}.templates"), place), finding);
        }
        if let Some(key) = &group.default
            && !group.templates.contains(key)
        {
            let finding = BundleFinding::DefaultElsewhere { key: key.clone() };
            findings.value(source, &format!("{path}.default"), finding);
        }
    }
}
