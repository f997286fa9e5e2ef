//! What a letter says about itself: properties, variables, dates.

use jiff::civil::DateTime;

use super::run::Merger;
use crate::diagnostic::Finding;
use crate::field::{DateKind, DocInfo, Value};
use crate::template::FieldId;

impl Merger<'_> {
    pub(super) fn property(&mut self, id: FieldId, name: &str) -> Value {
        let own = self.request.options.properties.get(&name.to_lowercase());
        let value = own.map(String::as_str).or_else(|| self.template.properties().get(name));
        match value {
            Some(value) => Value::from(value),
            None if is_built_in(name) => Value::Empty,
            None => {
                self.note(id, Finding::PropertyMissing { name: name.to_owned() });
                Value::from("Error! Unknown document property name.")
            }
        }
    }

    pub(super) fn variable(&mut self, id: FieldId, name: Option<String>) -> Value {
        let Some(name) = name.map(|name| self.with_nested_text(id, &name)) else {
            return Value::from("Error! Document Variable not defined.");
        };
        if let Some(value) = self.request.options.properties.get(&name.to_lowercase()) {
            return Value::from(value.as_str());
        }
        let variables = &self.template.settings().variables;
        if let Some((_, value)) =
            variables.iter().find(|(found, _)| found.eq_ignore_ascii_case(&name))
        {
            Value::from(value.as_str())
        } else {
            self.note(id, Finding::PropertyMissing { name });
            Value::from("Error! No document variable supplied.")
        }
    }

    pub(super) fn information(&mut self, info: DocInfo) -> Value {
        let options = self.request.options;
        let name = match info {
            DocInfo::Title => {
                if let Some(title) = &options.title {
                    return Value::from(title.as_str());
                }
                "title"
            }
            DocInfo::Subject => "subject",
            DocInfo::Author | DocInfo::UserName => "author",
            DocInfo::Keywords => "keywords",
            DocInfo::Comments => "comments",
            DocInfo::LastSavedBy => "lastsavedby",
            DocInfo::FileName => "filename",
            DocInfo::Template => "template",
            DocInfo::NumWords => "words",
            DocInfo::NumChars => "characters",
            DocInfo::EditTime => "totaleditingtime",
            DocInfo::RevNum => "revisionnumber",
            DocInfo::UserAddress => "useraddress",
            DocInfo::UserInitials => "userinitials",
        };
        let own = options.properties.get(name).map(String::as_str);
        own.or_else(|| self.template.properties().get(name)).map_or(Value::Empty, Value::from)
    }

    /// All dates of a letter are the one that the caller gives, so that it says the same tomorrow.
    pub(super) fn date(&mut self, id: FieldId, kind: DateKind) -> Value {
        let options = self.request.options;
        let own = match kind {
            DateKind::PrintDate => self.template.properties().get("lastprinted"),
            _ => None,
        };
        match (own.and_then(|own| Value::from(own).date()), options.date) {
            (Some(moment), _) => Value::DateTime(moment),
            (None, Some(moment)) if kind == DateKind::Time => Value::Text(time_of(moment)),
            (None, Some(moment)) if moment.time() == jiff::civil::Time::midnight() => {
                Value::Date(moment.date())
            }
            (None, Some(moment)) => Value::DateTime(moment),
            (None, None) => {
                let field = kind.keyword().to_owned();
                self.note(id, Finding::DateMissing { field });
                Value::Empty
            }
        }
    }
}

/// Properties that every document has, though it may not fill them in.
fn is_built_in(name: &str) -> bool {
    const BUILT_IN: &[&str] = &[
        "title",
        "subject",
        "author",
        "keywords",
        "comments",
        "template",
        "lastsavedby",
        "revisionnumber",
        "lastprinted",
        "createtime",
        "lastsavedtime",
        "totaleditingtime",
        "pages",
        "words",
        "characters",
        "security",
        "category",
        "format",
        "manager",
        "company",
        "bytes",
        "lines",
        "paragraphs",
        "slides",
        "notes",
        "hiddenslides",
        "mmclips",
        "hyperlinkbase",
        "characterswithspaces",
        "nameofapplication",
    ];
    BUILT_IN.contains(&name.to_lowercase().as_str())
}

fn time_of(moment: DateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}
