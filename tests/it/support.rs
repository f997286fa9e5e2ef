//! Small documents built in memory, merged, and read back.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use brevsmed::field::Value;
use brevsmed::merge::{
    Answers, Datum, MergeOptions, Merged, Missing, Record, Request, Strictness, merge,
};
use brevsmed::template::{CompileOptions, Template};

/// The namespaces that test documents declare.
pub const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#,
);

/// A document under construction: parts by name.
#[derive(Clone, Debug)]
pub struct Doc {
    parts: Vec<(String, Vec<u8>)>,
    relationships: Vec<(String, String)>,
    overrides: Vec<(String, String)>,
}

impl Doc {
    /// A document with this body, Danish settings and two heading styles.
    pub fn new(body: &str) -> Self {
        let mut doc = Doc { parts: Vec::new(), relationships: Vec::new(), overrides: Vec::new() };
        doc.overrides.push((
            "word/document.xml".to_owned(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                .to_owned(),
        ));
        doc.parts.push((
            "word/document.xml".to_owned(),
            format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>").into_bytes(),
        ));
        doc.with(
            "settings",
            &format!(
                r#"<w:settings {NAMESPACES}><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"#
            ),
        )
        .with(
            "styles",
            &format!(
                concat!(
                    r#"<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
                    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
                    r#"<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>"#,
                    r#"<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/></w:style></w:styles>"#,
                ),
                NAMESPACES
            ),
        )
    }

    /// A document whose body is one paragraph of these runs.
    pub fn paragraph(runs: &str) -> Self {
        Doc::new(&format!("<w:p>{runs}</w:p>"))
    }

    /// Adds or replaces a part of the main document, by the kind of its relationship: `header`,
    /// `settings`, `footnotes`.
    pub fn with(mut self, kind: &str, xml: &str) -> Self {
        let name = format!("word/{kind}.xml");
        if let Some(part) = self.parts.iter_mut().find(|(part, _)| *part == name) {
            part.1 = xml.as_bytes().to_vec();
            return self;
        }
        self.parts.push((name.clone(), xml.as_bytes().to_vec()));
        self.relationships.push((kind.to_owned(), format!("{kind}.xml")));
        self.overrides.push((
            name,
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"),
        ));
        self
    }

    /// Adds any part, known to nobody, or replaces one.
    pub fn with_part(mut self, name: &str, bytes: &[u8]) -> Self {
        self.parts.retain(|(part, _)| part != name);
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// The package's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let overrides: String = self
            .overrides
            .iter()
            .map(|(part, kind)| format!(r#"<Override PartName="/{part}" ContentType="{kind}"/>"#))
            .collect();
        let types = format!(
            concat!(
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
                r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
                r#"<Default Extension="xml" ContentType="application/xml"/>{}</Types>"#
            ),
            overrides
        );
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let list = |relationships: &[(String, String)]| {
            let elements: String = relationships
                .iter()
                .enumerate()
                .map(|(index, (kind, target))| {
                    format!(
                        r#"<Relationship Id="rId{}" Type="{base}/{kind}" Target="{target}"/>"#,
                        index + 1
                    )
                })
                .collect();
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{elements}</Relationships>"#
            )
        };
        let root = list(&[("officeDocument".to_owned(), "word/document.xml".to_owned())]);
        let mut all: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), root.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), list(&self.relationships).into_bytes()),
        ];
        // A test may bring one of these parts itself.
        all.retain(|(name, _)| self.parts.iter().all(|(part, _)| part != name));
        all.extend(self.parts.iter().cloned());
        zip(&all)
    }

    /// The compiled template.
    pub fn template(&self) -> Template {
        Template::compile(&self.bytes(), &CompileOptions::default()).expect("a template")
    }
}

/// An archive of these parts.
pub fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .expect("an entry");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A run with text.
pub fn text(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, brevsmed::docx::encode(text))
}

/// A complex field: code (may hold other fields' runs) and stored result.
pub fn field(code: &str, stored: &str) -> String {
    format!(
        concat!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}"#,
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        ),
        code_runs(code),
        brevsmed::docx::encode(stored)
    )
}

/// Code as runs: what stands between `{` and `}` becomes a nested field.
pub fn code_runs(code: &str) -> String {
    let mut runs = String::new();
    let mut depth = 0usize;
    let mut piece = String::new();
    for c in code.chars() {
        match c {
            '{' if depth == 0 => {
                runs.push_str(&instruction(&std::mem::take(&mut piece)));
                depth = 1;
            }
            '}' if depth == 1 => {
                runs.push_str(&field(&std::mem::take(&mut piece), "gammelt"));
                depth = 0;
            }
            c => {
                depth = match c {
                    '{' => depth + 1,
                    '}' => depth.saturating_sub(1),
                    _ => depth,
                };
                piece.push(c);
            }
        }
    }
    runs.push_str(&instruction(&piece));
    runs
}

/// A run with field code.
pub fn instruction(code: &str) -> String {
    if code.is_empty() {
        return String::new();
    }
    format!(
        r#"<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>"#,
        brevsmed::docx::encode(code)
    )
}

/// A record of text values.
pub fn record(values: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (name, value) in values {
        record.insert(*name, Datum::Value(Value::from(*value)));
    }
    record
}

/// Merges with answers in the record and nothing else asked for.
pub fn merged(template: &Template, record: &Record, options: &MergeOptions) -> Merged {
    let answers: Answers = HashMap::new();
    let request = Request::single(record, &answers, options);
    merge(template, &request).expect("a package")
}

/// Options under which a letter is always written.
pub fn lenient() -> MergeOptions {
    MergeOptions {
        strictness: Strictness::Lenient,
        missing: Missing::Empty,
        ..MergeOptions::default()
    }
}

/// A part of a package.
pub fn part(package: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("an archive");
    let mut entry = archive.by_name(name).ok()?;
    let mut text = String::new();
    entry.read_to_string(&mut text).expect("text");
    Some(text)
}

/// The body of a letter's main part, without the tags around it.
pub fn body(package: &[u8]) -> String {
    let xml = part(package, "word/document.xml").expect("a body");
    let start = xml.find("<w:body>").expect("body") + "<w:body>".len();
    let end = xml.find("</w:body>").expect("body");
    xml[start..end].to_owned()
}

/// The visible text of a part's XML, a line a paragraph; codes of fields that stayed left out.
pub fn visible(xml: &str) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = rest.find('>').expect("a tag's end");
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/'), name) {
            (false, false, "w:t") => {
                let end = rest.find('<').expect("the end of a text");
                line.push_str(&brevsmed::docx::decode(&rest[..end]));
            }
            (_, true, "w:br") => line.push('⏎'),
            (_, true, "w:tab") => line.push('\t'),
            (true, _, "w:p") | (false, true, "w:p") => lines.push(std::mem::take(&mut line)),
            _ => {}
        }
    }
    lines.join("\n")
}

/// The folder beside the project with documents that are not part of it.
///
/// Tests that need it say so and pass where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if folder.exists() {
        Some(folder)
    } else {
        eprintln!("skipped: `../shared/{path}` is not here");
        None
    }
}
