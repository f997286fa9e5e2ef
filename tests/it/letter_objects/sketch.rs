//! Small letters from a few lines of WordprocessingML.

use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::letter::{Letter, ReadOptions, Sheet, read};

use crate::support::{Doc, NAMESPACES};

/// A picture of one pixel.
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\xa6\xa6\xa0\xa3\0\0\0\0IEND\xaeB`\x82";

/// Styles that sketches use: headings, captions, contents, a plain grid.
const STYLES: &str = r#"
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift4"><w:name w:val="heading 4"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Billedtekst"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Indhold1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Indhold2"><w:name w:val="toc 2"/></w:style>
<w:style w:type="table" w:styleId="Gitter"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/>
<w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style>
"#;

/// A letter under construction.
pub struct Sketch {
    body: String,
    styles: String,
    more: Vec<(&'static str, String)>,
    relationships: String,
    media: Vec<(&'static str, Vec<u8>)>,
}

impl Sketch {
    /// A letter with this body.
    pub fn new(body: &str) -> Self {
        Sketch {
            body: body.to_owned(),
            styles: STYLES.to_owned(),
            more: Vec::new(),
            relationships: String::new(),
            media: Vec::new(),
        }
    }

    /// More styles.
    pub fn styles(mut self, styles: &str) -> Self {
        self.styles.push_str(styles);
        self
    }

    /// Lists: `w:abstractNum` and `w:num` elements.
    pub fn numbering(mut self, xml: &str) -> Self {
        self.more.push(("numbering", xml.to_owned()));
        self
    }

    /// The header of all pages.
    pub fn header(mut self, xml: &str) -> Self {
        self.more.push(("header", xml.to_owned()));
        self.body.push_str(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>"#,
        );
        self
    }

    /// A part with a picture or anything else.
    pub fn media(mut self, id: &str, name: &'static str, bytes: &[u8]) -> Self {
        self.relationships.push_str(&format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{name}"/>"#
        ));
        self.media.push((name, bytes.to_vec()));
        self
    }

    /// A picture that is only linked.
    pub fn linked(mut self, id: &str, target: &str) -> Self {
        self.relationships.push_str(&format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{target}" TargetMode="External"/>"#
        ));
        self
    }

    /// The letter, read.
    pub fn letter(&self) -> Letter {
        let mut doc = Doc::new(&self.body)
            .with("styles", &format!("<w:styles {NAMESPACES}>{}</w:styles>", self.styles));
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut relationships = self.relationships.clone();
        for kind in
            ["styles", "settings"].into_iter().chain(self.more.iter().map(|(kind, _)| *kind))
        {
            relationships.push_str(&format!(
                r#"<Relationship Id="{kind}" Type="{base}/{kind}" Target="{kind}.xml"/>"#
            ));
        }
        for (kind, xml) in &self.more {
            let root = if *kind == "header" { "hdr" } else { kind };
            doc = doc.with(kind, &format!("<w:{root} {NAMESPACES}>{xml}</w:{root}>"));
        }
        for (name, bytes) in &self.media {
            doc = doc.with_part(&format!("word/{name}"), bytes);
        }
        let relationships = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}</Relationships>"#
        );
        doc = doc.with_part("word/_rels/document.xml.rels", relationships.as_bytes());
        letter(&doc.bytes())
    }

    /// What the letter says, and what was found.
    pub fn dump(&self) -> String {
        told(&self.letter())
    }

    /// How the letter looks.
    pub fn looks(&self) -> String {
        self.letter().dump_appearance()
    }
}

/// A document's bytes, read as a letter.
pub fn letter(bytes: &[u8]) -> Letter {
    let package = Package::open(bytes, Macros::Drop, &Limits::default()).expect("a package");
    let sheet = Sheet::read(&package).expect("a sheet");
    read(&package, &sheet, &ReadOptions::default()).expect("a letter")
}

/// What a letter says, and what was found while reading it.
pub fn told(letter: &Letter) -> String {
    let mut text = letter.dump();
    for found in &letter.diagnostics {
        let place = found.place.as_ref().map(|place| place.words(MessageLanguage::English));
        text.push_str(&format!("! {} {}\n", found.finding.code(), place.unwrap_or_default()));
    }
    text
}

/// A paragraph of a style.
pub fn p(style: &str, text: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#)
    };
    format!(r#"<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A paragraph of a list.
pub fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A table: its properties, and rows of cells parted by `|`.
pub fn table(properties: &str, rows: &[&str]) -> String {
    let columns = rows.first().map_or(0, |row| row.split('|').count());
    let grid: String = (0..columns).map(|_| r#"<w:gridCol w:w="2000"/>"#).collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let (trpr, cells) = match row.strip_prefix('^') {
                Some(cells) => ("<w:trPr><w:tblHeader/></w:trPr>", cells),
                None => ("", *row),
            };
            let cells: String = cells.split('|').map(|text| cell("", text.trim())).collect();
            format!("<w:tr>{trpr}{cells}</w:tr>")
        })
        .collect();
    format!("<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
}

/// A cell: its properties and its text; bold between asterisks.
pub fn cell(properties: &str, text: &str) -> String {
    let bold = text.len() > 1 && text.starts_with('*') && text.ends_with('*');
    let text = text.trim_matches('*');
    let format = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    let run = if text.is_empty() {
        String::new()
    } else {
        format!("<w:r>{format}<w:t>{text}</w:t></w:r>")
    };
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run}</w:p></w:tc>")
}
