//! The shapes in which real files have their fields, one by one: small documents in, letters out.
//!
//! A document is a sketch, one line a paragraph:
//!
//! ```text
//! Kære { MERGEFIELD Navn }, {IF 1 = 1 "**ja**
//! og mere" "nej"}.
//! ```
//!
//! `{` and `}` are field characters, also over several lines; `**` turns bold on and off; `⏎` and
//! `⇥` are a line break and a tab. Every field has the stored result `gemt`. A letter is shown in
//! the same writing, fields that stayed as `{code|result}`, a table row as `[cell ¦ cell]`, a
//! picture as `▢`, a paragraph's style before it.

#![expect(
    clippy::format_collect,
    reason = "documents are put together from texts; a test is read more often than it is run"
)]

mod data;
mod edges;
mod formats;
mod gaps;
mod package;
mod parts;
mod pieces;
mod references;
mod regions;
mod splits;
mod values;

use std::fmt::Write;

use brevsmed::merge::{MergeOptions, Merged, Outcome, Record};
use quick_xml::events::{BytesStart, Event};

use crate::support::{Doc, body, merged, record};

/// The paragraphs of a sketch.
pub fn paragraphs(sketch: &str) -> String {
    let mut drawn = Drawing { out: "<w:p>".to_owned(), depth: 0, bold: false, text: String::new() };
    let mut letters = sketch.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => drawn.raw("</w:p><w:p>"),
            '{' => {
                drawn.run(r#"<w:fldChar w:fldCharType="begin"/>"#);
                drawn.depth += 1;
            }
            '}' => {
                drawn.run(r#"<w:fldChar w:fldCharType="separate"/>"#);
                let text = if drawn.depth > 1 { "instrText" } else { "t" };
                drawn.run(&format!("<w:{text}>gemt</w:{text}>"));
                drawn.run(r#"<w:fldChar w:fldCharType="end"/>"#);
                drawn.depth -= 1;
            }
            '*' if letters.peek() == Some(&'*') => {
                letters.next();
                drawn.flush();
                drawn.bold = !drawn.bold;
            }
            '⏎' => drawn.run("<w:br/>"),
            '⇥' => drawn.run("<w:tab/>"),
            letter => drawn.text.push(letter),
        }
    }
    drawn.raw("</w:p>");
    drawn.out
}

struct Drawing {
    out: String,
    depth: usize,
    bold: bool,
    text: String,
}

impl Drawing {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            let element = if self.depth > 0 { "instrText" } else { "t" };
            let text = std::mem::take(&mut self.text);
            let text = brevsmed::docx::encode(&text).into_owned();
            self.run(&format!(r#"<w:{element} xml:space="preserve">{text}</w:{element}>"#));
        }
    }

    fn run(&mut self, content: &str) {
        self.flush();
        let properties = if self.bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        let _ = write!(self.out, "<w:r>{properties}{content}</w:r>");
    }

    fn raw(&mut self, markup: &str) {
        self.flush();
        self.out.push_str(markup);
    }
}

/// A table of sketched cells: rows by line, cells by `¦`.
pub fn table(sketch: &str) -> String {
    let rows: String = sketch
        .lines()
        .map(|row| {
            let cells: String = row
                .split('¦')
                .map(|cell| format!("<w:tc>{}</w:tc>", paragraphs(cell.trim())))
                .collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

/// The letter that a sketch becomes, or the codes of the errors that refuse it.
fn letter(sketch: &str, data: &[(&str, &str)]) -> String {
    letter_of(&Doc::new(&paragraphs(sketch)), &record(data), &MergeOptions::default())
}

/// The letter that a document becomes, or the codes of what refuses it.
fn letter_of(doc: &Doc, data: &Record, options: &MergeOptions) -> String {
    let template = doc.template();
    let merged = merged(&template, data, options);
    match &merged.outcome {
        Outcome::Letter(bytes) => shown(&body(bytes)),
        Outcome::DoNotSend(place) => format!("not to be sent: paragraph {}", place.paragraph),
        Outcome::Refused => format!("refused: {}", codes(&merged, &template)),
    }
}

/// The codes of all diagnostics of a sketch merged with data, lenient where it must be.
fn found(sketch: &str, data: &[(&str, &str)]) -> String {
    let template = Doc::new(&paragraphs(sketch)).template();
    let merged = merged(&template, &record(data), &MergeOptions::default());
    codes(&merged, &template)
}

fn codes(merged: &Merged, template: &brevsmed::template::Template) -> String {
    let receipt = merged.receipt(template);
    let codes: Vec<&str> = receipt.diagnostics.iter().map(|found| found.finding.code()).collect();
    codes.join(" ")
}

/// XML of a story in the writing of the sketches.
fn shown(xml: &str) -> String {
    let mut page = Page::default();
    let wrapped = format!("<body>{xml}</body>");
    let mut reader = quick_xml::Reader::from_str(&wrapped);
    reader.config_mut().enable_all_checks(true);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => page.start(&tag, false),
            Event::Empty(tag) => page.start(&tag, true),
            Event::End(tag) => page.end(tag.local_name().as_ref()),
            Event::Text(text) => page.characters(&text.into_inner()),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", name.into_inner());
                page.characters(&brevsmed::docx::decode(&reference));
            }
            Event::Eof => return page.out.trim_end_matches('\n').to_owned(),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Page {
    out: String,
    /// In `w:t` or `w:instrText`.
    reading: bool,
    bold: bool,
    cells: usize,
    hidden: usize,
    first: bool,
}

impl Page {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let value = |name: &str| {
            tag.attributes()
                .flatten()
                .find(|attribute| attribute.key.local_name().as_ref() == name)
                .map(|attribute| attribute.value.into_owned())
                .unwrap_or_default()
        };
        match tag.local_name().as_ref() {
            "t" | "instrText" if !empty => self.reading = true,
            "b" => self.bold = true,
            "br" => self.out.push('⏎'),
            "tab" => self.out.push('⇥'),
            "drawing" => {
                self.out.push('▢');
                self.hidden += usize::from(!empty);
            }
            "fldChar" => self.out.push(match value("fldCharType").as_str() {
                "begin" => '{',
                "separate" => '|',
                _ => '}',
            }),
            "pStyle" => {
                let _ = write!(self.out, "{}: ", value("val"));
            }
            "tr" => {
                self.out.push('[');
                self.first = true;
            }
            "tc" => {
                if !std::mem::take(&mut self.first) {
                    self.out.push_str(" ¦ ");
                }
                self.cells += 1;
            }
            "p" if empty => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" | "instrText" => self.reading = false,
            "r" => self.bold = false,
            "drawing" => self.hidden -= 1,
            "p" => self.paragraph(),
            "tc" => {
                self.cells -= 1;
                if self.out.ends_with('/') {
                    self.out.pop();
                }
            }
            "tr" => self.out.push_str("]\n"),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        if self.hidden == 0 {
            self.out.push(if self.cells > 0 { '/' } else { '\n' });
        }
    }

    fn characters(&mut self, text: &str) {
        if !self.reading || self.hidden > 0 {
            return;
        }
        match (self.bold, self.out.strip_suffix("**")) {
            (true, Some(before)) if before.contains("**") => {
                self.out.truncate(before.len());
                let _ = write!(self.out, "{text}**");
            }
            (true, _) => {
                let _ = write!(self.out, "**{text}**");
            }
            (false, _) => self.out.push_str(text),
        }
    }
}
