//! What the file says of itself: title, author, language, dates, and the standards it follows, in
//! XMP and in the information dictionary alike (ISO 19005-2, 6.6; ISO 14289-1, 5).

use pdf_writer::Date;

use crate::letter::Letter;

use super::{PdfError, PdfOptions};

/// The program that wrote the file.
pub(super) const PRODUCER: &str = concat!("brevsmed ", env!("CARGO_PKG_VERSION"));

/// The tool that the letter was made with.
pub(super) const CREATOR: &str = "brevsmed";

/// What the file says of itself.
pub(super) struct Facts {
    /// The title, never empty.
    pub title: String,
    /// The author.
    pub author: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: String,
    /// When the letter was made, as given and as PDF has it.
    pub created: Option<(String, Date)>,
}

impl Facts {
    /// Gathers them; the heading stands in for a title that is none.
    pub fn gather(letter: &Letter, options: &PdfOptions, heading: &str) -> Result<Self, PdfError> {
        let language = if is_language(&letter.language) { &*letter.language } else { "da-DK" };
        let created = match &options.created {
            Some(value) => {
                let date = date(value).ok_or_else(|| PdfError::Date { value: value.clone() })?;
                Some((value.clone(), date))
            }
            None => None,
        };
        let word = if language.starts_with("da") { "Brev" } else { "Letter" };
        let title = [options.title.as_deref().unwrap_or_default(), &letter.title, heading, word]
            .into_iter()
            .map(clean)
            .find(|title| !title.is_empty() && !is_file_name(title))
            .unwrap_or_else(|| word.to_owned());
        let author = letter.author.as_deref().map(clean).filter(|author| !author.is_empty());
        Ok(Facts { title, author, language: language.to_owned(), created })
    }

    /// The metadata as XMP (ISO 16684-1).
    pub fn xmp(&self) -> String {
        let mut xmp = String::with_capacity(2600);
        xmp.push_str("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        xmp.push_str(concat!(
            r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">"#,
            r#"<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" "#,
            r#"xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" "#,
            r#"xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" "#,
            r#"xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">"#,
            "\n",
        ));
        let title = escaped(&self.title);
        let language = escaped(&self.language);
        xmp.push_str("<dc:format>application/pdf</dc:format>\n");
        xmp.push_str(&format!(
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li><rdf:li xml:lang=\"{language}\">{title}</rdf:li></rdf:Alt></dc:title>\n"
        ));
        if let Some(author) = &self.author {
            let author = escaped(author);
            xmp.push_str(&format!(
                "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
            ));
        }
        xmp.push_str(&format!(
            "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n"
        ));
        xmp.push_str(&format!("<pdf:Producer>{}</pdf:Producer>\n", escaped(PRODUCER)));
        xmp.push_str(&format!("<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n"));
        if let Some((created, _)) = &self.created {
            let created = escaped(created);
            xmp.push_str(&format!(
                "<xmp:CreateDate>{created}</xmp:CreateDate>\n<xmp:ModifyDate>{created}</xmp:ModifyDate>\n"
            ));
        }
        xmp.push_str(concat!(
            "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n",
            r#"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">"#,
            "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>",
            "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
            "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
            r#"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">"#,
            "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
            "<pdfaProperty:category>internal</pdfaProperty:category>",
            "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>",
            "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n",
            "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        ));
        xmp
    }
}

/// A text of one line without what XML cannot hold.
fn clean(text: &str) -> String {
    let bad = |c: char| {
        c.is_control() || matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    let text = text.replace(char::is_whitespace, " ").replace(bad, "");
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a title is what programs write where nobody wrote one.
fn is_file_name(title: &str) -> bool {
    let title = title.to_lowercase();
    let numbered = |word: &str| {
        title
            .strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().chars().next().is_none_or(|c| c.is_ascii_digit()))
    };
    [".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm", ".pdf"]
        .iter()
        .any(|end| title.ends_with(end))
        || ["microsoft word", "untitled"].iter().any(|start| title.starts_with(start))
        || numbered("dokument")
        || numbered("document")
}

/// Whether a tag is one of BCP 47 (RFC 5646, 2.1), as far as its form goes.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A date of RFC 3339 with seconds and offset.
fn date(value: &str) -> Option<Date> {
    let bytes = value.as_bytes();
    let number = |from: usize, to: usize| -> Option<u16> {
        let digits = value.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if signs.iter().any(|(at, sign)| bytes.get(*at) != Some(sign)) {
        return None;
    }
    let within =
        |value: u16, low: u16, high: u16| (low..=high).contains(&value).then_some(value as u8);
    let date = Date::new(number(0, 4)?)
        .month(within(number(5, 7)?, 1, 12)?)
        .day(within(number(8, 10)?, 1, 31)?)
        .hour(within(number(11, 13)?, 0, 23)?)
        .minute(within(number(14, 16)?, 0, 59)?)
        .second(within(number(17, 19)?, 0, 59)?);
    match (value.get(19..20)?, value.len()) {
        ("Z", 20) => Some(date.utc_offset_hour(0)),
        (sign @ ("+" | "-"), 25) if bytes.get(22) == Some(&b':') => {
            let hour = within(number(20, 22)?, 0, 23)?.cast_signed();
            let minute = within(number(23, 25)?, 0, 59)?;
            let hour = if sign == "-" { -hour } else { hour };
            Some(date.utc_offset_hour(hour).utc_offset_minute(minute))
        }
        _ => None,
    }
}

/// A text inside XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_whole_or_none() {
        for good in
            ["2026-01-15T10:00:00+01:00", "2026-01-15T10:00:00Z", "2026-12-31T23:59:59-05:30"]
        {
            assert!(date(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2026-01-15",
            "2026-01-15T10:00:00",
            "2026-13-15T10:00:00Z",
            "2026-01-15 10:00:00Z",
            "2026-01-15T10:00:00+0100",
            "æøå6-01-15T10:00:00Z",
        ] {
            assert!(date(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn names_of_files_are_no_titles() {
        for name in ["brev.docx", "Dokument1", "Document 2", "Microsoft Word - x", "Untitled"] {
            assert!(is_file_name(name), "{name}");
        }
        for title in ["Dokumentation for helbredstillæg", "Afgørelse", "Documents of the case"] {
            assert!(!is_file_name(title), "{title}");
        }
    }

    #[test]
    fn languages_have_a_form() {
        for good in ["da", "da-DK", "kl-GL", "zh-Hant-TW"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "da_DK", "d", "da-", "x-none", "da DK"] {
            assert!(!is_language(bad), "{bad}");
        }
    }

    #[test]
    fn a_title_is_one_clean_line() {
        assert_eq!(clean(" Afgø\u{AD}relse\tom\u{0}\n tillæg "), "Afgørelse om tillæg");
    }
}
