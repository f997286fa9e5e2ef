//! Documents read back as text, and checked for what Word would stumble over.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use brevsmed::docx::{Limits, Macros, Package, PieceKind, Story};
use brevsmed::template::{CompileOptions, Template};
use brevsmed::versions::{Rebased, rebase};

/// The day of every rebase in these tests.
pub const DATE: &str = "2026-11-21";

/// Rebases documents that can be read.
pub fn rebased(base: &[u8], central: &[u8], own: &[u8]) -> Rebased {
    rebase(base, central, own, DATE).expect("three documents")
}

/// The main part as text, a line a paragraph; field codes in braces, comments in angle brackets.
pub fn reading(package: &[u8]) -> String {
    let package = Package::open(package, Macros::Refuse, &Limits::default()).expect("a package");
    let part = package.main_part().to_owned();
    story(&package, &part)
}

/// A part as text.
pub fn story(package: &Package, part: &str) -> String {
    let xml = package.text(part).expect("text");
    let story = Story::read(part, xml, &Limits::default()).expect("well-formed");
    let mut text = String::new();
    let mut results = Vec::new();
    for piece in &story.pieces {
        let shown = !results.contains(&true);
        match &piece.kind {
            PieceKind::Text(content) | PieceKind::Code(content) if shown => {
                text.push_str(&story.text(content));
            }
            PieceKind::FieldBegin { .. } => {
                if shown {
                    text.push('{');
                }
                results.push(false);
            }
            PieceKind::FieldSeparate => {
                if let Some(last) = results.last_mut() {
                    *last = true;
                }
            }
            PieceKind::FieldEnd => {
                results.pop();
                if !results.contains(&true) {
                    text.push('}');
                }
            }
            PieceKind::ParagraphClose => text.push('\n'),
            PieceKind::Tab => text.push('\t'),
            PieceKind::Open(brevsmed::docx::Structure::Row) => text.push_str("| "),
            PieceKind::RangeMark { element, id, .. } if element == "commentRangeStart" => {
                text.push_str(&format!("<{id} "));
            }
            PieceKind::RangeMark { element, id, .. } if element == "commentRangeEnd" => {
                text.push_str(&format!(" {id}>"));
            }
            _ => {}
        }
    }
    text
}

/// Fails on a package that Word would repair: ids twice, relationships to nothing, parts without a
/// type, marks without their other half; and on one that the engine cannot compile.
pub fn sound(package: &[u8]) {
    let opened = Package::open(package, Macros::Refuse, &Limits::default()).expect("a package");
    Template::compile(package, &CompileOptions::default()).expect("a template");
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("an archive");
    let names: Vec<String> = opened.part_names().to_vec();
    for name in &names {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("an entry").read_to_end(&mut bytes).expect("bytes");
        if name != "[Content_Types].xml" {
            let kind = opened.content_type(name).expect("content types");
            assert!(kind.is_some(), "{name} has no content type");
        }
        if name.ends_with(".rels") {
            relations(&opened, name);
        } else if name.ends_with(".xml") {
            Story::read(name, opened.text(name).expect("text"), &Limits::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    let main = opened.text(opened.main_part()).expect("text");
    unique(&main, "<wp:docPr ", " id=\"");
    unique(&main, "<w:bookmarkStart ", "w:id=\"");
    unique(&main, "<w:bookmarkStart ", "w:name=\"");
    unique(&main, "<w:commentRangeStart ", "w:id=\"");
    // Both branches of a text box are the same paragraphs.
    let one_branch: String = main
        .split("<mc:Fallback>")
        .map(|rest| rest.split("</mc:Fallback>").last().unwrap_or(rest))
        .collect();
    unique(&one_branch, "<w:p ", "w14:paraId=\"");
    for mark in ["bookmark", "commentRange"] {
        let ids = |half: &str| {
            values(&main, &format!("<w:{mark}{half} "), "w:id=\"")
                .into_iter()
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(ids("Start"), ids("End"), "{mark}s without their other half");
    }
    let said: BTreeSet<String> = opened
        .parts_of_kind("comments")
        .first()
        .map(|part| values(&opened.text(part).expect("text"), "<w:comment ", "w:id=\""))
        .unwrap_or_default()
        .into_iter()
        .collect();
    for id in values(&main, "<w:commentReference ", "w:id=\"") {
        assert!(said.contains(&id), "comment {id} says nothing");
    }
    for kind in ["footnote", "endnote"] {
        let known: BTreeSet<String> = opened
            .parts_of_kind(&format!("{kind}s"))
            .first()
            .map(|part| {
                values(&opened.text(part).expect("text"), &format!("<w:{kind} "), "w:id=\"")
            })
            .unwrap_or_default()
            .into_iter()
            .collect();
        for id in values(&main, &format!("<w:{kind}Reference "), "w:id=\"") {
            assert!(known.contains(&id), "{kind} {id} is not there");
        }
    }
    let lists: BTreeSet<String> = opened
        .parts_of_kind("numbering")
        .first()
        .map(|part| values(&opened.text(part).expect("text"), "<w:num ", "w:numId=\""))
        .unwrap_or_default()
        .into_iter()
        .collect();
    for id in values(&main, "<w:numId ", "w:val=\"") {
        assert!(id == "0" || lists.is_empty() || lists.contains(&id), "list {id} is not there");
    }
    for used in values(&main, "<a:blip ", "r:embed=\"").into_iter().chain(values(
        &main,
        "<w:hyperlink ",
        "r:id=\"",
    )) {
        assert!(
            opened.relationships().iter().any(|relationship| relationship.id == used),
            "relationship {used} is not there"
        );
    }
}

fn relations(package: &Package, name: &str) {
    let part = name.replace("_rels/", "").trim_end_matches(".rels").to_owned();
    let mut ids = BTreeSet::new();
    for relationship in package.relationships_of(&part).expect("relationships") {
        assert!(ids.insert(relationship.id.clone()), "{name}: {} twice", relationship.id);
        assert!(
            relationship.external || package.target(&part, &relationship).is_some(),
            "{name}: {} leads nowhere",
            relationship.target
        );
    }
}

fn unique(xml: &str, tag: &str, attribute: &str) {
    let mut seen = BTreeSet::new();
    for value in values(xml, tag, attribute) {
        assert!(seen.insert(value.clone()), "{tag}{attribute}{value} twice");
    }
}

/// The values of an attribute of all tags of a name.
pub fn values(xml: &str, tag: &str, attribute: &str) -> Vec<String> {
    xml.split(tag)
        .skip(1)
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            let tag = format!(" {tag}");
            let value = tag.split(attribute).nth(1)?;
            Some(value.split('"').next()?.to_owned())
        })
        .collect()
}
