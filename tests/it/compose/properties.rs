//! Properties of composing over any sources: the document keeps every rule, and says what its parts
//! say, in order.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Desk, p};
use crate::support::{Doc, NAMESPACES, code_runs, field, text, visible};

/// Something in a paragraph.
#[derive(Clone, Debug)]
enum Item {
    Word,
    Element(usize),
    Bookmark(&'static str),
    Reference(&'static str),
    Choice(Vec<Item>),
    Link(Vec<Item>),
    Note,
}

/// A block.
#[derive(Clone, Debug)]
enum Block {
    Paragraph(Option<&'static str>, bool, Vec<Item>),
    Cell(Vec<Block>),
}

const STYLES: [&str; 4] = ["Overskrift1", "Normal", "Egen", "Anden"];

fn items() -> impl Strategy<Value = Vec<Item>> {
    let leaf = prop_oneof![
        4 => Just(Item::Word),
        3 => (0..3usize).prop_map(Item::Element),
        1 => prop::sample::select(vec!["a", "b"]).prop_map(Item::Bookmark),
        1 => prop::sample::select(vec!["a", "b"]).prop_map(Item::Reference),
        1 => Just(Item::Note),
    ];
    let item = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Item::Choice),
            vec(inner, 0..2).prop_map(Item::Link),
        ]
    });
    vec(item, 0..4)
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let paragraph = (prop::option::of(prop::sample::select(&STYLES[..])), any::<bool>(), items())
        .prop_map(|(style, list, items)| Block::Paragraph(style, list, items));
    let block = paragraph.prop_recursive(2, 8, 3, |inner| vec(inner, 1..3).prop_map(Block::Cell));
    vec(block, 1..4)
}

/// Writes a document and the words that it is to show.
struct Writer {
    name: char,
    /// Elements that may be named: those before this one.
    elements: usize,
    words: usize,
    bookmarks: Vec<&'static str>,
    notes: Vec<String>,
    says: Vec<Said>,
}

#[derive(Clone, Debug)]
enum Said {
    Word(String),
    Element(usize),
}

impl Writer {
    fn word(&mut self) -> String {
        self.words += 1;
        format!("{}{}", self.name, self.words)
    }

    fn items(&mut self, items: &[Item], in_code: bool, out: &mut String) {
        for item in items {
            match item {
                Item::Word => {
                    let word = self.word();
                    out.push_str(&if in_code {
                        code_runs(&format!("{word} "))
                    } else {
                        text(&format!("{word} "))
                    });
                    self.says.push(Said::Word(word));
                }
                Item::Element(number) if *number < self.elements => {
                    out.push_str(&field(&format!(" INCLUDETEXT \"e{number}\" "), "gammelt"));
                    self.says.push(Said::Element(*number));
                }
                Item::Element(_) => {}
                Item::Bookmark(name) if !self.bookmarks.contains(name) => {
                    let id = self.bookmarks.len();
                    self.bookmarks.push(name);
                    out.push_str(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"));
                }
                Item::Bookmark(_) => {}
                Item::Reference(name) => out.push_str(&field(&format!(" REF {name} \\h "), "")),
                Item::Choice(inner) if !in_code => {
                    let mut said = String::new();
                    self.items(inner, true, &mut said);
                    let (open, close) = (code_runs("IF 1 = 1 \""), code_runs("\""));
                    out.push_str(&format!(
                        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{open}{said}{close}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
                    ));
                }
                Item::Link(inner) if !in_code => {
                    let mut said = String::new();
                    self.items(inner, false, &mut said);
                    out.push_str(&format!("<w:hyperlink w:tooltip=\"t\">{said}</w:hyperlink>"));
                }
                Item::Choice(_) | Item::Link(_) => {}
                Item::Note => {
                    let word = format!("note{}", self.notes.len());
                    self.notes.push(word);
                    out.push_str(&format!(
                        "<w:r><w:footnoteReference w:id=\"{}\"/></w:r>",
                        self.notes.len()
                    ));
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph(style, list, items) => {
                    let mut content = String::new();
                    self.items(items, false, &mut content);
                    let style = style
                        .map_or(String::new(), |style| format!("<w:pStyle w:val=\"{style}\"/>"));
                    let list = if *list {
                        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
                    } else {
                        ""
                    };
                    out.push_str(&format!(
                        "<w:p w14:paraId=\"0000000{}\"><w:pPr>{style}{list}</w:pPr>{content}</w:p>",
                        self.words % 10
                    ));
                }
                Block::Cell(inner) => {
                    let mut content = String::new();
                    self.blocks(inner, &mut content);
                    out.push_str(&format!("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{content}{}</w:tc></w:tr></w:tbl>", p("")));
                }
            }
        }
    }
}

fn document(name: char, elements: usize, blocks: &[Block]) -> (Doc, Vec<Said>) {
    let mut writer = Writer {
        name,
        elements,
        words: 0,
        bookmarks: Vec::new(),
        notes: Vec::new(),
        says: Vec::new(),
    };
    let mut body = String::new();
    writer.blocks(blocks, &mut body);
    let notes: String = writer
        .notes
        .iter()
        .enumerate()
        .map(|(number, word)| {
            format!("<w:footnote w:id=\"{}\">{}</w:footnote>", number + 1, p(&text(word)))
        })
        .collect();
    let styles: String = STYLES
        .iter()
        .map(|id| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}{}\"/></w:style>", if *id == "Egen" { name.to_string() } else { String::new() }))
        .collect();
    let doc = Doc::new(&format!("{body}<w:sectPr/>"))
        .with("styles", &format!("<w:styles {NAMESPACES}>{styles}</w:styles>"))
        .with("footnotes", &format!("<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"))
        .with("numbering", &format!("<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:nsid w:val=\"00000001\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"));
    (doc, writer.says)
}

fn says(said: &[Said], all: &[Vec<Said>], out: &mut Vec<String>) {
    for said in said {
        match said {
            Said::Word(word) => out.push(word.clone()),
            Said::Element(number) => says(&all[*number], all, out),
        }
    }
}

/// Paragraph ids are unique in what Word writes.
fn with_own_ids(doc: &Doc) -> Doc {
    let xml = crate::support::part(&doc.bytes(), "word/document.xml").expect("a body");
    let mut pieces = xml.split("w14:paraId=\"");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (number, piece) in pieces.enumerate() {
        out.push_str(&format!("w14:paraId=\"{:08X}{}", number + 1, &piece[8..]));
    }
    doc.clone().with_part("word/document.xml", out.as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_composed_keeps_the_rules_and_says_it_all(
        first in blocks(), second in blocks(), third in blocks(), body in blocks(), mastered in any::<bool>()
    ) {
        let mut desk = Desk::default();
        let mut all = Vec::new();
        for (number, blocks) in [first, second, third].iter().enumerate() {
            let name = char::from(b'x' + number as u8);
            let (doc, said) = document(name, number, blocks);
            desk = desk.with(&format!("e{number}"), &with_own_ids(&doc));
            all.push(said);
        }
        let (doc, said) = document('k', 3, &body);
        desk.body = with_own_ids(&doc).bytes();
        if mastered {
            desk = desk.on(&Doc::new(&format!("{}<w:sectPr/>", p(&super::include("indhold")))));
        }
        let composed = desk.compose();
        let mut expected = Vec::new();
        says(&said, &all, &mut expected);
        // Codes show their texts too, but for quotation marks and keywords.
        let xml = crate::support::body(&composed.document).replace("w:instrText", "w:t");
        let shown = visible(&xml);
        let words: Vec<&str> = shown
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 1 && word[1..].chars().all(|c| c.is_ascii_digit()) && word.starts_with(['x', 'y', 'z', 'k']))
            .collect();
        prop_assert_eq!(words, expected);
    }
}
