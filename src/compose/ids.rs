//! Values that must be unique in a document: ids of marks, drawings, controls; names of bookmarks.

use std::collections::BTreeSet;

use super::tree::Element;

/// Elements whose `w:id` counts among the ids of annotations (ISO/IEC 29500-1, 17.13.1).
pub(super) const ANNOTATIONS: &[&str] = &[
    "bookmarkStart",
    "bookmarkEnd",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
];

/// The longest name of a bookmark in Word.
const NAME: usize = 40;

/// What is in use.
#[derive(Debug, Default)]
pub(super) struct Ids {
    marks: Pool,
    drawings: Pool,
    controls: BTreeSet<String>,
    next_control: u32,
    paragraphs: BTreeSet<String>,
    next_paragraph: u32,
    /// In lower case.
    bookmarks: BTreeSet<String>,
}

/// Numbers in use, and the next that is free.
#[derive(Debug, Default)]
struct Pool {
    used: BTreeSet<u32>,
    next: u32,
}

impl Pool {
    fn take(&mut self, text: Option<String>) {
        if let Some(number) = text.and_then(|text| text.parse::<u32>().ok()) {
            self.used.insert(number);
            // Far above what Word gives; above it the gaps are looked for.
            if number < 1 << 30 {
                self.next = self.next.max(number + 1);
            }
        }
    }

    fn fresh(&mut self) -> String {
        while self.used.contains(&self.next) || self.next == 0 {
            self.next += 1;
        }
        self.used.insert(self.next);
        self.next.to_string()
    }
}

impl Ids {
    /// Notes what a part of the destination uses.
    pub fn learn(&mut self, root: &Element) {
        root.walk(&mut |element| {
            let local = element.local();
            if element.word && ANNOTATIONS.contains(&local) {
                self.marks.take(element.get("id"));
                if local == "bookmarkStart" {
                    self.bookmarks.extend(element.get("name").map(|name| name.to_lowercase()));
                }
            }
            if local == "docPr" {
                self.drawings.take(element.get("id"));
            }
            if element.is("sdtPr") {
                self.controls.extend(element.child_value("id"));
            }
            if element.attributes.contains("paraId=") {
                self.paragraphs.extend(element.get("paraId"));
            }
        });
    }

    /// A fresh id of an annotation.
    pub fn mark(&mut self) -> String {
        self.marks.fresh()
    }

    /// A fresh id of a drawing.
    pub fn drawing(&mut self) -> String {
        self.drawings.fresh()
    }

    /// The id of a content control: its own if it is free.
    pub fn control(&mut self, wanted: &str) -> String {
        if self.controls.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        loop {
            self.next_control += 1;
            let id = (0x4000_0000 + self.next_control).to_string();
            if self.controls.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The id of a paragraph (`w14:paraId`): its own if it is free.
    pub fn paragraph(&mut self, wanted: &str) -> String {
        if self.paragraphs.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        loop {
            self.next_paragraph += 1;
            let id = format!("{:08X}", 0x6000_0000 + self.next_paragraph);
            if self.paragraphs.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The name of a bookmark: its own if it is free.
    pub fn bookmark(&mut self, wanted: &str) -> String {
        if self.bookmarks.insert(wanted.to_lowercase()) {
            return wanted.to_owned();
        }
        let mut number = 1;
        loop {
            number += 1;
            let tail = format!("_{number}");
            let head: String = wanted.chars().take(NAME - tail.len()).collect();
            let name = head + &tail;
            if self.bookmarks.insert(name.to_lowercase()) {
                return name;
            }
        }
    }
}
