//! Word documents made of lines: with styles, language, page header and footer, and field codes as
//! Word writes them.

use crate::bundle::Files;
use crate::docx::{PackageError, encode, write_archive};
use crate::field::{BraceField, BracePiece, parse_braces};

/// A document: each line a paragraph, field codes in braces. `# ` begins a heading, `| ` a line of an
/// address.
///
/// # Errors
///
/// When the archive cannot be written; to memory, that does not happen.
pub fn blank_document(title: &str, lines: &str) -> Result<Vec<u8>, PackageError> {
    document(title, lines, None)
}

/// A document with a page header and footer.
pub(super) fn letterhead(
    title: &str,
    lines: &str,
    header: &str,
    footer: &str,
) -> Result<Vec<u8>, PackageError> {
    document(title, lines, Some((header, footer)))
}

fn document(
    title: &str,
    lines: &str,
    edges: Option<(&str, &str)>,
) -> Result<Vec<u8>, PackageError> {
    let mut parts = Files::new();
    let mut part = |name: &str, xml: String| {
        parts.insert(name.to_owned(), format!("{HEAD}{xml}").into_bytes());
    };
    let mut types = String::new();
    let mut relations = String::new();
    let mut references = String::new();
    if let Some((header, footer)) = edges {
        for (number, kind, element, style, text) in
            [(3, "header", "hdr", "Sidehoved", header), (4, "footer", "ftr", "Sidefod", footer)]
        {
            part(
                &format!("word/{kind}1.xml"),
                format!("<w:{element} {NAMES}>{}</w:{element}>", paragraphs(text, Some(style))),
            );
            types.push_str(&format!(
                "<Override PartName=\"/word/{kind}1.xml\" ContentType=\"{WORD_TYPE}.{kind}+xml\"/>"
            ));
            relations.push_str(&format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}1.xml\"/>"
            ));
            references
                .push_str(&format!("<w:{kind}Reference w:type=\"default\" r:id=\"rId{number}\"/>"));
        }
    }
    part("[Content_Types].xml", format!("{TYPES_BEFORE}{types}</Types>"));
    part("_rels/.rels", ROOT_RELATIONS.to_owned());
    part(
        "docProps/core.xml",
        format!(
            "{CORE_BEFORE}<dc:title>{}</dc:title><dc:language>da-DK</dc:language></cp:coreProperties>",
            encode(title)
        ),
    );
    part(
        "word/document.xml",
        format!(
            "<w:document {NAMES}><w:body>{}<w:sectPr>{references}{PAGE}</w:sectPr></w:body></w:document>",
            paragraphs(lines, None)
        ),
    );
    part("word/_rels/document.xml.rels", format!("{RELATIONS_BEFORE}{relations}</Relationships>"));
    part("word/settings.xml", format!("<w:settings {NAMES}>{SETTINGS}</w:settings>"));
    part("word/styles.xml", format!("<w:styles {NAMES}>{STYLES}</w:styles>"));
    write_archive(&parts)
}

/// Each line a paragraph.
fn paragraphs(lines: &str, style: Option<&str>) -> String {
    let lines = lines.lines().map(|line| {
        let (style, text) = match line.split_once(' ') {
            Some(("#", heading)) => (Some("Overskrift1"), heading),
            Some(("|", address)) => (Some("Adresse"), address),
            _ => (style, line),
        };
        let style = style
            .map(|style| format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"))
            .unwrap_or_default();
        let runs = match parse_braces(text) {
            Ok(pieces) => runs(&pieces, false),
            Err(_) => run("t", text),
        };
        format!("<w:p>{style}{runs}</w:p>")
    });
    lines.collect()
}

fn runs(pieces: &[BracePiece], in_code: bool) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        BracePiece::Text(text) if in_code => run("instrText", text),
        BracePiece::Text(text) => run("t", text),
        BracePiece::Field(field) => {
            let shown = shown(field).map(|shown| {
                format!("<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}", run("t", &shown))
            });
            format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}{}\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                runs(&field.pieces, true),
                shown.unwrap_or_default()
            )
        }
    });
    pieces.collect()
}

/// What Word shows of a field until it is merged: the name in guillemets, of a condition its text.
fn shown(field: &BraceField) -> Option<String> {
    let Some(BracePiece::Text(code)) = field.pieces.last() else { return None };
    let mut words = code.split_whitespace();
    match words.next()? {
        "MERGEFIELD" | "INCLUDETEXT" => {
            let name = words.next()?;
            Some(format!("«{}»", name.trim_matches('"')))
        }
        // `= "J" "text"`: the second of the quoted texts.
        "=" => code.split('"').nth(3).map(str::to_owned),
        _ => None,
    }
}

fn run(element: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:{element} xml:space=\"preserve\">{}</w:{element}></w:r>", encode(text))
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
/// A4 with the margins of a Danish letter.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
<w:pgMar w:top=\"1701\" w:right=\"1134\" w:bottom=\"1701\" w:left=\"1134\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>";
const SETTINGS: &str = "<w:defaultTabStop w:val=\"1304\"/>\
<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
<w:themeFontLang w:val=\"da-DK\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/>";
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/>\
<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"da-DK\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/>\
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Overskrift1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:uiPriority w:val=\"9\"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Overskrift2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:uiPriority w:val=\"9\"/><w:unhideWhenUsed/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Adresse\"><w:name w:val=\"Adresse\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Sidehoved\"><w:name w:val=\"header\"/><w:basedOn w:val=\"Normal\"/><w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Sidefod\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/><w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr></w:style>";
const TYPES_BEFORE: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>";
const ROOT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";
const RELATIONS_BEFORE: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>";
const CORE_BEFORE: &str = "<cp:coreProperties \
xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\">";
