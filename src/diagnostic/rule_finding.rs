//! What a rule of the linter found: its words are made where the rule is, in both languages.

use super::{MessageLanguage, Severity};

/// A finding of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFinding {
    /// The rule's stable code, such as `A101`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, a sentence without full stop: in Danish and English.
    pub message: [String; 2],
    /// What to do about it; empty where nothing can be said.
    pub help: [String; 2],
}

impl RuleFinding {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What was found, in a sentence without full stop.
    pub fn message(&self, language: MessageLanguage) -> String {
        self.message[index(language)].clone()
    }

    /// What to do about it.
    pub fn help(&self, language: MessageLanguage) -> Option<String> {
        Some(self.help[index(language)].clone()).filter(|help| !help.is_empty())
    }
}

fn index(language: MessageLanguage) -> usize {
    match language {
        MessageLanguage::Danish => 0,
        MessageLanguage::English => 1,
    }
}
