//! A typed list made a real one.

use super::distance::OpenFields;
use super::marker::Marker;
use super::paragraph_edits::set_property;
use crate::docx::Package;
use crate::lint::fix::Edit;
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::markup::{Element, prefix};

/// The edits that give paragraphs a list of their own and take their typed markers away. Nothing where
/// the document has no part for lists, or a marker is not plain text of every letter.
pub(super) fn real_list(
    package: &Package,
    story: &Story,
    items: &[&Paragraph],
    first: Marker,
) -> Option<Vec<Edit>> {
    let part = package.parts_of_kind("numbering").into_iter().next()?;
    let xml = package.text(&part).ok()?;
    let root = Element::root(&xml)?;
    let known = root.children();
    let highest = |element: &str, attribute: &str| -> u32 {
        known
            .iter()
            .filter(|child| child.local() == element)
            .filter_map(|child| child.value(attribute)?.parse().ok())
            .max()
            .unwrap_or(0)
    };
    // Told apart by where they stand: several lists may be made at once.
    let apart = u32::try_from(items.first()?.number).ok()?;
    let list = highest("num", "numId").checked_add(apart)?;
    let definition = highest("abstractNum", "abstractNumId").checked_add(apart)?;
    let space = root.prefix();
    let (format, label) = first.label();
    let start = first.start();
    let level = format!(
        r#"<{space}abstractNum {space}abstractNumId="{definition}"><{space}multiLevelType {space}val="singleLevel"/><{space}lvl {space}ilvl="0"><{space}start {space}val="{start}"/><{space}numFmt {space}val="{format}"/><{space}lvlText {space}val="{label}"/><{space}lvlJc {space}val="left"/><{space}pPr><{space}ind {space}left="360" {space}hanging="360"/></{space}pPr></{space}lvl></{space}abstractNum>"#
    );
    let instance = format!(
        r#"<{space}num {space}numId="{list}"><{space}abstractNumId {space}val="{definition}"/></{space}num>"#
    );
    let inside = root.inside()?.start;
    let after = |wanted: &[&str]| {
        known
            .iter()
            .rev()
            .find(|child| wanted.contains(&child.local()))
            .map(|child| child.bytes.end)
    };
    let abstracts = after(&["abstractNum", "numPicBullet"]).unwrap_or(inside);
    let instances = after(&["num"]);
    let mut edits = match instances {
        Some(instances) => vec![
            Edit::Part { part: part.clone(), bytes: abstracts..abstracts, with: level },
            Edit::Part { part, bytes: instances..instances, with: instance },
        ],
        None => {
            vec![Edit::Part { part, bytes: abstracts..abstracts, with: level + &instance }]
        }
    };
    let open = OpenFields::of(story);
    for item in items {
        if open.at(item.bytes.start) != 0 || item.text().contains('\n') {
            return None;
        }
        let space = prefix(&story.xml, item.bytes.start);
        let with = format!(
            r#"<{space}numPr><{space}ilvl {space}val="0"/><{space}numId {space}val="{list}"/></{space}numPr>"#
        );
        edits.push(set_property(story, item, "numPr", &with)?);
        edits.extend(without_marker(story, item)?);
    }
    Some(edits)
}

/// Takes the typed marker away, with the blanks and tabs around it.
fn without_marker(story: &Story, item: &Paragraph) -> Option<Vec<Edit>> {
    let (_, mut left) = Marker::of(&item.text())?;
    let mut edits = Vec::new();
    for piece in &item.pieces {
        if left == 0 {
            break;
        }
        if piece.deleted || piece.hidden {
            continue;
        }
        let plain = piece.seen == Seen::Always
            && matches!(piece.kind, PieceKind::Text | PieceKind::Tab)
            && piece.link.is_none();
        if !plain {
            return None;
        }
        let part = story.part.clone();
        if piece.kind == PieceKind::Tab {
            edits.push(Edit::Part { part, bytes: piece.bytes.clone(), with: String::new() });
            left -= 1;
            continue;
        }
        let bytes = item.spelt(story, piece)?;
        let cut = left.min(bytes.len());
        edits.push(Edit::Part { part, bytes: bytes.start..bytes.start + cut, with: String::new() });
        left -= cut;
    }
    (left == 0).then_some(edits)
}
