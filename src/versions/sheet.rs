//! The style sheet: what a document's styles, lists and themes set, so that a change has a name.

use std::collections::{BTreeMap, HashMap};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::format::{Format, Property, children, of_paragraph, of_run, value};
use crate::docx::{Package, PackageError, attribute};

/// What styles, lists and the theme of a document set.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    defaults: Format,
    styles: HashMap<String, Style>,
    /// The id of the paragraph style that is meant by none.
    normal: Option<String>,
    /// By list and level: how an item is marked.
    lists: HashMap<(String, String), String>,
    /// The typefaces of the theme, by the beginning of their name in the file.
    fonts: [Option<String>; 2],
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    format: Format,
}

/// Styles are based on each other in a chain; longer ones, and circles, are not followed.
const CHAIN: usize = 12;

impl Sheet {
    /// Reads styles, lists and theme of a package; what is absent sets nothing.
    pub(super) fn read(package: &Package) -> Result<Self, PackageError> {
        let text = |kind: &str| -> Result<Option<String>, PackageError> {
            let part = package.parts_of_kind(kind).into_iter().next();
            part.map(|part| package.text(&part)).transpose()
        };
        let mut sheet = Sheet::default();
        if let Some(theme) = text("theme")? {
            sheet.fonts = [theme_font(&theme, "minorFont"), theme_font(&theme, "majorFont")];
        }
        if let Some(numbering) = text("numbering")? {
            sheet.read_lists(&numbering);
        }
        if let Some(styles) = text("styles")? {
            sheet.read_styles(&styles);
        }
        Ok(sheet)
    }

    fn read_styles(&mut self, xml: &str) {
        children(xml, "styles", |tag, raw| match tag.local_name().as_ref() {
            "docDefaults" => {
                let mut defaults = of_run(raw);
                for (property, value) in of_paragraph(raw).iter() {
                    defaults.set(property.clone(), value);
                }
                self.defaults = defaults;
            }
            "style" => {
                let id = attribute(tag, "styleId").unwrap_or_default();
                let kind = attribute(tag, "type").unwrap_or_default();
                let mut style = Style::default();
                children(raw, "style", |tag, raw| match tag.local_name().as_ref() {
                    "name" => style.name = value(tag),
                    "basedOn" => style.based_on = Some(value(tag)),
                    "rPr" => {
                        for (property, value) in of_run(raw).iter() {
                            style.format.set(property.clone(), value);
                        }
                    }
                    "pPr" => {
                        for (property, value) in of_paragraph(raw).iter() {
                            style.format.set(property.clone(), value);
                        }
                    }
                    "tblPr" | "tblStylePr" | "tcPr" | "trPr" => {
                        let element = tag.local_name().as_ref().to_owned();
                        let mut all = style
                            .format
                            .get(&Property::Other(element.clone()))
                            .unwrap_or_default()
                            .to_owned();
                        all.push_str(raw);
                        style.format.set(Property::Other(element), all);
                    }
                    _ => {}
                });
                let is_default = attribute(tag, "default").is_some_and(|on| on != "0");
                if kind == "paragraph" && is_default {
                    self.normal = Some(id.clone());
                }
                self.styles.insert(id, style);
            }
            _ => {}
        });
    }

    fn read_lists(&mut self, xml: &str) {
        let mut abstracts: HashMap<String, Vec<(String, String)>> = HashMap::new();
        let mut numbers: Vec<(String, String)> = Vec::new();
        children(xml, "numbering", |tag, raw| match tag.local_name().as_ref() {
            "abstractNum" => {
                let id = attribute(tag, "abstractNumId").unwrap_or_default();
                let levels = abstracts.entry(id).or_default();
                children(raw, "abstractNum", |tag, raw| {
                    if tag.local_name().as_ref() == "lvl" {
                        let level = attribute(tag, "ilvl").unwrap_or_default();
                        levels.push((level, mark(raw)));
                    }
                });
            }
            "num" => {
                let id = attribute(tag, "numId").unwrap_or_default();
                children(raw, "num", |tag, _| {
                    if tag.local_name().as_ref() == "abstractNumId" {
                        numbers.push((id.clone(), value(tag)));
                    }
                });
            }
            _ => {}
        });
        for (number, definition) in numbers {
            for (level, mark) in abstracts.get(&definition).into_iter().flatten() {
                self.lists.insert((number.clone(), level.clone()), mark.clone());
            }
        }
    }

    /// The name of a style; of the paragraph style that is meant by none without an id.
    pub fn name(&self, id: Option<&str>) -> String {
        let id = id.or(self.normal.as_deref()).unwrap_or_default();
        match self.styles.get(id) {
            Some(style) if !style.name.is_empty() => style.name.clone(),
            _ => id.to_owned(),
        }
    }

    /// What holds for a property that is not set in a place itself: by its character style, its
    /// paragraph style, the document's defaults.
    pub(super) fn inherited(
        &self,
        property: &Property,
        character: Option<&str>,
        paragraph: Option<&str>,
    ) -> String {
        let paragraph = paragraph.or(self.normal.as_deref());
        for start in [character, paragraph].into_iter().flatten() {
            let mut id = start;
            for _ in 0..CHAIN {
                let Some(style) = self.styles.get(id) else { break };
                if let Some(value) = style.format.get(property) {
                    return self.font(property, value);
                }
                let Some(base) = &style.based_on else { break };
                id = base;
            }
        }
        self.font(property, self.defaults.get(property).unwrap_or(property.default_value()))
    }

    /// A typeface by its name where the theme has it.
    pub(super) fn font(&self, property: &Property, value: &str) -> String {
        if *property != Property::Font {
            return value.to_owned();
        }
        let theme = match value {
            value if value.starts_with("+minor") => &self.fonts[0],
            value if value.starts_with("+major") => &self.fonts[1],
            value => return value.to_owned(),
        };
        theme.clone().unwrap_or_else(|| value.to_owned())
    }

    /// The list and level of a paragraph, in its own format or its style's: how the item is marked,
    /// and the level from 1.
    pub(super) fn list(&self, format: &Format, style: Option<&str>) -> Option<(String, u8)> {
        let of = |property: &Property| match format.get(property) {
            Some(value) => value.to_owned(),
            None => self.inherited(property, None, style),
        };
        let number = of(&Property::List);
        if number.is_empty() || number == "0" {
            return None;
        }
        let level = of(&Property::ListLevel);
        let level = if level.is_empty() { "0".to_owned() } else { level };
        let mark = self.lists.get(&(number, level.clone())).cloned().unwrap_or_default();
        Some((mark, level.parse::<u8>().unwrap_or(0) + 1))
    }

    /// The styles by name with what they set, bases by their names, in order of the names.
    pub(super) fn definitions(&self) -> BTreeMap<String, Format> {
        let mut all = BTreeMap::new();
        for (id, style) in &self.styles {
            let mut format = style.format.clone();
            if let Some(base) = &style.based_on {
                format.set(Property::Style, self.name(Some(base)));
            }
            if let Some((mark, level)) = self.list(&style.format, Some(id))
                && style.format.get(&Property::List).is_some()
            {
                format.set(Property::List, mark);
                format.set(Property::ListLevel, level.to_string());
            }
            if let Some(font) = style.format.get(&Property::Font) {
                format.set(Property::Font, self.font(&Property::Font, font));
            }
            all.insert(self.name(Some(id)), format);
        }
        let mut defaults = self.defaults.clone();
        if let Some(font) = self.defaults.get(&Property::Font) {
            defaults.set(Property::Font, self.font(&Property::Font, font));
        }
        all.insert(String::new(), defaults);
        all
    }
}

/// How the items of a list's level are marked: `bullet •`, `decimal %1.`.
fn mark(level: &str) -> String {
    let (mut kind, mut text) = (String::new(), String::new());
    children(level, "lvl", |tag, _| match tag.local_name().as_ref() {
        "numFmt" => kind = value(tag),
        "lvlText" => text = value(tag),
        _ => {}
    });
    // The characters of symbol fonts show as nothing elsewhere.
    let text: String = text
        .chars()
        .map(|c| if ('\u{E000}'..='\u{F8FF}').contains(&c) { '•' } else { c })
        .collect();
    format!("{kind} {text}").trim().to_owned()
}

/// The Latin typeface of a theme's font.
fn theme_font(xml: &str, which: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == which => inside = true,
            Event::Start(tag) | Event::Empty(tag)
                if inside && tag.local_name().as_ref() == "latin" =>
            {
                return attribute(&tag, "typeface").filter(|font| !font.is_empty());
            }
            Event::End(tag) if tag.local_name().as_ref() == which => return None,
            Event::Eof => return None,
            _ => {}
        }
    }
}
