//! Content controls and form fields.

use roxmltree::Node;

use super::object::{Control, ControlKind};
use super::read::Reader;
use crate::letter::xml::{child, child_val, children, name, on};

/// Notes a `w:sdt`.
pub(super) fn content_control(reader: &mut Reader<'_>, node: Node<'_, '_>) {
    let properties = child(node, "sdtPr");
    let said = |local| {
        properties
            .and_then(|node| child_val(node, local))
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    let kind = properties
        .into_iter()
        .flat_map(children)
        .find_map(|property| {
            Some(match name(property) {
                "comboBox" | "dropDownList" => ControlKind::Choice,
                "date" => ControlKind::Date,
                "checkbox" => ControlKind::CheckBox,
                "picture" => ControlKind::Picture,
                "docPartObj"
                | "docPartList"
                | "repeatingSection"
                | "repeatingSectionItem"
                | "group"
                | "bibliography"
                | "citation" => ControlKind::Gallery,
                _ => return None,
            })
        })
        .unwrap_or(ControlKind::Text);
    let paragraph = reader.here().unwrap_or_else(|| reader.next_paragraph());
    reader.story.controls.push(Control {
        bytes: node.range(),
        kind,
        title: said("alias"),
        tag: said("tag"),
        prompts: properties.and_then(|node| child(node, "showingPlcHdr")).is_some_and(on),
        locked: said("lock")
            .is_some_and(|lock| matches!(&*lock, "contentLocked" | "sdtContentLocked")),
        bound: properties.is_some_and(|node| child(node, "dataBinding").is_some()),
        paragraph: Some(paragraph),
    });
}

/// Notes the form field that a `w:fldChar` begins, if it does.
pub(super) fn form_field(reader: &mut Reader<'_>, node: Node<'_, '_>) {
    let Some(data) = child(node, "ffData") else { return };
    let said = |local| {
        child_val(data, local).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    reader.story.controls.push(Control {
        bytes: node.range(),
        kind: ControlKind::FormField,
        title: said("helpText").or_else(|| said("statusText")),
        tag: said("name"),
        prompts: false,
        locked: false,
        bound: false,
        paragraph: reader.here(),
    });
}
