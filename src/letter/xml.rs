//! WordprocessingML as a tree: names without namespaces, measures, switches, alternate content.
//!
//! Elements are matched by their local name: transitional and strict documents differ in
//! namespaces only (ISO/IEC 29500-1, annex A), and the vocabularies that meet in a letter share no
//! name that would be mistaken where it stands.

use roxmltree::{Document, Node, ParsingOptions};

use crate::docx::PackageError;
use crate::units::{Color, Pt};

/// The tree of a part.
///
/// # Errors
///
/// When it is no XML, or has a document type.
pub(crate) fn parse<'t>(part: &str, text: &'t str) -> Result<Document<'t>, PackageError> {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => PackageError::DocumentType { part: part.to_owned() },
        error => PackageError::Malformed { part: part.to_owned(), source: Box::new(error) },
    })
}

/// The local name; empty for text.
pub(crate) fn name<'i>(node: Node<'_, 'i>) -> &'i str {
    node.tag_name().name()
}

/// The namespace; empty where there is none.
pub(crate) fn namespace<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().namespace().unwrap_or_default()
}

/// Child elements.
pub(crate) fn children<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first child element of a name.
pub(crate) fn child<'a, 'i: 'a>(node: Node<'a, 'i>, local: &str) -> Option<Node<'a, 'i>> {
    children(node).find(|child| name(*child) == local)
}

/// The first element of a name below, at any depth.
pub(crate) fn below<'a, 'i: 'a>(node: Node<'a, 'i>, local: &str) -> Option<Node<'a, 'i>> {
    node.descendants().skip(1).find(|node| node.is_element() && name(*node) == local)
}

/// An attribute by its local name, whatever its namespace.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, local: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == local).map(|found| found.value())
}

/// An attribute of the namespace of relationships: `r:id`, `r:embed`.
pub(crate) fn relation<'a>(node: Node<'a, '_>, local: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| {
            attribute.name() == local
                && attribute.namespace().is_some_and(|space| space.ends_with("/relationships"))
        })
        .map(|found| found.value())
}

/// `w:val`.
pub(crate) fn val<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

/// `w:val` of a child.
pub(crate) fn child_val<'a, 'i: 'a>(node: Node<'a, 'i>, local: &str) -> Option<&'a str> {
    child(node, local).and_then(val)
}

/// A switch (`ST_OnOff`): an element without `w:val` is on.
pub(crate) fn on(node: Node<'_, '_>) -> bool {
    val(node).is_none_or(is_on)
}

/// Whether a value of `ST_OnOff` is on.
pub(crate) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// A switch that is a child element; `None` where it is absent.
pub(crate) fn switch(node: Node<'_, '_>, local: &str) -> Option<bool> {
    child(node, local).map(on)
}

/// A number; neither infinite nor absurd.
pub(crate) fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    (number.is_finite() && number.abs() <= 1e9).then_some(number)
}

/// A whole number.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let number = number(text)?;
    Some(number.trunc() as i64)
}

/// The longest length that a document may ask for; pages end at 22 inches.
const FARTHEST: Pt = Pt(20_000.0);

/// A measure in twips, or with a unit (`ST_UniversalMeasure`): `1134`, `2cm`, `56.7pt`.
pub(crate) fn twips(text: &str) -> Option<Pt> {
    measure(text, Pt::twips)
}

/// A measure in half-points, or with a unit.
pub(crate) fn half_points(text: &str) -> Option<Pt> {
    measure(text, Pt::half_points)
}

/// A measure in English metric units, or with a unit.
pub(crate) fn emu(text: &str) -> Option<Pt> {
    measure(text, Pt::emu)
}

/// A measure with a unit, or a bare number in the unit given.
pub(crate) fn measure(text: &str, bare: fn(f64) -> Pt) -> Option<Pt> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let (digits, unit) = text.split_at(split);
    let value = number(digits)?;
    let length = match unit {
        "" => bare(value),
        "pt" => Pt(value),
        "in" => Pt::inches(value),
        "cm" => Pt::mm(value * 10.0),
        "mm" => Pt::mm(value),
        "pc" | "pi" => Pt(value * 12.0),
        "px" => Pt(value * 0.75),
        _ => return None,
    };
    Some(length.clamp(-FARTHEST, FARTHEST))
}

/// A measure in twips of an attribute.
pub(crate) fn attribute_twips(node: Node<'_, '_>, local: &str) -> Option<Pt> {
    attribute(node, local).and_then(twips)
}

/// A percentage as a share: `50%`, or fiftieths of a percent (`ST_DecimalNumberOrPercent`).
pub(crate) fn share(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_suffix('%') {
        Some(percent) => Some(number(percent)? / 100.0),
        None => Some(number(text)? / 5_000.0),
    }
}

/// A colour of six digits; `None` for `auto` and for what is no colour.
pub(crate) fn color(text: &str) -> Option<Color> {
    Color::from_hex(text.strip_prefix('#').unwrap_or(text))
}

/// Namespaces of extensions that are read here; a choice that requires another is passed over.
const KNOWN: &[&str] = &[
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/drawing/2010/main",
];

/// The branch of `mc:AlternateContent` that is read: the first choice whose requirements are all
/// known, else the fallback (ISO/IEC 29500-3, 7.6). Never both.
pub(crate) fn alternate<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let understood = |choice: Node<'_, '_>| {
        let mut requires =
            attribute(choice, "Requires").unwrap_or_default().split_ascii_whitespace().peekable();
        requires.peek().is_some()
            && requires.all(|prefix| {
                choice.lookup_namespace_uri(Some(prefix)).is_some_and(|uri| KNOWN.contains(&uri))
            })
    };
    children(node)
        .find(|child| name(*child) == "Choice" && understood(*child))
        .or_else(|| child(node, "Fallback"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_units_or_are_bare() {
        let rows = [
            ("1440", Some(72.0)),
            (" 20 ", Some(1.0)),
            ("-720", Some(-36.0)),
            ("2.54cm", Some(72.0)),
            ("25.4mm", Some(72.0)),
            ("1in", Some(72.0)),
            ("6pc", Some(72.0)),
            ("9pt", Some(9.0)),
            ("1e400", None),
            ("NaN", None),
            ("inf", None),
            ("", None),
            ("cm", None),
            ("99999999", Some(20_000.0)),
        ];
        for (text, points) in rows {
            let found = twips(text);
            match points {
                Some(points) => {
                    let found = found.expect(text);
                    assert!((found.0 - points).abs() < 1e-9, "{text}: {found:?}");
                }
                None => assert_eq!(found, None, "{text}"),
            }
        }
    }

    #[test]
    fn the_branch_that_is_understood_is_read() {
        let wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
        let text = format!(
            r#"<a xmlns:wps="{wps}" xmlns:x="urn:x"><c><Choice Requires="x"/><Choice Requires="wps"><one/></Choice><Fallback/></c><c><Choice Requires="wps x"/><Fallback><two/></Fallback></c><c><Choice Requires=""/></c></a>"#
        );
        let document = parse("test", &text).expect("xml");
        let found: Vec<Option<&str>> = children(document.root_element())
            .map(|node| alternate(node).and_then(|branch| branch.first_element_child()).map(name))
            .collect();
        assert_eq!(found, [Some("one"), Some("two"), None]);
    }
}
