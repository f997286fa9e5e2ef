//! Sketches: a document in a few lines that an expert in accessibility can read.
//!
//! Lines that begin with `! ` say what holds for the document; an empty line is nothing.
//!
//! | line | meaning |
//! |---|---|
//! | `! title T` | the document's title, `-` for none; `Afgørelse om helbredstillæg` unless said |
//! | `! language en-US` | the language of its defaults, `-` for none; `da-DK` unless said |
//! | `! core X`, `! app X`, `! custom X`, `! settings X`, `! styles X`, `! numbering X` | XML that is added to that part |
//! | `! rel ID KIND TARGET` | a relationship of the document; `! rel-out …` one that leads outside |
//! | `! part NAME X` | a part with this XML |
//! | `! header TEXT`, `! footer TEXT`, `! footnote TEXT`, `! comment TEXT` | a paragraph there |
//! | `! macros` | a macro project |
//! | `! role element`, `! tags a, b`, `! stage finished`, `! file NAME.docx` | how it is judged |
//! | `! manifest KEY = VALUE` | a line of the manifest beside it, in TOML |
//! | `! bundle` | it is proved as a template of the bundle beside the sketches |
//! | `! to FILE LINE`, `! instead FILE OLD => NEW` | a line more in a file of that bundle; other words in it |
//! | `! besides CODE` | that the proof finds this too goes without saying |
//! | `! merge`, `! element KEY` | it is merged too; an approved element |
//! | `! enclosures N` | so many fixed enclosures |
//! | `! digital-post T` | the finished letter's title in Digital Post |
//! | `# Text` to `###### Text` | a heading |
//! | `- Text`, `1. Text` | an item of a real list |
//! | `\|! a \| b`, `\| a \| b` | a header row and a row of a table |
//! | `¶` | an empty paragraph |
//! | `^X^ Text` | a paragraph with these properties |
//! | `<w:…` | XML of a block |
//! | `\- Text` | text, whatever it begins with |
//! | anything else | a paragraph |
//!
//! In text: `{ MERGEFIELD A.B }` is a field, and fields nest; `**bold**`; `[[X|text]]` a run with these
//! properties; `[text](address)` a link; `![alt](logo.png)` a picture in the line, `!![alt](logo.png)` a
//! floating one, the alt `-` marks it as decorative; `→` a tab; `⏎` a line break; `<<X>>` XML.

use std::collections::BTreeMap;

use brevsmed::docx::encode;

use crate::support::zip;

const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:o="urn:schemas-microsoft-com:office:office" "#,
    r#"xmlns:w10="urn:schemas-microsoft-com:office:word" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#,
);
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A document from a sketch.
#[derive(Debug, Default)]
pub struct Sketch {
    said: BTreeMap<String, Vec<String>>,
    body: String,
    relationships: Vec<(String, String, String, bool)>,
    media: BTreeMap<String, Vec<u8>>,
    drawings: usize,
}

impl Sketch {
    /// Reads a sketch.
    pub fn read(text: &str) -> Self {
        let mut sketch = Sketch::default();
        let mut lines = Vec::new();
        for line in text.lines() {
            match line.strip_prefix("! ") {
                Some(said) => {
                    let (key, value) = said.trim().split_once(' ').unwrap_or((said.trim(), ""));
                    sketch.said.entry(key.to_owned()).or_default().push(value.trim().to_owned());
                }
                None => lines.push(line),
            }
        }
        for (key, outside) in [("rel", false), ("rel-out", true)] {
            for line in sketch.all(key).to_vec() {
                let mut words = line.splitn(3, ' ').map(str::to_owned);
                let mut next = || words.next().unwrap_or_default();
                sketch.relationships.push((next(), next(), next(), outside));
            }
        }
        sketch.body = sketch.blocks(&lines);
        sketch
    }

    /// All that is said under a key.
    pub fn all(&self, key: &str) -> &[String] {
        self.said.get(key).map_or(&[], Vec::as_slice)
    }

    /// What is said under a key, last.
    pub fn said(&self, key: &str) -> Option<&str> {
        self.all(key).last().map(String::as_str)
    }

    /// The XML of its blocks.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Its relationships: id, kind, target, and whether it leads outside.
    pub fn relationships(&self) -> &[(String, String, String, bool)] {
        &self.relationships
    }

    /// Its pictures, by name.
    pub fn media(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.media
    }

    fn blocks(&mut self, lines: &[&str]) -> String {
        let mut xml = String::new();
        let mut rows: Vec<String> = Vec::new();
        for line in lines {
            let line = line.trim_end();
            if let Some(row) = line.strip_prefix('|') {
                rows.push(self.row(row));
                continue;
            }
            if !rows.is_empty() {
                xml.push_str(&table(&std::mem::take(&mut rows)));
            }
            if line.is_empty() {
                continue;
            }
            xml.push_str(&self.block(line));
        }
        if !rows.is_empty() {
            xml.push_str(&table(&rows));
        }
        xml
    }

    fn block(&mut self, line: &str) -> String {
        if line == "¶" {
            return "<w:p/>".to_owned();
        }
        if line.starts_with("<w:") || line.starts_with("<mc:") {
            return line.to_owned();
        }
        let hashes = line.chars().take_while(|c| *c == '#').count();
        if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
            let properties = format!(r#"<w:pStyle w:val="Overskrift{hashes}"/>"#);
            return self.paragraph(&properties, line[hashes..].trim_start());
        }
        let item = |list: u8| {
            format!(
                r#"<w:pStyle w:val="Listeafsnit"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#
            )
        };
        if let Some(text) = line.strip_prefix("- ") {
            return self.paragraph(&item(1), text);
        }
        if let Some(text) = line.strip_prefix("1. ") {
            return self.paragraph(&item(2), text);
        }
        if let Some(rest) = line.strip_prefix('^')
            && let Some((properties, text)) = rest.split_once('^')
        {
            return self.paragraph(properties, text.strip_prefix(' ').unwrap_or(text));
        }
        self.paragraph("", line.strip_prefix('\\').unwrap_or(line))
    }

    /// A paragraph with this text.
    pub fn paragraph(&mut self, properties: &str, text: &str) -> String {
        let properties = if properties.is_empty() {
            String::new()
        } else {
            format!("<w:pPr>{properties}</w:pPr>")
        };
        format!("<w:p>{properties}{}</w:p>", self.inlines(text))
    }

    fn row(&mut self, row: &str) -> String {
        let (header, row) = match row.strip_prefix('!') {
            Some(row) => ("<w:trPr><w:tblHeader/></w:trPr>", row),
            None => ("", row),
        };
        let row = row.trim().trim_end_matches('|');
        let cells: String = row
            .split('|')
            .map(|cell| {
                let text = self.paragraph("", cell.trim());
                format!(r#"<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{text}</w:tc>"#)
            })
            .collect();
        format!("<w:tr>{header}{cells}</w:tr>")
    }

    fn inlines(&mut self, text: &str) -> String {
        let mut xml = String::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some((made, length)) = self.special(rest) {
                xml.push_str(&run("", &std::mem::take(&mut plain)));
                xml.push_str(&made);
                rest = &rest[length..];
            } else {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        xml + &run("", &plain)
    }

    /// What begins here and is more than a character, and its length.
    fn special(&mut self, text: &str) -> Option<(String, usize)> {
        let between = |open: &str, close: &str| {
            let inner = text.strip_prefix(open)?;
            let end = inner.find(close)?;
            Some((&inner[..end], open.len() + end + close.len()))
        };
        if let Some((inner, length)) = between("<<", ">>") {
            return Some((inner.to_owned(), length));
        }
        if let Some((inner, length)) = between("**", "**") {
            return Some((run("<w:b/>", inner), length));
        }
        if let Some((inner, length)) = between("[[", "]]") {
            let (properties, words) = inner.split_once('|').unwrap_or(("", inner));
            return Some((run(properties, words), length));
        }
        if text.starts_with("!!")
            && let Some((made, length)) = self.picture(&text[1..], true)
        {
            return Some((made, length + 1));
        }
        if text.starts_with("![") {
            return self.picture(text, false);
        }
        if text.starts_with('[')
            && let Some((words, target, length)) = bracketed(text)
        {
            let id = self.relate("hyperlink", target, true);
            return Some((
                format!(r#"<w:hyperlink r:id="{id}">{}</w:hyperlink>"#, run("", words)),
                length,
            ));
        }
        if text.starts_with('{') {
            let mut depth = 0;
            for (at, c) in text.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return Some((field(&text[1..at]), at + 1));
                }
            }
        }
        if text.starts_with('→') {
            return Some(("<w:r><w:tab/></w:r>".to_owned(), '→'.len_utf8()));
        }
        if text.starts_with('⏎') {
            return Some(("<w:r><w:br/></w:r>".to_owned(), '⏎'.len_utf8()));
        }
        None
    }

    fn picture(&mut self, text: &str, floating: bool) -> Option<(String, usize)> {
        let (alt, file, length) = bracketed(text.strip_prefix('!')?)?;
        self.media.entry(file.to_owned()).or_insert_with(|| picture(file));
        let id = self.relate("image", &format!("media/{file}"), false);
        self.drawings += 1;
        let number = self.drawings;
        let (description, inner) = match alt {
            "" => (String::new(), String::new()),
            "-" => (
                String::new(),
                concat!(
                    r#"<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">"#,
                    r#"<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>"#
                )
                .to_owned(),
            ),
            alt => (format!(r#" descr="{}""#, encode(alt)), String::new()),
        };
        let naming = format!(
            r#"<wp:extent cx="1440000" cy="720000"/>{}<wp:docPr id="{number}" name="Billede {number}"{description}>{inner}</wp:docPr>"#,
            if floating { "<wp:wrapSquare wrapText=\"bothSides\"/>" } else { "" },
        );
        let graphic = format!(
            concat!(
                r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#,
                r#"<pic:nvPicPr><pic:cNvPr id="{}" name="{}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                r#"<pic:blipFill><a:blip r:embed="{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1440000" cy="720000"/></a:xfrm>"#,
                r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"#
            ),
            number, file, id
        );
        let frame = if floating {
            format!(
                concat!(
                    r#"<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">"#,
                    r#"<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>"#,
                    r#"<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>{}{}</wp:anchor>"#
                ),
                naming, graphic
            )
        } else {
            format!("<wp:inline>{naming}{graphic}</wp:inline>")
        };
        Some((format!("<w:r><w:drawing>{frame}</w:drawing></w:r>"), length + 1))
    }

    fn relate(&mut self, kind: &str, target: &str, outside: bool) -> String {
        if let Some(known) = self
            .relationships
            .iter()
            .find(|known| known.1 == kind && known.2 == target && known.3 == outside)
        {
            return known.0.clone();
        }
        let id = format!("rId{}", 100 + self.relationships.len());
        self.relationships.push((id.clone(), kind.to_owned(), target.to_owned(), outside));
        id
    }

    /// The package's bytes.
    pub fn docx(mut self) -> Vec<u8> {
        let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut types: Vec<(String, String)> = Vec::new();
        let joined = |sketch: &Sketch, key: &str| sketch.all(key).concat();
        let title = self.said("title").unwrap_or("Afgørelse om helbredstillæg").to_owned();
        let language = self.said("language").unwrap_or("da-DK").to_owned();

        for (key, kind, plural) in [
            ("header", "hdr", "header"),
            ("footer", "ftr", "footer"),
            ("footnote", "footnote", "footnotes"),
            ("comment", "comment", "comments"),
        ] {
            let lines = self.all(key).to_vec();
            if lines.is_empty() {
                continue;
            }
            let content: String = lines
                .iter()
                .enumerate()
                .map(|(at, line)| {
                    let block = self.block(line);
                    match key {
                        "header" | "footer" => block,
                        _ => format!(
                            r#"<w:{kind} w:id="{}" w:author="Tine Test">{block}</w:{kind}>"#,
                            at + 1
                        ),
                    }
                })
                .collect();
            let root = if plural == key { kind } else { plural };
            let part = format!("word/{plural}1.xml");
            parts.insert(
                part.clone(),
                format!("<w:{root} {NAMESPACES}>{content}</w:{root}>").into_bytes(),
            );
            types.push((part, format!("{WORD}.{plural}+xml")));
            let id = self.relate(plural, &format!("{plural}1.xml"), false);
            if matches!(key, "header" | "footer") {
                self.said
                    .entry("sectPr".to_owned())
                    .or_default()
                    .push(format!(r#"<w:{key}Reference w:type="default" r:id="{id}"/>"#));
            }
        }
        let section = joined(&self, "sectPr");
        let body = &self.body;
        parts.insert(
            "word/document.xml".to_owned(),
            format!(
                r#"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#
            )
            .into_bytes(),
        );
        let main = if self.said("macros").is_some() {
            parts.insert("word/vbaProject.bin".to_owned(), b"macros".to_vec());
            types.push((
                "word/vbaProject.bin".to_owned(),
                "application/vnd.ms-office.vbaProject".to_owned(),
            ));
            self.relationships.push((
                "rIdMacros".to_owned(),
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject".to_owned(),
                "vbaProject.bin".to_owned(),
                false,
            ));
            "application/vnd.ms-word.document.macroEnabled.main+xml".to_owned()
        } else {
            format!("{WORD}.document.main+xml")
        };
        types.push(("word/document.xml".to_owned(), main));
        for (name, xml) in [
            ("settings", settings(&joined(&self, "settings"))),
            ("styles", styles(&language, &joined(&self, "styles"))),
            ("numbering", numbering(&joined(&self, "numbering"))),
        ] {
            parts.insert(format!("word/{name}.xml"), xml.into_bytes());
            types.push((format!("word/{name}.xml"), format!("{WORD}.{name}+xml")));
            self.relate(name, &format!("{name}.xml"), false);
        }
        let title = if title == "-" {
            String::new()
        } else {
            format!("<dc:title>{}</dc:title>", encode(&title))
        };
        let core = joined(&self, "core");
        parts.insert(
            "docProps/core.xml".to_owned(),
            format!(
                r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{title}{core}</cp:coreProperties>"#
            )
            .into_bytes(),
        );
        types.push((
            "docProps/core.xml".to_owned(),
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ));
        let mut root = vec![
            ("rId1".to_owned(), "officeDocument".to_owned(), "word/document.xml".to_owned(), false),
            (
                "rId2".to_owned(),
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                    .to_owned(),
                "docProps/core.xml".to_owned(),
                false,
            ),
        ];
        for (key, kind, space) in [
            ("app", "extended-properties", "extended-properties"),
            ("custom", "custom-properties", "custom-properties"),
        ] {
            let inner = joined(&self, key);
            if inner.is_empty() {
                continue;
            }
            parts.insert(
                format!("docProps/{key}.xml"),
                format!(
                    r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{space}" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}</Properties>"#
                )
                .into_bytes(),
            );
            types.push((
                format!("docProps/{key}.xml"),
                format!("application/vnd.openxmlformats-officedocument.{kind}+xml"),
            ));
            root.push((format!("rId{key}"), kind.to_owned(), format!("docProps/{key}.xml"), false));
        }
        for line in self.all("part") {
            let (name, xml) = line.split_once(' ').unwrap_or((line, ""));
            parts.insert(name.to_owned(), xml.as_bytes().to_vec());
        }
        for (name, bytes) in &self.media {
            parts.insert(format!("word/media/{name}"), bytes.clone());
        }
        parts.insert("_rels/.rels".to_owned(), relationships(&root).into_bytes());
        parts.insert(
            "word/_rels/document.xml.rels".to_owned(),
            relationships(&self.relationships).into_bytes(),
        );
        for key in ["header", "footer"] {
            // Pictures of headers are found through the same ids.
            if !self.all(key).is_empty() {
                parts.insert(
                    format!("word/_rels/{key}1.xml.rels"),
                    relationships(&self.relationships).into_bytes(),
                );
            }
        }
        let overrides: String = types
            .iter()
            .map(|(part, kind)| format!(r#"<Override PartName="/{part}" ContentType="{kind}"/>"#))
            .collect();
        parts.insert(
            "[Content_Types].xml".to_owned(),
            format!(
                concat!(
                    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
                    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
                    r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
                    r#"<Default Extension="gif" ContentType="image/gif"/><Default Extension="bin" ContentType="application/octet-stream"/>{}</Types>"#
                ),
                overrides
            )
            .into_bytes(),
        );
        zip(&parts.into_iter().collect::<Vec<_>>())
    }
}

/// `[a](b)` at the beginning of a text, and its length.
fn bracketed(text: &str) -> Option<(&str, &str, usize)> {
    let close = text.find("](")?;
    let end = close + 2 + text[close + 2..].find(')')?;
    Some((&text[1..close], &text[close + 2..end], end + 1))
}

/// A run; nothing for no text.
pub fn run(properties: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, encode(text))
}

/// A field by the text between its braces; merge fields show their name.
fn field(code: &str) -> String {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let mut runs = String::new();
    let mut plain = String::new();
    let mut rest = code;
    let instruction = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!(
                r#"<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>"#,
                encode(text)
            )
        }
    };
    while let Some(c) = rest.chars().next() {
        if c == '{' {
            let mut depth = 0;
            let end = rest
                .char_indices()
                .find(|(_, c)| {
                    depth += i32::from(*c == '{') - i32::from(*c == '}');
                    depth == 0
                })
                .map_or(rest.len() - 1, |(at, _)| at);
            runs.push_str(&instruction(&std::mem::take(&mut plain)));
            runs.push_str(&field(&rest[1..end]));
            rest = &rest[end + 1..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    runs.push_str(&instruction(&plain));
    let mut words = code.split_whitespace();
    let stored = match (words.next(), words.next()) {
        (Some("MERGEFIELD"), Some(name)) => {
            format!("{}{}", mark("separate"), run("", &format!("«{name}»")))
        }
        _ => String::new(),
    };
    format!("{}{runs}{stored}{}", mark("begin"), mark("end"))
}

fn table(rows: &[String]) -> String {
    let columns = rows.iter().map(|row| row.matches("<w:tc>").count()).max().unwrap_or(1);
    let edge = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:color="auto"/>"#);
    let borders: String =
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>"#,
        r#"<w:gridCol w:w="2000"/>"#.repeat(columns),
        rows.concat()
    )
}

fn settings(own: &str) -> String {
    format!(
        r#"<w:settings {NAMESPACES}>{own}<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"#
    )
}

fn styles(language: &str, own: &str) -> String {
    let language =
        if language == "-" { String::new() } else { format!(r#"<w:lang w:val="{language}"/>"#) };
    let headings: String = (1..=6)
        .map(|level| {
            format!(
                r#"<w:style w:type="paragraph" w:styleId="Overskrift{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{}"/></w:rPr></w:style>"#,
                level - 1,
                34 - 2 * level
            )
        })
        .collect();
    format!(
        concat!(
            r#"<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>{}</w:rPr></w:rPrDefault>"#,
            r#"<w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
            r#"<w:style w:type="paragraph" w:styleId="Listeafsnit"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style>"#,
            r#"{}{}</w:styles>"#
        ),
        NAMESPACES, language, headings, own
    )
}

fn numbering(own: &str) -> String {
    let definition = |id: u8, format: &str, label: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{label}"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>"#
        )
    };
    format!(
        r#"<w:numbering {NAMESPACES}>{}{}{own}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#,
        definition(0, "bullet", "•"),
        definition(1, "decimal", "%1."),
    )
}

fn relationships(all: &[(String, String, String, bool)]) -> String {
    let elements: String = all.iter().map(relationship).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{elements}</Relationships>"#
    )
}

/// The XML of a relationship.
pub fn relationship((id, kind, target, outside): &(String, String, String, bool)) -> String {
    let kind = if kind.contains(':') { kind.clone() } else { format!("{RELATIONSHIPS}/{kind}") };
    let mode = if *outside { r#" TargetMode="External""# } else { "" };
    format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{}"{mode}/>"#, encode(target))
}

/// The smallest picture of its kind; `moving.gif` has two frames.
fn picture(file: &str) -> Vec<u8> {
    if file.ends_with(".gif") {
        let frame: &[u8] =
            &[0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        let mut gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff".to_vec();
        for _ in 0..if file.starts_with("moving") { 2 } else { 1 } {
            gif.extend_from_slice(frame);
        }
        gif.push(0x3B);
        return gif;
    }
    // One white pixel.
    vec![
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
        0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 13, 0x49, 0x44, 0x41,
        0x54, 0x78, 0x9C, 0x63, 0xF8, 0xFF, 0xFF, 0xFF, 0x7F, 0, 9, 0xFB, 3, 0xFD, 5, 0x43, 0x45,
        0xCA, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}
