//! HTML written element by element: what is opened is closed, and all text is escaped.

use crate::report::markup::{Span, escape};

/// HTML under construction.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of ours.
    pub fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// A text of anybody's.
    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escape(text));
    }

    /// Base64, which needs no escaping, as an attribute of a picture.
    pub fn picture(&mut self, png: &[u8], alt: &str) {
        use base64::Engine as _;
        self.0.push_str("<img src=\"data:image/png;base64,");
        base64::engine::general_purpose::STANDARD.encode_string(png, &mut self.0);
        self.0.push_str(&format!("\" alt=\"{}\" loading=\"lazy\">\n", escape(alt)));
    }

    /// An element and what is in it.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        content: impl FnOnce(&mut Html),
    ) {
        self.open(name, attributes);
        self.0.push('\n');
        content(self);
        self.0.push_str(&format!("</{name}>\n"));
    }

    /// An element in running text.
    pub fn inline(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        content: impl FnOnce(&mut Html),
    ) {
        self.open(name, attributes);
        content(self);
        self.0.push_str(&format!("</{name}>"));
    }

    /// An element with a text, on a line of its own.
    pub fn line(&mut self, name: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        self.inline(name, attributes, |html| html.text(text));
        self.0.push('\n');
    }

    /// An element with marked-up text, on a line of its own.
    pub fn spans(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        spans: &[Span<'_>],
    ) {
        self.inline(name, attributes, |html| html.marked(spans));
        self.0.push('\n');
    }

    /// Marked-up text.
    pub fn marked(&mut self, spans: &[Span<'_>]) {
        for span in spans {
            match span {
                Span::Plain(text) => self.text(text),
                Span::Code(code) => self.inline("code", &[], |html| html.text(code)),
                Span::Emphasis(text) => self.inline("em", &[], |html| html.text(text)),
            }
        }
    }

    /// The page.
    pub fn finish(self) -> String {
        self.0
    }

    fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
        }
        self.0.push('>');
    }
}
