//! Relationships with the whole of their types, and the declarations that brought markup needs.

use super::source::Source;
use super::xml::{Element, Tree, malformed};
use crate::docx::{Package, PackageError, encode, relationships_part};

/// A relationship with the whole of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub id: String,
    pub kind: String,
    pub target: String,
    pub external: bool,
}

/// Reads the relationships of a part.
pub(super) fn relations(package: &Package, part: &str) -> Result<Vec<Relation>, PackageError> {
    let Some(name) = package.actual_name(&relationships_part(part)) else {
        return Ok(Vec::new());
    };
    let tree = Tree::read(&name, package.text(&name)?, package.limits())?;
    let of = |element: &Element, name: &str| element.attribute(name).unwrap_or_default().to_owned();
    Ok(tree
        .root
        .elements()
        .map(|element| Relation {
            id: of(element, "Id"),
            kind: of(element, "Type"),
            target: of(element, "Target"),
            external: element.attribute("TargetMode") == Some("External"),
        })
        .collect())
}

/// The part that a relationship names.
pub(super) fn target(package: &Package, part: &str, relation: &Relation) -> Option<String> {
    let relationship = crate::docx::Relationship {
        id: relation.id.clone(),
        kind: relation.kind.clone(),
        target: relation.target.clone(),
        external: relation.external,
        strict: false,
    };
    package.target(part, &relationship)
}

/// A part with the namespaces that the central markup in it uses.
pub(super) fn with_declarations(
    part: &str,
    xml: &str,
    central: Option<&Source>,
) -> Result<String, PackageError> {
    let Some(central) = central else { return Ok(xml.to_owned()) };
    let limits = crate::docx::Limits::default();
    let tree = Tree::read(part, xml.to_owned(), &limits)?;
    declared(&tree, &central.tree).map(|head| format!("{head}{}", &xml[tree.root.tag.end..]))
}

/// All up to the end of the root's tag, with the namespaces of both trees declared.
pub(super) fn declared(own: &Tree, central: &Tree) -> Result<String, PackageError> {
    let tag = own.slice(&own.root.tag);
    let mut added = String::new();
    let mut ignorable: Vec<&str> = Vec::new();
    for (prefix, uri) in own.namespaces.iter().chain(&central.namespaces) {
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        let declares = |quote: char| tag.contains(&format!("{name}={quote}"));
        if declares('"') || declares('\'') || added.contains(&format!(" {name}=")) {
            if own.namespaces.iter().any(|(known, other)| known == prefix && other != uri) {
                return Err(malformed(
                    &central.part,
                    "a namespace prefix means something else in the override",
                ));
            }
            continue;
        }
        added.push_str(&format!(" {name}=\"{}\"", quoted(uri)));
    }
    if let Some(theirs) = central.root.attribute("mc:Ignorable") {
        ignorable.extend(theirs.split_whitespace());
    }
    let mut head = own.xml[..own.root.tag.start].to_owned();
    let mine = own.root.attributes.iter().find(|attribute| attribute.name == "mc:Ignorable");
    let known: Vec<&str> = mine.map_or(Vec::new(), |mine| mine.value.split_whitespace().collect());
    let more: Vec<&str> = ignorable.into_iter().filter(|prefix| !known.contains(prefix)).collect();
    let close = own.root.tag.end - if tag.ends_with("/>") { 2 } else { 1 };
    if let Some(mine) = mine {
        head.push_str(&own.xml[own.root.tag.start..mine.value_span.end]);
        head.push_str(&more.iter().map(|prefix| format!(" {prefix}")).collect::<String>());
        head.push_str(&own.xml[mine.value_span.end..close]);
    } else {
        head.push_str(&own.xml[own.root.tag.start..close]);
        let mc =
            own.namespaces.iter().chain(&central.namespaces).find(|(_, uri)| {
                uri == "http://schemas.openxmlformats.org/markup-compatibility/2006"
            });
        if let (Some((mc, _)), false) = (mc, more.is_empty()) {
            added.push_str(&format!(" {mc}:Ignorable=\"{}\"", more.join(" ")));
        }
    }
    head.push_str(&added);
    head.push_str(&own.xml[close..own.root.tag.end]);
    Ok(head)
}

/// A text as the value of an attribute.
pub(super) fn quoted(text: &str) -> String {
    encode(text).replace('"', "&quot;")
}

/// A relationship part with more in it.
pub(super) fn relationships(xml: Option<&str>, added: &[Relation]) -> String {
    const EMPTY: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
    );
    let xml = xml.filter(|xml| xml.contains("</")).unwrap_or(EMPTY);
    let end = xml.rfind("</").unwrap_or(xml.len());
    let prefix = xml[end..]
        .trim_start_matches("</")
        .split_once(':')
        .map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    let elements: String = added
        .iter()
        .map(|relation| {
            format!(
                r#"<{prefix}Relationship Id="{}" Type="{}" Target="{}"{}/>"#,
                quoted(&relation.id),
                quoted(&relation.kind),
                quoted(&relation.target),
                if relation.external { r#" TargetMode="External""# } else { "" },
            )
        })
        .collect();
    format!("{}{elements}{}", &xml[..end], &xml[end..])
}

/// The target of a relationship of `part` that names the part `to`.
pub(super) fn relative(part: &str, to: &str) -> String {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    match to.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
        Some(rest) if !folder.is_empty() => rest.to_owned(),
        _ => format!("/{to}"),
    }
}
