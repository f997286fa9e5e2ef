//! What holds of every composed document: what Word asks of a file before it opens it without a
//! word, and what our own reader and compiler ask.

use std::collections::{BTreeMap, BTreeSet};

use brevsmed::compose::Composed;
use brevsmed::docx::{Limits, Macros, Package, content_type_of, resolve_target};
use brevsmed::template::{CompileOptions, Template};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

/// Children of paragraph properties in the order of the schema (CT_PPr).
const PARAGRAPH: &[&str] = &[
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
];

/// Children of run properties in the order of the schema (EG_RPrBase).
const RUN: &[&str] = &[
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
];

/// Children of section properties in the order of the schema (CT_SectPr).
const SECTION: &[&str] = &[
    "headerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
];

/// Children of the numbering part.
const LISTS: &[&str] = &["numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"];

/// Children of the settings around the notes' settings, as far as tests have them.
const SETTINGS: &[&str] = &[
    "zoom",
    "defaultTabStop",
    "footnotePr",
    "endnotePr",
    "compat",
    "rsids",
    "themeFontLang",
    "decimalSymbol",
    "listSeparator",
];

/// Ids and names that are used and defined in the whole package.
#[derive(Default)]
struct Seen {
    paragraphs: usize,
    styles_used: BTreeSet<String>,
    styles: BTreeSet<String>,
    names: BTreeSet<String>,
    lists_used: BTreeSet<String>,
    lists: BTreeSet<String>,
    drawings: BTreeSet<String>,
    controls: BTreeSet<String>,
    bookmark_ids: BTreeSet<String>,
    bookmark_names: BTreeSet<String>,
    anchors: BTreeSet<String>,
    paragraph_ids: BTreeSet<String>,
    notes_used: BTreeSet<(String, String)>,
    notes: BTreeSet<(String, String)>,
}

/// Checks a composed document.
pub fn check(composed: &Composed) {
    check_package(&composed.document, Some(composed.origins.len()));
    let origins = &composed.origins;
    assert!(origins.iter().all(|origin| origin.paragraph > 0), "{origins:?}");
}

/// Checks a package; `paragraphs` is how many its body has.
pub fn check_package(bytes: &[u8], paragraphs: Option<usize>) {
    let package = Package::open(bytes, Macros::Refuse, &Limits::default()).expect("a package");
    let types = package.text("[Content_Types].xml").expect("content types");
    let mut seen = Seen::default();
    for name in package.part_names() {
        if name == "[Content_Types].xml" || name.ends_with('/') {
            continue;
        }
        let kind = content_type_of(&types, name).expect("well-formed");
        assert!(kind.is_some(), "no content type for {name}");
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let xml = package.text(name).expect("text");
            let links: BTreeMap<String, (String, bool)> = package
                .relationships_of(name)
                .unwrap_or_default()
                .into_iter()
                .map(|link| (link.id, (link.target, link.external)))
                .collect();
            for (id, (target, external)) in &links {
                if !external {
                    let part = resolve_target(name, target).expect("a target inside");
                    assert!(package.actual_name(&part).is_some(), "{name} {id}: no {part}");
                }
            }
            let main = name == package.main_part();
            if main {
                seen.paragraphs = 0;
            }
            read(name, &xml, &links, &mut seen, main);
        }
    }
    for (used, defined, what) in [
        (&seen.styles_used, &seen.styles, "style"),
        (&seen.lists_used, &seen.lists, "list"),
        (&seen.anchors, &seen.bookmark_names, "bookmark"),
    ] {
        let missing: Vec<_> = used.difference(defined).collect();
        assert!(missing.is_empty(), "{what} {missing:?} is nowhere");
    }
    let missing: Vec<_> = seen.notes_used.difference(&seen.notes).collect();
    assert!(missing.is_empty(), "notes {missing:?} are nowhere");
    if let Some(paragraphs) = paragraphs {
        assert_eq!(seen.paragraphs, paragraphs, "an origin for every paragraph");
    }
    Template::compile(bytes, &CompileOptions::default()).expect("a template");
}

fn read(
    part: &str,
    xml: &str,
    links: &BTreeMap<String, (String, bool)>,
    seen: &mut Seen,
    main: bool,
) {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().enable_all_checks(true);
    let mut path: Vec<(String, usize)> = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{part}: {error}\n{xml}"));
        match event {
            Event::Start(tag) => {
                element(part, &tag, &mut path, links, seen, main, &reader);
                path.push((tag.local_name().as_ref().to_owned(), 0));
            }
            Event::Empty(tag) => element(part, &tag, &mut path, links, seen, main, &reader),
            Event::End(_) => {
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{part} ends inside an element");
}

fn element(
    part: &str,
    tag: &BytesStart<'_>,
    path: &mut [(String, usize)],
    links: &BTreeMap<String, (String, bool)>,
    seen: &mut Seen,
    main: bool,
    reader: &NsReader<&[u8]>,
) {
    let name = tag.local_name().as_ref().to_owned();
    let (namespace, _) = reader.resolver().resolve_element(tag.name());
    assert!(
        !matches!(namespace, quick_xml::name::ResolveResult::Unknown(_)),
        "{part}: {} has an undeclared prefix",
        tag.name().as_ref()
    );
    let value = |wanted: &str| brevsmed::docx::attribute(tag, wanted);
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{part}: {error}"));
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let uri = match namespace {
            quick_xml::name::ResolveResult::Bound(uri) => uri.0.to_owned(),
            quick_xml::name::ResolveResult::Unbound => continue,
            quick_xml::name::ResolveResult::Unknown(prefix) => {
                panic!("{part}: undeclared prefix {prefix:?}")
            }
        };
        if uri.ends_with("/officeDocument/2006/relationships") {
            let id = attribute.value.as_ref();
            assert!(
                id.is_empty() || links.contains_key(id),
                "{part}: {}={id} leads nowhere",
                local.as_ref()
            );
        }
    }
    let parent = path.last().map(|(name, _)| name.clone()).unwrap_or_default();
    in_order(part, &parent, &name, path);
    let unique = |set: &mut BTreeSet<String>, what: &str, id: Option<String>| {
        let id = id.unwrap_or_default();
        assert!(set.insert(id.clone()), "{part}: {what} {id} twice");
    };
    match name.as_str() {
        "p" if main && tag.name().as_ref() != "a:p" => {
            seen.paragraphs += 1;
            if let Some(id) = value("paraId") {
                unique(&mut seen.paragraph_ids, "paraId", Some(id));
            }
        }
        "pStyle" | "rStyle" | "tblStyle" => seen.styles_used.extend(value("val")),
        "basedOn" | "link" | "next" if parent == "style" => seen.styles_used.extend(value("val")),
        "style" if part.ends_with("styles.xml") => {
            unique(&mut seen.styles, "style", value("styleId"));
        }
        "name" if parent == "style" => {
            unique(&mut seen.names, "style name", value("val").map(|name| name.to_lowercase()));
        }
        "numId" => seen.lists_used.extend(value("val").filter(|id| id != "0")),
        "num" => unique(&mut seen.lists, "list", value("numId")),
        "docPr" if parent == "inline" || parent == "anchor" => {
            unique(&mut seen.drawings, "docPr", value("id"));
        }
        "id" if parent == "sdtPr" => unique(&mut seen.controls, "sdt id", value("val")),
        "bookmarkStart" => {
            unique(&mut seen.bookmark_ids, "bookmark id", value("id"));
            unique(&mut seen.bookmark_names, "bookmark", value("name"));
        }
        "hyperlink" => seen.anchors.extend(value("anchor")),
        "footnoteReference" | "endnoteReference" => {
            let kind = name.trim_end_matches("Reference").to_owned();
            seen.notes_used.insert((kind, value("id").unwrap_or_default()));
        }
        "footnote" | "endnote" if parent == format!("{name}s") => {
            let note = (name.clone(), value("id").unwrap_or_default());
            assert!(seen.notes.insert(note.clone()), "{part}: {note:?} twice");
        }
        _ => {}
    }
}

fn in_order(part: &str, parent: &str, name: &str, path: &mut [(String, usize)]) {
    let order: &[&str] = match parent {
        "pPr" => PARAGRAPH,
        "rPr" => RUN,
        "sectPr" => SECTION,
        "numbering" => LISTS,
        "settings" => SETTINGS,
        _ => return,
    };
    let name = if name == "footerReference" { "headerReference" } else { name };
    let Some(rank) = order.iter().position(|known| *known == name) else { return };
    if let Some((_, last)) = path.last_mut() {
        assert!(rank >= *last, "{part}: {name} stands too late in {parent}");
        *last = rank;
    }
}
